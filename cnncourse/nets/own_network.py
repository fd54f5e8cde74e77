"""A network of the reader's within a budget: looked at, begun anew, trained by fixed rules, and asked."""

from __future__ import annotations

import time
from typing import Any

import keras

from cnncourse.autocheck import Unusable
from cnncourse.ops import model_geometry
from cnncourse.ops.model_graph import is_kind, steps
from cnncourse.waiting import fitting

PARAMETERS, MACS = 100_000, 5_000_000  # the budget
BATCH, EPOCHS = 128, 15  # of the graded training on the 12,000 images that travel with the course
FULL_EPOCHS, FULL_BARS = 10, (88.0, 90.0, 91.5)  # on all 60,000, and percent of the 10,000 test images
_COUNTED = ("Dense", "BaseConv", "BaseConvTranspose", "BaseDepthwiseConv", "BaseSeparableConv")
_CHEAP = ("BatchNormalization", "LayerNormalization", "GroupNormalization", "RMSNormalization", "PReLU")


def looked_at(model: Any) -> None:
    """Whether a model can be trained by the rules and keeps the budget.

    Args:
        model: what the reader's function returned.

    Raises:
        Unusable: it is no such model; the sentence says what it is, or by how much it is too large.
    """
    _its_kind(model)
    _its_layers(model)
    _its_end(model)
    parameters, macs = model.count_params(), model_geometry.macs(model)
    if parameters > PARAMETERS:
        raise Unusable(f"{parameters:,} parameters, {parameters - PARAMETERS:,} too many", _most(model, "parameters"))
    if macs > MACS:
        raise Unusable(f"{macs:,} MACs, {macs - MACS:,} too many", _most(model, "macs"))
    optimizer = getattr(model, "optimizer", None)
    if optimizer is not None and int(optimizer.iterations):
        raise Unusable(
            "it has been trained already",
            "The check trains it, from new weights, so that every network gets the same. Build it, compile it if you "
            "like, and return it.",
        )


def _its_kind(model: Any) -> None:
    if isinstance(model, keras.callbacks.History):
        raise Unusable("it returned a History", "That is what `fit` returns. Return the model, untrained.")
    if not isinstance(model, keras.Model):
        raise Unusable(f"it returned a {type(model).__name__}, not a model", "Return a `keras.Model`, untrained.")
    if type(model).__module__.partition(".")[0] != "keras" or not hasattr(model, "layers"):
        raise Unusable(
            "the model is of a class of your own",
            "It is built again elsewhere from its description, which a class of your own has not: use "
            "`keras.Sequential` or `keras.Model(inputs, outputs)`.",
        )
    if not model.built:
        raise Unusable("the model does not know its input yet", "Begin a Sequential with `keras.Input((28, 28, 1))`.")
    shapes = model.input_shape, model.output_shape
    if any(isinstance(shape, (list, dict)) for shape in shapes):
        raise Unusable("the model has several inputs or outputs", "One image goes in and ten scores come out.")
    if shapes[0][1:] != (28, 28, 1) or shapes[1][1:] != (10,):
        raise Unusable(f"the model goes from {shapes[0][1:]} to {shapes[1][1:]}", "Asked for is (28, 28, 1) to (10,).")


def _its_layers(model: Any) -> None:
    """Every layer is Keras' own, and its multiplications can be counted."""
    for step in steps(model):
        layer = step.layer
        kind = type(layer).__name__
        if not type(layer).__module__.startswith("keras.") or kind == "Lambda":
            raise Unusable(
                f"{layer.name} is a layer of your own ({kind})",
                "The network is built again where your code does not run: use layers that Keras brings along.",
            )
        if getattr(layer, "weights", None) and not is_kind(layer, *_COUNTED, *_CHEAP):
            raise Unusable(
                f"the MACs of {layer.name} ({kind}) are not counted here",
                "Layers with weights may be convolutions of any kind, Dense, BatchNormalization and its like, PReLU. "
                "To scale pixels, use Rescaling.",
            )


def _ending(layer: Any) -> str:
    """Name of the activation that a layer ends in."""
    kind = type(layer).__name__.lower()
    if kind in ("softmax", "relu", "leakyrelu", "elu"):
        return kind
    return getattr(getattr(layer, "activation", None), "__name__", "linear")


def _its_end(model: Any) -> None:
    """The scores are logits or probabilities, and there is something to learn."""
    layers = [step.layer for step in steps(model)]
    if not model.trainable_weights:
        raise Unusable("none of its weights can be trained", "Look for `trainable = False`, or for a missing layer.")
    end = _ending(layers[-1])
    if end not in ("linear", "softmax", "log_softmax"):
        raise Unusable(
            f"the scores end in {end}",
            "It cuts off what the loss needs: scores below zero, or a spread of more than 1. Ten logits need no "
            "activation; ten probabilities need a softmax. It was not trained.",
        )
    if end == "softmax" and len(layers) > 1 and _ending(layers[-2]) == "softmax":
        raise Unusable(
            "a softmax stands on a softmax",
            "The second one makes the ten probabilities nearly equal, and the network learns slowly. One is enough. "
            "It was not trained.",
        )


