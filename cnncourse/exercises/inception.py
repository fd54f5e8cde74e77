"""Exercises of the lesson on Inception."""

import numpy as np

from cnncourse.autocheck import Unusable, choice, exercise, predict


def _facts(answer, shape, *args):
    """Facts of a block; what Keras says of paths that do not fit together is said in the lesson's words."""
    from cnncourse.nets.facts import block_facts

    try:
        return block_facts(answer, shape, *args)
    except ValueError as error:
        if "oncatenat" in str(error) or "must have the same shape except on the `axis`" in str(error):
            raise Unusable(
                "the ends of the paths do not fit together",
                "Paths are joined along the last axis, and for that all must have one height and one width.",
            ) from None
        if "incompatible shapes" in str(error):
            raise Unusable(
                "the paths cannot be added", "They have different numbers of channels. Are they meant to be added?"
            ) from None
        raise


def _conv(x, filters, kernel, stride=1, relu=True, padding="same", bias=True):
    from keras import layers

    return layers.Conv2D(
        filters, kernel, strides=stride, padding=padding, activation="relu" if relu else None, use_bias=bias
    )(x)


@exercise(points=3, minutes=10, seconds=60, tolerance=1e-4)
def inception_block(x, widths: tuple[int, int, int, int, int, int]):
    """GoogLeNet's block: four paths from the same `x`, joined by channel in this order.

    1. a 1×1 convolution, `widths[0]` filters
    2. a 1×1 convolution, `widths[1]` filters; then a 3×3 convolution, `widths[2]` filters
    3. a 1×1 convolution, `widths[3]` filters; then a 5×5 convolution, `widths[4]` filters
    4. the maximum of 3×3 pixels, stride 1; then a 1×1 convolution, `widths[5]` filters

    Every convolution has a bias and a ReLU, the 1×1 too. There is no BatchNorm. All windows pad "same", so
    that height and width stay.

    Args:
        x: maps, a Keras tensor `(n, h, w, c)`.
        widths: filters of the six convolutions, in the order of table 1 of the paper.

    Returns:
        A Keras tensor, `(n, h, w, widths[0] + widths[2] + widths[4] + widths[5])`.
    """
    # BEGIN SOLUTION
    from keras import layers

    def conv(x, filters, kernel):
        return layers.Conv2D(filters, kernel, padding="same", activation="relu")(x)

    one, reduce3, three, reduce5, five, projection = widths
    pooled = layers.MaxPooling2D(3, strides=1, padding="same")(x)
    return layers.Concatenate()(
        [
            conv(x, one, 1),
            conv(conv(x, reduce3, 1), three, 3),
            conv(conv(x, reduce5, 1), five, 5),
            conv(pooled, projection, 1),
        ]
    )
    # END SOLUTION


@inception_block.cases
def _(rng):
    yield "six different widths", ((6, 7, 5), (3, 2, 5, 4, 6, 7))
    yield "four paths of one width", ((6, 7, 4), (4, 3, 4, 2, 4, 4))
    yield "reductions wider than the input", ((7, 5, 2), (2, 5, 4, 3, 5, 1))


@inception_block.observe
def _(answer, args):
    return _facts(answer, *args)


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


inception_block.hint(
    "Six convolutions and a pool. Write one line for each path and give each result a name of its own.",
    'A small function `conv(x, filters, kernel)` with `padding="same"` and `activation="relu"` saves most of the typing.',
    'The pool: `keras.layers.MaxPooling2D(3, strides=1, padding="same")(x)`. Without `strides=1` it moves by three.',
    "The end: `keras.layers.Concatenate()([a, b, c, d])`.",
)


@exercise(points=2, minutes=6)
def reduce_saving(h: int, w: int, c: int, reduced: int, filters: int, k: int) -> tuple[int, int]:
    """MACs for one image of a `k`×`k` convolution, without a 1×1 reduction before it and with one.

    *Without*: the window looks at all `c` maps. *With*: a 1×1 convolution first makes `reduced` maps of
    them, and the window looks at these. Both windows have `filters` filters. Stride 1, "same" padding, zeros
    of the padding count like pixels; biases do not count.

    Args:
        h: height of the maps in pixels.
        w: their width in pixels.
        c: maps that come in.
        reduced: filters of the 1×1.
        filters: of the `k`×`k` convolution.
        k: side of its window in pixels.

    Returns:
        `(macs_without, macs_with)`, whole numbers.
    """
    # BEGIN SOLUTION
    without = h * w * c * k * k * filters
    first = h * w * c * reduced  # the 1×1 is not free
    return without, first + h * w * reduced * k * k * filters
    # END SOLUTION


@reduce_saving.cases
def _(rng):
    yield "small enough to count", (2, 3, 4, 2, 5, 3)
    yield "the 5×5 of module 3a", (28, 28, 192, 16, 32, 5)
    yield "the 3×3 of module 5b", (7, 7, 832, 192, 384, 3)
    yield "a reduction that reduces nothing", (4, 5, 6, 6, 3, 3)
    yield "a window of 1", (3, 2, 8, 4, 6, 1)
    yield "drawn by lot", tuple(int(rng.integers(low, 20)) for low in (3, 5, 9, 2, 4)) + (7,)


@reduce_saving.explain
def _(args, expected, index):
    h, w, c, reduced, filters, k = args
    return (
        f"without: {h}·{w} places · {k}·{k}·{c} weights · {filters} filters = {expected[0]:,}    "
        f"with: {h}·{w} · ({c}·{reduced} + {k}·{k}·{reduced}·{filters}) = {expected[1]:,}"
    )


@reduce_saving.mistake(
    "the 1×1 is not free", "It multiplies too: at every place each of its filters looks at all `c` maps."
)
def free_reduction(h, w, c, reduced, filters, k):
    return h * w * c * k * k * filters, h * w * reduced * k * k * filters


@reduce_saving.mistake("a window has two sides", "A `k`×`k` filter multiplies k·k pixels of each map.")
def one_side(h, w, c, reduced, filters, k):
    return h * w * c * k * filters, h * w * (c * reduced + reduced * k * filters)


@reduce_saving.mistake(
    "you counted weights", "Parameters do not ask how many places there are. MACs do: h · w of them."
)
def parameters(h, w, c, reduced, filters, k):
    return c * k * k * filters, c * reduced + reduced * k * k * filters


@reduce_saving.mistake(
    "the window still looks at all maps", "Behind the 1×1 there are only `reduced` maps left, and that is the point."
)
def still_all_maps(h, w, c, reduced, filters, k):
    return h * w * c * k * k * filters, h * w * (c * reduced + c * k * k * filters)


