"""The measuring of gradients, measured against functions whose gradient is known."""

import numpy as np
import pytest

from cnncourse import ops


def test_a_known_gradient_is_found_and_the_argument_kept():
    x = np.random.default_rng(0).normal(size=(2, 3))
    before = x.copy()
    measured = ops.numerical_gradient(lambda v: float(np.sin(v).sum() + v[0, 0] * v[1, 2]), x)
    exact = np.cos(x)
    exact[0, 0] += x[1, 2]
    exact[1, 2] += x[0, 0]
    np.testing.assert_allclose(measured, exact, rtol=1e-8, atol=1e-9)
    np.testing.assert_array_equal(x, before)


def test_the_difference_is_central():
    """Over a cube a one-sided difference errs by 3·x·eps, a central one by eps²."""
    measured = ops.numerical_gradient(lambda v: float((v**3).sum()), np.array([2.0]), eps=0.1)
    assert measured[0] == pytest.approx(12.01)


def test_whole_numbers_are_moved_as_floats():
    assert ops.numerical_gradient(lambda v: v.sum(), np.array([1, 2])).tolist() == pytest.approx([1, 1])


def test_relative_error():
    a, b = np.array([3.0, 0.0]), np.array([0.0, 4.0])
    assert ops.relative_error(a, b) == pytest.approx(5 / 7)
    assert ops.relative_error(1000 * a, 1000 * b) == pytest.approx(5 / 7)
    assert ops.relative_error(np.zeros(3), np.zeros(3)) == 0
    assert ops.relative_error(a, a) == 0
