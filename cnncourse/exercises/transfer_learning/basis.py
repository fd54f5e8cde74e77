"""What several of these exercises rest on."""

import numpy as np


def _set_weights(model, seed: int = 0) -> None:
    """Numbers that are neither zero nor one, BatchNorm's statistics included."""
    rng = np.random.default_rng(seed)
    for weight in model.weights:
        low, high = (0.5, 1.5) if weight.path.endswith(("gamma", "moving_variance")) else (-0.4, 0.6)
        weight.assign(rng.uniform(low, high, weight.shape).astype("float32"))


def _leaves(model):
    for layer in model.layers:
        yield from _leaves(layer) if hasattr(layer, "layers") else (layer,)


def _thaw(model):
    model.trainable = True
    for layer in model.layers:
        layer.trainable = True
        if hasattr(layer, "layers"):
            _thaw(layer)


def _norms(model, layers=None):
    import keras

    return [one for one in layers or _leaves(model) if isinstance(one, keras.layers.BatchNormalization)]
