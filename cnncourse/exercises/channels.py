"""Exercises of the lesson on channels."""

import numpy as np

from cnncourse import ops
from cnncourse.autocheck import Unusable, choice, exercise, predict


@exercise(points=1, minutes=3)
def nchw_to_nhwc(x: np.ndarray) -> np.ndarray:
    """Move the channels from second to last place, so that every pixel keeps its colors.

    `y[n, i, j, c] = x[n, c, i, j]`

    Args:
        x: images, `(n, c, h, w)`.

    Returns:
        The same images, `(n, h, w, c)`.
    """
    # BEGIN SOLUTION
    return x.transpose(0, 2, 3, 1)
    # END SOLUTION


@nchw_to_nhwc.cases
def _(rng):
    yield "one image", (np.arange(24.0).reshape(1, 3, 2, 4),)
    yield "a batch of two", (rng.integers(-9, 10, (2, 3, 4, 5)).astype(float),)
    yield "as many rows as channels", (rng.integers(-9, 10, (2, 3, 3, 5)).astype(float),)
    yield "one channel", (rng.integers(-9, 10, (2, 1, 3, 4)).astype(float),)


@nchw_to_nhwc.mistake(
    "right shape, scrambled pixels: you reshaped",
    "`reshape` keeps the numbers in the order in which they lie in memory and cuts that row into new pieces. "
    "Here the axes have to change places, and the numbers with them. Look at the nine small gray pictures in the figure above.",
)
def reshaped(x):
    n, c, h, w = x.shape
    return x.reshape(n, h, w, c)


@nchw_to_nhwc.mistake(
    "height and width are exchanged",
    "You exchanged the channels with the width, so the width came to stand before the height. "
    "The channels go to the end; the other axes keep their order.",
)
def exchanged(x):
    return x.swapaxes(1, 3)


@nchw_to_nhwc.mistake(
    "you went the other way",
    "This moves the last axis to second place, as from `n h w c` to `n c h w`. Here the channels are second, and go last.",
)
def wrong_way(x):
    return x.transpose(0, 3, 1, 2)


@nchw_to_nhwc.mistake(
    "all four axes are turned round", "`.T` reverses the axes, the batch as well. Say which axis goes where."
)
def reversed_axes(x):
    return x.T


@nchw_to_nhwc.mistake(
    "channels and height are exchanged, the width is still last",
    "The channels belong behind the width: the new order is batch, height, width, channels.",
)
def half_way(x):
    return x.swapaxes(1, 2)


@nchw_to_nhwc.mistake(
    "the channels come in the opposite order", "Only the place of the channel axis changes: red stays channel 0."
)
def channels_reversed(x):
    return x.transpose(0, 2, 3, 1)[..., ::-1]


@nchw_to_nhwc.mistake(
    "the batch is gone",
    "You moved the channels of the first image only. All images go through, and the axis `n` stays first.",
)
def first_of_batch(x):
    return x[0].transpose(1, 2, 0)


@nchw_to_nhwc.mistake(
    "the batch went last, the channels stayed", "The axes count from 0: axis 0 is the batch. The channels are axis 1."
)
def batch_last(x):
    return np.moveaxis(x, 0, -1)


@nchw_to_nhwc.explain
def _(args, expected, index):
    n, i, j, c = index
    return f"row {i}, column {j}, channel {c}: x[{n}, {c}, {i}, {j}] = {expected[index]:g}"


nchw_to_nhwc.hint(
    "Does `reshape` move numbers? Print `x.ravel()` before and after.",
    "`np.transpose` takes the axes in their new order: for each new axis, which old one it was.",
    "The old axes are 0 batch, 1 channels, 2 height, 3 width. In the new order the channels, axis 1, come last.",
)


@exercise(points=3, minutes=12)
def conv2d(x: np.ndarray, kernel: np.ndarray, bias: np.ndarray, stride: int = 1, padding: str = "valid") -> np.ndarray:
    """Slide a bank of kernels over a batch of images with any number of channels.

    `y[n, i, j, f] = Σ padded[n, i·s + u, j·s + v, c] · kernel[u, v, c, f] + bias[f]`, summed over `u, v, c`.

    Args:
        x: images, `(n, h, w, c)`.
        kernel: weights, `(kh, kw, c, f)`: `f` kernels, each as deep as the image.
        bias: one number for each kernel, `(f,)`.
        stride: pixels from one place to the next, down and across.
        padding: `"valid"` or `"same"`; `ops.same_padding(side, kernel_side, stride)` gives the zeros before and after.

    Returns:
        Feature maps, `(n, out_h, out_w, f)`.
    """
    # BEGIN SOLUTION
    n, h, w, c = x.shape
    kh, kw, c, f = kernel.shape
    if padding == "same":
        x = np.pad(x, ((0, 0), ops.same_padding(h, kh, stride), ops.same_padding(w, kw, stride), (0, 0)))
    out_h = (x.shape[1] - kh) // stride + 1
    out_w = (x.shape[2] - kw) // stride + 1
    y = np.zeros((n, out_h, out_w, f))
    for i in range(out_h):
        for j in range(out_w):
            top, left = i * stride, j * stride
            window = x[:, top : top + kh, left : left + kw]  # (n, kh, kw, c)
            y[:, i, j] = np.tensordot(window, kernel, axes=3) + bias  # sums kh, kw and c: (n, f)
    return y
    # END SOLUTION


@conv2d.cases
def _(rng):
    def whole(*shape):
        return rng.integers(-4, 6, shape).astype(float)

    yield "two channels, one kernel", (whole(1, 3, 4, 2), whole(2, 3, 2, 1), np.zeros(1), 1, "valid")
    yield "three kernels, a bias each", (whole(1, 4, 3, 2), whole(2, 2, 2, 3), np.array([1.0, -2, 5]), 1, "valid")
    yield "a batch of two", (whole(2, 4, 5, 3), whole(3, 2, 3, 2), np.array([2.0, -1]), 1, "valid")
    yield "stride two", (whole(1, 6, 8, 2), whole(2, 3, 2, 3), np.array([0.5, 3, -1]), 2, "valid")
    yield "same", (whole(1, 4, 5, 2), whole(3, 2, 2, 3), np.array([1.0, 0, 4]), 1, "same")
    yield "same at stride two", (whole(2, 6, 8, 3), whole(3, 3, 3, 2), np.array([-2.0, 1]), 2, "same")


