"""Slips of `aspp`, each with the words that a reader is told."""

from .aspp import aspp
from .basis import _resize, _unit


def _pyramid(
    x, filters, rates, mean=True, one=True, kernel=3, rate=lambda r: r, how="bilinear", join="Concatenate", order=None, project=True,
    pooling="GlobalAveragePooling2D", mean_unit=True, cascade=False, with_x=False, stride=lambda r: 1, last=None, mean_parts=None,
    rate_parts=None, **parts,
):  # fmt: skip
    """The pyramid with parts to exchange."""
    from keras import layers

    paths = []
    if mean:
        pooled = getattr(layers, pooling)(keepdims=True)(x)
        pooled = _unit(pooled, filters, **(parts | (mean_parts or {}))) if mean_unit else pooled
        paths.append(_resize(pooled, x, how))
    if one:
        paths.append(_unit(x, filters, **parts))
    y = x
    for r in rates:
        y = _unit(y if cascade else x, filters, kernel, rate(r), stride=stride(r), **(parts | (rate_parts or {})))
        paths.append(_resize(y, x) if stride(r) > 1 else y)
    if with_x:
        paths.append(x)
    paths = [paths[i] for i in order] if order else paths
    y = getattr(layers, join)()(paths) if len(paths) > 1 else paths[0]
    return _unit(y, filters, **(parts | (last or {}))) if project else y


@aspp.mistake(
    "the path of the mean is missing", "The first path is the mean over the whole map, resized: it sees everything."
)
def no_mean(x, filters, rates):
    return _pyramid(x, filters, rates, mean=False)


@aspp.mistake("the 1×1 path is missing", "A 1×1 convolution of `x` stands beside the 3×3 ones, as the second path.")
def no_one(x, filters, rates):
    return _pyramid(x, filters, rates, one=False)


@aspp.mistake("nothing is dilated", "`rates` is not used. `layers.Conv2D(…, dilation_rate=rate)`.")
def no_rate(x, filters, rates):
    return _pyramid(x, filters, rates, rate=lambda r: 1)


@aspp.mistake(
    "the rates became strides",
    "A stride makes the map smaller. A rate moves the taps apart and leaves the map as it is.",
)
def rates_as_strides(x, filters, rates):
    return _pyramid(x, filters, rates, rate=lambda r: 1, stride=lambda r: r)


@aspp.mistake("every path has the last rate", "The loop's variable is missing in the convolution.")
def same_rate(x, filters, rates):
    return _pyramid(x, filters, rates, rate=lambda r: rates[-1])


@aspp.mistake("the rates were sorted", "Take them as they come: the paths are joined in that order.")
def sorted_rates(x, filters, rates):
    return _pyramid(x, filters, sorted(rates))


@aspp.mistake(
    "the rate is one too large", "Rate r: neighboring taps are r places apart, so rate 1 is an ordinary kernel."
)
def rate_plus_one(x, filters, rates):
    return _pyramid(x, filters, rates, rate=lambda r: r + 1)


@aspp.mistake(
    "each convolution reads the one before",
    "The paths stand side by side and all start from `x`. Did the loop overwrite its name?",
)
def one_behind_another(x, filters, rates):
    return _pyramid(x, filters, rates, cascade=True)


@aspp.mistake(
    "the kernels are 1×1", "A 1×1 kernel has one tap, and a rate does nothing to it. The dilated ones are 3×3."
)
def all_ones(x, filters, rates):
    return _pyramid(x, filters, rates, kernel=1)


@aspp.mistake("the paths are added", "Joined by channel, each keeps its own: `Concatenate`.")
def paths_added(x, filters, rates):
    return _pyramid(x, filters, rates, join="Add")


@aspp.mistake(
    "the last 1×1 convolution is missing", "Behind the joined paths one more makes `filters` channels of them."
)
def no_projection(x, filters, rates):
    return _pyramid(x, filters, rates, project=False)


@aspp.mistake("the last convolution is 3×3", "What it joins are channels, not places: 1×1.")
def wide_projection(x, filters, rates):
    return _pyramid(x, filters, rates, last={"kernel": 3})


@aspp.mistake("the last ReLU is missing", "The joining convolution has BatchNorm and ReLU like all others.")
def no_last_relu(x, filters, rates):
    return _pyramid(x, filters, rates, last={"relu": False})


@aspp.mistake("the last BatchNorm is missing", "The joining convolution has BatchNorm and ReLU like all others.")
def no_last_norm(x, filters, rates):
    return _pyramid(x, filters, rates, last={"norm": False})


@aspp.mistake("the mean has no convolution", "Between mean and resizing stand a 1×1 convolution, BatchNorm and ReLU.")
def bare_mean(x, filters, rates):
    return _pyramid(x, filters, rates, mean_unit=False)


@aspp.mistake("the maximum was taken", "The image path takes the mean of everything.")
def maximum(x, filters, rates):
    return _pyramid(x, filters, rates, pooling="GlobalMaxPooling2D")


