"""Sliders of the lesson on NiN."""

from __future__ import annotations

import ipywidgets
import numpy as np

from cnncourse.figures import nin

from .base import Explorer, slider


def head_explorer(side: int = 6, channels: int = 256, classes: int = 1000) -> Explorer:
    """Side and number of the last maps, and classes → parameters of a dense and of a pooled head.

    Args:
        side: of the last maps at first. `channels` and `classes` likewise.
    """
    return Explorer(
        nin.heads,
        "two curves: parameters of a dense and of a pooled head against the side of the last maps",
        side=slider("side", 1, 16, side),
        channels=slider("maps", 8, 1024, channels, step=8),
        classes=slider("classes", 2, 1000, classes),
    )


def map_explorer(image: np.ndarray, maps: np.ndarray, names: list[str], window: int = 16) -> Explorer:
    """A class and a window → where in the image the class is seen.

    Args:
        image: `(h, w)`, gray.
        maps: of all classes, `(rows, columns, classes)`.
        names: of the classes.
        window: side of the averaged windows at first.
    """

    def draw(name, window):
        return nin.one_class(image, maps, names, name, window)

    chosen = ipywidgets.ToggleButtons(
        options=list(names),
        value=names[0],
        description="class",
        style={"description_width": "7em", "button_width": "auto"},
    )
    return Explorer(
        draw,
        "an image, and beside it the map of one class laid over it",
        name=chosen,
        window=slider("window", 1, 64, window),
    )
