"""Exercises of the lesson on backpropagation."""

import numpy as np

from cnncourse.autocheck import choice, exercise, predict


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


@exercise(points=2, minutes=8)
def softmax_cross_entropy(logits: np.ndarray, labels: np.ndarray) -> tuple[float, np.ndarray]:
    """The mean surprise at the right classes, and its gradient by the scores.

    With `p = softmax(logits)` row by row: `loss = mean(−log p[i, labels[i]])`, with the natural log.

    Args:
        logits: scores before softmax, `(n, classes)`; they may be in the thousands.
        labels: the right class of each image, whole numbers, `(n,)`.

    Returns:
        `(loss, gradient)`: one number, and an array `(n, classes)`.
    """
    # BEGIN SOLUTION
    n = len(logits)
    shifted = logits - logits.max(axis=1, keepdims=True)  # no exp overflows, and the loss stays the same
    total = np.exp(shifted).sum(axis=1, keepdims=True)
    rows = np.arange(n)
    loss = np.mean(np.log(total[:, 0]) - shifted[rows, labels])
    gradient = np.exp(shifted) / total
    gradient[rows, labels] -= 1
    return float(loss), gradient / n
    # END SOLUTION


@softmax_cross_entropy.cases
def _(rng):
    yield "one image, three classes", (np.array([[2.0, 1.0, 0.0]]), np.array([0]))
    yield "two images", (np.array([[0.0, 0.0, 0.0, 0.0], [1.0, 0.0, -1.0, 3.0]]), np.array([2, 0]))
    yield "more images than classes", (rng.normal(size=(5, 3)), np.array([0, 2, 1, 1, 0]))
    yield "scores in the thousands", (np.array([[1000.0, 998.0, 0.0]]), np.array([1]))
    yield "rows that lie far apart", (np.array([[1000.0, 999.0], [-1000.0, -1002.0]]), np.array([1, 0]))
    yield "sure and wrong", (np.array([[0.0, 900.0, 1.0]]), np.array([0]))


def _softmax(z, axis=1):
    raised = np.exp(z - z.max(axis=axis, keepdims=True))
    return raised / raised.sum(axis=axis, keepdims=True)


def _log_softmax(z):
    shifted = z - z.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


def _parts(logits, labels):
    """The right loss, softmax, one-hot labels, number of images."""
    loss = -_log_softmax(logits)[np.arange(len(labels)), labels]
    return loss, _softmax(logits), np.eye(logits.shape[1])[labels], len(labels)


@softmax_cross_entropy.mistake(
    "the gradient is not divided by the number of images",
    "The loss is a mean over the batch, so every image has a share of `1 / n` in it, and in its slope.",
)
def gradient_of_sum(logits, labels):
    loss, p, hot, _ = _parts(logits, labels)
    return loss.mean(), p - hot


@softmax_cross_entropy.mistake(
    "you added the images up",
    "The loss is a mean over the batch: divide by `n`, the loss and the gradient.",
)
def summed(logits, labels):
    loss, p, hot, _ = _parts(logits, labels)
    return loss.sum(), p - hot


@softmax_cross_entropy.mistake(
    "you divided by the number of scores",
    "The mean runs over images, not over images and classes. `.mean()` of a whole `(n, classes)` array divides too often.",
)
def mean_of_all(logits, labels):
    loss, p, hot, n = _parts(logits, labels)
    return loss.mean() / logits.shape[1], (p - hot) / logits.size


@softmax_cross_entropy.mistake(
    "the gradient points the other way",
    "More score for the right class must make the loss smaller, so its slope is negative.",
)
def other_sign(logits, labels):
    loss, p, hot, n = _parts(logits, labels)
    return loss.mean(), (hot - p) / n


@softmax_cross_entropy.mistake(
    "the gradient does not know the label",
    "Probabilities alone are no slope. Something happens at the place of the right class in each row.",
)
def forgot_label(logits, labels):
    loss, p, _, n = _parts(logits, labels)
    return loss.mean(), p / n


@softmax_cross_entropy.mistake(
    "only the right class has a gradient in your answer",
    "Raise the score of a wrong class and the right one's probability falls, for they add up to 1. So every score has a slope.",
)
def only_label(logits, labels):
    loss, p, hot, n = _parts(logits, labels)
    return loss.mean(), (p - hot) * hot / n


@softmax_cross_entropy.mistake(
    "the softmax runs down the batch",
    "Each image has its own probabilities: they sum to 1 along a row, axis 1.",
)
def wrong_axis(logits, labels):
    p = _softmax(logits, axis=0)
    n = len(labels)
    with np.errstate(divide="ignore"):
        return -np.log(p[np.arange(n), labels]).mean(), (p - np.eye(logits.shape[1])[labels]) / n


@softmax_cross_entropy.mistake(
    "exp overflows",
    "`np.exp(1000)` is infinite. A number that is subtracted from all scores of a row changes no probability; choose it so that nothing overflows.",
)
def overflowing(logits, labels):
    raised = np.exp(logits)
    p = raised / raised.sum(axis=1, keepdims=True)
    n = len(labels)
    return -np.log(p[np.arange(n), labels]).mean(), (p - np.eye(logits.shape[1])[labels]) / n


@softmax_cross_entropy.mistake(
    "one largest score for the whole batch is not enough",
    "In a row far below the batch's largest score every `exp` becomes 0, and 0 / 0 is no number. Each row needs its own largest score.",
)
def largest_of_batch(logits, labels):
    shifted = logits - logits.max()
    total = np.exp(shifted).sum(axis=1, keepdims=True)
    n = len(labels)
    p = np.exp(shifted) / total
    loss = (np.log(total[:, 0]) - shifted[np.arange(n), labels]).mean()
    return loss, (p - np.eye(logits.shape[1])[labels]) / n


@softmax_cross_entropy.mistake(
    "a probability became exactly 0 before its log was taken",
    "e⁻⁹⁰⁰ is too small for a float, its log is just −900. Work the log out on paper first: the `exp` of the label cancels.",
)
def log_of_zero(logits, labels):
    p = _softmax(logits)
    n = len(labels)
    with np.errstate(divide="ignore"):
        return -np.log(p[np.arange(n), labels]).mean(), (p - np.eye(logits.shape[1])[labels]) / n


