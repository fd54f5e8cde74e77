# %% [markdown] id="title" minutes=60 needs=["08", "10"]
# # ResNet
#
# Networks of more than a hundred layers became trainable when each block added to its input instead of replacing it. You
# build that block, prove it, and measure what it mends.
#
# After this lesson you can
#
# - write batch normalization for training and for inference;
# - write the residual block and the bottleneck, and check that a block without learned numbers is the identity;
# - measure the gradient at every kernel, and say when it vanishes or explodes, and what shortcuts do about it;
# - count ResNet-50 to the last weight, and tell v1, v1.5 and v2 apart;
# - say why "degradation" is not overfitting.

# %% id="setup" tags=["setup"]
import numpy as np

from cnncourse import check, figures, hint, keras, nets, ops, solution
from cnncourse.experiments import stored
from cnncourse.experiments.resnet import kernel_gradients, network
from cnncourse.experiments.training import percent_right, small_images, train
from cnncourse.figures import diagram
from cnncourse.figures import resnet as pictures
from cnncourse.nets.cost import cost_table
from cnncourse.nets.resnet import basic_block
from cnncourse.nets.resnet import bottleneck_block as package_bottleneck
from cnncourse.waiting import each
from cnncourse.widgets.resnet import gradient_explorer

import tensorflow as tf  # isort: skip  # after Keras, which starts it without its log

rng = np.random.default_rng(13)

# %% [markdown] id="problem"
# ## More layers, and worse on the images it has seen
#
# By 2015 depth had paid off: AlexNet has 8 layers, VGG 19 (lesson 10). So He et al. (2015) stacked more. On CIFAR-10
# (50,000 photos of 32×32 pixels, ten classes) a plain network of 56 layers ended with a *higher error than one of 20, on
# the training images as well* (figure 1). Overfitting would look different: low error in training, high elsewhere. They
# called it **degradation**.
#
# It is strange, for a solution can be written down: the 20 layers as trained, and behind them 36 that change nothing.
# Training finds nothing as good. Their guess: *to change nothing is hard to learn* for convolutions and ReLUs (section
# 3.1).
#
# So they made it easy. A block computes F(x), and what leaves it is
#
# $$ y = \mathrm{ReLU}(x + F(x)) $$
#
# If nothing need change, F has to be 0, and weights of 0 give that. Behind each of F's convolutions stands a
# normalization.
#
# ## Batch normalization
#
# Say one channel holds four numbers in a batch: 1, 3, 5, 7. Their mean is 4; the squares of the distances are 9, 1, 1, 9,
# so the variance is 5. Subtract the mean and divide by √5 = 2.236: −1.342, −0.447, 0.447, 1.342. Mean 0, spread 1,
# whatever came in. Then the channel gets a scale γ and a shift β of its own, both learned:
#
# $$ y = \gamma\,\frac{x - m}{\sqrt{v + \varepsilon}} + \beta $$
#
# The small ε keeps a channel that never varies from being divided by 0. For maps `(n, h, w, c)` mean `m` and variance `v`
# go over images *and* places, so there is one of each for a channel: `(c,)`.

# %% id="norm-hand"
four = np.array([1.0, 3, 5, 7]).reshape(4, 1, 1, 1)
one, zero = np.ones(1), np.zeros(1)
y, moved_mean, moved_var = ops.batch_norm(four, one, zero, zero, one, momentum=0.9, training=True)
print("normalized:", y.ravel().round(3))
print(f"moving mean 0 → {moved_mean[0]:.1f}, moving variance 1 → {moved_var[0]:.1f}")

# %% [markdown] id="norm-two"
# **Two ways of running.** In training, the batch at hand gives `m` and `v`. Afterwards an image's answer should not
# depend on its neighbors in the batch. So training keeps *moving statistics* on the side,
# `old · momentum + batch · (1 − momentum)`, and inference uses these. Above: 0.9 · 0 + 0.1 · 4 = 0.4, and 0.9 · 1 + 0.1 ·
# 5 = 1.4. A layer has four vectors; two of them (γ, β) are trained.
#
# **What would happen if** one ran as in training when it should be inference? One image, other neighbors:

