"""Say whether two pieces of plain data agree, and if not, in what way they differ."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from .observe import Strange


@dataclass(frozen=True)
class Difference:
    """How an answer differs: a headline, a sentence, and where the first difference stands.

    Attributes:
        headline: to stand behind a colon: "right shape, wrong numbers".
        detail: what to look at, or "".
        index: place of the first differing element of an array.
        path: keys that lead into tuples and dicts.
        count: differing elements, of `total`.
    """

    headline: str
    detail: str = ""
    index: tuple[int, ...] | None = None
    path: tuple = ()
    count: int = 0
    total: int = 0


def difference(got: Any, expected: Any, tolerance: float = 1e-5) -> Difference | None:
    """The way in which `got` differs from `expected`, or None if it does not.

    Args:
        got: plain data from the reader.
        expected: plain data from the reference.
        tolerance: largest difference that passes, relative to the largest expected magnitude.
    """
    if isinstance(got, np.ndarray) and got.ndim == 0 and not isinstance(expected, np.ndarray):
        got = got.item()
    if got is None and expected is not None:
        return Difference("it returned None", "A function without `return` gives None.")
    if got is ...:
        return Difference("it returned `...`", "Write a value in place of the dots.")
    if isinstance(got, Strange):
        return _strange(got, expected)
    if isinstance(expected, np.ndarray):
        return _arrays(got, expected, tolerance)
    if isinstance(expected, dict):
        return _dicts(got, expected, tolerance)
    if isinstance(expected, (tuple, list)):
        return _sequences(got, expected, tolerance)
    return _scalars(got, expected, tolerance)


def _strange(got: Strange, expected: Any) -> Difference:
    article = "an" if got.type_name[:1] in "aeiouAEIOU" else "a"
    tips = {
        "generator": "Collect what it yields, or use `return` in place of `yield`.",
        "function": "Call the function: are the parentheses missing?",
        "KerasTensor": "A Keras tensor is a promise of numbers. Return the model, or call it on an array.",
    }
    detail = tips.get(got.type_name, f"It looks like this: {got.text}" if got.text else "")
    return Difference(f"{article} {got.type_name} where {kind_of(expected)} was expected", detail)


def kind_of(value: Any) -> str:
    """What a piece of plain data is, in words."""
    if isinstance(value, np.ndarray):
        return "an array"
    if isinstance(value, Strange):
        return f"a {value.type_name}"
    words = {
        bool: "True or False",
        int: "a whole number",
        float: "a number",
        str: "a text",
        tuple: "a tuple",
        list: "a list",
        dict: "a dict",
        type(None): "None",
    }
    return words.get(type(value), f"a {type(value).__name__}")


def _scalars(got: Any, expected: Any, tolerance: float) -> Difference | None:
    if isinstance(expected, (bool, str, type(None))):
        if type(got) is not type(expected):
            return Difference(f"{kind_of(got)} where {kind_of(expected)} was expected")
        return None if got == expected else Difference("not the expected value")
    if isinstance(got, np.ndarray):
        return Difference(
            f"an array of shape {got.shape} where one number was expected",
            "Which of its numbers is the answer?",
        )
    if isinstance(got, bool) or not isinstance(got, (int, float, complex)):
        return Difference(f"{kind_of(got)} where {kind_of(expected)} was expected")
    if isinstance(got, float) and math.isnan(got):
        same = isinstance(expected, float) and math.isnan(expected)
        return (
            None
            if same
            else Difference("it is NaN, not a number", "0/0, inf − inf and log of a negative number give NaN.")
        )
    if isinstance(expected, int):
        if got == expected:
            if isinstance(got, int):
                return None
            return Difference(
                "right value, but a float",
                "Whole numbers are expected here: `//` divides and stays whole, `int(…)` converts.",
            )
        return Difference("not the expected number", _number_tip(got, expected))
    if got == expected or (
        math.isfinite(abs(expected)) and abs(got - expected) <= tolerance * max(abs(expected), 1e-12)
    ):
        return None
    return Difference("not the expected number", _number_tip(got, expected))


def _number_tip(got: Any, expected: Any) -> str:
    if isinstance(got, complex) or not math.isfinite(got):
        return ""
    if got == -expected:
        return "Only the sign differs."
    if isinstance(expected, int) and abs(got - expected) == 1:
        return f"It is one too {'many' if got > expected else 'few'}."
    return ""


def _sequences(got: Any, expected: Any, tolerance: float) -> Difference | None:
    if isinstance(got, np.ndarray):
        got = tuple(got.tolist()) if got.ndim == 1 else tuple(got)
    if not isinstance(got, (tuple, list)):
        return Difference(
            f"{kind_of(got)} where {len(expected)} values were expected", "Separate the values by commas."
        )
    if len(got) != len(expected):
        return Difference(f"{len(got)} values where {len(expected)} were expected")
    found = [difference(mine, theirs, tolerance) for mine, theirs in zip(got, expected, strict=True)]
    if not any(found):
        return None
    place = next(i for i, one in enumerate(found) if one is not None)
    first = found[place]
    if len(got) == 2 and not any(difference(a, b, tolerance) for a, b in zip(got, expected[::-1], strict=True)):
        return Difference("the two values are swapped", path=(place,))
    headline = first.headline
    if place < len(_ORDINALS):
        nested = isinstance(expected[place], (tuple, list)) and first.path
        where = f"the {_ORDINALS[place]} value"
        headline = f"in {where} {headline}" if nested else f"{where}: {headline}"
    detail = "" if first.detail.startswith("It is one too") else first.detail
    return Difference(headline, detail, first.index, (place, *first.path), first.count, first.total)


_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")


def _dicts(got: Any, expected: dict, tolerance: float) -> Difference | None:
    if not isinstance(got, dict):
        return Difference(f"{kind_of(got)} where a dict was expected")
    if missing := [key for key in expected if key not in got]:
        return Difference(f"{missing[0]!r} is missing")
    for key, theirs in expected.items():
        if (found := difference(got[key], theirs, tolerance)) is not None:
            headline = f"{key}: {found.headline}"
            return Difference(headline, found.detail, found.index, (key, *found.path), found.count, found.total)
    return None


def _arrays(got: Any, expected: np.ndarray, tolerance: float) -> Difference | None:
    if isinstance(got, (list, tuple)):
        return Difference(f"{kind_of(got)} where an array was expected", "`np.array(…)` makes one.")
    if not isinstance(got, np.ndarray):
        return Difference(f"{kind_of(got)} where an array of shape {expected.shape} was expected")
    if got.shape != expected.shape:
        return _shapes(got, expected, tolerance)
    wrong = ~_close(got, expected, tolerance)
    if not wrong.any():
        return None
    index = tuple(int(i) for i in np.argwhere(wrong)[0])
    headline, detail = _array_tip(got, expected, tolerance)
    return Difference(headline, detail, index, (), int(wrong.sum()), wrong.size)


def _shapes(got: np.ndarray, expected: np.ndarray, tolerance: float) -> Difference:
    detail = ""
    if got.size == expected.size and got.ndim == expected.ndim and got.shape == expected.shape[::-1]:
        detail = "Rows and columns are exchanged."
    elif got.size == expected.size and got.squeeze().shape == expected.squeeze().shape:
        detail = "An axis of length one is missing or left over (`keepdims`, `np.newaxis`)."
    elif got.ndim != expected.ndim:
        detail = f"It has {got.ndim} axes; {expected.ndim} were expected."
    return Difference(f"shape {shape_text(got.shape)} where {shape_text(expected.shape)} was expected", detail)


def _close(got: np.ndarray, expected: np.ndarray, tolerance: float) -> np.ndarray:
    """Elementwise agreement; the scale is the array's largest finite magnitude, so that cancellation is forgiven."""
    if expected.dtype.kind not in "iufcb" or got.dtype.kind not in "iufcb":
        return np.asarray(got == expected)
    wide = np.result_type(got, expected, np.float64)
    got, expected = got.astype(wide), expected.astype(wide)
    finite = np.abs(expected[np.isfinite(expected)])
    scale = float(finite.max()) if finite.size else 1.0
    with np.errstate(invalid="ignore"):
        near = np.abs(got - expected) <= tolerance * max(scale, 1e-12)
    return near | (got == expected) | (np.isnan(got) & np.isnan(expected))


