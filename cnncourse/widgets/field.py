"""Sliders of the lesson on the receptive field."""

from __future__ import annotations

from collections.abc import Sequence

import ipywidgets

from cnncourse.data import photos
from cnncourse.figures import field_photo

from .base import Explorer, slider

START = ("3×3, stride 2", "3×3", "3×3, stride 2", "3×3", "–", "–")


def field_explorer(photo: str = "cat", layers: Sequence[str] = START, row: int = 38, column: int = 32) -> Explorer:
    """Stack layers and watch the field of one unit grow on a photograph of 96×96 pixels.

    Args:
        photo: one of `photo_names()`.
        layers: the layers at the start, keys of `field_photo.LAYERS`; one dropdown is shown for each.
        row: where the unit stands on the last map, in percent from the top. `column`: from the left.
    """
    image = photos(photo, side=96)

    def draw(row, column, padded, **names):
        return field_photo.grown_on_photo(image, list(names.values()), row, column, padded)

    dropdowns = {
        f"layer_{number}": ipywidgets.Dropdown(
            options=list(field_photo.LAYERS),
            value=name,
            description=f"layer {number}",
            style={"description_width": "4em"},
            layout={"width": "16em"},
        )
        for number, name in enumerate(layers, 1)
    }
    others = {
        "row": slider("down, %", 0, 100, row),
        "column": slider("across, %", 0, 100, column),
        "padded": ipywidgets.Checkbox(True, description="zeros around each layer", indent=False),
    }
    explorer = Explorer(
        draw,
        "a photograph with one square for the field after each layer, and beside it what the last unit sees",
        **dropdowns,
        **others,
    )
    wrap = {"flex_flow": "row wrap"}
    explorer.children = (
        ipywidgets.Box(list(dropdowns.values()), layout=wrap),
        ipywidgets.Box(list(others.values()), layout=wrap),
        explorer.picture,
        explorer.line,
    )
    return explorer
