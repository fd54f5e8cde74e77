# %% [markdown] id="title" minutes=60 needs=["02"]
# # Receptive field
#
# How much of the image can one number deep inside a network know about? You can work it out in your head, or measure it
# without a look at the layers, and it explains what the last lesson left open.
#
# After this lesson you can
#
# - say what one unit sees, layer by layer, with strides, pooling and dilation;
# - choose layers for a field you need, and say what two 3×3 layers cost beside one 5×5;
# - test whether a network is short of sight;
# - measure by gradients what a unit sees, and how strongly;
# - explain why a field of 483 pixels on an image of 224 is no mistake.

# %% id="setup" tags=["setup"]
import numpy as np

from cnncourse import check, data, figures, hint, keras, ops, solution
from cnncourse.figures import experiments, field, field_photo
from cnncourse.waiting import each
from cnncourse.widgets.field import field_explorer

rng = np.random.default_rng(3)

# %% [markdown] id="poke-words"
# ## Poke it and see
#
# Of the three networks of lesson 02, with two 3×3 layers each, the one with stride 2 in its *first* layer learned
# clothes best: 66 %, against 62 % without a stride and 60 % with one in both layers. After the first stride, the second
# window spans seven pixels of the image in place of five. Are these networks short of sight?
#
# Measure what a **unit**, one number of a feature map, sees: change one pixel after the other, and look whether the
# unit changes.

# %% id="fig-poke"
k1, k2 = rng.normal(size=(2, 3, 3))


def two_layers(first, second):
    """Two 3×3 layers with the strides `first` and `second`, as a function of an image."""
    return lambda x: ops.corr2d(ops.corr2d(x, k1, stride=first), k2, stride=second)


def poke(layers, side):
    """By how much the middle unit of the last map changes with each pixel of a side×side image."""
    image = rng.normal(size=(side, side))
    before = layers(image)
    middle = before.shape[0] // 2, before.shape[1] // 2
    change = np.zeros((side, side))
    for pixel in np.ndindex(side, side):
        poked = image.copy()
        poked[pixel] += 1
        change[pixel] = abs(layers(poked)[middle] - before[middle])
    return change


strides = [(1, 1), (1, 2), (2, 1)]
changes = [poke(two_layers(*pair), 13) for pair in strides]
figures.show(
    field.ways(changes, [f"strides {a} and {b}" for a, b in strides], numbers=False),
    "Pixels of a 13×13 image that change one unit of the second map, "
    "darker where they change it more: "
    + ", ".join(str(np.count_nonzero(change)) for change in changes)
    + " pixels. White ones do not reach it.",
)

# %% [markdown] id="definition"
# A stride in the first layer turns 5×5 into 7×7; a stride in the second leaves it at 5×5.
#
# > The **receptive field** of a unit is every input pixel that can reach it: change such a pixel, and the unit can
# > change.
#
# *Can*, because a maximum shows nothing of its smaller numbers. The field belongs to the layers, not to the image or
# the weights. For square windows it is a square, and its side is what people call *the* field: here 5 or 7.
#
# ## Size and jump
#
# Poking takes long. Go through the layers instead, from the image on, along one row, with two numbers:
#
# - the **size**: how many pixels a unit of this map sees;
# - the **jump**: how many pixels lie from one unit to the next.
#
# A pixel sees itself, so both start at 1. A 3×3 layer with stride 2, then one with stride 1:
#
# | | the window has | each gap is | it adds | size | jump after it |
# |---|---|---|---|---|---|
# | image | | | | 1 | 1 |
# | 3×3, stride 2 | 2 gaps | 1 pixel | 2 | 3 | 1·2 = 2 |
# | 3×3, stride 1 | 2 gaps | 2 pixels | 4 | **7** | 2·1 = 2 |
#
# Three units have two gaps between them, each as long as the jump before the layer:

# %% id="fig-ladder"
figures.show(
    field.ladder([(3, 2, 1), (3, 1, 1)], n=11),
    "A row of pixels and two maps, each unit above the middle of what it sees. "
    "The three units that the second window reads stand two pixels apart, and together they see "
    f"{ops.receptive_field([(3, 2, 1), (3, 1, 1)])[0]} pixels.",
)

