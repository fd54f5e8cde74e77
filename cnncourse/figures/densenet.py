"""Figures on DenseNet: channels through blocks and transitions, what is kept for the backward pass, who reads whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.figure import Figure

from .style import BLUE, GRAY, GREEN, ORANGE, PURPLE, RED, SKY, new

MIB = 2**20


@dataclass(frozen=True)
class Step:
    """A convolution layer of a DenseNet, or a transition, as it is counted.

    Attributes:
        kind: `"first"`, `"layer"` or `"transition"`.
        side: of the maps that it reads, in pixels.
        reads: channels.
        leaves: channels there are after it.
        parameters: trained numbers, those of BatchNorm among them.
        macs: multiply-accumulates for an image.
        apart: values kept for the backward pass if every joined piece is stored by itself.
        shared: values kept if each map is stored once and the rest is made again.
    """

    kind: str
    side: int
    reads: int
    leaves: int
    parameters: int
    macs: int
    apart: int
    shared: int


def count(
    blocks: Sequence[int], growth: int, compression: float = 0.5, bottleneck: bool = True, side: int = 32, c_in: int = 3
) -> list[Step]:
    """Count a DenseNet for small images, part by part, without building it.

    Args:
        blocks: number of layers in each dense block.
        growth: maps that each layer adds; the first convolution makes twice as many.
        compression: share of the maps that stays in a transition.
        bottleneck: whether a 1×1 to `4 · growth` maps stands before each 3×3.
        side: of the image. `c_in`: its channels.

    Raises:
        ValueError: an image that cannot be halved so often, a transition that leaves no map, or an impossible number.
    """
    if min(blocks) < 1 or growth < 1 or not 0 < compression <= 1:
        raise ValueError("blocks and growth are at least 1, and compression lies above 0 and at most at 1")
    if side < 2 ** (len(blocks) - 1):
        raise ValueError(f"{side} pixels cannot be halved {len(blocks) - 1} times")
    c = 2 * growth
    places = side * side
    found = [Step("first", side, c_in, c, 9 * c_in * c + 2 * c, 9 * c_in * c * places, 2 * c * places, c * places)]
    for number, layers in enumerate(blocks):
        for _ in range(layers):
            found.append(_layer(c, growth, bottleneck, side))
            c += growth
        if number < len(blocks) - 1:
            found.append(_transition(c, int(compression * c), side))
            c, side = found[-1].leaves, side // 2
    return found


def _layer(c: int, growth: int, bottleneck: bool, side: int) -> Step:
    places, narrow = side * side, 4 * growth if bottleneck else 0
    weights = c * narrow + 9 * narrow * growth if bottleneck else 9 * c * growth
    return Step("layer", side, c, c + growth, weights + 2 * (c + narrow), weights * places,
                2 * (c + narrow) * places, (growth + 2 * narrow) * places)  # fmt: skip


def _transition(c: int, leaves: int, side: int) -> Step:
    if leaves < 1:
        raise ValueError(f"a transition from {c} maps would leave none: compress less")
    places = side * side
    apart = (2 * c + leaves) * places
    return Step("transition", side, c, leaves, c * leaves + 2 * c, c * leaves * places, apart, leaves * places // 4)


def kept(c_in: int, layers: int, growth: int) -> tuple[int, int]:
    """Maps that the backward pass of a block without bottleneck needs: stored apart, and each stored once.

    Args:
        c_in: channels of the block's input.
        layers: of the block.
        growth: maps that each layer adds.

    >>> kept(6, 4, 3)
    (84, 15)
    """
    return layers * (2 * c_in + (layers - 1) * growth), c_in + (layers - 1) * growth


def layer_weights(reads, growth: int) -> tuple:
    """Weights of a dense layer without and with bottleneck.

    Args:
        reads: channels that the layer reads, a number or an array.
        growth: maps that it makes.
    """
    return 9 * reads * growth, 4 * reads * growth + 36 * growth**2


def bottleneck(growth: int, blocks: dict[str, tuple[int, int]]) -> Figure:
    """Weights of a layer without and with bottleneck against the channels it reads; blocks as bars below.

    Args:
        growth: maps that the layer makes.
        blocks: name → fewest and most channels that a layer of the block reads.
    """
    most = max(high for _, high in blocks.values())
    reads = np.arange(0, most + 1)
    figure, ax = new(width=5.8, height=3.0)
    looks = ((ORANGE, "--", "3×3 alone"), (BLUE, "-", "1×1, then 3×3"))
    for values, (shade, line, name) in zip(layer_weights(reads, growth), looks, strict=True):
        ax.plot(reads, values / 1e3, line, color=shade, linewidth=1.8, label=name)
    ax.axvline(7.2 * growth, color=GRAY, linewidth=0.8, linestyle=":")
    for row, (name, (low, high)) in enumerate(blocks.items()):
        y = -25 - 22 * row
        ax.plot([low, high], [y, y], color=PURPLE, linewidth=4, solid_capstyle="butt")
        ax.text(high + 0.01 * most, y, name, fontsize=7.5, va="center")
    ax.set(xlabel="channels that the layer reads", title="thousand weights of a layer", xlim=(0, 1.2 * most),
           ylim=(-30 - 22 * len(blocks), None))  # fmt: skip
    ax.set_yticks([tick for tick in ax.get_yticks() if tick >= 0])
    ax.legend(fontsize=8)
    return figure


def head(channels: int, classes: int) -> int:
    """Parameters of the last BatchNorm and of the dense layer."""
    return 2 * channels + channels * classes + classes


def channels(steps: Sequence[Step]) -> Figure:
    """Channels after each part, as bars: old ones and new ones, transitions in another color.

    Args:
        steps: from `count`.
    """
    figure, ax = new(width=6.2, height=2.6)
    _bars(ax, steps)
    ax.set(title="channels after each layer", xlabel="layers from the image to the scores")
    return figure


def _bars(ax, steps: Sequence[Step]) -> None:
    at = np.arange(len(steps))
    old = np.array([step.reads if step.kind == "layer" else 0 for step in steps])
    left = np.array([step.leaves for step in steps])
    layer = np.array([step.kind == "layer" for step in steps])
    ax.bar(at[layer], old[layer], width=0.85, color=SKY, label="read by the layer")
    ax.bar(at[layer], (left - old)[layer], bottom=old[layer], width=0.85, color=ORANGE, label="made by the layer")
    ax.bar(at[~layer], left[~layer], width=0.85, color=PURPLE, label="first layer, transitions")
    if len(steps) <= 20:
        for x, value in zip(at, left, strict=True):
            ax.text(x, value, f"{value}", ha="center", va="bottom", fontsize=7.5)
    ax.set(xticks=[], ylim=(0, 1.12 * left.max()), xlim=(-0.7, len(steps) - 0.3))
    ax.legend(fontsize=7.5, loc="upper left", bbox_to_anchor=(0, 1))
    ax.set_ylim(0, 1.45 * left.max())


def explorer(layers: int, growth: int, compression: float, bottleneck: bool, batch: int = 32) -> tuple[Figure, str]:
    """A DenseNet of three equal blocks for 32×32 color images and ten classes: channels, costs, memory.

    Args:
        layers: in each block.
        growth: maps that each layer adds.
        compression: share of the maps that stays in a transition.
        bottleneck: as in `count`.
        batch: images that are trained on together.

    Raises:
        ValueError: as `count`.
    """
    steps = count((layers,) * 3, growth, compression, bottleneck)
    last = steps[-1].leaves
    parameters = sum(step.parameters for step in steps) + head(last, 10)
    macs = sum(step.macs for step in steps) + 10 * last
    kept = [4 * batch * sum(getattr(step, way) for step in steps) / MIB for way in ("apart", "shared")]
    figure, (ax, right) = new(1, 2, width=7.4, height=2.8, width_ratios=(3, 1))
    _bars(ax, steps)
    ax.set(title="channels after each layer", xlabel="layers from the image to the scores")
    right.bar([0, 1], kept, color=[RED, GREEN], width=0.6)
    for x, value in enumerate(kept):
        right.text(x, value, f"{value:,.0f}", ha="center", va="bottom", fontsize=8)
    right.set(xticks=[0, 1], xticklabels=["apart", "shared"], title=f"MiB kept, batch of {batch}", xlim=(-0.6, 1.6),
              ylim=(0, 1.15 * max(kept)))  # fmt: skip
    return figure, (
        f"{last} channels at the end; {parameters:,} parameters, {macs / 1e6:,.0f} million MACs for an image; "
        f"kept for the backward pass: {kept[0]:,.0f} MiB apart, {kept[1]:,.0f} MiB shared"
    )


def memory(lengths: Sequence[int], apart: Sequence[int], shared: Sequence[int], measured: dict[int, tuple]) -> Figure:
    """Maps kept for the backward pass against the length of a block, by arithmetic and as measured.

    Args:
        lengths: layers of the block.
        apart: maps kept in each case. `shared` likewise.
        measured: length → (apart, shared), drawn as dots.
    """
    figure, ax = new(width=5.2, height=2.8)
    ax.plot(lengths, apart, color=RED, linewidth=1.8, label="apart: every joined copy")
    ax.plot(lengths, shared, "--", color=GREEN, linewidth=1.8, label="shared: each map once")
    for number, (length, pair) in enumerate(measured.items()):
        for value, shade in zip(pair, (RED, GREEN), strict=True):
            first = number == 0 and shade == RED
            ax.plot(length, value, "o", color=shade, markersize=6, label="dots: measured" if first else None)
    ax.set(xlabel="layers of the block", title="maps kept for the backward pass", ylim=(0, None), xlim=(0, None))
    ax.legend(fontsize=8)
    return figure


def reading(blocks: np.ndarray, layers: Sequence[str], title: str = "") -> Figure:
    """Who reads whom: for each block a square for each pair of source (row) and layer that reads it (column).

    Each column is divided by its mean, so that 1.0 is "as much as the others".

    Args:
        blocks: mean absolute weights, `(blocks, layers, sources)`, 0 where there is no connection.
        layers: names of the blocks.
        title: above the color bar.
    """
    blocks = relative(blocks)
    number, size = len(blocks), blocks.shape[1]
    figure, axes = new(1, number, width=7.2, height=2.7, sharey=True, squeeze=False)
    for ax, values, name in zip(axes[0], blocks, layers, strict=True):
        picture = np.ma.masked_invalid(values.T)
        image = ax.imshow(picture, cmap="PuOr_r", vmin=0.75, vmax=1.25)
        for (source, layer), value in np.ndenumerate(values.T):
            if np.isfinite(value):
                dark = abs(value - 1) > 0.17
                ax.text(layer, source, f"{value:.2f}", ha="center", va="center", fontsize=7,
                        color="white" if dark else "black")  # fmt: skip
        ax.set(title=name, xlabel="layer that reads", xticks=range(size), xticklabels=range(1, size + 1))
    names = ["block's input", *[f"layer {source}" for source in range(1, size)]]
    axes[0, 0].set(ylabel="source", yticks=range(size), yticklabels=names)
    figure.colorbar(image, ax=axes[0].tolist(), shrink=0.8, label=title)
    return figure


def relative(blocks: np.ndarray) -> np.ndarray:
    """Each layer's weights over their mean, not a number where there is no connection; shape as given."""
    blocks = np.where(blocks > 0, blocks, np.nan)
    return blocks / np.nanmean(blocks, axis=-1, keepdims=True)


