"""Sliders of the lesson on fast convolution."""

from __future__ import annotations

import numpy as np

from cnncourse.figures import convolution_costs, convolution_ways

from .base import Explorer, slider


def rows_explorer(image: np.ndarray, kernel: np.ndarray, stride: int = 1) -> Explorer:
    """A window moved over a small image: its row in the matrix of `im2col`, and the number of the map that comes of it.

    Args:
        image: `(h, w)`, at most 6 × 6. `kernel`: `(kh, kw)`, its first rows and columns are used.
        stride: at first.
    """

    def draw(rows: int, columns: int, stride: int, row: int, column: int):
        return convolution_ways.windows_as_rows(image, kernel[:rows, :columns], stride, row, column)

    return Explorer(
        draw,
        "an image with a window on it, the matrix with every window as a row, the kernel as a column, and the map",
        rows=slider("window rows", 1, kernel.shape[0], kernel.shape[0]),
        columns=slider("columns", 1, kernel.shape[1], kernel.shape[1]),
        stride=slider("stride", 1, 3, stride),
        row=slider("place: row", 0, image.shape[0] - 1, 0),
        column=slider("column", 0, image.shape[1] - 1, 0),
    )


def count_explorer(k: int = 3, channels: int = 16, side: int = 32) -> Explorer:
    """Kernel, channels, image and batch → counted operations and bytes of the five ways."""
    return Explorer(
        convolution_costs.count_explorer,
        "bars: operations and megabytes of loops, im2col, shifted products, FFT and Winograd",
        k=slider("kernel", 1, 31, k, 2),
        channels=slider("channels", 1, 512, channels),
        side=slider("image side", 4, 224, side, 4),
        images=slider("images", 1, 64, 1),
    )
