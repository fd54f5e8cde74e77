"""Figures on DeepLab draw the numbers that they are given."""

import numpy as np
import pytest

from cnncourse.exercises.deeplab import share_of_taps
from cnncourse.figures import deeplab
from cnncourse.figures.style import to_png


def test_taps_on_the_map_are_counted_as_the_exercise_counts_them():
    for h, w, rate in [(3, 4, 1), (5, 7, 2), (6, 5, 8), (4, 4, 4)]:
        assert deeplab.inside((h, w), rate).mean() / 9 == pytest.approx(share_of_taps.reference(h, w, rate))


def test_taps_stand_where_rate_and_stride_put_them():
    figure, sentence = deeplab.taps(rate=3, output_stride=8, row=1, column=5)
    squares = [patch for patch in figure.axes[0].patches if patch.get_width() == 8]
    assert sorted({patch.get_x() for patch in squares}) == [16, 40, 64]
    assert sorted({patch.get_y() for patch in squares}) == [-16, 8, 32]
    assert "6 of 9" in figure.axes[0].get_title(loc="left") and sentence.startswith("rate 3 on 12×12 places")
    assert "a window of 56 pixels" in sentence


def test_a_place_that_is_not_there_is_refused():
    with pytest.raises(ValueError, match="6 rows and columns"):
        deeplab.taps(rate=1, output_stride=16, row=6, column=0)


def test_shares_end_with_one_tap_everywhere():
    ax = deeplab.shares(10, np.arange(1, 12)).axes[0]
    one = next(line for line in ax.get_lines() if line.get_label() == "1 tap")
    assert one.get_ydata()[-1] == 100 and one.get_ydata()[0] == 0


def test_grids_lie_at_every_other_place():
    ax = deeplab.grids(np.arange(4.0), np.arange(7.0), np.arange(7.0)).axes[0]
    assert ax.collections[0].get_offsets()[:, 0].tolist() == [0, 2, 4, 6]


def test_bars_cover_the_area_of_their_pixels():
    axes = deeplab.conventions(np.array([0.0, 4.0]), {"areas": np.arange(4.0), "corners": np.arange(4.0)}).axes
    assert [bar.get_x() + bar.get_width() / 2 for bar in axes[1].patches] == [0.25, 0.75, 1.25, 1.75]
    assert [text.get_text() for text in axes[2].texts] == ["0", "1", "2", "3"]


def test_runs_are_dots_and_means_lines():
    figure = deeplab.parts(["a", "b"], np.array([[1.0, 3], [4, 6]]), np.array([[0.0, 2], [3, 5]]))
    assert [line.get_xdata()[0] for line in figure.axes[0].get_lines()] == [2, 5]
    assert len(to_png(figure)) < 40_000


def test_a_line_divides_the_networks():
    figure = deeplab.parts(["a", "b", "c"], np.ones((3, 2)), np.ones((3, 2)), line=2)
    assert [line.get_ydata()[0] for line in figure.axes[1].get_lines()][-1] == 1.5
