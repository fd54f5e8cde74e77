# %% [markdown] id="title" minutes=60 needs=["04", "05"]
# # Backpropagation
#
# Which way should each number in a kernel move, and how far? Measure it for one weight, find the rule for all of them,
# and train a network with it in NumPy alone.
#
# After this lesson you can
#
# - measure the slope of a loss by any number in a network, and say how far to trust the measurement;
# - carry a gradient back through a convolution: to its bias, its kernel and its image;
# - say which pixel gets what where windows overlap, in a convolution and in max pooling;
# - train a small convolutional network without a framework;
# - find a wrong gradient that training does not reveal.

# %% id="setup" tags=["setup"]
import numpy as np

from cnncourse import check, data, figures, hint, keras, ops, solution
from cnncourse.figures import gradients, numpy_network, padding
from cnncourse.waiting import each
from cnncourse.widgets.gradients import backward_steps, step_zoom

rng = np.random.default_rng(6)

# %% [markdown] id="nudge"
# ## One weight, moved a little
#
# Four pixels, a kernel of two weights, three outputs. What they should have been is `t`:
#
#     pixels   x = ( 1   2   0   3 )
#     kernel   k = ( 2  −1 )
#     outputs  y = ( 2·1 − 1·2    2·2 − 1·0    2·0 − 1·3 ) = ( 0   4  −3 )
#     wanted   t = ( 1   3  −1 )
#     errors   y − t = ( −1   1  −2 )
#
# Let the *loss* be half the sum of the squared errors: `(1 + 1 + 4) / 2 = 3`. It should become smaller. Should the
# first weight, now 2, become larger or smaller? Try both, by 0.01:
#
#     k₀ = 2.01   errors ( −0.99  1.02  −2 )   loss 3.01025
#     k₀ = 1.99   errors ( −1.01  0.98  −2 )   loss 2.99025
#
# A move of 0.02 in all changed the loss by 0.02: its **slope** by this weight is `0.02 / 0.02 = 1`. The loss grows with
# the weight, so the weight should become smaller.

# %% id="one-weight"
x = np.array([1.0, 2, 0, 3])
k = np.array([2.0, -1])
wanted = np.array([1.0, 3, -1])


def row_loss(pixels, weights):
    """Half the sum of squared errors of one row."""
    y = np.correlate(pixels, weights, mode="valid")
    return 0.5 * ((y - wanted) ** 2).sum()


for first in (2.01, 2.00, 1.99):
    print(f"k₀ = {first:.2f}: loss {row_loss(x, np.array([first, -1])):.5f}")

# %% [markdown] id="one-side"
# Why both ways? One way and the starting point are enough for a line. With a large step, 0.5:


# %% id="fig-nudge"
def loss_of_first(first):
    return row_loss(x, np.array([first, -1]))


low, here, high = (loss_of_first(first) for first in (1.5, 2.0, 2.5))
figures.show(
    gradients.nudges(loss_of_first, at=2.0, step=0.5, name="first weight, k₀"),
    f"Three lines through the same curve. From the left the slope is {(here - low) / 0.5:+.2f}, from the right "
    f"{(high - here) / 0.5:+.2f}: they do not even agree on the sign. Across both it is {(high - low) / 1.0:+.2f}, "
    "which is right.",
)

# %% [markdown] id="central"
# One side says too much, the other too little. The line *across* both cancels that:
#
# $$ \frac{\partial L}{\partial w} \approx \frac{L(w + \varepsilon) - L(w - \varepsilon)}{2\,\varepsilon} $$
#
# This is the *central difference*. All slopes together are the **gradient**, in the shape of what was moved.

# %% [markdown] exercise="numerical_gradient"
# Measure the slope by every number of an array, whatever its shape.

# %% id="measured-row"
print("by the weights:", ops.numerical_gradient(lambda weights: row_loss(x, weights), k).round(3))
print("by the pixels: ", ops.numerical_gradient(lambda pixels: row_loss(pixels, k), x).round(3))

# %% [markdown] id="too-slow"
# Slopes by pixels, too: had these numbers come out of an earlier layer, that layer would need them.
#
# But a measurement runs the network twice *for each weight*, and VGG-16 has 138 million of them (lesson 10).
#
# ## The same numbers without measuring
#
# The outputs first: half a square `(y − t)² / 2` has the slope `y − t`. So the errors *are* the slopes by the outputs.
# Call them `dy`, for "slope of the loss by y":
#
#     dy = ( −1   1  −2 )
#
# The first weight multiplies a pixel at each of three places. Move it by a little `e`: output 0 moves by `1·e`, output
# 1 by `2·e`, output 2 by `0·e`. Each move costs `dy` times as much loss:
#
#     dk₀ = −1·1 + 1·2 − 2·0 =  1      as measured
#     dk₁ = −1·2 + 1·0 − 2·3 = −8      as measured
#
# **A weight that is used at many places adds up what it does at each.** With a stride `s`,
#
# $$ dk[u] = \sum_i x[i \cdot s + u] \; dy[i] , $$
#
# and at stride 1 that is `dy` slid over `x`. A bias is a weight on a pixel that is always 1: its slope is the sum of
# `dy`.

