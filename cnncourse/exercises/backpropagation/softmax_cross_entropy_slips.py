"""Slips of `softmax_cross_entropy`, each with the words that a reader is told."""

import numpy as np

from .softmax_cross_entropy import _softmax, softmax_cross_entropy


def _log_softmax(z):
    shifted = z - z.max(axis=1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))


def _parts(logits, labels):
    """The right loss, softmax, one-hot labels, number of images."""
    loss = -_log_softmax(logits)[np.arange(len(labels)), labels]
    return loss, _softmax(logits), np.eye(logits.shape[1])[labels], len(labels)


@softmax_cross_entropy.mistake(
    "the gradient is not divided by the number of images",
    "The loss is a mean over the batch, so every image has a share of `1 / n` in it, and in its slope.",
)
def gradient_of_sum(logits, labels):
    loss, p, hot, _ = _parts(logits, labels)
    return loss.mean(), p - hot


@softmax_cross_entropy.mistake(
    "you added the images up",
    "The loss is a mean over the batch: divide by `n`, the loss and the gradient.",
)
def summed(logits, labels):
    loss, p, hot, _ = _parts(logits, labels)
    return loss.sum(), p - hot


@softmax_cross_entropy.mistake(
    "you divided by the number of scores",
    "The mean runs over images, not over images and classes. `.mean()` of a whole `(n, classes)` array divides too often.",
)
def mean_of_all(logits, labels):
    loss, p, hot, n = _parts(logits, labels)
    return loss.mean() / logits.shape[1], (p - hot) / logits.size


@softmax_cross_entropy.mistake(
    "the gradient points the other way",
    "More score for the right class must make the loss smaller, so its slope is negative.",
)
def other_sign(logits, labels):
    loss, p, hot, n = _parts(logits, labels)
    return loss.mean(), (hot - p) / n


@softmax_cross_entropy.mistake(
    "the gradient does not know the label",
    "Probabilities alone are no slope. Something happens at the place of the right class in each row.",
)
def forgot_label(logits, labels):
    loss, p, _, n = _parts(logits, labels)
    return loss.mean(), p / n


@softmax_cross_entropy.mistake(
    "only the right class has a gradient in your answer",
    "Raise the score of a wrong class and the right one's probability falls, for they add up to 1. So every score has a slope.",
)
def only_label(logits, labels):
    loss, p, hot, n = _parts(logits, labels)
    return loss.mean(), (p - hot) * hot / n


@softmax_cross_entropy.mistake(
    "the softmax runs down the batch",
    "Each image has its own probabilities: they sum to 1 along a row, axis 1.",
)
def wrong_axis(logits, labels):
    p = _softmax(logits, axis=0)
    n = len(labels)
    with np.errstate(divide="ignore"):
        return -np.log(p[np.arange(n), labels]).mean(), (p - np.eye(logits.shape[1])[labels]) / n


@softmax_cross_entropy.mistake(
    "exp overflows",
    "`np.exp(1000)` is infinite. A number that is subtracted from all scores of a row changes no probability; choose it so that nothing overflows.",
)
def overflowing(logits, labels):
    raised = np.exp(logits)
    p = raised / raised.sum(axis=1, keepdims=True)
    n = len(labels)
    return -np.log(p[np.arange(n), labels]).mean(), (p - np.eye(logits.shape[1])[labels]) / n


@softmax_cross_entropy.mistake(
    "one largest score for the whole batch is not enough",
    "In a row far below the batch's largest score every `exp` becomes 0, and 0 / 0 is no number. Each row needs its own largest score.",
)
def largest_of_batch(logits, labels):
    shifted = logits - logits.max()
    total = np.exp(shifted).sum(axis=1, keepdims=True)
    n = len(labels)
    p = np.exp(shifted) / total
    loss = (np.log(total[:, 0]) - shifted[np.arange(n), labels]).mean()
    return loss, (p - np.eye(logits.shape[1])[labels]) / n


@softmax_cross_entropy.mistake(
    "a probability became exactly 0 before its log was taken",
    "e⁻⁹⁰⁰ is too small for a float, its log is just −900. Work the log out on paper first: the `exp` of the label cancels.",
)
def log_of_zero(logits, labels):
    p = _softmax(logits)
    n = len(labels)
    with np.errstate(divide="ignore"):
        return -np.log(p[np.arange(n), labels]).mean(), (p - np.eye(logits.shape[1])[labels]) / n


@softmax_cross_entropy.mistake(
    "the small number in the log hides how wrong a sure answer is",
    "`log(p + 1e-12)` can never be below −27.6, so a loss of 900 looks like 27.6. Work the log out on paper: the `exp` of the label cancels.",
)
def clipped_log(logits, labels):
    p = _softmax(logits)
    n = len(labels)
    return -np.log(p[np.arange(n), labels] + 1e-12).mean(), (p - np.eye(logits.shape[1])[labels]) / n


