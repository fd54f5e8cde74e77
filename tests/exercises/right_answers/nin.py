"""Right answers to the exercises on NiN, each written in another way."""

import keras
import numpy as np
from keras import layers

from cnncourse import ops
from cnncourse.nets.nin import nin_block


def _dense_at_every_pixel(x, filters, kernel, stride):
    x = layers.ReLU()(layers.Conv2D(filters, (kernel, kernel), (stride, stride), "same", name="window")(x))
    for _ in range(2):
        x = layers.Dense(filters, activation="relu")(x)
    return x


def _as_a_sequence(x, filters, kernel, stride):
    return keras.Sequential(
        [
            layers.Conv2D(filters, kernel, stride, padding="same"),
            layers.Activation("relu"),
            layers.Conv2D(filters, (1, 1), activation=keras.ops.relu),
            layers.Conv2D(filters, (1, 1), padding="same"),
            layers.ReLU(),
        ]
    )(x)


class _Block(layers.Layer):
    def __init__(self, filters, kernel, stride):
        super().__init__()
        self.parts = [layers.Conv2D(filters, kernel, stride, "same")] + [layers.Conv2D(filters, 1) for _ in range(2)]

    def build(self, shape):
        for part in self.parts:
            part.build(shape)
            shape = part.compute_output_shape(shape)

    def call(self, x):
        for part in self.parts:
            x = keras.ops.relu(part(x))
        return x


def _layer_by_layer(input_shape, widths, classes):
    model = keras.Sequential([keras.Input(input_shape)])
    for filters in widths:
        for kernel in (5, 1, 1):
            model.add(layers.Conv2D(filters, kernel, padding="same", activation="relu"))
        model.add(layers.MaxPool2D((3, 3), strides=(2, 2), padding="same"))
        model.add(layers.Dropout(0.5))
    model.add(layers.Conv2D(widths[-1], 3, padding="same", activation="relu"))
    model.add(layers.Conv2D(widths[-1], 1, activation="relu"))
    model.add(layers.Conv2D(classes, 1, activation="linear"))
    model.add(layers.GlobalAveragePooling2D())
    return model


def _mean_before_the_scores(input_shape, widths, classes):
    images = x = keras.Input(input_shape)
    for filters in widths:
        x = layers.MaxPooling2D(3, 2, "same")(nin_block(x, filters, 5))
    x = layers.Conv2D(widths[-1], 3, padding="same", activation="relu")(x)
    x = layers.Dense(widths[-1], "relu")(x)
    x = keras.ops.mean(x, axis=(1, 2), keepdims=True)
    return keras.Model(images, layers.Flatten()(layers.Conv2D(classes, 1)(x)))


def _blocks_of_the_package(input_shape, widths, classes):
    images = x = keras.Input(input_shape)
    for filters in widths:
        x = layers.MaxPooling2D(3, 2, "same")(nin_block(x, filters, 5))
    x = nin_block(x, (widths[-1], widths[-1], classes), 3, last_relu=False)
    return keras.Model(images, keras.ops.mean(x, axis=(1, 2)))


def _seven_layers_after_another(input_shape, widths, classes):
    """A network of parts that are models themselves."""
    parts = [keras.Sequential([_Block(width, 5, 1), layers.MaxPool2D(3, 2, padding="same")]) for width in widths]
    last = [layers.Conv2D(widths[-1], 3, padding="same"), layers.ReLU(), layers.Conv2D(widths[-1], 1), layers.ReLU()]
    means = layers.Lambda(lambda maps: keras.ops.mean(maps, axis=(1, 2)), output_shape=(classes,))
    return keras.Sequential([keras.Input(input_shape), *parts, *last, layers.Conv2D(classes, 1), means])


def _heads_by_layers(side, channels, classes):
    heads = [layers.Dense(classes), layers.Conv2D(classes, 1)]
    for head, shape in zip(heads, [(None, side * side * channels), (None, side, side, channels)], strict=True):
        head.build(shape)
    return tuple(head.count_params() for head in heads)


def _heads_by_table(side, channels, classes):
    dense = ops.stack_table([ops.Layer("flatten"), ops.Layer("dense", classes)], (side, side, channels))
    pooled = ops.stack_table([ops.Layer("conv", classes, 1), ops.Layer("global_pool")], (side, side, channels))
    return tuple(sum(row.parameters for row in rows) for rows in (dense, pooled))


def _heads_by_size(side, channels, classes):
    return [np.ones((side, side, channels, classes)).size + classes, ops.conv_parameters(1, 1, channels, classes)]


def _map_in_loops(features, weights, label):
    h, w, c = features.shape
    cam = np.zeros((h, w))
    for k in range(c):
        cam += weights[k, label] * features[:, :, k]
    return cam


RIGHT = {
    "nin_block": [
        nin_block,
        _dense_at_every_pixel,
        _as_a_sequence,
        lambda x, filters, kernel, stride: _Block(filters, kernel, stride)(x),
    ],
    "nin": [_seven_layers_after_another, _layer_by_layer, _mean_before_the_scores, _blocks_of_the_package],
    "nin_sides": [[54, 27, 13, 6]],
    "head_parameters": [
        _heads_by_table,
        _heads_by_size,
        _heads_by_layers,
        lambda side, channels, classes: (side**2 * channels * classes + classes, channels * classes + classes),
    ],
    "class_activation_map": [
        _map_in_loops,
        lambda features, weights, label: np.einsum("ijk,k->ij", features, weights[:, label]),
        lambda features, weights, label: (features * weights[:, label]).sum(axis=2),
        lambda features, weights, label: np.tensordot(features, weights, axes=(2, 0))[:, :, label],
        lambda features, weights, label: ops.conv1x1(features[None], weights[:, [label]], np.zeros(1))[0, :, :, 0],
    ],
}
