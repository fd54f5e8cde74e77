"""`unbeaten`: reference, cases, slips and hints."""

import numpy as np

from cnncourse.autocheck import exercise


@exercise(points=2, minutes=8)
def unbeaten(cost: np.ndarray, accuracy: np.ndarray) -> np.ndarray:
    """Which networks no other one beats.

    A network is beaten if another costs at most as much and is at least as accurate, and is better in one of the two:
    cheaper or more accurate. Two that are equal in both do not beat each other.

    Args:
        cost: of each network, `(n,)`.
        accuracy: of each network, `(n,)`.

    Returns:
        Booleans `(n,)`, in the order given: True where no other network beats this one.
    """
    # BEGIN SOLUTION
    beaten = [
        any(c <= cost[i] and a >= accuracy[i] and (c < cost[i] or a > accuracy[i])
            for c, a in zip(cost, accuracy, strict=True))
        for i in range(len(cost))
    ]  # fmt: skip
    return ~np.array(beaten)
    # END SOLUTION


@unbeaten.cases
def _(rng):
    yield "cheap, good, between, and neither", (np.array([3.0, 1, 2, 2.5]), np.array([90.0, 80, 85, 70]))
    yield "the best is not the dearest", (np.array([1.0, 4, 2, 3]), np.array([81.0, 86, 80, 88]))
    yield "equal cost", (np.array([2.0, 2, 1, 3]), np.array([85.0, 87, 80, 90]))
    yield "equal accuracy", (np.array([3.0, 2, 1, 4]), np.array([85.0, 85, 80, 90]))
    yield "one is best in both", (np.array([2.0, 1, 3]), np.array([85.0, 90, 86]))
    yield "twins", (np.array([2.0, 2, 3, 1]), np.array([85.0, 85, 84, 80]))
    yield "ten networks", (rng.integers(1, 8, 10).astype(float), rng.integers(80, 90, 10).astype(float))


def _beats(c, a, c0, a0):
    return c <= c0 and a >= a0 and (c < c0 or a > a0)


def _front(cost, accuracy, beats):
    pairs = list(zip(cost, accuracy, strict=True))
    return np.array([not any(beats(c, a, c0, a0) for c, a in pairs) for c0, a0 in pairs])


@unbeaten.mistake(
    "that marks the beaten ones", "True stands for a network that *nobody* beats: turn the answer around."
)
def turned_around(cost, accuracy):
    return ~unbeaten.reference(cost, accuracy)


@unbeaten.mistake(
    "everybody is beaten, by themselves",
    "A network costs as much as itself and is as accurate. To beat it, another has to be *better* in one of the two.",
)
def beaten_by_itself(cost, accuracy):
    return _front(cost, accuracy, lambda c, a, c0, a0: c <= c0 and a >= a0)


@unbeaten.mistake(
    "a tie in one of the two lets it off",
    "At equal cost the more accurate one wins, and at equal accuracy the cheaper. You asked for better in both.",
)
def better_in_both(cost, accuracy):
    return _front(cost, accuracy, lambda c, a, c0, a0: c < c0 and a > a0)


@unbeaten.mistake("equal accuracy was overlooked", "Of two equally accurate networks the cheaper one beats the dearer.")
def strict_accuracy(cost, accuracy):
    return _front(cost, accuracy, lambda c, a, c0, a0: c <= c0 and a > a0)


@unbeaten.mistake(
    "equal cost was overlooked", "Of two networks that cost the same the more accurate one beats the other."
)
def strict_cost(cost, accuracy):
    return _front(cost, accuracy, lambda c, a, c0, a0: c < c0 and a >= a0)


@unbeaten.mistake(
    "better in one thing is not enough",
    "A cheaper network that is less accurate beats nobody. It must not be worse in either.",
)
def better_in_one(cost, accuracy):
    return _front(cost, accuracy, lambda c, a, c0, a0: c < c0 or a > a0)


@unbeaten.mistake(
    "cost was taken for a merit",
    "A network beats another with *less* cost, not with more. Accuracy goes the other way.",
)
def dear_is_good(cost, accuracy):
    return unbeaten.reference(-cost, accuracy)


@unbeaten.mistake("low accuracy was taken for a merit", "A network beats another by being *more* accurate, or cheaper.")
def poor_is_good(cost, accuracy):
    return unbeaten.reference(cost, -accuracy)


