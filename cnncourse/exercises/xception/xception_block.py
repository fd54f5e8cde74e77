"""`xception_block`: reference, cases, slips and hints."""

from cnncourse.autocheck import Unusable, exercise

from .basis import _in_training


@exercise(points=3, minutes=10, seconds=60, tolerance=1e-4)
def xception_block(x, filters: int, first_relu: bool):
    """A block of Xception's entry flow: half the side, and a shortcut around it.

    The branch: ReLU (only if `first_relu`) · separable convolution · BatchNorm · ReLU · separable
    convolution · BatchNorm · 3×3 max pooling with stride 2.
    The shortcut: from `x` as it came in, a 1×1 convolution with stride 2, then BatchNorm; always.
    The output: branch plus shortcut. No ReLU behind the addition.

    Both separable convolutions are 3×3, to `filters` channels, one kernel for each channel, and
    nothing stands between their halves (`keras.layers.SeparableConv2D`). No convolution has a bias.
    All have `padding="same"`, and the pooling too. BatchNorm is Keras' own, with its default
    epsilon.

    Args:
        x: maps, a Keras tensor `(n, h, w, c)`.
        filters: channels of the output.
        first_relu: whether the branch begins with a ReLU. The network's first block follows one
            already.

    Returns:
        Maps, `(n, ⌈h / 2⌉, ⌈w / 2⌉, filters)`, a Keras tensor.
    """
    # BEGIN SOLUTION
    from keras import layers

    shortcut = layers.Conv2D(filters, 1, strides=2, padding="same", use_bias=False)(x)
    shortcut = layers.BatchNormalization()(shortcut)
    y = layers.ReLU()(x) if first_relu else x
    y = layers.SeparableConv2D(filters, 3, padding="same", use_bias=False)(y)
    y = layers.BatchNormalization()(y)
    y = layers.ReLU()(y)
    y = layers.SeparableConv2D(filters, 3, padding="same", use_bias=False)(y)
    y = layers.BatchNormalization()(y)
    y = layers.MaxPooling2D(3, strides=2, padding="same")(y)
    return layers.Add()([y, shortcut])
    # END SOLUTION


@xception_block.cases
def _(rng):
    yield "more channels, a ReLU first", ((8, 10, 4), 6, True)
    yield "more channels, no ReLU first", ((8, 10, 4), 6, False)
    yield "odd sides, as many channels", ((7, 9, 5), 5, True)


@xception_block.observe
def _(answer, args):
    import keras

    from cnncourse.nets.facts import block_facts

    ends = []

    def kept(x, *rest):
        try:
            ends[:] = x, answer(x, *rest)
        except ValueError as error:
            if "incompatible shapes" in str(error) or "Cannot broadcast" in str(error):
                raise Unusable(f"branch and shortcut differ in shape\n{_FIT}") from None
            raise
        return ends[1]

    shape, filters, first_relu = args
    facts = block_facts(kept, shape, filters, first_relu)
    return {**facts, "response in training": _in_training(keras.Model(*ends))}


_FIT = (
    "They are added number by number. Each halves the side once: the branch in its pooling (3×3, stride 2), the "
    'shortcut in its 1×1 (stride 2). All have `padding="same"`, and both end with `filters` channels.'
)


xception_block.hint(
    "Write the shortcut first; it takes `x` before anything has happened to it.",
    "The branch under another name, `y`: `y = layers.ReLU()(x) if first_relu else x`.",
    "`layers.SeparableConv2D(filters, 3, padding=\"same\", use_bias=False)` is depthwise and pointwise in one layer.",
    "The end: `layers.MaxPooling2D(3, strides=2, padding=\"same\")`, then `layers.Add()([y, shortcut])`.",
)  # fmt: skip
