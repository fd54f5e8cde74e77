"""The slider of the lesson on ResNet."""

from __future__ import annotations

import ipywidgets

from cnncourse.figures import resnet

from .base import Explorer

WIDE = {"description_width": "7em", "button_width": "auto"}


def gradient_explorer(depth: int = 56, shortcut: bool = False, batch_norm: bool = False, first: str = "") -> Explorer:
    """Depth and parts of an untrained network → the length of the gradient at each of its kernels, from stored runs.

    Args:
        depth: layers with weights at first. `shortcut`, `batch_norm` and `first` likewise; `first` is a key of
            `cnncourse.figures.resnet.FIRST`.
    """

    def choose(description, value, options):
        return ipywidgets.ToggleButtons(options=options, value=value, description=description, style=WIDE)

    return Explorer(
        resnet.explorer,
        "gradient lengths by layer on a logarithmic scale, the chosen network in color",
        depth=ipywidgets.SelectionSlider(
            options=resnet.depths(), value=depth, description="layers", style={"description_width": "7em"}
        ),
        shortcut=choose("shortcuts", shortcut, [("no", False), ("yes", True)]),
        batch_norm=choose("BatchNorm", batch_norm, [("no", False), ("yes", True)]),
        first=choose("first weights", first or next(iter(resnet.FIRST)), list(resnet.FIRST)),
    )
