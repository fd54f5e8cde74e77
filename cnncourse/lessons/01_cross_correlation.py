# %% [markdown] id="title" minutes=60 needs=["00"]
# # Cross-correlation
#
# A convolutional network repeats one small act: lay a few numbers on a few pixels, multiply, add up, move on by one
# pixel.
#
# After this lesson you can
#
# - work out any number of a feature map by hand, and write the operation yourself;
# - make kernels that blur and that find edges, and say which stripes a kernel lets through;
# - tell cross-correlation from convolution, and find out which of the two a library computes;
# - count what a dense layer would cost in its place, and say where a map moves along with its picture;
# - let gradient descent find a kernel that was hidden from it.

# %% id="setup" tags=["setup"]
import numpy as np

from cnncourse import check, data, figures, hint, ops, solution
from cnncourse.exercises import cross_correlation as course
from cnncourse.figures import correlation, spectrum
from cnncourse.widgets.correlation import kernel_editor, stripes_explorer

# %% [markdown] id="window"
# ## One multiplication under a window
#
# A gray picture is a grid of numbers, one for each pixel. Here are twenty, numbered. A *window* shows six of them. The
# *kernel* is as large as the window and holds six numbers of its own, its *weights*. Lay it on the window, multiply
# each pixel by the weight on it, and add:
#
#      pixels      weights
#     1  2  3      1  0  2       1·1 + 2·0 + 3·2
#     6  7  8      0  3  0     + 6·0 + 7·3 + 8·0   =   1 + 6 + 21   =   28
#
# Six products, one sum: a *dot product*.

# %% id="fig-dot"
x = np.arange(1, 21).reshape(4, 5)
k = np.array([[1, 0, 2], [0, 3, 0]])
figures.show(
    correlation.dot_product(x, k, row=0, column=0),
    f"The window in the upper left corner leaves {ops.corr2d(x, k)[0, 0]}. One column further it leaves "
    f"{ops.corr2d(x, k)[0, 1]}. It has {ops.corr2d(x, k).size} places, so nine numbers come out.",
)

# %% [markdown] id="formula"
# Move the window on by one column: it now shows 2, 3, 4 and 7, 8, 9, and the sum is 34. So go on, row by row. All these
# numbers, each in its place, make the *feature map*:
#
# $$ y_{i,j} = \sum_{u=0}^{k_h-1}\; \sum_{v=0}^{k_w-1} x_{i+u,\,j+v}\; k_{u,v} $$
#
# `x` is the image, `(h, w)`; `k` the kernel, `(kh, kw)`; `y` the map. `i` and `j` say where the window stands, `u` and
# `v` which pixel in it is meant. A row of five pixels holds a window of three at `5 − 3 + 1 = 3` places, so the map has
# the shape `(h − kh + 1, w − kw + 1)`. This operation is called **cross-correlation**.

# %% id="corr-small"
print(ops.corr2d(x, k))

# %% [markdown] exercise="corr2d"
# Write it; loops will do.

# %% [markdown] id="single-one"
# **What would happen if** the kernel held a single 1, and zeros elsewhere? Each window then gives back the pixel under
# the 1. Say what the map looks like if the 1 stands in the lower right corner of a 2×2 kernel, and run the cell.

# %% id="shift"
print(ops.corr2d(x, np.array([[0, 0], [0, 1]])))

# %% [markdown] id="shift-words"
# It is the picture, moved up and to the left by one pixel. So any kernel's map is a sum of moved pictures, each times
# its weight, and the loop runs over weights in place of places:

# %% id="sum-of-shifts"
y = sum(k[u, v] * x[u : u + 3, v : v + 3] for u in range(2) for v in range(3))
print("same numbers:", np.array_equal(y, ops.corr2d(x, k)))

# %% [markdown] id="photo"
# ## Nine weights on a photo
#
# A photo of 64 by 64 pixels, 0 for black, 1 for white. The kernel has −1, −2, −1 in its top row and 1, 2, 1 in its
# bottom row: it subtracts what is above from what is below. Where both are alike, that leaves 0. Where dark lies above
# bright, say 0.25 above 0.75, it leaves `(0.75 − 0.25) · (1 + 2 + 1) = 2`. The kernel answers to an *edge*.

# %% id="fig-editor"
photo = data.photos("camera", side=64, gray=True)
top_edges = np.array([[-1.0, -2, -1], [0, 0, 0], [1, 2, 1]])
edges = ops.corr2d(photo, top_edges)
place = tuple(int(i) for i in np.unravel_index(edges.argmax(), edges.shape))  # where the answer is largest
picture, sentence = correlation.editor(photo, tuple(top_edges.ravel()), *place)
figures.show(
    picture,
    f"The window stands where the kernel answers most, at row {place[0]}, column {place[1]}: dark above, "
    f"bright below. The nine products add up to {edges[place]:.2f}. On the sky they nearly cancel.",
)
print(data.photo_credit("camera"))

# %% [markdown] exercise="edge_kernel"
# This kernel is Sobel's. It finds the upper edges of bright things. Make one that finds their left edges.

# %% [markdown] id="six-words"
# Other weights, on the same photo:

