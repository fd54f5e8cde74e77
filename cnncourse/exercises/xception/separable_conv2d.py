"""`separable_conv2d`: reference, cases, slips and hints."""

import numpy as np

from cnncourse import ops
from cnncourse.autocheck import exercise

from .basis import _draw


@exercise(points=2, minutes=5)
def separable_conv2d(x: np.ndarray, depthwise: np.ndarray, pointwise: np.ndarray) -> np.ndarray:
    """A depthwise convolution, then a 1×1 that merges its maps. Nothing between the two.

    Stride 1, no padding, no bias. `ops.depthwise_conv2d(x, kernel)` does the first half with these
    settings; so does your own function with stride 1.

    Args:
        x: maps, `(n, h, w, c)`.
        depthwise: weights of the first half, `(kh, kw, c, m)`.
        pointwise: weights of the second half, `(1, 1, c·m, f)`, as Keras stores them.

    Returns:
        Maps, `(n, h − kh + 1, w − kw + 1, f)`.
    """
    # BEGIN SOLUTION
    return ops.depthwise_conv2d(x, depthwise) @ pointwise[0, 0]
    # END SOLUTION


@separable_conv2d.cases
def _(rng):
    def draw(h, w, c, kh, kw, m, f, n=2):
        return (*_draw(rng, h, w, c, kh, kw, m, n), rng.integers(-3, 4, (1, 1, c * m, f)).astype(float))

    yield "one channel becomes two", draw(3, 4, 1, 2, 2, 1, 2, n=1)
    yield "three channels become two", draw(4, 5, 3, 3, 2, 1, 2)
    yield "as many out as in", draw(5, 4, 3, 2, 3, 1, 3)
    yield "two kernels for each channel", draw(4, 6, 3, 3, 2, 2, 4)
    yield "six out of six", draw(4, 5, 2, 2, 3, 3, 6)


@separable_conv2d.mistake(
    "there is a ReLU between the halves",
    "The maps of the first half go into the 1×1 as they are; whether a ReLU would help there is what the lesson tries out later.",
)
def relu_between(x, depthwise, pointwise):
    return np.maximum(ops.depthwise_conv2d(x, depthwise), 0) @ pointwise[0, 0]


@separable_conv2d.mistake("there is a ReLU at the end", "No activation: negative numbers stay as they are.")
def relu_after(x, depthwise, pointwise):
    return np.maximum(ops.depthwise_conv2d(x, depthwise) @ pointwise[0, 0], 0)


@separable_conv2d.mistake("the maps are not merged", "After the depthwise half comes the 1×1 convolution (lesson 04).")
def depthwise_only(x, depthwise, pointwise):
    return ops.depthwise_conv2d(x, depthwise)


@separable_conv2d.mistake(
    "the channels were merged before the second half",
    "The first half keeps its maps apart. Only the 1×1 adds them up, each with a weight of its own.",
)
def merged_too_early(x, depthwise, pointwise):
    maps = ops.depthwise_conv2d(x, depthwise)
    return maps.sum(axis=3, keepdims=True) * pointwise[0, 0].sum(axis=0)


@separable_conv2d.mistake(
    "rows and columns of the 1×1 are exchanged",
    "`pointwise[0, 0]` is `(c·m, f)`: it is multiplied from the right, as it is. A transpose fits only where `c·m = f`.",
)
def transposed(x, depthwise, pointwise):
    return ops.depthwise_conv2d(x, depthwise) @ pointwise[0, 0].T


@separable_conv2d.mistake(
    "the 1×1 was reshaped",
    "`reshape` keeps the order of the numbers and gives them other places. `pointwise[0, 0]` has the right shape already.",
)
def reshaped(x, depthwise, pointwise):
    c, f = pointwise.shape[2:]
    return ops.depthwise_conv2d(x, depthwise) @ pointwise.reshape(f, c).T