# %% id="kernel-slope"
dy = np.correlate(x, k, mode="valid") - wanted
print("dy:", dy)
print("dk:", np.correlate(x, dy, mode="valid"))
print("db:", dy.sum())

# %% [markdown] id="pixels-back"
# Now the pixels. The second lies in two windows: the first multiplies it by −1, the second by 2. It moves the loss both
# ways:
#
#     dx₁ = −1·(−1) + 1·2 = 3          as measured
#
# Slopes multiply along a way and add up over ways: the **chain rule**. To follow it from the loss back to every weight
# is **backpropagation** (Rumelhart, Hinton & Williams 1986). Every output sends its slope back along its lines, times
# the weight on the line; a pixel adds up what arrives:

# %% id="fig-row"
figure, words = gradients.row_backward(x, k, dy, stride=1, padding=0, done=3)
figures.show(
    figure, f"A pixel in two windows keeps the sum of two slopes, as measured. Shown in bold is the last step, {words}."
)

# %% [markdown] exercise="input_gradient_by_hand"
# With a stride. Then send two windows back with the slider below, and compare its first five pixels.

# %% [markdown] id="slider-words"
# Send the windows back one at a time. When do pixels get slopes from three windows? When do some get none at all? What
# becomes of the slopes that arrive at padding?

# %% id="slider-steps" tags=["widget"]
backward_steps(done=1, k=3, stride=2, padding=0)

# %% [markdown] id="turned"
# ## The kernel turns around
#
# A pixel's slope comes from its own place in `dy` through the *first* weight, and from the place before through the
# *second*. To gather these by sliding a kernel over `dy`, put a zero on each side of `dy`, and **turn the kernel
# around**:

# %% id="turn-it"
framed = np.pad(dy, 1)
print("zeros around dy:        ", framed)
print("turned kernel slid over:", np.correlate(framed, k[::-1], mode="valid"), "← as measured")
print("not turned:             ", np.correlate(framed, k, mode="valid"))

# %% [markdown] id="turn-words"
# What goes forward as a cross-correlation goes back as a convolution (lesson 01).
#
# Forgetting to turn is the classic slip, and both rows add up to −2: whoever compares sums or means sees nothing.
# Compare number by number.
#
# ## Two axes, many channels, a batch
#
# Forward (lesson 04), each output was
#
# $$ y[n, i, j, f] = \sum_{u, v, c} x[n, i s + u, j s + v, c] \; k[u, v, c, f] + b[f] . $$
#
# Back, every product is met twice: the weight's slope gets pixel · dy, the pixel's gets weight · dy.
#
# | slope | shape | rule |
# |---|---|---|
# | by the bias | `(f,)` | `db[f] = Σ dy[n, i, j, f]` over `n, i, j` |
# | by the kernel | `(kh, kw, c, f)` | `dk[u, v, c, f] = Σ x[n, i·s + u, j·s + v, c] · dy[n, i, j, f]` over `n, i, j` |
# | by the image | `(n, h, w, c)` | `dx[n, i·s + u, j·s + v, c] += dy[n, i, j, f] · k[u, v, c, f]` for all `i, j, u, v, f` |
#
# What is shared adds up: a bias and a weight over all places of all images, a pixel over all filters and all windows it
# lies in. With padding, `x` is the padded image, and the slopes of the frame are cut off at the end.

# %% [markdown] exercise="conv2d_backward"
# Walk over the places as the forward step does.

# %% [markdown] id="counting"
# **What would happen if** all weights and all `dy` were 1? Then the image's gradient counts windows, as the table of
# visits in lesson 02 did:

# %% id="fig-counts"
counts = []
for stride in (1, 2, 3):
    side = ops.output_size(7, 3, 0, stride)
    ones = np.ones((1, side, side, 1))
    back, _, _ = ops.conv2d_backward(ones, np.ones((1, 7, 7, 1)), np.ones((3, 3, 1, 1)), stride)
    counts.append(back[0, :, :, 0].astype(int))
figures.show(
    padding.visits(counts, [f"stride {stride}" for stride in (1, 2, 3)]),
    "Slopes that reach each pixel through a 3×3 window of ones. Stride 2 gives a checkerboard: "
    f"{counts[1].min()}, {counts[1][0, 2]} or {counts[1].max()}. At stride 3 one row and one column get "
    f"{counts[2].min()}: they are in no window.",
)

