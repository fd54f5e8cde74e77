"""nbgrader itself waits for a person where an answer was written, and gives nothing for an untouched cell."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import nbformat

from cnncourse.authoring.expand import to_notebook
from cnncourse.authoring.read import read_lesson
from cnncourse.authoring.release import CONFIG

from .test_release import needs_package


def test_nbgrader_asks_for_a_persons_grade(tmp_path):
    needs_package("nbgrader")
    whole = to_notebook(read_lesson("21"))
    whole.cells = [cell for cell in whole.cells if cell.id in ("reflection", "written-reflection")]
    (tmp_path / "nbgrader_config.py").write_text(CONFIG, encoding="utf-8")
    for folder, text in [("source", None), ("submitted/ann", "I tried two seeds."), ("submitted/bob", None)]:
        book = nbformat.from_dict(whole.copy())
        book.cells = [cell.copy() for cell in whole.cells]
        if text:
            book.cells[1].source = text
        place = tmp_path / folder / "words"
        place.mkdir(parents=True)
        nbformat.write(book, place / "words.ipynb")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    env = os.environ | {"PATH": path, "CNNCOURSE_HOME": "off"}
    for command in ("generate_assignment", "autograde"):
        done = subprocess.run([sys.executable, "-m", "nbgrader", command, "words"], cwd=tmp_path, env=env,
                              capture_output=True, text=True)  # fmt: skip
        assert done.returncode == 0, done.stderr
    asked = "SELECT s.student_id, g.needs_manual_grade, g.auto_score FROM grade g "
    asked += "JOIN submitted_notebook n ON g.notebook_id = n.id JOIN submitted_assignment s ON n.assignment_id = s.id"
    connection = sqlite3.connect(tmp_path / "gradebook.db")
    found = {student: (bool(manual), score) for student, manual, score in connection.execute(asked)}
    connection.close()
    assert found == {"ann": (True, None), "bob": (False, 0.0)}
