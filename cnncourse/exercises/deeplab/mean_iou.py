"""`mean_iou`: reference, cases, slips and hints."""

import numpy as np

from cnncourse.autocheck import exercise


@exercise(points=2, minutes=6)
def mean_iou(matrix: np.ndarray) -> float:
    """Mean over classes of intersection over union.

    For a class, the intersection is the number of pixels that have it *and* were given it; the
    union is the number that have it *or* were given it. Classes whose union is empty take no
    part in the mean.

    Args:
        matrix: counts, `(classes, classes)`: row = true class, column = predicted class. At
            least one pixel was counted.

    Returns:
        A number between 0 and 1.
    """
    # BEGIN SOLUTION
    both = np.diag(matrix)
    either = matrix.sum(axis=0) + matrix.sum(axis=1) - both
    there = either > 0
    return float((both[there] / either[there]).mean())
    # END SOLUTION


@mean_iou.cases
def _(rng):
    yield "the matrix of the lesson", (np.array([[5, 1], [2, 4]]),)
    yield "all background", (np.array([[90, 0], [10, 0]]),)
    yield "a class that is nowhere", (np.array([[6, 2, 0], [1, 3, 0], [0, 0, 0]]),)
    yield "a class that is only predicted", (np.array([[6, 1, 2], [1, 3, 0], [0, 0, 0]]),)
    yield "drawn", (rng.integers(1, 40, (5, 5)) + np.diag(rng.integers(50, 200, 5)),)


def _ious(matrix, either=None):
    both = np.diag(matrix).astype(float)
    union = matrix.sum(axis=0) + matrix.sum(axis=1) - both if either is None else either
    return both, union


@mean_iou.mistake(
    "the intersection was counted twice", "It is part of the row's sum and of the column's: take it off once."
)
def both_twice(matrix):
    both = np.diag(matrix)
    either = matrix.sum(axis=0) + matrix.sum(axis=1)
    return (both[either > 0] / either[either > 0]).mean()


@mean_iou.mistake(
    "that is the Dice score", "2 · both / (row + column) is another measure, always larger. IoU divides by the union."
)
def dice(matrix):
    both = np.diag(matrix)
    either = matrix.sum(axis=0) + matrix.sum(axis=1)
    return (2 * both[either > 0] / either[either > 0]).mean()


@mean_iou.mistake("that is pixel accuracy", "The share of all pixels on the diagonal. The background rules it.")
def accuracy(matrix):
    return np.trace(matrix) / matrix.sum()


@mean_iou.mistake(
    "you divided by the true pixels alone",
    "That is recall: who paints everything in one class gets 1 for it. The union holds the wrongly painted pixels, too.",
)
def recall(matrix):
    rows = matrix.sum(axis=1)
    return (np.diag(matrix)[rows > 0] / rows[rows > 0]).mean()


@mean_iou.mistake(
    "you divided by the predicted pixels alone",
    "That is precision: who paints one pixel and is right gets 1. The union holds the missed pixels, too.",
)
def precision(matrix):
    columns = matrix.sum(axis=0)
    return (np.diag(matrix)[columns > 0] / columns[columns > 0]).mean()


@mean_iou.mistake(
    "an absent class counts as 0",
    "A class that is neither there nor predicted says nothing. It takes no part in the mean.",
)
def absent_zero(matrix):
    both, union = _ious(matrix)
    return (both / np.maximum(union, 1)).mean()


@mean_iou.mistake(
    "an absent class counts as 1", "Nothing there and nothing predicted is no merit. It takes no part in the mean."
)
def absent_one(matrix):
    both, union = _ious(matrix)
    return np.where(union > 0, both / np.maximum(union, 1), 1).mean()


@mean_iou.mistake("0/0 went into the mean", "A class with an empty union gives nan. Leave it out.")
def with_nan(matrix):
    both, union = _ious(matrix)
    with np.errstate(invalid="ignore"):
        return (both / union).mean()


