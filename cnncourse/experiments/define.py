"""What an experiment is: a function of a setting and a seed, and the bounds in which its results must lie."""

from __future__ import annotations

import ast
import functools
import importlib
import inspect
import pkgutil
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

_MACHINERY = {"define", "record", "segmentation", "training"}


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

    def fingerprint(self, label: str) -> str:
        """Changes with a setting's arguments and with the code that a run of it rests on in `cnncourse.experiments`.

        Words and line breaks do not count, nor do networks and operators, which tests hold to what they are.
        """
        code = _rests_on(self.function)
        return f"{zlib.crc32(repr((sorted(self.settings[label].items()), code)).encode()):08x}"


@functools.cache
def _rests_on(function: Callable) -> list[str]:
    return reached(inspect.getmodule(function), function.__name__)


def reached(module: ModuleType, name: str) -> list[str]:
    """The definitions that a name of a module rests on, in modules of this package, as trees in order of their names.

    Args:
        module: where the name is defined.
        name: of a function, a class or a constant.
    """
    found: dict[tuple[str, str], str] = {}
    waiting = [(module, name)]
    while waiting:
        where, wanted = waiting.pop()
        if (where.__name__, wanted) in found:
            continue
        for node in ast.parse(inspect.getsource(where)).body:
            if isinstance(node, ast.ImportFrom) and node.level and wanted in {alias.name for alias in node.names}:
                if node.module not in ("define", "record"):
                    waiting.append((importlib.import_module(f"{__package__}.{node.module}"), wanted))
            elif wanted in _makes(node):
                uses = {inner.id for inner in ast.walk(_bare(node)) if isinstance(inner, ast.Name)}
                found[where.__name__, wanted] = _tree(_bare(node))
                waiting += [(where, other) for other in uses - {wanted}]
    return [found[key] for key in sorted(found)]


def _tree(node: Any) -> str:
    """A tree as text, the same in every version of Python: `ast.dump` is not."""
    if isinstance(node, list):
        return f"[{' '.join(map(_tree, node))}]"
    if not isinstance(node, ast.AST):
        return repr(node)
    if isinstance(node, ast.JoinedStr):  # 3.12 leaves empty pieces in it
        node.values = [piece for piece in node.values if getattr(piece, "value", None) != ""]
    parts = ((name, value) for name, value in ast.iter_fields(node) if name not in ("ctx", "kind", "type_params"))
    return f"{type(node).__name__}({' '.join(f'{n}={_tree(v)}' for n, v in parts if v is not None and v != [])})"


def _makes(node: ast.stmt) -> set[str]:
    """Names that a statement of a module defines."""
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        return {node.name}
    if isinstance(node, (ast.Assign, ast.AnnAssign)):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        return {inner.id for one in targets for inner in ast.walk(one) if isinstance(inner, ast.Name)}
    return set()


def _bare(node: ast.stmt) -> ast.stmt:
    """A definition without decorators, annotations and docstrings."""
    for inner in ast.walk(node):
        if isinstance(inner, (ast.FunctionDef, ast.ClassDef)):
            inner.decorator_list = []
            if ast.get_docstring(inner) is not None:
                inner.body = inner.body[1:] or [ast.Pass()]
        if isinstance(inner, ast.FunctionDef):
            inner.returns = None
        if isinstance(inner, ast.arg):
            inner.annotation = None
    return node


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
