"""He, Zhang, Ren & Sun (2015), "Deep Residual Learning for Image Recognition", arXiv:1512.03385: ResNet."""

from collections.abc import Callable, Sequence

import keras
from keras import KerasTensor, layers

from cnncourse.nets.blueprint import check_choice, check_input, layer_name

IMAGENET = (224, 224, 3)

# Keras's figure. The authors' networks use 1e-5, which float32 can hardly tell apart from it.
EPSILON = 1.001e-5

CHOICES = {
    "block": ("basic", "bottleneck"), "stem_size": ("imagenet", "small"), "stride_on": ("1x1", "3x3"),
    "option": ("A", "B"),
}


@keras.saving.register_keras_serializable(package="cnncourse")
class ZeroChannels(layers.Layer):
    """Appends channels of zeros: option A where the maps become more (section 3.3).

    Args:
        channels: channels of the output.

    >>> ZeroChannels(8)(keras.ops.ones((1, 4, 4, 3))).shape
    TensorShape([1, 4, 4, 8])
    """

    def __init__(self, channels: int, **kwargs):
        super().__init__(**kwargs)
        self.channels = channels

    def call(self, x):
        """Pad `x`, `(n, h, w, c)`, to `(n, h, w, channels)`."""
        return keras.ops.pad(x, ((0, 0), (0, 0), (0, 0), (0, self.channels - x.shape[-1])))

    def get_config(self) -> dict:
        """Settings from which Keras builds the layer again."""
        return super().get_config() | {"channels": self.channels}


