"""The design explorer of the capstone."""

from __future__ import annotations

import ipywidgets

from cnncourse.figures import capstone
from cnncourse.ops.design import BLOCKS

from .base import Explorer, slider


def design_explorer(block: str = "plain", width: int = 8, stages: int = 3, blocks: int = 1) -> Explorer:
    """Kind of block, channels, stages and blocks → what the network holds and costs, against the budget.

    Args:
        block: of `ops.design.BLOCKS`, at first. `width`, `stages` and `blocks` likewise.
    """
    kind = ipywidgets.Dropdown(
        options=list(BLOCKS), value=block, description="block", style={"description_width": "7em"}
    )
    return Explorer(
        capstone.explorer,
        "two bars, parameters and multiplications of a design, stage by stage, against a red line that is the budget",
        block=kind,
        width=slider("channels", 2, 48, width),
        stages=slider("stages", 1, 4, stages),
        blocks=slider("blocks a stage", 1, 4, blocks),
    )
