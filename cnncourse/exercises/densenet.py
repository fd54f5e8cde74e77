"""Exercises of the lesson on DenseNet."""

import numpy as np

from cnncourse.autocheck import choice, exercise


@exercise(points=1, minutes=3)
def dense_channels(c_in: int, layers: int, growth: int) -> int:
    """Channels that leave a dense block.

    Each layer reads all the channels there are, makes `growth` new ones, and these are put behind
    the old ones.

    Args:
        c_in: channels of the block's input.
        layers: layers of the block, at least 1.
        growth: channels that each layer adds.

    Returns:
        Channels of the block's output, the input's among them.
    """
    # BEGIN SOLUTION
    return c_in + layers * growth
    # END SOLUTION


@dense_channels.cases
def _(rng):
    yield "four layers", (24, 4, 12)
    yield "one layer", (5, 1, 3)
    yield "DenseNet-121, first block", (64, 6, 32)
    yield "input thinner than the growth", (3, 7, 20)
    c_in, layers, growth = (int(n) for n in rng.integers(10, 60, 3))
    yield "numbers of the day", (c_in, layers, growth)


@dense_channels.mistake(
    "the block's input is missing", "It is never thrown away: its channels come first in what leaves the block."
)
def new_ones_alone(c_in, layers, growth):
    return layers * growth


@dense_channels.mistake(
    "one layer too few",
    "The last layer's maps are put behind the others, too. Every layer adds, the first one as well.",
)
def last_not_joined(c_in, layers, growth):
    return c_in + (layers - 1) * growth


@dense_channels.mistake(
    "one layer too many", "The input is there at the start and is counted once. Then each layer adds its own."
)
def counted_from_nought(c_in, layers, growth):
    return c_in + (layers + 1) * growth


@dense_channels.mistake(
    "only one layer has added its maps", "You counted what the first layer leaves. Each of the others adds as many."
)
def one_layer(c_in, layers, growth):
    return c_in + growth


@dense_channels.mistake(
    "each layer adds as many as it reads",
    "Then channels would double from layer to layer. A layer adds `growth`, however many it reads.",
)
def doubled(c_in, layers, growth):
    return c_in * 2**layers


@dense_channels.mistake(
    "the growth is added, not multiplied",
    "It is called growth rate, yet it is a number of channels: + 12 for each layer, not × 12.",
)
def as_a_rate(c_in, layers, growth):
    return c_in * growth**layers


@dense_channels.mistake(
    "the bottleneck's channels are inside",
    "The 1×1 of a layer makes 4 · growth maps, and the 3×3 after it makes `growth` of these. Only the last are kept.",
)
def bottleneck_kept(c_in, layers, growth):
    return c_in + 4 * layers * growth


@dense_channels.mistake(
    "the input is counted once for each layer",
    "It is handed on, not made again: its channels are there once, and each layer adds only its own.",
)
def input_again_and_again(c_in, layers, growth):
    return (c_in + growth) * layers


@dense_channels.mistake(
    "that is what the layers read, added up", "Asked for are the channels behind the last layer, each of them once."
)
def sum_of_reads(c_in, layers, growth):
    return sum(c_in + number * growth for number in range(layers))


@dense_channels.mistake(
    "input and growth have changed places", "`c_in` is there once. It is `growth` that comes again with each layer."
)
def places_changed(c_in, layers, growth):
    return growth + layers * c_in


dense_channels.hint(
    "Write the channels down after the first, the second, the third layer.",
    "24, 24 + 12, 24 + 12 + 12, … By how much, and how often?",
    "The input's channels, and `growth` for each layer.",
)


@exercise(points=1, minutes=4)
def connections(layers: int) -> int:
    """Direct connections in a dense block: pairs of a source and a layer that reads it.

    Each layer reads the block's input and every layer before it. What becomes of the maps behind
    the block is not counted.

    Args:
        layers: layers of the block, at least 1.

    Returns:
        How many pairs there are.
    """
    # BEGIN SOLUTION
    return layers * (layers + 1) // 2
    # END SOLUTION


@connections.cases
def _(rng):
    yield "four layers", (4,)
    yield "one layer reads the input", (1,)
    yield "the figure of the paper", (5,)
    yield "DenseNet-121, third block", (24,)
    yield "a number of the day", (int(rng.integers(30, 99)),)


@connections.mistake(
    "that is a chain", "In a chain each layer reads the one before. Here the fourth layer reads four things."
)
def chain(layers):
    return layers


@connections.mistake(
    "the block's input is a source, too",
    "You counted pairs of layers. The first layer reads the input, and so do all the others.",
)
def without_input(layers):
    return layers * (layers - 1) // 2


@connections.mistake(
    "every connection is counted twice", "From source to reader only: a layer does not read those that come later."
)
def both_ways(layers):
    return layers * (layers + 1)


@connections.mistake(
    "everything is joined with everything", "A layer reads those *before* it: one for the first, two for the second, …"
)
def all_pairs(layers):
    return layers**2


@connections.mistake(
    "the output of the block is no reader",
    "You let something behind the block read everything as well. Only the layers of the block count here.",
)
def output_reads(layers):
    return (layers + 1) * (layers + 2) // 2


@connections.mistake("those are paths, not connections", "The number of *routes* doubles. Count single connections.")
def paths(layers):
    return 2**layers


