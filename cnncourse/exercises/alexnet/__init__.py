"""Exercises of the lesson on AlexNet, in its order."""

from . import dropout_slips, random_crop_flip_slips  # slips register themselves
from .alexnet_first_map import alexnet_first_map
from .alexnet_sides import alexnet_sides
from .dropout import dropout
from .dropout_at_test_time import dropout_at_test_time
from .fair_race import fair_race
from .grouped_parameters import grouped_parameters
from .local_response_norm import local_response_norm
from .random_crop_flip import random_crop_flip
from .small_alexnet import small_alexnet

__all__ = [
    "alexnet_first_map",
    "alexnet_sides",
    "grouped_parameters",
    "local_response_norm",
    "dropout",
    "dropout_at_test_time",
    "random_crop_flip",
    "small_alexnet",
    "fair_race",
]  # the order of the lesson
