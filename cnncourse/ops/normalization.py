"""Bringing values to a common scale: over a batch, or over neighboring channels."""

import numpy as np

from cnncourse.ops.arguments import images


def batch_norm(
    x: np.ndarray,
    gamma: np.ndarray,
    beta: np.ndarray,
    mean: np.ndarray,
    var: np.ndarray,
    momentum: float = 0.99,
    training: bool = False,
    epsilon: float = 1e-3,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Normalize each channel: by the batch while training, by the moving statistics otherwise.

    `y = gamma · (x - m) / sqrt(v + epsilon) + beta`. Training: `m`, `v` are the mean and the population
    variance of the batch, and each moving statistic becomes `momentum · old + (1 - momentum) · batch`.
    Otherwise `m`, `v` are the moving ones, unchanged. (Keras' momentum 0.99 is PyTorch's 0.01.)

    Args:
        x: `(n, h, w, c)` or `(n, c)`: the last axis holds the channels.
        gamma, beta: scale and shift, learned, `(c,)`.
        mean, var: moving statistics, `(c,)`.
        momentum: how much of the old statistic stays.
        training: which statistics to use.
        epsilon: keeps the root away from zero; Keras' default.

    Returns:
        `(y, new_mean, new_var)`: `y` in the shape and dtype of `x`, the others `(c,)`.

    Raises:
        ValueError: a vector that has not one number for each channel.

    Source: Ioffe & Szegedy (2015), arXiv:1502.03167, algorithms 1 and 2.

    >>> ones, zeros = np.ones(3), np.zeros(3)
    >>> y, mean, var = batch_norm(np.full((2, 4, 5, 3), 7.0), ones, zeros, zeros, ones, momentum=0.9, training=True)
    >>> y.shape, mean.round(2), var.round(2)
    ((2, 4, 5, 3), array([0.7, 0.7, 0.7]), array([0.9, 0.9, 0.9]))
    """
    x = np.asarray(x)
    c = x.shape[-1] if x.ndim else 0
    vectors = [np.asarray(v) for v in (gamma, beta, mean, var)]
    for name, vector in zip(("gamma", "beta", "mean", "var"), vectors, strict=True):
        if vector.shape != (c,):
            raise ValueError(
                f"{name} must hold one number for each of the {c} channels, got shape {vector.shape}; "
                "the channels are the last axis of x"
            )
    gamma, beta, mean, var = (v.astype(x.dtype, copy=False) for v in vectors)
    if training:
        axes = tuple(range(x.ndim - 1))
        m, v = x.mean(axes), x.var(axes)
        moved = (mean * momentum + m * (1 - momentum), var * momentum + v * (1 - momentum))
    else:
        m, v, moved = mean, var, (mean.copy(), var.copy())
    scale = gamma / np.sqrt(v + x.dtype.type(epsilon))
    return (x - m) * scale + beta, *moved


def local_response_norm(
    x: np.ndarray, n: int = 5, k: float = 2.0, alpha: float = 1e-4, beta: float = 0.75
) -> np.ndarray:
    """Divide each value by the activity of its neighboring channels at the same pixel.

    `y[c] = x[c] / (k + alpha · Σ x[j]²)^beta`, summed over the channels from `c - n // 2` to `c + n // 2`
    that exist. The sum is not divided by `n`: that is the paper's form and TensorFlow's; Caffe's and
    PyTorch's divide.

    Args:
        x: images, `(n, h, w, c)`.
        n: channels in the neighborhood.
        k, alpha, beta: the constants of the formula; the defaults are AlexNet's.

    Returns:
        In the shape and dtype of `x`.

    Raises:
        ValueError: not four axes.

    Source: Krizhevsky, Sutskever & Hinton (2012), section 3.3.

    >>> local_response_norm(np.ones((1, 1, 1, 4)), n=3, k=0, alpha=1, beta=1)[0, 0, 0].round(3)
    array([0.5  , 0.333, 0.333, 0.5  ])
    """
    x = images(x)
    squares = np.square(x)
    total = squares.copy()
    for step in range(1, min(n // 2, x.shape[3] - 1) + 1):
        total[..., step:] += squares[..., :-step]
        total[..., :-step] += squares[..., step:]
    total *= x.dtype.type(alpha)
    total += x.dtype.type(k)
    return x * total ** x.dtype.type(-beta)
