"""`pyramid_weights`: a prediction, and what leads to wrong ones."""

from cnncourse.autocheck import predict


@predict(points=1, minutes=4)
def pyramid_weights():
    """PSPNet's pyramid stands on maps with 2,048 channels. It has bins 1, 2, 3 and 6. Each level has a 1×1 convolution without bias to a quarter of the channels,
    and a BatchNorm behind it. How many numbers does the pyramid train? (γ and β count, moving statistics do not.) For example `1_000_000`.
    """
    return 4_198_400


@pyramid_weights.mistake("BatchNorm trains two numbers for each channel", "γ and β of 512 channels, four times.")
def _no_norm():
    return 4_194_304


@pyramid_weights.mistake("moving statistics are not trained", "Count γ and β, not mean and variance.")
def _with_statistics():
    return 4_202_496


@pyramid_weights.mistake("that is one level", "There are four, each with 512 filters.")
def _one_level():
    return 1_049_600


@pyramid_weights.mistake("each convolution has too many filters", "A quarter of 2,048 for each level, not 2,048.")
def _all_filters():
    return 16_793_600


@pyramid_weights.mistake("the convolutions have no bias", "You counted 512 biases a level.")
def _with_bias():
    return 4_200_448


@pyramid_weights.mistake(
    "the bins have nothing to do with it",
    "A 1×1 convolution uses the same weights at every place, be they 1, 4, 9 or 36.",
)
def _times_places():
    return 52_480_000


@pyramid_weights.mistake(
    "the bins have nothing to do with it",
    "A 1×1 convolution uses the same weights at every place. (And BatchNorm trains 1,024 numbers a level.)",
)
def _places_no_norm():
    return 52_428_800


@pyramid_weights.mistake(
    "the bins have nothing to do with it", "1 + 2 + 3 + 6 are regions along a side. There are four levels."
)
def _times_sides():
    return 12_595_200


@pyramid_weights.mistake(
    "512 numbers are missing in each level",
    "BatchNorm trains γ *and* β. (Or did you count a bias and no BatchNorm? It is the other way around.)",
)
def _half_norm():
    return 4_196_352


@pyramid_weights.mistake("BatchNorm stands behind the convolution", "There are 512 channels there, not 2,048.")
def _norm_of_the_input():
    return 4_210_688


@pyramid_weights.mistake("the convolutions are 1×1", "You counted nine weights for each pair of channels.")
def _three_by_three():
    return 37_752_832


@pyramid_weights.mistake("the levels do not share their convolution", "Each of the four has weights of its own.")
def _shared():
    return 1_052_672
