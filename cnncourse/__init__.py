"""A course workbook on convolutional networks; in a notebook: `check`, `hint`, `solution`, `progress`."""

from .autocheck import check, hint, progress, solution

__all__ = ["check", "hint", "progress", "solution"]
__version__ = "0.1.0"
