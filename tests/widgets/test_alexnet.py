"""The sliders of the lesson on AlexNet, moved over their whole range."""

import pytest

from cnncourse.widgets.alexnet import crop_explorer, size_explorer


def extremes(control):
    if hasattr(control, "min"):
        return [control.min, (control.min + control.max) // 2, control.max]
    return [True, False]


@pytest.mark.parametrize("make", [size_explorer, crop_explorer])
def test_every_knob_draws_or_refuses_in_words(make):
    explorer = make()
    assert bytes(explorer.picture.value).startswith(b"\x89PNG") and not explorer.refused
    for control in explorer.controls.values():
        first = control.value
        for value in extremes(control):
            control.value = value
            assert not explorer.refused or "✗" in explorer.line.value
        control.value = first
        assert not explorer.refused


def test_the_three_ways_to_55():
    explorer = size_explorer()
    assert "6,400 numbers reach fc6" in explorer.line.value
    explorer.controls["padding"].value = 2
    assert "9,216 numbers reach fc6" in explorer.line.value
    explorer.controls["padding"].value, explorer.controls["side"].value = 0, 227
    assert "60,965,224 parameters" in explorer.line.value


def test_an_impossible_network_is_refused_and_comes_back():
    explorer = size_explorer()
    for name, value in (("side", 64), ("stride", 6), ("pool_stride", 3)):
        explorer.controls[name].value = value
    assert explorer.refused and 'role="alert"' in explorer.line.value
    explorer.controls["side"].value = 320
    assert not explorer.refused


def test_a_window_larger_than_the_photograph_is_refused():
    explorer = crop_explorer()
    explorer.controls["stored"].value, explorer.controls["size"].value = 160, 256
    assert explorer.refused and "must be larger" in explorer.line.value
    explorer.controls["size"].value = 128
    assert not explorer.refused and "33 · 33 · 2 = 2,178" in explorer.line.value


def test_another_draw_gives_another_picture():
    explorer = crop_explorer()
    before = explorer.picture.value
    explorer.controls["seed"].value += 1
    assert explorer.picture.value != before


def test_the_lesson_asks_for_settings_that_exist():
    """9,216 numbers from 224 pixels without padding; the smallest image; 2,048 windows."""
    explorer = size_explorer()
    explorer.controls["first"].value = 8
    assert "9,216 numbers reach fc6" in explorer.line.value
    explorer.controls["first"].value, explorer.controls["side"].value = 11, 67
    assert not explorer.refused
    explorer.controls["side"].value = 66
    assert explorer.refused
    explorer = crop_explorer()
    explorer.controls["stored"].value = 255
    assert "= 2,048 different windows" in explorer.line.value
