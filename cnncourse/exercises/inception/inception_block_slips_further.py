"""Further slips of `inception_block`, each with the words that a reader is told."""

from .basis import _conv
from .inception_block import inception_block
from .inception_block_slips import _block


@inception_block.mistake("the convolutions have no bias", "All six have one; it is the default in Keras.")
def no_bias(x, widths):
    return _block(x, widths, bias=False)


@inception_block.mistake(
    "there is a BatchNorm", "GoogLeNet is older than BatchNorm (lesson 13). Convolution, bias, ReLU, nothing else."
)
def normalized(x, widths):
    return _block(x, widths, norm=True, bias=False)


@inception_block.mistake(
    "`x` is overwritten on the way",
    "Your second path assigns to `x`, and the third and the fourth begin at what it made. Give the maps inside a path another name.",
)
def overwritten(x, widths):
    from keras import layers

    one, reduce3, three, reduce5, five, projection = widths
    a = _conv(x, one, 1)
    x = _conv(x, reduce3, 1)
    b = _conv(x, three, 3)
    x = _conv(x, reduce5, 1)
    c = _conv(x, five, 5)
    d = _conv(layers.MaxPooling2D(3, 1, "same")(x), projection, 1)
    return layers.Concatenate()([a, b, c, d])


@inception_block.mistake("the pool's window is 2", "Path 4 takes the maximum of 3×3 pixels.")
def small_pool(x, widths):
    return _block(x, widths, pool_window=2)


@inception_block.mistake(
    "the path with the pool is missing", "Four paths are joined: the last is the pool and its 1×1."
)
def three_paths(x, widths):
    return _block(x, widths, order=(0, 1, 2))


@inception_block.mistake("path 1 has no ReLU", "All six convolutions have one, the lone 1×1 too.")
def linear_direct(x, widths):
    return _block(x, widths, relu_direct=False)


@inception_block.mistake(
    "only the large windows have a ReLU",
    "You left it out of the 1×1 convolutions. All six have one, four of them are 1×1.",
)
def linear_points(x, widths):
    return _block(x, widths, relu_direct=False, relu_reduce=False, relu_project=False)


@inception_block.mistake(
    "paths 2 and 3 are exchanged in the join",
    "All is there, but the 5×5 lies before the 3×3. The next layer's weights depend on the order.",
)
def five_before_three(x, widths):
    return _block(x, widths, order=(0, 2, 1, 3))


@inception_block.mistake("the pool's window is 5", "It is 3×3, whatever stands in the path beside it.")
def large_pool(x, widths):
    return _block(x, widths, pool_window=5)


@inception_block.mistake(
    "there is a BatchNorm, and a bias before it",
    "GoogLeNet is older than BatchNorm (lesson 13). Convolution, bias, ReLU, nothing else.",
)
def normalized_with_bias(x, widths):
    return _block(x, widths, norm=True)


@inception_block.mistake(
    "the 3×3 and the 5×5 share one reduction",
    "Each of the two paths has a 1×1 of its own, with a width of its own: `widths[1]` and `widths[3]`.",
)
def one_reduction(x, widths):
    from keras import layers

    one, reduce3, three, _, five, projection = widths
    shared = _conv(x, reduce3, 1)
    pooled = layers.MaxPooling2D(3, strides=1, padding="same")(x)
    ends = [_conv(x, one, 1), _conv(shared, three, 3), _conv(shared, five, 5), _conv(pooled, projection, 1)]
    return layers.Concatenate()(ends)


@inception_block.mistake(
    "there are two 3×3 in place of the 5×5",
    "That came a year later, with Inception v2 and v3. GoogLeNet's path 3 has one window of 5×5.",
)
def two_threes(x, widths):
    from keras import layers

    one, reduce3, three, reduce5, five, projection = widths
    pooled = layers.MaxPooling2D(3, strides=1, padding="same")(x)
    stack = _conv(_conv(_conv(x, reduce5, 1), five, 3), five, 3)
    ends = [_conv(x, one, 1), _conv(_conv(x, reduce3, 1), three, 3), stack, _conv(pooled, projection, 1)]
    return layers.Concatenate()(ends)


@inception_block.mistake(
    "the widths of module 3a are written in",
    "64, 96, 128 and so on are one example. The argument `widths` is not used.",
)
def always_3a(x, widths):
    return _block(x, (64, 96, 128, 16, 32, 32))


@inception_block.mistake(
    "`x` itself is joined, too", "Four paths come out, `x` does not. A block that hands its input on is lesson 14's."
)
def input_joined(x, widths):
    from keras import layers

    return layers.Concatenate()([_block(x, widths), x])


@inception_block.mistake(
    "all paths begin behind the pool", "Only path 4 looks at pooled maps. The other three begin at `x`."
)
def pooled_input(x, widths):
    from keras import layers

    return _block(layers.MaxPooling2D(3, strides=1, padding="same")(x), widths, pool_window=1)


@inception_block.mistake(
    "the 1×1 stands behind the window", "A reduction comes first, so that the window has fewer maps to look at."
)
def reduced_afterwards(x, widths):
    from keras import layers

    one, reduce3, three, reduce5, five, projection = widths
    pooled = layers.MaxPooling2D(3, strides=1, padding="same")(x)
    ends = [_conv(_conv(x, reduce3, 3), three, 1), _conv(_conv(x, reduce5, 5), five, 1)]
    return layers.Concatenate()([_conv(x, one, 1), *ends, _conv(pooled, projection, 1)])


@inception_block.mistake("the pool's path is the second", "It is the last of the four in the join.")
def pool_second(x, widths):
    return _block(x, widths, order=(0, 3, 1, 2))