@reduce_saving.mistake("the 1×1 looks at one map", "A 1×1 filter is one pixel wide and `c` maps deep (lesson 04).")
def flat_reduction(h, w, c, reduced, filters, k):
    return h * w * c * k * k * filters, h * w * (reduced + reduced * k * k * filters)


@reduce_saving.mistake(
    'the padding is "same"', "The window stands at every one of the h · w places, also where it hangs over the edge."
)
def valid_places(h, w, c, reduced, filters, k):
    places = max(h - k + 1, 0) * max(w - k + 1, 0)
    return places * c * k * k * filters, h * w * c * reduced + places * reduced * k * k * filters


@reduce_saving.mistake("the two numbers are exchanged", "First without the reduction, then with it.")
def exchanged(h, w, c, reduced, filters, k):
    return h * w * (c * reduced + reduced * k * k * filters), h * w * c * k * k * filters


@reduce_saving.mistake("maps are not square here", "You used one side twice. Places are h · w.")
def square(h, w, c, reduced, filters, k):
    return h * h * c * k * k * filters, h * h * (c * reduced + reduced * k * k * filters)


@reduce_saving.mistake(
    "there is a bias among them", "A bias is added once at a place and multiplies nothing. Here only products count."
)
def with_biases(h, w, c, reduced, filters, k):
    return h * w * (c * k * k + 1) * filters, h * w * ((c + 1) * reduced + (reduced * k * k + 1) * filters)


@reduce_saving.mistake(
    "the two convolutions are multiplied",
    "They run one after the other, so their costs add up: first the 1×1, then the window.",
)
def multiplied(h, w, c, reduced, filters, k):
    return h * w * c * k * k * filters, (h * w * c * reduced) * (h * w * reduced * k * k * filters)


@reduce_saving.mistake("that is the factor, not the two counts", "Return both numbers; the division is for afterwards.")
def factor(h, w, c, reduced, filters, k):
    return (c * k * k * filters) / (c * reduced + reduced * k * k * filters)


@reduce_saving.mistake(
    "the window behind the 1×1 has two sides, too", "With the reduction the k×k window is as large as without: k · k."
)
def one_side_behind(h, w, c, reduced, filters, k):
    return h * w * c * k * k * filters, h * w * (c * reduced + reduced * k * filters)


@reduce_saving.mistake(
    "the 1×1 has `reduced` filters", "You gave it `filters` of them; those belong to the window behind it."
)
def wide_reduction(h, w, c, reduced, filters, k):
    return h * w * c * k * k * filters, h * w * (c * filters + reduced * k * k * filters)


@reduce_saving.mistake("the 1×1 is one pixel wide", "You gave the reduction a k×k window.")
def large_reduction(h, w, c, reduced, filters, k):
    return h * w * c * k * k * filters, h * w * (k * k * c * reduced + reduced * k * k * filters)


@reduce_saving.mistake(
    "that is twice as many", "A multiply-accumulate is one multiplication and one addition together, and counts once."
)
def flops(h, w, c, reduced, filters, k):
    return 2 * h * w * c * k * k * filters, 2 * h * w * (c * reduced + reduced * k * k * filters)


@reduce_saving.mistake(
    "you counted one filter", "The k×k convolution has `filters` of them, with and without the reduction."
)
def one_filter(h, w, c, reduced, filters, k):
    return h * w * c * k * k, h * w * (c * reduced + reduced * k * k)


@reduce_saving.mistake(
    "that is what is saved", "Return both counts, without and with. The difference is for afterwards."
)
def saved(h, w, c, reduced, filters, k):
    return h * w * c * k * k * filters - h * w * (c * reduced + reduced * k * k * filters)


@reduce_saving.mistake(
    "the 1×1 stands at one place", "It visits all h · w places, like the window: both terms are multiplied by them."
)
def reduction_at_one_place(h, w, c, reduced, filters, k):
    return h * w * c * k * k * filters, c * reduced + h * w * reduced * k * k * filters


@reduce_saving.mistake(
    "h · w multiplies the first term only",
    "The window behind the 1×1 stands at h · w places as well. Are parentheses missing around the sum?",
)
def window_at_one_place(h, w, c, reduced, filters, k):
    return h * w * c * k * k * filters, h * w * c * reduced + reduced * k * k * filters


@reduce_saving.mistake(
    "the second number is what is saved", "Return what it costs with the reduction. The difference is for afterwards."
)
def saved_second(h, w, c, reduced, filters, k):
    whole = h * w * c * k * k * filters
    return whole, whole - h * w * (c * reduced + reduced * k * k * filters)


@reduce_saving.mistake(
    "the weights of the two convolutions are multiplied",
    "They run one after the other at each place, so their products are counted one after the other: a sum.",
)
def weights_multiplied(h, w, c, reduced, filters, k):
    return h * w * c * k * k * filters, h * w * (c * reduced) * (reduced * k * k * filters)


@reduce_saving.mistake(
    "the first number has a 1×1 in it", "Without the reduction there is one convolution: the window on all `c` maps."
)
def widened_by_reduction(h, w, c, reduced, filters, k):
    return h * w * (c * reduced + c * k * k * filters), h * w * (c * reduced + reduced * k * k * filters)


@reduce_saving.mistake(
    "the window behind the 1×1 looks at one map", "It looks at all `reduced` maps that the 1×1 made."
)
def flat_window(h, w, c, reduced, filters, k):
    return h * w * c * k * k * filters, h * w * (c * reduced + k * k * filters)


@reduce_saving.mistake(
    "k · k stands at the wrong convolution",
    "The 1×1 comes first and is one pixel wide; the k×k window comes behind it.",
)
def window_first(h, w, c, reduced, filters, k):
    return h * w * c * k * k * filters, h * w * (k * k * c * reduced + reduced * filters)


@reduce_saving.mistake("`^` is no power in Python", "`k ^ 2` compares bits. A power is `k**2`.")
def caret(h, w, c, reduced, filters, k):
    return h * w * k ^ 2 * c * filters, h * w * (c * reduced + k ^ 2 * reduced * filters)


@reduce_saving.mistake("a window has k · k pixels", "2 · k would be two of its sides. Multiply them.")
def two_sides_added(h, w, c, reduced, filters, k):
    return h * w * c * 2 * k * filters, h * w * (c * reduced + reduced * 2 * k * filters)


@reduce_saving.mistake(
    "the window behind the 1×1 has one filter", "It has `filters` of them, with the reduction as without."
)
def one_filter_behind(h, w, c, reduced, filters, k):
    return h * w * c * k * k * filters, h * w * (c * reduced + reduced * k * k)


@reduce_saving.mistake(
    "the second number is the 1×1 alone", "The window comes behind it and multiplies as well: two terms, one sum."
)
def reduction_alone(h, w, c, reduced, filters, k):
    return h * w * c * k * k * filters, h * w * c * reduced


