"""Sliders of the lesson on channels."""

from __future__ import annotations

import ipywidgets
import numpy as np

from cnncourse.figures import channels

from .base import Explorer, slider


def _tenths(description: str, value: float) -> ipywidgets.FloatSlider:
    return ipywidgets.FloatSlider(
        value, min=-2.0, max=2.0, step=0.1, description=description, readout_format=".1f",
        style={"description_width": "7em"}, layout={"width": "26em"},
    )  # fmt: skip


def mixer(photo: np.ndarray, red: float = 0.3, green: float = 0.6, blue: float = 0.1, bias: float = 0.0) -> Explorer:
    """Three weights and a bias → the photo, one mix of its channels, and what a ReLU leaves of it.

    Args:
        photo: `(h, w, 3)`, from 0 to 1.
        red: first weight. `green`, `blue` and `bias` likewise.
    """

    def draw(red, green, blue, bias):
        figure, _ = channels.mixed(photo, (red, green, blue), bias)
        white = red + green + blue + bias
        return figure, f"Black gives {bias:+.1f}, white gives {white:+.1f}, pure red gives {red + bias:+.1f}."

    return Explorer(
        draw,
        "a photo, a weighted sum of its color channels, and the part of it above zero",
        red=_tenths("red", red),
        green=_tenths("green", green),
        blue=_tenths("blue", blue),
        bias=_tenths("bias", bias),
    )


def memory_explorer(batch: int = 64, side: int = 64, stride: int = 1, mebibytes: int = 256) -> Explorer:
    """Batch, photo, first stride and memory → what every layer of the small stack keeps, or that it does not fit."""
    return Explorer(
        channels.memory_by_layer,
        "bars: memory that each layer's feature maps take during training",
        batch=slider("batch", 1, 512, batch),
        side=slider("photo side", 32, 256, side, 16),
        stride=slider("first stride", 1, 4, stride),
        mebibytes=slider("memory, MiB", 64, 2048, mebibytes, 64),
    )
