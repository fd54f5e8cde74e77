"""The loss of a classifier, with its gradient."""

import numpy as np


def softmax_cross_entropy(logits: np.ndarray, labels: np.ndarray) -> tuple[float, np.ndarray]:
    """The mean surprise of the right classes, and its gradient by the logits.

    `loss = mean(log Σ exp(z[j]) - z[label])`, `gradient = (softmax(z) - one_hot(label)) / n`. The largest
    logit is subtracted before `exp`, so that no logit overflows.

    Args:
        logits: scores before softmax, `(n, classes)`.
        labels: the right class of each image, whole numbers `(n,)`.

    Returns:
        `(loss, gradient)`: a float, and `(n, classes)` in the dtype of `logits`.

    Raises:
        ValueError: other shapes, labels that are not whole numbers or name no class.

    Source: Goodfellow, Bengio & Courville (2016), Deep Learning, section 6.2.2.3.

    >>> loss, gradient = softmax_cross_entropy(np.zeros((2, 4)), np.array([0, 3]))
    >>> round(loss, 4), gradient[0]
    (1.3863, array([-0.375,  0.125,  0.125,  0.125]))
    """
    logits, labels = np.asarray(logits), np.asarray(labels)
    if not np.issubdtype(logits.dtype, np.inexact):
        logits = logits.astype(float)
    if logits.ndim != 2:
        raise ValueError(f"logits must be (n, classes), got shape {logits.shape}; flatten the other axes first")
    n, classes = logits.shape
    if labels.shape != (n,) or not np.issubdtype(labels.dtype, np.integer):
        raise ValueError(
            f"labels must be {n} whole numbers, one for each image, got {labels.dtype} of shape {labels.shape}; "
            "turn one-hot rows into numbers with labels.argmax(-1)"
        )
    if n and (labels.min() < 0 or labels.max() >= classes):
        raise ValueError(
            f"labels must lie between 0 and {classes - 1}, got {labels.min()} to {labels.max()}; count classes from 0"
        )
    shifted = logits - logits.max(1, keepdims=True)
    raised = np.exp(shifted)
    total = raised.sum(1, keepdims=True)
    rows = np.arange(n)
    loss = float(np.mean(np.log(total[:, 0]) - shifted[rows, labels]))
    gradient = raised / total
    gradient[rows, labels] -= 1
    gradient /= n
    return loss, gradient
