"""Sliders of the first notebook."""

from __future__ import annotations

import numpy as np

from cnncourse.figures import pixels

from .base import Explorer, slider


def pixel_explorer(photo: np.ndarray) -> Explorer:
    """Move a square over a photo and read the numbers in it.

    Args:
        photo: brightness in [0, 1], `(h, w)`.
    """
    h, w = photo.shape
    return Explorer(
        lambda row, column: pixels.numbers_in_photo(photo, row, column),
        "a photo with a square marked on it, and the numbers of the pixels in the square",
        row=slider("row", 0, h - 1, h // 3),
        column=slider("column", 0, w - 1, w // 3),
    )
