"""`corr2d`: reference, cases, slips and hints."""

import numpy as np

from cnncourse.autocheck import exercise

from .basis import _correlate, _padded, _terms, _windows


@exercise(points=3, minutes=10)
def corr2d(x: np.ndarray, k: np.ndarray) -> np.ndarray:
    """Slide a kernel over an image and take the dot product at every place (cross-correlation).

    `y[i, j] = Σ x[i + u, j + v] · k[u, v]`, summed over `u, v`.

    Args:
        x: the image, `(h, w)`.
        k: the kernel, `(kh, kw)`, no larger than the image.

    Returns:
        The feature map, `(h − kh + 1, w − kw + 1)`.
    """
    # BEGIN SOLUTION
    h, w = x.shape
    kh, kw = k.shape
    y = np.zeros((h - kh + 1, w - kw + 1))
    for i in range(h - kh + 1):
        for j in range(w - kw + 1):
            y[i, j] = (x[i : i + kh, j : j + kw] * k).sum()
    return y
    # END SOLUTION


@corr2d.cases
def _(rng):
    counting = np.arange(1.0, 21).reshape(4, 5)
    yield "the example above", (counting, np.array([[1.0, 0, 2], [0, 3, 0]]))
    yield (
        "a square kernel",
        (rng.integers(-5, 9, (5, 4)).astype(float), np.array([[1.0, 2, -1], [0, 3, 5], [4, -2, 7]])),
    )
    yield "a kernel one pixel wide", (rng.integers(-5, 9, (5, 3)).astype(float), np.array([[2.0], [-1], [3]]))
    yield "a single weight", (rng.integers(-5, 9, (2, 4)).astype(float), np.array([[-2.0]]))
    yield "a kernel as large as the image", (rng.normal(size=(2, 3)), rng.normal(size=(2, 3)))
    yield "whole pixels, fractional weights", (rng.integers(1, 9, (3, 5)), np.array([[0.5, 0.25], [-0.75, 1.25]]))
    yield "many numbers", (rng.normal(size=(7, 6)), rng.normal(size=(2, 4)))


@corr2d.mistake(
    "you turned the kernel over",
    "That is the convolution of signal processing, which comes in a later section. Here `k[0, 0]` lies on the upper left pixel of the window and `k[-1, -1]` on the lower right one.",
)
def flipped(x, k):
    return _correlate(x, k[::-1, ::-1])


@corr2d.mistake(
    "the kernel is upside down",
    "Row 0 of the kernel lies on the top row of the window. Do `u` and `i` run the same way?",
)
def flipped_rows(x, k):
    return _correlate(x, k[::-1])


@corr2d.mistake(
    "the kernel is mirrored",
    "Column 0 of the kernel lies on the left column of the window. Do `v` and `j` run the same way?",
)
def flipped_columns(x, k):
    return _correlate(x, k[:, ::-1])


@corr2d.mistake(
    "rows and columns of the kernel are exchanged",
    "`k[u, v]` goes with the pixel `u` rows down and `v` columns to the right. A kernel that is not square shows it first.",
)
def transposed(x, k):
    y = np.zeros((x.shape[0] - k.shape[0] + 1, x.shape[1] - k.shape[1] + 1))
    for i, j in np.ndindex(y.shape):
        y[i, j] = (x[i : i + k.shape[0], j : j + k.shape[1]] * k.T).sum()
    return y


@corr2d.mistake(
    "rows and columns of the kernel are exchanged",
    "`u` counts rows of the kernel, up to `k.shape[0]`, and `v` its columns. A kernel that is not square shows it first.",
)
def transposed_loops(x, k):
    y = np.zeros((x.shape[0] - k.shape[0] + 1, x.shape[1] - k.shape[1] + 1))
    for i, j in np.ndindex(y.shape):
        for u, v in np.ndindex(k.shape):
            y[i, j] += x[i + u, j + v] * k[v, u]
    return y


@corr2d.mistake("the kernel is turned by a quarter", "The kernel is used as it stands: no turning at all.")
def quarter_turn(x, k):
    return _correlate(x, np.rot90(k))


@corr2d.mistake(
    "your window is square, the kernel is not",
    "The window has `kh` rows and `kw` columns: two numbers, both from `k.shape`.",
)
def square_window(x, k):
    side = k.shape[0]
    y = np.zeros((x.shape[0] - k.shape[0] + 1, x.shape[1] - k.shape[1] + 1))
    for i, j in np.ndindex(y.shape):
        y[i, j] = (x[i : i + side, j : j + side] * k).sum()
    return y


@corr2d.mistake(
    "you took a matrix product",
    "`@` multiplies rows with columns. Here every pixel meets one weight only, the one that lies on it: `*`.",
)
def matrix_product(x, k):
    y = np.zeros((x.shape[0] - k.shape[0] + 1, x.shape[1] - k.shape[1] + 1))
    for i, j in np.ndindex(y.shape):
        y[i, j] = (x[i : i + k.shape[0], j : j + k.shape[1]] @ k).sum()
    return y


