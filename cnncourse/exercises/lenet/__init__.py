"""Exercises of the lesson on LeNet, in its order."""

from . import lenet5_slips  # slips register themselves
from .flattened_features import flattened_features
from .from_logits import from_logits
from .initial_loss import initial_loss
from .lenet5 import lenet5
from .lenet_accuracy import lenet_accuracy
from .lenet_parameters import lenet_parameters
from .overfits import overfits

__all__ = [
    "flattened_features",
    "lenet_parameters",
    "lenet5",
    "initial_loss",
    "from_logits",
    "overfits",
    "lenet_accuracy",
]  # the order of the lesson
