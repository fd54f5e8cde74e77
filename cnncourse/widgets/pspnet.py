"""The slider of the lesson on PSPNet."""

from __future__ import annotations

from cnncourse.figures import pspnet

from .base import Explorer, slider


def bin_explorer(scene: int = 0, bins: int = 3, row: int = 20, column: int = 40) -> Explorer:
    """Scene, bins and a pixel → the regions, their means, and what is put behind the pixel.

    Args:
        scene: number of a validation scene at first. `bins`, `row` and `column` likewise.
    """
    return Explorer(
        pspnet.explorer,
        "a scene cut into regions, the mean color of each, these resized to the scene, and the color behind one pixel",
        number=slider("scene", 0, 7, scene),
        bins=slider("bins", 1, 16, bins),
        row=slider("row", 0, pspnet.SIDE - 1, row),
        column=slider("column", 0, pspnet.SIDE - 1, column),
    )
