"""Pooling: the maximum or the mean of a window, of a whole map, or of neighboring channels; nothing to learn."""

import numpy as np

from cnncourse.ops.arguments import Padding, Pair, gradient_dtype, images, pair
from cnncourse.ops.convolution import same_shape
from cnncourse.ops.padding import pad2d, places, resolve_padding
from cnncourse.ops.strategies import tap


def max_pool2d(x: np.ndarray, size: Pair, stride: Pair | None = None, padding: Padding = "valid") -> np.ndarray:
    """Keep the largest value of each window, channel by channel.

    `y[n, i, j, c] = max x[n, i·s + u, j·s + v, c]` over `u, v`; padding never wins, not even over negative
    values.

    Args:
        x: images, `(n, h, w, c)`.
        size: sides of the window, an integer or `(rows, columns)`.
        stride: step of the window; None means `size`, so that windows do not overlap.
        padding: `"valid"`, `"same"`, pixels on every side, or `((top, bottom), (left, right))`, less than
            `size` on a side.

    Returns:
        `(n, out_h, out_w, c)`, in the dtype of `x`.

    Raises:
        ValueError: not four axes, a window that fits nowhere or could stand on padding alone, a stride below
            1.

    Source: Goodfellow, Bengio & Courville (2016), Deep Learning, section 9.3.

    >>> max_pool2d(np.arange(35.).reshape(1, 5, 7, 1), 2)[0, :, :, 0]
    array([[ 8., 10., 12.],
           [22., 24., 26.]])
    """
    x, size, stride, around, out = _read(x, size, stride, padding)
    x = _padded(x, around, _lowest(x.dtype))
    y = tap(x, 0, 0, out, stride, (1, 1)).copy()
    for u, v in np.ndindex(size):
        np.maximum(y, tap(x, u, v, out, stride, (1, 1)), out=y)
    return y


def max_pool2d_backward(
    dy: np.ndarray, x: np.ndarray, size: Pair, stride: Pair | None = None, padding: Padding = "valid"
) -> np.ndarray:
    """Carry a gradient back through `max_pool2d`: to the first maximum of each window, row by row.

    Args:
        dy: gradient of the loss by the pooled maps, `(n, out_h, out_w, c)`.
        x, size, stride, padding: what `max_pool2d` was given.

    Returns:
        `dx`, in the shape and dtype of `x`; where windows overlap, their gradients add up.

    Raises:
        ValueError: as `max_pool2d`, or `dy` has not the shape of its output.

    >>> max_pool2d_backward(np.ones((1, 1, 2, 1)), np.array([1., 5, 2, 5, 9, 3]).reshape(1, 2, 3, 1), 2, 1)[0, :, :, 0]
    array([[0., 0., 0.],
           [0., 2., 0.]])
    """
    x, size, stride, around, out = _read(x, size, stride, padding)
    dy = images(dy, "dy").astype(gradient_dtype(x), copy=False)
    same_shape(dy, (x.shape[0], *out, x.shape[3]))
    h, w = x.shape[1:3]
    x = _padded(x, around, _lowest(x.dtype))
    best = tap(x, 0, 0, out, stride, (1, 1)).copy()
    winner = np.zeros(best.shape, np.intp)  # which tap holds the maximum
    for place, (u, v) in enumerate(np.ndindex(size)):
        seen = tap(x, u, v, out, stride, (1, 1))
        winner[seen > best] = place
        np.maximum(best, seen, out=best)
    dx = np.zeros(x.shape, dy.dtype)
    for place, (u, v) in enumerate(np.ndindex(size)):
        tap(dx, u, v, out, stride, (1, 1))[...] += dy * (winner == place)
    (top, _), (left, _) = around
    return dx[:, top : top + h, left : left + w]


def avg_pool2d(x: np.ndarray, size: Pair, stride: Pair | None = None, padding: Padding = "valid") -> np.ndarray:
    """Take the mean of each window, channel by channel, over the image's own pixels.

    `y[n, i, j, c] = Σ x[n, i·s + u, j·s + v, c] / count(i, j)`; `count` leaves padding out, as Keras does.

    Args:
        x: images, `(n, h, w, c)`.
        size: sides of the window, an integer or `(rows, columns)`.
        stride: step of the window; None means `size`.
        padding: as in `max_pool2d`.

    Returns:
        `(n, out_h, out_w, c)`, in the dtype of `x` (float64 if that is not floating).

    Raises:
        ValueError: as `max_pool2d`.

    Source: LeCun et al. (1998), Gradient-Based Learning Applied to Document Recognition, section II.B (there
    with weights).

    >>> avg_pool2d(np.full((1, 3, 3, 1), -1.0), 2, padding="same")[0, :, :, 0]
    array([[-1., -1.],
           [-1., -1.]])
    """
    x, size, stride, around, out = _read(x, size, stride, padding)
    x = _floating(x)
    counts = _counts(x.shape[1:3], size, stride, around, out)
    x = _padded(x, around, 0)
    y = tap(x, 0, 0, out, stride, (1, 1)).copy()
    for u, v in list(np.ndindex(size))[1:]:
        y += tap(x, u, v, out, stride, (1, 1))
    y /= counts.astype(x.dtype)
    return y


