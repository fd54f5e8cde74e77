"""A class from folder to gradebook: resumed, repeated, in any order and with any number of workers the same."""

import os
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

from cnncourse import cli
from cnncourse.grading import classroom, exports
from cnncourse.grading.gradebook import Gradebook

from .conftest import needs_bubblewrap
from .made import notebook


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    needs_bubblewrap()
    place = tmp_path_factory.mktemp("class")
    full, half = notebook(solved=True), notebook(solved=["output_size", "pad2d"])
    slip = "def output_size(n, k, padding, stride):\n    room = n + 2 * padding - k\n    return -(-room // stride) + 1 if room >= 0 else 0"
    for number in range(8):
        (place / f"student{number}.ipynb").write_bytes([full, half, notebook(), notebook(output_size=slip)][number % 4])
    (place / "broken.ipynb").write_bytes(b"{")
    (place / "=cmd()").mkdir()
    (place / "=cmd()" / "a.ipynb").write_bytes(half)
    (place / "=cmd()" / "b.ipynb").write_bytes(full)
    return place


@pytest.fixture(scope="module")
def graded(folder, tmp_path_factory):
    out = tmp_path_factory.mktemp("grades")
    return out, classroom.grade(folder, out, seed=11)


def content(out):
    """All rows but their times."""
    with sqlite3.connect(out / "gradebook.sqlite") as book:
        results = "SELECT path, student, exercise, points, outcome, mistake, text, html, flags FROM results ORDER BY path, exercise"
        rows = book.execute(results).fetchall()
        return rows, book.execute(
            "SELECT path, lesson, digest, notes, isolation FROM submissions ORDER BY path"
        ).fetchall()


def test_everybody_is_graded(graded):
    out, told = graded
    assert (told.graded, told.kept, told.look) == (11, 0, ["broken.ipynb"])
    with Gradebook(out / "gradebook.sqlite", writing=False) as book:
        totals = exports.totals(book.rows())
    assert totals["student0", "padding_stride"] == (13, 13)
    assert totals["student1", "padding_stride"] == (3, 13)
    assert totals["student2", "padding_stride"] == (0, 13)
    assert totals["student3", "padding_stride"] == (1, 13)
    assert totals["=cmd()", "padding_stride"] == (13, 13), "of two files the last by name counts"


def test_workers_and_order_change_nothing(folder, graded, tmp_path):
    classroom.grade(folder, tmp_path, seed=11, workers=2)
    assert content(tmp_path) == content(graded[0])


def test_a_second_run_grades_nothing_and_a_changed_file_one(folder, graded, tmp_path):
    import shutil

    shutil.copytree(folder, tmp_path / "in")
    shutil.copytree(graded[0], tmp_path / "out")
    assert classroom.grade(tmp_path / "in", tmp_path / "out").graded == 0
    (tmp_path / "in" / "student2.ipynb").write_bytes(notebook(solved=["pad2d"]))
    (tmp_path / "in" / "student4.ipynb").unlink()
    told = classroom.grade(tmp_path / "in", tmp_path / "out")
    assert (told.graded, told.kept) == (1, 9)
    with Gradebook(tmp_path / "out" / "gradebook.sqlite", writing=False) as book:
        totals = exports.totals(book.rows())
    assert totals["student2", "padding_stride"] == (1, 13) and ("student4", "padding_stride") not in totals


def test_another_seed_forgets_the_results_of_the_old_one(folder, graded, tmp_path):
    import shutil

    shutil.copytree(graded[0], tmp_path / "out")
    (tmp_path / "in").mkdir()
    shutil.copy(folder / "student0.ipynb", tmp_path / "in")
    assert classroom.grade(tmp_path / "in", tmp_path / "out").graded == 0
    assert classroom.grade(tmp_path / "in", tmp_path / "out", seed=12).graded == 1


SCRIPT = "import sys; from cnncourse.cli import main; sys.exit(main(sys.argv[1:]))"


@pytest.mark.parametrize("victim", ["controller", "zygote"])
def test_a_kill_in_the_middle_loses_and_doubles_nothing(folder, graded, tmp_path, victim):
    command = [sys.executable, "-c", SCRIPT, "grade", str(folder), "--out", str(tmp_path), "--seed", "11"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, start_new_session=True) as running:
        end = time.monotonic() + 60
        while not _count(tmp_path) and time.monotonic() < end:
            time.sleep(0.01)
        if victim == "controller":
            running.kill()
        else:
            for pid in _children(running.pid):
                os.kill(pid, signal.SIGKILL)
        running.wait(120)
    classroom.grade(folder, tmp_path, seed=11)
    assert content(tmp_path) == content(graded[0])


