"""`extract_features`: reference, cases, slips and hints."""

import numpy as np

from cnncourse.autocheck import Unusable, exercise

from .basis import _set_weights


def _maps_model(shape, seed=0):
    """A small network that ends in maps and behaves otherwise in training than in use."""
    import keras
    from keras import layers

    images = keras.Input(shape)
    x = layers.BatchNormalization()(layers.Conv2D(5, 3, padding="same")(images))
    model = keras.Model(images, layers.Conv2D(4, 2, strides=2)(layers.ReLU()(x)))
    _set_weights(model, seed)
    return model


@exercise(points=2, minutes=6, seconds=60, tolerance=1e-4)
def extract_features(model, images: np.ndarray) -> np.ndarray:
    """Features of images: the last maps of a network, averaged over all places.

    The network is used, not trained: what behaves otherwise in training (dropout, BatchNorm) must
    behave as in use, and nothing in the network may change.

    Args:
        model: a Keras model without its classes, `(n, h, w, c)` to maps `(n, h', w', features)`.
        images: as the model expects them, `(n, h, w, c)`. Preprocessed already.

    Returns:
        One row of numbers for each image, `(n, features)`.
    """
    # BEGIN SOLUTION
    maps = model.predict(images, verbose=0)
    return maps.mean(axis=(1, 2))
    # END SOLUTION


@extract_features.cases
def _(rng):
    yield "three images", ((8, 6, 2), rng.normal(size=(3, 8, 6, 2)).astype("float32"))
    yield "more images than a batch", ((4, 8, 1), rng.normal(size=(37, 4, 8, 1)).astype("float32"))
    yield "one image", ((6, 10, 3), rng.normal(size=(1, 6, 10, 3)).astype("float32"))


@extract_features.observe
def _(answer, args):
    shape, images = args
    model = _maps_model(shape)
    before, flags = model.get_weights(), [layer.trainable for layer in model.layers]
    features = answer(model, images)
    if type(features).__name__ == "KerasTensor":
        raise Unusable("it returned a symbolic tensor", "`images` are numbers: call the model on them.")
    changed = any((a != b).any() for a, b in zip(before, model.get_weights(), strict=True))
    return {
        "features": features,
        "the network changed": changed or flags != [layer.trainable for layer in model.layers],
    }


def _maps(model, images, training=False):
    return np.asarray(model(images, training=training))


@extract_features.mistake(
    "nothing is averaged", "These are still maps. Which two axes go, so that one row of numbers is left for each image?"
)
def not_pooled(model, images):
    return _maps(model, images)


@extract_features.mistake(
    "the maps were flattened", "Every place got numbers of its own. Asked for is the mean over the places."
)
def flattened(model, images):
    return _maps(model, images).reshape(len(images), -1)


@extract_features.mistake("that is the maximum over the places", "Asked for is the mean.")
def largest(model, images):
    return _maps(model, images).max(axis=(1, 2))


@extract_features.mistake("that is the sum over the places", "Divide by how many there are, or take the mean.")
def added(model, images):
    return _maps(model, images).sum(axis=(1, 2))


@extract_features.mistake("you averaged over the features", "The features stay apart. The places go: axes 1 and 2.")
def over_channels(model, images):
    return _maps(model, images).mean(axis=3)


@extract_features.mistake("the images were averaged, too", "Every image has a row of its own.")
def over_images(model, images):
    return _maps(model, images).mean(axis=(0, 1, 2))


@extract_features.mistake("one axis is left over", "Height *and* width go. You averaged over one of them.")
def one_axis(model, images):
    return _maps(model, images).mean(axis=1)


@extract_features.mistake("two axes of length 1 are left", "The numbers are right. Leave `keepdims` out.")
def taken_as_they_were(model, images):
    return _maps(model, images).mean(axis=(1, 2), keepdims=True)


@extract_features.mistake(
    "the network ran as in training",
    "BatchNorm took the mean of this batch and changed its memory; dropout would have thrown numbers away. `training=True` is for training.",
)
def in_training(model, images):
    return _maps(model, images, training=True).mean(axis=(1, 2))


