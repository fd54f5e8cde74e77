"""`conv1x1`: reference, cases, slips and hints."""

import numpy as np

from cnncourse.autocheck import exercise

from .basis import _signed


@exercise(points=2, minutes=6)
def conv1x1(x: np.ndarray, kernel: np.ndarray, bias: np.ndarray) -> np.ndarray:
    """Mix the channels of every pixel: a convolution with a 1×1 window, as one matrix product.

    `y[n, i, j, f] = Σ x[n, i, j, c] · kernel[c, f] + bias[f]`, summed over `c`.

    Args:
        x: images, `(n, h, w, c)`.
        kernel: weights, `(c, f)`.
        bias: one number for each map, `(f,)`.

    Returns:
        `(n, h, w, f)`.
    """
    # BEGIN SOLUTION
    n, h, w, c = x.shape
    pixels = x.reshape(n * h * w, c)  # one row for each pixel
    return (pixels @ kernel + bias).reshape(n, h, w, -1)
    # END SOLUTION


@conv1x1.cases
def _(rng):
    def whole(*shape):
        return rng.integers(-4, 6, shape).astype(float)

    yield "three channels in, one out", (whole(1, 2, 3, 3), np.array([[1.0], [-2], [3]]), np.array([0.0]))
    yield "two channels in, four out", (whole(1, 3, 2, 2), whole(2, 4), np.array([1.0, 0, -3, 2]))
    yield "a batch of two", (whole(2, 2, 3, 3), whole(3, 2), np.array([-1.0, 4]))
    yield "as many out as in", (whole(2, 3, 4, 3), whole(3, 3), np.array([2.0, -2, 1]))


@conv1x1.mistake(
    "pixels are cut apart",
    "`reshape(c, …)` does not put one channel in each row: in memory the channels of a pixel lie side by side. Keep the last axis last.",
)
def cut_pixels(x, kernel, bias):
    n, h, w, c = x.shape
    return (x.reshape(c, -1).T @ kernel + bias).reshape(n, h, w, -1)


@conv1x1.mistake(
    "the product is right, but scrambled on its way back to images",
    "Your product has one row for each map. `reshape` does not turn it round: one row for each pixel comes back in good order.",
)
def scrambled_back(x, kernel, bias):
    n, h, w, c = x.shape
    maps = kernel.T @ x.reshape(-1, c).T + bias[:, None]
    return maps.reshape(n, h, w, -1)


@conv1x1.mistake(
    "the kernel is the wrong way round",
    "`kernel` is `(channels in, maps out)`: no `.T` is needed, and `@` sums over `c`.",
)
def transposed(x, kernel, bias):
    return x @ kernel.T + bias


@conv1x1.mistake("the bias is missing", "Each map gets one number added at every pixel: `bias[f]`.")
def unbiased(x, kernel, bias):
    return x @ kernel


@conv1x1.mistake("every map got the first bias", "Map `f` gets `bias[f]`.")
def one_bias(x, kernel, bias):
    return x @ kernel + bias[0]


@conv1x1.mistake(
    "the bias is added once for each channel", "It is added once, after the channels of a pixel are summed."
)
def bias_for_each_channel(x, kernel, bias):
    return x @ kernel + bias * x.shape[-1]


@conv1x1.mistake(
    "negative values are cut off", "That is a ReLU. It often follows a 1×1 convolution, but is a step of its own."
)
def rectified(x, kernel, bias):
    return np.maximum(x @ kernel + bias, 0)


@conv1x1.mistake(
    "you took a mean over the channels", "A mix is a weighted sum. Nothing is divided by the number of channels."
)
def mean_of_channels(x, kernel, bias):
    return x @ kernel / x.shape[-1] + bias


@conv1x1.mistake("the pixels are still in one long column", "Bring the rows back to images at the end: `(n, h, w, f)`.")
def still_flat(x, kernel, bias):
    return x.reshape(-1, x.shape[-1]) @ kernel + bias


@conv1x1.mistake(
    "height and width are exchanged on the way back",
    "Give `reshape` the sides in the order in which they came: `n, h, w`.",
)
def sides_exchanged(x, kernel, bias):
    n, h, w, c = x.shape
    return (x.reshape(-1, c) @ kernel + bias).reshape(n, w, h, -1)


@conv1x1.mistake(
    "the product is right, but scrambled on its way back to images",
    "Each row of your product holds the `f` numbers of one pixel. `reshape(n, f, …)` cuts the rows apart: keep `f` last.",
)
def cut_on_return(x, kernel, bias):
    n, h, w, c = x.shape
    return (x.reshape(-1, c) @ kernel + bias).reshape(n, -1, h, w).transpose(0, 2, 3, 1)


@conv1x1.mistake("the maps stand before the sides", "That is NCHW. Here the maps go last: `(n, h, w, f)`.")
def channels_first(x, kernel, bias):
    return (x @ kernel + bias).transpose(0, 3, 1, 2)


@conv1x1.mistake(
    "every map got the first kernel", "Map `f` is made with column `f` of `kernel`. A matrix product takes all columns."
)
def first_kernel(x, kernel, bias):
    return (x @ kernel[:, :1]) + bias


@conv1x1.mistake("only the first image is used", "`x` is a batch. Every image gets its maps.")
def single_image(x, kernel, bias):
    return x[:1] @ kernel + bias


@conv1x1.mistake("the batch is gone", "Keep the axis `n`: the answer is `(n, h, w, f)`, for all images.")
def batch_dropped(x, kernel, bias):
    return x[0] @ kernel + bias


@conv1x1.explain
def _(args, expected, index):
    x, kernel, bias = args
    pixel, weights = x[index[:3]], kernel[:, index[3]]
    terms = " + ".join(f"{_signed(a)}·{_signed(b)}" for a, b in zip(pixel, weights, strict=True))
    return f"pixel {list(index[:3])}, map {index[3]}: {terms} + bias {_signed(bias[index[3]])} = {expected[index]:g}"


conv1x1.hint(
    "One pixel is a row of `c` numbers. One row times the matrix `kernel` is the row of `f` numbers that you want.",
    "Put all pixels below each other: a matrix of `n · h · w` rows and `c` columns. The last axis is last already.",
    "Multiply, add the bias, and reshape the rows back to `(n, h, w, f)`. (`@` would even do it without any reshape.)",
)
