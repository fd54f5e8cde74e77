# %% [markdown] id="title" minutes=70 needs=["01", "04"]
# # Fast convolution
#
# Five ways to the same numbers. Which takes the least work, which the least time, and why are those two questions?
#
# After this lesson you can
#
# - turn a convolution into one matrix product, and say what that costs in memory;
# - convolve by multiplying spectra, and say when that is worth it;
# - derive Winograd's trick, which does with four multiplications what seems to need six;
# - count operations and bytes of each way, and say which sets the pace;
# - say how many digits a fast way loses, and find an input that costs it nearly all.

# %% id="setup" tags=["setup"]
import time

import numpy as np

from cnncourse import check, data, figures, hint, keras, ops, solution
from cnncourse.figures import convolution_costs, convolution_ways
from cnncourse.ops.operations import cost, count
from cnncourse.ops.threads import one_blas_thread
from cnncourse.waiting import each
from cnncourse.widgets.fast_convolution import count_explorer, rows_explorer

rng = np.random.default_rng(7)

# %% [markdown] id="loops"
# ## One: the definition
#
# On 4×4 pixels a kernel of 3×3 has four places; this lesson computes their four numbers in five ways. The first place,
# row by row of the window:
#
#     2·1 + 1·2 + 3·(−1)  =  1
#     1·0 + 0·1 + 2·1     =  2
#     3·2 + 2·0 + 1·(−1)  =  5
#                            8

# %% id="fig-operands"
x = np.array([[2.0, 1, 3, 0], [1, 0, 2, 4], [3, 2, 1, 1], [0, 1, 2, 3]])
kernel = np.array([[1.0, 2, -1], [0, 1, 1], [2, 0, -1]])
figures.show(
    convolution_ways.operands(x, kernel),
    f"The first window and its number, {ops.corr2d(x, kernel)[0, 0]:.0f}. "
    "The other three come from the same kernel, one pixel on.",
)

# %% [markdown] id="loops-count"
# Nine multiplications and eight additions at each of four places. The package has numbers that count their own sums and
# products; the definition's seven loops (image, row, column, filter, then row, column and channel of the window) run on
# them:

# %% id="loops-counted"
batch, bank = x[None, :, :, None], kernel[:, :, None, None]  # the layouts of lesson 04: n h w c, and kh kw c f
y, tally = count(ops.conv2d_naive, batch, bank)
print(y[0, :, :, 0])
print(f"{tally.multiplications} multiplications, {tally.additions} additions")

# %% [markdown] id="loops-formula"
# In general, with $n$ images, maps of $h' \times w'$ places, $c$ channels, $f$ filters and windows of $k \times k$:
#
# $$ n \cdot h' w' \cdot f \cdot k^2 c \ \text{ multiplications,} $$
#
# the number that lesson 04 called MACs. A layer of a small network has some 80,000 of them. How long do the loops take,
# how long TensorFlow? All times in this lesson are for one core: seconds that the *processor* spent, whatever else the
# machine does, the median of several runs.

# %% id="race-loops" tags=["timed"]
import tensorflow as tf

tf.config.threading.set_intra_op_parallelism_threads(1)


def seconds(function, *arguments, runs=5):
    """Median over `runs` of the processor's seconds for one call; quick calls are repeated within a run."""
    with one_blas_thread():
        function(*arguments)  # the first call is not counted
        measured = []
        for _ in range(runs):
            start, calls = time.process_time(), 0
            while time.process_time() - start < 0.004:
                function(*arguments)
                calls += 1
            measured.append((time.process_time() - start) / calls)
    return float(np.median(measured))


def layer(n, h, c, f, k):
    """Random images and kernels, float32."""
    return rng.normal(size=(n, h, h, c)).astype("float32"), rng.normal(size=(k, k, c, f)).astype("float32")


def tensorflows(x, kernel):
    """TensorFlow's own convolution of tensors."""
    return tf.nn.conv2d(x, kernel, 1, "VALID")


small = layer(1, 14, 8, 8, 3)
multiplications = cost("loops", 1, 14, 14, 8, 8, 3).multiplications
slow = seconds(ops.conv2d_naive, *small, runs=3)
tensors = [tf.constant(part) for part in small]
quick = seconds(tensorflows, *tensors)
print(f"{multiplications:,} multiplications")
print(f"loops:      {slow * 1e3:9.3f} ms, {slow / multiplications * 1e9:7.1f} ns for each multiplication")
print(f"TensorFlow: {quick * 1e3:9.3f} ms, {quick / multiplications * 1e9:7.1f} ns for each multiplication")
print(f"ratio:      {slow / quick:9.0f}")

# %% [markdown] id="loops-words"
# About a thousand times as long where this page was built, for the same multiplications. Even TensorFlow's time is mostly the price of being called:
# in a large layer a product takes hundredths of a nanosecond (measured below). Python spends hundreds of nanoseconds on
# finding out what `x[image, i + u, j + v, channel]` is, making an object of it, looking up how such objects are
# multiplied, and throwing it away. **The number of multiplications is not what makes loops slow.**
#
# ## Two: every window a row
#
# Computers multiply nothing faster than matrices: decades of work went into GEMM, one routine of the libraries named
# BLAS. So write the convolution as a matrix product: every window is a row; the kernel, read in the same order, a
# column. Row times column is nine products and their sum, which is what a place needs:

# %% id="fig-rows"
picture, sentence = convolution_ways.windows_as_rows(x, kernel)
figures.show(
    picture,
    "Every window as a row: the four numbers of the map are one matrix product. Pixels keep their "
    f"color; the four in the middle stand in every row. {x.size} numbers became {ops.im2col(batch, 3, 3).size}.",
)

