"""The slider of the lesson on Inception, moved over its whole range."""

import pytest

from cnncourse.widgets.inception import block_explorer


def test_every_knob_draws_at_both_ends():
    explorer = block_explorer()
    assert bytes(explorer.picture.value).startswith(b"\x89PNG")
    assert "28×28×192 → 28×28×256: 163,696 parameters" in explorer.line.value
    for control in explorer.controls.values():
        first = control.value
        for value in (control.min, (control.min + control.max) // 2, control.max):
            control.value = value
            assert not explorer.refused and "parameters" in explorer.line.value
        control.value = first
    assert "28×28×256" in explorer.line.value


def test_a_reduction_wider_than_its_input_saves_nothing():
    """The lesson asks for such a setting."""
    explorer = block_explorer(channels=16)
    factor = float(explorer.line.value.rsplit("without the reductions ")[1].split(", ")[1].split()[0])
    assert factor < 1


def test_widths_below_one_are_refused():
    with pytest.raises(ValueError):
        block_explorer().draw(28, 0, one=1, reduce3=1, three=1, reduce5=1, five=1, projection=1)
