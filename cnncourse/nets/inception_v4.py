"""Szegedy, Ioffe, Vanhoucke & Alemi (2016), "Inception-v4 …", arXiv:1602.07261: Inception v4."""

import keras
from keras import KerasTensor, layers

from cnncourse.nets.blueprint import check_input, layer_name
from cnncourse.nets.inception_v3 import conv_bn

# A convolution of a module: channels, window, then stride and padding where they are not 1 and "same".
ROW, COLUMN = (1, 7), (7, 1)
STRIDED = (2, "valid")


def _path(x, name, *steps, **options):
    """Convolutions in a row, named `name_1`, `name_2` …"""
    for number, step in enumerate(steps, 1):
        x = conv_bn(x, *step, scale=True, name=layer_name(name, str(number)), **options)
    return x


def _joined(name, *paths):
    return layers.Concatenate(name=name)(list(paths))


def _parts(name, count):
    """Prefixes for the paths of a module."""
    return [layer_name(name, f"path{number}") for number in range(1, count + 1)]


def stem(x: KerasTensor, **options) -> KerasTensor:
    """Shrink images to an eighth of the side, twice by a strided convolution and a pool beside each other.

    Args:
        x: images, `(n, h, w, c)`.
        options: of `conv_bn`.

    Returns:
        Maps, 35×35×384 for 299×299.

    Source: figure 3.

    >>> stem(keras.Input((299, 299, 3))).shape
    (None, 35, 35, 384)
    """
    x = _path(x, "stem", (32, 3, *STRIDED), (32, 3, 1, "valid"), (64, 3), **options)
    pooled = layers.MaxPooling2D(3, 2, name="mixed3a_pool")(x)
    x = _joined("mixed3a", pooled, _path(x, "mixed3a", (96, 3, *STRIDED), **options))
    short = _path(x, "mixed4a_path1", (64, 1), (96, 3, 1, "valid"), **options)
    long = _path(x, "mixed4a_path2", (64, 1), (64, ROW), (64, COLUMN), (96, 3, 1, "valid"), **options)
    x = _joined("mixed4a", short, long)
    pooled = layers.MaxPooling2D(3, 2, name="mixed5a_pool")(x)
    return _joined("mixed5a", _path(x, "mixed5a", (192, 3, *STRIDED), **options), pooled)


def module_a(x: KerasTensor, *, name: str | None = None, **options) -> KerasTensor:
    """1×1; 3×3; two 3×3; mean and 1×1: 96 channels each.

    Args:
        x: maps, `(n, h, w, c)`.
        name: of the joined maps.
        options: of `conv_bn`.

    Returns:
        Maps, `(n, h, w, 384)`.

    Source: figure 4.

    >>> module_a(keras.Input((35, 35, 384))).shape
    (None, 35, 35, 384)
    """
    one, two, three, four = _parts(name, 4)
    return _joined(
        name,
        _path(x, one, (96, 1), **options),
        _path(x, two, (64, 1), (96, 3), **options),
        _path(x, three, (64, 1), (96, 3), (96, 3), **options),
        _path(_mean(x, name), four, (96, 1), **options),
    )


def reduction_a(x: KerasTensor, *, name: str | None = None, **options) -> KerasTensor:
    """Half the side; the paper's k, l, m, n are 192, 224, 256, 384 (table 1).

    Args:
        x: maps, `(n, h, w, c)`.
        name: of the joined maps.
        options: of `conv_bn`.

    Returns:
        Maps, `(n, (h - 1) // 2, (w - 1) // 2, c + 640)`.

    Source: figure 7.

    >>> reduction_a(keras.Input((35, 35, 384))).shape
    (None, 17, 17, 1024)
    """
    one, two = _parts(name, 2)
    return _joined(
        name,
        _path(x, one, (384, 3, *STRIDED), **options),
        _path(x, two, (192, 1), (224, 3), (256, 3, *STRIDED), **options),
        layers.MaxPooling2D(3, 2, name=layer_name(name, "pool"))(x),
    )


def module_b(x: KerasTensor, *, name: str | None = None, **options) -> KerasTensor:
    """1×1; one 7×7 and two 7×7 factorized into rows and columns; mean and 1×1.

    Args:
        x: maps, `(n, h, w, c)`.
        name: of the joined maps.
        options: of `conv_bn`.

    Returns:
        Maps, `(n, h, w, 1024)`.

    Source: figure 5; the order of rows and columns on the long path is that of the released networks.

    >>> module_b(keras.Input((17, 17, 1024))).shape
    (None, 17, 17, 1024)
    """
    one, two, three, four = _parts(name, 4)
    return _joined(
        name,
        _path(x, one, (384, 1), **options),
        _path(x, two, (192, 1), (224, ROW), (256, COLUMN), **options),
        _path(x, three, (192, 1), (192, COLUMN), (224, ROW), (224, COLUMN), (256, ROW), **options),
        _path(_mean(x, name), four, (128, 1), **options),
    )


