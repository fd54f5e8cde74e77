"""Few labels: from scratch, on frozen ImageNet features, fine-tuned; and how rate and depth decide over the last."""

from __future__ import annotations

import time
from functools import cache

import numpy as np

from .define import experiment
from .training import percent_right

SIDE, BATCH = 64, 16
RATES = (1e-5, 1e-4, 1e-3, 1e-2)
DEPTHS = {
    "nothing frozen": "images",
    "frozen up to block 3": "block3b_add",
    "frozen up to block 5": "block5c_add",
    "all frozen": "head_relu6",
}
METHODS = ("from scratch", "frozen features", "fine-tuned")
EPOCHS = {5: dict(zip(METHODS, (60, 60, 10), strict=True)), 20: dict(zip(METHODS, (30, 30, 5), strict=True))}


def few(images: str, labels: int, seed: int):
    """A few labeled gray images, and others to test on: `(x, y), (x_test, y_test)`, pixels in [0, 1].

    Args:
        images: `"surfaces"` or `"clothes"`.
        labels: of each class.
        seed: which images; the test images are the same for every seed.
    """
    from cnncourse import data

    if images == "surfaces":
        return data.surfaces(labels, seed)
    (x, y), (x_test, y_test) = data.fashion_mnist()
    rng = np.random.default_rng(seed)
    chosen = np.concatenate([rng.choice(np.flatnonzero(y == label), labels, replace=False) for label in range(10)])
    return (x[chosen], y[chosen]), (x_test[:1000], y_test[:1000])


def as_seen(gray: np.ndarray, side: int = SIDE) -> np.ndarray:
    """Gray images as the ImageNet network expects them, `(n, side, side, 3)`.

    Args:
        gray: `(n, h, w, 1)` in [0, 1].
        side: pixels along the result; resampled where the images have another.
    """
    from cnncourse import keras, pretrained

    if gray.shape[1] != side:
        gray = np.clip(keras.ops.convert_to_numpy(keras.ops.image.resize(gray, (side, side), "bicubic")), 0, 1)
    return pretrained.preprocess(np.repeat(gray, 3, axis=-1))


def fresh_base():
    """EfficientNet-Lite0 with its ImageNet weights, without classes."""
    from cnncourse import pretrained

    return pretrained.efficientnet_lite0(include_top=False, input_shape=(SIDE, SIDE, 3))


@cache
def base():
    """One that nobody trains, for features."""
    return fresh_base()


def adam(model, rate: float):
    """Compile for logits, with Adam at a constant rate."""
    from cnncourse import keras

    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(rate), loss, jit_compile=False)
    return model


@cache
def parts(cut: str, classes: int, norm_learns: bool = False):
    """The network in two: below `cut`, frozen, and above, with a new head; and the weights at the start.

    Args:
        cut: name of the last frozen layer; `"images"` freezes nothing.
        classes: of the head.
        norm_learns: BatchNorm layers above the cut learn and follow their batches, too.
    """
    from cnncourse import keras

    whole = fresh_base()
    below = keras.Model(whole.input, whole.get_layer(cut).output)
    for layer in whole.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.trainable = norm_learns
    pooled = keras.layers.GlobalAveragePooling2D()(whole.output)
    scores = keras.layers.Dense(classes, kernel_initializer="zeros", name="head")(pooled)
    above = adam(keras.Model(below.output, scores), 1e-3)
    return below, above, above.get_weights()


def start_again(model, weights: list[np.ndarray], rate: float) -> None:
    """Set weights and the optimizer's memory back, so that one compiled model serves for many runs."""
    model.set_weights(weights)
    for variable in model.optimizer.variables:
        variable.assign(np.zeros(variable.shape, variable.dtype))
    model.optimizer.learning_rate = rate


def head_on(features: np.ndarray, y: np.ndarray, classes: int, rate: float = 0.001, epochs: int = 60):
    """A dense layer trained on features that are computed already.

    Args:
        features: `(n, c)`. `y`: classes, `(n,)`.
    """
    from cnncourse import keras

    head = keras.Sequential([keras.Input(features.shape[1:]), keras.layers.Dense(classes, kernel_initializer="zeros")])
    adam(head, rate).fit(features, y, batch_size=BATCH, epochs=epochs, verbose=0)
    return head


def features_of(x: np.ndarray) -> np.ndarray:
    """Means of the last maps, `(n, 1280)`."""
    return base().predict(x, batch_size=64, verbose=0).mean(axis=(1, 2))


