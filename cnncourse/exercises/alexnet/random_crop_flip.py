"""`random_crop_flip`: reference, cases, slips and hints."""

import numpy as np

from cnncourse.autocheck import Unusable, exercise

from .basis import _snapped


def _numbered(h: int, w: int) -> np.ndarray:
    """An image whose values say where they are: hundreds of rows, columns, and the channel behind the point."""
    rows, columns, channels = np.meshgrid(np.arange(h), np.arange(w), [0.1, 0.2, 0.3], indexing="ij")
    return 100.0 * rows + columns + channels


def _decoded(y: np.ndarray, image: np.ndarray, size: int) -> tuple:
    """`(top, left, how)` of a crop of a numbered image."""
    channels = np.round(10 * (y % 1)).astype(int)
    if (channels != np.array([1, 2, 3])).any():
        how = "channels reversed" if (channels == np.array([3, 2, 1])).all() else "no window"
        if how == "channels reversed" and y[0, 0, 0] > y[-1, 0, 0]:
            how = "rows and channels reversed"
        return None, None, how
    rows, columns = np.floor(y[..., 0] / 100).astype(int), np.floor(y[..., 0] % 100).astype(int)
    top, left = int(rows.min()), int(columns.min())
    window = image[top : top + size, left : left + size]
    for how, turned in (
        ("as it is", window), ("left and right exchanged", window[:, ::-1]), ("upside down", window[::-1]),
        ("turned by half a turn", window[::-1, ::-1]),
    ):  # fmt: skip
        if np.array_equal(y, turned):
            return top, left, how
    if y.shape[0] == y.shape[1] and np.array_equal(y, window.transpose(1, 0, 2)):
        return top, left, "rows and columns exchanged"
    return top, left, "no window"


@exercise(points=2, minutes=8)
def random_crop_flip(image: np.ndarray, size: int, rng: np.random.Generator) -> np.ndarray:
    """A random square window of an image, in half of the cases mirrored: the paper's augmentation.

    Every window that fits is equally likely, those at the edges included; rows and columns are drawn independently. With
    probability 1/2 left and right are exchanged.

    Args:
        image: `(h, w, channels)`; `h` and `w` may differ and are at least `size`. It keeps its values.
        size: side of the window in pixels.
        rng: where all randomness comes from, as in `rng.integers(low, high)` and `rng.random()`.

    Returns:
        The window, `(size, size, channels)`.
    """
    # BEGIN SOLUTION
    h, w, _ = image.shape
    top = rng.integers(0, h - size + 1)
    left = rng.integers(0, w - size + 1)
    crop = image[top : top + size, left : left + size]
    if rng.random() < 0.5:
        crop = crop[:, ::-1]
    return crop
    # END SOLUTION


@random_crop_flip.cases
def _(rng):
    yield "an image larger than the window", (7, 9, 5)
    yield "as high as the window, and wider", (6, 8, 6)
    yield "as wide as the window, and higher", (8, 5, 5)
    yield "exactly the window", (4, 4, 4)


@random_crop_flip.observe
def _(answer, args):
    h, w, size = args
    image = _numbered(h, w)
    kept = image.copy()

    def draw(generator, times):
        made = []
        for _ in range(times):
            y = answer(image, size, generator)
            if y is None:
                raise Unusable("it returned None", "A function without `return` gives None.")
            made.append(np.array(y))
            if made[-1].shape != (size, size, 3):
                raise Unusable(
                    f"a window of shape {made[-1].shape} where {(size, size, 3)} was expected",
                    f"The image is {h}×{w}. Is `size` a side, and does every window fit into it?",
                )
        return made

    crops = draw(np.random.default_rng(5), 900)
    again = draw(np.random.default_rng(5), 40)
    found = [_decoded(crop, kept, size) for crop in crops]
    share = np.mean([how != "as it is" for *_, how in found])
    places = {(top, left) for top, left, _ in found}
    return {
        "what was done to windows": tuple(sorted({how for *_, how in found})),
        "share that was changed": _snapped(float(share), 0.5, within=0.12),
        "rows at which windows begin": tuple(sorted({top for top, _ in places if top is not None})),
        "columns at which they begin": tuple(sorted({left for _, left in places if left is not None})),
        "different places": len(places),
        "place and mirroring are independent": len(set(found)) == 2 * (h - size + 1) * (w - size + 1),
        "each place is equally likely": _evenly([top for top, *_ in found]) and _evenly([left for _, left, _ in found]),
        "the same generator, the same windows": all(map(np.array_equal, crops[:40], again)),
        "the image keeps its values": bool((image == kept).all()),
    }


def _evenly(drawn: list) -> bool:
    """Whether what came up came up about equally often: no share further off than chance gives once in a million."""
    counts = np.unique([-1 if one is None else one for one in drawn], return_counts=True)[1]
    share = 1 / len(counts)
    return bool(np.abs(counts / len(drawn) - share).max() <= 5 * np.sqrt(share * (1 - share) / len(drawn)))


random_crop_flip.hint(
    "Three draws: a row, a column, and whether to mirror.",
    "How many places has a window of 5 along 7 pixels? `rng.integers(0, n)` gives 0 … n − 1.",
    "`image[top : top + size, left : left + size]` keeps all channels.",
    "`crop[:, ::-1]` mirrors; do it if `rng.random() < 0.5`.",
)
