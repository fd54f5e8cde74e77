"""A course workbook on convolutional networks; in a notebook: `check`, `hint`, `solution`, `progress`."""

import importlib
import os

from .autocheck import check, hint, progress, solution

__all__ = ["check", "hint", "keras", "progress", "solution"]
__version__ = "0.1.0"


def __getattr__(name: str):
    """`from cnncourse import keras` is Keras, imported when first asked for and without TensorFlow's start-up log."""
    if name != "keras":
        raise AttributeError(f"module 'cnncourse' has no attribute {name!r}")
    from .autocheck.capture import captured

    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    with captured():
        return importlib.import_module("keras")
