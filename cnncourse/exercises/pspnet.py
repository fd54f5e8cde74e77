"""Exercises of the lesson on PSPNet."""

import numpy as np

from cnncourse.autocheck import choice, exercise, predict


@exercise(points=3, minutes=8)
def adaptive_avg_pool(x: np.ndarray, bins: int) -> np.ndarray:
    """Cut maps into `bins × bins` regions, whatever their size, and take the mean of each.

    Along a side of `n` pixels, region `i` goes from pixel `floor(i * n / bins)` up to, not
    including, `ceil((i + 1) * n / bins)`. Height and width are cut alike, each by its own `n`.

    Args:
        x: maps, `(n, h, w, c)`, whole numbers or not. It stays as it is.
        bins: regions along each side, at least 1.

    Returns:
        The means, `(n, bins, bins, c)`, floating.
    """
    # BEGIN SOLUTION
    n, h, w, c = x.shape
    means = np.zeros((n, bins, bins, c))
    for i in range(bins):
        top, bottom = i * h // bins, -(-(i + 1) * h // bins)
        for j in range(bins):
            left, right = j * w // bins, -(-(j + 1) * w // bins)
            means[:, i, j] = x[:, top:bottom, left:right].mean(axis=(1, 2))
    return means
    # END SOLUTION


@adaptive_avg_pool.cases
def _(rng):
    def draw(*shape):
        return rng.normal(size=shape).round(2)

    yield "a row of five, two regions", (np.array([[1.0, 2, 3, 4, 8]]).reshape(1, 1, 5, 1), 2)
    yield "one region", (draw(2, 3, 5, 2), 1)
    yield "the sides divide", (draw(2, 4, 6, 3), 2)
    yield "the sides do not divide", (draw(2, 7, 10, 2), 3)
    yield "whole numbers", (rng.integers(-9, 10, (2, 5, 8, 3)), 3)
    yield "ten and eleven, four regions", (draw(1, 10, 11, 2), 4)
    yield "more regions than rows", (draw(2, 2, 5, 1), 3)


def _floor(i, n, b):
    return i * n // b


