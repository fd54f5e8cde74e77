"""Small networks for scenes, with and without pyramid and decoder: mIoU everywhere, and near the borders alone."""

from __future__ import annotations

import numpy as np

from .define import experiment
from .segmentation import VALIDATION, confusion, measured, small_scenes

WIDTH, RATES, NEAR = (
    10,
    (2, 4, 6),
    2,
)  # channels of the first stage; rates; pixels from a border
TOO_LARGE = (16, 17, 18)  # on maps of 16 × 16 all taps but the middle one fall outside: as many weights, no context


def network(**parts):
    """`small_deeplab` for scenes; returns logits.

    Args:
        parts: `context`, `refine`, `rates`, `output_stride`, as in `small_deeplab`.
    """
    from cnncourse import nets
    from cnncourse.data import SCENE_CLASSES

    settings = {"width": WIDTH, "rates": RATES} | parts
    return nets.small_deeplab(classes=len(SCENE_CLASSES), classifier_activation=None, **settings)


def near_borders(labels: np.ndarray, reach: int = NEAR) -> np.ndarray:
    """The same labels, with everything left out that has no border near it.

    Args:
        labels: `(n, h, w)`.
        reach: a pixel stays if one with another label (the ignored ones count) lies within so many rows and columns.

    Returns:
        Labels, `(n, h, w)`, `IGNORE` for pixels away from borders.
    """
    from cnncourse.data import IGNORE

    _, h, w = labels.shape
    padded = np.pad(labels, [(0, 0), (reach, reach), (reach, reach)], mode="edge")
    near = np.zeros(labels.shape, bool)
    for i in range(2 * reach + 1):
        for j in range(2 * reach + 1):
            near |= padded[:, i : i + h, j : j + w] != labels
    return np.where(near, labels, IGNORE).astype(labels.dtype)


@experiment(
    settings={
        "neither": {"context": False, "refine": False},
        "ASPP": {"refine": False},
        "ASPP, rates too large": {"refine": False, "rates": TOO_LARGE},
        "decoder": {"context": False},
        "ASPP and decoder": {},
    },
    short={"count": 40, "epochs": 1},
    plausible={
        "miou": (0, 100),
        "accuracy": (0, 100),
        "near": (0, 100),
        "iou": (0, 100),
        "loss": (0, 6),
        "falling": (0, 6),
        "parameters": (10_000, 200_000),
        "macs": (1_000_000, 100_000_000),
    },
)
def deeplab_parts(seed, count=800, epochs=5, **parts):
    """Training on scenes; mIoU on 200 others, of all pixels and of those near a border."""
    from cnncourse import ops

    model = network(**parts)
    results = measured(model, seed, count, epochs)
    images, labels = small_scenes(VALIDATION, split="validation")
    near = confusion(model, images, near_borders(labels))
    return results | {"near": 100 * ops.mean_iou(near), "macs": ops.macs(model)}


@experiment(
    settings={
        "stride 4, neither": {"context": False, "refine": False},
        "stride 4, ASPP and decoder": {},
        "stride 8, neither": {"output_stride": 8, "context": False, "refine": False},
        "stride 8, decoder": {"output_stride": 8, "context": False},
    },
    short={"count": 40, "epochs": 1},
    plausible=deeplab_parts.plausible,
)
def deeplab_longer(seed, count=2000, epochs=8, **parts):
    """The same with four times the training: the whole network, and the decoder behind coarser maps."""
    return deeplab_parts.function(seed, count, epochs, **parts)
