"""`freeze`: reference, cases, slips and hints."""

import numpy as np

from cnncourse.autocheck import exercise

from .basis import _leaves


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


freeze.hint(
    "First make one flat list of simple layers. A function that calls itself goes into nested models.",
    'A layer is a model if `hasattr(layer, "layers")`.',
    "Look for the name before you change anything; if it is missing, `raise ValueError(...)`.",
    "Free everything first: the model, its nested models and each layer (a model that is free already passes nothing on). Then `layer.trainable = False` up to and including `until`.",
    "The number: `np.prod(weight.shape)`, added up over `model.trainable_weights`.",
)
