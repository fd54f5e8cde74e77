"""Resizing and adaptive means against TensorFlow and Keras, and the two conventions told apart."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from cnncourse import ops

from .cases import close

SIZES = [(5, 7, 10, 14), (5, 7, 13, 4), (6, 4, 6, 4), (8, 9, 3, 2), (1, 3, 4, 9), (4, 1, 1, 1)]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_resizing_is_tensorflows_and_that_of_keras(size, dtype):
    old_h, old_w, h, w = size
    x = np.random.default_rng(0).normal(size=(2, old_h, old_w, 3)).astype(dtype)
    ours = ops.bilinear_resize(x, h, w)
    assert ours.dtype == dtype
    close(ours.astype("float32"), tf.image.resize(x.astype("float32"), (h, w), method="bilinear", antialias=False))
    close(ours.astype("float32"), keras.layers.Resizing(h, w, interpolation="bilinear")(x.astype("float32")))


@pytest.mark.parametrize("size", SIZES)
def test_aligned_corners_are_tensorflows(size):
    old_h, old_w, h, w = size
    x = np.random.default_rng(1).normal(size=(2, old_h, old_w, 3)).astype("float32")
    theirs = tf.compat.v1.image.resize_bilinear(x, (h, w), align_corners=True)
    close(ops.bilinear_resize(x, h, w, align_corners=True), theirs)


def test_the_two_conventions_differ_and_only_one_keeps_the_corners():
    x = np.random.default_rng(2).normal(size=(1, 4, 5, 1))
    half, aligned = ops.bilinear_resize(x, 9, 11), ops.bilinear_resize(x, 9, 11, align_corners=True)
    assert np.abs(half - aligned).max() > 0.1
    close(aligned[:, ::8, ::10], x[:, ::3, ::4])
    close(aligned[:, ::-1], ops.bilinear_resize(x[:, ::-1], 9, 11, align_corners=True))
    close(half[:, :, ::-1], ops.bilinear_resize(x[:, :, ::-1], 9, 11))


@pytest.mark.parametrize("bins", [1, 2, 3, 6, (2, 3), (7, 1)])
@pytest.mark.parametrize("side", [(6, 12), (7, 5), (11, 8)])
def test_adaptive_means_are_those_of_keras(side, bins):
    x = np.random.default_rng(3).normal(size=(2, *side, 3)).astype("float32")
    rows, columns = bins if isinstance(bins, tuple) else (bins, bins)
    ours = ops.adaptive_avg_pool(x, bins)
    assert ours.shape == (2, rows, columns, 3)
    if rows <= side[0] and columns <= side[1]:
        close(ours, keras.layers.AdaptiveAveragePooling2D((rows, columns))(x))


def test_bins_that_divide_the_side_are_ordinary_pooling_and_one_bin_is_the_global_mean():
    x = np.random.default_rng(4).normal(size=(2, 6, 12, 3))
    close(ops.adaptive_avg_pool(x, 3), ops.avg_pool2d(x, (2, 4)))
    close(ops.adaptive_avg_pool(x, 1)[:, 0, 0], ops.global_avg_pool(x))


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: ops.bilinear_resize(np.zeros((4, 4, 1)), 2, 2), r"x\[None\] adds a batch"),
        (lambda: ops.bilinear_resize(np.zeros((1, 4, 4, 1)), 0, 2), "at least 1"),
        (lambda: ops.bilinear_resize(np.zeros((1, 4, 4, 1)), 2.5, 2), "whole number"),
        (lambda: ops.adaptive_avg_pool(np.zeros((1, 4, 4, 1)), 0), "at least 1"),
        (lambda: ops.adaptive_avg_pool(np.zeros((1, 0, 4, 1)), 2), "must have pixels"),
    ],
)
def test_bad_arguments_are_told_what_was_expected(call, words):
    with pytest.raises(ValueError, match=words):
        call()
