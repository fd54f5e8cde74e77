"""`separable_saving`: reference, cases, slips and hints."""

from cnncourse.autocheck import exercise


@exercise(points=1, minutes=4)
def separable_saving(k: int, c_in: int, c_out: int) -> float:
    """How many times fewer multiplications a separable convolution does than an ordinary one.

    Ordinary: a `k`×`k` convolution from `c_in` to `c_out` channels. Separable: a `k`×`k` depthwise
    convolution with one kernel for each channel, then a 1×1. Stride 1, "same" padding, so both work
    at every place of maps of one size; no biases. (The weights have the same ratio.)

    Args:
        k: side of the window.
        c_in: channels that come in.
        c_out: channels that go out.

    Returns:
        MACs of the ordinary one divided by MACs of the separable one: above 1 if it saves some.
    """
    # BEGIN SOLUTION
    ordinary = k * k * c_in * c_out
    separable = k * k * c_in + c_in * c_out
    return ordinary / separable
    # END SOLUTION


@separable_saving.cases
def _(rng):
    yield "3×3, 2 to 4 channels", (3, 2, 4)
    yield "one channel comes out", (3, 5, 1)
    yield "the image's three colors", (3, 3, 64)
    yield "many channels", (3, 256, 512)
    yield "a 1×1 window", (1, 6, 8)
    for k in (5, 7):
        yield f"{k}×{k}", (k, int(rng.integers(20, 200)), int(rng.integers(201, 400)))


@separable_saving.explain
def _(args, expected, index):
    k, c_in, c_out = args
    return (
        f"at one place: ordinary {k}·{k}·{c_in}·{c_out} = {k * k * c_in * c_out}, "
        f"separable {k}·{k}·{c_in} + {c_in}·{c_out} = {k * k * c_in + c_in * c_out}"
    )


@separable_saving.mistake(
    "upside down", "Asked is how many times *fewer*: ordinary over separable. What you have is the share that is left."
)
def upside_down(k, c_in, c_out):
    return (k * k + c_out) / (k * k * c_out)


@separable_saving.mistake("the window has k rows and k columns", "It holds k·k weights, not k.")
def not_squared(k, c_in, c_out):
    return k * c_out / (k + c_out)


@separable_saving.mistake(
    "the depthwise half is counted for the outgoing channels",
    "It comes first, so it works on the channels that come in, one kernel for each.",
)
def on_outgoing(k, c_in, c_out):
    return k * k * c_in * c_out / (k * k * c_out + c_in * c_out)


@separable_saving.mistake(
    "the depthwise half is not counted", "The 1×1 is the larger part, not all of it: k²·c_in comes on top."
)
def pointwise_only(k, c_in, c_out):
    return float(k * k)


@separable_saving.mistake(
    "the 1×1 is not counted", "After the depthwise half every one of `c_out` maps is a mixture of `c_in` maps."
)
def depthwise_alone(k, c_in, c_out):
    return float(c_out)


@separable_saving.mistake(
    "one kernel for all channels",
    "A depthwise convolution has k·k weights for *each* channel that comes in: k²·c_in.",
)
def one_kernel(k, c_in, c_out):
    return k * k * c_in * c_out / (k * k + c_in * c_out)


@separable_saving.mistake(
    "the two halves are multiplied", "They come one after the other, so their multiplications are added."
)
def multiplied(k, c_in, c_out):
    return k * k * c_in * c_out / (k * k * c_in * c_in * c_out)


@separable_saving.mistake(
    "the saving is a ratio, not a difference", "Divide the one by the other; how large the maps are then cancels."
)
def difference(k, c_in, c_out):
    return float(k * k * c_in * c_out - k * k * c_in - c_in * c_out)