@softmax_cross_entropy.mistake(
    "one largest score for the whole batch is not enough",
    "In a row far below the batch's largest score every `exp` becomes 0, and 0 / 0 is no number. Each row needs its own largest score.",
)
def largest_of_batch_divided(logits, labels):
    p = np.exp(logits - logits.max())
    p = p / p.sum(axis=1, keepdims=True)
    n = len(labels)
    return -np.log(p[np.arange(n), labels]).mean(), (p - np.eye(logits.shape[1])[labels]) / n


@softmax_cross_entropy.mistake(
    "one largest score for the whole batch is not enough",
    "In a row far below the batch's largest score every `exp` becomes 0, and so does their sum, which has no log. "
    "Each row needs its own largest score.",
)
def largest_of_batch_logs(logits, labels):
    shifted, n = logits - logits.max(), len(labels)
    with np.errstate(divide="ignore"):
        logs = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return -logs[np.arange(n), labels].mean(), (np.exp(logs) - np.eye(logits.shape[1])[labels]) / n


@softmax_cross_entropy.mistake(
    "the softmax runs over the whole batch",
    "Each image has its own probabilities: they sum to 1 along a row. `sum(axis=1, keepdims=True)` keeps the rows apart.",
)
def softmax_of_all(logits, labels):
    p, n = _softmax(logits, axis=(0, 1)), len(labels)
    with np.errstate(divide="ignore"):
        return -np.log(p[np.arange(n), labels]).mean(), (p - np.eye(logits.shape[1])[labels]) / n


@softmax_cross_entropy.mistake(
    "the loss is a sum", "The gradient is that of the mean over the batch, the loss is not: divide it by `n` as well."
)
def loss_of_sum(logits, labels):
    loss, p, hot, n = _parts(logits, labels)
    return loss.sum(), (p - hot) / n


@softmax_cross_entropy.mistake(
    "you divided the loss by the number of scores",
    "The mean runs over images. `.mean()` of one-hot times log p counts the zeros as well.",
)
def loss_mean_of_all(logits, labels):
    loss, p, hot, n = _parts(logits, labels)
    return loss.mean() / logits.shape[1], (p - hot) / n


@softmax_cross_entropy.mistake(
    "the loss is negative", "Probabilities are below 1, so their logs are negative. The surprise is *minus* log p."
)
def negative_loss(logits, labels):
    loss, p, hot, n = _parts(logits, labels)
    return -loss.mean(), (p - hot) / n


@softmax_cross_entropy.mistake(
    "the log is missing", "The loss is `−log p`, not `−p`: a sure and wrong answer must cost much more than 1."
)
def without_log(logits, labels):
    _, p, hot, n = _parts(logits, labels)
    return -(p * hot).sum() / n, (p - hot) / n


@softmax_cross_entropy.mistake(
    "you took the log to the base 2",
    "That counts in bits. The gradient `p − one-hot` belongs to the natural log, `np.log`.",
)
def in_bits(logits, labels):
    loss, p, hot, n = _parts(logits, labels)
    return loss.mean() / np.log(2), (p - hot) / n


@softmax_cross_entropy.mistake(
    "you took whole columns",
    "`a[:, labels]` takes these columns of *every* row. One number from each row is `a[np.arange(n), labels]`.",
)
def whole_columns(logits, labels):
    loss, p, _, n = _parts(logits, labels)
    p[:, labels] -= 1
    return loss.mean(), p / n


@softmax_cross_entropy.mistake(
    "the loss took whole columns",
    "`a[:, labels]` takes these columns of *every* row. One number from each row is `a[np.arange(n), labels]`.",
)
def loss_of_columns(logits, labels):
    _, p, hot, n = _parts(logits, labels)
    return -_log_softmax(logits)[:, labels].mean(), (p - hot) / n


@softmax_cross_entropy.mistake(
    "both the loss and the gradient took whole columns",
    "`a[:, labels]` takes these columns of *every* row. One number from each row is `a[np.arange(n), labels]`.",
)
def all_of_columns(logits, labels):
    _, p, _, n = _parts(logits, labels)
    p[:, labels] -= 1
    return -_log_softmax(logits)[:, labels].mean(), p / n


@softmax_cross_entropy.mistake(
    "the probabilities were changed before their log was taken",
    "`gradient = p` is a second name for the same array, and `-= 1` changes both. Copy it, or take the loss first.",
)
def second_name(logits, labels):
    gradient = p = _softmax(logits)
    rows = np.arange(len(labels))
    gradient[rows, labels] -= 1
    with np.errstate(invalid="ignore", divide="ignore"):
        return -np.log(p[rows, labels]).mean(), gradient / len(labels)


@softmax_cross_entropy.mistake(
    "that is the gradient by the probabilities",
    "`−1 / p` is the slope by p. One more step leads back through softmax, to the scores, and the two together are simpler.",
)
def by_probability(logits, labels):
    loss, p, hot, n = _parts(logits, labels)
    with np.errstate(divide="ignore", invalid="ignore"):
        return loss.mean(), np.where(hot > 0, -1 / p, 0) / n
