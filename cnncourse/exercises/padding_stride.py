"""Exercises of the lesson on padding and stride."""

import numpy as np

from cnncourse.autocheck import choice, exercise, predict


@exercise(points=2, minutes=5)
def output_size(n: int, k: int, padding: int, stride: int) -> int:
    """Places where a window of `k` pixels can stand on a row of `n` pixels.

    Args:
        n: pixels in the row.
        k: pixels in the window.
        padding: pixels added on each side of the row.
        stride: pixels from one place to the next.

    Returns:
        The number of places; 0 when the window is wider than the padded row.
    """
    # BEGIN SOLUTION
    room = n + 2 * padding - k  # pixels left over beside the window in its first place
    if room < 0:
        return 0
    return room // stride + 1
    # END SOLUTION


@output_size.cases
def _(rng):
    yield "stride one", (7, 3, 0, 1)
    yield "a window that only half fits", (8, 3, 0, 2)
    yield "padding", (5, 3, 1, 1)
    yield "padding and stride together", (10, 5, 2, 3)
    yield "stride beyond the window", (11, 2, 0, 4)
    yield "a window as wide as the row", (4, 4, 0, 3)
    yield "no room at all", (2, 5, 0, 1)
    for _ in range(3):
        n, k, padding, stride = (int(rng.integers(low, high)) for low, high in ((20, 300), (1, 12), (0, 4), (2, 6)))
        yield f"n={n}, k={k}, padding={padding}, stride={stride}", (n, k, padding, stride)


