"""Figures on channels: one kernel through all of them, mixes of color, and what the layers of a stack cost."""

from __future__ import annotations

from math import prod

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from cnncourse.ops import Layer, Row, activation_bytes, largest_batch, stack_table

from .style import BLUE, GRAY, GREEN, ORANGE, RED, SKY, new

_INKS = (RED, GREEN, BLUE, ORANGE)


def kernel_through_channels(x: np.ndarray, kernel: np.ndarray, bias: float, place: tuple[int, int]) -> Figure:
    """One kernel at one place of a small image: each slice meets its channel, the sums are added up to one number.

    Args:
        x: a small image of whole numbers, `(h, w, c)` with at most four channels.
        kernel: one kernel, `(kh, kw, c)`.
        bias: its bias.
        place: row and column of the map that are worked out.

    Raises:
        ValueError: image and kernel differ in channels, or have more than four.
    """
    h, w, c = x.shape
    kh, kw, depth = kernel.shape
    if depth != c or c > len(_INKS):
        raise ValueError(f"image and kernel need the same channels, at most {len(_INKS)}; got {c} and {depth}")
    i, j = place
    y = _places(x, kernel) + bias
    start, left = w + 1.0, w + kw + 4.4  # columns where kernel and map begin
    figure, axes = new(width=6.4, height=0.33 * c * (h + 0.5) + 0.3)
    found = []
    for channel, ink in zip(range(c), _INKS, strict=False):
        top = -channel * (h + 0.5)
        middle = top - (h - 1) / 2
        window = x[i : i + kh, j : j + kw, channel]
        found.append(float((window * kernel[..., channel]).sum()))
        _grid(axes, x[..., channel], 0, top, ink, lit=(i, j, kh, kw))
        _grid(axes, kernel[..., channel], start, middle + (kh - 1) / 2, ink, lit=(0, 0, kh, kw))
        axes.text(w, middle, "×", ha="center", va="center", fontsize=12)
        axes.text(start + kw - 0.2, middle, f"= {found[-1]:g}", va="center", fontsize=11, color=ink)
    bottom = top - h + 0.5
    middle = (0.5 + bottom) / 2
    axes.plot([left - 1.15] * 2, [bottom + 0.6, -0.1], color=GRAY, linewidth=1)  # a bracket around the sums
    _grid(axes, y, left, middle + (y.shape[0] - 1) / 2, "black", lit=(i, j, 1, 1))
    terms = " + ".join(f"({value:g})" if value < 0 else f"{value:g}" for value in found)
    axes.text(
        left - 0.5, middle - y.shape[0] / 2 - 0.2, f"{terms}\n+ bias {bias:g} = {y[i, j]:g}", va="top", fontsize=9
    )
    for place, above, word in ((0, 0.7, "image"), (start, 0.7, "kernel"), (left, middle + y.shape[0] / 2 + 0.2, "map")):
        axes.text(place - 0.5, above, word, fontsize=9)
    axes.set(xlim=(-0.6, left + max(y.shape[1], 4) + 0.3), ylim=(bottom - 0.1, 1.3), aspect="equal")
    axes.axis("off")
    return figure


