"""Slips of `grad_cam`, each with the words that a reader is told."""

import numpy as np

from .grad_cam import grad_cam


def _slopes(model, image, label, layer, score=None, training=False):
    """Maps of a layer and the slopes of a score by them, `(rows, columns, maps)` each."""
    import keras
    import tensorflow as tf

    both = keras.Model(model.input, [model.get_layer(layer).output, model.output])
    with tf.GradientTape() as tape:
        images = tf.constant(image[None])
        tape.watch(images)
        maps, scores = both(images, training=training)
        asked = score(scores[0], label) if score else scores[0, label]
    return np.asarray(maps)[0], np.asarray(tape.gradient(asked, maps))[0]


def _joined(maps, slopes):
    return np.maximum(maps @ slopes.mean(axis=(0, 1)), 0)


def _of_score(name, headline, look, score):
    """Declare a mistake that starts from another score."""

    def answer(model, image, label, layer):
        return _joined(*_slopes(model, image, label, layer, score))

    answer.__name__ = name
    grad_cam.mistake(headline, look)(answer)


def _by_softmax(scores, label):
    import tensorflow as tf

    return tf.nn.softmax(scores)[label]


def _by_log_softmax(scores, label):
    import tensorflow as tf

    return tf.nn.log_softmax(scores)[label]


def _by_sum(scores, label):
    import tensorflow as tf

    return tf.reduce_sum(scores)


def _by_largest(scores, label):
    import tensorflow as tf

    return tf.reduce_max(scores)


_of_score(
    "softmax_taken",
    "the slope is that of a probability",
    "Behind a softmax a class also wins by the others' loss. Asked for is the logit, as the model gives it.",
    _by_softmax,
)


_of_score(
    "log_softmax_taken",
    "the slope is that of a log-probability",
    "All classes have a part in it. Asked for is the logit of one class, as the model gives it.",
    _by_log_softmax,
)


_of_score(
    "slope_of_loss",
    "that is the slope of a loss",
    "A loss falls where the score rises, and a softmax is inside it. Take the score itself.",
    lambda scores, label: -_by_log_softmax(scores, label),
)


_of_score(
    "sign_turned",
    "the sign is turned",
    "The slope of the score itself is asked for: where it is positive, more of the map means more of the class.",
    lambda scores, label: -scores[label],
)


_of_score(
    "all_scores",
    "the slopes of all classes are added up",
    "A tape sums over what it is given. Pick the one score before you ask for its slope.",
    _by_sum,
)


_of_score(
    "winner",
    "that is the class that wins",
    "Asked for is the class `label`, also where another has the larger score.",
    _by_largest,
)


_of_score("label_unused", "`label` is not used", "This is the map of class 0.", lambda scores, label: scores[0])


_of_score("class_before", "that is the class before", "Classes count from 0.", lambda scores, label: scores[label - 1])


def _of_parts(name, headline, look, join):
    """Declare a mistake that joins the right maps and slopes in another way."""

    def answer(model, image, label, layer):
        return join(*_slopes(model, image, label, layer))

    answer.__name__ = name
    grad_cam.mistake(headline, look)(answer)


_of_parts(
    "negatives_left",
    "negative places are still there",
    "They speak for other classes. Grad-CAM sets them to 0, after the sum over the maps.",
    lambda maps, slopes: maps @ slopes.mean(axis=(0, 1)),
)


_of_parts(
    "weights_cut",
    "negative weights were cut off",
    "A map may speak against the class. The ReLU comes once, at the very end.",
    lambda maps, slopes: np.maximum(maps @ np.maximum(slopes.mean(axis=(0, 1)), 0), 0),
)


_of_parts(
    "slopes_cut",
    "negative slopes were cut off before the mean",
    "Slopes keep their sign. The ReLU comes once, at the very end.",
    lambda maps, slopes: np.maximum(maps @ np.maximum(slopes, 0).mean(axis=(0, 1)), 0),
)


_of_parts(
    "cut_before_sum",
    "the ReLU stands before the sum over the maps",
    "Maps for and against the class have to meet first. Sum, then cut off.",
    lambda maps, slopes: np.maximum(maps * slopes.mean(axis=(0, 1)), 0).sum(axis=-1),
)


_of_parts(
    "absolute",
    "the sign is gone",
    "A negative place speaks against the class: it becomes 0, not positive.",
    lambda maps, slopes: np.abs(maps @ slopes.mean(axis=(0, 1))),
)


_of_parts(
    "not_averaged",
    "the slopes were not averaged",
    "You multiplied pixel by pixel. In Grad-CAM each map has one weight: the mean of its slopes.",
    lambda maps, slopes: np.maximum((maps * slopes).sum(axis=-1), 0),
)


_of_parts(
    "slopes_summed",
    "the slopes were summed, not averaged",
    "The weight of a map is the mean of its slopes.",
    lambda maps, slopes: np.maximum(maps @ slopes.sum(axis=(0, 1)), 0),
)


_of_parts(
    "maps_averaged",
    "the mean over the maps was taken",
    "The maps times their weights are summed. The mean is smaller by the number of maps.",
    lambda maps, slopes: _joined(maps, slopes) / maps.shape[-1],
)


_of_parts(
    "scaled_to_one",
    "the map was divided by its largest value",
    "For a picture that is fine; asked for is the map as it is.",
    lambda maps, slopes: _joined(maps, slopes) / max(_joined(maps, slopes).max(), 1e-9),
)


_of_parts(
    "scaled_and_shifted",
    "the map was scaled before its negative places were cut off",
    "Nothing is scaled here: neither by the largest value nor to 0 … 1.",
    lambda maps, slopes: (lambda m: (m - m.min()) / (m.max() - m.min()))(maps @ slopes.mean(axis=(0, 1))),
)


_of_parts(
    "slopes_alone",
    "those are the slopes alone",
    "They say what each map is worth. What the maps show at each place is missing.",
    lambda maps, slopes: np.maximum(slopes.sum(axis=-1), 0),
)
