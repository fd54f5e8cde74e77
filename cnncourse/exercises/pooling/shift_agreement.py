"""`shift_agreement`: reference, cases, slips and hints."""

import numpy as np

from cnncourse import ops
from cnncourse.autocheck import exercise

from .basis import _maps


@exercise(points=2, minutes=8)
def shift_agreement(f, x: np.ndarray, shift: tuple[int, int]) -> float:
    """How much of `f(x)` stays as it is when the images move: 1 if `f` does not notice, about 0 if all is new.

    Args:
        f: takes maps, `(n, h, w, c)`, and returns an array of any shape.
        x: the images, `(n, h, w, c)`.
        shift: `(down, right)` in pixels. What leaves at one side comes in at the other, so that no pixel is lost.

    Returns:
        The correlation (Pearson's r) of all numbers in `f(x)` with those in `f(moved x)`, place by place; exactly 1.0 where
        the two agree up to rounding, even if they are constant.
    """
    # BEGIN SOLUTION
    before = f(x)
    after = f(np.roll(x, shift, axis=(1, 2)))
    if np.allclose(before, after):
        return 1.0
    return float(np.corrcoef(before.ravel(), after.ravel())[0, 1])
    # END SOLUTION


def nothing(x):
    """Images as they are."""
    return x


def every_second(x):
    """One pixel of four."""
    return x[:, ::2, ::2]


def largest_of_four(x):
    """2×2 maximum pooling with stride 2."""
    return ops.max_pool2d(x, 2)


def mean_of_map(x):
    """Global average pooling."""
    return x.mean(axis=(1, 2))


@shift_agreement.cases
def _(rng):
    steps = np.arange(12.0).reshape(1, 2, 6, 1) ** 2
    yield "one pixel to the right", (nothing, steps, (0, 1))
    yield "one pixel down", (nothing, _maps(rng, 1, 4, 6, 1), (1, 0))
    yield "a function that does not notice", (mean_of_map, _maps(rng, 2, 4, 6, 3), (1, 2))
    yield "blank images", (every_second, np.full((1, 4, 6, 1), 0.5), (0, 1))
    yield "every second pixel", (every_second, _maps(rng, 2, 6, 8, 1), (2, 3))
    yield "maximum pooling", (largest_of_four, _maps(rng, 2, 6, 8, 3), (1, 2))
    yield "up and to the left", (largest_of_four, _maps(rng, 3, 6, 4, 2), (-1, -1))


def _correlation(a, b):
    return 1.0 if np.allclose(a, b) else float(np.corrcoef(a.ravel(), b.ravel())[0, 1])


@shift_agreement.mistake(
    "you moved the output along",
    "That measures equivariance: whether the answer moves as the image does. Here the question is what stays in its place, "
    "so compare `f(x)` itself with `f` of the moved images.",
)
def moved_the_output(f, x, shift):
    return _correlation(np.roll(f(x), shift, axis=(1, 2)), f(np.roll(x, shift, axis=(1, 2))))


@shift_agreement.mistake(
    "you compared the images and left `f` out",
    "Apply `f` to the images as they are and to the moved ones, then compare.",
)
def without_f(f, x, shift):
    return _correlation(x, np.roll(x, shift, axis=(1, 2)))


@shift_agreement.mistake(
    "you moved the answer in place of the images",
    "Shifting `f(x)` says nothing about `f`. Shift `x`, then ask `f` again.",
)
def moved_only_the_answer(f, x, shift):
    return _correlation(f(x), np.roll(f(x), shift, axis=(1, 2)))


@shift_agreement.mistake(
    "down and right are exchanged", "`shift` is `(down, right)`: the first number moves rows, axis 1 of `x`."
)
def exchanged_shift(f, x, shift):
    return _correlation(f(x), f(np.roll(x, shift[::-1], axis=(1, 2))))


@shift_agreement.mistake(
    "you moved along the wrong axes",
    "`x` is `(n, h, w, c)`: rows are axis 1 and columns axis 2; axis 0 counts the images.",
)
def wrong_axes(f, x, shift):
    return _correlation(f(x), f(np.roll(x, shift, axis=(0, 1))))


@shift_agreement.mistake(
    "you moved the other way", "A shift of `(0, 1)` takes the pixel of column 0 to column 1, as `np.roll` does."
)
def other_way(f, x, shift):
    return _correlation(f(x), f(np.roll(x, (-shift[0], -shift[1]), axis=(1, 2))))


@shift_agreement.mistake(
    "zeros came in at the edge",
    "What leaves the image at one side comes in at the other (`np.roll`). Otherwise a new edge is measured together with the shift.",
)
def zeros_came_in(f, x, shift):
    moved = np.roll(x, shift, axis=(1, 2))
    rows, columns = (np.arange(side) for side in x.shape[1:3])
    out = [(k < s) if s >= 0 else (k >= len(k) + s) for k, s in ((rows, shift[0]), (columns, shift[1]))]
    moved[:, out[0]] = 0
    moved[:, :, out[1]] = 0
    return _correlation(f(x), f(moved))


