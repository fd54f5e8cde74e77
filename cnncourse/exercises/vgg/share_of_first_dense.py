"""`share_of_first_dense`: reference, cases, slips and hints."""

from cnncourse.autocheck import exercise


@exercise(points=3, minutes=10, seconds=60)  # whoever builds the network and asks it is right, too
def share_of_first_dense(side: int, channels: int, units: int) -> float:
    """Which part of all parameters of a VGG-16 its first dense layer holds.

    The network: five blocks of 2, 2, 3, 3, 3 convolutions (3×3, "same"), each block ending with a 2×2 pooling that
    rounds down; widths `channels / 8`, `channels / 4`, `channels / 2`, `channels`, `channels`; an image with 3 channels.
    Then flatten, two dense layers of `units` units and one of 1,000. Every filter and every unit has a bias.

    Args:
        side: of the image in pixels, at least 32.
        channels: width of the last two blocks, a multiple of 8.
        units: of each hidden dense layer.

    Returns:
        A number between 0 and 1. For `(224, 512, 4096)`, which is VGG-16 itself, about 0.74.
    """
    # BEGIN SOLUTION
    convolutions, before = 0, 3
    for count, part in zip((2, 2, 3, 3, 3), (8, 4, 2, 1, 1), strict=True):
        for _ in range(count):
            convolutions += (9 * before + 1) * (channels // part)
            before = channels // part
        side //= 2
    first = (side * side * channels + 1) * units
    rest = (units + 1) * units + (units + 1) * 1000
    return first / (convolutions + first + rest)
    # END SOLUTION


@share_of_first_dense.cases
def _(rng):
    yield "VGG-16", (224, 512, 4096)
    yield "small images", (32, 512, 4096)
    yield "a side that pooling rounds", (95, 64, 40)
    yield "thin", (64, 16, 30)
    for number in (1, 2):
        yield (
            f"sizes of the day, {number}",
            (int(rng.integers(70, 300)), 8 * int(rng.integers(3, 40)), int(rng.integers(20, 900))),
        )


@share_of_first_dense.explain
def _(args, expected, index):
    side, channels, units = args
    last = side // 32
    return f"last maps {last}×{last}×{channels}; first dense layer ({last}·{last}·{channels} + 1) · {units} = {(last * last * channels + 1) * units:,}"


share_of_first_dense.hint(
    "Three sums: all convolutions, the first dense layer, the two other dense layers.",
    "A convolution from `a` to `b` maps: `(9 * a + 1) * b`. Keep the width before in a variable as you go through the blocks.",
    "The side after five poolings is `side // 32`. The first dense layer: `(last * last * channels + 1) * units`.",
    "VGG-16: 14,714,688 in the convolutions, 102,764,544 in the first dense layer, 20,878,312 in the two others.",
)
