"""Right answers to the exercises on AlexNet, each written in another way."""

import keras
import numpy as np
import tensorflow as tf
from keras import layers

from cnncourse import nets, ops


def _by_walking(side, padding):
    places, left = 0, -padding
    while left + 11 <= side + padding:
        places, left = places + 1, left + 4
    return places


def _asked_keras(kh, kw, c_in, c_out, groups):
    layer = layers.Conv2D(c_out, (kh, kw), groups=groups)
    layer.build((None, 30, 30, c_in))
    return layer.count_params()


def _group_by_group(kh, kw, c_in, c_out, groups):
    return sum(ops.conv_parameters(kh, kw, c_in // groups, c_out // groups) for _ in range(groups))


def _lrn_by_tensorflow(x, n, k, alpha, beta):
    y = tf.nn.local_response_normalization(x.astype("float32"), depth_radius=n // 2, bias=k, alpha=alpha, beta=beta)
    return y.numpy()


def _lrn_by_a_band(x, n, k, alpha, beta):
    c = np.arange(x.shape[-1])
    band = np.abs(c[:, None] - c[None]) <= n // 2
    return x * (k + alpha * (x**2 @ band)) ** -beta


def _lrn_five_loops(x, n, k, alpha, beta):
    y = np.zeros_like(x)
    for i, r, q, c in np.ndindex(x.shape):
        total = 0.0
        for j in range(c - n // 2, c + n // 2 + 1):
            if 0 <= j < x.shape[3]:
                total += x[i, r, q, j] ** 2
        y[i, r, q, c] = x[i, r, q, c] / (k + alpha * total) ** beta
    return y


def _lrn_by_running_sums(x, n, k, alpha, beta):
    squares = np.pad(x**2, ((0, 0), (0, 0), (0, 0), (n // 2 + 1, n // 2)))
    sums = np.cumsum(squares, axis=-1)
    return x * np.exp(-beta * np.log(k + alpha * (sums[..., n:] - sums[..., :-n])))


def _dropout_one_by_one(x, rate, rng, training):
    if not training:
        return x
    return np.array([0.0 if rng.random() < rate else v / (1 - rate) for v in x.ravel()]).reshape(x.shape)


def _dropout_by_choice(x, rate, rng, training):
    keep = rng.choice([0, 1], size=x.shape, p=[rate, 1 - rate]) if training else 1
    return x * keep / (1 - rate * training)


def _dropout_binomial(x, rate, rng, training):
    if training:
        return x * rng.binomial(1, 1 - rate, x.shape) / (1 - rate)
    return x


def _dropout_where(x, rate, rng, training):
    if not training or rate == 0:
        return x
    return np.where(rng.uniform(size=x.shape) < rate, 0, x / (1 - rate))


def _crop_slices(image, size, rng):
    """Mirrors the whole image first, and draws in another order."""
    if rng.integers(2):
        image = np.fliplr(image)
    left = rng.choice(image.shape[1] - size + 1)
    top = int(rng.random() * (image.shape[0] - size + 1))
    return image[top : top + size, left : left + size].copy()


def _crop_one_draw(image, size, rng):
    """One number stands for the row, the column and the mirror."""
    h, w = image.shape[:2]
    number = rng.integers((h - size + 1) * (w - size + 1) * 2)
    place, mirrored = divmod(int(number), 2)
    top, left = divmod(place, w - size + 1)
    columns = np.arange(left, left + size)
    return image[top : top + size][:, columns[::-1] if mirrored else columns]


def _crop_of_all_windows(image, size, rng):
    windows = np.lib.stride_tricks.sliding_window_view(image, (size, size), axis=(0, 1))
    crop = windows[rng.integers(windows.shape[0]), rng.integers(windows.shape[1])]
    return np.moveaxis(crop, 0, -1)[:, :: rng.choice([1, -1])]


def _crop_by_loops(image, size, rng):
    top, left = (rng.integers(side - size, endpoint=True) for side in image.shape[:2])
    mirrored = rng.choice([True, False])
    crop = np.zeros((size, size, image.shape[2]))
    for i in range(size):
        for j in range(size):
            crop[i, size - 1 - j if mirrored else j] = image[top + i, left + j]
    return crop


def _functional(groups=2):
    x = images = keras.Input((28, 28, 1))
    for filters, kernel, parts, pooled in [
        (24, 5, 1, 1),
        (64, 5, groups, 1),
        (96, 3, 1, 0),
        (96, 3, groups, 0),
        (64, 3, groups, 1),
    ]:
        x = layers.ReLU()(layers.Conv2D(filters, kernel, padding="same", groups=parts)(x))
        if pooled:
            x = layers.MaxPool2D((3, 3), strides=2)(x)
    x = layers.Reshape((256,))(x)
    for _ in range(2):
        x = layers.Dropout(0.5)(layers.Dense(256, activation="relu")(x))
    return keras.Model(images, layers.Dense(10)(x))


def _pooled_before_relu(groups=2):
    """The largest of ReLUs is the ReLU of the largest."""
    model = keras.Sequential([keras.Input((28, 28, 1))])
    for number, (filters, kernel) in enumerate([(24, 5), (64, 5), (96, 3), (96, 3), (64, 3)], 1):
        model.add(layers.Conv2D(filters, kernel, padding="same", groups=groups if number in (2, 4, 5) else 1))
        if number in (1, 2, 5):
            model.add(layers.MaxPooling2D((3, 3), (2, 2)))
        model.add(layers.ReLU())
    model.add(layers.Flatten())
    for _ in range(2):
        model.add(layers.Dense(256, keras.activations.relu))
        model.add(layers.Dropout(0.5))
    model.add(layers.Dense(10, "linear"))
    return model


def _split_by_hand(groups=2):
    """The groups as slices of channels, each convolved for itself; only where the weights may be shared out so."""
    if groups != 1:
        return nets.small_alexnet(classifier_activation=None, lrn=None, groups=groups, name="another")
    model = keras.Sequential([keras.Input((28, 28, 1))])
    for filters, kernel in [(24, 5), (64, 5), (96, 3), (96, 3), (64, 3)]:
        model.add(layers.ZeroPadding2D(kernel // 2))
        model.add(layers.Conv2D(filters, kernel))
        model.add(layers.Activation("relu"))
        if filters != 96:
            model.add(layers.MaxPooling2D(3, 2))
    model.add(layers.Flatten())
    for _ in range(2):
        model.add(layers.Dense(256))
        model.add(layers.Activation("relu"))
        model.add(layers.Dropout(0.5))
    model.add(layers.Dense(10))
    return model


RIGHT = {
    "alexnet_first_map": [
        _by_walking,
        lambda side, padding: ops.output_size(side, 11, padding, 4),
        lambda side, padding: len(range(-padding, side + padding - 10, 4)),
    ],
    "alexnet_sides": [[30, 14, 6, 9_216]],
    "grouped_parameters": [_asked_keras, _group_by_group, lambda kh, kw, a, b, g: a * b * kh * kw // g + b],
    "local_response_norm": [
        _lrn_by_tensorflow,
        _lrn_by_a_band,
        _lrn_five_loops,
        _lrn_by_running_sums,
        ops.local_response_norm,
    ],
    "dropout": [ops.dropout, _dropout_binomial, _dropout_where, _dropout_one_by_one, _dropout_by_choice],
    "random_crop_flip": [_crop_slices, _crop_one_draw, _crop_of_all_windows, _crop_by_loops],
    "small_alexnet": [
        _functional,
        _pooled_before_relu,
        _split_by_hand,
        lambda groups=2: nets.small_alexnet(classifier_activation=None, lrn=None, groups=groups),
    ],
}
