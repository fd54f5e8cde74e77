"""Chen et al. (2018), arXiv:1802.02611, section 3.2 and figure 4: modified aligned Xception, a backbone."""

from collections.abc import Sequence

import keras
from keras import layers

from cnncourse.nets.blueprint import layer_name, scaled


def conv_bn(
    x: keras.KerasTensor, filters: int, kernel: int = 1, stride: int = 1, *, dilation: int = 1,
    relu: bool = True,
    epsilon: float = 1e-3, momentum: float = 0.9997, name: str | None = None,
) -> keras.KerasTensor:
    """Convolve without bias and normalize; ReLU if asked for.

    Args:
        x: maps, `(n, h, w, c)`.
        filters: channels of the output.
        kernel, stride, dilation: of the window, in pixels. A strided window pads `kernel // 2` on every side.
        relu: whether a ReLU follows.
        epsilon, momentum: of BatchNorm; the released networks have 1e-3 in the backbone, 1e-5 behind it.
        name: prefix of the layers' names.

    Returns:
        Maps, `(n, ceil(h / stride), ceil(w / stride), filters)`.
    """
    padding = "same"
    if stride > 1 and kernel > 1:
        x = layers.ZeroPadding2D(kernel // 2, name=layer_name(name, "pad"))(x)
        padding = "valid"
    x = layers.Conv2D(
        filters, kernel, stride, padding, dilation_rate=dilation, use_bias=False,
        name=layer_name(name, "conv")
    )(x)
    x = layers.BatchNormalization(epsilon=epsilon, momentum=momentum, name=layer_name(name, "bn"))(x)
    return layers.Activation("relu", name=layer_name(name, "relu"))(x) if relu else x


def sepconv_bn(
    x: keras.KerasTensor, filters: int, stride: int = 1, *, dilation: int = 1, relu: bool = False,
    epsilon: float = 1e-3, momentum: float = 0.9997, name: str | None = None,
) -> keras.KerasTensor:
    """A 3×3 depthwise and a 1×1 convolution, a BatchNorm after each.

    Args:
        x: maps, `(n, h, w, c)`.
        filters: channels of the output.
        stride, dilation: of the depthwise window, in pixels.
        relu: whether a ReLU follows each BatchNorm.
        epsilon, momentum: of BatchNorm.
        name: prefix of the layers' names.

    Returns:
        Maps, `(n, ceil(h / stride), ceil(w / stride), filters)`.
    """
    padding, norm = "same", {"epsilon": epsilon, "momentum": momentum}
    if stride > 1:
        x = layers.ZeroPadding2D(1, name=layer_name(name, "pad"))(x)
        padding = "valid"
    x = layers.DepthwiseConv2D(
        3, stride, padding, dilation_rate=dilation, use_bias=False, name=layer_name(name, "depthwise")
    )(x)
    x = layers.BatchNormalization(name=layer_name(name, "depthwise_bn"), **norm)(x)
    if relu:
        x = layers.Activation("relu", name=layer_name(name, "depthwise_relu"))(x)
    return conv_bn(x, filters, relu=relu, name=layer_name(name, "pointwise"), **norm)


def xception_module(
    x: keras.KerasTensor, filters: Sequence[int], stride: int = 1, *, dilation: int = 1,
    shortcut: str | None = "conv",
    relu_inside: bool = False, name: str, **norm,
) -> keras.KerasTensor:
    """Three separable convolutions, the last one strided, and a shortcut around them.

    Args:
        x: maps, `(n, h, w, c)`.
        filters: channels of the three.
        stride: of the third, in pixels.
        dilation: of all three, in pixels.
        shortcut: `"conv"` for a 1×1 projection, `"sum"` for the input itself, `None` for none.
        relu_inside: ReLU after each BatchNorm of a convolution instead of before each convolution. The paper
            says so of every module; the released networks have it in the last one only, and so has this.
        name: prefix of the layers' names.
        norm: `epsilon` and `momentum` of BatchNorm.

    Returns:
        Maps, `(n, ceil(h / stride), ceil(w / stride), filters[-1])`.
    """
    y = x
    for number, channels in enumerate(filters, 1):
        part = f"{name}_sepconv{number}"
        if not relu_inside:
            y = layers.Activation("relu", name=f"{part}_relu")(y)
        step = stride if number == 3 else 1
        y = sepconv_bn(y, channels, step, dilation=dilation, relu=relu_inside, name=part, **norm)
    if shortcut == "conv":
        x = conv_bn(x, filters[-1], 1, stride, relu=False, name=f"{name}_shortcut", **norm)
    return layers.Add(name=f"{name}_add")([y, x]) if shortcut else y


# Maps at a quarter of the side that DeepLab's decoder takes up again.
LOW_LEVEL = "entry_block2_sepconv2_pointwise_bn"


def xception65(
    images: keras.KerasTensor, output_stride: int = 16, *, width: float = 1.0, middle: int = 16,
    momentum: float = 0.9997,
) -> keras.KerasTensor:
    """Lay the backbone on images: Xception with more layers, and strided convolutions for its pools.

    Args:
        images: `(n, h, w, c)`.
        output_stride: image side over the side of the maps, 8, 16 or 32. What no longer strides dilates.
        width: factor on the number of channels.
        middle: modules of the middle flow.
        momentum: of BatchNorm's moving statistics.

    Returns:
        Maps, `(n, h / output_stride, w / output_stride, 2048)`.

    >>> xception65(keras.Input((64, 64, 3)), width=0.125, middle=1).shape
    (None, 4, 4, 256)
    """
    norm = {"momentum": momentum}
    x = conv_bn(images, scaled(32, width), 3, 2, name="conv1_1", **norm)
    x = conv_bn(x, scaled(64, width), 3, name="conv1_2", **norm)
    entry = [("entry_block1", (128,) * 3), ("entry_block2", (256,) * 3), ("entry_block3", (728,) * 3)]
    flow = [(name, filters, 2, "conv") for name, filters in entry]
    flow += [(f"middle_block{number}", (728,) * 3, 1, "sum") for number in range(1, middle + 1)]
    flow += [("exit_block1", (728, 1024, 1024), 2, "conv"), ("exit_block2", (1536, 1536, 2048), 1, None)]
    reduced, dilation = 2, 1
    for name, filters, stride, shortcut in flow:
        step = stride if reduced * stride <= output_stride else 1
        x = xception_module(
            x, [scaled(channels, width) for channels in filters], step, dilation=dilation, shortcut=shortcut,
            relu_inside=shortcut is None, name=name, **norm,
        )
        reduced, dilation = reduced * step, dilation * stride // step
    return x
