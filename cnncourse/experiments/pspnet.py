"""Pyramids of means on small scenes: with and without, bin by bin, with a second loss, and against DeepLab."""

from __future__ import annotations

import numpy as np

from .define import experiment
from .segmentation import SIDE, measured, small_scenes

WIDTH, DEEPLAB_WIDTH = 12, 10  # channels of the first stage; so the two have about as many weights
BINS, WHOLE = (1, 2, 4), SIDE // 4  # regions along a side; places along a side of the maps
WEIGHT = 0.4  # of the second loss
SHOWN = 4  # validation scenes whose predictions are kept


def network(bins: tuple[int, ...] = BINS, auxiliary: bool = False, deeplab: bool = False, width: int = WIDTH):
    """A small network for scenes; returns logits, or two lots of them.

    Args:
        bins: regions along each side for each level of the pyramid. None leaves the pyramid out; as many as the maps
            have places make every mean the mean of one place.
        auxiliary: whether the last stage but one has scores of its own.
        deeplab: `small_deeplab` in place of all this.
        width: channels of the first stage.
    """
    from cnncourse import keras, nets
    from cnncourse.data import SCENE_CLASSES
    from cnncourse.nets.deeplab_v3_plus import per_pixel, small_backbone
    from cnncourse.nets.pspnet import conv_bn_relu, pyramid_pooling

    classes, sides = len(SCENE_CLASSES), (SIDE, SIDE)
    if deeplab:
        return nets.small_deeplab(width=DEEPLAB_WIDTH, classes=classes, classifier_activation=None)
    images = keras.Input((*sides, 3))
    x, _ = small_backbone(images, width)
    early = keras.Model(images, x).get_layer("conv3_block1_out").output
    x = pyramid_pooling(x, bins, momentum=0.9) if bins else x

    def scored(x, filters, name):
        x = keras.layers.Dropout(0.1)(conv_bn_relu(x, filters, 3, momentum=0.9))
        return per_pixel(x, classes, None, sides, name=name)

    scores = scored(x, 2 * width, "predictions")
    return keras.Model(images, [scores, scored(early, width, "auxiliary")] if auxiliary else scores)


def run_lengths(labels: np.ndarray) -> list[int]:
    """A map of classes as class, length, class, length and so on, in reading order."""
    flat = np.ravel(labels)
    starts = np.concatenate([[0], np.flatnonzero(np.diff(flat.astype(int))) + 1])
    lengths = np.diff(np.append(starts, flat.size))
    return np.column_stack([flat[starts], lengths]).ravel().tolist()


def from_run_lengths(runs: list[int], shape: tuple[int, ...]) -> np.ndarray:
    """The map of classes, uint8, that `run_lengths` packed."""
    pairs = np.array(runs).reshape(-1, 2)
    return np.repeat(pairs[:, 0].astype(np.uint8), pairs[:, 1]).reshape(shape)


@experiment(
    settings={
        "no pyramid": {"bins": ()},
        "bins of one place": {"bins": (WHOLE,) * 3},
        "bin 1": {"bins": (1,)},
        "bin 4": {"bins": (4,)},
        "bins 1, 2, 4": {},
        "bins 1, 2, 4, two losses": {"auxiliary": True},
        "small_deeplab": {"deeplab": True},
    },
    short={"count": 40, "epochs": 1},
    plausible={
        "miou": (0, 100),
        "accuracy": (0, 100),
        "iou": (0, 100),
        "loss": (0, 6),
        "falling": (0, 6),
        "parameters": (10_000, 200_000),
        "macs": (1_000_000, 100_000_000),
        "predicted": (0, SHOWN * SIDE**2),
    },
)
def pspnet_context(seed, count=1600, epochs=5, **parts):
    """Training on scenes; mIoU on others, and for seed 0 what was predicted for the first of them."""
    from cnncourse import keras, ops

    model = network(**parts)
    results = measured(model, seed, count, epochs, weights=(1, WEIGHT) if parts.get("auxiliary") else None)
    used = keras.Model(model.input, model.outputs[0])  # nobody asks for the second scores after training
    images, _ = small_scenes(SHOWN, split="validation")
    predicted = used.predict(images, verbose=0).argmax(axis=-1)
    kept = {"predicted": run_lengths(predicted) if seed == 0 else [], "macs": ops.macs(used)}
    return results | kept | {"used": int(used.count_params())}


def bare_level(bins: tuple[int, ...], width: int = WIDTH):
    """The network with levels of convolution, bias and ReLU alone: no BatchNorm on a handful of means.

    Args:
        bins: as in `network`. `width` likewise.
    """
    from cnncourse import keras
    from cnncourse.data import SCENE_CLASSES
    from cnncourse.nets.deeplab_v3_plus import per_pixel, resized, small_backbone
    from cnncourse.nets.pspnet import adaptive_mean, conv_bn_relu

    images = keras.Input((SIDE, SIDE, 3))
    x, _ = small_backbone(images, width)
    levels = [x]
    for side in bins:
        y = keras.layers.Conv2D(x.shape[-1] // len(bins), 1, activation="relu")(adaptive_mean(x, side))
        levels.append(resized(y, x.shape[1:3]))
    x = conv_bn_relu(keras.layers.Concatenate()(levels), 2 * width, 3, momentum=0.9)
    scores = per_pixel(keras.layers.Dropout(0.1)(x), len(SCENE_CLASSES), None, (SIDE, SIDE))
    return keras.Model(images, scores)


@experiment(
    settings={"bin 1, no BatchNorm": {"bins": (1,)}},
    short={"count": 40, "epochs": 1},
    plausible={"miou": (0, 100), "accuracy": (0, 100), "loss": (0, 6)},
)
def pspnet_bare_level(seed, bins, count=1600, epochs=5):
    """As `pspnet_context`, with a level that is not normalized."""
    results = measured(bare_level(bins), seed, count, epochs)
    return {name: results[name] for name in ("miou", "accuracy", "loss", "parameters")}
