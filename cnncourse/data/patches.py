"""Sixteen surfaces to tell apart from a few labels: patches cut from the two halves of photographs."""

from functools import cache

import numpy as np

from cnncourse.data.photographs import _pixels

SURFACE_NAMES = (
    "astronaut", "brick", "cat", "china", "coffee", "coins", "flower", "grass",
    "gravel", "hubble", "moon", "page", "retina", "rocket", "text", "tissue",
)  # fmt: skip

_SHORTER_SIDE = 384  # larger photographs are shrunk to this, so that a patch shows more than a blur
_FLATTEST = 10  # gray levels of 255: a patch whose standard deviation is below this shows nothing
_TEST_SEED = 20170825  # one test set for every training seed

Split = tuple[np.ndarray, np.ndarray]


def surfaces(labels_per_class: int = 5, seed: int = 0, side: int = 64, test_per_class: int = 32) -> tuple[Split, Split]:
    """Gray patches of sixteen photographs (`SURFACE_NAMES`); the label is the photograph.

    Training patches come from the left half of each photograph and test patches from the right half, so no
    pixel is in both. Color would give the photograph away; there is none. Flat patches are left out.

    Args:
        labels_per_class: training patches of each class. For one seed a smaller set is part of a larger one.
        seed: which training patches. The test patches are the same for every seed.
        side: pixels along a patch, at most 80.
        test_per_class: test patches of each class.

    Returns:
        `(x_train, y_train), (x_test, y_test)`: float32 in [0, 1], `(n, side, side, 1)`, and int64, `(n,)`,
        with `n = 16 · labels_per_class` and `16 · test_per_class`, in mixed order.

    Raises:
        ValueError: a count below 1, or a side that does not fit into the smallest half.

    >>> (x_train, y_train), (x_test, y_test) = surfaces(labels_per_class=5)
    >>> x_train.shape, x_test.shape
    ((80, 64, 64, 1), (512, 64, 64, 1))
    """
    if labels_per_class < 1 or test_per_class < 1:
        raise ValueError(f"Each class needs a patch; got {labels_per_class} and {test_per_class}.")
    if not 8 <= side <= 80:
        raise ValueError(f"side must lie between 8 and 80 pixels, the smallest half is 172 × 224; got {side}.")
    halves = [_halves(name) for name in SURFACE_NAMES]
    train = _draw([left for left, _ in halves], labels_per_class, side, [0, seed])
    test = _draw([right for _, right in halves], test_per_class, side, [1, _TEST_SEED])
    return train, test


@cache
def _halves(name: str) -> tuple[np.ndarray, np.ndarray]:
    from PIL import Image

    image = Image.fromarray(_pixels(name, gray=True))
    shrink = min(1.0, _SHORTER_SIDE / min(image.size))
    image = image.resize([round(n * shrink) for n in image.size], Image.Resampling.BICUBIC)
    pixels = np.asarray(image)
    middle = pixels.shape[1] // 2
    return pixels[:, :middle], pixels[:, middle:]


def _draw(images: list[np.ndarray], per_class: int, side: int, seed: list[int]) -> Split:
    patches = [
        _patch(image, side, rng)
        for label, image in enumerate(images)
        for rng in [np.random.default_rng([*seed, label])]
        for _ in range(per_class)
    ]
    labels = np.repeat(np.arange(len(images)), per_class)
    order = np.random.default_rng(seed).permutation(len(labels))
    x = np.stack(patches)[order, ..., None].astype(np.float32) / np.float32(255)  # (n, side, side, 1)
    return x, labels[order]


def _patch(image: np.ndarray, side: int, rng: np.random.Generator) -> np.ndarray:
    h, w = image.shape
    for _ in range(1000):
        top, left = rng.integers(h - side + 1), rng.integers(w - side + 1)
        patch = image[top : top + side, left : left + side]
        if patch.std() >= _FLATTEST:
            return patch
    raise ValueError(f"No patch of {side} × {side} pixels with any contrast was found; choose a larger side.")
