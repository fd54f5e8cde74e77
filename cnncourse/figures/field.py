"""Figures on receptive fields: what reaches a unit, along one row and in the plane, and how it grows with depth."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from cnncourse.ops import output_size, receptive_field

from .style import BLUE, GRAY, GREEN, ORANGE, PURPLE, RED, SKY, new

LINES = (BLUE, ORANGE, GREEN, PURPLE, RED, SKY)


def ladder(layers: Sequence[tuple[int, int, int]], n: int, ways: bool = False) -> Figure:
    """A row of pixels, the maps above it, and all that reaches the middle unit of the top map.

    Every unit stands above the middle of its own field.

    Args:
        layers: `(kernel, stride, dilation)`, from the image on; no padding.
        n: pixels in the row.
        ways: write into each unit in how many ways it reaches the top.

    Raises:
        ValueError: a window does not fit.
    """
    sides = [n]
    for k, s, d in layers:
        sides.append(output_size(sides[-1], k, 0, s, d))
    if sides[-1] < 1:
        raise ValueError(f"these layers do not fit on {n} pixels: take a longer row")
    counts = _ways_down(layers, sides)
    figure, ax = new(width=min(8.0, 0.9 + 0.33 * n), height=0.55 + 0.62 * len(sides))
    for level, count in enumerate(counts):
        size, jump = receptive_field(layers[:level])
        for unit, number in enumerate(count):
            x = unit * jump + (size - 1) / 2
            top = level == len(layers)
            face = (ORANGE if top else SKY) if number else "#F2F2F2"
            ax.add_patch(
                Rectangle((x - 0.4, level - 0.26), 0.8, 0.52, facecolor=face, edgecolor=GRAY, linewidth=0.7, zorder=2)
            )
            if level and number:
                _threads(ax, layers[level - 1], level, x, unit, receptive_field(layers[: level - 1]))
            text = str(number) if ways and number else str(unit + 1) if not (level or ways) else ""
            ax.text(x, level, text, ha="center", va="center", fontsize=7.5, color="black" if number else GRAY, zorder=3)
        name = "pixels" if not level else f"layer {level}"
        ax.text(-0.9, level, name, ha="right", va="center", fontsize=8, color="#555555")
    size, jump = receptive_field(layers)
    ax.set(xlim=(-3.4, n - 0.3), ylim=(-0.5, len(layers) + 0.5), title=f"field {size}, jump {jump}")
    ax.axis("off")
    return figure


def _ways_down(layers, sides):
    """For each map, from the image up, in how many ways each unit reaches the middle of the top one."""
    count = np.zeros(sides[-1], dtype=int)
    count[sides[-1] // 2] = 1
    counts = [count]
    for (k, s, d), side in zip(reversed(layers), sides[-2::-1], strict=True):
        below = np.zeros(side, dtype=int)
        for unit in np.flatnonzero(counts[0]):
            below[unit * s : unit * s + (k - 1) * d + 1 : d] += counts[0][unit]
        counts.insert(0, below)
    return counts


def _threads(ax, layer, level, x, unit, below):
    """Lines from a unit to the units that its window reads."""
    k, s, d = layer
    size, jump = below
    for tap in range(k):
        lower = (unit * s + tap * d) * jump + (size - 1) / 2
        ax.plot([x, lower], [level - 0.26, level - 0.74], color=GRAY, linewidth=0.7, zorder=1)


def ways(maps: Sequence[np.ndarray], titles: Sequence[str], numbers: bool = True) -> Figure:
    """How strongly, or in how many ways, each pixel reaches one unit; pixels that do not are left white.

    Args:
        maps: non-negative, `(h, w)` each, every one on a scale of its own.
        titles: one per map.
        numbers: write whole numbers into the pixels.
    """
    figure, axes = new(1, len(maps), width=min(9.0, 2.5 * len(maps) + 0.2), height=2.75)
    for one, title, ax in zip(maps, titles, np.atleast_1d(axes), strict=True):
        shown = np.ma.masked_equal(one, 0)
        ax.imshow(shown, cmap="Blues", vmin=-0.25 * one.max(), vmax=1.2 * one.max(), interpolation="nearest")
        if numbers:
            for (i, j), value in np.ndenumerate(one):
                dark = value > 0.55 * one.max()
                ax.text(j, i, f"{value:.0f}" if value else "·", ha="center", va="center", fontsize=6.5,
                        color="white" if dark else "black" if value else GRAY)  # fmt: skip
        ax.set(title=title, xticks=[], yticks=[])
        for spine in ax.spines.values():
            spine.set(visible=True, color="#BBBBBB")
    return figure


def growth(recipes: dict[str, Sequence[int]], side: int) -> Figure:
    """The field after each layer, one line per recipe, on a logarithmic axis, with the image's side as a mark.

    Args:
        recipes: name → field after layer 0, 1, 2, …
        side: pixels along one side of the image.
    """
    figure, ax = new(width=5.6, height=3.1)
    for (name, fields), color in zip(recipes.items(), LINES, strict=False):
        ax.plot(range(len(fields)), fields, "o-", color=color, markersize=3, linewidth=1.4, label=name)
    ax.axhline(side, color=GRAY, linewidth=0.9, linestyle="--")
    ax.text(0.1, side * 1.06, f"an image of {side} pixels", fontsize=8, color="#555555")
    ticks = [1, 3, 10, 30, 100, 300]
    ax.set(yscale="log", xlabel="layers", ylabel="field, pixels", ylim=(0.9, 400))
    ax.set_yticks(ticks, [str(tick) for tick in ticks])
    ax.minorticks_off()
    longest = max(len(fields) for fields in recipes.values())
    ax.set_xticks(range(0, longest, 1 if longest < 10 else 3))
    ax.legend(loc="lower right", fontsize=8)
    return figure


def by_depth(depths: Sequence[int], field: Sequence[float], effective: Sequence[float]) -> Figure:
    """The side of the field and of the part of it that holds most ways, against the number of layers."""
    figure, ax = new(width=5.0, height=2.9)
    ax.plot(depths, field, color=GRAY, label="receptive field")
    ax.plot(depths, effective, color=BLUE, label="side that holds 90 % of the ways")
    ax.fill_between(depths, effective, field, color="#EEEEEE", linewidth=0)
    ax.set(xlabel="3×3 layers", ylabel="pixels along one side", xlim=(0, max(depths)), ylim=(0, None))
    ax.legend(loc="upper left", fontsize=8)
    return figure


def accuracy_by_field(groups: dict[str, tuple[Sequence[int], np.ndarray]]) -> Figure:
    """Accuracy against the field: a line through the means of each group of networks, every seed a dot.

    Args:
        groups: name → `(fields, accuracies)`; accuracies `(networks, seeds)`, in percent.
    """
    figure, ax = new(width=5.2, height=3.0)
    for number, (name, (fields, accuracy)) in enumerate(groups.items()):
        color, marker = LINES[number], "osD^"[number]
        shift = 0.12 * (number - (len(groups) - 1) / 2)
        x = np.asarray(fields, dtype=float) + shift
        for place, values in zip(x, accuracy, strict=True):
            ax.plot(
                np.full(len(values), place), values, marker, color=color, markersize=4, alpha=0.6, markeredgewidth=0
            )
        ax.plot(x, accuracy.mean(axis=1), "-", color=color, linewidth=1.4, label=name)
    every = sorted({field for fields, _ in groups.values() for field in fields})
    ax.set(xlabel="receptive field of the last layer, pixels", ylabel="held-out accuracy, %", xticks=every)
    ax.legend(loc="lower right", fontsize=8)
    return figure
