"""Images and feature maps side by side."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from .style import new


def maps_beside(maps: list[np.ndarray], titles: list[str]) -> Figure:
    """Images or feature maps side by side, pixel for pixel; black is 0 or the least, white 1 or the most."""
    figure, axes = new(1, len(maps), width=min(9.0, 2.5 * len(maps)), height=2.7)
    largest = max(max(one.shape[:2]) for one in maps)
    for one, title, ax in zip(maps, titles, np.atleast_1d(axes), strict=True):
        ax.imshow(one, cmap="gray", vmin=min(0.0, one.min()), vmax=max(1.0, one.max()), interpolation="nearest")
        ax.set(xlim=(-0.5, largest - 0.5), ylim=(largest - 0.5, -0.5), title=title, xticks=[], yticks=[])
        ax.axis("off")
    return figure
