"""`brightest_pixel`: reference, cases, slips and hints."""

import numpy as np

from cnncourse.autocheck import exercise


@exercise(points=1, minutes=5)
def brightest_pixel(image: np.ndarray) -> tuple[int, int]:
    """Where the brightest pixel of a gray image is.

    Args:
        image: brightness of every pixel, `(rows, columns)`; larger is brighter.

    Returns:
        `(row, column)`, both counted from 0. If several pixels are equally bright: the first of them, reading
        left to right and top to bottom.
    """
    # BEGIN SOLUTION
    row, column = np.unravel_index(image.argmax(), image.shape)
    return int(row), int(column)
    # END SOLUTION


@brightest_pixel.cases
def _(rng):
    yield "a small image", (np.array([[0.1, 0.3, 0.2, 0.1], [0.2, 0.1, 0.9, 0.4]]),)
    yield "a tall image", (np.array([[1, 2], [3, 1], [2, 8], [7, 0], [5, 6]]),)
    yield "pixels equally bright", (np.array([[0, 1, 2, 5], [5, 0, 1, 2], [2, 5, 0, 5]]),)
    yield "nothing but negative numbers", (np.array([[-4.0, -2.5, -9.0], [-3.0, -1.5, -7.0]]),)
    yield "a bright row that misleads", (np.array([[0, 1, 0, 6], [5, 5, 5, 4], [0, 0, 0, 5]]),)
    yield "an image with noise", (rng.normal(size=(17, 29)).round(2),)


@brightest_pixel.mistake(
    "row and column are exchanged",
    "An image is indexed `image[row, column]`: how far down comes first, how far right comes second.",
)
def column_first(image):
    row, column = np.unravel_index(image.argmax(), image.shape)
    return column, row


@brightest_pixel.mistake(
    "you gave the place in one long row",
    "`argmax` counts through all pixels as if they stood in a single row. Which row does a place fall in, when every row has as many "
    "pixels as the image has columns?",
)
def flat(image):
    return image.argmax()


@brightest_pixel.mistake(
    "you gave the brightness, not the place", "The question is where. `max` finds the value, `argmax` its place."
)
def value(image):
    return image.max()


@brightest_pixel.mistake("that is the darkest pixel", "Larger numbers are brighter.")
def darkest(image):
    return tuple(int(i) for i in np.unravel_index(image.argmin(), image.shape))


@brightest_pixel.mistake("you counted from 1", "The first row is row 0, and so is the first column.")
def from_one(image):
    row, column = np.unravel_index(image.argmax(), image.shape)
    return int(row) + 1, int(column) + 1


@brightest_pixel.mistake(
    "of several brightest pixels you took the last",
    "While searching, replace the best one only by a brighter one: `>`, not `>=`.",
)
def last_one(image):
    rows, columns = np.nonzero(image == image.max())
    return int(rows[-1]), int(columns[-1])


@brightest_pixel.mistake(
    "your search starts from 0, and no pixel of this image is brighter than that",
    "Start from the first pixel, or from `-np.inf`: brightness can be negative.",
)
def from_zero(image):
    best, place = 0, (0, 0)
    for row in range(image.shape[0]):
        for column in range(image.shape[1]):
            if image[row, column] > best:
                best, place = image[row, column], (row, column)
    return place


@brightest_pixel.mistake(
    "you compared the sums of rows and of columns",
    "The row with the largest sum need not hold the brightest pixel, nor the column. Look at single pixels.",
)
def by_sums(image):
    return int(image.sum(axis=1).argmax()), int(image.sum(axis=0).argmax())


@brightest_pixel.mistake(
    "a row has as many pixels as there are columns",
    "You divided by the number of rows, `image.shape[0]`. How many pixels stand in one row?",
)
def divided_by_rows(image):
    return tuple(int(i) for i in divmod(int(image.argmax()), image.shape[0]))


@brightest_pixel.mistake(
    "row and column come from two different pixels",
    "The best row and the best column were found apart from each other. Where several pixels are equally bright, they need not meet.",
)
def two_pixels(image):
    return int(image.max(axis=1).argmax()), int(image.max(axis=0).argmax())


