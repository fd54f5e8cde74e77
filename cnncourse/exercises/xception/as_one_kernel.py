"""`as_one_kernel`: reference, cases, slips and hints."""

import numpy as np

from cnncourse.autocheck import exercise


@exercise(points=2, minutes=8)
def as_one_kernel(depthwise: np.ndarray, pointwise: np.ndarray) -> np.ndarray:
    """The kernel with which an ordinary convolution does the same as a separable one.

    Without a ReLU between its halves a separable convolution is one linear step. So
    `ops.conv2d(x, as_one_kernel(depthwise, pointwise))` equals
    `separable_conv2d(x, depthwise, pointwise)` for every `x`.

    Args:
        depthwise: `(kh, kw, c, m)`; its maps are numbered `c·m + q`, as above.
        pointwise: `(1, 1, c·m, f)`.

    Returns:
        The ordinary kernel, `(kh, kw, c, f)`.
    """
    # BEGIN SOLUTION
    kh, kw, c, m = depthwise.shape
    merge = pointwise.reshape(c, m, -1)
    return np.einsum("uvcq,cqf->uvcf", depthwise, merge)
    # END SOLUTION


@as_one_kernel.cases
def _(rng):
    def draw(c, kh, kw, m, f):
        return (
            rng.integers(-3, 4, (kh, kw, c, m)).astype(float),
            rng.integers(-3, 4, (1, 1, c * m, f)).astype(float),
        )

    yield "one channel", draw(1, 2, 3, 1, 2)
    yield "three channels, one kernel each", draw(3, 2, 3, 1, 2)
    yield "as many out as in", draw(3, 3, 2, 1, 3)
    yield "two kernels for each channel", draw(3, 2, 3, 2, 4)
    yield "three kernels, two filters", draw(2, 3, 2, 3, 2)


@as_one_kernel.mistake(
    "the maps of a channel are counted as if they were channels",
    "Map `c·m + q` belongs to channel `c`. So `pointwise` reads as `(c, m, f)`, the kernels of a channel changing faster.",
)
def kernels_first(depthwise, pointwise):
    c, m = depthwise.shape[2:]
    return np.einsum("uvcq,qcf->uvcf", depthwise, pointwise.reshape(m, c, -1))


@as_one_kernel.mistake(
    "it was added over the channels too",
    "An ordinary kernel has weights for each channel of the image: only the `m` kernels of one channel are added up.",
)
def channels_added(depthwise, pointwise):
    c, m = depthwise.shape[2:]
    whole = np.einsum("uvcq,cqf->uvf", depthwise, pointwise.reshape(c, m, -1))
    return np.repeat(whole[:, :, None], c, axis=2)


@as_one_kernel.mistake(
    "only the first kernel of each channel is in it", "A channel's `m` kernels are all used, each with its own weight."
)
def first_of_each(depthwise, pointwise):
    m = depthwise.shape[3]
    return depthwise[..., :1] * pointwise[0, 0, ::m]


@as_one_kernel.mistake(
    "the two were added",
    "A pixel is multiplied by a depthwise weight, and what comes of it by a pointwise one: the weights are multiplied.",
)
def added(depthwise, pointwise):
    c, m = depthwise.shape[2:]
    return (depthwise[..., None] + pointwise.reshape(c, m, -1)).sum(axis=3)


@as_one_kernel.mistake(
    "the weights of the 1×1 are transposed",
    "`pointwise[0, 0]` has a row for each map and a column for each filter. Which of the two is a channel of the image?",
)
def turned(depthwise, pointwise):
    c, m = depthwise.shape[2:]
    f = pointwise.shape[3]
    return np.einsum("uvcq,cqf->uvcf", depthwise, pointwise.reshape(f, c * m).T.reshape(c, m, f))


@as_one_kernel.mistake(
    "channels and filters have changed places",
    "The kernel of an ordinary convolution is `(kh, kw, c, f)`: channels of the image, then filters.",
)
def filters_first(depthwise, pointwise):
    c, m = depthwise.shape[2:]
    return np.einsum("uvcq,cqf->uvfc", depthwise, pointwise.reshape(c, m, -1))


@as_one_kernel.mistake(
    "that is a kernel for the maps, not for the channels",
    "With `m` kernels for each channel there are `c·m` maps, but the image has `c` channels. The maps of one channel are added up.",
)
def not_added(depthwise, pointwise):
    kh, kw, c, m = depthwise.shape
    return depthwise.reshape(kh, kw, c * m, 1) * pointwise