# %% id="norm-neighbors"
layer = keras.layers.BatchNormalization()
image = rng.normal(size=(1, 4, 5, 2)).astype("float32")
for training in (True, False):
    answers = []
    for shift in (0, 3):  # neighbors that are darker or brighter
        batch = np.concatenate([image, shift + rng.normal(size=(3, 4, 5, 2)).astype("float32")])
        answers.append(np.asarray(layer(batch, training=training))[0])
    change = np.abs(answers[1] - answers[0]).max()
    print(f"training={training}: largest change of the image's own answer {change:.2f}")

# %% [markdown] exercise="batch_norm"

# %% [markdown] id="momentum-words"
# The moving statistics begin at mean 0 and variance 1, which are nobody's. After *t* steps a share of momentumᵗ is left
# of them. Keras' default is 0.99.

# %% id="fig-memory"
figures.show(
    pictures.memory([0.9, 0.99], 300),
    f"After 50 steps momentum 0.99 still holds {0.99**50:.1%} of the first value, "
    f"momentum 0.9 {0.9**50:.1%}. "
    "Short trainings need the smaller one.",
)

# %% [markdown] id="momentum-trap"
# This is a trap. Train a small network (20 layers, built below) for 50 steps with each momentum: the same steps on the
# same images, so the same loss.

# %% id="momentum-live" tags=["varies"]
(x_train, y_train), (x_test, y_test) = small_images()  # clothes of 14×14 pixels, ten classes
for momentum in each((0.9, 0.99), "training"):
    keras.utils.set_random_seed(0)
    small = nets.resnet(
        (3, 3, 3), 8, (14, 14, 1), 10, None,
        block="basic", stem_size="small", option="A", conv_bias=False, momentum=momentum,
    )  # fmt: skip
    losses = train(small, x_train[:1200], y_train[:1200], epochs=1)
    scores = np.asarray(small(x_test, training=False))
    found = (scores.argmax(axis=1) == y_test).mean()
    print(f"momentum {momentum}: loss in training {losses[0]:.2f}, {found:.0%} of held-out images right")

# %% [markdown] id="momentum-after"
# Chance is 10 %: inference used statistics that were mostly still 0 and 1. The networks below have 0.9. (PyTorch's
# `momentum=0.01` *is* Keras' 0.99: it counts the new share.)
#
# A bias before BatchNorm is idle, since the mean is subtracted. So is the size of the weights:

# %% id="norm-idle"
kernel = rng.normal(size=(3, 3, 2, 4))
maps = rng.normal(size=(4, 9, 8, 2))
gamma, beta = np.ones(4), np.zeros(4)


def normalized(kernel, bias):
    """Convolution, then BatchNorm in training."""
    return ops.batch_norm(ops.conv2d(maps, kernel, bias), gamma, beta, beta, gamma, training=True)[0]


plainly = normalized(kernel, np.zeros(4))
biased = normalized(kernel, np.full(4, 5.0))
larger = normalized(10 * kernel, np.zeros(4))
print(f"with a bias of 5:       largest change {np.abs(biased - plainly).max():.3f}")
print(f"with weights ten times: largest change {np.abs(larger - plainly).max():.3f}")

# %% [markdown] id="block-words"
# ## The residual block
#
# The **branch** F has two 3×3 convolutions, each with its BatchNorm, and a ReLU between them. The **shortcut** carries
# the input around them; both are added, and then comes the second ReLU. One number: the input is 3. If the branch gives
# −2: ReLU(3 − 2) = 1. If −5: ReLU(3 − 5) = 0. If 0: 3, as it came.
#
# Where a block makes more channels or halves the side, x and F(x) do not fit. Then the shortcut gets a 1×1 convolution
# with the same stride, a **projection** (option B of section 3.3). Option A takes every second place and appends channels
# of zeros, with nothing to learn.

# %% id="fig-block"
figures.show(
    diagram.of_block(basic_block, (28, 28, 16), 32, stride=2, conv_bias=False),
    "A residual block that halves the side, drawn from Keras. "
    "Two paths part at the top and are added at the bottom: "
    f"{9 * 16 * 32 + 9 * 32 * 32:,} weights in the branch, {16 * 32} in the shortcut.",
)

# %% [markdown] exercise="residual_block"
# Your block is judged by what it answers when its weights are set; names and the way of writing do not matter.

# %% [markdown] exercise="where_the_relu_goes"

