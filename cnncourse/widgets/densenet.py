"""The slider of the lesson on DenseNet."""

from __future__ import annotations

import ipywidgets

from cnncourse.figures import densenet

from .base import Explorer, slider


def block_explorer(layers: int = 4, growth: int = 12, compression: float = 0.5, bottleneck: bool = True) -> Explorer:
    """Numbers of a DenseNet → channels layer by layer, parameters, multiplications, memory of training.

    Args:
        layers: in each of three blocks at first. `growth`, `compression` and `bottleneck` likewise.
    """
    share = ipywidgets.FloatSlider(
        compression, min=0.1, max=1.0, step=0.1, description="compression", readout_format=".1f",
        style={"description_width": "7em"}, layout={"width": "26em"},
    )  # fmt: skip
    return Explorer(
        lambda layers, growth, compression, bottleneck: densenet.explorer(layers, growth, compression, bottleneck),
        "bars: channels after each layer of a DenseNet; beside it, memory kept for the backward pass in two ways",
        layers=slider("layers a block", 1, 32, layers),
        growth=slider("growth", 1, 48, growth),
        compression=share,
        bottleneck=ipywidgets.Checkbox(bottleneck, description="bottleneck", style={"description_width": "7em"}),
    )
