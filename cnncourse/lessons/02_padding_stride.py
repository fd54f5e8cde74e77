# %% [markdown] id="title" minutes=50 needs=["01"]
# # Padding and stride
#
# How large will the feature map be, and which pixels does it never look at? Two numbers decide: how many zeros stand
# around the image, and how far the window jumps.
#
# After this lesson you can
#
# - say the size of a feature map, and the pixels it ignores, before running anything;
# - work out what `padding="same"` adds, zero by zero, as TensorFlow does;
# - explain why the same weights can give other numbers in another framework although every shape agrees;
# - test what a stride costs.
#
# Stuck? `hint("output_size")` in a cell gives a push, one more each time.

# %% id="setup" tags=["setup"]
import numpy as np

from cnncourse import check, data, figures, hint, keras, ops, solution
from cnncourse.figures import experiments, images
from cnncourse.figures import padding as pictures
from cnncourse.waiting import each
from cnncourse.widgets.padding import size_explorer

rng = np.random.default_rng(2)

# %% [markdown] id="places"
# ## How many places can the window stand?
#
# Take a row of seven pixels and a window three wide. Put the window at the left edge, then walk it to the right:
#
#     1 2 3 4 5 6 7
#     └───┘              first place
#       └───┘
#         └───┘
#           └───┘
#             └───┘      last place: one more step and it hangs over the edge
#
# Five places. After the first there is room for `7 − 3 = 4` steps of one pixel. So `4 + 1 = 5`.
#
# Now walk two pixels at a time. Four pixels of room hold two steps: three places. With *eight* pixels there are five
# pixels of room, two and a half steps. Half a step is no step. Three places again, and the last pixel is never looked
# at:

# %% id="fig-eight"
figures.show(
    pictures.windows_on_row(n=8, k=3, before=0, after=0, stride=2),
    f"Stride 2 on eight pixels: the hatched one is in no window. Ignored: {ops.ignored_pixels(8, 3, 0, 2)}.",
)

# %% [markdown] id="formula"
# So the number of steps rounds *down*:
#
# $$ n_\text{out} = \left\lfloor \frac{n + 2p - k}{s} \right\rfloor + 1 $$
#
# for `n` pixels, a window `k` wide, `p` pixels of *padding* around the image, *on each side*, and *stride* `s`: the
# number of pixels from one place to the next. Each side of an image follows the formula by itself. Keras agrees:

# %% id="keras-agrees"
for n in (7, 8):
    y = keras.layers.Conv1D(filters=1, kernel_size=3, strides=2)(np.zeros((1, n, 1)))
    print(f"{n} pixels → {y.shape[1]} places")

# %% [markdown] exercise="output_size"
# Write the formula as a function. Then use it to predict the slider below.

# %% [markdown] id="slider-words"
# Move the sliders. Find a setting with a stride of 3 that ignores two pixels; then one that is impossible, and read
# why. (Without a running kernel, the figure of the eight pixels above shows the first setting.)

# %% id="slider-size" tags=["widget"]
size_explorer(n=8, k=3, pad=0, stride=2)

# %% [markdown] id="slider-static"
# ## Pixels that nobody looks at
#
# **What would happen if** the stride were larger than the window?

# %% id="fig-gaps"
figures.show(
    pictures.windows_on_row(n=10, k=2, before=0, after=0, stride=3),
    f"A window of 2 with stride 3 skips pixels in the middle, not only at the end. "
    f"Ignored: {ops.ignored_pixels(10, 2, 0, 3)} of 10.",
)

# %% [markdown] id="gaps-words"
# ResNet-50 (lesson 13) does this. It halves the map three times, and each time one layer beside the main path, the
# *shortcut*, has a 1×1 window and stride 2 (He et al. 2015, section 3.3). In each direction it looks at one pixel and
# skips the next:

# %% id="resnet-shortcut"
ignored = ops.ignored_pixels(n=56, k=1, padding=0, stride=2)
seen = (56 - ignored) ** 2
print(f"each side: {56 - ignored} of 56 pixels are looked at")
print(f"the map:   {seen} of {56 * 56}, or {seen / 56**2:.0%}")

# %% [markdown] exercise="ignored_pixels"
# Count them for any setting. Mark what every window covers and count what is left.

