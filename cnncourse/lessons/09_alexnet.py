# %% [markdown] id="title" minutes=80 needs=["08"]
# # AlexNet
#
# The network that won ImageNet in 2012, taken apart: what each part is for, what it costs, which claims hold on a small
# scale.
#
# After this lesson you can
#
# - settle whether AlexNet's image has 224 or 227 pixels, by arithmetic;
# - write dropout, random crops and local response normalization, and say which act when the network is used;
# - count a grouped convolution, and AlexNet to the last of its 60,965,224 parameters;
# - compare two activations fairly, and report a claim that fails;
# - build AlexNet for small images.

# %% id="setup" tags=["setup"]
import numpy as np

from cnncourse import check, data, figures, hint, keras, nets, ops, solution
from cnncourse.experiments import declared, stored
from cnncourse.figures import alexnet, lenet
from cnncourse.nets.cost import cost_table
from cnncourse.waiting import each
from cnncourse.widgets.alexnet import crop_explorer, size_explorer

rng = np.random.default_rng(9)

# %% [markdown] id="problem"
# ## LeNet, a thousand times larger
#
# ImageNet's contest gave 1.2 million color photographs of 1,000 classes. Krizhevsky, Sutskever and Hinton (2012) took
# LeNet's order, convolutions and poolings and then dense layers, and made everything larger. That brought two problems:
#
# - **time**: a graphics card held 3 GB and training took days. Hence ReLU, a stride of 4 in the first layer, and two
#   cards that rarely exchange anything (*groups*);
# - **learning by heart**: 60 million numbers, 1.2 million labels to adjust them by. Hence dropout and augmentation
#   (training images changed at random). Overlapping pooling and local response normalization were kept since they
#   lowered the error, by 0.4 and 1.4 percentage points.
#
# The two are tested in different ways: speed by the training error, the other by held-out images.

# %% id="fig-drawing"
figure, sentence = alexnet.explorer(227)
figures.show(figure, f"AlexNet, counted by the arithmetic of lessons 02 and 04: {sentence}.")

# %% [markdown] id="side-words"
# ## 224 or 227?
#
# The paper has images of 224×224 pixels, a first convolution of 11×11 with stride 4, and maps of 55×55. Beside a window
# of 11 there are 224 − 11 = 213 pixels of room. 213 / 4 = 53.25: 53 steps, so **54 places, not 55**. The three numbers
# do not fit together.

# %% [markdown] exercise="alexnet_first_map"

# %% id="fig-edge"
ways = [(227, 0), (224, 0), (224, 2)]
figures.show(
    alexnet.last_windows(ways),
    "The right end of a row. With 224 pixels and no padding the last pixel is never looked at (hatched). "
    f"Places: {', '.join(str(ops.output_size(side, 11, padding, 4)) for side, padding in ways)}.",
)

# %% [markdown] id="side-why"
# Two repairs give 55. Caffe's AlexNet and ours take images of **227**. PyTorch's keeps **224 and pads by 2**; the
# window then reaches one of the two zeros at the right. The paper does not say what its program did.
#
# Three poolings follow, 3×3 with stride 2. How do the sides go on? Another image first:

# %% [markdown] exercise="alexnet_sides"

# %% [markdown] id="sides-words"
# Now the two maps in question:

# %% id="sides"
for first in (55, 54):
    sides, lost = [first], []
    for _ in range(3):
        lost.append(ops.ignored_pixels(sides[-1], 3, 0, 2))
        sides.append(ops.output_size(sides[-1], 3, 0, 2))
    print(" → ".join(map(str, sides)), f"  lost: {lost}, flattened: {sides[-1] ** 2 * 256:,}")

# %% [markdown] id="overlap"
# From 55 every division comes out even. From 54 each pooling drops a row and a column; 6,400 numbers arrive, not 9,216.
# That speaks for 55.
#
# The poolings **overlap**: windows of 3, steps of 2. **What would happen if** they were the usual 2 and 2?

# %% id="two-by-two"
for window, stride in [(3, 2), (2, 2)]:
    side = [55]
    for _ in range(3):
        side.append(ops.output_size(side[-1], window, 0, stride))
    print(f"window {window}, stride {stride}:", " → ".join(map(str, side)))