@reduce_saving.mistake("you used the width twice", "Maps are not square here. Places are h · w.")
def square_of_width(h, w, c, reduced, filters, k):
    return w * w * c * k * k * filters, w * w * (c * reduced + reduced * k * k * filters)


reduce_saving.hint(
    "MACs of a convolution: places · weights of a filter · filters (lesson 04). Do that once without, twice with.",
    "Places are h · w in all three. A filter's weights: `k*k*c`; for the 1×1 only `c`; behind it `k*k*reduced`.",
    "With: `h*w*c*reduced + h*w*k*k*reduced*filters`.",
)


@predict(points=2, minutes=6)
def googlenet_depth():
    """Three counts of GoogLeNet's layers, as a tuple: `(deep, deep_with_pools, weighted)`. For example `(10, 14, 30)`.

    From the image to the scores: a 7×7 convolution, a pool, a 1×1 and a 3×3 convolution, a pool; **nine** Inception
    blocks with two more pools between them; the global mean; one dense layer. Two
    more classifiers that hang on its middle in training (the helpers, below) do not count.

    - `deep`: layers with weights on the longest way from image to scores. Paths side by side count as one, the longest;
    - `deep_with_pools`: layers with weights and pools on the longest way, the global mean counts as a pool;
    - `weighted`: all layers with weights, on every path.
    """
    return (22, 27, 58)


@googlenet_depth.mistake(
    "side by side is not deep", "A signal passes one path of a block, not all four: two convolutions at most, not six."
)
def _all_deep():
    return (58, 63, 58)


@googlenet_depth.mistake(
    "a block is two convolutions deep", "On its longest path a 1×1 comes before the 3×3 or the 5×5. Each has weights."
)
def _one_a_block():
    return (13, 18, 58)


@googlenet_depth.mistake(
    "one layer with weights is missing",
    "Is the dense layer at the end among them, and the 1×1 before the stem's 3×3?",
)
def _no_dense():
    return (21, 26, 57)


@googlenet_depth.mistake(
    "the global mean is missing", "Four pools halve the side, and the mean before the dense layer is the fifth."
)
def _four_pools():
    return (22, 26, 58)


@googlenet_depth.mistake(
    "the longest path has no pool inside a block",
    "Inside a block the path with the pool is pool and 1×1: two layers. The path 1×1 and 3×3 is two as well; no way through a block is longer.",
)
def _pool_in_block():
    return (22, 36, 58)


@googlenet_depth.mistake(
    "a block has six convolutions", "Count path by path: 1 + 2 + 2 + 1. The pool's path ends in a 1×1."
)
def _five_a_block():
    return (22, 27, 49)


@googlenet_depth.mistake(
    "the third count lacks the dense layer", "It has weights like the convolutions, and you counted it in the depth."
)
def _dense_in_depth_only():
    return (22, 27, 57)


@googlenet_depth.mistake(
    "a path has two convolutions at most",
    "1×1 and 3×3, or 1×1 and 5×5: two in a row. Three in a row stand in the stem only.",
)
def _three_a_block():
    return (31, 36, 58)


@googlenet_depth.mistake(
    "the third count goes over all paths",
    "A block has six convolutions, on four paths. The first two counts follow one path only.",
)
def _one_path():
    return (22, 27, 22)


@googlenet_depth.mistake(
    "the helpers of training are in the third count",
    "Two heads with three weighted layers each make six more. Here only the way from image to scores counts.",
)
def _with_heads():
    return (22, 27, 64)


@googlenet_depth.mistake(
    "the pools inside the blocks are in the third count", "A pool has no weights. What does it learn?"
)
def _seven_a_block():
    return (22, 27, 67)


@googlenet_depth.mistake(
    "five pools are in the third count", "It counts layers with weights, on every path. A pool has none."
)
def _pools_weighted():
    return (22, 27, 63)


@googlenet_depth.mistake(
    "that is the paper's count of all its boxes",
    "Pools, joins and normalizations are among them. Count the layers that have weights, path by path.",
)
def _boxes():
    return (22, 27, 100)


@googlenet_depth.mistake(
    "the order is another one", "First the depth, then the depth with pools, last the layers on all paths."
)
def _backwards():
    return (58, 27, 22)


@googlenet_depth.mistake(
    "two pools are missing", "Two stand in the stem, two between the blocks, and the global mean is the fifth."
)
def _three_pools():
    return (22, 25, 58)


@googlenet_depth.mistake(
    "the stem has three convolutions", "A 7×7, a 1×1 and a 3×3 follow one another before the first block."
)
def _stem_as_one():
    return (20, 25, 58)


@googlenet_depth.mistake(
    "the depth lacks a layer that the third count has",
    "Is the dense layer on the longest way, and the 1×1 before the stem's 3×3?",
)
def _no_dense_in_depth():
    return (21, 26, 58)


googlenet_depth.hint(
    "Stem, nine blocks, dense layer: count each alone and add up.",
    "Longest way: 3 in the stem, 2 in each block, 1 dense. Pools: two in the stem, two between blocks, the mean.",
    "All weighted layers: 3 + 9 · 6 + 1.",
)


concat_or_add = choice(
    "concat_or_add",
    """
    The four paths of an Inception block could also be *added*, if they had equal widths. Why are they joined by channel?
    """,
    right="c",
    a=(
        "Because adding would need more parameters.",
        "Neither adding nor joining has any. It is the layer *after* a join that has more, since it sees more maps.",
    ),
    b=(
        "Because no gradient passes a sum.",
        "The opposite: a sum hands its gradient on to every path unchanged (lesson 06). ResNet lives on that (lesson 13).",
    ),
    c=(
        "Joined, the next layer can weigh each scale by itself; a sum has given all of them the weight 1 already.",
        "The next 1×1 computes Σ over all joined maps, each with a weight of its own. Equal weights for the maps at the same place of four paths "
        "would be the sum. So joining can do all that adding can, and it costs the next layer more weights.",
    ),
    d=(
        "Because a 5×5 window and a 1×1 window give maps of different sizes.",
        'With "same" padding and stride 1 all four keep height and width. They have to, or they could not be joined either.',
    ),
)


@exercise(points=1, minutes=4)
def factorized_parameters(n: int, c: int) -> tuple[int, int]:
    """Weights of an `n`×`n` convolution, and of a 1×`n` followed by an `n`×1 that cover the same window.

    Each of the three has `c` maps coming in and `c` filters. Without biases.

    Args:
        n: side of the window in pixels.
        c: channels in and out.

    Returns:
        `(square, factorized)`, whole numbers.
    """
    # BEGIN SOLUTION
    return n * n * c * c, 2 * n * c * c
    # END SOLUTION