# %% [markdown] id="rows-formula"
# This is `im2col`, *image to columns*; MATLAB's function makes columns of windows, most others rows. With shapes:
#
# $$ \underbrace{\text{im2col}(x)}_{(n h' w') \times (k^2 c)} \cdot \underbrace{\text{kernels}}_{(k^2 c) \times f}
#    = \underbrace{\text{maps}}_{(n h' w') \times f} $$
#
# It entered deep learning with Chellapilla, Puri & Simard (2006).

# %% [markdown] exercise="im2col"
# Loops over places; inside, slices. Within a row the order is that in which NumPy stores a window.

# %% [markdown] id="slider-rows-words"
# Which pixels stand in most rows? What happens to the overlap with stride 2?

# %% id="slider-rows" tags=["widget"]
rows_explorer(np.random.default_rng(5).integers(0, 10, (4, 6)).astype(float), kernel)

# %% [markdown] id="rows-product"
# (Without a running kernel, see the figure above.)

# %% [markdown] exercise="conv2d_im2col"
# One line and some folding.

# %% [markdown] id="rows-same"
# The same numbers, as many multiplications:

# %% id="rows-counted"
y, tally = count(ops.conv2d_im2col, batch, bank)
print(y[0, :, :, 0])
print(f"{tally.multiplications} multiplications, {tally.additions} additions")

# %% id="race-rows" tags=["timed"]
ours = seconds(ops.conv2d_im2col, *small)
print(f"loops {slow * 1e3:.3f} ms, im2col {ours * 1e3:.3f} ms, TensorFlow {quick * 1e3:.3f} ms")
print(f"im2col is {slow / ours:.0f} times sooner than the loops")

# %% [markdown] id="rows-memory"
# Is there a price?

# %% [markdown] exercise="im2col_megabytes"
# On paper, before you run the next cell.

# %% id="megabytes"
if im2col_megabytes is ...:
    print("Write your prediction above first, then run this cell again.")
else:
    pixels = 224 * 224 * 64
    print(f"map: {4 * pixels / 1e6:.1f} MB, matrix of its windows: {4 * 9 * pixels / 1e6:.1f} MB")

# %% [markdown] id="pieces"
# The price is memory: each pixel is copied $k^2$ times, written and read again. **What would happen if** the matrix
# were made in pieces, each small enough to stay in the processor's *cache*, the small fast memory next to it? The
# package's own `ops.conv2d` does that, with the same arithmetic. An image of 128×128, three channels, kernels of 15×15:

# %% id="race-pieces" tags=["timed"]
photo_layer = layer(1, 128, 3, 3, 15)
whole, pieces = seconds(ops.conv2d_im2col, *photo_layer), seconds(ops.conv2d, *photo_layer)
matrix = 4 * ops.im2col(photo_layer[0], 15, 15).size / 1e6
print(f"one matrix of {matrix:.0f} MB: {whole * 1e3:.1f} ms; in pieces of 1 MB: {pieces * 1e3:.1f} ms")

# %% [markdown] id="shifted"
# A good part of the time was the way to memory and back.
#
# ## Three: nine shifted images
#
# Turn the sum around: ask not what a *place* needs but what a *tap*, one of the kernel's nine squares, gives. Under the
# tap in the top left corner lie, at the four places, the pixels 2 1 / 1 0: the image without its last two rows and
# columns. All are multiplied by its weight, 1. The next tap sees the image one column further on, times 2. Nine crops,
# nine weights, one sum:

# %% id="fig-shifted"
figures.show(
    convolution_ways.shifted_crops(x, kernel),
    "What lies under each tap at the four places, and the tap's weight. Take the number in the top left "
    "corner of all nine crops, each times its weight: together they are "
    f"{sum(kernel[u, v] * x[u, v] for u, v in np.ndindex(3, 3)):.0f}, the first number of the map.",
)

# %% [markdown] id="shifted-formula"
# With channels and filters a tap's weight is a matrix, $c \times f$, and its share a matrix product: a 1×1 convolution (lesson 04) of
# the shifted image.
#
# $$ y = \sum_{u, v} \text{crop}_{u,v}(x) \cdot \text{kernel}[u, v] $$

# %% [markdown] exercise="conv2d_shifted"
# Two loops over the taps; no window is copied.

# %% id="shifted-counted"
y, tally = count(ops.conv2d_shifted, batch, bank)
print(y[0, :, :, 0])
print(f"{tally.multiplications} multiplications, {tally.additions} additions")

# %% [markdown] id="fourier"
# ## Four: multiply the spectra
#
# The next two ways can save multiplications. One row of four pixels, $d = (2, 1, 3, 0)$, and the kernel's first row,
# $g = (1, 2, -1)$, with two places:
#
#     2·1 + 1·2 + 3·(−1) = 1        1·1 + 3·2 + 0·(−1) = 7
#
# A row of four pixels is a sum of four waves; their shares, found by a Fourier transform, are the row's *spectrum*.
# Wave number $k$ is the row $1, i^k, i^{2k}, i^{3k}$, with $i^2 = -1$: each number is $i^k$ times the one before, and
# after four pixels it begins again. So, unlike a row of pixels, **a shifted wave is the same wave times a number.** A
# cross-correlation is a weighted sum of shifted rows: it multiplies each wave by *one* number, whatever the kernel's
# size.
#
# By hand, the shares of the four waves are
#
# $$ D_0 = d_0 + d_1 + d_2 + d_3, \quad D_1 = d_0 - i d_1 - d_2 + i d_3, \quad D_2 = d_0 - d_1 + d_2 - d_3, \quad
#    D_3 = \overline{D_1}. $$
#
# The kernel gets a zero, to be as long as the row, and is transformed likewise. Its spectrum is conjugated (the bar),
# lest the kernel come out turned over (lesson 01). Then multiply wave by wave, and transform back:
#
# | | 0 | 1 | 2 | 3 |
# |---|---|---|---|---|
# | $D$ | 6 | −1 − i | 4 | −1 + i |
# | $G$ | 2 | 2 − 2i | −2 | 2 + 2i |
# | $D \cdot \overline{G}$ | 12 | −4i | −8 | 4i |
#
# The way back is the same sum with the signs of $i$ exchanged, divided by four. Place 0: $(12 - 4i - 8 + 4i) / 4 = 1$.
# Place 1: $(12 + i \cdot (-4i) + 8 - i \cdot 4i) / 4 = (12 + 4 + 8 + 4) / 4 = 7$.

