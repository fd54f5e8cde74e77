"""What Landlock lets through and what not; the trick that reads the reference from the disk is in test_tricks."""

import subprocess
import sys
from pathlib import Path

import pytest

from cnncourse.grading import landlock

SCRIPT = """
import os, signal, socket, sys
from pathlib import Path
from cnncourse.grading import landlock
place = Path(sys.argv[1])
before = open(place / "secret" / "file")
assert landlock.restrict([Path("/usr"), place, Path("/no/such")], [place / "scratch", Path("/dev/null")], place / "secret")
assert (place / "open" / "file").read_text() == "yes" and os.listdir(place / "open") == ["file"]
(place / "scratch" / "new").write_text("written"); (place / "scratch" / "new").unlink()
open("/dev/null", "w").write("x")
assert before.read() == "no", "what was open stays open"
def listen():
    with socket.create_server(("127.0.0.1", 0)): pass
attempts = [lambda: (place / "secret" / "file").read_text(), lambda: os.listdir(place / "secret"), lambda: os.listdir(place),
            lambda: (place / "open" / "file").write_text("changed"), lambda: (place / "open" / "file").unlink(),
            lambda: Path("/etc/hostname").read_text(), lambda: os.listdir("/home"), lambda: os.mkdir(place / "made")]
if landlock.version() >= 4: attempts.append(listen)
if landlock.version() >= 6: attempts.append(lambda: os.kill(os.getppid(), 0))
for number, attempt in enumerate(attempts):
    try: attempt()
    except PermissionError: continue
    raise AssertionError(number)
print("held")
"""


@pytest.fixture
def place(tmp_path):
    for name, text in (("open", "yes"), ("secret", "no")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text(text)
    (tmp_path / "scratch").mkdir()
    return tmp_path


@pytest.mark.skipif(landlock.version() == 0, reason="this kernel has no Landlock")
def test_what_is_not_allowed_is_refused_and_open_files_stay_open(place):
    done = subprocess.run([sys.executable, "-c", SCRIPT, str(place)], capture_output=True, text=True)
    assert done.stdout == "held\n", done.stderr
    assert (place / "open" / "file").read_text() == "yes"


def test_a_kernel_without_it_changes_nothing(monkeypatch, place):
    monkeypatch.setattr(landlock, "_call", lambda *arguments: -1)
    assert landlock.version() == 0 and landlock.restrict([], []) is False
    assert Path(place / "secret" / "file").read_text() == "no"


def test_all_but_the_hidden_folder_is_named(place):
    assert sorted(path.name for path in landlock._around(place, place / "secret")) == ["open", "scratch"]
    assert landlock._around(place / "open", place / "secret") == [place / "open"]
    assert landlock._around(place / "secret", place / "secret") == []