# %% [markdown] id="checkerboard"
# The checkerboard is no slip: neighboring pixels lie in different numbers of windows. Networks that draw pictures use
# this way back as a layer, a *transposed convolution*, and print the pattern (Odena, Dumoulin & Olah 2016).
#
# The cost: each multiplication of the forward step is met again once for the kernel and once for the image.

# %% id="cost"
forward_macs = ops.conv_macs(14, 14, 3, 3, 8, 16)
print(f"a 3×3 layer, 8 → 16 channels, 14×14 places: {forward_macs:,} multiplications forward")
print(f"back: {forward_macs:,} to the kernel and {forward_macs:,} to the image")

# %% [markdown] id="cost-words"
# So the way back costs twice the way there. The clock also sees numbers being moved, and scattering into overlapping
# windows moves each pixel nine times (lesson 07). A batch of 60, one thread:

# %% id="cost-clock" tags=["timed"]
import time
import timeit

from threadpoolctl import threadpool_limits

batch = rng.normal(size=(60, 16, 16, 8)).astype("float32")
bank = rng.normal(size=(3, 3, 8, 16)).astype("float32")
ahead = ops.conv2d(batch, bank)
with threadpool_limits(1):
    there = 1000 * min(timeit.repeat(lambda: ops.conv2d(batch, bank), number=1, repeat=15))
    back = 1000 * min(timeit.repeat(lambda: ops.conv2d_backward(ahead, batch, bank), number=1, repeat=15))
print(f"the fastest of 15 runs: forward {there:.1f} ms, back {back:.1f} ms: {back / there:.1f} times")

# %% [markdown] id="agree"
# ## Do two gradients agree?
#
# A measured gradient is never exact. Compare the two by a number that does not depend on their size:
#
# $$ \text{error} = \frac{\lVert a - b \rVert}{\lVert a \rVert + \lVert b \rVert} $$
#
# where `‖·‖` is the root of the sum of squares. For `a = (3, 0)` and `b = (0, 4)`: the difference `(3, −4)` has the
# length 5, so the error is `5 / (3 + 4) = 0.71`. Equal gradients give 0, opposite ones 1.

# %% [markdown] exercise="relative_error"

# %% [markdown] id="checked"
# Now the layer, with stride 2, padding, three channels and a batch of two. To get *one* loss out of many outputs, weigh
# them with random numbers and add up; these numbers are then `dy`. (With all ones, wrong answers with a right sum would
# pass.) TensorFlow's `GradientTape` writes down what is computed inside it and goes back from there.

# %% id="check-layer"
import tensorflow as tf

photo, kernel, bias = rng.normal(size=(2, 6, 7, 3)), rng.normal(size=(3, 2, 3, 4)), rng.normal(size=4)
weighing = rng.normal(size=(2, 3, 4, 4))


def weighed(photo, kernel, bias):
    return (ops.conv2d(photo, kernel, bias, stride=2, padding="same") * weighing).sum()


derived = ops.conv2d_backward(weighing, photo, kernel, stride=2, padding="same")
measured = (
    ops.numerical_gradient(lambda a: weighed(a, kernel, bias), photo),
    ops.numerical_gradient(lambda a: weighed(photo, a, bias), kernel),
    ops.numerical_gradient(lambda a: weighed(photo, kernel, a), bias),
)
given = [tf.constant(a) for a in (photo, kernel, bias)]
with tf.GradientTape() as tape:
    tape.watch(given)
    total = tf.reduce_sum((tf.nn.conv2d(given[0], given[1], strides=2, padding="SAME") + given[2]) * weighing)
taped = tape.gradient(total, given)
for name, ours, by_measure, by_tape in zip(("image", "kernel", "bias"), derived, measured, taped, strict=True):
    gap, other = ops.relative_error(ours, by_measure), ops.relative_error(ours, by_tape.numpy())
    print(f"{name:6} {ours.shape}: measured, below 1e-7: {gap < 1e-7}; TensorFlow, below 1e-12: {other < 1e-12}")

# %% [markdown] id="how-small"
# TensorFlow agrees better than the measurement, since it derives the gradient, too.
#
# ## How small is "a little"?
#
# A shorter step should measure better. A right gradient, checked with steps from 1 down to 10⁻¹³, in both kinds of
# float:

# %% id="fig-v"
pair, labels = rng.normal(size=(2, 6, 5, 1)), np.array([3, 0])
weights = rng.normal(size=(3, 3, 1, 2))


def layer_loss(kernel, dtype):
    """One layer, then softmax and its loss, computed in `dtype`."""
    maps = ops.conv2d(pair.astype(dtype), kernel.astype(dtype))
    return ops.softmax_cross_entropy(maps.reshape(2, -1), labels)[0]


maps = ops.conv2d(pair, weights)
_, slopes = ops.softmax_cross_entropy(maps.reshape(2, -1), labels)
_, exact, _ = ops.conv2d_backward(slopes.reshape(maps.shape), pair, weights)


