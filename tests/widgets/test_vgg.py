"""The slider of the lesson on VGG, moved over its whole range."""

from cnncourse.widgets.vgg import configuration_explorer


def test_every_knob_draws_or_refuses_in_words():
    explorer = configuration_explorer()
    assert bytes(explorer.picture.value).startswith(b"\x89PNG") and "138,357,544" in explorer.line.value
    for control in explorer.controls.values():
        first = control.value
        for value in (control.min, (control.min + control.max) // 2 // control.step * control.step, control.max):
            control.value = value
            assert not explorer.refused or "✗" in explorer.line.value
        control.value = first
        assert not explorer.refused and "138,357,544" in explorer.line.value


def test_an_image_at_which_nothing_is_left_is_refused_and_comes_back():
    explorer = configuration_explorer()
    explorer.controls["side"].value = 24
    assert explorer.refused and 'role="alert"' in explorer.line.value
    explorer.controls["blocks"].value = 4
    assert not explorer.refused


def test_the_lesson_asks_for_settings_that_exist():
    """The four networks of the table by two knobs, and sixteen layers with fewer than 20 million parameters."""
    explorer = configuration_explorer()
    for early, late, words in [(1, 2, "11 layers"), (2, 2, "13 layers"), (2, 4, "19 layers"), (2, 3, "16 layers")]:
        explorer.controls["early"].value, explorer.controls["late"].value = early, late
        assert words in explorer.line.value
    explorer.controls["dense"].value, explorer.controls["side"].value = 512, 64
    assert "16 layers" in explorer.line.value
    assert int(explorer.line.value.split(" · ")[1].split()[0].replace(",", "")) < 20_000_000
