"""The sliders of the lesson on backpropagation, moved over their whole range."""

import itertools

import pytest

from cnncourse import ops
from cnncourse.widgets.gradients import backward_steps, step_zoom


def test_windows_go_back_or_are_refused_in_words():
    draw, refused = backward_steps().draw, 0
    for done, k, stride, pad in itertools.product((0, 5, 12), (1, 3, 4), (1, 4), (0, 2)):
        places = ops.output_size(8, k, pad, stride)
        if done > places:
            with pytest.raises(ValueError, match=f"only {places} window"):
                draw(done, k, stride, pad)
            refused += 1
        else:
            assert ("No window" if done == 0 else f"window {done}:") in draw(done, k, stride, pad)[1]
    assert refused


def test_a_refusal_is_shown_and_taken_back():
    explorer = backward_steps(done=3, k=3, stride=2)
    explorer.controls["stride"].value = 4
    assert explorer.refused and "only 2 windows stand here" in explorer.line.value
    explorer.controls["done"].value = 2
    assert not explorer.refused and "window 2:" in explorer.line.value


def test_there_is_a_slope_for_every_place():
    """The most windows that the sliders can ask for."""
    explorer = backward_steps(done=0, k=1, stride=1, padding=2)
    explorer.controls["done"].value = explorer.controls["done"].max
    assert not explorer.refused


def test_the_zoom_is_drawn_at_every_step():
    explorer = step_zoom()
    seen = set()
    for exponent, (_, single) in itertools.product((0, 1, 7, 15), explorer.controls["single"].options):
        explorer.controls["exponent"].value, explorer.controls["single"].value = exponent, single
        assert not explorer.refused and "true slope" in explorer.line.value
        seen.add(bytes(explorer.picture.value))
    assert len(seen) == 8