# %% [markdown] id="formula"
# For layer `l` with a window `k` and stride `s` (and `d = 1` until the section on dilation):
#
# $$ \text{size}_l = \text{size}_{l-1} + (k_l - 1) \cdot d_l \cdot \text{jump}_{l-1}, \qquad \text{jump}_l = \text{jump}_{l-1} \cdot s_l $$
#
# (Araujo, Norris & Sim 2019.) The jump is the one *before* the layer: a layer's own stride moves its window, it does
# not stretch it.
#
# A **pooling** (lesson 05), which takes the maximum or the mean of each window, counts like any other layer. Padding
# moves the field and leaves its size.

# %% [markdown] exercise="receptive_field"
# Both numbers, for any list of layers.

# %% [markdown] exercise="fields_of_four_strides"
# Before you run the cell below:

# %% id="four-strides" tags=["varies"]
if fields_of_four_strides is ...:
    print("Write your prediction above first, then run this cell again.")
else:
    for first, second in [(1, 1), (1, 2), (2, 1), (2, 2)]:
        size, jump = ops.receptive_field([(3, first, 1), (3, second, 1)])
        print(f"strides {first} and {second}: field {size}, jump {jump}")

# %% [markdown] id="alexnet-words"
# AlexNet (lesson 09), up to its last pooling. Its late windows are small, but the jumps before them are large:

# %% id="alexnet"
alexnet = [
    ("conv 11×11, stride 4", (11, 4, 1)),
    ("pool 3×3, stride 2", (3, 2, 1)),
    ("conv 5×5", (5, 1, 1)),
    ("pool 3×3, stride 2", (3, 2, 1)),
    ("conv 3×3", (3, 1, 1)),
    ("conv 3×3", (3, 1, 1)),
    ("conv 3×3", (3, 1, 1)),
    ("pool 3×3, stride 2", (3, 2, 1)),
]
layers = [layer for _, layer in alexnet]
for depth, (name, (k, _, _)) in enumerate(alexnet, 1):
    _, found = ops.receptive_field(layers[: depth - 1])
    size, jump = ops.receptive_field(layers[:depth])
    added = (k - 1) * found
    print(f"{name:22} adds {k - 1:2} · {found:2} = {added:2}   size {size:3}   jump {jump:2}")

# %% [markdown] id="slider-words"
# Stack layers yourself. Each square is the field after one more layer; on the right is all that the last unit sees. How
# few layers show it the whole eye? The whole face? Then move the unit into a corner.

# %% id="slider-field" tags=["widget"]
field_explorer()

# %% [markdown] id="slider-static"
# (Sliders need a running kernel. Without one, here are five 3×3 layers, each with stride 2.)

# %% id="fig-glimpses"
cat = data.photos("cat", side=96)
fields = [ops.receptive_field([(3, 2, 1)] * depth)[0] for depth in range(1, 6)]
figures.show(
    field_photo.glimpses(cat, fields, [f"layer {depth}" for depth in range(1, 6)], at=(37, 31)),
    "What a unit above the pupil has to decide from, layer by layer: "
    + ", ".join(f"{size}×{size}" for size in fields)
    + " pixels. Nobody could say “cat” from the first two.",
)

# %% [markdown] id="growth-words"
# ## How deep is deep enough?
#
# Without strides every 3×3 layer adds two pixels: 3, 5, 7, 9.

# %% [markdown] exercise="stack_of_3x3"
# How many such layers does it take?

# %% [markdown] id="vgg-words"
# A photo of 224 pixels would need more than a hundred. VGG-16 (lesson 10) has thirteen 3×3 layers in five blocks, and
# after each block a 2×2 pooling with stride 2, which doubles what all later layers add:

# %% id="fig-growth"
conv, pool = (3, 1, 1), (2, 2, 1)
vgg16 = [conv] * 2 + [pool] + [conv] * 2 + [pool] + ([conv] * 3 + [pool]) * 3


def sizes(layers):
    """The field after 0, 1, 2, … layers."""
    return [ops.receptive_field(layers[:depth])[0] for depth in range(len(layers) + 1)]


