"""Figures on pooling: windows and what is kept of them, shifts, max against mean."""

from __future__ import annotations

from collections.abc import Callable

import matplotlib
import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from cnncourse import ops

from .style import BLUE, GRAY, GREEN, ORANGE, PURPLE, RED, SKY, YELLOW, new

_TINTS = (SKY, ORANGE, GREEN, PURPLE, YELLOW, RED)
KIND_COLORS = {"max": BLUE, "mean": ORANGE, "every second": GREEN, "not pooled": GRAY, "twice the mean": PURPLE}
_MARKS = {"max": "o", "mean": "s", "every second": "^", "not pooled": "x", "twice the mean": "D"}


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".").replace("-", "−")


def _numbers(ax, values: np.ndarray, colors, title: str, bold=None) -> None:
    """A grid of numbers; `colors(i, j)` is the color of a cell, `bold` a mask of those that stand out."""
    for (i, j), value in np.ndenumerate(values):
        ax.add_patch(Rectangle((j, i), 1, 1, facecolor=colors(i, j), alpha=0.45, edgecolor="none"))
        ax.add_patch(Rectangle((j, i), 1, 1, facecolor="none", edgecolor="white", linewidth=1.5))
        strong = bold is not None and bold[i, j]
        ax.text(j + 0.5, i + 0.5, _number(value), ha="center", va="center", fontsize=8.5,
                fontweight="bold" if strong else "normal")  # fmt: skip
    h, w = values.shape
    ax.set(xlim=(0, w), ylim=(h, 0), aspect="equal")
    ax.set_title(title, loc="center")
    ax.axis("off")


