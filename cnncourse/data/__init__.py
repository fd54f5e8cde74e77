"""Images to learn from, at hand without a network connection; nothing here imports Keras."""

from cnncourse.data.fashion import CLASS_NAMES, CLASS_NAMES_ZH, fashion_mnist
from cnncourse.data.labeled_scenes import IGNORE, SCENE_CLASSES, scenes
from cnncourse.data.patches import SURFACE_NAMES, surfaces
from cnncourse.data.photographs import photo_credit, photo_names, photos

__all__ = [
    "CLASS_NAMES",
    "CLASS_NAMES_ZH",
    "IGNORE",
    "SCENE_CLASSES",
    "SURFACE_NAMES",
    "fashion_mnist",
    "photo_credit",
    "photo_names",
    "photos",
    "scenes",
    "surfaces",
]
