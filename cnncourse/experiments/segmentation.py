"""What the experiments on scenes share: small scenes, a way to train with an ignore band, and the mIoU behind it."""

from __future__ import annotations

import numpy as np

SIDE, SIZES = 64, (28, 44)  # pixels along a scene and along the garments in it
VALIDATION = 200  # scenes


def small_scenes(count: int, seed: int = 0, split: str = "train") -> tuple[np.ndarray, np.ndarray]:
    """Scenes of 64 × 64 pixels with mean about 0 and spread about 1, and the class of every pixel.

    Args:
        count: how many.
        seed: which ones. `split`: `"train"` or `"validation"`.

    Returns:
        Images, float32, `(count, 64, 64, 3)`; labels, uint8, `(count, 64, 64)`, 255 where no class is asked for.
    """
    from cnncourse import data

    images, labels = data.scenes(count, seed, split, side=SIDE, sizes=SIZES)
    return (images - np.float32(0.5)) / np.float32(0.25), labels


def train(
    model, x: np.ndarray, y: np.ndarray, epochs: int, batch: int = 8, rate: float = 0.008, weights=None
) -> list[float]:
    """Train in place with Adam, the step falling to 0 along a cosine; return each epoch's loss.

    Pixels labeled `data.IGNORE` do not count.

    Args:
        model: from images to logits of the same size, or to several such outputs.
        x: images. `y`: the class of every pixel.
        epochs: rounds through all images. `batch`: images in a step. `rate`: the first step's size.
        weights: of the outputs' losses, where there are several.
    """
    from cnncourse import data, keras

    falling = keras.optimizers.schedules.CosineDecay(rate, epochs * len(x) // batch)
    outputs = len(model.outputs)
    losses = [
        keras.losses.SparseCategoricalCrossentropy(from_logits=True, ignore_class=data.IGNORE) for _ in range(outputs)
    ]
    if outputs == 1:
        model.compile(keras.optimizers.Adam(falling), losses[0], jit_compile=False)
    else:
        model.compile(keras.optimizers.Adam(falling), losses, loss_weights=weights, jit_compile=False)
    targets = y if outputs == 1 else [y] * outputs
    return model.fit(x, targets, batch_size=batch, epochs=epochs, verbose=0).history["loss"]


def confusion(model, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The confusion matrix of all pixels of some scenes that count; of the first output if there are more."""
    from cnncourse import data, ops

    scores = model.predict(x, batch_size=50, verbose=0)
    scores = scores[0] if isinstance(scores, list) else scores
    return ops.confusion_matrix(y, scores.argmax(axis=-1), len(data.SCENE_CLASSES), ignore=data.IGNORE)


def measured(model, seed: int, count: int, epochs: int, **training) -> dict:
    """Train on scenes of one seed; measure on the same 200 validation scenes.

    Args:
        model: as in `train`.
        seed: of the scenes and of their order (set `keras.utils.set_random_seed` before the model is built).
        count: training scenes. `epochs` and `training`: as in `train`.

    Returns:
        `miou` and `accuracy` in percent, `iou` of each class in percent (`None` where it does not occur), the last
        `loss`, all of them as `falling`, and the `parameters`.
    """
    from cnncourse import ops

    losses = train(model, *small_scenes(count, seed), epochs, **training)
    matrix = confusion(model, *small_scenes(VALIDATION, split="validation"))
    return {
        "miou": 100 * ops.mean_iou(matrix),
        "accuracy": 100 * ops.pixel_accuracy(matrix),
        "iou": [None if np.isnan(one) else 100 * float(one) for one in ops.iou(matrix)],
        "loss": losses[-1],
        "falling": losses,
        "parameters": int(model.count_params()),
    }
