"""Importing the course is cheap, and every import runs along the arrows of the design."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import cnncourse

PACKAGE = Path(cnncourse.__file__).parent
PARTS = {
    "autocheck",
    "exercises",
    "ops",
    "nets",
    "data",
    "figures",
    "widgets",
    "authoring",
    "lessons",
    "cli",
    "pretrained",
    "experiments",
    "grading",
}
ALLOWED = {
    "autocheck": set(), "ops": set(), "data": set(), "nets": {"ops", "autocheck"}, "figures": {"ops", "data", "experiments"}, "widgets": {"figures", "ops", "data", "experiments"},
    "exercises": {"autocheck", "ops", "nets", "data", "pretrained"}, "pretrained": {"data", "nets"}, "experiments": {"ops", "nets", "data", "pretrained"}, "grading": {"autocheck"}, "cli": PARTS, "authoring": PARTS,
}  # fmt: skip


def modules():
    return [
        path
        for path in PACKAGE.rglob("*.py")
        if path.parent.name != "lessons" and path.parent != PACKAGE or path.stem == "cli"
    ]


def part_of(path):
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_import_runs_against_its_arrow(path):
    part, used = part_of(path), set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        used |= {name.split(".")[1] for name in names if name.startswith("cnncourse.")} & PARTS
    assert used - {part} <= ALLOWED[part]


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_keras_is_imported_at_the_top_of_nets_only(path):
    top = ast.parse(path.read_text(encoding="utf-8")).body
    names = {alias.name.split(".")[0] for node in top if isinstance(node, ast.Import) for alias in node.names}
    names |= {
        node.module.split(".")[0] for node in top if isinstance(node, ast.ImportFrom) and node.module and not node.level
    }
    if part_of(path) != "nets":
        assert not names & {"keras", "tensorflow"}


def test_importing_the_course_imports_no_tensorflow():
    code = (
        "import sys, cnncourse, cnncourse.ops; print(sorted({'keras', 'tensorflow', 'matplotlib'} & set(sys.modules)))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_nothing_on_the_way_to_check_is_for_one_system_only():
    posix = {"fcntl", "resource", "pwd", "grp", "termios", "pty"}
    for path in (PACKAGE / "autocheck").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                assert not posix & {alias.name for alias in node.names}, path
            assert not (isinstance(node, ast.Attribute) and node.attr == "fork"), path


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_functions_and_modules_stay_small(path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 300
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            doc = ast.get_docstring(node, clean=False) or ""
            assert node.end_lineno - node.lineno + 1 - len(doc.splitlines()) <= 40, f"{node.name}"
