"""`relu_backward`: reference, cases, slips and hints."""

import numpy as np

from cnncourse.autocheck import exercise


@exercise(points=1, minutes=3)
def relu_backward(dy: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Carry a gradient back through `relu(x) = max(x, 0)`.

    Args:
        dy: slope of the loss by each output, in the shape of `x`.
        x: what `relu` was given. At exactly 0 let the slope be 0, as TensorFlow does.

    Returns:
        The slope of the loss by each input, in the shape of `x`.
    """
    # BEGIN SOLUTION
    return np.where(x > 0, dy, 0.0)
    # END SOLUTION


@relu_backward.cases
def _(rng):
    yield "one row", (np.array([5.0, 6.0, -7.0, 8.0]), np.array([-2.0, 3.0, 4.0, -1.0]))
    yield "inputs of exactly 0", (np.array([1.0, 2.0, 3.0]), np.array([0.0, 1.0, -0.0]))
    yield "a map", (rng.integers(-5, 6, (2, 3)).astype(float), rng.integers(-3, 4, (2, 3)).astype(float))
    yield "a batch of maps", (rng.normal(size=(2, 3, 4, 2)), rng.normal(size=(2, 3, 4, 2)))


@relu_backward.mistake(
    "you looked at the sign of the gradient",
    "What passed forward decides what passes back: the sign of `x`. A negative slope is as good as a positive one.",
)
def sign_of_dy(dy, x):
    return np.maximum(dy, 0)


@relu_backward.mistake(
    "you cut off negative slopes as well",
    "The gate opens where `x` was positive, and lets negative slopes through too. (What you wrote is known as guided backpropagation, and is no gradient.)",
)
def guided(dy, x):
    return np.where((x > 0) & (dy > 0), dy, 0)


@relu_backward.mistake(
    "the slope of relu alone is not enough", "0 or 1 says whether the gate is open. What comes through it is `dy`."
)
def gate_only(dy, x):
    return (x > 0).astype(float)


@relu_backward.mistake("you multiplied by the output of relu", "Where `x` is positive, relu has the slope 1, not `x`.")
def times_output(dy, x):
    return dy * np.maximum(x, 0)


@relu_backward.mistake(
    "the gate is upside down", "Where `x` was negative, relu gave 0 however `x` moved: there nothing passes back."
)
def upside_down(dy, x):
    return np.where(x > 0, 0, dy)


@relu_backward.mistake(
    "the gate is open at exactly 0",
    "At the kink both slopes could be defended. TensorFlow takes 0, and so should we, or the two cannot be compared.",
)
def open_at_zero(dy, x):
    return np.where(x >= 0, dy, 0)


@relu_backward.mistake(
    "half a slope at exactly 0",
    "A central difference measures ½ at the kink; TensorFlow takes 0, and so should we, or the two cannot be compared.",
)
def half_at_zero(dy, x):
    return dy * ((x > 0) + 0.5 * (x == 0))


@relu_backward.mistake(
    "the gate is upside down", "Where `x` was negative, relu gave 0 however `x` moved: there nothing passes back."
)
def negative_only(dy, x):
    return np.where(x < 0, dy, 0)


@relu_backward.mistake(
    "you multiplied by `x`", "relu has the slope 1 where `x` is positive and 0 elsewhere, never `x`."
)
def times_input(dy, x):
    return dy * x


@relu_backward.mistake(
    "negative inputs send the slope back with its sign turned",
    "`np.sign(x)` is −1 where `x` is negative. There relu is flat: its slope is 0.",
)
def times_sign(dy, x):
    return dy * np.sign(x)


@relu_backward.mistake(
    "everything passes", "Where `x` was negative, relu gave 0 however `x` moved: nothing passes back."
)
def no_gate(dy, x):
    return dy.copy()


@relu_backward.mistake("that is relu itself", "On the way back it is `dy` that passes; `x` only says where.")
def forward_again(dy, x):
    return np.maximum(x, 0)


@relu_backward.mistake(
    "`dy` and `x` changed places", "`x` is what relu was given, and opens or shuts the gate. `dy` is what passes."
)
def swapped(dy, x):
    return np.where(dy > 0, x, 0)


@relu_backward.explain
def _(args, expected, index):
    dy, x = args
    gate = "open" if x[index] > 0 else "shut"
    return f"x = {x[index]:.3g}: the gate is {gate}, and dy = {dy[index]:.3g} becomes {expected[index]:.3g}"


relu_backward.hint(
    "Move a negative `x` a little. What does relu give before and after?",
    "Where `x` is positive, the output moves exactly as the input does.",
    "Compare `x` with 0. That gives an array of True and False, which `np.where` or a product can use.",
)
