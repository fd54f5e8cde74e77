"""Figures on pooling draw what the operators compute, and refuse what cannot be."""

import numpy as np
import pytest
from matplotlib.figure import Figure

from cnncourse import ops
from cnncourse.figures import pooling
from cnncourse.figures.style import to_png

MAP = np.random.default_rng(0).integers(-9, 10, (5, 7)).astype(float)


def texts(ax):
    return [text.get_text().replace("−", "-") for text in ax.texts]


def test_the_numbers_beside_the_windows_are_their_maxima_and_means():
    figure = pooling.windows_and_results(MAP)
    whole, largest, mean = figure.axes
    assert len(texts(whole)) == MAP.size
    np.testing.assert_allclose([float(t) for t in texts(largest)], ops.max_pool2d(MAP[None, ..., None], 2).ravel())
    np.testing.assert_allclose(
        [float(t) for t in texts(mean)], ops.avg_pool2d(MAP[None, ..., None], 2).ravel(), atol=0.01
    )


@pytest.mark.parametrize("padding", ["valid", "same"])
@pytest.mark.parametrize(("size", "stride"), [((1, 1), (1, 1)), ((2, 3), (2, 1)), ((3, 3), (2, 2)), ((5, 4), (1, 3))])
def test_every_place_shows_its_own_window(size, stride, padding):
    maximum = ops.max_pool2d(MAP[None, ..., None], size, stride, padding)[0, :, :, 0]
    for row, column in {(0, 0), (maximum.shape[0] - 1, maximum.shape[1] - 1)}:
        figure, sentence = pooling.one_window(MAP, size, stride, padding, row, column)
        inside = [float(t) for t in texts(figure.axes[1])]
        assert max(inside) == maximum[row, column]
        pads = size[0] * size[1] - len(inside)
        assert ("pads" in sentence) == (pads > 0)
        assert padding == "same" or pads == 0
        assert f"place ({row}, {column})" in sentence


def test_a_place_that_is_not_there_is_refused_in_words():
    with pytest.raises(ValueError, match="2 rows and 3 columns of places"):
        pooling.one_window(MAP, (2, 2), (2, 2), "valid", 2, 0)
    with pytest.raises(ValueError, match="row 0, column 3"):
        pooling.one_window(MAP, (2, 2), (2, 2), "valid", 0, 3)
    with pytest.raises(ValueError):
        pooling.one_window(MAP, (6, 2), (2, 2), "valid", 0, 0)


def test_nothing_changes_without_a_shift_and_all_agree():
    image = np.random.default_rng(1).random((8, 8))
    figure, sentence = pooling.shift_explorer(image, 0, 2)
    assert sentence.count("1.00") == 4
    assert all(ax.get_title(loc="left") + ax.get_title() == "changed by 0.000" for ax in figure.axes[4:])


def test_the_sentence_tells_the_correlation():
    image = np.random.default_rng(2).random((6, 8))
    maximum = ops.max_pool2d(image[None, ..., None], 2)
    moved = ops.max_pool2d(np.roll(image, 3, axis=1)[None, ..., None], 2)
    r = np.corrcoef(maximum.ravel(), moved.ravel())[0, 1]
    assert f"max {r:.2f}" in pooling.shift_explorer(image, 3, 2)[1]


def test_lines_and_dots_are_the_given_numbers():
    curves = {"photos": {"max": [1.0, 0.5], "every second": [1.0, 0.25]}}
    lines = pooling.agreement([0, 1], curves).axes[0].get_lines()
    assert [list(line.get_ydata()) for line in lines[:2]] == [[1.0, 0.5], [1.0, 0.25]]
    rare = pooling.rare_or_common([1, 2], {"max": np.array([99.0, 80]), "mean": np.array([60.0, 60])})
    assert list(rare.axes[0].get_lines()[0].get_ydata()) == [99, 80]


def test_every_seed_is_a_dot_against_the_first_kind_and_a_thin_line():
    rng = np.random.default_rng(3)
    accuracy, kept = rng.uniform(70, 90, (2, 3, 5)), rng.uniform(20, 100, (2, 3, 5, 4))
    kinds = ["max", "mean", "every second"]
    left, right = pooling.leads_and_kept(["slow", "fast"], kinds, accuracy, [1, 2, 3, 4], kept).axes
    dots = np.concatenate([line.get_xdata() for line in left.get_lines() if line.get_marker() in ("s", "^")])
    np.testing.assert_allclose(sorted(dots), sorted((accuracy[:, 1:] - accuracy[:, :1]).ravel()))
    thin = [line.get_ydata() for line in right.get_lines() if line.get_marker() == "None"]
    np.testing.assert_allclose(np.sort(np.concatenate(thin)), np.sort(kept.ravel()))
    assert [text.get_text() for text in right.get_legend().get_texts()] == kinds


def test_figures_are_small():
    for figure in (
        pooling.windows_and_results(MAP),
        pooling.same_size([MAP, MAP[::2, ::2]], ["one", "other"], shared=True),
    ):
        assert isinstance(figure, Figure)
        assert len(to_png(figure)) < 40_000
