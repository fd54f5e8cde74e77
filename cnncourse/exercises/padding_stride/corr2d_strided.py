"""`corr2d_strided`: reference, cases, slips and hints."""

import numpy as np

from cnncourse.autocheck import exercise


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
    yield "an image of whole numbers", (rng.integers(0, 10, (3, 4)), kernel / 4, (1, 1), (0, 0))


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
