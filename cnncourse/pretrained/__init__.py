"""Networks that have seen ImageNet: one that always works offline, and those of Keras where they can be had."""

from cnncourse.pretrained.applications import NETWORKS, at_hand, load
from cnncourse.pretrained.images import center_crop, preprocess
from cnncourse.pretrained.labels import Guess, imagenet_labels, top_k
from cnncourse.pretrained.lite0 import efficientnet_lite0
from cnncourse.pretrained.recognize import predict_top

__all__ = [
    "NETWORKS",
    "Guess",
    "at_hand",
    "center_crop",
    "efficientnet_lite0",
    "imagenet_labels",
    "load",
    "predict_top",
    "preprocess",
    "top_k",
]
