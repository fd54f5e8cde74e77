# %% [markdown] id="title" minutes=55 needs=["02", "04"]
# # Pooling
#
# A layer that keeps one number in four and has no weights to choose it with. What is lost, what is saved, and does a
# network still notice when the image moves?
#
# After this lesson you can
#
# - pool a batch of maps by hand and in code, with any window, stride and padding;
# - say what a pooling layer saves, and in which layers the saving shows;
# - explain why two frameworks disagree about the mean in a corner;
# - measure how much of a layer's answer survives a shift, and tell *tolerance* from *invariance*;
# - decide between maximum and mean, and say what that decision rests on.

# %% id="setup" tags=["setup"]
import numpy as np

from cnncourse import check, data, figures, hint, keras, ops, solution
from cnncourse.experiments import stored
from cnncourse.figures import images, pooling
from cnncourse.waiting import each
from cnncourse.widgets.pooling import shift_explorer, window_explorer

rng = np.random.default_rng(5)

# %% [markdown] id="one-number"
# ## One number for a window
#
# Cut a map of 4×6 numbers into windows of 2×2, and of the four numbers in each keep one: the largest, or the mean.

# %% id="fig-windows"
numbers = np.array(
    [
        [1, 5, 2, 0, 3, 1],
        [2, 4, 1, 1, 0, 4],
        [-3, -1, 6, 2, 2, 2],
        [-2, -4, 0, 8, 3, 1],
    ]
)
maximum = ops.max_pool2d(numbers[None, :, :, None], 2)[0, :, :, 0]
mean = ops.avg_pool2d(numbers[None, :, :, None], 2)[0, :, :, 0]
figures.show(
    pooling.windows_and_results(numbers),
    f"Six windows, six numbers. At the lower left all four are negative: the largest is {maximum[1, 0]}, "
    f"the mean {mean[1, 0]:g}.",
)

# %% [markdown] id="formula"
# The blue window holds 1, 5, 2 and 4. The largest is 5, the mean is (1 + 5 + 2 + 4) / 4 = 3. That is all a **pooling
# layer** does:
#
# $$ y[n, i, j, c] = \max_{u, v}\; x[n,\; i \cdot s + u,\; j \cdot s + v,\; c] $$
#
# for a window that steps by `s` pixels; mean pooling has "mean" in place of "max". A convolution adds all channels up;
# **pooling takes each channel by itself, and as many come out as went in**. There is no kernel, so nothing to learn.

# %% id="keras-layer"
maps = rng.normal(size=(8, 28, 20, 6)).astype("float32")
for layer in (keras.layers.MaxPooling2D(2), keras.layers.AveragePooling2D(2)):
    print(f"{type(layer).__name__}: {maps.shape} → {tuple(layer(maps).shape)}, {layer.count_params()} parameters")

# %% [markdown] id="edges-words"
# On a map with negative numbers, the upright edges in a photo of a boot, bright where it gets brighter to the right:

# %% id="fig-one-window"
boot = data.fashion_mnist(scaled=False)[1][0][0].astype(float)
upright = np.array([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]]) / 4
edges_of_boot = np.round(ops.corr2d(boot, upright, padding="same"))
figure, sentence = pooling.one_window(edges_of_boot, (2, 2), (2, 2), "valid", row=6, column=13)
figures.show(figure, f"At {sentence}. Black is negative: there the maximum keeps what is least dark.")

# %% [markdown] id="slider-words"
# Move the window. Find a place where the maximum and the mean of the edges differ in sign. Then take a large window
# with "same" padding to the first row: the hatched squares are *pads*, places outside the map.

# %% id="slider-window" tags=["widget"]
window_explorer({"boot": boot, "its edges": edges_of_boot}, row=7, column=9)

# %% [markdown] exercise="max_pool2d"
# All of it: several images, several channels, windows and strides that are not square, and a "same" padding that must
# not win.

# %% [markdown] id="zero-start"
# **What would happen if** a programmer let the maximum begin at 0? In most networks, nothing. A maximum that begins at
# 0 is the maximum and then a ReLU, which sets negative numbers to 0, and most maps come out of a ReLU anyway. Does the
# order of the two matter?

