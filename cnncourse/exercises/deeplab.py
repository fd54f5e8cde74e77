"""Exercises of the lesson on DeepLab."""

import numpy as np

from cnncourse.autocheck import choice, exercise, predict


@exercise(points=2, minutes=6)
def confusion_matrix(labels: np.ndarray, predictions: np.ndarray, classes: int, ignore: int) -> np.ndarray:
    """Count for every pair of classes how many pixels of the first were taken for the second.

    Args:
        labels: true classes, whole numbers 0 to `classes - 1`, or `ignore`; `(n, h, w)`.
        predictions: predicted classes, 0 to `classes - 1`; `(n, h, w)`.
        classes: number of classes, those that do not occur among them.
        ignore: label of pixels that do not count, whatever was predicted there.

    Returns:
        Whole numbers, `(classes, classes)`: row = true class, column = predicted class. All
        images together.
    """
    # BEGIN SOLUTION
    counted = labels != ignore
    matrix = np.zeros((classes, classes), int)
    np.add.at(matrix, (labels[counted], predictions[counted]), 1)
    return matrix
    # END SOLUTION


@confusion_matrix.cases
def _(rng):
    def draw(shape, classes, ignore=255, share=0.2):
        labels = rng.integers(0, classes, shape)
        predictions = np.where(rng.uniform(size=shape) < 0.5, labels, rng.integers(0, classes, shape))
        return np.where(rng.uniform(size=shape) < share, ignore, labels), predictions, classes, ignore

    yield "six pixels", (np.array([[[0, 0, 1], [1, 2, 255]]]), np.array([[[0, 1, 1], [1, 2, 0]]]), 3, 255)
    yield "a class that does not occur", (np.array([[[0, 0, 1, 1]]]), np.array([[[0, 1, 0, 0]]]), 4, 255)
    yield "two images", draw((2, 4, 5), 3)
    yield "another ignored label", draw((3, 5, 4), 4, ignore=9)
    yield (
        "bytes, as they come from a file",
        tuple(one.astype(np.uint8) if isinstance(one, np.ndarray) else one for one in draw((2, 6, 7), 20)),
    )


def _counted(labels, predictions, classes, keep=None, weight=1):
    """Pairs counted one by one; pairs out of range are left out."""
    matrix = np.zeros((classes, classes), int)
    keep = np.ones(labels.shape, bool) if keep is None else keep
    for true, said in zip(labels[keep].ravel().tolist(), predictions[keep].ravel().tolist(), strict=True):
        if 0 <= true < classes and 0 <= said < classes:
            matrix[true, said] += weight
    return matrix


@confusion_matrix.mistake("rows and columns are exchanged", "The true class is the row, the predicted one the column.")
def exchanged(labels, predictions, classes, ignore):
    return _counted(labels, predictions, classes, labels != ignore).T


@confusion_matrix.mistake(
    "each pair counts once",
    "`matrix[labels, predictions] += 1` with arrays as indices writes each place once, however often the pair occurs. Use "
    "`np.add.at`, `np.bincount` or a loop.",
)
def buffered(labels, predictions, classes, ignore):
    return (_counted(labels, predictions, classes, labels != ignore) > 0).astype(int)


@confusion_matrix.mistake(
    "ignored pixels became the last class",
    "An index that is too large was cut to the last class. Throw these pixels out before you count.",
)
def clipped(labels, predictions, classes, ignore):
    return _counted(np.minimum(labels, classes - 1), predictions, classes)


@confusion_matrix.mistake(
    "ignored pixels count as background", "Their label is not 0 either. They do not count at all: leave them out."
)
def as_background(labels, predictions, classes, ignore):
    return _counted(np.where(labels == ignore, 0, labels), predictions, classes)


@confusion_matrix.mistake(
    "ignored pixels count as right", "The label was replaced by the prediction, so these pixels landed on the diagonal."
)
def as_right(labels, predictions, classes, ignore):
    return _counted(np.where(labels == ignore, predictions, labels), predictions, classes)


@confusion_matrix.mistake("the background is left out", "Class 0 is a class. Only `ignore` does not count.")
def without_background(labels, predictions, classes, ignore):
    return _counted(labels, predictions, classes, (labels != ignore) & (labels != 0))


@confusion_matrix.mistake("only the first image was counted", "All images add up to one matrix.")
def first_image(labels, predictions, classes, ignore):
    return _counted(labels[:1], predictions[:1], classes, labels[:1] != ignore)


@confusion_matrix.mistake("there is a matrix for each image", "Add them up: one matrix for all pixels of all images.")
def one_each(labels, predictions, classes, ignore):
    return np.stack(
        [_counted(a[None], b[None], classes, a[None] != ignore) for a, b in zip(labels, predictions, strict=True)]
    )


@confusion_matrix.mistake(
    "those are shares of each row", "Counts were asked for. Counts of several images can be added."
)
def by_row(labels, predictions, classes, ignore):
    matrix = _counted(labels, predictions, classes, labels != ignore).astype(float)
    return matrix / np.maximum(matrix.sum(axis=1, keepdims=True), 1)


@confusion_matrix.mistake("those are shares of all pixels", "Counts were asked for, not divided by anything.")
def by_all(labels, predictions, classes, ignore):
    matrix = _counted(labels, predictions, classes, labels != ignore)
    return matrix / max(1, matrix.sum())


@confusion_matrix.mistake(
    "only hits were counted", "Off the diagonal stand the pixels that were taken for another class."
)
def hits(labels, predictions, classes, ignore):
    return np.diag(np.diag(_counted(labels, predictions, classes, labels != ignore)))


@confusion_matrix.mistake("only misses were counted", "The diagonal holds the pixels that were found. They count, too.")
def misses(labels, predictions, classes, ignore):
    matrix = _counted(labels, predictions, classes, labels != ignore)
    return matrix - np.diag(np.diag(matrix))


@confusion_matrix.mistake(
    "there is a row too many", "`classes` rows and columns. Ignored pixels get none: they are thrown out first."
)
def extra_row(labels, predictions, classes, ignore):
    return np.pad(_counted(labels, predictions, classes, labels != ignore), (0, 1))


@confusion_matrix.mistake(
    "classes that do not occur are missing", "The matrix is `(classes, classes)` also where a class has no pixel."
)
def only_seen(labels, predictions, classes, ignore):
    keep = labels != ignore
    size = int(max(labels[keep].max(), predictions[keep].max())) + 1
    return _counted(labels, predictions, size, keep)


@confusion_matrix.mistake(
    "bytes ran over",
    "`labels * classes + predictions` in uint8 starts again at 0 after 255. Change to int before you multiply.",
)
def ran_over(labels, predictions, classes, ignore):
    keep = labels != ignore
    both = labels[keep] * labels.dtype.type(classes) + predictions[keep]
    return np.bincount(both, minlength=classes**2)[: classes**2].reshape(classes, classes)


@confusion_matrix.mistake(
    "the matrix is symmetric",
    "Taking a shirt for a coat is not taking a coat for a shirt: count (true, predicted) only.",
)
def symmetric(labels, predictions, classes, ignore):
    matrix = _counted(labels, predictions, classes, labels != ignore)
    return matrix + matrix.T


@confusion_matrix.mistake(
    "ignored pixels count as background that was found",
    "Both arrays were set to 0 there. Throw these pixels out instead.",
)
def both_background(labels, predictions, classes, ignore):
    return _counted(np.where(labels == ignore, 0, labels), np.where(labels == ignore, 0, predictions), classes)


@confusion_matrix.mistake(
    "those are counts of each class", "Asked for are pairs: `(classes, classes)`, true against predicted."
)
def per_class(labels, predictions, classes, ignore):
    return _counted(labels, predictions, classes, labels != ignore).sum(axis=1)


@confusion_matrix.mistake("only the last image was counted", "A new matrix in each round? Add to the one before.")
def last_image(labels, predictions, classes, ignore):
    return _counted(labels[-1:], predictions[-1:], classes, labels[-1:] != ignore)


@confusion_matrix.mistake(
    "ignored pixels have a row of their own", "They are counted nowhere: `classes` rows and columns, no more."
)
def row_of_ignored(labels, predictions, classes, ignore):
    return _counted(np.where(labels == ignore, classes, labels), predictions, classes + 1)


@confusion_matrix.explain
def _(args, expected, index):
    true, said = map(int, index)
    return f"{expected[true, said]} pixels of class {true} that count were taken for class {said}"


confusion_matrix.hint(
    "First a mask of the pixels that count, then both arrays through the mask.",
    "`labels[labels != ignore]` is a flat array; do the same to `predictions` with the same mask.",
    "`np.add.at(matrix, (rows, columns), 1)` counts repeated pairs, too.",
)


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


