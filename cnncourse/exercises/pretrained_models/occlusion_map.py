"""`occlusion_map`: reference, cases, slips and hints."""

import numpy as np

from cnncourse.autocheck import Unusable, exercise


@exercise(points=3, minutes=10)
def occlusion_map(predict, image: np.ndarray, label: int, size: int) -> np.ndarray:
    """How much the probability of a class falls when a part of the image is covered, part by part.

    The image is divided into tiles of `size` × `size` pixels, from the top left corner on, without gaps. At the right and
    at the bottom tiles may be smaller. One tile at a time is set to 0 in all channels, and all the others stay as they are.

    Args:
        predict: takes images `(n, h, w, c)`, returns probabilities `(n, classes)`.
        image: one image, scaled already, `(h, w, c)`. It must not be changed.
        label: number of the class.
        size: side of a tile in pixels.

    Returns:
        For each tile: the probability of the class for the image as it is, minus that with the tile covered.
        `(ceil(h / size), ceil(w / size))`.
    """
    # BEGIN SOLUTION
    h, w, _ = image.shape
    rows, columns = -(-h // size), -(-w // size)
    covered = np.repeat(image[None], rows * columns, axis=0)
    for i in range(rows):
        for j in range(columns):
            covered[i * columns + j, i * size : (i + 1) * size, j * size : (j + 1) * size] = 0
    whole = predict(image[None])[0, label]
    return whole - predict(covered)[:, label].reshape(rows, columns)
    # END SOLUTION


@occlusion_map.cases
def _(rng):
    def draw(h, w, c):
        return rng.normal(size=(h, w, c)) + 0.5

    yield "six tiles", (3, draw(4, 6, 2), 1, 2)
    yield "a half tile at the right and at the bottom", (4, draw(5, 7, 1), 2, 3)
    yield "another class", (5, draw(6, 4, 3), 4, 2)
    yield "tiles of one pixel", (3, draw(2, 3, 2), 0, 1)


@occlusion_map.observe
def _(answer, args):
    classes, image, label, size = args
    return answer(_predictor(image.shape, classes), image, label, size)


def _predictor(shape, classes):
    """A network of one dense layer and a softmax, with weights that depend on the shape."""
    weights = np.random.default_rng([classes, *shape]).normal(scale=0.5, size=(int(np.prod(shape)), classes))

    def predict(images):
        images = np.asarray(images)
        if images.ndim != 4 or images.shape[1:] != shape:
            raise Unusable(
                "`predict` takes a batch", "One image needs an axis in front: `image[None]`, `(1, h, w, c)`."
            )
        scores = images.reshape(len(images), -1) @ weights
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        return powers / powers.sum(axis=1, keepdims=True)

    return predict


occlusion_map.hint(
    "How many rows and columns of tiles are there? Half a tile counts: `-(-h // size)` rounds up.",
    "For each tile: `copy = image.copy()`, then `copy[top : top + size, left : left + size] = 0`.",
    "`predict` takes a batch, `copy[None]`, or all copies at once, `np.array(copies)`; the class is column `label`.",
    "The result is `predict(image[None])[0, label]` minus that of each copy.",
)
