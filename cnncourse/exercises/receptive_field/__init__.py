"""Exercises of the lesson on the receptive field, in its order."""

from .compare_5x5_with_two_3x3 import compare_5x5_with_two_3x3
from .corr2d_dilated import corr2d_dilated
from .dilated_size import dilated_size
from .fields_of_four_strides import fields_of_four_strides
from .gradient_field import gradient_field
from .pixels_really_seen import pixels_really_seen
from .receptive_field import receptive_field
from .stack_of_3x3 import stack_of_3x3
from .why_field_beats_image import why_field_beats_image

__all__ = [
    "receptive_field",
    "fields_of_four_strides",
    "stack_of_3x3",
    "compare_5x5_with_two_3x3",
    "dilated_size",
    "corr2d_dilated",
    "pixels_really_seen",
    "gradient_field",
    "why_field_beats_image",
]  # the order of the lesson