recipes = {
    "VGG-16: 3×3 and five poolings": sizes(vgg16),
    "AlexNet": sizes(layers),
    "3×3 alone": sizes([conv] * 18),
}
figures.show(
    field.growth(recipes, side=224),
    f"Eighteen layers: 3×3 alone reach {recipes['3×3 alone'][-1]} pixels, "
    f"VGG-16 reaches {sizes(vgg16)[-1]}. "
    "The axis is logarithmic: on it, fields that double are a straight line.",
)

# %% [markdown] id="order-words"
# **What would happen if** the same eighteen layers came in another order?

# %% id="order"
convs, pools = [conv] * 13, [pool] * 5
orders = {"poolings last": convs + pools, "as in VGG-16": vgg16, "poolings first": pools + convs}
for name, order in orders.items():
    size, jump = ops.receptive_field(order)
    print(f"{name:15} size {size:3}, jump {jump}")

# %% [markdown] id="order-answer"
# The jump is the same every time; the last field is fifteen times as large as the first. A stride works for the layers
# *after* it. (Poolings first would still be a poor network: its first 3×3 layer would find 7×7 units left.)
#
# ## Two 3×3 layers, or one 5×5?
#
# Both see 5×5 pixels. For one channel, one layer learns `25 + 1` numbers, the two learn `2 · (9 + 1) = 20`. With more
# channels the gap widens:

# %% [markdown] exercise="compare_5x5_with_two_3x3"

# %% id="compare-costs"
for channels in (1, 16, 256):
    five = ops.conv_parameters(5, 5, channels, channels)
    two = 2 * ops.conv_parameters(3, 3, channels, channels)
    print(f"{channels:3} channels: 5×5 {five:9,} numbers, two 3×3 {two:9,}, or {two / five:.0%}")
five = ops.conv_macs(14, 14, 5, 5, 16, 16)
two = 2 * ops.conv_macs(14, 14, 3, 3, 16, 16)
print(f"multiplications for maps of 14×14×16: {five:,} and {two:,}, or {two / five:.0%}")

# %% [markdown] id="merge-words"
# 18 in place of 25 for each pair of channels, in weights and in work. But two sliding sums in a row, with nothing
# between them, are one with a larger kernel, put together here by shifting and adding. (A **ReLU** turns what is below
# zero into zero.)

# %% id="merge"
k5 = np.zeros((5, 5))
for (u, v), weight in np.ndenumerate(k2):
    k5[u : u + 3, v : v + 3] += weight * k1

gray = data.photos("cat", side=96, gray=True) - 0.5
one_layer = ops.corr2d(gray, k5)
without_relu = ops.corr2d(ops.corr2d(gray, k1), k2)
with_relu = ops.corr2d(ops.relu(ops.corr2d(gray, k1)), k2)
print(f"largest difference to one 5×5 layer: {np.abs(without_relu - one_layer).max():.3f}")
print(f"with a ReLU between the two layers:  {np.abs(with_relu - one_layer).max():.3f}")

# %% [markdown] id="merge-answer"
# Two 3×3 layers in a row *are* a 5×5 layer, one of those few that 18 numbers can make. With a ReLU between them they
# are something that no single layer can be.
#
# Simonyan & Zisserman (2015, section 4.1) report: with 5×5 layers in place of pairs of 3×3, the top-1 error (the share
# of wrong first guesses) on ImageNet was 7 % higher.
#
# **The claim:** at the same field, two 3×3 layers do better than one 5×5, and the ReLU between them is the reason.
# Three networks differ in that one thing. Each learns from 2,000 images of clothes, two rounds, three starts.


# %% id="exp-nets"
def conv_layer(side, activation="relu", stride=1):
    """A "same" layer with 8 kernels of side×side."""
    return keras.layers.Conv2D(8, side, strides=stride, padding="same", activation=activation)


blocks = {
    "one 5×5": lambda: [conv_layer(5)],
    "two 3×3": lambda: [conv_layer(3), conv_layer(3)],
    "two 3×3, no ReLU between": lambda: [conv_layer(3, activation=None), conv_layer(3)],
}