@output_size.mistake(
    "you rounded up",
    "A window that hangs over the edge is dropped, so the division rounds down. "
    "Look at the hatched pixel in the figure of the eight pixels.",
)
def rounded_up(n, k, padding, stride):
    room = n + 2 * padding - k
    return 0 if room < 0 else -(-room // stride) + 1


@output_size.mistake(
    "you rounded to the nearest whole number",
    "Half a step is no step, and neither is nine tenths of one: the division rounds down, always.",
)
def rounded(n, k, padding, stride):
    room = n + 2 * padding - k
    return 0 if room < 0 else round(room / stride) + 1


@output_size.mistake(
    "the first place is missing",
    "You counted the steps. The window also stands somewhere before its first step, and that place counts.",
)
def forgot_first(n, k, padding, stride):
    room = n + 2 * padding - k
    return 0 if room < 0 else room // stride


@output_size.mistake(
    "you padded one side only",
    "`padding` pixels are added on each side, so the row grows by twice as many.",
)
def one_side(n, k, padding, stride):
    room = n + padding - k
    return 0 if room < 0 else room // stride + 1


@output_size.mistake("you left the padding out", "Count the padded row: `padding` more pixels on each side.")
def no_padding(n, k, padding, stride):
    return 0 if n < k else (n - k) // stride + 1


@output_size.mistake(
    "you divided before subtracting",
    "The stride divides the room that is left beside the window, not the whole row: subtract `k` first.",
)
def divided_first(n, k, padding, stride):
    room = n + 2 * padding - k
    return 0 if room < 0 else (n + 2 * padding) // stride - k + 1


@output_size.mistake("you left the stride out", "With a stride of 2, only every second place is used.")
def no_stride(n, k, padding, stride):
    return max(n + 2 * padding - k + 1, 0)


@output_size.mistake(
    "a window that does not fit anywhere has no place",
    "The formula alone gives an answer even when the window is wider than the padded row. Treat that case by itself: 0.",
)
def unguarded(n, k, padding, stride):
    return (n + 2 * padding - k) // stride + 1


@output_size.mistake(
    "right wherever the window fits, but not where it does not",
    "When the window is wider than the padded row, return 0: no negative counts and no exception.",
)
def raised_instead(n, k, padding, stride):
    if n + 2 * padding < k:
        raise ValueError("window too large")
    return (n + 2 * padding - k) // stride + 1


output_size.hint(
    "Put the window at the left edge. How many pixels of room are left beside it?",
    "Each step uses up `stride` pixels of that room. How many whole steps fit?",
    "Whole steps: `room // stride`. And the place before the first step counts too.",
    "`room = n + 2 * padding - k`; if that is negative the answer is 0.",
)


@exercise(points=2, minutes=6)
def ignored_pixels(n: int, k: int, padding: int, stride: int) -> int:
    """Pixels of the row that no window ever covers.

    Args:
        n: pixels in the row; only these are counted, never the padding.
        k: pixels in the window.
        padding: zeros added on each side.
        stride: pixels from one place to the next.

    Returns:
        How many of the `n` pixels lie in no window, at the end or between two windows.
    """
    # BEGIN SOLUTION
    seen = np.zeros(n + 2 * padding, dtype=bool)
    for start in range(0, n + 2 * padding - k + 1, stride):
        seen[start : start + k] = True
    return int(n - seen[padding : padding + n].sum())
    # END SOLUTION


@ignored_pixels.cases
def _(rng):
    yield "one left at the end", (8, 3, 0, 2)
    yield "none left", (7, 3, 0, 2)
    yield "gaps between the windows", (10, 2, 0, 3)
    yield "padding saves the last pixel", (8, 3, 1, 2)
    yield "only padding is left over", (5, 3, 1, 2)
    yield "padding that is ignored first", (9, 4, 1, 4)
    yield "no window fits", (3, 5, 0, 1)
    for _ in range(3):
        n, k, padding, stride = (int(rng.integers(low, high)) for low, high in ((20, 60), (2, 6), (0, 3), (3, 9)))
        yield f"n={n}, k={k}, padding={padding}, stride={stride}", (n, k, padding, stride)


@ignored_pixels.mistake(
    "you counted the rest at the end, not the gaps",
    "When the stride is larger than the window, pixels between two windows are skipped too. Try `n=10, k=2, stride=3` on paper.",
)
def only_the_end(n, k, padding, stride):
    room = n + 2 * padding - k
    return n if room < 0 else max(room % stride - padding, 0)


@ignored_pixels.mistake(
    "you counted padding as pixels",
    "A zero that nobody looks at is no loss. Count only the `n` pixels of the row itself.",
)
def padding_too(n, k, padding, stride):
    seen = np.zeros(n + 2 * padding, dtype=bool)
    for start in range(0, n + 2 * padding - k + 1, stride):
        seen[start : start + k] = True
    return int((~seen).sum())


@ignored_pixels.mistake(
    "the last window is missing", "`range(a, b)` stops before `b`: the window at `n + 2 * padding - k` still fits."
)
def off_by_one(n, k, padding, stride):
    seen = np.zeros(n + 2 * padding, dtype=bool)
    for start in range(0, n + 2 * padding - k, stride):
        seen[start : start + k] = True
    return int(n - seen[padding : padding + n].sum())


@ignored_pixels.mistake(
    "you left the padding out", "The first window begins in the padding, which moves every window after it."
)
def unpadded(n, k, padding, stride):
    seen = np.zeros(n, dtype=bool)
    for start in range(0, n - k + 1, stride):
        seen[start : start + k] = True
    return int(n - seen.sum())


@ignored_pixels.mistake(
    "you took the remainder of the division",
    "The remainder counts padded pixels at the right end. Some of those are padding, and pixels in gaps are not among them.",
)
def remainder(n, k, padding, stride):
    room = n + 2 * padding - k
    return n if room < 0 else room % stride


ignored_pixels.hint(
    "Make a row of `False`, one for each padded pixel. Let each window turn its pixels to `True`.",
    "The windows start at `range(0, n + 2 * padding - k + 1, stride)`.",
    "Of the padded row, your pixels are `seen[padding : padding + n]`. Count the `False` among them.",
)


@exercise(points=1, minutes=4)
def pad2d(x: np.ndarray, top: int, bottom: int, left: int, right: int) -> np.ndarray:
    """Put a frame of zeros around an image.

    Args:
        x: one image with one channel, `(h, w)`.
        top: rows added above. `bottom`, `left`, `right` likewise.

    Returns:
        The padded image, `(top + h + bottom, left + w + right)`, in the dtype of `x`.
    """
    # BEGIN SOLUTION
    h, w = x.shape
    padded = np.zeros((top + h + bottom, left + w + right), dtype=x.dtype)
    padded[top : top + h, left : left + w] = x
    return padded
    # END SOLUTION


@pad2d.cases
def _(rng):
    yield "one row above, two columns at the right", (np.array([[1.0, 2, 3], [4, 5, 6]]), 1, 0, 0, 2)
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


pad2d.hint(
    "Make an array of zeros that is large enough, then write the image into its middle.",
    "The new height is `top + h + bottom`. The image begins at row `top` and column `left`.",
    "`padded[top : top + h, left : left + w] = x`. (`np.pad` does all of it in one call, if you prefer.)",
)


@exercise(points=2, minutes=6)
def same_padding(n: int, k: int, stride: int) -> tuple[int, int]:
    """Zeros before and after a row so that `padding="same"` gives `ceil(n / stride)` places, as TensorFlow counts them.

    Args:
        n: pixels in the row.
        k: pixels in the window.
        stride: pixels from one place to the next.

    Returns:
        `(before, after)`, as few zeros as will do; an odd one goes after.
    """
    # BEGIN SOLUTION
    places = -(-n // stride)  # rounds up
    total = max((places - 1) * stride + k - n, 0)
    return total // 2, total - total // 2
    # END SOLUTION


@same_padding.cases
def _(rng):
    yield "a window of three, stride one", (5, 3, 1)
    yield "an even window", (6, 4, 1)
    yield "an even row at stride two", (8, 3, 2)
    yield "an odd row at stride two", (7, 3, 2)
    yield "the stem of ResNet", (224, 7, 2)
    yield "nothing to add", (6, 1, 1)
    yield "stride beyond the window", (10, 2, 4)
    for _ in range(3):
        n, k, stride = (int(rng.integers(low, high)) for low, high in ((10, 99), (2, 12), (2, 5)))
        yield f"n={n}, k={k}, stride={stride}", (n, k, stride)


@same_padding.mistake(
    "before and after are swapped",
    'TensorFlow puts the odd zero after the row. (Caffe and "same" in some books do not.)',
)
def odd_before(n, k, stride):
    total = max((-(-n // stride) - 1) * stride + k - n, 0)
    return total - total // 2, total // 2


@same_padding.mistake(
    "you forgot that the stride saves padding",
    "`(k - 1) / 2` on each side is right for stride 1. At stride 2 fewer places are wanted, so fewer zeros are needed: "
    "work out the places first, then what the last window hangs over.",
)
def stride_one_rule(n, k, stride):
    return (k - 1) // 2, k - 1 - (k - 1) // 2


@same_padding.mistake(
    "you padded both sides alike", "When the total is odd, the extra zero goes after the row, and none before it."
)
def symmetrical(n, k, stride):
    total = max((-(-n // stride) - 1) * stride + k - n, 0)
    return -(-total // 2), -(-total // 2)


@same_padding.mistake(
    "you kept the output as large as the input",
    '"same" means "the same as the input, divided by the stride, rounded up". To keep `n` places at stride 2 one would have to '
    "double the row with zeros.",
)
def same_as_input(n, k, stride):
    total = max((n - 1) * stride + k - n, 0)
    return total // 2, total - total // 2


@same_padding.mistake(
    "a padding cannot be negative", "When the stride is larger than the window, nothing has to be added: stop at 0."
)
def negative(n, k, stride):
    total = (-(-n // stride) - 1) * stride + k - n
    return total // 2, total - total // 2


@same_padding.mistake(
    "you rounded the number of places down", "`n / stride` rounds up here: seven pixels at stride 2 give four places."
)
def floored(n, k, stride):
    total = max((n // stride - 1) * stride + k - n, 0)
    return total // 2, total - total // 2


same_padding.hint(
    'How many places does "same" promise? `ceil(n / stride)`; in whole numbers that is `-(-n // stride)`.',
    "From the start of the first window to the end of the last: `(places - 1) * stride + k` pixels. How many of them does the row lack?",
    "Never fewer than 0. Split the total: `total // 2` before, the rest after.",
)


@exercise(points=3, minutes=10)
def corr2d_strided(
    x: np.ndarray, k: np.ndarray, stride: tuple[int, int] = (1, 1), padding: tuple[int, int] = (0, 0)
) -> np.ndarray:
    """Cross-correlate one image with one kernel, with zeros around it and steps of more than one pixel.

    `y[i, j] = Σ padded[i·s + u, j·t + v] · k[u, v]`, summed over `u, v`, for a stride `(s, t)`.

    Args:
        x: the image, `(h, w)`.
        k: the kernel, `(kh, kw)`.
        stride: `(rows, columns)` from one place to the next.
        padding: zeros `(above and below, left and right)`, on each of the two sides.

    Returns:
        The feature map, `(out_h, out_w)`.
    """
    # BEGIN SOLUTION
    padded = np.pad(x, [(padding[0], padding[0]), (padding[1], padding[1])])
    kh, kw = k.shape
    out_h = (padded.shape[0] - kh) // stride[0] + 1
    out_w = (padded.shape[1] - kw) // stride[1] + 1
    y = np.zeros((out_h, out_w))
    for i in range(out_h):
        for j in range(out_w):
            top, left = i * stride[0], j * stride[1]
            y[i, j] = (padded[top : top + kh, left : left + kw] * k).sum()
    return y
    # END SOLUTION


@corr2d_strided.cases
def _(rng):
    def image(h, w):
        return rng.integers(-4, 10, (h, w)).astype(float)

    kernel = np.array([[1.0, 0, 2], [0, 3, -1]])
    yield "no padding, stride one", (image(4, 5), kernel, (1, 1), (0, 0))
    yield "padding", (image(3, 4), kernel, (1, 1), (1, 2))
    yield "stride two", (image(5, 7), kernel, (2, 2), (0, 0))
    yield "a stride that does not divide", (image(6, 8), kernel, (3, 2), (0, 0))
    yield "different strides and paddings", (image(7, 5), rng.integers(-3, 4, (3, 2)).astype(float), (1, 3), (2, 0))


def _strided(x, k, stride, padding, start=(0, 0), mode="constant"):
    """The answer of somebody who begins at `start`, or pads in another way."""
    padded = np.pad(x, [(padding[0], padding[0]), (padding[1], padding[1])], mode=mode)
    windows = np.lib.stride_tricks.sliding_window_view(padded, k.shape)
    return np.einsum("ijuv,uv->ij", windows[start[0] :: stride[0], start[1] :: stride[1]], k)


@corr2d_strided.mistake(
    "stride and padding for rows and columns are exchanged",
    "`stride[0]` is for rows, `stride[1]` for columns: rows come first, as in `x.shape`.",
)
def exchanged_axes(x, k, stride, padding):
    return _strided(x, k, stride[::-1], padding[::-1])


@corr2d_strided.mistake(
    "the stride is not used",
    "The window must jump: place `(i, j)` begins at row `i * stride[0]`, column `j * stride[1]`.",
)
def ignored_stride(x, k, stride, padding):
    return _strided(x, k, (1, 1), padding)


@corr2d_strided.mistake(
    "the size is right, but the window still moves one pixel at a time",
    "Place `(i, j)` begins at row `i * stride[0]`, column `j * stride[1]` of the padded image, not at row `i`, column `j`.",
)
def crawled(x, k, stride, padding):
    full = _strided(x, k, (1, 1), padding)
    rows, columns = (len(range(0, side, step)) for side, step in zip(full.shape, stride, strict=True))
    return full[:rows, :columns]


@corr2d_strided.mistake(
    "the padding is not used", "Put the zeros around the image first, then work on the padded image only."
)
def ignored_padding(x, k, stride, padding):
    return _strided(x, k, stride, (0, 0))


@corr2d_strided.mistake(
    "you turned the kernel over",
    "That is the convolution of signal processing. Deep learning leaves the kernel as it is: `k[u, v]` meets the pixel `u` rows and `v` columns into the window.",
)
def flipped(x, k, stride, padding):
    return _strided(x, k[::-1, ::-1], stride, padding)


@corr2d_strided.mistake(
    "the first window does not begin at the corner", "Place `(0, 0)` begins at row 0, column 0 of the padded image."
)
def late_start(x, k, stride, padding):
    return _strided(x, k, stride, padding, start=(stride[0] - 1, stride[1] - 1))


@corr2d_strided.mistake("you padded by repeating the border", "Pad with zeros: `np.pad` does so unless told otherwise.")
def edge_padding(x, k, stride, padding):
    return _strided(x, k, stride, padding, mode="edge")


@corr2d_strided.mistake(
    "you took the mean of each window", "A cross-correlation adds the products up and does not divide."
)
def averaged(x, k, stride, padding):
    return _strided(x, k, stride, padding) / k.size


@corr2d_strided.explain
def _(args, expected, index):
    x, k, stride, padding = args
    padded = np.pad(x, [(padding[0], padding[0]), (padding[1], padding[1])])
    top, left = index[0] * stride[0], index[1] * stride[1]
    window = padded[top : top + k.shape[0], left : left + k.shape[1]]
    terms = " + ".join(f"{a:g}·{b:g}" for a, b in zip(window.ravel(), k.ravel(), strict=True))
    return f"place {list(index)} begins at row {top}, column {left} of the padded image: {terms} = {expected[index]:g}"


corr2d_strided.hint(
    "Do it in three steps: pad the image, find the size of the map, fill it place by place.",
    "The size is `output_size` for each axis. On an image that is padded already: `(side - kernel_side) // stride + 1`.",
    "Place `(i, j)` begins at row `i * stride[0]` and column `j * stride[1]` of the padded image.",
    "`y[i, j] = (padded[top : top + kh, left : left + kw] * k).sum()`",
)


@predict(points=2, minutes=4)
def keras_stack_shapes():
    """Height and width of the feature map after each of the four layers, as a tuple of four pairs, for example
    `((30, 30), (28, 28), (14, 14), (12, 12))`. The image is 28 pixels high and 20 wide.

    1. `Conv2D(8, 5)`: window 5×5, stride 1, `padding="valid"`
    2. `Conv2D(8, 3, strides=2, padding="same")`
    3. `Conv2D(8, (1, 3), strides=(1, 2))`: one pixel high, three wide, `"valid"`
    4. `Conv2D(8, 4, strides=3, padding="same")`
    """
    return ((24, 16), (12, 8), (12, 3), (4, 1))


@keras_stack_shapes.mistake(
    "you rounded up in layer 3",
    'Layer 3 is "valid": on 8 pixels a window of 3 has 5 pixels of room, and 5 // 2 steps fit.',
)
def _rounded_up():
    return ((24, 16), (12, 8), (12, 4), (4, 2))


@keras_stack_shapes.mistake(
    "width comes second", "Keras gives height before width, as NumPy gives rows before columns."
)
def _width_first():
    return ((16, 24), (8, 12), (3, 12), (1, 4))


@keras_stack_shapes.mistake(
    'you took "same" to mean "as large as the input"',
    '"same" divides by the stride and rounds up: 24 pixels at stride 2 become 12.',
)
def _same_keeps():
    return ((24, 16), (24, 16), (24, 7), (24, 7))


@keras_stack_shapes.mistake(
    'you took layer 1 for a "same" layer',
    "Without `padding=` a Keras layer is `valid`: a 5×5 window costs four rows and four columns.",
)
def _first_same():
    return ((28, 20), (14, 10), (14, 4), (5, 2))


keras_stack_shapes.hint(
    "Work on the height first, all four layers; then on the width.",
    '"valid" is your `output_size` with padding 0. "same" is `ceil(n / stride)`, whatever the window.',
    "Heights: 28 − 5 + 1 = 24, then 24 / 2 = 12, then a window one pixel high at stride 1 changes nothing, then ceil(12 / 3).",
)


same_at_stride_two = choice(
    "same_at_stride_two",
    """
    An image is 224 pixels wide. One layer is PyTorch's `Conv2d(…, kernel_size=3, stride=2, padding=1)`, the other Keras'
    `Conv2D(…, 3, strides=2, padding="same")`. Both get the same weights. What do they give?
    """,
    right="c",
    a=(
        "Maps of different sizes: 112 and 113.",
        "Both give 112 places: (224 + 2 − 3) // 2 + 1 = 112, and ceil(224 / 2) = 112. The difference hides in the numbers.",
    ),
    b=(
        "The same map, to the last digit.",
        'The shapes agree, and that is the trap. "same" needs only one zero here and puts it after the row, so its first window '
        "begins on the first pixel. `padding=1` begins one pixel earlier, in the zeros. Every window of one lies one pixel beside the other's.",
    ),
    c=(
        "Maps of the same size with different numbers: every window of one lies one pixel beside the other's.",
        '"same" needs a total of one zero at stride 2, and puts it after the row: windows begin on pixels 0, 2, 4, … '
        "With `padding=1` they begin on −1, 1, 3, … That is why weights that move from one framework to the other need "
        '`ZeroPadding2D(1)` and "valid" instead.',
    ),
    d=(
        "The same map, except along the border.",
        "It would be so at stride 1. At stride 2 the windows themselves stand on other pixels: −1, 1, 3, … against 0, 2, 4, …",
    ),
)
