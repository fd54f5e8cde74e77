"""Activations, normalization, the loss and dropout against TensorFlow and Keras."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from cnncourse import ops

from .cases import close


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_relu_and_its_gradient(dtype):
    x = np.array([[-2.0, -0.0, 0.0, 1e-30, 3.0]], dtype)
    dy = np.arange(1, 6, dtype=dtype)[None]
    with tf.GradientTape() as tape:
        tape.watch(t := tf.constant(x))
        y = tf.nn.relu(t)
    close(ops.relu(x), y)
    close(ops.relu_backward(dy, x), tape.gradient(y, t, dy))
    assert ops.relu(np.array([-1, 2])).dtype == np.int64


@pytest.mark.parametrize("axis", [-1, 1])
def test_softmax(axis):
    x = np.random.default_rng(0).normal(0, 300, (3, 4, 5))
    close(ops.softmax(x, axis), tf.nn.softmax(x, axis))
    assert ops.softmax(x.astype("float32")).dtype == np.float32


@pytest.mark.parametrize("scale", [1, 1000])
@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_softmax_cross_entropy_and_its_gradient(dtype, scale):
    rng = np.random.default_rng(1)
    logits, labels = (rng.normal(size=(6, 4)) * scale).astype(dtype), rng.integers(0, 4, 6)
    with tf.GradientTape() as tape:
        tape.watch(t := tf.constant(logits))
        expected = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels, t))
    loss, gradient = ops.softmax_cross_entropy(logits, labels)
    assert type(loss) is float
    assert loss == pytest.approx(float(expected), rel=1e-5)
    close(gradient, tape.gradient(expected, t))


def test_the_loss_gradient_is_what_finite_differences_measure():
    rng = np.random.default_rng(2)
    logits, labels = rng.normal(size=(3, 5)), np.array([4, 0, 0])
    measured = ops.numerical_gradient(lambda z: ops.softmax_cross_entropy(z, labels)[0], logits)
    assert ops.relative_error(ops.softmax_cross_entropy(logits, labels)[1], measured) < 1e-8


@pytest.mark.parametrize("shape", [(4, 3, 5, 6), (7, 6)])
@pytest.mark.parametrize("training", [True, False])
def test_batch_norm_is_keras_own(shape, training):
    rng = np.random.default_rng(3)
    x = rng.normal(2, 3, shape).astype("float32")
    layer = keras.layers.BatchNormalization(momentum=0.8, epsilon=1e-3)
    layer.build(shape)
    vectors = [rng.uniform(0.5, 2, 6).astype("float32") for _ in range(4)]
    layer.set_weights(vectors)
    y, mean, var = ops.batch_norm(x, *vectors, momentum=0.8, training=training, epsilon=1e-3)
    np.testing.assert_allclose(y, layer(x, training=training), rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(mean, layer.moving_mean, rtol=1e-5)
    np.testing.assert_allclose(var, layer.moving_variance, rtol=1e-5)
    assert y.dtype == mean.dtype == np.float32


def test_batch_norm_defaults_are_keras_own():
    layer, x = keras.layers.BatchNormalization(), np.random.default_rng(4).normal(size=(8, 3)).astype("float32")
    expected = layer(x, training=True)
    y, mean, _ = ops.batch_norm(x, np.ones(3), np.zeros(3), np.zeros(3), np.ones(3), training=True)
    np.testing.assert_allclose(y, expected, rtol=1e-4, atol=1e-6)
    np.testing.assert_allclose(mean, layer.moving_mean, rtol=1e-4)


@pytest.mark.parametrize("n", [1, 3, 5, 9])
@pytest.mark.parametrize("channels", [1, 2, 8])
def test_local_response_norm_is_tensorflows(n, channels):
    x = np.random.default_rng(5).normal(0, 5, (2, 3, 4, channels)).astype("float32")
    expected = tf.nn.local_response_normalization(x, depth_radius=n // 2, bias=2, alpha=1e-2, beta=0.75)
    close(ops.local_response_norm(x, n, 2, 1e-2, 0.75), expected)


def test_local_response_norm_defaults_are_alexnets():
    x = np.full((1, 1, 1, 9), 100.0)
    assert ops.local_response_norm(x)[0, 0, 0, 4] == pytest.approx(100 / (2 + 1e-4 * 5 * 100**2) ** 0.75)


def test_dropout_keeps_the_mean_and_drops_the_rate():
    y = ops.dropout(np.ones((200, 200), "float32"), 0.3, np.random.default_rng(6))
    assert y.dtype == np.float32
    assert np.unique(y).tolist() == [0, np.float32(1 / 0.7)]
    assert (y == 0).mean() == pytest.approx(0.3, abs=0.01)
    assert y.mean() == pytest.approx(1, abs=0.02)


def test_dropout_outside_training_and_at_rate_zero():
    x = np.random.default_rng(7).normal(size=9)
    for y in (
        ops.dropout(x, 0.5, np.random.default_rng(0), training=False),
        ops.dropout(x, 0, np.random.default_rng(0)),
    ):
        np.testing.assert_array_equal(y, x)
        assert y is not x


def test_dropout_repeats_with_its_seed():
    x = np.ones(50)
    first, again, other = (ops.dropout(x, 0.5, np.random.default_rng(seed)) for seed in (1, 1, 2))
    assert first.tolist() == again.tolist() != other.tolist()
