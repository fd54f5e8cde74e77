"""Figures on PSPNet: regions and their means, what a level puts behind a place, and stored predictions."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from cnncourse import ops
from cnncourse.data import IGNORE, SCENE_CLASSES, scenes

from .scenes import beside
from .style import BLUE, GRAY, GREEN, ORANGE, SKY, new

SIDE = 64  # pixels along a scene of the slider


def edges(n: int, bins: int) -> list[tuple[int, int]]:
    """First pixel of each region and the first one behind it.

    >>> edges(10, 4)
    [(0, 3), (2, 5), (5, 8), (7, 10)]
    """
    return [(i * n // bins, -(-(i + 1) * n // bins)) for i in range(bins)]


def regions(n: int, counts: list[int]) -> Figure:
    """A row of pixels cut into regions, once for each number of regions; pixels of two regions are orange.

    Args:
        n: pixels. `counts`: numbers of regions.
    """
    figure, axes = new(len(counts), 1, width=5.6, height=0.75 * len(counts) + 0.3, squeeze=False)
    for ax, bins in zip(axes[:, 0], counts, strict=True):
        pieces = edges(n, bins)
        times = [sum(a <= pixel < b for a, b in pieces) for pixel in range(n)]
        for pixel, count in enumerate(times):
            color = ORANGE if count > 1 else SKY
            ax.add_patch(Rectangle((pixel, 0), 1, 1, facecolor=color, alpha=0.5, edgecolor="white"))
            ax.text(pixel + 0.5, 0.5, str(pixel), ha="center", va="center", fontsize=8)
        for number, (a, b) in enumerate(pieces):
            y = 1.15 + 0.3 * (number % 2)
            ax.plot([a + 0.06, b - 0.06], [y, y], color=BLUE, linewidth=2.5, solid_capstyle="butt")
        ax.set(
            xlim=(0, n), ylim=(1.6, 0), yticks=[0.5], yticklabels=["1 bin" if bins == 1 else f"{bins} bins"], xticks=[]
        )
        ax.spines[:].set_visible(False)
        ax.tick_params(length=0)
    return figure


def cells(x: np.ndarray, bins: int) -> tuple[np.ndarray, np.ndarray]:
    """Means of the regions of one image, `(bins, bins, c)`, and those means at its size again, bilinearly.

    Args:
        x: `(h, w, c)`. `bins`: regions along each side.
    """
    means = ops.adaptive_avg_pool(x[None], bins)
    return means[0], ops.bilinear_resize(means, *x.shape[:2])[0]


def pyramid(x: np.ndarray, bins: list[int]) -> Figure:
    """An image; below, for every level, the means of its regions and what they become at the image's size.

    Args:
        x: colors in 0 to 1, `(h, w, 3)`. `bins`: regions along each side of each level.
    """
    figure, axes = new(2, len(bins) + 1, width=1.45 * (len(bins) + 1), height=3.2)
    axes[0, 0].imshow(x)
    axes[0, 0].set_title("the scene")
    axes[1, 0].axis("off")
    for (top, bottom), b in zip(axes[:, 1:].T, bins, strict=True):
        means, large = cells(x, b)
        top.imshow(means.clip(0, 1), interpolation="nearest")
        top.set_title(f"{b * b} mean{'s' if b > 1 else ''}")
        bottom.imshow(large.clip(0, 1))
        bottom.set_title("resized")
    for ax in axes.flat:
        ax.set(xticks=[], yticks=[])
    return figure


def behind(x: np.ndarray, bins: int, row: int, column: int) -> tuple[Figure, str]:
    """A scene, its regions and their means, the means at the scene's size, and the color behind one pixel.

    Args:
        x: colors in 0 to 1, `(h, w, 3)`. `bins`: regions along each side.
        row: of the pixel. `column` likewise.

    Returns:
        The figure, and a sentence on the pixel.

    Raises:
        ValueError: there is no such pixel, or there are more regions than pixels along a side.
    """
    h, w, _ = x.shape
    if not (0 <= row < h and 0 <= column < w):
        raise ValueError(f"The scene has rows 0 to {h - 1} and columns 0 to {w - 1}.")
    if not 1 <= bins <= min(h, w):
        raise ValueError(f"There are 1 to {min(h, w)} regions along a side of this scene.")
    means, large = cells(x, bins)
    owners = [[k for k, (a, b) in enumerate(edges(n, bins)) if a <= at < b] for n, at in ((h, row), (w, column))]
    figure, axes = new(1, 4, width=7.2, height=2.1, gridspec_kw={"width_ratios": [3, 3, 3, 1]})
    for ax, picture, title in zip(
        axes, (x, means, large), ("scene, its regions", f"{bins**2} means", "resized"), strict=False
    ):
        ax.imshow(picture.clip(0, 1), interpolation="nearest")
        ax.set(title=title, xticks=[], yticks=[])
    for a, b in edges(h, bins):
        for c, d in edges(w, bins):
            axes[0].add_patch(Rectangle((c - 0.5, a - 0.5), d - c, b - a, fill=False, edgecolor="white", linewidth=0.8))
    for ax in (axes[0], axes[2]):
        ax.plot(column, row, "o", markersize=7, markerfacecolor="none", markeredgecolor=ORANGE, markeredgewidth=2)
    axes[3].imshow(np.stack([x[row, column], large[row, column]])[:, None].clip(0, 1), interpolation="nearest")
    axes[3].set(xticks=[], yticks=[0, 1], yticklabels=["itself", "behind it"], title="pixel")
    color = ", ".join(f"{value:.2f}" for value in large[row, column])
    own = " and ".join(f"({i}, {j})" for i in owners[0] for j in owners[1])
    where = f"region{'s' if len(owners[0]) * len(owners[1]) > 1 else ''} {own}"
    bins_are = "1 bin a side" if bins == 1 else f"{bins} bins a side"
    return figure, f"{bins_are}: pixel ({row}, {column}) lies in {where}; behind it stands ({color})"


@lru_cache(maxsize=8)
def scene(number: int) -> np.ndarray:
    """The image of one validation scene, `(64, 64, 3)`."""
    return scenes(number + 1, split="validation", side=SIDE, sizes=(28, 44))[0][number]


def explorer(number: int, bins: int, row: int, column: int) -> tuple[Figure, str]:
    """`behind` on one of the validation scenes."""
    return behind(scene(number), bins, row, column)


def ious(names: list[str], values: np.ndarray) -> Figure:
    """mIoU of every seed as a dot, their mean as a stroke.

    Args:
        names: the variants. `values`: `(variants, seeds)`, in percent.
    """
    figure, ax = new(width=6.2, height=0.34 * len(names) + 0.7)
    colors = {"no pyramid": GRAY, "bins of one place": GRAY, "small_deeplab": GREEN}
    for row, (name, seeds) in enumerate(zip(names, values, strict=True)):
        ax.plot([seeds.mean()] * 2, [row - 0.28, row + 0.28], color=colors.get(name, BLUE), linewidth=3)
        ax.plot(seeds, np.full(len(seeds), row), "o", color="black", markersize=4)
    ax.set(yticks=range(len(names)), yticklabels=names, ylim=(len(names) - 0.5, -0.5), xlabel="mIoU on 200 scenes, %")
    ax.set(xlim=(np.floor(values.min()) - 1, np.ceil(values.max()) + 1))
    return figure


def by_class(names: list[str], values: np.ndarray) -> Figure:
    """IoU of each class, mean over the seeds, one kind of dot for each network.

    Args:
        names: the networks. `values`: `(networks, seeds, classes)`, in percent.
    """
    means = values.mean(axis=1)
    order = np.argsort(-means[0])
    figure, ax = new(width=6.2, height=2.9)
    for name, row, mark, color in zip(names, means, "oD^sv", (GRAY, BLUE, GREEN, ORANGE, SKY), strict=False):
        ax.plot(np.arange(len(order)), row[order], mark, color=color, markersize=6, label=name, alpha=0.9)
    ax.set(xticks=range(len(order)), ylim=(0, 100), title="IoU of each class, %")
    ax.set_xticklabels([SCENE_CLASSES[k] for k in order], rotation=35, ha="right")
    ax.legend(fontsize=8)
    return figure


def predicted(names: list[str], count: int = 4) -> Figure:
    """The first validation scenes, their labels, and what stored networks of seed 0 said.

    Args:
        names: settings of the stored runs. `count`: scenes, at most 4.
    """
    from cnncourse.experiments import stored
    from cnncourse.experiments.pspnet import SHOWN, from_run_lengths

    images, labels = scenes(SHOWN, split="validation", side=SIDE, sizes=(28, 44))
    runs = stored("pspnet_context").runs
    maps = {name: from_run_lengths(runs[name, 0]["predicted"], labels.shape) for name in names}
    shown = {name: np.where(labels == IGNORE, IGNORE, one)[:count] for name, one in maps.items()}
    return beside(images[:count], labels[:count], shown)
