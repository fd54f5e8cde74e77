"""Exercises of the lesson on Xception."""

import numpy as np

from cnncourse import ops
from cnncourse.autocheck import Unusable, choice, exercise


def _draw(rng, h, w, c, kh, kw, m, n=2):
    """Whole numbers of both signs: images and a kernel for each channel."""
    return rng.integers(-5, 9, (n, h, w, c)).astype(float), rng.integers(-3, 4, (kh, kw, c, m)).astype(float)


@exercise(points=3, minutes=10)
def depthwise_conv2d(x: np.ndarray, kernel: np.ndarray, stride: int) -> np.ndarray:
    """Each channel by itself: slide its own kernels over it and never add over channels.

    `y[n, i, j, c·m + q] = Σ x[n, i·stride + u, j·stride + v, c] · kernel[u, v, c, q]`, summed over
    the window's rows `u` and columns `v` alone. No padding, no bias; cross-correlation as in lesson
    01, so nothing is flipped. A window that does not fit whole is dropped.

    Args:
        x: maps, `(n, h, w, c)`.
        kernel: weights, `(kh, kw, c, m)`: `m` kernels for each channel, and as many maps.
        stride: pixels from one place to the next, in both directions.

    Returns:
        Maps, `(n, out_h, out_w, c·m)`: first the `m` maps of channel 0, then those of channel 1,
        and so on.
    """
    # BEGIN SOLUTION
    n, h, w, c = x.shape
    kh, kw, _, m = kernel.shape
    out_h, out_w = (h - kh) // stride + 1, (w - kw) // stride + 1
    y = np.zeros((n, out_h, out_w, c, m))
    for i in range(out_h):
        for j in range(out_w):
            window = x[:, i * stride : i * stride + kh, j * stride : j * stride + kw, :, None]
            y[:, i, j] = (window * kernel).sum(axis=(1, 2))
    return y.reshape(n, out_h, out_w, c * m)
    # END SOLUTION


@depthwise_conv2d.cases
def _(rng):
    yield "one channel, one kernel", (*_draw(rng, 3, 4, 1, 2, 2, 1, n=1), 1)
    yield "three channels, one kernel each", (*_draw(rng, 4, 5, 3, 3, 2, 1), 1)
    yield "two kernels for each channel", (*_draw(rng, 4, 5, 3, 2, 3, 2), 1)
    yield "stride two that does not divide", (*_draw(rng, 6, 9, 2, 3, 2, 3), 2)
    x, kernel = _draw(rng, 9, 7, 4, 2, 3, 2, n=3)
    yield "everything at once, with fractions", (x, kernel / 4, 3)


@depthwise_conv2d.explain
def _(args, expected, index):
    x, kernel, stride = args
    n, i, j, d = index
    c, q = divmod(d, kernel.shape[3])
    kh, kw = kernel.shape[:2]
    window, weights = x[n, i * stride : i * stride + kh, j * stride : j * stride + kw, c], kernel[:, :, c, q]
    terms = " + ".join(f"{a:g}·{b:g}" for a, b in zip(window.ravel(), weights.ravel(), strict=True))
    return f"map {d} is kernel {q} of channel {c}: {terms} = {expected[index]:g}"


def _maps(x, kernel, stride):
    """`(n, out_h, out_w, c, m)`."""
    kh, kw = kernel.shape[:2]
    seen = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))[:, ::stride, ::stride]
    return np.einsum("nijcuv,uvcm->nijcm", seen, kernel)


def _flat(maps):
    return maps.reshape(*maps.shape[:3], -1)


@depthwise_conv2d.mistake(
    "you added over the channels",
    "That merges them, as an ordinary convolution does. Here every channel keeps maps of its own; merging comes in the next exercise.",
)
def summed_over_channels(x, kernel, stride):
    return _maps(x, kernel, stride).sum(axis=3)


@depthwise_conv2d.mistake(
    "one kernel for all channels", "`kernel[:, :, 0]` belongs to channel 0 alone. Each channel has kernels of its own."
)
def first_kernel_only(x, kernel, stride):
    return _flat(_maps(x, np.repeat(kernel[:, :, :1], kernel.shape[2], axis=2), stride))


@depthwise_conv2d.mistake(
    "the maps come in another order",
    "All maps of channel 0 first: map `c·m + q` belongs to kernel `q` of channel `c`. Which of the two axes changes faster when you reshape?",
)
def kernel_by_kernel(x, kernel, stride):
    return _flat(_maps(x, kernel, stride).swapaxes(3, 4))


@depthwise_conv2d.mistake(
    "only the first of the kernels is used", "A channel has `m` kernels (the last axis) and gives `m` maps."
)
def first_map_only(x, kernel, stride):
    return _maps(x, kernel, stride)[..., 0]


@depthwise_conv2d.mistake(
    "the m maps of a channel are added up", "They stand beside each other: `c·m` maps come out, not `c`."
)
def maps_added(x, kernel, stride):
    return _maps(x, kernel, stride).sum(axis=4)


@depthwise_conv2d.mistake("the stride is missing", "The window moves `stride` pixels at a time, in both directions.")
def no_stride(x, kernel, stride):
    return _flat(_maps(x, kernel, 1))


@depthwise_conv2d.mistake(
    "the stride is applied to the rows only", "Columns are skipped too: the window moves `stride` pixels both ways."
)
def stride_of_rows(x, kernel, stride):
    kh, kw = kernel.shape[:2]
    return _flat(_maps(x, kernel, 1)[:, ::stride])


@depthwise_conv2d.mistake(
    "the number of places is rounded up",
    "A window that hangs over the edge is dropped (lesson 02): `(h − kh) // stride + 1` places.",
)
def rounded_up(x, kernel, stride):
    kh, kw = kernel.shape[:2]
    more = [-(side - k) % stride for side, k in zip(x.shape[1:3], (kh, kw), strict=True)]
    return _flat(_maps(np.pad(x, ((0, 0), (0, more[0]), (0, more[1]), (0, 0))), kernel, stride))


@depthwise_conv2d.mistake(
    "the kernels are flipped", "A convolution layer does not flip: `kernel[0, 0]` meets the window's upper left pixel."
)
def flipped(x, kernel, stride):
    return _flat(_maps(x, kernel[::-1, ::-1], stride))


