"""Slips of `share_of_first_dense`, each with the words that a reader is told."""

import math

from .share_of_first_dense import share_of_first_dense


def _share(
    side, channels, units, counts=(2, 2, 3, 3, 3), parts=(8, 4, 2, 1, 1), bias=1, dense_bias=None, first_bias=None,
    places=None, image=3, window=9, chained=True, depth=None, classes=1000, total="cfhs", top="f",
):  # fmt: skip
    """The share with one part of the count changed: `c`onvolutions, `f`irst dense, second `h`idden, `s`cores."""
    dense_bias = bias if dense_bias is None else dense_bias
    first_bias = dense_bias if first_bias is None else first_bias
    convolutions, before = 0, image
    for count, part in zip(counts, parts, strict=True):
        width = int(channels / part)
        for number in range(count):
            convolutions += (window * before + bias) * width
            before = width if chained or number == count - 1 else before
    places = (side // 32) ** 2 if places is None else places
    first = (places * (before if depth is None else depth) + first_bias) * units
    sizes = {"c": convolutions, "f": first, "h": (units + dense_bias) * units, "s": (units + dense_bias) * classes}
    return sum(sizes[part] for part in top) / sum(sizes[part] for part in total)


@share_of_first_dense.mistake(
    "the biases are missing", "One for each filter and each unit. They are few, and the share is wanted exactly."
)
def without_biases(side, channels, units):
    return _share(side, channels, units, bias=0)


@share_of_first_dense.mistake(
    "the convolutions are missing in the total", "The share is of *all* parameters: 13 convolutions and 3 dense layers."
)
def no_convolutions(side, channels, units):
    return _share(side, channels, units, total="fhs")


@share_of_first_dense.mistake(
    "the other dense layers are missing in the total", "All parameters: two more dense layers come after the first."
)
def no_dense(side, channels, units):
    return _share(side, channels, units, total="cf")


@share_of_first_dense.mistake(
    "one side in place of two", "The last maps have height and width, and flatten lays all places in a row."
)
def one_side_only(side, channels, units):
    return _share(side, channels, units, places=side // 32)


@share_of_first_dense.mistake(
    "the first dense layer sees all places", "Flatten gives it side · side numbers for each channel, not one."
)
def one_place(side, channels, units):
    return _share(side, channels, units, places=1)


@share_of_first_dense.mistake(
    "the last block has a pooling as well", "Five blocks, five poolings: 224 becomes 7, not 14."
)
def four_poolings(side, channels, units):
    return _share(side, channels, units, places=(side // 16) ** 2)


@share_of_first_dense.mistake(
    "the image reaches the dense layer unpooled", "Five blocks end with a pooling each. What is left of the side then?"
)
def no_poolings(side, channels, units):
    return _share(side, channels, units, places=side**2)


@share_of_first_dense.mistake("the side stays whole", "Each pooling rounds down: 95 becomes 47, 23, 11, 5, 2.")
def fractions(side, channels, units):
    return _share(side, channels, units, places=(side / 32) ** 2)


@share_of_first_dense.mistake("you rounded up", "Each pooling rounds down: 95 becomes 47, 23, 11, 5, 2.")
def rounded_up(side, channels, units):
    return _share(side, channels, units, places=math.ceil(side / 32) ** 2)


@share_of_first_dense.mistake("you rounded to the nearest", "Each pooling rounds down: 95 becomes 47, 23, 11, 5, 2.")
def rounded(side, channels, units):
    return _share(side, channels, units, places=round(side / 32) ** 2)


@share_of_first_dense.mistake(
    "you rounded the places, not the side", "The side becomes whole in every pooling, long before it is squared."
)
def rounded_late(side, channels, units):
    return _share(side, channels, units, places=int((side / 32) ** 2))


@share_of_first_dense.mistake("there are five poolings, not six", "One for each block: 224 becomes 7, not 3.")
def six_poolings(side, channels, units):
    return _share(side, channels, units, places=(side // 64) ** 2)


@share_of_first_dense.mistake(
    "each convolution costs a frame of one pixel", '"same" keeps the sides. The poolings alone change them.'
)
def frames_lost(side, channels, units):
    for count in (2, 2, 3, 3, 3):
        side = max(0, side - 2 * count) // 2
    return _share(side, channels, units, places=side**2)


@share_of_first_dense.mistake(
    "the last maps are always 7×7", "That is so for an image of 224. `side` says how large it is here."
)
def always_seven_wide(side, channels, units):
    return _share(side, channels, units, places=49)


@share_of_first_dense.mistake("the dense layers always have 4,096 units", "Here `units` says how many.")
def always_4096(side, channels, units):
    return _share(side, channels, 4096)


@share_of_first_dense.mistake(
    "the widths are always 64 to 512", "Here `channels` says how wide the last two blocks are."
)
def always_512(side, channels, units):
    return _share(side, 512, units)


@share_of_first_dense.mistake(
    "the convolutions are always 64 to 512 wide",
    "Their widths follow from `channels`, as the first dense layer's inputs do.",
)
def convolutions_of_512(side, channels, units):
    return _share(side, 512, units, depth=channels)


@share_of_first_dense.mistake(
    "flatten lays all channels in the row", "The last maps have side · side places *and* `channels` channels."
)
def one_channel(side, channels, units):
    return _share(side, channels, units, depth=1)


@share_of_first_dense.mistake(
    "the biases of the convolutions are missing", "One for each filter. They are few, and the share is wanted exactly."
)
def filters_without_bias(side, channels, units):
    return _share(side, channels, units, bias=0, dense_bias=1)


@share_of_first_dense.mistake(
    "the biases of the dense layers are missing", "One for each unit. They are few, and the share is wanted exactly."
)
def units_without_bias(side, channels, units):
    return _share(side, channels, units, dense_bias=0)


@share_of_first_dense.mistake(
    "the biases of the first dense layer are missing", "Each of its units has one, like all the others."
)
def first_without_bias(side, channels, units):
    return _share(side, channels, units, first_bias=0)


@share_of_first_dense.mistake("one bias for a whole layer", "Each *filter* and each *unit* has its own.")
def a_bias_a_layer(side, channels, units):
    share = _share(side, channels, units, bias=0)
    first = (side // 32) ** 2 * channels * units
    return (first + 1) / (first / share + 16)


@share_of_first_dense.mistake("the last layer is missing in the total", "1,000 units read the second hidden layer.")
def no_scores(side, channels, units):
    return _share(side, channels, units, total="cfh")
