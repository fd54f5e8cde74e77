"""Figures that show an image as the numbers it is made of."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from .style import BLUE, ORANGE, new


def numbers_in_photo(photo: np.ndarray, row: int, column: int, size: int = 6) -> Figure:
    """A gray photo with a square marked on it, and that square's numbers beside it.

    Args:
        photo: brightness in [0, 1], `(h, w)`.
        row: top row of the square.
        column: left column of the square.
        size: side of the square in pixels.

    Raises:
        ValueError: the square reaches over the edge of the photo.
    """
    h, w = photo.shape
    if not (0 <= row <= h - size and 0 <= column <= w - size):
        raise ValueError(
            f"a square of {size} pixels at row {row}, column {column} reaches over the edge of a {h}×{w} photo"
        )
    figure, (left, right) = new(1, 2, width=6.6, height=3.1)
    left.imshow(photo, vmin=0, vmax=1, interpolation="nearest")
    left.add_patch(Rectangle((column - 0.5, row - 0.5), size, size, fill=False, edgecolor=ORANGE, linewidth=2))
    left.set(title=f"{h}×{w} pixels", xlabel="column", ylabel="row", xticks=(0, w // 2), yticks=(0, h // 2))
    patch = photo[row : row + size, column : column + size]
    right.imshow(patch, vmin=0, vmax=1, interpolation="nearest")
    for (i, j), value in np.ndenumerate(patch):
        color = "white" if value < 0.5 else "black"
        text = right.text(j, i, f"{value:.2f}", ha="center", va="center", fontsize=7.5, color=color)
        text.set_in_layout(False)  # measuring them takes longer than drawing them
    right.set(
        title="the square's numbers",
        xticks=range(size), yticks=range(size),
        xticklabels=range(column, column + size), yticklabels=range(row, row + size),
    )  # fmt: skip
    return figure


def one_row(photo: np.ndarray, row: int, mark: int | None = None) -> Figure:
    """One row of a photo as a curve, below the row itself; the step from column `mark` to the next is colored."""
    figure, (top, bottom) = new(2, 1, width=5.6, height=2.9, sharex=True, height_ratios=(1, 4))
    top.imshow(photo[row : row + 1], vmin=0, vmax=1, aspect="auto")
    top.set(yticks=[], title=f"row {row}")
    bottom.plot(photo[row], color=BLUE)
    if mark is not None:
        bottom.plot([mark, mark + 1], photo[row, mark : mark + 2], color=ORANGE, linewidth=3)
    bottom.set(xlabel="column", ylabel="brightness", ylim=(-0.05, 1.05))
    return figure


def labeled_images(images: np.ndarray, names: list[str], columns: int = 5) -> Figure:
    """A sheet of small gray images, each with its name above it.

    Args:
        images: `(n, h, w)` or `(n, h, w, 1)`.
        names: one per image.
        columns: images in a row.
    """
    images = images.reshape(images.shape[:3])
    rows = -(-len(images) // columns)
    figure, axes = new(rows, columns, width=1.15 * columns, height=1.35 * rows)
    for ax in np.atleast_1d(axes).ravel():
        ax.axis("off")
    for ax, image, name in zip(np.atleast_1d(axes).ravel(), images, names, strict=False):
        ax.imshow(image, vmin=0, vmax=1)
        ax.set_title(name, fontsize=8)
    return figure
