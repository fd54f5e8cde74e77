"""The build loses no work, runs nothing in vain, and writes the same bytes again."""

import subprocess

import nbformat
import pytest

from cnncourse.authoring import build, read

TEXT = """# %% [markdown] id="title" minutes=5
# # A title
#
# One sentence.

# %% id="setup" tags=["setup"]
import sys

print("out")
print("noise", file=sys.stderr)

# %% id="more"
1 + 1
"""


@pytest.fixture
def shop(monkeypatch, tmp_path):
    """A lesson and a repository of its own; returns a function that sets the text."""
    script, books = tmp_path / "02_padding_stride.py", tmp_path / "notebooks"
    books.mkdir()
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    for module in (read, build):
        monkeypatch.setattr(module, "lesson_path", lambda number: script)
    monkeypatch.setattr(build, "NOTEBOOKS", books)

    def write(text):
        script.write_text(text, encoding="utf-8")

    def commit():
        git = ["git", "-C", str(tmp_path), "-c", "user.name=a", "-c", "user.email=a@b"]
        subprocess.run([*git, "add", "-A"], check=True)
        subprocess.run([*git, "commit", "-qm", "all"], check=True)

    write(TEXT)
    return type("Shop", (), {"write": staticmethod(write), "commit": staticmethod(commit), "path": build.target("02")})


def test_the_life_of_a_notebook(shop):
    assert "missing" in build.differences("02")[0]
    assert build.build("02") == "executed"
    assert build.differences("02") == []
    first = shop.path.read_bytes()
    book = nbformat.read(shop.path, as_version=4)
    assert [cell.id for cell in book.cells] == ["title", "setup", "more", "next"]
    assert [output.get("text") for output in book.cells[1].outputs] == ["out\n"]  # standard error is not stored
    shop.commit()
    assert build.build("02") == "unchanged" and shop.path.read_bytes() == first
    assert build.build("02", run=True) == "executed" and shop.path.read_bytes() == first

    shop.write(TEXT.replace("One sentence.", "Another sentence."))
    assert build.differences("02") == ["cell title differs"]
    assert build.build("02") == "prose"
    assert nbformat.read(shop.path, as_version=4).cells[2].outputs[0].data["text/plain"] == "2"

    shop.write(TEXT.replace("1 + 1", "1 + 2"))
    with pytest.raises(build.Unsaved, match="uncommitted"):
        build.build("02")
    assert build.build("02", force=True) == "executed"
    assert nbformat.read(shop.path, as_version=4).cells[2].outputs[0].data["text/plain"] == "3"


def test_an_error_in_a_lesson_writes_nothing(shop):
    shop.write(TEXT.replace("1 + 1", "1 / 0"))
    with pytest.raises(Exception, match="ZeroDivisionError"):
        build.build("02")
    assert not shop.path.exists()
