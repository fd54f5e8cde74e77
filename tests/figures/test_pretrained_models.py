"""Figures on pretrained models draw the numbers that they are given."""

import doctest

import numpy as np
import pytest

from cnncourse.figures import pretrained_models
from cnncourse.figures.style import to_png
from cnncourse.pretrained import Guess

rng = np.random.default_rng(0)
PHOTO = rng.random((28, 28, 3))


def test_examples():
    assert doctest.testmod(pretrained_models).failed == 0


def test_every_guess_has_a_bar_as_long_as_its_probability():
    answers = [[Guess("cat", 0.75, 1), Guess("dog", 0.125, 2)], [Guess("cup", 0.5, 3), Guess("pot", 0.25, 4)]]
    figure = pretrained_models.guesses([PHOTO, PHOTO], answers)
    bars = [ax for ax in figure.axes if ax.patches]
    assert [[bar.get_width() for bar in ax.patches] for ax in bars] == [[0.75, 0.125], [0.5, 0.25]]
    assert [text.get_text() for text in bars[0].texts] == ["cat 0.75", "dog 0.12"]


def test_a_lost_class_is_crossed_out():
    kept = np.array([[True, False, True], [False, True, True]])
    ax = pretrained_models.scalings(np.full((2, 3), 0.5), kept, ["a", "b"], ["x", "y", "z"]).axes[0]
    crosses = [text.get_position() for text in ax.texts if text.get_text() == "✕"]
    assert sorted((round(x - 0.36), y) for x, y in crosses) == [(0, 1), (1, 0)]


def test_maps_that_vary_are_drawn_first():
    values = np.zeros((4, 4, 3))
    values[0, 0] = 1, 9, 3
    assert pretrained_models.liveliest(values, 3).tolist() == [1, 2, 0]
    figure = pretrained_models.through_depth(PHOTO, {"near": values, "far": rng.normal(size=(2, 2, 5))}, count=2)
    drawn = [ax for ax in figure.axes if ax.images]
    assert len(drawn) == 5 and "4×4, 3 maps" in drawn[1].get_title(loc="left")


def test_tints_tell_the_sign():
    values = np.array([[1.0, -1.0], [0.0, 0.5]])
    tinted = pretrained_models.laid_over(np.ones((4, 6, 3)), values)
    assert tinted.shape == (4, 6, 3) and tinted.min() >= 0 and tinted.max() <= 1
    for_it, against, neither, half = tinted[0, 0], tinted[0, 5], tinted[3, 0], tinted[3, 5]
    assert for_it[0] > for_it[2] and against[2] > against[0] and (neither == 1).all()
    assert for_it[2] < half[2] < 1
    flat = pretrained_models.laid_over(np.ones((4, 6, 3)), np.zeros((2, 2)))
    assert (flat == 1).all()


def test_panels_without_a_map_show_the_photograph():
    figure = pretrained_models.overlays(
        [[("photo", PHOTO, None), ("map", PHOTO, np.eye(7))], [("map", PHOTO, np.eye(4))]]
    )
    assert [bool(ax.images) for ax in figure.axes] == [True, True, True, False]


def test_tile_means_keep_the_mean_and_refuse_tiles_that_do_not_fit():
    values = rng.random((7, 7))
    assert pretrained_models.tile_means(values, 224, 32).shape == (7, 7)
    half = pretrained_models.tile_means(values, 224, 112)
    assert half.shape == (2, 2) and abs(half.mean() - values.mean()) < 0.05
    with pytest.raises(ValueError, match="do not fill"):
        pretrained_models.tile_means(values, 224, 50)


def test_means_stand_in_the_legend_and_seeds_are_dots():
    figure = pretrained_models.agreement(["a", "b"], {"one": np.array([0.25, 0.75]), "two": np.array([-0.5, 0.0])})
    legend = [text.get_text() for text in figure.axes[0].get_legend().get_texts()]
    assert legend == ["one: mean 0.50", "two: mean -0.25"]
    lines = pretrained_models.shuffled(["little", "all"], np.array([[0.5, 0.7], [0.0, 0.2]])).axes[0].get_lines()
    np.testing.assert_allclose(lines[2].get_ydata(), [0.6, 0.1])


def test_one_class_names_its_place_and_hides_what_is_weak():
    values = np.array([[0.0, 1.0], [4.0, 2.0]])
    figure, sentence = pretrained_models.one_class(PHOTO, values, "cat", 3.25, 0.5, 0)
    assert "row 1, column 0 of 2×2" in sentence and "75 %" in sentence and "logit 3.2" in sentence
    assert "25 %" in pretrained_models.one_class(PHOTO, values, "cat", 3.25, 0.5, 60)[1]
    assert "0 % of the places" in pretrained_models.one_class(PHOTO, values * 0, "cat", 3.25, 0.5, 60)[1]
    with pytest.raises(ValueError, match="percentage"):
        pretrained_models.one_class(PHOTO, values, "cat", 1, 1, 100)
    assert len(figure.axes) == 2
    assert len(to_png(pretrained_models.shuffled(["a"], np.ones((1, 3))))) < 40_000
