"""Exercises of the lesson on pooling."""

import numpy as np

from cnncourse import ops
from cnncourse.autocheck import choice, exercise


@exercise(points=3, minutes=10)
def max_pool2d(
    x: np.ndarray, size: tuple[int, int] = (2, 2), stride: tuple[int, int] | None = None, padding: str = "valid"
) -> np.ndarray:
    """Keep the largest value of each window, in every channel by itself.

    `y[n, i, j, c] = max x[n, i·s + u, j·t + v, c]` over the window's `u, v`, for a stride `(s, t)`.

    Args:
        x: feature maps, `(n, h, w, c)`.
        size: `(rows, columns)` of the window.
        stride: `(rows, columns)` from one place to the next; `None` means `size`.
        padding: `"valid"`, or `"same"` for `ceil(side / stride)` places. A pad never wins.

    Returns:
        The pooled maps, `(n, out_h, out_w, c)`.
    """
    # BEGIN SOLUTION
    n, h, w, c = x.shape
    stride = size if stride is None else stride
    if padding == "same":
        rows = ops.same_padding(h, size[0], stride[0])
        columns = ops.same_padding(w, size[1], stride[1])
        x = np.pad(x.astype(float), [(0, 0), rows, columns, (0, 0)], constant_values=-np.inf)
    out_h = (x.shape[1] - size[0]) // stride[0] + 1
    out_w = (x.shape[2] - size[1]) // stride[1] + 1
    y = np.empty((n, out_h, out_w, c))
    for i in range(out_h):
        for j in range(out_w):
            top, left = i * stride[0], j * stride[1]
            y[:, i, j] = x[:, top : top + size[0], left : left + size[1]].max(axis=(1, 2))
    return y
    # END SOLUTION


FOUR_BY_SIX = np.array([[1, 5, 2, 0, 3, 1], [2, 4, 1, 1, 0, 4], [-3, -1, 6, 2, 2, 2], [-2, -4, 0, 8, 3, 1]])


def _maps(rng, *shape):
    """Feature maps of whole numbers, negative ones among them."""
    return rng.integers(-9, 10, shape).astype(float)


@max_pool2d.cases
def _(rng):
    yield "the map of the lesson", (FOUR_BY_SIX.reshape(1, 4, 6, 1).astype(float),)
    yield "negative values only", (-rng.integers(1, 10, (1, 4, 6, 1)).astype(float),)
    yield "a side that the stride does not divide", (_maps(rng, 1, 5, 7, 1), (2, 2))
    yield "a window of two rows and three columns", (_maps(rng, 1, 4, 9, 1), (2, 3))
    yield "windows that overlap", (_maps(rng, 1, 7, 6, 1), (3, 2), (2, 1))
    yield '"same", negative values only', (-rng.integers(1, 10, (1, 5, 4, 1)).astype(float), (3, 3), (2, 2), "same")
    yield "two images of three channels", (_maps(rng, 2, 6, 5, 3), (2, 2), (2, 1))
    yield "all of it", (rng.normal(size=(2, 7, 8, 3)), (3, 2), (3, 1), "same")


def _windows(x, size=(2, 2), stride=None, padding="valid", fill=np.nan, pads=None, places=None):
    """Every window, `(n, out_h, out_w, c, kh, kw)`; pads are filled with `fill`, by which they can be told.

    `pads(side, window, stride)` gives the pads of a reader who reckons them in another way.
    """
    stride = size if stride is None else stride
    x, around = np.asarray(x, dtype=float), [(0, 0)] * 4
    if padding == "same":
        around[1:3] = map(pads or ops.same_padding, x.shape[1:3], size, stride)
    how = {"mode": "edge"} if fill == "edge" else {"constant_values": fill}
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(x, around, **how), size, axis=(1, 2))
    if places is not None:  # of another stride: as many windows, but one pixel from each other
        return windows[:, : places[0], : places[1]]
    return windows[:, :: stride[0], :: stride[1]]


def _odd_first(side, window, stride):
    return ops.same_padding(side, window, stride)[::-1]


def _all_behind(side, window, stride):
    return 0, sum(ops.same_padding(side, window, stride))


def _half_a_window(side, window, stride):
    return window // 2, window // 2


def _as_for_stride_one(side, window, stride):
    return ops.same_padding(side, window, 1)


def _max(*args, **settings):
    return np.nanmax(_windows(*args, **settings), axis=(-2, -1))


def _mean(*args, **settings):
    return np.nanmean(_windows(*args, **settings), axis=(-2, -1))


def _rounded_up(x, size, stride, padding):
    """The windows of somebody who lets the last one hang over the edge, cut off there."""
    stride = size if stride is None else stride
    if padding == "same":
        return _windows(x, size, stride, padding)
    lacks = [-(n - k) % s for n, k, s in zip(x.shape[1:3], size, stride, strict=True)]
    x = np.pad(x.astype(float), [(0, 0), (0, lacks[0]), (0, lacks[1]), (0, 0)], constant_values=np.nan)
    return _windows(x, size, stride)


