"""`pixels_really_seen`: a prediction, and what leads to wrong ones."""

from __future__ import annotations

from cnncourse.autocheck import predict


@predict(points=1, minutes=3)
def pixels_really_seen():
    """
    Two 3×3 layers, *both* with dilation 2. The field spans 9×9 pixels. How many of these 81 pixels can change the unit at the top?
    Write one whole number.
    """
    return 25


@pixels_really_seen.mistake(
    "some pixels in the span are never read",
    "Follow the taps: the second layer reads units two apart, and each of those reads pixels two apart. Can an odd step come out of that?",
)
def _all():
    return 81


@pixels_really_seen.mistake(
    "that is two layers' taps added up",
    "Each of the nine units that the second layer reads has nine taps of its own, many of them shared.",
)
def _added():
    return 18


@pixels_really_seen.mistake(
    "taps are shared",
    "9·9 = 81 ways lead down, but many of them end in the same pixel. Mark the pixels along one row first.",
)
def _along_one_row():
    return 5


@pixels_really_seen.mistake(
    "that is one layer",
    "One dilated layer reads nine pixels. The unit at the top reads nine such units, at nine places.",
)
def _one_layer():
    return 9


@pixels_really_seen.mistake(
    "that would be dilations 1 and 2",
    "With dilations 1 and 2 the field is 7×7 and has no holes. Here both layers have dilation 2.",
)
def _seven():
    return 49


@pixels_really_seen.mistake(
    "not a checkerboard",
    "Every second pixel of a row, and of the rows every second one too: about a quarter of 81. Mark them along one row first.",
)
def _checkerboard():
    return 41


@pixels_really_seen.mistake(
    "not every second one of the 81",
    "Every second pixel of a row, and of the rows every second one too: about a quarter of 81. Mark them along one row first.",
)
def _half():
    return 40


@pixels_really_seen.mistake(
    "a quarter is close, but count",
    "The grid begins and ends with a pixel that is read. How many are that along one row?",
)
def _quarter():
    return 20


@pixels_really_seen.mistake(
    "both ends are read", "Along one row of nine pixels: begin at the first and take steps of two."
)
def _four_each():
    return 16


@pixels_really_seen.mistake(
    "holes across as well", "You left out every second row. In the rows that are left, how many?"
)
def _whole_rows():
    return 45


@pixels_really_seen.mistake("those are the pixels that are never read", "Asked for are the others.")
def _holes():
    return 56


@pixels_really_seen.mistake(
    "the middle is read too", "A window of three has a tap in its middle, so no step at all is one of the steps."
)
def _around():
    return 24


pixels_really_seen.hint(
    "Take one row. The unit reads units at −2, 0 and 2. Which pixels do these three read?",
    "Along one row: −4, −2, 0, 2, 4. In the plane, every such row meets every such column.",
)
