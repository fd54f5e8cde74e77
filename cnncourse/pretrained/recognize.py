"""Ask a pretrained network what is in a photograph."""

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from cnncourse.pretrained.applications import known, load
from cnncourse.pretrained.images import center_crop, preprocess
from cnncourse.pretrained.labels import Guess, top_k

if TYPE_CHECKING:
    import keras

_BATCH = 32  # images that are in memory as feature maps at one time


def predict_top(
    images: np.ndarray | Sequence[np.ndarray], k: int = 5, network: str = "efficientnet_lite0"
) -> list[list[Guess]]:
    """The `k` best guesses of an ImageNet network for each photograph: cut, resampled, scaled, asked.

    Args:
        images: photographs `(h, w, 3)`, uint8 in 0–255 or floats in [0, 1]; a batch of them, a list of
            differently sized ones, or a single one.
        k: how many guesses, 1 to 1,000.
        network: a name that `load` knows. It is built on the first call and kept.

    Returns:
        For each photograph a list of `k` guesses (`label`, `probability`, `index`), the best first.

    Raises:
        ValueError: an image of another shape or range, or an unknown network.
        FileNotFoundError: the weights of the network are not at hand.

    >>> from cnncourse import data
    >>> [guesses[0].label for guesses in predict_top([data.photos("china"), data.photos("cat")])]
    ['palace', 'Egyptian cat']
    """
    if isinstance(images, np.ndarray) and images.ndim == 3:
        images = [images]
    crops = [center_crop(image, known(network).side) for image in images]
    if not crops:
        return []
    answers = _kept(network).predict(preprocess(np.stack(crops), network), batch_size=_BATCH, verbose=0)
    return top_k(answers, k)


@lru_cache(maxsize=1)
def _kept(network: str) -> "keras.Model":
    return load(network)
