"""Figures of the network that is trained without a framework: its learning, its kernels, its mistakes."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from .style import BLUE, GRAY, ORANGE, SKY, new


def learning(losses: np.ndarray, accuracy: np.ndarray, bar: float, window: int = 20) -> Figure:
    """The loss of every step and the accuracy after every epoch, one line for each seed.

    Args:
        losses: `(seeds, steps)`.
        accuracy: `(seeds, epochs)`, held out, in percent.
        bar: accuracy that was asked for, in percent.
        window: steps that a point of the loss is averaged over.
    """
    figure, (left, right) = new(1, 2, width=6.8, height=2.7)
    smooth = np.lib.stride_tricks.sliding_window_view(losses, window, axis=1).mean(-1)
    steps = np.arange(smooth.shape[1]) + window
    epochs = np.arange(1, accuracy.shape[1] + 1)
    for seed, (loss, values) in enumerate(zip(smooth, accuracy, strict=True)):
        left.plot(steps, loss, linewidth=1, label=f"seed {seed}")
        right.plot(epochs, values, "o-", markersize=4, label=f"seed {seed}")
    left.axhline(np.log(10), color=GRAY, linestyle=":")
    left.annotate("guessing: log 10", (steps[-1], np.log(10)), ha="right", va="top", fontsize=8, color=GRAY)
    left.set(xlabel="step", ylabel="loss", ylim=(0, 2.5), title=f"loss, mean of {window} steps")
    right.axhline(bar, color=GRAY, linestyle=":")
    low = min(bar, accuracy.min()) - 3
    right.set(
        xlabel="epoch",
        ylabel="accuracy, %",
        xticks=epochs,
        ylim=(low, accuracy.max() + 4),
        title=f"held out (axis from {low:.0f} %)",
    )
    right.legend(loc="upper left", fontsize=8, ncols=3, columnspacing=0.8, handlelength=1)
    return figure


def kernel_bank(banks: list[np.ndarray], titles: list[str]) -> Figure:
    """Kernels as small pictures, one row for each bank, all on one scale around 0.

    Args:
        banks: `(kh, kw, 1, filters)` each.
        titles: one for each bank.
    """
    filters = banks[0].shape[3]
    figure, axes = new(len(banks), filters, width=0.72 * filters + 0.9, height=0.85 * len(banks) + 0.3)
    most = max(float(np.abs(bank).max()) for bank in banks)
    for row, bank, title in zip(np.atleast_2d(axes), banks, titles, strict=True):
        for f, ax in enumerate(row):
            ax.imshow(bank[:, :, 0, f], cmap="RdBu_r", vmin=-most, vmax=most)
            ax.set(xticks=[], yticks=[])
        row[0].set_ylabel(title, rotation=0, ha="right", va="center")
    return figure


def accuracy_and_check(names: list[str], accuracy: np.ndarray, errors: list[float], bar: float) -> Figure:
    """What training says of each variant beside what a gradient check says.

    Args:
        names: the variants.
        accuracy: `(variants, seeds)`, held out, in percent.
        errors: relative error of each variant's gradient, above 0.
        bar: accuracy that was asked for, in percent.
    """
    figure, (left, right) = new(1, 2, width=7.0, height=2.5, sharey=True)
    rows = np.arange(len(names))
    low = np.floor(min(bar, accuracy.min()) - 4)
    left.barh(rows, accuracy.mean(axis=1), color=SKY, height=0.55)
    for row, values in zip(rows, accuracy, strict=True):
        left.plot(values, np.full(len(values), row), "o", color="black", markersize=3.5)
    left.axvline(bar, color=GRAY, linestyle=":")
    left.set(yticks=rows, yticklabels=names, xlim=(low, np.ceil(accuracy.max()) + 1), xlabel="held-out accuracy, %")
    left.set_title(f"training (axis from {low:.0f} %)")
    colors = [BLUE if error < 1e-4 else ORANGE for error in errors]
    right.barh(rows, np.array(errors) - 1e-12, left=1e-12, color=colors, height=0.55)
    right.set(xscale="log", xlim=(1e-12, 3), xlabel="relative error of the gradient", title="gradient check")
    left.invert_yaxis()
    return figure


def image_slopes(image: np.ndarray, slopes: np.ndarray, moved: np.ndarray, titles: list[str]) -> Figure:
    """A picture, the slopes of the loss by its pixels, and the picture moved along them.

    Args:
        image: `(h, w)`, 0 to 1. `moved` likewise.
        slopes: `(h, w)`; red where a lighter pixel raises the loss, blue where it lowers it.
        titles: three.
    """
    figure, axes = new(1, 3, width=6.4, height=2.5)
    most = float(np.abs(slopes).max())
    for ax, values, title in zip(axes, (image, slopes, moved), titles, strict=True):
        if values is slopes:
            ax.imshow(values, cmap="RdBu_r", vmin=-most, vmax=most)
        else:
            ax.imshow(values, cmap="gray", vmin=0, vmax=1)
        ax.set(title=title, xticks=[], yticks=[])
    return figure
