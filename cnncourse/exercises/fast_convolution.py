"""Exercises of the lesson on fast convolution."""

import numpy as np

from cnncourse import ops
from cnncourse.autocheck import Unusable, choice, exercise, predict
from cnncourse.ops.operations import Uncounted, count


def _layer(rng, n, h, w, c, kh, kw, f):
    """Whole numbers of both signs: images and kernels."""
    return rng.integers(-4, 10, (n, h, w, c)).astype(float), rng.integers(-3, 4, (kh, kw, c, f)).astype(float)


def _quarters(rng, *sizes):
    """The same with fractions, so that whoever rounds is found out."""
    x, kernel = _layer(rng, *sizes)
    return (x + rng.integers(1, 4, x.shape)) / 4, kernel / 2


def _windows(x, kh, kw, stride):
    """Every window, `(n, out_h, out_w, kh, kw, c)`."""
    seen = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))[:, ::stride, ::stride]
    return seen.transpose(0, 1, 2, 4, 5, 3)


@exercise(points=2, minutes=8)
def im2col(x: np.ndarray, kh: int, kw: int, stride: int = 1) -> np.ndarray:
    """Lay every window of a batch out as one row of a matrix.

    Args:
        x: images, `(n, h, w, c)`.
        kh: rows of the window. `kw`: its columns.
        stride: pixels from one place to the next, in both directions.

    Returns:
        `(n·out_h·out_w, kh·kw·c)`: one row for each place, image by image and each image row by row; in a row, the
        window's numbers as NumPy stores them: row `u`, column `v`, channel, the channel changing fastest.
    """
    # BEGIN SOLUTION
    n, h, w, c = x.shape
    rows = []
    for image in x:
        for top in range(0, h - kh + 1, stride):
            for left in range(0, w - kw + 1, stride):
                rows.append(image[top : top + kh, left : left + kw].ravel())
    return np.array(rows)
    # END SOLUTION


@im2col.cases
def _(rng):
    yield "one channel", (np.arange(1.0, 13).reshape(1, 3, 4, 1), 2, 3, 1)
    yield "stride two", (np.arange(1.0, 31).reshape(1, 5, 6, 1), 2, 2, 2)
    yield "two channels", (rng.integers(-9, 10, (1, 3, 5, 2)).astype(float), 2, 3, 1)
    yield "two images", (rng.integers(-9, 10, (2, 4, 3, 1)).astype(float), 3, 2, 1)
    yield "everything at once", (rng.integers(-39, 40, (2, 8, 6, 3)) / 4, 3, 2, 3)


@im2col.mistake(
    "the channels come first in your rows",
    "In a row the channel changes fastest: all channels of the window's first pixel, then all of the second. `x[…].ravel()` on an `h w c` image keeps that order.",
)
def channels_first(x, kh, kw, stride):
    return _windows(x, kh, kw, stride).transpose(0, 1, 2, 5, 3, 4).reshape(-1, kh * kw * x.shape[3])


@im2col.mistake(
    "you walked down the columns first",
    "The places are taken as one reads: along the first row of the image, then the second.",
)
def columns_first(x, kh, kw, stride):
    return _windows(x, kh, kw, stride).transpose(0, 2, 1, 3, 4, 5).reshape(-1, kh * kw * x.shape[3])


@im2col.mistake(
    "rows and columns inside each window are exchanged",
    "Lay a window out as one reads it: its first row from left to right, then its second.",
)
def window_transposed(x, kh, kw, stride):
    return _windows(x, kh, kw, stride).transpose(0, 1, 2, 4, 3, 5).reshape(-1, kh * kw * x.shape[3])


@im2col.mistake(
    "your matrix lies on its side",
    "A window is a *row* here, and each place has one. (MATLAB's `im2col`, which gave the name, makes columns of them.)",
)
def on_its_side(x, kh, kw, stride):
    return _windows(x, kh, kw, stride).reshape(-1, kh * kw * x.shape[3]).T


@im2col.mistake("the stride is not used", "With stride 2, only every second place in each direction has a row.")
def no_stride(x, kh, kw, stride):
    return _windows(x, kh, kw, 1).reshape(-1, kh * kw * x.shape[3])


@im2col.mistake(
    "the size is right, but the window still moves one pixel at a time",
    "Place `(i, j)` begins at row `i * stride`, column `j * stride`.",
)
def crawled(x, kh, kw, stride):
    out_h, out_w = (x.shape[1] - kh) // stride + 1, (x.shape[2] - kw) // stride + 1
    return _windows(x, kh, kw, 1)[:, :out_h, :out_w].reshape(-1, kh * kw * x.shape[3])


@im2col.mistake("only the first image is laid out", "A batch has `n` images, and all of them have windows.")
def first_image(x, kh, kw, stride):
    return _windows(x[:1], kh, kw, stride).reshape(-1, kh * kw * x.shape[3])


@im2col.mistake(
    "the last row and column of places are missing",
    "`range(a, b)` stops before `b`: the window that begins at `h - kh` still fits.",
)
def off_by_one(x, kh, kw, stride):
    return _windows(x[:, :-1, :-1], kh, kw, stride).reshape(-1, kh * kw * x.shape[3])


@im2col.mistake(
    "the sides of the window are exchanged", "`kh` counts rows and `kw` columns: rows come first, as in `x.shape`."
)
def sides_exchanged(x, kh, kw, stride):
    return _windows(x, kw, kh, stride).reshape(-1, kh * kw * x.shape[3])


@im2col.mistake(
    "the window is read column by column",
    '`ravel` with `order="F"` (or MATLAB) goes down the first column first. NumPy\'s own order reads a row of the window to its end, then the next.',
)
def window_by_columns(x, kh, kw, stride):
    return _windows(x, kh, kw, stride).transpose(0, 1, 2, 5, 4, 3).reshape(-1, kh * kw * x.shape[3])


@im2col.mistake(
    "the images take turns",
    "All places of the first image come first, then all of the second: the loop over images is the outermost.",
)
def images_inside(x, kh, kw, stride):
    return _windows(x, kh, kw, stride).transpose(1, 2, 0, 3, 4, 5).reshape(-1, kh * kw * x.shape[3])


@im2col.mistake(
    "the images stand side by side in one row",
    "A row belongs to one place of *one* image. `x[:, …].ravel()` takes the window out of all images at once.",
)
def images_side_by_side(x, kh, kw, stride):
    seen = _windows(x, kh, kw, stride)
    return seen.transpose(1, 2, 0, 3, 4, 5).reshape(seen.shape[1] * seen.shape[2], -1)


@im2col.mistake(
    "the windows are not flat yet", "A row of the matrix is a window's numbers in one line: `ravel` each of them."
)
def not_flat(x, kh, kw, stride):
    return _windows(x, kh, kw, stride).reshape(-1, kh, kw, x.shape[3])


@im2col.mistake(
    "only the first channel is laid out", "A window is as deep as the image: leave the last axis out of the slice."
)
def one_channel(x, kh, kw, stride):
    return _windows(x[..., :1], kh, kw, stride).reshape(-1, kh * kw)


@im2col.mistake(
    "the stride is used in one direction only", "It counts for the columns as well: both loops step by `stride`."
)
def stride_down_only(x, kh, kw, stride):
    return _windows(x, kh, kw, 1)[:, ::stride].reshape(-1, kh * kw * x.shape[3])


@im2col.mistake(
    "your windows do not overlap",
    "The window steps by `stride`, not by its own sides; with stride 1 neighbors share most of their pixels.",
)
def side_by_side(x, kh, kw, stride):
    return _windows(x, kh, kw, 1)[:, ::kh, ::kw].reshape(-1, kh * kw * x.shape[3])


@im2col.mistake(
    "a row too many below or on the right",
    "A step that ends with half the window over the edge is not taken: round down, `(h - kh) // stride + 1`.",
)
def rounded_up(x, kh, kw, stride):
    more = np.pad(x, ((0, 0), (0, stride - 1), (0, stride - 1), (0, 0)))
    return _windows(more, kh, kw, stride).reshape(-1, kh * kw * x.shape[3])


@im2col.mistake(
    "the fractions are lost",
    "Your matrix holds whole numbers. An array made for the rows needs the kind of number that is in `x`: `dtype=x.dtype`.",
)
def whole_numbers(x, kh, kw, stride):
    return _windows(x, kh, kw, stride).reshape(-1, kh * kw * x.shape[3]).astype(int)


