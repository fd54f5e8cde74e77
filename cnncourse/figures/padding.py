"""Figures on where a window can stand: rows of pixels, frames of zeros, visits."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from cnncourse.ops import output_size

from .style import BLUE, GRAY, GREEN, ORANGE, PURPLE, RED, SKY, new

_WINDOWS = (BLUE, ORANGE, GREEN, PURPLE, SKY, RED)


def windows_on_row(n: int, k: int, before: int, after: int, stride: int, title: str = "", shift: int = 0) -> Figure:
    """A row of pixels with every window on it, one below the other; pixels that no window covers are hatched.

    Args:
        n: pixels in the row.
        k: pixels in a window.
        before: zeros in front of the row. `after`: zeros behind it.
        stride: pixels from one window to the next.
        title: drawn above; what was counted, without it.
        shift: empty cells left of the row, so that two figures can be laid pixel below pixel.

    Raises:
        ValueError: no window fits.
    """
    total = before + n + after
    starts = list(range(0, total - k + 1, stride))
    if not starts:
        raise ValueError(f"a window of {k} pixels does not fit on {total}: take a smaller window or more padding")
    seen = np.zeros(total, dtype=bool)
    for start in starts:
        seen[start : start + k] = True
    rows = len(starts)
    figure, axes = new(width=min(8.0, 0.8 + 0.34 * (total + shift)), height=min(4.6, 0.95 + 0.2 * rows))
    for place in range(total):
        inside = before <= place < before + n
        missed = inside and not seen[place]
        axes.add_patch(
            Rectangle((place, 0), 1, 1, facecolor="#EEEEEE" if inside else "white", edgecolor=RED if missed else GRAY,
                      hatch="////" if missed else None, linewidth=1.6 if missed else 0.8, zorder=3 if missed else 1)
        )  # fmt: skip
        label = str(place - before + 1) if inside else "0"
        axes.text(place + 0.5, 0.5, label, ha="center", va="center", fontsize=8 if total <= 24 else 6,
                  color="black" if inside else GRAY, zorder=4)  # fmt: skip
    for i, start in enumerate(starts):
        axes.add_patch(
            Rectangle(
                (start + 0.08, -0.55 - 0.5 * i), k - 0.16, 0.36, facecolor=_WINDOWS[i % len(_WINDOWS)], alpha=0.85
            )
        )
    ignored = int(n - seen[before : before + n].sum())
    axes.set(
        xlim=(-0.2 - shift, total + 0.2),
        ylim=(-0.6 - 0.5 * rows, 1.3),
        title=title or f"{_count(rows, 'place')}, {_count(ignored, 'pixel')} ignored",
    )
    axes.axis("off")
    return figure


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'s' * (number != 1)}"


def size_explorer(n: int, k: int, padding: int, stride: int) -> Figure:
    """The picture behind the size slider: `windows_on_row` with the formula worked out above it."""
    places = output_size(n, k, padding, stride)
    room = n + 2 * padding - k
    title = f"({n} + 2·{padding} − {k}) // {stride} + 1 = {room} // {stride} + 1 = {places}"
    return windows_on_row(n, k, padding, padding, stride, title)


def visits(counts: list[np.ndarray], titles: list[str]) -> Figure:
    """How many windows look at each pixel, one heat map per setting, all on one scale.

    Args:
        counts: integer maps, `(h, w)` each.
        titles: one per map.
    """
    figure, axes = new(1, len(counts), width=2.3 * len(counts) + 0.4, height=2.6)
    high = max(int(count.max()) for count in counts)
    for count, title, ax in zip(counts, titles, np.atleast_1d(axes), strict=True):
        ax.imshow(count, cmap="Blues", vmin=0, vmax=high * 1.35)
        for (i, j), value in np.ndenumerate(count):
            ax.text(
                j, i, str(value), ha="center", va="center", fontsize=7, color="white" if value > 0.6 * high else "black"
            )
        ax.set(title=title, xticks=[], yticks=[])
    return figure
