"""Figures on a kernel that slides over an image: dot products, maps, what moves and what it costs."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from cnncourse.ops import corr2d

from .style import BLUE, GRAY, ORANGE, RED, new

SIGNED = LinearSegmentedColormap.from_list("signed", [RED, "white", BLUE])  # orange below zero, blue above


def number(value: float) -> str:
    """A number in as few characters as will do, with a true minus sign.

    >>> number(-2.0), number(0.25), number(1 / 3)
    ('−2', '0.25', '0.33')
    """
    return f"{round(float(value), 2) + 0.0:g}".replace("-", "−")


def by_hand(figure: Figure, **margins: float) -> None:
    """Place the axes by fixed margins, which is faster than working out what fits; a slider notices."""
    figure.set_layout_engine(None)
    figure.subplots_adjust(**{"left": 0.01, "right": 0.99, "top": 0.9, "bottom": 0.01, "wspace": 0.05} | margins)


def outline(ax: Axes, row: int, column: int, height: int, width: int, color: str = ORANGE) -> None:
    """Draw a frame around pixels of an image that is drawn with `imshow`."""
    ax.add_patch(
        Rectangle((column - 0.5, row - 0.5), width, height, fill=False, edgecolor=color, linewidth=2.4, zorder=5)
    )


def grid(ax: Axes, values: np.ndarray, title: str, signed: bool = False) -> None:
    """A small array as a grid of numbers, gently shaded by value."""
    most = max(float(np.abs(values).max()), 1e-9)
    if signed:
        ax.imshow(values, cmap=SIGNED, vmin=-2.2 * most, vmax=2.2 * most)
    else:
        ax.imshow(np.full(values.shape, 0.93), cmap="gray", vmin=0, vmax=1)
    for (i, j), value in np.ndenumerate(values):
        ax.text(j, i, number(value), ha="center", va="center", fontsize=9)
    rows, columns = values.shape
    ax.set_xticks(np.arange(columns + 1) - 0.5, minor=True)
    ax.set_yticks(np.arange(rows + 1) - 0.5, minor=True)
    ax.grid(which="minor", color="#D8D8D8" if signed else "white", linewidth=1.2)
    ax.tick_params(which="both", length=0)
    bare(ax, title)


def grids(arrays: list[np.ndarray], titles: list[str]) -> Figure:
    """Small arrays side by side as grids of numbers, blue above zero and orange below."""
    widths = [array.shape[1] for array in arrays]
    rows = max(array.shape[0] for array in arrays)
    figure, axes = new(1, len(arrays), width=0.46 * sum(widths) + 0.6, height=0.36 * rows + 0.5, width_ratios=widths)
    for ax, array, title in zip(np.atleast_1d(axes), arrays, titles, strict=True):
        grid(ax, array, title, signed=True)
    return figure


def dot_product(x: np.ndarray, k: np.ndarray, row: int, column: int) -> Figure:
    """One place of the window: image, kernel, products and the number they leave in the map.

    Args:
        x: a small image, `(h, w)`.
        k: the kernel, `(kh, kw)`.
        row: row of the map that is worked out. `column` likewise.

    Raises:
        ValueError: no window stands there.
    """
    y = corr2d(x, k)
    _refuse(row, column, y.shape)
    (kh, kw), parts = k.shape, (x, k, None, y)
    window = x[row : row + kh, column : column + kw]
    widths = [x.shape[1], kw + 0.6, kw + 0.6, y.shape[1] + 0.4]
    figure, axes = new(1, 4, width=7.6, height=2.3, width_ratios=widths)
    products = window * k
    titles = ["image and window", "× kernel", "= products", f"sum: {number(y[row, column])}"]
    for ax, part, title in zip(axes, parts, titles, strict=True):
        grid(ax, products if part is None else part, title, signed=part is not x)
    outline(axes[0], row, column, kh, kw)
    outline(axes[3], row, column, 1, 1)
    return figure


def _refuse(row: int, column: int, shape: tuple[int, int]) -> None:
    if not (0 <= row < shape[0] and 0 <= column < shape[1]):
        raise ValueError(
            f"no window begins at row {row}, column {column}: the map has {shape[0]} rows and {shape[1]} columns"
        )


def is_gray(y: np.ndarray) -> bool:
    """Whether a map still looks like a picture: hardly anything in it is negative."""
    return float(np.clip(y, None, 0).sum()) >= -0.1 * float(np.abs(y).sum())


def bare(ax: Axes, title: str) -> None:
    """A picture needs no axes: leave the title only."""
    ax.set(title=title, xticks=[], yticks=[])
    for spine in ax.spines.values():
        spine.set_visible(False)


def draw_map(ax: Axes, y: np.ndarray, title: str) -> None:
    """A feature map: gray from 0 to 1 where it looks like a picture, else blue above and orange below zero."""
    if is_gray(y):
        ax.imshow(y, cmap="gray", vmin=0, vmax=1, interpolation="nearest")
    else:
        most = float(np.abs(y).max())
        ax.imshow(y, cmap=SIGNED, vmin=-most, vmax=most, interpolation="nearest")
    bare(ax, title)


def kernels_on_photo(photo: np.ndarray, kernels: dict[str, np.ndarray]) -> Figure:
    """One photo's map for each kernel, with the kernel's numbers beside its name.

    Args:
        photo: `(h, w)`, from 0 to 1.
        kernels: by name, at most 3×3 each, or their numbers are left out.
    """
    columns = (len(kernels) + 1) // 2
    figure, axes = new(2, columns, width=2.05 * columns, height=5.2)
    by_hand(figure, top=0.95, bottom=0.09, hspace=0.32)
    for ax, (name, k) in zip(axes.flat, kernels.items(), strict=False):
        draw_map(ax, corr2d(photo, k), name)
        if max(k.shape) <= 3:
            lines = "\n".join(" ".join(f"{number(value):>4}" for value in line) for line in k)
            ax.text(0.46, -0.03, lines, transform=ax.transAxes, ha="center", va="top", fontsize=7, family="monospace")
    for ax in axes.flat[len(kernels) :]:
        ax.axis("off")
    return figure


def editor(photo: np.ndarray, kernel: tuple[float, ...], row: int, column: int) -> tuple[Figure, str]:
    """The picture behind the kernel editor: window on the photo, nine products, map; and the sum as a sentence.

    Args:
        photo: `(h, w)`, from 0 to 1.
        kernel: nine weights, row by row.
        row: top row of the window. `column`: its left column.

    Returns:
        The figure and the sum worked out.

    Raises:
        ValueError: no window stands there.
    """
    k = np.reshape(kernel, (3, 3)).astype(float)
    y = corr2d(photo, k)
    _refuse(row, column, y.shape)
    window = photo[row : row + 3, column : column + 3]
    figure, (left, middle, right) = new(1, 3, width=8.1, height=2.95)
    by_hand(figure)
    left.imshow(photo, cmap="gray", vmin=0, vmax=1, interpolation="nearest")
    bare(left, "photo and window")
    outline(left, row, column, 3, 3)
    middle.imshow(window, cmap="gray", vmin=0, vmax=1)
    for (i, j), pixel in np.ndenumerate(window):
        text = f"{number(pixel)}\n× {number(k[i, j])}\n= {number(pixel * k[i, j])}"
        middle.text(j, i, text, ha="center", va="center", fontsize=8.5, color="white" if pixel < 0.55 else "black")
    bare(middle, f"nine products, sum {number(y[row, column])}")
    draw_map(right, y, "map" if is_gray(y) else "map: blue > 0, orange < 0")
    outline(right, row, column, 1, 1)
    terms = " + ".join(f"{number(a)}·{_bracket(b)}" for a, b in zip(window.ravel(), k.ravel(), strict=True) if b)
    return figure, f"{terms or 'nothing but zeros'} = <b>{number(y[row, column])}</b>"


def _bracket(value: float) -> str:
    return number(value) if value >= 0 else f"({number(value)})"


def as_dense(k: np.ndarray, side: int) -> tuple[Figure, np.ndarray]:
    """The weight matrix of the dense layer that does what a kernel does on a small image.

    Args:
        k: the kernel, `(kh, kw)`.
        side: rows and columns of the image.

    Returns:
        The figure and the matrix, `(places, pixels)`.
    """
    pixels = np.eye(side * side).reshape(-1, side, side)  # one image for each pixel that is on
    matrix = np.stack([corr2d(one, k).ravel() for one in pixels], axis=1)
    figure, ax = new(width=6.2, height=2.9)
    most = float(np.abs(k).max())
    ax.imshow(matrix, cmap=SIGNED, vmin=-most, vmax=most, aspect="auto", interpolation="nearest")
    rows, columns = matrix.shape
    ax.set_xticks(np.arange(columns + 1) - 0.5, minor=True)
    ax.set_yticks(np.arange(rows + 1) - 0.5, minor=True)
    ax.grid(which="minor", color="#DDDDDD", linewidth=0.6)
    ax.tick_params(which="minor", length=0)
    ax.set(xlabel="pixel of the image", ylabel="place of the map", title=f"{rows} × {columns} weights of a dense layer")
    return figure, matrix


def changed(photos: list[np.ndarray], differences: list[np.ndarray], titles: list[str]) -> Figure:
    """Two pictures and, for each layer, where its map did not simply move along.

    Args:
        photos: the picture before and after.
        differences: absolute differences of the maps, each `(h, w)`; whatever is not zero is drawn.
        titles: of all panels.
    """
    panels = [*photos, *differences]
    figure, axes = new(1, len(panels), width=1.95 * len(panels), height=2.25)
    for number_, (ax, panel, title) in enumerate(zip(axes, panels, titles, strict=True)):
        if number_ < len(photos):
            ax.imshow(panel, cmap="gray", vmin=0, vmax=1, interpolation="nearest")
        else:
            ax.imshow(np.where(panel > 0, 1.0, 0.0), cmap="cividis", vmin=0, vmax=1, interpolation="nearest")
        bare(ax, title)
    return figure


def curves(x: np.ndarray, lines: dict[str, np.ndarray], xlabel: str, ylabel: str, log: bool = False) -> Figure:
    """One thick mean line per name, over a thin line for every seed.

    Args:
        x: positions, `(points,)`.
        lines: values by name, `(seeds, points)` each.
        xlabel: what `x` counts. `ylabel` likewise.
        log: whether the horizontal axis is logarithmic.
    """
    figure, ax = new(width=6.0, height=3.1)
    for values, name in zip(lines.values(), lines, strict=True):
        (mean,) = ax.plot(x, values.mean(axis=0), linewidth=2.2, label=name)
        for seed in values:
            ax.plot(x, seed, linewidth=0.7, alpha=0.55, color=mean.get_color())
    if log:
        ax.set_xscale("log")
        ax.set_xticks(x, [f"{place:,}" for place in x])
        ax.minorticks_off()
    ax.axhline(0, color=GRAY, linewidth=0.8, linestyle=":")
    ax.set(xlabel=xlabel, ylabel=ylabel, xlim=(x[0], x[-1]))
    ax.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), fontsize=8.5)
    return figure
