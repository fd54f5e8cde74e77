"""Grades in the forms that course sites read. Every field is quoted by the csv module and starts no formula."""

from __future__ import annotations

import csv
import datetime
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from .gradebook import Gradebook, Row

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula; numbers stay numbers.

    >>> safe("=1+1"), safe(-2)
    ("'=1+1", -2)
    """
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value


def write_csv(path: Path, header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Path:
    """Write a table; returns its path."""
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow([safe(cell) for cell in header])
        table.writerows([safe(cell) for cell in row] for row in rows)
    return path


def export_all(book: Gradebook, folder: Path) -> list[Path]:
    """`grades.csv`, nbgrader's CSV and Gradescope's JSON for each student; returns the paths.

    Canvas and Moodle fill a sheet that the site gives out: `fill_canvas`, `fill_moodle`.
    """
    rows = book.rows()
    return [_grades(rows, folder), _nbgrader(rows, folder), *_gradescope(rows, folder / "gradescope")]


def totals(rows: list[Row]) -> dict[tuple[str, str], tuple[float, float]]:
    """Points and highest points by `(student, lesson)`."""
    found: dict[tuple[str, str], tuple[float, float]] = {}
    for row in rows:
        points, out_of = found.get((row.student, row.lesson), (0.0, 0.0))
        found[row.student, row.lesson] = points + row.points, out_of + row.out_of
    return found


def _grades(rows: list[Row], folder: Path) -> Path:
    header = ["student", "lesson", "exercise", "points", "out_of", "outcome", "mistake", "message", "flags"]
    table = [(r.student, r.lesson, r.exercise, r.points, r.out_of, r.outcome, r.mistake or "", r.message,
              "; ".join(r.flags)) for r in rows]  # fmt: skip
    return write_csv(folder / "grades.csv", header, table)


def _nbgrader(rows: list[Row], folder: Path) -> Path:
    """The columns of `nbgrader export`."""
    header = ["assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email", "raw_score",
              "late_submission_penalty", "score", "max_score"]  # fmt: skip
    table = [(lesson, "", "", student, "", "", "", points, 0.0, points, out_of)
             for (student, lesson), (points, out_of) in totals(rows).items()]  # fmt: skip
    return write_csv(folder / "nbgrader.csv", header, table)


def _gradescope(rows: list[Row], folder: Path) -> list[Path]:
    """A `results.json` for each student and lesson."""
    folder.mkdir(exist_ok=True)
    made, by_file = [], {}
    for row in rows:
        by_file.setdefault((row.student, row.lesson), []).append(row)
    for (student, lesson), own in by_file.items():
        content = {
            "score": sum(row.points for row in own), "execution_time": round(sum(row.seconds for row in own), 3),
            "output": f"Lesson {lesson}", "output_format": "text", "test_output_format": "text",
            "visibility": "visible", "stdout_visibility": "hidden",
            "extra_data": {"flags": sorted({flag for row in own for flag in row.flags})},
            "tests": [
                {"score": row.points, "max_score": row.out_of, "name": row.exercise, "number": str(number),
                 "status": "passed" if row.points == row.out_of else "failed", "output": row.text,
                 "output_format": "text", "tags": [row.mistake] if row.mistake else [], "visibility": "visible"}
                for number, row in enumerate(own, 1)
            ],
        }  # fmt: skip
        path = folder / f"{file_name(student)}-{lesson}.json"
        path.write_text(json.dumps(content, indent=1, ensure_ascii=False), encoding="utf-8")
        made.append(path)
    return made


def file_name(student: str) -> str:
    """A name that stays in its folder, different for different students.

    >>> file_name("../Ann Lee")
    'Ann_Lee-5ec1c5'
    """
    import hashlib
    import re

    plain = re.sub(r"[^A-Za-z0-9-]+", "_", student).strip("_")[:60]
    mark = hashlib.sha256(student.encode()).hexdigest()[:6]
    return plain if plain and plain == student else f"{plain or 'student'}-{mark}"


def fill_canvas(book: Gradebook, sheet: Path, lesson: str, column: str, out: Path) -> tuple[int, list[str]]:
    """Write a lesson's points into the gradebook that Canvas exported.

    Args:
        book: the gradebook.
        sheet: Canvas' export.
        lesson: slug of the lesson.
        column: title of the assignment's column, with its number in parentheses, as Canvas wrote it.
        out: the file to be imported.

    Returns:
        How many rows were filled, and students of ours that the sheet does not have.

    Raises:
        ValueError: the sheet has no such column. Canvas would make a new assignment of it.
    """
    with sheet.open(newline="", encoding="utf-8-sig") as file:
        lines = list(csv.reader(file))
    header = lines[0] if lines else []
    if column not in header:
        raise ValueError(f"{sheet.name} has no column {column!r}; its columns are {', '.join(header) or 'none'}")
    at = header.index(column)
    keys = [header.index(name) for name in ("SIS Login ID", "SIS User ID", "ID", "Student") if name in header]
    points = {student: p for (student, slug), (p, _) in totals(book.rows()).items() if slug == lesson}
    left, filled = set(points), 0
    for line in lines[1:]:
        ours = next((known for key in keys for known in points if _same(line[key], known)), None)
        if ours is not None and line[0].strip() != "Points Possible":
            line[at] = f"{points[ours]:g}"
            left.discard(ours)
            filled += 1
    with out.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(lines)
    return filled, sorted(left)


def fill_moodle(book: Gradebook, sheet: Path, lesson: str, out: Path) -> tuple[int, list[str]]:
    """Write a lesson's points into the grading worksheet that Moodle gave out.

    Args:
        book: the gradebook.
        sheet: Moodle's worksheet, with the columns Identifier, Grade and Last modified (grade).
        lesson: slug of the lesson.
        out: the file to be uploaded.

    Returns:
        As `fill_canvas`.

    Raises:
        ValueError: a column is missing.
    """
    with sheet.open(newline="", encoding="utf-8-sig") as file:
        reader = csv.DictReader(file)
        lines, header = list(reader), list(reader.fieldnames or [])
    if missing := {"Identifier", "Grade", "Last modified (grade)"} - set(header):
        raise ValueError(f"{sheet.name} has no column {sorted(missing)[0]!r}; download the grading worksheet again. "
                         "A gradebook of Canvas needs the title of the column that is to be filled")  # fmt: skip
    points = {student: p for (student, slug), (p, _) in totals(book.rows()).items() if slug == lesson}
    left, filled, now = set(points), 0, datetime.datetime.now().strftime("%A, %d %B %Y, %I:%M %p")
    for line in lines:
        keys = [line.get(name) or "" for name in ("Identifier", "Full name", "Email address", "ID number")]
        number = keys[0].removeprefix("Participant ")
        ours = next((known for key in [*keys, number] for known in points if _same(key, known)), None)
        if ours is not None:
            line["Grade"], line["Last modified (grade)"] = f"{points[ours]:g}", now
            left.discard(ours)
            filled += 1
    with out.open("w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, header)
        table.writeheader()
        table.writerows(lines)
    return filled, sorted(left)


def _same(theirs: str, ours: str) -> bool:
    return bool(theirs) and _key(theirs) == _key(ours)


def _key(name: str) -> str:
    """Canvas writes file names without spaces and capitals: "Lee, Ann" hands in as "leeann"."""
    return "".join(letter for letter in name.casefold() if letter.isalnum())
