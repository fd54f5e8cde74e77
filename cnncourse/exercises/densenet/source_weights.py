"""`source_weights`: reference, cases, slips and hints."""

import numpy as np

from cnncourse.autocheck import exercise


@exercise(points=2, minutes=8)
def source_weights(kernel: np.ndarray, c_in: int, growth: int) -> np.ndarray:
    """How strongly a layer reads each of its sources: the mean absolute weight of their channels.

    Along the kernel's third axis stand first the `c_in` channels of the block's input, then
    `growth` channels of the first layer, `growth` of the second, and so on.

    Args:
        kernel: of the layer's convolution, `(kh, kw, c, filters)`.
        c_in: channels of the block's input.
        growth: channels that each layer adds.

    Returns:
        One mean for each source, the block's input first: `(1 + (c − c_in) / growth,)`.
    """
    # BEGIN SOLUTION
    sizes = np.abs(kernel)
    means = [sizes[:, :, :c_in].mean()]
    for start in range(c_in, kernel.shape[2], growth):
        means.append(sizes[:, :, start : start + growth].mean())
    return np.array(means)
    # END SOLUTION


@source_weights.cases
def _(rng):
    def draw(kh, kw, c_in, layers, growth, filters):
        c = c_in + layers * growth
        kernel = rng.normal(size=(kh, kw, c, filters)) * np.linspace(0.5, 2, c)[:, None]
        return kernel.round(2), c_in, growth

    yield "two sources", draw(1, 2, 3, 1, 2, 2)
    yield "the input alone", draw(2, 1, 4, 0, 3, 2)
    yield "a 1×1", draw(1, 1, 2, 3, 4, 3)
    yield "four sources", draw(3, 3, 5, 3, 2, 4)


def _sources(kernel, c_in, growth, of=lambda some: np.abs(some).mean(), at=None):
    starts = [0, *range(c_in, kernel.shape[2], growth)] if at is None else at(kernel.shape[2])
    ends = [*starts[1:], kernel.shape[2]]
    return np.array([of(kernel[:, :, a:b]) for a, b in zip(starts, ends, strict=True)])


@source_weights.mistake(
    "the signs are still there", "Positive and negative weights cancel in the mean. Take absolute values first."
)
def signed(kernel, c_in, growth):
    return _sources(kernel, c_in, growth, of=np.mean)


@source_weights.mistake(
    "you averaged first and took the absolute value then",
    "Weights that cancel still read. Absolute value of each weight, then the mean.",
)
def absolute_last(kernel, c_in, growth):
    return _sources(kernel, c_in, growth, of=lambda some: abs(some.mean()))


@source_weights.mistake(
    "that is a sum", "The block's input has more channels than a layer adds. A mean makes sources comparable."
)
def summed(kernel, c_in, growth):
    return _sources(kernel, c_in, growth, of=lambda some: np.abs(some).sum())


@source_weights.mistake(
    "that is the root of the mean square", "It weights large weights more. Asked for is the mean of absolute values."
)
def root_mean_square(kernel, c_in, growth):
    return _sources(kernel, c_in, growth, of=lambda some: np.sqrt((some**2).mean()))


@source_weights.mistake("that is the largest", "Asked for is the mean of absolute values.")
def the_largest(kernel, c_in, growth):
    return _sources(kernel, c_in, growth, of=lambda some: np.abs(some).max())


@source_weights.mistake(
    "the block's input has `c_in` channels", "You cut everything into pieces of `growth`, from the first channel on."
)
def cut_evenly(kernel, c_in, growth):
    return _sources(kernel, c_in, growth, at=lambda c: [*range(0, c, growth)])


@source_weights.mistake(
    "the block's input is a source as well", "Its mean comes first; you began with the first layer."
)
def no_input(kernel, c_in, growth):
    return _sources(kernel, c_in, growth)[1:]


@source_weights.mistake(
    "one mean for each channel", "All channels of one source belong together: one mean for each source."
)
def by_channel(kernel, c_in, growth):
    return np.abs(kernel).mean(axis=(0, 1, 3))


