"""Gates that see the image, gates that do not, and no gates: small residual networks with everything else alike."""

from __future__ import annotations

import numpy as np

from .define import experiment
from .training import percent_right, small_images

STAGES, BLOCKS, WIDTH, RATIO = 3, 2, 8, 4
KINDS = ("no gate", "gate", "blind gate", "fixed gate", "gate after the addition")


def block_names() -> list[str]:
    """Names of the blocks, from the image to the scores."""
    return [f"stage{stage}_block{number}" for stage in range(1, STAGES + 1) for number in range(1, BLOCKS + 1)]


def gated(x, kind: str, name: str):
    """Maps times their gates.

    Args:
        x: maps, `(n, h, w, c)`.
        kind: `"blind gate"` has all the layers of a gate, but what it sees is multiplied by 0, so that it learns one
            number for each channel and all images; `"fixed gate"` is blind, has random numbers and learns nothing;
            every other kind is squeeze and excitation.
        name: prefix of the layers' names.
    """
    from cnncourse import keras

    layers, channels = keras.layers, x.shape[-1]
    sees, learns = kind not in ("blind gate", "fixed gate"), kind != "fixed gate"
    spread = keras.initializers.Zeros() if learns else keras.initializers.RandomNormal(stddev=1.5)
    s = layers.GlobalAveragePooling2D(keepdims=True)(x)
    s = s if sees else layers.Rescaling(0.0)(s)
    s = layers.Dense(channels // RATIO, activation="relu", trainable=learns)(s)
    s = layers.Dense(channels, activation="sigmoid", trainable=learns, bias_initializer=spread, name=f"{name}_gates")(s)
    return layers.Multiply()([x, s])


def network(kind: str, width: int = WIDTH):
    """A residual network of fourteen layers for images of 14×14 pixels, with gates of one kind.

    Args:
        kind: one of `KINDS`.
        width: channels of the first stage.
    """
    from cnncourse import keras
    from cnncourse.nets.resnet import conv_bn

    relu, convolution = keras.layers.ReLU, {"conv_bias": False, "momentum": 0.9}
    images = keras.Input((14, 14, 1))
    x = relu()(conv_bn(images, width, 3, **convolution))
    for number, name in enumerate(block_names()):
        filters, stride = width * 2 ** (number // BLOCKS), 2 if number and number % BLOCKS == 0 else 1
        y = relu()(conv_bn(x, filters, 3, stride, **convolution))
        y = conv_bn(y, filters, 3, **convolution)
        if kind in ("gate", "blind gate", "fixed gate"):
            y = gated(y, kind, name)
        if y.shape != x.shape:
            x = conv_bn(x, filters, 1, stride, **convolution)
        x = keras.layers.Add()([x, y])
        x = relu()(gated(x, kind, name) if kind == "gate after the addition" else x)
    scores = keras.layers.Dense(10)(keras.layers.GlobalAveragePooling2D()(x))
    return keras.Model(images, scores)


def train(model, x: np.ndarray, y: np.ndarray, epochs: int, batch: int = 32) -> float:
    """Train in place with Adam, the step falling from 0.004 to 0; return the last epoch's loss."""
    from cnncourse import keras

    rate = keras.optimizers.schedules.CosineDecay(0.004, epochs * len(x) // batch)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(rate), loss, jit_compile=False)
    return model.fit(x, y, batch_size=batch, epochs=epochs, verbose=0).history["loss"][-1]


def gates_of(model, x: np.ndarray) -> list[np.ndarray]:
    """The gates that a network gives to images, `(n, c)` for each block."""
    from cnncourse import keras

    layers = [model.get_layer(f"{name}_gates").output for name in block_names()]
    return [g[:, 0, 0] for g in keras.Model(model.input, layers).predict(x, batch_size=500, verbose=0)]


def stop_looking(model, gates: list[np.ndarray]) -> None:
    """Set every gate to its mean over images, for all images alike: second kernel 0, bias the mean's logit."""
    for name, values in zip(block_names(), gates, strict=True):
        kernel, bias = model.get_layer(f"{name}_gates").weights
        mean = np.clip(values.mean(axis=0), 1e-4, 1 - 1e-4)
        kernel.assign(np.zeros(kernel.shape))
        bias.assign(np.log(mean / (1 - mean)))


def class_share(gates: np.ndarray, labels: np.ndarray) -> float:
    """Percent of the variance of gates over images that the class of the image accounts for, all channels together."""
    gates = gates.astype(float)  # in float32 the mean of equal numbers differs from them
    means = np.stack([gates[labels == label].mean(axis=0) for label in range(10)])
    between = ((means[labels] - gates.mean(axis=0)) ** 2).sum()
    total = ((gates - gates.mean(axis=0)) ** 2).sum()
    return 100 * float(between / total) if total > 1e-6 else 0.0


@experiment(
    settings={kind: {"kind": kind} for kind in KINDS},
    short={"count": 320, "epochs": 1},
    plausible={"held_out": (5, 100), "trained": (5, 100), "not_looking": (5, 100), "class_share": (0, 100)},
)
def senet_gates(seed, kind, count=3000, epochs=6):
    """Accuracy with gates of one kind, and how gates depend on the class of the image, block by block."""
    (x, y), (x_test, y_test) = small_images(count)
    model = network(kind)
    loss = train(model, x, y, epochs)
    results = {"held_out": percent_right(model, x_test, y_test), "trained": percent_right(model, x, y), "loss": loss}
    if kind == "no gate":
        return results | {"not_looking": results["held_out"], "class_share": [], "spread": [], "mean": [], "gates": []}
    gates = gates_of(model, x_test)
    by_class = [[values[y_test == label].mean(axis=0).round(3) for label in range(10)] for values in gates]
    stop_looking(model, gates_of(model, x))
    return results | {
        "not_looking": percent_right(model, x_test, y_test),
        "class_share": [class_share(values, y_test) for values in gates],
        "spread": [values.std(axis=0).mean() for values in gates],
        "mean": [values.mean() for values in gates],
        "gates": by_class if kind == "gate" else [],
    }
