"""Figures on ResNet: gradients from the image to the scores, accuracy by depth, and what BatchNorm remembers."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from matplotlib.figure import Figure

from .style import BLUE, GRAY, GREEN, ORANGE, PURPLE, RED, SKY, new

FIRST = {"2 / fan-in (He)": "", "1 / fan-in (about Glorot)": ", small first weights"}
LOOKS = {
    "plain": (ORANGE, "-"),
    "residual": (BLUE, "-"),
    "plain, small first weights": (ORANGE, ":"),
    "residual, small first weights": (BLUE, ":"),
    "plain, BatchNorm": (RED, "--"),
    "residual, BatchNorm": (GREEN, "--"),
}


@lru_cache(maxsize=1)
def _runs():
    from cnncourse.experiments import stored

    return stored("resnet_gradients")


def depths() -> list[int]:
    """Depths for which gradients are stored."""
    from cnncourse.experiments.resnet import DEPTHS

    return list(DEPTHS)


def variant(shortcut: bool, batch_norm: bool, first: str) -> str:
    """The label of a stored variant.

    Args:
        shortcut: whether inputs are added.
        batch_norm: whether each convolution is followed by BatchNorm.
        first: spread of the first weights, a key of `FIRST`.

    Raises:
        ValueError: BatchNorm with small first weights, which was not run.
    """
    if batch_norm and FIRST[first]:
        raise ValueError(
            "Not stored: BatchNorm divides the spread of the weights out again. Forward nothing changes, and the "
            "gradient of every kernel grows by √2."
        )
    return ("residual" if shortcut else "plain") + (", BatchNorm" if batch_norm else FIRST[first])


def gradients(norms: dict[str, np.ndarray], chosen: str | None = None) -> Figure:
    """Gradient at each kernel, from the image (left) to the scores (right), on a logarithmic scale.

    Args:
        norms: variant → `(seeds, kernels)`; the mean of the logarithms is drawn, and every seed thinly.
        chosen: the variant in color; the others are gray. Without it all have their color.
    """
    figure, ax = new(width=6.2, height=3.0)
    for label, values in norms.items():
        shade, line = LOOKS[label]
        aside = chosen is not None and label != chosen
        values = np.maximum(np.atleast_2d(values), 1e-20)
        layer = np.arange(1, values.shape[1] + 1)
        if not aside:
            ax.plot(layer, values.T, color=shade, linewidth=0.5, alpha=0.5)
        mean = np.exp(np.log(values).mean(axis=0))
        ax.plot(layer, mean, line, color=GRAY if aside else shade, linewidth=0.8 if aside else 2, label=label,
                zorder=1 if aside else 3)  # fmt: skip
    ax.set(yscale="log", xlabel="layer, from the image to the scores", title="length of the gradient at each kernel")
    ax.legend(fontsize=8, loc="center left", bbox_to_anchor=(1.0, 0.5))
    return figure


def explorer(depth: int, shortcut: bool, batch_norm: bool, first: str) -> tuple[Figure, str]:
    """Stored gradients of one variant at one depth, the others in gray, and how first and last layers compare.

    Args:
        depth: one of `depths()`.
        shortcut: as in `variant`. `batch_norm` and `first` likewise.

    Raises:
        ValueError: the depth or the variant is not stored.
    """
    if depth not in depths():
        raise ValueError(f"gradients are stored for the depths {', '.join(map(str, depths()))}, not for {depth}")
    label = variant(shortcut, batch_norm, first)
    runs = _runs()
    norms = dict(zip(runs.settings, runs.values(f"depth {depth}"), strict=True))
    sentence = (
        f"{label}, {depth} layers: typical length {typical(norms[label]):.2g}; {in_words(early_to_late(norms[label]))}"
    )
    return gradients(norms, label), sentence


def typical(norms: np.ndarray) -> float:
    """Geometric mean over seeds and kernels."""
    return float(np.exp(np.log(np.maximum(norms, 1e-20)).mean()))


def early_to_late(norms: np.ndarray) -> np.ndarray:
    """Median gradient of the first third of the layers over that of the last: `(seeds, kernels)` to `(seeds,)`."""
    norms = np.maximum(np.atleast_2d(norms), 1e-20)
    third = norms.shape[1] // 3
    return np.median(norms[:, :third], axis=1) / np.median(norms[:, -third:], axis=1)


def in_words(ratios: np.ndarray) -> str:
    """The typical ratio of several seeds as a sentence."""
    ratio = float(np.exp(np.log(ratios).mean()))
    if 0.5 < ratio < 2:
        return f"gradients near the image and near the scores are alike (ratio {ratio:.2f})"
    if ratio > 1:
        return f"gradients near the image are {ratio:,.3g} times as long as near the scores"
    return f"gradients near the image are {1 / ratio:,.3g} times shorter than near the scores"


def evenness(ratios: dict[str, np.ndarray], depth: list[int]) -> Figure:
    """How first and last layers compare, by depth: above 1 gradients grow toward the image, below they shrink.

    Args:
        ratios: variant → `(depths, seeds)`.
        depth: the depths.
    """
    figure, ax = new(width=6.2, height=2.9)
    for label, values in ratios.items():
        shade, line = LOOKS[label]
        ax.plot(depth, values, "o", color=shade, markersize=2.5)
        ax.plot(depth, np.exp(np.log(values).mean(axis=1)), line, color=shade, label=label, linewidth=1.6)
    ax.axhline(1, color=GRAY, linewidth=0.7, zorder=0)
    ax.set(yscale="log", xlabel="layers", xticks=depth, title="gradient near the image / near the scores")
    ax.legend(fontsize=8, loc="center left", bbox_to_anchor=(1.0, 0.5))
    return figure


def accuracies(names: list[str], panels: dict[str, np.ndarray]) -> Figure:
    """Accuracy of every seed as a dot, the mean as a stroke, one panel for each kind of accuracy.

    Args:
        names: the variants.
        panels: title → `(variants, seeds)`, in percent.
    """
    figure, axes = new(1, len(panels), width=6.4, height=2.4, sharey=True, squeeze=False)
    rows = np.arange(len(names))
    shades = [ORANGE if name.startswith("plain") else GREEN if "gamma" in name else BLUE for name in names]
    for ax, (title, values) in zip(axes[0], panels.items(), strict=True):
        for row, some, shade in zip(rows, values, shades, strict=True):
            ax.plot([some.mean()] * 2, [row - 0.28, row + 0.28], color=shade, linewidth=3)
            ax.plot(some, np.full(len(some), row), "o", color="black", markersize=3.5)
        ax.set(title=title, xlabel="%", xlim=(0, 100), yticks=rows, yticklabels=names)
    axes[0, 0].set(ylim=(len(names) - 0.5, -0.5))
    return figure


def memory(momenta: list[float], steps: int) -> Figure:
    """How much of the first value is left in a moving statistic after so many steps, in percent.

    Args:
        momenta: of the statistics.
        steps: training steps that are drawn.
    """
    figure, ax = new(width=5.0, height=2.5)
    t = np.arange(steps + 1)
    for momentum, shade, line in zip(momenta, (BLUE, ORANGE, PURPLE, SKY), ("-", "--", "-.", ":"), strict=False):
        ax.plot(t, 100 * momentum**t, line, color=shade, label=f"momentum {momentum}", linewidth=1.8)
    ax.set(xlabel="training steps", title="share of the first value, %", ylim=(0, 100), xlim=(0, steps))
    ax.legend(fontsize=8)
    return figure
