"""`edge_kernel`: reference, cases, slips and hints."""

import numpy as np

from cnncourse import ops
from cnncourse.autocheck import exercise


@exercise(points=2, minutes=6)
def edge_kernel() -> np.ndarray:
    """A 3×3 kernel that finds the left edges of bright things.

    Where a picture turns from dark to bright, read from left to right, its answer is positive. Where it turns from bright to
    dark the answer is negative. On a flat wall, and along an edge between above and below, the answer is zero.

    Returns:
        The kernel, `(3, 3)`. Many are right: it is judged by what it does.
    """
    # BEGIN SOLUTION
    return np.array([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]])
    # END SOLUTION


@edge_kernel.cases
def _(rng):
    step = np.repeat([[0.25, 0.25, 0.25, 0.75, 0.75, 0.75, 0.75]], 6, axis=0)
    yield "a flat wall", (np.full((5, 6), 0.5),)
    yield "dark on the left, bright on the right", (step,)
    yield "bright on the left, dark on the right", (1 - step,)
    yield "dark above, bright below", (step.T,)
    yield "bright above, dark below", (1 - step.T,)


@edge_kernel.observe
def _(answer, args):
    kernel = np.asarray(answer(), dtype=float)
    if kernel.shape != (3, 3):
        return f"a kernel of shape {'×'.join(map(str, kernel.shape)) or 'a single number'}"
    if not np.isfinite(kernel).all():
        return "a kernel that is not made of finite numbers"
    y = ops.corr2d(args[0], kernel)
    tiny = 1e-9 * np.abs(kernel).max()
    up, down = bool((y > tiny).any()), bool((y < -tiny).any())
    words = {(0, 0): "zero everywhere", (1, 0): "positive", (0, 1): "negative", (1, 1): "positive and negative"}
    return words[up, down]


@edge_kernel.mistake(
    "your kernel looks for edges between above and below",
    "It compares rows. To compare left with right, the weights must change from column to column.",
)
def sideways():
    return np.array([[-1.0, -2, -1], [0, 0, 0], [1, 2, 1]])


@edge_kernel.mistake(
    "the sign is the wrong way round",
    "Yours is negative where the picture turns bright. The bright side is on the right: which column must weigh positive?",
)
def reversed_sign():
    return np.array([[1.0, 0, -1], [2, 0, -2], [1, 0, -1]])


@edge_kernel.mistake(
    "it answers to edges of every direction",
    "Along an edge between above and below it must stay silent: each *row* of the kernel has to cancel by itself.",
)
def every_direction():
    return np.array([[0.0, -1, 0], [-1, 4, -1], [0, -1, 0]])


@edge_kernel.mistake(
    "it looks for a slanted edge",
    "It also answers to an edge between above and below. The three rows should ask the same question: right minus left.",
)
def slanted():
    return np.array([[-2.0, -1, 0], [-1, 0, 1], [0, 1, 2]])


@edge_kernel.mistake(
    "it looks for a thin line, not for an edge",
    "With the weight in the middle column it answers twice at one edge, once up and once down. Compare the two sides with each other.",
)
def line():
    return np.array([[-1.0, 2, -1], [-1, 2, -1], [-1, 2, -1]])


@edge_kernel.mistake(
    "it answers to brightness, not to edges",
    "A flat wall already gives something. The nine weights must cancel: their sum has to be zero.",
)
def brightness():
    return np.ones((3, 3)) / 9


@edge_kernel.mistake(
    "the weights do not cancel",
    "On a flat wall every pixel is the same, so the answer is that pixel times the sum of the weights. Make it zero.",
)
def unbalanced():
    return np.array([[-1.0, 0, 2], [-1, 0, 2], [-1, 0, 2]])


@edge_kernel.mistake("your kernel gives zero for every picture", "A few weights have to differ from zero.")
def silent():
    return np.zeros((3, 3))


@edge_kernel.mistake(
    "your kernel looks for edges between above and below",
    "It subtracts what is below from what is above. To compare left with right, the weights must change from column to column.",
)
def sideways_down():
    return np.array([[1.0, 2, 1], [0, 0, 0], [-1, -2, -1]])


@edge_kernel.mistake(
    "the weights do not cancel",
    "Your kernel is negative on a flat wall: the negative weights outweigh the positive ones. Their sum has to be zero.",
)
def outweighed():
    return np.array([[-1.0, 0, 0], [-2, 0, 0], [-1, 0, 0]])


@edge_kernel.mistake(
    "the weights do not cancel",
    "Their sum is below zero, so a flat wall gives something negative. Is there a sign too many in the right column?",
)
def sign_slip():
    return np.array([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, -1]])


@edge_kernel.mistake("your kernel has one row", "It needs three: `[[…], […], […]]`. They may all be alike.")
def single_row():
    return np.array([[-1.0, 0, 1]])


@edge_kernel.mistake(
    "your kernel is a list of three numbers", "It needs three rows of three: `[[…], […], […]]`. They may all be alike."
)
def flat_row():
    return np.array([-1.0, 0, 1])


@edge_kernel.mistake("your kernel is 2×2", "Three by three is asked for. The column in the middle may be zero.")
def two_wide():
    return np.array([[-1.0, 1], [-1, 1]])


edge_kernel.hint(
    "To find a change from left to right, subtract what is on the left from what is on the right.",
    "The left column weighs negative, the right column positive, by the same amount.",
    "One row: −1, 0, 1. Three such rows look at three rows of the picture.",
)
