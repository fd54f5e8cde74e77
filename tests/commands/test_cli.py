"""The command as a reader types it."""

import datetime
import importlib.metadata
import json
import os
import socket
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from cnncourse import cli, doctor
from cnncourse.authoring import build, readme
from cnncourse.authoring import reset as resetting
from cnncourse.autocheck import lessons


@pytest.fixture
def books(monkeypatch, tmp_path):
    monkeypatch.setattr(build, "NOTEBOOKS", tmp_path)
    return tmp_path


def test_reset_keeps_the_readers_own(books, capsys):
    assert cli.main(["reset", "02"]) == 0
    path = build.target("02")
    path.write_text("my work", encoding="utf-8")
    assert cli.main(["reset", "02"]) == 0
    (kept,) = books.glob("*.mine-*.ipynb")
    assert kept.read_text(encoding="utf-8") == "my work"
    assert kept.name in capsys.readouterr().out
    clean = nbformat.read(path, as_version=4)
    assert any(cell.id == "ex-output-size" for cell in clean.cells)
    assert not any(cell.get("outputs") for cell in clean.cells)


def test_two_resets_in_one_second_lose_nothing(books):
    now = datetime.datetime(2030, 1, 2, 3, 4, 5)
    resetting.reset("02", now)
    _, kept = resetting.reset("02", now)
    assert kept.name.endswith(".mine-2030-01-02-030405.ipynb")
    with pytest.raises(FileExistsError, match="wait a second"):
        resetting.reset("02", now)
    assert build.target("02").exists()


def test_a_wrong_number_is_one_sentence(books, capsys):
    assert cli.main(["reset", "77"]) == 1
    assert "There is no lesson '77'" in capsys.readouterr().err


def test_progress_prints_a_line_a_lesson(capsys):
    assert cli.main(["progress"]) == 0
    assert "02 padding stride" in capsys.readouterr().out


def test_build_check_tells_what_would_change(books, capsys):
    assert cli.main(["build", "02", "--check"]) == 1
    assert "is missing" in capsys.readouterr().out


def test_the_readme_shows_the_lessons_of_today():
    text = readme.README.read_text(encoding="utf-8")
    assert readme.with_table(text) == text
    with pytest.raises(ValueError, match="README.md needs"):
        readme.with_table("no markers")


def test_the_doctor_finds_this_machine_well(capsys):
    assert cli.main(["doctor"]) == 0
    out = capsys.readouterr().out
    assert "✗" not in out and out.count("✓") >= 6


def test_the_doctor_names_what_is_missing_and_what_mends_it(monkeypatch):
    real = importlib.metadata.version

    def version(name):
        if name == "matplotlib":
            raise importlib.metadata.PackageNotFoundError(name)
        return "0.1" if name == "ipywidgets" else real(name)

    monkeypatch.setattr(importlib.metadata, "version", version)
    wrong = {one.what: one for one in doctor._packages() if one.good is False}
    assert set(wrong) == {"matplotlib", "ipywidgets"}
    assert 'pip install "matplotlib' in wrong["matplotlib"].mend
    assert wrong["ipywidgets"].found == "0.1"


def test_the_doctor_tells_a_broken_tensorflow_in_one_line(monkeypatch):
    monkeypatch.setattr(doctor, "_START", "import sys; sys.exit('undefined symbol: no_such_thing')")
    (found,) = doctor._keras()
    assert found.good is False and "undefined symbol" in found.found and "force-reinstall" in found.mend


def test_the_doctor_tells_how_long_every_lesson_takes_here(monkeypatch, tmp_path):
    kept = json.loads(doctor.LESSON_TIMES.read_text(encoding="utf-8"))
    assert list(kept["seconds"]) == sorted(lessons().values()) and max(kept["seconds"].values()) <= 60
    (tmp_path / "times.json").write_text('{"operations": 8e9, "seconds": {"00": 5.0, "01": 29.6}}')
    monkeypatch.setattr(doctor, "LESSON_TIMES", tmp_path / "times.json")
    assert "00 10, 01 59; 2 minutes" in doctor.lesson_times(4e9).found
    for content in ("", "[]", '{"operations": "many", "seconds": {}}'):
        (tmp_path / "times.json").write_text(content)
        found = doctor.lesson_times(4e9)
        assert found.good is None and "not at hand" in found.found and found.mend


def test_the_doctor_says_where_it_cannot_write(monkeypatch, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("CNNCOURSE_HOME", str(tmp_path / "file"))
    (found,) = doctor._writable()
    assert found.good is False and "CNNCOURSE_HOME" in found.mend


def test_the_doctor_sees_a_full_disk_and_an_old_python(monkeypatch):
    monkeypatch.setattr(doctor.shutil, "disk_usage", lambda place: type("Usage", (), {"free": 10 * 2**20})())
    assert next(doctor._disk()).good is False
    monkeypatch.setattr(doctor, "OLDEST", (99, 0))
    assert "Python 99.0" in next(doctor._python()).mend


@pytest.mark.parametrize("name", ["numpy", "packaging"])
def test_the_doctor_starts_without(name):
    """An installation that broke off is what a doctor is called for."""
    code = (
        f"import sys; sys.modules[{name!r}] = None; from cnncourse import cli, doctor; "
        "doctor._START = 'print(1)'; sys.exit(cli.main(['doctor']))"
    )
    env = os.environ | {"PYTHONPATH": str(Path(doctor.__file__).parent.parent)}
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=env, check=False)
    assert found.stderr == "" and "Traceback" not in found.stdout
    assert found.returncode == 1 and "✗ " in found.stdout and name in found.stdout
    assert "pip install -r requirements.txt" in found.stdout


def test_the_doctor_sees_a_taken_port_and_a_folder_that_is_not_ours(monkeypatch, tmp_path):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        monkeypatch.setattr(doctor, "PORT", other.getsockname()[1])
        assert "is taken" in next(doctor._port()).found
    assert "is free" in next(doctor._port()).found
    monkeypatch.setattr(build, "NOTEBOOKS", tmp_path)
    monkeypatch.setattr(doctor.os, "access", lambda place, how: False)
    assert "not yours to write" in next(doctor._notebooks()).found
    monkeypatch.setattr(build, "NOTEBOOKS", tmp_path / "none")
    assert next(doctor._notebooks()).good is None
