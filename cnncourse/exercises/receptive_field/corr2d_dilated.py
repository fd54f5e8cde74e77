"""`corr2d_dilated`: reference, cases, slips and hints."""

from __future__ import annotations

import numpy as np

from cnncourse.autocheck import exercise


@exercise(points=2, minutes=8)
def corr2d_dilated(x: np.ndarray, k: np.ndarray, dilation: int) -> np.ndarray:
    """Cross-correlate an image with a kernel whose taps stand apart, without padding, at stride 1.

    `y[i, j] = Σ x[i + u·d, j + v·d] · k[u, v]`, summed over `u, v`, for a dilation `d`.

    Args:
        x: the image, `(h, w)`.
        k: the kernel, `(kh, kw)`.
        dilation: pixels from one tap to the next, down and across.

    Returns:
        The feature map, `(h − (kh − 1)·d, w − (kw − 1)·d)`.
    """
    # BEGIN SOLUTION
    kh, kw = k.shape
    out_h = x.shape[0] - (kh - 1) * dilation
    out_w = x.shape[1] - (kw - 1) * dilation
    y = np.zeros((out_h, out_w))
    for u in range(kh):
        for v in range(kw):
            top, left = u * dilation, v * dilation
            y += k[u, v] * x[top : top + out_h, left : left + out_w]
    return y
    # END SOLUTION


@corr2d_dilated.cases
def _(rng):
    def image(h, w):
        return rng.integers(-4, 10, (h, w)).astype(float)

    kernel = np.array([[1.0, 0, 2], [0, 3, -1]])
    yield "dilation one", (image(4, 5), kernel, 1)
    yield "dilation two", (image(5, 7), kernel, 2)
    yield "dilation three", (image(6, 9), kernel, 3)
    yield "a tall kernel", (image(9, 6), rng.integers(-3, 4, (4, 2)).astype(float), 2)
    yield "a map of one row", (image(3, 8), kernel, 2)
    yield "fractions", (image(5, 6) / 4, kernel, 2)


@corr2d_dilated.explain
def _(args, expected, index):
    x, k, dilation = args
    if len(index) != 2:
        return ""
    i, j = index
    terms, total = [], 0.0
    for (u, v), weight in np.ndenumerate(k):
        terms.append(f"{x[i + u * dilation, j + v * dilation]:g}·{weight:g}")
        total += x[i + u * dilation, j + v * dilation] * weight
    rows = ", ".join(str(i + u * dilation) for u in range(k.shape[0]))
    columns = ", ".join(str(j + v * dilation) for v in range(k.shape[1]))
    return f"rows {rows}, columns {columns} of x:   " + " + ".join(terms) + f" = {total:g}"


def _dilated(x, k, dilation):
    """The right map of somebody who changed `x`, `k` or the dilation first."""
    wide = np.zeros(tuple((side - 1) * dilation + 1 for side in k.shape))
    wide[::dilation, ::dilation] = k
    return np.einsum("ijuv,uv->ij", np.lib.stride_tricks.sliding_window_view(x, wide.shape), wide)


@corr2d_dilated.mistake(
    "you left the dilation out", "The taps stand `dilation` pixels apart: `x[i + u * dilation, …]`."
)
def undilated(x, k, dilation):
    return _dilated(x, k, 1)


@corr2d_dilated.mistake(
    "you moved the window, not its taps",
    "That is a stride. A dilation spreads the taps inside one window; the window itself still stops at every pixel.",
)
def strided(x, k, dilation):
    return _dilated(x, k, 1)[::dilation, ::dilation]


@corr2d_dilated.mistake(
    "both a dilation and a stride",
    "The taps are right, but the window stops at every pixel: the stride is 1, whatever the dilation.",
)
def strided_too(x, k, dilation):
    return _dilated(x, k, dilation)[::dilation, ::dilation]


@corr2d_dilated.mistake(
    "you made the kernel larger, not its gaps",
    "Each weight was repeated. A dilated kernel has the same few weights as before, and zeros between them.",
)
def repeated(x, k, dilation):
    return _dilated(x, np.repeat(np.repeat(k, dilation, 0), dilation, 1), 1)


@corr2d_dilated.mistake(
    "zeros after the last tap as well",
    "`k` taps have `k − 1` gaps. With a gap after the last one, the map loses rows and columns at its end.",
)
def trailing_zeros(x, k, dilation):
    return _dilated(x, np.kron(k, np.eye(1, dilation**2).reshape(dilation, dilation)), 1)