# %% [markdown] id="identity-words"
# ### The test that a block must pass
#
# A block whose learned numbers are all 0 must hand its input on. If it does not, something stands on the path that should
# be free: a blur, a BatchNorm, an idle projection. (Where shapes differ a projection must stand there, and the block
# cannot pass.)

# %% [markdown] exercise="is_identity"

# %% id="identity-run"
maps = keras.Input((6, 5, 4))
at_zero = {
    "residual": basic_block(maps, 4),
    "plain": basic_block(maps, 4, shortcut=False),
    "bottleneck": package_bottleneck(maps, 1),
    "more channels": basic_block(maps, 8),
}
x = rng.uniform(size=(2, 6, 5, 4)).astype("float32")
for name, y in at_zero.items():
    block = keras.Model(maps, y)
    for weight in block.trainable_weights:
        weight.assign(np.zeros(weight.shape))
    out = np.asarray(block(x, training=False))
    same = out.shape == x.shape and np.allclose(out, x)
    print(f"{name:14} identity: {same}    mean {x.mean():.2f} → {out.mean():.2f}")

# %% [markdown] id="identity-after"
# The plain block forgets everything, the residual one nothing. It suffices that the *last* γ and β of the branch are 0; a
# new BatchNorm has β = 0 anyway. One can start there on purpose, with that γ at 0 (Goyal et al. 2017): the network begins
# as a shallow one.
#
# ## Do shortcuts mend vanishing gradients?
#
# A gradient **vanishes** if it gets shorter from layer to layer, on its way back from the loss, until the first layers
# learn nothing; it **explodes** if it gets longer.
#
# Most texts say that shortcuts mend the vanishing: the derivative of x + F(x) is 1 + F′(x), so along the shortcuts the
# gradient passes 56 layers with a factor of 1. The authors say that with BatchNorm their plain networks had "healthy"
# gradients, and the difficulty was "unlikely to be caused by vanishing gradients" (section 4.1). Measure it: the length
# of the loss's gradient at each kernel.

# %% [markdown] exercise="gradient_norms"

# %% id="gradients-live"
for name, parts in [("plain", {"shortcut": False}), ("residual", {"shortcut": True})]:
    keras.utils.set_random_seed(0)
    norms = kernel_gradients(network(20, **parts), x_train[:64], y_train[:64])
    print(f"{name} 20, BatchNorm: {pictures.in_words(pictures.early_to_late(norms))}")

# %% [markdown] id="gradients-words"
# "Near the image" is the median of the first third of the kernels, "near the scores" that of the last third. For five
# depths and six kinds of network the lengths are stored: untrained networks as in section 4.2 of the paper, but 8, 16 and
# 32 channels wide, on one batch of 64 images of 14×14, three seeds (`cnncourse experiments 13` makes them again). First
# weights are He's, with variance 2 / fan-in (lesson 10), or small, with half of that, about Keras' default.
#
# Write down what you expect for 56 layers, plain, *without* BatchNorm. Then move the switches.

# %% id="slider-gradients" tags=["widget"]
gradient_explorer()

# %% id="fig-gradients"
runs = stored("resnet_gradients")
deep = dict(zip(runs.settings, runs.values("depth 56"), strict=True))
thirds = {name: pictures.early_to_late(norms) for name, norms in deep.items()}
ratio = {name: float(np.exp(np.log(values).mean())) for name, values in thirds.items()}
figures.show(
    pictures.gradients(deep),
    f"56 layers before training, three seeds each. Plain with BatchNorm (red) rises toward the image "
    f"by a factor of {ratio['plain, BatchNorm']:.0f}; "
    f"residual with BatchNorm (green) by {ratio['residual, BatchNorm']:.1f}.",
)

# %% id="gradients-table"
print("56 layers                        first third / last third    typical length")
for name, norms in deep.items():
    print(f"{name:30} {ratio[name]:12.3g} {pictures.typical(norms):26.2g}")

# %% id="fig-evenness"
ratios = {
    name: np.array([pictures.early_to_late(runs.values(f"depth {depth}")[row]) for depth in pictures.depths()])
    for row, name in enumerate(runs.settings)
}
figures.show(
    pictures.evenness(ratios, pictures.depths()),
    "First third of the layers over last third. "
    "Only plain networks with BatchNorm move far from 1 as they get deeper: "
    f"{np.exp(np.log(ratios['plain, BatchNorm'][0]).mean()):.1f} at 8 layers, "
    f"{ratio['plain, BatchNorm']:.0f} at 56.",
)

