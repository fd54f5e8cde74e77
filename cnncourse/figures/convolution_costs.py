"""Figures on what the ways of convolving cost: counts, seconds, bytes, the roofline, digits."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, LogLocator, NullLocator

from cnncourse.ops.operations import WAYS, Cost, cost

from .style import BLUE, GRAY, GREEN, ORANGE, PURPLE, RED, SKY, new

COLORS = {
    "loops": GRAY, "im2col": BLUE, "shifted": SKY, "FFT": ORANGE, "Winograd": GREEN,
    "direct": BLUE, "TensorFlow": "black",
}  # fmt: skip
MARKS = {"loops": "x", "im2col": "o", "shifted": "v", "FFT": "s", "Winograd": "D", "direct": "o", "TensorFlow": "*"}
_PREFIXES = ((1e9, "G"), (1e6, "M"), (1e3, "k"), (1, ""))


def short(value: float) -> str:
    """`1.2M` for 1,234,567."""
    for size, letter in _PREFIXES:
        if value >= size:
            return f"{value / size:.3g}{letter}"
    return f"{value:.2g}"


def panels(curves: dict[str, dict[str, tuple[list[float], list[float]]]], ylabel: str) -> Figure:
    """Cost against the size of a layer, both axes in powers of ten: a panel for what is varied, a line for each way.

    Args:
        curves: panel's label → way → (what is varied, cost).
        ylabel: what the cost is.
    """
    figure, axes = new(1, len(curves), width=2.75 * len(curves), height=2.75, sharey=True)
    for (label, lines), ax in zip(curves.items(), np.atleast_1d(axes), strict=True):
        for way, (where, values) in lines.items():
            ax.plot(where, values, MARKS[way] + "-", color=COLORS[way], label=way, markersize=5, linewidth=1.3)
        ax.set(xscale="log", yscale="log", xlabel=label)
        ticks = sorted({x for where, _ in lines.values() for x in where})
        ax.set_xticks(ticks, [f"{x:g}" for x in ticks])
        ax.minorticks_off()
        ax.grid(axis="y", color="#E5E5E5", linewidth=0.6)
        ax.yaxis.set_major_formatter(FuncFormatter(lambda y, _: short(y)))
    first = np.atleast_1d(axes)[0]
    first.set_ylabel(ylabel)
    names = {
        name: line for ax in np.atleast_1d(axes) for line, name in zip(*ax.get_legend_handles_labels(), strict=True)
    }
    figure.legend(names.values(), names, loc="outside upper center", ncols=len(names), fontsize=8.5, frameon=False)
    return figure


def bars(ways: list[str], measures: dict[str, list[float | None]], log: bool = True) -> Figure:
    """The ways below each other, one panel of bars for each measure; a way without a number has none.

    Args:
        ways: names.
        measures: panel's title → one number for each way, or None. Titles that end in the same unit ("floor, ms") share
            an axis.
        log: axes in powers of ten.
    """
    figure, axes = new(1, len(measures), width=2.6 * len(measures) + 0.6, height=0.75 + 0.31 * len(ways), sharey=True)
    rows = np.arange(len(ways))
    for (title, values), ax in zip(measures.items(), np.atleast_1d(axes), strict=True):
        unit = title.rpartition(", ")[2]
        alike = [row for other, row in measures.items() if other.rpartition(", ")[2] == unit]
        known = [value for row in alike for value in row if value]
        low = 10 ** np.floor(np.log10(min(known)) - 0.2) if log else 0
        for row, (way, value) in enumerate(zip(ways, values, strict=True)):
            if value:
                ax.barh(row, value - low, left=low, color=COLORS[way], height=0.6)
            ax.text(value * 1.12 if value else low * 1.12, row, short(value) if value else "3×3 only", va="center",
                    fontsize=8, color="black" if value else GRAY)  # fmt: skip
        if log:
            ax.set_xscale("log")
            ax.xaxis.set_major_locator(LogLocator(numticks=4))
            ax.xaxis.set_major_formatter(FuncFormatter(lambda x, _: short(x)))
            ax.xaxis.set_minor_locator(NullLocator())
            ax.set_xlim(low, max(known) * 8)
        else:
            ax.set_xlim(0, max(known) * 1.35)
        ax.set_title(title)
        ax.tick_params(axis="x", labelsize=7.5)
    first = np.atleast_1d(axes)[0]
    first.set_yticks(rows, ways)
    first.set_ylim(len(ways) - 0.45, -0.55)
    return figure


def count_explorer(k: int, channels: int, side: int, images: int = 1) -> tuple[Figure, str]:
    """Operations and bytes of the five ways for a layer with as many filters as channels.

    Args:
        k: side of the kernel. `channels`: of image and map.
        side: pixels. `images`: in a batch.

    Returns:
        The figure, and a sentence that names the least.

    Raises:
        ValueError: the kernel is larger than the image.
    """
    costs = {way: _cost_or_none(way, images, side, channels, k) for way in WAYS}
    operations = [found and found.operations for found in costs.values()]
    megabytes = [found and found.bytes / 1e6 for found in costs.values()]
    figure = bars(list(WAYS), {"operations": operations, "megabytes moved": megabytes})
    direct = costs["im2col"].operations
    best = min((way for way in WAYS if costs[way]), key=lambda way: costs[way].operations)
    if best in ("FFT", "Winograd"):
        verdict = (
            f"fewest operations: {best}, {short(direct / costs[best].operations)} times fewer than the direct ways"
        )
    else:
        verdict = "fewest operations: the direct ways (loops, im2col, shifted), which all take the same"
    ratio = costs["im2col"].bytes / costs["loops"].bytes
    return figure, f"{verdict}. im2col moves {short(ratio)} times the bytes that any way must."


def _cost_or_none(way: str, n: int, side: int, channels: int, k: int) -> Cost | None:
    if way == "Winograd" and k != 3:
        return None
    return cost(way, n, side, side, channels, channels, k)


def roofline(peak: float, bandwidth: float, layers: dict[str, tuple[float, float]]) -> Figure:
    """The roof that arithmetic and memory put over every layer, and where layers stand below it.

    Args:
        peak: operations a second. `bandwidth`: bytes a second.
        layers: name → (operations per byte, operations a second).
    """
    figure, ax = new(width=6.2, height=3.5)
    low, high = 0.1, 1000.0
    ridge = peak / bandwidth
    ax.plot([low, ridge, high], [low * bandwidth, peak, peak], color="black", linewidth=1.8)
    ax.fill_between([low, ridge], [low * bandwidth, peak], 1e7, color=SKY, alpha=0.18, linewidth=0)
    ax.fill_between([ridge, high], [peak, peak], 1e7, color=ORANGE, alpha=0.14, linewidth=0)
    ax.axvline(ridge, color=GRAY, linewidth=0.8, linestyle=":")
    marks, colors = "osD^vP*", (BLUE, RED, GREEN, PURPLE, SKY, ORANGE, GRAY)
    for (name, (intensity, rate)), mark, color in zip(layers.items(), marks, colors, strict=False):
        ax.plot(intensity, rate, mark, color=color, markersize=7, label=name, zorder=3)
    floor = min(low * bandwidth, min((rate for _, rate in layers.values()), default=peak)) / 2
    ax.set(xscale="log", yscale="log", xlim=(low, high), ylim=(floor, peak * 2.5),
           xlabel="operations per byte (arithmetic intensity)", ylabel="operations a second")  # fmt: skip
    ax.yaxis.set_major_formatter(FuncFormatter(lambda y, _: short(y)))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda x, _: f"{x:g}"))
    ax.minorticks_off()
    ax.text(low * 1.15, floor * 1.3, "memory sets the pace", fontsize=8.5, color=BLUE)
    ax.text(high / 1.15, floor * 1.3, "arithmetic sets the pace", fontsize=8.5, color=RED, ha="right")
    figure.legend(loc="outside right center", fontsize=8, frameon=False)
    return figure


def errors(where: list[float], curves: dict[str, np.ndarray], xlabel: str) -> Figure:
    """Relative error of each way, a dot for every seed, a line through the means.

    Args:
        where: what is varied.
        curves: way → `(len(where), seeds)`, relative errors.
        xlabel: what is varied, in words.
    """
    figure, ax = new(width=5.4, height=3.0)
    for way, values in curves.items():
        ax.plot(
            np.repeat(where, values.shape[1]), values.ravel(), MARKS[way], color=COLORS[way], markersize=3, alpha=0.5
        )
        ax.plot(where, values.mean(axis=1), "-", color=COLORS[way], linewidth=1.4, label=way)
    ax.set(xscale="log", yscale="log", xlabel=xlabel, ylabel="relative error")
    ax.set_xticks(where, [f"{x:g}" for x in where])
    ax.minorticks_off()
    ax.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    ax.yaxis.set_major_formatter(FuncFormatter(lambda y, _: f"{y:.0e}".replace("e-0", "e−")))
    ax.grid(axis="y", color="#E5E5E5", linewidth=0.6)
    figure.legend(loc="outside right center", fontsize=8.5, frameon=False)
    return figure


def products_and_digits(names: list[str], products: list[float], digits: np.ndarray) -> Figure:
    """What is saved and what is lost, variant by variant: multiplications for a place, and digits.

    Args:
        names: the variants.
        products: multiplications for each place.
        digits: `(variants, seeds)`, digits lost against the first.
    """
    figure, (left, right) = new(1, 2, width=6.4, height=0.8 + 0.33 * len(names), sharey=True)
    rows = np.arange(len(names))
    left.barh(rows, products, color=SKY, height=0.6)
    for row, value in enumerate(products):
        left.text(value + 0.1, row, f"{value:.3g}", va="center", fontsize=8.5)
    left.set(xlim=(0, max(products) * 1.2), title="multiplications for each place")
    left.set_yticks(rows, names)
    right.barh(rows, digits.mean(axis=1), color=ORANGE, height=0.6)
    for row, values in enumerate(digits):
        right.plot(values, np.full(values.size, row), "o", color="black", markersize=3)
        right.text(max(values.max(), 0) + 0.06, row, f"{values.mean():.1f}", va="center", fontsize=8.5)
    right.set(xlim=(min(0.0, digits.min() - 0.1), max(digits.max() * 1.25, 1)), title="decimal digits lost")
    left.invert_yaxis()
    return figure


def error_maps(image: np.ndarray, maps: dict[str, np.ndarray], low: float = -8, high: float = 0) -> Figure:
    """An image, and for each way a map of its relative error, place by place, in powers of ten.

    Args:
        image: `(h, w)`, shown as its logarithm.
        maps: way → relative errors, `(h, w)`.
        low: power of ten at one end of the scale. `high`: at the other.
    """
    figure, axes = new(1, 1 + len(maps), width=2.3 * (1 + len(maps)) + 0.6, height=2.5)
    axes[0].imshow(np.log10(image), cmap="gray", interpolation="nearest")
    axes[0].set_title("image (logarithm)", loc="center")
    for (way, values), ax in zip(maps.items(), axes[1:], strict=True):
        shown = ax.imshow(np.log10(np.maximum(values, 10**low)), cmap="viridis", vmin=low, vmax=high,
                          interpolation="nearest")  # fmt: skip
        ax.set_title(f"{way}: error", loc="center")
    for ax in axes:
        ax.axis("off")
    bar = figure.colorbar(shown, ax=axes[1:], ticks=range(int(low), int(high) + 1, 2), shrink=0.85)
    bar.ax.set_yticklabels([f"10$^{{{p}}}$" for p in range(int(low), int(high) + 1, 2)], fontsize=8)
    return figure
