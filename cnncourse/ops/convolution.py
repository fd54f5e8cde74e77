"""The convolution layer: forward, backward, and its 1×1 and grouped forms."""

import numpy as np

from cnncourse.ops.arguments import Padding, Pair, biases, gradient_dtype, images, kernels, pair, working_dtype
from cnncourse.ops.padding import pad2d, places, resolve_padding
from cnncourse.ops.strategies import correlate, input_gradient, kernel_gradient


def conv2d(
    x: np.ndarray,
    kernel: np.ndarray,
    bias: np.ndarray | None = None,
    stride: Pair = 1,
    padding: Padding = "valid",
    dilation: Pair = 1,
    groups: int = 1,
) -> np.ndarray:
    """Slide a bank of kernels over a batch of images.

    `y[n, i, j, f] = Σ x[n, i·s + u·d, j·s + v·d, c] · kernel[u, v, c, f] + bias[f]`, summed over `u, v, c`.

    Args:
        x: images, `(n, h, w, c)`.
        kernel: weights, `(kh, kw, c / groups, f)`.
        bias: one number for each filter, `(f,)`, or None.
        stride: step of the window in pixels, an integer or `(rows, columns)`.
        padding: `"valid"`, `"same"` (output side `ceil(side / stride)`, the odd pixel at the bottom and
            right), pixels on every side, or `((top, bottom), (left, right))`.
        dilation: distance between taps in pixels, an integer or `(rows, columns)`.
        groups: parts of the channels that do not see each other; each makes `f / groups` of the maps.

    Returns:
        Feature maps, `(n, out_h, out_w, f)`, in the dtype of `x`.

    Raises:
        ValueError: a wrong number of axes, other channels, a window that fits nowhere, a stride below 1.

    Source: Dumoulin & Visin (2016), arXiv:1603.07285, section 2; groups: Krizhevsky et al. (2012), section
    3.5.

    >>> conv2d(np.ones((1, 28, 28, 1)), np.ones((3, 3, 1, 8))).shape
    (1, 26, 26, 8)
    """
    x = images(x)
    kernel = kernels(kernel, x.shape[3], groups)
    dtype = working_dtype(x, kernel)
    x, kernel = x.astype(dtype, copy=False), kernel.astype(dtype, copy=False)
    bias = biases(bias, kernel.shape[3], dtype)
    stride, dilation = pair(stride, "stride"), pair(dilation, "dilation")
    x, _, out = _padded(x, kernel.shape[:2], stride, padding, dilation)
    parts = [
        correlate(x[..., part], kernel[..., maps], stride, dilation, out)
        for part, maps in _groups(groups, x.shape[3], kernel.shape[3])
    ]
    y = parts[0] if groups == 1 else np.concatenate(parts, -1)
    if bias is not None:
        y += bias
    return y


