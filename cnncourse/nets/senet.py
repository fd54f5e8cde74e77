"""Hu, Shen, Albanie, Sun & Wu (2017), "Squeeze-and-Excitation Networks", arXiv:1709.01507: SE-Net."""

from collections.abc import Sequence
from functools import partial

import keras
from keras import KerasTensor, layers

from cnncourse.nets.blueprint import layer_name
from cnncourse.nets.googlenet import googlenet
from cnncourse.nets.resnet import resnet

IMAGENET = (224, 224, 3)


def se_block(x: KerasTensor, ratio: int = 16, *, name: str | None = None) -> KerasTensor:
    """Weigh every channel by a number between 0 and 1 that the means of all channels decide.

    Args:
        x: maps, `(n, h, w, c)`.
        ratio: the hidden layer has `c // ratio` units, at least one.
        name: prefix of the layers' names.

    Returns:
        Maps of the same shape.

    Source: equations 2 to 4, figure 1.

    >>> se_block(keras.Input((28, 28, 64))).shape
    (None, 28, 28, 64)
    """
    channels = x.shape[-1]
    hidden = max(1, channels // ratio)
    s = layers.GlobalAveragePooling2D(keepdims=True, name=layer_name(name, "squeeze"))(x)  # (n, 1, 1, c)
    s = layers.Dense(hidden, activation="relu", name=layer_name(name, "reduce"))(s)  # (n, 1, 1, c // ratio)
    s = layers.Dense(channels, activation="sigmoid", name=layer_name(name, "excite"))(s)  # (n, 1, 1, c)
    return layers.Multiply(name=layer_name(name, "scale"))([x, s])


def se_resnet(
    blocks: Sequence[int], width: int = 64, input_shape: tuple[int, int, int] = IMAGENET, classes: int = 1000,
    classifier_activation: str | None = "softmax", *, ratio: int = 16, **options,
) -> keras.Model:
    """Build a residual network with a gate on every branch, right before the addition.

    Args:
        blocks, width, input_shape, classes, classifier_activation, options: as in `resnet`.
        ratio: of `se_block`.

    Returns:
        An uncompiled model, `(n, height, width, channels)` to `(n, classes)`.

    Source: figure 3.

    >>> se_resnet((1, 1), 16, (28, 28, 1), 10, block="basic", stem_size="small", ratio=4).output_shape
    (None, 10)
    """
    options = {"conv_bias": False, "name": "se_resnet"} | options
    gate = partial(se_block, ratio=ratio)
    return resnet(blocks, width, input_shape, classes, classifier_activation, gate=gate, **options)


def se_resnet50(
    input_shape=IMAGENET, classes=1000, classifier_activation="softmax", **options
) -> keras.Model:
    """Build SE-ResNet-50 (table 1): ResNet-50 with a gate in each of its sixteen blocks, no convolution bias.

    Args:
        input_shape, classes, classifier_activation, options: as in `se_resnet`.

    Returns:
        An uncompiled model, `(n, height, width, channels)` to `(n, classes)`.

    >>> se_resnet50((32, 32, 3), 10).get_layer("conv5_block3_gate_reduce").output.shape
    (None, 1, 1, 128)
    """
    options = {"name": "se_resnet50"} | options
    return se_resnet((3, 4, 6, 3), 64, input_shape, classes, classifier_activation, **options)


def se_googlenet(
    input_shape=IMAGENET, classes=1000, classifier_activation="softmax", *, ratio: int = 16, **options
) -> keras.Model:
    """Build GoogLeNet with a gate on the joined maps of each inception module (figure 2).

    Args:
        input_shape, classes, classifier_activation, options: as in `googlenet`.
        ratio: of `se_block`.

    Returns:
        An uncompiled model, `(n, height, width, channels)` to `(n, classes)`.

    >>> se_googlenet((64, 64, 3), 10).get_layer("inception_4d_gate_reduce").output.shape
    (None, 1, 1, 33)
    """
    options = {"name": "se_googlenet"} | options
    gate = partial(se_block, ratio=ratio)
    return googlenet(input_shape, classes, classifier_activation, gate=gate, **options)
