"""`dense_parameters`: reference, cases, slips and hints."""

from cnncourse.autocheck import exercise


@exercise(points=1, minutes=3)
def dense_parameters(height: int, width: int, channels: int, units: int) -> int:
    """Numbers to learn in a dense layer on an image: each unit is joined to every value of it.

    Args:
        height: rows of the image in pixels. `width`: its columns.
        channels: values per pixel: 1 for gray, 3 for color.
        units: numbers that the layer puts out.

    Returns:
        Weights and biases together.
    """
    # BEGIN SOLUTION
    inputs = height * width * channels
    return inputs * units + units
    # END SOLUTION


@dense_parameters.cases
def _(rng):
    yield "a gray image of 2×3, one unit", (2, 3, 1, 1)
    yield "a gray image of 2×3, four units", (2, 3, 1, 4)
    yield "a color image of 5×4", (5, 4, 3, 2)
    yield "a photo", (224, 200, 3, 1000)


@dense_parameters.mistake("you left the biases out", "Each unit also adds a number of its own after the sum.")
def no_bias(height, width, channels, units):
    return height * width * channels * units


@dense_parameters.mistake("there is more than one bias", "Each unit has a bias of its own.")
def one_bias(height, width, channels, units):
    return height * width * channels * units + 1


@dense_parameters.mistake(
    "you gave the biases to the inputs", "A bias is added to what comes *out*: one for each unit."
)
def bias_per_input(height, width, channels, units):
    inputs = height * width * channels
    return inputs * units + inputs


@dense_parameters.mistake(
    "you left the channels out", "A color pixel holds three values, and each has a weight of its own."
)
def no_channels(height, width, channels, units):
    return height * width * units + units


@dense_parameters.mistake(
    "you added where it multiplies", "Every value is joined to every unit: that is inputs *times* units."
)
def added(height, width, channels, units):
    return height * width * channels + units


@dense_parameters.mistake(
    "all pixels share their weights in your count",
    "That would be a convolution, with a window of one pixel. In a dense layer each pixel has weights of its own.",
)
def shared(height, width, channels, units):
    return channels * units + units


@dense_parameters.mistake("you gave each weight a bias", "A bias is added once per unit, after the sum.")
def bias_per_weight(height, width, channels, units):
    return 2 * height * width * channels * units


@dense_parameters.mistake("you counted one unit", "Each of the `units` has weights and a bias of its own.")
def one_unit(height, width, channels, units):
    return height * width * channels + 1


@dense_parameters.mistake(
    "you gave each unit a bias for every channel", "It adds up all values of the image, and one bias at the end."
)
def bias_per_channel(height, width, channels, units):
    return height * width * channels * units + channels * units


@dense_parameters.mistake(
    "you gave each unit a bias for every pixel", "Mind the parentheses: `(height * width * channels + 1) * units`."
)
def bias_per_pixel(height, width, channels, units):
    return height * width * (channels * units + units)


@dense_parameters.mistake(
    "you counted a kernel of 3×3",
    "Those are shared by all places. In a dense layer each pixel has a weight of its own.",
)
def three_by_three(height, width, channels, units):
    return 9 * channels * units + units


@dense_parameters.mistake("you took the image for a square", "Height times width: they may differ.")
def square_image(height, width, channels, units):
    return height * height * channels * units + units


@dense_parameters.mistake("you added height and width", "A picture of 2 by 3 pixels has `2 · 3` of them: multiply.")
def sides_added(height, width, channels, units):
    return (height + width) * channels * units + units


dense_parameters.hint(
    "How many values does the image hold? Height times width times channels.",
    "One unit has one weight for each of them, and one bias.",
    "All units: multiply by `units`, the biases too.",
)
