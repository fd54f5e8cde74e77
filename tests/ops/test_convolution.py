"""Convolution, plain, grouped and depthwise, against TensorFlow and finite differences."""

import numpy as np
import pytest
import tensorflow as tf

from cnncourse import ops

from .cases import close, spread, tf_padding, window_case

SEEDS = range(48)


def arrays(case, seed, dtype, channels=None):
    rng = np.random.default_rng(1000 + seed)
    c = case["x"][3]
    x = rng.normal(size=case["x"]).astype(dtype)
    kernel = rng.normal(size=(*case["kernel"], channels or c, case["maps"])).astype(dtype)
    return rng, x, kernel


def settings(case):
    return {key: case[key] for key in ("stride", "padding", "dilation")}


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("seed", SEEDS)
def test_conv2d_is_tensorflows(seed, dtype):
    case = window_case(seed)
    rng, x, kernel = arrays(case, seed, dtype)
    bias = rng.normal(size=case["maps"]).astype(dtype)
    expected = tf.nn.conv2d(x, spread(kernel, case["dilation"]), case["stride"], tf_padding(case["padding"]))
    close(ops.conv2d(x, kernel, bias, **settings(case)), expected + bias)


@pytest.mark.parametrize("seed", SEEDS)
def test_conv2d_backward_is_tensorflows(seed):
    case = window_case(seed)
    rng, x, kernel = arrays(case, seed, "float64")
    wide = tf.constant(spread(kernel, case["dilation"]))
    with tf.GradientTape() as tape:
        tape.watch(images := tf.constant(x))
        tape.watch(wide)
        y = tf.nn.conv2d(images, wide, case["stride"], tf_padding(case["padding"]))
    dy = rng.normal(size=y.shape)
    dx, dwide = tape.gradient(y, (images, wide), dy)
    ours = ops.conv2d_backward(dy, x, kernel, **settings(case))
    down, across = case["dilation"]
    close(ours[0], dx)
    close(ours[1], dwide.numpy()[::down, ::across])
    close(ours[2], dy.sum((0, 1, 2)))


@pytest.mark.parametrize("seed", [0, 1, 2, 3])
def test_conv2d_backward_is_what_finite_differences_measure(seed):
    case = window_case(seed)
    rng, x, kernel = arrays(case, seed, "float64")
    bias = rng.normal(size=case["maps"])
    dy = rng.normal(size=ops.conv2d(x, kernel, **settings(case)).shape)

    def loss(x, kernel, bias):
        return float((ops.conv2d(x, kernel, bias, **settings(case)) * dy).sum())

    dx, dk, db = ops.conv2d_backward(dy, x, kernel, **settings(case))
    assert ops.relative_error(dx, ops.numerical_gradient(lambda v: loss(v, kernel, bias), x)) < 1e-7
    assert ops.relative_error(dk, ops.numerical_gradient(lambda v: loss(x, v, bias), kernel)) < 1e-7
    assert ops.relative_error(db, ops.numerical_gradient(lambda v: loss(x, kernel, v), bias)) < 1e-7


@pytest.mark.parametrize("seed", range(6))
def test_groups_are_convolutions_side_by_side(seed):
    case = {**window_case(seed), "maps": 6}
    case["x"] = (*case["x"][:3], 4)
    rng, x, kernel = arrays(case, seed, "float64", channels=2)
    parts = [(x[..., :2], kernel[..., :3]), (x[..., 2:], kernel[..., 3:])]
    y = ops.conv2d(x, kernel, groups=2, **settings(case))
    close(y, np.concatenate([ops.conv2d(*part, **settings(case)) for part in parts], -1))
    dy = rng.normal(size=y.shape)
    dx, dk, _ = ops.conv2d_backward(dy, x, kernel, groups=2, **settings(case))
    halves = [
        ops.conv2d_backward(d, *p, **settings(case)) for d, p in zip((dy[..., :3], dy[..., 3:]), parts, strict=True)
    ]
    close(dx, np.concatenate([half[0] for half in halves], -1))
    close(dk, np.concatenate([half[1] for half in halves], -1))


def test_a_grouped_convolution_is_keras_own():
    keras = pytest.importorskip("keras")
    rng = np.random.default_rng(3)
    layer = keras.layers.Conv2D(6, (3, 2), strides=2, padding="same", groups=3, bias_initializer="random_normal")
    x = rng.normal(size=(2, 7, 8, 9)).astype("float32")
    close(ops.conv2d(x, *_weights(layer, x), stride=2, padding="same", groups=3), layer(x))