# %% id="fourier-row"
d, g = np.array([2.0, 1, 3, 0]), np.array([1.0, 2, -1])
D, G = np.fft.fft(d), np.fft.fft(g, n=4)
for name, values in (("D", D), ("G", G), ("D · conj G", D * G.conj())):
    values = values.round(6) + 0  # no minus zero
    print(f"{name:11s}", "   ".join(f"{value.real:3.0f} {value.imag:+.0f}i" for value in values))
print(f"{'back':11s}", "   ".join(f"{value:6.0f}" for value in np.fft.ifft(D * G.conj()).real))

# %% [markdown] id="fourier-wrap"
# Four numbers came back for two places. At the other two the window hangs over the edge, and waves repeat: behind the
# last pixel comes the first again. At place 2 the window saw 3, 0 and, from the front, 2:
# $3 \cdot 1 + 0 \cdot 2 + 2 \cdot (-1) = 1$. Such places *wrap around*, and are cut off.
#
# The same in two directions: a photo, blurred by a 17×17 window through its spectrum, before the cut:

# %% id="fig-wrapped"
photo = data.photos("coffee", side=64, gray=True)
blur = np.full((17, 17), 1 / 17**2, dtype="float32")
full = np.fft.irfft2(np.fft.rfft2(photo) * np.fft.rfft2(blur, s=photo.shape).conj(), s=photo.shape)
good = 64 - 17 + 1
figures.show(
    convolution_ways.wrapped(photo, full, blur.shape),
    "The window of one place at the bottom right, in orange, comes back in at the other three corners. "
    f"Hatched places wrap: {64**2 - good**2:,} of {64**2:,}.",
)

# %% [markdown] exercise="conv2d_fft"
# `rfft2` is the transform of real images: it leaves out the mirrored half of the waves. Mind an odd width.

# %% [markdown] id="fourier-cost"
# Is that faster? Done as above, a transform of $N$ numbers takes $N^2$ multiplications. The *fast* Fourier transform,
# FFT, takes a number of operations proportional to $N \log_2 N$; for real numbers one counts $2.5\,N \log_2 N$ (Frigo &
# Johnson), though it depends on the prime factors of $N$. Much for a small kernel, but **the kernel's size does not
# occur in it.** One image of 128×128, three channels to three, against TensorFlow, which multiplies directly:

# %% id="race-fourier" tags=["timed"]
for k in (3, 7, 15, 31, 63):
    photo_layer = layer(1, 128, 3, 3, k)
    tensors = [tf.constant(part) for part in photo_layer]
    by_fft, theirs = seconds(ops.conv2d_fft, *photo_layer), seconds(tensorflows, *tensors)
    pair = f"FFT {by_fft * 1e3:5.2f} ms   TensorFlow {theirs * 1e3:5.2f} ms"
    print(f"{k:2d}×{k:<2d}  {pair}   ratio {theirs / by_fft:4.1f}")

# %% [markdown] id="fourier-words"
# Once the kernel is large, a few lines of NumPy beat TensorFlow. Yet oneDNN, which TensorFlow computes with on most
# CPUs, offers direct and Winograd convolutions and no FFT. Two likely reasons: since VGG (2014) most kernels are 3×3;
# and every pair of a channel and a filter has a kernel of its own, which must be laid out *as large as the image* to be
# transformed. Mathieu, Henaff & LeCun (2014) use an image's spectrum for all filters and a kernel's for the whole
# batch; with one image the second saving is gone.

# %% [markdown] exercise="when_fft_wins"