def _places(x: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    windows = np.lib.stride_tricks.sliding_window_view(x, kernel.shape[:2], axis=(0, 1))
    return np.einsum("ijcuv,uvc->ij", windows, kernel)


def _grid(axes, values, left, top, ink, lit=None, face=None) -> None:
    """Small numbers in squares; `lit` is `(row, column, rows, columns)` of the squares that stand out."""
    for (row, column), value in np.ndenumerate(values):
        inside = lit is not None and lit[0] <= row < lit[0] + lit[2] and lit[1] <= column < lit[1] + lit[3]
        axes.add_patch(
            Rectangle(
                (left + column - 0.5, top - row - 0.5), 1, 1, edgecolor=ink, linewidth=1.6 if inside else 0.7,
                facecolor=(face or ink) if inside or face else "none", alpha=0.25 if inside or face else 1,
            )
        )  # fmt: skip
        axes.text(left + column, top - row, f"{value:g}", ha="center", va="center", fontsize=8.5)


def photos_beside(photos: list[np.ndarray], titles: list[str]) -> Figure:
    """Photos and maps side by side, pixel for pixel, in twenty shades so that the file stays small.

    Args:
        photos: `(h, w, 3)` or `(h, w)` of one size. What has negative values is shown with 0 as middle gray.
        titles: one for each.

    Raises:
        ValueError: photos of different sizes.
    """
    h, w = photos[0].shape[:2]
    if any(photo.shape[:2] != (h, w) for photo in photos):
        raise ValueError(f"photos must have one size, got {[photo.shape[:2] for photo in photos]}")
    figure, axes = new(1, len(photos), width=len(photos) * (w + 12) / 100, height=(h + 28) / 100)
    for photo, title, ax in zip(photos, titles, np.atleast_1d(axes), strict=True):
        reach = max(1.0 if photo.ndim == 3 else 1e-9, float(np.abs(photo).max()))
        shown = photo / reach if photo.min() >= 0 else 0.5 + photo / (2 * reach)
        ax.imshow(np.round(shown * 19) / 19, cmap="gray", vmin=0, vmax=1, interpolation="none")
        ax.set(title=title)
        ax.axis("off")
    return figure


def mixed(photo: np.ndarray, weights: tuple[float, float, float], bias: float = 0.0) -> tuple[Figure, float]:
    """A photo, one weighted sum of its three channels, and what a ReLU leaves of it.

    Args:
        photo: `(h, w, 3)`, from 0 to 1.
        weights: for red, green and blue.
        bias: added at every pixel.

    Returns:
        The figure, and the share of pixels that the ReLU lets through, from 0 to 1.
    """
    mix = photo @ np.asarray(weights, dtype=photo.dtype) + photo.dtype.type(bias)
    share = float((mix > 1e-6).mean())
    reach = max(float(np.abs(mix).max()), 0.5)
    figure, axes = new(1, 3, width=6.6, height=2.45)
    axes[0].imshow(photo)
    axes[1].imshow(mix, cmap="gray", vmin=-reach, vmax=reach)
    axes[2].imshow(np.maximum(mix, 0), cmap="gray", vmin=0, vmax=reach)
    titles = ("photo", "the mix; 0 is this gray", f"after ReLU: {share:.0%} of the pixels")
    for ax, title in zip(axes, titles, strict=True):
        ax.set(title=title, xticks=[], yticks=[])
        ax.axis("off")
    return figure, share


def small_stack(side: int = 64, strides: tuple[int, ...] = (1, 1, 1, 1, 1, 1)) -> list[Row]:
    """Six 3×3 convolutions in blocks of 32, 64 and 128 maps, each block followed by a 2×2 pooling; then ten scores.

    Args:
        side: of the color photo that comes in.
        strides: one for each convolution; all are padded "same".

    Returns:
        A row for each layer.

    Raises:
        ValueError: a photo that the strides and poolings leave nothing of.
    """
    layers = []
    for block, maps in enumerate((32, 64, 128)):
        for k in (0, 1):
            stride = strides[2 * block + k]
            layers.append(Layer("conv", maps, 3, stride, padding="same", name=f"conv{block + 1}{'ab'[k]}"))
        layers.append(Layer("pool", kernel=2, name=f"pool{block + 1}"))
    layers += [Layer("global_pool", name="mean"), Layer("dense", 10, name="scores")]
    return stack_table(layers, (side, side, 3))


def costs_by_layer(rows: list[Row]) -> Figure:
    """Parameters, MACs and values of every layer that has some, as shares of the whole stack.

    Args:
        rows: as `small_stack` or `ops.layer_table` give them.
    """
    rows = [row for row in rows if len(row.shape) == 3]
    numbers = np.array([[row.parameters, row.macs, prod(row.shape)] for row in rows], dtype=float)
    shares = 100 * numbers / numbers.sum(axis=0)
    figure, axes = new(1, 3, width=6.8, height=0.22 * len(rows) + 0.85, sharey=True, sharex=True)
    heads = ("numbers to learn", "multiplications", "values to keep")
    for ax, share, head, ink in zip(axes, shares.T, heads, (BLUE, ORANGE, GREEN), strict=True):
        ax.barh(np.arange(len(rows)), share, color=ink, height=0.7)
        for place, value in enumerate(share):
            ax.text(value + 1, place, f"{value:.0f}" if value else "", va="center", fontsize=7.5)
        ax.set(title=head, xlabel="% of the stack", xlim=(0, shares.max() * 1.15))
    axes[0].set(yticks=np.arange(len(rows)), yticklabels=[row.name for row in rows])
    axes[0].invert_yaxis()
    return figure


def memory_by_layer(batch: int, side: int, stride: int, mebibytes: int) -> Figure:
    """The picture behind the memory slider: what each layer of the small stack keeps, and whether it fits.

    Args:
        batch: images in a batch.
        side: of the photos.
        stride: of the first convolution.
        mebibytes: memory at hand for feature maps, in MiB.

    Raises:
        ValueError: the batch does not fit; the message says how many images would.
    """
    rows = small_stack(side, (stride, 1, 1, 1, 1, 1))
    shapes = [(side, side, 3), *(row.shape for row in rows)]
    most = largest_batch(mebibytes * 2**20, shapes)
    total = activation_bytes(batch, shapes) / 2**20
    if batch > most:
        raise ValueError(f"{total:,.0f} MiB do not fit into {mebibytes:,} MiB: at most {most:,} images do")
    kept = [activation_bytes(batch, [shape]) / 2**20 for shape in shapes]
    names = ["photos", *(row.name for row in rows)]
    figure, axes = new(width=5.4, height=3.2)
    axes.barh(np.arange(len(kept)), kept, color=[GRAY] + [SKY if n.startswith("pool") else GREEN for n in names[1:]])
    for place, (shape, value) in enumerate(zip(shapes, kept, strict=True)):
        axes.text(value + max(kept) * 0.015, place, "×".join(map(str, shape)), va="center", fontsize=7, color="#555555")
    axes.set(yticks=np.arange(len(kept)), yticklabels=names, xlabel="MiB kept for the backward pass")
    axes.set(xlim=(0, max(kept) * 1.22), title=f"{total:,.1f} of {mebibytes:,} MiB; at most {most:,} images fit")
    axes.invert_yaxis()
    return figure


def memory_by_batch(batches: list[int], curves: dict[str, np.ndarray], limit: float) -> Figure:
    """Memory against the batch, one line for each variant, and the memory that there is.

    Args:
        batches: images in a batch.
        curves: name → MiB at each batch.
        limit: MiB at hand.
    """
    figure, axes = new(width=5.4, height=2.9)
    for (name, values), ink, dash in zip(
        curves.items(), (GREEN, BLUE, ORANGE, RED), ("-", "--", "-.", ":"), strict=False
    ):
        axes.plot(batches, values, dash, color=ink, label=name, marker="o", markersize=3)
    axes.axhline(limit, color="black", linewidth=1)
    axes.text(batches[0], limit * 1.12, f"{limit:,.0f} MiB at hand", fontsize=8)
    axes.set_xscale("log", base=2)
    axes.set_yscale("log", base=2)
    axes.set(xlabel="images in a batch", ylabel="MiB", xticks=batches, xticklabels=[str(b) for b in batches])
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:g}")
    axes.legend(fontsize=8, loc="lower right")
    axes.minorticks_off()
    return figure


