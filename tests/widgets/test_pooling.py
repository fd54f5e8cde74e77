"""The sliders of the lesson on pooling, moved over their whole range."""

import itertools

import numpy as np

from cnncourse.widgets.pooling import shift_explorer, window_explorer

MAPS = {name: np.random.default_rng(seed).normal(size=(28, 28)) for seed, name in enumerate(("one", "other"))}


def extremes(control):
    if hasattr(control, "options"):
        return list(control.options)
    return [control.min, (control.min + control.max) // 2, control.max]


def test_windows_are_drawn_or_refused_in_words():
    explorer = window_explorer(MAPS, row=1, column=2)
    assert bytes(explorer.picture.value).startswith(b"\x89PNG") and "max = " in explorer.line.value
    for name in ("map", "size", "stride", "padding"):
        for value in extremes(explorer.controls[name]):
            explorer.controls[name].value = value
            assert not explorer.refused or "places" in explorer.line.value
        explorer.controls[name].value = extremes(explorer.controls[name])[0]
    explorer.controls["stride"].value, explorer.controls["size"].value = 2, 3
    explorer.controls["row"].value = explorer.controls["row"].max
    assert explorer.refused and "13 rows" in explorer.line.value
    explorer.controls["row"].value = 0
    assert not explorer.refused


def test_the_window_shows_the_chosen_map():
    explorer = window_explorer(MAPS, size=1, stride=1, row=0, column=0)
    for name, values in MAPS.items():
        explorer.controls["map"].value = name
        assert f"max = {values[0, 0]:.2f}".rstrip("0").replace("-", "−") in explorer.line.value


def test_every_shift_and_window_is_drawn():
    explorer = shift_explorer({name: np.abs(values) / 4 for name, values in MAPS.items()})
    explorer.controls["image"].value = "other"
    for shift, size in itertools.product(*(extremes(explorer.controls[name])[::2] for name in ("shift", "size"))):
        explorer.controls["shift"].value, explorer.controls["size"].value = shift, size
        assert not explorer.refused
        assert "agreement" in explorer.line.value
        assert ("not pooled 1.00" in explorer.line.value) == (shift == 0)