@predict(points=1, minutes=3)
def all_background():
    """A scene has 90 pixels of background and 10 of a shirt. A network says "background" everywhere: 90 % of the pixels are right.
    What is its mIoU, in percent? A whole number, for example `60`.
    """
    return 45


@all_background.mistake("that is pixel accuracy", "mIoU is the mean of two ratios, one for each class.")
def _accuracy():
    return 90


@all_background.mistake(
    "the background is not perfect", "All 90 pixels were found, but 100 were painted: its union is 100, not 90."
)
def _perfect_background():
    return 50


@all_background.mistake("the shirt counts, too", "Its IoU is 0 of 10. And the background's is not 0.")
def _nothing():
    return 0


@all_background.mistake("that is the mean Dice score", "IoU is 90 / 100 for the background, not 2 · 90 / 190.")
def _dice():
    return 47


@all_background.mistake(
    "classes that do not occur took part", "Only background and shirt occur in this scene: the mean is over two."
)
def _eleven():
    return 8


@all_background.mistake(
    "the shirt counts as found", "10 pixels are a shirt, none was given to it: its IoU is 0, not 1."
)
def _shirt_found():
    return 95


@predict(points=1, minutes=3)
def field_of_one_tap():
    """A 3×3 kernel with rate 6 stands on maps with output stride 16. How many pixels of the *image* lie between the middles of its first and its last column?
    For example `100`.
    """
    return 192


@field_of_one_tap.mistake("from the middle tap to one side", "The first and the last column are two steps apart.")
def _half():
    return 96


@field_of_one_tap.mistake("that is in places of the map", "One place of the map is 16 pixels of the image.")
def _map_places():
    return 12


@field_of_one_tap.mistake("that is a kernel of rate 1", "With rate 6 neighboring taps lie 6 places apart.")
def _rate_one():
    return 32


@field_of_one_tap.mistake(
    "you counted places, not steps", "From the first to the last of 13 places it is 12 steps of 16 pixels."
)
def _thirteen():
    return 208


@field_of_one_tap.mistake(
    "that is the number of places the kernel spans", "Asked are steps, not places, and in pixels of the image."
)
def _span():
    return 13


@field_of_one_tap.mistake("the rate is not in it", "Neighboring taps lie 6 places of the map apart, not one.")
def _no_rate():
    return 48


@field_of_one_tap.mistake("three columns have two gaps", "From the first to the last of three it is 2 · 6 places.")
def _three_gaps():
    return 288


@exercise(points=2, minutes=6)
def share_of_taps(h: int, w: int, rate: int) -> float:
    """The share of a 3×3 kernel's taps that fall on the map, over all places where it can stand.

    With rate `r` the nine taps of the kernel at row `i`, column `j` look at rows `i - r`, `i`,
    `i + r` and columns `j - r`, `j`, `j + r`. With "same" padding the kernel stands at each of
    the `h · w` places, and the taps that fall outside see zeros.

    Args:
        h, w: rows and columns of the map.
        rate: steps between neighboring taps, at least 1.

    Returns:
        Taps that fall on the map, divided by all `9 · h · w` taps.
    """
    # BEGIN SOLUTION
    rows = h + 2 * max(0, h - rate)
    columns = w + 2 * max(0, w - rate)
    return rows * columns / (9 * h * w)
    # END SOLUTION


@share_of_taps.cases
def _(rng):
    yield "four by five, rate 1", (4, 5, 1)
    yield "rate 2", (5, 7, 2)
    yield "as far as the map is high", (4, 9, 4)
    yield "farther than the map is wide", (6, 5, 8)
    yield "drawn", (int(rng.integers(20, 34)), int(rng.integers(34, 50)), int(rng.integers(6, 19)))


@share_of_taps.mistake(
    "negative counts", "A rate beyond the map's side leaves no tap of that column, not fewer than none."
)
def negative(h, w, rate):
    return (3 * h - 2 * rate) * (3 * w - 2 * rate) / (9 * h * w)


@share_of_taps.mistake(
    "each side lost twice as much",
    "One column of taps leaves on the left, one on the right, and each by `rate`, not by 2 · rate.",
)
def twice(h, w, rate):
    return (h + 2 * max(0, h - 2 * rate)) * (w + 2 * max(0, w - 2 * rate)) / (9 * h * w)


@share_of_taps.mistake("only one side was cut off", "Taps leave above *and* below, left *and* right.")
def one_side(h, w, rate):
    return (2 * h + max(0, h - rate)) * (2 * w + max(0, w - rate)) / (9 * h * w)


@share_of_taps.mistake(
    "those are the places where the whole kernel fits",
    "Near the edge some taps still fall on the map. Count taps, not kernels.",
)
def whole_kernels(h, w, rate):
    return max(0, h - 2 * rate) * max(0, w - 2 * rate) / (h * w)


@share_of_taps.mistake("the middle row and column were forgotten", "The middle taps never fall outside.")
def no_middle(h, w, rate):
    return 4 * max(0, h - rate) * max(0, w - rate) / (9 * h * w)


@share_of_taps.mistake("that is along one side only", "Rows and columns are both cut: multiply.")
def rows_alone(h, w, rate):
    return (h + 2 * max(0, h - rate)) / (3 * h)


@share_of_taps.mistake("the width is not used", "The map has h rows and w columns.")
def square(h, w, rate):
    return (h + 2 * max(0, h - rate)) ** 2 / (9 * h * h)


@share_of_taps.mistake("that is the share that falls outside", "Asked for is the other part: 1 minus this.")
def outside(h, w, rate):
    return 1 - (h + 2 * max(0, h - rate)) * (w + 2 * max(0, w - rate)) / (9 * h * w)


@share_of_taps.mistake("that is a number of taps", "Divide by all taps, 9 · h · w.")
def number(h, w, rate):
    return (h + 2 * max(0, h - rate)) * (w + 2 * max(0, w - rate))


@share_of_taps.mistake("taps a place, not a share", "There are nine taps at each place: divide by 9, too.")
def a_place(h, w, rate):
    return (h + 2 * max(0, h - rate)) * (w + 2 * max(0, w - rate)) / (h * w)


@share_of_taps.mistake(
    "the rate is one too small", "The tap at row i − r is inside if i ≥ r: h − r rows, not h − r + 1."
)
def off_by_one(h, w, rate):
    return (h + 2 * max(0, h - rate + 1)) * (w + 2 * max(0, w - rate + 1)) / (9 * h * w)


@share_of_taps.mistake("that is in percent", "A share lies between 0 and 1.")
def percent_of_taps(h, w, rate):
    return 100 * (h + 2 * max(0, h - rate)) * (w + 2 * max(0, w - rate)) / (9 * h * w)


@share_of_taps.mistake("the rate is not used", "Neighboring taps lie `rate` places apart, so as many rows lose a tap.")
def without_rate(h, w, rate):
    return (3 * h - 2) * (3 * w - 2) / (9 * h * w)


@share_of_taps.mistake(
    "all eight outer taps were treated as corners",
    "A corner tap leaves the map by rows or by columns; the tap to the left leaves it by columns alone.",
)
def eight_corners(h, w, rate):
    return (1 + 8 * max(0, h - rate) * max(0, w - rate) / (h * w)) / 9


@share_of_taps.mistake("the number was rounded", "Return it as it is; round when you print.")
def rounded_share(h, w, rate):
    return round((h + 2 * max(0, h - rate)) * (w + 2 * max(0, w - rate)) / (9 * h * w), 2)


@share_of_taps.mistake("row h counts as inside", "Rows are 0 to h − 1: the tap at row i + r is inside if i + r < h.")
def edge_inside(h, w, rate):
    rows, columns = (n + max(0, n - rate) + min(n, max(0, n - rate + 1)) for n in (h, w))
    return rows * columns / (9 * h * w)


@share_of_taps.mistake("row 0 counts as outside", "Rows are 0 to h − 1: the tap at row i − r is inside if i − r ≥ 0.")
def zero_outside(h, w, rate):
    rows, columns = (n + max(0, n - rate) + max(0, n - rate - 1) for n in (h, w))
    return rows * columns / (9 * h * w)


@share_of_taps.mistake("the rate is one too large", "Rate 1 is an ordinary kernel: its taps are neighbors.")
def one_more(h, w, rate):
    rows, columns = (n + 2 * max(0, n - rate - 1) for n in (h, w))
    return rows * columns / (9 * h * w)


@share_of_taps.mistake(
    "both sides' shares were averaged", "A tap is on the map if its row is *and* its column is: multiply the shares."
)
def averaged(h, w, rate):
    rows, columns = ((n + 2 * max(0, n - rate)) / (3 * n) for n in (h, w))
    return (rows + columns) / 2


