"""Every lesson as a reader meets it: opened in JupyterLab, run from top to bottom, looked at from top to bottom."""

import os
import re

import nbformat
import pytest

from cnncourse.authoring import build
from cnncourse.autocheck import lessons

from . import lab
from .notebook import Notebook
from .short import short

NUMBERS = list(lessons().values())
LOOKS = [(1280, "Light"), (800, "Dark"), (800, "Light"), (1280, "Dark")]
if lab.chromium() is None and not os.environ.get("CI"):
    pytest.skip("needs Chromium: apt-get install chromium", allow_module_level=True)


@pytest.mark.parametrize("number", NUMBERS)
def test_a_lesson_runs_with_every_picture_formula_and_slider(window, number):
    """The lessons take turns in the four looks of a narrow and a wide window, light and dark."""
    window.look(*LOOKS[int(number) % len(LOOKS)])
    book = Notebook(window, build.target(number).name)
    book.run_all()
    cells = short(number).cells
    pictures = sum("image/png" in out.get("data", {}) for cell in cells for out in cell.get("outputs", []))
    sliders = sum("widget" in cell.metadata.get("tags", []) for cell in cells)
    for _ in range(3):  # a busy machine draws late; what is wrong stays wrong
        seen = book.walk()
        wrong = {name: seen[name] for name in ("broken images", "bad math", "errors", "cut off", "red") if seen[name]}
        missing = seen["pictures"] < pictures + sliders or seen["sliders"] < sliders
        if not wrong and not missing:
            break
    assert not wrong  # red is a log or a warning on standard error, which a reader takes for an error
    assert not missing, f"{seen} of {pictures + sliders} pictures and {sliders} sliders"
    assert sliders > 0 or number == "00"


def test_what_is_looked_for_would_be_seen(served, window):
    """A notebook with one of each, lest the test above look past them."""
    from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

    gif = "data:image/gif;base64,R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs="
    shown = ['<img src="data:image/png;base64,AAAA">', f'<img style="width:3000px;max-width:none" src="{gif}">']
    cells = [
        new_markdown_cell(text) for text in (r"$\frac{1}{2$", r"$\unknown{x}$", r"$\left( x$", r"`$\a$` and $x^2$")
    ]
    cells += [new_code_cell(f"from IPython.display import HTML\nHTML({html!r})") for html in shown]
    cells += [new_code_cell("import sys\nprint(1, file=sys.stderr)"), new_code_cell("1 / 0")]
    book = new_notebook(cells=cells, metadata=short("00").metadata)
    nbformat.write(book, served[1] / "broken.ipynb")
    opened = Notebook(window, "broken.ipynb")
    opened.run_all()
    seen = opened.walk()
    assert {name: seen[name] for name in ("broken images", "cut off", "bad math", "errors", "red")} == {
        "broken images": 1, "cut off": 1, "bad math": 3, "errors": 1, "red": 2,
    }  # fmt: skip


def test_the_command_of_the_readme_opens_lesson_00(served, driver):
    """`lab.served` starts what the README says; here is that the README says it, and what a reader then sees."""
    readme = (build.NOTEBOOKS.parent / "README.md").read_text(encoding="utf-8")
    assert re.search(r"&& \.venv/bin/jupyter lab notebooks/00_start_here\.ipynb\n", readme)
    opened = served[2].parent / "opened"
    page = driver.new_context(viewport={"width": 1280, "height": 900}).new_page()
    for _ in range(100):
        if opened.exists() and opened.read_text(encoding="utf-8").strip():
            break
        page.wait_for_timeout(100)
    page.goto(opened.read_text(encoding="utf-8").strip())
    page.locator(".jp-Notebook h1", has_text="Start here").first.wait_for(timeout=60_000)
    page.context.close()
