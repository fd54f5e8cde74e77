"""Figures on SE-Net: maps before and after their gates, where gates keep their weights, gates by class and depth."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from matplotlib.figure import Figure

from .style import BLUE, GRAY, GREEN, ORANGE, SKY, new


def by_hand(x: np.ndarray, gates: np.ndarray) -> Figure:
    """Channels of one image before and after their gates, every number written into its place.

    Args:
        x: maps, `(h, w, c)`.
        gates: one for each channel, `(c,)`.
    """
    channels, high = x.shape[2], np.abs(x).max()
    figure, axes = new(2, channels, width=1.9 * channels, height=3.7, squeeze=False)
    for k in range(channels):
        for ax, values, title in [
            (axes[0, k], x[:, :, k], f"channel {k}, mean {x[:, :, k].mean():g}"),
            (axes[1, k], x[:, :, k] * gates[k], f"times {gates[k]:.2f}"),
        ]:
            ax.imshow(values, cmap="Blues", vmin=0, vmax=1.4 * high)
            for (i, j), value in np.ndenumerate(values):
                ax.text(j, i, f"{value:.3g}", ha="center", va="center", fontsize=10)
            ax.set(title=title, xticks=[], yticks=[])
    return figure


def where(stages: list[str], gates: list[int], rest: list[int]) -> Figure:
    """Parameters of the gates, and of everything else, stage by stage.

    Args:
        stages: their names.
        gates: parameters of the gates in each stage. `rest`: of the convolutions and BatchNorms there.
    """
    figure, ax = new(width=6.0, height=2.5)
    rows, total = np.arange(len(stages)), sum(gates)
    ax.barh(rows - 0.2, np.array(rest) / 1e6, height=0.36, color=SKY, label="convolutions, BatchNorm")
    ax.barh(rows + 0.2, np.array(gates) / 1e6, height=0.36, color=ORANGE, label="gates")
    for row, count in zip(rows, gates, strict=True):
        ax.text(
            count / 1e6 + 0.15,
            row + 0.2,
            f"{count:,} = {100 * count / total:.0f} % of all gates",
            va="center",
            fontsize=8,
        )
    ax.set(yticks=rows, yticklabels=stages, xlabel="million parameters", xlim=(0, 1.15 * max(rest) / 1e6))
    ax.invert_yaxis()
    ax.legend(fontsize=8, loc="upper right")
    return figure


@lru_cache(maxsize=1)
def stored_gates() -> list[list[np.ndarray]]:
    """Mean gates of the stored networks: for each seed and block an array `(10 classes, channels)`."""
    from cnncourse.experiments import stored

    runs = stored("senet_gates")
    return [[np.array(block) for block in runs.runs["gate", seed]["gates"]] for seed in runs.seeds]


def gates(by_class: np.ndarray, one: int, other: int, names: tuple[str, ...]) -> Figure:
    """The gates of a block, channel by channel: two classes as dots, the range of all ten as a bar.

    Args:
        by_class: mean gates, `(classes, channels)`; channels are sorted by their mean over classes.
        one: a class. `other` likewise.
        names: of all classes.
    """
    ordered = by_class[:, np.argsort(-by_class.mean(axis=0))]
    figure, ax = new(width=6.2, height=2.7)
    columns = np.arange(ordered.shape[1])
    ax.vlines(
        columns, ordered.min(axis=0), ordered.max(axis=0), color=GRAY, linewidth=4, alpha=0.4, label="ten classes"
    )
    ax.plot(columns, ordered[one], "o", color=BLUE, markersize=5, label=names[one])
    ax.plot(columns, ordered[other], "s", color=ORANGE, markersize=5, label=names[other])
    ax.axhline(0.5, color=GRAY, linewidth=0.7, linestyle="--", zorder=0)
    ax.set(ylim=(-0.03, 1.03), xticks=[], title="mean gate", xlabel="channels, from the most open to the most closed")
    ax.legend(fontsize=8, loc="center left", bbox_to_anchor=(1.0, 0.5))
    return figure


def explorer(block: int, one: int, other: int, seed: int) -> tuple[Figure, str]:
    """Stored gates of one block for two classes, and how far apart they are.

    Args:
        block: from 1, nearest to the image.
        one: a class, 0 to 9. `other` likewise.
        seed: number of the stored network.

    Raises:
        ValueError: the classes are the same, or there is no such block or network.
    """
    from cnncourse.data import CLASS_NAMES

    kept = stored_gates()
    if one == other:
        raise ValueError("Choose two different classes: a class compared with itself differs by nothing.")
    if not (0 <= seed < len(kept) and 1 <= block <= len(kept[0])):
        raise ValueError(f"stored are blocks 1 to {len(kept[0])} of networks 0 to {len(kept) - 1}")
    by_class = kept[seed][block - 1]
    apart = np.abs(by_class[one] - by_class[other])
    sentence = (
        f"block {block}, {by_class.shape[1]} channels: {CLASS_NAMES[one]} and {CLASS_NAMES[other]} differ by "
        f"{apart.mean():.3f} on average, {apart.max():.2f} at most; mean gate {by_class.mean():.2f}"
    )
    return gates(by_class, one, other, CLASS_NAMES), sentence


def by_depth(panels: dict[str, np.ndarray], lows: tuple[float, ...], highs: tuple[float, ...]) -> Figure:
    """A quantity of each block, from the image to the scores; every seed thin, the mean thick.

    Args:
        panels: title → `(seeds, blocks)`.
        lows: lower end of each panel's axis. `highs` likewise.
    """
    figure, axes = new(1, len(panels), width=6.4, height=2.4, squeeze=False)
    for ax, (title, values), shade, low, high in zip(axes[0], panels.items(), (BLUE, GREEN), lows, highs, strict=True):
        block = np.arange(1, values.shape[1] + 1)
        ax.plot(block, values.T, "o-", color=shade, linewidth=0.6, markersize=2.5, alpha=0.6)
        ax.plot(block, values.mean(axis=0), color=shade, linewidth=2.2)
        ax.set(title=title, xlabel="block, from the image to the scores", xticks=block, ylim=(low, high))
    return figure


def accuracies(names: list[str], held_out: np.ndarray, not_looking: np.ndarray) -> Figure:
    """Accuracy of every seed as a dot, the mean as a stroke; hollow dots: gates set to their mean after training.

    Args:
        names: the variants.
        held_out: `(variants, seeds)`, in percent. `not_looking` likewise.
    """
    figure, ax = new(width=6.0, height=2.6)
    for row, (values, fixed) in enumerate(zip(held_out, not_looking, strict=True)):
        shade = GRAY if row == 0 else BLUE
        ax.plot([values.mean()] * 2, [row - 0.25, row + 0.25], color=shade, linewidth=3)
        ax.plot(values, np.full(len(values), row - 0.07), "o", color="black", markersize=4.5)
        ax.plot(fixed, np.full(len(fixed), row + 0.13), "o", markerfacecolor="white", color=ORANGE, markersize=4.5)
    low, high = min(held_out.min(), not_looking.min()), max(held_out.max(), not_looking.max())
    ax.set(yticks=range(len(names)), yticklabels=names, ylim=(len(names) - 0.5, -0.5), xlabel="held-out accuracy, %")
    ax.set(xlim=(np.floor(low) - 0.5, np.ceil(high) + 0.5), title="dots: seeds; hollow: gates set to their mean")
    return figure
