"""Exercises of the lesson on backpropagation, in its order."""

from . import conv2d_backward_slips, softmax_cross_entropy_slips  # slips register themselves
from .conv2d_backward import conv2d_backward
from .input_gradient_by_hand import input_gradient_by_hand
from .max_pool2d_backward import max_pool2d_backward
from .numerical_gradient import numerical_gradient
from .relative_error import relative_error
from .relu_backward import relu_backward
from .softmax_cross_entropy import softmax_cross_entropy
from .why_float64 import why_float64

__all__ = [
    "numerical_gradient",
    "relative_error",
    "softmax_cross_entropy",
    "relu_backward",
    "input_gradient_by_hand",
    "conv2d_backward",
    "max_pool2d_backward",
    "why_float64",
]  # the order of the lesson
