"""The slider of the lesson on Xception, moved over its whole range."""

from cnncourse.widgets.xception import cost_explorer


def test_every_control_draws_over_its_whole_range():
    explorer = cost_explorer()
    for name, control in explorer.controls.items():
        first = control.value
        values = control.options if hasattr(control, "options") else range(control.min, control.max + 1, control.step)
        for value in values:
            control.value = value
            assert not explorer.refused and "depthwise half" in explorer.line.value, (name, value)
        control.value = first
    assert bytes(explorer.picture.value).startswith(b"\x89PNG")


def test_the_line_tells_the_ratio():
    explorer = cost_explorer(k=5, c_in=16, c_out=256)
    assert explorer.line.value.startswith("22.78 times fewer")
