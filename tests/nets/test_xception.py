"""Xception: the counts of the paper's figure, and Keras's own network by moved weights."""

import keras
import numpy as np
import pytest

from cnncourse.nets import small_xception, xception
from cnncourse.nets.xception import sepconv_bn

from . import proof
from .geometry import check_stages, counts
from .proof import images, logits, move, prove

STAGES = {
    "block1_conv1_act": ((149, 149, 32), 3), "block1_conv2_act": ((147, 147, 64), 7),
    "block2_pool": ((74, 74, 128), 19), "block3_pool": ((37, 37, 256), 43),
    "block4_pool": ((19, 19, 728), 91),
    "block12_sepconv3_bn": ((19, 19, 728), 859), "block13_pool": ((10, 10, 1024), 955),
    "block14_sepconv1_act": ((10, 10, 1536), 1019), "block14_sepconv2_act": ((10, 10, 2048), 1083),
}


def _pointwise(layer, x):
    return keras.ops.conv(x, layer.pointwise_kernel)


def _depthwise(layer, x):
    return keras.ops.depthwise_conv(x, layer.depthwise_kernel, padding="same")


def _relu_between(layer):
    if not isinstance(layer, keras.layers.SeparableConv2D):
        return None
    return {"call": lambda x: _pointwise(layer, keras.ops.relu(_depthwise(layer, x)))}


ALTERED = {
    "activation between depthwise and pointwise": _relu_between,
    "epsilon 1e-5": proof.epsilon(1e-5),
    "one ReLU left out": lambda layer: (
        {"call": lambda x: x} if layer.name == "block13_sepconv1_act" else None
    ),
    "mean pool": lambda layer: (
        {"call": lambda x: keras.ops.average_pool(x, 3, 2, "same")} if layer.name == "block2_pool" else None
    ),
}


def test_counts_shapes_fields_and_keras_with_moved_weights():
    weights, x, outputs = proof.twin_logits(keras.applications.Xception, 299)
    model = xception(classifier_activation=None)
    assert counts(model) == (22_910_480, 22_855_952, 8_357_403_496)
    check_stages(model, STAGES)
    assert list(weights) == list(proof.weights_of(move(weights, model)))
    prove(logits(model, x), outputs)
    proof.assert_fail(model, ALTERED, x, outputs)


def test_counts_as_the_paper_does():
    model = xception((71, 71, 3), width=0.125)
    plain = [x for x in model.layers if type(x) is keras.layers.Conv2D and x.kernel_size == (3, 3)]
    separable = [x for x in model.layers if isinstance(x, keras.layers.SeparableConv2D)]
    assert (len(plain), len(separable)) == (2, 34)


def test_separable_convolution_is_depthwise_then_pointwise():
    maps = keras.Input((5, 6, 3))
    model = keras.Model(maps, sepconv_bn(maps, 4, relu=None, name="sep"))
    weights = proof.randomize(model)
    depthwise, pointwise = weights["sep"]
    x = images((5, 6, 3))
    padded = np.pad(x, ((0, 0), (1, 1), (1, 1), (0, 0)))
    y = sum(padded[:, u : u + 5, v : v + 6] * depthwise[u, v, :, 0] for u in range(3) for v in range(3))
    gamma, beta, mean, variance = weights["sep_bn"]
    expected = (y @ pointwise[0, 0] - mean) / np.sqrt(variance + 1e-3) * gamma + beta
    np.testing.assert_allclose(logits(model, x), expected, rtol=1e-4, atol=1e-5)


def test_small_network():
    model = small_xception(widths=(8, 16, 24), middle=2, momentum=0.9)
    check_stages(model, {
        "block1_conv1_act": ((28, 28, 8), 3), "block2_add": ((14, 14, 16), None),
        "block3_add": ((7, 7, 24), None), "block5_add": ((7, 7, 24), None),
        "block6_sepconv1_act": ((7, 7, 48), None),
    })
    norms = [x for x in model.layers if isinstance(x, keras.layers.BatchNormalization)]
    assert {x.momentum for x in norms} == {0.9}
    assert not model.compiled


def test_impossible_requests_are_refused_in_words():
    with pytest.raises(ValueError, match="xception needs at least 7×7, got 6×6"):
        xception((6, 6, 3))
    assert xception((7, 7, 3), 3, width=0.05, middle=0).output_shape == (None, 3)