# %% id="fig-six"
left_edges = top_edges.T
kernels = {
    "top edges": top_edges,
    "left edges": left_edges,
    "falling lines": np.array([[2.0, -1, -1], [-1, 2, -1], [-1, -1, 2]]),
    "all edges": np.array([[0.0, -1, 0], [-1, 4, -1], [0, -1, 0]]),
    "blur": ops.box_blur(3),
    "sharper": np.array([[0.0, -1, 0], [-1, 5, -1], [0, -1, 0]]),
}
figures.show(
    correlation.kernels_on_photo(photo, kernels),
    "One photo, six kernels. Blue is above zero, orange below; maps that look like pictures are gray. "
    "The weights add up to "
    + ", ".join(f"{k.sum():.0f}" for k in kernels.values())
    + ": with 0 a flat sky vanishes, with 1 it keeps its brightness.",
)

# %% [markdown] exercise="box_blur"
# The kernel called "blur" replaces each pixel by the mean of the nine around it. Write it for any size.

# %% [markdown] id="editor-words"
# Move the window with the sliders (▶ walks it along its row), and change the weights. Find
#
# 1. a place where "top edges" is strongly negative: what do you see in the window?
# 2. a kernel that leaves the photo as it is, and one that moves it to the right by one pixel;
# 3. what becomes of the sky when the weights add up to 0, to 1, and to 2, and why;
# 4. a kernel that finds lines which rise to the right, such as one leg of the tripod.

# %% id="slider-kernel" tags=["widget"]
kernel_editor(photo, kernels, *place)

# %% [markdown] id="editor-static"
# (Without a running kernel, the figure with the nine products shows it at its first setting.)
#
# ## "Convolution"
#
# Layers that do this are called convolutions. In mathematics and signal processing, a **convolution** first turns the
# kernel over, top to bottom and left to right, then slides it. On the first window:
#
#      pixels      weights, turned
#     1  2  3      0  3  0       1·0 + 2·3 + 3·0
#     6  7  8      2  0  1     + 6·2 + 7·0 + 8·1   =   6 + 12 + 8   =   26
#
# Not 28. The two differ only in the sign of an index:
#
# $$ \text{cross-correlation: } \sum_{u,v} x_{i+u,\,j+v}\; k_{u,v} \qquad\qquad \text{convolution: } \sum_{u,v} x_{i-u,\,j-v}\; k_{u,v} $$
#
# (For the convolution `i` and `j` count from the other corner of the window.)

# %% [markdown] exercise="convolve2d"
# Write the true convolution, for windows that lie wholly on the image.

# %% [markdown] id="witness-words"
# Which one does a library compute? The kernel above gives 28 as it stands and 26 when turned:

# %% id="witnesses"
import scipy.signal

from cnncourse import keras  # Keras brings TensorFlow: some seconds, once

import tensorflow as tf  # isort: skip

batch, bank = x[None, :, :, None].astype("float32"), k[:, :, None, None].astype("float32")
layer = keras.layers.Conv2D(filters=1, kernel_size=(2, 3), use_bias=False)
layer.build(batch.shape)
layer.set_weights([bank])
answers = {
    "scipy.signal.convolve2d": scipy.signal.convolve2d(x, k, mode="valid")[0, 0],
    "scipy.signal.correlate2d": scipy.signal.correlate2d(x, k, mode="valid")[0, 0],
    "tf.nn.conv2d": tf.nn.conv2d(batch, bank, strides=1, padding="VALID")[0, 0, 0, 0],
    "keras.layers.Conv2D": layer(batch)[0, 0, 0, 0],
}
for name, first in answers.items():
    print(f"{name:26} {int(first)}   {'cross-correlation' if int(first) == 28 else 'convolution'}")

# %% [markdown] id="doc-words"
# So "convolution" in deep learning **is cross-correlation**. TensorFlow's own documentation says so:

# %% id="doc" tags=["varies"]
print(tf.nn.convolution.__doc__.splitlines()[0])

# %% [markdown] id="why-flip"
# Why turn the kernel over? Let a picture be black with a single bright dot, and let the kernel look like a letter:

# %% id="fig-letter"
letter = np.array([[1, 1, 1], [1, 0, 0], [1, 1, 0], [1, 0, 0]])
dot = np.zeros((7, 5), dtype=int)
dot[3, 2] = 1
figures.show(
    correlation.grids(
        [letter, dot, ops.corr2d(dot, letter), ops.convolve2d(dot, letter)],
        ["kernel", "a dot", "cross-correlated", "convolved"],
    ),
    "A convolution stamps the kernel, upright, on every bright pixel. A cross-correlation stamps it turned over. "
    f"{np.count_nonzero(ops.corr2d(dot, letter) != ops.convolve2d(dot, letter))} of 12 numbers differ.",
)

# %% [markdown] id="commute"
# An echo or a blurred lens stamps a signal in this way. With convolution picture and kernel may also trade places; with
# cross-correlation they may not.