# %% [markdown] id="overlap-why"
# The same sides, so the same network behind them. For the overlap the paper reports 0.4 points less *top-1 error*, the
# share of images whose best answer is wrong, and 0.3 points less *top-5 error*, where the class is not among the five
# best (section 3.4; lesson 05 weighs this).
#
# Bring 224 pixels to 9,216 numbers without padding; then find the smallest image on which the network stands.

# %% id="slider-size" tags=["widget"]
size_explorer()

# %% [markdown] id="relu-words"
# ## ReLU against tanh, and a claim
#
# Far from zero tanh is flat: at x = 3 its slope is 1 − tanh²(3) = 0.010, so a hundredth of the gradient passes. ReLU's
# slope is 1 for every positive number. In the paper's figure 1 a network of four layers on CIFAR-10 gets to 25 %
# training error **six times faster** with ReLU: without anything against learning by heart, and with the step size for
# each that makes it fastest.

# %% [markdown] exercise="fair_race"

# %% [markdown] id="race-words"
# **The claim, at our scale:** a network of four layers (three convolutions, a dense layer) gets to 25 % training error
# in fewer steps with ReLU than with tanh. Three step sizes, three seeds, 6,000 images of clothes, momentum 0.9. The
# runs take minutes and are stored; `cnncourse experiments 09` makes them again. Write down the factor that you expect.

# %% id="race"
race = stored("alexnet_relu_or_tanh")
print(f"{len(race.runs)} runs, {race.seconds() / 60:.1f} minutes. Steps to 25 % training error:")
print(race.table("to_25", digits=0))
steps = dict(zip(race.settings, race.values("to_25"), strict=True))
means = {setting: some.mean() for setting, some in steps.items()}
best = {name: min((s for s in means if s.startswith(name)), key=means.get) for name in ("relu", "tanh")}
factor = steps[best["tanh"]] / steps[best["relu"]]
print(f"best of each: {best['relu']}; {best['tanh']}")
print(f"tanh takes {factor.mean():.2f} ± {factor.std(ddof=1):.2f} times the steps of ReLU")

# %% [markdown] id="race-why"
# **The claim fails.** tanh is *faster* here, at its best step size, by more than the spread between seeds. Look for a
# reason on your own side first: Keras draws first weights after Glorot and Bengio (2010), who assume an activation with
# slope 1 around zero. ReLU throws half away, so signals shrink from layer to layer. He et al. (2015) derived the
# repair, weights larger by about √2. From those:

# %% id="race-he"
from_he = stored("alexnet_relu_from_he")
print(from_he.table("to_25", digits=0))
he_steps = dict(zip(from_he.settings, from_he.values("to_25"), strict=True))
best["he"] = min(he_steps, key=lambda s: he_steps[s].mean())
factor = steps[best["tanh"]] / he_steps[best["he"]]
spread = factor.std(ddof=1)
print(f"best: {best['he']}; tanh takes {factor.mean():.2f} ± {spread:.2f} times its steps")
print(f"ReLU is ahead in {(factor > 1).sum()} of {len(factor)} seeds")

# %% id="fig-race"
curves = dict(zip(race.settings, race.values("errors"), strict=True))
curves |= dict(zip(from_he.settings, from_he.values("errors"), strict=True))
curves = {best[name]: curves[best[name]] for name in ("relu", "tanh", "he")}
figures.show(
    alexnet.errors(curves, 5, {"25 %": 25}),
    "Training error at the best step size of each; thin lines are seeds. At step 100: "
    + ", ".join(f"{name.split(',')[0]} {runs[:, 19].mean():.0f} %" for name, runs in curves.items())
    + ".",
)

# %% [markdown] id="race-end"
# From weights made for it ReLU is level with tanh: ahead in the mean, by less than its own spread, and behind for one
# seed of three. **What changed the result most was the first weights, not the function.** At the right end of the
# figure tanh has fallen least: the finish line decides who wins. (Step sizes were chosen on the seeds that are shown.)
#
# The limits: gray clothes are easier than CIFAR-10's photographs, the network is small, and 25 % is reached within
# about 160 steps. Six times faster is a result for one network, one set of images, one kind of first weights.
#
# One run of each, live, cut at 40 steps:

# %% id="race-live" tags=["varies"]
for name in each(("relu", "tanh"), "training"):
    live = declared("alexnet")["alexnet_relu_or_tanh"]
    errors = live.run(f"{name}, step size 0.03", 0, short=True)["errors"]
    print(f"{name}: training error {errors[0]:.0f} % after 5 steps, {errors[-1]:.0f} % after 40")

# %% [markdown] id="lrn-words"
# ## Local response normalization
#
# Behind the first two convolutions each value is divided by the activity of its neighbors: the same pixel, the channels
# beside it. A channel stays loud among quiet ones and is turned down among loud ones.
#
# $$ y_c = \frac{x_c}{\left(k + \alpha \sum_{j = c - \lfloor n/2 \rfloor}^{c + \lfloor n/2 \rfloor} x_j^2\right)^{\beta}} \qquad k = 2,\; n = 5,\; \alpha = 10^{-4},\; \beta = 0.75 $$
#
# By hand, with n = 3, k = 1, α = 1, β = 1 and channels 1, −2, 3: the middle one becomes
# `−2 / (1 + 1 + 4 + 9) = −0.133`, the first `1 / (1 + 1 + 4) = 0.167`, since no channel stands before it.

# %% [markdown] exercise="local_response_norm"

# %% id="fig-channels"
pixel = np.maximum(0, rng.normal(size=16)) * np.where(np.arange(16) < 8, 40, 160)
treated = {"before": pixel}
for name, k, alpha in [("paper", 2.0, 1e-4), ("Caffe: α/n, k = 1", 1.0, 1e-4 / 5)]:
    treated[name] = ops.local_response_norm(pixel[None, None, None], 5, k, alpha, 0.75)[0, 0, 0]
high = {name: values[8:].max() / values[:8].max() for name, values in treated.items()}
figures.show(
    alexnet.channels(treated),
    "One pixel: eight quiet channels, eight loud ones. The largest of the loud half is "
    f"{high['before']:.1f} times the largest of the quiet half before, {high['paper']:.1f} times after the paper's "
    f"formula, {high['Caffe: α/n, k = 1']:.1f} times after Caffe's. Mind the axes.",
)

# %% [markdown] id="alpha-words"
# **Is α divided by n?** Not in the paper, nor in TensorFlow's `local_response_normalization`. Caffe and PyTorch's
# `LocalResponseNorm` divide: with n = 5 their α = 0.0001 is 0.00002 in the paper's formula. Both also take k = 1 unless
# told otherwise; TensorFlow is given a *radius*, 2 for n = 5. So weights moved between libraries give other answers,
# without any error message. Try one pixel.
#
# **What would happen if** you copied the paper's constants into a network for pixels between 0 and 1?

# %% id="constants"
for size in (1, 10, 100, 300):
    divisor = (2 + 1e-4 * 5 * size**2) ** 0.75
    print(f"five neighbors of {size:3}: divided by {divisor:.2f}, by k alone {2**0.75:.2f}")

(x_train, y_train), (x_test, y_test) = data.fashion_mnist()
keras.utils.set_random_seed(0)
small = nets.small_alexnet(classifier_activation=None)
maps = np.asarray(keras.Model(small.input, small.get_layer("conv1").output)(x_train[:50]))
ratio = maps / np.where(maps > 0, ops.local_response_norm(maps), 1)
print(f"our first maps: at most {maps.max():.1f}; divided by {ratio[maps > 0].min():.4f} to {ratio.max():.4f}")

# %% [markdown] id="constants-words"
# Then it only divides everything by 2^0.75 = 1.68. The constants act on activations near a hundred and above, such as
# pixels between −128 and 128 may give; α has a *unit*.
#
# The paper reports 1.4 points less top-1 error for it (section 3.3). VGG's authors found no gain two years later
# (Simonyan and Zisserman 2015, section 4.1). Batch normalization (lesson 13) is something else: it learns its scale.
#
# ## Two groups
#
# One card could not hold the network; each of two kept half of every layer's maps, and in convolutions 2, 4 and 5 a
# filter saw only the maps on its own card. The third convolution sees all.
#
# By hand, for conv2: 256 filters of 5×5. If each saw all 96 maps it would hold 5 · 5 · 96 = 2,400 weights. It sees 48:
# 1,200, and a bias.