# %% [markdown] id="why-pad"
# ## A frame of zeros
#
# Two things go wrong at stride 1 as well. The map shrinks: a 3×3 window costs a frame of one pixel, so 28 rows become
# 26, 24, 22 …, and after thirteen layers two are left. And the border is looked at less: a corner pixel lies in one 3×3
# window, a pixel in the middle in nine. **Padding** puts a frame of zeros around the image, so that windows may stand
# over the edge:


# %% id="fig-visits"
def visits(side, k, pad):
    """How many k×k windows cover each pixel of a side×side image."""
    counts = np.zeros((side + 2 * pad, side + 2 * pad), dtype=int)
    places = ops.output_size(side, k, pad, 1)
    for i in range(places):
        for j in range(places):
            counts[i : i + k, j : j + k] += 1
    return counts[pad : pad + side, pad : pad + side]


counts = [visits(6, 3, pad) for pad in (0, 1, 2)]
figures.show(
    pictures.visits(counts, ["no padding: map 4×4", "padding 1: map 6×6", "padding 2: map 8×8"]),
    "Windows that look at each pixel of a 6×6 image. The corner is seen "
    + ", ".join(f"{c[0, 0]}" for c in counts)
    + " times; only padding 2 treats all pixels alike, and its map is larger than the image.",
)

# %% [markdown] id="pad-words"
# Padding 1 keeps the size with a 3×3 window, and in general `(k − 1) / 2` does for an odd `k`.

# %% [markdown] exercise="pad2d"
# Build the frame. The four sides may differ.

# %% [markdown] id="wall"
# **What would happen if** you slid an edge detector over a photo of a blank gray wall? Say what you expect, then look.

# %% id="fig-wall"
wall = np.full((12, 12), 0.5)
up_minus_down = np.array([[1.0, 1, 1], [0, 0, 0], [-1, -1, -1]])
response = ops.corr2d(wall, up_minus_down, padding="same")
figures.show(
    images.maps_beside([wall, np.abs(response)], ["a blank wall", "edges found in it"]),
    f"With a frame of zeros, a detector of horizontal edges finds one along the top and one along the bottom of a blank wall: "
    f"{np.count_nonzero(response)} of {response.size} responses are not zero.",
)

# %% [markdown] id="wall-words"
# Zero is black: a frame of zeros around a gray wall is a black picture frame, and its rim is an edge. Networks make use
# of it: they can tell from the frame how near the border is (Islam, Jia & Bruce 2020).
#
# ## "valid" and "same", exactly
#
# Keras takes no number. `padding="valid"` adds nothing: only windows that lie wholly on real pixels count.
# `padding="same"` promises a *size*,
#
# $$ n_\text{out} = \left\lceil \frac{n}{s} \right\rceil , $$
#
# and adds as many zeros as that takes. By hand, for eight pixels, a window of 3, stride 2:
#
# 1. Promised: `8 / 2 = 4` places.
# 2. Four places at stride 2 reach from pixel 1 to pixel `(4 − 1) · 2 + 3 = 9`.
# 3. There are eight pixels, so one zero is missing.
# 4. TensorFlow puts an odd zero *after* the row.

# %% id="fig-same"
before, after = ops.same_padding(8, 3, 2)
figures.show(
    pictures.windows_on_row(8, 3, before, after, 2),
    f'"same" on eight pixels, window 3, stride 2: {before} zeros before, {after} after. The first window begins on pixel 1.',
)

# %% [markdown] exercise="same_padding"
# The four steps above as a function. Mind the case in which nothing has to be added.

# %% [markdown] id="same-keras"
# Where are Keras' zeros? Slide a window of ones over a row of ones: each output counts the real pixels in its window.
# What is missing to `k` are zeros.


# %% id="same-probe"
def count_pixels(n, k, stride):
    """What a Keras "same" layer sees in each window: how many real pixels."""
    layer = keras.layers.Conv1D(1, k, strides=stride, padding="same", kernel_initializer="ones")
    return [int(value) for value in np.asarray(layer(np.ones((1, n, 1)))).ravel()]


for n, k, stride in [(8, 3, 1), (8, 3, 2), (7, 3, 2), (8, 4, 1)]:
    before, after = ops.same_padding(n, k, stride)
    print(f"n={n} k={k} stride={stride}: zeros {before} + {after}, pixels in each window {count_pixels(n, k, stride)}")

# %% [markdown] id="torch"
# ## The same shape is not the same map
#
# PyTorch takes a number: `padding=1` puts one zero on *each* side, whatever the stride. At stride 1 and a window of 3
# that is exactly "same". At stride 2 it depends on the row: an odd one gets 1 + 1 zeros, the same again. And an even
# one?

