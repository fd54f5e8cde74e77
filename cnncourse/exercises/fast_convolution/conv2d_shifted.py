"""`conv2d_shifted`: reference, cases, slips and hints."""

import numpy as np

from cnncourse import ops
from cnncourse.autocheck import exercise

from .basis import _explain_place, _stride_cases


@exercise(points=2, minutes=8)
def conv2d_shifted(x: np.ndarray, kernel: np.ndarray, stride: int = 1) -> np.ndarray:
    """Convolve as a sum over the taps of the kernel, without copying any window.

    `y = Σ crop[u, v] · kernel[u, v]`, summed over `u, v`: `crop[u, v]` is the part of the image that lies under that tap
    at all places, `(n, out_h, out_w, c)`, and `kernel[u, v]` a matrix, `(c, f)`.

    Args:
        x: images, `(n, h, w, c)`.
        kernel: weights, `(kh, kw, c, f)`.
        stride: pixels from one place to the next, in both directions.

    Returns:
        Feature maps, `(n, out_h, out_w, f)`.
    """
    # BEGIN SOLUTION
    n, h, w, c = x.shape
    kh, kw, _, f = kernel.shape
    out_h, out_w = (h - kh) // stride + 1, (w - kw) // stride + 1
    y = np.zeros((n, out_h, out_w, f))
    for u in range(kh):
        for v in range(kw):
            bottom, right = u + (out_h - 1) * stride + 1, v + (out_w - 1) * stride + 1
            y += x[:, u:bottom:stride, v:right:stride] @ kernel[u, v]
    return y
    # END SOLUTION


conv2d_shifted.cases(_stride_cases)


def _taps(x, kernel, stride, crop):
    """The sum over taps of somebody who crops in another way: `crop(x, u, v, out_h, out_w)`."""
    out_h, out_w = (x.shape[1] - kernel.shape[0]) // stride + 1, (x.shape[2] - kernel.shape[1]) // stride + 1
    return sum(crop(x, u, v, out_h, out_w) @ kernel[u, v] for u, v in np.ndindex(kernel.shape[:2]))


@conv2d_shifted.mistake(
    "you shifted the wrong way",
    "Under tap `(u, v)` lie pixels that are `u` rows *below* and `v` columns *right of* the places: the crop begins at row `u`, column `v`.",
)
def wrong_way(x, kernel, stride):
    return ops.conv2d_shifted(x, kernel[::-1, ::-1], stride)


@conv2d_shifted.mistake(
    "you rolled the image the wrong way",
    "`np.roll(x, u)` moves pixels *down* and brings those from the bottom back at the top. The crop begins at row `u`.",
)
def rolled(x, kernel, stride):
    def crop(x, u, v, out_h, out_w):
        return np.roll(x, (u, v), (1, 2))[:, : out_h * stride : stride, : out_w * stride : stride]

    return _taps(x, kernel, stride, crop)


@conv2d_shifted.mistake(
    "only the last tap is left", "Each tap adds its share: `+=`, on a map that was all zeros before the loops."
)
def last_tap(x, kernel, stride):
    only = np.zeros_like(kernel)
    only[-1, -1] = kernel[-1, -1]
    return ops.conv2d_shifted(x, only, stride)


@conv2d_shifted.mistake(
    "rows and columns of the kernel are exchanged", "The crop for `kernel[u, v]` begins at row `u` and column `v`."
)
def tap_transposed(x, kernel, stride):
    def crop(x, u, v, out_h, out_w):
        h, w = out_h * stride, out_w * stride
        padded = np.pad(x, ((0, 0), (0, u + v), (0, u + v), (0, 0)))
        return padded[:, v : v + h : stride, u : u + w : stride]

    return _taps(x, kernel, stride, crop)


@conv2d_shifted.mistake("the stride is not used", "With stride 2, every second row and column of each crop is taken.")
def no_stride(x, kernel, stride):
    return ops.conv2d_shifted(x, kernel, 1)


@conv2d_shifted.mistake(
    "you thinned the image out before you shifted it",
    "First go to row `u`, column `v`, then take every `stride`-th from there: `x[:, u::stride, …]`. Taps lie one pixel apart whatever the stride.",
)
def thinned_first(x, kernel, stride):
    def crop(x, u, v, out_h, out_w):
        thin = np.pad(x[:, ::stride, ::stride], ((0, 0), (0, u), (0, v), (0, 0)))
        return thin[:, u : u + out_h, v : v + out_w]

    return _taps(x, kernel, stride, crop)