def error(kind, eps):
    measured = ops.numerical_gradient(lambda kernel: layer_loss(kernel, kind), weights, eps)
    return ops.relative_error(measured, exact)


steps = 10.0 ** -np.arange(14)
errors = {kind: np.array([error(kind, eps) for eps in steps]) for kind in ("float32", "float64")}
best = {kind: steps[found.argmin()] for kind, found in errors.items()}
large, small = errors["float32"][6] > 0.02, errors["float64"][6] < 1e-8
figures.show(
    gradients.check_error(steps, errors),
    f"A V for each kind of float. The best step is {best['float32']:g} in float32 and {best['float64']:g} in float64. "
    f"At 1e-6 float32 is wrong by {'more' if large else 'less'} than 2 %, float64 by {'less' if small else 'more'} than 1e-8.",
)

# %% [markdown] id="v-words"
# The right arm is the bend of the curve: ten times the step, a hundred times the error. On the left, a step ten times
# *smaller* gives ten times the error: two losses are subtracted that agree in nearly all their digits; what is left is
# rounding, divided by a tiny step.
#
# One error grows as `eps²`, the other as `u / eps`, where `u` is the spacing of floats near 1. The arms meet where the
# two are equal: `eps³ = u`.

# %% id="best-step"
for kind in ("float32", "float64"):
    spacing = np.finfo(kind).eps
    meet = spacing ** (1 / 3)
    print(f"{kind}: spacing {spacing:.1e}, arms meet near eps = {meet:.0e}, best of the steps above {best[kind]:g}")

# %% [markdown] id="zoom-words"
# Look at the loss itself, close up. Move `n` from 1 to 8; then go on to 15 in float64.

# %% id="slider-zoom" tags=["widget"]
step_zoom(exponent=1, single=True)

# %% id="fig-stairs"
figure, words = gradients.zoomed(7, single=True)
levels = len(np.unique((np.float32(0.5) + np.linspace(-1.5e-7, 1.5e-7, 301)).astype("float32")))
figures.show(
    figure,
    "The slider at 10⁻⁷ in float32: the loss is a staircase, and the slope between two of its points is a "
    f"matter of luck. Of 301 weights drawn here, float32 can tell {levels} apart.",
)

# %% [markdown] exercise="why_float64"

# %% [markdown] id="advice"
# So check in float64, with a step near 10⁻⁵, and expect an error below 10⁻⁷ where the function is smooth. Train in
# float32: the slopes themselves are fine there, *measuring* them is not.
#
# ## Gates and winners
#
# **ReLU** gives `max(x, 0)`. Where `x` was positive, the output moves as the input does, and the slope passes. Where
# `x` was negative, the output stays 0, and nothing passes:
#
#     x  = ( −2   3   4  −1 )
#     dy = (  5   6  −7   8 )
#     dx = (  0   6  −7   0 )
#
# Mind the −7: the sign of `x` decides, not that of the slope.

# %% [markdown] exercise="relu_backward"

# %% [markdown] id="winners"
# **Max pooling** keeps the largest pixel of a window. So the winner takes the whole slope, and where windows overlap, a
# pixel takes the slopes of all that it wins. Here a 3×3 window walks over 5×5 pixels with stride 2; the slopes of its
# four outputs are 1, 2, 3 and 4:

# %% id="fig-winners"
pixels = np.array([[1.0, 7, 2, 0, 3], [4, 2, 8, 1, 6], [3, 0, 5, 2, 1], [2, 5, 1, 4, 0], [9, 3, 6, 2, 7]])
slopes = np.array([[1.0, 2], [3, 4]])
returned = ops.max_pool2d_backward(slopes[None, :, :, None], pixels[None, :, :, None], 3, 2)[0, :, :, 0]
figures.show(
    gradients.pool_winners(pixels, slopes, returned, 3, 2),
    "The 8 wins the blue and the orange window and gets 1 + 2 = "
    f"{returned[1, 2]:g}. The middle pixel lies in all four windows, wins none, and gets {returned[2, 2]:g}. "
    f"{np.count_nonzero(returned)} of {returned.size} pixels hear anything at all.",
)

# %% [markdown] exercise="max_pool2d_backward"
# Windows may overlap, leave gaps, or leave a border that nobody pools.

# %% [markdown] id="kinks"
# **What would happen if** a pixel stood exactly at the kink of ReLU, or two pixels shared the maximum? Measure there:

# %% id="at-the-kink"
tie = np.array([6.0, 6.0]).reshape(1, 1, 2, 1)
at_zero = ops.numerical_gradient(lambda a: ops.relu(a).sum(), np.zeros(1))
at_tie = ops.numerical_gradient(lambda a: ops.max_pool2d(a, (1, 2)).sum(), tie)
print("ReLU at 0:  measured", at_zero.round(3), " ours", ops.relu_backward(np.ones(1), np.zeros(1)))
ours = ops.max_pool2d_backward(np.ones((1, 1, 1, 1)), tie, (1, 2))
print("two maxima: measured", at_tie.ravel().round(3), " ours", ours.ravel())