@pytest.mark.parametrize("multiplier", [1, 3])
@pytest.mark.parametrize("seed", range(12))
def test_depthwise_is_tensorflows(seed, multiplier):
    case = {**window_case(seed), "maps": multiplier}
    case["stride"] = case["stride"][:1] * 2  # TensorFlow takes no other
    rng, x, kernel = arrays(case, seed, "float64")
    wide = tf.constant(spread(kernel, case["dilation"]))
    with tf.GradientTape() as tape:
        tape.watch(images := tf.constant(x))
        tape.watch(wide)
        y = tf.nn.depthwise_conv2d(images, wide, (1, *case["stride"], 1), tf_padding(case["padding"]))
    bias = rng.normal(size=y.shape[3])
    close(ops.depthwise_conv2d(x, kernel, bias, **settings(case)), y + bias)
    dy = rng.normal(size=y.shape)
    dx, dwide = tape.gradient(y, (images, wide), dy)
    down, across = case["dilation"]
    ours = ops.depthwise_conv2d_backward(dy, x, kernel, **settings(case))
    close(ours[0], dx)
    close(ours[1], dwide.numpy()[::down, ::across])
    close(ours[2], dy.sum((0, 1, 2)))


def test_depthwise_with_two_strides_is_conv2d_on_each_channel():
    rng = np.random.default_rng(5)
    x, kernel = rng.normal(size=(2, 9, 8, 3)), rng.normal(size=(3, 2, 3, 2))
    each = [ops.conv2d(x[..., c : c + 1], kernel[:, :, c : c + 1], stride=(2, 3), padding="same") for c in range(3)]
    close(ops.depthwise_conv2d(x, kernel, stride=(2, 3), padding="same"), np.concatenate(each, -1))


def test_conv1x1_is_keras_dense_on_the_last_axis():
    keras = pytest.importorskip("keras")
    x = np.random.default_rng(6).normal(size=(2, 4, 5, 3)).astype("float32")
    layer = keras.layers.Dense(7, bias_initializer="random_normal")
    kernel, bias = _weights(layer, x)
    close(ops.conv1x1(x, kernel, bias), layer(x))
    close(ops.conv1x1(x, kernel[None, None], bias), layer(x))


@pytest.mark.parametrize("function", [ops.conv2d, ops.depthwise_conv2d])
def test_what_is_passed_is_not_changed_and_need_not_be_contiguous(function):
    rng = np.random.default_rng(8)
    x = rng.normal(size=(3, 9, 10, 4))[:, ::-1, ::2, ::2]
    kernel = rng.normal(size=(2, 5, 3, 3)).transpose(2, 3, 0, 1)
    before = x.copy(), kernel.copy()
    y = function(x, kernel[..., :4], padding="same")
    np.testing.assert_array_equal(x, before[0])
    np.testing.assert_array_equal(kernel, before[1])
    close(y, function(np.ascontiguousarray(x), np.ascontiguousarray(kernel[..., :4]), padding="same"))


def test_whole_numbers_do_not_overflow():
    x, kernel = np.full((1, 3, 3, 1), 255, "uint8"), np.full((3, 3, 1, 1), 2, "int8")
    assert ops.conv2d(x, kernel)[0, 0, 0, 0] == 9 * 510
    assert ops.conv2d(x, kernel).dtype == np.int64
    assert ops.conv2d(x, kernel.astype("float32")).dtype == np.float32


def test_float32_images_stay_float32_under_float64_kernels():
    x, kernel = np.ones((1, 4, 5, 2), "float32"), np.ones((3, 3, 2, 2))
    assert ops.conv2d(x, kernel, np.ones(2)).dtype == np.float32
    assert all(g.dtype == np.float32 for g in ops.conv2d_backward(np.ones((1, 2, 3, 2)), x, kernel))
    assert ops.depthwise_conv2d(x, kernel).dtype == np.float32


def test_an_empty_batch_gives_an_empty_answer():
    assert ops.conv2d(np.ones((0, 5, 6, 2)), np.ones((3, 3, 2, 4)), padding="same").shape == (0, 5, 6, 4)


def _weights(layer, x):
    layer.build(x.shape)
    return [np.asarray(w) for w in layer.weights]
