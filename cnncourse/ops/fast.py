"""One convolution, five ways: loops, im2col, shifted products, FFT, Winograd; written to be read and compared."""

import numpy as np

from cnncourse.ops.arguments import Pair, images, kernels, pair, working_dtype
from cnncourse.ops.padding import places
from cnncourse.ops.strategies import tap, windows

# Winograd's F(2, 3): how a tile, a filter and a product are transformed.
# Source: Lavin & Gray (2016), arXiv:1509.09308, section 4.1.
TILE = np.array([[1, 0, -1, 0], [0, 1, 1, 0], [0, -1, 1, 0], [0, 1, 0, -1]], float)
FILTER = np.array([[1, 0, 0], [0.5, 0.5, 0.5], [0.5, -0.5, 0.5], [0, 0, 1]])
PRODUCT = np.array([[1, 1, 1, 0], [0, 1, -1, -1]], float)


def im2col(x: np.ndarray, kh: int, kw: int, stride: Pair = 1) -> np.ndarray:
    """Lay every window out as one row of a matrix.

    Args:
        x: images, `(n, h, w, c)`, padded already if they are to be.
        kh, kw: sides of the window.
        stride: step of the window, an integer or `(rows, columns)`.

    Returns:
        `(n·out_h·out_w, kh·kw·c)`: a row for each place, in the order `n, i, j`; in a row the order is `u, v,
            c`.

    Raises:
        ValueError: not four axes, a window that fits nowhere, a stride below 1.

    Source: Chellapilla, Puri & Simard (2006), High Performance Convolutional Neural Networks for Document
    Processing.

    >>> im2col(np.arange(12).reshape(1, 3, 4, 1), 2, 2)[:2]
    array([[0, 1, 4, 5],
           [1, 2, 5, 6]])
    """
    x = images(x)
    stride = pair(stride, "stride")
    out_h, out_w = places(x.shape[1:3], (kh, kw), stride, 1, ((0, 0), (0, 0)))
    seen = windows(x, kh, kw, stride, (1, 1))  # n, out_h, out_w, kh, kw, c
    return seen.copy().reshape(x.shape[0] * out_h * out_w, kh * kw * x.shape[3])


def col2im(columns: np.ndarray, shape: tuple[int, int, int, int], kh: int, kw: int, stride: Pair = 1) -> np.ndarray:
    """Put the rows of `im2col` back where they came from; where windows overlap, values add up.

    It is the transpose of `im2col`, not its inverse: the gradient of the one is the other.

    Args:
        columns: `(n·out_h·out_w, kh·kw·c)`.
        shape: `(n, h, w, c)`, the shape of the images.
        kh, kw, stride: what `im2col` was given.

    Returns:
        `(n, h, w, c)`, in the dtype of `columns`.

    Raises:
        ValueError: `columns` has not the shape that `im2col` gives for these images.

    >>> col2im(im2col(np.ones((1, 3, 3, 1)), 2, 2), (1, 3, 3, 1), 2, 2)[0, :, :, 0]
    array([[1., 2., 1.],
           [2., 4., 2.],
           [1., 2., 1.]])
    """
    columns, stride = np.asarray(columns), pair(stride, "stride")
    n, h, w, c = shape
    out = places((h, w), (kh, kw), stride, 1, ((0, 0), (0, 0)))
    expected = (n * out[0] * out[1], kh * kw * c)
    if columns.shape != expected:
        raise ValueError(f"columns must be {expected} for images {shape}, got {columns.shape}; check kh, kw and stride")
    taps = columns.reshape(n, *out, kh, kw, c)
    x = np.zeros(shape, columns.dtype)
    for u, v in np.ndindex(kh, kw):
        tap(x, u, v, out, stride, (1, 1))[...] += taps[:, :, :, u, v]
    return x


def conv2d_naive(x: np.ndarray, kernel: np.ndarray, stride: Pair = 1) -> np.ndarray:
    """Convolve with the seven loops of the definition: slow, and plainly right.

    Args:
        x: images, `(n, h, w, c)`.
        kernel: weights, `(kh, kw, c, f)`.
        stride: step of the window, an integer or `(rows, columns)`.

    Returns:
        `(n, out_h, out_w, f)`, in the dtype of `x`.

    Raises:
        ValueError: as `conv2d`.

    >>> conv2d_naive(np.ones((1, 4, 5, 2)), np.ones((3, 3, 2, 1)))[0, :, :, 0]
    array([[18., 18., 18.],
           [18., 18., 18.]])
    """
    x, kernel, (down, across), (out_h, out_w) = _read(x, kernel, stride)
    kh, kw, c, f = kernel.shape
    y = np.zeros((x.shape[0], out_h, out_w, f), x.dtype)
    for image in range(x.shape[0]):
        for i, j in np.ndindex(out_h, out_w):
            for g in range(f):
                for u, v in np.ndindex(kh, kw):
                    for channel in range(c):
                        pixel = x[image, i * down + u, j * across + v, channel]
                        y[image, i, j, g] += pixel * kernel[u, v, channel, g]
    return y


