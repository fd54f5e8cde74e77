"""Draw a verdict as plain text, and the words that the text and the HTML share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from .compare import shape_text
from .judge import FAILED, NOT_ATTEMPTED, PARTLY, PASSED, RAISED, TIMED_OUT, Failing, Verdict
from .observe import Raised, Strange

MARKS = {PASSED: "✓", PARTLY: "◐", FAILED: "✗", RAISED: "✗", TIMED_OUT: "✗", NOT_ATTEMPTED: "○"}
WIDEST = 8  # rows and columns of an array that are drawn


def number_text(points: float) -> str:
    """`2` for 2.0, `1.5` for 1.5."""
    return f"{points:g}"


def headline(verdict: Verdict) -> str:
    """`✗ output_size · 1 of 2 points: you rounded up`."""
    unit = "point" if verdict.out_of == 1 else "points"
    share = f"{number_text(verdict.points)} of {number_text(verdict.out_of)} {unit}"
    line = f"{MARKS[verdict.outcome]} {verdict.name} · {share}"
    return f"{line}: {verdict.message}" if verdict.message else line


def scalar_text(value: Any) -> str:
    """A short text for anything that is not an array."""
    if isinstance(value, Strange):
        return f"a {value.type_name}"
    if isinstance(value, Raised):
        return value.type_name
    if isinstance(value, bool) or value is None:
        return str(value)
    if value is ...:
        return "..."
    if isinstance(value, float):
        return f"{value:.6g}"
    if isinstance(value, np.ndarray):
        return f"array {shape_text(value.shape)}"
    if isinstance(value, (tuple, list)):
        inside = ", ".join(scalar_text(item) for item in value[:12]) + (", …" if len(value) > 12 else "")
        single = "," if isinstance(value, tuple) and len(value) == 1 else ""
        return f"({inside}{single})" if isinstance(value, tuple) else f"[{inside}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {scalar_text(item)}" for key, item in list(value.items())[:8]) + "}"
    if callable(value):
        return getattr(value, "__name__", "a function")
    text = repr(value)
    return text if len(text) <= 80 else text[:77] + "…"


def call_text(verdict: Verdict) -> str:
    """The failing call as one would type it, arrays by their shape: `corr2d(x 4×5, k 2×3)`."""
    parts = []
    for name, value in zip(verdict.parameters, verdict.failing.case.args, strict=False):
        if isinstance(value, np.ndarray):
            parts.append(f"{name} {shape_text(value.shape)}")
        elif isinstance(value, np.random.Generator):
            parts.append(f"{name}=rng")
        else:
            parts.append(f"{name}={scalar_text(value)}")
    return f"{verdict.name}({', '.join(parts)})"


def follow(value: Any, path: tuple) -> Any:
    """The part of nested plain data that a path leads to, or the whole when it leads nowhere."""
    for key in path:
        try:
            value = value[key]
        except (KeyError, IndexError, TypeError):
            return value
    return value


def told(failing: Failing) -> tuple[str, str]:
    """Yours and expected in a few words: of a dict the entry that differs, of a tuple all of it."""
    pair = failing.got.value, failing.expected
    if failing.found.path and isinstance(failing.expected, dict):
        pair = tuple(follow(value, failing.found.path[:1]) for value in pair)
    return scalar_text(pair[0]), scalar_text(pair[1])


@dataclass(frozen=True)
class Patch:
    """A small 2-D piece of an array, around a place that matters.

    Attributes:
        values: the piece, 2-D.
        where: which slice of the array it is, "" when it is all of it.
        corner: row and column of its first element within that slice.
        clipped: whether rows or columns were left out.
    """

    values: np.ndarray
    where: str
    corner: tuple[int, int]
    clipped: bool


def patch(array: np.ndarray, index: tuple[int, ...] | None = None) -> Patch | None:
    """Cut the piece of `array` that is drawn: the 2-D slice that holds `index`, at most `WIDEST` wide and high.

    Axes are taken as `n h w c`: of a 4-D array the middle two are drawn, of a 3-D array the first two.
    """
    if array.size == 0:
        return None
    index = index if index is not None and len(index) == array.ndim else (0,) * array.ndim
    rows, columns = {0: (0, 0), 1: (-1, 0), 2: (0, 1), 3: (0, 1), 4: (1, 2)}.get(
        array.ndim, (array.ndim - 2, array.ndim - 1)
    )
    if array.ndim < 2:
        plane, where, row, column = array.reshape(1, -1), "", 0, (index[0] if index else 0)
    else:
        picked = tuple(slice(None) if axis in (rows, columns) else index[axis] for axis in range(array.ndim))
        plane, row, column = array[picked], index[rows], index[columns]
        where = (
            ""
            if array.ndim == 2
            else "["
            + ", ".join(":" if axis in (rows, columns) else str(index[axis]) for axis in range(array.ndim))
            + "]"
        )
    top = min(max(0, row - WIDEST // 2), max(0, plane.shape[0] - WIDEST))
    left = min(max(0, column - WIDEST // 2), max(0, plane.shape[1] - WIDEST))
    piece = plane[top : top + WIDEST, left : left + WIDEST]
    return Patch(piece, where, (top, left), piece.shape != plane.shape)


def cell_text(value: Any) -> str:
    """One array element in few characters."""
    if isinstance(value, (np.floating, float)):
        return f"{value:.3g}"
    return str(value)[:8]


def grid_text(array: np.ndarray, index: tuple[int, ...] | None = None) -> list[str]:
    """Lines that show a piece of an array, right-aligned."""
    cut = patch(array, index)
    if cut is None:
        return ["(empty)"]
    cells = [[cell_text(value) for value in row] for row in cut.values]
    width = max(len(text) for row in cells for text in row)
    lines = ["  ".join(text.rjust(width) for text in row) for row in cells]
    return lines + ["…"] if cut.clipped else lines


def to_text(verdict: Verdict) -> str:
    """The verdict for a terminal."""
    lines = [headline(verdict)]
    if verdict.failing is not None:
        lines += _failing_text(verdict)
    lines += [f"  {line}" for line in verdict.detail.splitlines()]
    if len(verdict.labels) > 1:
        lines.append("  " + cases_text(verdict))
    if verdict.printed.strip():
        lines.append(f"  your code printed: {clip(verdict.printed)}")
    return "\n".join(lines)


def cases_text(verdict: Verdict) -> str:
    """Which named cases passed, and which did not."""
    good = " · ".join(label for label, passed in verdict.labels if passed)
    bad = " · ".join(label for label, passed in verdict.labels if not passed)
    if not bad:
        return f"every case: {good}"
    return f"not yet: {bad}" if not good else f"passed: {good}    not yet: {bad}"


def clip(text: str, longest: int = 400) -> str:
    """The start of a long text, with a count of what is left out."""
    text = text.strip()
    return text if len(text) <= longest else f"{text[:longest]} … ({len(text) - longest:,} more characters)"


def _failing_text(verdict: Verdict) -> list[str]:
    failing = verdict.failing
    got, expected = (
        follow(failing.got.value, failing.found.path),
        follow(failing.expected, failing.found.path),
    )
    if failing.got.raised is not None or failing.got.timed_out or failing.got.changed:
        return [f"  {call_text(verdict)}"]
    if isinstance(got, np.ndarray) and isinstance(expected, np.ndarray):
        lines = [f"  {call_text(verdict)} → yours {shape_text(got.shape)}, expected {shape_text(expected.shape)}"]
        if failing.found.index is not None:
            at = failing.found.index
            lines[0] += f"; {failing.found.count} of {failing.found.total} values differ"
            lines.append(f"  first at {list(at)}: yours {cell_text(got[at])}, expected {cell_text(expected[at])}")
        lines += _side_by_side(grid_text(got, failing.found.index), grid_text(expected, failing.found.index))
    else:
        mine, theirs = told(failing)
        lines = [f"  {call_text(verdict)}     yours {mine}     expected {theirs}"]
    return lines + ([f"  {failing.worked}"] if failing.worked else [])


def _side_by_side(left: list[str], right: list[str]) -> list[str]:
    width = max(5, *(len(line) for line in left))
    height = max(len(left), len(right))
    left, right = ([*side, *[""] * (height - len(side))] for side in (left, right))
    return [f"    {'yours'.ljust(width)}   expected"] + [
        f"    {a.ljust(width)}   {b}" for a, b in zip(left, right, strict=True)
    ]