def _padded(x, kernel, stride, padding, odd_first=False):
    if padding != "same":
        return x
    pads = [ops.same_padding(side, k, stride) for side, k in zip(x.shape[1:3], kernel.shape[:2], strict=True)]
    return np.pad(x, ((0, 0), *(pair[::-1] if odd_first else pair for pair in pads), (0, 0)))


def _windows(x, kernel, stride=1, start=0):
    """Every window of padded images, `(n, out_h, out_w, c, kh, kw)`."""
    views = np.lib.stride_tricks.sliding_window_view(x, kernel.shape[:2], axis=(1, 2))
    return views[:, start::stride, start::stride]


def _conv(x, kernel, bias, stride, padding, sums="nijcuv,uvcf->nijf", **how):
    return np.einsum(sums, _windows(_padded(x, kernel, stride, padding), kernel, stride, **how), kernel) + bias


def _signed(value):
    """A number to stand in a sum: negative ones in parentheses."""
    return f"({value:g})" if value < 0 else f"{value:g}"


@conv2d.mistake(
    "the channels are not added up",
    "Your answer still has an axis of channels. One kernel gives one number at each place: what its slices find in all channels, added up.",
)
def not_summed(x, kernel, bias, stride, padding):
    return _conv(x, kernel, bias, stride, padding, "nijcuv,uvcf->nijcf")


@conv2d.mistake(
    "one map for each channel, where one for each kernel was asked",
    "You gave every channel a map of its own. The number of maps is the number of kernels, the last side of `kernel`; the channels are summed.",
)
def map_per_channel(x, kernel, bias, stride, padding):
    return _conv(x, kernel, 0, stride, padding, "nijcuv,uvcf->nijc") + bias[0]


@conv2d.mistake(
    "one slice of the kernel is used for every channel",
    "Each kernel is as deep as the image: `kernel[:, :, c, f]` meets channel `c`, and another channel meets another slice.",
)
def shared_slice(x, kernel, bias, stride, padding):
    return _conv(x, np.repeat(kernel[:, :, :1], kernel.shape[2], axis=2), bias, stride, padding)


@conv2d.mistake(
    "only the first channel is looked at", "A kernel looks at all channels of its window at once. Sum over `c` as well."
)
def first_channel(x, kernel, bias, stride, padding):
    return _conv(x[..., :1], kernel[:, :, :1], bias, stride, padding)


@conv2d.mistake(
    "you took the mean over the channels", "What the slices find is added up. Nothing is divided by their number."
)
def averaged(x, kernel, bias, stride, padding):
    return _conv(x, kernel, 0, stride, padding) / kernel.shape[2] + bias


@conv2d.mistake(
    "the images of the batch are added up",
    "Every image has maps of its own. A plain `.sum()` over a slice of the batch runs over the images too.",
)
def batch_summed(x, kernel, bias, stride, padding):
    y = _conv(x, kernel, 0, stride, padding)
    return np.broadcast_to(y.sum(axis=0), y.shape) + bias


@conv2d.mistake("the bias is missing", "Each map gets one number added at every place: `bias[f]`.")
def no_bias(x, kernel, bias, stride, padding):
    return _conv(x, kernel, 0, stride, padding)


@conv2d.mistake("every map got the first bias", "Map `f` gets `bias[f]`.")
def first_bias(x, kernel, bias, stride, padding):
    return _conv(x, kernel, bias[0], stride, padding)


@conv2d.mistake(
    "the bias is added once for each weight",
    "You added it before the sum, so it came in `kh · kw · c` times. It is added once, to the sum.",
)
def bias_per_tap(x, kernel, bias, stride, padding):
    return _conv(x, kernel, bias * kernel[..., 0].size, stride, padding)


@conv2d.mistake(
    "the bias is added once for each place in the window",
    "In a loop over the rows and columns of the kernel it comes in `kh · kw` times. Add it after the loop.",
)
def bias_in_the_loop(x, kernel, bias, stride, padding):
    return _conv(x, kernel, bias * kernel[..., 0, 0].size, stride, padding)


@conv2d.mistake(
    "the bias is added once for each channel",
    "It is one number for each kernel, not for each of its slices: add it after the channels are summed.",
)
def bias_per_channel(x, kernel, bias, stride, padding):
    return _conv(x, kernel, bias * kernel.shape[2], stride, padding)


@conv2d.mistake(
    "the stride is not used", "Place `(i, j)` begins at row `i * stride`, column `j * stride` of the padded image."
)
def no_stride(x, kernel, bias, stride, padding):
    return _conv(_padded(x, kernel, stride, padding), kernel, bias, 1, "valid")


