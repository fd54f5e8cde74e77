"""`transition`: reference, cases, slips and hints."""

from cnncourse.autocheck import exercise

from .basis import _unit


@exercise(points=2, minutes=6, seconds=60, tolerance=1e-4)
def transition(x, compression: float):
    """Fewer maps and half the side, between two dense blocks.

    BatchNorm (`epsilon=1.001e-5`) · ReLU · 1×1 convolution without bias · 2×2 mean pooling with
    stride 2. Where a side is odd, its last pixel falls away.

    Args:
        x: maps, a Keras tensor `(n, h, w, c)`.
        compression: share of the maps that stays, in (0, 1]; a part of a map is rounded down.

    Returns:
        Maps, `(n, ⌊h / 2⌋, ⌊w / 2⌋, ⌊compression · c⌋)`, a Keras tensor.
    """
    # BEGIN SOLUTION
    import keras

    x = keras.layers.BatchNormalization(epsilon=1.001e-5)(x)
    x = keras.layers.ReLU()(x)
    x = keras.layers.Conv2D(int(compression * x.shape[-1]), 1, use_bias=False)(x)
    return keras.layers.AveragePooling2D(2)(x)
    # END SOLUTION


@transition.cases
def _(rng):
    yield "half of the maps", ((6, 8, 10), 0.5)
    yield "a part of a map, and odd sides", ((7, 9, 11), 0.25)
    yield "all of the maps", ((8, 6, 5), 1.0)


@transition.observe
def _(answer, args):
    from cnncourse.nets.facts import block_facts

    shape, compression = args
    return block_facts(answer, shape, compression)


def _shrink(x, compression, count=int, share=None, kernel=1, pool="AveragePooling2D", pooling=None, stride=1, **parts):
    """A transition with parts exchanged."""
    import keras

    filters = count((share or (lambda c: c))(compression) * x.shape[-1])
    if stride > 1:
        x = _unit(x, filters, kernel, **parts)
        return x[:, ::2, ::2]
    x = _unit(x, max(1, filters), kernel, **parts)
    return getattr(keras.layers, pool)(2, **(pooling or {}))(x) if pool else x


@transition.mistake("the largest in place of the mean", "The paper's transition takes the mean: `AveragePooling2D`.")
def max_pooled(x, compression):
    return _shrink(x, compression, pool="MaxPooling2D")


@transition.mistake(
    "the 1×1 strides in place of a mean",
    "It would look at one place in four (lesson 02). Convolve at every place, then take the mean of four.",
)
def strided(x, compression):
    return _shrink(x, compression, stride=2)


@transition.mistake("the side is not halved", "A 2×2 mean pooling comes last.")
def not_pooled(x, compression):
    return _shrink(x, compression, pool=None)


@transition.mistake(
    "the pooling windows overlap", "2×2 windows side by side: stride 2, which is the default of Keras' layer."
)
def overlapping(x, compression):
    return _shrink(x, compression, pooling={"strides": 1})


@transition.mistake(
    "a window that does not fit whole is dropped",
    'Seven pixels become three. `padding="same"` would make four of them.',
)
def pooled_same(x, compression):
    return _shrink(x, compression, pooling={"padding": "same"})


@transition.mistake("the number of maps stays", "The 1×1 makes `compression` times as many as it reads, rounded down.")
def not_compressed(x, compression):
    return _shrink(x, compression, share=lambda c: 1.0)


@transition.mistake("always half", "0.5 is the paper's choice. The argument tells which share stays.")
def always_half(x, compression):
    return _shrink(x, compression, share=lambda c: 0.5)


@transition.mistake(
    "a part of a map is rounded down", "`round` (or `ceil`) went up. `int` cuts off what is behind the point."
)
def rounded(x, compression):
    return _shrink(x, compression, count=round)


