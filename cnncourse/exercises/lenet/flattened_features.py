"""`flattened_features`: reference, cases, slips and hints."""

import math

from cnncourse.autocheck import exercise


@exercise(points=1, minutes=4)
def flattened_features(side: int) -> int:
    """Numbers that LeNet's first dense layer is given, for an image of `side` × `side` pixels.

    On the way there: a 5×5 convolution with `padding="same"`, 6 maps · 2×2 pooling · a 5×5 convolution without padding,
    16 maps · 2×2 pooling · flatten. Pooling windows lie side by side, and one that does not fit whole is dropped.

    Args:
        side: of the image, in pixels, at least 12.

    Returns:
        How many numbers come out of the flatten layer.
    """
    # BEGIN SOLUTION
    side = side // 2  # "same" keeps the side, pooling halves it
    side = (side - 4) // 2  # a 5×5 window costs four pixels, then the second pooling
    return 16 * side * side
    # END SOLUTION


@flattened_features.cases
def _(rng):
    yield "Fashion-MNIST", (28,)
    yield "an odd side", (33,)
    yield "a pixel lost at each pooling", (31,)
    yield "the paper's 32", (32,)
    yield "the smallest image", (12,)
    for side in rng.integers(40, 200, 2):
        yield f"side {side}", (int(side),)


@flattened_features.mistake(
    "one side in place of two", "Maps have height and width: 16 maps of 5×5 hold 16 · 5 · 5 numbers."
)
def not_squared(side):
    return 16 * ((side // 2 - 4) // 2)


@flattened_features.mistake(
    "you counted one map", "Flatten lays all 16 maps in one row, so each of them counts with all its places."
)
def one_map(side):
    return ((side // 2 - 4) // 2) ** 2


@flattened_features.mistake(
    "you counted the 6 maps of the first convolution",
    "What is flattened are the maps of the last pooling: there are 16.",
)
def first_maps(side):
    return 6 * ((side // 2 - 4) // 2) ** 2


@flattened_features.mistake(
    "the maps of both convolutions are multiplied",
    "Each of the 16 filters adds up over all 6 maps (lesson 04). After it there are 16 maps, not 96.",
)
def maps_multiplied(side):
    return 96 * ((side // 2 - 4) // 2) ** 2


@flattened_features.mistake(
    "the first convolution has a padding", 'It is "same": 28 pixels stay 28. Only the second one costs four pixels.'
)
def first_valid(side):
    return 16 * (((side - 4) // 2 - 4) // 2) ** 2


@flattened_features.mistake(
    "the second convolution has no padding",
    "A 5×5 window on 14 pixels has 10 places. Only the first layer keeps the side.",
)
def second_same(side):
    return 16 * (side // 2 // 2) ** 2


@flattened_features.mistake("the second pooling is missing", "Two convolutions, and a pooling behind each of them.")
def one_pooling(side):
    return 16 * (side // 2 - 4) ** 2


@flattened_features.mistake(
    "a pooling window that does not fit whole is dropped", "So the halves round down: 13 pixels become 6."
)
def rounded_up(side):
    return 16 * math.ceil((math.ceil(side / 2) - 4) / 2) ** 2


@flattened_features.mistake(
    "you divided first and rounded at the end",
    "Each pooling gives whole pixels: round down at each of them, with `//`.",
)
def rounded_last(side):
    return int(16 * ((side / 2 - 4) / 2) ** 2)


@flattened_features.mistake(
    "the first pooling is missing",
    "The side is halved behind each convolution: 28 becomes 14 before the second one. "
    "Or is it `a - 4 // 2`? That takes 2 off: division binds closer than the minus.",
)
def no_first_pooling(side):
    return 16 * ((side - 4) // 2) ** 2


@flattened_features.mistake(
    "that is the number for 28 pixels alone",
    "Sixteen maps of 5×5 are what a 28×28 image leaves. Follow `side` through the layers.",
)
def of_28(side):
    return 400


@flattened_features.mistake(
    "one pixel too few behind the second convolution",
    "The first place of a 5×5 window is free: on 14 pixels there are 14 − 5 + 1 = 10.",
)
def five_off(side):
    return 16 * ((side // 2 - 5) // 2) ** 2


@flattened_features.mistake(
    "both poolings came before the second convolution",
    "Its window of 5 walks over the half side, not over the quarter.",
)
def pooled_early(side):
    return 16 * (side // 2 // 2 - 4) ** 2


@flattened_features.mistake(
    "two pixels too many behind the second convolution, as if the two paddings were exchanged",
    'The first convolution is the one with "same". The second goes without, from 14 to 10.',
)
def exchanged_paddings(side):
    return 16 * ((side - 4) // 2 // 2) ** 2


@flattened_features.mistake(
    "only one of the poolings drops its remainder",
    "Both do: 31 pixels become 15, the convolution leaves 11, and these become 5.",
)
def second_rounded_up(side):
    return 16 * math.ceil((side // 2 - 4) / 2) ** 2


@flattened_features.mistake(
    "the 16 is squared too", "Sixteen maps of 5×5 are 16 · 5 · 5: the square is the side's alone."
)
def all_squared(side):
    return (16 * ((side // 2 - 4) // 2)) ** 2


@flattened_features.mistake(
    "those are the weights of the dense layer", "Asked for is what it is *given*, so the 120 units do not enter."
)
def weights_after(side):
    return 120 * 16 * ((side // 2 - 4) // 2) ** 2


@flattened_features.mistake(
    "those are the parameters of the dense layer", "Asked for is what it is *given*, so neither units nor biases enter."
)
def parameters_after(side):
    return 120 * (16 * ((side // 2 - 4) // 2) ** 2 + 1)


flattened_features.hint(
    "Follow the side alone through the four layers, one after the other; maps come last.",
    '"same" keeps the side. A 5×5 window without padding has `side − 4` places. Each pooling halves, rounded down.',
    "28 → 28 → 14 → 10 → 5, then 16 maps of 5×5.",
)
