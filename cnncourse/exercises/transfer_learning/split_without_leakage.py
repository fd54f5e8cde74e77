"""`split_without_leakage`: reference, cases, slips and hints."""

import numpy as np

from cnncourse.autocheck import Unusable, exercise


@exercise(points=2, minutes=8)
def split_without_leakage(groups: np.ndarray, fraction: float, rng: np.random.Generator) -> tuple:
    """Divide images into training and validation so that no group is on both sides.

    Images of one group are near-duplicates: patches of one photograph, copies of one image.

    Args:
        groups: the group of each image, whole numbers, `(n,)`. Groups may be of different sizes, and
            their numbers need not be 0, 1, 2, …
        fraction: of the *groups* that go to validation.
        rng: draws which ones.

    Returns:
        `(train, validation)`: indices of images, both in ascending order; every image is in one of
        them. Validation has `round(fraction · number of groups)` groups.
    """
    # BEGIN SOLUTION
    names = np.unique(groups)
    chosen = rng.choice(names, round(fraction * len(names)), replace=False)
    held_out = np.isin(groups, chosen)
    return np.flatnonzero(~held_out), np.flatnonzero(held_out)
    # END SOLUTION


@split_without_leakage.cases
def _(rng):
    yield "five groups of two", (np.repeat([3, 8, 1, 7, 20], 2)[rng.permutation(10)], 0.4)
    yield "groups of different sizes", (np.repeat([5, 0, 12, 9, 31, 2, 40], [9, 1, 3, 2, 7, 5, 2]), 0.3)
    yield "a quarter", (np.repeat(np.arange(10, 30), 3)[rng.permutation(60)], 0.25)
    yield "a fraction that does not fit", (np.repeat(np.arange(11), [1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5]), 0.24)


def _drawn(answer, groups, fraction, seed):
    """One split, as two arrays of indices."""
    theirs = groups.copy()
    both = answer(theirs, fraction, np.random.default_rng(seed))
    if not np.array_equal(theirs, groups):
        raise Unusable("it changes `groups` in place", "`rng.shuffle` does. Draw among `np.unique(groups)`.")
    if not isinstance(both, (tuple, list)) or len(both) != 2:
        raise Unusable("two arrays of indices were expected", "Return `train, validation`.")
    for one in (both := tuple(np.asarray(one) for one in both)):
        if one.dtype == bool:
            raise Unusable(
                "it returned True and False", "Asked for are indices: `np.flatnonzero` makes them of a mask."
            )
        inside = (
            one.ndim == 1 and one.dtype.kind in "iu" and (not len(one) or 0 <= one.min() <= one.max() < len(groups))
        )
        if not inside:
            raise Unusable(
                "these are no indices of images", "Asked for are places in `groups`, from 0 to n − 1, not groups."
            )
    return both


@split_without_leakage.observe
def _(answer, args):
    groups, fraction = args
    tries = [_drawn(answer, groups, fraction, seed) for seed in range(40)]
    train, validation = tries[0]
    again = [_drawn(answer, groups, fraction, seed) for seed in range(40)]
    wanted = round(fraction * len(np.unique(groups)))
    more = [len(np.unique(groups[v])) - wanted for _, v in tries]
    amount = " and ".join(word for word, is_so in (("too few", min(more) < 0), ("too many", max(more) > 0)) if is_so)
    return {
        "a group is on both sides": any(len(np.intersect1d(groups[t], groups[v])) for t, v in tries),
        "in forty splits, groups in validation": amount or "as many as asked for",
        "an image is on both sides": any(len(np.intersect1d(t, v)) for t, v in tries),
        "images on one of the sides": len(np.union1d(train, validation)),
        "in ascending order": bool((np.diff(train) > 0).all() and (np.diff(validation) > 0).all()),
        "another `rng`, another split": len({tuple(v) for _, v in tries}) > 3,
        "the same `rng`, the same split": all(
            np.array_equal(a, b)
            for one, other in zip(again, tries, strict=True)
            for a, b in zip(one, other, strict=True)
        ),
    }


def _split(groups, chosen):
    held_out = np.isin(groups, chosen)
    return np.flatnonzero(~held_out), np.flatnonzero(held_out)


@split_without_leakage.mistake(
    "images were drawn, not groups",
    "Shuffling the images puts near-duplicates on both sides: this is the leak. Draw among the *different* groups.",
)
def by_image(groups, fraction, rng):
    order = rng.permutation(len(groups))
    count = round(fraction * len(groups))
    return np.sort(order[count:]), np.sort(order[:count])


@split_without_leakage.mistake(
    "training and validation are exchanged",
    "`fraction` of the groups is for validation, and training comes first in what is returned.",
)
def other_fraction(groups, fraction, rng):
    names = np.unique(groups)
    return _split(groups, rng.choice(names, len(names) - round(fraction * len(names)), replace=False))


@split_without_leakage.mistake(
    "every `rng` gives the same split",
    "Were the first or the last groups taken, or was a generator with a seed of its own used? Draw with the `rng` that comes.",
)
def first_groups(groups, fraction, rng):
    names = np.unique(groups)
    return _split(groups, names[: round(fraction * len(names))])


