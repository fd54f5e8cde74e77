"""`factorized_parameters`: reference, cases, slips and hints."""

from cnncourse.autocheck import exercise


@exercise(points=1, minutes=4)
def factorized_parameters(n: int, c: int) -> tuple[int, int]:
    """Weights of an `n`×`n` convolution, and of a 1×`n` followed by an `n`×1 that cover the same window.

    Each of the three has `c` maps coming in and `c` filters. Without biases.

    Args:
        n: side of the window in pixels.
        c: channels in and out.

    Returns:
        `(square, factorized)`, whole numbers.
    """
    # BEGIN SOLUTION
    return n * n * c * c, 2 * n * c * c
    # END SOLUTION


@factorized_parameters.cases
def _(rng):
    yield "3×3", (3, 4)
    yield "7×7 of Inception v3", (7, 192)
    yield "a window of 1: two layers for one", (1, 5)
    yield "a window of 2: nothing won", (2, 3)
    yield "drawn by lot", (int(rng.integers(8, 20)), int(rng.integers(6, 60)))


@factorized_parameters.explain
def _(args, expected, index):
    n, c = args
    return f"square: {n}·{n}·{c}·{c} = {expected[0]:,}    factorized: 1·{n}·{c}·{c} + {n}·1·{c}·{c} = {expected[1]:,}"


@factorized_parameters.mistake("one of the two is missing", "A 1×n and an n×1: both have weights.")
def one_of_two(n, c):
    return n * n * c * c, n * c * c


@factorized_parameters.mistake(
    "a filter spans all channels", "`c` filters, and each of them has weights for `c` maps: c · c."
)
def one_c(n, c):
    return n * n * c, 2 * n * c


@factorized_parameters.mistake("biases do not count here", "Asked for are the weights alone.")
def biases(n, c):
    return (n * n * c + 1) * c, 2 * (n * c + 1) * c


@factorized_parameters.mistake("the two numbers are exchanged", "First the square window, then its two strips.")
def strips_first(n, c):
    return 2 * n * c * c, n * n * c * c


@factorized_parameters.mistake(
    "a square has n · n pixels",
    "Each filter of the square window has n · n weights for a map. Two sides make 2 · n only in the strips.",
)
def square_is_two_n(n, c):
    return 2 * n * c * c, 2 * n * c * c


@factorized_parameters.mistake(
    "you multiplied the strips", "They are two layers, one after the other. Their weights add up: n + n, not n · n."
)
def product(n, c):
    return n * n * c * c, n * n * c * c


@factorized_parameters.mistake(
    "the second strip sees the maps of the first", "The 1×n leaves `c` maps, not one. The n×1 reads all of them."
)
def second_is_flat(n, c):
    return n * n * c * c, n * c * c + n * c


@factorized_parameters.mistake(
    "the window is cut into n×1 pieces", "Two strips, one lying and one standing, not n of them."
)
def n_strips(n, c):
    return n * n * c * c, n * n * c * c * 2


@factorized_parameters.mistake(
    "a strip spans all channels, too",
    "Your square window has c · c pairs of maps and the strips only c. Each strip reads `c` maps.",
)
def flat_strips(n, c):
    return n * n * c * c, 2 * n * c


@factorized_parameters.mistake(
    "the standing strip has n weights, too", "A 1×n has n weights for a pair of maps, and so has the n×1."
)
def n_plus_one(n, c):
    return n * n * c * c, (n + 1) * c * c


@factorized_parameters.mistake(
    "channels multiply, they do not add", "Each of `c` filters reads each of `c` maps: c · c pairs, not c + c."
)
def two_c(n, c):
    return n * n * 2 * c, 2 * n * 2 * c


@factorized_parameters.mistake(
    "that is what is saved", "Return both counts. The difference, or the quotient, is for afterwards."
)
def difference_of_both(n, c):
    return n * n * c * c - 2 * n * c * c


@factorized_parameters.mistake("that is a factor", "Return both counts; dividing them is for afterwards.")
def factor_of_both(n, c):
    return n / 2


@factorized_parameters.mistake(
    "that is for one pair of maps", "Each of `c` filters has such a window for each of `c` maps: c · c pairs."
)
def one_pair(n, c):
    return n * n, 2 * n


@factorized_parameters.mistake(
    "the second number is what is saved", "Return the weights of the strips. The difference is for afterwards."
)
def saved_by_strips(n, c):
    return n * n * c * c, n * n * c * c - 2 * n * c * c


@factorized_parameters.mistake(
    "the middle of the cross is counted once",
    "The strips do not lie on each other: each has its own n weights, and none is shared.",
)
def cross(n, c):
    return n * n * c * c, (2 * n - 1) * c * c


@factorized_parameters.mistake(
    "that is VGG's stack of 3×3",
    "Lesson 10 replaced a window by several 3×3. Here it is one lying and one standing strip.",
)
def stack_of_threes(n, c):
    return n * n * c * c, (n - 1) // 2 * 9 * c * c


@factorized_parameters.mistake(
    "the weights of the strips are multiplied", "They are two layers, one after the other. Their weights add up."
)
def strips_multiplied(n, c):
    return n * n * c * c, (n * c * c) * (n * c * c)


@factorized_parameters.mistake(
    "the first strip makes `c` maps",
    "You gave the second one n · c to look at. A map stays one map, whatever the window.",
)
def swollen_middle(n, c):
    return n * n * c * c, n * c * c + n * n * c * c


@factorized_parameters.mistake("`^` is no power in Python", "`n ^ 2` compares bits. A power is `n**2`.")
def carets(n, c):
    return n ^ 2 * c ^ 2, 2 * n * c ^ 2


factorized_parameters.hint(
    "Weights of a convolution: height · width of the window · maps in · filters.",
    "The square window has n · n pixels, a strip has n.",
    "`n*n*c*c` and `n*c*c + n*c*c`.",
)
