"""Figures on NiN draw the numbers that they are given."""

import numpy as np
import pytest

from cnncourse.figures import nin
from cnncourse.figures.style import to_png


def test_heads_are_counted_as_keras_counts_them():
    import keras
    from keras import layers

    images = keras.Input((5, 5, 7))
    dense = keras.Model(images, layers.Dense(4)(layers.Flatten()(images)))
    pooled = keras.Model(images, layers.GlobalAveragePooling2D()(layers.Conv2D(4, 1)(images)))
    assert nin.head_counts(5, 7, 4) == (dense.count_params(), pooled.count_params())


def test_the_pooled_curve_is_flat_and_the_sentence_tells_both():
    figure, sentence = nin.heads(6, 1024, 1000)
    dense, pooled = (line.get_ydata() for line in figure.axes[0].get_lines()[:2])
    assert len(set(pooled)) == 1 and (np.diff(dense) > 0).all()
    assert dense[5] == 36_865_000 and "36,865,000" in sentence and "1,025,000" in sentence
    with pytest.raises(ValueError, match="at least"):
        nin.heads(0, 3, 2)


def test_windows_are_means_and_refuse_what_does_not_fit():
    maps = np.random.default_rng(0).normal(size=(7, 9, 2))
    small = nin.windows(maps, 3)
    assert small.shape == (2, 3, 2)
    np.testing.assert_allclose(small[1, 2], maps[3:6, 6:9].mean(axis=(0, 1)))
    for window in (0, 8):
        with pytest.raises(ValueError, match="does not fit"):
            nin.windows(maps, window)


def test_every_class_has_a_panel_on_one_scale():
    maps = np.stack([np.full((3, 4), level) for level in (-2.0, 0.5)], axis=-1)
    figure = nin.class_maps(np.zeros((6, 8)), maps, ["a", "b"])
    assert [ax.get_title(loc="left") for ax in figure.axes[:3]] == ["image", "a", "b"]
    for ax, level in zip(figure.axes[1:], (-2.0, 0.5), strict=False):
        shown = ax.images[0]
        assert shown.get_clim() == (-2, 2) and (np.asarray(shown.get_array()) == level).all()


def test_the_sentence_on_one_class_gives_its_score_and_its_windows():
    maps = np.zeros((4, 4, 2))
    maps[:2, :, 1], maps[2:, :, 0] = 3.0, 1.0
    figure, sentence = nin.one_class(np.zeros((8, 8)), maps, ["a", "b"], "b", 2)
    assert "b wins 50 %" in sentence and "is 1.50" in sentence
    assert figure.axes[1].images[1].get_array().shape == (2, 2)


def test_a_class_that_is_never_right_is_crossed_out():
    right = np.array([[0.0, 50, 100], [10, 0, 0]])
    ax = nin.right_by_class(right, ["one", "two"], ["a", "b", "c"]).axes[0]
    assert sorted(text.get_position() for text in ax.texts) == [(0, 0), (1, 1), (2, 1)]


def test_every_seed_is_a_dot_on_its_row():
    still, moved = np.array([[80.0, 82], [70, 74]]), np.array([[10.0, 20], [50, 60]])
    lines = nin.still_and_moved(["a", "b"], still, moved).axes[0].get_lines()
    dots = np.concatenate([line.get_xdata() for line in lines if line.get_marker() == "o"])
    assert list(dots) == [*still.ravel(), *moved.ravel()]
    assert list(lines[0].get_xdata()) == [81, 72]


def test_figures_are_small():
    rng = np.random.default_rng(0)
    for figure in (nin.heads(16, 1024, 1000)[0], nin.right_by_class(rng.random((16, 10)), ["x"] * 16, ["y"] * 10)):
        assert len(to_png(figure)) < 40_000
