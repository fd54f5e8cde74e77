"""Figures on pretrained models: guesses, scalings, maps through depth, and where a network looks."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure

from cnncourse import ops

from .style import BLUE, GRAY, GREEN, ORANGE, PURPLE, RED, new

FOR, AGAINST = "#F08C00", "#5E3C99"  # orange speaks for a class, violet against it
STEPS = 14  # gray levels of a photograph below a map; more would only make the picture larger


def guesses(photographs: Sequence[np.ndarray], answers: Sequence[Sequence], columns: int = 2) -> Figure:
    """Photographs, each beside bars for its best guesses.

    Args:
        photographs: `(h, w, 3)` each, 0–1.
        answers: for each a list of guesses with `label` and `probability`.
        columns: pairs in a row.
    """
    rows = -(-len(photographs) // columns)
    figure, axes = new(
        rows, 2 * columns, width=3.6 * columns, height=1.2 * rows, squeeze=False, width_ratios=[1, 1] * columns
    )
    for ax in axes.ravel():
        ax.axis("off")
    for number, (photo, answer) in enumerate(zip(photographs, answers, strict=True)):
        left, right = axes[number // columns, 2 * (number % columns) : 2 * (number % columns) + 2]
        left.imshow(_coarse(photo, 8))
        right.axis("on")
        right.barh(range(len(answer)), [one.probability for one in answer], color=BLUE, height=0.75)
        for place, one in enumerate(answer):
            right.text(
                max(one.probability, 0) + 0.02, place, f"{one.label} {one.probability:.2f}", va="center", fontsize=7
            )
        right.set(xlim=(0, 1), ylim=(len(answer) - 0.5, -0.5), xticks=[], yticks=[])
        right.spines["bottom"].set_visible(False)
    return figure


def scalings(values: np.ndarray, kept: np.ndarray, rows: Sequence[str], columns: Sequence[str]) -> Figure:
    """A table of probabilities, darker where higher; a cross where another class has come first.

    Args:
        values: of the right class, `(scalings, photographs)`, 0–1.
        kept: whether the class is still the first, likewise.
        rows: names of the scalings.
        columns: names of the photographs.
    """
    figure, ax = new(width=5.6, height=0.3 * len(rows) + 0.6)
    ax.imshow(values, cmap="Blues", vmin=0, vmax=1, aspect="auto")
    for (i, j), value in np.ndenumerate(values):
        shade = "white" if value > 0.55 else "#222222"
        ax.text(j, i, f"{value:.2f}", ha="center", va="center", fontsize=8, color=shade)
        if not kept[i, j]:
            ax.text(j + 0.36, i, "✕", ha="center", va="center", fontsize=8, color=RED)
    ax.set(xticks=range(len(columns)), yticks=range(len(rows)))
    ax.set_xticklabels(columns, fontsize=8)
    ax.set_yticklabels(rows, fontsize=8)
    ax.tick_params(length=0)
    ax.xaxis.tick_top()
    return figure


def through_depth(photo: np.ndarray, maps: dict[str, np.ndarray], count: int = 3) -> Figure:
    """A photograph, and of each layer the maps that vary most over it.

    Args:
        photo: `(h, w, 3)`, 0–1.
        maps: layer → `(rows, columns, maps)`, from the image on.
        count: maps of each layer.
    """
    figure, axes = new(count, len(maps) + 1, width=1.25 * (len(maps) + 1), height=1.25 * count + 0.3, squeeze=False)
    for ax in axes.ravel():
        ax.set(xticks=[], yticks=[])
        for spine in ax.spines.values():
            spine.set_visible(False)
    axes[0, 0].imshow(_coarse(photo, 8))
    axes[0, 0].set_title("photograph", fontsize=8)
    for column, (layer, values) in enumerate(maps.items(), start=1):
        for ax, number in zip(axes[:, column], liveliest(values, count), strict=True):
            one = values[..., number]
            low, high = one.min(), max(one.max(), one.min() + 1e-9)
            ax.imshow(_levels((one - low) / (high - low)), cmap="gray", vmin=0, vmax=1, interpolation="nearest")
        axes[0, column].set_title(f"{layer}\n{values.shape[0]}×{values.shape[1]}, {values.shape[2]} maps", fontsize=7)
    return figure


def liveliest(values: np.ndarray, count: int) -> np.ndarray:
    """Numbers of the maps with the largest spread over their places.

    Args:
        values: `(rows, columns, maps)`.
        count: how many.

    >>> liveliest(np.array([[[0.0, 5.0, 1.0], [0.0, -5.0, 3.0]]]), 2)
    array([1, 2])
    """
    return np.argsort(-values.std(axis=(0, 1)), kind="stable")[:count]


def overlays(rows: Sequence[Sequence[tuple[str, np.ndarray, np.ndarray | None]]], side: float = 1.45) -> Figure:
    """Photographs with maps laid over them: orange speaks for a class, violet against it.

    Each map is drawn as strongly as its own largest value allows, so colors of two panels cannot be compared.

    Args:
        rows: rows of `(title, photograph (h, w, 3), map or None)`.
        side: of a panel in inches.
    """
    columns = max(map(len, rows))
    figure, axes = new(len(rows), columns, width=side * columns, height=(side + 0.22) * len(rows), squeeze=False)
    for ax in axes.ravel():
        ax.axis("off")
    for panels, line in zip(rows, axes, strict=True):
        for (title, photo, values), ax in zip(panels, line, strict=False):
            ax.set_title(title, fontsize=7.5)
            if values is None:
                ax.imshow(_coarse(photo, 8))
            else:
                ax.imshow(laid_over(photo, values))
    return figure


def laid_over(photo: np.ndarray, values: np.ndarray, strongest: float | None = None) -> np.ndarray:
    """A gray photograph tinted by a map, orange where it is positive and violet where it is negative.

    Args:
        photo: `(h, w, 3)`, 0–1.
        values: `(rows, columns)`, enlarged to the photograph without smoothing the tiles away.
        strongest: the value that gets the full color; `None` for the largest magnitude.

    Returns:
        `(h, w, 3)`, 0–1.

    >>> tinted = laid_over(np.ones((2, 2, 3)), np.array([[1.0, 0.0], [0.0, 0.0]]))
    >>> tinted[1, 1].round(2).tolist(), bool(tinted[0, 0, 2] < 0.5)
    ([1.0, 1.0, 1.0], True)
    """
    h, w, _ = photo.shape
    rows, columns = values.shape
    large = values[np.arange(h) * rows // h][:, np.arange(w) * columns // w]
    reach = strongest or float(np.abs(values).max()) or 1.0
    share = np.clip(np.abs(large) / reach, 0, 1)[..., None]
    share = 0.8 * np.round(share * 10) / 10
    gray = 0.3 + 0.7 * _levels(photo @ np.array([0.299, 0.587, 0.114]))[..., None]  # black would hide a tint
    color = np.where(large[..., None] > 0, to_rgb(FOR), to_rgb(AGAINST))
    return (1 - share) * gray + share * color * (0.6 + 0.4 * gray)


def agreement(names: Sequence[str], values: dict[str, np.ndarray]) -> Figure:
    """Correlation of two maps, photograph by photograph, for several settings; strokes are means.

    Args:
        names: the photographs.
        values: setting → `(photographs,)`.
    """
    figure, ax = new(width=5.8, height=2.6)
    places = np.arange(len(names))
    for (label, row), shade in zip(values.items(), (BLUE, ORANGE, GREEN, PURPLE), strict=False):
        ax.plot(places, row, "o", color=shade, markersize=6, label=f"{label}: mean {np.mean(row):.2f}")
        ax.axhline(np.mean(row), color=shade, linewidth=1)
    ax.axhline(0, color=GRAY, linewidth=0.8, zorder=0)
    ax.set(xticks=places, ylim=(-1, 1), ylabel="correlation")
    ax.set_xticklabels(names, rotation=30, ha="right", fontsize=8)
    ax.legend(fontsize=8, loc="lower left", ncols=2)
    return figure


def shuffled(depths: Sequence[str], values: np.ndarray) -> Figure:
    """Correlation with the map of the trained network, by how much of the network was shuffled.

    Args:
        depths: what was shuffled, from little to all.
        values: `(depths, seeds)`.
    """
    figure, ax = new(width=5.4, height=2.4)
    places = np.arange(len(depths))
    ax.plot(places, values, "o", color=BLUE, markersize=4)
    ax.plot(places, values.mean(axis=1), "-", color=BLUE, linewidth=1.5)
    ax.axhline(0, color=GRAY, linewidth=0.8, zorder=0)
    ax.set(xticks=places, ylim=(-0.5, 1.08), ylabel="correlation")
    ax.set_xticklabels(depths, fontsize=8)
    return figure


def one_class(
    photo: np.ndarray, values: np.ndarray, label: str, score: float, probability: float, threshold: int
) -> tuple[Figure, str]:
    """The map of one class over its photograph, and a sentence with the numbers of the class.

    Args:
        photo: `(h, w, 3)`, 0–1.
        values: Grad-CAM, `(rows, columns)`.
        label: name of the class. score: its logit. probability: of the class.
        threshold: places below this percentage of the largest value are left gray.

    Raises:
        ValueError: the threshold is no percentage below 100.
    """
    if not 0 <= threshold < 100:
        raise ValueError(f"the threshold is a percentage from 0 to 99, got {threshold}")
    peak = float(values.max())
    shown = np.where(values >= peak * threshold / 100, values, 0)
    figure, (left, right) = new(1, 2, width=5.2, height=2.8)
    left.imshow(photo)
    right.imshow(laid_over(photo, shown))
    for ax, title in ((left, "photograph"), (right, f"speaks for {label}")):
        ax.axis("off")
        ax.set_title(title)
    where = ""
    if peak > 0:
        i, j = np.unravel_index(values.argmax(), values.shape)
        where = f"; largest at row {i}, column {j} of {values.shape[0]}×{values.shape[1]}"
    share = 100 * (shown > 0).mean()
    return figure, (
        f"{label}: logit {score:.1f}, probability {probability:.3f}; largest value {peak:.2f}{where}; "
        f"{share:.0f} % of the places are colored"
    )


def tile_means(values: np.ndarray, side: int, size: int) -> np.ndarray:
    """Means of a map over tiles of an image, so that it can be compared with what covering those tiles does.

    The map is enlarged to the image first, bilinear.

    Args:
        values: `(rows, columns)`.
        side: of the image in pixels.
        size: of a tile in pixels.

    Raises:
        ValueError: the tiles do not fill the image.

    >>> tile_means(np.ones((7, 7)), 224, 56).shape
    (4, 4)
    """
    if side % size:
        raise ValueError(f"tiles of {size} pixels do not fill {side}")
    large = ops.bilinear_resize(values[None, :, :, None], side, side)
    return ops.avg_pool2d(large, size, size)[0, :, :, 0]


def _levels(gray: np.ndarray) -> np.ndarray:
    return np.round(np.clip(gray, 0, 1) * STEPS) / STEPS


def _coarse(photo: np.ndarray, levels: int) -> np.ndarray:
    """Fewer shades of each color, so that a figure with photographs stays small."""
    return np.round(np.clip(photo, 0, 1) * levels) / levels
