"""What people read: one page about the class, and one for each student. Plain HTML, no script, nothing from outside."""

from __future__ import annotations

from collections import Counter
from html import escape
from pathlib import Path

from cnncourse.autocheck import catalog, load

from .exports import file_name, totals
from .gradebook import Gradebook, Handed, Row

STYLE = """
:root { color-scheme: light dark; --line: #8884; --fill: #0072B2; --soft: #8882; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem;
  overflow-wrap: anywhere; background: Canvas; color: CanvasText }
h1 { font-size: 1.4rem } h2 { font-size: 1.1rem; margin-top: 2rem }
table { border-collapse: collapse; width: 100%; } .wide { overflow-x: auto }
td, th { text-align: left; padding: .25rem .5rem; border-bottom: 1px solid var(--line); vertical-align: top }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums }
.bar { background: var(--soft); width: 8rem; height: .7rem; display: inline-block }
.bar i { background: var(--fill); height: 100%; display: block }
.columns { display: flex; align-items: flex-end; gap: 2px; height: 9rem; border-bottom: 1px solid var(--line) }
.columns div { flex: 1; background: var(--fill); min-height: 1px; position: relative }
.columns span { position: absolute; top: -1.4rem; width: 100%; text-align: center; font-size: .8rem }
.scale { display: flex; justify-content: space-between; font-size: .8rem }
.written { white-space: pre-wrap; border-left: 3px solid var(--line); padding-left: .75rem }
code { font-size: .9em } .note { opacity: .75 }
"""


def write(book: Gradebook, folder: Path) -> list[Path]:
    """Write `class.html` and `students/NAME.html`; returns the paths."""
    rows, handed = book.rows(), book.submissions()
    made = [_save(folder / "class.html", "The class", class_page(rows, handed))]
    (folder / "students").mkdir(exist_ok=True)
    for student in dict.fromkeys(one.student for one in handed):
        own = [row for row in rows if row.student == student]
        files = [one for one in handed if one.student == student]
        path = folder / "students" / f"{file_name(student)}.html"
        made.append(_save(path, student, student_page(student, own, files)))
    return made


def _save(path: Path, title: str, body: str) -> Path:
    path.write_text(
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{STYLE}</style></head><body>{body}</body></html>\n",
        encoding="utf-8",
    )
    return path


def class_page(rows: list[Row], handed: list[Handed]) -> str:
    """The body of the page about the class."""
    parts = [f"<h1>{len({one.student for one in handed})} students, {len(handed)} notebooks</h1>"]
    for lesson in dict.fromkeys(row.lesson for row in rows):
        own = [row for row in rows if row.lesson == lesson]
        parts += [f"<h2>{_number(lesson)} · {escape(lesson.replace('_', ' '))}</h2>", _distribution(own)]
        parts += [_by_exercise(own), _slips(own)]
    parts.append(_look(rows, handed))
    return "".join(parts)


def _number(lesson: str) -> str:
    return catalog.lessons().get(lesson, "--")


