"""The slider of the lesson on ResNet, moved over its whole range."""

import itertools

from cnncourse.figures.resnet import FIRST
from cnncourse.widgets.resnet import gradient_explorer


def test_every_setting_draws_or_refuses_in_words():
    explorer = gradient_explorer(depth=8)
    controls = explorer.controls
    assert bytes(explorer.picture.value).startswith(b"\x89PNG") and "8 layers" in explorer.line.value
    for shortcut, batch_norm, first in itertools.product([False, True], [False, True], FIRST):
        controls["shortcut"].value, controls["batch_norm"].value, controls["first"].value = shortcut, batch_norm, first
        assert explorer.refused == (batch_norm and bool(FIRST[first]))
        assert ("Not stored" in explorer.line.value) == explorer.refused


def test_every_depth_is_stored():
    explorer = gradient_explorer()
    for depth in (8, 20, 32, 44, 56):
        explorer.controls["depth"].value = depth
        assert not explorer.refused and f"{depth} layers" in explorer.line.value
