"""Exercises of the lesson on DenseNet, in its order."""

from . import dense_block_slips  # slips register themselves
from .connections import connections
from .dense_block import dense_block
from .dense_channels import dense_channels
from .densenet import densenet
from .maps_kept import maps_kept
from .source_weights import source_weights
from .transition import transition
from .why_concat import why_concat

__all__ = [
    "dense_channels",
    "connections",
    "dense_block",
    "transition",
    "densenet",
    "maps_kept",
    "source_weights",
    "why_concat",
]  # the order of the lesson
