"""Run a reader's answer on the cases and bring back plain data only."""

from __future__ import annotations

import copy
import linecache
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from .capture import TimedOut, captured, time_limit
from .define import Case, Exercise

LARGEST = 256 * 2**20  # bytes of an array that is still copied
DEEPEST, LONGEST = 12, 20_000  # nesting and number of items of containers
_HERE = str(Path(__file__).parent)


@dataclass(frozen=True)
class Strange:
    """Something that is not plain data, told by its type and the start of its text."""

    type_name: str
    text: str = ""


@dataclass(frozen=True)
class Raised:
    """An exception of the reader's code: its type, its message, and the line of theirs that it came from."""

    type_name: str
    message: str
    line_number: int | None = None
    line: str = ""


class Unusable(Exception):
    """Raised by an observer when an answer returns something that cannot be examined.

    Args:
        headline: what came, to stand behind a colon: "it returned a layer, not a tensor".
        detail: what to do.
    """

    def __init__(self, headline: str, detail: str = ""):
        super().__init__(headline, detail)


@dataclass(frozen=True)
class Observation:
    """What one case showed: a value or an exception, and which arguments were changed in place."""

    value: Any = None
    raised: Raised | None = None
    changed: tuple[int, ...] = ()
    timed_out: bool = False


@dataclass(frozen=True)
class Observations:
    """What all cases showed, what was printed meanwhile, and whether a repeated call answered the same."""

    each: tuple[Observation, ...]
    printed: str = ""
    repeatable: bool = True
    seconds: float = 0.0


def observe(made: Exercise, answer: Any, cases: list[Case], twice: bool = True) -> Observations:
    """Try `answer` on every case. Never raises for what the reader's code does.

    Args:
        made: the exercise.
        answer: a function, or the value that was predicted or chosen.
        cases: what a function is called with.
        twice: whether the first case is tried again, to see if the same call gives the same answer.
    """
    started = time.perf_counter()
    if made.kind != "function":
        return Observations((Observation(plain(answer)),))
    each: list[Observation] = []
    again = None
    with captured() as printed:
        try:
            with time_limit(made.seconds):
                for case in cases:
                    each.append(_observe_case(made, answer, case))
                if twice and made.observer is None:
                    again = _observe_case(made, answer, cases[0])
        except TimedOut:
            each += [Observation(timed_out=True)] * (len(cases) - len(each))
    repeatable = again is None or identical(again, each[0])
    return Observations(tuple(each), printed.text, repeatable, time.perf_counter() - started)


def _observe_case(made: Exercise, answer: Callable, case: Case) -> Observation:
    args = copy.deepcopy(case.args)
    try:
        value = made.observer(answer, args) if made.observer else answer(*args)
        value = plain(value)
    except TimedOut:
        raise
    except BaseException as error:  # SystemExit and the stop button included: the reader gets a verdict
        return Observation(raised=_raised(error))
    changed = tuple(i for i, (now, before) in enumerate(zip(args, case.args, strict=True)) if _changed(now, before))
    return Observation(value, changed=changed)


def _changed(now: Any, before: Any) -> bool:
    if isinstance(before, np.ndarray):
        return not same_array(now, before)
    if isinstance(before, (list, dict)):
        return repr(now) != repr(before)
    return False


def _raised(error: BaseException) -> Raised:
    number, line, trace = None, "", error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if not name.startswith(_HERE) and "site-packages" not in name and not name.startswith("<frozen"):
            number = trace.tb_lineno
            line = linecache.getline(name, number).strip()
        trace = trace.tb_next
    if isinstance(error, Unusable):
        return Raised("Unusable", "\n".join(error.args))
    try:
        message = str(error)
    except Exception:
        message = ""
    return Raised(type(error).__name__, message[:500], number, line[:200])


def plain(value: Any, depth: int = 0) -> Any:
    """A copy of `value` made of numbers, strings, tuples, lists, dicts and base arrays; `Strange` for the rest.

    Tensors become arrays. Subclasses lose what they override, so no method of the reader's ever runs in a comparison.
    """
    if depth > DEEPEST:
        return Strange(type(value).__name__, "nested too deep")
    if value is None or value is ... or type(value) in (bool, int, float, complex, str):
        return value
    if isinstance(value, np.generic):
        return plain(value.item(), depth + 1) if type(value).__module__ == "numpy" else Strange(type(value).__name__)
    if isinstance(value, np.ndarray):
        return _plain_array(value)
    for base, copied in _BASES:
        if isinstance(value, base):
            return copied(value)
    for base in (tuple, list, dict):
        if isinstance(value, base):
            return _plain_container(value, base, depth + 1)
    if hasattr(value, "__array__") or hasattr(value, "numpy"):
        try:
            return _plain_array(np.asarray(value))
        except Exception:
            return Strange(type(value).__name__, "a symbolic tensor, which has no numbers yet")
    return Strange(type(value).__name__, _short(value))


_BASES = (
    (bool, lambda value: bool(int.__add__(value, 0))),
    (int, lambda value: int.__add__(value, 0)),
    (float, lambda value: float.__add__(value, 0.0)),
    (str, lambda value: str.__getitem__(value, slice(None))),
)


def _plain_container(value: Any, base: type, depth: int) -> Any:
    if base.__len__(value) > LONGEST:
        return Strange(type(value).__name__, f"{base.__len__(value)} items")
    if base is dict:
        return {_key(key): plain(item, depth) for key, item in dict.items(value)}
    return base([plain(item, depth) for item in base.__iter__(value)])


def _key(key: Any) -> Any:
    return key if type(key) in (str, int, bool, float) else _short(key)


def _plain_array(value: np.ndarray) -> Any:
    base = np.ndarray.view(value, np.ndarray)
    if base.dtype.kind not in "biufcU" or base.dtype.itemsize > 1024:
        return Strange("ndarray", f"an array of {base.dtype}")
    if base.nbytes > LARGEST:
        return Strange("ndarray", f"an array of {base.nbytes / 2**20:.0f} MB")
    return np.array(base, copy=True)


def _short(value: Any) -> str:
    try:
        return repr(value)[:80]
    except BaseException:
        return "an object that cannot be shown"


def same_array(a: Any, b: np.ndarray) -> bool:
    """Same shape, kind and numbers, NaN equal to NaN."""
    return isinstance(a, np.ndarray) and a.shape == b.shape and np.array_equal(a, b, equal_nan=a.dtype.kind in "fc")


def identical(a: Observation, b: Observation) -> bool:
    """Whether two observations show the same thing to the last digit."""
    if (a.raised is None) != (b.raised is None) or a.timed_out != b.timed_out:
        return False
    if a.raised is not None:
        return a.raised.type_name == b.raised.type_name
    return _identical(a.value, b.value)


def _identical(a: Any, b: Any) -> bool:
    if isinstance(a, np.ndarray):
        return isinstance(b, np.ndarray) and same_array(a, b)
    if isinstance(a, (tuple, list)):
        return type(a) is type(b) and len(a) == len(b) and all(map(_identical, a, b))
    if isinstance(a, dict):
        return isinstance(b, dict) and a.keys() == b.keys() and all(_identical(a[key], b[key]) for key in a)
    if isinstance(a, float) and isinstance(b, float) and math.isnan(a):
        return math.isnan(b)
    if isinstance(a, Strange):
        return isinstance(b, Strange) and a.type_name == b.type_name
    return type(a) is type(b) and a == b