@im2col.explain
def _(args, expected, index):
    x, kh, kw, stride = args
    out_h, out_w = (x.shape[1] - kh) // stride + 1, (x.shape[2] - kw) // stride + 1
    image, i, j = np.unravel_index(index[0], (x.shape[0], out_h, out_w))
    u, v, channel = np.unravel_index(index[1], (kh, kw, x.shape[3]))
    return (
        f"row {index[0]} is image {image}, place ({i}, {j}); number {index[1]} in it is the window's row {u}, column {v}, "
        f"channel {channel}: x[{image}, {i * stride + u}, {j * stride + v}, {channel}] = {expected[index]:g}"
    )


im2col.hint(
    "Three loops are enough: over images, over top rows, over left columns. Each turn gives one row of the matrix.",
    "The top rows are `range(0, h - kh + 1, stride)`. A window is a slice of the image with all its channels.",
    "`image[top : top + kh, left : left + kw].ravel()` is a row in the right order; collect them and make an array.",
)


@predict(points=1, minutes=3, tolerance=5e-3)  # unrounded is right, too
def im2col_megabytes():
    """The second convolution of VGG-16 slides 3×3 windows over one map of 224×224 pixels and 64 channels, padded so that there
    are 224×224 places again. How many megabytes is the map, and how many the matrix that `im2col` makes of it? Numbers are
    float32, a megabyte is 10⁶ bytes, the frame of zeros does not count; one decimal each, as a pair, for example `(3.1, 9.3)`.
    """
    return (12.8, 115.6)


@im2col_megabytes.mistake("you counted numbers, not bytes", "A float32 is four bytes.")
def _numbers():
    return (3.2, 28.9)


@im2col_megabytes.mistake("that is float64", "A float32 is four bytes, not eight.")
def _doubles():
    return (25.7, 231.2)


@im2col_megabytes.mistake(
    "the channels are missing", "Every place holds 64 numbers, and every row of the matrix 3·3·64."
)
def _one_channel():
    return (0.2, 1.8)


@im2col_megabytes.mistake(
    "the matrix holds more than the map",
    "Each pixel lies in nine windows, and every window has a row of its own: nothing is shared.",
)
def _as_large():
    return (12.8, 12.8)


@im2col_megabytes.mistake(
    "a window has nine pixels", "Three rows *and* three columns: a row of the matrix is 3·3·64 numbers."
)
def _thrice():
    return (12.8, 38.5)


@im2col_megabytes.mistake("those are mebibytes", "A megabyte is 10⁶ bytes here, not 2²⁰.")
def _mebibytes():
    return (12.25, 110.25)


@im2col_megabytes.mistake("those are bits", "A float32 is four bytes of eight bits; bytes were asked for.")
def _bits():
    return (102.8, 924.8)


@im2col_megabytes.mistake("those are bytes", "A megabyte is 10⁶ of them.")
def _bytes():
    return (12845056, 115605504)


@im2col_megabytes.mistake(
    "too few places", "Padded, the window has 224×224 places, not 222×222: each of them has its row."
)
def _unpadded():
    return (12.8, 113.55)


@im2col_megabytes.mistake(
    "the matrix has lost the channels", "A window is 3×3 pixels of 64 numbers each: a row is 3·3·64 numbers long."
)
def _flat_window():
    return (12.8, 1.8)


@im2col_megabytes.mistake(
    "that is the first convolution", "The photo has three channels, but the second convolution reads maps of 64."
)
def _photo():
    return (0.6, 5.4)


@im2col_megabytes.mistake(
    "the filters are in it",
    "The matrix holds windows only. The filters are in the other factor, whatever their number.",
)
def _by_filters():
    return (12.8, 7398.8)


@im2col_megabytes.mistake(
    "map and matrix together", "The matrix alone was asked for; it is the nine copies, without the map itself."
)
def _both():
    return (12.8, 128.5)


@im2col_megabytes.mistake("rounded too far", "One decimal each, as in `(3.1, 9.3)`.")
def _whole():
    return (13, 116)


im2col_megabytes.hint(
    "The map holds 224·224·64 numbers of four bytes.",
    "The matrix has a row for each of the 224·224 places.",
    "A row is 3·3·64 numbers, so the matrix is nine times the map.",
)


@exercise(points=2, minutes=6)
def conv2d_im2col(x: np.ndarray, kernel: np.ndarray, stride: int = 1) -> np.ndarray:
    """Convolve by one matrix product.

    `y = rows · kernels`, with the rows of `im2col` and the kernels as columns, folded back into maps.

    Args:
        x: images, `(n, h, w, c)`.
        kernel: weights, `(kh, kw, c, f)`.
        stride: pixels from one place to the next, in both directions.

    Returns:
        Feature maps, `(n, out_h, out_w, f)`.
    """
    # BEGIN SOLUTION
    n, h, w, c = x.shape
    kh, kw, _, f = kernel.shape
    out_h, out_w = (h - kh) // stride + 1, (w - kw) // stride + 1
    rows = ops.im2col(x, kh, kw, stride)  # n·out_h·out_w, kh·kw·c
    return (rows @ kernel.reshape(kh * kw * c, f)).reshape(n, out_h, out_w, f)
    # END SOLUTION


def _stride_cases(rng):
    yield "one channel, one kernel", (*_layer(rng, 1, 4, 5, 1, 2, 3, 1), 1)
    yield "two kernels", (*_layer(rng, 1, 3, 5, 1, 2, 2, 2), 1)
    yield "two channels", (*_layer(rng, 1, 4, 3, 2, 3, 2, 1), 1)
    yield "stride two", (*_layer(rng, 1, 6, 7, 1, 3, 2, 1), 2)
    yield "everything at once", (*_quarters(rng, 2, 7, 5, 3, 2, 3, 4), 2)


conv2d_im2col.cases(_stride_cases)


@conv2d_im2col.mistake(
    "the kernels are scrambled",
    "`kernel.reshape(f, …)` cuts the numbers up in the order in which they are stored, and there the filter changes fastest. Keep the last axis last.",
)
def scrambled(x, kernel, stride):
    return ops.conv2d_im2col(x, kernel.reshape(kernel.shape[3], -1).T.reshape(kernel.shape), stride)


@conv2d_im2col.mistake(
    "height and width of the map are exchanged",
    "The rows of the matrix run along the first row of places first: fold them as `(n, out_h, out_w, f)`.",
)
def folded_wrong(x, kernel, stride):
    y = ops.conv2d_im2col(x, kernel, stride)
    return y.reshape(y.shape[0], y.shape[2], y.shape[1], y.shape[3])


@conv2d_im2col.mistake(
    "it is still a matrix", "Fold the product back into maps: `(n, out_h, out_w, f)`, one row of it at each place."
)
def still_a_matrix(x, kernel, stride):
    y = ops.conv2d_im2col(x, kernel, stride)
    return y.reshape(-1, y.shape[3])


@conv2d_im2col.mistake(
    "reshape is not a transpose",
    "You reshaped the product to filters first, which scrambles it. It has a row for each place: `(n, out_h, out_w, f)`.",
)
def filters_first(x, kernel, stride):
    y = ops.conv2d_im2col(x, kernel, stride)
    return y.reshape(y.shape[0], y.shape[3], y.shape[1], y.shape[2])


@conv2d_im2col.mistake(
    "you turned the kernel over",
    "Deep learning does not: the row of a window meets the kernel as both are stored.",
)
def flipped(x, kernel, stride):
    return ops.conv2d_im2col(x, kernel[::-1, ::-1], stride)


@conv2d_im2col.mistake("the stride is not used", "Pass it on to `im2col`, and let it shrink the map.")
def no_stride(x, kernel, stride):
    return ops.conv2d_im2col(x, kernel, 1)


@conv2d_im2col.mistake(
    "the channels are not added up",
    "A kernel is as deep as the image: one number for each place and filter, summed over all channels.",
)
def first_channel(x, kernel, stride):
    return ops.conv2d_im2col(x[..., :1], kernel[:, :, :1], stride)


@conv2d_im2col.mistake(
    "reshape is not a transpose",
    "You folded the product with the filters in front and moved them back, which scrambles it: in each row of the product the filters stand last already.",
)
def filters_first_and_back(x, kernel, stride):
    return filters_first(x, kernel, stride).transpose(0, 2, 3, 1)


