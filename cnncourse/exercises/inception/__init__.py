"""Exercises of the lesson on Inception, in its order."""

from . import (  # slips register themselves
    inception_block_slips,
    inception_block_slips_further,
    inception_v3_module_slips,
    inception_v3_module_slips_further,
    reduction_block_slips,
)
from .concat_or_add import concat_or_add
from .factorized_parameters import factorized_parameters
from .googlenet_depth import googlenet_depth
from .helpers_after_training import helpers_after_training
from .inception_block import inception_block
from .inception_v3_module import inception_v3_module
from .label_smoothing import label_smoothing
from .reduce_saving import reduce_saving
from .reduction_block import reduction_block

__all__ = [
    "inception_block",
    "reduce_saving",
    "googlenet_depth",
    "concat_or_add",
    "factorized_parameters",
    "reduction_block",
    "inception_v3_module",
    "label_smoothing",
    "helpers_after_training",
]  # the order of the lesson
