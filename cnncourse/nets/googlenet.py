"""Szegedy et al. (2014), "Going Deeper with Convolutions", arXiv:1409.4842: GoogLeNet (Inception v1)."""

from collections.abc import Callable, Sequence

import keras
from keras import KerasTensor, layers

from cnncourse.nets.alexnet import LocalResponseNormalization
from cnncourse.nets.blueprint import check_choice, check_input, layer_name, scaled

IMAGENET = (224, 224, 3)

# Table 1: channels of 1×1; 3×3 reduce, 3×3; 5×5 reduce, 5×5; pool projection.
WIDTHS = {
    "3a": (64, 96, 128, 16, 32, 32), "3b": (128, 128, 192, 32, 96, 64), "4a": (192, 96, 208, 16, 48, 64),
    "4b": (160, 112, 224, 24, 64, 64), "4c": (128, 128, 256, 24, 64, 64), "4d": (112, 144, 288, 32, 64, 64),
    "4e": (256, 160, 320, 32, 128, 128), "5a": (256, 160, 320, 32, 128, 128),
    "5b": (384, 192, 384, 48, 128, 128),
}
MODULES = ("3a", "3b", "pool3", "4a", "4b", "4c", "4d", "4e", "pool4", "5a", "5b")
AUXILIARY = ("4a", "4d")  # modules behind which a classifier of its own helps the training


