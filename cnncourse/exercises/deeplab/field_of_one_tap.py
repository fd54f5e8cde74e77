"""`field_of_one_tap`: a prediction, and what leads to wrong ones."""

from cnncourse.autocheck import predict


@predict(points=1, minutes=3)
def field_of_one_tap():
    """A 3×3 kernel with rate 6 stands on maps with output stride 16. How many pixels of the *image* lie between the middles of its first and its last column?
    For example `100`.
    """
    return 192


@field_of_one_tap.mistake("from the middle tap to one side", "The first and the last column are two steps apart.")
def _half():
    return 96


@field_of_one_tap.mistake("that is in places of the map", "One place of the map is 16 pixels of the image.")
def _map_places():
    return 12


@field_of_one_tap.mistake("that is a kernel of rate 1", "With rate 6 neighboring taps lie 6 places apart.")
def _rate_one():
    return 32


@field_of_one_tap.mistake(
    "you counted places, not steps", "From the first to the last of 13 places it is 12 steps of 16 pixels."
)
def _thirteen():
    return 208


@field_of_one_tap.mistake(
    "that is the number of places the kernel spans", "Asked are steps, not places, and in pixels of the image."
)
def _span():
    return 13


@field_of_one_tap.mistake("the rate is not in it", "Neighboring taps lie 6 places of the map apart, not one.")
def _no_rate():
    return 48


@field_of_one_tap.mistake("three columns have two gaps", "From the first to the last of three it is 2 · 6 places.")
def _three_gaps():
    return 288
