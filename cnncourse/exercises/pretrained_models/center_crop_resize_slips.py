"""Slips of `center_crop_resize`, each with the words that a reader is told."""

import numpy as np

from .center_crop_resize import center_crop_resize


def _cut(image, top, left, edge, side, method="BICUBIC"):
    """A window of an image, resampled."""
    from PIL import Image

    square = np.ascontiguousarray(image[top : top + edge, left : left + edge])
    return np.asarray(Image.fromarray(square).resize((side, side), getattr(Image.Resampling, method)))


def _middle(image):
    """Top, left and side of the square in the middle."""
    h, w, _ = image.shape
    edge = min(h, w)
    return (h - edge) // 2, (w - edge) // 2, edge


@center_crop_resize.mistake(
    "the photograph is squashed",
    "You resampled the whole image, so a circle becomes an egg. Cut the square out first.",
)
def squashed(image, side):
    from PIL import Image

    return np.asarray(Image.fromarray(image).resize((side, side), Image.Resampling.BICUBIC))


@center_crop_resize.mistake(
    "the square is not in the middle", "It starts at the top left corner. How much is left over?"
)
def at_the_corner(image, side):
    return _cut(image, 0, 0, min(image.shape[:2]), side)


@center_crop_resize.mistake(
    "the square lies at the other end", "You cut off all that is left over at the top or left; half of it goes there."
)
def at_the_other_end(image, side):
    h, w, _ = image.shape
    edge = min(h, w)
    return _cut(image, h - edge, w - edge, edge, side)


@center_crop_resize.mistake(
    "one pixel off where the rest is odd", "Of 7 pixels 3 go at the top or left and 4 on the other side: round down."
)
def rounded_up(image, side):
    h, w, _ = image.shape
    edge = min(h, w)
    return _cut(image, (h - edge + 1) // 2, (w - edge + 1) // 2, edge, side)


@center_crop_resize.mistake(
    "you cut out `side` pixels",
    "That shows a small part at full size. Cut the largest square, then resample it to `side`.",
)
def window_of_side(image, side):
    h, w, _ = image.shape
    top, left = max(0, (h - side) // 2), max(0, (w - side) // 2)
    return image[top : top + side, left : left + side]


@center_crop_resize.mistake(
    "the square is not resampled", "The largest square is cut out well, but it still has the image's own pixels."
)
def not_resampled(image, side):
    top, left, edge = _middle(image)
    return image[top : top + edge, left : left + edge]


@center_crop_resize.mistake(
    "resampled first, cut afterwards",
    "Nearly the same, but the sides are rounded before the cut and pixels outside the square are mixed in. Cut first.",
)
def resampled_first(image, side):
    from PIL import Image

    h, w, _ = image.shape
    scale = side / min(h, w)
    small = Image.fromarray(image).resize((round(w * scale), round(h * scale)), Image.Resampling.BICUBIC)
    top, left = (small.height - side) // 2, (small.width - side) // 2
    return np.asarray(small)[top : top + side, left : left + side]


@center_crop_resize.mistake(
    "pixels outside the square play a part", "`ImageOps.fit` looks beyond the edge of its box. Cut the array first."
)
def fitted(image, side):
    from PIL import Image, ImageOps

    return np.asarray(ImageOps.fit(Image.fromarray(image), (side, side), Image.Resampling.BICUBIC))


@center_crop_resize.mistake(
    "neighbors are copied, not blended", "That is `NEAREST`: it picks single pixels. Asked for is bicubic resampling."
)
def nearest(image, side):
    return _cut(image, *_middle(image), side, "NEAREST")


@center_crop_resize.mistake("that is bilinear", "Asked for is `Image.Resampling.BICUBIC`.")
def bilinear(image, side):
    return _cut(image, *_middle(image), side, "BILINEAR")


@center_crop_resize.mistake("that is Lanczos' filter", "Asked for is `Image.Resampling.BICUBIC`.")
def lanczos(image, side):
    return _cut(image, *_middle(image), side, "LANCZOS")


@center_crop_resize.mistake(
    "black bars in place of a cut", "You filled the image up to a square. Here what sticks out is cut off."
)
def black_bars(image, side):
    h, w, c = image.shape
    edge = max(h, w)
    square = np.zeros((edge, edge, c), np.uint8)
    top, left = (edge - h) // 2, (edge - w) // 2
    square[top : top + h, left : left + w] = image
    return _cut(square, 0, 0, edge, side)


@center_crop_resize.mistake(
    "it was divided by 255", "Pixels stay in 0–255 here; each network's own scaling comes afterwards."
)
def divided(image, side):
    return _cut(image, *_middle(image), side) / 255


@center_crop_resize.mistake(
    "only wide images are cut in the middle", "A photograph may be higher than wide. Treat both directions alike."
)
def wide_only(image, side):
    h, w, _ = image.shape
    return _cut(image, 0, max(0, (w - h) // 2), min(h, w), side)


@center_crop_resize.mistake(
    "only high images are cut in the middle", "What about a photograph that is wider than high?"
)
def high_only(image, side):
    h, w, _ = image.shape
    return _cut(image, max(0, (h - w) // 2), 0, min(h, w), side)
