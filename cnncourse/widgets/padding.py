"""Sliders of the lesson on padding and stride."""

from __future__ import annotations

from cnncourse.figures import padding

from .base import Explorer, slider


def size_explorer(n: int = 8, k: int = 3, pad: int = 0, stride: int = 2) -> Explorer:
    """Pixels, window, padding and stride → all windows, the formula worked out, ignored pixels hatched."""
    return Explorer(
        padding.size_explorer,
        "a row of pixels with every window below it; pixels that no window covers are hatched",
        n=slider("pixels", 1, 24, n),
        k=slider("window", 1, 11, k),
        padding=slider("padding", 0, 5, pad),
        stride=slider("stride", 1, 8, stride),
    )
