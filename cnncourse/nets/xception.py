"""Chollet (2017), "Xception: Deep Learning with Depthwise Separable Convolutions", arXiv:1610.02357."""

from collections.abc import Sequence

import keras
from keras import KerasTensor, layers

from cnncourse.nets.blueprint import check_input, layer_name, numbered, scaled


def conv_bn_relu(
    x: KerasTensor, filters: int, stride: int = 1, padding: str = "valid", *, momentum: float = 0.99,
    name: str | None = None,
) -> KerasTensor:
    """A 3×3 convolution without bias, BatchNorm, ReLU.

    Args:
        x: maps, `(n, h, w, c)`.
        filters: channels of the output.
        stride, padding: of the window.
        momentum: of BatchNorm's moving statistics.
        name: of the convolution, prefix of the others.

    Returns:
        Maps, `(n, h', w', filters)`.
    """
    x = layers.Conv2D(filters, 3, stride, padding, use_bias=False, name=name)(x)
    x = layers.BatchNormalization(momentum=momentum, name=layer_name(name, "bn"))(x)
    return layers.Activation("relu", name=layer_name(name, "act"))(x)


def sepconv_bn(
    x: KerasTensor, filters: int, *, relu: str | None = "before", momentum: float = 0.99,
    name: str | None = None
) -> KerasTensor:
    """A 3×3 depthwise separable convolution and BatchNorm.

    Depthwise first, then pointwise, and nothing between the two (section 4.7).

    Args:
        x: maps, `(n, h, w, c)`.
        filters: channels of the output.
        relu: `"before"` the convolution, `"after"` the BatchNorm, or `None`.
        momentum: of BatchNorm's moving statistics.
        name: of the convolution, prefix of the others.

    Returns:
        Maps, `(n, h, w, filters)`.

    >>> sepconv_bn(keras.Input((28, 28, 16)), 32).shape
    (None, 28, 28, 32)
    """
    if relu == "before":
        x = layers.Activation("relu", name=layer_name(name, "act"))(x)
    x = layers.SeparableConv2D(filters, 3, padding="same", use_bias=False, name=name)(x)
    x = layers.BatchNormalization(momentum=momentum, name=layer_name(name, "bn"))(x)
    return layers.Activation("relu", name=layer_name(name, "act"))(x) if relu == "after" else x


def xception_block(
    x: KerasTensor, filters: int | Sequence[int], first_relu: bool = True, *, momentum: float = 0.99,
    name: str | None = None, number: int | None = None,
) -> KerasTensor:
    """Two separable convolutions and a max pool, beside them a strided 1×1 shortcut: half the side.

    Args:
        x: maps, `(n, h, w, c)`.
        filters: channels of the two convolutions, or one number for both.
        first_relu: whether a ReLU stands before the first; the first block of all follows one already.
        momentum: of BatchNorm's moving statistics.
        name: prefix of the layers' names.
        number: which of the network's shortcuts this is. Keras gave those layers no name, so theirs are the
            numbers that a fresh session hands out.

    Returns:
        Maps, `(n, ceil(h / 2), ceil(w / 2), filters)`.

    Source: figure 5, entry flow and exit flow.

    >>> xception_block(keras.Input((28, 28, 16)), 32).shape
    (None, 14, 14, 32)
    """
    first, second = (filters, filters) if isinstance(filters, int) else filters
    conv, bn = (
        None if number is None else numbered(kind, number) for kind in ("conv2d", "batch_normalization")
    )
    shortcut = layers.Conv2D(second, 1, 2, "same", use_bias=False, name=conv)(x)
    shortcut = layers.BatchNormalization(momentum=momentum, name=bn)(shortcut)

    relu, options = "before" if first_relu else None, {"momentum": momentum}
    x = sepconv_bn(x, first, relu=relu, name=layer_name(name, "sepconv1"), **options)
    x = sepconv_bn(x, second, name=layer_name(name, "sepconv2"), **options)
    x = layers.MaxPooling2D(3, 2, "same", name=layer_name(name, "pool"))(x)
    return layers.Add(name=layer_name(name, "add"))([x, shortcut])


def middle_block(x: KerasTensor, *, momentum: float = 0.99, name: str | None = None) -> KerasTensor:
    """Three separable convolutions around which the input is carried.

    Args:
        x: maps, `(n, h, w, c)`.
        momentum: of BatchNorm's moving statistics.
        name: prefix of the layers' names.

    Returns:
        Maps of the same shape.

    Source: figure 5, middle flow.
    """
    y = x
    for number in (1, 2, 3):
        y = sepconv_bn(y, x.shape[-1], momentum=momentum, name=layer_name(name, f"sepconv{number}"))
    return layers.Add(name=layer_name(name, "add"))([y, x])


