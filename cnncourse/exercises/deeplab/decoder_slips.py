"""Slips of `decoder`, each with the words that a reader is told."""

from .basis import _resize, _unit
from .decoder import decoder


def _decoded(
    x, low, classes, low_filters=48, reduce=True, order="deep", how="bilinear", units=2, kernel=3, filters=None, scores=True,
    score_bias=True, softmax=False, join="Concatenate", down=False, resize_last=False, early=False, score_relu=False,
    cut=None, **parts,
):  # fmt: skip
    """The decoder with parts to exchange."""
    from keras import layers

    filters = filters or x.shape[-1]
    low = _unit(low, low_filters, **(parts | (cut or {}))) if reduce else low
    if early:
        x = _unit(x, filters, kernel, **parts)
    if down:
        low = _resize(low, x, how)
    elif not resize_last:
        x = _resize(x, low, how)
    if join == "Add":
        y = layers.Add()([x, _unit(low, x.shape[-1], **parts)])
    elif join == "deep":
        y = x
    else:
        y = layers.Concatenate()([x, low] if order == "deep" else [low, x])
    for _ in range(units):
        y = _unit(y, filters, kernel, **parts)
    if scores:
        y = layers.Conv2D(classes, 1, use_bias=score_bias, activation="relu" if score_relu else None)(y)
    return layers.Softmax()(y) if softmax else y


@decoder.mistake("the early maps were not cut down", "A 1×1 convolution to 48 channels comes first.")
def not_reduced(x, low_level, classes):
    return _decoded(x, low_level, classes, reduce=False)


@decoder.mistake("the early maps are missing", "Deep maps alone know no edges: join the early ones by channel.")
def no_low_level(x, low_level, classes):
    return _decoded(x, low_level, classes, join="deep")


@decoder.mistake("the early maps stand first", "Join `x` first, then the early ones.")
def low_first(x, low_level, classes):
    return _decoded(x, low_level, classes, order="low")


@decoder.mistake("the maps are added", "They are joined by channel: `Concatenate`.")
def maps_added(x, low_level, classes):
    return _decoded(x, low_level, classes, join="Add")


@decoder.mistake(
    "the early maps were made small", "The other way around: the deep maps are brought to the size of the early ones."
)
def made_small(x, low_level, classes):
    return _decoded(x, low_level, classes, down=True)


@decoder.mistake(
    "each place became a tile",
    "That is resizing to the nearest: the default of `UpSampling2D`. Bilinear was asked for.",
)
def tiles(x, low_level, classes):
    return _decoded(x, low_level, classes, how="nearest")


@decoder.mistake("there is one 3×3 convolution", "Two were asked for.")
def one_convolution(x, low_level, classes):
    return _decoded(x, low_level, classes, units=1)


@decoder.mistake(
    "there is no 3×3 convolution", "Two stand between joining and scores; without them nothing is refined."
)
def no_convolution(x, low_level, classes):
    return _decoded(x, low_level, classes, units=0)


@decoder.mistake("there are three 3×3 convolutions", "Two were asked for.")
def three_convolutions(x, low_level, classes):
    return _decoded(x, low_level, classes, units=3)


@decoder.mistake(
    "one 3×3 convolution stands before the joining", "Both come after it: they are to look at both kinds of maps."
)
def one_before(x, low_level, classes):
    return _decoded(x, low_level, classes, units=1, early=True)


@decoder.mistake("the convolutions are 1×1", "Edges need neighbors: 3×3.")
def ones(x, low_level, classes):
    return _decoded(x, low_level, classes, kernel=1)


@decoder.mistake(
    "the filters follow the joined maps", "As many as `x` had *before* the joining. Keep the number under a name."
)
def joined_filters(x, low_level, classes):
    return _decoded(x, low_level, classes, filters=x.shape[-1] + 48)


@decoder.mistake("the filters follow the early maps", "As many filters as `x` has channels.")
def low_filters(x, low_level, classes):
    return _decoded(x, low_level, classes, filters=low_level.shape[-1])


@decoder.mistake("256 is written into the function", "The paper's `x` has 256 channels. Take what `x` has.")
def fixed_filters(x, low_level, classes):
    return _decoded(x, low_level, classes, filters=256)


@decoder.mistake(
    "the filters are the classes", "The 3×3 convolutions have as many filters as `x` has channels; scores come last."
)
def class_filters(x, low_level, classes):
    return _decoded(x, low_level, classes, filters=classes)


@decoder.mistake("the scores are missing", "Last a 1×1 convolution to `classes` channels.")
def no_scores(x, low_level, classes):
    return _decoded(x, low_level, classes, scores=False)


@decoder.mistake("the scores have no bias", "Behind the last convolution is no BatchNorm; it keeps its bias.")
def no_score_bias(x, low_level, classes):
    return _decoded(x, low_level, classes, score_bias=False)


@decoder.mistake("the scores went through a softmax", "Logits were asked for: nothing behind the last convolution.")
def softmaxed(x, low_level, classes):
    return _decoded(x, low_level, classes, softmax=True)


