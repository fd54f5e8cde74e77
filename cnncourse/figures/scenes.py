"""Scenes beside the class of every pixel: one color for each class, the same in every figure of the course."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from cnncourse.data import IGNORE, SCENE_CLASSES

from .style import new

# Paul Tol's "muted" scheme (SRON/EPS/TN/09-002), made for readers with any kind of color vision, and a brown.
GARMENTS = (
    "#CC6677", "#332288", "#DDCC77", "#117733", "#88CCEE", "#882255", "#44AA99", "#999933", "#AA4499", "#661100",
)  # fmt: skip
COLORS = ("#DDDDDD", *GARMENTS)  # by position in SCENE_CLASSES
LEFT_OUT = "#FFFFFF"


def painted(labels: np.ndarray) -> np.ndarray:
    """Colors for a map of classes.

    Args:
        labels: positions in `SCENE_CLASSES`, or `IGNORE`, any shape.

    Returns:
        uint8 in 0–255, the shape of `labels` and three channels.

    >>> painted(np.array([0, 255])).tolist()
    [[221, 221, 221], [255, 255, 255]]
    """
    table = np.full((IGNORE + 1, 3), [int(LEFT_OUT[i : i + 2], 16) for i in (1, 3, 5)], np.uint8)
    table[: len(COLORS)] = [[int(color[i : i + 2], 16) for i in (1, 3, 5)] for color in COLORS]
    return table[np.asarray(labels, int)]


def beside(
    images: np.ndarray,
    labels: np.ndarray,
    predictions: np.ndarray | dict[str, np.ndarray] | None = None,
    titles: Sequence[str] | None = None,
) -> Figure:
    """Scenes in the first row, their labels in the second, predictions below; a key to the colors that occur.

    Args:
        images: in 0 to 1, `(n, h, w, 3)`.
        labels: `(n, h, w)`.
        predictions: `(n, h, w)`, or several of them by name.
        titles: above the scenes.
    """
    if predictions is None:
        predictions = {}
    elif not isinstance(predictions, dict):
        predictions = {"predicted": predictions}
    rows = {"scene": np.asarray(images).clip(0, 1), "label": painted(labels)}
    rows |= {name: painted(one) for name, one in predictions.items()}
    count = len(images)
    figure, axes = new(len(rows), count, width=1.45 * count + 1.4, height=1.45 * len(rows), squeeze=False)
    for row, (name, pictures) in zip(axes, rows.items(), strict=True):
        for ax, picture in zip(row, pictures, strict=True):
            ax.imshow(picture, interpolation="nearest")
            ax.set(xticks=[], yticks=[])
            ax.spines[:].set_visible(False)
        row[0].set_ylabel(name)
    for ax, title in zip(axes[0], titles or [], strict=False):
        ax.set_title(title, fontsize=8)
    seen = np.unique(np.concatenate([np.ravel(labels), *(np.ravel(one) for one in predictions.values())]))
    figure.legend(handles=_key(seen), loc="outside right upper", fontsize=7)
    return figure


def _key(seen: np.ndarray) -> list[Patch]:
    named = [Patch(facecolor=COLORS[k], label=SCENE_CLASSES[k]) for k in seen if k != IGNORE]
    left_out = [Patch(facecolor=LEFT_OUT, edgecolor="#8A8A8A", label="left out")] if IGNORE in seen else []
    return named + left_out
