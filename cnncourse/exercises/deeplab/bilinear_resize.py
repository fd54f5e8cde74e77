"""`bilinear_resize`: reference, cases, slips and hints."""

import numpy as np

from cnncourse.autocheck import exercise


@exercise(points=3, minutes=10)
def bilinear_resize(x: np.ndarray, h: int, w: int) -> np.ndarray:
    """Resize maps: each new pixel is a weighted mean of the four old ones around its place.

    Pixels are little squares and the whole area is stretched, so centers lie at a half: row `i`
    of the new maps lies at row `(i + 0.5) * H / h - 0.5` of the old ones, for columns likewise.
    A place beyond the first or the last center takes the border's value.

    Args:
        x: maps, `(n, H, W, c)`. It stays as it is.
        h, w: rows and columns of the new maps, at least 1, larger or smaller than before.

    Returns:
        Maps, `(n, h, w, c)`, floating. There is no smoothing before the size is reduced.
    """
    # BEGIN SOLUTION
    for axis, new in [(1, h), (2, w)]:
        old = x.shape[axis]
        places = np.clip((np.arange(new) + 0.5) * old / new - 0.5, 0, old - 1)
        low = np.floor(places).astype(int)
        high = np.minimum(low + 1, old - 1)
        share = (places - low).reshape(-1, *[1] * (3 - axis))
        x = x.take(low, axis) * (1 - share) + x.take(high, axis) * share
    return x
    # END SOLUTION


@bilinear_resize.cases
def _(rng):
    def draw(*shape):
        return rng.normal(size=shape).round(2)

    yield "two pixels become four", (np.array([0.0, 4.0]).reshape(1, 1, 2, 1), 1, 4)
    yield "twice as high", (draw(1, 3, 2, 1), 6, 2)
    yield "larger, both sides", (draw(2, 3, 4, 2), 7, 10)
    yield "smaller", (draw(2, 7, 9, 3), 3, 4)
    yield "whole numbers", (rng.integers(-9, 10, (1, 3, 5, 2)), 8, 6)
    yield "one row", (draw(2, 1, 3, 1), 4, 5)


def _resized(x, h, w, place=lambda i, old, new: (i + 0.5) * old / new - 0.5, weigh=lambda t: t, clip=True, neighbor=1):
    """Resizing with parts to exchange."""
    for axis, new in [(1, h), (2, w)]:
        old = x.shape[axis]
        places = place(np.arange(new), old, new)
        places = np.clip(places, 0, old - 1) if clip else places
        low = np.floor(places).astype(int)
        share = weigh(places - low).reshape(-1, *[1] * (3 - axis))
        low, high = np.clip(low, 0, old - 1), np.clip(low + neighbor, 0, old - 1)
        x = x.take(low, axis) * (1 - share) + x.take(high, axis) * share
    return x


@bilinear_resize.mistake(
    "corner centers were laid on corner centers",
    "`i * (H - 1) / (h - 1)` is the other convention (align corners). Here the areas are laid on each other: a half is added first and taken off last.",
)
def aligned(x, h, w):
    return _resized(x, h, w, place=lambda i, old, new: i * (old - 1) / max(1, new - 1))


@bilinear_resize.mistake(
    "the halves are missing",
    "`i * H / h` lays the upper left corners on each other, and the picture moves up and to the left. Centers lie at a half.",
)
def no_halves(x, h, w):
    return _resized(x, h, w, place=lambda i, old, new: i * old / new)


@bilinear_resize.mistake("the last half is missing", "After stretching, `- 0.5` goes from areas back to row numbers.")
def no_last_half(x, h, w):
    return _resized(x, h, w, place=lambda i, old, new: (i + 0.5) * old / new)


@bilinear_resize.mistake("the first half is missing", "The center of new row i lies at `i + 0.5`, not at i.")
def no_first_half(x, h, w):
    return _resized(x, h, w, place=lambda i, old, new: i * old / new - 0.5)


@bilinear_resize.mistake("the ratio is upside down", "A new place times *old size over new size* gives an old place.")
def upside_down(x, h, w):
    return _resized(x, h, w, place=lambda i, old, new: (i + 0.5) * new / old - 0.5)


