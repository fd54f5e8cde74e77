# %% [markdown] id="title" minutes=55 needs=["12", "13"]
# # SE-Net
#
# A small block looks at the whole image and turns down the channels that do not matter in it. You build it, hang it into two networks, count its cost, and test whether it needs to look.
#
# After this lesson you can
#
# - write squeeze, excitation and scaling, and lay gates on maps without a slip of axes;
# - say where the gate belongs in a residual unit and in an Inception block;
# - count what gates cost in weights, in multiplications and in milliseconds;
# - explain why a constant gate adds nothing behind BatchNorm;
# - test whether a trained network needs its gates to look.

# %% id="setup" tags=["setup"]
from functools import partial
from time import perf_counter

import numpy as np

from cnncourse import check, figures, hint, keras, nets, ops, solution
from cnncourse.experiments import stored
from cnncourse.experiments.senet import gates_of, network, stop_looking, train
from cnncourse.experiments.training import percent_right, small_images
from cnncourse.figures import diagram, stages
from cnncourse.figures import senet as pictures
from cnncourse.nets.googlenet import inception_block
from cnncourse.nets.resnet import basic_block
from cnncourse.nets.senet import se_block as package_se_block
from cnncourse.waiting import fitting
from cnncourse.widgets.senet import gate_explorer

rng = np.random.default_rng(16)

# %% [markdown] id="idea"
# ## Which channels matter here?
#
# A convolution adds up its input channels with the same weights for every image, and sees no farther than its window. A channel that answers to fur may be of no use in a picture of a car, but a convolution on the fur cannot know: the car may lie outside its window.
#
# Hu and others (2017) put a **gate** on every channel, a number between 0 and 1 by which the channel is multiplied. The gates are computed from the image, in three steps:
#
# 1. **squeeze**: each channel becomes one number, its mean over all places;
# 2. **excite**: two small dense layers make gates of these numbers, so each gate can depend on all channels;
# 3. **scale**: each channel is multiplied by its gate.
#
# ## Squeeze
#
# One image, two channels of 2×2 pixels. Channel 0 holds 1, 3, 5, 7: mean 4. Channel 1 holds 2, 0, 0, 6: mean 2. The squeeze is (4, 2). It is lesson 11's global pooling, from `(n, h, w, c)` to `(n, c)`.

# %% [markdown] exercise="squeeze"

# %% [markdown] id="excite-words"
# ## Excite
#
# From (4, 2) to two gates, by way of one hidden unit. Its weights are 0.5 and −0.5, its bias 0:
#
#     hidden = ReLU(0.5 · 4 − 0.5 · 2 + 0) = 1
#
# From there to two numbers, weights 2 and −2, biases −1 and 1: 2 · 1 − 1 = 1 and −2 · 1 + 1 = −1. A sigmoid makes gates: 1 / (1 + e⁻¹) = 0.731 and 1 / (1 + e¹) = 0.269.
#
# $$ g = \sigma\big(W_2\,\mathrm{ReLU}(W_1 s + b_1) + b_2\big) $$
#
# With `c` channels and a **ratio** `r`, the hidden layer has `c / r` units; the paper takes r = 16. Narrow, the block stays cheap.
#
# With a softmax in place of the sigmoid the gates would add up to 1 and channels compete, but several may be needed at once (section 3.2).

# %% [markdown] exercise="excite"

# %% id="by-hand"
image = np.array([[[[1.0, 2], [3, 0]], [[5, 0], [7, 6]]]])
maps = keras.Input((2, 2, 2))
block = keras.Model(maps, package_se_block(maps, 2, name="se"))
block.get_layer("se_reduce").set_weights([np.array([[0.5], [-0.5]]), np.zeros(1)])
block.get_layer("se_excite").set_weights([np.array([[2.0, -2]]), np.array([-1.0, 1])])
ask_gates = keras.Model(maps, block.get_layer("se_excite").output)
for name, x in [("the image", image), ("its channels exchanged", image[..., ::-1])]:
    gates = np.asarray(ask_gates(x))[0, 0, 0]
    print(f"{name}: means {ops.global_avg_pool(x)[0]}, gates {gates.round(3)}")

# %% [markdown] id="by-hand-words"
# The second line is a **what if**. With the channels exchanged the means are (2, 4), the hidden unit stays at 0, and channel 1 is the open one: same weights, other gates.

