"""Right answers to the exercises on fast convolution, each written in another way."""

import numpy as np
import scipy.fft
import scipy.signal
import tensorflow as tf

from cnncourse import ops


def _windows(x, kh, kw, stride):
    return np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))[:, ::stride, ::stride]


def _rows_by_view(x, kh, kw, stride=1):
    return _windows(x, kh, kw, stride).transpose(0, 1, 2, 4, 5, 3).reshape(-1, kh * kw * x.shape[3])


def _rows_by_taps(x, kh, kw, stride=1):
    out_h, out_w = (x.shape[1] - kh) // stride + 1, (x.shape[2] - kw) // stride + 1
    taps = [
        x[:, u : u + out_h * stride : stride, v : v + out_w * stride : stride][:, :out_h, :out_w]
        for u in range(kh)
        for v in range(kw)
    ]
    return np.stack(taps, axis=3).reshape(-1, kh * kw * x.shape[3])


def _rows_by_index(x, kh, kw, stride=1):
    n, h, w, c = x.shape
    out_h, out_w = (h - kh) // stride + 1, (w - kw) // stride + 1
    columns = np.zeros((n * out_h * out_w, kh * kw * c))
    for row, (image, i, j) in enumerate(np.ndindex(n, out_h, out_w)):
        for column, (u, v, channel) in enumerate(np.ndindex(kh, kw, c)):
            columns[row, column] = x[image, i * stride + u, j * stride + v, channel]
    return columns


def _rows_tensorflow(x, kh, kw, stride=1):
    patches = tf.image.extract_patches(x, (1, kh, kw, 1), (1, stride, stride, 1), (1, 1, 1, 1), "VALID")
    return tf.reshape(patches, (-1, kh * kw * x.shape[3]))


def _rows_in_place(x, kh, kw, stride=1):
    """Taps written into an array with an axis for everything, which is flattened at the end."""
    n, h, w, c = x.shape
    out_h, out_w = (h - kh) // stride + 1, (w - kw) // stride + 1
    rows = np.empty((n, out_h, out_w, kh, kw, c), x.dtype)
    for u, v in np.ndindex(kh, kw):
        rows[:, :, :, u, v] = x[:, u : u + out_h * stride : stride, v : v + out_w * stride : stride]
    return rows.reshape(n * out_h * out_w, -1)


def _conv_tensordot(x, kernel, stride=1):
    return np.tensordot(_windows(x, *kernel.shape[:2], stride), kernel, axes=[(4, 5, 3), (0, 1, 2)])


def _conv_tensorflow(x, kernel, stride=1):
    return tf.nn.conv2d(x, kernel, stride, "VALID")


