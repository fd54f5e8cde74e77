"""Right answers to the exercises on DenseNet, each written in another way."""

import keras
import numpy as np
from keras import layers

from cnncourse import nets
from cnncourse.experiments.densenet import by_source
from cnncourse.nets.densenet import dense_block as package_block
from cnncourse.nets.densenet import transition as package_transition


def _one_after_the_other(c_in, layers, growth):
    for _ in range(layers):
        c_in += growth
    return c_in


class _NormReluConv(layers.Layer):
    """BatchNorm, ReLU and a convolution as one layer."""

    def __init__(self, filters, kernel):
        super().__init__()
        self.norm = layers.BatchNormalization(epsilon=1e-5)
        self.convolution = layers.Conv2D(filters, kernel, padding="same", use_bias=False)

    def call(self, x):
        return self.convolution(keras.ops.relu(self.norm(x)))


def _pieces_in_a_list(x, layers, growth):
    pieces = [x]
    for _ in range(layers):
        y = keras.ops.concatenate(pieces, axis=-1) if len(pieces) > 1 else x
        pieces.append(_NormReluConv(growth, 3)(_NormReluConv(4 * growth, 1)(y)))
    return keras.layers.concatenate(pieces)


def _recursive(x, count, growth):
    if count == 0:
        return x
    make = keras.Sequential(
        [
            layers.BatchNormalization(epsilon=1.001e-5),
            layers.Activation("relu"),
            layers.Dense(4 * growth, use_bias=False),  # on maps, a 1×1 convolution
            layers.BatchNormalization(epsilon=1.001e-5),
            layers.Activation("relu"),
            layers.ZeroPadding2D(1),
            layers.Conv2D(growth, 3, use_bias=False),
        ]
    )
    return _recursive(layers.Concatenate(axis=3)([x, make(x)]), count - 1, growth)


def _pooled_first(x, compression):
    """Mean and 1×1 convolution may change places: both are sums."""
    maps = x.shape[-1]
    x = layers.ReLU()(layers.BatchNormalization(epsilon=1.001e-5)(x))
    x = layers.AveragePooling2D(2)(x)
    return layers.Conv2D(int(maps * compression), (1, 1), use_bias=False)(x)


def _mean_by_reshaping(x, compression):
    n = int(compression * x.shape[-1])
    x = _NormReluConv(n, 1)(x)
    h, w = x.shape[1] // 2, x.shape[2] // 2
    x = keras.ops.reshape(x[:, : 2 * h, : 2 * w], (-1, h, 2, w, 2, n))
    return keras.ops.mean(x, axis=(2, 4))


def _by_package(blocks, growth, input_shape, classes):
    return nets.densenet(blocks, growth, input_shape, classes, None, stem_size="small")


def _transitions_by_slicing(blocks, growth, input_shape, classes):
    images = keras.Input(input_shape)
    x = layers.Conv2D(2 * growth, 3, padding="same", use_bias=False)(images)
    x = layers.Activation("relu")(layers.BatchNormalization(epsilon=1.001e-5)(x))
    for repeats in blocks[:-1]:
        x = _pooled_first(_recursive(x, repeats, growth), 0.5)
    x = package_block(x, blocks[-1], growth)
    x = keras.ops.relu(layers.BatchNormalization(epsilon=1.001e-5)(x))
    return keras.Model(images, layers.Dense(classes)(keras.ops.mean(x, axis=(1, 2))))


def _pieces_and_package(blocks, growth, input_shape, classes):
    beginning = keras.Sequential([layers.Conv2D(2 * growth, 3, 1, "same", use_bias=False)])
    beginning.add(layers.BatchNormalization(epsilon=1.001e-5))
    beginning.add(layers.ReLU())
    images = keras.Input(input_shape, name="pictures")
    x = beginning(images)
    for number, repeats in enumerate(blocks, 1):
        x = _pieces_in_a_list(x, repeats, growth)
        x = x if number == len(blocks) else package_transition(x)
    x = layers.ReLU()(layers.BatchNormalization(epsilon=1.001e-5)(x))
    x = layers.Flatten()(layers.GlobalAveragePooling2D(keepdims=True)(x))
    return keras.Model(images, layers.Dense(classes, name="scores")(x))


def _by_hand(c_in, layers, growth):
    return 2 * layers * c_in + layers * (layers - 1) * growth, c_in + (layers - 1) * growth


def _running(c_in, layers, growth):
    apart, c = 0, c_in - growth
    for _ in range(layers):
        c += growth
        apart += c + c
    return [apart, c]


def _split(kernel, c_in, growth):
    pieces = np.split(np.abs(kernel), range(c_in, kernel.shape[2], growth), axis=2)
    return np.array([piece.mean() for piece in pieces])


def _weighted(kernel, c_in, growth):
    sizes = np.abs(kernel).mean(axis=(0, 1, 3))
    return np.concatenate([[sizes[:c_in].mean()], sizes[c_in:].reshape(-1, growth).mean(axis=1)])


def _counted_by_source(kernel, c_in, growth):
    sizes = np.abs(np.moveaxis(kernel, 2, 0)).reshape(kernel.shape[2], -1).mean(axis=1)
    source = np.maximum(0, (np.arange(len(sizes)) - c_in) // growth + 1)
    return np.bincount(source, sizes) / np.bincount(source)


RIGHT = {
    "dense_channels": [
        _one_after_the_other,
        lambda c_in, layers, growth: sum([growth] * layers, c_in),
        lambda c_in, layers, growth: package_block(keras.Input((4, 4, c_in)), layers, growth).shape[-1],
    ],
    "connections": [
        lambda layers: sum(range(layers + 1)),
        lambda layers: int(np.tri(layers).sum()),
        lambda layers: len([(s, layer) for layer in range(layers) for s in range(layer + 1)]),
    ],
    "dense_block": [_pieces_in_a_list, _recursive, lambda x, layers, growth: package_block(x, layers, growth)],
    "transition": [_pooled_first, _mean_by_reshaping, lambda x, compression: package_transition(x, compression)],
    "densenet": [_by_package, _transitions_by_slicing, _pieces_and_package],
    "maps_kept": [
        _by_hand,
        _running,
        lambda c_in, layers, growth: (
            2 * int(np.cumsum([c_in, *[growth] * (layers - 1)]).sum()),
            growth * layers - growth + c_in,
        ),
    ],
    "source_weights": [_split, _weighted, by_source, _counted_by_source],
}
