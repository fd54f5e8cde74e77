"""Slips of `occlusion_map`, each with the words that a reader is told."""

import numpy as np

from .occlusion_map import occlusion_map


def _covered(image, size, fill=0.0, up=True, step=None, width=None, keep=False):
    """Copies of the image with one tile each that is filled, `(rows, columns, h, w, c)`; `keep` fills all the rest."""
    h, w, _ = image.shape
    step, width = step or size, size if width is None else width
    last = (lambda n: -(-n // step)) if up else (lambda n: n // step)
    rows, columns = (last(h), last(w)) if step == size else (h - size + 1, w - size + 1)
    made = []
    for i in range(rows):
        for j in range(columns):
            one = np.full_like(image, fill) if keep else image.copy()
            place = np.s_[i * step : i * step + width, j * step : j * step + width]
            one[place] = image[place] if keep else fill
            made.append(one)
    return np.array(made).reshape(rows, columns, *image.shape)


def _drops(predict, image, label, covered):
    rows, columns = covered.shape[:2]
    answers = predict(covered.reshape(-1, *image.shape))[:, label]
    return predict(image[None])[0, label] - answers.reshape(rows, columns)


@occlusion_map.mistake(
    "the sign is turned", "A tile that the network needs gives a positive number: before minus after."
)
def turned(predict, image, label, size):
    return -_drops(predict, image, label, _covered(image, size))


@occlusion_map.mistake(
    "those are the probabilities themselves",
    "Asked for is by how much they fall: subtract them from that of the whole image.",
)
def not_subtracted(predict, image, label, size):
    return predict(image[None])[0, label] - _drops(predict, image, label, _covered(image, size))


@occlusion_map.mistake(
    "the tiles at the edge are missing", "A part of a tile at the right or at the bottom is a tile, too: round up."
)
def edge_missing(predict, image, label, size):
    return _drops(predict, image, label, _covered(image, size, up=False))


@occlusion_map.mistake(
    "earlier tiles are still covered",
    "Each time only one tile is covered. Take a new copy of the image for every tile.",
)
def not_restored(predict, image, label, size):
    covered = _covered(image, size)
    one = image.copy()
    for i, row in enumerate(covered):
        for j in range(len(row)):
            one[i * size : (i + 1) * size, j * size : (j + 1) * size] = 0
            covered[i, j] = one
    return _drops(predict, image, label, covered)


@occlusion_map.mistake(
    "the image is changed, and earlier tiles are still covered", "`copy = image` makes no copy. `image.copy()` does."
)
def image_used_up(predict, image, label, size):
    found = not_restored(predict, image, label, size)
    image[...] = 0
    return found


@occlusion_map.mistake(
    "the image is changed, and the whole is compared with itself",
    "The whole image was asked last, when all its tiles were covered. Work on copies: `image.copy()`.",
)
def whole_last(predict, image, label, size):
    found = not_restored(predict, image, label, size) - predict(image[None])[0, label]
    image[...] = 0
    return found + predict(image[None])[0, label]


@occlusion_map.mistake("the tiles are white", "They are set to 0. After scaling, 0 is a medium gray.")
def filled_with_one(predict, image, label, size):
    return _drops(predict, image, label, _covered(image, size, fill=1.0))


@occlusion_map.mistake("the tiles have the mean of the image", "They are set to 0.")
def filled_with_mean(predict, image, label, size):
    covered = _covered(image, size)
    rows, columns = covered.shape[:2]
    for i in range(rows):
        for j in range(columns):
            covered[i, j, i * size : (i + 1) * size, j * size : (j + 1) * size] = image.mean()
    return _drops(predict, image, label, covered)


@occlusion_map.mistake("the tiles have the mean color of the image", "They are set to 0 in all channels.")
def filled_with_color(predict, image, label, size):
    covered = _covered(image, size)
    rows, columns = covered.shape[:2]
    for i in range(rows):
        for j in range(columns):
            covered[i, j, i * size : (i + 1) * size, j * size : (j + 1) * size] = image.mean(axis=(0, 1))
    return _drops(predict, image, label, covered)


@occlusion_map.mistake(
    "`label` is not used", "You took the class that wins. Asked for is the class `label`, in every picture."
)
def winner_taken(predict, image, label, size):
    best = int(predict(image[None])[0].argmax())
    return _drops(predict, image, best, _covered(image, size))


@occlusion_map.mistake(
    "each picture was asked for its own best class",
    "`max` takes another class as soon as the first one falls behind. Follow the class `label`.",
)
def each_best(predict, image, label, size):
    covered = _covered(image, size)
    answers = predict(covered.reshape(-1, *image.shape)).max(axis=1).reshape(covered.shape[:2])
    return predict(image[None])[0].max() - answers


@occlusion_map.mistake("that is class 0", "`label` is not used.")
def first_class(predict, image, label, size):
    return _drops(predict, image, 0, _covered(image, size))


@occlusion_map.mistake(
    "the window moves pixel by pixel", "Tiles lie side by side here: the next one starts `size` pixels farther."
)
def pixel_by_pixel(predict, image, label, size):
    return _drops(predict, image, label, _covered(image, size, step=1))


@occlusion_map.mistake(
    "everything but the tile is covered", "That shows what one tile is worth alone. Cover the tile, keep the rest."
)
def rest_covered(predict, image, label, size):
    return _drops(predict, image, label, _covered(image, size, keep=True))


@occlusion_map.mistake(
    "a row and a column of each tile are left open",
    "A slice excludes its end: `i * size : (i + 1) * size` is `size` rows.",
)
def one_short_tile(predict, image, label, size):
    return _drops(predict, image, label, _covered(image, size, width=size - 1))


@occlusion_map.mistake("only the first channel is covered", "All channels of the tile are set to 0.")
def first_channel(predict, image, label, size):
    covered = _covered(image, size)
    covered[..., 1:] = image[..., 1:]
    return _drops(predict, image, label, covered)


@occlusion_map.mistake(
    "it is the ratio, not the difference", "Asked for is the probability before minus the probability after."
)
def ratio(predict, image, label, size):
    whole = predict(image[None])[0, label]
    return _drops(predict, image, label, _covered(image, size)) / whole


@occlusion_map.mistake(
    "negative places are cut off", "Where the class gains by the cover, something spoke against it. Keep the sign."
)
def cut_at_zero(predict, image, label, size):
    return np.maximum(_drops(predict, image, label, _covered(image, size)), 0)


@occlusion_map.mistake("the sign is gone", "Where the class gains by the cover the number is negative.")
def without_sign(predict, image, label, size):
    return np.abs(_drops(predict, image, label, _covered(image, size)))


@occlusion_map.mistake("the map is still a list", "Give it the shape of the grid of tiles.")
def one_row(predict, image, label, size):
    return _drops(predict, image, label, _covered(image, size)).ravel()


@occlusion_map.mistake("rows and columns are exchanged", "The map lies as the image does: rows first.")
def flipped(predict, image, label, size):
    return _drops(predict, image, label, _covered(image, size)).T


@occlusion_map.mistake(
    "the tiles are in the wrong order", "A list that was made column by column cannot be reshaped row by row."
)
def column_by_column(predict, image, label, size):
    drops = _drops(predict, image, label, _covered(image, size))
    return drops.T.reshape(drops.shape)
