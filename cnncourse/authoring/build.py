"""Write, execute and compare the notebooks."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from .expand import to_notebook
from .read import PACKAGE, lesson_path, read_lesson

NOTEBOOKS = PACKAGE.parent / "notebooks"
SECONDS = 600  # after which a cell that is being built is given up
_VIEW = "application/vnd.jupyter.widget-view+json"


class Unsaved(RuntimeError):
    """A notebook holds work that git does not have."""


def target(number: str) -> Path:
    """Where the notebook of a lesson lies."""
    return NOTEBOOKS / f"{lesson_path(number).stem}.ipynb"


def build(number: str, *, force: bool = False, run: bool = False) -> str:
    """Write the notebook of a lesson; execute it unless only its prose changed.

    Args:
        number: two digits.
        force: overwrite work that is not committed.
        run: execute even when no code changed (the package behind it may have).

    Returns:
        `"unchanged"`, `"prose"` (outputs reused) or `"executed"`.

    Raises:
        Unsaved: the notebook has uncommitted changes that this build would lose.
    """
    path, made = target(number), to_notebook(read_lesson(number))
    old = nbformat.read(path, as_version=4) if path.exists() else None
    reused = old is not None and not run and _code(old) == _code(made) and _is_executed(old)
    if reused:
        _take_outputs(made, old)
    if old is not None and not run and nbformat.writes(made) == nbformat.writes(old):
        return "unchanged"
    if old is not None and not force and _has_uncommitted(path):
        raise Unsaved(f"{path.name} has uncommitted changes. Commit or move them, or build with --force.")
    if not reused:
        execute(made, path.parent)
    path.parent.mkdir(exist_ok=True)
    part = path.with_suffix(".part")
    part.write_text(nbformat.writes(made) + "\n", encoding="utf-8")
    part.replace(path)
    return "prose" if reused else "executed"


def differences(number: str) -> list[str]:
    """How the committed notebook differs from what the build would write, outputs aside; empty if it does not."""
    path, made = target(number), to_notebook(read_lesson(number))
    if not path.exists():
        return [f"{path.name} is missing; run `cnncourse build {number}`"]
    old = nbformat.read(path, as_version=4)
    found = [] if old.metadata == made.metadata else ["the notebook's metadata differ"]
    theirs, ours = ([_facts(cell) for cell in book.cells] for book in (old, made))
    if [fact[0] for fact in theirs] != [fact[0] for fact in ours]:
        return [
            *found,
            f"cells differ: {sorted({f[0] for f in theirs} ^ {f[0] for f in ours}) or 'their order'}",
        ]
    return found + [f"cell {b[0]} differs" for a, b in zip(theirs, ours, strict=True) if a != b]


def execute(made: nbformat.NotebookNode, folder: Path) -> None:
    """Run a notebook from top to bottom and leave only outputs that are the same next time."""
    env = {"CNNCOURSE_HOME": "off", "TF_CPP_MIN_LOG_LEVEL": "3"}
    before = {key: os.environ.get(key) for key in env}
    os.environ.update(env)
    try:
        NotebookClient(
            made, timeout=SECONDS, kernel_name="python3", record_timing=False, store_widget_state=False,
            resources={"metadata": {"path": str(folder)}},
        ).execute()  # fmt: skip
    finally:
        for key, value in before.items():
            os.environ.pop(key) if value is None else os.environ.__setitem__(key, value)
    for cell in made.cells:
        if cell.cell_type == "code":
            cell.outputs = [output for output in cell.outputs if not _is_noise(output)]
            cell.metadata.pop("execution", None)
    made.metadata["language_info"] = nbformat.from_dict({"name": "python"})


def _is_noise(output) -> bool:
    return output.get("name") == "stderr" or _VIEW in output.get("data", {})


def _facts(cell) -> tuple:
    return cell.id, cell.cell_type, cell.source, dict(cell.metadata)


def _code(book) -> list[tuple]:
    return [(cell.id, cell.source) for cell in book.cells if cell.cell_type == "code"]


def _is_executed(book) -> bool:
    counts = [cell.execution_count for cell in book.cells if cell.cell_type == "code"]
    return counts == list(range(1, len(counts) + 1))


def _take_outputs(made, old) -> None:
    kept = {cell.id: cell for cell in old.cells if cell.cell_type == "code"}
    for cell in made.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = kept[cell.id].outputs, kept[cell.id].execution_count


def _has_uncommitted(path: Path) -> bool:
    command = ["git", "status", "--porcelain", "--", path.name]
    found = subprocess.run(command, cwd=path.parent, capture_output=True, text=True, check=False)
    return found.returncode == 0 and bool(found.stdout.strip())
