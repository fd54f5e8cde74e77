"""VGG: the counts of table 1, Keras's own VGG-16 and -19 by moved weights, all four by the paper's table."""

import keras
import pytest

from cnncourse.nets import vgg, vgg11, vgg13, vgg16, vgg19

from . import proof
from .geometry import check_stages, counts
from .proof import images, logits, move, prove, randomize
from .table import Table

SIZES = {
    vgg11: (
        (132_863_336, 132_863_336, 7_609_090_048),
        {"block5_conv2": ((14, 14, 512), 134), "block5_pool": ((7, 7, 512), 150)},
    ),
    vgg13: (
        (133_047_848, 133_047_848, 11_308_466_176),
        {"block5_conv2": ((14, 14, 512), 140), "block5_pool": ((7, 7, 512), 156)},
    ),
    vgg16: (
        (138_357_544, 138_357_544, 15_470_264_320),
        {
            "block1_conv2": ((224, 224, 64), 5),
            "block1_pool": ((112, 112, 64), 6),
            "block2_conv2": ((112, 112, 128), 14),
            "block2_pool": ((56, 56, 128), 16),
            "block3_conv3": ((56, 56, 256), 40),
            "block3_pool": ((28, 28, 256), 44),
            "block4_conv3": ((28, 28, 512), 92),
            "block4_pool": ((14, 14, 512), 100),
            "block5_conv3": ((14, 14, 512), 196),
            "block5_pool": ((7, 7, 512), 212),
        },
    ),
    vgg19: (
        (143_667_240, 143_667_240, 19_632_062_464),
        {
            "block1_pool": ((112, 112, 64), 6),
            "block2_pool": ((56, 56, 128), 16),
            "block3_pool": ((28, 28, 256), 52),
            "block4_pool": ((14, 14, 512), 124),
            "block5_conv4": ((14, 14, 512), 252),
            "block5_pool": ((7, 7, 512), 268),
        },
    ),
}

NORMALIZED = {
    "A": (132_874_344, 132_868_840),
    "B": (133_059_624, 133_053_736),
    "D": (138_374_440, 138_365_992),
    "E": (143_689_256, 143_678_248),
}


@pytest.mark.parametrize("build", SIZES, ids=lambda build: build.__name__)
def test_counts_shapes_and_fields(build):
    expected, stages = SIZES[build]
    model = build()
    assert counts(model) == expected
    check_stages(model, stages)


@pytest.mark.parametrize(("letter", "plain"), [("A", vgg11), ("B", vgg13), ("D", vgg16), ("E", vgg19)])
def test_counts_with_batch_norm(letter, plain):
    model = vgg(letter, (32, 32, 3), dense=8, batch_norm=True)
    extra = counts(vgg(letter, (32, 32, 3), dense=8))
    more = tuple(a - b for a, b in zip(counts(model), extra, strict=True))
    total, trainable = NORMALIZED[letter]
    assert more == (total - SIZES[plain][0][0], trainable - SIZES[plain][0][1], 0)


def _pool_of_three(layer):
    return {"pool_size": (3, 3), "padding": "same"} if isinstance(layer, keras.layers.MaxPooling2D) else None


def _no_relu_before_the_pool(layer):
    return {"activation": keras.activations.linear} if layer.name == "block5_conv1" else None


ALTERED = {"pool of three": _pool_of_three, "one ReLU left out": _no_relu_before_the_pool}


@pytest.mark.parametrize("build", [vgg16, vgg19], ids=lambda build: build.__name__)
def test_keras_with_moved_weights(build):
    reference = {vgg16: keras.applications.VGG16, vgg19: keras.applications.VGG19}[build]
    weights, x, outputs = proof.twin_logits(reference, 64)
    model = move(weights, build((64, 64, 3), classifier_activation=None))
    assert list(weights) == list(proof.weights_of(model))
    prove(logits(model, x), outputs)
    proof.assert_fail(model, ALTERED, x, outputs)


# Table 1 as printed: a column's layers, top to bottom.
COLUMNS = {
    vgg11: "64 M 128 M 256 256 M 512 512 M 512 512 M",
    vgg13: "64 64 M 128 128 M 256 256 M 512 512 M 512 512 M",
    vgg16: "64 64 M 128 128 M 256 256 256 M 512 512 512 M 512 512 512 M",
    vgg19: "64 64 M 128 128 M 256 256 256 256 M 512 512 512 512 M 512 512 512 512 M",
}


def paper_table(column: str, dense: int, classes: int) -> list[tuple]:
    """The rows of one column, and the three dense layers."""
    rows, block, number = [], 1, 1
    for entry in column.split():
        if entry == "M":
            rows, block, number = [*rows, ("max", 2, 2)], block + 1, 1
        else:
            name = f"block{block}_conv{number}"
            rows, number = [*rows, ("conv", name, 3, int(entry), 1, 1, 1, "relu")], number + 1
    return [
        *rows,
        ("flatten",),
        ("dense", "fc1", dense, "relu"),
        ("dense", "fc2", dense, "relu"),
        ("dense", "predictions", classes),
    ]


@pytest.mark.parametrize("build", COLUMNS, ids=lambda build: build.__name__)
def test_equals_the_papers_table(build):
    model = build((64, 32, 3), classes=8, classifier_activation=None, dense=96)
    weights, x = randomize(model), images((64, 32, 3))
    got = logits(model, x)
    prove(got, Table(weights).run(paper_table(COLUMNS[build], 96, 8), x))
    prove(got[0], proof.kept(build.__name__), proof.GOLDEN_TOLERANCE)


def test_width_and_blocks_for_small_images():
    model = vgg((1, 2), (28, 28, 1), 10, width=0.25, dense=32, dropout=0.0, batch_norm=True, momentum=0.9)
    check_stages(model, {"block1_pool": ((14, 14, 16), 4), "block2_pool": ((7, 7, 32), 14)})
    assert model.output_shape == (None, 10)
    assert {layer.momentum for layer in model.layers if "bn" in layer.name} == {0.9}
    assert not model.compiled


@pytest.mark.parametrize(
    ("configuration", "shape", "sentence"),
    [
        ("D", (28, 28, 1), "vgg needs at least 32×32, got 28×28"),
        ((1, 1, 1), (28, 7, 1), "vgg needs at least 8×8, got 28×7"),
        ("F", (64, 64, 3), "vgg takes configuration='A' or 'B' or 'D' or 'E', got 'F'"),
    ],
)
def test_impossible_requests_are_refused_in_words(configuration, shape, sentence):
    with pytest.raises(ValueError, match=sentence):
        vgg(configuration, shape)


def test_named_networks_say_their_own_name():
    with pytest.raises(ValueError, match="vgg16 needs at least 32×32, got 28×28"):
        vgg16((28, 28, 1))
