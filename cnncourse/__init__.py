"""A course workbook on convolutional networks; in a notebook: `check`, `hint`, `solution`, `progress`."""

import importlib
import os

__all__ = ["check", "hint", "keras", "progress", "solution"]
__version__ = "0.1.0"


def __getattr__(name: str):
    """Imported when first asked for: `cnncourse doctor` has to start where NumPy or Keras does not.

    `from cnncourse import keras` is Keras without TensorFlow's start-up log.
    """
    if name not in __all__:
        raise AttributeError(f"module 'cnncourse' has no attribute {name!r}")
    if name != "keras":
        return getattr(importlib.import_module("cnncourse.autocheck"), name)
    from .autocheck.capture import captured

    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    with captured():
        return importlib.import_module("keras")
