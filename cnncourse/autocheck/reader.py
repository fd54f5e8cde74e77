"""What a reader calls in a notebook: `check`, `hint`, `solution`, `progress`."""

from __future__ import annotations

import sys
from html import escape
from typing import Any

from . import catalog, remember
from .html import badge, inline, to_html
from .judge import Verdict, judge, not_a_function
from .observe import observe, plain
from .show import number_text, to_text
from .slips import references


class Score(float):
    """Points as a number, which draws its verdict in a notebook. Its text form is the number alone, as nbgrader wants.

    Attributes:
        points: the points, as a float.
        out_of: points for a full answer.
        outcome: `passed`, `partly`, `failed`, `raised`, `not attempted` or `timed out`.
        mistake: name of the known slip, or None.
        message: the headline.
        verdict: all of it.
    """

    def __new__(cls, verdict: Verdict):
        made = super().__new__(cls, verdict.points)
        made.verdict = verdict
        return made

    points = property(lambda self: float(self))
    out_of = property(lambda self: self.verdict.out_of)
    outcome = property(lambda self: self.verdict.outcome)
    mistake = property(lambda self: self.verdict.mistake)
    message = property(lambda self: self.verdict.message)

    def __repr__(self) -> str:
        return float.__repr__(self)

    __str__ = __repr__

    def __reduce__(self):
        return float, (float(self),)

    def _repr_html_(self) -> str:
        return to_html(self.verdict)


class Page(str):
    """A text that draws itself as HTML in a notebook."""

    html = ""

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        return self.html


def check(name: str, answer: Any = ..., *, seed: int = 0) -> Score:
    """Judge an answer and show the verdict.

    Args:
        name: the exercise.
        answer: what the reader wrote: the function itself (not a call of it), or the value.
        seed: draws other cases.

    Returns:
        The points, as a number that draws the verdict.
    """
    try:
        made = catalog.load(name)
    except LookupError as error:
        return _tell(Verdict(str(name), "function", "failed", 0.0, 0.0, str(error.args[0])))
    if made.kind == "function" and not callable(answer):
        verdict = not_a_function(made, plain(answer))
    else:
        cases = [] if made.kind != "function" else references(made, seed)[0]
        verdict = judge(made, observe(made, answer, cases), seed)
    remember.keep(verdict)
    if made.when_right is not None and verdict.points:
        made.when_right(verdict)
    return _tell(verdict)


def _in_notebook() -> bool:
    shell = getattr(sys.modules.get("IPython"), "get_ipython", lambda: None)()
    return shell is not None and hasattr(shell, "kernel")


def _tell(verdict: Verdict) -> Score:
    if not _in_notebook():
        print(to_text(verdict))
    return Score(verdict)


def _page(text: str, html: str) -> Page:
    page = Page(text)
    page.html = html
    return page


_BOX = (
    '<div style="border-left:4px solid #0072B2;padding:.35em .9em;max-width:52em;line-height:1.45;'
    'background:rgba(128,128,128,.07)">'
)


def hint(name: str) -> Page:
    """Show the next hint; every call shows one more."""
    made = catalog.load(name)
    shown = min(remember_hints.get(name, remember.recall().get(name, {}).get("hints", 0)) + 1, len(made.hints))
    remember_hints[name] = shown
    remember.keep_hint(name, shown)
    if not made.hints:
        return _page(f"{name} has no hints.", f"{_BOX}<code>{name}</code> has no hints.</div>")
    lines = [f"hint {i} of {len(made.hints)}: {text}" for i, text in enumerate(made.hints[:shown], 1)]
    html = "".join(
        f"<div><b>hint {i} of {len(made.hints)}</b> &ensp; {inline(text)}</div>"
        for i, text in enumerate(made.hints[:shown], 1)
    )
    return _page("\n".join(lines), f"{_BOX}{html}</div>")


remember_hints: dict[str, int] = {}  # of this session, for readers whose progress is not kept


def solution(name: str) -> Page:
    """Show the reference solution, after saying that a hint is left."""
    made = catalog.load(name)
    left = len(made.hints) - remember_hints.get(name, remember.recall().get(name, {}).get("hints", 0))
    if made.stored is not None:
        return _page(_KEPT, f"{_BOX}{_KEPT}</div>")
    told = f"{left} hint{'s' * (left != 1)} left: hint({name!r}) shows the next." if left > 0 else ""
    if made.kind == "choice":
        letter = made.reference()
        text = f"{letter}: {made.options[letter].text}\n{made.options[letter].why}"
    else:
        text = made.solved()
    comment = f"# {told}\n" if told else ""
    html = f'{_BOX}{escape(told)}<pre style="margin:.3em 0 0;white-space:pre-wrap">{escape(text)}</pre></div>'
    return _page(comment + text, html)


_KEPT = 'This copy of the course keeps its solutions. The hints are all there: hint("name").'


def progress() -> Page:
    """Show points by lesson, and what comes next."""
    known, by_lesson = remember.recall(), {}
    for name, made in catalog.exercises().items():
        row = by_lesson.setdefault(made.lesson, [0.0, 0.0, None])
        points = min(known.get(name, {}).get("points", 0.0), made.points)
        row[0], row[1] = row[0] + points, row[1] + made.points
        if points < made.points and row[2] is None:
            row[2] = name
    numbers, lines, rows = catalog.lessons(), [], []
    for slug, (points, out_of, _) in by_lesson.items():
        title = f"{numbers.get(slug, '--')} {slug.replace('_', ' ')}"
        lines.append(f"{title:26} {number_text(points):>5} of {number_text(out_of)} points")
        rows.append(
            f'<tr><td style="text-align:left">{escape(title)}</td>'
            f'<td style="text-align:left">{badge(points, out_of)}</td></tr>'
        )
    ahead = next(((slug, row[2]) for slug, row in by_lesson.items() if row[2]), None)
    last = f"next: {ahead[1]}, in lesson {numbers.get(ahead[0], '--')}" if ahead else "everything is done"
    if remember.folder() is None:
        last += " (progress is not kept here: CNNCOURSE_HOME=off)"
    return _page("\n".join([*lines, last]), f"{_BOX}<table>{''.join(rows)}</table>{escape(last)}</div>")
