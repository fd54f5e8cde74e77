"""One 2-D filter on one channel: correlation, convolution, and what a kernel does to frequencies."""

import numpy as np

from cnncourse.ops.arguments import Padding, Pair, pair, working_dtype
from cnncourse.ops.padding import pad2d, places, resolve_padding


def corr2d(
    x: np.ndarray, k: np.ndarray, stride: Pair = 1, padding: Padding = "valid", dilation: Pair = 1
) -> np.ndarray:
    """Slide one kernel over one channel (cross-correlation: what deep learning calls convolution).

    `y[i, j] = Σ x[i·s + u·d, j·s + v·d] · k[u, v]`, summed over `u, v`.

    Args:
        x: one channel, `(h, w)`.
        k: kernel, `(kh, kw)`.
        stride: step of the window in pixels, an integer or `(rows, columns)`.
        padding: `"valid"`, `"same"`, pixels on every side, or `((top, bottom), (left, right))`.
        dilation: distance between taps in pixels, an integer or `(rows, columns)`.

    Returns:
        `(out_h, out_w)`, in the dtype of `x` (whole numbers stay whole if `k` is whole).

    Raises:
        ValueError: `x` or `k` is not 2-D, the window fits nowhere, a stride below 1, an unknown padding.

    Source: Goodfellow, Bengio & Courville (2016), Deep Learning, equation 9.6.

    >>> corr2d([[1, 2, 3], [4, 5, 6]], [[1, 0], [0, 10]])
    array([[51, 62]])
    """
    x, k = np.asarray(x), np.asarray(k)
    for name, array in (("x", x), ("k", k)):
        if array.ndim != 2:
            raise ValueError(
                f"{name} must have the two axes (height, width), got shape {array.shape}; "
                "for channels and batches use conv2d"
            )
    stride, dilation = pair(stride, "stride"), pair(dilation, "dilation")
    (top, bottom), (left, right) = around = resolve_padding(x.shape, k.shape, stride, padding, dilation)
    out_h, out_w = places(x.shape, k.shape, stride, dilation, around)
    dtype = working_dtype(x, k)
    if top or bottom or left or right:
        x = pad2d(x, top, bottom, left, right)
    y = np.zeros((out_h, out_w), dtype)
    (down, across), (dv, dh) = stride, dilation
    for u, v in np.ndindex(k.shape):
        seen = x[u * dv : u * dv + (out_h - 1) * down + 1 : down, v * dh : v * dh + (out_w - 1) * across + 1 : across]
        y += seen * k[u, v].astype(dtype)
    return y


def convolve2d(
    x: np.ndarray, k: np.ndarray, stride: Pair = 1, padding: Padding = "valid", dilation: Pair = 1
) -> np.ndarray:
    """Convolve one channel with one kernel, as signal processing means it: the kernel is turned by half a turn.

    `y[i, j] = Σ x[i·s + u·d, j·s + v·d] · k[kh-1-u, kw-1-v]`, summed over `u, v`.

    Args:
        x: one channel, `(h, w)`.
        k: kernel, `(kh, kw)`.
        stride, padding, dilation: as in `corr2d`; padding stands where `corr2d` puts it.

    Returns:
        `(out_h, out_w)`, in the dtype of `x`.

    Raises:
        ValueError: as `corr2d`.

    Source: Goodfellow, Bengio & Courville (2016), Deep Learning, equation 9.5.

    >>> convolve2d([[0, 0, 0], [0, 1, 0], [0, 0, 0]], [[1, 2], [3, 4]])
    array([[1, 2],
           [3, 4]])
    """
    k = np.asarray(k)
    return corr2d(x, k[::-1, ::-1] if k.ndim == 2 else k, stride, padding, dilation)


def frequency_response(k: np.ndarray, size: Pair) -> np.ndarray:
    """How strongly a kernel passes each frequency: the size of its 2-D Fourier transform, zero in the middle.

    `|K[a, b]| = |Σ k[u, v] · exp(-2πi (a·u + b·v) / size)|`; correlation and convolution pass the same
    amounts.

    Args:
        k: kernel, `(kh, kw)`.
        size: frequencies on each axis, an integer or `(rows, columns)`, at least the kernel's sides.

    Returns:
        `(size, size)`, floating; `[size // 2, size // 2]` is frequency zero and equals `|k.sum()|`.

    Raises:
        ValueError: `k` is not 2-D, or larger than `size`.

    Source: Gonzalez & Woods (2018), Digital Image Processing, section 4.7.

    >>> frequency_response(box_blur(3), 4).round(2)
    array([[0.11, 0.11, 0.33, 0.11],
           [0.11, 0.11, 0.33, 0.11],
           [0.33, 0.33, 1.  , 0.33],
           [0.11, 0.11, 0.33, 0.11]])
    """
    k, (rows, columns) = np.asarray(k), pair(size, "size")
    if k.ndim != 2:
        raise ValueError(f"k must have the two axes (height, width), got shape {k.shape}; take one channel, k[:, :, 0]")
    if k.shape[0] > rows or k.shape[1] > columns:
        raise ValueError(f"size must be at least the kernel's sides {k.shape}, got {size!r}; ask for more frequencies")
    return np.abs(np.fft.fftshift(np.fft.fft2(k, s=(rows, columns))))


def box_blur(size: int) -> np.ndarray:
    """The kernel that takes the mean of a square window.

    Args:
        size: side of the window, in pixels.

    Returns:
        `(size, size)`, each value `1 / size²`.

    Raises:
        ValueError: `size` is below 1.

    >>> box_blur(2)
    array([[0.25, 0.25],
           [0.25, 0.25]])
    """
    rows, _ = pair(size, "size")
    return np.full((rows, rows), 1 / rows**2)