# %% id="fig-groups"
figures.show(
    alexnet.groups_seen(6, 8, (1, 2)),
    "Which channels each filter sees. Two groups leave half of the pairs: 24 of 48.",
)

# %% [markdown] exercise="grouped_parameters"

# %% id="ledger"
print("layer        two groups     one group     saved")
tables = [ops.stack_table(alexnet.layers(groups=groups), (227, 227, 3)) for groups in (2, 1)]
for two, one in zip(*tables, strict=True):
    if two.parameters:
        print(f"{two.name:8} {two.parameters:14,} {one.parameters:13,} {one.parameters - two.parameters:9,}")
two, one = (sum(row.parameters for row in table) for table in tables)
print(f"all      {two:14,} {one:13,} {one - two:9,}")
two, one = (sum(row.macs for row in table) for table in tables)
print(f"multiplications: {two:,} and {one:,}, {1 - two / one:.0%} saved")

# %% [markdown] id="ledger-words"
# The paper's "60 million" is the left column; the often quoted 62.4 million are the right one, with more than half as
# much work again. Groups save few parameters and much work, since convolutions have few of the one and most of the
# other. Lesson 15 has as many groups as channels.

# %% id="fig-where"
rows = [row for row in tables[0] if row.parameters]
names, learned, work = zip(*[(row.name, row.parameters, row.macs) for row in rows], strict=True)
figures.show(
    lenet.weights_and_work(names, learned, work),
    f"LeNet's picture, only more so: the dense layers hold {sum(learned[5:]) / sum(learned):.1%} of the weights, "
    f"the convolutions do {sum(work[:5]) / sum(work):.1%} of the work.",
)

# %% [markdown] id="dropout-words"
# ## Dropout
#
# 96 % of the weights sit in three dense layers; there dropout stands. While training, each of the 4,096 outputs of a
# hidden layer is set to zero with probability ½, anew for every image. No unit can rely on another.
#
# By hand: of four values 2, 4, 6, 8 chance drops the second and the third. Left are 2, 0, 0, 8: a sum of 10 where the
# next layer is used to 20. So what is left is divided by 1 − ½: 4, 0, 0, 16. **On average over the masks every value is
# what it was.** This is *inverted* dropout. When the network is used, nothing is dropped or put right.

# %% [markdown] exercise="dropout"

# %% id="mean"
values = np.array([2.0, 4, 6, 8])
draws = np.stack([ops.dropout(values, 0.5, rng) for _ in range(20000)])
print("three draws:", *(row.astype(int) for row in draws[:3]))
print("mean of 20,000:", draws.mean(axis=0).round(1))
print("used, not trained:", ops.dropout(values, 0.5, rng, training=False))

# %% [markdown] id="test-time"
# The paper did it the other way around: no division while training, all outputs times 0.5 when the network is used
# (section 4.2). The means agree. Never do both, or neither.

# %% [markdown] exercise="dropout_at_test_time"

# %% [markdown] id="left-on-question"
# **What would happen if** dropout stayed on when the network is used? Train a small AlexNet for four passes, and ask it
# both ways.

# %% id="left-on" tags=["varies"]
keras.utils.set_random_seed(0)
network = nets.small_alexnet(classifier_activation=None, lrn=None, name="clothes")
loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
network.compile(optimizer=keras.optimizers.Adam(0.001), loss=loss)
for _ in each(range(4), "four passes"):
    network.fit(x_train[:3000], y_train[:3000], batch_size=64, verbose=0)
