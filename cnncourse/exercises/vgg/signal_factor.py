"""`signal_factor`: reference, cases, slips and hints."""

import math

import numpy as np

from cnncourse.autocheck import exercise


@exercise(points=2, minutes=6)
def signal_factor(spread: float, fan_ins: list) -> float:
    """By which factor a signal grows on its way through freshly drawn layers with ReLU.

    A unit adds up `fan_in` numbers, each times a weight of mean 0 and standard deviation `spread`. If `q` is the mean
    square of the numbers, it is `q · fan_in · spread² / 2` behind the unit's ReLU, which takes half away. The *size* of
    the signal is the root of its mean square.

    Args:
        spread: standard deviation of the weights, in every layer.
        fan_ins: for each layer the weights of one unit, `9 * channels` for a 3×3 convolution.

    Returns:
        Size of the signal behind the last layer, divided by its size before the first one.
    """
    # BEGIN SOLUTION
    factor = 1.0
    for fan_in in fan_ins:
        factor *= spread * np.sqrt(fan_in / 2)
    return float(factor)
    # END SOLUTION


@signal_factor.cases
def _(rng):
    yield "one layer", (0.1, [576])
    yield "two layers", (0.2, [27, 72])
    yield "three layers of one width", (0.05, [288, 288, 288])
    yield "a layer that keeps the size", (0.5, [8])
    yield "layers of the day", (0.3, [int(n) for n in rng.integers(9, 90, 4)])
    yield "thirteen convolutions of VGG-16", (0.01, [9 * c for c in (3, 64, 64, 128, 128, *[256] * 3, *[512] * 5)])


@signal_factor.mistake("that is the mean square", "It grows by fan_in · spread² / 2 a layer. Its root is asked for.")
def mean_square(spread, fan_ins):
    return math.prod(spread**2 * fan_in / 2 for fan_in in fan_ins)


@signal_factor.mistake(
    "the ReLU takes half away", "Half of the outputs become 0, and with them half of the mean square."
)
def no_half(spread, fan_ins):
    return math.prod(spread * math.sqrt(fan_in) for fan_in in fan_ins)


@signal_factor.mistake(
    "the half stands under the root", "The ReLU halves the mean square, so the size falls by √2, not by 2."
)
def half_outside(spread, fan_ins):
    return math.prod(spread * math.sqrt(fan_in) / 2 for fan_in in fan_ins)


@signal_factor.mistake("the factors multiply", "Each layer works on what the one before it has left over.")
def added(spread, fan_ins):
    return sum(spread * math.sqrt(fan_in / 2) for fan_in in fan_ins)


@signal_factor.mistake("you took `spread` for a variance", "It is the standard deviation; its square is the variance.")
def as_variance(spread, fan_ins):
    return math.prod(math.sqrt(spread * fan_in / 2) for fan_in in fan_ins)


@signal_factor.mistake("only the last layer counts in that", "Does the loop start again from 1 in each round?")
def last_only(spread, fan_ins):
    return spread * math.sqrt(fan_ins[-1] / 2)


@signal_factor.mistake("only the first layer counts in that", "Is there a `return` inside the loop?")
def first_only(spread, fan_ins):
    return spread * math.sqrt(fan_ins[0] / 2)


@signal_factor.mistake("the last layer is missing", "One factor for each entry of `fan_ins`, the last one too.")
def last_missing(spread, fan_ins):
    return math.prod(spread * math.sqrt(fan_in / 2) for fan_in in fan_ins[:-1])


@signal_factor.mistake("the first layer is missing", "One factor for each entry of `fan_ins`, the first one too.")
def first_missing(spread, fan_ins):
    return math.prod(spread * math.sqrt(fan_in / 2) for fan_in in fan_ins[1:])


@signal_factor.mistake("`spread` comes once for each layer", "Each layer multiplies its signal by its weights.")
def spread_once(spread, fan_ins):
    return spread * math.sqrt(math.prod(fan_in / 2 for fan_in in fan_ins))


@signal_factor.mistake("`spread` is missing", "The larger the weights, the larger the sum.")
def no_spread(spread, fan_ins):
    return math.prod(math.sqrt(fan_in / 2) for fan_in in fan_ins)