# %% id="relu-order"
relu = lambda z: np.maximum(z, 0)
for name, pool in [("max ", ops.max_pool2d), ("mean", ops.avg_pool2d)]:
    first, last = pool(relu(maps), 2), relu(pool(maps, 2))
    print(f"{name}: ReLU first or last, largest difference {np.abs(first - last).max():.2f}")

# %% [markdown] id="relu-words"
# Not for the maximum. So a network may pool first and let ReLU work on a quarter of the numbers. With the mean it may
# not: a large negative number that ReLU would have cut off pulls the mean down.
#
# ## What it saves
#
# A pooling layer behind each of two convolutions, counted:


# %% id="savings"
def network(pooled):
    """Two convolutions and a dense layer, with or without 2×2 pooling behind each convolution."""
    layers = [keras.Input((28, 28, 1))]
    for filters in (16, 32):
        layers.append(keras.layers.Conv2D(filters, 3, padding="same", activation="relu"))
        if pooled:
            layers.append(keras.layers.MaxPooling2D(2))
    return keras.Sequential([*layers, keras.layers.Flatten(), keras.layers.Dense(10)])


for pooled in (False, True):
    model = network(pooled)
    kilobytes = ops.activation_bytes_of(model, batch=1) / 1000
    second, dense = model.layers[-4 if pooled else -3].count_params(), model.layers[-1].count_params()
    print("with pooling" if pooled else "without pooling")
    print(f"  {ops.macs(model) / 1e6:.2f} million multiplications, {kilobytes:.0f} kB of maps for an image")
    print(f"  {second:,} parameters in the second convolution, {dense:,} in the dense layer")

# %% [markdown] id="savings-words"
# The second convolution has a quarter of the places to visit, so it **computes** a quarter. Its maps are a quarter as
# large, and training keeps all maps, so the **memory** falls (not to a quarter: the first convolution's are as they
# were). The dense layer gets a sixteenth of the numbers, and has a weight for each: only there **parameters** are
# saved.

# %% [markdown] exercise="pooling_parameters"

# %% [markdown] id="own-stride"
# ## A stride and a padding of its own
#
# The sizes are those of lesson 02: `(n − k) // s + 1` places for "valid", `ceil(n / s)` for "same". But unless told
# otherwise, a pooling window steps by its own width, not by 1. Seven pixels and a window of 2 give three windows and a
# lost pixel, or four and a pad:

# %% id="odd-side"
seven = np.arange(1.0, 8).reshape(1, 1, 7, 1)
for padding in ("valid", "same"):
    y = keras.layers.MaxPooling2D((1, 2), padding=padding)(seven)
    print(f"{padding:5}: {np.asarray(y).ravel().astype(int)}")

# %% [markdown] id="overlap"
# A stride below the window makes windows overlap. AlexNet pools with a window of 3 and a stride of 2, and its authors
# report 0.4 points less top-1 error than with 2 and 2 (Krizhevsky et al. 2012, section 3.4). Scherer, Müller and Behnke
# (2010) compared the two on other images and found no significant gain.
#
# The stride may also be *above* the window. With a window of 1 and a stride of 2, "pooling" keeps every second pixel
# and looks at no other.

# %% id="fig-photo"
coffee = data.photos("coffee", side=96, gray=True)
kinds = {
    "max": lambda x: ops.max_pool2d(x, 4),
    "mean": lambda x: ops.avg_pool2d(x, 4),
    "every fourth": lambda x: x[:, ::4, ::4],
}
pooled = [f(coffee[None, :, :, None])[0, :, :, 0] for f in kinds.values()]
figures.show(
    pooling.same_size([coffee, *pooled], ["96×96", "max 4×4", "mean 4×4", "every fourth pixel"]),
    "One photo at a sixteenth of its pixels. The maximum is brighter (average brightness "
    + ", ".join(f"{one.mean():.2f}" for one in [coffee, *pooled])
    + ") and thickens the rim of the cup; the mean softens it; skipping leaves it as thin as chance has it.",
)

# %% [markdown] id="pads"
# ### Does a pad count?
#
# With "same", some windows hang over the edge. For the maximum a pad must never win, so Keras takes it to be minus
# infinity. But is the mean the sum divided by all places of the window, or by those that hold a real pixel? On a wall
# whose every pixel is 0.5, a 3×3 window at the corner holds four real pixels and five pads: 4 · 0.5 / 9 = 0.22, or 4 ·
# 0.5 / 4 = 0.5.

