"""The package for the jail: nothing of the judge's is in it, and what is observed is the same."""

import ast
import importlib.util
import os
import subprocess
import sys

import pytest

from cnncourse.autocheck import catalog, exercises, judge, observe
from cnncourse.autocheck.define import BEGIN, END
from cnncourse.autocheck.slips import references
from cnncourse.grading import stripped


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    return stripped.write(tmp_path_factory.mktemp("jail")) / "cnncourse"


def test_no_solution_mistake_or_case_is_left(package):
    for path in (package / "exercises").glob("[a-z]*.py"):
        text = path.read_text(encoding="utf-8")
        inside = [part.split(END)[0].split() for part in text.split(BEGIN)[1:]]
        assert all(part == ["raise", "NotImplementedError"] for part in inside)
        made = exercises(path.stem)
        left = {node.name for node in ast.parse(text).body if isinstance(node, ast.FunctionDef)}
        wrong = {one.name for each in made.values() for one in each.mistakes} - set(made)
        assert not left & wrong, f"{path.name} still tells {sorted(left & wrong)}"
        for name in (".mistake(", ".hint(", ".explain", "choice(\n"):
            assert name not in text.replace("import choice", "")
    assert {"authoring", "lessons", "experiments"}.isdisjoint(os.listdir(package))
    assert "judge" not in " ".join(os.listdir(package / "grading"))


def test_every_exercise_is_declared_as_before(package):
    script = "import json, pkgutil, importlib, cnncourse.exercises as e\n" \
        "[importlib.import_module('cnncourse.exercises.' + m.name) for m in pkgutil.iter_modules(e.__path__)]\n" \
        "from cnncourse.autocheck.define import registered\n" \
        "print(json.dumps({n: [m.points, m.seconds, m.parameters, bool(m.observer)] for n, m in registered().items()}))"  # fmt: skip
    env = os.environ | {"PYTHONPATH": str(package.parent)}
    told = subprocess.run([sys.executable, "-c", script], env=env, cwd=package.parent, capture_output=True, text=True)
    assert told.returncode == 0, told.stderr
    expected = {
        name: [made.points, made.seconds, made.parameters, bool(made.observer)]
        for name, made in exercises().items()
        if made.kind == "function"
    }
    import json

    assert json.loads(told.stdout) == expected


LESSONS = [slug for slug in catalog.lessons() if any(m.kind == "function" for m in exercises(slug).values())]


@pytest.mark.parametrize("slug", LESSONS)
def test_a_reference_is_observed_there_as_it_is_here(package, slug, monkeypatch):
    """The stripped observers, run beside the real references: what they see is full marks."""
    from cnncourse.autocheck import define

    real = {name: made for name, made in exercises(slug).items() if made.kind == "function" and made.observer}
    monkeypatch.setattr(define, "_registry", {})
    spec = importlib.util.spec_from_file_location(f"cnncourse.exercises.{slug}", package / "exercises" / f"{slug}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    bare = dict(define._registry)
    monkeypatch.undo()
    for name, made in real.items():
        if made.seconds > 60:  # trains; the notebooks' solved runs see it
            continue
        cases, _ = references(made, 0)
        shown = observe(bare[name], made.reference, cases)
        assert judge(made, shown).outcome == "passed", name


@pytest.mark.parametrize(("place", "changes"), [("ops/a.py", True), ("exercises/b.py", True), ("widgets/c.py", False)])
def test_a_change_that_grades_rest_on_is_seen(monkeypatch, tmp_path, place, changes):
    (tmp_path / place).parent.mkdir()
    (tmp_path / place).write_text("1")
    monkeypatch.setattr(stripped, "PACKAGE", tmp_path)
    before = stripped.fingerprint()
    (tmp_path / place).write_text("2")
    assert (stripped.fingerprint() != before) is changes
