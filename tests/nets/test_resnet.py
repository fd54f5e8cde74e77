"""ResNet: the counts of table 1, Keras's own by moved weights, ResNet-18 and -34 by the paper's table."""

import os
from pathlib import Path

import keras
import numpy as np
import pytest

from cnncourse.nets import resnet, resnet18, resnet34, resnet50, resnet101, resnet152
from cnncourse.nets.resnet import ZeroChannels, add_shortcut

from . import proof
from .geometry import check_stages, counts
from .proof import distance, images, logits, move, prove, randomize
from .table import Table

FIRST_BOTTLENECKS = {
    "conv1_relu": ((112, 112, 64), 7),
    "pool1_pool": ((56, 56, 64), 11),
    "conv2_block3_out": ((56, 56, 256), 35),
}
SIZES = {
    resnet18: (
        (11_699_112, 11_689_512, 1_814_073_344),
        {
            "conv1_relu": ((112, 112, 64), 7),
            "pool1_pool": ((56, 56, 64), 11),
            "conv2_block2_out": ((56, 56, 64), None),
            "conv3_block2_out": ((28, 28, 128), None),
            "conv4_block2_out": ((14, 14, 256), None),
            "conv5_block2_out": ((7, 7, 512), 435),
        },
    ),
    resnet34: (
        (21_814_696, 21_797_672, 3_663_761_408),
        {
            "conv2_block3_out": ((56, 56, 64), None),
            "conv3_block4_out": ((28, 28, 128), None),
            "conv4_block6_out": ((14, 14, 256), None),
            "conv5_block3_out": ((7, 7, 512), 899),
        },
    ),
    resnet50: (
        (25_636_712, 25_583_592, 3_857_973_248),
        FIRST_BOTTLENECKS
        | {
            "conv3_block4_out": ((28, 28, 512), 99),
            "conv4_block6_out": ((14, 14, 1024), 291),
            "conv5_block3_out": ((7, 7, 2048), 483),
        },
    ),
    resnet101: (
        (44_707_176, 44_601_832, 7_570_194_432),
        FIRST_BOTTLENECKS
        | {
            "conv3_block4_out": ((28, 28, 512), 99),
            "conv4_block23_out": ((14, 14, 1024), 835),
            "conv5_block3_out": ((7, 7, 2048), 1027),
        },
    ),
    resnet152: (
        (60_419_944, 60_268_520, 11_282_415_616),
        FIRST_BOTTLENECKS
        | {
            "conv3_block8_out": ((28, 28, 512), 163),
            "conv4_block36_out": ((14, 14, 1024), 1315),
            "conv5_block3_out": ((7, 7, 2048), 1507),
        },
    ),
}


TWINS = {
    resnet50: keras.applications.ResNet50,
    resnet101: keras.applications.ResNet101,
    resnet152: keras.applications.ResNet152,
}


def _relu_before_the_addition(layer):
    if not isinstance(layer, keras.layers.Add):
        return None
    return {"call": lambda x: x[0] + keras.ops.relu(x[1])}


def _stride_on_the_3x3(layer):
    block, _, part = layer.name.partition("_block1_")
    if block in ("conv3", "conv4", "conv5") and part in ("1_conv", "2_conv"):
        return {"strides": (1, 1) if part == "1_conv" else (2, 2)}
    return None


ALTERED = {
    "stem pads itself": proof.same_padding("conv1_pad", "conv1_conv"),
    "pool pads itself": proof.same_padding("pool1_pad", "pool1_pool"),
    "epsilon 1e-3": proof.epsilon(1e-3),
    "ReLU before the addition": _relu_before_the_addition,
    "stride on the 3×3": _stride_on_the_3x3,
}


@pytest.mark.parametrize("build", SIZES, ids=lambda build: build.__name__)
def test_counts_shapes_fields_and_keras_with_moved_weights(build):
    twin = TWINS.get(build) and proof.twin_logits(TWINS[build], 224)
    model = build(classifier_activation=None)
    expected, stages = SIZES[build]
    assert counts(model) == expected
    check_stages(model, stages)
    if twin:
        weights, x, outputs = twin
        assert list(weights) == list(proof.weights_of(model))  # so files of weights in Keras's order load too
        prove(logits(move(weights, model), x), outputs)
        proof.assert_fail(model, ALTERED if build is resnet50 else {}, x, outputs)


def test_counts_of_the_variants():
    assert counts(resnet50(conv_bias=False)) == (25_610_152, 25_557_032, 3_857_973_248)
    assert counts(resnet18(option="A"))[1] == 11_515_688
    assert counts(resnet34(option="A"))[1] == 21_623_848
    late = resnet50(stride_on="3x3")
    assert counts(late) == (25_636_712, 25_583_592, 4_089_184_256)
    check_stages(late, {"conv5_block3_out": ((7, 7, 2048), 427)})


KERAS_HOME = Path(os.environ.get("KERAS_HOME", Path.home() / ".keras"))
OFFICIAL = KERAS_HOME / "models" / "resnet50_weights_tf_dim_ordering_tf_kernels.h5"


@pytest.mark.skipif(not OFFICIAL.exists(), reason=f"the official weights are not at hand: {OFFICIAL}")
def test_official_weights_load():
    model = resnet50(classifier_activation=None)
    model.load_weights(OFFICIAL)
    reference = keras.applications.ResNet50(weights=str(OFFICIAL), classifier_activation=None)
    x = 100 * images((224, 224, 3), 1)
    prove(logits(model, x), logits(reference, x))


