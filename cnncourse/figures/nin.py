"""Figures on NiN: what two heads cost, where each class is seen, which classes died, how heads take a move."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from cnncourse import ops

from .style import BLUE, GRAY, GREEN, ORANGE, new

SIDES = np.arange(1, 17)
AGAINST_FOR = "PuOr_r"  # violet speaks against a class, orange for it


def head_counts(side: int, channels: int, classes: int) -> tuple[int, int]:
    """Parameters of flatten and a dense layer, and of a 1×1 convolution and the mean of its maps.

    Args:
        side: of the last maps in pixels.
        channels: of the last maps.
        classes: scores that come out.

    Raises:
        ValueError: one of them is below 1.

    >>> head_counts(6, 1024, 1000)
    (36865000, 1025000)
    """
    if min(side, channels, classes) < 1:
        raise ValueError(f"a head needs a pixel, a map and a class at least, got {side}, {channels} and {classes}")
    dense = ops.Layer("flatten"), ops.Layer("dense", classes)
    pooled = ops.Layer("conv", classes, 1), ops.Layer("global_pool")
    first, second = (
        sum(row.parameters for row in ops.stack_table(head, (side, side, channels))) for head in (dense, pooled)
    )
    return first, second


def heads(side: int, channels: int, classes: int) -> tuple[Figure, str]:
    """Parameters of both heads against the side of the last maps, and a sentence on the chosen side.

    Args:
        side: of the last maps in pixels.
        channels: of the last maps.
        classes: scores that come out.

    Raises:
        ValueError: one of them is below 1.
    """
    counts = np.array([head_counts(int(each), channels, classes) for each in SIDES])
    dense, pooled = head_counts(side, channels, classes)
    figure, ax = new(width=5.6, height=2.7)
    for values, shade, name in zip(counts.T, (BLUE, ORANGE), ("flatten, dense", "1×1, mean"), strict=True):
        ax.plot(SIDES, values, "o-", color=shade, markersize=3, linewidth=1.3, label=name)
    for value, shade in ((dense, BLUE), (pooled, ORANGE)):
        ax.plot([side], [value], "o", color=shade, markersize=9)
    ax.axvline(side, color=GRAY, linewidth=0.8, zorder=0)
    ax.set(yscale="log", xlabel="side of the last maps, pixels", title="parameters of the head", ylim=(5, 1e9))
    ax.legend(fontsize=8, loc="upper left")
    return figure, (
        f"dense {dense:,}, pooled {pooled:,} parameters: 1/{dense / pooled:.1f}. "
        f"On an image twice as large: dense {head_counts(2 * side, channels, classes)[0]:,}, pooled {pooled:,}"
    )


def class_maps(image: np.ndarray, maps: np.ndarray, names: list[str], columns: int = 3) -> Figure:
    """An image, and for each class its map; all maps share one scale, zero is white.

    Args:
        image: `(h, w)`, gray.
        maps: `(rows, columns, classes)`.
        names: one for each class.
        columns: panels in a row.
    """
    rows = -(-(len(names) + 1) // columns)
    figure, axes = new(rows, columns, width=2.0 * columns, height=2.2 * rows, squeeze=False)
    axes = axes.ravel()
    axes[0].imshow(image, cmap="gray", vmin=0, vmax=1)
    axes[0].set_title("image")
    reach = np.abs(maps).max() or 1.0
    for number, name in enumerate(names):
        axes[number + 1].imshow(maps[..., number], cmap=AGAINST_FOR, vmin=-reach, vmax=reach)
        axes[number + 1].set_title(name)
        axes[number + 1].set(xticks=[], yticks=[])
    axes[0].set(xticks=[], yticks=[])
    for ax in axes[len(names) + 1 :]:
        ax.axis("off")
    for ax in axes[: len(names) + 1]:
        for spine in ax.spines.values():
            spine.set(visible=True, color=GRAY)
    return figure


def one_class(image: np.ndarray, maps: np.ndarray, names: list[str], name: str, window: int) -> tuple[Figure, str]:
    """The map of one class, averaged over windows, beside its image, and a sentence with its mean.

    Args:
        image: `(h, w)`, gray.
        maps: `(rows, columns, classes)`.
        names: of the classes. name: the one to show.
        window: side of the windows in pixels of the map.

    Raises:
        ValueError: the window is larger than the map.
    """
    small = windows(maps, window)
    number = list(names).index(name)
    figure, (left, right) = new(1, 2, width=5.6, height=2.8)
    left.imshow(image, cmap="gray", vmin=0, vmax=1)
    _laid_over(right, image, small[..., number], np.abs(small).max() or 1.0)
    for ax, title in ((left, "image"), (right, f"speaks for {name} (orange)")):
        ax.axis("off")
        ax.set_title(title)
    share = 100 * (small.argmax(axis=-1) == number).mean()
    return figure, (
        f"{small.shape[0]}×{small.shape[1]} windows; {name} wins {share:.0f} % of them; "
        f"the mean of its map, its score, is {maps[..., number].mean():.2f}"
    )


def windows(maps: np.ndarray, window: int) -> np.ndarray:
    """Means over windows side by side; what does not fill a window is dropped.

    Args:
        maps: `(rows, columns, classes)`.
        window: side in pixels.

    Raises:
        ValueError: the window is larger than the map.

    >>> windows(np.arange(8.0).reshape(2, 4, 1), 2)[..., 0]
    array([[2.5, 4.5]])
    """
    if not 1 <= window <= min(maps.shape[:2]):
        raise ValueError(f"a window of {window} pixels does not fit a map of {maps.shape[0]}×{maps.shape[1]}")
    return ops.avg_pool2d(maps[None], window, window)[0]


def right_by_class(right: np.ndarray, rows: list[str], classes: list[str]) -> Figure:
    """Share of right answers by run and class; a class that is never right gets a cross.

    Args:
        right: `(runs, classes)`, in percent.
        rows: name of each run.
        classes: name of each class.
    """
    figure, ax = new(width=6.2, height=0.21 * len(rows) + 1.1)
    ax.imshow(right, cmap="Blues", vmin=0, vmax=100, aspect="auto")
    for i, j in np.argwhere(right == 0):
        ax.text(j, i, "✕", ha="center", va="center", fontsize=9, color="#B00000")
    ax.set(xticks=range(len(classes)), yticks=range(len(rows)))
    ax.set_xticklabels(classes, rotation=35, ha="right", fontsize=8)
    ax.set_yticklabels(rows, fontsize=7.5)
    ax.tick_params(length=0)
    return figure


def still_and_moved(names: list[str], still: np.ndarray, moved: np.ndarray) -> Figure:
    """Accuracy of every seed on images as they are and on the same images moved; means as strokes.

    Args:
        names: the variants.
        still: `(variants, seeds)`, in percent. moved: likewise.
    """
    figure, ax = new(width=6.0, height=0.55 * len(names) + 1.1)
    rows = np.arange(len(names))
    for values, shade, offset, label in ((still, GREEN, -0.14, "as they are"), (moved, ORANGE, 0.14, "moved")):
        ax.plot(values.mean(axis=1), rows + offset, "|", color=shade, markersize=15, markeredgewidth=3)
        for row, runs in zip(rows, values, strict=True):
            first = label if row == 0 else None
            ax.plot(runs, np.full(len(runs), row + offset), "o", color=shade, markersize=4, label=first)
    ax.set(yticks=rows, yticklabels=names, ylim=(len(names) - 0.5, -0.5), xlim=(0, 100), xlabel="held-out accuracy, %")
    ax.legend(fontsize=8, loc="center left", bbox_to_anchor=(1.0, 0.5))
    return figure


def _laid_over(ax, image, cam, reach):
    h, w = image.shape
    ax.imshow(image, cmap="gray", vmin=0, vmax=1, extent=(0, w, h, 0))
    ax.imshow(cam, cmap=AGAINST_FOR, vmin=-reach, vmax=reach, extent=(0, w, h, 0), alpha=0.65, interpolation="nearest")