@conv2d_shifted.mistake(
    "the channels are not added up",
    "`kernel[u, v]` is a matrix, channels by filters: a matrix product with it adds over the channels.",
)
def first_channel(x, kernel, stride):
    return ops.conv2d_shifted(x[..., :1], kernel[:, :, :1], stride)


@conv2d_shifted.mistake(
    "your crops end too early",
    "`x[:, u : u + out_h : stride]` covers `out_h` rows of the *image*, of which the stride leaves fewer. The last place lies `(out_h - 1) * stride` rows below the first.",
)
def ends_early(x, kernel, stride):
    return _taps(x, kernel, stride, lambda x, u, v, h, w: x[:, u : u + h : stride, v : v + w : stride])


@conv2d_shifted.mistake(
    "the last row and column of places are missing",
    "A slice stops before its end: `u : h - kh + u` has one row less than there are places.",
)
def off_by_one(x, kernel, stride):
    return ops.conv2d_shifted(x[:, :-1, :-1], kernel, stride)


@conv2d_shifted.mistake(
    "the places that wrap around are still there",
    "`np.roll` brings the pixels that fall off back on the other side. Keep the first `out_h` rows and `out_w` columns.",
)
def rolled_not_cut(x, kernel, stride):
    return _taps(x, kernel, stride, lambda x, u, v, h, w: np.roll(x, (-u, -v), (1, 2))[:, ::stride, ::stride])


@conv2d_shifted.mistake(
    "the places that wrap around are still there, and the stride is not used",
    "`np.roll` brings the pixels that fall off back on the other side. Cut those places off, and take every `stride`-th of the others.",
)
def only_rolled(x, kernel, stride):
    return _taps(x, kernel, stride, lambda x, u, v, h, w: np.roll(x, (-u, -v), (1, 2)))


@conv2d_shifted.mistake(
    "both loops run over the rows of the kernel", "It need not be square: `v` counts columns, `range(kw)`."
)
def square(x, kernel, stride):
    if kernel.shape[0] > kernel.shape[1]:
        raise IndexError
    return ops.conv2d_shifted(
        x[:, :, : x.shape[2] - kernel.shape[1] + kernel.shape[0]], kernel[:, : len(kernel)], stride
    )


@conv2d_shifted.mistake(
    "rows and columns of the kernel are exchanged",
    "The crop that begins at row `u`, column `v` meets `kernel[u, v]`, not `kernel[v, u]`.",
)
def weight_transposed(x, kernel, stride):
    if kernel.shape[0] != kernel.shape[1]:
        raise IndexError
    return ops.conv2d_shifted(x, kernel.swapaxes(0, 1), stride)


@conv2d_shifted.mistake(
    "only the first row of taps is there", "Does `return` stand inside the loop over `u`? All taps must be added up."
)
def first_row(x, kernel, stride):
    return ops.conv2d_shifted(x[:, : x.shape[1] - len(kernel) + 1], kernel[:1], stride)


@conv2d_shifted.mistake(
    "only the first tap is there", "Does `return` stand inside the loops? All taps must be added up."
)
def first_tap(x, kernel, stride):
    rows, columns = (side - k + 1 for side, k in zip(x.shape[1:3], kernel.shape, strict=False))
    return ops.conv2d_shifted(x[:, :rows, :columns], kernel[:1, :1], stride)


@conv2d_shifted.mistake(
    "the channels are still apart",
    "You multiplied each channel by each filter's weight and stopped there. `@` multiplies and adds over the channels.",
)
def channels_apart(x, kernel, stride):
    return np.stack([ops.conv2d_shifted(x[..., [i]], kernel[:, :, [i]], stride) for i in range(x.shape[3])], axis=3)


@conv2d_shifted.mistake(
    "the map is a mean",
    "The taps are added up, and there is nothing to divide by: a mean over taps is a sum too small.",
)
def mean_of_taps(x, kernel, stride):
    return ops.conv2d_shifted(x, kernel, stride) / (kernel.shape[0] * kernel.shape[1])


conv2d_shifted.explain(_explain_place)


conv2d_shifted.hint(
    "Start with a map of zeros. Two loops, over `u` and `v`: each turn adds one product to the whole map.",
    "At place `(i, j)`, tap `(u, v)` lies on the pixel in row `i·stride + u`, column `j·stride + v`. Write that for all places at once, as a slice.",
    "`x[:, u : u + (out_h - 1) * stride + 1 : stride, …] @ kernel[u, v]`: `@` takes the last axis of the crop, the channels.",
)
