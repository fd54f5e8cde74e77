"""Right answers to the exercises on SE-Net, each written in another way."""

import keras
import numpy as np
from keras import layers

from cnncourse import ops
from cnncourse.nets.resnet import basic_block
from cnncourse.nets.senet import se_block as package_se_block


def _squeeze_in_loops(x):
    n, h, w, c = x.shape
    s = np.zeros((n, c))
    for i in range(n):
        for k in range(c):
            s[i, k] = x[i, :, :, k].sum() / (h * w)
    return s


def _excite_image_by_image(s, w1, b1, w2, b2):
    gates = []
    for means in s:
        hidden = [max(0.0, means @ w1[:, j] + b1[j]) for j in range(len(b1))]
        gates.append([1 / (1 + np.exp(-(w2[:, k] @ hidden) - b2[k])) for k in range(len(b2))])
    return np.array(gates)


def _excite_by_tanh(s, w1, b1, w2, b2):
    return 0.5 + 0.5 * np.tanh((ops.relu(s @ w1 + b1) @ w2 + b2) / 2)


def _recalibrate_in_loops(x, gates):
    y = x.copy()
    for i in range(x.shape[0]):
        for k in range(x.shape[3]):
            y[i, :, :, k] *= gates[i, k]
    return y


def _count_layers(channels, ratio):
    hidden = channels // ratio or 1
    return sum(a * b + b for a, b in [(channels, hidden), (hidden, channels)])


def _asked_keras(channels, ratio):
    maps = keras.Input((2, 2, channels))
    return keras.Model(maps, package_se_block(maps, ratio)).count_params()


