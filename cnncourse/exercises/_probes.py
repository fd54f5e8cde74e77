"""Small Keras networks made from one line of text, for checks that probe a network by its gradients."""

import re

import numpy as np

_LAYER = re.compile(
    r"(?P<same>same )?conv (?P<kh>\d+)×(?P<kw>\d+)(?: stride (?P<stride>\d+))?(?: dilation (?P<dilation>\d+))?"
    r"(?P<flavor>(?: (?:relu|edge|opposite|narrow))*)"
)
FILTERS = 8


def network(text: str):
    """Build the network that a line of text names, with weights drawn from a seed and no biases.

    Words after a layer: `relu` is its activation; `edge` makes the lower rows of its kernels negative and the upper ones
    positive; `opposite` gives its second input channel the first one's weights with the other sign; `narrow` lets its first
    filter see the middle row alone and all filters the middle column alone of its first channel.

    Args:
        text: sides and channels, then the layers, from the image on: `"9×11×1, conv 3×5 stride 2, same conv 3×3 relu"`.

    Returns:
        A Keras model that gives the last layer's map.

    Raises:
        ValueError: a layer cannot be read.
    """
    import keras

    first, *rest = text.split(", ")
    matches = [_LAYER.fullmatch(layer) for layer in rest]
    if not all(matches):
        raise ValueError(f"no layer reads {rest[matches.index(None)]!r}; write one such as 'conv 3×5 stride 2 relu'")
    model = keras.Sequential([keras.Input(tuple(map(int, first.split("×"))))])
    rng = np.random.default_rng(len(text))
    for match in matches:
        words = match["flavor"].split()
        layer = keras.layers.Conv2D(
            FILTERS,
            (int(match["kh"]), int(match["kw"])),
            strides=int(match["stride"] or 1),
            dilation_rate=int(match["dilation"] or 1),
            padding="same" if match["same"] else "valid",
            activation="relu" if "relu" in words else None,
            use_bias=False,
        )
        model.add(layer)
        layer.set_weights([_kernel(layer.kernel.shape, words, rng)])
    return model


def _kernel(shape: tuple, words: list[str], rng: np.random.Generator) -> np.ndarray:
    """Weights of one layer, `(kh, kw, c, f)`, none of them close to zero unless `narrow` says so."""
    kernel = rng.uniform(0.2, 1, shape) * rng.choice([-1, 1], shape)
    if "edge" in words:
        kernel = np.abs(kernel)
        kernel[shape[0] // 2 :] *= -1
    if "opposite" in words:
        kernel[:, :, 1] = -kernel[:, :, 0]
    if "narrow" in words:
        rows, columns = np.arange(shape[0]), np.arange(shape[1])
        kernel[rows != shape[0] // 2, :, :, 0] = 0
        kernel[:, columns != shape[1] // 2, 0] = 0
    return kernel
