"""Images and feature maps side by side."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from .style import GRAY, new


def maps_beside(maps: list[np.ndarray], titles: list[str], fill: bool = False) -> Figure:
    """Images or feature maps side by side; black is 0 or the least, white 1 or the most.

    Args:
        maps: `(h, w)` each, or `(h, w, 3)`.
        titles: one per map.
        fill: draw all in one size; otherwise pixel for pixel, so that a smaller map looks smaller.
    """
    figure, axes = new(1, len(maps), width=min(9.0, 2.5 * len(maps)), height=2.7)
    largest = max(max(one.shape[:2]) for one in maps)
    for one, title, ax in zip(maps, titles, np.atleast_1d(axes), strict=True):
        ax.imshow(one, cmap="gray", vmin=min(0.0, one.min()), vmax=max(1.0, one.max()), interpolation="nearest")
        if not fill:
            ax.set(xlim=(-0.5, largest - 0.5), ylim=(largest - 0.5, -0.5))
        ax.set(title=title, xticks=[], yticks=[])
        for spine in ax.spines.values():
            spine.set_visible(fill)
        if not fill:  # a thin frame around the map itself, or a white rim would vanish on the page
            h, w = one.shape[:2]
            ax.add_patch(Rectangle((-0.5, -0.5), w, h, fill=False, edgecolor=GRAY, linewidth=0.8))
    return figure