@unbeaten.mistake(
    "only one network is left",
    "The most accurate one is unbeaten, and so is each cheaper one that nobody cheaper matches.",
)
def most_accurate(cost, accuracy):
    return accuracy == accuracy.max()


@unbeaten.mistake(
    "only the cheapest is left", "Whoever is dearer and *more accurate than all cheaper ones* is unbeaten, too."
)
def cheapest(cost, accuracy):
    return cost == cost.min()


@unbeaten.mistake(
    "the answer is in another order",
    "You sorted by cost. The answer is wanted in the order in which the networks came.",
)
def left_sorted(cost, accuracy):
    order = np.argsort(cost, kind="stable")
    return unbeaten.reference(cost, accuracy)[order]


@unbeaten.mistake(
    "these are positions", "Asked for is True or False for each network; `np.flatnonzero` is one step too far."
)
def positions(cost, accuracy):
    return np.flatnonzero(unbeaten.reference(cost, accuracy))


@unbeaten.mistake(
    "one of two twins is lost", "Networks that are equal in both do not beat each other: both stay, or neither."
)
def twin_lost(cost, accuracy):
    best, kept = -np.inf, np.zeros(len(cost), bool)
    for i in np.lexsort((-accuracy, cost)):
        kept[i], best = accuracy[i] > best, max(best, accuracy[i])
    return kept


@unbeaten.mistake(
    "one of two twins is lost, and equal costs are not compared by accuracy",
    "You walk along the costs and keep what is better than all before. At equal cost the order of walking decides; look at all networks instead.",
)
def walked(cost, accuracy):
    best, kept = -np.inf, np.zeros(len(cost), bool)
    for i in np.argsort(cost, kind="stable"):
        kept[i], best = accuracy[i] > best, max(best, accuracy[i])
    return kept


@unbeaten.mistake(
    "twins beat each other",
    "Of two networks that are equal in both, neither is better in one. To leave a network out of its own comparison does not leave out its twin.",
)
def twins_beat(cost, accuracy):
    n = len(cost)
    pairs = [[j != i and cost[j] <= cost[i] and accuracy[j] >= accuracy[i] for j in range(n)] for i in range(n)]
    return ~np.array(pairs).any(axis=1)


@unbeaten.mistake(
    "these are the networks that beat nobody",
    "The comparisons are right, and then taken along the other axis: for each network ask whether *it is beaten*.",
)
def beats_nobody(cost, accuracy):
    return ~np.array(
        [
            any(_beats(c, a, c0, a0) for c0, a0 in zip(cost, accuracy, strict=True))
            for c, a in zip(cost, accuracy, strict=True)
        ]
    )


@unbeaten.mistake(
    "each is compared with the next cheaper one alone",
    "Who beats it may be cheaper by far. Compare with all others, or with the best accuracy so far.",
)
def next_cheaper(cost, accuracy):
    order, kept = np.argsort(cost, kind="stable"), np.ones(len(cost), bool)
    for one, other in zip(order[:-1], order[1:], strict=True):
        kept[other] = accuracy[other] > accuracy[one]
    return kept


@unbeaten.mistake(
    "only the two ends are left",
    "The cheapest and the most accurate are unbeaten; so is everybody between them whom no cheaper one matches.",
)
def both_ends(cost, accuracy):
    return (cost == cost.min()) | (accuracy == accuracy.max())


@unbeaten.mistake("nobody is beaten", "Look for one that is dearer *and* worse than some other.")
def nobody(cost, accuracy):
    return np.ones(len(cost), bool)


@unbeaten.mistake("these are accuracies", "Asked for is True or False for each network, not the numbers of those left.")
def their_accuracies(cost, accuracy):
    return accuracy[unbeaten.reference(cost, accuracy)]


@unbeaten.mistake(
    "accuracy per cost is another question",
    "It ranks by a ratio, and a bad network can be cheap enough to win. Compare pairs: cost with cost, accuracy with accuracy.",
)
def by_ratio(cost, accuracy):
    ratio = accuracy / cost
    return ratio >= ratio.mean()


unbeaten.hint(
    "For each network ask: is there any other that is no worse in cost and no worse in accuracy, and better in one?",
    "`no_worse = (cost <= cost[i]) & (accuracy >= accuracy[i])`, and `better = (cost < cost[i]) | (accuracy > accuracy[i])`.",
    "It is beaten if `(no_worse & better).any()`; the answer for it is the opposite.",
)
