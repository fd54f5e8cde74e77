"""Right answers to the exercises on VGG, each written in another way."""

import math

import keras
import numpy as np
from keras import layers

from cnncourse import ops
from cnncourse.figures.vgg import growth, layers_of
from cnncourse.nets.vgg import vgg_block as package_block


def _block_layer_by_layer(x, convolutions, filters):
    for number in range(convolutions):
        x = layers.Conv2D(filters, (3, 3), strides=1, padding="same", name=f"any_name_{number}")(x)
        x = layers.Activation("relu")(x)
    return layers.MaxPooling2D((2, 2), strides=(2, 2), padding="valid")(x)


def _block_padded_by_hand(x, convolutions, filters):
    while convolutions:
        x = layers.ZeroPadding2D(1)(x)
        x = layers.ReLU()(layers.Conv2D(filters, 3)(x))
        convolutions -= 1
    return layers.MaxPool2D()(x)


def _block_as_sequential(x, convolutions, filters):
    parts = [layers.Conv2D(filters, 3, padding="same", activation=keras.ops.relu) for _ in range(convolutions)]
    return keras.Sequential([*parts, layers.MaxPooling2D(2)])(x)


def _sequential(configuration, input_shape, classes, dense):
    model = keras.Sequential([keras.Input(input_shape)])
    for convolutions, filters in configuration:
        for _ in range(convolutions):
            model.add(layers.Conv2D(filters, 3, padding="same", activation="relu"))
        model.add(layers.MaxPooling2D(2))
    model.add(layers.Flatten())
    for _ in range(2):
        model.add(layers.Dense(dense, activation="relu"))
        model.add(layers.Dropout(0.5))
    model.add(layers.Dense(classes, activation="linear"))
    return model


def _functional(configuration, input_shape, classes, dense):
    images = keras.Input(input_shape, name="photographs")
    x = images
    for pair in configuration:
        x = package_block(x, *pair)
    x = layers.Reshape((-1,))(x)
    x = layers.ReLU()(layers.Dense(dense)(x))
    x = layers.ReLU()(layers.Dense(dense)(x))
    return keras.Model(inputs=images, outputs=layers.Dense(classes, name="logits")(x))


def _of_hand_made_blocks(configuration, input_shape, classes, dense):
    images = keras.Input(input_shape)
    x = images
    for number in range(len(configuration)):
        x = _block_layer_by_layer_unnamed(x, configuration[number][0], configuration[number][1])
    head = [layers.Flatten(), layers.Dense(dense, "relu"), layers.Dense(dense, "relu"), layers.Dense(classes)]
    for layer in head:
        x = layer(x)
    return keras.Model(images, x)


def _block_layer_by_layer_unnamed(x, convolutions, filters):
    for _ in range(convolutions):
        x = keras.ops.relu(layers.Conv2D(filters, 3, padding="same")(x))
    return layers.MaxPooling2D(2)(x)


def _of_nested_models(configuration, input_shape, classes, dense):
    images = x = keras.Input(input_shape)
    for convolutions, filters in configuration:
        parts = [layers.Conv2D(filters, 3, padding="same", activation="relu") for _ in range(convolutions)]
        x = keras.Sequential([*parts, layers.MaxPooling2D()])(x)
    hidden = [layer for _ in range(2) for layer in (layers.Dense(dense, activation="relu"), layers.Dropout(0.5))]
    return keras.Model(images, keras.Sequential([layers.Flatten(), *hidden, layers.Dense(classes)])(x))


def _block_of_operations(x, convolutions, filters):
    for layer in [layers.Conv2D(filters, 3, padding="same") for _ in range(convolutions)]:
        x = keras.ops.relu(layer(x))
    return keras.ops.max_pool(x, 2, 2)


def _stack_counted(count, channels):
    side = ops.receptive_field([(3, 1, 1)] * count)[0]
    layer = ops.conv_parameters(3, 3, channels, channels, bias=False)
    return [count * layer, ops.conv_parameters(side, side, channels, channels, bias=False)]


def _stack_in_a_loop(count, channels):
    total, field = 0, 1
    for _ in range(count):
        total += 3 * 3 * channels * channels
        field += 2
    return np.array([total, field * field * channels * channels])


def _share_by_table(side, channels, units):
    blocks = zip((2, 2, 3, 3, 3), (channels // 8, channels // 4, channels // 2, channels, channels), strict=True)
    rows = ops.stack_table(layers_of(list(blocks), units), (side, side, 3))
    return {row.name: row.parameters for row in rows}["fc1"] / sum(row.parameters for row in rows)


def _share_as_a_sum(side, c, units):
    widths = [3, c / 8, c / 8, c / 4, c / 4, c / 2, c / 2, c / 2, *[c] * 6]
    convolutions = sum(9 * a * b + b for a, b in zip(widths, widths[1:], strict=False))
    first = (side // 2 // 2 // 2 // 2 // 2) ** 2 * c * units + units
    return first / (convolutions + first + units**2 + units + 1000 * units + 1000)


def _share_of_a_built_network(side, channels, units):
    parts = [keras.Input((side, side, 3))]
    for count, part in ((2, 8), (2, 4), (3, 2), (3, 1), (3, 1)):
        parts += [layers.Conv2D(channels // part, 3, padding="same") for _ in range(count)] + [layers.MaxPooling2D()]
    model = keras.Sequential([*parts, layers.Flatten(), layers.Dense(units, name="first")])
    model.add(layers.Dense(units))
    model.add(layers.Dense(1000))
    return model.get_layer("first").count_params() / model.count_params()


def _factor_of_logarithms(spread, fan_ins):
    return math.exp(sum(math.log(spread) + 0.5 * math.log(n / 2) for n in fan_ins))


def _factor_beside_the_right_spread(spread, fan_ins):
    return math.prod(spread / math.sqrt(2 / n) for n in fan_ins)


def _factor_of_roots(spread, fan_ins):
    return math.sqrt(np.prod([spread**2 * n / 2 for n in fan_ins]))


RIGHT = {
    "vgg_block": [_block_layer_by_layer, _block_padded_by_hand, _block_as_sequential, _block_of_operations],
    "vgg": [_sequential, _functional, _of_hand_made_blocks, _of_nested_models],
    "stacked_3x3_parameters": [
        _stack_counted,
        _stack_in_a_loop,
        lambda count, channels: (9 * count * channels**2, (4 * count**2 + 4 * count + 1) * channels**2),
    ],
    "share_of_first_dense": [_share_by_table, _share_as_a_sum, _share_of_a_built_network],
    "signal_factor": [
        _factor_of_roots,
        _factor_of_logarithms,
        _factor_beside_the_right_spread,
        lambda spread, fan_ins: spread ** len(fan_ins) * math.sqrt(math.prod(fan_ins) / 2 ** len(fan_ins)),
        lambda spread, fan_ins: growth(spread, fan_ins)[-1],
        lambda spread, fan_ins: spread ** len(fan_ins) * np.sqrt(np.asarray(fan_ins) / 2).prod(),
    ],
}
