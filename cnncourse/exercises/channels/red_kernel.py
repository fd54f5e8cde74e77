"""`red_kernel`: reference, cases, slips and hints."""

import numpy as np

from cnncourse.autocheck import Unusable, exercise


@exercise(points=2, minutes=6)
def red_kernel() -> np.ndarray:
    """A 1×1 kernel that finds red.

    It must answer 0 to every gray from black to white, 1 to pure red `(1, 0, 0)`, and the same to pure green as to pure blue.

    Returns:
        Weights for red, green and blue, `(3, 1)`: three channels in, one map out.
    """
    # BEGIN SOLUTION
    return np.array([[1.0], [-0.5], [-0.5]])
    # END SOLUTION


@red_kernel.cases
def _(rng):
    yield "the shape is (3, 1)", (None,)
    yield "pure red gives 1", ((1, 0, 0),)
    yield "white gives 0", ((1, 1, 1),)
    yield "a dark gray gives 0", ((0.25, 0.25, 0.25),)
    yield "green less blue gives 0", ((0, 1, -1),)


@red_kernel.observe
def _(answer, args):
    kernel = np.asarray(answer(), dtype=float)
    if kernel.size != 3:
        count = "1 weight" if kernel.size == 1 else f"{kernel.size} weights"
        raise Unusable(
            f"{count} where 3 were expected", "One for each color: a 1×1 window has no other pixels to weigh."
        )
    if args[0] is None:
        return str(kernel.shape)  # a text, so that (1, 3) is not told as two values that are swapped
    response = float(np.dot(args[0], kernel.reshape(3)))
    return round(response, 6) + 0.0  # without float noise and without -0.0


@red_kernel.mistake(
    "you picked the red channel",
    "White is bright in the red channel too, as the background of the astronaut showed. To tell red from white, the other two channels must count against it.",
)
def red_channel():
    return np.array([[1.0], [0], [0]])


@red_kernel.mistake(
    "blue does not count", "Red against green alone answers −1 to green and 0 to blue. Both should get the same answer."
)
def against_green():
    return np.array([[1.0], [-1], [0]])


@red_kernel.mistake(
    "green does not count", "Red against blue alone answers −1 to blue and 0 to green. Both should get the same answer."
)
def against_blue():
    return np.array([[1.0], [0], [-1]])


@red_kernel.mistake(
    "gray is not balanced",
    "On white, what you take away is twice what you put in. For gray to give 0 the weights must add up to 0.",
)
def unbalanced():
    return np.array([[1.0], [-1], [-1]])


@red_kernel.mistake("red gives less than 1", "Gray gives 0, as it should. Scale the weights so that pure red gives 1.")
def unscaled():
    return np.array([[2.0], [-1], [-1]]) / 3


@red_kernel.mistake("red gives more than 1", "Gray gives 0, as it should. Scale the weights so that pure red gives 1.")
def too_strong():
    return np.array([[2.0], [-1], [-1]])


@red_kernel.mistake(
    "red and blue are exchanged",
    "The channels come as red, green, blue. (OpenCV loads them as blue, green, red: a classic trap.)",
)
def blue_first():
    return np.array([[-0.5], [-0.5], [1.0]])


@red_kernel.mistake("it finds what is not red", "The sign is wrong: red has to answer +1, the others less than 0.")
def negative():
    return np.array([[-1.0], [0.5], [0.5]])


@red_kernel.mistake("this makes the image gray", "Brightness answers to every color. Here gray itself must give 0.")
def brightness():
    return np.array([[0.299], [0.587], [0.114]])


@red_kernel.mistake(
    "right weights in the wrong shape",
    "`np.array([[a], [b], [c]])` is `(3, 1)`: a row for each channel in, a column for the map out.",
)
def wrong_shape():
    return np.array([1.0, -0.5, -0.5])


@red_kernel.mistake(
    "right weights, but a row where a column was asked",
    "`(1, 3)` is one channel in and three maps out. Here it is the other way round.",
)
def row():
    return np.array([[1.0, -0.5, -0.5]])


@red_kernel.mistake(
    "right weights in the shape that Keras gives them",
    "A layer keeps its window in front, `(1, 1, 3, 1)`. Here the window is left out: channels in, maps out.",
)
def with_window():
    return np.array([1.0, -0.5, -0.5]).reshape(1, 1, 3, 1)


@red_kernel.mistake(
    "green and blue do not get the same answer",
    "Red less brightness is 0 for gray and positive for red, but weighs green more than blue. The other two weights must be equal.",
)
def less_brightness():
    return np.array([[1 - 0.299], [-0.587], [-0.114]])


@red_kernel.mistake(
    "green and blue help red",
    "They must count *against* it: white holds as much red as pure red, and more of the others.",
)
def all_for():
    return np.array([[1.0], [0.5], [0.5]])


red_kernel.hint(
    "A gray pixel has three equal values `g`. The answer to it is `g` times the sum of the weights.",
    "So the weights add up to 0. The answer to pure red is the first weight by itself.",
    "The first weight is 1, the other two are equal, and all three add up to 0.",
)
