"""Slips of `adaptive_avg_pool`, each with the words that a reader is told."""

import numpy as np

from .adaptive_avg_pool import _ceil, _floor, adaptive_avg_pool


def _regions(
    x, bins, start=_floor, end=lambda i, n, b: _ceil(i + 1, n, b), mean=np.mean, axis=(1, 2), sides=None, dtype=float
):
    """Regions with parts to exchange."""
    n, h, w, c = x.shape
    h, w = sides or (h, w)
    out = np.zeros((n, bins, bins, c), dtype)
    for i in range(bins):
        for j in range(bins):
            part = x[:, start(i, h, bins) : end(i, h, bins), start(j, w, bins) : end(j, w, bins)]
            out[:, i, j] = mean(part, axis=axis) if part.size else 0
    return out


@adaptive_avg_pool.mistake(
    "that is a window of `bins` pixels",
    "You pooled *with* windows of `bins × bins`. Asked for is pooling *to* `bins × bins` means: bins = 1 gives one number for each map.",
)
def window(x, bins):
    n, h, w, c = x.shape
    h, w = h // bins, w // bins
    return x[:, : h * bins, : w * bins].reshape(n, h, bins, w, bins, c).mean(axis=(2, 4))


@adaptive_avg_pool.mistake(
    "the last pixels are never looked at",
    "Regions of `n // bins` pixels leave a rest over where `bins` does not divide `n`. Every pixel belongs to a region.",
)
def rest_dropped(x, bins):
    return _regions(x, bins, start=lambda i, n, b: i * (n // b), end=lambda i, n, b: (i + 1) * (n // b))


@adaptive_avg_pool.mistake(
    "your regions end where the next one starts",
    "The end is rounded *up*, the start *down*. Where `bins` does not divide, neighbors share a pixel.",
)
def floor_both(x, bins):
    return _regions(x, bins, end=lambda i, n, b: _floor(i + 1, n, b))


@adaptive_avg_pool.mistake("the start is rounded up", "Starts are rounded down, ends up: neighbors share pixels.")
def ceil_both(x, bins):
    return _regions(x, bins, start=_ceil)


@adaptive_avg_pool.mistake(
    "start and end are exchanged", "Round the start *down* and the end *up*; you have it the other way around."
)
def exchanged(x, bins):
    return _regions(x, bins, start=_ceil, end=lambda i, n, b: _floor(i + 1, n, b))


@adaptive_avg_pool.mistake(
    "that is `array_split`",
    "It makes the first pieces one longer and lets none overlap. Compute start and end yourself.",
)
def array_split(x, bins):
    rows = [piece.mean(axis=1) for piece in np.array_split(x, bins, axis=1)]
    y = np.stack(rows, axis=1)
    return np.stack([piece.mean(axis=2) for piece in np.array_split(y, bins, axis=2)], axis=2)


@adaptive_avg_pool.mistake(
    "the last region takes all the rest",
    "Regions are spread evenly: the k-th starts at `floor(k * n / bins)`, not at k times `n // bins`.",
)
def last_takes_rest(x, bins):
    return _regions(
        x, bins, start=lambda i, n, b: i * (n // b), end=lambda i, n, b: n if i == b - 1 else (i + 1) * (n // b)
    )


@adaptive_avg_pool.mistake(
    "you rounded up the length of the regions",
    "Regions of `ceil(n / bins)` pixels, one behind another, run over the edge. Round start and end, each for itself.",
)
def ceil_length(x, bins):
    return _regions(x, bins, start=lambda i, n, b: i * -(-n // b), end=lambda i, n, b: (i + 1) * -(-n // b))


@adaptive_avg_pool.mistake("start and end are rounded to the nearest", "Start: always down. End: always up.")
def nearest(x, bins):
    return _regions(x, bins, start=lambda i, n, b: round(i * n / b), end=lambda i, n, b: round((i + 1) * n / b))


@adaptive_avg_pool.mistake(
    "the end is one too far",
    "`x[start:end]` leaves `end` out already, and the formula counts on that. Nothing is added.",
)
def end_plus_one(x, bins):
    return _regions(x, bins, end=lambda i, n, b: _floor(i + 1, n, b) + 1)


@adaptive_avg_pool.mistake("the end is one too early", "`x[start:end]` leaves `end` out already. Do not take one off.")
def end_minus_one(x, bins):
    return _regions(x, bins, end=lambda i, n, b: _ceil(i + 1, n, b) - 1)


@adaptive_avg_pool.mistake("those are sums", "A larger region would weigh more. Take the mean.")
def sums(x, bins):
    return _regions(x, bins, mean=np.sum)


@adaptive_avg_pool.mistake(
    "those are maxima",
    "The pyramid takes means. (The paper tried maxima, too: 40.87 % mIoU instead of 41.68 %, table 1.)",
)
def maxima(x, bins):
    return _regions(x, bins, mean=np.max)


@adaptive_avg_pool.mistake(
    "the channels are averaged too", "Each channel has means of its own: average over height and width alone."
)
def over_channels(x, bins):
    return _regions(x, bins, mean=lambda part, axis: part.mean(axis=(1, 2, 3))[:, None])


@adaptive_avg_pool.mistake("the images are averaged too", "Each image has means of its own.")
def over_images(x, bins):
    return _regions(x, bins, mean=lambda part, axis: part.mean(axis=(0, 1, 2)))


@adaptive_avg_pool.mistake(
    "the columns are cut by the height", "Each side has its own number of pixels: the width cuts the columns."
)
def height_twice(x, bins):
    return _regions(x, bins, sides=(x.shape[1], x.shape[1]))


@adaptive_avg_pool.mistake(
    "the rows are cut by the width", "Each side has its own number of pixels: the height cuts the rows."
)
def width_twice(x, bins):
    return _regions(x, bins, sides=(x.shape[2], x.shape[2]))


@adaptive_avg_pool.mistake("height and width are exchanged", "The shape is (n, *height*, *width*, c), in this order.")
def sides_exchanged(x, bins):
    return _regions(x, bins, sides=(x.shape[2], x.shape[1]))


@adaptive_avg_pool.mistake(
    "rows and columns of the result are exchanged", "`means[:, i, j]` is row i, column j: i counts from the top."
)
def transposed(x, bins):
    return _regions(x, bins).swapaxes(1, 2)


@adaptive_avg_pool.mistake(
    "one number for all regions", "That is the mean of the whole map, which is right for bins = 1 only."
)
def global_mean(x, bins):
    return np.broadcast_to(x.mean(axis=(1, 2), keepdims=True), (len(x), bins, bins, x.shape[3]))


@adaptive_avg_pool.mistake("only the rows were cut", "Height *and* width are cut into `bins`.")
def rows_only(x, bins):
    return _regions(x, bins, mean=lambda part, axis: part.mean(axis=(1, 2)))[:, :, :1]


@adaptive_avg_pool.mistake(
    "the means were cut to whole numbers",
    "An array made with the type of `x` cannot hold halves. `np.zeros` without a type can.",
)
def whole_numbers(x, bins):
    return _regions(x, bins, dtype=x.dtype)


@adaptive_avg_pool.mistake("the channels come second", "(n, bins, bins, c): the channels stay last.")
def channels_second(x, bins):
    return np.moveaxis(_regions(x, bins), 3, 1)


@adaptive_avg_pool.mistake(
    "it came back at the size of the input", "Each region gives *one* number here. Laying them out again comes later."
)
def laid_out(x, bins):
    out = np.zeros(x.shape)
    means, (_, h, w, _) = _regions(x, bins), x.shape
    for i in range(bins):
        for j in range(bins):
            out[:, i * h // bins : _ceil(i + 1, h, bins), j * w // bins : _ceil(j + 1, w, bins)] = means[:, i, j][
                :, None, None
            ]
    return out


@adaptive_avg_pool.mistake(
    "axes of length 1 were dropped", "One region or one channel keeps its axis: (n, bins, bins, c)."
)
def squeezed(x, bins):
    return _regions(x, bins).squeeze()


@adaptive_avg_pool.mistake(
    "a number was rounded before it was multiplied",
    "First `(i + 1) * n / bins`, then round up. `ceil(n / bins) * (i + 1)` runs ahead.",
)
def rounded_too_early(x, bins):
    return _regions(x, bins, end=lambda i, n, b: -(-n // b) * (i + 1))


@adaptive_avg_pool.mistake(
    "all regions but the last are 0",
    "Is the array for the means made anew inside the loops? Make it once, before them.",
)
def made_anew(x, bins):
    y = _regions(x, bins)
    y[:, : bins - 1] = y[:, :, : bins - 1] = 0
    return y


@adaptive_avg_pool.mistake("those are medians", "Take the mean of each region.")
def medians(x, bins):
    return _regions(x, bins, mean=np.median)


@adaptive_avg_pool.mistake(
    "the end is one too far",
    "`x[start:end]` leaves `end` out already, and the formula counts on that. Nothing is added to what was rounded up.",
)
def end_included(x, bins):
    return _regions(x, bins, end=lambda i, n, b: _ceil(i + 1, n, b) + 1)


@adaptive_avg_pool.mistake(
    "the parentheses around `i + 1` are missing", "`i + 1 * n / bins` adds `n / bins` to i: `(i + 1) * n / bins`."
)
def no_parentheses(x, bins):
    return _regions(x, bins, end=lambda i, n, b: i + _ceil(1, n, b))


@adaptive_avg_pool.mistake(
    "every sum was divided by the same number",
    "Where `bins` does not divide, regions share pixels and have more than `h * w / bins²`. Divide by what the region has.",
)
def equal_areas(x, bins):
    return _regions(x, bins, mean=np.sum) * bins**2 / (x.shape[1] * x.shape[2])


@adaptive_avg_pool.mistake(
    "the maps were read as (n, c, h, w)", "The channels come last here; height and width are axes 1 and 2."
)
def channels_first(x, bins):
    return np.moveaxis(_regions(np.moveaxis(x, 1, 3), bins), 3, 1)


@adaptive_avg_pool.mistake("only the first image came back", "There are n images: keep the first axis.")
def first_image(x, bins):
    return _regions(x, bins)[0]


@adaptive_avg_pool.mistake(
    "the regions lie in one row", "Height and width of the result are two axes: (n, bins, bins, c)."
)
def in_one_row(x, bins):
    return _regions(x, bins).reshape(len(x), bins * bins, x.shape[3])


@adaptive_avg_pool.mistake(
    "only the rows were cut", "The means run over the whole width. Height *and* width are cut into `bins`."
)
def strips(x, bins):
    h = x.shape[1]
    rows = [x[:, _floor(i, h, bins) : _ceil(i + 1, h, bins)].mean(axis=(1, 2)) for i in range(bins)]
    return np.stack(rows, axis=1)


@adaptive_avg_pool.mistake("the images were summed up", "Each image has means of its own: do not touch axis 0.")
def images_summed(x, bins):
    return _regions(x, bins).sum(axis=0, keepdims=True)
