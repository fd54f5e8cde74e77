"""LeNet-5: counts and shapes, and the paper's layers one by one."""

import keras
import numpy as np
import pytest

from cnncourse.nets import lenet5
from cnncourse.nets.lenet5 import scaled_tanh

from . import proof
from .geometry import check_stages, counts
from .proof import distance, images, logits, prove, randomize
from .table import Table

TABLE = [
    ("conv", "conv1", 5, 6, 1, 2, 1, "sigmoid"),
    ("mean", 2, 2),
    ("conv", "conv2", 5, 16, 1, 0, 1, "sigmoid"),
    ("mean", 2, 2),
    ("flatten",),
    ("dense", "fc1", 120, "sigmoid"),
    ("dense", "fc2", 84, "sigmoid"),
    ("dense", "predictions", 10),
]


def test_counts_shapes_and_fields():
    model = lenet5()
    assert counts(model) == (61_706, 61_706, 416_520)
    check_stages(
        model,
        {
            "conv1": ((28, 28, 6), 5),
            "pool1": ((14, 14, 6), 6),
            "conv2": ((10, 10, 16), 14),
            "pool2": ((5, 5, 16), 16),
            "fc1": ((120,), None),
            "fc2": ((84,), None),
            "predictions": ((10,), None),
        },
    )


def test_equals_the_papers_table():
    model = lenet5(classifier_activation=None)
    weights, x = randomize(model), 10 * images((28, 28, 1))  # large, so that sigmoids differ
    got = logits(model, x)
    prove(got, Table(weights).run(TABLE, x))
    prove(got[0], proof.kept("lenet5"), proof.GOLDEN_TOLERANCE)

    proof.assert_fail(model, {"max pooling": _max, "sigmoid after the pool": _late_sigmoid}, x, got)


def _max(layer):
    return {"call": lambda x: keras.ops.max_pool(x, 2)} if layer.name == "pool1" else None


def _late_sigmoid(layer):
    if layer.name == "conv1":
        return {"activation": keras.activations.linear}
    if layer.name == "pool1":
        return {"call": lambda x: keras.ops.sigmoid(type(layer).call(layer, x))}
    return None


CHOICES = [("relu", "max"), ("tanh", "average"), (scaled_tanh, "max")]


@pytest.mark.usefixtures("own_start")
@pytest.mark.parametrize(("activation", "pooling"), CHOICES)
def test_activation_and_pooling_can_be_chosen(activation, pooling):
    model = lenet5((28, 28, 1), 10, None, activation=activation, pooling=pooling)
    kinds = {"max": "MaxPooling2D", "average": "AveragePooling2D"}
    assert type(model.get_layer("pool2")).__name__ == kinds[pooling]
    x = images((28, 28, 1))
    assert distance(logits(model, x), logits(lenet5(classifier_activation=None), x)) > proof.FAILS


def test_scaled_tanh_has_the_papers_fixed_points():
    np.testing.assert_allclose(scaled_tanh(np.array([-1.0, 0.0, 1.0])), [-1, 0, 1], atol=1e-4)
    assert abs(float(scaled_tanh(100.0)) - 1.7159) < 1e-6


def test_width_and_small_images():
    model = lenet5((12, 20, 3), 4, width=0.5)
    check_stages(model, {"pool2": ((1, 3, 8), 16), "fc1": ((60,), None), "fc2": ((42,), None)})


def test_impossible_requests_are_refused_in_words():
    with pytest.raises(ValueError, match="lenet5 needs at least 12×12, got 28×11"):
        lenet5((28, 11, 1))
    with pytest.raises(ValueError, match="lenet5 takes pooling='average' or 'max', got 'median'"):
        lenet5(pooling="median")