# %% [markdown] id="winograd"
# ## Five: four multiplications where six were needed
#
# The row of four pixels again, two places of a window of three:
#
# $$ y_0 = d_0 g_0 + d_1 g_1 + d_2 g_2 \qquad y_1 = d_1 g_0 + d_2 g_1 + d_3 g_2 $$
#
# Six multiplications. The middle pixels, $d_1$ and $d_2$, occur in both places: $d_1 g_1 + d_2 g_2$ on the left,
# $d_1 g_0 + d_2 g_1$ on the right. Each meets $g_1$ once, crosswise; their other partners, $g_2$ and $g_0$, differ.
# **Make them equal**: add $d_2 g_0$ on the left and $d_1 g_2$ on the right. With $p = g_1$ and $q = g_0 + g_2$:
#
# $$ A = d_1 p + d_2 q \qquad B = d_1 q + d_2 p $$
#
# Still four multiplications, but now sum and difference fall apart into products:
#
# $$ A + B = (d_1 + d_2)(p + q) \qquad A - B = (d_1 - d_2)(p - q) $$
#
# **Two** multiplications; $A$ is half the sum of these, $B$ half their difference. What was added is taken away again
# in the products that are left, at no cost:
#
# $$ y_0 = (d_0 - d_2)\,g_0 + A \qquad y_1 = B + (d_3 - d_1)\,g_2 $$
#
# Four in all. For $d = (2, 1, 3, 0)$, $g = (1, 2, -1)$, so $p = 2$ and $q = 0$, with the halves at the weights, the
# same at all places:
#
#     (d0 − d2)·g0       = (2 − 3)·1        = −1
#     (d1 + d2)·(p+q)/2  = (1 + 3)·(2+0)/2  =  4
#     (d1 − d2)·(p−q)/2  = (1 − 3)·(2−0)/2  = −2
#     (d3 − d1)·g2       = (0 − 1)·(−1)     =  1
#
#     y0 = −1 + 4 + (−2) = 1        y1 = 4 − (−2) + 1 = 7
#
# It is named $F(2, 3)$: two places, three weights. Four is the least possible: $m$ places of a window of $r$ take at
# least $m + r - 1$ multiplications (Winograd 1980, page 39, as told by Lavin & Gray 2016, section 4).

# %% [markdown] exercise="winograd_row"
# The check hands your function numbers that count: take them as they come. Halving and sums are free.

# %% [markdown] id="winograd-square"
# ### In two directions
#
# What works for a row of *numbers* works for a row of *rows*. Let $d_0 \ldots d_3$ be the four rows of a 4×4 tile and
# $g_0, g_1, g_2$ the three rows of the kernel: the four products of $F(2, 3)$ are then products of rows, each an
# $F(2, 3)$ again. Four times four, **sixteen multiplications for four places**, where the definition has thirty-six.
# With the brackets as matrices, $T$ for pixels and $F$ for weights, and in $P$ which products each place adds up:
#
# $$ T = \begin{pmatrix} 1&0&-1&0\\0&1&1&0\\0&1&-1&0\\0&-1&0&1 \end{pmatrix} \quad
#    F = \begin{pmatrix} 1&0&0\\ \frac12&\frac12&\frac12\\ -\frac12&\frac12&-\frac12\\0&0&1 \end{pmatrix} \quad
#    P = \begin{pmatrix} 1&0\\1&1\\1&-1\\0&1 \end{pmatrix} \qquad
#    y = P^\top \left[ (F g F^\top) \odot (T d\, T^\top) \right] P $$
#
# One row of $T$ is one bracket of the derivation; $\odot$ multiplies value by value. (Lavin & Gray, equation 7, turn
# the signs in the third rows of $T$ and $F$ and in the last rows of $T$ and $P$. The answer is the same, unless the
# sets are mixed.)

# %% [markdown] exercise="winograd_f23"
# Three matrices and one line.

# %% id="winograd-counted"
_, by_definition = count(ops.conv2d_naive, batch, bank)
fast, by_winograd = count(ops.winograd_f23, x, kernel)
print(fast)
print(f"definition {by_definition.multiplications} multiplications, Winograd {by_winograd.multiplications}")

# %% [markdown] id="winograd-tiles"
# A layer is cut into tiles of 4×4 pixels that overlap by two, so that their 2×2 places lie side by side:

# %% id="fig-tiles"
figures.show(
    convolution_ways.tiles(5, 7),
    "Tiles overlap in the image and not in the map. With odd sides the last ones hang over: "
    f"{3 * 4} tiles compute {4 * 12} places for the {5 * 7} that are wanted.",
)

# %% [markdown] exercise="winograd_multiplications"
# Hanging over has its price. Count it.

# %% [markdown] id="winograd-channels"
# With channels this pays: a tile is transformed *once* and used by all filters, a kernel once and used by all tiles,
# and the products are added up over the channels *before* the way back. So it is with spectra; both ways **transform,
# multiply value by value, and transform back**. Fourier's transform needs complex numbers and reaches any size;
# Winograd's needs only 0, ±1 and ½, and stays small.
#
# ## What counting says
#
# One layer: 34×34 pixels, 64 channels, 64 filters of 3×3. *Moved* is what each way reads and writes without a cache:
# each array that it makes, once out, once in.

# %% id="count-table"
shape = (1, 34, 34, 64, 64, 3)
print(f"{'':10s}{'multiplications':>16s}{'additions':>13s}{'MB moved':>11s}")
for way in ("loops", "im2col", "shifted", "FFT", "Winograd"):
    found = cost(way, *shape)
    print(f"{way:10s}{found.multiplications:16,.0f}{found.additions:13,.0f}{found.bytes / 1e6:11.1f}")

# %% [markdown] id="count-words"
# Winograd has 2.25 times fewer multiplications. The FFT has *more* than the definition: 3×3 is small, and a single
# image must pay for 64·64 transformed kernels. Now vary kernel, channels and image.

# %% id="fig-counts"
SETTINGS = {  # what is varied → (images, side, channels, filters, kernel)
    "side of the kernel": {k: (4, 48, 8, 8, k) for k in (1, 3, 5, 7, 11, 15, 23, 31)},
    "channels and filters": {c: (1, 34, c, c, 3) for c in (1, 4, 16, 64, 128)},
    "side of the image": {h: (1, h, 16, 16, 3) for h in (10, 18, 34, 66, 130)},
}


def counted(way, n, h, c, f, k):
    """Operations of a way for a square layer."""
    return cost(way, n, h, h, c, f, k).operations


def able(way, setting):
    """Winograd's F(2×2, 3×3) is for 3×3 only."""
    return way != "Winograd" or setting[4] == 3


