"""`max_pool2d_backward`: reference, cases, slips and hints."""

import numpy as np

from cnncourse.autocheck import exercise

from .basis import _last


@exercise(points=2, minutes=8)
def max_pool2d_backward(dy: np.ndarray, x: np.ndarray, size: int, stride: int) -> np.ndarray:
    """Carry a gradient back through max pooling, to the pixel that won each window.

    Args:
        dy: slope of the loss by each pooled value, `(n, out_h, out_w, c)`.
        x: what was pooled, `(n, h, w, c)`.
        size: side of the square window.
        stride: step of the window; smaller than `size` where windows overlap.

    Returns:
        The slope of the loss by each pixel, in the shape of `x`; 0 in no window. Of equal maxima the first wins, row by row.
    """
    # BEGIN SOLUTION
    dx = np.zeros(x.shape)
    for n, i, j, c in np.ndindex(dy.shape):
        top, left = i * stride, j * stride
        window = x[n, top : top + size, left : left + size, c]
        u, v = np.unravel_index(window.argmax(), window.shape)
        dx[n, top + u, left + v, c] += dy[n, i, j, c]
    return dx
    # END SOLUTION


@max_pool2d_backward.cases
def _(rng):
    def maps(*shape):
        return rng.permutation(np.arange(np.prod(shape), dtype=float)).reshape(shape)

    yield "one window", (np.array([[[[7.0]]]]), np.array([[1.0, 4], [3, 2]])[None, :, :, None], 2, 2)
    yield "negative pixels", (np.array([3.0, -2.0]).reshape(1, 1, 2, 1), maps(1, 2, 4, 1) - 9, 2, 2)
    yield (
        "a pixel that wins twice",
        (np.array([1.0, 10.0]).reshape(1, 1, 2, 1), np.array([[1.0, 5, 2], [0, 9, 3]])[None, :, :, None], 2, 1),
    )
    yield "equal pixels", (np.array([[[[5.0]]]]), np.array([[2.0, 6], [6, 6]])[None, :, :, None], 2, 2)
    yield "overlapping windows", (rng.integers(-4, 5, (1, 2, 3, 1)).astype(float), maps(1, 5, 7, 1), 3, 2)
    yield (
        "a side that the stride does not divide",
        (rng.integers(1, 9, (1, 2, 3, 1)).astype(float), maps(1, 5, 7, 1), 2, 2),
    )
    yield "gaps between the windows", (rng.integers(1, 9, (1, 2, 3, 1)).astype(float), maps(1, 5, 8, 1), 2, 3)
    yield "a batch of two, three channels", (rng.normal(size=(2, 2, 3, 3)), maps(2, 4, 5, 3), 3, 1)


def _pool_back(dy, x, size, stride, weights, scatter=np.add):
    """`dx` of somebody who gives each window's slope to its pixels by `weights(window)`, which is `(size, size, c)`."""
    dx = np.zeros(x.shape)
    for n, i, j in np.ndindex(dy.shape[:3]):
        at = (n, slice(i * stride, i * stride + size), slice(j * stride, j * stride + size))
        share = weights(x[at])
        dx[at] = np.where(share != 0, scatter(dx[at], share * dy[n, i, j]), dx[at])
    return dx


def _first(window):
    flat = window.reshape(-1, window.shape[-1])
    return np.eye(len(flat))[flat.argmax(0)].T.reshape(window.shape)


@max_pool2d_backward.mistake(
    "every equal maximum got the whole gradient",
    "A comparison with the maximum marks all equal pixels. The slope goes to one of them, the first, row by row; otherwise it multiplies.",
)
def every_tie(dy, x, size, stride):
    return _pool_back(dy, x, size, stride, lambda w: (w == w.max((0, 1))).astype(float))


@max_pool2d_backward.mistake(
    "the last of several equal maxima won", "The first one wins, row by row. `>=` where `>` was meant moves it on."
)
def last_tie(dy, x, size, stride):
    return _pool_back(dy, x, size, stride, lambda w: _first(w[::-1, ::-1])[::-1, ::-1])


@max_pool2d_backward.mistake(
    "where windows overlap, the last one wins",
    "A pixel that wins two windows moves the loss in two ways, and they add up: `+=`, not `=`.",
)
def overwritten(dy, x, size, stride):
    return _pool_back(dy, x, size, stride, _first, scatter=_last)


@max_pool2d_backward.mistake(
    "you shared the gradient out among the window",
    "That is mean pooling. A pixel that lost could move a little and the maximum would not notice.",
)
def shared(dy, x, size, stride):
    return _pool_back(dy, x, size, stride, lambda w: np.full(w.shape, 1 / size**2))


@max_pool2d_backward.mistake(
    "every pixel of the window got the whole gradient",
    "A pixel that lost could move a little and the maximum would not notice: its slope is 0.",
)
def everybody(dy, x, size, stride):
    return _pool_back(dy, x, size, stride, np.ones_like)


@max_pool2d_backward.mistake(
    "one winner for all channels",
    "Each channel is pooled by itself and has a winner of its own. `argmax` over a window with its channels finds one in all.",
)
def one_winner(dy, x, size, stride):
    def share(window):
        marks = np.zeros(window.shape)
        u, v, _ = np.unravel_index(window.argmax(), window.shape)
        marks[u, v] = 1
        return marks

    return _pool_back(dy, x, size, stride, share)


