"""`freeze_batch_norm`: reference, cases, slips and hints."""

import warnings

import numpy as np

from cnncourse.autocheck import exercise

from .basis import _leaves, _norms, _thaw


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
        for half in (slice(6), slice(6, 12)):
            model.train_on_batch(x[half], y[half])
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