def conv2d_im2col(x: np.ndarray, kernel: np.ndarray, stride: Pair = 1) -> np.ndarray:
    """Convolve by one matrix product: windows as rows, kernels as columns.

    Args:
        x: images, `(n, h, w, c)`.
        kernel: weights, `(kh, kw, c, f)`.
        stride: step of the window, an integer or `(rows, columns)`.

    Returns:
        `(n, out_h, out_w, f)`, in the dtype of `x`. The matrix of windows takes `kh·kw / stride²` times the
        memory of `x`.

    Raises:
        ValueError: as `conv2d`.

    Source: Chellapilla, Puri & Simard (2006).

    >>> conv2d_im2col(np.ones((1, 4, 5, 2)), np.ones((3, 3, 2, 7))).shape
    (1, 2, 3, 7)
    """
    x, kernel, stride, out = _read(x, kernel, stride)
    kh, kw, c, f = kernel.shape
    rows = im2col(x, kh, kw, stride)
    return (rows @ kernel.reshape(kh * kw * c, f)).reshape(x.shape[0], *out, f)


def conv2d_shifted(x: np.ndarray, kernel: np.ndarray, stride: Pair = 1) -> np.ndarray:
    """Convolve as a sum over the taps: one 1×1 convolution of the shifted image for each tap of the kernel.

    Args:
        x: images, `(n, h, w, c)`.
        kernel: weights, `(kh, kw, c, f)`.
        stride: step of the window, an integer or `(rows, columns)`.

    Returns:
        `(n, out_h, out_w, f)`, in the dtype of `x`. No window is ever copied out.

    Raises:
        ValueError: as `conv2d`.

    Source: Anderson et al. (2017), arXiv:1709.03395 (kn2row).

    >>> conv2d_shifted(np.ones((1, 4, 5, 2)), np.ones((3, 3, 2, 7))).shape
    (1, 2, 3, 7)
    """
    x, kernel, stride, out = _read(x, kernel, stride)
    kh, kw, _, f = kernel.shape
    y = np.zeros((x.shape[0], *out, f), x.dtype)
    for u, v in np.ndindex(kh, kw):
        y += tap(x, u, v, out, stride, (1, 1)) @ kernel[u, v]
    return y


