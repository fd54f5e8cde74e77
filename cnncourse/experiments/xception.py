"""Separable against ordinary convolutions at equal parameters, and what may stand between the two halves."""

from __future__ import annotations

import numpy as np

from .define import experiment
from .training import percent_right


def images(count: int | None = None) -> tuple[tuple[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]:
    """Fashion-MNIST with mean 0 and spread 1, `(n, 28, 28, 1)`, and its labels.

    Args:
        count: training images that are kept; all without it.
    """
    from cnncourse import data

    (x, y), (x_test, y_test) = data.fashion_mnist()
    return (((x - 0.286) / 0.353)[:count].astype("float32"), y[:count]), (
        ((x_test - 0.286) / 0.353).astype("float32"),
        y_test,
    )


def convolve(x, filters: int, kind: str = "depthwise first", between: str | None = None):
    """One 3×3 convolution, of one kind or another, and BatchNorm.

    Args:
        x: maps, a Keras tensor.
        filters: channels of the output.
        kind: `"depthwise first"`, `"merge first"` or `"ordinary"`.
        between: activation between the two halves of a separable one.
    """
    from keras import layers

    parts = {"padding": "same", "use_bias": False}
    if kind == "ordinary":
        x = layers.Conv2D(filters, 3, **parts)(x)
    elif kind == "depthwise first":
        x = layers.DepthwiseConv2D(3, activation=between, **parts)(x)
        x = layers.Conv2D(filters, 1, **parts)(x)
    elif kind == "merge first":
        x = layers.Conv2D(filters, 1, activation=between, **parts)(x)
        x = layers.DepthwiseConv2D(3, **parts)(x)
    else:
        raise ValueError(f"kind is 'depthwise first', 'merge first' or 'ordinary', got {kind!r}")
    return layers.BatchNormalization(momentum=0.9)(x)


def network(width: int = 40, kind: str = "depthwise first", between: str | None = None):
    """Six 3×3 convolutions of one kind, in pairs with a shortcut around each, behind a strided ordinary one.

    Args:
        width: channels.
        kind: as in `convolve`. `between` likewise.
    """
    import keras
    from keras import layers

    pixels = keras.Input((28, 28, 1))
    x = layers.Conv2D(width, 3, 2, padding="same", use_bias=False)(pixels)
    x = layers.BatchNormalization(momentum=0.9)(x)
    for pair in range(3):
        y = convolve(layers.ReLU()(x), width, kind, between)
        x = layers.Add()([x, convolve(layers.ReLU()(y), width, kind, between)])
        x = layers.MaxPooling2D(2)(x) if pair == 0 else x
    x = layers.GlobalAveragePooling2D()(layers.ReLU()(x))
    return keras.Model(pixels, layers.Dense(10)(x))


def train(model, x: np.ndarray, y: np.ndarray, epochs: int, batch: int = 32) -> list[float]:
    """Train in place with Adam, the step falling from 0.004; return each epoch's loss."""
    from cnncourse import keras

    rate = keras.optimizers.schedules.CosineDecay(0.004, epochs * len(x) // batch)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(rate), loss, jit_compile=False)
    return model.fit(x, y, batch_size=batch, epochs=epochs, verbose=0).history["loss"]


@experiment(
    settings={
        "separable": {},
        "ReLU between": {"between": "relu"},
        "ELU between": {"between": "elu"},
        "merge first": {"kind": "merge first"},
        "merge first, ReLU between": {"kind": "merge first", "between": "relu"},
        "ordinary, as many weights": {"kind": "ordinary", "width": 15},
        "ordinary, as wide": {"kind": "ordinary"},
    },
    short={"count": 320, "epochs": 1},
    plausible={"held_out": (5, 100), "loss": (0, 4), "falling": (0, 4), "parameters": (1000, 100_000)},
)
def xception_between(seed, count=2400, epochs=5, **parts):
    """Accuracy on held-out images, the last loss, and the numbers that were trained."""
    (x, y), (x_test, y_test) = images(count)
    model = network(**parts)
    losses = train(model, x, y, epochs)
    return {
        "held_out": percent_right(model, x_test, y_test),
        "loss": losses[-1],
        "falling": losses,
        "parameters": sum(int(np.prod(weight.shape)) for weight in model.trainable_weights),
    }