@max_pool2d_backward.mistake(
    "the windows do not stand where they stood",
    "Place `(i, j)` begins at row `i * stride`, column `j * stride`: it is the stride that moves the window, not its size.",
)
def stride_is_size(dy, x, size, stride):
    dx = np.zeros(x.shape)
    for n, i, j, c in np.ndindex(dy.shape):
        top, left = i * size, j * size
        window = x[n, top : top + size, left : left + size, c]
        if window.size:
            u, v = np.unravel_index(window.argmax(), window.shape)
            dx[n, top + u, left + v, c] += dy[n, i, j, c]
    return dx


@max_pool2d_backward.mistake(
    "you sent the pixel back as well",
    "Where a pixel won, the output moves exactly as it does: the slope is 1, not its value.",
)
def times_value(dy, x, size, stride):
    return _pool_back(dy, x, size, stride, lambda w: _first(w) * w)


@max_pool2d_backward.mistake(
    "a window of negative pixels has no winner in your answer",
    "The largest of negative numbers is still the largest. Do not start from 0.",
)
def from_zero(dy, x, size, stride):
    return _pool_back(dy, x, size, stride, lambda w: _first(w) * (w.max((0, 1)) > 0))


@max_pool2d_backward.mistake(
    "you took the largest magnitude", "Of −9 and 2 the maximum is 2, whatever is farther from 0."
)
def magnitude(dy, x, size, stride):
    return _pool_back(dy, x, size, stride, lambda w: _first(np.abs(w)))


@max_pool2d_backward.mistake(
    "equal maxima shared the gradient",
    "A central difference would measure that, too, but it was agreed otherwise: the first one wins, row by row, and takes all.",
)
def tie_shared(dy, x, size, stride):
    return _pool_back(dy, x, size, stride, lambda w: (w == w.max((0, 1))) / (w == w.max((0, 1))).sum((0, 1)))


@max_pool2d_backward.mistake(
    "rows and columns of the winner are swapped",
    "`argmax` counts row by row: `u, v = divmod(place, size)`, the row first. `np.unravel_index` keeps them in order.",
)
def transposed(dy, x, size, stride):
    return _pool_back(dy, x, size, stride, lambda w: _first(w).transpose(1, 0, 2))


@max_pool2d_backward.mistake(
    "the first maximum column by column won",
    "Of equal pixels the first one *row by row* wins, which is `argmax`'s order.",
)
def column_first(dy, x, size, stride):
    return _pool_back(dy, x, size, stride, lambda w: _first(w.transpose(1, 0, 2)).transpose(1, 0, 2))


@max_pool2d_backward.mistake(
    "one winner among all channels",
    "`argmax` over a window with its channels finds one place in all. Each channel is pooled by itself and has a winner of its own.",
)
def one_of_all_channels(dy, x, size, stride):
    dx = np.zeros(x.shape)
    for n, i, j in np.ndindex(dy.shape[:3]):
        window = x[n, i * stride : i * stride + size, j * stride : j * stride + size]
        u, v, c = np.unravel_index(window.argmax(), window.shape)
        dx[n, i * stride + u, j * stride + v, c] += dy[n, i, j, c]
    return dx


@max_pool2d_backward.mistake(
    "all slopes went to the top left corner",
    "`argmax` inside a window counts from the window's own corner. Add where the window begins: `i * stride`, `j * stride`.",
)
def inside_window(dy, x, size, stride):
    dx = np.zeros(x.shape)
    for n, i, j, c in np.ndindex(dy.shape):
        window = x[n, i * stride : i * stride + size, j * stride : j * stride + size, c]
        dx[n, *np.unravel_index(window.argmax(), window.shape), c] += dy[n, i, j, c]
    return dx


@max_pool2d_backward.mistake(
    "the window crawls", "Place `(i, j)` begins at row `i * stride`, column `j * stride`, backward as forward."
)
def crawling(dy, x, size, stride):
    return _pool_back(dy, x, size, 1, _first)


@max_pool2d_backward.mistake(
    "the smallest pixel won", "`argmax`, not `argmin`: the largest pixel is the one that went on."
)
def smallest(dy, x, size, stride):
    return _pool_back(dy, x, size, stride, lambda w: _first(-w))


@max_pool2d_backward.mistake(
    "every winner got 1", "The winner's output moves as it does, so what it gets is the slope of that output: `dy`."
)
def ones_back(dy, x, size, stride):
    return _pool_back(np.ones_like(dy), x, size, stride, _first)


@max_pool2d_backward.mistake(
    "the border that nobody pooled is missing",
    "Pixels in no window have the slope 0, but they have one: start from zeros in the shape of `x`.",
)
def borderless(dy, x, size, stride):
    rows, columns = (stride * (side - 1) + size for side in dy.shape[1:3])
    return _pool_back(dy, x, size, stride, _first)[:, :rows, :columns]


@max_pool2d_backward.explain
def _(args, expected, index):
    dy, x, size, stride = args
    n, row, column, c = index
    won = []
    for i, j in np.ndindex(dy.shape[1:3]):
        top, left = i * stride, j * stride
        window = x[n, top : top + size, left : left + size, c]
        u, v = np.unravel_index(window.argmax(), window.shape)
        if (top + u, left + v) == (row, column):
            won.append(f"window ({i}, {j}) with dy = {dy[n, i, j, c]:.3g}")
    return f"pixel ({row}, {column}) wins {' and '.join(won) or 'no window'}: {expected[index]:.3g}"


max_pool2d_backward.hint(
    "Walk over the outputs, one number at a time: `for n, i, j, c in np.ndindex(dy.shape)`.",
    "Cut out the window of that output, one channel of it, and find its largest pixel. `argmax` gives the first one, counted row by row.",
    "`np.unravel_index(window.argmax(), window.shape)` turns the count into a row and a column *inside the window*.",
    "Add `dy[n, i, j, c]` at that pixel of an array of zeros in the shape of `x`.",
)
