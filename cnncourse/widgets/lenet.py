"""The slider of the lesson on LeNet."""

from __future__ import annotations

import ipywidgets

from cnncourse.figures import lenet

from .base import Explorer, slider


def network_explorer(
    side: int = 28, kernel: int = 5, padding: str = "same", first: int = 6, second: int = 16, units: int = 120
) -> Explorer:
    """Numbers of a network like LeNet → its drawing, its parameters and where they sit.

    Args:
        side: of the image at first. `kernel`, `padding`, `first`, `second` and `units` likewise.
    """

    def draw(side, kernel, padding, first, second, units):
        return lenet.explorer(side, kernel, padding, (first, second), units)

    choices = ipywidgets.ToggleButtons(
        options=["same", "valid"],
        value=padding,
        description="padding",
        style={"description_width": "7em", "button_width": "auto"},
    )
    return Explorer(
        draw,
        "a network drawn layer by layer, with the shape and the parameters of each layer",
        side=slider("image side", 8, 96, side),
        kernel=slider("kernel", 1, 9, kernel),
        padding=choices,
        first=slider("filters 1", 1, 64, first),
        second=slider("filters 2", 1, 64, second),
        units=slider("units of fc1", 10, 500, units, step=10),
    )
