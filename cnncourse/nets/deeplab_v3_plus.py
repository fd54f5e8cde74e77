"""Chen et al. (2018), "Encoder-Decoder with Atrous Separable Convolution", arXiv:1802.02611: DeepLab v3+."""

from collections.abc import Sequence

import keras
from keras import KerasTensor, layers

from cnncourse.nets.blueprint import check_choice, check_input, layer_name
from cnncourse.nets.resnet import basic_block, bottleneck_block, stages, stem
from cnncourse.nets.resnet import conv_bn as resnet_conv_bn
from cnncourse.nets.xception65 import LOW_LEVEL, conv_bn, sepconv_bn, xception65

# BatchNorm behind the backbone, as in the released networks.
HEAD = {"epsilon": 1e-5, "momentum": 0.9997}


def resized(x: KerasTensor, like: Sequence[int], name: str | None = None) -> KerasTensor:
    """Resize maps bilinearly, pixel centers on pixel centers.

    The authors' code aligned the corner pixels instead; the numbers differ a little.

    Args:
        x: maps, `(n, h, w, c)`.
        like: `(height, width)` in pixels.
        name: of the layer.

    Returns:
        Maps, `(n, height, width, c)`.
    """
    return layers.Resizing(*like, interpolation="bilinear", name=name)(x)


def conv3x3(x: KerasTensor, filters: int, dilation: int = 1, *, separable: bool, name: str | None, **norm):
    """A 3×3 convolution of the head, plain or separable, with BatchNorm and ReLU."""
    if separable:
        return sepconv_bn(x, filters, dilation=dilation, relu=True, name=name, **norm)
    return conv_bn(x, filters, 3, dilation=dilation, name=name, **norm)


def aspp(
    x: KerasTensor, filters: int = 256, rates: Sequence[int] = (6, 12, 18), *, separable: bool = False,
    dropout: float = 0.1, name: str | None = None, **norm,
) -> KerasTensor:
    """Look at the maps at several scales at once: atrous spatial pyramid pooling.

    Side by side: the mean of everything; a 1×1 convolution; a 3×3 convolution at each rate. A 1×1 convolution
    joins them.

    Args:
        x: maps, `(n, h, w, c)`.
        filters: channels of each path and of the output.
        rates: dilations, in pixels of the maps.
        separable: whether the 3×3 convolutions are depthwise separable.
        dropout: rate behind.
        name: prefix of the layers' names.
        norm: `epsilon` and `momentum` of BatchNorm.

    Returns:
        Maps, `(n, h, w, filters)`.

    Source: section 3.1; Chen et al. (2017), arXiv:1706.05587, figure 5.

    >>> aspp(keras.Input((32, 32, 320)), 64).shape
    (None, 32, 32, 64)
    """
    norm = HEAD | norm
    pooled = layers.GlobalAveragePooling2D(keepdims=True, name=layer_name(name, "mean"))(x)  # (n, 1, 1, c)
    pooled = conv_bn(pooled, filters, name=layer_name(name, "pooling"), **norm)
    paths = [
        resized(pooled, x.shape[1:3], name=layer_name(name, "resize")),
        conv_bn(x, filters, name=layer_name(name, "1x1"), **norm),
    ]
    for rate in rates:
        part = layer_name(name, f"rate{rate}")
        paths.append(conv3x3(x, filters, rate, separable=separable, name=part, **norm))
    y = layers.Concatenate(name=layer_name(name, "concat"))(paths)
    y = conv_bn(y, filters, name=layer_name(name, "project"), **norm)
    return layers.Dropout(dropout, name=layer_name(name, "dropout"))(y)


def decoder(
    x: KerasTensor, low_level: KerasTensor, filters: int = 256, low_filters: int = 48, *,
    separable: bool = False,
    name: str | None = None, **norm,
) -> KerasTensor:
    """Bring deep maps back to the size of early ones, and refine their edges with those.

    Args:
        x: deep maps, `(n, h, w, c)`.
        low_level: early maps, `(n, H, W, d)`.
        filters: channels of the output.
        low_filters: channels to which the early maps are cut, lest they outweigh the deep ones.
        separable: whether the 3×3 convolutions are depthwise separable.
        name: prefix of the layers' names.
        norm: `epsilon` and `momentum` of BatchNorm.

    Returns:
        Maps, `(n, H, W, filters)`.

    Source: section 3.1 and figure 2; tables 1 and 2 for the choices.

    >>> decoder(keras.Input((8, 8, 64)), keras.Input((32, 32, 24)), 64).shape
    (None, 32, 32, 64)
    """
    norm = HEAD | norm
    low_level = conv_bn(low_level, low_filters, name=layer_name(name, "low"), **norm)
    x = resized(x, low_level.shape[1:3], name=layer_name(name, "resize"))
    x = layers.Concatenate(name=layer_name(name, "concat"))([x, low_level])
    for part in ("conv1", "conv2"):
        x = conv3x3(x, filters, separable=separable, name=layer_name(name, part), **norm)
    return x


