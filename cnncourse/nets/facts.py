"""What a model shows when it is asked: shapes, counts, and its response to weights that anybody can set alike."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Any

import keras
import numpy as np

from cnncourse.autocheck import Unusable


def model_facts(model: Any, seed: int = 0, batch: int = 2) -> dict[str, Any]:
    """Facts that two models share exactly if they compute the same function of the same weights.

    All weights, BatchNorm statistics included, are set by `set_weights_by_shape` first, so names, the order of
    layers and the initial weights do not matter.

    Args:
        model: a built, uncompiled `keras.Model` with one input and one output.
        seed: draws the weights and the images.
        batch: images that are sent through.

    Returns:
        `output shape`, `trainable parameters`, `other parameters` and `response`, the output as an array.

    Raises:
        Unusable: it is no model, is compiled, or its input or output is not a single tensor; the message says so.
    """
    model = _checked(model)
    set_weights_by_shape(model, seed)
    shape = tuple(model.input_shape[1:])
    images = np.random.default_rng(seed).normal(size=(batch, *shape)).astype("float32")
    return {
        "output shape": tuple(model.output_shape[1:]),
        "trainable parameters": _count(model.trainable_weights),
        "other parameters": _count(model.non_trainable_weights),
        "response": np.asarray(model(images, training=False)),
    }


def block_facts(layer: Callable, input_shape: tuple[int, ...], *args, seed: int = 0, **kwargs) -> dict[str, Any]:
    """`model_facts` of a function that takes a tensor and returns one.

    Args:
        layer: called as `layer(x, *args, **kwargs)`.
        input_shape: of `x`, `(h, w, c)`.
        args: passed on.
        seed: as in `model_facts`.
        kwargs: passed on.

    Raises:
        Unusable: what came back is not a tensor computed from `x`.
    """
    x = keras.Input(input_shape)
    y = layer(x, *args, **kwargs)
    if y is None:
        raise Unusable("it returned None", "A block hands its last tensor on: is the `return` missing?")
    if isinstance(y, keras.layers.Layer):
        what = "a model" if isinstance(y, keras.Model) else f"the layer {type(y).__name__}"
        raise Unusable(
            f"it returned {what}, not a tensor", "Call the layer on a tensor, `layer(x)`, and return what comes out."
        )
    if isinstance(y, (list, tuple)):
        raise Unusable(
            f"it returned {len(y)} things where one tensor was expected", "Join the paths into one tensor first."
        )
    if not isinstance(y, keras.KerasTensor):
        raise Unusable(
            f"it returned a {type(y).__name__} where a Keras tensor was expected", "Use Keras layers on `x`."
        )
    try:
        model = keras.Model(x, y)
    except ValueError:
        raise Unusable("its output does not come from its input", "Did a layer start from another `Input`?") from None
    return model_facts(model, seed)


def set_weights_by_shape(model: keras.Model, seed: int = 0) -> None:
    """Give every weight values that depend on its shape and its role alone.

    Two layers with weights of one shape get the same values, so it does not matter in which order a model lists
    them, nor whether a separable convolution is one layer or two, or a 1×1 convolution a dense layer. Kernels are
    scaled by their fan-in (He et al. 2015, arXiv:1502.01852, equation 10), so that signals keep their size; variances
    and gains are near one, not at it.
    """
    for weight in model.weights:
        role = weight.path.rpartition("/")[2] if len(weight.shape) < 2 else "kernel"
        shape = tuple(weight.shape)
        if len(shape) == 4 and shape[:2] == (1, 1):
            shape = shape[2:]
        key = zlib.crc32(f"{role} {shape}".encode())
        rng = np.random.default_rng([seed, key])
        if role == "kernel":
            values = rng.normal(scale=np.sqrt(2 / max(1, np.prod(weight.shape[:-1]))), size=weight.shape)
        elif role in ("gamma", "moving_variance"):
            values = rng.uniform(0.5, 1.5, size=weight.shape)
        else:
            values = rng.normal(scale=0.2, size=weight.shape)
        weight.assign(values.astype("float32"))


def _checked(model: Any) -> keras.Model:
    if model is None:
        raise Unusable("it returned None", "A builder hands its model on: is the `return` missing?")
    if isinstance(model, keras.KerasTensor):
        raise Unusable(
            "it returned a tensor, not a model", "`keras.Model(inputs, outputs)` makes a model of two tensors."
        )
    if isinstance(model, type) and issubclass(model, keras.Model):
        raise Unusable("it returned a class, not a model", "Are the parentheses missing?")
    if not isinstance(model, keras.Model):
        raise Unusable(f"it returned a {type(model).__name__} where a Keras model was expected")
    if not model.built:
        raise Unusable("the model does not know its input yet", "Begin with `keras.Input(shape)`.")
    if model.compiled:
        raise Unusable(
            "the model is compiled already", "Return it as built: whoever calls you picks optimizer and loss."
        )
    for what, tensors in (("input", model.inputs), ("output", model.outputs)):
        if len(tensors) != 1:
            raise Unusable(f"the model has {len(tensors)} {what}s where one was expected")
    return model


def _count(weights: list) -> int:
    return int(sum(np.prod(weight.shape) for weight in weights))
