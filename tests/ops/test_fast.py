"""The five ways must give the same numbers, and count what they claim."""

import numpy as np
import pytest
import tensorflow as tf

from cnncourse import ops

from .cases import close, window_case

STRIDED = (ops.conv2d_naive, ops.conv2d_im2col, ops.conv2d_shifted)
SHAPES = [(1, 1), (2, 3), (3, 2), (5, 4)]


@pytest.mark.parametrize("way", STRIDED)
@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("seed", range(4))
def test_ways_with_a_stride_are_tensorflows(way, dtype, seed):
    case = window_case(seed, dilated=False)
    rng = np.random.default_rng(seed)
    x = rng.normal(size=case["x"]).astype(dtype)
    kernel = rng.normal(size=(*case["kernel"], x.shape[3], case["maps"])).astype(dtype)
    close(way(x, kernel, case["stride"]), tf.nn.conv2d(x, kernel, case["stride"], "VALID"))


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("kh, kw", SHAPES)
@pytest.mark.parametrize("h, w", [(5, 4), (8, 9)])
def test_the_fft_way_is_tensorflows(dtype, kh, kw, h, w):
    rng = np.random.default_rng(kh)
    x, kernel = rng.normal(size=(2, h, w, 3)).astype(dtype), rng.normal(size=(kh, kw, 3, 5)).astype(dtype)
    close(ops.conv2d_fft(x, kernel), tf.nn.conv2d(x, kernel, 1, "VALID"))


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("h, w", [(3, 3), (4, 6), (5, 8), (7, 7)])
def test_the_winograd_way_is_tensorflows(dtype, h, w):
    rng = np.random.default_rng(h)
    x, kernel = rng.normal(size=(2, h, w, 3)).astype(dtype), rng.normal(size=(3, 3, 3, 4)).astype(dtype)
    close(ops.conv2d_winograd(x, kernel), tf.nn.conv2d(x, kernel, 1, "VALID"))


def test_whole_numbers_stay_whole():
    rng = np.random.default_rng(1)
    x, kernel = rng.integers(-9, 9, (1, 6, 5, 2)), rng.integers(-9, 9, (3, 3, 2, 2))
    expected = ops.conv2d_naive(x, kernel)
    assert expected.dtype == np.int64
    for way in (ops.conv2d_im2col, ops.conv2d_shifted, ops.conv2d_fft, ops.conv2d_winograd, ops.conv2d):
        assert way(x, kernel).dtype == np.int64
        np.testing.assert_array_equal(way(x, kernel), expected)


def test_im2col_is_tensorflows_patches():
    x = np.random.default_rng(2).normal(size=(2, 7, 8, 3))
    patches = tf.image.extract_patches(x, (1, 3, 2, 1), (1, 2, 3, 1), (1, 1, 1, 1), "VALID").numpy()
    close(ops.im2col(x, 3, 2, (2, 3)), patches.reshape(-1, 18))


def test_im2col_gives_a_new_array():
    x = np.ones((1, 2, 2, 1))
    ops.im2col(x, 1, 1)[...] = 0
    assert x.min() == 1


@pytest.mark.parametrize("stride", [1, 2, (1, 3)])
def test_col2im_is_the_transpose_of_im2col(stride):
    """For a linear map A and its transpose, ⟨A x, y⟩ = ⟨x, Aᵀ y⟩ for all x and y."""
    rng = np.random.default_rng(3)
    x = rng.normal(size=(2, 6, 7, 3))
    columns = ops.im2col(x, 3, 2, stride)
    y = rng.normal(size=columns.shape)
    back = ops.col2im(y, x.shape, 3, 2, stride)
    assert back.shape == x.shape
    assert (columns * y).sum() == pytest.approx((x * back).sum())


def test_winograd_f23_is_one_tile():
    rng = np.random.default_rng(4)
    tile, k = rng.normal(size=(4, 4)), rng.normal(size=(3, 3))
    close(ops.winograd_f23(tile, k), ops.corr2d(tile, k))


def test_arithmetic_intensity_by_hand():
    # 2·1·4·5·3·2·9 operations; 60 + 54 + 40 values of four bytes
    assert ops.arithmetic_intensity(1, 4, 5, 3, 2, 3) == pytest.approx(2160 / 616)
