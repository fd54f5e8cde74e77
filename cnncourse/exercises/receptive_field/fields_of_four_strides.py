"""`fields_of_four_strides`: a prediction, and what leads to wrong ones."""

from __future__ import annotations

from cnncourse.autocheck import predict


@predict(points=1, minutes=3)
def fields_of_four_strides():
    """
    Two 3×3 layers, as in the experiment of lesson 02. How many pixels does one unit of the second layer see along one side, for
    the strides 1 and 1, 1 and 2, 2 and 1, 2 and 2? Write the four sizes in that order, for example `(3, 3, 3, 3)`.
    """
    return (5, 5, 7, 7)


@fields_of_four_strides.mistake(
    "the second stride does not widen the second field",
    "A stride moves the next window. What one window of the second layer sees is settled before it is moved.",
)
def _own_stride_counts():
    return (5, 7, 7, 9)


@fields_of_four_strides.mistake(
    "the first stride is the one that counts",
    "After a stride in the first layer, the units that the second layer reads stand two pixels apart.",
)
def _second_counts():
    return (5, 7, 5, 7)


@fields_of_four_strides.mistake(
    "a stride spreads the units that the next layer reads",
    "Without a stride the second window adds one pixel on each side; where the units stand two pixels apart, it adds two.",
)
def _no_jump():
    return (5, 5, 5, 5)


@fields_of_four_strides.mistake(
    "windows overlap", "Neighboring 3×3 windows share pixels: a second layer adds 2 pixels, it does not multiply by 3."
)
def _multiplied():
    return (9, 9, 9, 9)


@fields_of_four_strides.mistake(
    "the second stride does not widen the second field",
    "Three of the four are right. After strides 2 and 2 the second window is as wide as after 2 and 1; only its places are fewer.",
)
def _both_widen():
    return (5, 5, 7, 9)


@fields_of_four_strides.mistake(
    "the jump *before* a layer is the one that counts",
    "You multiplied by the jump after it. The first layer reads pixels: its gaps are one pixel long, whatever its stride.",
)
def _jump_after():
    return (5, 7, 9, 13)


@fields_of_four_strides.mistake(
    "a window of three has two gaps", "The second layer adds two gaps to what is seen already, not three."
)
def _whole_windows():
    return (6, 6, 9, 9)


@fields_of_four_strides.mistake(
    "windows overlap", "The second window adds one unit on each side of one that is seen already: 3 + 2, not 3 + 3."
)
def _summed():
    return (6, 6, 6, 6)


@fields_of_four_strides.mistake("a pixel sees itself", "The size starts at 1 before the first layer, not at 0.")
def _from_zero():
    return (4, 4, 6, 6)


@fields_of_four_strides.mistake("that is the first layer alone", "What does the second layer's window add to these 3?")
def _first_layer():
    return (3, 3, 3, 3)


@fields_of_four_strides.mistake("those are the jumps", "Asked for is the size: how many pixels one unit sees.")
def _jumps():
    return (1, 2, 2, 4)


@fields_of_four_strides.mistake("along one side only", "You gave the pixels of the whole square.")
def _squares():
    return (25, 25, 49, 49)


fields_of_four_strides.hint(
    "After the first layer a unit sees 3 pixels, whatever the stride.",
    "The second window has two gaps between its three units. How many pixels long is a gap, with the first stride 1 and with 2?",
)
