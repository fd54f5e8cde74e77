"""The sliders of the lesson on channels, moved over their whole range."""

import numpy as np
import pytest

from cnncourse.widgets.channels import memory_explorer, mixer

PHOTO = np.random.default_rng(0).random((20, 26, 3)).astype("float32")


def extremes(control):
    return [control.min, (control.min + control.max) // 2, control.max]


def test_every_mix_is_drawn():
    explorer = mixer(PHOTO)
    before = explorer.picture.value
    assert bytes(before).startswith(b"\x89PNG")
    for name, control in explorer.controls.items():
        for value in extremes(control):
            control.value = value
            assert not explorer.refused, (name, value)
    assert explorer.picture.value != before


@pytest.mark.parametrize(
    ("weights", "words"),
    [((0, 0, 0, -2), "Black gives -2.0, white gives -2.0, pure red gives -2.0"),
     ((1, -0.5, -0.5, 0.2), "Black gives +0.2, white gives +0.2, pure red gives +1.2"),
     ((2, 2, 2, 2), "Black gives +2.0, white gives +8.0, pure red gives +4.0")],
)  # fmt: skip
def test_the_sentence_works_three_pixels_out(weights, words):
    explorer = mixer(PHOTO)
    for control, value in zip(explorer.controls.values(), weights, strict=True):
        control.value = value
    assert words in explorer.line.value


def test_what_fits_is_drawn_and_what_does_not_is_refused_in_words():
    explorer = memory_explorer()
    assert not explorer.refused
    for name, control in explorer.controls.items():
        start = control.value
        for value in extremes(control):
            control.value = value
            assert not explorer.refused or "images do" in explorer.line.value, (name, value)
        control.value = start
        assert not explorer.refused
    explorer.controls["batch"].value = 512
    assert explorer.refused and "at most 126 images do" in explorer.line.value
    explorer.controls["stride"].value = 4
    assert not explorer.refused
