"""Experiments of the lesson on VGG: windows of equal field, and first weights of deep plain networks."""

from __future__ import annotations

import numpy as np

from cnncourse.experiments import experiment

WINDOWS = {
    "two 3×3": {"windows": (3, 3)},
    "one 5×5": {"windows": (5,)},
    "three 3×3": {"windows": (3, 3, 3)},
    "one 7×7": {"windows": (7,)},
    "one 7×7, 12 channels": {"windows": (7,), "channels": 12},
    "three 3×3, one ReLU": {"windows": (3, 3, 3), "bends": False},
    "three 3×3, 4× longer": {"windows": (3, 3, 3), "images": 6000, "epochs": 12},
    "one 7×7, 4× longer": {"windows": (7,), "images": 6000, "epochs": 12},
}
STARTS = {
    "11 layers, σ = 0.01": {"configuration": "A", "spread": 0.01},
    "11 layers, Glorot": {"configuration": "A", "spread": "glorot_uniform"},
    "16 layers, σ = 0.01": {"configuration": "D", "spread": 0.01},
    "16 layers, σ = 0.1": {"configuration": "D", "spread": 0.1},
    "16 layers, Glorot": {"configuration": "D", "spread": "glorot_uniform"},
    "16 layers, He": {"configuration": "D", "spread": "he_normal"},
    "16 layers, σ = 0.01, Adam": {"configuration": "D", "spread": 0.01, "adam": True},
    "16 layers, Glorot, Adam": {"configuration": "D", "spread": "glorot_uniform", "adam": True},
}
LARGEST = 1e9  # what a loss counts as that is larger, or is no number any more


def windows_network(windows, channels=16, bends=True):
    """A stem, then two blocks under test of equal width, each behind a pooling; `(28, 28, 1)` to ten logits.

    Args:
        windows: sides of the windows in each block.
        channels: of every layer.
        bends: whether a ReLU stands behind every window, or only behind the last one of a block.
    """
    from cnncourse import keras

    layers = keras.layers
    parts = [keras.Input((28, 28, 1)), layers.Conv2D(channels, 3, padding="same", activation="relu")]
    for _ in range(2):
        parts.append(layers.MaxPooling2D(2))
        for number, side in enumerate(windows, 1):
            bend = "relu" if bends or number == len(windows) else None
            parts.append(layers.Conv2D(channels, side, padding="same", activation=bend, kernel_initializer="he_normal"))
    return keras.Sequential([*parts, layers.MaxPooling2D(2), layers.Flatten(), layers.Dense(10)])


@experiment(
    settings=WINDOWS, short={"images": 320, "epochs": 1}, plausible={"accuracy": (8, 95), "parameters": (4e3, 4e4)}
)
def vgg_windows(seed, windows, channels=16, bends=True, images=3000, epochs=6):
    """Accuracy with blocks of equal receptive field, made of small windows or of one large one."""
    from cnncourse import data, keras

    (x, y), (x_test, y_test) = data.fashion_mnist()
    model = windows_network(windows, channels, bends)
    steps = epochs * -(-images // 50)
    model.compile(
        keras.optimizers.Adam(keras.optimizers.schedules.CosineDecay(0.004, steps)),
        keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    )
    model.fit(x[:images], y[:images], batch_size=50, epochs=epochs, verbose=0)
    answers = model.predict(x_test, batch_size=500, verbose=0).argmax(axis=1)
    return {"accuracy": 100 * (answers == y_test).mean(), "parameters": model.count_params()}


def plain_network(configuration, spread, width=1 / 16, dense=64):
    """A thin VGG for 32×32 gray images, ten logits, its kernels drawn with `spread`.

    Args:
        configuration: a letter of the paper.
        spread: a standard deviation at full width, made larger by √(1 / width) for the thin network, so that each layer
            scales its signal as at full width; or a Keras initializer's name.
        width: factor on the channels. dense: units of the hidden dense layers.
    """
    from cnncourse import keras, nets

    model = nets.vgg(configuration, (32, 32, 1), 10, None, width=width, dense=dense, dropout=0.0)
    for layer in model.layers:
        if layer.weights:
            draw = keras.initializers.get(spread) if isinstance(spread, str) else keras.initializers.RandomNormal(
                stddev=spread / width**0.5)  # fmt: skip
            layer.kernel.assign(keras.ops.convert_to_tensor(draw(layer.kernel.shape)))
    return model


@experiment(
    settings=STARTS,
    short={"steps": 4},
    plausible={"start": (2, LARGEST), "end": (0, LARGEST), "right": (0, 100), "curve": (0, LARGEST)},
)
def vgg_starts(seed, configuration, spread, adam=False, steps=300):
    """Loss at the start, and after a hundred images have been shown again and again."""
    from cnncourse import data, keras

    (x, y), _ = data.fashion_mnist()
    x = np.pad(x[:100], ((0, 0), (2, 2), (2, 2), (0, 0)))
    y = y[:100]
    model = plain_network(configuration, spread)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    start = float(loss(y, model(x)))
    model.compile(keras.optimizers.Adam(0.001) if adam else keras.optimizers.SGD(0.003, momentum=0.9), loss)
    curve = [float(model.train_on_batch(x, y)) for _ in range(steps)]
    scores = np.asarray(model(x))
    curve = np.minimum(np.nan_to_num(curve, nan=LARGEST, posinf=LARGEST), LARGEST)
    return {"start": start, "end": curve[-1], "right": 100 * (scores.argmax(axis=1) == y).mean(), "curve": curve[::10]}