def curves(measure, ways):
    """Panel → way → (what is varied, its cost)."""
    found = {label: {} for label in SETTINGS}
    for label, way in each([(label, way) for label in SETTINGS for way in ways], "measuring"):
        row = SETTINGS[label]
        at = [value for value, setting in row.items() if able(way, setting)]
        found[label][way] = at, [measure(way, *row[value]) for value in at]
    return found


by_count = curves(counted, ["im2col", "FFT", "Winograd"])
by_side = SETTINGS["side of the kernel"]
crossing = next(k for k, setting in by_side.items() if counted("FFT", *setting) < counted("im2col", *setting))
many = SETTINGS["channels and filters"][128]
figures.show(
    convolution_costs.panels(by_count, "operations"),
    "Counted operations; im2col stands for the three direct ways. Left, four images of 48×48 pixels with "
    f"8 channels: the FFT takes fewer from {crossing}×{crossing} on. Middle and right, one image, 3×3: with "
    f"128 channels Winograd takes {counted('Winograd', *many) / counted('im2col', *many):.2f} of direct.",
)

# %% [markdown] id="slider-count-words"
# Find a layer for which im2col moves more than five hundred times what it must. Then a 3×3 layer for which the FFT
# takes fewer operations than Winograd: one slider is not in the figure.

# %% id="slider-count" tags=["widget"]
count_explorer(k=3, channels=16, side=32)

# %% [markdown] id="claim"
# ## What the clock says
#
# **The claim:** whoever takes the fewest operations is the fastest. Write down who should win in each panel, then let
# them race: the same layers, five ways, five runs each.

# %% id="race" tags=["timed"]
WAYS = {
    "im2col": ops.conv2d_im2col,
    "shifted": ops.conv2d_shifted,
    "FFT": ops.conv2d_fft,
    "Winograd": ops.conv2d_winograd,
    "TensorFlow": tensorflows,
}
clock = {}


def timed(way, *setting):
    """Seconds of a way for a layer, measured once."""
    if (way, setting) not in clock:
        parts = layer(*setting)
        if way == "TensorFlow":
            parts = [tf.constant(part) for part in parts]
        clock[way, setting] = seconds(WAYS[way], *parts)
    return clock[way, setting]


by_clock = curves(lambda *layer: 1e3 * timed(*layer), list(WAYS))
sooner = [k for k, setting in by_side.items() if timed("FFT", *setting) < timed("im2col", *setting)]
overtakes = f"from {sooner[0]}×{sooner[0]} on" if sooner else "nowhere"
figures.show(
    convolution_costs.panels(by_clock, "milliseconds"),
    f"Measured, the same layers. Left: the FFT beats im2col {overtakes}. Middle: with 128 channels "
    f"Winograd takes {timed('Winograd', *many) / timed('im2col', *many):.1f} times as long as im2col.",
)

# %% id="verdict" tags=["timed"]
named, late = 0, []
contestants = ["im2col", "FFT", "Winograd"]
settings = {setting for row in SETTINGS.values() for setting in row.values()}
for setting in settings:
    there = [way for way in contestants if able(way, setting)]
    least = min(there, key=lambda way: counted(way, *setting))
    first = min(there, key=lambda way: timed(way, *setting))
    named += least == first
    late.append(timed(least, *setting) / timed(first, *setting))
print(f"counting names the fastest in {named} of {len(settings)} layers;")
print(f"its choice takes {np.median(late):.1f} times as long as the fastest (median), {max(late):.1f} at worst")
for c in (4, 16, 64, 128, 512):
    setting = (1, 34, c, c, 3)
    ratio = timed("Winograd", *setting) / timed("im2col", *setting)
    other = timed("im2col", *setting) / timed("TensorFlow", *setting)
    print(f"{c:3d} channels, 3×3: Winograd {ratio:.1f} times as long as im2col, im2col {other:.1f} times TensorFlow")

# %% [markdown] id="claim-words"
# **The claim fails.** On 3×3 layers Winograd takes half the operations and, in NumPy, more time than the way that saves
# nothing; with 512 channels it is about level. The FFT wins with large kernels, but later than counted. And on 3×3
# layers `im2col`, for all its copies, takes at most about twice TensorFlow's time.
#
# Divide operations by nanoseconds:

# %% id="rates" tags=["timed"]
setting = (1, 34, 64, 64, 3)
print(f"{'':10s}{'operations':>12s}{'time':>11s}{'operations a nanosecond':>26s}")
print(f"{'loops*':10s}{2 * multiplications:12,}{slow * 1e3:8.2f} ms{2 * multiplications / slow / 1e9:26.4f}")
for way in ("im2col", "shifted", "Winograd", "FFT"):
    operations, time_taken = counted(way, *setting), timed(way, *setting)
    print(f"{way:10s}{operations:12,.0f}{time_taken * 1e3:8.2f} ms{operations / time_taken / 1e9:26.1f}")
print("* on the small layer of the beginning")

# %% [markdown] id="rates-words"
# **An operation is not an operation.** A nanosecond holds dozens of them and more in a matrix product, a few in an FFT,
# not a hundredth of one in Python. Counting compares ways only if an operation costs the same in each.
#
# ## The roofline
#
# Why is an addition dearer in a transform than in a matrix product? In a kitchen a cook chops, a helper fetches from
# the cellar. If each carrot is cut a hundred times, the helper waits for the cook. If it is cut once, the cook waits
# for the helper, and a faster cook changes nothing. What decides is the number of cuts for each carrot.
#
# For a computer it is **operations for each byte** that comes from memory, the *arithmetic intensity* of a layer. A
# dense layer that answers for one image reads each weight (four bytes), multiplies and adds it (two operations), and
# never uses it again: half an operation a byte. With 64 images each weight is still read once, and used 64 times.
#
# $$ \text{intensity} = \frac{2 \cdot n h w \cdot f \cdot k^2 c}{4 \left( n h w c + k^2 c f + n h w f \right)} $$
#
# for maps as large as the images, float32.