def _ceil(i, n, b):
    return -(-i * n // b)


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


@adaptive_avg_pool.explain
def _(args, expected, index):
    x, bins = args
    _, i, j, _ = index
    (_, h, w, _) = x.shape
    return (
        f"region ({i}, {j}): rows {_floor(i, h, bins)} to {_ceil(i + 1, h, bins) - 1}, columns {_floor(j, w, bins)} to "
        f"{_ceil(j + 1, w, bins) - 1}; mean {expected[tuple(index)]:.4g}"
    )


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


adaptive_avg_pool.hint(
    "Two loops, over rows and columns of regions. Images and channels need none.",
    "`i * h // bins` rounds down. Rounding up: `-(-a // b)`, or `math.ceil(a / b)`.",
    "`x[:, top:bottom, left:right].mean(axis=(1, 2))` is `(n, c)`.",
)


@predict(points=1, minutes=3)
def shared_pixels():
    """A row of 10 pixels is cut into 4 regions. How many of the 10 pixels belong to two regions? For example `5`."""
    return 2


@shared_pixels.mistake(
    "4 does not divide 10", "Write the four starts and ends down: 10/4 = 2.5 is rounded down and up."
)
def _none_shared():
    return 0


@shared_pixels.mistake(
    "one border needs no rounding",
    "There are three borders: 2.5, 5 and 7.5. Two regions share a pixel only where the border cuts one in half.",
)
def _each_border():
    return 3


@shared_pixels.mistake(
    "you counted each shared pixel twice",
    "Four times three pixels are 12 places for 10 pixels. How many pixels are counted twice?",
)
def _counted_twice():
    return 4


@shared_pixels.mistake(
    "three borders, each counted twice",
    "A pixel of two regions is one pixel; and a border between two pixels cuts none.",
)
def _borders_twice():
    return 6


@shared_pixels.mistake(
    "that is how often pixels are counted in all",
    "Four regions of three pixels. There are 10 pixels; how many of them lie in two regions?",
)
def _region_size():
    return 12


what_bin_one_sees = choice(
    "what_bin_one_sees",
    """
    The level with one bin: maps of 16×16 places and 48 channels are pooled to 1×1, convolved, and resized to 16×16 again. What does this level put
    behind a place?
    """,
    right="c",
    a=(
        "The mean of the place and its neighbors, so something else at every place.",
        "That would be a window of a few places that slides. A bin does not slide. With one bin the region is the whole map.",
    ),
    b=(
        "The place itself, unchanged: a 1×1 region is one pixel.",
        "The common mix-up. Bins = 1 means *one region*, not regions one pixel wide. (Sixteen bins a side would give single places.)",
    ),
    c=(
        "The same numbers behind every place, made from the mean of each channel over the whole map.",
        "One mean for each channel, a 1×1 convolution, and bilinear resizing of a 1×1 map, which repeats it. It tells every place what the scene is like, and nothing about where.",
    ),
    d=(
        "The global mean, the stronger the nearer the place lies to the middle.",
        "Bilinear resizing between *several* means fades. A 1×1 map has nothing to fade to: it is repeated.",
    ),
)


@predict(points=1, minutes=4)
def pyramid_weights():
    """PSPNet's pyramid stands on maps with 2,048 channels. It has bins 1, 2, 3 and 6. Each level has a 1×1 convolution without bias to a quarter of the channels,
    and a BatchNorm behind it. How many numbers does the pyramid train? (γ and β count, moving statistics do not.) For example `1_000_000`.
    """
    return 4_198_400


@pyramid_weights.mistake("BatchNorm trains two numbers for each channel", "γ and β of 512 channels, four times.")
def _no_norm():
    return 4_194_304


@pyramid_weights.mistake("moving statistics are not trained", "Count γ and β, not mean and variance.")
def _with_statistics():
    return 4_202_496


@pyramid_weights.mistake("that is one level", "There are four, each with 512 filters.")
def _one_level():
    return 1_049_600


@pyramid_weights.mistake("each convolution has too many filters", "A quarter of 2,048 for each level, not 2,048.")
def _all_filters():
    return 16_793_600


@pyramid_weights.mistake("the convolutions have no bias", "You counted 512 biases a level.")
def _with_bias():
    return 4_200_448


@pyramid_weights.mistake(
    "the bins have nothing to do with it",
    "A 1×1 convolution uses the same weights at every place, be they 1, 4, 9 or 36.",
)
def _times_places():
    return 52_480_000


@pyramid_weights.mistake(
    "the bins have nothing to do with it",
    "A 1×1 convolution uses the same weights at every place. (And BatchNorm trains 1,024 numbers a level.)",
)
def _places_no_norm():
    return 52_428_800


@pyramid_weights.mistake(
    "the bins have nothing to do with it", "1 + 2 + 3 + 6 are regions along a side. There are four levels."
)
def _times_sides():
    return 12_595_200


@pyramid_weights.mistake(
    "512 numbers are missing in each level",
    "BatchNorm trains γ *and* β. (Or did you count a bias and no BatchNorm? It is the other way around.)",
)
def _half_norm():
    return 4_196_352


@pyramid_weights.mistake("BatchNorm stands behind the convolution", "There are 512 channels there, not 2,048.")
def _norm_of_the_input():
    return 4_210_688


@pyramid_weights.mistake("the convolutions are 1×1", "You counted nine weights for each pair of channels.")
def _three_by_three():
    return 37_752_832


@pyramid_weights.mistake("the levels do not share their convolution", "Each of the four has weights of its own.")
def _shared():
    return 1_052_672


def _normed(x, filters, kernel, stride=1, dilation=1, eps=1.001e-5, bias=False, norm=True, relu=True, padding="same"):
    from keras import layers

    x = layers.Conv2D(filters, kernel, stride, padding, dilation_rate=dilation, use_bias=bias)(x)
    x = layers.BatchNormalization(epsilon=eps)(x) if norm else x
    return layers.ReLU()(x) if relu else x


def _mean_to(x, b):
    from keras import layers

    return layers.AdaptiveAveragePooling2D(b)(x)


def _window_of(x, b):
    from keras import layers

    return layers.AveragePooling2D(b)(x)


def _max_to(x, b):
    from keras import layers

    if b == 1:  # AdaptiveMaxPooling2D(1) brings the process down (Keras 3.15)
        return layers.GlobalMaxPooling2D(keepdims=True)(x)
    return layers.AdaptiveMaxPooling2D(b)(x)


def _levels(x, bins, filters, pool=_mean_to, kernel=1, how="bilinear", keep="first", late=False, cascade=False, add=False, convolve=True,
            relu_late=False, same_bin=None, **parts):  # fmt: skip
    """The pyramid with parts to exchange."""
    from keras import layers

    h, w = x.shape[1:3]
    levels, y = [], x
    for b in bins:
        y = pool(y if cascade else x, same_bin or b)
        if late:
            level = _normed(layers.Resizing(h, w, how)(y), filters, kernel, **parts)
        elif relu_late:
            level = layers.ReLU()(layers.Resizing(h, w, how)(_normed(y, filters, kernel, relu=False, **parts)))
        else:
            y_level = _normed(y, filters, kernel, **parts) if convolve else y
            level = layers.Resizing(h, w, how)(y_level)
        levels.append(level)
    if add:
        levels = [layers.Add()(levels)] if len(levels) > 1 else levels
    joined = {"first": [x, *levels], "last": [*levels, x], "none": levels, "reversed": [x, *levels[::-1]]}[keep]
    return layers.Concatenate()(joined) if len(joined) > 1 else joined[0]


@exercise(points=3, minutes=10, seconds=60, tolerance=1e-4)
def pyramid_pooling(x, bins: tuple[int, ...], filters: int):
    """Behind the maps, their means over the whole scene and over smaller and smaller parts.

    For each `b` in `bins`: the means of `b × b` regions, as in `adaptive_avg_pool`
    (`layers.AdaptiveAveragePooling2D`); a 1×1 convolution without bias; BatchNorm with
    `epsilon=1.001e-5`; ReLU; bilinear resizing to the height and width of `x`
    (`layers.Resizing`). Last, `x` and all levels are joined by channel: `x` first, then the
    levels in the order of `bins`.

    Args:
        x: maps, a Keras tensor `(n, h, w, c)`.
        bins: regions along each side, one number for each level.
        filters: channels of *each* level.

    Returns:
        Maps, a Keras tensor `(n, h, w, c + len(bins) * filters)`.
    """
    # BEGIN SOLUTION
    from keras import layers

    _, h, w, _ = x.shape
    levels = [x]
    for b in bins:
        y = layers.AdaptiveAveragePooling2D(b)(x)
        y = layers.Conv2D(filters, 1, use_bias=False)(y)
        y = layers.BatchNormalization(epsilon=1.001e-5)(y)
        y = layers.ReLU()(y)
        levels.append(layers.Resizing(h, w, interpolation="bilinear")(y))
    return layers.Concatenate()(levels)
    # END SOLUTION


@pyramid_pooling.cases
def _(rng):
    yield "one bin", ((4, 6, 5), (1,), 3)
    yield "bins 1, 2 and 3", ((6, 9, 6), (1, 2, 3), 4)
    yield "sides that do not divide", ((7, 10, 4), (4, 2), 3)
    yield "as many bins as places", ((3, 3, 5), (3,), 2)


@pyramid_pooling.observe
def _(answer, args):
    from cnncourse.nets.facts import block_facts

    shape, *rest = args
    return block_facts(answer, shape, *rest)


@pyramid_pooling.mistake(
    "the bins became windows",
    "You pool with windows of `b × b`. Bins are the *result*: b = 1 makes one mean of the whole map, not a copy of it.",
)
def windows(x, bins, filters):
    return _levels(x, bins, filters, pool=_window_of)


@pyramid_pooling.mistake(
    "the pool leaves a rest over",
    "A window of `h // b` places, moved by as much, makes more than b regions or drops the last places where b does not divide. That is why pooling is adaptive here.",
)
def floor_windows(x, bins, filters):
    from keras import layers

    def pool(y, b):
        return layers.AveragePooling2D((y.shape[1] // b, y.shape[2] // b))(y)

    return _levels(x, bins, filters, pool=pool)


@pyramid_pooling.mistake(
    "the input is missing", "The levels know nothing of places. `x` itself is joined, too, as the first."
)
def without_input(x, bins, filters):
    return _levels(x, bins, filters, keep="none")


@pyramid_pooling.mistake("the input stands last", "`x` comes first, then the levels.")
def input_last(x, bins, filters):
    return _levels(x, bins, filters, keep="last")


@pyramid_pooling.mistake("the levels stand in another order", "The order of `bins` is the order of the levels.")
def other_order(x, bins, filters):
    return _levels(x, bins, filters, keep="reversed")


@pyramid_pooling.mistake("the bins were sorted", "Take `bins` as they come: 4, 2 stays 4, 2.")
def sorted_bins(x, bins, filters):
    return _levels(x, sorted(bins), filters)


@pyramid_pooling.mistake(
    "the filters were divided once more",
    "`filters` is the number for *each* level. The division by the number of levels was done by whoever calls you.",
)
def divided(x, bins, filters):
    return _levels(x, bins, filters // len(bins))


@pyramid_pooling.mistake(
    "each level has as many channels as the input", "`filters` says how many. Otherwise the pyramid outweighs `x`."
)
def as_the_input(x, bins, filters):
    return _levels(x, bins, x.shape[-1])


@pyramid_pooling.mistake(
    "`c // len(bins)` was taken for `filters`", "The number of channels of a level is given: `filters`."
)
def own_division(x, bins, filters):
    return _levels(x, bins, x.shape[-1] // len(bins))


@pyramid_pooling.mistake(
    "there is no convolution", "A 1×1 convolution, BatchNorm and ReLU stand between means and resizing."
)
def bare(x, bins, filters):
    return _levels(x, bins, filters, convolve=False)


@pyramid_pooling.mistake("BatchNorm is missing", "It stands between the convolution and the ReLU.")
def no_norm(x, bins, filters):
    return _levels(x, bins, filters, norm=False)


@pyramid_pooling.mistake("the ReLU is missing", "Convolution, BatchNorm, ReLU, then the resizing.")
def no_relu(x, bins, filters):
    return _levels(x, bins, filters, relu=False)


@pyramid_pooling.mistake(
    "the resizing comes before the ReLU",
    "Resizing commutes with a 1×1 convolution and with BatchNorm, not with the ReLU: between a negative mean and a positive one it matters. Resize last. "
    "(Convolving the large map costs more, too.)",
)
def relu_late(x, bins, filters):
    return _levels(x, bins, filters, relu_late=True)


@pyramid_pooling.mistake("the convolutions have a bias", "BatchNorm subtracts it again: `use_bias=False`.")
def with_bias(x, bins, filters):
    return _levels(x, bins, filters, bias=True)


@pyramid_pooling.mistake("BatchNorm has another epsilon", "Keras takes 0.001 unless told: `epsilon=1.001e-5`.")
def default_epsilon(x, bins, filters):
    return _levels(x, bins, filters, eps=1e-3)


@pyramid_pooling.mistake("the convolutions are 3×3", "One mean has no neighbors to look at: 1×1.")
def three_by_three(x, bins, filters):
    return _levels(x, bins, filters, kernel=3)


@pyramid_pooling.mistake(
    "each region is a flat tile", "That is resizing to the nearest. The levels are resized bilinearly."
)
def flat_tiles(x, bins, filters):
    return _levels(x, bins, filters, how="nearest")


@pyramid_pooling.mistake("the resizing is bicubic", '`interpolation="bilinear"`.')
def bicubic(x, bins, filters):
    return _levels(x, bins, filters, how="bicubic")


@pyramid_pooling.mistake("those are maxima", "The pyramid takes the mean of each region.")
def max_pooling(x, bins, filters):
    return _levels(x, bins, filters, pool=_max_to)


@pyramid_pooling.mistake(
    "each level pools the level before",
    "Every level starts from `x`. Did you overwrite the name of the maps in the loop?",
)
def cascade(x, bins, filters):
    return _levels(x, bins, filters, cascade=True)


@pyramid_pooling.mistake(
    "each level starts from what the level before put out",
    "Every level starts from `x`. The line of the pool reads the name that the loop has just overwritten.",
)
def overwritten(x, bins, filters):
    from keras import layers

    kept, levels = x, [x]
    for b in bins:
        x = layers.Resizing(*kept.shape[1:3])(_normed(_mean_to(x, b), filters, 1))
        levels.append(x)
    return layers.Concatenate()(levels)


@pyramid_pooling.mistake("the levels are added up", "Joined by channel, each keeps its own: `Concatenate`.")
def added_up(x, bins, filters):
    return _levels(x, bins, filters, add=True)


@pyramid_pooling.mistake("every level has the same bins", "The loop's variable is missing where the pool is made.")
def same_bins(x, bins, filters):
    return _levels(x, bins, filters, same_bin=bins[-1])


@pyramid_pooling.mistake("only the last level was joined", "The list of levels grows by one in each round of the loop.")
def only_last(x, bins, filters):
    return _levels(x, bins[-1:], filters)


@pyramid_pooling.mistake("only the first level came out", "Does `return` stand inside the loop?")
def only_first(x, bins, filters):
    return _levels(x, bins[:1], filters)


@pyramid_pooling.mistake(
    "height and width are exchanged in the resizing", "`layers.Resizing(height, width)`, and the shape is (n, h, w, c)."
)
def sides_swapped(x, bins, filters):
    from keras import layers

    levels = [layers.Resizing(x.shape[2], x.shape[1])(_normed(_mean_to(x, b), filters, 1)) for b in bins]
    return layers.Concatenate()([layers.Resizing(x.shape[2], x.shape[1])(x), *levels])


@pyramid_pooling.mistake("every level has one bin", "Level after level, `b` says how many there are along a side.")
def always_one(x, bins, filters):
    return _levels(x, bins, filters, same_bin=1)


def _changed(x, bins, filters, steps, join=-1, share=()):
    """Levels of steps in any order: c convolution, n BatchNorm, r ReLU, z resizing."""
    from keras import layers

    kept, levels = {}, [x]
    make = {
        "c": lambda: layers.Conv2D(filters, 1, use_bias=False),
        "n": lambda: layers.BatchNormalization(epsilon=1.001e-5),
        "r": layers.ReLU,
        "z": lambda: layers.Resizing(*x.shape[1:3]),
    }
    for b in bins:
        y = _mean_to(x, b)
        for step in steps:
            layer = kept.setdefault(step, make[step]()) if step in share else make[step]()
            y = layer(y)
        levels.append(y)
    return layers.Concatenate(axis=join)(levels)


@pyramid_pooling.mistake("the ReLU comes before BatchNorm", "Convolution, BatchNorm, ReLU.")
def relu_before_norm(x, bins, filters):
    return _changed(x, bins, filters, "crnz")


@pyramid_pooling.mistake("BatchNorm comes before the convolution", "Convolution, BatchNorm, ReLU.")
def norm_first(x, bins, filters):
    return _changed(x, bins, filters, "ncrz")


@pyramid_pooling.mistake(
    "the levels share one convolution", "Each level has weights of its own: make the layer inside the loop."
)
def shared_convolution(x, bins, filters):
    return _changed(x, bins, filters, "cnrz", share="c")


@pyramid_pooling.mistake("the levels share one BatchNorm", "Each level has its own: make the layer inside the loop.")
def shared_norm(x, bins, filters):
    return _changed(x, bins, filters, "cnrz", share="n")


@pyramid_pooling.mistake("the levels share all their layers", "Each level has its own: make them inside the loop.")
def shared_all(x, bins, filters):
    return _changed(x, bins, filters, "cnrz", share="cn")


@pyramid_pooling.mistake(
    "the joined maps go through one more ReLU", "`x` is handed on as it is, negative values included."
)
def relu_behind(x, bins, filters):
    from keras import layers

    return layers.ReLU()(_levels(x, bins, filters))


@pyramid_pooling.mistake("the input goes through a ReLU", "`x` is pooled and joined as it is.")
def relu_before(x, bins, filters):
    from keras import layers

    return _levels(layers.ReLU()(x), bins, filters)


@pyramid_pooling.mistake(
    "the levels have not been brought to the size of the maps",
    "Maps of different sizes cannot be joined: `layers.Resizing(h, w)`, the height and the width of `x` in this order.",
)
def levels_not_resized(x, bins, filters):
    return _changed(x, bins, filters, "cnr")


@pyramid_pooling.mistake("one more convolution stands behind", "The pyramid ends where maps and levels are joined.")
def one_more(x, bins, filters):
    from keras import layers

    return layers.Conv2D(filters, 1, use_bias=False)(_levels(x, bins, filters))


@pyramid_pooling.mistake(
    "the bins were fixed", "The argument `bins` says which there are. (1, 2 and 4 are those of the figure.)"
)
def figure_bins(x, bins, filters):
    return _levels(x, (1, 2, 4), filters)


@pyramid_pooling.mistake("PSPNet's bins were taken", "The argument `bins` says which there are.")
def bins_of_the_paper(x, bins, filters):
    return _levels(x, (1, 2, 3, 6), filters)


@pyramid_pooling.mistake(
    "the bins became windows",
    "`AveragePooling2D(b)` pools *with* windows of `b × b`; `AdaptiveAveragePooling2D(b)` pools *to* b × b means.",
)
def padded_windows(x, bins, filters):
    from keras import layers

    return _levels(x, bins, filters, pool=lambda y, b: layers.AveragePooling2D(b, padding="same")(y))


@pyramid_pooling.mistake(
    "the windows are square and the maps are not",
    "`h // b` serves the height alone, and leaves a rest over. `layers.AdaptiveAveragePooling2D(b)` cuts each side by its own length.",
)
def square_windows(x, bins, filters):
    from keras import layers

    return _levels(x, bins, filters, pool=lambda y, b: layers.AveragePooling2D(y.shape[1] // b)(y))


@pyramid_pooling.mistake(
    "only one side was cut", "`AdaptiveAveragePooling2D(b)` or `((b, b))`: b regions along the height *and* the width."
)
def one_row_of_bins(x, bins, filters):
    from keras import layers

    return _levels(x, bins, filters, pool=lambda y, b: layers.AdaptiveAveragePooling2D((1, b))(y))


@pyramid_pooling.mistake(
    "the ReLU stands behind the joining",
    "It belongs into each level, before the resizing. Here it also cuts off what is negative in `x`.",
)
def one_relu(x, bins, filters):
    from keras import layers

    return layers.ReLU()(_levels(x, bins, filters, relu=False))


@pyramid_pooling.mistake(
    "the levels are enlarged by a whole factor",
    "`h // b` is no whole number of places where b does not divide. `layers.Resizing(h, w)` hits every size.",
)
def whole_factors(x, bins, filters):
    from keras import layers

    levels = [x]
    for b in bins:
        factors = (x.shape[1] // b, x.shape[2] // b)
        levels.append(layers.UpSampling2D(factors, interpolation="bilinear")(_normed(_mean_to(x, b), filters, 1)))
    return layers.Concatenate()(levels)


pyramid_pooling.hint(
    "A list that begins with `x`; each round of the loop appends one level, made from `x`.",
    "`layers.AdaptiveAveragePooling2D(b)` pools *to* b × b.",
    "Order inside a level: pool, `Conv2D(filters, 1, use_bias=False)`, BatchNorm, ReLU, `Resizing(h, w)`.",
)


@exercise(points=2, minutes=5)
def auxiliary_loss(main: np.ndarray, aux: np.ndarray, weight: float) -> float:
    """The loss that trains a network with two classifiers.

    Each classifier's loss is the mean over all pixels that count, of all images together. The
    total is the main one plus `weight` times the auxiliary one.

    Args:
        main: loss of the main classifier at each pixel, `(n, h, w)`; `nan` at pixels that are
            labeled "ignore", which do not count.
        aux: likewise of the auxiliary classifier, `nan` at the same pixels.
        weight: of the auxiliary loss.

    Returns:
        The total, a number.
    """
    # BEGIN SOLUTION
    return float(np.nanmean(main) + weight * np.nanmean(aux))
    # END SOLUTION


@auxiliary_loss.cases
def _(rng):
    def draw(*shape, ignored=0):
        main, aux = rng.uniform(0.1, 2, shape).round(2), rng.uniform(0.5, 3, shape).round(2)
        places = rng.choice(main[0].size * 1, ignored, replace=False)  # in the first image alone
        main[0].flat[places] = aux[0].flat[places] = np.nan
        return main, aux

    yield "the numbers of the lesson", (np.array([[[0.5, 1.5]]]), np.array([[[2.0, 3.0]]]), 0.4)
    yield "another weight", (*draw(2, 3, 4), 0.7)
    yield "pixels that do not count", (*draw(2, 3, 4, ignored=7), 0.4)
    yield "no weight", (*draw(3, 2, 5, ignored=4), 0.0)


@auxiliary_loss.mistake("the sum is not split", "It is main + weight · aux. The main loss keeps its full weight.")
def split(main, aux, weight):
    return (1 - weight) * np.nanmean(main) + weight * np.nanmean(aux)


@auxiliary_loss.mistake("the weight is on the main loss", "It is the auxiliary classifier that counts less.")
def on_main(main, aux, weight):
    return weight * np.nanmean(main) + np.nanmean(aux)


@auxiliary_loss.mistake("both losses are weighed", "Only the auxiliary one.")
def both(main, aux, weight):
    return weight * (np.nanmean(main) + np.nanmean(aux))


@auxiliary_loss.mistake("the auxiliary loss has full weight", "Multiply it by `weight`.")
def unweighed(main, aux, weight):
    return np.nanmean(main) + np.nanmean(aux)


@auxiliary_loss.mistake("the weight is fixed", "0.4 is the paper's. Use the argument.")
def fixed(main, aux, weight):
    return np.nanmean(main) + 0.4 * np.nanmean(aux)


@auxiliary_loss.mistake("the auxiliary loss is missing", "Add `weight` times its mean.")
def main_only(main, aux, weight):
    return np.nanmean(main)


@auxiliary_loss.mistake(
    "`nan` swallowed everything", "One `nan` makes a mean `nan`. The pixels that do not count must be left out."
)
def swallowed(main, aux, weight):
    return main.mean() + weight * aux.mean()


@auxiliary_loss.mistake(
    "pixels that do not count were counted as 0",
    "They are left out of the sum *and* of the number that it is divided by. Otherwise a wide band makes every loss look small.",
)
def as_zero(main, aux, weight):
    return np.nan_to_num(main).mean() + weight * np.nan_to_num(aux).mean()


@auxiliary_loss.mistake(
    "each image was averaged first",
    "Then a pixel counts more in an image with a wide ignore band. One mean over all pixels that count.",
)
def by_image(main, aux, weight):
    return np.nanmean(np.nanmean(main, axis=(1, 2))) + weight * np.nanmean(np.nanmean(aux, axis=(1, 2)))


@auxiliary_loss.mistake("those are sums", "Each classifier's loss is the *mean* over the pixels that count.")
def sums_of_losses(main, aux, weight):
    return np.nansum(main) + weight * np.nansum(aux)


@auxiliary_loss.mistake("the total was divided by the weights", "main + weight · aux, without a division.")
def normalized(main, aux, weight):
    return (np.nanmean(main) + weight * np.nanmean(aux)) / (1 + weight)


@auxiliary_loss.mistake("the halves were averaged", "The two losses are added, not averaged.")
def averaged(main, aux, weight):
    return (np.nanmean(main) + weight * np.nanmean(aux)) / 2


@auxiliary_loss.mistake("the auxiliary loss is subtracted", "Both should become small: add it.")
def subtracted(main, aux, weight):
    return np.nanmean(main) - weight * np.nanmean(aux)


@auxiliary_loss.mistake("a map came back", "Asked for is one number: the mean of each loss, then the sum.")
def still_a_map(main, aux, weight):
    return main + weight * aux


@auxiliary_loss.mistake("one number for each image", "One number for all images together.")
def one_each(main, aux, weight):
    return np.nanmean(main, axis=(1, 2)) + weight * np.nanmean(aux, axis=(1, 2))


@auxiliary_loss.mistake("two numbers came back", "Add the two.")
def a_pair(main, aux, weight):
    return float(np.nanmean(main)), float(weight * np.nanmean(aux))


@auxiliary_loss.mistake("the losses are multiplied", "Add them: main + weight · aux.")
def multiplied(main, aux, weight):
    return np.nanmean(main) * weight * np.nanmean(aux)


@auxiliary_loss.mistake("the main loss is missing", "The auxiliary loss is added to it.")
def aux_only(main, aux, weight):
    return weight * np.nanmean(aux)


@auxiliary_loss.mistake("the weight was added", "It is a factor of the auxiliary loss.")
def weight_added(main, aux, weight):
    return np.nanmean(main) + weight + np.nanmean(aux)


@auxiliary_loss.mistake("those are medians", "Take means.")
def medians_of_losses(main, aux, weight):
    return np.nanmedian(main) + weight * np.nanmedian(aux)


@auxiliary_loss.mistake("the main loss was taken twice", "Its second appearance should be the auxiliary one.")
def main_twice(main, aux, weight):
    return np.nanmean(main) + weight * np.nanmean(main)


@auxiliary_loss.mistake(
    "the sums were divided by the number of images", "Divide by the number of *pixels* that count, of all images."
)
def by_images(main, aux, weight):
    return (np.nansum(main) + weight * np.nansum(aux)) / len(main)


@auxiliary_loss.mistake(
    "in the auxiliary loss pixels that do not count were counted as 0", "Leave them out there as in the main one."
)
def aux_as_zero(main, aux, weight):
    return np.nanmean(main) + weight * np.nan_to_num(aux).mean()


@auxiliary_loss.mistake("the auxiliary loss was divided by the weight", "It is multiplied by it.")
def divided_by_weight(main, aux, weight):
    return np.nanmean(main) + np.divide(np.nanmean(aux), weight) if weight else np.nanmean(main)


auxiliary_loss.hint(
    "Two means, one sum.",
    "`np.isnan(main)` says which pixels do not count; `np.nanmean` leaves them out.",
    "Only the auxiliary mean is multiplied.",
)


@exercise(points=4, minutes=15, seconds=60, tolerance=1e-4)
def pspnet(input_shape: tuple[int, int, int], classes: int, width: int, bins: tuple[int, ...]):
    """A small PSPNet for training and use, without an auxiliary classifier.

    Every convolution but the last has no bias, and BatchNorm (`epsilon=1.001e-5`) and ReLU
    behind it; every 3×3 convolution has `padding="same"`.

    1. 3×3 convolution, stride 2, `width` filters
    2. 3×3 convolution, stride 2, `2 * width` filters
    3. 3×3 convolution, dilation 2, `4 * width` filters
    4. `pyramid_pooling` with `bins`; each level has `4 * width // len(bins)` filters
    5. 3×3 convolution, `2 * width` filters
    6. 1×1 convolution *with* bias, `classes` filters, no BatchNorm, no ReLU
    7. bilinear resizing to the height and width of the image
    8. softmax over the classes

    `from cnncourse.nets.pspnet import pyramid_pooling` gives the package's, called likewise.
    (PSPNet has dropout behind step 5. It does nothing outside training, so the check does not
    see it: leave it out.)

    Args:
        input_shape: `(height, width, channels)` of the images.
        classes: scores for each pixel.
        width: filters of the first convolution.
        bins: regions along each side, one number for each level of the pyramid.

    Returns:
        An uncompiled `keras.Model`, `(n, height, width, channels)` to
        `(n, height, width, classes)`.
    """
    # BEGIN SOLUTION
    import keras
    from keras import layers

    from cnncourse.nets.pspnet import pyramid_pooling

    def convolve(x, filters, **how):
        x = layers.Conv2D(filters, 3, padding="same", use_bias=False, **how)(x)
        x = layers.BatchNormalization(epsilon=1.001e-5)(x)
        return layers.ReLU()(x)

    images = keras.Input(input_shape)
    x = convolve(images, width, strides=2)
    x = convolve(x, 2 * width, strides=2)
    x = convolve(x, 4 * width, dilation_rate=2)
    x = pyramid_pooling(x, bins, 4 * width // len(bins))
    x = convolve(x, 2 * width)
    x = layers.Conv2D(classes, 1)(x)
    x = layers.Resizing(input_shape[0], input_shape[1], interpolation="bilinear")(x)
    return keras.Model(images, layers.Softmax()(x))
    # END SOLUTION


@pspnet.cases
def _(rng):
    yield "two bins", ((32, 40, 3), 4, 3, (1, 2))
    yield "sides that do not divide, three bins", ((18, 27, 2), 5, 2, (1, 2, 3))


@pspnet.observe
def _(answer, args):
    from cnncourse.nets.facts import model_facts

    return model_facts(answer(*args))


def _network(input_shape, classes, width, bins, strides=(2, 2), dilation=2, widths=(1, 2, 4, 2), pyramid=_levels, level=None, head=True, how="bilinear",
             last_bias=True, end=("resize", "softmax"), last=None, kernel=1, sides=None, parts=None, pool=True, head_kernel=3, head_dilation=1):  # fmt: skip
    """The network with parts to exchange."""
    import keras
    from keras import layers

    parts = parts or {}
    images = keras.Input(input_shape)
    x = _normed(images, widths[0] * width, 3, strides[0], **parts)
    x = _normed(x, widths[1] * width, 3, strides[1], **parts)
    x = _normed(x, widths[2] * width, 3, dilation=dilation, **parts)
    if pool:
        x = pyramid(x, bins, level(4 * width, len(bins)) if level else 4 * width // len(bins))
    if head:
        x = _normed(x, widths[3] * width, head_kernel, dilation=head_dilation, **parts)
    if last == "norm":
        x = _normed(x, classes, kernel, relu=False, bias=last_bias)
    else:
        x = layers.Conv2D(classes, kernel, padding="same", use_bias=last_bias, activation=last)(x)
    for step in end:
        if step == "resize":
            x = layers.Resizing(*(sides or input_shape[:2]), interpolation=how)(x)
        elif step == "factor":
            x = layers.UpSampling2D(4, interpolation="bilinear")(x)
        else:
            x = layers.Activation(step)(x)
    return keras.Model(images, x)


@pspnet.mistake("there is no pyramid", "Step 4 is missing.")
def no_pyramid(*args):
    return _network(*args, pool=False)


@pspnet.mistake(
    "the bins became windows",
    "The pyramid pools *to* b × b means. Take the package's `pyramid_pooling`, or mend yours.",
)
def window_pyramid(*args):
    return _network(*args, pyramid=lambda x, b, f: _levels(x, b, f, pool=_window_of))


@pspnet.mistake("the pyramid does not hand the input on", "The maps themselves are joined to the levels.")
def pyramid_without_input(*args):
    return _network(*args, pyramid=lambda x, b, f: _levels(x, b, f, keep="none"))


@pspnet.mistake(
    "the levels of the pyramid are too wide", "Each has `4 * width // len(bins)` filters: together as many as the maps."
)
def wide_levels(*args):
    return _network(*args, level=lambda c, n: c)


@pspnet.mistake(
    "each level has `width` filters",
    "`4 * width // len(bins)`, which is another number where there are not four levels.",
)
def width_levels(input_shape, classes, width, bins):
    return _network(input_shape, classes, width, bins, level=lambda c, n: width)


@pspnet.mistake("the bins were fixed", "The argument `bins` says which there are.")
def fixed_bins(input_shape, classes, width, bins):
    return _network(input_shape, classes, width, (1, 2, 4))


@pspnet.mistake("PSPNet-50's bins were taken", "The argument `bins` says which there are.")
def paper_bins(input_shape, classes, width, bins):
    return _network(input_shape, classes, width, (1, 2, 3, 6))


@pspnet.mistake(
    "the third convolution is not dilated",
    "`dilation_rate=2`: it looks as far as if the maps had been halved once more.",
)
def not_dilated(*args):
    return _network(*args, dilation=1)


@pspnet.mistake(
    "the second convolution has no stride",
    "Both of the first two have stride 2: the maps have a quarter of the image's side.",
)
def one_stride(*args):
    return _network(*args, strides=(2, 1))


@pspnet.mistake("no convolution has a stride", "The first two have stride 2: a quarter of the image's side.")
def no_stride(*args):
    return _network(*args, strides=(1, 1))


@pspnet.mistake(
    "the third convolution has a stride, too", "It is dilated *in place of* a stride, so that the maps keep their size."
)
def three_strides(input_shape, classes, width, bins):
    import keras
    from keras import layers

    images = keras.Input(input_shape)
    x = images
    for factor in (1, 2, 4):
        x = _normed(x, factor * width, 3, 2)
    x = _normed(_levels(x, bins, 4 * width // len(bins)), 2 * width, 3)
    x = layers.Resizing(*input_shape[:2])(layers.Conv2D(classes, 1)(x))
    return keras.Model(images, layers.Softmax()(x))


@pspnet.mistake("the convolution behind the pyramid is missing", "Step 5 joins what the levels say.")
def no_head(*args):
    return _network(*args, head=False)


@pspnet.mistake("the convolution behind the pyramid has another width", "Step 5 has `2 * width` filters.")
def wide_head(*args):
    return _network(*args, widths=(1, 2, 4, 4))


@pspnet.mistake(
    "all convolutions have the same width", "`width`, `2 * width`, `4 * width`, and `2 * width` behind the pyramid."
)
def flat_widths(*args):
    return _network(*args, widths=(1, 1, 1, 1))


@pspnet.mistake("the softmax is missing", "The last step makes probabilities of the scores of each pixel.")
def logits(*args):
    return _network(*args, end=("resize",))


@pspnet.mistake(
    "the softmax comes before the resizing",
    "Scores are resized, then made probabilities. The other order gives other numbers.",
)
def softmax_first(*args):
    return _network(*args, end=("softmax", "resize"))


@pspnet.mistake("the scores keep the size of the maps", "Step 7 brings them to the height and width of the image.")
def not_resized(*args):
    return _network(*args, end=("softmax",))


@pspnet.mistake("the scores are sigmoids", "A pixel has one class: softmax over the classes.")
def sigmoids(*args):
    return _network(*args, end=("resize", "sigmoid"))


@pspnet.mistake(
    "the softmax goes along another axis",
    "Over the classes, the last axis. Now the probabilities of a *row of pixels* add up to 1.",
)
def softmax_axis(input_shape, classes, width, bins):
    import keras
    from keras import layers

    plain = _network(input_shape, classes, width, bins, end=("resize",))
    return keras.Model(plain.input, layers.Softmax(axis=2)(plain.output))


@pspnet.mistake("the scores are resized to the nearest", '`interpolation="bilinear"`.')
def nearest_scores(*args):
    return _network(*args, how="nearest")


@pspnet.mistake(
    "height and width are exchanged", "`layers.Resizing(height, width)`; `input_shape` is (height, width, channels)."
)
def exchanged_sides(input_shape, *args):
    return _network(input_shape, *args, sides=input_shape[1::-1])


@pspnet.mistake("the last convolution has no bias", "It is the only one that has: no BatchNorm follows.")
def last_without_bias(*args):
    return _network(*args, last_bias=False)


@pspnet.mistake("the last convolution has a ReLU", "Scores may be negative.")
def last_relu(*args):
    return _network(*args, last="relu")


@pspnet.mistake("the scores are normalized", "No BatchNorm behind the last convolution.")
def last_norm(*args):
    return _network(*args, last="norm")


@pspnet.mistake("the last convolution is 3×3", "Step 6 is a 1×1 convolution.")
def last_three(*args):
    return _network(*args, kernel=3)


@pspnet.mistake("the convolutions have a bias", "All but the last have none.")
def biases(*args):
    return _network(*args, parts={"bias": True})


@pspnet.mistake("BatchNorm is missing", "Every convolution but the last has one behind it.")
def unnormed(*args):
    return _network(*args, parts={"norm": False})


@pspnet.mistake("the ReLUs are missing", "Convolution, BatchNorm, ReLU.")
def linear(*args):
    return _network(*args, parts={"relu": False})


@pspnet.mistake("BatchNorm has another epsilon", "Keras takes 0.001 unless told: `epsilon=1.001e-5`.")
def keras_epsilon(*args):
    return _network(*args, parts={"eps": 1e-3})


@pspnet.mistake(
    "the strided windows were padded by hand",
    'Zeros on every side and "valid" look at other pixels than `padding="same"`, which is asked for here.',
)
def padded_by_hand(input_shape, classes, width, bins):
    import keras
    from keras import layers

    images = keras.Input(input_shape)
    x = images
    for factor in (1, 2):
        x = _normed(layers.ZeroPadding2D(1)(x), factor * width, 3, 2, padding="valid")
    x = _normed(x, 4 * width, 3, dilation=2)
    x = _normed(_levels(x, bins, 4 * width // len(bins)), 2 * width, 3)
    x = layers.Resizing(*input_shape[:2])(layers.Conv2D(classes, 1)(x))
    return keras.Model(images, layers.Softmax()(x))


@pspnet.mistake("the dilation is 4", "`dilation_rate=2`: one stride was replaced.")
def dilated_by_four(*args):
    return _network(*args, dilation=4)


@pspnet.mistake("only the second convolution has a stride", "The first has stride 2 as well.")
def second_stride_only(*args):
    return _network(*args, strides=(1, 2))


@pspnet.mistake("a stride is 4", "Two convolutions with stride 2 each.")
def stride_of_four(*args):
    return _network(*args, strides=(4, 1))


@pspnet.mistake("everything is twice as wide", "The first convolution has `width` filters.")
def twice_as_wide(input_shape, classes, width, bins):
    return _network(input_shape, classes, 2 * width, bins)


@pspnet.mistake("the convolution behind the pyramid has `width` filters", "Step 5 has `2 * width`.")
def narrow_head(*args):
    return _network(*args, widths=(1, 2, 4, 1))


@pspnet.mistake("the third convolution has `2 * width` filters", "The width doubles twice: `4 * width`.")
def narrow_third(*args):
    return _network(*args, widths=(1, 2, 2, 2))


@pspnet.mistake("the third convolution has `3 * width` filters", "The width doubles twice: `4 * width`.")
def tripled_third(*args):
    return _network(*args, widths=(1, 2, 3, 2))


@pspnet.mistake("classes and width are exchanged", "The order is `input_shape, classes, width, bins`.")
def classes_as_width(input_shape, classes, width, bins):
    return _network(input_shape, width, classes, bins)


@pspnet.mistake(
    "the padding is missing", 'Every 3×3 convolution has `padding="same"`; Keras\' default drops the edges.'
)
def unpadded(*args):
    return _network(*args, parts={"padding": "valid"})


@pspnet.mistake("the scores are resized bicubically", '`interpolation="bilinear"`.')
def bicubic_scores(*args):
    return _network(*args, how="bicubic")


@pspnet.mistake(
    "the pyramid stands behind step 5", "It stands on the maps of the third convolution; the fourth joins what it says."
)
def pyramid_late(input_shape, classes, width, bins):
    import keras
    from keras import layers

    images = keras.Input(input_shape)
    x = _normed(_normed(images, width, 3, 2), 2 * width, 3, 2)
    x = _levels(_normed(_normed(x, 4 * width, 3, dilation=2), 2 * width, 3), bins, 4 * width // len(bins))
    x = layers.Resizing(*input_shape[:2])(layers.Conv2D(classes, 1)(x))
    return keras.Model(images, layers.Softmax()(x))


@pspnet.mistake("step 5 is dilated, too", "Only the third convolution is.")
def dilated_head(*args):
    return _network(*args, head_dilation=2)


@pspnet.mistake("step 5 is 1×1", "The convolution behind the pyramid is 3×3; only the scores are 1×1.")
def small_head(*args):
    return _network(*args, head_kernel=1)


@pspnet.mistake(
    "the first three convolutions have the same width",
    "`width`, `2 * width`, `4 * width`: they grow as the maps shrink.",
)
def flat_backbone(*args):
    return _network(*args, widths=(1, 1, 1, 2))


@pspnet.mistake(
    "the scores are resized to 64×64", "To the height and width of the image, whatever it is: `input_shape[:2]`."
)
def fixed_size(*args):
    return _network(*args, sides=(64, 64))


@pspnet.mistake("the number of classes is fixed", "11 are those of the scenes. The argument `classes` says how many.")
def fixed_classes(input_shape, classes, width, bins):
    return _network(input_shape, 11, width, bins)


@pspnet.mistake("`width` does not show", "The first convolution has `width` filters, whatever it is.")
def fixed_width(input_shape, classes, width, bins):
    return _network(input_shape, classes, 16, bins)


@pspnet.mistake(
    "the scores are enlarged by 4",
    "The image has 18 rows and the maps 5: 4 · 5 are 20. Resize to the image's size instead of by a factor.",
)
def enlarged_by_four(*args):
    return _network(*args, end=("factor", "softmax"))


@pspnet.mistake(
    "classes came back in place of probabilities", "No `argmax`: training needs the probabilities of all the classes."
)
def decided(*args):
    import keras

    plain = _network(*args)
    return keras.Model(plain.input, keras.ops.argmax(plain.output, axis=-1))


@pspnet.mistake("the pyramid's levels stand in another order", "The order of `bins` is the order of the levels.")
def levels_reversed(*args):
    return _network(*args, pyramid=lambda x, b, f: _levels(x, b, f, keep="reversed"))


@pspnet.mistake("the pyramid takes maxima", "It takes the mean of each region.")
def pyramid_of_maxima(*args):
    return _network(*args, pyramid=lambda x, b, f: _levels(x, b, f, pool=_max_to))


pspnet.hint(
    "Write a small function for convolution, BatchNorm and ReLU; use it four times.",
    '`layers.Conv2D(filters, 3, padding="same", use_bias=False, strides=…)`, and `dilation_rate=2` for the third.',
    "Behind the pyramid: convolution, `Conv2D(classes, 1)`, `Resizing(height, width)`, `Softmax()`.",
)


a_larger_image = choice(
    "a_larger_image",
    """
    A network with bins 1, 2 and 4 was trained on images of 64×64 pixels. Built again for images of 64×96 pixels, it gets the trained weights. What happens?
    """,
    right="d",
    a=(
        "The weights do not fit: the pyramid has more regions now.",
        "It has as many as before: 1, 4 and 16. And no weight knows how many places there are; the convolutions of the pyramid are 1×1.",
    ),
    b=(
        "The weights fit. The regions keep their size in pixels, so there are more of them along the width.",
        "Windows would behave so. Bins keep their *number*.",
    ),
    c=(
        "The weights fit, and every pixel of the left 64×64 gets the prediction that it had before.",
        "The means are taken over wider regions now, so what stands behind every place has changed. A pixel's prediction depends on the whole image.",
    ),
    d=(
        "The weights fit. There are as many regions as before, each wider, so the network meets means over areas that it was not trained on.",
        "That is the price of bins. The authors' published evaluation code cuts a large image into overlapping pieces of the size that was trained on, and averages where they overlap.",
    ),
)  # fmt: skip
