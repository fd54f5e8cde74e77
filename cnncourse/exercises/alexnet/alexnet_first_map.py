"""`alexnet_first_map`: reference, cases, slips and hints."""

import math

from cnncourse.autocheck import exercise


@exercise(points=1, minutes=3)
def alexnet_first_map(side: int, padding: int) -> int:
    """Side of the map that AlexNet's first convolution makes: a window of 11×11 with stride 4.

    Args:
        side: of the square image, in pixels.
        padding: pixels of zeros on each side of the image.

    Returns:
        Places of the window along one side; one that hangs over the edge is dropped.
    """
    # BEGIN SOLUTION
    return (side + 2 * padding - 11) // 4 + 1
    # END SOLUTION


@alexnet_first_map.cases
def _(rng):
    yield "one place only", (11, 0)
    yield "227, no padding", (227, 0)
    yield "224, no padding", (224, 0)
    yield "224, two pixels of padding", (224, 2)
    yield "a window that three quarters fit", (226, 0)
    yield "one pixel of padding", (13, 1)
    for side in rng.integers(60, 400, 3):
        yield f"side {side}", (int(side), int(rng.integers(1, 6)))


@alexnet_first_map.mistake(
    "you rounded up", "A window that hangs over the edge is dropped (lesson 02): the division rounds down."
)
def rounded_up(side, padding):
    return math.ceil((side + 2 * padding - 11) / 4) + 1


@alexnet_first_map.mistake(
    "you rounded to the nearest number", "Three quarters of a step are no step (lesson 02): round down."
)
def rounded(side, padding):
    return round((side + 2 * padding - 11) / 4) + 1


@alexnet_first_map.mistake(
    "the first place is missing", "The division counts steps. The place before the first step counts too."
)
def no_first(side, padding):
    return (side + 2 * padding - 11) // 4


@alexnet_first_map.mistake(
    "the image is padded on both sides", "`padding` pixels are added at the left *and* at the right."
)
def padded_once(side, padding):
    return (side + padding - 11) // 4 + 1


@alexnet_first_map.mistake(
    "the padding does not show", "Your answer does not depend on `padding`. The padded image is wider."
)
def not_padded(side, padding):
    return (side - 11) // 4 + 1


@alexnet_first_map.mistake(
    "the window's own width does not show",
    "Side divided by stride is what “same” padding gives. Here a window of 11 must fit.",
)
def side_by_stride(side, padding):
    return (side + 2 * padding) // 4


@alexnet_first_map.mistake(
    "that is “same” padding",
    "Side divided by stride, rounded up: but here the padding is given, and 11 wide windows must fit.",
)
def same_padding(side, padding):
    return math.ceil((side + 2 * padding) / 4)


@alexnet_first_map.mistake(
    "the stride is 4", "With stride 1 there would be that many places. AlexNet skips three of four."
)
def stride_one(side, padding):
    return side + 2 * padding - 11 + 1


@alexnet_first_map.mistake(
    "the 1 stands inside the division", "Divide the room first. The place before the first step is added afterward."
)
def one_inside(side, padding):
    return (side + 2 * padding - 11 + 1) // 4


@alexnet_first_map.mistake("window and stride are exchanged", "The window is 11 wide and walks 4 pixels at a time.")
def exchanged(side, padding):
    return (side + 2 * padding - 4) // 11 + 1


@alexnet_first_map.mistake("the padding was taken away", "Zeros make the image wider: the padding is added.")
def padding_taken_away(side, padding):
    return (side - 2 * padding - 11) // 4 + 1


@alexnet_first_map.mistake("that is all places of the map", "Asked for is one side: the places along one row.")
def whole_map(side, padding):
    return ((side + 2 * padding - 11) // 4 + 1) ** 2


@alexnet_first_map.mistake(
    "that is “same” padding",
    "Side divided by stride, rounded up, takes neither `padding` nor the width of the window into account.",
)
def same_as_keras(side, padding):
    return math.ceil(side / 4)


@alexnet_first_map.mistake("it is always the same number", "55 is for 227 pixels. The answer depends on `side`.")
def always_55(side, padding):
    return 55


alexnet_first_map.hint(
    "It is the formula of lesson 02 with k = 11 and s = 4.",
    "How wide is the padded image? How many pixels of room are left beside a window of 11?",
    "room // 4 steps, and the place before the first step.",
)
