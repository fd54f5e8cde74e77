"""What is handed out: nbgrader takes it unmodified, and without solutions nothing can show one."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cnncourse import cli
from cnncourse.authoring.release import release
from cnncourse.autocheck import exercises
from cnncourse.autocheck.define import BEGIN

from .conftest import needs_package
from .made import notebook

LESSONS = {"00": "00_start_here", "01": "01_cross_correlation", "02": "02_padding_stride"}  # the last with Keras
NBGRADER = """
import contextlib, json, sys
from jupyter_core.application import NoStart
from nbgrader.apps import NbGraderApp
for command in json.loads(sys.argv[1]):
    app = NbGraderApp.instance()
    app.initialize(command)
    with contextlib.suppress(NoStart):  # it says so when a command is done
        app.start()
    app.subapp.clear_instance()
"""  # several commands in one process: each alone would import everything anew


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """The course in nbgrader's layout with four submissions of three lessons, generated and graded by nbgrader."""
    needs_package("nbgrader")
    place = tmp_path_factory.mktemp("nbgrader")
    release(place, list(LESSONS))
    for number, name in LESSONS.items():
        for student, answers in submissions(number).items():
            target = place / "submitted" / student / name / f"{name}.ipynb"
            target.parent.mkdir(parents=True)
            target.write_bytes(notebook(number, **answers))
    return place


def submissions(number):
    own = [made for made in exercises(number).values() if made.seconds <= 5]
    wrong = next(made for made in own if made.kind == "function" and made.mistakes)
    half = [made.name for made in own[::2]]
    return {"full": {"solved": [made.name for made in own]}, "half": {"solved": half}, "untouched": {},
            "wrong": {wrong.name: f"def {wrong.name}(*args):\n    return None"}}  # fmt: skip


def test_nbgrader_gives_the_points_that_we_give(course, jailed, monkeypatch):
    """Only the stubs and checks are kept in what nbgrader runs: lessons with experiments take their minute elsewhere."""
    env = os.environ | {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "CNNCOURSE_HOME": "off",
    }
    for name in LESSONS.values():
        for book in [course / "source" / name / f"{name}.ipynb", *course.glob(f"submitted/*/{name}/*.ipynb")]:
            shorten(book)
    commands = [[command, name] for name in LESSONS.values() for command in ("generate_assignment", "autograde")]
    call = [sys.executable, "-c", NBGRADER, json.dumps([*commands, ["export"]])]
    done = subprocess.run(call, cwd=course, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    with (course / "grades.csv").open() as file:
        theirs = {(row["assignment"], row["student_id"]): float(row["score"]) for row in csv.DictReader(file)}
    assert len(theirs) == 12
    for number, name in LESSONS.items():
        for student in submissions(number):
            content = (course / "submitted" / student / name / f"{name}.ipynb").read_bytes()
            ours = sum(one.points for one in jailed.grade(content).results)
            assert theirs[name, student] == ours, (name, student)


def shorten(path):
    """Leave the set-up, the stubs and the checks."""
    import nbformat

    book = nbformat.read(path, as_version=4)
    kept = {"setup", "stub", "check"}
    book.cells = [cell for cell in book.cells if kept & set(cell.metadata.get("tags", []))]
    nbformat.write(book, path)


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    """Three lessons without solutions: plain ones, one whose cases hand over functions, one with Keras models."""
    place = tmp_path_factory.mktemp("bare")
    assert cli.main(["release", str(place), "02", "05", "08", "--without-solutions"]) == 0
    return place


def ask(place, code):
    env = os.environ | {"PYTHONPATH": str(place), "CNNCOURSE_HOME": "off"}
    done = subprocess.run([sys.executable, "-c", code], cwd=place, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_checks_name_slips_without_solutions(bare):
    told = ask(bare, "from cnncourse import check, hint, solution\nimport cnncourse; print(cnncourse.__file__)\n"
               "def output_size(n, k, padding, stride):\n    room = n + 2 * padding - k\n"
               "    return -(-room // stride) + 1 if room >= 0 else 0\n"
               "check('output_size', output_size); check('same_at_stride_two', 'c'); print(hint('output_size'))\n"
               "check('keras_stack_shapes', ((24, 16), (12, 8), (12, 3), (4, 2))); print(solution('output_size'))\n"
               "def shift_agreement(f, x, shift):\n    return 0.5\ncheck('shift_agreement', shift_agreement)")  # fmt: skip
    assert str(bare) in told and "you rounded up" in told and "✓ same_at_stride_two" in told and "hint 1 of 4" in told
    assert "keeps its solutions" in told and "◐ keras_stack_shapes" in told and "✗ shift_agreement" in told


def test_every_exercise_is_there_and_its_reference_is_not(bare):
    told = ask(bare, "from cnncourse.autocheck import exercises\nfrom cnncourse import solution\n"
               "for name, made in exercises().items():\n    print(name, made.points, len(made.mistakes), len(made.hints))\n"
               "    assert 'keeps' in solution(name) or made.kind == 'choice', name\n")  # fmt: skip
    every = {name: made for number in ("02", "05", "08") for name, made in exercises(number).items()}
    expected = [f"{n} {m.points} {len(m.mistakes)} {len(m.hints)}" for n, m in every.items()]
    assert sorted(told.split("\n")) == sorted(["", *expected])
    for path in (bare / "cnncourse").rglob("*.py"):
        for part in path.read_text(encoding="utf-8").split(BEGIN)[1:]:
            if path.parent.name == "exercises":
                assert part.split()[:2] == ["raise", "NotImplementedError"]


def test_a_package_in_use_is_not_written_over(bare, capsys):
    assert cli.main(["release", str(bare), "02", "--without-solutions"]) == 1
    assert "give an empty folder" in capsys.readouterr().err
