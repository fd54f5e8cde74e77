# %% [markdown] id="title" minutes=55 needs=["12", "13"]
# # SE-Net
#
# A small block looks at the whole image, decides which channels matter in it, and turns the others down: you build it, hang it into two
# networks, and find out how much of its gain comes from looking.
#
# After this lesson you can
#
# - write squeeze, excitation and scaling, and lay gates on maps without a slip of axes;
# - say where the gate belongs in a residual unit and in an Inception block, and why;
# - count what gates cost in weights, in multiplications and in milliseconds, three answers that differ;
# - explain why a gate that does not look at the image adds nothing behind BatchNorm;
# - test whether a trained network needs its gates to look.

# %% id="setup" tags=["setup"]
from functools import partial

import numpy as np

from cnncourse import check, figures, hint, keras, nets, ops, solution
from cnncourse.experiments import stored
from cnncourse.experiments.senet import gates_of, network, stop_looking, train
from cnncourse.experiments.training import percent_right, small_images
from cnncourse.figures import diagram
from cnncourse.figures import senet as pictures
from cnncourse.nets.cost import cost_table
from cnncourse.nets.googlenet import inception_block
from cnncourse.nets.resnet import basic_block
from cnncourse.nets.senet import se_block as package_se_block
from cnncourse.widgets.senet import gate_explorer

rng = np.random.default_rng(16)

# %% [markdown] id="idea"
# ## Which channels matter here?
#
# A convolution adds all its input channels up, each with its weight, and the weights are the same for every image. It also sees no farther than its window. If a channel that answers to fur is of no use in a picture of a car, no convolution can know: the car may lie outside its field.
#
# Hu, Shen and Sun (2017) put a **gate** on every channel, a number between 0 and 1 by which the channel is multiplied. The gates are computed from the image, in three steps:
#
# 1. **squeeze**: each channel becomes one number, its mean over all places;
# 2. **excite**: two small dense layers make gates of these numbers, so each gate can depend on all channels;
# 3. **scale**: each channel is multiplied by its gate.
#
# Space is looked at in step 1 alone, and there it is averaged away. From then on the block looks only along the channels: which of them fire together, and what follows from it.
#
# ## Squeeze
#
# One image, two channels of 2×2 pixels. Channel 0 holds 1, 3, 5, 7: mean 4. Channel 1 holds 2, 0, 0, 6: mean 2. The squeeze is (4, 2). It is the global pooling of lesson 11, from `(n, h, w, c)` to `(n, c)`.

# %% [markdown] exercise="squeeze"

# %% [markdown] id="excite-words"
# ## Excite
#
# From (4, 2) to two gates, by way of one hidden unit. Its weights are 0.5 and −0.5, its bias 0:
#
#     hidden = ReLU(0.5 · 4 − 0.5 · 2 + 0) = 1
#
# From there to two numbers, weights 2 and −2, biases −1 and 1: 2 · 1 − 1 = 1 and −2 · 1 + 1 = −1. A sigmoid makes gates of them: 1 / (1 + e⁻¹) = 0.731 and 1 / (1 + e¹) = 0.269.
#
# $$ g = \sigma\big(W_2\,\mathrm{ReLU}(W_1 s + b_1) + b_2\big) $$
#
# With `c` channels and a **ratio** `r`, the hidden layer has `c / r` units; the paper takes r = 16. It is narrow so that the block stays cheap, and so that the gates have to follow from a few facts about the image.
#
# Why a sigmoid and not a softmax? With a softmax the gates would add up to 1: channels would compete. Several may be needed at once.

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
# The second line is a **what if**. With the channels exchanged the means are (2, 4), the hidden unit stays at 0, and now channel 1 is the open one. The same weights, another image, other gates. No convolution does that.

# %% id="fig-by-hand"
gates = np.asarray(ask_gates(image))[0, 0, 0]
figures.show(
    pictures.by_hand(image[0], gates),
    f"Above the two channels, below what their gates leave of them: {gates[0]:.0%} of channel 0 and {gates[1]:.0%} of channel 1, at every place alike.",
)

