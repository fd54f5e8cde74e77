"""`reduce_saving`: reference, cases, slips and hints."""

from cnncourse.autocheck import exercise


@exercise(points=2, minutes=6)
def reduce_saving(h: int, w: int, c: int, reduced: int, filters: int, k: int) -> tuple[int, int]:
    """MACs for one image of a `k`×`k` convolution, without a 1×1 reduction before it and with one.

    *Without*: the window looks at all `c` maps. *With*: a 1×1 convolution first makes `reduced` maps of
    them, and the window looks at these. Both windows have `filters` filters. Stride 1, "same" padding, zeros
    of the padding count like pixels; biases do not count.

    Args:
        h: height of the maps in pixels.
        w: their width in pixels.
        c: maps that come in.
        reduced: filters of the 1×1.
        filters: of the `k`×`k` convolution.
        k: side of its window in pixels.

    Returns:
        `(macs_without, macs_with)`, whole numbers.
    """
    # BEGIN SOLUTION
    without = h * w * c * k * k * filters
    first = h * w * c * reduced  # the 1×1 is not free
    return without, first + h * w * reduced * k * k * filters
    # END SOLUTION


@reduce_saving.cases
def _(rng):
    yield "small enough to count", (2, 3, 4, 2, 5, 3)
    yield "the 5×5 of module 3a", (28, 28, 192, 16, 32, 5)
    yield "the 3×3 of module 5b", (7, 7, 832, 192, 384, 3)
    yield "a reduction that reduces nothing", (4, 5, 6, 6, 3, 3)
    yield "a window of 1", (3, 2, 8, 4, 6, 1)
    yield "drawn by lot", tuple(int(rng.integers(low, 20)) for low in (3, 5, 9, 2, 4)) + (7,)


@reduce_saving.explain
def _(args, expected, index):
    h, w, c, reduced, filters, k = args
    return (
        f"without: {h}·{w} places · {k}·{k}·{c} weights · {filters} filters = {expected[0]:,}    "
        f"with: {h}·{w} · ({c}·{reduced} + {k}·{k}·{reduced}·{filters}) = {expected[1]:,}"
    )


@reduce_saving.mistake(
    "the 1×1 is not free", "It multiplies too: at every place each of its filters looks at all `c` maps."
)
def free_reduction(h, w, c, reduced, filters, k):
    return h * w * c * k * k * filters, h * w * reduced * k * k * filters


@reduce_saving.mistake("a window has two sides", "A `k`×`k` filter multiplies k·k pixels of each map.")
def one_side(h, w, c, reduced, filters, k):
    return h * w * c * k * filters, h * w * (c * reduced + reduced * k * filters)


@reduce_saving.mistake(
    "you counted weights", "Parameters do not ask how many places there are. MACs do: h · w of them."
)
def parameters(h, w, c, reduced, filters, k):
    return c * k * k * filters, c * reduced + reduced * k * k * filters


@reduce_saving.mistake(
    "the window still looks at all maps", "Behind the 1×1 there are only `reduced` maps left, and that is the point."
)
def still_all_maps(h, w, c, reduced, filters, k):
    return h * w * c * k * k * filters, h * w * (c * reduced + c * k * k * filters)


@reduce_saving.mistake("the 1×1 looks at one map", "A 1×1 filter is one pixel wide and `c` maps deep (lesson 04).")
def flat_reduction(h, w, c, reduced, filters, k):
    return h * w * c * k * k * filters, h * w * (reduced + reduced * k * k * filters)


@reduce_saving.mistake(
    'the padding is "same"', "The window stands at every one of the h · w places, also where it hangs over the edge."
)
def valid_places(h, w, c, reduced, filters, k):
    places = max(h - k + 1, 0) * max(w - k + 1, 0)
    return places * c * k * k * filters, h * w * c * reduced + places * reduced * k * k * filters


@reduce_saving.mistake("the two numbers are exchanged", "First without the reduction, then with it.")
def exchanged(h, w, c, reduced, filters, k):
    return h * w * (c * reduced + reduced * k * k * filters), h * w * c * k * k * filters


@reduce_saving.mistake("maps are not square here", "You used one side twice. Places are h · w.")
def square(h, w, c, reduced, filters, k):
    return h * h * c * k * k * filters, h * h * (c * reduced + reduced * k * k * filters)


@reduce_saving.mistake(
    "there is a bias among them", "A bias is added once at a place and multiplies nothing. Here only products count."
)
def with_biases(h, w, c, reduced, filters, k):
    return h * w * (c * k * k + 1) * filters, h * w * ((c + 1) * reduced + (reduced * k * k + 1) * filters)


@reduce_saving.mistake(
    "the two convolutions are multiplied",
    "They run one after the other, so their costs add up: first the 1×1, then the window.",
)
def multiplied(h, w, c, reduced, filters, k):
    return h * w * c * k * k * filters, (h * w * c * reduced) * (h * w * reduced * k * k * filters)


@reduce_saving.mistake("that is the factor, not the two counts", "Return both numbers; the division is for afterwards.")
def factor(h, w, c, reduced, filters, k):
    return (c * k * k * filters) / (c * reduced + reduced * k * k * filters)


@reduce_saving.mistake(
    "the window behind the 1×1 has two sides, too", "With the reduction the k×k window is as large as without: k · k."
)
def one_side_behind(h, w, c, reduced, filters, k):
    return h * w * c * k * k * filters, h * w * (c * reduced + reduced * k * filters)


