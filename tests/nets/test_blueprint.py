"""The examples in the docstrings of every network, run."""

import doctest
import importlib
import pkgutil

import pytest

import cnncourse.nets

MODULES = [f"cnncourse.nets.{module.name}" for module in pkgutil.iter_modules(cnncourse.nets.__path__)]


@pytest.mark.parametrize("name", MODULES)
def test_examples(name):
    result = doctest.testmod(importlib.import_module(name))
    assert result.attempted > 0
    assert result.failed == 0


def test_every_builder_is_exported():
    for name in cnncourse.nets.__all__:
        assert callable(getattr(cnncourse.nets, name))
    assert len(set(cnncourse.nets.__all__)) == len(cnncourse.nets.__all__)
