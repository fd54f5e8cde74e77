"""Exercises of the lesson on pretrained models, in its order."""

from . import (  # slips register themselves
    center_crop_resize_slips,
    center_crop_resize_slips_further,
    grad_cam_slips,
    grad_cam_slips_further,
    occlusion_map_slips,
    occlusion_map_slips_further,
    preprocess_slips,
    preprocess_slips_further,
)
from .answer_for_the_moon import answer_for_the_moon
from .center_crop_resize import center_crop_resize
from .feature_maps import feature_maps
from .grad_cam import grad_cam
from .occlusion_map import occlusion_map
from .preprocess import preprocess
from .preprocess_without_side_effects import preprocess_without_side_effects
from .top_k import top_k
from .which_preprocessing import which_preprocessing

__all__ = [
    "center_crop_resize",
    "preprocess",
    "which_preprocessing",
    "preprocess_without_side_effects",
    "top_k",
    "answer_for_the_moon",
    "feature_maps",
    "grad_cam",
    "occlusion_map",
]  # the order of the lesson
