# %% [markdown] id="title" minutes=55 needs=["04", "05", "08"]
# # NiN
#
# A network without a dense layer: small networks at every pixel, a map for each class, a mean at the end. What that
# saves, shows and costs.
#
# After this lesson you can
#
# - say what two 1×1 convolutions add to a convolution, and build NiN from such blocks;
# - count what a dense layer and a pooled map cost as a network's last step, and say which takes images of any size;
# - draw for each class where in an image it was seen, with one matrix product;
# - say what a ReLU before the mean does, and what a dead class is;
# - say what a mean in place of dense layers wins and loses, by measured runs.

# %% id="setup" tags=["setup"]
import numpy as np

from cnncourse import check, data, figures, hint, keras, nets, ops, solution
from cnncourse.experiments import stored
from cnncourse.figures import architecture, diagram, images
from cnncourse.figures import nin as drawn
from cnncourse.nets.cost import cost_table
from cnncourse.nets.nin import nin_block as block
from cnncourse.nets.nin import small_nin
from cnncourse.waiting import each
from cnncourse.widgets.nin import head_explorer, map_explorer

L = keras.layers
rng = np.random.default_rng(11)

# %% [markdown] id="problem"
# ## A small network at every pixel
#
# AlexNet (lesson 09) left two things to mend. Between two of its ReLUs stands a linear filter, which can only add up
# what it sees. And nearly all weights sit in three dense layers at the end. Lin, Chen and Yan (2013) took up both in
# *Network in Network*.
#
# The first, by hand. One map says "an upright line passes here", another "a flat line passes here". Wanted: a map for
# **exactly one line**, so not where two cross.
#
# | upright | flat | wanted |
# |---|---|---|
# | 0 | 0 | 0 |
# | 1 | 0 | 1 |
# | 0 | 1 | 1 |
# | 1 | 1 | 0 |
#
# One 1×1 filter computes w₁ · upright + w₂ · flat + b. The first three rows want b = 0 and both weights 1. Then the
# fourth is 2. No filter does it. Nor does a ReLU behind it help: b may then be below 0, and the fourth row gives 2 − b,
# even more. Two layers with a ReLU between them do it:
#
#     h₁ = relu(upright + flat)         0  1  1  2
#     h₂ = relu(upright + flat − 1)     0  0  0  1
#     h₁ − 2 h₂                         0  1  1  0
#
# Each pixel's `c` numbers go through a dense layer, a ReLU and a dense layer, with weights shared by all pixels: a 1×1
# convolution, a ReLU, a 1×1 convolution (lesson 04).
#
# $$ (h, w, c) \;\xrightarrow{\;1\times1,\ \mathrm{ReLU}\;}\; (h, w, f) \;\xrightarrow{\;1\times1\;}\; (h, w, g) $$

# %% id="fig-crossing"
upright, flat = np.zeros((11, 15)), np.zeros((11, 15))
upright[:, 5] = flat[4] = 1
lines = np.stack([upright, flat], axis=-1)[None]  # (1, 11, 15, 2)
one_filter, *_ = np.linalg.lstsq([[0, 0, 1], [1, 0, 1], [0, 1, 1], [1, 1, 1]], [0, 1, 1, 0], rcond=None)
linear = ops.conv1x1(lines, one_filter[:2, None], one_filter[2:])
hidden = ops.relu(ops.conv1x1(lines, np.ones((2, 2)), np.array([0.0, -1.0])))
small_network = ops.conv1x1(hidden, np.array([[1.0], [-2.0]]))
figures.show(
    images.maps_beside(
        [upright, flat, linear[0, ..., 0], small_network[0, ..., 0]],
        ["upright", "flat", "best single filter", "network of 3 units"],
        fill=True,
    ),
    f"The best that one filter can do is {linear.min():.2f} at every pixel (least squares over the four rows). "
    f"The small network gives {small_network[0, 4, 4, 0]:.0f} on a line and {small_network[0, 4, 5, 0]:.0f} at the crossing.",
)

# %% [markdown] exercise="nin_block"
# A NiN block: a convolution that looks at neighbors, then two 1×1 layers.