# %% [markdown] id="scale-words"
# ## Scale, and a slip that nobody reports
#
# Maps are `(n, h, w, c)`, gates `(n, c)`. NumPy lays shapes below one another from the *right*:
#
#     maps     n  h  w  c
#     gates          n  c        the number of images stands under the width
#
# Mostly that is an error. But let there be as many images as columns:

# %% id="slip"
for n in (3, 4):
    x, gates = rng.uniform(1, 2, (n, 3, 4, 2)), rng.uniform(size=(n, 2)).round(2)
    try:
        used = (x * gates / x)[0, 0]  # what image 0 was multiplied by, in its first row
        print(f"{n} images, 4 columns: no complaint. Gates of channel 0, image by image: {gates[:, 0]}")
        print(f"   image 0 was multiplied, column by column, by {used[:, 0].round(2)}")
    except ValueError as error:
        print(f"{n} images, 4 columns: {error}")

# %% [markdown] id="slip-words"
# Column j of *every* image got the gates of image j. The shape is right, the loss may even fall. It happens in a batch of a certain size only. There is a cousin: give the gates the axes `(n, 1, c, 1)`, and they lie along the width; nobody complains where **width and channels are equal**, as in a stage of 28×28 maps with 28 channels.
# The means need their two axes back, at the right place. (`keepdims=True` keeps them; that is what it is for.)

# %% [markdown] exercise="recalibrate"

# %% id="keras-multiply"
x, gates = rng.normal(size=(4, 3, 4, 2)).astype("float32"), rng.uniform(size=(4, 2)).astype("float32")
by_image = np.stack([one * g for one, g in zip(x, gates, strict=True)])  # (h, w, c) times (c,) is safe
print("Multiply()([x, gates]) is right:", np.allclose(keras.layers.Multiply()([x, gates]), by_image))
print("x * gates              is right:", np.allclose(x * gates, by_image))

# %% [markdown] id="keras-multiply-words"
# Keras' layer adds missing axes right behind the first one, so it is right even without `keepdims`. The star is NumPy's rule, for Keras tensors, too. Do not rest on the difference.
#
# ## The block in Keras

# %% id="fig-block"
figures.show(
    diagram.of_block(package_se_block, (28, 28, 64)),
    "Squeeze, two dense layers, scale: 64 means, 4 hidden units (ratio 16), 64 gates. The maps themselves go around on the left.",
)

# %% [markdown] exercise="se_block"
# A dense layer on `(n, 1, 1, c)` and a 1×1 convolution are the same (lesson 04); either is right.

# %% [markdown] id="unit-words"
# ## The SE-ResNet unit
#
# A residual block has four places where a gate could go. One question decides for the start of training; answer it before you read on.

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
    diagram.of_block(basic_block, (14, 14, 32), 32, conv_bias=False, gate=partial(package_se_block, ratio=16)),
    "An SE-ResNet unit, drawn from Keras: the gate is the last step of the branch, and nothing stands on the shortcut. 2 hidden units weigh 32 channels.",
)

# %% [markdown] id="places-words"
# The paper trained all four places to the end (section 6.5, ImageNet, one crop; ResNet-50 without gates: 23.30 % wrong):
#
# | the gate sits | | wrong |
# |---|---|---|
# | at the end of the branch, before the addition | SE | 22.28 % |
# | before the branch | SE-PRE | 22.23 % |
# | on the shortcut | SE-Identity | 22.20 % |
# | behind the addition | SE-POST | 22.78 % |
#
# Three places do equally well; a hundredth of a percent is no difference between single runs. *Behind the addition* loses half of the gain. So the rule is "not behind the addition". That the shortcut place works shows that the argument from the start is a good one and not the last word.

# %% [markdown] exercise="se_residual_block"

# %% [markdown] id="inception-words"
# ## The SE-Inception block
#
# Here the gate has an obvious place: behind the joined maps (lesson 12). So it can turn a whole path down, say all 5×5, in an image that has nothing of that size.