def block_network(name):
    """A first layer with stride 2, two blocks with a pooling after each, ten outputs."""
    pooling = keras.layers.MaxPooling2D
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            conv_layer(4, stride=2),
            *blocks[name](),
            pooling(),
            *blocks[name](),
            pooling(),
            keras.layers.Flatten(),
            keras.layers.Dense(10),
        ]
    )


millions = [ops.macs(block_network(name)) / 1e6 for name in blocks]
for name, cost in zip(blocks, millions, strict=True):
    weights = block_network(name).count_params()
    print(f"{name:25} {weights:,} numbers to learn, {cost:.2f} million multiplications per image")

# %% id="exp-run" tags=["varies"]
(x_train, y_train), (x_test, y_test) = data.fashion_mnist()


def trained(seed, build, *settings):
    """The network `build(*settings)` after two rounds over 2,000 images."""
    keras.utils.set_random_seed(seed)
    model = build(*settings)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=keras.optimizers.Adam(0.003), loss=loss)
    model.fit(x_train[:2000], y_train[:2000], batch_size=32, epochs=2, verbose=0)
    return model


def held_out_accuracy(model):
    """Percent right on 2,000 images that the network has not seen."""
    return 100 * np.mean(np.argmax(model(x_test), axis=1) == y_test)


networks = {name: [trained(seed, block_network, name) for seed in range(3)] for name in each(blocks, "training")}
accuracy = np.array([[held_out_accuracy(model) for model in three] for three in networks.values()])
for name, values in zip(blocks, accuracy, strict=True):
    print(f"{name:25} {values.mean():.1f} ± {values.std(ddof=1):.1f} %")

# %% id="fig-experiment" tags=["varies"]
cost_label = "million multiplications per image"
figures.show(
    experiments.accuracy_and_cost(list(blocks), accuracy, millions, cost_label),
    "Accuracy over three seeds (dots) and cost. Two 3×3 cost less. Here they do not do better.",
)

# %% [markdown] id="experiment-words"
# **The claim fails here.** Two 3×3 layers come in last, and without the ReLU the lost points are back. Three starts,
# two points apart, say little about the order, and nothing for the claim.
#
# What holds is the price: three quarters of the work. The advice comes from deep networks and long training; these have
# two blocks and 126 steps.
#
# ## Dilation: a wider window for nothing
#
# Let the window read every *second* pixel. Its **taps**, the pixels that its weights meet, stand two pixels apart, `x .
# x . x`. That distance is the **dilation**; 1 is an ordinary window.
#
# Three taps have two gaps, so at dilation 2 the window spans `2 · 2 + 1 = 5` pixels, with three weights as before, and
# stops at every place.

# %% id="fig-dilated"
figures.show(
    field.ladder([(3, 1, 1), (3, 1, 2)], n=11),
    "An ordinary layer, then one with dilation 2. The upper window reads every second unit: "
    "as many weights as before, and the field is "
    f"{ops.receptive_field([(3, 1, 1), (3, 1, 2)])[0]} in place of "
    f"{ops.receptive_field([(3, 1, 1), (3, 1, 1)])[0]}.",
)

# %% [markdown] exercise="dilated_size"
# The span of a dilated window. (A layer adds this span minus one, times the jump.)

# %% [markdown] exercise="corr2d_dilated"
# And the sliding itself.

# %% [markdown] id="dilation-keras"
# In Keras it is `dilation_rate`:

# %% id="dilation-cost"
for dilation in (1, 2, 4):
    layer = keras.layers.Conv2D(16, 3, dilation_rate=dilation, padding="same")
    y = layer(np.zeros((1, 28, 28, 8), dtype="float32"))
    size, _ = ops.receptive_field([(3, 1, dilation)])
    shape = "×".join(map(str, y.shape[1:3]))
    numbers = layer.count_params()
    print(f"dilation {dilation}: {numbers:,} numbers, map {shape}, field {size}×{size}")

# %% [markdown] id="holes-words"
# As many weights, places and multiplications, and a wider field. What is the catch?

# %% [markdown] exercise="pixels_really_seen"


# %% id="holes" tags=["varies"]
def dilated(*dilations):
    """3×3 layers with these dilations, one after the other, as a function of an image."""

    def layers(x):
        for dilation in dilations:
            x = ops.corr2d(x, k1, dilation=dilation)
        return x

    return layers


