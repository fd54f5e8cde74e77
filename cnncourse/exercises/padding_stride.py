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
    yield "nearly room for one more", (10, 3, 0, 4)
    yield "a window as wide as the row", (4, 4, 0, 3)
    yield "room only thanks to padding", (2, 3, 1, 1)
    yield "one pixel too few", (2, 3, 0, 2)
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


@output_size.mistake(
    "the window may not hang over the end",
    "You counted a place for every stride-th pixel. The last places must still have room for the whole window.",
)
def every_start(n, k, padding, stride):
    return 0 if n + 2 * padding < k else len(range(0, n + 2 * padding, stride))


@output_size.mistake(
    "the `+ 1` belongs outside the division",
    "Divide the room by the stride first; the first place comes on top of the whole steps.",
)
def one_inside(n, k, padding, stride):
    return max((n + 2 * padding - k + 1) // stride, 0)


@output_size.mistake(
    "`/` and `int` round towards zero, and a negative half becomes 0",
    "When the window is one pixel too wide, `int(-0.5)` is 0 and the `+ 1` makes one place of it. Test for room first.",
)
def truncated(n, k, padding, stride):
    return max(0, int((n + 2 * padding - k) / stride) + 1)


@output_size.mistake(
    "you compared the window with the bare row", "The padding counts as room too: compare `k` with the padded row."
)
def bare_guard(n, k, padding, stride):
    return 0 if k > n else (n + 2 * padding - k) // stride + 1


@output_size.mistake(
    "a window that just fits has one place",
    "No room beside the window still leaves the place it stands on: test for less than 0.",
)
def strict_guard(n, k, padding, stride):
    room = n + 2 * padding - k
    return 0 if room <= 0 else room // stride + 1


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
        How many of the `n` pixels lie in no window, at the end or between two windows; all `n` if no window fits.
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
    "you counted the far end only",
    "What is left over at the end is one thing. When the stride is larger than the window, pixels between two windows are "
    "skipped too; and what is left over may be padding.",
)
def far_end(n, k, padding, stride):
    return (n + 2 * padding - k) % stride


@ignored_pixels.mistake(
    "the last window hangs over the end",
    "A window stands only where all of it fits: the last one starts at `n + 2 * padding - k` or before.",
)
def hanging(n, k, padding, stride):
    seen = np.zeros(n + 2 * padding, dtype=bool)
    for start in range(0, n + 2 * padding, stride):
        seen[start : start + k] = True
    return int(n - seen[padding : padding + n].sum())


@ignored_pixels.mistake("you counted the pixels that are looked at", "The question is how many are not.")
def counted_seen(n, k, padding, stride):
    return n - ignored_pixels.reference(n, k, padding, stride)


@ignored_pixels.mistake(
    "with padding 0, `seen[p:-p]` is empty",
    "`-0` is 0, and a slice from 0 to 0 holds nothing. `seen[padding : padding + n]` works for every padding.",
)
def minus_zero(n, k, padding, stride):
    seen = np.zeros(n + 2 * padding, dtype=bool)
    for start in range(0, n + 2 * padding - k + 1, stride):
        seen[start : start + k] = True
    return int((~seen[padding:-padding]).sum())


@ignored_pixels.mistake(
    "your pixels do not begin at the left end of the padded row",
    "The first `padding` places are zeros. Skip them before you count.",
)
def unshifted(n, k, padding, stride):
    seen = np.zeros(n + 2 * padding, dtype=bool)
    for start in range(0, n + 2 * padding - k + 1, stride):
        seen[start : start + k] = True
    return int(n - seen[:n].sum())


