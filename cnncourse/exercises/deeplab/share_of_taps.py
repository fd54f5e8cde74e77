"""`share_of_taps`: reference, cases, slips and hints."""

from cnncourse.autocheck import exercise


@exercise(points=2, minutes=6)
def share_of_taps(h: int, w: int, rate: int) -> float:
    """The share of a 3×3 kernel's taps that fall on the map, over all places where it can stand.

    With rate `r` the nine taps of the kernel at row `i`, column `j` look at rows `i - r`, `i`,
    `i + r` and columns `j - r`, `j`, `j + r`. With "same" padding the kernel stands at each of
    the `h · w` places, and the taps that fall outside see zeros.

    Args:
        h, w: rows and columns of the map.
        rate: steps between neighboring taps, at least 1.

    Returns:
        Taps that fall on the map, divided by all `9 · h · w` taps.
    """
    # BEGIN SOLUTION
    rows = h + 2 * max(0, h - rate)
    columns = w + 2 * max(0, w - rate)
    return rows * columns / (9 * h * w)
    # END SOLUTION


@share_of_taps.cases
def _(rng):
    yield "four by five, rate 1", (4, 5, 1)
    yield "rate 2", (5, 7, 2)
    yield "as far as the map is high", (4, 9, 4)
    yield "farther than the map is wide", (6, 5, 8)
    yield "drawn", (int(rng.integers(20, 34)), int(rng.integers(34, 50)), int(rng.integers(6, 19)))


@share_of_taps.mistake(
    "negative counts", "A rate beyond the map's side leaves no tap of that column, not fewer than none."
)
def negative(h, w, rate):
    return (3 * h - 2 * rate) * (3 * w - 2 * rate) / (9 * h * w)


@share_of_taps.mistake(
    "each side lost twice as much",
    "One column of taps leaves on the left, one on the right, and each by `rate`, not by 2 · rate.",
)
def twice(h, w, rate):
    return (h + 2 * max(0, h - 2 * rate)) * (w + 2 * max(0, w - 2 * rate)) / (9 * h * w)


@share_of_taps.mistake("only one side was cut off", "Taps leave above *and* below, left *and* right.")
def one_side(h, w, rate):
    return (2 * h + max(0, h - rate)) * (2 * w + max(0, w - rate)) / (9 * h * w)


@share_of_taps.mistake(
    "those are the places where the whole kernel fits",
    "Near the edge some taps still fall on the map. Count taps, not kernels.",
)
def whole_kernels(h, w, rate):
    return max(0, h - 2 * rate) * max(0, w - 2 * rate) / (h * w)


@share_of_taps.mistake("the middle row and column were forgotten", "The middle taps never fall outside.")
def no_middle(h, w, rate):
    return 4 * max(0, h - rate) * max(0, w - rate) / (9 * h * w)


@share_of_taps.mistake("that is along one side only", "Rows and columns are both cut: multiply.")
def rows_alone(h, w, rate):
    return (h + 2 * max(0, h - rate)) / (3 * h)


@share_of_taps.mistake("the width is not used", "The map has h rows and w columns.")
def square(h, w, rate):
    return (h + 2 * max(0, h - rate)) ** 2 / (9 * h * h)


@share_of_taps.mistake("that is the share that falls outside", "Asked for is the other part: 1 minus this.")
def outside(h, w, rate):
    return 1 - (h + 2 * max(0, h - rate)) * (w + 2 * max(0, w - rate)) / (9 * h * w)


@share_of_taps.mistake("that is a number of taps", "Divide by all taps, 9 · h · w.")
def number(h, w, rate):
    return (h + 2 * max(0, h - rate)) * (w + 2 * max(0, w - rate))


@share_of_taps.mistake("taps a place, not a share", "There are nine taps at each place: divide by 9, too.")
def a_place(h, w, rate):
    return (h + 2 * max(0, h - rate)) * (w + 2 * max(0, w - rate)) / (h * w)


