"""Exercises of the lesson on padding and stride, in its order."""

from . import corr2d_strided_slips, ignored_pixels_slips, same_padding_slips  # slips register themselves
from .corr2d_strided import corr2d_strided
from .ignored_pixels import ignored_pixels
from .keras_stack_shapes import keras_stack_shapes
from .output_size import output_size
from .pad2d import pad2d
from .same_at_stride_two import same_at_stride_two
from .same_padding import same_padding

__all__ = [
    "output_size",
    "ignored_pixels",
    "pad2d",
    "same_padding",
    "corr2d_strided",
    "keras_stack_shapes",
    "same_at_stride_two",
]  # the order of the lesson
