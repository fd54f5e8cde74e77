"""Right answers to the exercises on PSPNet, each written in another way."""

import math

import keras
import numpy as np
from keras import layers

from cnncourse import ops
from cnncourse.nets.pspnet import pyramid_pooling as package_pyramid


def _pool_axis_by_axis(x, bins):
    for axis in (1, 2):
        n = x.shape[axis]
        edges = [(math.floor(i * n / bins), math.ceil((i + 1) * n / bins)) for i in range(bins)]
        x = np.stack([np.take(x, range(a, b), axis).mean(axis) for a, b in edges], axis)
    return x


def _pool_from_running_sums(x, bins):
    _, h, w, _ = x.shape
    total = np.pad(x.astype(float), ((0, 0), (1, 0), (1, 0), (0, 0))).cumsum(axis=1).cumsum(axis=2)
    i = np.arange(bins)
    top, bottom, left, right = i * h // bins, -(-(i + 1) * h // bins), i * w // bins, -(-(i + 1) * w // bins)
    rows = total[:, bottom] - total[:, top]
    sums = rows[:, :, right] - rows[:, :, left]
    return sums / np.outer(bottom - top, right - left)[..., None]


def _pool_by_masks(x, bins):
    _, h, w, _ = x.shape

    def shares(n):
        """Which pixels belong to which region, each row adding up to 1."""
        pixel, i = np.arange(n), np.arange(bins)[:, None]
        inside = ((pixel + 1) * bins > i * n) & (pixel * bins < (i + 1) * n)
        return inside / inside.sum(axis=1, keepdims=True)

    return np.einsum("ih,jw,nhwc->nijc", shares(h), shares(w), x)


