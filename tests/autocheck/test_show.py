"""Verdicts as text and as HTML say the same and survive every kind of data."""

import numpy as np
import pytest

from cnncourse.autocheck import check, exercises, hint, judge, observe, progress, solution
from cnncourse.autocheck.html import inline, to_html
from cnncourse.autocheck.show import cell_text, grid_text, patch, to_text
from cnncourse.autocheck.slips import references
from cnncourse.exercises.padding_stride.corr2d_strided import corr2d_strided, flipped
from cnncourse.exercises.padding_stride.output_size import output_size, rounded_up


def verdict(made, answer):
    return judge(made, observe(made, answer, references(made, 0)[0]))


def test_the_text_names_the_slip_and_the_smallest_case():
    text = to_text(verdict(output_size, rounded_up))
    assert text.splitlines()[0] == "◐ output_size · 1 of 2 points: you rounded up"
    assert "output_size(n=8, k=3, padding=0, stride=2)     yours 4     expected 3" in text
    assert "passed: stride one" in text and "not yet: a window that only half fits" in text


def test_arrays_stand_beside_each_other():
    text = to_text(verdict(corr2d_strided, flipped))
    assert "yours 3×3, expected 3×3; 9 of 9 values differ" in text
    assert "place [0, 0] begins at row 0, column 0" in text


def test_the_html_holds_the_same_words_and_grids():
    found = verdict(corr2d_strided, flipped)
    html = to_html(found)
    assert html.count("<table") == 4  # x, k, yours, expected
    assert "you turned the kernel over" in html and "2px solid" in html
    assert "<script" not in html and "<style" not in html


def test_what_a_reader_prints_or_raises_cannot_become_markup():
    def answer(n, k, padding, stride):
        print("<img src=x onerror=alert(1)>")
        raise ValueError("<b>bold</b>")

    html = to_html(verdict(output_size, answer))
    assert "<img" not in html and "<b>bold" not in html
    assert "&lt;b&gt;bold" in html


AWKWARD = [
    None, ..., 3, 2.5, True, "text", (1, 2), [], {}, np.nan, np.inf, np.zeros(0), np.zeros((0, 3)), np.array(3.0), np.arange(5.0),
    np.arange(24).reshape(2, 3, 4), np.arange(120.0).reshape(2, 3, 4, 5), np.zeros((300, 400)), np.array([[np.nan, np.inf]]),
    np.array([["a", "b"]]), np.array([[True, False]]), np.array([[1 + 2j]]), np.zeros((2, 2), "float16"), (i for i in range(3)),
    object(), len, "x" * 10_000, 10**30, {"a": np.zeros((2, 2))}, np.zeros((1, 1, 1, 1, 1)),
]  # fmt: skip


@pytest.mark.parametrize("value", AWKWARD, ids=map(str, range(len(AWKWARD))))  # no addresses in names
@pytest.mark.parametrize("name", ["output_size", "same_padding", "corr2d_strided"])
def test_nothing_breaks_a_verdict(name, value):
    found = verdict(exercises()[name], lambda *args: value)
    assert found.outcome in ("failed", "partly")
    assert len(to_text(found)) < 6000
    assert len(to_html(found)) < 60_000


def test_patches_hold_the_place_that_matters():
    array = np.arange(40 * 50).reshape(40, 50)
    cut = patch(array, (30, 45))
    assert 30 * 50 + 45 in cut.values and cut.clipped and cut.values.shape == (8, 8)
    deep = patch(np.arange(2 * 3 * 4 * 5).reshape(2, 3, 4, 5), (1, 2, 3, 4))
    assert deep.where == "[1, :, :, 4]" and deep.values[2, 3] == 119
    assert grid_text(np.zeros((0, 2))) == ["(empty)"]
    assert cell_text(np.float64(1234.567)) == "1.23e+03"


def test_score_is_a_number_whose_text_is_the_number(capsys):
    score = check("output_size", rounded_up)
    assert repr(score) == str(score) == "1.0" and score == 1.0
    assert (score.points, score.out_of, score.outcome, score.mistake) == (1.0, 2, "partly", "rounded_up")
    assert "you rounded up" in score.message and "you rounded up" in score._repr_html_()
    assert "you rounded up" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "answer", "words"),
    [
        ("outputsize", len, "Did you mean 'output_size'"), ("output_size", 3, "where your function was expected"),
        ("output_size", ..., "not attempted"), (5, len, "no exercise called 5"),
    ],
)  # fmt: skip
def test_calls_that_miss_get_a_sentence(name, answer, words):
    assert words in check(name, answer).message


def test_hints_come_one_more_at_a_time_and_the_solution_says_how_many_are_left(monkeypatch):
    from cnncourse.autocheck import reader

    monkeypatch.setattr(reader, "remember_hints", {})
    assert "4 hints left" in solution("output_size")
    assert hint("output_size").count("hint ") == 1
    assert hint("output_size").count("hint ") == 2
    assert "2 hints left" in solution("output_size")
    for _ in range(9):
        last = hint("output_size")
    assert last.count("hint ") == 4
    assert "return room // stride + 1" in solution("output_size")
    assert "BEGIN" not in solution("output_size")
    assert solution("same_at_stride_two").startswith("c: ") or "c: " in solution("same_at_stride_two")


def test_progress_counts_the_best_try_and_survives_a_damaged_file(monkeypatch, tmp_path):
    monkeypatch.setenv("CNNCOURSE_HOME", str(tmp_path))
    check("output_size", output_size.reference)
    check("output_size", rounded_up)
    line = next(line for line in progress().splitlines() if "padding stride" in line)
    assert " 2 of " in line
    (tmp_path / "progress.json").write_text("{broken", encoding="utf-8")
    check("output_size", rounded_up)
    line = next(line for line in progress().splitlines() if "padding stride" in line)
    assert " 1 of " in line
    assert (tmp_path / "progress.damaged.json").exists()


def test_a_folder_that_cannot_be_written_does_not_stop_a_check(monkeypatch, tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    monkeypatch.setenv("CNNCOURSE_HOME", str(blocked / "inside"))
    assert check("output_size", output_size.reference) == 2.0


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("weights for *each* of `a*b*c` maps", "weights for <em>each</em> of <code>a*b*c</code> maps"),
        ("3 * 4 * 5 and a*b*c", "3 * 4 * 5 and a*b*c"),
        ("(*x, *y)", "(*x, *y)"),
        ("*how many times fewer*: <b>", "<em>how many times fewer</em>: &lt;b&gt;"),
        ("one ` alone", "one ` alone"),
    ],
)
def test_words_between_stars_are_stressed_and_products_are_not(text, html):
    assert inline(text) == html
