"""From what an answer showed to a verdict: outcome, points, the first case that differs, the slip by name."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

from .compare import Difference, difference
from .define import Case, Exercise
from .observe import Observation, Observations, Raised, Strange
from .slips import likely, named, references

PASSED, PARTLY, FAILED, RAISED = "passed", "partly", "failed", "raised"
NOT_ATTEMPTED, TIMED_OUT = "not attempted", "timed out"


@dataclass(frozen=True)
class Failing:
    """The first case that differs: the call, what came and what was expected."""

    case: Case
    got: Observation
    expected: Any
    found: Difference
    worked: str = ""


@dataclass(frozen=True)
class Verdict:
    """All that can be said about an answer.

    Attributes:
        outcome: `passed`, `partly`, `failed`, `raised`, `not attempted` or `timed out`.
        message: the headline, to stand behind the points.
        detail: what to look at.
        mistake: name of the known slip, or None.
        labels: each case with whether it passed.
        failing: the first case that differs, or None.
        printed: what the reader's code printed.
    """

    name: str
    kind: str
    outcome: str
    points: float
    out_of: float
    message: str = ""
    detail: str = ""
    mistake: str | None = None
    labels: tuple[tuple[str, bool], ...] = ()
    failing: Failing | None = None
    parameters: tuple[str, ...] = ()
    printed: str = ""
    seconds: float = 0.0


def judge(made: Exercise, shown: Observations, seed: int = 0) -> Verdict:
    """Compare what an answer showed with what the reference and the known mistakes show."""
    if made.kind == "choice":
        return _judge_choice(made, shown.each[0].value)
    cases, expected = references(made, seed)
    blank = Verdict(
        made.name, made.kind, NOT_ATTEMPTED, 0.0, made.points, "not attempted yet",
        parameters=tuple(made.parameters), printed=shown.printed, seconds=shown.seconds,
    )  # fmt: skip
    if _not_attempted(made, shown):
        return blank
    found = [_compare(made, got, right) for got, right in zip(shown.each, expected.each, strict=True)]
    labels = tuple((case.label, one is None) for case, one in zip(cases, found, strict=True))
    if made.kind == "predict":
        labels = _predicted(shown.each[0].value, expected.each[0].value, made.tolerance) or labels
    blank = replace(blank, labels=labels)
    if any(found):
        return _judge_wrong(made, shown, seed, found, blank)
    if expected.repeatable and not shown.repeatable:
        return replace(blank, outcome=FAILED, message="the same call twice gives two answers", detail=_STATE)
    return replace(blank, outcome=PASSED, points=float(made.points), message="")


_STATE = (
    "Something is kept between calls: a global variable, a default argument that is a list, "
    "or an unseeded random number."
)


def not_a_function(made: Exercise, value: Any) -> Verdict:
    """The verdict on something else where a function was asked for.

    Args:
        made: a function exercise.
        value: what came, as plain data.
    """
    if value is ...:
        return Verdict(made.name, made.kind, NOT_ATTEMPTED, 0.0, made.points, "not attempted yet")
    came = value.type_name if isinstance(value, Strange) else type(value).__name__
    detail = f"Write `check({made.name!r}, {made.name})`: the name alone, without parentheses."
    return Verdict(made.name, made.kind, FAILED, 0.0, made.points, f"a {came} where your function was expected", detail)


def _predicted(got: Any, expected: Any, tolerance: float) -> tuple[tuple[str, bool], ...]:
    """Which of several predicted values are right."""
    if not isinstance(expected, (tuple, list)) or not isinstance(got, (tuple, list)) or len(got) != len(expected):
        return ()
    pairs = zip(got, expected, strict=True)
    return tuple((f"value {i}", difference(a, b, tolerance) is None) for i, (a, b) in enumerate(pairs, 1))


def _judge_wrong(made: Exercise, shown: Observations, seed: int, found: list, blank: Verdict) -> Verdict:
    cases, expected = references(made, seed)
    first = _smallest(cases, shown, found)
    got, right = shown.each[first], expected.each[first]
    points = math.floor(2 * made.points * sum(good for _, good in blank.labels) / len(blank.labels)) / 2
    outcome = PARTLY if points else FAILED
    if got.timed_out:
        outcome = TIMED_OUT
    elif got.raised and got.raised.type_name != "Unusable" and not right.raised:
        outcome = RAISED
    failing = Failing(cases[first], got, right.value, found[first], _worked(made, cases[first], right, found[first]))
    verdict = replace(
        blank, outcome=outcome, points=points, message=found[first].headline, detail=found[first].detail,
        failing=failing if made.kind == "function" else None,
    )  # fmt: skip
    known = named(made, shown, seed)
    if known is not None:
        return replace(verdict, message=known.slip, detail=known.look, mistake=known.name)
    wrong = [at for at, one in enumerate(found) if one is not None]
    return replace(verdict, detail="\n".join(filter(None, [verdict.detail, likely(made, shown, seed, wrong)])))


def _smallest(cases: list[Case], shown: Observations, found: list) -> int:
    """The failing case that is easiest to follow: the first one with arrays, of bare numbers the smallest.

    Where time ran out, it is the case in which it did.
    """
    wrong = [i for i, one in enumerate(found) if one is not None]
    late = [i for i in wrong if shown.each[i].timed_out]
    return late[0] if late else min(wrong, key=lambda i: (_magnitude(cases[i].args), i))


def _magnitude(value: Any) -> float:
    if isinstance(value, (tuple, list)):
        return sum(map(_magnitude, value))
    return abs(value) if isinstance(value, (int, float)) else 0.0


def _judge_choice(made: Exercise, picked: Any) -> Verdict:
    base = {"name": made.name, "kind": made.kind, "out_of": made.points}
    letters = ", ".join(f'"{letter}"' for letter in made.options)
    if picked is ... or picked is None:
        return Verdict(outcome=NOT_ATTEMPTED, points=0.0, message=f"not attempted yet: write one of {letters}", **base)
    letter = picked.strip().strip("(). ").lower() if isinstance(picked, str) else picked
    if not isinstance(letter, str) or letter not in made.options:
        shown = picked.text if isinstance(picked, Strange) else repr(picked)[:40]
        return Verdict(outcome=FAILED, points=0.0, message=f"the answer is one of {letters}, not {shown}", **base)
    option, right = made.options[letter], letter == made.reference()
    return Verdict(
        outcome=PASSED if right else FAILED,
        points=float(made.points) if right else 0.0,
        detail=option.why,
        message="" if right else f"not {letter}",
        mistake=None if right else letter,
        **base,
    )


def _not_attempted(made: Exercise, shown: Observations) -> bool:
    if made.kind == "predict":
        return shown.each[0].value is ... or shown.each[0].value is None
    return all(one.raised is not None and one.raised.type_name == "NotImplementedError" for one in shown.each)


def _compare(made: Exercise, got: Observation, right: Observation) -> Difference | None:
    if got.timed_out:
        return Difference(
            f"no answer within {made.seconds:g} seconds",
            "Is there a loop that never ends, or one that is far too slow?",
        )
    if right.raised is not None:
        if got.raised is not None and got.raised.type_name == right.raised.type_name:
            return None
        came = f"it raised {got.raised.type_name}" if got.raised else "it went on"
        return Difference(f"this call must raise {right.raised.type_name}, but {came}", right.raised.message)
    if got.raised is not None and got.raised.type_name == "Unusable":
        headline, _, detail = got.raised.message.partition("\n")
        return Difference(headline, detail)
    if got.raised is not None:
        return Difference(f"your code raised {got.raised.type_name}", _where(got.raised))
    if got.changed:
        names = " and ".join(f"`{made.parameters[i]}`" for i in got.changed)
        return Difference(
            f"it changes {names} in place",
            "Whoever calls the function loses their data. Work on a copy (`x.copy()`), or build a new array.",
        )
    return difference(got.value, right.value, made.tolerance)


def _where(raised: Raised) -> str:
    message = raised.message or "without a message"
    return f"{message}\nline {raised.line_number}: {raised.line}" if raised.line else message


def _worked(made: Exercise, case: Case, right: Observation, found: Difference) -> str:
    if made.explainer is None or found.index is None:
        return ""
    return made.explainer(case.args, right.value, found.index)