asked, truth = x_test[:500], y_test[:500]
off = np.asarray(network(asked, training=False))
on = [np.asarray(network(asked, training=True)) for _ in range(20)]
print(f"dropout off: {100 * (off.argmax(axis=1) == truth).mean():.1f} % right")
print(f"dropout on:  {100 * np.mean([(one.argmax(axis=1) == truth).mean() for one in on]):.1f} % right")
print(f"two calls disagree on {100 * (on[0].argmax(axis=1) != on[1].argmax(axis=1)).mean():.0f} % of images")
print(f"mean of 20 calls: {100 * (np.mean(on, axis=0).argmax(axis=1) == truth).mean():.1f} % right")

# %% [markdown] id="left-on-words"
# Each call is a network without half of its dense units: it answers worse, and each time differently. The mean of
# twenty calls comes back to about where dropout *off* stands: one pass with all units stands in for the average of many
# thinned networks.
#
# `fit` reports the training accuracy with dropout *on*, the validation accuracy with dropout *off*. Validation above
# training is then no luck.
#
# ## Crops and mirrors
#
# The paper stored images of 256×256 and showed the network a random window of 224×224, mirrored half of the time. In
# one direction a window of 224 on 256 pixels has 256 − 224 + 1 = 33 places: 33 · 33 · 2 = 2,178 different windows.
# **The paper says 2,048**, which is 32 · 32 · 2: the first place was not counted (section 4.1), the slip from lesson
# 02.

# %% [markdown] exercise="random_crop_flip"

# %% id="fig-crops"
photo = data.photos("coffee", side=256)
apart = np.abs(photo[2:226, 30:254] - photo[31:255, 1:225][:, ::-1]).mean()
figures.show(
    alexnet.crops(photo, 224, [(2, 30, False), (31, 1, True)]),
    f"Two of {33 * 33 * 2:,} windows of one photograph; above them (row, column) of their corners. To you the same "
    f"cup; their pixels differ by {apart:.2f} in the mean, on a scale from 0 to 1. ({data.photo_credit('coffee')})",
)

# %% id="slider-crops" tags=["widget"]
crop_explorer()

# %% [markdown] id="augment-words"
# Find the stored side at which windows of 224 make the paper's 2,048.
#
# Neighboring windows are almost the same, but *two passes hardly ever show the same numbers*. When the network is used,
# nothing is random: the paper takes the four corners and the middle, with their mirror images, and averages ten
# answers. It also shifts the colors along the main axes of all ImageNet pixels, which alone brought over one point
# (section 4.1).
#
# Mirroring says that left and right do not matter. For cats that holds, for digits, letters, road signs it does not.
#
# ## Build it
#
# For small images, without normalization. Judged is what your network answers to given weights, as in lesson 08, and
# what its dropout layers see.

# %% [markdown] exercise="small_alexnet"

# %% [markdown] id="first-rung-words"
# The first rung of lesson 08: what must the loss of a fresh network be?

# %% id="first-rung"
keras.utils.set_random_seed(1)
fresh = nets.small_alexnet(classifier_activation=None, lrn=None, groups=2, name="fresh")
from_scores = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
start = float(from_scores(y_train[:500], fresh(x_train[:500])))
print(f"{fresh.count_params():,} parameters; loss at the start {start:.2f}, log 10 = {np.log(10):.2f}")

# %% [markdown] id="cost-words"
# Parameters, multiplications, and milliseconds for one image of a batch of 32:

# %% id="cost" tags=["timed"]
models = {
    "LeNet": nets.lenet5(),
    "small AlexNet, two groups": fresh,
    "small AlexNet, one group": nets.small_alexnet(lrn=None),
    "with normalization": small,
}
print(cost_table(models, tries=3))

