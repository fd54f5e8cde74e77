"""`majority_accuracy`: reference, cases, slips and hints."""

import numpy as np

from cnncourse.autocheck import exercise


@exercise(points=1, minutes=3)
def majority_accuracy(y_train: np.ndarray, y_test: np.ndarray) -> float:
    """What a model reaches that has learned nothing but which class is the most frequent.

    It gives every image the class that is most frequent among the *training* labels. Of two
    equally frequent ones it takes the smaller number.

    Args:
        y_train: classes of the training images, whole numbers from 0, `(n,)`.
        y_test: classes of the test images, `(m,)`.

    Returns:
        The share of test images that it gets right, 0 to 1.
    """
    # BEGIN SOLUTION
    most_frequent = np.bincount(y_train).argmax()
    return float((y_test == most_frequent).mean())
    # END SOLUTION


@majority_accuracy.cases
def _(rng):
    yield "four of five", (np.array([1, 1, 0, 1, 1, 2]), np.array([1, 1, 1, 1, 0]))
    yield "another class leads in the test", (np.array([2, 0, 2, 1, 2, 1]), np.array([1, 1, 2, 1, 0, 1, 0]))
    yield "three classes are equally frequent", (np.array([2, 3, 1, 3, 2, 1, 0]), np.array([3, 1, 1, 0, 2, 3, 3, 3]))
    yield "some classes do not occur", (np.array([2, 4, 4, 2, 4, 3]), np.array([1, 4, 4, 2, 1, 1, 0]))
    yield "it never occurs in the test", (np.array([4, 4, 1]), np.array([1, 2, 1]))
    yield "a few hundred", (rng.choice(5, 300, p=[0.1, 0.2, 0.5, 0.1, 0.1]), rng.choice(5, 211))


@majority_accuracy.mistake(
    "the test labels were looked at",
    "The model knows its training labels only. You took the class that is most frequent in the *test*.",
)
def from_test(y_train, y_test):
    return float((y_test == np.bincount(y_test).argmax()).mean())


@majority_accuracy.mistake(
    "training and test labels were counted together", "The model knows its *training* labels only."
)
def counted_together(y_train, y_test):
    return float((y_test == np.bincount(np.concatenate([y_train, y_test])).argmax()).mean())


@majority_accuracy.mistake(
    "that is the share in training", "The share of right answers is counted on the *test* images."
)
def on_training(y_train, y_test):
    return float((y_train == np.bincount(y_train).argmax()).mean())


@majority_accuracy.mistake(
    "that is what guessing gives", "1 / classes is a die. This model always gives the same answer."
)
def die(y_train, y_test):
    return 1 / (max(y_train.max(), y_test.max()) + 1)


@majority_accuracy.mistake("that is percent", "A share lies between 0 and 1.")
def in_percent(y_train, y_test):
    return 100 * float((y_test == np.bincount(y_train).argmax()).mean())


@majority_accuracy.mistake("that is the class", "Asked for is how often this answer is right.")
def the_class(y_train, y_test):
    return int(np.bincount(y_train).argmax())


@majority_accuracy.mistake("that is a count", "Divide by the number of test images.")
def right_count(y_train, y_test):
    return int((y_test == np.bincount(y_train).argmax()).sum())


@majority_accuracy.mistake(
    "you took the largest number, not the most frequent one", "`argmax` of the *counts*, not of the labels."
)
def largest_label(y_train, y_test):
    return float((y_test == y_train.max()).mean())


@majority_accuracy.mistake(
    "of two equally frequent classes the larger was taken", "The smaller number wins: `argmax` finds the first."
)
def larger_of_two(y_train, y_test):
    counts = np.bincount(y_train)
    return float((y_test == np.flatnonzero(counts == counts.max())[-1]).mean())


@majority_accuracy.mistake("that is the share of wrong answers", "Count where the answer *is* the class.")
def wrong_share(y_train, y_test):
    return float((y_test != np.bincount(y_train).argmax()).mean())


@majority_accuracy.mistake(
    "that is the place of the class", "`argmax` of the labels gives a place in the list. Count the labels first."
)
def place_of_label(y_train, y_test):
    return float((y_test == y_train.argmax()).mean())


@majority_accuracy.mistake(
    "of two equally frequent classes the one that came first was taken",
    "The *smaller* number wins, wherever it stands.",
)
def first_seen(y_train, y_test):
    counts = np.bincount(y_train)
    return float((y_test == next(y for y in y_train if counts[y] == counts.max())).mean())


@majority_accuracy.mistake(
    "that is a place among the classes that occur",
    "`np.unique` leaves out classes without images, so the place of the largest count is not the class. Look the class up in its first result.",
)
def place_in_unique(y_train, y_test):
    return float((y_test == np.unique(y_train, return_counts=True)[1].argmax()).mean())


@majority_accuracy.mistake(
    "a count was compared with classes", "`max` of the counts says how often. *Which* class it is, `argmax` says."
)
def count_as_class(y_train, y_test):
    return float((y_test == np.bincount(y_train).max()).mean())


@majority_accuracy.mistake("that is the rarest class", "`argmin` finds the smallest count.")
def rarest(y_train, y_test):
    return float((y_test == np.bincount(y_train).argmin()).mean())


@majority_accuracy.mistake(
    "training and test labels are exchanged",
    "The leader comes from the training labels, the share from the test labels.",
)
def exchanged(y_train, y_test):
    return float((y_train == np.bincount(y_test).argmax()).mean())


@majority_accuracy.mistake(
    "divided by the number of training images", "It is a share of the *test* images: divide by `len(y_test)`."
)
def over_training(y_train, y_test):
    return float((y_test == np.bincount(y_train).argmax()).sum() / len(y_train))


@majority_accuracy.mistake(
    "the median is not the most frequent one", "Class numbers are names. Count how often each occurs."
)
def median(y_train, y_test):
    return float((y_test == np.median(y_train)).mean())


@majority_accuracy.mistake(
    "a mean of class numbers means nothing", "Class numbers are names. Count how often each occurs."
)
def mean_class(y_train, y_test):
    return float((y_test == round(y_train.mean())).mean())


@majority_accuracy.mistake("it was rounded", "Return the share as it is; rounding is for printing.")
def rounded(y_train, y_test):
    return round(float((y_test == np.bincount(y_train).argmax()).mean()), 2)


@majority_accuracy.mistake(
    "that is what guessing gives", "One over the number of classes is a die. This model always gives the same answer."
)
def die_of_training(y_train, y_test):
    return 1 / len(np.unique(y_train))


@majority_accuracy.mistake(
    "that is what guessing gives", "One over the number of classes is a die, and the model has not seen the test's."
)
def die_of_test(y_train, y_test):
    return 1 / len(np.unique(y_test))


majority_accuracy.hint(
    "Which class leads among the training labels? Then compare the test labels with it.",
    "`np.bincount(labels)` counts how often 0, 1, 2, … occur.",
    "`(y_test == leader).mean()` is a share.",
)
