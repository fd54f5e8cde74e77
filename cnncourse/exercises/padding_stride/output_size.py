"""`output_size`: reference, cases, slips and hints."""

from cnncourse.autocheck import exercise


@exercise(points=2, minutes=5)
def output_size(n: int, k: int, padding: int, stride: int) -> int:
    """Places where a window of `k` pixels can stand on a row of `n` pixels.

    Args:
        n: pixels in the row.
        k: pixels in the window.
        padding: pixels added on each side of the row.
        stride: pixels from one place to the next.

    Returns:
        The number of places; 0 when the window is wider than the padded row.
    """
    # BEGIN SOLUTION
    room = n + 2 * padding - k  # pixels left over beside the window in its first place
    if room < 0:
        return 0
    return room // stride + 1
    # END SOLUTION


@output_size.cases
def _(rng):
    yield "stride one", (7, 3, 0, 1)
    yield "a window that only half fits", (8, 3, 0, 2)
    yield "padding", (5, 3, 1, 1)
    yield "padding and stride together", (10, 5, 2, 3)
    yield "stride beyond the window", (11, 2, 0, 4)
    yield "nearly room for one more", (10, 3, 0, 4)
    yield "a window as wide as the row", (4, 4, 0, 3)
    yield "room only thanks to padding", (2, 3, 1, 1)
    yield "one pixel too few", (2, 3, 0, 2)
    yield "no room at all", (2, 5, 0, 1)
    for _ in range(3):
        n, k, padding, stride = (int(rng.integers(low, high)) for low, high in ((20, 300), (1, 12), (0, 4), (2, 6)))
        yield f"n={n}, k={k}, padding={padding}, stride={stride}", (n, k, padding, stride)