def avg_pool2d_backward(
    dy: np.ndarray, x: np.ndarray, size: Pair, stride: Pair | None = None, padding: Padding = "valid"
) -> np.ndarray:
    """Carry a gradient back through `avg_pool2d`: an equal share to each of the image's pixels in the window.

    Args:
        dy: gradient of the loss by the pooled maps, `(n, out_h, out_w, c)`.
        x, size, stride, padding: what `avg_pool2d` was given; of `x` only the shape and dtype are used.

    Returns:
        `dx`, in the shape and dtype of `x`; where windows overlap, their gradients add up.

    Raises:
        ValueError: as `avg_pool2d`, or `dy` has not the shape of its output.

    >>> avg_pool2d_backward(np.ones((1, 1, 2, 1)), np.ones((1, 2, 4, 1)), 2)[0, :, :, 0]
    array([[0.25, 0.25, 0.25, 0.25],
           [0.25, 0.25, 0.25, 0.25]])
    """
    x, size, stride, around, out = _read(x, size, stride, padding)
    x = _floating(x)
    n, h, w, c = x.shape
    dy = images(dy, "dy").astype(x.dtype, copy=False)
    same_shape(dy, (n, *out, c))
    share = dy / _counts((h, w), size, stride, around, out).astype(x.dtype)
    (top, bottom), (left, right) = around
    dx = np.zeros((n, top + h + bottom, left + w + right, c), x.dtype)
    for u, v in np.ndindex(size):
        tap(dx, u, v, out, stride, (1, 1))[...] += share
    return dx[:, top : top + h, left : left + w]


def global_avg_pool(x: np.ndarray) -> np.ndarray:
    """Take the mean of each whole feature map.

    Args:
        x: images, `(n, h, w, c)`.

    Returns:
        `(n, c)`, in the dtype of `x` (float64 if that is not floating).

    Raises:
        ValueError: not four axes.

    Source: Lin, Chen & Yan (2014), arXiv:1312.4400, section 3.2.

    >>> global_avg_pool(np.ones((2, 7, 7, 512))).shape
    (2, 512)
    """
    return _floating(images(x)).mean((1, 2))


def global_avg_pool_backward(dy: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Carry a gradient back through `global_avg_pool`: the same share to every pixel of a map.

    Args:
        dy: gradient of the loss by the means, `(n, c)`.
        x: what `global_avg_pool` was given; only its shape and dtype are used.

    Returns:
        `dx`, in the shape and dtype of `x`.

    Raises:
        ValueError: `dy` is not `(n, c)`.

    >>> global_avg_pool_backward(np.ones((1, 3)), np.ones((1, 2, 5, 3)))[0, 0, 0]
    array([0.1, 0.1, 0.1])
    """
    x = _floating(images(x))
    n, h, w, c = x.shape
    dy = np.asarray(dy, x.dtype)
    same_shape(dy, (n, c))
    return np.broadcast_to(dy[:, None, None, :] / (h * w), x.shape).astype(x.dtype)


def depth_max_pool(x: np.ndarray, group: int) -> np.ndarray:
    """Keep the largest of each `group` neighboring channels, pixel by pixel: the pooling that changes the channels.

    `y[n, i, j, q] = max x[n, i, j, q·group + r]` over `r`.

    Args:
        x: images, `(n, h, w, c)`.
        group: channels in a group; it must divide `c`.

    Returns:
        `(n, h, w, c / group)`, in the dtype of `x`.

    Raises:
        ValueError: not four axes, or a group that does not divide the channels.

    Source: Goodfellow et al. (2013), Maxout Networks, arXiv:1302.4389, section 3.

    >>> depth_max_pool(np.array([3., 1, -2, -5]).reshape(1, 1, 1, 4), 2)[0, 0, 0]
    array([ 3., -2.])
    """
    x = images(x)
    n, h, w, c = x.shape
    if group < 1 or c % group:
        raise ValueError(f"group must divide the {c} channels of x, got {group}; choose one of their divisors")
    return x.reshape(n, h, w, c // group, group).max(-1)


def _read(x, size, stride, padding):
    """Check what every windowed pooling is given; return it with the padding and the output's sides in pixels."""
    x, size = images(x), pair(size, "size")
    stride = size if stride is None else pair(stride, "stride")
    around = resolve_padding(x.shape[1:3], size, stride, padding)
    if any(max(sides) >= k for sides, k in zip(around, size, strict=True)):
        raise ValueError(
            f"padding must be less than the window {size} on each side, got {around}; "
            "a window on padding alone would have nothing to pool"
        )
    return x, size, stride, around, places(x.shape[1:3], size, stride, 1, around)


def _padded(x, around, value):
    (top, bottom), (left, right) = around
    return pad2d(x, top, bottom, left, right, value) if top or bottom or left or right else x


def _lowest(dtype):
    """The value that no pixel is below."""
    if np.issubdtype(dtype, np.inexact):
        return -np.inf
    return np.iinfo(dtype).min if np.issubdtype(dtype, np.integer) else False


def _floating(x):
    return x.astype(gradient_dtype(x), copy=False)


def _counts(side, size, stride, around, out):
    """Pixels of the image, not of its padding, in each window: `(out_h, out_w, 1)`."""
    axes = []
    for n, k, s, (before, _), places_ in zip(side, size, stride, around, out, strict=True):
        first = np.arange(places_) * s - before
        axes.append(np.minimum(first + k, n) - np.maximum(first, 0))
    return (axes[0][:, None] * axes[1])[:, :, None]
