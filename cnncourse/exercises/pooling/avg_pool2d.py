"""`avg_pool2d`: reference, cases, slips and hints."""

import numpy as np

from cnncourse import ops
from cnncourse.autocheck import exercise

from .basis import FOUR_BY_SIX, _all_behind, _maps, _max, _mean, _odd_first, _rounded_up, _windows, _worked


@exercise(points=2, minutes=8)
def avg_pool2d(
    x: np.ndarray, size: tuple[int, int] = (2, 2), stride: tuple[int, int] | None = None, padding: str = "valid"
) -> np.ndarray:
    """Take the mean of each window, in every channel by itself, as Keras does.

    Args:
        x: feature maps, `(n, h, w, c)`; they may hold whole numbers.
        size: `(rows, columns)` of the window.
        stride: `(rows, columns)` from one place to the next; `None` means `size`.
        padding: `"valid"`, or `"same"` for `ceil(side / stride)` places. Pads count neither in the sum nor in the number
            that it is divided by.

    Returns:
        The pooled maps, `(n, out_h, out_w, c)`.
    """
    # BEGIN SOLUTION
    n, h, w, c = x.shape
    stride = size if stride is None else stride
    above = before = 0  # pads in front of the first row and of the first column
    out_h, out_w = (h - size[0]) // stride[0] + 1, (w - size[1]) // stride[1] + 1
    if padding == "same":
        above, before = ops.same_padding(h, size[0], stride[0])[0], ops.same_padding(w, size[1], stride[1])[0]
        out_h, out_w = -(-h // stride[0]), -(-w // stride[1])
    y = np.empty((n, out_h, out_w, c))
    for i in range(out_h):
        for j in range(out_w):
            top, left = i * stride[0] - above, j * stride[1] - before
            window = x[:, max(top, 0) : top + size[0], max(left, 0) : left + size[1]]  # cut off at the edge: no pads
            y[:, i, j] = window.mean(axis=(1, 2))
    return y
    # END SOLUTION


@avg_pool2d.cases
def _(rng):
    yield "the map of the lesson", (FOUR_BY_SIX.reshape(1, 4, 6, 1).astype(float),)
    yield "whole numbers", (rng.integers(0, 9, (1, 4, 6, 1)), (2, 3))
    yield '"same" on a map of minus ones', (np.full((1, 3, 5, 1), -1.0), (2, 2), (2, 2), "same")
    yield "a side that the stride does not divide", (_maps(rng, 1, 5, 7, 1), (2, 2))
    yield "windows that overlap", (_maps(rng, 1, 7, 6, 1), (3, 2), (2, 1))
    yield '"same", overlapping', (_maps(rng, 1, 4, 5, 1), (3, 2), (1, 1), "same")
    yield "two images of three channels", (_maps(rng, 2, 6, 5, 3), (2, 2), (2, 1))
    yield "all of it", (rng.normal(size=(2, 7, 8, 3)), (3, 2), (3, 1), "same")


@avg_pool2d.mistake(
    "pads count in your mean",
    "You divided by the window's size, zeros included, as PyTorch does unless told otherwise. Keras divides by the number of "
    "real pixels: on a map of minus ones every mean is −1, in the corners too.",
)
def counted_pads(x, size=(2, 2), stride=None, padding="valid"):
    return _mean(x, size, stride, padding, fill=0)


@avg_pool2d.mistake("you did not divide", "A mean is the sum divided by the number of real pixels in the window.")
def summed(x, size=(2, 2), stride=None, padding="valid"):
    return np.nansum(_windows(x, size, stride, padding), axis=(-2, -1))


@avg_pool2d.mistake("that is the maximum of each window", "Mean pooling lets every pixel of the window count alike.")
def largest(x, size=(2, 2), stride=None, padding="valid"):
    return _max(x, size, stride, padding)


@avg_pool2d.mistake(
    "your means are cut to whole numbers",
    "`x` may hold whole numbers, and an array made in its dtype cuts the mean off: 2.75 becomes 2. Make the result of floats.",
)
def whole_numbers(x, size=(2, 2), stride=None, padding="valid"):
    return _mean(x, size, stride, padding).astype(x.dtype)


@avg_pool2d.mistake(
    "you took the mean over images and channels too",
    "`.mean()` without an axis runs over everything. A window has two axes, rows and columns; images and channels stay apart.",
)
def mean_of_everything(x, size=(2, 2), stride=None, padding="valid"):
    return np.broadcast_to(_mean(x, size, stride, padding).mean(axis=(0, 3), keepdims=True), _mean(x, size, stride, padding).shape)  # fmt: skip


@avg_pool2d.mistake("the pads repeat the border", "Pads are no pixels: leave them out, do not invent values for them.")
def repeated_border(x, size=(2, 2), stride=None, padding="valid"):
    return _mean(x, size, stride, padding, fill="edge")


@avg_pool2d.mistake(
    "without a stride, you moved by one pixel",
    "When `stride` is None the step is the window itself, so that windows lie side by side.",
)
def mean_by_one(x, size=(2, 2), stride=None, padding="valid"):
    return _mean(x, size, (1, 1) if stride is None else stride, padding)


@avg_pool2d.mistake(
    "the stride is not used", "You stepped by the window's size, which is right only when `stride` is None."
)
def mean_by_size(x, size=(2, 2), stride=None, padding="valid"):
    return _mean(x, size, size, padding)


@avg_pool2d.mistake(
    "rows and columns are exchanged", "`size[0]` and `stride[0]` are for rows: rows come first, as in `x.shape`."
)
def mean_exchanged(x, size=(2, 2), stride=None, padding="valid"):
    return _mean(x, size[::-1], stride and stride[::-1], padding)


@avg_pool2d.mistake(
    "you rounded up",
    'With "valid", a window that hangs over the edge is dropped: seven columns at stride 2 give three places.',
)
def mean_rounded_up(x, size=(2, 2), stride=None, padding="valid"):
    return np.nanmean(_rounded_up(x, size, stride, padding), axis=(-2, -1))


@avg_pool2d.mistake("the padding is not used", '"same" promises `ceil(side / stride)` places, whatever the window.')
def mean_never_padded(x, size=(2, 2), stride=None, padding="valid"):
    return _mean(x, size, stride)


@avg_pool2d.mistake(
    "the odd pad stands before the map", '"same" puts it below and to the right, as `ops.same_padding` does.'
)
def mean_odd_pad_first(x, size=(2, 2), stride=None, padding="valid"):
    return _mean(x, size, stride, padding, pads=_odd_first)


@avg_pool2d.mistake(
    "your means are minus infinity at the edge",
    "A pad of minus infinity is right for a maximum. In a sum it swallows everything: leave pads out of a mean.",
)
def infinite_pads(x, size=(2, 2), stride=None, padding="valid"):
    return _mean(x, size, stride, padding, fill=-np.inf)


@avg_pool2d.mistake(
    "pixels that are 0 do not count in your mean",
    "You told pads from pixels by their value, and a black pixel is 0 as well. Count by place: which rows and columns lie inside the map?",
)
def counted_nonzero(x, size=(2, 2), stride=None, padding="valid"):
    windows = np.nan_to_num(_windows(x, size, stride, padding))
    return windows.sum(axis=(-2, -1)) / np.maximum((windows != 0).sum(axis=(-2, -1)), 1)


@avg_pool2d.mistake(
    "your means are rounded down", "`//` drops what is behind the point: 2.75 becomes 2. Divide with `/`."
)
def floor_division(x, size=(2, 2), stride=None, padding="valid"):
    return np.floor(_mean(x, size, stride, padding))


@avg_pool2d.mistake(
    "you divided as if the window were square",
    "A window holds `size[0] * size[1]` pixels, and fewer are real at an edge.",
)
def square_divisor(x, size=(2, 2), stride=None, padding="valid"):
    return np.nansum(_windows(x, size, stride, padding), axis=(-2, -1)) / size[0] ** 2


@avg_pool2d.mistake(
    "without a stride, you moved by two pixels",
    "`None` means the size of this window, not of the default one: a window three columns wide then steps by three.",
)
def mean_by_two(x, size=(2, 2), stride=None, padding="valid"):
    return _mean(x, size, (2, 2) if stride is None else stride, padding)


@avg_pool2d.mistake(
    "your windows always lie side by side",
    "Cutting the map into blocks uses neither `stride` nor `padding`. With a stride of its own, windows may overlap or leave gaps.",
)
def mean_of_blocks(x, size=(2, 2), stride=None, padding="valid"):
    return _mean(x, size)


@avg_pool2d.mistake(
    "only one channel comes out",
    "As many channels come out as went in: the mean runs over axes 1 and 2 of the window, and the channels are axis 3.",
)
def mean_of_channels(x, size=(2, 2), stride=None, padding="valid"):
    return _mean(x, size, stride, padding).mean(axis=3, keepdims=True)


@avg_pool2d.mistake(
    "only the first image is pooled", "`x` holds a batch: axis 0 counts the images, and each has a pooled one."
)
def mean_of_first_image(x, size=(2, 2), stride=None, padding="valid"):
    return _mean(x[:1], size, stride, padding)


@avg_pool2d.mistake(
    "the window's rows and columns are exchanged",
    "`size[0]` is its height and goes with axis 1 of `x`, as `stride[0]` does.",
)
def mean_exchanged_window(x, size=(2, 2), stride=None, padding="valid"):
    return _mean(x, size[::-1], size if stride is None else stride, padding)


@avg_pool2d.mistake(
    "the stride's rows and columns are exchanged",
    "`stride[0]` is the step from one row of places to the next, along axis 1.",
)
def mean_exchanged_stride(x, size=(2, 2), stride=None, padding="valid"):
    return _mean(x, size, (size if stride is None else stride)[::-1], padding)


@avg_pool2d.mistake(
    "all pads stand behind the map",
    'They count in no mean, but they move the windows: "same" puts half of them above and to the left. See `ops.same_padding`.',
)
def mean_pads_behind(x, size=(2, 2), stride=None, padding="valid"):
    return _mean(x, size, stride, padding, pads=_all_behind)


@avg_pool2d.explain
def _(args, expected, index):
    return _worked("the mean", args, expected, index)


avg_pool2d.hint(
    'Without padding it is your `max_pool2d` with `mean` in place of `max`. With "same", ask which pixels of a window are real.',
    "A window that hangs over the edge is cut off there: it begins at row `max(top, 0)`. A slice that ends beyond the array ends at its edge by itself.",
    "`x[:, max(top, 0) : top + size[0], max(left, 0) : left + size[1]].mean(axis=(1, 2))` divides by what is in it, and no pad is.",
    "There `top = i * stride[0] - above`, where `above` is the first number that `ops.same_padding(h, size[0], stride[0])` gives. "
    "The places are `ceil(h / stride[0])`.",
)