def several_tests(names: list[str], accuracy: np.ndarray, heads: list[str], chance: float) -> Figure:
    """Accuracy of every seed as a dot and its mean as a bar, one panel for each test set.

    Args:
        names: the variants.
        accuracy: `(variants, seeds, tests)`, percent right.
        heads: what the test sets are called.
        chance: percent right by guessing, drawn as a line.
    """
    size = {"width": 1.75 * len(heads) + 0.9, "height": 0.36 * len(names) + 1.15}
    figure, axes = new(1, len(heads), **size, sharey=True, sharex=True)
    rows, panels = np.arange(len(names)), np.atleast_1d(axes)
    for number, (ax, head) in enumerate(zip(panels, heads, strict=True)):
        values, ink = accuracy[..., number], ORANGE if number else SKY
        ax.barh(rows, values.mean(axis=1), color=ink, height=0.6)
        for row, seeds in zip(rows, values, strict=True):
            ax.plot(seeds, np.full(len(seeds), row), "o", color="black", markersize=3.5)
        ax.axvline(chance, color=GRAY, linewidth=1, linestyle=":")
        ax.set(title=head, xlabel="right, %", xlim=(0, 100), xticks=(0, 50, 100))
    panels[0].set(yticks=rows, yticklabels=names)
    panels[0].invert_yaxis()
    return figure
