"""Right answers to the exercises on the receptive field, each written in another way."""

import math

import numpy as np
import scipy.signal
import tensorflow as tf


def _backwards(layers):
    """From the top down: how many units of each earlier map are needed for one."""
    needed = 1
    for kernel, stride, dilation in reversed(layers):
        needed = (needed - 1) * stride + (kernel - 1) * dilation + 1
    return needed, math.prod(stride for _, stride, _ in layers)


def _sets(layers):
    """The pixels themselves, for two neighboring units."""

    def seen(unit):
        units = {unit}
        for kernel, stride, dilation in reversed(layers):
            units = {u * stride + tap * dilation for u in units for tap in range(kernel)}
        return min(units), max(units)

    (first, last), (next_first, _) = seen(0), seen(1)
    return last - first + 1, next_first - first


def _cumulative(layers):
    kernel, stride, dilation = np.array(layers, dtype=int).reshape(-1, 3).T
    jumps = np.concatenate([[1], np.cumprod(stride)])
    return np.array([1 + ((kernel - 1) * dilation * jumps[:-1]).sum(), jumps[-1]])


def _last_layer_first(layers):
    if not layers:
        return 1, 1
    *earlier, (kernel, stride, dilation) = layers
    size, jump = _last_layer_first(earlier)
    return [size + (kernel - 1) * dilation * jump, jump * stride]


def _dilated_range(k, dilation):
    return len(range(0, (k - 1) * dilation + 1))


def _dilated_text(k, dilation):
    return len(("." * (dilation - 1)).join("x" * k))


def _tap_sum(x, k, dilation):
    spans = [(side - 1) * dilation + 1 for side in k.shape]
    y = np.empty([side - span + 1 for side, span in zip(x.shape, spans, strict=True)])
    for i, j in np.ndindex(y.shape):
        y[i, j] = (x[i : i + spans[0] : dilation, j : j + spans[1] : dilation] * k).sum()
    return y


def _kron(x, k, dilation):
    hole = np.zeros((dilation, dilation))
    hole[0, 0] = 1
    wide = np.kron(k, hole)
    if dilation > 1:
        wide = wide[: -dilation + 1, : -dilation + 1]
    return scipy.signal.correlate2d(x, wide, mode="valid")


def _tensorflow(x, k, dilation):
    y = tf.nn.conv2d(
        x[None, :, :, None].astype("float32"), k[:, :, None, None].astype("float32"), 1, "VALID", dilations=dilation
    )
    return y[0, :, :, 0]


def _views(x, k, dilation):
    spans = [(taps - 1) * dilation + 1 for taps in k.shape]
    windows = np.lib.stride_tricks.sliding_window_view(x, spans)[:, :, ::dilation, ::dilation]
    return np.einsum("ijuv,uv", windows, k)


def _gathered(x, k, dilation):
    """Rows and columns of each window by number, collected in lists."""
    rows, columns = (dilation * np.arange(taps) for taps in k.shape)
    return np.array(
        [
            [np.vdot(x[np.ix_(i + rows, j + columns)], k) for j in range(x.shape[1] - columns[-1])]
            for i in range(x.shape[0] - rows[-1])
        ]
    )


def _half(field):
    return field // 2


def _ceiling(field):
    return math.ceil((field - 1) / 2)


def _layer_by_layer(field):
    return next(n for n in range(10**6) if _backwards([(3, 1, 1)] * n)[0] >= field)


def _shapes(channels):
    def size(shape):
        return int(np.prod(shape)) + shape[-1]

    return size((5, 5, channels, channels)), size((3, 3, channels, channels)) * 2


def _built(channels):
    import keras

    def size(sides):
        layers = [keras.layers.Conv2D(channels, side) for side in sides]
        return keras.Sequential([keras.Input((None, None, channels)), *layers]).count_params()

    return size([5]), size([3, 3])


def _expanded(channels):
    return [(25 * channels + 1) * channels, (18 * channels + 2) * channels]


def _poke(model, unit):
    """Change each pixel and each channel by itself, all in one batch."""
    h, w, c = model.input_shape[1:]
    image = np.random.default_rng(5).random((h, w, c)).astype("float32") + 1
    poked = np.repeat(image[None], h * w * c, axis=0)
    poked.reshape(h * w * c, -1)[np.arange(h * w * c), np.arange(h * w * c)] += 1
    change = np.asarray(model(poked))[:, unit[0], unit[1]] - np.asarray(model(image[None]))[:, unit[0], unit[1]]
    seen = (np.abs(change).max(axis=1) > 1e-4).reshape(h, w, c).any(axis=2)
    return _box(seen)


def _box(seen):
    return tuple(int(np.ptp(np.flatnonzero(seen.any(axis=axis)))) + 1 for axis in (1, 0))


def _many_images(model, unit):
    """Squared gradients of normal images, summed."""
    i, j = unit
    x = tf.Variable(np.random.default_rng(2).normal(size=(16, *model.input_shape[1:])), dtype="float32")
    with tf.GradientTape() as tape:
        y = tf.math.reduce_sum(model(x)[:, i, j, :] * tf.range(1.0, 1.0 + model.output_shape[-1]))
    power = tf.reduce_sum(tape.gradient(y, x) ** 2, axis=(0, 3))
    rows, columns = np.where(power > 0)
    return len(range(min(rows), max(rows) + 1)), len(range(min(columns), max(columns) + 1))


def _filter_by_filter(model, unit):
    x = tf.ones((1, *model.input_shape[1:]))
    seen = np.zeros(model.input_shape[1:3], dtype=bool)
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(x)
        values = tf.unstack(model(x)[0, unit[0], unit[1]])
    for value in values:
        seen |= (tape.gradient(value, x).numpy()[0] != 0).any(axis=2)
    return _box(seen)


def _jacobian(model, unit):
    x = tf.Variable(tf.random.normal((1, *model.input_shape[1:]), seed=4))
    with tf.GradientTape() as tape:
        y = model(x)[0, unit[0], unit[1]]
    seen = np.any(tape.jacobian(y, x).numpy() != 0, axis=(0, 1, 4))

    def side(line):
        return line.size - np.argmax(line) - np.argmax(line[::-1])

    return side(seen.any(axis=1)), side(seen.any(axis=0))


RIGHT = {
    "receptive_field": [_backwards, _sets, _cumulative, _last_layer_first],
    "fields_of_four_strides": [[5, 5, 7, 7]],
    "stack_of_3x3": [_half, _ceiling, _layer_by_layer],
    "compare_5x5_with_two_3x3": [_shapes, _expanded, _built],
    "dilated_size": [_dilated_range, _dilated_text, lambda k, dilation: k + (k - 1) * (dilation - 1)],
    "corr2d_dilated": [_tap_sum, _kron, _tensorflow, _views, _gathered],
    "gradient_field": [_poke, _many_images, _filter_by_filter, _jacobian],
}
