"""The package without its solutions: what a jail is given, and what `release --without-solutions` hands out."""

from __future__ import annotations

import ast
import hashlib
import shutil
from collections.abc import Collection
from pathlib import Path

from cnncourse.autocheck import exercises
from cnncourse.autocheck.define import BEGIN, END
from cnncourse.autocheck.stored import pack_exercises, packable

PACKAGE = Path(__file__).parent.parent
LEFT_OUT = {"authoring", "exercises", "experiments", "grading", "lessons", "__pycache__"}
# Modules of cnncourse.grading.
RUNS_INSIDE = ("__init__.py", "landlock.py", "models.py", "runner.py", "syscalls.py", "zygote.py")
RESTS_ON = ("autocheck", "data", "exercises", "grading", "nets", "ops", "pretrained")
_KEPT_CALLS = {"exercise"}


def write(folder: Path) -> Path:
    """Write the package as a jail is given it: nothing of the judge's is left.

    Args:
        folder: becomes the parent of `cnncourse`.

    Returns:
        The folder.
    """
    target = _copy(folder, LEFT_OUT)
    for name in RUNS_INSIDE:
        (target / "grading").mkdir(exist_ok=True)
        shutil.copy(PACKAGE / "grading" / name, target / "grading" / name)
    _exercises(target, stored=False)
    return folder


def write_release(folder: Path, slugs: Collection[str]) -> Path:
    """Write the package as readers are given it: checks work, and no solution is in it.

    Args:
        folder: becomes the parent of `cnncourse`.
        slugs: of the lessons whose exercises are in it.

    Returns:
        The folder.
    """
    target = _copy(folder, {"authoring", "exercises", "grading", "lessons", "__pycache__"})
    _exercises(target, stored=True, slugs=slugs)
    (target / "lessons").mkdir()
    for path in (PACKAGE / "lessons").glob("*.py"):  # their names make the index; their text is in the notebooks
        if path.stem[3:] in slugs:
            (target / "lessons" / path.name).write_text("", encoding="utf-8")
    return folder


def _exercises(target: Path, stored: bool, slugs: Collection[str] | None = None) -> None:
    (target / "exercises").mkdir(exist_ok=True)
    for path in (PACKAGE / "exercises").glob("_*.py"):
        shutil.copy(path, target / "exercises" / path.name)
    for place in sorted((PACKAGE / "exercises").glob("[a-z]*")):
        if slugs is not None and place.name not in slugs:
            continue
        made = exercises(place.name)
        draws = {name for name, one in made.items() if one.kind == "function" and not packable(one)}
        kept = without_solutions(in_one(place), draws)
        if stored:
            index = "".join(f"# stored: {name}\n" for name, one in made.items() if one.kind != "function")
            kept += f"\n\n{index}from cnncourse.autocheck.stored import attach  # noqa: E402\n\nattach(__name__)\n"
            (target / "exercises" / f"{place.name}.stored").write_bytes(pack_exercises(made))
        (target / "exercises" / f"{place.name}.py").write_text(kept, encoding="utf-8")


def in_one(folder: Path) -> str:
    """The modules of a lesson's folder as one text, each after those that it imports.

    No two of them may give one name to two things that an observer rests on; a test of the exercises sees to that.
    """
    parts: dict[str, str] = {}
    future = ""

    def add(path: Path) -> None:
        nonlocal future
        if path.stem in parts:
            return
        parts[path.stem] = ""  # begun
        text = path.read_text(encoding="utf-8")
        lines = text.split("\n")
        for node in ast.parse(text).body:
            if isinstance(node, ast.ImportFrom) and (node.level == 1 or node.module == "__future__"):
                if node.level:
                    add(folder / f"{node.module}.py")
                else:
                    future = lines[node.lineno - 1] + "\n"  # has to come first of all
                lines[node.lineno - 1 : node.end_lineno] = [""] * (node.end_lineno - node.lineno + 1)
        del parts[path.stem]  # to the end, behind what it imports
        parts[path.stem] = "\n".join(lines)

    for path in sorted(folder.glob("[a-z]*.py")):
        add(path)
    return future + "\n\n".join(parts.values())