@reduce_saving.mistake(
    "the 1×1 has `reduced` filters", "You gave it `filters` of them; those belong to the window behind it."
)
def wide_reduction(h, w, c, reduced, filters, k):
    return h * w * c * k * k * filters, h * w * (c * filters + reduced * k * k * filters)


@reduce_saving.mistake("the 1×1 is one pixel wide", "You gave the reduction a k×k window.")
def large_reduction(h, w, c, reduced, filters, k):
    return h * w * c * k * k * filters, h * w * (k * k * c * reduced + reduced * k * k * filters)


@reduce_saving.mistake(
    "that is twice as many", "A multiply-accumulate is one multiplication and one addition together, and counts once."
)
def flops(h, w, c, reduced, filters, k):
    return 2 * h * w * c * k * k * filters, 2 * h * w * (c * reduced + reduced * k * k * filters)


@reduce_saving.mistake(
    "you counted one filter", "The k×k convolution has `filters` of them, with and without the reduction."
)
def one_filter(h, w, c, reduced, filters, k):
    return h * w * c * k * k, h * w * (c * reduced + reduced * k * k)


@reduce_saving.mistake(
    "that is what is saved", "Return both counts, without and with. The difference is for afterwards."
)
def saved(h, w, c, reduced, filters, k):
    return h * w * c * k * k * filters - h * w * (c * reduced + reduced * k * k * filters)


@reduce_saving.mistake(
    "the 1×1 stands at one place", "It visits all h · w places, like the window: both terms are multiplied by them."
)
def reduction_at_one_place(h, w, c, reduced, filters, k):
    return h * w * c * k * k * filters, c * reduced + h * w * reduced * k * k * filters


@reduce_saving.mistake(
    "h · w multiplies the first term only",
    "The window behind the 1×1 stands at h · w places as well. Are parentheses missing around the sum?",
)
def window_at_one_place(h, w, c, reduced, filters, k):
    return h * w * c * k * k * filters, h * w * c * reduced + reduced * k * k * filters


@reduce_saving.mistake(
    "the second number is what is saved", "Return what it costs with the reduction. The difference is for afterwards."
)
def saved_second(h, w, c, reduced, filters, k):
    whole = h * w * c * k * k * filters
    return whole, whole - h * w * (c * reduced + reduced * k * k * filters)


@reduce_saving.mistake(
    "the weights of the two convolutions are multiplied",
    "They run one after the other at each place, so their products are counted one after the other: a sum.",
)
def weights_multiplied(h, w, c, reduced, filters, k):
    return h * w * c * k * k * filters, h * w * (c * reduced) * (reduced * k * k * filters)


@reduce_saving.mistake(
    "the first number has a 1×1 in it", "Without the reduction there is one convolution: the window on all `c` maps."
)
def widened_by_reduction(h, w, c, reduced, filters, k):
    return h * w * (c * reduced + c * k * k * filters), h * w * (c * reduced + reduced * k * k * filters)


@reduce_saving.mistake(
    "the window behind the 1×1 looks at one map", "It looks at all `reduced` maps that the 1×1 made."
)
def flat_window(h, w, c, reduced, filters, k):
    return h * w * c * k * k * filters, h * w * (c * reduced + k * k * filters)


@reduce_saving.mistake(
    "k · k stands at the wrong convolution",
    "The 1×1 comes first and is one pixel wide; the k×k window comes behind it.",
)
def window_first(h, w, c, reduced, filters, k):
    return h * w * c * k * k * filters, h * w * (k * k * c * reduced + reduced * filters)


@reduce_saving.mistake("`^` is no power in Python", "`k ^ 2` compares bits. A power is `k**2`.")
def caret(h, w, c, reduced, filters, k):
    return h * w * k ^ 2 * c * filters, h * w * (c * reduced + k ^ 2 * reduced * filters)


@reduce_saving.mistake("a window has k · k pixels", "2 · k would be two of its sides. Multiply them.")
def two_sides_added(h, w, c, reduced, filters, k):
    return h * w * c * 2 * k * filters, h * w * (c * reduced + reduced * 2 * k * filters)


@reduce_saving.mistake(
    "the window behind the 1×1 has one filter", "It has `filters` of them, with the reduction as without."
)
def one_filter_behind(h, w, c, reduced, filters, k):
    return h * w * c * k * k * filters, h * w * (c * reduced + reduced * k * k)


@reduce_saving.mistake(
    "the second number is the 1×1 alone", "The window comes behind it and multiplies as well: two terms, one sum."
)
def reduction_alone(h, w, c, reduced, filters, k):
    return h * w * c * k * k * filters, h * w * c * reduced


@reduce_saving.mistake("you used the width twice", "Maps are not square here. Places are h · w.")
def square_of_width(h, w, c, reduced, filters, k):
    return w * w * c * k * k * filters, w * w * (c * reduced + reduced * k * k * filters)


reduce_saving.hint(
    "MACs of a convolution: places · weights of a filter · filters (lesson 04). Do that once without, twice with.",
    "Places are h · w in all three. A filter's weights: `k*k*c`; for the 1×1 only `c`; behind it `k*k*reduced`.",
    "With: `h*w*c*reduced + h*w*k*k*reduced*filters`.",
)
