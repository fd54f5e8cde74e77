"""`convolve2d`: reference, cases, slips and hints."""

import numpy as np

from cnncourse.autocheck import exercise

from .basis import _correlate, _padded, _terms


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