@as_one_kernel.mistake(
    "the channels are gone",
    "An ordinary kernel is `(kh, kw, c, f)`: only the `m` kernels of one channel are added up, never channels.",
)
def without_channels(depthwise, pointwise):
    c, m = depthwise.shape[2:]
    return np.einsum("uvcq,cqf->uvf", depthwise, pointwise.reshape(c, m, -1))


@as_one_kernel.mistake(
    "the kernels of a channel still have an axis",
    "Four axes, `(kh, kw, c, f)`: add over the `m` kernels of each channel.",
)
def kernels_left(depthwise, pointwise):
    c, m = depthwise.shape[2:]
    return depthwise[..., None] * pointwise.reshape(c, m, -1)


@as_one_kernel.mistake(
    "only the last kernel of each channel is left",
    "Each round of the loop overwrites the one before: the `m` products are added.",
)
def overwritten(depthwise, pointwise):
    m = depthwise.shape[3]
    return depthwise[..., -1:] * pointwise[0, 0, m - 1 :: m]


@as_one_kernel.mistake(
    "the first rows of the 1×1 are taken for the channels",
    "With `m` kernels for each channel, rows `c·m` to `c·m + m − 1` belong to channel `c`.",
)
def first_rows(depthwise, pointwise):
    return depthwise[..., :1] * pointwise[0, 0, : depthwise.shape[2]]


@as_one_kernel.mistake(
    "a row of the 1×1 is taken for another", "Kernel `q` of channel `c` meets row `c·m + q`, not `c + q`."
)
def rows_by_sum(depthwise, pointwise):
    c, m = depthwise.shape[2:]
    rows = np.arange(c)[:, None] + np.arange(m)
    return np.einsum("uvcq,cqf->uvcf", depthwise, pointwise[0, 0, rows])


@as_one_kernel.mistake(
    "sums are multiplied", "Multiply each kernel with its own weights first, then add over the `m` products."
)
def summed_apart(depthwise, pointwise):
    c, m = depthwise.shape[2:]
    return depthwise.sum(axis=3, keepdims=True) * pointwise.reshape(c, m, -1).sum(axis=1)


@as_one_kernel.mistake("that is a mean over the kernels", "The `m` products of a channel are added, not averaged.")
def mean_of_kernels(depthwise, pointwise):
    c, m = depthwise.shape[2:]
    return np.einsum("uvcq,cqf->uvcf", depthwise, pointwise.reshape(c, m, -1)) / m


@as_one_kernel.mistake(
    "the window is flipped",
    "Weight `[u, v]` of the first half stays at `[u, v]`. (Who sends a single bright pixel through gets the kernel back to front.)",
)
def window_flipped(depthwise, pointwise):
    c, m = depthwise.shape[2:]
    return np.einsum("uvcq,cqf->uvcf", depthwise[::-1, ::-1], pointwise.reshape(c, m, -1))


@as_one_kernel.mistake(
    "the depthwise weights were reshaped",
    "Their axes are `(kh, kw, c, m)` already; `reshape` to `(kh, kw, m, c)` moves numbers to other channels.",
)
def depthwise_reshaped(depthwise, pointwise):
    kh, kw, c, m = depthwise.shape
    return np.einsum("uvqc,cqf->uvcf", depthwise.reshape(kh, kw, m, c), pointwise.reshape(c, m, -1))


@as_one_kernel.mistake("there is a ReLU on the kernel", "Weights may be negative; nothing is cut off anywhere here.")
def kernel_cut(depthwise, pointwise):
    c, m = depthwise.shape[2:]
    return np.maximum(np.einsum("uvcq,cqf->uvcf", depthwise, pointwise.reshape(c, m, -1)), 0)


@as_one_kernel.mistake(
    "it works for one kernel a channel only",
    "With `m` of them `pointwise` has `c·m` rows, which do not line up with the `c` channels: read it as `(c, m, f)` first.",
)
def one_kernel_only(depthwise, pointwise):
    return depthwise * pointwise


as_one_kernel.hint(
    "Follow one pixel: by which weight is it multiplied in the first half, and by which is the outcome in the second?",
    "With one kernel for each channel: `depthwise[u, v, c] · pointwise[c, f]`. With more, add over the channel's kernels.",
    "`pointwise.reshape(c, m, -1)` is `(c, m, f)`; then `np.einsum` with the letters u, v, c, q, f.",
)