# %% [markdown] id="gradients-verdict"
# ("Typical length" is the geometric mean over all kernels.)
#
# - **Small first weights, no BatchNorm, no shortcuts: gradients vanish,** all of them, not only near the image. Each
#   layer halves the variance.
# - **Shortcuts mend that:** from 1.2e-11 to 23.
# - **He's first weights mend it as well, without any shortcut.** Their variance makes up for what the ReLU cuts off, as
#   was known before ResNet (He et al. 2015b).
# - **Shortcuts with He's weights explode without BatchNorm:** each block adds a branch as large as its input and doubles
#   the variance.
# - **With BatchNorm nothing vanishes, shortcuts or not.** In the plain network gradients *grow* toward the image, more
#   with every layer. Yang et al. (2019) derive, for wide, fully connected networks before training, that BatchNorm itself
#   is the cause.
# - **With BatchNorm and shortcuts they are nearly even.**
#
# So "shortcuts mend vanishing gradients" holds where neither BatchNorm nor suitable first weights are at work, and ResNet
# had both. There shortcuts take away an *explosion*. When the authors found theirs "healthy", the paper does not say; the
# experiment below looks again after training.
#
# ## The bottleneck
#
# Two 3×3 convolutions on 256 channels hold 2 · 9 · 256² = 1,179,648 weights. The bottleneck makes 64 channels of 256 with
# a 1×1 (lesson 04), looks around there, and goes back:

# %% id="bottleneck-count"
wide = 2 * 9 * 256**2
narrow = 256 * 64 + 9 * 64 * 64 + 64 * 256
print(f"two 3×3 on 256 channels: {wide:,} weights")
print(f"1×1, 3×3, 1×1 by way of 64: {narrow:,}, {wide / narrow:.0f} times fewer")
print(f"two 3×3 on 64 channels: {2 * 9 * 64**2:,}")

# %% id="fig-bottleneck"
figures.show(
    diagram.of_block(package_bottleneck, (56, 56, 256), 64, conv_bias=False),
    f"A bottleneck of ResNet-50's second stage: 256 channels in and out, {narrow:,} weights, "
    "one addition and no projection.",
)

# %% [markdown] exercise="bottleneck_block"

# %% [markdown] exercise="resnet50_stage_shapes"
# ResNet-50 is sixteen of these. Write the prediction down before you go on.

# %% [markdown] id="proof-words"
# ### A proof
#
# Is our ResNet-50 the one whose ImageNet weights are published? Give Keras' own network random numbers (biases, gammas
# and statistics, too), move them into ours **by the name of the layer**, and send an image through both. If the answers
# agree, the published file will fit as well.

# %% id="proof"
theirs = keras.applications.ResNet50(weights=None, classifier_activation=None)
for weight in theirs.weights:
    if len(weight.shape) == 1:
        weight.assign(rng.uniform(0.5, 1.5, weight.shape))
photo = rng.uniform(-1, 1, (1, 224, 224, 3)).astype("float32")
answer = np.asarray(theirs(photo, training=False))
weights = {layer.name: layer.get_weights() for layer in theirs.layers if layer.weights}
del theirs
ours = nets.resnet50(classifier_activation=None)
for layer in ours.layers:
    if layer.weights:
        layer.set_weights(weights.pop(layer.name))
apart = np.abs(np.asarray(ours(photo, training=False)) - answer).max() / answer.std()
print(f"layers that found no place: {len(weights)}")
print(f"answers apart by less than 0.0001 of their spread: {apart < 1e-4}")

# %% id="stages" tags=["varies"]
if resnet50_stage_shapes is ...:
    print("Write your prediction above first, then run this cell again.")
else:
    ends = ("conv2_block3_out", "conv3_block4_out", "conv4_block6_out", "conv5_block3_out")
    for name in ("conv1_relu", *ends):
        print(name, ours.get_layer(name).output.shape[1:])

