"""Take a reader's answers out of a notebook: data only, nothing is run."""

from __future__ import annotations

import ast
import builtins
import dis
import inspect
import json
import re
import types
from collections import Counter
from dataclasses import dataclass, field

from cnncourse.autocheck import catalog

BYTES, CELLS = 2 * 2**20, 500
BLANK = "*Write your answer here (double-click).*"  # stands in the cell of a written answer until somebody does
LONGEST = 20_000  # characters of a written answer
CALLS = {"check", "hint", "solution", "progress"}  # of the course itself; they do nothing here
_MAGIC = re.compile(r"^\s*[%!?]|\?\s*$")


class Unreadable(ValueError):
    """A file that is no notebook of this course; the message says why, in one sentence."""


@dataclass(frozen=True)
class Answer:
    """What one exercise was answered with.

    Attributes:
        places: in the notebook's statements: the definition and everything that it rests on, in order.
        own: the text of the definition alone.
        broken: why there is nothing to run, or an empty text.
    """

    places: tuple[int, ...]
    own: str
    broken: str = ""

    @property
    def untouched(self) -> bool:
        """Whether it is the stub as it was handed out, which need not be run."""
        try:
            body = ast.parse(self.own).body
        except SyntaxError:
            return False
        if len(body) == 1 and isinstance(body[0], ast.FunctionDef):
            code = body[0].body[1:] if ast.get_docstring(body[0]) is not None else body[0].body
            return len(code) == 1 and ast.unparse(code[0]) == "raise NotImplementedError"
        return len(body) == 1 and isinstance(body[0], ast.Assign) and ast.unparse(body[0].value) == "..."


@dataclass
class Answers:
    """A notebook, read.

    Attributes:
        lesson: slug of the lesson that most of its exercises belong to.
        statements: the top-level statements of all code cells.
        answers: by exercise.
        notes: what an instructor should know.
        written: answers in words, which a person grades, by nbgrader's `grade_id`.
    """

    lesson: str
    statements: list[str]
    answers: dict[str, Answer]
    notes: list[str] = field(default_factory=list)
    written: dict[str, str] = field(default_factory=dict)


@dataclass
class _Statement:
    text: str
    makes: set[str]
    changes: set[str]
    uses: set[str]


def read(content: bytes) -> Answers:
    """The answers of a notebook; the last definition of a name counts.

    Args:
        content: bytes of an `.ipynb` file.

    Raises:
        Unreadable: too large, not JSON, not nbformat 4, or without any exercise of this course.
    """
    statements, failed, notes = [], {}, []
    cells = _cells(content)
    for number, source in enumerate(_code_cells(cells), 1):
        found, problem = _statements(source)
        statements += found
        if problem:
            notes.append(f"code cell {number}: {problem}")
            for name in _names_in_text(source):
                failed[name] = problem
    index = catalog.index()
    defined: dict[str, list[int]] = {}
    for at, statement in enumerate(statements):
        for name in statement.makes & set(index):
            defined.setdefault(name, []).append(at)
    lesson = _lesson(index, [*defined, *(name for name in failed if name in index)])
    answers = {}
    for name, slug in index.items():
        if slug != lesson:
            continue
        places = defined.get(name, [])
        if len(places) > 1:
            notes.append(f"{name} is defined {len(places)} times; the last one counts")
        if name in failed:
            answers[name] = Answer((), "", failed[name])
        elif places:
            answers[name] = _slice(statements, name, places[-1])
    return Answers(lesson, [statement.text for statement in statements], answers, notes, _written(cells))


def _cells(content: bytes) -> list[dict]:
    if len(content) > BYTES:
        raise Unreadable(f"the file has {len(content) / 2**20:.1f} MB, allowed are {BYTES // 2**20}")
    if not content.strip():
        raise Unreadable("the file is empty")
    try:
        book = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise Unreadable("the file is not UTF-8 text") from None
    except RecursionError:
        raise Unreadable("the file is nested too deep") from None
    except ValueError as error:
        raise Unreadable(f"the file is not JSON: {error}") from None
    if not isinstance(book, dict) or not isinstance(book.get("cells"), list):
        older = isinstance(book, dict) and "worksheets" in book
        raise Unreadable(
            "the notebook is of nbformat 3; open and save it in JupyterLab" if older else "the file is no notebook"
        )
    if len(book["cells"]) > CELLS:
        raise Unreadable(f"the notebook has {len(book['cells'])} cells, allowed are {CELLS}")
    return [cell for cell in book["cells"] if isinstance(cell, dict)]


def _source(cell: dict) -> str:
    source = cell.get("source", "")
    if isinstance(source, list):
        source = "".join(part for part in source if isinstance(part, str))
    return source if isinstance(source, str) else ""


def _code_cells(cells: list[dict]) -> list[str]:
    return [_source(cell) for cell in cells if cell.get("cell_type") == "code"]


def _written(cells: list[dict]) -> dict[str, str]:
    """What stands in the cells that nbgrader calls manually graded; an untouched one is an empty text."""
    found = {}
    for cell in cells:
        metadata = cell.get("metadata")
        marks = metadata.get("nbgrader") if isinstance(metadata, dict) else None
        if cell.get("cell_type") != "markdown" or not isinstance(marks, dict):
            continue
        name = marks.get("grade_id")
        if marks.get("grade") is True and marks.get("solution") is True and isinstance(name, str):
            text = _source(cell).strip()[:LONGEST]
            found[name[:100]] = "" if text == BLANK else text
    return found