@bilinear_resize.mistake(
    "the nearest pixel was taken", "Bilinear mixes the two neighbors on each axis by their distance."
)
def nearest(x, h, w):
    return _resized(x, h, w, weigh=np.round)


@bilinear_resize.mistake(
    "always the lower neighbor", "The fraction behind the floor says how much the next one counts."
)
def floored(x, h, w):
    return _resized(x, h, w, weigh=lambda t: 0 * t)


@bilinear_resize.mistake(
    "the weights are exchanged", "A place at 2.25 lies nearer to row 2: row 2 has weight 0.75, row 3 has 0.25."
)
def weights_swapped(x, h, w):
    return _resized(x, h, w, weigh=lambda t: 1 - t)


@bilinear_resize.mistake("both neighbors count the same", "Weights go by distance: the fraction of the place.")
def halves(x, h, w):
    return _resized(x, h, w, weigh=lambda t: 0 * t + 0.5)


@bilinear_resize.mistake(
    "places beyond the border were extended",
    "A place at −0.25 has no pixel before it. It takes the border's value; do not draw the line on beyond it. Clip the place *before* you split it.",
)
def extrapolated(x, h, w):
    for axis, new in [(1, h), (2, w)]:
        old = x.shape[axis]
        places = (np.arange(new) + 0.5) * old / new - 0.5
        low = np.clip(np.floor(places).astype(int), 0, max(0, old - 2))
        high = np.minimum(low + 1, old - 1)
        share = (places - low).reshape(-1, *[1] * (3 - axis))
        x = x.take(low, axis) * (1 - share) + x.take(high, axis) * share
    return x


@bilinear_resize.mistake("the border fades to zero", "Outside there are no zeros here: the border's value is repeated.")
def zeros_outside(x, h, w):
    for axis, new in [(1, h), (2, w)]:
        x = np.pad(x, [(0, 0)] * axis + [(1, 1)] + [(0, 0)] * (3 - axis))
        old = x.shape[axis] - 2
        places = (np.arange(new) + 0.5) * old / new + 0.5
        low = np.floor(places).astype(int)
        share = (places - low).reshape(-1, *[1] * (3 - axis))
        x = x.take(low, axis) * (1 - share) + x.take(np.minimum(low + 1, old + 1), axis) * share
    return x


@bilinear_resize.mistake(
    "the border wraps around", "Index −1 is the last row in NumPy. Clip places to 0 and the last row first."
)
def wrapped(x, h, w):
    for axis, new in [(1, h), (2, w)]:
        old = x.shape[axis]
        places = (np.arange(new) + 0.5) * old / new - 0.5
        low = np.floor(places).astype(int)
        share = (places - low).reshape(-1, *[1] * (3 - axis))
        x = np.take(x, low, axis, mode="wrap") * (1 - share) + np.take(x, low + 1, axis, mode="wrap") * share
    return x


@bilinear_resize.mistake("height and width are exchanged", "`h` goes with axis 1, `w` with axis 2.")
def sides_swapped(x, h, w):
    return _resized(x, w, h)


@bilinear_resize.mistake("the columns follow the height's ratio", "Each side has its own ratio: W / w for the columns.")
def one_ratio(x, h, w):
    ratio = x.shape[1] / h
    return _resized(x, h, w, place=lambda i, old, new: (i + 0.5) * ratio - 0.5)


@bilinear_resize.mistake("only the rows were resized", "Then the same along the columns, axis 2.")
def rows_only(x, h, w):
    return _resized(x, h, x.shape[2])


@bilinear_resize.mistake(
    "fractions were cut off",
    "The result must be floating also where `x` holds whole numbers. Did you write into an array of the type of `x`?",
)
def integers(x, h, w):
    return _resized(x, h, w).astype(x.dtype)


@bilinear_resize.mistake("the channels come second", "(n, h, w, c): the channels stay last.")
def channels_second(x, h, w):
    return np.moveaxis(_resized(x, h, w), 3, 1)


@bilinear_resize.mistake("only the columns were resized", "The same along the rows, axis 1.")
def columns_only(x, h, w):
    return _resized(x, x.shape[1], w)


@bilinear_resize.mistake("rows and columns of the result are exchanged", "(n, h, w, c): h rows, w columns.")
def transposed(x, h, w):
    return _resized(x, h, w).transpose(0, 2, 1, 3)