@corr2d.mistake(
    "only the last product is left",
    "Each product overwrites the one before it. They have to be added up: `+=`, or one `.sum()`.",
)
def overwritten(x, k):
    return x[k.shape[0] - 1 :, k.shape[1] - 1 :] * k[-1, -1]


@corr2d.mistake("you took the mean of each window", "A cross-correlation adds the products up and does not divide.")
def averaged(x, k):
    return _correlate(x, k) / k.size


@corr2d.mistake(
    "the last place is missing",
    "A window three wide has three places on five pixels, not two: the first place counts too. `range(n)` stops before `n`.",
)
def one_short(x, k):
    return _correlate(x, k)[:-1, :-1]


@corr2d.mistake(
    "the map has the right size, but its last row and column are empty",
    "`range(h - kh)` stops before the last place. There are `h - kh + 1` places.",
)
def last_left_empty(x, k):
    y = _correlate(x, k).astype(float)
    y[-1, :], y[:, -1] = 0, 0
    return y


@corr2d.mistake(
    "the map is as large as the image",
    "You added zeros around it. Here a window stands only where it lies wholly on the image, so the map is smaller.",
)
def padded_same(x, k):
    return _padded(x, k, "same")


@corr2d.mistake(
    "the window hangs over the edge",
    "Only places where the whole window lies on the image count (`mode='valid'` in SciPy).",
)
def padded_full(x, k):
    return _padded(x, k, "full")


@corr2d.mistake(
    "rows and columns of the map are exchanged",
    "`i` is the row of the place, `j` its column: `y[i, j]`, and `y` has `h - kh + 1` rows.",
)
def exchanged_map(x, k):
    return _correlate(x, k).T


@corr2d.mistake(
    "the map lost its fractions",
    "It was made in the type of the image. When that holds whole numbers only, everything after the point is cut off: `np.zeros(shape)` makes floats.",
)
def truncated(x, k):
    return _correlate(x, k).astype(x.dtype)


@corr2d.mistake(
    "the map lost its fractions",
    "An array of whole numbers cuts off everything after the point. `np.zeros(shape)` makes floats; no `dtype=int`.",
)
def whole_numbers(x, k):
    return _correlate(x, k).astype(int)


@corr2d.mistake(
    "the map is as large as the image",
    "Its last rows and columns hold no window, and stay zero. Make it `h - kh + 1` by `w - kw + 1`.",
)
def left_over(x, k):
    y, found = np.zeros(x.shape, dtype=x.dtype), _correlate(x, k)
    y[: found.shape[0], : found.shape[1]] = found
    return y


@corr2d.mistake(
    "only the first row of the map is filled", "The `return` stands inside the loop over rows: move it to the left."
)
def first_row_only(x, k):
    y = _correlate(x, k).astype(float)
    y[1:] = 0
    return y


@corr2d.mistake(
    "the sum runs on from window to window", "Each place begins at zero again: set the sum to 0 *inside* both loops."
)
def running_total(x, k):
    found = _correlate(x, k)
    return np.cumsum(found.ravel()).reshape(found.shape)


@corr2d.mistake(
    "the window moves on by its own size", "It moves by one pixel, so windows overlap: `range(w - kw + 1)`, no step."
)
def side_by_side(x, k):
    return _correlate(x, k)[:: k.shape[0], :: k.shape[1]]


@corr2d.mistake("you added pixels and weights", "Each pixel is *multiplied* by the weight that lies on it.")
def added_up(x, k):
    return (_windows(x, k.shape) + k).sum(axis=(2, 3))


@corr2d.mistake(
    "height and width are exchanged",
    "`x.shape` holds the rows first: `h, w = x.shape`, and so does `k.shape`: `kh, kw = k.shape`.",
)
def width_first(x, k):
    w, h = x.shape
    kw, kh = k.shape
    y = np.zeros((h - kh + 1, w - kw + 1))
    for i, j in np.ndindex(y.shape):
        y[i, j] = (x[i : i + kh, j : j + kw] * k).sum()
    return y


@corr2d.mistake(
    "your window is square, the kernel is not",
    "`k.shape[0]` is its rows only. The columns are `k.shape[1]`, in the window and in the size of the map.",
)
def square_kernel(x, k):
    side = k.shape[0]
    y = np.zeros((x.shape[0] - side + 1, x.shape[1] - side + 1))
    for i, j in np.ndindex(y.shape):
        y[i, j] = (x[i : i + side, j : j + side] * k).sum()
    return y


@corr2d.explain
def _(args, expected, index):
    x, k = args
    (i, j), (kh, kw) = index, k.shape
    terms = _terms(x[i : i + kh, j : j + kw], k)
    return f"the window at row {i}, column {j}, times the kernel: {terms} = {expected[index]:.4g}"


corr2d.hint(
    "How many places are there? A row of `w` pixels holds a window of `kw` pixels at `w - kw + 1` places. Make a map of zeros of that size.",
    "Two loops, over the rows `i` and the columns `j` of the map. What part of the image does the window show at `(i, j)`?",
    "It shows `x[i : i + kh, j : j + kw]`, an array as large as the kernel. Multiply the two with `*`.",
    "`y[i, j] = (x[i : i + kh, j : j + kw] * k).sum()`",
)
