"""Two-dimensional filters against SciPy, TensorFlow and the definition of the Fourier transform."""

import numpy as np
import pytest
import tensorflow as tf
from scipy import signal

from cnncourse import ops

from .cases import close, spread, tf_padding, window_case


@pytest.mark.parametrize("seed", range(24))
def test_corr2d_is_tensorflows_with_one_channel(seed):
    case = window_case(seed)
    rng = np.random.default_rng(seed)
    x, k = rng.normal(size=case["x"][1:3]), rng.normal(size=case["kernel"])
    wide = spread(k, case["dilation"])[:, :, None, None]
    expected = tf.nn.conv2d(x[None, :, :, None], wide, case["stride"], tf_padding(case["padding"]))
    ours = ops.corr2d(x, k, case["stride"], case["padding"], case["dilation"])
    close(ours, expected[0, :, :, 0])
    close(ops.convolve2d(x, k[::-1, ::-1], case["stride"], case["padding"], case["dilation"]), ours)


@pytest.mark.parametrize("mode", ["valid", "same"])
def test_both_are_scipys(mode):
    rng = np.random.default_rng(1)
    x, k = rng.normal(size=(7, 9)), rng.normal(size=(3, 5))
    close(ops.corr2d(x, k, padding=mode), signal.correlate2d(x, k, mode))
    close(ops.convolve2d(x, k, padding=mode), signal.convolve2d(x, k, mode))


def test_dtypes_and_lists():
    assert ops.corr2d([[1, 2], [3, 4]], [[2]]).tolist() == [[2, 4], [6, 8]]
    assert ops.corr2d(np.ones((2, 2), "float32"), ops.box_blur(2)).dtype == np.float32
    assert ops.corr2d(np.full((2, 2), 255, "uint8"), np.ones((2, 2), "uint8")).item() == 1020
    assert ops.corr2d(np.full((2, 2), 255, "uint8"), ops.box_blur(2)).item() == 255


def test_the_arguments_are_not_changed():
    x, k = np.arange(12.0).reshape(3, 4), np.arange(4.0).reshape(2, 2)
    ops.convolve2d(x, k, padding="same")
    assert x.tolist() == np.arange(12.0).reshape(3, 4).tolist()
    assert k.tolist() == [[0, 1], [2, 3]]


def test_frequency_response_is_the_definition():
    k = np.random.default_rng(2).normal(size=(3, 2))
    rows, columns = 5, 6
    expected = np.empty((rows, columns))
    for a in range(rows):
        for b in range(columns):
            wave = [
                [np.exp(-2j * np.pi * ((a - 2) * u / rows + (b - 3) * v / columns)) for v in range(2)] for u in range(3)
            ]
            expected[a, b] = abs((k * wave).sum())
    close(ops.frequency_response(k, (rows, columns)), expected)


def test_what_kernels_pass():
    blur, edge = ops.frequency_response(ops.box_blur(3), 9), ops.frequency_response(np.array([[1, -1]]), 9)
    assert blur[4, 4] == pytest.approx(1)
    assert blur.argmax() == 40
    np.testing.assert_allclose(edge[:, 4], 0, atol=1e-12)
    np.testing.assert_allclose(ops.frequency_response(np.array([[0, 0], [0, 1]]), 4), 1)


def test_a_box_blur_keeps_the_mean():
    assert ops.box_blur(5).shape == (5, 5)
    assert ops.box_blur(5).sum() == pytest.approx(1)
    assert np.unique(ops.box_blur(5)).size == 1
