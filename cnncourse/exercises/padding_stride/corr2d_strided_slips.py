"""Slips of `corr2d_strided` on sizes, sums and loops, each with the words that a reader is told."""

import numpy as np

from .corr2d_strided import _strided, corr2d_strided


@corr2d_strided.mistake(
    "the padding of rows and columns is exchanged",
    "`padding[0]` is for rows, above and below; `padding[1]` for columns, left and right.",
)
def exchanged_padding(x, k, stride, padding):
    return _strided(x, k, stride, padding[::-1])


@corr2d_strided.mistake(
    "the strides of rows and columns are exchanged",
    "`stride[0]` is for rows, `stride[1]` for columns.",
)
def exchanged_strides(x, k, stride, padding):
    return _strided(x, k, stride[::-1], padding)


@corr2d_strided.mistake(
    "rows and columns get the same padding",
    "`padding` holds two numbers, one for rows and one for columns.",
)
def one_padding(x, k, stride, padding):
    return _strided(x, k, stride, (padding[0], padding[0]))


@corr2d_strided.mistake(
    "rows and columns get the same padding",
    "`padding` holds two numbers; you used the one for columns twice.",
)
def column_padding(x, k, stride, padding):
    return _strided(x, k, stride, (padding[1], padding[1]))


@corr2d_strided.mistake(
    "rows and columns move by the same stride",
    "`stride` holds two numbers; you used the one for columns twice.",
)
def column_stride(x, k, stride, padding):
    return _strided(x, k, (stride[1], stride[1]), padding)


@corr2d_strided.mistake(
    "the columns move one by one",
    "You used the stride of the rows. The columns have one too.",
)
def rows_strided(x, k, stride, padding):
    return _strided(x, k, (stride[0], 1), padding)


@corr2d_strided.mistake(
    "the rows move one by one",
    "You used the stride of the columns. The rows have one too.",
)
def columns_strided(x, k, stride, padding):
    return _strided(x, k, (1, stride[1]), padding)


@corr2d_strided.mistake(
    "you padded below and at the right only",
    "`padding` zeros go on both sides: above and below, left and right.",
)
def padded_after(x, k, stride, padding):
    padded = np.pad(x, [(0, padding[0]), (0, padding[1])])
    return _strided(padded, k, stride, (0, 0))


