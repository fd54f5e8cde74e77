"""Figures of the lesson on backpropagation: what they count and work out, and what they refuse."""

import re

import numpy as np
import pytest

from cnncourse import ops
from cnncourse.figures import gradients, numpy_network
from cnncourse.figures.style import to_png

X, K, DY = (2, 0, 1, 3, 1, 0, 2, 1), (3, 1, 2), (1, -2, 1, 3)


def texts(axes):
    return [text.get_text() for text in axes.texts]


def test_the_nudged_slopes_are_in_the_legend():
    figure = gradients.nudges(lambda w: 3 * w**2, at=1.0, step=0.5, name="w")
    told = [line.get_label() for line in figure.axes[0].lines]
    assert "to the left only: +4.50" in told and "to the right only: +7.50" in told and "across both: +6.00" in told


def test_two_windows_by_hand():
    """dy 1 and −2 through (3, 1, 2) at stride 2: the third pixel gets 2 − 6."""
    figure, words = gradients.row_backward(X, K, DY, stride=2, padding=0, done=2)
    shown = texts(figure.axes[0])
    assert [shown[shown.index("3") + i] for i in (0, 2, 4, 6, 8)] == ["3", "1", "−4", "−2", "−4"]
    assert words == "window 2: its pixels get −2·3, −2·1, −2·2; the weights get −2·1, −2·3, −2·1"
    assert "dk so far (0, −6, −1)" in figure.axes[0].get_title(loc="left")


def test_a_negative_weight_stands_in_brackets():
    _, words = gradients.row_backward((2, 0, 1), (3, -1), (-2, 1), stride=1, padding=0, done=1)
    assert words == "window 1: its pixels get −2·3, −2·(−1); the weights get −2·2, −2·0"


@pytest.mark.parametrize(("stride", "padding"), [(1, 0), (2, 1), (3, 2), (4, 0)])
def test_the_sums_of_a_row_are_those_of_scattering(stride, padding):
    places = ops.output_size(len(X), len(K), padding, stride)
    slopes = np.arange(1, places + 1) * (-1.0) ** np.arange(places)
    dx, dk = gradients._sums(X, K, slopes, stride, padding)
    padded, by_pixel, by_weight = np.pad(X, padding), np.zeros(len(X) + 2 * padding), np.zeros(len(K))
    for i, slope in enumerate(slopes):
        for u, weight in enumerate(K):
            by_pixel[i * stride + u] += slope * weight
            by_weight[u] += slope * padded[i * stride + u]
    np.testing.assert_allclose(dx, by_pixel)
    np.testing.assert_allclose(dk, by_weight)


def test_a_row_refuses_what_cannot_be():
    with pytest.raises(ValueError, match="only 3 windows"):
        gradients.row_backward(X, K, DY, stride=2, padding=0, done=4)
    with pytest.raises(ValueError, match="does not fit"):
        gradients.row_backward((1, 2), K, DY, stride=1, padding=0, done=0)


def test_the_zoom_measures_well_in_float64_and_badly_in_float32():
    """The loss is -log softmax of the scores (2w, 1, −w) at class 1, at w = 0.5."""
    raised = np.exp([1.0, 1.0, -0.5])
    true = (2 * raised[0] - raised[2]) / raised.sum()
    for exponent, single, good in ((5, False, True), (3, True, True), (8, True, False)):
        words = gradients.zoomed(exponent, single)[1]
        measured, told = (float(found) for found in re.findall(r"slope (-?[\d.]+\d)", words))
        assert told == pytest.approx(true, abs=1e-6)
        assert (abs(measured / true - 1) < 1e-3) == good, words


def test_winners_are_marked_once_for_each_window():
    x = np.array([[1.0, 7, 2, 0, 3], [4, 2, 8, 1, 6], [3, 0, 5, 2, 1], [2, 5, 1, 4, 0], [9, 3, 6, 2, 7]])
    dy = np.array([[1.0, 2], [3, 4]])
    dx = ops.max_pool2d_backward(dy[None, :, :, None], x[None, :, :, None], 3, 2)[0, :, :, 0]
    left, right = gradients.pool_winners(x, dy, dx, 3, 2).axes
    dots = sorted((round(float(dot.get_ydata()[0])), round(float(dot.get_xdata()[0]))) for dot in left.lines)
    assert dots == [(1, 2), (1, 2), (4, 0), (4, 4)]
    assert "3" in texts(right) and len(left.patches) == 4


def test_every_figure_is_small_enough_to_be_stored():
    rng = np.random.default_rng(0)
    steps, bank, image = 10.0 ** -np.arange(14), rng.normal(size=(5, 5, 1, 8)), rng.random((28, 28))
    made = [
        gradients.check_error(steps, {"float32": steps + 1e-5, "float64": steps**2 + 1e-11}),
        numpy_network.learning(1 + rng.random((3, 400)), 80 + 5 * rng.random((3, 2)), bar=80),
        numpy_network.kernel_bank([bank, 2 * bank], ["before", "after"]),
        numpy_network.accuracy_and_check(list("abcd"), 80 + 5 * rng.random((4, 3)), [1e-8, 0.1, 0.5, 1.0], bar=80),
        numpy_network.image_slopes(image, image - 0.5, image, ["one", "two", "three"]),
    ]
    assert all(len(to_png(figure)) <= 40 * 1024 for figure in made)
