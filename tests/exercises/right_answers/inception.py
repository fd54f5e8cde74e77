"""Right answers to the exercises on Inception, each written in another way."""

import keras
import numpy as np
from keras import layers

from cnncourse import ops
from cnncourse.nets.googlenet import inception_block
from cnncourse.nets.inception_v3 import module_a, module_b, module_c


def _block_by_loop(x, widths):
    one, *pairs, projection = widths
    starts = [(None, one, 1), (pairs[0], pairs[1], 3), (pairs[2], pairs[3], 5)]
    ends = []
    for reduce, filters, kernel in starts:
        path = x if reduce is None else layers.Conv2D(reduce, (1, 1), activation="relu")(x)
        ends.append(layers.Conv2D(filters, kernel, padding="same", activation="relu")(path))
    pooled = layers.MaxPool2D((3, 3), (1, 1), "same")(x)
    ends.append(layers.Conv2D(projection, 1, activation=keras.ops.relu)(pooled))
    return layers.concatenate(ends, axis=-1)


class _Path(layers.Layer):
    """Convolutions in a row, padded by hand."""

    def __init__(self, *steps):
        super().__init__()
        self.steps = [
            (layers.ZeroPadding2D(kernel // 2), layers.Conv2D(filters, kernel), layers.ReLU())
            for filters, kernel in steps
        ]

    def call(self, x):
        for pad, conv, relu in self.steps:
            x = relu(conv(pad(x)))
        return x


def _block_of_layers(x, widths):
    a = _Path((widths[0], 1))(x)
    b = _Path((widths[1], 1), (widths[2], 3))(x)
    c = _Path((widths[3], 1), (widths[4], 5))(x)
    d = _Path((widths[5], 1))(layers.MaxPooling2D(3, strides=1, padding="same")(x))
    return layers.Concatenate(axis=3)([a, b, c, d])


def _saving_by_ops(h, w, c, reduced, filters, k):
    window = ops.conv_macs(h, w, k, k, reduced, filters)
    return ops.conv_macs(h, w, k, k, c, filters), ops.conv_macs(h, w, 1, 1, c, reduced) + window


def _saving_by_keras(h, w, c, reduced, filters, k):
    x = keras.Input((h, w, c))
    counts = []
    for y in (x, layers.Conv2D(reduced, 1)(x)):
        window = layers.Conv2D(filters, k, padding="same")
        counts.append(ops.macs(keras.Model(x, window(y))))
    return counts


def _factorized_by_ops(n, c):
    strips = ops.conv_parameters(1, n, c, c, bias=False), ops.conv_parameters(n, 1, c, c, bias=False)
    return ops.conv_parameters(n, n, c, c, bias=False), sum(strips)


def _reduction_in_sequences(x, direct, reduced, double):
    straight = keras.Sequential([layers.Conv2D(direct, 3, strides=2, activation="relu")])
    long = keras.Sequential(
        [
            layers.Conv2D(reduced, 1, activation="relu"),
            layers.Conv2D(double, 3, padding="same", activation="relu"),
            layers.Conv2D(double, 3, strides=(2, 2), activation="relu"),
        ]
    )
    return layers.concatenate([straight(x), long(x), layers.MaxPooling2D((3, 3), 2)(x)])


def _reduction_relu_apart(x, direct, reduced, double):
    def conv(y, *args, **kwargs):
        return keras.ops.relu(layers.Conv2D(*args, **kwargs)(y))

    ends = [conv(x, direct, 3, 2)]
    ends.append(conv(conv(conv(x, reduced, 1), double, 3, padding="same"), double, 3, 2))
    ends.append(layers.MaxPool2D(pool_size=3, strides=2, padding="valid")(x))
    return keras.ops.concatenate(ends, axis=-1)


def _module_by_table(x, kind):
    """Paths as data: filters and window of each convolution; a list of windows stands side by side."""
    mean = "mean"
    beside = (24, [(1, 3), (3, 1)])
    table = {
        "a": [[(4, (1, 1))], [(3, (1, 1)), (4, (5, 5))], [(4, (1, 1)), (6, (3, 3)), (6, (3, 3))], [mean, (2, (1, 1))]],
        "b": [
            [(12, (1, 1))],
            [(8, (1, 1)), (8, (1, 7)), (12, (7, 1))],
            [(8, (1, 1)), (8, (7, 1)), (8, (1, 7)), (8, (7, 1)), (12, (1, 7))],
            [mean, (12, (1, 1))],
        ],
        "c": [[(20, (1, 1))], [(24, (1, 1)), beside], [(28, (1, 1)), (24, (3, 3)), beside], [mean, (12, (1, 1))]],
    }

    def conv(y, filters, window):
        y = layers.Conv2D(filters, window, padding="same", use_bias=False)(y)
        return layers.Activation("relu")(layers.BatchNormalization(scale=False, momentum=0.9)(y))

    ends = []
    for path in table[kind]:
        y = x
        for step in path:
            if step == mean:
                y = layers.AveragePooling2D(3, 1, "same")(y)
            elif isinstance(step[1], list):
                y = layers.concatenate([conv(y, step[0], window) for window in step[1]])
            else:
                y = conv(y, *step)
        ends.append(y)
    return layers.concatenate(ends)


def _packages_module(x, kind):
    """The package's own at a sixteenth of the width."""
    build = {"a": (module_a, 32), "b": (module_b, 128), "c": (module_c, None)}
    module, number = build[kind]
    return module(x, number, width=1 / 16)


def _module_of_own_layers(x, kind):
    """Rows as text, the convolution as a layer of one's own."""
    rows = {
        "a": "1,1,4; 1,1,3 5,5,4; 1,1,4 3,3,6 3,3,6; mean 1,1,2",
        "b": "1,1,12; 1,1,8 1,7,8 7,1,12; 1,1,8 7,1,8 1,7,8 7,1,8 1,7,12; mean 1,1,12",
        "c": "1,1,20; 1,1,24 | 1,3,24 3,1,24; 1,1,28 3,3,24 | 1,3,24 3,1,24; mean 1,1,12",
    }

    class Unit(layers.Layer):
        def __init__(self, height, width, filters):
            super().__init__()
            self.convolution = layers.Conv2D(filters, (height, width), padding="same", use_bias=False)
            self.norm = layers.BatchNormalization(scale=False)

        def call(self, y):
            return keras.ops.relu(self.norm(self.convolution(y)))

    def step(y, word):
        return layers.AvgPool2D(3, 1, "same")(y) if word == "mean" else Unit(*map(int, word.split(",")))(y)

    ends = []
    for row in rows[kind].split(";"):
        in_a_row, _, beside = row.partition("|")
        y = x
        for word in in_a_row.split():
            y = step(y, word)
        ends += [step(y, word) for word in beside.split()] or [y]
    return keras.ops.concatenate(ends, axis=-1)


def _smoothed_by_matrix(onehot, eps):
    classes = onehot.shape[1]
    return onehot @ ((1 - eps) * np.eye(classes) + np.full((classes, classes), eps / classes))


def _smoothed_by_loop(onehot, eps):
    smoothed = []
    for row in onehot:
        given = eps / len(row)
        smoothed.append([share - eps * share + given for share in row])
    return np.array(smoothed)


RIGHT = {
    "inception_block": [_block_by_loop, _block_of_layers, inception_block],
    "reduce_saving": [
        _saving_by_ops,
        _saving_by_keras,
        lambda h, w, c, reduced, filters, k: tuple(
            h * w * each for each in (c * k**2 * filters, reduced * (c + k**2 * filters))
        ),
    ],
    "googlenet_depth": [[22, 27, 58]],
    "factorized_parameters": [
        _factorized_by_ops,
        lambda n, c: (np.ones((n, n, c, c)).size, np.ones((n, c, c)).size * 2),
        lambda n, c: ((n * c) ** 2, c**2 * (n + n)),
    ],
    "reduction_block": [_reduction_in_sequences, _reduction_relu_apart],
    "inception_v3_module": [_module_by_table, _packages_module, _module_of_own_layers],
    "label_smoothing": [
        _smoothed_by_loop,
        _smoothed_by_matrix,
        lambda onehot, eps: onehot + eps * (1 / onehot.shape[-1] - onehot),
        lambda onehot, eps: np.average(
            [onehot, np.full(onehot.shape, 1 / onehot.shape[1])], axis=0, weights=[1 - eps, eps]
        ),
    ],
}
