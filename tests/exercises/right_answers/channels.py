"""Right answers to the exercises on channels, each written in another way."""

import math

import numpy as np
import tensorflow as tf

from cnncourse import ops


def _nhwc_loops(x):
    n, c, h, w = x.shape
    y = np.empty((n, h, w, c))
    for channel in range(c):
        y[..., channel] = x[:, channel]
    return y


def _conv_loops(x, kernel, bias, stride=1, padding="valid"):
    n, h, w, _ = x.shape
    kh, kw, _, f = kernel.shape
    if padding == "same":
        x = np.pad(x, [(0, 0), ops.same_padding(h, kh, stride), ops.same_padding(w, kw, stride), (0, 0)])
    y = np.empty((n, (x.shape[1] - kh) // stride + 1, (x.shape[2] - kw) // stride + 1, f))
    for place in np.ndindex(y.shape):
        image, i, j, number = place
        block = x[image, i * stride : i * stride + kh, j * stride : j * stride + kw]
        y[place] = (block * kernel[..., number]).sum() + bias[number]
    return y


def _conv_taps(x, kernel, bias, stride=1, padding="valid"):
    kh, kw, _, f = kernel.shape
    sides = x.shape[1:3]
    pads = [
        ops.same_padding(s, k, stride) if padding == "same" else (0, 0) for s, k in zip(sides, (kh, kw), strict=True)
    ]
    x = np.pad(x, [(0, 0), *pads, (0, 0)])
    out = [(s - k) // stride + 1 for s, k in zip(x.shape[1:3], (kh, kw), strict=True)]
    y = np.zeros((len(x), *out, f)) + bias
    for u in range(kh):
        for v in range(kw):
            seen = x[:, u : u + (out[0] - 1) * stride + 1 : stride, v : v + (out[1] - 1) * stride + 1 : stride]
            y += seen @ kernel[u, v]
    return y


def _conv_tensorflow(x, kernel, bias, stride=1, padding="valid"):
    y = tf.nn.conv2d(x.astype("float32"), kernel.astype("float32"), stride, padding.upper())
    return y + bias.astype("float32")


def _conv_as_one_product(x, kernel, bias, stride=1, padding="valid"):
    """All windows in line, all kernels in columns: one matrix product."""
    kh, kw, c, f = kernel.shape
    if padding == "same":
        rows, columns = (ops.same_padding(x.shape[axis + 1], kernel.shape[axis], stride) for axis in (0, 1))
        x = np.pad(x, ((0, 0), rows, columns, (0, 0)))
    seen = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))[:, ::stride, ::stride]
    lines = seen.transpose(0, 1, 2, 4, 5, 3).reshape(-1, kh * kw * c)
    return (lines @ kernel.reshape(-1, f) + bias).reshape(*seen.shape[:3], f)


def _conv_keras(x, kernel, bias, stride=1, padding="valid"):
    layer = tf.keras.layers.Conv2D(kernel.shape[3], kernel.shape[:2], strides=stride, padding=padding)
    layer.build(x.shape)
    layer.set_weights([kernel, bias])
    return layer(x)


def _one_dense(x, kernel, bias):
    layer = tf.keras.layers.Dense(len(bias))
    layer.build(x.shape)
    layer.set_weights([kernel, bias])
    return layer(x)


def _one_kernel_by_kernel(x, kernel, bias):
    return np.stack([(x * weights).sum(axis=-1) + b for weights, b in zip(kernel.T, bias, strict=True)], axis=-1)


def _one_tensorflow(x, kernel, bias):
    return tf.nn.conv2d(x, kernel[None, None], 1, "VALID") + bias


def _one_filters_first(x, kernel, bias):
    maps = (kernel.T @ x.reshape(-1, len(kernel)).T).reshape(-1, *x.shape[:3])  # (f, n, h, w)
    return np.moveaxis(maps, 0, -1) + bias


def _one_pixel_loop(x, kernel, bias):
    y = np.empty((*x.shape[:3], kernel.shape[1]))
    for place in np.ndindex(x.shape[:3]):
        y[place] = bias + (x[place][:, None] * kernel).sum(axis=0)
    return y


def _red_from_equations():
    """White 0, red 1, green less blue 0: three equations, three weights."""
    return np.linalg.solve([[1, 1, 1], [1, 0, 0], [0, 1, -1]], [[0.0], [1], [0]])


def _red_from_mean():
    return ((np.eye(3) - 1 / 3) * 1.5)[:, :1]


def _bytes_arrays(batch, shapes, bytes_per_value=4):
    return sum(np.empty((batch, *shape), dtype=f"f{bytes_per_value}").nbytes for shape in shapes)


def _largest_by_trying(memory_bytes, shapes, bytes_per_value=4):
    batch = 0
    while ops.activation_bytes(batch + 1, shapes, bytes_per_value) <= memory_bytes:
        batch += 1
    return batch


RIGHT = {
    "nchw_to_nhwc": [
        lambda x: np.moveaxis(x, 1, -1),
        lambda x: x.swapaxes(1, 2).swapaxes(2, 3),
        lambda x: np.einsum("nchw->nhwc", x),
        lambda x: np.stack([x[:, c] for c in range(x.shape[1])], axis=-1),
        lambda x: tf.transpose(x, [0, 2, 3, 1]),
        _nhwc_loops,
    ],
    "conv2d": [_conv_loops, _conv_taps, _conv_tensorflow, _conv_as_one_product, _conv_keras],
    "conv1x1": [
        lambda x, kernel, bias: x @ kernel + bias,
        lambda x, kernel, bias: np.einsum("nhwc,cf->nhwf", x, kernel) + bias,
        _one_filters_first,
        _one_tensorflow,
        _one_pixel_loop,
        _one_kernel_by_kernel,
        _one_dense,
        lambda x, kernel, bias: np.tensordot(x, kernel, axes=1) + bias,
    ],
    "red_kernel": [_red_from_equations, _red_from_mean, lambda: [[1], [-0.5], [-0.5]]],
    "conv_parameters": [
        lambda kh, kw, c_in, c_out, bias: (kh * kw * c_in + bias) * c_out,
        lambda kh, kw, c_in, c_out, bias: np.zeros((kh, kw, c_in, c_out)).size + bias * c_out,
        lambda kh, kw, c_in, c_out, bias: sum(math.prod((kh, kw, c_in)) + int(bias) for _ in range(c_out)),
    ],
    "conv_macs": [
        lambda *sides: math.prod(sides),
        lambda *sides: np.prod(sides),
        lambda out_h, out_w, *kernel: out_h * out_w * math.prod(kernel),
    ],
    "activation_bytes": [
        lambda batch, shapes, bytes_per_value=4: batch * bytes_per_value * sum(map(math.prod, shapes)),
        lambda batch, shapes, bytes_per_value=4: sum(math.prod((batch, *s, bytes_per_value)) for s in shapes),
        _bytes_arrays,
    ],
    "largest_batch": [
        lambda memory, shapes, bytes_per_value=4: memory // (bytes_per_value * sum(map(math.prod, shapes))),
        lambda memory, shapes, bytes_per_value=4: math.floor(memory / ops.activation_bytes(1, shapes, bytes_per_value)),
        _largest_by_trying,
        lambda memory, shapes, bytes_per_value=4: divmod(memory, ops.activation_bytes(1, shapes, bytes_per_value))[0],
    ],
    "stride_two_saves": [(1, 4, 4), [1.0, 4, 4.0], np.array([1, 4, 4]), np.array([1.0, 4, 4])],
}  # fmt: skip
