"""`same_padding`: reference, cases, slips and hints."""

from cnncourse.autocheck import exercise


@exercise(points=2, minutes=6)
def same_padding(n: int, k: int, stride: int) -> tuple[int, int]:
    """Zeros before and after a row so that `padding="same"` gives `ceil(n / stride)` places, as TensorFlow counts them.

    Args:
        n: pixels in the row.
        k: pixels in the window.
        stride: pixels from one place to the next.

    Returns:
        `(before, after)`, as few zeros as will do; an odd one goes after.
    """
    # BEGIN SOLUTION
    places = -(-n // stride)  # rounds up
    total = max((places - 1) * stride + k - n, 0)
    return total // 2, total - total // 2
    # END SOLUTION


@same_padding.cases
def _(rng):
    yield "a window of three, stride one", (5, 3, 1)
    yield "nothing to add at stride two", (4, 1, 2)
    yield "an even window", (6, 4, 1)
    yield "an even row at stride two", (8, 3, 2)
    yield "an odd row at stride two", (7, 3, 2)
    yield "the stem of ResNet", (224, 7, 2)
    yield "nothing to add", (6, 1, 1)
    yield "stride beyond the window", (10, 2, 4)
    for _ in range(3):
        n, k, stride = (int(rng.integers(low, high)) for low, high in ((10, 99), (2, 12), (2, 5)))
        yield f"n={n}, k={k}, stride={stride}", (n, k, stride)


@same_padding.mistake(
    "before and after are swapped",
    'TensorFlow puts the odd zero after the row. (Caffe and "same" in some books do not.)',
)
def odd_before(n, k, stride):
    total = max((-(-n // stride) - 1) * stride + k - n, 0)
    return total - total // 2, total // 2


@same_padding.mistake(
    "you forgot that the stride saves padding",
    "`(k - 1) / 2` on each side is right for stride 1. At stride 2 fewer places are wanted, so fewer zeros are needed: "
    "work out the places first, then what the last window hangs over.",
)
def stride_one_rule(n, k, stride):
    return (k - 1) // 2, k - 1 - (k - 1) // 2


@same_padding.mistake(
    "you padded both sides alike", "When the total is odd, the extra zero goes after the row, and none before it."
)
def symmetrical(n, k, stride):
    total = max((-(-n // stride) - 1) * stride + k - n, 0)
    return -(-total // 2), -(-total // 2)


@same_padding.mistake(
    "you kept the output as large as the input",
    '"same" means "the same as the input, divided by the stride, rounded up". To keep `n` places at stride 2 one would have to '
    "double the row with zeros.",
)
def same_as_input(n, k, stride):
    total = max((n - 1) * stride + k - n, 0)
    return total // 2, total - total // 2


@same_padding.mistake(
    "you put half of the zeros on each side and rounded down",
    "When the total is odd, half of it is no whole number: the zero that is left over goes after the row.",
)
def lost_half(n, k, stride):
    total = max((-(-n // stride) - 1) * stride + k - n, 0)
    return total // 2, total // 2


@same_padding.mistake(
    "`(k − 1) / 2` on each side is the rule for stride 1 and odd windows",
    "It keeps the size at stride 1. At other strides, and for even windows, count the missing zeros: places first, then what the last "
    "window hangs over.",
)
def odd_window_rule(n, k, stride):
    return (k - 1) // 2, (k - 1) // 2


@same_padding.mistake(
    "all zeros went after the row", "Half of them belong before it. Only an odd one is left over for the end."
)
def all_after(n, k, stride):
    return 0, max((-(-n // stride) - 1) * stride + k - n, 0)


@same_padding.mistake(
    "one stride too many",
    "Between the first place and the last there are `places − 1` strides: fence posts and fences.",
)
def fence_posts(n, k, stride):
    total = max(-(-n // stride) * stride + k - n, 0)
    return total // 2, total - total // 2


@same_padding.mistake(
    "right only when the stride divides the row",
    "`k − stride` zeros are missing when the last window ends with the row's last stride. Otherwise some of the row is left over and fewer "
    "are missing.",
)
def divides(n, k, stride):
    total = max(k - stride, 0)
    return total // 2, total - total // 2


@same_padding.mistake(
    "a padding cannot be negative", "When the stride is larger than the window, nothing has to be added: stop at 0."
)
def negative(n, k, stride):
    total = (-(-n // stride) - 1) * stride + k - n
    return total // 2, total - total // 2


@same_padding.mistake(
    "you rounded the number of places down", "`n / stride` rounds up here: seven pixels at stride 2 give four places."
)
def floored(n, k, stride):
    total = max((n // stride - 1) * stride + k - n, 0)
    return total // 2, total - total // 2


same_padding.hint(
    'How many places does "same" promise? `ceil(n / stride)`; in whole numbers that is `-(-n // stride)`.',
    "From the start of the first window to the end of the last: `(places - 1) * stride + k` pixels. How many of them does the row lack?",
    "Never fewer than 0. Split the total: `total // 2` before, the rest after.",
)
