"""The pages that people read, opened in a real browser: nothing from outside, readable on a phone, no script runs."""

import os

import pytest

from cnncourse.grading import pages
from cnncourse.grading.gradebook import Gradebook
from cnncourse.grading.submissions import Submission
from tests.browser import lab

from .test_exports import one

EVIL = "<script>document.title='owned'</script>"


@pytest.fixture
def folder(tmp_path):
    with Gradebook(tmp_path / "gradebook.sqlite") as book:
        for number, student in enumerate(["ann", "bob", EVIL]):
            slip = one(
                "output_size", 1.0, 2.0, mistake="rounded_up", message="you rounded up", flags=["identical"] * number
            )
            results = [slip, one("same_at_stride_two", 0.0, 1.0, mistake="a", message="not a", outcome="failed")]
            graded = {"lesson": "padding_stride", "results": results, "notes": [f"cell 3: {EVIL}"] * number,
                      "isolation": "bwrap · rlimits", "seconds": 1.0}  # fmt: skip
            book.keep(Submission(student, f"{student}.ipynb", b""), graded)
        graded = {"lesson": "", "results": [], "notes": ["the file is empty"], "isolation": "", "seconds": 0.0}
        book.keep(Submission("cal", "cal.ipynb", b""), graded)
        pages.write(book, tmp_path)
    return tmp_path


def test_slips_are_counted_and_answered(folder):
    text = (folder / "class.html").read_text()
    assert '<td class="n">3</td><td><code>output_size</code></td><td>you rounded up</td>' in text
    assert "the division rounds down" in text, "what answers the slip stands beside it"
    assert "the file is empty" in text and "identical: output_size" in text


def test_nothing_comes_from_outside_and_nothing_runs(folder):
    for path in folder.rglob("*.html"):
        text = path.read_text()
        assert "<script" not in text and "http" not in text.replace("http-equiv", "") and "url(" not in text


@pytest.mark.skipif(
    lab.chromium() is None and not os.environ.get("CI"), reason="needs Chromium: apt-get install chromium"
)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_readable_on_a_phone(folder, scheme):
    with lab.browser() as started:
        context = started.new_context(viewport={"width": 390, "height": 800}, color_scheme=scheme)
        page = context.new_page()
        for path in sorted(folder.rglob("*.html")):
            page.goto(path.as_uri())
            assert page.title() != "owned"
            assert page.evaluate("document.documentElement.scrollWidth") <= 390, path.name
            for text in page.locator("p, li, td").all()[:20]:
                if text.is_visible() and text.inner_text().strip():
                    assert lab.contrast(text) >= 4.5, (path.name, text.inner_text())
        context.close()
