"""What an experiment is: a function of a setting and a seed, and the bounds in which its results must lie."""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_MACHINERY = {"define", "record"}


@dataclass(frozen=True, eq=False)
class Experiment:
    """An experiment as data; made by `experiment`, never directly.

    Attributes:
        name: of the function.
        lesson: slug of the lesson, which is the name of the module that declares it.
        function: called as `function(seed, **setting)`, returns names → number or list of numbers.
        settings: the arguments of each variant, by the label that the lesson shows.
        seeds: what every variant is run with.
        short: arguments that make a run short enough for a test, in place of those of the setting.
        plausible: `(low, high)` for each result, in a short run and in a stored one.
    """

    name: str
    lesson: str
    function: Callable[..., dict[str, Any]]
    settings: dict[str, dict[str, Any]]
    seeds: tuple[int, ...]
    short: dict[str, Any]
    plausible: dict[str, tuple[float, float]]

    def run(self, label: str, seed: int, short: bool = False) -> dict[str, Any]:
        """Results of one run, after all generators of random numbers have been set to `seed`."""
        from cnncourse import keras

        keras.utils.set_random_seed(seed)
        return self.function(seed, **self.settings[label] | (self.short if short else {}))

    def fingerprint(self) -> str:
        """Changes with the code of the experiment or of a function beside it, not with words or line breaks."""
        module = inspect.getmodule(self.function)
        kept = []
        for node in ast.parse(inspect.getsource(module)).body:
            definition = isinstance(node, (ast.FunctionDef, ast.ClassDef))
            other = definition and node.decorator_list and node.name in _registry
            if definition and not (other and node.name != self.name):
                kept.append(_code(node))
        return f"{zlib.crc32(' '.join(kept).encode()):08x}"


def _code(node: ast.AST) -> str:
    """The tree of a definition without decorators and docstrings."""
    node.decorator_list = []
    for inner in ast.walk(node):
        if isinstance(inner, (ast.FunctionDef, ast.ClassDef)) and ast.get_docstring(inner) is not None:
            inner.body = inner.body[1:] or [ast.Pass()]
    return ast.dump(node)


_registry: dict[str, Experiment] = {}


def experiment(
    settings: dict[str, dict[str, Any]],
    short: dict[str, Any],
    plausible: dict[str, tuple[float, float]],
    seeds: tuple[int, ...] = (0, 1, 2),
) -> Callable[[Callable], Experiment]:
    """Declare an experiment; the decorated function takes a seed and a setting's arguments and returns its results.

    Args:
        settings: arguments of each variant, by label.
        short: arguments that make one run last seconds; a test runs it.
        plausible: lowest and highest value for each result by name, elements of a list included.
        seeds: at least three.

    Raises:
        ValueError: fewer than three seeds.
    """
    if len(seeds) < 3:
        raise ValueError(f"an experiment needs at least three seeds, got {seeds}")

    def declare(function: Callable) -> Experiment:
        lesson = function.__module__.rpartition(".")[2]
        made = Experiment(function.__name__, lesson, function, settings, tuple(seeds), short, plausible)
        _registry[made.name] = made
        return made

    return declare


def modules() -> list[str]:
    """Slugs of the lessons that have stored experiments."""
    found = pkgutil.iter_modules([str(Path(__file__).parent)])
    return sorted(module.name for module in found if module.name not in _MACHINERY)


def declared(lesson: str | None = None) -> dict[str, Experiment]:
    """Every experiment by name, or those of one lesson.

    Args:
        lesson: its slug, as `"pooling"`.

    Raises:
        LookupError: the lesson has none.
    """
    known = modules()
    if lesson is not None and lesson not in known:
        raise LookupError(
            f"the lesson {lesson!r} has no stored experiments; these have: {', '.join(known) or 'none yet'}"
        )
    for slug in known if lesson is None else [lesson]:
        importlib.import_module(f"cnncourse.experiments.{slug}")
    return {name: made for name, made in _registry.items() if lesson in (None, made.lesson)}