# %% id="fig-block"
figures.show(
    diagram.of_block(block, (28, 28, 3), 64, 5),
    f"A block, drawn from its layers. On 3 maps it learns {64 * (5 * 5 * 3 + 1):,} numbers in the window and "
    f"2 · {64 * 65:,} in the two 1×1.",
)

# %% [markdown] id="cheap-words"
# Do the 1×1 layers come almost free? **What would happen** to their share of a block's weights if the window got
# smaller? On 64 maps, guess for 5, 3 and 1, then run the cell.

# %% id="cheap"
for k in (5, 3, 1):
    window, points = ops.conv_parameters(k, k, 64, 64), 2 * ops.conv_parameters(1, 1, 64, 64)
    print(f"window {k}×{k}: {points / (window + points):.0%} of the block's weights are in its two 1×1")

# %% [markdown] id="cheap-answer"
# Two in eleven behind a 3×3: not free. Multiplications have nearly the same shares: all three layers visit the same
# pixels.
#
# ## From maps to scores
#
# Second, the **head**: what turns the last maps into scores. AlexNet's are three dense layers:

# %% id="alexnet-dense"
dense_layers = [(6 * 6 * 256, 4096), (4096, 4096), (4096, 1000)]
sizes = [(seen + 1) * units for seen, units in dense_layers]
print(" + ".join(f"{size:,}" for size in sizes), f"= {sum(sizes):,}: {sum(sizes) / 60_965_224:.0%} of its 60,965,224")

# %% [markdown] id="head-words"
# NiN leaves them out. Its last 1×1 has **one filter for each class**: a map of "boot here?", one of "bag here?" and so
# on. The score of a class is the mean of its map: **global average pooling** (section 3.2 of the paper). The mean has
# no weights.
#
# By hand, for 2×2 last pixels, 3 maps and 4 classes. *Dense:* flatten gives 12 numbers; each of 4 units has 12 weights
# and a bias: 52. *Pooled:* each of 4 filters has 3 weights and a bias: 16. With $s$ for the side, $c$ maps and $k$
# classes
#
# $$ \text{dense} = (s^2 c + 1)\,k \qquad \text{pooled} = (c + 1)\,k $$

# %% [markdown] exercise="head_parameters"

# %% id="fig-heads"
figure, sentence = drawn.heads(side=7, channels=1024, classes=1000)
figures.show(figure, f"Last maps of 7×7 with 1,024 channels, and 1,000 classes: {sentence}.")

# %% [markdown] id="slider-words"
# Find the side at which both heads cost the same, and say why.

# %% id="slider-heads" tags=["widget"]
head_explorer(side=7)

# %% [markdown] id="any-size-words"
# The pooled curve is flat: the side does not enter. So a NiN's weights fit **images of any size**, here three times as
# wide and as high:

# %% id="any-size"
SCORES = {"dropout": 0.0, "classifier_activation": None}
keras.utils.set_random_seed(0)
usual = small_nin((28, 28, 1), widths=(12, 16), relu_on_scores=False, **SCORES)
wide = small_nin((84, 84, 1), widths=(12, 16), relu_on_scores=False, **SCORES)
wide.set_weights(usual.get_weights())  # a flatten layer would refuse here
for model in (usual, wide):
    maps_shape = model.get_layer("cccp6").output.shape[1:]
    print(f"{model.input_shape[1:3]} pixels: class maps {maps_shape}, {model.count_params():,} parameters")

# %% [markdown] id="maps-words"
# ## Where was it seen?
#
# If a score is the mean of a map, **the map shows where the score came from**, without training or a new layer.
#
# Zhou et al. (2016) saw that this does not need NiN's order. GoogLeNet, ResNet and DenseNet (lessons 12 to 14) take the
# mean first and then have one dense layer. By hand: two maps of two pixels, `[4 0]` and `[0 2]`, a class with weights 1
# and −1.
#
# - *Mean, then weights:* the means are 2 and 1. Score: 1 · 2 − 1 · 1 = **1**.
# - *Weights, then mean:* 1 · `[4 0]` − 1 · `[0 2]` = `[4 −2]`. Its mean: **1**.
#
# Both steps are linear, so they change places. The map in the middle, `[4 −2]`, is the **class activation map**: the
# left pixel speaks for the class, the right one against it.
#
# $$ \text{score}_k = \sum_c w_{ck}\,\frac{1}{hw}\sum_{ij} f_{ijc} \;=\; \frac{1}{hw}\sum_{ij} \underbrace{\sum_c w_{ck}\, f_{ijc}}_{\text{map of class } k} $$

