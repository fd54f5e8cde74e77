"""Slips of `pspnet`, each with the words that a reader is told."""

from .basis import _levels, _normed, _window_of
from .pspnet import pspnet


def _network(input_shape, classes, width, bins, strides=(2, 2), dilation=2, widths=(1, 2, 4, 2), pyramid=_levels, level=None, head=True, how="bilinear",
             last_bias=True, end=("resize", "softmax"), last=None, kernel=1, sides=None, parts=None, pool=True, head_kernel=3, head_dilation=1):  # fmt: skip
    """The network with parts to exchange."""
    import keras
    from keras import layers

    parts = parts or {}
    images = keras.Input(input_shape)
    x = _normed(images, widths[0] * width, 3, strides[0], **parts)
    x = _normed(x, widths[1] * width, 3, strides[1], **parts)
    x = _normed(x, widths[2] * width, 3, dilation=dilation, **parts)
    if pool:
        x = pyramid(x, bins, level(4 * width, len(bins)) if level else 4 * width // len(bins))
    if head:
        x = _normed(x, widths[3] * width, head_kernel, dilation=head_dilation, **parts)
    if last == "norm":
        x = _normed(x, classes, kernel, relu=False, bias=last_bias)
    else:
        x = layers.Conv2D(classes, kernel, padding="same", use_bias=last_bias, activation=last)(x)
    for step in end:
        if step == "resize":
            x = layers.Resizing(*(sides or input_shape[:2]), interpolation=how)(x)
        elif step == "factor":
            x = layers.UpSampling2D(4, interpolation="bilinear")(x)
        else:
            x = layers.Activation(step)(x)
    return keras.Model(images, x)


@pspnet.mistake("there is no pyramid", "Step 4 is missing.")
def no_pyramid(*args):
    return _network(*args, pool=False)


@pspnet.mistake(
    "the bins became windows",
    "The pyramid pools *to* b × b means. Take the package's `pyramid_pooling`, or mend yours.",
)
def window_pyramid(*args):
    return _network(*args, pyramid=lambda x, b, f: _levels(x, b, f, pool=_window_of))


@pspnet.mistake("the pyramid does not hand the input on", "The maps themselves are joined to the levels.")
def pyramid_without_input(*args):
    return _network(*args, pyramid=lambda x, b, f: _levels(x, b, f, keep="none"))


@pspnet.mistake(
    "the levels of the pyramid are too wide", "Each has `4 * width // len(bins)` filters: together as many as the maps."
)
def wide_levels(*args):
    return _network(*args, level=lambda c, n: c)


@pspnet.mistake(
    "each level has `width` filters",
    "`4 * width // len(bins)`, which is another number where there are not four levels.",
)
def width_levels(input_shape, classes, width, bins):
    return _network(input_shape, classes, width, bins, level=lambda c, n: width)


@pspnet.mistake("the bins were fixed", "The argument `bins` says which there are.")
def fixed_bins(input_shape, classes, width, bins):
    return _network(input_shape, classes, width, (1, 2, 4))


@pspnet.mistake("PSPNet-50's bins were taken", "The argument `bins` says which there are.")
def paper_bins(input_shape, classes, width, bins):
    return _network(input_shape, classes, width, (1, 2, 3, 6))


@pspnet.mistake(
    "the third convolution is not dilated",
    "`dilation_rate=2`: it looks as far as if the maps had been halved once more.",
)
def not_dilated(*args):
    return _network(*args, dilation=1)


@pspnet.mistake(
    "the second convolution has no stride",
    "Both of the first two have stride 2: the maps have a quarter of the image's side.",
)
def one_stride(*args):
    return _network(*args, strides=(2, 1))


@pspnet.mistake("no convolution has a stride", "The first two have stride 2: a quarter of the image's side.")
def no_stride(*args):
    return _network(*args, strides=(1, 1))


@pspnet.mistake(
    "the third convolution has a stride, too", "It is dilated *in place of* a stride, so that the maps keep their size."
)
def three_strides(input_shape, classes, width, bins):
    import keras
    from keras import layers

    images = keras.Input(input_shape)
    x = images
    for factor in (1, 2, 4):
        x = _normed(x, factor * width, 3, 2)
    x = _normed(_levels(x, bins, 4 * width // len(bins)), 2 * width, 3)
    x = layers.Resizing(*input_shape[:2])(layers.Conv2D(classes, 1)(x))
    return keras.Model(images, layers.Softmax()(x))


@pspnet.mistake("the convolution behind the pyramid is missing", "Step 5 joins what the levels say.")
def no_head(*args):
    return _network(*args, head=False)


@pspnet.mistake("the convolution behind the pyramid has another width", "Step 5 has `2 * width` filters.")
def wide_head(*args):
    return _network(*args, widths=(1, 2, 4, 4))


@pspnet.mistake(
    "all convolutions have the same width", "`width`, `2 * width`, `4 * width`, and `2 * width` behind the pyramid."
)
def flat_widths(*args):
    return _network(*args, widths=(1, 1, 1, 1))


@pspnet.mistake("the softmax is missing", "The last step makes probabilities of the scores of each pixel.")
def logits(*args):
    return _network(*args, end=("resize",))


@pspnet.mistake(
    "the softmax comes before the resizing",
    "Scores are resized, then made probabilities. The other order gives other numbers.",
)
def softmax_first(*args):
    return _network(*args, end=("softmax", "resize"))


@pspnet.mistake("the scores keep the size of the maps", "Step 7 brings them to the height and width of the image.")
def not_resized(*args):
    return _network(*args, end=("softmax",))


@pspnet.mistake("the scores are sigmoids", "A pixel has one class: softmax over the classes.")
def sigmoids(*args):
    return _network(*args, end=("resize", "sigmoid"))


@pspnet.mistake(
    "the softmax goes along another axis",
    "Over the classes, the last axis. Now the probabilities of a *row of pixels* add up to 1.",
)
def softmax_axis(input_shape, classes, width, bins):
    import keras
    from keras import layers

    plain = _network(input_shape, classes, width, bins, end=("resize",))
    return keras.Model(plain.input, layers.Softmax(axis=2)(plain.output))


@pspnet.mistake("the scores are resized to the nearest", '`interpolation="bilinear"`.')
def nearest_scores(*args):
    return _network(*args, how="nearest")


@pspnet.mistake(
    "height and width are exchanged", "`layers.Resizing(height, width)`; `input_shape` is (height, width, channels)."
)
def exchanged_sides(input_shape, *args):
    return _network(input_shape, *args, sides=input_shape[1::-1])


@pspnet.mistake("the last convolution has no bias", "It is the only one that has: no BatchNorm follows.")
def last_without_bias(*args):
    return _network(*args, last_bias=False)


@pspnet.mistake("the last convolution has a ReLU", "Scores may be negative.")
def last_relu(*args):
    return _network(*args, last="relu")


@pspnet.mistake("the scores are normalized", "No BatchNorm behind the last convolution.")
def last_norm(*args):
    return _network(*args, last="norm")


@pspnet.mistake("the last convolution is 3×3", "Step 6 is a 1×1 convolution.")
def last_three(*args):
    return _network(*args, kernel=3)
