"""`box_blur`: reference, cases, slips and hints."""

import numpy as np

from cnncourse.autocheck import exercise


@exercise(points=1, minutes=3)
def box_blur(size: int) -> np.ndarray:
    """The kernel that replaces every pixel by the mean of the square around it.

    Args:
        size: side of the square in pixels.

    Returns:
        The kernel, `(size, size)`.
    """
    # BEGIN SOLUTION
    return np.full((size, size), 1 / size**2)
    # END SOLUTION


@box_blur.cases
def _(rng):
    for size in (2, 3, 5, 1):
        yield f"side {size}", (size,)


@box_blur.mistake(
    "the weights add up to more than one",
    "With weights of one the window gives the sum. A mean divides by the number of pixels.",
)
def summed(size):
    return np.ones((size, size))


@box_blur.mistake("you divided by the side", "The square holds more pixels than its side is long: how many?")
def by_side(size):
    return np.ones((size, size)) / size


@box_blur.mistake("you divided by nine whatever the side", "Nine is right for a square of 3 by 3 only.")
def always_nine(size):
    return np.ones((size, size)) / 9


@box_blur.mistake("your kernel is always 3×3", "The side is an argument: `size`.")
def always_three(size):
    return np.ones((3, 3)) / 9


@box_blur.mistake("your kernel is a row, not a square", "It needs `size` rows and `size` columns.")
def row(size):
    return np.ones(size) / size


@box_blur.mistake(
    "`//` made zeros of the weights", "`1 // 9` is 0: whole-number division cuts the fraction off. Divide with `/`."
)
def floor_division(size):
    return np.full((size, size), 1 // size**2)


@box_blur.mistake(
    "you returned one weight", "The kernel is a square of such weights: `np.full((size, size), …)`, `size` by `size`."
)
def one_weight(size):
    return 1 / size**2


@box_blur.mistake(
    "your weights stand in one long row",
    "A square has rows and columns: `np.ones((size, size))`, or `.reshape(size, size)`.",
)
def unshaped(size):
    return np.ones(size**2) / size**2


@box_blur.mistake(
    "you took `size` for the radius", "It is the whole side of the square: 3 means 3×3, not three pixels to each side."
)
def radius(size):
    return np.full((2 * size + 1, 2 * size + 1), 1 / (2 * size + 1) ** 2)


@box_blur.mistake(
    "the pixel in the middle is left out of your mean",
    "It belongs to the square: nine pixels for a side of 3, not eight.",
)
def neighbors_only(size):
    k = np.ones((size, size))
    k[size // 2, size // 2] = 0
    return k / max(k.sum(), 1)


@box_blur.mistake(
    "`np.ones` and `np.full` take the shape as one argument",
    "Rows and columns go into parentheses of their own: `np.ones((size, size))`.",
)
def two_arguments(size):
    return np.ones(size, size) / size**2


box_blur.hint(
    "A mean is a sum in which every pixel has the same weight. Which weight, for nine pixels?",
    "One divided by the number of pixels in the square.",
    "`np.full((rows, columns), value)` makes an array that holds one value everywhere.",
)
