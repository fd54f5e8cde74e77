"""Where a network looks: maps of its layers, Grad-CAM, and what covering a part of the image costs."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import keras


def feature_maps(model: "keras.Model", layer: str, images: np.ndarray) -> np.ndarray:
    """What a layer makes of images.

    Args:
        model: a functional Keras model with one input.
        layer: name of the layer whose output is asked for.
        images: scaled for the network, `(n, h, w, c)`.

    Returns:
        `(n, rows, columns, maps)`.

    Raises:
        ValueError: there is no such layer.

    >>> from cnncourse.pretrained import efficientnet_lite0
    >>> model = efficientnet_lite0(weights=None, input_shape=(64, 64, 3))
    >>> feature_maps(model, "block2b_add", np.zeros((1, 64, 64, 3), np.float32)).shape
    (1, 16, 16, 24)
    """
    import keras

    return np.asarray(keras.Model(model.input, model.get_layer(layer).output)(images, training=False))


def grad_cam(
    model: "keras.Model", images: np.ndarray, labels: Sequence[int] | Sequence[Sequence[int]], layer: str
) -> np.ndarray:
    """Grad-CAM: the maps of a layer, each weighed by the mean slope of a class score, summed, negative places 0.

    Args:
        model: from images to logits, `(n, classes)`.
        images: scaled for the network, `(n, h, w, c)`.
        labels: the class of each image, `(n,)`; or several for each, `(n, m)`.
        layer: name of the layer whose maps are weighed.

    Returns:
        `(n, rows, columns)`, or `(n, m, rows, columns)`; neither enlarged nor scaled.

    Raises:
        ValueError: there is no such layer, or not as many rows of labels as images.

    Source: Selvaraju et al. (2016), arXiv:1610.02391.
    """
    import keras
    import tensorflow as tf

    labels = np.asarray(labels)
    if len(labels) != len(images):
        raise ValueError(f"{len(images)} images need as many labels, or rows of labels; got {len(labels)}.")
    both = keras.Model(model.input, [model.get_layer(layer).output, model.output])
    with tf.GradientTape(persistent=True) as tape:
        images = tf.convert_to_tensor(images)
        tape.watch(images)  # a network may have no weights that a tape follows by itself
        maps, scores = both(images, training=False)
        asked = [tf.gather(scores, column, axis=1, batch_dims=1) for column in labels.reshape(len(labels), -1).T]
    made = []
    for score in asked:
        slopes = np.asarray(tape.gradient(score, maps))  # each score depends on its own image alone
        made.append(np.maximum(np.einsum("nijk,nk->nij", np.asarray(maps), slopes.mean(axis=(1, 2))), 0))
    return np.stack(made, axis=1) if labels.ndim == 2 else made[0]


def occlusion_map(
    predict: Callable[[np.ndarray], np.ndarray], image: np.ndarray, labels: int | Sequence[int], size: int
) -> np.ndarray:
    """By how much the probability of a class falls when one tile of the image is set to 0.

    Args:
        predict: from images `(n, h, w, c)` to probabilities `(n, classes)`.
        image: scaled for the network, `(h, w, c)`.
        labels: a class, or several.
        size: side of a tile in pixels; tiles at the right and at the bottom may be cut off.

    Returns:
        `(⌈h/size⌉, ⌈w/size⌉)`, for several classes `(m, ⌈h/size⌉, ⌈w/size⌉)`.

    Raises:
        ValueError: `size` is below 1.

    Source: after Zeiler & Fergus (2013), arXiv:1311.2901.

    >>> occlusion_map(lambda x: x.mean(axis=(1, 2)), np.ones((2, 4, 1)), 0, 2)
    array([[0.5, 0.5]])
    """
    if size < 1:
        raise ValueError(f"size is a number of pixels, at least 1; got {size}.")
    h, w, _ = image.shape
    rows, columns = -(-h // size), -(-w // size)
    pictures = np.repeat(image[None], rows * columns + 1, axis=0)  # the last one stays whole
    for number, picture in enumerate(pictures[:-1]):
        top, left = size * (number // columns), size * (number % columns)
        picture[top : top + size, left : left + size] = 0
    answers = np.asarray(predict(pictures))[:, labels]
    drops = answers[-1] - answers[:-1]
    return np.moveaxis(drops, 0, -1).reshape(*drops.shape[1:], rows, columns)
