"""DenseNet: the counts of table 1 and Keras's own networks by moved weights."""

import keras
import numpy as np
import pytest

from cnncourse.nets import densenet, densenet121, densenet169, densenet201
from cnncourse.nets.densenet import dense_block, transition

from . import proof
from .geometry import check_stages, counts
from .proof import images, logits, move, prove

FIRST = {
    "pool1": ((56, 56, 64), 11), "conv2_block6_concat": ((56, 56, 256), 59),
    "pool2_pool": ((28, 28, 128), 63),
    "conv3_block12_concat": ((28, 28, 512), 255), "pool3_pool": ((14, 14, 256), 263),
}
SIZES = {
    densenet121: (
        (8_062_504, 7_978_856, 2_834_161_664),
        {"conv4_block24_concat": ((14, 14, 1024), 1031), "pool4_pool": ((7, 7, 512), 1047),
         "conv5_block16_concat": ((7, 7, 1024), 2071), "relu": ((7, 7, 1024), 2071)},
    ),
    densenet169: (
        (14_307_880, 14_149_480, 3_359_843_328),
        {"conv4_block32_concat": ((14, 14, 1280), 1287), "pool4_pool": ((7, 7, 640), 1303),
         "conv5_block32_concat": ((7, 7, 1664), 3351), "relu": ((7, 7, 1664), 3351)},
    ),
    densenet201: (
        (20_242_984, 20_013_928, 4_291_365_888),
        {"conv4_block48_concat": ((14, 14, 1792), 1799), "pool4_pool": ((7, 7, 896), 1815),
         "conv5_block32_concat": ((7, 7, 1920), 3863), "relu": ((7, 7, 1920), 3863)},
    ),
}
TWINS = {
    densenet121: keras.applications.DenseNet121, densenet169: keras.applications.DenseNet169,
    densenet201: keras.applications.DenseNet201,
}


def _max_in_the_transitions(layer):
    if not isinstance(layer, keras.layers.AveragePooling2D):
        return None
    return {"call": lambda x: keras.ops.max_pool(x, 2)}


ALTERED = {
    "new maps in front": proof.reversed_inputs(keras.layers.Concatenate),
    "max pool in the transitions": _max_in_the_transitions,
    "epsilon 1e-3": proof.epsilon(1e-3),
    "stem pads itself": proof.same_padding("conv1_pad", "conv1_conv"),
}


@pytest.mark.parametrize("build", SIZES, ids=lambda build: build.__name__)
def test_counts_shapes_fields_and_keras_with_moved_weights(build):
    weights, x, outputs = proof.twin_logits(TWINS[build], 224)
    model = build(classifier_activation=None)
    expected, stages = SIZES[build]
    assert counts(model) == expected
    check_stages(model, FIRST | stages)
    assert list(weights) == list(proof.weights_of(move(weights, model)))
    prove(logits(model, x), outputs)
    proof.assert_fail(model, ALTERED if build is densenet121 else {}, x, outputs)


def test_every_layer_sees_all_before_it_unchanged():
    maps = keras.Input((6, 5, 4))
    model = keras.Model(maps, dense_block(maps, 3, 2, name="block"))
    proof.randomize(model)
    x = images((6, 5, 4))
    inner = keras.Model(maps, [model.get_layer(f"block_block{n}_concat").output for n in (1, 2, 3)])
    first, second, third = (np.asarray(y) for y in inner(x))
    np.testing.assert_array_equal(first[..., :4], x)
    np.testing.assert_array_equal(second[..., :6], first)
    np.testing.assert_array_equal(third[..., :8], second)


@pytest.mark.parametrize(("compression", "channels"), [(0.5, 7), (0.3, 4), (1.0, 15)])
def test_transition_rounds_the_channels_down(compression, channels):
    assert transition(keras.Input((7, 8, 15)), compression).shape == (None, 3, 4, channels)


def test_the_papers_network_for_cifar():
    plain = densenet((12, 12, 12), 12, (32, 32, 3), 10, compression=1.0, bottleneck=False, stem_size="small")
    weighted = [x for x in plain.layers if isinstance(x, keras.layers.Conv2D | keras.layers.Dense)]
    assert len(weighted) == 40
    bc = densenet((16, 16, 16), 12, (32, 32, 3), 10, stem_size="small", momentum=0.9)
    assert round(counts(bc)[1] / 1e6, 1) == 0.8  # table 2, DenseNet-BC of depth 100
    assert {x.momentum for x in bc.layers if isinstance(x, keras.layers.BatchNormalization)} == {0.9}


def test_impossible_requests_are_refused_in_words():
    with pytest.raises(ValueError, match="densenet121 needs at least 29×29, got 28×28"):
        densenet121((28, 28, 1))
    assert densenet((1, 1, 1, 1), 4, (29, 29, 1), 3).get_layer("relu").output.shape[1:3] == (1, 1)
    with pytest.raises(ValueError, match="densenet needs at least 4×4, got 3×9"):
        densenet((1, 1, 1), 4, (3, 9, 1), stem_size="small")
    with pytest.raises(ValueError, match="densenet takes stem_size='imagenet' or 'small', got 'tiny'"):
        densenet((1,), stem_size="tiny")