@source_weights.mistake(
    "the sources are in reverse order", "The block's input comes first, then the layers as they stand."
)
def reversed_order(kernel, c_in, growth):
    return _sources(kernel, c_in, growth)[::-1]


@source_weights.mistake("that is the mean square", "Absolute values, not squares: squares weight large weights more.")
def mean_square(kernel, c_in, growth):
    return _sources(kernel, c_in, growth, of=lambda some: (some**2).mean())


@source_weights.mistake("that is the median", "Asked for is the mean of absolute values.")
def middle(kernel, c_in, growth):
    return _sources(kernel, c_in, growth, of=lambda some: np.median(np.abs(some)))


@source_weights.mistake(
    "that is the spread of the weights", "A standard deviation starts from the mean. Take the mean of absolute values."
)
def spread(kernel, c_in, growth):
    return _sources(kernel, c_in, growth, of=np.std)


@source_weights.mistake(
    "summed over the window, averaged over the rest",
    "The mean goes over all weights of a source, the kh · kw places too.",
)
def summed_places(kernel, c_in, growth):
    return _sources(kernel, c_in, growth) * kernel.shape[0] * kernel.shape[1]


@source_weights.mistake(
    "divided by the mean of all",
    "Weights over their layer's mean come later in the lesson. Here: the means as they are.",
)
def over_the_mean(kernel, c_in, growth):
    means = _sources(kernel, c_in, growth)
    return means / means.mean()


@source_weights.mistake("those are shares of a sum", "Asked for are the means as they are, not what part each has.")
def shares(kernel, c_in, growth):
    means = _sources(kernel, c_in, growth)
    return means / means.sum()


@source_weights.mistake(
    "the block's input stands at the end", "Its channels come first in the kernel, and its mean first in the answer."
)
def input_at_the_end(kernel, c_in, growth):
    return np.roll(_sources(kernel, c_in, growth), -1)


@source_weights.mistake(
    "the last source is missing", "Did the loop end one too early? Even the layer right before is read."
)
def without_last(kernel, c_in, growth):
    return _sources(kernel, c_in, growth)[:-1]


@source_weights.mistake(
    "you cut along the filters", "The fourth axis tells who writes. Who is read stands along the third."
)
def along_filters(kernel, c_in, growth):
    return _sources(np.swapaxes(kernel, 2, 3), c_in, growth)


@source_weights.mistake(
    "channels of several layers are mixed",
    "A layer's channels are neighbors: `reshape(-1, growth)`, and the mean along axis 1.",
)
def every_nth(kernel, c_in, growth):
    means = np.abs(kernel).mean(axis=(0, 1, 3))
    return np.array([means[:c_in].mean(), *means[c_in:].reshape(growth, -1).mean(axis=0)])


@source_weights.mistake(
    "one channel stands for a whole layer", "A layer has `growth` channels, from `start` up to `start + growth`."
)
def one_channel(kernel, c_in, growth):
    means = np.abs(kernel).mean(axis=(0, 1, 3))
    return np.array([means[:c_in].mean(), *means[c_in::growth]])


@source_weights.mistake(
    "each mean goes over everything before as well",
    "A source is only its own channels: the piece has to begin at `start`.",
)
def from_the_start(kernel, c_in, growth):
    ends = range(c_in, kernel.shape[2] + 1, growth)
    return np.array([np.abs(kernel[:, :, :end]).mean() for end in ends])


@source_weights.mistake(
    "the middle of the window alone", "A 3×3 has nine places with weights. The mean goes over all of them."
)
def middle_of_the_window(kernel, c_in, growth):
    h, w = kernel.shape[0] // 2, kernel.shape[1] // 2
    return _sources(kernel[h : h + 1, w : w + 1], c_in, growth)


source_weights.hint(
    "`np.abs(kernel)` once; then cut its third axis into pieces.",
    "The first piece is `[:, :, :c_in]`, the next `[:, :, c_in : c_in + growth]`.",
    "`range(c_in, kernel.shape[2], growth)` gives the places where the other pieces begin; `.mean()` of each.",
)