@shift_agreement.mistake(
    "that is the cosine, not the correlation",
    "Subtract the mean of each side first. Without that, bright images agree with each other whatever they show. (`np.corrcoef` does it.)",
)
def cosine(f, x, shift):
    a, b = f(x).ravel(), f(np.roll(x, shift, axis=(1, 2))).ravel()
    return 1.0 if np.allclose(a, b) else float(a @ b / np.sqrt((a @ a) * (b @ b)))


@shift_agreement.mistake(
    "you counted the values that stay equal",
    "A value that changes by a hair is then as bad as one that is replaced. The correlation tells them apart.",
)
def share_of_equal(f, x, shift):
    return float(np.isclose(f(x), f(np.roll(x, shift, axis=(1, 2)))).mean())


@shift_agreement.mistake(
    "you returned the whole table of correlations",
    "`np.corrcoef` gives a 2×2 table: each with itself on the diagonal, the pair beside it. One number is wanted.",
)
def whole_table(f, x, shift):
    a, b = f(x).ravel(), f(np.roll(x, shift, axis=(1, 2))).ravel()
    return 1.0 if np.allclose(a, b) else np.corrcoef(a, b)


@shift_agreement.mistake(
    "constant answers give 0/0",
    "The correlation divides by the spread, and a blank image has none. Where nothing changes, return 1.0 before dividing.",
)
def not_a_number(f, x, shift):
    a, b = f(x).ravel(), f(np.roll(x, shift, axis=(1, 2))).ravel()
    with np.errstate(all="ignore"):
        return float("nan") if a.std() < 1e-12 else float(np.corrcoef(a, b)[0, 1])


@shift_agreement.mistake(
    "you moved columns and channels",
    "`x` is `(n, h, w, c)`: rows are axis 1 and columns axis 2. Axes 2 and 3 are those of PyTorch's layout.",
)
def axes_of_another_layout(f, x, shift):
    return _correlation(f(x), f(np.roll(x, shift, axis=(2, 3))))


@shift_agreement.mistake(
    "you moved the numbers as one long row",
    "Without `axis`, `np.roll` flattens the array first: pixels slip into the next row and the next channel.",
)
def rolled_flat(f, x, shift):
    return _correlation(f(x), f(np.roll(x, shift)))


@shift_agreement.mistake(
    "you moved to the right only", "`shift` has two numbers: the first moves rows down, along axis 1."
)
def only_right(f, x, shift):
    return _correlation(f(x), f(np.roll(x, shift[1], axis=2)))


@shift_agreement.mistake("you moved down only", "`shift` has two numbers: the second moves columns, along axis 2.")
def only_down(f, x, shift):
    return _correlation(f(x), f(np.roll(x, shift[0], axis=1)))


@shift_agreement.mistake(
    "you averaged a correlation for each image",
    "All numbers of both answers go into one correlation: flatten them, images included.",
)
def image_by_image(f, x, shift):
    pairs = zip(f(x), f(np.roll(x, shift, axis=(1, 2))), strict=True)
    return float(np.mean([_correlation(before, after) for before, after in pairs]))


@shift_agreement.mistake(
    "constant answers count as no agreement",
    "A blank image stays as it is, so the agreement is 1.0, although its correlation is 0/0. Ask whether anything changed first.",
)
def zero_for_constant(f, x, shift):
    a, b = f(x).ravel(), f(np.roll(x, shift, axis=(1, 2))).ravel()
    return 0.0 if min(a.std(), b.std()) < 1e-12 else float(np.corrcoef(a, b)[0, 1])


@shift_agreement.mistake(
    "that is the covariance",
    "It grows with the contrast of the images. Divided by both spreads it is the correlation (`np.corrcoef`).",
)
def covariance(f, x, shift):
    a, b = f(x).ravel(), f(np.roll(x, shift, axis=(1, 2))).ravel()
    return 1.0 if np.allclose(a, b) else float(np.cov(a, b)[0, 1])


@shift_agreement.mistake("you squared the correlation", "r itself is wanted. Squared, it cannot be negative any more.")
def squared(f, x, shift):
    return _correlation(f(x), f(np.roll(x, shift, axis=(1, 2)))) ** 2


@shift_agreement.mistake("you took the magnitude", "A negative r says that bright became dark. Keep the sign.")
def magnitude(f, x, shift):
    return abs(_correlation(f(x), f(np.roll(x, shift, axis=(1, 2)))))


@shift_agreement.mistake(
    "that is 1 minus the mean change",
    "It depends on the scale of the answers: ten times brighter images would agree less. The correlation does not.",
)
def one_minus_change(f, x, shift):
    return 1.0 - float(np.abs(f(x) - f(np.roll(x, shift, axis=(1, 2)))).mean())


shift_agreement.hint(
    "Ask `f` twice: once about the images, once about the moved images. Then compare the two answers number by number.",
    "`np.roll(x, shift, axis=(1, 2))` moves all images at once.",
    "`np.corrcoef(a.ravel(), b.ravel())[0, 1]` is the correlation of two arrays.",
    "Before that: `if np.allclose(before, after): return 1.0`.",
)
