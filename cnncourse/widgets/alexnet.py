"""The sliders of the lesson on AlexNet."""

from __future__ import annotations

import ipywidgets
import numpy as np

from cnncourse import data
from cnncourse.figures import alexnet

from .base import Explorer, slider


def size_explorer(side: int = 224, padding: int = 0) -> Explorer:
    """Size of the image and windows of AlexNet → sides of all maps, and what no window looks at.

    Args:
        side: of the image at first. `padding` likewise.
    """
    return Explorer(
        alexnet.explorer,
        "AlexNet drawn layer by layer, with the shape of each layer's output",
        side=slider("image side", 64, 320, side),
        padding=slider("padding", 0, 6, padding),
        first=slider("first window", 3, 15, 11),
        stride=slider("first stride", 1, 6, 4),
        window=slider("pool window", 2, 4, 3),
        pool_stride=slider("pool stride", 1, 3, 2),
    )


def crop_explorer(name: str = "cat", stored: int = 256, size: int = 224) -> Explorer:
    """A photograph and random windows of it → what the network is shown, and how many windows there are.

    Args:
        name: of the photograph.
        stored: its side at first. `size`: of the windows at first.
    """
    kept: dict[int, np.ndarray] = {}

    def draw(stored, size, mirror, seed):
        if stored not in kept:
            kept[stored] = data.photos(name, side=stored)
        return alexnet.draw_crops(kept[stored], size, mirror, seed)

    return Explorer(
        draw,
        "a photograph with three windows marked on it, and the three windows as the network gets them",
        stored=slider("stored side", 160, 300, stored),
        size=slider("window", 100, 256, size),
        mirror=ipywidgets.Checkbox(True, description="mirror half of them", indent=False),
        seed=slider("draw", 0, 40, 4),
    )