@mean_iou.mistake(
    "a class that is only predicted was left out",
    "It has no true pixel, but somebody was given it: its union is not empty and its IoU is 0.",
)
def only_true(matrix):
    both, union = _ious(matrix)
    there = matrix.sum(axis=1) > 0
    return (both[there] / union[there]).mean()


@mean_iou.mistake(
    "intersections and unions were summed first",
    "Sum over sum lets large classes rule. Divide class by class, then take the mean.",
)
def summed_first(matrix):
    both, union = _ious(matrix)
    return both.sum() / union.sum()


@mean_iou.mistake(
    "classes are weighed by their pixels", "Each class counts the same, the background no more than a shoe."
)
def weighted(matrix):
    both, union = _ious(matrix)
    there = union > 0
    return np.average(both[there] / union[there], weights=matrix.sum(axis=1)[there])


@mean_iou.mistake("the background is left out", "Class 0 takes part like every other.")
def no_background(matrix):
    both, union = _ious(matrix)
    each = (both[1:] / np.maximum(union[1:], 1))[union[1:] > 0]
    return each.mean()


@mean_iou.mistake("those are the classes' values", "Take their mean: one number.")
def not_averaged(matrix):
    both, union = _ious(matrix)
    return both[union > 0] / union[union > 0]


@mean_iou.mistake("that is in percent", "A number between 0 and 1 was asked for.")
def percent(matrix):
    both, union = _ious(matrix)
    return 100 * (both[union > 0] / union[union > 0]).mean()


@mean_iou.mistake("that is 1 minus the score", "Overlap was asked for, so perfect predictions give 1.")
def one_minus(matrix):
    both, union = _ious(matrix)
    return 1 - (both[union > 0] / union[union > 0]).mean()


@mean_iou.mistake(
    "every class was divided by all pixels", "A class has its own union: pixels that have it or were given it."
)
def by_all_pixels(matrix):
    return (np.diag(matrix) / matrix.sum()).mean()


@mean_iou.mistake("that is a sum over the classes", "Divide by the number of classes with a union.")
def summed(matrix):
    both, union = _ious(matrix)
    return (both[union > 0] / union[union > 0]).sum()


@mean_iou.mistake("that is the worst class", "The mean of all classes was asked for.")
def worst(matrix):
    both, union = _ious(matrix)
    return (both[union > 0] / union[union > 0]).min()


@mean_iou.mistake("whole numbers were divided with `//`", "`//` rounds down, so every IoU below 1 becomes 0. Use `/`.")
def floor_divided(matrix):
    both, union = _ious(matrix)
    return (both[union > 0] // union[union > 0]).mean()


@mean_iou.mistake("the number was rounded", "Return it as it is; round when you print.")
def rounded(matrix):
    both, union = _ious(matrix)
    return round(float((both[union > 0] / union[union > 0]).mean()), 2)


@mean_iou.mistake(
    "each class was divided by its true pixels",
    "Row sums alone: recall. The union also holds the pixels that were wrongly given this class.",
)
def recall_of_all(matrix):
    both, union = _ious(matrix)
    return (both / np.maximum(matrix.sum(axis=1), 1))[union > 0].mean()


@mean_iou.mistake(
    "each class was divided by the pixels given to it",
    "Column sums alone: precision. The union also holds the pixels of this class that were missed.",
)
def precision_of_all(matrix):
    both, union = _ious(matrix)
    return (both / np.maximum(matrix.sum(axis=0), 1))[union > 0].mean()


@mean_iou.mistake(
    "classes without a hit are left out", "A class that occurs and was never found has IoU 0, and that counts."
)
def never_hit(matrix):
    both, union = _ious(matrix)
    return (both[both > 0] / union[both > 0]).mean()


mean_iou.hint(
    "The diagonal holds the intersections.",
    "A row's sum: all pixels that have the class. A column's sum: all that were given it. What is in both sums?",
    "union = row + column − diagonal; keep the classes with union > 0, then `.mean()`.",
)
