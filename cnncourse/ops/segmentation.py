"""Judging a label for every pixel: who was taken for whom, and how far regions overlap."""

import operator

import numpy as np


def confusion_matrix(
    labels: np.ndarray, predictions: np.ndarray, classes: int, ignore: int | None = None
) -> np.ndarray:
    """Count for every pair of classes how many pixels of the first were taken for the second.

    Matrices of several images may be added: the sum is the matrix of all their pixels.

    Args:
        labels: true classes, integers of any shape, 0 to `classes - 1`, or `ignore`.
        predictions: predicted classes, integers of the same shape, 0 to `classes - 1` wherever the label counts.
        classes: number of classes.
        ignore: label of the pixels that are left out, whatever was predicted there; None leaves none out.

    Returns:
        Counts, int64, `(classes, classes)`: true class down, predicted class across.

    Raises:
        ValueError: shapes that differ, numbers that are not whole, or a class that does not exist.

    >>> confusion_matrix(np.array([[0, 0, 1], [1, 2, 255]]), np.array([[0, 1, 1], [1, 2, 0]]), 3, ignore=255)
    array([[1, 1, 0],
           [0, 2, 0],
           [0, 0, 1]])
    """
    labels, predictions, classes = _classes(labels, "labels"), _classes(predictions, "predictions"), _count(classes)
    if labels.shape != predictions.shape:
        raise ValueError(
            f"labels {labels.shape} and predictions {predictions.shape} differ in shape; for scores of every class "
            "take predictions = scores.argmax(axis=-1)"
        )
    counted = np.ones(labels.shape, bool) if ignore is None else labels != ignore
    labels, predictions = labels[counted].astype(np.int64), predictions[counted].astype(np.int64)
    for name, values in [("labels", labels), ("predictions", predictions)]:
        if values.size and not 0 <= values.min() <= values.max() < classes:
            strange = values[(values < 0) | (values >= classes)][0]
            raise ValueError(
                f"{name} must lie between 0 and {classes - 1}, got {strange}; give ignore={strange} if it marks pixels "
                "that do not count"
            )
    return np.bincount(labels * classes + predictions, minlength=classes**2).reshape(classes, classes)


def iou(matrix: np.ndarray) -> np.ndarray:
    """Measure for each class how far the predicted region and the true one overlap: intersection over union.

    Args:
        matrix: counts, `(classes, classes)`, as from `confusion_matrix`.

    Returns:
        Ratios in 0 to 1, float64, `(classes,)`; `nan` for a class that is neither there nor predicted.

    Raises:
        ValueError: a matrix that is not square or has negative counts.

    Source: Everingham et al. (2010), "The Pascal Visual Object Classes (VOC) Challenge".

    >>> iou(np.array([[1, 1, 0, 0], [0, 2, 0, 0], [0, 0, 1, 0], [0, 0, 0, 0]])).round(3)
    array([0.5  , 0.667, 1.   ,   nan])
    """
    matrix = _square(matrix)
    both = np.diag(matrix).astype(float)
    either = matrix.sum(axis=0) + matrix.sum(axis=1) - both
    return np.divide(both, either, out=np.full(len(matrix), np.nan), where=either > 0)


def mean_iou(matrix: np.ndarray) -> float:
    """Average `iou` over the classes that are there or were predicted.

    Args:
        matrix: counts, `(classes, classes)`, summed over all images.

    Returns:
        A ratio in 0 to 1; `nan` if no pixel was counted.

    Raises:
        ValueError: as in `iou`.

    >>> round(mean_iou(np.array([[1, 1, 0], [0, 2, 0], [0, 0, 0]])), 3)
    0.583
    """
    each = iou(matrix)
    there = each[~np.isnan(each)]
    return float(there.mean()) if there.size else float("nan")


def pixel_accuracy(matrix: np.ndarray) -> float:
    """Give the share of pixels whose class was found: high wherever most of the image is background.

    Args:
        matrix: counts, `(classes, classes)`.

    Returns:
        A ratio in 0 to 1; `nan` if no pixel was counted.

    Raises:
        ValueError: as in `iou`.

    >>> pixel_accuracy(np.array([[90, 0], [10, 0]]))
    0.9
    """
    matrix = _square(matrix)
    return float(np.trace(matrix) / matrix.sum()) if matrix.sum() else float("nan")


def _classes(values: np.ndarray, name: str) -> np.ndarray:
    values = np.asarray(values)
    if not np.issubdtype(values.dtype, np.integer):
        raise ValueError(f"{name} must be whole numbers, got {values.dtype}; take the argmax of scores, not the scores")
    return values


def _count(classes: int) -> int:
    try:
        classes = operator.index(classes)
    except TypeError:
        raise ValueError(f"classes must be a whole number, got {classes!r}") from None
    if classes < 1:
        raise ValueError(f"classes must be at least 1, got {classes}")
    return classes


def _square(matrix: np.ndarray) -> np.ndarray:
    matrix = np.asarray(matrix)
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1]:
        raise ValueError(f"matrix must be (classes, classes), got shape {matrix.shape}; sum over images first")
    if matrix.size and matrix.min() < 0:
        raise ValueError(f"matrix must hold counts, got {matrix.min()}")
    return matrix