# %% id="fig-inception"
widths = (64, 96, 128, 16, 32, 32)
figures.show(
    diagram.of_block(inception_block, (28, 28, 192), widths, gate=package_se_block),
    f"Module 3a of GoogLeNet with a gate: {64 + 128 + 32 + 32} joined channels, {256 // 16} hidden units, one gate for each channel of all four paths.",
)

# %% [markdown] exercise="se_inception_block"

# %% [markdown] id="count-words"
# ## What gates cost
#
# Two dense layers: C · C/r weights down and as many up, together **2C²/r**, and C/r + C biases. For 64 channels and r = 16: 2 · 64 · 4 = 512 weights and 68 biases, 580 in all. A 3×3 convolution on 64 channels has 36,864.

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
print(f"= SE-ResNet-50           {plain + weights + biases:>12,}    {(weights + biases) / plain:.1%} more")
print(f"the model's own count    {learned(big.layers):>12,}")

# %% [markdown] exercise="last_stage_percent"

# %% id="ledger" tags=["varies"]
stages = {f"stage {s}": [layer for layer in big.layers if layer.name.startswith(f"conv{s}_")] for s in (2, 3, 4, 5)}
in_gates = [learned(layer for layer in layers if "_gate_" in layer.name) for layers in stages.values()]
in_rest = [learned(layers) - count for layers, count in zip(stages.values(), in_gates, strict=True)]
if last_stage_percent is ...:
    print("Write your prediction above first, then run this cell again.")
else:
    for stage, count in zip(stages, in_gates, strict=True):
        print(f"{stage}: {count:9,} in gates, {count / sum(in_gates):.1%}")
    print(f"without those of the last stage: {sum(in_gates[:3]):,}, {sum(in_gates[:3]) / plain:.1%} of ResNet-50")

# %% id="fig-where" tags=["varies"]
if last_stage_percent is ...:
    print("Write your prediction above first, then run this cell again.")
else:
    figures.show(
        pictures.where(list(stages), in_gates, in_rest),
        f"The last stage holds {in_gates[3]:,} of {sum(in_gates):,} numbers in gates. Squares grow fast.",
    )

# %% [markdown] id="last-stage-words"
# A gate grows with the square of its channels. This invites an economy: leave out the gates of the last stage. The paper did, and lost less than 0.1 points of top-5 accuracy for it (section 4).

# %% [markdown] id="macs-words"
# Ten percent more weights. And the work? A dense layer uses each weight once for an image, a convolution at every place. The paper says 3.86 and 3.87 billion, "a 0.26 % increase" (section 4). Count it:

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
# The paper's 0.26 % is what comes out if one divides the two rounded numbers. Exactly, it is between 0.07 % and 0.35 %, depending on what you count. None of these tells the time; the end of the lesson measures it.

# %% [markdown] id="blind"
# ## A gate that does not look
#
# How much of the gain comes from *looking at the image*? Suppose the gates were constant, learned, the same for all images. The branch ends in BatchNorm, so a channel is γ · x̂ + β, and a constant gate g makes it gγ · x̂ + gβ. That is a BatchNorm with other numbers:

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
# So a constant gate can do nothing that the network could not do before. This makes it the control that we need: a **blind gate** has every layer and every weight of a real one, but what it sees is multiplied by 0. If it does as well as the real one, then the gain (if there is any) is not from looking.
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
# **The claims.** (1) Gates beat no gates. (2) A blind gate does not. (3) Behind the addition is worse. (4) If a trained network's gates are set to their mean, so that they stop looking, it gets worse.
# (5) Gates near the image are alike for all classes, gates near the scores are not (the paper's section 7.2).
#
# Stopping them is easy: set the second kernel to 0 and its bias to the logit of the mean gate. First one network live, with less than half of the images and a third of the epochs:

# %% id="live" tags=["varies"]
(x_train, y_train), (x_test, y_test) = small_images(1200)
keras.utils.set_random_seed(0)
live = network("gate")
loss = train(live, x_train, y_train, epochs=2)
before = percent_right(live, x_test, y_test)
stop_looking(live, gates_of(live, x_train))
print(
    f"loss {loss:.2f}; {before:.1f} % of 2,000 others right, {percent_right(live, x_test, y_test):.1f} % with mean gates"
)