@bilinear_resize.mistake("the values were rounded", "Means of maps are no pixel colors: leave the fractions.")
def rounded_values(x, h, w):
    return _resized(x, h, w).round()


@bilinear_resize.mistake("only the first image came back", "All images, `(n, h, w, c)`.")
def one_image(x, h, w):
    return _resized(x, h, w)[:1]


@bilinear_resize.mistake(
    "the halves have the wrong signs", "From new to old: *add* a half, stretch, *take off* a half."
)
def wrong_signs(x, h, w):
    return _resized(x, h, w, place=lambda i, old, new: (i - 0.5) * old / new + 0.5)


@bilinear_resize.mistake(
    "`np.resize` repeats numbers",
    "It fills the new shape with the old numbers in reading order; no place is looked at.",
)
def numpy_resize(x, h, w):
    return np.resize(x, (len(x), h, w, x.shape[3]))


@bilinear_resize.mistake(
    "each new pixel copies the old one it lies in", "Bilinear mixes the centers on both sides of the place by distance."
)
def containing(x, h, w):
    return _resized(x, h, w, place=lambda i, old, new: np.floor((i + 0.5) * old / new))


@bilinear_resize.mistake("the columns are laid out over the height", "Columns: `(j + 0.5) * W / w - 0.5`, with W.")
def height_for_both(x, h, w):
    height = x.shape[1]
    return _resized(x, h, w, place=lambda i, old, new: (i + 0.5) * height / new - 0.5)


@bilinear_resize.mistake(
    "a place before the border has a negative weight",
    "`int(−0.25)` and `astype(int)` cut toward zero, and a fraction of −0.25 stays. Clip the places first.",
)
def toward_zero(x, h, w):
    for axis, new in [(1, h), (2, w)]:
        old = x.shape[axis]
        places = (np.arange(new) + 0.5) * old / new - 0.5
        low = places.astype(int)
        share = (places - low).reshape(-1, *[1] * (3 - axis))
        x = x.take(np.minimum(low, old - 1), axis) * (1 - share) + x.take(np.minimum(low + 1, old - 1), axis) * share
    return x


@bilinear_resize.mistake(
    "the columns took the rows' weights", "Each axis has its own fraction: that of the column's place for columns."
)
def rows_weights(x, h, w):
    def split(old, new):
        places = np.clip((np.arange(new) + 0.5) * old / new - 0.5, 0, old - 1)
        low = np.floor(places).astype(int)
        return low, np.minimum(low + 1, old - 1), places - low

    top, bottom, share = split(x.shape[1], h)
    left, right, _ = split(x.shape[2], w)
    share = share.reshape(-1, 1, 1)
    x = x.take(top, 1) * (1 - share) + x.take(bottom, 1) * share
    return x.take(left, 2) * (1 - share) + x.take(right, 2) * share


@bilinear_resize.mistake(
    "maps that shrink were smoothed", "`antialias=True` averages more than four pixels. Here two on each axis are read."
)
def smoothed(x, h, w):
    for axis, new in [(1, h), (2, w)]:
        old = x.shape[axis]
        wide = max(1.0, old / new)
        places = (np.arange(new) + 0.5) * old / new - 0.5
        weights = np.maximum(0, 1 - np.abs(places[:, None] - np.arange(old)) / wide)
        weights /= weights.sum(axis=1, keepdims=True)
        x = np.moveaxis(np.tensordot(weights, x, (1, axis)), 0, axis)
    return x


@bilinear_resize.explain
def _(args, expected, index):
    x, h, w = args
    _, i, j, _ = map(int, index)
    row, column = (i + 0.5) * x.shape[1] / h - 0.5, (j + 0.5) * x.shape[2] / w - 0.5
    return (
        f"row {i}, column {j} lies at row {row:.4g}, column {column:.4g} of the old maps: {expected[tuple(index)]:.4g}"
    )


bilinear_resize.hint(
    "Do one axis after the other: first all rows, then all columns of what came out.",
    "Place, clipped to 0 … H − 1; its floor is one neighbor, the next row the other, the fraction is the weight of the other.",
    "`x.take(rows, axis=1)` picks rows; give the weights the shape `(h, 1, 1)` for axis 1 and `(w, 1)` for axis 2.",
)
