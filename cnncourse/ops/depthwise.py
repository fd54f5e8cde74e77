"""The depthwise convolution: each channel has its own kernels and sees no other channel."""

import numpy as np

from cnncourse.ops.arguments import Padding, Pair, biases, gradient_dtype, images, pair, working_dtype
from cnncourse.ops.convolution import same_shape
from cnncourse.ops.padding import pad2d, places, resolve_padding
from cnncourse.ops.strategies import tap


def depthwise_conv2d(
    x: np.ndarray,
    kernel: np.ndarray,
    bias: np.ndarray | None = None,
    stride: Pair = 1,
    padding: Padding = "valid",
    dilation: Pair = 1,
) -> np.ndarray:
    """Slide kernels over each channel by itself, without summing over channels.

    `y[n, i, j, c·m + q] = Σ x[n, i·s + u·d, j·s + v·d, c] · kernel[u, v, c, q] + bias[c·m + q]`, summed over
    `u, v`.

    Args:
        x: images, `(n, h, w, c)`.
        kernel: weights, `(kh, kw, c, m)`: `m` maps for each channel.
        bias: one number for each map, `(c·m,)`, or None.
        stride, padding, dilation: as in `conv2d`.

    Returns:
        Feature maps, `(n, out_h, out_w, c·m)`, channel by channel, in the dtype of `x`.

    Raises:
        ValueError: a wrong number of axes, other channels, a window that fits nowhere, a stride below 1.

    Source: Chollet (2017), arXiv:1610.02357, section 1.1; layout of TensorFlow's `tf.nn.depthwise_conv2d`.

    >>> depthwise_conv2d(np.ones((1, 8, 9, 3)), np.ones((3, 3, 3, 2)), padding="same").shape
    (1, 8, 9, 6)
    """
    x, kernel, stride, dilation, around = _read(x, kernel, stride, padding, dilation)
    n, h, w, c = x.shape
    kh, kw, _, m = kernel.shape
    bias = biases(bias, c * m, x.dtype)
    out = places((h, w), (kh, kw), stride, dilation, around)
    x = pad2d(x, *around[0], *around[1])
    y = np.zeros((n, *out, c, m), x.dtype)
    scaled = np.empty((n, *out, c), x.dtype)
    for u, v in np.ndindex(kh, kw):
        for q in range(m):
            np.multiply(tap(x, u, v, out, stride, dilation), kernel[u, v, :, q], out=scaled)
            y[..., q] += scaled
    y = y.reshape(n, *out, c * m)
    return y if bias is None else y + bias


def depthwise_conv2d_backward(
    dy: np.ndarray,
    x: np.ndarray,
    kernel: np.ndarray,
    stride: Pair = 1,
    padding: Padding = "valid",
    dilation: Pair = 1,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Carry a gradient back through `depthwise_conv2d`.

    Args:
        dy: gradient of the loss by the feature maps, `(n, out_h, out_w, c·m)`.
        x, kernel, stride, padding, dilation: what `depthwise_conv2d` was given.

    Returns:
        `(dx, dk, db)` in the shapes of `x`, `kernel` and `bias`, and the dtype of `x`.

    Raises:
        ValueError: as `depthwise_conv2d`, or `dy` has not the shape of its output.

    >>> dx, dk, db = depthwise_conv2d_backward(np.ones((1, 6, 7, 6)), np.ones((1, 8, 9, 3)), np.ones((3, 3, 3, 2)))
    >>> dx.shape, dk.shape, db.shape
    ((1, 8, 9, 3), (3, 3, 3, 2), (6,))
    """
    x, kernel, stride, dilation, around = _read(x, kernel, stride, padding, dilation, gradient_dtype)
    n, h, w, c = x.shape
    kh, kw, _, m = kernel.shape
    out = places((h, w), (kh, kw), stride, dilation, around)
    dy = images(dy, "dy").astype(x.dtype, copy=False)
    same_shape(dy, (n, *out, c * m))
    maps = dy.reshape(n, *out, c, m)
    x = pad2d(x, *around[0], *around[1])
    dx, dk = np.zeros_like(x), np.empty_like(kernel)
    for u, v in np.ndindex(kh, kw):
        dk[u, v] = np.einsum("nijc,nijcm->cm", tap(x, u, v, out, stride, dilation), maps)
        tap(dx, u, v, out, stride, dilation)[...] += np.einsum("nijcm,cm->nijc", maps, kernel[u, v])
    (top, _), (left, _) = around
    return dx[:, top : top + h, left : left + w], dk, dy.sum((0, 1, 2))


def _read(x, kernel, stride, padding, dilation, choose=working_dtype):
    """Check what both directions are given; return it in one dtype, with the padding in pixels."""
    x, kernel = images(x), np.asarray(kernel)
    if kernel.ndim != 4:
        raise ValueError(
            f"kernel must have the four axes (kh, kw, channels, maps per channel), got shape {kernel.shape}; "
            "for one map per channel add a last axis, kernel[..., None]"
        )
    if kernel.shape[2] != x.shape[3]:
        raise ValueError(
            f"the kernel {kernel.shape} has weights for {kernel.shape[2]} channels, x has {x.shape[3]}; "
            "make the kernel's third side match the last side of x"
        )
    dtype = choose(x, kernel)
    stride, dilation = pair(stride, "stride"), pair(dilation, "dilation")
    around = resolve_padding(x.shape[1:3], kernel.shape[:2], stride, padding, dilation)
    return x.astype(dtype, copy=False), kernel.astype(dtype, copy=False), stride, dilation, around
