"""Slips of `batch_norm`, each with the words that a reader is told."""

import numpy as np

from .batch_norm import batch_norm


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