# %% id="fig-wall"
wall = np.full((1, 7, 7, 1), 0.5)
without_pads = np.asarray(keras.layers.AveragePooling2D(3, strides=1, padding="same")(wall))[0, :, :, 0]
framed = np.pad(wall, [(0, 0), (1, 1), (1, 1), (0, 0)])  # zeros that count as pixels
with_pads = ops.avg_pool2d(framed, 3, stride=1)[0, :, :, 0]
figures.show(
    images.maps_beside(
        [wall[0, :, :, 0], without_pads, with_pads],
        ["the wall", "pads left out", "pads counted"],
    ),
    f"The corner is {without_pads[0, 0]:.2f} when pads are left out, as in Keras, "
    f"and {with_pads[0, 0]:.2f} when they count as black pixels.",
)

# %% [markdown] id="pads-words"
# Keras leaves them out. PyTorch's `AvgPool2d` counts them unless told `count_include_pad=False`. No shape shows the
# difference.

# %% [markdown] exercise="avg_pool2d"
# As Keras does it. A map of minus ones must come out as minus ones everywhere.

# %% [markdown] id="linear"
# **What would happen if** a convolution with the kernel `[[1/4, 1/4], [1/4, 1/4]]` and stride 2 stood in place of the
# mean? And for the maximum?

# %% id="mean-is-convolution"
quarter = np.full((2, 2), 0.25)
one, other = maps[0, :, :, 0], maps[0, :, :, 1]
blurred = ops.corr2d(one, quarter, stride=2)
averaged = ops.avg_pool2d(one[None, :, :, None], 2)[0, :, :, 0]
print("the mean is that convolution:", np.allclose(blurred, averaged, atol=1e-6))


def largest(x):
    """2×2 maximum pooling of one map."""
    return ops.max_pool2d(x[None, :, :, None], 2)[0, :, :, 0]


gap = np.abs(largest(one + other) - (largest(one) + largest(other))).max()
print(f"the maximum of a sum is not the sum of the maxima: they differ by up to {gap:.2f}")

# %% [markdown] id="linear-words"
# Mean pooling is a blur with fixed weights (`box_blur` of lesson 01) in every channel. A convolution can learn it. The
# maximum is no convolution, whatever the kernel: a convolution of a sum is the sum of the convolutions.
#
# ## Tolerant, not invariant
#
# "Pooling makes a network invariant to translation," one often reads. Test it on one bright pixel in a row of eight,
# moved to the right.

# %% id="dot"
for column in range(5):
    row = np.zeros((1, 1, 8, 1), dtype=int)
    row[0, 0, column, 0] = 1
    print(f"pixel {column}: {row.ravel()} → {ops.max_pool2d(row, (1, 2)).ravel()}")

# %% [markdown] id="dot-words"
# From pixel 0 to 1 nothing changes. From 1 to 2 the pooled 1 jumps to the next place. The window forgives a step
# *inside* it: with a stride of 2, one step in two.
#
# **Invariant** means: the answer does not change. **Tolerant**: it changes less than the image did. (And *equivariant*,
# from lesson 01: the answer moves along.)

# %% id="fig-shift"
garments = data.fashion_mnist()[1][0][:, :, :, 0]
figure, sentence = pooling.shift_explorer(garments[1], shift=1, size=2)
figures.show(figure, f"A pullover moved by one pixel; in red, where each map changed. In numbers, {sentence}.")

# %% [markdown] id="slider-shift-words"
# The *agreement* is the correlation of a map before the shift with the same map after it: 1 if nothing changed, about 0
# if all is new. Move the garments further, and pool them more.

# %% id="slider-shift" tags=["widget"]
shift_explorer({"boot": garments[0], "pullover": garments[1], "trousers": garments[2]})

# %% [markdown] exercise="shift_agreement"
# The number below the figure, as a function.

# %% [markdown] id="measure-words"
# On six photos, on the edges in them (four directions, after ReLU), and on the edges in 200 garments. Four ways: not
# pooled, 2×2 maximum, 2×2 mean, every second pixel. Before you look: which two lines will lie on each other?

# %% id="measure"
directions = np.stack([np.rot90(upright, turn) for turn in range(4)], axis=-1)
directions = directions[:, :, None, :].astype("float32")


