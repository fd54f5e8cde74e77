"""Exercises of the lesson on channels, in its order."""

from . import conv2d_slips  # slips register themselves
from .activation_bytes import activation_bytes
from .conv1x1 import conv1x1
from .conv2d import conv2d
from .conv_macs import conv_macs
from .conv_parameters import conv_parameters
from .largest_batch import largest_batch
from .nchw_to_nhwc import nchw_to_nhwc
from .red_kernel import red_kernel
from .stride_two_saves import stride_two_saves
from .what_1x1_does import what_1x1_does

__all__ = [
    "nchw_to_nhwc",
    "conv2d",
    "conv1x1",
    "red_kernel",
    "conv_parameters",
    "conv_macs",
    "activation_bytes",
    "largest_batch",
    "stride_two_saves",
    "what_1x1_does",
]  # the order of the lesson
