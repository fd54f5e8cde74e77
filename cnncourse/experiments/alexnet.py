"""Stored runs of lesson 09: ReLU against tanh, and what dropout, crops and flips do on few images."""

from __future__ import annotations

import numpy as np

from .define import experiment
from .training import first_images


def _four_layers(activation: str):
    """Three convolutions and a dense layer for 28×28 images; gives logits."""
    from cnncourse import keras

    layers = keras.layers
    parts = [keras.Input((28, 28, 1))]
    for filters, kernel in [(16, 5), (32, 3), (32, 3)]:
        parts += [
            layers.Conv2D(filters, kernel, padding="same", activation=activation),
            layers.MaxPooling2D(3, 2),
        ]
    return keras.Sequential([*parts, layers.Flatten(), layers.Dense(10)])


def _race(model, seed: int, rate: float, steps: int, every: int) -> list[float]:
    """Percent wrong of 1,000 of the training images, every few steps of gradient descent with momentum 0.9.

    Args:
        model: trained in place, on batches of 64 of 6,000 images.
        seed: of the order of images.
        rate: step size.
        steps: of training.
        every: steps between two looks.
    """
    from cnncourse import keras

    (x, y), _ = first_images(6000)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=keras.optimizers.SGD(rate, momentum=0.9), loss=loss)
    order = np.random.default_rng(seed).permutation(len(x) * 5) % len(x)
    errors = []
    for step in range(steps):
        some = order[64 * step : 64 * (step + 1)]
        model.train_on_batch(x[some], y[some])
        if (step + 1) % every == 0:
            wrong = model.predict_on_batch(x[:1000]).argmax(axis=1) != y[:1000]
            errors.append(100 * float(wrong.mean()))
    return errors


def _first_below(errors: list[float], level: float, every: int) -> int:
    """Steps after which the error was at or below `level` for the first time; all steps if never."""
    reached = [number for number, error in enumerate(errors) if error <= level]
    return every * (reached[0] + 1 if reached else len(errors))


@experiment(
    settings={
        f"{activation}, step size {rate}": {"activation": activation, "rate": rate}
        for activation in ("relu", "tanh")
        for rate in (0.01, 0.03, 0.1)
    },
    short={"steps": 40},
    plausible={"to_25": (5, 400), "to_15": (5, 400), "errors": (0, 100)},
)
def alexnet_relu_or_tanh(seed: int, activation: str, rate: float, steps: int = 400, every: int = 5) -> dict:
    """Training error of a four-layer network every few steps of plain momentum, no regularization.

    Args:
        seed: of the weights and of the order of images.
        activation: of the three convolutions.
        rate: step size; momentum is 0.9, batches are 64 of 6,000 images.
        steps: of training.
        every: steps between two looks at 1,000 of the training images.
    """
    errors = _race(_four_layers(activation), seed, rate, steps, every)
    return {
        "to_25": _first_below(errors, 25, every),
        "to_15": _first_below(errors, 15, every),
        "errors": errors,
    }


def _moved(x: np.ndarray, rng: np.random.Generator, crops: bool, flips: bool) -> np.ndarray:
    """Every image shifted by up to two pixels (a crop of 28 from 32) and mirrored half of the time."""
    wide = np.pad(x, ((0, 0), (2, 2), (2, 2), (0, 0)))
    moved = np.empty_like(x)
    for i in range(len(x)):
        top, left = rng.integers(0, 5, 2) if crops else (2, 2)
        one = wide[i, top : top + 28, left : left + 28]
        moved[i] = one[:, ::-1] if flips and rng.random() < 0.5 else one
    return moved


@experiment(
    settings={
        "nothing": {},
        "dropout": {"dropout": 0.5},
        "crops": {"crops": True},
        "flips": {"flips": True},
        "all three": {"dropout": 0.5, "crops": True, "flips": True},
    },
    short={"epochs": 1, "images": 256},
    plausible={"accuracy": (5, 95), "training": (5, 100), "shoes": (0, 100)},
)
def alexnet_few_images(
    seed: int, dropout: float = 0.0, crops: bool = False, flips: bool = False, images: int = 2000, epochs: int = 14
) -> dict:
    """Accuracy of a small AlexNet that learned from few images, in percent.

    Args:
        seed: of the weights, of the order and of the crops.
        dropout: rate behind both hidden dense layers.
        crops: whether each pass sees new shifts.
        flips: whether each pass mirrors half of the images.
        images: to learn from.
        epochs: passes over them.
    """
    from cnncourse import data, keras, nets

    (x, y), (x_test, y_test) = data.fashion_mnist()
    x, y = x[:images], y[:images]
    model = nets.small_alexnet(classifier_activation=None, lrn=None, dropout=dropout)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=keras.optimizers.Adam(0.001), loss=loss)
    rng = np.random.default_rng(seed)
    orders = [rng.permutation(len(x)) for _ in range(epochs)]
    shown = np.concatenate([_moved(x, rng, crops, flips)[order] for order in orders])
    labels = y[np.concatenate(orders)]
    model.fit(shown, labels, batch_size=64, epochs=1, shuffle=False, verbose=0)  # all passes as one
    right = model.predict(x_test, batch_size=500, verbose=0).argmax(axis=1) == y_test
    learned = model.predict(x, batch_size=500, verbose=0).argmax(axis=1) == y
    shoes = np.isin(y_test, (5, 7, 9))
    return {
        "accuracy": 100 * float(right.mean()),
        "training": 100 * float(learned.mean()),
        "shoes": 100 * float(right[shoes].mean()),
    }


@experiment(
    settings={f"relu from He, step size {rate}": {"rate": rate} for rate in (0.01, 0.03, 0.1)},
    short={"steps": 40},
    plausible={"to_25": (5, 400), "errors": (0, 100)},
)
def alexnet_relu_from_he(seed: int, rate: float, steps: int = 400, every: int = 5) -> dict:
    """As `alexnet_relu_or_tanh` with ReLU, but from He's first weights, which are made for ReLU.

    Args:
        seed, rate, steps, every: as there.
    """
    from cnncourse import keras

    model = _four_layers("relu")
    draw = keras.initializers.HeUniform(keras.random.SeedGenerator(seed))
    model.set_weights([np.asarray(draw(w.shape)) if w.ndim > 1 else w for w in model.get_weights()])
    errors = _race(model, seed, rate, steps, every)
    return {"to_25": _first_below(errors, 25, every), "errors": errors}
