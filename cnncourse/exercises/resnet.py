"""Exercises of the lesson on ResNet."""

import re

import numpy as np

from cnncourse.autocheck import Unusable, choice, exercise, predict


@exercise(points=2, minutes=8)
def batch_norm(
    x: np.ndarray,
    gamma: np.ndarray,
    beta: np.ndarray,
    mean: np.ndarray,
    var: np.ndarray,
    momentum: float,
    training: bool,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Normalize each channel, as `keras.layers.BatchNormalization` does.

    `y = gamma · (x − m) / √(v + 0.001) + beta`

    While training, `m` and `v` are mean and variance of this batch, one number for each channel
    (the variance divides by the number of values), and each moving statistic becomes
    `momentum · old + (1 − momentum) · batch`. Otherwise `m` and `v` are the moving statistics,
    and these stay as they are.

    Args:
        x: maps, `(n, h, w, c)`.
        gamma: scale, `(c,)`.
        beta: shift, `(c,)`.
        mean: moving mean, `(c,)`.
        var: moving variance, `(c,)`.
        momentum: share of the old statistic that stays, between 0 and 1.
        training: whether the batch's own statistics are used.

    Returns:
        `(y, mean, var)`: `y` in the shape of `x`, then the two moving statistics after this
        call, `(c,)` each. No argument is changed.
    """
    # BEGIN SOLUTION
    m, v = mean, var
    if training:
        m, v = x.mean(axis=(0, 1, 2)), x.var(axis=(0, 1, 2))
        mean = momentum * mean + (1 - momentum) * m
        var = momentum * var + (1 - momentum) * v
    return gamma * (x - m) / np.sqrt(v + 0.001) + beta, mean, var
    # END SOLUTION


@batch_norm.cases
def _(rng):
    def draw(n, h, w, c):
        x = rng.normal(size=(n, h, w, c)) * np.geomspace(0.02, 3, c) + np.arange(c) - 1  # one channel hardly varies
        gamma, var = rng.uniform(0.5, 2, (2, c))
        beta, mean = rng.normal(size=(2, c))
        return x.round(3), gamma.round(2), beta.round(2), mean.round(2), var.round(2)

    yield "training", (*draw(2, 2, 3, 2), 0.9, True)
    yield "not training", (*draw(2, 2, 3, 2), 0.9, False)
    yield "more channels, another momentum", (*draw(3, 4, 2, 5), 0.75, True)
    yield "more channels, not training", (*draw(3, 4, 2, 5), 0.75, False)


def _normalized(
    x, gamma, beta, mean, var, momentum, training,
    axes=(0, 1, 2), eps=0.001, ddof=0, scale=np.sqrt, batch=None, move=None, moves=None,
):  # fmt: skip
    """Batch normalization with a part exchanged."""
    b, s = x.mean(axis=axes), x.var(axis=axes, ddof=ddof)
    use = training if batch is None else batch
    m, v = (x.mean(axis=axes, keepdims=True), x.var(axis=axes, ddof=ddof, keepdims=True)) if use else (mean, var)
    y = gamma * (x - m) / scale(v + eps) + beta
    share = momentum if move is None else move
    if training if moves is None else moves:
        mean, var = share * mean + (1 - share) * b, share * var + (1 - share) * s
    return y, mean, var


def _kept(x, gamma, beta, mean, var, momentum, training, axes):
    """Batch normalization over other axes, which stay with length 1."""
    m, v = mean, var
    if training:
        m, v = x.mean(axis=axes, keepdims=True), x.var(axis=axes, keepdims=True)
        mean, var = momentum * mean + (1 - momentum) * m, momentum * var + (1 - momentum) * v
    return gamma * (x - m) / np.sqrt(v + 0.001) + beta, mean, var


@batch_norm.mistake(
    "old and new are exchanged",
    "In Keras, momentum is the share of the *old* statistic that stays. PyTorch means the share of the new one: Keras' 0.99 is its 0.01.",
)
def pytorchs_momentum(*args):
    return _normalized(*args, move=1 - args[5])


@batch_norm.mistake(
    "the variance divides by one too few",
    "`ddof=1` is the sample variance. Keras divides by the number of values, which is NumPy's default.",
)
def sample_variance(*args):
    return _normalized(*args, ddof=1)


@batch_norm.mistake(
    "the moving statistics move although nothing is trained",
    "Outside training every image must get the same answer whatever came before it. Only a training call moves them.",
)
def always_moves(*args):
    return _normalized(*args, moves=True)


@batch_norm.mistake(
    "the batch's statistics are used outside training too",
    "Then the answer for an image depends on which others stand beside it. Without `training` the moving statistics are used.",
)
def always_the_batch(*args):
    return _normalized(*args, batch=True)


@batch_norm.mistake(
    "the moving statistics are used in training",
    "They lag behind. While training, `y` is normalized by mean and variance of this very batch.",
)
def never_the_batch(*args):
    return _normalized(*args, batch=False)


@batch_norm.mistake(
    "the moving statistics stay where they were",
    "While training they follow the batch. They are what inference will use.",
)
def never_moves(*args):
    return _normalized(*args, moves=False)


@batch_norm.mistake(
    "the normalized batch uses statistics that have been moved already",
    "The batch is normalized by its own mean and variance. The moving ones are kept for later.",
)
def moved_first(x, gamma, beta, mean, var, momentum, training):
    if training:
        mean = momentum * mean + (1 - momentum) * x.mean(axis=(0, 1, 2))
        var = momentum * var + (1 - momentum) * x.var(axis=(0, 1, 2))
    return gamma * (x - mean) / np.sqrt(var + 0.001) + beta, mean, var


@batch_norm.mistake(
    "every place has statistics of its own",
    "You averaged over the batch alone. A channel has one mean over all images and all places: the result is `(c,)`.",
)
def over_the_batch_only(x, gamma, beta, mean, var, momentum, training):
    return _normalized(x, gamma, beta, mean, var, momentum, training, axes=0)


@batch_norm.mistake(
    "every image has statistics of its own",
    "You averaged over height and width of each image; that is instance normalization. Here the batch is averaged over as well.",
)
def over_places_only(x, gamma, beta, mean, var, momentum, training):
    if not training:
        return _normalized(x, gamma, beta, mean, var, momentum, training)
    y = _normalized(x, gamma, beta, mean, var, momentum, training, axes=(1, 2), moves=False)[0]
    return (y, *_normalized(x, gamma, beta, mean, var, momentum, training)[1:])


@batch_norm.mistake(
    "all channels share one mean and one variance",
    "Each channel is normalized by itself. The last axis is not averaged over.",
)
def over_everything(x, gamma, beta, mean, var, momentum, training):
    return _normalized(x, gamma, beta, mean, var, momentum, training, axes=None)


@batch_norm.mistake(
    "every image has statistics of its own",
    "You averaged over height and width of each image; that is instance normalization. Here the batch is averaged over as well: `(c,)`.",
)
def over_places_kept(x, gamma, beta, mean, var, momentum, training):
    return _kept(x, gamma, beta, mean, var, momentum, training, (1, 2))


@batch_norm.mistake(
    "the mean goes over the channels",
    "That is layer normalization, at each place. Here the last axis is the one that is *not* averaged over: `(c,)`.",
)
def over_channels(x, gamma, beta, mean, var, momentum, training):
    return _kept(x, gamma, beta, mean, var, momentum, training, -1)


@batch_norm.mistake(
    "`training` is not looked at",
    "Every call is run as in training. Without `training` the moving statistics are used, and they stay.",
)
def training_always(*args):
    return _normalized(*args, batch=True, moves=True)


@batch_norm.mistake(
    "`training` is not looked at",
    "Every call is run as in inference. With `training` the batch's own statistics are used, and the moving ones follow.",
)
def training_never(*args):
    return _normalized(*args, batch=False, moves=False)


@batch_norm.mistake(
    "training and inference have changed places", "Is there a `not` too many, or are the branches exchanged?"
)
def turned_around(*args):
    return _normalized(*args[:6], not args[6])


@batch_norm.mistake(
    "the batch's own statistics come back",
    "The second and third value are the moving ones: mostly the old number, and a little of the batch's.",
)
def batch_comes_back(*args):
    return _normalized(*args, move=0.0)


@batch_norm.mistake("only `y` comes back", "Three values are asked for: `y`, the moving mean and the moving variance.")
def only_y(*args):
    return _normalized(*args)[0]


@batch_norm.mistake("mean and variance come back in the other order", "First `y`, then the mean, then the variance.")
def other_order(*args):
    y, mean, var = _normalized(*args)
    return y, var, mean


@batch_norm.mistake(
    "the moving variance stays where it was", "Both statistics move while training, not the mean alone."
)
def variance_stays(*args):
    return (*_normalized(*args)[:2], args[4])


@batch_norm.mistake(
    "the moving variance divides by one too few",
    "PyTorch does that. Keras moves by the same variance that it normalizes with.",
)
def sample_variance_moves(*args):
    return (*_normalized(*args)[:2], _normalized(*args, ddof=1)[2])


@batch_norm.mistake(
    "the standard deviation stands where the variance should", "The root comes in the formula: `var`, not `std`."
)
def deviation(x, gamma, beta, mean, var, momentum, training):
    if not training:
        return _normalized(x, gamma, beta, mean, var, momentum, training)
    m, v = x.mean(axis=(0, 1, 2)), x.std(axis=(0, 1, 2))
    moved = momentum * mean + (1 - momentum) * m, momentum * var + (1 - momentum) * v
    return gamma * (x - m) / np.sqrt(v + 0.001) + beta, *moved


@batch_norm.mistake("gamma multiplies beta as well", "Scale first, then shift: `gamma · (…) + beta`.")
def scaled_shift(x, gamma, beta, *rest):
    return _normalized(x, gamma, gamma * beta, *rest)


@batch_norm.mistake(
    "only `x`, `momentum` and `training` are used",
    "A new layer starts with gamma 1, beta 0, mean 0 and variance 1. Here the four vectors are given: use them.",
)
def as_new(x, gamma, beta, mean, var, momentum, training):
    zero, one = np.zeros_like(gamma), np.ones_like(gamma)
    return _normalized(x, one, zero, zero, one, momentum, training)


@batch_norm.mistake("the root is missing", "It divides by the spread, which is the root of the variance.")
def no_root(*args):
    return _normalized(*args, scale=lambda v: v)


@batch_norm.mistake(
    "0.001 stands outside the root",
    "It belongs to the variance: √(v + 0.001). For a channel that hardly varies that matters.",
)
def outside_the_root(*args):
    return _normalized(*args, eps=0, scale=lambda v: np.sqrt(v) + 0.001)


@batch_norm.mistake(
    "the 0.001 is missing",
    "A channel that is the same everywhere has variance 0. The small number keeps it from dividing by 0.",
)
def no_epsilon(*args):
    return _normalized(*args, eps=0)


@batch_norm.mistake(
    "another epsilon", "1e-5 is PyTorch's, and ResNet's own. Keras' layer has 0.001 unless it is told otherwise."
)
def small_epsilon(*args):
    return _normalized(*args, eps=1e-5)


@batch_norm.mistake("gamma and beta have changed places", "gamma multiplies, beta is added.")
def exchanged(x, gamma, beta, *rest):
    return _normalized(x, beta, gamma, *rest)


@batch_norm.mistake(
    "gamma and beta are not used", "After normalizing, each channel is scaled by gamma and shifted by beta."
)
def no_scale(x, gamma, beta, *rest):
    return _normalized(x, np.ones_like(gamma), np.zeros_like(beta), *rest)


batch_norm.hint(
    "Choose `m` and `v` first; the line that computes `y` is the same in both cases.",
    "One number for each channel: average over the axes 0, 1 and 2.",
    "`m, v = x.mean(axis=(0, 1, 2)), x.var(axis=(0, 1, 2))` while training, `m, v = mean, var` otherwise.",
    "New statistics: `momentum * mean + (1 - momentum) * m`, likewise the variance. Outside training return the old ones.",
)


def _conv_bn(x, filters, kernel, stride=1, bias=False, eps=1.001e-5, norm=True, same=False, valid=False, bent=False):
    """Convolution and BatchNorm, padded as the paper's networks are, with parts to exchange."""
    from keras import layers

    padding = "valid" if valid else "same"
    if stride > 1 and kernel > 1 and not same:
        x, padding = layers.ZeroPadding2D(kernel // 2)(x), "valid"
    x = layers.Conv2D(filters, kernel, strides=stride, padding=padding, use_bias=bias)(x)
    x = _relu(x) if bent else x
    return layers.BatchNormalization(epsilon=eps)(x) if norm else x


def _relu(x):
    from keras import layers

    return layers.ReLU()(x)


@exercise(points=3, minutes=10, seconds=60, tolerance=1e-4)
def residual_block(x, filters: int, stride: int):
    """Two 3×3 convolutions, and around them the input.

    The branch: 3×3 convolution with `stride` · BatchNorm · ReLU · 3×3 convolution · BatchNorm.
    The shortcut: `x` itself; where its shape differs from the branch's (channels *or*
    side), a 1×1 convolution with `stride`, then BatchNorm.
    The output: branch plus shortcut, then ReLU.

    Convolutions have no bias. BatchNorm has `epsilon=1.001e-5`. A 3×3 window pads one pixel of
    zeros on every side, at stride 2 too: there `padding="same"` would pad otherwise, so use
    `keras.layers.ZeroPadding2D(1)` and no padding.

    Args:
        x: maps, a Keras tensor `(n, h, w, c)`.
        filters: channels of both convolutions.
        stride: of the block, in pixels, 1 or 2.

    Returns:
        Maps, `(n, ⌈h / stride⌉, ⌈w / stride⌉, filters)`, a Keras tensor.
    """
    # BEGIN SOLUTION
    from keras import layers

    y = layers.ZeroPadding2D(1)(x)
    y = layers.Conv2D(filters, 3, strides=stride, use_bias=False)(y)
    y = layers.BatchNormalization(epsilon=1.001e-5)(y)
    y = layers.ReLU()(y)
    y = layers.Conv2D(filters, 3, padding="same", use_bias=False)(y)
    y = layers.BatchNormalization(epsilon=1.001e-5)(y)
    if stride > 1 or x.shape[-1] != filters:
        x = layers.Conv2D(filters, 1, strides=stride, use_bias=False)(x)
        x = layers.BatchNormalization(epsilon=1.001e-5)(x)
    return layers.ReLU()(layers.Add()([x, y]))
    # END SOLUTION


@residual_block.cases
def _(rng):
    yield "nothing changes shape", ((8, 10, 6), 6, 1)
    yield "more channels", ((8, 10, 6), 9, 1)
    yield "stride 2, channels as they were", ((8, 10, 6), 6, 2)
    yield "stride 2 and more channels", ((7, 9, 5), 8, 2)


@residual_block.observe
def _(answer, args):
    from cnncourse.nets.facts import block_facts

    shape, filters, stride = args
    try:
        return block_facts(answer, shape, filters, stride)
    except ValueError as error:
        sizes = re.findall(r"[\[(](?:None, )?(\d+), (\d+), (\d+)[\])]", str(error))
        if len(sizes) != 2 or not re.search("incompatible shapes|Cannot broadcast", str(error)):
            raise
        clash = " and ".join(sorted("×".join(size) for size in sizes))
    raise Unusable(f"two maps that do not fit are joined: {clash}", "Print the shapes of both paths before they meet.")


def _basic(
    x, filters, stride, project=None, projection=None, join="Add", inner=True, before=False, after=True, swapped=False,
    strides=lambda s: (s, 1), late=False, last=None, bent=False, shortcut=True, start="input", **parts,
):  # fmt: skip
    """A block that resembles the residual one."""
    from keras import layers

    differs = stride > 1 or x.shape[-1] != filters
    project = differs if project is None else project(x.shape[-1], filters, stride)
    y = _conv_bn(x, filters, 3, strides(stride)[0], bent=swapped, **parts)
    y = _relu(y) if inner and not swapped else y
    middle = y
    y = _conv_bn(y, filters, 3, strides(stride)[1], **{**parts, **(last or {}), **({"norm": False} if late else {})})
    y = _relu(y) if before else y
    if start != "input":
        x = y if start == "end" else middle
    elif project:
        x = _conv_bn(x, filters, **{"kernel": 1, "stride": stride, **parts, **(projection or {})})
        x = _relu(x) if bent else x
    y = getattr(layers, join)()([x, y]) if shortcut else y
    y = layers.BatchNormalization(epsilon=1.001e-5)(y) if late else y
    return _relu(y) if after else y


@residual_block.mistake(
    "the ReLU stands before the addition",
    "It comes after: what is added is allowed to be negative (see the question below).",
)
def relu_before(x, filters, stride):
    return _basic(x, filters, stride, before=True, after=False)


@residual_block.mistake(
    "there is a ReLU before the addition and one after it",
    "The branch ends in BatchNorm. With a ReLU there, it can only ever add, never take away.",
)
def relu_twice(x, filters, stride):
    return _basic(x, filters, stride, before=True)


@residual_block.mistake("the last ReLU is missing", "After the addition comes a ReLU.")
def no_last_relu(x, filters, stride):
    return _basic(x, filters, stride, after=False)


@residual_block.mistake(
    "no ReLU between the convolutions", "Two convolutions with nothing bent between them are one linear step."
)
def no_inner_relu(x, filters, stride):
    return _basic(x, filters, stride, inner=False)


@residual_block.mistake(
    "the input was overwritten",
    "After `x = conv(x)` the input is gone, and `x + x` doubles the branch. Keep the input under a name of its own.",
)
def overwritten(x, filters, stride):
    return _basic(x, filters, stride, start="end")


@residual_block.mistake("nothing is added", "The two convolutions are there. The shortcut around them is not.")
def no_shortcut(x, filters, stride):
    return _basic(x, filters, stride, shortcut=False)


@residual_block.mistake(
    "only one of the two paths strides",
    "At stride 2 both have to halve the side: the first convolution of the branch, and the 1×1 on the shortcut.",
)
def projection_without_stride(x, filters, stride):
    return _basic(x, filters, stride, projection={"stride": 1})


@residual_block.mistake(
    "no projection where only the stride changes the shape",
    "Channels may be equal and sides differ. Either of the two calls for a 1×1 convolution.",
)
def projected_for_channels_only(x, filters, stride):
    return _basic(x, filters, stride, project=lambda c, f, s: c != f)


@residual_block.mistake(
    "no projection where only the channels change",
    "At stride 1 the number of channels may still differ. Compare it too.",
)
def projected_for_stride_only(x, filters, stride):
    return _basic(x, filters, stride, project=lambda c, f, s: s > 1)


@residual_block.mistake(
    "the shapes do not fit",
    "Where channels or sides differ, the input cannot be added as it is. It goes through a 1×1 convolution first.",
)
def never_projected(x, filters, stride):
    return _basic(x, filters, stride, project=lambda c, f, s: False)


@residual_block.mistake(
    "the shortcut is always projected",
    "Where the shapes agree, the input is added as it is: no weights, nothing to learn. That is the point of the block.",
)
def always_projected(x, filters, stride):
    return _basic(x, filters, stride, project=lambda c, f, s: True)


@residual_block.mistake(
    "no BatchNorm on the projection", "The 1×1 convolution on the shortcut is followed by BatchNorm, too."
)
def bare_projection(x, filters, stride):
    return _basic(x, filters, stride, projection={"norm": False})


@residual_block.mistake("there is no BatchNorm", "Each convolution is followed by one.")
def no_norm(x, filters, stride):
    return _basic(x, filters, stride, norm=False)


@residual_block.mistake(
    "the second BatchNorm stands behind the addition",
    "It belongs to the branch. Behind the addition it would scale the shortcut as well.",
)
def norm_after(x, filters, stride):
    return _basic(x, filters, stride, late=True)


@residual_block.mistake(
    "BatchNorm has another epsilon", "Keras' layer takes 0.001 unless told; the block asks for `epsilon=1.001e-5`."
)
def default_epsilon(x, filters, stride):
    return _basic(x, filters, stride, eps=1e-3)


@residual_block.mistake(
    "the convolutions have a bias", "BatchNorm subtracts it again, so it is left out: `use_bias=False`."
)
def with_bias(x, filters, stride):
    return _basic(x, filters, stride, bias=True)


@residual_block.mistake(
    'the strided convolution is padded with "same"',
    "On an even side that pads only at the bottom and at the right (lesson 02): shapes agree, numbers do not. Pad one pixel on every side yourself.",
)
def same_at_stride_two(x, filters, stride):
    return _basic(x, filters, stride, same=True)


@residual_block.mistake(
    "the second convolution strides", "The first one does. The second works at half the side already."
)
def second_strides(x, filters, stride):
    return _basic(x, filters, stride, strides=lambda s: (1, s))


@residual_block.mistake(
    "the input is appended, not added",
    "`Concatenate` joins the channels; that is DenseNet (lesson 14). Here they are added, number by number.",
)
def concatenated(x, filters, stride):
    return _basic(x, filters, stride, join="Concatenate")


@residual_block.mistake(
    "BatchNorm and ReLU stand before the convolutions",
    "That is the pre-activation block of 2016, further below. This one has them behind: convolution, BatchNorm, ReLU.",
)
def pre_activation(x, filters, stride):
    from keras import layers

    y = _relu(layers.BatchNormalization(epsilon=1.001e-5)(x))
    y = _conv_bn(y, filters, 3, stride, norm=False)
    y = _relu(layers.BatchNormalization(epsilon=1.001e-5)(y))
    y = _conv_bn(y, filters, 3, norm=False)
    if stride > 1 or x.shape[-1] != filters:
        x = _conv_bn(x, filters, 1, stride, norm=False)
    return layers.Add()([x, y])


@residual_block.mistake(
    "the shortcut starts behind the first convolution",
    "`x = conv(x)` has replaced the input. What is added is the input of the block: keep it under a name of its own.",
)
def starts_in_the_middle(x, filters, stride):
    return _basic(x, filters, stride, start="middle")


@residual_block.mistake(
    "both must change before you project", "Channels *or* side: where one of the two differs, the input does not fit."
)
def projected_for_both(x, filters, stride):
    return _basic(x, filters, stride, project=lambda c, f, s: s > 1 and c != f)


@residual_block.mistake(
    "both convolutions stride", "The block halves the side once. The second convolution has stride 1."
)
def both_stride(x, filters, stride):
    return _basic(x, filters, stride, strides=lambda s: (s, s))


@residual_block.mistake(
    "the projection always strides by 2",
    "It is also needed where only the channels change, at stride 1. It takes the `stride` of the block.",
)
def projection_by_two(x, filters, stride):
    return _basic(x, filters, stride, projection={"stride": 2})


@residual_block.mistake("the projection is a 3×3", "It only has to change channels and side: a 1×1.")
def large_projection(x, filters, stride):
    return _basic(x, filters, stride, projection={"kernel": 3})


@residual_block.mistake(
    "the shortcut is pooled",
    "The 1×1 convolution itself takes the stride: it looks at one place in four, and at no other.",
)
def pooled_shortcut(x, filters, stride):
    from keras import layers

    y = _conv_bn(_relu(_conv_bn(x, filters, 3, stride)), filters, 3)
    if stride > 1 or x.shape[-1] != filters:
        x = _conv_bn(layers.MaxPooling2D(stride, padding="same")(x), filters, 1)
    return _relu(layers.Add()([x, y]))


@residual_block.mistake(
    "there is a ReLU on the shortcut", "The projection ends in BatchNorm, and the branch does, too."
)
def bent_projection(x, filters, stride):
    return _basic(x, filters, stride, bent=True)


@residual_block.mistake(
    "the projection's BatchNorm has another epsilon", "It asks for `epsilon=1.001e-5` like the others."
)
def projection_epsilon(x, filters, stride):
    return _basic(x, filters, stride, projection={"eps": 1e-3})


@residual_block.mistake("the projection has a bias", "`use_bias=False` goes for the 1×1 as well: BatchNorm follows.")
def projection_bias(x, filters, stride):
    return _basic(x, filters, stride, projection={"bias": True})


@residual_block.mistake("the second BatchNorm is missing", "Each of the two convolutions is followed by one.")
def no_last_norm(x, filters, stride):
    return _basic(x, filters, stride, last={"norm": False})


@residual_block.mistake("the ReLU stands before the BatchNorm", "Convolution, BatchNorm, ReLU, in this order.")
def relu_then_norm(x, filters, stride):
    return _basic(x, filters, stride, swapped=True)


@residual_block.mistake(
    "one BatchNorm serves both convolutions",
    "A layer that is called twice has one set of numbers. Make a new one for each convolution.",
)
def shared_norm(x, filters, stride):
    from keras import layers

    norm = layers.BatchNormalization(epsilon=1.001e-5)
    y = _relu(norm(_conv_bn(x, filters, 3, stride, norm=False)))
    y = norm(_conv_bn(y, filters, 3, norm=False))
    if stride > 1 or x.shape[-1] != filters:
        x = _conv_bn(x, filters, 1, stride)
    return _relu(layers.Add()([x, y]))


@residual_block.mistake(
    "the maps are padded twice", '`ZeroPadding2D(1)` does all of it. Behind it the convolution has no `padding="same"`.'
)
def padded_twice(x, filters, stride):
    from keras import layers

    differs = stride > 1 or x.shape[-1] != filters
    y = _relu(_conv_bn(layers.ZeroPadding2D(1)(x), filters, 3, stride, same=True))
    x = _conv_bn(x, filters, 1, stride) if differs else x
    return _relu(layers.Add()([x, _conv_bn(y, filters, 3)]))


@residual_block.mistake(
    "the second convolution is not padded", "Without padding a 3×3 takes two rows and two columns away."
)
def second_unpadded(x, filters, stride):
    return _basic(x, filters, stride, last={"valid": True})


@residual_block.mistake("the two paths are averaged", "They are added, not divided by two.")
def averaged(x, filters, stride):
    return _basic(x, filters, stride, join="Average")


@residual_block.mistake("the branch is subtracted", "It is added. A branch may well give negative numbers of itself.")
def subtracted(x, filters, stride):
    return _basic(x, filters, stride, join="Subtract")


@residual_block.mistake("the two paths are multiplied", "They are added: a branch of 0 must leave the input as it is.")
def multiplied(x, filters, stride):
    return _basic(x, filters, stride, join="Multiply")


@residual_block.mistake("the larger of the two paths is taken", "They are added, number by number.")
def larger_one(x, filters, stride):
    return _basic(x, filters, stride, join="Maximum")


residual_block.hint(
    "Write the branch first, under another name than `x`. Then the shortcut, then the sum.",
    "`stride > 1 or x.shape[-1] != filters` tells when the shortcut needs its own convolution.",
    "The strided one: `y = layers.ZeroPadding2D(1)(x)`, then `layers.Conv2D(filters, 3, strides=stride, use_bias=False)(y)`.",
    "The end: `layers.ReLU()(layers.Add()([x, y]))`.",
)


where_the_relu_goes = choice(
    "where_the_relu_goes",
    """
    Somebody moves the last ReLU of the block from behind the addition to the end of the branch, before it: `x + relu(F(x))`.
    The shapes agree and the network trains. What is wrong?
    """,
    right="c",
    a=(
        "Nothing: ReLU(x + F) and x + ReLU(F) are the same, since x is not negative.",
        "Take x = 3 and F = −2. The first gives 1, the second 3.",
    ),
    b=(
        "The gradient no longer reaches the first layers.",
        "It does, and more directly than before: on the path of the additions there is no ReLU left at all.",
    ),
    c=(
        "A block can only add, never take away: from block to block no number ever falls.",
        "The branch gives 0 or more, so what the shortcut carries only grows. He et al. (2016, section 4.1) tried it with "
        "110 layers: on CIFAR-10 the error rose from 6.61 to 7.84 % (table 2).",
    ),
    d=(
        "BatchNorm would have to come after the ReLU then.",
        "It could stay where it is. What matters is which signs the branch can have when it meets the shortcut.",
    ),
)


@exercise(points=2, minutes=8, seconds=60, tolerance=1e-4)
def bottleneck_block(x, filters: int, stride: int):
    """A 1×1 convolution to fewer maps, a 3×3, a 1×1 to four times as many; around them the input.

    The branch: 1×1 convolution with `stride` · BatchNorm · ReLU · 3×3 convolution · BatchNorm ·
    ReLU · 1×1 convolution to `4 · filters` channels · BatchNorm. The stride is on the *first*
    convolution, as in the paper.
    The shortcut: `x` itself; where its shape differs from the branch's (channels or a stride), a
    1×1 convolution with `stride` to `4 · filters` channels, then BatchNorm.
    The output: branch plus shortcut, then ReLU.

    Convolutions have no bias, the 3×3 has `padding="same"`, and BatchNorm has
    `epsilon=1.001e-5`.

    Args:
        x: maps, a Keras tensor `(n, h, w, c)`.
        filters: channels of the first two convolutions.
        stride: of the block, in pixels.

    Returns:
        Maps, `(n, ⌈h / stride⌉, ⌈w / stride⌉, 4 · filters)`, a Keras tensor.
    """
    # BEGIN SOLUTION
    from keras import layers

    def convolve(x, filters, kernel, stride=1):
        x = layers.Conv2D(filters, kernel, strides=stride, padding="same", use_bias=False)(x)
        return layers.BatchNormalization(epsilon=1.001e-5)(x)

    y = layers.ReLU()(convolve(x, filters, 1, stride))
    y = layers.ReLU()(convolve(y, filters, 3))
    y = convolve(y, 4 * filters, 1)
    if stride > 1 or x.shape[-1] != 4 * filters:
        x = convolve(x, 4 * filters, 1, stride)
    return layers.ReLU()(layers.Add()([x, y]))
    # END SOLUTION


@bottleneck_block.cases
def _(rng):
    yield "nothing changes shape", ((8, 10, 12), 3, 1)
    yield "more channels", ((8, 10, 3), 3, 1)
    yield "stride 2, channels as they were", ((8, 10, 12), 3, 2)
    yield "stride 2 and more channels", ((7, 9, 8), 4, 2)


bottleneck_block.observe(residual_block.observer)


def _bottle(
    x, filters, stride, widths=(1, 1, 4), kernels=(1, 3, 1), strides=lambda s: (s, 1, 1), relus=(1, 1, 0, 1), project=None,
    projection=None, join="Add", last_norm=True, bent=False, shortcut=True, **parts,
):  # fmt: skip
    """A block that resembles the bottleneck."""
    from keras import layers

    y, out = x, widths[2] * filters
    for number, (width, kernel, step) in enumerate(zip(widths, kernels, strides(stride), strict=True)):
        y = _conv_bn(y, width * filters, kernel, step, **{"norm": number < 2 or last_norm, **parts})
        y = _relu(y) if relus[number] else y
    differs = stride > 1 or x.shape[-1] != out
    if differs if project is None else project(x.shape[-1], filters, stride):
        x = _conv_bn(x, out, **{"kernel": 1, "stride": stride, **parts, **(projection or {})})
        x = _relu(x) if bent else x
    y = getattr(layers, join)()([x, y]) if shortcut else y
    return _relu(y) if relus[3] else y


@bottleneck_block.mistake(
    "the expansion by four is missing",
    "The last 1×1 convolution gives `4 · filters` channels, and so does the projection.",
)
def no_expansion(x, filters, stride):
    return _bottle(x, filters, stride, widths=(1, 1, 1))


@bottleneck_block.mistake(
    "the stride comes too late",
    'The paper strides the *first* 1×1. On the 3×3 it is what PyTorch builds, called "v1.5" (this lesson measures it); on the last 1×1 it gives the same numbers for more work.',
)
def stride_on_3x3(x, filters, stride):
    return _bottle(x, filters, stride, strides=lambda s: (1, s, 1))


@bottleneck_block.mistake(
    'the stride is on the 3×3, padded with "same"',
    "Two things: the paper strides the first 1×1, and `same` would pad a strided 3×3 only at the bottom and right.",
)
def stride_on_same_3x3(x, filters, stride):
    return _bottle(x, filters, stride, strides=lambda s: (1, s, 1), same=True)


@bottleneck_block.mistake(
    "the channels are compared with `filters`",
    "The branch ends with `4 · filters` channels. That is what the input must have to be added as it is.",
)
def compared_with_filters(x, filters, stride):
    return _bottle(x, filters, stride, project=lambda c, f, s: s > 1 or c != f)


@bottleneck_block.mistake(
    "no projection where only the stride changes the shape",
    "Channels may be equal and sides differ. Either calls for a 1×1 convolution.",
)
def bottle_for_channels_only(x, filters, stride):
    return _bottle(x, filters, stride, project=lambda c, f, s: c != 4 * f)


@bottleneck_block.mistake(
    "no projection where only the channels change",
    "The first block of the first stage has stride 1, and its channels still become four times as many.",
)
def bottle_for_stride_only(x, filters, stride):
    return _bottle(x, filters, stride, project=lambda c, f, s: s > 1)


@bottleneck_block.mistake(
    "only one of the two paths strides",
    "At stride 2 both have to halve the side: the first 1×1 of the branch, and the 1×1 on the shortcut.",
)
def bottle_projection_without_stride(x, filters, stride):
    return _bottle(x, filters, stride, projection={"stride": 1})


@bottleneck_block.mistake(
    "there is a ReLU behind the last convolution", "The branch ends in BatchNorm; the ReLU comes after the addition."
)
def bottle_relu_twice(x, filters, stride):
    return _bottle(x, filters, stride, relus=(1, 1, 1, 1))


@bottleneck_block.mistake("the ReLU stands before the addition", "It comes after it.")
def bottle_relu_before(x, filters, stride):
    return _bottle(x, filters, stride, relus=(1, 1, 1, 0))


@bottleneck_block.mistake("the ReLU behind the 3×3 is missing", "Both of the first two convolutions have one.")
def bottle_one_relu(x, filters, stride):
    return _bottle(x, filters, stride, relus=(1, 0, 0, 1))


@bottleneck_block.mistake("the last ReLU is missing", "After the addition comes a ReLU.")
def bottle_no_last_relu(x, filters, stride):
    return _bottle(x, filters, stride, relus=(1, 1, 0, 0))


@bottleneck_block.mistake("the middle convolution is a 1×1", "Of the three the middle one looks around: it is a 3×3.")
def bottle_all_1x1(x, filters, stride):
    return _bottle(x, filters, stride, kernels=(1, 1, 1))


@bottleneck_block.mistake(
    "the 3×3 is as wide as the output", "It works on `filters` maps. To make it cheap is what the first 1×1 is for."
)
def bottle_wide(x, filters, stride):
    return _bottle(x, filters, stride, widths=(4, 4, 4))


@bottleneck_block.mistake("nothing is added", "The three convolutions are there. The shortcut around them is not.")
def bottle_no_shortcut(x, filters, stride):
    return _bottle(x, filters, stride, shortcut=False, project=lambda c, f, s: False)


@bottleneck_block.mistake(
    "BatchNorm has another epsilon", "Keras' layer takes 0.001 unless told; the block asks for `epsilon=1.001e-5`."
)
def bottle_default_epsilon(x, filters, stride):
    return _bottle(x, filters, stride, eps=1e-3)


@bottleneck_block.mistake("the convolutions have a bias", "BatchNorm subtracts it again: `use_bias=False`.")
def bottle_with_bias(x, filters, stride):
    return _bottle(x, filters, stride, bias=True)


@bottleneck_block.mistake(
    "the expansion by four is missing",
    "You compare with `4 · filters` channels; the last 1×1 convolution and the projection have to give as many.",
)
def no_expansion_but_compared(x, filters, stride):
    return _bottle(x, filters, stride, widths=(1, 1, 1), project=lambda c, f, s: s > 1 or c != 4 * f)


@bottleneck_block.mistake(
    "the 3×3 gives four times as many maps", "It stays narrow, `filters` to `filters`. The last 1×1 widens."
)
def bottle_wide_middle(x, filters, stride):
    return _bottle(x, filters, stride, widths=(1, 4, 4))


@bottleneck_block.mistake(
    "the widths are turned around", "Narrow inside, wide outside: `filters`, `filters`, `4 · filters`."
)
def bottle_turned_around(x, filters, stride):
    return _bottle(x, filters, stride, widths=(4, 4, 1))


@bottleneck_block.mistake(
    "`filters` is taken for the width of the output", "It is the narrow width. The output has `4 · filters` channels."
)
def bottle_a_quarter(x, filters, stride):
    return _bottle(x, filters // 4, stride)


@bottleneck_block.mistake("two convolutions stride", "The block halves the side once, in its first 1×1.")
def bottle_two_stride(x, filters, stride):
    return _bottle(x, filters, stride, strides=lambda s: (s, s, 1))


@bottleneck_block.mistake(
    "the shortcut is always projected",
    "Where the shapes agree, the input is added as it is: no weights, nothing to learn.",
)
def bottle_always_projected(x, filters, stride):
    return _bottle(x, filters, stride, project=lambda c, f, s: True)


@bottleneck_block.mistake(
    "the shortcut is never projected", "Where channels or sides differ, the input goes through a 1×1 convolution first."
)
def bottle_never_projected(x, filters, stride):
    return _bottle(x, filters, stride, project=lambda c, f, s: False)


@bottleneck_block.mistake(
    "no BatchNorm on the projection", "The 1×1 convolution on the shortcut is followed by one, too."
)
def bottle_bare_projection(x, filters, stride):
    return _bottle(x, filters, stride, projection={"norm": False})


@bottleneck_block.mistake("there is a ReLU on the shortcut", "The projection ends in BatchNorm.")
def bottle_bent_projection(x, filters, stride):
    return _bottle(x, filters, stride, bent=True)


@bottleneck_block.mistake("the last BatchNorm is missing", "Each of the three convolutions is followed by one.")
def bottle_no_last_norm(x, filters, stride):
    return _bottle(x, filters, stride, last_norm=False)


@bottleneck_block.mistake("the ReLU behind the first 1×1 is missing", "Both of the first two convolutions have one.")
def bottle_first_linear(x, filters, stride):
    return _bottle(x, filters, stride, relus=(0, 1, 0, 1))


@bottleneck_block.mistake(
    "all three convolutions are 3×3", "Only the one in the middle looks around. The other two are 1×1."
)
def bottle_all_3x3(x, filters, stride):
    return _bottle(x, filters, stride, kernels=(3, 3, 3), same=True)


@bottleneck_block.mistake("the 3×3 is not padded", 'It takes two rows and two columns away. It has `padding="same"`.')
def bottle_unpadded(x, filters, stride):
    return _bottle(x, filters, stride, valid=True)


@bottleneck_block.mistake(
    "the input is appended, not added", "`Concatenate` joins the channels. Here numbers are added."
)
def bottle_concatenated(x, filters, stride):
    return _bottle(x, filters, stride, join="Concatenate")


@bottleneck_block.mistake(
    "that is the block with two 3×3", "The bottleneck has three convolutions: a 1×1, a 3×3 and a 1×1."
)
def bottle_basic(x, filters, stride):
    return _basic(x, filters, stride)


@bottleneck_block.mistake(
    "that is the block with two 3×3", "The bottleneck has three convolutions: a 1×1, a 3×3 and a 1×1."
)
def bottle_basic_wide(x, filters, stride):
    return _basic(x, 4 * filters, stride)


bottleneck_block.hint(
    "It is `residual_block` with three convolutions. A small function for convolution and BatchNorm saves lines.",
    "Widths: `filters`, `filters`, `4 * filters`. Kernels: 1, 3, 1. ReLU behind the first two.",
    "The shortcut fits as it is only if `stride == 1` and `x.shape[-1] == 4 * filters`.",
    "The stride belongs to the first convolution and to the projection.",
)


@predict(points=1, minutes=4)
def resnet50_stage_shapes():
    """ResNet-50 on an image of 224×224. Five shapes, `(height, width, channels)` each, as a tuple of five tuples:

    1. after the first convolution, 7×7 with 64 filters and stride 2;
    2. after stage two: a 3×3 pooling with stride 2, then 3 bottlenecks with `filters=64`;
    3. after stage three: 4 bottlenecks with `filters=128`;
    4. after stage four: 6 bottlenecks with `filters=256`;
    5. after stage five: 3 bottlenecks with `filters=512`.

    Everything is padded so that stride 2 halves a side exactly. The first block of the stages three, four and five has
    stride 2, every other block stride 1.
    """
    return ((112, 112, 64), (56, 56, 256), (28, 28, 512), (14, 14, 1024), (7, 7, 2048))


@resnet50_stage_shapes.mistake(
    "the expansion by four is missing",
    "A bottleneck with `filters=64` gives 4 · 64 channels. The narrow part is inside.",
)
def _narrow_stages():
    return ((112, 112, 64), (56, 56, 64), (28, 28, 128), (14, 14, 256), (7, 7, 512))


@resnet50_stage_shapes.mistake(
    "the pooling's stride is forgotten", "After 112 comes a pooling with stride 2, before the first block."
)
def _no_pool():
    return ((112, 112, 64), (112, 112, 256), (56, 56, 512), (28, 28, 1024), (14, 14, 2048))


@resnet50_stage_shapes.mistake(
    "stage two strides as well", "The pooling has halved already: the first block of stage two has stride 1."
)
def _stage_two_strides():
    return ((112, 112, 64), (28, 28, 256), (14, 14, 512), (7, 7, 1024), (4, 4, 2048))


@resnet50_stage_shapes.mistake(
    "the first convolution's stride is forgotten", "It halves 224 to 112 before anything else happens."
)
def _first_without_stride():
    return ((224, 224, 64), (112, 112, 256), (56, 56, 512), (28, 28, 1024), (14, 14, 2048))


@resnet50_stage_shapes.mistake(
    "the first window has no padding",
    "7×7 with stride 2 and no padding has 109 places. It is padded by 3 on every side, so 112.",
)
def _valid_stem():
    return ((109, 109, 64), (54, 54, 256), (27, 27, 512), (14, 14, 1024), (7, 7, 2048))


@resnet50_stage_shapes.mistake(
    "the channels only double", "After stage two there are 4 · 64 = 256; from there on they double."
)
def _doubled_channels():
    return ((112, 112, 64), (56, 56, 128), (28, 28, 256), (14, 14, 512), (7, 7, 1024))


@resnet50_stage_shapes.mistake(
    "the first convolution is widened by four, too",
    "It has 64 filters. The factor of four belongs to the bottlenecks alone.",
)
def _wide_stem():
    return ((112, 112, 256), (56, 56, 256), (28, 28, 512), (14, 14, 1024), (7, 7, 2048))


@resnet50_stage_shapes.mistake(
    "every block halves", "Only the first block of a stage has stride 2, the others stride 1."
)
def _all_blocks_stride():
    return ((112, 112, 64), (56, 56, 256), (4, 4, 512), (1, 1, 1024), (1, 1, 2048))


@resnet50_stage_shapes.mistake(
    "stage three does not halve", "Three stages begin with stride 2: the third, the fourth and the fifth."
)
def _stage_three_keeps():
    return ((112, 112, 64), (56, 56, 256), (56, 56, 512), (28, 28, 1024), (14, 14, 2048))


@resnet50_stage_shapes.mistake("channels first", "That is PyTorch's order. Keras has `(height, width, channels)`.")
def _channels_first():
    return ((64, 112, 112), (256, 56, 56), (512, 28, 28), (1024, 14, 14), (2048, 7, 7))


@resnet50_stage_shapes.mistake("the batch axis is there, too", "Three numbers each, without the `None` of the batch.")
def _with_batch():
    return tuple(
        (None, *shape) for shape in ((112, 112, 64), (56, 56, 256), (28, 28, 512), (14, 14, 1024), (7, 7, 2048))
    )


resnet50_stage_shapes.hint(
    "Sides: one halving for the first convolution, one for the pooling, one for each of the last three stages.",
    "Channels after a stage: four times its `filters`.",
    "The first two: (112, 112, 64) and (56, 56, 256).",
)


@exercise(points=2, minutes=8, seconds=60, tolerance=1e-4)
def resnet(blocks: tuple, width: int, input_shape: tuple, classes: int):
    """A residual network for small images, after the paper's for CIFAR-10 (section 4.2).

    1. 3×3 convolution to `width` channels, `padding="same"`, without bias; BatchNorm with
       `epsilon=1.001e-5`; ReLU
    2. the stages, one after the other: `blocks[i]` residual blocks of `width · 2ⁱ` filters. The
       first block of every stage but the first has stride 2, all others stride 1
    3. global average pooling; a dense layer of `classes` units without activation

    A residual block is `basic_block(x, filters, stride, conv_bias=False)` from the set-up cell;
    your own `residual_block` does the same. (Where shapes change, both project. The paper
    appended channels of zeros for CIFAR-10.)

    Args:
        blocks: how many blocks each stage has, for example `(3, 3, 3)`.
        width: channels of the first stage.
        input_shape: `(h, w, c)`.
        classes: how many outputs.

    Returns:
        An uncompiled model, `(n, h, w, c)` to `(n, classes)`; the outputs are logits.
    """
    # BEGIN SOLUTION
    import keras
    from keras import layers

    from cnncourse.nets.resnet import basic_block

    images = keras.Input(input_shape)
    x = layers.Conv2D(width, 3, padding="same", use_bias=False)(images)
    x = layers.ReLU()(layers.BatchNormalization(epsilon=1.001e-5)(x))
    for stage, count in enumerate(blocks):
        for number in range(count):
            stride = 2 if stage > 0 and number == 0 else 1
            x = basic_block(x, width * 2**stage, stride, conv_bias=False)
    x = layers.GlobalAveragePooling2D()(x)
    return keras.Model(images, layers.Dense(classes)(x))
    # END SOLUTION


@resnet.cases
def _(rng):
    yield "one stage", ((1,), 4, (6, 8, 3), 5)
    yield "two stages, three blocks in the first", ((3, 1), 3, (9, 6, 1), 4)
    yield "four stages", ((1, 2, 1, 1), 2, (8, 10, 2), 3)


@resnet.observe
def _(answer, args):
    from cnncourse.nets.facts import model_facts

    return model_facts(answer(*args))


def _network(
    blocks, width, input_shape, classes, stride=lambda stage, number: 2 if stage and not number else 1,
    filters=lambda width, stage, number: width * 2**stage, stem=None, bend=True, pool="GlobalAveragePooling2D", top=None,
    early_pool=False, **options,
):  # fmt: skip
    """A network that resembles the residual one."""
    import keras
    from keras import layers

    from cnncourse.nets.resnet import basic_block

    images = keras.Input(input_shape)
    x = _conv_bn(images, width, **{"kernel": 3, **(stem or {})})
    x = _relu(x) if bend else x
    x = layers.MaxPooling2D(3, 2, padding="same")(x) if early_pool else x
    for stage, count in enumerate(blocks):
        for number in range(count):
            x = basic_block(x, filters(width, stage, number), stride(stage, number), **{"conv_bias": False, **options})
    x = getattr(layers, pool)()(x) if pool else x
    return keras.Model(images, layers.Dense(classes, activation=top)(x))


@resnet.mistake(
    "the first stage strides, too", "Its maps stay as large as the image. Only the stages after it begin with stride 2."
)
def first_stage_strides(*args):
    return _network(*args, stride=lambda stage, number: 1 if number else 2)


@resnet.mistake("every block of a later stage strides", "Only the first block of a stage halves the side.")
def all_stride(*args):
    return _network(*args, stride=lambda stage, number: 2 if stage else 1)


@resnet.mistake(
    "the sides are never halved", "From stage to stage channels double *and* sides halve: the first block has stride 2."
)
def no_strides(*args):
    return _network(*args, stride=lambda stage, number: 1)


@resnet.mistake(
    "the last block of a stage strides",
    "The first one does. (Keras' ResNet50V2 strides at the end of a stage; the paper at its beginning.)",
)
def last_strides(blocks, *args):
    return _network(
        blocks, *args, stride=lambda stage, number: 2 if stage + 1 < len(blocks) and number == blocks[stage] - 1 else 1
    )


@resnet.mistake("the channels stay the same", "Stage i has `width · 2ⁱ` filters.")
def same_width(*args):
    return _network(*args, filters=lambda width, stage, number: width)


@resnet.mistake("every stage has as many blocks as the first", "`blocks[i]` belongs to stage i.")
def first_count(blocks, *args):
    return _network((blocks[0],) * len(blocks), *args)


@resnet.mistake("a stage has one block too many", "`blocks[i]` counts the block with the stride, too.")
def one_too_many(blocks, *args):
    return _network(tuple(count + 1 for count in blocks), *args)


@resnet.mistake("there is a softmax on top", "Asked for are logits: the dense layer has no activation.")
def softmax(*args):
    return _network(*args, top="softmax")


@resnet.mistake("flatten in place of global pooling", "Each map gives one number, its mean: `GlobalAveragePooling2D`.")
def flattened(*args):
    return _network(*args, pool="Flatten")


@resnet.mistake("the first convolution is a 7×7", "That is ImageNet's. Small images get a 3×3 with stride 1.")
def large_kernel(*args):
    return _network(*args, stem={"kernel": 7})


@resnet.mistake("no BatchNorm behind the first convolution", "It has one like all others.")
def bare_stem(*args):
    return _network(*args, stem={"norm": False})


@resnet.mistake("no ReLU behind the first convolution", "Convolution, BatchNorm, ReLU, then the first block.")
def linear_stem(*args):
    return _network(*args, bend=False)


@resnet.mistake("the shortcuts are missing", "This is the plain network that the paper compares with.")
def plain(*args):
    return _network(*args, shortcut=False)


@resnet.mistake(
    "the convolutions have biases", "Did you forget `conv_bias=False` (blocks) or `use_bias=False` (first convolution)?"
)
def biased(*args):
    return _network(*args, stem={"bias": True}, conv_bias=True)


@resnet.mistake("the blocks have biases", "`basic_block` has them unless it is told `conv_bias=False`.")
def biased_blocks(*args):
    return _network(*args, conv_bias=True)


@resnet.mistake("the first convolution has a bias", "BatchNorm follows, so it is left out: `use_bias=False`.")
def biased_stem(*args):
    return _network(*args, stem={"bias": True})


@resnet.mistake(
    "the first BatchNorm has another epsilon", "Keras' layer takes 0.001 unless told; asked for is `epsilon=1.001e-5`."
)
def stem_epsilon(*args):
    return _network(*args, stem={"eps": 1e-3})


@resnet.mistake("the first convolution strides", "Small images keep their side until the second stage.")
def stem_strides(*args):
    return _network(*args, stem={"stride": 2, "same": True})


@resnet.mistake(
    "there is a max pooling behind the first convolution", "ResNet-50 has one, for large images. Here there is none."
)
def pooled_stem(*args):
    return _network(*args, early_pool=True)


@resnet.mistake("the channels grow by `width` a stage", "They double: `width · 2ⁱ`, so 1, 2, 4, 8 times `width`.")
def grows_by_one(*args):
    return _network(*args, filters=lambda width, stage, number: width * (stage + 1))


@resnet.mistake(
    "the first stage has doubled already", "Stages count from 0: the first has `width · 2⁰ = width` filters."
)
def doubled_at_once(*args):
    return _network(*args, filters=lambda width, stage, number: width * 2 ** (stage + 1))


@resnet.mistake(
    "the shortcuts append zeros",
    "So did the paper for CIFAR-10 (option A). Here `basic_block` projects, as it does unless it is told otherwise.",
)
def appends_zeros(*args):
    return _network(*args, option="A")


@resnet.mistake("a stage has one block too few", "`blocks[i]` counts all of them, the one with the stride as well.")
def one_too_few(blocks, *args):
    return _network(tuple(count - 1 for count in blocks), *args)


@resnet.mistake("every stage has one block", "`blocks[i]` says how many: a second loop inside the first.")
def one_each(blocks, *args):
    return _network((1,) * len(blocks), *args)


@resnet.mistake("there are never more than three stages", "As many as `blocks` has numbers.")
def three_stages(blocks, *args):
    return _network(blocks[:3], *args)


@resnet.mistake(
    "each block of a stage starts from the same maps",
    "Only the last block of the stage is used: `x` has to be replaced in the *inner* loop.",
)
def not_handed_on(blocks, *args):
    def stride(stage, number):
        return 2 if stage and blocks[stage] == 1 else 1

    return _network((1,) * len(blocks), *args, stride=stride)


@resnet.mistake(
    "blocks of one stage share their weights",
    "The block was built once and called several times. Each needs layers of its own.",
)
def shared_blocks(blocks, width, input_shape, classes):
    import keras
    from keras import layers

    from cnncourse.nets.resnet import basic_block

    images = keras.Input(input_shape)
    x = _relu(_conv_bn(images, width, 3))
    for stage, count in enumerate(blocks):
        x = basic_block(x, width * 2**stage, 2 if stage else 1, conv_bias=False)
        if count > 1:
            maps = keras.Input(x.shape[1:])
            again = keras.Model(maps, basic_block(maps, width * 2**stage, 1, conv_bias=False))
        for _ in range(count - 1):
            x = again(x)
    return keras.Model(images, layers.Dense(classes)(layers.GlobalAveragePooling2D()(x)))


@resnet.mistake("there is a ReLU on top", "Asked for are logits, which may be negative: no activation.")
def relu_on_top(*args):
    return _network(*args, top="relu")


@resnet.mistake("the largest number of each map is taken", "Global *average* pooling takes the mean.")
def max_pooled(*args):
    return _network(*args, pool="GlobalMaxPooling2D")


@resnet.mistake("the pooling is missing", "Each map becomes one number before the dense layer.")
def unpooled(*args):
    return _network(*args, pool=None)


resnet.hint(
    "Two loops: over the stages, and in each over its blocks.",
    "The stride is 2 for the first block of a stage, unless it is the first stage.",
    "`basic_block(x, width * 2**stage, stride, conv_bias=False)`",
    "The end: `GlobalAveragePooling2D()`, `Dense(classes)`, `keras.Model(images, scores)`.",
)


def _branch(x, channels, stride=1):
    return _conv_bn(_relu(_conv_bn(x, channels, 3, stride)), channels, 3)


def _block(kind: str):
    """A small block with weights that are not its first ones."""
    import keras
    from keras import layers

    from cnncourse.nets.facts import set_weights_by_shape

    x = keras.Input((5, 6, 4))
    if kind == "no shortcut":
        y = _relu(_branch(x, 4))
    elif kind == "a projection on the shortcut":
        y = _relu(layers.Add()([_conv_bn(x, 4, 1), _branch(x, 4)]))
    elif kind == "stride 2":
        y = _relu(layers.Add()([layers.AveragePooling2D(2, padding="same")(x), _branch(x, 4, 2)]))
    elif kind == "a blurred shortcut":
        y = _relu(layers.Add()([layers.AveragePooling2D(3, 1, padding="same")(x), _branch(x, 4)]))
    elif kind == "the shortcut loses the last row and column":
        cut = layers.Cropping2D(((0, 1), (0, 1)))(x)
        y = _relu(layers.Add()([layers.ZeroPadding2D(((0, 1), (0, 1)))(cut), _branch(x, 4)]))
    elif kind == "the shortcut loses the last channel":
        y = _relu(layers.Add()([keras.ops.pad(x[..., :3], ((0, 0), (0, 0), (0, 0), (0, 1))), _branch(x, 4)]))
    elif kind == "a shortcut that is a little too short":
        y = _relu(layers.Add()([layers.Rescaling(0.999)(x), _branch(x, 4)]))
    elif kind == "BatchNorm without beta":
        y = layers.BatchNormalization(center=False)(_conv_bn(x, 4, 3, norm=False))
        y = _relu(layers.Add()([x, y]))
    elif kind == "nothing but Dropout":
        y = layers.Dropout(0.5)(x)
    elif kind == "a mirrored shortcut":
        y = _relu(layers.Add()([keras.ops.flip(x, axis=2), _branch(x, 4)]))
    elif kind == "no ReLU behind the addition":
        y = layers.Add()([x, _branch(x, 4)])
    elif kind == "BatchNorm behind the addition":
        y = _relu(layers.BatchNormalization()(layers.Add()([x, _conv_bn(_branch(x, 4), 4, 3, norm=False)])))
    elif kind == "BatchNorm and ReLU first":
        y = layers.Add()([x, _conv_bn(_relu(layers.BatchNormalization()(x)), 4, 3, norm=False)])
    else:
        y = _relu(layers.Add()([x, _branch(x, 4)]))
    model = keras.Model(x, y)
    set_weights_by_shape(model)
    return model


@exercise(points=2, minutes=8, seconds=60)
def is_identity(block) -> bool:
    """Whether a block whose learned numbers are all 0 hands its input on unchanged.

    Set every trainable weight of the block to 0 (kernels, biases, gammas, betas). Then send maps
    through it that a ReLU could have made: no negative numbers, no two places alike. Use it as
    in inference (`training=False`).

    Args:
        block: a `keras.Model` from maps `(n, h, w, c)` to maps. It is changed in place.

    Returns:
        True if what comes out has the shape of what went in and the same numbers (to 0.00001),
        else False.
    """
    # BEGIN SOLUTION
    for weight in block.trainable_weights:
        weight.assign(np.zeros(weight.shape))
    x = np.random.default_rng(0).uniform(size=(2, *block.input_shape[1:])).astype("float32")
    y = np.asarray(block(x, training=False))
    return y.shape == x.shape and bool(np.abs(y - x).max() < 1e-5)
    # END SOLUTION


@is_identity.cases
def _(rng):
    yield "a residual block", ("a residual block",)
    for kind in (
        "no shortcut",
        "a projection on the shortcut",
        "BatchNorm and ReLU first",
        "no ReLU behind the addition",
        "BatchNorm behind the addition",
        "a blurred shortcut",
        "a mirrored shortcut",
        "the shortcut loses the last row and column",
        "the shortcut loses the last channel",
        "a shortcut that is a little too short",
        "BatchNorm without beta",
        "nothing but Dropout",
        "stride 2",
    ):
        yield kind, (kind,)


@is_identity.observe
def _(answer, args):
    return answer(_block(args[0]))


def _tried(block, zero=lambda weight: True, make=None, same=None, training=False):
    for weight in block.trainable_weights:
        if zero(weight):
            weight.assign(np.zeros(weight.shape))
    rng = np.random.default_rng(0)
    shape = (2, *block.input_shape[1:])
    x = (make(rng, shape) if make else rng.uniform(size=shape)).astype("float32")
    y = np.asarray(block(x, training=training))
    if same:
        return bool(same(x, y))
    return y.shape == x.shape and bool(np.abs(y - x).max() < 1e-5)


@is_identity.mistake(
    "the weights are still what they were",
    "The question is what the block does when it has learned nothing: set the weights to 0 first.",
)
def untouched(block):
    return _tried(block, zero=lambda weight: False)


@is_identity.mistake(
    "only the kernels are 0", "BatchNorm still adds its beta. All trainable weights go to 0, those with one axis too."
)
def kernels_only(block):
    return _tried(block, zero=lambda weight: len(weight.shape) > 1)


@is_identity.mistake(
    "your maps have negative numbers",
    "A block that ends in a ReLU cannot give those back. What comes from the block before has been through a ReLU, too: send numbers of 0 and above.",
)
def with_negatives(block):
    return _tried(block, make=lambda rng, shape: rng.normal(size=shape))


@is_identity.mistake(
    "your maps are the same everywhere",
    "On a constant map a blur is the identity, too. Send numbers that differ from place to place.",
)
def constant_maps(block):
    return _tried(block, make=lambda rng, shape: np.ones(shape))


@is_identity.mistake(
    "your test cannot tell a plain block from a residual one",
    "A plain block keeps the shape and gives zeros. Compare number by number, with maps that are not all 0.",
)
def shapes_only(block):
    return _tried(block, same=lambda x, y: x.shape == y.shape)


@is_identity.mistake("you compare means", "A mirrored map has the same mean. Compare number by number.")
def means_only(block):
    return _tried(block, same=lambda x, y: x.shape == y.shape and abs(x.mean() - y.mean()) < 1e-5)


@is_identity.mistake(
    "shapes that differ break the comparison",
    "A block with stride 2 gives smaller maps. That is a False, not an error: compare shapes first.",
)
def shapes_not_compared(block):
    return _tried(block, same=lambda x, y: np.allclose(x, y, atol=1e-5))


@is_identity.mistake(
    "you look for an addition",
    "A block may add and still change its input: by a projection, a blur, a BatchNorm behind. Send numbers through.",
)
def has_an_addition(block):
    return any("Add" in type(layer).__name__ for layer in block.layers)


@is_identity.mistake(
    "only the gammas are 0", "BatchNorm still adds its beta. All trainable weights go to 0, not the gammas alone."
)
def gammas_only(block):
    return _tried(block, zero=lambda weight: "gamma" in weight.path)


@is_identity.mistake(
    "the block runs as in training",
    "In training, Dropout drops and BatchNorm uses the batch: `block(x, training=False)`.",
)
def as_in_training(block):
    return _tried(block, training=True)


@is_identity.mistake(
    "it is True for every block", "A plain block, for example, gives zeros: compare what comes out with what went in."
)
def always_true(block):
    return True


@is_identity.mistake(
    "it is False for every block", "A residual block does hand its input on. Is the comparison stricter than 0.00001?"
)
def always_false(block):
    return False


@is_identity.mistake("True and False have changed places", "True means: unchanged.")
def inverted(block):
    return not _tried(block)


@is_identity.mistake(
    "an array comes back",
    "`x == y` compares number by number. One answer is asked for: are all of them the same?",
)
def array_of_answers(block):
    for weight in block.trainable_weights:
        weight.assign(np.zeros(weight.shape))
    x = np.random.default_rng(0).uniform(size=(2, *block.input_shape[1:])).astype("float32")
    y = np.asarray(block(x, training=False))
    return x == y if x.shape == y.shape else False


@is_identity.mistake(
    "you ask whether zeros come out",
    "A branch of 0 is not the question. What leaves the block is to be what entered it.",
)
def zeros_come_out(block):
    return _tried(block, same=lambda x, y: np.allclose(y, 0))


@is_identity.mistake(
    "differences below 0 do not count",
    "`(y - x).max()` overlooks numbers that have become smaller. Take `np.abs` first.",
)
def no_absolute(block):
    return _tried(block, same=lambda x, y: x.shape == y.shape and (y - x).max() < 1e-5)


@is_identity.mistake(
    "the comparison is too loose", "A shortcut that hands on 99.9 % of a number changes it. To 0.00001, says the task."
)
def too_loose(block):
    return _tried(block, same=lambda x, y: x.shape == y.shape and np.abs(y - x).max() < 0.1)


@is_identity.mistake(
    "one equal number is enough for you",
    "All numbers have to agree, at every place and in every channel: `all`, not `any`.",
)
def any_number(block):
    return _tried(block, same=lambda x, y: x.shape == y.shape and np.isclose(x, y).any())


@is_identity.mistake(
    "you look at one place only", "A block may keep the corner and change the rest. Compare all places."
)
def one_place(block):
    return _tried(block, same=lambda x, y: x.shape == y.shape and np.allclose(x[:, 0, 0], y[:, 0, 0], atol=1e-5))


@is_identity.mistake("you look at one channel only", "A block may keep the first channel and change another.")
def one_channel(block):
    return _tried(block, same=lambda x, y: x.shape == y.shape and np.allclose(x[..., 0], y[..., 0], atol=1e-5))


is_identity.hint(
    "Three steps: weights to 0, maps through the block, compare.",
    "`for weight in block.trainable_weights: weight.assign(np.zeros(weight.shape))`",
    "`x = np.random.default_rng(0).uniform(size=(2, *block.input_shape[1:])).astype('float32')`",
    "Shapes first, since arrays of different shapes cannot be subtracted; then `np.abs(y - x).max() < 1e-5`.",
)


def _probe(kind: str, classes: int):
    """A small uncompiled network with moved statistics; ends in logits."""
    import keras
    from keras import layers

    from cnncourse.nets.facts import set_weights_by_shape

    images = keras.Input((6, 5, 2))
    x = _relu(_conv_bn(images, 3, 3, norm=kind != "plain", bias=kind == "plain"))
    y = _conv_bn(x, 3, 3, norm=kind != "plain", bias=kind == "plain")
    x = _relu(layers.Add()([x, y]) if kind == "residual, BatchNorm" else y)
    model = keras.Model(images, layers.Dense(classes)(layers.GlobalAveragePooling2D()(x)))
    set_weights_by_shape(model)
    return model


@exercise(points=2, minutes=10, seconds=60, tolerance=1e-4)
def gradient_norms(model, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """How long the gradient of the loss is at each kernel of a network.

    The loss is cross-entropy from logits, averaged over the images, and the model runs as in
    training (`training=True`). Kernels are the trainable weights with two or more axes; biases,
    gammas and betas are left out. The length of a gradient is the root of the sum of its
    squares. `tf.GradientTape` (TensorFlow is `tf` in the set-up cell) records what is computed
    inside `with`, and `tape.gradient(loss, list)` gives the gradients afterwards; a weight's
    tensor is `weight.value`.

    Args:
        model: gives logits, `(n, classes)`.
        x: images, `(n, h, w, c)`.
        y: their classes, whole numbers `(n,)`.

    Returns:
        One number for each kernel, in the order of `model.trainable_weights`, a NumPy array.
    """
    # BEGIN SOLUTION
    import keras
    import tensorflow as tf

    kernels = [weight.value for weight in model.trainable_weights if len(weight.shape) > 1]
    with tf.GradientTape() as tape:
        scores = model(x, training=True)
        loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)(y, scores)
    return np.array([np.linalg.norm(gradient) for gradient in map(np.ravel, tape.gradient(loss, kernels))])
    # END SOLUTION


@gradient_norms.cases
def _(rng):
    for kind in ("plain", "BatchNorm", "residual, BatchNorm"):
        images = rng.normal(size=(5, 6, 5, 2)).astype("float32").round(2)
        yield kind, (kind, images, np.array([0, 2, 1, 1, 3]))


@gradient_norms.observe
def _(answer, args):
    kind, x, y = args
    try:
        return answer(_probe(kind, 4), x, y)
    except (TypeError, ValueError, AttributeError) as error:
        if not re.search("NoneType|convert a value \\(None\\)|no attribute '_id'", str(error)):
            raise
    raise Unusable(
        "the tape knows no way from the loss to the kernels",
        "`tape.gradient` finds only what was computed inside `with`, by TensorFlow or Keras. `model.predict` and NumPy "
        "leave no trace on the tape.",
    )


def _measured(
    model, x, y, training=True, keep=lambda weight: len(weight.shape) > 1, logits=True, size=np.linalg.norm, times=1.0,
    loss=None,
):  # fmt: skip
    import keras
    import tensorflow as tf

    kernels = [weight.value for weight in model.trainable_weights if keep(weight)]
    with tf.GradientTape() as tape:
        scores = model(x, training=training)
        if loss is None:
            loss = keras.losses.SparseCategoricalCrossentropy(from_logits=logits)(y, scores) * times
        else:
            loss = loss(y, scores)
    return np.array([size(np.ravel(gradient)) for gradient in tape.gradient(loss, kernels)])


@gradient_norms.mistake(
    "biases, gammas and betas are in the list", "Asked for are kernels: trainable weights with two axes or more."
)
def all_weights(model, x, y):
    return _measured(model, x, y, keep=lambda weight: True)


@gradient_norms.mistake("the dense layer is missing", "Its kernel has two axes and counts, too.")
def convolutions_only(model, x, y):
    return _measured(model, x, y, keep=lambda weight: len(weight.shape) == 4)


@gradient_norms.mistake(
    "the model ran as in inference",
    "Then BatchNorm uses its moving statistics, and no gradient flows through those of the batch. Call `model(x, training=True)`.",
)
def as_in_inference(model, x, y):
    return _measured(model, x, y, training=False)


@gradient_norms.mistake(
    "scores were taken for probabilities", "The model gives logits: `from_logits=True` (lesson 08)."
)
def not_from_logits(model, x, y):
    return _measured(model, x, y, logits=False)


@gradient_norms.mistake(
    "the losses are added, not averaged",
    "Keras' loss object averages over the images. With a sum, every gradient is n times as long.",
)
def summed(model, x, y):
    return _measured(model, x, y, times=float(len(y)))


@gradient_norms.mistake("the root is missing", "You added the squares. The length is the root of that sum.")
def squared(model, x, y):
    return _measured(model, x, y, size=lambda g: float((g**2).sum()))


@gradient_norms.mistake("that is the largest entry", "The length takes all entries: the root of the sum of squares.")
def largest(model, x, y):
    return _measured(model, x, y, size=lambda g: np.abs(g).max())


@gradient_norms.mistake("that is the mean size of the entries", "The length is the root of the *sum* of squares.")
def mean_size(model, x, y):
    return _measured(model, x, y, size=lambda g: np.abs(g).mean())


@gradient_norms.mistake(
    "you divided by the number of entries", "The length is the root of the sum of squares, not of their mean."
)
def root_mean_square(model, x, y):
    return _measured(model, x, y, size=lambda g: np.sqrt((g**2).mean()))


@gradient_norms.mistake(
    "the order is turned around", "From the image to the scores, as `model.trainable_weights` has them."
)
def reversed_order(model, x, y):
    return _measured(model, x, y)[::-1]


@gradient_norms.mistake(
    "the softmax is applied twice", "With `from_logits=True` the loss applies it. The scores go in as they are."
)
def softmax_twice(model, x, y):
    import keras
    import tensorflow as tf

    def loss(y, scores):
        return keras.losses.SparseCategoricalCrossentropy(from_logits=True)(y, tf.nn.softmax(scores))

    return _measured(model, x, y, loss=loss)


@gradient_norms.mistake(
    "that is the gradient of the right classes' scores",
    "The loss is the cross-entropy: the other scores count in it, too.",
)
def of_the_right_scores(model, x, y):
    import tensorflow as tf

    return _measured(model, x, y, loss=lambda y, s: tf.reduce_mean(tf.gather(s, y, axis=1, batch_dims=1)))


@gradient_norms.mistake(
    "that is the gradient of the scores", "What is asked for is the gradient of the *loss*: it knows `y`."
)
def of_the_scores(model, x, y):
    return _measured(model, x, y, loss=lambda y, scores: scores)


@gradient_norms.mistake(
    "that is the sum of the sizes", "The length squares the entries, adds, and takes the root: `np.linalg.norm`."
)
def sum_of_sizes(model, x, y):
    return _measured(model, x, y, size=lambda g: np.abs(g).sum())


@gradient_norms.mistake("that is the sum of the entries", "Signs cancel in it. The length squares first.")
def plain_sum(model, x, y):
    return _measured(model, x, y, size=np.sum)


@gradient_norms.mistake(
    "that is the mean of the entries", "Signs cancel in it. The length is the root of the sum of squares."
)
def plain_mean(model, x, y):
    return _measured(model, x, y, size=np.mean)


@gradient_norms.mistake(
    "that is the spread of the entries", "`std` subtracts the mean and divides by the number of entries."
)
def spread(model, x, y):
    return _measured(model, x, y, size=np.std)


@gradient_norms.mistake(
    "that is the length of the kernels", "Asked for is the length of the *gradient* at each of them."
)
def of_the_kernels(model, x, y):
    return np.array([np.linalg.norm(np.ravel(w.numpy())) for w in model.trainable_weights if len(w.shape) > 1])


@gradient_norms.mistake(
    "you divided by the length of the kernel", "The length of the gradient itself is asked for, not in proportion."
)
def in_proportion(model, x, y):
    return _measured(model, x, y) / of_the_kernels(model, x, y)


@gradient_norms.mistake("there is one number for the whole network", "One for each kernel, in an array.")
def total(model, x, y):
    return float(np.linalg.norm(_measured(model, x, y)))


gradient_norms.hint(
    "Collect the kernels first: `[weight.value for weight in model.trainable_weights if len(weight.shape) > 1]`.",
    "Inside `with tf.GradientTape() as tape:` compute scores and loss; behind it, `tape.gradient(loss, kernels)`.",
    "The loss: `keras.losses.SparseCategoricalCrossentropy(from_logits=True)(y, model(x, training=True))`.",
    "The length of one: `np.linalg.norm(np.ravel(gradient))`.",
)
