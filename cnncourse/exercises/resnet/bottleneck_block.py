"""`bottleneck_block`: reference, cases, slips and hints."""

from cnncourse.autocheck import exercise

from .basis import _basic, _conv_bn, _relu
from .residual_block import residual_block


@exercise(points=2, minutes=8, seconds=60, tolerance=1e-4)
def bottleneck_block(x, filters: int, stride: int):
    """A 1×1 convolution to fewer maps, a 3×3, a 1×1 to four times as many; around them the input.

    The branch: 1×1 convolution with `stride` · BatchNorm · ReLU · 3×3 convolution · BatchNorm ·
    ReLU · 1×1 convolution to `4 · filters` channels · BatchNorm. The stride is on the *first*
    convolution, as in the paper.
    The shortcut: `x` itself; where its shape differs from the branch's (channels or a stride), a
    1×1 convolution with `stride` to `4 · filters` channels, then BatchNorm.
    The output: branch plus shortcut, then ReLU.

    Convolutions have no bias, the 3×3 has `padding="same"`, and BatchNorm has
    `epsilon=1.001e-5`.

    Args:
        x: maps, a Keras tensor `(n, h, w, c)`.
        filters: channels of the first two convolutions.
        stride: of the block, in pixels.

    Returns:
        Maps, `(n, ⌈h / stride⌉, ⌈w / stride⌉, 4 · filters)`, a Keras tensor.
    """
    # BEGIN SOLUTION
    from keras import layers

    def convolve(x, filters, kernel, stride=1):
        x = layers.Conv2D(filters, kernel, strides=stride, padding="same", use_bias=False)(x)
        return layers.BatchNormalization(epsilon=1.001e-5)(x)

    y = layers.ReLU()(convolve(x, filters, 1, stride))
    y = layers.ReLU()(convolve(y, filters, 3))
    y = convolve(y, 4 * filters, 1)
    if stride > 1 or x.shape[-1] != 4 * filters:
        x = convolve(x, 4 * filters, 1, stride)
    return layers.ReLU()(layers.Add()([x, y]))
    # END SOLUTION


@bottleneck_block.cases
def _(rng):
    yield "nothing changes shape", ((8, 10, 12), 3, 1)
    yield "more channels", ((8, 10, 3), 3, 1)
    yield "stride 2, channels as they were", ((8, 10, 12), 3, 2)
    yield "stride 2 and more channels", ((7, 9, 8), 4, 2)


bottleneck_block.observe(residual_block.observer)


def _bottle(
    x, filters, stride, widths=(1, 1, 4), kernels=(1, 3, 1), strides=lambda s: (s, 1, 1), relus=(1, 1, 0, 1), project=None,
    projection=None, join="Add", last_norm=True, bent=False, shortcut=True, **parts,
):  # fmt: skip
    """A block that resembles the bottleneck."""
    from keras import layers

    y, out = x, widths[2] * filters
    for number, (width, kernel, step) in enumerate(zip(widths, kernels, strides(stride), strict=True)):
        y = _conv_bn(y, width * filters, kernel, step, **{"norm": number < 2 or last_norm, **parts})
        y = _relu(y) if relus[number] else y
    differs = stride > 1 or x.shape[-1] != out
    if differs if project is None else project(x.shape[-1], filters, stride):
        x = _conv_bn(x, out, **{"kernel": 1, "stride": stride, **parts, **(projection or {})})
        x = _relu(x) if bent else x
    y = getattr(layers, join)()([x, y]) if shortcut else y
    return _relu(y) if relus[3] else y


@bottleneck_block.mistake(
    "the expansion by four is missing",
    "The last 1×1 convolution gives `4 · filters` channels, and so does the projection.",
)
def no_expansion(x, filters, stride):
    return _bottle(x, filters, stride, widths=(1, 1, 1))


@bottleneck_block.mistake(
    "the stride comes too late",
    'The paper strides the *first* 1×1. On the 3×3 it is what PyTorch builds, called "v1.5" (this lesson measures it); on the last 1×1 it gives the same numbers for more work.',
)
def stride_on_3x3(x, filters, stride):
    return _bottle(x, filters, stride, strides=lambda s: (1, s, 1))


