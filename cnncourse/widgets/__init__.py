"""Sliders around figures; they compute nothing themselves."""

from .base import Explorer
from .padding import size_explorer

__all__ = ["Explorer", "size_explorer"]
