"""`depthwise_conv2d`: reference, cases, slips and hints."""

import numpy as np

from cnncourse.autocheck import exercise

from .basis import _draw


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
