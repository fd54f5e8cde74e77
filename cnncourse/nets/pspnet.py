"""Zhao, Shi, Qi, Wang & Jia (2017), "Pyramid Scene Parsing Network", arXiv:1612.01105: PSPNet."""

from collections.abc import Sequence

import keras
from keras import KerasTensor, layers

from cnncourse.nets.blueprint import check_choice, check_input, layer_name
from cnncourse.nets.deeplab_v3_plus import per_pixel, resized, small_backbone
from cnncourse.nets.resnet import bottleneck_block, conv_bn, stages


def conv_bn_relu(x: KerasTensor, filters: int, kernel: int, stride: int = 1, *, name: str | None = None, **options):
    """ResNet's convolution without bias and BatchNorm, with a ReLU behind."""
    x = conv_bn(x, filters, kernel, stride, conv_bias=False, name=name, **options)
    return layers.Activation("relu", name=layer_name(name, "relu"))(x)


def adaptive_mean(x: KerasTensor, bins: int, name: str | None = None) -> KerasTensor:
    """Cut the maps into `bins × bins` regions and take the mean of each.

    Args:
        x: maps, `(n, h, w, c)`.
        bins: regions along each side; where they do not divide it, neighbors share pixels.
        name: of the layer.

    Returns:
        Means, `(n, bins, bins, c)`.

    >>> adaptive_mean(keras.Input((60, 60, 8)), 6).shape, adaptive_mean(keras.Input((8, 9, 8)), 3).shape
    ((None, 6, 6, 8), (None, 3, 3, 8))
    """
    sides = x.shape[1:3]
    if all(side % bins == 0 for side in sides):
        size = tuple(side // bins for side in sides)
        return layers.AveragePooling2D(size, size, name=name)(x)
    return layers.AdaptiveAveragePooling2D(bins, name=name)(x)


def pyramid_pooling(
    x: KerasTensor,
    bins: Sequence[int] = (1, 2, 3, 6),
    filters: int | None = None,
    *,
    name: str | None = None,
    **options,
) -> KerasTensor:
    """Put behind the maps what they are on average, in the whole scene and in ever smaller parts of it.

    Args:
        x: maps, `(n, h, w, c)`.
        bins: regions along each side, for each level of the pyramid.
        filters: channels of each level; `c // len(bins)` unless given.
        name: prefix of the layers' names.
        options: of `conv_bn`.

    Returns:
        Maps, `(n, h, w, c + len(bins) · filters)`.

    Source: section 3.2 and figure 3.

    >>> pyramid_pooling(keras.Input((12, 12, 64))).shape
    (None, 12, 12, 128)
    """
    levels = [x]
    for side in bins:
        part = layer_name(name, f"pool{side}")
        y = adaptive_mean(x, side, name=part)
        y = conv_bn_relu(y, filters or x.shape[-1] // len(bins), 1, name=part, **options)
        levels.append(resized(y, x.shape[1:3], name=layer_name(part, "interp")))
    return layers.Concatenate(name=layer_name(name, "concat"))(levels)


def _head(x, filters, name, **options):
    """A 3×3 convolution and dropout, before the scores."""
    x = conv_bn_relu(x, filters, 3, name=name, **options)
    return layers.Dropout(0.1, name=f"{name}_dropout")(x)


def pspnet50(
    input_shape: tuple[int, int, int] = (473, 473, 3),
    classes: int = 21,
    classifier_activation: str | None = "softmax",
    *,
    bins: Sequence[int] = (1, 2, 3, 6),
    auxiliary: bool = False,
    stride_on: str = "3x3",
    momentum: float = 0.99,
    name: str = "pspnet50",
) -> keras.Model:
    """Build PSPNet on ResNet-50: three 3×3 convolutions for a stem, output stride 8, a pyramid of means.

    Args:
        input_shape: `(height, width, channels)` in pixels; 473 gives 60×60 maps, which all the bins divide.
        classes: scores for each pixel.
        classifier_activation: of the scores; `None` gives logits.
        bins: as in `pyramid_pooling`.
        auxiliary: whether a second classifier on the fourth stage is there too, for training; its loss counts
            0.4 (table 2). The outputs are then `[main, auxiliary]`.
        stride_on: `"3x3"` as in the authors' PyTorch code, `"1x1"` as in their Caffe network of this depth.
        momentum: of BatchNorm's moving statistics.
        name: name of the model.

    Returns:
        An uncompiled model, `(n, height, width, channels)` to `(n, height, width, classes)`, or to two of
        these.

    Source: sections 3.2 to 4, figures 3 and 4; the authors' code for the stem.

    >>> pspnet50((65, 65, 3), 5).get_layer("pyramid_concat").output.shape
    (None, 9, 9, 4096)
    """
    check_input(name, input_shape, classes)
    check_choice(name, "stride_on", stride_on, ("1x1", "3x3"))
    options, sides = {"momentum": momentum}, input_shape[:2]
    images = keras.Input(input_shape)
    x = conv_bn_relu(images, 64, 3, 2, name="conv1_1", **options)
    x = conv_bn_relu(x, 64, 3, name="conv1_2", **options)
    x = conv_bn_relu(x, 128, 3, name="conv1_3", **options)
    x = layers.ZeroPadding2D(1, name="pool1_pad")(x)
    x = layers.MaxPooling2D(3, 2, name="pool1_pool")(x)
    strides = {"stride_on": stride_on, "output_stride": 8}
    x = stages(x, (3, 4, 6, 3), 64, bottleneck_block, conv_bias=False, **strides, **options)
    fourth = keras.Model(images, x).get_layer("conv4_block6_out").output
    x = pyramid_pooling(x, bins, name="pyramid", **options)
    scores = per_pixel(_head(x, 512, "head", **options), classes, classifier_activation, sides)
    if not auxiliary:
        return keras.Model(images, scores, name=name)
    helper = _head(fourth, 256, "auxiliary_head", **options)
    helper = per_pixel(helper, classes, classifier_activation, sides, name="auxiliary")
    return keras.Model(images, [scores, helper], name=name)


def small_pspnet(
    input_shape: tuple[int, int, int] = (64, 64, 3),
    classes: int = 11,
    classifier_activation: str | None = "softmax",
    *,
    width: int = 16,
    blocks: Sequence[int] = (1, 1, 1),
    output_stride: int = 4,
    bins: Sequence[int] = (1, 2, 4),
    momentum: float = 0.9,
    name: str = "small_pspnet",
) -> keras.Model:
    """Build a small PSPNet on the backbone of `small_deeplab`.

    Args:
        input_shape, classes, classifier_activation, name: as in `pspnet50`.
        width, blocks, output_stride, momentum: as in `small_backbone`.
        bins: as in `pyramid_pooling`; none leaves the pyramid out.

    Returns:
        An uncompiled model, `(n, height, width, channels)` to `(n, height, width, classes)`.

    >>> small_pspnet(classes=5, width=8).output_shape
    (None, 64, 64, 5)
    """
    check_input(name, input_shape, classes)
    check_choice(name, "output_stride", output_stride, (2, 4, 8))
    images = keras.Input(input_shape)
    x, _ = small_backbone(images, width, blocks, output_stride, momentum)
    x = pyramid_pooling(x, bins, name="pyramid", momentum=momentum) if bins else x
    x = _head(x, 2 * width, "head", momentum=momentum)
    return keras.Model(images, per_pixel(x, classes, classifier_activation, input_shape[:2]), name=name)
