"""Exercises of the lesson on transfer learning."""

import warnings

import numpy as np

from cnncourse.autocheck import Unusable, choice, exercise


def _set_weights(model, seed: int = 0) -> None:
    """Numbers that are neither zero nor one, BatchNorm's statistics included."""
    rng = np.random.default_rng(seed)
    for weight in model.weights:
        low, high = (0.5, 1.5) if weight.path.endswith(("gamma", "moving_variance")) else (-0.4, 0.6)
        weight.assign(rng.uniform(low, high, weight.shape).astype("float32"))


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


def _nested(frozen=None, deep=False):
    """Outer layers around a model, as one writes it: augmentation, a base, a head."""
    import keras
    from keras import layers

    inside = keras.Input((6, 5, 3))
    x = layers.Conv2D(4, 3, padding="same", name="stem")(inside)
    x = layers.BatchNormalization(name="norm")(x)
    if deep:
        small = keras.Input((6, 5, 4))
        block = layers.Conv2D(3, 1, name="narrow")(small)
        block = keras.Model(small, layers.Conv2D(4, 3, padding="same", name="widen")(block), name="block")
        x = block(x)
    x = layers.ReLU(name="relu")(x)
    x = layers.Conv2D(6, 3, name="middle")(x)
    base = keras.Model(inside, layers.Conv2D(7, 2, name="last")(x), name="base")
    images = keras.Input((6, 5, 3))
    x = layers.RandomFlip("horizontal", name="flip")(images)
    x = layers.Conv2D(3, 1, name="colors")(x)
    x = layers.GlobalAveragePooling2D(name="pool")(base(x))
    model = keras.Model(images, layers.Dense(5, name="head")(layers.Dense(8, name="hidden")(x)))
    if frozen == "all":
        model.trainable = False
    if frozen == "some":
        for layer in (base.get_layer("stem"), base.get_layer("last"), model.get_layer("hidden")):
            layer.trainable = False
    return model


def _flat():
    import keras
    from keras import layers

    return keras.Sequential(
        [
            keras.Input((7, 6, 2)),
            layers.Rescaling(2.0, name="scale"),
            layers.Conv2D(3, 3, name="one"),
            layers.ReLU(name="relu"),
            layers.Conv2D(5, 2, name="two"),
            layers.BatchNormalization(name="norm"),
            layers.GlobalAveragePooling2D(name="pool"),
            layers.Dense(4, name="head"),
        ]
    )


_NETWORKS = {
    "flat": _flat,
    "nested": _nested,
    "all frozen": lambda: _nested("all"),
    "some frozen": lambda: _nested("some"),
    "two deep": lambda: _nested(deep=True),
}


def _leaves(model):
    for layer in model.layers:
        yield from _leaves(layer) if hasattr(layer, "layers") else (layer,)


@exercise(points=3, minutes=12, seconds=60)
def freeze(model, until: str) -> int:
    """Freeze a network from its input up to a layer, in place, and set everything behind it free.

    Layers are gone through in the order of `model.layers`. Where one of them is a model itself, its
    own layers stand in its place, in their order, and `until` may be one of them.

    Args:
        model: an uncompiled Keras model. Some of its layers may be frozen at the start. A layer that
            is itself a model has an attribute `layers`.
        until: name of the last layer to be frozen. It is not the name of a nested model.

    Returns:
        How many numbers (not arrays) the model will still train.

    Raises:
        ValueError: no layer has this name.
    """

    # BEGIN SOLUTION
    def all_layers(model):
        for layer in model.layers:
            yield layer
            if hasattr(layer, "layers"):
                yield from all_layers(layer)

    layers = [layer for layer in all_layers(model) if not hasattr(layer, "layers")]
    names = [layer.name for layer in layers]
    if until not in names:
        raise ValueError(f"no layer is called {until!r}")
    for layer in [model, *all_layers(model)]:  # models too: a frozen one trains nothing of what is in it
        layer.trainable = True
    for layer in layers[: names.index(until) + 1]:
        layer.trainable = False
    return sum(int(np.prod(weight.shape)) for weight in model.trainable_weights)
    # END SOLUTION


@freeze.cases
def _(rng):
    yield "one row of layers", ("flat", "one")
    yield "a layer without weights", ("flat", "relu")
    yield "inside a nested model", ("nested", "middle")
    yield "before the nested model", ("nested", "colors")
    yield "everything was frozen before", ("all frozen", "norm")
    yield "some layers were frozen before", ("some frozen", "norm")
    yield "two models deep", ("two deep", "narrow")
    yield "no such layer", ("nested", "meddle")


@freeze.observe
def _(answer, args):
    kind, until = args
    model = _NETWORKS[kind]()
    count = answer(model, until)
    learning = {id(weight) for weight in model.trainable_weights}
    names = [layer.name for layer in _leaves(model) if any(id(weight) in learning for weight in layer.weights)]
    return {"layers that still learn": ", ".join(names) or "none", "the number returned": count}


def _count(model) -> int:
    return sum(int(np.prod(weight.shape)) for weight in model.trainable_weights)


def _thaw(model):
    model.trainable = True
    for layer in model.layers:
        layer.trainable = True
        if hasattr(layer, "layers"):
            _thaw(layer)


def _frozen(model, until, last=1, thaw=True, invert=False, layers=None, strict=True, count=_count):
    layers = list(_leaves(model)) if layers is None else layers
    names = [layer.name for layer in layers]
    if until not in names:
        if strict:
            raise ValueError(until)
        return count(model)
    if thaw:
        _thaw(model)
    place = names.index(until) + last
    for layer in layers[place:] if invert else layers[:place]:
        layer.trainable = False
    return count(model)


@freeze.mistake("the named layer still learns", "A slice stops *before* its end. `until` is the last one that freezes.")
def one_too_few(model, until):
    return _frozen(model, until, last=0)


@freeze.mistake("one layer too many is frozen", "`until` is the last layer that freezes; the next one learns.")
def one_too_many(model, until):
    return _frozen(model, until, last=2)


@freeze.mistake("the wrong end is frozen", "The layers near the *input* freeze: they know the most general things.")
def wrong_end(model, until):
    return _frozen(model, until, invert=True)


@freeze.mistake("only the named layer is frozen", "It *and all before it*.")
def only_one(model, until):
    return _frozen(model, until, layers=[layer for layer in _leaves(model) if layer.name == until])


@freeze.mistake(
    "nested models were not opened",
    "`model.layers` lists a base as one layer. The layers inside it are `base.layers`, and `until` may be there, even two models deep.",
)
def outer_only(model, until):
    return _frozen(model, until, layers=list(model.layers))


@freeze.mistake(
    "a whole nested model freezes at once",
    "`until` lies inside it; what comes after `until` in there still learns.",
)
def whole_nested(model, until):
    if until not in [layer.name for layer in _leaves(model)]:
        raise ValueError(until)
    _thaw(model)
    for layer in model.layers:
        layer.trainable = False
        if layer.name == until or (hasattr(layer, "layers") and until in [one.name for one in _leaves(layer)]):
            break
    return _count(model)


@freeze.mistake(
    "what was frozen before stays frozen",
    "Behind `until` everything learns. One of the cases comes frozen from top to bottom: a frozen *model* reports nothing as trainable, whatever its layers say.",
)
def not_thawed(model, until):
    return _frozen(model, until, thaw=False)


@freeze.mistake(
    "what was frozen inside a free model stays frozen",
    "`model.trainable = True` goes down into the layers only where it changes something: a model that is free already ignores it, whatever its layers say. Set each layer free.",
)
def thawed_from_above(model, until):
    model.trainable = True
    return _frozen(model, until, thaw=False)


