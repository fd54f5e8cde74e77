"""A network drawn from the table of its layers: maps as stacks of sheets, vectors as bars."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from .style import BLUE, GRAY, GREEN, ORANGE, PURPLE, SKY, new

# The first word found in a layer's kind decides; "AveragePooling2D" and "mean pooling" are one color.
COLORS = (("pool", ORANGE), ("conv", SKY), ("dense", GREEN), ("norm", PURPLE), ("flatten", GRAY))
SHEETS = 7  # of a stack, however many maps there are
LayerRow = tuple[str, str, tuple[int, ...], int | None]


def drawing(rows: Sequence[LayerRow], per_line: int = 10) -> Figure:
    """Draw a network, left to right, line after line.

    Args:
        rows: `(name, kind, shape, parameters)` for the image and each layer; the shape without the batch, `(h, w, c)`
            or `(units,)`; `parameters` None leaves them out. The kind chooses the color: pooling, convolution, dense …
        per_line: layers on one line.

    Returns:
        A figure. The sides of sheets are to scale by their square roots, and so are the units of bars.

    Raises:
        ValueError: there are no rows, or a shape is neither `(h, w, c)` nor `(units,)`.

    >>> figure = drawing([("image", "image", (28, 28, 1), None), ("conv1", "Conv2D", (28, 28, 6), 156)])
    >>> [text.get_text() for text in figure.axes[0].texts]
    ['image', '28×28×1', 'conv1', '28×28×6', '156']
    """
    rows = list(rows)
    if not rows:
        raise ValueError("a drawing needs at least one layer, got none")
    for name, _, shape, _ in rows:
        if len(shape) not in (1, 3):
            raise ValueError(f"{name}: a shape is (h, w, c) or (units,), got {tuple(shape)}")
    sides = [max(shape[:2]) for _, _, shape, _ in rows if len(shape) == 3]
    scale = 0.62 / np.sqrt(max(sides, default=1))
    longest = max((shape[0] for _, _, shape, _ in rows if len(shape) == 1), default=1)
    lines = -(-len(rows) // per_line)
    figure, axes = new(lines, 1, width=min(len(rows), per_line) * 0.98, height=1.85 * lines, squeeze=False)
    for line, ax in enumerate(axes[:, 0]):
        for place, row in enumerate(rows[line * per_line : (line + 1) * per_line]):
            _layer(ax, place, row, scale, longest)
        ax.set(xlim=(-0.5, min(len(rows), per_line) - 0.5), ylim=(-0.78, 0.92), aspect="equal")
        ax.axis("off")
    return figure


def color(kind: str) -> str:
    """The color of a kind of layer; blue for what has none of its own."""
    return next((shade for word, shade in COLORS if word in kind.lower()), BLUE)


def _layer(ax, place: int, row: LayerRow, scale: float, longest: int) -> None:
    name, kind, shape, parameters = row
    if len(shape) == 3:
        _stack(ax, place, shape, scale, color(kind))
    else:
        height = 1.0 * np.sqrt(shape[0] / longest)
        ax.add_patch(Rectangle((place - 0.06, 0.1 - height / 2), 0.12, height, facecolor=color(kind), edgecolor="black",
                               linewidth=0.6))  # fmt: skip
    ax.text(place, 0.78, name, ha="center", va="center", fontsize=8.5, fontweight="bold")
    ax.text(place, -0.54, "×".join(map(str, shape)), ha="center", va="center", fontsize=8.5)
    if parameters is not None:
        words = f"{parameters:,}" if parameters else "–"
        ax.text(place, -0.71, words, ha="center", va="center", fontsize=7.5, color="#555555")


def _stack(ax, place: int, shape: tuple[int, ...], scale: float, shade: str) -> None:
    h, w, maps = shape
    high, wide = scale * np.sqrt(h), scale * np.sqrt(w)
    sheets = min(maps, SHEETS)
    for sheet in range(sheets):  # the rearmost first
        back = 0.028 * (sheets - 1 - sheet) - 0.014 * (sheets - 1)
        ax.add_patch(Rectangle((place - wide / 2 + back, 0.1 - high / 2 + back), wide, high, facecolor=shade,
                               edgecolor="black", linewidth=0.5))  # fmt: skip