def conv2d_fft(x: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """Convolve by multiplying spectra: correlation in pixels is a product in frequencies, whatever the kernel's size.

    `Y[f] = Σ X[c] · conj(K[c, f])`, summed over `c`; stride 1 only, as every place is computed anyway.

    Args:
        x: images, `(n, h, w, c)`.
        kernel: weights, `(kh, kw, c, f)`.

    Returns:
        `(n, h - kh + 1, w - kw + 1, f)`, in the dtype of `x`.

    Raises:
        ValueError: as `conv2d`.

    Source: Mathieu, Henaff & LeCun (2014), arXiv:1312.5851.

    >>> conv2d_fft(np.ones((1, 9, 8, 2)), np.ones((5, 3, 2, 7))).shape
    (1, 5, 6, 7)
    """
    x, kernel, _, (out_h, out_w) = _read(x, kernel, 1)
    side = x.shape[1:3]
    spectrum = np.fft.rfft2(x, axes=(1, 2))  # n, h, w // 2 + 1, c
    filters = np.fft.rfft2(kernel, s=side, axes=(0, 1)).conj()  # h, w // 2 + 1, c, f
    product = np.matmul(spectrum.transpose(1, 2, 0, 3), filters)  # h, w // 2 + 1, n, f
    y = np.fft.irfft2(product, s=side, axes=(0, 1))[:out_h, :out_w]  # circular: the rest wraps round
    y = y.transpose(2, 0, 1, 3)
    return (y if np.issubdtype(x.dtype, np.inexact) else y.round()).astype(x.dtype)


def winograd_f23(tile: np.ndarray, filter: np.ndarray) -> np.ndarray:
    """Winograd's F(2×2, 3×3): four outputs for sixteen multiplications, where the definition takes thirty-six.

    `y = Pᵀ [(F k Fᵀ) · (T d Tᵀ)] P`, the product in brackets value by value.

    Args:
        tile: pixels, `(4, 4)`.
        filter: kernel, `(3, 3)`.

    Returns:
        `(2, 2)`: the correlation of the two.

    Raises:
        ValueError: other shapes.

    Source: Lavin & Gray (2016), arXiv:1509.09308, section 4.1.

    >>> winograd_f23(np.arange(16.0).reshape(4, 4), np.ones((3, 3)))
    array([[45., 54.],
           [81., 90.]])
    """
    tile, filter = np.asarray(tile), np.asarray(filter)
    if tile.shape != (4, 4) or filter.shape != (3, 3):
        raise ValueError(
            f"F(2×2, 3×3) takes a (4, 4) tile and a (3, 3) filter, got {tile.shape} and {filter.shape}; "
            "cut the image into 4×4 tiles that overlap by 2"
        )
    return PRODUCT @ ((TILE @ tile @ TILE.T) * (FILTER @ filter @ FILTER.T)) @ PRODUCT.T


def conv2d_winograd(x: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """Convolve 3×3 kernels by Winograd's F(2×2, 3×3): 16 products of tiles where 36 stood, and cheap sums around them.

    Args:
        x: images, `(n, h, w, c)`.
        kernel: weights, `(3, 3, c, f)`.

    Returns:
        `(n, h - 2, w - 2, f)`, in the dtype of `x`.

    Raises:
        ValueError: as `conv2d`, or another kernel than 3×3.

    Source: Lavin & Gray (2016), arXiv:1509.09308, algorithm 1.

    >>> conv2d_winograd(np.ones((1, 7, 6, 2)), np.ones((3, 3, 2, 5))).shape
    (1, 5, 4, 5)
    """
    x, kernel, _, (out_h, out_w) = _read(x, kernel, 1)
    if kernel.shape[:2] != (3, 3):
        raise ValueError(f"F(2×2, 3×3) takes 3×3 kernels, got {kernel.shape}; use conv2d for other sizes")
    dtype = x.dtype if np.issubdtype(x.dtype, np.inexact) else np.dtype(float)
    n, _, _, c = x.shape
    down, across = -(-out_h // 2), -(-out_w // 2)  # tiles; the last ones may hang over
    padded = np.zeros((n, 2 * down + 2, 2 * across + 2, c), dtype)
    padded[:, : x.shape[1], : x.shape[2]] = x
    tiles = windows(padded, 4, 4, (2, 2), (1, 1))  # n, down, across, 4, 4, c
    d = np.einsum("au,bv,nijuvc->abnijc", TILE.astype(dtype), TILE.astype(dtype), tiles, optimize=True)
    k = np.einsum("au,bv,uvcf->abcf", FILTER.astype(dtype), FILTER.astype(dtype), kernel, optimize=True)
    m = np.matmul(d.reshape(4, 4, -1, c), k)  # sixteen products of (tiles, c) and (c, f)
    y = np.einsum("ua,vb,abtf->tuvf", PRODUCT.astype(dtype), PRODUCT.astype(dtype), m, optimize=True)
    y = y.reshape(n, down, across, 2, 2, -1).transpose(0, 1, 3, 2, 4, 5)  # n, down, 2, across, 2, f
    y = y.reshape(n, 2 * down, 2 * across, -1)[:, :out_h, :out_w]
    return (y if dtype == x.dtype else y.round()).astype(x.dtype)


def arithmetic_intensity(n: int, h: int, w: int, c: int, f: int, k: int) -> float:
    """Operations for each byte that must move: what tells a layer bound by arithmetic from one bound by memory.

    `2·n·h·w·c·f·k² / (4·(n·h·w·c + k²·c·f + n·h·w·f))`: a multiplication and an addition for each MAC;
    images, kernels and maps cross once, as float32; stride 1, output as large as the input.

    Args:
        n, h, w, c: images, their sides and channels.
        f: filters.
        k: side of the kernel.

    Returns:
        Floating-point operations per byte.

    Source: Williams, Waterman & Patterson (2009), Roofline, CACM 52(4).

    >>> round(arithmetic_intensity(1, 56, 56, 64, 64, 3), 1)
    131.9
    """
    operations = 2 * n * h * w * c * f * k * k
    values = n * h * w * c + k * k * c * f + n * h * w * f
    return operations / (4 * values)


def _read(x, kernel, stride):
    """Check what each way is given; return it in one dtype, with the stride as a pair and the output's sides."""
    x = images(x)
    kernel = kernels(kernel, x.shape[3])
    dtype = working_dtype(x, kernel)
    stride = pair(stride, "stride")
    out = places(x.shape[1:3], kernel.shape[:2], stride, 1, ((0, 0), (0, 0)))
    return x.astype(dtype, copy=False), kernel.astype(dtype, copy=False), stride, out