# %% [markdown] id="kink-words"
# Neither is wrong: at a kink there is no single slope, and a central difference takes the mean of both sides. But a
# gradient check that lands there fails although the code is right. So draw the numbers at random. (Zeros are the usual
# trap: a black image and a bias of 0 put ReLU exactly on a kink.)
#
# ## Where the first slope comes from
#
# A classifier ends in *scores*, one for each class (also called logits). **Softmax** makes probabilities of them: raise
# *e* to each score, divide by the sum. The loss is `−log p` of the right class. For the scores `(2, 1, 0)`:
#
#     e²  e¹  e⁰     =  7.389  2.718  1        sum 11.107
#     probabilities     0.665  0.245  0.090
#     loss, if class 0 is right:  −log 0.665 = 0.408
#
# Raise the right score, and the loss falls. Raise a wrong one, and it grows:
#
# $$ \frac{\partial L}{\partial z} = p - \text{one-hot}(\text{label}) \qquad ( -0.335 \quad 0.245 \quad 0.090 ) $$
#
# "One-hot" is a row of zeros with a 1 at the label. The slopes of an image add up to 0. A batch has the *mean* loss, so
# each image's slopes are divided by the number of images.

# %% id="loss-hand"
loss, slopes = ops.softmax_cross_entropy(np.array([[2.0, 1, 0]]), np.array([0]))
print(f"loss {loss:.3f}, slopes {slopes.round(3)}, their sum {abs(slopes.sum()):.3f}")

# %% [markdown] exercise="softmax_cross_entropy"
# It must survive large scores: `np.exp(1000)` is infinite.

# %% [markdown] id="network"
# ## A network in thirty lines
#
# Two convolutions, one overlapping pooling, and a *dense* layer at the end, the matrix product `y = x W + b`. Its
# gradients are those of a convolution with one place: `dW = xᵀ dy`, `db = Σ dy`, `dx = dy Wᵀ`.
#
#     image            28×28×1
#     conv 5×5, /2     14×14×8     "same"
#     ReLU
#     max pool 3×3, /2   6×6×8     windows overlap
#     conv 3×3          6×6×16     "same"
#     ReLU
#     dense            10 scores


# %% id="network-code"
def start(rng):
    """Random weights, as large as keeps the signal's size through ReLU (He et al. 2015)."""

    def normal(*shape):
        return (rng.normal(size=shape) * np.sqrt(2 / np.prod(shape[:-1]))).astype("float32")

    def zeros(n):
        return np.zeros(n, "float32")

    kernels = {"k1": normal(5, 5, 1, 8), "k2": normal(3, 3, 8, 16), "w": normal(576, 10)}
    return kernels | {"b1": zeros(8), "b2": zeros(16), "b": zeros(10)}


def forward(weights, images):
    """Scores, and what the way back will need."""
    before1 = ops.conv2d(images, weights["k1"], weights["b1"], stride=2, padding="same")  # (n, 14, 14, 8)
    pooled = ops.max_pool2d(ops.relu(before1), size=3, stride=2)  # (n, 6, 6, 8)
    before2 = ops.conv2d(pooled, weights["k2"], weights["b2"], padding="same")  # (n, 6, 6, 16)
    flat = ops.relu(before2).reshape(len(images), -1)  # (n, 576)
    return flat @ weights["w"] + weights["b"], (images, before1, pooled, before2, flat)


def backward(weights, kept, dscores, conv_back=ops.conv2d_backward, pool_back=ops.max_pool2d_backward):
    """Slopes by every weight, and by the images: `forward` from bottom to top."""
    images, before1, pooled, before2, flat = kept
    slopes = {"w": flat.T @ dscores, "b": dscores.sum(axis=0)}
    dbefore2 = ops.relu_backward((dscores @ weights["w"].T).reshape(before2.shape), before2)
    dpooled, slopes["k2"], slopes["b2"] = conv_back(dbefore2, pooled, weights["k2"], 1, "same")
    dbefore1 = ops.relu_backward(pool_back(dpooled, ops.relu(before1), 3, 2), before1)
    slopes["images"], slopes["k1"], slopes["b1"] = conv_back(dbefore1, images, weights["k1"], 2, "same")
    return slopes


(x_train, y_train), (x_test, y_test) = data.fashion_mnist()
weights = start(np.random.default_rng(0))
scores, kept = forward(weights, x_train[:60])
print(f"{sum(w.size for w in weights.values()):,} weights; scores {scores.shape}")
held = [sum(array.nbytes for array in arrays) / 1024 for arrays in (weights.values(), kept)]
print(f"weights {held[0]:.0f} KB, kept for the way back of 60 images {held[1]:.0f} KB")

