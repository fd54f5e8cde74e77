"""Figures on LeNet: what is connected with what, where weights and work sit, how a loss falls or does not."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from cnncourse import ops
from cnncourse.ops import Layer

from . import architecture
from .style import BLUE, GRAY, GREEN, ORANGE, PURPLE, RED, SKY, new

LINES = ("-", "--", "-.", ":", (0, (5, 1)))
SHADES = (BLUE, ORANGE, GREEN, PURPLE, RED)


def paper_connections() -> np.ndarray:
    """Which of the 6 maps of S2 each of the 16 maps of C3 sees in the paper, `(6, 16)`, True or False.

    Source: LeCun et al. (1998), table I: six maps see three neighbors, six see four, three see four that are not all
    neighbors, one sees all.

    >>> int(paper_connections().sum())
    60
    """
    seen = np.zeros((6, 16), bool)
    for j in range(6):
        seen[[(j + step) % 6 for step in range(3)], j] = True
        seen[[(j + step) % 6 for step in range(4)], 6 + j] = True
    for j, maps in enumerate([(0, 1, 3, 4), (1, 2, 4, 5), (0, 2, 3, 5)]):
        seen[list(maps), 12 + j] = True
    seen[:, 15] = True
    return seen


def connections(seen: np.ndarray) -> Figure:
    """A grid with a filled square where a map of the next layer (column) sees a map of the layer before (row).

    Args:
        seen: `(maps before, maps after)`, True or False; the number under a column counts its squares.
    """
    before, after = seen.shape
    figure, ax = new(width=0.36 * after + 0.6, height=0.3 * before + 0.75)
    for (i, j), there in np.ndenumerate(seen):
        ax.add_patch(Rectangle((j + 0.08, i + 0.08), 0.84, 0.84, facecolor=BLUE if there else "white", edgecolor=GRAY,
                               linewidth=0.6))  # fmt: skip
    for j in range(after):
        ax.text(
            j + 0.5, before + 0.4, str(int(seen[:, j].sum())), ha="center", va="center", fontsize=8, color="#555555"
        )
    ax.set(xlim=(0, after), ylim=(before + 0.8, 0), aspect="equal", xlabel="16 maps of C3, with how many each sees",
           ylabel="6 maps of S2", xticks=[], yticks=[])  # fmt: skip
    for spine in ax.spines.values():
        spine.set_visible(False)
    return figure


def weights_and_work(names: list[str], parameters: list[int], macs: list[int]) -> Figure:
    """Each layer's share of the parameters and of the multiplications.

    Args:
        names: the layers. `parameters` and `macs`: one number for each.
    """
    figure, axes = new(1, 2, width=6.4, height=2.1, sharey=True)
    rows = np.arange(len(names))
    for ax, values, title, shade in zip(
        axes, (parameters, macs), ("parameters", "multiplications for an image"), (GREEN, SKY), strict=True
    ):
        shares = 100 * np.asarray(values) / sum(values)
        ax.barh(rows, shares, color=shade, height=0.6)
        for row, share in zip(rows, shares, strict=True):
            ax.text(share + 1.5, row, f"{share:.1f} %", va="center", fontsize=8)
        ax.set(title=title, xlim=(0, 100), xlabel="share, %", yticks=rows, yticklabels=names)
    axes[0].invert_yaxis()
    return figure


def explorer(side: int, kernel: int, padding: str, filters: tuple[int, int], units: int) -> tuple[Figure, str]:
    """A network like LeNet with other numbers in it, drawn, and a sentence on where its parameters sit.

    Args:
        side: of the image.
        kernel: of both convolutions.
        padding: of the first one, `"same"` or `"valid"`; the second has none.
        filters: of the two convolutions.
        units: of the first dense layer.

    Raises:
        ValueError: a window does not fit.
    """
    layers = [
        Layer("conv", filters[0], kernel, padding=padding, name="conv1"),
        Layer("pool", kernel=2, name="pool1"),
        Layer("conv", filters[1], kernel, name="conv2"),
        Layer("pool", kernel=2, name="pool2"),
        Layer("flatten", name="flatten"),
        Layer("dense", units, name="fc1"),
        Layer("dense", 84, name="fc2"),
        Layer("dense", 10, name="scores"),
    ]
    rows = ops.stack_table(layers, (side, side, 1))
    drawn = [("image", "image", (side, side, 1), None)]
    drawn += [
        (row.name, layer.kind, row.shape, row.parameters if layer.kind in ("conv", "dense") else None)
        for row, layer in zip(rows, layers, strict=True)
    ]
    total, macs = sum(row.parameters for row in rows), sum(row.macs for row in rows)
    share = 100 * rows[5].parameters / total
    return architecture.drawing(drawn), (
        f"{total:,} parameters, {share:.0f} % of them in fc1, and {macs:,} multiplications for an image"
    )


def activations(functions: dict[str, Callable[[np.ndarray], np.ndarray]]) -> Figure:
    """Activation functions at the left, their slopes at the right.

    Args:
        functions: name → function of an array.
    """
    x = np.linspace(-5, 5, 401)
    figure, (left, right) = new(1, 2, width=6.4, height=2.4)
    for (name, f), shade, line in zip(functions.items(), SHADES, LINES, strict=False):
        left.plot(x, f(x), color=shade, linestyle=line, label=name, linewidth=1.6)
        right.plot(x, (f(x + 1e-4) - f(x - 1e-4)) / 2e-4, color=shade, linestyle=line, linewidth=1.6)
    left.axhline(0, color=GRAY, linewidth=0.6, zorder=0)
    left.set(title="output", xlabel="input", ylim=(-2, 2.6))
    right.set(title="slope", xlabel="input", ylim=(0, 1.25))
    left.legend(fontsize=8, loc="upper left")
    return figure


def losses(
    curves: dict[str, np.ndarray], levels: dict[str, float], smooth: int = 1, high: float | None = None
) -> Figure:
    """Loss by training step; every run a line, and dashed levels to compare with.

    Args:
        curves: name → losses, `(steps,)` or `(runs, steps)`; runs of one name share a color.
        levels: name → a loss that means something, such as log 10.
        smooth: steps that are averaged.
        high: where the axis ends; what lies above is cut off.
    """
    figure, ax = new(width=5.6, height=2.9)
    for (name, values), shade in zip(curves.items(), SHADES, strict=False):
        for number, run in enumerate(np.atleast_2d(values)):
            flat = np.convolve(run, np.full(smooth, 1 / smooth), mode="valid")
            ax.plot(
                np.arange(len(flat)) + smooth, flat, color=shade, linewidth=1.3, label=name if number == 0 else None
            )
    for name, level in levels.items():
        ax.axhline(level, color=GRAY, linewidth=0.9, linestyle="--", zorder=0)
        ax.text(1.0, level, f"{name}", transform=ax.get_yaxis_transform(), fontsize=8, color="#555555", va="bottom",
                ha="right")  # fmt: skip
    ax.set(xlabel="training step", ylabel="loss", ylim=(0, high))
    ax.legend(fontsize=8, loc="center left", bbox_to_anchor=(1.0, 0.5))
    return figure


def every_seed(names: list[str], accuracy: np.ndarray) -> Figure:
    """Accuracy of every seed as a dot, runs of one seed joined, the mean as a bar.

    Args:
        names: the variants. accuracy: `(variants, seeds)`, in percent.
    """
    figure, ax = new(width=5.2, height=2.7)
    columns = np.arange(len(names))
    ax.plot(columns, accuracy, "-", color=GRAY, linewidth=0.8, zorder=1)
    for column, (values, shade) in enumerate(zip(accuracy, SHADES, strict=False)):
        ax.plot(np.full(len(values), column), values, "o", color=shade, markersize=5)
        ax.plot([column - 0.2, column + 0.2], [values.mean()] * 2, color=shade, linewidth=2.5)
    ax.set(xticks=columns, xticklabels=names, xlim=(-0.5, len(names) - 0.5), title="held-out accuracy, % (bar: mean)")
    return figure