@transition.mistake(
    "`compression` is the share that stays",
    "You took it for the share that goes. At 0.25 a quarter of the maps is left.",
)
def share_that_goes(x, compression):
    return _shrink(x, compression, share=lambda c: 1 - c)


@transition.mistake("the convolution is a 3×3", "It is a 1×1: it merges maps and looks around nowhere.")
def three_by_three(x, compression):
    return _shrink(x, compression, kernel=3)


@transition.mistake("the convolution comes first", "BatchNorm, ReLU, convolution, as in the block.")
def convolution_first_here(x, compression):
    return _shrink(x, compression, after=True)


@transition.mistake(
    "the convolution comes first, and BatchNorm has another epsilon",
    "BatchNorm, ReLU, convolution, as in the block; and the layer takes 0.001 unless told `epsilon=1.001e-5`.",
)
def convolution_first_and_default_epsilon(x, compression):
    return _shrink(x, compression, after=True, eps=1e-3)


@transition.mistake("the ReLU is missing", "BatchNorm, ReLU, convolution, as in the block.")
def no_relu_here(x, compression):
    return _shrink(x, compression, act=False)


@transition.mistake("BatchNorm is missing", "BatchNorm, ReLU, convolution, as in the block.")
def no_norm_here(x, compression):
    return _shrink(x, compression, norm=False)


@transition.mistake("the convolution has a bias", "Asked for is a convolution without: `use_bias=False`.")
def biased(x, compression):
    return _shrink(x, compression, bias=True)


@transition.mistake(
    "BatchNorm has another epsilon", "Keras' layer takes 0.001 unless told; the transition asks for `epsilon=1.001e-5`."
)
def default_epsilon_here(x, compression):
    return _shrink(x, compression, eps=1e-3)


@transition.mistake("the ReLU stands before BatchNorm", "BatchNorm, ReLU, convolution, as in the block.")
def relu_first_here(x, compression):
    return _shrink(x, compression, swapped=True)


@transition.mistake(
    "BatchNorm and ReLU are missing", "They come before the convolution, as everywhere in this network."
)
def bare_transition(x, compression):
    return _shrink(x, compression, norm=False, act=False)


@transition.mistake(
    "the ReLU stands behind the convolution",
    "BatchNorm, ReLU, convolution: what the 1×1 gives goes into the mean as it is.",
)
def relu_behind(x, compression):
    import keras

    x = _shrink(x, compression, act=False, pool=None)
    return keras.layers.AveragePooling2D(2)(keras.layers.ReLU()(x))


@transition.mistake(
    "there is one more ReLU behind the convolution", "BatchNorm, ReLU, convolution, mean: there is only one ReLU."
)
def two_relus(x, compression):
    import keras

    return keras.layers.AveragePooling2D(2)(keras.layers.ReLU()(_shrink(x, compression, pool=None)))


@transition.mistake(
    "the mean comes before BatchNorm and ReLU",
    "Mean and 1×1 may change places, mean and ReLU may not: a mean of bent values is not a bent mean.",
)
def pooled_too_early(x, compression):
    import keras

    return _shrink(keras.layers.AveragePooling2D(2)(x), compression, pool=None)


@transition.mistake(
    "the 1×1 convolution is missing", "It mixes all maps into fewer. Leaving some out, or keeping all, is not the same."
)
def no_convolution(x, compression):
    import keras

    x = keras.layers.ReLU()(keras.layers.BatchNormalization(epsilon=1.001e-5)(x))
    return keras.layers.AveragePooling2D(2)(x)


@transition.mistake(
    "divided by `compression`",
    "It is a share, at most 1: multiply. At 0.25 a quarter of the maps is left, not four times as many.",
)
def divided(x, compression):
    return _shrink(x, compression, share=lambda c: 1 / c)


transition.hint(
    "Four layers, one after the other; nothing is joined.",
    "The number of maps: `int(compression * x.shape[-1])`.",
    "`keras.layers.AveragePooling2D(2)` at the end.",
)