@extract_features.mistake(
    "the pixels were divided by 255",
    "The images are as the model expects them already. Scaled twice they are all nearly the same.",
)
def scaled_again(model, images):
    return _maps(model, images / 255).mean(axis=(1, 2))


@extract_features.mistake(
    "the features were brought to length 1", "That can help, but it was not asked for. The mean as it is."
)
def unit_length(model, images):
    features = _maps(model, images).mean(axis=(1, 2))
    return features / np.linalg.norm(features, axis=1, keepdims=True)


@extract_features.mistake(
    "the features were standardized",
    "For one image alone that gives zeros. Whoever trains a head on them can do it; here the mean as it is.",
)
def standardized(model, images):
    features = _maps(model, images).mean(axis=(1, 2))
    return (features - features.mean(axis=0)) / (features.std(axis=0) + 1e-7)


@extract_features.mistake("only one place was looked at", "All places count, by their mean.")
def one_place(model, images):
    return _maps(model, images)[:, 0, 0]


@extract_features.mistake(
    "the model was frozen on the way",
    "The features are right. But `trainable` is a setting of whoever owns the model. Using a network does not train it.",
)
def froze_it(model, images):
    model.trainable = False
    return _maps(model, images).mean(axis=(1, 2))


@extract_features.mistake("only the first batch came through", "One row for *every* image.")
def first_batch(model, images):
    return _maps(model, images[:32]).mean(axis=(1, 2))


@extract_features.mistake(
    "one number is left for each image",
    "You averaged over the features as well. They stay apart: axes 1 and 2 alone go.",
)
def over_all(model, images):
    return _maps(model, images).mean(axis=(1, 2, 3))


@extract_features.mistake(
    "axes 2 and 3 are the wrong pair",
    "Axis 0 counts images, 1 and 2 are height and width, 3 the features. The places go.",
)
def wrong_pair(model, images):
    return _maps(model, images).mean(axis=(2, 3))


@extract_features.mistake("only the middle place was looked at", "All places count, by their mean.")
def middle_place(model, images):
    maps = _maps(model, images)
    return maps[:, maps.shape[1] // 2, maps.shape[2] // 2]


@extract_features.mistake(
    "places were averaged by twos",
    "Pooling with a window of 2×2 leaves one place only where there were 2×2. How many places there are is not fixed: take the mean over all.",
)
def by_twos(model, images):
    import keras

    return np.asarray(keras.layers.AveragePooling2D(2)(_maps(model, images))).reshape(len(images), -1)


@extract_features.mistake(
    "negative numbers were cut off", "The maps come as they are; whether the network ends in a ReLU is its own affair."
)
def clipped(model, images):
    return np.maximum(_maps(model, images), 0).mean(axis=(1, 2))


@extract_features.mistake(
    "the pixels were preprocessed again",
    "(255x − 127) / 128 is what EfficientNet-Lite0 expects, and `images` have been through that. Here they go in as they come.",
)
def prepared_again(model, images):
    return _maps(model, (255 * images - 127) / 128).mean(axis=(1, 2))


@extract_features.mistake("that is the median of the places", "Asked for is the mean.")
def median_of_places(model, images):
    return np.median(_maps(model, images), axis=(1, 2))


@extract_features.mistake(
    "that is the spread over the places", "`std` tells how much they differ. Asked for is the mean."
)
def spread_of_places(model, images):
    return _maps(model, images).std(axis=(1, 2))


@extract_features.mistake(
    "the last layer was cut off", "The model comes without its classes already: its last maps are its output."
)
def cut_off(model, images):
    import keras

    return _maps(keras.Model(model.input, model.layers[-2].output), images).mean(axis=(1, 2))


extract_features.hint(
    "Two steps: the maps of all images, then the mean over two axes.",
    "`model.predict(images, verbose=0)` gives `(n, h', w', features)`, in batches, as in use.",
    "`maps.mean(axis=…)` takes a pair of axes, counted from 0.",
)