def paper_table(repeats: tuple[int, ...], classes: int) -> list[tuple]:
    """Table 1 of the paper, columns 18-layer and 34-layer, option B, on an even side."""
    rows = [
        ("conv", "conv1_conv", 7, 64, 2, 3),
        ("bn", "conv1_bn", 1.001e-5),
        ("relu",),
        ("max", 3, 2, 1, 1),
    ]
    for stage, blocks in enumerate(repeats):
        filters = 64 * 2**stage
        for block in range(blocks):
            name = f"conv{stage + 2}_block{block + 1}"
            stride = 2 if stage > 0 and block == 0 else 1
            shortcut = (
                [
                    ("conv", f"{name}_0_conv", 1, filters, stride),
                    ("bn", f"{name}_0_bn", 1.001e-5),
                ]
                if stride == 2
                else []
            )
            branch = [
                ("conv", f"{name}_1_conv", 3, filters, stride, 1),
                ("bn", f"{name}_1_bn", 1.001e-5),
                ("relu",),
                ("conv", f"{name}_2_conv", 3, filters, 1, 1),
                ("bn", f"{name}_2_bn", 1.001e-5),
            ]
            rows += [("add", shortcut, branch), ("relu",)]
    return [*rows, ("mean_all",), ("dense", "predictions", classes)]


@pytest.mark.parametrize(("build", "repeats"), [(resnet18, (2, 2, 2, 2)), (resnet34, (3, 4, 6, 3))])
def test_equals_the_papers_table(build, repeats):
    model = build((64, 96, 3), classes=10, classifier_activation=None)
    weights, x = randomize(model), images((64, 96, 3))
    got = logits(model, x)
    prove(got, Table(weights).run(paper_table(repeats, 10), x))
    prove(got[0], proof.kept(build.__name__), proof.GOLDEN_TOLERANCE)

    pads = [layer.name[:-4] for layer in model.layers if layer.name.endswith("_1_pad")]
    assert len(pads) == 3
    changes = {name: proof.same_padding(f"{name}_pad", f"{name}_conv") for name in pads}
    proof.assert_fail(model, changes, x, got)


def test_the_small_network_of_section_4_2():
    settings = {"block": "basic", "stem_size": "small", "option": "A", "conv_bias": False}
    model = resnet((3, 3, 3), 16, (32, 32, 3), 10, **settings)
    weighted = [x for x in model.layers if isinstance(x, keras.layers.Conv2D | keras.layers.Dense)]
    assert len(weighted) == 20
    trainable = counts(model)[1]
    assert round(trainable / 1e6, 2) == 0.27  # table 6


def test_plain_network_is_the_residual_one_without_its_shortcuts():
    shape, settings = (28, 28, 1), {"block": "basic", "stem_size": "small", "option": "A"}
    residual = resnet((2, 2), 8, shape, 10, None, **settings)
    plain = resnet((2, 2), 8, shape, 10, None, shortcut=False, **settings)
    weights, x = randomize(residual), images(shape)
    move(weights, plain)
    assert distance(logits(plain, x), logits(residual, x)) > 1e-2

    def branch_only(layer):
        return {"call": lambda x: x[1]} if isinstance(layer, keras.layers.Add) else None

    with proof.altered(residual, branch_only):
        prove(logits(plain, x), logits(residual, x))


def test_option_a_carries_every_second_pixel_and_zeros():
    maps = keras.Input((5, 6, 3))
    x = images((5, 6, 3))
    model = keras.Model(maps, add_shortcut(maps, keras.layers.Conv2D(8, 1, 2)(maps), 2, option="A"))
    for layer in model.layers:
        layer.set_weights([np.zeros(weight.shape) for weight in layer.weights])
    got = logits(model, x)
    np.testing.assert_array_equal(got[..., :3], np.maximum(x[:, ::2, ::2], 0))
    np.testing.assert_array_equal(got[..., 3:], 0)


@pytest.mark.parametrize("settings", [{}, {"batch_norm": False}, {"option": "A"}, {"momentum": 0.9}])
@pytest.mark.parametrize("block", ["basic", "bottleneck"])
def test_settings_reach_the_layers(block, settings):
    model = resnet((1, 1), 4, (9, 7, 1), 3, block=block, stem_size="small", **settings)
    norms = [layer for layer in model.layers if isinstance(layer, keras.layers.BatchNormalization)]
    assert bool(norms) == settings.get("batch_norm", True)
    assert {layer.momentum for layer in norms} <= {settings.get("momentum", 0.99)}
    assert any(isinstance(layer, ZeroChannels) for layer in model.layers) == ("option" in settings)
    assert not model.compiled
    copy = keras.models.model_from_json(model.to_json())
    assert copy.count_params() == model.count_params()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"input_shape": (28, 28)}, r"resnet takes input_shape=\(height, width, channels\), got \(28, 28\)"),
        ({"input_shape": (28, 0, 1)}, "got .28, 0, 1."),
        ({"classes": 0}, "resnet needs a positive whole number of classes, got 0"),
        ({"block": "wide"}, "resnet takes block='basic' or 'bottleneck', got 'wide'"),
        ({"stem_size": "large"}, "takes stem_size='imagenet' or 'small', got 'large'"),
        ({"stride_on": "5x5"}, "takes stride_on='1x1' or '3x3', got '5x5'"),
        ({"option": "C"}, "takes option='A' or 'B', got 'C'"),
    ],
)
def test_impossible_requests_are_refused_in_words(arguments, sentence):
    with pytest.raises(ValueError, match=sentence):
        resnet((1,), **arguments)