def _array_tip(got: np.ndarray, expected: np.ndarray, tolerance: float) -> tuple[str, str]:
    """What kind of wrong numbers these are, when it shows."""
    if (
        got.dtype.kind in "fc"
        and np.isnan(got).any()
        and not (expected.dtype.kind in "fc" and np.isnan(expected).any())
    ):
        return "right shape, but NaN in it", "0/0, inf − inf and log of a negative number give NaN."
    if got.dtype == np.float16 and _close(got, expected, 2e-3).all():
        return "right, but only to the three digits of float16", "Compute in float32 or float64."
    for turned, words in _turned(expected):
        if turned.shape == got.shape and expected.size > 1 and _close(got, turned, tolerance).all():
            return f"right numbers, {words}", ""
    if got.dtype.kind not in "iuf" or expected.dtype.kind not in "iuf":
        return "right shape, wrong values", ""
    got, expected = got.astype(float), expected.astype(float)
    if np.isfinite([got, expected]).all() and expected.size > 1 and np.abs(expected).max() > 0:
        ratio = float((got * expected).sum() / (expected * expected).sum())
        if ratio != 0 and abs(ratio - 1) > 1e-3 and _close(got, ratio * expected, tolerance).all():
            return (
                f"right shape, every value {ratio:.4g} times what was expected",
                "Is a factor or a division missing, or one too many?",
            )
        shift = float((got - expected).mean())
        if _close(got, expected + shift, tolerance).all():
            return f"right shape, every value off by {shift:+.4g}", ""
    return "right shape, wrong numbers", ""


def _turned(array: np.ndarray):
    yield -array if array.dtype.kind in "if" else array, "with the opposite sign"
    if array.ndim == 2:
        yield array.T, "with rows and columns exchanged"
        yield array[::-1], "upside down"
        yield array[:, ::-1], "mirrored"
        yield array[::-1, ::-1], "turned by half a turn"


def shape_text(shape: tuple[int, ...]) -> str:
    """A shape as readers write it: `3×4`, `5 values`, `a single number`."""
    if len(shape) == 1:
        return f"{shape[0]} value{'s' * (shape[0] != 1)}"
    return "×".join(map(str, shape)) if shape else "a single number"
