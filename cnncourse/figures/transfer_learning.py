"""Figures on transfer learning: patches, ways of learning from few labels, rates by frozen depth, a leak."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from matplotlib.figure import Figure

from .style import BLUE, GRAY, GREEN, ORANGE, RED, new


def patches(train: np.ndarray, test: np.ndarray, names: list[str]) -> Figure:
    """Training patches above, test patches of the same surfaces below.

    Args:
        train: `(k, h, w)`. `test`: likewise.
        names: of the `k` surfaces.
    """
    figure, axes = new(2, len(names), width=0.8 * len(names) + 0.2, height=1.95, squeeze=False)
    for row, (images, side) in enumerate([(train, "left half"), (test, "right half")]):
        for k, (image, name) in enumerate(zip(images, names, strict=True)):
            ax = axes[row, k]
            ax.imshow(image, vmin=0, vmax=1)
            ax.set(xticks=[], yticks=[])
            if row == 0:
                ax.set_title(name, fontsize=8)
        axes[row, 0].set_ylabel(side, fontsize=8)
    return figure


def flips(image: np.ndarray, shown: dict[str, list[np.ndarray]]) -> Figure:
    """An image, and what a layer made of it in several calls, a row for each way of calling it.

    Args:
        image: `(h, w)`.
        shown: way of calling → images, `(h, w)` each.
    """
    columns = 1 + max(map(len, shown.values()))
    figure, axes = new(len(shown), columns, width=0.75 * columns, height=0.95 * len(shown) + 0.2, squeeze=False)
    for row, (way, images) in enumerate(shown.items()):
        for ax, one in zip(axes[row], [image, *images], strict=True):
            ax.imshow(one, vmin=0, vmax=1)
            ax.set(xticks=[], yticks=[])
        axes[row, 0].set_title("the image", fontsize=8)
        axes[row, 1].set_title(way, fontsize=8)
    return figure


def methods(panels: dict[str, np.ndarray], names: tuple[str, ...]) -> Figure:
    """Ways of learning side by side: every seed a dot, the mean a stroke and a number.

    Args:
        panels: title → accuracies in percent, `(ways, seeds)`.
        names: of the ways.
    """
    figure, axes = new(1, len(panels), width=1.75 * len(panels) + 0.6, height=2.7, sharey=True, squeeze=False)
    shades = (GRAY, BLUE, ORANGE)
    for ax, (title, values) in zip(axes[0], panels.items(), strict=True):
        for place, (row, shade) in enumerate(zip(values, shades, strict=True)):
            ax.plot([place - 0.28, place + 0.28], [row.mean()] * 2, color=shade, linewidth=3)
            ax.plot(np.full(len(row), place), row, "o", color="black", markersize=3.5)
            ax.text(place, row.max() + 2.5, f"{row.mean():.1f}", ha="center", fontsize=8)
        ax.set(title=title, xlim=(-0.5, len(names) - 0.5), ylim=(0, 100))
        ax.set_xticks(range(len(names)), [name.replace(" ", "\n") for name in names], fontsize=8)
    axes[0, 0].set_ylabel("held-out accuracy, %")
    return figure


@lru_cache(maxsize=1)
def stored_rates() -> tuple[tuple[str, ...], tuple[float, ...], dict[str, np.ndarray]]:
    """Depths, rates, and accuracies `(depths, seeds, rates)` by what the head was at first."""
    from cnncourse.experiments import stored
    from cnncourse.experiments.transfer_learning import RATES

    runs = stored("transfer_rates")
    heads = {"trained before": runs.values("head_first"), "new": runs.values("fresh_head")}
    return runs.settings, RATES, heads


@lru_cache(maxsize=1)
def frozen_alone() -> float:
    """Mean accuracy of a head on frozen features, five labels a class, from the stored runs."""
    from cnncourse.experiments import stored

    runs = stored("transfer_methods")
    label = "surfaces, 5 labels, frozen features"
    return float(np.mean([runs.runs[label, seed]["held_out"] for seed in runs.seeds]))


def by_rate(depths: tuple[str, ...], rates: tuple[float, ...], values: np.ndarray, level: float, chosen=None) -> Figure:
    """Accuracy over learning rate, a line for each depth, with the spread of its seeds.

    Args:
        depths: what was frozen.
        rates: learning rates.
        values: accuracies in percent, `(depths, seeds, rates)`.
        level: accuracy of the frozen features, a dashed line.
        chosen: numbers of a depth and a rate to stand out; all lines alike without them.
    """
    figure, ax = new(width=6.3, height=3.0)
    for row, (name, accuracy) in enumerate(zip(depths, values, strict=True)):
        strong = chosen is None or row == chosen[0]
        shade = (BLUE, GREEN, ORANGE, "black", RED)[row % 5] if strong else GRAY
        line = "--" if "learns" in name else "-"
        ax.plot(
            rates, accuracy.mean(axis=0), "o" + line, color=shade, alpha=1 if strong else 0.35, label=name, markersize=4
        )
        if strong:
            ax.fill_between(rates, accuracy.min(axis=0), accuracy.max(axis=0), color=shade, alpha=0.12, linewidth=0)
    ax.axhline(level, color=GRAY, linewidth=0.9, linestyle=":", label="a head alone, trained longer")
    if chosen is not None:
        row, place = chosen
        ax.plot(rates[place], values[row, :, place].mean(), "o", color=RED, markersize=9, fillstyle="none")
    ax.set(xscale="log", ylim=(0, 100), xlabel="learning rate (Adam)", title="held-out accuracy, %")
    ax.legend(fontsize=8, loc="center left", bbox_to_anchor=(1.0, 0.5))
    return figure


def explorer(depth: str, rate: float, head: str) -> tuple[Figure, str]:
    """Stored runs of one depth, learning rate and kind of head, among the others.

    Args:
        depth: what was frozen. `rate`: of Adam. `head`: "trained before" or "new".

    Raises:
        ValueError: there are no stored runs of that setting.
    """
    depths, rates, heads = stored_rates()
    if depth not in depths or rate not in rates or head not in heads:
        raise ValueError(f"stored are the rates {', '.join(f'{one:g}' for one in rates)} and {len(depths)} depths")
    row, place = depths.index(depth), rates.index(rate)
    values = heads[head][row, :, place]
    level = frozen_alone()
    sentence = (
        f"{depth}, rate {rate:g}, head {head}: {values.mean():.1f} ± {values.std(ddof=1):.1f} %, "
        f"{values.mean() - level:+.1f} points against frozen features"
    )
    return by_rate(depths, rates, heads[head], level, (row, place)), sentence


def leak(names: list[str], measured: np.ndarray, truth: list[float]) -> Figure:
    """Validation accuracy of two ways of splitting beside the accuracy on images from elsewhere.

    Args:
        names: of the labels that were used.
        measured: percent, `(labels, 2)`: split by image, split by group.
        truth: percent on images from elsewhere, one for each of the labels.
    """
    figure, ax = new(width=5.6, height=2.3)
    rows = np.arange(len(names))
    columns = np.column_stack([measured, truth]).T
    words = ("validation, split by image", "validation, split by group", "test, from elsewhere")
    for number, (values, shade, word) in enumerate(zip(columns, (RED, BLUE, GRAY), words, strict=True)):
        height = rows + 0.26 * (number - 1)
        ax.barh(height, values, height=0.23, color=shade, label=word)
        for value, y in zip(values, height, strict=True):
            ax.text(value + 1, y, f"{value:.0f}", va="center", fontsize=8)
    ax.set(yticks=rows, yticklabels=names, xlim=(0, 112), xlabel="accuracy, %")
    ax.invert_yaxis()
    ax.legend(fontsize=8, loc="center left", bbox_to_anchor=(1.0, 0.5))
    return figure
