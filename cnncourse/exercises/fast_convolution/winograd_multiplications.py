"""`winograd_multiplications`: reference, cases, slips and hints."""

from cnncourse.autocheck import exercise


@exercise(points=1, minutes=5)
def winograd_multiplications(h: int, w: int, c: int, f: int) -> int:
    """Multiplications that F(2×2, 3×3) takes for a whole layer, halvings not counted.

    Args:
        h: rows of the feature *map*. `w`: its columns.
        c: channels of the image.
        f: filters.

    Returns:
        The number of products of a transformed pixel and a transformed weight. Tiles that hang over the edge of the map
        are computed whole.
    """
    # BEGIN SOLUTION
    tiles = -(-h // 2) * -(-w // 2)  # rounded up
    return 16 * tiles * c * f
    # END SOLUTION


@winograd_multiplications.cases
def _(rng):
    yield "one tile", (2, 2, 1, 1)
    yield "six tiles", (4, 6, 1, 1)
    yield "channels and filters", (4, 2, 3, 5)
    yield "odd sides", (5, 7, 1, 2)
    yield "an odd width", (6, 3, 2, 1)
    yield "one pixel", (1, 1, 2, 3)
    h, w, c, f = (int(v) for v in rng.integers(9, 99, 4))
    yield f"h={h | 1}, w={w & ~1}, c={c}, f={f}", (h | 1, w & ~1, c, f)


@winograd_multiplications.mistake(
    "that is the direct way", "Thirty-six for a tile is nine for each of its four places. Winograd takes sixteen."
)
def direct(h, w, c, f):
    return 9 * h * w * c * f


@winograd_multiplications.mistake(
    "half a tile is a whole tile",
    "On an odd side the last tile hangs over the edge, and it costs as much as the others: round up.",
)
def exactly_four(h, w, c, f):
    return 4 * h * w * c * f


@winograd_multiplications.mistake(
    "the last row and column have no tile", "On an odd side the number of tiles is rounded *up*, or places are missing."
)
def rounded_down(h, w, c, f):
    return 16 * (h // 2) * (w // 2) * c * f


@winograd_multiplications.mistake(
    "a tile for every place is too many", "One tile gives four places, so tiles lie two pixels apart."
)
def tile_a_place(h, w, c, f):
    return 16 * h * w * c * f


@winograd_multiplications.mistake(
    "tiles are counted by their pixels",
    "A tile has 4×4 pixels, but the next one begins two pixels on: they overlap. Count places, two by two.",
)
def no_overlap(h, w, c, f):
    return 16 * -(-(h + 2) // 4) * -(-(w + 2) // 4) * c * f


@winograd_multiplications.mistake(
    "channels and filters multiply",
    "Each filter has a transformed kernel for each channel, and meets the tile of that channel.",
)
def added(h, w, c, f):
    return 16 * -(-h // 2) * -(-w // 2) * (c + f)


@winograd_multiplications.mistake(
    "the filters are missing", "Every filter multiplies the transformed tile by its own transformed weights."
)
def no_filters(h, w, c, f):
    return 16 * -(-h // 2) * -(-w // 2) * c


@winograd_multiplications.mistake("the channels are missing", "Every channel of the image has tiles of its own.")
def no_channels(h, w, c, f):
    return 16 * -(-h // 2) * -(-w // 2) * f


@winograd_multiplications.mistake(
    "thirty-six is the direct way", "A tile takes 4·4 products of transformed numbers, instead of nine for each place."
)
def thirty_six_a_tile(h, w, c, f):
    return 36 * -(-h // 2) * -(-w // 2) * c * f


@winograd_multiplications.mistake(
    "a tile takes more than four", "Four is for a row, F(2, 3). In two directions it is four times four."
)
def four_a_tile(h, w, c, f):
    return 4 * -(-h // 2) * -(-w // 2) * c * f


@winograd_multiplications.mistake(
    "the nine weights are in it already",
    "The transformed kernel is 4×4 and meets the 4×4 tile value by value: sixteen, without a factor nine.",
)
def nine_times(h, w, c, f):
    return 9 * 16 * -(-h // 2) * -(-w // 2) * c * f


@winograd_multiplications.mistake(
    "the whole map is rounded up, not its sides",
    "Tiles lie in rows and columns: round the rows of tiles up, and the columns, then multiply.",
)
def area_rounded(h, w, c, f):
    return 16 * -(-h * w // 4) * c * f


@winograd_multiplications.mistake(
    "`h` and `w` are those of the map already", "Nothing is lost at the edge of the map: take its sides as they come."
)
def image_for_map(h, w, c, f):
    return 16 * -(-(h - 2) // 2) * -(-(w - 2) // 2) * c * f


@winograd_multiplications.mistake(
    "tiles are counted by their pixels",
    "A tile has 4×4 pixels, but it gives 2×2 places, and the map is counted in places.",
)
def by_fours(h, w, c, f):
    return 16 * -(-h // 4) * -(-w // 4) * c * f


@winograd_multiplications.mistake(
    "an even side has a tile too many", "`h // 2 + 1` rounds up even where nothing hangs over: `-(-h // 2)`."
)
def always_one_more(h, w, c, f):
    return 16 * (h // 2 + 1) * (w // 2 + 1) * c * f


@winograd_multiplications.mistake(
    "Python rounds halves to even numbers", "`round(2.5)` is 2. A half tile is a whole one: round *up*."
)
def to_even(h, w, c, f):
    return 16 * round(h / 2) * round(w / 2) * c * f


@winograd_multiplications.mistake("only the rows are rounded up", "An odd width has its half tiles as well.")
def rows_rounded(h, w, c, f):
    return 16 * -(-h // 2) * (w // 2) * c * f


winograd_multiplications.hint(
    "How many tiles of 2×2 places cover the map? On an odd side the last ones hang over.",
    "Round up: `-(-h // 2)` rows of tiles.",
    "Sixteen for each tile, channel and filter.",
)
