"""What several of these exercises rest on."""

import numpy as np

from cnncourse.autocheck import Unusable

MEANS = (123.68, 116.779, 103.939)  # red, green, blue; as in Keras' imagenet_utils


_RGB = np.array(MEANS)


def _network(head):
    """A small network with weights that depend on their shapes alone; `head` is mean or flat."""
    import keras
    from keras import layers

    from cnncourse.nets.facts import set_weights_by_shape

    images = x = keras.Input((8, 11, 3))
    x = layers.Conv2D(4, 3, padding="same", name="near")(x)
    x = layers.ReLU(name="relu")(layers.BatchNormalization(name="norm")(x))
    x = layers.MaxPooling2D(2, padding="same", name="pool")(x)
    x = layers.Conv2D(5, 3, activation="relu", padding="same", name="far")(x)
    x = (layers.Flatten(name="flat") if head == "flat" else layers.GlobalAveragePooling2D(name="mean"))(x)
    model = keras.Model(images, layers.Dense(4, name="scores")(x))
    set_weights_by_shape(model, 5)
    return model


def _picture(rng):
    return rng.normal(size=(8, 11, 3)).astype(np.float32)


def _explain_missing_batch(error, image):
    """Say in words what Keras says of one image where a batch was expected."""
    if "incompatible with the layer" in str(error) and f"found shape={image.shape}" in str(error):
        raise Unusable(
            "a model takes a batch", "One image needs an axis in front: `image[None]`, `(1, h, w, c)`."
        ) from None


def _numbers(found):
    """What an answer returned, if it is no mere promise of numbers."""
    import keras

    if isinstance(found, keras.KerasTensor):
        raise Unusable(
            "it returned a promise of numbers",
            "The `.output` of a layer is symbolic. Make a model that ends there, call it on the image, and go on from what comes out.",
        )
    if isinstance(found, keras.Model):
        raise Unusable("it returned a model", "Call it on the image, and go on from what comes out.")
    return found
