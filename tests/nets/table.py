"""Computes a network from a table of layers, as a paper prints it, on plain arrays: no Keras model is built.

A table is a list of rows, each run on the result of the one before:

- `("conv", name, kernel, filters, stride, padding, groups, activation)`: convolution with the weights kept
  under `name`; kernel and padding are a number or a `(height, width)` pair, padding a number of pixels on both
  sides or `[before, after]`; a last dict of a row names arguments;
- `("bn", name, eps)`, `("relu",)`, `("lrn", k, alpha)`: what they are called;
- `("max" | "mean", kernel, stride, before, after)`: pooling over the pixels there are, padding left out;
- `("flatten",)`, `("mean_all",)`, `("dense", name, units, activation)`;
- `("concat", table, table, …)`: the tables side by side, joined by channel in this order;
- `("add", table, table)`: two tables, added; an empty table is the input itself;
- `("gate", table)`: the input times what the table makes of it;
- `("depthwise", name, stride, dilation)`: 3×3, as much padding on each side as the dilation;
- `("keep", key)`, `("join", key, table)`: put maps aside; join what a table makes of them behind the maps;
- `("regions", bins)`: means of `bins × bins` regions; `("resize", h, w)`: bilinearly, centers on centers.
"""

import numpy as np
import tensorflow as tf

ACTIVATIONS = {None: tf.identity, "relu": tf.nn.relu, "sigmoid": tf.sigmoid, "softmax": tf.nn.softmax}


class Table:
    """A network given as rows, with its weights by name."""

    def __init__(self, weights: dict[str, list[np.ndarray]]):
        self.weights = weights
        self.used: set[str] = set()
        self.kept: dict[str, tf.Tensor] = {}

    def run(self, rows: list[tuple], images: np.ndarray) -> np.ndarray:
        """Outputs for images `(n, h, w, c)`; every weight must have been used."""
        outputs = self.through(rows, tf.constant(images))
        assert self.used == set(self.weights)
        return outputs.numpy()

    def through(self, rows: list[tuple], x: tf.Tensor) -> tf.Tensor:
        """Run `x` through the rows."""
        for kind, *arguments in rows:
            named = arguments.pop() if arguments and isinstance(arguments[-1], dict) else {}
            x = getattr(self, kind)(x, *arguments, **named)
        return x

    def of(self, name: str) -> list[np.ndarray]:
        """The weights under a name."""
        self.used.add(name)
        return self.weights[name]

    def conv(self, x, name, kernel, filters, stride=1, padding=0, groups=1, activation=None, dilation=1):
        weight, *bias = self.of(name)
        assert weight.shape == (*pair(kernel), x.shape[-1] // groups, filters), name
        (top, bottom), (left, right) = (sides(p) for p in pair(padding))
        x = tf.pad(x, ((0, 0), (top, bottom), (left, right), (0, 0)))
        parts = [
            tf.nn.conv2d(a, b, stride, "VALID", dilations=dilation)
            for a, b in zip(tf.split(x, groups, -1), tf.split(weight, groups, -1), strict=True)
        ]
        y = tf.concat(parts, -1)
        return ACTIVATIONS[activation](y + bias[0] if bias else y)

    def bn(self, x, name, eps):
        gamma, beta, mean, variance = [np.ones(1)] * (len(self.of(name)) == 3) + list(self.of(name))
        factor = gamma.astype("float64") / np.sqrt(variance.astype("float64") + eps)
        return x * factor.astype("float32") + (beta - mean * factor).astype("float32")

    def relu(self, x):
        return tf.maximum(x, 0)

    def lrn(self, x, k, alpha):
        padded = tf.pad(x * x, ((0, 0), (0, 0), (0, 0), (2, 2)))
        energy = sum(padded[..., i : i + x.shape[-1]] for i in range(5))
        return x / (k + alpha * energy) ** 0.75

    def max(self, x, kernel, stride, before=0, after=0):
        edge = (before, after)
        x = tf.pad(x, ((0, 0), edge, edge, (0, 0)), constant_values=-np.inf)
        return tf.nn.max_pool2d(x, kernel, stride, "VALID")

    def mean(self, x, kernel, stride, before=0, after=0):
        edge = (before, after)
        there = tf.pad(tf.ones_like(x), ((0, 0), edge, edge, (0, 0)))
        x = tf.pad(x, ((0, 0), edge, edge, (0, 0)))
        return tf.nn.avg_pool2d(x, kernel, stride, "VALID") / tf.nn.avg_pool2d(there, kernel, stride, "VALID")

    def mean_all(self, x):
        return tf.reduce_mean(x, (1, 2))

    def flatten(self, x):
        return tf.reshape(x, (x.shape[0], -1))

    def dense(self, x, name, units, activation=None):
        weight, bias = self.of(name)
        assert weight.shape == (x.shape[-1], units), name
        return ACTIVATIONS[activation](x @ weight + bias)

    def concat(self, x, *tables):
        return tf.concat([self.through(rows, x) for rows in tables], -1)

    def add(self, x, first, second):
        return self.through(first, x) + self.through(second, x)

    def gate(self, x, rows):
        return x * self.through(rows, x)[:, None, None, :]

    def depthwise(self, x, name, stride=1, dilation=1):
        (weight,) = self.of(name)
        assert weight.shape == (3, 3, x.shape[-1], 1), name
        around = (dilation, dilation)
        x = tf.pad(x, ((0, 0), around, around, (0, 0)))
        rows, columns = x.shape[1] - 2 * dilation, x.shape[2] - 2 * dilation
        return sum(
            x[:, u * dilation : u * dilation + rows : stride, v * dilation : v * dilation + columns : stride]
            * weight[u, v, :, 0]
            for u in range(3)
            for v in range(3)
        )

    def keep(self, x, key):
        self.kept[key] = x
        return x

    def join(self, x, key, rows):
        return tf.concat([x, self.through(rows, self.kept[key])], -1)

    def regions(self, x, bins):
        _, h, w, _ = x.shape
        cuts = [[(i * n // bins, -(-(i + 1) * n // bins)) for i in range(bins)] for n in (h, w)]
        return tf.stack([
            tf.stack([tf.reduce_mean(x[:, a:b, c:d], (1, 2)) for c, d in cuts[1]], 1) for a, b in cuts[0]
        ], 1)

    def resize(self, x, height, width):
        rows, columns = (bilinear(n, m) for n, m in zip(x.shape[1:3], (height, width), strict=True))
        return tf.einsum("ih,nhwc,jw->nijc", rows, x, columns)


def bilinear(before: int, after: int) -> np.ndarray:
    """Matrix that resizes one axis: output `i` stands at `(i + 0.5) · before / after - 0.5`."""
    matrix = np.zeros((after, before), "float32")
    for i in range(after):
        place = min(max((i + 0.5) * before / after - 0.5, 0), before - 1)
        low = int(place)
        matrix[i, low] += low + 1 - place
        matrix[i, min(low + 1, before - 1)] += place - low
    return matrix


def pair(value) -> tuple:
    """A number for both axes, or one for each."""
    return value if isinstance(value, tuple) else (value, value)


def sides(value) -> tuple:
    """Padding of one axis: a number on both sides, or `[before, after]`."""
    return tuple(value) if isinstance(value, list) else (value, value)
