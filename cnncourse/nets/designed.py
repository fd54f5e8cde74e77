"""A network from a kind of block and three numbers, as `ops.design_table` counts it (lessons 10, 13, 15 and 16)."""

import keras
from keras import layers

from cnncourse.nets.resnet import EPSILON, resnet
from cnncourse.nets.senet import se_resnet


def designed(
    block: str,
    width: int,
    stages: int,
    blocks: int,
    input_shape: tuple[int, int, int] = (28, 28, 1),
    classes: int = 10,
    classifier_activation: str | None = None,
    *,
    ratio: int = 4,
    momentum: float = 0.9,
) -> keras.Model:
    """Build a design: a 3×3 convolution, stages of equal blocks, the mean of each channel, a dense layer.

    Args:
        block, width, stages, blocks, ratio: as in `ops.design_table`.
        input_shape: `(height, width, channels)` in pixels.
        classes: number of outputs.
        classifier_activation: of the outputs; `None` gives logits.
        momentum: of BatchNorm's moving statistics.

    Returns:
        An uncompiled model, `(n, height, width, channels)` to `(n, classes)`.

    Raises:
        ValueError: there is no such block.

    >>> designed("separable", 8, 2, 1).count_params()
    932
    """
    options = {"block": "basic", "stem_size": "small", "conv_bias": False, "momentum": momentum}
    repeats = (blocks,) * stages
    if block == "plain":
        return resnet(repeats, width, input_shape, classes, classifier_activation, shortcut=False, **options)
    if block == "residual":
        return resnet(repeats, width, input_shape, classes, classifier_activation, **options)
    if block == "gated":
        return se_resnet(repeats, width, input_shape, classes, classifier_activation, ratio=ratio, **options)
    if block != "separable":
        raise ValueError(f"designed takes block='plain', 'separable', 'residual' or 'gated', got {block!r}")
    images = keras.Input(input_shape)
    x = _normalized(layers.Conv2D(width, 3, padding="same", use_bias=False), momentum)(images)
    for stage in range(stages):
        for number in range(2 * blocks):
            stride = 2 if stage and not number else 1
            convolution = layers.SeparableConv2D(width * 2**stage, 3, stride, "same", use_bias=False)
            x = _normalized(convolution, momentum)(x)
    scores = layers.Dense(classes, activation=classifier_activation)(layers.GlobalAveragePooling2D()(x))
    return keras.Model(images, scores, name="designed")


def _normalized(convolution: layers.Layer, momentum: float):
    """The convolution, BatchNorm and ReLU as a function of maps."""

    def apply(x: keras.KerasTensor) -> keras.KerasTensor:
        x = layers.BatchNormalization(epsilon=EPSILON, momentum=momentum)(convolution(x))
        return layers.Activation("relu")(x)

    return apply
