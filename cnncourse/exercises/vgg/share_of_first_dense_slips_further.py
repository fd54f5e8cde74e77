"""Further slips of `share_of_first_dense`, each with the words that a reader is told."""

from .share_of_first_dense import share_of_first_dense
from .share_of_first_dense_slips import _share


@share_of_first_dense.mistake(
    "the second dense layer is missing in the total",
    "There are two of `units` units. One more stands behind the first.",
)
def no_second(side, channels, units):
    return _share(side, channels, units, total="cfs")


@share_of_first_dense.mistake(
    "that is the share of all dense layers", "Only the layer right behind flatten is asked for."
)
def all_dense(side, channels, units):
    return _share(side, channels, units, top="fhs")


@share_of_first_dense.mistake("that is the share of the convolutions", "Asked for is the first dense layer's.")
def convolutions_share(side, channels, units):
    return _share(side, channels, units, top="c")


@share_of_first_dense.mistake(
    "you divided by the rest", "The first dense layer is a part of the whole: it stands below the line as well."
)
def by_the_rest(side, channels, units):
    return _share(side, channels, units, total="chs")


@share_of_first_dense.mistake("the last layer has 1,000 units", "Only the two hidden ones have `units`.")
def scores_of_units(side, channels, units):
    return _share(side, channels, units, classes=units)


@share_of_first_dense.mistake("the last layer has 1,000 units, not 10", "ImageNet has 1,000 classes.")
def ten_classes(side, channels, units):
    return _share(side, channels, units, classes=10)


@share_of_first_dense.mistake("a window has nine weights for each map", "3 · 3, not 3.")
def three_weights(side, channels, units):
    return _share(side, channels, units, window=3)


@share_of_first_dense.mistake(
    "the width does not double any more in the last block",
    "An eighth, a quarter, a half, the whole, and the whole again.",
)
def doubled_to_the_end(side, channels, units):
    return _share(side, channels, units, parts=(16, 8, 4, 2, 1))


@share_of_first_dense.mistake(
    "the last block is twice as wide", "`channels` is the width of the last *two* blocks: the doubling stops there."
)
def doubled_beyond(side, channels, units):
    return _share(side, channels, units, parts=(8, 4, 2, 1, 0.5))


@share_of_first_dense.mistake(
    "the first convolution of a block reads what the block before gave",
    "Half as many channels as it gives, mostly. Keep the width before in a variable.",
)
def own_width(side, channels, units):
    total = _share(side, channels, units, top="cfhs", total="f")  # in units of the first dense layer
    first = ((side // 32) ** 2 * channels + 1) * units
    widths = [channels // part for part in (8, 4, 2, 1)]
    more = sum(9 * (after - before) * after for before, after in zip(widths, widths[1:], strict=False))
    return first / (total * first + more)


@share_of_first_dense.mistake(
    "the image has three channels, not `channels / 8`", "Each filter of the very first layer holds 3 · 3 · 3 weights."
)
def wide_image(side, channels, units):
    return _share(side, channels, units, image=channels // 8)


@share_of_first_dense.mistake(
    "that is the number of its parameters", "Its share is asked for: divide by the number of all."
)
def not_divided(side, channels, units):
    return ((side // 32) ** 2 * channels + 1) * units


@share_of_first_dense.mistake("`//` drops what is behind the point", "A share is a fraction: divide with `/`.")
def whole_share(side, channels, units):
    return 0


@share_of_first_dense.mistake("you rounded the share", "It is wanted in full. Rounding is for printing.")
def two_digits(side, channels, units):
    return round(_share(side, channels, units), 2)


@share_of_first_dense.mistake("that is in percent", "The share is a number between 0 and 1.")
def percent(side, channels, units):
    return 100 * _share(side, channels, units)


@share_of_first_dense.mistake(
    "you counted the second dense layer with the first", "Only the layer right behind flatten is asked for."
)
def both_hidden(side, channels, units):
    return _share(side, channels, units, top="fh")


@share_of_first_dense.mistake(
    "the image has three channels", "Each filter of the very first layer holds 3 · 3 · 3 weights."
)
def gray_image(side, channels, units):
    return _share(side, channels, units, image=1)


@share_of_first_dense.mistake(
    "within a block the channels change once",
    "The first convolution of a block widens the maps. The next one is already given the new width.",
)
def not_chained(side, channels, units):
    return _share(side, channels, units, chained=False)


@share_of_first_dense.mistake("those are the convolutions of VGG-19", "2, 2, 3, 3, 3: thirteen of them.")
def nineteen(side, channels, units):
    return _share(side, channels, units, counts=(2, 2, 4, 4, 4))


@share_of_first_dense.mistake("those are the convolutions of VGG-11", "2, 2, 3, 3, 3: thirteen of them.")
def eleven(side, channels, units):
    return _share(side, channels, units, counts=(1, 1, 2, 2, 2))


@share_of_first_dense.mistake("those are the convolutions of VGG-13", "2, 2, 3, 3, 3: thirteen of them.")
def thirteen(side, channels, units):
    return _share(side, channels, units, counts=(2, 2, 2, 2, 2))


@share_of_first_dense.mistake("every block has three convolutions", "The first two have two: 2, 2, 3, 3, 3.")
def three_each(side, channels, units):
    return _share(side, channels, units, counts=(3, 3, 3, 3, 3))


@share_of_first_dense.mistake("every block has one convolution", "2, 2, 3, 3, 3: thirteen of them.")
def one_in_each(side, channels, units):
    return _share(side, channels, units, counts=(1, 1, 1, 1, 1))


@share_of_first_dense.mistake("that is everything but the first dense layer", "Asked for is the part that it holds.")
def the_rest(side, channels, units):
    return 1 - _share(side, channels, units)
