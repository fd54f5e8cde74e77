"""Graders that several tests share; without bubblewrap they are left out, except in CI."""

import importlib
import importlib.util
import os

import pytest

from cnncourse.grading import jail
from cnncourse.grading.grader import Grader


def needs_bubblewrap():
    if jail.bubblewrap() is None:
        if os.environ.get("CI"):
            pytest.fail("bubblewrap does not work here: apt-get install bubblewrap")
        pytest.skip("needs bubblewrap: apt-get install bubblewrap")


def needs_package(name):
    """The package of that name, of the extra `instructor`."""
    if importlib.util.find_spec(name) is None:
        if os.environ.get("CI"):
            pytest.fail(f"{name} is missing: pip install -e '.[instructor]'")
        pytest.skip(f"needs {name}: pip install -e '.[instructor]'")
    return importlib.import_module(name)


@pytest.fixture(scope="session", params=["bubblewrap", "without"])
def grader(request):
    """A grader in the jail, and one on a machine that has no bubblewrap."""
    if request.param == "bubblewrap":
        needs_bubblewrap()
    with Grader(seed=3) as made:
        if request.param == "without":
            made.bwrap = None
        yield made


@pytest.fixture(scope="session")
def jailed():
    """A grader in the jail."""
    needs_bubblewrap()
    with Grader(seed=3) as made:
        yield made