def _conv_filter_by_filter(x, kernel, stride=1):
    rows = ops.im2col(x, *kernel.shape[:2], stride)
    out = [(side - k) // stride + 1 for side, k in zip(x.shape[1:3], kernel.shape, strict=False)]
    maps = [(rows @ kernel[..., f].ravel()).reshape(len(x), *out) for f in range(kernel.shape[3])]
    return np.stack(maps, axis=-1)


def _conv_transposed(x, kernel, stride=1):
    """Kernels as rows, windows as columns, as MATLAB has it."""
    kh, kw, c, f = kernel.shape
    columns = _rows_by_view(x, kh, kw, stride).T
    y = kernel.reshape(-1, f).T @ columns
    return np.moveaxis(
        y.reshape(f, len(x), *[(s - k) // stride + 1 for s, k in ((x.shape[1], kh), (x.shape[2], kw))]), 0, -1
    )


def _shifted_rolled(x, kernel, stride=1):
    out = [(side - k) // stride + 1 for side, k in zip(x.shape[1:3], kernel.shape, strict=False)]
    total = 0
    for u, v in np.ndindex(kernel.shape[:2]):
        total = total + np.tensordot(np.roll(x, (-u, -v), (1, 2)), kernel[u, v], 1)
    return total[:, ::stride, ::stride][:, : out[0], : out[1]]


def _shifted_einsum(x, kernel, stride=1):
    h, w = x.shape[1] - kernel.shape[0] + 1, x.shape[2] - kernel.shape[1] + 1
    y = np.zeros((x.shape[0], h, w, kernel.shape[3]))
    for u in range(kernel.shape[0]):
        for v in range(kernel.shape[1]):
            y += np.einsum("nhwc,cf->nhwf", x[:, u : u + h, v : v + w], kernel[u, v])
    return y[:, ::stride, ::stride]


def _shifted_rows_then_columns(x, kernel, stride=1):
    """A row of taps at a time, channel by channel, on slices that end at negative numbers or None."""
    kh, kw, c, f = kernel.shape
    total = None
    for u in range(kh):
        band = x[:, u : (u + 1 - kh) or None : stride]
        for v in range(kw):
            crop = band[:, :, v : (v + 1 - kw) or None : stride]
            share = sum(crop[..., [i]] * kernel[u, v, i] for i in range(c))
            total = share if total is None else total + share
    return total


def _fft_complex(x, kernel):
    (n, h, w, c), (kh, kw, _, f) = x.shape, kernel.shape
    y = np.zeros((n, h, w, f))
    for image, channel, g in np.ndindex(n, c, f):
        padded = np.zeros((h, w))
        padded[:kh, :kw] = kernel[:, :, channel, g]
        product = np.fft.fft2(x[image, :, :, channel]) * np.conj(np.fft.fft2(padded))
        y[image, :, :, g] += np.fft.ifft2(product).real
    return y[:, : h - kh + 1, : w - kw + 1]


def _fft_flipped(x, kernel):
    (_, h, w, _), (kh, kw, _, _) = x.shape, kernel.shape
    size = (h + kh - 1, w + kw - 1)
    spectra = scipy.fft.rfft2(x, s=size, axes=(1, 2))
    filters = scipy.fft.rfft2(kernel[::-1, ::-1], s=size, axes=(0, 1))
    full = scipy.fft.irfft2((spectra[..., None] * filters).sum(3), s=size, axes=(1, 2))
    return full[:, kh - 1 : h, kw - 1 : w]


def _fft_power_of_two(x, kernel):
    """With room to spare, so that nothing that is kept can wrap."""
    (_, h, w, _), (kh, kw, _, _) = x.shape, kernel.shape
    size = tuple(2 ** int(np.ceil(np.log2(side + k))) for side, k in ((h, kh), (w, kw)))
    spectra, filters = np.fft.rfft2(x, size, (1, 2)), np.fft.rfft2(kernel, size, (0, 1))
    y = np.fft.irfft2((spectra[:, :, :, None] @ filters.conj())[:, :, :, 0], size, (1, 2))
    return y[:, : h - kh + 1, : w - kw + 1]


def _fft_scipy(x, kernel):
    y = [
        [
            sum(
                scipy.signal.fftconvolve(image[..., c], kernel[::-1, ::-1, c, f], "valid")
                for c in range(image.shape[-1])
            )
            for f in range(kernel.shape[3])
        ]
        for image in x
    ]
    return np.moveaxis(np.array(y), 1, -1)


def _row_as_published(d, g):
    m1 = (d[0] - d[2]) * g[0]
    m2 = (d[1] + d[2]) * (g[0] + g[1] + g[2]) / 2
    m3 = (d[2] - d[1]) * (g[0] - g[1] + g[2]) / 2
    m4 = (d[1] - d[3]) * g[2]
    return m1 + m2 + m3, m2 - m3 - m4


def _row_matrices(d, g):
    b = np.array([[1, 0, -1, 0], [0, 1, 1, 0], [0, -1, 1, 0], [0, 1, 0, -1]])
    f = np.array([[1, 0, 0], [0.5, 0.5, 0.5], [0.5, -0.5, 0.5], [0, 0, 1]])
    return np.array([[1, 1, 1, 0], [0, 1, -1, -1]]) @ ((f @ g) * (b @ d))


def _row_filled(pixels, weights):
    y, half = np.zeros(2), (weights[0] + weights[2]) * 0.5
    a = (pixels[1] + pixels[2]) * (half + 0.5 * weights[1])
    b = (pixels[1] - pixels[2]) * (0.5 * weights[1] - half)
    y[0] = a + b + (pixels[0] - pixels[2]) * weights[0]
    y[1] = a - b + (pixels[3] - pixels[1]) * weights[2]
    return y


def _row_halved_products(d, g):
    """As the text derives it: p and q, and the halves at the end."""
    p, q = g[1], g[0] + g[2]
    plus, minus = (d[1] + d[2]) * (p + q), (d[1] - d[2]) * (p - q)
    a, b = 0.5 * (plus + minus), 0.5 * (plus - minus)
    return np.stack([(d[0] - d[2]) * g[0] + a, b + (d[3] - d[1]) * g[2]])


def _tile_nested(tile, filter):
    """F(2, 3) of rows, each product of which is an F(2, 3)."""
    first = _row_halved_products(tile[0] - tile[2], filter[0])
    plus = _row_halved_products(tile[1] + tile[2], filter.sum(axis=0) / 2)
    minus = _row_halved_products(tile[1] - tile[2], (filter[1] - filter[0] - filter[2]) / 2)
    last = _row_halved_products(tile[3] - tile[1], filter[2])
    return np.array([first + plus + minus, plus - minus + last])


def _tile_filled(tile, filter):
    """Transforms written into arrays of floats, as one does by hand."""
    half, k, d = np.zeros((4, 3)), np.zeros((4, 4)), np.zeros((4, 4))
    half[0], half[3] = filter[0], filter[2]
    half[1], half[2] = (filter[0] + filter[1] + filter[2]) / 2, (filter[0] - filter[1] + filter[2]) / 2
    k[:, 0], k[:, 3] = half[:, 0], half[:, 2]
    k[:, 1], k[:, 2] = half.sum(1) / 2, (half[:, 0] - half[:, 1] + half[:, 2]) / 2
    rows = [tile[0] - tile[2], tile[1] + tile[2], tile[2] - tile[1], tile[1] - tile[3]]
    for i, row in enumerate(rows):
        d[i] = row[0] - row[2], row[1] + row[2], row[2] - row[1], row[1] - row[3]
    m, y = d * k, np.zeros((2, 2))
    top, bottom = m[0] + m[1] + m[2], m[1] - m[2] - m[3]
    for i, row in enumerate((top, bottom)):
        y[i] = row[0] + row[1] + row[2], row[1] - row[2] - row[3]
    return y


def _tile_einsum(tile, filter):
    t = np.array([[1, 0, -1, 0], [0, 1, 1, 0], [0, 1, -1, 0], [0, -1, 0, 1]])
    g = np.array([[2, 0, 0], [1, 1, 1], [-1, 1, -1], [0, 0, 2]]) / 2
    p = np.array([[1, 1, 1, 0], [0, 1, -1, 1]])
    products = t.dot(tile).dot(t.T) * g.dot(filter).dot(g.T)
    return p.dot(products).dot(p.T)


def _twos_counted(h, w, c, f):
    return sum(16 * c * f for _ in range(0, h, 2) for _ in range(0, w, 2))


def _intensity_in_steps(n, h, w, c, f, k):
    macs = ops.conv_macs(h, w, k, k, c, f) * n
    traffic = np.float32().nbytes * sum([n * h * w * c, n * h * w * f, k**2 * c * f])
    return np.float64(2 * macs) / traffic


def _intensity_by_arrays(n, h, w, c, f, k):
    x, kernel, y = (np.broadcast_to(np.float32(0), s) for s in ((n, h, w, c), (k, k, c, f), (n, h, w, f)))
    return y.size * kernel[..., 0].size * 2 / (x.nbytes + kernel.nbytes + y.nbytes)


RIGHT = {
    "im2col": [_rows_by_view, _rows_by_taps, _rows_by_index, _rows_in_place, _rows_tensorflow, ops.im2col],
    "im2col_megabytes": [[12.8, 115.6], (12.845056, 115.605504), np.array([12.85, 115.61])],
    "conv2d_im2col": [_conv_tensordot, _conv_tensorflow, _conv_filter_by_filter, _conv_transposed, ops.conv2d_im2col],
    "conv2d_shifted": [_shifted_rolled, _shifted_einsum, _shifted_rows_then_columns, ops.conv2d_shifted],
    "conv2d_fft": [_fft_complex, _fft_flipped, _fft_power_of_two, _fft_scipy, ops.conv2d_fft],
    "winograd_row": [_row_as_published, _row_matrices, _row_filled, _row_halved_products],
    "winograd_f23": [_tile_filled, _tile_einsum, _tile_nested, ops.winograd_f23],
    "winograd_multiplications": [
        _twos_counted,
        lambda h, w, c, f: ((h + 1) // 2) * ((w + 1) // 2) * 16 * c * f,
        lambda h, w, c, f: int(np.ceil(h / 2) * np.ceil(w / 2)) * 16 * c * f,
        lambda h, w, c, f: 4 * (h + h % 2) * (w + w % 2) * c * f,
    ],
    "arithmetic_intensity": [_intensity_in_steps, _intensity_by_arrays, ops.arithmetic_intensity],
}
