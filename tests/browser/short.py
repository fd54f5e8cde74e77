"""Lessons without the cells that train or take times: nbval runs those, and in the browser nobody looks at their numbers."""

import ast
import functools

import nbformat

from cnncourse.authoring import build

HEAVY = {"varies", "timed"}


@functools.cache
def short(number: str) -> nbformat.NotebookNode:
    """The notebook without heavy cells and what rests on them; all that a slider rests on is kept."""
    book = nbformat.read(build.target(number), as_version=4)
    kept = _needed(book.cells)
    lost = set().union(*(_names(cell)[0] for cell in book.cells if cell not in kept))
    book.cells = _without_orphans(kept, lost)
    return book


def place_of(number: str, cell_id: str) -> int:
    """Where a cell stands in the short notebook."""
    return next(i for i, cell in enumerate(short(number).cells) if cell.id == cell_id)


def _tags(cell) -> set[str]:
    return set(cell.metadata.get("tags", []))


def _needed(cells: list) -> list:
    """All cells but heavy ones that no slider rests on."""
    kept, needed = [], set()
    for cell in reversed(cells):
        made, used = _names(cell)
        if "widget" in _tags(cell) or made & needed:
            kept.append(cell)
            needed |= used
        elif not HEAVY & _tags(cell):
            kept.append(cell)
    return kept[::-1]


def _without_orphans(cells: list, lost: set[str]) -> list:
    """Leave out what uses a name that only a left-out cell made, and what rests on that in turn."""
    kept, there = [], set()
    for cell in cells:
        made, used = _names(cell)
        if used & lost - made - there:
            lost = lost | made
        else:
            kept.append(cell)
            there |= made
    return kept


def _names(cell) -> tuple[set[str], set[str]]:
    """Names that a cell makes at its top level, and all names that it uses."""
    if cell.cell_type != "code":
        return set(), set()
    tree = ast.parse(cell.source)
    made = {node.name for node in tree.body if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
    found = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    made |= {node.id for node in found if isinstance(node.ctx, ast.Store)}
    return made, {node.id for node in found if isinstance(node.ctx, ast.Load)}
