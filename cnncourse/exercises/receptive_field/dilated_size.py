"""`dilated_size`: reference, cases, slips and hints."""

from __future__ import annotations

from cnncourse.autocheck import exercise


@exercise(points=1, minutes=3)
def dilated_size(k: int, dilation: int) -> int:
    """Pixels that a window spans whose `k` taps stand `dilation` pixels apart.

    Args:
        k: taps, the pixels that the window reads.
        dilation: pixels from one tap to the next; 1 for an ordinary window.

    Returns:
        The pixels from the first tap to the last one, both included.
    """
    # BEGIN SOLUTION
    return (k - 1) * dilation + 1
    # END SOLUTION


@dilated_size.cases
def _(rng):
    yield "an ordinary window", (3, 1)
    yield "three taps, every second pixel", (3, 2)
    yield "five taps, every third pixel", (5, 3)
    yield "a single tap", (1, 4)
    yield "an even number of taps", (4, 2)
    k, dilation = int(rng.integers(6, 12)), int(rng.integers(5, 30))
    yield f"k={k}, dilation={dilation}", (k, dilation)


@dilated_size.mistake(
    "you counted a gap after the last tap", "Three taps have two gaps between them. Nothing comes after the last one."
)
def taps_times(k, dilation):
    return k * dilation


@dilated_size.mistake(
    "one end is missing", "You counted the steps from the first tap to the last; the first pixel counts as well."
)
def no_end(k, dilation):
    return (k - 1) * dilation


@dilated_size.mistake(
    "a dilation of 1 is an ordinary window",
    "You took the dilation for the number of pixels left out between two taps. It is the step from one tap to the next.",
)
def pixels_between(k, dilation):
    return k + (k - 1) * dilation


@dilated_size.mistake("you widened one gap only", "Every gap between two taps grows, and there are `k − 1` of them.")
def one_gap(k, dilation):
    return k + dilation - 1


@dilated_size.mistake("you counted the pixels left out", "The taps themselves lie in the span too.")
def holes(k, dilation):
    return (k - 1) * (dilation - 1)


@dilated_size.mistake(
    "one gap too many", "`k` taps have `k − 1` gaps. You counted `k` of them, and the first pixel on top."
)
def gap_and_end(k, dilation):
    return k * dilation + 1


@dilated_size.mistake(
    "the step from tap to tap is `dilation`, not `dilation − 1`",
    "`dilation − 1` pixels are left out between two taps. From one tap to the next it is one more.",
)
def short_steps(k, dilation):
    return (k - 1) * (dilation - 1) + 1


@dilated_size.mistake(
    "the one to take off belongs to the taps", "`k` taps have `k − 1` gaps, and each is `dilation` pixels long."
)
def exchanged(k, dilation):
    return k * (dilation - 1) + 1


@dilated_size.mistake(
    "gaps before the first tap or after the last one", "The span begins and ends with a tap; the gaps lie in between."
)
def gaps_outside(k, dilation):
    return k + (k + 1) * (dilation - 1)


@dilated_size.mistake("you always widened two gaps", "That is right for three taps. `k` taps have `k − 1` gaps.")
def two_gaps(k, dilation):
    return k + 2 * (dilation - 1)


@dilated_size.mistake("are the parentheses missing?", "`k - 1 * dilation` multiplies first and subtracts then.")
def no_parentheses(k, dilation):
    return k - 1 * dilation + 1


@dilated_size.mistake(
    "the gaps multiply by the dilation", "`**` raises to a power. Every gap is `dilation` pixels long: a product."
)
def power(k, dilation):
    return (k - 1) ** dilation + 1


@dilated_size.mistake("along one side only", "You gave the pixels of the square that a k×k window spans.")
def square(k, dilation):
    return ((k - 1) * dilation + 1) ** 2


dilated_size.hint(
    "Draw three taps with one empty pixel between neighbors: x . x . x. How many pixels is that?",
    "`k` taps have `k − 1` gaps. Each step from one tap to the next is `dilation` pixels.",
    "The steps lead from the first pixel to the last. Add the first pixel itself.",
)
