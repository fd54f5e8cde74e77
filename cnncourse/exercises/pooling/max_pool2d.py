"""`max_pool2d`: reference, cases, slips and hints."""

import numpy as np

from cnncourse import ops
from cnncourse.autocheck import exercise

from .basis import FOUR_BY_SIX, _all_behind, _maps, _max, _mean, _odd_first, _rounded_up, _worked


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


def _half_a_window(side, window, stride):
    return window // 2, window // 2


def _as_for_stride_one(side, window, stride):
    return ops.same_padding(side, window, 1)


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


@max_pool2d.explain
def _(args, expected, index):
    return _worked("the largest", args, expected, index)


max_pool2d.hint(
    "Walk over the places `(i, j)` as in `corr2d_strided`; at each place cut a window out of all images and channels at once.",
    "The window at `(i, j)` is `x[:, top : top + size[0], left : left + size[1]]`, with four axes. Which two of them belong to the window?",
    '`.max(axis=(1, 2))` leaves `(n, c)`, which fits `y[:, i, j]`. For "same", pad first: `ops.same_padding(h, size[0], stride[0])` tells how much.',
    "Pad with `-np.inf`, so that a pad is never the largest: `np.pad(x, [(0, 0), rows, columns, (0, 0)], constant_values=-np.inf)`.",
)
