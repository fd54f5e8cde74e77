"""The sliders of the lesson on NiN, moved over their whole range."""

import numpy as np

from cnncourse.widgets.nin import head_explorer, map_explorer


def extremes(control):
    if hasattr(control, "options"):
        return list(control.options)
    return [control.min, (control.min + control.max) // 2, control.max]


def test_every_setting_of_the_heads_draws():
    explorer = head_explorer(side=6, channels=1024)
    assert bytes(explorer.picture.value).startswith(b"\x89PNG") and "36,865,000" in explorer.line.value
    for control in explorer.controls.values():
        first = control.value
        for value in extremes(control):
            control.value = value
            assert not explorer.refused and "pooled" in explorer.line.value
        control.value = first
    assert "36,865,000" in explorer.line.value


def test_the_lesson_asks_for_a_side_at_which_both_heads_are_alike():
    explorer = head_explorer()
    explorer.controls["side"].value = 1
    assert "1/1.0" in explorer.line.value


def test_every_class_and_window_draws_or_refuses_in_words():
    rng = np.random.default_rng(0)
    explorer = map_explorer(rng.random((54, 44)), rng.normal(size=(50, 40, 3)), ["a", "b", "c"])
    for name in extremes(explorer.controls["name"]):
        explorer.controls["name"].value = name
        assert not explorer.refused and f"{name} wins" in explorer.line.value
    for value in range(1, 65):
        explorer.controls["window"].value = value
        assert explorer.refused == (value > 40)
    assert "does not fit" in explorer.line.value
    explorer.controls["window"].value = 8
    assert not explorer.refused
