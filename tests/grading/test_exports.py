"""Grades as course sites read them, read back by the sites' own rules."""

import csv
import json

import pytest

from cnncourse import cli
from cnncourse.grading import exports
from cnncourse.grading.gradebook import Gradebook
from cnncourse.grading.submissions import Submission


def one(exercise, points, out_of, **more):
    base = {"outcome": "passed" if points == out_of else "failed", "mistake": None, "message": "", "text": "✗ text",
            "html": "<b>html</b>", "seconds": 0.1, "flags": []}  # fmt: skip
    return base | {"exercise": exercise, "points": points, "out_of": out_of} | more


@pytest.fixture
def book(tmp_path):
    with Gradebook(tmp_path / "gradebook.sqlite") as made:
        for student, points in (("Ann Lee", 2.0), ("=2+5", 0.5), ('O"Hara, Bo', 1.0)):
            results = [one("output_size", points, 2.0), one("pad2d", 0.0, 1.0, mistake="m", flags=["f"])]
            graded = {"lesson": "padding_stride", "results": results, "notes": [], "isolation": "bwrap", "seconds": 1.0}
            made.keep(Submission(student, f"{student}.ipynb", student.encode()), graded)
        yield made


def table(path):
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_the_plain_table_starts_no_formula(book, tmp_path):
    exports.export_all(book, tmp_path)
    rows = table(tmp_path / "grades.csv")
    assert len(rows) == 6 and {row["student"] for row in rows} == {"Ann Lee", "'=2+5", 'O"Hara, Bo'}
    assert sum(float(row["points"]) for row in rows) == 3.5


def test_nbgraders_columns(book, tmp_path):
    exports.export_all(book, tmp_path)
    text = (tmp_path / "nbgrader.csv").read_text()
    assert text.startswith("assignment,duedate,timestamp,student_id,last_name,first_name,email,raw_score,"
                           "late_submission_penalty,score,max_score")  # fmt: skip
    found = {
        row["student_id"]: (row["assignment"], row["score"], row["max_score"])
        for row in table(tmp_path / "nbgrader.csv")
    }
    assert found["Ann Lee"] == ("padding_stride", "2.0", "3.0")


def test_gradescopes_results(book, tmp_path):
    exports.export_all(book, tmp_path)
    files = sorted((tmp_path / "gradescope").iterdir())
    assert len(files) == 3
    for path in files:
        content = json.loads(path.read_text())
        assert set(content) == {"score", "execution_time", "output", "output_format", "test_output_format", "visibility",
                                "stdout_visibility", "extra_data", "tests"}  # fmt: skip
        assert content["score"] == sum(test["score"] for test in content["tests"])
        for test in content["tests"]:
            assert test["status"] in ("passed", "failed") and test["score"] <= test["max_score"]
            assert test["visibility"] in ("hidden", "after_due_date", "after_published", "visible")


CANVAS = """Student,ID,SIS User ID,SIS Login ID,Section,Lesson 02 (4711)
    Points Possible,,,,,3
"Lee, Ann",17,annlee,ann@x.org,A,
"O""Hara, Bo",18,u18,boh,A,1
"""


def test_canvas_column_is_filled_and_nothing_else_touched(book, tmp_path):
    sheet, out = tmp_path / "canvas.csv", tmp_path / "out.csv"
    sheet.write_text(CANVAS, encoding="utf-8")
    filled, left = exports.fill_canvas(book, sheet, "padding_stride", "Lesson 02 (4711)", out)
    assert (filled, left) == (2, ["=2+5"])
    before, after = (list(csv.reader(path.read_text(encoding="utf-8").splitlines())) for path in (sheet, out))
    assert [line[:5] for line in before] == [line[:5] for line in after]
    assert [line[5] for line in after] == ["Lesson 02 (4711)", "3", "2", "1"]
    with pytest.raises(ValueError, match="has no column 'Lesson 02'"):
        exports.fill_canvas(book, sheet, "padding_stride", "Lesson 02", out)


MOODLE = """Identifier,Full name,Email address,Status,Grade,Maximum Grade,Last modified (grade),Feedback comments
Participant 17,Ann Lee,ann@x.org,Submitted,,3.00,-,
Participant 18,Someone Else,s@x.org,Submitted,,3.00,-,
"""


def test_moodles_worksheet_is_filled(book, tmp_path):
    sheet, out = tmp_path / "moodle.csv", tmp_path / "out.csv"
    sheet.write_text(MOODLE, encoding="utf-8-sig")
    filled, left = exports.fill_moodle(book, sheet, "padding_stride", out)
    assert filled == 1 and len(left) == 2
    rows = table(out)
    assert (rows[0]["Grade"], rows[1]["Grade"]) == ("2", "") and rows[0]["Last modified (grade)"] != "-"
    sheet.write_text("Identifier,Grade\n")
    with pytest.raises(ValueError, match="Last modified"):
        exports.fill_moodle(book, sheet, "padding_stride", out)


def test_sheets_are_filled_from_the_command_line(book, tmp_path, capsys):
    grades, moodle, canvas = str(tmp_path), tmp_path / "moodle.csv", tmp_path / "canvas.csv"
    moodle.write_text(MOODLE, encoding="utf-8")
    canvas.write_text(CANVAS, encoding="utf-8")
    assert cli.main(["fill", grades, "02", str(moodle)]) == 1  # two students are not in it
    assert table(tmp_path / "moodle-filled.csv")[0]["Grade"] == "2" and moodle.read_text(encoding="utf-8") == MOODLE
    said = capsys.readouterr()
    assert said.out.startswith("1 students in ") and "=2+5" in said.err
    out = tmp_path / "import.csv"
    assert cli.main(["fill", grades, "02", str(canvas), "--column", "Lesson 02 (4711)", "--out", str(out)]) == 1
    assert table(out)[2]["Lesson 02 (4711)"] == "1"
    for wrong, words in [
        (["fill", grades, "02", str(canvas)], "Canvas needs the title of the column"),
        (["fill", grades, "99", str(canvas)], "there is no lesson 99"),
        (["fill", grades, "02", str(moodle), "--out", str(moodle)], "is the sheet itself"),
        (["fill", str(tmp_path / "none"), "02", str(moodle)], "none"),
    ]:
        assert cli.main(wrong) == 1
        assert words in capsys.readouterr().err
    assert moodle.read_text(encoding="utf-8") == MOODLE


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b", "a\\b", "..", "CON", "李", "a" * 300, ""])
def test_file_names_stay_in_their_folder(name):
    found = exports.file_name(name)
    assert found and "/" not in found and "\\" not in found and not found.startswith(".") and len(found) < 80
    assert exports.file_name(name + "x") != found
