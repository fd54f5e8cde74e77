"""`last_stage_percent`: a prediction, and what leads to wrong ones."""

from cnncourse.autocheck import predict


@predict(points=1, minutes=4)
def last_stage_percent():
    """SE-ResNet-50 has a gate with ratio 16 in each of its 16 blocks: 3 blocks with 256 channels, 4 with 512, 6 with 1024, 3 with 2048.
    Of all weights and biases of the gates, how many percent sit in the last stage? A whole number, rounded, for example `25`.
    """
    return 62


@last_stage_percent.mistake(
    "that is the share of the blocks", "3 of 16 blocks. But a gate's size grows with the square of its channels."
)
def _by_blocks():
    return 19


@last_stage_percent.mistake(
    "that is the share of the channels",
    "Weights grow with the *square* of the channels: 2048 counts 64 times as much as 256.",
)
def _by_channels():
    return 41


@last_stage_percent.mistake(
    "those are single gates", "One gate of each stage was compared. Count 3, 4, 6 and 3 of them."
)
def _one_of_each():
    return 75


@last_stage_percent.mistake(
    "that is the share of the weights",
    "Within half a percent. With the biases, of which the early stages have relatively more, it is a little less.",
)
def _weights_alone():
    return 63


@last_stage_percent.mistake("a whole number was asked for", "The value is right. Round it.")
def _not_rounded():
    return 62.4


@last_stage_percent.mistake("that is a fraction", "In percent it is a hundred times as much.")
def _fraction():
    return 0.62


@last_stage_percent.mistake(
    "that is the share of all other stages", "Asked for is the last stage: what is left to 100."
)
def _the_others():
    return 38


@last_stage_percent.mistake(
    "that is one of four stages",
    "A gate's size grows with the square of its channels, and the last stage has the most.",
)
def _a_quarter():
    return 25


@last_stage_percent.mistake(
    "those are channels of single gates",
    "Count 3, 4, 6 and 3 of them, and count weights: they grow with the *square* of the channels.",
)
def _channels_of_one_each():
    return 53


@last_stage_percent.mistake(
    "that is its share of the whole network", "About 1.6 of 25.6 million. Divide by the numbers in gates alone."
)
def _of_the_network():
    return 6