def xception(
    input_shape: tuple[int, int, int] = (299, 299, 3), classes: int = 1000,
    classifier_activation: str | None = "softmax", *, width: float = 1.0, middle: int = 8,
    dropout: float = 0.5,
    momentum: float = 0.99, name: str = "xception",
) -> keras.Model:
    """Build Xception: 36 convolutions in 14 modules, 34 of them separable. Keras's weights fit by layer name.

    Args:
        input_shape: `(height, width, channels)` in pixels.
        classes: number of outputs.
        classifier_activation: of the outputs; `None` gives logits.
        width: factor on the number of channels.
        middle: blocks of the middle flow.
        dropout: rate before the classifier (section 4.3); Keras's own network has none.
        momentum: of BatchNorm's moving statistics.
        name: name of the model.

    Returns:
        An uncompiled model, `(n, height, width, channels)` to `(n, classes)`.

    Raises:
        ValueError: an image smaller than 7×7.

    Source: figure 5.

    >>> xception((64, 64, 3), 10, width=0.125).get_layer("block14_sepconv2_act").output.shape
    (None, 2, 2, 256)
    """
    check_input(name, input_shape, classes, least=7)
    options = {"momentum": momentum}

    def w(channels):
        return scaled(channels, width)

    images = keras.Input(input_shape)
    x = conv_bn_relu(images, w(32), 2, name="block1_conv1", **options)
    x = conv_bn_relu(x, w(64), name="block1_conv2", **options)
    x = xception_block(x, w(128), first_relu=False, name="block2", number=0, **options)
    x = xception_block(x, w(256), name="block3", number=1, **options)
    x = xception_block(x, w(728), name="block4", number=2, **options)
    for index in range(middle):
        x = middle_block(x, name=f"block{5 + index}", **options)
    x = xception_block(x, (w(728), w(1024)), name=f"block{5 + middle}", number=3, **options)
    last = f"block{6 + middle}"
    x = sepconv_bn(x, w(1536), relu="after", name=f"{last}_sepconv1", **options)
    x = sepconv_bn(x, w(2048), relu="after", name=f"{last}_sepconv2", **options)
    x = layers.GlobalAveragePooling2D(name="avg_pool")(x)
    x = layers.Dropout(dropout, name="dropout")(x)
    scores = layers.Dense(classes, activation=classifier_activation, name="predictions")(x)
    return keras.Model(images, scores, name=name)


def small_xception(
    input_shape: tuple[int, int, int] = (28, 28, 1), classes: int = 10,
    classifier_activation: str | None = "softmax", *, widths: Sequence[int] = (32, 64, 128), middle: int = 1,
    dropout: float = 0.0, momentum: float = 0.99, name: str = "small_xception",
) -> keras.Model:
    """Build a small Xception: a plain convolution, blocks that halve the side, a middle flow, a last layer.

    Args:
        input_shape, classes, classifier_activation, dropout, momentum, name: as in `xception`.
        widths: channels of the plain convolution, then of each block that halves the side.
        middle: blocks of the middle flow.

    Returns:
        An uncompiled model, `(n, height, width, channels)` to `(n, classes)`.

    >>> small_xception(widths=(16, 32)).get_layer("block3_add").output.shape
    (None, 14, 14, 32)
    """
    check_input(name, input_shape, classes)
    options = {"momentum": momentum}
    images = keras.Input(input_shape)
    x = conv_bn_relu(images, widths[0], padding="same", name="block1_conv1", **options)
    for number, filters in enumerate(widths[1:]):
        block = f"block{2 + number}"
        x = xception_block(x, filters, first_relu=number > 0, name=block, number=number, **options)
    for index in range(middle):
        x = middle_block(x, name=f"block{1 + len(widths) + index}", **options)
    last = f"block{1 + len(widths) + middle}"
    x = sepconv_bn(x, 2 * widths[-1], relu="after", name=f"{last}_sepconv1", **options)
    x = layers.GlobalAveragePooling2D(name="avg_pool")(x)
    x = layers.Dropout(dropout, name="dropout")(x)
    scores = layers.Dense(classes, activation=classifier_activation, name="predictions")(x)
    return keras.Model(images, scores, name=name)
