"""Confusion matrix and mIoU against scikit-learn and Keras."""

import keras
import numpy as np
import pytest
import sklearn.metrics

from cnncourse import ops


def pixels(seed, classes=4, shape=(3, 8, 9)):
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, classes, shape).astype(np.uint8)
    predictions = np.where(rng.random(shape) < 0.6, labels, rng.integers(0, classes, shape))
    labels[rng.random(shape) < 0.2] = 255
    return labels, predictions


@pytest.mark.parametrize("seed", range(5))
def test_counts_and_overlaps_are_those_of_scikit_learn(seed):
    labels, predictions = pixels(seed)
    counted = labels != 255
    matrix = ops.confusion_matrix(labels, predictions, 4, ignore=255)
    theirs = sklearn.metrics.confusion_matrix(labels[counted], predictions[counted], labels=range(4))
    assert matrix.dtype == np.int64 and (matrix == theirs).all()
    each = sklearn.metrics.jaccard_score(labels[counted], predictions[counted], average=None)
    np.testing.assert_allclose(ops.iou(matrix), each, rtol=1e-12)
    assert ops.mean_iou(matrix) == pytest.approx(each.mean(), rel=1e-12)
    assert ops.pixel_accuracy(matrix) == pytest.approx(
        sklearn.metrics.accuracy_score(labels[counted], predictions[counted])
    )


def test_miou_is_that_of_keras_which_also_leaves_out_what_is_not_there():
    labels, predictions = pixels(7, classes=4)
    metric = keras.metrics.MeanIoU(num_classes=9, ignore_class=255)
    metric.update_state(labels.astype("int32"), predictions)
    ours = ops.mean_iou(ops.confusion_matrix(labels, predictions, 9, ignore=255))
    assert ours == pytest.approx(float(metric.result()), abs=1e-6)


def test_matrices_of_images_add_up_but_their_mious_do_not_average():
    labels, predictions = pixels(8)
    parts = [ops.confusion_matrix(*one, 4, ignore=255) for one in zip(labels, predictions, strict=True)]
    whole = ops.confusion_matrix(labels, predictions, 4, ignore=255)
    assert (sum(parts) == whole).all()
    assert abs(np.mean([ops.mean_iou(part) for part in parts]) - ops.mean_iou(whole)) > 1e-3


def test_what_is_predicted_on_ignored_pixels_never_counts():
    labels, predictions = pixels(9)
    strange = np.where(labels == 255, 200, predictions)
    ours = ops.confusion_matrix(labels, strange, 4, ignore=255)
    assert (ours == ops.confusion_matrix(labels, predictions, 4, ignore=255)).all()


def test_a_class_that_is_predicted_but_not_there_counts_as_zero_and_nothing_at_all_is_nan():
    matrix = ops.confusion_matrix(np.array([0, 0]), np.array([0, 2]), 4)
    assert ops.iou(matrix)[2] == 0 and np.isnan(ops.iou(matrix)[[1, 3]]).all()
    assert ops.mean_iou(matrix) == 0.25
    empty = ops.confusion_matrix(np.full(3, 255), np.zeros(3, int), 2, ignore=255)
    assert np.isnan(ops.mean_iou(empty)) and np.isnan(ops.pixel_accuracy(empty))


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: ops.confusion_matrix(np.zeros((2, 3), int), np.zeros((2, 3, 4), int), 4), "argmax"),
        (lambda: ops.confusion_matrix(np.zeros(3, int), np.zeros(3), 4), "not the scores"),
        (lambda: ops.confusion_matrix(np.array([0, 255]), np.zeros(2, int), 4), "ignore=255"),
        (lambda: ops.confusion_matrix(np.zeros(2, int), np.array([0, 4]), 4), "between 0 and 3, got 4"),
        (lambda: ops.confusion_matrix(np.zeros(2, int), np.zeros(2, int), 2.5), "whole number"),
        (lambda: ops.confusion_matrix(np.zeros(2, int), np.zeros(2, int), 0), "at least 1"),
        (lambda: ops.mean_iou(np.zeros((3, 2, 2), int)), "sum over images"),
        (lambda: ops.iou(np.array([[1, -1], [0, 2]])), "counts"),
    ],
)
def test_bad_arguments_are_told_what_was_expected(call, words):
    with pytest.raises(ValueError, match=words):
        call()