def small_network(shape: tuple[int, int, int], classes: int):
    """A small network to train from scratch; it turns its images over by itself while it trains."""
    from cnncourse import keras

    layers = keras.layers
    images = keras.Input(shape)
    x = layers.RandomFlip("horizontal")(images)
    for filters in (16, 32, 64, 64):
        x = layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
        x = layers.ReLU()(layers.BatchNormalization(momentum=0.9)(x))
        x = layers.MaxPooling2D()(x)
    return keras.Model(images, layers.Dense(classes)(layers.GlobalAveragePooling2D()(x)))


@experiment(
    settings={
        f"{images}, {labels} labels, {method}": {"images": images, "labels": labels, "method": method}
        for images, labels in (("surfaces", 5), ("surfaces", 20), ("clothes", 5))
        for method in METHODS
    },
    short={"labels": 1, "epochs": dict.fromkeys(METHODS, 1)},
    plausible={"held_out": (0, 100), "trained": (0, 100), "cpu_seconds": (0, 600)},
)
def transfer_methods(seed, images, labels, method, epochs=None):
    """Accuracy on held-out images after one way of learning from few labels."""
    epochs = (epochs or EPOCHS[labels])[method]
    (x, y), (x_test, y_test) = few(images, labels, seed)
    classes = int(y_test.max()) + 1
    if method == "from scratch":
        started = time.process_time()
        model = adam(small_network(x.shape[1:], classes), 0.003)
        model.fit(x, y, batch_size=BATCH, epochs=epochs, verbose=0)
    elif method == "frozen features":
        base()
        started = time.process_time()
        seen = as_seen(x)
        x, x_test = features_of(seen), features_of(as_seen(x_test))
        model = head_on(x, y, classes, epochs=epochs)
    else:
        _, model, weights = parts("images", classes)
        start_again(model, weights, 1e-4)
        started = time.process_time()
        x, x_test = as_seen(x), as_seen(x_test)
        model.get_layer("head").set_weights(head_on(features_of(x), y, classes).get_weights())
        model.fit(x, y, batch_size=BATCH, epochs=epochs, verbose=0)
    spent = time.process_time() - started
    return {
        "held_out": percent_right(model, x_test, y_test),
        "trained": percent_right(model, x, y),
        "cpu_seconds": spent,
    }


@experiment(
    settings={depth: {"cut": cut} for depth, cut in DEPTHS.items()}
    | {"nothing frozen, BatchNorm learns": {"cut": "images", "norm_learns": True}},
    short={"rates": (1e-3,), "epochs": 1, "labels": 1},
    plausible={"head_first": (0, 100), "fresh_head": (0, 100)},
)
def transfer_rates(seed, cut, norm_learns=False, rates=RATES, epochs=8, labels=5):
    """Accuracy on surfaces by learning rate, with a head that was trained before and with one that starts at zero."""
    (x, y), (x_test, y_test) = few("surfaces", labels, seed)
    below, above, weights = parts(cut, 16, norm_learns)
    x, x_test = (below.predict(as_seen(images), batch_size=64, verbose=0) for images in (x, x_test))
    results = {}
    for name, first in (("head_first", True), ("fresh_head", False)):
        results[name] = []
        for rate in rates:
            start_again(above, weights, rate)
            if first:
                above.get_layer("head").set_weights(_head_before(seed, labels))
            above.fit(x, y, batch_size=BATCH, epochs=epochs, verbose=0)
            results[name].append(percent_right(above, x_test, y_test))
    return results


@experiment(
    settings={"as after training": {}, "measured again": {"again": True}},
    short={"epochs": 2, "labels": 1},
    plausible={"trained": (0, 100), "held_out": (0, 100)},
)
def transfer_statistics(seed, again=False, epochs=60, labels=5):
    """Accuracy of the small network with Keras' momentum of 0.99, its statistics as trained or measured again."""
    from cnncourse import keras

    (x, y), (x_test, y_test) = few("surfaces", labels, seed)
    model = small_network(x.shape[1:], 16)
    norms = [layer for layer in model.layers if isinstance(layer, keras.layers.BatchNormalization)]
    for norm in norms:
        norm.momentum = 0.99
    adam(model, 0.003).fit(x, y, batch_size=BATCH, epochs=epochs, verbose=0)
    if again:  # no weight changes: one pass over all patches, and the memory is what that pass has seen
        for norm in norms:
            norm.momentum = 0.0
        model(x, training=True)
    return {"held_out": percent_right(model, x_test, y_test), "trained": percent_right(model, x, y)}


@cache
def _head_before(seed: int, labels: int) -> list[np.ndarray]:
    """Weights of a head trained on the ImageNet network's own features."""
    (x, y), _ = few("surfaces", labels, seed)
    return head_on(features_of(as_seen(x)), y, 16).get_weights()