# %% [markdown] exercise="same_at_stride_two"

# %% [markdown] id="torch-figures"
# Both on eight pixels, drawn so that pixel stands below pixel:

# %% id="fig-torch"
figures.show(
    pictures.windows_on_row(8, 3, 0, 1, 2, shift=1), 'Keras `padding="same"`: windows begin on pixels 1, 3, 5 and 7.'
)
figures.show(
    pictures.windows_on_row(8, 3, 1, 1, 2),
    "PyTorch `padding=1`: windows begin on the zero, then on pixels 2, 4 and 6. The last zero is in no window.",
)

# %% [markdown] id="torch-measured"
# One photo, one kernel, both ways:

# %% id="two-paddings"
photo = data.photos("coffee", side=64, gray=True)
kernel = rng.normal(size=(3, 3)).astype("float32")
keras_map = ops.corr2d(photo, kernel, stride=2, padding="same")
torch_map = ops.corr2d(photo, kernel, stride=2, padding=1)
print("shapes:", keras_map.shape, torch_map.shape)
inside = (keras_map - torch_map)[1:-1, 1:-1]  # the border differs anyway: it sees other zeros
print(f"typical difference away from the border: {np.sqrt((inside**2).mean()):.2f}")
print(f"spread of the map there:                 {keras_map[1:-1, 1:-1].std():.2f}")

# %% [markdown] id="stride"
# The shapes agree, and the difference is as large as the spread of the map itself. Whoever copies weights from PyTorch
# into a strided "same" layer gets a network that runs and is wrong. (Lesson 13 meets this in ResNet's first layer.)
#
# ## Stride
#
# A stride of 2 keeps every second place in each direction. Is it the same as computing *all* places and then throwing
# three in four away?

# %% id="stride-subsample"
all_places = ops.corr2d(photo, kernel)
every_second = ops.corr2d(photo, kernel, stride=2)
print("stride 1:", all_places.shape, "→ every second:", all_places[::2, ::2].shape, " stride 2:", every_second.shape)
print("same numbers:", np.allclose(all_places[::2, ::2], every_second, atol=1e-5))

# %% [markdown] id="stride-words"
# It is. A strided layer sees nothing that the dense one did not, and does a quarter of the work.

# %% id="fig-stride"
edges = np.array([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]], dtype="float32")
maps = [np.abs(ops.corr2d(photo, edges, stride=s)) for s in (1, 2, 4)]
figures.show(
    images.maps_beside([photo, *maps], ["photo", "stride 1", "stride 2", "stride 4"], fill=True),
    "Edges of one photo at three strides, each map blown up to one size: "
    + ", ".join(f"{m.shape[0]}×{m.shape[1]}" for m in maps)
    + ". At stride 4 two sides of the cup can be guessed; the rest is speckle.",
)

# %% [markdown] exercise="corr2d_strided"
# All of it in one function. Keep rows and columns apart: their strides and paddings may differ.

# %% [markdown] id="hyper"
# ## Who chooses these numbers?
#
# You do. The numbers *in* the kernel are learned by gradient descent, in many small steps. A stride is a whole number:
# there is no small step from 1 to 2. So window, padding and stride are **hyper-parameters**, fixed before training.

# %% [markdown] exercise="keras_stack_shapes"
# Write your prediction down before you run the cell after it.

# %% id="stack" tags=["varies"]
stack = keras.Sequential(
    [
        keras.Input((28, 20, 1)),
        keras.layers.Conv2D(8, 5),
        keras.layers.Conv2D(8, 3, strides=2, padding="same"),
        keras.layers.Conv2D(8, (1, 3), strides=(1, 2)),
        keras.layers.Conv2D(8, 4, strides=3, padding="same"),
    ]
)
if keras_stack_shapes is ...:
    print("Write your prediction above first, then run this cell again.")
else:
    for number, layer in enumerate(stack.layers, 1):
        print(f"layer {number}: {layer.output.shape[1:3]}")

# %% [markdown] id="experiment"
# ## An experiment: what does a stride cost?
#
# **The claim:** a stride throws places away, so it saves work and costs accuracy.
#
# Three networks have the same weights to learn: two 3×3 layers (8 and 16 kernels), a maximum over all places, ten
# outputs. They differ in strides only: 1 and 1, 2 and 1, 2 and 2. Write down the order in which you expect them to
# finish.


