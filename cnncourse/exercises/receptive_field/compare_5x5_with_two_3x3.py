"""`compare_5x5_with_two_3x3`: reference, cases, slips and hints."""

from __future__ import annotations

from cnncourse.autocheck import exercise


@exercise(points=1, minutes=4)
def compare_5x5_with_two_3x3(channels: int) -> tuple[int, int]:
    """Numbers to learn in one 5×5 layer, and in two 3×3 layers that see as much.

    Args:
        channels: channels in, between and out. Every layer has that many kernels, each with a bias.

    Returns:
        `(numbers in the 5×5 layer, numbers in the two 3×3 layers together)`.
    """
    # BEGIN SOLUTION
    five = channels * (5 * 5 * channels + 1)  # kernels, each with its weights and a bias
    two = 2 * channels * (3 * 3 * channels + 1)
    return five, two
    # END SOLUTION


@compare_5x5_with_two_3x3.cases
def _(rng):
    yield "one channel", (1,)
    yield "two channels", (2,)
    yield "16 channels", (16,)
    channels = int(rng.integers(20, 300))
    yield f"{channels} channels", (channels,)


@compare_5x5_with_two_3x3.mistake(
    "the biases are missing", "Each kernel has one bias, so each layer has `channels` of them."
)
def no_bias(channels):
    return 25 * channels**2, 18 * channels**2


@compare_5x5_with_two_3x3.mistake("you counted one 3×3 layer", "It takes two of them to see five pixels.")
def one_layer(channels):
    return 25 * channels**2 + channels, 9 * channels**2 + channels


@compare_5x5_with_two_3x3.mistake(
    "a kernel reads all channels", "Every kernel has one 5×5 (or 3×3) sheet of weights for each channel that comes in."
)
def one_sheet(channels):
    return 25 * channels + channels, 2 * (9 * channels + channels)


@compare_5x5_with_two_3x3.mistake(
    "the second 3×3 layer has biases too", "Each of the two layers has `channels` kernels, and each kernel a bias."
)
def one_bias_short(channels):
    return 25 * channels**2 + channels, 18 * channels**2 + channels


@compare_5x5_with_two_3x3.mistake(
    "a 5×5 window has 25 weights", "The sides multiply: 5·5 and 3·3, not 5 + 5 and 3 + 3, nor 5 and 3."
)
def sides(channels):
    return 5 * channels**2 + channels, 2 * (3 * channels**2 + channels)


@compare_5x5_with_two_3x3.mistake(
    "one bias for a whole layer is too few",
    "Each of the `channels` kernels has its own bias; a layer has as many as kernels.",
)
def single_bias(channels):
    return 25 * channels**2 + 1, 2 * (9 * channels**2 + 1)


@compare_5x5_with_two_3x3.mistake("a 5×5 window has 25 weights", "Its sides multiply, they do not add up: 5·5 and 3·3.")
def sides_added(channels):
    return 10 * channels**2 + channels, 2 * (6 * channels**2 + channels)


@compare_5x5_with_two_3x3.mistake(
    "one bias for each kernel, not for each of its sheets",
    "A kernel adds up what all its sheets give, and then adds one bias to the sum.",
)
def bias_per_sheet(channels):
    return 26 * channels**2, 20 * channels**2


@compare_5x5_with_two_3x3.mistake(
    "the channels are missing",
    "That is one channel in and one out, as in the text above. Here a layer has more of both.",
)
def no_channels(channels):
    return 26, 20


@compare_5x5_with_two_3x3.mistake(
    "the first layer reads `channels` channels, too",
    "You let it read one channel, as from a gray image. All layers have `channels` channels in and out.",
)
def gray_image(channels):
    return 26 * channels, 10 * channels + channels * (9 * channels + 1)


@compare_5x5_with_two_3x3.mistake(
    "the first layer reads `channels` channels, too",
    "You let the first 3×3 layer read one channel. All layers have `channels` channels in and out.",
)
def gray_first(channels):
    return 25 * channels**2 + channels, 10 * channels + channels * (9 * channels + 1)


@compare_5x5_with_two_3x3.mistake(
    "two layers add up, they do not multiply", "The second layer learns as many numbers as the first one."
)
def squared(channels):
    return 25 * channels**2 + channels, (9 * channels**2 + channels) ** 2


compare_5x5_with_two_3x3.hint(
    "One kernel first: how many weights does it have if it reads `channels` channels through a 5×5 window? And its bias?",
    "A layer has `channels` kernels. So a 5×5 layer has `25 * channels * channels` weights and `channels` biases.",
    "The same with 9 in place of 25, twice.",
)
