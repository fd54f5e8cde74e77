"""Right answers to the exercises on cross-correlation, each written in another way."""

import math

import numpy as np
import scipy.fft
import scipy.ndimage
import scipy.signal
import tensorflow as tf


def _corr_loops(x, k):
    rows, columns = x.shape[0] - k.shape[0] + 1, x.shape[1] - k.shape[1] + 1
    y = [[0.0] * columns for _ in range(rows)]
    for i in range(rows):
        for j in range(columns):
            for u in range(k.shape[0]):
                for v in range(k.shape[1]):
                    y[i][j] += x[i + u][j + v] * k[u][v]
    return np.array(y)


def _corr_shifted(x, k):
    h, w = x.shape[0] - k.shape[0] + 1, x.shape[1] - k.shape[1] + 1
    return sum(k[u, v] * x[u : u + h, v : v + w] for u in range(k.shape[0]) for v in range(k.shape[1]))


def _corr_matrix(x, k):
    windows = np.lib.stride_tricks.sliding_window_view(x, k.shape)
    return windows.reshape(*windows.shape[:2], k.size) @ k.ravel()


def _corr_tensorflow(x, k):
    y = tf.nn.conv2d(x[None, :, :, None].astype("float64"), k[:, :, None, None], 1, "VALID")
    return y[0, :, :, 0]


def _conv_fft(x, k):
    shape = tuple(a + b - 1 for a, b in zip(x.shape, k.shape, strict=True))
    full = np.fft.irfft2(np.fft.rfft2(x, shape) * np.fft.rfft2(k, shape), shape)
    return full[k.shape[0] - 1 : x.shape[0], k.shape[1] - 1 : x.shape[1]]


def _conv_formula(x, k):
    (h, w), (kh, kw) = x.shape, k.shape
    y = np.zeros((h - kh + 1, w - kw + 1))
    for i, j in np.ndindex(y.shape):
        for u, v in np.ndindex(k.shape):
            y[i, j] += x[i + u, j + v] * k[kh - 1 - u, kw - 1 - v]
    return y


def _response_definition(k, size):
    frequencies = np.arange(size) - size // 2
    rows = np.exp(-2j * np.pi * np.outer(frequencies, np.arange(k.shape[0])) / size)
    columns = np.exp(-2j * np.pi * np.outer(np.arange(k.shape[1]), frequencies) / size)
    return np.abs(rows @ k @ columns)


def _response_padded(k, size):
    plane = np.zeros((size, size))
    plane[: k.shape[0], : k.shape[1]] = k
    spectrum = np.fft.fft(np.fft.fft(plane, axis=0), axis=1)
    return np.sqrt(np.roll(spectrum.real**2 + spectrum.imag**2, (size // 2, size // 2), (0, 1)))


def _learn_correlations(x, y, size, steps, lr):
    kernel, bias = np.zeros((size, size)), 0.0
    for _ in range(steps):
        e = scipy.signal.correlate2d(x, kernel, "valid") + bias - y
        kernel = kernel - lr * 2 / e.size * scipy.signal.correlate2d(x, e, "valid")
        bias = bias - lr * 2 * e.mean()
    return kernel, bias


def _learn_matrix(x, y, size, steps, lr):
    seen = np.lib.stride_tricks.sliding_window_view(x, (size, size)).reshape(y.size, -1)
    seen = np.hstack([seen, np.ones((y.size, 1))])
    weights = np.zeros(size * size + 1)
    for _ in range(steps):
        weights -= lr * 2 / y.size * seen.T @ (seen @ weights - y.ravel())
    return [weights[:-1].reshape(size, size), weights[-1]]


def _learn_tape(x, y, size, steps, lr):
    image, target = x[None, :, :, None], y[None, :, :, None]
    kernel = tf.Variable(np.zeros((size, size, 1, 1)))
    bias = tf.Variable(np.zeros(1))
    for _ in range(steps):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((tf.nn.conv2d(image, kernel, 1, "VALID") + bias - target) ** 2)
        for weights, gradient in zip((kernel, bias), tape.gradient(loss, (kernel, bias)), strict=True):
            weights.assign_sub(lr * gradient)
    return kernel[:, :, 0, 0], bias[0]


RIGHT = {
    "corr2d": [
        _corr_loops,
        _corr_shifted,
        _corr_matrix,
        _corr_tensorflow,
        lambda x, k: scipy.signal.correlate2d(x, k, mode="valid"),
    ],
    "edge_kernel": [
        lambda: [[-1, 0, 1]] * 3,
        lambda: np.array([[-3, 0, 3], [-10, 0, 10], [-3, 0, 3]]) / 32,
        lambda: np.array([[0, 0, 0], [0, -1, 1], [0, 0, 0]]),
        lambda: tf.constant([[-1.0, -1, 2], [0, 0, 0], [0, 0, 0]]),
    ],
    "box_blur": [
        lambda size: np.ones((size, size)) / (size * size),
        lambda size: np.outer([1 / size] * size, [1 / size] * size),
        lambda size: np.array([[math.pow(size, -2)] * size] * size),
    ],
    "convolve2d": [
        _conv_fft,
        _conv_formula,
        lambda x, k: scipy.signal.convolve2d(x, k, mode="valid"),
        lambda x, k: _corr_shifted(x, np.rot90(k, 2)),
    ],
    "blurred_stripes": [[-1, 0, 2], np.array([-1.0, 0, 2])],
    "frequency_response": [
        _response_definition,
        _response_padded,
        lambda k, size: abs(scipy.fft.fftshift(scipy.fft.fft2(k, (size, size)))),
    ],
    "dense_parameters": [
        lambda height, width, channels, units: units * (height * width * channels + 1),
        lambda height, width, channels, units: sum(math.prod((height, width, channels)) + 1 for _ in range(units)),
        lambda height, width, channels, units: np.prod([height, width, channels, units]) + units,
    ],
    "learn_kernel": [_learn_correlations, _learn_matrix, _learn_tape],
}
