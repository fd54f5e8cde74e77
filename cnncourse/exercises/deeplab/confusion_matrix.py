"""`confusion_matrix`: reference, cases, slips and hints."""

import numpy as np

from cnncourse.autocheck import exercise


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
