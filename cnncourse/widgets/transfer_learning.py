"""The slider of the lesson on transfer learning."""

from __future__ import annotations

import ipywidgets

from cnncourse.figures import transfer_learning

from .base import Explorer

STYLE = {"description_width": "7em"}


def rate_explorer(depth: str = "nothing frozen", rate: float = 1e-2, head: str = "trained before") -> Explorer:
    """Frozen depth, learning rate and kind of head → accuracy of the stored runs.

    Args:
        depth: what is frozen at first. `rate` and `head` likewise.
    """
    depths, rates, heads = transfer_learning.stored_rates()

    def choose(description, options, value):
        return ipywidgets.Dropdown(options=options, value=value, description=description, style=STYLE)

    return Explorer(
        transfer_learning.explorer,
        "held-out accuracy over learning rate, a line for each frozen depth, the chosen setting marked",
        depth=choose("frozen", depths, depth),
        rate=ipywidgets.SelectionSlider(
            options=[(f"{one:g}", one) for one in rates], value=rate, description="rate", style=STYLE
        ),
        head=choose("head", tuple(heads), head),
    )