@freeze.mistake(
    "what was frozen inside stays frozen",
    "Some layers behind `until` were frozen before. You set the simple layers or the models free, but not both, or not before you looked.",
)
def thawed_containers(model, until):
    model.trainable = True
    for layer in model.layers:
        if hasattr(layer, "layers"):
            layer.trainable = True
    for layer in model.layers:
        if not hasattr(layer, "layers"):
            layer.trainable = True
    return _frozen(model, until, thaw=False)


@freeze.mistake(
    "nothing learns any more",
    "A frozen model trains nothing, whatever its layers say. Layers that are set free inside it, one by one, stay without effect until every model around them is free, too.",
)
def frozen_container(model, until):
    layers = list(_leaves(model))
    names = [layer.name for layer in layers]
    if until not in names:
        raise ValueError(until)
    model.trainable = False
    for layer in layers[names.index(until) + 1 :]:
        layer.trainable = True
    return _count(model)


@freeze.mistake(
    "layers without weights were not counted",
    "You found the place in a list of the layers with weights and cut `model.layers` there. The input, the augmentation and each ReLU stand in that list, too.",
)
def miscounted(model, until):
    layers = list(_leaves(model))
    names = [layer.name for layer in layers if layer.weights or layer.name == until]
    if until not in names:
        raise ValueError(until)
    _thaw(model)
    for layer in layers[: names.index(until) + 1]:
        layer.trainable = False
    return _count(model)


@freeze.mistake(
    "only layers with weights were found", "`until` may be a ReLU. Then everything before it freezes all the same."
)
def weighted_only(model, until):
    return _frozen(model, until, layers=[layer for layer in _leaves(model) if layer.weights])


@freeze.mistake(
    "an unknown name passes silently",
    "A slip of the pen in `until` must not leave the network as it was, or frozen from end to end: raise `ValueError`.",
)
def silent(model, until):
    return _frozen(model, until, strict=False)


@freeze.mistake(
    "an unknown name freezes everything",
    "The loop never met `until` and went on to the end. Look for the name first, and raise `ValueError` where it is missing.",
)
def frozen_to_the_end(model, until):
    _thaw(model)
    for layer in _leaves(model):
        layer.trainable = False
        if layer.name == until:
            break
    return _count(model)


@freeze.mistake(
    "what you froze was set free again",
    "`model.trainable = True` came last. Where the model had been frozen, that goes down into every layer. Free first, then freeze.",
)
def thawed_too_late(model, until):
    layers = list(_leaves(model))
    for layer in layers[: [layer.name for layer in layers].index(until) + 1]:
        layer.trainable = False
    model.trainable = True
    return _count(model)


@freeze.mistake(
    "the models around the layers are still frozen",
    "Each layer has the right flag. But a model that came frozen trains nothing of what is in it: its own `trainable` must be True.",
)
def leaves_alone(model, until):
    layers = list(_leaves(model))
    place = [layer.name for layer in layers].index(until)
    for number, layer in enumerate(layers):
        layer.trainable = number > place
    return _count(model)


@freeze.mistake(
    "only one level was opened",
    "A nested model can hold a model in its turn. A function that calls itself goes down as far as there is.",
)
def one_level(model, until):
    layers = []
    for layer in model.layers:
        layers += layer.layers if hasattr(layer, "layers") else [layer]
    if until not in [layer.name for layer in layers]:
        raise ValueError(until)
    _thaw(model)
    for layer in layers[: [layer.name for layer in layers].index(until) + 1]:
        layer.trainable = False
    return _count(model)


@freeze.mistake(
    "BatchNorm behind it stays frozen",
    "Here everything behind `until` learns, BatchNorm too. It has a function of its own.",
)
def norms_kept(model, until):
    _frozen(model, until)
    for layer in _norms(model):
        layer.trainable = False
    return _count(model)


@freeze.mistake(
    "a copy was frozen",
    "The model itself is to be changed, in place. `clone_model` makes another one; yours learns as before.",
)
def on_a_copy(model, until):
    import keras

    return _frozen(keras.models.clone_model(model), until)


@freeze.mistake(
    "the moving statistics were counted, too",
    "`count_params()` of a BatchNorm layer counts its moving mean and variance, which no optimizer trains. `model.trainable_weights` leaves them out.",
)
def statistics_counted(model, until):
    _frozen(model, until)
    layers = list(_leaves(model))
    place = [layer.name for layer in layers].index(until)
    return sum(layer.count_params() for layer in layers[place + 1 :])


@freeze.mistake("only kernels were counted", "Biases learn as well, and so do BatchNorm's gamma and beta.")
def kernels_counted(model, until):
    def kernels(model):
        return sum(weight.numpy().size for weight in model.trainable_weights if weight.name == "kernel")

    return _frozen(model, until, count=kernels)


@freeze.mistake(
    "you counted arrays", "A kernel of 3×3×2×5 is one array and 90 numbers. Multiply the lengths of its axes."
)
def arrays(model, until):
    return _frozen(model, until, count=lambda model: len(model.trainable_weights))


@freeze.mistake(
    "all numbers were counted", "`count_params()` counts frozen numbers, too. Asked for are those that learn."
)
def all_numbers(model, until):
    return _frozen(model, until, count=lambda model: model.count_params())


@freeze.mistake("you counted the frozen numbers", "Asked for are the numbers that are still trained.")
def frozen_numbers(model, until):
    return _frozen(model, until, count=lambda model: model.count_params() - _count(model))


@freeze.mistake("you counted layers", "Asked for is how many *numbers* are still trained.")
def count_of_layers(model, until):
    return _frozen(model, until, count=lambda model: sum(layer.trainable for layer in _leaves(model)))


@freeze.mistake(
    "the model was frozen, the number forgotten", "The layers are right. Return how many numbers still learn."
)
def no_number(model, until):
    _frozen(model, until)


@freeze.mistake(
    "lengths were added, not multiplied", "A kernel of 3×3×2×5 holds 90 numbers: take the product of its lengths."
)
def lengths_added(model, until):
    return _frozen(model, until, count=lambda model: sum(sum(weight.shape) for weight in model.trainable_weights))


@freeze.mistake(
    "layers behind it are frozen as well",
    "A `break` leaves only the loop it stands in. The loop around it went on to the next outer layer.",
)
def inner_break(model, until):
    found = False
    _thaw(model)
    for layer in model.layers:
        for one in _leaves(layer) if hasattr(layer, "layers") else [layer]:
            one.trainable = False
            if one.name == until:
                found = True
                break
    if not found:
        raise ValueError(until)
    return _count(model)


freeze.hint(
    "First make one flat list of simple layers. A function that calls itself goes into nested models.",
    'A layer is a model if `hasattr(layer, "layers")`.',
    "Look for the name before you change anything; if it is missing, `raise ValueError(...)`.",
    "Free everything first: the model, its nested models and each layer (a model that is free already passes nothing on). Then `layer.trainable = False` up to and including `until`.",
    "The number: `np.prod(weight.shape)`, added up over `model.trainable_weights`.",
)


