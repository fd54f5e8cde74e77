"""Slips of `inception_v3_module`, each with the words that a reader is told."""

from .inception_v3_module import inception_v3_module


def _unit(x, filters, *window, bias=False, norm=True, scale=False, relu="after", padding="same", epsilon=1e-3):
    from keras import layers

    x = layers.Conv2D(filters, window, padding=padding, use_bias=bias)(x)
    if relu in ("before", "twice"):
        x = layers.ReLU()(x)
    if norm:
        x = layers.BatchNormalization(scale=scale, epsilon=epsilon)(x)
    return layers.ReLU()(x) if relu in ("after", "twice") else x


def _module(
    x, kind, rows=(1, 7), columns=(7, 1), side_rows=(1, 3), side_columns=(3, 1), maximum=False, series=False, swap=False,
    five=True, long_first=None, double=True, add=False, factorized=True, pool_stride=1, projected=True, **options,
):  # fmt: skip
    """A module that resembles one of Inception v3."""
    from keras import layers

    def conv(x, filters, *window):
        return _unit(x, filters, *window, **options)

    def both(x):
        if series:
            return [conv(conv(x, 24, *side_rows), 24, *side_columns)]
        sides = [conv(x, 24, *side_rows), conv(x, 24, *side_columns)]
        return [layers.Add()(sides)] if add else sides[::-1] if swap else sides

    pool = layers.MaxPooling2D if maximum else layers.AveragePooling2D
    mean = pool(3, strides=pool_stride, padding="same")(x)
    first, last = {"a": (4, 2), "b": (12, 12), "c": (20, 12)}[kind]
    end = conv(mean, last, 1, 1) if projected else mean
    if kind == "a":
        b = [conv(conv(x, 3, 1, 1), 4, 5, 5)] if five else [conv(conv(x, 3, 1, 1), 4, 3, 3)]
        c = conv(conv(x, 4, 1, 1), 6, 3, 3)
        c = [conv(c, 6, 3, 3)] if double else [c]
    elif kind == "b":
        short, long = conv(x, 8, 1, 1), conv(x, 8, 1, 1)
        if factorized:
            one, other = (columns, rows) if swap else (rows, columns)
            b = [conv(conv(short, 8, *one), 12, *other)]
            one, other = long_first or (columns, rows)
            c = [conv(conv(conv(conv(long, 8, *one), 8, *other), 8, *one), 12, *other)]
        else:
            b, c = [conv(short, 12, 7, 7)], [conv(conv(long, 8, 7, 7), 12, 7, 7)]
    else:
        b = both(conv(x, 24, 1, 1))
        c = both(conv(conv(x, 28, 1, 1), 24, 3, 3) if double else conv(x, 28, 1, 1))
    return layers.Concatenate()([conv(x, first, 1, 1), *b, *c, end])


@inception_v3_module.mistake(
    "every strip lies flat",
    "You have 1×7 twice and no 7×1, or 1×3 twice. Two lying strips see a wide, flat field: the standing one is missing.",
)
def all_flat(x, kind):
    return _module(x, kind, columns=(1, 7), side_columns=(1, 3))


@inception_v3_module.mistake(
    "every strip stands", "There is 7×1 twice and no 1×7. `(1, 7)` is one high and seven wide."
)
def all_upright(x, kind):
    return _module(x, kind, rows=(7, 1), side_rows=(3, 1))


@inception_v3_module.mistake(
    "height and width of the strips are exchanged",
    "In Keras `(1, 7)` is a window one high and seven wide, height first. Module b's short path begins with it.",
)
def exchanged_sides(x, kind):
    return _module(x, kind, (7, 1), (1, 7), (3, 1), (1, 3))


@inception_v3_module.mistake(
    "the long path of b begins with the wrong strip", "The short path begins with 1×7, the long one with 7×1."
)
def long_like_short(x, kind):
    return _module(x, kind, long_first=((1, 7), (7, 1)))


@inception_v3_module.mistake(
    "b has whole 7×7 windows", "That is what they stand for. They are to be cut in strips of 1×7 and 7×1."
)
def whole_windows(x, kind):
    return _module(x, kind, factorized=False)


@inception_v3_module.mistake(
    "in c the strips hang one behind the other",
    "1×3 and 3×1 stand *beside* each other here: both look at the same maps, and both are joined.",
)
def strips_in_series(x, kind):
    return _module(x, kind, series=True)


@inception_v3_module.mistake("in c the strips are added", "They are joined by channel like everything else.")
def strips_added(x, kind):
    return _module(x, kind, add=True)


@inception_v3_module.mistake(
    "the strips come in another order", "The short path of b runs 1×7, then 7×1; in c the 1×3 is joined before the 3×1."
)
def strips_swapped(x, kind):
    return _module(x, kind, swap=True)


@inception_v3_module.mistake("the 5×5 of a is a 3×3", "Module a keeps one path with a 5×5, beside the two 3×3.")
def no_five(x, kind):
    return _module(x, kind, five=False)


@inception_v3_module.mistake(
    "a 3×3 is missing", "In a two 3×3 follow each other; in c a 3×3 stands before the second pair of strips."
)
def one_three(x, kind):
    return _module(x, kind, double=False)


@inception_v3_module.mistake(
    "the maximum in place of the mean", "GoogLeNet's block pools by maximum, Inception v3's by mean."
)
def maximum(x, kind):
    return _module(x, kind, maximum=True)


@inception_v3_module.mistake("the pooled maps are not projected", "A 1×1 follows the mean, as in GoogLeNet's block.")
def unprojected(x, kind):
    return _module(x, kind, projected=False)


@inception_v3_module.mistake(
    "the ends of the paths have different sizes",
    'All paths keep height and width: every convolution and the mean pad "same" and have stride 1.',
)
def mean_strides(x, kind):
    return _module(x, kind, pool_stride=3)


@inception_v3_module.mistake(
    "there is no BatchNorm", "Convolution, BatchNorm, ReLU: Inception v3 has it behind every convolution."
)
def no_norm(x, kind):
    return _module(x, kind, norm=False)


@inception_v3_module.mistake(
    "no BatchNorm, but a bias", "That is GoogLeNet's convolution. Here BatchNorm's beta takes the place of the bias."
)
def bias_no_norm(x, kind):
    return _module(x, kind, norm=False, bias=True)


@inception_v3_module.mistake(
    "BatchNorm has a factor", "`scale=False`: the next convolution can scale as well, so v3 leaves gamma out."
)
def with_scale(x, kind):
    return _module(x, kind, scale=True)


@inception_v3_module.mistake(
    "the convolutions have a bias",
    "BatchNorm subtracts the mean, and a bias with it. So it is left out: `use_bias=False`.",
)
def with_bias(x, kind):
    return _module(x, kind, bias=True)
