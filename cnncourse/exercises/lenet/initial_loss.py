"""`initial_loss`: reference, cases, slips and hints."""

import math

import numpy as np

from cnncourse.autocheck import exercise


@exercise(points=1, minutes=3)
def initial_loss(classes: int) -> float:
    """Cross-entropy of a classifier that gives every class the same probability.

    Args:
        classes: how many classes there are.

    Returns:
        The loss, with the natural logarithm, as Keras counts it.
    """
    # BEGIN SOLUTION
    return float(np.log(classes))
    # END SOLUTION


@initial_loss.cases
def _(rng):
    yield "ten classes", (10,)
    yield "two classes", (2,)
    yield "ImageNet", (1000,)
    yield "one class, nothing to guess", (1,)
    yield "a number of classes of the day", (int(rng.integers(20, 400)),)


@initial_loss.mistake(
    "that is the probability, not the loss", "The loss is −log of the probability of the right class."
)
def probability(classes):
    return 1 / classes


@initial_loss.mistake("a bit too many: you took the logarithm to base 2", "Keras and NumPy count with the natural one.")
def bits(classes):
    return math.log2(classes)


@initial_loss.mistake("you took the logarithm to base 10", "Keras counts with the natural one: `math.log` or `np.log`.")
def decades(classes):
    return math.log10(classes)


@initial_loss.mistake("only the sign differs", "log(1 / 10) is negative. The loss has a minus before it.")
def minus(classes):
    return math.log(1 / classes)


@initial_loss.mistake(
    "you averaged over the classes",
    "Of all classes only the right one enters, with its −log p. The mean goes over images, and all images give the same here.",
)
def averaged(classes):
    return math.log(classes) / classes


@initial_loss.mistake(
    "that is the share of wrong answers",
    "A guess is wrong in 9 of 10 cases. The loss asks how improbable the right class seemed.",
)
def share_wrong(classes):
    return 1 - 1 / classes


@initial_loss.mistake("that is the loss of ten classes", "Right for ten. Use `classes`: ImageNet has a thousand.")
def of_ten(classes):
    return math.log(10)


@initial_loss.mistake("you rounded", "Round when you print. The function returns the number as it is.")
def to_three_places(classes):
    return round(math.log(classes), 3)


@initial_loss.mistake("you rounded", "Round when you print. The function returns the number as it is.")
def to_two_places(classes):
    return round(math.log(classes), 2)


@initial_loss.mistake(
    "you summed over the classes", "Only the right class enters, with its −log p; the others have no share in the loss."
)
def summed(classes):
    return classes * math.log(classes)


@initial_loss.mistake("one class too many", "`log1p(n)` is log(1 + n). The probability of each class is 1 / classes.")
def one_more(classes):
    return math.log1p(classes)


@initial_loss.mistake(
    "that is the binary cross-entropy, summed over the classes",
    "It asks about each class by itself, yes or no. Here one of the classes is right, and only its −log p enters.",
)
def binary(classes):
    wrong = 1 - 1 / classes
    return math.log(classes) - ((classes - 1) * math.log(wrong) if wrong else 0.0)


@initial_loss.mistake(
    "that is the perplexity, e to the power of the loss",
    "It counts among how many classes the model is torn. The loss is its logarithm.",
)
def perplexity(classes):
    return classes


initial_loss.hint(
    "Every class has the probability 1 / classes, the right one too.",
    "The loss of an image is −log(probability of the right class).",
    "−log(1 / classes) = log(classes)",
)