def per_pixel(
    x: KerasTensor, classes: int, classifier_activation: str | None, sides: Sequence[int],
    name: str = "predictions"
) -> KerasTensor:
    """Score every pixel: a 1×1 convolution, then the size of the image.

    Args:
        x: maps, `(n, h, w, c)`.
        classes: scores for each pixel.
        classifier_activation: of the scores; `None` gives logits.
        sides: `(height, width)` of the image in pixels.
        name: of the last layer, and prefix of the ones before.

    Returns:
        Scores, `(n, height, width, classes)`.
    """
    x = layers.Conv2D(classes, 1, name=f"{name}_scores")(x)
    if classifier_activation is None:
        return resized(x, sides, name=name)
    x = resized(x, sides, name=f"{name}_resize")
    return layers.Activation(classifier_activation, name=name)(x)


def _resnet50(images, output_stride):
    x = stem(images, 64, conv_bias=False)
    return stages(x, (3, 4, 6, 3), 64, bottleneck_block, output_stride=output_stride, conv_bias=False)


# What lays the backbone, the layer whose maps the decoder takes up again, and whether the head is separable.
BACKBONES = {"xception65": (xception65, LOW_LEVEL, True), "resnet50": (_resnet50, "conv2_block3_out", False)}


def deeplab_v3_plus(
    input_shape: tuple[int, int, int] = (512, 512, 3), classes: int = 21,
    classifier_activation: str | None = "softmax", *, backbone: str = "xception65", output_stride: int = 16,
    name: str = "deeplab_v3_plus",
) -> keras.Model:
    """Build DeepLab v3+: a dilated backbone, atrous spatial pyramid pooling, a decoder.

    Args:
        input_shape: `(height, width, channels)` in pixels.
        classes: scores for each pixel.
        classifier_activation: of the scores; `None` gives logits.
        backbone: `"xception65"`, with a separable head, or `"resnet50"`, with a plain one.
        output_stride: image side over the side of the backbone's maps, 8 or 16; the rates follow it.
        name: name of the model.

    Returns:
        An uncompiled model, `(n, height, width, channels)` to `(n, height, width, classes)`.

    Raises:
        ValueError: a backbone or an output stride that does not exist.

    Source: figure 2; section 3.2.

    >>> deeplab_v3_plus((65, 33, 3), backbone="resnet50").output_shape
    (None, 65, 33, 21)
    """
    check_input(name, input_shape, classes)
    check_choice(name, "backbone", backbone, tuple(BACKBONES))
    check_choice(name, "output_stride", output_stride, (8, 16))
    build, low_level, separable = BACKBONES[backbone]
    images = keras.Input(input_shape)
    deep = build(images, output_stride)
    early = keras.Model(images, deep).get_layer(low_level).output
    rates = [rate * 16 // output_stride for rate in (6, 12, 18)]
    x = aspp(deep, 256, rates, separable=separable, name="aspp")
    x = decoder(x, early, separable=separable, name="decoder")
    return keras.Model(images, per_pixel(x, classes, classifier_activation, input_shape[:2]), name=name)


def small_backbone(
    images: KerasTensor, width: int = 16, blocks: Sequence[int] = (1, 1, 1), output_stride: int = 4,
    momentum: float = 0.9,
) -> tuple[KerasTensor, KerasTensor]:
    """Lay a small dilated residual network on small images.

    Args:
        images: `(n, h, w, c)`.
        width: channels of the first stage; each further stage has twice as many.
        blocks: number of basic blocks in each stage.
        output_stride: image side over the side of the last maps, 2, 4 or 8.
        momentum: of BatchNorm's moving statistics.

    Returns:
        Maps of the last stage, and those of the first at half the image's side.
    """
    options = {"conv_bias": False, "momentum": momentum}
    x = resnet_conv_bn(images, width, 3, 2, name="conv1", **options)
    x = layers.Activation("relu", name="conv1_relu")(x)
    deep = stages(x, blocks, width, basic_block, reduced=2, output_stride=output_stride, **options)
    return deep, keras.Model(images, deep).get_layer(f"conv2_block{blocks[0]}_out").output


def small_deeplab(
    input_shape: tuple[int, int, int] = (64, 64, 3), classes: int = 11,
    classifier_activation: str | None = "softmax", *, width: int = 16, blocks: Sequence[int] = (1, 1, 1),
    output_stride: int = 4, rates: Sequence[int] = (2, 4, 6), context: bool = True, refine: bool = True,
    momentum: float = 0.9, name: str = "small_deeplab",
) -> keras.Model:
    """Build a small DeepLab v3+ whose two ideas can be left out.

    Args:
        input_shape, classes, classifier_activation, name: as in `deeplab_v3_plus`.
        width, blocks, output_stride, momentum: as in `small_backbone`.
        rates: as in `aspp`.
        context: whether atrous spatial pyramid pooling stands behind the backbone.
        refine: whether the decoder does; without it the scores are resized from the backbone's maps.

    Returns:
        An uncompiled model, `(n, height, width, channels)` to `(n, height, width, classes)`.

    >>> small_deeplab(classes=5, width=8).output_shape
    (None, 64, 64, 5)
    """
    check_input(name, input_shape, classes)
    check_choice(name, "output_stride", output_stride, (2, 4, 8))
    images = keras.Input(input_shape)
    x, early = small_backbone(images, width, blocks, output_stride, momentum)
    if context:
        x = aspp(x, 2 * width, rates, name="aspp", momentum=momentum)
    if refine:
        x = decoder(x, early, 2 * width, width // 2 or 1, name="decoder", momentum=momentum)
    return keras.Model(images, per_pixel(x, classes, classifier_activation, input_shape[:2]), name=name)