@connections.mistake(
    "half of an odd number was rounded",
    "`//` came too early. Multiply first: of two neighbors one is even, so the product can be halved.",
)
def halved_too_early(layers):
    return layers // 2 * (layers + 1)


@connections.mistake("multiplied, not added", "One for the first layer, two for the second, …: add these numbers up.")
def multiplied(layers):
    product = 1
    for number in range(2, layers + 1):
        product *= number
    return product


connections.hint(
    "How many things does the first layer read? The second? The third?",
    "1 + 2 + 3 + … up to the number of layers.",
    "Such a sum is half of layers · (layers + 1): pair the first with the last.",
)


def _unit(
    x, filters, kernel, bias=False, eps=1.001e-5, norm=True, act=True, after=False, swapped=False, padding="same"
):
    """BatchNorm, ReLU, convolution, with parts exchanged."""
    from keras import layers

    def prepare(x):
        steps = []
        if norm:
            steps.append(layers.BatchNormalization(epsilon=eps))
        if act:
            steps.append(layers.ReLU())
        for step in reversed(steps) if swapped else steps:
            x = step(x)
        return x

    convolution = layers.Conv2D(filters, kernel, padding=padding, use_bias=bias)
    return prepare(convolution(x)) if after else convolution(prepare(x))


@exercise(points=3, minutes=12, seconds=60, tolerance=1e-4)
def dense_block(x, layers: int, growth: int):
    """Layers that each read everything before them and put `growth` maps behind it.

    One layer: BatchNorm · ReLU · 1×1 convolution to `4 · growth` maps · BatchNorm · ReLU · 3×3
    convolution to `growth` maps, `padding="same"`. Its maps are joined to all that there were, the
    old ones first, and the next layer reads the result.

    Convolutions have no bias. BatchNorm has `epsilon=1.001e-5`.

    Args:
        x: maps, a Keras tensor `(n, h, w, c)`.
        layers: number of layers, at least 1.
        growth: maps that each layer adds.

    Returns:
        Maps, `(n, h, w, c + layers · growth)`, a Keras tensor.
    """
    # BEGIN SOLUTION
    import keras

    for _ in range(layers):
        y = keras.layers.BatchNormalization(epsilon=1.001e-5)(x)
        y = keras.layers.ReLU()(y)
        y = keras.layers.Conv2D(4 * growth, 1, use_bias=False)(y)
        y = keras.layers.BatchNormalization(epsilon=1.001e-5)(y)
        y = keras.layers.ReLU()(y)
        y = keras.layers.Conv2D(growth, 3, padding="same", use_bias=False)(y)
        x = keras.layers.Concatenate()([x, y])
    return x
    # END SOLUTION


@dense_block.cases
def _(rng):
    yield "one layer", ((6, 5, 7), 1, 3)
    yield "three layers", ((6, 5, 4), 3, 2)


@dense_block.observe
def _(answer, args):
    from cnncourse.nets.facts import block_facts

    shape, layers, growth = args
    return block_facts(answer, shape, layers, growth)


def _block(
    x, layers, growth, bottleneck=4, reads="all", leaves="all", order=1, join="Concatenate", narrow=None, wide=None,
    squared=False, **parts,
):  # fmt: skip
    """A block that resembles the dense one.

    Args:
        bottleneck: maps of the 1×1 as a multiple of the growth, 0 for none, or a function of the channels read.
        reads: what a layer reads: `"all"`, the `"last"` maps alone, or the block's `"input"`.
        leaves: `"all"`, `"new"` without the block's input, `"last"` maps alone, or all `"but last"`.
        narrow: parts of the 1×1, `wide` those of the 3×3; `squared` makes both 3×3.
    """
    import keras

    def joined(pieces):
        return pieces[0] if len(pieces) == 1 else getattr(keras.layers, join)()(pieces[::order])

    pieces = [x]
    for _ in range(layers):
        y = {"all": lambda: joined(pieces), "last": lambda: pieces[-1], "input": lambda: x}[reads]()
        if bottleneck:
            filters = bottleneck(y.shape[-1]) if callable(bottleneck) else bottleneck * growth
            y = _unit(y, filters, 3 if squared else 1, **(narrow or parts))
        pieces.append(_unit(y, growth, 3, **(wide or parts)))
    kept = {"all": pieces, "new": pieces[1:], "last": pieces[-1:], "but last": pieces[:-1]}[leaves]
    return joined(kept)


@dense_block.mistake(
    "nothing is joined",
    "That is a plain stack: each layer replaces what it read. Put its maps behind the old ones and hand both on.",
)
def plain_stack(x, layers, growth):
    return _block(x, layers, growth, reads="last", leaves="last")


@dense_block.mistake(
    "each layer reads only the maps of the one before",
    "They are joined at the end, but a layer has to read everything before it: its input grows from layer to layer.",
)
def reads_the_last(x, layers, growth):
    return _block(x, layers, growth, reads="last")


@dense_block.mistake(
    "each layer reads only the block's input",
    "Your layers stand side by side, like the paths of an Inception module (lesson 12). Here they come one after the other.",
)
def side_by_side(x, layers, growth):
    return _block(x, layers, growth, reads="input")


@dense_block.mistake(
    "the block's input is not in what leaves it", "It was read by every layer; it leaves as well, as the first maps."
)
def input_dropped(x, layers, growth):
    return _block(x, layers, growth, leaves="new")