@factorized_parameters.cases
def _(rng):
    yield "3×3", (3, 4)
    yield "7×7 of Inception v3", (7, 192)
    yield "a window of 1: two layers for one", (1, 5)
    yield "a window of 2: nothing won", (2, 3)
    yield "drawn by lot", (int(rng.integers(8, 20)), int(rng.integers(6, 60)))


@factorized_parameters.explain
def _(args, expected, index):
    n, c = args
    return f"square: {n}·{n}·{c}·{c} = {expected[0]:,}    factorized: 1·{n}·{c}·{c} + {n}·1·{c}·{c} = {expected[1]:,}"


@factorized_parameters.mistake("one of the two is missing", "A 1×n and an n×1: both have weights.")
def one_of_two(n, c):
    return n * n * c * c, n * c * c


@factorized_parameters.mistake(
    "a filter spans all channels", "`c` filters, and each of them has weights for `c` maps: c · c."
)
def one_c(n, c):
    return n * n * c, 2 * n * c


@factorized_parameters.mistake("biases do not count here", "Asked for are the weights alone.")
def biases(n, c):
    return (n * n * c + 1) * c, 2 * (n * c + 1) * c


@factorized_parameters.mistake("the two numbers are exchanged", "First the square window, then its two strips.")
def strips_first(n, c):
    return 2 * n * c * c, n * n * c * c


@factorized_parameters.mistake(
    "a square has n · n pixels",
    "Each filter of the square window has n · n weights for a map. Two sides make 2 · n only in the strips.",
)
def square_is_two_n(n, c):
    return 2 * n * c * c, 2 * n * c * c


@factorized_parameters.mistake(
    "you multiplied the strips", "They are two layers, one after the other. Their weights add up: n + n, not n · n."
)
def product(n, c):
    return n * n * c * c, n * n * c * c


@factorized_parameters.mistake(
    "the second strip sees the maps of the first", "The 1×n leaves `c` maps, not one. The n×1 reads all of them."
)
def second_is_flat(n, c):
    return n * n * c * c, n * c * c + n * c


@factorized_parameters.mistake(
    "the window is cut into n×1 pieces", "Two strips, one lying and one standing, not n of them."
)
def n_strips(n, c):
    return n * n * c * c, n * n * c * c * 2


@factorized_parameters.mistake(
    "a strip spans all channels, too",
    "Your square window has c · c pairs of maps and the strips only c. Each strip reads `c` maps.",
)
def flat_strips(n, c):
    return n * n * c * c, 2 * n * c


@factorized_parameters.mistake(
    "the standing strip has n weights, too", "A 1×n has n weights for a pair of maps, and so has the n×1."
)
def n_plus_one(n, c):
    return n * n * c * c, (n + 1) * c * c


@factorized_parameters.mistake(
    "channels multiply, they do not add", "Each of `c` filters reads each of `c` maps: c · c pairs, not c + c."
)
def two_c(n, c):
    return n * n * 2 * c, 2 * n * 2 * c


@factorized_parameters.mistake(
    "that is what is saved", "Return both counts. The difference, or the quotient, is for afterwards."
)
def difference_of_both(n, c):
    return n * n * c * c - 2 * n * c * c


@factorized_parameters.mistake("that is a factor", "Return both counts; dividing them is for afterwards.")
def factor_of_both(n, c):
    return n / 2


@factorized_parameters.mistake(
    "that is for one pair of maps", "Each of `c` filters has such a window for each of `c` maps: c · c pairs."
)
def one_pair(n, c):
    return n * n, 2 * n


@factorized_parameters.mistake(
    "the second number is what is saved", "Return the weights of the strips. The difference is for afterwards."
)
def saved_by_strips(n, c):
    return n * n * c * c, n * n * c * c - 2 * n * c * c


@factorized_parameters.mistake(
    "the middle of the cross is counted once",
    "The strips do not lie on each other: each has its own n weights, and none is shared.",
)
def cross(n, c):
    return n * n * c * c, (2 * n - 1) * c * c


@factorized_parameters.mistake(
    "that is VGG's stack of 3×3",
    "Lesson 10 replaced a window by several 3×3. Here it is one lying and one standing strip.",
)
def stack_of_threes(n, c):
    return n * n * c * c, (n - 1) // 2 * 9 * c * c


@factorized_parameters.mistake(
    "the weights of the strips are multiplied", "They are two layers, one after the other. Their weights add up."
)
def strips_multiplied(n, c):
    return n * n * c * c, (n * c * c) * (n * c * c)


@factorized_parameters.mistake(
    "the first strip makes `c` maps",
    "You gave the second one n · c to look at. A map stays one map, whatever the window.",
)
def swollen_middle(n, c):
    return n * n * c * c, n * c * c + n * n * c * c


@factorized_parameters.mistake("`^` is no power in Python", "`n ^ 2` compares bits. A power is `n**2`.")
def carets(n, c):
    return n ^ 2 * c ^ 2, 2 * n * c ^ 2


factorized_parameters.hint(
    "Weights of a convolution: height · width of the window · maps in · filters.",
    "The square window has n · n pixels, a strip has n.",
    "`n*n*c*c` and `n*c*c + n*c*c`.",
)


@exercise(points=2, minutes=8, seconds=60, tolerance=1e-4)
def reduction_block(x, direct: int, reduced: int, double: int):
    """Halve the side without a bottleneck: three paths with stride 2, joined by channel in this order.

    1. a 3×3 convolution, stride 2, no padding, `direct` filters
    2. a 1×1 convolution, `reduced` filters; a 3×3 convolution, "same", `double` filters; a 3×3 convolution,
       stride 2, no padding, `double` filters
    3. the maximum of 3×3 pixels, stride 2, no padding; nothing behind it

    Every convolution has a bias and a ReLU.

    Args:
        x: maps, a Keras tensor `(n, h, w, c)`, height and width at least 3.
        direct: filters of path 1.
        reduced: filters of the 1×1 in path 2.
        double: filters of both 3×3 in path 2.

    Returns:
        A Keras tensor, `(n, (h − 1) // 2, (w − 1) // 2, direct + double + c)`.
    """
    # BEGIN SOLUTION
    from keras import layers

    def conv(x, filters, kernel, stride=1, padding="same"):
        return layers.Conv2D(filters, kernel, stride, padding, activation="relu")(x)

    a = conv(x, direct, 3, 2, "valid")
    b = conv(conv(x, reduced, 1), double, 3)
    b = conv(b, double, 3, 2, "valid")
    c = layers.MaxPooling2D(3, strides=2)(x)
    return layers.Concatenate()([a, b, c])
    # END SOLUTION


