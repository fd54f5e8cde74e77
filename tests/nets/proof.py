"""Proofs that a network computes what it should: seeded weights, moved by layer name, outputs compared."""

import gc
import json
import zlib
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path

import keras
import numpy as np
from keras import layers

TOLERANCE = 1e-5  # of the spread of the outputs
GOLDEN_TOLERANCE = 1e-4  # for numbers kept from another machine
FAILS = 1e-3  # an altered network must be farther off than this

Weights = dict[str, list[np.ndarray]]


def fresh() -> None:
    """Forget every model, and start Keras's numbering of unnamed layers again."""
    keras.utils.clear_session()
    gc.collect()


def images(input_shape: tuple[int, int, int], count: int = 2, seed: int = 0) -> np.ndarray:
    """Seeded images, `(count, height, width, channels)`, between -1 and 1."""
    return np.random.default_rng(seed).uniform(-1, 1, (count, *input_shape)).astype("float32")


def randomize(model: keras.Model, seed: int = 1) -> Weights:
    """Give every weight a value that only its layer's name and the seed decide: statistics and biases too.

    Returns:
        The weights by layer name.
    """
    for layer in model.layers:
        rng = np.random.default_rng([seed, zlib.crc32(layer.name.encode())])
        for weight in layer.weights:
            weight.assign(_values(weight, rng))
    return weights_of(model)


def _values(weight: keras.Variable, rng: np.random.Generator) -> np.ndarray:
    unit = rng.random(weight.shape, dtype="float32")
    if weight.name in ("gamma", "moving_variance"):
        return 0.5 + unit
    if len(weight.shape) == 1:
        return unit - np.float32(0.5)
    fan_in = np.prod(weight.shape[:2]) if "depthwise" in weight.path else np.prod(weight.shape[:-1])
    return (2 * unit - 1) * np.float32(np.sqrt(6 / fan_in))


def weights_of(model: keras.Model) -> Weights:
    """Weights by layer name, of the layers that have any."""
    return {layer.name: layer.get_weights() for layer in model.layers if layer.weights}


def move(weights: Weights, model: keras.Model) -> keras.Model:
    """Put weights into the layers of the same names; neither side may have a layer that the other lacks."""
    named = {layer.name: layer for layer in model.layers if layer.weights}
    assert sorted(named) == sorted(weights)
    for name, layer in named.items():
        layer.set_weights(weights[name])
    return model


def logits(model: keras.Model, x: np.ndarray) -> np.ndarray:
    """Outputs of the model in inference."""
    return np.asarray(model(x, training=False))


def distance(got: np.ndarray, expected: np.ndarray) -> float:
    """Largest difference over the spread of the expected outputs."""
    assert got.shape == expected.shape
    assert np.isfinite(expected).all() and np.std(expected) > 0
    return float(np.abs(got - expected).max() / np.std(expected))


def prove(got: np.ndarray, expected: np.ndarray, bound: float = TOLERANCE) -> None:
    """Fail unless the outputs are equal but for rounding; `pytest tests/nets -n 0 -rP` lists how equal they were."""
    found = distance(got, expected)
    print(f"largest difference {found:.1e} of the spread, allowed {bound:g}")
    assert found <= bound


def kept(name: str) -> np.ndarray:
    """Logits of the first seeded image, written down when the network was first proven."""
    numbers = json.loads((Path(__file__).parent / "golden.json").read_text())
    return np.array(numbers[name])


def twin_logits(build: Callable, side: int) -> tuple[Weights, np.ndarray, np.ndarray]:
    """Randomize a network of `keras.applications`; return its weights by name, an image and its logits."""
    fresh()
    model = build(weights=None, input_shape=(side, side, 3), classifier_activation=None)
    weights = randomize(model)
    x = images((side, side, 3), count=1)
    outputs = logits(model, x)
    del model
    fresh()
    return weights, x, outputs


@contextmanager
def altered(model: keras.Model, change: Callable[[layers.Layer], dict | None]):
    """Change attributes of a model's layers for a while: a wrong network with the right weights.

    Args:
        model: the right network.
        change: gets a layer and returns the attributes to set on it, if any.
    """
    changes = [(layer, change(layer) or {}) for layer in model.layers]
    assert any(attributes for _, attributes in changes), "nothing was altered"
    before = [(layer, {name: getattr(layer, name) for name in attributes}) for layer, attributes in changes]
    try:
        for layer, attributes in changes:
            vars(layer).update(attributes)
        yield model
    finally:
        for layer, attributes in before:
            vars(layer).update(attributes)


def assert_fail(
    model: keras.Model, changes: dict[str, Callable], x: np.ndarray, expected: np.ndarray
) -> None:
    """Every altered network must give something else, and the restored one the expected outputs again."""
    for name, change in changes.items():
        with altered(model, change):
            assert (name, distance(logits(model, x), expected) > FAILS) == (name, True)
    prove(logits(model, x), expected)


def same_padding(pad: str, window: str) -> Callable:
    """A change: leave the explicit padding `pad` out, and let `window` pad itself with "same"."""

    def change(layer):
        if layer.name == pad:
            return {"padding": ((0, 0), (0, 0))}
        return {"padding": "same"} if layer.name == window else None

    return change


def epsilon(value: float) -> Callable:
    """A change: another epsilon in every BatchNorm."""
    return lambda layer: {"epsilon": value} if isinstance(layer, layers.BatchNormalization) else None


def reversed_inputs(kind: type) -> Callable:
    """A change: merges of this kind take their inputs in reverse order."""
    return lambda layer: {"call": lambda x: kind.call(layer, x[::-1])} if isinstance(layer, kind) else None