def conv_relu(
    x: KerasTensor, filters: int, kernel: int, stride: int = 1, name: str | None = None
) -> KerasTensor:
    """Convolve with a bias, then ReLU.

    Args:
        x: maps, `(n, h, w, c)`.
        filters: channels of the output.
        kernel, stride: side and step of the window, in pixels. A strided window pads `kernel // 2` on every
            side.
        name: of the layer.

    Returns:
        Maps, `(n, ceil(h / stride), ceil(w / stride), filters)`.
    """
    padding = "same"
    if stride > 1:
        x = layers.ZeroPadding2D(kernel // 2, name=layer_name(name, "pad"))(x)
        padding = "valid"
    return layers.Conv2D(filters, kernel, stride, padding, activation="relu", name=name)(x)


def inception_block(
    x: KerasTensor, widths: Sequence[int], *, gate: Callable | None = None, name: str | None = None
) -> KerasTensor:
    """Four paths side by side, joined by channel: 1×1; 1×1 then 3×3; 1×1 then 5×5; max pool then 1×1.

    Args:
        x: maps, `(n, h, w, c)`.
        widths: channels of 1×1, of 3×3's reduction and 3×3, of 5×5's reduction and 5×5, of the pool's
            projection.
        gate: applied to the joined maps (squeeze-and-excitation), as `gate(y, name=…)`.
        name: prefix of the layers' names.

    Returns:
        Maps, `(n, h, w, widths[0] + widths[2] + widths[4] + widths[5])`.

    Source: figure 2(b).

    >>> inception_block(keras.Input((28, 28, 192)), (64, 96, 128, 16, 32, 32)).shape
    (None, 28, 28, 256)
    """
    direct, reduce3, conv3, reduce5, conv5, projection = widths
    a = conv_relu(x, direct, 1, name=layer_name(name, "1x1"))
    b = conv_relu(x, reduce3, 1, name=layer_name(name, "3x3_reduce"))
    b = conv_relu(b, conv3, 3, name=layer_name(name, "3x3"))
    c = conv_relu(x, reduce5, 1, name=layer_name(name, "5x5_reduce"))
    c = conv_relu(c, conv5, 5, name=layer_name(name, "5x5"))
    d = layers.MaxPooling2D(3, 1, "same", name=layer_name(name, "pool"))(x)
    d = conv_relu(d, projection, 1, name=layer_name(name, "pool_proj"))
    y = layers.Concatenate(name=layer_name(name, "output"))([a, b, c, d])
    return gate(y, name=layer_name(name, "gate")) if gate else y


def auxiliary_classifier(
    x: KerasTensor, classes: int, classifier_activation: str | None, width: float, name: str
) -> KerasTensor:
    """A classifier on middle maps, for training only; its loss counts 0.3.

    Args:
        x: maps, `(n, h, w, c)`, at least 5×5.
        classes, classifier_activation: as in `googlenet`.
        width: factor on the number of channels and units.
        name: prefix of the layers' names.

    Returns:
        Scores, `(n, classes)`.

    Source: section 5.
    """
    x = layers.AveragePooling2D(5, 3, name=f"{name}_ave_pool")(x)
    x = conv_relu(x, scaled(128, width), 1, name=f"{name}_conv")
    x = layers.Flatten(name=f"{name}_flatten")(x)
    x = layers.Dense(scaled(1024, width), activation="relu", name=f"{name}_fc")(x)
    x = layers.Dropout(0.7, name=f"{name}_drop")(x)
    return layers.Dense(classes, activation=classifier_activation, name=f"{name}_classifier")(x)


def _stem(x: KerasTensor, size: str, width: float, lrn: str | None) -> KerasTensor:
    """The rows of table 1 above module 3a; for small images one 3×3 convolution."""
    if size == "small":
        return conv_relu(x, scaled(192, width), 3, name="conv1_3x3")
    norm = (lambda x, name: LocalResponseNormalization(lrn, name=name)(x)) if lrn else (lambda x, name: x)
    x = conv_relu(x, scaled(64, width), 7, 2, name="conv1_7x7_s2")
    x = layers.MaxPooling2D(3, 2, "same", name="pool1_3x3_s2")(x)
    x = norm(x, "pool1_norm1")
    x = conv_relu(x, scaled(64, width), 1, name="conv2_3x3_reduce")
    x = conv_relu(x, scaled(192, width), 3, name="conv2_3x3")
    x = norm(x, "conv2_norm2")
    return layers.MaxPooling2D(3, 2, "same", name="pool2_3x3_s2")(x)


def _least(modules: Sequence[str], stem_size: str) -> int:
    """Smallest image whose maps are still 5×5 at the last auxiliary classifier."""
    last = max((modules.index(module) for module in AUXILIARY if module in modules), default=0)
    halvings = sum("pool" in module for module in modules[:last]) + (3 if stem_size == "imagenet" else 0)
    return 4 * 2**halvings + 1


def googlenet(
    input_shape: tuple[int, int, int] = IMAGENET, classes: int = 1000,
    classifier_activation: str | None = "softmax", *, auxiliary: bool = False, lrn: str | None = "caffe",
    dropout: float = 0.4, width: float = 1.0, modules: Sequence[str] = MODULES, stem_size: str = "imagenet",
    gate: Callable | None = None, name: str = "googlenet",
) -> keras.Model:
    """Build GoogLeNet: nine inception modules; convolutions with biases and, as in 2014, no BatchNorm.

    Args:
        input_shape: `(height, width, channels)` in pixels.
        classes: number of outputs.
        classifier_activation: of the outputs; `None` gives logits.
        auxiliary: whether the two training classifiers are there too; the outputs are then
            `[main, 4a's, 4d's]`.
        lrn: convention of the normalization, `"caffe"` (the authors' width and Caffe's network) or `"paper"`
            (AlexNet's); `None` leaves it out.
        dropout: rate before the classifier.
        width: factor on the number of channels.
        modules: what stands between stem and classifier, by name of table 1; a name with `pool` halves the
            side.
        stem_size: `"imagenet"` for the paper's, an eighth of the side, or `"small"` for one 3×3 convolution.
        gate: as in `inception_block`.
        name: name of the model.

    Returns:
        An uncompiled model, `(n, height, width, channels)` to `(n, classes)`, or to three of these.

    Source: table 1; section 5.

    >>> googlenet((64, 64, 3), 10).get_layer("inception_5b_output").output.shape
    (None, 2, 2, 1024)
    """
    check_choice(name, "stem_size", stem_size, ("imagenet", "small"))
    check_input(name, input_shape, classes, least=_least(modules, stem_size) if auxiliary else 1)
    images = keras.Input(input_shape)
    x = _stem(images, stem_size, width, lrn)
    helpers = []
    for module in modules:
        if "pool" in module:
            x = layers.MaxPooling2D(3, 2, "same", name=f"{module}_3x3_s2")(x)
            continue
        widths = [scaled(channels, width) for channels in WIDTHS[module]]
        x = inception_block(x, widths, gate=gate, name=f"inception_{module}")
        if auxiliary and module in AUXILIARY:
            helper = f"loss{len(helpers) + 1}"
            helpers.append(auxiliary_classifier(x, classes, classifier_activation, width, helper))
    x = layers.GlobalAveragePooling2D(name="pool5_7x7_s1")(x)
    x = layers.Dropout(dropout, name="pool5_drop")(x)
    scores = layers.Dense(classes, activation=classifier_activation, name="loss3_classifier")(x)
    return keras.Model(images, [scores, *helpers] if auxiliary else scores, name=name)


def small_googlenet(
    input_shape: tuple[int, int, int] = (28, 28, 1), classes: int = 10,
    classifier_activation: str | None = "softmax", *, width: float = 0.125,
    modules: Sequence[str] = ("3a", "3b", "pool3", "4a"), **options,
) -> keras.Model:
    """Build a thin GoogLeNet for small images: one 3×3 convolution, then some of the paper's modules.

    Args:
        input_shape, classes, classifier_activation, width, modules, options: as in `googlenet`.

    Returns:
        An uncompiled model, `(n, height, width, channels)` to `(n, classes)`.

    >>> small_googlenet().get_layer("inception_4a_output").output.shape
    (None, 14, 14, 64)
    """
    options = {"stem_size": "small", "name": "small_googlenet"} | options
    return googlenet(input_shape, classes, classifier_activation, width=width, modules=modules, **options)
