"""Padding against TensorFlow and `np.pad`."""

import itertools

import numpy as np
import pytest
import tensorflow as tf

from cnncourse import ops


def test_same_padding_is_where_tensorflow_puts_it():
    """A kernel that only passes its first tap shows which pixel stands under it, a last tap where the window ends."""
    for n, k, stride, dilation in itertools.product(range(1, 10), range(1, 5), range(1, 4), (1, 2, 3)):
        if stride > 1 and dilation > 1:
            continue  # TensorFlow refuses both at once in some of its operations
        before, after = ops.same_padding(n, k, stride, dilation)
        x = np.arange(1.0, n + 1).reshape(1, 1, n, 1)
        padded = np.pad(x[0, 0, :, 0], (before, after))
        reach = (k - 1) * dilation
        places = (len(padded) - reach - 1) // stride + 1
        for tap in (0, k - 1):
            kernel = np.zeros((1, k, 1, 1))
            kernel[0, tap] = 1
            y = tf.nn.conv2d(x, kernel, (1, stride), "SAME", dilations=(1, dilation))[0, 0, :, 0]
            expected = [padded[i * stride + tap * dilation] for i in range(places)]
            assert y.numpy().tolist() == expected, (n, k, stride, dilation)


def test_the_odd_pixel_goes_after():
    assert ops.same_padding(8, 3, 2) == (0, 1)
    assert ops.same_padding(5, 4, 1) == (1, 2)


def test_the_step_beyond_the_window_needs_no_padding():
    assert ops.same_padding(7, 1, 2) == (0, 0)


@pytest.mark.parametrize("dtype", ["float32", "float64", "uint8"])
@pytest.mark.parametrize("shape", [(3, 4), (3, 4, 2), (2, 3, 4, 2)])
def test_pad2d_is_numpys(shape, dtype):
    x = np.arange(1, np.prod(shape) + 1).reshape(shape).astype(dtype)
    sides = {2: [(1, 2), (0, 3)], 3: [(1, 2), (0, 3), (0, 0)], 4: [(0, 0), (1, 2), (0, 3), (0, 0)]}[x.ndim]
    for value in (0, 9):
        padded = ops.pad2d(x, 1, 2, 0, 3, value)
        assert padded.dtype == x.dtype
        np.testing.assert_array_equal(padded, np.pad(x, sides, constant_values=value))


def test_pad2d_gives_a_new_array():
    x = np.ones((2, 2))
    ops.pad2d(x, 0, 0, 0, 0)[0, 0] = 5
    assert x[0, 0] == 1


def test_resolve_padding_reads_every_form():
    assert ops.resolve_padding((8, 9), (3, 5), 1, "valid") == ((0, 0), (0, 0))
    assert ops.resolve_padding((8, 9), (3, 5), (2, 1), "same") == ((0, 1), (2, 2))
    assert ops.resolve_padding((8, 9), (3, 3), 1, "same", (1, 3)) == ((1, 1), (3, 3))
    assert ops.resolve_padding((8, 9), (3, 5), 1, 2) == ((2, 2), (2, 2))
    assert ops.resolve_padding((8, 9), (3, 5), 1, np.int64(2)) == ((2, 2), (2, 2))
    assert ops.resolve_padding((8, 9), (3, 5), 1, [[0, 1], [2, 3]]) == ((0, 1), (2, 3))