# %% [markdown] exercise="class_activation_map"

# %% [markdown] id="quilt-words"
# Now on photographs. To have the same numbers on every machine, nothing is trained by gradients: 64 random 5×5 filters
# stay as they are; behind them a ReLU, the mean of each map, and a dense layer solved for by least squares. It learns
# four surfaces from patches of 64×64 pixels, from the left halves of four photographs.

# %% id="surfaces"
names = ["grass", "brick", "gravel", "text"]
labels = [data.SURFACE_NAMES.index(name) for name in names]
(patches, which), (test_patches, test_which) = data.surfaces(labels_per_class=40)
bank = rng.normal(size=(5, 5, 1, 64))
bank -= bank.mean(axis=(0, 1))  # blind to brightness
bank /= np.sqrt((bank**2).sum(axis=(0, 1)))


def last_maps(x):
    """64 maps of random filters, `(n, h − 4, w − 4, 64)`."""
    return ops.relu(ops.conv2d(x.astype(float), bank))


def of_four(x, y):
    """The patches of the four surfaces, and their classes 0 … 3."""
    chosen = np.isin(y, labels)
    return x[chosen], np.array([labels.index(label) for label in y[chosen]])


x_few, y_few = of_four(patches, which)
means = ops.global_avg_pool(last_maps(x_few))  # (160, 64)
with_one = np.c_[means, np.ones(len(means))]  # the last weight is the bias
solved = np.linalg.solve(with_one.T @ with_one + 0.01 * np.eye(65), with_one.T @ np.eye(4)[y_few])
weights, bias = solved[:-1], solved[-1]  # (64, 4), (4,)
x_new, y_new = of_four(test_patches, test_which)
scores = ops.global_avg_pool(last_maps(x_new)) @ weights + bias
print(
    f"{len(y_few)} patches to learn from; of {len(y_new)} new ones {(scores.argmax(axis=1) == y_new).mean():.0%} are right"
)

# %% [markdown] id="quilt-more"
# Now give it four at once, sewn together from the right halves, with 256×256 pixels in place of 64×64:

# %% id="fig-quilt"
photos = [data.photos(name, gray=True) for name in names]
pieces = [photo[(len(photo) - 128) // 2 :][:128, -128:] for photo in photos]
quilt = np.block([[pieces[0], pieces[1]], [pieces[2], pieces[3]]])
maps = last_maps(quilt[None, ..., None])[0] @ weights + bias  # (252, 252, 4)


def share_right(window):
    """Share of windows in which the map of the surface that lies there is the largest."""
    small = drawn.windows(maps, window)
    lower = np.arange(len(small)) * window + window / 2 + 2 >= 128  # centers in the lower, or right, half
    return (small.argmax(axis=-1) == 2 * lower[:, None] + lower[None]).mean()


figures.show(
    drawn.class_maps(quilt, drawn.windows(maps, 16), names),
    f"Four surfaces and four class maps, averaged over windows of 16 (orange speaks for the class, violet against). "
    f"In {share_right(16):.0%} of the windows the right surface wins; guessing would give 25 %.",
)

# %% [markdown] id="quilt-look"
# No label ever said *where* something is. What goes wrong: which surface takes the smooth faces of the bricks?

# %% id="slider-maps" tags=["widget"]
map_explorer(quilt, maps, names)

# %% [markdown] id="window-words"
# **What would happen if** you took each pixel of a map for itself? Guess the share right for windows of 1, 4, 16 and 64
# pixels.

# %% id="window-share"
for window in (1, 4, 16, 64):
    print(f"windows of {window:2}: {share_right(window):.0%} right")

# %% [markdown] id="window-answer"
# Evidence needs room. A single place sees 5×5 pixels, and only the mean was trained. A class activation map says *which
# parts pushed the score up*; it is no outline.
#
# ### A ReLU in between
#
# **What would happen if** a ReLU stood on the class maps, before the mean?

# %% id="relu-between"
print("surface    score  mean of the map  mean behind a ReLU")
first_means = ops.global_avg_pool(last_maps(quilt[None, ..., None]))[0]
for k, name in enumerate(names):
    score, mean, cut = first_means @ weights[:, k] + bias[k], maps[..., k].mean(), ops.relu(maps[..., k]).mean()
    print(f"{name:8} {score:7.2f} {mean:16.2f} {cut:19.2f}")

# %% [markdown] id="relu-between-words"
# Score and mean agree. A ReLU throws away what speaks *against* a class: all scores rise, none is negative.
#
# **The authors' own network has that ReLU.** The last lines of its file are 1×1 convolution, ReLU, mean, softmax.
#
# ## What the paper did
#
# The paper's networks are for small images (CIFAR, SVHN, MNIST). For ImageNet there is the authors' model file,
# `nin_imagenet` in Caffe's model zoo; `nets.nin` builds it. Its sides first:

# %% [markdown] exercise="nin_sides"

# %% [markdown] id="ledger-words"
# The file of the weights has 29 MB. Do its twelve layers fit?

# %% id="ledger"
blocks = [(11, 3, (96, 96, 96)), (5, 96, (256, 256, 256)), (3, 256, (384, 384, 384)), (3, 384, (1024, 1024, 1000))]
sides = [ops.output_size(224, 11, 0, 4)]
for _ in range(3):
    sides.append(int(np.ceil((sides[-1] - 3) / 2)) + 1)  # Caffe's pooling
totals = np.zeros((2, 2), int)
print("block     window      1×1 twice       together")
for number, ((k, c, (f, g, h)), pixels) in enumerate(zip(blocks, np.square(sides), strict=True), 1):
    window = ops.conv_parameters(k, k, c, f)
    points = ops.conv_parameters(1, 1, f, g) + ops.conv_parameters(1, 1, g, h)
    totals += [[window, points], [pixels * k * k * c * f, pixels * (f * g + g * h)]]
    print(f"{number}      {window:10,} {points:13,} {window + points:14,}")
(windows, points), (window_macs, point_macs) = totals
print(f"all    {windows:10,} {points:13,} {windows + points:14,}")
print(f"4 bytes each: {4 * (windows + points) / 2**20:.1f} MiB")
print(f"1×1 layers: {points / (windows + points):.0%} of the parameters, "
      f"{point_macs / (window_macs + point_macs):.0%} of {window_macs + point_macs:,} multiplications")  # fmt: skip

# %% [markdown] id="table"
# They do: 7,595,176 parameters are 29.0 MiB, one eighth of AlexNet's. A third are in 1×1 layers, which do a quarter of
# the work.
#
# | | the paper, 2013 | the authors' ImageNet network | ours, below |
# |---|---|---|---|
# | images | CIFAR 32×32, MNIST 28×28 | 224×224 | Fashion-MNIST 28×28 |
# | blocks | three | four | three |
# | pooling | by 2, between blocks | 3×3 with stride 2, rounded up | the same |
# | dropout | behind each block but the last | before the last block | off: training is short |
# | ReLU on the class maps | in equation 2, behind each layer of a block | yes | tried both ways |
# | accuracy | CIFAR-10 10.41 % wrong, 8.81 % with augmentation (table 1) | 59.36 % top-1 on ImageNet (model zoo) | see below |
# | dense head in place of the mean | 11.59 % wrong, 10.88 % with dropout, against 10.41 % (table 5) | – | tried as well |
#
# The last line is the claim of the paper's section 4.6: the mean is a **regularizer**, it keeps a network from learning
# its images by heart (second experiment).

# %% [markdown] exercise="nin"
# A NiN for small images.

# %% id="fig-small"
shown = [layer for layer in usual.layers if not isinstance(layer, (L.Dropout, L.ZeroPadding2D))]
rows = [(one.name, type(one).__name__, one.output.shape[1:], one.count_params() or None) for one in shown[1:]]
figures.show(
    architecture.drawing([("image", "image", (28, 28, 1), None), *rows], per_line=7),
    f"`small_nin` with 12 and 16 filters: {usual.count_params():,} parameters (gray), in {sum(bool(row[3]) for row in rows)} "
    "convolutions. The last maps are one for each class.",
)

# %% [markdown] id="relu-choice-words"
# ## First experiment: a ReLU on the scores
#
# Think first.

# %% [markdown] exercise="relu_on_scores"

# %% [markdown] id="relu-claim"
# **The claim:** the ReLU does harm. Some class dies, and accuracy falls. A class is *dead* if its score is exactly 0 on
# all 2,000 held-out images.
#
# One seed live, on 3,000 images, picked because it shows the effect. Does the first rung of lesson 08, the loss at the
# start, see it?

# %% id="relu-live" tags=["varies"]
(x_train, y_train), (x_test, y_test) = data.fashion_mnist()
from_scores = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
lively = {}
for name, relu in each([("with the ReLU", True), ("without", False)], "training"):
    keras.utils.set_random_seed(1)
    model = small_nin(widths=(12, 16), relu_on_scores=relu, **SCORES)
    start = float(from_scores(y_test, model.predict(x_test, batch_size=500, verbose=0)))
    model.compile(keras.optimizers.Adam(0.002), from_scores)
    model.fit(x_train[:3000], y_train[:3000], batch_size=50, epochs=4, verbose=0)
    answers = model.predict(x_test, batch_size=500, verbose=0)
    dead = [data.CLASS_NAMES[k] for k in np.flatnonzero(answers.max(axis=0) == 0)]
    right = 100 * (answers.argmax(axis=1) == y_test).mean()
    print(f"{name}: loss {start:.2f} at the start, {right:.0f} % right at the end, dead: {', '.join(dead) or 'none'}")
    lively[name] = model

# %% [markdown] id="relu-stored-words"
# The runs below are **stored**: 4,000 images, five passes, four seeds, widths (12, 16) and (24, 32), each with and
# without. `cnncourse experiments 11` makes them again.

# %% id="relu-table"
runs = stored("nin_relu_on_scores")
print(f"{len(runs.runs)} runs, {runs.seconds() / 60:.0f} minutes on a shared machine of {runs.made['cores']} cores")
for title, result, digits in [("loss at the start", "start", 2), ("% right", "accuracy", 1)]:
    print(f"\n{title}\n{runs.table(result, digits)}")
print("\ndead classes, seed by seed: at the start → at the end")
for label, before, after in zip(runs.settings, runs.values("dead at start"), runs.values("dead"), strict=True):
    print(f"{label:26}", "  ".join(f"{b} → {a}" for b, a in zip(before, after, strict=True)))

# %% id="fig-dead"
by_class = runs.values("by class")  # (settings, seeds, classes)
rows = [f"{label}, {seed}" for label in runs.settings for seed in runs.seeds]
never = (by_class == 0).sum(axis=(1, 2))
figures.show(
    drawn.right_by_class(by_class.reshape(len(rows), 10), rows, list(data.CLASS_NAMES)),
    "Share of each class that is right, run by run: the darker, the more. A cross: never. "
    + ", ".join(f"{count} in {label}" for label, count in zip(runs.settings, never, strict=True))
    + ".",
)

# %% id="relu-paired"
cost_of_relu = runs.values("accuracy")[[0, 2]] - runs.values("accuracy")[[1, 3]]  # (widths, seeds)
died = runs.values("dead")[[0, 2]] > 0
print(f"dead classes in {died.sum()} of {died.size} runs with the ReLU")
for title, which_runs in [("a class died", died), ("none died", ~died)]:
    lead = cost_of_relu[which_runs]
    print(
        f"{title:13} with − without: {lead.mean():+.1f} points on average, from {lead.min():+.1f} to {lead.max():+.1f}"
    )

# %% [markdown] id="relu-verdict"
# **The claim holds, in half of the runs.**
#
# - **Where a class dies, accuracy falls,** by about as much as the class had to give: each is a tenth of the images.
#   Where none dies the ReLU costs nothing that these runs could show. So the mean hides what happens: its spread of 11
#   points is two kinds of runs.
# - **A dead class is dead by luck of the seed.** The wider network is not safer: two of four, as in the narrow one. Of
#   four runs that began with a dead class two ended with none, since the layers below move; two that began with none
#   ended with three and four.
# - **The first rung sees nothing.** The loss starts at log 10 either way, as ten scores near zero are nearly equal.
#   Look for an answer that is never given.
# - **Why then did the authors' network work?** With 59 % of a thousand classes not many can have died. They trained for
#   longer (450,000 steps of 64 images), with momentum in place of Adam; whether it was that we have not tested.
#
# ## Second experiment: which head?
#
# Two NiN blocks, a 3×3 convolution, a 1×1, then
#
# - a **dense head**: flatten, 32 units with a ReLU, 10 scores;
# - a **pooled head**: a 1×1 with 10 filters, and the mean;
# - a pooled head on a **wider** body, with *as many parameters* as the network with the dense head.


# %% id="heads-code"
def with_head(head, widths):
    """Two NiN blocks and two more convolutions, with one of two heads."""
    pixels = x = keras.Input((28, 28, 1))
    for filters in widths:
        x = L.MaxPooling2D(2)(block(x, filters, 5))
    x = L.Conv2D(widths[-1], 3, padding="same", activation="relu")(x)
    x = L.Conv2D(widths[-1], 1, activation="relu")(x)
    if head == "dense":
        return keras.Model(pixels, L.Dense(10)(L.Dense(32, activation="relu")(L.Flatten()(x))))
    return keras.Model(pixels, L.GlobalAveragePooling2D()(L.Conv2D(10, 1)(x)))


networks = {
    "dense head": with_head("dense", (16, 24)),
    "pooled head": with_head("pooled", (16, 24)),
    "pooled, as many parameters": with_head("pooled", (28, 43)),
}
for name, model in networks.items():
    print(f"{name:27} {model.count_params():7,} parameters {ops.macs(model):11,} multiplications")

# %% [markdown] id="heads-claim"
# **The claims.** (1) As in the paper's table 5, the pooled head is better on held-out images. (2) It overfits less: it
# is closer to its own training accuracy. (3) It minds a move less, for a mean does not ask where (lesson 05): the
# held-out images once more, four pixels down and to the right.
#
# Stored runs: 4,000 images, six passes, three seeds.

# %% id="heads-table"
heads_runs = stored("nin_heads")
for title, result in [
    ("held-out images, % right", "accuracy"),
    ("training images", "training"),
    ("moved by 4, 4", "moved"),
]:
    print(f"{title}\n{heads_runs.table(result)}\n")
gap = heads_runs.values("training") - heads_runs.values("accuracy")
for label, row in zip(heads_runs.settings, gap, strict=True):
    print(f"{label:27} training − held-out: {row.mean():.1f} ± {row.std(ddof=1):.1f} points")
dense_right, *pooled = heads_runs.values("accuracy")
for label, row in zip(heads_runs.settings[1:], pooled, strict=True):
    print(f"the dense head is ahead of {label} in {(dense_right > row).sum()} of 3 seeds")

# %% id="fig-moved"
still, moved = heads_runs.values("accuracy"), heads_runs.values("moved")
figures.show(
    drawn.still_and_moved(list(heads_runs.settings), still, moved),
    f"As they are, the dense head leads by {still[0].mean() - still[1].mean():.0f} points over the pooled one. "
    f"Moved by four pixels it drops to {moved[0].mean():.0f} %, the pooled one to {moved[1].mean():.0f} %.",
)

# %% [markdown] id="heads-verdict"
# - **Claim 1 fails, and clearly.** The dense head is ahead in every seed, also of the network with as many parameters.
#   These garments are centered, all of one size: *where* something is says a lot about what it is, and a mean throws
#   that away.
# - **Claim 2 holds, and is worth little.** The pooled networks are closer to their training accuracy because that is
#   low: after six passes they have yet to learn. The paper trained for long, on color photographs.
# - **Claim 3 holds by a wide margin.** Four pixels, and the dense head falls close to guessing: weights for one place
#   know nothing of the next. The pooled one is hit as well, though its pools see the same grid, 4 being a multiple of
#   their joint stride. That leaves the edge: four rows and columns of a garment fall off, and it is padded with zeros.
#
# So a global mean is no better head as such. It buys parameters, any size, maps for each class and tolerance to a move,
# and pays with position.
#
# "As many parameters" is not "as much work", and neither is time:

# %% id="heads-cost" tags=["timed"]
print(cost_table(networks))

# %% [markdown] id="cost-words"
# Against the dense head the pooled one saves two thirds of the parameters and not one hundredth of the work, since the
# convolutions do nearly all of it. The wider network has three times its multiplications.
#
# ## Any size, and where
#
# The weights of the live run without a ReLU go into the network for 84×84 pixels. Four garments lie in the corners of
# one image; in training there were only single ones, in the middle. For each of the four classes: in which corner is
# the mean of its map largest?

# %% id="fig-canvas" tags=["varies"]
wide.set_weights(lively["without"].get_weights())
with_maps = keras.Model(wide.input, wide.get_layer("cccp6").output)
corners = [(0, 0), (0, 56), (56, 0), (56, 56)]
canvases, lying = np.zeros((50, 84, 84, 1), "float32"), np.zeros((50, 4), int)
for canvas, four in zip(canvases, lying, strict=True):
    four[:] = rng.permutation(10)[:4]
    for k, (row, column) in zip(four, corners, strict=True):
        canvas[row : row + 28, column : column + 28] = x_test[rng.choice(np.flatnonzero(y_test == k))]
seen = np.asarray(with_maps(canvases))  # (50, 21, 21, 10)
in_corner = np.stack([seen[:, r // 4 : r // 4 + 7, c // 4 : c // 4 + 7].mean(axis=(1, 2)) for r, c in corners], axis=1)
found = np.take_along_axis(in_corner, lying[:, None], axis=2).argmax(axis=1) == np.arange(4)  # (50, 4)
best = found.sum(axis=1).argmax()
figures.show(
    drawn.class_maps(canvases[best, ..., 0], seen[best][..., lying[best]], [data.CLASS_NAMES[k] for k in lying[best]]),
    f"The best of fifty images, {found[best].sum()} of 4. In all, {found.mean():.0%} of the garments have the largest mean in "
    "their own corner; guessing would give 25 %.",
)

# %% [markdown] id="canvas-after"
# Far better than guessing, and no detector. Every map also lights up elsewhere: the network never learned to be silent
# about other garments or bare ground. Zhou et al. draw a box around the bright region; for outlines lessons 17 and 18
# train with the class of every pixel.
#
# ## Summary
#
# - A NiN block is a convolution and two 1×1 layers: a small dense network at every pixel, which can do what no single
#   filter can.
# - The last 1×1 gives a map for each class, and its mean is the score. Images of any size fit.
# - Every network that ends in a global mean and one dense layer has a class activation map:
#   `features @ weights[:, label]`. It is coarse, and no outline.
# - A ReLU on the class maps killed classes in four of eight runs, at five to twenty-five points.
# - On centered garments a dense head beat the pooled one by ten points; moved by four pixels it fell close to guessing.
#
# ## Key terms
#
# | English | 中文 | in one line |
# |---|---|---|
# | NiN block, mlpconv layer | NiN 块 | a convolution, then two 1×1 with ReLU |
# | head | 分类头 | what turns the last maps into scores |
# | global average pooling | 全局平均池化 | one mean for each map |
# | class activation map (CAM) | 类激活图 | how much each place speaks for a class |
# | dead unit | 死亡神经元 | a ReLU that is zero on all inputs and gets no gradient |
# | regularizer | 正则化手段 | what keeps a network from learning by heart |
#
# ## Sources
#
# - Lin, Chen & Yan (2013), *Network in network*, arXiv:1312.4400: sections 3.1 (the block), 3.2 and 4.6 (the mean),
#   tables 1 and 5.
# - `nin_imagenet` of the same authors, Caffe model zoo: the network for ImageNet, its ReLU and its accuracy.
# - Zhou, Khosla, Lapedriza, Oliva & Torralba (2016), *Learning deep features for discriminative localization*, CVPR,
#   arXiv:1512.04150, section 2: class activation maps.
# - Krizhevsky, Sutskever & Hinton (2012), *ImageNet classification with deep convolutional neural networks*: AlexNet's
#   dense layers.
# - Jia et al. (2014), *Caffe*, and its `pooling_layer.cpp`: pooling that rounds up.
# - Xiao, Rasul & Vollgraf (2017), *Fashion-MNIST*, arXiv:1708.07747: the images.