def edge_maps(x):
    """Four maps of edges, one for each direction, after ReLU: `(n, h, w, 1)` → `(n, h, w, 4)`."""
    return np.maximum(ops.conv2d(x, directions, padding="same"), 0)


halved = {
    "not pooled": lambda x: x,
    "max": lambda x: ops.max_pool2d(x, 2),
    "mean": lambda x: ops.avg_pool2d(x, 2),
    "every second": lambda x: x[:, ::2, ::2],
}
names = ("astronaut", "cat", "china", "coffee", "coins", "rocket")
photos = np.stack([data.photos(name, side=96, gray=True) for name in names])[..., None]
clothes = garments[:200, :, :, None]
material = {
    "photos": photos,
    "edges in photos": edge_maps(photos),
    "edges in clothes": edge_maps(clothes),
}
shifts = list(range(7))
curves = {
    title: {kind: [pooling.measured_agreement(f, x, (0, shift)) for shift in shifts] for kind, f in halved.items()}
    for title, x in material.items()
}
for title, lines in curves.items():
    for shift in (1, 2, 4):
        listed = ", ".join(f"{kind} {values[shift]:.2f}" for kind, values in lines.items())
        print(f"{title}, {shift} px: {listed}")

# %% id="fig-agreement"
edges = curves["edges in clothes"]
figures.show(
    pooling.agreement(shifts, curves),
    f"On the edges of clothes one pixel leaves {edges['not pooled'][1]:.2f} of agreement without pooling "
    f"and {edges['max'][1]:.2f} with the maximum; "
    f"at four pixels it is {edges['not pooled'][4]:.2f} and {edges['max'][4]:.2f}.",
)

# %% [markdown] id="measure-verdict"
# Read off:
#
# 1. **Every second pixel** lies close to *not pooled*. A stride alone gives next to no tolerance; the window does.
# 2. **Both windows help** for a step of one pixel, where edges are thin: a coarser answer changes more slowly.
# 3. **It is over soon.** At four pixels little of the help is left. A pooling layer is tolerant of about the width of
#    its window, and invariant to nothing.
# 4. **The maximum has no privilege.** On photos the mean is the more tolerant one. On edges the two are equal at one
#    pixel, and the maximum is ahead at two.
#
# ## Global pooling
#
# Let the window grow to the whole map. One number for each channel is left, `(n, h, w, c)` → `(n, c)`.

# %% [markdown] exercise="global_avg_pool"

# %% [markdown] id="global-words"
# This is invariant: as long as nothing leaves the image, moved edges have the same mean. Networks since NiN (lesson 11)
# end this way, and it saves weights where most of them are. A dense layer to 1,000 classes behind 7×7 maps of 512
# channels:

# %% id="head-weights"
flat, mean_only = 7 * 7 * 512 * 1000, 512 * 1000
print(f"behind Flatten: {flat:,} weights; behind global pooling: {mean_only:,}")
any_size = keras.Sequential(
    [keras.Input((None, None, 1)), keras.layers.Conv2D(6, 3), keras.layers.GlobalAveragePooling2D()]
)
for side in (28, 96):
    print(f"{side}×{side} pixels →", tuple(any_size(np.zeros((1, side, side, 1), "float32")).shape))

# %% [markdown] id="zigzag-words"
# And images of any size fit.
#
# **What would happen if** a 2×2 pooling stood before the global one? Write down what you expect for a shift of 1 and of
# 2 pixels.

# %% id="fig-zigzag"
x = material["edges in clothes"]
ends = {
    "then the global mean": lambda z: z.mean(axis=(1, 2)),
    "then the global maximum": lambda z: z.max(axis=(1, 2)),
}
local = {kind: f for kind, f in halved.items() if kind != "not pooled"}
zigzag = {
    title: {
        kind: [pooling.measured_agreement(lambda z, f=f, end=end: end(f(z)), x, (0, shift)) for shift in shifts]
        for kind, f in local.items()
    }
    for title, end in ends.items()
}
for title, lines in zigzag.items():
    listed = "; ".join(f"{kind} {values[1]:.3f}, {values[2]:.3f}" for kind, values in lines.items())
    print(f"{title}, 1 and 2 px: {listed}")
