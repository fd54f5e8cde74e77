"""Figures on LeNet draw the numbers that they are given, and the paper's table."""

import numpy as np
import pytest

from cnncourse.figures import lenet
from cnncourse.figures.style import to_png
from cnncourse.nets import lenet5


def test_the_papers_table_row_by_row():
    """Table I as printed, an X for each connection."""
    printed = [
        "X...XXX..XXXX.XX",
        "XX...XXX..XXXX.X",
        "XXX...XXX..X.XXX",
        ".XXX..XXXX..X.XX",
        "..XXX..XXXX.XX.X",
        "...XXX..XXXX.XXX",
    ]
    assert [["X" if there else "." for there in row] for row in lenet.paper_connections()] == [list(r) for r in printed]


def test_every_connection_is_a_filled_square_and_counted():
    seen = np.array([[True, False, True], [False, False, True]])
    ax = lenet.connections(seen).axes[0]
    filled = [patch.get_facecolor()[:3] != (1.0, 1.0, 1.0) for patch in ax.patches]
    assert filled == list(seen.ravel())
    assert [text.get_text() for text in ax.texts] == ["1", "0", "2"]


def test_shares_add_up_to_all():
    figure = lenet.weights_and_work(["a", "b", "c"], [1, 2, 7], [50, 25, 25])
    left, right = ([text.get_text() for text in ax.texts] for ax in figure.axes)
    assert left == ["10.0 %", "20.0 %", "70.0 %"]
    assert right == ["50.0 %", "25.0 %", "25.0 %"]


def test_the_explorer_counts_as_keras_does():
    figure, sentence = lenet.explorer(28, 5, "same", (6, 16), 120)
    assert f"{lenet5().count_params():,} parameters" in sentence
    assert "416,520 multiplications" in sentence
    assert "10×10×16" in [text.get_text() for text in figure.axes[0].texts]
    with pytest.raises(ValueError):
        lenet.explorer(8, 9, "valid", (6, 16), 120)


def test_slopes_are_those_of_the_functions():
    figure = lenet.activations({"sigmoid": lambda x: 1 / (1 + np.exp(-x)), "straight": lambda x: x})
    sigmoid, straight = figure.axes[1].get_lines()
    assert sigmoid.get_ydata().max() == pytest.approx(0.25, abs=1e-4)
    np.testing.assert_allclose(straight.get_ydata(), 1, atol=1e-4)


def test_every_run_is_a_line_and_smoothing_keeps_the_mean():
    runs = np.array([[4.0, 2, 2, 0], [1, 1, 1, 1]])
    lines = lenet.losses({"one": runs, "other": runs[0]}, {"log 10": 2.3}, smooth=2).axes[0].get_lines()
    assert [list(line.get_ydata()) for line in lines[:3]] == [[3, 2, 1], [1, 1, 1], [3, 2, 1]]
    assert list(lines[0].get_xdata()) == [2, 3, 4]
    assert list(lines[3].get_ydata()) == [2.3, 2.3]


def test_every_seed_is_a_dot():
    accuracy = np.array([[80.0, 81, 82], [77, 78, 79]])
    ax = lenet.every_seed(["a", "b"], accuracy).axes[0]
    dots = np.concatenate([line.get_ydata() for line in ax.get_lines() if line.get_marker() == "o"])
    assert list(dots) == list(accuracy.ravel())
    bars = [line.get_ydata()[0] for line in ax.get_lines()[4::2]]
    assert bars == [81, 78]


def test_figures_are_small():
    for figure in (lenet.connections(lenet.paper_connections()), lenet.explorer(96, 1, "same", (64, 64), 500)[0]):
        assert len(to_png(figure)) < 40_000
