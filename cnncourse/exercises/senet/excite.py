"""`excite`: reference, cases, slips and hints."""

import numpy as np

from cnncourse.autocheck import exercise


@exercise(points=2, minutes=6)
def excite(s: np.ndarray, w1: np.ndarray, b1: np.ndarray, w2: np.ndarray, b2: np.ndarray) -> np.ndarray:
    """Gates from means: dense layer, ReLU, dense layer, sigmoid.

    A dense layer multiplies from the right, `s @ w + b`.

    Args:
        s: means, `(n, c)`.
        w1: first kernel, `(c, hidden)`.
        b1: first bias, `(hidden,)`.
        w2: second kernel, `(hidden, c)`.
        b2: second bias, `(c,)`.

    Returns:
        Gates between 0 and 1, `(n, c)`.
    """
    # BEGIN SOLUTION
    hidden = np.maximum(s @ w1 + b1, 0)
    return 1 / (1 + np.exp(-(hidden @ w2 + b2)))
    # END SOLUTION


@excite.cases
def _(rng):
    def draw(n, c, hidden):
        sizes = [(n, c), (c, hidden), (hidden,), (hidden, c), (c,)]
        return tuple((1.5 * rng.normal(size=size)).round(1) for size in sizes)

    first = [
        np.array([[4.0, 2]]),
        np.array([[0.5], [-0.5]]),
        np.array([0.0]),
        np.array([[2.0, -2]]),
        np.array([-1.0, 1]),
    ]
    yield "the numbers of the lesson", tuple(first)
    yield "two images, four channels", draw(2, 4, 3)
    yield "more images", draw(5, 6, 2)


def _gates(s, w1, b1, w2, b2, inner=lambda z: np.maximum(z, 0), outer=lambda z: 1 / (1 + np.exp(-z))):
    return outer(inner(s @ w1 + b1) @ w2 + b2)


@excite.mistake("the ReLU is missing", "Two dense layers with nothing bent between them are one.")
def no_relu(*args):
    return _gates(*args, inner=lambda z: z)


@excite.mistake("a sigmoid inside", "The hidden layer has a ReLU. Only the gates are squashed.")
def sigmoid_inside(*args):
    return _gates(*args, inner=lambda z: 1 / (1 + np.exp(-z)))


@excite.mistake("the sigmoid is missing", "These numbers can be negative or large. A gate lies between 0 and 1.")
def no_sigmoid(*args):
    return _gates(*args, outer=lambda z: z)


@excite.mistake(
    "there is a ReLU before the sigmoid",
    "Then no gate can fall below 0.5, and none can close. The ReLU belongs to the hidden layer alone.",
)
def relu_twice(*args):
    return _gates(*args, outer=lambda z: 1 / (1 + np.exp(-np.maximum(z, 0))))


@excite.mistake("the gates end in a ReLU", "A ReLU has no upper end. The paper tried it: worse than no gates.")
def relu_at_the_end(*args):
    return _gates(*args, outer=lambda z: np.maximum(z, 0))


@excite.mistake(
    "the gates add up to 1",
    "That is a softmax: channels compete. Several channels may be open at once, so each has a sigmoid of its own.",
)
def softmax(*args):
    return _gates(*args, outer=lambda z: np.exp(z) / np.exp(z).sum(axis=1, keepdims=True))


@excite.mistake("that is a tanh", "Its values go from −1 to 1. A sigmoid goes from 0 to 1.")
def tanh(*args):
    return _gates(*args, outer=np.tanh)


@excite.mistake("a sign is wrong in the sigmoid", "1 / (1 + e to the power of *minus* z): large z open the gate.")
def wrong_sign(*args):
    return _gates(*args, outer=lambda z: 1 / (1 + np.exp(z)))


@excite.mistake("the first bias is missing", "Both dense layers have one.")
def no_first_bias(s, w1, b1, w2, b2):
    return _gates(s, w1, 0 * b1, w2, b2)