figures.show(
    pooling.agreement(shifts, zigzag, low=0.8),
    "Agreement of the final numbers. At even shifts all are exactly 1. "
    f"At odd shifts maxima averaged give {zigzag['then the global mean']['max'][1]:.3f}, "
    f"means maximized {zigzag['then the global maximum']['mean'][1]:.3f}.",
)

# %% [markdown] id="zigzag-why"
# At a shift of 2 every window holds what its neighbor held before, and to the global pooling that is the same. At a
# shift of 1 the windows cut the image into other groups of four, whose maxima are other numbers. Two lines stay at 1:
# the mean of means is the mean, and the maximum of maxima is the maximum, however the image is cut.
#
# Real networks mix: maxima inside, a mean at the end. So **they are exactly invariant only to shifts by a multiple of
# all their strides together** (32 pixels in ResNet-50), and that only without padding. Azulay and Weiss (2019) show
# that a shift by a single pixel can change the answer of ImageNet networks; Zhang (2019) puts a blur before each
# stride, and it changes less often.
#
# ## Maximum or mean?
#
# The maximum asks: *is it there at all?* The mean: *how much of it is there?* So it should matter how a feature is
# spread. A map has 14×14 places, with noise of spread 1 at each of them. In half of the maps a feature adds 6 in total:
# all at one place, or 3 at each of two places, down to 0.05 at each of 128. Which pooled number tells the two kinds of
# maps apart?

# %% id="rare"
places = [1, 2, 4, 8, 16, 32, 64, 128]
reduce = {"max": lambda z: z.max(axis=1), "mean": lambda z: z.mean(axis=1)}
told_apart = {kind: [] for kind in reduce}
for count in places:
    empty, full = rng.normal(size=(2, 2000, 14 * 14))
    full[:, :count] += 6 / count
    for kind, f in reduce.items():
        higher = f(full)[:, None] > f(empty)  # every map with the feature against every map without
        told_apart[kind].append(100 * higher.mean())
for kind, values in told_apart.items():
    print(f"{kind:4}: " + ", ".join(f"{value:.0f} %" for value in values))

# %% id="fig-rare"
figures.show(
    pooling.rare_or_common(places, told_apart),
    f"The mean sees only the total, so its line is flat, at about {np.mean(told_apart['mean']):.0f} %. "
    f"The maximum is nearly perfect for one strong place ({told_apart['max'][0]:.0f} %) "
    "and guesses when the same is spread over many.",
)

# %% [markdown] id="rare-words"
# Boureau, Ponce and LeCun (2010) worked this out for features that are there or not: which pooling separates better
# depends on how rare the feature is and on how many places are pooled. Rare and strong: the maximum. Common and weak:
# the mean.

# %% [markdown] exercise="max_or_mean"

# %% [markdown] id="depth"
# ## The exception: pooling across channels
#
# A window may also lie *across* channels, at one pixel: of each group of neighbors the largest stays. Four channels
# look for edges in four directions; the largest of the four tells that there is an edge.

# %% id="fig-depth"
coins = data.photos("coins", side=80, gray=True)[None, :, :, None]
four = edge_maps(coins)
any_direction = ops.depth_max_pool(four, 4)
figures.show(
    pooling.same_size(
        [*np.moveaxis(four[0], -1, 0), any_direction[0, :, :, 0]],
        ["brighter to the right", "up", "left", "down", "largest of the four"],
        width=1.75,
        shared=True,
    ),
    "Each channel sees one side of every coin; the pooled map sees them whole. "
    f"Channels: {four.shape[3]} → {any_direction.shape[3]}.",
)

# %% [markdown] exercise="depth_max_pool"

# %% [markdown] id="turn"
# What does pooling across these four channels make tolerant of? Turn the coins by a quarter turn, find the edges, turn
# the answer back:

# %% id="quarter-turn"
turned = np.rot90(edge_maps(np.rot90(coins, axes=(1, 2))), -1, axes=(1, 2))
for name, before, after in [
    ("first channel", four[..., :1], turned[..., :1]),
    ("largest of four", any_direction, ops.depth_max_pool(turned, 4)),
]:
    print(f"{name}: agreement {np.corrcoef(before.ravel(), after.ravel())[0, 1]:.3f}")

