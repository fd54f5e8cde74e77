"""Exercises of the lesson on Xception, in its order."""

from . import xception_block_slips  # slips register themselves
from .as_one_kernel import as_one_kernel
from .depthwise_conv2d import depthwise_conv2d
from .no_relu_between import no_relu_between
from .separable_conv2d import separable_conv2d
from .separable_saving import separable_saving
from .small_xception import small_xception
from .why_not_nine_times import why_not_nine_times
from .xception_block import xception_block

__all__ = [
    "depthwise_conv2d",
    "separable_conv2d",
    "as_one_kernel",
    "separable_saving",
    "xception_block",
    "no_relu_between",
    "why_not_nine_times",
    "small_xception",
]  # the order of the lesson