def _distribution(rows: list[Row]) -> str:
    """How many students reached how much, in tenths of the points."""
    reached = [points / out_of if out_of else 0.0 for points, out_of in totals(rows).values()]
    tenths = Counter(min(int(10 * share + 1e-9), 9) for share in reached)
    most = max(tenths.values())
    columns = "".join(
        f'<div style="height:{100 * tenths[i] / most:.0f}%" title="{10 * i}–{10 * i + 10} %: {tenths[i]}">'
        f"<span>{tenths[i] or ''}</span></div>"
        for i in range(10)
    )
    middle = sorted(reached)[len(reached) // 2]
    return (
        f"<p>{len(reached)} handed in; half of them reached {100 * middle:.0f} % of the points or more.</p><br>"
        f'<div class="columns" role="img" aria-label="students by share of points">{columns}</div>'
        '<div class="scale"><span>0 %</span><span>of the points</span><span>100 %</span></div>'
    )


def _bar(share: float) -> str:
    return f'<span class="bar"><i style="width:{100 * share:.0f}%"></i></span> {100 * share:.0f} %'


def _by_exercise(rows: list[Row]) -> str:
    lines = []
    for name in dict.fromkeys(row.exercise for row in rows):
        own = [row for row in rows if row.exercise == name]
        tried = [row for row in own if row.outcome != "not attempted"]
        mean = sum(row.points for row in own) / (sum(row.out_of for row in own) or 1)
        slow = max((row.seconds for row in own), default=0.0)
        full = sum(row.outcome == "passed" for row in own)
        lines.append(
            f'<tr><td><code>{escape(name)}</code></td><td>{_bar(mean)}</td><td class="n">{full}</td>'
            f'<td class="n">{len(tried)}</td><td class="n">{slow:.2f} s</td></tr>'
        )
    return (
        '<h3>By exercise</h3><div class="wide"><table><tr><th>exercise</th><th>points reached</th>'
        f'<th class="n">full</th><th class="n">tried</th><th class="n">slowest</th></tr>{"".join(lines)}</table></div>'
    )


def _slips(rows: list[Row], most: int = 12) -> str:
    """The slips that the class made most, with the hint that answers each."""
    found = Counter((row.exercise, row.mistake, row.message) for row in rows if row.mistake)
    if not found:
        return "<p>No known slip was made.</p>"
    lines = []
    for (name, mistake, message), count in found.most_common(most):
        lines.append(
            f'<tr><td class="n">{count}</td><td><code>{escape(name)}</code></td><td>{escape(message)}</td>'
            f"<td>{escape(_answer_to(name, mistake))}</td></tr>"
        )
    return (
        '<h3>Most common slips</h3><div class="wide"><table><tr><th class="n">times</th><th>exercise</th><th>slip</th>'
        f"<th>what answers it</th></tr>{''.join(lines)}</table></div>"
    )


def _answer_to(name: str, mistake: str) -> str:
    """What the course says to whoever makes a slip."""
    made = load(name)
    if made.kind == "choice":
        return made.options[mistake].why if mistake in made.options else ""
    return next((one.look for one in made.mistakes if one.name == mistake), "") or (made.hints or [""])[0]


def _look(rows: list[Row], handed: list[Handed]) -> str:
    """What a person should look at: what did not run, what is flagged, what the notebook reader noted."""
    lines = []
    for one in handed:
        own = [row for row in rows if row.path == one.path]
        remarks = list(one.notes)
        if answered := sum(bool(text) for text in one.written.values()):
            remarks.append(f"written answers on the student's page, to be graded by hand: {answered}")
        for flag in dict.fromkeys(flag for row in own for flag in row.flags):
            names = ", ".join(row.exercise for row in own if flag in row.flags)
            remarks.append(f"{flag}: {names}")
        if one.isolation and "bwrap" not in one.isolation:
            remarks.append(f"run with less isolation than bubblewrap: {one.isolation}")
        if remarks:
            text = "<br>".join(map(escape, remarks))
            lines.append(
                f"<tr><td>{escape(one.student)}</td><td><code>{escape(one.path)}</code></td><td>{text}</td></tr>"
            )
    if not lines:
        return "<h2>To be looked at</h2><p>Nothing.</p>"
    return (
        '<h2>To be looked at</h2><div class="wide"><table><tr><th>student</th><th>file</th><th>why</th></tr>'
        f"{''.join(lines)}</table></div>"
    )


def student_page(student: str, rows: list[Row], handed: list[Handed]) -> str:
    """The body of a student's page: the verdicts as in the notebook."""
    parts = [f"<h1>{escape(student)}</h1>"]
    for lesson in dict.fromkeys(row.lesson for row in rows):
        own = [row for row in rows if row.lesson == lesson]
        points, out_of = sum(row.points for row in own), sum(row.out_of for row in own)
        parts.append(
            f"<h2>{_number(lesson)} · {escape(lesson.replace('_', ' '))}: {points:g} of {out_of:g} points</h2>"
        )
        parts += [row.html for row in own]
    parts += [_by_hand(one) for one in handed if one.written]
    for one in handed:
        if one.notes:
            notes = "".join(f"<li>{escape(note)}</li>" for note in one.notes)
            parts.append(f'<div class="note"><p>About <code>{escape(one.path)}</code>:</p><ul>{notes}</ul></div>')
    return "".join(parts)


def _by_hand(one: Handed) -> str:
    """Written answers as they stand, Markdown and all; they carry no points here."""
    texts = "".join(
        f'<h3><code>{escape(cell)}</code></h3><div class="written">{escape(text) or "not answered"}</div>'
        for cell, text in one.written.items()
    )
    return f"<h2>Written answers, graded by hand and not in the points above</h2>{texts}"