def _its_loss(model: Any) -> None:
    """The loss of a compiled model takes class numbers, and what the last layer gives."""
    loss = keras.losses.get(model.loss[0] if isinstance(model.loss, list) else model.loss)
    if isinstance(loss, keras.losses.SparseCategoricalCrossentropy):
        from_logits = loss.get_config()["from_logits"]
    elif loss is keras.losses.sparse_categorical_crossentropy:
        from_logits = False
    else:
        raise Unusable(
            "its loss does not take class numbers",
            "Keras cannot train it: the loss is given ten scores and the class as a number, as "
            "`SparseCategoricalCrossentropy` takes it, not ten zeros and ones. It was not trained.",
        )
    if not from_logits and _ending(model.layers[-1]) == "linear":
        raise Unusable(
            "its loss takes logits for probabilities",
            "`Dense(10)` without an activation gives logits, and the loss has to be told: `from_logits=True`. "
            "It was not trained.",
        )


def _most(model: Any, what: str) -> str:
    """Which layer most of it stands in, and why."""
    rows = model_geometry.layer_table(model)
    row = max(rows, key=lambda row: getattr(row, what))
    layer = next(step.layer for step in steps(model) if step.layer.name == row.name)
    allowed, why = f"{PARAMETERS:,} parameters" if what == "parameters" else f"{MACS:,} MACs", ""
    if what == "parameters" and is_kind(layer, "Dense"):
        why = f": it is given {layer.kernel.shape[0]:,} numbers, and each unit has a weight for each of them"
    elif what == "macs" and len(row.shape) == 3:
        why = f": each weight of a filter is used at {row.shape[0] * row.shape[1]:,} places"
    where = f"{getattr(row, what):,} are in a {type(layer).__name__} that gives {row.shape}{why}"
    return f"Allowed are {allowed}. {where}. It was not trained."


def begun_anew(model: Any) -> Any:
    """A model of the same layers with new weights, compiled as the reader did it, or not compiled.

    Args:
        model: that `looked_at` let pass.

    Raises:
        Unusable: optimizer or loss are not Keras' own, or the loss does not fit.
    """
    keras.utils.set_random_seed(0)
    try:
        fresh = keras.models.clone_model(model)
        if not model.compiled:
            return fresh
        settings = model.get_compile_config()
        fresh.compile_from_config(settings | {"metrics": None, "weighted_metrics": None, "jit_compile": False})
        if fresh.optimizer is None or not fresh.loss:
            raise ValueError("optimizer or loss is missing")
    except (TypeError, ValueError, AttributeError) as reason:
        raise Unusable(
            "it could not be built and compiled a second time",
            "Optimizer, schedule, loss, activations and initializers have to be Keras' own, by name or as an object: a "
            f"function of yours does not travel. Or leave `compile` out. Keras says: {str(reason)[:150]}",
        ) from None
    _its_loss(fresh)
    return fresh


def compile_as_the_course(model: Any, number: int) -> None:
    """Adam, its step size rising to 0.005 for a quarter of the steps and falling to 0 along a cosine.

    Args:
        model: that nobody has compiled.
        number: steps of the whole training.
    """
    rise = number // 4
    rate = keras.optimizers.schedules.CosineDecay(0.0005, number - rise, warmup_target=0.005, warmup_steps=rise)
    last = getattr(model.layers[-1], "activation", None)
    logits = last is not keras.activations.softmax and type(model.layers[-1]).__name__ != "Softmax"
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=logits)
    # Ten steps at a time spare a tenth of the time, which Keras spends between two.
    model.compile(keras.optimizers.Adam(rate), loss, jit_compile=False, steps_per_execution=10)


def train_by_the_rules(model: Any, train: tuple, epochs: int, what: str = "training your network") -> None:
    """Train in place, in batches of 128, by the model's own recipe or the course's.

    Args:
        model: fresh; compiled or not.
        train: images and their classes.
        epochs: passes over the training images.
        what: is shown while it takes.
    """
    if not model.compiled:
        compile_as_the_course(model, epochs * -(-len(train[0]) // BATCH))
    with fitting(what):
        model.fit(*train, batch_size=BATCH, epochs=epochs, verbose=0)


def percent(model: Any, train: tuple, test: tuple, epochs: int, what: str = "training your network") -> float:
    """Train in place by the rules; percent of the held-out images that come out right.

    Args:
        model: fresh; compiled or not.
        train, test: images and their classes.
        epochs: passes over the training images.
        what: is shown while it takes.
    """
    train_by_the_rules(model, train, epochs, what)
    right = model.predict(test[0], batch_size=500, verbose=0).argmax(axis=1) == test[1]
    return 100 * float(right.mean())


def measure(network: Any, train: tuple, test: tuple, epochs: int = FULL_EPOCHS) -> float:
    """Train `network()` on images of the reader's choice, and print what came out; it earns nothing.

    Args:
        network: a function as `my_network`.
        train, test: images and their classes, as `data.fashion_mnist(full=True)` gives them.
        epochs: passes over the training images.

    Returns:
        Percent of the test images that come out right.

    Raises:
        Unusable: as in the check.
    """
    model = network()
    looked_at(model)
    parameters, macs = model.count_params(), model_geometry.macs(model)
    started = time.process_time()
    share = percent(begun_anew(model), train, test, epochs)
    took = time.process_time() - started
    reached = [f"{bar:g} %" for bar in FULL_BARS if share >= bar]
    print(f"{parameters:,} parameters, {macs:,} MACs, {epochs} epochs, {took:.0f} s of processor time")
    print(f"{share:.2f} % of {len(test[0]):,} held-out images right; bars reached: {', '.join(reached) or 'none'}")
    return share