@reduction_block.cases
def _(rng):
    yield "odd sides", ((9, 7, 3), 4, 2, 5)
    yield "even sides: a pixel is left over", ((8, 10, 4), 3, 5, 2)
    yield "equal widths", ((7, 9, 4), 4, 3, 4)


@reduction_block.observe
def _(answer, args):
    return _facts(answer, *args)


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


reduction_block.hint(
    "Three paths, each begins at `x`. Which layer of each one has the stride?",
    'Stride and "valid" go together: `Conv2D(direct, 3, strides=2, activation="relu")` pads nothing by default.',
    'Path 2: `Conv2D(reduced, 1, …)`, `Conv2D(double, 3, padding="same", …)`, `Conv2D(double, 3, strides=2, …)`.',
    "Path 3: `MaxPooling2D(3, strides=2)`. Then `Concatenate()([a, b, c])`.",
)


@exercise(points=4, minutes=14, seconds=90, tolerance=1e-4)
def inception_v3_module(x, kind: str):
    """The three modules of Inception v3, with a sixteenth of the network's channels.

    Each row is a path; all begin at `x` and are joined by channel in this order. `3×3 6` is a convolution
    with a window of 3×3 and 6 filters, `→` goes on, windows are height×width.

        a:  1×1 4
            1×1 3 → 5×5 4
            1×1 4 → 3×3 6 → 3×3 6
            mean → 1×1 2

        b:  1×1 12
            1×1 8 → 1×7 8 → 7×1 12
            1×1 8 → 7×1 8 → 1×7 8 → 7×1 8 → 1×7 12
            mean → 1×1 12

        c:  1×1 20
            1×1 24 → (1×3 24 beside 3×1 24)
            1×1 28 → 3×3 24 → (1×3 24 beside 3×1 24)
            mean → 1×1 12

    "Beside" means: both begin at the same maps, and both are joined, the 1×3 first. `mean` is the mean of
    3×3 pixels, stride 1, "same". Every convolution is: `Conv2D` without bias, stride 1, "same"; then
    `BatchNormalization(scale=False)`, all else as Keras has it; then ReLU.

    Args:
        x: maps, a Keras tensor `(n, h, w, c)`.
        kind: `"a"`, `"b"` or `"c"`.

    Returns:
        A Keras tensor, `(n, h, w, f)` with f = 16, 48 or 128.
    """
    # BEGIN SOLUTION
    from keras import layers

    def conv(x, filters, *window):
        x = layers.Conv2D(filters, window, padding="same", use_bias=False)(x)
        return layers.ReLU()(layers.BatchNormalization(scale=False)(x))

    mean = layers.AveragePooling2D(3, strides=1, padding="same")(x)
    if kind == "a":
        paths = [conv(x, 4, 1, 1), conv(conv(x, 3, 1, 1), 4, 5, 5)]
        paths += [conv(conv(conv(x, 4, 1, 1), 6, 3, 3), 6, 3, 3), conv(mean, 2, 1, 1)]
    elif kind == "b":
        long = conv(x, 8, 1, 1)
        for filters, window in [(8, (7, 1)), (8, (1, 7)), (8, (7, 1)), (12, (1, 7))]:
            long = conv(long, filters, *window)
        short = conv(conv(conv(x, 8, 1, 1), 8, 1, 7), 12, 7, 1)
        paths = [conv(x, 12, 1, 1), short, long, conv(mean, 12, 1, 1)]
    else:
        short, long = conv(x, 24, 1, 1), conv(conv(x, 28, 1, 1), 24, 3, 3)
        paths = [conv(x, 20, 1, 1), conv(short, 24, 1, 3), conv(short, 24, 3, 1)]
        paths += [conv(long, 24, 1, 3), conv(long, 24, 3, 1), conv(mean, 12, 1, 1)]
    return layers.Concatenate()(paths)
    # END SOLUTION


@inception_v3_module.cases
def _(rng):
    yield "a: a 5×5 and two 3×3", ((6, 8, 5), "a")
    yield "b: 1×7 and 7×1", ((8, 9, 4), "b")
    yield "c: side by side", ((5, 6, 7), "c")


@inception_v3_module.observe
def _(answer, args):
    return _facts(answer, *args)


def _unit(x, filters, *window, bias=False, norm=True, scale=False, relu="after", padding="same", epsilon=1e-3):
    from keras import layers

    x = layers.Conv2D(filters, window, padding=padding, use_bias=bias)(x)
    if relu in ("before", "twice"):
        x = layers.ReLU()(x)
    if norm:
        x = layers.BatchNormalization(scale=scale, epsilon=epsilon)(x)
    return layers.ReLU()(x) if relu in ("after", "twice") else x


def _module(
    x, kind, rows=(1, 7), columns=(7, 1), side_rows=(1, 3), side_columns=(3, 1), maximum=False, series=False, swap=False,
    five=True, long_first=None, double=True, add=False, factorized=True, pool_stride=1, projected=True, **options,
):  # fmt: skip
    """A module that resembles one of Inception v3."""
    from keras import layers

    def conv(x, filters, *window):
        return _unit(x, filters, *window, **options)

    def both(x):
        if series:
            return [conv(conv(x, 24, *side_rows), 24, *side_columns)]
        sides = [conv(x, 24, *side_rows), conv(x, 24, *side_columns)]
        return [layers.Add()(sides)] if add else sides[::-1] if swap else sides

    pool = layers.MaxPooling2D if maximum else layers.AveragePooling2D
    mean = pool(3, strides=pool_stride, padding="same")(x)
    first, last = {"a": (4, 2), "b": (12, 12), "c": (20, 12)}[kind]
    end = conv(mean, last, 1, 1) if projected else mean
    if kind == "a":
        b = [conv(conv(x, 3, 1, 1), 4, 5, 5)] if five else [conv(conv(x, 3, 1, 1), 4, 3, 3)]
        c = conv(conv(x, 4, 1, 1), 6, 3, 3)
        c = [conv(c, 6, 3, 3)] if double else [c]
    elif kind == "b":
        short, long = conv(x, 8, 1, 1), conv(x, 8, 1, 1)
        if factorized:
            one, other = (columns, rows) if swap else (rows, columns)
            b = [conv(conv(short, 8, *one), 12, *other)]
            one, other = long_first or (columns, rows)
            c = [conv(conv(conv(conv(long, 8, *one), 8, *other), 8, *one), 12, *other)]
        else:
            b, c = [conv(short, 12, 7, 7)], [conv(conv(long, 8, 7, 7), 12, 7, 7)]
    else:
        b = both(conv(x, 24, 1, 1))
        c = both(conv(conv(x, 28, 1, 1), 24, 3, 3) if double else conv(x, 28, 1, 1))
    return layers.Concatenate()([conv(x, first, 1, 1), *b, *c, end])


