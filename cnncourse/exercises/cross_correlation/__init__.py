"""Exercises of the lesson on cross-correlation, in its order."""

from .blurred_stripes import blurred_stripes
from .box_blur import box_blur
from .convolve2d import convolve2d
from .corr2d import corr2d
from .dense_parameters import dense_parameters
from .edge_kernel import edge_kernel
from .frequency_response import frequency_response
from .learn_kernel import learn_kernel
from .shifted_input import shifted_input

__all__ = [
    "corr2d",
    "edge_kernel",
    "box_blur",
    "convolve2d",
    "blurred_stripes",
    "frequency_response",
    "dense_parameters",
    "shifted_input",
    "learn_kernel",
]  # the order of the lesson
