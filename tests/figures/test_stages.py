"""Strips of whole networks hold what the networks hold."""

import pytest

from cnncourse import nets
from cnncourse.figures.stages import in_words, stages, strip
from cnncourse.figures.style import to_png

BUILT = {
    "lenet5": lambda: nets.lenet5(),
    "alexnet": lambda: nets.alexnet(),
    "small googlenet": lambda: nets.small_googlenet(),
    "densenet": lambda: nets.densenet((2, 2, 2), 8, (32, 32, 1), 10),
    "se-resnet50": lambda: nets.se_resnet50(),
    "deeplab": lambda: nets.small_deeplab() if hasattr(nets, "small_deeplab") else nets.deeplab_v3_plus(),
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