@bottleneck_block.mistake(
    'the stride is on the 3×3, padded with "same"',
    "Two things: the paper strides the first 1×1, and `same` would pad a strided 3×3 only at the bottom and right.",
)
def stride_on_same_3x3(x, filters, stride):
    return _bottle(x, filters, stride, strides=lambda s: (1, s, 1), same=True)


@bottleneck_block.mistake(
    "the channels are compared with `filters`",
    "The branch ends with `4 · filters` channels. That is what the input must have to be added as it is.",
)
def compared_with_filters(x, filters, stride):
    return _bottle(x, filters, stride, project=lambda c, f, s: s > 1 or c != f)


@bottleneck_block.mistake(
    "no projection where only the stride changes the shape",
    "Channels may be equal and sides differ. Either calls for a 1×1 convolution.",
)
def bottle_for_channels_only(x, filters, stride):
    return _bottle(x, filters, stride, project=lambda c, f, s: c != 4 * f)


@bottleneck_block.mistake(
    "no projection where only the channels change",
    "The first block of the first stage has stride 1, and its channels still become four times as many.",
)
def bottle_for_stride_only(x, filters, stride):
    return _bottle(x, filters, stride, project=lambda c, f, s: s > 1)


@bottleneck_block.mistake(
    "only one of the two paths strides",
    "At stride 2 both have to halve the side: the first 1×1 of the branch, and the 1×1 on the shortcut.",
)
def bottle_projection_without_stride(x, filters, stride):
    return _bottle(x, filters, stride, projection={"stride": 1})


@bottleneck_block.mistake(
    "there is a ReLU behind the last convolution", "The branch ends in BatchNorm; the ReLU comes after the addition."
)
def bottle_relu_twice(x, filters, stride):
    return _bottle(x, filters, stride, relus=(1, 1, 1, 1))


@bottleneck_block.mistake("the ReLU stands before the addition", "It comes after it.")
def bottle_relu_before(x, filters, stride):
    return _bottle(x, filters, stride, relus=(1, 1, 1, 0))


@bottleneck_block.mistake("the ReLU behind the 3×3 is missing", "Both of the first two convolutions have one.")
def bottle_one_relu(x, filters, stride):
    return _bottle(x, filters, stride, relus=(1, 0, 0, 1))


@bottleneck_block.mistake("the last ReLU is missing", "After the addition comes a ReLU.")
def bottle_no_last_relu(x, filters, stride):
    return _bottle(x, filters, stride, relus=(1, 1, 0, 0))


@bottleneck_block.mistake("the middle convolution is a 1×1", "Of the three the middle one looks around: it is a 3×3.")
def bottle_all_1x1(x, filters, stride):
    return _bottle(x, filters, stride, kernels=(1, 1, 1))


@bottleneck_block.mistake(
    "the 3×3 is as wide as the output", "It works on `filters` maps. To make it cheap is what the first 1×1 is for."
)
def bottle_wide(x, filters, stride):
    return _bottle(x, filters, stride, widths=(4, 4, 4))


@bottleneck_block.mistake("nothing is added", "The three convolutions are there. The shortcut around them is not.")
def bottle_no_shortcut(x, filters, stride):
    return _bottle(x, filters, stride, shortcut=False, project=lambda c, f, s: False)


@bottleneck_block.mistake(
    "BatchNorm has another epsilon", "Keras' layer takes 0.001 unless told; the block asks for `epsilon=1.001e-5`."
)
def bottle_default_epsilon(x, filters, stride):
    return _bottle(x, filters, stride, eps=1e-3)


@bottleneck_block.mistake("the convolutions have a bias", "BatchNorm subtracts it again: `use_bias=False`.")
def bottle_with_bias(x, filters, stride):
    return _bottle(x, filters, stride, bias=True)


@bottleneck_block.mistake(
    "the expansion by four is missing",
    "You compare with `4 · filters` channels; the last 1×1 convolution and the projection have to give as many.",
)
def no_expansion_but_compared(x, filters, stride):
    return _bottle(x, filters, stride, widths=(1, 1, 1), project=lambda c, f, s: s > 1 or c != 4 * f)


