"""Figures on Inception: a block's four paths, the scales that many blocks mix, cheaper windows, smoothed labels."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure

from cnncourse import ops

from .style import BLUE, GRAY, GREEN, ORANGE, PURPLE, SKY, new

PATHS = ("1×1", "1×1 → 3×3", "1×1 → 5×5", "max → 1×1")
GROWTH = (0, 2, 4, 2)  # what each path adds to the field, in steps of its maps
STEM, MODULES = (27, 8), ("3", "3", "pool", "4", "4", "4", "4", "4", "pool", "5", "5")


def block_costs(side: int, channels: int, widths: Sequence[int]) -> list[tuple[int, int, int, int]]:
    """For each path of GoogLeNet's block: channels out, parameters, MACs of its 1×1, MACs of its window.

    Args:
        side: of the maps in pixels.
        channels: that come in.
        widths: of the six convolutions, in the order of the paper's table 1.

    Raises:
        ValueError: a width, the side or `channels` is below 1.

    >>> [path[0] for path in block_costs(28, 192, (64, 96, 128, 16, 32, 32))]
    [64, 128, 32, 32]
    """
    if min(side, channels, *widths) < 1 or len(widths) != 6:
        raise ValueError(f"a block needs a pixel, a map and six widths of at least 1, got {side}, {channels}, {widths}")
    one, reduce3, three, reduce5, five, projection = widths

    def path(first, window=0, out=0):
        learned = ops.conv_parameters(1, 1, channels, first)
        macs = ops.conv_macs(side, side, 1, 1, channels, first)
        if not window:
            return first, learned, macs, 0
        learned += ops.conv_parameters(window, window, first, out)
        return out, learned, macs, ops.conv_macs(side, side, window, window, first, out)

    return [path(one), path(reduce3, 3, three), path(reduce5, 5, five), path(projection)]


def without_reductions(side: int, channels: int, widths: Sequence[int]) -> int:
    """MACs of the same block whose 3×3 and 5×5 look at all channels.

    >>> without_reductions(28, 192, (64, 96, 128, 16, 32, 32))
    308281344
    """
    one, _, three, _, five, projection = widths
    return side * side * channels * (one + 9 * three + 25 * five + projection)


def explorer(side: int, channels: int, widths: Sequence[int]) -> tuple[Figure, str]:
    """A block's paths: how many channels each gives and how many MACs it takes; and a sentence with the sums.

    Args:
        side, channels, widths: as in `block_costs`.

    Raises:
        ValueError: as there.
    """
    paths = block_costs(side, channels, widths)
    out, learned, small, large = (np.array(column) for column in zip(*paths, strict=True))
    figure, (left, right) = new(1, 2, width=7.2, height=2.4, sharey=True)
    rows = np.arange(4)
    left.barh(rows, out, color=(SKY, BLUE, PURPLE, ORANGE), height=0.6)
    right.barh(rows, small / 1e6, color=GRAY, height=0.6, label="its 1×1")
    right.barh(rows, large / 1e6, left=small / 1e6, color=GREEN, height=0.6, label="its window")
    for row, (count, macs) in enumerate(zip(out, small + large, strict=True)):
        left.text(count, row, f" {count}", va="center", fontsize=8)
        right.text(macs / 1e6, row, f" {macs / 1e6:.2f}", va="center", fontsize=8)
    left.set(yticks=rows, yticklabels=PATHS, ylim=(3.6, -0.6), xlim=(0, 1.18 * out.max()), title="channels")
    right.set(xlim=(0, 1.22 * (small + large).max() / 1e6), title="million MACs")
    right.legend(fontsize=8, loc="center left", bbox_to_anchor=(1.0, 0.5))
    total, naive = int((small + large).sum()), without_reductions(side, channels, widths)
    return figure, (
        f"{side}×{side}×{channels} → {side}×{side}×{out.sum()}: {learned.sum():,} parameters, {total:,} MACs; "
        f"without the reductions {naive:,}, {naive / total:.2f} times as many"
    )


def scales(start: tuple[int, int] = STEM, modules: Sequence[str] = MODULES) -> dict[int, int]:
    """How many ways through GoogLeNet's blocks have which receptive field.

    Args:
        start: receptive field and step of the maps that come into the first block, in pixels of the image.
        modules: what follows; "pool" is a 3×3 pool with stride 2, all else a block of four paths.

    Returns:
        Field → number of ways, ascending.

    >>> scales((1, 1), ("block",))
    {1: 1, 3: 2, 5: 1}
    """
    (field, step), ways = start, {start[0]: 1}
    for module in modules:
        grown: dict[int, int] = {}
        for field, count in ways.items():
            for more in (2,) if module == "pool" else GROWTH:
                grown[field + more * step] = grown.get(field + more * step, 0) + count
        ways, step = grown, step * 2 if module == "pool" else step
    return dict(sorted(ways.items()))


def scales_mixed(ways: dict[int, int], image: int) -> Figure:
    """Number of ways by receptive field; the side of the image is a line.

    Args:
        ways: from `scales`.
        image: side in pixels.
    """
    figure, ax = new(width=6.2, height=2.5)
    ax.bar(list(ways), np.array(list(ways.values())) / 1000, width=13, color=BLUE)
    ax.axvline(image, color=ORANGE, linewidth=1.5)
    ax.text(image + 6, ax.get_ylim()[1] * 0.95, f"image, {image}", color=ORANGE, fontsize=8, va="top")
    ax.set(xlabel="receptive field of the way, pixels", ylabel="thousand ways", xlim=(0, max(ways) + 40))
    return figure


def windows(largest: int = 11) -> Figure:
    """Weights of an n×n window beside those of 1×n and n×1, for one map in and out.

    Args:
        largest: the last n.
    """
    n = np.arange(1, largest + 1)
    figure, ax = new(width=5.6, height=2.6)
    ax.plot(n, n**2, "o-", color=BLUE, markersize=4, label="n×n")
    ax.plot(n, 2 * n, "o-", color=ORANGE, markersize=4, label="1×n, then n×1")
    for side in (3, 7):
        ax.plot([side, side], [2 * side, side**2], color=GRAY, linewidth=1, linestyle=":", zorder=0)
        ax.text(side - 0.1, side**2 + 5, f"{1 - 2 / side:.0%} less", fontsize=8, ha="right")
    ax.set(xlabel="n", ylabel="weights for a pair of maps", xticks=n, ylim=(0, None))
    ax.legend(fontsize=8, loc="upper left", bbox_to_anchor=(0.3, 1.0))
    return figure


def loss_by_gap(epsilons: Sequence[float], classes: int) -> Figure:
    """Cross-entropy against smoothed labels if the right score lies `gap` above all others; the minimum is a dot.

    Args:
        epsilons: shares that are spread over all classes.
        classes: how many there are.
    """
    gap = np.linspace(0, 10, 401)
    figure, ax = new(width=5.6, height=2.7)
    for epsilon, shade in zip(epsilons, (GRAY, BLUE, ORANGE, GREEN), strict=False):
        loss = smoothed_loss(gap, epsilon, classes)
        ax.plot(gap, loss, color=shade, linewidth=1.6, label=f"ε = {epsilon:g}")
        if epsilon:
            best = best_gap(epsilon, classes)
            ax.plot([best], [smoothed_loss(best, epsilon, classes)], "o", color=shade, markersize=6)
    ax.set(xlabel="gap between the right score and the others", ylabel="loss", ylim=(0, 2.5), xlim=(0, 10))
    ax.legend(fontsize=8, loc="center left", bbox_to_anchor=(1.0, 0.5))
    return figure


def smoothed_loss(gap, epsilon: float, classes: int):
    """Cross-entropy of scores `gap, 0, 0, …` against a label of which the share `epsilon` was spread."""
    return np.log(np.exp(gap) + classes - 1) - (1 - epsilon + epsilon / classes) * gap


def best_gap(epsilon: float, classes: int) -> float:
    """The gap at which the smoothed loss is smallest: log of the right share over a wrong one.

    >>> round(best_gap(0.1, 10), 2)
    4.51
    """
    return float(np.log((1 - epsilon + epsilon / classes) / (epsilon / classes)))


def by_pass(curves: dict[str, np.ndarray]) -> Figure:
    """Loss after each pass over the images, every run a line.

    Args:
        curves: name → `(runs, passes)`.
    """
    figure, ax = new(width=5.6, height=2.6)
    for (name, runs), shade, line in zip(curves.items(), (BLUE, ORANGE, GREEN), ("-", "--", ":"), strict=False):
        for number, run in enumerate(np.atleast_2d(runs)):
            ax.plot(np.arange(1, len(run) + 1), run, line, color=shade, label=None if number else name, linewidth=1.4)
    ax.set(xlabel="pass over the images", ylabel="loss of the main classifier", ylim=(0, None))
    ax.legend(fontsize=8, loc="upper right")
    return figure


def smoothed_runs(names: Sequence[str], accuracy: np.ndarray, confidence: np.ndarray) -> Figure:
    """Accuracy and mean confidence of every run; a confident network that is not as often right has a gap.

    Args:
        names: the variants.
        accuracy: `(variants, seeds)`, in percent. confidence: likewise.
    """
    figure, ax = new(width=5.8, height=0.5 * len(names) + 1.0)
    rows = np.arange(len(names))
    for values, shade, shift, label in ((accuracy, BLUE, -0.12, "right"), (confidence, ORANGE, 0.12, "confidence")):
        ax.plot(values.mean(axis=1), rows + shift, "|", color=shade, markersize=14, markeredgewidth=3)
        for row, runs in zip(rows, values, strict=True):
            ax.plot(runs, np.full(len(runs), row + shift), "o", color=shade, markersize=4, label=None if row else label)
    ax.set(yticks=rows, yticklabels=names, ylim=(len(names) - 0.5, -0.5), xlabel="% of held-out images; mean share, %")
    ax.legend(fontsize=8, loc="center left", bbox_to_anchor=(1.0, 0.5))
    return figure
