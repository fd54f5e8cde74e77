"""SE-Net: counts of the gates, and ResNet-50 and GoogLeNet with gates, by tables of their papers."""

import keras
import numpy as np
import pytest

from cnncourse.nets import se_googlenet, se_resnet, se_resnet50, small_googlenet
from cnncourse.nets.senet import se_block

from . import proof, test_googlenet
from .geometry import check_stages, counts
from .proof import images, logits, move, prove, randomize
from .table import Table

STAGES = {
    "conv1_relu": ((112, 112, 64), 7), "pool1_pool": ((56, 56, 64), 11),
    "conv2_block1_out": ((56, 56, 256), 19), "conv2_block2_out": ((56, 56, 256), 27),
    "conv2_block3_out": ((56, 56, 256), 35), "conv3_block1_out": ((28, 28, 512), 51),
    "conv3_block2_out": ((28, 28, 512), 67), "conv3_block3_out": ((28, 28, 512), 83),
    "conv3_block4_out": ((28, 28, 512), 99), "conv4_block1_out": ((14, 14, 1024), 131),
    "conv4_block2_out": ((14, 14, 1024), 163), "conv4_block3_out": ((14, 14, 1024), 195),
    "conv4_block4_out": ((14, 14, 1024), 227), "conv4_block5_out": ((14, 14, 1024), 259),
    "conv4_block6_out": ((14, 14, 1024), 291), "conv5_block1_out": ((7, 7, 2048), 355),
    "conv5_block2_out": ((7, 7, 2048), 419), "conv5_block3_out": ((7, 7, 2048), 483),
}


def test_counts_shapes_and_fields():
    model = se_resnet50()
    assert counts(model) == (28_141_144, 28_088_024, 3_860_488_192)
    check_stages(model, STAGES)
    assert counts(se_googlenet())[:2] == (7_478_655, 7_478_655)


def gate(name: str, channels: int) -> list[tuple]:
    """Mean, a sixteenth of the units, ReLU, all units, sigmoid; the input times that."""
    return [("gate", [
        ("mean_all",), ("dense", f"{name}_reduce", channels // 16, "relu"),
        ("dense", f"{name}_excite", channels, "sigmoid"),
    ])]


def norm(name: str) -> tuple:
    return ("bn", f"{name}_bn", 1.001e-5)


def resnet_table(classes: int) -> list[tuple]:
    """Table 1 of the SE-Net paper, middle column; v1, so the stride is on the first 1×1."""
    rows = [("conv", "conv1_conv", 7, 64, 2, 3), norm("conv1"), ("relu",), ("max", 3, 2, 1, 1)]
    for stage, (blocks, narrow) in enumerate([(3, 64), (4, 128), (6, 256), (3, 512)], 2):
        for block in range(1, blocks + 1):
            n, wide = f"conv{stage}_block{block}", 4 * narrow
            stride = 2 if block == 1 and stage > 2 else 1
            shortcut = [("conv", f"{n}_0_conv", 1, wide, stride), norm(f"{n}_0")] if block == 1 else []
            branch = [
                ("conv", f"{n}_1_conv", 1, narrow, stride), norm(f"{n}_1"), ("relu",),
                ("conv", f"{n}_2_conv", 3, narrow, 1, 1), norm(f"{n}_2"), ("relu",),
                ("conv", f"{n}_3_conv", 1, wide), norm(f"{n}_3"), *gate(f"{n}_gate", wide),
            ]
            rows += [("add", shortcut, branch), ("relu",)]
    return [*rows, ("mean_all",), ("dense", "predictions", classes)]


def gate_after_the_addition():
    """A change: what the gate would have done to the branch is done to the sum."""
    kept = []

    def change(layer):
        if isinstance(layer, keras.layers.Multiply):
            return {"call": lambda x: (kept.append(x[1]), x[0])[1]}
        if isinstance(layer, keras.layers.Add):
            return {"call": lambda x: (x[0] + x[1]) * kept.pop()}
        return None

    return change


def _max_squeezes(layer):
    if not layer.name.endswith("_squeeze"):
        return None
    return {"call": lambda x: keras.ops.max(x, (1, 2), keepdims=True)}


def _no_relu_inside(layer):
    return {"activation": keras.activations.linear} if layer.name.endswith("_reduce") else None


def gentle(weights: proof.Weights) -> proof.Weights:
    """Small branches: the maps do not grow from block to block, so the gates' sigmoids are not saturated."""
    for name, values in weights.items():
        if name.endswith("_3_bn"):
            values[0] *= np.float32(0.3)
    return weights


def test_se_resnet50_equals_the_papers_table():
    model = se_resnet50((64, 96, 3), 8, None)
    weights, x = gentle(randomize(model)), images((64, 96, 3))
    got = logits(move(weights, model), x)
    prove(got, Table(weights).run(resnet_table(8), x))
    prove(got[0], proof.kept("se_resnet50"), proof.GOLDEN_TOLERANCE)
    proof.assert_fail(model, {
        "gate after the addition": gate_after_the_addition(), "maximum instead of mean": _max_squeezes,
        "no ReLU inside the gate": _no_relu_inside,
    }, x, got)


def test_se_googlenet_equals_the_papers_table():
    model = se_googlenet((96, 64, 3), 8, None)
    weights, x = randomize(model), 10 * images((96, 64, 3))
    got = logits(model, x)
    table = test_googlenet.paper_table(1, 2e-5, 8, gate=gate)
    prove(got, Table(weights).run(table, x))
    prove(got[0], proof.kept("se_googlenet"), proof.GOLDEN_TOLERANCE)
    proof.assert_fail(model, {"maximum instead of mean": _max_squeezes}, x, got)


def test_block_equals_the_papers_equations():
    maps = keras.Input((5, 4, 12))
    model = keras.Model(maps, se_block(maps, 4, name="se"))
    weights = randomize(model)
    (w1, b1), (w2, b2) = weights["se_reduce"], weights["se_excite"]
    x = images((5, 4, 12))
    hidden = np.maximum(x.mean((1, 2)) @ w1 + b1, 0)
    gates = 1 / (1 + np.exp(-(hidden @ w2 + b2)))
    assert w1.shape == (12, 3)
    np.testing.assert_allclose(logits(model, x), x * gates[:, None, None], rtol=1e-5)


def test_ratio_and_small_networks():
    model = se_resnet((1, 1), 8, (28, 28, 1), 10, block="basic", stem_size="small", ratio=2, momentum=0.9)
    assert model.get_layer("conv3_block1_gate_reduce").units == 8
    assert se_block(keras.Input((4, 4, 3)), 16).shape == (None, 4, 4, 3)
    thin = small_googlenet(gate=se_block, modules=("3a",))
    assert thin.get_layer("inception_3a_gate_scale").output.shape == (None, 28, 28, 32)


def test_impossible_requests_are_refused_in_words():
    with pytest.raises(ValueError, match="se_resnet50 needs a positive whole number of classes, got -1"):
        se_resnet50(classes=-1)
