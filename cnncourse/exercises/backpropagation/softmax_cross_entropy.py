"""`softmax_cross_entropy`: reference, cases, slips and hints."""

import numpy as np

from cnncourse.autocheck import exercise


@exercise(points=2, minutes=8)
def softmax_cross_entropy(logits: np.ndarray, labels: np.ndarray) -> tuple[float, np.ndarray]:
    """The mean surprise at the right classes, and its gradient by the scores.

    With `p = softmax(logits)` row by row: `loss = mean(−log p[i, labels[i]])`, with the natural log.

    Args:
        logits: scores before softmax, `(n, classes)`; they may be in the thousands.
        labels: the right class of each image, whole numbers, `(n,)`.

    Returns:
        `(loss, gradient)`: one number, and an array `(n, classes)`.
    """
    # BEGIN SOLUTION
    n = len(logits)
    shifted = logits - logits.max(axis=1, keepdims=True)  # no exp overflows, and the loss stays the same
    total = np.exp(shifted).sum(axis=1, keepdims=True)
    rows = np.arange(n)
    loss = np.mean(np.log(total[:, 0]) - shifted[rows, labels])
    gradient = np.exp(shifted) / total
    gradient[rows, labels] -= 1
    return float(loss), gradient / n
    # END SOLUTION


@softmax_cross_entropy.cases
def _(rng):
    yield "one image, three classes", (np.array([[2.0, 1.0, 0.0]]), np.array([0]))
    yield "two images", (np.array([[0.0, 0.0, 0.0, 0.0], [1.0, 0.0, -1.0, 3.0]]), np.array([2, 0]))
    yield "more images than classes", (rng.normal(size=(5, 3)), np.array([0, 2, 1, 1, 0]))
    yield "scores in the thousands", (np.array([[1000.0, 998.0, 0.0]]), np.array([1]))
    yield "rows that lie far apart", (np.array([[1000.0, 999.0], [-1000.0, -1002.0]]), np.array([1, 0]))
    yield "sure and wrong", (np.array([[0.0, 900.0, 1.0]]), np.array([0]))


def _softmax(z, axis=1):
    raised = np.exp(z - z.max(axis=axis, keepdims=True))
    return raised / raised.sum(axis=axis, keepdims=True)


@softmax_cross_entropy.explain
def _(args, expected, index):
    if len(index) != 2:
        return ""
    logits, labels = args
    p, n = _softmax(logits)[index], len(labels)
    one = " − 1" if labels[index[0]] == index[1] else ""
    share = f"({p:.4f}{one}) / {n}" if n > 1 else f"{p:.4f}{one}"
    return f"row {index[0]} has the label {labels[index[0]]}; class {index[1]} has p = {p:.4f}: {share} = {expected[1][index]:.4f}"


softmax_cross_entropy.hint(
    "Subtract from each row its largest score. No probability changes, and no `exp` overflows.",
    "−log p of the label is `log(sum of exps) − score of the label`. Written so, no log ever sees a 0.",
    "The gradient of one image is its row of probabilities, with 1 subtracted in one place. Which one?",
    "The rows: `np.arange(n)`. `gradient[rows, labels]` is one number in each row. And the loss was a mean.",
)
