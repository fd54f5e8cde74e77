"""Figures on ResNet draw the numbers that they are given, and the stored ones."""

import numpy as np
import pytest

from cnncourse.figures import resnet
from cnncourse.figures.style import to_png

HE, GLOROT = resnet.FIRST


def test_every_seed_and_the_mean_of_logarithms_is_a_line():
    norms = {"plain": np.array([[1.0, 100], [100, 1]]), "residual": np.array([[2.0, 2], [2, 2]])}
    lines = resnet.gradients(norms).axes[0].get_lines()
    assert len(lines) == 6
    np.testing.assert_allclose(lines[2].get_ydata(), [10, 10])
    np.testing.assert_allclose(lines[5].get_ydata(), [2, 2])
    chosen = resnet.gradients(norms, "residual").axes[0].get_lines()
    assert len(chosen) == 4 and chosen[0].get_color() == resnet.GRAY


def test_ratios_and_their_sentences():
    falling = np.array([[8.0, 8, 4, 4, 1, 1]])
    np.testing.assert_allclose(resnet.early_to_late(falling), [8])
    np.testing.assert_allclose(resnet.early_to_late(falling[:, ::-1]), [1 / 8])
    assert "8 times as long" in resnet.in_words(np.array([8.0]))
    assert "8 times shorter" in resnet.in_words(np.array([1 / 8]))
    assert "alike" in resnet.in_words(np.array([1.5, 0.7]))
    assert np.isfinite(resnet.early_to_late(np.zeros((2, 9)))).all()


def test_the_explorer_shows_stored_runs_and_says_what_they_are():
    figure, sentence = resnet.explorer(56, True, True, HE)
    assert sentence.startswith("residual, BatchNorm, 56 layers: ")
    assert len(figure.axes[0].get_legend().get_texts()) == 6
    assert "typical length 1.2e-11; " in resnet.explorer(56, False, False, GLOROT)[1]
    assert "times as long" in resnet.explorer(56, False, True, HE)[1]
    with pytest.raises(ValueError, match="8, 20, 32, 44, 56, not for 50"):
        resnet.explorer(50, True, True, HE)
    with pytest.raises(ValueError, match="Not stored"):
        resnet.explorer(56, True, True, GLOROT)


def test_the_typical_length_is_a_geometric_mean():
    assert resnet.typical(np.array([[1.0, 100], [10, 10]])) == pytest.approx(10)


def test_dots_and_means_by_depth():
    ratios = {"plain": np.array([[1.0, 4], [2, 2]])}
    dots = resnet.evenness(ratios, [8, 20]).axes[0].get_lines()
    assert list(dots[0].get_ydata()) == [1, 2] and list(dots[1].get_ydata()) == [4, 2]
    np.testing.assert_allclose(dots[2].get_ydata(), [2, 2])


def test_every_seed_is_a_dot():
    values = np.array([[10.0, 20], [50, 70]])
    left, right = resnet.accuracies(["plain 20", "residual 20"], {"trained": values, "held out": values + 1}).axes
    assert list(left.get_lines()[0].get_xdata()) == [15, 15]
    assert list(left.get_lines()[1].get_xdata()) == [10, 20]
    assert list(right.get_lines()[3].get_xdata()) == [51, 71]


def test_what_is_left_of_the_first_value():
    line = resnet.memory([0.9], 10).axes[0].get_lines()[0]
    assert line.get_ydata()[1] == pytest.approx(90) and line.get_ydata()[10] == pytest.approx(100 * 0.9**10)


def test_figures_are_small():
    for figure in (resnet.explorer(56, False, False, HE)[0], resnet.memory([0.9, 0.99], 300)):
        assert len(to_png(figure)) < 40_000