# %% [markdown] id="proof-after"
# Online, `keras.applications.ResNet50()` downloads the file, and `ours.load_weights(path)` takes it. One trap: the first
# layers pad by 3 and by 1 on every side. With `padding="same"` all shapes would agree, and the answers would not (lesson
# 02).
#
# ## What the paper did
#
# The paper gives ResNet-50 3.8 billion multiply-adds (table 1). Count ours, and see why PyTorch's documentation says
# 25,557,032 parameters and Keras another number:

# %% id="ledger"
learned = sum(int(np.prod(weight.shape)) for weight in ours.trainable_weights)
norms_channels = sum(layer.gamma.shape[0] for layer in ours.layers if hasattr(layer, "gamma"))
convolutions = [layer for layer in ours.layers if isinstance(layer, keras.layers.Conv2D)]
biases = sum(layer.bias.shape[0] for layer in convolutions if layer.bias is not None)
print(f"{ours.count_params():,} numbers in Keras' network")
moving = 2 * norms_channels
print(f"−{moving:,} moving statistics, two for each of {norms_channels:,} channels = {learned:,} trained")
print(f"−{biases:,} biases of convolutions, idle before BatchNorm    = {learned - biases:,}")
macs = ops.macs(ours)
print(f"{macs:,} multiply-adds for an image")
print("layers with weights:", 1 + 3 * (3 + 4 + 6 + 3) + 1, "(projections are not counted)")

# %% [markdown] id="table"
# | | ResNet-50, 2015 | ours | what it changes |
# |---|---|---|---|
# | stride in a stage's first block | on the first 1×1 | the same (`stride_on="3x3"` is v1.5) | see below |
# | bias of convolutions | none but in the first (authors' files) | Keras' 26,560; `conv_bias=False` leaves them out | nothing: BatchNorm subtracts them |
# | ε of BatchNorm | 0.00001 (Caffe's default) | 0.00001001, as Keras' file of weights expects | nothing that shows |
# | where shapes differ | projection (option B) | the same | |
# | parameters | not in table 1 | 25,557,032 without biases | |
# | multiply-adds | 3.8 billion | 3.86 billion, printed above | |
# | ImageNet, one crop | 24.7 % wrong (authors' repository) | not trained here | Keras' weights: 25.1 % wrong |
#
# **v1 and v1.5.** In v1 the 1×1 with stride 2 looks at one place in four, and so does the shortcut beside it. Three
# quarters of the map are never looked at (lesson 02). PyTorch's network moves the stride to the 3×3, which sees every
# place; its documentation calls that v1.5. It has as many weights, but more work:

# %% id="late-stride"
extra = {
    f"stage {stage}": (4 - 1) * side**2 * c_in * filters
    for stage, side, c_in, filters in [(3, 28, 256, 128), (4, 14, 512, 256), (5, 7, 1024, 512)]
}
for stage, more in extra.items():
    print(f"{stage}: the first 1×1 works on four times as many places, {more:,} more")
late = sum(extra.values())
print(f"v1.5: {macs:,} + {late:,} = {macs + late:,}, {late / macs:.1%} more")


def field(late):
    """Receptive field of ResNet-50, stride on the first 1×1 or on the 3×3."""
    layers = [(7, 2, 1), (3, 2, 1)]
    for stage, blocks in enumerate((3, 4, 6, 3)):
        for number in range(blocks):
            stride = 2 if stage and not number else 1
            first, second = (1, stride) if late else (stride, 1)
            layers += [(1, first, 1), (3, second, 1), (1, 1, 1)]
    return ops.receptive_field(layers)[0]


print(f"receptive field: v1 {field(False)}, v1.5 {field(True)} pixels")

# %% [markdown] id="v2"
# **v2.** A year later the authors moved BatchNorm and ReLU *before* the convolutions, so that nothing stands on the path
# of the additions ("pre-activation", He et al. 2016): with 110 layers 6.37 % wrong on CIFAR-10 instead of 6.61 % (table
# 2). At zero its block is the identity for negative numbers, too:


# %% id="v2-run"
def pre_activation(x, filters):
    """The block of 2016, for maps whose shape does not change."""
    y = keras.layers.ReLU()(keras.layers.BatchNormalization()(x))
    y = keras.layers.Conv2D(filters, 3, padding="same", use_bias=False)(y)
    y = keras.layers.ReLU()(keras.layers.BatchNormalization()(y))
    y = keras.layers.Conv2D(filters, 3, padding="same", use_bias=False)(y)
    return keras.layers.Add()([x, y])


