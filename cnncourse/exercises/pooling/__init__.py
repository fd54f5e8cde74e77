"""Exercises of the lesson on pooling, in its order."""

from .avg_pool2d import avg_pool2d
from .depth_max_pool import depth_max_pool
from .global_avg_pool import global_avg_pool
from .max_or_mean import max_or_mean
from .max_pool2d import max_pool2d
from .pooling_parameters import pooling_parameters
from .shift_agreement import shift_agreement

__all__ = [
    "max_pool2d",
    "pooling_parameters",
    "avg_pool2d",
    "shift_agreement",
    "depth_max_pool",
    "global_avg_pool",
    "max_or_mean",
]  # the order of the lesson