@softmax_cross_entropy.mistake(
    "the small number in the log hides how wrong a sure answer is",
    "`log(p + 1e-12)` can never be below −27.6, so a loss of 900 looks like 27.6. Work the log out on paper: the `exp` of the label cancels.",
)
def clipped_log(logits, labels):
    p = _softmax(logits)
    n = len(labels)
    return -np.log(p[np.arange(n), labels] + 1e-12).mean(), (p - np.eye(logits.shape[1])[labels]) / n


@softmax_cross_entropy.mistake(
    "one largest score for the whole batch is not enough",
    "In a row far below the batch's largest score every `exp` becomes 0, and 0 / 0 is no number. Each row needs its own largest score.",
)
def largest_of_batch_divided(logits, labels):
    p = np.exp(logits - logits.max())
    p = p / p.sum(axis=1, keepdims=True)
    n = len(labels)
    return -np.log(p[np.arange(n), labels]).mean(), (p - np.eye(logits.shape[1])[labels]) / n


@softmax_cross_entropy.mistake(
    "one largest score for the whole batch is not enough",
    "In a row far below the batch's largest score every `exp` becomes 0, and so does their sum, which has no log. "
    "Each row needs its own largest score.",
)
def largest_of_batch_logs(logits, labels):
    shifted, n = logits - logits.max(), len(labels)
    with np.errstate(divide="ignore"):
        logs = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return -logs[np.arange(n), labels].mean(), (np.exp(logs) - np.eye(logits.shape[1])[labels]) / n


@softmax_cross_entropy.mistake(
    "the softmax runs over the whole batch",
    "Each image has its own probabilities: they sum to 1 along a row. `sum(axis=1, keepdims=True)` keeps the rows apart.",
)
def softmax_of_all(logits, labels):
    p, n = _softmax(logits, axis=(0, 1)), len(labels)
    with np.errstate(divide="ignore"):
        return -np.log(p[np.arange(n), labels]).mean(), (p - np.eye(logits.shape[1])[labels]) / n


@softmax_cross_entropy.mistake(
    "the loss is a sum", "The gradient is that of the mean over the batch, the loss is not: divide it by `n` as well."
)
def loss_of_sum(logits, labels):
    loss, p, hot, n = _parts(logits, labels)
    return loss.sum(), (p - hot) / n


@softmax_cross_entropy.mistake(
    "you divided the loss by the number of scores",
    "The mean runs over images. `.mean()` of one-hot times log p counts the zeros as well.",
)
def loss_mean_of_all(logits, labels):
    loss, p, hot, n = _parts(logits, labels)
    return loss.mean() / logits.shape[1], (p - hot) / n


@softmax_cross_entropy.mistake(
    "the loss is negative", "Probabilities are below 1, so their logs are negative. The surprise is *minus* log p."
)
def negative_loss(logits, labels):
    loss, p, hot, n = _parts(logits, labels)
    return -loss.mean(), (p - hot) / n


@softmax_cross_entropy.mistake(
    "the log is missing", "The loss is `−log p`, not `−p`: a sure and wrong answer must cost much more than 1."
)
def without_log(logits, labels):
    _, p, hot, n = _parts(logits, labels)
    return -(p * hot).sum() / n, (p - hot) / n


@softmax_cross_entropy.mistake(
    "you took the log to the base 2",
    "That counts in bits. The gradient `p − one-hot` belongs to the natural log, `np.log`.",
)
def in_bits(logits, labels):
    loss, p, hot, n = _parts(logits, labels)
    return loss.mean() / np.log(2), (p - hot) / n


@softmax_cross_entropy.mistake(
    "you took whole columns",
    "`a[:, labels]` takes these columns of *every* row. One number from each row is `a[np.arange(n), labels]`.",
)
def whole_columns(logits, labels):
    loss, p, _, n = _parts(logits, labels)
    p[:, labels] -= 1
    return loss.mean(), p / n


@softmax_cross_entropy.mistake(
    "the loss took whole columns",
    "`a[:, labels]` takes these columns of *every* row. One number from each row is `a[np.arange(n), labels]`.",
)
def loss_of_columns(logits, labels):
    _, p, hot, n = _parts(logits, labels)
    return -_log_softmax(logits)[:, labels].mean(), (p - hot) / n


@softmax_cross_entropy.mistake(
    "both the loss and the gradient took whole columns",
    "`a[:, labels]` takes these columns of *every* row. One number from each row is `a[np.arange(n), labels]`.",
)
def all_of_columns(logits, labels):
    _, p, _, n = _parts(logits, labels)
    p[:, labels] -= 1
    return -_log_softmax(logits)[:, labels].mean(), p / n


@softmax_cross_entropy.mistake(
    "the probabilities were changed before their log was taken",
    "`gradient = p` is a second name for the same array, and `-= 1` changes both. Copy it, or take the loss first.",
)
def second_name(logits, labels):
    gradient = p = _softmax(logits)
    rows = np.arange(len(labels))
    gradient[rows, labels] -= 1
    with np.errstate(invalid="ignore", divide="ignore"):
        return -np.log(p[rows, labels]).mean(), gradient / len(labels)


@softmax_cross_entropy.mistake(
    "that is the gradient by the probabilities",
    "`−1 / p` is the slope by p. One more step leads back through softmax, to the scores, and the two together are simpler.",
)
def by_probability(logits, labels):
    loss, p, hot, n = _parts(logits, labels)
    with np.errstate(divide="ignore", invalid="ignore"):
        return loss.mean(), np.where(hot > 0, -1 / p, 0) / n


@softmax_cross_entropy.explain
def _(args, expected, index):
    if len(index) != 2:
        return ""
    logits, labels = args
    p, n = _softmax(logits)[index], len(labels)
    one = " − 1" if labels[index[0]] == index[1] else ""
    share = f"({p:.4f}{one}) / {n}" if n > 1 else f"{p:.4f}{one}"
    return f"row {index[0]} has the label {labels[index[0]]}; class {index[1]} has p = {p:.4f}: {share} = {expected[1][index]:.4f}"