@excite.mistake("the second bias is missing", "Both dense layers have one.")
def no_second_bias(s, w1, b1, w2, b2):
    return _gates(s, w1, b1, w2, 0 * b2)


@excite.mistake(
    "the gates have been multiplied already", "Here only the gates are asked for. What they weigh is the maps, later."
)
def times_means(s, *args):
    return s * _gates(s, *args)


@excite.mistake("both biases are missing", "Each dense layer adds its bias: `s @ w1 + b1`, then `… @ w2 + b2`.")
def no_biases_at_all(s, w1, b1, w2, b2):
    return _gates(s, w1, 0 * b1, w2, 0 * b2)


@excite.mistake("the first bias comes too late", "The ReLU bends the finished sum. The bias is part of that sum.")
def bias_behind_relu(s, w1, b1, w2, b2):
    return 1 / (1 + np.exp(-((np.maximum(s @ w1, 0) + b1) @ w2 + b2)))


@excite.mistake("the second bias comes too late", "Added after the sigmoid, it pushes gates out of the range 0 to 1.")
def bias_behind_sigmoid(s, w1, b1, w2, b2):
    return _gates(s, w1, b1, w2, 0 * b2) + b2


@excite.mistake(
    "the kernels multiply from the left",
    "`w @ s` is how the formula writes it, for one column of means. Here each image is a row: the kernels stand on the right.",
)
def from_the_left(s, w1, b1, w2, b2):
    return 1 / (1 + np.exp(-(w2.T @ np.maximum(w1.T @ s + b1, 0) + b2)))


@excite.mistake(
    "the kernels multiply from the left",
    "Each image is a row of means: the kernels stand on the right. (From the left it only goes through where sizes happen to agree.)",
)
def from_the_left_untransposed(s, w1, b1, w2, b2):
    return 1 / (1 + np.exp(-(w2 @ np.maximum(w1 @ s + b1, 0) + b2)))


@excite.mistake(
    "the hidden units were returned", "They are the first half. The second dense layer makes gates of them."
)
def stopped_halfway(s, w1, b1, w2, b2):
    return np.maximum(s @ w1 + b1, 0)


@excite.mistake("negative hidden units were turned around", "A ReLU sets them to 0. `abs` makes them positive.")
def absolute(*args):
    return _gates(*args, inner=np.abs)


@excite.mistake(
    "the ReLU keeps the wrong half", "`minimum` keeps the negative numbers. A ReLU keeps the positive ones."
)
def negative_half(*args):
    return _gates(*args, inner=lambda z: np.minimum(z, 0))


@excite.mistake(
    "`max` took one number of many",
    "`np.max(z, 0)` is the largest number of each column. `np.maximum(z, 0)` compares every number with 0.",
)
def largest_of_all(*args):
    return _gates(*args, inner=lambda z: np.max(z, 0))


@excite.mistake("`*` multiplies number by number", "A dense layer is a matrix product: `@`.")
def number_by_number(s, w1, b1, w2, b2):
    return 1 / (1 + np.exp(-(np.maximum(s * w1 + b1, 0) * w2 + b2)))


@excite.mistake("the gates are either open or closed", "A gate of 0.3 lets 30 % through. Nothing is rounded.")
def rounded_gates(*args):
    return np.round(_gates(*args))


@excite.mistake(
    "half of the sigmoid is missing", "`e` to the power of z has no upper end. A sigmoid is 1 / (1 + e to the −z)."
)
def only_exp(*args):
    return _gates(*args, outer=np.exp)


@excite.mistake("the ReLU came too early", "It bends what the first dense layer gives, not the means that go in.")
def relu_on_means(s, w1, b1, w2, b2):
    return _gates(np.maximum(s, 0), w1, b1, w2, b2, inner=lambda z: z)


excite.hint(
    "Two lines: the hidden layer, then the gates.",
    "Hidden: `np.maximum(s @ w1 + b1, 0)`.",
    "Sigmoid of z: `1 / (1 + np.exp(-z))`.",
)
