"""`top_k`: reference, cases, slips and hints."""

import numpy as np

from cnncourse.autocheck import Unusable, exercise


@exercise(points=2, minutes=4)
def top_k(probabilities: np.ndarray, k: int) -> np.ndarray:
    """The numbers of the `k` most probable classes of each image, the best first.

    Args:
        probabilities: `(n, classes)`; no two of an image are equal.
        k: how many, at most as many as there are classes.

    Returns:
        Whole numbers, `(n, k)`. Classes count from 0.
    """
    # BEGIN SOLUTION
    return np.argsort(-probabilities, axis=1)[:, :k]
    # END SOLUTION


@top_k.cases
def _(rng):
    def draw(n, classes):
        return rng.permuted(np.tile(np.arange(1.0, classes + 1), (n, 1)), axis=1) / (classes * (classes + 1) / 2)

    yield "two of five", (np.array([[0.1, 0.4, 0.05, 0.15, 0.3], [0.5, 0.02, 0.28, 0.08, 0.12]]), 2)
    yield "the best alone", (draw(3, 7), 1)
    yield "five of twenty", (draw(4, 20).astype(np.float32), 5)
    yield "all of them", (draw(2, 6), 6)
    yield "a thousand of five thousand", (draw(2, 5000), 1000)


@top_k.observe
def _(answer, args):
    found = answer(*args)
    if isinstance(found, np.ndarray) and found.dtype.kind == "f" and np.array_equal(found, np.round(found)):
        raise Unusable("the right kind of numbers, but floats", "An index has to be whole: what did the conversion?")
    return found


@top_k.mistake(
    "the best comes last", "`argsort` goes from small to large. You have the right classes in the wrong order."
)
def best_last(probabilities, k):
    return np.argsort(probabilities, axis=1)[:, -k:]


@top_k.mistake("those are the least probable", "`argsort` starts with the smallest. Turn it round.")
def least(probabilities, k):
    return np.argsort(probabilities, axis=1)[:, :k]


@top_k.mistake(
    "those are the least probable, the very least last",
    "You took the first `k` and turned them round afterwards. Turn first.",
)
def least_turned(probabilities, k):
    return np.argsort(probabilities, axis=1)[:, :k][:, ::-1]


@top_k.mistake("those are probabilities, not classes", "`sort` gives the values in order, `argsort` where they stood.")
def values(probabilities, k):
    return np.sort(probabilities, axis=1)[:, ::-1][:, :k]


@top_k.mistake("the images are sorted, not the classes", "Classes are the second axis: `axis=1`.")
def over_images(probabilities, k):
    return np.argsort(-probabilities, axis=0)[:, :k]


@top_k.mistake(
    "the order of the images is turned",
    "`[::-1]` reverses the first axis. The classes are the second one: `[:, ::-1]`.",
)
def images_turned(probabilities, k):
    return np.argsort(probabilities, axis=1)[::-1][:, -k:]


@top_k.mistake(
    "`[::-1]` turned the images, not the classes", "`argsort` is ascending along axis 1: turn that one, `[:, ::-1]`."
)
def images_turned_least(probabilities, k):
    return np.argsort(probabilities, axis=1)[::-1][:, :k]


@top_k.mistake(
    "`k` images were taken in place of `k` classes", "The first axis is images. Slice the second: `[:, :k]`."
)
def k_images(probabilities, k):
    return np.argsort(-probabilities, axis=1)[:k]


@top_k.mistake("only the first image is answered", "There are `n` images, and each gets its `k` classes.")
def first_image(probabilities, k):
    return np.argsort(-probabilities[0])[:k]


@top_k.mistake("one class too many", "A slice excludes its end: `[:k]` is `k` of them.")
def one_more(probabilities, k):
    return np.argsort(-probabilities, axis=1)[:, : k + 1]


@top_k.mistake(
    "one class is missing", "Counting back with `[:-k:-1]` stops one early: a slice excludes its end, backward, too."
)
def one_fewer(probabilities, k):
    return np.argsort(probabilities, axis=1)[:, :-k:-1]


@top_k.mistake("classes count from 0", "You added 1. The numbers are used as indices into the list of labels.")
def from_one(probabilities, k):
    return np.argsort(-probabilities, axis=1)[:, :k] + 1


@top_k.mistake(
    "that is the rank of each class",
    "`argsort` twice gives ranks. Asked for are the classes in the order of their rank.",
)
def ranks(probabilities, k):
    return np.argsort(np.argsort(-probabilities, axis=1), axis=1)[:, :k]