def _normed(kind: str):
    """Networks with BatchNorm layers in different places; a layer of two of them is frozen already."""
    import keras
    from keras import layers

    inside = keras.Input((6, 5, 2))
    x = layers.BatchNormalization(name="steady")(layers.Conv2D(4, 3, name="stem")(inside))
    if kind == "two deep":
        small = keras.Input((4, 3, 4))
        block = layers.BatchNormalization(name="deep")(layers.Conv2D(4, 1, name="narrow")(small))
        x = layers.LayerNormalization(name="of_each_place")(keras.Model(small, block, name="block")(x))
    x = layers.Conv2D(3, 2, name="norm_free")(layers.ReLU()(x))
    base = keras.Model(inside, layers.BatchNormalization(name="second")(x), name="base")
    if kind == "flat":
        outputs = layers.Dense(3, name="head")(layers.GlobalAveragePooling2D()(base.output))
        model = keras.Model(inside, outputs)
    else:
        images = keras.Input((6, 5, 2))
        x = layers.BatchNormalization(name="outside")(layers.GlobalAveragePooling2D()(base(images)))
        model = keras.Model(images, layers.Dense(3, name="head")(x))
    if kind == "stem frozen":
        base.get_layer("stem").trainable = False
    if kind == "two deep":
        base.get_layer("steady").trainable = False
    return model


@exercise(points=3, minutes=8, seconds=60)
def freeze_batch_norm(model) -> int:
    """Freeze every BatchNorm layer of a network, in place, and nothing else.

    Afterwards `fit` must change neither their `gamma` and `beta` nor their moving statistics. Every
    other layer learns if it did before. The network may hold other models as layers, and layers may
    have any name.

    Args:
        model: an uncompiled Keras model. A layer that is itself a model has an attribute `layers`.

    Returns:
        How many BatchNorm layers there are.
    """
    # BEGIN SOLUTION
    import keras

    count = 0
    for layer in model.layers:
        if hasattr(layer, "layers"):
            count += freeze_batch_norm(layer)
        elif isinstance(layer, keras.layers.BatchNormalization):
            layer.trainable = False
            count += 1
    return count
    # END SOLUTION


@freeze_batch_norm.cases
def _(rng):
    yield "all in one row", ("flat",)
    yield "some inside a nested model", ("nested",)
    yield "a convolution was frozen before", ("stem frozen",)
    yield "two models deep, one BatchNorm frozen before", ("two deep",)


@freeze_batch_norm.observe
def _(answer, args):
    import keras

    keras.utils.set_random_seed(3)
    model = _normed(*args)
    count = answer(model)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.SGD(0.1), loss, run_eagerly=True)
    rng = np.random.default_rng(3)
    x, y = rng.normal(2, 3, (12, 6, 5, 2)).astype("float32"), rng.integers(0, 3, 12)
    before = {weight.path: np.array(weight.numpy()) for weight in model.weights}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # TensorFlow's, on running step by step
        model.fit(x, y, batch_size=6, epochs=1, verbose=0)
    moved = {}
    for layer in _leaves(model):
        for weight in layer.weights:
            kind = weight.path.rpartition("/")[2]
            if kind in ("kernel", "moving_mean", "gamma"):
                same = np.array_equal(before[weight.path], weight.numpy())
                moved.setdefault(kind, []).extend([] if same else [layer.name])
    return {
        "layers whose moving statistics `fit` has moved": ", ".join(moved["moving_mean"]) or "none",
        "layers whose gamma `fit` has moved": ", ".join(moved["gamma"]) or "none",
        "layers whose kernel `fit` has moved": ", ".join(moved["kernel"]) or "none",
        "the number returned": count,
    }


def _norms(model, layers=None):
    import keras

    return [one for one in layers or _leaves(model) if isinstance(one, keras.layers.BatchNormalization)]


@freeze_batch_norm.mistake(
    "BatchNorm inside the nested model still moves",
    "`model.layers` lists the base as one layer. Its BatchNorms are in `base.layers`.",
)
def norms_outside(model):
    found = _norms(model, list(model.layers))
    for layer in found:
        layer.trainable = False
    return len(found)


@freeze_batch_norm.mistake(
    "the convolutions no longer learn", "BatchNorm alone is frozen. Everything else goes on learning."
)
def whole_model(model):
    model.trainable = False
    return len(_norms(model))


@freeze_batch_norm.mistake(
    "a frozen model keeps its convolutions from learning",
    "You froze the nested model as a whole. Its convolutions must learn as before.",
)
def nested_whole(model):
    for layer in model.layers:
        if hasattr(layer, "layers") or layer in _norms(model):
            layer.trainable = False
    return len(_norms(model))


@freeze_batch_norm.mistake(
    "the statistics move as before",
    "`training` is an argument of a call, not a setting of a layer. As an attribute it does nothing. What stops a BatchNorm layer is its `trainable`.",
)
def attribute(model):
    for layer in _norms(model):
        layer.training = False
    return len(_norms(model))


@freeze_batch_norm.mistake(
    "the statistics stand still, gamma and beta learn",
    "With momentum 1 the memory never changes, but in `fit` the layer still normalizes with each batch, and gamma and beta learn.",
)
def momentum_one(model):
    for layer in _norms(model):
        layer.momentum = 1.0
    return len(_norms(model))


@freeze_batch_norm.mistake(
    "you went by the names",
    'A BatchNorm layer may be called anything, and another layer may have "norm" in its name. Ask for the class: `isinstance(layer, keras.layers.BatchNormalization)`.',
)
def by_name(model):
    found = [layer for layer in _leaves(model) if "norm" in layer.name]
    for layer in found:
        layer.trainable = False
    return len(found)


@freeze_batch_norm.mistake(
    "a layer that was frozen learns again", "Leave the other layers as they are, frozen ones too."
)
def thawed(model):
    _thaw(model)
    for layer in _norms(model):
        layer.trainable = False
    return len(_norms(model))


@freeze_batch_norm.mistake(
    "BatchNorm was set free, not frozen", "`trainable = False` freezes. A layer that came frozen learns now as well."
)
def set_free(model):
    for layer in _norms(model):
        layer.trainable = True
    return len(_norms(model))


@freeze_batch_norm.mistake(
    "BatchNorm is the only thing that learns", "The wrong way round: BatchNorm freezes, the rest learns."
)
def reversed_flags(model):
    for layer in _leaves(model):
        layer.trainable = layer in _norms(model)
    return len(_norms(model))


@freeze_batch_norm.mistake(
    "only the first BatchNorm is frozen", "Every one of them. A `return` inside the loop ends it."
)
def first_only(model):
    _norms(model)[0].trainable = False
    return 1


@freeze_batch_norm.mistake("the number is missing", "They are frozen. Return how many there are.")
def uncounted(model):
    for layer in _norms(model):
        layer.trainable = False


@freeze_batch_norm.mistake(
    "the number leaves the nested ones out", "All are frozen, but those inside the nested model were not counted."
)
def counted_outside(model):
    for layer in _norms(model):
        layer.trainable = False
    return len([layer for layer in _norms(model) if layer in model.layers])


@freeze_batch_norm.mistake("all layers were counted", "Frozen is right. Count the BatchNorm layers alone.")
def counted_all(model):
    for layer in _norms(model):
        layer.trainable = False
    return len(list(_leaves(model)))


@freeze_batch_norm.mistake(
    "BatchNorm two models deep still moves",
    "You opened the nested model, but not the one inside it. A function that calls itself goes down as far as there is.",
)
def norms_one_level(model):
    inner = [one for layer in model.layers for one in getattr(layer, "layers", [layer])]
    for layer in _norms(model, inner):
        layer.trainable = False
    return len(_norms(model, inner))


@freeze_batch_norm.mistake(
    "those that were frozen before are missing in the number", "Return how many BatchNorm layers there *are*."
)
def counted_changed(model):
    free = [layer for layer in _norms(model) if layer.trainable]
    for layer in free:
        layer.trainable = False
    return len(free)


