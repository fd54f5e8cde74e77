"""Exercises of the capstone: a network of your own, and what helps to design one, in its order."""

from . import my_network_slips, plain_cost_slips, plain_cost_slips_further  # slips register themselves
from .my_network import my_network
from .plain_cost import plain_cost
from .unbeaten import unbeaten
from .which_network import which_network

__all__ = ["plain_cost", "unbeaten", "my_network", "which_network"]  # the order of the lesson
