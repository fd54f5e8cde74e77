"""Checking a gradient: by finite differences, and how far two arrays are apart."""

from collections.abc import Callable

import numpy as np


def numerical_gradient(f: Callable[[np.ndarray], float], x: np.ndarray, eps: float = 1e-5) -> np.ndarray:
    """Measure a gradient: move each value a little both ways and see what `f` does.

    `g[i] = (f(x + eps·e[i]) - f(x - eps·e[i])) / (2·eps)`; the error falls with `eps²` until rounding takes
    over. Use float64: at float32 the difference of two close numbers keeps few digits.

    Args:
        f: takes an array in the shape of `x`, returns one number.
        x: where to measure, any shape.
        eps: the step.

    Returns:
        The gradient, in the shape of `x`, float64. `x` itself is not changed.

    Raises:
        ValueError: `f` returns more than one number.

    Source: Goodfellow, Bengio & Courville (2016), Deep Learning, section 11.5.

    >>> numerical_gradient(lambda x: float((x**2).sum()), np.array([1.0, -3.0])).round(6)
    array([ 2., -6.])
    """
    moved = np.array(x, dtype=float)
    gradient = np.empty_like(moved)
    for i in np.ndindex(moved.shape):
        here = moved[i]
        sides = []
        for step in (eps, -eps):
            moved[i] = here + step
            value = np.asarray(f(moved))
            if value.size != 1:
                raise ValueError(f"f must return one number, got shape {value.shape}; sum it, or weigh it first")
            sides.append(value.item())
        moved[i] = here
        gradient[i] = (sides[0] - sides[1]) / (2 * eps)
    return gradient


def relative_error(a: np.ndarray, b: np.ndarray) -> float:
    """How far two arrays are apart, measured by their size.

    `|a - b| / (|a| + |b|)` with Euclidean lengths: 0 for equal arrays, 1 for opposite ones, the same if both
    are scaled. A right gradient in float64 gives 1e-7 or less.

    Args:
        a, b: arrays of one shape.

    Returns:
        A number from 0 to 1; two arrays of zeros give 0.

    Raises:
        ValueError: the shapes differ.

    >>> relative_error([3.0, 4.0], [3.0, 4.0]), relative_error([1.0], [-1.0])
    (0.0, 1.0)
    """
    a, b = np.asarray(a, float), np.asarray(b, float)
    if a.shape != b.shape:
        raise ValueError(f"a and b must have one shape, got {a.shape} and {b.shape}; NumPy would broadcast and hide it")
    size = np.linalg.norm(a.ravel()) + np.linalg.norm(b.ravel())
    return float(np.linalg.norm((a - b).ravel()) / size) if size else 0.0