@corr2d_strided.mistake(
    "you shared the padding out",
    "`p` rows go above and as many below: it is not the total of both.",
)
def halved_padding(x, k, stride, padding):
    padded = np.pad(x, [(side // 2, side - side // 2) for side in padding])
    return _strided(padded, k, stride, (0, 0))


@corr2d_strided.mistake(
    "you padded twice as much",
    "`p` rows above and `p` below: the image grows by `2p`, not by `4p`.",
)
def padded_twice(x, k, stride, padding):
    return _strided(x, k, stride, (2 * padding[0], 2 * padding[1]))


@corr2d_strided.mistake(
    "you padded with ones",
    "Pad with zeros: `np.pad` does so unless told otherwise.",
)
def ones_around(x, k, stride, padding):
    padded = np.pad(x, [(padding[0],) * 2, (padding[1],) * 2], constant_values=1)
    return _strided(padded, k, stride, (0, 0))


@corr2d_strided.mistake(
    "you padded the map, not the image",
    "The zeros go around the image first. Then windows may stand over its edge.",
)
def padded_map(x, k, stride, padding):
    y = _strided(x, k, stride, (0, 0))
    return np.pad(y, [(padding[0],) * 2, (padding[1],) * 2])


@corr2d_strided.mistake(
    "you worked the size out without the padding",
    "The padded image has room for more places: take the sides of the image after padding.",
)
def size_without_padding(x, k, stride, padding):
    rows, columns = _strided(x, k, stride, (0, 0)).shape
    return _strided(x, k, stride, padding)[:rows, :columns]


@corr2d_strided.mistake(
    "the map is as large as at stride 1",
    "The right numbers stand in its corner, and the rest is zero. Divide the room by the stride when you work the size out.",
)
def dense_map(x, k, stride, padding):
    y = np.zeros(_strided(x, k, (1, 1), padding).shape)
    few = _strided(x, k, stride, padding)
    y[: few.shape[0], : few.shape[1]] = few
    return y


@corr2d_strided.mistake(
    "your map has the type of the image",
    "An image of whole numbers makes a map of whole numbers, and fractions are cut off. The map is floating point, whatever comes in.",
)
def types_of_image(x, k, stride, padding):
    return _strided(x, k, stride, padding).astype(x.dtype)


@corr2d_strided.mistake(
    "your map holds whole numbers only",
    "Nothing asks for rounding: return the sums as they are.",
)
def rounded_map(x, k, stride, padding):
    return _strided(x, k, stride, padding).round()


@corr2d_strided.mistake(
    "you took the sign away",
    "A response may be negative: return the sums as they are, without `abs`.",
)
def without_sign(x, k, stride, padding):
    return np.abs(_strided(x, k, stride, padding))


@corr2d_strided.mistake(
    "negative sums are gone",
    "A cross-correlation does not stop at 0; that would be a ReLU.",
)
def rectified(x, k, stride, padding):
    return np.maximum(_strided(x, k, stride, padding), 0)


@corr2d_strided.mistake(
    "you took the largest product of each window",
    "A cross-correlation adds all of them up.",
)
def largest_product(x, k, stride, padding):
    padded = np.pad(x, [(padding[0],) * 2, (padding[1],) * 2])
    windows = np.lib.stride_tricks.sliding_window_view(padded, k.shape)[:: stride[0], :: stride[1]]
    return (windows * k).max(axis=(2, 3))


@corr2d_strided.mistake(
    "each place still has several numbers",
    "You summed the products along one axis of the window. Both go: one number is left at each place.",
)
def summed_once(x, k, stride, padding):
    padded = np.pad(x, [(padding[0],) * 2, (padding[1],) * 2])
    windows = np.lib.stride_tricks.sliding_window_view(padded, k.shape)[:: stride[0], :: stride[1]]
    return (windows * k).sum(axis=-1)


@corr2d_strided.mistake(
    "only the first place is filled",
    "Your `return` stands inside the loops, so they end after one place. Move it to the left.",
)
def returned_at_once(x, k, stride, padding):
    full = _strided(x, k, stride, padding)
    y = np.zeros_like(full)
    y[0, 0] = full[0, 0]
    return y


@corr2d_strided.mistake(
    "only the first row is filled",
    "Your `return` stands inside the outer loop, so it ends after one row. Move it to the left.",
)
def returned_after_row(x, k, stride, padding):
    full = _strided(x, k, stride, padding)
    y = np.zeros_like(full)
    y[0] = full[0]
    return y


@corr2d_strided.mistake(
    "the last row and column are not filled",
    "`range(n)` stops before `n` by itself; no `- 1` is needed.",
)
def left_out_last(x, k, stride, padding):
    full = _strided(x, k, stride, padding)
    y = np.zeros_like(full)
    y[:-1, :-1] = full[:-1, :-1]
    return y


@corr2d_strided.mistake(
    "row 0 and column 0 are not filled",
    "Counting starts at 0, and so must your loops.",
)
def left_out_first(x, k, stride, padding):
    full = _strided(x, k, stride, padding)
    y = np.zeros_like(full)
    y[1:, 1:] = full[1:, 1:]
    return y


@corr2d_strided.mistake(
    "the sums run on from place to place",
    "Each place adds up its own window only: start every sum from 0.",
)
def running_sum(x, k, stride, padding):
    return _strided(x, k, stride, padding).cumsum(axis=1)


@corr2d_strided.mistake(
    "`@` and `dot` multiply rows with columns",
    "Here each pixel of a window meets the one number of the kernel that lies on it, and no other.",
)
def matrix_product(x, k, stride, padding):
    padded = np.pad(x, [(padding[0],) * 2, (padding[1],) * 2])
    windows = np.lib.stride_tricks.sliding_window_view(padded, k.shape)[:: stride[0], :: stride[1]]
    return (windows @ k.T).sum(axis=(2, 3))
