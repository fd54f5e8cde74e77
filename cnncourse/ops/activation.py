"""What follows a layer value by value: ReLU, softmax, dropout."""

import numpy as np


def relu(x: np.ndarray) -> np.ndarray:
    """Cut negative values off: `y = max(x, 0)`.

    Args:
        x: any shape.

    Returns:
        A new array in the shape and dtype of `x`.

    Source: Krizhevsky, Sutskever & Hinton (2012), section 3.1.

    >>> relu(np.array([-2.0, 0.0, 3.0]))
    array([0., 0., 3.])
    """
    x = np.asarray(x)
    return np.maximum(x, x.dtype.type(0))


def relu_backward(dy: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Carry a gradient back through `relu`: `dx = dy` where `x > 0`, else 0 (at the kink too, as TensorFlow does).

    Args:
        dy: gradient of the loss by the output, in the shape of `x`.
        x: what `relu` was given.

    Returns:
        `dx`, in the shape of `x` and the dtype of `dy`.

    Raises:
        ValueError: the shapes differ.

    >>> relu_backward(np.array([5.0, 5.0, 5.0]), np.array([-2.0, 0.0, 3.0]))
    array([0., 0., 5.])
    """
    dy, x = np.asarray(dy), np.asarray(x)
    if dy.shape != x.shape:
        raise ValueError(
            f"dy must have the shape of x {x.shape}, got {dy.shape}; x is the layer's input, not its weights"
        )
    return np.where(x > 0, dy, dy.dtype.type(0))


def softmax(logits: np.ndarray, axis: int = -1) -> np.ndarray:
    """Turn scores into probabilities: `p[i] = exp(z[i]) / Σ exp(z[j])`.

    The largest score is subtracted first: it cancels, and `exp` cannot overflow.

    Args:
        logits: scores, any shape, floating.
        axis: the axis of the classes.

    Returns:
        Probabilities in the shape and dtype of `logits`; they sum to 1 along `axis`.

    Source: Goodfellow, Bengio & Courville (2016), Deep Learning, section 4.1.

    >>> softmax(np.array([[1000.0, 1000.0, -1000.0]]))
    array([[0.5, 0.5, 0. ]])
    """
    logits = np.asarray(logits)
    raised = np.exp(logits - logits.max(axis, keepdims=True))
    raised /= raised.sum(axis, keepdims=True)
    return raised


def dropout(x: np.ndarray, rate: float, rng: np.random.Generator, training: bool = True) -> np.ndarray:
    """Set a random part of the values to zero while training, and scale the rest so that the mean stays.

    `y = x · keep / (1 - rate)` with `keep` 0 or 1, 0 with probability `rate`; outside training `y = x`. (The
    paper of 2014 scales at test time instead; the expectation is the same, and this is what Keras does.)

    Args:
        x: any shape, floating.
        rate: probability that a value is dropped, at least 0 and below 1.
        rng: where the randomness comes from.
        training: whether to drop at all.

    Returns:
        A new array in the shape and dtype of `x`.

    Raises:
        ValueError: a rate outside [0, 1).

    Source: Srivastava et al. (2014), Dropout, JMLR 15, section 4.

    >>> dropout(np.ones(8), 0.5, np.random.default_rng(0))
    array([2., 0., 0., 0., 2., 2., 2., 2.])
    """
    x = np.asarray(x)
    if not 0 <= rate < 1:
        raise ValueError(f"rate is the probability to drop, at least 0 and below 1, got {rate}; 0.5 drops half")
    if not training or rate == 0:
        return x.copy()
    keep = rng.random(x.shape) >= rate
    return x * (keep / (1 - rate)).astype(x.dtype)
