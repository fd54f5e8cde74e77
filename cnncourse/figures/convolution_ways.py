"""Figures on how a convolution is laid out: windows as rows, shifted crops, tiles, places that wrap around."""

from __future__ import annotations

import matplotlib
import numpy as np
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from cnncourse import ops

from .style import BLUE, GRAY, GREEN, ORANGE, PURPLE, RED, SKY, YELLOW, new

_TINTS = (SKY, ORANGE, GREEN, PURPLE, YELLOW, RED)


def number(value: float) -> str:
    """A number in as few characters as it takes, with a real minus sign."""
    return f"{value:.2f}".rstrip("0").rstrip(".").replace("-", "−")


def _grid(ax, values: np.ndarray, color, title: str = "", size: float = 8.5, ghost=None) -> None:
    """A grid of numbers; `color(i, j)` fills a cell, `ghost(i, j)` says that its number is printed in gray."""
    h, w = values.shape
    fill = [[to_rgb(color(i, j)) for j in range(w)] for i in range(h)]
    ax.imshow(fill, extent=(0, w, h, 0), interpolation="nearest", aspect="equal")
    ax.vlines(range(w + 1), 0, h, color="white", linewidth=1.2)
    ax.hlines(range(h + 1), 0, w, color="white", linewidth=1.2)
    for (i, j), value in np.ndenumerate(values):
        pale = ghost is not None and ghost(i, j)
        text = ax.text(j + 0.5, i + 0.53, number(value), ha="center", va="center", fontsize=size,
                       color=GRAY if pale else "black")  # fmt: skip
        text.set_in_layout(False)  # measuring a hundred texts would take longer than drawing them
    ax.set(xlim=(-0.05, w + 0.05), ylim=(h + 0.05, -0.05), xticks=[], yticks=[])
    ax.set_title(title, loc="center")
    ax.axis("off")


def _frame(ax, left: float, top: float, width: float, height: float, color: str = RED) -> None:
    ax.add_patch(Rectangle((left, top), width, height, facecolor="none", edgecolor=color, linewidth=2, zorder=5))


def operands(x: np.ndarray, kernel: np.ndarray) -> Figure:
    """An image, a kernel and their map as grids of numbers, the first window and the first number of the map framed.

    Args:
        x: `(h, w)`. `kernel`: `(kh, kw)`.
    """
    y = ops.corr2d(x, kernel)
    figure, (left, middle, right) = new(
        1, 3, width=5.4, height=1.75, gridspec_kw={"width_ratios": [x.shape[1], kernel.shape[1], y.shape[1]]}
    )
    _grid(left, x, lambda i, j: "#E3F1FA", "image")
    _grid(middle, kernel, lambda i, j: "#FBEBCB", "kernel")
    _grid(right, y, lambda i, j: "#D6EEE5", "map")
    _frame(left, 0, 0, kernel.shape[1], kernel.shape[0])
    _frame(right, 0, 0, 1, 1)
    return figure


def _shades(x: np.ndarray):
    """A pale color of its own for each pixel, so that copies are recognized."""
    colors = matplotlib.colormaps["viridis"](np.linspace(0.15, 1, x.size))[:, :3]
    return (0.45 * colors + 0.55).reshape(*x.shape, 3)


def windows_as_rows(
    x: np.ndarray, kernel: np.ndarray, stride: int = 1, row: int = 0, column: int = 0
) -> tuple[Figure, str]:
    """Image, matrix of windows, kernel as a column, and the map; one window and its row are framed.

    Args:
        x: image, `(h, w)`, small. `kernel`: `(kh, kw)`.
        stride: pixels from one place to the next.
        row: place of the framed window, counted from 0. `column` likewise.

    Returns:
        The figure, and a sentence that works out the framed place.

    Raises:
        ValueError: the window fits nowhere, or has no such place.
    """
    (h, w), (kh, kw) = x.shape, kernel.shape
    out_h, out_w = _places(x, kernel, stride, row, column)
    matrix = ops.im2col(x[None, :, :, None], kh, kw, stride)
    origin = ops.im2col(np.arange(x.size).reshape(1, h, w, 1), kh, kw, stride)
    shades = _shades(x)
    place, values = row * out_w + column, matrix @ kernel.ravel()
    figure, axes = new(
        1, 4, width=7.4, height=3.3, gridspec_kw={"width_ratios": [w, max(kh * kw, 2), 1.3, out_w + 0.3]}
    )
    small = 8.5 if max(matrix.shape) <= 12 else 6.5
    _grid(axes[0], x, lambda i, j: shades[i, j], f"image {h}×{w}")
    _grid(axes[1], matrix, lambda i, j: shades.reshape(-1, 3)[origin[i, j]],
          f"{matrix.shape[0]} windows as rows", small)  # fmt: skip
    _grid(axes[2], kernel.reshape(-1, 1), lambda i, j: "#FBEBCB", "kernel", small)
    _grid(axes[3], values.reshape(out_h, out_w), lambda i, j: "#D6EEE5", f"map {out_h}×{out_w}")
    _frame(axes[0], column * stride, row * stride, kw, kh)
    _frame(axes[1], 0, place, kh * kw, 1)
    _frame(axes[3], column, row, 1, 1)
    terms = " + ".join(f"{_factor(a)}·{_factor(b)}" for a, b in zip(matrix[place], kernel.ravel(), strict=True))
    return figure, (
        f"row {place}: {terms} = {number(values[place])}. "
        f"The matrix holds {matrix.size} numbers, the image {x.size}: {matrix.size / x.size:.1f} times as many."
    )


