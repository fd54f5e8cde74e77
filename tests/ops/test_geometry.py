"""Sizes, fields and costs against Keras' own shapes, brute force and numbers worked by hand."""

import itertools

import keras
import numpy as np
import pytest

from cnncourse import ops

GRID = list(itertools.product(range(1, 12), range(1, 6), range(1, 4), range(1, 4)))  # n, k, stride, dilation


@pytest.mark.parametrize("padding", ["valid", "same"])
def test_sizes_are_keras_own(padding):
    for n, k, stride, dilation in GRID:
        if stride > 1 and dilation > 1:
            continue  # Keras takes one of them at a time
        layer = keras.layers.Conv1D(2, k, strides=stride, dilation_rate=dilation, padding=padding)
        ours = ops.same_output_size(n, stride) if padding == "same" else ops.output_size(n, k, 0, stride, dilation)
        if ours:
            assert layer.compute_output_shape((1, n, 3))[1] == ours, (n, k, stride, dilation)
        else:
            with pytest.raises(ValueError, match="negative|not valid|shape"):
                layer.compute_output_shape((1, n, 3))


def test_sizes_with_padding_and_strided_dilation_are_counted():
    for (n, k, stride, dilation), padding in itertools.product(GRID, range(3)):
        last = n + 2 * padding - (k - 1) * dilation - 1  # the last pixel at which a window can start
        assert ops.output_size(n, k, padding, stride, dilation) == len(range(0, last + 1, stride))


def test_the_operators_give_these_sizes():
    for n, k, stride, padding in [(7, 3, 2, 0), (8, 3, 2, 1), (9, 4, 3, 2)]:
        y = ops.conv2d(np.ones((1, n, n + 1, 1)), np.ones((k, k, 1, 1)), stride=stride, padding=padding)
        assert y.shape[1:3] == (ops.output_size(n, k, padding, stride), ops.output_size(n + 1, k, padding, stride))


def test_ignored_pixels_are_those_no_window_touches():
    for (n, k, stride, _), padding in itertools.product(GRID, range(3)):
        touched = {place + u - padding for place in range(0, n + 2 * padding - k + 1, stride) for u in range(k)}
        assert ops.ignored_pixels(n, k, padding, stride) == len(set(range(n)) - touched)


def test_dilated_size():
    assert [ops.dilated_size(3, d) for d in (1, 2, 6)] == [3, 5, 13]


@pytest.mark.parametrize("seed", range(10))
def test_the_receptive_field_is_what_a_gradient_reaches(seed):
    """A stack of all-ones kernels carries a gradient to exactly the pixels that a unit sees."""
    rng = np.random.default_rng(seed)
    layers = [tuple(int(v) for v in rng.integers(1, 4, 3)) for _ in range(3)]
    size, jump = ops.receptive_field(layers)
    x, kernels, maps = np.ones((1, 1, size + jump, 1)), [], []
    for kernel, stride, dilation in layers:
        kernels.append(np.ones((1, kernel, 1, 1)))
        maps.append(x)
        x = ops.conv2d(x, kernels[-1], stride=(1, stride), dilation=(1, dilation))
    assert x.shape[2] == 2
    for unit in (0, 1):
        dy = np.zeros_like(x)
        dy[0, 0, unit] = 1
        for k, seen, (_, stride, dilation) in zip(kernels[::-1], maps[::-1], layers[::-1], strict=True):
            dy, _, _ = ops.conv2d_backward(dy, seen, k, stride=(1, stride), dilation=(1, dilation))
        reached = np.flatnonzero(dy)
        assert reached[[0, -1]].tolist() == [unit * jump, unit * jump + size - 1]
        assert ops.field_span([(*layer, 0) for layer in layers], unit) == (reached[0], reached[-1])


@pytest.mark.parametrize(
    ("layers", "expected"),
    [
        ([], (1, 1)),
        ([(3, 1, 1)], (3, 1)),
        ([(3, 1, 2), (3, 1, 2)], (9, 1)),
        ([(5, 1), (2, 2), (5, 1), (2, 2), (5, 1)], (32, 4)),  # LeNet-5 to C5
        ([(11, 4), (3, 2), (5, 1), (3, 2), (3, 1), (3, 1), (3, 1), (3, 2)], (195, 32)),  # AlexNet to pool5
    ],
)
def test_published_fields(layers, expected):
    assert ops.receptive_field(layers) == expected


def test_field_span_begins_in_the_padding():
    assert ops.field_span([(7, 2, 1, 3), (3, 2, 1, 1)]) == (-5, 5)  # ResNet's stem: 11 pixels around pixel 0
    assert ops.field_span([(7, 2, 1, 3), (3, 2, 1, 1)], unit=10) == (35, 45)


@pytest.mark.parametrize("bias", [True, False])
def test_parameters_and_macs_are_keras_own(bias):
    layer = keras.layers.Conv2D(6, (5, 3), use_bias=bias)
    layer.build((None, 9, 8, 4))
    assert ops.conv_parameters(5, 3, 4, 6, bias) == layer.count_params()
    assert ops.conv_macs(5, 6, 5, 3, 4, 6) == 5 * 6 * 5 * 3 * 4 * 6


def test_memory():
    shapes = [(28, 28, 6), (14, 14, 6), (10,)]
    assert ops.activation_bytes(1, shapes) == 4 * (4704 + 1176 + 10)
    assert ops.activation_bytes(8, shapes, 2) == 8 * 2 * 5890
    for batch in (0, 1, 7):
        needed = ops.activation_bytes(batch, shapes)
        assert ops.largest_batch(needed, shapes) == batch
        assert ops.largest_batch(needed + 4 * 5890 - 1, shapes) == batch
