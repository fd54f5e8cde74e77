"""Each refusal is a sentence that says what was expected, what came, and what to do."""

import numpy as np
import pytest

from cnncourse import ops

X, K = np.ones((1, 5, 6, 3)), np.ones((3, 3, 3, 2))
IMAGE = np.ones((5, 6))

REFUSALS = {
    "an image without a batch": (lambda: ops.conv2d(X[0], K), r"x must have the four axes.*\(5, 6, 3\).*x\[None\]"),
    "a single channel": (lambda: ops.max_pool2d(IMAGE, 2), r"four axes.*\(5, 6\).*x\[None, :, :, None\]"),
    "a vector": (lambda: ops.global_avg_pool(np.ones(3)), r"four axes.*\(3,\).*reshape"),
    "a flat kernel": (lambda: ops.conv2d(X, K[:, :, 0, 0]), r"kernel must have the four axes.*\(3, 3\).*k\[:, :, None"),
    "other channels": (lambda: ops.conv2d(X, K[:, :, :2]), r"expects 2 channels, x has 3.*third side"),
    "other channels in a group": (
        lambda: ops.conv2d(X[..., :2], K, groups=2),
        r"expects 3 channels in each of 2 groups",
    ),
    "groups that do not divide": (lambda: ops.conv2d(X, K, groups=2), r"groups=2 for 3 channels.*common divisor"),
    "no groups": (lambda: ops.conv2d(X, K, groups=0), r"groups=0"),
    "a bias too long": (lambda: ops.conv2d(X, K, np.ones(3)), r"each of the 2 filters.*\(3,\).*np.zeros\(2\)"),
    "a bias that would broadcast": (lambda: ops.conv2d(X, K, np.ones(1)), r"each of the 2 filters.*\(1,\)"),
    "a window too large": (lambda: ops.conv2d(X[:, :2], K), r"window is 3×3.*padded image 2×6.*more padding"),
    "a dilated window too large": (
        lambda: ops.conv2d(X, K, dilation=3),
        r"7×7 \(dilation \(3, 3\) spreads its 3×3 taps",
    ),
    "an empty window": (lambda: ops.corr2d(IMAGE, np.ones((0, 2))), r"window is"),
    "stride zero": (lambda: ops.conv2d(X, K, stride=0), r"stride must be at least 1 on both axes, got 0.*stride=1"),
    "a negative stride": (lambda: ops.max_pool2d(X, 2, (1, -1)), r"stride must be at least 1.*\(1, -1\)"),
    "half a stride": (lambda: ops.conv2d(X, K, stride=1.5), r"stride must be a whole number.*got 1.5; write stride=2"),
    "three strides": (lambda: ops.conv2d(X, K, stride=(1, 2, 1)), r"pair, got \(1, 2, 1\)"),
    "dilation zero": (lambda: ops.corr2d(IMAGE, np.ones((2, 2)), dilation=0), r"dilation must be at least 1"),
    "size zero": (lambda: ops.avg_pool2d(X, 0), r"size must be at least 1"),
    "padding in capitals": (
        lambda: ops.conv2d(X, K, padding="SAME"),
        r'padding must be "valid", "same".*\'SAME\'.*lower',
    ),
    "half a padding": (lambda: ops.conv2d(X, K, padding=0.5), r"padding must be .*got 0.5"),
    "a flat pair of paddings": (lambda: ops.conv2d(X, K, padding=(1, 2)), r"got \(1, 2\).*\(\(p, p\), \(q, q\)\)"),
    "negative padding": (lambda: ops.conv2d(X, K, padding=-1), r"must not be negative, got -1.*slice"),
    "a border on a vector": (lambda: ops.pad2d(np.ones(3), 1, 1, 1, 1), r"got shape \(3,\)"),
    "a negative border": (lambda: ops.pad2d(IMAGE, 0, -1, 0, 0), r"must not be negative"),
    "a pooling window on padding alone": (
        lambda: ops.avg_pool2d(X, 2, 1, 2),
        r"less than the window \(2, 2\).*nothing to pool",
    ),
    "dy of another size": (
        lambda: ops.conv2d_backward(np.ones((1, 5, 6, 2)), X, K),
        r"dy must have the shape of the layer's output \(1, 3, 4, 2\), got \(1, 5, 6, 2\).*padding",
    ),
    "dy of another size, pooled": (lambda: ops.max_pool2d_backward(X, X, 2), r"layer's output \(1, 2, 3, 3\)"),
    "dy of another size, mean": (lambda: ops.avg_pool2d_backward(X, X, 2), r"layer's output \(1, 2, 3, 3\)"),
    "dy of another size, depthwise": (
        lambda: ops.depthwise_conv2d_backward(X, X, np.ones((3, 3, 3, 1))),
        r"layer's output \(1, 3, 4, 3\)",
    ),
    "dy of another size, global": (lambda: ops.global_avg_pool_backward(X, X), r"layer's output \(1, 3\)"),
    "dy of another size, relu": (lambda: ops.relu_backward(np.ones(2), np.ones(3)), r"shape of x \(3,\), got \(2,\)"),
    "a depthwise kernel without maps": (
        lambda: ops.depthwise_conv2d(X, K[..., 0]),
        r"got shape \(3, 3, 3\).*kernel\[..., None\]",
    ),
    "other depthwise channels": (lambda: ops.depthwise_conv2d(X, K[:, :, :2]), r"weights for 2 channels, x has 3"),
    "a window for conv1x1": (lambda: ops.conv1x1(X, K), r"conv1x1 expects.*\(3, 3, 3, 2\).*use conv2d"),
    "channels for corr2d": (lambda: ops.corr2d(X, IMAGE), r"x must have the two axes.*use conv2d"),
    "a kernel with channels for corr2d": (lambda: ops.corr2d(IMAGE, K), r"k must have the two axes"),
    "a kernel with channels for convolve2d": (lambda: ops.convolve2d(IMAGE, K), r"k must have the two axes"),
    "too few frequencies": (
        lambda: ops.frequency_response(np.ones((3, 3)), 2),
        r"at least the kernel's sides \(3, 3\), got 2",
    ),
    "frequencies of a bank": (lambda: ops.frequency_response(K, 8), r"k must have the two axes.*one channel"),
    "a group that does not divide": (lambda: ops.depth_max_pool(X, 2), r"divide the 3 channels.*got 2"),
    "one-hot labels": (lambda: ops.softmax_cross_entropy(np.ones((2, 3)), np.eye(3)[:2]), r"2 whole numbers.*argmax"),
    "labels from 1": (
        lambda: ops.softmax_cross_entropy(np.ones((2, 3)), np.array([1, 3])),
        r"0 and 2, got 1 to 3.*from 0",
    ),
    "logits of one image": (
        lambda: ops.softmax_cross_entropy(np.ones(3), np.array([1])),
        r"\(n, classes\), got shape \(3,\)",
    ),
    "everything dropped": (lambda: ops.dropout(X, 1.0, np.random.default_rng(0)), r"below 1, got 1.0"),
    "a gamma too short": (
        lambda: ops.batch_norm(X, np.ones(2), np.ones(3), np.ones(3), np.ones(3)),
        r"gamma must hold one number for each of the 3 channels, got shape \(2,\)",
    ),
    "columns of other windows": (
        lambda: ops.col2im(np.ones((4, 4)), (1, 3, 3, 1), 2, 1),
        r"columns must be \(6, 2\).*\(4, 4\)",
    ),
    "5×5 for winograd": (lambda: ops.conv2d_winograd(X, np.ones((5, 5, 3, 1))), r"3×3 kernels, got \(5, 5, 3, 1\)"),
    "a tile too small": (lambda: ops.winograd_f23(np.ones((3, 3)), np.ones((3, 3))), r"\(4, 4\) tile.*got \(3, 3\)"),
    "a function of many values": (
        lambda: ops.numerical_gradient(lambda v: v, np.ones(2)),
        r"one number, got shape \(2,\)",
    ),
    "arrays that would broadcast": (lambda: ops.relative_error(np.ones(2), np.ones(1)), r"\(2,\) and \(1,\)"),
    "no activations": (lambda: ops.largest_batch(100, []), r"at least one value, got none"),
    "a layer nobody knows": (lambda: ops.Layer("relu"), r"one of conv, depthwise.*'relu'"),
    "an image layer after flatten": (
        lambda: ops.stack_table([ops.Layer("flatten"), ops.Layer("conv", 3, name="C2")], (4, 5, 1)),
        r"C2 needs an image \(h, w, c\), got \(20,\)",
    ),
    "groups of a layer": (
        lambda: ops.stack_table([ops.Layer("conv", 3, groups=2)], (4, 5, 2)),
        r"groups=2 must divide 2 ch",
    ),
}


@pytest.mark.parametrize("what", REFUSALS)
def test_refusals_say_what_to_do(what):
    call, message = REFUSALS[what]
    with pytest.raises(ValueError, match=message) as caught:
        call()
    assert ";" in str(caught.value) or ":" in str(caught.value)
    assert len(str(caught.value)) > 40
