"""Stored runs of the lesson on Inception: several scales at equal cost, smoothed labels, helping classifiers."""

from __future__ import annotations

import numpy as np

from .define import experiment
from .training import first_images

# One block of each kind; all cost about the same on 14×14 and 7×7 maps.
BLOCKS = {
    "four paths": {"widths": (8, 8, 16, 4, 8, 8)},
    "3×3 alone": {"kernel": 3, "filters": 18},
    "5×5 alone": {"kernel": 5, "filters": 9},
    "1×1, then 3×3": {"kernel": 3, "filters": 36, "reduce": 8},
}


def small_network(
    widths: tuple | None = None, kernel: int = 3, filters: int = 18, reduce: int | None = None, classes: int = 10
):
    """A 3×3 convolution and a pool, two blocks, a pool, a third block, the mean, scores.

    Args:
        widths: of an Inception block's six convolutions; if given, the next three do not count.
        kernel: side of the only window of a block.
        filters: of this window.
        reduce: channels of a 1×1 convolution before it, if any.
        classes: scores that come out.
    """
    import keras
    from keras import layers

    from cnncourse.nets.googlenet import conv_relu, inception_block

    def block(x):
        if widths:
            return inception_block(x, widths)
        return conv_relu(conv_relu(x, reduce, 1) if reduce else x, filters, kernel)

    images = keras.Input((28, 28, 1))
    x = layers.MaxPooling2D(2)(conv_relu(images, 16, 3))
    x = layers.MaxPooling2D(2)(block(block(x)))
    return keras.Model(images, layers.Dense(classes)(layers.GlobalAveragePooling2D()(block(x))))


def _train(model, x, targets, epochs: int, loss, weights=None):
    """Adam at 0.003 that falls to zero, batches of 32."""
    import keras

    rate = keras.optimizers.schedules.CosineDecay(0.003, epochs * len(x) // 32)
    model.compile(optimizer=keras.optimizers.Adam(rate), loss=loss, loss_weights=weights)
    return model.fit(x, targets, batch_size=32, epochs=epochs, verbose=0)


@experiment(
    settings=BLOCKS,
    short={"images": 320, "epochs": 1},
    plausible={"accuracy": (5, 92), "training": (5, 100), "parameters": (3000, 30_000), "macs": (1e6, 2e6)},
)
def inception_scales(seed: int, images: int = 5000, epochs: int = 6, **block) -> dict:
    """Accuracy of one network with four kinds of block, in percent."""
    import keras

    from cnncourse import ops

    (x, y), (x_test, y_test) = first_images(images)
    model = small_network(**block)
    _train(model, x, y, epochs, keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    right = model.predict(x_test, batch_size=500, verbose=0).argmax(axis=1) == y_test
    learned = model.predict(x, batch_size=500, verbose=0).argmax(axis=1) == y
    return {
        "accuracy": 100 * float(right.mean()),
        "training": 100 * float(learned.mean()),
        "parameters": model.count_params(),
        "macs": ops.macs(model),
    }


@experiment(
    settings={"one-hot": {"epsilon": 0.0}, "ε = 0.1": {"epsilon": 0.1}, "ε = 0.3": {"epsilon": 0.3}},
    short={"images": 320, "epochs": 1},
    plausible={"accuracy": (5, 92), "loss": (0.2, 3), "confidence": (10, 100), "gap": (0, 40)},
)
def inception_smoothing(seed: int, epsilon: float, images: int = 1000, epochs: int = 25) -> dict:
    """LeNet, trained on few images until it knows them by heart, against smoothed labels.

    `confidence` is the mean of the largest probability, in percent, `gap` the mean distance of the two largest
    scores, `loss` against labels that are not smoothed; all on held-out images.
    """
    import keras

    from cnncourse import nets

    (x, y), (x_test, y_test) = first_images(images)
    model = nets.lenet5(classifier_activation=None, activation="relu", pooling="max")
    loss = keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=epsilon)
    _train(model, x, np.eye(10, dtype="float32")[y], epochs, loss)
    scores = model.predict(x_test, batch_size=500, verbose=0)
    shares = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares /= shares.sum(axis=1, keepdims=True)
    ranked = np.sort(scores, axis=1)
    return {
        "accuracy": 100 * float((scores.argmax(axis=1) == y_test).mean()),
        "loss": float(-np.log(shares[np.arange(len(y_test)), y_test]).mean()),
        "confidence": 100 * float(shares.max(axis=1).mean()),
        "gap": float((ranked[:, -1] - ranked[:, -2]).mean()),
    }


@experiment(
    settings={"no helpers": {"weight": 0.0}, "two helpers at 0.3": {"weight": 0.3}},
    short={"images": 320, "epochs": 1},
    plausible={"accuracy": (5, 92), "losses": (0, 3)},
)
def inception_helpers(seed: int, weight: float, images: int = 2400, epochs: int = 6) -> dict:
    """A thin GoogLeNet of six modules, its auxiliary classifiers counting for nothing or for 0.3 each.

    `losses` are those of the main classifier after each pass, on the training images as they came by.
    """
    from keras import losses

    from cnncourse.nets.googlenet import small_googlenet

    (x, y), (x_test, y_test) = first_images(images)
    modules = ("pool3", "4a", "4b", "4c", "4d", "4e", "pool4", "5a")
    model = small_googlenet(modules=modules, width=0.0625, auxiliary=True, classifier_activation=None, dropout=0.0)
    loss = losses.SparseCategoricalCrossentropy(from_logits=True)
    kept = _train(model, x, [y, y, y], epochs, [loss] * 3, [1.0, weight, weight])
    right = model.predict(x_test, batch_size=500, verbose=0)[0].argmax(axis=1) == y_test
    return {"accuracy": 100 * float(right.mean()), "losses": kept.history["loss3_classifier_loss"]}
