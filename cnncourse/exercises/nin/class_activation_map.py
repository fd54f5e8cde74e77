"""`class_activation_map`: reference, cases, slips and hints."""

import numpy as np

from cnncourse.autocheck import exercise


@exercise(points=2, minutes=6)
def class_activation_map(features: np.ndarray, weights: np.ndarray, label: int) -> np.ndarray:
    """How much each place speaks for one class, in a network that ends in a global mean and one dense layer.

    `map[i, j] = Σ features[i, j, k] · weights[k, label]`, summed over the maps `k`. No bias, no ReLU, no scaling to 0 … 1:
    so the mean of the map is the score of the class, but for the bias.

    Args:
        features: the last maps of one image, `(h, w, c)`.
        weights: of the dense layer, `(c, classes)`.
        label: the class.

    Returns:
        The map, `(h, w)`.
    """
    # BEGIN SOLUTION
    return features @ weights[:, label]
    # END SOLUTION


@class_activation_map.cases
def _(rng):
    features = np.array([[[1.0, 0.0], [0.0, 2.0], [3.0, 1.0]]])  # (1, 3, 2)
    yield "three pixels by hand", (features, np.array([[1.0, -2.0, 0.5], [0.0, 3.0, 1.0]]), 1)
    yield "another class", (features, np.array([[1.0, -2.0, 0.5], [0.0, 3.0, 1.0]]), 2)
    yield "negative places", (rng.normal(size=(4, 5, 3)), rng.normal(size=(3, 6)), 4)
    yield "as many classes as maps", (rng.normal(size=(3, 2, 4)), rng.normal(size=(4, 4)), 1)


@class_activation_map.mistake(
    "that is the row of the weights",
    "A class is a column of `weights`: `(c, classes)`. The row of a number belongs to a map.",
)
def row_of_weights(features, weights, label):
    return features @ weights[label]


@class_activation_map.mistake(
    "negative places are cut off", "A place may speak against the class. (Grad-CAM, lesson 19, has a ReLU here.)"
)
def cut_off(features, weights, label):
    return np.maximum(features @ weights[:, label], 0)


@class_activation_map.mistake(
    "the map was scaled", "For a picture that is fine, but then its mean is no longer the score. Return it as it is."
)
def scaled(features, weights, label):
    cam = features @ weights[:, label]
    return (cam - cam.min()) / (cam.max() - cam.min())


@class_activation_map.mistake(
    "that is the score", "One number for the class is the mean of the map. Asked for is the map itself."
)
def score_only(features, weights, label):
    return features.mean(axis=(0, 1)) @ weights[:, label]


@class_activation_map.mistake(
    "all classes are still there", "Only the column of the one class is asked for: the result is `(h, w)`."
)
def all_classes(features, weights, label):
    return features @ weights


@class_activation_map.mistake(
    "that is one of the maps, weighed",
    "All maps take part, each with its weight for this class. Sum over the channels.",
)
def one_map(features, weights, label):
    k = label % features.shape[2]
    return features[:, :, k] * weights[k, label]


@class_activation_map.mistake(
    "the maps are weighed but not added", "You have `(h, w, c)` still: the sum over the maps is missing."
)
def not_summed(features, weights, label):
    return features * weights[:, label]


@class_activation_map.mistake("you averaged over the maps", "It is a sum; the mean is smaller by the number of maps.")
def averaged(features, weights, label):
    return (features * weights[:, label]).mean(axis=-1)


@class_activation_map.mistake(
    "that is the plain sum of the maps", "Where are the weights? They say how much each map speaks for this class."
)
def plain_sum(features, weights, label):
    return features.sum(axis=-1)


@class_activation_map.mistake(
    "you divided by the number of pixels", "The mean is taken afterwards, of the map; the map itself is not divided."
)
def divided(features, weights, label):
    return features @ weights[:, label] / (features.shape[0] * features.shape[1])


