"""The counts are those of numbers that count, run through each way; the bytes are those of the arrays that are made."""

import numpy as np
import pytest

from cnncourse import ops
from cnncourse.ops.operations import WAYS, Cost, Uncounted, cost, count

SHAPES = [(1, 4, 4, 1, 1), (2, 5, 7, 2, 3), (1, 6, 4, 3, 1)]


def layer(n, h, w, c, f, k=3):
    rng = np.random.default_rng(h)
    return rng.normal(size=(n, h, w, c)), rng.normal(size=(k, k, c, f))


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("k", [1, 2, 3])
@pytest.mark.parametrize(
    ("way", "function"),
    [("loops", ops.conv2d_naive), ("im2col", ops.conv2d_im2col), ("shifted", ops.conv2d_shifted)],
)
def test_the_plain_ways_multiply_and_add_as_counted(way, function, shape, k):
    x, kernel = layer(*shape, k=k)
    y, tally = count(function, x, kernel)
    np.testing.assert_allclose(y, ops.conv2d(x, kernel))
    expected = cost(way, *shape, k)
    assert (tally.multiplications, tally.additions) == (expected.multiplications, expected.additions)


def fast_rows(d):
    return np.stack([d[0] - d[2], d[1] + d[2], d[2] - d[1], d[1] - d[3]])


def fast_filter(g):
    outer = g[0] + g[2]  # worked out once
    return np.stack([g[0], (outer + g[1]) * 0.5, (outer - g[1]) * 0.5, g[2]])


def fast_outputs(m):
    return np.stack([m[0] + m[1] + m[2], m[1] - m[2] - m[3]])


def twice(transform, a):
    return transform(transform(a).swapaxes(0, 1)).swapaxes(0, 1)


def winograd(x, kernel):
    """Tile by tile, every transform as cheap as it gets."""
    (n, h, w, c), f = x.shape, kernel.shape[3]
    down, across = -(-(h - 2) // 2), -(-(w - 2) // 2)
    padded = np.full((n, 2 * down + 2, 2 * across + 2, c), x[0, 0, 0, 0], object)  # the fill is cut away below
    padded[:, :h, :w] = x
    filters = twice(fast_filter, kernel)
    y = np.zeros((n, 2 * down, 2 * across, f), object)
    for image, i, j in np.ndindex(n, down, across):
        tile = twice(fast_rows, padded[image, 2 * i : 2 * i + 4, 2 * j : 2 * j + 4])
        products = tile[..., None] * filters
        y[image, 2 * i : 2 * i + 2, 2 * j : 2 * j + 2] = twice(fast_outputs, products.sum(axis=2))
    return y[:, : h - 2, : w - 2]


@pytest.mark.parametrize("shape", SHAPES)
def test_winograd_multiplies_and_adds_as_counted(shape):
    x, kernel = layer(*shape)
    y, tally = count(winograd, x, kernel)
    np.testing.assert_allclose(y, ops.conv2d(x, kernel))
    expected = cost("Winograd", *shape, 3)
    assert tally.multiplications == expected.multiplications
    assert tally.additions + tally.halvings == expected.additions


def test_our_own_tile_takes_sixteen():
    tile, kernel = np.arange(16.0).reshape(4, 4) ** 1.1, np.linspace(-1, 2, 9).reshape(3, 3)
    y, tally = count(ops.winograd_f23, tile, kernel)
    np.testing.assert_allclose(y, ops.corr2d(tile, kernel))
    assert tally.multiplications == 16


def test_products_of_spectra_are_counted():
    """Without the transforms, an FFT convolution is one complex product a frequency, channel and filter."""
    shape = (2, 8, 8, 3, 5)
    n, h, w, c, f = shape
    transforms = (n * c + c * f + n * f) * h * w * 6
    found = cost("FFT", *shape, 3)
    assert found.multiplications - transforms == 4 * h * 5 * n * c * f
    assert found.additions - 1.5 * transforms == 2 * h * 5 * n * f * (2 * c - 1)


def test_the_least_that_must_move_is_what_the_intensity_divides_by():
    n, h, w, c, f = 2, 9, 8, 3, 4
    assert cost("loops", n, h, w, c, f, 1).bytes == pytest.approx(
        2 * n * h * w * c * f / ops.arithmetic_intensity(n, h, w, c, f, 1)
    )
    rows = ops.im2col(np.zeros((n, h, w, c)), 3, 3).size
    assert cost("im2col", n, h, w, c, f, 3).values - cost("loops", n, h, w, c, f, 3).values == 2 * rows


def test_cost_adds_up_and_refuses_in_words():
    assert Cost(3, 4, 5).operations == 7 and Cost(3, 4, 5).bytes == 20
    with pytest.raises(ValueError, match="one of loops"):
        cost("Strassen", 1, 4, 4, 1, 1, 3)
    with pytest.raises(ValueError, match="5×5 does not fit on 4×9"):
        cost("loops", 1, 4, 9, 1, 1, 5)
    with pytest.raises(ValueError, match="3×3 kernels"):
        cost("Winograd", 1, 9, 9, 1, 1, 5)
    assert len({cost(way, 1, 9, 9, 2, 2, 3).values for way in WAYS}) == 5


def test_numbers_that_count_cannot_be_smuggled_out():
    with pytest.raises(Uncounted):
        count(lambda d, g: np.asarray(d, float) @ g, np.ones(3), np.ones(3))
    _, tally = count(lambda d, g: (2 - d[0]) / 4 * -g[0] / d[1] + 3 * g[1], np.ones(3), np.ones(3))
    assert (tally.multiplications, tally.additions, tally.halvings) == (3, 2, 1)


def test_a_number_shows_itself():
    seen = []
    count(lambda d: seen.append(repr(+d[0])) or d, np.array([1.5]))
    assert seen == ["1.5"]