def conv2d_backward(
    dy: np.ndarray,
    x: np.ndarray,
    kernel: np.ndarray,
    stride: Pair = 1,
    padding: Padding = "valid",
    dilation: Pair = 1,
    groups: int = 1,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Carry a gradient back through `conv2d` to its images, its kernels and its bias.

    `dk[u, v, c, f] = Σ x[n, i·s + u·d, j·s + v·d, c] · dy[n, i, j, f]` and `db[f] = Σ dy[n, i, j, f]`; each
    `dy[n, i, j, f]` goes back to every pixel that made it: `dx[n, i·s + u·d, j·s + v·d, c] += dy[n, i, j, f]
    · kernel[u, v, c, f]`.

    Args:
        dy: gradient of the loss by the feature maps, `(n, out_h, out_w, f)`.
        x, kernel, stride, padding, dilation, groups: what `conv2d` was given.

    Returns:
        `(dx, dk, db)` in the shapes of `x`, `kernel` and `bias`, and the dtype of `x`.

    Raises:
        ValueError: as `conv2d`, or `dy` has not the shape of its output.

    Source: Dumoulin & Visin (2016), arXiv:1603.07285, section 4; Goodfellow et al. (2016), equations 9.11 and
    9.13.

    >>> dx, dk, db = conv2d_backward(np.ones((1, 3, 2, 8)), np.ones((1, 5, 4, 3)), np.ones((3, 3, 3, 8)))
    >>> dx.shape, dk.shape, db.shape
    ((1, 5, 4, 3), (3, 3, 3, 8), (8,))
    """
    x = images(x)
    kernel = kernels(kernel, x.shape[3], groups)
    dtype = gradient_dtype(x, kernel)
    x, kernel = x.astype(dtype, copy=False), kernel.astype(dtype, copy=False)
    dy = images(dy, "dy").astype(dtype, copy=False)
    stride, dilation = pair(stride, "stride"), pair(dilation, "dilation")
    h, w = x.shape[1:3]
    x, ((top, _), (left, _)), out = _padded(x, kernel.shape[:2], stride, padding, dilation)
    same_shape(dy, (x.shape[0], *out, kernel.shape[3]))
    dx, dk = [], []
    for part, maps in _groups(groups, x.shape[3], kernel.shape[3]):
        dk.append(kernel_gradient(x[..., part], dy[..., maps], kernel.shape[:2], stride, dilation))
        dx.append(input_gradient(dy[..., maps], kernel[..., maps], x.shape[1:3], stride, dilation))
    dx, dk = (parts[0] if groups == 1 else np.concatenate(parts, -1) for parts in (dx, dk))
    ones = np.ones(dy[..., 0].size, dtype)
    return dx[:, top : top + h, left : left + w], dk, ones @ dy.reshape(ones.size, -1)


def conv1x1(x: np.ndarray, kernel: np.ndarray, bias: np.ndarray | None = None) -> np.ndarray:
    """Mix the channels of every pixel: a 1×1 convolution is one matrix product.

    `y[n, i, j, f] = Σ x[n, i, j, c] · kernel[c, f] + bias[f]`, summed over `c`.

    Args:
        x: images, `(n, h, w, c)`.
        kernel: weights, `(c, f)` or `(1, 1, c, f)`.
        bias: one number for each filter, `(f,)`, or None.

    Returns:
        `(n, h, w, f)`, in the dtype of `x`.

    Raises:
        ValueError: another number of axes or channels, or a kernel that is not 1×1.

    Source: Lin, Chen & Yan (2014), arXiv:1312.4400, section 3.1.

    >>> conv1x1(np.ones((2, 4, 5, 3)), np.ones((3, 8))).shape
    (2, 4, 5, 8)
    """
    x, kernel = images(x), np.asarray(kernel)
    if kernel.ndim == 2:
        kernel = kernel[None, None]
    if kernel.ndim == 4 and kernel.shape[:2] != (1, 1):
        raise ValueError(f"conv1x1 expects a kernel (c, f) or (1, 1, c, f), got {kernel.shape}; use conv2d for windows")
    return conv2d(x, kernel, bias)


def same_shape(dy: np.ndarray, shape: tuple[int, ...]) -> None:
    """Refuse a gradient that has not the shape of the layer's output.

    Raises:
        ValueError: the shapes differ.

    >>> same_shape(np.zeros((1, 2, 2, 3)), (1, 2, 2, 3))
    """
    if dy.shape != shape:
        raise ValueError(
            f"dy must have the shape of the layer's output {shape}, got {dy.shape}; "
            "pass the stride, padding and dilation of the forward call"
        )


def _groups(groups, channels, filters):
    """Yield the channels and the filters of each group, as slices."""
    c, f = channels // groups, filters // groups
    for g in range(groups):
        yield slice(g * c, g * c + c), slice(g * f, g * f + f)


def _padded(x, window, stride, padding, dilation):
    """Pad a batch for a window; return it with its padding and the output's sides."""
    around = resolve_padding(x.shape[1:3], window, stride, padding, dilation)
    out = places(x.shape[1:3], window, stride, dilation, around)
    (top, bottom), (left, right) = around
    if top or bottom or left or right:
        x = pad2d(x, top, bottom, left, right)
    return x, around, out