def reduction_b(x: KerasTensor, *, name: str | None = None, **options) -> KerasTensor:
    """Half the side once more.

    Args:
        x: maps, `(n, h, w, c)`.
        name: of the joined maps.
        options: of `conv_bn`.

    Returns:
        Maps, `(n, (h - 1) // 2, (w - 1) // 2, c + 512)`.

    Source: figure 8.

    >>> reduction_b(keras.Input((17, 17, 1024))).shape
    (None, 8, 8, 1536)
    """
    one, two = _parts(name, 2)
    return _joined(
        name,
        _path(x, one, (192, 1), (192, 3, *STRIDED), **options),
        _path(x, two, (256, 1), (256, ROW), (320, COLUMN), (320, 3, *STRIDED), **options),
        layers.MaxPooling2D(3, 2, name=layer_name(name, "pool"))(x),
    )


def module_c(x: KerasTensor, *, name: str | None = None, **options) -> KerasTensor:
    """1×1; two paths that end in a row and a column side by side; mean and 1×1.

    Args:
        x: maps, `(n, h, w, c)`.
        name: of the joined maps.
        options: of `conv_bn`.

    Returns:
        Maps, `(n, h, w, 1536)`.

    Source: figure 6.

    >>> module_c(keras.Input((8, 8, 1536))).shape
    (None, 8, 8, 1536)
    """
    one, two, three, four = _parts(name, 4)
    row, column = (1, 3), (3, 1)
    short = _path(x, two, (384, 1), **options)
    long = _path(x, three, (384, 1), (448, column), (512, row), **options)
    return _joined(
        name,
        _path(x, one, (256, 1), **options),
        _path(short, layer_name(two, "row"), (256, row), **options),
        _path(short, layer_name(two, "column"), (256, column), **options),
        _path(long, layer_name(three, "row"), (256, row), **options),
        _path(long, layer_name(three, "column"), (256, column), **options),
        _path(_mean(x, name), four, (256, 1), **options),
    )


def _mean(x, name):
    """The mean of 3×3 pixels, those outside left out."""
    return layers.AveragePooling2D(3, 1, "same", name=layer_name(name, "pool"))(x)


def inception_v4(
    input_shape: tuple[int, int, int] = (299, 299, 3), classes: int = 1000,
    classifier_activation: str | None = "softmax", *, width: float = 1.0,
    repeats: tuple[int, int, int] = (4, 7, 3), dropout: float = 0.2, momentum: float = 0.99,
    name: str = "inception_v4",
) -> keras.Model:
    """Build Inception v4: one kind of module for each size of maps, repeated, and no shortcuts.

    Args:
        input_shape: `(height, width, channels)` in pixels.
        classes: number of outputs.
        classifier_activation: of the outputs; `None` gives logits.
        width: factor on the number of channels.
        repeats: number of modules A, B and C.
        dropout: rate before the classifier (the paper keeps 0.8).
        momentum: of BatchNorm's moving statistics.
        name: name of the model.

    Returns:
        An uncompiled model, `(n, height, width, channels)` to `(n, classes)`.

    Raises:
        ValueError: an image smaller than 75×75.

    Source: figure 9.

    >>> inception_v4((75, 75, 3), 10, width=0.125).get_layer("module_c3").output.shape
    (None, 1, 1, 192)
    """
    check_input(name, input_shape, classes, least=75)
    options = {"width": width, "momentum": momentum}
    images = keras.Input(input_shape)
    x = stem(images, **options)
    for number in range(1, repeats[0] + 1):
        x = module_a(x, name=f"module_a{number}", **options)
    x = reduction_a(x, name="reduction_a", **options)
    for number in range(1, repeats[1] + 1):
        x = module_b(x, name=f"module_b{number}", **options)
    x = reduction_b(x, name="reduction_b", **options)
    for number in range(1, repeats[2] + 1):
        x = module_c(x, name=f"module_c{number}", **options)
    x = layers.GlobalAveragePooling2D(name="avg_pool")(x)
    x = layers.Dropout(dropout, name="dropout")(x)
    scores = layers.Dense(classes, activation=classifier_activation, name="predictions")(x)
    return keras.Model(images, scores, name=name)
