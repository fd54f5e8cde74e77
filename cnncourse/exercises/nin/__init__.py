"""Exercises of the lesson on NiN, in its order."""

from . import nin_slips, nin_slips_further  # slips register themselves
from .class_activation_map import class_activation_map
from .head_parameters import head_parameters
from .nin import nin
from .nin_block import nin_block
from .nin_sides import nin_sides
from .relu_on_scores import relu_on_scores

__all__ = [
    "nin_block",
    "nin_sides",
    "head_parameters",
    "nin",
    "class_activation_map",
    "relu_on_scores",
]  # the order of the lesson
