"""The slider of the lesson on LeNet, moved over its whole range."""

from cnncourse.widgets.lenet import network_explorer


def extremes(control):
    if hasattr(control, "options"):
        return list(control.options)
    return [control.min, (control.min + control.max) // 2, control.max]


def test_every_knob_draws_or_refuses_in_words():
    explorer = network_explorer()
    assert bytes(explorer.picture.value).startswith(b"\x89PNG") and "61,706 parameters" in explorer.line.value
    for control in explorer.controls.values():
        first = control.value
        for value in extremes(control):
            control.value = value
            assert not explorer.refused or "✗" in explorer.line.value
        control.value = first
        assert not explorer.refused and "61,706" in explorer.line.value


def test_an_image_at_which_nothing_is_left_is_refused_and_comes_back():
    explorer = network_explorer(padding="valid")
    explorer.controls["side"].value, explorer.controls["kernel"].value = 8, 9
    assert explorer.refused and 'role="alert"' in explorer.line.value
    explorer.controls["side"].value, explorer.controls["kernel"].value = 96, 9
    assert not explorer.refused


def test_the_lesson_asks_for_a_setting_that_exists():
    """Fewer than 20,000 parameters with all 6 and 16 filters."""
    explorer = network_explorer()
    explorer.controls["units"].value = explorer.controls["units"].min
    assert int(explorer.line.value.split()[0].replace(",", "")) < 20_000