@max_pool2d.mistake(
    "your maximum begins at 0",
    "Where all pixels of a window are negative, the largest of them is still negative. "
    "A maximum that starts at 0 never falls below it. Begin with the first pixel of the window, or with minus infinity.",
)
def starts_at_zero(x, size=(2, 2), stride=None, padding="valid"):
    return np.maximum(_max(x, size, stride, padding), 0)


@max_pool2d.mistake(
    "a pad won",
    "Zeros around the map are larger than every negative pixel. A pad for a maximum must be a value that nothing is below.",
)
def padded_with_zeros(x, size=(2, 2), stride=None, padding="valid"):
    return _max(x, size, stride, padding, fill=0)


@max_pool2d.mistake(
    "you kept the largest magnitude",
    "−7 is less than 2. The maximum looks at the values themselves, sign included: no `abs`.",
)
def largest_magnitude(x, size=(2, 2), stride=None, padding="valid"):
    return _max(np.abs(x), size, stride, padding)


@max_pool2d.mistake(
    "you kept the value that is farthest from 0",
    "−7 is less than 2, however far from 0 it is. The maximum looks at the values themselves: no `abs`.",
)
def farthest_from_zero(x, size=(2, 2), stride=None, padding="valid"):
    high, low = _max(x, size, stride, padding), -_max(-x, size, stride, padding)
    return np.where(-low > high, low, high)


@max_pool2d.mistake("that is the mean of each window", "Maximum pooling keeps one value and drops the others.")
def averaged(x, size=(2, 2), stride=None, padding="valid"):
    return _mean(x, size, stride, padding)


@max_pool2d.mistake(
    "you took the maximum over images and channels too",
    "`.max()` without an axis runs over everything. A window has two axes, rows and columns; images and channels stay apart.",
)
def over_everything(x, size=(2, 2), stride=None, padding="valid"):
    return np.broadcast_to(_max(x, size, stride, padding).max(axis=(0, 3), keepdims=True), _max(x, size, stride, padding).shape)  # fmt: skip


@max_pool2d.mistake(
    "you took the maximum over the channels too",
    "Each channel is pooled by itself and none is lost: the window's axes are 1 and 2, the channels are axis 3.",
)
def over_channels(x, size=(2, 2), stride=None, padding="valid"):
    pooled = _max(x, size, stride, padding)
    return np.broadcast_to(pooled.max(axis=3, keepdims=True), pooled.shape)


@max_pool2d.mistake(
    "the stride is not used",
    "You stepped by the window's size. That is right when `stride` is None; otherwise `stride` says how far to step.",
)
def steps_by_size(x, size=(2, 2), stride=None, padding="valid"):
    return _max(x, size, size, padding)


@max_pool2d.mistake(
    "without a stride, you moved by one pixel",
    "When `stride` is None the step is the window itself, so that windows lie side by side.",
)
def steps_by_one(x, size=(2, 2), stride=None, padding="valid"):
    return _max(x, size, (1, 1) if stride is None else stride, padding)


@max_pool2d.mistake(
    "the size is right, but the window moves one pixel at a time",
    "Place `(i, j)` begins at row `i * stride[0]`, column `j * stride[1]`, not at row `i`, column `j`.",
)
def crawled(x, size=(2, 2), stride=None, padding="valid"):
    places = _max(x, size, stride, padding).shape[1:3]
    return _max(x, size, stride, padding, places=places)


@max_pool2d.mistake(
    "rows and columns are exchanged", "`size[0]` and `stride[0]` are for rows: rows come first, as in `x.shape`."
)
def exchanged(x, size=(2, 2), stride=None, padding="valid"):
    return _max(x, size[::-1], stride and stride[::-1], padding)


@max_pool2d.mistake(
    "you rounded up",
    'With "valid", a window that hangs over the edge is dropped: seven columns at stride 2 give three places.',
)
def rounded_up(x, size=(2, 2), stride=None, padding="valid"):
    return np.nanmax(_rounded_up(x, size, stride, padding), axis=(-2, -1))


@max_pool2d.mistake("the padding is not used", '"same" promises `ceil(side / stride)` places and pads for them.')
def never_padded(x, size=(2, 2), stride=None, padding="valid"):
    return _max(x, size, stride)


@max_pool2d.mistake(
    "the odd pad stands before the map", '"same" puts it below and to the right, as `ops.same_padding` does.'
)
def odd_pad_first(x, size=(2, 2), stride=None, padding="valid"):
    return _max(x, size, stride, padding, pads=_odd_first)


