"""How a convolution is multiplied: windows laid out in chunks that fit the cache, one matrix product a chunk."""

from collections.abc import Iterator

import numpy as np
from numpy.lib.stride_tricks import as_strided

Two = tuple[int, int]

# Values in a chunk of windows: 1 MB of float32. Less starves the matrix product, more leaves the second-level cache
# (measured over LeNet's, VGG's and ResNet's layers: flat from 1/2 to 2 MB, 10 to 40 % slower at 1/8 MB).
CHUNK = 1 << 18

# Below this many values a window's row is too short to copy as a run: then a tap's values over all places are the run.
SHORT = 16


def windows(x: np.ndarray, kh: int, kw: int, stride: Two, dilation: Two) -> np.ndarray:
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


def tap(x: np.ndarray, u: int, v: int, out: Two, stride: Two, dilation: Two) -> np.ndarray:
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


def chunks(n: int, out: Two, values: int) -> Iterator[tuple[slice, slice]]:
    """Cut the places of a batch into parts of about `CHUNK` values: several images, or a band of rows of one.

    Args:
        n: images.
        out: `(out_h, out_w)`, places on each.
        values: numbers laid out for one place.

    Yields:
        `(images, rows)`.

    >>> list(chunks(3, (4, 4), CHUNK // 32))
    [(slice(0, 2, None), slice(0, 4, None)), (slice(2, 3, None), slice(0, 4, None))]
    """
    out_h, out_w = out
    band = max(CHUNK // (out_w * values), 1)
    if band >= out_h:
        several = band // out_h
        for i in range(0, n, several):
            yield slice(i, min(i + several, n)), slice(0, out_h)
    else:
        for i in range(n):
            for row in range(0, out_h, band):
                yield slice(i, i + 1), slice(row, min(row + band, out_h))


def patches(
    x: np.ndarray, kh: int, kw: int, stride: Two, dilation: Two
) -> Iterator[tuple[slice, slice, np.ndarray]]:
    """Lay the windows of a padded batch out as rows of matrices, chunk by chunk, in one buffer used again and again.

    Args:
        x: padded images, `(n, h, w, c)`.
        kh, kw: taps of the window.
        stride, dilation: `(rows, columns)`.

    Yields:
        `(images, rows, matrix)`: which places, and their windows, `(places, kh·kw·c)`, until the next chunk.

    >>> [matrix.shape for _, _, matrix in patches(np.ones((2, 5, 6, 3)), 3, 3, (1, 1), (1, 1))]
    [(24, 27)]
    """
    n, _, _, c = x.shape
    values, plain = kh * kw * c, kh == kw == 1 and stride == (1, 1)
    if plain:  # the pixels are the windows
        yield slice(n), slice(x.shape[1]), x.reshape(-1, c)
        return
    short = kw * c < SHORT
    if short:  # one plane for each channel: the runs go along the rows of the image
        x = np.ascontiguousarray(x.transpose(3, 0, 1, 2)).transpose(1, 2, 3, 0)
    seen = windows(x, kh, kw, stride, dilation)
    buffer = np.empty(0, x.dtype)
    for images, rows in chunks(n, seen.shape[1:3], values):
        part = seen[images, rows]
        if buffer.size < part.size:
            buffer = np.empty(part.size, x.dtype)
        if short:
            part = part.transpose(3, 4, 5, 0, 1, 2)  # kh, kw, c, images, rows, out_w
            np.copyto(buffer[: part.size].reshape(part.shape), part)
            yield images, rows, buffer[: part.size].reshape(values, -1).T
        else:
            np.copyto(buffer[: part.size].reshape(part.shape), part)
            yield images, rows, buffer[: part.size].reshape(-1, values)


def correlate(x: np.ndarray, kernel: np.ndarray, stride: Two, dilation: Two, out: Two) -> np.ndarray:
    """Correlate padded images with kernels: windows times weights.

    Args:
        x: padded images, `(n, h, w, c)`.
        kernel: weights, `(kh, kw, c, f)`, in the dtype of `x`.
        stride, dilation: `(rows, columns)`.
        out: `(out_h, out_w)`.

    Returns:
        `(n, out_h, out_w, f)`.

    >>> correlate(np.ones((1, 5, 4, 3)), np.ones((3, 3, 3, 8)), (1, 1), (1, 1), (3, 2)).shape
    (1, 3, 2, 8)
    """
    kh, kw, c, f = kernel.shape
    weights = np.ascontiguousarray(kernel).reshape(kh * kw * c, f)
    y = np.empty((x.shape[0], *out, f), x.dtype)
    for images, rows, matrix in patches(x, kh, kw, stride, dilation):
        np.matmul(matrix, weights, out=y[images, rows].reshape(-1, f))
    return y


def kernel_gradient(x: np.ndarray, dy: np.ndarray, window: Two, stride: Two, dilation: Two) -> np.ndarray:
    """Find the gradient by the kernels: windows, transposed, times the gradient of the maps.

    Args:
        x: padded images, `(n, h, w, c)`.
        dy: gradient by the maps, `(n, out_h, out_w, f)`, in the dtype of `x`.
        window: `(kh, kw)`.
        stride, dilation: `(rows, columns)`.

    Returns:
        `(kh, kw, c, f)`.

    >>> kernel_gradient(np.ones((1, 5, 4, 2)), np.ones((1, 3, 2, 7)), (3, 3), (1, 1), (1, 1)).shape
    (3, 3, 2, 7)
    """
    (kh, kw), c, f = window, x.shape[3], dy.shape[3]
    total = np.zeros((kh * kw * c, f), x.dtype)
    for images, rows, matrix in patches(x, kh, kw, stride, dilation):
        total += matrix.T @ dy[images, rows].reshape(-1, f)
    return total.reshape(kh, kw, c, f)


def input_gradient(dy: np.ndarray, kernel: np.ndarray, side: Two, stride: Two, dilation: Two) -> np.ndarray:
    """Find the gradient by the padded images: each place gives its window a share, and shares add up.

    Args:
        dy: gradient by the maps, `(n, out_h, out_w, f)`.
        kernel: weights, `(kh, kw, c, f)`, in the dtype of `dy`.
        side: `(h, w)` of the padded images.
        stride, dilation: `(rows, columns)`.

    Returns:
        `(n, h, w, c)`.

    >>> input_gradient(np.ones((1, 3, 2, 7)), np.ones((3, 3, 2, 7)), (5, 4), (1, 1), (1, 1)).shape
    (1, 5, 4, 2)
    """
    kh, kw, c, f = kernel.shape
    n, out_h, out_w, _ = dy.shape
    weights = np.ascontiguousarray(kernel).reshape(kh * kw * c, f)
    if kh == kw == 1 and stride == (1, 1):
        return (dy.reshape(-1, f) @ weights.T).reshape(n, *side, c)
    short = c < SHORT
    dx = np.zeros((c, n, *side), dy.dtype).transpose(1, 2, 3, 0) if short else np.zeros((n, *side, c), dy.dtype)
    for images, rows in chunks(n, (out_h, out_w), kh * kw * c):
        part = dy[images, rows]
        flat = part.reshape(-1, f)
        if short:  # planes again, as in `patches`
            shares = (weights @ flat.T).reshape(kh, kw, c, *part.shape[:3]).transpose(3, 4, 5, 0, 1, 2)
        else:
            shares = (flat @ weights.T).reshape(*part.shape[:3], kh, kw, c)
        band = dx[images, rows.start * stride[0] :]
        for u, v in np.ndindex(kh, kw):
            seen = tap(band, u, v, part.shape[1:3], stride, dilation)
            seen += shares[:, :, :, u, v]
    return np.ascontiguousarray(dx)
