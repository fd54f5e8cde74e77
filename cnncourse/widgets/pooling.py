"""Sliders of the lesson on pooling."""

from __future__ import annotations

import ipywidgets
import numpy as np

from cnncourse.figures import pooling

from .base import Explorer, slider


def window_explorer(
    maps: dict[str, np.ndarray], size: int = 2, stride: int = 2, row: int = 3, column: int = 4
) -> Explorer:
    """A window moves over a map → its numbers, their maximum and mean, and both pooled maps with its place marked.

    Args:
        maps: name → map, `(h, w)`; one of them is chosen.
        size: side of the window at first. `stride`, `row` and `column` likewise.
    """

    def draw(map, size, stride, padding, row, column):
        return pooling.one_window(maps[map], (size, size), (stride, stride), padding, row, column)

    return Explorer(
        draw,
        "a map with one window on it, the numbers in the window, and the maximum-pooled and mean-pooled maps",
        map=_choices("map", list(maps)),
        size=slider("window", 1, 6, size),
        stride=slider("stride", 1, 6, stride),
        padding=_choices("padding", ["valid", "same"]),
        row=slider("row of places", 0, 13, row),
        column=slider("column", 0, 13, column),
    )


def shift_explorer(images: dict[str, np.ndarray], shift: int = 1, size: int = 2) -> Explorer:
    """An image moves to the right → what max, mean and stride make of it, and where that changed.

    Args:
        images: name → image, `(h, w)` in [0, 1]; one of them is chosen.
        shift: pixels at first. `size`: window of the pooling at first.
    """

    def draw(image, shift, size):
        return pooling.shift_explorer(images[image], shift, size)

    return Explorer(
        draw,
        "the moved image and its pooled maps, and below each of them where it changed",
        image=_choices("image", list(images)),
        shift=slider("shift", 0, 8, shift),
        size=slider("window", 1, 7, size),
    )


def _choices(description: str, options: list[str]) -> ipywidgets.ToggleButtons:
    style = {"description_width": "7em", "button_width": "auto"}
    return ipywidgets.ToggleButtons(options=options, description=description, style=style)