@conv2d_im2col.mistake(
    "reshape is not a transpose",
    "You multiplied the other way round, which gives a row for each *filter*, and folded that into maps. Transpose it first, or multiply rows by kernels.",
)
def product_on_its_side(x, kernel, stride):
    y = ops.conv2d_im2col(x, kernel, stride)
    return y.reshape(-1, y.shape[3]).T.reshape(y.shape)


@conv2d_im2col.mistake(
    "the order of the kernel is not that of the rows",
    "In a row the channel changes fastest, as in the kernel as it is stored. You put the channels first on one side only.",
)
def kernel_channels_first(x, kernel, stride):
    return ops.conv2d_im2col(x, kernel.transpose(2, 0, 1, 3).reshape(kernel.shape), stride)


@conv2d_im2col.mistake(
    "the images are mixed up",
    "The rows of the product run through the first image, then the second: fold with `n` in front.",
)
def images_mixed(x, kernel, stride):
    y = ops.conv2d_im2col(x, kernel, stride)
    n, out_h, out_w, f = y.shape
    return y.reshape(out_h, out_w, n, f).transpose(2, 0, 1, 3)


@conv2d_im2col.mistake(
    "the sides of the window are exchanged", "`kernel.shape` begins with its rows: `kh, kw, c, f`, in this order."
)
def sides_exchanged(x, kernel, stride):
    kh, kw, c, f = kernel.shape
    return ops.conv2d_im2col(x, kernel.reshape(kw, kh, c, f), stride)