def removed(kept: float, without: np.ndarray, labels: Sequence[str]) -> Figure:
    """Accuracy after connections were removed: every seed a dot, the mean a bar, the whole network a dashed line.

    Args:
        kept: accuracy of the whole networks, in percent.
        without: `(seeds, ways)`, in percent.
        labels: what was removed.
    """
    figure, ax = new(width=5.6, height=0.36 * len(labels) + 0.9)
    rows = np.arange(len(labels))
    ax.barh(rows, without.mean(axis=0), color=SKY, height=0.6)
    for row in rows:
        ax.plot(without[:, row], np.full(len(without), row), "o", color="black", markersize=3.5)
    ax.axvline(kept, color=GRAY, linestyle="--", linewidth=1)
    ax.text(kept, -0.62, "nothing removed ", ha="right", va="center", fontsize=8, color="#555555")
    ax.set(
        yticks=rows, yticklabels=labels, xlim=(0, 100), ylim=(len(labels) - 0.5, -0.85), xlabel="held-out accuracy, %"
    )
    return figure


def race(names: Sequence[str], accuracy: np.ndarray, parameters: np.ndarray, macs: np.ndarray) -> Figure:
    """Accuracy of every seed as a dot, the mean a stroke, beside parameters and multiplications.

    Args:
        names: the variants.
        accuracy: `(variants, seeds)`, in percent.
        parameters: one number for each variant. `macs` likewise.
    """
    figure, axes = new(1, 3, width=7.4, height=2.5, sharey=True, width_ratios=(2, 1, 1))
    rows = np.arange(len(names))
    shades = [GREEN if name.startswith("dense") else BLUE if name.startswith("residual") else ORANGE for name in names]
    for row, values, shade in zip(rows, accuracy, shades, strict=True):
        axes[0].plot([values.mean()] * 2, [row - 0.3, row + 0.3], color=shade, linewidth=3)
        axes[0].plot(values, np.full(len(values), row), "o", color="black", markersize=3.5)
    for ax, values, title in (
        (axes[1], parameters / 1e3, "10³ parameters"),
        (axes[2], macs / 1e6, "10⁶ MACs"),
    ):
        ax.barh(rows, values, color=shades, height=0.55)
        for row, value in zip(rows, values, strict=True):
            ax.text(value, row, f" {value:.3g}", va="center", fontsize=8)
        ax.set(title=title, xlim=(0, 1.3 * values.max()))
    axes[0].set(yticks=rows, yticklabels=names, title="held-out accuracy, %", ylim=(len(names) - 0.5, -0.5))
    return figure
