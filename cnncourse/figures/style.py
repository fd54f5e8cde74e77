"""The one quiet look of all figures, and how a figure with its caption is shown."""

from __future__ import annotations

import io

import matplotlib
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

# Okabe & Ito (2008), told apart by readers with any kind of color vision.
BLUE, ORANGE, GREEN, RED = "#0072B2", "#E69F00", "#009E73", "#D55E00"
SKY, PURPLE, YELLOW, GRAY = "#56B4E9", "#CC79A7", "#F0E442", "#8A8A8A"

# Matplotlib reads most of these when something is drawn, not when a figure is made, so they hold for the notebook:
# a reader's own plots share the look.
LOOK = {
    "font.size": 9.0,
    "axes.titlesize": 9.5,
    "axes.titlelocation": "left",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": "#555555",
    "axes.linewidth": 0.8,
    "axes.prop_cycle": matplotlib.cycler(color=[BLUE, ORANGE, GREEN, RED, PURPLE, SKY, GRAY]),
    "xtick.color": "#555555",
    "ytick.color": "#555555",
    "legend.frameon": False,
    "image.cmap": "gray",
    "figure.facecolor": "white",
}
matplotlib.rcParams.update(LOOK)


def new(rows: int = 1, columns: int = 1, width: float = 4.0, height: float = 3.0, **settings):
    """A figure in the course's look, outside pyplot, so that nothing is drawn twice and nothing has to be closed.

    Args:
        rows: rows of axes. `columns` likewise.
        width: of the whole figure in inches. `height` likewise.
        settings: passed to `Figure.subplots`, for example `sharey=True`.

    Returns:
        `(figure, axes)`, axes as `Figure.subplots` gives them.

    >>> figure, axes = new(1, 3, width=6)
    >>> axes.shape
    (3,)
    """
    figure = Figure(figsize=(width, height), layout="constrained")
    return figure, figure.subplots(rows, columns, **settings)


def to_png(figure: Figure, dpi: int = 100, small: bool = True) -> bytes:
    """The figure as a PNG.

    Args:
        figure: any matplotlib figure.
        dpi: dots per inch.
        small: at most 256 colors and packed tightly, a third of the size, for figures that are stored; without it
            the picture is ready sooner, for sliders.
    """
    from PIL import Image

    canvas = FigureCanvasAgg(figure)
    figure.set_dpi(dpi)
    canvas.draw()
    picture = Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB")
    packed = io.BytesIO()
    if small:
        picture.quantize(256, dither=Image.Dither.NONE).save(packed, format="png", optimize=True)
    else:
        picture.save(packed, format="png", compress_level=1)
    return packed.getvalue()


def show(figure: Figure, caption: str, alt: str | None = None) -> None:
    """Show a figure in the notebook with its caption below.

    Args:
        figure: from `new`, or any matplotlib figure.
        caption: Markdown; what to see in the figure, with its number. nbval compares it.
        alt: text for readers who cannot see the figure; the caption without it.
    """
    from IPython.display import display

    alt = alt or caption.replace("`", "").replace("**", "")
    bundle = {"image/png": to_png(figure), "text/plain": f"[figure: {alt}]"}
    display(bundle, raw=True, metadata={"image/png": {"alt": alt}})
    display({"text/markdown": f"*{caption}*", "text/plain": caption}, raw=True)
