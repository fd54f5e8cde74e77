"""Exercises of the lesson on ResNet, in its order."""

from . import batch_norm_slips, residual_block_slips  # slips register themselves
from .batch_norm import batch_norm
from .bottleneck_block import bottleneck_block
from .gradient_norms import gradient_norms
from .is_identity import is_identity
from .residual_block import residual_block
from .resnet import resnet
from .resnet50_stage_shapes import resnet50_stage_shapes
from .where_the_relu_goes import where_the_relu_goes

__all__ = [
    "batch_norm",
    "residual_block",
    "where_the_relu_goes",
    "bottleneck_block",
    "resnet50_stage_shapes",
    "resnet",
    "is_identity",
    "gradient_norms",
]  # the order of the lesson