@split_without_leakage.mistake(
    "a group can be drawn twice",
    "Then there are fewer than asked for. Draw with `replace=False`, and from the *different* groups: in `groups` itself each stands once for every image.",
)
def with_replacement(groups, fraction, rng):
    names = np.unique(groups)
    return _split(groups, rng.choice(names, round(fraction * len(names)), replace=True))


@split_without_leakage.mistake(
    "the groups were taken to be 0, 1, 2, …",
    "Their numbers may have gaps, and start anywhere. Draw among the numbers that occur: `np.unique(groups)`.",
)
def without_gaps(groups, fraction, rng):
    count = groups.max() + 1
    return _split(groups, rng.permutation(count)[: round(fraction * count)])


@split_without_leakage.mistake(
    "a coin was tossed for each group",
    "That gives the right share on average only. Asked for is an exact number of groups.",
)
def coin(groups, fraction, rng):
    names = np.unique(groups)
    return _split(groups, names[rng.random(len(names)) < fraction])


@split_without_leakage.mistake(
    "groups were added until there were enough images", "`fraction` is of the *groups*, whatever their size."
)
def until_enough(groups, fraction, rng):
    names, taken = rng.permutation(np.unique(groups)), 0
    while np.isin(groups, names[:taken]).sum() < fraction * len(groups):
        taken += 1
    return _split(groups, names[:taken])


@split_without_leakage.mistake(
    "the indices are not in ascending order",
    "Sort them, or take them from a mask: `np.flatnonzero` gives them in order.",
)
def unsorted(groups, fraction, rng):
    return tuple(side[::-1] for side in split_without_leakage.reference(groups, fraction, rng))


@split_without_leakage.mistake(
    "a block of images was cut off",
    "Nothing was drawn, and images of one group need not stand side by side: a slice goes through the middle of groups.",
)
def one_stretch(groups, fraction, rng):
    count = round(fraction * len(groups))
    return np.arange(count, len(groups)), np.arange(count)


@split_without_leakage.mistake(
    "the groups were taken to be numbered from 0",
    "You counted the groups and drew among 0, 1, 2, …; those numbers need not occur. Draw among `np.unique(groups)`.",
)
def numbered(groups, fraction, rng):
    count = len(np.unique(groups))
    return _split(groups, rng.permutation(count)[: round(fraction * count)])


@split_without_leakage.mistake(
    "the fraction was rounded up", "0.3 of 7 groups is 2.1: `round` makes 2 of it, `ceil` makes 3."
)
def rounded_up(groups, fraction, rng):
    names = np.unique(groups)
    return _split(groups, rng.choice(names, int(np.ceil(round(fraction * len(names), 9))), replace=False))


@split_without_leakage.mistake(
    "a random number from elsewhere", "The same `rng` must give the same split. Draw with `rng`, not with `np.random`."
)
def global_numbers(groups, fraction, rng):
    names = np.unique(groups)
    drawn = np.random.default_rng().permutation(names)[: round(fraction * len(names))]
    return _split(groups, drawn)


@split_without_leakage.mistake(
    "the fraction was rounded down", "0.25 of 11 groups is 2.75: `round` makes 3 of it, `int` makes 2."
)
def rounded_down(groups, fraction, rng):
    names = np.unique(groups)
    return _split(groups, rng.choice(names, int(fraction * len(names)), replace=False))


@split_without_leakage.mistake(
    "the fraction is one of images", "Count groups: `fraction` times the number of *different* groups."
)
def fraction_of_images(groups, fraction, rng):
    names = np.unique(groups)
    return _split(groups, rng.choice(names, min(len(names), round(fraction * len(groups))), replace=False))


@split_without_leakage.mistake(
    "groups came back, not images", "`train` and `validation` are places in `groups`, one for each image."
)
def the_groups(groups, fraction, rng):
    names = rng.permutation(np.unique(groups))
    count = round(fraction * len(names))
    return np.sort(names[count:]), np.sort(names[:count])


@split_without_leakage.mistake(
    "the groups of the images came back", "`groups[train]` are groups. Return `train`, the places themselves."
)
def groups_of_images(groups, fraction, rng):
    return tuple(groups[side] for side in split_without_leakage.reference(groups, fraction, rng))


@split_without_leakage.mistake("it returned masks", "Asked for are indices: `np.flatnonzero` makes them of a mask.")
def masks(groups, fraction, rng):
    held_out = np.isin(groups, np.unique(groups)[:1])
    return ~held_out, held_out


@split_without_leakage.mistake(
    "validation stays in training, too", "Every image is on one side. Take the held-out ones away."
)
def kept_in_training(groups, fraction, rng):
    names = np.unique(groups)
    _, validation = _split(groups, rng.choice(names, round(fraction * len(names)), replace=False))
    return np.arange(len(groups)), validation


@split_without_leakage.mistake(
    "one image of each group was kept", "All images come along: the whole group goes to one side."
)
def one_each(groups, fraction, rng):
    names, first = np.unique(groups, return_index=True)
    train, validation = _split(names, rng.choice(names, round(fraction * len(names)), replace=False))
    return np.sort(first[train]), np.sort(first[validation])


split_without_leakage.hint(
    "Draw among the different groups first; only then ask which images belong to them.",
    "`np.unique(groups)` lists each group once, and `rng.choice(names, count, replace=False)` draws.",
    "`np.isin(groups, chosen)` is True for the images of the chosen groups.",
    "`np.flatnonzero(mask)` gives the places where a mask is True, in ascending order.",
)