class _Level(layers.Layer):
    """One level of the pyramid as a layer of one's own."""

    def __init__(self, side, filters, like):
        super().__init__()
        self.side, self.like = side, like
        self.convolution = layers.Conv2D(filters, 1, use_bias=False)
        self.norm = layers.BatchNormalization(epsilon=1.001e-5)

    def call(self, x, training=None):
        h, w = self.like
        rows, columns = ([(i * n // self.side, -(-(i + 1) * n // self.side)) for i in range(self.side)] for n in (h, w))
        means = [
            keras.ops.stack([keras.ops.mean(x[:, a:b, c:d], axis=(1, 2)) for c, d in columns], axis=1) for a, b in rows
        ]
        y = keras.ops.relu(self.norm(self.convolution(keras.ops.stack(means, axis=1)), training=training))
        return keras.ops.image.resize(y, self.like, interpolation="bilinear")

    def compute_output_shape(self, shape):
        return (*shape[:3], self.convolution.filters)


def _pyramid_of_layers(x, bins, filters):
    return layers.concatenate([x] + [_Level(b, filters, tuple(x.shape[1:3]))(x) for b in bins])


def _pyramid_in_sequence(x, bins, filters):
    h, w = x.shape[1], x.shape[2]
    joined = x
    for b in bins:
        level = keras.Sequential(
            [
                layers.AdaptiveAveragePooling2D((b, b)),
                layers.Conv2D(filters, kernel_size=1, use_bias=False),
                layers.BatchNormalization(epsilon=1.001e-5),
                layers.Activation("relu"),
                layers.Resizing(h, w),
            ]
        )
        joined = layers.Concatenate(axis=-1)([joined, level(x)])
    return joined


def _pyramid_of_functions(x, bins, filters):
    def level(b):
        y = layers.Conv2D(filters, 1, use_bias=False)(layers.AdaptiveAveragePooling2D(b)(x))
        y = keras.activations.relu(layers.BatchNormalization(epsilon=1.001e-5)(y))
        return keras.ops.image.resize(y, x.shape[1:3], interpolation="bilinear")

    return keras.ops.concatenate([x, *map(level, bins)], axis=-1)


def _loss_by_masks(main, aux, weight):
    counts = ~np.isnan(main)
    return main[counts].sum() / counts.sum() + weight * aux[counts].mean()


def _loss_in_loops(main, aux, weight):
    pairs = [(m, a) for m, a in zip(main.ravel(), aux.ravel(), strict=True) if m == m]
    return sum(m + weight * a for m, a in pairs) / len(pairs)


def _network_in_sequence(input_shape, classes, width, bins):
    def unit(filters, **how):
        return [
            layers.Conv2D(filters, (3, 3), padding="same", use_bias=False, **how),
            layers.BatchNormalization(epsilon=1.001e-5, momentum=0.9),
            layers.Activation("relu"),
        ]

    images = keras.Input(input_shape)
    front = [*unit(width, strides=2), *unit(2 * width, strides=2), *unit(4 * width, dilation_rate=2)]
    x = keras.Sequential(front)(images)
    x = _pyramid_in_sequence(x, bins, 4 * width // len(bins))
    back = [
        *unit(2 * width), layers.Dropout(0.1), layers.Conv2D(classes, 1), layers.Resizing(*input_shape[:2]),
        layers.Activation("softmax"),
    ]  # fmt: skip
    return keras.Model(images, keras.Sequential(back)(x))


def _network_of_layers(input_shape, classes, width, bins):
    images = keras.Input(input_shape)
    x = images
    for factor, stride in [(1, 2), (2, 2), (4, 1)]:
        dilation = 2 if stride == 1 else 1
        x = layers.Conv2D(factor * width, 3, stride, "same", dilation_rate=dilation, use_bias=False)(x)
        x = keras.ops.relu(layers.BatchNormalization(epsilon=1.001e-5)(x))
    x = _pyramid_of_layers(x, bins, 4 * width // len(bins))
    x = layers.Conv2D(2 * width, 3, padding="same", use_bias=False)(x)
    x = layers.Dropout(0.1)(keras.ops.relu(layers.BatchNormalization(epsilon=1.001e-5)(x)))
    x = keras.ops.image.resize(layers.Dense(classes)(x), input_shape[:2])
    return keras.Model(images, keras.ops.softmax(x))


def _network_with_the_packages(input_shape, classes, width, bins):
    from cnncourse.nets.deeplab_v3_plus import per_pixel
    from cnncourse.nets.resnet import EPSILON

    images = keras.Input(input_shape)
    x = images
    for filters, stride, dilation in [(width, 2, 1), (2 * width, 2, 1), (4 * width, 1, 2)]:
        x = layers.Conv2D(filters, 3, stride, "same", dilation_rate=dilation, use_bias=False)(x)
        x = layers.ReLU()(layers.BatchNormalization(epsilon=EPSILON)(x))
    x = package_pyramid(x, bins)
    x = layers.Conv2D(2 * width, 3, padding="same", use_bias=False)(x)
    x = layers.Dropout(0.1)(layers.ReLU()(layers.BatchNormalization(epsilon=EPSILON)(x)))
    return keras.Model(images, per_pixel(x, classes, "softmax", input_shape[:2]))


def _network_around_a_network(input_shape, classes, width, bins):
    images = keras.Input(input_shape)
    return keras.Model(images, _network_of_layers(input_shape, classes, width, bins)(images))


RIGHT = {
    "adaptive_avg_pool": [
        _pool_axis_by_axis,
        _pool_from_running_sums,
        _pool_by_masks,
        lambda x, bins: ops.adaptive_avg_pool(x, bins),
    ],
    "pyramid_pooling": [
        _pyramid_of_layers,
        _pyramid_in_sequence,
        _pyramid_of_functions,
        lambda x, bins, filters: package_pyramid(x, bins, filters),
    ],
    "auxiliary_loss": [
        _loss_by_masks,
        _loss_in_loops,
        lambda main, aux, weight: np.nanmean(main + weight * aux),
    ],
    "pspnet": [_network_in_sequence, _network_of_layers, _network_with_the_packages, _network_around_a_network],
    "shared_pixels": [2],
    "pyramid_weights": [4_198_400],
}