@max_pool2d.mistake(
    "without a stride, you moved by two pixels",
    "`None` means the size of this window, not of the default one: a window three columns wide then steps by three.",
)
def steps_by_two(x, size=(2, 2), stride=None, padding="valid"):
    return _max(x, size, (2, 2) if stride is None else stride, padding)


@max_pool2d.mistake(
    "your windows always lie side by side",
    "Cutting the map into blocks uses neither `stride` nor `padding`. With a stride of its own, windows may overlap or leave gaps.",
)
def blocks(x, size=(2, 2), stride=None, padding="valid"):
    return _max(x, size)


@max_pool2d.mistake(
    "one row and one column of places are missing",
    "The first place is free: `(n − k) // s` steps lead to one place more.",
)
def one_place_short(x, size=(2, 2), stride=None, padding="valid"):
    pooled = _max(x, size, stride, padding)
    return pooled[:, :-1, :-1] if padding == "valid" else pooled


@max_pool2d.mistake(
    "only one channel comes out",
    "As many channels come out as went in: the maximum runs over axes 1 and 2 of the window, and the channels are axis 3.",
)
def one_channel(x, size=(2, 2), stride=None, padding="valid"):
    return _max(x, size, stride, padding).max(axis=3, keepdims=True)


@max_pool2d.mistake(
    "the channels are gone",
    "The result has four axes, `(n, out_h, out_w, c)`: each channel is pooled by itself, and the maximum runs over two axes.",
)
def no_channels(x, size=(2, 2), stride=None, padding="valid"):
    return _max(x, size, stride, padding).max(axis=3)


@max_pool2d.mistake(
    "only the first image is pooled", "`x` holds a batch: axis 0 counts the images, and each has a pooled one."
)
def first_image(x, size=(2, 2), stride=None, padding="valid"):
    return _max(x[:1], size, stride, padding)


@max_pool2d.mistake(
    "only the first image is pooled, and the axis of images is gone",
    "`x` holds a batch: axis 0 counts the images, also where there is one. The result has four axes.",
)
def image_alone(x, size=(2, 2), stride=None, padding="valid"):
    return _max(x[:1], size, stride, padding)[0]


@max_pool2d.mistake(
    "the window's rows and columns are exchanged",
    "`size[0]` is its height and goes with axis 1 of `x`, as `stride[0]` does.",
)
def exchanged_window(x, size=(2, 2), stride=None, padding="valid"):
    return _max(x, size[::-1], size if stride is None else stride, padding)


@max_pool2d.mistake(
    "the stride's rows and columns are exchanged",
    "`stride[0]` is the step from one row of places to the next, along axis 1.",
)
def exchanged_stride(x, size=(2, 2), stride=None, padding="valid"):
    return _max(x, size, (size if stride is None else stride)[::-1], padding)


@max_pool2d.mistake(
    "your windows are square",
    "`size` and `stride` are pairs: the second number is for columns. You used the first for both.",
)
def square(x, size=(2, 2), stride=None, padding="valid"):
    stride = size if stride is None else stride
    return _max(x, (size[0],) * 2, (stride[0],) * 2, padding)


@max_pool2d.mistake(
    "all pads stand behind the map",
    '"same" splits them: half above and to the left, the rest, and the odd one, below and to the right. See `ops.same_padding`.',
)
def pads_behind(x, size=(2, 2), stride=None, padding="valid"):
    return _max(x, size, stride, padding, pads=_all_behind)


@max_pool2d.mistake(
    "you padded half a window on each side",
    '"same" pads no more than the last window lacks, which depends on the side and the stride. `ops.same_padding` reckons it.',
)
def pads_of_half_a_window(x, size=(2, 2), stride=None, padding="valid"):
    return _max(x, size, stride, padding, pads=_half_a_window)


@max_pool2d.mistake(
    "you padded as for a stride of 1",
    "With a longer step the last window lacks fewer pads, or none. Give the stride to `ops.same_padding`.",
)
def pads_for_stride_one(x, size=(2, 2), stride=None, padding="valid"):
    return _max(x, size, stride, padding, pads=_as_for_stride_one)


@max_pool2d.mistake(
    "your values are cut to whole numbers",
    "The result needs the type of `x`, or floats: in an array of integers 0.7 becomes 0.",
)
def cut_to_integers(x, size=(2, 2), stride=None, padding="valid"):
    return _max(x, size, stride, padding).astype(int)


def _worked(word, args, value, index):
    x, size, stride, padding = (*args, (2, 2), None, "valid")[:4] if len(args) == 1 else (*args, None, "valid")[:4]
    stride = size if stride is None else stride
    window = _windows(x, size, stride, padding)[index].ravel()
    numbers = ", ".join("pad" if np.isnan(v) else f"{v:.3g}" for v in window)
    return f"the window of place {list(index[1:3])} in channel {index[3]}: {word} of {numbers} = {value[index]:.4g}"


@max_pool2d.explain
def _(args, expected, index):
    return _worked("the largest", args, expected, index)


