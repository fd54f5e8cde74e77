"""More slips of `same_padding`, each with the words that a reader is told."""

from .same_padding import same_padding


@same_padding.mistake(
    "all zeros went before the row",
    "Half of them belong after it, and an odd one too.",
)
def all_before(n, k, stride):
    total = max((-(-n // stride) - 1) * stride + k - n, 0)
    return total, 0


@same_padding.mistake(
    "you put the total on both sides",
    "All the missing zeros were added twice. Share them out: half before, the rest after.",
)
def total_twice(n, k, stride):
    total = max((-(-n // stride) - 1) * stride + k - n, 0)
    return total, total


@same_padding.mistake(
    "you gave the total",
    "Two numbers were asked: how many zeros go before the row, how many after?",
)
def total_only(n, k, stride):
    return max((-(-n // stride) - 1) * stride + k - n, 0)


@same_padding.mistake(
    "you gave the number of places",
    "That is the first of the four steps. Go on: how far do so many places reach, and how many zeros are missing?",
)
def places_only(n, k, stride):
    return -(-n // stride)


@same_padding.mistake(
    "half a zero is no zero",
    "When the total is odd, `/ 2` splits one in halves. It goes after the row, whole.",
)
def half_zeros(n, k, stride):
    total = max((-(-n // stride) - 1) * stride + k - n, 0)
    return total / 2, total / 2


@same_padding.mistake(
    "`(k − 1) / 2` on each side is the rule for stride 1 and odd windows",
    "For even windows it is not even a whole number. Count the missing zeros: places first, then what the last window hangs over.",
)
def half_window_floats(n, k, stride):
    return (k - 1) / 2, (k - 1) / 2


@same_padding.mistake(
    "`k // 2` on each side is the rule for stride 1 and odd windows",
    "It keeps the size at stride 1. At other strides, and for even windows, count the missing zeros: places first, then what the last window hangs over.",
)
def half_window(n, k, stride):
    return k // 2, k // 2


@same_padding.mistake(
    "`round` takes halves to the nearest even number",
    "`round(1.5)` is 2, `round(0.5)` is 0: the odd zero lands before the row now and then. It always goes after.",
)
def to_even(n, k, stride):
    total = max((-(-n // stride) - 1) * stride + k - n, 0)
    return round(total / 2), total - round(total / 2)


@same_padding.mistake(
    "`abs` makes zeros out of nothing",
    "A negative number of missing zeros means that none is missing: stop at 0.",
)
def absolute(n, k, stride):
    total = abs((-(-n // stride) - 1) * stride + k - n)
    return total // 2, total - total // 2


@same_padding.mistake(
    "you did not take the row off",
    "The places reach over so many pixels, and `n` of them are there already. Only the rest is missing.",
)
def row_not_taken_off(n, k, stride):
    total = (-(-n // stride) - 1) * stride + k
    return total // 2, total - total // 2


@same_padding.mistake(
    "the last window is missing",
    "After the last step the window still reaches `k` pixels on. Count how far it reaches, not where the strides end.",
)
def window_left_out(n, k, stride):
    total = max(-(-n // stride) * stride - n, 0)
    return total // 2, total - total // 2


@same_padding.mistake(
    "the number of places is a whole number",
    "`n / stride` may be a fraction. The promise rounds up: `ceil(n / stride)`.",
)
def fraction_of_places(n, k, stride):
    total = max((n / stride - 1) * stride + k - n, 0)
    return total // 2, total - total // 2


@same_padding.mistake(
    "`n // stride + 1` rounds up only where the division leaves a rest",
    "Where the stride divides the row, that is one place too many.",
)
def always_one_more(n, k, stride):
    total = max(n // stride * stride + k - n, 0)
    return total // 2, total - total // 2


@same_padding.mistake(
    "the number of places rounds up",
    "`round` goes to the nearest whole number, which may lie below. The promise is `ceil(n / stride)`.",
)
def rounded_places(n, k, stride):
    total = max((round(n / stride) - 1) * stride + k - n, 0)
    return total // 2, total - total // 2


@same_padding.mistake(
    "you added a zero where none is missing",
    "When the windows fit as they are, the total is 0.",
)
def one_at_least(n, k, stride):
    total = max((-(-n // stride) - 1) * stride + k - n, 1)
    return total // 2, total - total // 2


@same_padding.mistake(
    "you added an odd zero even when there is none",
    "One more goes after the row only when the total is odd. What is left when half of it went before?",
)
def always_odd(n, k, stride):
    total = max((-(-n // stride) - 1) * stride + k - n, 0)
    return total // 2, total // 2 + 1


@same_padding.mistake(
    "one zero is missing",
    "From the first pixel of a window to its last are `k` pixels, both counted. Try step 2 on eight pixels: it ends at 9.",
)
def one_short(n, k, stride):
    total = max((-(-n // stride) - 1) * stride + k - 1 - n, 0)
    return total // 2, total - total // 2


@same_padding.mistake(
    'that is "valid"',
    '"valid" adds no zeros. "same" promises `ceil(n / stride)` places, and adds what is missing.',
)
def none_at_all(n, k, stride):
    return 0, 0


@same_padding.mistake(
    "you added more zeros than needed",
    "The last window begins `(places - 1) * stride` pixels after the first. Zeros that no window looks at are not added.",
)
def generous(n, k, stride):
    total = max(-(-n // stride) * stride + k - 1 - n, 0)
    return total // 2, total - total // 2


@same_padding.mistake(
    "where nothing is missing, your function returns `None`",
    "No zeros are two numbers as well. An `if` without `else` falls through to the end.",
)
def nothing_said(n, k, stride):
    total = max((-(-n // stride) - 1) * stride + k - n, 0)
    return (total // 2, total - total // 2) if total > 0 else None


@same_padding.mistake(
    "window and stride are exchanged",
    "The number of places is the row divided by the *stride*. The window comes in where the last place reaches its end.",
)
def exchanged(n, k, stride):
    total = max((-(-n // k) - 1) * k + stride - n, 0)
    return total // 2, total - total // 2
