"""Exercises without their solutions: what the reference and the known mistakes showed, in place of their code."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .define import Case, Exercise, Mistake, Option, _register, registered
from .observe import Observations
from .slips import mistake_observations, references
from .wire import pack, unpack


@dataclass(frozen=True)
class Stored:
    """The cases of one exercise and what was seen on them.

    Attributes:
        cases: as drawn from seed 0.
        expected: what the reference showed.
        wrong: what each known mistake showed, in the order of `Exercise.mistakes`.
    """

    cases: list[Case]
    expected: Observations
    wrong: list[Observations]


def packable(made: Exercise) -> bool:
    """Whether the cases are plain data; some hand a function over, and are drawn anew where they are needed."""
    try:
        pack([case.args for case in made.draw_cases(0)])
    except TypeError:
        return False
    return True


def pack_exercises(made: dict[str, Exercise]) -> bytes:
    """What `attach` needs about some exercises.

    Args:
        made: by name.
    """
    return pack([_plain(one) for one in made.values()])


def _plain(made: Exercise) -> dict[str, Any]:
    found = {
        "name": made.name, "kind": made.kind, "points": made.points, "minutes": made.minutes,
        "question": made.question, "hints": list(made.hints),
        "options": {letter: (option.text, option.why) for letter, option in made.options.items()},
        "mistakes": [(one.name, one.slip, one.look) for one in made.mistakes],
    }  # fmt: skip
    if made.kind == "choice":
        return found | {"right": made.reference()}
    cases, expected = references(made, 0)
    wrong = [mistake_observations(made, 0, number) for number in range(len(made.mistakes))]
    kept = [(case.label, list(case.args)) for case in cases] if packable(made) else None
    return found | {"cases": kept, "expected": expected, "wrong": wrong}


def attach(module_name: str) -> None:
    """Give the exercises of a module what was stored about them. Called as the last line of a module without solutions.

    Args:
        module_name: its `__name__`; the data lie beside it in `SLUG.stored`.
    """
    module = sys.modules[module_name]
    slug = module_name.rpartition(".")[2]
    for told in unpack(Path(module.__file__).with_name(f"{slug}.stored").read_bytes()):
        made = registered().get(told["name"])
        if made is None or made.lesson != slug:
            made = _register(_without_code(told, slug))
        made.hints, made.question = told["hints"], told["question"]
        made.mistakes = [Mistake(*one, _no_code) for one in told["mistakes"]]
        if told["kind"] != "choice":
            made.stored = _stored(made, told)
        setattr(module, made.name, made)


def _without_code(told: dict[str, Any], slug: str) -> Exercise:
    """A prediction or a choice, which has no code but its answer."""
    right = told.get("right")
    made = Exercise(told["name"], told["kind"], slug, lambda: right, told["points"], told["minutes"])
    made.options = {letter: Option(*pair) for letter, pair in told["options"].items()}
    if told["kind"] == "choice":
        made.stored = None
    return made


def _stored(made: Exercise, told: dict[str, Any]) -> Stored:
    if told["cases"] is None:
        cases = made.draw_cases(0)
    else:
        cases = [Case(label, tuple(args)) for label, args in told["cases"]]
    return Stored(cases, told["expected"], told["wrong"])


def _no_code(*args: Any) -> None:
    raise NotImplementedError("this copy of the course keeps its solutions")
