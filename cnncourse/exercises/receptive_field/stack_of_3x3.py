"""`stack_of_3x3`: reference, cases, slips and hints."""

from __future__ import annotations

from cnncourse.autocheck import exercise


@exercise(points=1, minutes=3)
def stack_of_3x3(field: int) -> int:
    """The fewest 3×3 layers with stride 1 that let a unit see at least `field` pixels in a row.

    Args:
        field: pixels to be seen, at least 1.

    Returns:
        The number of layers; 0 when a single pixel is enough.
    """
    # BEGIN SOLUTION
    layers = 0
    while 1 + 2 * layers < field:
        layers += 1
    return layers
    # END SOLUTION


@stack_of_3x3.cases
def _(rng):
    yield "what one layer sees", (3,)
    yield "what a 5×5 window sees", (5,)
    yield "what a 7×7 window sees", (7,)
    yield "an even number of pixels", (6,)
    yield "one pixel", (1,)
    yield "two pixels", (2,)
    yield "an image of 224 pixels", (224,)
    yield "a large odd field", (int(2 * rng.integers(150, 400) + 1),)
    yield "a large even field", (int(2 * rng.integers(150, 400)),)


@stack_of_3x3.mistake(
    "you rounded down", "The field must be reached: 6 pixels need as many layers as 7, since two layers see only 5."
)
def rounded_down(field):
    return (field - 1) // 2


@stack_of_3x3.mistake(
    "each layer adds 2 pixels, not 3",
    "Only the first window brings three pixels. Every further layer adds one pixel on each side.",
)
def three_each(field):
    return -(-field // 3)


@stack_of_3x3.mistake(
    "fields add, they do not multiply",
    "Windows overlap: the field grows 3, 5, 7, 9 and not 3, 9, 27. There is no logarithm here.",
)
def powers(field):
    layers = 0
    while 3**layers < field:
        layers += 1
    return layers


@stack_of_3x3.mistake(
    "the first layer is missing",
    "`field − 3` is what the layers after the first have to bring. Count the first one too.",
)
def without_first(field):
    return max(-(-(field - 3) // 2), 0)


@stack_of_3x3.mistake(
    "one layer too many for odd fields",
    "Without any layer a pixel sees itself. So the layers have to bring `field − 1` pixels, two each, and no more.",
)
def from_zero_up(field):
    return -(-(field + 1) // 2) if field > 1 else 0


@stack_of_3x3.mistake(
    "one layer too many for odd fields",
    "You let the layers bring `field` pixels. One pixel is there before the first layer.",
)
def without_start(field):
    return -(-field // 2)


@stack_of_3x3.mistake(
    "one layer too many", "Try it by hand: one layer sees 3 pixels, two see 5. How many does your answer use for these?"
)
def one_too_many(field):
    return field // 2 + 1


@stack_of_3x3.mistake("one pixel needs no layer", "A pixel sees itself: for a field of 1, the answer is 0.")
def at_least_one(field):
    return max(field // 2, 1)


@stack_of_3x3.mistake(
    "`round` goes to the even neighbor when it stands half-way",
    "`round(2.5)` is 2. Here a half has to go up every time.",
)
def rounded(field):
    return round((field - 1) / 2)


@stack_of_3x3.mistake(
    "there are no half layers",
    "`/` gives fractions for even fields, and a float for all. Which way must a half layer go?",
)
def halves(field):
    return (field - 1) / 2


@stack_of_3x3.mistake(
    "without a stride nothing doubles", "Each layer adds two pixels, however many there are: 3, 5, 7, 9, not 2, 4, 8."
)
def doubled(field):
    return int(field - 1).bit_length()


@stack_of_3x3.mistake("each layer adds 2 pixels, not 1", "One on the left and one on the right.")
def one_each(field):
    return field - 1


@stack_of_3x3.mistake(
    "the other way round",
    "That is what `field` layers see. Given is what has to be seen; how many layers does it take?",
)
def inverse(field):
    return 2 * field + 1


stack_of_3x3.hint(
    "Write down the field after 1, 2, 3 and 4 layers: 3, 5, …",
    "After `n` layers it is `1 + 2·n`. You look for the smallest `n` at which this reaches `field`.",
    "A `while` loop will do. So will `(field - 1) / 2`, rounded up.",
)
