"""More slips of `ignored_pixels`, each with the words that a reader is told."""

import numpy as np

from .ignored_pixels import ignored_pixels


@ignored_pixels.mistake(
    "windows overlap",
    "Places times `k` counts a pixel once for each window that covers it. Mark the pixels, and each counts once.",
)
def added_up(n, k, padding, stride):
    places = max((n + 2 * padding - k) // stride + 1, 0)
    return n - places * k


@ignored_pixels.mistake(
    "windows overlap",
    "Places times `k` counts a pixel once for each window that covers it, and zeros as well. Mark the pixels, and each counts once.",
)
def added_up_guarded(n, k, padding, stride):
    places = max((n + 2 * padding - k) // stride + 1, 0)
    return max(n - places * k, 0)


@ignored_pixels.mistake(
    "a window covers more than one pixel",
    "You subtracted the number of windows. Each of them looks at `k` pixels.",
)
def places_off(n, k, padding, stride):
    places = max((n + 2 * padding - k) // stride + 1, 0)
    return n - places


@ignored_pixels.mistake(
    "a window covers more than one pixel",
    "You marked only the pixel at which each window begins. It looks at `k` of them.",
)
def first_only(n, k, padding, stride):
    seen = np.zeros(n + 2 * padding, dtype=bool)
    for start in range(0, n + 2 * padding - k + 1, stride):
        seen[start] = True
    return int(n - seen[padding : padding + n].sum())


@ignored_pixels.mistake(
    "you counted the gaps, not the rest at the end",
    "Pixels are skipped between windows, and also after the last one. Both count.",
)
def only_gaps(n, k, padding, stride):
    places = max((n + 2 * padding - k) // stride + 1, 0)
    return max((places - 1) * (stride - k), 0)


@ignored_pixels.mistake(
    "you padded one side only",
    "`padding` zeros stand on each side: the row grows by twice as many, and that may make room for one more window.",
)
def padded_once(n, k, padding, stride):
    seen = np.zeros(n + padding, dtype=bool)
    for start in range(0, n + padding - k + 1, stride):
        seen[start : start + k] = True
    return int(n - seen[padding : padding + n].sum())


@ignored_pixels.mistake(
    "your windows move one pixel at a time",
    "There are as many as there should be, but each begins one pixel after the one before. The next place is `stride` pixels on.",
)
def crawling(n, k, padding, stride):
    places = max((n + 2 * padding - k) // stride + 1, 0)
    seen = np.zeros(n + 2 * padding, dtype=bool)
    seen[: places + k - 1 if places else 0] = True
    return int(n - seen[padding : padding + n].sum())


@ignored_pixels.mistake(
    "your windows are one pixel too narrow",
    "A slice stops before its end: `a : a + k` already holds exactly `k` pixels.",
)
def narrow(n, k, padding, stride):
    seen = np.zeros(n + 2 * padding, dtype=bool)
    for start in range(0, n + 2 * padding - k + 1, stride):
        seen[start : start + k - 1] = True
    return int(n - seen[padding : padding + n].sum())


@ignored_pixels.mistake(
    "your windows are one pixel too wide",
    "A slice stops before its end: `a : a + k` holds exactly `k` pixels.",
)
def wide(n, k, padding, stride):
    seen = np.zeros(n + 2 * padding, dtype=bool)
    for start in range(0, n + 2 * padding - k + 1, stride):
        seen[start : start + k + 1] = True
    return int(n - seen[padding : padding + n].sum())


@ignored_pixels.mistake(
    "you gave the pixels, not their number",
    "The question is how many. Count them.",
)
def which(n, k, padding, stride):
    seen = np.zeros(n + 2 * padding, dtype=bool)
    for start in range(0, n + 2 * padding - k + 1, stride):
        seen[start : start + k] = True
    return np.flatnonzero(~seen[padding : padding + n])


@ignored_pixels.mistake(
    "you gave the pixels, not their number",
    "You have marked them all. The question is how many: count them.",
)
def mask(n, k, padding, stride):
    seen = np.zeros(n + 2 * padding, dtype=bool)
    for start in range(0, n + 2 * padding - k + 1, stride):
        seen[start : start + k] = True
    return ~seen[padding : padding + n]


@ignored_pixels.mistake(
    "you gave a share",
    "A mean is a share of the row. The question is how many pixels.",
)
def share(n, k, padding, stride):
    seen = np.zeros(n + 2 * padding, dtype=bool)
    for start in range(0, n + 2 * padding - k + 1, stride):
        seen[start : start + k] = True
    return (~seen[padding : padding + n]).mean()


@ignored_pixels.mistake(
    "the last window is missing",
    "You left out a window that fits. `range(places)` stops before `places` by itself; no `- 1` is needed.",
)
def one_fewer(n, k, padding, stride):
    seen = np.zeros(n + 2 * padding, dtype=bool)
    for start in range(0, n + 2 * padding - k + 1, stride)[:-1]:
        seen[start : start + k] = True
    return int(n - seen[padding : padding + n].sum())


@ignored_pixels.mistake(
    "where no window fits, `n` pixels are ignored",
    "You gave the length of the padded row. Zeros are no pixels, and nobody misses them.",
)
def padded_row(n, k, padding, stride):
    seen = np.zeros(n + 2 * padding, dtype=bool)
    for start in range(0, n + 2 * padding - k + 1, stride):
        seen[start : start + k] = True
    return n + 2 * padding if n + 2 * padding < k else int(n - seen[padding : padding + n].sum())


@ignored_pixels.mistake(
    "an index below 0 counts from the end",
    "The first windows begin in the padding, at places before pixel 0. NumPy takes `seen[-1]` for the last pixel: leave those places out, or mark them in a padded row.",
)
def wrapped(n, k, padding, stride):
    seen = np.zeros(n, dtype=bool)
    for start in range(-padding, n + padding - k + 1, stride):
        for place in range(start, min(start + k, n)):
            seen[place] = True
    return int(n - seen.sum())


@ignored_pixels.mistake(
    "windows overlap",
    "Places times `k` counts a pixel once for each window that covers it, and zeros are no pixels. Mark what is covered, and count pixels only.",
)
def padded_added_up(n, k, padding, stride):
    places = max((n + 2 * padding - k) // stride + 1, 0)
    return n + 2 * padding - places * k if places else n
