"""Exercises of the lesson on SE-Net, in its order."""

from . import se_residual_block_slips  # slips register themselves
from .excite import excite
from .last_stage_percent import last_stage_percent
from .recalibrate import recalibrate
from .se_block import se_block
from .se_inception_block import se_inception_block
from .se_parameters import se_parameters
from .se_residual_block import se_residual_block
from .squeeze import squeeze
from .where_the_gate_sits import where_the_gate_sits

__all__ = [
    "squeeze",
    "excite",
    "recalibrate",
    "se_parameters",
    "se_block",
    "where_the_gate_sits",
    "se_residual_block",
    "se_inception_block",
    "last_stage_percent",
]  # the order of the lesson
