"""How `conv2d` multiplies: a convolution as matrix products, chosen by shape."""

import numpy as np
from numpy.lib.stride_tricks import as_strided


def windows(x: np.ndarray, kh: int, kw: int, stride: tuple[int, int], dilation: tuple[int, int]) -> np.ndarray:
    """See every window of a padded batch without copying a pixel.

    Args:
        x: padded images, `(n, h, w, c)`.
        kh, kw: taps of the window.
        stride, dilation: `(rows, columns)`.

    Returns:
        A read-only view, `(n, out_h, out_w, kh, kw, c)`.

    >>> windows(np.ones((1, 5, 6, 2)), 3, 2, (2, 1), (1, 1)).shape
    (1, 2, 5, 3, 2, 2)
    """
    n, h, w, c = x.shape
    (down, across), (dv, dh) = stride, dilation
    out_h, out_w = (h - (kh - 1) * dv - 1) // down + 1, (w - (kw - 1) * dh - 1) // across + 1
    sn, sh, sw, sc = x.strides
    shape = (n, out_h, out_w, kh, kw, c)
    return as_strided(x, shape, (sn, sh * down, sw * across, sh * dv, sw * dh, sc), writeable=False)


def tap(x: np.ndarray, u: int, v: int, out: tuple[int, int], stride: tuple[int, int], dilation: tuple[int, int]):
    """See the pixels under tap `(u, v)` of the kernel at all places of the window.

    Args:
        x: padded images, `(n, h, w, c)`.
        u, v: row and column of the tap.
        out: `(out_h, out_w)`, places of the window.
        stride, dilation: `(rows, columns)`.

    Returns:
        A view, `(n, out_h, out_w, c)`.

    >>> tap(np.ones((1, 5, 6, 2)), 1, 0, (2, 5), (2, 1), (1, 1)).shape
    (1, 2, 5, 2)
    """
    top, left = u * dilation[0], v * dilation[1]
    bottom, right = top + (out[0] - 1) * stride[0] + 1, left + (out[1] - 1) * stride[1] + 1
    return x[:, top : bottom : stride[0], left : right : stride[1]]


def correlate(x, kernel, stride, dilation, y) -> None:
    """Fill `y`, `(n, out_h, out_w, f)`, with the correlation of padded images and kernels.

    >>> y = np.empty((1, 3, 2, 8))
    >>> correlate(np.ones((1, 5, 4, 3)), np.ones((3, 3, 3, 8)), (1, 1), (1, 1), y)
    >>> float(y.max())
    27.0
    """
    kh, kw, c, f = kernel.shape
    out_h, out_w = y.shape[1:3]
    flat = np.ascontiguousarray(kernel).reshape(kh * kw * c, f)
    seen = windows(x, kh, kw, stride, dilation)
    for image, maps in zip(seen, y, strict=True):
        rows = image.reshape(out_h * out_w, kh * kw * c)
        maps[...] = (rows @ flat).reshape(out_h, out_w, f)


def kernel_gradient(x, dy, stride, dilation, dk) -> None:
    """Fill `dk`, `(kh, kw, c, f)`, with the gradient by the kernels.

    >>> dk = np.empty((3, 3, 2, 1))
    >>> kernel_gradient(np.ones((1, 5, 4, 2)), np.ones((1, 3, 2, 1)), (1, 1), (1, 1), dk)
    >>> float(dk.max())
    6.0
    """
    kh, kw, c, f = dk.shape
    total = np.zeros((kh * kw * c, f), dk.dtype)
    for image, maps in zip(windows(x, kh, kw, stride, dilation), dy, strict=True):
        total += image.reshape(-1, kh * kw * c).T @ maps.reshape(-1, f)
    dk[...] = total.reshape(kh, kw, c, f)


def input_gradient(dy, kernel, stride, dilation, dx) -> None:
    """Fill `dx`, the padded `(n, h, w, c)`, with the gradient by the images.

    >>> dx = np.empty((1, 5, 4, 2))
    >>> input_gradient(np.ones((1, 3, 2, 1)), np.ones((3, 3, 2, 1)), (1, 1), (1, 1), dx)
    >>> float(dx.max())
    6.0
    """
    kh, kw, c, f = kernel.shape
    n, out_h, out_w, _ = dy.shape
    dx[...] = 0
    rows = dy.reshape(-1, f)
    for u, v in np.ndindex(kh, kw):
        tap(dx, u, v, (out_h, out_w), stride, dilation)[...] += (rows @ kernel[u, v].T).reshape(n, out_h, out_w, c)
