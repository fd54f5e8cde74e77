"""`ignored_pixels`: reference, cases, slips and hints."""

import numpy as np

from cnncourse.autocheck import exercise


@exercise(points=2, minutes=6)
def ignored_pixels(n: int, k: int, padding: int, stride: int) -> int:
    """Pixels of the row that no window ever covers.

    Args:
        n: pixels in the row; only these are counted, never the padding.
        k: pixels in the window.
        padding: zeros added on each side.
        stride: pixels from one place to the next.

    Returns:
        How many of the `n` pixels lie in no window, at the end or between two windows; all `n` if no window fits.
    """
    # BEGIN SOLUTION
    seen = np.zeros(n + 2 * padding, dtype=bool)
    for start in range(0, n + 2 * padding - k + 1, stride):
        seen[start : start + k] = True
    return int(n - seen[padding : padding + n].sum())
    # END SOLUTION


@ignored_pixels.cases
def _(rng):
    yield "one left at the end", (8, 3, 0, 2)
    yield "none left", (7, 3, 0, 2)
    yield "gaps between the windows", (10, 2, 0, 3)
    yield "padding saves the last pixel", (8, 3, 1, 2)
    yield "only padding is left over", (5, 3, 1, 2)
    yield "padding that is ignored first", (9, 4, 1, 4)
    yield "a window on nothing but padding", (6, 2, 3, 4)
    yield "no window fits", (3, 7, 1, 1)
    for _ in range(3):
        n, k, padding, stride = (int(rng.integers(low, high)) for low, high in ((20, 60), (2, 6), (0, 3), (3, 9)))
        yield f"n={n}, k={k}, padding={padding}, stride={stride}", (n, k, padding, stride)


@ignored_pixels.mistake(
    "you counted the rest at the end, not the gaps",
    "When the stride is larger than the window, pixels between two windows are skipped too. Try `n=10, k=2, stride=3` on paper.",
)
def only_the_end(n, k, padding, stride):
    room = n + 2 * padding - k
    return n if room < 0 else max(room % stride - padding, 0)


@ignored_pixels.mistake(
    "you counted the far end only",
    "What is left over at the end is one thing. When the stride is larger than the window, pixels between two windows are "
    "skipped too; and what is left over may be padding.",
)
def far_end(n, k, padding, stride):
    return (n + 2 * padding - k) % stride


@ignored_pixels.mistake(
    "the last window hangs over the end",
    "A window stands only where all of it fits: the last one starts at `n + 2 * padding - k` or before.",
)
def hanging(n, k, padding, stride):
    seen = np.zeros(n + 2 * padding, dtype=bool)
    for start in range(0, n + 2 * padding, stride):
        seen[start : start + k] = True
    return int(n - seen[padding : padding + n].sum())


@ignored_pixels.mistake("you counted the pixels that are looked at", "The question is how many are not.")
def counted_seen(n, k, padding, stride):
    return n - ignored_pixels.reference(n, k, padding, stride)


@ignored_pixels.mistake(
    "with padding 0, `seen[p:-p]` is empty",
    "`-0` is 0, and a slice from 0 to 0 holds nothing. `seen[padding : padding + n]` works for every padding.",
)
def minus_zero(n, k, padding, stride):
    seen = np.zeros(n + 2 * padding, dtype=bool)
    for start in range(0, n + 2 * padding - k + 1, stride):
        seen[start : start + k] = True
    return int((~seen[padding:-padding]).sum())


@ignored_pixels.mistake(
    "your pixels do not begin at the left end of the padded row",
    "The first `padding` places are zeros. Skip them before you count.",
)
def unshifted(n, k, padding, stride):
    seen = np.zeros(n + 2 * padding, dtype=bool)
    for start in range(0, n + 2 * padding - k + 1, stride):
        seen[start : start + k] = True
    return int(n - seen[:n].sum())


@ignored_pixels.mistake("where no window fits, every pixel is ignored", "Nobody looks at any of the `n` pixels then.")
def none_if_no_window(n, k, padding, stride):
    return 0 if n + 2 * padding < k else ignored_pixels.reference(n, k, padding, stride)


@ignored_pixels.mistake(
    "you counted padding as pixels",
    "A zero that nobody looks at is no loss. Count only the `n` pixels of the row itself.",
)
def padding_too(n, k, padding, stride):
    seen = np.zeros(n + 2 * padding, dtype=bool)
    for start in range(0, n + 2 * padding - k + 1, stride):
        seen[start : start + k] = True
    return int((~seen).sum())


@ignored_pixels.mistake(
    "the last window is missing", "`range(a, b)` stops before `b`: the window at `n + 2 * padding - k` still fits."
)
def off_by_one(n, k, padding, stride):
    seen = np.zeros(n + 2 * padding, dtype=bool)
    for start in range(0, n + 2 * padding - k, stride):
        seen[start : start + k] = True
    return int(n - seen[padding : padding + n].sum())


@ignored_pixels.mistake(
    "you left the padding out", "The first window begins in the padding, which moves every window after it."
)
def unpadded(n, k, padding, stride):
    seen = np.zeros(n, dtype=bool)
    for start in range(0, n - k + 1, stride):
        seen[start : start + k] = True
    return int(n - seen.sum())


@ignored_pixels.mistake(
    "you took the remainder of the division",
    "The remainder counts padded pixels at the right end. Some of those are padding, and pixels in gaps are not among them.",
)
def remainder(n, k, padding, stride):
    room = n + 2 * padding - k
    return n if room < 0 else room % stride


ignored_pixels.hint(
    "Make a row of `False`, one for each padded pixel. Let each window turn its pixels to `True`.",
    "The windows start at `range(0, n + 2 * padding - k + 1, stride)`.",
    "Of the padded row, your pixels are `seen[padding : padding + n]`. Count the `False` among them.",
)
