"""The slider of the lesson on SE-Net."""

from __future__ import annotations

import ipywidgets

from cnncourse.data import CLASS_NAMES
from cnncourse.figures import senet

from .base import Explorer, slider

STYLE = {"description_width": "7em"}


def gate_explorer(block: int = 6, one: int = 1, other: int = 7, seed: int = 0) -> Explorer:
    """Block, two classes and a stored network → the gates of its channels for both classes.

    Args:
        block: from 1, nearest to the image, at first. `one`, `other` (classes) and `seed` likewise.
    """
    options = [(name, number) for number, name in enumerate(CLASS_NAMES)]

    def choose(description, value):
        return ipywidgets.Dropdown(options=options, value=value, description=description, style=STYLE)

    return Explorer(
        senet.explorer,
        "mean gates of a block by channel, two classes as dots and the range of all ten classes as bars",
        block=slider("block", 1, len(senet.stored_gates()[0]), block),
        one=choose("class", one),
        other=choose("against", other),
        seed=slider("network", 0, len(senet.stored_gates()) - 1, seed),
    )
