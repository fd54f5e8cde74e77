"""The slider of the lesson on DeepLab."""

from __future__ import annotations

import ipywidgets

from cnncourse.figures import deeplab

from .base import Explorer, slider


def rate_explorer(rate: int = 2, output_stride: int = 8, row: int = 5, column: int = 4) -> Explorer:
    """Rate, output stride and place → where the nine taps of a 3×3 kernel fall on a scene.

    Args:
        rate: at first. `output_stride`, `row` and `column` (in places of the map) likewise.
    """
    strides = ipywidgets.Dropdown(
        options=[4, 8, 16], value=output_stride, description="output stride", style={"description_width": "7em"}
    )
    return Explorer(
        deeplab.taps,
        "a scene with the nine taps of a dilated kernel, and how many of them fall on the map at each place",
        rate=slider("rate", 1, 24, rate),
        output_stride=strides,
        row=slider("row", 0, 23, row),
        column=slider("column", 0, 23, column),
    )
