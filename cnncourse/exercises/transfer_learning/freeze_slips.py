"""Slips of `freeze`, each with the words that a reader is told."""

import numpy as np

from .basis import _leaves, _norms, _thaw
from .freeze import freeze


def _count(model) -> int:
    return sum(int(np.prod(weight.shape)) for weight in model.trainable_weights)


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
