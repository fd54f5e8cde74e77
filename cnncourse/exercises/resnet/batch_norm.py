"""`batch_norm`: reference, cases, slips and hints."""

import numpy as np

from cnncourse.autocheck import exercise


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


batch_norm.hint(
    "Choose `m` and `v` first; the line that computes `y` is the same in both cases.",
    "One number for each channel: average over the axes 0, 1 and 2.",
    "`m, v = x.mean(axis=(0, 1, 2)), x.var(axis=(0, 1, 2))` while training, `m, v = mean, var` otherwise.",
    "New statistics: `momentum * mean + (1 - momentum) * m`, likewise the variance. Outside training return the old ones.",
)
