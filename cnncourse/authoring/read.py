"""Read a lesson's percent script into cells with named ids."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import jupytext

from cnncourse.autocheck import lessons

PACKAGE = Path(__file__).parent.parent
TAGS = {"setup", "stub", "check", "widget", "timed", "varies"}
IGNORED = {"widget", "timed", "varies"}  # tags of cells whose output nbval must not compare


@dataclass
class Cell:
    """One cell of a notebook to be.

    Attributes:
        id: a word or two, unique in the lesson.
        kind: `"markdown"` or `"code"`.
        source: its text.
        tags: from `TAGS`.
        grading: nbgrader's metadata, or None.
        manual: points of a written answer to this question, which a person grades; None for every other cell.
    """

    id: str
    kind: str
    source: str
    tags: list[str] = field(default_factory=list)
    grading: dict | None = None
    manual: float | None = None


@dataclass
class Lesson:
    """A lesson as its author wrote it.

    Attributes:
        number: two digits.
        slug: names the text, the notebook and the exercises.
        title: from the first heading.
        promise: the sentence below it.
        minutes: how long a reader is told it takes.
        needs: numbers of the lessons it builds on.
        cells: as written; `exercise` cells not yet expanded.
        exercises: names of the exercises, by the id of the cell that asks for them.
    """

    number: str
    slug: str
    title: str
    promise: str
    minutes: int
    needs: list[str]
    cells: list[Cell]
    exercises: dict[str, str]


def lesson_path(number: str) -> Path:
    """The script of a lesson.

    Raises:
        LookupError: no lesson has that number.
    """
    slug = {known: slug for slug, known in lessons().items()}.get(number)
    if slug is None:
        raise LookupError(f"There is no lesson {number!r}. The lessons are {', '.join(lessons().values())}.")
    return PACKAGE / "lessons" / f"{number}_{slug}.py"


def read_lesson(number: str) -> Lesson:
    """Read the script of a lesson.

    Raises:
        ValueError: a cell without an id, an id twice, an unknown tag, or a title cell that lacks what it must tell.
    """
    path = lesson_path(number)
    notebook = jupytext.reads(path.read_text(encoding="utf-8"), fmt="py:percent")
    cells, asked, head = [], {}, {}
    for raw in notebook.cells:
        cell = _read_cell(raw, path.name)
        if cell is None:
            continue
        cells.append(cell)
        if "exercise" in raw.metadata:
            asked[cell.id] = raw.metadata["exercise"]
        if cell.id == "title":
            head = raw.metadata
    ids = [cell.id for cell in cells]
    if twice := {one for one in ids if ids.count(one) > 1}:
        raise ValueError(f"{path.name}: the id {sorted(twice)[0]!r} stands twice")
    if "minutes" not in head or not cells[0].source.startswith("# "):
        raise ValueError(f'{path.name}: begin with a Markdown cell id="title" minutes=… whose first line is "# Title"')
    title, _, rest = cells[0].source.partition("\n")
    promise = rest.strip().split("\n\n")[0].replace("\n", " ")
    return Lesson(
        number, path.stem[3:], title[2:].strip(), promise, head["minutes"], head.get("needs", []), cells, asked
    )


def _read_cell(raw, where: str) -> Cell | None:
    """One cell of the script; None for the blank one before the first marker."""
    meta = dict(raw.metadata)
    name = meta.get("exercise")
    word = f"task-{name.replace('_', '-')}" if name else meta.get("id", "")
    cell = Cell(word, raw.cell_type, raw.source, meta.get("tags", []), manual=meta.get("manual"))
    if not cell.id and not raw.source.strip():
        return None
    if not cell.id:
        raise ValueError(f"{where}: a cell has no id; it begins {raw.source[:60]!r}")
    if cell.manual is not None and (cell.kind != "markdown" or not raw.source.strip()):
        raise ValueError(f"{where}, cell {cell.id}: manual=… stands at a Markdown cell that asks a question")
    if unknown := set(cell.tags) - TAGS:
        raise ValueError(
            f"{where}, cell {cell.id}: unknown tag {sorted(unknown)[0]!r}; tags are {', '.join(sorted(TAGS))}"
        )
    return cell