@freeze_batch_norm.mistake(
    "other kinds of normalization were frozen, too",
    "LayerNormalization keeps no statistics; it learns on. `isinstance(layer, keras.layers.BatchNormalization)` is True for BatchNorm alone.",
)
def all_kinds(model):
    found = [layer for layer in _leaves(model) if "Normalization" in type(layer).__name__]
    for layer in found:
        layer.trainable = False
    return len(found)


@freeze_batch_norm.mistake(
    "no BatchNorm layer was found",
    "You looked for a name that none of them has: layers may be called anything, and the class is `BatchNormalization`. Ask `isinstance(layer, keras.layers.BatchNormalization)`.",
)
def none_found(model):
    return 0


@freeze_batch_norm.mistake(
    "gamma and beta stay, the statistics move",
    "You froze arrays of the layer, not the layer. Only `layer.trainable = False` makes BatchNorm run as in use.",
)
def arrays_frozen(model):
    for layer in _norms(model):
        layer.gamma.trainable = layer.beta.trainable = False
    return len(_norms(model))


@freeze_batch_norm.mistake("numbers were counted, not layers", "Frozen is right. Return how many *layers* there are.")
def counted_numbers(model):
    for layer in _norms(model):
        layer.trainable = False
    return sum(layer.count_params() for layer in _norms(model))


@freeze_batch_norm.mistake(
    "BatchNorm outside the nested models still moves", "Those that stand in `model.layers` itself count, too."
)
def nested_alone(model):
    found = [one for layer in model.layers if hasattr(layer, "layers") for one in _norms(layer)]
    for layer in found:
        layer.trainable = False
    return len(found)


freeze_batch_norm.hint(
    "Go through all layers, into nested models as well, and ask each what it is.",
    "`isinstance(layer, keras.layers.BatchNormalization)`, and inside: `import keras`.",
    "A frozen BatchNorm layer (`trainable = False`) also runs as in use: that is how Keras treats this one layer.",
    "For nested models the function can call itself and add up what comes back.",
)


@exercise(points=2, minutes=8)
def split_without_leakage(groups: np.ndarray, fraction: float, rng: np.random.Generator) -> tuple:
    """Divide images into training and validation so that no group is on both sides.

    Images of one group are near-duplicates: patches of one photograph, copies of one image.

    Args:
        groups: the group of each image, whole numbers, `(n,)`. Groups may be of different sizes, and
            their numbers need not be 0, 1, 2, …
        fraction: of the *groups* that go to validation.
        rng: draws which ones.

    Returns:
        `(train, validation)`: indices of images, both in ascending order; every image is in one of
        them. Validation has `round(fraction · number of groups)` groups.
    """
    # BEGIN SOLUTION
    names = np.unique(groups)
    chosen = rng.choice(names, round(fraction * len(names)), replace=False)
    held_out = np.isin(groups, chosen)
    return np.flatnonzero(~held_out), np.flatnonzero(held_out)
    # END SOLUTION


@split_without_leakage.cases
def _(rng):
    yield "five groups of two", (np.repeat([3, 8, 1, 7, 20], 2)[rng.permutation(10)], 0.4)
    yield "groups of different sizes", (np.repeat([5, 0, 12, 9, 31, 2, 40], [9, 1, 3, 2, 7, 5, 2]), 0.3)
    yield "a quarter", (np.repeat(np.arange(10, 30), 3)[rng.permutation(60)], 0.25)
    yield "a fraction that does not fit", (np.repeat(np.arange(11), [1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5]), 0.24)


def _drawn(answer, groups, fraction, seed):
    """One split, as two arrays of indices."""
    theirs = groups.copy()
    both = answer(theirs, fraction, np.random.default_rng(seed))
    if not np.array_equal(theirs, groups):
        raise Unusable("it changes `groups` in place", "`rng.shuffle` does. Draw among `np.unique(groups)`.")
    if not isinstance(both, (tuple, list)) or len(both) != 2:
        raise Unusable("two arrays of indices were expected", "Return `train, validation`.")
    for one in (both := tuple(np.asarray(one) for one in both)):
        if one.dtype == bool:
            raise Unusable(
                "it returned True and False", "Asked for are indices: `np.flatnonzero` makes them of a mask."
            )
        inside = (
            one.ndim == 1 and one.dtype.kind in "iu" and (not len(one) or 0 <= one.min() <= one.max() < len(groups))
        )
        if not inside:
            raise Unusable(
                "these are no indices of images", "Asked for are places in `groups`, from 0 to n − 1, not groups."
            )
    return both


@split_without_leakage.observe
def _(answer, args):
    groups, fraction = args
    tries = [_drawn(answer, groups, fraction, seed) for seed in range(40)]
    train, validation = tries[0]
    again = [_drawn(answer, groups, fraction, seed) for seed in range(40)]
    wanted = round(fraction * len(np.unique(groups)))
    more = [len(np.unique(groups[v])) - wanted for _, v in tries]
    amount = " and ".join(word for word, is_so in (("too few", min(more) < 0), ("too many", max(more) > 0)) if is_so)
    return {
        "a group is on both sides": any(len(np.intersect1d(groups[t], groups[v])) for t, v in tries),
        "in forty splits, groups in validation": amount or "as many as asked for",
        "an image is on both sides": any(len(np.intersect1d(t, v)) for t, v in tries),
        "images on one of the sides": len(np.union1d(train, validation)),
        "in ascending order": bool((np.diff(train) > 0).all() and (np.diff(validation) > 0).all()),
        "another `rng`, another split": len({tuple(v) for _, v in tries}) > 3,
        "the same `rng`, the same split": all(
            np.array_equal(a, b)
            for one, other in zip(again, tries, strict=True)
            for a, b in zip(one, other, strict=True)
        ),
    }


def _split(groups, chosen):
    held_out = np.isin(groups, chosen)
    return np.flatnonzero(~held_out), np.flatnonzero(held_out)


@split_without_leakage.mistake(
    "images were drawn, not groups",
    "Shuffling the images puts near-duplicates on both sides: this is the leak. Draw among the *different* groups.",
)
def by_image(groups, fraction, rng):
    order = rng.permutation(len(groups))
    count = round(fraction * len(groups))
    return np.sort(order[count:]), np.sort(order[:count])


@split_without_leakage.mistake(
    "training and validation are exchanged",
    "`fraction` of the groups is for validation, and training comes first in what is returned.",
)
def other_fraction(groups, fraction, rng):
    names = np.unique(groups)
    return _split(groups, rng.choice(names, len(names) - round(fraction * len(names)), replace=False))


@split_without_leakage.mistake(
    "every `rng` gives the same split",
    "Were the first or the last groups taken, or was a generator with a seed of its own used? Draw with the `rng` that comes.",
)
def first_groups(groups, fraction, rng):
    names = np.unique(groups)
    return _split(groups, names[: round(fraction * len(names))])


@split_without_leakage.mistake(
    "a group can be drawn twice",
    "Then there are fewer than asked for. Draw with `replace=False`, and from the *different* groups: in `groups` itself each stands once for every image.",
)
def with_replacement(groups, fraction, rng):
    names = np.unique(groups)
    return _split(groups, rng.choice(names, round(fraction * len(names)), replace=True))


@split_without_leakage.mistake(
    "the groups were taken to be 0, 1, 2, …",
    "Their numbers may have gaps, and start anywhere. Draw among the numbers that occur: `np.unique(groups)`.",
)
def without_gaps(groups, fraction, rng):
    count = groups.max() + 1
    return _split(groups, rng.permutation(count)[: round(fraction * count)])


