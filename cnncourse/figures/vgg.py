"""Figures on VGG: the table of configurations, weights and work, fresh signals, losses that start or do not."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from cnncourse import ops
from cnncourse.ops import Layer, Row

from . import architecture
from .style import BLUE, GRAY, GREEN, ORANGE, PURPLE, RED, SKY, new

SHADES = (BLUE, ORANGE, GREEN, PURPLE, RED)
DASHES = ("-", "--", "-.", ":", (0, (5, 1)))


def layers_of(blocks: Sequence[tuple[int, int]], dense: int = 4096, classes: int = 1000) -> list[Layer]:
    """The layers of a VGG as `ops.stack_table` takes them.

    Args:
        blocks: `(convolutions, filters)` of each block.
        dense: units of the two hidden dense layers.
        classes: units of the last one.

    >>> len([layer for layer in layers_of([(2, 64), (2, 128), (3, 256), (3, 512), (3, 512)]) if layer.kind == "conv"])
    13
    """
    layers = []
    for number, (convolutions, filters) in enumerate(blocks, 1):
        layers += [
            Layer("conv", filters, 3, padding="same", name=f"conv{number}_{index}")
            for index in range(1, convolutions + 1)
        ]
        layers.append(Layer("pool", kernel=2, name=f"pool{number}"))
    layers.append(Layer("flatten", name="flatten"))
    units = (dense, dense, classes)
    return layers + [Layer("dense", n, name=name) for n, name in zip(units, ("fc1", "fc2", "scores"), strict=True)]


def table(configurations: dict[str, Sequence[int]], widths: Sequence[int]) -> Figure:
    """The configurations side by side, a box for each layer, blocks in one row at the same height.

    Args:
        configurations: name → convolutions in each block.
        widths: filters of each block.
    """
    figure, ax = new(width=1.5 * len(configurations) + 1.0, height=5.2)
    tallest = [max(counts[block] for counts in configurations.values()) for block in range(len(widths))]
    tops = np.concatenate([[0], np.cumsum([0.62 * rows + 0.75 for rows in tallest])])
    for column, (name, counts) in enumerate(configurations.items()):
        ax.text(column, -0.95, name, ha="center", va="center", fontsize=9.5, fontweight="bold")
        for top, rows, count, filters in zip(tops, tallest, counts, widths, strict=False):
            for row in range(count):
                _cell(ax, column, top + 0.62 * row, f"3×3, {filters}", SKY)
            _cell(ax, column, top + 0.62 * rows, "pool", ORANGE)
        for row, units in enumerate(("4096", "4096", "1000")):
            _cell(ax, column, tops[-1] + 0.62 * row, f"dense {units}", GREEN)
        weighted = sum(counts) + 3
        ax.text(column, tops[-1] + 2.0, f"{sum(counts)} + 3 = {weighted}", ha="center", va="center", fontsize=9)
    ax.set(xlim=(-0.55, len(configurations) - 0.45), ylim=(tops[-1] + 2.4, -1.4))
    ax.axis("off")
    return figure


def _cell(ax, column: float, top: float, words: str, shade: str) -> None:
    ax.add_patch(Rectangle((column - 0.42, top - 0.26), 0.84, 0.52, facecolor=shade, alpha=0.55, edgecolor="black",
                           linewidth=0.6))  # fmt: skip
    ax.text(column, top, words, ha="center", va="center", fontsize=8)


def weights_and_work(rows: Sequence[Row]) -> Figure:
    """Parameters and multiply-accumulates of each layer that has any, a bar for each.

    Args:
        rows: from `ops.stack_table`.
    """
    rows = [row for row in rows if row.parameters]
    figure, axes = new(1, 2, width=6.6, height=0.2 * len(rows) + 0.9, sharey=True)
    places = np.arange(len(rows))
    shades = [GREEN if row.field is None else SKY for row in rows]
    for ax, values, title in (
        (axes[0], [row.parameters / 1e6 for row in rows], "parameters, millions"),
        (axes[1], [row.macs / 1e9 for row in rows], "multiply-accumulates, 10⁹"),
    ):
        ax.barh(places, values, color=shades, height=0.7)
        for place, value in zip(places, values, strict=True):
            ax.text(value + 0.01 * max(values), place, f"{value:.{2 + (value < 0.01)}f}", va="center", fontsize=7.5)
        ax.set(title=title, xlim=(0, 1.15 * max(values)), yticks=places, yticklabels=[row.name for row in rows])
        ax.tick_params(axis="y", labelsize=8)
    axes[0].invert_yaxis()
    return figure


def explorer(side: int, blocks: int, early: int, late: int, width: int, dense: int) -> tuple[Figure, str]:
    """A network like VGG with other numbers in it, drawn block by block, and a sentence on what it costs.

    Args:
        side: of the image, three channels.
        blocks: how many.
        early: convolutions in each of the first two blocks.
        late: convolutions in each of the others.
        width: filters of the first block; doubled from block to block up to eight times as many.
        dense: units of the two hidden dense layers; the last one has 1,000.

    Raises:
        ValueError: nothing is left of the image after that many poolings.
    """
    if side < 2**blocks:
        raise ValueError(f"{blocks} poolings leave nothing of {side} pixels: the image needs {2**blocks} or more")
    pairs = [(early if number < 2 else late, width * 2 ** min(number, 3)) for number in range(blocks)]
    rows = ops.stack_table(layers_of(pairs, dense), (side, side, 3))
    drawn, learned = [("image", "image", (side, side, 3), None)], 0
    for row in rows:
        learned += row.parameters
        if row.name.startswith("pool"):
            count = pairs[int(row.name[4:]) - 1][0]
            drawn.append((f"{count}× 3×3, pool", "conv", row.shape, learned))
            learned = 0
        elif row.name in ("fc1", "fc2", "scores"):
            drawn.append((row.name, "dense", row.shape, row.parameters))
            learned = 0
    total, macs = sum(row.parameters for row in rows), sum(row.macs for row in rows)
    first = next(row.parameters for row in rows if row.name == "fc1")
    layers = sum(1 for row in rows if row.parameters)
    field = next(row.field[0] for row in reversed(rows) if row.name.startswith("pool"))
    return architecture.drawing(drawn), (
        f"{layers} layers with weights · {total:,} parameters, {100 * first / total:.0f} % of them in fc1 · "
        f"{macs:,} multiply-accumulates · field of a unit of the last map {field}×{field}"
    )


def growth(spread: float | None, fan_ins: Sequence[int]) -> np.ndarray:
    """Size of a signal behind each of some fresh layers with ReLU, relative to its size before the first.

    Args:
        spread: standard deviation of the weights; None for √(2 / fan_in), which keeps the size.
        fan_ins: weights of one unit, for each layer.

    Source: He et al. (2015), arXiv:1502.01852, section 2.2.

    >>> growth(0.5, [8, 32]).round(6).tolist()
    [1.0, 2.0]
    """
    fan_ins = np.asarray(fan_ins, float)
    spreads = np.sqrt(2 / fan_ins) if spread is None else spread
    return np.cumprod(spreads * np.sqrt(fan_ins / 2))


def signals(sizes: dict[str, Sequence[float]]) -> Figure:
    """Size of the signal behind each layer, in powers of ten.

    Args:
        sizes: name → root mean square of the activations behind layer 1, 2, …
    """
    figure, ax = new(width=5.6, height=2.8)
    for (name, values), shade, dash in zip(sizes.items(), SHADES, DASHES, strict=False):
        ax.plot(
            np.arange(1, len(values) + 1), values, color=shade, linestyle=dash, marker="o", markersize=3.5, label=name
        )
    ax.axhline(1, color=GRAY, linewidth=0.8, zorder=0)
    ax.set(yscale="log", xlabel="layer with weights", title="size of the signal (root mean square)")
    ax.set_xticks(range(1, max(map(len, sizes.values())) + 1, 2))
    ax.legend(fontsize=8, loc="center left", bbox_to_anchor=(1.0, 0.5))
    return figure


def starts(curves: dict[str, np.ndarray], every: int, levels: dict[str, float], high: float) -> Figure:
    """Loss by training step, a panel for each variant and a line for each seed.

    Args:
        curves: name → `(seeds, points)`; what lies above `high` is cut off.
        every: steps from one point to the next.
        levels: name → a loss that means something.
        high: where the axis ends.
    """
    columns = min(4, len(curves))
    lines = -(-len(curves) // columns)
    figure, axes = new(
        lines, columns, width=1.85 * columns, height=1.75 * lines, sharex=True, sharey=True, squeeze=False
    )
    for ax in axes.flat[len(curves) :]:
        ax.axis("off")
    for ax, (name, runs) in zip(axes.flat, curves.items(), strict=False):
        for run, shade, dash in zip(np.atleast_2d(runs), SHADES, DASHES, strict=False):
            ax.plot(every * np.arange(len(run)), run, color=shade, linestyle=dash, linewidth=1.3)
        for level in levels.values():
            ax.axhline(level, color=GRAY, linewidth=0.8, linestyle="--", zorder=0)
        ax.set(ylim=(0, high))
        ax.set_title(name, fontsize=8.5)
    for name, level in levels.items():
        axes[0, 0].text(0, level, name, fontsize=7.5, color="#555555", va="bottom")
    figure.supxlabel("step", fontsize=8.5)
    figure.supylabel("loss", fontsize=8.5)
    return figure
