"""Slips of `inception_block`, each with the words that a reader is told."""

from .basis import _conv
from .inception_block import inception_block


def _block(
    x, widths, windows=(3, 5), reduced=True, mean=False, pool_first=True, project=True, order=(0, 1, 2, 3), join="channels",
    relu_reduce=True, relu_end=True, relu_project=True, bias=True, padding="same", pool_stride=1, norm=False, chain=False,
    relu_direct=None, pool_window=3,
):  # fmt: skip
    """A block that resembles GoogLeNet's, put together from its parts."""
    from keras import layers

    one, reduce3, three, reduce5, five, projection = widths

    def conv(x, filters, kernel, relu=True, padding="same"):
        if not norm:
            return _conv(x, filters, kernel, relu=relu, padding=padding, bias=bias)
        x = layers.BatchNormalization()(_conv(x, filters, kernel, relu=False, bias=bias))
        return layers.ReLU()(x)

    def path(x, reduce, filters, kernel):
        x = conv(x, reduce, 1, relu_reduce) if reduced else x
        return conv(x, filters, kernel, relu_end, padding)

    def pool(x):
        kind = layers.AveragePooling2D if mean else layers.MaxPooling2D
        return kind(pool_window, strides=pool_stride, padding="same")(x)

    a = conv(x, one, 1, relu_end if relu_direct is None else relu_direct)
    b = path(x, reduce3, three, windows[0])
    c = path(b if chain else x, reduce5, five, windows[1])
    if not project:
        d = pool(x)
    else:
        d = conv(pool(x), projection, 1, relu_project) if pool_first else pool(conv(x, projection, 1, relu_project))
    paths = [(a, b, c, d)[number] for number in order]
    if join == "channels":
        return layers.Concatenate()(paths)
    return layers.Add()(paths) if join == "add" else layers.Concatenate(axis=1)(paths)


@inception_block.mistake(
    "the paths are added",
    "Adding mixes the four before anything could weigh them, and needs equal widths. Here the maps lie side by side: "
    "channels add up, numbers do not.",
)
def added(x, widths):
    return _block(x, widths, join="add")


@inception_block.mistake(
    "the paths are joined along the height", "That glues pictures below one another. Channels are the last axis."
)
def along_height(x, widths):
    return _block(x, widths, join="height")


@inception_block.mistake(
    "the ends of the paths have different sizes",
    'All four must end at the height and width of `x`. A pool in Keras moves by its own window unless told otherwise, and "valid" windows lose '
    "the edge.",
)
def pool_strides(x, widths):
    return _block(x, widths, pool_stride=3)


@inception_block.mistake(
    "the reductions are missing",
    "The 3×3 and the 5×5 look at `x` itself in your block. A 1×1 comes before each of them; that is what makes them affordable.",
)
def not_reduced(x, widths):
    return _block(x, widths, reduced=False)


@inception_block.mistake(
    "the large window is a 3×3",
    "Path 3 has a 5×5. (torchvision's GoogLeNet has the same slip; its source calls it a known bug.)",
)
def five_is_three(x, widths):
    return _block(x, widths, windows=(3, 3))


@inception_block.mistake("the windows of 3 and 5 are exchanged", "Path 2 looks at 3×3, path 3 at 5×5.")
def windows_exchanged(x, widths):
    return _block(x, widths, windows=(5, 3))


@inception_block.mistake(
    "reductions and windows have each other's widths",
    "`widths[1]` and `widths[3]` belong to the 1×1 that come first, `widths[2]` and `widths[4]` to the windows.",
)
def widths_exchanged(x, widths):
    one, reduce3, three, reduce5, five, projection = widths
    return _block(x, (one, three, reduce3, five, reduce5, projection))


@inception_block.mistake(
    "the widths are read in another order",
    "You took the four outputs first and the reductions last. The order is the list in the docstring, convolution by convolution.",
)
def outputs_first(x, widths):
    one, three, five, projection, reduce3, reduce5 = widths
    return _block(x, (one, reduce3, three, reduce5, five, projection))


@inception_block.mistake(
    "the mean in place of the maximum", "Path 4 pools by maximum. Inception v3 is the one with means."
)
def mean_pool(x, widths):
    return _block(x, widths, mean=True)


@inception_block.mistake(
    "path 4 convolves first and pools afterwards", "Pool `x`, then the 1×1. The other order is another function."
)
def pool_last(x, widths):
    return _block(x, widths, pool_first=False)


@inception_block.mistake(
    "the pooled maps are not projected",
    "Pooling keeps all `c` maps of `x`, so the block would grow with every stage. A 1×1 brings them to `widths[5]`.",
)
def no_projection(x, widths):
    return _block(x, widths, project=False)


@inception_block.mistake(
    "the paths come in another order", "The pool's path is the last one. The next layer's weights depend on the order."
)
def pool_in_front(x, widths):
    return _block(x, widths, order=(3, 0, 1, 2))


@inception_block.mistake(
    "the paths hang one behind the other",
    "Your third path begins where the second one ends. All four begin at the same `x`: is a variable used twice?",
)
def in_series(x, widths):
    return _block(x, widths, chain=True)


@inception_block.mistake(
    "the reductions have no ReLU", "A 1×1 without one and the window behind it are a single linear layer (lesson 04)."
)
def linear_reductions(x, widths):
    return _block(x, widths, relu_reduce=False)


@inception_block.mistake("the pool's projection has no ReLU", "All six convolutions have one.")
def linear_projection(x, widths):
    return _block(x, widths, relu_project=False)


@inception_block.mistake(
    "there is no activation at all",
    "A convolution in Keras has none unless you ask for it. Each of the six gets a ReLU.",
)
def all_linear(x, widths):
    return _block(x, widths, relu_reduce=False, relu_end=False, relu_project=False)


@inception_block.mistake(
    "only the reductions have a ReLU", "The 1×1, 3×3 and 5×5 at the ends of the paths have one too."
)
def linear_ends(x, widths):
    return _block(x, widths, relu_end=False, relu_project=False)
