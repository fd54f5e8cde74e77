"""`se_parameters`: reference, cases, slips and hints."""

from cnncourse.autocheck import exercise


@exercise(points=1, minutes=4)
def se_parameters(channels: int, ratio: int) -> int:
    """Numbers that one squeeze-and-excitation block learns.

    Two dense layers with biases: from `channels` to the hidden units, and back. There are
    `channels / ratio` hidden units, rounded down, but at least one.

    Args:
        channels: of the maps.
        ratio: by which the hidden layer is narrower.

    Returns:
        Weights and biases of both layers together.
    """
    # BEGIN SOLUTION
    hidden = max(1, channels // ratio)
    return 2 * channels * hidden + hidden + channels
    # END SOLUTION


@se_parameters.cases
def _(rng):
    yield "64 channels", (64, 16)
    yield "the last stage of ResNet-50", (2048, 16)
    yield "a ratio that does not divide", (110, 16)
    yield "fewer channels than the ratio", (10, 16)
    yield "ratio 4", (4 * int(rng.integers(5, 15)) + 1, 4)


@se_parameters.explain
def _(args, expected, index):
    channels, ratio = args
    hidden = max(1, channels // ratio)
    return (
        f"{hidden} hidden: {channels}·{hidden} + {hidden} and {hidden}·{channels} + {channels}, together {expected:,}"
    )


@se_parameters.mistake(
    "the biases are missing", "2C²/r counts weights alone. Each hidden unit and each gate has a bias as well."
)
def no_biases(channels, ratio):
    return 2 * channels * max(1, channels // ratio)


@se_parameters.mistake(
    "that counts weights alone, and parts of units",
    "2C²/r has no biases in it, and where the ratio does not divide it counts a part of a unit. `hidden` comes first.",
)
def formula_of_the_paper(channels, ratio):
    return 2 * channels**2 // ratio


@se_parameters.mistake(
    "that counts weights alone, and parts of units",
    "2C²/r has no biases in it, and where the ratio does not divide it counts a part of a unit. `hidden` comes first.",
)
def formula_with_fractions(channels, ratio):
    return 2 * channels**2 / ratio


@se_parameters.mistake("only one layer", "There are two: down to the hidden units and up again.")
def one_layer(channels, ratio):
    hidden = max(1, channels // ratio)
    return channels * hidden + hidden


@se_parameters.mistake("one layer lacks its bias", "Hidden units have a bias and gates have one: hidden + channels.")
def gates_without_bias(channels, ratio):
    hidden = max(1, channels // ratio)
    return 2 * channels * hidden + hidden


@se_parameters.mistake(
    "the ratio is not the number of hidden units",
    "There are `channels // ratio` of them: 4 for 64 channels and ratio 16.",
)
def ratio_units(channels, ratio):
    return 2 * channels * ratio + ratio + channels


@se_parameters.mistake("the hidden layer is as wide as the maps", "It is narrower by `ratio`.")
def not_reduced(channels, ratio):
    return 2 * channels * channels + 2 * channels


@se_parameters.mistake("units are whole numbers", "Round the number of hidden units down before you go on.")
def fraction(channels, ratio):
    return 2 * channels * channels / ratio + channels / ratio + channels


@se_parameters.mistake("you rounded up", "The number of hidden units is rounded down (but never to 0).")
def rounded_up(channels, ratio):
    hidden = -(-channels // ratio)
    return 2 * channels * hidden + hidden + channels


@se_parameters.mistake("no hidden unit is left", "Fewer channels than the ratio still have one hidden unit.")
def none_left(channels, ratio):
    hidden = channels // ratio
    return 2 * channels * hidden + hidden + channels


@se_parameters.mistake("you rounded to the nearest", "The number of hidden units is rounded down: 6.9 is 6.")
def rounded_to_nearest(channels, ratio):
    hidden = max(1, round(channels / ratio))
    return 2 * channels * hidden + hidden + channels


@se_parameters.mistake(
    "rounded too late",
    "Round the hidden units first. Half a unit has no weights, and neither has its rest in the products.",
)
def rounded_last(channels, ratio):
    return int(2 * channels * channels / ratio + channels / ratio + channels)


@se_parameters.mistake(
    "each term was rounded for itself",
    "`2 * channels * channels // ratio` still counts parts of a unit. `hidden` comes first.",
)
def rounded_each(channels, ratio):
    return 2 * channels * channels // ratio + channels // ratio + channels


@se_parameters.mistake("one layer lacks its bias", "The hidden units have one each, too: hidden + channels.")
def hidden_without_bias(channels, ratio):
    return 2 * channels * max(1, channels // ratio) + channels


@se_parameters.mistake(
    "the layers have different biases", "One bias a unit: `hidden` in the first layer, `channels` in the second."
)
def biases_of_gates_twice(channels, ratio):
    return 2 * channels * max(1, channels // ratio) + 2 * channels


@se_parameters.mistake(
    "the layers are not twins", "Weights are alike, biases not: the second layer has one for each channel."
)
def first_layer_twice(channels, ratio):
    hidden = max(1, channels // ratio)
    return 2 * (channels * hidden + hidden)


@se_parameters.mistake("one bias a layer", "A layer has one for each of its units, not one altogether.")
def one_bias_a_layer(channels, ratio):
    return 2 * channels * max(1, channels // ratio) + 2


@se_parameters.mistake(
    "the weights of one layer are missing", "Down to the hidden units, and up again: channels · hidden, twice."
)
def weights_once(channels, ratio):
    hidden = max(1, channels // ratio)
    return channels * hidden + hidden + channels


@se_parameters.mistake(
    "the hidden layer became wider", "Divide by the ratio: it says how much *narrower* the layer is."
)
def multiplied(channels, ratio):
    return 2 * channels * channels * ratio + channels * ratio + channels


@se_parameters.mistake("channels and ratio are exchanged", "The order is `channels`, `ratio`.")
def arguments_turned(channels, ratio):
    hidden = max(1, ratio // channels)
    return 2 * ratio * hidden + hidden + ratio


@se_parameters.mistake("the ratio was not used", "16 is the paper's choice. Here it is an argument.")
def always_sixteen(channels, ratio):
    hidden = max(1, channels // 16)
    return 2 * channels * hidden + hidden + channels


se_parameters.hint(
    "A dense layer from a to b units has a · b weights and b biases.",
    "First `channels` → `hidden`, then `hidden` → `channels`.",
    "`hidden = max(1, channels // ratio)`",
)
