"""Every example in the docstrings of `ops` runs and prints what it says; every public function has one."""

import doctest
import importlib
import inspect
import pkgutil

import numpy as np
import pytest

from cnncourse import ops

MODULES = [m.name for m in pkgutil.iter_modules(ops.__path__)]
NEEDS_A_MODEL = {"macs", "parameters", "activation_bytes_of", "receptive_field_of", "layer_table"}


@pytest.mark.parametrize("name", MODULES)
def test_examples_print_what_they_say(name):
    module = importlib.import_module(f"cnncourse.ops.{name}")
    names = {"np": np, **vars(ops), **vars(module)}
    failed, _ = doctest.testmod(module, globs=names, optionflags=doctest.NORMALIZE_WHITESPACE)
    assert failed == 0


@pytest.mark.parametrize("name", ops.__all__)
def test_public_names_are_documented_with_an_example(name):
    text = inspect.getdoc(getattr(ops, name))
    assert text
    assert name in NEEDS_A_MODEL or ">>>" in text
    assert "Returns:" in text or inspect.isclass(getattr(ops, name))
