"""`winograd_row`: reference, cases, slips and hints."""

import numpy as np

from cnncourse.autocheck import exercise

from .basis import _numbers_and_products


@exercise(points=2, minutes=8)
def winograd_row(pixels: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Two places of a window of three on a row of four pixels, with four multiplications: Winograd's F(2, 3).

    `y = (d0·g0 + d1·g1 + d2·g2, d1·g0 + d2·g1 + d3·g2)` for pixels `d` and weights `g`; halving does not count as a
    multiplication, nor does ·1 or ·(−1).

    Args:
        pixels: four numbers, `(4,)`.
        weights: three numbers, `(3,)`.

    Returns:
        Two numbers, `(2,)`.
    """
    # BEGIN SOLUTION
    d0, d1, d2, d3 = pixels
    g0, g1, g2 = weights
    first = (d0 - d2) * g0
    plus = (d1 + d2) * ((g0 + g1 + g2) / 2)
    minus = (d1 - d2) * ((g1 - g0 - g2) / 2)
    last = (d3 - d1) * g2
    return np.array([first + plus + minus, plus - minus + last])
    # END SOLUTION


@winograd_row.cases
def _(rng):
    yield "first weight only", (np.array([1.0, 2, 4, 8]), np.array([3.0, 0, 0]))
    yield "middle weight only", (np.array([1.0, 2, 4, 8]), np.array([0.0, 3, 0]))
    yield "last weight only", (np.array([1.0, 2, 4, 8]), np.array([0.0, 0, 3]))
    yield "all of them", (rng.integers(1, 9, 4).astype(float), rng.integers(1, 9, 3).astype(float))
    yield "negative and fractional", (rng.normal(size=4), rng.normal(size=3))


winograd_row.observe(_numbers_and_products(4))


def _f23(d, g):
    """F(2, 3) of anything that can be added and multiplied."""
    plus, minus = (d[1] + d[2]) * ((g[0] + g[1] + g[2]) / 2), (d[1] - d[2]) * ((g[1] - g[0] - g[2]) / 2)
    return np.array([(d[0] - d[2]) * g[0] + plus + minus, plus - minus + (d[3] - d[1]) * g[2]])


@winograd_row.mistake(
    "the right numbers, with six multiplications",
    "That is the definition. The two middle pixels meet every weight: pair them as in the text, and two of the six go.",
)
def six(pixels, weights):
    return np.array([pixels[:3] @ weights, pixels[1:] @ weights])


@winograd_row.mistake("you forgot to halve", "Sum and difference of two numbers add up to *twice* the first of them.")
def not_halved(pixels, weights):
    (d0, d1, d2, d3), (g0, g1, g2) = pixels, weights
    plus, minus = (d1 + d2) * (g0 + g1 + g2), (d1 - d2) * (g1 - g0 - g2)
    return np.array([(d0 - d2) * g0 + plus + minus, plus - minus + (d3 - d1) * g2])


@winograd_row.mistake(
    "the sign of the last product is wrong",
    "What was added to the second place was `d1·g2`, and that is what must be taken away again: `(d3 − d1)·g2`.",
)
def last_sign(pixels, weights):
    (d0, d1, d2, d3), (g0, g1, g2) = pixels, weights
    plus, minus = (d1 + d2) * (g0 + g1 + g2) / 2, (d1 - d2) * (g1 - g0 - g2) / 2
    return np.array([(d0 - d2) * g0 + plus + minus, plus - minus + (d1 - d3) * g2])


@winograd_row.mistake(
    "the sign of the difference is wrong",
    "`A − B = (d1 − d2)·(p − q)` with `p = g1` and `q = g0 + g2`: turn both brackets round, or neither.",
)
def difference_sign(pixels, weights):
    (d0, d1, d2, d3), (g0, g1, g2) = pixels, weights
    plus, minus = (d1 + d2) * (g0 + g1 + g2) / 2, (d2 - d1) * (g1 - g0 - g2) / 2
    return np.array([(d0 - d2) * g0 + plus + minus, plus - minus + (d3 - d1) * g2])


@winograd_row.mistake(
    "what was added is not taken away again",
    "`A` holds `d2·g0` too much and `B` holds `d1·g2` too much. Both go into the brackets of the outer products.",
)
def not_taken_away(pixels, weights):
    (d0, d1, d2, d3), (g0, g1, g2) = pixels, weights
    plus, minus = (d1 + d2) * (g0 + g1 + g2) / 2, (d1 - d2) * (g1 - g0 - g2) / 2
    return np.array([d0 * g0 + plus + minus, plus - minus + d3 * g2])


@winograd_row.mistake(
    "you turned the weights over",
    "`g0` meets the first pixel under the window: a cross-correlation leaves them in order.",
)
def flipped_row(pixels, weights):
    return np.array([pixels[:3] @ weights[::-1], pixels[1:] @ weights[::-1]])


@winograd_row.mistake(
    "you turned the weights over",
    "`g0` meets the first pixel under the window: a cross-correlation leaves them in order.",
)
def flipped_fast(pixels, weights):
    return _f23(pixels, weights[::-1])


@winograd_row.mistake(
    "both places got the sum", "`A` is half the sum of the two products, `B` half their *difference*: plus, then minus."
)
def no_difference(pixels, weights):
    (d0, d1, d2, d3), (g0, g1, g2) = pixels, weights
    plus, minus = (d1 + d2) * (g0 + g1 + g2) / 2, (d1 - d2) * (g1 - g0 - g2) / 2
    return np.array([(d0 - d2) * g0 + plus + minus, plus + minus + (d3 - d1) * g2])


@winograd_row.mistake("the two places are exchanged", "The first number belongs to the window on `d0, d1, d2`.")
def places_exchanged(pixels, weights):
    return _f23(pixels, weights)[::-1]


@winograd_row.mistake(
    "a weight is missing in the middle",
    "`q = g0 + g2`: each side of the middle was given the other one's outer weight.",
)
def half_a_q(pixels, weights):
    (d0, d1, d2, d3), (g0, g1, g2) = pixels, weights
    plus, minus = (d1 + d2) * (g0 + g1) / 2, (d1 - d2) * (g1 - g0) / 2
    return np.array([(d0 - d2) * g0 + plus + minus, plus - minus + (d3 - d1) * g2])


@winograd_row.mistake("you halved twice", "Halve the weights or the products, not both.")
def halved_twice(pixels, weights):
    (d0, d1, d2, d3), (g0, g1, g2) = pixels, weights
    plus, minus = (d1 + d2) * (g0 + g1 + g2) / 4, (d1 - d2) * (g1 - g0 - g2) / 4
    return np.array([(d0 - d2) * g0 + plus + minus, plus - minus + (d3 - d1) * g2])


@winograd_row.mistake(
    "the four products are not put together yet", "Each place adds up three of them; the two in the middle serve both."
)
def four_products(pixels, weights):
    (d0, d1, d2, d3), (g0, g1, g2) = pixels, weights
    plus, minus = (d1 + d2) * (g0 + g1 + g2) / 2, (d1 - d2) * (g1 - g0 - g2) / 2
    return np.array([(d0 - d2) * g0, plus, minus, (d3 - d1) * g2])


winograd_row.hint(
    "Add `d2·g0` to the first place and `d1·g2` to the second: the middle becomes `A = d1·p + d2·q` and `B = d1·q + d2·p`.",
    "`A + B = (d1 + d2)·(p + q)` and `A − B = (d1 − d2)·(p − q)`: two multiplications, then add, subtract and halve.",
    "Take away what was added, inside the brackets of the outer products: `(d0 − d2)·g0` and `(d3 − d1)·g2`.",
    "Halve the weights, not the products: `(g0 + g1 + g2) / 2` and `(g1 − g0 − g2) / 2`.",
)