def _with_convolutions(x, ratio):
    s = layers.AveragePooling2D((x.shape[1], x.shape[2]))(x)
    s = layers.Conv2D(max(1, x.shape[-1] // ratio), 1, activation="relu")(s)
    return x * layers.Conv2D(x.shape[-1], 1, activation="sigmoid")(s)


def _with_reshape(x, ratio):
    c = x.shape[-1]
    s = layers.Dense(max(1, c // ratio))(keras.ops.mean(x, axis=(1, 2)))
    s = layers.Activation("sigmoid")(layers.Dense(c)(layers.ReLU()(s)))
    return layers.Multiply()([layers.Reshape((1, 1, c))(s), x])


class _Gate(layers.Layer):
    """Squeeze and excitation as a layer of one's own."""

    def __init__(self, channels, ratio):
        super().__init__()
        self.reduce = layers.Dense(max(1, channels // ratio), activation="relu")
        self.expand = layers.Dense(channels, activation="sigmoid")

    def call(self, x):
        return x * self.expand(self.reduce(keras.ops.mean(x, axis=(1, 2), keepdims=True)))


def _with_a_layer(x, ratio):
    return _Gate(x.shape[-1], ratio)(x)


def _branch_in_sequence(x, filters, ratio):
    branch = keras.Sequential(
        [
            layers.Conv2D(filters, 3, padding="same", use_bias=False),
            layers.BatchNormalization(epsilon=1.001e-5),
            layers.Activation("relu"),
            layers.Conv2D(filters, 3, padding="same", use_bias=False),
            layers.BatchNormalization(epsilon=1.001e-5),
            _Gate(filters, ratio),
        ]
    )
    shortcut = x
    if x.shape[-1] != filters:
        shortcut = layers.Conv2D(filters, (1, 1), use_bias=False)(x)
        shortcut = layers.BatchNormalization(epsilon=1.001e-5)(shortcut)
    return layers.Activation("relu")(branch(x) + shortcut)


def _the_packages(x, filters, ratio):
    return basic_block(x, filters, conv_bias=False, gate=lambda y, name: package_se_block(y, ratio))


def _paths_by_hand(x, widths, ratio):
    a, b1, b2, c1, c2, d = widths
    paths = [
        [layers.Conv2D(a, 1, activation="relu")],
        [layers.Conv2D(b1, 1, activation="relu"), layers.Conv2D(b2, 3, padding="same", activation="relu")],
        [layers.Conv2D(c1, 1, activation="relu"), layers.Conv2D(c2, 5, padding="same", activation="relu")],
        [layers.MaxPooling2D(3, 1, "same"), layers.Conv2D(d, 1, activation="relu")],
    ]
    ends = []
    for path in paths:
        y = x
        for layer in path:
            y = layer(y)
        ends.append(y)
    return _with_reshape(layers.concatenate(ends), ratio)


def _paths_gated_as_the_package_does(x, widths, ratio):
    from cnncourse.nets.googlenet import inception_block

    return inception_block(x, widths, gate=lambda y, name: _with_convolutions(y, ratio))


def _excite_with_where(s, w1, b1, w2, b2):
    hidden = np.einsum("nc,ch->nh", s, w1) + b1
    opened = np.exp(np.where(hidden > 0, hidden, 0) @ w2 + b2)
    return opened / (1 + opened)


def _mean_by_ops(x, ratio):
    channels = x.shape[-1]
    s = keras.ops.sum(x, axis=(1, 2)) / (x.shape[1] * x.shape[2])
    s = keras.ops.relu(layers.Dense(channels // ratio or 1)(s))
    s = keras.ops.sigmoid(layers.Dense(channels)(s))
    return keras.ops.einsum("nhwc,nc->nhwc", x, s)


def _unit_of_operators(x, filters, ratio):
    y = layers.Conv2D(filters, (3, 3), padding="same", use_bias=False)(x)
    y = keras.ops.relu(layers.BatchNormalization(epsilon=1.001e-5)(y))
    y = layers.Conv2D(filters, (3, 3), padding="same", use_bias=False)(y)
    y = layers.BatchNormalization(epsilon=1.001e-5)(y)
    if x.shape[-1] != filters:
        x = layers.BatchNormalization(epsilon=1.001e-5)(layers.Conv2D(filters, 1, use_bias=False)(x))
    return keras.ops.relu(x + _mean_by_ops(y, ratio))


def _joined_two_by_two(x, widths, ratio):
    def conv(x, filters, kernel):
        return keras.ops.relu(layers.Conv2D(filters, kernel, padding="same")(x))

    small = keras.ops.concatenate([conv(x, widths[0], 1), conv(conv(x, widths[1], 1), widths[2], 3)], axis=-1)
    pooled = keras.ops.max_pool(x, 3, 1, "same")
    large = keras.ops.concatenate([conv(conv(x, widths[3], 1), widths[4], 5), conv(pooled, widths[5], 1)], axis=-1)
    return _mean_by_ops(keras.ops.concatenate([small, large], axis=-1), ratio)


RIGHT = {
    "squeeze": [
        _squeeze_in_loops,
        lambda x: ops.global_avg_pool(x),
        lambda x: x.sum((1, 2)) / x[0, :, :, 0].size,
        lambda x: np.einsum("nhwc->nc", x) / x.shape[1] / x.shape[2],
    ],
    "excite": [_excite_image_by_image, _excite_by_tanh, _excite_with_where],
    "recalibrate": [
        _recalibrate_in_loops,
        lambda x, gates: np.einsum("nhwc,nc->nhwc", x, gates),
        lambda x, gates: x * gates.reshape(len(x), 1, 1, -1),
        lambda x, gates: np.stack([image * its for image, its in zip(x, gates, strict=True)]),
        lambda x, gates: (x.transpose(1, 2, 0, 3) * gates).transpose(2, 0, 1, 3),
    ],
    "se_parameters": [_count_layers, _asked_keras],
    "se_block": [_with_convolutions, _with_reshape, _with_a_layer, _mean_by_ops],
    "se_residual_block": [_branch_in_sequence, _the_packages, _unit_of_operators],
    "se_inception_block": [_paths_by_hand, _paths_gated_as_the_package_does, _joined_two_by_two],
    "last_stage_percent": [62],
}
