"""Names and refusals that all networks share, and the examples in every network's docstrings, run."""

import doctest
import importlib

import pytest

import cnncourse.nets
from cnncourse.nets.blueprint import check_input, scaled

MODULES = sorted({getattr(cnncourse.nets, name).__module__ for name in cnncourse.nets.__all__})
MODULES += ["cnncourse.nets.blueprint", "cnncourse.nets.xception65"]


@pytest.mark.parametrize("name", MODULES)
def test_examples(name):
    result = doctest.testmod(importlib.import_module(name))
    assert result.attempted > 0
    assert result.failed == 0


def test_every_builder_is_exported():
    for name in cnncourse.nets.__all__:
        assert callable(getattr(cnncourse.nets, name))
    assert len(set(cnncourse.nets.__all__)) == len(cnncourse.nets.__all__)


NO_SHAPES = [28, None, "28", "abc", (28, 28), (28, 28, 1.0), (28, 28, -1), (28, True, 1), (1, 2, 3, 4)]


@pytest.mark.parametrize("shape", NO_SHAPES)
def test_a_shape_that_is_none_is_refused(shape):
    with pytest.raises(ValueError, match=r"net takes input_shape=\(height, width, channels\), got"):
        check_input("net", shape)


def test_the_smallest_size_and_lists_are_accepted():
    check_input("net", [9, 12, 1], classes=1, least=9)
    with pytest.raises(ValueError, match="net needs at least 10×10, got 9×12"):
        check_input("net", [9, 12, 1], least=10)


def test_thin_layers_keep_a_channel_for_each_group():
    assert [scaled(8, width, multiple=2) for width in (0.01, 0.5, 1.0, 1.5)] == [2, 4, 8, 12]