# %% [markdown] id="turn-words"
# Exactly 1, because the four kernels are quarter turns of each other: a turn only swaps the channels. A network can
# learn such groups, and is then tolerant of what distinguishes their members (Goodfellow et al. 2016, section 9.3). As
# *maxout* it served as an activation (Goodfellow et al. 2013).
#
# ## An experiment: does the maximum do better?
#
# "Max pooling usually does better than mean pooling." One network, the same but for its two pooling layers: 2×2
# maximum, 2×2 mean, or every second pixel. Each learns from 3,000 images of clothes for three rounds, starting from the
# same weights.
#
# **The claim:** the maximum beats the mean, and both beat skipping, which throws three numbers in four away unseen.

# %% id="exp-run" tags=["varies"]
(x_train, y_train), (x_test, y_test) = data.fashion_mnist()
layers = {
    "max": lambda: [keras.layers.MaxPooling2D(2)],
    "mean": lambda: [keras.layers.AveragePooling2D(2)],
    "every second": lambda: [keras.layers.MaxPooling2D(1, strides=2)],  # a window of one pixel
    "twice the mean": lambda: [keras.layers.AveragePooling2D(2), keras.layers.Rescaling(2.0)],  # for later
}


def percent_right(kind, seed=0, rate=0.005, images=3000, rounds=3):
    """Train two 3×3 layers, each with its pooling, and a dense layer; percent right on 2,000 other images."""
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([keras.Input((28, 28, 1))])
    for filters in (8, 16):
        model.add(keras.layers.Conv2D(filters, 3, padding="same", activation="relu"))
        for layer in layers[kind]():
            model.add(layer)
    model.add(keras.layers.Flatten())
    model.add(keras.layers.Dense(10))
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=keras.optimizers.Adam(rate), loss=loss)
    model.fit(x_train[:images], y_train[:images], batch_size=32, epochs=rounds, verbose=0)
    return 100 * (np.argmax(model(x_test), axis=1) == y_test).mean()


for kind in each(("max", "mean", "every second"), "training"):
    print(f"{kind}: {percent_right(kind):.1f} % right")

# %% [markdown] id="exp-one-run"
# That is one run of each. The same networks were also trained with three learning rates, each on 3,000 images for three
# rounds and on 6,000 for six, and each with five seeds. The results are stored with the course; `cnncourse experiments
# 05` makes them again. Mean ± spread over seeds:

# %% id="exp-stored"
runs = stored("pooling_kinds")
kinds = ["max", "mean", "every second", "twice the mean"]
trainings = [label.split(":")[0] for label in runs.settings[:: len(kinds)]]
accuracy = runs.values("accuracy").reshape(len(trainings), len(kinds), -1)  # (6, 4, seeds)
print(f"{'rate, images, rounds':20}" + "".join(f"{kind:>15}" for kind in kinds[:3]))
for training, row in zip(trainings, accuracy, strict=True):
    cells = [f"{seeds.mean():.1f} ± {seeds.std(ddof=1):.1f}" for seeds in row[:3]]
    print(f"{training:20}" + "".join(f"{cell:>15}" for cell in cells))

# %% [markdown] id="exp-suspicion"
# The first half of the claim holds in five rows of six. The second fails: in three rows *every second*, which looks at
# one pixel of four, beats the mean clearly. And the lead of the maximum melts as the learning rate grows.
#
# **What would happen if** the mean were multiplied by 2? That chooses no other number, and the weights of the next
# layer could undo it. If the maximum wins because it keeps the strongest answer, a factor should not matter. Write down
# whether it will.

# %% id="exp-twice" tags=["varies"]
print(f"twice the mean: {percent_right('twice the mean'):.1f} % right")

# %% [markdown] id="exp-twice-words"
# In the stored runs, seed against the same seed, in points, row by row of the table:

# %% id="exp-leads"
for first, second in [(0, 1), (0, 3), (0, 2), (2, 1)]:
    lead = accuracy[:, first] - accuracy[:, second]
    means = ", ".join(f"{one:+.1f}" for one in lead.mean(axis=1))
    print(f"{kinds[first]} − {kinds[second]}: {means}; ahead in {(lead > 0).sum()} of {lead.size} runs")

# %% id="fig-experiment"
steps = [1, 2, 3, 4]
kept = runs.values("kept").reshape(*accuracy.shape, len(steps))
for k, kind in enumerate(kinds):
    means = ", ".join(f"{step} px {kept[:, k, :, step - 1].mean():.0f} %" for step in steps)
    print(f"{kind}, answers kept: {means}")
