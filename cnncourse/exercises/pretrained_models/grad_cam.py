"""`grad_cam`: reference, cases, slips and hints."""

import numpy as np

from cnncourse.autocheck import Unusable, exercise

from .basis import _explain_missing_batch, _network, _numbers, _picture


@exercise(points=3, minutes=12, seconds=60, tolerance=1e-4)
def grad_cam(model, image: np.ndarray, label: int, layer: str) -> np.ndarray:
    """Where in an image the maps of a layer speak for a class (Grad-CAM, Selvaraju et al., arXiv:1610.02391).

    1. The score is output number `label` of `model`, a logit: no softmax. The network is in use, not in training.
    2. The weight of each map: the slope of the score by every pixel of the map, averaged over its pixels.
    3. The result: the maps times their weights, summed over the maps, negative places set to 0. It is neither
       enlarged nor scaled.

    `import tensorflow as tf`; `tf.GradientTape` gives the slopes of what was computed inside it.

    Args:
        model: a Keras model, `(n, h, w, c)` to logits `(n, classes)`.
        image: one image, scaled already, `(h, w, c)`.
        label: number of the class.
        layer: name of the layer whose maps are used.

    Returns:
        `(rows, columns)`, as large as the maps of the layer.
    """
    # BEGIN SOLUTION
    import keras
    import tensorflow as tf

    both = keras.Model(model.input, [model.get_layer(layer).output, model.output])
    with tf.GradientTape() as tape:
        maps, scores = both(image[None], training=False)
        score = scores[0, label]
    slopes = tape.gradient(score, maps)[0]  # (rows, columns, maps)
    weights = tf.reduce_mean(slopes, axis=(0, 1))
    return np.maximum(np.asarray(maps)[0] @ np.asarray(weights), 0)
    # END SOLUTION


@grad_cam.cases
def _(rng):
    yield "a mean behind the maps", ("mean", _picture(rng), 1, "far")
    yield "dense weights behind the maps", ("flat", _picture(rng), 2, "far")
    yield "a layer with negative values, farther back", ("flat", _picture(rng), 0, "norm")
    yield "a class that wins", ("mean", _picture(rng), 3, "far")


@grad_cam.observe
def _(answer, args):
    head, image, label, layer = args
    try:
        found = answer(_network(head), image, label, layer)
    except (AttributeError, TypeError, ValueError) as error:
        _explain_missing_batch(error, image)
        if isinstance(error, AttributeError) and "numpy" in str(error) and "_id" in str(error):
            raise Unusable(
                "an array was handed to the tape",
                "A tape follows tensors. `predict` and `.numpy()` make arrays: inside it call the model itself, `both(image[None])`.",
            ) from None
        if "None" not in str(error):
            raise
        raise Unusable(
            "there is None where numbers should be; perhaps it is the slope",
            "A slope is None if the tape saw no way from the maps to the score. Maps and scores have to come out of one call of "
            "one model, inside the tape, and the one score is picked inside it, too.",
        ) from None
    return _numbers(found)


grad_cam.hint(
    "Make one model with two outputs: the maps of the layer, and the scores. Call it inside a `tf.GradientTape`.",
    "`keras.Model(model.input, [model.get_layer(layer).output, model.output])`; the score is `scores[0, label]`.",
    "`tape.gradient(score, maps)` has the shape of the maps, `(1, rows, columns, maps)`. Average it over axes 1 and 2.",
    "Then the maps times these weights, summed over the last axis, and `np.maximum(…, 0)`.",
)
