"""Answers typed, hints and solutions asked for, sliders moved, a notebook reset: in wide and narrow windows, light and dark."""

import io
import json
import os
import re

import nbformat
import numpy as np
import pytest
from PIL import Image

from cnncourse.authoring import build, reset
from cnncourse.autocheck import exercises

from . import lab
from .notebook import Notebook
from .short import place_of, short

if lab.chromium() is None and not os.environ.get("CI"):
    pytest.skip("needs Chromium: apt-get install chromium", allow_module_level=True)

ROOM = """def output_size(n, k, padding, stride):
    room = n + 2 * padding - k
    return ROUNDED + 1 if room >= 0 else 0
"""
NIN = """def nin_block(x, filters, kernel, stride):
    from keras.layers import Conv2D
    x = Conv2D(filters, kernel, stride, "same", activation="relu")(x)
    return Conv2D(filters, 1, activation="relu")(Conv2D(filters, 1MIDDLE)(x))
"""
# lesson, exercise, a wrong answer and what the verdict calls it, a right answer
ANSWERS = {
    "function": ("02", "output_size", ROOM.replace("ROUNDED", "-(-room // stride)"), "you rounded up", ROOM.replace("ROUNDED", "room // stride")),
    "prediction": ("02", "keras_stack_shapes", "keras_stack_shapes = ((24, 24), (12, 12), (12, 5), (4, 2))", "not square", "keras_stack_shapes = ((24, 16), (12, 8), (12, 3), (4, 1))"),
    "choice": ("02", "same_at_stride_two", 'same_at_stride_two = "b"', "The shapes agree, and that is the trap", 'same_at_stride_two = "c"'),
    "network": ("11", "nin_block", NIN.replace("MIDDLE", ""), "no activation", NIN.replace("MIDDLE", ', activation="relu"')),
}  # fmt: skip
LOOKS = {"02": [(1280, "Light"), (800, "Dark")], "11": [(800, "Light"), (1280, "Dark")]}


def opened(served, window, number, width=1280, theme="Light"):
    nbformat.write(short(number), served[1] / build.target(number).name)  # other tests wrote into theirs
    window.look(width, theme)
    book = Notebook(window, build.target(number).name)
    book.run(place_of(number, "setup"), seconds=180)
    return book


def asked(book, place, source):
    """Type into a cell, run it, and give the verdict below it."""
    book.write(place, source)
    book.run(place)
    return book.cell(place).locator(".jp-OutputArea")


@pytest.mark.parametrize(("number", "width", "theme"), [(n, *look) for n in LOOKS for look in LOOKS[n]])
def test_a_wrong_answer_is_named_and_a_right_one_is_remembered(served, window, number, width, theme):
    """WCAG 2.1 asks for a contrast of 4.5 between text and what lies behind it."""
    book = opened(served, window, number, width, theme)
    for lesson, name, wrong, words, right in ANSWERS.values():
        if lesson != number:
            continue
        stub, check = (place_of(number, f"{part}-{name.replace('_', '-')}") for part in ("ex", "check"))
        for source, told in ((wrong, words), (right, f"{exercises()[name].points:.0f} of ")):
            asked(book, stub, source)
            book.run(check)
            verdict = book.cell(check).locator(".jp-OutputArea")
            assert told in verdict.inner_text()
            status = verdict.locator('[role="status"]').first
            box = status.bounding_box()
            assert box["x"] + box["width"] <= width, "the verdict is cut off"
            assert lab.contrast(status) > 4.5
        noted = json.loads((served[2] / "progress.json").read_text(encoding="utf-8"))[name]
        assert noted["points"] == exercises()[name].points and noted["tries"] >= 2
        if name in ("output_size", "nin_block"):
            assert f"of {len(exercises()[name].hints)}" in asked(book, check, f'hint("{name}")').inner_text()
            told = asked(book, check, f'solution("{name}")').inner_text()
            assert exercises()[name].source().strip().split("\n")[-1].strip() in told
    earned = sum(exercises()[name].points for lesson, name, *_ in ANSWERS.values() if lesson == number)
    total = sum(made.points for made in exercises(number).values())
    told = asked(book, check, "from cnncourse import progress\nprogress()").inner_text()
    assert re.search(rf"{number} [^/]*\b{earned:.0f} / {total:.0f}\b", told)


def pixels(picture):
    """What a picture shows, as numbers."""
    return np.asarray(Image.open(io.BytesIO(picture.screenshot())).convert("L"), float)


def test_a_slider_changes_the_picture_and_refuses_what_cannot_be(served, window):
    book = opened(served, window, "02")
    place = place_of("02", "slider-size")
    book.run(place)
    cell = book.cell(place)
    picture = cell.locator("img.cnncourse-picture")
    picture.wait_for()
    before = pixels(picture)
    handles = cell.locator(".noUi-handle, .slider-container [role=slider]")
    handles.nth(1).focus()
    window.page.keyboard.press("ArrowRight")
    window.page.wait_for_timeout(800)
    after = pixels(picture)
    assert before.shape != after.shape or (abs(before - after) > 40).mean() > 0.005
    handles.nth(0).focus()
    for _ in range(6):
        window.page.keyboard.press("ArrowLeft")
    cell.locator('[role="alert"]').wait_for(timeout=10_000)
    assert "does not fit" in cell.locator('[role="alert"]').inner_text()


def test_a_reset_gives_a_clean_notebook_and_keeps_the_readers_own(served, window, monkeypatch):
    """What `cnncourse reset 00` does to a folder of notebooks, and what a reader sees then."""
    name = build.target("00").name
    book = opened(served, window, "00")
    book.write(place_of("00", "ex-brightest-pixel"), "brightest_pixel = max  # mine")
    window.leave()
    monkeypatch.setattr(build, "NOTEBOOKS", served[1])
    _, kept = reset.reset("00")
    assert "brightest_pixel = max  # mine" in kept.read_text(encoding="utf-8")
    book = Notebook(window, name)
    stub = next(
        i
        for i, cell in enumerate(json.loads((served[1] / name).read_text())["cells"])
        if cell["id"] == "ex-brightest-pixel"
    )
    assert "raise NotImplementedError" in book.cell(stub).inner_text()
    window.leave()
    window.command("docmanager:open", path=kept.name, factory="Notebook")
    window.page.get_by_text("# mine").first.wait_for(timeout=20_000)
