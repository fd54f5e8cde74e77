"""`adaptive_avg_pool`: reference, cases, slips and hints."""

import numpy as np

from cnncourse.autocheck import exercise


@exercise(points=3, minutes=8)
def adaptive_avg_pool(x: np.ndarray, bins: int) -> np.ndarray:
    """Cut maps into `bins × bins` regions, whatever their size, and take the mean of each.

    Along a side of `n` pixels, region `i` goes from pixel `floor(i * n / bins)` up to, not
    including, `ceil((i + 1) * n / bins)`. Height and width are cut alike, each by its own `n`.

    Args:
        x: maps, `(n, h, w, c)`, whole numbers or not. It stays as it is.
        bins: regions along each side, at least 1.

    Returns:
        The means, `(n, bins, bins, c)`, floating.
    """
    # BEGIN SOLUTION
    n, h, w, c = x.shape
    means = np.zeros((n, bins, bins, c))
    for i in range(bins):
        top, bottom = i * h // bins, -(-(i + 1) * h // bins)
        for j in range(bins):
            left, right = j * w // bins, -(-(j + 1) * w // bins)
            means[:, i, j] = x[:, top:bottom, left:right].mean(axis=(1, 2))
    return means
    # END SOLUTION


@adaptive_avg_pool.cases
def _(rng):
    def draw(*shape):
        return rng.normal(size=shape).round(2)

    yield "a row of five, two regions", (np.array([[1.0, 2, 3, 4, 8]]).reshape(1, 1, 5, 1), 2)
    yield "one region", (draw(2, 3, 5, 2), 1)
    yield "the sides divide", (draw(2, 4, 6, 3), 2)
    yield "the sides do not divide", (draw(2, 7, 10, 2), 3)
    yield "whole numbers", (rng.integers(-9, 10, (2, 5, 8, 3)), 3)
    yield "ten and eleven, four regions", (draw(1, 10, 11, 2), 4)
    yield "more regions than rows", (draw(2, 2, 5, 1), 3)


def _floor(i, n, b):
    return i * n // b


def _ceil(i, n, b):
    return -(-i * n // b)


@adaptive_avg_pool.explain
def _(args, expected, index):
    x, bins = args
    _, i, j, _ = index
    (_, h, w, _) = x.shape
    return (
        f"region ({i}, {j}): rows {_floor(i, h, bins)} to {_ceil(i + 1, h, bins) - 1}, columns {_floor(j, w, bins)} to "
        f"{_ceil(j + 1, w, bins) - 1}; mean {expected[tuple(index)]:.4g}"
    )


adaptive_avg_pool.hint(
    "Two loops, over rows and columns of regions. Images and channels need none.",
    "`i * h // bins` rounds down. Rounding up: `-(-a // b)`, or `math.ceil(a / b)`.",
    "`x[:, top:bottom, left:right].mean(axis=(1, 2))` is `(n, c)`.",
)