def _places(x: np.ndarray, kernel: np.ndarray, stride: int, row: int, column: int) -> tuple[int, int]:
    """How many places there are down and across; `ValueError` if the asked one is not among them."""
    (h, w), (kh, kw) = x.shape, kernel.shape
    if kh > h or kw > w:
        raise ValueError(f"a window of {kh}×{kw} does not fit on {h}×{w} pixels")
    out_h, out_w = (h - kh) // stride + 1, (w - kw) // stride + 1
    if row >= out_h or column >= out_w:
        raise ValueError(
            f"there are {out_h} rows and {out_w} columns of places, counted from 0: ({row}, {column}) is not among them"
        )
    return out_h, out_w


def _factor(value: float) -> str:
    return f"({number(value)})" if value < 0 else number(value)


def shifted_crops(x: np.ndarray, kernel: np.ndarray) -> Figure:
    """For each tap of the kernel the pixels that lie under it at all places, in the tap's place; the sum at the right.

    Args:
        x: image, `(h, w)`, small. `kernel`: `(kh, kw)`.
    """
    (kh, kw), y = kernel.shape, ops.corr2d(x, kernel)
    out_h, out_w = y.shape
    mosaic = [[f"{u},{v}" for v in range(kw)] + ["="] for u in range(kh)]
    figure, empty = new(width=6.2, height=4.0)
    empty.remove()
    axes = figure.subplot_mosaic(mosaic, width_ratios=[1] * kw + [0.9])
    for u, v in np.ndindex(kh, kw):
        ax, zero = axes[f"{u},{v}"], kernel[u, v] == 0

        def inside(i, j, u=u, v=v):
            return u <= i < u + out_h and v <= j < v + out_w

        shade = "#EEEEEE" if zero else SKY
        _grid(ax, x, lambda i, j, f=inside, s=shade: s if f(i, j) else "white", f"{number(kernel[u, v])} times",
              7.5, lambda i, j, f=inside: not f(i, j))  # fmt: skip
        _frame(ax, v, u, out_w, out_h, GRAY if zero else BLUE)
    _grid(axes["="], y, lambda i, j: "#D6EEE5", "sum: the map", 9)
    return figure


def wrapped(image: np.ndarray, full: np.ndarray, kernel: tuple[int, int]) -> Figure:
    """An image and the map that the product of spectra gives, with the places hatched where the window wraps around.

    Args:
        image: `(h, w)`. `full`: `(h, w)`, all places.
        kernel: `(kh, kw)`.
    """
    h, w = full.shape
    kh, kw = kernel
    figure, (left, right) = new(1, 2, width=5.4, height=2.85)
    left.imshow(image, cmap="gray", interpolation="nearest")
    left.set_title(f"image {h}×{w}", loc="center")
    for top, first in ((h - kh // 2, w - kw // 2),):
        for y, x in ((top, first), (top - h, first), (top, first - w), (top - h, first - w)):
            _frame(left, x - 0.5, y - 0.5, kw, kh)
    right.imshow(full, cmap="gray", interpolation="nearest")
    right.set_title(f"{h - kh + 1}×{w - kw + 1} places are good", loc="center")
    for x, y, width, height in ((w - kw + 1, 0, kw - 1, h), (0, h - kh + 1, w - kw + 1, kh - 1)):
        right.add_patch(
            Rectangle((x - 0.5, y - 0.5), width, height, facecolor="none", edgecolor=ORANGE, hatch="////", linewidth=0)
        )
    for ax in (left, right):
        ax.set(xlim=(-0.5, w - 0.5), ylim=(h - 0.5, -0.5), xticks=[], yticks=[])
        ax.axis("off")
    return figure


def tiles(h: int, w: int) -> Figure:
    """How tiles of 4×4 pixels overlap by two so that their 2×2 places cover a map.

    Args:
        h: rows of the map. `w`: its columns.
    """
    down, across = -(-h // 2), -(-w // 2)
    rows, columns = 2 * down + 2, 2 * across + 2
    figure, (left, right) = new(
        1, 2, width=6.6, height=0.75 + 0.3 * rows, gridspec_kw={"width_ratios": [columns, columns - 2]}
    )
    for i, j in np.ndindex(rows, columns):
        real = i < h + 2 and j < w + 2
        fill, edge, hatch = ("#EEEEEE", "white", None) if real else ("white", GRAY, "////")
        left.add_patch(Rectangle((j, i), 1, 1, facecolor=fill, edgecolor=edge, hatch=hatch, linewidth=0.8))
    shown = [(0, 0), (0, 1), (1, 0)]
    for order, (i, j) in enumerate(shown):
        color = _TINTS[(i * across + j) % len(_TINTS)]
        left.add_patch(Rectangle((2 * j + 0.08 * order, 2 * i + 0.08 * order), 4, 4, facecolor=color, alpha=0.28))
        _frame(left, 2 * j + 0.08 * order, 2 * i + 0.08 * order, 4, 4, color)
    for i, j in np.ndindex(2 * down, 2 * across):
        real = i < h and j < w
        color = _TINTS[((i // 2) * across + j // 2) % len(_TINTS)]
        right.add_patch(Rectangle((j, i), 1, 1, facecolor=color, alpha=0.6 if real else 0.15, edgecolor="white",
                                  hatch=None if real else "////"))  # fmt: skip
    left.set(xlim=(-0.1, columns + 0.3), ylim=(rows + 0.3, -0.1), aspect="equal")
    left.set_title(f"image {h + 2}×{w + 2}: three of the tiles", loc="center")
    right.set(xlim=(-0.1, 2 * across + 0.1), ylim=(2 * down + 0.1, -0.1), aspect="equal")
    right.set_title(f"map {h}×{w}: {down * across} tiles", loc="center")
    for ax in (left, right):
        ax.axis("off")
    return figure