@share_of_taps.mistake(
    "that is the kernel at the middle place",
    "It stands at all h · w places; near the edges fewer taps fall on the map.",
)
def middle_place(h, w, rate):
    rows, columns = (1 + (n // 2 - rate >= 0) + (n // 2 + rate < n) for n in (h, w))
    return rows * columns / 9


@share_of_taps.mistake("the middle tap was left out", "It is one of nine, and it always falls on the map.")
def eight_taps(h, w, rate):
    return ((h + 2 * max(0, h - rate)) * (w + 2 * max(0, w - rate)) - h * w) / (8 * h * w)


@share_of_taps.mistake(
    "a side shorter than the rate gave 0", "The middle row and column of taps stay on the map at any rate: h, not 0."
)
def all_lost(h, w, rate):
    rows, columns = (max(0, 3 * n - 2 * rate) for n in (h, w))
    return rows * columns / (9 * h * w)


@share_of_taps.explain
def _(args, expected, index):
    h, w, rate = args
    return (
        f"rows: {h} in the middle and twice {max(0, h - rate)}; columns: {w} and twice {max(0, w - rate)}; "
        f"{h + 2 * max(0, h - rate)} · {w + 2 * max(0, w - rate)} of {9 * h * w}"
    )


share_of_taps.hint(
    "Take one row of w places and the left tap. For how many places does it fall on the row?",
    "Three taps along a row: w + 2 · (w − rate), as long as the rate is smaller than w.",
    "Rows and columns do not know of each other: multiply both counts.",
)


@exercise(points=3, minutes=10)
def dilate_instead_of_stride(layers: list[tuple[int, int]], output_stride: int) -> list[tuple[int, int, int]]:
    """Stop striding at an output stride, and dilate so that every layer still sees what it saw.

    From the image on, strides are kept until their product is `output_stride`. Each stride
    after that becomes 1. A stride that became 1 leaves maps that are finer by as much: every
    layer *behind* it must step over as many places, so its rate is multiplied by the strides
    that were taken away in layers *before* it.

    Args:
        layers: `(kernel, stride)` from the image on. The strides of the first layers reach
            `output_stride` exactly, or all of them together stay below it.
        output_stride: image side over the side of the last maps.

    Returns:
        `(kernel, stride, rate)` for each layer, a list of as many.
    """
    # BEGIN SOLUTION
    changed, total, rate = [], 1, 1
    for kernel, stride in layers:
        if total == output_stride:
            changed.append((kernel, 1, rate))
            rate *= stride
        else:
            changed.append((kernel, stride, 1))
            total *= stride
    return changed
    # END SOLUTION


@dilate_instead_of_stride.cases
def _(rng):
    yield "four layers, output stride 4", ([(3, 2), (3, 2), (3, 2), (3, 1)], 4)
    yield "two strides taken away", ([(3, 2), (3, 1), (5, 2), (3, 2), (1, 1), (3, 2), (3, 1)], 4)
    yield "ResNet's stages, output stride 16", ([(7, 2), (3, 2), (3, 1), (3, 2), (3, 2), (3, 2), (3, 1)], 16)
    yield "nothing to take away", ([(3, 2), (3, 1), (3, 2)], 8)
    yield "a stride of three", ([(3, 2), (5, 3), (3, 3), (3, 1), (3, 2), (3, 1)], 6)
    yield "output stride 1", ([(5, 2), (3, 1), (3, 2), (3, 1)], 1)


def _changed(layers, output_stride, order="behind", grow="times", dilate=True, stride=1, enough="equal"):
    """Strides taken away, with parts to exchange."""
    changed, total, rate = [], 1, 1
    for kernel, step in layers:
        over = total * step > output_stride if enough == "next" else total == output_stride
        if enough == "late":
            over = total > output_stride
        if over:
            grown = {"times": rate * step, "plus": rate + step - 1, "two": rate * 2 if step > 1 else rate, "set": step}[
                grow
            ]
            if grow == "set" and step == 1:
                grown = rate
            used = grown if order == "itself" else rate
            changed.append((kernel, step if stride is None else stride, used if dilate else 1))
            rate = grown
        else:
            changed.append((kernel, step, 1))
            total *= step
    return changed


@dilate_instead_of_stride.mistake(
    "nothing is dilated",
    "Without its stride the map is finer, and a kernel of rate 1 sees a smaller piece of the image than it was trained on.",
)
def not_dilated(layers, output_stride):
    return _changed(layers, output_stride, dilate=False)


@dilate_instead_of_stride.mistake(
    "the layer that lost its stride was dilated, too",
    "It reads maps that are as fine as ever; only what it *puts out* is finer. The rate starts with the layer behind it.",
)
def dilated_itself(layers, output_stride):
    return _changed(layers, output_stride, order="itself")


@dilate_instead_of_stride.mistake(
    "the rates are added", "Two strides of 2 make a map four times as fine. Rates multiply."
)
def added(layers, output_stride):
    return _changed(layers, output_stride, grow="plus")


@dilate_instead_of_stride.mistake("every lost stride doubles the rate", "A stride of 3 makes it three times as large.")
def doubled(layers, output_stride):
    return _changed(layers, output_stride, grow="two")


@dilate_instead_of_stride.mistake(
    "only the last lost stride counts", "All strides that were taken away before a layer count, multiplied."
)
def last_only(layers, output_stride):
    return _changed(layers, output_stride, grow="set")


@dilate_instead_of_stride.mistake(
    "the strides are still there", "Rates are right, but each dilated layer should have stride 1."
)
def strides_kept(layers, output_stride):
    return _changed(layers, output_stride, stride=None)


@dilate_instead_of_stride.mistake(
    "the strides stop one layer too late",
    "As soon as the product *is* `output_stride` no more stride is kept. Compare before you multiply.",
)
def too_late(layers, output_stride):
    return _changed(layers, output_stride, enough="late")


@dilate_instead_of_stride.mistake(
    "the strides stop too early", "The layer with which the product becomes `output_stride` still keeps its stride."
)
def too_early(layers, output_stride):
    changed, total, rate = [], 1, 1
    for kernel, step in layers:
        if total * step >= output_stride:
            changed.append((kernel, 1, rate))
            rate *= step
        else:
            changed.append((kernel, step, 1))
            total *= step
    return changed


@dilate_instead_of_stride.mistake(
    "the layer's own stride became its rate",
    "A layer's rate comes from the strides lost *before* it; behind them all layers are dilated, also those that had stride 1.",
)
def own_stride(layers, output_stride):
    changed, total = [], 1
    for kernel, step in layers:
        if total == output_stride:
            changed.append((kernel, 1, step))
        else:
            changed.append((kernel, step, 1))
            total *= step
    return changed


@dilate_instead_of_stride.mistake(
    "the kernels grew",
    "A dilated kernel has as many taps as before. Leave the kernel alone; the rate says how far apart they are.",
)
def kernels_grown(layers, output_stride):
    return [((k - 1) * r + 1, s, r) for k, s, r in _changed(layers, output_stride)]


@dilate_instead_of_stride.mistake("the rate stands before the stride", "The order is kernel, stride, rate.")
def order_swapped(layers, output_stride):
    return [(k, r, s) for k, s, r in _changed(layers, output_stride)]


@dilate_instead_of_stride.mistake("every layer is dilated", "Layers before the first lost stride keep rate 1.")
def all_dilated(layers, output_stride):
    total = int(np.prod([s for _, s in layers]))
    rate = max(1, total // output_stride)
    return [(k, s, rate) for k, s, _ in _changed(layers, output_stride)]


@dilate_instead_of_stride.mistake(
    "all lost strides at once", "A layer's rate counts the strides lost before it, not those that are lost later."
)
def all_at_once(layers, output_stride):
    total = int(np.prod([s for _, s in layers]))
    rate = max(1, total // output_stride)
    return [(k, s, rate if r > 1 else 1) for k, s, r in _changed(layers, output_stride)]


@dilate_instead_of_stride.mistake("all strides are gone", "Strides are kept until their product is `output_stride`.")
def none_kept(layers, output_stride):
    return _changed(layers, 1)


@dilate_instead_of_stride.mistake(
    "the rate became the output stride",
    "The rate has to do with the strides that were *taken away*, not with those that stayed.",
)
def rate_is_output(layers, output_stride):
    return [(k, s, output_stride if r > 1 else 1) for k, s, r in _changed(layers, output_stride)]


@dilate_instead_of_stride.mistake(
    "the rate is the lost strides, but halved", "The first layer behind a lost stride 2 has rate 2."
)
def one_behind(layers, output_stride):
    out, before = [], 1
    for k, s, r in _changed(layers, output_stride):
        out.append((k, s, before))
        before = r
    return out


@dilate_instead_of_stride.mistake(
    "nothing was changed", "Strides beyond `output_stride` become 1, and rates grow behind them."
)
def unchanged(layers, output_stride):
    return [(kernel, stride, 1) for kernel, stride in layers]


@dilate_instead_of_stride.mistake(
    "the rate is one too small", "Rate r means r places from tap to tap; rate 1 is an ordinary kernel."
)
def rate_less_one(layers, output_stride):
    return [(k, s, max(1, r - 1)) for k, s, r in _changed(layers, output_stride)]


@dilate_instead_of_stride.mistake(
    "the rate grows with every layer",
    "It grows where a stride was taken away. A layer that had stride 1 leaves it alone.",
)
def grows_always(layers, output_stride):
    changed, total, rate = [], 1, 1
    for kernel, step in layers:
        if total == output_stride:
            changed.append((kernel, 1, rate))
            rate *= 2
        else:
            changed.append((kernel, step, 1))
            total *= step
    return changed


@dilate_instead_of_stride.mistake(
    "rates are whole numbers", "Division with `/` makes floats; a convolution wants integers."
)
def float_rates(layers, output_stride):
    return [(k, s, float(r)) for k, s, r in _changed(layers, output_stride)]


@dilate_instead_of_stride.mistake("those are the rates alone", "`(kernel, stride, rate)` for each layer.")
def rates_alone(layers, output_stride):
    return [r for _, _, r in _changed(layers, output_stride)]


@dilate_instead_of_stride.mistake("the kernel is missing", "`(kernel, stride, rate)` for each layer.")
def no_kernel(layers, output_stride):
    return [(s, r) for _, s, r in _changed(layers, output_stride)]


@dilate_instead_of_stride.mistake(
    "strides were added to the rate",
    "From rate 1 a lost stride 2 makes 2, the next makes 4: multiply, `rate *= stride`.",
)
def plus_stride(layers, output_stride):
    changed, total, rate = [], 1, 1
    for kernel, step in layers:
        if total == output_stride:
            changed.append((kernel, 1, rate))
            rate += step
        else:
            changed.append((kernel, step, 1))
            total *= step
    return changed


@dilate_instead_of_stride.mistake(
    "the rate is forgotten after one layer",
    "`rate = stride` keeps only the layer right before. All layers behind a lost stride step over more places.",
)
def forgets(layers, output_stride):
    changed, total, rate = [], 1, 1
    for kernel, step in layers:
        if total == output_stride:
            changed.append((kernel, 1, rate))
            rate = step
        else:
            changed.append((kernel, step, 1))
            total *= step
    return changed


@dilate_instead_of_stride.mistake(
    "1×1 kernels keep rate 1", "A rate does nothing to a single tap, but the list states it for every layer behind."
)
def ones_left_out(layers, output_stride):
    return [(k, s, r if k > 1 else 1) for k, s, r in _changed(layers, output_stride)]


@dilate_instead_of_stride.mistake(
    "the kernels grew in place of the rates", "The kernel keeps its nine weights. How far apart they are is the rate."
)
def kernel_for_rate(layers, output_stride):
    return [((k - 1) * r + 1, s, 1) for k, s, r in _changed(layers, output_stride)]


@dilate_instead_of_stride.mistake(
    "the strides stop one layer too early", "Keep a stride as long as the product *before* it is below `output_stride`."
)
def early_and_kept(layers, output_stride):
    changed, total, rate = [], 1, 1
    for kernel, step in layers:
        if total * step >= output_stride:
            changed.append((kernel, 1, rate))
            rate *= step
        else:
            changed.append((kernel, step, rate))
            total *= step
    return changed


@dilate_instead_of_stride.mistake("`output_stride` is not used", "16 is one setting of the paper. Take the argument.")
def always_sixteen(layers, output_stride):
    return _changed(layers, 16)


@dilate_instead_of_stride.mistake("only the dilated layers came back", "One entry for each layer, changed or not.")
def dilated_only(layers, output_stride):
    return [(k, s, r) for k, s, r in _changed(layers, output_stride) if r > 1]


dilate_instead_of_stride.hint(
    "Two numbers go along the layers: the product of the strides kept, and the product of the strides taken away.",
    "If the first has reached `output_stride`: append `(kernel, 1, rate)`, and *then* multiply the rate.",
    "Otherwise: append `(kernel, stride, 1)` and multiply the first.",
)


@exercise(points=3, minutes=10)
def bilinear_resize(x: np.ndarray, h: int, w: int) -> np.ndarray:
    """Resize maps: each new pixel is a weighted mean of the four old ones around its place.

    Pixels are little squares and the whole area is stretched, so centers lie at a half: row `i`
    of the new maps lies at row `(i + 0.5) * H / h - 0.5` of the old ones, for columns likewise.
    A place beyond the first or the last center takes the border's value.

    Args:
        x: maps, `(n, H, W, c)`. It stays as it is.
        h, w: rows and columns of the new maps, at least 1, larger or smaller than before.

    Returns:
        Maps, `(n, h, w, c)`, floating. There is no smoothing before the size is reduced.
    """
    # BEGIN SOLUTION
    for axis, new in [(1, h), (2, w)]:
        old = x.shape[axis]
        places = np.clip((np.arange(new) + 0.5) * old / new - 0.5, 0, old - 1)
        low = np.floor(places).astype(int)
        high = np.minimum(low + 1, old - 1)
        share = (places - low).reshape(-1, *[1] * (3 - axis))
        x = x.take(low, axis) * (1 - share) + x.take(high, axis) * share
    return x
    # END SOLUTION


@bilinear_resize.cases
def _(rng):
    def draw(*shape):
        return rng.normal(size=shape).round(2)

    yield "two pixels become four", (np.array([0.0, 4.0]).reshape(1, 1, 2, 1), 1, 4)
    yield "twice as high", (draw(1, 3, 2, 1), 6, 2)
    yield "larger, both sides", (draw(2, 3, 4, 2), 7, 10)
    yield "smaller", (draw(2, 7, 9, 3), 3, 4)
    yield "whole numbers", (rng.integers(-9, 10, (1, 3, 5, 2)), 8, 6)
    yield "one row", (draw(2, 1, 3, 1), 4, 5)


def _resized(x, h, w, place=lambda i, old, new: (i + 0.5) * old / new - 0.5, weigh=lambda t: t, clip=True, neighbor=1):
    """Resizing with parts to exchange."""
    for axis, new in [(1, h), (2, w)]:
        old = x.shape[axis]
        places = place(np.arange(new), old, new)
        places = np.clip(places, 0, old - 1) if clip else places
        low = np.floor(places).astype(int)
        share = weigh(places - low).reshape(-1, *[1] * (3 - axis))
        low, high = np.clip(low, 0, old - 1), np.clip(low + neighbor, 0, old - 1)
        x = x.take(low, axis) * (1 - share) + x.take(high, axis) * share
    return x


@bilinear_resize.mistake(
    "corner centers were laid on corner centers",
    "`i * (H - 1) / (h - 1)` is the other convention (align corners). Here the areas are laid on each other: a half is added first and taken off last.",
)
def aligned(x, h, w):
    return _resized(x, h, w, place=lambda i, old, new: i * (old - 1) / max(1, new - 1))


@bilinear_resize.mistake(
    "the halves are missing",
    "`i * H / h` lays the upper left corners on each other, and the picture moves up and to the left. Centers lie at a half.",
)
def no_halves(x, h, w):
    return _resized(x, h, w, place=lambda i, old, new: i * old / new)


@bilinear_resize.mistake("the last half is missing", "After stretching, `- 0.5` goes from areas back to row numbers.")
def no_last_half(x, h, w):
    return _resized(x, h, w, place=lambda i, old, new: (i + 0.5) * old / new)


@bilinear_resize.mistake("the first half is missing", "The center of new row i lies at `i + 0.5`, not at i.")
def no_first_half(x, h, w):
    return _resized(x, h, w, place=lambda i, old, new: i * old / new - 0.5)


@bilinear_resize.mistake("the ratio is upside down", "A new place times *old size over new size* gives an old place.")
def upside_down(x, h, w):
    return _resized(x, h, w, place=lambda i, old, new: (i + 0.5) * new / old - 0.5)


@bilinear_resize.mistake(
    "the nearest pixel was taken", "Bilinear mixes the two neighbors on each axis by their distance."
)
def nearest(x, h, w):
    return _resized(x, h, w, weigh=np.round)


@bilinear_resize.mistake(
    "always the lower neighbor", "The fraction behind the floor says how much the next one counts."
)
def floored(x, h, w):
    return _resized(x, h, w, weigh=lambda t: 0 * t)


@bilinear_resize.mistake(
    "the weights are exchanged", "A place at 2.25 lies nearer to row 2: row 2 has weight 0.75, row 3 has 0.25."
)
def weights_swapped(x, h, w):
    return _resized(x, h, w, weigh=lambda t: 1 - t)


@bilinear_resize.mistake("both neighbors count the same", "Weights go by distance: the fraction of the place.")
def halves(x, h, w):
    return _resized(x, h, w, weigh=lambda t: 0 * t + 0.5)


@bilinear_resize.mistake(
    "places beyond the border were extended",
    "A place at −0.25 has no pixel before it. It takes the border's value; do not draw the line on beyond it. Clip the place *before* you split it.",
)
def extrapolated(x, h, w):
    for axis, new in [(1, h), (2, w)]:
        old = x.shape[axis]
        places = (np.arange(new) + 0.5) * old / new - 0.5
        low = np.clip(np.floor(places).astype(int), 0, max(0, old - 2))
        high = np.minimum(low + 1, old - 1)
        share = (places - low).reshape(-1, *[1] * (3 - axis))
        x = x.take(low, axis) * (1 - share) + x.take(high, axis) * share
    return x


@bilinear_resize.mistake("the border fades to zero", "Outside there are no zeros here: the border's value is repeated.")
def zeros_outside(x, h, w):
    for axis, new in [(1, h), (2, w)]:
        x = np.pad(x, [(0, 0)] * axis + [(1, 1)] + [(0, 0)] * (3 - axis))
        old = x.shape[axis] - 2
        places = (np.arange(new) + 0.5) * old / new + 0.5
        low = np.floor(places).astype(int)
        share = (places - low).reshape(-1, *[1] * (3 - axis))
        x = x.take(low, axis) * (1 - share) + x.take(np.minimum(low + 1, old + 1), axis) * share
    return x


@bilinear_resize.mistake(
    "the border wraps around", "Index −1 is the last row in NumPy. Clip places to 0 and the last row first."
)
def wrapped(x, h, w):
    for axis, new in [(1, h), (2, w)]:
        old = x.shape[axis]
        places = (np.arange(new) + 0.5) * old / new - 0.5
        low = np.floor(places).astype(int)
        share = (places - low).reshape(-1, *[1] * (3 - axis))
        x = np.take(x, low, axis, mode="wrap") * (1 - share) + np.take(x, low + 1, axis, mode="wrap") * share
    return x


@bilinear_resize.mistake("height and width are exchanged", "`h` goes with axis 1, `w` with axis 2.")
def sides_swapped(x, h, w):
    return _resized(x, w, h)


@bilinear_resize.mistake("the columns follow the height's ratio", "Each side has its own ratio: W / w for the columns.")
def one_ratio(x, h, w):
    ratio = x.shape[1] / h
    return _resized(x, h, w, place=lambda i, old, new: (i + 0.5) * ratio - 0.5)


@bilinear_resize.mistake("only the rows were resized", "Then the same along the columns, axis 2.")
def rows_only(x, h, w):
    return _resized(x, h, x.shape[2])


@bilinear_resize.mistake(
    "fractions were cut off",
    "The result must be floating also where `x` holds whole numbers. Did you write into an array of the type of `x`?",
)
def integers(x, h, w):
    return _resized(x, h, w).astype(x.dtype)


@bilinear_resize.mistake("the channels come second", "(n, h, w, c): the channels stay last.")
def channels_second(x, h, w):
    return np.moveaxis(_resized(x, h, w), 3, 1)


@bilinear_resize.mistake("only the columns were resized", "The same along the rows, axis 1.")
def columns_only(x, h, w):
    return _resized(x, x.shape[1], w)


@bilinear_resize.mistake("rows and columns of the result are exchanged", "(n, h, w, c): h rows, w columns.")
def transposed(x, h, w):
    return _resized(x, h, w).transpose(0, 2, 1, 3)


@bilinear_resize.mistake("the values were rounded", "Means of maps are no pixel colors: leave the fractions.")
def rounded_values(x, h, w):
    return _resized(x, h, w).round()


@bilinear_resize.mistake("only the first image came back", "All images, `(n, h, w, c)`.")
def one_image(x, h, w):
    return _resized(x, h, w)[:1]


@bilinear_resize.mistake(
    "the halves have the wrong signs", "From new to old: *add* a half, stretch, *take off* a half."
)
def wrong_signs(x, h, w):
    return _resized(x, h, w, place=lambda i, old, new: (i - 0.5) * old / new + 0.5)


@bilinear_resize.mistake(
    "`np.resize` repeats numbers",
    "It fills the new shape with the old numbers in reading order; no place is looked at.",
)
def numpy_resize(x, h, w):
    return np.resize(x, (len(x), h, w, x.shape[3]))


@bilinear_resize.mistake(
    "each new pixel copies the old one it lies in", "Bilinear mixes the centers on both sides of the place by distance."
)
def containing(x, h, w):
    return _resized(x, h, w, place=lambda i, old, new: np.floor((i + 0.5) * old / new))


@bilinear_resize.mistake("the columns are laid out over the height", "Columns: `(j + 0.5) * W / w - 0.5`, with W.")
def height_for_both(x, h, w):
    height = x.shape[1]
    return _resized(x, h, w, place=lambda i, old, new: (i + 0.5) * height / new - 0.5)


@bilinear_resize.mistake(
    "a place before the border has a negative weight",
    "`int(−0.25)` and `astype(int)` cut toward zero, and a fraction of −0.25 stays. Clip the places first.",
)
def toward_zero(x, h, w):
    for axis, new in [(1, h), (2, w)]:
        old = x.shape[axis]
        places = (np.arange(new) + 0.5) * old / new - 0.5
        low = places.astype(int)
        share = (places - low).reshape(-1, *[1] * (3 - axis))
        x = x.take(np.minimum(low, old - 1), axis) * (1 - share) + x.take(np.minimum(low + 1, old - 1), axis) * share
    return x


@bilinear_resize.mistake(
    "the columns took the rows' weights", "Each axis has its own fraction: that of the column's place for columns."
)
def rows_weights(x, h, w):
    def split(old, new):
        places = np.clip((np.arange(new) + 0.5) * old / new - 0.5, 0, old - 1)
        low = np.floor(places).astype(int)
        return low, np.minimum(low + 1, old - 1), places - low

    top, bottom, share = split(x.shape[1], h)
    left, right, _ = split(x.shape[2], w)
    share = share.reshape(-1, 1, 1)
    x = x.take(top, 1) * (1 - share) + x.take(bottom, 1) * share
    return x.take(left, 2) * (1 - share) + x.take(right, 2) * share


@bilinear_resize.mistake(
    "maps that shrink were smoothed", "`antialias=True` averages more than four pixels. Here two on each axis are read."
)
def smoothed(x, h, w):
    for axis, new in [(1, h), (2, w)]:
        old = x.shape[axis]
        wide = max(1.0, old / new)
        places = (np.arange(new) + 0.5) * old / new - 0.5
        weights = np.maximum(0, 1 - np.abs(places[:, None] - np.arange(old)) / wide)
        weights /= weights.sum(axis=1, keepdims=True)
        x = np.moveaxis(np.tensordot(weights, x, (1, axis)), 0, axis)
    return x


@bilinear_resize.explain
def _(args, expected, index):
    x, h, w = args
    _, i, j, _ = map(int, index)
    row, column = (i + 0.5) * x.shape[1] / h - 0.5, (j + 0.5) * x.shape[2] / w - 0.5
    return (
        f"row {i}, column {j} lies at row {row:.4g}, column {column:.4g} of the old maps: {expected[tuple(index)]:.4g}"
    )


bilinear_resize.hint(
    "Do one axis after the other: first all rows, then all columns of what came out.",
    "Place, clipped to 0 … H − 1; its floor is one neighbor, the next row the other, the fraction is the weight of the other.",
    "`x.take(rows, axis=1)` picks rows; give the weights the shape `(h, 1, 1)` for axis 1 and `(w, 1)` for axis 2.",
)


def _unit(
    x, filters, kernel=1, dilation=1, relu=True, bias=False, norm=True, eps=1e-5, separable=False, stride=1, late=False
):  # fmt: skip
    from keras import layers

    make = layers.SeparableConv2D if separable else layers.Conv2D
    x = make(filters, kernel, stride, "same", dilation_rate=dilation, use_bias=bias)(x)
    x = layers.ReLU()(x) if late else x
    x = layers.BatchNormalization(epsilon=eps)(x) if norm else x
    return layers.ReLU()(x) if relu and not late else x


def _resize(x, like, how="bilinear"):
    from keras import layers

    return layers.Resizing(*like.shape[1:3], interpolation=how)(x)


def _pyramid(
    x, filters, rates, mean=True, one=True, kernel=3, rate=lambda r: r, how="bilinear", join="Concatenate", order=None, project=True,
    pooling="GlobalAveragePooling2D", mean_unit=True, cascade=False, with_x=False, stride=lambda r: 1, last=None, mean_parts=None,
    rate_parts=None, **parts,
):  # fmt: skip
    """The pyramid with parts to exchange."""
    from keras import layers

    paths = []
    if mean:
        pooled = getattr(layers, pooling)(keepdims=True)(x)
        pooled = _unit(pooled, filters, **(parts | (mean_parts or {}))) if mean_unit else pooled
        paths.append(_resize(pooled, x, how))
    if one:
        paths.append(_unit(x, filters, **parts))
    y = x
    for r in rates:
        y = _unit(y if cascade else x, filters, kernel, rate(r), stride=stride(r), **(parts | (rate_parts or {})))
        paths.append(_resize(y, x) if stride(r) > 1 else y)
    if with_x:
        paths.append(x)
    paths = [paths[i] for i in order] if order else paths
    y = getattr(layers, join)()(paths) if len(paths) > 1 else paths[0]
    return _unit(y, filters, **(parts | (last or {}))) if project else y


@exercise(points=3, minutes=12, seconds=60, tolerance=1e-4)
def aspp(x, filters: int, rates: tuple[int, ...]):
    """Atrous spatial pyramid pooling: several scales side by side, then joined.

    Every convolution here has no bias and "same" padding, and is followed by BatchNorm with
    `epsilon=1e-5` and a ReLU. The paths, in this order:

    1. the mean of each channel over the whole map, kept as `(n, 1, 1, c)`; a 1×1 convolution
       (BatchNorm, ReLU); bilinear resizing to the height and width of `x`;
    2. a 1×1 convolution of `x`;
    3. for each rate, a 3×3 convolution of `x` with that rate (`dilation_rate=`).

    Each path has `filters` channels. They are joined by channel; a 1×1 convolution (BatchNorm,
    ReLU) makes `filters` channels of them. No dropout.

    Args:
        x: maps, a Keras tensor `(n, h, w, c)`.
        filters: channels of each path and of the output.
        rates: of the 3×3 convolutions, one path for each.

    Returns:
        Maps, a Keras tensor `(n, h, w, filters)`.
    """
    # BEGIN SOLUTION
    from keras import layers

    def unit(x, kernel=1, rate=1):
        x = layers.Conv2D(filters, kernel, padding="same", dilation_rate=rate, use_bias=False)(x)
        return layers.ReLU()(layers.BatchNormalization(epsilon=1e-5)(x))

    pooled = unit(layers.GlobalAveragePooling2D(keepdims=True)(x))
    paths = [layers.Resizing(*x.shape[1:3], interpolation="bilinear")(pooled), unit(x)]
    paths += [unit(x, 3, rate) for rate in rates]
    return unit(layers.Concatenate()(paths))
    # END SOLUTION


@aspp.cases
def _(rng):
    yield "rates 2 and 3", ((7, 9, 5), 4, (2, 3))
    yield "one rate, beyond the map", ((5, 6, 4), 3, (7,))
    yield "rates out of order", ((8, 6, 3), 5, (3, 1, 2))
    yield "as many filters as channels", ((6, 8, 4), 4, (2, 4))


@aspp.observe
def _(answer, args):
    from cnncourse.nets.facts import block_facts

    shape, *rest = args
    return block_facts(answer, shape, *rest)


@aspp.mistake(
    "the path of the mean is missing", "The first path is the mean over the whole map, resized: it sees everything."
)
def no_mean(x, filters, rates):
    return _pyramid(x, filters, rates, mean=False)


@aspp.mistake("the 1×1 path is missing", "A 1×1 convolution of `x` stands beside the 3×3 ones, as the second path.")
def no_one(x, filters, rates):
    return _pyramid(x, filters, rates, one=False)


@aspp.mistake("nothing is dilated", "`rates` is not used. `layers.Conv2D(…, dilation_rate=rate)`.")
def no_rate(x, filters, rates):
    return _pyramid(x, filters, rates, rate=lambda r: 1)


@aspp.mistake(
    "the rates became strides",
    "A stride makes the map smaller. A rate moves the taps apart and leaves the map as it is.",
)
def rates_as_strides(x, filters, rates):
    return _pyramid(x, filters, rates, rate=lambda r: 1, stride=lambda r: r)


@aspp.mistake("every path has the last rate", "The loop's variable is missing in the convolution.")
def same_rate(x, filters, rates):
    return _pyramid(x, filters, rates, rate=lambda r: rates[-1])


@aspp.mistake("the rates were sorted", "Take them as they come: the paths are joined in that order.")
def sorted_rates(x, filters, rates):
    return _pyramid(x, filters, sorted(rates))


@aspp.mistake(
    "the rate is one too large", "Rate r: neighboring taps are r places apart, so rate 1 is an ordinary kernel."
)
def rate_plus_one(x, filters, rates):
    return _pyramid(x, filters, rates, rate=lambda r: r + 1)


@aspp.mistake(
    "each convolution reads the one before",
    "The paths stand side by side and all start from `x`. Did the loop overwrite its name?",
)
def one_behind_another(x, filters, rates):
    return _pyramid(x, filters, rates, cascade=True)


@aspp.mistake(
    "the kernels are 1×1", "A 1×1 kernel has one tap, and a rate does nothing to it. The dilated ones are 3×3."
)
def all_ones(x, filters, rates):
    return _pyramid(x, filters, rates, kernel=1)


@aspp.mistake("the paths are added", "Joined by channel, each keeps its own: `Concatenate`.")
def paths_added(x, filters, rates):
    return _pyramid(x, filters, rates, join="Add")


@aspp.mistake(
    "the last 1×1 convolution is missing", "Behind the joined paths one more makes `filters` channels of them."
)
def no_projection(x, filters, rates):
    return _pyramid(x, filters, rates, project=False)


@aspp.mistake("the last convolution is 3×3", "What it joins are channels, not places: 1×1.")
def wide_projection(x, filters, rates):
    return _pyramid(x, filters, rates, last={"kernel": 3})


@aspp.mistake("the last ReLU is missing", "The joining convolution has BatchNorm and ReLU like all others.")
def no_last_relu(x, filters, rates):
    return _pyramid(x, filters, rates, last={"relu": False})


@aspp.mistake("the last BatchNorm is missing", "The joining convolution has BatchNorm and ReLU like all others.")
def no_last_norm(x, filters, rates):
    return _pyramid(x, filters, rates, last={"norm": False})


@aspp.mistake("the mean has no convolution", "Between mean and resizing stand a 1×1 convolution, BatchNorm and ReLU.")
def bare_mean(x, filters, rates):
    return _pyramid(x, filters, rates, mean_unit=False)


@aspp.mistake("the maximum was taken", "The image path takes the mean of everything.")
def maximum(x, filters, rates):
    return _pyramid(x, filters, rates, pooling="GlobalMaxPooling2D")


@aspp.mistake("the mean comes last", "The order of the paths: mean, 1×1, then the rates.")
def mean_last(x, filters, rates):
    return _pyramid(x, filters, rates, order=[*range(1, len(rates) + 2), 0])


@aspp.mistake("the 1×1 path comes first", "The order of the paths: mean, 1×1, then the rates.")
def one_first(x, filters, rates):
    return _pyramid(x, filters, rates, order=[1, 0, *range(2, len(rates) + 2)])


@aspp.mistake(
    "the input is joined, too", "Five kinds of paths and `x` itself is none of them; the 1×1 path stands for it."
)
def input_joined(x, filters, rates):
    return _pyramid(x, filters, rates, with_x=True)


@aspp.mistake("the convolutions have a bias", "BatchNorm subtracts it again: `use_bias=False`.")
def with_bias(x, filters, rates):
    return _pyramid(x, filters, rates, bias=True)


@aspp.mistake("BatchNorm is missing", "Every convolution is followed by BatchNorm and a ReLU.")
def no_norm(x, filters, rates):
    return _pyramid(x, filters, rates, norm=False)


@aspp.mistake("there is no ReLU", "Every convolution is followed by BatchNorm and a ReLU.")
def no_relu(x, filters, rates):
    return _pyramid(x, filters, rates, relu=False)


@aspp.mistake("BatchNorm has another epsilon", "Keras takes 0.001 unless told: `epsilon=1e-5`.")
def other_epsilon(x, filters, rates):
    return _pyramid(x, filters, rates, eps=1e-3)


@aspp.mistake("the 3×3 convolutions are separable", "The large network does that. Here they are plain ones: `Conv2D`.")
def all_separable(x, filters, rates):
    return _pyramid(x, filters, rates, separable=True)


@aspp.mistake("only the first rate is there", "One path for each rate. Does `return` stand inside the loop?")
def one_rate(x, filters, rates):
    return _pyramid(x, filters, rates[:1])


@aspp.mistake("only the last rate is there", "One path for each rate: the list grows by one in each round.")
def last_rate(x, filters, rates):
    return _pyramid(x, filters, rates[-1:])


@aspp.mistake("as many channels as `x`", "`filters` says how many, for each path and for the output.")
def own_filters(x, filters, rates):
    return _pyramid(x, x.shape[-1], rates)


@aspp.mistake("the ReLU stands before BatchNorm", "Convolution, BatchNorm, ReLU, in this order.")
def relu_first(x, filters, rates):
    return _pyramid(x, filters, rates, late=True)


@aspp.mistake("the last layer has as many channels as all paths", "It makes `filters` channels of them.")
def wide_output(x, filters, rates):
    return _unit(_pyramid(x, filters, rates, project=False), filters * (len(rates) + 2))


@aspp.mistake(
    "the joining convolution is a plain one", "It has no bias, and BatchNorm and ReLU behind it, like all others."
)
def plain_projection(x, filters, rates):
    return _pyramid(x, filters, rates, last={"norm": False, "relu": False, "bias": True})


@aspp.mistake("the path of the mean has no BatchNorm", "All convolutions are followed by BatchNorm, its too.")
def mean_not_normed(x, filters, rates):
    return _pyramid(x, filters, rates, mean_parts={"norm": False})


@aspp.mistake("the path of the mean has no ReLU", "All convolutions are followed by BatchNorm and a ReLU, its too.")
def mean_linear(x, filters, rates):
    return _pyramid(x, filters, rates, mean_parts={"relu": False})


@aspp.mistake("the paths have no ReLU", "A ReLU stands behind every BatchNorm, not only behind the last.")
def paths_linear(x, filters, rates):
    return _pyramid(x, filters, rates, relu=False, last={"relu": True})


@aspp.mistake(
    "the dilated convolutions are separable", "The large network of the package does that. Here: `Conv2D`, 3×3."
)
def separable_three(x, filters, rates):
    return _pyramid(x, filters, rates, rate_parts={"separable": True})


@aspp.mistake(
    "the rates are doubled", "That is for half the output stride, and whoever calls the function does it. Take `rates`."
)
def rates_doubled(x, filters, rates):
    return _pyramid(x, filters, rates, rate=lambda r: 2 * r)


@aspp.mistake(
    "all rates share one layer", "A layer made once has one set of weights. Make a new `Conv2D` for each path."
)
def shared(x, filters, rates):
    from keras import layers

    one = layers.Conv2D(filters, 3, padding="same", use_bias=False)
    pooled = _resize(_unit(layers.GlobalAveragePooling2D(keepdims=True)(x), filters), x)
    paths = [layers.ReLU()(layers.BatchNormalization(epsilon=1e-5)(one(x))) for _ in rates]
    return _unit(layers.Concatenate()([pooled, _unit(x, filters), *paths]), filters)


@aspp.mistake("the kernels are 5×5", "The dilated ones are 3×3: nine taps, however far apart.")
def five(x, filters, rates):
    return _pyramid(x, filters, rates, kernel=5)


aspp.hint(
    "Write a small function `unit(x, kernel, rate)` first: convolution, BatchNorm, ReLU. Every path uses it.",
    "A list of paths: mean, 1×1, and one for each rate, all made from `x`.",
    "The mean: `layers.GlobalAveragePooling2D(keepdims=True)(x)`, a unit, `layers.Resizing(*x.shape[1:3])`.",
    "Last `unit(layers.Concatenate()(paths))`.",
)


def _decoded(
    x, low, classes, low_filters=48, reduce=True, order="deep", how="bilinear", units=2, kernel=3, filters=None, scores=True,
    score_bias=True, softmax=False, join="Concatenate", down=False, resize_last=False, early=False, score_relu=False,
    cut=None, **parts,
):  # fmt: skip
    """The decoder with parts to exchange."""
    from keras import layers

    filters = filters or x.shape[-1]
    low = _unit(low, low_filters, **(parts | (cut or {}))) if reduce else low
    if early:
        x = _unit(x, filters, kernel, **parts)
    if down:
        low = _resize(low, x, how)
    elif not resize_last:
        x = _resize(x, low, how)
    if join == "Add":
        y = layers.Add()([x, _unit(low, x.shape[-1], **parts)])
    elif join == "deep":
        y = x
    else:
        y = layers.Concatenate()([x, low] if order == "deep" else [low, x])
    for _ in range(units):
        y = _unit(y, filters, kernel, **parts)
    if scores:
        y = layers.Conv2D(classes, 1, use_bias=score_bias, activation="relu" if score_relu else None)(y)
    return layers.Softmax()(y) if softmax else y


@exercise(points=3, minutes=12, seconds=60, tolerance=1e-4)
def decoder(x, low_level, classes: int):
    """Bring deep maps to the size of early ones, refine their edges with those, and score.

    Convolutions have "same" padding; all but the last have no bias and are followed by
    BatchNorm with `epsilon=1e-5` and a ReLU. In this order:

    1. a 1×1 convolution cuts `low_level` to 48 channels (BatchNorm, ReLU);
    2. `x` is resized bilinearly to the height and width of `low_level`;
    3. both are joined by channel, `x` first;
    4. two 3×3 convolutions (BatchNorm, ReLU each), each with as many filters as `x` has channels;
    5. a 1×1 convolution *with* bias to `classes` channels. Nothing behind it: logits.

    Args:
        x: deep maps, a Keras tensor `(n, h, w, c)`.
        low_level: early maps, a Keras tensor `(n, H, W, d)`.
        classes: scores for each pixel.

    Returns:
        Logits, a Keras tensor `(n, H, W, classes)`.
    """
    # BEGIN SOLUTION
    from keras import layers

    def unit(x, filters, kernel):
        x = layers.Conv2D(filters, kernel, padding="same", use_bias=False)(x)
        return layers.ReLU()(layers.BatchNormalization(epsilon=1e-5)(x))

    filters = x.shape[-1]
    low_level = unit(low_level, 48, 1)
    x = layers.Resizing(*low_level.shape[1:3], interpolation="bilinear")(x)
    x = layers.Concatenate()([x, low_level])
    x = unit(unit(x, filters, 3), filters, 3)
    return layers.Conv2D(classes, 1)(x)
    # END SOLUTION


@decoder.cases
def _(rng):
    yield "four times as large", ((8, 12, 5), (4, 4), 7, 3)
    yield "sides that do not divide", ((7, 10, 6), (3, 4), 8, 4)


@decoder.observe
def _(answer, args):
    from keras import layers

    from cnncourse.nets.facts import block_facts

    shape, strides, channels, classes = args

    def both(low_level):  # deep maps come from the early ones by a convolution that every answer shares
        deep = layers.Conv2D(channels, 2, strides, "same", use_bias=False)(low_level)
        return answer(deep, low_level, classes)

    return block_facts(both, shape)


@decoder.mistake("the early maps were not cut down", "A 1×1 convolution to 48 channels comes first.")
def not_reduced(x, low_level, classes):
    return _decoded(x, low_level, classes, reduce=False)


@decoder.mistake("the early maps are missing", "Deep maps alone know no edges: join the early ones by channel.")
def no_low_level(x, low_level, classes):
    return _decoded(x, low_level, classes, join="deep")


@decoder.mistake("the early maps stand first", "Join `x` first, then the early ones.")
def low_first(x, low_level, classes):
    return _decoded(x, low_level, classes, order="low")


@decoder.mistake("the maps are added", "They are joined by channel: `Concatenate`.")
def maps_added(x, low_level, classes):
    return _decoded(x, low_level, classes, join="Add")


@decoder.mistake(
    "the early maps were made small", "The other way around: the deep maps are brought to the size of the early ones."
)
def made_small(x, low_level, classes):
    return _decoded(x, low_level, classes, down=True)


@decoder.mistake(
    "each place became a tile",
    "That is resizing to the nearest: the default of `UpSampling2D`. Bilinear was asked for.",
)
def tiles(x, low_level, classes):
    return _decoded(x, low_level, classes, how="nearest")


@decoder.mistake("there is one 3×3 convolution", "Two were asked for.")
def one_convolution(x, low_level, classes):
    return _decoded(x, low_level, classes, units=1)


@decoder.mistake(
    "there is no 3×3 convolution", "Two stand between joining and scores; without them nothing is refined."
)
def no_convolution(x, low_level, classes):
    return _decoded(x, low_level, classes, units=0)


@decoder.mistake("there are three 3×3 convolutions", "Two were asked for.")
def three_convolutions(x, low_level, classes):
    return _decoded(x, low_level, classes, units=3)


@decoder.mistake(
    "one 3×3 convolution stands before the joining", "Both come after it: they are to look at both kinds of maps."
)
def one_before(x, low_level, classes):
    return _decoded(x, low_level, classes, units=1, early=True)


@decoder.mistake("the convolutions are 1×1", "Edges need neighbors: 3×3.")
def ones(x, low_level, classes):
    return _decoded(x, low_level, classes, kernel=1)


@decoder.mistake(
    "the filters follow the joined maps", "As many as `x` had *before* the joining. Keep the number under a name."
)
def joined_filters(x, low_level, classes):
    return _decoded(x, low_level, classes, filters=x.shape[-1] + 48)


@decoder.mistake("the filters follow the early maps", "As many filters as `x` has channels.")
def low_filters(x, low_level, classes):
    return _decoded(x, low_level, classes, filters=low_level.shape[-1])


@decoder.mistake("256 is written into the function", "The paper's `x` has 256 channels. Take what `x` has.")
def fixed_filters(x, low_level, classes):
    return _decoded(x, low_level, classes, filters=256)


@decoder.mistake(
    "the filters are the classes", "The 3×3 convolutions have as many filters as `x` has channels; scores come last."
)
def class_filters(x, low_level, classes):
    return _decoded(x, low_level, classes, filters=classes)


@decoder.mistake("the scores are missing", "Last a 1×1 convolution to `classes` channels.")
def no_scores(x, low_level, classes):
    return _decoded(x, low_level, classes, scores=False)


@decoder.mistake("the scores have no bias", "Behind the last convolution is no BatchNorm; it keeps its bias.")
def no_score_bias(x, low_level, classes):
    return _decoded(x, low_level, classes, score_bias=False)


@decoder.mistake("the scores went through a softmax", "Logits were asked for: nothing behind the last convolution.")
def softmaxed(x, low_level, classes):
    return _decoded(x, low_level, classes, softmax=True)


@decoder.mistake("the scores went through a ReLU", "A logit may be negative: nothing behind the last convolution.")
def relu_scores(x, low_level, classes):
    return _decoded(x, low_level, classes, score_relu=True)


@decoder.mistake(
    "the convolutions have a bias", "Before BatchNorm a bias is idle: `use_bias=False`, but for the last one."
)
def biased(x, low_level, classes):
    return _decoded(x, low_level, classes, bias=True)


@decoder.mistake("BatchNorm is missing", "All convolutions but the last are followed by BatchNorm and a ReLU.")
def unnormed(x, low_level, classes):
    return _decoded(x, low_level, classes, norm=False)


@decoder.mistake("there is no ReLU", "All convolutions but the last are followed by BatchNorm and a ReLU.")
def linear(x, low_level, classes):
    return _decoded(x, low_level, classes, relu=False)


@decoder.mistake("BatchNorm has another epsilon", "Keras takes 0.001 unless told: `epsilon=1e-5`.")
def epsilon(x, low_level, classes):
    return _decoded(x, low_level, classes, eps=1e-3)


@decoder.mistake("the early maps were cut to another number of channels", "48 channels, whatever the early maps have.")
def as_many_as_x(x, low_level, classes):
    return _decoded(x, low_level, classes, low_filters=x.shape[-1])


@decoder.mistake(
    "the roles are exchanged",
    "`x` are the deep, small maps; `low_level` the early, large ones. The 48 channels are for the early ones.",
)
def roles(x, low_level, classes):
    from keras import layers

    deep = _resize(_unit(x, 48), low_level)
    y = layers.Concatenate()([low_level, deep])
    y = _unit(_unit(y, low_level.shape[-1], 3), low_level.shape[-1], 3)
    return layers.Conv2D(classes, 1)(y)


@decoder.mistake("the ReLU stands before BatchNorm", "Convolution, BatchNorm, ReLU, in this order.")
def relu_before_norm(x, low_level, classes):
    return _decoded(x, low_level, classes, late=True)


@decoder.mistake(
    "the scores come from a 3×3 convolution", "The last convolution is 1×1: its places have been mixed already."
)
def wide_scores(x, low_level, classes):
    from keras import layers

    return layers.Conv2D(classes, 3, padding="same")(_decoded(x, low_level, classes, scores=False))


@decoder.mistake(
    "BatchNorm and ReLU stand behind the scores", "Nothing stands behind the last convolution, and it has a bias."
)
def scores_as_unit(x, low_level, classes):
    return _unit(_decoded(x, low_level, classes, scores=False), classes)


@decoder.mistake("the 1×1 convolution has no BatchNorm", "All but the last are followed by BatchNorm and a ReLU.")
def cut_not_normed(x, low_level, classes):
    return _decoded(x, low_level, classes, cut={"norm": False})


@decoder.mistake("the 1×1 convolution has no ReLU", "All but the last are followed by BatchNorm and a ReLU.")
def cut_linear(x, low_level, classes):
    return _decoded(x, low_level, classes, cut={"relu": False})


@decoder.mistake(
    "the joined maps were cut to 48", "Only `low_level` is cut, and before the joining: `x` keeps its channels."
)
def cut_after(x, low_level, classes):
    from keras import layers

    y = _unit(layers.Concatenate()([_resize(x, low_level), low_level]), 48)
    y = _unit(_unit(y, x.shape[-1], 3), x.shape[-1], 3)
    return layers.Conv2D(classes, 1)(y)


@decoder.mistake(
    "the scores were enlarged as well", "The decoder ends at the size of `low_level`; whoever calls it resizes further."
)
def enlarged(x, low_level, classes):
    from keras import layers

    return layers.UpSampling2D(4, interpolation="bilinear")(_decoded(x, low_level, classes))


@decoder.mistake("that is the head of v3", "It scores `x` and enlarges. Early maps and 3×3 convolutions are missing.")
def scores_enlarged(x, low_level, classes):
    from keras import layers

    return _resize(layers.Conv2D(classes, 1)(x), low_level)


@decoder.mistake(
    "`x` and `low_level` are exchanged",
    "The large early maps are cut to 48 channels; the small deep maps `x` are resized.",
)
def arguments_exchanged(x, low_level, classes):
    return _decoded(low_level, x, classes)


@decoder.mistake(
    "both maps were cut to 48 and added", "`x` keeps its channels; both are joined by channel: `Concatenate`."
)
def cut_and_added(x, low_level, classes):
    from keras import layers

    y = layers.Add()([_unit(_resize(x, low_level), 48), _unit(low_level, 48)])
    y = _unit(_unit(y, x.shape[-1], 3), x.shape[-1], 3)
    return layers.Conv2D(classes, 1)(y)


@decoder.mistake("the classes were chosen already", "No `argmax` yet: a score for each class at each pixel.")
def chosen(x, low_level, classes):
    from keras import ops as tensors

    return tensors.argmax(_decoded(x, low_level, classes), axis=-1)


decoder.hint(
    "Keep `x.shape[-1]` under a name before `x` changes.",
    '`layers.Resizing(*low_level.shape[1:3], interpolation="bilinear")(x)` brings `x` to the early maps\' size.',
    "Join, two 3×3 units, then `layers.Conv2D(classes, 1)`.",
)


why_not_pool_more = choice(
    "why_not_pool_more",
    """
    A network that names images pools until one place sees everything. For a label at every pixel, why not do the same and enlarge the scores at the end?
    """,
    right="b",
    a=(
        "Pooling costs multiplications: each layer more works on all places of the image once again.",
        "It saves them: maps with half the side have a quarter of the places. Dilating instead of striding is what is dear.",
    ),
    b=(
        "A place of the last maps stands for a large square; where in it an edge runs is lost, and enlarging does not bring it back.",
        "With output stride 32 a place stands for 32×32 pixels. That is why DeepLab keeps the stride at 16 or 8, dilates to see as far, and fetches the edges from early maps.",
    ),
    c=(
        "A pooled network does not see far enough: its places are many pixels apart, so its windows leave gaps between them.",
        "It sees farther with each stride, and the windows overlap. The question is how to see as far *without* the coarse maps.",
    ),
    d=(
        "Enlarging the scores cannot be trained through: bilinear resizing has no weights, so it has no gradient either.",
        "Each new value is a weighted mean of four old ones, so gradients pass through it with those weights. Our network is trained through it.",
    ),
)