@depthwise_conv2d.mistake(
    "kernels and channels have changed places",
    "The kernel's third axis counts channels, its last one kernels of a channel. With `reshape` numbers end up elsewhere.",
)
def reshaped_kernel(x, kernel, stride):
    kh, kw, c, m = kernel.shape
    return _flat(_maps(x, kernel.reshape(kh, kw, m, c).swapaxes(2, 3), stride))


@depthwise_conv2d.mistake(
    "the border is padded", "Asked for is a convolution without padding: the window stays inside the map."
)
def padded(x, kernel, stride):
    kh, kw = kernel.shape[:2]
    around = [((k - 1) // 2, k // 2) for k in (kh, kw)]
    return _flat(_maps(np.pad(x, ((0, 0), *around, (0, 0))), kernel, stride))


@depthwise_conv2d.mistake(
    "channels and kernels still have an axis each",
    "The result has four axes: the last two are laid in one row, `c·m` long. That is what `reshape` is for.",
)
def five_axes(x, kernel, stride):
    return _maps(x, kernel, stride)


@depthwise_conv2d.mistake(
    "every kernel meets every channel",
    "That makes `c·c·m` maps. Kernel `[:, :, c]` belongs to channel `c` and meets no other.",
)
def all_pairs(x, kernel, stride):
    kh, kw = kernel.shape[:2]
    seen = np.lib.stride_tricks.sliding_window_view(x, (kh, kw), axis=(1, 2))[:, ::stride, ::stride]
    return np.einsum("nijcuv,uvdm->nijcdm", seen, kernel).reshape(*seen.shape[:3], -1)


@depthwise_conv2d.mistake(
    "everything is added up",
    "One number for each place is what one ordinary filter gives. Here nothing is added over channels or kernels.",
)
def one_map(x, kernel, stride):
    return _flat(_maps(x, kernel, stride)).sum(axis=3, keepdims=True)


@depthwise_conv2d.mistake(
    "the last place is missing",
    "The first place is free, the steps come on top: `(h − kh) // stride + 1` places (lesson 02).",
)
def steps_only(x, kernel, stride):
    kh, kw = kernel.shape[:2]
    return _flat(_maps(x, kernel, stride)[:, : (x.shape[1] - kh) // stride, : (x.shape[2] - kw) // stride])


@depthwise_conv2d.mistake(
    "the window never reaches the last row and column",
    "`range(0, h − kh, stride)` ends one too early: a window that starts at `h − kh` still fits.",
)
def range_too_short(x, kernel, stride):
    kh, kw = kernel.shape[:2]
    return _flat(_maps(x, kernel, stride)[:, : -((kh - x.shape[1]) // stride), : -((kw - x.shape[2]) // stride)])


@depthwise_conv2d.mistake(
    "places are lost in the division",
    "`(h − kh + 1) // stride` is one too few when a rest is left: divide first, then add the 1.",
)
def one_inside(x, kernel, stride):
    kh, kw = kernel.shape[:2]
    return _flat(_maps(x, kernel, stride)[:, : (x.shape[1] - kh + 1) // stride, : (x.shape[2] - kw + 1) // stride])


@depthwise_conv2d.mistake(
    "the window moves by one pixel",
    "There are as many places as with the stride, but the window at `i` must start at `i · stride`.",
)
def starts_unmultiplied(x, kernel, stride):
    kh, kw = kernel.shape[:2]
    out_h, out_w = (x.shape[1] - kh) // stride + 1, (x.shape[2] - kw) // stride + 1
    return _flat(_maps(x, kernel, 1)[:, :out_h, :out_w])


@depthwise_conv2d.mistake(
    "the stride thins out the image",
    "It moves the window; within a window no pixel is left out (that would be a dilation).",
)
def thinned(x, kernel, stride):
    return _flat(_maps(x[:, ::stride, ::stride], kernel, 1))


@depthwise_conv2d.mistake(
    "each kernel meets another channel's map",
    "`np.tile` repeats 0, 1, 2, 0, 1, 2; the kernels laid in a row are 0, 0, 1, 1, 2, 2. Which NumPy function repeats like that?",
)
def tiled(x, kernel, stride):
    kh, kw, c, m = kernel.shape
    return _flat(_maps(np.tile(x, m), kernel.reshape(kh, kw, c * m, 1), stride))


@depthwise_conv2d.mistake(
    "maps fall on top of each other",
    "Kernel `q` of channel `c` gives map `c·m + q`; with `c + q` two of them share a number.",
)
def numbered_by_sum(x, kernel, stride):
    maps = _maps(x, kernel, stride)
    *places, c, m = maps.shape
    y = np.zeros((*places, c * m))
    for channel in range(c):
        for q in range(m):
            y[..., channel + q] = maps[..., channel, q]
    return y


@depthwise_conv2d.mistake("the kernels are turned on their side", "`kernel[u, v]`: rows first, as in the image.")
def rows_for_columns(x, kernel, stride):
    return _flat(_maps(x, kernel.transpose(1, 0, 2, 3), stride))


@depthwise_conv2d.mistake("that is the mean over the window", "The products are added up; nothing is divided.")
def averaged(x, kernel, stride):
    return _flat(_maps(x, kernel, stride)) / (kernel.shape[0] * kernel.shape[1])


@depthwise_conv2d.mistake("only the first image is looked at", "`x` is a batch: `n` images come in, `n` go out.")
def first_image(x, kernel, stride):
    return _flat(_maps(x[:1], kernel, stride))


@depthwise_conv2d.mistake("the batch axis is gone", "Four axes come in and four go out, even if `n` is 1.")
def no_batch(x, kernel, stride):
    return _flat(_maps(x, kernel, stride))[0]


@depthwise_conv2d.mistake(
    "columns are counted like rows", "Width and height differ: `out_w` comes from `w` and `kw`, not from `h` and `kh`."
)
def square_maps(x, kernel, stride):
    n, h, _, c = x.shape
    kh, kw, _, m = kernel.shape
    side = (h - kh) // stride + 1
    y = np.zeros((n, side, side, c, m))
    for i, j in np.ndindex(side, side):
        window = x[:, i * stride : i * stride + kh, j * stride : j * stride + kw, :, None]
        y[:, i, j] = (window * kernel).sum(axis=(1, 2))
    return _flat(y)


@depthwise_conv2d.mistake(
    "fractions are cut off", "Weights need not be whole numbers: an array of floats holds the result."
)
def cut_to_whole(x, kernel, stride):
    return _flat(_maps(x, kernel, stride)).astype(int)


depthwise_conv2d.hint(
    "It is the loop of lesson 01 with one sum fewer: over rows and columns of the window, not over channels.",
    "A window is `(n, kh, kw, c)`, the kernels are `(kh, kw, c, m)`. An axis of length 1 at the window's end lets NumPy multiply them.",
    "`(window[..., None] * kernel).sum(axis=(1, 2))` is `(n, c, m)`: channel first, then the channel's kernels.",
    "In the end `y.reshape(n, out_h, out_w, c * m)`.",
)


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


@exercise(points=1, minutes=4)
def separable_saving(k: int, c_in: int, c_out: int) -> float:
    """How many times fewer multiplications a separable convolution does than an ordinary one.

    Ordinary: a `k`×`k` convolution from `c_in` to `c_out` channels. Separable: a `k`×`k` depthwise
    convolution with one kernel for each channel, then a 1×1. Stride 1, "same" padding, so both work
    at every place of maps of one size; no biases. (The weights have the same ratio.)

    Args:
        k: side of the window.
        c_in: channels that come in.
        c_out: channels that go out.

    Returns:
        MACs of the ordinary one divided by MACs of the separable one: above 1 if it saves some.
    """
    # BEGIN SOLUTION
    ordinary = k * k * c_in * c_out
    separable = k * k * c_in + c_in * c_out
    return ordinary / separable
    # END SOLUTION


@separable_saving.cases
def _(rng):
    yield "3×3, 2 to 4 channels", (3, 2, 4)
    yield "one channel comes out", (3, 5, 1)
    yield "the image's three colors", (3, 3, 64)
    yield "many channels", (3, 256, 512)
    yield "a 1×1 window", (1, 6, 8)
    for k in (5, 7):
        yield f"{k}×{k}", (k, int(rng.integers(20, 200)), int(rng.integers(201, 400)))


@separable_saving.explain
def _(args, expected, index):
    k, c_in, c_out = args
    return (
        f"at one place: ordinary {k}·{k}·{c_in}·{c_out} = {k * k * c_in * c_out}, "
        f"separable {k}·{k}·{c_in} + {c_in}·{c_out} = {k * k * c_in + c_in * c_out}"
    )


@separable_saving.mistake(
    "upside down", "Asked is how many times *fewer*: ordinary over separable. What you have is the share that is left."
)
def upside_down(k, c_in, c_out):
    return (k * k + c_out) / (k * k * c_out)


@separable_saving.mistake("the window has k rows and k columns", "It holds k·k weights, not k.")
def not_squared(k, c_in, c_out):
    return k * c_out / (k + c_out)


@separable_saving.mistake(
    "the depthwise half is counted for the outgoing channels",
    "It comes first, so it works on the channels that come in, one kernel for each.",
)
def on_outgoing(k, c_in, c_out):
    return k * k * c_in * c_out / (k * k * c_out + c_in * c_out)


@separable_saving.mistake(
    "the depthwise half is not counted", "The 1×1 is the larger part, not all of it: k²·c_in comes on top."
)
def pointwise_only(k, c_in, c_out):
    return float(k * k)


@separable_saving.mistake(
    "the 1×1 is not counted", "After the depthwise half every one of `c_out` maps is a mixture of `c_in` maps."
)
def depthwise_alone(k, c_in, c_out):
    return float(c_out)


@separable_saving.mistake(
    "one kernel for all channels",
    "A depthwise convolution has k·k weights for *each* channel that comes in: k²·c_in.",
)
def one_kernel(k, c_in, c_out):
    return k * k * c_in * c_out / (k * k + c_in * c_out)


@separable_saving.mistake(
    "the two halves are multiplied", "They come one after the other, so their multiplications are added."
)
def multiplied(k, c_in, c_out):
    return k * k * c_in * c_out / (k * k * c_in * c_in * c_out)


@separable_saving.mistake(
    "the saving is a ratio, not a difference", "Divide the one by the other; how large the maps are then cancels."
)
def difference(k, c_in, c_out):
    return float(k * k * c_in * c_out - k * k * c_in - c_in * c_out)


@separable_saving.mistake("you divided without a rest", "Ratios are seldom whole: `/`, not `//`.")
def whole(k, c_in, c_out):
    return float(k * k * c_in * c_out // (k * k * c_in + c_in * c_out))


@separable_saving.mistake(
    "biases were counted", "Neither convolution has any here, and a bias is added, not multiplied."
)
def with_biases(k, c_in, c_out):
    return (k * k * c_in + 1) * c_out / ((k * k + 1) * c_in + (c_in + 1) * c_out)


@separable_saving.mistake(
    "biases were counted", "Neither convolution has any here, and a bias is added, not multiplied."
)
def biases_of_filters(k, c_in, c_out):
    return (k * k * c_in * c_out + c_out) / (k * k * c_in + c_in * c_out + c_out)


@separable_saving.mistake(
    "that is the share that is saved", "Asked is how many times fewer: 8.4 for 64 to 128 channels and a 3×3, not 0.88."
)
def share_saved(k, c_in, c_out):
    return 1 - (k * k + c_out) / (k * k * c_out)


@separable_saving.mistake(
    "that is the share that is saved, in percent",
    "Asked is how many times fewer: 8.4 for 64 to 128 channels and a 3×3, not 88.",
)
def percent_saved(k, c_in, c_out):
    return 100 - 100 * (k * k + c_out) / (k * k * c_out)


@separable_saving.mistake(
    "the 1×1 is counted from c_in to c_in channels", "It makes `c_out` maps of `c_in`: c_in · c_out weights."
)
def square_of_incoming(k, c_in, c_out):
    return k * k * c_out / (k * k + c_in)


@separable_saving.mistake(
    "the 1×1 is counted from c_out to c_out channels",
    "It reads the `c_in` maps of the first half: c_in · c_out weights.",
)
def square_of_outgoing(k, c_in, c_out):
    return k * k * c_in * c_out / (k * k * c_in + c_out * c_out)


@separable_saving.mistake(
    "the 1×1 is counted with a k×k window", "Its window is one pixel: c_in · c_out multiplications at a place."
)
def wide_pointwise(k, c_in, c_out):
    return c_out / (1 + c_out)


@separable_saving.mistake("the ratio is rounded", "Hand it on as it is; rounding is for printing.")
def rounded(k, c_in, c_out):
    return float(round(k * k * c_out / (k * k + c_out)))


@separable_saving.mistake("the ratio is rounded", "Hand it on as it is; rounding is for printing.")
def rounded_to_tenths(k, c_in, c_out):
    return round(k * k * c_out / (k * k + c_out), 1)


@separable_saving.mistake(
    "a ratio below one is not let through",
    "A separable convolution can be dearer, and then the ratio says so. Which of the cases is one?",
)
def never_dearer(k, c_in, c_out):
    return max(1.0, k * k * c_out / (k * k + c_out))


@separable_saving.mistake(
    "the brackets under the fraction are missing",
    "`a / b + c` divides by `b` alone. The whole separable count belongs below.",
)
def half_below(k, c_in, c_out):
    return c_out + c_in * c_out


@separable_saving.mistake(
    "that is a bound, not the ratio",
    "It can exceed neither k² nor c_out, and comes close to a bound only where the other is far larger.",
)
def bound(k, c_in, c_out):
    return min(k * k, c_out)


@separable_saving.mistake(
    "`^` is no power in Python", "It is a bitwise operation, 3 ^ 2 = 1. Write `k ** 2` or `k * k`."
)
def xor(k, c_in, c_out):
    return (k ^ 2) * c_in * c_out / ((k ^ 2) * c_in + c_in * c_out)


@separable_saving.mistake(
    "that is the other kind of separable",
    "A column and then a row (lesson 12) cost 2·k. Here a k×k window for each channel, then a 1×1.",
)
def column_and_row(k, c_in, c_out):
    return k / 2


@separable_saving.mistake(
    "the brackets under the fraction are missing",
    "`a / b * c` divides by `b` alone. The whole separable count belongs below.",
)
def none_below(k, c_in, c_out):
    return k * k * c_in * c_out / k * k * c_in + c_in * c_out


separable_saving.hint(
    "Count for one place of the map; the number of places is the same for both and cancels.",
    "Ordinary: each of c_out filters has k·k·c_in weights. Depthwise: k·k for each channel. 1×1: c_in · c_out.",
    "`k*k*c_in*c_out / (k*k*c_in + c_in*c_out)`",
)


def _in_training(model):
    """What a model whose weights are set answers in training, when BatchNorm uses the batch and Dropout drops."""
    images = np.random.default_rng(1).normal(size=(4, *model.input_shape[1:])).astype("float32")
    return np.asarray(model(images, training=True))


def _sepconv(
    x, filters, bias=False, between=None, order="depthwise", kernel=3, norm=True, middle_norm=False, eps=1e-3, m=1,
    stride=1, at_the_end=None, norm_layer=None,
):  # fmt: skip
    """A separable convolution and BatchNorm with parts to exchange."""
    from keras import layers

    parts = {"padding": "same", "use_bias": bias}
    if order == "ordinary":
        x = layers.Conv2D(filters, kernel, **parts)(x)
    elif order == "pointwise":
        x = layers.DepthwiseConv2D(kernel, **parts)(layers.Conv2D(filters, 1, **parts)(x))
    else:
        parts["use_bias"] = bias and (between or middle_norm)  # `SeparableConv2D` has one bias, at its end
        x = layers.DepthwiseConv2D(kernel, stride, depth_multiplier=m, activation=between, **parts)(x)
        x = layers.BatchNormalization(epsilon=eps)(x) if middle_norm else x
        x = layers.Conv2D(filters, 1, use_bias=bias, activation=at_the_end)(x) if order == "depthwise" else x
    return (norm_layer or layers.BatchNormalization(epsilon=eps))(x) if norm else x


def _relu(x):
    from keras import layers

    return layers.ReLU()(x)


@exercise(points=3, minutes=10, seconds=60, tolerance=1e-4)
def xception_block(x, filters: int, first_relu: bool):
    """A block of Xception's entry flow: half the side, and a shortcut around it.

    The branch: ReLU (only if `first_relu`) · separable convolution · BatchNorm · ReLU · separable
    convolution · BatchNorm · 3×3 max pooling with stride 2.
    The shortcut: from `x` as it came in, a 1×1 convolution with stride 2, then BatchNorm; always.
    The output: branch plus shortcut. No ReLU behind the addition.

    Both separable convolutions are 3×3, to `filters` channels, one kernel for each channel, and
    nothing stands between their halves (`keras.layers.SeparableConv2D`). No convolution has a bias.
    All have `padding="same"`, and the pooling too. BatchNorm is Keras' own, with its default
    epsilon.

    Args:
        x: maps, a Keras tensor `(n, h, w, c)`.
        filters: channels of the output.
        first_relu: whether the branch begins with a ReLU. The network's first block follows one
            already.

    Returns:
        Maps, `(n, ⌈h / 2⌉, ⌈w / 2⌉, filters)`, a Keras tensor.
    """
    # BEGIN SOLUTION
    from keras import layers

    shortcut = layers.Conv2D(filters, 1, strides=2, padding="same", use_bias=False)(x)
    shortcut = layers.BatchNormalization()(shortcut)
    y = layers.ReLU()(x) if first_relu else x
    y = layers.SeparableConv2D(filters, 3, padding="same", use_bias=False)(y)
    y = layers.BatchNormalization()(y)
    y = layers.ReLU()(y)
    y = layers.SeparableConv2D(filters, 3, padding="same", use_bias=False)(y)
    y = layers.BatchNormalization()(y)
    y = layers.MaxPooling2D(3, strides=2, padding="same")(y)
    return layers.Add()([y, shortcut])
    # END SOLUTION


@xception_block.cases
def _(rng):
    yield "more channels, a ReLU first", ((8, 10, 4), 6, True)
    yield "more channels, no ReLU first", ((8, 10, 4), 6, False)
    yield "odd sides, as many channels", ((7, 9, 5), 5, True)


@xception_block.observe
def _(answer, args):
    import keras

    from cnncourse.nets.facts import block_facts

    ends = []

    def kept(x, *rest):
        try:
            ends[:] = x, answer(x, *rest)
        except ValueError as error:
            if "incompatible shapes" in str(error) or "Cannot broadcast" in str(error):
                raise Unusable(f"branch and shortcut differ in shape\n{_FIT}") from None
            raise
        return ends[1]

    shape, filters, first_relu = args
    facts = block_facts(kept, shape, filters, first_relu)
    return {**facts, "response in training": _in_training(keras.Model(*ends))}


_FIT = (
    "They are added number by number. Each halves the side once: the branch in its pooling (3×3, stride 2), the "
    'shortcut in its 1×1 (stride 2). All have `padding="same"`, and both end with `filters` channels.'
)


def _block(
    x, filters, first_relu, shortcut=True, identity=False, project_norm=True, project=1, project_bias=False, after=False,
    end=False, inner=True, relu="asked", pool="MaxPooling2D", window=3, bent_shortcut=False, join="Add", narrow=False,
    norms=(True, True), second=True, swapped=False, early_pool=False, norm_last=False, strides=(1, 1), lost=False,
    unbiased_shortcut=False, pooled_shortcut=False, more=False, shared_norm=False, **parts,
):  # fmt: skip
    """A block that resembles the one of the entry flow."""
    from keras import layers

    begins = {"asked": first_relu, "always": True, "never": False, "turned": not first_relu}[relu]
    y = _relu(x) if begins and not swapped else x
    source = {True: y, False: x, "always": _relu(x)}[bent_shortcut]
    if shared_norm:
        parts["norm_layer"] = layers.BatchNormalization()
    y = layers.MaxPooling2D(3, 2, padding="same")(y) if early_pool else y
    if not lost:
        y = _sepconv(y, x.shape[-1] if narrow else filters, norm=norms[0], stride=strides[0], **parts)
    y = _sepconv(_relu(y), filters, **parts) if more else y
    y = _relu(y) if swapped or (begins if inner == "asked" else inner) else y
    if second:
        y = _sepconv(y, filters, norm=norms[1] and not norm_last, stride=strides[1], **{**parts, "at_the_end": None})
        y = _relu(y) if end or swapped else y
    if pool and not early_pool and strides == (1, 1):
        y = getattr(layers, pool)(window, strides=2, padding="same")(y)
    y = layers.BatchNormalization()(y) if norm_last else y
    if shortcut:
        bias = (parts.get("bias", False) or project_bias) and not unbiased_shortcut
        source = layers.MaxPooling2D(3, 2, padding="same")(source) if pooled_shortcut else source
        step = 1 if pooled_shortcut else 2
        side = layers.Conv2D(filters, project, strides=step, padding="same", use_bias=bias)(source)
        norm = parts.get("norm_layer") or layers.BatchNormalization(epsilon=parts.get("eps", 1e-3))
        side = norm(side) if project_norm else side
        if identity and source.shape[-1] == filters:
            side = layers.MaxPooling2D(1, strides=2, padding="same")(source)
        y = getattr(layers, join)()([y, side])
    return _relu(y) if after else y


_BLOCK_SLIPS = [
    ("relu_in_the_middle", "there is a ReLU between depthwise and pointwise", "A separable convolution is one step: its halves follow each other directly. `SeparableConv2D` has an `activation`, but it acts at the very end.", {"between": "relu"}),
    ("norm_in_the_middle", "there is a BatchNorm between depthwise and pointwise", "It comes behind the whole separable convolution. MobileNet has one between; Xception does not.", {"middle_norm": True}),
    ("merge_first", "the 1×1 comes first", "That is the Inception order. Xception looks at each channel first, then merges.", {"order": "pointwise"}),
    ("not_separable", "the convolutions are ordinary ones", "Too many weights: each 3×3 is a depthwise one and a 1×1.", {"order": "ordinary"}),
    ("relu_always", "the ReLU at the start is always there", "Only if `first_relu`: look at both cases.", {"relu": "always"}),
    ("relu_never", "the ReLU at the start is never there", "With `first_relu` the branch begins with a ReLU.", {"relu": "never"}),
    ("no_inner", "the ReLU before the second convolution is missing", "ReLU, separable convolution, BatchNorm: twice. Only the first ReLU is optional.", {"inner": False}),
    ("relu_at_the_end", "there is a ReLU behind the addition", "That is ResNet's block. Here the next block begins with a ReLU, on its branch alone.", {"after": True}),
    ("relu_before_pool", "there is a ReLU before the pooling", "The branch goes from the second BatchNorm straight to the pooling.", {"end": True}),
    ("behind", "the ReLUs stand behind the convolutions", "They come before: ReLU, separable convolution, BatchNorm.", {"swapped": True}),
    ("bent", "the shortcut starts behind the ReLU", "It takes `x` as it came in, negative numbers too. Keep `x` under its own name.", {"bent_shortcut": True}),
    ("bent_always", "the shortcut has a ReLU", "It takes `x` as it came in, negative numbers too: a 1×1 convolution and a BatchNorm, no more.", {"bent_shortcut": "always"}),
    ("pooled_shortcut", "the shortcut is pooled", "It halves the side by the stride of its 1×1: three pixels in four are simply left out.", {"pooled_shortcut": True}),
    ("three_convolutions", "the branch has three separable convolutions", "Two; three are in the blocks of the middle flow.", {"more": True}),
    ("one_norm", "one BatchNorm is called three times", "Calling a layer again uses the same scale and shift again. Each of the three places has a BatchNorm of its own.", {"shared_norm": True}),
    ("no_shortcut", "nothing is added", "The branch is there. The shortcut around it is not.", {"shortcut": False}),
    ("relu_turned", "the ReLU at the start is there when it should not be", "`first_relu=True` asks for it. Is there a `not` too many?", {"relu": "turned"}),
    ("both_relus_asked", "`first_relu` switches both ReLUs", "Only the one at the start depends on it; the one between the convolutions is always there.", {"inner": "asked"}),
    ("lost", "the first separable convolution leads nowhere", "What it made is not handed on: the second one must read the first one's output.", {"lost": True}),
    ("narrow", "the first convolution keeps the number of channels", "Both separable convolutions have `filters` filters.", {"narrow": True}),
    ("first_norm", "no BatchNorm behind the first separable convolution", "Each of the two is followed by one.", {"norms": (False, True)}),
    ("second_norm", "no BatchNorm behind the second separable convolution", "Each of the two is followed by one, the second before the pooling.", {"norms": (True, False)}),
    ("norm_last", "the second BatchNorm stands behind the pooling", "Convolution, BatchNorm, then pooling. In training the two orders see other numbers.", {"norm_last": True}),
    ("early_pool", "the pooling comes first", "The convolutions work on the whole map; the pooling is the last step of the branch.", {"early_pool": True}),
    ("bent_at_once", "the ReLU stands before the BatchNorm", "`activation=\"relu\"` acts right behind the convolution. Here: convolution, BatchNorm, ReLU, convolution.", {"at_the_end": "relu", "inner": False}),
    ("two_kernels", "each channel has two kernels", "One kernel for each channel: `depth_multiplier` stays 1.", {"m": 2}),
    ("wide_shortcut", "the shortcut looks at 3×3 pixels", "It only fits sizes: a 1×1 with stride 2.", {"project": 3}),
    ("biased_shortcut", "the shortcut has a bias", "BatchNorm subtracts it again: `use_bias=False`.", {"project_bias": True}),
    ("mean_of_paths", "that is the mean of the two paths", "They are added: `Add`, not `Average`.", {"join": "Average"}),
    ("multiplied_paths", "the two paths are multiplied", "They are added: `Add`, not `Multiply`.", {"join": "Multiply"}),
    ("bare", "no BatchNorm on the shortcut", "The 1×1 convolution is followed by BatchNorm, too.", {"project_norm": False}),
    ("identity", "the shortcut is projected only where channels differ", "The side is halved as well, so the 1×1 is always there, also where the number of channels stays.", {"identity": True}),
    ("mean_pool", "mean pooling in place of maximum", "The figure says max pooling, 3×3 with stride 2.", {"pool": "AveragePooling2D"}),
    ("small_pool", "the pooling window is 2×2", "It is 3×3 with stride 2: windows overlap, as in AlexNet.", {"window": 2}),
    ("strided", "a strided convolution in place of the pooling", "That is DeepLab's change of this network (lesson 17). Here the two convolutions keep the side, and a max pooling halves it.", {"strides": (1, 2)}),
    ("strided_first", "the first convolution has the stride", "Both convolutions keep the side; the max pooling behind them halves it.", {"strides": (2, 1)}),
    ("joined", "the paths are joined, not added", "`Concatenate` puts channels beside each other. Here they are added, number by number.", {"join": "Concatenate"}),
    ("biased_halves", "the separable convolutions have a bias", "BatchNorm subtracts it again, so it is left out: `use_bias=False`.", {"bias": True, "unbiased_shortcut": True}),
    ("biased", "all convolutions have a bias", "BatchNorm subtracts it again, so it is left out: `use_bias=False`.", {"bias": True}),
    ("no_norm", "no BatchNorm behind the separable convolutions", "Each of the two is followed by one.", {"norms": (False, False)}),
    ("other_eps", "BatchNorm has another epsilon", "Here it is the one that Keras' layer has by itself, 0.001.", {"eps": 1.001e-5}),
    ("one_only", "there is only one separable convolution", "The branch has two.", {"second": False}),
    ("large_kernel", "the window is not 3×3", "Both separable convolutions look at 3×3 pixels.", {"kernel": 5}),
]  # fmt: skip


def _slip(to, name, headline, detail, options, build):
    def made(*args):
        return build(*args, **options)

    made.__name__ = name
    to.mistake(headline, detail)(made)


for _name, _headline, _detail, _options in _BLOCK_SLIPS:
    _slip(xception_block, _name, _headline, _detail, _options, _block)

xception_block.hint(
    "Write the shortcut first; it takes `x` before anything has happened to it.",
    "The branch under another name, `y`: `y = layers.ReLU()(x) if first_relu else x`.",
    "`layers.SeparableConv2D(filters, 3, padding=\"same\", use_bias=False)` is depthwise and pointwise in one layer.",
    "The end: `layers.MaxPooling2D(3, strides=2, padding=\"same\")`, then `layers.Add()([y, shortcut])`.",
)  # fmt: skip


no_relu_between = choice(
    "no_relu_between",
    """
    Inception has a ReLU behind every convolution. Xception has none between the depthwise half and the pointwise half. What
    follows from that, whatever training makes of it?
    """,
    right="b",
    a=(
        "The two halves could be left out: two linear steps in a row do nothing.",
        "They do something: together they are one convolution. What they cannot do is more than one linear step can.",
    ),
    b=(
        "Together they are one ordinary convolution, whose kernel has fewer free numbers.",
        "Yes: `as_one_kernel` writes that kernel down. Each channel is looked at with one small picture, the same for all "
        "filters, only stronger or weaker.",
    ),
    c=(
        "The network as a whole is linear.",
        "There is a ReLU before each separable convolution. Only *within* one there is none.",
    ),
    d=(
        "The order of the halves no longer matters.",
        "Merge first, and other kernels can be written: one small picture for each *filter*, the same for all channels. The section on the order shows the difference.",
    ),
)


why_not_nine_times = choice(
    "why_not_nine_times",
    """
    With 256 channels the depthwise half of a separable convolution does 3 % of the multiplications, and takes about three times
    that share of the time. Why?
    """,
    right="c",
    a=(
        "It has more weights to read than the 1×1.",
        "It has fewer by far: 9·256 = 2,304 against 256² = 65,536.",
    ),
    b=(
        "It cannot be written as a matrix product, so it is computed by slow loops.",
        "It is no large matrix product, true. But the clock shows it close to its floor: hardly any routine could do much better.",
    ),
    c=(
        "It does 18 operations for each 8 bytes that it moves, and the machine could do more in that time: it waits for memory.",
        "2.25 operations a byte, for any number of channels, lie below the bend of the roof. Each number that the 1×1 reads serves "
        "256 filters, so the 1×1 lies far above it.",
    ),
    d=(
        "It must add over all channels at every place.",
        "It adds over none. That is just what makes its work so small for each number that it fetches.",
    ),
)


@exercise(points=3, minutes=10, seconds=60, tolerance=1e-4)
def small_xception(widths: tuple, middle: int, input_shape: tuple, classes: int):
    """An Xception for small images.

    1. an ordinary 3×3 convolution to `widths[0]` channels, stride 1; BatchNorm; ReLU
    2. for each further width one entry block, `xception_block(x, filters, first_relu=...)`; only
       the first of them has no ReLU at its start
    3. `middle` blocks of the middle flow: three times ReLU · separable 3×3 convolution to as many
       channels as came in · BatchNorm; then the block's input is added, as it is
    4. a separable 3×3 convolution to `2 · widths[-1]` channels; BatchNorm; ReLU
    5. global average pooling; a dense layer of `classes` units without activation

    All convolutions have `padding="same"` and no bias, BatchNorm has its default epsilon. The entry
    block is `entry_block` from the set-up cell (`cnncourse.nets.xception.xception_block`); your own
    does the same.

    Args:
        widths: channels of the first convolution, then of each entry block, for example
            `(8, 16, 32)`.
        middle: blocks of the middle flow, possibly 0.
        input_shape: `(h, w, c)`.
        classes: how many outputs.

    Returns:
        An uncompiled model, `(n, h, w, c)` to `(n, classes)`; the outputs are logits.
    """
    # BEGIN SOLUTION
    import keras
    from keras import layers

    from cnncourse.nets.xception import xception_block as entry_block

    def separable(x, filters):
        x = layers.SeparableConv2D(filters, 3, padding="same", use_bias=False)(x)
        return layers.BatchNormalization()(x)

    images = keras.Input(input_shape)
    x = layers.Conv2D(widths[0], 3, padding="same", use_bias=False)(images)
    x = layers.ReLU()(layers.BatchNormalization()(x))
    for number, filters in enumerate(widths[1:]):
        x = entry_block(x, filters, first_relu=number > 0)
    for _ in range(middle):
        y = x
        for _ in range(3):
            y = separable(layers.ReLU()(y), x.shape[-1])
        x = layers.Add()([y, x])
    x = layers.ReLU()(separable(x, 2 * widths[-1]))
    x = layers.GlobalAveragePooling2D()(x)
    return keras.Model(images, layers.Dense(classes)(x))
    # END SOLUTION


@small_xception.cases
def _(rng):
    yield "one entry block, no middle", ((3, 4), 0, (6, 8, 2), 3)
    yield "three entry blocks, one in the middle", ((3, 4, 6, 5), 1, (17, 12, 1), 4)
    yield "one entry block, two in the middle", ((2, 3), 2, (5, 6, 1), 3)


@small_xception.observe
def _(answer, args):
    from cnncourse.nets.facts import model_facts

    model = answer(*args)
    facts = model_facts(model)
    return {**facts, "response in training": _in_training(model)}


def _middle(x, count=3, carry=True, behind=False, relus="all", project=False, late=False, layers_kept=None, **parts):
    """A block that resembles the one of the middle flow."""
    from keras import layers

    y, came = x, x
    for number in range(count):
        y = _relu(y) if not behind and relus in ("all", number) or (relus == "later" and number) else y
        came = y if late and number == 0 else came
        if layers_kept is None:
            y = _sepconv(y, x.shape[-1], **parts)
        else:
            y = layers_kept[2 * number + 1](layers_kept[2 * number](y))
        y = _relu(y) if behind else y
    if project:
        came = layers.BatchNormalization()(layers.Conv2D(x.shape[-1], 1, use_bias=False)(came))
    return layers.Add()([y, came]) if carry else y


def _one_set(width):
    """The layers of one middle block."""
    from keras import layers

    kept = []
    for _ in range(3):
        kept += [layers.SeparableConv2D(width, 3, padding="same", use_bias=False), layers.BatchNormalization()]
    return kept


def _network(
    widths, middle, input_shape, classes, relu=lambda number: number > 0, stem="Conv2D", stem_stride=1, stem_relu=True,
    more=0, only=None, last=2, last_width=-1, last_relu="after", last_order="depthwise", pool="GlobalAveragePooling2D",
    top=None, top_bias=True, last_norm=True, stem_norm=True, used=slice(1, None), biased=False, around=False, share=False,
    **options,
):  # fmt: skip
    """A network that resembles the small Xception."""
    import keras
    from keras import layers

    from cnncourse.nets.xception import xception_block as entry_block

    images = keras.Input(input_shape)
    x = getattr(layers, stem)(widths[0], 3, strides=stem_stride, padding="same", use_bias=biased)(images)
    x = layers.BatchNormalization()(x) if stem_norm else x
    x = _relu(x) if stem_relu else x
    for number, filters in enumerate(widths[used]):
        x = entry_block(x, filters, first_relu=relu(number))
    before = x
    options["layers_kept"] = _one_set(x.shape[-1]) if share else None
    for _ in range(max(middle + more, 0) if only is None else only):
        x = _middle(x, bias=biased or options.get("bias", False), **{k: v for k, v in options.items() if k != "bias"})
    x = layers.Add()([x, before]) if around and middle else x
    if last:
        x = _relu(x) if last_relu in ("before", "both") else x
        x = _sepconv(x, last * widths[last_width], norm=last_norm, bias=biased, order=last_order)
        x = _relu(x) if last_relu in ("after", "both") else x
    x = getattr(layers, pool)()(x)
    return keras.Model(images, layers.Dense(classes, activation=top, use_bias=top_bias)(x))


_NETWORK_SLIPS = [
    ("no_relus", "the entry blocks behind the first have no ReLU at their start", "Only the first has none. What reaches a later one is a sum, with negative numbers: `first_relu=True`.", {"relu": lambda number: False}),
    ("second_without", "the second entry block has no ReLU at its start", "Only the first has none. Does the count start at 0 or at 1?", {"relu": lambda number: number > 1}),
    ("first_width_twice", "there is an entry block too many", "`widths[0]` belongs to the first convolution; entry blocks begin with `widths[1]`.", {"used": slice(None)}),
    ("last_width_left", "the last width has no entry block", "Every width behind the first has one.", {"used": slice(1, -1)}),
    ("one_less", "there is one middle block too few", "`middle` counts them all.", {"more": -1}),
    ("one_always", "there is always one middle block", "`middle` says how many, possibly none: a loop.", {"only": 1}),
    ("one_in_the_middle", "a middle block has one convolution", "Three: ReLU, separable convolution, BatchNorm, three times over.", {"count": 1}),
    ("middle_relus_missing", "the middle flow has no ReLUs", "Each of its convolutions has one in front.", {"relus": None}),
    ("one_middle_relu", "a middle block has only one ReLU", "Each of its three convolutions has one in front.", {"relus": 0}),
    ("bare_middle", "the middle flow has no BatchNorm", "Each separable convolution is followed by one.", {"norm": False}),
    ("projected_middle", "the middle block's shortcut has a convolution", "Sizes and channels fit, so the input is added as it is.", {"project": True}),
    ("late_middle", "the middle block's shortcut starts behind the ReLU", "What is added is the input as it came in. Keep it under a name of its own.", {"late": True}),
    ("around_all", "one shortcut around the whole middle flow", "Each middle block has a shortcut of its own.", {"carry": False, "around": True}),
    ("one_set_of_layers", "all middle blocks share their layers", "A layer that is called twice uses the same weights twice: make new ones in each round of the loop.", {"share": True}),
    ("two_in_the_middle", "a middle block has two convolutions", "Three: ReLU, separable convolution, BatchNorm, three times over. Only entry blocks have two.", {"count": 2}),
    ("not_carried", "the middle block's input is not added", "Around each middle block the input is carried and added in the end.", {"carry": False}),
    ("relus_behind", "the ReLUs of the middle flow stand behind the convolutions", "ReLU first, then the convolution, then BatchNorm; behind the last BatchNorm comes the addition.", {"behind": True}),
    ("first_middle_relu", "the middle block begins without a ReLU", "What came in is a sum, with negative numbers. All three convolutions have a ReLU in front.", {"relus": "later"}),
    ("one_more", "there is one middle block too many", "`middle` counts them all, and may be 0.", {"more": 1}),
    ("ordinary_middle", "the middle flow has ordinary convolutions", "They are separable, like those of the entry blocks.", {"order": "ordinary"}),
    ("bent_middle", "the middle flow has a ReLU between depthwise and pointwise", "The two halves follow each other directly.", {"between": "relu"}),
    ("separable_stem", "the first convolution is separable", "It is an ordinary one: on an image with one or three channels there is little to separate.", {"stem": "SeparableConv2D"}),
    ("strided_stem", "the first convolution has a stride", "That is ImageNet's. Small images keep their side in the first layer.", {"stem_stride": 2}),
    ("linear_stem", "no ReLU behind the first convolution", "Convolution, BatchNorm, ReLU, then the first block.", {"stem_relu": False}),
    ("bare_stem", "no BatchNorm behind the first convolution", "It has one like all others.", {"stem_norm": False}),
    ("no_last", "the last separable convolution is missing", "Behind the middle flow one more, to twice as many channels.", {"last": 0}),
    ("not_doubled", "the last convolution does not double the channels", "It has `2 · widths[-1]` filters.", {"last": 1}),
    ("doubled_first", "the last convolution doubles the first width", "It has `2 · widths[-1]` filters.", {"last_width": 0}),
    ("last_linear", "no ReLU behind the last convolution", "Separable convolution, BatchNorm, ReLU, then the pooling.", {"last_relu": None}),
    ("last_bare", "no BatchNorm behind the last convolution", "It has one like all others.", {"last_norm": False}),
    ("last_ordinary", "the last convolution is an ordinary one", "It is separable; only the first is not.", {"last_order": "ordinary"}),
    ("last_before", "the last ReLU stands before its convolution", "In the exit flow it comes behind: separable convolution, BatchNorm, ReLU.", {"last_relu": "before"}),
    ("last_both", "the last convolution has a ReLU on both sides", "In the exit flow the ReLU stands behind only.", {"last_relu": "both"}),
    ("flattened", "flatten in place of global pooling", "Each map gives one number, its mean: `GlobalAveragePooling2D`.", {"pool": "Flatten"}),
    ("maximum", "global maximum in place of the mean", "Each map gives its mean: `GlobalAveragePooling2D`.", {"pool": "GlobalMaxPooling2D"}),
    ("top_relu", "there is a ReLU on top", "Logits may be negative: the dense layer has no activation.", {"top": "relu"}),
    ("top_sigmoid", "there is a sigmoid on top", "Asked for are logits: the dense layer has no activation.", {"top": "sigmoid"}),
    ("bare_top", "the dense layer has no bias", "Only the convolutions are without. Nothing behind the dense layer would make up for it.", {"top_bias": False}),
    ("biased_all", "the convolutions have a bias", "BatchNorm subtracts it again: `use_bias=False`.", {"biased": True}),
    ("softmax", "there is a softmax on top", "Asked for are logits: the dense layer has no activation.", {"top": "softmax"}),
    ("biased_middle", "the convolutions of the middle flow have a bias", "BatchNorm subtracts it again: `use_bias=False`.", {"bias": True}),
]  # fmt: skip

for _name, _headline, _detail, _options in _NETWORK_SLIPS:
    _slip(small_xception, _name, _headline, _detail, _options, _network)

small_xception.hint(
    "Five parts, in the order of the list. Begin with `images = keras.Input(input_shape)`, end with `keras.Model`.",
    "Entry: `for number, filters in enumerate(widths[1:])`, and `first_relu=number > 0`.",
    "Middle: keep the block's input, `y = x`, work on `y` three times, then `x = layers.Add()([y, x])`.",
    "A small function for \"separable convolution, BatchNorm\" is used four times over.",
)  # fmt: skip
