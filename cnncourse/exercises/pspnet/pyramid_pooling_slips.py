"""Slips of `pyramid_pooling`, each with the words that a reader is told."""

from .basis import _levels, _max_to, _mean_to, _normed, _window_of
from .pyramid_pooling import pyramid_pooling


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
