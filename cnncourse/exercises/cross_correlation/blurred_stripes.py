"""`blurred_stripes`: a prediction, and what leads to wrong ones."""

from cnncourse.autocheck import predict


@predict(points=2, minutes=4)
def blurred_stripes():
    """The kernel `[1, 1, 1]` slides along a row of stripes. Each row below repeats for ever; the window stands with its middle on the
    first pixel, the one that holds 1. What comes out there? Write the three numbers as a tuple, in this order:

    1. stripes two pixels long: `1, −1, 1, −1, …` (the pixel before the first is −1)
    2. stripes three pixels long: `1, −½, −½, 1, −½, −½, …`
    3. stripes six pixels long: `1, ½, −½, −1, −½, ½, 1, …`
    """
    return (-1.0, 0.0, 2.0)


@blurred_stripes.mistake(
    "you left the sign out", "The middle pixel is 1, and on each side of it stands −1. Add the three, with their signs."
)
def _no_sign():
    return (1.0, 0.0, 2.0)


@blurred_stripes.mistake(
    "you took the mean",
    "All weights are 1 here, so nothing is divided. (Your numbers are those of the blur, `[1, 1, 1] / 3`.)",
)
def _mean():
    return (-1 / 3, 0.0, 2 / 3)


@blurred_stripes.mistake(
    "the window begins on the first pixel in your answer",
    "Its *middle* stands there: one pixel of the window lies before it, one after it.",
)
def _begins_there():
    return (1.0, 0.0, 1.0)


@blurred_stripes.mistake(
    "fine stripes are weakened, but not wiped out",
    "Add the three pixels up: −1 + 1 − 1. What is left is not zero, and its sign says something.",
)
def _wiped_out():
    return (0.0, 0.0, 2.0)


@blurred_stripes.mistake(
    "you left the pixel before the first out",
    "The window shows three pixels: the one before, the first, the one after.",
)
def _two_pixels():
    return (0.0, 0.5, 1.5)


@blurred_stripes.mistake(
    "the three values are in the wrong order",
    "The finest stripes, two pixels long, come first; those of six pixels last.",
)
def _backwards():
    return (2.0, 0.0, -1.0)


@blurred_stripes.mistake(
    "you added one whole pattern",
    "That is zero for all stripes. The window shows three pixels, however long the pattern is: the middle one and its two neighbors.",
)
def _whole_pattern():
    return (0.0, 0.0, 0.0)


@blurred_stripes.mistake(
    "you gave the middle pixel alone", "The kernel adds three pixels up: the middle one and its two neighbors."
)
def _middle_only():
    return (1.0, 1.0, 1.0)


@blurred_stripes.mistake(
    "you added the sizes", "Dark pixels are negative: −1 beside 1 takes away. Add the three with their signs."
)
def _sizes_added():
    return (3.0, 2.0, 2.0)


@blurred_stripes.mistake(
    "you added the three weights",
    "Each weight is 1, but it multiplies its pixel: three pixels, added with their signs.",
)
def _weights_added():
    return (3.0, 3.0, 3.0)


@blurred_stripes.mistake(
    "the window ends in your third answer where it should have its middle",
    "Before the first pixel stands the last of the pattern, ½, and after it ½ again: ½ + 1 + ½.",
)
def _one_neighbor():
    return (-1.0, 0.0, 1.5)


@blurred_stripes.mistake(
    "the window begins on the first pixel in your third answer",
    "Its *middle* stands there. The row repeats every six pixels, so the pixel before the first is ½.",
)
def _third_begins_there():
    return (-1.0, 0.0, 1.0)


@blurred_stripes.mistake(
    "a neighbor is missing in your second answer",
    "On both sides of the 1 stands −½, as the pattern repeats: −½ + 1 − ½.",
)
def _second_one_neighbor():
    return (-1.0, 0.5, 2.0)


@blurred_stripes.mistake("you took the mean", "All weights are 1 here, so nothing is divided: add the three pixels.")
def _mean_rounded():
    return (-0.33, 0.0, 0.67)


blurred_stripes.hint(
    "The window shows three pixels: the one before the first, the first, the one after it.",
    "The rows repeat, so the pixel before the first is the last of the pattern: −1 in the first row, −½ in the second.",
    "Third row: ½ before, 1, ½ after. Add them.",
)