# %% [markdown] exercise="arithmetic_intensity"
# Above the line what is computed, below it what is fetched and brought back.

# %% id="intensities"
LAYERS = {  # n, h, w, c, f, k
    "dense 4096→4096, 1 image": (1, 1, 1, 4096, 4096, 1),
    "the same, 64 images": (64, 1, 1, 4096, 4096, 1),
    "1×1, 256→64 on 56×56": (1, 56, 56, 256, 64, 1),
    "3×3, 64→64 on 56×56": (1, 56, 56, 64, 64, 3),
    "3×3, 1→1 on 512×512": (1, 512, 512, 1, 1, 3),
}
for name, setting in LAYERS.items():
    print(f"{name:26s}{ops.arithmetic_intensity(*setting):7.1f} operations per byte")
print(f"{'Winograd, pixel transform':26s}{32 / (4 * (4 + 16)):7.1f} operations per byte")

# %% [markdown] id="intensity-words"
# The last line: transforming a tile takes 32 additions (each row of $T$ has one: four for each of four columns, then
# four for each of four rows). A tile brings four new pixels, the rest being its neighbors', and leaves sixteen numbers:
# twenty times four bytes, 0.4 operations a byte, less than the dense layer: the cook waits for the helper.
#
# How fast are the two here? A large matrix product measures the cook, a large copy the helper. No layer can be above
# the *roof* that they make (Williams, Waterman & Patterson 2009, who say *operational* intensity):
#
# $$ \text{operations a second} \ \le\ \min(\text{operations a second at best}, \ \text{intensity} \times \text{bytes a second at best}) $$

# %% id="fig-roofline" tags=["timed"]
square = rng.normal(size=(1024, 1024)).astype("float32")
tensor = tf.constant(square)
peak = 2 * 1024**3 / seconds(tf.matmul, tensor, tensor)
long, target = np.ones(1 << 24, dtype="float32"), np.empty(1 << 24, dtype="float32")
bandwidth = 2 * long.nbytes / seconds(np.copyto, target, long)


def rate(n, h, w, c, f, k):
    """Operations a second of TensorFlow on a "same" layer."""
    images = tf.constant(rng.normal(size=(n, h, w, c)).astype("float32"))
    kernels = tf.constant(rng.normal(size=(k, k, c, f)).astype("float32"))
    if h == w == k == 1:  # a dense layer is a matrix product
        took = seconds(tf.matmul, images[:, 0, 0], kernels[0, 0], runs=7)
    else:
        took = seconds(tf.nn.conv2d, images, kernels, 1, "SAME", runs=7)
    return 2 * n * h * w * c * f * k * k / took


points = {name: (ops.arithmetic_intensity(*setting), rate(*setting)) for name, setting in LAYERS.items()}
single, batched = list(points.values())[:2]
figures.show(
    convolution_costs.roofline(peak, bandwidth, points),
    f"One core of the machine that built this page: {peak / 1e9:.0f} billion operations and "
    f"{bandwidth / 1e9:.0f} GB a second, so the roof bends at {peak / bandwidth:.1f} operations per byte. "
    f"With 64 images the dense layer is {batched[1] / single[1]:.0f} times faster *per image*.",
)

# %% [markdown] id="roofline-words"
# The dense layer with one image lies *at* the slanted roof: it is as fast as memory. Many channels bring a convolution
# close to the flat one. The layer with a single channel lies far below both: **a roof is a limit, not a promise.** Nine
# products a place are too few for routines built for many channels (lesson 15).

# %% [markdown] exercise="twice_the_arithmetic"

# %% [markdown] id="floors"
# Ask theory again, with both counts. Operations, at the speed of NumPy's own large product, and bytes each take their
# time; the longer is a floor. Beside it, the clock:

# %% id="fig-floors" tags=["timed"]
setting = (1, 34, 64, 64, 3)
names = ["im2col", "shifted", "Winograd", "FFT"]
costs = [cost(way, 1, 34, 34, 64, 64, 3) for way in names]
numpys = 2 * 1024**3 / seconds(np.matmul, square, square)
floors = [1e3 * max(found.operations / numpys, found.bytes / bandwidth) for found in costs]
times = [1e3 * timed(way, *setting) for way in names]
figures.show(
    convolution_costs.bars(
        names,
        {
            "operations": [found.operations for found in costs],
            "megabytes moved": [found.bytes / 1e6 for found in costs],
            "floor, ms": floors,
            "clock, ms": times,
        },
    ),
    "34×34 pixels, 64→64 channels, 3×3. Clock over floor: "
    + ", ".join(f"{way} {t / floor:.1f}" for way, t, floor in zip(names, times, floors, strict=True))
    + ".",
)

# %% [markdown] id="floors-words"
# Bytes tell some of what operations did not: they rule the FFT out here and shorten Winograd's lead. `im2col` and the
# shifted products, long copies and long products, stay within about twice their floors. Winograd and the FFT stay far
# above theirs: NumPy does their transforms in short pieces.