# %% [markdown] id="stored-words"
# The others are stored runs (`cnncourse experiments 16` makes them again).

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
print("points above the network without gates, seed by seed")
for name, row in zip(runs.settings[1:], held_out[1:] - held_out[0], strict=True):
    print(f"{name:24}", "  ".join(f"{points:+5.2f}" for points in row), f"   mean {row.mean():+.2f}")
print("points lost when the gates stop looking")
for name, row in zip(runs.settings[1:], held_out[1:] - not_looking[1:], strict=True):
    print(f"{name:24}", "  ".join(f"{points:+5.2f}" for points in row), f"   mean {row.mean():+.2f}")
two_stages = [(3, 1, 1)] * 5 + [(3, 2, 1)] + [(3, 1, 1)] * 3
print(f"behind two stages a window sees {ops.receptive_field(two_stages)[0]} pixels, the image has 14")

# %% id="fig-accuracy"
mean = dict(zip(runs.settings, held_out.mean(axis=1), strict=True))
figures.show(
    pictures.accuracies(list(runs.settings), held_out, not_looking),
    f"No gate {mean['no gate']:.1f} %, gate {mean['gate']:.1f} %, blind gate {mean['blind gate']:.1f} %: the seeds of one kind lie farther apart than the kinds.",
)

# %% [markdown] id="verdict"
# - **Claim 1 is not decided.** By seed, gates gained −0.90, +0.55 and +1.05 points; the mean of that is far smaller than its spread. The paper reports 1.0 point on ImageNet. Three seeds of a small network could not see one.
# - **Claim 2 holds, and there is little to explain.** The blind gate does as well as the one that sees. So do random numbers that never change: γ and β undo them.
# - **Claim 3 is not decided on held-out images,** though its mean is the lowest of the five. On the images trained on, it is the lowest by far (92.7 % with the gate on the branch, 90.2 % behind the addition), as if the shortcut were missed.
# - **Claim 4 fails on the branch and holds behind the addition.** On the branch nothing is lost when the gates stop looking: 0.15 points, −0.35 (a gain) and 0.30. Behind the addition every seed loses, 0.6 to 1.4 points. There the gates weigh the whole signal, and the network has come to rely on them.
#
# This does not refute the paper. Clothes on a black ground, each in the middle, are not ImageNet, and from the second stage on the windows of our network see the whole image anyway. It does show what the claim "channel attention helps because it looks" would need: a blind control, and more seeds than one.
#
# ### Gates by class and depth
#
# Choose a block and two classes. Write down first: in which block will trousers and sneakers have the most different gates? (Channels of different networks have nothing to do with each other; compare within one.)

# %% id="slider-gates" tags=["widget"]
gate_explorer()

# %% id="fig-gates"
figure, sentence = pictures.explorer(block=6, one=1, other=7, seed=0)
figures.show(figure, f"One setting of the slider, {sentence}.")

# %% id="depth"
share = np.array([runs.runs["gate", seed]["class_share"] for seed in runs.seeds])
spread = np.array([runs.runs["gate", seed]["spread"] for seed in runs.seeds])
level = np.array([runs.runs["gate", seed]["mean"] for seed in runs.seeds])
print("block                                      ", *(f"{block:6}" for block in range(1, 7)))
print("mean gate                                  ", *(f"{value:6.2f}" for value in level.mean(axis=0)))
print("spread over images                         ", *(f"{value:6.3f}" for value in spread.mean(axis=0)))
print("share of its variance that is the class's, %", *(f"{value:5.0f} " for value in share.mean(axis=0)))

# %% id="fig-depth"
figures.show(
    pictures.by_depth(
        {"spread of a gate over images": spread, "variance explained by class, %": share}, (0, 0), (0.25, 100)
    ),
    f"Three networks and their mean. Near the scores gates move {spread.mean(axis=0)[-1] / spread.mean(axis=0)[0]:.0f} times as far as near the image, "
    f"and the class accounts for {share.mean(axis=0)[-1]:.0f} % of it.",
)

