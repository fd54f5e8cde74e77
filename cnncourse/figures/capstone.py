"""Figures of the capstone: all networks on one page, small ones within one budget, and a design before it is built."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure

from cnncourse import ops

from .style import BLUE, GRAY, ORANGE, RED, SKY, new

PARAMETERS, MACS = 100_000, 5_000_000  # the budget of `my_network`


@dataclass(frozen=True)
class Known:
    """What is known of a network beside what can be counted.

    Attributes:
        name: as the stored runs call it.
        small: name of its family in the runs within one budget, or empty.
        year: of the first publication.
        idea: in a few words.
        top1: percent of ImageNet's validation images that a single network puts first, or None.
        source: of `top1`, or why there is none.
    """

    name: str
    small: str
    year: int
    idea: str
    top1: float | None
    source: str


NETWORKS = (
    Known("LeNet-5", "LeNet-5", 1998, "convolve, pool, repeat", None, "not published: before ImageNet"),
    Known("AlexNet", "AlexNet", 2012, "large, ReLU, dropout, on GPUs", 59.3, "paper, table 2 (ten patches)"),
    Known("NiN", "NiN", 2013, "1×1; means for dense layers", None, "not published in its paper"),
    Known("VGG-16", "VGG", 2014, "3×3 only, deeper", 71.3, "keras.applications"),
    Known("GoogLeNet", "GoogLeNet", 2014, "several windows side by side", None, "top-5 only: 89.9 (paper, table 3)"),
    Known("ResNet-50", "ResNet", 2015, "shortcuts", 74.9, "keras.applications"),
    Known("Inception v3", "Inception v3", 2015, "factorized windows", 77.9, "keras.applications"),
    Known("Inception v4", "", 2016, "one module per stage, no shortcuts", 80.0, "paper (one crop)"),
    Known("DenseNet-121", "DenseNet", 2016, "every layer sees all before", 75.0, "keras.applications"),
    Known("Xception", "Xception", 2016, "separable convolutions", 79.0, "keras.applications"),
    Known("SE-ResNet-50", "SE-ResNet", 2017, "channels weighed by the image", 76.7, "paper, table 2"),
)


def unbeaten(cost: np.ndarray, accuracy: np.ndarray) -> np.ndarray:
    """Which networks no other one beats: at most as dear, at least as accurate, and better in one of the two.

    Args:
        cost: of each network, `(n,)`. `accuracy` likewise.
    """
    no_worse = (cost[:, None] <= cost) & (accuracy[:, None] >= accuracy)
    better = (cost[:, None] < cost) | (accuracy[:, None] > accuracy)
    return ~(no_worse & better).any(axis=0)


_SIDES = {
    "DenseNet-121": "left",
    "Xception": "above",
    "Inception v3": "above",
    "SE-ResNet-50": "above",
}  # of a disk, where its name stands


def imagenet(names: list[str], macs: list[float], parameters: list[float], top1: list[float]) -> Figure:
    """ImageNet accuracy against multiplications; the area of a disk is the number of parameters.

    Args:
        names: of the networks.
        macs: for one image. `parameters` and `top1` (percent) likewise.
    """
    figure, ax = new(width=6.2, height=3.6)
    sizes = 4.0 * np.array(parameters) / 1e6
    ax.scatter(np.array(macs) / 1e9, top1, s=sizes, color=SKY, edgecolor=BLUE, alpha=0.7)
    for name, x, y, size in zip(names, macs, top1, sizes, strict=True):
        away, side = np.sqrt(size) / 2 + 3, _SIDES.get(name, "right")
        offset = {"right": (away, 0), "left": (-away, 0), "below": (0, -away - 5), "above": (0, away + 5)}[side]
        align = {"right": "left", "left": "right", "below": "center", "above": "center"}[side]
        ax.annotate(name, (x / 1e9, y), offset, textcoords="offset points", fontsize=8, va="center", ha=align)
    ax.set(xscale="log", xlim=(0.45, 60), ylim=(55, 83), xlabel="billion multiplications an image")
    ax.set(title="ImageNet, % right at the first guess; area of a disk: parameters", xticks=[0.5, 1, 2, 5, 10, 20])
    ax.set_xticklabels(["0.5", "1", "2", "5", "10", "20"])
    ax.minorticks_off()
    return figure


def within_budget(names: list[str], macs: list[float], accuracy: np.ndarray, front: np.ndarray) -> Figure:
    """Accuracy of small networks against multiplications: mean and spread over the seeds.

    Args:
        names: of the networks.
        macs: for one image.
        accuracy: `(networks, seeds)`, in percent.
        front: which of them are unbeaten; these are joined by a line.
    """
    figure, ax = new(width=6.2, height=3.4)
    x, mean = np.array(macs) / 1e6, accuracy.mean(axis=1)
    order = [at for at in np.argsort(x) if front[at]]
    ax.plot(x[order], mean[order], color=ORANGE, linewidth=1.2, zorder=1)
    ax.errorbar(x, mean, accuracy.std(axis=1, ddof=1), fmt="none", ecolor=GRAY, elinewidth=1, capsize=2, zorder=2)
    last = np.inf
    for at in np.argsort(-mean):
        ax.plot(x[at], mean[at], "o", color=ORANGE if front[at] else BLUE, markersize=5, zorder=3)
        beside = x[at] < 0.6 * x.max()  # where there is room; the others' names stand in a column
        last = last if beside else min(mean[at], last - 0.95)
        place = (x[at] + 0.12, mean[at] - 0.6) if beside else (1.09 * x.max(), last)
        arrow = None if beside else {"arrowstyle": "-", "color": GRAY, "linewidth": 0.5, "shrinkA": 0, "shrinkB": 3}
        ax.annotate(names[at], (x[at], mean[at]), place, fontsize=8, va="center", arrowprops=arrow)
    ax.set(xlim=(0, 1.3 * x.max()), xlabel="million multiplications an image")
    ax.set(title="held-out clothes, % right: mean and spread of the seeds")
    return figure


def explorer(block: str, width: int, stages: int, blocks: int) -> tuple[Figure, str]:
    """A design as shares of the budget, stage by stage, and a sentence that says whether it fits.

    Args:
        block, width, stages, blocks: as in `ops.design_table`.
    """
    rows = ops.design_table(block, width, stages, blocks)
    parameters, macs = sum(row.parameters for row in rows), sum(row.macs for row in rows)
    figure, ax = new(width=6.2, height=2.3)
    totals = ((f"parameters\n{parameters:,}", PARAMETERS, "parameters"), (f"MACs\n{macs:,}", MACS, "macs"))
    shades = [GRAY, SKY, "#8DBBDD", "#7CCBB0", ORANGE]
    for line, (_, budget, kind) in enumerate(totals):
        left = 0.0
        for row, shade in zip(rows, [*shades[: len(rows) - 1], GRAY], strict=True):
            share = 100 * getattr(row, kind) / budget
            ax.barh(line, share, left=left, color=shade, edgecolor="white", linewidth=0.5, height=0.6)
            shown = min(left + share, 200) - left
            if shown > 14:
                ax.text(left + shown / 2, line, row.name, ha="center", va="center", fontsize=7)
            left += share
        if left > 200:
            ax.text(198, line + 0.42, f"{left:.0f} % →", ha="right", va="center", fontsize=8, color=RED)
    ax.axvline(100, color=RED, linewidth=1.5)
    ax.set(yticks=[0, 1], yticklabels=[label for label, _, _ in totals], xlim=(0, 200), ylim=(1.6, -0.5))
    ax.set(xlabel="% of the budget: red line, 100,000 parameters and 5 million MACs")
    return figure, _verdict(rows, parameters, macs)


def _verdict(rows: list[ops.Row], parameters: int, macs: int) -> str:
    over = [word for word, much in (("parameters", parameters > PARAMETERS), ("MACs", macs > MACS)) if much]
    last = rows[-2]
    fits = "within the budget" if not over else f"over the budget in {' and '.join(over)}"
    return (
        f"{parameters:,} parameters, {macs:,} MACs: {fits}; the last maps are {last.shape[0]}×{last.shape[1]} with "
        f"{last.shape[2]} channels, and each of their units sees {last.field[0]} pixels a side"
    )


def board(rows: list[tuple[str, float, int, int]], own: set[int] = frozenset()) -> str:
    """A table of accuracies, the best first.

    Args:
        rows: name, percent right, parameters, MACs.
        own: numbers of the rows that are the reader's; an arrow points at them.
    """
    order = sorted(range(len(rows)), key=lambda at: (-rows[at][1], rows[at][3]))
    wide = max(len(name) for name, *_ in rows)
    lines = [f"{'':{wide + 3}}   right  parameters       MACs"]
    for at in order:
        name, accuracy, parameters, macs = rows[at]
        lines.append(f"{'→' if at in own else ' '}  {name:{wide}}  {accuracy:5.1f} %  {parameters:10,} {macs:10,}")
    return "\n".join(lines)
