"""From a fork's message to a verdict, in the process that holds the solutions."""

from __future__ import annotations

import contextlib
from typing import Any

from cnncourse.autocheck import Verdict
from cnncourse.autocheck.define import Exercise
from cnncourse.autocheck.judge import judge, not_a_function
from cnncourse.autocheck.observe import Observation, Observations, Raised
from cnncourse.autocheck.slips import references


def judged(made: Exercise, shown: Any, seed: int, flags: list[str]) -> Verdict:
    """The verdict on what a fork sent back, none of which is trusted.

    Args:
        made: the exercise.
        shown: the fork's message, or a sentence on the accident that ended it.
        seed: of the inputs.
        flags: remarks for the instructor are added to it.
    """
    blank = {"name": made.name, "kind": made.kind, "points": 0.0, "out_of": made.points}
    if isinstance(shown, str):
        return Verdict(outcome="raised", message=shown, **blank)
    if not isinstance(shown, dict):
        return Verdict(outcome="failed", message="what came back could not be read", **blank)
    if isinstance(shown.get("error"), Raised):
        error = shown["error"]
        return Verdict(outcome="raised", message=f"your code raised {error.type_name}", detail=error.message, **blank)
    if made.kind != "function":
        return judge(made, Observations((Observation(shown.get("value")),)), seed)
    if shown.get("each") is None:
        return not_a_function(made, shown.get("value", ...))
    expected = references(made, seed)[1]
    each = shown["each"]
    if not isinstance(each, tuple) or len(each) != len(expected.each) or not all(type(o) is Observation for o in each):
        return Verdict(outcome="failed", message="what came back could not be read", **blank)
    if needs_examination(expected) and not shown.get("examined") and not all(o.raised for o in each):
        message = "the model could not be built again from Keras' own layers, so it was not measured"
        return Verdict(outcome="failed", message=message, **blank)
    with contextlib.suppress(TypeError, ValueError):
        seconds = float(shown.get("seconds", 0.0))
        seen = Observations(each, str(shown.get("printed", "")), shown.get("repeatable") is not False, seconds)
        return judge(made, seen, seed)
    return Verdict(outcome="failed", message="what came back could not be read", **blank)


def needs_examination(expected: Observations) -> bool:
    """Whether the facts that are compared are mere yes and no, which code beside them could claim.

    A response to given weights needs none: whoever could claim the right numbers has built the right network.
    """
    return all(isinstance(one.value, dict) and "it was trained" in one.value for one in expected.each)


SIGNALS = {
    6: "aborted by compiled code", 9: "killed: it used too much memory or time", 11: "a crash in compiled code",
    24: "it used too much processor time", 25: "it wrote too large a file",
}  # fmt: skip


def accident(end: dict) -> str:
    """A sentence on how a fork ended."""
    if end["ended"] == "late":
        return "no answer within the time allowed"
    if end["ended"] == "garbled":
        return "what came back could not be read"
    number = end.get("signal", 0)
    if end["ended"] not in ("died", "done"):
        return end["ended"]
    return (
        f"the process ended (signal {number}, {SIGNALS.get(number, 'unusual')})"
        if number
        else "the process ended itself"
    )