@ignored_pixels.mistake("where no window fits, every pixel is ignored", "Nobody looks at any of the `n` pixels then.")
def none_if_no_window(n, k, padding, stride):
    return 0 if n + 2 * padding < k else ignored_pixels.reference(n, k, padding, stride)


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
    yield "nothing to add at stride two", (4, 1, 2)
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
    "you put half of the zeros on each side and rounded down",
    "When the total is odd, half of it is no whole number: the zero that is left over goes after the row.",
)
def lost_half(n, k, stride):
    total = max((-(-n // stride) - 1) * stride + k - n, 0)
    return total // 2, total // 2


@same_padding.mistake(
    "`(k − 1) / 2` on each side is the rule for stride 1 and odd windows",
    "It keeps the size at stride 1. At other strides, and for even windows, count the missing zeros: places first, then what the last "
    "window hangs over.",
)
def odd_window_rule(n, k, stride):
    return (k - 1) // 2, (k - 1) // 2


@same_padding.mistake(
    "all zeros went after the row", "Half of them belong before it. Only an odd one is left over for the end."
)
def all_after(n, k, stride):
    return 0, max((-(-n // stride) - 1) * stride + k - n, 0)


@same_padding.mistake(
    "one stride too many",
    "Between the first place and the last there are `places − 1` strides: fence posts and fences.",
)
def fence_posts(n, k, stride):
    total = max(-(-n // stride) * stride + k - n, 0)
    return total // 2, total - total // 2


@same_padding.mistake(
    "right only when the stride divides the row",
    "`k − stride` zeros are missing when the last window ends with the row's last stride. Otherwise some of the row is left over and fewer "
    "are missing.",
)
def divides(n, k, stride):
    total = max(k - stride, 0)
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
        padding: `(p, q)` puts `p` rows of zeros above and as many below, `q` columns at the left and as many at the right.

    Returns:
        The feature map, `(out_h, out_w)`, floating point.
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
    yield "fractions", (rng.normal(size=(5, 6)), rng.normal(size=(2, 3)), (2, 1), (0, 1))


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
    "you padded above and at the left only", "`padding` zeros go on both sides: above and below, left and right."
)
def one_side_only(x, k, stride, padding):
    padded = np.pad(x, [(padding[0], 0), (padding[1], 0)])
    return np.einsum(
        "ijuv,uv->ij", np.lib.stride_tricks.sliding_window_view(padded, k.shape)[:: stride[0], :: stride[1]], k
    )


@corr2d_strided.mistake(
    "`np.pad(x, (p, q))` pads before and after, not rows and columns",
    "A single pair means `p` before and `q` after on every axis. Give one pair an axis: `[(p, p), (q, q)]`.",
)
def pair_for_all(x, k, stride, padding):
    padded = np.pad(x, padding)
    return np.einsum(
        "ijuv,uv->ij", np.lib.stride_tricks.sliding_window_view(padded, k.shape)[:: stride[0], :: stride[1]], k
    )


@corr2d_strided.mistake(
    "rows and columns move by the same stride", "`stride` holds two numbers, one for rows and one for columns."
)
def one_stride(x, k, stride, padding):
    return _strided(x, k, (stride[0], stride[0]), padding)


@corr2d_strided.mistake(
    "you thinned the image out, not the places",
    "The stride says where windows stand. Inside a window, neighbors are neighbors: no pixel of it is left out.",
)
def thinned_image(x, k, stride, padding):
    padded = np.pad(x, [(padding[0],) * 2, (padding[1],) * 2])[:: stride[0], :: stride[1]]
    return _strided(padded, k, (1, 1), (0, 0))


@corr2d_strided.mistake(
    "the last place is missing", "`(side − k) // stride` counts steps; the place before the first step counts too."
)
def forgot_last(x, k, stride, padding):
    return _strided(x, k, stride, padding)[:-1, :-1]


@corr2d_strided.mistake(
    "the kernel is transposed", "`k[u, v]` meets the pixel `u` rows down and `v` columns right in the window."
)
def transposed(x, k, stride, padding):
    return _strided(x, k.T, stride, padding)


@corr2d_strided.mistake(
    "your map holds whole numbers only",
    "`dtype=int` or rounding cuts the fractions off. Make the map of floats: `np.zeros((…))`.",
)
def whole_numbers(x, k, stride, padding):
    return _strided(x, k, stride, padding).astype(int)


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
    "layer 4 divides by its stride, whatever its window", '"same" at stride 3: 12 rows become 4, 3 columns become 1.'
)
def _last_valid():
    return ((24, 16), (12, 8), (12, 3), (3, 0))


@keras_stack_shapes.mistake(
    'layer 2 is a "same" layer', '"same" loses nothing to the window: 24 pixels at stride 2 become 12.'
)
def _second_valid():
    return ((24, 16), (11, 7), (11, 3), (4, 1))


@keras_stack_shapes.mistake(
    "layer 3 leaves the rows alone",
    "Its window is one pixel high and its stride for rows is 1: `strides=(1, 2)` is rows first.",
)
def _third_shrinks_rows():
    return ((24, 16), (12, 8), (5, 3), (2, 1))


@keras_stack_shapes.mistake("the image is 20 pixels wide, not square", "Work on the width by itself, from 20.")
def _square():
    return ((24, 24), (12, 12), (12, 5), (4, 2))


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
    A row has 224 pixels, an even number. One layer is PyTorch's `Conv2d(…, kernel_size=3, stride=2, padding=1)`, the other Keras'
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
        "begins on pixel 1. `padding=1` begins one pixel earlier, on a zero. Every window of one lies one pixel beside the other's.",
    ),
    c=(
        "Maps of the same size with different numbers: every window of one lies one pixel beside the other's.",
        '"same" needs a total of one zero at stride 2, and puts it after the row: windows begin on pixels 1, 3, 5, … '
        "With `padding=1` they begin on the zero before pixel 1, then on 2, 4, … That is why weights that move from one framework to the other need "
        '`ZeroPadding2D(1)` and "valid" instead.',
    ),
    d=(
        "The same map, except along the border.",
        "At stride 1 even the border agrees: both add one zero on each side. At stride 2 every window stands elsewhere, not only "
        "those at the border.",
    ),
)
