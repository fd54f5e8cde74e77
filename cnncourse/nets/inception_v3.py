"""Szegedy et al. (2015), "Rethinking the Inception Architecture", arXiv:1512.00567: Inception v3."""

import itertools
from collections.abc import Iterator, Sequence

import keras
from keras import KerasTensor, layers

from cnncourse.nets.blueprint import check_choice, check_input, layer_name, numbered, scaled

Kernel = int | tuple[int, int]

# Kind of module, and the number that tells its copies apart: the pool's projection, or the 7×7 paths' width.
MODULES = (
    ("a", 32), ("a", 64), ("a", 64), ("reduction_a", None), ("b", 128), ("b", 160), ("b", 160), ("b", 192),
    ("reduction_b", None), ("c", None), ("c", None),
)


def conv_bn(
    x: KerasTensor, filters: int, kernel: Kernel, stride: int = 1, padding: str = "same", *,
    width: float = 1.0, scale: bool = False, momentum: float = 0.99, numbers: Iterator[int] | None = None,
    name: str | None = None,
) -> KerasTensor:
    """Convolve without bias, BatchNorm, ReLU.

    Args:
        x: maps, `(n, h, w, c)`.
        filters: channels of the output, before `width`.
        kernel: side of the window, or `(height, width)`, in pixels.
        stride, padding: of the window.
        width: factor on `filters`.
        scale: whether BatchNorm learns a factor (gamma). Keras's Inception v3 has none: the next layer can do
            it.
        momentum: of BatchNorm's moving statistics.
        numbers: where the layers' numbers come from. Keras gave those of Inception v3 no name, so theirs are
            the numbers that a fresh session hands out.
        name: prefix of the layers' names, where there are no numbers.

    Returns:
        Maps, `(n, h', w', filters)`.
    """
    conv, bn, act = (layer_name(name, part) for part in ("conv", "bn", "act"))
    if numbers is not None:
        index = next(numbers)
        conv, bn, act = (numbered(kind, index) for kind in ("conv2d", "batch_normalization", "activation"))
    x = layers.Conv2D(scaled(filters, width), kernel, stride, padding, use_bias=False, name=conv)(x)
    x = layers.BatchNormalization(scale=scale, momentum=momentum, name=bn)(x)
    return layers.Activation("relu", name=act)(x)


def path(x: KerasTensor, *steps: tuple, **options) -> KerasTensor:
    """Several `conv_bn` in a row.

    Args:
        x: maps, `(n, h, w, c)`.
        steps: the positional arguments of each.
        options: of all of them.

    Returns:
        Maps of the last step.

    >>> path(keras.Input((17, 17, 768)), (128, 1), (128, (1, 7)), (192, (7, 1))).shape
    (None, 17, 17, 192)
    """
    for step in steps:
        x = conv_bn(x, *step, **options)
    return x


def mean_then_1x1(x: KerasTensor, filters: int, name: str | None, **options) -> KerasTensor:
    """The path that pools: the mean of 3×3 pixels, those outside left out, then a 1×1 convolution."""
    x = layers.AveragePooling2D(3, 1, "same", name=layer_name(name, "pool"))(x)
    return conv_bn(x, filters, 1, **options)


def module_a(x: KerasTensor, pool: int = 64, *, name: str | None = None, **options) -> KerasTensor:
    """The 5×5 of GoogLeNet's module, beside two 3×3 that cover the same field.

    Args:
        x: maps, `(n, h, w, c)`.
        pool: channels of the pool's projection.
        name: of the joined maps.
        options: of `conv_bn`.

    Returns:
        Maps, `(n, h, w, 224 + pool)`.

    Source: figure 5.

    >>> module_a(keras.Input((35, 35, 192)), 32).shape
    (None, 35, 35, 256)
    """
    a = conv_bn(x, 64, 1, **options)
    b = path(x, (48, 1), (64, 5), **options)
    c = path(x, (64, 1), (96, 3), (96, 3), **options)
    d = mean_then_1x1(x, pool, name, **options)
    return layers.Concatenate(name=name)([a, b, c, d])


def reduction_a(x: KerasTensor, _=None, *, name: str | None = None, **options) -> KerasTensor:
    """Half the side without a bottleneck: two strided paths beside a strided pool.

    Args:
        x: maps, `(n, h, w, c)`.
        name: of the joined maps.
        options: of `conv_bn`.

    Returns:
        Maps, `(n, (h - 1) // 2, (w - 1) // 2, c + 480)`.

    Source: figure 10.

    >>> reduction_a(keras.Input((35, 35, 288))).shape
    (None, 17, 17, 768)
    """
    a = conv_bn(x, 384, 3, 2, "valid", **options)
    b = path(x, (64, 1), (96, 3), (96, 3, 2, "valid"), **options)
    c = layers.MaxPooling2D(3, 2, name=layer_name(name, "pool"))(x)
    return layers.Concatenate(name=name)([a, b, c])


def module_b(x: KerasTensor, channels: int = 160, *, name: str | None = None, **options) -> KerasTensor:
    """7×7 windows, each factorized into 1×7 and 7×1.

    Args:
        x: maps, `(n, h, w, c)`.
        channels: width of the factorized paths.
        name: of the joined maps.
        options: of `conv_bn`.

    Returns:
        Maps, `(n, h, w, 768)`.

    Source: figure 6.

    >>> module_b(keras.Input((17, 17, 768)), 128).shape
    (None, 17, 17, 768)
    """
    row, column = (1, 7), (7, 1)
    a = conv_bn(x, 192, 1, **options)
    b = path(x, (channels, 1), (channels, row), (192, column), **options)
    c = path(x, (channels, 1), (channels, column), (channels, row), (channels, column), (192, row), **options)
    d = mean_then_1x1(x, 192, name, **options)
    return layers.Concatenate(name=name)([a, b, c, d])


