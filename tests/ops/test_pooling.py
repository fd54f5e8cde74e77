"""Pooling against TensorFlow, Keras and finite differences."""

import numpy as np
import pytest
import tensorflow as tf

from cnncourse import ops

from .cases import close, window_case

SEEDS = range(24)


def case(seed):
    """Images, the window, and settings for our call and for TensorFlow's."""
    rng = np.random.default_rng(seed)
    settings = window_case(seed, dilated=False)
    x = rng.normal(size=settings["x"])
    ours = {"size": settings["kernel"], "stride": settings["stride"], "padding": ("valid", "same")[seed % 2]}
    return rng, x, ours, {"ksize": ours["size"], "strides": ours["stride"], "padding": ours["padding"].upper()}


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", ["max", "avg"])
def test_pooling_and_its_gradient_are_tensorflows(name, seed, dtype):
    rng, x, ours, theirs = case(seed)
    x = x.astype(dtype)
    with tf.GradientTape() as tape:
        tape.watch(images := tf.constant(x))
        y = {"max": tf.nn.max_pool2d, "avg": tf.nn.avg_pool2d}[name](images, **theirs)
    close(getattr(ops, f"{name}_pool2d")(x, **ours), y)
    dy = rng.normal(size=y.shape).astype(dtype)
    close(getattr(ops, f"{name}_pool2d_backward")(dy, x, **ours), tape.gradient(y, images, dy))


@pytest.mark.parametrize("name", ["max", "avg"])
@pytest.mark.parametrize("padding", [1, ((0, 1), (1, 0)), "same"])
def test_gradients_are_what_finite_differences_measure(name, padding):
    rng = np.random.default_rng(1)
    x = rng.normal(size=(2, 5, 6, 2))
    forward, backward = getattr(ops, f"{name}_pool2d"), getattr(ops, f"{name}_pool2d_backward")
    dy = rng.normal(size=forward(x, (3, 2), (2, 1), padding).shape)
    measured = ops.numerical_gradient(lambda v: float((forward(v, (3, 2), (2, 1), padding) * dy).sum()), x)
    assert ops.relative_error(backward(dy, x, (3, 2), (2, 1), padding), measured) < 1e-7


def test_the_stride_is_the_window_unless_it_is_given():
    x = np.random.default_rng(2).normal(size=(1, 7, 9, 2))
    close(ops.max_pool2d(x, (2, 3)), ops.max_pool2d(x, (2, 3), (2, 3)))
    close(ops.avg_pool2d(x, 2), ops.avg_pool2d(x, 2, 2))


def test_padding_never_wins_a_maximum():
    assert ops.max_pool2d(np.full((1, 3, 4, 2), -7.0), 2, padding="same").max() == -7
    assert ops.max_pool2d(np.full((1, 3, 4, 2), -7), 2, padding=1).max() == -7


@pytest.mark.parametrize("padding", ["same", 1, ((1, 0), (0, 1))])
def test_padding_does_not_count_in_a_mean(padding):
    np.testing.assert_allclose(ops.avg_pool2d(np.full((1, 5, 4, 2), 3.0), 2, padding=padding), 3, rtol=1e-15)


def test_the_first_of_equal_maxima_gets_the_gradient():
    dx = ops.max_pool2d_backward(np.ones((1, 1, 1, 1)), np.zeros((1, 2, 3, 1)), (2, 3))
    assert dx[0, :, :, 0].tolist() == [[1, 0, 0], [0, 0, 0]]


def test_overlapping_windows_add_their_gradients():
    x = np.array([0.0, 1, 9, 1, 0]).reshape(1, 1, 5, 1)
    assert ops.max_pool2d_backward(np.ones((1, 1, 3, 1)), x, (1, 3), 1).ravel().tolist() == [0, 0, 3, 0, 0]
    shares = ops.avg_pool2d_backward(np.ones((1, 1, 3, 1)), x, (1, 3), 1).ravel()
    np.testing.assert_allclose(shares, np.array([1, 2, 3, 2, 1]) / 3)


def test_global_average_is_keras_own():
    keras = pytest.importorskip("keras")
    x = np.random.default_rng(3).normal(size=(3, 5, 4, 6)).astype("float32")
    close(ops.global_avg_pool(x), keras.layers.GlobalAveragePooling2D()(x))


def test_the_gradient_of_the_global_average():
    rng = np.random.default_rng(4)
    x, dy = rng.normal(size=(2, 3, 4, 2)), rng.normal(size=(2, 2))
    measured = ops.numerical_gradient(lambda v: float((ops.global_avg_pool(v) * dy).sum()), x)
    assert ops.relative_error(ops.global_avg_pool_backward(dy, x), measured) < 1e-7


def test_depth_pooling_takes_neighboring_channels():
    x = np.random.default_rng(5).normal(size=(2, 3, 4, 6))
    expected = np.stack([x[..., 3 * q : 3 * q + 3].max(-1) for q in range(2)], -1)
    close(ops.depth_max_pool(x, 3), expected)
    close(ops.depth_max_pool(x, 1), x)


def test_dtypes():
    whole = np.arange(12, dtype="int32").reshape(1, 3, 4, 1)
    assert ops.max_pool2d(whole, 2).dtype == np.int32
    assert ops.avg_pool2d(whole, 2).dtype == np.float64
    assert ops.global_avg_pool(whole.astype("float32")).dtype == np.float32
    assert ops.max_pool2d(whole > 5, 2, padding="same").dtype == bool


def test_the_images_are_not_changed():
    x = np.random.default_rng(6).normal(size=(1, 4, 4, 1))
    before = x.copy()
    for pool in (ops.max_pool2d, ops.avg_pool2d):
        pool(x, 1)[...] = 0
        pool(x, 2, padding="same")
    np.testing.assert_array_equal(x, before)
