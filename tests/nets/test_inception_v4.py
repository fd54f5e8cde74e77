"""Inception v4: counts, shapes and fields, and the paper's figures 3 to 9 path by path."""

import keras
import pytest

from cnncourse.nets import inception_v4

from . import proof
from .geometry import check_stages, counts
from .proof import images, logits, prove, randomize
from .table import Table

STAGES = {
    "stem_1_act": ((149, 149, 32), None), "stem_2_act": ((147, 147, 32), None),
    "stem_3_act": ((147, 147, 64), None), "mixed3a": ((73, 73, 160), None), "mixed4a": ((71, 71, 192), None),
    "mixed5a": ((35, 35, 384), None), "module_a4": ((35, 35, 384), None),
    "reduction_a": ((17, 17, 1024), None),
    "module_b7": ((17, 17, 1024), None), "reduction_b": ((8, 8, 1536), None),
    "module_c3": ((8, 8, 1536), 2071),
}


def test_counts_shapes_and_fields():
    model = inception_v4()
    assert counts(model) == (42_742_984, 42_679_816, 12_253_974_624)
    check_stages(model, STAGES)


def convs(name: str, text: str) -> list[tuple]:
    """Read a path as the paper draws it, such as `"64 1x1, 96 3x3 V, 96 3x3/2 V"`; V pads nothing."""
    rows = []
    for number, box in enumerate(text.split(", "), 1):
        filters, window, *valid = box.split()
        sides, _, stride = window.partition("/")
        kernel = tuple(map(int, sides.split("x")))
        padding = (0, 0) if valid else tuple(side // 2 for side in kernel)
        layer = f"{name}_{number}"
        rows += [
            ("conv", f"{layer}_conv", kernel, int(filters), int(stride or 1), padding),
            ("bn", f"{layer}_bn", 1e-3), ("relu",),
        ]
    return rows


MEAN, POOL = ("mean", 3, 1, 1, 1), ("max", 3, 2)


def stem() -> list[tuple]:
    """Figure 3."""
    return [
        *convs("stem", "32 3x3/2 V, 32 3x3 V, 64 3x3"),
        ("concat", [POOL], convs("mixed3a", "96 3x3/2 V")),
        ("concat", convs("mixed4a_path1", "64 1x1, 96 3x3 V"),
         convs("mixed4a_path2", "64 1x1, 64 1x7, 64 7x1, 96 3x3 V")),
        ("concat", convs("mixed5a", "192 3x3/2 V"), [POOL]),
    ]


def a(n: str) -> tuple:
    """Figure 4."""
    return (
        "concat", convs(f"{n}_path1", "96 1x1"), convs(f"{n}_path2", "64 1x1, 96 3x3"),
        convs(f"{n}_path3", "64 1x1, 96 3x3, 96 3x3"), [MEAN, *convs(f"{n}_path4", "96 1x1")],
    )


def b(n: str) -> tuple:
    """Figure 5."""
    return (
        "concat", convs(f"{n}_path1", "384 1x1"), convs(f"{n}_path2", "192 1x1, 224 1x7, 256 7x1"),
        convs(f"{n}_path3", "192 1x1, 192 7x1, 224 1x7, 224 7x1, 256 1x7"),
        [MEAN, *convs(f"{n}_path4", "128 1x1")],
    )


def c(n: str) -> tuple:
    """Figure 6."""
    def fork(path):
        return "concat", convs(f"{path}_row", "256 1x3"), convs(f"{path}_column", "256 3x1")

    return (
        "concat", convs(f"{n}_path1", "256 1x1"), [*convs(f"{n}_path2", "384 1x1"), fork(f"{n}_path2")],
        [*convs(f"{n}_path3", "384 1x1, 448 3x1, 512 1x3"), fork(f"{n}_path3")],
        [MEAN, *convs(f"{n}_path4", "256 1x1")],
    )


REDUCTION_A = (  # figure 7
    "concat", convs("reduction_a_path1", "384 3x3/2 V"),
    convs("reduction_a_path2", "192 1x1, 224 3x3, 256 3x3/2 V"), [POOL],
)
REDUCTION_B = (  # figure 8
    "concat", convs("reduction_b_path1", "192 1x1, 192 3x3/2 V"),
    convs("reduction_b_path2", "256 1x1, 256 1x7, 320 7x1, 320 3x3/2 V"), [POOL],
)


def paper_table(classes: int) -> list[tuple]:
    """Figure 9, bottom to top."""
    return [
        *stem(), *(a(f"module_a{n}") for n in range(1, 5)), REDUCTION_A,
        *(b(f"module_b{n}") for n in range(1, 8)), REDUCTION_B, *(c(f"module_c{n}") for n in range(1, 4)),
        ("mean_all",), ("dense", "predictions", classes),
    ]


def _padding_counted(layer):
    if not isinstance(layer, keras.layers.AveragePooling2D):
        return None
    around = ((0, 0), (1, 1), (1, 1), (0, 0))
    return {"call": lambda x: keras.ops.average_pool(keras.ops.pad(x, around), 3, 1)}


ALTERED = {
    "paths joined in reverse": proof.reversed_inputs(keras.layers.Concatenate),
    "padding counted in the mean": _padding_counted,
    "epsilon 1e-5": proof.epsilon(1e-5),
}


def test_equals_the_papers_figures():
    model = inception_v4((139, 107, 3), 8, None)
    weights, x = randomize(model), images((139, 107, 3))
    got = logits(model, x)
    prove(got, Table(weights).run(paper_table(8), x))
    prove(got[0], proof.kept("inception_v4"), proof.GOLDEN_TOLERANCE)
    proof.assert_fail(model, ALTERED, x, got)


def test_width_and_repeats():
    model = inception_v4((75, 75, 1), 10, width=0.125, repeats=(1, 0, 1), momentum=0.9)
    check_stages(model, {"module_a1": ((7, 7, 48), None), "module_c1": ((1, 1, 192), None)})
    norms = [x for x in model.layers if isinstance(x, keras.layers.BatchNormalization)]
    assert {x.momentum for x in norms} == {0.9}


def test_impossible_requests_are_refused_in_words():
    with pytest.raises(ValueError, match="inception_v4 needs at least 75×75, got 74×299"):
        inception_v4((74, 299, 3))