# %% id="fig-by-hand"
gates = np.asarray(ask_gates(image))[0, 0, 0]
figures.show(
    pictures.by_hand(image[0], gates),
    "Above the two channels, below what their gates leave of them: "
    f"{gates[0]:.0%} of channel 0 and {gates[1]:.0%} of channel 1, at every place alike.",
)

# %% [markdown] id="scale-words"
# ## Scale, and a slip that nobody reports
#
# Maps are `(n, h, w, c)`, gates `(n, c)`. NumPy lays shapes below one another from the *right*:
#
#     maps     n  h  w  c
#     gates          n  c        the number of images stands under the width
#
# Mostly that is an error. But with as many images as columns:

# %% id="slip"
for n in (3, 4):
    x = rng.uniform(1, 2, (n, 3, 4, 2))
    gates = rng.uniform(size=(n, 2)).round(2)
    try:
        used = (x * gates / x)[0, 0]  # what image 0 was multiplied by, in its first row
        print(f"{n} images, 4 columns: no complaint.")
        print(f"   gates of channel 0, image by image:            {gates[:, 0]}")
        print(f"   image 0 was multiplied by, column by column:   {used[:, 0].round(2)}")
    except ValueError as error:
        print(f"{n} images, 4 columns: {error}")

# %% [markdown] id="slip-words"
# Column j of *every* image got the gates of image j. The shape is right, and the loss may even fall. Likewise gates with the axes `(n, 1, c, 1)` lie along the width, and nobody complains where **width and channels are equal**.
#
# The means need their two axes back. (`keepdims=True` keeps them.)

# %% [markdown] exercise="recalibrate"

# %% id="keras-multiply"
x = rng.normal(size=(4, 3, 4, 2)).astype("float32")
gates = rng.uniform(size=(4, 2)).astype("float32")
# one image at a time it is safe: (h, w, c) times (c,)
by_image = np.stack([one * its for one, its in zip(x, gates, strict=True)])
layer = keras.layers.Multiply()
print("Multiply()([x, gates]) is right:", np.allclose(layer([x, gates]), by_image))
print("x * gates              is right:", np.allclose(x * gates, by_image))

# %% [markdown] id="keras-multiply-words"
# Keras' layer adds missing axes right behind the first one. The star follows NumPy's rule, between Keras tensors, too.
#
# ## The block in Keras

# %% id="fig-block"
figures.show(
    diagram.of_block(package_se_block, (28, 28, 64)),
    "Squeeze, two dense layers, scale: 64 means, 4 hidden units (ratio 16), 64 gates. "
    "The maps themselves go around on the left.",
)

# %% [markdown] exercise="se_block"
# A dense layer on `(n, 1, 1, c)` and a 1×1 convolution are the same (lesson 04); either is right.

# %% [markdown] id="unit-words"
# ## The SE-ResNet unit
#
# A residual block has four places for a gate: before the branch, at its end, on the shortcut, behind the addition.

# %% [markdown] exercise="where_the_gate_sits"

# %% id="at-the-start" tags=["varies"]
maps = keras.Input((6, 5, 4))
gate = partial(package_se_block, ratio=2)
places = {
    "on the branch": basic_block(maps, 4, gate=gate),
    "behind the addition": gate(basic_block(maps, 4)),
}
x = rng.uniform(size=(2, 6, 5, 4)).astype("float32")
if where_the_gate_sits is ...:
    print("Answer the question above first, then run this cell again.")
else:
    for place, y in places.items():
        unit = keras.Model(maps, y)
        for weight in unit.trainable_weights:
            weight.assign(np.zeros(weight.shape))
        out = np.asarray(unit(x, training=False))
        print(f"{place}, all learned numbers 0: mean {x.mean():.2f} → {out.mean():.2f}")
    print(f"sixteen halvings: {0.5**16:.6f}")

# %% id="fig-unit"
figures.show(
    diagram.of_block(basic_block, (14, 14, 32), 32, conv_bias=False, gate=package_se_block),
    "An SE-ResNet unit, drawn from Keras: the gate is the last step of the branch, "
    "and nothing stands on the shortcut. 2 hidden units weigh 32 channels.",
)

# %% [markdown] id="places-words"
# The paper trained all four (section 6.5 and table 14: ImageNet, one crop; ResNet-50 without gates: 23.30 % wrong):
#
# | the gate sits | | wrong |
# |---|---|---|
# | at the end of the branch, before the addition | SE | 22.28 % |
# | before the branch | SE-PRE | 22.23 % |
# | on the shortcut | SE-Identity | 22.20 % |
# | behind the addition and its ReLU | SE-POST | 22.78 % |
#
# Three places do equally well; 0.08 points between single runs say nothing. *Behind the addition* loses half of the gain. So the gate belongs before branch and shortcut meet.

