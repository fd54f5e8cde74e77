"""Figures on AlexNet draw the numbers that they are given, and the explorer counts as the network does."""

import numpy as np
import pytest

from cnncourse.figures import alexnet
from cnncourse.figures.style import to_png


def written(ax):
    return [text.get_text() for text in ax.texts]


def test_the_explorer_counts_as_the_paper_and_keras_do():
    figure, sentence = alexnet.explorer()
    assert (
        "9,216 numbers reach fc6; 60,965,224 parameters; never looked at: 0 columns of the image; 0, 0 and 0"
        in sentence
    )
    assert "55×55×96" in written(figure.axes[0]) and "6×6×256" in written(figure.axes[1])


def test_224_pixels_without_padding_lose_at_every_step():
    _, sentence = alexnet.explorer(224)
    assert "6,400 numbers reach fc6" in sentence
    assert "1 columns of the image; 1, 1 and 1 of the maps" in sentence
    assert "0 columns" in alexnet.explorer(224, 2)[1]


def test_a_window_that_does_not_fit_is_refused():
    with pytest.raises(ValueError):
        alexnet.explorer(64, 0, 15, 6, 4, 3)


def test_the_last_windows_and_the_pixel_that_none_covers():
    figure = alexnet.last_windows([(227, 0), (224, 0), (224, 2)])
    assert [ax.get_title(loc="left") for ax in figure.axes] == [
        "side 227, padding 0: 55 places", "side 224, padding 0: 54 places", "side 224, padding 2: 55 places",
    ]  # fmt: skip
    assert [sum(patch.get_hatch() is not None for patch in ax.patches) for ax in figure.axes] == [0, 1, 0]
    assert written(figure.axes[2]).count("0") == 2
    first, second = figure.axes[0].get_lines()
    assert list(first.get_xdata()) == pytest.approx([216.1, 226.9])
    assert list(second.get_xdata()) == pytest.approx([212.1, 222.9])


def test_a_square_is_filled_where_a_filter_sees_a_channel():
    figure = alexnet.groups_seen(4, 6, (1, 2))
    filled = [[patch.get_facecolor()[:3] != (1.0, 1.0, 1.0) for patch in ax.patches] for ax in figure.axes]
    assert all(filled[0]) and sum(filled[1]) == 12
    assert np.array(filled[1]).reshape(4, 6)[:2, :3].all() and np.array(filled[1]).reshape(4, 6)[2:, 3:].all()
    assert [ax.get_title(loc="left") for ax in figure.axes] == ["1 group: 24 pairs", "2 groups: 12 pairs"]


def test_bars_are_the_channels():
    figure = alexnet.channels({"before": np.array([1.0, -2, 3]), "after": np.array([0.5, -1, 1.5])})
    assert [[bar.get_height() for bar in ax.patches] for ax in figure.axes] == [[1, -2, 3], [0.5, -1, 1.5]]


def test_crops_are_cut_where_they_are_marked():
    photo = np.random.default_rng(0).random((9, 11, 3))
    figure = alexnet.crops(photo, 5, [(1, 2, False), (4, 6, True)])
    assert [(p.get_x(), p.get_y(), p.get_width()) for p in figure.axes[0].patches] == [(1.5, 0.5, 5), (5.5, 3.5, 5)]
    np.testing.assert_array_equal(figure.axes[1].images[0].get_array(), photo[1:6, 2:7])
    np.testing.assert_array_equal(figure.axes[2].images[0].get_array(), photo[4:9, 6:11][:, ::-1])
    with pytest.raises(ValueError, match="does not fit"):
        alexnet.crops(photo, 5, [(5, 0, False)])


def test_the_windows_are_counted_and_one_that_is_too_large_is_refused():
    photo = np.zeros((40, 40, 3))
    assert "9 · 9 · 2 = 162 different windows" in alexnet.draw_crops(photo, 32, True, 1)[1]
    assert "9 · 9 = 81 different windows" in alexnet.draw_crops(photo, 32, False, 1)[1]
    with pytest.raises(ValueError, match="larger"):
        alexnet.draw_crops(photo, 41, True, 1)


def test_every_seed_is_a_line_and_the_mean_a_thick_one():
    runs = np.array([[50.0, 30, 10], [40, 20, 20]])
    lines = alexnet.errors({"a": runs}, 5, {"25 %": 25}).axes[0].get_lines()
    assert [list(line.get_ydata()) for line in lines[:3]] == [[50, 30, 10], [40, 20, 20], [45, 25, 15]]
    assert list(lines[2].get_xdata()) == [5, 10, 15] and lines[2].get_linewidth() > lines[0].get_linewidth()


def test_figures_are_small():
    for figure in (alexnet.explorer()[0], alexnet.last_windows([(227, 0), (224, 0), (224, 2)])):
        assert len(to_png(figure)) < 40_000