@bottleneck_block.mistake(
    "the 3×3 gives four times as many maps", "It stays narrow, `filters` to `filters`. The last 1×1 widens."
)
def bottle_wide_middle(x, filters, stride):
    return _bottle(x, filters, stride, widths=(1, 4, 4))


@bottleneck_block.mistake(
    "the widths are turned around", "Narrow inside, wide outside: `filters`, `filters`, `4 · filters`."
)
def bottle_turned_around(x, filters, stride):
    return _bottle(x, filters, stride, widths=(4, 4, 1))


@bottleneck_block.mistake(
    "`filters` is taken for the width of the output", "It is the narrow width. The output has `4 · filters` channels."
)
def bottle_a_quarter(x, filters, stride):
    return _bottle(x, filters // 4, stride)


@bottleneck_block.mistake("two convolutions stride", "The block halves the side once, in its first 1×1.")
def bottle_two_stride(x, filters, stride):
    return _bottle(x, filters, stride, strides=lambda s: (s, s, 1))


@bottleneck_block.mistake(
    "the shortcut is always projected",
    "Where the shapes agree, the input is added as it is: no weights, nothing to learn.",
)
def bottle_always_projected(x, filters, stride):
    return _bottle(x, filters, stride, project=lambda c, f, s: True)


@bottleneck_block.mistake(
    "the shortcut is never projected", "Where channels or sides differ, the input goes through a 1×1 convolution first."
)
def bottle_never_projected(x, filters, stride):
    return _bottle(x, filters, stride, project=lambda c, f, s: False)


@bottleneck_block.mistake(
    "no BatchNorm on the projection", "The 1×1 convolution on the shortcut is followed by one, too."
)
def bottle_bare_projection(x, filters, stride):
    return _bottle(x, filters, stride, projection={"norm": False})


@bottleneck_block.mistake("there is a ReLU on the shortcut", "The projection ends in BatchNorm.")
def bottle_bent_projection(x, filters, stride):
    return _bottle(x, filters, stride, bent=True)


@bottleneck_block.mistake("the last BatchNorm is missing", "Each of the three convolutions is followed by one.")
def bottle_no_last_norm(x, filters, stride):
    return _bottle(x, filters, stride, last_norm=False)


@bottleneck_block.mistake("the ReLU behind the first 1×1 is missing", "Both of the first two convolutions have one.")
def bottle_first_linear(x, filters, stride):
    return _bottle(x, filters, stride, relus=(0, 1, 0, 1))


@bottleneck_block.mistake(
    "all three convolutions are 3×3", "Only the one in the middle looks around. The other two are 1×1."
)
def bottle_all_3x3(x, filters, stride):
    return _bottle(x, filters, stride, kernels=(3, 3, 3), same=True)


@bottleneck_block.mistake("the 3×3 is not padded", 'It takes two rows and two columns away. It has `padding="same"`.')
def bottle_unpadded(x, filters, stride):
    return _bottle(x, filters, stride, valid=True)


@bottleneck_block.mistake(
    "the input is appended, not added", "`Concatenate` joins the channels. Here numbers are added."
)
def bottle_concatenated(x, filters, stride):
    return _bottle(x, filters, stride, join="Concatenate")


@bottleneck_block.mistake(
    "that is the block with two 3×3", "The bottleneck has three convolutions: a 1×1, a 3×3 and a 1×1."
)
def bottle_basic(x, filters, stride):
    return _basic(x, filters, stride)


@bottleneck_block.mistake(
    "that is the block with two 3×3", "The bottleneck has three convolutions: a 1×1, a 3×3 and a 1×1."
)
def bottle_basic_wide(x, filters, stride):
    return _basic(x, 4 * filters, stride)


bottleneck_block.hint(
    "It is `residual_block` with three convolutions. A small function for convolution and BatchNorm saves lines.",
    "Widths: `filters`, `filters`, `4 * filters`. Kernels: 1, 3, 1. ReLU behind the first two.",
    "The shortcut fits as it is only if `stride == 1` and `x.shape[-1] == 4 * filters`.",
    "The stride belongs to the first convolution and to the projection.",
)
