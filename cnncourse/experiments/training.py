"""What the experiments of several lessons share: images, a way to train, and a count of right answers."""

from __future__ import annotations

import numpy as np


def first_images(count: int) -> tuple[tuple[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]:
    """Fashion-MNIST as it is: the first training images with their labels, and all held-out ones.

    Args:
        count: training images that are kept.
    """
    from cnncourse import data

    (x, y), test = data.fashion_mnist()
    return (x[:count], y[:count]), test


def small_images(count: int | None = None) -> tuple[tuple[np.ndarray, np.ndarray], tuple[np.ndarray, np.ndarray]]:
    """Fashion-MNIST at half its side, `(n, 14, 14, 1)`, with mean 0 and spread 1, and its labels.

    Args:
        count: training images that are kept; all without it.
    """
    from cnncourse import data

    (x, y), (x_test, y_test) = data.fashion_mnist()

    def halve(images):
        return ((images.reshape(-1, 14, 2, 14, 2, 1).mean(axis=(2, 4)) - 0.286) / 0.31).astype("float32")

    return (halve(x[:count]), y[:count]), (halve(x_test), y_test)


def percent_right(model, x: np.ndarray, y: np.ndarray) -> float:
    """Percent of images whose largest score is at their class."""
    return 100 * float((model.predict(x, batch_size=500, verbose=0).argmax(axis=1) == y).mean())


def train(model, x: np.ndarray, y: np.ndarray, epochs: int, batch: int = 24) -> list[float]:
    """Train in place by gradient descent with momentum 0.9, the step falling from 0.05; return each epoch's loss."""
    from cnncourse import keras

    rate = keras.optimizers.schedules.CosineDecay(0.05, epochs * len(x) // batch)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.SGD(rate, momentum=0.9), loss, jit_compile=False)
    return model.fit(x, y, batch_size=batch, epochs=epochs, verbose=0).history["loss"]
