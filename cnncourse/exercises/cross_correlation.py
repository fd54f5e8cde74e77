"""Exercises of the lesson on cross-correlation."""

import numpy as np

from cnncourse import ops
from cnncourse.autocheck import choice, exercise, predict


def _windows(x, shape):
    """Every window of the image, `(out_h, out_w, kh, kw)`."""
    return np.lib.stride_tricks.sliding_window_view(x, shape)


def _correlate(x, k):
    return np.einsum("ijuv,uv->ij", _windows(x, k.shape), k)


def _padded(x, k, mode):
    """The map with zeros around the image: as large as the image ("same") or every overlap ("full")."""
    h, w = k.shape[0] - 1, k.shape[1] - 1
    around = ((h // 2, h - h // 2), (w // 2, w - w // 2)) if mode == "same" else ((h, h), (w, w))
    return _correlate(np.pad(x, around), k)


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


def _terms(window, weights):
    return " + ".join(f"{a:.4g}·{b:.4g}" for a, b in zip(window.ravel(), weights.ravel(), strict=True))


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


@exercise(points=2, minutes=5)
def convolve2d(x: np.ndarray, k: np.ndarray) -> np.ndarray:
    """Convolve an image with a kernel, as signal processing means it.

    `y[i, j] = Σ x[i + u, j + v] · k[kh − 1 − u, kw − 1 − v]`, summed over `u, v`.

    Args:
        x: the image, `(h, w)`.
        k: the kernel, `(kh, kw)`, no larger than the image.

    Returns:
        The map, `(h − kh + 1, w − kw + 1)`. `x` and `k` stay as they were.
    """
    # BEGIN SOLUTION
    turned = k[::-1, ::-1]
    windows = np.lib.stride_tricks.sliding_window_view(x, k.shape)  # (out_h, out_w, kh, kw)
    return (windows * turned).sum(axis=(2, 3))
    # END SOLUTION


@convolve2d.cases
def _(rng):
    yield "the example above", (np.arange(1.0, 21).reshape(4, 5), np.array([[1.0, 0, 2], [0, 3, 0]]))
    yield (
        "a square kernel",
        (rng.integers(-5, 9, (5, 4)).astype(float), np.array([[1.0, 2, -1], [0, 3, 5], [4, -2, 7]])),
    )
    yield "a kernel one pixel wide", (rng.integers(-5, 9, (5, 3)).astype(float), np.array([[2.0], [-1], [3]]))
    yield "many numbers", (rng.normal(size=(6, 7)), rng.normal(size=(4, 2)))


@convolve2d.mistake(
    "this is cross-correlation",
    "The kernel lies on the window as it stands. For a convolution it has to be turned over first.",
)
def not_flipped(x, k):
    return _correlate(x, k)


@convolve2d.mistake(
    "you turned the kernel upside down only",
    "Two axes are turned over: the last row comes first, and in each row the last column.",
)
def rows_only(x, k):
    return _correlate(x, k[::-1])


@convolve2d.mistake(
    "you mirrored the kernel only",
    "Two axes are turned over: in each row the last column comes first, and the last row comes first too.",
)
def columns_only(x, k):
    return _correlate(x, k[:, ::-1])


@convolve2d.mistake(
    "you transposed the kernel",
    "`k.T` exchanges rows and columns. Here rows stay rows; only their order is reversed, and that of the columns.",
)
def transposed_kernel(x, k):
    return _correlate(x, k.T)


@convolve2d.mistake(
    "you turned the kernel by a quarter", "Half a turn is needed, which is two quarters: both axes reversed."
)
def quarter(x, k):
    return _correlate(x, np.rot90(k))


@convolve2d.mistake(
    "you turned the image over instead of the kernel",
    "The numbers are there, but the map comes out turned too. Leave the image alone.",
)
def image_turned(x, k):
    return _correlate(x[::-1, ::-1], k)


@convolve2d.mistake(
    "you turned the map over instead of the kernel",
    "Turning the map moves its numbers to other places and changes none of them.",
)
def map_turned(x, k):
    return _correlate(x, k)[::-1, ::-1]


@convolve2d.mistake(
    "the window hangs over the edge",
    "That is `mode='full'`, which SciPy takes unless told otherwise. Only places where the whole window lies on the image count here.",
)
def full(x, k):
    return _padded(x, k[::-1, ::-1], "full")


@convolve2d.mistake(
    "the map is as large as the image",
    "Zeros were added around it. Only places where the whole window lies on the image count here.",
)
def same(x, k):
    return _padded(x, k[::-1, ::-1], "same")


@convolve2d.mistake(
    "right numbers, but the caller's kernel is turned over for good",
    "`k[:] = …` writes into the array that was passed in. Give the turned kernel a name of its own.",
)
def in_place(x, k):
    k[:] = k[::-1, ::-1].copy()
    return _correlate(x, k)


@convolve2d.mistake(
    "the map is as large as the image",
    "That is `mode='same'`. Only places where the whole window lies on the image count here: `mode='valid'` in SciPy.",
)
def same_as_scipy(x, k):
    h, w = k.shape[0] - 1, k.shape[1] - 1
    return _correlate(np.pad(x, ((h - h // 2, h // 2), (w - w // 2, w // 2))), k[::-1, ::-1])


@convolve2d.mistake(
    "your index of the kernel is one too large",
    "Row 0 meets the last row, and that is `kh - 1`: `k[kh - 1 - u, kw - 1 - v]`.",
)
def past_the_end(x, k):
    kh, kw = k.shape
    return _correlate(x, np.array([[k[kh - u, kw - v] for v in range(kw)] for u in range(kh)]))


@convolve2d.mistake(
    "the first row and column of your kernel stayed in place",
    "`k[-0]` is `k[0]`. The last row is `k[-1]`, so it is `k[-1 - u, -1 - v]`.",
)
def minus_zero(x, k):
    return _correlate(x, np.roll(k[::-1, ::-1], 1, axis=(0, 1)))


@convolve2d.mistake(
    "your window reaches around the edge",
    "`x[i - u]` is negative at first, and Python counts negative indices from the end. Turn the kernel and leave `x[i + u, j + v]`.",
)
def around_the_edge(x, k):
    y = np.zeros((x.shape[0] - k.shape[0] + 1, x.shape[1] - k.shape[1] + 1))
    for i, j in np.ndindex(y.shape):
        for u, v in np.ndindex(k.shape):
            y[i, j] += x[i - u, j - v] * k[u, v]
    return y


@convolve2d.mistake(
    "you turned the kernel by a quarter", "Half a turn is needed, which is two quarters: both axes reversed."
)
def quarter_back(x, k):
    return _correlate(x, np.rot90(k, 3))


@convolve2d.mistake(
    "you turned the kernel over and transposed it too", "Rows stay rows: reverse both axes, and leave `.T` out."
)
def turned_and_transposed(x, k):
    return _correlate(x, k[::-1, ::-1].T)


@convolve2d.mistake("you changed the signs of the weights", "Convolution changes their places: signs stay as they are.")
def negated(x, k):
    return _correlate(x, -k)


@convolve2d.mistake(
    "the picture wraps around in your answer",
    "A product of Fourier transforms joins opposite edges. Places where the window lies wholly on the image come out right: keep only those.",
)
def circular(x, k):
    return np.fft.ifft2(np.fft.fft2(x) * np.fft.fft2(k, x.shape)).real


@convolve2d.explain
def _(args, expected, index):
    x, k = args
    (i, j), (kh, kw) = index, k.shape
    terms = _terms(x[i : i + kh, j : j + kw], k[::-1, ::-1])
    return f"the window at row {i}, column {j}, times the turned kernel: {terms} = {expected[index]:.4g}"


convolve2d.hint(
    "Only one thing differs from `corr2d`: which weight lies on which pixel.",
    "The last row of the kernel comes first, and in each row the last column comes first.",
    "`k[::-1, ::-1]` is the kernel turned by half a turn. Then do what `corr2d` does.",
)


@predict(points=2, minutes=4)
def blurred_stripes():
    """The kernel `[1, 1, 1]` slides along a row of stripes. Each row below repeats for ever; the window stands with its middle on the
    first pixel, the one that holds 1. What comes out there? Write the three numbers as a tuple, in this order:

    1. stripes two pixels long: `1, −1, 1, −1, …` (the pixel before the first is −1)
    2. stripes three pixels long: `1, −½, −½, 1, −½, −½, …`
    3. stripes six pixels long: `1, ½, −½, −1, −½, ½, 1, …`
    """
    return (-1.0, 0.0, 2.0)


@blurred_stripes.mistake(
    "you left the sign out", "The middle pixel is 1, and on each side of it stands −1. Add the three, with their signs."
)
def _no_sign():
    return (1.0, 0.0, 2.0)


@blurred_stripes.mistake(
    "you took the mean",
    "All weights are 1 here, so nothing is divided. (Your numbers are those of the blur, `[1, 1, 1] / 3`.)",
)
def _mean():
    return (-1 / 3, 0.0, 2 / 3)


@blurred_stripes.mistake(
    "the window begins on the first pixel in your answer",
    "Its *middle* stands there: one pixel of the window lies before it, one after it.",
)
def _begins_there():
    return (1.0, 0.0, 1.0)


@blurred_stripes.mistake(
    "fine stripes are weakened, but not wiped out",
    "Add the three pixels up: −1 + 1 − 1. What is left is not zero, and its sign says something.",
)
def _wiped_out():
    return (0.0, 0.0, 2.0)


@blurred_stripes.mistake(
    "you left the pixel before the first out",
    "The window shows three pixels: the one before, the first, the one after.",
)
def _two_pixels():
    return (0.0, 0.5, 1.5)


@blurred_stripes.mistake(
    "the three values are in the wrong order",
    "The finest stripes, two pixels long, come first; those of six pixels last.",
)
def _backwards():
    return (2.0, 0.0, -1.0)


@blurred_stripes.mistake(
    "you added one whole pattern",
    "That is zero for all stripes. The window shows three pixels, however long the pattern is: the middle one and its two neighbors.",
)
def _whole_pattern():
    return (0.0, 0.0, 0.0)


@blurred_stripes.mistake(
    "you gave the middle pixel alone", "The kernel adds three pixels up: the middle one and its two neighbors."
)
def _middle_only():
    return (1.0, 1.0, 1.0)


@blurred_stripes.mistake(
    "you added the sizes", "Dark pixels are negative: −1 beside 1 takes away. Add the three with their signs."
)
def _sizes_added():
    return (3.0, 2.0, 2.0)


@blurred_stripes.mistake(
    "you added the three weights",
    "Each weight is 1, but it multiplies its pixel: three pixels, added with their signs.",
)
def _weights_added():
    return (3.0, 3.0, 3.0)


@blurred_stripes.mistake(
    "the window ends in your third answer where it should have its middle",
    "Before the first pixel stands the last of the pattern, ½, and after it ½ again: ½ + 1 + ½.",
)
def _one_neighbor():
    return (-1.0, 0.0, 1.5)


@blurred_stripes.mistake(
    "the window begins on the first pixel in your third answer",
    "Its *middle* stands there. The row repeats every six pixels, so the pixel before the first is ½.",
)
def _third_begins_there():
    return (-1.0, 0.0, 1.0)


@blurred_stripes.mistake(
    "a neighbor is missing in your second answer",
    "On both sides of the 1 stands −½, as the pattern repeats: −½ + 1 − ½.",
)
def _second_one_neighbor():
    return (-1.0, 0.5, 2.0)


@blurred_stripes.mistake("you took the mean", "All weights are 1 here, so nothing is divided: add the three pixels.")
def _mean_rounded():
    return (-0.33, 0.0, 0.67)


blurred_stripes.hint(
    "The window shows three pixels: the one before the first, the first, the one after it.",
    "The rows repeat, so the pixel before the first is the last of the pattern: −1 in the first row, −½ in the second.",
    "Third row: ½ before, 1, ½ after. Add them.",
)


@exercise(points=2, minutes=6)
def frequency_response(k: np.ndarray, size: int) -> np.ndarray:
    """How strongly a kernel passes stripes of every fineness and direction.

    `R[a, b] = |Σ k[u, v] · exp(−2πi (a·u + b·v) / size)|`, summed over `u, v`, with frequency zero moved to the middle.

    Args:
        k: the kernel, `(kh, kw)`.
        size: rows and columns of the plane, at least as large as the kernel's sides.

    Returns:
        The response, `(size, size)`, real and never negative; `[size // 2, size // 2]` belongs to frequency zero.
    """
    # BEGIN SOLUTION
    spectrum = np.fft.fft2(k, s=(size, size))
    return np.abs(np.fft.fftshift(spectrum))
    # END SOLUTION


@frequency_response.cases
def _(rng):
    yield "right minus left", (np.array([[-1.0, 1]]), 4)
    yield "a blur", (np.full((3, 3), 1 / 9), 6)
    yield "an odd plane", (np.array([[1.0, 0, 2], [0, 3, 0]]), 5)
    yield "a single weight", (np.array([[-2.0]]), 3)
    yield "many numbers", (rng.normal(size=(3, 2)), 7)


@frequency_response.mistake(
    "frequency zero is in the corner", "`fft2` puts it at `[0, 0]`. `np.fft.fftshift` moves it to the middle."
)
def unshifted(k, size):
    return np.abs(np.fft.fft2(k, s=(size, size)))


@frequency_response.mistake(
    "you shifted the wrong way",
    "`ifftshift` undoes `fftshift`. On an even plane the two agree; on an odd one frequency zero lands one step beside the middle.",
)
def shifted_back(k, size):
    return np.abs(np.fft.ifftshift(np.fft.fft2(k, s=(size, size))))


@frequency_response.mistake(
    "you left the complex numbers as they are",
    "How strongly stripes pass is the size of the complex number: `np.abs`. Its angle says how far they move.",
)
def complex_numbers(k, size):
    return np.fft.fftshift(np.fft.fft2(k, s=(size, size)))


@frequency_response.mistake(
    "you took the real part",
    "The size of a complex number is `np.abs`, not `.real`: a response of `2i` is as strong as one of `2`.",
)
def real_part(k, size):
    return np.fft.fftshift(np.fft.fft2(k, s=(size, size))).real


@frequency_response.mistake(
    "you squared the response", "That is the power. The amount by which stripes grow is the size itself."
)
def power(k, size):
    return np.abs(np.fft.fftshift(np.fft.fft2(k, s=(size, size)))) ** 2


@frequency_response.mistake(
    "you took the logarithm",
    "A logarithm makes a spectrum easier to see, but then two blurs in a row no longer multiply.",
)
def logarithm(k, size):
    return np.log1p(np.abs(np.fft.fftshift(np.fft.fft2(k, s=(size, size)))))


@frequency_response.mistake(
    "your plane is as small as the kernel",
    "A 3×3 transform knows three frequencies on each axis. Ask for `size` of them: `fft2` pads the kernel with zeros when told to with `s=`.",
)
def as_small_as_the_kernel(k, size):
    return np.abs(np.fft.fftshift(np.fft.fft2(k)))


@frequency_response.mistake(
    "you transformed one axis only", "`fft` works along rows. Stripes have two directions: `fft2`."
)
def one_axis(k, size):
    return np.abs(np.fft.fftshift(np.fft.fft(k, size)))


@frequency_response.mistake(
    "you scaled the largest value to one",
    "How *much* passes is lost that way: a kernel that doubles everything must show twos.",
)
def scaled(k, size):
    response = np.abs(np.fft.fftshift(np.fft.fft2(k, s=(size, size))))
    return response / response.max()


@frequency_response.mistake(
    "you divided by the number of frequencies",
    "The plane must not depend on how finely it is drawn: the middle is the sum of the weights, whatever `size` is.",
)
def divided(k, size):
    return np.abs(np.fft.fftshift(np.fft.fft2(k, s=(size, size)))) / size**2


@frequency_response.mistake(
    "you divided by the size of the plane",
    "The plane must not depend on how finely it is drawn: the middle is the sum of the weights. (`norm='ortho'` divides too.)",
)
def divided_by_side(k, size):
    return np.abs(np.fft.fftshift(np.fft.fft2(k, s=(size, size)))) / size


@frequency_response.mistake(
    "`size` is one number, and `fft2` wants two", "A plane has rows and columns: `np.fft.fft2(k, s=(size, size))`."
)
def one_size(k, size):
    return np.abs(np.fft.fftshift(np.fft.fft2(k, s=size)))


@frequency_response.mistake(
    "you took the size of the real part alone",
    "The imaginary part counts as well: `np.abs` of the complex number is the root of the sum of both squares.",
)
def real_size(k, size):
    return np.abs(np.fft.fftshift(np.fft.fft2(k, s=(size, size))).real)


@frequency_response.mistake(
    "you took the angle", "That says how far the stripes move. How strongly they pass is the size, `np.abs`."
)
def angle(k, size):
    return np.angle(np.fft.fftshift(np.fft.fft2(k, s=(size, size))))


@frequency_response.mistake(
    "half of the plane is missing", "`rfft2` leaves out the columns that only repeat others. `fft2` gives all."
)
def half_plane(k, size):
    return np.abs(np.fft.fftshift(np.fft.rfft2(k, s=(size, size))))


@frequency_response.mistake(
    "frequency zero was moved along one axis only", "`fftshift` without `axes` moves it to the middle of both."
)
def one_axis_shifted(k, size):
    return np.abs(np.fft.fftshift(np.fft.fft2(k, s=(size, size)), axes=0))


@frequency_response.mistake(
    "rows and columns of the plane are exchanged", "`a` counts waves down and is the row; `b`, across, is the column."
)
def exchanged_axes(k, size):
    return np.abs(np.fft.fftshift(np.fft.fft2(k, s=(size, size)))).T


@frequency_response.mistake(
    "you repeated the kernel",
    "The plane becomes finer with *zeros* around one kernel. Repeated weights are another kernel: `s=(size, size)` adds zeros.",
)
def repeated(k, size):
    return np.abs(np.fft.fftshift(np.fft.fft2(np.resize(k, (size, size)))))


@frequency_response.explain
def _(args, expected, index):
    k, size = args
    if index != (size // 2, size // 2):
        return ""
    return f"frequency zero, in the middle: the sum of the weights is {k.sum():.4g}, its size {expected[index]:.4g}"


frequency_response.hint(
    "The sum in the formula is the two-dimensional Fourier transform of the kernel. NumPy has it: `np.fft.fft2`.",
    "To get `size` frequencies on each axis, put zeros around the kernel: `np.fft.fft2(k, s=(size, size))`.",
    "Two things are left: move frequency zero to the middle (`np.fft.fftshift`), and take the size of each complex number (`np.abs`).",
)


@exercise(points=1, minutes=3)
def dense_parameters(height: int, width: int, channels: int, units: int) -> int:
    """Numbers to learn in a dense layer on an image: each unit is joined to every value of it.

    Args:
        height: rows of the image in pixels. `width`: its columns.
        channels: values per pixel: 1 for gray, 3 for color.
        units: numbers that the layer puts out.

    Returns:
        Weights and biases together.
    """
    # BEGIN SOLUTION
    inputs = height * width * channels
    return inputs * units + units
    # END SOLUTION


@dense_parameters.cases
def _(rng):
    yield "a gray image of 2×3, one unit", (2, 3, 1, 1)
    yield "a gray image of 2×3, four units", (2, 3, 1, 4)
    yield "a color image of 5×4", (5, 4, 3, 2)
    yield "a photo", (224, 200, 3, 1000)


@dense_parameters.mistake("you left the biases out", "Each unit also adds a number of its own after the sum.")
def no_bias(height, width, channels, units):
    return height * width * channels * units


@dense_parameters.mistake("there is more than one bias", "Each unit has a bias of its own.")
def one_bias(height, width, channels, units):
    return height * width * channels * units + 1


@dense_parameters.mistake(
    "you gave the biases to the inputs", "A bias is added to what comes *out*: one for each unit."
)
def bias_per_input(height, width, channels, units):
    inputs = height * width * channels
    return inputs * units + inputs


@dense_parameters.mistake(
    "you left the channels out", "A color pixel holds three values, and each has a weight of its own."
)
def no_channels(height, width, channels, units):
    return height * width * units + units


@dense_parameters.mistake(
    "you added where it multiplies", "Every value is joined to every unit: that is inputs *times* units."
)
def added(height, width, channels, units):
    return height * width * channels + units


@dense_parameters.mistake(
    "all pixels share their weights in your count",
    "That would be a convolution, with a window of one pixel. In a dense layer each pixel has weights of its own.",
)
def shared(height, width, channels, units):
    return channels * units + units


@dense_parameters.mistake("you gave each weight a bias", "A bias is added once per unit, after the sum.")
def bias_per_weight(height, width, channels, units):
    return 2 * height * width * channels * units


@dense_parameters.mistake("you counted one unit", "Each of the `units` has weights and a bias of its own.")
def one_unit(height, width, channels, units):
    return height * width * channels + 1


@dense_parameters.mistake(
    "you gave each unit a bias for every channel", "It adds up all values of the image, and one bias at the end."
)
def bias_per_channel(height, width, channels, units):
    return height * width * channels * units + channels * units


@dense_parameters.mistake(
    "you gave each unit a bias for every pixel", "Mind the parentheses: `(height * width * channels + 1) * units`."
)
def bias_per_pixel(height, width, channels, units):
    return height * width * (channels * units + units)


@dense_parameters.mistake(
    "you counted a kernel of 3×3",
    "Those are shared by all places. In a dense layer each pixel has a weight of its own.",
)
def three_by_three(height, width, channels, units):
    return 9 * channels * units + units


@dense_parameters.mistake("you took the image for a square", "Height times width: they may differ.")
def square_image(height, width, channels, units):
    return height * height * channels * units + units


@dense_parameters.mistake("you added height and width", "A picture of 2 by 3 pixels has `2 · 3` of them: multiply.")
def sides_added(height, width, channels, units):
    return (height + width) * channels * units + units


dense_parameters.hint(
    "How many values does the image hold? Height times width times channels.",
    "One unit has one weight for each of them, and one bias.",
    "All units: multiply by `units`, the biases too.",
)


shifted_input = choice(
    "shifted_input",
    """
    A camera turns a little, and everything in its picture moves five pixels to the right; something new comes in at the left edge. A layer with 3×3 kernels
    and zeros around the image (map as large as the picture) sees the picture before and after. What happens to its map?
    """,
    right="c",
    a=(
        "Nothing: convolutions do not care where something is.",
        "That would be *invariance*: the same answer wherever the thing stands. A map says where its pattern was found, so it has to move along. Compare the maps of the cat above.",
    ),
    b=(
        "It moves five pixels to the right, and every number arrives unchanged.",
        "Almost. In the middle it does, to the last digit. But near the left and right edges some windows now show other pixels, or zeros: look at the bright strips in the figure.",
    ),
    c=(
        "It moves five pixels to the right, unchanged except near the edges.",
        "That is *equivariance*: move the input and the output moves along. It holds wherever a window shows the same pixels as before, and at the edges it cannot: "
        "new pixels come in, old ones leave, and the frame of zeros does not move with the scene.",
    ),
    d=(
        "Its numbers change everywhere, since every pixel now meets other weights.",
        "So it is in a dense layer, where each pixel has weights of its own. Here one kernel serves all places.",
    ),
)


@exercise(points=3, minutes=12)
def learn_kernel(x: np.ndarray, y: np.ndarray, size: int, steps: int, lr: float) -> tuple[np.ndarray, float]:
    """Find the kernel and the bias that turn image `x` into map `y`, by gradient descent from zero.

    Each step works out the error map `e = corr2d(x, kernel) + bias − y` and then moves kernel *and* bias downhill,
    by `lr` times their gradients. The loss is `mean(e²)`.

    Args:
        x: the image, `(h, w)`.
        y: the map to reach, `(h − size + 1, w − size + 1)`.
        size: side of the square kernel, in pixels.
        steps: how many steps to take.
        lr: learning rate, the length of a step.

    Returns:
        `(kernel, bias)` after the last step: `(size, size)` and one number.
    """
    # BEGIN SOLUTION
    out_h, out_w = y.shape
    kernel, bias = np.zeros((size, size)), 0.0
    for _ in range(steps):
        e = np.full(y.shape, bias) - y
        for u in range(size):
            for v in range(size):
                e += kernel[u, v] * x[u : u + out_h, v : v + out_w]
        gradient = np.zeros((size, size))
        for u in range(size):
            for v in range(size):
                gradient[u, v] = 2 * (e * x[u : u + out_h, v : v + out_w]).mean()
        kernel -= lr * gradient
        bias -= lr * 2 * e.mean()
    return kernel, float(bias)
    # END SOLUTION


@learn_kernel.cases
def _(rng):
    def teacher(h, w, size, bias):
        x, kernel = rng.normal(size=(h, w)), rng.integers(-4, 5, (size, size)) / 2
        return x, _correlate(x, kernel) + bias, size

    yield "one step, one weight", (np.array([[1.0, 2, 3]]), np.array([[3.0, 5, 7]]), 1, 1, 0.05)
    yield "one step", (*teacher(4, 5, 2, 1.5), 1, 0.1)
    yield "two steps", (*teacher(5, 4, 2, -0.75), 2, 0.1)
    yield "until it has the hidden kernel", (*teacher(12, 10, 3, 0.5), 100, 0.15)


def _descend(x, y, size, steps, lr, kernel_step=None, bias_step=None):
    """Gradient descent with another rule for the kernel's or the bias' step; both get windows and error."""
    kernel_step = kernel_step or (lambda windows, e: 2 * np.einsum("ij,ijuv->uv", e, windows) / e.size)
    bias_step = bias_step or (lambda windows, e: 2 * e.mean())
    windows, kernel, bias = _windows(x, (size, size)), np.zeros((size, size)), 0.0
    for _ in range(steps):
        e = np.einsum("ijuv,uv->ij", windows, kernel) + bias - y
        kernel, bias = kernel - lr * kernel_step(windows, e), bias - lr * bias_step(windows, e)
    return kernel, float(bias)


@learn_kernel.mistake(
    "you climb instead of going down",
    "The loss grows with each step. The error is prediction *minus* target, and the step is *subtracted*; with one of the two the other way round, everything runs away.",
)
def uphill(x, y, size, steps, lr):
    return _descend(x, y, size, steps, -lr)


@learn_kernel.mistake(
    "the 2 is missing",
    "The derivative of `e²` is `2·e`, times the derivative of `e`. Without it each step is half as long.",
)
def half_step(x, y, size, steps, lr):
    return _descend(x, y, size, steps, lr / 2)


@learn_kernel.mistake(
    "you summed over the map instead of taking the mean",
    "The loss is `mean(e²)`, so both gradients are means. With sums, a larger map means longer steps, until they overshoot.",
)
def summed_gradient(x, y, size, steps, lr):
    return _descend(x, y, size, steps, lr * y.size)


@learn_kernel.mistake(
    "the gradient of the kernel is a sum, that of the bias a mean",
    "Both belong to the same loss, `mean(e²)`. A cross-correlation adds up over all places of the map and does not divide by their number.",
)
def kernel_summed(x, y, size, steps, lr):
    return _descend(x, y, size, steps, lr, lambda windows, e: 2 * np.einsum("ij,ijuv->uv", e, windows))


@learn_kernel.mistake(
    "the bias never moves",
    "The layer adds a bias, and it is learned like the weights. Its gradient: what happens to `e` when the bias grows by one?",
)
def no_bias_learned(x, y, size, steps, lr):
    return _descend(x, y, size, steps, lr, bias_step=lambda windows, e: 0.0)


@learn_kernel.mistake(
    "the gradient of the bias is a sum, that of the kernel a mean",
    "Both belong to the same loss, `mean(e²)`: both are means.",
)
def bias_summed(x, y, size, steps, lr):
    return _descend(x, y, size, steps, lr, bias_step=lambda windows, e: 2 * e.sum())


@learn_kernel.mistake(
    "the 2 is missing in the bias", "Its gradient is the mean of `2·e`: the derivative of `e²` once more."
)
def bias_half(x, y, size, steps, lr):
    return _descend(x, y, size, steps, lr, bias_step=lambda windows, e: e.mean())


@learn_kernel.mistake(
    "the gradient of the kernel is turned over",
    "The gradient of weight `[u, v]` asks what that weight looked at: `x[u : u + out_h, v : v + out_w]`. Nothing is flipped, since the layer itself flips nothing.",
)
def gradient_flipped(x, y, size, steps, lr):
    return _descend(
        x, y, size, steps, lr, lambda windows, e: 2 * np.einsum("ij,ijuv->uv", e, windows)[::-1, ::-1] / e.size
    )


@learn_kernel.mistake(
    "rows and columns of the gradient are exchanged",
    "The gradient of weight `[u, v]` looks `u` rows down and `v` columns to the right.",
)
def gradient_transposed(x, y, size, steps, lr):
    return _descend(x, y, size, steps, lr, lambda windows, e: 2 * np.einsum("ij,ijuv->vu", e, windows) / e.size)


@learn_kernel.mistake(
    "your bias sees the new kernel",
    "You worked the error out again between the two moves. Kernel and bias move together, both by the error of where they stood.",
)
def in_turns(x, y, size, steps, lr):
    windows, kernel, bias = _windows(x, (size, size)), np.zeros((size, size)), 0.0
    for _ in range(steps):
        e = np.einsum("ijuv,uv->ij", windows, kernel) + bias - y
        kernel = kernel - lr * 2 * np.einsum("ij,ijuv->uv", e, windows) / e.size
        bias -= lr * 2 * (np.einsum("ijuv,uv->ij", windows, kernel) + bias - y).mean()
    return kernel, float(bias)


@learn_kernel.mistake("one step is missing", "`range(1, steps)` takes one step too few.")
def one_step_short(x, y, size, steps, lr):
    return _descend(x, y, size, steps - 1, lr)


@learn_kernel.mistake(
    "you took one step only", "Is the `return` inside the loop? Or does the loop begin at zero again each time?"
)
def one_step_only(x, y, size, steps, lr):
    return _descend(x, y, size, 1, lr)


@learn_kernel.mistake(
    "you solved it at once",
    "That is the exact answer of least squares, and here it exists. No such shortcut exists for a network; the exercise asks for the steps.",
)
def least_squares(x, y, size, steps, lr):
    windows = _windows(x, (size, size)).reshape(y.size, -1)
    found = np.linalg.lstsq(np.column_stack([windows, np.ones(y.size)]), y.ravel(), rcond=None)[0]
    return found[:-1].reshape(size, size), float(found[-1])


@learn_kernel.mistake("the bias is not returned", "Return both: `return kernel, bias`.")
def kernel_only(x, y, size, steps, lr):
    return _descend(x, y, size, steps, lr)[0]


@learn_kernel.mistake("you took one step too many", "`range(steps)` takes `steps` of them, from 0 to `steps - 1`.")
def one_step_more(x, y, size, steps, lr):
    return _descend(x, y, size, steps + 1, lr)


@learn_kernel.mistake("your kernel begins at one", "Start from zero: `np.zeros((size, size))`, and a bias of 0.")
def from_ones(x, y, size, steps, lr):
    kernel, bias = _descend(x, y - _windows(x, (size, size)).sum(axis=(2, 3)), size, steps, lr)
    return kernel + 1, bias


@learn_kernel.mistake(
    "the bias is missing in your error",
    "It is learned, but not used: the layer's answer is `corr2d(x, kernel) + bias`.",
)
def bias_unused(x, y, size, steps, lr):
    windows, kernel, bias = _windows(x, (size, size)), np.zeros((size, size)), 0.0
    for _ in range(steps):
        e = np.einsum("ijuv,uv->ij", windows, kernel) - y
        kernel, bias = kernel - lr * 2 * np.einsum("ij,ijuv->uv", e, windows) / e.size, bias - lr * 2 * e.mean()
    return kernel, float(bias)


@learn_kernel.mistake(
    "you divided the kernel's gradient by the number of pixels",
    "The loss is a mean over the *map*, which is smaller than the image: divide by `y.size`.",
)
def divided_by_pixels(x, y, size, steps, lr):
    return _descend(x, y, size, steps, lr, lambda windows, e: 2 * np.einsum("ij,ijuv->uv", e, windows) / x.size)


@learn_kernel.mistake(
    "you divided the kernel's gradient by the number of weights",
    "The loss is a mean over the places of the map: divide by `y.size`.",
)
def divided_by_weights(x, y, size, steps, lr):
    return _descend(x, y, size, steps, lr, lambda windows, e: 2 * np.einsum("ij,ijuv->uv", e, windows) / size**2)


@learn_kernel.mistake(
    "your learned kernel is turned over",
    "The layer of this exercise slides its kernel as it stands. Yours turns it over, as a true convolution does.",
)
def convolves(x, y, size, steps, lr):
    kernel, bias = _descend(x, y, size, steps, lr)
    return kernel[::-1, ::-1], bias


@learn_kernel.mistake(
    "all weights move by the same amount",
    "Each has a gradient of its own: multiply the error by the pixels which *that* weight meets, then take the mean.",
)
def one_gradient(x, y, size, steps, lr):
    return _descend(x, y, size, steps, lr, lambda windows, e: 2 * e.mean() * x.mean())


@learn_kernel.mistake("kernel and bias are swapped", "The kernel comes first: `return kernel, bias`.")
def bias_first(x, y, size, steps, lr):
    return _descend(x, y, size, steps, lr)[::-1]


@learn_kernel.mistake("the 2 is there twice", "The derivative of `e²` is `2·e`, once.")
def double_step(x, y, size, steps, lr):
    return _descend(x, y, size, steps, lr * 2)


@learn_kernel.mistake("the 2 is there twice in the bias", "Its gradient is the mean of `2·e`, once.")
def bias_double(x, y, size, steps, lr):
    return _descend(x, y, size, steps, lr, bias_step=lambda windows, e: 4 * e.mean())


@learn_kernel.explain
def _(args, expected, index):
    x, y, size, steps, lr = args
    if steps != 1:
        return ""
    (u, v), (h, w) = index, y.shape
    mean = (y * x[u : u + h, v : v + w]).mean()
    return (
        f"from zero e is −y, so weight {list(index)} moves by {lr:g} · 2 · mean(y · what it looks at) "
        f"= {lr:g} · 2 · {mean:.4g} = {expected[0][index]:.4g}"
    )


learn_kernel.hint(
    "Write the error map first: your `corr2d(x, kernel) + bias - y`. All the rest uses it.",
    "If weight `[u, v]` grows by a little, `e[i, j]` grows by that times `x[i + u, j + v]`. So its gradient is the mean of `2 * e * x[u : u + out_h, v : v + out_w]`.",
    "If the bias grows by a little, every `e[i, j]` grows by just that. So its gradient is the mean of `2 * e`.",
    "All nine gradients at once: `2 * corr2d(x, e) / e.size`. The error map slides over the image like a kernel.",
)