@split_without_leakage.mistake(
    "a coin was tossed for each group",
    "That gives the right share on average only. Asked for is an exact number of groups.",
)
def coin(groups, fraction, rng):
    names = np.unique(groups)
    return _split(groups, names[rng.random(len(names)) < fraction])


@split_without_leakage.mistake(
    "groups were added until there were enough images", "`fraction` is of the *groups*, whatever their size."
)
def until_enough(groups, fraction, rng):
    names, taken = rng.permutation(np.unique(groups)), 0
    while np.isin(groups, names[:taken]).sum() < fraction * len(groups):
        taken += 1
    return _split(groups, names[:taken])


@split_without_leakage.mistake(
    "the indices are not in ascending order",
    "Sort them, or take them from a mask: `np.flatnonzero` gives them in order.",
)
def unsorted(groups, fraction, rng):
    return tuple(side[::-1] for side in split_without_leakage.reference(groups, fraction, rng))


@split_without_leakage.mistake(
    "a block of images was cut off",
    "Nothing was drawn, and images of one group need not stand side by side: a slice goes through the middle of groups.",
)
def one_stretch(groups, fraction, rng):
    count = round(fraction * len(groups))
    return np.arange(count, len(groups)), np.arange(count)


@split_without_leakage.mistake(
    "the groups were taken to be numbered from 0",
    "You counted the groups and drew among 0, 1, 2, …; those numbers need not occur. Draw among `np.unique(groups)`.",
)
def numbered(groups, fraction, rng):
    count = len(np.unique(groups))
    return _split(groups, rng.permutation(count)[: round(fraction * count)])


@split_without_leakage.mistake(
    "the fraction was rounded up", "0.3 of 7 groups is 2.1: `round` makes 2 of it, `ceil` makes 3."
)
def rounded_up(groups, fraction, rng):
    names = np.unique(groups)
    return _split(groups, rng.choice(names, int(np.ceil(round(fraction * len(names), 9))), replace=False))


@split_without_leakage.mistake(
    "a random number from elsewhere", "The same `rng` must give the same split. Draw with `rng`, not with `np.random`."
)
def global_numbers(groups, fraction, rng):
    names = np.unique(groups)
    drawn = np.random.default_rng().permutation(names)[: round(fraction * len(names))]
    return _split(groups, drawn)


@split_without_leakage.mistake(
    "the fraction was rounded down", "0.25 of 11 groups is 2.75: `round` makes 3 of it, `int` makes 2."
)
def rounded_down(groups, fraction, rng):
    names = np.unique(groups)
    return _split(groups, rng.choice(names, int(fraction * len(names)), replace=False))


@split_without_leakage.mistake(
    "the fraction is one of images", "Count groups: `fraction` times the number of *different* groups."
)
def fraction_of_images(groups, fraction, rng):
    names = np.unique(groups)
    return _split(groups, rng.choice(names, min(len(names), round(fraction * len(groups))), replace=False))


@split_without_leakage.mistake(
    "groups came back, not images", "`train` and `validation` are places in `groups`, one for each image."
)
def the_groups(groups, fraction, rng):
    names = rng.permutation(np.unique(groups))
    count = round(fraction * len(names))
    return np.sort(names[count:]), np.sort(names[:count])


@split_without_leakage.mistake(
    "the groups of the images came back", "`groups[train]` are groups. Return `train`, the places themselves."
)
def groups_of_images(groups, fraction, rng):
    return tuple(groups[side] for side in split_without_leakage.reference(groups, fraction, rng))


@split_without_leakage.mistake("it returned masks", "Asked for are indices: `np.flatnonzero` makes them of a mask.")
def masks(groups, fraction, rng):
    held_out = np.isin(groups, np.unique(groups)[:1])
    return ~held_out, held_out


@split_without_leakage.mistake(
    "validation stays in training, too", "Every image is on one side. Take the held-out ones away."
)
def kept_in_training(groups, fraction, rng):
    names = np.unique(groups)
    _, validation = _split(groups, rng.choice(names, round(fraction * len(names)), replace=False))
    return np.arange(len(groups)), validation


@split_without_leakage.mistake(
    "one image of each group was kept", "All images come along: the whole group goes to one side."
)
def one_each(groups, fraction, rng):
    names, first = np.unique(groups, return_index=True)
    train, validation = _split(names, rng.choice(names, round(fraction * len(names)), replace=False))
    return np.sort(first[train]), np.sort(first[validation])


split_without_leakage.hint(
    "Draw among the different groups first; only then ask which images belong to them.",
    "`np.unique(groups)` lists each group once, and `rng.choice(names, count, replace=False)` draws.",
    "`np.isin(groups, chosen)` is True for the images of the chosen groups.",
    "`np.flatnonzero(mask)` gives the places where a mask is True, in ascending order.",
)


@exercise(points=2, minutes=6, seconds=60, tolerance=1e-4)
def new_head(features, classes: int):
    """A new last layer for a network that knows how to see: mean over places, one dense layer.

    The dense layer gives logits: it has a bias and no activation. Its kernel starts at zero, so
    that every class begins with the same score.

    Args:
        features: the last maps of a network, a Keras tensor `(n, h, w, c)`.
        classes: how many classes there are.

    Returns:
        Logits, a Keras tensor `(n, classes)`.
    """
    # BEGIN SOLUTION
    from keras import layers

    pooled = layers.GlobalAveragePooling2D()(features)
    return layers.Dense(classes, kernel_initializer="zeros")(pooled)
    # END SOLUTION


@new_head.cases
def _(rng):
    yield "six channels, four classes", ((3, 2, 6), 4)
    yield "more classes than channels", ((2, 5, 3), 7)


@new_head.observe
def _(answer, args):
    import keras

    from cnncourse.nets.facts import block_facts

    shape, classes = args
    before = {}

    def watched(x, classes):
        y = answer(x, classes)
        if isinstance(y, keras.KerasTensor):
            images = np.random.default_rng(1).normal(size=(2, *shape)).astype("float32")
            try:
                model = keras.Model(x, y)
                scores = np.asarray(model(images))
                before["at the start all classes have the same score"] = bool(np.ptp(scores, axis=-1).max() < 1e-6)
                before["at the start all images have the same scores"] = bool(np.ptp(scores, axis=0).max() < 1e-6)
                started = model.get_weights()
                _set_weights(model)
                pair = [np.asarray(model(images, training=training)) for training in (False, True)]
                before["it does the same in training and in use"] = bool(np.allclose(*pair, atol=1e-5))
                model.set_weights(started)
            except ValueError:
                pass  # block_facts says what is wrong
        return y

    return block_facts(watched, shape, classes) | before


def _head(x, classes, pool="GlobalAveragePooling2D", start="zeros", activation=None, bias=True, hidden=None):
    from keras import layers

    x = getattr(layers, pool)()(x) if pool else x
    x = layers.Dense(hidden, activation="relu")(x) if hidden else x
    return layers.Dense(classes, activation, bias, kernel_initializer=start)(x)


@new_head.mistake(
    "the maps were flattened",
    "That gives every place weights of its own: 49 times as many on 7×7 maps, to be learned from a few images.",
)
def flat_head(features, classes):
    return _head(features, classes, pool="Flatten")


@new_head.mistake(
    "nothing is pooled", "A dense layer on maps works at each place by itself. First the mean over the places."
)
def unpooled(features, classes):
    return _head(features, classes, pool=None)


@new_head.mistake("that is the maximum over the places", "Asked for is the mean.")
def max_head(features, classes):
    return _head(features, classes, pool="GlobalMaxPooling2D")


@new_head.mistake("it ends in a softmax", "Asked for are logits; the loss takes the softmax (lesson 08).")
def softmax_head(features, classes):
    return _head(features, classes, activation="softmax")