@separable_saving.mistake("you divided without a rest", "Ratios are seldom whole: `/`, not `//`.")
def whole(k, c_in, c_out):
    return float(k * k * c_in * c_out // (k * k * c_in + c_in * c_out))


@separable_saving.mistake(
    "biases were counted", "Neither convolution has any here, and a bias is added, not multiplied."
)
def with_biases(k, c_in, c_out):
    return (k * k * c_in + 1) * c_out / ((k * k + 1) * c_in + (c_in + 1) * c_out)


@separable_saving.mistake(
    "biases were counted", "Neither convolution has any here, and a bias is added, not multiplied."
)
def biases_of_filters(k, c_in, c_out):
    return (k * k * c_in * c_out + c_out) / (k * k * c_in + c_in * c_out + c_out)


@separable_saving.mistake(
    "that is the share that is saved", "Asked is how many times fewer: 8.4 for 64 to 128 channels and a 3×3, not 0.88."
)
def share_saved(k, c_in, c_out):
    return 1 - (k * k + c_out) / (k * k * c_out)


@separable_saving.mistake(
    "that is the share that is saved, in percent",
    "Asked is how many times fewer: 8.4 for 64 to 128 channels and a 3×3, not 88.",
)
def percent_saved(k, c_in, c_out):
    return 100 - 100 * (k * k + c_out) / (k * k * c_out)


@separable_saving.mistake(
    "the 1×1 is counted from c_in to c_in channels", "It makes `c_out` maps of `c_in`: c_in · c_out weights."
)
def square_of_incoming(k, c_in, c_out):
    return k * k * c_out / (k * k + c_in)


@separable_saving.mistake(
    "the 1×1 is counted from c_out to c_out channels",
    "It reads the `c_in` maps of the first half: c_in · c_out weights.",
)
def square_of_outgoing(k, c_in, c_out):
    return k * k * c_in * c_out / (k * k * c_in + c_out * c_out)


@separable_saving.mistake(
    "the 1×1 is counted with a k×k window", "Its window is one pixel: c_in · c_out multiplications at a place."
)
def wide_pointwise(k, c_in, c_out):
    return c_out / (1 + c_out)


@separable_saving.mistake("the ratio is rounded", "Hand it on as it is; rounding is for printing.")
def rounded(k, c_in, c_out):
    return float(round(k * k * c_out / (k * k + c_out)))


@separable_saving.mistake("the ratio is rounded", "Hand it on as it is; rounding is for printing.")
def rounded_to_tenths(k, c_in, c_out):
    return round(k * k * c_out / (k * k + c_out), 1)


@separable_saving.mistake(
    "a ratio below one is not let through",
    "A separable convolution can be dearer, and then the ratio says so. Which of the cases is one?",
)
def never_dearer(k, c_in, c_out):
    return max(1.0, k * k * c_out / (k * k + c_out))


@separable_saving.mistake(
    "the brackets under the fraction are missing",
    "`a / b + c` divides by `b` alone. The whole separable count belongs below.",
)
def half_below(k, c_in, c_out):
    return c_out + c_in * c_out


@separable_saving.mistake(
    "that is a bound, not the ratio",
    "It can exceed neither k² nor c_out, and comes close to a bound only where the other is far larger.",
)
def bound(k, c_in, c_out):
    return min(k * k, c_out)


@separable_saving.mistake(
    "`^` is no power in Python", "It is a bitwise operation, 3 ^ 2 = 1. Write `k ** 2` or `k * k`."
)
def xor(k, c_in, c_out):
    return (k ^ 2) * c_in * c_out / ((k ^ 2) * c_in + c_in * c_out)


@separable_saving.mistake(
    "that is the other kind of separable",
    "A column and then a row (lesson 12) cost 2·k. Here a k×k window for each channel, then a 1×1.",
)
def column_and_row(k, c_in, c_out):
    return k / 2


@separable_saving.mistake(
    "the brackets under the fraction are missing",
    "`a / b * c` divides by `b` alone. The whole separable count belongs below.",
)
def none_below(k, c_in, c_out):
    return k * k * c_in * c_out / k * k * c_in + c_in * c_out


separable_saving.hint(
    "Count for one place of the map; the number of places is the same for both and cancels.",
    "Ordinary: each of c_out filters has k·k·c_in weights. Depthwise: k·k for each channel. 1×1: c_in · c_out.",
    "`k*k*c_in*c_out / (k*k*c_in + c_in*c_out)`",
)
