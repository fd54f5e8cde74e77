"""Receptive fields on photographs: squares that grow, what lies inside them, gradients of a network's own."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from cnncourse.ops import dilated_size, field_span, output_size, receptive_field

from .field import LINES
from .style import RED, SKY, new

LAYERS = {
    "–": None,
    "3×3": (3, 1, 1),
    "5×5": (5, 1, 1),
    "1×1": (1, 1, 1),
    "3×3, stride 2": (3, 2, 1),
    "5×5, stride 2": (5, 2, 1),
    "pool 2×2, stride 2": (2, 2, 1),
    "3×3, dilation 2": (3, 1, 2),
    "3×3, dilation 4": (3, 1, 4),
    "3×3, dilation 8": (3, 1, 8),
}


def grown_on_photo(
    photo: np.ndarray, names: Sequence[str], row: float = 50, column: float = 50, padded: bool = True
) -> tuple[Figure, str]:
    """The field of one unit after each layer, drawn on a photograph, and what the last one sees.

    Args:
        photo: `(h, w, 3)`, square.
        names: layers from the image on, keys of `LAYERS`.
        row: where the unit stands on the last map, in percent from the top. `column`: from the left.
        padded: zeros around each layer, half a window on each side.

    Returns:
        The figure, and HTML that works the sizes out layer by layer.

    Raises:
        ValueError: no layer was chosen, or a window does not fit on the map before it.
    """
    chosen = [(name, LAYERS[name]) for name in names if LAYERS[name] is not None]
    if not chosen:
        raise ValueError("without a layer every pixel sees itself: choose one")
    layers = [(k, s, d, (dilated_size(k, d) - 1) // 2 if padded else 0) for _, (k, s, d) in chosen]
    sides = _map_sides(photo.shape[0], layers)
    rows, columns = (_spans(layers, round(share / 100 * (sides[-1] - 1))) for share in (row, column))
    figure, (left, right) = new(1, 2, width=7.2, height=3.5, width_ratios=[1.1, 1])
    squares_on_photo(left, photo, list(zip(rows, columns, strict=True)))
    size, jump = receptive_field(layer[:3] for layer in layers)
    left.set_title(f"fields after {len(layers)} layer{'s' * (len(layers) != 1)}")
    right.imshow(inside(photo, rows[-1], columns[-1]), interpolation="nearest")
    right.set(title=f"what the last unit sees: {size}×{size}", xticks=[], yticks=[])
    return figure, _worked(chosen, sides, photo, rows[-1], columns[-1])


def _map_sides(n: int, layers: Sequence[tuple]) -> list[int]:
    sides = [n]
    for number, (k, s, d, padding) in enumerate(layers, 1):
        sides.append(output_size(sides[-1], k, padding, s, d))
        if sides[-1] < 1:
            raise ValueError(
                f"layer {number}: a window that spans {dilated_size(k, d)} does not fit on a map of {sides[-2]}; "
                "take a smaller one, or switch the padding on"
            )
    return sides


def _spans(layers: Sequence[tuple], unit: int) -> list[tuple[int, int]]:
    """First and last pixel along one axis after each layer, for the units below `unit`, middle by middle."""
    spans = []
    for depth in range(len(layers), 0, -1):
        spans.insert(0, field_span(layers[:depth], unit))
        k, s, d, padding = layers[depth - 1]
        unit = unit * s + (k // 2) * d - padding
    return spans


def _worked(chosen, sides, photo, rows, columns) -> str:
    """The sizes layer by layer, and the share of the photograph, as HTML."""
    lines, size, jump = [], 1, 1
    for number, (name, (k, s, d)) in enumerate(chosen, 1):
        gap = f"·{d}" if d > 1 else ""
        grown = size + (k - 1) * d * jump
        color = LINES[(number - 1) % len(LINES)]
        cells = [
            f'<span style="color:{color}">■</span> {name}',
            f"{size} + ({k} − 1){gap}·{jump} = <b>{grown}</b>",
            f"jump {jump * s}",
            f"map {sides[number]}×{sides[number]}",
        ]
        row = "".join(f'<td style="text-align:left;padding-right:1.5em">{cell}</td>' for cell in cells)
        lines.append(f"<tr>{row}</tr>")
        size, jump = grown, jump * s
    seen = np.prod(
        [
            min(last, side - 1) - max(first, 0) + 1
            for (first, last), side in zip((rows, columns), photo.shape, strict=False)
        ]
    )
    share = 100 * seen / (photo.shape[0] * photo.shape[1])
    outside = f" {size**2 - seen:,} of the {size**2:,} lie outside, where the zeros are." if seen < size**2 else ""
    return f"<table>{''.join(lines)}</table>{seen:,} pixels of the photo, {share:.1f} % of it.{outside}"


def squares_on_photo(
    ax: Axes, photo: np.ndarray, spans: Sequence[tuple[tuple[int, int], tuple[int, int]]], colors: Sequence[str] = LINES
) -> None:
    """Draw a photograph with squares on it; what hangs over its edge is hatched.

    Args:
        ax: where to draw.
        photo: `(h, w, 3)`.
        spans: `((first row, last row), (first column, last column))` of each square.
        colors: one per square, taken in turn.
    """
    h, w = photo.shape[:2]
    ax.imshow(photo, interpolation="nearest", zorder=1)
    for number, ((top, bottom), (left, right)) in enumerate(spans):
        box = (left - 0.5, top - 0.5), right - left + 1, bottom - top + 1
        if top < 0 or left < 0 or bottom >= h or right >= w:
            ax.add_patch(Rectangle(*box, facecolor="#F4F4F4", edgecolor="#CCCCCC", hatch="///", linewidth=0, zorder=0))
        color = colors[number % len(colors)]
        ax.add_patch(Rectangle(*box, fill=False, edgecolor="white", linewidth=3, zorder=2))
        ax.add_patch(Rectangle(*box, fill=False, edgecolor=color, linewidth=1.8, zorder=3))
    low = min(-1, *(min(rows[0], columns[0]) for rows, columns in spans)) - 1
    high = max(max(h, w), *(max(rows[1], columns[1]) for rows, columns in spans)) + 1
    ax.set(xlim=(low, high), ylim=(high, low), xticks=[], yticks=[])
    ax.axis("off")


def inside(photo: np.ndarray, rows: tuple[int, int], columns: tuple[int, int]) -> np.ndarray:
    """The part of a photograph in a field, `(size, size, 3)`; what hangs over the edge is zero."""
    h, w = photo.shape[:2]
    seen = np.zeros((rows[1] - rows[0] + 1, columns[1] - columns[0] + 1, 3), dtype=photo.dtype)
    top, left, bottom, right = max(rows[0], 0), max(columns[0], 0), min(rows[1] + 1, h), min(columns[1] + 1, w)
    seen[top - rows[0] : bottom - rows[0], left - columns[0] : right - columns[0]] = photo[top:bottom, left:right]
    return seen


def glimpses(photo: np.ndarray, fields: Sequence[int], names: Sequence[str], at: tuple[int, int]) -> Figure:
    """What units at one place see after each layer: squares on the photograph, then the insides, each enlarged.

    Args:
        photo: `(h, w, 3)`.
        fields: side of the field after each layer.
        names: of the layers.
        at: row and column of the middle.
    """
    spans = [tuple((middle - (size - 1) // 2, middle + size // 2) for middle in at) for size in fields]
    figure, axes = new(1, len(fields) + 1, width=min(9.0, 1.75 * (len(fields) + 1)), height=2.15)
    squares_on_photo(axes[0], photo, spans)
    axes[0].set_title("photo")
    for number, (ax, span, size, name) in enumerate(zip(axes[1:], spans, fields, names, strict=True)):
        ax.imshow(inside(photo, *span), interpolation="nearest")
        ax.set(title=f"{name}\n{size}×{size}", xticks=[], yticks=[])
        for spine in ax.spines.values():
            spine.set(visible=True, color=LINES[number % len(LINES)], linewidth=2.5)
    return figure


def overhang(photo: np.ndarray, spans: Sequence[tuple], titles: Sequence[str]) -> Figure:
    """One field for each panel, on the same photograph and the same scale; what hangs over the edge is hatched."""
    figure, axes = new(1, len(spans), width=2.7 * len(spans), height=2.8, sharex=True, sharey=True)
    low = min(min(rows[0], columns[0], 0) for rows, columns in spans) - 4
    high = max(max(rows[1], columns[1], photo.shape[0]) for rows, columns in spans) + 4
    for ax, span, title in zip(np.atleast_1d(axes), spans, titles, strict=True):
        squares_on_photo(ax, photo, [span], [RED])
        ax.set(title=title, xlim=(low, high), ylim=(high, low))
    return figure


def gradient_maps(maps: Sequence[np.ndarray], titles: Sequence[str], columns: int) -> Figure:
    """Mean gradients of one unit with respect to each pixel, every map on a scale of its own.

    Args:
        maps: non-negative, `(h, w)` each.
        titles: one per map.
        columns: maps in one row of the figure.
    """
    rows = -(-len(maps) // columns)
    figure, axes = new(rows, columns, width=2.15 * columns, height=2.35 * rows, squeeze=False)
    for ax in axes.flat:
        ax.axis("off")
    for ax, one, title in zip(axes.flat, maps, titles, strict=False):
        ax.imshow(one, cmap="magma", vmin=0, interpolation="nearest")
        ax.set_title(title)
        ax.plot((one.shape[1] - 1) / 2, (one.shape[0] - 1) / 2, "+", color=SKY, markersize=8)
    return figure
