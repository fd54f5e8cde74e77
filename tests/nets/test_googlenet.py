"""GoogLeNet: counts of table 1, shapes and fields, and the table's rows one by one."""

import keras
import numpy as np
import pytest

from cnncourse.nets import googlenet, small_googlenet

from . import proof
from .geometry import check_stages, counts
from .proof import images, logits, prove, randomize
from .table import Table

STAGES = {
    "conv1_7x7_s2": ((112, 112, 64), 7), "pool1_3x3_s2": ((56, 56, 64), 11),
    "conv2_3x3_reduce": ((56, 56, 64), 11), "conv2_3x3": ((56, 56, 192), 19),
    "pool2_3x3_s2": ((28, 28, 192), 27),
    "inception_3a_output": ((28, 28, 256), 59), "inception_3b_output": ((28, 28, 480), 91),
    "pool3_3x3_s2": ((14, 14, 480), 107), "inception_4a_output": ((14, 14, 512), 171),
    "inception_4b_output": ((14, 14, 512), 235), "inception_4c_output": ((14, 14, 512), 299),
    "inception_4d_output": ((14, 14, 528), 363), "inception_4e_output": ((14, 14, 832), 427),
    "pool4_3x3_s2": ((7, 7, 832), 459), "inception_5a_output": ((7, 7, 832), 587),
    "inception_5b_output": ((7, 7, 1024), 715), "pool5_7x7_s1": ((1024,), None),
}


def test_counts_shapes_and_fields():
    model = googlenet()
    assert counts(model) == (6_998_552, 6_998_552, 1_582_671_872)
    check_stages(model, STAGES)


def test_auxiliary_classifiers():
    model = googlenet(auxiliary=True)
    assert counts(model) == (13_378_280, 13_378_280, 1_591_044_096)
    check_stages(model, {"loss1_ave_pool": ((4, 4, 512), None), "loss2_ave_pool": ((4, 4, 528), None)})
    assert model.output_shape == [(None, 1000)] * 3
    names = [tensor._keras_history.operation.name for tensor in model.outputs]
    assert names == ["loss3_classifier", "loss1_classifier", "loss2_classifier"]


# Table 1 as printed: 1×1, 3×3 reduce, 3×3, 5×5 reduce, 5×5, pool proj.
PRINTED = """
    3a   64  96 128 16  32  32
    3b  128 128 192 32  96  64
    pool
    4a  192  96 208 16  48  64
    4b  160 112 224 24  64  64
    4c  128 128 256 24  64  64
    4d  112 144 288 32  64  64
    4e  256 160 320 32 128 128
    pool
    5a  256 160 320 32 128 128
    5b  384 192 384 48 128 128
"""


def conv(name: str, kernel: int, filters: int, stride: int = 1) -> tuple:
    """Convolution with as much padding on each side as keeps the windows on the pixels, then ReLU."""
    return ("conv", name, kernel, filters, stride, kernel // 2, 1, "relu")


def modules(gate=lambda name, channels: []) -> list[tuple]:
    """The inception modules and the pools among them; a pool of even maps hangs over by one pixel."""
    rows = []
    for line in PRINTED.split("\n")[1:-1]:
        module, *widths = line.split()
        if module == "pool":
            rows.append(("max", 3, 2, 0, 1))
            continue
        n = f"inception_{module}_"
        a, b1, b2, c1, c2, d = map(int, widths)
        paths = [
            [conv(f"{n}1x1", 1, a)],
            [conv(f"{n}3x3_reduce", 1, b1), conv(f"{n}3x3", 3, b2)],
            [conv(f"{n}5x5_reduce", 1, c1), conv(f"{n}5x5", 5, c2)],
            [("max", 3, 1, 1, 1), conv(f"{n}pool_proj", 1, d)],
        ]
        rows += [("concat", *paths), *gate(f"{n}gate", a + b2 + c2 + d)]
    return rows


def paper_table(k: float, alpha: float, classes: int, **options) -> list[tuple]:
    """Table 1, top to bottom."""
    return [
        conv("conv1_7x7_s2", 7, 64, 2), ("max", 3, 2, 0, 1), ("lrn", k, alpha),
        conv("conv2_3x3_reduce", 1, 64), conv("conv2_3x3", 3, 192), ("lrn", k, alpha), ("max", 3, 2, 0, 1),
        *modules(**options), ("mean_all",), ("dense", "loss3_classifier", classes),
    ]


@pytest.mark.parametrize(("lrn", "numbers"), [("caffe", (1, 2e-5)), ("paper", (2, 1e-4))])
def test_equals_the_papers_table(lrn, numbers):
    model = googlenet((96, 64, 3), 8, None, lrn=lrn)
    weights, x = randomize(model), 10 * images((96, 64, 3))
    got = logits(model, x)
    prove(got, Table(weights).run(paper_table(*numbers, 8), x))
    prove(got[0], proof.kept(f"googlenet, {lrn}"), proof.GOLDEN_TOLERANCE)
    proof.assert_fail(model, ALTERED, x, got)


def _mean_in_the_pool_path(layer):
    if not layer.name.startswith("inception") or not layer.name.endswith("_pool"):
        return None
    return {"call": lambda x: keras.ops.average_pool(x, 3, 1, "same")}


ALTERED = {
    "paths joined in reverse": proof.reversed_inputs(keras.layers.Concatenate),
    "mean in the pool path": _mean_in_the_pool_path,
    "stem pads itself": proof.same_padding("conv1_7x7_s2_pad", "conv1_7x7_s2"),
    "pool padded in front": lambda layer: (
        {"call": lambda x: keras.ops.max_pool(keras.ops.pad(x, ((0, 0), (1, 0), (1, 0), (0, 0))), 3, 2)}
        if layer.name == "pool1_3x3_s2" else None
    ),
}


@pytest.mark.usefixtures("own_start")
def test_auxiliary_outputs_train_together():
    model = small_googlenet(modules=("3a", "pool3", "4a", "4d"), width=0.06, auxiliary=True)
    losses = ["sparse_categorical_crossentropy"] * 3
    model.compile("sgd", losses, loss_weights=[1, 0.3, 0.3], run_eagerly=True)
    labels = np.arange(8)
    loss = model.fit(images((28, 28, 1), 8), [labels] * 3, verbose=0).history["loss"][0]
    assert np.isfinite(loss)


def test_small_network():
    model = small_googlenet(lrn=None)
    check_stages(model, {
        "conv1_3x3": ((28, 28, 24), 3), "inception_3a_output": ((28, 28, 32), 7),
        "inception_3b_output": ((28, 28, 60), 11), "pool3_3x3_s2": ((14, 14, 60), 13),
        "inception_4a_output": ((14, 14, 64), 21),
    })


def test_impossible_requests_are_refused_in_words():
    with pytest.raises(ValueError, match="googlenet needs at least 65×65, got 64×64"):
        googlenet((64, 64, 3), auxiliary=True)
    model = googlenet((65, 65, 3), 3, auxiliary=True, width=0.1)
    assert model.get_layer("loss2_ave_pool").output.shape[1] == 1
    with pytest.raises(ValueError, match="small_googlenet needs at least 9×9, got 8×28"):
        small_googlenet((8, 28, 1), auxiliary=True)
    with pytest.raises(ValueError, match="googlenet takes stem_size='imagenet' or 'small', got None"):
        googlenet(stem_size=None)