@new_head.mistake("it ends in a ReLU", "A logit may be negative. The last layer has no activation.")
def relu_head(features, classes):
    return _head(features, classes, activation="relu")


@new_head.mistake("it ends in a sigmoid", "Asked for are logits. The last layer has no activation.")
def sigmoid_head(features, classes):
    return _head(features, classes, activation="sigmoid")


@new_head.mistake(
    "the kernel starts at random",
    "Then the head begins with opinions, and its first gradients shake the network below. `kernel_initializer` decides what it starts from.",
)
def random_head(features, classes):
    return _head(features, classes, start="glorot_uniform")


@new_head.mistake(
    "it starts at one, not at zero",
    "Then all classes are equal, but the score hangs on the features. Zero was asked for.",
)
def ones_head(features, classes):
    return _head(features, classes, start="ones")


@new_head.mistake("there is a hidden layer", "One dense layer: with a few labels more weights are more to get wrong.")
def hidden_head(features, classes):
    return _head(features, classes, hidden=16)


@new_head.mistake("the bias is missing", "The dense layer has one.")
def unbiased(features, classes):
    return _head(features, classes, bias=False)


@new_head.mistake("it has the classes of ImageNet", "1,000 classes are what the old head had. Yours has `classes`.")
def imagenet_head(features, classes):
    return _head(features, 1000)


@new_head.mistake("it has as many units as there were channels", "The dense layer has one unit for each class.")
def channel_units(features, classes):
    return _head(features, features.shape[-1])


@new_head.mistake(
    "a BatchNorm stands in the head", "With a few labels its statistics are guesses. Mean, then the dense layer."
)
def normed_head(features, classes):
    from keras import layers

    return _head(layers.BatchNormalization()(features), classes)


@new_head.mistake("there is dropout in the head", "Asked for are two layers: the mean over places and one dense layer.")
def dropped(features, classes):
    from keras import layers

    return _head(layers.Dropout(0.5)(features), classes)


@new_head.mistake(
    "the bias does not start at zero", "Then one class leads before anything was learned. Leave it as it comes."
)
def random_bias(features, classes):
    from keras import layers

    pooled = layers.GlobalAveragePooling2D()(features)
    return layers.Dense(classes, kernel_initializer="zeros", bias_initializer="random_normal")(pooled)


@new_head.mistake("that is the sum over the places", "Then larger maps give larger scores. Asked for is the mean.")
def summed_head(features, classes):
    from keras import layers, ops

    return layers.Dense(classes, kernel_initializer="zeros")(ops.sum(features, axis=(1, 2)))


@new_head.mistake("it ends in a tanh", "Asked for are logits. The last layer has no activation.")
def tanh_head(features, classes):
    return _head(features, classes, activation="tanh")


@new_head.mistake("it has 16 classes, whatever was asked", "Use `classes`: the head serves for any task.")
def sixteen(features, classes):
    return _head(features, 16)


@new_head.mistake("the head is frozen", "It is the one layer that must learn: leave `trainable` as it is.")
def frozen_head(features, classes):
    from keras import layers

    pooled = layers.GlobalAveragePooling2D()(features)
    return layers.Dense(classes, kernel_initializer="zeros", trainable=False)(pooled)


@new_head.mistake("one axis is left over", "Height *and* width go. You averaged over one of them.")
def one_axis_pooled(features, classes):
    from keras import layers, ops

    return layers.Dense(classes, kernel_initializer="zeros")(ops.mean(features, axis=1))


@new_head.mistake(
    "places were averaged by twos",
    "Pooling with a window of 2×2 leaves one place only where there were 2×2. The head must fit maps of any size.",
)
def by_twos_pooled(features, classes):
    from keras import layers

    pooled = layers.Flatten()(layers.AveragePooling2D(2)(features))
    return layers.Dense(classes, kernel_initializer="zeros")(pooled)


new_head.hint(
    "Two layers, one after the other.",
    "The mean over places is `keras.layers.GlobalAveragePooling2D()`.",
    '`keras.layers.Dense(classes, kernel_initializer="zeros")`, called on what the pooling gives.',
)


@exercise(points=1, minutes=3)
def majority_accuracy(y_train: np.ndarray, y_test: np.ndarray) -> float:
    """What a model reaches that has learned nothing but which class is the most frequent.

    It gives every image the class that is most frequent among the *training* labels. Of two
    equally frequent ones it takes the smaller number.

    Args:
        y_train: classes of the training images, whole numbers from 0, `(n,)`.
        y_test: classes of the test images, `(m,)`.

    Returns:
        The share of test images that it gets right, 0 to 1.
    """
    # BEGIN SOLUTION
    most_frequent = np.bincount(y_train).argmax()
    return float((y_test == most_frequent).mean())
    # END SOLUTION


@majority_accuracy.cases
def _(rng):
    yield "four of five", (np.array([1, 1, 0, 1, 1, 2]), np.array([1, 1, 1, 1, 0]))
    yield "another class leads in the test", (np.array([2, 0, 2, 1, 2, 1]), np.array([1, 1, 2, 1, 0, 1, 0]))
    yield "three classes are equally frequent", (np.array([2, 3, 1, 3, 2, 1, 0]), np.array([3, 1, 1, 0, 2, 3, 3, 3]))
    yield "some classes do not occur", (np.array([2, 4, 4, 2, 4, 3]), np.array([1, 4, 4, 2, 1, 1, 0]))
    yield "it never occurs in the test", (np.array([4, 4, 1]), np.array([1, 2, 1]))
    yield "a few hundred", (rng.choice(5, 300, p=[0.1, 0.2, 0.5, 0.1, 0.1]), rng.choice(5, 211))


@majority_accuracy.mistake(
    "the test labels were looked at",
    "The model knows its training labels only. You took the class that is most frequent in the *test*.",
)
def from_test(y_train, y_test):
    return float((y_test == np.bincount(y_test).argmax()).mean())


@majority_accuracy.mistake(
    "training and test labels were counted together", "The model knows its *training* labels only."
)
def counted_together(y_train, y_test):
    return float((y_test == np.bincount(np.concatenate([y_train, y_test])).argmax()).mean())


@majority_accuracy.mistake(
    "that is the share in training", "The share of right answers is counted on the *test* images."
)
def on_training(y_train, y_test):
    return float((y_train == np.bincount(y_train).argmax()).mean())


@majority_accuracy.mistake(
    "that is what guessing gives", "1 / classes is a die. This model always gives the same answer."
)
def die(y_train, y_test):
    return 1 / (max(y_train.max(), y_test.max()) + 1)


@majority_accuracy.mistake("that is percent", "A share lies between 0 and 1.")
def in_percent(y_train, y_test):
    return 100 * float((y_test == np.bincount(y_train).argmax()).mean())


@majority_accuracy.mistake("that is the class", "Asked for is how often this answer is right.")
def the_class(y_train, y_test):
    return int(np.bincount(y_train).argmax())


@majority_accuracy.mistake("that is a count", "Divide by the number of test images.")
def right_count(y_train, y_test):
    return int((y_test == np.bincount(y_train).argmax()).sum())


@majority_accuracy.mistake(
    "you took the largest number, not the most frequent one", "`argmax` of the *counts*, not of the labels."
)
def largest_label(y_train, y_test):
    return float((y_test == y_train.max()).mean())


@majority_accuracy.mistake(
    "of two equally frequent classes the larger was taken", "The smaller number wins: `argmax` finds the first."
)
def larger_of_two(y_train, y_test):
    counts = np.bincount(y_train)
    return float((y_test == np.flatnonzero(counts == counts.max())[-1]).mean())


