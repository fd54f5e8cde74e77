"""`recalibrate`: reference, cases, slips and hints."""

import numpy as np

from cnncourse.autocheck import exercise


@exercise(points=2, minutes=5)
def recalibrate(x: np.ndarray, gates: np.ndarray) -> np.ndarray:
    """Multiply every channel of every image by its gate.

    Args:
        x: maps, `(n, h, w, c)`.
        gates: one number for each channel of each image, `(n, c)`.

    Returns:
        Maps, `(n, h, w, c)`: at every place of image `i`, channel `k` has been multiplied by
        `gates[i, k]`.
    """
    # BEGIN SOLUTION
    return x * gates[:, None, None, :]
    # END SOLUTION


@recalibrate.cases
def _(rng):
    def draw(*shape):
        return rng.normal(size=shape).round(2), rng.uniform(0.05, 0.95, (shape[0], shape[3])).round(2)

    yield "all sizes differ", draw(2, 3, 4, 5)
    yield "as many images as columns", draw(3, 2, 3, 4)
    yield "as many images as rows", draw(3, 3, 2, 4)
    yield "as many columns as channels", draw(2, 3, 4, 4)
    yield "as many rows as channels", draw(2, 4, 3, 4)


@recalibrate.mistake(
    "the gates were laid under the columns",
    "NumPy compares shapes from the right: the `n` of (n, c) meets the width. Mostly that is an error. Where there are as many images as columns "
    "it goes through, and column j is scaled by the gates of image j.",
)
def not_reshaped(x, gates):
    return x * gates


@recalibrate.mistake(
    "the gates were laid under the rows",
    "With one axis added the `n` of (n, 1, c) meets the height. There are *two* axes between images and channels.",
)
def one_axis(x, gates):
    return x * gates[:, None]


@recalibrate.mistake(
    "the gates lie along the width",
    "The new axes stand in the wrong places: (n, 1, c, 1). Where there are as many columns as channels nobody complains, and column j is "
    "scaled by the gate of channel j.",
)
def along_width(x, gates):
    return x * gates[:, None, :, None]


@recalibrate.mistake(
    "the gates lie along the height", "(n, c, 1, 1) is for maps whose channels come second. Here they come last."
)
def along_height(x, gates):
    return x * gates[:, :, None, None]


@recalibrate.mistake("all images share their gates", "Image i has gates of its own, `gates[i]`.")
def shared(x, gates):
    return x * gates.mean(axis=0)


@recalibrate.mistake("every image has the gates of the first", "Image i has gates of its own, `gates[i]`.")
def first(x, gates):
    return x * gates[0]


@recalibrate.mistake("the gates are added", "A gate of 0 must silence its channel: multiply.")
def added_gates(x, gates):
    return x + gates[:, None, None, :]


@recalibrate.mistake("the gates are either open or closed", "A gate of 0.3 lets 30 % through. Nothing is rounded.")
def hard(x, gates):
    return x * (gates[:, None, None, :] > 0.5)


@recalibrate.mistake("the input is added once more", "x · (1 + gate) is another block. Here it is x · gate.")
def with_input(x, gates):
    return x * (1 + gates[:, None, None, :])


@recalibrate.mistake("the gates are upside down", "A gate of 1 lets everything through, a gate of 0 nothing: x · gate.")
def one_minus(x, gates):
    return x * (1 - gates[:, None, None, :])


@recalibrate.mistake("a second sigmoid", "`gates` are gates already, between 0 and 1. They come out of `excite`.")
def squashed_again(x, gates):
    return x / (1 + np.exp(-gates[:, None, None, :]))


@recalibrate.mistake("divided by the gates", "A closing gate must turn its channel down: multiply.")
def divided(x, gates):
    return x / gates[:, None, None, :]


@recalibrate.mistake("the channels were added up", "Each stays, louder or softer: the answer has the shape of `x`.")
def summed(x, gates):
    return np.einsum("nhwc,nc->nhw", x, gates)


@recalibrate.mistake(
    "`reshape` does not turn the axes",
    "`gates` are (n, c) already: of `gates.T` the same reshape gives numbers of other images. Leave the `.T` out.",
)
def transposed_first(x, gates):
    return x * gates.T.reshape(len(x), 1, 1, -1)


@recalibrate.mistake("only gates came back", "They are at their places, but the maps were never multiplied by them.")
def gates_spread(x, gates):
    return np.ones_like(x) * gates[:, None, None, :]


@recalibrate.mistake("one gate for the whole image", "Channel `k` of image `i` has its own gate, `gates[i, k]`.")
def one_for_all_channels(x, gates):
    return x * gates.mean(axis=1)[:, None, None, None]


@recalibrate.mistake("the means were weighed, not the maps", "Every place keeps its number, times the gate.")
def weighed_means(x, gates):
    return np.ones_like(x) * x.mean(axis=(1, 2), keepdims=True) * gates[:, None, None, :]


@recalibrate.explain
def _(args, expected, index):
    x, gates = args
    i, _, _, k = index
    return f"x{list(map(int, index))} · gates[{i}, {k}] = {x[tuple(index)]:g} · {gates[i, k]:g} = {expected[tuple(index)]:.4g}"


recalibrate.hint(
    "Write the two shapes below one another, right-aligned. What must the gates' shape be for them to fit?",
    "(n, 1, 1, c) fits (n, h, w, c).",
    "`None` in an index makes an axis of length 1: `gates[:, None, …]`.",
)