@dense_block.mistake("the last layer's maps are not joined", "Every layer adds `growth` maps, the last one, too.")
def last_dropped(x, layers, growth):
    return _block(x, layers, growth, leaves="but last")


@dense_block.mistake(
    "the new maps stand before the old ones",
    "Asked for is the other order: what was there first stays first, `[x, y]`.",
)
def new_first(x, layers, growth):
    return _block(x, layers, growth, order=-1)


@dense_block.mistake(
    "Keras was handed shapes that do not fit",
    'Join along the channels, the last axis, and keep the sides, `padding="same"`. Maps are not added here, and a Keras layer that '
    "was made outside the loop cannot read more channels the next time.",
)
def added(x, layers, growth):
    return _block(x, layers, growth, join="Add")


@dense_block.mistake(
    "the bottleneck is missing", "Before the 3×3 stands a 1×1 to `4 · growth` maps, with its own BatchNorm and ReLU."
)
def no_bottleneck(x, layers, growth):
    return _block(x, layers, growth, bottleneck=0)


@dense_block.mistake("the bottleneck has `growth` maps", "It makes four times as many: `4 · growth`.")
def narrow_bottleneck(x, layers, growth):
    return _block(x, layers, growth, bottleneck=1)


@dense_block.mistake(
    "the bottleneck counts from the channels that it reads",
    "Four times the *growth*, whatever comes in. So the 3×3 costs the same in every layer.",
)
def bottleneck_of_input(x, layers, growth):
    return _block(x, layers, growth, bottleneck=lambda c: 4 * c)


@dense_block.mistake(
    "the convolution comes first",
    "The order is BatchNorm, ReLU, convolution: what is joined is the convolution's output.",
)
def convolution_first(x, layers, growth):
    return _block(x, layers, growth, after=True)


@dense_block.mistake("the ReLU stands before BatchNorm", "BatchNorm first, then ReLU, then the convolution.")
def relu_first(x, layers, growth):
    return _block(x, layers, growth, swapped=True)


@dense_block.mistake("there is no BatchNorm", "Each convolution has BatchNorm and ReLU before it.")
def no_norm(x, layers, growth):
    return _block(x, layers, growth, norm=False)


@dense_block.mistake("there is no ReLU", "Each convolution has BatchNorm and ReLU before it.")
def no_relu(x, layers, growth):
    return _block(x, layers, growth, act=False)


@dense_block.mistake(
    "nothing stands between the two convolutions",
    "A 1×1 and a 3×3 with nothing bent between them are one linear step. BatchNorm and ReLU come before *each*.",
)
def nothing_between(x, layers, growth):
    return _block(x, layers, growth, wide={"norm": False, "act": False})


@dense_block.mistake(
    "the 1×1 has no BatchNorm and ReLU before it", "Both convolutions have their own, the first one as well."
)
def bare_bottleneck(x, layers, growth):
    return _block(x, layers, growth, narrow={"norm": False, "act": False})


@dense_block.mistake("the bottleneck is a 3×3", "It is a 1×1. Its job is to mix channels at little cost (lesson 04).")
def wide_bottleneck(x, layers, growth):
    return _block(x, layers, growth, squared=True)


@dense_block.mistake("the convolutions have a bias", "Asked for are convolutions without: `use_bias=False`.")
def with_bias(x, layers, growth):
    return _block(x, layers, growth, bias=True)


@dense_block.mistake(
    "BatchNorm has another epsilon", "Keras' layer takes 0.001 unless told; the block asks for `epsilon=1.001e-5`."
)
def default_epsilon(x, layers, growth):
    return _block(x, layers, growth, eps=1e-3)


@dense_block.mistake("the second ReLU is missing", "BatchNorm *and* ReLU stand before each of the two convolutions.")
def no_second_relu(x, layers, growth):
    return _block(x, layers, growth, wide={"act": False})


@dense_block.mistake(
    "the second BatchNorm is missing", "BatchNorm *and* ReLU stand before each of the two convolutions."
)
def no_second_norm(x, layers, growth):
    return _block(x, layers, growth, wide={"norm": False})


@dense_block.mistake("the first ReLU is missing", "BatchNorm *and* ReLU stand before each of the two convolutions.")
def no_first_relu(x, layers, growth):
    return _block(x, layers, growth, narrow={"act": False})


@dense_block.mistake(
    "the first BatchNorm is missing", "BatchNorm *and* ReLU stand before each of the two convolutions."
)
def no_first_norm(x, layers, growth):
    return _block(x, layers, growth, narrow={"norm": False})


@dense_block.mistake(
    "the old maps are handed on normalized and bent",
    "`x` was overwritten by its own BatchNorm and ReLU. Give the layer's result another name and join it to `x` as it came.",
)
def overwritten(x, layers, growth):
    import keras

    for _ in range(layers):
        x = keras.layers.ReLU()(keras.layers.BatchNormalization(epsilon=1.001e-5)(x))
        y = _unit(keras.layers.Conv2D(4 * growth, 1, use_bias=False)(x), growth, 3)
        x = keras.layers.Concatenate()([x, y])
    return x


@dense_block.mistake("the 3×3 comes before the 1×1", "The 1×1 is there to make the 3×3 cheap, so it has to come first.")
def exchanged_kernels(x, layers, growth):
    import keras

    for _ in range(layers):
        x = keras.layers.Concatenate()([x, _unit(_unit(x, 4 * growth, 3), growth, 1)])
    return x