@inception_v3_module.mistake(
    "every strip lies flat",
    "You have 1×7 twice and no 7×1, or 1×3 twice. Two lying strips see a wide, flat field: the standing one is missing.",
)
def all_flat(x, kind):
    return _module(x, kind, columns=(1, 7), side_columns=(1, 3))


@inception_v3_module.mistake(
    "every strip stands", "There is 7×1 twice and no 1×7. `(1, 7)` is one high and seven wide."
)
def all_upright(x, kind):
    return _module(x, kind, rows=(7, 1), side_rows=(3, 1))


@inception_v3_module.mistake(
    "height and width of the strips are exchanged",
    "In Keras `(1, 7)` is a window one high and seven wide, height first. Module b's short path begins with it.",
)
def exchanged_sides(x, kind):
    return _module(x, kind, (7, 1), (1, 7), (3, 1), (1, 3))


@inception_v3_module.mistake(
    "the long path of b begins with the wrong strip", "The short path begins with 1×7, the long one with 7×1."
)
def long_like_short(x, kind):
    return _module(x, kind, long_first=((1, 7), (7, 1)))


@inception_v3_module.mistake(
    "b has whole 7×7 windows", "That is what they stand for. They are to be cut in strips of 1×7 and 7×1."
)
def whole_windows(x, kind):
    return _module(x, kind, factorized=False)


@inception_v3_module.mistake(
    "in c the strips hang one behind the other",
    "1×3 and 3×1 stand *beside* each other here: both look at the same maps, and both are joined.",
)
def strips_in_series(x, kind):
    return _module(x, kind, series=True)


@inception_v3_module.mistake("in c the strips are added", "They are joined by channel like everything else.")
def strips_added(x, kind):
    return _module(x, kind, add=True)


@inception_v3_module.mistake(
    "the strips come in another order", "The short path of b runs 1×7, then 7×1; in c the 1×3 is joined before the 3×1."
)
def strips_swapped(x, kind):
    return _module(x, kind, swap=True)


@inception_v3_module.mistake("the 5×5 of a is a 3×3", "Module a keeps one path with a 5×5, beside the two 3×3.")
def no_five(x, kind):
    return _module(x, kind, five=False)


@inception_v3_module.mistake(
    "a 3×3 is missing", "In a two 3×3 follow each other; in c a 3×3 stands before the second pair of strips."
)
def one_three(x, kind):
    return _module(x, kind, double=False)


@inception_v3_module.mistake(
    "the maximum in place of the mean", "GoogLeNet's block pools by maximum, Inception v3's by mean."
)
def maximum(x, kind):
    return _module(x, kind, maximum=True)


@inception_v3_module.mistake("the pooled maps are not projected", "A 1×1 follows the mean, as in GoogLeNet's block.")
def unprojected(x, kind):
    return _module(x, kind, projected=False)


@inception_v3_module.mistake(
    "the ends of the paths have different sizes",
    'All paths keep height and width: every convolution and the mean pad "same" and have stride 1.',
)
def mean_strides(x, kind):
    return _module(x, kind, pool_stride=3)


@inception_v3_module.mistake(
    "there is no BatchNorm", "Convolution, BatchNorm, ReLU: Inception v3 has it behind every convolution."
)
def no_norm(x, kind):
    return _module(x, kind, norm=False)


@inception_v3_module.mistake(
    "no BatchNorm, but a bias", "That is GoogLeNet's convolution. Here BatchNorm's beta takes the place of the bias."
)
def bias_no_norm(x, kind):
    return _module(x, kind, norm=False, bias=True)


@inception_v3_module.mistake(
    "BatchNorm has a factor", "`scale=False`: the next convolution can scale as well, so v3 leaves gamma out."
)
def with_scale(x, kind):
    return _module(x, kind, scale=True)


@inception_v3_module.mistake(
    "the convolutions have a bias",
    "BatchNorm subtracts the mean, and a bias with it. So it is left out: `use_bias=False`.",
)
def with_bias(x, kind):
    return _module(x, kind, bias=True)


@inception_v3_module.mistake(
    "a bias and a factor too many",
    "Those are the defaults of Keras. `use_bias=False` and `scale=False` leave both out.",
)
def defaults(x, kind):
    return _module(x, kind, bias=True, scale=True)


@inception_v3_module.mistake("the ReLU stands before the BatchNorm", "Convolution, BatchNorm, ReLU, in this order.")
def relu_first(x, kind):
    return _module(x, kind, relu="before")


@inception_v3_module.mistake("there is no ReLU", "Each BatchNorm is followed by one.")
def no_relu(x, kind):
    return _module(x, kind, relu="never")


@inception_v3_module.mistake(
    "there are two ReLUs", "One in the convolution and one behind the BatchNorm. Only the last one belongs there."
)
def relu_twice(x, kind):
    return _module(x, kind, relu="twice")


@inception_v3_module.mistake(
    "BatchNorm has another epsilon",
    "Leave it at Keras's default of 0.001. PyTorch's is 0.00001, and the difference shows.",
)
def other_epsilon(x, kind):
    return _module(x, kind, epsilon=1e-5)


def _ends(x, kind, conv=_unit):
    """The ends of the paths of a module, in their order, made with a convolution of one's own."""
    from keras import layers

    def row(y, *steps):
        for filters, *window in steps:
            y = conv(y, filters, *window)
        return y

    mean = layers.AveragePooling2D(3, strides=1, padding="same")(x)
    if kind == "a":
        five, threes = [(3, 1, 1), (4, 5, 5)], [(4, 1, 1), (6, 3, 3), (6, 3, 3)]
        return [row(x, (4, 1, 1)), row(x, *five), row(x, *threes), row(mean, (2, 1, 1))]
    if kind == "b":
        short = [(8, 1, 1), (8, 1, 7), (12, 7, 1)]
        long = [(8, 1, 1), (8, 7, 1), (8, 1, 7), (8, 7, 1), (12, 1, 7)]
        return [row(x, (12, 1, 1)), row(x, *short), row(x, *long), row(mean, (12, 1, 1))]
    starts = [row(x, (24, 1, 1)), row(x, (28, 1, 1), (24, 3, 3))]
    sides = [row(start, (24, *window)) for start in starts for window in ((1, 3), (3, 1))]
    return [row(x, (20, 1, 1)), *sides, row(mean, (12, 1, 1))]


def _joined(ends):
    from keras import layers

    return layers.Concatenate()(ends)


@inception_v3_module.mistake(
    "the mean comes behind its 1×1",
    "Path by path: `mean → 1×1`. The ReLU stands between the two, so the order matters.",
)
def mean_last(x, kind):
    from keras import layers

    filters = {"a": 2, "b": 12, "c": 12}[kind]
    mean = layers.AveragePooling2D(3, strides=1, padding="same")(_unit(x, filters, 1, 1))
    return _joined([*_ends(x, kind)[:-1], mean])


