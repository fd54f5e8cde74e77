"""Further slips of `pyramid_pooling`, each with the words that a reader is told."""

from .basis import _levels, _mean_to, _normed
from .pyramid_pooling import pyramid_pooling


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
