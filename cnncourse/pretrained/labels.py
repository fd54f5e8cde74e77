"""The thousand classes of ImageNet, by name."""

from functools import cache
from typing import NamedTuple

import numpy as np

from cnncourse.data.store import FILES


class Guess(NamedTuple):
    """One answer of a network: the class by name and by number, and how sure the network is."""

    label: str
    probability: float
    index: int


@cache
def imagenet_labels() -> tuple[str, ...]:
    """English names of the 1,000 classes of ILSVRC 2012, in the order in which networks number them.

    Returns:
        1,000 different names. Two pairs share a word and carry a second one in parentheses.

    Source: Russakovsky et al. (2015), arXiv:1409.0575; the names are WordNet's.

    >>> [imagenet_labels()[index] for index in (285, 698, 967)]
    ['Egyptian cat', 'palace', 'espresso']
    """
    rows = (FILES / "imagenet_classes.tsv").read_text(encoding="utf-8").splitlines()
    return tuple(row.split("\t")[1] for row in rows)


def top_k(probabilities: np.ndarray, k: int = 5) -> list[list[Guess]]:
    """The `k` most probable classes of each image, the best first.

    Args:
        probabilities: what a network with 1,000 outputs answers, `(n, 1000)`.
        k: how many, 1 to 1,000.

    Returns:
        `n` lists of `k` guesses. Of equal probabilities the lower class number comes first.

    Raises:
        ValueError: the answers are not `(n, 1000)`, or `k` is out of range.

    >>> top_k(np.eye(1000)[[285]], k=1)
    [[Guess(label='Egyptian cat', probability=1.0, index=285)]]
    """
    probabilities = np.asarray(probabilities)
    labels = imagenet_labels()
    if probabilities.ndim != 2 or probabilities.shape[1] != len(labels):
        raise ValueError(f"Expected probabilities of shape (n, 1000); got {probabilities.shape}.")
    if not 1 <= k <= len(labels):
        raise ValueError(f"k must lie between 1 and 1,000; got {k}.")
    order = np.argsort(-probabilities, axis=1, kind="stable")[:, :k]  # (n, k)
    return [
        [Guess(labels[i], float(row[i]), int(i)) for i in best] for row, best in zip(probabilities, order, strict=True)
    ]
