"""Scenes beside their classes: the colors are those of the key, and every class has its own."""

import numpy as np
import pytest
from matplotlib.colors import to_rgb

from cnncourse import data
from cnncourse.figures import scenes, show


def test_every_class_has_a_color_of_its_own_and_ignored_pixels_another():
    colors = scenes.painted(np.array([*range(len(data.SCENE_CLASSES)), data.IGNORE]))
    assert len({tuple(one) for one in colors.tolist()}) == len(data.SCENE_CLASSES) + 1


def test_the_key_names_what_is_seen_in_the_colors_that_are_drawn():
    images, labels = data.scenes(3, seed=1, side=64, sizes=(28, 44))
    predictions = np.where(labels == data.IGNORE, 0, labels)
    predictions[0, :8] = 9
    figure = scenes.beside(images, labels, {"one": predictions, "another": predictions * 0}, titles="abc")
    assert [ax.get_ylabel() for ax in figure.axes[::3]] == ["scene", "label", "one", "another"]
    key = figure.legends[0]
    names = [text.get_text() for text in key.get_texts()]
    seen = [k for k in range(11) if (labels == k).any() or (predictions == k).any()]
    assert names == [data.SCENE_CLASSES[k] for k in seen] + ["left out"] and "Bag" in names
    for k, patch in zip(seen, key.get_patches(), strict=False):
        assert patch.get_facecolor()[:3] == pytest.approx(to_rgb(scenes.COLORS[k]))
        where = np.argwhere(predictions == k)[0]
        drawn = figure.axes[6 + where[0]].images[0].get_array()[where[1], where[2]]
        assert np.allclose(np.asarray(drawn) / 255, to_rgb(scenes.COLORS[k]))


def test_the_figure_stays_small():
    images, labels = data.scenes(4, seed=2, side=64, sizes=(28, 44))
    shown = show(scenes.beside(images, labels, labels), "Four scenes.")
    assert len(str(shown.data if hasattr(shown, "data") else shown)) < 80_000
