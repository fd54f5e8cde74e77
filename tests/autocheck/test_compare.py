"""Differences are found, and told in the words that help."""

import math

import numpy as np
import pytest

from cnncourse.autocheck.compare import difference
from cnncourse.autocheck.observe import Strange

GRID = np.array([[1.0, 2, 3], [4, 5, 7]])


@pytest.mark.parametrize(
    ("got", "expected"),
    [
        (3, 3), (0.1 + 0.2, 0.3), (math.nan, math.nan), (math.inf, math.inf), ("a", "a"), (None, None), (True, True),
        ([1, 2], (1, 2)), (np.array([1, 2]), (1, 2)), (np.array(3.0), 3.0), (GRID.astype("float32"), GRID),
        (GRID.astype(int), GRID), (np.zeros((0, 3)), np.zeros((0, 3))), (np.array([np.nan, 1]), np.array([np.nan, 1])),
        ({"a": GRID, "b": 1}, {"a": GRID}), (GRID + 1e-7, GRID),
    ],
)  # fmt: skip
def test_what_agrees(got, expected):
    assert difference(got, expected) is None


@pytest.mark.parametrize(
    ("got", "expected", "words"),
    [
        (None, 3, "None"), (..., 3, "`...`"), (3.0, 3, "float"), (4, 3, "not the expected number"),
        (4.5, 3, "not the expected number"), ("3", 3, "a text"), (True, 1, "True or False"), (1, True, "whole number"),
        (math.nan, 1.0, "NaN"), (math.inf, 1.0, "not the expected number"), (GRID, 3.0, "where one number"),
        (3, GRID, "an array of shape"), (GRID.tolist(), GRID, "a list where an array"), (GRID.T, GRID, "shape 3×2 where 2×3"),
        (-GRID, GRID, "opposite sign"), (GRID[::-1], GRID, "upside down"), (GRID[:, ::-1], GRID, "mirrored"),
        (GRID * 4, GRID, "4 times"), (GRID + 2, GRID, "off by +2"), (GRID * np.nan, GRID, "NaN in it"),
        (GRID[None], GRID, "shape 1×2×3"), ((2, 1), (1, 2), "swapped"), ((1, 2, 3), (1, 2), "3 values where 2"),
        (1, (1, 2), "2 values were expected"), ({"b": 1}, {"a": 1}, "'a' is missing"),
        (Strange("generator"), 3, "a generator where"), (Strange("KerasTensor"), GRID, "KerasTensor"),
        (np.array(["a", "b"]), np.array([1.0, 2.0]), "wrong values"), (GRID.astype("float16") * 2, GRID, "2 times"),
        ((GRID / 3).astype("float16"), GRID / 3, "float16"),
        (3 + 1j, 3.0, "not the expected number"),
        (27.6, math.inf, "not the expected number"), (-math.inf, math.inf, "not the expected number"),
    ],
)  # fmt: skip
def test_what_differs_is_named(got, expected, words):
    found = difference(got, expected)
    assert found is not None
    assert words in found.headline, found


def test_the_first_differing_place_is_told():
    got = GRID.copy()
    got[1, 0] = 0
    got[1, 2] = 0
    found = difference(got, GRID)
    assert (found.index, found.count, found.total) == ((1, 0), 2, 6)


def test_places_inside_tuples_and_dicts_are_told():
    assert difference({"rows": 3}, {"rows": 4}).headline == "rows: not the expected number"
    found = difference({"y": (1, GRID + np.eye(2, 3))}, {"y": (1, GRID)})
    assert found.path == ("y", 1)
    assert found.index == (0, 0)


def test_tolerance_is_relative_to_the_largest_value():
    """Small numbers beside large ones carry the rounding of the large ones."""
    expected = np.array([1e4, 0.0])
    assert difference(expected + [0, 1e-3], expected) is None
    assert difference(expected + [0, 1.0], expected) is not None


def test_a_square_array_that_is_transposed_is_named():
    square = np.arange(9.0).reshape(3, 3)
    assert "exchanged" in difference(square.T, square).headline


def test_a_pair_within_pairs_is_told_once():
    found = difference(((1, 2), (3, 5)), ((1, 2), (3, 4)), 0)
    assert found.headline == "in the second value the second value: not the expected number"
    assert found.path == (1, 1)