# %% [markdown] exercise="se_residual_block"

# %% [markdown] id="inception-words"
# ## The SE-Inception block
#
# Here the gate stands behind the joined maps of the four paths (lesson 12). So it can turn a whole path down.

# %% id="fig-inception"
widths = (64, 96, 128, 16, 32, 32)
figures.show(
    diagram.of_block(inception_block, (28, 28, 192), widths, gate=package_se_block),
    f"Module 3a of GoogLeNet with a gate: {64 + 128 + 32 + 32} joined channels, "
    f"{256 // 16} hidden units, one gate for each channel of all four paths.",
)

# %% [markdown] exercise="se_inception_block"

# %% [markdown] id="count-words"
# ## What gates cost
#
# C · C/r weights down and as many up, together **2C²/r**, and C/r + C biases. For 64 channels and r = 16: 2 · 64 · 4 = 512 weights and 68 biases, 580 in all. A 3×3 convolution on 64 channels has 36,864.

# %% [markdown] exercise="se_parameters"

# %% id="closes"
big = nets.se_resnet50()


def learned(layers):
    """Trained numbers of some layers."""
    return sum(int(np.prod(weight.shape)) for layer in layers for weight in layer.trainable_weights)


blocks = {256: 3, 512: 4, 1024: 6, 2048: 3}
weights = sum(n * 2 * c * (c // 16) for c, n in blocks.items())
biases = sum(n * (c // 16 + c) for c, n in blocks.items())
plain = 25_557_032  # ResNet-50 without biases of convolutions, lesson 13
print(f"ResNet-50                {plain:>12,}")
print(f"+ 2C²/r, sixteen blocks  {weights:>12,}")
print(f"+ biases of the gates    {biases:>12,}")
more = (weights + biases) / plain
print(f"= SE-ResNet-50           {plain + weights + biases:>12,}    {more:.1%} more")
print(f"the model's own count    {learned(big.layers):>12,}")

# %% id="fig-strip"
figures.show(
    stages.strip(big),
    f"SE-ResNet-50, read from the model: a stack for each size of its maps, gates counted where they sit. {stages.in_words(big)}",
)

# %% [markdown] exercise="last_stage_percent"


# %% id="ledger" tags=["varies"]
def of_stage(number, part=""):
    """Layers of one stage whose names hold `part`."""
    return [one for one in big.layers if one.name.startswith(f"conv{number}_") and part in one.name]


stages = {f"stage {number}": of_stage(number) for number in (2, 3, 4, 5)}
in_gates = [learned(of_stage(number, "_gate_")) for number in (2, 3, 4, 5)]
in_rest = [learned(layers) - count for layers, count in zip(stages.values(), in_gates, strict=True)]
if last_stage_percent is ...:
    print("Write your prediction above first, then run this cell again.")
else:
    for stage, count in zip(stages, in_gates, strict=True):
        print(f"{stage}: {count:9,} in gates, {count / sum(in_gates):.1%}")
    early = sum(in_gates[:3])
    print(f"without those of the last stage: {early:,}, {early / plain:.1%} of ResNet-50")

# %% id="fig-where" tags=["varies"]
if last_stage_percent is ...:
    print("Write your prediction above first, then run this cell again.")
else:
    figures.show(
        pictures.where(list(stages), in_gates, in_rest),
        f"The last stage holds {in_gates[3]:,} of {sum(in_gates):,} numbers in gates. Squares grow fast.",
    )

# %% [markdown] id="last-stage-words"
# A gate grows with the square of its channels. The paper tried two economies. Without the gates of the last stage ∼4 % more parameters are left of ∼10 %, for less than 0.1 points of top-5 accuracy (section 4). With each gate right behind the 3×3 convolution, where a bottleneck has a quarter of the channels, 25.8 million parameters are left of 28.1, and 22.48 % are wrong in place of 22.28 % (table 15).

# %% [markdown] id="macs-words"
# A dense layer uses each weight once for an image, a convolution at every place. The paper says 3.86 and 3.87 billion multiply-adds, 0.26 % more (section 4):

# %% id="macs"
macs = ops.macs(big)
places = {256: 56**2, 512: 28**2, 1024: 14**2, 2048: 7**2}
values = sum(n * c * places[c] for c, n in blocks.items())  # numbers in the maps that are gated
base = macs - weights
print(f"{base:,} without gates, {macs:,} with: {weights / base:.2%} more")
print(f"squeeze adds {values:,} numbers up, scaling multiplies as many:")
print(f"dense layers and scaling:           {(weights + values) / base:.2%}")
print(f"dense layers, squeeze and scaling:  {(weights + 2 * values) / base:.2%}")
print(f"from two rounded numbers:           {3.87 / 3.86 - 1:.2%}")

# %% [markdown] id="macs-after"
# 0.26 % comes of the two rounded numbers. Exactly, it is between 0.07 % and 0.35 %, depending on what you count.

# %% [markdown] id="blind"
# ## A gate that does not look
#
# How much of the gain comes from *looking at the image*? Suppose the gates were learned constants. The branch ends in BatchNorm, so a channel is γ · x̂ + β (x̂ has mean 0 and spread 1), and a constant gate g makes it gγ · x̂ + gβ: a BatchNorm with other numbers.

# %% id="constant-gate"
x = rng.normal(size=(4, 6, 5, 3))
gamma, beta, constant = rng.uniform(0.5, 2, 3), rng.normal(size=3), rng.uniform(size=3)
zero, one = np.zeros(3), np.ones(3)


def normalized(gamma, beta):
    """BatchNorm in training."""
    return ops.batch_norm(x, gamma, beta, zero, one, training=True)[0]


difference = constant * normalized(gamma, beta) - normalized(constant * gamma, constant * beta)
print(f"constant gates, or other γ and β: largest difference {np.abs(difference).max():.3f}")

# %% [markdown] id="constant-words"
# So a constant gate adds nothing. This makes a control: a **blind gate** has every weight of a real one, but its means are multiplied by 0. If it does as well, then any gain is not from looking.
#
# The paper's control leaves the *squeeze* out (section 7.1): 1×1 convolutions with as many weights make gates place by place. 22.93 % are wrong then, between 23.30 % without gates and 22.28 % with squeeze. Those gates still look, only not at the whole image.
#
# ## An experiment: does looking help?
#
# A ResNet of fourteen layers, six blocks, 8, 16 and 32 channels, gates with ratio 4; 3,000 clothes of 14×14 pixels, six epochs, the same for all; three seeds. Five kinds:
#
# - **no gate**; **gate**: squeeze and excitation on the branch;
# - **blind gate**: the same layers, the means multiplied by 0;
# - **fixed gate**: random numbers from start to end, for all images;
# - **gate after the addition**.
#
# **The claims.** Three are the paper's: (1) gates beat no gates; (3) behind the addition is worse; (5) near the image gates are much alike for all classes, and differ more with depth. Two are what "it helps because it looks" would mean: (2) a blind gate does *not* beat no gate; (4) a trained network gets worse if its gates are set to their means. No margin was fixed before the runs; we read off whether three seeds agree.
#
# To stop a gate, set its second kernel to 0 and its bias to the number whose sigmoid is the mean gate. First one network live, with less than half of the images and a third of the epochs:

# %% id="live" tags=["varies"]
(x_train, y_train), (x_test, y_test) = small_images(1200)
keras.utils.set_random_seed(0)
live = network("gate")
with fitting("training"):
    loss = train(live, x_train, y_train, epochs=2)
before = percent_right(live, x_test, y_test)
stop_looking(live, gates_of(live, x_train))
after = percent_right(live, x_test, y_test)
print(f"loss {loss:.2f}; {before:.1f} % of 2,000 others right, {after:.1f} % with mean gates")

# %% [markdown] id="stored-words"
# The stored runs (`cnncourse experiments 16` makes them again):

# %% id="stored-runs"
runs = stored("senet_gates")
held_out, not_looking = runs.values("held_out"), runs.values("not_looking")
print(f"{runs.seconds() / 60:.0f} minutes on a busy machine with two cores")
print("right on 2,000 held-out images")
print(runs.table("held_out", unit=" %"))
print("\nthe same networks, every gate set to its mean")
print(runs.table("not_looking", unit=" %"))
print("\nright on the 3,000 images trained on")
print(runs.table("trained", unit=" %"))


# %% id="paired"
def by_seed(title, names, differences):
    """Differences in points, a column for each seed."""
    print(title)
    for name, row in zip(names, differences, strict=True):
        print(f"{name:24}", *(f"{points:+6.2f}" for points in row), f"   mean {row.mean():+.2f}")


kinds = runs.settings[1:]
by_seed("points above the network without gates, seed by seed", kinds, held_out[1:] - held_out[0])
by_seed("points above the blind gate", kinds[:1], held_out[1:2] - held_out[2:3])
trained = runs.values("trained")
by_seed("on images trained on, points above the gate", kinds[-1:], trained[-1:] - trained[1:2])
by_seed("points lost when gates stop looking", kinds, held_out[1:] - not_looking[1:])
two_stages = [(3, 1, 1)] * 5 + [(3, 2, 1)] + [(3, 1, 1)] * 3
field = ops.receptive_field(two_stages)[0]
print(f"behind two stages a window sees {field} pixels, the image has 14")

# %% id="fig-accuracy"
mean = dict(zip(runs.settings, held_out.mean(axis=1), strict=True))
figures.show(
    pictures.accuracies(list(runs.settings), held_out, not_looking),
    f"No gate {mean['no gate']:.1f} %, gate {mean['gate']:.1f} %, "
    f"blind gate {mean['blind gate']:.1f} %: the seeds of one kind lie farther apart than the kinds.",
)

# %% [markdown] id="verdict"
# - **Claims 1 and 2 are not decided.** By seed, gates gained −0.90, +0.55 and +1.05 points, blind gates −0.60, +0.75 and +0.55. Both means are 0.23, far smaller than the spread. The paper reports 1.0 point on ImageNet; three seeds of a small network could not see one. Against the blind gate the real one gained −0.30, −0.20 and +0.50, nothing on average. Even random numbers that never change do as well: γ and β undo them.
# - **Claim 3 is not decided on held-out images,** though its mean is the lowest of the five. On the images trained on it holds: 90.2 % against 92.7 % with the gate on the branch, lower in every seed.
# - **Claim 4 fails on the branch and holds behind the addition.** On the branch gates that stop looking cost 0.15, −0.35 (a gain) and 0.30 points. Behind the addition every seed loses, 0.6 to 1.4 points: there the gates weigh the whole signal.
#
# This does not refute the paper. Clothes on a black ground are not ImageNet, and behind two stages our windows see nearly the whole image anyway. But "channel attention helps because it looks" needs a blind control, and more seeds than three.
#
# ### Gates by class and depth
#
# Choose a block and two classes. In which block will trousers and sneakers differ most? (Channels of two networks have nothing in common.)

# %% id="slider-gates" tags=["widget"]
gate_explorer()

# %% id="fig-gates"
figure, sentence = pictures.explorer(block=6, one=1, other=7, seed=0)
figures.show(figure, f"One setting of the slider, {sentence}.")

# %% id="depth"
found = [runs.runs["gate", seed] for seed in runs.seeds]
share, spread, level = (np.array([run[what] for run in found]) for what in ("class_share", "spread", "mean"))
print(f"{'block':33}", *(f"{block:6}" for block in range(1, 7)))
for title, values, digits in [
    ("mean gate", level, 2), ("spread over images", spread, 3), ("% of its variance between classes", share, 0)
]:  # fmt: skip
    print(f"{title:33}", *(f"{value:6.{digits}f}" for value in values.mean(axis=0)))

# %% id="fig-depth"
moves = spread.mean(axis=0)
figures.show(
    pictures.by_depth(
        {"spread of a gate over images": spread, "variance explained by class, %": share},
        (0, 0),
        (0.25, 100),
    ),
    f"Three networks and their mean. In block 6 gates move {moves[-1] / moves[0]:.0f} times as far "
    f"as in block 1, and the class accounts for {share.mean(axis=0)[-1]:.0f} % of the variance.",
)

# %% [markdown] id="depth-words"
# **Claim 5 holds in its direction.** Near the image gates stay about where they began, at 0.5, and hardly move from image to image, though the class accounts for 30 % and more of that. In the last block they move six times as far, and three quarters of their variance is the class's.
#
# There we part from the paper. In SE-ResNet-50's last block but one nearly all gates are near 1, in its last the pattern is much the same for all classes; the authors conclude that these two matter less (section 7.2). Our last block is the most class-bound of all.
#
# Yet setting all gates to their means cost nothing. **That gates differ does not show that the network needs the difference.** What they are good for shows when they are replaced.

# %% [markdown] id="cost-words"
# ### What it costs here

# %% id="costs" tags=["timed"]
pair = {"no gate": network("no gate"), "gate": network("gate")}
for name, model in pair.items():
    print(f"{name:8}{model.count_params():7,} parameters {ops.macs(model):10,} multiply-adds")
for batch in (32, 256):
    images = np.zeros((batch, 14, 14, 1), "float32")
    best = dict.fromkeys(pair, np.inf)
    for _ in range(20):  # taking turns: what else the machine does meets both
        for name, model in pair.items():
            started = perf_counter()
            model.predict_on_batch(images)
            best[name] = min(best[name], perf_counter() - started)
    without, with_gates = best.values()
    took = f"{1e3 * without:.2f} ms, with gates {1e3 * with_gates:.2f} ms"
    print(f"{batch:4} images: {took}, {with_gates / without - 1:+.0%}")

# %% [markdown] id="cost-after"
# A thousandth more multiplications, and percents more time. How many differs from run to run, although each number is the fastest of 20 tries: run the cell three times. Squeeze and scaling go through all maps once more, and four small steps stand in line behind each branch. The paper reports (section 4) 209 ms in place of 190 ms for a training step of 256 images on eight GPUs, and 167 ms in place of 164 ms for one image on a CPU.
#
# ## What the paper did
#
# | | SE-ResNet-50 in the paper | ours | what it changes |
# |---|---|---|---|
# | gates | 16, ratio 16, at the end of the branch | the same | |
# | biases in gates | none in the tests of section 6: ResNets did better without | yes, as in the networks that the authors released: 16,048 | 0.06 % of the weights; accuracy not measured here |
# | stride | on the first 1×1 in the released networks (v1, lesson 13) | the same | |
# | parameters | 28.1 million | 28,088,024 trained | |
# | multiply-adds | 3.87 billion | 3.86 billion | rounding |
# | wrong on ImageNet, one crop, 100 epochs | 24.80 % → 23.29 % with gates (table 2) | not trained here | |
# | the same, about 300 epochs | 23.30 % → 22.28 % (section 6) | not trained here | |
#
# More of section 6, in percent wrong: ratio 2: 22.29, ratio 16: 22.28, ratio 32: 22.72. Maximum instead of mean: 22.57. ReLU instead of the sigmoid: 23.47, worse than no gate. Gates in one stage only: 23.03, 23.04 and 22.68 for stages two, three and four.

# %% [markdown] id="summary"
# ## Summary
#
# - Squeeze: a mean for each channel. Excite: two dense layers and a sigmoid. Scale: each channel times its gate.
# - Gates are `(n, c)` and need `(n, 1, 1, c)`. Other axes pass silently where two sizes happen to be equal.
# - In a residual unit the gate sits before the addition, in an Inception block behind the joined maps.
# - A block learns 2C²/r weights, C/r + C biases: in SE-ResNet-50 10 % more numbers, 62 % of them in the last stage, for less than 0.4 % more work. The clock sees percents.
# - A constant gate behind BatchNorm is idle, so a blind gate is a fair control.
# - Here gates near the scores differ by class, and the networks did not need them to.
#
# ## Key terms
#
# | English | 中文 | in one line |
# |---|---|---|
# | squeeze | 压缩 | the mean of each channel over all places |
# | excitation | 激励 | two dense layers that make gates of the means |
# | gate | 门控 | a number between 0 and 1 that a channel is multiplied by |
# | recalibration | 重新标定 | weighing channels by their gates |
# | channel attention | 通道注意力 | the family of blocks that weigh channels by the image |
# | reduction ratio | 压缩比，缩减比 | how much narrower the hidden layer is |
# | broadcasting | 广播机制 | how arrays of different shapes are laid on each other |
# | control | 对照 | a variant that lacks nothing but what is claimed to help |
#
# ## Sources
#
# - Hu, Shen, Albanie, Sun & Wu (2017), *Squeeze-and-excitation networks*, arXiv:1709.01507 (fourth version, 2019): also equations 2 to 5, figures 2 and 3 (the two units), sections 6.1 to 6.4 with tables 10 to 13 (ratio, squeeze, excitation, stages).
# - Cadene, *pretrained-models.pytorch*, `senet.py` (a port of the authors' released Caffe networks): biases in gates, place of the stride.
# - He, Zhang, Ren & Sun (2015), *Deep residual learning for image recognition*, arXiv:1512.03385.
# - Szegedy et al. (2014), *Going deeper with convolutions*, arXiv:1409.4842.
# - Xiao, Rasul & Vollgraf (2017), *Fashion-MNIST*, arXiv:1708.07747.