@conv2d_im2col.mistake(
    "you padded the image",
    "The window stays inside here (`VALID`): `(h - kh) // stride + 1` rows, not one for every `stride` rows of the image.",
)
def padded(x, kernel, stride):
    frame = []
    for side, k in zip(x.shape[1:3], kernel.shape, strict=False):
        missing = max((-(-side // stride) - 1) * stride + k - side, 0)
        frame.append((missing // 2, missing - missing // 2))
    return ops.conv2d_im2col(np.pad(x, ((0, 0), *frame, (0, 0))), kernel, stride)


def _explain_place(args, expected, index):
    x, kernel, stride = args if len(args) == 3 else (*args, 1)
    image, i, j, f = index
    kh, kw = kernel.shape[:2]
    window = x[image, i * stride : i * stride + kh, j * stride : j * stride + kw]
    pairs = list(zip(window.ravel(), kernel[..., f].ravel(), strict=True))
    terms = " + ".join(f"({a:g})·({b:g})" for a, b in pairs[:8]) + (" + …" if len(pairs) > 8 else "")
    return f"place ({i}, {j}) of image {image}, filter {f}: {terms} = {expected[index]:g}"


conv2d_im2col.explain(_explain_place)

conv2d_im2col.hint(
    "`ops.im2col(x, kh, kw, stride)` gives the rows (so does yours). What shape must the kernel have to be multiplied from the right?",
    "Rows are `kh·kw·c` long, in the order row, column, channel: the order in which the kernel's first three axes are stored.",
    "`rows @ kernel.reshape(kh * kw * c, f)`, then `.reshape(n, out_h, out_w, f)`.",
)


@exercise(points=2, minutes=8)
def conv2d_shifted(x: np.ndarray, kernel: np.ndarray, stride: int = 1) -> np.ndarray:
    """Convolve as a sum over the taps of the kernel, without copying any window.

    `y = Σ crop[u, v] · kernel[u, v]`, summed over `u, v`: `crop[u, v]` is the part of the image that lies under that tap
    at all places, `(n, out_h, out_w, c)`, and `kernel[u, v]` a matrix, `(c, f)`.

    Args:
        x: images, `(n, h, w, c)`.
        kernel: weights, `(kh, kw, c, f)`.
        stride: pixels from one place to the next, in both directions.

    Returns:
        Feature maps, `(n, out_h, out_w, f)`.
    """
    # BEGIN SOLUTION
    n, h, w, c = x.shape
    kh, kw, _, f = kernel.shape
    out_h, out_w = (h - kh) // stride + 1, (w - kw) // stride + 1
    y = np.zeros((n, out_h, out_w, f))
    for u in range(kh):
        for v in range(kw):
            bottom, right = u + (out_h - 1) * stride + 1, v + (out_w - 1) * stride + 1
            y += x[:, u:bottom:stride, v:right:stride] @ kernel[u, v]
    return y
    # END SOLUTION


conv2d_shifted.cases(_stride_cases)


def _taps(x, kernel, stride, crop):
    """The sum over taps of somebody who crops in another way: `crop(x, u, v, out_h, out_w)`."""
    out_h, out_w = (x.shape[1] - kernel.shape[0]) // stride + 1, (x.shape[2] - kernel.shape[1]) // stride + 1
    return sum(crop(x, u, v, out_h, out_w) @ kernel[u, v] for u, v in np.ndindex(kernel.shape[:2]))


@conv2d_shifted.mistake(
    "you shifted the wrong way",
    "Under tap `(u, v)` lie pixels that are `u` rows *below* and `v` columns *right of* the places: the crop begins at row `u`, column `v`.",
)
def wrong_way(x, kernel, stride):
    return ops.conv2d_shifted(x, kernel[::-1, ::-1], stride)


@conv2d_shifted.mistake(
    "you rolled the image the wrong way",
    "`np.roll(x, u)` moves pixels *down* and brings those from the bottom back at the top. The crop begins at row `u`.",
)
def rolled(x, kernel, stride):
    def crop(x, u, v, out_h, out_w):
        return np.roll(x, (u, v), (1, 2))[:, : out_h * stride : stride, : out_w * stride : stride]

    return _taps(x, kernel, stride, crop)


@conv2d_shifted.mistake(
    "only the last tap is left", "Each tap adds its share: `+=`, on a map that was all zeros before the loops."
)
def last_tap(x, kernel, stride):
    only = np.zeros_like(kernel)
    only[-1, -1] = kernel[-1, -1]
    return ops.conv2d_shifted(x, only, stride)


@conv2d_shifted.mistake(
    "rows and columns of the kernel are exchanged", "The crop for `kernel[u, v]` begins at row `u` and column `v`."
)
def tap_transposed(x, kernel, stride):
    def crop(x, u, v, out_h, out_w):
        h, w = out_h * stride, out_w * stride
        padded = np.pad(x, ((0, 0), (0, u + v), (0, u + v), (0, 0)))
        return padded[:, v : v + h : stride, u : u + w : stride]

    return _taps(x, kernel, stride, crop)


@conv2d_shifted.mistake("the stride is not used", "With stride 2, every second row and column of each crop is taken.")
def no_stride(x, kernel, stride):
    return ops.conv2d_shifted(x, kernel, 1)


@conv2d_shifted.mistake(
    "you thinned the image out before you shifted it",
    "First go to row `u`, column `v`, then take every `stride`-th from there: `x[:, u::stride, …]`. Taps lie one pixel apart whatever the stride.",
)
def thinned_first(x, kernel, stride):
    def crop(x, u, v, out_h, out_w):
        thin = np.pad(x[:, ::stride, ::stride], ((0, 0), (0, u), (0, v), (0, 0)))
        return thin[:, u : u + out_h, v : v + out_w]

    return _taps(x, kernel, stride, crop)


@conv2d_shifted.mistake(
    "the channels are not added up",
    "`kernel[u, v]` is a matrix, channels by filters: a matrix product with it adds over the channels.",
)
def first_channel(x, kernel, stride):
    return ops.conv2d_shifted(x[..., :1], kernel[:, :, :1], stride)


@conv2d_shifted.mistake(
    "your crops end too early",
    "`x[:, u : u + out_h : stride]` covers `out_h` rows of the *image*, of which the stride leaves fewer. The last place lies `(out_h - 1) * stride` rows below the first.",
)
def ends_early(x, kernel, stride):
    return _taps(x, kernel, stride, lambda x, u, v, h, w: x[:, u : u + h : stride, v : v + w : stride])


@conv2d_shifted.mistake(
    "the last row and column of places are missing",
    "A slice stops before its end: `u : h - kh + u` has one row less than there are places.",
)
def off_by_one(x, kernel, stride):
    return ops.conv2d_shifted(x[:, :-1, :-1], kernel, stride)


@conv2d_shifted.mistake(
    "the places that wrap around are still there",
    "`np.roll` brings the pixels that fall off back on the other side. Keep the first `out_h` rows and `out_w` columns.",
)
def rolled_not_cut(x, kernel, stride):
    return _taps(x, kernel, stride, lambda x, u, v, h, w: np.roll(x, (-u, -v), (1, 2))[:, ::stride, ::stride])


@conv2d_shifted.mistake(
    "the places that wrap around are still there, and the stride is not used",
    "`np.roll` brings the pixels that fall off back on the other side. Cut those places off, and take every `stride`-th of the others.",
)
def only_rolled(x, kernel, stride):
    return _taps(x, kernel, stride, lambda x, u, v, h, w: np.roll(x, (-u, -v), (1, 2)))


@conv2d_shifted.mistake(
    "both loops run over the rows of the kernel", "It need not be square: `v` counts columns, `range(kw)`."
)
def square(x, kernel, stride):
    if kernel.shape[0] > kernel.shape[1]:
        raise IndexError
    return ops.conv2d_shifted(
        x[:, :, : x.shape[2] - kernel.shape[1] + kernel.shape[0]], kernel[:, : len(kernel)], stride
    )


@conv2d_shifted.mistake(
    "rows and columns of the kernel are exchanged",
    "The crop that begins at row `u`, column `v` meets `kernel[u, v]`, not `kernel[v, u]`.",
)
def weight_transposed(x, kernel, stride):
    if kernel.shape[0] != kernel.shape[1]:
        raise IndexError
    return ops.conv2d_shifted(x, kernel.swapaxes(0, 1), stride)


@conv2d_shifted.mistake(
    "only the first row of taps is there", "Does `return` stand inside the loop over `u`? All taps must be added up."
)
def first_row(x, kernel, stride):
    return ops.conv2d_shifted(x[:, : x.shape[1] - len(kernel) + 1], kernel[:1], stride)


@conv2d_shifted.mistake(
    "only the first tap is there", "Does `return` stand inside the loops? All taps must be added up."
)
def first_tap(x, kernel, stride):
    rows, columns = (side - k + 1 for side, k in zip(x.shape[1:3], kernel.shape, strict=False))
    return ops.conv2d_shifted(x[:, :rows, :columns], kernel[:1, :1], stride)


@conv2d_shifted.mistake(
    "the channels are still apart",
    "You multiplied each channel by each filter's weight and stopped there. `@` multiplies and adds over the channels.",
)
def channels_apart(x, kernel, stride):
    return np.stack([ops.conv2d_shifted(x[..., [i]], kernel[:, :, [i]], stride) for i in range(x.shape[3])], axis=3)


@conv2d_shifted.mistake(
    "the map is a mean",
    "The taps are added up, and there is nothing to divide by: a mean over taps is a sum too small.",
)
def mean_of_taps(x, kernel, stride):
    return ops.conv2d_shifted(x, kernel, stride) / (kernel.shape[0] * kernel.shape[1])


conv2d_shifted.explain(_explain_place)

conv2d_shifted.hint(
    "Start with a map of zeros. Two loops, over `u` and `v`: each turn adds one product to the whole map.",
    "At place `(i, j)`, tap `(u, v)` lies on the pixel in row `i·stride + u`, column `j·stride + v`. Write that for all places at once, as a slice.",
    "`x[:, u : u + (out_h - 1) * stride + 1 : stride, …] @ kernel[u, v]`: `@` takes the last axis of the crop, the channels.",
)


@exercise(points=3, minutes=12)
def conv2d_fft(x: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """Convolve by multiplying spectra.

    `Y[f] = Σ X[c] · conj(K[c, f])`, summed over `c`, at every frequency; then transform back and keep the places where the
    window did not wrap around the edge.

    Args:
        x: images, `(n, h, w, c)`.
        kernel: weights, `(kh, kw, c, f)`.

    Returns:
        Feature maps, `(n, h - kh + 1, w - kw + 1, f)`, real numbers.
    """
    # BEGIN SOLUTION
    n, h, w, c = x.shape
    kh, kw, _, f = kernel.shape
    spectra = np.fft.rfft2(x, axes=(1, 2))  # n, h, w // 2 + 1, c
    filters = np.fft.rfft2(kernel, s=(h, w), axes=(0, 1))  # h, w // 2 + 1, c, f
    products = np.einsum("nabc,abcf->nabf", spectra, filters.conj())
    y = np.fft.irfft2(products, s=(h, w), axes=(1, 2))
    return y[:, : h - kh + 1, : w - kw + 1]
    # END SOLUTION


@conv2d_fft.cases
def _(rng):
    yield "one channel, one kernel", _layer(rng, 1, 4, 6, 1, 2, 3, 1)
    yield "an odd width", _layer(rng, 1, 4, 5, 1, 3, 2, 1)
    yield "two channels, three kernels", _layer(rng, 1, 5, 4, 2, 2, 3, 3)
    yield "a kernel as large as the image", _layer(rng, 2, 3, 5, 1, 3, 5, 1)
    yield "two images, fractions", _quarters(rng, 2, 7, 6, 3, 3, 2, 2)


@conv2d_fft.observe
def _(answer, args):
    y = answer(*args)
    if np.iscomplexobj(y):
        raise Unusable(
            "it returned complex numbers",
            "Their imaginary parts are rounding errors. Keep the real parts, or use `irfft2`, which returns real numbers.",
        )
    return y


def _circular(x, kernel, spectra=lambda a: a, filters=np.conj, s=None):
    """All places, the wrapped ones too, for somebody who changes the spectra in another way."""
    side = x.shape[1:3]
    products = np.einsum(
        "nabc,abcf->nabf",
        spectra(np.fft.rfft2(x, axes=(1, 2))),
        filters(np.fft.rfft2(kernel, s=side, axes=(0, 1))),
    )
    return np.fft.irfft2(products, s=s or side, axes=(1, 2))


def _cut(y, kernel):
    return y[:, : y.shape[1] - kernel.shape[0] + 1, : y.shape[2] - kernel.shape[1] + 1]


@conv2d_fft.mistake(
    "the conjugate is missing",
    "Without it the product is a true convolution: the kernel is turned over and reaches up and left, so that the first places wrap around the edge.",
)
def no_conjugate(x, kernel):
    return _cut(_circular(x, kernel, filters=lambda k: k), kernel)


@conv2d_fft.mistake(
    "you turned the kernel over",
    "The product of two spectra is the convolution of signal processing. For the cross-correlation of deep learning one of the two spectra is conjugated.",
)
def true_convolution(x, kernel):
    return _circular(x, kernel, filters=lambda k: k)[:, kernel.shape[0] - 1 :, kernel.shape[1] - 1 :]


@conv2d_fft.mistake(
    "you conjugated the image's spectrum in place of the kernel's",
    "That answers for the mirrored place: what belongs at row `i` comes out at row `-i`. Conjugate the kernel's spectrum.",
)
def conjugated_image(x, kernel):
    return _cut(_circular(x, kernel, np.conj, lambda k: k), kernel)


@conv2d_fft.mistake(
    "the places that wrap around are still there",
    "The result has `h` rows and `w` columns. Where the window hangs over the edge it saw pixels from the other side: cut those places off.",
)
def not_cut(x, kernel):
    return _circular(x, kernel)


@conv2d_fft.mistake(
    "you cut at the wrong end",
    "With the conjugate the window reaches down and right of its place, so the *last* places are those that wrap.",
)
def cut_the_start(x, kernel):
    return _circular(x, kernel)[:, kernel.shape[0] - 1 :, kernel.shape[1] - 1 :]


@conv2d_fft.mistake(
    "an odd width was lost on the way back",
    "`irfft2` cannot know whether the image had an even or an odd width, and takes it for even: tell it, with `s=(h, w)`.",
)
def width_forgotten(x, kernel):
    y = _circular(x, kernel, s=(x.shape[1], 2 * (x.shape[2] // 2)))
    return y[:, : x.shape[1] - kernel.shape[0] + 1, : x.shape[2] - kernel.shape[1] + 1]


@conv2d_fft.mistake(
    "you took magnitudes",
    "`np.abs` makes negative values positive. Keep the real part: `.real`, or `irfft2`, which gives real numbers.",
)
def magnitudes(x, kernel):
    return np.abs(_cut(_circular(x, kernel), kernel))


@conv2d_fft.mistake(
    "the channels are not added up",
    "Every frequency has a product for each channel; a filter's map is their sum over the channels.",
)
def first_channel(x, kernel):
    return _cut(_circular(x[..., :1], kernel[:, :, :1]), kernel)


@conv2d_fft.mistake(
    "you cut in the middle",
    "That is where the good places lie when the window is centered on its place. Here it begins there, and the good places are the first ones.",
)
def cut_the_middle(x, kernel):
    rows, columns = (side - k + 1 for side, k in zip(x.shape[1:3], kernel.shape, strict=False))
    up, left = (len(kernel) - 1) // 2, (kernel.shape[1] - 1) // 2
    return _circular(x, kernel)[:, up : up + rows, left : left + columns]


@conv2d_fft.mistake(
    "one row and one column too few", "`kh - 1` rows wrap, so `h - kh + 1` are good: the slice ends one further on."
)
def one_short(x, kernel):
    return _cut(_circular(x, kernel), kernel)[:, :-1, :-1]


@conv2d_fft.mistake(
    "height and width of the kernel are exchanged in the cut", "`h - kh + 1` rows, `w - kw + 1` columns."
)
def cut_exchanged(x, kernel):
    return _cut(_circular(x, kernel), kernel.swapaxes(0, 1))


@conv2d_fft.mistake(
    "the kernel sits in the middle of its zeros",
    "Then the whole map comes out shifted. The zeros belong behind and below: tap `(0, 0)` in the top left corner, as `s=(h, w)` puts it.",
)
def kernel_centered(x, kernel):
    room = [side - k for side, k in zip(x.shape[1:3], kernel.shape, strict=False)]
    placed = np.pad(kernel, (*((r // 2, r - r // 2) for r in room), (0, 0), (0, 0)))
    return _cut(_circular(x, placed), kernel)


@conv2d_fft.mistake(
    "the map is shifted by half",
    "`fftshift` moves the first place to the middle, for looking at spectra. Here nothing is to be moved.",
)
def half_shifted(x, kernel):
    return _cut(np.fft.fftshift(_circular(x, kernel), axes=(1, 2)), kernel)


@conv2d_fft.mistake("the channels are averaged", "A filter's map is the *sum* over the channels, without a division.")
def channels_averaged(x, kernel):
    return _cut(_circular(x, kernel), kernel) / x.shape[3]


@conv2d_fft.mistake(
    "you rounded", "Pixels and weights are not always whole numbers. Rounding errors of 10⁻¹⁵ are no reason to round."
)
def rounded(x, kernel):
    return _cut(_circular(x, kernel), kernel).round()


@conv2d_fft.explain
def _(args, expected, index):
    return _explain_place(args, expected, index)


conv2d_fft.hint(
    "Four steps: both spectra, the product at each frequency, the way back, the cut.",
    "The spectra must have the same size: `np.fft.rfft2(kernel, s=(h, w), axes=(0, 1))` pads the kernel with zeros. For `x` the axes are `(1, 2)`.",
    'The product sums over channels: `np.einsum("nabc,abcf->nabf", spectra, filters.conj())`.',
    "Back with `np.fft.irfft2(products, s=(h, w), axes=(1, 2))`; of that, the first `h - kh + 1` rows and `w - kw + 1` columns.",
)


when_fft_wins = choice(
    "when_fft_wins",
    """
    Which of these layers gains most from the FFT, compared with a matrix product?
    """,
    right="b",
    a=(
        "A 1×1 layer from 256 to 64 channels on a 56×56 map.",
        "The FFT's cost does not depend on the kernel, so the smallest kernel gains least: a 1×1 layer *is* a matrix product already, "
        "and 256 + 64 maps would be transformed and multiplied in complex numbers for nothing.",
    ),
    b=(
        "A 31×31 kernel on a photo with three channels.",
        "Every place takes 31·31 = 961 multiplications for each channel directly. The transforms take a few dozen for each pixel, whatever the kernel.",
    ),
    c=(
        "A 3×3 layer from 512 to 512 channels on a 14×14 map.",
        "A 3×3 kernel takes 9 multiplications for a place, channel and filter; the FFT takes about two "
        "(a complex product is four, and half of the frequencies are mirrored), so it does win by the count. But it must lay out "
        "512·512 kernels as 14×8 complex numbers each, 25 times what the kernels themselves take, and then waits for memory.",
    ),
    d=(
        "A 7×7 layer with stride 2, the first of a ResNet.",
        "The FFT computes all places. With stride 2 it then throws three in four of them away, and most of its advantage with them.",
    ),
)


def _numbers_and_products(least):
    """An observer: the numbers an answer gives, and how many multiplications it takes, at least `least`."""

    def observer(answer, args):
        numbers = answer(*args)
        if numbers is None:
            return None
        try:
            _, tally = count(answer, *args)
        except Uncounted:
            raise Unusable(
                "it made its first argument plain floats",
                "The check counts your multiplications with numbers that count. Work on the array as it comes, without `dtype=float`.",
            ) from None
        return {"numbers": np.asarray(numbers), "multiplications": max(tally.multiplications, least)}

    return observer


@exercise(points=2, minutes=8)
def winograd_row(pixels: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Two places of a window of three on a row of four pixels, with four multiplications: Winograd's F(2, 3).

    `y = (d0·g0 + d1·g1 + d2·g2, d1·g0 + d2·g1 + d3·g2)` for pixels `d` and weights `g`; halving does not count as a
    multiplication, nor does ·1 or ·(−1).

    Args:
        pixels: four numbers, `(4,)`.
        weights: three numbers, `(3,)`.

    Returns:
        Two numbers, `(2,)`.
    """
    # BEGIN SOLUTION
    d0, d1, d2, d3 = pixels
    g0, g1, g2 = weights
    first = (d0 - d2) * g0
    plus = (d1 + d2) * ((g0 + g1 + g2) / 2)
    minus = (d1 - d2) * ((g1 - g0 - g2) / 2)
    last = (d3 - d1) * g2
    return np.array([first + plus + minus, plus - minus + last])
    # END SOLUTION


@winograd_row.cases
def _(rng):
    yield "first weight only", (np.array([1.0, 2, 4, 8]), np.array([3.0, 0, 0]))
    yield "middle weight only", (np.array([1.0, 2, 4, 8]), np.array([0.0, 3, 0]))
    yield "last weight only", (np.array([1.0, 2, 4, 8]), np.array([0.0, 0, 3]))
    yield "all of them", (rng.integers(1, 9, 4).astype(float), rng.integers(1, 9, 3).astype(float))
    yield "negative and fractional", (rng.normal(size=4), rng.normal(size=3))


winograd_row.observe(_numbers_and_products(4))


def _f23(d, g):
    """F(2, 3) of anything that can be added and multiplied."""
    plus, minus = (d[1] + d[2]) * ((g[0] + g[1] + g[2]) / 2), (d[1] - d[2]) * ((g[1] - g[0] - g[2]) / 2)
    return np.array([(d[0] - d[2]) * g[0] + plus + minus, plus - minus + (d[3] - d[1]) * g[2]])


@winograd_row.mistake(
    "the right numbers, with six multiplications",
    "That is the definition. The two middle pixels meet every weight: pair them as in the text, and two of the six go.",
)
def six(pixels, weights):
    return np.array([pixels[:3] @ weights, pixels[1:] @ weights])


@winograd_row.mistake("you forgot to halve", "Sum and difference of two numbers add up to *twice* the first of them.")
def not_halved(pixels, weights):
    (d0, d1, d2, d3), (g0, g1, g2) = pixels, weights
    plus, minus = (d1 + d2) * (g0 + g1 + g2), (d1 - d2) * (g1 - g0 - g2)
    return np.array([(d0 - d2) * g0 + plus + minus, plus - minus + (d3 - d1) * g2])


@winograd_row.mistake(
    "the sign of the last product is wrong",
    "What was added to the second place was `d1·g2`, and that is what must be taken away again: `(d3 − d1)·g2`.",
)
def last_sign(pixels, weights):
    (d0, d1, d2, d3), (g0, g1, g2) = pixels, weights
    plus, minus = (d1 + d2) * (g0 + g1 + g2) / 2, (d1 - d2) * (g1 - g0 - g2) / 2
    return np.array([(d0 - d2) * g0 + plus + minus, plus - minus + (d1 - d3) * g2])


@winograd_row.mistake(
    "the sign of the difference is wrong",
    "`A − B = (d1 − d2)·(p − q)` with `p = g1` and `q = g0 + g2`: turn both brackets round, or neither.",
)
def difference_sign(pixels, weights):
    (d0, d1, d2, d3), (g0, g1, g2) = pixels, weights
    plus, minus = (d1 + d2) * (g0 + g1 + g2) / 2, (d2 - d1) * (g1 - g0 - g2) / 2
    return np.array([(d0 - d2) * g0 + plus + minus, plus - minus + (d3 - d1) * g2])


@winograd_row.mistake(
    "what was added is not taken away again",
    "`A` holds `d2·g0` too much and `B` holds `d1·g2` too much. Both go into the brackets of the outer products.",
)
def not_taken_away(pixels, weights):
    (d0, d1, d2, d3), (g0, g1, g2) = pixels, weights
    plus, minus = (d1 + d2) * (g0 + g1 + g2) / 2, (d1 - d2) * (g1 - g0 - g2) / 2
    return np.array([d0 * g0 + plus + minus, plus - minus + d3 * g2])


@winograd_row.mistake(
    "you turned the weights over",
    "`g0` meets the first pixel under the window: a cross-correlation leaves them in order.",
)
def flipped_row(pixels, weights):
    return np.array([pixels[:3] @ weights[::-1], pixels[1:] @ weights[::-1]])


@winograd_row.mistake(
    "you turned the weights over",
    "`g0` meets the first pixel under the window: a cross-correlation leaves them in order.",
)
def flipped_fast(pixels, weights):
    return _f23(pixels, weights[::-1])


@winograd_row.mistake(
    "both places got the sum", "`A` is half the sum of the two products, `B` half their *difference*: plus, then minus."
)
def no_difference(pixels, weights):
    (d0, d1, d2, d3), (g0, g1, g2) = pixels, weights
    plus, minus = (d1 + d2) * (g0 + g1 + g2) / 2, (d1 - d2) * (g1 - g0 - g2) / 2
    return np.array([(d0 - d2) * g0 + plus + minus, plus + minus + (d3 - d1) * g2])


@winograd_row.mistake("the two places are exchanged", "The first number belongs to the window on `d0, d1, d2`.")
def places_exchanged(pixels, weights):
    return _f23(pixels, weights)[::-1]


@winograd_row.mistake(
    "a weight is missing in the middle",
    "`q = g0 + g2`: each side of the middle was given the other one's outer weight.",
)
def half_a_q(pixels, weights):
    (d0, d1, d2, d3), (g0, g1, g2) = pixels, weights
    plus, minus = (d1 + d2) * (g0 + g1) / 2, (d1 - d2) * (g1 - g0) / 2
    return np.array([(d0 - d2) * g0 + plus + minus, plus - minus + (d3 - d1) * g2])


@winograd_row.mistake("you halved twice", "Halve the weights or the products, not both.")
def halved_twice(pixels, weights):
    (d0, d1, d2, d3), (g0, g1, g2) = pixels, weights
    plus, minus = (d1 + d2) * (g0 + g1 + g2) / 4, (d1 - d2) * (g1 - g0 - g2) / 4
    return np.array([(d0 - d2) * g0 + plus + minus, plus - minus + (d3 - d1) * g2])


@winograd_row.mistake(
    "the four products are not put together yet", "Each place adds up three of them; the two in the middle serve both."
)
def four_products(pixels, weights):
    (d0, d1, d2, d3), (g0, g1, g2) = pixels, weights
    plus, minus = (d1 + d2) * (g0 + g1 + g2) / 2, (d1 - d2) * (g1 - g0 - g2) / 2
    return np.array([(d0 - d2) * g0, plus, minus, (d3 - d1) * g2])


winograd_row.hint(
    "Add `d2·g0` to the first place and `d1·g2` to the second: the middle becomes `A = d1·p + d2·q` and `B = d1·q + d2·p`.",
    "`A + B = (d1 + d2)·(p + q)` and `A − B = (d1 − d2)·(p − q)`: two multiplications, then add, subtract and halve.",
    "Take away what was added, inside the brackets of the outer products: `(d0 − d2)·g0` and `(d3 − d1)·g2`.",
    "Halve the weights, not the products: `(g0 + g1 + g2) / 2` and `(g1 − g0 − g2) / 2`.",
)


@exercise(points=3, minutes=10)
def winograd_f23(tile: np.ndarray, filter: np.ndarray) -> np.ndarray:
    """Four places of a 3×3 window on a tile of 4×4 pixels, with sixteen multiplications: Winograd's F(2×2, 3×3).

    `y = Pᵀ [(F g Fᵀ) · (T d Tᵀ)] P`: `T`, `F` and `P` do for tile, filter and products what the sums of F(2, 3) do, once down
    the columns and once along the rows; the product in brackets is value by value.

    Args:
        tile: pixels, `(4, 4)`.
        filter: weights, `(3, 3)`.

    Returns:
        `(2, 2)`, the cross-correlation of the two.
    """
    # BEGIN SOLUTION
    T = np.array([[1, 0, -1, 0], [0, 1, 1, 0], [0, 1, -1, 0], [0, -1, 0, 1]])  # the brackets of F(2, 3) with pixels
    F = np.array([[1, 0, 0], [0.5, 0.5, 0.5], [-0.5, 0.5, -0.5], [0, 0, 1]])  # the brackets with weights
    P = np.array([[1, 0], [1, 1], [1, -1], [0, 1]])  # which products each place adds up
    products = (T @ tile @ T.T) * (F @ filter @ F.T)  # 4, 4
    return P.T @ products @ P
    # END SOLUTION


@winograd_f23.cases
def _(rng):
    corner = np.zeros((3, 3))
    corner[0, 2] = 3
    yield "one weight, top right", (np.arange(1.0, 17).reshape(4, 4) ** 2, corner)
    yield "whole numbers", (rng.integers(1, 9, (4, 4)).astype(float), rng.integers(-3, 4, (3, 3)) + 0.0)
    yield "negative and fractional", (rng.normal(size=(4, 4)), rng.normal(size=(3, 3)))


winograd_f23.observe(_numbers_and_products(16))

_T = np.array([[1, 0, -1, 0], [0, 1, 1, 0], [0, 1, -1, 0], [0, -1, 0, 1]])
_F = np.array([[1, 0, 0], [0.5, 0.5, 0.5], [-0.5, 0.5, -0.5], [0, 0, 1]])
_P = np.array([[1, 0], [1, 1], [1, -1], [0, 1]])


@winograd_f23.mistake(
    "the right numbers, with thirty-six multiplications",
    "That is the definition: nine for each of four places. Transform tile and filter first, then multiply value by value.",
)
def thirty_six(tile, filter):
    return np.array([[(tile[i : i + 3, j : j + 3] * filter).sum() for j in range(2)] for i in range(2)])


@winograd_f23.mistake(
    "fast along the rows only: twenty-four multiplications",
    "You used F(2, 3) on each row with each row of weights, and added up down the columns. Nest it: the four values of F(2, 3) down the columns are rows themselves.",
)
def rows_only(tile, filter):
    def row(d, g):
        return _P.T @ ((_T @ d) * (_F @ g))

    return np.array([sum(row(tile[i + u], filter[u]) for u in range(3)) for i in range(2)])


@winograd_f23.mistake(
    "`@` is not value by value",
    "Between the two transformed arrays stands an ordinary product of numbers at the same place: `*`, sixteen of them.",
)
def matrix_product(tile, filter):
    return _P.T @ ((_T @ tile @ _T.T) @ (_F @ filter @ _F.T)) @ _P


@winograd_f23.mistake(
    "only the columns are transformed",
    "`T @ tile` works down the columns. `@ T.T` from the right does the same along the rows.",
)
def one_side(tile, filter):
    return _P.T @ ((_T @ tile) * (_F @ filter @ _F.T)) @ _P


@winograd_f23.mistake(
    "the products are not put together yet",
    "The sixteen products are not the map: `P` adds them up, to two rows and two columns.",
)
def not_put_together(tile, filter):
    return (_T @ tile @ _T.T) * (_F @ filter @ _F.T)


@winograd_f23.mistake(
    "you forgot to halve",
    "Without the halves each direction doubles the middle products. They belong into the second and third row of `F`.",
)
def not_halved_twice(tile, filter):
    doubled = np.array([[1, 0, 0], [1, 1, 1], [-1, 1, -1], [0, 0, 1]])
    return _P.T @ ((_T @ tile @ _T.T) * (doubled @ filter @ doubled.T)) @ _P


@winograd_f23.mistake(
    "the sign of one product is wrong",
    "`T` and `P` belong together: with `d3 − d1` in the last row of `T` the second place *adds* the last product, with `d1 − d3` it subtracts it.",
)
def signs_mixed(tile, filter):
    other = _T * np.array([[1], [1], [1], [-1]])
    return _P.T @ ((other @ tile @ other.T) * (_F @ filter @ _F.T)) @ _P


@winograd_f23.mistake("you turned the filter over", "A cross-correlation leaves the filter as it is.")
def flipped_filter(tile, filter):
    return ops.winograd_f23(tile, filter[::-1, ::-1])


@winograd_f23.mistake(
    "rows and columns of one of the two are exchanged",
    "`T @ tile @ T.T` and `F @ filter @ F.T`: none is transposed itself.",
)
def filter_transposed(tile, filter):
    return ops.winograd_f23(tile, filter.T)


@winograd_f23.mistake(
    "`@` is not value by value",
    "Between the two transformed arrays stands an ordinary product of numbers at the same place: `*`, sixteen of them.",
)
def matrix_product_reversed(tile, filter):
    return _P.T @ ((_F @ filter @ _F.T) @ (_T @ tile @ _T.T)) @ _P


@winograd_f23.mistake(
    "`T` stands on the wrong side",
    "A bracket is a *row* of `T`, so it is `T @ tile @ T.T`: the transpose on the right.",
)
def transposed_first(tile, filter):
    return _P.T @ ((_T.T @ tile @ _T) * (_F @ filter @ _F.T)) @ _P


@winograd_f23.mistake(
    "the sign of one product is wrong",
    "The third rows of `T` and `F` belong together: `d1 − d2` goes with `g1 − g0 − g2`, halved. Turn both round, or neither.",
)
def third_sign(tile, filter):
    other = _T * np.array([[1], [1], [-1], [1]])
    return _P.T @ ((other @ tile @ other.T) * (_F @ filter @ _F.T)) @ _P


@winograd_f23.mistake(
    "`T` is from another set of matrices",
    "Its last two rows have the signs of Lavin & Gray; their `F` and `P` differ from those above, too. Take all three from one source.",
)
def published_t(tile, filter):
    other = _T * np.array([[1], [1], [-1], [-1]])
    return _P.T @ ((other @ tile @ other.T) * (_F @ filter @ _F.T)) @ _P


@winograd_f23.mistake(
    "the halves became zeros", "`F` holds whole numbers: `1 // 2` or `dtype=int` makes 0 of a half. Write `0.5`."
)
def whole_halves(tile, filter):
    whole = _F.astype(int)
    return _P.T @ ((_T @ tile @ _T.T) * (whole @ filter @ whole.T)) @ _P


@winograd_f23.mistake(
    "rows and columns of the answer are exchanged", "`P.T @ products @ P` needs no further transpose."
)
def answer_transposed(tile, filter):
    return _P.T @ ((_T @ tile @ _T.T) * (_F @ filter @ _F.T)).T @ _P


@winograd_f23.mistake(
    "rows and columns of one of the two are exchanged",
    "`T @ tile @ T.T` and `F @ filter @ F.T`: none is transposed itself.",
)
def tile_transposed(tile, filter):
    return ops.winograd_f23(tile.T, filter)


@winograd_f23.mistake(
    "the products are added up in one direction only",
    "`P.T @ products` adds down the columns; `@ P` adds along the rows.",
)
def back_one_way(tile, filter):
    return _P.T @ ((_T @ tile @ _T.T) * (_F @ filter @ _F.T))


winograd_f23.hint(
    "Write the four brackets with pixels of F(2, 3) as the rows of a 4×4 matrix `T`, so that `T @ pixels` gives all four.",
    "The same for the brackets with weights, `F`, 4×3; and for what each of the two places adds up, `P`, 4×2.",
    "In two directions: `T @ tile @ T.T` and `F @ filter @ F.T`, both 4×4. Multiply them with `*`.",
    "`P.T @ products @ P` is the answer. Try it on a filter with a single 1 if a sign is wrong.",
)


@exercise(points=1, minutes=5)
def winograd_multiplications(h: int, w: int, c: int, f: int) -> int:
    """Multiplications that F(2×2, 3×3) takes for a whole layer, halvings not counted.

    Args:
        h: rows of the feature *map*. `w`: its columns.
        c: channels of the image.
        f: filters.

    Returns:
        The number of products of a transformed pixel and a transformed weight. Tiles that hang over the edge of the map
        are computed whole.
    """
    # BEGIN SOLUTION
    tiles = -(-h // 2) * -(-w // 2)  # rounded up
    return 16 * tiles * c * f
    # END SOLUTION


@winograd_multiplications.cases
def _(rng):
    yield "one tile", (2, 2, 1, 1)
    yield "six tiles", (4, 6, 1, 1)
    yield "channels and filters", (4, 2, 3, 5)
    yield "odd sides", (5, 7, 1, 2)
    yield "an odd width", (6, 3, 2, 1)
    yield "one pixel", (1, 1, 2, 3)
    h, w, c, f = (int(v) for v in rng.integers(9, 99, 4))
    yield f"h={h | 1}, w={w & ~1}, c={c}, f={f}", (h | 1, w & ~1, c, f)


@winograd_multiplications.mistake(
    "that is the direct way", "Thirty-six for a tile is nine for each of its four places. Winograd takes sixteen."
)
def direct(h, w, c, f):
    return 9 * h * w * c * f


@winograd_multiplications.mistake(
    "half a tile is a whole tile",
    "On an odd side the last tile hangs over the edge, and it costs as much as the others: round up.",
)
def exactly_four(h, w, c, f):
    return 4 * h * w * c * f


@winograd_multiplications.mistake(
    "the last row and column have no tile", "On an odd side the number of tiles is rounded *up*, or places are missing."
)
def rounded_down(h, w, c, f):
    return 16 * (h // 2) * (w // 2) * c * f


@winograd_multiplications.mistake(
    "a tile for every place is too many", "One tile gives four places, so tiles lie two pixels apart."
)
def tile_a_place(h, w, c, f):
    return 16 * h * w * c * f


@winograd_multiplications.mistake(
    "tiles are counted by their pixels",
    "A tile has 4×4 pixels, but the next one begins two pixels on: they overlap. Count places, two by two.",
)
def no_overlap(h, w, c, f):
    return 16 * -(-(h + 2) // 4) * -(-(w + 2) // 4) * c * f


@winograd_multiplications.mistake(
    "channels and filters multiply",
    "Each filter has a transformed kernel for each channel, and meets the tile of that channel.",
)
def added(h, w, c, f):
    return 16 * -(-h // 2) * -(-w // 2) * (c + f)


@winograd_multiplications.mistake(
    "the filters are missing", "Every filter multiplies the transformed tile by its own transformed weights."
)
def no_filters(h, w, c, f):
    return 16 * -(-h // 2) * -(-w // 2) * c


@winograd_multiplications.mistake("the channels are missing", "Every channel of the image has tiles of its own.")
def no_channels(h, w, c, f):
    return 16 * -(-h // 2) * -(-w // 2) * f


@winograd_multiplications.mistake(
    "thirty-six is the direct way", "A tile takes 4·4 products of transformed numbers, instead of nine for each place."
)
def thirty_six_a_tile(h, w, c, f):
    return 36 * -(-h // 2) * -(-w // 2) * c * f


@winograd_multiplications.mistake(
    "a tile takes more than four", "Four is for a row, F(2, 3). In two directions it is four times four."
)
def four_a_tile(h, w, c, f):
    return 4 * -(-h // 2) * -(-w // 2) * c * f


@winograd_multiplications.mistake(
    "the nine weights are in it already",
    "The transformed kernel is 4×4 and meets the 4×4 tile value by value: sixteen, without a factor nine.",
)
def nine_times(h, w, c, f):
    return 9 * 16 * -(-h // 2) * -(-w // 2) * c * f


@winograd_multiplications.mistake(
    "the whole map is rounded up, not its sides",
    "Tiles lie in rows and columns: round the rows of tiles up, and the columns, then multiply.",
)
def area_rounded(h, w, c, f):
    return 16 * -(-h * w // 4) * c * f


@winograd_multiplications.mistake(
    "`h` and `w` are those of the map already", "Nothing is lost at the edge of the map: take its sides as they come."
)
def image_for_map(h, w, c, f):
    return 16 * -(-(h - 2) // 2) * -(-(w - 2) // 2) * c * f


@winograd_multiplications.mistake(
    "tiles are counted by their pixels",
    "A tile has 4×4 pixels, but it gives 2×2 places, and the map is counted in places.",
)
def by_fours(h, w, c, f):
    return 16 * -(-h // 4) * -(-w // 4) * c * f


@winograd_multiplications.mistake(
    "an even side has a tile too many", "`h // 2 + 1` rounds up even where nothing hangs over: `-(-h // 2)`."
)
def always_one_more(h, w, c, f):
    return 16 * (h // 2 + 1) * (w // 2 + 1) * c * f


@winograd_multiplications.mistake(
    "Python rounds halves to even numbers", "`round(2.5)` is 2. A half tile is a whole one: round *up*."
)
def to_even(h, w, c, f):
    return 16 * round(h / 2) * round(w / 2) * c * f


@winograd_multiplications.mistake("only the rows are rounded up", "An odd width has its half tiles as well.")
def rows_rounded(h, w, c, f):
    return 16 * -(-h // 2) * (w // 2) * c * f


winograd_multiplications.hint(
    "How many tiles of 2×2 places cover the map? On an odd side the last ones hang over.",
    "Round up: `-(-h // 2)` rows of tiles.",
    "Sixteen for each tile, channel and filter.",
)


@exercise(points=2, minutes=6)
def arithmetic_intensity(n: int, h: int, w: int, c: int, f: int, k: int) -> float:
    """Operations that a convolution layer takes for each byte that must move: the layer's arithmetic intensity.

    A multiplication and an addition count as two operations. Images, kernels and maps are float32; each number crosses
    between memory and processor once. Stride 1, and maps as large as the images.

    Args:
        n: images.
        h: rows. `w`: columns, of images and maps.
        c: channels.
        f: filters.
        k: side of the kernel.

    Returns:
        Operations per byte.
    """
    # BEGIN SOLUTION
    operations = 2 * n * h * w * f * k * k * c
    numbers = n * h * w * c + k * k * c * f + n * h * w * f
    return operations / (4 * numbers)
    # END SOLUTION


@arithmetic_intensity.cases
def _(rng):
    yield "one pixel, one weight", (1, 1, 1, 1, 1, 1)
    yield "a dense layer, one image", (1, 1, 1, 4096, 1000, 1)
    yield "the same, 64 images", (64, 1, 1, 4096, 1000, 1)
    yield "3×3 on a map", (1, 56, 48, 64, 32, 3)
    yield "7×7, first layer", (8, 224, 200, 3, 64, 7)


def _ratio(args, multiply=2, size=4, images=1, kernels=1, maps=1):
    n, h, w, c, f, k = args
    numbers = images * n * h * w * c + kernels * k * k * c * f + maps * n * h * w * f
    return multiply * n * h * w * f * k * k * c / (size * numbers)


@arithmetic_intensity.mistake(
    "exactly half of it",
    "Either the additions are missing (each product is added to a sum: two operations), or a number was taken for eight bytes, which is float64.",
)
def half_of_it(*args):
    return _ratio(args, multiply=1)


@arithmetic_intensity.mistake("you divided by numbers, not by bytes", "A float32 takes four bytes.")
def by_numbers(*args):
    return _ratio(args, size=1)


@arithmetic_intensity.mistake(
    "the kernels do not move in your count",
    "The weights come from memory as well; in a dense layer they are nearly everything.",
)
def no_kernels(*args):
    return _ratio(args, kernels=0)


@arithmetic_intensity.mistake(
    "the maps do not move in your count", "What was computed must be written: add the maps to what moves."
)
def no_maps(*args):
    return _ratio(args, maps=0)


@arithmetic_intensity.mistake(
    "every image brings its own kernels in your count",
    "The weights are read once for the whole batch. That is what a batch is good for. (Without `n` the count is that of a single image, which comes to the same.)",
)
def kernels_for_each(*args):
    return _ratio(args, kernels=args[0])


@arithmetic_intensity.mistake("it stands upside down", "Operations over bytes: a busy layer has a high intensity.")
def upside_down(*args):
    return 1 / _ratio(args)


@arithmetic_intensity.mistake(
    "a kernel has k·k weights for each channel", "Each place takes `k * k * c` multiplications for a filter."
)
def one_k(n, h, w, c, f, k):
    return 2 * n * h * w * f * k * c / (4 * (n * h * w * c + k * c * f + n * h * w * f))


@arithmetic_intensity.mistake(
    "the operations are missing a factor k",
    "Each place takes `k * k * c` multiplications for a filter: the window has rows and columns.",
)
def one_k_above(n, h, w, c, f, k):
    return _ratio((n, h, w, c, f, k)) / k


@arithmetic_intensity.mistake(
    "the images do not move in your count", "The pixels come from memory as well: `n·h·w·c` numbers."
)
def no_images(*args):
    return _ratio(args, images=0)


@arithmetic_intensity.mistake(
    "above the line stands one image, below it all of them", "The operations grow with `n` as the pixels do."
)
def one_image_above(*args):
    return _ratio(args) / args[0]


@arithmetic_intensity.mistake(
    "the filters are missing above the line", "Each filter takes `k * k * c` multiplications at every place."
)
def no_filters_above(*args):
    return _ratio(args) / args[4]


@arithmetic_intensity.mistake(
    "the kernels of one filter only", "Each of the `f` filters has `k * k * c` weights, and all of them are read."
)
def one_kernel(*args):
    return _ratio(args, kernels=1 / args[4])


@arithmetic_intensity.mistake(
    "`a / 4 * b` divides by 4 and then multiplies", "What stands below the line needs brackets: `a / (4 * b)`."
)
def no_brackets(n, h, w, c, f, k):
    return 2 * n * h * w * f * k * k * c / 4 * (n * h * w * c + k * k * c * f + n * h * w * f)


@arithmetic_intensity.mistake(
    "only the pixels take four bytes", "All three kinds of numbers do: `4 * (pixels + weights + maps)`."
)
def four_once(*args):
    return _ratio(args, size=1, images=4)


@arithmetic_intensity.mistake("you divided whole numbers", "`//` drops what is behind the point. Use `/`.")
def floored(*args):
    return float(_ratio(args) // 1)


@arithmetic_intensity.mistake("you rounded", "The digits behind the point count. Leave rounding to whoever prints it.")
def to_a_tenth(*args):
    return round(_ratio(args), 1)


@arithmetic_intensity.mistake(
    "your maps are smaller than the images",
    "The layer is padded: maps have `h` rows and `w` columns, as the images do.",
)
def no_padding(n, h, w, c, f, k):
    places = n * (h - k + 1) * (w - k + 1)
    return 2 * places * f * k * k * c / (4 * (n * h * w * c + k * k * c * f + places * f))


@arithmetic_intensity.mistake(
    "every pixel moves `k * k` times in your count",
    "That is what `im2col` does. Here each number crosses once, however many windows it lies in.",
)
def copied(*args):
    return _ratio(args, images=args[5] ** 2)


arithmetic_intensity.hint(
    "Two counts and a division. First the operations: two for each multiplication of lesson 04's `conv_macs`.",
    "Then the numbers that move: `n·h·w·c` pixels, `k·k·c·f` weights, `n·h·w·f` values of the maps.",
    "Four bytes each: `operations / (4 * numbers)`.",
)


twice_the_arithmetic = choice(
    "twice_the_arithmetic",
    """
    A dense layer answers for one image at a time: half an operation for each byte. You replace the processor by one that computes
    twice as fast, with the same memory. How much sooner is the answer there?
    """,
    right="c",
    a=(
        "In half the time: the layer does nothing but multiply and add.",
        "It waits. At half an operation a byte, a memory of 16 GB/s feeds 8 billion operations a second, and the old processor could do "
        "many times that already.",
    ),
    b=(
        "In three quarters of the time: arithmetic and memory take turns.",
        "They do not take turns: while one weight is used the next is on its way. The slower of the two sets the pace, and here that is the memory by far.",
    ),
    c=(
        "At the same time as before.",
        "The layer stands under the slanted part of the roof. Each weight is read and used once, so memory sets the pace; "
        "what helps is to use a weight more often once it is there (a batch), or to make it smaller (float16).",
    ),
    d=(
        "Later, since the faster processor has to wait more often.",
        "It waits for a larger part of the time, but the last weight arrives when it did before.",
    ),
)