def _copy(folder: Path, left_out: set[str]) -> Path:
    target = folder / "cnncourse"
    for part in sorted(PACKAGE.iterdir()):
        if part.name in left_out or part.suffix == ".pyc":
            continue
        if part.is_dir():
            shutil.copytree(part, target / part.name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            target.mkdir(parents=True, exist_ok=True)
            shutil.copy(part, target / part.name)
    return target


def fingerprint() -> str:
    """Changes whenever a source that a grade rests on does."""
    found = hashlib.sha256()
    for path in sorted(path for part in RESTS_ON for path in (PACKAGE / part).rglob("*.py")):
        found.update(path.relative_to(PACKAGE).as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()[:16]


def without_solutions(source: str, draws: Collection[str] = ()) -> str:
    """The text of a lesson's exercises with nothing left but what observes an answer.

    Declarations keep signature and settings, and lose what stands between the solution marks. Cases, mistakes, hints,
    explanations, predictions and choices go: they are the judge's. Observers stay, with what they rest on.

    Args:
        source: of all modules of `cnncourse/exercises/slug`, in one.
        draws: exercises whose cases stay, because they hand over functions, which no message can hold.
    """
    tree = ast.parse(source)
    lines = source.split("\n")
    kept, by_name = set(), {}
    for at, node in enumerate(tree.body):
        for name in _makes(node):
            by_name.setdefault(name, []).append(at)
        if isinstance(node, (ast.Import, ast.ImportFrom)) or _declares(node) or _observes(node, draws):
            kept.add(at)
    waiting = [at for at in kept if not _declares(tree.body[at])]
    while waiting:
        for name in _uses(tree.body[waiting.pop()]):
            for at in by_name.get(name, []):
                if at not in kept:
                    kept.add(at)
                    waiting.append(at)
    parts = ['"""Exercises as the grader\'s jail sees them."""']
    for at in sorted(kept):
        node = tree.body[at]
        first = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", []))])
        last = node.end_lineno + (
            lines[node.end_lineno : node.end_lineno + 1] == [f"    {END}"]
        )  # a comment is no node
        text = "\n".join(lines[first - 1 : last])
        parts.append(_emptied(text) if _declares(node) else text)
    return "\n\n\n".join(parts) + "\n"


def _makes(node: ast.stmt) -> set[str]:
    if isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        return {node.name}
    return {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store)}


def _uses(node: ast.stmt) -> set[str]:
    return {inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Load)}


def _declares(node: ast.stmt) -> bool:
    """Whether it is a function exercise."""
    return any(
        isinstance(mark, ast.Call) and isinstance(mark.func, ast.Name) and mark.func.id in _KEPT_CALLS
        for mark in getattr(node, "decorator_list", [])
    )


def _observes(node: ast.stmt, draws: Collection[str]) -> bool:
    """Whether it is an observer, is told what was right, or draws cases that have to be drawn where they are used."""
    marks = list(getattr(node, "decorator_list", []))
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):  # `name.observe(function)`
        marks.append(node.value.func)
    for mark in marks:
        if isinstance(mark, ast.Attribute) and isinstance(mark.value, ast.Name):
            return mark.attr in ("observe", "right") or (mark.attr == "cases" and mark.value.id in draws)
    return False


def _emptied(text: str) -> str:
    """The declaration with the marks, and nothing between them but the error of an untouched stub."""
    kept, inside = [], False
    for line in text.split("\n"):
        if line.strip() == END:
            inside = False
        if not inside:
            kept.append(line)
        if line.strip() == BEGIN:
            inside = True
            kept.append(line.replace(BEGIN, "raise NotImplementedError"))
    return "\n".join(kept)
