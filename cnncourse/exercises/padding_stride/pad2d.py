"""`pad2d`: reference, cases, slips and hints."""

import numpy as np

from cnncourse.autocheck import exercise


@exercise(points=1, minutes=4)
def pad2d(x: np.ndarray, top: int, bottom: int, left: int, right: int) -> np.ndarray:
    """Put a frame of zeros around an image.

    Args:
        x: one image with one channel, `(h, w)`.
        top: rows added above. `bottom`, `left`, `right` likewise.

    Returns:
        The padded image, `(top + h + bottom, left + w + right)`.
    """
    # BEGIN SOLUTION
    h, w = x.shape
    padded = np.zeros((top + h + bottom, left + w + right), dtype=x.dtype)
    padded[top : top + h, left : left + w] = x
    return padded
    # END SOLUTION


@pad2d.cases
def _(rng):
    yield "one row above, two columns at the right", (np.array([[1.5, 2, 3], [4, 5, 6]]), 1, 0, 0, 2)
    yield "all four sides differ", (rng.integers(1, 9, (3, 4)).astype(float), 1, 2, 3, 4)
    yield "nothing to add", (rng.integers(1, 9, (2, 5)).astype(float), 0, 0, 0, 0)
    yield "negative pixels", (-rng.random((4, 2)) - 1, 2, 1, 1, 0)


@pad2d.mistake(
    "rows and columns are exchanged", "`top` and `bottom` add rows, axis 0; `left` and `right` add columns, axis 1."
)
def exchanged(x, top, bottom, left, right):
    return np.pad(x, ((left, right), (top, bottom)))


@pad2d.mistake(
    "top and bottom, or left and right, are swapped", "`np.pad` takes `((before, after), …)`: above comes before below."
)
def swapped(x, top, bottom, left, right):
    return np.pad(x, ((bottom, top), (right, left)))


@pad2d.mistake("top and bottom are swapped", "`top` rows come before the image, `bottom` rows after it.")
def rows_swapped(x, top, bottom, left, right):
    return np.pad(x, ((bottom, top), (left, right)))


@pad2d.mistake("left and right are swapped", "`left` columns come before the image, `right` columns after it.")
def columns_swapped(x, top, bottom, left, right):
    return np.pad(x, ((top, bottom), (right, left)))


@pad2d.mistake(
    "you paired the four numbers the wrong way", "`np.pad` takes one pair an axis: `((top, bottom), (left, right))`."
)
def wrong_pairs(x, top, bottom, left, right):
    return np.pad(x, ((top, left), (bottom, right)))


@pad2d.mistake(
    "with nothing to add below or at the right, `-0` is 0",
    "`padded[top:-bottom]` holds nothing when `bottom` is 0. Count from the front: `padded[top : top + h]`.",
)
def minus_nothing(x, top, bottom, left, right):
    padded = np.zeros((x.shape[0] + top + bottom, x.shape[1] + left + right))
    padded[top:-bottom, left:-right] = x
    return padded


@pad2d.mistake(
    "your array of zeros holds whole numbers only",
    "`dtype=int` cuts 1.5 down to 1. Make the zeros of the image's own type: `dtype=x.dtype`.",
)
def whole_zeros(x, top, bottom, left, right):
    return np.pad(x.astype(int), ((top, bottom), (left, right)))


@pad2d.mistake("you repeated the border", "The frame is made of zeros; this one repeats the outermost pixels.")
def edge(x, top, bottom, left, right):
    return np.pad(x, ((top, bottom), (left, right)), mode="edge")


@pad2d.mistake("you mirrored the border", "The frame is made of zeros; this one mirrors the image.")
def symmetric(x, top, bottom, left, right):
    return np.pad(x, ((top, bottom), (left, right)), mode="symmetric")


@pad2d.mistake("you padded with ones", "Zeros are what convolution layers pad with.")
def ones(x, top, bottom, left, right):
    return np.pad(x, ((top, bottom), (left, right)), constant_values=1)


@pad2d.mistake(
    "the image sits in the corner", "Start at row `top` and column `left`, so that the zeros come before it as well."
)
def in_corner(x, top, bottom, left, right):
    padded = np.zeros((top + x.shape[0] + bottom, left + x.shape[1] + right))
    padded[: x.shape[0], : x.shape[1]] = x
    return padded


@pad2d.mistake(
    "you used `top` and `left` twice",
    "The four sides may differ: `bottom` and `right` have numbers of their own.",
)
def like_opposite(x, top, bottom, left, right):
    return np.pad(x, ((top, top), (left, left)))


