"""A run of 60 submissions that is killed again and again: every one is graded once, with the grades of a quiet run."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time

import pytest

from cnncourse.grading import classroom

from .conftest import needs_bubblewrap
from .made import notebook
from .test_classroom import content

SCRIPT = "import sys; from cnncourse.cli import main; sys.exit(main(sys.argv[1:]))"
PATIENCE = 120  # seconds until a run that does not go on is given up
ANSWERS = ["output_size", "pad2d", "ignored_pixels", "same_padding"]


@pytest.fixture(scope="module")
def class_of_60(tmp_path_factory):
    needs_bubblewrap()
    folder = tmp_path_factory.mktemp("class")
    for number in range(60):
        solved = [name for bit, name in enumerate(ANSWERS) if number >> bit & 1]
        (folder / f"student{number:02}.ipynb").write_bytes(notebook(solved=solved))
    quiet = tmp_path_factory.mktemp("quiet")
    assert classroom.grade(folder, quiet, seed=11).graded == 60
    return folder, content(quiet)


@pytest.mark.parametrize("seed", range(2))
def test_random_kills_lose_and_double_nothing(class_of_60, tmp_path, seed):
    folder, expected = class_of_60
    draw = random.Random(seed)
    moments = sorted(draw.sample(range(1, 55), 3))
    for moment, victim in zip(moments, draw.sample(["controller", "worker", "zygote"], 3), strict=True):
        killed_at(folder, tmp_path, moment, victim)
    classroom.grade(folder, tmp_path, seed=11)
    assert content(tmp_path) == expected


def killed_at(folder, out, moment, victim):
    """Grade with two workers; when so many are in the gradebook, kill one process; wait until nothing of it runs."""
    line = [sys.executable, "-c", SCRIPT, "grade", str(folder), "--out", str(out), "--seed", "11", "--workers", "2"]
    with subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True) as running:
        wait_for(lambda: count(out) >= moment or running.poll() is not None)
        workers = children(running.pid, "spawn_main")
        zygotes = [pid for worker in workers for pid in children(worker, "grading.zygote")]
        for pid in {"controller": [running.pid], "worker": workers, "zygote": zygotes}[victim][:1]:
            os.kill(pid, signal.SIGKILL)
        running.wait(PATIENCE)
    wait_for(lambda: not any(alive(pid) for pid in [*workers, *zygotes]))


def wait_for(reached):
    end = time.monotonic() + PATIENCE
    while not reached():
        assert time.monotonic() < end
        time.sleep(0.01)


def count(out):
    try:
        with sqlite3.connect(out / "gradebook.sqlite") as book:
            return book.execute("SELECT count(*) FROM submissions").fetchone()[0]
    except sqlite3.OperationalError:
        return 0


def children(pid, word):
    """Child processes in whose command line a word stands."""
    listed = subprocess.run(["ps", "-e", "-ww", "-o", "pid=,ppid=,args="], capture_output=True, text=True).stdout
    found = [line.split(None, 2) for line in listed.splitlines()]
    return [int(child) for child, parent, args in found if int(parent) == pid and word in args]


def alive(pid):
    """Whether a process runs; one that ended and was not waited for does not."""
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True).stdout.strip()
    return bool(state) and not state.startswith("Z")