# %% id="trade-places"
a, b = np.array([[1, 2], [0, 3]]), np.array([[5, 1, 0], [2, 0, 4]])
for name, slide in (("convolution", scipy.signal.convolve2d), ("cross-correlation", scipy.signal.correlate2d)):
    same = np.array_equal(slide(a, b, mode="full"), slide(b, a, mode="full"))
    print(f"{name:18} a with b equals b with a: {same}")

# %% [markdown] id="matters"
# **What would happen if** you used the wrong one? Often nothing. A kernel that looks the same after half a turn, such
# as a blur, cannot tell. Sobel's changes its sign. A *learned* kernel comes out turned over, and nobody notices
# (measured below). It matters when weights are copied from a program that uses the other one.

# %% id="turned-kernels"
for name, kernel in kernels.items():
    forward, turned = ops.corr2d(photo, kernel), ops.convolve2d(photo, kernel)
    alike = "the same map" if np.allclose(forward, turned, atol=1e-5) else "another map"
    print(f"{name:14} {'the sign changes' if np.allclose(forward, -turned, atol=1e-5) else alike}")

# %% [markdown] id="stripes"
# ## What a kernel lets through
#
# To say exactly what a kernel does, send stripes through it. Begin with a single row of pixels whose brightness goes up
# and down as a cosine, and the kernel `[1, 1, 1]`.

# %% [markdown] exercise="blurred_stripes"
# Work these out by hand before you read on.

# %% [markdown] id="stripes-asked"
# The blur divides the sum by three:

# %% id="fig-stripes" tags=["varies"]
if blurred_stripes is ...:
    print("Write your prediction above first, then run this cell again.")
else:
    figures.show(
        spectrum.rows_of_stripes([2, 3, 6], np.ones(3) / 3),
        "Stripes before (orange) and after (blue) a blur of three pixels. The finest come out with dark and bright "
        "exchanged, those of three pixels vanish, those of six keep two thirds.",
    )

# %% [markdown] id="one-number"
# Stripes keep their length; only their strength changes. Where they are `L` pixels long, the two neighbors of a crest
# hold $\cos(2\pi/L)$, so the blur multiplies the crest by
#
# $$ \tfrac13 \left(1 + 2 \cos \tfrac{2\pi}{L}\right) . $$
#
# That holds at every pixel, not at crests only: one number for each kind of stripes. Near 1 they pass, at 0 they are
# wiped out, below 0 dark and bright are exchanged.

# %% id="blur-by-length"
for length in (4, 5, 8, 12, 48):
    factor = (1 + 2 * np.cos(2 * np.pi / length)) / 3
    print(f"stripes {length:2} pixels long: times {factor + 0.0:6.3f}")

# %% [markdown] id="plane-words"
# In a picture stripes also have a direction. Count their waves per pixel, down and across: `a` and `b`, their
# *frequencies*. Together they are a point in the **Fourier plane**. In its middle, at frequency zero, the picture is
# flat. The farther from the middle, the finer the stripes, up to half a wave per pixel: one pixel bright, the next one
# dark. Pixels cannot draw finer ones.

# %% id="fig-plane"
figures.show(
    spectrum.plane(),
    "Each place of the plane stands for one kind of stripes; here are those of 25 places. "
    f"Opposite places show the same stripes: {(25 + 1) // 2} kinds in all.",
)

# %% [markdown] id="response-formula"
# How strongly the kernel passes the stripes of each place is its **frequency response**:
#
# $$ R(a, b) = \Big|\, \sum_{u,v} k_{u,v}\; e^{-2\pi i\,(a u + b v)} \Big| $$
#
# The complex number inside has a size and an angle. Its size, taken by $|\cdot|$, is the factor by which the stripes
# grow; its angle, how far they move. (A factor of −⅓ has size ⅓ and an angle of half a turn. Cross-correlation and
# convolution differ in the angle only.) In the middle, `a = b = 0`, the sum is that of the weights.

# %% [markdown] exercise="frequency_response"
# `np.fft.fft2` works the sum out for all places at once, with `a` and `b` in steps of `1 / size`.

# %% id="fig-responses"
figures.show(
    spectrum.responses(kernels),
    "The six kernels in the Fourier plane: dark blue does not pass, yellow passes best, which means times "
    + ", ".join(f"{ops.frequency_response(k, 48).max():.1f}" for k in kernels.values())
    + ".",
)

# %% [markdown] id="responses-words"
# "blur" is bright in the middle: coarse stripes pass, a **low-pass** filter. "all edges" is dark there and bright
# outside, a **high-pass**. "sharper" passes everything, the fine stripes up to nine times as strong. The others have a
# direction: "left edges" has a dark line down its middle, as stripes that lie flat have no left edges. In numbers, for
# stripes four pixels long across or down, slanted ones, and the finest of all, a checkerboard:

# %% id="response-table"
# a and b in quarters of a wave per pixel, and [2, 2] the middle: [2, 1] is a quarter across and none down
sorts = {
    "flat": (2, 2),
    "upright": (2, 1),
    "lying": (1, 2),
    "falling": (1, 3),
    "rising": (1, 1),
    "checkerboard": (0, 0),
}
print(" " * 14, "".join(f"{sort:>14}" for sort in sorts))
for name, kernel in kernels.items():
    response = ops.frequency_response(kernel, 4)
    print(f"{name:14}", "".join(f"{response[at] + 0.0:14.2f}" for at in sorts.values()))