def ways_along(*dilations):
    """In how many ways each pixel of a row reaches the top, through windows of three taps."""
    ways = np.ones(1)
    for dilation in dilations:
        taps = np.zeros(2 * dilation + 1)
        taps[::dilation] = 1
        ways = np.convolve(ways, taps)
    return ways


if pixels_really_seen is ...:
    print("Write your prediction above first, then run this cell again.")
else:
    change = poke(dilated(2, 2), 9)
    image = rng.normal(size=(9, 9))
    noisy = np.where(change == 0, 1000 * rng.normal(size=(9, 9)), image)
    difference = abs(dilated(2, 2)(noisy) - dilated(2, 2)(image)).max()
    print(f"pixels that can change the unit: {np.count_nonzero(change)} of {change.size}")
    print(f"all others replaced by loud noise: the unit changes by {difference:.3f}")
    ways = np.outer(ways_along(2, 2), ways_along(2, 2))
    figures.show(
        field.ways([change, ways], ["poked", "ways to the unit"], numbers=False),
        "Dilations 2 and 2: the pixels that reach the unit, and in how many ways.",
    )

# %% [markdown] id="holes-answer"
# Steps of two never add up to an odd number. Such a stack looks through a grid, and two units side by side share no
# pixel at all. This is **gridding** (Wang et al. 2018).
#
# Dilations 2 and 4 would not help, since their steps are even, too. Dilations 1, 2, 4 do (Yu & Koltun 2016): every
# pixel is reached, and the field still about doubles with each layer.

# %% id="fig-holes"
stacks = [(1, 2), (1, 2, 4), (1, 3)]
maps = [np.outer(ways_along(*stack), ways_along(*stack)) for stack in stacks]
figures.show(
    field.ways(maps, ["dilations " + ", ".join(map(str, stack)) for stack in stacks]),
    "Ways from each pixel to the unit, in fields of "
    + ", ".join(f"{len(one)}×{len(one)}" for one in maps)
    + f". Pixels without a way: {', '.join(str(np.count_nonzero(one == 0)) for one in maps)}. "
    "Dilations 1 and 3 give every pixel exactly one.",
)

# %% [markdown] id="sight-words"
# ## Was it sight?
#
# A stride does two things at once: the field grows, *and* three places in four are gone. A dilation widens the field
# and keeps every place, every weight and every multiplication.
#
# **The claim:** the networks of lesson 02 are short of sight, so accuracy follows the field, however it was made. If
# so,
#
# 1. a dilation in the second layer must help, although nothing else changes;
# 2. networks with the same field must do about equally well, with the stride and without it.
#
# They have 32 kernels in the second layer here in place of 16, and a third of the training (126 steps, not 376), so the
# numbers are lower. Three starts each:


# %% id="sight-nets"
def sight_network(stride, dilation):
    """Two 3×3 layers, one with a stride, one with a dilation; a maximum over all places."""
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(8, 3, strides=stride, padding="same", activation="relu"),
            keras.layers.Conv2D(32, 3, dilation_rate=dilation, padding="same", activation="relu"),
            keras.layers.GlobalMaxPooling2D(),
            keras.layers.Dense(10),
        ]
    )


choices = [(1, 1), (1, 2), (1, 4), (2, 1), (2, 2)]
seen = [ops.receptive_field([(3, stride, 1), (3, 1, dilation)])[0] for stride, dilation in choices]
for (stride, dilation), size in zip(choices, seen, strict=True):
    model = sight_network(stride, dilation)
    places, weights = model.layers[1].output.shape[1] ** 2, model.count_params()
    print(f"stride {stride}, dilation {dilation}: field {size:2}, {places} places, ", end="")
    print(f"{weights:,} numbers, {ops.macs(model) / 1e6:.2f} million multiplications")


# %% id="sight-run" tags=["varies"]
def sight_accuracy(stride, dilation):
    """Held-out accuracy from three starts."""
    return [held_out_accuracy(trained(seed, sight_network, stride, dilation)) for seed in range(3)]