figures.show(
    pooling.leads_and_kept(trainings, kinds, accuracy, steps, kept),
    "Left: a dot is a run against the maximum with the same seed; rows: learning rate, images, rounds. "
    f"Right: answers that stay when the image moves; after four pixels {kept[..., -1].mean():.0f} %.",
)

# %% [markdown] id="experiment-words"
# - **The maximum beats the mean in 24 of 30 runs,** on average by 2.6 points or less, and in the last row not at all.
# - **A mere factor takes the lead away where training has not gone far,** at the rate of 0.001 and at 0.005 with little
#   training: 2.3 points become −0.1, 2.6 become 0.3, 2.0 become 0.3. That lead is not owed to keeping the strongest
#   answer. Further on the factor does not help: 0.8 stays 0.8, 1.4 stays 1.4, −0.3 becomes 0.5. A guess, untested:
#   behind a ReLU a mean is smaller than a maximum, and smaller numbers learn more slowly.
# - **Each at its best:** 85.8 ± 0.7 % for the maximum, 85.3 ± 1.5 % for the mean, a difference within the spread. Two
#   layers compared at one learning rate are compared also by how well it suits each.
# - **Skipping** is behind the maximum in 28 of 30 runs, and ahead of the mean in 19.
# - **The window makes tolerant, whichever it is.** After two pixels the networks with a window keep 73 to 76 % of their
#   answers, the one that skips 61 %. After four all keep less than a third.
#
# Mind the limits: a tiny network, small images, little training. Scherer et al. (2010) found the maximum significantly
# ahead on other data, against averages that had a learned weight.
#
# ## Summary
#
# - Pooling keeps one number of each window, channel by channel: nothing to learn, no channel lost.
# - It saves work and memory behind it, and parameters only in a later dense layer.
# - A pad never wins a maximum. In a mean it counts in PyTorch by default, not in Keras.
# - A pooling layer is tolerant of steps about as wide as its window. It is not invariant. Global pooling is, as long as
#   no stride stands before it.
# - Maximum asks "is it there?", mean "how much?". Which does better depends on how rare the feature is, and in training
#   also on the learning rate.
# - Across channels, pooling is tolerant of what tells the channels apart.
#
# ## Key terms
#
# | English | 中文 | in one line |
# |---|---|---|
# | pooling | 池化 / 汇聚 | one number in place of a window |
# | maximum / mean (average) pooling | 最大池化 / 平均池化 | the largest, or the mean |
# | global average pooling | 全局平均池化 | one mean for each whole map |
# | overlapping pooling | 重叠池化 | the stride is smaller than the window |
# | depth-wise pooling | 深度方向池化 | a window across channels, at one pixel |
# | translation invariance | 平移不变性 | the answer does not change when the image moves |
# | translation equivariance | 平移等变性 | the answer moves along |
#
# ## Sources
#
# - Goodfellow, Bengio & Courville (2016), *Deep Learning*, section 9.3: pooling, tolerance to small translations,
#   pooling across channels.
# - Scherer, Müller & Behnke (2010), *Evaluation of pooling operations in convolutional architectures for object
#   recognition*, ICANN: maximum against subsampling, overlap.
# - Boureau, Ponce & LeCun (2010), *A theoretical analysis of feature pooling in visual recognition*, ICML, pages
#   111–118.
# - Krizhevsky, Sutskever & Hinton (2012), *ImageNet classification with deep convolutional neural networks*, section
#   3.4: overlapping pooling.
# - Lin, Chen & Yan (2014), *Network in network*, arXiv:1312.4400, section 3.2: global average pooling.
# - Zhang (2019), *Making convolutional networks shift-invariant again*, ICML, arXiv:1904.11486: a blur before each
#   stride.
# - Azulay & Weiss (2019), *Why do deep convolutional networks generalize so poorly to small image transformations?*,
#   JMLR 20(184).
# - Goodfellow, Warde-Farley, Mirza, Courville & Bengio (2013), *Maxout networks*, arXiv:1302.4389, section 3: the unit.
# - PyTorch documentation, `torch.nn.AvgPool2d`: `count_include_pad`.
