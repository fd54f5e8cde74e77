"""The diagram shows what the model holds: every layer once, paths apart, lines beside boxes."""

import itertools
import sys

import pytest

from cnncourse.figures import diagram
from cnncourse.figures.layers_layout import LANE, layered
from cnncourse.figures.style import to_png


def words(figure):
    return [text.get_text() for text in figure.axes[0].texts]


def residual(x):
    from keras import layers

    y = layers.Conv2D(8, 3, strides=2, padding="same")(x)
    y = layers.Activation("relu")(layers.BatchNormalization()(y))
    y = layers.SeparableConv2D(8, 3, padding="same", dilation_rate=2)(y)
    return layers.Activation("relu")(layers.Add()([y, layers.Conv2D(8, 1, strides=2)(x)]))


def test_a_block_is_told_layer_by_layer():
    found = words(diagram.of_block(residual, (9, 10, 4)))
    for line in ("input", "3×3 conv, 8 /2", "BN · ReLU", "3×3 separable, 8 rate 2", "1×1 conv, 8 /2", "+", "5×5×8"):
        assert line in found
    assert found.count("9×10×4") == 1 and found.count("ReLU") == 1
    assert "5×5×8" not in words(diagram.diagram(_model(), shapes=False))


def _model():
    import keras

    x = keras.Input((9, 10, 4))
    return keras.Model(x, residual(x))


def test_paths_stand_in_the_order_in_which_they_are_joined():
    from keras import layers

    def block(x):
        return layers.Concatenate()([layers.Conv2D(f, 1, activation="relu")(x) for f in (3, 5, 7)])

    texts = diagram.of_block(block, (6, 5, 2)).axes[0].texts
    at = {text.get_text(): text.get_position() for text in texts}
    xs = [at[f"1×1 conv, {f}"][0] for f in (3, 5, 7)]
    assert xs == sorted(xs) and len({at[f"1×1 conv, {f}"][1] for f in (3, 5, 7)}) == 1


def test_a_light_layer_in_front_or_shared_keeps_a_box_of_its_own():
    from keras import layers

    def block(x):
        y = layers.Activation("relu")(layers.BatchNormalization()(x))
        y = layers.Conv2D(2, 3, padding="same")(y)
        return layers.Concatenate()([x, y])

    boxes = diagram.boxes_of(diagram.steps(_of(block)))
    assert [box.title for box in boxes] == ["input", "BN", "3×3 conv, 2", "join channels"]
    assert boxes[1].after == ["ReLU"] and boxes[3].inputs == [0, 2]


def _of(block):
    import keras

    x = keras.Input((6, 5, 2))
    return keras.Model(x, block(x))


@pytest.mark.parametrize(
    "name",
    ["nets.lenet5()", "small_googlenet", "resnet20", "dense block"],
)
def test_networks_of_the_course_fit_on_a_page(name):
    from cnncourse import nets

    if name == "nets.lenet5()":
        model = nets.lenet5()
    elif name == "small_googlenet":
        model = nets.small_googlenet()
    elif name == "resnet20":
        model = nets.resnet((1, 1, 1), 16, (28, 28, 1), 10, block="basic", stem_size="small")
    else:
        block = sys.modules["cnncourse.nets.densenet"].dense_block
        model = _of(lambda x: block(x, 3, 4))
    figure = diagram.diagram(model)
    assert len(to_png(figure)) < 80_000
    weighted = [layer for layer in model.layers if "Conv" in type(layer).__name__ or hasattr(layer, "units")]
    titles = [line for line in words(figure) if "conv" in line or line.startswith("dense")]
    assert len(titles) == len(weighted)


def test_no_box_and_no_line_touches_another():
    inputs = [[], [0], [0], [0], [1], [4], [2, 5, 3], [6, 0]]
    layout = layered(inputs)
    for row in range(layout.rows):
        here = [(x, 1.0) for x, r in layout.places if r == row]
        passing = {path[i][0] for path in layout.lines.values() for i in range(1, len(path) - 1) if path[i][1] == row}
        here = sorted(here + [(x, LANE) for x in passing])
        for (left, wide), (right, wider) in itertools.pairwise(here):
            assert right - left >= (wide + wider) / 2
    assert layout.places[0] == (0.0, 0)


def test_an_edge_backward_is_refused():
    with pytest.raises(ValueError, match="box 0 takes the output of 1"):
        layered([[1], []])
