"""Turn a lesson's cells into a notebook's: stubs and checks from the exercises, links from the lesson list."""

from __future__ import annotations

import re

import nbformat

from cnncourse.autocheck import Exercise, lessons, load
from cnncourse.autocheck.show import number_text
from cnncourse.grading.notebook import BLANK

from .read import IGNORED, Cell, Lesson, read_lesson


def notebook_name(slug: str) -> str:
    """`02_padding_stride.ipynb`."""
    return f"{lessons()[slug]}_{slug}.ipynb"


def expand(lesson: Lesson) -> list[Cell]:
    """All cells of the notebook, in order."""
    cells = []
    for cell in lesson.cells:
        if cell.id == "title":
            cells.append(Cell("title", "markdown", _title(lesson, cell.source)))
        elif cell.id in lesson.exercises:
            cells += _exercise(load(lesson.exercises[cell.id]), cell)
        elif cell.manual is not None:
            cells += _written(cell)
        elif "{{lessons}}" in cell.source and cell.kind == "markdown":
            cells.append(Cell(cell.id, "markdown", cell.source.replace("{{lessons}}", _map())))
        else:
            cells.append(cell)
    cells.append(Cell("next", "markdown", _links(lesson)))
    return cells


def _title(lesson: Lesson, source: str) -> str:
    first, _, rest = source.partition("\n")
    made = [load(name) for name in lesson.exercises.values()]
    points = number_text(sum(one.points for one in made))
    by_number = {number: slug for slug, number in lessons().items()}
    needs = (
        ", ".join(f"[{n}]({notebook_name(by_number[n])})" if n in by_number else n for n in lesson.needs) or "nothing"
    )
    manual = sum(cell.manual or 0 for cell in lesson.cells)
    by_hand = f", and {_points(manual)} for a written answer" if manual else ""
    facts = f"*About {lesson.minutes} minutes · {len(made)} exercises, {points} points{by_hand} · builds on: {needs}*"
    promise, _, more = rest.strip().partition("\n\n")
    return f"# {lesson.number} · {first[2:].strip()}\n\n{promise}\n\n{facts}\n\n{more}".rstrip()


def _map() -> str:
    rows = ["| | lesson | what it promises | minutes |", "|---|---|---|---:|"]
    for slug, number in lessons().items():
        lesson = read_lesson(number)
        rows.append(f"| {number} | [{lesson.title}]({notebook_name(slug)}) | {lesson.promise} | {lesson.minutes} |")
    return "\n".join(rows)


def _link(slug: str) -> str:
    number = lessons()[slug]
    return f"[{number} · {read_lesson(number).title}]({notebook_name(slug)})"


def _links(lesson: Lesson) -> str:
    order = list(lessons())
    at = order.index(lesson.slug)
    parts = []
    if at > 0:
        parts.append(f"← {_link(order[at - 1])}")
    if at + 1 < len(order):
        parts.append(f"{_link(order[at + 1])} →")
    return "---\n" + " &emsp; ".join(parts)


def _exercise(made: Exercise, cell: Cell) -> list[Cell]:
    word = made.name.replace("_", "-")
    label = {"function": "Exercise", "predict": "Prediction", "choice": "Question"}[made.kind]
    head = f"**{label} `{made.name}`** · {_points(made.points)} · about {made.minutes} minutes"
    body = [text for text in (cell.source.strip(), made.question) if text]
    if made.kind == "choice":
        body.append("\n".join(f"- **{letter}** {option.text}" for letter, option in made.options.items()))
    return [
        Cell(cell.id, "markdown", _quoted([head, *body])),
        Cell(f"ex-{word}", "code", _stub(made), ["stub"], _nbgrader(made.name, solution=True)),
        Cell(
            f"check-{word}",
            "code",
            f'check("{made.name}", {made.name})',
            ["check"],
            _nbgrader(f"check-{made.name}", points=made.points),
        ),
    ]


def _written(cell: Cell) -> list[Cell]:
    """A question, and the cell for the answer that a person reads: nbgrader's "manually graded answer"."""
    head = f"**Written answer `{cell.id}`** · {_points(cell.manual)}, graded by hand"
    grading = _nbgrader(f"written-{cell.id}", solution=True) | {"grade": True, "points": cell.manual}
    return [
        Cell(cell.id, "markdown", _quoted([head, cell.source.strip()])),
        Cell(f"written-{cell.id}", "markdown", BLANK, grading=grading),
    ]


def _points(number: float) -> str:
    return f"{number_text(number)} {'point' if number == 1 else 'points'}"


def _quoted(parts: list[str]) -> str:
    return "\n".join(f"> {line}".rstrip() for line in "\n\n".join(parts).split("\n"))


def _stub(made: Exercise) -> str:
    stub = made.stub().rstrip("\n")
    if made.kind == "choice":
        return f"{stub}  # {', '.join(repr(letter) for letter in made.options)}".replace("'", '"')
    return stub


def _nbgrader(grade_id: str, solution: bool = False, points: float | None = None) -> dict:
    """Cell metadata of nbgrader's schema 3: a solution cell, or a locked check cell that is worth points."""
    found = {"schema_version": 3, "grade": not solution, "solution": solution, "locked": not solution, "task": False,
             "grade_id": re.sub(r"[^a-zA-Z0-9_\-]", "-", grade_id)}  # fmt: skip
    return found if solution else {**found, "points": points}


def to_notebook(lesson: Lesson) -> nbformat.NotebookNode:
    """The notebook as the build writes it, without outputs."""
    made = nbformat.v4.new_notebook()
    made.metadata = nbformat.from_dict(
        {
            "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        }
    )
    for cell in expand(lesson):
        new = nbformat.v4.new_markdown_cell if cell.kind == "markdown" else nbformat.v4.new_code_cell
        node = new(cell.source, id=cell.id)
        tags = cell.tags + (["nbval-ignore-output"] if IGNORED & set(cell.tags) else [])
        if tags:
            node.metadata["tags"] = tags
        if cell.grading:
            node.metadata["nbgrader"] = cell.grading
        made.cells.append(node)
    return made
