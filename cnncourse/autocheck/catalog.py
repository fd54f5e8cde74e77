"""Where each exercise and lesson lives, found without importing any of them."""

from __future__ import annotations

import ast
import difflib
import functools
import importlib
import re
from pathlib import Path

from .define import Exercise, registered

_PACKAGE = Path(__file__).parent.parent
_KEPT = re.compile(r"^@exercise\(.*?^def (\w+)|^# stored: (\w+)$", re.M | re.S)  # in a package without solutions


@functools.cache
def lessons() -> dict[str, str]:
    """Lesson slugs in order, each with its number: `{"padding_stride": "02", …}`."""
    names = sorted(path.stem for path in (_PACKAGE / "lessons").glob("[0-9][0-9]_*.py"))
    return {name[3:]: name[:2] for name in names}


@functools.cache
def index() -> dict[str, str]:
    """The lesson of every exercise, in the order of the course: `{"output_size": "padding_stride", …}`."""
    folder = _PACKAGE / "exercises"
    places = {path.parent.name: path for path in folder.glob("[a-z]*/__init__.py")}
    places |= {path.stem: path for path in folder.glob("[a-z]*.py")}
    order = [slug for slug in lessons() if slug in places] + sorted(set(places) - set(lessons()))
    return {name: slug for slug in order for name in _declared(places[slug])}


def _declared(place: Path) -> list[str]:
    """Names of the exercises in a lesson's folder, or in its one module where the package has no solutions."""
    text = place.read_text(encoding="utf-8")
    if place.name == "__init__.py":
        return ast.literal_eval(ast.parse(text).body[-1].value)  # `__all__`, in the lesson's order
    return [match[1] or match[2] for match in _KEPT.finditer(text)]


def load(name: str) -> Exercise:
    """The exercise called `name`.

    Raises:
        LookupError: there is none; the message names the nearest.
    """
    if name not in registered():
        slug = index().get(name)
        if slug is None:
            near = difflib.get_close_matches(str(name), index(), n=1)
            tip = f" Did you mean {near[0]!r}?" if near else " `cnncourse.progress()` lists them all."
            raise LookupError(f"There is no exercise called {name!r}.{tip}")
        importlib.import_module(f"cnncourse.exercises.{slug}")
    return registered()[name]


def exercises(lesson: str | None = None) -> dict[str, Exercise]:
    """Every exercise by name, in the order of the course; imports what declares them.

    Args:
        lesson: slug or number of one lesson; all of them without it.
    """
    by_number = {number: slug for slug, number in lessons().items()}
    wanted = by_number.get(lesson, lesson)
    return {name: load(name) for name, slug in index().items() if wanted in (None, slug)}
