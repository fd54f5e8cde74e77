"""The slider of the lesson on DenseNet, moved over its whole range."""

from cnncourse.widgets.densenet import block_explorer


def extremes(control):
    if isinstance(control.value, bool):
        return [True, False]
    return [control.min, (control.min + control.max) / 2, control.max]


def parameters(explorer) -> int:
    return int(explorer.line.value.split(" parameters")[0].rpartition(" ")[2].replace(",", ""))


def test_every_knob_draws_or_refuses_in_words():
    explorer = block_explorer()
    assert bytes(explorer.picture.value).startswith(b"\x89PNG")
    assert explorer.line.value.startswith("90 channels at the end; 102,778 parameters")
    for control in explorer.controls.values():
        first = control.value
        for value in extremes(control):
            control.value = type(first)(value)
            assert not explorer.refused or "✗" in explorer.line.value
        control.value = first
        assert not explorer.refused and "102,778" in explorer.line.value


def test_a_transition_that_leaves_nothing_is_refused_and_comes_back():
    explorer = block_explorer(layers=1, growth=1)
    explorer.controls["compression"].value = 0.1
    assert explorer.refused and 'role="alert"' in explorer.line.value and "compress less" in explorer.line.value
    explorer.controls["compression"].value = 0.5
    assert not explorer.refused


def test_the_lesson_asks_for_a_bottleneck_that_costs_more():
    explorer = block_explorer(growth=12)
    with_it = parameters(explorer)
    explorer.controls["bottleneck"].value = False
    assert parameters(explorer) < with_it


def test_the_riddle_of_the_lesson_has_one_answer():
    """The bottleneck saves parameters from 8 layers a block on, whatever the growth."""
    explorer = block_explorer()
    for growth in (6, 12, 48):
        explorer.controls["growth"].value = growth
        saved = []
        for layers in (7, 8):
            explorer.controls["layers"].value = layers
            explorer.controls["bottleneck"].value = False
            alone = parameters(explorer)
            explorer.controls["bottleneck"].value = True
            saved.append(parameters(explorer) < alone)
        assert saved == [False, True]
