"""`nchw_to_nhwc`: reference, cases, slips and hints."""

import numpy as np

from cnncourse.autocheck import exercise


@exercise(points=1, minutes=3)
def nchw_to_nhwc(x: np.ndarray) -> np.ndarray:
    """Move the channels from second to last place, so that every pixel keeps its colors.

    `y[n, i, j, c] = x[n, c, i, j]`

    Args:
        x: images, `(n, c, h, w)`.

    Returns:
        The same images, `(n, h, w, c)`.
    """
    # BEGIN SOLUTION
    return x.transpose(0, 2, 3, 1)
    # END SOLUTION


@nchw_to_nhwc.cases
def _(rng):
    yield "one image", (np.arange(24.0).reshape(1, 3, 2, 4),)
    yield "a batch of two", (rng.integers(-9, 10, (2, 3, 4, 5)).astype(float),)
    yield "as many rows as channels", (rng.integers(-9, 10, (2, 3, 3, 5)).astype(float),)
    yield "one channel", (rng.integers(-9, 10, (2, 1, 3, 4)).astype(float),)


@nchw_to_nhwc.mistake(
    "right shape, scrambled pixels: you reshaped",
    "`reshape` keeps the numbers in the order in which they lie in memory and cuts that row into new pieces. "
    "Here the axes have to change places, and the numbers with them. Look at the nine small gray pictures in the figure above.",
)
def reshaped(x):
    n, c, h, w = x.shape
    return x.reshape(n, h, w, c)


@nchw_to_nhwc.mistake(
    "height and width are exchanged",
    "You exchanged the channels with the width, so the width came to stand before the height. "
    "The channels go to the end; the other axes keep their order.",
)
def exchanged(x):
    return x.swapaxes(1, 3)


@nchw_to_nhwc.mistake(
    "you went the other way",
    "This moves the last axis to second place, as from `n h w c` to `n c h w`. Here the channels are second, and go last.",
)
def wrong_way(x):
    return x.transpose(0, 3, 1, 2)


@nchw_to_nhwc.mistake(
    "all four axes are turned round", "`.T` reverses the axes, the batch as well. Say which axis goes where."
)
def reversed_axes(x):
    return x.T


@nchw_to_nhwc.mistake(
    "channels and height are exchanged, the width is still last",
    "The channels belong behind the width: the new order is batch, height, width, channels.",
)
def half_way(x):
    return x.swapaxes(1, 2)


@nchw_to_nhwc.mistake(
    "the channels come in the opposite order", "Only the place of the channel axis changes: red stays channel 0."
)
def channels_reversed(x):
    return x.transpose(0, 2, 3, 1)[..., ::-1]


@nchw_to_nhwc.mistake(
    "the batch is gone",
    "You moved the channels of the first image only. All images go through, and the axis `n` stays first.",
)
def first_of_batch(x):
    return x[0].transpose(1, 2, 0)


@nchw_to_nhwc.mistake(
    "the batch went last, the channels stayed", "The axes count from 0: axis 0 is the batch. The channels are axis 1."
)
def batch_last(x):
    return np.moveaxis(x, 0, -1)


@nchw_to_nhwc.explain
def _(args, expected, index):
    n, i, j, c = index
    return f"row {i}, column {j}, channel {c}: x[{n}, {c}, {i}, {j}] = {expected[index]:g}"


nchw_to_nhwc.hint(
    "Does `reshape` move numbers? Print `x.ravel()` before and after.",
    "`np.transpose` takes the axes in their new order: for each new axis, which old one it was.",
    "The old axes are 0 batch, 1 channels, 2 height, 3 width. In the new order the channels, axis 1, come last.",
)