sight = np.array([sight_accuracy(*pair) for pair in each(choices, "training")])
for (stride, dilation), size, values in zip(choices, seen, sight, strict=True):
    result = f"{values.mean():.1f} ± {values.std(ddof=1):.1f} %"
    print(f"stride {stride}, dilation {dilation}, field {size:2}: {result}")

# %% id="fig-sight" tags=["varies"]
figures.show(
    field.accuracy_by_field(
        {
            "784 places (stride 1)": (seen[:3], sight[:3]),
            "196 places (stride 2)": (seen[3:], sight[3:]),
        }
    ),
    "Accuracy against the field, three seeds each. Both lines rise with the field, "
    "further than four times as many places lift one line above the other.",
)

# %% [markdown] id="sight-answer"
# **The claim holds.** From 5 to 11 pixels the network gains about ten points with the same weights, places and
# multiplications. At the same field, 7 or 11, four times as many places add three points or one, about the spread over
# three starts.
#
# What helped in lesson 02 was not the stride but the wider field; the stride is the cheap way to get one, at a quarter
# of the work.
#
# Mind the limits: two layers with nothing behind them but a maximum, and fields smaller than the image.
#
# ## What a unit sees, and what it looks at
#
# The field says which pixels *can* reach a unit, not how much each of them counts. Count the ways for two 3×3 layers
# along one row: the pixel in the middle goes up through each of three units, the outermost through one only.

# %% id="fig-ways"
figures.show(
    field.ladder([(3, 1, 1), (3, 1, 1)], n=9, ways=True),
    "In how many ways each pixel reaches the unit: "
    f"{', '.join(f'{way:.0f}' for way in ways_along(1, 1))}. "
    "In the plane that is 9 ways for the middle and 1 for a corner.",
)

# %% [markdown] id="depth-words"
# Each layer smooths these numbers once more, and they turn into a bell, as the sums of many dice do. A bell's width
# grows with the square root of the number of dice, the field with the number itself:


# %% id="fig-depth"
def side_holding(share, layers):
    """Side of the smallest square in the middle of the field that holds this share of all ways."""
    ways = ways_along(*[1] * layers)
    half = 0
    while (ways[layers - half : layers + half + 1].sum() / ways.sum()) ** 2 < share:
        half += 1
    return 2 * half + 1


depths = range(1, 41)
narrow = [side_holding(0.9, layers) for layers in depths]
figures.show(
    field.by_depth(depths, [2 * layers + 1 for layers in depths], narrow),
    f"Ten layers: {narrow[9]} of {2 * 10 + 1} pixels hold 90 % of the ways. "
    f"Forty layers: {narrow[39]} of {2 * 40 + 1}. "
    "Four times the depth, four times the field, twice the part of it that counts.",
)

# %% [markdown] id="gradient-words"
# The part that counts is called the **effective receptive field** (Luo et al. 2016). Counting ways takes every weight
# for a 1. For a real network, ask the derivative: how much does the unit change for a small change of a pixel? All
# derivatives together are the **gradient**:
#
# $$ g[r, q] = \left| \frac{\partial\, y[i, j]}{\partial\, x[r, q]} \right| $$
#
# for the unit in row `i`, column `j` of a map `y` and the pixel `(r, q)` of the image `x`. TensorFlow records what is
# computed inside a `GradientTape` and walks it backwards:

# %% id="tape"
import tensorflow as tf

x = tf.constant([[1.0, 2.0, 3.0]])
with tf.GradientTape() as tape:
    tape.watch(x)
    y = 10 * x[0, 0] + x[0, 2] ** 2
print("y =", y.numpy(), " gradient:", tape.gradient(y, x).numpy()[0])

# %% [markdown] id="tape-words"
# The first number counts tenfold, the second does not reach `y`, the third counts `2 · 3`. Where a gradient is not
# zero, a pixel is seen. So a field can be measured without knowing the layers:

# %% [markdown] exercise="gradient_field"
# Mind the sign of gradients, and the gaps. (The check builds small networks from the line of text that it shows you.)

# %% [markdown] id="max-words"
# **What would happen if** there were a max pooling in the model? Only the largest of four numbers has a gradient then.
# The field of this network is 10; measure a unit of its last map on more and more images:

# %% id="max-run"
keras.utils.set_random_seed(3)
pooled = keras.Sequential(
    [
        keras.Input((16, 16, 1)),
        keras.layers.Conv2D(1, 3, use_bias=False),
        keras.layers.MaxPooling2D(),
        keras.layers.Conv2D(1, 3, use_bias=False),
        keras.layers.MaxPooling2D(),
    ]
)
print("from the layers:", ops.receptive_field([(3, 1, 1), (2, 2, 1), (3, 1, 1), (2, 2, 1)])[0])
noise = rng.normal(size=(300, 16, 16, 1)).astype("float32")
for count in (1, 10, 300):
    x = tf.constant(noise[:count])
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = tf.reduce_sum(pooled(x)[:, 0, 0])
    rows, columns = np.nonzero(np.abs(tape.gradient(y, x)).sum(axis=(0, 3)))
    print(f"gradients of {count:3} images: {np.ptp(rows) + 1}×{np.ptp(columns) + 1}")

# %% [markdown] id="effective-words"
# One image shows what the unit saw *there*, many show what it can see.
#
# Does training widen the bell? Luo et al. (section 3.2) saw it grow on CIFAR-10 and CamVid. Take the three networks
# with two 3×3 layers, before and after training, and average the gradients of the middle unit of their last map over
# 300 images.


# %% id="effective-run" tags=["varies"]
def mean_gradient(model, images, unit=(3, 3)):
    """Mean size of the gradient of one unit of the last 7×7 map at each pixel, `(28, 28)`."""
    last_map = keras.Model(model.inputs, model.layers[-4].output)
    x = tf.constant(images)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = tf.reduce_sum(last_map(x)[:, unit[0], unit[1]])
    return np.abs(tape.gradient(y, x)).mean(axis=(0, 3))


def pixels_holding(share, gradient):
    """How many pixels, the strongest first, hold this share of the whole gradient."""
    held = np.cumsum(np.sort(gradient.ravel())[::-1])
    return int(np.sum(held < share * held[-1]) + 1)


def fresh(seed):
    """The network of that seed before training."""
    keras.utils.set_random_seed(seed)
    return block_network("two 3×3")


before = [mean_gradient(fresh(seed), x_test[:300]) for seed in range(3)]
after = [mean_gradient(model, x_test[:300]) for model in networks["two 3×3"]]
last = networks["two 3×3"][0].layers[-4].name
print("field from the layers:", ops.receptive_field_of(networks["two 3×3"][0], last))
held = {}
for name, maps in [("untrained", before), ("trained", after)]:
    held[name] = [pixels_holding(0.9, one) for one in maps]
    print(f"{name:9} {held[name]} of {maps[0].size} pixels hold 90 %; ", end="")
    print(f"seen at all: {np.count_nonzero(maps[0])}")

# %% id="fig-effective" tags=["varies"]
titles = [f"{name}, seed {seed}" for name in held for seed in range(3)]
figures.show(
    field_photo.gradient_maps(before + after, titles, columns=3),
    "Gradients of one unit, brighter where a pixel counts more; "
    "the cross marks the middle of the image. Training hardly widens the bell here "
    f"(90 % in {np.mean(held['untrained']):.0f} pixels before, "
    f"{np.mean(held['trained']):.0f} after). It changes its form.",
)

# %% [markdown] id="effective-answer"
# All 784 pixels are seen, and six in ten hold 90 %. These short runs hardly move that number; they turn a round bell
# into something that looks in a direction. The growth that Luo et al. saw came from longer training on harder images.
#
# ## A field larger than the image
#
# These networks have a field of 30 on images of 28; ResNet-50 (lesson 13) has 483 on images of 224. Take a row of 28
# pixels and a unit with a field of 29: 14 pixels to the left, itself, 14 to the right.
#
# - A unit in the middle sees all 28 pixels, and a zero or so of padding.
# - A unit above the first pixel sees itself and 14 pixels to the right: **15 of 28**.
#
# To see the last pixel, it needs 27 to the right and so 27 to the left: a field of 55, nearly twice the image.

