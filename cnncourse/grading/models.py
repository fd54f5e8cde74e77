"""Keras models as data: described where the reader's code runs, built again where it does not."""

from __future__ import annotations

import json
import sys
from typing import Any

LARGEST = 64 * 2**20  # bytes of weights that are handed on
_MODULES = (
    "keras",
    "keras.layers",
    "keras.initializers",
    "keras.regularizers",
    "keras.constraints",
    "keras.activations",
    "keras.losses",
    "keras.optimizers",
    "keras.optimizers.schedules",
)
_REFUSED = {"Lambda", "TorchModuleWrapper", "TFSMLayer", "JaxLayer", "FlaxLayer"}  # run code that they bring along
_OWN = "cnncourse"


class Recorder:
    """Calls an answer and keeps a description of every model or tensor that it gives.

    Attributes:
        models: descriptions in the order of the calls; empty as soon as one cannot be described.
        describes: tells an observer that what takes long is measured elsewhere, from the descriptions.
    """

    describes = True

    def __init__(self, answer):
        self.answer, self.models, self.complete = answer, [], True

    def __call__(self, *args, **kwargs):
        given = self.answer(*args, **kwargs)
        keras = sys.modules.get("keras")
        if keras is None:
            return given
        model, block = given, False
        if isinstance(given, keras.KerasTensor) and args and isinstance(args[0], keras.KerasTensor):
            try:
                model, block = keras.Model(args[0], given), True
            except Exception:
                return given
        if isinstance(model, keras.Model) and self.complete:
            described = describe(model, weights=not block)
            self.complete = described is not None
            self.models = [*self.models, described] if self.complete else []
        return given


def describe(model: Any, weights: bool) -> dict | None:
    """A model as text and arrays, or None if Keras cannot put it into words."""
    import keras
    import numpy as np

    try:
        found = keras.saving.serialize_keras_object(model)
        settings = _settings(found.pop("compile_config", None))
        config = json.dumps(found)
        _admit(json.loads(config))  # else it would be refused later, for want of a layer that Keras knows
    except Exception:
        return None
    arrays = [np.asarray(weight) for weight in model.weights] if weights else []
    if sum(array.nbytes for array in arrays) > LARGEST:
        return None
    return {"config": config, "weights": arrays, "compiled": bool(model.compiled), "settings": settings}


def _settings(found: dict | None) -> str | None:
    """Optimizer and loss as text, or None where there are none, or some that Keras does not bring along."""
    try:
        kept = json.dumps((found or {}) | {"metrics": None, "weighted_metrics": None})
        _admit(json.loads(kept))
    except (TypeError, ValueError):
        return None
    return kept if found else None


def rebuild(config: dict) -> Any:
    """A Keras model from its configuration, made of Keras' own layers and the course's alone.

    Raises:
        ValueError: something else is named in it.
    """
    import keras

    _admit(config)
    return keras.saving.deserialize_keras_object(config, safe_mode=True)


def _admit(value: Any, depth: int = 0) -> None:
    if depth > 60:
        raise ValueError("the configuration is nested too deep")
    if isinstance(value, (list, tuple)):
        for item in value:
            _admit(item, depth + 1)
    if not isinstance(value, dict):
        return
    if "class_name" in value and "config" in value:
        name, module = str(value["class_name"]), value.get("module")
        own = str(value.get("registered_name") or "").startswith(f"{_OWN}>")
        core = module in _MODULES or (module or "").startswith("keras.src.")
        if name in _REFUSED or not (
            own or core or name in ("__tuple__", "__keras_tensor__", "__numpy__", "__tensor__")
        ):
            raise ValueError(f"a {name} of {module} is no layer that can be rebuilt safely")
        if name in ("__lambda__", "function"):
            raise ValueError("a function of the reader's is part of the model")
    for item in value.values():
        _admit(item, depth + 1)


def _compile(model: Any, settings: str | None) -> None:
    """Compile as the reader did, or anyhow where that cannot be repeated."""
    if settings is None:
        model.compile(loss="mse")
        return
    found = json.loads(settings)
    _admit(found)
    model.compile_from_config(found)


class Replayed:
    """An answer that gives the described models, one at each call, whatever it is called with."""

    def __init__(self, descriptions: list[dict]):
        self.left = [self._built(one) for one in descriptions]

    @staticmethod
    def _built(described: dict) -> Any:
        try:
            model = rebuild(json.loads(described["config"]))
            if described["weights"]:
                model.set_weights(described["weights"])
            if described["compiled"]:
                _compile(model, described["settings"])
        except Exception as error:
            raise ValueError(f"the model cannot be built again: {error}") from None
        return model

    def __call__(self, *args, **kwargs):
        import keras

        model = self.left.pop(0)
        return model(args[0]) if args and isinstance(args[0], keras.KerasTensor) else model
