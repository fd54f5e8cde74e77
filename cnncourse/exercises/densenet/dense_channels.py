"""`dense_channels`: reference, cases, slips and hints."""

from cnncourse.autocheck import exercise


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
