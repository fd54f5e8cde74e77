"""Figures on Xception: who is wired to whom, what it costs, what the clock says, and in which order one may merge."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from .style import BLUE, GRAY, GREEN, ORANGE, PURPLE, RED, SKY, new

LOOK, MERGE = "#BCE0F5", "#F8D798"  # boxes: 3×3 within a channel, 1×1 across channels


def towers(channels: int, groups: list[int]) -> Figure:
    """A 1×1 that merges, then 3×3 windows in a growing number of groups: from Inception's few towers to one a channel.

    Args:
        channels: that the 1×1 gives; each entry of `groups` divides it.
        groups: one panel for each.

    Raises:
        ValueError: a number of groups does not divide the channels.
    """
    if any(channels % count for count in groups):
        raise ValueError(f"{channels} channels cannot be cut into {groups} equal groups")
    figure, axes = new(1, len(groups), width=2.15 * len(groups), height=2.7, squeeze=False)
    row = np.arange(channels)
    for ax, count in zip(axes[0], groups, strict=True):
        for a in row:
            for b in row:
                ax.plot([0, 1], [a, b], color=ORANGE, linewidth=0.6, zorder=1)
                if a // (channels // count) == b // (channels // count):
                    ax.plot([1, 2], [a, b], color=BLUE, linewidth=1.8, zorder=1)
        for x in range(3):
            ax.plot(np.full(channels, x), row, "o", color="black", markersize=4)
        weights = 9 * channels * channels // count
        name = "an ordinary 3×3" if count == 1 else f"{count} towers"
        name += ", one a channel" if count == channels else ""
        ax.set(ylim=(channels - 0.5, -0.5), xlim=(-0.2, 2.2), title=name)
        ax.text(0.5, channels - 0.35, f"1×1\n{channels * channels}", ha="center", va="top", fontsize=8)
        ax.text(1.5, channels - 0.35, f"3×3\n{weights}", ha="center", va="top", fontsize=8, color=BLUE)
        ax.axis("off")
    return figure


def kernels(named: dict[str, np.ndarray]) -> Figure:
    """Ordinary kernels as grids of small pictures: a row for each channel, a column for each filter.

    Args:
        named: title → `(kh, kw, c, f)`; blue is positive, red negative.
    """
    figure, axes = new(1, len(named), width=2.3 * len(named), height=2.1, squeeze=False)
    for ax, (title, kernel) in zip(axes[0], named.items(), strict=True):
        kh, kw, c, f = kernel.shape
        page = np.full((c * (kh + 1) - 1, f * (kw + 1) - 1), np.nan)
        for channel in range(c):
            for one in range(f):
                top, left = channel * (kh + 1), one * (kw + 1)
                page[top : top + kh, left : left + kw] = kernel[:, :, channel, one]
        high = np.nanpercentile(np.abs(page), 95)
        ax.imshow(page, cmap="RdBu", vmin=-high, vmax=high)
        ax.set(title=title, xlabel="filter", ylabel="channel", yticks=kh // 2 + (kh + 1) * np.arange(c),
               yticklabels=range(c), xticks=kw // 2 + (kw + 1) * np.arange(f), xticklabels=range(f))  # fmt: skip
        ax.tick_params(length=0)
        for side in ("left", "bottom"):
            ax.spines[side].set_visible(False)
    return figure


def stack(pairs: int) -> Figure:
    """A stack of separable convolutions, bracketed in both ways.

    Args:
        pairs: separable convolutions in the stack, at least 2.

    Raises:
        ValueError: fewer than two.
    """
    if pairs < 2:
        raise ValueError(f"with {pairs} there is nothing to bracket; take at least 2")
    figure, ax = new(width=0.85 * (3 * pairs - 1) + 0.5, height=1.8)
    centers = {}
    for pair in range(pairs):
        for part, (word, shade) in enumerate((("3×3\nin each", LOOK), ("1×1\nmerges", MERGE))):
            x = centers[pair, part] = 3 * pair + part
            ax.add_patch(FancyBboxPatch((x - 0.36, -0.32), 0.72, 0.64, boxstyle="round,pad=0,rounding_size=0.08",
                                        facecolor=shade, edgecolor="#333333", linewidth=0.7))  # fmt: skip
            ax.text(x, 0, word, ha="center", va="center", fontsize=8)
        if pair + 1 < pairs:
            ax.text(3 * pair + 2, 0, "ReLU", ha="center", va="center", fontsize=8, color=RED)
    for x in range(3 * pairs - 2):
        gap = 0.38 if x % 3 == 0 else 0.42
        ax.plot([x + gap, x + 1 - gap], [0, 0], color="#555555", linewidth=0.8, zorder=0)
    for pair in range(pairs):
        _bracket(ax, centers[pair, 0], centers[pair, 1], 0.5, 1, BLUE, "depthwise first")
        if pair + 1 < pairs:
            _bracket(ax, centers[pair, 1], centers[pair + 1, 0], -0.5, -1, ORANGE, "merge first")
    _bracket(ax, 0, 0, -0.5, -1, GRAY, "left over")
    _bracket(ax, 3 * pairs - 2, 3 * pairs - 2, -0.5, -1, GRAY, "left over")
    ax.set(xlim=(-0.6, 3 * pairs - 1.4), ylim=(-1.05, 1.05))
    ax.axis("off")
    return figure


def _bracket(ax, left: float, right: float, y: float, way: int, color: str, word: str) -> None:
    xs = [left - 0.36, left - 0.36, right + 0.36, right + 0.36]
    ax.plot(xs, [y - 0.1 * way, y, y, y - 0.1 * way], color=color, linewidth=1.6)
    ax.text((left + right) / 2, y + 0.12 * way, word, ha="center", va="bottom" if way > 0 else "top", fontsize=8.5,
            color=color)  # fmt: skip


def intensities(channels: list[int], curves: dict[str, list[float]]) -> Figure:
    """Operations for each byte by the number of channels, both axes in powers.

    Args:
        channels: in and out.
        curves: kind → one number for each.
    """
    figure, ax = new(width=5.2, height=2.7)
    for (name, values), shade, mark in zip(curves.items(), (GREEN, ORANGE, BLUE), "Dso", strict=False):
        ax.plot(channels, values, mark + "-", color=shade, label=name, markersize=4.5)
    ax.set(xscale="log", yscale="log", xlabel="channels, in and out", title="operations for each byte")
    ax.set_xticks(channels, [str(c) for c in channels])
    ax.set_yticks([1, 3, 10, 30, 100, 300], ["1", "3", "10", "30", "100", "300"])
    ax.minorticks_off()
    ax.grid(axis="y", color="#E5E5E5", linewidth=0.6)
    ax.legend(fontsize=8, loc="center left", bbox_to_anchor=(1.0, 0.5))
    return figure


def clock(channels: list[int], fewer: list[float], faster: list[float], work: list[float], time: list[float]) -> Figure:
    """Theory beside the clock: how many times fewer and how many times faster; the depthwise half's share of both.

    Args:
        channels: in and out.
        fewer: MACs of the ordinary convolution over those of the separable one.
        faster: the same for the time.
        work: percent of the separable one's MACs that its depthwise half does.
        time: percent of the time that it takes.
    """
    figure, (left, right) = new(1, 2, width=6.6, height=2.7)
    left.plot(channels, fewer, "o--", color=GRAY, label="by multiplications", markersize=4)
    left.plot(channels, faster, "s-", color=BLUE, label="by the clock", markersize=5)
    left.axhline(1, color=GRAY, linewidth=0.6, zorder=0)
    left.set(title="ordinary / separable", ylim=(0, max(max(fewer), max(faster)) * 1.15))
    right.plot(channels, work, "o--", color=GRAY, label="of the multiplications", markersize=4)
    right.plot(channels, time, "s-", color=RED, label="of the time", markersize=5)
    right.set(title="share of the depthwise half, %", ylim=(0, 100))
    for ax in (left, right):
        ax.set_xscale("log")
        ax.set_xticks(channels, [str(c) for c in channels])
        ax.minorticks_off()
        ax.set_xlabel("channels, in and out")
        ax.legend(fontsize=8)
    return figure


def explorer(k: int, c_in: int, c_out: int, side: int) -> tuple[Figure, str]:
    """What an ordinary and a separable convolution cost, part by part, and the ratio in a sentence.

    Args:
        k: side of the window.
        c_in: channels that come in. `c_out` likewise.
        side: of the map in pixels; "same" padding.

    Raises:
        ValueError: a number below 1.
    """
    if min(k, c_in, c_out, side) < 1:
        raise ValueError("window, channels and side are at least 1")
    ordinary, look, merge = k * k * c_in * c_out, k * k * c_in, c_in * c_out
    figure, axes = new(1, 2, width=6.4, height=1.9, sharey=True)
    for ax, (title, scale) in zip(axes, (("weights", 1), ("multiplications for an image", side * side)), strict=True):
        ax.barh(0, ordinary * scale, color=PURPLE, height=0.6)
        ax.barh(1, look * scale, color=SKY, height=0.6, label="depthwise")
        ax.barh(1, merge * scale, left=look * scale, color=ORANGE, height=0.6, label="1×1")
        for row, value in ((0, ordinary), (1, look + merge)):
            ax.text(value * scale, row, f" {value * scale:,}", va="center", fontsize=8)
        ax.set(title=title, xlim=(0, max(ordinary, look + merge) * scale * 1.45), xticks=[], yticks=(0, 1),
               yticklabels=("ordinary", "separable"), ylim=(1.6, -0.6))  # fmt: skip
    axes[1].legend(fontsize=7.5, loc="lower right")
    ratio = ordinary / (look + merge)
    return figure, (
        f"{ratio:.2f} times {'fewer' if ratio >= 1 else '(that is, more)'}; bounds: k² = {k * k} and {c_out} outgoing "
        f"channels; the depthwise half does {look / (look + merge):.0%} of the separable one's multiplications"
    )


def runs(names: list[str], values: np.ndarray, shades: list[str] | None = None) -> Figure:
    """Accuracy of every seed as a dot, the mean as a stroke.

    Args:
        names: the variants.
        values: `(variants, seeds)`, in percent.
        shades: a color for each variant.
    """
    figure, ax = new(width=5.6, height=0.7 + 0.3 * len(names))
    for row, some in enumerate(values):
        ax.plot([some.mean()] * 2, [row - 0.3, row + 0.3], color=shades[row] if shades else BLUE, linewidth=3)
        ax.plot(some, np.full(len(some), row), "o", color="black", markersize=3.5)
    ax.set(yticks=range(len(names)), yticklabels=names, ylim=(len(names) - 0.5, -0.5), title="held-out images right, %")
    ax.grid(axis="x", color="#E5E5E5", linewidth=0.6)
    return figure