# %% [markdown] id="stripes-slider-words"
# Turn and stretch the stripes below; the dot moves over the plane. Find stripes that the blur wipes out completely, and
# the direction in which "left edges" is deaf. Then ask for stripes shorter than two pixels.

# %% id="slider-stripes" tags=["widget"]
stripes_explorer(kernels, kernel="blur", wavelength=6.0, angle=30)

# %% [markdown] id="twice"
# (Without a running kernel, the two figures above hold the same, place by place.)
#
# **What would happen if** you blurred twice? Stripes halved once are halved again: the responses multiply. And two
# kernels in a row are one larger kernel, the first *convolved* with the second; two of 3×3 make one of 5×5.

# %% id="blur-twice"
blur = kernels["blur"]
both = scipy.signal.convolve2d(blur, blur, mode="full")
twice = ops.corr2d(ops.corr2d(photo, blur), blur)
print("one kernel of", both.shape, "gives the same map:", np.allclose(twice, ops.corr2d(photo, both), atol=1e-5))
difference = ops.frequency_response(both, 16) - ops.frequency_response(blur, 16) ** 2
print(f"largest difference between its response and the square: {np.abs(difference).max():.3f}")

# %% [markdown] id="star-words"
# **"A blur is a low-pass filter"** sounds as if the fine stripes just faded. But past the length where the factor is
# zero it is *negative*: dark and bright are exchanged. On a wheel of spokes, whose stripes grow finer towards the hub:


# %% id="fig-star"
def gaussian(size, spread):
    """Weights that fall off smoothly from the middle, adding up to one."""
    row = np.exp(-((np.arange(size) - size // 2) ** 2) / (2 * spread**2))
    return np.outer(row, row) / row.sum() ** 2


def contrast(picture, radius):
    """How strong the twenty spokes are on a circle: 1 as drawn, 0 gone, below 0 exchanged."""
    turn = np.linspace(0, 2 * np.pi, 400, endpoint=False)
    middle = (picture.shape[0] - 1) / 2
    rows, columns = (np.rint(middle + radius * f(turn)).astype(int) for f in (np.sin, np.cos))
    return 4 * np.mean((picture[rows, columns] - 0.5) * np.cos(20 * turn))


wheel = spectrum.star(80, 20)
boxed = ops.corr2d(np.pad(wheel, 4, mode="edge"), ops.box_blur(9))
smooth = ops.corr2d(np.pad(wheel, 6, mode="edge"), gaussian(13, 2.6))
figures.show(
    spectrum.stars([wheel, boxed, smooth], ["20 spokes", "mean of 9×9", "Gaussian"], radius=26),
    f"Inside the circle the mean of 9×9 paints dark spokes bright: contrast {contrast(boxed, 21):.2f} where the wheel "
    f"has {contrast(wheel, 21):.2f}. Weights that fall off smoothly (as wide: a standard deviation of 2.6 pixels) only fade "
    f"it, to {contrast(smooth, 21):.2f}.",
)

# %% [markdown] id="spectrum-words"
# A photo is a sum of stripes. Which ones does it hold?

# %% id="fig-spectrum"
spectrum_figure, strength = spectrum.photo_spectrum(photo)
down, across = np.meshgrid(*[(np.arange(64) - 32) / 64] * 2, indexing="ij")
coarse = np.hypot(down, across) <= 1 / 8  # stripes of eight pixels and more
energy = np.where((down == 0) & (across == 0), 0, strength**2)
share = energy[coarse].sum() / energy.sum()
figures.show(
    spectrum_figure,
    f"A photo is made of coarse stripes: those of eight pixels and more are {coarse.mean():.0%} of the plane and hold "
    f"{share:.0%} of the variance. The scale is logarithmic, from 1/10,000 (dark blue) to a third (yellow).",
)
print(f"a coarse place holds {energy[coarse].mean() / energy[~coarse].mean():.0f} times as much as a finer one")

# %% [markdown] id="dense-words"
# ## Why not join every pixel to every output?
#
# A **dense layer** does: each of its outputs (its *units*) is a dot product with the *whole* picture, with weights of
# its own, plus a number of its own, the *bias*. It can compute anything a kernel can. Its price, for a picture of 2×3
# pixels and four units: `6 · 4 = 24` weights and `4` biases, 28 numbers to learn.

# %% [markdown] exercise="dense_parameters"
# Count for any picture.

# %% id="count"
print("from 28×28 gray pixels to a map of 26×26:")
print(f"  dense: a weight for every pixel and place   {28 * 28 * 26 * 26 + 26 * 26:>13,}")
print(f"  local: nine weights and a bias per place    {26 * 26 * (9 + 1):>13,}")
print(f"  one kernel for all places, and its bias     {9 + 1:>13,}")
photo_dense = 224 * 224 * 3 * 222 * 222 + 222 * 222
print(f"from a photo of 224×224 in color to one map:  {photo_dense:>13,} against {3 * 9 + 1}")
print(f"the dense one, four bytes a number:           {photo_dense * 4 / 1e9:.0f} gigabytes")

# %% [markdown] id="sparse-words"
# Two steps lead from the first line to the third. *Local*: an output looks at nine pixels, and all other weights are
# zero. *Shared*: the nine are the same at every place. So a kernel **is** a dense layer, with most weights zero and the
# rest repeated. For a picture of 5×5 its weights are:

# %% id="fig-dense"
kernel = np.array([[1.0, 2, -1], [0.5, 3, 1.5], [-2, -0.5, 2.5]])
matrix_figure, matrix = correlation.as_dense(kernel, side=5)
image = np.random.default_rng(1).normal(size=(5, 5))
same = np.allclose(matrix @ image.ravel(), ops.corr2d(image, kernel).ravel())
figures.show(
    matrix_figure,
    f"Each row of weights makes one place of the map. Of {matrix.size} weights {np.count_nonzero(matrix)} are not zero, "
    f"and among those only {len(np.unique(matrix[matrix != 0]))} different numbers occur. "
    f"Same map as the kernel's: {same}.",
)

# %% [markdown] id="sparse-note"
# Both steps are bets on what pictures are like.
#
# **The first bet: what belongs together lies close together.** Compare pixels some way apart. With a correlation of 1
# one pixel tells the other exactly; with 0 a straight-line guess from it is no better than the mean:

# %% id="locality"
cat = data.photos("cat", gray=True)
shuffled = np.random.default_rng(1).permutation(cat.ravel()).reshape(cat.shape)
print("pixels apart    photo   shuffled")
for apart in (1, 2, 4, 8, 16, 32, 64):
    pairs = [np.corrcoef(p[:, :-apart].ravel(), p[:, apart:].ravel())[0, 1] for p in (cat, shuffled)]
    print(f"{apart:12}    {pairs[0]:5.2f}   {abs(pairs[1]):8.2f}")

# %% [markdown] id="equivariance"
# It pays off for photos, and not for the same pixels in another order.
#
# **The second bet: what is worth finding here is worth finding there.** One kernel for all places means: move the
# picture, and the map moves along. Formally, with a shift $S$ and the layer $f$,
#
# $$ f(S\,x) = S\,f(x), $$
#
# which is called **translation equivariance**. To measure it, let a camera turn a little, so that all it sees moves
# five pixels to the right, and compare the two maps where they show the same part of the scene:

# %% id="fig-shift"
scene = data.photos("cat", side=64, gray=True).astype(float)
before, after = scene[8:48, 12:52], scene[8:48, 7:47]  # 40×40 each; what was in column j is in column j + 5
rng = np.random.default_rng(3)
bank, weights = rng.normal(size=(5, 3, 3)), rng.normal(size=(1600, 1600))


def stack(picture, depth, padding):
    """The map after `depth` kernels in a row."""
    for kernel in bank[:depth]:
        picture = ops.corr2d(picture, kernel, padding=padding)
    return picture


layers = {
    "no zeros": lambda picture: stack(picture, 1, "valid"),
    "zeros around": lambda picture: stack(picture, 1, "same"),
    "five in a row": lambda picture: stack(picture, 5, "same"),
    "dense": lambda picture: (weights @ picture.ravel()).reshape(40, 40),
}
moved = [~np.isclose(f(after)[:, 5:], f(before)[:, :-5]) for f in layers.values()]
kept = [f"{name} {1 - m.mean():.0%}" for name, m in zip(layers, moved, strict=True)]
figures.show(
    correlation.changed([before, after], [m.astype(float) for m in moved], ["before", "after", *layers]),
    "Bright: places whose number did not simply move along. Kept: " + ", ".join(kept) + ".",
)

# %% [markdown] id="shift-limits"
# - **No zeros**: a window that lies wholly on the picture does not know where it is. Every number moves along.
# - **Zeros around the picture** (to keep its size; lesson 02): equivariance fails *at the border*. A window at the edge
#   sees zeros; five pixels further in, the same part of the scene has real neighbors. One column is lost at each side:
#   33 of 35 are left.
# - **Five such layers**: each widens the lost strip by a pixel. 25 of 35 columns are left. With enough layers no place
#   is far from the border: a network can tell where a thing is, and trained ones do (Kayhan & van Gemert 2020).
# - **Dense**: every pixel has met another weight. Nothing moved along.
#
# So "convolutions are translation *invariant*" is wrong twice. The answer does not stay the same, it moves along; and
# near the border not even that.

# %% [markdown] exercise="shifted_input"

# %% [markdown] id="turn-words"
# **What would happen if** the picture were turned by a quarter instead?

# %% id="turn"
for name in ("left edges", "falling lines", "blur"):
    turned_first = ops.corr2d(np.rot90(scene), kernels[name])
    turned_last = np.rot90(ops.corr2d(scene, kernels[name]))
    print(f"{name:14} the map turns along: {np.allclose(turned_first, turned_last, atol=1e-6)}")

# %% [markdown] id="learn"
# The blur's does, as it looks the same in all four directions. So a network that should know a thing at every angle has
# to see it at every angle, or be built for it.
#
# ## Kernel and bias are learned
#
# A layer starts with some numbers and is shown inputs and the outputs that they should give; the numbers then move,
# step by step, to where the error is smaller. So does its *bias*, one number that is added at every place of the map.
#
# One step by hand. Three pixels `1, 2, 3` should become `3, 5, 7`. (Hidden behind it: weight 2, bias 1.) With weight 0
# and bias 0, the layer answers `0, 0, 0`.
#
# 1. The *error* is answer minus target: `−3, −5, −7`. The *loss* is the mean of its squares: `(9 + 25 + 49) / 3 =
#    27.7`.
# 2. If the weight grew a little, by `d`, the answers would grow by `1d, 2d, 3d`, and the loss would change by the mean
#    of `2 · error · pixel`, times `d`: `2 · (−3 − 10 − 21) / 3 = −22.7`. That is the *gradient* of the weight. It is
#    negative: a larger weight makes a smaller loss.
# 3. If the bias grew by `d`, every answer would grow by `d`: the mean of `2 · error`, `−10`.
# 4. Take a small step against both: with a *learning rate* of 0.05 the weight becomes `0 + 0.05 · 22.7 = 1.13`, the
#    bias `0.5`.

# %% id="one-step"
pixels, target = np.array([1.0, 2, 3]), np.array([3.0, 5, 7])
weight, bias = 0.0, 0.0
for step in range(4):
    error = weight * pixels + bias - target
    print(f"step {step}: weight {weight:.3f}, bias {bias:.3f}, loss {np.mean(error**2):.3f}")
    weight -= 0.05 * np.mean(2 * error * pixels)
    bias -= 0.05 * np.mean(2 * error)

# %% [markdown] id="learn-formula"
# Each weight of a kernel has a gradient of its own. Weight `(u, v)` meets the pixel `u` rows down and `v` columns to
# the right of each place, so with the error map `e` of `N` places
#
# $$ \frac{\partial L}{\partial k_{u,v}} = \frac{2}{N} \sum_{i,j} e_{i,j}\; x_{i+u,\,j+v} , \qquad \frac{\partial L}{\partial b} = \frac{2}{N} \sum_{i,j} e_{i,j} . $$
#
# The first sum is this lesson's formula, with the error map in the place of the kernel. **The gradient of a
# cross-correlation is a cross-correlation**, of the image with its errors.

# %% [markdown] exercise="learn_kernel"
# Recover a hidden kernel from one image and its map. (From here on the lesson uses the course's own.)

# %% id="fig-learned"
noise = np.random.default_rng(0).normal(size=(32, 32))
hidden, hidden_bias = left_edges, 0.5
target = ops.corr2d(noise, hidden) + hidden_bias
found = {steps: course.learn_kernel(noise, target, 3, steps, 0.05) for steps in (1, 10, 100)}
figures.show(
    correlation.grids(
        [kernel for kernel, _ in found.values()] + [hidden], [f"{n} step{'s' * (n > 1)}" for n in found] + ["hidden"]
    ),
    "Learned from one image of noise and its map alone. Largest error in a weight: "
    + ", ".join(f"{np.abs(kernel - hidden).max():.3f} after {n}" for n, (kernel, _) in found.items())
    + f". The bias: {found[100][1]:.3f}, hidden was {hidden_bias}.",
)

# %% [markdown] id="learn-turned"
# **What would happen if** the hidden layer were a true convolution? The learner slides its kernel without turning it:

# %% id="learned-turned"
k_hidden = np.array([[1.0, 2, 0], [0, 3, 1], [4, 0, -1]])
learned, _ = course.learn_kernel(noise, ops.convolve2d(noise, k_hidden), 3, 200, 0.05)
print("hidden:\n", k_hidden, "\nlearned:\n", learned.round(2) + 0.0, sep="")

# %% [markdown] id="examples"
# It finds the kernel turned over. So deep learning never had to care.
#
# How many examples does learning take? The kernel above needed one picture. A dense layer could learn the same map, but
# each place by itself. Give both pieces of photos, 12×12 pixels or 144 in all, and solve for their weights exactly
# (least squares). Then let them answer on 200 pieces that they have not seen. Three hidden kernels:


# %% id="exp-examples"
def piece(rng):
    """Twelve by twelve pixels from anywhere in a photo."""
    source = photos[rng.integers(len(photos))]
    top, left = (rng.integers(0, side - 12) for side in source.shape)
    return source[top : top + 12, left : left + 12]


def off_by(answers, maps):
    """The typical error, as a share of the standard deviation of the maps."""
    return np.sqrt(np.mean((answers - maps) ** 2)) / maps.std()


photos = [data.photos(name, gray=True) for name in ("camera", "cat", "china", "coffee", "coins", "astronaut")]
counts = np.array([1, 20, 40, 60, 80, 100, 120, 140, 160])
dense, shared = np.zeros((3, counts.size)), np.zeros((3, 1))
for seed in range(3):
    rng = np.random.default_rng(seed)
    hidden = rng.normal(size=9)
    images = np.stack([piece(rng) for _ in range(360)]).astype(float)
    pixels = images.reshape(360, 144)
    windows = np.lib.stride_tricks.sliding_window_view(images, (3, 3), axis=(1, 2)).reshape(360, 100, 9)
    maps = windows @ hidden  # (360, 100): a number for each of 10×10 places
    for column, n in enumerate(counts):
        weights = np.linalg.lstsq(pixels[:n], maps[:n], rcond=None)[0]  # (144, 100): one for each pixel and place
        dense[seed, column] = off_by(pixels[160:] @ weights, maps[160:])
    kernel = np.linalg.lstsq(windows[0], maps[0], rcond=None)[0]  # (9,), from the first picture alone
    shared[seed] = off_by(windows[160:] @ kernel, maps[160:])
for n, e in zip(counts, dense.T, strict=True):
    print(f"dense layer, pictures {n:3}: error {e.mean():.2f} ± {e.std(ddof=1):.2f}")
print(f"kernel,      pictures   1: error {shared.mean():.2f} ± {shared.std(ddof=1):.2f}")

# %% id="fig-examples"
lines = {"dense layer": dense, "kernel, from one picture": shared.repeat(counts.size, axis=1)}
figures.show(
    correlation.curves(counts, lines, "pictures to learn from", "error on new pictures"),
    f"Thin lines: three hidden kernels; thick: their mean. With 100 pictures the dense layer is still off by "
    f"{dense[:, 5].mean():.2f} standard deviations; with 160, more than a picture has pixels, by "
    f"{dense[:, -1].mean():.2f}.",
)

# %% [markdown] id="experiment"
# ## An experiment: who is the best teacher?
#
# A hidden kernel and a hidden bias make a map from an image. `learn_kernel` sees image and map and takes 1,000 steps.
# The image may be noise, stripes, or a photo, as it is (0 to 1) or *standardized* (its mean subtracted, then divided by
# its standard deviation; so are noise and stripes). The learning rate is 0.05 for all.
#
# **The claim:** a photo, full of edges and texture, teaches the kernel at least as well as noise does. Three seeds,
# each with a kernel, a noise and a photo of its own. Write down what you expect.


# %% id="exp-teachers"
def standardized(image):
    """The image with mean 0 and standard deviation 1."""
    return (image - image.mean()) / image.std()


steps = np.array([1, 3, 10, 30, 100, 300, 1000])
names = ["noise", "photo", "standardized photo", "stripes"]
error, fit, last = np.zeros((4, 3, steps.size)), np.zeros((4, 3)), {}
for seed, subject in enumerate(("camera", "cat", "china")):
    rng = np.random.default_rng(seed)
    hidden, hidden_bias = rng.normal(size=(3, 3)), rng.normal()
    photo_48 = data.photos(subject, side=48, gray=True).astype(float)
    teachers = [rng.normal(size=(48, 48)), photo_48, standardized(photo_48), standardized(spectrum.stripes(4, 0, 48))]
    for row, image in enumerate(teachers):
        target = ops.corr2d(image, hidden) + hidden_bias
        for column, count in enumerate(steps):
            kernel, bias = course.learn_kernel(image, target, 3, count, 0.05)
            error[row, seed, column] = np.linalg.norm(kernel - hidden) / np.linalg.norm(hidden)
        fit[row, seed] = 1 - np.mean((ops.corr2d(image, kernel) + bias - target) ** 2) / target.var()
        last[names[row]] = kernel

print("after 1,000 steps      error of the kernel    by seed           share of the map explained")
for name, e, f in zip(names, error[:, :, -1], fit, strict=True):
    print(f"{name:20} {e.mean():8.0%} ± {e.std(ddof=1):3.0%}      ", *(f"{one:4.0%}" for one in e), f"{f.mean():15.1%}")

# %% id="fig-teachers"
figures.show(
    correlation.curves(
        steps, dict(zip(names, error, strict=True)), "steps", "error of the kernel ÷ its size", log=True
    ),
    f"How far the learned kernel is from the hidden one; thin lines are seeds. Noise is done after 100 steps "
    f"({error[0, :, 4].mean():.0%} left). After 1,000 the photo has {error[1, :, -1].mean():.0%} left, "
    f"standardized {error[2, :, -1].mean():.0%}, stripes {error[3, :, -1].mean():.0%}.",
)

# %% [markdown] id="experiment-words"
# **The claim fails**, for every seed. Noise gives the kernel away within a hundred steps; a photo as it is has hardly
# begun by then. Kernels that are 11 % off explain the maps of standardized photos to 99.7 %, and kernels that are 79 %
# off explain those of stripes wholly. **A small loss does not mean that the right kernel was found.**
#
# The Fourier plane tells why. An image corrects the kernel's response only where it has stripes of that kind, and the
# faster the more of them. Noise has all kinds alike. In a photo the coarse ones are far stronger (about two hundred
# times, above): they are learned at once, and the fine ones take thousands of steps. One kind of stripes fixes the
# kernel at one place of the plane and nowhere else. The kernels of the last seed:

# %% id="fig-planes"
off = ops.frequency_response(last["standardized photo"] - hidden, 48)
down, across = np.meshgrid(*[(np.arange(48) - 24) / 48] * 2, indexing="ij")
near = np.hypot(down, across) <= 1 / 8
figures.show(
    spectrum.responses({"hidden": hidden} | {f"from {name}": last[name] for name in names if name != "photo"}, rows=1),
    f"Responses of the hidden kernel and of what three teachers left. The standardized photo's is off by "
    f"{off[near].mean():.2f} on coarse stripes (eight pixels and more) and by {off[~near].mean():.2f} on finer ones; "
    f"the hidden response has a mean of {ops.frequency_response(hidden, 48).mean():.2f}.",
)

# %% [markdown] id="fair"
# **What would happen if** the photo took longer steps? Try, and subtract the mean alone too:

# %% id="longer-steps"
raw = data.photos("camera", side=48, gray=True).astype(float)
trials = {
    "as it is": (raw, (0.05, 0.1, 0.2, 0.4)),
    "mean subtracted": (raw - raw.mean(), (0.2, 0.4, 0.8, 1.6)),
    "standardized": (standardized(raw), (0.025, 0.05, 0.1, 0.2)),
}
for name, (image, rates) in trials.items():
    left = []
    for lr in rates:
        kernel, _ = course.learn_kernel(image, ops.corr2d(image, left_edges), 3, 300, lr)
        share = np.linalg.norm(kernel - left_edges) / np.linalg.norm(left_edges)
        left.append(f"{lr}: runs away" if share > 10 else f"{lr}: {share:.0%} left")
    print(f"{name:16}", "   ".join(left))

# %% [markdown] id="limits"
# Longer steps help, until the strong stripes run away. At its best the photo as it is keeps 23 % of the error. Its
# strongest stripe is the mean, at frequency zero. Subtract that, and steps four times as long still hold: 11 % are
# left. The next to run away is the bias, beyond a learning rate of 1. Dividing by the standard deviation makes the
# steps of the weights longer and not that of the bias, and 7 % are left. So the claim fails at every step tried. What
# lasts: center and scale what goes into a network (LeCun et al. 1998b, section 4.3).
#
# Mind the limits: one layer, one kernel, plain gradient descent, no noise in the target.
#
# ## Summary
#
# - A kernel lies on a window, pixel by weight, and leaves their dot product. All places together make a map of `(h − kh
#   + 1, w − kw + 1)` numbers.
# - Deep learning's convolution is cross-correlation. The true one turns the kernel over; a learned kernel comes out
#   turned.
# - A kernel multiplies each kind of stripes by one number, its frequency response. The mean of a square is no clean
#   low-pass: some fine stripes come out inverted.
# - A kernel is a dense layer that bets on locality and on sharing: 10 numbers to learn in place of 530,660, and one
#   picture to learn them from in place of some 144.
# - A map moves along with its picture (equivariance), except near the border and when the picture turns.
# - The gradient of the kernel is a cross-correlation of image and error. An image teaches only the stripes that it
#   holds.
#
# ## Key terms
#
# | English | 中文 | in one line |
# |---|---|---|
# | cross-correlation | 互相关 | slide a kernel as it stands, take the dot product at each place |
# | convolution | 卷积 | the same with the kernel turned by half a turn; in deep learning the word means the line above |
# | kernel, filter | 卷积核，滤波器 | the small grid of weights |
# | feature map | 特征图 | what one kernel leaves at all places |
# | dot product | 点积 | the sum of products, number by number |
# | bias | 偏置 | one number added at every place |
# | frequency response | 频率响应 | the factor by which stripes of each kind grow |
# | low-pass, high-pass | 低通，高通 | lets coarse, or fine, stripes through |
# | dense layer | 全连接层 | each output has a weight for every input |
# | locality | 局部性 | an output looks at pixels that lie close together |
# | parameter sharing | 参数共享 | the same weights at every place |
# | translation equivariance | 平移等变性 | move the input, and the output moves along |
# | translation invariance | 平移不变性 | move the input, and the output stays the same |
# | gradient descent | 梯度下降 | small steps against the gradient of the loss |
#
# ## Sources
#
# - Goodfellow, Bengio & Courville (2016), *Deep Learning*, section 9.1 (convolution and cross-correlation) and 9.2
#   (locality, sharing, equivariance).
# - LeCun, Bottou, Bengio & Haffner (1998a), *Gradient-based learning applied to document recognition*, Proc. IEEE
#   86(11), section II.A: local fields and shared weights.
# - LeCun, Bottou, Orr & Müller (1998b), *Efficient BackProp*, section 4.3: why inputs are centered and scaled.
# - Field (1987), *Relations between the statistics of natural images and the response properties of cortical cells*, J.
#   Opt. Soc. Am. A 4(12): photos are mostly coarse stripes.
# - Kayhan & van Gemert (2020), *On translation invariance in CNNs*, CVPR, arXiv:2003.07064: networks that read their
#   position off the border.
# - Gonzalez & Woods (2018), *Digital Image Processing*, chapters 3 and 4: Sobel's kernel, filters in the Fourier plane.
# - TensorFlow API, `tf.nn.convolution`: "actually cross-correlation".
