"""Figures on DeepLab: where the taps of a dilated kernel fall, grids of two networks, resizing, mIoU of stored runs."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from cnncourse import data

from .style import BLUE, GRAY, GREEN, ORANGE, RED, SKY, new

SIDE, SIZES = 96, (28, 44, 68)  # of the scene behind the taps


@lru_cache(maxsize=1)
def _scene() -> np.ndarray:
    return data.scenes(1, seed=4, side=SIDE, sizes=SIZES)[0][0]


def inside(sides: tuple[int, int], rate: int) -> np.ndarray:
    """How many of the nine taps fall on the map, for each place of a 3×3 kernel.

    Args:
        sides: `(rows, columns)` of the map. `rate`: places between neighboring taps.

    Returns:
        Whole numbers from 1 to 9, of the map's shape.

    >>> inside((3, 4), 2)
    array([[4, 4, 4, 4],
           [2, 2, 2, 2],
           [4, 4, 4, 4]])
    """
    rows, columns = (1 + (np.arange(n) >= rate) + (np.arange(n) < n - rate) for n in sides)
    return rows[:, None] * columns


def taps(rate: int, output_stride: int, row: int, column: int) -> tuple[Figure, str]:
    """A scene with the map's grid on it and the nine taps of one kernel; beside it, taps that fall on the map.

    Args:
        rate: places of the map between neighboring taps, from 1.
        output_stride: pixels of the image for one place of the map.
        row: of the kernel's middle, in places of the map. `column` likewise.

    Returns:
        The figure, and a sentence with its numbers.

    Raises:
        ValueError: there is no such place.
    """
    places = SIDE // output_stride
    if not (0 <= row < places and 0 <= column < places):
        raise ValueError(f"with output stride {output_stride} the map has {places} rows and columns, 0 to {places - 1}")
    figure, (left, right) = new(1, 2, width=7.0, height=3.6, gridspec_kw={"width_ratios": (1.35, 1)})
    left.imshow(_scene(), extent=(0, SIDE, SIDE, 0), interpolation="nearest", alpha=0.75)
    for line in range(0, SIDE + 1, output_stride):
        left.plot([line, line], [0, SIDE], color="white", linewidth=0.4, alpha=0.6)
        left.plot([0, SIDE], [line, line], color="white", linewidth=0.4, alpha=0.6)
    hits = 0
    for i in (-rate, 0, rate):
        for j in (-rate, 0, rate):
            on = 0 <= row + i < places and 0 <= column + j < places
            hits += on
            corner = ((column + j) * output_stride, (row + i) * output_stride)
            look = {"facecolor": ORANGE if on else "none", "edgecolor": "black" if on else RED}
            left.add_patch(Rectangle(corner, output_stride, output_stride, linewidth=1.2, clip_on=True, **look))
            if not on:
                middle = np.clip(np.array(corner) + output_stride / 2, -0.14 * SIDE, 1.14 * SIDE)
                left.plot(*middle, marker="x", color=RED, markersize=5)
    left.set(xlim=(-0.2 * SIDE, 1.2 * SIDE), ylim=(1.2 * SIDE, -0.2 * SIDE), xticks=[], yticks=[])
    left.set_title(f"rate {rate}: {hits} of 9 taps on the map")
    left.spines[:].set_visible(False)
    counts = inside((places, places), rate)
    right.imshow(counts, cmap="Blues", vmin=0, vmax=12, interpolation="nearest")
    for (i, j), count in np.ndenumerate(counts if places <= 12 else np.zeros((0, 0))):
        right.text(j, i, str(count), ha="center", va="center", fontsize=6 if places > 8 else 8)
    right.add_patch(Rectangle((column - 0.5, row - 0.5), 1, 1, fill=False, edgecolor=ORANGE, linewidth=1.8))
    right.set(xticks=[], yticks=[], title="taps on the map, place by place")
    share, alone = counts.mean() / 9, (counts == 1).mean()
    sentence = (
        f"rate {rate} on {places}×{places} places: a window of {2 * rate * output_stride + output_stride} pixels; "
        f"{share:.0%} of all taps fall on the map; at {alone:.0%} of the places only the middle one does"
    )
    return figure, sentence


def shares(sides: int, rates: np.ndarray) -> Figure:
    """For each rate, how many of the places keep 9, 6, 4, 3, 2 or 1 of their taps.

    Args:
        sides: rows and columns of the map.
        rates: from 1.
    """
    figure, ax = new(width=6.8, height=2.7)
    counts = [inside((sides, sides), rate) for rate in rates]
    for many, color in [(9, BLUE), (4, ORANGE), (1, RED)]:
        ax.plot(
            rates, [100 * (one == many).mean() for one in counts], color=color, label=f"{many} tap" + "s" * (many > 1)
        )
    ax.plot(rates, [100 * one.mean() / 9 for one in counts], color=GRAY, linestyle="--", label="all taps, % on the map")
    ax.set(xlabel="rate", ylabel="% of the places", ylim=(0, 103), title=f"a 3×3 kernel on {sides}×{sides} places")
    figure.legend(loc="outside right upper", fontsize=8)
    return figure


def grids(coarse: np.ndarray, fine: np.ndarray, wrong: np.ndarray) -> Figure:
    """Values of a strided net, of the dilated one, and of one that only lost its stride, along one row.

    Args:
        coarse: values of the strided net. `fine` and `wrong`: at every place, some times as many.
    """
    step = round((len(fine) - 1) / (len(coarse) - 1))
    figure, ax = new(width=6.4, height=2.6)
    ax.plot(np.arange(len(fine)), fine, color=SKY, marker="o", markersize=4, label="dilated")
    ax.plot(
        np.arange(len(wrong)), wrong, color=RED, marker=".", linewidth=0.9, linestyle=":", label="stride gone, no rates"
    )
    ax.scatter(
        step * np.arange(len(coarse)), coarse, s=90, facecolor="none", edgecolor="black", zorder=4, label="strided"
    )
    ax.set(xlabel="place along a row of the finer map", ylabel="value", xlim=(-0.5, len(fine) - 0.5))
    ax.legend(fontsize=8, ncols=3, loc="upper center", bbox_to_anchor=(0.5, 1.22))
    return figure


def conventions(row: np.ndarray, new_row: dict[str, np.ndarray]) -> Figure:
    """A row of pixels before and after resizing, under two conventions: values as bars, each over its area.

    Args:
        row: old values. `new_row`: new values by the name of the convention.
    """
    figure, axes = new(1, 1 + len(new_row), width=2.1 * (1 + len(new_row)), height=2.2, sharey=True)
    for ax, (name, values) in zip(axes, {f"{len(row)} pixels": row, **new_row}.items(), strict=True):
        width = len(row) / len(values)
        ax.bar(
            (np.arange(len(values)) + 0.5) * width, values, 0.94 * width, color=GRAY if name not in new_row else BLUE
        )
        for k, value in enumerate(values):
            ax.text((k + 0.5) * width, value + 0.05, f"{value:.3g}", ha="center", fontsize=7)
        ax.set(title=name, xticks=[], xlim=(0, len(row)))
    return figure


def parts(names: list[str], everywhere: np.ndarray, near: np.ndarray, line: int = 0) -> Figure:
    """mIoU of stored runs: every seed a dot, the mean a line; of all pixels and of those near a border.

    Args:
        names: of the networks. `everywhere` and `near`: percent, `(networks, seeds)`.
        line: how many networks stand above a dividing line; 0: there is none.
    """
    figure, axes = new(1, 2, width=7.0, height=0.9 + 0.36 * len(names), sharey=True)
    rows = np.arange(len(names))
    for ax, values, title, color in [
        (axes[0], everywhere, "all pixels", BLUE),
        (axes[1], near, "pixels near a border", GREEN),
    ]:
        for row, runs in zip(rows, values, strict=True):
            ax.scatter(runs, np.full(len(runs), row), color=color, s=22, alpha=0.7)
            ax.plot([runs.mean()] * 2, [row - 0.3, row + 0.3], color="black", linewidth=1.6)
        if line:
            ax.axhline(line - 0.5, color="gray", linewidth=0.8, linestyle="--")
        ax.set(xlabel="mIoU, %", title=title, yticks=rows, yticklabels=names)
    axes[0].invert_yaxis()
    return figure
