"""Exercises of the lesson on PSPNet, in its order."""

from . import (  # slips register themselves
    adaptive_avg_pool_slips,
    pspnet_slips,
    pspnet_slips_further,
    pyramid_pooling_slips,
    pyramid_pooling_slips_further,
)
from .a_larger_image import a_larger_image
from .adaptive_avg_pool import adaptive_avg_pool
from .auxiliary_loss import auxiliary_loss
from .pspnet import pspnet
from .pyramid_pooling import pyramid_pooling
from .pyramid_weights import pyramid_weights
from .shared_pixels import shared_pixels
from .what_bin_one_sees import what_bin_one_sees

__all__ = [
    "adaptive_avg_pool",
    "shared_pixels",
    "what_bin_one_sees",
    "pyramid_weights",
    "pyramid_pooling",
    "auxiliary_loss",
    "pspnet",
    "a_larger_image",
]  # the order of the lesson