@decoder.mistake("the scores went through a ReLU", "A logit may be negative: nothing behind the last convolution.")
def relu_scores(x, low_level, classes):
    return _decoded(x, low_level, classes, score_relu=True)


@decoder.mistake(
    "the convolutions have a bias", "Before BatchNorm a bias is idle: `use_bias=False`, but for the last one."
)
def biased(x, low_level, classes):
    return _decoded(x, low_level, classes, bias=True)


@decoder.mistake("BatchNorm is missing", "All convolutions but the last are followed by BatchNorm and a ReLU.")
def unnormed(x, low_level, classes):
    return _decoded(x, low_level, classes, norm=False)


@decoder.mistake("there is no ReLU", "All convolutions but the last are followed by BatchNorm and a ReLU.")
def linear(x, low_level, classes):
    return _decoded(x, low_level, classes, relu=False)


@decoder.mistake("BatchNorm has another epsilon", "Keras takes 0.001 unless told: `epsilon=1e-5`.")
def epsilon(x, low_level, classes):
    return _decoded(x, low_level, classes, eps=1e-3)


@decoder.mistake("the early maps were cut to another number of channels", "48 channels, whatever the early maps have.")
def as_many_as_x(x, low_level, classes):
    return _decoded(x, low_level, classes, low_filters=x.shape[-1])


@decoder.mistake(
    "the roles are exchanged",
    "`x` are the deep, small maps; `low_level` the early, large ones. The 48 channels are for the early ones.",
)
def roles(x, low_level, classes):
    from keras import layers

    deep = _resize(_unit(x, 48), low_level)
    y = layers.Concatenate()([low_level, deep])
    y = _unit(_unit(y, low_level.shape[-1], 3), low_level.shape[-1], 3)
    return layers.Conv2D(classes, 1)(y)


@decoder.mistake("the ReLU stands before BatchNorm", "Convolution, BatchNorm, ReLU, in this order.")
def relu_before_norm(x, low_level, classes):
    return _decoded(x, low_level, classes, late=True)


@decoder.mistake(
    "the scores come from a 3×3 convolution", "The last convolution is 1×1: its places have been mixed already."
)
def wide_scores(x, low_level, classes):
    from keras import layers

    return layers.Conv2D(classes, 3, padding="same")(_decoded(x, low_level, classes, scores=False))


@decoder.mistake(
    "BatchNorm and ReLU stand behind the scores", "Nothing stands behind the last convolution, and it has a bias."
)
def scores_as_unit(x, low_level, classes):
    return _unit(_decoded(x, low_level, classes, scores=False), classes)


@decoder.mistake("the 1×1 convolution has no BatchNorm", "All but the last are followed by BatchNorm and a ReLU.")
def cut_not_normed(x, low_level, classes):
    return _decoded(x, low_level, classes, cut={"norm": False})


@decoder.mistake("the 1×1 convolution has no ReLU", "All but the last are followed by BatchNorm and a ReLU.")
def cut_linear(x, low_level, classes):
    return _decoded(x, low_level, classes, cut={"relu": False})


@decoder.mistake(
    "the joined maps were cut to 48", "Only `low_level` is cut, and before the joining: `x` keeps its channels."
)
def cut_after(x, low_level, classes):
    from keras import layers

    y = _unit(layers.Concatenate()([_resize(x, low_level), low_level]), 48)
    y = _unit(_unit(y, x.shape[-1], 3), x.shape[-1], 3)
    return layers.Conv2D(classes, 1)(y)


@decoder.mistake(
    "the scores were enlarged as well", "The decoder ends at the size of `low_level`; whoever calls it resizes further."
)
def enlarged(x, low_level, classes):
    from keras import layers

    return layers.UpSampling2D(4, interpolation="bilinear")(_decoded(x, low_level, classes))


@decoder.mistake("that is the head of v3", "It scores `x` and enlarges. Early maps and 3×3 convolutions are missing.")
def scores_enlarged(x, low_level, classes):
    from keras import layers

    return _resize(layers.Conv2D(classes, 1)(x), low_level)


@decoder.mistake(
    "`x` and `low_level` are exchanged",
    "The large early maps are cut to 48 channels; the small deep maps `x` are resized.",
)
def arguments_exchanged(x, low_level, classes):
    return _decoded(low_level, x, classes)


@decoder.mistake(
    "both maps were cut to 48 and added", "`x` keeps its channels; both are joined by channel: `Concatenate`."
)
def cut_and_added(x, low_level, classes):
    from keras import layers

    y = layers.Add()([_unit(_resize(x, low_level), 48), _unit(low_level, 48)])
    y = _unit(_unit(y, x.shape[-1], 3), x.shape[-1], 3)
    return layers.Conv2D(classes, 1)(y)


@decoder.mistake("the classes were chosen already", "No `argmax` yet: a score for each class at each pixel.")
def chosen(x, low_level, classes):
    from keras import ops as tensors

    return tensors.argmax(_decoded(x, low_level, classes), axis=-1)
