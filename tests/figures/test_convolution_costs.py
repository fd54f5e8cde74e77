"""Figures on costs draw the numbers that they are given, and say where something does not apply."""

import numpy as np
import pytest

from cnncourse.figures import convolution_costs as costs
from cnncourse.figures.style import to_png
from cnncourse.ops.operations import WAYS, cost


def test_short_numbers():
    assert [costs.short(v) for v in (0.002, 1.5, 999, 1234, 5.67e6, 8e10)] == [
        "0.002",
        "1.5",
        "999",
        "1.23k",
        "5.67M",
        "80G",
    ]


def test_panels_draw_every_line_and_name_each_way_once():
    figure = costs.panels(
        {"kernel": {"im2col": ([1, 3], [10.0, 90]), "FFT": ([1, 3], [50.0, 50])}, "channels": {"im2col": ([4], [7.0])}},
        "ms",
    )
    left, right = figure.axes
    assert [list(line.get_ydata()) for line in left.get_lines()] == [[10, 90], [50, 50]]
    assert list(right.get_lines()[0].get_ydata()) == [7]
    assert [text.get_text() for text in figure.legends[0].get_texts()] == ["im2col", "FFT"]
    assert [tick.get_text() for tick in left.get_xticklabels()] == ["1", "3"]


def test_bars_end_where_the_numbers_are():
    figure = costs.bars(["im2col", "Winograd", "FFT"], {"one": [1e3, None, 2e6], "two": [0.5, 0.25, 4]})
    one, two = figure.axes
    assert [bar.get_x() + bar.get_width() for bar in one.patches] == pytest.approx([1e3, 2e6])
    assert [bar.get_x() + bar.get_width() for bar in two.patches] == pytest.approx([0.5, 0.25, 4])
    assert "3×3 only" in [text.get_text() for text in one.texts]
    floor, clock = costs.bars(["im2col"], {"floor, ms": [1.0], "clock, ms": [50.0]}).axes
    assert floor.get_xlim() == clock.get_xlim()
    linear = costs.bars(["im2col"], {"one": [3.0]}, log=False)
    assert linear.axes[0].get_xscale() == "linear"


def test_the_explorer_shows_the_counts():
    figure, sentence = costs.count_explorer(3, 16, 32)
    shown = [text.get_text() for text in figure.axes[0].texts]
    assert shown == [costs.short(cost(way, 1, 32, 32, 16, 16, 3).operations) for way in WAYS]
    assert sentence.startswith("fewest operations: Winograd")
    assert costs.count_explorer(1, 16, 32)[1].startswith("fewest operations: the direct ways")
    assert costs.count_explorer(31, 3, 128)[1].startswith("fewest operations: FFT")
    assert costs.count_explorer(3, 64, 64, 64)[1].startswith("fewest operations: FFT")  # what the lesson asks to find
    with pytest.raises(ValueError, match="does not fit"):
        costs.count_explorer(9, 1, 8)


def test_the_roof_bends_where_memory_and_arithmetic_meet():
    figure = costs.roofline(8e10, 1.6e10, {"a layer": (2.0, 1e10)})
    roof, _, point = figure.axes[0].get_lines()
    assert roof.get_xdata()[1] == 5 and roof.get_ydata()[1] == 8e10
    assert point.get_xydata().tolist() == [[2.0, 1e10]]


def test_errors_and_digits_show_every_seed():
    values = np.array([[1e-7, 2e-7], [3e-7, 4e-7]])
    dots, line = costs.errors([1, 4], {"FFT": values}, "channels").axes[0].get_lines()
    assert list(dots.get_ydata()) == list(values.ravel()) and list(line.get_ydata()) == list(values.mean(axis=1))
    digits = np.array([[0.0, 0.0], [1.0, 1.5]])
    left, right = costs.products_and_digits(["a", "b"], [4, 2.25], digits).axes
    assert [bar.get_width() for bar in left.patches] == [4, 2.25]
    assert [list(line.get_xdata()) for line in right.get_lines()] == digits.tolist()


def test_error_maps_are_logarithms_and_small():
    errors = {"im2col": np.full((8, 8), 1e-7), "FFT": np.full((8, 8), 1e-12)}
    figure = costs.error_maps(np.ones((8, 8)), errors)
    assert figure.axes[1].images[0].get_array().max() == pytest.approx(-7)
    assert figure.axes[2].images[0].get_array().min() == pytest.approx(-8)  # the end of the scale
    assert len(to_png(figure)) < 40_000
