"""Lesson scripts are read strictly: what an author forgets is said at once."""

import pytest

from cnncourse.authoring import read
from cnncourse.authoring.expand import expand, to_notebook
from cnncourse.autocheck import exercises, lessons, load
from cnncourse.grading.notebook import BLANK

GOOD = """# %% [markdown] id="title" minutes=5 needs=["02"]
# # A title
#
# One sentence.
#
# More.

# %% id="setup" tags=["setup"]
x = 1

# %% [markdown] exercise="output_size"
# Do it.

# %% [markdown] exercise="same_at_stride_two"

# %% id="fig" tags=["widget"]
x
"""


@pytest.fixture
def lesson(monkeypatch, tmp_path):
    def write(text):
        path = tmp_path / "02_padding_stride.py"
        path.write_text(text, encoding="utf-8")
        monkeypatch.setattr(read, "lesson_path", lambda number: path)
        return read.read_lesson("02")

    return write


def test_a_lesson_is_read(lesson):
    found = lesson(GOOD)
    assert (found.title, found.promise, found.minutes, found.needs) == ("A title", "One sentence.", 5, ["02"])
    assert list(found.exercises.values()) == ["output_size", "same_at_stride_two"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (('id="setup" ', ""), "no id"), (('id="fig"', 'id="setup"'), "stands twice"), (('"widget"', '"wodget"'), "unknown tag"),
        (("minutes=5 ", ""), "minutes"), (("# # A title", "# A title"), "Title"),
    ],
)  # fmt: skip
def test_what_is_forgotten_is_said(lesson, change, words):
    with pytest.raises(ValueError, match=words):
        lesson(GOOD.replace(*change))


def test_exercises_become_task_stub_and_check(lesson):
    cells = {cell.id: cell for cell in expand(lesson(GOOD))}
    assert cells["task-output-size"].source.startswith("> **Exercise `output_size`** · 2 points · about 5 minutes")
    stub = cells["ex-output-size"].source
    assert stub.startswith("def output_size(") and stub.endswith("    raise NotImplementedError")
    assert "room" not in stub.partition('"""')[2].partition('"""')[2]
    assert cells["check-output-size"].source == 'check("output_size", output_size)'
    assert cells["ex-same-at-stride-two"].source == 'same_at_stride_two = ...  # "a", "b", "c", "d"'
    assert "- **c** Maps of the same size" in cells["task-same-at-stride-two"].source


def test_cells_carry_what_nbgrader_wants(lesson):
    book = to_notebook(lesson(GOOD))
    marks = {cell.id: cell.metadata["nbgrader"] for cell in book.cells if "nbgrader" in cell.metadata}
    check = marks["check-output-size"]
    assert check == {
        "schema_version": 3, "grade": True, "solution": False, "locked": True, "task": False, "points": 2,
        "grade_id": "check-output_size",
    }  # fmt: skip
    assert marks["ex-output-size"]["solution"] and not marks["ex-output-size"]["locked"]
    assert "points" not in marks["ex-output-size"]


def test_only_what_varies_is_hidden_from_nbval(lesson):
    book = to_notebook(lesson(GOOD))
    hidden = [cell.id for cell in book.cells if "nbval-ignore-output" in cell.metadata.get("tags", [])]
    assert hidden == ["fig"]


def test_every_exercise_is_asked_in_its_own_lesson():
    asked = {}
    for number in lessons().values():
        found = read.read_lesson(number)
        for name in found.exercises.values():
            asked[name] = found.slug
            assert load(name).lesson == found.slug
    assert set(asked) == set(exercises())


def test_a_number_that_is_no_lesson_is_refused():
    with pytest.raises(LookupError, match="There is no lesson '99'"):
        read.lesson_path("99")


MANUAL = """
# %% [markdown] id="reflection" manual=4
# What have you learned?
"""


def test_a_written_answer_becomes_a_question_and_a_cell_that_a_person_grades(lesson):
    cells = {cell.id: cell for cell in expand(lesson(GOOD + MANUAL))}
    assert cells["reflection"].source.startswith(
        "> **Written answer `reflection`** · 4 points, graded by hand\n>\n> What"
    )
    answer = cells["written-reflection"]
    assert (answer.kind, answer.source) == ("markdown", BLANK)
    assert answer.grading == {
        "schema_version": 3, "grade": True, "solution": True, "locked": False, "task": False, "points": 4,
        "grade_id": "written-reflection",
    }  # fmt: skip
    assert "2 exercises, 3 points, and 4 points for a written answer" in cells["title"].source


def test_a_written_answer_needs_a_question(lesson):
    with pytest.raises(ValueError, match="manual=… stands at a Markdown cell"):
        lesson(GOOD.replace('id="fig" tags', 'id="fig" manual=2 tags'))
