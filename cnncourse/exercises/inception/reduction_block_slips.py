"""Slips of `reduction_block`, each with the words that a reader is told."""

from .basis import _conv
from .reduction_block import reduction_block


def _halved(
    x, direct, reduced, double, padding="valid", stride_at=2, mean=False, pool=3, pooled=True, project=False, order=(0, 1, 2),
    reduce=True, windows=2, relu=True, bias=True, join="channels", inner="same", relu_reduce=True, late=False, inner_width=None, relu_last=True, before=False, relu_joined=False,
):  # fmt: skip
    """A reduction block that resembles the one asked for."""
    from keras import layers

    def conv(x, filters, kernel, stride=1, padding="same", relu=relu):
        return _conv(x, filters, kernel, stride, relu, padding, bias)

    def strided(x, filters, relu=relu):
        if not late:
            return conv(x, filters, 3, 2, padding, relu)
        return layers.MaxPooling2D(3, 2, padding)(conv(x, filters, 3))

    a = strided(conv(x, reduced, 1) if before else x, direct)
    b = x
    if reduce:
        b = conv(b, reduced, 1, 2 if stride_at == 0 else 1, relu=relu and relu_reduce)
    if windows == 2:
        at = stride_at == 1
        b = conv(b, inner_width or double, 3, 2 if at else 1, padding if at else inner)
    b = strided(b, double, relu and relu_last) if stride_at == 2 else conv(b, double, 3)
    kind = layers.AveragePooling2D if mean else layers.MaxPooling2D
    c = kind(pool, strides=2, padding=padding)(x)
    if project:
        c = conv(c, direct, 1)
    paths = [(a, b, c)[number] for number in order if pooled or number < 2]
    if len(paths) == 1:
        return paths[0]
    y = layers.Concatenate()(paths) if join == "channels" else layers.Add()(paths)
    return layers.ReLU()(y) if relu_joined else y


@reduction_block.mistake(
    'the strided windows pad "same"',
    "Then 8 pixels become 4. Without padding a window of 3 has (8 − 3) // 2 + 1 = 3 places: an odd pixel is left over.",
)
def same_everywhere(*args):
    return _halved(*args, padding="same")


@reduction_block.mistake(
    "the ends of the paths have different sizes",
    "All three must arrive at `(h − 1) // 2`. The strided windows and the pool take no padding, what has stride 1 keeps its side.",
)
def inner_valid(*args):
    return _halved(*args, inner="valid")


@reduction_block.mistake(
    "path 2 strides too early",
    "Its first 3×3 halves the side in your block. The last one does: before that the window still sees every pixel.",
)
def strides_early(*args):
    return _halved(*args, stride_at=1)


@reduction_block.mistake("path 2 has one 3×3", "A 1×1, then two 3×3: this path looks at 5×5 pixels.")
def single_window(*args):
    return _halved(*args, windows=1)


@reduction_block.mistake(
    "the 1×1 of path 2 is missing", "The first of its three convolutions brings `c` maps to `reduced`."
)
def without_reduce(*args):
    return _halved(*args, reduce=False)


@reduction_block.mistake(
    "the first 3×3 of path 2 has `reduced` filters", "`reduced` belongs to the 1×1 alone; both 3×3 have `double`."
)
def narrow_middle(x, direct, reduced, double):
    return _halved(x, direct, reduced, double, inner_width=reduced)


@reduction_block.mistake(
    "the pool is missing",
    "Then all that the next layer knows has passed the convolutions. The pool hands every map of `x` on.",
)
def no_pool(*args):
    return _halved(*args, pooled=False)


@reduction_block.mistake("the mean in place of the maximum", "This pool takes the maximum.")
def mean_reduction(*args):
    return _halved(*args, mean=True)


@reduction_block.mistake(
    "there is a 1×1 behind the pool",
    "In GoogLeNet's block there is one. Here the pooled maps are handed on as they are.",
)
def projected(*args):
    return _halved(*args, project=True)


@reduction_block.mistake("the paths come in another order", "Path 1, path 2, then the pool.")
def other_order(*args):
    return _halved(*args, order=(2, 0, 1))


@reduction_block.mistake("the paths are added", "They are joined by channel, as in every Inception block.")
def added_paths(*args):
    return _halved(*args, join="add")


@reduction_block.mistake(
    "there is no activation", "Each of the four convolutions gets a ReLU. In Keras that has to be asked for."
)
def linear(*args):
    return _halved(*args, relu=False)


@reduction_block.mistake("the 1×1 has no ReLU", "All four convolutions have one.")
def linear_reduce(*args):
    return _halved(*args, relu_reduce=False)


@reduction_block.mistake("the convolutions have no bias", "All four have one; it is the default in Keras.")
def biasless(*args):
    return _halved(*args, bias=False)


@reduction_block.mistake(
    "you convolve at full size and pool afterwards",
    "That computes four times as many places and throws three of four away. The stride belongs to the convolution itself.",
)
def pool_later(*args):
    return _halved(*args, late=True)


@reduction_block.mistake(
    "the pool's window is 2",
    "It is 3 wide with stride 2, so that its windows overlap by a pixel and end where the convolutions end.",
)
def pool_of_two(*args):
    return _halved(*args, pool=2)