@aspp.mistake("the mean comes last", "The order of the paths: mean, 1×1, then the rates.")
def mean_last(x, filters, rates):
    return _pyramid(x, filters, rates, order=[*range(1, len(rates) + 2), 0])


@aspp.mistake("the 1×1 path comes first", "The order of the paths: mean, 1×1, then the rates.")
def one_first(x, filters, rates):
    return _pyramid(x, filters, rates, order=[1, 0, *range(2, len(rates) + 2)])


@aspp.mistake(
    "the input is joined, too", "Five kinds of paths and `x` itself is none of them; the 1×1 path stands for it."
)
def input_joined(x, filters, rates):
    return _pyramid(x, filters, rates, with_x=True)


@aspp.mistake("the convolutions have a bias", "BatchNorm subtracts it again: `use_bias=False`.")
def with_bias(x, filters, rates):
    return _pyramid(x, filters, rates, bias=True)


@aspp.mistake("BatchNorm is missing", "Every convolution is followed by BatchNorm and a ReLU.")
def no_norm(x, filters, rates):
    return _pyramid(x, filters, rates, norm=False)


@aspp.mistake("there is no ReLU", "Every convolution is followed by BatchNorm and a ReLU.")
def no_relu(x, filters, rates):
    return _pyramid(x, filters, rates, relu=False)


@aspp.mistake("BatchNorm has another epsilon", "Keras takes 0.001 unless told: `epsilon=1e-5`.")
def other_epsilon(x, filters, rates):
    return _pyramid(x, filters, rates, eps=1e-3)


@aspp.mistake("the 3×3 convolutions are separable", "The large network does that. Here they are plain ones: `Conv2D`.")
def all_separable(x, filters, rates):
    return _pyramid(x, filters, rates, separable=True)


@aspp.mistake("only the first rate is there", "One path for each rate. Does `return` stand inside the loop?")
def one_rate(x, filters, rates):
    return _pyramid(x, filters, rates[:1])


@aspp.mistake("only the last rate is there", "One path for each rate: the list grows by one in each round.")
def last_rate(x, filters, rates):
    return _pyramid(x, filters, rates[-1:])


@aspp.mistake("as many channels as `x`", "`filters` says how many, for each path and for the output.")
def own_filters(x, filters, rates):
    return _pyramid(x, x.shape[-1], rates)


@aspp.mistake("the ReLU stands before BatchNorm", "Convolution, BatchNorm, ReLU, in this order.")
def relu_first(x, filters, rates):
    return _pyramid(x, filters, rates, late=True)


@aspp.mistake("the last layer has as many channels as all paths", "It makes `filters` channels of them.")
def wide_output(x, filters, rates):
    return _unit(_pyramid(x, filters, rates, project=False), filters * (len(rates) + 2))


@aspp.mistake(
    "the joining convolution is a plain one", "It has no bias, and BatchNorm and ReLU behind it, like all others."
)
def plain_projection(x, filters, rates):
    return _pyramid(x, filters, rates, last={"norm": False, "relu": False, "bias": True})


@aspp.mistake("the path of the mean has no BatchNorm", "All convolutions are followed by BatchNorm, its too.")
def mean_not_normed(x, filters, rates):
    return _pyramid(x, filters, rates, mean_parts={"norm": False})


@aspp.mistake("the path of the mean has no ReLU", "All convolutions are followed by BatchNorm and a ReLU, its too.")
def mean_linear(x, filters, rates):
    return _pyramid(x, filters, rates, mean_parts={"relu": False})


@aspp.mistake("the paths have no ReLU", "A ReLU stands behind every BatchNorm, not only behind the last.")
def paths_linear(x, filters, rates):
    return _pyramid(x, filters, rates, relu=False, last={"relu": True})


@aspp.mistake(
    "the dilated convolutions are separable", "The large network of the package does that. Here: `Conv2D`, 3×3."
)
def separable_three(x, filters, rates):
    return _pyramid(x, filters, rates, rate_parts={"separable": True})


@aspp.mistake(
    "the rates are doubled", "That is for half the output stride, and whoever calls the function does it. Take `rates`."
)
def rates_doubled(x, filters, rates):
    return _pyramid(x, filters, rates, rate=lambda r: 2 * r)


@aspp.mistake(
    "all rates share one layer", "A layer made once has one set of weights. Make a new `Conv2D` for each path."
)
def shared(x, filters, rates):
    from keras import layers

    one = layers.Conv2D(filters, 3, padding="same", use_bias=False)
    pooled = _resize(_unit(layers.GlobalAveragePooling2D(keepdims=True)(x), filters), x)
    paths = [layers.ReLU()(layers.BatchNormalization(epsilon=1e-5)(one(x))) for _ in rates]
    return _unit(layers.Concatenate()([pooled, _unit(x, filters), *paths]), filters)


@aspp.mistake("the kernels are 5×5", "The dilated ones are 3×3: nine taps, however far apart.")
def five(x, filters, rates):
    return _pyramid(x, filters, rates, kernel=5)
