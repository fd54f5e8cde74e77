"""Draw a verdict for a notebook: the same words as the text, with arrays as small shaded grids."""

from __future__ import annotations

import re
from html import escape

import numpy as np

from .compare import shape_text
from .judge import FAILED, NOT_ATTEMPTED, PARTLY, PASSED, RAISED, TIMED_OUT, Verdict
from .show import call_text, cell_text, clip, follow, headline, number_text, patch, told

# Okabe & Ito's colors, told apart by the color-blind; text keeps the theme's own color, so both themes are legible.
COLORS = {
    PASSED: "#009E73",
    PARTLY: "#E69F00",
    FAILED: "#D55E00",
    RAISED: "#D55E00",
    TIMED_OUT: "#D55E00",
    NOT_ATTEMPTED: "#8A8A8A",
}
_SHADE = "0,114,178"
_ROW = "display:flex;flex-wrap:wrap;gap:1.4em;align-items:flex-start;margin-top:.5em"
_TABLE = "border-collapse:collapse;margin:0;font-size:85%;font-variant-numeric:tabular-nums"
_CELL = "padding:.1em .45em;text-align:right"
_BAR = "display:inline-block;width:8em;height:.7em;background:rgba(128,128,128,.25);vertical-align:middle"
_SMALL = 36  # elements of an argument that is drawn in full


def to_html(verdict: Verdict) -> str:
    """The verdict for a notebook. It inherits the theme's text color and uses no script and no style sheet."""
    color = COLORS[verdict.outcome]
    parts = [f'<div style="font-weight:600">{_title(verdict)}</div>']
    if verdict.failing is not None:
        parts.append(_failing(verdict))
    if verdict.detail:
        parts.append(f'<div style="margin-top:.4em;white-space:pre-line">{inline(verdict.detail)}</div>')
    if len(verdict.labels) > 1:
        parts.append(_cases(verdict))
    if verdict.printed.strip():
        parts.append(
            f'<details style="margin-top:.4em"><summary>your code printed</summary><pre style="margin:.2em 0;'
            f'white-space:pre-wrap">{escape(clip(verdict.printed))}</pre></details>'
        )
    return (
        f'<div role="status" style="border-left:4px solid {color};padding:.35em .9em;margin:.2em 0;max-width:52em;'
        f'line-height:1.45;background:rgba(128,128,128,.07)">{"".join(parts)}</div>'
    )


def _title(verdict: Verdict) -> str:
    mark, _, rest = headline(verdict).partition(" ")
    rest = rest.removeprefix(verdict.name)
    return f"{_colored(mark, COLORS[verdict.outcome])} <code>{escape(verdict.name)}</code>{inline(rest)}"


def _colored(text: str, color: str) -> str:
    return f'<span style="color:{color}">{text}</span>'


_STRESS = re.compile(r"(?<![\w*])\*([^\s*](?:[^*]*[^\s*])?)\*(?![\w*])")


def inline(text: str) -> str:
    """A line of Markdown as HTML: escaped, what stands between backticks as code, between single stars stressed."""
    pieces = escape(text).split("`")
    if len(pieces) % 2 == 0:  # one without a partner
        pieces[-2:] = [f"{pieces[-2]}`{pieces[-1]}"]
    return "".join(
        f"<code>{piece}</code>" if i % 2 else _STRESS.sub(r"<em>\1</em>", piece) for i, piece in enumerate(pieces)
    )


def _cases(verdict: Verdict) -> str:
    chips = []
    for label, passed in verdict.labels:
        color, mark = (COLORS[PASSED], "✓") if passed else (COLORS[FAILED], "✗")
        chips.append(
            f'<span style="white-space:nowrap;margin-right:1em">{_colored(mark, color)} {escape(label)}</span>'
        )
    return f'<div style="margin-top:.4em;font-size:90%">{" ".join(chips)}</div>'