max_pool2d.hint(
    "Walk over the places `(i, j)` as in `corr2d_strided`; at each place cut a window out of all images and channels at once.",
    "The window at `(i, j)` is `x[:, top : top + size[0], left : left + size[1]]`, with four axes. Which two of them belong to the window?",
    '`.max(axis=(1, 2))` leaves `(n, c)`, which fits `y[:, i, j]`. For "same", pad first: `ops.same_padding(h, size[0], stride[0])` tells how much.',
    "Pad with `-np.inf`, so that a pad is never the largest: `np.pad(x, [(0, 0), rows, columns, (0, 0)], constant_values=-np.inf)`.",
)


pooling_parameters = choice(
    "pooling_parameters",
    """
    A network of `Conv2D(16, 3, padding="same")`, `Conv2D(32, 3, padding="same")`, `Flatten()` and `Dense(10)` works on 28×28 images.
    You put a `MaxPooling2D(2)` between the two convolutions. What happens to the number of parameters?
    """,
    right="c",
    a=(
        "It grows by 4 for each channel: the pooling window has four weights.",
        "A maximum has nothing to weigh with, and a mean has 1/4 four times, fixed. The layer's summary says 0 parameters.",
    ),
    b=(
        "Nothing: pooling has no parameters.",
        "It has none, but it is not alone. Look at the layer behind `Flatten`: how many numbers does it get before and after?",
    ),
    c=(
        "It falls, in the dense layer only.",
        "The dense layer has a weight for every number that it is given, and gets a quarter as many. "
        "The second convolution keeps its 3·3·16·32 weights: the same kernel slides over a smaller map.",
    ),
    d=(
        "It falls in the second convolution and in the dense layer.",
        "A kernel's weights do not depend on the size of the map it slides over: the second convolution has 3·3·16·32 of them "
        "either way. It does a quarter of the work with the same weights.",
    ),
)


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


@exercise(points=2, minutes=8)
def shift_agreement(f, x: np.ndarray, shift: tuple[int, int]) -> float:
    """How much of `f(x)` stays as it is when the images move: 1 if `f` does not notice, about 0 if all is new.

    Args:
        f: takes maps, `(n, h, w, c)`, and returns an array of any shape.
        x: the images, `(n, h, w, c)`.
        shift: `(down, right)` in pixels. What leaves at one side comes in at the other, so that no pixel is lost.

    Returns:
        The correlation (Pearson's r) of all numbers in `f(x)` with those in `f(moved x)`, place by place; exactly 1.0 where
        the two agree up to rounding, even if they are constant.
    """
    # BEGIN SOLUTION
    before = f(x)
    after = f(np.roll(x, shift, axis=(1, 2)))
    if np.allclose(before, after):
        return 1.0
    return float(np.corrcoef(before.ravel(), after.ravel())[0, 1])
    # END SOLUTION


def nothing(x):
    """Images as they are."""
    return x


def every_second(x):
    """One pixel of four."""
    return x[:, ::2, ::2]


def largest_of_four(x):
    """2×2 maximum pooling with stride 2."""
    return ops.max_pool2d(x, 2)


def mean_of_map(x):
    """Global average pooling."""
    return x.mean(axis=(1, 2))


@shift_agreement.cases
def _(rng):
    steps = np.arange(12.0).reshape(1, 2, 6, 1) ** 2
    yield "one pixel to the right", (nothing, steps, (0, 1))
    yield "one pixel down", (nothing, _maps(rng, 1, 4, 6, 1), (1, 0))
    yield "a function that does not notice", (mean_of_map, _maps(rng, 2, 4, 6, 3), (1, 2))
    yield "blank images", (every_second, np.full((1, 4, 6, 1), 0.5), (0, 1))
    yield "every second pixel", (every_second, _maps(rng, 2, 6, 8, 1), (2, 3))
    yield "maximum pooling", (largest_of_four, _maps(rng, 2, 6, 8, 3), (1, 2))
    yield "up and to the left", (largest_of_four, _maps(rng, 3, 6, 4, 2), (-1, -1))


def _correlation(a, b):
    return 1.0 if np.allclose(a, b) else float(np.corrcoef(a.ravel(), b.ravel())[0, 1])


@shift_agreement.mistake(
    "you moved the output along",
    "That measures equivariance: whether the answer moves as the image does. Here the question is what stays in its place, "
    "so compare `f(x)` itself with `f` of the moved images.",
)
def moved_the_output(f, x, shift):
    return _correlation(np.roll(f(x), shift, axis=(1, 2)), f(np.roll(x, shift, axis=(1, 2))))


@shift_agreement.mistake(
    "you compared the images and left `f` out",
    "Apply `f` to the images as they are and to the moved ones, then compare.",
)
def without_f(f, x, shift):
    return _correlation(x, np.roll(x, shift, axis=(1, 2)))


