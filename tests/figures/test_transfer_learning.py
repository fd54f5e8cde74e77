"""Figures on transfer learning draw the numbers that they are given, and the stored ones."""

import numpy as np
import pytest

from cnncourse.experiments.transfer_learning import DEPTHS, METHODS, few
from cnncourse.figures import transfer_learning
from cnncourse.figures.style import to_png


def test_patches_stand_in_two_rows_under_their_names():
    axes = transfer_learning.patches(np.zeros((3, 8, 8)), np.ones((3, 8, 8)), ["a", "b", "c"]).axes
    assert [ax.get_title(loc="left") for ax in axes[:3]] == ["a", "b", "c"]
    assert np.asarray(axes[0].get_images()[0].get_array()).max() == 0
    assert np.asarray(axes[3].get_images()[0].get_array()).min() == 1


def test_each_way_of_calling_has_a_row_that_begins_with_the_image():
    image = np.arange(6.0).reshape(2, 3)
    axes = transfer_learning.flips(image, {"one": [image] * 2, "other": [image[:, ::-1]] * 2}).axes
    assert len(axes) == 6
    assert (np.asarray(axes[3].get_images()[0].get_array()) == image).all()
    assert (np.asarray(axes[4].get_images()[0].get_array()) == image[:, ::-1]).all()


def test_every_seed_is_a_dot_and_the_mean_a_stroke():
    values = np.array([[10.0, 30], [50, 70], [80, 90]])
    ax = transfer_learning.methods({"few": values}, METHODS).axes[0]
    stroke, seeds = ax.get_lines()[2:4]
    assert list(stroke.get_ydata()) == [60, 60] and list(seeds.get_ydata()) == [50, 70]
    assert [text.get_text() for text in ax.texts] == ["20.0", "60.0", "85.0"]


def test_the_explorer_reads_stored_runs_and_refuses_what_is_not_stored():
    depths, rates, heads = transfer_learning.stored_rates()
    assert list(depths[: len(DEPTHS)]) == list(DEPTHS) and heads["new"].shape == (5, 3, 4)
    values = heads["new"][1, :, 2]
    figure, sentence = transfer_learning.explorer(depths[1], rates[2], "new")
    assert f"{values.mean():.1f} ± {values.std(ddof=1):.1f} %" in sentence
    assert len(to_png(figure)) < 40_000
    with pytest.raises(ValueError, match="stored are the rates"):
        transfer_learning.explorer(depths[1], 0.5, "new")


def test_a_leak_is_three_bars_for_each_kind_of_labels():
    ax = transfer_learning.leak(["true", "random"], np.array([[99.0, 80], [95, 6]]), [70, 5]).axes[0]
    assert [bar.get_width() for bar in ax.patches] == [99, 95, 80, 6, 70, 5]


def test_few_clothes_are_as_many_as_asked_for_and_others_for_each_seed():
    (x, y), (x_test, y_test) = few("clothes", 3, 0)
    assert x.shape == (30, 28, 28, 1) and (np.bincount(y) == 3).all() and len(x_test) == len(y_test) == 1000
    assert (few("clothes", 3, 0)[0][0] == x).all() and (few("clothes", 3, 1)[0][0] != x).any()
