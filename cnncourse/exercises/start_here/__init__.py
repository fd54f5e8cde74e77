"""Exercises of the first notebook: how a check answers, in its order."""

from .brightest_pixel import brightest_pixel
from .what_a_check_sees import what_a_check_sees

__all__ = ["brightest_pixel", "what_a_check_sees"]  # the order of the lesson