def windows_and_results(x: np.ndarray, size: int = 2) -> Figure:
    """A map of numbers with its windows in color, and the largest and the mean of each.

    Args:
        x: one map, `(h, w)`; windows of `size` × `size` lie side by side, and what no window covers is white.
        size: side of a window in pixels.
    """
    h, w = x.shape
    maps = x[None, :, :, None].astype(float)
    maximum, mean = ops.max_pool2d(maps, size)[0, :, :, 0], ops.avg_pool2d(maps, size)[0, :, :, 0]
    rows, columns = maximum.shape
    largest = np.zeros(x.shape, bool)
    largest[: rows * size, : columns * size] = (
        np.kron(maximum, np.ones((size, size))) == x[: rows * size, : columns * size]
    )

    def tint(i, j):
        return _TINTS[(i * columns + j) % len(_TINTS)] if i < rows and j < columns else "white"

    ratios = {"width_ratios": [w, columns, columns]}
    figure, (left, middle, right) = new(1, 3, width=6.4, height=2.1, gridspec_kw=ratios)
    _numbers(left, x, lambda i, j: tint(i // size, j // size), f"{h}×{w} numbers", largest)
    _numbers(middle, maximum, tint, "largest", np.ones_like(maximum, bool))
    _numbers(right, mean, tint, "mean")
    return figure


def same_size(maps: list[np.ndarray], titles: list[str], width: float = 2.0, shared: bool = False) -> Figure:
    """Images or maps side by side, all drawn equally large however many pixels they have.

    Args:
        maps: `(h, w)` each; black is 0 or the least, white the most.
        titles: one per map.
        width: of each in inches.
        shared: one scale of gray for all.
    """
    figure, axes = new(1, len(maps), width=width * len(maps), height=width + 0.25)
    high = max(float(one.max()) for one in maps)
    for one, title, ax in zip(maps, titles, np.atleast_1d(axes), strict=True):
        low, top = min(0.0, float(one.min())), high if shared else float(one.max())
        ax.imshow(one, vmin=low, vmax=top, interpolation="nearest", cmap="gray")
        ax.set_title(title)
        ax.axis("off")
    return figure


def one_window(
    x: np.ndarray, size: tuple[int, int], stride: tuple[int, int], padding: str, row: int, column: int
) -> tuple[Figure, str]:
    """A map with one window on it, the window's numbers, and the two pooled maps with its place marked.

    Args:
        x: one map, `(h, w)`.
        size: `(rows, columns)` of the window. `stride` likewise.
        padding: `"valid"` or `"same"`.
        row: place of the window, counted from 0. `column` likewise.

    Returns:
        The figure, and a sentence that works the two numbers out.

    Raises:
        ValueError: the window does not fit, or has no place in that row or column.
    """
    maps = x[None, :, :, None].astype(float)
    maximum, mean = (pool(maps, size, stride, padding)[0, :, :, 0] for pool in (ops.max_pool2d, ops.avg_pool2d))
    rows, columns = maximum.shape
    if row >= rows or column >= columns:
        raise ValueError(
            f"there are {rows} rows and {columns} columns of places here, counted from 0: "
            f"row {row}, column {column} is not among them"
        )
    (above, _), (before, _) = ops.resolve_padding(x.shape, size, stride, padding)
    top, left = row * stride[0] - above, column * stride[1] - before
    look = {"vmin": float(x.min()), "vmax": float(x.max()), "interpolation": "nearest", "cmap": "gray"}
    figure, axes = new(1, 4, width=8.4, height=2.35)
    _whole_map(axes[0], x, top, left, size, look)
    values = _zoomed(axes[1], x, top, left, size, (look["vmin"], look["vmax"]))
    for ax, pooled, name in ((axes[2], maximum, "max"), (axes[3], mean, "mean")):
        ax.imshow(pooled, **look)
        ax.add_patch(Rectangle((column - 0.5, row - 0.5), 1, 1, facecolor="none", edgecolor=RED, linewidth=2))
        ax.set(title=f"{name} {rows}×{columns}: {_number(pooled[row, column])}")
    for ax in axes:
        ax.axis("off")
    pads = size[0] * size[1] - values.size
    sentence = (
        f"place ({row}, {column}): max = {_number(values.max())}, "
        f"mean = {_number(values.sum())} / {values.size} = {_number(values.mean())}"
    )
    return figure, sentence + (f"; {pads} pads count in neither" if pads else "")


def _whole_map(ax, x: np.ndarray, top: int, left: int, size: tuple[int, int], look: dict) -> None:
    """Draw a map with a frame around one window, which may hang over the edge."""
    h, w = x.shape
    ax.imshow(x, **look)
    ax.add_patch(Rectangle((left - 0.5, top - 0.5), size[1], size[0], facecolor="none", edgecolor=RED, linewidth=2))
    ax.set(
        xlim=(min(0, left) - 0.8, max(w, left + size[1]) - 0.2),
        ylim=(max(h, top + size[0]) - 0.2, min(0, top) - 0.8),
        title=f"map {h}×{w}",
    )


def _zoomed(ax, x: np.ndarray, top: int, left: int, size: tuple[int, int], span: tuple[float, float]) -> np.ndarray:
    """Draw the numbers of one window, pads hatched; return those of the image."""
    real = []
    gray = matplotlib.colormaps["gray"]
    for u, v in np.ndindex(size):
        i, j = top + u, left + v
        if not (0 <= i < x.shape[0] and 0 <= j < x.shape[1]):
            ax.add_patch(Rectangle((v, u), 1, 1, facecolor="white", edgecolor=GRAY, hatch="////", linewidth=0.8))
            continue
        real.append(x[i, j])
        shade = (x[i, j] - span[0]) / (span[1] - span[0])
        ax.add_patch(Rectangle((v, u), 1, 1, facecolor=gray(shade), edgecolor=GRAY, linewidth=0.8))
        ax.text(v + 0.5, u + 0.5, _number(x[i, j]), ha="center", va="center", fontsize=9 if max(size) <= 3 else 7,
                color="white" if shade < 0.55 else "black")  # fmt: skip
    ax.set(xlim=(-0.05, size[1] + 0.05), ylim=(size[0] + 0.05, -0.05), aspect="equal", title="the window")
    return np.array(real)


def shifted(images: list[np.ndarray], titles: list[str], changes: list[np.ndarray]) -> Figure:
    """The moved image and its pooled maps above; below each, in red, where it differs from the one that was not moved.

    Args:
        images: `(h, w)` each, in [0, 1]. `titles`: one per image.
        changes: magnitudes of the change, `(h, w)` each.
    """
    figure, axes = new(2, len(images), width=1.9 * len(images), height=4.1)
    for column, (one, title, change) in enumerate(zip(images, titles, changes, strict=True)):
        axes[0, column].imshow(one, vmin=0, vmax=1, interpolation="nearest", cmap="gray")
        axes[0, column].set_title(title)
        axes[1, column].imshow(change, cmap="Reds", vmin=0, vmax=1, interpolation="nearest")
        axes[1, column].set_title(f"changed by {change.mean():.3f}")
    for ax in axes.ravel():
        ax.set(xticks=[], yticks=[])
        for spine in ax.spines.values():
            spine.set_visible(True)
    return figure


def measured_agreement(f: Callable[[np.ndarray], np.ndarray], x: np.ndarray, shift: tuple[int, int]) -> float:
    """Correlation of `f(x)` with `f` of the images moved around by `shift`; exactly 1.0 where nothing changed.

    Args:
        f: takes maps, `(n, h, w, c)`, and returns an array.
        x: the images, `(n, h, w, c)`.
        shift: `(down, right)` in pixels.
    """
    before, after = np.asarray(f(x)).ravel(), np.asarray(f(np.roll(x, shift, axis=(1, 2)))).ravel()
    return 1.0 if np.allclose(before, after) else float(np.corrcoef(before, after)[0, 1])


def shift_explorer(image: np.ndarray, shift: int, size: int) -> tuple[Figure, str]:
    """One image moved to the right by `shift` pixels; what max, mean and a bare stride of `size` make of it.

    Args:
        image: `(h, w)`, in [0, 1].
        shift: pixels to the right; what leaves comes in at the left.
        size: window and stride of the pooling.
    """
    kinds = {
        "not pooled": lambda x: x,
        "max": lambda x: ops.max_pool2d(x, size),
        "mean": lambda x: ops.avg_pool2d(x, size),
        f"stride {size} alone": lambda x: x[:, ::size, ::size],
    }
    x = image[None, :, :, None]
    after = [f(np.roll(x, shift, axis=2))[0, :, :, 0] for f in kinds.values()]
    changes = [np.abs(now - f(x)[0, :, :, 0]) for now, f in zip(after, kinds.values(), strict=True)]
    agree = [f"{name} {measured_agreement(f, x, (0, shift)):.2f}" for name, f in kinds.items()]
    return shifted(after, list(kinds), changes), "agreement: " + ", ".join(agree)


def agreement(shifts: list[int], panels: dict[str, dict[str, list[float]]], low: float = 0.0) -> Figure:
    """Agreement by shift, one line per kind of pooling, one panel per kind of image.

    Args:
        shifts: pixels.
        panels: title → kind → one number for each shift.
        low: where the axis begins.
    """
    figure, axes = new(1, len(panels), width=3.3 * len(panels), height=2.6, sharey=True)
    for (title, curves), ax in zip(panels.items(), np.atleast_1d(axes), strict=True):
        for kind, values in curves.items():
            ax.plot(shifts, values, _MARKS[kind] + "-", color=KIND_COLORS[kind], label=kind, markersize=4,
                    linewidth=1.3)  # fmt: skip
        ax.set(title=title, xlabel="pixels to the right", xticks=shifts, ylim=(low, 1.03))
        ax.axhline(1, color=GRAY, linewidth=0.6, zorder=0)
    np.atleast_1d(axes)[0].set_ylabel("agreement")
    np.atleast_1d(axes)[0].legend(fontsize=8, frameon=False, loc="lower left")
    return figure


def rare_or_common(places: list[int], told_apart: dict[str, np.ndarray]) -> Figure:
    """How often the map with the feature gets the higher number, by how many places the feature is spread over.

    Args:
        places: how many places share the same total.
        told_apart: kind → percent for each of `places`; 50 is guessing.
    """
    figure, axes = new(width=4.6, height=2.7)
    for (kind, values), mark in zip(told_apart.items(), "os", strict=True):
        axes.plot(places, values, mark + "-", color=KIND_COLORS[kind], label=f"{kind} of the map", markersize=4)
    axes.axhline(50, color=GRAY, linewidth=0.8, linestyle="--")
    axes.text(places[0], 50.8, "guessing", color=GRAY, fontsize=8)
    axes.set_xscale("log", base=2)
    axes.set(xticks=places, xticklabels=[str(p) for p in places], xlabel="places that share it", ylabel="told apart, %",
             ylim=(45, 102))  # fmt: skip
    axes.minorticks_off()
    axes.legend(fontsize=8, frameon=False)
    return figure


def leads_and_kept(
    settings: list[str], kinds: list[str], accuracy: np.ndarray, shifts: list[int], kept: np.ndarray
) -> Figure:
    """Left, each kind against the first of them, seed by seed; right, how many answers survive a shift.

    Args:
        settings: how the networks were trained, one row of dots for each.
        kinds: keys of `KIND_COLORS`.
        accuracy: `(settings, kinds, seeds)`, in percent; a dot is the difference to the first kind with the same seed.
        shifts: pixels.
        kept: `(settings, kinds, seeds, shifts)`, percent of answers that stay the same: a thin line for each network.
    """
    figure, (left, right) = new(1, 2, width=7.6, height=3.6)
    gap = 0.8 / len(kinds)
    for k, kind in enumerate(kinds[1:], 1):
        color, lead = KIND_COLORS[kind], accuracy[:, k] - accuracy[:, 0]
        rows = np.arange(len(settings)) + (k - len(kinds) / 2) * gap
        left.plot(lead, rows[:, None].repeat(lead.shape[1], axis=1), _MARKS[kind], color=color, markersize=3.5)
        left.plot(lead.mean(axis=1), rows, "|", color=color, markersize=10, markeredgewidth=2.5)
    left.axvline(0, color=KIND_COLORS[kinds[0]], linewidth=1.5, zorder=0)
    left.set(yticks=range(len(settings)), yticklabels=settings, ylim=(len(settings) - 0.5, -0.5), xlabel="points")
    left.set_title(f"ahead of {kinds[0]} (bar: all seeds)")
    for k, kind in enumerate(kinds):
        color, lines = KIND_COLORS[kind], kept[:, k].reshape(-1, len(shifts))
        right.plot(shifts, lines.T, "-", color=color, linewidth=0.4, alpha=0.35)
        right.plot(shifts, lines.mean(axis=0), _MARKS[kind] + "-", color=color, label=kind, markersize=4, zorder=3)
    right.set(xticks=shifts, ylim=(0, 104), xlabel="pixels to the right", title="answers that stay the same, %")
    right.legend(fontsize=8, frameon=False)
    return figure
