"""How a convolution is multiplied: windows laid out in chunks that fit the cache, one matrix product a chunk."""

from collections.abc import Callable

import numpy as np
from numpy.lib.stride_tricks import as_strided

from cnncourse.ops.threads import share

Two = tuple[int, int]

# Values in a chunk of windows: one megabyte of float32. Measured over the layers of tests/benchmarks: as good from
# half a megabyte to two, a fifth slower at a quarter, where the matrix product starves.
CHUNK = 1 << 18

# Below this many values a window's row is too short to copy as a run: a tap's values over all places then are the run.
SHORT = 16

# Sums that `kernel_gradient` keeps side by side: a fixed number, so that any machine adds in the same order.
SUMS = 4


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


def chunks(n: int, out: Two, values: int) -> list[tuple[slice, slice]]:
    """Cut the places of a batch into parts of about `CHUNK` values: several images, or a band of rows of one.

    Args:
        n: images.
        out: `(out_h, out_w)`, places on each.
        values: numbers laid out for one place.

    Returns:
        `(images, rows)` of each part.

    >>> chunks(3, (4, 4), CHUNK // 32)
    [(slice(0, 2, None), slice(0, 4, None)), (slice(2, 3, None), slice(0, 4, None))]
    """
    out_h, out_w = out
    band = max(CHUNK // (out_w * values), 1)
    if band >= out_h:
        several = band // out_h
        return [(slice(i, min(i + several, n)), slice(0, out_h)) for i in range(0, n, several)]
    bands = [slice(row, min(row + band, out_h)) for row in range(0, out_h, band)]
    return [(slice(i, i + 1), rows) for i in range(n) for rows in bands]


def patches(x: np.ndarray, kh: int, kw: int, stride: Two, dilation: Two) -> Callable[[], Callable]:
    """Prepare to lay the windows of a padded batch out as the rows of matrices.

    Args:
        x: padded images, `(n, h, w, c)`.
        kh, kw: taps of the window.
        stride, dilation: `(rows, columns)`.

    Returns:
        A function that each thread calls once. It returns a function from `(images, rows)` to their windows,
        `(places, kh·kw·c)`; the matrix is good until the thread's next call.

    >>> lay = patches(np.ones((2, 5, 6, 3)), 3, 3, (1, 1), (1, 1))()
    >>> lay(slice(0, 2), slice(0, 3)).shape
    (24, 27)
    """
    values = kh * kw * x.shape[3]
    if kh == kw == 1 and stride == (1, 1) and x.flags.c_contiguous:  # the pixels are the windows
        return lambda: lambda images, rows: x[images, rows].reshape(-1, values)
    short = kw * x.shape[3] < SHORT
    if short:  # one plane for each channel: the runs go along the rows of the image
        x = np.ascontiguousarray(x.transpose(3, 0, 1, 2)).transpose(1, 2, 3, 0)
    seen = windows(x, kh, kw, stride, dilation)

    def start():
        buffer = np.empty(0, x.dtype)

        def lay(images, rows):
            nonlocal buffer
            part = seen[images, rows]
            if buffer.size < part.size:
                buffer = np.empty(part.size, x.dtype)
            if short:
                part = part.transpose(3, 4, 5, 0, 1, 2)  # kh, kw, c, images, rows, out_w
            laid = buffer[: part.size].reshape(part.shape)
            np.copyto(laid, part)
            return laid.reshape(values, -1).T if short else laid.reshape(-1, values)

        return lay

    return start


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
    prepared = patches(x, kh, kw, stride, dilation)

    def start():
        lay = prepared()
        return lambda part: np.matmul(lay(*part), weights, out=y[part].reshape(-1, f))

    share(start, chunks(x.shape[0], out, kh * kw * c))
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
    parts = chunks(x.shape[0], dy.shape[1:3], kh * kw * c)
    sums = np.zeros((min(SUMS, max(len(parts), 1)), kh * kw * c, f), x.dtype)
    prepared = patches(x, kh, kw, stride, dilation)

    def start():
        lay = prepared()

        def add(index):
            for part in parts[index :: len(sums)]:
                sums[index] += lay(*part).T @ dy[part].reshape(-1, f)

        return add

    share(start, range(len(sums)))
    return sums.sum(0).reshape(kh, kw, c, f)


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
    weights = np.ascontiguousarray(kernel).reshape(kh * kw * c, f)
    short = c < SHORT
    dx = np.zeros((dy.shape[0], *side, c), dy.dtype)
    if short:  # planes again, as in `patches`
        dx = np.zeros((c, dy.shape[0], *side), dy.dtype).transpose(1, 2, 3, 0)

    def give(images, rows):
        part = dy[images, rows]
        places, flat = part.shape[:3], part.reshape(-1, f)
        if short:
            shares = (weights @ flat.T).reshape(kh, kw, c, *places).transpose(3, 4, 5, 0, 1, 2)
        else:
            shares = (flat @ weights.T).reshape(*places, kh, kw, c)
        band = dx[images, rows.start * stride[0] :]
        for u, v in np.ndindex(kh, kw):
            seen = tap(band, u, v, places[1:], stride, dilation)
            seen += shares[:, :, :, u, v]

    parts = chunks(dy.shape[0], dy.shape[1:3], kh * kw * c)
    alone = {}  # bands of one image overlap: they stay together
    for part in parts:
        alone.setdefault(part[0].start, []).append(part)
    share(lambda: lambda bands: [give(*part) for part in bands], list(alone.values()))
    return np.ascontiguousarray(dx)