# %% id="exp-nets"
def network(first, second):
    """Two 3×3 layers with the strides `first` and `second`."""
    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(8, 3, strides=first, padding="same", activation="relu"),
            keras.layers.Conv2D(16, 3, strides=second, padding="same", activation="relu"),
            keras.layers.GlobalMaxPooling2D(),
            keras.layers.Dense(10),
        ]
    )


nets = {"1 and 1": (1, 1), "2 and 1": (2, 1), "2 and 2": (2, 2)}
thousands = [ops.macs(network(*strides)) / 1e3 for strides in nets.values()]
for (name, strides), cost in zip(nets.items(), thousands, strict=True):
    print(
        f"strides {name}: {network(*strides).count_params():,} weights, {cost:.0f} thousand multiplications per image"
    )

# %% id="exp-run" tags=["varies"]
(x_train, y_train), (x_test, y_test) = data.fashion_mnist()


def held_out_accuracy(strides, seed):
    """Percent right on 2,000 new images, after four rounds over 3,000."""
    keras.utils.set_random_seed(seed)
    model = network(*strides)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=keras.optimizers.Adam(3e-3), loss=loss, metrics=["accuracy"])
    model.fit(x_train[:3000], y_train[:3000], batch_size=32, epochs=4, verbose=0)
    return 100 * model.evaluate(x_test, y_test, verbose=0)[1]


jobs = [(strides, seed) for strides in nets.values() for seed in range(3)]
accuracy = np.reshape([held_out_accuracy(*job) for job in each(jobs, "training")], (3, 3))
for name, values in zip(nets, accuracy, strict=True):
    print(f"strides {name}: {values.mean():.1f} ± {values.std(ddof=1):.1f} %")

# %% id="fig-experiment" tags=["varies"]
means = accuracy.mean(axis=1)
figures.show(
    experiments.accuracy_and_cost(list(nets), accuracy, thousands, "thousand multiplications per image"),
    f"Three seeds each (dots) and their mean (stroke). A stride in the first layer: {means[1] - means[0]:+.1f} points. "
    f"One more in the second: {means[2] - means[1]:+.1f}.",
)

# %% [markdown] id="experiment-words"
# The work falls as counted. The accuracy does not follow: **half of the claim fails here.** The stride in the first
# layer *gained* about four points with a quarter of the work; only the second stride cost some, about six.
#
# Why would throwing places away help? A suspicion: after a stride of 2, neighbors in the map are two pixels apart, so
# the second layer's window spans seven pixels of the image in place of five: the network sees further. The second
# stride has no layer after it whose view it could widen. But a stride widens the view *and* drops places, and this
# experiment cannot tell which one did it. Lesson 03 runs the one that can.
#
# Mind the limits: 1,418 weights, four short rounds, 28-pixel images, three starts.
#
# ## Summary
#
# - A window `k` wide has `(n + 2p − k) // s + 1` places on `n` pixels.
# - What no window covers is ignored: pixels at the far end, and gaps if the stride is larger than the window.
# - "valid" adds nothing. "same" gives `ceil(n / s)` places and puts the odd zero after the row.
# - Equal shapes do not prove equal layers: at stride 2 and an even side, "same" and `padding=1` look at different
#   pixels.
# - A stride divides the size, and its square divides the work.
#
# ## Key terms
#
# | English | 中文 | in one line |
# |---|---|---|
# | padding | 填充 | pixels put around the image, mostly zeros |
# | stride | 步幅 | pixels from one place of the window to the next |
# | feature map | 特征图 | what one kernel gives at all its places |
# | "valid" / "same" | 有效填充 / 等大填充 | no zeros / as many as `ceil(n / s)` places need |
# | hyper-parameter | 超参数 | a number chosen before training, not learned |
# | downsampling | 下采样 | keeping fewer places than there are pixels |
#
# ## Sources
#
# - Dumoulin & Visin (2016), *A guide to convolution arithmetic for deep learning*, arXiv:1603.07285, sections 2.1–2.4:
#   the formula, with every combination of padding and stride drawn.
# - TensorFlow API, `tf.nn` ("Notes on padding"): the rule for "SAME" and the side of the odd zero.
# - He, Zhang, Ren & Sun (2015), *Deep residual learning for image recognition*, arXiv:1512.03385, section 3.3: strided
#   1×1 shortcuts.
# - Islam, Jia & Bruce (2020), *How much position information do convolutional neural networks encode?*, ICLR,
#   arXiv:2001.08248.