softmax_cross_entropy.hint(
    "Subtract from each row its largest score. No probability changes, and no `exp` overflows.",
    "−log p of the label is `log(sum of exps) − score of the label`. Written so, no log ever sees a 0.",
    "The gradient of one image is its row of probabilities, with 1 subtracted in one place. Which one?",
    "The rows: `np.arange(n)`. `gradient[rows, labels]` is one number in each row. And the loss was a mean.",
)


@exercise(points=1, minutes=3)
def relu_backward(dy: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Carry a gradient back through `relu(x) = max(x, 0)`.

    Args:
        dy: slope of the loss by each output, in the shape of `x`.
        x: what `relu` was given. At exactly 0 let the slope be 0, as TensorFlow does.

    Returns:
        The slope of the loss by each input, in the shape of `x`.
    """
    # BEGIN SOLUTION
    return np.where(x > 0, dy, 0.0)
    # END SOLUTION


@relu_backward.cases
def _(rng):
    yield "one row", (np.array([5.0, 6.0, -7.0, 8.0]), np.array([-2.0, 3.0, 4.0, -1.0]))
    yield "inputs of exactly 0", (np.array([1.0, 2.0, 3.0]), np.array([0.0, 1.0, -0.0]))
    yield "a map", (rng.integers(-5, 6, (2, 3)).astype(float), rng.integers(-3, 4, (2, 3)).astype(float))
    yield "a batch of maps", (rng.normal(size=(2, 3, 4, 2)), rng.normal(size=(2, 3, 4, 2)))


@relu_backward.mistake(
    "you looked at the sign of the gradient",
    "What passed forward decides what passes back: the sign of `x`. A negative slope is as good as a positive one.",
)
def sign_of_dy(dy, x):
    return np.maximum(dy, 0)


@relu_backward.mistake(
    "you cut off negative slopes as well",
    "The gate opens where `x` was positive, and lets negative slopes through too. (What you wrote is known as guided backpropagation, and is no gradient.)",
)
def guided(dy, x):
    return np.where((x > 0) & (dy > 0), dy, 0)


@relu_backward.mistake(
    "the slope of relu alone is not enough", "0 or 1 says whether the gate is open. What comes through it is `dy`."
)
def gate_only(dy, x):
    return (x > 0).astype(float)


@relu_backward.mistake("you multiplied by the output of relu", "Where `x` is positive, relu has the slope 1, not `x`.")
def times_output(dy, x):
    return dy * np.maximum(x, 0)


@relu_backward.mistake(
    "the gate is upside down", "Where `x` was negative, relu gave 0 however `x` moved: there nothing passes back."
)
def upside_down(dy, x):
    return np.where(x > 0, 0, dy)


@relu_backward.mistake(
    "the gate is open at exactly 0",
    "At the kink both slopes could be defended. TensorFlow takes 0, and so should we, or the two cannot be compared.",
)
def open_at_zero(dy, x):
    return np.where(x >= 0, dy, 0)


@relu_backward.mistake(
    "half a slope at exactly 0",
    "A central difference measures ½ at the kink; TensorFlow takes 0, and so should we, or the two cannot be compared.",
)
def half_at_zero(dy, x):
    return dy * ((x > 0) + 0.5 * (x == 0))


@relu_backward.mistake(
    "the gate is upside down", "Where `x` was negative, relu gave 0 however `x` moved: there nothing passes back."
)
def negative_only(dy, x):
    return np.where(x < 0, dy, 0)


@relu_backward.mistake(
    "you multiplied by `x`", "relu has the slope 1 where `x` is positive and 0 elsewhere, never `x`."
)
def times_input(dy, x):
    return dy * x


@relu_backward.mistake(
    "negative inputs send the slope back with its sign turned",
    "`np.sign(x)` is −1 where `x` is negative. There relu is flat: its slope is 0.",
)
def times_sign(dy, x):
    return dy * np.sign(x)


@relu_backward.mistake(
    "everything passes", "Where `x` was negative, relu gave 0 however `x` moved: nothing passes back."
)
def no_gate(dy, x):
    return dy.copy()


@relu_backward.mistake("that is relu itself", "On the way back it is `dy` that passes; `x` only says where.")
def forward_again(dy, x):
    return np.maximum(x, 0)


@relu_backward.mistake(
    "`dy` and `x` changed places", "`x` is what relu was given, and opens or shuts the gate. `dy` is what passes."
)
def swapped(dy, x):
    return np.where(dy > 0, x, 0)


@relu_backward.explain
def _(args, expected, index):
    dy, x = args
    gate = "open" if x[index] > 0 else "shut"
    return f"x = {x[index]:.3g}: the gate is {gate}, and dy = {dy[index]:.3g} becomes {expected[index]:.3g}"


relu_backward.hint(
    "Move a negative `x` a little. What does relu give before and after?",
    "Where `x` is positive, the output moves exactly as the input does.",
    "Compare `x` with 0. That gives an array of True and False, which `np.where` or a product can use.",
)


@predict(points=1, minutes=4)
def input_gradient_by_hand():
    """A kernel `(3, 1, 2)` slid over five pixels with stride 2: two places. The loss has the slopes `dy = (1, −2)` by the two
    outputs. Which slope does it have by each of the five pixels? Write five numbers, as `(0, 0, 0, 0, 0)`.
    """
    return (3.0, 1.0, -4.0, -2.0, -4.0)


@input_gradient_by_hand.mistake(
    "the second window overwrote the first",
    "The middle pixel lies in both windows, and moves the loss in two ways. Two effects add up.",
)
def _overwritten():
    return (3, 1, -6, -2, -4)


@input_gradient_by_hand.mistake(
    "the first window kept its pixel for itself",
    "The middle pixel lies in both windows, and moves the loss in two ways. Two effects add up.",
)
def _kept():
    return (3, 1, 2, -2, -4)


@input_gradient_by_hand.mistake(
    "you turned the kernel around",
    "Each output goes back through the weights that made it: the first pixel of a window met the first weight, 3.",
)
def _turned():
    return (2, 1, -1, -2, -6)


@input_gradient_by_hand.mistake(
    "the second window stands one pixel further only", "The stride is 2: the second window begins at the third pixel."
)
def _stride_one():
    return (3, -5, 0, -4, 0)


@input_gradient_by_hand.mistake(
    "the slopes `dy` are missing", "Each window's weights come back multiplied by the slope of that window's output."
)
def _unweighted():
    return (3, 1, 5, 1, 2)


@input_gradient_by_hand.mistake(
    "the weights are missing", "Each slope goes back times the weight on its line: 1 · (3, 1, 2), then −2 · (3, 1, 2)."
)
def _weightless():
    return (1, 1, -1, -2, -2)


@input_gradient_by_hand.mistake("a minus sign got lost", "The second slope is −2: its window gets −2 · (3, 1, 2).")
def _positive():
    return (3, 1, 8, 2, 4)


@input_gradient_by_hand.mistake(
    "you counted windows", "A count is right where all weights and all `dy` are 1. Here each line carries weight · dy."
)
def _counted():
    return (1, 1, 2, 1, 1)


@input_gradient_by_hand.mistake(
    "the weights of one window are mixed up", "Pixels 3, 4 and 5 met the weights 3, 1 and 2, in this order: −6, −2, −4."
)
def _second_turned():
    return (3, 1, -2, -2, -6)


input_gradient_by_hand.hint(
    "Draw the five pixels. The first window covers pixels 1 to 3, the second 3 to 5.",
    "From the first output: 1 · (3, 1, 2) on its three pixels. From the second: −2 · (3, 1, 2) on its own.",
    "The third pixel gets something from both. Add.",
)


@exercise(points=3, minutes=15)
def conv2d_backward(
    dy: np.ndarray, x: np.ndarray, kernel: np.ndarray, stride: int = 1, padding: int = 0
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Carry a gradient back through a convolution layer, to its images, its kernels and its bias.

    The layer computed `y[n, i, j, f] = Σ padded[n, i·s + u, j·s + v, c] · kernel[u, v, c, f] + bias[f]`.

    Args:
        dy: slope of the loss by each output, `(n, out_h, out_w, f)`.
        x: the images, not yet padded, `(n, h, w, c)`.
        kernel: the weights, `(kh, kw, c, f)`.
        stride: step of the window, both ways.
        padding: zeros that the layer put on each of the four sides.

    Returns:
        `(dx, dk, db)`, the slopes of the loss in the shapes of `x`, `kernel` and bias: `(n, h, w, c)`,
        `(kh, kw, c, f)`, `(f,)`.
    """
    # BEGIN SOLUTION
    h, w = x.shape[1:3]
    kh, kw = kernel.shape[:2]
    padded = np.pad(x, ((0, 0), (padding, padding), (padding, padding), (0, 0)))
    dpadded, dk = np.zeros(padded.shape), np.zeros(kernel.shape)
    for i in range(dy.shape[1]):
        for j in range(dy.shape[2]):
            rows = slice(i * stride, i * stride + kh)
            columns = slice(j * stride, j * stride + kw)
            slopes = dy[:, i, j]  # (n, f): one place, all images, all filters
            dk += np.einsum("nuvc,nf->uvcf", padded[:, rows, columns], slopes)
            dpadded[:, rows, columns] += np.einsum("uvcf,nf->nuvc", kernel, slopes)
    dx = dpadded[:, padding : padding + h, padding : padding + w]
    return dx, dk, dy.sum(axis=(0, 1, 2))
    # END SOLUTION


@conv2d_backward.cases
def _(rng):
    def maps(*shape):
        return rng.integers(-3, 5, shape).astype(float)

    def bank(*shape):  # no number twice, so that no kernel looks the same when it is turned
        return rng.permutation(np.arange(np.prod(shape)) - 2.0).reshape(shape)

    black, blank = np.zeros((1, 3, 4, 1)), np.zeros((2, 2, 1, 1))
    yield "the bias alone: image and kernel are 0", (maps(2, 2, 3, 2), np.zeros((2, 3, 4, 1)), np.zeros((2, 2, 1, 2)))
    yield "the kernel: its own weights are 0", (maps(1, 2, 3, 1), maps(1, 3, 4, 1), blank)
    yield "the image: its pixels are 0", (maps(1, 2, 3, 1), black, np.array([[1.0, 2], [3, -1]])[..., None, None])
    yield "a window of 2×3", (maps(1, 3, 2, 1), maps(1, 4, 4, 1), bank(2, 3, 1, 1))
    yield "stride 2 on sides it does not divide", (maps(1, 2, 3, 1), maps(1, 6, 7, 1), bank(3, 2, 1, 1), 2)
    yield "padding", (maps(1, 4, 3, 1), maps(1, 4, 3, 1), bank(3, 3, 1, 1), 1, 1)
    yield "channels and filters", (maps(1, 2, 2, 2), maps(1, 3, 4, 3), bank(2, 3, 3, 2))
    yield "a batch of three", (maps(3, 2, 3, 1), maps(3, 3, 4, 1), bank(2, 2, 1, 1))
    yield "everything together", (maps(2, 3, 4, 3), maps(2, 6, 7, 2), bank(3, 2, 2, 3), 2, 1)


def _back(dy, x, kernel, stride=1, padding=0, scatter=np.add, back=None, step=None, gather=np.add):
    """`(dx, dk, db)` of somebody who goes back with another kernel, moves the window otherwise or does not add up."""
    back = kernel if back is None else back
    step = step or stride
    (h, w), (kh, kw) = x.shape[1:3], kernel.shape[:2]
    padded = np.pad(x, ((0, 0), (padding, padding), (padding, padding), (0, 0)))
    dpadded, dk = np.zeros(padded.shape), np.zeros(kernel.shape)
    for i, j in np.ndindex(dy.shape[1:3]):
        at = (slice(None), slice(i * step, i * step + kh), slice(j * step, j * step + kw))
        dk = gather(dk, np.einsum("nuvc,nf->uvcf", padded[at], dy[:, i, j]))
        dpadded[at] = scatter(dpadded[at], np.einsum("uvcf,nf->nuvc", back, dy[:, i, j]))
    return dpadded[:, padding : padding + h, padding : padding + w], dk, dy.sum((0, 1, 2)), dpadded


def _last(old, new):
    return new


@conv2d_backward.mistake(
    "the image's gradient went back through a turned kernel",
    "If you scatter, each output returns by the very weights it came by: no turning. If you slide the kernel over a padded `dy` "
    "instead, then it has to be turned by half a turn, both axes: look at the row worked by hand.",
)
def turned(dy, x, kernel, stride=1, padding=0):
    dx, dk, db, _ = _back(dy, x, kernel, stride, padding, back=kernel[::-1, ::-1])
    return dx, dk, db


@conv2d_backward.mistake(
    "the kernel's gradient is turned over",
    "Weight `(u, v)` met the pixel `u` rows and `v` columns into each window. Its slope sums over those pixels, so it needs no turning.",
)
def turned_dk(dy, x, kernel, stride=1, padding=0):
    dx, dk, db, _ = _back(dy, x, kernel, stride, padding)
    return dx, dk[::-1, ::-1], db


@conv2d_backward.mistake(
    "where windows overlap, the last one wins",
    "A pixel in two windows moves the loss in two ways, and they add up: `+=`, not `=`.",
)
def overwrites(dy, x, kernel, stride=1, padding=0):
    dx, dk, db, _ = _back(dy, x, kernel, stride, padding, scatter=_last)
    return dx, dk, db


@conv2d_backward.mistake(
    "the kernel's gradient knows the last place only",
    "The same weight is used at every place, and each place has its say: add up with `+=`.",
)
def last_place(dy, x, kernel, stride=1, padding=0):
    dx, dk, db, _ = _back(dy, x, kernel, stride, padding, gather=_last)
    return dx, dk, db


@conv2d_backward.mistake(
    "the frame of zeros is still around the image's gradient",
    "Zeros were added before the forward step. They have slopes, too, but nobody wants them: cut the frame off.",
)
def uncropped(dy, x, kernel, stride=1, padding=0):
    _, dk, db, dpadded = _back(dy, x, kernel, stride, padding)
    return dpadded, dk, db


@conv2d_backward.mistake(
    "the frame was cut off on one side only",
    "The image begins at row `padding` and column `padding` of the padded one, not at its corner.",
)
def cropped_at_corner(dy, x, kernel, stride=1, padding=0):
    _, dk, db, dpadded = _back(dy, x, kernel, stride, padding)
    return dpadded[:, : x.shape[1], : x.shape[2]], dk, db


@conv2d_backward.mistake(
    "the window crawls",
    "Place `(i, j)` begins at row `i * stride`, column `j * stride` of the padded image, backward as forward.",
)
def crawls(dy, x, kernel, stride=1, padding=0):
    dx, dk, db, _ = _back(dy, x, kernel, stride, padding, step=1)
    return dx, dk, db


@conv2d_backward.mistake(
    "you divided by the number of images",
    "The division by `n` is in `dy` already: the loss is a mean, and its gradient brings the `1 / n` along. Here one only adds up.",
)
def averaged_again(dy, x, kernel, stride=1, padding=0):
    dx, dk, db, _ = _back(dy, x, kernel, stride, padding)
    return dx, dk / len(x), db / len(x)


@conv2d_backward.mistake(
    "only the first image has a say in the kernel",
    "All images went through the same kernel: sum over the batch as well.",
)
def first_image(dy, x, kernel, stride=1, padding=0):
    dx, _, db, _ = _back(dy, x, kernel, stride, padding)
    return dx, _back(dy[:1], x[:1], kernel, stride, padding)[1], db


@conv2d_backward.mistake(
    "the bias's gradient is a mean", "A bias is added at every place of every map, and each place has its say: a sum."
)
def mean_bias(dy, x, kernel, stride=1, padding=0):
    dx, dk, _, _ = _back(dy, x, kernel, stride, padding)
    return dx, dk, dy.mean((0, 1, 2))


@conv2d_backward.mistake(
    "the bias's gradient is one number",
    "Each filter has its own bias: sum over images, rows and columns, not over filters.",
)
def one_bias(dy, x, kernel, stride=1, padding=0):
    dx, dk, _, _ = _back(dy, x, kernel, stride, padding)
    return dx, dk, float(dy.sum())


@conv2d_backward.mistake(
    "the bias's gradient still has rows and columns",
    "One bias serves every place of its map: sum over images, rows and columns.",
)
def map_bias(dy, x, kernel, stride=1, padding=0):
    dx, dk, _, _ = _back(dy, x, kernel, stride, padding)
    return dx, dk, dy.sum(axis=0)


@conv2d_backward.mistake(
    "the three gradients are right, their order is not",
    "First the images', then the kernel's, then the bias's: `dx, dk, db`.",
)
def other_order(dy, x, kernel, stride=1, padding=0):
    dx, dk, db, _ = _back(dy, x, kernel, stride, padding)
    return dk, dx, db


@conv2d_backward.mistake(
    "the three gradients are right, their order is not",
    "First the images', then the kernel's, then the bias's: `dx, dk, db`.",
)
def backward_order(dy, x, kernel, stride=1, padding=0):
    return _back(dy, x, kernel, stride, padding)[2::-1]


@conv2d_backward.mistake(
    "you divided by the number of images",
    "The division by `n` is in `dy` already: the loss is a mean, and its gradient brings the `1 / n` along. Here one only adds up.",
)
def averaged_kernel(dy, x, kernel, stride=1, padding=0):
    dx, dk, db, _ = _back(dy, x, kernel, stride, padding)
    return dx, dk / len(x), db


@conv2d_backward.mistake(
    "you divided the bias's gradient by the number of images",
    "The division by `n` is in `dy` already. Here one only adds up.",
)
def averaged_bias(dy, x, kernel, stride=1, padding=0):
    dx, dk, db, _ = _back(dy, x, kernel, stride, padding)
    return dx, dk, db / len(x)


@conv2d_backward.mistake(
    "the bias's gradient still has a row for each image",
    "One bias serves all images: sum over images, rows and columns.",
)
def image_bias(dy, x, kernel, stride=1, padding=0):
    dx, dk, _, _ = _back(dy, x, kernel, stride, padding)
    return dx, dk, dy.sum(axis=(1, 2))


@conv2d_backward.mistake(
    "without padding nothing is left of the image's gradient",
    "`a[padding:-padding]` is `a[0:0]` when the padding is 0, which is empty. Say where the cut ends: `padding + h`.",
)
def cut_to_nothing(dy, x, kernel, stride=1, padding=0):
    _, dk, db, dpadded = _back(dy, x, kernel, stride, padding)
    return dpadded[:, padding:-padding, padding:-padding], dk, db


def _unframed(dy, x, kernel, stride, padding):
    """`dx` and `dk` of somebody who takes the image for the padded one; what lies outside it is skipped."""
    below, right = (
        max((n - 1) * stride + k - side, 0)
        for n, k, side in zip(dy.shape[1:3], kernel.shape[:2], x.shape[1:3], strict=True)
    )
    wide = np.pad(x, ((0, 0), (0, below), (0, right), (0, 0)))
    dx, dk, _, _ = _back(dy, wide, kernel, stride)
    return dx[:, : x.shape[1], : x.shape[2]], dk


@conv2d_backward.mistake(
    "the kernel met the image without its frame",
    "Forward, the windows stood on the *padded* image, with row 0 in the frame. Pad before you cut windows out.",
)
def unframed_dk(dy, x, kernel, stride=1, padding=0):
    dx, _, db, _ = _back(dy, x, kernel, stride, padding)
    return dx, _unframed(dy, x, kernel, stride, padding)[1], db


@conv2d_backward.mistake(
    "you left the padding out",
    "Forward, the windows stood on the *padded* image, with row 0 in the frame. Work on padded arrays, cut `dx` at the end.",
)
def unframed(dy, x, kernel, stride=1, padding=0):
    return *_unframed(dy, x, kernel, stride, padding), dy.sum((0, 1, 2))


@conv2d_backward.mistake(
    "the image's gradient does not know the stride",
    "Output `(i, j)` came from the window at row `i * stride`. Slid over `dy`, a kernel also needs `stride - 1` zeros between its numbers.",
)
def crawling_dx(dy, x, kernel, stride=1, padding=0):
    _, dk, db, _ = _back(dy, x, kernel, stride, padding)
    return _back(dy, x, kernel, stride, padding, step=1)[0], dk, db


@conv2d_backward.mistake(
    "the kernel's gradient does not know the stride",
    "Place `(i, j)` saw the window at row `i * stride`, column `j * stride`: multiply `dy` by *those* pixels.",
)
def crawling_dk(dy, x, kernel, stride=1, padding=0):
    dx, _, db, _ = _back(dy, x, kernel, stride, padding)
    return dx, _back(dy, x, kernel, stride, padding, step=1)[1], db


@conv2d_backward.observe
def _(answer, args):
    """Names for the three gradients, so that a verdict can say which of them is wrong."""
    found = answer(*args)
    return dict(zip(("dx", "dk", "db"), found, strict=False)) if isinstance(found, (tuple, list)) else {"dx": found}


@conv2d_backward.explain
def _(args, expected, index):
    dy, x, kernel = args[:3]
    if len(index) != 4 or len(args) > 3 or dy.shape[0] > 1 or dy.shape[3] > 1:
        return ""
    if not kernel.any():
        u, v = index[:2]
        terms = [(x[0, i + u, j + v, 0], dy[0, i, j, 0]) for i, j in np.ndindex(dy.shape[1:3])]
        words, total = f"weight ({u}, {v}) at all {len(terms)} places, pixel · dy", expected["dk"][index]
    elif not x.any():
        row, column = index[1:3]
        inside = [(row - i, column - j, dy[0, i, j, 0]) for i, j in np.ndindex(dy.shape[1:3])]
        terms = [(d, kernel[u, v, 0, 0]) for u, v, d in inside if 0 <= u < kernel.shape[0] and 0 <= v < kernel.shape[1]]
        words, total = (
            f"pixel ({row}, {column}) lies in {len(terms)} window{'s' * (len(terms) != 1)}, dy · weight",
            expected["dx"][index],
        )
    else:
        return ""
    return f"{words}: {' + '.join(f'{a:g}·{b:g}' for a, b in terms)} = {total:g}"


conv2d_backward.hint(
    "Walk over the places `(i, j)` as the forward step does, and ask at each: what does this one output say to its window of pixels, and to the kernel?",
    "The bias: every output has the slope 1 by it, so its gradient is a sum of `dy`. Over which axes?",
    "At one place, `slopes = dy[:, i, j]` is `(n, f)`. The kernel gets window times slopes, summed over images; the window's pixels get kernel times slopes, summed over filters.",
    '`dk += np.einsum("nuvc,nf->uvcf", window, slopes)`, and for the pixels `np.einsum("uvcf,nf->nuvc", kernel, slopes)` is *added* to the same window of an array of zeros.',
    "Work on padded arrays throughout, with windows that begin at `i * stride` and `j * stride`. Cut the frame off `dx` at the very end.",
)


@exercise(points=2, minutes=8)
def max_pool2d_backward(dy: np.ndarray, x: np.ndarray, size: int, stride: int) -> np.ndarray:
    """Carry a gradient back through max pooling, to the pixel that won each window.

    Args:
        dy: slope of the loss by each pooled value, `(n, out_h, out_w, c)`.
        x: what was pooled, `(n, h, w, c)`.
        size: side of the square window.
        stride: step of the window; smaller than `size` where windows overlap.

    Returns:
        The slope of the loss by each pixel, in the shape of `x`; 0 in no window. Of equal maxima the first wins, row by row.
    """
    # BEGIN SOLUTION
    dx = np.zeros(x.shape)
    for n, i, j, c in np.ndindex(dy.shape):
        top, left = i * stride, j * stride
        window = x[n, top : top + size, left : left + size, c]
        u, v = np.unravel_index(window.argmax(), window.shape)
        dx[n, top + u, left + v, c] += dy[n, i, j, c]
    return dx
    # END SOLUTION


@max_pool2d_backward.cases
def _(rng):
    def maps(*shape):
        return rng.permutation(np.arange(np.prod(shape), dtype=float)).reshape(shape)

    yield "one window", (np.array([[[[7.0]]]]), np.array([[1.0, 4], [3, 2]])[None, :, :, None], 2, 2)
    yield "negative pixels", (np.array([3.0, -2.0]).reshape(1, 1, 2, 1), maps(1, 2, 4, 1) - 9, 2, 2)
    yield (
        "a pixel that wins twice",
        (np.array([1.0, 10.0]).reshape(1, 1, 2, 1), np.array([[1.0, 5, 2], [0, 9, 3]])[None, :, :, None], 2, 1),
    )
    yield "equal pixels", (np.array([[[[5.0]]]]), np.array([[2.0, 6], [6, 6]])[None, :, :, None], 2, 2)
    yield "overlapping windows", (rng.integers(-4, 5, (1, 2, 3, 1)).astype(float), maps(1, 5, 7, 1), 3, 2)
    yield (
        "a side that the stride does not divide",
        (rng.integers(1, 9, (1, 2, 3, 1)).astype(float), maps(1, 5, 7, 1), 2, 2),
    )
    yield "gaps between the windows", (rng.integers(1, 9, (1, 2, 3, 1)).astype(float), maps(1, 5, 8, 1), 2, 3)
    yield "a batch of two, three channels", (rng.normal(size=(2, 2, 3, 3)), maps(2, 4, 5, 3), 3, 1)


def _pool_back(dy, x, size, stride, weights, scatter=np.add):
    """`dx` of somebody who gives each window's slope to its pixels by `weights(window)`, which is `(size, size, c)`."""
    dx = np.zeros(x.shape)
    for n, i, j in np.ndindex(dy.shape[:3]):
        at = (n, slice(i * stride, i * stride + size), slice(j * stride, j * stride + size))
        share = weights(x[at])
        dx[at] = np.where(share != 0, scatter(dx[at], share * dy[n, i, j]), dx[at])
    return dx


def _first(window):
    flat = window.reshape(-1, window.shape[-1])
    return np.eye(len(flat))[flat.argmax(0)].T.reshape(window.shape)


@max_pool2d_backward.mistake(
    "every equal maximum got the whole gradient",
    "A comparison with the maximum marks all equal pixels. The slope goes to one of them, the first, row by row; otherwise it multiplies.",
)
def every_tie(dy, x, size, stride):
    return _pool_back(dy, x, size, stride, lambda w: (w == w.max((0, 1))).astype(float))


@max_pool2d_backward.mistake(
    "the last of several equal maxima won", "The first one wins, row by row. `>=` where `>` was meant moves it on."
)
def last_tie(dy, x, size, stride):
    return _pool_back(dy, x, size, stride, lambda w: _first(w[::-1, ::-1])[::-1, ::-1])


@max_pool2d_backward.mistake(
    "where windows overlap, the last one wins",
    "A pixel that wins two windows moves the loss in two ways, and they add up: `+=`, not `=`.",
)
def overwritten(dy, x, size, stride):
    return _pool_back(dy, x, size, stride, _first, scatter=_last)


@max_pool2d_backward.mistake(
    "you shared the gradient out among the window",
    "That is mean pooling. A pixel that lost could move a little and the maximum would not notice.",
)
def shared(dy, x, size, stride):
    return _pool_back(dy, x, size, stride, lambda w: np.full(w.shape, 1 / size**2))


@max_pool2d_backward.mistake(
    "every pixel of the window got the whole gradient",
    "A pixel that lost could move a little and the maximum would not notice: its slope is 0.",
)
def everybody(dy, x, size, stride):
    return _pool_back(dy, x, size, stride, np.ones_like)


@max_pool2d_backward.mistake(
    "one winner for all channels",
    "Each channel is pooled by itself and has a winner of its own. `argmax` over a window with its channels finds one in all.",
)
def one_winner(dy, x, size, stride):
    def share(window):
        marks = np.zeros(window.shape)
        u, v, _ = np.unravel_index(window.argmax(), window.shape)
        marks[u, v] = 1
        return marks

    return _pool_back(dy, x, size, stride, share)


@max_pool2d_backward.mistake(
    "the windows do not stand where they stood",
    "Place `(i, j)` begins at row `i * stride`, column `j * stride`: it is the stride that moves the window, not its size.",
)
def stride_is_size(dy, x, size, stride):
    dx = np.zeros(x.shape)
    for n, i, j, c in np.ndindex(dy.shape):
        top, left = i * size, j * size
        window = x[n, top : top + size, left : left + size, c]
        if window.size:
            u, v = np.unravel_index(window.argmax(), window.shape)
            dx[n, top + u, left + v, c] += dy[n, i, j, c]
    return dx


@max_pool2d_backward.mistake(
    "you sent the pixel back as well",
    "Where a pixel won, the output moves exactly as it does: the slope is 1, not its value.",
)
def times_value(dy, x, size, stride):
    return _pool_back(dy, x, size, stride, lambda w: _first(w) * w)


@max_pool2d_backward.mistake(
    "a window of negative pixels has no winner in your answer",
    "The largest of negative numbers is still the largest. Do not start from 0.",
)
def from_zero(dy, x, size, stride):
    return _pool_back(dy, x, size, stride, lambda w: _first(w) * (w.max((0, 1)) > 0))


@max_pool2d_backward.mistake(
    "you took the largest magnitude", "Of −9 and 2 the maximum is 2, whatever is farther from 0."
)
def magnitude(dy, x, size, stride):
    return _pool_back(dy, x, size, stride, lambda w: _first(np.abs(w)))


@max_pool2d_backward.mistake(
    "equal maxima shared the gradient",
    "A central difference would measure that, too, but it was agreed otherwise: the first one wins, row by row, and takes all.",
)
def tie_shared(dy, x, size, stride):
    return _pool_back(dy, x, size, stride, lambda w: (w == w.max((0, 1))) / (w == w.max((0, 1))).sum((0, 1)))


@max_pool2d_backward.mistake(
    "rows and columns of the winner are swapped",
    "`argmax` counts row by row: `u, v = divmod(place, size)`, the row first. `np.unravel_index` keeps them in order.",
)
def transposed(dy, x, size, stride):
    return _pool_back(dy, x, size, stride, lambda w: _first(w).transpose(1, 0, 2))


@max_pool2d_backward.mistake(
    "the first maximum column by column won",
    "Of equal pixels the first one *row by row* wins, which is `argmax`'s order.",
)
def column_first(dy, x, size, stride):
    return _pool_back(dy, x, size, stride, lambda w: _first(w.transpose(1, 0, 2)).transpose(1, 0, 2))


@max_pool2d_backward.mistake(
    "one winner among all channels",
    "`argmax` over a window with its channels finds one place in all. Each channel is pooled by itself and has a winner of its own.",
)
def one_of_all_channels(dy, x, size, stride):
    dx = np.zeros(x.shape)
    for n, i, j in np.ndindex(dy.shape[:3]):
        window = x[n, i * stride : i * stride + size, j * stride : j * stride + size]
        u, v, c = np.unravel_index(window.argmax(), window.shape)
        dx[n, i * stride + u, j * stride + v, c] += dy[n, i, j, c]
    return dx


@max_pool2d_backward.mistake(
    "all slopes went to the top left corner",
    "`argmax` inside a window counts from the window's own corner. Add where the window begins: `i * stride`, `j * stride`.",
)
def inside_window(dy, x, size, stride):
    dx = np.zeros(x.shape)
    for n, i, j, c in np.ndindex(dy.shape):
        window = x[n, i * stride : i * stride + size, j * stride : j * stride + size, c]
        dx[n, *np.unravel_index(window.argmax(), window.shape), c] += dy[n, i, j, c]
    return dx


@max_pool2d_backward.mistake(
    "the window crawls", "Place `(i, j)` begins at row `i * stride`, column `j * stride`, backward as forward."
)
def crawling(dy, x, size, stride):
    return _pool_back(dy, x, size, 1, _first)


@max_pool2d_backward.mistake(
    "the smallest pixel won", "`argmax`, not `argmin`: the largest pixel is the one that went on."
)
def smallest(dy, x, size, stride):
    return _pool_back(dy, x, size, stride, lambda w: _first(-w))


@max_pool2d_backward.mistake(
    "every winner got 1", "The winner's output moves as it does, so what it gets is the slope of that output: `dy`."
)
def ones_back(dy, x, size, stride):
    return _pool_back(np.ones_like(dy), x, size, stride, _first)


@max_pool2d_backward.mistake(
    "the border that nobody pooled is missing",
    "Pixels in no window have the slope 0, but they have one: start from zeros in the shape of `x`.",
)
def borderless(dy, x, size, stride):
    rows, columns = (stride * (side - 1) + size for side in dy.shape[1:3])
    return _pool_back(dy, x, size, stride, _first)[:, :rows, :columns]


@max_pool2d_backward.explain
def _(args, expected, index):
    dy, x, size, stride = args
    n, row, column, c = index
    won = []
    for i, j in np.ndindex(dy.shape[1:3]):
        top, left = i * stride, j * stride
        window = x[n, top : top + size, left : left + size, c]
        u, v = np.unravel_index(window.argmax(), window.shape)
        if (top + u, left + v) == (row, column):
            won.append(f"window ({i}, {j}) with dy = {dy[n, i, j, c]:.3g}")
    return f"pixel ({row}, {column}) wins {' and '.join(won) or 'no window'}: {expected[index]:.3g}"


max_pool2d_backward.hint(
    "Walk over the outputs, one number at a time: `for n, i, j, c in np.ndindex(dy.shape)`.",
    "Cut out the window of that output, one channel of it, and find its largest pixel. `argmax` gives the first one, counted row by row.",
    "`np.unravel_index(window.argmax(), window.shape)` turns the count into a row and a column *inside the window*.",
    "Add `dy[n, i, j, c]` at that pixel of an array of zeros in the shape of `x`.",
)


why_float64 = choice(
    "why_float64",
    """
    A colleague checks a layer in float32 with `eps = 1e-6` and measures relative errors above 0.01. The same code in
    float64 gives less than 1e-7. The loss is about 2.3. What happened in float32?
    """,
    right="b",
    a=(
        "The layer's gradient is too inexact in float32: networks should be trained in float64.",
        "The analytic gradient is good to six or seven digits in float32, which is plenty: nearly all networks are trained in float32 or less. "
        "It is the *measurement* that fails, not the gradient.",
    ),
    b=(
        "Two losses that agree in nearly all their digits were subtracted: what is left is mostly rounding.",
        "Near 2.3 neighboring float32 numbers are 2.4e-7 apart, and moving a weight by 1e-6 changes the loss by hardly more. "
        "The difference keeps one digit or none, and dividing by 2e-6 makes the rounding huge. In float64 the neighbors are 4.4e-16 apart.",
    ),
    c=(
        "The step is too large: the error of a central difference grows with `eps²`, so 1e-9 would do better.",
        "That error is about 1e-12 here. A smaller step makes the other one worse: the rounding is divided by a smaller number. "
        "Look at the left arm of the V.",
    ),
    d=(
        "float32 has no numbers as small as 1e-6, so the weight did not move at all.",
        "float32 reaches down to 1e-38. What is coarse is the *spacing* near larger numbers: near 2.3 it is 2.4e-7. It is the loss that hardly moved.",
    ),
)
