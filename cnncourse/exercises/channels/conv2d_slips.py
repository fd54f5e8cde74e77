"""Slips of `conv2d`, each with the words that a reader is told."""

import numpy as np

from cnncourse import ops

from .conv2d import _padded, _windows, conv2d


def _conv(x, kernel, bias, stride, padding, sums="nijcuv,uvcf->nijf", **how):
    return np.einsum(sums, _windows(_padded(x, kernel, stride, padding), kernel, stride, **how), kernel) + bias


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
