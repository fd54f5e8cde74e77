"""`stacked_3x3_parameters`: reference, cases, slips and hints."""

from cnncourse.autocheck import exercise


@exercise(points=1, minutes=5)
def stacked_3x3_parameters(count: int, channels: int) -> tuple[int, int]:
    """Weights of a stack of 3×3 convolutions, and of the one convolution that sees as far.

    All layers have stride 1 and take and give `channels` maps. Biases are not counted.

    Args:
        count: 3×3 convolutions in the stack, at least 1.
        channels: maps before and after every layer.

    Returns:
        `(stack, single)`: weights of the whole stack; weights of a single convolution whose (square) window is as wide
        as the stack's receptive field.
    """
    # BEGIN SOLUTION
    field = 1 + 2 * count  # each 3×3 adds one pixel at each side
    return count * 9 * channels**2, field**2 * channels**2
    # END SOLUTION


@stacked_3x3_parameters.cases
def _(rng):
    yield "two layers, three channels", (2, 3)
    yield "one layer", (1, 4)
    yield "three layers, ten channels", (3, 10)
    yield "four layers", (4, 64)
    yield "a width of the day", (int(rng.integers(5, 9)), int(rng.integers(20, 300)))


@stacked_3x3_parameters.explain
def _(args, expected, index):
    count, channels = args
    return f"{count} · 3·3·{channels}·{channels} = {expected[0]:,}; the field of the stack is {1 + 2 * count}×{1 + 2 * count}"


@stacked_3x3_parameters.mistake(
    "the windows side by side, not on top of each other",
    "Three 3×3 windows do not see 9 pixels: neighbors overlap. Each layer adds one pixel at each side (lesson 03).",
)
def side_by_side(count, channels):
    return count * 9 * channels**2, (3 * count) ** 2 * channels**2


@stacked_3x3_parameters.mistake(
    "the field grows by two a layer", "One pixel at each side: a 3×3 layer has *two* gaps (lesson 03)."
)
def by_one(count, channels):
    return count * 9 * channels**2, (count + 2) ** 2 * channels**2


@stacked_3x3_parameters.mistake("the field is two pixels too small", "One layer sees 3 pixels already, not 1.")
def starts_below(count, channels):
    return count * 9 * channels**2, (2 * count - 1) ** 2 * channels**2


@stacked_3x3_parameters.mistake(
    "the middle pixel is missing", "One layer sees 3 pixels: one at each side, *and* the one between them."
)
def even_field(count, channels):
    return count * 9 * channels**2, (2 * count) ** 2 * channels**2


@stacked_3x3_parameters.mistake(
    "the field does not multiply",
    "It grows by the same number of pixels with each layer: 3, 5, 7 (see the figure above).",
)
def tripled_field(count, channels):
    return count * 9 * channels**2, 9**count * channels**2


@stacked_3x3_parameters.mistake(
    "the single window is always 7×7", "That is the field of three layers. Here `count` says how many there are."
)
def always_seven(count, channels):
    return count * 9 * channels**2, 49 * channels**2


@stacked_3x3_parameters.mistake("there are always three layers", "`count` says how many there are.")
def always_three(count, channels):
    return 27 * channels**2, 49 * channels**2


@stacked_3x3_parameters.mistake(
    "`^` is not a power in Python", "It compares bits. A square is `channels**2`, or `channels * channels`."
)
def bits(count, channels):
    return count * 9 * channels ^ 2, (1 + 2 * count) ^ 2 * channels ^ 2


@stacked_3x3_parameters.mistake("`count` stands under the square", "Only the channels come twice: once in, once out.")
def squared_count(count, channels):
    return 9 * (count * channels) ** 2, (1 + 2 * count) ** 2 * channels**2


@stacked_3x3_parameters.mistake(
    "the channels multiply from layer to layer", "Every layer is given `channels` maps and gives `channels` maps back."
)
def channels_multiplied(count, channels):
    return count * 9 * channels ** (count + 1), (1 + 2 * count) ** 2 * channels**2


@stacked_3x3_parameters.mistake(
    "the large window is counted `count` times", "There is one single layer beside the stack."
)
def many_large(count, channels):
    return count * 9 * channels**2, count * (1 + 2 * count) ** 2 * channels**2


@stacked_3x3_parameters.mistake("the large window has two sides", "A 7×7 window has 49 weights for each map, not 7.")
def one_large_side(count, channels):
    return count * 9 * channels**2, (1 + 2 * count) * channels**2


@stacked_3x3_parameters.mistake("the small window has two sides", "A 3×3 window has 9 weights for each map, not 3.")
def one_small_side(count, channels):
    return count * 3 * channels**2, (1 + 2 * count) ** 2 * channels**2


@stacked_3x3_parameters.mistake("the field starts at one pixel", "No layer sees 1, one layer sees 3, two see 5.")
def starts_at_three(count, channels):
    return count * 9 * channels**2, (3 + 2 * count) ** 2 * channels**2


@stacked_3x3_parameters.mistake(
    "each filter reads all channels",
    "`channels` filters, and each holds 3·3 weights for *each* of `channels` maps (lesson 04).",
)
def one_channel_factor(count, channels):
    return count * 9 * channels, (1 + 2 * count) ** 2 * channels


@stacked_3x3_parameters.mistake(
    "the channels are missing", "One 3×3 window for one map has 9 weights. How many maps go in, and how many out?"
)
def no_channels(count, channels):
    return count * 9, (1 + 2 * count) ** 2


@stacked_3x3_parameters.mistake(
    "you counted the biases", "They are left out here, so that the ratio does not depend on the channels."
)
def biases(count, channels):
    return count * (9 * channels**2 + channels), (1 + 2 * count) ** 2 * channels**2 + channels


@stacked_3x3_parameters.mistake("the window has two sides", "A 7×7 window has 49 weights for each map, not 7.")
def one_side(count, channels):
    return count * 3 * channels**2, (1 + 2 * count) * channels**2


@stacked_3x3_parameters.mistake(
    "the weights of one layer of the stack", "A stack of three holds three layers' weights."
)
def one_layer(count, channels):
    return 9 * channels**2, (1 + 2 * count) ** 2 * channels**2


@stacked_3x3_parameters.mistake(
    "the layers add up, they do not multiply",
    "The second layer's windows are new weights beside the first's: 9 + 9, not 9 · 9.",
)
def multiplied(count, channels):
    return 9**count * channels**2, (1 + 2 * count) ** 2 * channels**2


@stacked_3x3_parameters.mistake("the two numbers are exchanged", "First the stack, then the single window.")
def swapped(count, channels):
    return (1 + 2 * count) ** 2 * channels**2, count * 9 * channels**2


stacked_3x3_parameters.hint(
    "One 3×3 convolution from `channels` to `channels` maps: how many weights? A stack has `count` of them.",
    "The field of the stack: 3 for one layer, 5 for two, 7 for three.",
    "Two layers and C channels: 2 · 9 · C² against 5² · C².",
)
