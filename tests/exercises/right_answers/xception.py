"""Right answers to the exercises on Xception, each written in another way."""

import keras
import numpy as np
from keras import layers

from cnncourse import ops
from cnncourse.nets.xception import conv_bn_relu, middle_block, sepconv_bn, small_xception, xception_block


def _by_ops(x, kernel, stride):
    return ops.depthwise_conv2d(x, kernel, stride=stride)


def _six_loops(x, kernel, stride):
    n, h, w, c = x.shape
    kh, kw, _, m = kernel.shape
    y = np.zeros((n, (h - kh) // stride + 1, (w - kw) // stride + 1, c * m))
    for b, i, j, d in np.ndindex(*y.shape):
        window = x[b, i * stride : i * stride + kh, j * stride : j * stride + kw, d // m]
        y[b, i, j, d] = np.sum(window * kernel[:, :, d // m, d % m])
    return y


def _tap_by_tap(x, kernel, stride):
    kh, kw, c, m = kernel.shape
    out_h, out_w = (x.shape[1] - kh) // stride + 1, (x.shape[2] - kw) // stride + 1
    total = 0
    for u in range(kh):
        for v in range(kw):
            seen = x[:, u : u + stride * out_h : stride, v : v + stride * out_w : stride]
            total = total + np.repeat(seen[:, :out_h, :out_w], m, axis=3) * kernel[u, v].ravel()
    return total


def _asked_keras(x, kernel, stride):
    layer = layers.DepthwiseConv2D(
        kernel.shape[:2], stride, depth_multiplier=kernel.shape[3], use_bias=False, dtype="float64"
    )
    layer.build(x.shape)
    layer.set_weights([kernel])
    return np.asarray(layer(x))


def _with_einsum(x, depthwise, pointwise):
    return np.einsum("nijd,df->nijf", ops.depthwise_conv2d(x, depthwise), pointwise[0, 0])


def _with_conv2d(x, depthwise, pointwise):
    return ops.conv2d(_six_loops(x, depthwise, 1), pointwise)


def _with_one_kernel(x, depthwise, pointwise):
    return ops.conv2d(x, _in_loops(depthwise, pointwise))


def _in_loops(depthwise, pointwise):
    kh, kw, c, m = depthwise.shape
    kernel = np.zeros((kh, kw, c, pointwise.shape[3]))
    for channel in range(c):
        for q in range(m):
            kernel[:, :, channel] += depthwise[:, :, channel, q, None] * pointwise[0, 0, channel * m + q]
    return kernel


def _as_products(depthwise, pointwise):
    c, m = depthwise.shape[2:]
    return (depthwise[..., None] * pointwise[0, 0].reshape(c, m, -1)).sum(axis=3)


def _as_matrices(depthwise, pointwise):
    c, m = depthwise.shape[2:]
    return (depthwise[:, :, :, None, :] @ pointwise[0].reshape(c, m, -1))[:, :, :, 0]


def _by_bright_pixels(depthwise, pointwise):
    """A single bright pixel in each channel in turn; what comes out is the kernel, back to front."""
    kh, kw, c, _ = depthwise.shape
    dots = np.zeros((c, 2 * kh - 1, 2 * kw - 1, c))
    for channel in range(c):
        dots[channel, kh - 1, kw - 1, channel] = 1
    seen = ops.depthwise_conv2d(dots, depthwise) @ pointwise[0, 0]
    return seen[:, ::-1, ::-1].transpose(1, 2, 0, 3)


def _two_layers(x, filters):
    x = layers.DepthwiseConv2D(3, padding="same", use_bias=False)(x)
    return layers.BatchNormalization()(layers.Conv2D(filters, 1, use_bias=False)(x))


def _block_in_two_layers(x, filters, first_relu):
    y = keras.ops.relu(x) if first_relu else x
    y = _two_layers(keras.ops.relu(_two_layers(y, filters)), filters)
    side = layers.BatchNormalization()(layers.Conv2D(filters, (1, 1), (2, 2), use_bias=False)(x))
    return side + layers.MaxPool2D((3, 3), 2, "same")(y)


def _block_in_sequence(x, filters, first_relu):
    parts = [layers.Activation("relu")] if first_relu else []
    for number in range(2):
        parts += [layers.Activation("relu")] if number else []
        parts += [layers.SeparableConv2D(filters, (3, 3), padding="same", use_bias=False), layers.BatchNormalization()]
    branch = keras.Sequential([*parts, layers.MaxPooling2D(3, 2, padding="same")])
    shortcut = keras.Sequential([layers.Conv2D(filters, 1, 2, use_bias=False), layers.BatchNormalization()])
    return layers.add([shortcut(x), branch(x)])


def _network_in_two_layers(widths, middle, input_shape, classes):
    images = keras.Input(input_shape)
    x = layers.Conv2D(widths[0], 3, padding="same", use_bias=False)(images)
    x = keras.ops.relu(layers.BatchNormalization()(x))
    x = _block_in_two_layers(x, widths[1], False)
    for width in widths[2:]:
        x = _block_in_two_layers(x, width, True)
    for _ in range(middle):
        y = x
        for _ in range(3):
            y = _two_layers(keras.ops.relu(y), widths[-1])
        x = x + y
    x = keras.ops.relu(_two_layers(x, 2 * widths[-1]))
    return keras.Model(images, layers.Dense(classes)(keras.ops.mean(x, axis=(1, 2))))


def _network_of_package_blocks(widths, middle, input_shape, classes):
    images = keras.Input(input_shape)
    x = conv_bn_relu(images, widths[0], padding="same")
    for width in widths[1:]:
        x = xception_block(x, width, first_relu=x.shape[1:3] != input_shape[:2])
    for _ in range(middle):
        x = middle_block(x)
    x = sepconv_bn(x, 2 * widths[-1], relu="after")
    return keras.Model(images, layers.Dense(classes)(layers.GlobalAveragePooling2D()(x)))


def _network_with_a_tail(widths, middle, input_shape, classes):
    """The ends as models of their own; `first_relu` by position."""
    head = [layers.Conv2D(widths[0], 3, padding="same", use_bias=False), layers.BatchNormalization(), layers.ReLU()]
    images = keras.Input(input_shape)
    x = keras.Sequential(head)(images)
    for number, width in enumerate(widths[1:]):
        x = xception_block(x, width, number != 0)
    for _ in range(middle):
        x = middle_block(x)
    tail = [
        layers.SeparableConv2D(2 * widths[-1], 3, padding="same", use_bias=False),
        layers.BatchNormalization(),
        layers.ReLU(),
        layers.GlobalAveragePooling2D(),
        layers.Dense(classes),
    ]
    return keras.Model(images, keras.Sequential(tail)(x))


RIGHT = {
    "depthwise_conv2d": [_by_ops, _six_loops, _tap_by_tap, _asked_keras],
    "separable_conv2d": [
        _with_einsum,
        _with_conv2d,
        _with_one_kernel,
        lambda x, depthwise, pointwise: ops.depthwise_conv2d(x, depthwise) @ pointwise,
    ],
    "as_one_kernel": [_in_loops, _as_products, _as_matrices, _by_bright_pixels],
    "separable_saving": [
        lambda k, c_in, c_out: k**2 * c_out / (k**2 + c_out),
        lambda k, c_in, c_out: 1 / (1 / c_out + 1 / k**2),
        lambda k, c_in, c_out: ops.conv_macs(9, 8, k, k, c_in, c_out) / (72 * c_in * (k * k + c_out)),
    ],
    "xception_block": [
        _block_in_two_layers,
        _block_in_sequence,
        lambda x, filters, first_relu: xception_block(x, filters, first_relu=first_relu),
    ],
    "small_xception": [
        _network_in_two_layers,
        _network_of_package_blocks,
        _network_with_a_tail,
        lambda widths, middle, shape, classes: small_xception(shape, classes, None, widths=widths, middle=middle),
    ],
}