def _failing(verdict: Verdict) -> str:
    failing = verdict.failing
    got, expected = (
        follow(failing.got.value, failing.found.path),
        follow(failing.expected, failing.found.path),
    )
    call = f"<code>{escape(call_text(verdict))}</code>"
    if failing.got.raised is not None or failing.got.timed_out or failing.got.changed:
        return f'<div style="margin-top:.4em">{call}</div>'
    if not (isinstance(got, np.ndarray) and isinstance(expected, np.ndarray)):
        mine, theirs = (f"<code>{escape(text)}</code>" for text in told(failing))
        body = f"{call} &ensp; yours {mine} &ensp; expected {theirs}"
        return f'<div style="margin-top:.4em">{body}</div>{_arguments(verdict)}{_worked(failing.worked)}'
    counts, index = "", failing.found.index
    if index is not None:
        place = ", ".join(map(str, index))
        counts = (
            f"; {failing.found.count} of {failing.found.total} values differ, the first at [{place}]: "
            f"yours {cell_text(got[index])}, expected {cell_text(expected[index])}"
        )
    low, high = _range(expected)
    wrong = (
        None
        if got.shape != expected.shape
        else ~np.isclose(
            *_comparable(got, expected), rtol=1e-4, atol=1e-6 * max(abs(low), abs(high), 1e-9), equal_nan=True
        )
    )
    drawn = "".join(_figure(name, value, None, *_range(value)) for name, value in _small_arguments(verdict))
    drawn += _figure("yours", got, index, low, high, wrong) + _figure("expected", expected, index, low, high, wrong)
    return (
        f'<div style="margin-top:.4em">{call} → yours {shape_text(got.shape)}, expected {shape_text(expected.shape)}'
        f'{counts}</div><div style="{_ROW}">{drawn}</div>{_worked(failing.worked)}'
    )


def _worked(text: str) -> str:
    return f'<div style="margin-top:.4em"><code>{escape(text)}</code></div>' if text else ""


def _small_arguments(verdict: Verdict) -> list[tuple[str, np.ndarray]]:
    pairs = zip(verdict.parameters, verdict.failing.case.args, strict=False)
    return [(name, value) for name, value in pairs if isinstance(value, np.ndarray) and 0 < value.size <= _SMALL]


def _arguments(verdict: Verdict) -> str:
    drawn = "".join(_figure(name, value, None, *_range(value)) for name, value in _small_arguments(verdict))
    return f'<div style="{_ROW}">{drawn}</div>' if drawn else ""


def _comparable(got: np.ndarray, expected: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    if got.dtype.kind in "biufc" and expected.dtype.kind in "biufc":
        return got.astype(np.result_type(got, np.float64)), expected.astype(np.result_type(expected, np.float64))
    return (got == expected).astype(float), np.ones(expected.shape)


def _range(array: np.ndarray) -> tuple[float, float]:
    if array.dtype.kind not in "biuf":
        return 0.0, 1.0
    finite = array[np.isfinite(array)] if array.dtype.kind == "f" else array
    return (float(finite.min()), float(finite.max())) if finite.size else (0.0, 1.0)


def _figure(name: str, array: np.ndarray, index, low: float, high: float, wrong: np.ndarray | None = None) -> str:
    cut = patch(array, index)
    title = f'<div style="font-size:85%;margin-bottom:.2em">{escape(name)} {shape_text(array.shape)}'
    if cut is None:
        return f"<div>{title}</div>(empty)</div>"
    marked = (
        patch(wrong, index).values
        if wrong is not None and wrong.shape == array.shape
        else np.zeros(cut.values.shape, bool)
    )
    rows = "".join(_row(values, marks, low, high) for values, marks in zip(cut.values, marked, strict=True))
    note = f" {cut.where}" if cut.where else ""
    note += f", from row {cut.corner[0]}, column {cut.corner[1]}" if cut.clipped else ""
    table = f'<table style="{_TABLE}">{rows}</table>'
    return f"<div>{title}{note}</div>{table}{'…' if cut.clipped else ''}</div>"


def _row(values: np.ndarray, marks: np.ndarray, low: float, high: float) -> str:
    cells = []
    for value, marked in zip(values, marks, strict=True):
        depth = 0.0
        if isinstance(value, (np.integer, np.floating, np.bool_)) and np.isfinite(value) and high > low:
            depth = min(1.0, max(0.0, (float(value) - low) / (high - low)))
        edge = f"2px solid {COLORS[FAILED]}" if marked else "1px solid rgba(128,128,128,.35)"
        cells.append(
            f'<td style="{_CELL};border:{edge};background:rgba({_SHADE},{0.45 * depth:.2f})">'
            f"{escape(cell_text(value))}</td>"
        )
    return f"<tr>{''.join(cells)}</tr>"


def badge(points: float, out_of: float) -> str:
    """A small bar that shows points out of the possible, for `progress()`."""
    share = 0 if out_of == 0 else points / out_of
    return (
        f'<span style="{_BAR}">'
        f'<span style="display:block;width:{100 * share:.0f}%;height:100%;background:{COLORS[PASSED]}"></span></span>'
        f" {number_text(points)} / {number_text(out_of)}"
    )
