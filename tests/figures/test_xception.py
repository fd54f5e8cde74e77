"""Figures on Xception draw the numbers that they are given."""

import numpy as np
import pytest

from cnncourse.figures import xception
from cnncourse.figures.style import to_png


def texts(ax):
    return [text.get_text() for text in ax.texts]


def test_towers_count_their_weights_and_wires():
    figure = xception.towers(4, [1, 2, 4])
    wires = [sum(line.get_color() == xception.BLUE for line in ax.get_lines()) for ax in figure.axes]
    assert wires == [16, 8, 4]
    assert [texts(ax)[1] for ax in figure.axes] == ["3×3\n144", "3×3\n72", "3×3\n36"]
    assert figure.axes[2].get_title(loc="left") == "4 towers, one a channel"
    with pytest.raises(ValueError, match="cannot be cut"):
        xception.towers(4, [3])


def test_small_pictures_stand_in_rows_of_channels():
    kernel = np.arange(2 * 3 * 2 * 3.0).reshape(2, 3, 2, 3)
    page = np.asarray(xception.kernels({"one": kernel}).axes[0].images[0].get_array())
    assert page.shape == (2 * 3 - 1, 3 * 4 - 1)
    np.testing.assert_array_equal(page[3:5, 4:7], kernel[:, :, 1, 1])


def test_the_stack_has_a_bracket_for_each_pair():
    words = texts(xception.stack(3).axes[0])
    assert words.count("depthwise first") == 3 and words.count("merge first") == 2
    assert words.count("left over") == 2 and words.count("ReLU") == 2
    with pytest.raises(ValueError, match="at least 2"):
        xception.stack(1)


def test_the_explorer_counts_as_the_package_does():
    figure, sentence = xception.explorer(3, 64, 128, 28)
    ordinary = 9 * 64 * 128
    assert f" {ordinary:,}" in texts(figure.axes[0]) and f" {9 * 64 + 64 * 128:,}" in texts(figure.axes[0])
    assert f" {784 * ordinary:,}" in texts(figure.axes[1])
    assert sentence.startswith("8.41 times fewer") and "does 7%" in sentence
    assert "(that is, more)" in xception.explorer(1, 8, 4, 7)[1]
    with pytest.raises(ValueError, match="at least 1"):
        xception.explorer(3, 0, 4, 7)


def test_lines_are_the_numbers():
    left, right = xception.clock([8, 16], [4, 6], [1, 2], [50, 30], [60, 50]).axes
    assert list(left.get_lines()[1].get_ydata()) == [1, 2] and list(right.get_lines()[0].get_ydata()) == [50, 30]
    lines = xception.intensities([8, 16], {"a": [1, 2], "b": [3, 4]}).axes[0].get_lines()
    assert list(lines[1].get_ydata()) == [3, 4]


def test_every_seed_is_a_dot():
    lines = xception.runs(["a", "b"], np.array([[1.0, 3], [5, 6]])).axes[0].get_lines()
    assert list(lines[0].get_xdata()) == [2, 2] and list(lines[3].get_xdata()) == [5, 6]


def test_figures_are_small():
    for figure in (xception.towers(6, [1, 3, 6]), xception.stack(3), xception.explorer(5, 3, 1024, 112)[0]):
        assert len(to_png(figure)) < 40_000
