"""Plain against residual networks by depth: gradients at the start, and what training makes of them."""

from __future__ import annotations

import numpy as np

from .define import experiment
from .training import percent_right, small_images, train

DEPTHS = (8, 20, 32, 44, 56)


def network(depth: int, shortcut: bool, batch_norm: bool = True, first: str = "he", zero_gamma: bool = False):
    """A network as in section 4.2 of He et al. (2015), half as wide: 8, 16, 32 channels in three stages.

    Shortcuts are of option A, so plain and residual networks of one depth have the same weights.

    Args:
        depth: layers with weights, 6n + 2.
        shortcut: whether inputs are added.
        batch_norm: after each convolution; without it the convolutions have biases.
        first: `"he"` draws kernels with variance 2 / fan-in, `"glorot"` with half of that, about Keras' default.
        zero_gamma: start the last BatchNorm of each block with gamma 0.
    """
    from cnncourse import nets

    model = nets.resnet(
        ((depth - 2) // 6,) * 3, 8, (14, 14, 1), 10, None, block="basic", stem_size="small", option="A",
        shortcut=shortcut, batch_norm=batch_norm, conv_bias=not batch_norm, momentum=0.9,
    )  # fmt: skip
    for weight in model.trainable_weights:
        if first == "glorot" and len(weight.shape) == 4:
            weight.assign(weight * np.float32(np.sqrt(0.5)))
        if zero_gamma and weight.path.endswith("_2_bn/gamma"):
            weight.assign(np.zeros(weight.shape))
    return model


def kernel_gradients(model, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Length of the loss's gradient at each kernel, from the image to the scores, `(kernels,)`."""
    import tensorflow as tf

    from cnncourse import keras

    kernels = [weight.value for weight in model.trainable_weights if len(weight.shape) > 1]
    with tf.GradientTape() as tape:
        scores = model(x, training=True)
        loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)(y, scores)
    return np.array([float(tf.norm(gradient)) for gradient in tape.gradient(loss, kernels)])


def early_to_late(norms: np.ndarray) -> float:
    """Typical gradient in the first third of the layers over that in the last third; above 1: larger near the image."""
    third = len(norms) // 3
    return float(np.median(norms[:third]) / np.median(norms[-third:]))


@experiment(
    settings={
        "plain": {"shortcut": False, "batch_norm": False},
        "residual": {"shortcut": True, "batch_norm": False},
        "plain, small first weights": {"shortcut": False, "batch_norm": False, "first": "glorot"},
        "residual, small first weights": {"shortcut": True, "batch_norm": False, "first": "glorot"},
        "plain, BatchNorm": {"shortcut": False, "batch_norm": True},
        "residual, BatchNorm": {"shortcut": True, "batch_norm": True},
    },
    short={},
    plausible={f"depth {depth}": (0, 1e6) for depth in DEPTHS},
)
def resnet_gradients(seed, **parts):
    """Gradient at each kernel of untrained networks of several depths, on one batch of 64 images."""
    (x, y), _ = small_images(64)
    return {f"depth {depth}": kernel_gradients(network(depth, **parts), x, y) for depth in DEPTHS}


@experiment(
    settings={
        "plain 20": {"depth": 20, "shortcut": False},
        "plain 56": {"depth": 56, "shortcut": False},
        "residual 20": {"depth": 20, "shortcut": True},
        "residual 56": {"depth": 56, "shortcut": True},
        "residual 56, gamma 0": {"depth": 56, "shortcut": True, "zero_gamma": True},
    },
    short={"count": 240, "epochs": 1},
    plausible={"trained": (5, 100), "held_out": (5, 100), "ratio_start": (0, 1e5), "ratio_end": (0, 1e3)},
)
def resnet_degradation(seed, depth, shortcut, zero_gamma=False, count=1200, epochs=6):
    """Accuracy on the images trained on and on held-out ones, and how even the gradients are before and after."""
    (x, y), (x_test, y_test) = small_images(count)
    model = network(depth, shortcut, zero_gamma=zero_gamma)
    start = 0.0 if zero_gamma else early_to_late(kernel_gradients(model, x[:64], y[:64]))
    losses = train(model, x, y, epochs)
    return {
        "trained": percent_right(model, x, y),
        "held_out": percent_right(model, x_test, y_test),
        "loss": losses[-1],
        "ratio_start": start,
        "ratio_end": early_to_late(kernel_gradients(model, x[:64], y[:64])),
    }
