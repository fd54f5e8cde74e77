"""Exercises of the lesson on VGG, in its order."""

from . import (  # slips register themselves
    share_of_first_dense_slips,
    share_of_first_dense_slips_further,
    vgg_block_slips,
)
from .rung_that_finds_it import rung_that_finds_it
from .share_of_first_dense import share_of_first_dense
from .signal_factor import signal_factor
from .stacked_3x3_parameters import stacked_3x3_parameters
from .vgg import vgg
from .vgg_block import vgg_block
from .what_16_counts import what_16_counts

__all__ = [
    "vgg_block",
    "vgg",
    "stacked_3x3_parameters",
    "share_of_first_dense",
    "what_16_counts",
    "signal_factor",
    "rung_that_finds_it",
]  # the order of the lesson
