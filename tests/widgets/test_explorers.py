"""Sliders follow, refuse in words, and come back; the ones of the first lessons over their whole range."""

import ipywidgets
import numpy as np
import pytest

from cnncourse.figures import new
from cnncourse.widgets.base import Explorer, slider
from cnncourse.widgets.padding import size_explorer
from cnncourse.widgets.pixels import pixel_explorer


def extremes(control):
    return control.min, (control.min + control.max) // 2, control.max


@pytest.fixture
def explorer():
    def draw(number):
        if number > 5:
            raise ValueError(f"{number} is more than 5")
        figure, axes = new()
        axes.plot([0, number])
        return figure, f"number {number}"

    return Explorer(draw, "a line", number=slider("number", 0, 9, 1))


def test_the_picture_follows(explorer):
    before = bytes(explorer.picture.value)
    explorer.controls["number"].value = 4
    assert bytes(explorer.picture.value) != before and before.startswith(b"\x89PNG")
    assert explorer.line.value == "number 4"


def test_what_cannot_be_is_said_and_the_last_picture_stays(explorer):
    before = bytes(explorer.picture.value)
    explorer.controls["number"].value = 7
    assert explorer.refused and "7 is more than 5" in explorer.line.value
    assert bytes(explorer.picture.value) == before and explorer.picture.layout.opacity == "0.35"
    explorer.controls["number"].value = 2
    assert not explorer.refused and explorer.picture.layout.opacity == "1"


def test_other_errors_are_not_hidden():
    with pytest.raises(ZeroDivisionError):
        Explorer(lambda number: 1 / 0, "nothing", number=ipywidgets.IntSlider())


def test_every_size_is_drawn_or_refused_in_words():
    explorer = size_explorer()
    refused = 0
    for n in extremes(explorer.controls["n"]):
        for k in extremes(explorer.controls["k"]):
            for padding in extremes(explorer.controls["padding"])[::2]:
                for stride in extremes(explorer.controls["stride"])[::2]:
                    for name, value in {"n": n, "k": k, "padding": padding, "stride": stride}.items():
                        explorer.controls[name].value = value
                    assert explorer.refused == (n + 2 * padding < k)
                    refused += explorer.refused
                    assert ("does not fit" in explorer.line.value) == explorer.refused
    assert refused


def test_the_square_is_refused_at_the_edge_only():
    photo = np.random.default_rng(0).random((20, 30))
    explorer = pixel_explorer(photo)
    for row in extremes(explorer.controls["row"]):
        for column in extremes(explorer.controls["column"]):
            explorer.controls["row"].value, explorer.controls["column"].value = row, column
            assert explorer.refused == (row > 14 or column > 24)
