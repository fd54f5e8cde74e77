"""The slider of the lesson on Xception."""

from __future__ import annotations

import ipywidgets

from cnncourse.figures import xception

from .base import Explorer, slider

WIDE = {"description_width": "7em"}


def cost_explorer(k: int = 3, c_in: int = 64, c_out: int = 128, side: int = 28) -> Explorer:
    """Window, channels and side → weights and multiplications of an ordinary and of a separable convolution.

    Args:
        k: side of the window at first. `c_in`, `c_out` and `side` likewise.
    """

    def doubling(description, value, options):
        return ipywidgets.SelectionSlider(options=options, value=value, description=description, style=WIDE)

    channels = [1, 2, 3, 4, 8, 16, 32, 64, 128, 256, 512, 728, 1024]
    return Explorer(
        xception.explorer,
        "bars of weights and multiplications: ordinary above, separable below in its two parts",
        k=slider("window", 1, 9, k, 2),
        c_in=doubling("channels in", c_in, channels),
        c_out=doubling("channels out", c_out, channels),
        side=doubling("side", side, [7, 14, 19, 28, 56, 112]),
    )