@corr2d_dilated.mistake(
    "the kernel is flipped",
    "Deep learning slides the kernel as it is. Turned by half a turn, it is the convolution of signal processing.",
)
def flipped(x, k, dilation):
    return _dilated(x, k[::-1, ::-1], dilation)


@corr2d_dilated.mistake(
    "the last row and column are missing",
    "A map has `h − (kh − 1)·d` rows: the first place counts as well as the steps from it.",
)
def one_short(x, k, dilation):
    return _dilated(x, k, dilation)[:-1, :-1]


@corr2d_dilated.mistake("you took the mean", "A window gives the sum of its products, not their mean.")
def mean(x, k, dilation):
    return _dilated(x, k, dilation) / k.size


@corr2d_dilated.mistake(
    "you stretched the rows only",
    "The taps stand apart in both directions: down by `u * dilation`, across by `v * dilation`.",
)
def rows_only(x, k, dilation):
    wide = np.zeros(((k.shape[0] - 1) * dilation + 1, k.shape[1]))
    wide[::dilation] = k
    return _dilated(x, wide, 1)


@corr2d_dilated.mistake(
    "you stretched the columns only",
    "The taps stand apart in both directions: down by `u * dilation`, across by `v * dilation`.",
)
def columns_only(x, k, dilation):
    wide = np.zeros((k.shape[0], (k.shape[1] - 1) * dilation + 1))
    wide[:, ::dilation] = k
    return _dilated(x, wide, 1)


@corr2d_dilated.mistake(
    "the map is too small",
    "A window spans `(kh − 1)·d + 1` rows, not `kh·d`: nothing comes after its last tap. Some places at the end are missing.",
)
def short_map(x, k, dilation):
    rows, columns = (max(0, n - taps * dilation + 1) for n, taps in zip(x.shape, k.shape, strict=True))
    return _dilated(x, k, dilation)[:rows, :columns]


def _empty_without_room(x, k, dilation):
    """As somebody's loop does it: no place, no error."""
    rows, columns = (n - (taps - 1) * dilation for n, taps in zip(x.shape, k.shape, strict=True))
    return _dilated(x, k, dilation) if rows > 0 and columns > 0 else np.zeros((max(rows, 0), max(columns, 0)))


@corr2d_dilated.mistake(
    "one pixel too many between the taps",
    "From one tap to the next it is `dilation` pixels, so `dilation − 1` are left out. A dilation of 1 is an ordinary window.",
)
def zeros_between(x, k, dilation):
    return _empty_without_room(x, k, dilation + 1)


@corr2d_dilated.mistake(
    "one pixel too many between the taps",
    "From one tap to the next it is `dilation` pixels, so `dilation − 1` are left out; now the window does not even fit.",
)
def zeros_between_and_no_room(x, k, dilation):
    return _dilated(x, k, dilation + 1)


@corr2d_dilated.mistake("only the last tap arrived", "Does your loop over the taps say `=` where it should add (`+=`)?")
def last_tap(x, k, dilation):
    only = np.zeros_like(k)
    only[-1, -1] = k[-1, -1]
    return _dilated(x, only, dilation)


@corr2d_dilated.mistake(
    "there is padding in it",
    "The map came out as large as the image. Here it is smaller: the whole window has to stand on the image.",
)
def padded(x, k, dilation):
    room = [(side - 1) * dilation for side in k.shape]
    return _dilated(np.pad(x, [(r // 2, r - r // 2) for r in room]), k, dilation)


@corr2d_dilated.mistake(
    "the map is as large as the image, and its end is empty",
    "Make it as large as there are places: `h − (kh − 1)·d` rows, not `np.zeros_like(x)`.",
)
def empty_end(x, k, dilation):
    y, places = np.zeros_like(x), _dilated(x, k, dilation)
    y[: places.shape[0], : places.shape[1]] = places
    return y


@corr2d_dilated.mistake(
    "the fractions are cut off", "An array of whole numbers (`dtype=int`) drops what is put behind the point."
)
def whole_numbers(x, k, dilation):
    return _dilated(x, k, dilation).astype(int)


corr2d_dilated.hint(
    "Start from your `corr2d`. Only the pixels that are multiplied change, and with them the size of the map.",
    "Tap `(u, v)` of the window at `(i, j)` reads pixel `(i + u·d, j + v·d)`. The window spans `(kh − 1)·d + 1` rows.",
    "With slices: `x[i : i + span_h : dilation, j : j + span_w : dilation]` has the shape of `k`.",
    "Or tap by tap: for every `u, v` add `k[u, v]` times the image, shifted by `u * dilation` and `v * dilation`.",
)