@shift_agreement.mistake(
    "you moved the answer in place of the images",
    "Shifting `f(x)` says nothing about `f`. Shift `x`, then ask `f` again.",
)
def moved_only_the_answer(f, x, shift):
    return _correlation(f(x), np.roll(f(x), shift, axis=(1, 2)))


@shift_agreement.mistake(
    "down and right are exchanged", "`shift` is `(down, right)`: the first number moves rows, axis 1 of `x`."
)
def exchanged_shift(f, x, shift):
    return _correlation(f(x), f(np.roll(x, shift[::-1], axis=(1, 2))))


@shift_agreement.mistake(
    "you moved along the wrong axes",
    "`x` is `(n, h, w, c)`: rows are axis 1 and columns axis 2; axis 0 counts the images.",
)
def wrong_axes(f, x, shift):
    return _correlation(f(x), f(np.roll(x, shift, axis=(0, 1))))


@shift_agreement.mistake(
    "you moved the other way", "A shift of `(0, 1)` takes the pixel of column 0 to column 1, as `np.roll` does."
)
def other_way(f, x, shift):
    return _correlation(f(x), f(np.roll(x, (-shift[0], -shift[1]), axis=(1, 2))))


@shift_agreement.mistake(
    "zeros came in at the edge",
    "What leaves the image at one side comes in at the other (`np.roll`). Otherwise a new edge is measured together with the shift.",
)
def zeros_came_in(f, x, shift):
    moved = np.roll(x, shift, axis=(1, 2))
    rows, columns = (np.arange(side) for side in x.shape[1:3])
    out = [(k < s) if s >= 0 else (k >= len(k) + s) for k, s in ((rows, shift[0]), (columns, shift[1]))]
    moved[:, out[0]] = 0
    moved[:, :, out[1]] = 0
    return _correlation(f(x), f(moved))


@shift_agreement.mistake(
    "that is the cosine, not the correlation",
    "Subtract the mean of each side first. Without that, bright images agree with each other whatever they show. (`np.corrcoef` does it.)",
)
def cosine(f, x, shift):
    a, b = f(x).ravel(), f(np.roll(x, shift, axis=(1, 2))).ravel()
    return 1.0 if np.allclose(a, b) else float(a @ b / np.sqrt((a @ a) * (b @ b)))


@shift_agreement.mistake(
    "you counted the values that stay equal",
    "A value that changes by a hair is then as bad as one that is replaced. The correlation tells them apart.",
)
def share_of_equal(f, x, shift):
    return float(np.isclose(f(x), f(np.roll(x, shift, axis=(1, 2)))).mean())


@shift_agreement.mistake(
    "you returned the whole table of correlations",
    "`np.corrcoef` gives a 2×2 table: each with itself on the diagonal, the pair beside it. One number is wanted.",
)
def whole_table(f, x, shift):
    a, b = f(x).ravel(), f(np.roll(x, shift, axis=(1, 2))).ravel()
    return 1.0 if np.allclose(a, b) else np.corrcoef(a, b)


@shift_agreement.mistake(
    "constant answers give 0/0",
    "The correlation divides by the spread, and a blank image has none. Where nothing changes, return 1.0 before dividing.",
)
def not_a_number(f, x, shift):
    a, b = f(x).ravel(), f(np.roll(x, shift, axis=(1, 2))).ravel()
    with np.errstate(all="ignore"):
        return float("nan") if a.std() < 1e-12 else float(np.corrcoef(a, b)[0, 1])


@shift_agreement.mistake(
    "you moved columns and channels",
    "`x` is `(n, h, w, c)`: rows are axis 1 and columns axis 2. Axes 2 and 3 are those of PyTorch's layout.",
)
def axes_of_another_layout(f, x, shift):
    return _correlation(f(x), f(np.roll(x, shift, axis=(2, 3))))


@shift_agreement.mistake(
    "you moved the numbers as one long row",
    "Without `axis`, `np.roll` flattens the array first: pixels slip into the next row and the next channel.",
)
def rolled_flat(f, x, shift):
    return _correlation(f(x), f(np.roll(x, shift)))


@shift_agreement.mistake(
    "you moved to the right only", "`shift` has two numbers: the first moves rows down, along axis 1."
)
def only_right(f, x, shift):
    return _correlation(f(x), f(np.roll(x, shift[1], axis=2)))


@shift_agreement.mistake("you moved down only", "`shift` has two numbers: the second moves columns, along axis 2.")
def only_down(f, x, shift):
    return _correlation(f(x), f(np.roll(x, shift[0], axis=1)))


@shift_agreement.mistake(
    "you averaged a correlation for each image",
    "All numbers of both answers go into one correlation: flatten them, images included.",
)
def image_by_image(f, x, shift):
    pairs = zip(f(x), f(np.roll(x, shift, axis=(1, 2))), strict=True)
    return float(np.mean([_correlation(before, after) for before, after in pairs]))


