"""`depth_max_pool`: reference, cases, slips and hints."""

import numpy as np

from cnncourse.autocheck import exercise

from .basis import _maps


@exercise(points=2, minutes=6)
def depth_max_pool(x: np.ndarray, group: int) -> np.ndarray:
    """Keep the largest of each `group` neighboring channels, pixel by pixel.

    `y[n, i, j, q] = max(x[n, i, j, q·group], …, x[n, i, j, q·group + group − 1])`

    Args:
        x: feature maps, `(n, h, w, c)`.
        group: channels in a group.

    Returns:
        `(n, h, w, c / group)`: as many pixels, fewer channels.

    Raises:
        ValueError: `group` does not divide `c`.
    """
    # BEGIN SOLUTION
    n, h, w, c = x.shape
    if c % group:
        raise ValueError(f"{c} channels cannot be divided into groups of {group}")
    return x.reshape(n, h, w, c // group, group).max(axis=-1)
    # END SOLUTION


@depth_max_pool.cases
def _(rng):
    yield "one pixel, six channels", (np.array([3.0, 1, -2, -5, 4, 7]).reshape(1, 1, 1, 6), 2)
    yield "negative values only", (-rng.integers(1, 10, (1, 2, 3, 6)).astype(float), 3)
    yield "two images", (_maps(rng, 2, 3, 4, 8), 2)
    yield "all channels in one group", (_maps(rng, 1, 2, 3, 4), 4)
    yield "groups of one", (_maps(rng, 1, 2, 3, 4), 1)
    yield "a group that does not divide the channels", (_maps(rng, 1, 2, 3, 7), 2)


@depth_max_pool.mistake(
    "your groups take every so-many-th channel",
    "A group is made of neighbors: channels 0 and 1, then 2 and 3. In the reshape the group's axis comes last.",
)
def interleaved(x, group):
    n, h, w, c = x.shape
    return x.reshape(n, h, w, group, c // group).max(axis=-2)


@depth_max_pool.mistake(
    "you made `group` groups", "`group` is the number of channels in a group; there are `c / group` groups."
)
def that_many_groups(x, group):
    n, h, w, c = x.shape
    return x.reshape(n, h, w, group, c // group).max(axis=-1)


@depth_max_pool.mistake(
    "you took the maximum over all channels", "One value for every group of neighbors, not one for all channels."
)
def all_channels(x, group):
    if x.shape[3] % group:
        raise ValueError
    return x.max(axis=3, keepdims=True)


@depth_max_pool.mistake(
    "you took the first channel of each group",
    "A slice with a step skips the others unseen. Compare them, keep the largest.",
)
def first_of_group(x, group):
    if x.shape[3] % group:
        raise ValueError
    return x[..., ::group]


@depth_max_pool.mistake(
    "your groups overlap", "After channels 0 and 1 come 2 and 3, not 1 and 2: the window jumps by its own width."
)
def overlapping(x, group):
    if x.shape[3] % group:
        raise ValueError
    return np.lib.stride_tricks.sliding_window_view(x, group, axis=3).max(axis=-1)


@depth_max_pool.mistake("you took the mean of each group", "The largest of the group is wanted.")
def mean_of_group(x, group):
    n, h, w, c = x.shape
    return x.reshape(n, h, w, c // group, group).mean(axis=-1)


@depth_max_pool.mistake(
    "you pooled in space", "Rows and columns stay as they are. The window lies along the channels, the last axis."
)
def in_space(x, group):
    if x.shape[3] % group:
        raise ValueError
    return x[:, : x.shape[1] // group * group, : x.shape[2] // group * group].reshape(
        x.shape[0], x.shape[1] // group, group, x.shape[2] // group, group, x.shape[3]
    ).max(axis=(2, 4), initial=-99.0)  # fmt: skip


@depth_max_pool.mistake(
    "your maximum begins at 0", "Where the whole group is negative, so is its maximum. Begin with the first channel."
)
def group_starts_at_zero(x, group):
    n, h, w, c = x.shape
    return np.maximum(x.reshape(n, h, w, c // group, group).max(axis=-1), 0)


@depth_max_pool.mistake(
    "channels are left over without a word",
    "Seven channels in groups of two leave one over. Whoever asked for that should hear of it: raise a `ValueError`.",
)
def dropped_the_rest(x, group):
    n, h, w, c = x.shape
    return x[..., : c // group * group].reshape(n, h, w, c // group, group).max(axis=-1)


@depth_max_pool.mistake(
    "the last group is smaller than the others",
    "A slice that runs beyond the last channel ends there by itself, without a word. Raise a `ValueError` before.",
)
def short_last_group(x, group):
    return np.stack([x[..., q : q + group].max(axis=-1) for q in range(0, x.shape[3], group)], axis=-1)


@depth_max_pool.mistake(
    "the wrong kind of error",
    "`assert` raises an `AssertionError`, and nothing at all under `python -O`. The docstring promises a `ValueError`.",
)
def asserted(x, group):
    n, h, w, c = x.shape
    assert c % group == 0
    return x.reshape(n, h, w, c // group, group).max(axis=-1)


@depth_max_pool.mistake("an axis of length one is left over", "The result has four axes: drop `keepdims`.")
def five_axes(x, group):
    n, h, w, c = x.shape
    return x.reshape(n, h, w, c // group, group).max(axis=-1, keepdims=True)


@depth_max_pool.mistake(
    "your groups share a channel",
    "A slice ends before its second number: `x[..., 0:2]` holds channels 0 and 1. No `+ 1`.",
)
def one_too_many(x, group):
    if x.shape[3] % group:
        raise ValueError
    return np.stack([x[..., q : q + group + 1].max(axis=-1) for q in range(0, x.shape[3], group)], axis=-1)


@depth_max_pool.mistake(
    "as many channels come out as went in", "Each group leaves one channel. Do not repeat it for its members."
)
def repeated(x, group):
    n, h, w, c = x.shape
    return np.repeat(x.reshape(n, h, w, c // group, group).max(axis=-1), group, axis=-1)


@depth_max_pool.mistake(
    "that is where the largest stands", "`argmax` gives its place in the group. Its value is wanted."
)
def position(x, group):
    n, h, w, c = x.shape
    return x.reshape(n, h, w, c // group, group).argmax(axis=-1)


@depth_max_pool.mistake("you kept the largest magnitude", "−5 is less than 1. No `abs`.")
def group_magnitude(x, group):
    n, h, w, c = x.shape
    return np.abs(x).reshape(n, h, w, c // group, group).max(axis=-1)


@depth_max_pool.mistake(
    "the reshape mixed pixels and channels",
    "A reshape keeps the order of the numbers in memory. Only the last axis may be split, into `c // group` and `group`.",
)
def mixed(x, group):
    n, h, w, c = x.shape
    if c % group:
        raise ValueError
    return x.reshape(n, h, group, w, c // group).max(axis=2)


depth_max_pool.hint(
    "Six channels in groups of two are three groups. Give the groups an axis of their own, and the channels inside a group another.",
    "`x.reshape(n, h, w, c // group, group)`: the last axis runs inside a group, because neighbors lie next to each other in memory.",
    "Take the maximum over that last axis. Before, `raise ValueError(…)` if `c % group` is not 0.",
)