# %% [markdown] id="cost-why"
# The last two lines: normalization learns nothing and has no multiplications that this count knows, and yet takes time.
# The second and the third: the groups save 41 % of the multiplications. Did they save *time* on your machine? On two
# cards that need not wait for each other they do; on one processor they may not.
#
# ## What the paper did
#
# | | AlexNet, 2012 | ours (`nets.alexnet`) | what it changes |
# |---|---|---|---|
# | image | "224×224×3" | 227×227×3 | nothing behind the first layer |
# | convolutions 2, 4, 5 | two cards | `groups=2` | nothing; `groups=1` has 62.4 million |
# | normalization | k = 2, n = 5, α = 10⁻⁴, β = 0.75 | the same, or Caffe's | |
# | dropout | on outputs of the two hidden dense layers, factor 0.5 when used | the same places, inverted | where the factor stands |
# | first weights | normal, deviation 0.01; biases of conv 2, 4, 5 and hidden dense layers are 1 | Glorot, biases 0 | the first steps of training |
# | training | 90 passes, batches of 128, momentum 0.9, weight decay 0.0005, step 0.01 cut three times by 10 | none on ImageNet | |
# | time | five to six days on two GTX 580 of 3 GB | | |
# | when used | mean over ten windows | one | 1.5 points of top-1 error on the images of 2010 (section 6) |
# | ImageNet 2012, one network | 40.7 % top-1, 18.2 % top-5 error (validation) | | |
# | the winner | several networks averaged: 15.3 % top-5; the second of the contest: 26.2 % | | |
#
# (Sections 3.5, 4, 5 and table 2.) torchvision's `alexnet` is another network: 64, 192, 384, 256 and 256 filters, no
# groups, no normalization, and dropout *before* the dense layers (after Krizhevsky 2014).
#
# Section 3.5 also lists each layer's units:

# %% id="neurons"
printed = [253440, 186624, 64896, 64896, 43264, 4096, 4096, 1000]
counted = [int(np.prod(row.shape)) for row in tables[0] if row.parameters]
for name, theirs, ours in zip(names, printed, counted, strict=True):
    print(f"{name:6} paper {theirs:8,} counted {ours:8,} {'' if theirs == ours else 'differs'}")
print(f"sum of the paper's: {sum(printed):,}; of ours: {sum(counted):,}; 55 · 48 · 96 = {55 * 48 * 96:,}")

# %% [markdown] id="neurons-words"
# Seven of eight agree. The first is not 55 · 55 · 96 but 55 · 48 · 96, as if one 55 had been taken for the 48 maps of a
# card: our guess. The paper's own total, 650,000 units, is closer to the corrected sum.
#
# ## An experiment: what helps with few images?
#
# 2,000 images of clothes, 14 passes, a small AlexNet; nothing, dropout, crops (of 28 from an image padded to 32),
# flips, or all three. Three seeds.
#
# **The claim:** each of the three is better than nothing on the 2,000 held-out images. Write down the order that you
# expect. Stored runs:

# %% id="few"
few = stored("alexnet_few_images")
print(f"{len(few.runs)} runs, {few.seconds() / 60:.1f} minutes. Held-out images right:")
print(few.table("accuracy", unit=" %"))
print("the images it learned from, asked without dropout:")
print(few.table("training", unit=" %"))
held_out = few.values("accuracy")
for label, values in zip(few.settings[1:], held_out[1:], strict=True):
    lead = values - held_out[0]
    print(
        f"{label} − nothing: {lead.mean():+.1f} ± {lead.std(ddof=1):.1f} points, ahead in {(lead > 0).sum()} of 3 seeds"
    )

# %% id="fig-few"
figures.show(
    lenet.every_seed(list(few.settings), held_out),
    "Gray lines join runs of one seed. Between the best mean and the worst lie "
    f"{np.ptp(held_out.mean(axis=1)):.1f} points; between the seeds of one setting "
    f"up to {np.ptp(held_out, axis=1).max():.1f}.",
)

# %% [markdown] id="few-words"
# **The claim fails, for all three.** Each alone comes out below nothing in the mean: dropout within the spread, flips
# behind in each seed, crops by three points, all together by nearly six.
#
# Why? See the second table. With nothing, the network is right on 90 % of what it learned from and 83 % of the rest;
# dropout and augmentation work on that gap. All three together close most of it, from the wrong side: after 14 passes
# that network has not finished learning. The paper says that dropout about doubles the passes needed (section 4.2); its
# authors made about 90.
#
# So climb the second rung of lesson 08 first. Only when the training images are right and the others are not is there
# something to *regularize*.

# %% [markdown] id="shoes-words"
# Flips may have a reason of their own. Which way do Fashion-MNIST's shoes point? Compare each image with its class's
# mean, and with that mean mirrored:

# %% id="shoes"
for label in (5, 7, 9, 0):
    mean = x_train[y_train == label].mean(axis=0)
    images = x_test[y_test == label]
    apart = [((images - one) ** 2).sum(axis=(1, 2, 3)) for one in (mean, mean[:, ::-1])]
    print(f"{data.CLASS_NAMES[label]:12} nearer to the mean as it is: {100 * (apart[0] < apart[1]).mean():.0f} %")
print("shoes right (three classes):")
print(few.table("shoes", unit=" %"))

# %% [markdown] id="shoes-end"
# Nearly every shoe points the same way, so the test never shows a flipped one. With flips fewer shoes come out right in
# the mean, but with a spread as large as the difference: the suspicion fits, and three seeds do not settle it. The same
# with 60 passes in place of 14 (`epochs` in `cnncourse/experiments/alexnet.py`) we have not measured.

# %% [markdown] id="summary"
# ## Summary
#
# - 11×11 windows with stride 4 make 55×55 maps from 227 pixels, or from 224 padded by 2; from 224 alone they make
#   54×54.
# - ReLU, stride 4 and groups are for speed; dropout, crops and mirrors against learning by heart.
# - Inverted dropout divides by 1 − rate while training and does nothing afterward.
# - Local response normalization divides by the activity of neighboring channels. Libraries disagree on α / n; with
#   small activations it only multiplies by a constant.
# - A grouped convolution has the weights of an ordinary one, divided by the groups, and as many biases.
# - At our scale ReLU is not six times faster than tanh: slower from Glorot's first weights, level from He's. With few
#   images and few passes neither dropout nor crops nor mirrors helped.
#
# ## Key terms
#
# | English | 中文 | in one line |
# |---|---|---|
# | rectified linear unit (ReLU) | 修正线性单元 | max(x, 0) |
# | dropout | 随机失活 (暂退法) | random zeros while training |
# | data augmentation | 数据增强 | training images changed at random, labels kept |
# | random crop; horizontal flip | 随机裁剪; 水平翻转 | a random window; left and right exchanged |
# | local response normalization | 局部响应归一化 | divide by the activity of neighboring channels |
# | overlapping pooling | 重叠池化 | the stride is smaller than the window |
# | grouped convolution | 分组卷积 | parts of the channels that do not see each other |
# | top-5 error | 前五错误率 | the class is not among the five best answers |
# | regularization | 正则化 | what holds a network back from learning by heart |
#
# ## Sources
#
# - Krizhevsky, Sutskever & Hinton (2012), *ImageNet classification with deep convolutional neural networks*, NeurIPS
#   25: section 3.1 and figure 1 (ReLU), 3.2 (two cards), 3.3 (normalization), 3.4 (overlap), 3.5 and figure 2 (sizes),
#   4.1 (augmentation), 4.2 (dropout), 5 (training), tables 1 and 2 (results).
# - Srivastava, Hinton, Krizhevsky, Sutskever & Salakhutdinov (2014), *Dropout: a simple way to prevent neural networks
#   from overfitting*, JMLR 15.
# - Glorot & Bengio (2010), *Understanding the difficulty of training deep feedforward neural networks*, AISTATS: first
#   weights for functions like tanh.
# - He, Zhang, Ren & Sun (2015), *Delving deep into rectifiers*, ICCV, arXiv:1502.01852: first weights for ReLU.
# - Simonyan & Zisserman (2015), *Very deep convolutional networks for large-scale image recognition*, ICLR,
#   arXiv:1409.1556: no gain from normalization.
# - Krizhevsky (2014), *One weird trick for parallelizing convolutional neural networks*, arXiv:1404.5997: the network
#   behind torchvision's `alexnet`.
# - PyTorch documentation, `torch.nn.LocalResponseNorm`; TensorFlow documentation, `tf.nn.local_response_normalization`:
#   the two formulas.
# - Xiao, Rasul & Vollgraf (2017), *Fashion-MNIST*, arXiv:1708.07747: the images.
#
# **Next:** lesson 10, VGG: small windows only, and where 138 million parameters sit.
