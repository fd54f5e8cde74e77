"""Figures are small, alike, and say in words what they show."""

import io

import numpy as np
import pytest
from PIL import Image

from cnncourse.figures import experiments, images, new, padding, pixels, show
from cnncourse.figures.style import to_png

NOISE = np.random.default_rng(0).random((64, 64))
FIGURES = {
    "windows": lambda: padding.windows_on_row(8, 3, 0, 1, 2),
    "long row": lambda: padding.windows_on_row(60, 5, 2, 2, 3),
    "visits": lambda: padding.visits([np.arange(36).reshape(6, 6), np.ones((4, 5), int)], ["a", "b"]),
    "images": lambda: images.maps_beside([NOISE, NOISE[:20, :30]], ["a", "b"]),
    "photo": lambda: pixels.numbers_in_photo(NOISE[:40, :50], 3, 4),
    "row": lambda: pixels.one_row(NOISE[:40, :50], 3),
    "sheet": lambda: pixels.labeled_images(np.resize(NOISE, (7, 28, 28, 1)), list("abcdefg")),
    "experiment": lambda: experiments.accuracy_and_cost(
        ["a", "b"], np.array([[80.0, 82, 81], [90, 91, 90]]), [3, 1], "cost"
    ),
}


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_is_a_small_picture_and_the_same_every_time(name):
    first, second = to_png(FIGURES[name]()), to_png(FIGURES[name]())
    assert first == second
    assert len(first) < 40_000
    picture = Image.open(io.BytesIO(first))
    assert picture.width <= 900 and len(set(picture.convert("L").tobytes())) > 2  # something is drawn


def test_hatching_marks_what_no_window_covers():
    figure = padding.windows_on_row(10, 2, 0, 0, 3)
    hatched = [patch for patch in figure.axes[0].patches if patch.get_hatch()]
    assert [patch.get_x() for patch in hatched] == [2, 5, 8, 9]
    assert figure.axes[0].get_title("left") == "3 places, 4 pixels ignored"


def test_impossible_figures_are_refused_in_words():
    with pytest.raises(ValueError, match="does not fit on 4"):
        padding.windows_on_row(2, 5, 1, 1, 1)
    with pytest.raises(ValueError, match="over the edge"):
        pixels.numbers_in_photo(np.zeros((10, 10)), 7, 0)


def test_show_gives_a_picture_with_alt_text_and_a_caption(monkeypatch):
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda data, **kwargs: shown.append((data, kwargs)))
    figure, axes = new()
    axes.plot([1, 2])
    show(figure, "A line from `a` to b: 3.")
    (picture, options), (caption, _) = shown
    assert picture["image/png"].startswith(b"\x89PNG")
    assert options["metadata"]["image/png"]["alt"] == "A line from a to b: 3."
    assert caption == {"text/markdown": "*A line from `a` to b: 3.*", "text/plain": "A line from `a` to b: 3."}