@majority_accuracy.mistake("that is the share of wrong answers", "Count where the answer *is* the class.")
def wrong_share(y_train, y_test):
    return float((y_test != np.bincount(y_train).argmax()).mean())


@majority_accuracy.mistake(
    "that is the place of the class", "`argmax` of the labels gives a place in the list. Count the labels first."
)
def place_of_label(y_train, y_test):
    return float((y_test == y_train.argmax()).mean())


@majority_accuracy.mistake(
    "of two equally frequent classes the one that came first was taken",
    "The *smaller* number wins, wherever it stands.",
)
def first_seen(y_train, y_test):
    counts = np.bincount(y_train)
    return float((y_test == next(y for y in y_train if counts[y] == counts.max())).mean())


@majority_accuracy.mistake(
    "that is a place among the classes that occur",
    "`np.unique` leaves out classes without images, so the place of the largest count is not the class. Look the class up in its first result.",
)
def place_in_unique(y_train, y_test):
    return float((y_test == np.unique(y_train, return_counts=True)[1].argmax()).mean())


@majority_accuracy.mistake(
    "a count was compared with classes", "`max` of the counts says how often. *Which* class it is, `argmax` says."
)
def count_as_class(y_train, y_test):
    return float((y_test == np.bincount(y_train).max()).mean())


@majority_accuracy.mistake("that is the rarest class", "`argmin` finds the smallest count.")
def rarest(y_train, y_test):
    return float((y_test == np.bincount(y_train).argmin()).mean())


@majority_accuracy.mistake(
    "training and test labels are exchanged",
    "The leader comes from the training labels, the share from the test labels.",
)
def exchanged(y_train, y_test):
    return float((y_train == np.bincount(y_test).argmax()).mean())


@majority_accuracy.mistake(
    "divided by the number of training images", "It is a share of the *test* images: divide by `len(y_test)`."
)
def over_training(y_train, y_test):
    return float((y_test == np.bincount(y_train).argmax()).sum() / len(y_train))


@majority_accuracy.mistake(
    "the median is not the most frequent one", "Class numbers are names. Count how often each occurs."
)
def median(y_train, y_test):
    return float((y_test == np.median(y_train)).mean())


@majority_accuracy.mistake(
    "a mean of class numbers means nothing", "Class numbers are names. Count how often each occurs."
)
def mean_class(y_train, y_test):
    return float((y_test == round(y_train.mean())).mean())


@majority_accuracy.mistake("it was rounded", "Return the share as it is; rounding is for printing.")
def rounded(y_train, y_test):
    return round(float((y_test == np.bincount(y_train).argmax()).mean()), 2)


@majority_accuracy.mistake(
    "that is what guessing gives", "One over the number of classes is a die. This model always gives the same answer."
)
def die_of_training(y_train, y_test):
    return 1 / len(np.unique(y_train))


@majority_accuracy.mistake(
    "that is what guessing gives", "One over the number of classes is a die, and the model has not seen the test's."
)
def die_of_test(y_train, y_test):
    return 1 / len(np.unique(y_test))


majority_accuracy.hint(
    "Which class leads among the training labels? Then compare the test labels with it.",
    "`np.bincount(labels)` counts how often 0, 1, 2, … occur.",
    "`(y_test == leader).mean()` is a share.",
)


BARS = (60, 75, 80)  # percent of 512 held-out patches
_SURFACES = 16


@exercise(points=3, minutes=15, seconds=180)
def fine_tune(model, x: np.ndarray, y: np.ndarray):
    """Give an ImageNet network a new head, fine-tune it, and hand it back: at least 80 % of 512 held-out patches must come out right.

    The network itself must have learned something, not the head alone; and the moving statistics of
    its BatchNorm layers must be those of ImageNet to the last digit. How many layers learn, at which
    rates, for how long, is your choice. The check trains for real: half a minute is enough, and it
    gives up after 180 seconds.

    Args:
        model: EfficientNet-Lite0 without classes, uncompiled: `(n, 64, 64, 3)` to maps
            `(n, 2, 2, 1280)`. The last layers that learn are named `head_conv` and `head_bn`; before
            them come blocks, from `block1a_…` to `block7a_…`.
        x: patches, preprocessed for it already, `(160, 64, 64, 3)`.
        y: which of 16 surfaces they show, 10 patches of each, `(160,)`.

    Returns:
        The trained model, `(n, 64, 64, 3)` to `(n, 16)`; logits or probabilities, both will do.
    """
    # BEGIN SOLUTION
    import keras
    from keras import layers

    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    dense = layers.Dense(16, kernel_initializer="zeros")
    features = model.predict(x, verbose=0).mean(axis=(1, 2))  # first the head alone, on features
    head = keras.Sequential([keras.Input((1280,)), dense])
    head.compile(keras.optimizers.Adam(0.001), loss)
    head.fit(features, y, batch_size=16, epochs=40, verbose=0)

    learns = False
    for layer in model.layers:  # then the last blocks as well, BatchNorm excepted
        learns = learns or layer.name.startswith("block7a")
        layer.trainable = learns and not isinstance(layer, layers.BatchNormalization)
    whole = keras.Model(model.input, dense(layers.GlobalAveragePooling2D()(model.output)))
    whole.compile(keras.optimizers.Adam(0.0001), loss)
    whole.fit(x, y, batch_size=16, epochs=5, verbose=0)
    return whole
    # END SOLUTION


@fine_tune.cases
def _(rng):
    yield "trained on 160 patches, asked about 512 others", ()


def _facts(learned: bool, kept: bool, share: float) -> dict[str, bool]:
    """What is asked of a fine-tuned network."""
    return {
        "the moving statistics are those of ImageNet": kept,
        "the network has learned, not the head alone": learned,
    } | {f"at least {bar} % right": share >= bar for bar in BARS}


def _prepared():
    """The network and the patches of the exercise: `base, (x, y), (x_test, y_test)`."""
    from cnncourse import data, pretrained

    def seen(gray):
        return pretrained.preprocess(np.repeat(gray, 3, axis=-1))

    (x, y), (x_test, y_test) = data.surfaces(labels_per_class=10, seed=20)
    base = pretrained.efficientnet_lite0(include_top=False, input_shape=(64, 64, 3))
    return base, (seen(x), y), (seen(x_test), y_test)


_STATED = {fine_tune.reference: _facts(True, True, 100)}  # what these show is known; a solved notebook trains for real


@fine_tune.observe
def _(answer, args):
    if answer in _STATED:
        return _STATED[answer]
    import keras

    keras.utils.set_random_seed(0)
    base, (x, y), (x_test, y_test) = _prepared()
    before = base.get_weights()
    paths = [weight.path.rpartition("/")[2] for weight in base.weights]
    model = answer(base, x, y)
    if isinstance(model, keras.callbacks.History):
        raise Unusable("it returned a History", "That is what `fit` returns. Return the model itself.")
    if not isinstance(model, keras.Model):
        raise Unusable(
            f"it returned a {type(model).__name__}, not a model", "Return the trained model, from patches to scores."
        )
    if tuple(model.input_shape[1:]) != (64, 64, 3) or tuple(model.output_shape[1:]) != (_SURFACES,):
        raise Unusable(
            f"the model goes from {model.input_shape[1:]} to {model.output_shape[1:]}",
            "Asked for is (64, 64, 3) to (16,): the network with its head on, pooled.",
        )
    share = 100 * float((model.predict(x_test, batch_size=64, verbose=0).argmax(axis=1) == y_test).mean())
    print(f"measured: {share:.1f} % of the held-out patches right")
    pairs = list(zip(paths, before, base.get_weights(), strict=True))
    kept = all(np.array_equal(a, b) for path, a, b in pairs if path.startswith("moving"))
    learned = any(not np.array_equal(a, b) for path, a, b in pairs if not path.startswith("moving"))
    return _facts(learned, kept, share)


