"""Drawings of networks show every layer's name, shape and parameters, to scale."""

import numpy as np
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure

from cnncourse.figures import architecture
from cnncourse.figures.style import GREEN, ORANGE, SKY, to_png

ROWS = [
    ("image", "image", (32, 16, 3), None),
    ("conv1", "Conv2D", (32, 16, 24), 672),
    ("pool1", "AveragePooling2D", (8, 4, 24), 0),
    ("flatten", "Flatten", (768,), 0),
    ("fc1", "Dense", (12,), 9228),
]


def texts(figure):
    return [text.get_text() for ax in figure.axes for text in ax.texts]


def test_every_layer_is_named_with_its_shape_and_parameters():
    shown = texts(architecture.drawing(ROWS))
    for name, _, shape, parameters in ROWS:
        assert name in shown
        assert "×".join(map(str, shape)) in shown
        assert parameters in (None, 0) or f"{parameters:,}" in shown
    assert shown.count("–") == 2  # layers that learn nothing


def test_sides_and_bars_are_to_scale_and_colors_tell_kinds():
    patches = architecture.drawing(ROWS).axes[0].patches
    image, first, pooled = patches[0], patches[3], patches[3 + architecture.SHEETS]
    assert image.get_height() / image.get_width() == pytest.approx(np.sqrt(2))
    assert first.get_height() / pooled.get_height() == pytest.approx(2)
    flat, dense = patches[-2:]
    assert flat.get_height() / dense.get_height() == pytest.approx(8)
    colors = [to_hex(patch.get_facecolor()).upper() for patch in (first, pooled, dense)]
    assert colors == [SKY, ORANGE, GREEN]


def test_as_many_sheets_as_maps_up_to_a_limit():
    for maps, drawn in [(1, 1), (5, 5), (512, architecture.SHEETS)]:
        assert len(architecture.drawing([("x", "conv", (8, 8, maps), 1)]).axes[0].patches) == drawn


def test_a_long_network_goes_on_in_the_next_line():
    figure = architecture.drawing(ROWS * 5, per_line=10)
    assert len(figure.axes) == 3
    assert [len(ax.texts) > 0 for ax in figure.axes] == [True] * 3
    assert len(to_png(figure)) < 40_000


def test_nothing_and_nonsense_are_refused_in_words():
    with pytest.raises(ValueError, match="at least one layer"):
        architecture.drawing([])
    with pytest.raises(ValueError, match=r"conv9: a shape is .* got \(3, 4\)"):
        architecture.drawing([("conv9", "conv", (3, 4), 1)])


def test_one_layer_without_maps_can_be_drawn():
    assert isinstance(architecture.drawing([("fc", "dense", (10,), 5)]), Figure)