def reduction_b(x: KerasTensor, _=None, *, name: str | None = None, **options) -> KerasTensor:
    """Half the side once more, one of the paths after a factorized 7×7.

    Args:
        x: maps, `(n, h, w, c)`.
        name: of the joined maps.
        options: of `conv_bn`.

    Returns:
        Maps, `(n, (h - 1) // 2, (w - 1) // 2, c + 512)`.

    >>> reduction_b(keras.Input((17, 17, 768))).shape
    (None, 8, 8, 1280)
    """
    a = path(x, (192, 1), (320, 3, 2, "valid"), **options)
    b = path(x, (192, 1), (192, (1, 7)), (192, (7, 1)), (192, 3, 2, "valid"), **options)
    c = layers.MaxPooling2D(3, 2, name=layer_name(name, "pool"))(x)
    return layers.Concatenate(name=name)([a, b, c])


def module_c(x: KerasTensor, _=None, *, name: str | None = None, **options) -> KerasTensor:
    """3×3 windows whose two factors stand side by side, for many channels on few pixels.

    Args:
        x: maps, `(n, h, w, c)`.
        name: of the joined maps.
        options: of `conv_bn`.

    Returns:
        Maps, `(n, h, w, 2048)`.

    Source: figure 7.

    >>> module_c(keras.Input((8, 8, 1280))).shape
    (None, 8, 8, 2048)
    """

    def both(x, part):
        sides = [conv_bn(x, 384, kernel, **options) for kernel in ((1, 3), (3, 1))]
        return layers.Concatenate(name=layer_name(name, part))(sides)

    a = conv_bn(x, 320, 1, **options)
    b = both(conv_bn(x, 384, 1, **options), "3x3")
    c = both(path(x, (448, 1), (384, 3), **options), "3x3dbl")
    d = mean_then_1x1(x, 192, name, **options)
    return layers.Concatenate(name=name)([a, b, c, d])


BUILD = {"a": module_a, "reduction_a": reduction_a, "b": module_b, "reduction_b": reduction_b, "c": module_c}


def _stem(x: KerasTensor, size: str, **options) -> KerasTensor:
    """The rows of table 1 above the first module; for small images one 3×3 convolution."""
    if size == "small":
        return conv_bn(x, 192, 3, **options)
    x = path(x, (32, 3, 2, "valid"), (32, 3, 1, "valid"), (64, 3), **options)
    x = layers.MaxPooling2D(3, 2, name="pool1")(x)
    x = path(x, (80, 1, 1, "valid"), (192, 3, 1, "valid"), **options)
    return layers.MaxPooling2D(3, 2, name="pool2")(x)


def inception_v3(
    input_shape: tuple[int, int, int] = (299, 299, 3), classes: int = 1000,
    classifier_activation: str | None = "softmax", *, width: float = 1.0, dropout: float = 0.0,
    momentum: float = 0.99, modules: Sequence[tuple] = MODULES, stem_size: str = "imagenet",
    name: str = "inception_v3",
) -> keras.Model:
    """Build Inception v3: eleven modules. Keras's weights fit by layer name.

    Args:
        input_shape: `(height, width, channels)` in pixels.
        classes: number of outputs.
        classifier_activation: of the outputs; `None` gives logits.
        width: factor on the number of channels.
        dropout: rate before the classifier.
        momentum: of BatchNorm's moving statistics.
        modules: `(kind, number)` of what stands between stem and classifier, as in `MODULES`.
        stem_size: `"imagenet"` for the paper's, an eighth of the side, or `"small"` for one 3×3 convolution.
        name: name of the model.

    Returns:
        An uncompiled model, `(n, height, width, channels)` to `(n, classes)`.

    Raises:
        ValueError: an image smaller than 75×75, or in a small network than its reductions need.

    Source: table 1.

    >>> inception_v3((75, 75, 3), 10, width=0.125).get_layer("mixed10").output.shape
    (None, 1, 1, 256)
    """
    check_choice(name, "stem_size", stem_size, ("imagenet", "small"))
    least = 2 ** (1 + sum("reduction" in kind for kind, _ in modules)) - 1
    check_input(name, input_shape, classes, least=8 * least + 19 if stem_size == "imagenet" else least)
    options = {"width": width, "momentum": momentum, "numbers": itertools.count()}
    images = keras.Input(input_shape)
    x = _stem(images, stem_size, **options)
    for index, (kind, number) in enumerate(modules):
        x = BUILD[kind](x, number, name=f"mixed{index}", **options)
    x = layers.GlobalAveragePooling2D(name="avg_pool")(x)
    if dropout:
        x = layers.Dropout(dropout, name="dropout")(x)
    scores = layers.Dense(classes, activation=classifier_activation, name="predictions")(x)
    return keras.Model(images, scores, name=name)


def small_inception_v3(
    input_shape: tuple[int, int, int] = (28, 28, 1), classes: int = 10,
    classifier_activation: str | None = "softmax", *, width: float = 0.125,
    modules: Sequence[tuple] = (("a", 64), ("reduction_a", None), ("b", 128)), **options,
) -> keras.Model:
    """Build a thin Inception v3 for small images: one 3×3 convolution, then some of the paper's modules.

    Args:
        input_shape, classes, classifier_activation, width, modules, options: as in `inception_v3`.

    Returns:
        An uncompiled model, `(n, height, width, channels)` to `(n, classes)`.

    >>> small_inception_v3().get_layer("mixed2").output.shape
    (None, 13, 13, 96)
    """
    options = {"stem_size": "small", "name": "small_inception_v3"} | options
    return inception_v3(input_shape, classes, classifier_activation, width=width, modules=modules, **options)