@reduction_block.mistake(
    "there is one ReLU behind the join, and none in the paths",
    "Then the three convolutions of path 2 are a single linear layer, and the pooled maps lose what is negative. The ReLUs belong to the convolutions.",
)
def relu_behind_join(*args):
    return _halved(*args, relu=False, relu_joined=True)


@reduction_block.mistake("the last convolution of path 2 has no ReLU", "All four convolutions have one.")
def linear_last(*args):
    return _halved(*args, relu_last=False)


@reduction_block.mistake(
    "`reduced` and `double` are exchanged", "`reduced` belongs to the 1×1, `double` to the two 3×3 behind it."
)
def widths_of_path_2(x, direct, reduced, double):
    return _halved(x, direct, double, reduced)


@reduction_block.mistake(
    "`direct` and `double` are exchanged",
    "Path 1, the single window, has `direct` filters; both 3×3 of path 2 have `double`.",
)
def paths_exchanged(x, direct, reduced, double):
    return _halved(x, double, reduced, direct)


@reduction_block.mistake(
    "path 1 has a reduction", "The single window looks at `x` itself. Only path 2 begins with a 1×1."
)
def reduced_twice(*args):
    return _halved(*args, before=True)


@reduction_block.mistake(
    "there is a ReLU on the pooled maps",
    "Behind the join it also meets path 3, which hands on what it found, negative or not. The ReLUs belong to the convolutions.",
)
def relu_on_pool(*args):
    return _halved(*args, relu_joined=True)


@reduction_block.mistake(
    "there is a 1×1 of `c` filters behind the pool",
    "In GoogLeNet's block there is a 1×1. Here the pooled maps are handed on as they are.",
)
def projected_to_c(x, direct, reduced, double):
    from keras import layers

    a_and_b = _halved(x, direct, reduced, double, pooled=False)
    return layers.Concatenate()([a_and_b, _conv(layers.MaxPooling2D(3, 2)(x), x.shape[-1], 1)])


@reduction_block.mistake(
    "the paddings of the two 3×3 in path 2 are exchanged",
    'The first keeps the side, so it pads "same". The one with the stride takes none.',
)
def paddings_exchanged(x, direct, reduced, double):
    from keras import layers

    b = _conv(_conv(_conv(x, reduced, 1), double, 3, padding="valid"), double, 3, 2)
    return layers.Concatenate()([_conv(x, direct, 3, 2, padding="valid"), b, layers.MaxPooling2D(3, 2)(x)])


@reduction_block.mistake(
    "everything is pooled first",
    "That is the bottleneck: all paths see what the pool has left over. Each path begins at `x` and halves for itself.",
)
def bottleneck(x, direct, reduced, double):
    from keras import layers

    x = layers.MaxPooling2D(3, 2)(x)
    b = _conv(_conv(_conv(x, reduced, 1), double, 3), double, 3)
    return layers.Concatenate()([_conv(x, direct, 3), b, x])


@reduction_block.mistake(
    "there is a BatchNorm", "Inception v3 has it; the block asked for here is simpler: convolution, bias, ReLU."
)
def normed(x, direct, reduced, double):
    from keras import layers

    def conv(x, filters, kernel, stride=1, padding="same"):
        x = layers.Conv2D(filters, kernel, stride, padding, use_bias=False)(x)
        return layers.ReLU()(layers.BatchNormalization(scale=False)(x))

    b = conv(conv(conv(x, reduced, 1), double, 3), double, 3, 2, "valid")
    return layers.Concatenate()([conv(x, direct, 3, 2, "valid"), b, layers.MaxPooling2D(3, 2)(x)])


@reduction_block.mistake("the 1×1 has `direct` filters", "It has `reduced` of them; `direct` belongs to path 1.")
def direct_in_path_2(x, direct, reduced, double):
    from keras import layers

    b = _halved(x, direct, direct, double, order=(1,))
    return layers.Concatenate()([_conv(x, direct, 3, 2, padding="valid"), b, layers.MaxPooling2D(3, 2)(x)])


@reduction_block.mistake(
    "`x` is overwritten on the way",
    "Your path 2 assigns to `x`, and the pool looks at what its 1×1 made. Give the maps inside a path another name.",
)
def pool_of_reduced(x, direct, reduced, double):
    from keras import layers

    a = _conv(x, direct, 3, 2, padding="valid")
    x = _conv(x, reduced, 1)
    b = _conv(_conv(x, double, 3), double, 3, 2, padding="valid")
    return layers.Concatenate()([a, b, layers.MaxPooling2D(3, 2)(x)])


@reduction_block.mistake(
    "paths 1 and 2 are exchanged in the join", "The single window comes first, then the long path."
)
def long_path_first(*args):
    return _halved(*args, order=(1, 0, 2))


@reduction_block.mistake("path 1 has no ReLU", "All four convolutions have one.")
def linear_direct_path(x, direct, reduced, double):
    from keras import layers

    a = _conv(x, direct, 3, 2, relu=False, padding="valid")
    return layers.Concatenate()([a, _halved(x, direct, reduced, double, order=(1, 2))])


@reduction_block.mistake("the first 3×3 of path 2 has no ReLU", "All four convolutions have one.")
def linear_middle(x, direct, reduced, double):
    from keras import layers

    b = _conv(_conv(_conv(x, reduced, 1), double, 3, relu=False), double, 3, 2, padding="valid")
    return layers.Concatenate()([_conv(x, direct, 3, 2, padding="valid"), b, layers.MaxPooling2D(3, 2)(x)])