@conv2d.mistake(
    "the size is right, but the window still moves one pixel at a time",
    "Place `(i, j)` begins at row `i * stride`, column `j * stride`, not at row `i`, column `j`.",
)
def crawled(x, kernel, bias, stride, padding):
    every = no_stride(x, kernel, bias, stride, padding)
    rows, columns = -(-every.shape[1] // stride), -(-every.shape[2] // stride)
    return every[:, :rows, :columns]


@conv2d.mistake(
    "the first window does not begin at the corner", "Place `(0, 0)` begins at row 0, column 0 of the padded image."
)
def late_start(x, kernel, bias, stride, padding):
    return _conv(x, kernel, bias, stride, padding, start=stride - 1)


@conv2d.mistake(
    '"same" is not padded', 'With `padding="same"` the zeros of `ops.same_padding` come around the image first.'
)
def no_padding(x, kernel, bias, stride, padding):
    return _conv(x, kernel, bias, stride, "valid")


@conv2d.mistake(
    "the odd zero is on the wrong side", "`ops.same_padding` gives `(before, after)`: rows above, then rows below."
)
def odd_zero_first(x, kernel, bias, stride, padding):
    return _conv(_padded(x, kernel, stride, padding, odd_first=True), kernel, bias, stride, "valid")


@conv2d.mistake(
    "you padded both sides alike",
    'That is `padding=1` of another framework (lesson 02). Keras\' "same" puts as few zeros as will do; an odd one goes after.',
)
def symmetrical(x, kernel, bias, stride, padding):
    if padding == "same":
        rows, columns = ((k // 2, k // 2) for k in kernel.shape[:2])
        x = np.pad(x, ((0, 0), rows, columns, (0, 0)))
    return _conv(x, kernel, bias, stride, "valid")


@conv2d.mistake(
    "you turned the kernels over",
    "That is the convolution of signal processing (lesson 01). Here `kernel[u, v]` meets the pixel `u` rows and `v` columns into the window.",
)
def flipped(x, kernel, bias, stride, padding):
    return _conv(x, kernel[::-1, ::-1], bias, stride, padding)


@conv2d.mistake(
    "the stride is not used",
    "Place `(i, j)` begins at row `i * stride`; the number of places and of zeros depend on it too.",
)
def stride_one(x, kernel, bias, stride, padding):
    return _conv(x, kernel, bias, 1, padding)


@conv2d.mistake(
    'right but for "same" with a stride: you padded as for stride 1',
    "You took every second place of the map for stride 1. With a stride, fewer zeros are needed, so the window begins "
    "elsewhere (lesson 02). Give `ops.same_padding` the stride, then step.",
)
def thinned(x, kernel, bias, stride, padding):
    return _conv(x, kernel, bias, 1, padding)[:, ::stride, ::stride]


@conv2d.mistake('"valid" is padded too', '`padding` says whether there are zeros: with `"valid"` there are none.')
def always_padded(x, kernel, bias, stride, padding):
    return _conv(x, kernel, bias, stride, "same")


@conv2d.mistake(
    "the zeros for the rows stand around the columns too",
    "Each axis has its own: the zeros of the columns come from the image's width and the kernel's.",
)
def rows_for_both(x, kernel, bias, stride, padding):
    if padding == "same":
        rows = ops.same_padding(x.shape[1], kernel.shape[0], stride)
        x = np.pad(x, ((0, 0), rows, rows, (0, 0)))
    return _conv(x, kernel, bias, stride, "valid")


@conv2d.mistake(
    "the last row and column of places are missing",
    "After the first place come `(h − kh) // stride` steps: that is one place more than steps.",
)
def one_place_short(x, kernel, bias, stride, padding):
    return _conv(x, kernel, bias, stride, padding)[:, :-1, :-1]


@conv2d.mistake(
    "all maps are the same: you summed over the kernels as well",
    "`(window[..., None] * kernel).sum()` adds up everything. The axis `f` stays, and so does the batch: say which axes are summed.",
)
def kernels_summed(x, kernel, bias, stride, padding):
    y = _conv(x, kernel, 0, stride, padding)
    return np.broadcast_to(y.sum(axis=(0, 3), keepdims=True), y.shape) + bias


@conv2d.mistake(
    "only the last weight of the window counts", "Each step overwrites the one before: add up with `+=`, from zeros."
)
def last_tap(x, kernel, bias, stride, padding):
    last = np.zeros_like(kernel)
    last[-1, -1] = kernel[-1, -1]
    return _conv(x, last, bias, stride, padding)


@conv2d.mistake(
    "window and kernel are put in line in different orders",
    "Both were flattened, but one runs through rows, columns, channels and the other through channels, rows, columns. "
    "Put the axes in the same order first.",
)
def unlike_order(x, kernel, bias, stride, padding):
    windows = _windows(_padded(x, kernel, stride, padding), kernel, stride)
    return windows.reshape(*windows.shape[:3], -1) @ kernel.reshape(-1, kernel.shape[3]) + bias


@conv2d.mistake(
    "the kernels are cut apart",
    "`kernel.reshape(f, -1)` does not put one kernel in each row: `f` is the last axis. `kernel.reshape(-1, f)` has one in each column.",
)
def cut_kernels(x, kernel, bias, stride, padding):
    cut = kernel.reshape(kernel.shape[3], -1).T.reshape(kernel.shape)
    return _conv(x, cut, bias, stride, padding)


@conv2d.mistake("the maps stand before the sides", "That is NCHW. Here the maps go last: `(n, out_h, out_w, f)`.")
def maps_first(x, kernel, bias, stride, padding):
    return _conv(x, kernel, bias, stride, padding).transpose(0, 3, 1, 2)


@conv2d.mistake("only the first image is used", "`x` is a batch. Every image gets its maps.")
def one_image_only(x, kernel, bias, stride, padding):
    return _conv(x[:1], kernel, bias, stride, padding)


@conv2d.mistake(
    "negative values are cut off", "That is a ReLU. It often follows a convolution, but is a step of its own."
)
def cut_off(x, kernel, bias, stride, padding):
    return np.maximum(_conv(x, kernel, bias, stride, padding), 0)


@conv2d.mistake(
    "fractions are cut off", "The map is an array of whole numbers. `np.zeros` without `dtype=int` keeps fractions."
)
def whole_numbers(x, kernel, bias, stride, padding):
    return _conv(x, kernel, bias, stride, padding).astype(int)


@conv2d.explain
def _(args, expected, index):
    x, kernel, bias, stride, padding = args
    n, i, j, f = index
    window = _windows(_padded(x, kernel, stride, padding), kernel, stride)[n, i, j]
    found = np.einsum("cuv,uvc->c", window, kernel[..., f])
    channels = ", ".join(f"channel {c} gives {value:g}" for c, value in enumerate(found))
    total = " + ".join(_signed(value) for value in (*found, bias[f]))
    return f"place [{i}, {j}], kernel {f}: {channels}; with the bias {total} = {expected[index]:g}"


conv2d.hint(
    "Pad, find the size of the map, fill it place by place: as in lesson 02, only that a window is now a block, `(kh, kw, c)`.",
    "For one kernel: multiply the block by `kernel[..., f]`, which has the same shape, and add up all of it.",
    "`x[:, top : top + kh, left : left + kw]` is the window of every image of the batch at once, `(n, kh, kw, c)`.",
    "`np.tensordot(window, kernel, axes=3)` sums the last three axes of the window against the first three of the kernel: `(n, f)`. The bias comes after the sum.",
)


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


@exercise(points=2, minutes=6)
def red_kernel() -> np.ndarray:
    """A 1×1 kernel that finds red.

    It must answer 0 to every gray from black to white, 1 to pure red `(1, 0, 0)`, and the same to pure green as to pure blue.

    Returns:
        Weights for red, green and blue, `(3, 1)`: three channels in, one map out.
    """
    # BEGIN SOLUTION
    return np.array([[1.0], [-0.5], [-0.5]])
    # END SOLUTION


@red_kernel.cases
def _(rng):
    yield "the shape is (3, 1)", (None,)
    yield "pure red gives 1", ((1, 0, 0),)
    yield "white gives 0", ((1, 1, 1),)
    yield "a dark gray gives 0", ((0.25, 0.25, 0.25),)
    yield "green less blue gives 0", ((0, 1, -1),)


@red_kernel.observe
def _(answer, args):
    kernel = np.asarray(answer(), dtype=float)
    if kernel.size != 3:
        count = "1 weight" if kernel.size == 1 else f"{kernel.size} weights"
        raise Unusable(
            f"{count} where 3 were expected", "One for each color: a 1×1 window has no other pixels to weigh."
        )
    if args[0] is None:
        return str(kernel.shape)  # a text, so that (1, 3) is not told as two values that are swapped
    response = float(np.dot(args[0], kernel.reshape(3)))
    return round(response, 6) + 0.0  # without float noise and without -0.0


@red_kernel.mistake(
    "you picked the red channel",
    "White is bright in the red channel too, as the background of the astronaut showed. To tell red from white, the other two channels must count against it.",
)
def red_channel():
    return np.array([[1.0], [0], [0]])


@red_kernel.mistake(
    "blue does not count", "Red against green alone answers −1 to green and 0 to blue. Both should get the same answer."
)
def against_green():
    return np.array([[1.0], [-1], [0]])


@red_kernel.mistake(
    "green does not count", "Red against blue alone answers −1 to blue and 0 to green. Both should get the same answer."
)
def against_blue():
    return np.array([[1.0], [0], [-1]])


@red_kernel.mistake(
    "gray is not balanced",
    "On white, what you take away is twice what you put in. For gray to give 0 the weights must add up to 0.",
)
def unbalanced():
    return np.array([[1.0], [-1], [-1]])


@red_kernel.mistake("red gives less than 1", "Gray gives 0, as it should. Scale the weights so that pure red gives 1.")
def unscaled():
    return np.array([[2.0], [-1], [-1]]) / 3


@red_kernel.mistake("red gives more than 1", "Gray gives 0, as it should. Scale the weights so that pure red gives 1.")
def too_strong():
    return np.array([[2.0], [-1], [-1]])


@red_kernel.mistake(
    "red and blue are exchanged",
    "The channels come as red, green, blue. (OpenCV loads them as blue, green, red: a classic trap.)",
)
def blue_first():
    return np.array([[-0.5], [-0.5], [1.0]])


@red_kernel.mistake("it finds what is not red", "The sign is wrong: red has to answer +1, the others less than 0.")
def negative():
    return np.array([[-1.0], [0.5], [0.5]])


@red_kernel.mistake("this makes the image gray", "Brightness answers to every color. Here gray itself must give 0.")
def brightness():
    return np.array([[0.299], [0.587], [0.114]])


@red_kernel.mistake(
    "right weights in the wrong shape",
    "`np.array([[a], [b], [c]])` is `(3, 1)`: a row for each channel in, a column for the map out.",
)
def wrong_shape():
    return np.array([1.0, -0.5, -0.5])


@red_kernel.mistake(
    "right weights, but a row where a column was asked",
    "`(1, 3)` is one channel in and three maps out. Here it is the other way round.",
)
def row():
    return np.array([[1.0, -0.5, -0.5]])


@red_kernel.mistake(
    "right weights in the shape that Keras gives them",
    "A layer keeps its window in front, `(1, 1, 3, 1)`. Here the window is left out: channels in, maps out.",
)
def with_window():
    return np.array([1.0, -0.5, -0.5]).reshape(1, 1, 3, 1)


@red_kernel.mistake(
    "green and blue do not get the same answer",
    "Red less brightness is 0 for gray and positive for red, but weighs green more than blue. The other two weights must be equal.",
)
def less_brightness():
    return np.array([[1 - 0.299], [-0.587], [-0.114]])


@red_kernel.mistake(
    "green and blue help red",
    "They must count *against* it: white holds as much red as pure red, and more of the others.",
)
def all_for():
    return np.array([[1.0], [0.5], [0.5]])


red_kernel.hint(
    "A gray pixel has three equal values `g`. The answer to it is `g` times the sum of the weights.",
    "So the weights add up to 0. The answer to pure red is the first weight by itself.",
    "The first weight is 1, the other two are equal, and all three add up to 0.",
)


@exercise(points=1, minutes=3)
def conv_parameters(kh: int, kw: int, c_in: int, c_out: int, bias: bool) -> int:
    """Numbers that a convolution layer learns.

    Args:
        kh: rows of the window. `kw`: its columns.
        c_in: channels that come in.
        c_out: kernels, and so maps that go out.
        bias: whether each kernel has one.

    Returns:
        Weights and biases together.
    """
    # BEGIN SOLUTION
    weights = kh * kw * c_in * c_out
    return weights + (c_out if bias else 0)
    # END SOLUTION


@conv_parameters.cases
def _(rng):
    yield "one channel, one kernel", (2, 3, 1, 1, False)
    yield "color", (3, 3, 3, 8, False)
    yield "with a bias", (3, 3, 3, 8, True)
    yield "a window that is not square", (1, 7, 16, 24, True)
    yield "1×1", (1, 1, 64, 16, True)
    kh, kw, c_in, c_out = (int(n) for n in rng.integers(2, 40, 4))
    yield f"{kh}×{kw}, {c_in} to {c_out}", (kh, kw, c_in, c_out, True)


@conv_parameters.mistake("the biases are missing", "With `bias=True`, each kernel has one more number.")
def without_bias(kh, kw, c_in, c_out, bias):
    return kh * kw * c_in * c_out


@conv_parameters.mistake("the biases are always counted", "With `bias=False` there are none.")
def always_bias(kh, kw, c_in, c_out, bias):
    return (kh * kw * c_in + 1) * c_out


@conv_parameters.mistake(
    "the channels that come in do not count",
    "Every kernel is as deep as its input: `kh · kw` weights for each channel.",
)
def flat_kernels(kh, kw, c_in, c_out, bias):
    return (kh * kw + bool(bias)) * c_out


@conv_parameters.mistake("you counted one kernel", "There are `c_out` kernels, each with all its weights.")
def one_kernel(kh, kw, c_in, c_out, bias):
    return kh * kw * c_in + bool(bias)


@conv_parameters.mistake("one bias for the whole layer", "Each kernel has its own bias, so there are `c_out`.")
def single_bias(kh, kw, c_in, c_out, bias):
    return kh * kw * c_in * c_out + bool(bias)


@conv_parameters.mistake(
    "a bias for each slice",
    "A kernel sums its slices first and adds one bias to the sum: `c_out` biases, not `c_in · c_out`.",
)
def bias_per_slice(kh, kw, c_in, c_out, bias):
    return (kh * kw + bool(bias)) * c_in * c_out


@conv_parameters.mistake("as many biases as channels come in", "Biases belong to the maps that go out.")
def bias_per_input(kh, kw, c_in, c_out, bias):
    return kh * kw * c_in * c_out + (c_in if bias else 0)


@conv_parameters.mistake("the window is taken to be square", "It has `kh` rows and `kw` columns.")
def squared(kh, kw, c_in, c_out, bias):
    return kh * kh * c_in * c_out + (c_out if bias else 0)


@conv_parameters.mistake("the window is taken to be square", "It has `kh` rows and `kw` columns.")
def squared_columns(kh, kw, c_in, c_out, bias):
    return kw * kw * c_in * c_out + (c_out if bias else 0)


@conv_parameters.mistake(
    "you counted the weights of one kernel, and the biases of all",
    "There are `c_out` kernels, each with `kh · kw · c_in` weights of its own.",
)
def weights_of_one(kh, kw, c_in, c_out, bias):
    return kh * kw * c_in + (c_out if bias else 0)


@conv_parameters.mistake(
    "channels in and maps out are added",
    "Each of the `c_out` kernels has weights for each of the `c_in` channels: that is a product.",
)
def channels_added(kh, kw, c_in, c_out, bias):
    return kh * kw * (c_in + c_out) + (c_out if bias else 0)


conv_parameters.hint(
    "How many weights has one kernel? It is a block: rows, columns, channels.",
    "There are `c_out` such blocks, and one bias for each block.",
    "Neither the image's size nor the batch matters: the same numbers are used at every place.",
)


@exercise(points=1, minutes=3)
def conv_macs(out_h: int, out_w: int, kh: int, kw: int, c_in: int, c_out: int) -> int:
    """Multiply-accumulates of a convolution layer on one image.

    Args:
        out_h: rows of the map that goes out. `out_w`: its columns.
        kh: rows of the window. `kw`: its columns.
        c_in: channels that come in.
        c_out: maps that go out.

    Returns:
        How often a weight is multiplied by a value and added to a sum; the biases are left out.
    """
    # BEGIN SOLUTION
    return out_h * out_w * kh * kw * c_in * c_out
    # END SOLUTION


@conv_macs.cases
def _(rng):
    yield "one place", (1, 1, 2, 3, 4, 5)
    yield "one channel, one kernel", (4, 6, 3, 2, 1, 1)
    yield "color", (30, 20, 3, 3, 3, 8)
    yield "1×1", (7, 5, 1, 1, 64, 16)
    sides = tuple(int(n) for n in rng.integers(3, 30, 6))
    yield "×".join(map(str, sides)), sides


@conv_macs.mistake(
    "you counted multiplications and additions by themselves",
    "A multiply-accumulate is one of each, taken together. Papers that count both report twice as many FLOPs as MACs.",
)
def doubled(out_h, out_w, kh, kw, c_in, c_out):
    return 2 * out_h * out_w * kh * kw * c_in * c_out


@conv_macs.mistake("that is the number of weights", "Each weight is used once at every place of the map that goes out.")
def weights_only(out_h, out_w, kh, kw, c_in, c_out):
    return kh * kw * c_in * c_out


@conv_macs.mistake(
    "the channels that come in do not count", "At each place a kernel multiplies `kh · kw` values of every channel."
)
def no_channels_in(out_h, out_w, kh, kw, c_in, c_out):
    return out_h * out_w * kh * kw * c_out


@conv_macs.mistake("you counted one kernel", "All `c_out` kernels visit all places.")
def no_channels_out(out_h, out_w, kh, kw, c_in, c_out):
    return out_h * out_w * kh * kw * c_in


@conv_macs.mistake("the window does not count", "At one place a kernel multiplies `kh · kw · c_in` values.")
def no_window(out_h, out_w, kh, kw, c_in, c_out):
    return out_h * out_w * c_in * c_out


@conv_macs.mistake(
    "you shrank the map once more",
    "`out_h` and `out_w` are the sides of the map that goes out: they are places already.",
)
def shrunk_again(out_h, out_w, kh, kw, c_in, c_out):
    return (out_h - kh + 1) * (out_w - kw + 1) * kh * kw * c_in * c_out


@conv_macs.mistake(
    "you counted by the size of the image that comes in",
    "A place of the map that goes out is where work is done. With a stride or without padding there are fewer of those than pixels.",
)
def input_side(out_h, out_w, kh, kw, c_in, c_out):
    return (out_h + kh - 1) * (out_w + kw - 1) * kh * kw * c_in * c_out


@conv_macs.mistake("the biases are counted", "Adding a bias multiplies nothing. By custom it is left out.")
def with_bias(out_h, out_w, kh, kw, c_in, c_out):
    return out_h * out_w * (kh * kw * c_in + 1) * c_out


@conv_macs.mistake("the biases are counted", "Adding a bias multiplies nothing. By custom it is left out.")
def with_biases_once(out_h, out_w, kh, kw, c_in, c_out):
    return out_h * out_w * kh * kw * c_in * c_out + c_out


@conv_macs.mistake(
    "you counted multiplications and additions by themselves",
    "A multiply-accumulate is one of each, taken together; the first addition, to a sum of 0, is counted as well.",
)
def exact_operations(out_h, out_w, kh, kw, c_in, c_out):
    return out_h * out_w * c_out * (2 * kh * kw * c_in - 1)


@conv_macs.mistake(
    "you counted additions",
    "Adding up `m` products takes `m − 1` additions, but `m` multiplications. A MAC is a product added to a sum that begins at 0: `m` of them.",
)
def additions(out_h, out_w, kh, kw, c_in, c_out):
    return out_h * out_w * c_out * (kh * kw * c_in - 1)


@conv_macs.mistake("the map is taken to be square", "It has `out_h` rows and `out_w` columns.")
def square_map(out_h, out_w, kh, kw, c_in, c_out):
    return out_h * out_h * kh * kw * c_in * c_out


@conv_macs.mistake("the window is taken to be square", "It has `kh` rows and `kw` columns.")
def square_window(out_h, out_w, kh, kw, c_in, c_out):
    return out_h * out_w * kh * kh * c_in * c_out


@conv_macs.mistake(
    "channels in and maps out are added", "Each of the `c_out` kernels works on each of the `c_in` channels: a product."
)
def channels_plus_maps(out_h, out_w, kh, kw, c_in, c_out):
    return out_h * out_w * kh * kw * (c_in + c_out)


conv_macs.hint(
    "How many products does it take to fill one place of one map?",
    "`kh · kw · c_in` for one place of one map. Now count places and maps.",
    "It is the number of weights times the number of places.",
)


@exercise(points=1, minutes=4)
def activation_bytes(batch: int, shapes: list[tuple[int, ...]], bytes_per_value: int = 4) -> int:
    """Memory of all feature maps of a network, which training keeps until the backward pass has used them.

    Args:
        batch: images in a batch.
        shapes: what each layer gives for one image, such as `(28, 28, 6)` or `(10,)`.
        bytes_per_value: 4 for float32, 2 for float16.

    Returns:
        Bytes.
    """
    # BEGIN SOLUTION
    values = 0
    for shape in shapes:
        values += int(np.prod(shape))
    return batch * values * bytes_per_value
    # END SOLUTION


@activation_bytes.cases
def _(rng):
    yield "one image, one layer", (1, [(4, 5, 3)], 4)
    yield "a batch", (16, [(4, 5, 3)], 4)
    yield "two layers", (1, [(4, 5, 3), (2, 2, 8)], 4)
    yield "float16", (8, [(6, 4, 3), (3, 2, 10)], 2)
    yield "a dense layer at the end", (3, [(8, 6, 4), (4, 3, 7), (10,)], 4)
    shapes = [tuple(int(n) for n in rng.integers(2, 30, 3)) for _ in range(4)]
    yield "four layers", (32, shapes, 4)


def _values(shapes):
    return [int(np.prod(shape)) for shape in shapes]


@activation_bytes.mistake("the batch does not count", "Every image has maps of its own.")
def one_image(batch, shapes, bytes_per_value):
    return sum(_values(shapes)) * bytes_per_value


@activation_bytes.mistake("you counted values, not bytes", "A float32 takes 4 bytes: multiply by `bytes_per_value`.")
def values_only(batch, shapes, bytes_per_value):
    return batch * sum(_values(shapes))


@activation_bytes.mistake("you counted bits", "The result is in bytes; eight bits are one byte.")
def bits(batch, shapes, bytes_per_value):
    return 8 * batch * sum(_values(shapes)) * bytes_per_value


@activation_bytes.mistake("4 bytes are built in", "`bytes_per_value` may be 2 as well: use the argument.")
def always_four(batch, shapes, bytes_per_value):
    return batch * sum(_values(shapes)) * 4


@activation_bytes.mistake(
    "only the last layer is counted", "The backward pass needs what every layer gave, so all of it is kept."
)
def last_layer(batch, shapes, bytes_per_value):
    return batch * _values(shapes)[-1] * bytes_per_value


@activation_bytes.mistake(
    "only the largest layer is counted",
    "That is nearer to *using* a network, where a map may be forgotten once the next one is made. Training keeps them all.",
)
def largest_layer(batch, shapes, bytes_per_value):
    return batch * max(_values(shapes)) * bytes_per_value


@activation_bytes.mistake("the layers are multiplied", "Each layer's maps lie beside the others: their sizes add up.")
def multiplied(batch, shapes, bytes_per_value):
    return batch * int(np.prod(_values(shapes))) * bytes_per_value


@activation_bytes.mistake(
    "the channels do not count", "A layer gives a map for each channel: `h · w · c` values, all sides multiplied."
)
def maps_only(batch, shapes, bytes_per_value):
    return batch * sum(int(np.prod(shape[:2])) for shape in shapes) * bytes_per_value


@activation_bytes.mistake(
    "the sides are added", "A map of 4 rows and 5 columns has 20 values, not 9: multiply the sides."
)
def sides_added(batch, shapes, bytes_per_value):
    return batch * sum(sum(shape) for shape in shapes) * bytes_per_value


@activation_bytes.mistake(
    "only the first layer is counted",
    "Does your loop `return` in its first round? Add up first, and return after the loop.",
)
def first_layer(batch, shapes, bytes_per_value):
    return batch * _values(shapes)[0] * bytes_per_value


@activation_bytes.mistake("the first layer is left out", "Every shape in the list is kept, the first one as well.")
def without_first(batch, shapes, bytes_per_value):
    return batch * sum(_values(shapes)[1:]) * bytes_per_value


@activation_bytes.mistake(
    "a dense layer has no rows and columns",
    "Its shape is `(10,)`, so `h, w, c = shape` finds one side. Multiply however many there are.",
)
def three_sides(batch, shapes, bytes_per_value):
    return batch * sum(h * w * c for h, w, c in shapes) * bytes_per_value


@activation_bytes.mistake("the dense layer is left out", "What it gives is kept as well: `(10,)` is 10 values.")
def maps_alone(batch, shapes, bytes_per_value):
    return batch * sum(int(np.prod(shape)) for shape in shapes if len(shape) == 3) * bytes_per_value


@activation_bytes.mistake(
    "twice as many bytes as the maps take", "Gradients come on top in the way back; here only the maps are asked for."
)
def with_gradients(batch, shapes, bytes_per_value):
    return 2 * batch * sum(_values(shapes)) * bytes_per_value


@activation_bytes.mistake("that is in MiB", "Bytes are asked for: leave out the division by 2²⁰.")
def in_mebibytes(batch, shapes, bytes_per_value):
    return batch * sum(_values(shapes)) * bytes_per_value / 2**20


@activation_bytes.mistake(
    "divided by the bytes of a value", "Each value takes `bytes_per_value` bytes: that is a factor."
)
def divided(batch, shapes, bytes_per_value):
    return batch * sum(_values(shapes)) / bytes_per_value


activation_bytes.hint(
    "How many values has one layer's output for one image? Multiply its sides.",
    "Add that up over the layers: training keeps them all at once.",
    "Then times the images in the batch, times the bytes of a value.",
)


@exercise(points=1, minutes=3)
def largest_batch(memory_bytes: int, shapes: list[tuple[int, ...]], bytes_per_value: int = 4) -> int:
    """The most images that fit, when all feature maps must be in memory at once.

    Args:
        memory_bytes: bytes at hand for feature maps.
        shapes: what each layer gives for one image.
        bytes_per_value: 4 for float32, 2 for float16.

    Returns:
        A whole number of images; 0 if not even one fits.
    """
    # BEGIN SOLUTION
    one = sum(int(np.prod(shape)) for shape in shapes) * bytes_per_value  # bytes of one image
    return memory_bytes // one
    # END SOLUTION


@largest_batch.cases
def _(rng):
    yield "fits exactly", (2400, [(4, 5, 3)], 4)
    yield "some bytes left over", (2399, [(4, 5, 3)], 4)
    yield "two layers", (9_000, [(4, 5, 3), (2, 2, 8)], 4)
    yield "float16", (9_000, [(4, 5, 3), (2, 2, 8)], 2)
    yield "not even one", (300, [(6, 4, 3), (3, 2, 10)], 4)
    shapes = [tuple(int(n) for n in rng.integers(2, 30, 3)) for _ in range(4)]
    yield "four layers in 8 MiB", (8 * 2**20, shapes, 4)


@largest_batch.mistake(
    "you rounded up", "A part of an image does not fit. Round down, or the last image runs out of memory."
)
def round_up(memory_bytes, shapes, bytes_per_value):
    return -(-memory_bytes // (sum(_values(shapes)) * bytes_per_value))


@largest_batch.mistake("you rounded to the nearest", "Nine tenths of an image do not fit: round down, always.")
def round_nearest(memory_bytes, shapes, bytes_per_value):
    return round(memory_bytes / (sum(_values(shapes)) * bytes_per_value))


@largest_batch.mistake("a batch is a whole number", "`/` gives a float; `//` divides and rounds down.")
def fraction(memory_bytes, shapes, bytes_per_value):
    return memory_bytes / (sum(_values(shapes)) * bytes_per_value)


@largest_batch.mistake("right value, but a float", "`int(a / b)` or, better, `a // b` gives a whole number.")
def floored_float(memory_bytes, shapes, bytes_per_value):
    return float(memory_bytes // (sum(_values(shapes)) * bytes_per_value))


@largest_batch.mistake("only the largest layer is counted", "Training keeps what every layer gave: add the layers up.")
def largest_only(memory_bytes, shapes, bytes_per_value):
    return memory_bytes // (max(_values(shapes)) * bytes_per_value)


@largest_batch.mistake("only the last layer is counted", "Training keeps what every layer gave: add the layers up.")
def last_only(memory_bytes, shapes, bytes_per_value):
    return memory_bytes // (_values(shapes)[-1] * bytes_per_value)


@largest_batch.mistake("you counted values, not bytes", "A value takes `bytes_per_value` bytes.")
def values_not_bytes(memory_bytes, shapes, bytes_per_value):
    return memory_bytes // sum(_values(shapes))


@largest_batch.mistake("4 bytes are built in", "`bytes_per_value` may be 2 as well: use the argument.")
def four_built_in(memory_bytes, shapes, bytes_per_value):
    return memory_bytes // (sum(_values(shapes)) * 4)


@largest_batch.mistake("one image at least?", "If not even one fits, the honest answer is 0.")
def at_least_one(memory_bytes, shapes, bytes_per_value):
    return max(memory_bytes // (sum(_values(shapes)) * bytes_per_value), 1)


@largest_batch.mistake(
    "you rounded down to a power of two", "That is a custom, not a limit: any whole number of images may be a batch."
)
def power_of_two(memory_bytes, shapes, bytes_per_value):
    most = memory_bytes // (sum(_values(shapes)) * bytes_per_value)
    return 1 << (most.bit_length() - 1) if most else 0


@largest_batch.mistake(
    "one too few where the memory fits exactly", "If the last image takes the last byte, it still fits: `<=`, not `<`."
)
def strictly(memory_bytes, shapes, bytes_per_value):
    return (memory_bytes - 1) // (sum(_values(shapes)) * bytes_per_value)


@largest_batch.mistake(
    "one too many",
    "That is the first batch that does *not* fit. Where a loop stops, the batch before it was the last to fit.",
)
def first_too_large(memory_bytes, shapes, bytes_per_value):
    return memory_bytes // (sum(_values(shapes)) * bytes_per_value) + 1


@largest_batch.mistake(
    "the bytes of a value are a factor where they should divide",
    "`a // b * c` is `(a // b) * c`. Put one image's bytes in parentheses, or in a variable of their own.",
)
def no_parentheses(memory_bytes, shapes, bytes_per_value):
    return memory_bytes // sum(_values(shapes)) * bytes_per_value


@largest_batch.mistake(
    "divided the wrong way round", "How often does one image fit into the memory, not the memory into it."
)
def upside_down(memory_bytes, shapes, bytes_per_value):
    return sum(_values(shapes)) * bytes_per_value // memory_bytes


@largest_batch.mistake(
    "room for gradients was not asked for",
    "`memory_bytes` is what is at hand for feature maps. Nothing is doubled here.",
)
def doubled_bytes(memory_bytes, shapes, bytes_per_value):
    return memory_bytes // (2 * sum(_values(shapes)) * bytes_per_value)


largest_batch.hint(
    "How many bytes does one image need? `activation_bytes` with a batch of 1.",
    "How many times do those bytes fit into the memory, in whole numbers?",
    "`memory_bytes // one`: the division rounds down, and gives 0 where nothing fits.",
)


@predict(points=1, minutes=4)
def stride_two_saves():
    """The stack's first convolution gets a stride of 2 in place of 1; its padding stays "same", nothing else changes, and all
    sides are even. By what factor are divided (1) the parameters of its convolutions, (2) their MACs, (3) the bytes of all
    their feature maps? Write three numbers, for example `(2, 2, 2)`; 1 means that nothing changes.
    """
    return (1.0, 4.0, 4.0)  # floats, so that 4 passes as well as 4.0


@stride_two_saves.mistake(
    "the parameters do not see the image",
    "A kernel has the same weights however many places it visits. Look at your `conv_parameters`.",
)
def _all_fall():
    return (4.0, 4.0, 4.0)


@stride_two_saves.mistake(
    "a stride halves both sides", "Half the rows and half the columns: how many places are left of four?"
)
def _one_side():
    return (1.0, 2.0, 2.0)


@stride_two_saves.mistake(
    "the maps shrink in both directions as well",
    "The work falls to a quarter because a quarter of the places is left. Each place is also one value to keep.",
)
def _half_memory():
    return (1.0, 4.0, 2.0)


@stride_two_saves.mistake(
    "the work falls at every place that is left out", "A value that is never computed costs no MACs either."
)
def _half_work():
    return (1.0, 2.0, 4.0)


@stride_two_saves.mistake(
    "the layers behind it shrink too",
    "The second layer gets a map of half the sides, and so does every layer after it.",
)
def _nothing():
    return (1.0, 1.0, 1.0)


@stride_two_saves.mistake(
    "the parameters do not see the image, and a stride halves both sides",
    "The weights stay as they are. Of the places, half the rows and half the columns are left.",
)
def _all_halve():
    return (2.0, 2.0, 2.0)


@stride_two_saves.mistake(
    "fewer values are kept",
    "The work falls because three of four places are left out. Each place is also one value less to keep.",
)
def _same_memory():
    return (1.0, 4.0, 1.0)


@stride_two_saves.mistake(
    "the work falls too", "A value that is never computed costs no MACs: three of four places are left out."
)
def _same_work():
    return (1.0, 1.0, 4.0)


@stride_two_saves.mistake(
    "the parameters do not see the image",
    "The work and the bytes fall to a quarter; the weights stay as many as they were.",
)
def _fewer_weights():
    return (2.0, 4.0, 4.0)


@stride_two_saves.mistake("1 stands for no change", "The parameters stay as they are, so they are divided by 1.")
def _zero_for_none():
    return (0.0, 4.0, 4.0)


@stride_two_saves.mistake(
    "that is what is left",
    "A quarter is left; asked is the factor by which it was divided, as `(2, 2, 2)` would say of a half.",
)
def _what_is_left():
    return (1.0, 0.25, 0.25)


@stride_two_saves.mistake(
    "one stride, not one for each layer",
    "Only the first layer has it. The next layer's map is smaller because its image is, by the same factor of 4.",
)
def _sixteen():
    return (1.0, 16.0, 4.0)


@stride_two_saves.mistake(
    "one stride, not one for each layer",
    "Only the first layer has it. The next layer's map is smaller because its image is, by the same factor of 4.",
)
def _all_sixteen():
    return (1.0, 16.0, 16.0)


@stride_two_saves.mistake("in another order", "First the parameters, then the MACs, then the bytes.")
def _backwards():
    return (4.0, 4.0, 1.0)


stride_two_saves.hint(
    "Follow one layer: with stride 2, how many rows and how many columns has its map?",
    "MACs are weights times places. Bytes are places times channels. Parameters are weights.",
    "The layers behind get smaller maps too, by the same factor. None of them gets other weights.",
)


what_1x1_does = choice(
    "what_1x1_does",
    """
    A feature map is `(1, 28, 28, 64)`. It goes through `Conv2D(256, kernel_size=1)`, stride 1. What can the layer do?
    """,
    right="d",
    a=(
        "Nothing but scale: a 1×1 kernel multiplies the map by one number.",
        "It would be so with one channel. Here each kernel is 1×1×64: it weighs 64 channels against each other, and there are 256 such mixes.",
    ),
    b=(
        "Reduce the channels; for more channels than came in, a larger window is needed.",
        "It often is used to reduce, but the number of kernels is free. This one goes up, from 64 to 256, as the last layer of every ResNet-50 block does.",
    ),
    c=(
        "Find small patterns, such as an edge between two neighboring pixels.",
        "It sees one pixel at a time. Shuffle the pixels, and it gives the same numbers, shuffled: neighbors never meet.",
    ),
    d=(
        "Make 256 new channels, each a weighted sum of the 64, from one pixel at a time.",
        "It is one matrix product, (784 × 64) by (64 × 256), the same as `Dense(256)` on the last axis. It mixes channels, changes their number up or down, and sees no pattern in space.",
    ),
    e=(
        "Turn the map into 256 numbers, one for each kernel.",
        "Each kernel visits all 28·28 places, so the output is `(1, 28, 28, 256)`. A global pooling would give 256 numbers.",
    ),
)
