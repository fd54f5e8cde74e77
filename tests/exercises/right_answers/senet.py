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


RIGHT = {
    "squeeze": [_squeeze_in_loops, lambda x: ops.global_avg_pool(x), lambda x: x.sum((1, 2)) / x[0, :, :, 0].size],
    "excite": [_excite_image_by_image, _excite_by_tanh],
    "recalibrate": [
        _recalibrate_in_loops,
        lambda x, gates: np.einsum("nhwc,nc->nhwc", x, gates),
        lambda x, gates: x * gates.reshape(len(x), 1, 1, -1),
    ],
    "se_parameters": [_count_layers, _asked_keras],
    "se_block": [_with_convolutions, _with_reshape, _with_a_layer],
    "se_residual_block": [_branch_in_sequence, _the_packages],
    "se_inception_block": [_paths_by_hand, _paths_gated_as_the_package_does],
    "last_stage_percent": [62],
}
