"""Further slips of `occlusion_map`, each with the words that a reader is told."""

import numpy as np

from .occlusion_map import occlusion_map
from .occlusion_map_slips import _covered, _drops


@occlusion_map.mistake(
    "there is a number for each pixel", "One number for each tile is asked for: `(ceil(h / size), ceil(w / size))`."
)
def each_pixel(predict, image, label, size):
    drops = np.kron(_drops(predict, image, label, _covered(image, size)), np.ones((size, size)))
    return drops[: image.shape[0], : image.shape[1]]


@occlusion_map.mistake("it was scaled", "For a picture that is fine; asked for are differences of probabilities.")
def scaled_drops(predict, image, label, size):
    drops = _drops(predict, image, label, _covered(image, size))
    return drops / np.abs(drops).max()


@occlusion_map.mistake("all classes are still there", "Pick the column `label` of what `predict` returns.")
def all_classes(predict, image, label, size):
    covered = _covered(image, size)
    answers = predict(covered.reshape(-1, *image.shape))
    return (predict(image[None]) - answers).reshape(*covered.shape[:2], -1)


@occlusion_map.mistake("`predict` takes a batch", "One image needs an axis in front: `image[None]`, `(1, h, w, c)`.")
def no_batch(predict, image, label, size):
    return predict(image)


@occlusion_map.mistake(
    "tiles were counted in pixels",
    "Tile number i starts at pixel `i * size`. `copy[i : i + size]` moves by one pixel only.",
)
def counted_in_pixels(predict, image, label, size):
    covered = _covered(image, size)
    rows, columns = covered.shape[:2]
    for i in range(rows):
        for j in range(columns):
            covered[i, j] = image
            covered[i, j, i : i + size, j : j + size] = 0
    return _drops(predict, image, label, covered)


@occlusion_map.mistake(
    "earlier tiles of the row are still covered", "A new copy is needed for every tile, not for every row of tiles."
)
def restored_by_row(predict, image, label, size):
    covered = _covered(image, size)
    for i, row in enumerate(covered):
        for j in range(len(row)):
            covered[i, j] = image
            covered[i, j, i * size : (i + 1) * size, : (j + 1) * size] = 0
    return _drops(predict, image, label, covered)


@occlusion_map.mistake("the tiles are set to −1", "That is black after scaling. Asked for is 0, a medium gray.")
def filled_with_black(predict, image, label, size):
    return _drops(predict, image, label, _covered(image, size, fill=-1.0))


@occlusion_map.mistake(
    "each tile is a pixel too large", "`i * size : (i + 1) * size` is `size` rows: the end is excluded."
)
def one_too_large(predict, image, label, size):
    return _drops(predict, image, label, _covered(image, size, width=size + 1))


@occlusion_map.mistake("that is the class before", "Classes count from 0, as columns do.")
def class_before_it(predict, image, label, size):
    return _drops(predict, image, label - 1, _covered(image, size))


@occlusion_map.mistake(
    "those are differences of logarithms", "Asked for is the probability before minus the probability after."
)
def logarithms(predict, image, label, size):
    whole = predict(image[None])[0, label]
    return np.log(whole) - np.log(whole - _drops(predict, image, label, _covered(image, size)))


@occlusion_map.mistake(
    "it is what is left, as a share", "Asked for is the probability before minus the probability after."
)
def share_left(predict, image, label, size):
    whole = predict(image[None])[0, label]
    return 1 - _drops(predict, image, label, _covered(image, size)) / whole


@occlusion_map.mistake(
    "it was scaled to 0 … 1", "For a picture that is fine; asked for are differences of probabilities."
)
def zero_to_one_drops(predict, image, label, size):
    drops = _drops(predict, image, label, _covered(image, size))
    return (drops - drops.min()) / (drops.max() - drops.min())


@occlusion_map.mistake(
    "there is one number for the whole image", "Each tile has its own: the result is a grid of numbers."
)
def one_number(predict, image, label, size):
    return float(_drops(predict, image, label, _covered(image, size)).mean())


@occlusion_map.mistake("the tiles are set to 0.5", "This image is scaled already: in its scale medium gray is 0.")
def filled_with_half(predict, image, label, size):
    return _drops(predict, image, label, _covered(image, size, fill=0.5))


@occlusion_map.mistake(
    "the tiles are set to 127", "That is gray in bytes. This image is scaled already: in its scale gray is 0."
)
def filled_with_127(predict, image, label, size):
    return _drops(predict, image, label, _covered(image, size, fill=127.0))


@occlusion_map.mistake(
    "the whole image was asked for its best class",
    "Follow the class `label`, in the whole image as in the covered ones.",
)
def best_of_whole(predict, image, label, size):
    before = predict(image[None])[0]
    return _drops(predict, image, label, _covered(image, size)) - before[label] + before.max()


@occlusion_map.mistake(
    "`size` was taken for the number of tiles", "It is the side of a tile in pixels; how many fit is `ceil(h / size)`."
)
def size_is_count(predict, image, label, size):
    h, w, _ = image.shape
    found = np.zeros((size, size))
    for i in range(size):
        for j in range(size):
            one = image.copy()
            one[i * (h // size) : (i + 1) * (h // size), j * (w // size) : (j + 1) * (w // size)] = 0
            found[i, j] = predict(image[None])[0, label] - predict(one[None])[0, label]
    return found


@occlusion_map.mistake("there are as many columns as rows", "An image need not be square: columns come from `w`.")
def square_by_height(predict, image, label, size):
    return _placed(predict, image, label, size, *[-(-image.shape[0] // size)] * 2)


@occlusion_map.mistake("there are as many rows as columns", "An image need not be square: rows come from `h`.")
def square_by_width(predict, image, label, size):
    return _placed(predict, image, label, size, *[-(-image.shape[1] // size)] * 2)


@occlusion_map.mistake(
    "the row of a tile is taken for its column", "`copy[rows, columns]`: `i` counts rows, so it belongs first."
)
def place_exchanged(predict, image, label, size):
    h, w, _ = image.shape
    return _placed(predict, image, label, size, -(-h // size), -(-w // size), exchanged=True)


def _placed(predict, image, label, size, rows, columns, exchanged=False):
    """The drops on a grid of any size; `exchanged` covers row j and column i."""
    found = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            one, (a, b) = image.copy(), (j, i) if exchanged else (i, j)
            one[a * size : (a + 1) * size, b * size : (b + 1) * size] = 0
            found[i, j] = predict(image[None])[0, label] - predict(one[None])[0, label]
    return found


@occlusion_map.mistake(
    "the list of tiles was folded the wrong way",
    "Row by row it is `reshape(rows, columns)`; `reshape(columns, rows)` and a turn put tiles elsewhere.",
)
def folded_and_turned(predict, image, label, size):
    drops = _drops(predict, image, label, _covered(image, size))
    return drops.ravel().reshape(drops.shape[::-1]).T


@occlusion_map.mistake(
    "`[label]` picked an image, not a class", "The first axis of what `predict` returns is images: `[:, label]`."
)
def image_of_label(predict, image, label, size):
    covered = _covered(image, size)
    answers = predict(covered.reshape(-1, *image.shape))[label]
    return (predict(image[None])[0, label] - answers).reshape(covered.shape[:2])


@occlusion_map.mistake(
    "`[label]` picked an image, where there is only one", "The first axis is images: `predict(image[None])[0, label]`."
)
def image_of_label_alone(predict, image, label, size):
    before = predict(image[None])[label]
    found = np.zeros((-(-image.shape[0] // size), -(-image.shape[1] // size)))
    found[0, 0] = before
    return found
