"""The lesson table of the README, written from the lessons themselves."""

from __future__ import annotations

from pathlib import Path

from cnncourse.autocheck import lessons, load
from cnncourse.autocheck.show import number_text

from .expand import notebook_name
from .read import PACKAGE, read_lesson

README = PACKAGE.parent / "README.md"
BEGIN, END = "<!-- lessons: written by `cnncourse build` -->", "<!-- end of lessons -->"


def lesson_table() -> str:
    """A Markdown table: lesson, what it promises, minutes, exercises, points."""
    rows = ["| | lesson | | minutes | exercises | points |", "|---|---|---|---:|---:|---:|"]
    total = [0, 0, 0.0]
    for slug, number in lessons().items():
        lesson = read_lesson(number)
        made = [load(name) for name in lesson.exercises.values()]
        facts = lesson.minutes, len(made), sum(one.points for one in made)
        total = [a + b for a, b in zip(total, facts, strict=True)]
        link = f"[{lesson.title}](notebooks/{notebook_name(slug)})"
        rows.append(f"| {number} | {link} | {lesson.promise} | {facts[0]} | {facts[1]} | {number_text(facts[2])} |")
    hours = f"{total[0] / 60:.0f} hours"
    rows.append(f"| | | | **{hours}** | **{total[1]}** | **{number_text(total[2])}** |")
    return "\n".join(rows)


def with_table(text: str) -> str:
    """The README's text with the table of today.

    Raises:
        ValueError: the two markers are not there.
    """
    head, begin, rest = text.partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"README.md needs a line {BEGIN!r} and a line {END!r} around its lesson table")
    return f"{head}{BEGIN}\n{lesson_table()}\n{END}{tail}"


def write(path: Path = README) -> bool:
    """Bring the table up to date; returns whether anything changed."""
    old = path.read_text(encoding="utf-8")
    new = with_table(old)
    if new != old:
        path.write_text(new, encoding="utf-8")
    return new != old