@pad2d.mistake(
    "`np.pad(x, (a, b))` uses the pair for every axis",
    "One pair means `a` before and `b` after, in rows and in columns. Give each axis a pair of its own.",
)
def pair_for_both(x, top, bottom, left, right):
    return np.pad(x, (top, bottom))


@pad2d.mistake(
    "one number pads all four sides alike",
    "`np.pad` with a single number uses it everywhere. The four sides may differ: each axis needs a pair of its own.",
)
def number_for_all(x, top, bottom, left, right):
    return np.pad(x, top)


@pad2d.mistake(
    "you mirrored the border",
    "The frame is made of zeros; this one mirrors the image.",
)
def reflect(x, top, bottom, left, right):
    return np.pad(x, ((top, bottom), (left, right)), mode="reflect")


@pad2d.mistake(
    "the image sits in the far corner",
    "Zeros belong below it and at its right as well. Count from the front: where does its first row begin, where its first column?",
)
def in_far_corner(x, top, bottom, left, right):
    padded = np.zeros((top + x.shape[0] + bottom, left + x.shape[1] + right))
    padded[top + bottom :, left + right :] = x
    return padded


@pad2d.mistake(
    "the image sits in the middle",
    "The four sides may differ: `top` rows stand above it, however many stand below.",
)
def centered(x, top, bottom, left, right):
    padded = np.zeros((top + x.shape[0] + bottom, left + x.shape[1] + right))
    row, column = (top + bottom) // 2, (left + right) // 2
    padded[row : row + x.shape[0], column : column + x.shape[1]] = x
    return padded


@pad2d.mistake(
    "the frame is right, but the image sits in a wrong place",
    "`left` moves it to the right, along axis 1; `top` moves it down, along axis 0. Yours are exchanged.",
)
def place_exchanged(x, top, bottom, left, right):
    padded = np.zeros((top + x.shape[0] + bottom, left + x.shape[1] + right))
    padded[left : left + x.shape[0], top : top + x.shape[1]] = x
    return padded


@pad2d.mistake(
    "the columns are missing",
    "You padded above and below. Axis 1 has a pair too.",
)
def rows_only(x, top, bottom, left, right):
    return np.pad(x, ((top, bottom), (0, 0)))


@pad2d.mistake(
    "the rows are missing",
    "You padded at the left and right. Axis 0 has a pair too.",
)
def columns_only(x, top, bottom, left, right):
    return np.pad(x, ((0, 0), (left, right)))


@pad2d.mistake(
    "you painted zeros over the image",
    "Padding makes the image larger: the frame goes around it, and no pixel is lost.",
)
def painted_over(x, top, bottom, left, right):
    padded = x.copy()
    padded[:top] = padded[x.shape[0] - bottom :] = 0
    padded[:, :left] = padded[:, x.shape[1] - right :] = 0
    return padded


@pad2d.mistake(
    "the image is missing",
    "The size is right, and everything is zero. Write the image into it.",
)
def frame_only(x, top, bottom, left, right):
    return np.zeros((top + x.shape[0] + bottom, left + x.shape[1] + right))


@pad2d.mistake(
    "the frame is not made of zeros",
    "You padded with the mean of the image. Zeros are what convolution layers pad with.",
)
def mean_around(x, top, bottom, left, right):
    return np.pad(x, ((top, bottom), (left, right)), constant_values=x.mean())


@pad2d.mistake(
    "you cut the border off",
    "Padding adds rows and columns; this takes them away.",
)
def cut_off(x, top, bottom, left, right):
    return x[top : x.shape[0] - bottom, left : x.shape[1] - right]


@pad2d.mistake(
    "the image is transposed",
    "Rows stay rows: leave out the `.T`.",
)
def turned(x, top, bottom, left, right):
    return np.pad(x, ((top, bottom), (left, right))).T


@pad2d.mistake(
    "the frame has its sides exchanged",
    "`top` and `bottom` add to the number of rows, `left` and `right` to that of columns.",
)
def sides_exchanged(x, top, bottom, left, right):
    padded = np.zeros((left + x.shape[0] + right, top + x.shape[1] + bottom))
    padded[top : top + x.shape[0], left : left + x.shape[1]] = x
    return padded


@pad2d.mistake(
    "nothing was added",
    "You gave the image back as it came. Return the larger array.",
)
def left_alone(x, top, bottom, left, right):
    return x


pad2d.hint(
    "Make an array of zeros that is large enough, then write the image into its middle.",
    "The new height is `top + h + bottom`. The image begins at row `top` and column `left`.",
    "`padded[top : top + h, left : left + w] = x`. (`np.pad` does all of it in one call, if you prefer.)",
)