@signal_factor.mistake(
    "`spread` is squared outside the root",
    "The variance stands under the root; outside of it the standard deviation is left.",
)
def spread_squared(spread, fan_ins):
    return math.prod(spread**2 * math.sqrt(fan_in / 2) for fan_in in fan_ins)


@signal_factor.mistake("the half comes once for each layer", "Each layer has a ReLU of its own.")
def half_once(spread, fan_ins):
    return math.prod(spread * math.sqrt(fan_in) for fan_in in fan_ins) / math.sqrt(2)


@signal_factor.mistake(
    "the last layer has a ReLU, too",
    "Asked for is the size behind the last layer's ReLU: one half more under the root.",
)
def last_without_relu(spread, fan_ins):
    return math.prod(spread * math.sqrt(fan_in / 2) for fan_in in fan_ins) * math.sqrt(2)


@signal_factor.mistake("the ReLU halves, it does not double", "Half of the outputs become 0.")
def doubled(spread, fan_ins):
    return math.prod(spread * math.sqrt(2 * fan_in) for fan_in in fan_ins)


@signal_factor.mistake(
    "you multiplied by the spread that would be right",
    "√(2 / n) is the spread that keeps the size. How does the given one compare to it?",
)
def times_right_spread(spread, fan_ins):
    return math.prod(spread * math.sqrt(2 / fan_in) for fan_in in fan_ins)


@signal_factor.mistake(
    "the mean of the fan-ins in every layer", "Layers differ: each has a factor of its own, and they multiply."
)
def mean_fan_in(spread, fan_ins):
    return (spread * math.sqrt(sum(fan_ins) / len(fan_ins) / 2)) ** len(fan_ins)


@signal_factor.mistake("the first fan-in in every layer", "Layers differ: each has a fan-in of its own.")
def first_fan_in(spread, fan_ins):
    return (spread * math.sqrt(fan_ins[0] / 2)) ** len(fan_ins)


@signal_factor.mistake("the last fan-in in every layer", "Layers differ: each has a fan-in of its own.")
def last_fan_in(spread, fan_ins):
    return (spread * math.sqrt(fan_ins[-1] / 2)) ** len(fan_ins)


@signal_factor.mistake("the fan-ins do not add up", "They belong to layers that follow each other: a factor for each.")
def summed_fan_ins(spread, fan_ins):
    return spread * math.sqrt(sum(fan_ins) / 2)


@signal_factor.mistake("the nine is in the fan-in already", "`fan_ins` holds `9 * channels`, all weights of one unit.")
def nine_again(spread, fan_ins):
    return math.prod(spread * math.sqrt(9 * fan_in / 2) for fan_in in fan_ins)


@signal_factor.mistake("half of 27 is 13.5", "`//` drops the half. Divide with `/`.")
def whole_half(spread, fan_ins):
    return math.prod(spread * math.sqrt(fan_in // 2) for fan_in in fan_ins)


@signal_factor.mistake(
    "the product of the fan-ins is too large for a whole number of NumPy",
    "Past 2⁶³ it starts again from below, without a word. Multiply numbers with a point, a layer at a time.",
)
def overflown(spread, fan_ins):
    return float(spread ** len(fan_ins) * np.sqrt(np.prod(fan_ins, dtype=np.int64) / 2.0 ** len(fan_ins)))


@signal_factor.mistake("you rounded", "A signal may be as small as 0.00001, and that is what matters.")
def rounded_factor(spread, fan_ins):
    return round(math.prod(spread * math.sqrt(fan_in / 2) for fan_in in fan_ins), 3)


@signal_factor.mistake(
    "the inputs do not enter with a root",
    "A sum of n numbers of mean 0 is √n times as large as one of them, not n times.",
)
def no_root(spread, fan_ins):
    return math.prod(spread * fan_in / 2 for fan_in in fan_ins)


@signal_factor.mistake("it is the other way round", "Behind the last layer, divided by before the first.")
def inverted(spread, fan_ins):
    return 1 / math.prod(spread * math.sqrt(fan_in / 2) for fan_in in fan_ins)


signal_factor.hint(
    "First one layer: the mean square becomes `fan_in * spread**2 / 2` times what it was. What becomes of its root?",
    "One layer: `spread * np.sqrt(fan_in / 2)`.",
    "The factors of all layers multiply: begin with 1.0 and go through `fan_ins`.",
)
