"""Slips of `random_crop_flip`, each with the words that a reader is told."""

import numpy as np

from .random_crop_flip import random_crop_flip


def _window(image, size, top, left, flip, axis=1):
    crop = image[top : top + size, left : left + size]
    return np.flip(crop, axis) if flip else crop


def _places(image, size, rng, more=1):
    return tuple(int(rng.integers(0, side - size + more)) if side - size + more > 0 else 0 for side in image.shape[:2])


@random_crop_flip.mistake(
    "the last row and column of places never come up",
    "`rng.integers(low, high)` never gives `high`. Seven rows have three places for a window of five: 0, 1 and 2.",
)
def last_place_missing(image, size, rng):
    return _window(image, size, *_places(image, size, rng, more=0), rng.random() < 0.5)


@random_crop_flip.mistake("it is never mirrored", "In half of the cases left and right are exchanged.")
def never_mirrored(image, size, rng):
    return _window(image, size, *_places(image, size, rng), False)


@random_crop_flip.mistake("it is always mirrored", "Only in half of the cases: draw that as well.")
def always_mirrored(image, size, rng):
    return _window(image, size, *_places(image, size, rng), True)


@random_crop_flip.mistake(
    "it stands on its head", "The first axis counts rows. Left and right are columns: the second axis."
)
def upside_down(image, size, rng):
    return _window(image, size, *_places(image, size, rng), rng.random() < 0.5, axis=0)


@random_crop_flip.mistake(
    "the channels were mirrored: red became blue",
    "`[..., ::-1]` turns the last axis around. Left and right are columns: the second axis.",
)
def channels_mirrored(image, size, rng):
    return _window(image, size, *_places(image, size, rng), rng.random() < 0.5, axis=2)


@random_crop_flip.mistake(
    "it was turned by half a turn", "`[::-1, ::-1]` turns rows and columns around. Only the columns are mirrored."
)
def half_turn(image, size, rng):
    return _window(image, size, *_places(image, size, rng), rng.random() < 0.5, axis=(0, 1))


@random_crop_flip.mistake(
    "rows and columns were exchanged",
    "A transposed image lies on its side. Mirroring turns the columns around and leaves them columns.",
)
def transposed(image, size, rng):
    crop = _window(image, size, *_places(image, size, rng), False)
    return crop.transpose(1, 0, 2) if rng.random() < 0.5 else crop


