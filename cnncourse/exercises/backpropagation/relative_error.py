"""`relative_error`: reference, cases, slips and hints."""

import numpy as np

from cnncourse.autocheck import exercise


@exercise(points=1, minutes=4)
def relative_error(a: np.ndarray, b: np.ndarray) -> float:
    """How far two gradients are apart, measured by their own size.

    `|a − b| / (|a| + |b|)`, where `|·|` is the Euclidean length of all numbers: the root of the sum of squares.

    Args:
        a: an array of any shape.
        b: another of the same shape.

    Returns:
        A number between 0 (equal) and 1 (opposite, or one of the two all zeros); 0 where both are all zeros.
    """
    # BEGIN SOLUTION
    size = np.linalg.norm(a) + np.linalg.norm(b)
    return float(np.linalg.norm(a - b) / size) if size > 0 else 0.0
    # END SOLUTION


@relative_error.cases
def _(rng):
    yield "two directions", (np.array([3.0, 0.0]), np.array([0.0, 4.0]))
    yield "equal", (np.array([1.0, -2.0]), np.array([1.0, -2.0]))
    yield "one wrong number among many", (np.array([[1.0, 1, 1], [1, 1, 2]]), np.array([[1.0, 1, 1], [1, 1, 1]]))
    yield "same mean, other numbers", (np.array([1.0, 5.0, -2.0]), np.array([5.0, -2.0, 1.0]))
    yield "both zero", (np.zeros((2, 2)), np.zeros((2, 2)))
    yield "opposite", (np.array([2.0, -1.0]), np.array([-2.0, 1.0]))
    yield "one of them all zeros", (np.zeros(2), np.array([1.0, -2.0]))
    yield "small gradients", (np.array([3e-5, 0.0]), np.array([0.0, 4e-5]))
    yield "a batch of maps", (rng.normal(size=(2, 3, 1, 2)), rng.normal(size=(2, 3, 1, 2)))


def _length(a):
    return float(np.sqrt((np.asarray(a) ** 2).sum()))


@relative_error.mistake(
    "the error is not measured by anything",
    "`|a − b|` alone is small for small gradients, right or wrong. Divide by their size.",
)
def absolute(a, b):
    return _length(a - b)


@relative_error.mistake(
    "you measured by one of the two only",
    "The size is the length of `a` plus the length of `b`: swapping them must change nothing.",
)
def by_one(a, b):
    return _length(a - b) / _length(b) if b.any() else 0.0


@relative_error.mistake(
    "you took the length of the sum",
    "`|a + b|` is 0 for opposite arrays. Take the two lengths first, then add them.",
)
def length_of_sum(a, b):
    size = _length(a + b)
    return _length(a - b) / size if size else (0.0 if not a.any() else float("inf"))


@relative_error.mistake(
    "you compared the means only", "Gradients with the same mean can differ in every number. Subtract number by number."
)
def means(a, b):
    size = abs(a.mean()) + abs(b.mean())
    return float(abs(a.mean() - b.mean()) / size) if size else 0.0


@relative_error.mistake(
    "you took the worst single number",
    "That is a check some people use, but a single number near 0 makes it shout. Here the lengths of the whole arrays are compared.",
)
def worst(a, b):
    size = np.abs(a) + np.abs(b)
    return float((np.abs(a - b) / np.where(size > 0, size, 1)).max())


@relative_error.mistake(
    "the square root is missing",
    "A length is the root of the sum of squares. Without the root the ratio is not one of lengths.",
)
def squared(a, b):
    size = float((a**2).sum() + (b**2).sum())
    return float(((a - b) ** 2).sum()) / size if size else 0.0


@relative_error.mistake(
    "two arrays of zeros are equal",
    "0 / 0 is no number. Two gradients that are zero everywhere agree, so that case needs an answer of its own.",
)
def unguarded(a, b):
    return np.linalg.norm(a - b) / (np.linalg.norm(a) + np.linalg.norm(b))


@relative_error.mistake(
    "right, except for two arrays of zeros", "They agree perfectly: the error is 0, not 1 and not NaN."
)
def cautious(a, b):
    size = _length(a) + _length(b)
    return _length(a - b) / size if size else 1.0


@relative_error.mistake(
    "you measured by one of the two only",
    "The size is the length of `a` plus the length of `b`: swapping them must change nothing.",
)
def by_first(a, b):
    return _length(a - b) / _length(a) if a.any() else 0.0


@relative_error.mistake(
    "you divided by the larger of the two lengths",
    "Add the two: then opposite gradients give 1, and nothing gives more.",
)
def by_larger(a, b):
    size = max(_length(a), _length(b))
    return _length(a - b) / size if size else 0.0


@relative_error.mistake(
    "you took the length of the sum",
    "`|a + b|` is 0 for opposite arrays, which are as far apart as can be. Take the two lengths first, then add them.",
)
def length_of_sum_guarded(a, b):
    size = _length(a + b)
    return _length(a - b) / size if size else 0.0


@relative_error.mistake(
    "you subtracted the lengths, not the arrays",
    "Two gradients of the same length can point anywhere. `a − b` comes first, then its length.",
)
def lengths_apart(a, b):
    size = _length(a) + _length(b)
    return abs(_length(a) - _length(b)) / size if size else 0.0


@relative_error.mistake(
    "you divided by one length and added the other", "`p / q + r` is `(p / q) + r`. Brackets say what belongs together."
)
def no_brackets_below(a, b):
    one, other = np.linalg.norm(a), np.linalg.norm(b)
    with np.errstate(divide="ignore"):
        return np.linalg.norm(a - b) / one + other if one + other else 0.0


@relative_error.mistake(
    "you added up magnitudes, not squares", "A length is the root of the sum of *squares*; `np.linalg.norm` takes it."
)
def magnitudes(a, b):
    size = np.abs(a).sum() + np.abs(b).sum()
    return float(np.abs(a - b).sum() / size) if size else 0.0


@relative_error.mistake(
    "you took the mean of many small ratios",
    "Number by number, a slope near 0 counts as much as a large one. Here the lengths of the whole arrays are compared.",
)
def mean_ratio(a, b):
    size = np.abs(a) + np.abs(b)
    return float((np.abs(a - b) / np.where(size > 0, size, 1)).mean())


@relative_error.mistake(
    "you compared the largest numbers only", "A length is made of all numbers: the root of the sum of their squares."
)
def largest(a, b):
    size = np.abs(a).max() + np.abs(b).max()
    return float(np.abs(a - b).max() / size) if size else 0.0


@relative_error.mistake(
    "the 1e-8 below the line is not small beside small gradients",
    "Gradients of 1e-5 and less are common. Divide by the plain size, and treat 0 by itself.",
)
def guarded(a, b):
    return _length(a - b) / (_length(a) + _length(b) + 1e-8)


@relative_error.mistake(
    "a gradient of zeros passes as right",
    "Only where *both* are zero is the error 0. Zeros against anything else are as wrong as can be: 1.",
)
def either_zero(a, b):
    return _length(a - b) / (_length(a) + _length(b)) if a.any() and b.any() else 0.0


relative_error.hint(
    "Three lengths are needed: of `a − b`, of `a` and of `b`.",
    "`np.linalg.norm(a)` is the root of the sum of all squares, whatever the shape of `a`.",
    "Add the lengths of `a` and `b` first. Divide only if that is above 0.",
)