# %% id="inside" tags=["timed"]
tiles = rng.normal(size=(16, 256, 64)).astype("float32")  # 16×16 tiles of 4×4, as 16 matrices
kernels = rng.normal(size=(16, 64, 64)).astype("float32")
rows, column = rng.normal(size=(1024, 576)).astype("float32"), rng.normal(size=(576, 64)).astype("float32")
sixteen, one = seconds(np.matmul, tiles, kernels), seconds(np.matmul, rows, column)
by_products = sixteen * 1e3
print(f"im2col    {times[0]:5.2f} ms in all, its product alone   {one * 1e3:5.2f} ms")
print(f"Winograd  {times[2]:5.2f} ms in all, its products alone  {by_products:5.2f} ms")
print(f"so Winograd's transforms take {times[2] - by_products:5.2f} ms")

# %% [markdown] id="inside-words"
# Winograd's *products* take about half the time of the one large product, as counted; the transforms spend the gain
# several times over. Those grow with $c + f$, the products with $c \cdot f$: with more channels Winograd catches up, as
# in the race. Libraries that gain from it transform a tile and multiply it before it leaves the cache. Lavin & Gray
# (2016, section 6) did that on a GPU; on VGG's layers they were 2.3 times as fast as NVIDIA's cuDNN v3 with one image,
# 1.5 times with 64 (their Table 5).
#
# Where each wins:
#
# | way | wins | because |
# |---|---|---|
# | loops | never; they say what is meant | each product costs hundreds of nanoseconds |
# | `im2col` | nearly everywhere on a CPU, if memory suffices | one large matrix product |
# | shifted | large images, little memory; 1×1, where it is `im2col` | no copies of windows, but the map is read and written $k^2$ times |
# | FFT | large kernels, few channels, or large batches | the kernel's size does not occur in its cost |
# | Winograd | 3×3, many channels, transforms kept in the cache | 2.25 times fewer products; more than that in traffic |
#
# ## How many digits are lost?
#
# In float32 a number has about seven digits, and each way rounds at other points. Winograd and the FFT are often said
# to pay for their speed in digits. Measured against float64: the root mean square of the error over that of the map.
# Pixels between 0 and 1, normally distributed kernels of 3×3, three seeds.

# %% id="fig-errors" tags=["varies"]
CHANNELS = [1, 4, 16, 64]
FIVE = {"loops": ops.conv2d_naive, **{way: WAYS[way] for way in ("im2col", "shifted", "FFT", "Winograd")}}


def relative_error(way, c, seed):
    """Root mean square of the float32 error over that of the map."""
    draw = np.random.default_rng(seed)
    images = draw.random((1, 10, 10, c)).astype("float32")
    kernels = draw.normal(size=(3, 3, c, 2)).astype("float32")
    exact = ops.conv2d_im2col(images.astype(float), kernels.astype(float))
    return np.sqrt(np.mean((FIVE[way](images, kernels) - exact) ** 2) / np.mean(exact**2))


error = {way: np.array([[relative_error(way, c, seed) for seed in range(3)] for c in CHANNELS]) for way in FIVE}
lost = {way: np.log10(error[way] / error["im2col"]) for way in FIVE}


def told(row):
    """Digits lost against im2col for one number of channels, mean ± spread over seeds."""
    words = [f"{way} {lost[way][row].mean():.1f} ± {lost[way][row].std(ddof=1):.1f}" for way in ("FFT", "Winograd")]
    return ", ".join(words).replace("-", "−")


figures.show(
    convolution_costs.errors(CHANNELS, error, "channels"),
    f"Digits lost against im2col. One channel: {told(0)}. Sixteen: {told(2)}. What is negative was won.",
)

# %% [markdown] id="errors-words"
# With one channel it is so: the two lose about a third of a digit, of seven. With sixteen and more the saying fails.
# What rounds most now is the *length of the sum*. The loops add $9c$ products one by one and round each time; at 64
# channels they are worst. Shifted products make nine sums of $c$, the FFT one for each wave, and short sums round less.
# **The slowest way is not the most exact.** (So in Lavin & Gray's Table 4: on VGG's layers $F(2×2, 3×3)$ is more exact
# than direct convolution.)
#
# The saying comes from larger tiles. Why not 4×4 or 6×6 places at once? That saves more: $(m + 2)^2 / m^2$ products for
# each place are left. The sum and the difference in $F(2, 3)$ are the values of a polynomial at 1 and −1; larger tiles
# need more points, such as ±2 and ±½ (Toom and Cook's method; Barabasz et al. 2019). $T$, $F$ and $P$ for any points:

# %% id="fig-tile-sizes" tags=["varies"]
POINTS = {2: [0, 1, -1], 4: [0, 1, -1, 2, -2], 6: [0, 1, -1, 2, -2, 0.5, -0.5], 8: [0, 1, -1, 2, -2, 0.5, -0.5, 4, -4]}


def matrices(m):
    """T, F and P of F(m, 3): values of polynomials at the points, and at infinity the leading coefficient."""

    def values(terms):
        return np.vstack([np.vander(POINTS[m], terms, increasing=True), np.eye(terms)[-1:]])

    return np.linalg.inv(values(m + 2)).T, values(3), values(m)


def tile_error(m, seed, c=64):
    """Error of F(m×m, 3×3) on one tile, float32, summed over `c` channels."""
    draw = np.random.default_rng(seed)
    tile, weights = draw.random((c, m + 2, m + 2)).astype("float32"), draw.normal(size=(c, 3, 3)).astype("float32")
    exact = ops.conv2d_im2col(
        *(a.astype(float) for a in (tile.transpose(1, 2, 0)[None], weights.transpose(1, 2, 0)[..., None]))
    )
    T, F, P = (part.astype("float32") for part in matrices(m))
    y = P.T @ ((F @ weights @ F.T) * (T @ tile @ T.T)).sum(axis=0) @ P
    return np.sqrt(np.mean((y - exact[0, :, :, 0]) ** 2) / np.mean(exact**2))