@separable_conv2d.mistake(
    "the 1×1 came first",
    "Here each channel is looked at by itself first. The other order is the next section, and it is another function.",
)
def pointwise_first(x, depthwise, pointwise):
    merged = x @ pointwise[0, 0, : x.shape[3]]
    per_map = depthwise.reshape(*depthwise.shape[:2], -1)
    return ops.depthwise_conv2d(merged, np.resize(per_map, (*per_map.shape[:2], merged.shape[3]))[..., None])


@separable_conv2d.mistake(
    "the depthwise maps are in another order",
    "The 1×1 expects the maps of channel 0 first. `reshape` on the depthwise weights or maps changes who meets whom.",
)
def other_order(x, depthwise, pointwise):
    m = depthwise.shape[3]
    maps = ops.depthwise_conv2d(x, depthwise)
    return maps.reshape(*maps.shape[:3], -1, m).swapaxes(3, 4).reshape(maps.shape) @ pointwise[0, 0]


@separable_conv2d.mistake("the border is padded", "No padding: the maps lose `kh − 1` rows and `kw − 1` columns.")
def padded_border(x, depthwise, pointwise):
    return ops.depthwise_conv2d(x, depthwise, padding="same") @ pointwise[0, 0]


@separable_conv2d.mistake(
    "the first half is an ordinary convolution",
    "`ops.conv2d` adds over the channels at once. `ops.depthwise_conv2d` gives `c·m` maps, and the 1×1 has a row for each.",
)
def ordinary_first(x, depthwise, pointwise):
    return ops.conv2d(x, depthwise) @ pointwise[0, 0, : depthwise.shape[3]]


@separable_conv2d.mistake(
    "only the first kernel of each channel is used",
    "All `c·m` maps of the first half go into the 1×1, each with a row of its own.",
)
def first_kernels(x, depthwise, pointwise):
    return ops.depthwise_conv2d(x, depthwise[..., :1]) @ pointwise[0, 0, : depthwise.shape[2]]


@separable_conv2d.mistake(
    "the kernels of a channel are added before the 1×1",
    "Its `m` maps stay apart: the 1×1 has a weight for each of the `c·m`.",
)
def kernels_added(x, depthwise, pointwise):
    return ops.depthwise_conv2d(x, depthwise.sum(axis=3, keepdims=True)) @ pointwise[0, 0, :: depthwise.shape[3]]


@separable_conv2d.mistake(
    "the products of the 1×1 are not added up",
    "Each filter adds over all `c·m` maps: a matrix product, not a product number by number.",
)
def not_summed(x, depthwise, pointwise):
    return ops.depthwise_conv2d(x, depthwise)[..., None] * pointwise[0, 0]


@separable_conv2d.mistake(
    "two axes of length 1 are left",
    "They are the 1×1 window of `pointwise`; `pointwise[0, 0]` is the matrix without them.",
)
def window_left(x, depthwise, pointwise):
    return np.tensordot(ops.depthwise_conv2d(x, depthwise), pointwise, axes=(3, 2))


@separable_conv2d.mistake(
    "the depthwise kernels are flipped", "Cross-correlation, as in lesson 01: nothing is flipped."
)
def flipped_first(x, depthwise, pointwise):
    return ops.depthwise_conv2d(x, depthwise[::-1, ::-1]) @ pointwise[0, 0]


@separable_conv2d.mistake("that is a mean over the maps", "The 1×1 adds them up, weighted; nothing is divided.")
def mean_of_maps(x, depthwise, pointwise):
    return ops.depthwise_conv2d(x, depthwise) @ pointwise[0, 0] / pointwise.shape[2]


separable_conv2d.hint(
    "Two lines: the maps of the first half, then what lesson 04 said of the 1×1 convolution.",
    "A 1×1 convolution is one matrix product on the last axis.",
    "The matrix is `pointwise[0, 0]`, `(c·m, f)`, and `@` works on the last axis of the maps.",
)
