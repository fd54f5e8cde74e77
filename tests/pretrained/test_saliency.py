"""Grad-CAM against slopes that were measured, and against the class activation map that it becomes."""

import doctest

import numpy as np
import pytest

from cnncourse.exercises.pretrained_models.basis import _network
from cnncourse.exercises.pretrained_models.grad_cam import grad_cam
from cnncourse.pretrained import saliency


def measured_slopes(model, image, label, layer, step=1e-3):
    """The slope of a logit by every value of every map, from two calls each."""
    import keras

    middle = model.get_layer(layer).output
    maps = np.asarray(keras.Model(model.input, middle)(image[None], training=False))[0]
    rest = keras.Model(middle, model.output)
    moved = maps + step * np.eye(maps.size, dtype=np.float32).reshape(maps.size, *maps.shape)
    back = maps - step * np.eye(maps.size, dtype=np.float32).reshape(maps.size, *maps.shape)
    rise = np.asarray(rest(moved, training=False))[:, label] - np.asarray(rest(back, training=False))[:, label]
    return maps, (rise / (2 * step)).reshape(maps.shape)


@pytest.mark.parametrize("number", range(4))
def test_the_exercise_agrees_with_slopes_that_were_measured(number):
    head, image, label, layer = grad_cam.draw_cases(0)[number].args
    model = _network(head)
    maps, slopes = measured_slopes(model, image, label, layer)
    expected = np.maximum(maps @ slopes.mean(axis=(0, 1)), 0)
    assert expected.max() > 0
    for found in (
        grad_cam.reference(model, image, label, layer),
        saliency.grad_cam(model, image[None], [label], layer)[0],
    ):
        np.testing.assert_allclose(found, expected, atol=0.02 * expected.max())


def test_behind_a_mean_and_a_dense_layer_it_is_the_class_activation_map():
    model = _network("mean")
    images = np.random.default_rng(1).normal(size=(3, 8, 11, 3)).astype(np.float32)
    maps = saliency.feature_maps(model, "far", images)
    weights = model.get_layer("scores").get_weights()[0]
    found = saliency.grad_cam(model, images, [[0, 2], [1, 3], [2, 0]], "far")
    assert found.shape == (3, 2, 4, 6)
    expected = np.maximum(maps[1] @ weights[:, 3], 0) / 24
    np.testing.assert_allclose(found[1, 1], expected, atol=1e-6)
    np.testing.assert_allclose(saliency.grad_cam(model, images, [2, 3, 0], "far")[1], found[1, 1], atol=1e-6)
    with pytest.raises(ValueError, match="as many labels"):
        saliency.grad_cam(model, images, [1], "far")


def test_each_tile_is_covered_once_and_the_image_stays():
    image = np.arange(1.0, 31).reshape(5, 6, 1)
    kept = image.copy()
    seen = []

    def predict(images):
        seen.append(len(images))
        return images.reshape(len(images), -1) @ np.ones((30, 2)) * [1, 2]

    found = saliency.occlusion_map(predict, image, [0, 1], 4)
    assert seen == [5] and (image == kept).all()
    tiles = np.array([[image[:4, :4].sum(), image[:4, 4:].sum()], [image[4:, :4].sum(), image[4:, 4:].sum()]])
    np.testing.assert_allclose(found, [tiles, 2 * tiles])
    with pytest.raises(ValueError, match="at least 1"):
        saliency.occlusion_map(predict, image, 0, 0)


def test_examples():
    assert doctest.testmod(saliency).failed == 0
