"""Figures of experiments: every seed a dot, the mean a stroke."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from .style import BLUE, ORANGE, new


def accuracy_and_cost(names: list[str], accuracy: np.ndarray, cost: list[float], unit: str) -> Figure:
    """Accuracy of every seed as a dot, their mean as a stroke, beside what each variant costs.

    Args:
        names: the variants.
        accuracy: `(variants, seeds)`, in percent.
        cost: one number per variant.
        unit: what `cost` counts.
    """
    figure, (left, right) = new(1, 2, width=6.4, height=2.4, sharey=True)
    rows = np.arange(len(names))
    left.plot(accuracy.mean(axis=1), rows, "|", color=BLUE, markersize=16, markeredgewidth=3)
    for row, values in zip(rows, accuracy, strict=True):
        left.plot(values, np.full(len(values), row), "o", color="black", markersize=4)
    low = np.floor(accuracy.min() - 3)
    left.set(
        yticks=rows, yticklabels=names, xlim=(low, min(100, np.ceil(accuracy.max()) + 1)), xlabel="held-out accuracy, %"
    )
    left.set(title="accuracy: seeds and mean", ylim=(len(names) - 0.5, -0.5))
    right.barh(rows, cost, color=ORANGE, height=0.55)
    right.set(xlabel=unit, title="cost")
    return figure