# %% id="fig-overhang"
resnet50 = [(7, 2, 1, 3), (3, 2, 1, 1)]  # window, stride, dilation, padding
for stage, count in enumerate((3, 4, 6, 3)):
    for block in range(count):
        first = 2 if stage > 0 and block == 0 else 1
        resnet50 += [(1, first, 1, 0), (3, 1, 1, 1), (1, 1, 1, 0)]
size, jump = ops.receptive_field(layer[:3] for layer in resnet50)
middle, corner = (ops.field_span(resnet50, unit) for unit in (3, 0))
small = ops.field_span([(k, s, d, k // 2 if s == 1 else 0) for k, s, d in vgg16])
figures.show(
    field_photo.overhang(
        data.photos("china", side=224),
        [(middle, middle), (corner, corner), (small, small)],
        ["ResNet-50, in the middle", "ResNet-50, in the corner", "VGG-16, in the corner"],
    ),
    f"What units of the last map see. ResNet-50 has a field of {size}: even its corner unit "
    f"reaches pixel {corner[1]}, past the last one, 223. VGG-16 has {sizes(vgg16)[-1]}: "
    f"its corner unit ends at pixel {small[1]} and sees {((small[1] + 1) / 224) ** 2:.0%} "
    "of the image.",
)

# %% [markdown] id="overhang-words"
# So 483 is about what it takes until *every* unit sees the whole image. At 224 only the one in the middle would, and
# the rim of its field hardly counts. The trained networks, with their field of 30 on 28 pixels:

# %% id="corner" tags=["varies"]
for name, unit in [("middle", (3, 3)), ("corner", (0, 0))]:
    three = [mean_gradient(model, x_test[:300], unit) for model in networks["two 3×3"]]
    gradient = np.mean(three, axis=0)
    reached, strong = np.count_nonzero(gradient), pixels_holding(0.9, gradient)
    print(f"{name}: sees {reached} of {gradient.size} pixels, 90 % of the gradient in {strong}")

# %% [markdown] exercise="why_field_beats_image"

# %% [markdown] id="summary"
# ## Summary
#
# - The receptive field of a unit is every pixel that can reach it.
# - Layer by layer: `size += (k − 1)·d·jump`, then `jump *= s`. Strides work for the layers after them.
# - Two 3×3 layers see as much as one 5×5 for 72 % of the weights and the work. They did no *better* here.
# - A dilation widens the field at no cost, but equal dilations tear holes into it. 1, 2, 4 leave none.
# - The networks of lesson 02 were short of sight: accuracy followed the field.
# - What counts is a bell in the middle of the field, as wide as the square root of the depth. Gradients measure it.
# - A unit in the corner needs twice the image's side to see all of it.
#
# ## Key terms
#
# | English | 中文 | in one line |
# |---|---|---|
# | unit | 单元 | one number of a feature map |
# | receptive field | 感受野 | all input pixels that can reach a unit |
# | jump (effective stride) | 累积步幅 | input pixels from one unit to the next |
# | dilation, dilated convolution | 膨胀率，空洞卷积 | distance between the taps of a window |
# | gridding | 网格效应 | pixels that a stack of equal dilations never reads |
# | effective receptive field | 有效感受野 | the part of the field that counts |
# | gradient | 梯度 | how much an output changes for a small change of each input |
#
# ## Sources
#
# - Araujo, Norris & Sim (2019), *Computing receptive fields of convolutional neural networks*, Distill,
#   doi:10.23915/distill.00021: the formulas, and the fields of well-known networks (AlexNet 195, VGG-16 212, ResNet-50
#   483).
# - Luo, Li, Urtasun & Zemel (2016), *Understanding the effective receptive field in deep convolutional neural
#   networks*, arXiv:1701.04128, sections 2 and 3.2: the bell, its square root, and what training did to it.
# - Simonyan & Zisserman (2015), arXiv:1409.1556, sections 2.3 and 4.1: small windows in place of large ones.
# - Yu & Koltun (2016), *Multi-scale context aggregation by dilated convolutions*, arXiv:1511.07122, section 2:
#   dilations that double.
# - Wang et al. (2018), *Understanding convolution for semantic segmentation*, arXiv:1702.08502, section 3.2: gridding,
#   and dilations that avoid it.
# - He, Zhang, Ren & Sun (2015), arXiv:1512.03385, table 1: the layers of ResNet-50.
