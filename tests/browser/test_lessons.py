"""The course as a reader meets it: JupyterLab in Chromium, answers typed, sliders moved."""

import ast
import json
import os

import nbformat
import pytest

from cnncourse.authoring import build
from cnncourse.autocheck import lessons

from . import lab

NUMBERS = list(lessons().values())
if lab.chromium() is None and not os.environ.get("CI"):
    pytest.skip("needs Chromium: apt-get install chromium", allow_module_level=True)


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """JupyterLab on copies of all notebooks; `(address, folder of progress)`.

    Cells that train or take times are left out of the copies: nbval runs them, and here nobody looks at their numbers.
    """
    folder, home = tmp_path_factory.mktemp("notebooks"), tmp_path_factory.mktemp("home")
    for number in NUMBERS:
        nbformat.write(short(number), folder / build.target(number).name)
    with lab.served(folder, home) as address:
        yield address, home / "progress"


@pytest.fixture(scope="module")
def driver():
    with lab.browser() as started:
        yield started


@pytest.fixture
def page(driver, request, tmp_path):
    width = getattr(request, "param", 1280)
    with lab.page(driver, width) as opened:
        yield opened
        if request.node.stash.get(lab.FAILED, False):
            place = os.environ.get("CNNCOURSE_SCREENSHOTS", str(tmp_path))
            opened.screenshot(path=f"{place}/{request.node.name}.png")


def short(number):
    """The notebook without the cells that train or take times, but for those that a later cell rests on."""
    book = nbformat.read(build.target(number), as_version=4)
    kept, needed = [], set()
    for cell in reversed(book.cells):
        made, used = names(cell.source) if cell.cell_type == "code" else (set(), set())
        if not {"varies", "timed"} & set(cell.metadata.get("tags", [])) or made & needed:
            kept.append(cell)
            needed |= used
    book.cells = kept[::-1]
    return book


def names(source):
    """Names that a cell makes at its top level, and all names that it uses."""
    tree = ast.parse(source)
    made = {node.name for node in tree.body if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
    found = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    made |= {node.id for node in found if isinstance(node.ctx, ast.Store)}
    return made, {node.id for node in found if isinstance(node.ctx, ast.Load)}


def place_of(number, cell_id):
    return next(i for i, cell in enumerate(short(number).cells) if cell.id == cell_id)


@pytest.mark.parametrize("number", NUMBERS)
def test_a_lesson_runs_with_every_picture_formula_and_slider(served, page, number):
    book = lab.Notebook(page, served[0], build.target(number).name)
    book.run_all()
    seen = book.walk()
    assert seen["broken images"] == 0 and seen["bad math"] == 0 and seen["errors"] == 0
    assert seen["red"] == 0, "a log or a warning on standard error, which a reader takes for an error"
    cells = short(number).cells
    pictures = sum("image/png" in out.get("data", {}) for cell in cells for out in cell.get("outputs", []))
    sliders = sum("widget" in cell.metadata.get("tags", []) for cell in cells)
    assert seen["pictures"] >= pictures + sliders and seen["sliders"] >= sliders


WRONG = """def output_size(n, k, padding, stride):
    room = n + 2 * padding - k
    return -(-room // stride) + 1 if room >= 0 else 0
"""
RIGHT = WRONG.replace("-(-room // stride)", "room // stride")


@pytest.mark.parametrize("page", [1280, 800], indirect=True)
def test_a_wrong_answer_is_named_a_right_one_passes_and_is_remembered(served, page):
    book = lab.Notebook(page, served[0], "02_padding_stride.ipynb")
    book.run(place_of("02", "setup"), seconds=180)
    answer, check = place_of("02", "ex-output-size"), place_of("02", "check-output-size")
    for source, words in ((WRONG, "you rounded up"), (RIGHT, "2 of 2 points")):
        book.write(answer, source)
        book.run(answer)
        book.run(check)
        verdict = book.cell(check).locator(".jp-OutputArea")
        assert words in verdict.inner_text()
        box = verdict.locator('[role="status"]').bounding_box()
        assert box["x"] + box["width"] <= page.viewport_size["width"]
    progress = json.loads((served[1] / "progress.json").read_text(encoding="utf-8"))
    assert progress["output_size"]["points"] == 2.0 and progress["output_size"]["tries"] >= 2
    book.write(check, 'hint("output_size")')
    book.run(check)
    assert "of 4" in book.cell(check).locator(".jp-OutputArea").inner_text()
    book.write(check, 'solution("output_size")')
    book.run(check)
    assert "return room // stride + 1" in book.cell(check).locator(".jp-OutputArea").inner_text()


def test_a_slider_changes_the_picture_and_refuses_what_cannot_be(served, page):
    book = lab.Notebook(page, served[0], "02_padding_stride.ipynb")
    book.run(place_of("02", "setup"), seconds=180)
    place = place_of("02", "slider-size")
    book.run(place)
    cell = book.cell(place)
    picture = cell.locator("img.cnncourse-picture")
    picture.wait_for()
    before = picture.screenshot()
    window = cell.locator(".noUi-handle, .slider-container [role=slider]").nth(1)
    window.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(800)
    assert picture.screenshot() != before
    pixels = cell.locator(".noUi-handle, .slider-container [role=slider]").nth(0)
    pixels.focus()
    for _ in range(6):
        page.keyboard.press("ArrowLeft")
    cell.locator('[role="alert"]').wait_for(timeout=10_000)
    assert "does not fit" in cell.locator('[role="alert"]').inner_text()


def test_a_verdict_is_legible_in_the_dark_theme(served, page):
    """Text must stand out from what lies behind it: WCAG 2.1 asks for a contrast of 4.5."""
    book = lab.Notebook(page, served[0], "02_padding_stride.ipynb")
    book.menu("Settings", "Theme", "JupyterLab Dark")
    page.wait_for_timeout(1000)
    book.run(place_of("02", "setup"), seconds=180)
    answer, check = place_of("02", "ex-output-size"), place_of("02", "check-output-size")
    book.write(answer, WRONG)
    book.run(answer)
    book.run(check)
    assert lab.contrast(book.cell(check).locator('[role="status"]')) > 4.5