# %% [markdown] id="kept-words"
# That is why training needs so much memory (lesson 04): the way back asks for what every layer saw, image by image.
#
# Is the whole chain right? Give the same network in Keras the same weights, and compare each gradient.

# %% id="check-network"
twin = keras.Sequential(
    [
        keras.Input((28, 28, 1)),
        keras.layers.Conv2D(8, 5, strides=2, padding="same", activation="relu"),
        keras.layers.MaxPooling2D(3, 2),
        keras.layers.Conv2D(16, 3, padding="same", activation="relu"),
        keras.layers.Flatten(),
        keras.layers.Dense(10),
    ]
)
names = ["k1", "b1", "k2", "b2", "w", "b"]
twin.set_weights([weights[name] for name in names])
with tf.GradientTape() as tape:
    loss_there = keras.losses.SparseCategoricalCrossentropy(from_logits=True)(y_train[:60], twin(x_train[:60]))
there = tape.gradient(loss_there, twin.trainable_variables)
loss_here, dscores = ops.softmax_cross_entropy(scores, y_train[:60])
here = backward(weights, kept, dscores)
print(f"loss: ours {loss_here:.3f}, Keras {float(loss_there):.3f}")
for name, theirs in zip(names, there, strict=True):
    error = ops.relative_error(here[name], np.asarray(theirs))
    print(f"{name:2} {here[name].shape}: error below 1e-5: {error < 1e-5}")

# %% [markdown] id="zeros"
# **What would happen if** all weights began at 0?

# %% id="start-at-zero"
nothing = {name: np.zeros_like(w) for name, w in weights.items()}
scores, kept = forward(nothing, x_train[:60])
loss, dscores = ops.softmax_cross_entropy(scores, y_train[:60])
slopes = backward(nothing, kept, dscores)
print(f"loss {loss:.3f}, which is log 10")
print("slopes that are not 0:", {name: int(np.count_nonzero(slopes[name])) for name in names})

# %% [markdown] id="zeros-words"
# The features are all 0, so the dense weights multiply nothing and get no slope. Further back every slope is multiplied
# by those weights, which are 0. Only the last bias ever moves: such a network learns how frequent each class is.
#
# ## Training it
#
# A step: take 60 images, get the slopes, move each weight a little *against* its slope. *Momentum* makes the move
# smoother: nine tenths of the last move are made again (Sutskever et al. 2013). The step length falls to 0 in the
# course of two *epochs*, two rounds over 9,000 images. The bar: 80 % of 2,000 held-out images.


# %% id="train" tags=["timed"]
def held_out(weights):
    """Percent right on images that the network has not learned from."""
    found = [forward(weights, x_test[i : i + 500])[0].argmax(axis=1) for i in range(0, 2000, 500)]
    return 100 * np.mean(np.concatenate(found) == y_test)


def train(seed, epochs=2, **slips):
    """Train from one random start; `slips` replace parts of `backward`."""
    rng = np.random.default_rng(seed)
    weights, losses, accuracy = start(rng), [], []
    velocity = {name: np.zeros_like(w) for name, w in weights.items()}
    for _ in range(epochs):
        for batch in rng.permutation(9000).reshape(-1, 60):
            scores, kept = forward(weights, x_train[batch])
            loss, dscores = ops.softmax_cross_entropy(scores, y_train[batch])
            slopes = backward(weights, kept, dscores, **slips)
            rate = 0.05 * (1 - len(losses) / (150 * epochs))
            for name in weights:
                velocity[name] = 0.9 * velocity[name] - rate * slopes[name]
                weights[name] = weights[name] + velocity[name]
            losses.append(loss)
        accuracy.append(held_out(weights))
    return weights, losses, accuracy


began = time.perf_counter()
with threadpool_limits(1):  # small matrices: two threads would wait for each other longer than they multiply
    runs = [train(seed) for seed in each(range(3), "training")]
final = np.array([run[2][-1] for run in runs])
print("held-out accuracy: " + ", ".join(f"{value:.1f} %" for value in final))
print(f"mean {final.mean():.1f} ± {final.std(ddof=1):.1f} %, {(time.perf_counter() - began) / 3:.1f} seconds a run")

# %% id="train-bar"
print("every seed above 80 %:", bool((final > 80).all()))

# %% id="fig-training" tags=["varies"]
losses = np.array([run[1] for run in runs])
first, later, last = losses[:, 0].mean(), losses[:, 90:110].mean(), losses[:, -20:].mean()
figures.show(
    numpy_network.learning(losses, np.array([run[2] for run in runs]), bar=80),
    f"No framework: all three seeds pass the bar (lowest {final.min():.1f} %). "
    f"{(first - later) / (first - last):.0%} of the loss's fall happens in the first 100 of 300 steps.",
)

# %% [markdown] id="kernel-words"
# Books show kernels with smooth edges and stripes. Ours, before and after:

