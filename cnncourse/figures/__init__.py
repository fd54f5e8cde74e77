"""Figures of the course: one module per topic, one idea per function; each takes plain data and returns a Figure."""

from .style import BLUE, GRAY, GREEN, ORANGE, PURPLE, RED, SKY, YELLOW, new, show

__all__ = ["BLUE", "GRAY", "GREEN", "ORANGE", "PURPLE", "RED", "SKY", "YELLOW", "new", "show"]
