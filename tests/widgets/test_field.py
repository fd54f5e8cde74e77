"""The field explorer, moved over its whole range."""

import itertools

from cnncourse.figures.field_photo import LAYERS
from cnncourse.widgets.field import START, field_explorer


def test_every_layer_can_be_chosen_and_names_its_size():
    explorer = field_explorer()
    assert bytes(explorer.picture.value).startswith(b"\x89PNG") and not explorer.refused
    assert "= <b>19</b>" in explorer.line.value
    for name in LAYERS:
        explorer.controls["layer_5"].value = name
        assert not explorer.refused
        assert explorer.line.value.count("<tr>") == 4 + (name != "–")


def test_the_unit_can_stand_anywhere():
    explorer = field_explorer()
    for row, column in itertools.product((0, 50, 100), repeat=2):
        explorer.controls["row"].value, explorer.controls["column"].value = row, column
        assert not explorer.refused
        assert ("outside" in explorer.line.value) == (0 in (row, column) or 100 in (row, column))


def test_what_cannot_be_is_refused_and_taken_back():
    explorer = field_explorer()
    explorer.controls["padded"].value = False
    assert not explorer.refused
    for number in range(1, 7):
        explorer.controls[f"layer_{number}"].value = "3×3, stride 2"
    assert explorer.refused and "does not fit" in explorer.line.value
    explorer.controls["padded"].value = True
    assert not explorer.refused and "127" in explorer.line.value
    for number in range(1, 7):
        explorer.controls[f"layer_{number}"].value = "–"
    assert explorer.refused and "choose one" in explorer.line.value


def test_the_controls_stand_beside_each_other():
    explorer = field_explorer()
    boxes = explorer.children[:2]
    assert len(boxes[0].children) == len(START) and len(boxes[1].children) == 3
    assert explorer.children[2] is explorer.picture
