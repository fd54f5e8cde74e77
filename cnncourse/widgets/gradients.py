"""Sliders of the lesson on backpropagation."""

from __future__ import annotations

import ipywidgets

from cnncourse.figures import gradients

from .base import Explorer, slider

_PIXELS = (2, 0, 1, 3, 1, 0, 2, 1)
_WEIGHTS = (3, 1, 2, -1)
_SLOPES = (1, -2, 1, 3, -1, 2, 1, -2, 1, 3, -1, 2)  # one for each of the most windows there can be


def backward_steps(done: int = 1, k: int = 3, stride: int = 2, padding: int = 0) -> Explorer:
    """Windows of a row going back one by one → what each pixel and each weight has got so far."""

    def draw(done: int, k: int, stride: int, padding: int):
        return gradients.row_backward(_PIXELS, _WEIGHTS[:k], _SLOPES, stride, padding, done)

    return Explorer(
        draw,
        "outputs above, pixels below; lines show to which pixels each output's slope goes back, and the sums so far",
        done=slider("sent back", 0, 12, done),
        k=slider("window", 1, 4, k),
        stride=slider("stride", 1, 4, stride),
        padding=slider("padding", 0, 2, padding),
    )


def step_zoom(exponent: int = 1, single: bool = True) -> Explorer:
    """The step of a difference, and float32 or float64 → the loss at that scale and the slope measured on it."""
    kind = ipywidgets.ToggleButtons(
        options=[("float32", True), ("float64", False)], value=single, style={"button_width": "6em"}
    )
    return Explorer(
        gradients.zoomed,
        "the loss over one weight within one step: a line, or a staircase when the step is too short",
        exponent=slider("eps = 10⁻ⁿ", 0, 15, exponent),
        single=kind,
    )
