"""`im2col`: reference, cases, slips and hints."""

import numpy as np

from cnncourse.autocheck import exercise


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
