"""`label_smoothing`: reference, cases, slips and hints."""

import numpy as np

from cnncourse.autocheck import exercise


@exercise(points=1, minutes=4)
def label_smoothing(onehot: np.ndarray, eps: float) -> np.ndarray:
    """Take the share `eps` from every label and spread it evenly over **all** classes, the right one included.

    Args:
        onehot: labels, `(n, classes)`, rows of sum 1; usually a one among zeros, but shares such as 0.5
            and 0.5 may come too.
        eps: from 0, nothing changes, to 1, all classes alike.

    Returns:
        Smoothed labels, `(n, classes)`, rows of sum 1. The argument stays as it is.
    """
    # BEGIN SOLUTION
    classes = onehot.shape[1]
    return (1 - eps) * onehot + eps / classes
    # END SOLUTION


@label_smoothing.cases
def _(rng):
    yield "ε = 0.1 over five classes", (np.eye(5)[[2, 0]], 0.1)
    yield "nothing to smooth", (np.eye(4)[[3, 1, 1]], 0.0)
    yield "all classes alike", (np.eye(3)[[1, 2, 0, 0]], 1.0)
    yield "two classes", (np.eye(2)[[0, 1, 1]], 0.3)
    yield "an image under two labels", (np.array([[0.5, 0.5, 0, 0], [0, 0.25, 0, 0.75]]), 0.2)
    yield "drawn by lot", (np.eye(7)[rng.integers(0, 7, 4)], float(np.round(rng.uniform(0.05, 0.5), 2)))


@label_smoothing.mistake(
    "the share was spread over the wrong classes only",
    "Then the right class gets 1 − ε. Here ε goes to all classes alike, so the right one gets a part of it back.",
)
def others_only(onehot, eps):
    return (1 - eps) * onehot + eps * (1 - onehot) / (onehot.shape[1] - 1)


@label_smoothing.mistake(
    "nothing was taken away", "What is given to the classes comes from the label: a row must still sum to 1."
)
def not_taken(onehot, eps):
    return onehot + eps / onehot.shape[1]


@label_smoothing.mistake(
    "every class got the whole share",
    "ε is spread, so each class gets an equal part of it. Print the sums of the rows.",
)
def not_divided(onehot, eps):
    return (1 - eps) * onehot + eps


@label_smoothing.mistake(
    "you divided by the number of images", "Classes lie along the second axis: `shape[1]`, not `len`."
)
def by_images(onehot, eps):
    return (1 - eps) * onehot + eps / len(onehot)


@label_smoothing.mistake("nothing was given", "What was taken from the label is still to be spread over the classes.")
def not_given(onehot, eps):
    return (1 - eps) * onehot


@label_smoothing.mistake(
    "you built the labels anew from the largest share",
    "Rows with two labels have lost one of them. The formula needs no argmax: it works on the rows as they are.",
)
def from_argmax(onehot, eps):
    classes = onehot.shape[1]
    return (1 - eps) * np.eye(classes)[onehot.argmax(axis=1)] + eps / classes


@label_smoothing.mistake("ε and 1 − ε are exchanged", "With ε = 0 nothing may change.")
def swapped_shares(onehot, eps):
    return eps * onehot + (1 - eps) / onehot.shape[1]


@label_smoothing.mistake(
    "you divided by the number of all entries", "A row is spread over its classes; the other images do not enter."
)
def by_all(onehot, eps):
    return (1 - eps) * onehot + eps / onehot.size


@label_smoothing.mistake(
    "zeros became ε", "You cut the label off at ε and 1 − ε. With many classes such a row sums to far more than 1."
)
def clipped(onehot, eps):
    return np.clip(onehot, eps, 1 - eps)


@label_smoothing.mistake(
    "you looked for ones",
    "Rows with two labels have none. The formula needs no question: it works on the rows as they are.",
)
def ones_only(onehot, eps):
    classes = onehot.shape[1]
    return np.where(onehot == 1, 1 - eps + eps / classes, eps / classes)


@label_smoothing.mistake(
    "you looked for ones, and the right class got nothing back",
    "The share goes to all classes, the right one included; and rows with two labels hold no one at all.",
)
def ones_and_others(onehot, eps):
    return np.where(onehot == 1, 1 - eps, eps / (onehot.shape[1] - 1))


@label_smoothing.mistake("ε was taken from every class", "Only what is there can be shrunk: multiply the row by 1 − ε.")
def subtracted(onehot, eps):
    return onehot - eps + eps / onehot.shape[1]


@label_smoothing.mistake(
    "each wrong class got the whole share", "ε is what all classes get *together*. Print the sums of the rows."
)
def all_to_each(onehot, eps):
    return onehot * (1 - eps) + (1 - onehot) * eps


@label_smoothing.mistake("there are not always ten classes", "Ask the array: its second side is the number of classes.")
def ten_classes(onehot, eps):
    return (1 - eps) * onehot + eps / 10


@label_smoothing.mistake(
    "the right class got nothing back",
    "The share is spread over all classes, so the right one keeps 1 − ε and gets its part as well. Print the sums of the rows.",
)
def ones_without_share(onehot, eps):
    return np.where(onehot == 1, 1 - eps, eps / onehot.shape[1])


@label_smoothing.mistake(
    "you cut the labels off",
    "With one label in a row it comes out right; a share of 0.5 is left as it was. Scale the row.",
)
def clipped_to_shares(onehot, eps):
    given = eps / onehot.shape[1]
    return np.clip(onehot, given, 1 - eps + given)


@label_smoothing.mistake(
    "ε was taken off each share", "A share of 0.25 gives up ε · 0.25, not ε. Together they give up ε."
)
def taken_from_each_share(onehot, eps):
    return np.where(onehot > 0, onehot - eps, 0) + eps / onehot.shape[1]


@label_smoothing.mistake("ε is always 0.1", "The example by hand had 0.1. The argument `eps` is not used.")
def always_a_tenth(onehot, eps):
    return 0.9 * onehot + 0.1 / onehot.shape[1]


@label_smoothing.mistake(
    "you added ε and divided by the sum",
    "That gives rows of sum 1, but another share: with 10 classes ε = 0.1 would take half the label away.",
)
def renormalized(onehot, eps):
    return (onehot + eps) / (onehot + eps).sum(axis=1, keepdims=True)


@label_smoothing.mistake(
    "you divided by one class too few", "The share goes to all classes, the right one included: divide by their number."
)
def one_too_few(onehot, eps):
    return (1 - eps) * onehot + eps / (onehot.shape[1] - 1)


@label_smoothing.mistake(
    "the right class got nothing back, and the rows sum to less than 1",
    "Each class gets the same part of ε, the right one too. Print the sums of the rows.",
)
def part_to_others(onehot, eps):
    return (1 - eps) * onehot + (1 - onehot) * eps / onehot.shape[1]


@label_smoothing.mistake(
    "the label gave up too little", "It gives up the whole share ε; what each class gets back is ε / K."
)
def little_taken(onehot, eps):
    return onehot * (1 - eps / onehot.shape[1]) + eps / onehot.shape[1]


label_smoothing.hint(
    "Two steps: shrink what is there, add the same number everywhere.",
    "After the first step a row sums to 1 − ε. So ε is missing, and `classes` entries share it.",
    "`(1 - eps) * onehot + eps / onehot.shape[1]`",
)