@dense_block.mistake(
    "the bottleneck makes a quarter of what it reads",
    "So does ResNet's. Here it makes `4 · growth`, whatever it reads.",
)
def quarter(x, layers, growth):
    import keras

    for _ in range(layers):
        x = keras.layers.Concatenate()([x, _unit(_unit(x, max(1, x.shape[-1] // 4), 1), growth, 3)])
    return x


@dense_block.mistake(
    "`layers` and `growth` have changed places", "`layers` says how often, `growth` how many maps each time."
)
def counts_changed(x, layers, growth):
    return _block(x, growth, layers)


@dense_block.mistake(
    "only the last layer's maps leave the block", "Every layer read the right maps. Now hand on all of them, joined."
)
def last_alone(x, layers, growth):
    return _block(x, layers, growth, leaves="last")


@dense_block.mistake(
    "BatchNorm and ReLU stand behind the block",
    "The block ends with a join. Whoever reads it brings its own BatchNorm and ReLU.",
)
def bent_at_the_end(x, layers, growth):
    import keras

    x = _block(x, layers, growth)
    return keras.layers.ReLU()(keras.layers.BatchNormalization(epsilon=1.001e-5)(x))


dense_block.hint(
    "A loop over the layers. `x` is all there is so far, `y` what the present layer makes of it.",
    "Six layers make `y`: BatchNorm, ReLU, 1×1, BatchNorm, ReLU, 3×3.",
    "Then `x = keras.layers.Concatenate()([x, y])`, and the next layer reads that `x`.",
    'The convolutions: `Conv2D(4 * growth, 1, use_bias=False)` and `Conv2D(growth, 3, padding="same", use_bias=False)`.',
)


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


@exercise(points=3, minutes=10, seconds=60, tolerance=1e-4)
def densenet(blocks: tuple[int, ...], growth: int, input_shape: tuple[int, int, int], classes: int):
    """A DenseNet for small images.

    1. 3×3 convolution to `2 · growth` maps, `padding="same"`, no bias; BatchNorm
       (`epsilon=1.001e-5`); ReLU
    2. dense blocks with bottleneck, one for each number in `blocks`; between two of them a
       transition with compression 0.5
    3. BatchNorm (`epsilon=1.001e-5`), ReLU, global mean pooling
    4. dense layer without activation: the outputs are logits

    Use your own `dense_block(x, layers, growth)` and `transition(x, compression)`, or
    `cnncourse.nets.densenet.dense_block` and `.transition`, which take the same arguments.

    Args:
        blocks: number of layers in each dense block.
        growth: maps that each layer adds, the same in all blocks.
        input_shape: `(h, w, c)` in pixels.
        classes: number of outputs.

    Returns:
        An uncompiled model, `(n, h, w, c)` to `(n, classes)`.
    """
    # BEGIN SOLUTION
    import keras
    from keras import layers

    from cnncourse.nets.densenet import dense_block, transition

    images = keras.Input(input_shape)
    x = layers.Conv2D(2 * growth, 3, padding="same", use_bias=False)(images)
    x = layers.ReLU()(layers.BatchNormalization(epsilon=1.001e-5)(x))
    for number, repeats in enumerate(blocks):
        if number > 0:
            x = transition(x, 0.5)
        x = dense_block(x, repeats, growth)
    x = layers.ReLU()(layers.BatchNormalization(epsilon=1.001e-5)(x))
    x = layers.GlobalAveragePooling2D()(x)
    return keras.Model(images, layers.Dense(classes)(x))
    # END SOLUTION


@densenet.cases
def _(rng):
    yield "two blocks", ((1, 2), 5, (6, 7, 2), 4)
    yield "three blocks, another growth", ((2, 1, 1), 3, (9, 8, 1), 6)


@densenet.observe
def _(answer, args):
    from cnncourse.nets.facts import model_facts

    return model_facts(answer(*args))


def _whole(
    blocks, growth, input_shape, classes, first=None, stem=True, compression=0.5, after_last=False, between=True,
    norm_last=True, act_last=True, pool="GlobalAveragePooling2D", top=None, grow=lambda growth, number: growth,
    bias=False, bottleneck=True, kernel=3, strides=1, padding="same", eps=1.001e-5, before_first=False, behind=False,
    exchanged=False,
):  # fmt: skip
    """A network that resembles DenseNet, put together from its parts."""
    import keras
    from keras import layers

    from cnncourse.nets.densenet import dense_block, transition

    def norm(x):
        return layers.BatchNormalization(epsilon=eps)(x)

    images = keras.Input(input_shape)
    filters = first(growth) if first else 2 * growth
    x = layers.Conv2D(filters, kernel, strides=strides, padding=padding, use_bias=bias)(images)
    x = norm(x) if stem else x
    x = layers.ReLU()(x) if stem is True else x
    for number, repeats in enumerate(blocks):
        if before_first and number == 0:
            x = transition(x, compression)
        counts = (repeats, grow(growth, number))
        x = dense_block(x, *(counts[::-1] if exchanged else counts), bottleneck=bottleneck)
        if between and (after_last or number < len(blocks) - 1):
            x = transition(x, compression)
    x = norm(x) if norm_last else x
    x = layers.ReLU()(x) if act_last else x
    x = getattr(layers, pool)()(x)
    x = layers.ReLU()(norm(x)) if behind else x
    return keras.Model(images, layers.Dense(classes, activation=top)(x))


@densenet.mistake(
    "there is a transition behind the last block",
    "Transitions stand *between* blocks: one fewer than there are blocks.",
)
def transition_after_last(*args):
    return _whole(*args, after_last=True)


@densenet.mistake("there are no transitions", "Between two blocks the side is halved and half of the maps go.")
def never_smaller(*args):
    return _whole(*args, between=False)


@densenet.mistake("the transitions keep all maps", "Compression 0.5: half of the maps stay.")
def keeps_all(*args):
    return _whole(*args, compression=1.0)


@densenet.mistake(
    "the first convolution makes 16 maps",
    "That is the paper's DenseNet without bottleneck. With bottleneck and compression it makes twice the growth.",
)
def sixteen(*args):
    return _whole(*args, first=lambda growth: 16)


@densenet.mistake("the first convolution makes `growth` maps", "It makes twice as many: `2 · growth`.")
def growth_alone(*args):
    return _whole(*args, first=lambda growth: growth)


@densenet.mistake(
    "the first convolution has no BatchNorm and ReLU",
    "Here it has both, as ImageNet's networks do. (The first layer that reads it has its own as well.)",
)
def bare_stem(*args):
    return _whole(*args, stem=False)


@densenet.mistake(
    "BatchNorm and ReLU before the pooling are missing",
    "In a block they stand *before* each convolution, so behind the last one there is nothing yet. The dense layer needs them.",
)
def bare_end(*args):
    return _whole(*args, norm_last=False, act_last=False)


@densenet.mistake("the last ReLU is missing", "Before the pooling stand BatchNorm *and* ReLU.")
def no_last_relu(*args):
    return _whole(*args, act_last=False)


@densenet.mistake("the last BatchNorm is missing", "Before the pooling stand BatchNorm *and* ReLU.")
def no_last_norm(*args):
    return _whole(*args, norm_last=False)


@densenet.mistake("there is a softmax on top", "Asked for are logits: the dense layer has no activation.")
def softmax_on_top(*args):
    return _whole(*args, top="softmax")


@densenet.mistake("flattened, not pooled", "Global mean pooling: one number for each map (lesson 11).")
def flattened(*args):
    return _whole(*args, pool="Flatten")


@densenet.mistake("the largest of each map in place of the mean", "Global *mean* pooling.")
def largest(*args):
    return _whole(*args, pool="GlobalMaxPooling2D")


@densenet.mistake(
    "the growth doubles from block to block",
    "ResNet doubles its widths where the side halves. DenseNet's growth is the same in all blocks.",
)
def growing_growth(*args):
    return _whole(*args, grow=lambda growth, number: growth * 2**number)


@densenet.mistake("the blocks have no bottleneck", "Each layer has a 1×1 to `4 · growth` before its 3×3.")
def without_bottleneck(*args):
    return _whole(*args, bottleneck=False)


@densenet.mistake("the first convolution has a bias", "BatchNorm would subtract it again: `use_bias=False`.")
def biased_stem(*args):
    return _whole(*args, bias=True)


@densenet.mistake("the first convolution has no ReLU", "Convolution, BatchNorm *and* ReLU, then the first block.")
def no_first_relu_here(*args):
    return _whole(*args, stem="norm")


@densenet.mistake("the first convolution is a 7×7", "That is for ImageNet. Small images begin with a 3×3.")
def seven(*args):
    return _whole(*args, kernel=7)


@densenet.mistake(
    "the first convolution halves the side", "That is for ImageNet. On small images it looks at every place: stride 1."
)
def strided_stem(*args):
    return _whole(*args, strides=2)


@densenet.mistake("the first convolution loses the border", '`padding="same"`: the side stays as it is.')
def valid_stem(*args):
    return _whole(*args, padding="valid")


@densenet.mistake(
    "a BatchNorm outside the blocks has another epsilon", "Keras' layer takes 0.001 unless told: `epsilon=1.001e-5`."
)
def other_epsilon(*args):
    return _whole(*args, eps=1e-3)


@densenet.mistake("all blocks are as long as the first", "`blocks` has a number of layers for each of them.")
def all_alike(blocks, *args):
    return _whole((blocks[0],) * len(blocks), *args)


@densenet.mistake(
    "the last block is missing", "Did the loop end one too early? The last block is only without a transition."
)
def last_block_missing(blocks, *args):
    return _whole(blocks[:-1], *args)


@densenet.mistake("the blocks come in reverse order", "`blocks[0]` belongs to the block right behind the beginning.")
def backwards(blocks, *args):
    return _whole(blocks[::-1], *args)


@densenet.mistake(
    "there is a transition before the first block",
    "Transitions stand *between* blocks: one fewer than there are blocks.",
)
def transition_first(*args):
    return _whole(*args, before_first=True)


@densenet.mistake(
    "BatchNorm and ReLU come after the pooling", "They come before it: each place is bent, then the mean is taken."
)
def pooled_before_bent(*args):
    return _whole(*args, norm_last=False, act_last=False, behind=True)


@densenet.mistake(
    "a transition stands where the last BatchNorm and ReLU belong",
    "Behind the last block come BatchNorm, ReLU and the pooling over the whole map; transitions stand *between* blocks.",
)
def transition_for_the_end(*args):
    return _whole(*args, after_last=True, norm_last=False, act_last=False)


@densenet.mistake(
    "`layers` and `growth` have changed places",
    "`dense_block(x, layers, growth)`: first how often, then how many maps.",
)
def counts_changed_here(*args):
    return _whole(*args, exchanged=True)


densenet.hint(
    "Four parts: beginning, blocks, end, dense layer. Write the first and the last, then the loop between them.",
    "In the loop: a transition first, except before the first block; then the block.",
    "`for number, layers in enumerate(blocks): if number > 0: x = transition(x, 0.5)`, then `x = dense_block(x, layers, growth)`.",
    "Behind the loop: BatchNorm, ReLU, `GlobalAveragePooling2D`, `Dense(classes)`; then `keras.Model(images, scores)`.",
)


@exercise(points=2, minutes=6)
def maps_kept(c_in: int, layers: int, growth: int) -> tuple[int, int]:
    """Maps that training keeps for the backward pass of a dense block *without* bottleneck.

    A layer reads c channels, normalizes and bends them (BatchNorm · ReLU) and makes `growth` maps by
    a 3×3 convolution.

    *Apart*: for each layer, c maps joined in one piece of memory, and c maps that BatchNorm and ReLU
    made of them.

    *Shared*: each map that is read, once, where it was made. The rest is made again when it is needed.

    What the last layer adds is read by no layer of the block, so neither way counts it.

    Args:
        c_in: channels of the block's input.
        layers: layers of the block, at least 1.
        growth: maps that each layer adds.

    Returns:
        `(apart, shared)`, in maps.
    """
    # BEGIN SOLUTION
    apart = sum(2 * (c_in + number * growth) for number in range(layers))
    return apart, c_in + (layers - 1) * growth
    # END SOLUTION


@maps_kept.cases
def _(rng):
    yield "three layers", (6, 3, 2)
    yield "one layer", (5, 1, 3)
    yield "the block of the figure", (24, 4, 12)
    yield "a long block", (16, 40, 12)
    yield "numbers of the day", tuple(int(n) for n in rng.integers(5, 40, 3))


def _kept(c_in, layers, growth, copies=2, first=0, extra=0):
    return sum(copies * (c_in + (number + first) * growth) for number in range(layers + extra))


@maps_kept.mistake(
    "each layer keeps two versions of what it reads", "The joined maps, and what BatchNorm and ReLU made of them."
)
def one_copy(c_in, layers, growth):
    return _kept(c_in, layers, growth, copies=1), c_in + (layers - 1) * growth


@maps_kept.mistake(
    "a layer does not read its own maps", "The first layer reads `c_in` channels. You gave it `growth` more."
)
def own_maps(c_in, layers, growth):
    return _kept(c_in, layers, growth, first=1), c_in + (layers - 1) * growth


@maps_kept.mistake(
    "what leaves the block is not read by a layer of it", "One piece too many: there are as many readers as layers."
)
def output_counted(c_in, layers, growth):
    return _kept(c_in, layers, growth, extra=1), c_in + (layers - 1) * growth


@maps_kept.mistake(
    "every layer reads as much as the first", "The second reads `growth` channels more, the third twice as many more, …"
)
def never_grows(c_in, layers, growth):
    return 2 * layers * c_in, c_in + (layers - 1) * growth


@maps_kept.mistake("every layer reads as much as the last", "Earlier layers read fewer channels. Add up one by one.")
def as_the_last(c_in, layers, growth):
    return 2 * layers * (c_in + (layers - 1) * growth), c_in + (layers - 1) * growth


@maps_kept.mistake("the block's input is kept as well", "*Shared*: its maps once, and those of each layer.")
def input_forgotten(c_in, layers, growth):
    return _kept(c_in, layers, growth), (layers - 1) * growth


@maps_kept.mistake(
    "the last layer's maps are not read",
    "*Shared* counts what the layers of the block read. Nobody in the block reads what the last one made.",
)
def last_counted(c_in, layers, growth):
    return _kept(c_in, layers, growth), c_in + layers * growth


@maps_kept.mistake(
    "joined copies are not shared", "Half of *apart* is still one copy for each layer. *Shared*: each map once."
)
def one_copy_each(c_in, layers, growth):
    return _kept(c_in, layers, growth), _kept(c_in, layers, growth, copies=1)


@maps_kept.mistake("the two have changed places", "`(apart, shared)`: the larger one first.")
def exchanged(c_in, layers, growth):
    return c_in + (layers - 1) * growth, _kept(c_in, layers, growth)


@maps_kept.mistake(
    "the block's input is not counted", "The first layer reads it, and all the others read it as well: in both counts."
)
def no_input_at_all(c_in, layers, growth):
    return _kept(0, layers, growth), (layers - 1) * growth


@maps_kept.mistake(
    "what leaves the block is counted in both",
    "No layer of the block reads what the last one adds: leave it out, twice.",
)
def output_counted_twice(c_in, layers, growth):
    return _kept(c_in, layers, growth, extra=1), c_in + layers * growth


@maps_kept.mistake(
    "you counted after each layer, not before",
    "A layer reads what was there before it made its own maps: the first `c_in`, the last not its own.",
)
def counted_after(c_in, layers, growth):
    return _kept(c_in, layers, growth, first=1), c_in + layers * growth


@maps_kept.mistake("*shared* is counted twice", "Each map once; what BatchNorm and ReLU make of it is made again.")
def shared_twice(c_in, layers, growth):
    return _kept(c_in, layers, growth), 2 * (c_in + (layers - 1) * growth)


@maps_kept.mistake(
    "*shared* has the block's input alone", "The maps that the layers make are read as well, all but the last layer's."
)
def input_alone(c_in, layers, growth):
    return _kept(c_in, layers, growth), c_in


@maps_kept.mistake(
    "the first layer's input is counted once",
    "By the rule above each layer keeps two versions, the first as well: 24 maps as they came and 24 bent.",
)
def first_once(c_in, layers, growth):
    return _kept(c_in, layers, growth) - c_in, c_in + (layers - 1) * growth


@maps_kept.mistake(
    "*apart* has the last layer alone", "Every layer keeps its own two versions: add them up over the layers."
)
def last_layer_alone(c_in, layers, growth):
    return 2 * (c_in + (layers - 1) * growth), c_in + (layers - 1) * growth


@maps_kept.mistake(
    "the bent maps are counted once",
    "Each layer has a BatchNorm of its own, so it keeps its own version of *all* that it reads, the old maps too.",
)
def bent_once(c_in, layers, growth):
    read = c_in + (layers - 1) * growth
    return _kept(c_in, layers, growth, copies=1) + read, read


@maps_kept.mistake("one layer too few", "The last layer reads, too, and keeps what it read.")
def one_reader_less(c_in, layers, growth):
    return _kept(c_in, layers, growth, extra=-1), c_in + (layers - 2) * growth


maps_kept.hint(
    "Layer 0 reads `c_in` channels, layer 1 reads `c_in + growth`. What does layer `number` read?",
    "*Apart*: add up twice what each layer reads. *Shared*: the last layer reads all the maps in question.",
    "`sum(2 * (c_in + number * growth) for number in range(layers))`, and `dense_channels(c_in, layers - 1, growth)`.",
)


@exercise(points=2, minutes=8)
def source_weights(kernel: np.ndarray, c_in: int, growth: int) -> np.ndarray:
    """How strongly a layer reads each of its sources: the mean absolute weight of their channels.

    Along the kernel's third axis stand first the `c_in` channels of the block's input, then
    `growth` channels of the first layer, `growth` of the second, and so on.

    Args:
        kernel: of the layer's convolution, `(kh, kw, c, filters)`.
        c_in: channels of the block's input.
        growth: channels that each layer adds.

    Returns:
        One mean for each source, the block's input first: `(1 + (c − c_in) / growth,)`.
    """
    # BEGIN SOLUTION
    sizes = np.abs(kernel)
    means = [sizes[:, :, :c_in].mean()]
    for start in range(c_in, kernel.shape[2], growth):
        means.append(sizes[:, :, start : start + growth].mean())
    return np.array(means)
    # END SOLUTION


@source_weights.cases
def _(rng):
    def draw(kh, kw, c_in, layers, growth, filters):
        c = c_in + layers * growth
        kernel = rng.normal(size=(kh, kw, c, filters)) * np.linspace(0.5, 2, c)[:, None]
        return kernel.round(2), c_in, growth

    yield "two sources", draw(1, 2, 3, 1, 2, 2)
    yield "the input alone", draw(2, 1, 4, 0, 3, 2)
    yield "a 1×1", draw(1, 1, 2, 3, 4, 3)
    yield "four sources", draw(3, 3, 5, 3, 2, 4)


def _sources(kernel, c_in, growth, of=lambda some: np.abs(some).mean(), at=None):
    starts = [0, *range(c_in, kernel.shape[2], growth)] if at is None else at(kernel.shape[2])
    ends = [*starts[1:], kernel.shape[2]]
    return np.array([of(kernel[:, :, a:b]) for a, b in zip(starts, ends, strict=True)])


@source_weights.mistake(
    "the signs are still there", "Positive and negative weights cancel in the mean. Take absolute values first."
)
def signed(kernel, c_in, growth):
    return _sources(kernel, c_in, growth, of=np.mean)


@source_weights.mistake(
    "you averaged first and took the absolute value then",
    "Weights that cancel still read. Absolute value of each weight, then the mean.",
)
def absolute_last(kernel, c_in, growth):
    return _sources(kernel, c_in, growth, of=lambda some: abs(some.mean()))


@source_weights.mistake(
    "that is a sum", "The block's input has more channels than a layer adds. A mean makes sources comparable."
)
def summed(kernel, c_in, growth):
    return _sources(kernel, c_in, growth, of=lambda some: np.abs(some).sum())


@source_weights.mistake(
    "that is the root of the mean square", "It weights large weights more. Asked for is the mean of absolute values."
)
def root_mean_square(kernel, c_in, growth):
    return _sources(kernel, c_in, growth, of=lambda some: np.sqrt((some**2).mean()))


@source_weights.mistake("that is the largest", "Asked for is the mean of absolute values.")
def the_largest(kernel, c_in, growth):
    return _sources(kernel, c_in, growth, of=lambda some: np.abs(some).max())


@source_weights.mistake(
    "the block's input has `c_in` channels", "You cut everything into pieces of `growth`, from the first channel on."
)
def cut_evenly(kernel, c_in, growth):
    return _sources(kernel, c_in, growth, at=lambda c: [*range(0, c, growth)])


@source_weights.mistake(
    "the block's input is a source as well", "Its mean comes first; you began with the first layer."
)
def no_input(kernel, c_in, growth):
    return _sources(kernel, c_in, growth)[1:]


@source_weights.mistake(
    "one mean for each channel", "All channels of one source belong together: one mean for each source."
)
def by_channel(kernel, c_in, growth):
    return np.abs(kernel).mean(axis=(0, 1, 3))


@source_weights.mistake(
    "the sources are in reverse order", "The block's input comes first, then the layers as they stand."
)
def reversed_order(kernel, c_in, growth):
    return _sources(kernel, c_in, growth)[::-1]


@source_weights.mistake("that is the mean square", "Absolute values, not squares: squares weight large weights more.")
def mean_square(kernel, c_in, growth):
    return _sources(kernel, c_in, growth, of=lambda some: (some**2).mean())


@source_weights.mistake("that is the median", "Asked for is the mean of absolute values.")
def middle(kernel, c_in, growth):
    return _sources(kernel, c_in, growth, of=lambda some: np.median(np.abs(some)))


@source_weights.mistake(
    "that is the spread of the weights", "A standard deviation starts from the mean. Take the mean of absolute values."
)
def spread(kernel, c_in, growth):
    return _sources(kernel, c_in, growth, of=np.std)


@source_weights.mistake(
    "summed over the window, averaged over the rest",
    "The mean goes over all weights of a source, the kh · kw places too.",
)
def summed_places(kernel, c_in, growth):
    return _sources(kernel, c_in, growth) * kernel.shape[0] * kernel.shape[1]


@source_weights.mistake(
    "divided by the mean of all",
    "Weights over their layer's mean come later in the lesson. Here: the means as they are.",
)
def over_the_mean(kernel, c_in, growth):
    means = _sources(kernel, c_in, growth)
    return means / means.mean()


@source_weights.mistake("those are shares of a sum", "Asked for are the means as they are, not what part each has.")
def shares(kernel, c_in, growth):
    means = _sources(kernel, c_in, growth)
    return means / means.sum()


@source_weights.mistake(
    "the block's input stands at the end", "Its channels come first in the kernel, and its mean first in the answer."
)
def input_at_the_end(kernel, c_in, growth):
    return np.roll(_sources(kernel, c_in, growth), -1)


@source_weights.mistake(
    "the last source is missing", "Did the loop end one too early? Even the layer right before is read."
)
def without_last(kernel, c_in, growth):
    return _sources(kernel, c_in, growth)[:-1]


@source_weights.mistake(
    "you cut along the filters", "The fourth axis tells who writes. Who is read stands along the third."
)
def along_filters(kernel, c_in, growth):
    return _sources(np.swapaxes(kernel, 2, 3), c_in, growth)


@source_weights.mistake(
    "channels of several layers are mixed",
    "A layer's channels are neighbors: `reshape(-1, growth)`, and the mean along axis 1.",
)
def every_nth(kernel, c_in, growth):
    means = np.abs(kernel).mean(axis=(0, 1, 3))
    return np.array([means[:c_in].mean(), *means[c_in:].reshape(growth, -1).mean(axis=0)])


@source_weights.mistake(
    "one channel stands for a whole layer", "A layer has `growth` channels, from `start` up to `start + growth`."
)
def one_channel(kernel, c_in, growth):
    means = np.abs(kernel).mean(axis=(0, 1, 3))
    return np.array([means[:c_in].mean(), *means[c_in::growth]])


@source_weights.mistake(
    "each mean goes over everything before as well",
    "A source is only its own channels: the piece has to begin at `start`.",
)
def from_the_start(kernel, c_in, growth):
    ends = range(c_in, kernel.shape[2] + 1, growth)
    return np.array([np.abs(kernel[:, :, :end]).mean() for end in ends])


@source_weights.mistake(
    "the middle of the window alone", "A 3×3 has nine places with weights. The mean goes over all of them."
)
def middle_of_the_window(kernel, c_in, growth):
    h, w = kernel.shape[0] // 2, kernel.shape[1] // 2
    return _sources(kernel[h : h + 1, w : w + 1], c_in, growth)


source_weights.hint(
    "`np.abs(kernel)` once; then cut its third axis into pieces.",
    "The first piece is `[:, :, :c_in]`, the next `[:, :, c_in : c_in + growth]`.",
    "`range(c_in, kernel.shape[2], growth)` gives the places where the other pieces begin; `.mean()` of each.",
)


why_concat = choice(
    "why_concat",
    """
    ResNet adds what a block computes to its input. DenseNet joins the two. What does a later layer gain by that?
    """,
    right="c",
    a=(
        "A direct way for the gradient, which an addition does not give.",
        "An addition gives it as well: its derivative with respect to the input is 1. In that the two are alike.",
    ),
    b=(
        "Fewer parameters, for joining has no weights.",
        "Neither has adding. And what comes after has more channels to read, so its kernels are larger. Parameters are saved elsewhere: a layer "
        "can do with few new maps, since it need not carry the old ones along.",
    ),
    c=(
        "It can still read every earlier map by itself.",
        "A sum of two maps cannot be taken apart again: many pairs have the same sum. Joined, each map is there as it was made, and the "
        "next layer has a weight for each.",
    ),
    d=(
        "Memory: joined maps need not be kept for the backward pass.",
        "On the contrary. Joining copies, and the copies are kept unless somebody takes care (later in this lesson).",
    ),
)