@shift_agreement.mistake(
    "constant answers count as no agreement",
    "A blank image stays as it is, so the agreement is 1.0, although its correlation is 0/0. Ask whether anything changed first.",
)
def zero_for_constant(f, x, shift):
    a, b = f(x).ravel(), f(np.roll(x, shift, axis=(1, 2))).ravel()
    return 0.0 if min(a.std(), b.std()) < 1e-12 else float(np.corrcoef(a, b)[0, 1])


@shift_agreement.mistake(
    "that is the covariance",
    "It grows with the contrast of the images. Divided by both spreads it is the correlation (`np.corrcoef`).",
)
def covariance(f, x, shift):
    a, b = f(x).ravel(), f(np.roll(x, shift, axis=(1, 2))).ravel()
    return 1.0 if np.allclose(a, b) else float(np.cov(a, b)[0, 1])


@shift_agreement.mistake("you squared the correlation", "r itself is wanted. Squared, it cannot be negative any more.")
def squared(f, x, shift):
    return _correlation(f(x), f(np.roll(x, shift, axis=(1, 2)))) ** 2


@shift_agreement.mistake("you took the magnitude", "A negative r says that bright became dark. Keep the sign.")
def magnitude(f, x, shift):
    return abs(_correlation(f(x), f(np.roll(x, shift, axis=(1, 2)))))


@shift_agreement.mistake(
    "that is 1 minus the mean change",
    "It depends on the scale of the answers: ten times brighter images would agree less. The correlation does not.",
)
def one_minus_change(f, x, shift):
    return 1.0 - float(np.abs(f(x) - f(np.roll(x, shift, axis=(1, 2)))).mean())


shift_agreement.hint(
    "Ask `f` twice: once about the images, once about the moved images. Then compare the two answers number by number.",
    "`np.roll(x, shift, axis=(1, 2))` moves all images at once.",
    "`np.corrcoef(a.ravel(), b.ravel())[0, 1]` is the correlation of two arrays.",
    "Before that: `if np.allclose(before, after): return 1.0`.",
)