signed = rng.normal(size=(1, 6, 5, 4)).astype("float32")
for name, y in {"v1": basic_block(maps, 4), "v2": pre_activation(maps, 4)}.items():
    block = keras.Model(maps, y)
    for weight in block.trainable_weights:
        weight.assign(np.zeros(weight.shape))
    same = np.allclose(block(signed, training=False), signed)
    print(name, "hands negative numbers on:", bool(same))

# %% [markdown] id="small-words"
# ## A ResNet for small images
#
# For CIFAR-10 the paper took another plan: a 3×3, three stages of n residual blocks with 16, 32 and 64 channels, global
# pooling (lesson 11) and one dense layer. That makes 6n + 2 layers: n = 3 gives 20, n = 9 gives 56.

# %% [markdown] exercise="resnet"

# %% [markdown] id="experiment"
# ## An experiment: degradation
#
# Plain and residual networks of 20 and 56 layers, the same weights to learn (option A), all with BatchNorm, half as wide
# as the paper's, and one of 56 layers that starts with the last γ of each block at 0. 1,200 clothes of 14×14 pixels, 300
# steps of gradient descent with momentum, three seeds.
#
# **The claims,** as the paper and the textbooks make them. (1) Plain 56 is worse than plain 20, *on the images it was
# trained on*. (2) With shortcuts, 56 is better than 20. (3) Gradients are uneven before training, and healthy after it.
# (4) Starting at the identity helps.
#
# First the two of 20 layers live, a third as long; then the stored runs (`cnncourse experiments 13`):

# %% id="live" tags=["varies"]
live = {}
for name, shortcut in each([("plain 20", False), ("residual 20", True)], "training"):
    keras.utils.set_random_seed(0)
    live[name] = network(20, shortcut)
    losses = train(live[name], x_train[:1200], y_train[:1200], epochs=2)
    seen = percent_right(live[name], x_train[:1200], y_train[:1200])
    print(f"{name}: loss {losses[0]:.2f} → {losses[-1]:.2f}, {seen:.0f} % of the trained images right")

# %% id="stored-runs"
degradation = stored("resnet_degradation")
trained, held_out = degradation.values("trained"), degradation.values("held_out")
print(f"{degradation.seconds() / 60:.0f} minutes on a busy machine with two cores")
print("right on the 1,200 images trained on")
print(degradation.table("trained", unit=" %"))
print("\nright on 2,000 held-out images")
print(degradation.table("held_out", unit=" %"))
print("\ntrained on, seed by seed")
for name, row in zip(degradation.settings, trained, strict=True):
    print(f"{name:22}", *(f"{value:6.1f}" for value in row))

# %% id="fig-degradation"
names = list(degradation.settings)
mean = dict(zip(names, trained.mean(axis=1), strict=True))
figures.show(
    pictures.accuracies(names, {"trained images": trained, "held-out images": held_out}),
    f"Plain: {mean['plain 20']:.0f} % with 20 layers and {mean['plain 56']:.0f} % with 56, "
    "on the images trained on. "
    f"Residual: {mean['residual 20']:.0f} % and {mean['residual 56']:.0f} %, "
    f"and {mean['residual 56, gamma 0']:.0f} % from the identity.",
)

# %% id="stored-gradients"
print("gradient, first third / last third of the layers")
ratio_start, ratio_end = degradation.values("ratio_start"), degradation.values("ratio_end")
for name, before, after in zip(names, ratio_start, ratio_end, strict=True):
    start = f"{before.mean():6.1f}" if before.any() else "     –"
    print(f"{name:22} before {start}    after 300 steps {after.mean():5.2f}")