# %% id="fig-kernels" tags=["varies"]
learned, before = runs[0][0], start(np.random.default_rng(0))
change = learned["k1"] - before["k1"]
alike = [np.corrcoef(before["k1"][..., f].ravel(), learned["k1"][..., f].ravel())[0, 1] for f in range(8)]
figures.show(
    numpy_network.kernel_bank([before["k1"], learned["k1"], change], ["at the start", "learned", "the change"]),
    "Eight 5×5 kernels, red positive, blue negative (seed 0). A learned kernel is still mostly the noise it began as: "
    f"their correlation is {np.mean(alike):.2f} on average. What is smooth is in the change.",
)

# %% [markdown] id="picture"
# ## What the slopes say about the picture
#
# The slopes by the image tell, for each pixel, whether making it lighter would raise the loss. **What would happen if**
# every pixel moved by a mere 0.05 (of a range from 0 to 1) *up* the loss? As a control, move each in a random
# direction.

# %% id="fig-fooled" tags=["varies"]
garments, classes = x_test[:500], y_test[:500]
scores, kept = forward(learned, garments)
_, dscores = ops.softmax_cross_entropy(scores, classes)
slopes = backward(learned, kept, dscores)["images"]
moved = np.clip(garments + 0.05 * np.sign(slopes), 0, 1)
shaken = np.clip(garments + 0.05 * rng.choice([-1, 1], garments.shape), 0, 1).astype("float32")
answers = [forward(learned, photos)[0].argmax(axis=1) for photos in (garments, shaken, moved)]
shares = [100 * np.mean(answer == classes) for answer in answers]
one = int(np.flatnonzero((answers[0] == classes) & (answers[2] != classes))[0])
titles = [
    data.CLASS_NAMES[answers[0][one]],
    "slopes: red, lighter is worse",
    f"now “{data.CLASS_NAMES[answers[2][one]]}”",
]
figures.show(
    numpy_network.image_slopes(garments[one, :, :, 0], slopes[one, :, :, 0], moved[one, :, :, 0], titles),
    f"Right of 500 images: {shares[0]:.0f} % as they are, {shares[1]:.0f} % with random changes of 0.05, "
    f"{shares[2]:.0f} % with changes of the same size along the slopes.",
)

# %% [markdown] id="fooled-words"
# Random noise of that size does next to nothing; along the gradient it costs the network more than half of what it had
# right. Goodfellow, Shlens & Szegedy (2015, section 4) did so to large networks. Such images are called *adversarial
# examples*.
#
# ## An experiment: does training reveal a wrong gradient?
#
# "The accuracy is fine, so the gradients must be right." Three slips in the way back:
#
# - *pooling overwrites*: where windows overlap, the last slope replaces the earlier ones (`=` in place of `+=`);
# - *kernel turned*: the image's gradient goes back through a kernel turned by half a turn;
# - *nothing gets through*: the second convolution sends back zeros, so the first layer stays as random as it began.
#
# **The claim:** a network with a wrong gradient misses the bar of 80 %. Which of the three do you expect to pass it?


# %% id="slips"
def overwriting(dy, x, size, stride):
    """Max pooling's gradient with `=`: the last window that a pixel wins is the only one it hears of."""
    dx, y = np.zeros_like(x), ops.max_pool2d(x, size, stride)
    for u, v in np.ndindex(size, size):
        rows = slice(u, u + stride * (y.shape[1] - 1) + 1, stride)
        columns = slice(v, v + stride * (y.shape[2] - 1) + 1, stride)
        dx[:, rows, columns] = np.where(x[:, rows, columns] == y, dy, dx[:, rows, columns])
    return dx


def turned(dy, x, kernel, stride, padding):
    _, dk, db = ops.conv2d_backward(dy, x, kernel, stride, padding)
    return ops.conv2d_backward(dy, x, kernel[::-1, ::-1], stride, padding)[0], dk, db


def silent(dy, x, kernel, stride, padding):
    dx, dk, db = ops.conv2d_backward(dy, x, kernel, stride, padding)
    return 0 * dx, dk, db


variants = {
    "right": {},
    "pooling overwrites": {"pool_back": overwriting},
    "kernel turned": {"conv_back": turned},
    "nothing gets through": {"conv_back": silent},
}

# %% [markdown] id="slips-check"
# The gradient of the first kernel, on six images and in float64:

# %% id="check-slips"
some, some_labels = x_train[:6].astype(float), y_train[:6]
double = {name: w.astype(float) for name, w in start(np.random.default_rng(0)).items()}


def loss_of_first_kernel(kernel):
    return ops.softmax_cross_entropy(forward(double | {"k1": kernel}, some)[0], some_labels)[0]