@share_of_taps.mistake(
    "the rate is one too small", "The tap at row i − r is inside if i ≥ r: h − r rows, not h − r + 1."
)
def off_by_one(h, w, rate):
    return (h + 2 * max(0, h - rate + 1)) * (w + 2 * max(0, w - rate + 1)) / (9 * h * w)


@share_of_taps.mistake("that is in percent", "A share lies between 0 and 1.")
def percent_of_taps(h, w, rate):
    return 100 * (h + 2 * max(0, h - rate)) * (w + 2 * max(0, w - rate)) / (9 * h * w)


@share_of_taps.mistake("the rate is not used", "Neighboring taps lie `rate` places apart, so as many rows lose a tap.")
def without_rate(h, w, rate):
    return (3 * h - 2) * (3 * w - 2) / (9 * h * w)


@share_of_taps.mistake(
    "all eight outer taps were treated as corners",
    "A corner tap leaves the map by rows or by columns; the tap to the left leaves it by columns alone.",
)
def eight_corners(h, w, rate):
    return (1 + 8 * max(0, h - rate) * max(0, w - rate) / (h * w)) / 9


@share_of_taps.mistake("the number was rounded", "Return it as it is; round when you print.")
def rounded_share(h, w, rate):
    return round((h + 2 * max(0, h - rate)) * (w + 2 * max(0, w - rate)) / (9 * h * w), 2)


@share_of_taps.mistake("row h counts as inside", "Rows are 0 to h − 1: the tap at row i + r is inside if i + r < h.")
def edge_inside(h, w, rate):
    rows, columns = (n + max(0, n - rate) + min(n, max(0, n - rate + 1)) for n in (h, w))
    return rows * columns / (9 * h * w)


@share_of_taps.mistake("row 0 counts as outside", "Rows are 0 to h − 1: the tap at row i − r is inside if i − r ≥ 0.")
def zero_outside(h, w, rate):
    rows, columns = (n + max(0, n - rate) + max(0, n - rate - 1) for n in (h, w))
    return rows * columns / (9 * h * w)


@share_of_taps.mistake("the rate is one too large", "Rate 1 is an ordinary kernel: its taps are neighbors.")
def one_more(h, w, rate):
    rows, columns = (n + 2 * max(0, n - rate - 1) for n in (h, w))
    return rows * columns / (9 * h * w)


@share_of_taps.mistake(
    "both sides' shares were averaged", "A tap is on the map if its row is *and* its column is: multiply the shares."
)
def averaged(h, w, rate):
    rows, columns = ((n + 2 * max(0, n - rate)) / (3 * n) for n in (h, w))
    return (rows + columns) / 2


@share_of_taps.mistake(
    "that is the kernel at the middle place",
    "It stands at all h · w places; near the edges fewer taps fall on the map.",
)
def middle_place(h, w, rate):
    rows, columns = (1 + (n // 2 - rate >= 0) + (n // 2 + rate < n) for n in (h, w))
    return rows * columns / 9


@share_of_taps.mistake("the middle tap was left out", "It is one of nine, and it always falls on the map.")
def eight_taps(h, w, rate):
    return ((h + 2 * max(0, h - rate)) * (w + 2 * max(0, w - rate)) - h * w) / (8 * h * w)


@share_of_taps.mistake(
    "a side shorter than the rate gave 0", "The middle row and column of taps stay on the map at any rate: h, not 0."
)
def all_lost(h, w, rate):
    rows, columns = (max(0, 3 * n - 2 * rate) for n in (h, w))
    return rows * columns / (9 * h * w)


@share_of_taps.explain
def _(args, expected, index):
    h, w, rate = args
    return (
        f"rows: {h} in the middle and twice {max(0, h - rate)}; columns: {w} and twice {max(0, w - rate)}; "
        f"{h + 2 * max(0, h - rate)} · {w + 2 * max(0, w - rate)} of {9 * h * w}"
    )


share_of_taps.hint(
    "Take one row of w places and the left tap. For how many places does it fall on the row?",
    "Three taps along a row: w + 2 · (w − rate), as long as the rate is smaller than w.",
    "Rows and columns do not know of each other: multiply both counts.",
)
