"""NiN: counts and shapes, the authors' layers one by one, pooling that rounds up."""

import keras
import numpy as np
import pytest

from cnncourse.nets import nin, small_nin
from cnncourse.nets.nin import ceil_max_pool

from . import proof
from .geometry import check_stages, counts
from .proof import images, logits, prove, randomize
from .table import Table

STAGES = {
    "conv1": ((54, 54, 96), 11),
    "cccp1": ((54, 54, 96), 11),
    "cccp2": ((54, 54, 96), 11),
    "pool1": ((27, 27, 96), 19),
    "conv2": ((27, 27, 256), 51),
    "cccp3": ((27, 27, 256), 51),
    "cccp4": ((27, 27, 256), 51),
    "pool2": ((13, 13, 256), 67),
    "conv3": ((13, 13, 384), 99),
    "cccp5": ((13, 13, 384), 99),
    "cccp6": ((13, 13, 384), 99),
    "pool3": ((6, 6, 384), 131),
    "conv4": ((6, 6, 1024), 195),
    "cccp7": ((6, 6, 1024), 195),
    "cccp8": ((6, 6, 1000), 195),
    "pool4": ((1000,), None),
}


def test_counts_shapes_and_fields():
    model = nin()
    assert counts(model) == (7_595_176, 7_595_176, 1_100_188_800)
    check_stages(model, STAGES)


def block(names: str, kernel: int, stride: int, padding: int, *filters: int) -> list[tuple]:
    """A convolution and two 1×1, each with its ReLU."""
    windows = [(kernel, stride, padding), (1, 1, 0), (1, 1, 0)]
    return [
        ("conv", name, k, f, s, p, 1, "relu")
        for name, f, (k, s, p) in zip(names.split(), filters, windows, strict=True)
    ]


def paper_table(classes: int) -> list[tuple]:
    """nin_imagenet for 224×224: pools round up, so 54 gives 27 with one pixel over the edge."""
    return [
        *block("conv1 cccp1 cccp2", 11, 4, 0, 96, 96, 96),
        ("max", 3, 2, 0, 1),
        *block("conv2 cccp3 cccp4", 5, 1, 2, 256, 256, 256),
        ("max", 3, 2),
        *block("conv3 cccp5 cccp6", 3, 1, 1, 384, 384, 384),
        ("max", 3, 2),
        *block("conv4 cccp7 cccp8", 3, 1, 1, 1024, 1024, classes),
        ("mean_all",),
    ]


def test_equals_the_papers_table():
    model = nin(classes=8, classifier_activation=None)
    weights, x = randomize(model), images((224, 224, 3), 1)
    got = logits(model, x)
    prove(got, Table(weights).run(paper_table(8), x))
    prove(got[0], proof.kept("nin"), proof.GOLDEN_TOLERANCE)
    proof.assert_fail(model, ALTERED, x, got)


def _padding(edge):
    return lambda layer: {"padding": (edge, edge)} if layer.name == "pool1_pad" else None


def _no_relu(name):
    return lambda layer: {"activation": keras.activations.linear} if layer.name == name else None


ALTERED = {
    "pool that rounds down": _padding((0, 0)),
    "pool padded in front": _padding((1, 0)),
    "no ReLU on the scores": _no_relu("cccp8"),
    "no ReLU in a 1×1": _no_relu("cccp3"),
}


POOLS = [(54, 3, 2), (27, 3, 2), (2, 3, 2), (10, 4, 3), (9, 2, 2)]


@pytest.mark.parametrize(("side", "size", "stride"), POOLS)
def test_pools_round_up_over_the_pixels_there_are(side, size, stride):
    maps = keras.Input((side, side + 1, 2))
    model = keras.Model(maps, ceil_max_pool(maps, size, stride, "pool"))
    x = np.abs(images((side, side + 1, 2), 1))
    rows, columns = (-(-(n - size) // stride) + 1 for n in (side, side + 1))
    expected = [
        [x[0, i : i + size, j : j + size].max((0, 1)) for j in range(0, columns * stride, stride)]
        for i in range(0, rows * stride, stride)
    ]
    np.testing.assert_array_equal(logits(model, x)[0], expected)


def test_relu_on_scores_keeps_them_from_going_below_zero():
    x = images((28, 28, 1), 8)
    for relu in (True, False):
        model = small_nin(widths=(8, 8), classifier_activation=None, relu_on_scores=relu)
        randomize(model)
        assert (logits(model, x).min() >= 0) == relu


@pytest.mark.usefixtures("own_start")
def test_small_network():
    model = small_nin(widths=(16, 24, 32), dropout=0.1)
    check_stages(
        model,
        {
            "cccp2": ((28, 28, 16), 5),
            "pool1": ((14, 14, 16), 7),
            "pool2": ((7, 7, 24), None),
            "pool3": ((3, 3, 32), None),
            "cccp8": ((3, 3, 10), None),
            "predictions": ((10,), None),
        },
    )
    assert np.allclose(logits(model, images((28, 28, 1))).sum(-1), 1)


def test_impossible_requests_are_refused_in_words():
    with pytest.raises(ValueError, match="nin needs at least 39×39, got 38×64"):
        nin((38, 64, 3))
    with pytest.raises(ValueError, match="small_nin needs at least 4×4, got 3×28"):
        small_nin((3, 28, 1))
    assert nin((39, 39, 3), 5).get_layer("pool3").output.shape == (None, 1, 1, 384)
    assert small_nin((4, 4, 1)).get_layer("pool2").output.shape == (None, 1, 1, 96)