sizes = list(POINTS)
worse = np.array([[np.log10(tile_error(m, seed) / tile_error(2, seed)) for seed in range(10)] for m in sizes])
figures.show(
    convolution_costs.products_and_digits(
        [f"F({m}×{m}, 3×3)" for m in sizes], [(m + 2) ** 2 / m**2 for m in sizes], worse
    ),
    "Larger tiles save less and less and lose more and more. Digits lost against F(2×2, 3×3): "
    + ", ".join(
        f"{m}×{m} {row.mean():.1f} ± {row.std(ddof=1):.1f}" for m, row in zip(sizes, worse, strict=True) if m > 2
    )
    + " (ten seeds, 64 channels).",
)

# %% [markdown] id="tile-sizes-words"
# Powers of the points are to blame (Lavin & Gray, section 4.3): $4^9$ is 262,144, and numbers of that size are rounded
# at their own size, though most cancel in the end. Fourier's points have magnitude 1 and powers that never grow: an FFT
# of any length keeps its digits.
#
# **What would happen if** one pixel were a million times brighter than the rest, a star in the night sky? The direct
# ways see it at nine places only. Winograd mixes it into the sixteen numbers of a tile. The FFT writes it into *every*
# wave, and expects it to cancel everywhere else. What do you expect?

# %% id="fig-star" tags=["varies"]
night = 0.01 * (0.1 + data.photos("coffee", side=64, gray=True))
night[20, 40] = 10_000
smooth = rng.random((3, 3)).astype("float32")
operands = night[None, :, :, None].astype("float32"), smooth[:, :, None, None]
exact = ops.conv2d_im2col(*(part.astype(float) for part in operands))
off = {way: np.abs(FIVE[way](*operands) / exact - 1)[0, :, :, 0] for way in ("im2col", "Winograd", "FFT")}
figures.show(
    convolution_costs.error_maps(night, off),
    "Relative error, place by place: the median is "
    + ", ".join(f"$10^{{{np.log10(np.median(off[way])):.0f}}}$ for {way}" for way in off)
    + ". Right at the star, where the map itself is bright, the FFT is exact.",
)

# %% [markdown] id="summary"
# A root mean square over the map would have hidden it. A fast way is exact *against the largest number that it mixes
# in*. Winograd mixes sixteen neighbors, the FFT everything.
#
# ## Summary
#
# - Loops, `im2col` and shifted products multiply the same numbers; Python's loops take about a thousand times as long.
# - `im2col` buys one large matrix product with $k^2$ copies of each pixel.
# - In the spectrum a cross-correlation is one product for each wave, whatever the kernel's size; places that wrap are
#   cut off.
# - $F(2, 3)$: make the middle symmetric, take sum and difference, take back what was added. Four for six; nested,
#   sixteen for thirty-six.
# - Fewer operations are not less time: where few fall on a byte, memory sets the pace.
# - Fast ways can lose digits: next to none with $F(2×2, 3×3)$ and the FFT, half a digit to two and a half with tiles of
#   4×4 to 8×8 places; beside a very bright pixel the FFT loses most. Long sums lose some, too.
#
# ## Key terms
#
# | English | 中文 | in one line |
# |---|---|---|
# | im2col | 图像转列矩阵 | every window laid out as a row (or column) of a matrix |
# | matrix product (GEMM) | 矩阵乘法 | the routine that computers do best |
# | fast Fourier transform | 快速傅里叶变换 | the shares of all waves in about $N \log N$ steps |
# | circular (wrap-around) | 循环卷积 | behind the last pixel comes the first again |
# | Winograd's minimal filtering | Winograd 最小滤波 | $m + r - 1$ multiplications for $m$ places of a window of $r$ |
# | arithmetic intensity | 算术强度 | operations for each byte that moves |
# | roofline | 屋顶线模型 | the bound that arithmetic and memory set together |
# | rounding error | 舍入误差 | what seven digits cannot hold |
#
# ## Sources
#
# - Chellapilla, Puri & Simard (2006), *High performance convolutional neural networks for document processing*: im2col
#   ("unrolling") and BLAS.
# - Anderson, Vasudevan, Keane & Gregg (2017), *Low-memory GEMM-based convolution algorithms for deep neural networks*,
#   arXiv:1709.03395: shifted products (kn2row) and their memory.
# - Mathieu, Henaff & LeCun (2014), *Fast training of convolutional networks through FFTs*, arXiv:1312.5851.
# - Lavin & Gray (2016), *Fast algorithms for convolutional neural networks*, arXiv:1509.09308, sections 4 (the lower
#   bound), 4.1 (F(2×2, 3×3)), 4.3 (larger tiles), 6 (on a GPU), 8 (Tables 4 and 5).
# - Barabasz, Anderson, Soodhalter & Gregg (2019), *Error analysis and improving the accuracy of Winograd convolution
#   for deep neural networks*, arXiv:1803.10986: the bound grows exponentially with the tile.
# - oneDNN, developer guide, `dnnl::algorithm`: the convolution algorithms it offers.
# - Winograd (1980), *Arithmetic complexity of computations*, SIAM, page 39 (after Lavin & Gray): the lower bound.
# - Williams, Waterman & Patterson (2009), *Roofline: an insightful visual performance model for multicore
#   architectures*, Communications of the ACM 52(4), pages 65–76.
# - Frigo & Johnson, *benchFFT*, "FFT benchmark methodology": the customary count of 2.5 N log2 N for real transforms.
