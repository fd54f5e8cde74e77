"""The sliders of the lesson on fast convolution, moved over their whole range."""

import itertools

import numpy as np

from cnncourse.widgets.fast_convolution import count_explorer, rows_explorer


def extremes(control):
    return [control.min, control.min + (control.max - control.min) // (2 * control.step) * control.step, control.max]


def test_every_window_is_drawn_or_refused_in_words():
    rng = np.random.default_rng(0)
    explorer = rows_explorer(rng.integers(0, 10, (5, 6)).astype(float), rng.integers(-2, 3, (3, 3)).astype(float))
    refused = 0
    for stride, row, column in itertools.product((1, 3), (0, 1, 4), (0, 5)):
        explorer.controls["stride"].value = stride
        explorer.controls["row"].value, explorer.controls["column"].value = row, column
        assert ("places, counted from 0" in explorer.line.value) == explorer.refused
        refused += explorer.refused
    assert 0 < refused < 12
    explorer.controls["row"].value = explorer.controls["column"].value = 0
    for rows, columns in itertools.product((1, 3), (1, 2)):
        explorer.controls["rows"].value, explorer.controls["columns"].value = rows, columns
        assert not explorer.refused and explorer.line.value.count("·") == rows * columns


def test_every_layer_is_counted_or_refused_in_words():
    explorer = count_explorer()
    for name, control in explorer.controls.items():
        before = control.value
        for value in extremes(control):
            control.value = value
            assert not explorer.refused, name
            assert "fewest operations" in explorer.line.value
        control.value = before
    explorer.controls["side"].value, explorer.controls["k"].value = 8, 31
    assert explorer.refused and "31×31 does not fit on 8×8" in explorer.line.value
    explorer.controls["k"].value = 3
    assert not explorer.refused
