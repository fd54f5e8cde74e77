"""Stored runs of the lesson on NiN: a ReLU on the scores, and three heads on one body."""

from __future__ import annotations

import numpy as np

from .define import experiment
from .training import first_images, percent_right


def _trained(model, x, y, epochs: int):
    """Cross-entropy, Adam at 0.002, batches of 32."""
    import keras

    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=keras.optimizers.Adam(0.002), loss=loss)
    model.fit(x, y, batch_size=32, epochs=epochs, verbose=0)
    return model


def _scores(model, x) -> np.ndarray:
    return model.predict(x, batch_size=500, verbose=0)


@experiment(
    settings={
        "narrow, ReLU on the scores": {"widths": (12, 16), "relu": True},
        "narrow, no ReLU": {"widths": (12, 16), "relu": False},
        "wide, ReLU on the scores": {"widths": (24, 32), "relu": True},
        "wide, no ReLU": {"widths": (24, 32), "relu": False},
    },
    short={"images": 320, "epochs": 1},
    plausible={
        "start": (2.2, 2.4),
        "accuracy": (5, 92),
        "dead": (0, 10),
        "dead at start": (0, 10),
        "by class": (0, 100),
    },
    seeds=(0, 1, 2, 3),
)
def nin_relu_on_scores(seed: int, widths: tuple, relu: bool, images: int = 4000, epochs: int = 5) -> dict:
    """Small NiN with and without the ReLU behind its last 1×1; same first weights, same images, same order."""
    import keras

    from cnncourse.nets.nin import small_nin

    (x, y), (x_test, y_test) = first_images(images)
    model = small_nin(widths=widths, dropout=0.0, classifier_activation=None, relu_on_scores=relu)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    fresh = _scores(model, x_test)
    scores = _scores(_trained(model, x, y, epochs), x_test)
    hit = scores.argmax(axis=1) == y_test
    return {
        "start": float(loss(y_test, fresh)),
        "accuracy": 100 * hit.mean(),
        "dead at start": int((fresh.max(axis=0) == 0).sum()),
        "dead": int((scores.max(axis=0) == 0).sum()),
        "by class": [100 * hit[y_test == label].mean() for label in range(10)],
    }


@experiment(
    settings={
        "dense head": {"head": "dense"},
        "pooled head": {"head": "pooled"},
        "pooled, as many parameters": {"head": "pooled", "widths": (28, 43)},
    },
    short={"images": 320, "epochs": 1},
    plausible={
        "accuracy": (5, 92),
        "training": (5, 100),
        "moved": (5, 90),
        "parameters": (1e4, 1e5),
        "macs": (1e6, 2e7),
    },
)
def nin_heads(seed: int, head: str, widths: tuple = (16, 24), images: int = 4000, epochs: int = 6) -> dict:
    """Two NiN blocks and a 3×3 convolution, then flatten and two dense layers, or a 1×1 and the mean of each map."""
    from cnncourse import ops

    (x, y), (x_test, y_test) = first_images(images)
    model = _trained(_with_head(head, widths), x, y, epochs)
    moved = np.zeros_like(x_test)
    moved[:, 4:, 4:] = x_test[:, :-4, :-4]  # four pixels down and to the right
    return {
        "accuracy": percent_right(model, x_test, y_test),
        "training": percent_right(model, x, y),
        "moved": percent_right(model, moved, y_test),
        "parameters": model.count_params(),
        "macs": ops.macs(model),
    }


def _with_head(head: str, widths: tuple):
    import keras
    from keras import layers

    from cnncourse.nets.nin import nin_block

    images = x = keras.Input((28, 28, 1))
    for filters in widths:
        x = layers.MaxPooling2D(2)(nin_block(x, filters, 5))
    x = layers.Conv2D(widths[-1], 3, padding="same", activation="relu")(x)
    x = layers.Conv2D(widths[-1], 1, activation="relu")(x)
    if head == "dense":
        x = layers.Dense(32, activation="relu")(layers.Flatten()(x))
        return keras.Model(images, layers.Dense(10)(x))
    return keras.Model(images, layers.GlobalAveragePooling2D()(layers.Conv2D(10, 1)(x)))