# %% [markdown] id="depth-words"
# **Claim 5 holds in its direction.** Near the image gates stay about where they began, at 0.5, and hardly move from image to image. Near the scores they reach from almost 0 to 1, and three quarters of their variance is the class's. Their mean rises, too; the paper found the gates of its last stage near 1 and concluded that those matter least. But "alike for all classes" is too strong for the early ones: of the little that they move, the class accounts for 30 % and more.
#
# Now lay the two results side by side. The last block's gates differ by class, plainly, in every network. And setting all gates to their mean cost nothing. **That gates differ does not show that the network needs the difference.** A figure such as the one above shows what gates do. What they are good for shows only when they are replaced.

# %% [markdown] id="cost-words"
# ### What it costs here

# %% id="costs" tags=["timed"]
print(cost_table({"no gate": network("no gate"), "gate": network("gate")}, tries=40))

# %% [markdown] id="cost-after"
# A thousandth more multiplications. The time is harder to tell: the two lines lie so close that another load on the machine can exchange them, although each is the fastest of 40 tries. Run the cell three times before you believe a difference. With the two networks taking turns on a busy machine with two cores, gates cost a tenth more time in batches of 32, and 1 to 6 % in batches of 256. More than a thousandth in each case: squeeze and scaling go through all maps once more, and four small steps stand in line behind each branch. The paper reports (section 4) 209 ms in place of 190 ms for a training step of 256 images on eight GPUs, and 167 ms in place of 164 ms for one image on a CPU.
#
# ## What the paper did
#
# | | SE-ResNet-50, 2017 | ours | what it changes |
# |---|---|---|---|
# | gates | 16, ratio 16, at the end of the branch | the same | |
# | biases in gates | equation 3 writes none | yes, as in released networks: 16,048 | 0.06 % of the weights |
# | stride | on the first 1×1 (v1, lesson 13) | the same | |
# | parameters | 28.1 million | 28,088,024 trained, printed above | |
# | multiply-adds | 3.87 billion | 3.86 billion, printed above | rounding |
# | ImageNet, one crop, no gates | 23.30 % wrong | not trained here | |
# | ImageNet, one crop, gates | 22.28 % wrong | not trained here | |
#
# More of section 6, in percent wrong: ratio 2: 22.29, ratio 16: 22.28, ratio 32: 22.72. Maximum instead of mean: 22.57. ReLU instead of the sigmoid: 23.47, worse than no gate. Gates in one stage only: 23.03, 23.04 and 22.68 for stages two, three and four. A narrow hidden layer costs nothing until it is very narrow; the mean, the sigmoid and the place before the addition matter.

# %% [markdown] id="summary"
# ## Summary
#
# - Squeeze: a mean for each channel. Excite: two dense layers and a sigmoid make gates. Scale: each channel times its gate.
# - Gates are `(n, c)` and need `(n, 1, 1, c)`. Other axes pass silently where two sizes happen to be equal.
# - In a residual unit the gate sits before the addition, in an Inception block behind the joined maps.
# - A block learns 2C²/r weights, C/r + C biases. In SE-ResNet-50 that is 10 % more numbers, 62 % of them in the last stage, and less than 0.4 % more work; the clock sees more than that.
# - A constant gate behind BatchNorm is idle. That makes the blind gate a fair control.
# - Here gates near the scores differ by class, and the networks did not need them to. Replace a part by its mean before you say what it is for.
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
# - Hu, Shen, Albanie, Sun & Wu (2017), *Squeeze-and-excitation networks*, arXiv:1709.01507 (fourth version, 2019): equations 2 to 4, figures 2 and 3 (Inception and residual unit), section 4 (cost), sections 6.1 to 6.5 (ratio, squeeze, excitation, stages, place of the gate), section 7.2 (gates by class and depth).
# - He, Zhang, Ren & Sun (2015), *Deep residual learning for image recognition*, arXiv:1512.03385.
# - Szegedy et al. (2014), *Going deeper with convolutions*, arXiv:1409.4842.
# - Xiao, Rasul & Vollgraf (2017), *Fashion-MNIST*, arXiv:1708.07747.