def _count(out):
    try:
        with sqlite3.connect(out / "gradebook.sqlite") as book:
            return book.execute("SELECT count(*) FROM submissions").fetchone()[0]
    except sqlite3.OperationalError:
        return 0


def _children(pid):
    listed = subprocess.run(["ps", "-e", "-o", "pid=,ppid="], capture_output=True, text=True).stdout.split("\n")
    pairs = [tuple(map(int, line.split())) for line in listed if line.strip()]
    return [child for child, parent in pairs if parent == pid]


def test_a_worker_that_dies_is_replaced(folder, graded, tmp_path, monkeypatch):
    """Workers of the first pool die at their first job; the rest is graded as ever."""
    monkeypatch.setenv("CNNCOURSE_TEST_MARK", str(tmp_path / "mark"))
    monkeypatch.setattr(classroom, "_grade", _dies_once)
    classroom.grade(folder, tmp_path / "out", seed=11, workers=2)
    assert (tmp_path / "mark").exists() and content(tmp_path / "out") == content(graded[0])


def _dies_once(content):
    mark = os.environ["CNNCOURSE_TEST_MARK"]
    try:
        os.close(os.open(mark, os.O_CREAT | os.O_EXCL))
        os.kill(os.getpid(), signal.SIGKILL)
    except FileExistsError:
        pass
    return classroom._own[0].grade(content).plain()


def test_only_the_one_that_kills_its_worker_is_blamed(folder, graded, tmp_path, monkeypatch):
    """It takes a worker down each time, with others handed out beside it; those are graded as ever."""
    import shutil

    shutil.copytree(folder, tmp_path / "in")
    (tmp_path / "in" / "student2.ipynb").write_bytes(notebook(output_size="poison = 1"))
    monkeypatch.setattr(classroom, "_grade", _dies_of_poison)
    classroom.grade(tmp_path / "in", tmp_path / "out", seed=11, workers=2)
    found = []
    for out in (tmp_path / "out", graded[0]):
        with Gradebook(out / "gradebook.sqlite", writing=False) as book:
            found.append({(row.path, row.exercise, row.points) for row in book.rows() if row.path != "student2.ipynb"})
            blamed = {one.path for one in book.submissions() if any("died each time" in note for note in one.notes)}
        assert blamed == ({"student2.ipynb"} if out != graded[0] else set())
    assert found[0] == found[1]


def _dies_of_poison(content):
    if b"poison" in content:
        os.kill(os.getpid(), signal.SIGKILL)
    return classroom._own[0].grade(content).plain()


def test_the_command(folder, graded, tmp_path, capsys):
    assert cli.main(["grade", str(folder), "--out", str(tmp_path), "--seed", "11"]) == 0
    told = capsys.readouterr().out
    assert "11 graded, 0 unchanged" in told and "8 in bwrap" in told and "to be looked at: broken.ipynb" in told
    (tmp_path / "class.html").unlink()
    assert cli.main(["report", str(tmp_path)]) == 0 and (tmp_path / "class.html").exists()
    assert cli.main(["grade", str(tmp_path / "nothing")]) == 1
    assert "does not exist" in capsys.readouterr().err


def test_without_bubblewrap_the_command_asks_first(folder, tmp_path, monkeypatch, capsys):
    from cnncourse.grading import jail

    monkeypatch.setattr(jail, "bubblewrap", lambda: None)
    assert cli.main(["grade", str(folder), "--out", str(tmp_path)]) == 1
    assert "--less-isolation" in capsys.readouterr().err and not (tmp_path / "gradebook.sqlite").exists()
    one = tmp_path / "one"
    one.mkdir()
    (one / "ann.ipynb").write_bytes((folder / "student0.ipynb").read_bytes())
    assert cli.main(["grade", str(one), "--out", str(tmp_path / "out"), "--less-isolation"]) == 0
    assert "run with less isolation than bubblewrap" in (tmp_path / "out" / "class.html").read_text()
    assert cli.main(["grade", str(one), "--out", str(tmp_path), "--less-isolation", "--require-isolation"]) == 1
    assert "apt-get install bubblewrap" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("cores", "workers", "shares"),
    [
        ({0, 1}, 2, [[0], [1]]),
        ({2, 3, 5, 7, 8}, 2, [[2, 5, 8], [3, 7]]),
        ({0, 1}, 3, [None, None, None]),  # more workers than cores: the system knows better
    ],
)
def test_workers_share_the_cores_among_them(monkeypatch, cores, workers, shares):
    kept = []
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: cores, raising=False)
    monkeypatch.setattr(os, "sched_setaffinity", lambda process, given: kept.append(given), raising=False)
    for number, share in enumerate(shares):
        kept.clear()
        classroom._keep_to_own_cores(number, workers)
        assert kept == ([] if share is None else [share])
