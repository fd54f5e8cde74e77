"""`numerical_gradient`: reference, cases, slips and hints."""

import numpy as np

from cnncourse.autocheck import exercise


def half_squares(x):
    """Half the sum of squares; its gradient is `x` itself."""
    return 0.5 * float((np.asarray(x) ** 2).sum())


def cubes(x):
    """The sum of cubes: curved enough to tell a one-sided difference from a central one."""
    return float((np.asarray(x) ** 3).sum())


def products(x):
    """Every number times the next, in rows: here no number can be moved without the others noticing."""
    flat = np.asarray(x).ravel()
    return float((flat[:-1] * flat[1:]).sum() + flat[0] * flat[-1] ** 2)


@exercise(points=2, minutes=7)
def numerical_gradient(f, x: np.ndarray, eps: float = 1e-5) -> np.ndarray:
    """Measure how fast `f` changes with each number in `x`, by moving that number alone, both ways.

    `g[i] = (f(x with x[i] + eps) - f(x with x[i] - eps)) / (2 · eps)`

    Args:
        f: a function that takes an array in the shape of `x` and returns one number.
        x: where to measure, any shape; whole numbers are allowed. It is not changed.
        eps: how far each number is moved.

    Returns:
        The slopes, in the shape of `x`, as floats.
    """
    # BEGIN SOLUTION
    moved = np.array(x, dtype=float)  # a copy, and one whose numbers can move by less than 1
    gradient = np.zeros(moved.shape)
    for i in np.ndindex(moved.shape):
        here = moved[i]
        moved[i] = here + eps
        up = f(moved)
        moved[i] = here - eps
        down = f(moved)
        moved[i] = here  # put it back before the next one moves
        gradient[i] = (up - down) / (2 * eps)
    return gradient
    # END SOLUTION


@numerical_gradient.cases
def _(rng):
    yield "half the sum of squares", (half_squares, np.array([1.0, -3.0]), 0.5)
    yield "a curved function, a large step", (cubes, np.array([2.0, -1.0, 0.5]), 0.1)
    yield "numbers that depend on each other", (products, np.array([1.0, 2.0, -3.0]), 0.25)
    yield "two axes", (products, rng.normal(size=(2, 3)), 0.25)
    yield "four axes", (cubes, rng.normal(size=(2, 1, 3, 2)), 0.25)
    yield "large numbers", (half_squares, np.array([3000.3, -1000.7]), 0.25)
    yield "whole numbers", (cubes, np.array([3, 1, -2]), 0.25)


def _measured(f, x, slope, dtype=float):
    """The answer of somebody who works the slope out of `f(here)`, `f(up)` and `f(down)` in another way."""
    moved = np.array(x, dtype=dtype)
    gradient = np.zeros(moved.shape)
    for i in np.ndindex(moved.shape):
        gradient[i] = slope(moved, i)
    return gradient


def _at(f, x, i, step):
    moved = x.copy()
    moved[i] += step
    return f(moved)


@numerical_gradient.mistake(
    "you looked to one side only",
    "`(f(x + eps) - f(x)) / eps` errs in proportion to `eps`. Go the same way back as well: the error of the two sides cancels.",
)
def one_sided(f, x, eps=1e-5):
    return _measured(f, x, lambda at, i: (_at(f, at, i, eps) - f(at)) / eps)


@numerical_gradient.mistake(
    "every slope is twice too large",
    "From `x - eps` to `x + eps` is a walk of two steps. Divide by the whole way.",
)
def forgot_two(f, x, eps=1e-5):
    return _measured(f, x, lambda at, i: (_at(f, at, i, eps) - _at(f, at, i, -eps)) / eps)


@numerical_gradient.mistake(
    "you multiplied by eps where you wanted to divide",
    "`a / 2 * eps` is `(a / 2) · eps`: Python goes from left to right. Brackets say what belongs together.",
)
def no_brackets(f, x, eps=1e-5):
    return _measured(f, x, lambda at, i: (_at(f, at, i, eps) - _at(f, at, i, -eps)) / 2 * eps)


@numerical_gradient.mistake(
    "you moved all numbers at once",
    "That gives one slope for the whole array. Move one number, leave the rest in place, and do so for each in turn.",
)
def all_at_once(f, x, eps=1e-5):
    return (f(x + eps) - f(x - eps)) / (2 * eps)


@numerical_gradient.mistake(
    "you moved whole rows",
    "`for i in range(len(x))` walks along the first axis only. `np.ndindex(x.shape)` visits every single number.",
)
def rows_only(f, x, eps=1e-5):
    gradient = np.zeros(x.shape)
    for i in range(len(x)):
        at = np.array(x, dtype=float)
        gradient[i] = (_at(f, at, i, eps) - _at(f, at, i, -eps)) / (2 * eps)
    return gradient


