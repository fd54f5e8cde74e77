"""AlexNet: counts and shapes with and without its two towers, and the paper's layers one by one."""

import keras
import numpy as np
import pytest

from cnncourse.nets import alexnet, small_alexnet
from cnncourse.nets.alexnet import LocalResponseNormalization

from . import proof
from .geometry import check_stages, counts
from .proof import images, logits, prove, randomize
from .table import Table

STAGES = {
    "conv1": ((55, 55, 96), 11),
    "pool1": ((27, 27, 96), 19),
    "conv2": ((27, 27, 256), 51),
    "pool2": ((13, 13, 256), 67),
    "conv3": ((13, 13, 384), 99),
    "conv4": ((13, 13, 384), 131),
    "conv5": ((13, 13, 256), 163),
    "pool5": ((6, 6, 256), 195),
    "fc6": ((4096,), None),
    "fc7": ((4096,), None),
    "fc8": ((1000,), None),
}


@pytest.mark.parametrize(
    ("groups", "expected"),
    [(2, (60_965_224, 60_965_224, 724_406_816)), (1, (62_378_344, 62_378_344, 1_135_256_096))],
)
def test_counts_shapes_and_fields(groups, expected):
    model = alexnet(groups=groups)
    assert counts(model) == expected
    check_stages(model, STAGES)


def paper_table(groups: int, k: float, alpha: float, dense: int, classes: int) -> list[tuple]:
    """Section 3.5: convolution, ReLU, normalization, pool."""
    return [
        ("conv", "conv1", 11, 96, 4, 0, 1, "relu"),
        ("lrn", k, alpha),
        ("max", 3, 2),
        ("conv", "conv2", 5, 256, 1, 2, groups, "relu"),
        ("lrn", k, alpha),
        ("max", 3, 2),
        ("conv", "conv3", 3, 384, 1, 1, 1, "relu"),
        ("conv", "conv4", 3, 384, 1, 1, groups, "relu"),
        ("conv", "conv5", 3, 256, 1, 1, groups, "relu"),
        ("max", 3, 2),
        ("flatten",),
        ("dense", "fc6", dense, "relu"),
        ("dense", "fc7", dense, "relu"),
        ("dense", "fc8", classes),
    ]


CASES = [(2, "paper", (2, 1e-4)), (1, "paper", (2, 1e-4)), (2, "caffe", (1, 2e-5))]


@pytest.mark.parametrize(("groups", "lrn", "numbers"), CASES)
def test_equals_the_papers_table(groups, lrn, numbers):
    model = alexnet((99, 131, 3), 8, None, groups=groups, lrn=lrn, dense=96)
    weights, x = randomize(model), 20 * images((99, 131, 3))  # large, so that the normalization matters
    got = logits(model, x)
    prove(got, Table(weights).run(paper_table(groups, *numbers, 96, 8), x))
    prove(got[0], proof.kept(f"alexnet, groups {groups}, {lrn}"), proof.GOLDEN_TOLERANCE)
    proof.assert_fail(model, ALTERED, x, got)


def _pool_before_normalization(layer):
    if isinstance(layer, LocalResponseNormalization):
        return {"call": lambda x: x}
    if layer.name in ("pool1", "pool2"):
        kind = type(layer)
        return {"call": lambda x: LocalResponseNormalization()(kind.call(layer, x))}
    return None


def _other_convention(layer):
    if not isinstance(layer, LocalResponseNormalization):
        return None
    return {"convention": "caffe" if layer.convention == "paper" else "paper"}


ALTERED = {
    "pool before normalization": _pool_before_normalization,
    "the other convention": _other_convention,
    "pools that do not overlap": lambda layer: {"pool_size": (2, 2)} if layer.name == "pool5" else None,
}


def test_the_two_towers_do_not_see_each_other():
    model = alexnet((67, 67, 3), 4, None, lrn=None, dense=8)
    randomize(model)
    maps = keras.Model(model.input, [model.get_layer("conv1").output, model.get_layer("conv2").output])
    x = images((67, 67, 3), count=1)
    before = maps(x)[1].numpy()
    kernel, bias = model.get_layer("conv1").get_weights()
    model.get_layer("conv1").set_weights([np.concatenate([2 * kernel[..., :48], kernel[..., 48:]], -1), bias])
    after = maps(x)[1].numpy()
    assert np.abs(after - before)[..., :128].max() > 1e-2
    np.testing.assert_array_equal(after[..., 128:], before[..., 128:])


def test_normalization_equals_the_formula():
    x = 30 * images((3, 4, 9), seed=3)
    for convention, alpha, k in (("paper", 1e-4, 2), ("caffe", 2e-5, 1)):
        expected = np.empty_like(x)
        for c in range(9):
            energy = (x[..., max(c - 2, 0) : c + 3] ** 2).sum(-1)
            expected[..., c] = x[..., c] / (k + alpha * energy) ** 0.75
        np.testing.assert_allclose(LocalResponseNormalization(convention)(x), expected, rtol=1e-5)


@pytest.mark.usefixtures("own_start")
@pytest.mark.parametrize("groups", [1, 2])
def test_small_network_trains_a_step(groups):
    model = small_alexnet(groups=groups, lrn=None if groups == 1 else "paper", dense=16)
    check_stages(model, {"conv1": ((28, 28, 24), 5), "pool1": ((13, 13, 24), 7), "pool5": ((2, 2, 64), None)})
    model.compile("sgd", "sparse_categorical_crossentropy", run_eagerly=True)
    before = model.get_layer("conv2").get_weights()[0]
    loss = model.fit(images((28, 28, 1), 8), np.arange(8), verbose=0).history["loss"][0]
    assert np.isfinite(loss)
    assert np.abs(model.get_layer("conv2").get_weights()[0] - before).max() > 0
    copy = keras.models.model_from_json(model.to_json())
    assert counts(copy) == counts(model)


@pytest.mark.parametrize(
    ("build", "arguments", "sentence"),
    [
        (alexnet, {"input_shape": (64, 64, 3)}, "alexnet needs at least 67×67, got 64×64"),
        (small_alexnet, {"input_shape": (14, 28, 3)}, "small_alexnet needs at least 15×15, got 14×28"),
        (alexnet, {"groups": 3}, "alexnet takes groups=1 or 2, got 3"),
        (alexnet, {"lrn": "torch"}, "takes convention='paper' or 'caffe', got 'torch'"),
    ],
)
def test_impossible_requests_are_refused_in_words(build, arguments, sentence):
    with pytest.raises(ValueError, match=sentence):
        build(**arguments)


def test_the_smallest_images_work():
    assert alexnet((67, 67, 3), 3, dense=4).get_layer("pool5").output.shape == (None, 1, 1, 256)
    assert small_alexnet((15, 15, 1), 3, dense=4).get_layer("pool5").output.shape == (None, 1, 1, 64)