@random_crop_flip.mistake(
    "the window is always the middle one", "That is the crop for testing. For training its place is drawn."
)
def middle(image, size, rng):
    top, left = ((side - size) // 2 for side in image.shape[:2])
    return _window(image, size, top, left, rng.random() < 0.5)


@random_crop_flip.mistake(
    "the window always begins at the corner", "Its place is drawn: one number for the row, one for the column."
)
def corner(image, size, rng):
    return _window(image, size, 0, 0, rng.random() < 0.5)


@random_crop_flip.mistake(
    "one number served for row and column", "Then windows lie on the diagonal only. Draw a row, and draw a column."
)
def on_the_diagonal(image, size, rng):
    place = int(rng.integers(0, min(image.shape[:2]) - size + 1))
    return _window(image, size, place, place, rng.random() < 0.5)


@random_crop_flip.mistake(
    "only the corners and the middle come up",
    "Those are the paper's five windows for *testing*. For training every window is equally likely.",
)
def five_windows(image, size, rng):
    h, w = (side - size for side in image.shape[:2])
    places = [(0, 0), (0, w), (h, 0), (h, w), (h // 2, w // 2)]
    return _window(image, size, *places[rng.integers(0, 5)], rng.random() < 0.5)


@random_crop_flip.mistake(
    "the same window comes back at each call",
    "A generator that is made inside starts over each time. Use the `rng` that you are given.",
)
def starts_over(image, size, rng):
    rng = np.random.default_rng(0)
    return _window(image, size, *_places(image, size, rng), rng.random() < 0.5)


@random_crop_flip.mistake(
    "the randomness does not come from `rng`", "Two runs from the same state of `rng` have to give the same windows."
)
def other_source(image, size, rng):
    rng = np.random.default_rng()
    return _window(image, size, *_places(image, size, rng), rng.random() < 0.5)


@random_crop_flip.mistake(
    "the image itself was changed",
    "The mirrored window was written back into the image of whoever called you. Return a new array or a view.",
)
def written_back(image, size, rng):
    top, left = _places(image, size, rng)
    if rng.random() < 0.5:
        image[top : top + size, left : left + size] = image[top : top + size, left : left + size][:, ::-1].copy()
    return image[top : top + size, left : left + size].copy()


@random_crop_flip.mistake(
    "the last row and column of places never come up",
    "`rng.integers(0, h - size)` never gives `h - size`, and has nothing to give where the window just fits.",
)
def last_place_raises(image, size, rng):
    h, w = image.shape[:2]
    return _window(image, size, rng.integers(0, h - size), rng.integers(0, w - size), rng.random() < 0.5)


@random_crop_flip.mistake("the first row and column of places never come up", "Places begin at 0, not at 1.")
def first_place_missing(image, size, rng):
    h, w = image.shape[:2]
    return _window(image, size, rng.integers(1, h - size + 1), rng.integers(1, w - size + 1), rng.random() < 0.5)


@random_crop_flip.mistake(
    "places at the edge come up half as often as others",
    "`round` gives 0 and the last place half as much room as those between. `rng.integers` is even.",
)
def edges_rarer(image, size, rng):
    h, w = image.shape[:2]
    top, left = round(rng.random() * (h - size)), round(rng.random() * (w - size))
    return _window(image, size, top, left, rng.random() < 0.5)


@random_crop_flip.mistake(
    "the columns were drawn by the height", "An image may be wider than high: its columns have places of their own."
)
def height_for_both(image, size, rng):
    top, left = (rng.integers(0, image.shape[0] - size + 1) for _ in range(2))
    return _window(image, size, top, left, rng.random() < 0.5)


@random_crop_flip.mistake(
    "the rows were drawn by the width", "An image may be higher than wide: its rows have places of their own."
)
def width_for_both(image, size, rng):
    top, left = (rng.integers(0, image.shape[1] - size + 1) for _ in range(2))
    return _window(image, size, top, left, rng.random() < 0.5)


@random_crop_flip.mistake("height and width are exchanged", "`image.shape` begins with the rows: h, w, channels.")
def exchanged_sides(image, size, rng):
    w, h = image.shape[:2]
    return _window(image, size, rng.integers(0, h - size + 1), rng.integers(0, w - size + 1), rng.random() < 0.5)


@random_crop_flip.mistake(
    "windows hang over the edge", "The last window begins at h − size, not at the last row. Slices end without a word."
)
def over_the_edge(image, size, rng):
    h, w = image.shape[:2]
    return _window(image, size, rng.integers(0, h), rng.integers(0, w), rng.random() < 0.5)


@random_crop_flip.mistake(
    "it is mirrored in both directions", "Only left and right are exchanged: a cat on its head is another picture."
)
def both_directions(image, size, rng):
    crop = _window(image, size, *_places(image, size, rng), rng.random() < 0.5)
    return crop[::-1] if rng.random() < 0.5 else crop


@random_crop_flip.mistake(
    "all three axes were turned around",
    "`np.flip(crop)` turns rows, columns and channels. Give it the axis of columns.",
)
def all_axes(image, size, rng):
    return _window(image, size, *_places(image, size, rng), rng.random() < 0.5, axis=None)


@random_crop_flip.mistake(
    "place and mirroring hang together",
    "One random number served twice. Three draws: a row, a column, whether to mirror.",
)
def one_number_twice(image, size, rng):
    number = rng.random()
    top, left = int(number * (image.shape[0] - size + 1)), rng.integers(0, image.shape[1] - size + 1)
    return _window(image, size, top, left, number < 0.5)


@random_crop_flip.mistake(
    "the window has one row and one column too many",
    "A slice does not include its end: `top : top + size` is `size` rows.",
)
def one_larger(image, size, rng):
    top, left = _places(image, size, rng)
    return _window(image, size + 1, top, left, rng.random() < 0.5)


@random_crop_flip.mistake(
    "the slice ends at `size`, wherever it begins", "A window that begins at `top` ends at `top + size`."
)
def ends_at_size(image, size, rng):
    top, left = _places(image, size, rng)
    crop = image[top:size, left:size]
    return crop[:, ::-1] if rng.random() < 0.5 else crop


@random_crop_flip.mistake("the image was not cut", "`size` rows and `size` columns of it are asked for.")
def not_cut(image, size, rng):
    return image[:, ::-1] if rng.random() < 0.5 else image


@random_crop_flip.mistake(
    "one number served for row and column",
    "`top = left = …` keeps windows on the diagonal, and past the edge where the image is not square. Draw twice.",
)
def diagonal_of_rows(image, size, rng):
    place = rng.integers(0, image.shape[0] - size + 1)
    return _window(image, size, place, place, rng.random() < 0.5)
