"""Further slips of `grad_cam`, each with the words that a reader is told."""

import numpy as np

from .grad_cam import grad_cam
from .grad_cam_slips import _joined, _of_parts, _slopes

_of_parts(
    "slopes_alone_mean",
    "those are the slopes alone, averaged over the maps",
    "They say what each map is worth. What the maps show at each place is missing.",
    lambda maps, slopes: np.maximum(slopes.mean(axis=-1), 0),
)


_of_parts(
    "maps_alone",
    "the maps are not weighed",
    "Each has a weight for this class: the mean of its slopes.",
    lambda maps, slopes: np.maximum(maps.sum(axis=-1), 0),
)


_of_parts(
    "mean_over_maps",
    "the slopes were averaged over the maps",
    "Average over the pixels of each map, its rows and columns. One weight for each map remains.",
    lambda maps, slopes: np.maximum((maps * slopes.mean(axis=-1, keepdims=True)).sum(axis=-1), 0),
)


_of_parts(
    "largest_slope",
    "the largest slope in place of the mean",
    "The weight of a map is the mean of its slopes.",
    lambda maps, slopes: np.maximum(maps @ slopes.max(axis=(0, 1)), 0),
)


_of_parts(
    "batch_axis",
    "the axis of the batch is still there",
    "One image was asked for: `(rows, columns)`.",
    lambda maps, slopes: _joined(maps, slopes)[None],
)


_of_parts(
    "third_axis",
    "there is a third axis left",
    "`maps @ weights[:, None]` leaves an axis of length one. Asked for is `(rows, columns)`.",
    lambda maps, slopes: _joined(maps, slopes)[..., None],
)


_of_parts(
    "not_summed",
    "the maps are weighed but not added",
    "The sum over the maps is missing: `(rows, columns)` is asked for.",
    lambda maps, slopes: np.maximum(maps * slopes.mean(axis=(0, 1)), 0),
)


_of_parts(
    "absolute_weights",
    "the sign of the weights is gone",
    "A map may speak against the class: its weight is negative then, and stays so.",
    lambda maps, slopes: np.maximum(maps @ np.abs(slopes.mean(axis=(0, 1))), 0),
)


_of_parts(
    "zero_to_one",
    "the map was scaled to 0 … 1",
    "For a picture that is fine; asked for is the map as it is.",
    lambda maps, slopes: (lambda m: (m - m.min()) / (m.max() - m.min()))(_joined(maps, slopes)),
)


_of_parts(
    "columns_kept",
    "the slopes were averaged over the rows only",
    "With the batch in front, rows and columns are axes 1 and 2: `axis=(0, 1)` averages over the batch and the rows.",
    lambda maps, slopes: np.maximum((maps * slopes.mean(axis=0)).sum(axis=-1), 0),
)


_of_parts(
    "rows_kept",
    "the slopes were averaged over the columns only",
    "One weight for each map is asked for: the mean over rows and columns.",
    lambda maps, slopes: np.maximum((maps * slopes.mean(axis=1, keepdims=True)).sum(axis=-1), 0),
)


_of_parts(
    "one_weight",
    "all maps have the same weight",
    "A mean without `axis` is one number for all maps. Average over rows and columns, and each map keeps its own.",
    lambda maps, slopes: np.maximum((maps * slopes.mean()).sum(axis=-1), 0),
)


_of_parts(
    "maps_pooled",
    "the maps were averaged, not the slopes",
    "It is the other way round: the mean slope of each map weighs the map at every place.",
    lambda maps, slopes: np.maximum(slopes @ maps.mean(axis=(0, 1)), 0),
)


_of_parts(
    "products_averaged",
    "the slopes were not averaged, and the mean over the maps was taken",
    "First one weight for each map, the mean of its slopes. Then maps times weights, summed over the maps.",
    lambda maps, slopes: np.maximum((maps * slopes).mean(axis=-1), 0),
)


_of_parts(
    "weights_scaled",
    "the weights were divided by the largest one",
    "The weight of a map is the mean of its slopes, as it is.",
    lambda maps, slopes: np.maximum(maps @ (slopes.mean(axis=(0, 1)) / np.abs(slopes.mean(axis=(0, 1))).max()), 0),
)


_of_parts(
    "averaged_with_negatives",
    "the mean over the maps was taken, and negative places are still there",
    "Maps times weights are summed over the maps, and then negative places become 0.",
    lambda maps, slopes: maps @ slopes.mean(axis=(0, 1)) / maps.shape[-1],
)


_of_parts(
    "features_cut",
    "the maps are cut off at zero",
    "Take them as the layer gives them. The ReLU comes after the sum.",
    lambda maps, slopes: np.maximum(np.maximum(maps, 0) @ slopes.mean(axis=(0, 1)), 0),
)


_of_parts(
    "transposed",
    "rows and columns are exchanged",
    "The map lies as the image does.",
    lambda maps, slopes: _joined(maps, slopes).T,
)


@grad_cam.mistake(
    "the network is in training", "BatchNorm then takes mean and spread of this one image. Call with `training=False`."
)
def in_training_mode(model, image, label, layer):
    return _joined(*_slopes(model, image, label, layer, training=True))


@grad_cam.mistake(
    "the map was enlarged to the image", "For a picture that comes later. Asked for is the map as large as the layer's."
)
def enlarged(model, image, label, layer):
    from cnncourse import ops

    found = _joined(*_slopes(model, image, label, layer))
    return ops.bilinear_resize(found[None, :, :, None], *image.shape[:2])[0, :, :, 0]


@grad_cam.mistake(
    "that is the last convolution, whatever `layer` says", "Fetch the layer by the name that was handed over."
)
def always_far(model, image, label, layer):
    return _joined(*_slopes(model, image, label, "far"))


@grad_cam.mistake(
    "those are slopes by the pixels of the image",
    "Grad-CAM stops at a layer inside: ask the tape for the slope by its maps.",
)
def by_pixels(model, image, label, layer):
    return np.abs(_slopes_by_image(model, image, label)).max(axis=-1)


@grad_cam.mistake(
    "those are slopes by the pixels of the image, summed over the colors",
    "Grad-CAM stops at a layer inside: ask the tape for the slope by its maps.",
)
def by_pixels_summed(model, image, label, layer):
    return np.maximum(_slopes_by_image(model, image, label).sum(axis=-1), 0)


@grad_cam.mistake("a model takes a batch", "One image needs an axis in front: `image[None]`, `(1, h, w, c)`.")
def image_alone(model, image, label, layer):
    return np.asarray(model(image))


def _slopes_by_image(model, image, label):
    import tensorflow as tf

    with tf.GradientTape() as tape:
        images = tf.constant(image[None])
        tape.watch(images)
        score = model(images, training=False)[0, label]
    return np.asarray(tape.gradient(score, images))[0]
