"""The slider of the lesson on pretrained models."""

from __future__ import annotations

from collections.abc import Sequence

import ipywidgets
import numpy as np

from cnncourse.figures import pretrained_models

from .base import Explorer, slider

STYLE = {"description_width": "7em"}


def cam_explorer(
    photographs: dict[str, np.ndarray], scores: np.ndarray, labels: dict[str, int], maps: dict[str, np.ndarray]
) -> Explorer:
    """A photograph, a class, a layer and a threshold → where the maps of that layer speak for the class.

    Everything was computed before; the explorer only draws.

    Args:
        photographs: name → `(h, w, 3)`, 0–1.
        scores: logits of all classes, `(photographs, classes)`.
        labels: name → number of the class, for the classes that can be chosen.
        maps: layer → Grad-CAM, `(photographs, chosen classes, rows, columns)`.

    Raises:
        ValueError: the maps belong to other photographs or classes.
    """
    names, classes = list(photographs), list(labels)
    for layer, values in maps.items():
        if values.shape[:2] != (len(names), len(classes)):
            raise ValueError(
                f"{layer} has maps for {values.shape[0]} photographs and {values.shape[1]} classes; "
                f"there are {len(names)} and {len(classes)}"
            )
    probabilities = _softmax(scores)

    def draw(photo, label, layer, threshold):
        i, number = names.index(photo), labels[label]
        values = maps[layer][i, classes.index(label)]
        return pretrained_models.one_class(
            photographs[photo], values, label, float(scores[i, number]), float(probabilities[i, number]), threshold
        )

    return Explorer(
        draw,
        "a photograph, and beside it the same in gray with the places in orange that speak for a class",
        photo=_choose("photograph", names),
        label=_choose("class", classes),
        layer=_choose("layer", list(maps)),
        threshold=slider("threshold, %", 0, 90, 0, step=10),
    )


def _choose(description: str, options: Sequence[str]) -> ipywidgets.Dropdown:
    return ipywidgets.Dropdown(options=options, value=options[0], description=description, style=STYLE)


def _softmax(scores: np.ndarray) -> np.ndarray:
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)