@exercise(points=2, minutes=6)
def depth_max_pool(x: np.ndarray, group: int) -> np.ndarray:
    """Keep the largest of each `group` neighboring channels, pixel by pixel.

    `y[n, i, j, q] = max(x[n, i, j, q·group], …, x[n, i, j, q·group + group − 1])`

    Args:
        x: feature maps, `(n, h, w, c)`.
        group: channels in a group.

    Returns:
        `(n, h, w, c / group)`: as many pixels, fewer channels.

    Raises:
        ValueError: `group` does not divide `c`.
    """
    # BEGIN SOLUTION
    n, h, w, c = x.shape
    if c % group:
        raise ValueError(f"{c} channels cannot be divided into groups of {group}")
    return x.reshape(n, h, w, c // group, group).max(axis=-1)
    # END SOLUTION


@depth_max_pool.cases
def _(rng):
    yield "one pixel, six channels", (np.array([3.0, 1, -2, -5, 4, 7]).reshape(1, 1, 1, 6), 2)
    yield "negative values only", (-rng.integers(1, 10, (1, 2, 3, 6)).astype(float), 3)
    yield "two images", (_maps(rng, 2, 3, 4, 8), 2)
    yield "all channels in one group", (_maps(rng, 1, 2, 3, 4), 4)
    yield "groups of one", (_maps(rng, 1, 2, 3, 4), 1)
    yield "a group that does not divide the channels", (_maps(rng, 1, 2, 3, 7), 2)


@depth_max_pool.mistake(
    "your groups take every so-many-th channel",
    "A group is made of neighbors: channels 0 and 1, then 2 and 3. In the reshape the group's axis comes last.",
)
def interleaved(x, group):
    n, h, w, c = x.shape
    return x.reshape(n, h, w, group, c // group).max(axis=-2)


@depth_max_pool.mistake(
    "you made `group` groups", "`group` is the number of channels in a group; there are `c / group` groups."
)
def that_many_groups(x, group):
    n, h, w, c = x.shape
    return x.reshape(n, h, w, group, c // group).max(axis=-1)


@depth_max_pool.mistake(
    "you took the maximum over all channels", "One value for every group of neighbors, not one for all channels."
)
def all_channels(x, group):
    if x.shape[3] % group:
        raise ValueError
    return x.max(axis=3, keepdims=True)


@depth_max_pool.mistake(
    "you took the first channel of each group",
    "A slice with a step skips the others unseen. Compare them, keep the largest.",
)
def first_of_group(x, group):
    if x.shape[3] % group:
        raise ValueError
    return x[..., ::group]


@depth_max_pool.mistake(
    "your groups overlap", "After channels 0 and 1 come 2 and 3, not 1 and 2: the window jumps by its own width."
)
def overlapping(x, group):
    if x.shape[3] % group:
        raise ValueError
    return np.lib.stride_tricks.sliding_window_view(x, group, axis=3).max(axis=-1)


@depth_max_pool.mistake("you took the mean of each group", "The largest of the group is wanted.")
def mean_of_group(x, group):
    n, h, w, c = x.shape
    return x.reshape(n, h, w, c // group, group).mean(axis=-1)


@depth_max_pool.mistake(
    "you pooled in space", "Rows and columns stay as they are. The window lies along the channels, the last axis."
)
def in_space(x, group):
    if x.shape[3] % group:
        raise ValueError
    return x[:, : x.shape[1] // group * group, : x.shape[2] // group * group].reshape(
        x.shape[0], x.shape[1] // group, group, x.shape[2] // group, group, x.shape[3]
    ).max(axis=(2, 4), initial=-99.0)  # fmt: skip


@depth_max_pool.mistake(
    "your maximum begins at 0", "Where the whole group is negative, so is its maximum. Begin with the first channel."
)
def group_starts_at_zero(x, group):
    n, h, w, c = x.shape
    return np.maximum(x.reshape(n, h, w, c // group, group).max(axis=-1), 0)


@depth_max_pool.mistake(
    "channels are left over without a word",
    "Seven channels in groups of two leave one over. Whoever asked for that should hear of it: raise a `ValueError`.",
)
def dropped_the_rest(x, group):
    n, h, w, c = x.shape
    return x[..., : c // group * group].reshape(n, h, w, c // group, group).max(axis=-1)


@depth_max_pool.mistake(
    "the last group is smaller than the others",
    "A slice that runs beyond the last channel ends there by itself, without a word. Raise a `ValueError` before.",
)
def short_last_group(x, group):
    return np.stack([x[..., q : q + group].max(axis=-1) for q in range(0, x.shape[3], group)], axis=-1)


@depth_max_pool.mistake(
    "the wrong kind of error",
    "`assert` raises an `AssertionError`, and nothing at all under `python -O`. The docstring promises a `ValueError`.",
)
def asserted(x, group):
    n, h, w, c = x.shape
    assert c % group == 0
    return x.reshape(n, h, w, c // group, group).max(axis=-1)


@depth_max_pool.mistake("an axis of length one is left over", "The result has four axes: drop `keepdims`.")
def five_axes(x, group):
    n, h, w, c = x.shape
    return x.reshape(n, h, w, c // group, group).max(axis=-1, keepdims=True)


@depth_max_pool.mistake(
    "your groups share a channel",
    "A slice ends before its second number: `x[..., 0:2]` holds channels 0 and 1. No `+ 1`.",
)
def one_too_many(x, group):
    if x.shape[3] % group:
        raise ValueError
    return np.stack([x[..., q : q + group + 1].max(axis=-1) for q in range(0, x.shape[3], group)], axis=-1)


@depth_max_pool.mistake(
    "as many channels come out as went in", "Each group leaves one channel. Do not repeat it for its members."
)
def repeated(x, group):
    n, h, w, c = x.shape
    return np.repeat(x.reshape(n, h, w, c // group, group).max(axis=-1), group, axis=-1)


@depth_max_pool.mistake(
    "that is where the largest stands", "`argmax` gives its place in the group. Its value is wanted."
)
def position(x, group):
    n, h, w, c = x.shape
    return x.reshape(n, h, w, c // group, group).argmax(axis=-1)


@depth_max_pool.mistake("you kept the largest magnitude", "−5 is less than 1. No `abs`.")
def group_magnitude(x, group):
    n, h, w, c = x.shape
    return np.abs(x).reshape(n, h, w, c // group, group).max(axis=-1)


@depth_max_pool.mistake(
    "the reshape mixed pixels and channels",
    "A reshape keeps the order of the numbers in memory. Only the last axis may be split, into `c // group` and `group`.",
)
def mixed(x, group):
    n, h, w, c = x.shape
    if c % group:
        raise ValueError
    return x.reshape(n, h, group, w, c // group).max(axis=2)


depth_max_pool.hint(
    "Six channels in groups of two are three groups. Give the groups an axis of their own, and the channels inside a group another.",
    "`x.reshape(n, h, w, c // group, group)`: the last axis runs inside a group, because neighbors lie next to each other in memory.",
    "Take the maximum over that last axis. Before, `raise ValueError(…)` if `c % group` is not 0.",
)


@exercise(points=1, minutes=4)
def global_avg_pool(x: np.ndarray) -> np.ndarray:
    """Take the mean of each whole feature map.

    Args:
        x: feature maps, `(n, h, w, c)`.

    Returns:
        One number for each channel of each image, `(n, c)`.
    """
    # BEGIN SOLUTION
    return x.mean(axis=(1, 2))
    # END SOLUTION


@global_avg_pool.cases
def _(rng):
    yield "one map of six pixels", (np.array([[1.0, 2, 3], [4, 5, 12]]).reshape(1, 2, 3, 1),)
    yield "two images, four channels", (_maps(rng, 2, 3, 5, 4),)
    yield "one image", (_maps(rng, 1, 4, 2, 3),)
    yield "maps of one pixel", (_maps(rng, 3, 1, 1, 2),)


@global_avg_pool.mistake(
    "you averaged over the channels", "Each channel has its own mean. Rows and columns, axes 1 and 2, are what goes."
)
def over_the_channels(x):
    return x.mean(axis=3)


@global_avg_pool.mistake(
    "you took the axes of another layout",
    "Axes 2 and 3 are rows and columns in PyTorch, `(n, c, h, w)`. Here the channels come last.",
)
def other_layout(x):
    return x.mean(axis=(2, 3))


@global_avg_pool.mistake(
    "you averaged over the images too", "Every image of the batch keeps its own numbers: leave axis 0."
)
def over_images(x):
    return x.mean(axis=(0, 1, 2))


@global_avg_pool.mistake(
    "you averaged over everything", "One number for each channel of each image is wanted: `(n, c)`."
)
def one_number(x):
    return x.mean()


@global_avg_pool.mistake(
    "two axes of length one are left over", "Without `keepdims`, the result is `(n, c)`, which a dense layer can take."
)
def axes_left(x):
    return x.mean(axis=(1, 2), keepdims=True)


@global_avg_pool.mistake(
    "that is Flatten", "Flatten keeps every number, `(n, h·w·c)`. Global pooling keeps one for each channel."
)
def flattened(x):
    return x.reshape(len(x), -1)


@global_avg_pool.mistake("you did not divide", "That is the sum of each map; it grows with the size of the image.")
def summed_maps(x):
    return x.sum(axis=(1, 2))


@global_avg_pool.mistake("that is global maximum pooling", "The mean is wanted, to which every pixel adds.")
def largest_of_map(x):
    return x.max(axis=(1, 2))


@global_avg_pool.mistake(
    "the channels are gone",
    "You averaged over axis 3 too. Each channel of an image keeps a number of its own: `(n, c)`.",
)
def all_but_images(x):
    return x.mean(axis=(1, 2, 3))


@global_avg_pool.mistake(
    "you averaged over images and rows", "Axis 0 counts the images and stays. Rows are axis 1, columns axis 2."
)
def images_and_rows(x):
    return x.mean(axis=(0, 1))


@global_avg_pool.mistake(
    "the columns are still there", "Axis 1 is the rows. The window is the whole map: columns go too."
)
def only_rows(x):
    return x.mean(axis=1)


@global_avg_pool.mistake(
    "you divided as if the map were square", "A map has `h * w` pixels. `x.shape[1]` and `x.shape[2]` may differ."
)
def squared_side(x):
    return x.sum(axis=(1, 2)) / x.shape[1] ** 2


@global_avg_pool.mistake(
    "you divided by the channels too", "A map has `h * w` pixels. `x[0].size` counts those of all channels."
)
def divided_by_all(x):
    return x.sum(axis=(1, 2)) / x[0].size


@global_avg_pool.mistake(
    "the reshape mixed the channels",
    "Channels lie next to each other in memory: `reshape(n, c, -1)` cuts the row elsewhere. Keep the last axis, `reshape(n, -1, c)`.",
)
def mixed_channels(x):
    return x.reshape(x.shape[0], x.shape[3], -1).mean(axis=2)


global_avg_pool.hint(
    "Four axes go in, two come out. Which two stay?",
    "Images (axis 0) and channels (axis 3) stay. The mean runs over rows and columns.",
    "`x.mean(axis=…)` takes a pair of axes.",
)


max_or_mean = choice(
    "max_or_mean",
    """
    A kernel answers 1 wherever it finds a button and 0 everywhere else. One coat has two buttons, another has eight. Its map is
    pooled globally, and a dense layer behind must tell the two coats apart. Which pooling does it need?
    """,
    right="b",
    a=(
        "The maximum: it usually does better.",
        "The maximum is 1 for two buttons and 1 for eight: after it, the coats are the same. “Usually” was measured on other questions.",
    ),
    b=(
        "The mean.",
        "The mean grows with the number of buttons, 2/(h·w) against 8/(h·w); times the number of places it is the count itself. "
        "The maximum tells *whether*, the mean *how much*. Had the question been “is there a button at all?” in a noisy map, the "
        "maximum would be the better one.",
    ),
    c=(
        "Either: both keep what the kernel found.",
        "The maximum keeps *that* something was found. From two buttons and from eight it makes the same 1.",
    ),
    d=(
        "Neither: a pooled map has forgotten how many there were.",
        "It has forgotten where they were. The mean is the sum divided by a fixed number of places, and the sum counts the buttons.",
    ),
)