@top_k.mistake(
    "the classes are in the order of their numbers", "The `k` are right, but the most probable has to come first."
)
def by_number(probabilities, k):
    return np.sort(np.argsort(-probabilities, axis=1)[:, :k], axis=1)


@top_k.mistake("all classes are still there", "Sorted well; now keep the first `k`.")
def everything(probabilities, k):
    return np.argsort(-probabilities, axis=1)


@top_k.mistake("that is the best class alone", "`argmax` knows one. Asked for are `k` of them, in order.")
def best_alone(probabilities, k):
    return probabilities.argmax(axis=1)


@top_k.mistake("the first class is skipped", "Python counts from 0: `[:k]`, not `[1:k + 1]`.")
def skipped(probabilities, k):
    return np.argsort(-probabilities, axis=1)[:, 1 : k + 1]


@top_k.mistake("rows and columns are exchanged", "Asked for is `(n, k)`: a row for each image.")
def transposed(probabilities, k):
    return np.argsort(-probabilities, axis=1)[:, :k].T


@top_k.mistake("all images were thrown together", "Without `axis=1`, or after `ravel`, images compete with each other.")
def thrown_together(probabilities, k):
    return np.argsort(-probabilities, axis=None)[:k]


@top_k.mistake(
    "those are negative probabilities, not classes", "`sort` gives the values in order, `argsort` where they stood."
)
def negative_values(probabilities, k):
    return np.sort(-probabilities, axis=1)[:, :k]


@top_k.mistake(
    "those are probabilities, not classes, the best one last", "`sort` gives values, `argsort` where they stood."
)
def values_ascending(probabilities, k):
    return np.sort(probabilities, axis=1)[:, -k:]


@top_k.mistake(
    "that is one class of each image", "`[:, k]` is the column number k alone. The first `k` columns are `[:, :k]`."
)
def one_column(probabilities, k):
    order = np.argsort(-probabilities, axis=1)
    return order[:, min(k, order.shape[1] - 1)]


@top_k.mistake(
    "the right classes, but not in order", "`argpartition` only gathers the `k` best. They still have to be sorted."
)
def gathered(probabilities, k):
    return np.argpartition(-probabilities, k - 1, axis=1)[:, :k]


@top_k.mistake("the images are sorted, and rows were taken", "Classes are the second axis: `axis=1`, then `[:, :k]`.")
def rows_over_images(probabilities, k):
    return np.argsort(-probabilities, axis=0)[:k]


@top_k.mistake(
    "the images are sorted, and turned", "Classes are the second axis: `axis=1`, and nothing has to be turned."
)
def over_images_turned(probabilities, k):
    return np.argsort(-probabilities, axis=0)[:k].T


@top_k.mistake(
    "the best class is missing", "`[:, -k:-1]` stops before the last one, and that is the best. Write `[:, -k:]`."
)
def best_missing(probabilities, k):
    return np.argsort(probabilities, axis=1)[:, -k:-1][:, ::-1]


@top_k.mistake("there are always five", "`k` says how many.")
def always_five(probabilities, k):
    return np.argsort(-probabilities, axis=1)[:, :5]


@top_k.mistake(
    "`top_k` gives two things", "First the probabilities, then the classes. Return the second: `[1]`, or `.indices`."
)
def pair(probabilities, k):
    order = np.argsort(-probabilities, axis=1)[:, :k]
    return np.take_along_axis(probabilities, order, axis=1), order


@top_k.mistake(
    "the last `k` images were taken, not classes", "The first axis is images. Slice the second: `[:, -k:][:, ::-1]`."
)
def last_images(probabilities, k):
    return np.argsort(probabilities, axis=1)[-k:][::-1]


@top_k.mistake(
    "the last `k` images were taken, not classes, and the best class comes last",
    "The first axis is images. Slice the second, then turn it: `[:, -k:][:, ::-1]`.",
)
def last_images_ascending(probabilities, k):
    return np.argsort(probabilities, axis=1)[-k:]


@top_k.mistake("the right kind of numbers, but floats", "An index has to be whole: what did the conversion?")
def as_floats(probabilities, k):
    return np.argsort(-probabilities, axis=1)[:, :k].astype(float)


top_k.hint(
    "`np.argsort` tells where the smallest stood, then the next.",
    "Sort the negative probabilities, and the largest comes first. Which axis holds the classes?",
    "`np.argsort(-probabilities, axis=1)`, and of each row the first `k`: `[:, :k]`.",
)