def conv_bn(
    x: KerasTensor, filters: int, kernel: int, stride: int = 1, *, dilation: int = 1, conv_bias: bool = True,
    batch_norm: bool = True, momentum: float = 0.99, name: str | None = None,
) -> KerasTensor:
    """Convolve and normalize, without an activation (section 3.4).

    A strided window pads `kernel // 2` on every side, as in the paper's networks. `"same"` would pad the odd
    pixel at the bottom and right only: the shapes agree and the numbers do not.

    Args:
        x: maps, `(n, h, w, c)`.
        filters: channels of the output.
        kernel, stride, dilation: side, step and tap distance of the window, in pixels.
        conv_bias: whether the convolution adds a bias (Keras's do; a BatchNorm right behind makes it idle).
        batch_norm, momentum: whether BatchNorm follows, and how slow its moving statistics are.
        name: prefix of the layers' names.

    Returns:
        Maps, `(n, ceil(h / stride), ceil(w / stride), filters)`.

    """
    padding = "same"
    if stride > 1 and kernel > 1:
        x = layers.ZeroPadding2D(kernel // 2, name=layer_name(name, "pad"))(x)
        padding = "valid"
    x = layers.Conv2D(
        filters, kernel, stride, padding, dilation_rate=dilation, use_bias=conv_bias,
        kernel_initializer="he_normal", name=layer_name(name, "conv"),
    )(x)
    if batch_norm:
        x = layers.BatchNormalization(epsilon=EPSILON, momentum=momentum, name=layer_name(name, "bn"))(x)
    return x


def add_shortcut(
    x: KerasTensor, branch: KerasTensor, stride: int, *, shortcut: bool = True, option: str = "B",
    gate: Callable | None = None, name: str | None = None, **convolution,
) -> KerasTensor:
    """Add a block's input to its branch, then apply the ReLU (equations 1 and 2, section 3.3).

    Args:
        x: input of the block, `(n, h, w, c)`.
        branch: output of its convolutions, `(n, ceil(h / stride), ceil(w / stride), f)`.
        stride: of the block.
        shortcut: `False` leaves the input out: the paper's plain network.
        option: where the shapes differ, `"B"` projects the input with a 1×1 convolution and `"A"` takes every
            `stride`-th pixel and appends channels of zeros.
        gate: applied to the branch right before the addition (squeeze-and-excitation), as `gate(y, name=…)`.
        name: prefix of the layers' names.
        convolution: options of `conv_bn`.

    Returns:
        Maps of `branch`'s shape.
    """
    filters = branch.shape[-1]
    if gate:
        branch = gate(branch, name=layer_name(name, "gate"))
    if shortcut and (stride > 1 or x.shape[-1] != filters):
        if option == "B":
            x = conv_bn(x, filters, 1, stride, name=layer_name(name, "0"), **convolution)
        else:
            x = layers.MaxPooling2D(1, stride, name=layer_name(name, "0_subsample"))(x)
            x = ZeroChannels(filters, name=layer_name(name, "0_zeros"))(x)
    if shortcut:
        branch = layers.Add(name=layer_name(name, "add"))([x, branch])
    return layers.Activation("relu", name=layer_name(name, "out"))(branch)


def basic_block(
    x: KerasTensor, filters: int, stride: int = 1, *, dilation: int | tuple[int, int] = 1,
    shortcut: bool = True,
    option: str = "B", gate: Callable | None = None, name: str | None = None, **convolution,
) -> KerasTensor:
    """Two 3×3 convolutions around which the input is carried (figure 5, left).

    Args:
        x: maps, `(n, h, w, c)`.
        filters: channels of both convolutions.
        stride: of the first convolution, in pixels.
        dilation: of both convolutions, or of each, in pixels.
        shortcut, option, gate, name, convolution: as in `add_shortcut`.

    Returns:
        Maps, `(n, ceil(h / stride), ceil(w / stride), filters)`.

    >>> basic_block(keras.Input((28, 28, 16)), 32, stride=2).shape
    (None, 14, 14, 32)
    """
    first, second = (dilation, dilation) if isinstance(dilation, int) else dilation
    y = conv_bn(x, filters, 3, stride, dilation=first, name=layer_name(name, "1"), **convolution)
    y = layers.Activation("relu", name=layer_name(name, "1_relu"))(y)
    y = conv_bn(y, filters, 3, dilation=second, name=layer_name(name, "2"), **convolution)
    return add_shortcut(x, y, stride, shortcut=shortcut, option=option, gate=gate, name=name, **convolution)


def bottleneck_block(
    x: KerasTensor, filters: int, stride: int = 1, *, dilation: int = 1, stride_on: str = "1x1",
    shortcut: bool = True, option: str = "B", gate: Callable | None = None, name: str | None = None,
    **convolution,
) -> KerasTensor:
    """A 1×1 convolution down, a 3×3, a 1×1 up to four times the width, around them the input (figure 5).

    Args:
        x: maps, `(n, h, w, c)`.
        filters: channels of the first two convolutions.
        stride: of the block, in pixels.
        dilation: of the 3×3, in pixels.
        stride_on: `"1x1"` strides the first convolution, as the paper did; `"3x3"` the second ("v1.5").
        shortcut, option, gate, name, convolution: as in `add_shortcut`.

    Returns:
        Maps, `(n, ceil(h / stride), ceil(w / stride), 4 · filters)`.

    >>> bottleneck_block(keras.Input((28, 28, 64)), 32, stride=2).shape
    (None, 14, 14, 128)
    """
    first, second = (stride, 1) if stride_on == "1x1" else (1, stride)
    y = conv_bn(x, filters, 1, first, name=layer_name(name, "1"), **convolution)
    y = layers.Activation("relu", name=layer_name(name, "1_relu"))(y)
    y = conv_bn(y, filters, 3, second, dilation=dilation, name=layer_name(name, "2"), **convolution)
    y = layers.Activation("relu", name=layer_name(name, "2_relu"))(y)
    y = conv_bn(y, 4 * filters, 1, name=layer_name(name, "3"), **convolution)
    return add_shortcut(x, y, stride, shortcut=shortcut, option=option, gate=gate, name=name, **convolution)


def stem(
    x: KerasTensor, filters: int, size: str = "imagenet", pool: str = "pool1_pool", **convolution
) -> KerasTensor:
    """The layers before the first block: down to a quarter of the side, or a small image as it is.

    Args:
        x: images, `(n, h, w, c)`.
        filters: channels of the output.
        size: `"imagenet"` for a 7×7 convolution and a 3×3 max pool, both of stride 2 (table 1); `"small"` for
            one 3×3 convolution (section 4.2).
        pool: name of the max pool.
        convolution: options of `conv_bn`.

    Returns:
        Maps, `(n, h / 4, w / 4, filters)` or `(n, h, w, filters)`.
    """
    kernel, stride = (7, 2) if size == "imagenet" else (3, 1)
    x = conv_bn(x, filters, kernel, stride, name="conv1", **convolution)
    x = layers.Activation("relu", name="conv1_relu")(x)
    if size == "imagenet":
        x = layers.ZeroPadding2D(1, name="pool1_pad")(x)  # after a ReLU zeros are as good as -inf
        x = layers.MaxPooling2D(3, 2, name=pool)(x)
    return x


def stages(
    x: KerasTensor, blocks: Sequence[int], width: int, block: Callable, *, reduced: int = 4,
    output_stride: int = 32, **options,
) -> KerasTensor:
    """Stack the residual blocks: twice the channels and half the side from stage to stage.

    Args:
        x: output of the stem, `(n, h, w, width)`.
        blocks: number of blocks in each stage.
        width: `filters` of the first stage's blocks.
        block: `basic_block` or `bottleneck_block`.
        reduced: image side over the side of `x`.
        output_stride: image side over the side of the last maps. Once it is reached, a stage dilates its
            windows instead of striding, and so keeps its field.
        options: of the block.

    Returns:
        Maps of the last stage.
    """
    dilation = 1
    for index, repeats in enumerate(blocks):
        stride, first = 1 if index == 0 else 2, dilation
        if reduced * stride > output_stride:
            stride, dilation = 1, dilation * stride
        reduced *= stride
        # A basic block would have strided at its first 3×3, whose taps then still stood at the old distance.
        dilations = [(first, dilation) if block is basic_block else dilation] + [dilation] * (repeats - 1)
        for number in range(repeats):
            step, name = stride if number == 0 else 1, f"conv{index + 2}_block{number + 1}"
            x = block(x, width * 2**index, step, dilation=dilations[number], name=name, **options)
    return x


def resnet(
    blocks: Sequence[int], width: int = 64, input_shape: tuple[int, int, int] = IMAGENET, classes: int = 1000,
    classifier_activation: str | None = "softmax", *, block: str = "bottleneck", stem_size: str = "imagenet",
    name: str = "resnet", **options,
) -> keras.Model:
    """Build a residual network, or without its shortcuts the plain network that it was compared with.

    Args:
        blocks: number of blocks in each stage; `(3, 3, 3)` with `width=16`, `block="basic"` and
            `stem_size="small"` is the ResNet-20 of section 4.2.
        width: channels of the stem, and `filters` of the first stage's blocks.
        input_shape: `(height, width, channels)` in pixels.
        classes: number of outputs.
        classifier_activation: of the outputs; `None` gives logits.
        block: `"basic"` or `"bottleneck"`.
        stem_size: `"imagenet"` or `"small"`, as in `stem`.
        name: name of the model.
        options: of blocks and convolutions: `shortcut`, `option`, `stride_on`, `gate`, `conv_bias`,
            `batch_norm`, `momentum`.

    Returns:
        An uncompiled model, `(n, height, width, channels)` to `(n, classes)`.

    >>> resnet((1, 1, 1), 16, (28, 28, 1), 10, block="basic", stem_size="small").output_shape
    (None, 10)
    """
    check_input(name, input_shape, classes)
    for option, allowed in CHOICES.items():
        asked = {"block": block, "stem_size": stem_size} | options
        check_choice(name, option, asked.get(option, allowed[0]), allowed)
    convolution = {key: options[key] for key in ("conv_bias", "batch_norm", "momentum") if key in options}
    images = keras.Input(input_shape)
    x = stem(images, width, stem_size, **convolution)
    x = stages(x, blocks, width, basic_block if block == "basic" else bottleneck_block, **options)
    x = layers.GlobalAveragePooling2D(name="avg_pool")(x)
    scores = layers.Dense(classes, activation=classifier_activation, name="predictions")(x)
    return keras.Model(images, scores, name=name)


def resnet18(input_shape=IMAGENET, classes=1000, classifier_activation="softmax", **options) -> keras.Model:
    """Build ResNet-18 (table 1): eight basic blocks, convolutions without bias."""
    options = {"block": "basic", "conv_bias": False, "name": "resnet18"} | options
    return resnet((2, 2, 2, 2), 64, input_shape, classes, classifier_activation, **options)


def resnet34(input_shape=IMAGENET, classes=1000, classifier_activation="softmax", **options) -> keras.Model:
    """Build ResNet-34 (table 1): sixteen basic blocks, convolutions without bias."""
    options = {"block": "basic", "conv_bias": False, "name": "resnet34"} | options
    return resnet((3, 4, 6, 3), 64, input_shape, classes, classifier_activation, **options)


def resnet50(input_shape=IMAGENET, classes=1000, classifier_activation="softmax", **options) -> keras.Model:
    """Build ResNet-50 (table 1): sixteen bottleneck blocks; Keras's weights fit by layer name.

    Arguments as in `resnet`: `conv_bias=False` is the paper's network, `stride_on="3x3"` is "v1.5".

    >>> resnet50((64, 64, 3), classes=10).get_layer("conv5_block3_out").output.shape
    (None, 2, 2, 2048)
    """
    options = {"name": "resnet50"} | options
    return resnet((3, 4, 6, 3), 64, input_shape, classes, classifier_activation, **options)


def resnet101(input_shape=IMAGENET, classes=1000, classifier_activation="softmax", **options) -> keras.Model:
    """Build ResNet-101 (table 1): 33 bottleneck blocks; otherwise as `resnet50`."""
    options = {"name": "resnet101"} | options
    return resnet((3, 4, 23, 3), 64, input_shape, classes, classifier_activation, **options)


def resnet152(input_shape=IMAGENET, classes=1000, classifier_activation="softmax", **options) -> keras.Model:
    """Build ResNet-152 (table 1): 50 bottleneck blocks; otherwise as `resnet50`."""
    options = {"name": "resnet152"} | options
    return resnet((3, 8, 36, 3), 64, input_shape, classes, classifier_activation, **options)
