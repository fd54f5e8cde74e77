"""The truth about a class: one committed row for each student and exercise, in a file that SQLite keeps whole."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .submissions import Submission

_TABLES = """
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS submissions (
    path TEXT PRIMARY KEY, student TEXT NOT NULL, lesson TEXT NOT NULL, digest TEXT NOT NULL, notes TEXT NOT NULL,
    isolation TEXT NOT NULL, seconds REAL NOT NULL);
CREATE TABLE IF NOT EXISTS results (
    path TEXT NOT NULL, student TEXT NOT NULL, lesson TEXT NOT NULL, exercise TEXT NOT NULL, points REAL NOT NULL,
    out_of REAL NOT NULL, outcome TEXT NOT NULL, mistake TEXT, message TEXT NOT NULL, text TEXT NOT NULL,
    html TEXT NOT NULL, seconds REAL NOT NULL, flags TEXT NOT NULL, PRIMARY KEY (path, exercise));
CREATE TABLE IF NOT EXISTS written (
    path TEXT NOT NULL, cell TEXT NOT NULL, text TEXT NOT NULL, PRIMARY KEY (path, cell));
"""
_BY_PATH = ("results", "written", "submissions")


@dataclass(frozen=True)
class Row:
    """One exercise of one student."""

    path: str
    student: str
    lesson: str
    exercise: str
    points: float
    out_of: float
    outcome: str
    mistake: str | None
    message: str
    text: str
    html: str
    seconds: float
    flags: list[str]


@dataclass(frozen=True)
class Handed:
    """One file that was handed in, graded."""

    path: str
    student: str
    lesson: str
    notes: list[str]
    isolation: str
    seconds: float
    written: dict[str, str]


class Gradebook:
    """An open gradebook.

    Args:
        path: the file, made if there is none.
        writing: whether rows will be added. A reader opens a finished one without changing it.
    """

    def __init__(self, path: str | Path, writing: bool = True):
        path = Path(path)
        if not writing and not path.exists():
            raise FileNotFoundError(f"{path} does not exist; `cnncourse grade` makes it")
        self.connection = sqlite3.connect(path, isolation_level=None)
        if writing:
            self.connection.execute("PRAGMA journal_mode = WAL")
            self.connection.executescript(_TABLES)

    def close(self) -> None:
        """Write everything into the one file."""
        self.connection.close()

    def __enter__(self):
        return self

    def __exit__(self, *exc):
        self.close()

    def fact(self, name: str, value: str | None = None) -> str | None:
        """A fact about the run, such as its seed; given a value, it is kept."""
        if value is not None:
            self.connection.execute("INSERT OR REPLACE INTO facts VALUES (?, ?)", (name, value))
        found = self.connection.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return found[0] if found else None

    def has(self, submission: Submission) -> bool:
        """Whether this very file is graded already."""
        row = self.connection.execute(
            "SELECT digest, student FROM submissions WHERE path = ?", (submission.path,)
        ).fetchone()
        return row == (submission.digest, submission.student)

    def keep(self, submission: Submission, graded: dict[str, Any]) -> None:
        """Store one submission with all its exercises, in one transaction.

        Args:
            submission: the file.
            graded: `Graded.plain()` of it.
        """
        notes = [*submission.notes, *graded["notes"]]
        with self.connection:
            self.connection.execute("BEGIN IMMEDIATE")
            self._forget(submission.path)
            self.connection.executemany(
                "INSERT INTO written VALUES (?, ?, ?)",
                [(submission.path, cell, text) for cell, text in graded.get("written", {}).items()],
            )
            self.connection.execute(
                "INSERT OR REPLACE INTO submissions VALUES (?, ?, ?, ?, ?, ?, ?)",
                (submission.path, submission.student, graded["lesson"], submission.digest, json.dumps(notes),
                 graded["isolation"], graded["seconds"]),
            )  # fmt: skip
            self.connection.executemany(
                f"INSERT INTO results VALUES ({', '.join('?' * 13)})",
                [
                    (submission.path, submission.student, graded["lesson"], one["exercise"], one["points"],
                     one["out_of"], one["outcome"], one["mistake"], one["message"], one["text"], one["html"],
                     one["seconds"], json.dumps(one["flags"]))
                    for one in graded["results"]
                ],
            )  # fmt: skip

    def forget_others(self, paths: set[str]) -> None:
        """Remove files that are no longer handed in."""
        known = {row[0] for row in self.connection.execute("SELECT path FROM submissions")}
        for path in known - paths:
            with self.connection:
                self.connection.execute("BEGIN IMMEDIATE")
                self._forget(path)

    def _forget(self, path: str) -> None:
        for table in _BY_PATH:
            self.connection.execute(f"DELETE FROM {table} WHERE path = ?", (path,))

    def forget_all(self) -> None:
        """Remove every result: another seed or another version of the course would not agree with them."""
        with self.connection:
            for table in _BY_PATH:
                self.connection.execute(f"DELETE FROM {table}")

    def submissions(self) -> list[Handed]:
        """Every file, by student and path."""
        found = self.connection.execute(
            "SELECT path, student, lesson, notes, isolation, seconds FROM submissions ORDER BY student, path"
        )
        written = self._written()
        return [Handed(p, s, lesson, json.loads(n), i, t, written.get(p, {})) for p, s, lesson, n, i, t in found]

    def _written(self) -> dict[str, dict[str, str]]:
        """Written answers by path and cell; a gradebook of an earlier version of the course has none."""
        found: dict[str, dict[str, str]] = {}
        if self.connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'written'").fetchone():
            for path, cell, text in self.connection.execute("SELECT path, cell, text FROM written ORDER BY rowid"):
                found.setdefault(path, {})[cell] = text
        return found

    def rows(self) -> list[Row]:
        """Every result that counts: of several files by one student for one lesson, the last by name."""
        last = {(one.student, one.lesson): one.path for one in self.submissions() if one.lesson}
        return [row for row in self._all() if last[row.student, row.lesson] == row.path]

    def _all(self) -> Iterator[Row]:
        for found in self.connection.execute("SELECT * FROM results ORDER BY student, path, rowid"):
            yield Row(*found[:12], json.loads(found[12]))
