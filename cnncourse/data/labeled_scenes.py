"""Scenes with a label for every pixel: clothes at several sizes, one over another, on photographed ground."""

from functools import cache

import numpy as np

from cnncourse.data.fashion import CLASS_NAMES, fashion_mnist
from cnncourse.data.photographs import _pixels

SCENE_CLASSES = ("background", *CLASS_NAMES)  # label 0 is the background, garment class c has label c + 1
IGNORE = 255  # label of the pixels that are neither garment nor ground: leave them out of loss and score
GROUNDS = (
    "brick",
    "cat",
    "coffee",
    "coins",
    "grass",
    "gravel",
    "moon",
    "tissue",
)  # all PNG: alike everywhere
SPLITS = ("train", "validation")

_SEEN, _UNSEEN = 192, 64  # of 256: coverage from which a garment owns the pixel, and up to which it does not
_CLOTH = 20  # of 255: darker pixels of a Fashion-MNIST image are the empty table
_FEWEST, _MOST = 3, 5  # garments in a scene


def scenes(
    count: int,
    seed: int = 0,
    split: str = "train",
    side: int = 96,
    sizes: tuple[int, ...] = (28, 44, 68),
    gray: bool = False,
) -> tuple[np.ndarray, np.ndarray]:
    """Images of Fashion-MNIST garments laid on photographs, and the class of every pixel.

    Each scene has three to five garments in at least two of the sizes, mirrored half of the time, the smaller
    ones on top. Garments and ground are tinted at random, so color alone tells nothing. Where a garment covers
    between a quarter and three quarters of a pixel the label is `IGNORE`. Training scenes use training garments
    and the left halves of eight photographs; validation scenes use test garments and the right halves. Scene
    `i` depends on the seed, the split and `i` alone, so ten scenes are the first ten of a hundred. All
    arithmetic is on integers: every machine gets the same.

    Args:
        count: how many scenes.
        seed: which ones.
        split: `"train"` or `"validation"`.
        side: pixels along an image, 32 to 192.
        sizes: pixels along a garment's frame, at least two different ones.
        gray: one channel in place of three.

    Returns:
        Images, float32 in [0, 1], `(count, side, side, 3)` or `(count, side, side, 1)`; labels, uint8,
        `(count, side, side)`: positions in `SCENE_CLASSES`, or `IGNORE`.

    Raises:
        ValueError: an unknown split, a negative count, a side out of range, or fewer than two sizes.

    >>> images, labels = scenes(4, seed=1)
    >>> images.shape, labels.shape
    ((4, 96, 96, 3), (4, 96, 96))
    >>> [SCENE_CLASSES[label] for label in np.unique(labels[3]) if label != IGNORE]
    ['background', 'Shirt', 'Bag', 'Ankle boot']
    """
    _check(count, split, side, sizes)
    streams = (np.random.default_rng([seed, SPLITS.index(split), i]) for i in range(count))
    drawn = [_scene(rng, split, side, sizes) for rng in streams]
    images = np.array([image for image, _ in drawn], np.uint8).reshape(count, side, side, 3)
    labels = np.array([label for _, label in drawn], np.uint8).reshape(count, side, side)
    if gray:
        images = (images @ np.array([77, 150, 29], np.int32) >> 8)[..., None]  # Rec. 601 in 256ths
    return images.astype(np.float32) / np.float32(255), labels


def _check(count: int, split: str, side: int, sizes: tuple[int, ...]) -> None:
    if split not in SPLITS:
        raise ValueError(f"split is 'train' or 'validation'; got {split!r}.")
    if count < 0:
        raise ValueError(f"count is a number of scenes, at least 0; got {count}.")
    if not 32 <= side <= 192:
        raise ValueError(f"side must lie between 32 and 192 pixels, the grounds end there; got {side}.")
    if len(set(sizes)) < 2 or min(sizes) < 8 or max(sizes) > side:
        raise ValueError(f"sizes needs two different garment sizes between 8 and {side} pixels; got {sizes}.")


def _scene(rng: np.random.Generator, split: str, side: int, sizes: tuple[int, ...]) -> tuple[np.ndarray, np.ndarray]:
    image = _ground(rng, split, side)
    label = np.zeros((side, side), np.uint8)
    shuffled = rng.permutation(np.unique(sizes))
    number = rng.integers(_FEWEST, _MOST + 1)
    for size in sorted(np.resize(shuffled, number), reverse=True):  # the large first, the small on top
        garment, over = _garment(rng, split, int(size)), int(size) // 4  # so much may hang over the edge
        top, left = rng.integers(-over, side - size + over + 1, 2).tolist()
        _lay(image, label, garment, top, left)
    return image, label


def _ground(rng: np.random.Generator, split: str, side: int) -> np.ndarray:
    photo = _half(GROUNDS[rng.integers(len(GROUNDS))], split)
    h, w, _ = photo.shape
    top, left = rng.integers(h - side + 1), rng.integers(w - side + 1)
    tint = rng.integers(128, 256, 3)
    return photo[top : top + side, left : left + side] * tint // 255


@cache
def _half(name: str, split: str) -> np.ndarray:
    photo = _pixels(name)
    middle = photo.shape[1] // 2
    return photo[:, :middle] if split == "train" else photo[:, middle:]


@cache
def _garments() -> dict[str, tuple[np.ndarray, np.ndarray]]:
    train, validation = fashion_mnist(scaled=False)
    return {"train": train, "validation": validation}


def _garment(rng: np.random.Generator, split: str, size: int) -> tuple[np.ndarray, np.ndarray, int]:
    """A garment's color `(size, size, 3)` in 0–255, its coverage `(size, size)` in 0–256, and its class."""
    from PIL import Image, ImageFilter

    images, classes = _garments()[split]
    index = rng.integers(len(images))
    cloth = images[index]
    if rng.integers(2):
        cloth = cloth[:, ::-1]
    shape = Image.fromarray(np.where(cloth >= _CLOTH, 255, 0).astype(np.uint8))
    shape = shape.filter(ImageFilter.MaxFilter(3)).filter(ImageFilter.MinFilter(3))  # close dark specks
    cloth, shape = (
        np.asarray(layer.resize((size, size), Image.Resampling.BILINEAR), np.int32)
        for layer in (Image.fromarray(cloth), shape)
    )
    tint = rng.integers(80, 256, 3)
    color = (64 + 191 * cloth // 255)[..., None] * tint // 255  # never black, so that dark cloth shows too
    return color, (shape * 257) >> 8, int(classes[index])  # 255 -> 256


def _lay(
    image: np.ndarray, label: np.ndarray, garment: tuple[np.ndarray, np.ndarray, int], top: int, left: int
) -> None:
    """Blend a garment into `image` and write its class into `label`, both in place."""
    color, coverage, kind = garment
    side, size = len(image), len(color)
    rows, columns = (slice(max(0, start), min(side, start + size)) for start in (top, left))
    own = slice(rows.start - top, rows.stop - top), slice(columns.start - left, columns.stop - left)
    color, coverage = color[own], coverage[own]
    there = image[rows, columns]
    image[rows, columns] = (color * coverage[..., None] + there * (256 - coverage[..., None]) + 128) >> 8
    spot = label[rows, columns]
    spot[coverage > _UNSEEN] = IGNORE
    spot[coverage >= _SEEN] = kind + 1
