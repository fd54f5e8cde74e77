"""Inception v3: counts of the reference network, and Keras's own by moved weights."""

import keras
import pytest

from cnncourse.nets import inception_v3, small_inception_v3
from cnncourse.nets.inception_v3 import MODULES, module_a, module_c, reduction_a

from . import proof
from .geometry import check_stages, counts
from .proof import logits, move, prove

STAGES = {
    "activation": ((149, 149, 32), None), "activation_1": ((147, 147, 32), None),
    "activation_2": ((147, 147, 64), None), "pool1": ((73, 73, 64), None),
    "activation_3": ((73, 73, 80), None),
    "activation_4": ((71, 71, 192), None), "pool2": ((35, 35, 192), None),
    "mixed0": ((35, 35, 256), 63), "mixed1": ((35, 35, 288), 95), "mixed2": ((35, 35, 288), 127),
    "mixed3": ((17, 17, 768), 159), "mixed4": ((17, 17, 768), 351), "mixed5": ((17, 17, 768), 543),
    "mixed6": ((17, 17, 768), 735), "mixed7": ((17, 17, 768), 927), "mixed8": ((8, 8, 1280), 1055),
    "mixed9": ((8, 8, 2048), 1183), "mixed10": ((8, 8, 2048), 1311),
}


def _padding_counted(layer):
    if not isinstance(layer, keras.layers.AveragePooling2D):
        return None
    around = ((0, 0), (1, 1), (1, 1), (0, 0))
    return {"call": lambda x: keras.ops.average_pool(keras.ops.pad(x, around), 3, 1)}


ALTERED = {
    "paths joined in reverse": proof.reversed_inputs(keras.layers.Concatenate),
    "padding counted in the mean": _padding_counted,
    "epsilon 1e-5": proof.epsilon(1e-5),
    "pool padded": lambda layer: (
        {"call": lambda x: keras.ops.max_pool(x, 3, 2, "same")[:, 1:, 1:]} if layer.name == "pool1" else None
    ),
    "one ReLU left out": lambda layer: {"call": lambda x: x} if layer.name == "activation_50" else None,
}


def test_counts_shapes_fields_and_keras_with_moved_weights():
    weights, x, outputs = proof.twin_logits(keras.applications.InceptionV3, 299)
    model = inception_v3(classifier_activation=None)
    assert counts(model) == (23_851_784, 23_817_352, 5_713_216_096)
    check_stages(model, STAGES)
    assert list(weights) == list(proof.weights_of(move(weights, model)))
    prove(logits(model, x), outputs)
    proof.assert_fail(model, ALTERED, x, outputs)


def test_modules_stand_alone():
    maps = keras.Input((9, 12, 24))
    y = module_c(reduction_a(module_a(maps, 32, width=0.125), width=0.125), width=0.125)
    assert y.shape == (None, 4, 5, 256)
    assert keras.Model(maps, y).output_shape == y.shape


def test_small_network():
    modules = (("a", 32), ("reduction_a", None), ("b", 64), ("reduction_b", None), ("c", None))
    model = small_inception_v3(width=0.1, modules=modules, dropout=0.2, momentum=0.9)
    check_stages(model, {
        "mixed0": ((28, 28, 25), 7), "mixed1": ((13, 13, 73), 11), "mixed4": ((6, 6, 203), None),
    })
    norms = [x for x in model.layers if isinstance(x, keras.layers.BatchNormalization)]
    assert {x.momentum for x in norms} == {0.9}
    assert model.get_layer("dropout").rate == 0.2


def test_impossible_requests_are_refused_in_words():
    with pytest.raises(ValueError, match="inception_v3 needs at least 75×75, got 28×28"):
        inception_v3((28, 28, 1))
    with pytest.raises(ValueError, match="inception_v3 needs at least 75×75, got 74×90"):
        inception_v3((74, 90, 3))
    with pytest.raises(ValueError, match="small_inception_v3 needs at least 7×7, got 6×28"):
        small_inception_v3((6, 28, 1), modules=MODULES)
    model = small_inception_v3((7, 7, 1), modules=(("reduction_a", None), ("reduction_b", None)))
    assert model.get_layer("mixed1").output.shape[1:3] == (1, 1)
