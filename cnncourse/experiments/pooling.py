"""Does the maximum beat the mean, in how many ways to train, and which pooling keeps answers when images move?"""

import numpy as np

from cnncourse import data

from .define import experiment

KINDS = ("max", "mean", "every second", "twice the mean")
TRAININGS = tuple((rate, images, rounds) for images, rounds in ((3000, 3), (6000, 6)) for rate in (0.001, 0.005, 0.01))
SHIFTS = (1, 2, 3, 4)


def pooling_layers(kind):
    """Layers that leave one number in four, and no weight among them."""
    from cnncourse import keras

    return {
        "max": lambda: [keras.layers.MaxPooling2D(2)],
        "mean": lambda: [keras.layers.AveragePooling2D(2)],
        "every second": lambda: [keras.layers.MaxPooling2D(1, strides=2)],
        "twice the mean": lambda: [keras.layers.AveragePooling2D(2), keras.layers.Rescaling(2.0)],
    }[kind]()


def small_network(kind):
    """Two 3×3 layers of 8 and 16 channels, each with its pooling, and a dense layer."""
    from cnncourse import keras

    model = keras.Sequential([keras.Input((28, 28, 1))])
    for filters in (8, 16):
        model.add(keras.layers.Conv2D(filters, 3, padding="same", activation="relu"))
        for layer in pooling_layers(kind):
            model.add(layer)
    model.add(keras.layers.Flatten())
    model.add(keras.layers.Dense(10))
    return model


@experiment(
    settings={
        f"{rate:g}, {images:,}, {rounds}: {kind}": {"kind": kind, "rate": rate, "images": images, "rounds": rounds}
        for rate, images, rounds in TRAININGS
        for kind in KINDS
    },
    short={"images": 600, "rounds": 2},
    plausible={"accuracy": (40, 95), "kept": (10, 100)},
    seeds=(0, 1, 2, 3, 4),
)
def pooling_kinds(seed, kind, rate, images, rounds):
    """Train one network; percent right on 2,000 images it has not seen, and percent of answers kept by each shift."""
    from cnncourse import keras

    (x_train, y_train), (x_test, y_test) = data.fashion_mnist()
    model = small_network(kind)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=keras.optimizers.Adam(rate), loss=loss)
    model.fit(x_train[:images], y_train[:images], batch_size=32, epochs=rounds, verbose=0)
    found = np.asarray(model(x_test)).argmax(axis=1)
    moved = [np.asarray(model(np.roll(x_test, shift, axis=2))).argmax(axis=1) for shift in SHIFTS]
    kept = [100 * float((found == now).mean()) for now in moved]
    return {"accuracy": 100 * float((found == y_test).mean()), "kept": kept}
