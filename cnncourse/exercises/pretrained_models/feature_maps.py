"""`feature_maps`: reference, cases, slips and hints."""

import numpy as np

from cnncourse.autocheck import exercise

from .basis import _explain_missing_batch, _network, _numbers, _picture


def _branched():
    """A small network with a shortcut, and behind it a layer with a single map."""
    import keras
    from keras import layers

    from cnncourse.nets.facts import set_weights_by_shape

    images = keras.Input((8, 11, 3))
    x = layers.Conv2D(4, 3, padding="same", name="near")(images)
    x = layers.Add(name="join")([layers.Conv2D(4, 1, name="norm")(x), x])
    x = layers.Conv2D(1, 3, padding="same", name="single")(x)
    x = layers.Conv2D(5, 3, padding="same", name="far")(x)
    model = keras.Model(images, layers.Dense(4, name="scores")(layers.GlobalAveragePooling2D(name="mean")(x)))
    set_weights_by_shape(model, 5)
    return model


@exercise(points=2, minutes=6, seconds=60, tolerance=1e-4)
def feature_maps(model, layer: str, image: np.ndarray) -> np.ndarray:
    """The maps that one layer of a network makes of an image, as in use, not in training.

    Args:
        model: a Keras model built with `keras.Model(inputs, outputs)`. It has one input.
        layer: name of the layer whose output is asked for.
        image: one image, scaled already, `(h, w, c)`.

    Returns:
        The output of the layer as an array, without an axis for the batch, `(rows, columns, maps)`.
    """
    # BEGIN SOLUTION
    import keras

    part = keras.Model(model.input, model.get_layer(layer).output)
    return np.asarray(part(image[None], training=False))[0]
    # END SOLUTION


@feature_maps.cases
def _(rng):
    yield "the first convolution", ("mean", "near", _picture(rng))
    yield "a layer with negative values", ("mean", "norm", _picture(rng))
    yield "a later convolution", ("flat", "far", _picture(rng))
    yield "where a shortcut ends", ("branched", "join", _picture(rng))
    yield "a layer with a single map", ("branched", "single", _picture(rng))


@feature_maps.observe
def _(answer, args):
    head, layer, image = args
    try:
        found = answer(_branched() if head == "branched" else _network(head), layer, image)
    except ValueError as error:
        _explain_missing_batch(error, image)
        raise
    return _numbers(found)


def _maps(model, layer, image, training=False):
    import keras

    return np.asarray(keras.Model(model.input, model.get_layer(layer).output)(image[None], training=training))[0]


@feature_maps.mistake(
    "the axis of the batch is still there", "One image went in as a batch of one: take number 0 of what comes out."
)
def batch_left(model, layer, image):
    return _maps(model, layer, image)[None]


@feature_maps.mistake("that is the output of the network", "Asked for is what comes out of one layer inside.")
def scores_instead(model, layer, image):
    return np.asarray(model(image[None]))[0]


@feature_maps.mistake(
    "that is the output of the network, batch and all",
    "Asked for is what comes out of one layer inside, for one image.",
)
def scores_of_batch(model, layer, image):
    return np.asarray(model(image[None]))


@feature_maps.mistake(
    "that is what goes into the layer", "`.input` is what the layer gets. Asked for is its `.output`."
)
def goes_in(model, layer, image):
    import keras

    return np.asarray(keras.Model(model.input, model.get_layer(layer).input)(image[None]))[0]


@feature_maps.mistake(
    "the network is in training", "BatchNorm then takes the mean of this one image. Call with `training=False`."
)
def in_training(model, layer, image):
    return _maps(model, layer, image, training=True)


@feature_maps.mistake(
    "the layer was called on the image itself",
    "A layer in the middle needs the maps of the layer before, not the image. Make a model that ends at the layer.",
)
def called_directly(model, layer, image):
    return np.asarray(model.get_layer(layer)(image[None]))[0]


@feature_maps.mistake("the maps were averaged", "All maps of the layer are asked for, not their mean.")
def averaged(model, layer, image):
    return _maps(model, layer, image).mean(axis=-1)


@feature_maps.mistake("that is one map of many", "Keep the last axis: it counts the maps.")
def first_map(model, layer, image):
    return _maps(model, layer, image)[..., 0]


@feature_maps.mistake(
    "that is the layer behind", "A model that ends at `layers[i + 1]` has gone one step too far. Fetch it by its name."
)
def layer_behind(model, layer, image):
    names = [each.name for each in model.layers]
    return _maps(model, names[names.index(layer) + 1], image)