@inception_v3_module.mistake("the path with the mean comes first", "It is the last row of each table.")
def mean_first(x, kind):
    ends = _ends(x, kind)
    return _joined([ends[-1], *ends[:-1]])


@inception_v3_module.mistake(
    "in c the 3×1 is joined before the 1×3",
    "The docstring puts the lying strip first. The next layer's weights depend on it.",
)
def upright_first(x, kind):
    ends = _ends(x, kind)
    return _joined([ends[0], ends[2], ends[1], ends[4], ends[3], ends[5]] if kind == "c" else ends)


@inception_v3_module.mistake(
    "in c the 3×1 looks at what the 1×3 made",
    "Both are joined, as they should be, but they stand in a row. Beside each other, both begin at the same maps.",
)
def series_and_joined(x, kind):
    ends = _ends(x, kind)
    if kind == "c":
        ends[2], ends[4] = _unit(ends[1], 24, 3, 1), _unit(ends[3], 24, 3, 1)
    return _joined(ends)


@inception_v3_module.mistake(
    "in c the two strips share the filters", "Each of the two has 24, so that 48 come out of the pair."
)
def halved_strips(x, kind):
    def conv(y, filters, *window):
        return _unit(y, filters // 2 if 3 in window and 1 in window else filters, *window)

    return _joined(_ends(x, kind, conv))


@inception_v3_module.mistake(
    "each strip has become a square", "`1×7` is one pixel high: `(1, 7)`, not 7. A lone number makes both sides equal."
)
def square_strips(x, kind):
    def conv(y, filters, *window):
        return _unit(y, filters, max(window), max(window))

    return _joined(_ends(x, kind, conv))


@inception_v3_module.mistake(
    "there are two 3×3 in place of a's 5×5", "Module a has both: a path with a 5×5, and one with two 3×3."
)
def five_in_threes(x, kind):
    ends = _ends(x, kind)
    if kind == "a":
        ends[1] = _unit(_unit(_unit(x, 3, 1, 1), 4, 3, 3), 4, 3, 3)
    return _joined(ends)


@inception_v3_module.mistake(
    "the long path of b has two strips", "It has four behind its 1×1: 7×1, 1×7, and both once more."
)
def short_long(x, kind):
    ends = _ends(x, kind)
    if kind == "b":
        ends[2] = _unit(_unit(_unit(x, 8, 1, 1), 8, 7, 1), 12, 1, 7)
    return _joined(ends)


@inception_v3_module.mistake(
    "there is one BatchNorm for all paths",
    "Each convolution has a BatchNorm and a ReLU of its own, also inside a path.",
)
def common_norm(x, kind):
    from keras import layers

    def conv(y, filters, *window):
        return _unit(y, filters, *window, norm=False, relu="never")

    return layers.ReLU()(layers.BatchNormalization(scale=False)(_joined(_ends(x, kind, conv))))


@inception_v3_module.mistake(
    "the channels are those of the whole network", "Here each number is a sixteenth of it: 4 in place of 64."
)
def sixteenfold(x, kind):
    def conv(y, filters, *window):
        return _unit(y, 16 * filters, *window)

    return _joined(_ends(x, kind, conv))


@inception_v3_module.mistake(
    "every kind gives module b", 'The three differ. Ask `kind` with `if kind == "a"` and so on: a text, in quotes.'
)
def always_b(x, kind):
    return _joined(_ends(x, "b"))


@inception_v3_module.mistake("the mean is one of 2×2 pixels", "It is the mean of 3×3 pixels.")
def mean_of_two(x, kind):
    from keras import layers

    mean = layers.AveragePooling2D(2, strides=1, padding="same")(x)
    return _joined([*_ends(x, kind)[:-1], _unit(mean, {"a": 2, "b": 12, "c": 12}[kind], 1, 1)])


@inception_v3_module.mistake("every kind gives module a", "The three differ: ask `kind` which one is wanted.")
def always_a(x, kind):
    return _joined(_ends(x, "a"))


@inception_v3_module.mistake("every kind gives module c", "The three differ: ask `kind` which one is wanted.")
def always_c(x, kind):
    return _joined(_ends(x, "c"))


@inception_v3_module.mistake(
    "the 1×1 have no ReLU", "Every convolution is followed by BatchNorm and ReLU, the 1×1 too."
)
def linear_ones(x, kind):
    def conv(y, filters, *window):
        return _unit(y, filters, *window, relu="never" if window == (1, 1) else "after")

    return _joined(_ends(x, kind, conv))


inception_v3_module.hint(
    "Write `conv(x, filters, height, width)` first: Conv2D, BatchNormalization, ReLU. The rest are lists of calls.",
    '`Conv2D(filters, (height, width), padding="same", use_bias=False)` and `BatchNormalization(scale=False)`.',
    "Three branches of an `if`, each makes a list of paths; one `Concatenate()` at the end serves all.",
    "In c keep the maps before the strips in a variable: `s = conv(x, 24, 1, 1)`, then `conv(s, 24, 1, 3)` and `conv(s, 24, 3, 1)`.",
)


@exercise(points=1, minutes=4)
def label_smoothing(onehot: np.ndarray, eps: float) -> np.ndarray:
    """Take the share `eps` from every label and spread it evenly over **all** classes, the right one included.

    Args:
        onehot: labels, `(n, classes)`, rows of sum 1; usually a one among zeros, but shares such as 0.5
            and 0.5 may come too.
        eps: from 0, nothing changes, to 1, all classes alike.

    Returns:
        Smoothed labels, `(n, classes)`, rows of sum 1. The argument stays as it is.
    """
    # BEGIN SOLUTION
    classes = onehot.shape[1]
    return (1 - eps) * onehot + eps / classes
    # END SOLUTION


@label_smoothing.cases
def _(rng):
    yield "ε = 0.1 over five classes", (np.eye(5)[[2, 0]], 0.1)
    yield "nothing to smooth", (np.eye(4)[[3, 1, 1]], 0.0)
    yield "all classes alike", (np.eye(3)[[1, 2, 0, 0]], 1.0)
    yield "two classes", (np.eye(2)[[0, 1, 1]], 0.3)
    yield "an image under two labels", (np.array([[0.5, 0.5, 0, 0], [0, 0.25, 0, 0.75]]), 0.2)
    yield "drawn by lot", (np.eye(7)[rng.integers(0, 7, 4)], float(np.round(rng.uniform(0.05, 0.5), 2)))


@label_smoothing.mistake(
    "the share was spread over the wrong classes only",
    "Then the right class gets 1 − ε. Here ε goes to all classes alike, so the right one gets a part of it back.",
)
def others_only(onehot, eps):
    return (1 - eps) * onehot + eps * (1 - onehot) / (onehot.shape[1] - 1)


@label_smoothing.mistake(
    "nothing was taken away", "What is given to the classes comes from the label: a row must still sum to 1."
)
def not_taken(onehot, eps):
    return onehot + eps / onehot.shape[1]


@label_smoothing.mistake(
    "every class got the whole share",
    "ε is spread, so each class gets an equal part of it. Print the sums of the rows.",
)
def not_divided(onehot, eps):
    return (1 - eps) * onehot + eps


@label_smoothing.mistake(
    "you divided by the number of images", "Classes lie along the second axis: `shape[1]`, not `len`."
)
def by_images(onehot, eps):
    return (1 - eps) * onehot + eps / len(onehot)


@label_smoothing.mistake("nothing was given", "What was taken from the label is still to be spread over the classes.")
def not_given(onehot, eps):
    return (1 - eps) * onehot


@label_smoothing.mistake(
    "you built the labels anew from the largest share",
    "Rows with two labels have lost one of them. The formula needs no argmax: it works on the rows as they are.",
)
def from_argmax(onehot, eps):
    classes = onehot.shape[1]
    return (1 - eps) * np.eye(classes)[onehot.argmax(axis=1)] + eps / classes


@label_smoothing.mistake("ε and 1 − ε are exchanged", "With ε = 0 nothing may change.")
def swapped_shares(onehot, eps):
    return eps * onehot + (1 - eps) / onehot.shape[1]


@label_smoothing.mistake(
    "you divided by the number of all entries", "A row is spread over its classes; the other images do not enter."
)
def by_all(onehot, eps):
    return (1 - eps) * onehot + eps / onehot.size


@label_smoothing.mistake(
    "zeros became ε", "You cut the label off at ε and 1 − ε. With many classes such a row sums to far more than 1."
)
def clipped(onehot, eps):
    return np.clip(onehot, eps, 1 - eps)


@label_smoothing.mistake(
    "you looked for ones",
    "Rows with two labels have none. The formula needs no question: it works on the rows as they are.",
)
def ones_only(onehot, eps):
    classes = onehot.shape[1]
    return np.where(onehot == 1, 1 - eps + eps / classes, eps / classes)


@label_smoothing.mistake(
    "you looked for ones, and the right class got nothing back",
    "The share goes to all classes, the right one included; and rows with two labels hold no one at all.",
)
def ones_and_others(onehot, eps):
    return np.where(onehot == 1, 1 - eps, eps / (onehot.shape[1] - 1))


@label_smoothing.mistake("ε was taken from every class", "Only what is there can be shrunk: multiply the row by 1 − ε.")
def subtracted(onehot, eps):
    return onehot - eps + eps / onehot.shape[1]


@label_smoothing.mistake(
    "each wrong class got the whole share", "ε is what all classes get *together*. Print the sums of the rows."
)
def all_to_each(onehot, eps):
    return onehot * (1 - eps) + (1 - onehot) * eps


@label_smoothing.mistake("there are not always ten classes", "Ask the array: its second side is the number of classes.")
def ten_classes(onehot, eps):
    return (1 - eps) * onehot + eps / 10


@label_smoothing.mistake(
    "the right class got nothing back",
    "The share is spread over all classes, so the right one keeps 1 − ε and gets its part as well. Print the sums of the rows.",
)
def ones_without_share(onehot, eps):
    return np.where(onehot == 1, 1 - eps, eps / onehot.shape[1])


@label_smoothing.mistake(
    "you cut the labels off",
    "With one label in a row it comes out right; a share of 0.5 is left as it was. Scale the row.",
)
def clipped_to_shares(onehot, eps):
    given = eps / onehot.shape[1]
    return np.clip(onehot, given, 1 - eps + given)


@label_smoothing.mistake(
    "ε was taken off each share", "A share of 0.25 gives up ε · 0.25, not ε. Together they give up ε."
)
def taken_from_each_share(onehot, eps):
    return np.where(onehot > 0, onehot - eps, 0) + eps / onehot.shape[1]


@label_smoothing.mistake("ε is always 0.1", "The example by hand had 0.1. The argument `eps` is not used.")
def always_a_tenth(onehot, eps):
    return 0.9 * onehot + 0.1 / onehot.shape[1]


@label_smoothing.mistake(
    "you added ε and divided by the sum",
    "That gives rows of sum 1, but another share: with 10 classes ε = 0.1 would take half the label away.",
)
def renormalized(onehot, eps):
    return (onehot + eps) / (onehot + eps).sum(axis=1, keepdims=True)


@label_smoothing.mistake(
    "you divided by one class too few", "The share goes to all classes, the right one included: divide by their number."
)
def one_too_few(onehot, eps):
    return (1 - eps) * onehot + eps / (onehot.shape[1] - 1)


@label_smoothing.mistake(
    "the right class got nothing back, and the rows sum to less than 1",
    "Each class gets the same part of ε, the right one too. Print the sums of the rows.",
)
def part_to_others(onehot, eps):
    return (1 - eps) * onehot + (1 - onehot) * eps / onehot.shape[1]


@label_smoothing.mistake(
    "the label gave up too little", "It gives up the whole share ε; what each class gets back is ε / K."
)
def little_taken(onehot, eps):
    return onehot * (1 - eps / onehot.shape[1]) + eps / onehot.shape[1]


label_smoothing.hint(
    "Two steps: shrink what is there, add the same number everywhere.",
    "After the first step a row sums to 1 − ε. So ε is missing, and `classes` entries share it.",
    "`(1 - eps) * onehot + eps / onehot.shape[1]`",
)


helpers_after_training = choice(
    "helpers_after_training",
    """
    GoogLeNet with its two auxiliary classifiers has 13,378,280 parameters. How many does one need to name what is in a photograph, once it
    is trained?
    """,
    right="b",
    a=(
        "13,378,280: they have been trained, so they are used.",
        "They help the training. Nothing of the main classifier comes from them: they hang beside the way from image to scores.",
    ),
    b=(
        "6,998,552: the heads are cut off.",
        "The heads have 3,188,840 and 3,190,888 parameters, two thirds of them in a dense layer from 2,048 to 1,024 numbers. In the end nearly half of what was "
        "trained is thrown away.",
    ),
    c=(
        "All of them: the three answers are averaged, with weights 1, 0.3 and 0.3.",
        "0.3 weighs the heads' *losses* in training. At inference only the last classifier is asked (section 5 of the paper).",
    ),
    d=(
        "It depends on how sure the first head is.",
        "Stopping early at a sure head is an idea of its own, and a later one. GoogLeNet always goes to the end.",
    ),
)
