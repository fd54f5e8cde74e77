"""Figures on AlexNet: the last windows of a row, its sides, groups, normalized channels, crops, training errors."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from cnncourse import ops
from cnncourse.ops import Layer

from . import architecture
from .style import BLUE, GRAY, GREEN, ORANGE, PURPLE, RED, SKY, new

SHADES = (BLUE, ORANGE, GREEN, PURPLE, RED)


def layers(
    first: int = 11, stride: int = 4, padding: int = 0, window: int = 3, pool_stride: int = 2, groups: int = 2
) -> list[Layer]:
    """AlexNet written down as a list, with some of its numbers free.

    Args:
        first: window of the first convolution; `stride` and `padding` are its own.
        window: of the three poolings; `pool_stride` is their step.
        groups: of convolutions 2, 4 and 5.
    """
    conv = {"kernel": 3, "padding": "same"}
    pool = {"kernel": window, "stride": pool_stride}
    return [
        Layer("conv", 96, first, stride, padding=padding, name="conv1"),
        Layer("pool", **pool, name="pool1"),
        Layer("conv", 256, 5, padding="same", groups=groups, name="conv2"),
        Layer("pool", **pool, name="pool2"),
        Layer("conv", 384, **conv, name="conv3"),
        Layer("conv", 384, **conv, groups=groups, name="conv4"),
        Layer("conv", 256, **conv, groups=groups, name="conv5"),
        Layer("pool", **pool, name="pool5"),
        Layer("flatten", name="flatten"),
        Layer("dense", 4096, name="fc6"),
        Layer("dense", 4096, name="fc7"),
        Layer("dense", 1000, name="fc8"),
    ]


def explorer(
    side: int = 227, padding: int = 0, first: int = 11, stride: int = 4, window: int = 3, pool_stride: int = 2
) -> tuple[Figure, str]:
    """AlexNet on an image of another size or with other windows: a drawing, and what is lost and learned.

    Args:
        side: of the image. The others as in `layers`.

    Raises:
        ValueError: a window does not fit.
    """
    stack = layers(first, stride, padding, window, pool_stride)
    rows = ops.stack_table(stack, (side, side, 3))
    drawn = [("image", "image", (side, side, 3), None)]
    drawn += [(row.name, layer.kind, row.shape, None) for row, layer in zip(rows, stack, strict=True)]
    drawn = [row for row in drawn if row[0] != "flatten"]
    entering = [side] + [rows[place].shape[0] for place in (0, 2, 6)]
    windows = [(first, padding, stride)] + [(window, 0, pool_stride)] * 3
    lost = [ops.ignored_pixels(n, *one) for n, one in zip(entering, windows, strict=True)]
    total = sum(row.parameters for row in rows)
    return architecture.drawing(drawn, per_line=6), (
        f"{rows[8].shape[0]:,} numbers reach fc6; {total:,} parameters; never looked at: {lost[0]} columns "
        f"of the image; {', '.join(map(str, lost[1:3]))} and {lost[3]} of the maps before the three poolings"
    )


def last_windows(cases: Sequence[tuple[int, int]], kernel: int = 11, stride: int = 4, shown: int = 22) -> Figure:
    """The right end of a row of pixels with the windows that stand there; pixels that none of them covers are hatched.

    Args:
        cases: `(side, padding)`, one line each.
        kernel: width of the window. `stride` is its step.
        shown: pixels drawn, padding included.
    """
    figure, axes = new(len(cases), 1, width=6.4, height=1.15 * len(cases), squeeze=False)
    for (side, padding), ax in zip(cases, axes[:, 0], strict=True):
        places = ops.output_size(side, kernel, padding, stride)
        end = -padding + (places - 1) * stride + kernel  # first pixel behind the last window
        left = side + padding - shown
        for pixel in range(left, side + padding):
            unseen, pad = end <= pixel < side, pixel >= side
            ax.add_patch(Rectangle((pixel, 0), 1, 1, facecolor="white" if unseen or pad else "#D6E6F2", linewidth=0.6,
                                   edgecolor=RED if unseen else GRAY, hatch="//////" if unseen else None))  # fmt: skip
            ax.text(pixel + 0.5, 0.47, "0" if pad else str(pixel + 1), ha="center", va="center", fontsize=6.5)
        for back, shade in ((0, BLUE), (1, ORANGE)):
            start = end - kernel - back * stride
            ax.plot([start + 0.1, end - back * stride - 0.1], [1.25 + 0.3 * back] * 2, color=shade, linewidth=3,
                    solid_capstyle="butt")  # fmt: skip
            ax.text(start - 0.3, 1.25 + 0.3 * back, f"place {places - back}", ha="right", va="center", fontsize=7.5)
        ax.set(xlim=(left - 1, left + shown + 1), ylim=(-0.1, 1.85), xticks=[], yticks=[])
        ax.set_title(f"side {side}, padding {padding}: {places} places", fontsize=9)
        for spine in ax.spines.values():
            spine.set_visible(False)
    return figure


def groups_seen(c_in: int, c_out: int, groups: Sequence[int]) -> Figure:
    """Which input channels each filter sees: a filled square for each pair, a panel for each number of groups.

    Args:
        c_in: channels; `c_out` filters.
        groups: parts, one panel each.
    """
    figure, axes = new(1, len(groups), width=2.3 * len(groups), height=2.3, squeeze=False)
    for parts, ax in zip(groups, axes[0], strict=True):
        rows, columns = np.indices((c_in, c_out))
        seen = rows // (c_in // parts) == columns // (c_out // parts)
        for (i, j), there in np.ndenumerate(seen):
            shade = (BLUE, ORANGE, GREEN, PURPLE)[(i * parts // c_in) % 4] if there else "white"
            ax.add_patch(Rectangle((j + 0.06, i + 0.06), 0.88, 0.88, facecolor=shade, edgecolor=GRAY, linewidth=0.5))
        ax.set(xlim=(0, c_out), ylim=(c_in, 0), aspect="equal", xticks=[], yticks=[], xlabel=f"{c_out} filters")
        ax.set(ylabel=f"{c_in} channels", title=f"{parts} group{'s' * (parts > 1)}: {seen.sum()} pairs")
        for spine in ax.spines.values():
            spine.set_visible(False)
    return figure


def channels(values: dict[str, np.ndarray]) -> Figure:
    """The channels of one pixel as bars, a panel for each way of treating them.

    Args:
        values: title → `(channels,)`.
    """
    figure, axes = new(1, len(values), width=2.35 * len(values), height=2.2, squeeze=False)
    for (title, one), shade, ax in zip(values.items(), (GRAY, BLUE, ORANGE, GREEN), axes[0], strict=False):
        ax.bar(np.arange(len(one)), one, color=shade, width=0.75)
        ax.axhline(0, color="#555555", linewidth=0.6)
        ax.set(title=title, xlabel="channel", xticks=[0, len(one) - 1])
    return figure


def crops(photo: np.ndarray, size: int, windows: Sequence[tuple[int, int, bool]]) -> Figure:
    """A photograph with windows marked on it, and what is cut out.

    Args:
        photo: `(h, w, 3)`, values in [0, 1].
        size: side of the windows.
        windows: `(top, left, mirrored)` for each.

    Raises:
        ValueError: a window hangs over the edge.
    """
    h, w = photo.shape[:2]
    for top, left, _ in windows:
        if not (0 <= top <= h - size and 0 <= left <= w - size):
            raise ValueError(f"a window of {size} at row {top}, column {left} does not fit into {h}×{w} pixels")
    figure, axes = new(1, len(windows) + 1, width=1.5 * (len(windows) + 1), height=1.75)
    axes[0].imshow(photo, interpolation="bilinear")
    axes[0].set_title(f"stored: {h}×{w}", fontsize=8.5)
    for (top, left, mirrored), shade, ax in zip(windows, (SKY, ORANGE, PURPLE, GREEN), axes[1:], strict=False):
        axes[0].add_patch(Rectangle((left - 0.5, top - 0.5), size, size, fill=False, edgecolor=shade, linewidth=1.8))
        crop = photo[top : top + size, left : left + size]
        ax.imshow(crop[:, ::-1] if mirrored else crop, interpolation="bilinear")
        ax.set_title(f"({top}, {left}){' mirrored' * mirrored}", fontsize=8.5)
    for ax, shade in zip(axes, (GRAY, SKY, ORANGE, PURPLE, GREEN), strict=False):
        ax.set(xticks=[], yticks=[])
        for spine in ax.spines.values():
            spine.set(visible=True, edgecolor=shade, linewidth=1.8 if shade != GRAY else 0.6)
    return figure


def draw_crops(photo: np.ndarray, size: int, mirror: bool, seed: int, number: int = 3) -> tuple[Figure, str]:
    """Random windows of a photograph, and how many different ones there are.

    Args:
        photo: `(h, w, 3)`. `size`: side of the windows.
        mirror: whether half of them are mirrored.
        seed: of the draw.
        number: windows that are drawn.

    Raises:
        ValueError: the window is larger than the photograph.
    """
    h, w = photo.shape[:2]
    if size > min(h, w):
        raise ValueError(f"a window of {size} does not fit into {h}×{w} pixels; the stored image must be larger")
    rng = np.random.default_rng(seed)
    windows = [
        (int(rng.integers(0, h - size + 1)), int(rng.integers(0, w - size + 1)), bool(mirror and rng.random() < 0.5))
        for _ in range(number)
    ]
    count = (h - size + 1) * (w - size + 1) * (1 + mirror)
    mirrors = " · 2" * mirror
    return crops(photo, size, windows), f"{h - size + 1} · {w - size + 1}{mirrors} = {count:,} different windows"


def errors(curves: dict[str, np.ndarray], every: int, levels: dict[str, float]) -> Figure:
    """Training error by step: each seed a thin line, their mean a thick one, levels dashed.

    Args:
        curves: name → `(seeds, looks)`, percent.
        every: steps between two looks.
        levels: name → error to compare with.
    """
    figure, ax = new(width=5.6, height=2.8)
    for (name, runs), shade in zip(curves.items(), SHADES, strict=False):
        steps = every * np.arange(1, runs.shape[1] + 1)
        ax.plot(steps, runs.T, color=shade, linewidth=0.5, alpha=0.5)
        ax.plot(steps, runs.mean(axis=0), color=shade, linewidth=1.8, label=name)
    for name, level in levels.items():
        ax.axhline(level, color=GRAY, linewidth=0.9, linestyle="--", zorder=0)
        place = {"transform": ax.get_yaxis_transform(), "va": "bottom", "ha": "right"}
        ax.text(1.0, level, name, fontsize=8, color="#555555", **place)
    ax.set(xlabel="training step", ylabel="training error, %", ylim=(0, 80), xlim=(0, None))
    ax.legend(fontsize=8)
    return figure
