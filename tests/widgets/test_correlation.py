"""The kernel editor and the stripes slider, moved over their whole range."""

import numpy as np
import pytest

from cnncourse import ops
from cnncourse.figures import correlation
from cnncourse.widgets.correlation import OWN, kernel_editor, stripes_explorer

PHOTO = np.random.default_rng(0).random((12, 14))
PRESETS = {
    "left edges": np.array([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]]),
    "blur": ops.box_blur(3),
    "sharper": np.array([[0.0, -1, 0], [-1, 5, -1], [0, -1, 0]]),
}


def says(explorer, row, column, kernel) -> bool:
    expected = correlation.number(ops.corr2d(PHOTO, np.reshape(kernel, (3, 3)))[row, column])
    return explorer.line.value.endswith(f"= <b>{expected}</b>") and not explorer.refused


def test_the_window_goes_everywhere_and_no_further():
    explorer = kernel_editor(PHOTO, PRESETS, row=2, column=3)
    row, column = explorer.controls["row"], explorer.controls["column"]
    assert (row.max, column.max) == (9, 11)  # the last places of a 3×3 window on 12×14 pixels
    for row.value, column.value in [(0, 0), (9, 0), (0, 11), (9, 11), (4, 6)]:
        assert says(explorer, row.value, column.value, PRESETS["left edges"])


def test_every_preset_fills_the_cells_and_is_drawn_once():
    explorer = kernel_editor(PHOTO, PRESETS)
    grid, drawn = explorer.controls["kernel"], []
    plain_draw = explorer.draw
    explorer.draw = lambda **values: drawn.append(values) or plain_draw(**values)
    for number, (name, kernel) in enumerate(list(PRESETS.items())[1:], 1):
        grid.chosen.value = name
        assert len(drawn) == number
        assert says(explorer, 0, 0, kernel)
        np.testing.assert_allclose([cell.value for cell in grid.cells], kernel.ravel(), atol=1e-3)


def test_an_edited_weight_reaches_the_picture():
    explorer = kernel_editor(PHOTO, PRESETS, row=1, column=1)
    grid, before = explorer.controls["kernel"], explorer.picture.value
    grid.cells[0].value = 4
    edited = PRESETS["left edges"].copy()
    edited[0, 0] = 4
    assert grid.chosen.value == OWN
    assert says(explorer, 1, 1, edited)
    assert explorer.picture.value != before
    for cell in grid.cells:
        cell.value = 0
    assert "nothing but zeros" in explorer.line.value
    grid.cells[8].value = 99  # held at the largest weight
    assert grid.value[8] == 9
    grid.chosen.value = "left edges"
    assert says(explorer, 1, 1, PRESETS["left edges"])


@pytest.mark.parametrize("name", PRESETS)
def test_stripes_of_every_kind(name):
    explorer = stripes_explorer(PRESETS, wavelength=4.0, angle=0)
    explorer.controls["kernel"].value = name
    for length, angle in [(2, 0), (16, 180), (3.5, 45)]:
        explorer.controls["wavelength"].value, explorer.controls["angle"].value = length, angle
        said = explorer.line.value.replace(";", "").split()
        assert not explorer.refused
        assert said[3] == said[-1]  # what the plane says is what was measured


def test_stripes_finer_than_pixels_are_refused():
    explorer = stripes_explorer(PRESETS)
    explorer.controls["wavelength"].value = 1.5
    assert explorer.refused
    assert "shorter than two pixels" in explorer.line.value
    explorer.controls["wavelength"].value = 2
    assert not explorer.refused