@brightest_pixel.mistake(
    "you read column by column",
    "Of several brightest pixels the first counts, reading left to right and then down. Let the outer loop go over rows.",
)
def by_columns(image):
    column, row = np.unravel_index(image.T.argmax(), image.T.shape)
    return int(row), int(column)


@brightest_pixel.mistake(
    "you took the sign away", "−9 is darker than −1: compare the numbers as they are, without `abs`."
)
def ignored_sign(image):
    return tuple(int(i) for i in np.unravel_index(np.abs(image).argmax(), image.shape))


@brightest_pixel.mistake(
    "you searched every column by itself",
    "`argmax(axis=0)` answers once for each column. One place in the whole image was asked: leave the axis out, and see what the number counts.",
)
def each_column(image):
    return image.argmax(axis=0)


@brightest_pixel.mistake(
    "you searched every row by itself",
    "`argmax(axis=1)` answers once for each row. One place in the whole image was asked: leave the axis out, and see what the number counts.",
)
def each_row(image):
    return image.argmax(axis=1)


@brightest_pixel.mistake(
    "you searched every column and every row by itself",
    "`argmax` with an axis answers once for each column or row. One place in the whole image was asked.",
)
def both_axes(image):
    return image.argmax(axis=0), image.argmax(axis=1)


@brightest_pixel.mistake(
    "you gave lists of places",
    "`np.where` and `np.nonzero` list every brightest pixel: all rows, then all columns. The first of them was asked, as two numbers.",
)
def all_places(image):
    return np.nonzero(image == image.max())


@brightest_pixel.mistake(
    "you gave lists of places",
    "`np.argwhere` lists every brightest pixel, one place in each line. Even where there is one, it is a list of one.",
)
def list_of_places(image):
    return np.argwhere(image == image.max())


@brightest_pixel.mistake(
    "the row is a whole number",
    "`/` gives a fraction of a row. How many *whole* rows come before the pixel?",
)
def fraction_of_row(image):
    place = int(image.argmax())
    return place / image.shape[1], place % image.shape[1]


@brightest_pixel.mistake(
    "your function knows only the photo of this notebook",
    "Its width, 96, stands in your code, and other images have another. The array that comes in knows its own `shape`.",
)
def width_of_photo(image):
    return divmod(int(image.argmax()), 96)


@brightest_pixel.mistake(
    "your search leaves the last row and column out",
    "`range(n)` stops before `n` by itself; no `- 1` is needed.",
)
def missed_last(image):
    best, place = -np.inf, (0, 0)
    for row in range(image.shape[0] - 1):
        for column in range(image.shape[1] - 1):
            if image[row, column] > best:
                best, place = image[row, column], (row, column)
    return place


@brightest_pixel.mistake(
    "your search leaves row 0 and column 0 out",
    "Counting starts at 0, and so must your loops.",
)
def missed_first(image):
    best, place = -np.inf, (0, 0)
    for row in range(1, image.shape[0]):
        for column in range(1, image.shape[1]):
            if image[row, column] > best:
                best, place = image[row, column], (row, column)
    return place


@brightest_pixel.mistake(
    "the second number is a brightness",
    "The row is right. Now say where in that row the pixel is: `max` finds the value, `argmax` its place.",
)
def row_and_value(image):
    row = int(image.max(axis=1).argmax())
    return row, image[row].max()


@brightest_pixel.mistake(
    "you looked for the column in row 0 only",
    "The row is right. The column has to be searched in that row, not in the first one.",
)
def column_of_first_row(image):
    return int(image.max(axis=1).argmax()), int(image[0].argmax())


brightest_pixel.hint(
    "Two nested loops over rows and columns can do it; so can a single NumPy function.",
    "`image.argmax()` finds the brightest pixel, but counts as if all rows stood in one line.",
    "With `c` columns, pixel number `p` lies in row `p // c` and column `p % c`.",
)