@class_activation_map.mistake("rows and columns are exchanged", "The map lies as the image does: `(h, w)`.")
def transposed(features, weights, label):
    return (features @ weights[:, label]).T


@class_activation_map.mistake("the map is still a list of pixels", "Give it back the shape `(h, w)`.")
def flattened(features, weights, label):
    return features.reshape(-1, features.shape[2]) @ weights[:, label]


@class_activation_map.mistake("there is a third axis left", "Asked for is `(h, w)`, without an axis of length one.")
def third_axis(features, weights, label):
    return features @ weights[:, [label]]


@class_activation_map.mistake(
    "a softmax over the classes was taken",
    "That makes shares of the scores at each place. Asked for are the scores themselves.",
)
def softmax_taken(features, weights, label):
    powers = np.exp(features @ weights)
    return (powers / powers.sum(axis=-1, keepdims=True))[..., label]


@class_activation_map.mistake(
    "the features are cut off at zero", "Take them as they come. Where a ReLU belongs the network has it."
)
def features_cut(features, weights, label):
    return np.maximum(features, 0) @ weights[:, label]


@class_activation_map.mistake(
    "the map was divided by its largest value", "Return it as it is: its mean has to be the score."
)
def divided_by_largest(features, weights, label):
    cam = features @ weights[:, label]
    return cam / np.abs(cam).max()


@class_activation_map.mistake(
    "that says where the class wins", "True and False leave out by how much. Asked for is the sum at each place."
)
def where_it_wins(features, weights, label):
    return (features @ weights).argmax(axis=-1) == label


@class_activation_map.mistake(
    "the map was divided by its largest value, sign and all", "Return it as it is: its mean has to be the score."
)
def divided_by_maximum(features, weights, label):
    cam = features @ weights[:, label]
    return cam / cam.max()


@class_activation_map.mistake(
    "negative weights are cut off", "A map may speak against the class. Take the weights with their sign."
)
def weights_cut(features, weights, label):
    return features @ np.maximum(weights[:, label], 0)


@class_activation_map.mistake("the sign is gone", "Negative means: speaks against the class. Leave it as it is.")
def signless(features, weights, label):
    return np.abs(features @ weights[:, label])


@class_activation_map.mistake("that is the class before", "Classes count from 0, as columns do.")
def class_before(features, weights, label):
    return features @ weights[:, label - 1]


@class_activation_map.mistake("`label` is not used", "This is the map of class 0, whichever was asked for.")
def first_class(features, weights, label):
    return features @ weights[:, 0]


@class_activation_map.mistake(
    "that is the map of the class that wins", "Asked for is the class `label`, also where another has the larger score."
)
def winner(features, weights, label):
    return features @ weights[:, (features.mean(axis=(0, 1)) @ weights).argmax()]


@class_activation_map.mistake(
    "only one map counts at each place", "You took the largest contribution. All maps take part: their sum."
)
def strongest_map(features, weights, label):
    return (features * weights[:, label]).max(axis=-1)


@class_activation_map.mistake(
    "sums first, product afterwards", "Each map has a weight of its own: multiply first, then add up over the maps."
)
def sums_multiplied(features, weights, label):
    return features.sum(axis=-1) * weights[:, label].sum()


@class_activation_map.mistake(
    "the pixels are mixed up", "`reshape(c, -1)` belongs to maps in the order `(c, h, w)`. Here channels come last."
)
def channels_first(features, weights, label):
    h, w, c = features.shape
    return (weights[:, label] @ features.reshape(c, h * w)).reshape(h, w)


@class_activation_map.mistake(
    "`label` picks a class, not a map", "The maps are no classes yet: the column of the weights makes one out of them."
)
def map_of_label(features, weights, label):
    return features[..., label]


class_activation_map.hint(
    "One weight for each map; multiply, add up over the maps, keep rows and columns.",
    "The weights of the class are a column: `weights[:, label]`, `(c,)`.",
    "`@` sums over the last axis of the left and multiplies: `(h, w, c) @ (c,)` → `(h, w)`.",
)