def _statements(source: str) -> tuple[list[_Statement], str]:
    """The top-level statements of a cell, and why there are none."""
    if "\0" in source:
        return [], "a NUL character in the code"
    lines = source.split("\n")
    if lines and lines[0].lstrip().startswith("%%"):
        return [], ""  # a cell in another language, or one that is only timed
    text = "\n".join("pass" if _MAGIC.search(line) and not line.strip().startswith("#") else line for line in lines)
    try:
        tree = ast.parse(text)
        compile(tree, "<cell>", "exec")  # `return` outside a function is found here
    except SyntaxError as error:
        return [], f"{type(error).__name__} in line {error.lineno}: {error.msg}"
    except (ValueError, RecursionError, MemoryError) as error:
        return [], f"the code cannot be read: {type(error).__name__}"
    nodes = [part for node in tree.body if not _is_call_of_the_course(node) for part in _single_imports(node)]
    return [_statement(node, text) for node in nodes], ""


def _single_imports(node: ast.stmt) -> list[ast.stmt]:
    """An import of several names as several imports, so that an answer rests on those alone that it uses."""
    if isinstance(node, ast.Import):
        return [ast.Import([alias]) for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [ast.ImportFrom(node.module, [alias], node.level) for alias in node.names]
    return [node]


def _is_call_of_the_course(node: ast.stmt) -> bool:
    value = getattr(node, "value", None)
    return isinstance(value, ast.Call) and getattr(value.func, "id", getattr(value.func, "attr", None)) in CALLS


def _statement(node: ast.stmt, text: str) -> _Statement:
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        alias = node.names[0]
        return _Statement(ast.unparse(node), {(alias.asname or alias.name).partition(".")[0]}, set(), set())
    tree = ast.Module([node], [])
    makes, uses = _globals(compile(tree, "<cell>", "exec"))
    roots = {_root(target) for inner in ast.walk(node) for target in _targets(inner)}
    first = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", []))])
    return _Statement(_cut(text.split("\n"), first, node), makes, roots & uses, uses - set(dir(builtins)))


def _globals(code: types.CodeType) -> tuple[set[str], set[str]]:
    """Names of the module that a piece of code makes, and those that it uses."""
    makes, uses = set(), set()
    for step in dis.get_instructions(code):
        if step.opname in ("STORE_NAME", "STORE_GLOBAL"):
            makes.add(step.argval)
        elif step.opname in ("LOAD_NAME", "LOAD_GLOBAL"):
            uses.add(step.argval)
    for inner in code.co_consts:
        if isinstance(inner, types.CodeType):
            made, used = _globals(inner)
            uses |= used - _locals_of_class(inner)
            if inner.co_flags & inspect.CO_OPTIMIZED:  # a function that says `global`; a class keeps its names
                makes |= made
    return makes, uses


def _locals_of_class(code: types.CodeType) -> set[str]:
    """What a class body stores under names of its own."""
    own = not code.co_flags & inspect.CO_OPTIMIZED
    return {step.argval for step in dis.get_instructions(code) if step.opname == "STORE_NAME"} if own else set()


def _targets(node: ast.AST) -> list[ast.expr]:
    """What an assignment changes: `x[0] = 1` and `model.name = "a"` change what x and model are."""
    if isinstance(node, (ast.Assign, ast.Delete)):
        return node.targets
    return [node.target] if isinstance(node, (ast.AugAssign, ast.AnnAssign)) else []


def _root(node: ast.expr) -> str:
    while isinstance(node, (ast.Attribute, ast.Subscript, ast.Starred)):
        node = node.value
    return getattr(node, "id", "")


def _cut(lines: list[str], first: int, node: ast.stmt) -> str:
    """The lines of a statement, without a neighbor that stands on the same line behind a semicolon."""
    if first == node.end_lineno or node.lineno == first:
        whole = ast.get_source_segment("\n".join(lines), node)
        if whole is not None and first == node.lineno:
            return whole
    return "\n".join(lines[first - 1 : node.end_lineno])


def _slice(statements: list[_Statement], name: str, place: int) -> Answer:
    """The statements that a definition rests on, followed through the names that it uses."""
    wanted = {place} | {at for at, one in enumerate(statements) if at > place and name in one.changes}
    waiting, seen = set().union(*(statements[at].uses for at in wanted)) - {name}, {name}
    while waiting:
        used = waiting.pop()
        seen.add(used)
        for at, one in enumerate(statements):
            if at not in wanted and used in one.makes | one.changes and name not in one.makes:
                wanted.add(at)
                waiting |= one.uses - seen
    return Answer(tuple(sorted(wanted)), statements[place].text)


def _names_in_text(source: str) -> set[str]:
    """Names of exercises that a cell with a syntax error seems to define."""
    found = re.findall(r"^\s*def\s+(\w+)|^(\w+)\s*=", source, re.M)
    return {a or b for a, b in found} & set(catalog.index())


def _lesson(index: dict[str, str], names: list[str]) -> str:
    if not names:
        raise Unreadable("no exercise of this course is in the notebook")
    return Counter(index[name] for name in names).most_common(1)[0][0]
