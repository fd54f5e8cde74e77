"""Huang, Liu, van der Maaten & Weinberger (2017), "Densely Connected CNNs", arXiv:1608.06993: DenseNet."""

from collections.abc import Sequence

import keras
from keras import KerasTensor, layers

from cnncourse.nets.blueprint import check_choice, check_input, layer_name
from cnncourse.nets.resnet import EPSILON, stem

IMAGENET = (224, 224, 3)


def bn_relu_conv(
    x: KerasTensor, filters: int, kernel: int, *, momentum: float = 0.99, names: Sequence[str | None]
) -> KerasTensor:
    """The composite function of section 3: BatchNorm, ReLU, convolution without bias.

    Args:
        x: maps, `(n, h, w, c)`.
        filters: channels of the output.
        kernel: side of the window in pixels.
        momentum: of BatchNorm's moving statistics.
        names: of the three layers.

    Returns:
        Maps, `(n, h, w, filters)`.
    """
    x = layers.BatchNormalization(epsilon=EPSILON, momentum=momentum, name=names[0])(x)
    x = layers.Activation("relu", name=names[1])(x)
    return layers.Conv2D(
        filters, kernel, padding="same", use_bias=False, kernel_initializer="he_normal", name=names[2]
    )(x)


def dense_layer(
    x: KerasTensor, growth: int, *, bottleneck: bool = True, momentum: float = 0.99, name: str | None = None
) -> KerasTensor:
    """Make `growth` new maps from all the maps there are, and put them behind those.

    Args:
        x: maps, `(n, h, w, c)`.
        growth: new maps, the paper's k.
        bottleneck: whether a 1×1 convolution to `4 · growth` maps stands before the 3×3.
        momentum: of BatchNorm's moving statistics.
        name: prefix of the layers' names.

    Returns:
        Maps, `(n, h, w, c + growth)`, the old ones first.

    Source: section 3, "Dense connectivity" and "Bottleneck layers".
    """
    convolutions = [(4 * growth, 1), (growth, 3)] if bottleneck else [(growth, 3)]
    y = x
    for number, (filters, kernel) in enumerate(convolutions):
        parts = f"{number}_bn", f"{number}_relu", f"{number + 1}_conv"
        names = [layer_name(name, part) for part in parts]
        y = bn_relu_conv(y, filters, kernel, momentum=momentum, names=names)
    return layers.Concatenate(name=layer_name(name, "concat"))([x, y])


def dense_block(
    x: KerasTensor, repeats: int, growth: int, *, name: str | None = None, **options
) -> KerasTensor:
    """Layers that each see the output of all the layers before them.

    Args:
        x: maps, `(n, h, w, c)`.
        repeats: number of layers.
        growth: maps that each layer adds.
        name: prefix of the layers' names.
        options: of `dense_layer`.

    Returns:
        Maps, `(n, h, w, c + repeats · growth)`.

    Source: figure 1.

    >>> dense_block(keras.Input((28, 28, 24)), 4, 12).shape
    (None, 28, 28, 72)
    """
    for number in range(1, repeats + 1):
        x = dense_layer(x, growth, name=layer_name(name, f"block{number}"), **options)
    return x


def transition(
    x: KerasTensor, compression: float = 0.5, *, momentum: float = 0.99, name: str | None = None
) -> KerasTensor:
    """Fewer maps, by a 1×1 convolution, and half the side, by a mean.

    Args:
        x: maps, `(n, h, w, c)`.
        compression: share of the maps that stays, the paper's theta.
        momentum: of BatchNorm's moving statistics.
        name: prefix of the layers' names.

    Returns:
        Maps, `(n, h // 2, w // 2, int(compression · c))`.

    Source: section 3, "Pooling layers" and "Compression".

    >>> transition(keras.Input((28, 28, 72))).shape
    (None, 14, 14, 36)
    """
    names = [layer_name(name, part) for part in ("bn", "relu", "conv")]
    x = bn_relu_conv(x, int(compression * x.shape[-1]), 1, momentum=momentum, names=names)
    return layers.AveragePooling2D(2, 2, name=layer_name(name, "pool"))(x)


def densenet(
    blocks: Sequence[int], growth: int = 32, input_shape: tuple[int, int, int] = IMAGENET,
    classes: int = 1000,
    classifier_activation: str | None = "softmax", *, compression: float = 0.5, bottleneck: bool = True,
    stem_size: str = "imagenet", momentum: float = 0.99, name: str = "densenet",
) -> keras.Model:
    """Build a DenseNet: dense blocks with transitions between them.

    Args:
        blocks: number of layers in each dense block.
        growth: maps that each layer adds; the stem makes twice as many.
        input_shape: `(height, width, channels)` in pixels.
        classes: number of outputs.
        classifier_activation: of the outputs; `None` gives logits.
        compression, bottleneck: as in `transition` and `dense_layer`.
        stem_size: `"imagenet"`, a quarter of the side, or `"small"`, one 3×3 convolution.
        momentum: of BatchNorm's moving statistics.
        name: name of the model.

    Returns:
        An uncompiled model, `(n, height, width, channels)` to `(n, classes)`.

    Raises:
        ValueError: an image that the transitions cannot halve so often, or a stem that does not exist.

    Source: table 1.

    >>> densenet((4, 4), 12, (28, 28, 1), 10, stem_size="small").get_layer("relu").output.shape
    (None, 14, 14, 84)
    """
    check_choice(name, "stem_size", stem_size, ("imagenet", "small"))
    halved = 2 ** (len(blocks) - 1)
    check_input(name, input_shape, classes, least=4 * halved - 3 if stem_size == "imagenet" else halved)
    images = keras.Input(input_shape)
    x = stem(images, 2 * growth, stem_size, "pool1", conv_bias=False, momentum=momentum)
    for stage, repeats in enumerate(blocks, 2):
        x = dense_block(x, repeats, growth, bottleneck=bottleneck, momentum=momentum, name=f"conv{stage}")
        if stage <= len(blocks):
            x = transition(x, compression, momentum=momentum, name=f"pool{stage}")
    x = layers.BatchNormalization(epsilon=EPSILON, momentum=momentum, name="bn")(x)
    x = layers.Activation("relu", name="relu")(x)
    x = layers.GlobalAveragePooling2D(name="avg_pool")(x)
    scores = layers.Dense(classes, activation=classifier_activation, name="predictions")(x)
    return keras.Model(images, scores, name=name)


def densenet121(
    input_shape=IMAGENET, classes=1000, classifier_activation="softmax", **options
) -> keras.Model:
    """Build DenseNet-121 (table 1); arguments as in `densenet`. Keras's weights fit by layer name.

    >>> densenet121((32, 32, 3), 10).get_layer("conv5_block16_concat").output.shape
    (None, 1, 1, 1024)
    """
    options = {"name": "densenet121"} | options
    return densenet((6, 12, 24, 16), 32, input_shape, classes, classifier_activation, **options)


def densenet169(
    input_shape=IMAGENET, classes=1000, classifier_activation="softmax", **options
) -> keras.Model:
    """Build DenseNet-169 (table 1); otherwise as `densenet121`."""
    options = {"name": "densenet169"} | options
    return densenet((6, 12, 32, 32), 32, input_shape, classes, classifier_activation, **options)


def densenet201(
    input_shape=IMAGENET, classes=1000, classifier_activation="softmax", **options
) -> keras.Model:
    """Build DenseNet-201 (table 1); otherwise as `densenet121`."""
    options = {"name": "densenet201"} | options
    return densenet((6, 12, 48, 32), 32, input_shape, classes, classifier_activation, **options)
