"""Answers in words reach the person who grades them, as text and nothing else, and no points are made of them."""

import json
import sqlite3

import pytest

from cnncourse.grading import exports, pages
from cnncourse.grading.gradebook import Gradebook
from cnncourse.grading.notebook import BLANK, LONGEST, read
from cnncourse.grading.submissions import Submission

EVIL = "<script>document.title='owned'</script> and **stars**"
MARKS = {"grade": True, "solution": True, "grade_id": "written-reflection", "points": 4}


def book(*texts, marks=MARKS, kind="markdown"):
    """Bytes of a notebook with one exercise and a cell for each text."""
    cells = [{"cell_type": "code", "metadata": {}, "source": "output_size = 3"}]
    cells += [{"cell_type": kind, "metadata": {"nbgrader": marks}, "source": text} for text in texts]
    return json.dumps({"nbformat": 4, "cells": cells}).encode()


def test_an_answer_is_read_and_an_untouched_cell_is_empty():
    assert read(book(EVIL)).written == {"written-reflection": EVIL}
    assert read(book(["two ", "lines"])).written == {"written-reflection": "two lines"}
    assert read(book(f"{BLANK}\n")).written == {"written-reflection": ""}
    assert len(read(book("x" * 3 * LONGEST)).written["written-reflection"]) == LONGEST


@pytest.mark.parametrize(
    "marks", [None, [], "grade", {}, MARKS | {"grade": False}, MARKS | {"solution": 1}, MARKS | {"grade_id": ["a"]}]
)
def test_cells_with_other_marks_are_no_written_answers(marks):
    assert read(book("text", marks=marks)).written == {}


def test_code_is_never_a_written_answer():
    assert read(book("x = 1", kind="code")).written == {}


def kept(folder, written):
    graded = {
        "lesson": "padding_stride", "results": [], "notes": [], "isolation": "", "seconds": 0.0, "written": written,
    }  # fmt: skip
    with Gradebook(folder / "gradebook.sqlite") as opened:
        opened.keep(Submission("ann", "ann.ipynb", b""), graded)
        pages.write(opened, folder)
        exports.export_all(opened, folder)
        return opened.submissions()[0].written


def test_it_stands_on_the_students_page_as_text(tmp_path):
    assert kept(tmp_path, {"written-reflection": EVIL, "written-other": ""}) == {
        "written-reflection": EVIL, "written-other": "",
    }  # fmt: skip
    text = (tmp_path / "students" / "ann.html").read_text()
    assert "graded by hand" in text and "&lt;script&gt;" in text and "<script" not in text and "not answered" in text
    assert "to be graded by hand: 1" in (tmp_path / "class.html").read_text()


def test_a_new_version_of_a_file_replaces_it_and_a_file_taken_back_is_forgotten(tmp_path):
    kept(tmp_path, {"written-reflection": "first"})
    assert kept(tmp_path, {"written-reflection": "second"}) == {"written-reflection": "second"}
    with Gradebook(tmp_path / "gradebook.sqlite") as opened:
        opened.forget_others(set())
        assert not opened.submissions() and not opened._written()


def test_a_gradebook_of_an_earlier_version_can_still_be_read(tmp_path):
    kept(tmp_path, {"written-reflection": "first"})
    connection = sqlite3.connect(tmp_path / "gradebook.sqlite")
    connection.execute("DROP TABLE written")
    connection.commit()
    connection.close()
    with Gradebook(tmp_path / "gradebook.sqlite", writing=False) as opened:
        assert opened.submissions()[0].written == {}