def _states(*facts):
    """What a wrong answer showed when it was trained, once, so that nobody need wait for that again."""

    def keep(function):
        _STATED[function] = _facts(*facts)
        return function

    return keep


def _tuned(model, x, y, rate, epochs, first=True, norm=False, learns=True):
    import keras
    from keras import layers

    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    dense = layers.Dense(_SURFACES, kernel_initializer="zeros")
    for layer in model.layers:
        layer.trainable = learns and (norm or not isinstance(layer, layers.BatchNormalization))
    whole = keras.Model(model.input, dense(layers.GlobalAveragePooling2D()(model.output)))
    if first:
        head = keras.Sequential([keras.Input((1280,)), dense])
        head.compile(keras.optimizers.Adam(0.001), loss)
        head.fit(model.predict(x, verbose=0).mean(axis=(1, 2)), y, batch_size=16, epochs=40, verbose=0)
    if epochs:
        whole.compile(keras.optimizers.Adam(rate), loss)
        whole.fit(x, y, batch_size=16, epochs=epochs, verbose=0)
    return whole


@fine_tune.mistake("nothing has been trained", "A head was put on. `compile` and `fit` are still to come.")
@_states(False, True, 6)
def head_not_trained(model, x, y):
    return _tuned(model, x, y, 0, 0, first=False)


@fine_tune.mistake(
    "only the head has learned",
    "Good enough for the bar, and half of the exercise: set some of the last layers free, compile again, and train them as well, with a smaller rate.",
)
@_states(False, True, 86)
def head_alone(model, x, y):
    return _tuned(model, x, y, 0, 0)


@fine_tune.mistake(
    "only the head has learned, and not enough",
    "The network is as it was, so these are frozen features, and a head on them reaches more than 80 %. More passes, or a larger rate for the head, before you set the network free.",
)
@_states(False, True, 78)
def head_too_short(model, x, y):
    return _tuned(model, x, y, 1e-5, 3, first=False, learns=False)


@fine_tune.mistake(
    "only the head has learned, and far too little",
    "The network is as it was, and a head on it reaches more than 80 %. Adam at 0.001 and some 40 passes over features that are computed once take a second.",
)
@_states(False, True, 62)
def head_hardly(model, x, y):
    return _tuned(model, x, y, 1e-5, 1, first=False, learns=False)


@fine_tune.mistake(
    "the moving statistics have moved",
    "The accuracy is there, so you were lucky. In `fit` a free BatchNorm layer overwrites what it knows of ImageNet, whether or not you wrote `training=False` where the network is called.",
)
@_states(True, False, 83)
def moved_and_right(model, x, y):
    return _tuned(model, x, y, 1e-5, 3, norm=True)


@fine_tune.mistake(
    "the moving statistics have moved, and accuracy with them",
    "In training BatchNorm used the mean of each batch, in the test its memory, part ImageNet's and part yours. Set `trainable = False` on each BatchNorm layer before you compile.",
)
@_states(True, False, 43)
def moved_and_wrong(model, x, y):
    return _tuned(model, x, y, 1e-4, 2, first=False, norm=True)


@fine_tune.mistake(
    "the moving statistics have moved, and some accuracy is gone",
    "Set `trainable = False` on each BatchNorm layer before you compile, also inside what you set free.",
)
@_states(True, False, 76)
def moved_and_middling(model, x, y):
    return _tuned(model, x, y, 1e-3, 2, norm=True)


@fine_tune.mistake(
    "the statistics have moved and nothing else",
    "The network learned nothing, but it ran in training, so BatchNorm overwrote its memory: were the layers frozen only after the first `fit`?",
)
@_states(False, False, 85)
def statistics_alone(model, x, y):
    whole = _tuned(model, x, y, 0, 0)
    for layer in model.layers:
        layer.trainable = True
    for _ in range(3):
        whole(x, training=True)
    return whole


@fine_tune.mistake(
    "the features are wrecked",
    "The network has learned and does worse than its frozen features would. A rate that suits a head is far too large for weights that took ImageNet to find; and a head that knows nothing yet "
    "sends them the wrong gradients.",
)
@_states(True, True, 6)
def wrecked(model, x, y):
    return _tuned(model, x, y, 1e-2, 2, first=False)


@fine_tune.mistake(
    "it learns, and ends below the frozen features",
    "A head alone reaches more than 80 % here. Train it first, then the last layers with a rate ten times smaller.",
)
@_states(True, True, 65)
def below_frozen(model, x, y):
    return _tuned(model, x, y, 1e-3, 3, first=False)


@fine_tune.mistake(
    "it stops a little short",
    "Between 75 and 80 %. Is the head fully trained before the network is set free? Is the second rate small enough?",
)
@_states(True, True, 76)
def a_little_short(model, x, y):
    return _tuned(model, x, y, 1e-3, 4)


fine_tune.hint(
    "Two stages. First the head on features that are computed once; then head and last layers together.",
    "Stage one: `model.predict(x)`, the mean over places, a `Dense(16)` trained on it with Adam at 0.001, some 40 passes.",
    "Between the stages: freeze what should not learn and every BatchNorm layer, then compile. In this order.",
    "Stage two: `keras.Model(model.input, head(pooled))` with the *same* dense layer, Adam at 0.0001, five passes.",
)


training_false = choice(
    "training_false",
    """
    A base with BatchNorm layers, none of them frozen, becomes a part of a functional model: `maps = base(images, training=False)`. You compile the model
    and call `fit`. What becomes of the base's moving statistics?
    """,
    right="b",
    a=(
        "They stay: `training=False` was passed where the base is called.",
        "It was, when the model was drawn. But in `fit` the outer model is called with `training=True` and hands that on to every layer that it contains. The measurement follows.",
    ),
    b=(
        "They move: `fit` overrules what was passed when the model was drawn.",
        "In `fit` the outer model is called with `training=True` and hands that on to each layer. What `fit` does not overrule is a BatchNorm layer with `trainable = False`. (A model that you write as a "
        "class and that passes `training=False` itself, at every call, is not overruled either.)",
    ),
    c=(
        "They stay, and gamma and beta stay, too.",
        "Neither stays. And gamma and beta would learn in any case: nothing was frozen.",
    ),
    d=(
        "Keras raises an error, since the base is not frozen.",
        "No error and no warning. It trains, and the accuracy tells you later, if you look.",
    ),
)

thawed_after_fit = choice(
    "thawed_after_fit",
    """
    You compile a model with a frozen base and fit it. Then you write `base.trainable = True` and call `fit` again. You did not compile again. What does the second `fit` do?
    """,
    right="c",
    a=(
        "It trains the base, too: `model.trainable_weights` lists its weights now.",
        "It lists them, and the summary counts them. But the training step was made in the first `fit`, for the weights that were free then.",
    ),
    b=(
        "It raises an error: the optimizer does not know these weights.",
        "Earlier versions of Keras did in some cases. The one that this course was written with says nothing; the measurement follows.",
    ),
    c=(
        "It trains the head alone, and says nothing.",
        "The training step was made in the first `fit` and is kept. Only `compile` throws it away. So: set `trainable`, then compile, then fit, each time.",
    ),
    d=(
        "It warns that `trainable` was changed and trains the head alone.",
        "The second half is right. But no warning comes.",
    ),
)
