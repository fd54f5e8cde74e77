"""Exercises of the lesson on transfer learning, in its order."""

from . import freeze_slips  # slips register themselves
from .extract_features import extract_features
from .fine_tune import fine_tune
from .freeze import freeze
from .freeze_batch_norm import freeze_batch_norm
from .majority_accuracy import majority_accuracy
from .new_head import new_head
from .split_without_leakage import split_without_leakage
from .thawed_after_fit import thawed_after_fit
from .training_false import training_false

__all__ = [
    "extract_features",
    "freeze",
    "freeze_batch_norm",
    "split_without_leakage",
    "new_head",
    "majority_accuracy",
    "fine_tune",
    "training_false",
    "thawed_after_fit",
]  # the order of the lesson
