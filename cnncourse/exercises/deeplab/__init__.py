"""Exercises of the lesson on DeepLab, in its order."""

from . import aspp_slips, decoder_slips, dilate_instead_of_stride_slips  # slips register themselves
from .all_background import all_background
from .aspp import aspp
from .bilinear_resize import bilinear_resize
from .confusion_matrix import confusion_matrix
from .decoder import decoder
from .dilate_instead_of_stride import dilate_instead_of_stride
from .field_of_one_tap import field_of_one_tap
from .mean_iou import mean_iou
from .share_of_taps import share_of_taps
from .why_not_pool_more import why_not_pool_more

__all__ = [
    "confusion_matrix",
    "mean_iou",
    "all_background",
    "field_of_one_tap",
    "share_of_taps",
    "dilate_instead_of_stride",
    "bilinear_resize",
    "aspp",
    "decoder",
    "why_not_pool_more",
]  # the order of the lesson