@output_size.mistake(
    "you rounded up",
    "A window that hangs over the edge is dropped, so the division rounds down. "
    "Look at the hatched pixel in the figure of the eight pixels.",
)
def rounded_up(n, k, padding, stride):
    room = n + 2 * padding - k
    return 0 if room < 0 else -(-room // stride) + 1


@output_size.mistake(
    "you rounded to the nearest whole number",
    "Half a step is no step, and neither is nine tenths of one: the division rounds down, always.",
)
def rounded(n, k, padding, stride):
    room = n + 2 * padding - k
    return 0 if room < 0 else round(room / stride) + 1


@output_size.mistake(
    "the first place is missing",
    "You counted the steps. The window also stands somewhere before its first step, and that place counts.",
)
def forgot_first(n, k, padding, stride):
    room = n + 2 * padding - k
    return 0 if room < 0 else room // stride


@output_size.mistake(
    "you padded one side only",
    "`padding` pixels are added on each side, so the row grows by twice as many.",
)
def one_side(n, k, padding, stride):
    room = n + padding - k
    return 0 if room < 0 else room // stride + 1


@output_size.mistake("you left the padding out", "Count the padded row: `padding` more pixels on each side.")
def no_padding(n, k, padding, stride):
    return 0 if n < k else (n - k) // stride + 1


@output_size.mistake(
    "you divided before subtracting",
    "The stride divides the room that is left beside the window, not the whole row: subtract `k` first.",
)
def divided_first(n, k, padding, stride):
    room = n + 2 * padding - k
    return 0 if room < 0 else (n + 2 * padding) // stride - k + 1


@output_size.mistake(
    "the window may not hang over the end",
    "You counted a place for every stride-th pixel. The last places must still have room for the whole window.",
)
def every_start(n, k, padding, stride):
    return 0 if n + 2 * padding < k else len(range(0, n + 2 * padding, stride))


@output_size.mistake(
    "the `+ 1` belongs outside the division",
    "Divide the room by the stride first; the first place comes on top of the whole steps.",
)
def one_inside(n, k, padding, stride):
    return max((n + 2 * padding - k + 1) // stride, 0)


@output_size.mistake(
    "`/` and `int` round towards zero, and a negative half becomes 0",
    "When the window is one pixel too wide, `int(-0.5)` is 0 and the `+ 1` makes one place of it. Test for room first.",
)
def truncated(n, k, padding, stride):
    return max(0, int((n + 2 * padding - k) / stride) + 1)


@output_size.mistake(
    "you compared the window with the bare row", "The padding counts as room too: compare `k` with the padded row."
)
def bare_guard(n, k, padding, stride):
    return 0 if k > n else (n + 2 * padding - k) // stride + 1


@output_size.mistake(
    "a window that just fits has one place",
    "No room beside the window still leaves the place it stands on: test for less than 0.",
)
def strict_guard(n, k, padding, stride):
    room = n + 2 * padding - k
    return 0 if room <= 0 else room // stride + 1


@output_size.mistake("you left the stride out", "With a stride of 2, only every second place is used.")
def no_stride(n, k, padding, stride):
    return max(n + 2 * padding - k + 1, 0)


@output_size.mistake(
    "a window that does not fit anywhere has no place",
    "The formula alone gives an answer even when the window is wider than the padded row. Treat that case by itself: 0.",
)
def unguarded(n, k, padding, stride):
    return (n + 2 * padding - k) // stride + 1


@output_size.mistake(
    "right wherever the window fits, but not where it does not",
    "When the window is wider than the padded row, return 0: no negative counts and no exception.",
)
def raised_instead(n, k, padding, stride):
    if n + 2 * padding < k:
        raise ValueError("window too large")
    return (n + 2 * padding - k) // stride + 1


@output_size.mistake(
    "you rounded up",
    "Half a step is no step: a window that hangs over the edge is dropped. Room below 0 is a case by itself.",
)
def rounded_up_last(n, k, padding, stride):
    return max(-(-(n + 2 * padding - k) // stride) + 1, 0)


@output_size.mistake(
    "you rounded to the nearest whole number",
    "Half a step is no step, and neither is nine tenths of one. Room below 0 is a case by itself.",
)
def rounded_last(n, k, padding, stride):
    return max(round((n + 2 * padding - k) / stride) + 1, 0)


@output_size.mistake(
    "you divided with `/`",
    "That counts fractions of a step, and half a step is no step. Which operator drops them?",
)
def fractions(n, k, padding, stride):
    return max((n + 2 * padding - k) / stride + 1, 0)


@output_size.mistake(
    "you divided with `/`",
    "That counts fractions of a step, and half a step is no step. And think of a window that is wider than the padded row.",
)
def fractions_unguarded(n, k, padding, stride):
    return (n + 2 * padding - k) / stride + 1


@output_size.mistake(
    "a window that does not fit anywhere has no place",
    "`int` rounds towards zero, so the formula gives 1 or less, even negative counts, when the window is too wide. Treat that case by itself: 0.",
)
def truncated_unguarded(n, k, padding, stride):
    return int((n + 2 * padding - k) / stride) + 1


@output_size.mistake(
    "your answer does not depend on the window",
    "You divided the row by the stride. A wider window has fewer places: how much room is left beside it?",
)
def size_of_same(n, k, padding, stride):
    return -(-n // stride)


@output_size.mistake(
    "your answer does not depend on the window",
    "You divided the padded row by the stride. A wider window has fewer places: how much room is left beside it?",
)
def whole_row_divided(n, k, padding, stride):
    return (n + 2 * padding) // stride


@output_size.mistake(
    "`//` is worked out before `+` and `-`",
    "Your code divides only `k`. Put what is to be divided in parentheses.",
)
def precedence(n, k, padding, stride):
    return max(n + 2 * padding - k // stride + 1, 0)


@output_size.mistake(
    "you added the window",
    "The window takes room away: what is left for steps is the padded row less `k`.",
)
def added_window(n, k, padding, stride):
    return (n + 2 * padding + k) // stride + 1


@output_size.mistake(
    "you added the padding to the places",
    "Zeros make the *row* longer: they belong into the room, before it is divided by the stride.",
)
def padded_places(n, k, padding, stride):
    return max((n - k) // stride + 1 + 2 * padding, 0)


@output_size.mistake(
    "you took the padding off",
    "Padding is added on each side: the row grows.",
)
def took_padding_off(n, k, padding, stride):
    return max((n - 2 * padding - k) // stride + 1, 0)


@output_size.mistake(
    "padding and stride are exchanged",
    "Read the order of the arguments: `n, k, padding, stride`. Which of them makes the row longer, which one divides?",
)
def exchanged_arguments(n, k, padding, stride):
    return max((n + 2 * stride - k) // padding + 1, 0)


@output_size.mistake(
    "a window that does not fit anywhere has no place",
    "Your answer is never below 1. When the window is wider than the padded row, nothing comes out: 0.",
)
def one_at_least(n, k, padding, stride):
    return max((n + 2 * padding - k) // stride + 1, 1)


@output_size.mistake(
    "right wherever the window fits, but not where it does not",
    "When the window is wider than the padded row, the number of places is 0, not `None`.",
)
def none_instead(n, k, padding, stride):
    return None if n + 2 * padding < k else (n + 2 * padding - k) // stride + 1


@output_size.mistake(
    "the last place is missing where the window just fits",
    "`range` stops before its end, and `<` leaves out the place at which the window ends exactly with the row.",
)
def stopped_early(n, k, padding, stride):
    return len(range(0, n + 2 * padding - k, stride))


@output_size.mistake(
    "you counted the places of a whole map",
    "That is the square. One row of pixels was asked; each side of an image follows the formula by itself.",
)
def whole_map(n, k, padding, stride):
    return output_size.reference(n, k, padding, stride) ** 2


@output_size.mistake(
    "windows may overlap",
    "You counted windows that stand side by side. The stride says how far one place is from the next, not the window.",
)
def side_by_side(n, k, padding, stride):
    return (n + 2 * padding) // k


output_size.hint(
    "Put the window at the left edge. How many pixels of room are left beside it?",
    "Each step uses up `stride` pixels of that room. How many whole steps fit?",
    "Whole steps: `room // stride`. And the place before the first step counts too.",
    "`room = n + 2 * padding - k`; if that is negative the answer is 0.",
)
