"""Experiments that take longer than a lesson has: declared here, run by `cnncourse experiments NN`, results stored.

One module for each lesson that has any, with the lesson's slug for a name, and beside it the runs as JSON.
"""

from .define import Experiment, declared, experiment
from .record import Stored, make, stored

__all__ = ["Experiment", "Stored", "declared", "experiment", "make", "stored"]