@numerical_gradient.mistake(
    "a number that was moved did not come back",
    "After its turn each number must stand where it stood, or all later ones are measured at another place.",
)
def not_restored(f, x, eps=1e-5):
    moved = np.array(x, dtype=float)
    gradient = np.zeros(moved.shape)
    for i in np.ndindex(moved.shape):
        moved[i] += eps
        up = f(moved)
        moved[i] -= 2 * eps
        gradient[i] = (up - f(moved)) / (2 * eps)
    return gradient


@numerical_gradient.mistake(
    "whole numbers cannot move by less than 1",
    "A copy of an integer array holds integers: `+= eps` is cut off. Make the copy an array of floats.",
)
def stuck(f, x, eps=1e-5):
    moved = np.array(x)
    gradient = np.zeros(moved.shape)
    for i in np.ndindex(moved.shape):
        here = moved[i]
        moved[i] = here + eps
        up = f(moved)
        moved[i] = here - eps
        gradient[i] = (up - f(moved)) / (2 * eps)
        moved[i] = here
    return gradient


@numerical_gradient.mistake(
    "`f` got a single number",
    "`f` wants the whole array, with one number in it moved. A slope of a part says nothing when numbers depend on each other.",
)
def one_number(f, x, eps=1e-5):
    gradient = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        gradient[i] = (f(np.array([x[i] + eps])) - f(np.array([x[i] - eps]))) / (2 * eps)
    return gradient


@numerical_gradient.mistake(
    "you looked to one side only",
    "`(f(x) - f(x - eps)) / eps` errs in proportion to `eps`. Go forward as well: the error of the two sides cancels.",
)
def one_sided_back(f, x, eps=1e-5):
    return _measured(f, x, lambda at, i: (f(at) - _at(f, at, i, -eps)) / eps)


@numerical_gradient.mistake(
    "you moved all numbers at once",
    "`x + eps` moves the whole array, whatever loop it stands in. Copy `x`, and move the number at place `i` alone.",
)
def all_at_once_each(f, x, eps=1e-5):
    return np.full(x.shape, (f(x + eps) - f(x - eps)) / (2 * eps))


@numerical_gradient.mistake(
    "you move by a step of your own", "The step is an argument: whoever calls with `eps=0.1` wants moves of 0.1."
)
def own_step(f, x, eps=1e-5):
    return _measured(f, x, lambda at, i: (_at(f, at, i, 1e-5) - _at(f, at, i, -1e-5)) / 2e-5)


@numerical_gradient.mistake(
    "the slopes were cut down to whole numbers",
    "`np.zeros_like(x)` takes the type of `x` over, and an array of integers drops what follows the point. `np.zeros(x.shape)` holds floats.",
)
def cut_down(f, x, eps=1e-5):
    return _measured(f, x, lambda at, i: (_at(f, at, i, eps) - _at(f, at, i, -eps)) / (2 * eps)).astype(x.dtype)


@numerical_gradient.mistake(
    "your copy is in float32",
    "Two results are subtracted that agree in most digits, and float32 has only seven. Measure in float64.",
)
def in_single(f, x, eps=1e-5):
    return _measured(f, x, lambda at, i: (_at(f, at, i, eps) - _at(f, at, i, -eps)) / (2 * eps), np.float32)


@numerical_gradient.mistake(
    "right numbers, in one long row", "The gradient has the shape of `x`. `np.reshape(slopes, x.shape)` folds it back."
)
def in_a_row(f, x, eps=1e-5):
    return _measured(f, x, lambda at, i: (_at(f, at, i, eps) - _at(f, at, i, -eps)) / (2 * eps)).ravel()


@numerical_gradient.mistake(
    "only arrays of two axes pass",
    "Two nested loops fit one shape. `for i in np.ndindex(x.shape)` visits every number of any.",
)
def two_loops(f, x, eps=1e-5):
    gradient = np.zeros(x.shape)
    for i in range(x.shape[0]):
        for j in range(x.shape[1]):
            at = np.array(x, dtype=float)
            gradient[i, j] = (_at(f, at, (i, j), eps) - _at(f, at, (i, j), -eps)) / (2 * eps)
    return gradient


@numerical_gradient.explain
def _(args, expected, index):
    f, x, eps = args
    up, down = (_at(f, np.array(x, dtype=float), index, step) for step in (eps, -eps))
    place = f"x[{', '.join(map(str, index))}]"
    return f"{place} = {x[index] + eps:.4g} gives f = {up:.6g}, {x[index] - eps:.4g} gives {down:.6g}: ({up:.6g} − {down:.6g}) / {2 * eps:g} = {expected[index]:.6g}"


numerical_gradient.hint(
    "Copy `x` as floats. Then take its numbers one by one: `for i in np.ndindex(x.shape)`.",
    "For each: remember it, add `eps` and call `f`, subtract `eps` and call `f`, put it back.",
    "The slope is the difference of the two results over the way between them, which is `2 * eps` long.",
)
