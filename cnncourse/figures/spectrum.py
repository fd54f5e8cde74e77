"""Figures on what a kernel does to stripes: amounts that pass, and the Fourier plane that holds them all."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from cnncourse.ops import corr2d, frequency_response

from .correlation import bare, by_hand, draw_map, number
from .style import BLUE, GRAY, ORANGE, new


def stripes(wavelength: float, angle: float, side: int, phase: float = 0.0) -> np.ndarray:
    """Stripes from −1 to 1; at angle 0 they stand upright, at 90 they lie.

    Args:
        wavelength: pixels from one bright stripe to the next, across the stripes.
        angle: degrees by which the stripes are turned.
        side: rows and columns of the picture.
        phase: in radians; 0 puts a bright stripe through the middle pixel.

    >>> stripes(2, 0, 3).round().astype(int)
    array([[-1,  1, -1],
           [-1,  1, -1],
           [-1,  1, -1]])
    """
    down, across = _waves(wavelength, angle)
    rows, columns = np.indices((side, side)) - side // 2
    return np.cos(2 * np.pi * (down * rows + across * columns) + phase)


def _waves(wavelength: float, angle: float) -> tuple[float, float]:
    """Waves per pixel, `(down, across)`."""
    turned = np.deg2rad(angle)
    return np.sin(turned) / wavelength, np.cos(turned) / wavelength


def passed(k: np.ndarray, wavelength: float, angle: float) -> float:
    """The amount by which a kernel multiplies stripes, measured by sliding it over two pictures of them.

    The second picture is the first, moved by a quarter of a wave. Together they show the amount anywhere.

    >>> round(passed(np.ones((1, 3)) / 3, 2, 0), 3)
    0.333
    """
    side = max(k.shape)
    both = [corr2d(stripes(wavelength, angle, side, phase), k)[0, 0] for phase in (0, np.pi / 2)]
    return float(np.hypot(*both))


def rows_of_stripes(lengths: list[int], k: np.ndarray, pixels: int = 18) -> Figure:
    """Stripes of several lengths before (dots, thin) and after (bars) a one-dimensional kernel.

    Args:
        lengths: pixels from one crest to the next.
        k: an odd number of weights, `(size,)`.
        pixels: how many are drawn.
    """
    half = k.size // 2
    figure, axes = new(len(lengths), 1, width=5.6, height=1.15 * len(lengths) + 0.3, sharex=True)
    places = np.arange(-half, pixels + half)
    for ax, length in zip(axes, lengths, strict=True):
        wave = np.cos(2 * np.pi * places / length)
        after = np.correlate(wave, k, mode="valid")
        ax.bar(np.arange(pixels), after, width=0.7, color=BLUE, label="after")
        ax.plot(np.arange(pixels), wave[half : half + pixels], "o-", color=ORANGE, markersize=3.5, linewidth=0.8,
                label="before")  # fmt: skip
        ax.axhline(0, color=GRAY, linewidth=0.7)
        ax.set(ylim=(-1.25, 1.25), yticks=[-1, 0, 1], xticks=[])
        ax.set_title(f"{length} pixels long: times {number(after[0])}", fontsize=9)
    axes[0].legend(loc="upper left", bbox_to_anchor=(1.0, 1.1), fontsize=8)
    axes[-1].set_xlabel("pixel")
    return figure


def plane(reach: int = 2) -> Figure:
    """The Fourier plane, with the stripes that each of its places stands for drawn at that place.

    Args:
        reach: places to each side of the middle; the outermost pictures hold twice as many waves.
    """
    n = 2 * reach + 1
    figure, axes = new(n, n, width=4.6, height=4.7)
    rows, columns = np.indices((48, 48)) / 48
    for (i, j), ax in np.ndenumerate(axes):
        down, across = 2 * (i - reach), 2 * (j - reach)
        picture = np.cos(2 * np.pi * (down * rows + across * columns)).round(1)  # few grays make a small file
        ax.imshow(picture, cmap="gray", vmin=-1.3, vmax=1.3, interpolation="nearest")
        bare(ax, "")
        if (i, j) == (reach, reach):
            for spine in ax.spines.values():
                spine.set(color=ORANGE, linewidth=2.5, visible=True)
    figure.supxlabel("waves across, from fine to none (middle) to fine", fontsize=9)
    figure.supylabel("waves down, likewise", fontsize=9)
    return figure


def draw_response(ax: Axes, k: np.ndarray, title: str, size: int = 33) -> None:
    """The response of a kernel over the Fourier plane, axes in waves per pixel; white is its largest value."""
    response = frequency_response(k, size)
    ax.imshow(response, cmap="cividis", vmin=0, vmax=response.max(), extent=(-0.5, 0.5, 0.5, -0.5))
    ax.set(title=title, xticks=[-0.5, 0, 0.5], yticks=[-0.5, 0])
    ax.set_xticklabels(["½", "0", "½"], fontsize=7)
    ax.set_yticklabels(["½", "0"], fontsize=7)
    ax.tick_params(length=0, pad=1)


def responses(kernels: dict[str, np.ndarray], rows: int = 2) -> Figure:
    """Frequency responses of several kernels, each on its own scale; yellow passes most, dark blue nothing."""
    columns = -(-len(kernels) // rows)
    figure, axes = new(rows, columns, width=2.0 * columns, height=2.15 * rows, squeeze=False)
    for ax, (name, k) in zip(axes.flat, kernels.items(), strict=False):
        draw_response(ax, k, name)
    for ax in axes.flat[len(kernels) :]:
        ax.axis("off")
    return figure


def star(side: int, spokes: int) -> np.ndarray:
    """A wheel of dark and bright spokes, finer towards the middle; from 0 to 1, softly drawn.

    >>> star(8, 4).shape
    (8, 8)
    """
    rows, columns = np.indices((side, side)) - (side - 1) / 2
    return 0.5 + 0.5 * np.cos(spokes * np.arctan2(rows, columns))


def stars(panels: list[np.ndarray], titles: list[str], radius: float) -> Figure:
    """Wheels side by side, a circle on each where the spokes are compared."""
    figure, axes = new(1, len(panels), width=2.3 * len(panels), height=2.55)
    turn = np.linspace(0, 2 * np.pi, 200)
    for ax, panel, title in zip(axes, panels, titles, strict=True):
        ax.imshow(panel, cmap="gray", vmin=0, vmax=1, interpolation="nearest")
        middle = (panel.shape[0] - 1) / 2
        ax.plot(middle + radius * np.cos(turn), middle + radius * np.sin(turn), color=ORANGE, linewidth=1)
        bare(ax, title)
    return figure


def explorer(kernels: dict[str, np.ndarray], kernel: str, wavelength: float, angle: int) -> tuple[Figure, str]:
    """The picture behind the stripes slider: stripes, what the kernel makes of them, and their place in the plane.

    Args:
        kernels: by name.
        kernel: one of the names.
        wavelength: pixels from one bright stripe to the next.
        angle: degrees by which the stripes are turned.

    Returns:
        The figure, and predicted beside measured amount.

    Raises:
        ValueError: the stripes are finer than pixels can show.
    """
    if wavelength < 2:
        raise ValueError(
            "stripes shorter than two pixels cannot be drawn with pixels: dark and bright would share one. "
            "Take at least 2."
        )
    k = kernels[kernel]
    before = stripes(wavelength, angle, 26)
    figure, (left, middle, right) = new(1, 3, width=7.8, height=2.8)
    by_hand(figure, bottom=0.07)
    left.imshow(before, cmap="gray", vmin=-1, vmax=1, interpolation="nearest")
    bare(left, f"{wavelength:g} pixels long, {angle}°")
    after = corr2d(before, k)
    most = max(1.0, float(frequency_response(k, 32).max()))
    middle.imshow(after, cmap="gray", vmin=-most, vmax=most, interpolation="nearest")
    amount = passed(k, wavelength, angle)
    bare(middle, f"after “{kernel}”" + (f", white = {most:.0f}" if most > 1 else ""))
    draw_response(right, k, "place in the plane")
    down, across = _waves(wavelength, angle)
    right.plot([across, -across], [down, -down], "o", color="white", markeredgecolor=ORANGE, markeredgewidth=2)
    waves = np.exp(-2j * np.pi * (down * np.arange(k.shape[0])[:, None] + across * np.arange(k.shape[1])))
    return figure, f"the plane says {abs((k * waves).sum()):.3f} times as strong; measured on the stripes: {amount:.3f}"


def photo_spectrum(photo: np.ndarray) -> tuple[Figure, np.ndarray]:
    """A photo beside the strength of every frequency in it, on a logarithmic scale.

    Returns:
        The figure and the strengths, `(h, w)`, frequency zero in the middle.
    """
    strength = np.abs(np.fft.fftshift(np.fft.fft2(photo))) / photo.size
    figure, (left, right) = new(1, 2, width=4.4, height=2.3)
    draw_map(left, photo, "photo")
    right.imshow(np.log10(strength + 1e-6), cmap="cividis", vmin=-4, vmax=-0.5, extent=(-0.5, 0.5, 0.5, -0.5))
    bare(right, "its frequencies")
    return figure, strength