measured = ops.numerical_gradient(loss_of_first_kernel, double["k1"])
scores, kept = forward(double, some)
_, dscores = ops.softmax_cross_entropy(scores, some_labels)
checks = []
for name, slips in variants.items():
    checks.append(ops.relative_error(backward(double, kept, dscores, **slips)["k1"], measured))
    verdict = "agrees with the measured one" if checks[-1] < 1e-6 else f"is off by {checks[-1]:.2f}"
    print(f"{name}: the gradient of the first kernel {verdict}")

# %% [markdown] id="slips-words"
# Does training show them, too? Three seeds each:

# %% id="exp-run" tags=["varies"]
from concurrent.futures import ThreadPoolExecutor

jobs = [(slips, seed) for name, slips in variants.items() if name != "right" for seed in range(3)]
with threadpool_limits(1), ThreadPoolExecutor(2) as both_cores:
    running = [both_cores.submit(train, seed, **slips) for slips, seed in jobs]
    finished = [one.result()[2][-1] for one in each(running, "training")]
accuracy = np.vstack([final, np.array(finished).reshape(3, 3)])
for name, values in zip(variants, accuracy, strict=True):
    print(f"{name}: {values.mean():.1f} ± {values.std(ddof=1):.1f} %")

# %% id="fig-experiment" tags=["varies"]
figures.show(
    numpy_network.accuracy_and_check(list(variants), accuracy, checks, bar=80),
    f"Left, what training says: {int((accuracy.mean(axis=1) > 80).sum())} of 4 variants pass the bar on average. "
    f"Right, what the gradient check says: {sum(error < 1e-6 for error in checks)} of 4 is right.",
)

# %% [markdown] id="experiment-words"
# **The claim fails.** All three slips pass the bar on average. Overwriting in the pooling layer cannot be told from the
# right gradient over three seeds. The turned kernel costs about two points.
#
# The last bar explains why. A first layer that learns *nothing* still reaches more than 80 %: random kernels are usable
# features, and the layers above learn around them. A turned kernel's slopes are little better than none. So training
# hides the slip, and a check on six images shows it.
#
# Mind the limits: two convolutions, easy images, two epochs, and *this schedule*, whose steps shrink to 0. With other
# steps the same slip may show: put a constant `rate = 0.1` into `train` and see. Check gradients number by number, and
# never by how well the network learns.
#
# ## Summary
#
# - To measure a slope, move one number both ways and divide the change by the way. Use float64 and a step near 10⁻⁵.
# - Weights and pixels add up what they do at each place and in each window. `+=`, never `=`.
# - Scatter, and the kernel stays as it is; slide it over `dy`, and it must be turned.
# - ReLU passes a slope where its *input* was positive; max pooling sends it to the winner.
# - Softmax with its loss gives `p − one-hot`, divided by the number of images.
# - Backward costs twice the multiplications of forward, and memory for everything that forward saw.
# - A network can learn well with a wrong gradient.
#
# ## Key terms
#
# | English | 中文 | in one line |
# |---|---|---|
# | gradient | 梯度 | the slopes of the loss by every number of an array |
# | backpropagation | 反向传播 | the chain rule, from the loss back to every weight |
# | chain rule | 链式法则 | slopes multiply along a way and add over ways |
# | central difference | 中心差分 | a slope measured across both sides |
# | gradient check | 梯度检验 | derived against measured, number by number |
# | transposed convolution | 转置卷积 | the way back through a convolution, used as a layer of its own |
# | momentum | 动量 | part of the last move, made again |
# | adversarial example | 对抗样本 | an image moved a little along its slopes |
#
# ## Sources
#
# - Rumelhart, Hinton & Williams (1986), *Learning representations by back-propagating errors*, Nature 323, 533–536.
# - Dumoulin & Visin (2016), *A guide to convolution arithmetic for deep learning*, arXiv:1603.07285, section 4: the way
#   back as a transposed convolution.
# - Goodfellow, Bengio & Courville (2016), *Deep Learning*: section 6.2.2.3 (softmax), 6.5 (backpropagation), 9.5
#   (convolution's gradients), 11.5 (checking by finite differences).
# - He, Zhang, Ren & Sun (2015), *Delving deep into rectifiers*, arXiv:1502.01852, section 2.2: the size of random
#   weights.
# - Sutskever, Martens, Dahl & Hinton (2013), *On the importance of initialization and momentum in deep learning*, ICML,
#   section 2.
# - Odena, Dumoulin & Olah (2016), *Deconvolution and checkerboard artifacts*, Distill, doi:10.23915/distill.00003.
# - Goodfellow, Shlens & Szegedy (2015), *Explaining and harnessing adversarial examples*, arXiv:1412.6572, section 4.
#   The name and the discovery: Szegedy et al. (2014), *Intriguing properties of neural networks*, arXiv:1312.6199.
# - Xiao, Rasul & Vollgraf (2017), *Fashion-MNIST*, arXiv:1708.07747.
