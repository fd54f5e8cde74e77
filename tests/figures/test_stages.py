"""Strips of whole networks hold what the networks hold."""

import pytest

from cnncourse import nets
from cnncourse.figures.stages import in_words, stages, strip
from cnncourse.figures.style import to_png
from cnncourse.nets.senet import se_block

BUILT = {
    "lenet5": lambda: nets.lenet5(),
    "alexnet": lambda: nets.alexnet(),
    "small googlenet": lambda: nets.small_googlenet(),
    "densenet": lambda: nets.densenet((2, 2, 2), 8, (32, 32, 1), 10),
    "se-resnet50": lambda: nets.se_resnet50(),
    "deeplab": lambda: nets.small_deeplab(),
}


@pytest.mark.parametrize("name", BUILT)
def test_a_strip_holds_all_layers_and_parameters(name):
    model = BUILT[name]()
    rows = stages(model)
    assert sum(row[3] or 0 for row in rows) == model.count_params()
    weighted = [layer for layer in model.layers if any(w in type(layer).__name__ for w in ("Conv", "Dense"))]
    assert sum(int(row[0].split()[0]) for row in rows[1:] if "layer" in row[0]) == len(weighted)
    assert rows[0][2] == model.input_shape[1:] and len(rows) <= 12
    assert len(to_png(strip(model))) < 40_000


def test_the_stages_of_resnet50_are_those_of_its_table():
    """He et al. (2016), table 1; the shortcuts of the first blocks are counted too."""
    rows = stages(nets.resnet50())
    assert [row[2] for row in rows[1:]] == [
        (112, 112, 64),
        (56, 56, 256),
        (28, 28, 512),
        (14, 14, 1024),
        (7, 7, 2048),
        (1000,),
    ]
    assert [row[0] for row in rows[1:]] == ["1 layer", "10 layers", "13 layers", "19 layers", "10 layers", "1 layer"]
    assert in_words(nets.lenet5()) == "5 layers with weights, 61,706 parameters, 96 % of them behind the last map."


def test_gates_stay_at_home_and_the_way_back_up_is_told_apart():
    """A gate's vectors are no stage of their own; maps that were enlarged are not those of the same size before."""
    plain, gated = (
        stages(nets.resnet((1, 1, 1), 16, (28, 28, 1), 10, block="basic", stem_size="small", **options))
        for options in ({}, {"gate": se_block})
    )
    assert [row[1:3] for row in plain] == [row[1:3] for row in gated]
    rows = stages(nets.small_deeplab((64, 64, 3), classes=11))
    sides = [row[2][0] for row in rows]
    kinds = [row[1] for row in rows]
    lowest = sides.index(min(sides))
    assert sides[lowest:] == sorted(sides[lowest:]) and sides[-1] == 64
    assert set(kinds[1 : lowest + 1]) == {"conv"} and set(kinds[lowest + 1 :]) == {"conv, enlarged"}