# %% [markdown] id="experiment-words"
# - **Claim 1 holds, by far.** Plain 56 is the worst in every seed, and as bad on the images it was trained on as on
#   others. So it is not overfitting.
# - **Claim 2 fails at this scale.** Residual 56 is far above plain 56, yet below residual 20 in every seed. In the paper
#   it is the other way round: 6.97 % wrong with 56 layers, 8.75 % with 20 (table 6), after 64,000 steps on 50,000 images.
#   With shortcuts the 36 additional layers cost 9 points on the trained images, without them 54: here shortcuts make
#   depth bearable, not useful.
# - **Claim 3 holds in half.** Before training the gradients of plain 56 are about 200 times longer near the image. After
#   300 steps that is reversed: near the image they are about a sixth of those near the scores. Uneven, but not vanished.
#   (Yang et al. see a much smaller range after a single step.) The residual networks stay within a factor of two.
# - **Claim 4 fails.** Starting at the identity gave no higher accuracy; the difference is smaller than the seeds' spread.
#
# Did the explosion at the start ruin the plain network? Yang et al. conclude so: without shortcuts, deep networks with
# BatchNorm cannot be trained. Our runs cannot tell, since a shortcut changes the gradients *and* what has to be learned.
# But the trouble is not vanishing gradients.
#
# The limits: one step size for all depths, few images, three seeds, far apart for plain 56. Try half the step size.
#
# ### What it costs
#
# A shortcut of option A has no weight and multiplies nothing. Is it free?

# %% id="costs" tags=["timed"]
compared = {
    "LeNet, 28×28": nets.lenet5(),
    "plain 20, 14×14": live["plain 20"],
    "residual 20": live["residual 20"],
}
print(cost_table(compared))

# %% [markdown] id="cost-after"
# Not quite: an addition reads two whole maps and writes one, which no count of multiplications shows (lesson 15 meets
# that again). At this size the clock hardly does either: its numbers vary more from run to run. Run the cell twice before
# you believe one.

# %% [markdown] id="summary"
# ## Summary
#
# - BatchNorm: in training by the batch, in inference by moving statistics. Biases and the size of the weights before it
#   are idle.
# - A residual block adds its branch to its input. With weights of 0 it is the identity.
# - The ReLU comes after the addition, not at the branch's end. v2 has none there.
# - Vanishing gradients are mended by first weights of the right size, or by BatchNorm. With BatchNorm, plain networks
#   have gradients that *grow* toward the image before training; shortcuts even them out.
# - Degradation: a deeper plain network is worse on the very images it was trained on.
# - The bottleneck looks around where maps are few; v1.5 strides on the 3×3 and costs 6 % more.
#
# ## Key terms
#
# | English | 中文 | in one line |
# |---|---|---|
# | residual block | 残差块 | adds what it computes to its input |
# | shortcut, skip connection | 捷径连接，跳跃连接 | the path on which the input goes around |
# | identity mapping | 恒等映射 | what comes out is what went in |
# | projection shortcut | 投影捷径 | a 1×1 convolution where shapes differ |
# | bottleneck | 瓶颈结构 | fewer channels where the 3×3 works |
# | batch normalization | 批量归一化 | mean 0 and spread 1 for each channel of a batch |
# | moving statistic, moving average | 移动平均 | old value and new one, mixed by momentum |
# | degradation | 退化 | more layers, and worse in training already |
# | vanishing, exploding gradient | 梯度消失、梯度爆炸 | made shorter or longer by every layer on its way back |
# | pre-activation | 预激活 | BatchNorm and ReLU before the convolution |
#
# ## Sources
#
# - He, Zhang, Ren & Sun (2015), *Deep residual learning for image recognition*, arXiv:1512.03385: also figure 5
#   (bottleneck).
# - He, Zhang, Ren & Sun (2015b), *Delving deep into rectifiers*, arXiv:1502.01852: first weights with variance 2 /
#   fan-in.
# - He, Zhang, Ren & Sun (2016), *Identity mappings in deep residual networks*, arXiv:1603.05027: section 4.1 (places of
#   the ReLU).
# - *KaimingHe/deep-residual-networks*, GitHub: error of ResNet-50 with one crop, its layers.
# - docs.pytorch.org, *torchvision, ResNet*: parameters of ResNet-50, "v1.5".
# - Ioffe & Szegedy (2015), *Batch normalization*, arXiv:1502.03167, algorithms 1 and 2.
# - Yang, Pennington, Rao, Sohl-Dickstein & Schoenholz (2019), *A mean field theory of batch normalization*,
#   arXiv:1902.08129: gradients of plain networks with BatchNorm.
# - Goyal et al. (2017), *Accurate, large minibatch SGD*, arXiv:1706.02677: the last γ of a block starts at 0.
# - keras.io, *Keras Applications*: accuracy of the published weights.
