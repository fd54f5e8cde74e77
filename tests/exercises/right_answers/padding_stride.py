"""Right answers to the exercises on padding and stride, each written in another way."""

import math

import numpy as np
import scipy.signal
import tensorflow as tf


def _walk(n, k, padding, stride):
    return len(range(0, n + 2 * padding - k + 1, stride))


def _by_formula(n, k, padding, stride):
    return max(0, math.floor((n + 2 * padding - k) / stride) + 1) if k <= n + 2 * padding else 0


def _numpy_windows(n, k, padding, stride):
    row = np.pad(np.zeros(n), padding)
    return 0 if k > row.size else np.lib.stride_tricks.sliding_window_view(row, k)[::stride].shape[0]


def _ignored_sets(n, k, padding, stride):
    seen = {start + i for start in range(0, n + 2 * padding - k + 1, stride) for i in range(k)}
    return len(set(range(padding, padding + n)) - seen)


def _ignored_counts(n, k, padding, stride):
    count = [0] * (n + 2 * padding)
    start = 0
    while start + k <= len(count):
        for i in range(start, start + k):
            count[i] += 1
        start += stride
    return sum(c == 0 for c in count[padding : padding + n])


def _ignored_convolved(n, k, padding, stride):
    starts = np.zeros(n + 2 * padding, dtype=int)
    starts[np.arange(0, n + 2 * padding - k + 1, stride)] = 1
    cover = np.convolve(starts, np.ones(k, dtype=int))[: n + 2 * padding]
    return np.sum(cover[padding : padding + n] == 0)


def _pad_stacked(x, top, bottom, left, right):
    x = np.hstack([np.zeros((x.shape[0], left)), x, np.zeros((x.shape[0], right))])
    return np.vstack([np.zeros((top, x.shape[1])), x, np.zeros((bottom, x.shape[1]))])


def _pad_loops(x, top, bottom, left, right):
    padded = np.zeros((x.shape[0] + top + bottom, x.shape[1] + left + right))
    for i in range(x.shape[0]):
        for j in range(x.shape[1]):
            padded[i + top, j + left] = x[i, j]
    return padded


def _same_loop(n, k, stride):
    places, total = math.ceil(n / stride), 0
    while (n + total - k) // stride + 1 < places or n + total < k:
        total += 1
    return [total // 2, total - total // 2]


def _same_remainder(n, k, stride):
    total = max(k - stride, 0) if n % stride == 0 else max(k - n % stride, 0)
    return np.array([total // 2, (total + 1) // 2])


def _same_divmod(n, k, stride):
    half, odd = divmod(max((math.ceil(n / stride) - 1) * stride + k - n, 0), 2)
    return half, half + odd


def _strided_view(x, k, stride=(1, 1), padding=(0, 0)):
    padded = np.pad(x, [(padding[0],) * 2, (padding[1],) * 2])
    windows = np.lib.stride_tricks.sliding_window_view(padded, k.shape)[:: stride[0], :: stride[1]]
    return np.tensordot(windows, k, 2)


def _strided_scipy(x, k, stride=(1, 1), padding=(0, 0)):
    padded = np.pad(x, [(padding[0],) * 2, (padding[1],) * 2])
    return scipy.signal.correlate2d(padded, k, mode="valid")[:: stride[0], :: stride[1]]


def _strided_tensorflow(x, k, stride=(1, 1), padding=(0, 0)):
    pads = [[0, 0], [padding[0]] * 2, [padding[1]] * 2, [0, 0]]
    y = tf.nn.conv2d(x[None, :, :, None].astype("float32"), k[:, :, None, None].astype("float32"), stride, pads)
    return y[0, :, :, 0]


RIGHT = {
    "output_size": [_walk, _by_formula, _numpy_windows],
    "ignored_pixels": [_ignored_sets, _ignored_counts, _ignored_convolved],
    "pad2d": [lambda x, top, bottom, left, right: np.pad(x, ((top, bottom), (left, right))), _pad_stacked, _pad_loops],
    "same_padding": [_same_loop, _same_remainder, _same_divmod],
    "corr2d_strided": [_strided_view, _strided_scipy, _strided_tensorflow],
    "keras_stack_shapes": [[[24, 16], [12, 8], [12, 3], [4, 1]]],
}