@feature_maps.mistake("each map is scaled to 0 … 1", "For a picture that is fine; asked for are the values themselves.")
def scaled_maps(model, layer, image):
    maps = _maps(model, layer, image)
    low, high = maps.min(axis=(0, 1)), maps.max(axis=(0, 1))
    return (maps - low) / np.where(high > low, high - low, 1)


@feature_maps.mistake(
    "all maps are scaled together", "For a picture that is fine; asked for are the values themselves."
)
def scaled_together(model, layer, image):
    maps = _maps(model, layer, image)
    return (maps - maps.min()) / (maps.max() - maps.min())


@feature_maps.mistake("negative values are cut off", "Not every layer ends in a ReLU. Return what comes out.")
def cut_off(model, layer, image):
    return np.maximum(_maps(model, layer, image), 0)


@feature_maps.mistake("the maps come first", "In Keras channels are the last axis: `(rows, columns, maps)`.")
def maps_first(model, layer, image):
    return _maps(model, layer, image).transpose(2, 0, 1)


@feature_maps.mistake(
    "those are the weights of the layer", "They are the same for every image. Asked for is what they make of this one."
)
def weights_instead(model, layer, image):
    return model.get_layer(layer).get_weights()[0]


@feature_maps.mistake(
    "the layer was called on the image itself, and the axis of the batch is left",
    "A layer in the middle needs the maps of the layer before, not the image. Make a model that ends at the layer.",
)
def called_directly_batch(model, layer, image):
    return np.asarray(model.get_layer(layer)(image[None]))


@feature_maps.mistake(
    "that is one map of many, batch and all", "Keep the last axis: it counts the maps. Drop the first."
)
def first_map_of_batch(model, layer, image):
    return _maps(model, layer, image)[None, ..., 0]


@feature_maps.mistake("the maps were added up", "All maps of the layer are asked for, not their sum.")
def added_up(model, layer, image):
    return _maps(model, layer, image).sum(axis=-1)


@feature_maps.mistake("only the strongest map counts at each place", "All maps of the layer are asked for.")
def strongest(model, layer, image):
    return _maps(model, layer, image).max(axis=-1)


@feature_maps.mistake("`layer` is not used", "Those are the maps of the last convolution, whichever was asked for.")
def always_the_last(model, layer, image):
    return _maps(model, "far", image)


@feature_maps.mistake("`layer` is not used: the first convolution", "Fetch the layer by the name that was handed over.")
def always_the_first(model, layer, image):
    return _maps(model, "near", image)


@feature_maps.mistake("the sign is gone", "Maps may be negative where no ReLU stands. Return what comes out.")
def signless_maps(model, layer, image):
    return np.abs(_maps(model, layer, image))


@feature_maps.mistake("the image was scaled again", "It is scaled already: hand it over as it is.")
def scaled_again(model, layer, image):
    return _maps(model, layer, image / 255)


@feature_maps.mistake(
    "that is the layer before", "In the list of layers it stands one place earlier. Fetch it by its name: `get_layer`."
)
def layer_before(model, layer, image):
    import keras

    number = [each.name for each in model.layers].index(layer)
    return np.asarray(keras.Model(model.input, model.layers[number - 1].output)(image[None]))[0]


@feature_maps.mistake(
    "an axis of length one too many is gone",
    "`np.squeeze` takes away every axis of length one, also that of a single map. Take number 0: `[0]`.",
)
def squeezed(model, layer, image):
    return np.squeeze(_maps(model, layer, image)[None])


@feature_maps.mistake(
    "the layers were called one after the other",
    "That ends where a shortcut joins two paths. A model from `model.input` to the layer knows the way.",
)
def walked(model, layer, image):
    x = image[None]
    for each in model.layers[1:]:
        x = each(x)
        if each.name == layer:
            break
    return np.asarray(x)[0]


@feature_maps.mistake("a model takes a batch", "One image needs an axis in front: `image[None]`, `(1, h, w, c)`.")
def without_batch(model, layer, image):
    import keras

    return np.asarray(keras.Model(model.input, model.get_layer(layer).output)(image))


feature_maps.hint(
    "Any two tensors of a network make a model: from `model.input` to the output of the layer.",
    "`model.get_layer(layer).output` is where it ends.",
    "The model wants a batch: `image[None]`. Of the answer take number 0, and make it an array: `np.asarray`.",
)
