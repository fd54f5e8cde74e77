"""Simonyan & Zisserman (2014), "Very Deep Convolutional Networks", arXiv:1409.1556: VGG."""

from collections.abc import Sequence

import keras
from keras import KerasTensor, layers

from cnncourse.nets.blueprint import check_choice, check_input, layer_name, scaled

IMAGENET = (224, 224, 3)

# Table 1: 3×3 convolutions in each of the five blocks, by the paper's letter.
CONFIGURATIONS = {"A": (1, 1, 2, 2, 2), "B": (2, 2, 2, 2, 2), "D": (2, 2, 3, 3, 3), "E": (2, 2, 4, 4, 4)}


def vgg_block(
    x: KerasTensor, convolutions: int, filters: int, *, batch_norm: bool = False, momentum: float = 0.99,
    name: str | None = None,
) -> KerasTensor:
    """Several 3×3 convolutions of one width, then half the side.

    Args:
        x: maps, `(n, h, w, c)`.
        convolutions: how many, each with a ReLU.
        filters: channels of each.
        batch_norm: whether a BatchNorm stands before each ReLU (not in the paper).
        momentum: of BatchNorm's moving statistics.
        name: prefix of the layers' names.

    Returns:
        Maps, `(n, h // 2, w // 2, filters)`.

    Source: section 2.1.

    >>> vgg_block(keras.Input((28, 28, 1)), 2, 16).shape
    (None, 14, 14, 16)
    """
    for number in range(1, convolutions + 1):
        layer = layer_name(name, f"conv{number}")
        activation = None if batch_norm else "relu"
        x = layers.Conv2D(filters, 3, padding="same", activation=activation, name=layer)(x)
        if batch_norm:
            x = layers.BatchNormalization(momentum=momentum, name=layer_name(layer, "bn"))(x)
            x = layers.Activation("relu", name=layer_name(layer, "relu"))(x)
    return layers.MaxPooling2D(2, 2, name=layer_name(name, "pool"))(x)


def vgg(
    configuration: str | Sequence[int], input_shape: tuple[int, int, int] = IMAGENET, classes: int = 1000,
    classifier_activation: str | None = "softmax", *, width: float = 1.0, dense: int = 4096,
    dropout: float = 0.5,
    batch_norm: bool = False, momentum: float = 0.99, name: str = "vgg",
) -> keras.Model:
    """Build a VGG network: blocks of 64, 128, 256, 512, 512 … channels, then three dense layers.

    Args:
        configuration: a letter of the paper's table 1, or the number of convolutions in each block.
        input_shape: `(height, width, channels)` in pixels.
        classes: number of outputs.
        classifier_activation: of the outputs; `None` gives logits.
        width: factor on the number of channels.
        dense: units of the two hidden dense layers.
        dropout: rate after each of them; Keras's own VGG has none.
        batch_norm, momentum: as in `vgg_block`.
        name: name of the model.

    Returns:
        An uncompiled model, `(n, height, width, channels)` to `(n, classes)`.

    Source: table 1; section 3.1 for the dropout.

    >>> vgg((1, 1), (28, 28, 1), 10, width=0.25, dense=64).get_layer("block2_pool").output.shape
    (None, 7, 7, 32)
    """
    if isinstance(configuration, str):
        check_choice(name, "configuration", configuration, tuple(CONFIGURATIONS))
        configuration = CONFIGURATIONS[configuration]
    check_input(name, input_shape, classes, least=2 ** len(configuration))

    images = x = keras.Input(input_shape)
    for index, convolutions in enumerate(configuration):
        filters = scaled(64 * 2 ** min(index, 3), width)
        block = f"block{index + 1}"
        x = vgg_block(x, convolutions, filters, batch_norm=batch_norm, momentum=momentum, name=block)
    x = layers.Flatten(name="flatten")(x)
    for number in (1, 2):
        x = layers.Dense(dense, activation="relu", name=f"fc{number}")(x)
        x = layers.Dropout(dropout, name=f"dropout{number}")(x)
    scores = layers.Dense(classes, activation=classifier_activation, name="predictions")(x)
    return keras.Model(images, scores, name=name)


def vgg11(input_shape=IMAGENET, classes=1000, classifier_activation="softmax", **options) -> keras.Model:
    """Build VGG-11, the paper's configuration A; arguments as in `vgg`."""
    return vgg("A", input_shape, classes, classifier_activation, **({"name": "vgg11"} | options))


def vgg13(input_shape=IMAGENET, classes=1000, classifier_activation="softmax", **options) -> keras.Model:
    """Build VGG-13, the paper's configuration B; arguments as in `vgg`."""
    return vgg("B", input_shape, classes, classifier_activation, **({"name": "vgg13"} | options))


def vgg16(input_shape=IMAGENET, classes=1000, classifier_activation="softmax", **options) -> keras.Model:
    """Build VGG-16, the paper's configuration D; arguments as in `vgg`. Keras's weights fit by layer name.

    >>> vgg16((32, 32, 3), classes=10, dense=64).get_layer("block5_pool").output.shape
    (None, 1, 1, 512)
    """
    return vgg("D", input_shape, classes, classifier_activation, **({"name": "vgg16"} | options))


def vgg19(input_shape=IMAGENET, classes=1000, classifier_activation="softmax", **options) -> keras.Model:
    """Build VGG-19, the paper's configuration E; arguments as in `vgg`. Keras's weights fit by layer name."""
    return vgg("E", input_shape, classes, classifier_activation, **({"name": "vgg19"} | options))
