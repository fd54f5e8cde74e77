"""Further slips of `center_crop_resize`, each with the words that a reader is told."""

import numpy as np

from .center_crop_resize import center_crop_resize
from .center_crop_resize_slips import _cut, _middle


def _window(window, side):
    """Any window, resampled; where it is empty an error, as Pillow has it."""
    from PIL import Image

    return np.asarray(Image.fromarray(np.ascontiguousarray(window)).resize((side, side), Image.Resampling.BICUBIC))


@center_crop_resize.mistake(
    "height and width are exchanged", "`image.shape` is `(h, w, 3)`: rows first. The rest below belongs to `h`."
)
def exchanged(image, side):
    h, w, _ = image.shape
    edge = min(h, w)
    return _cut(image, (w - edge) // 2, (h - edge) // 2, edge, side)


@center_crop_resize.mistake(
    "a row and a column are missing", "A slice excludes its end: `top : top + edge` is `edge` rows."
)
def one_short(image, side):
    top, left, edge = _middle(image)
    return _cut(image, top, left, edge - 1, side)


@center_crop_resize.mistake(
    "the slice ends too early", "`image[top:edge]` has `edge - top` rows. A square of `edge` rows ends at `top + edge`."
)
def ends_at_edge(image, side):
    top, left, edge = _middle(image)
    return _window(image[top:edge, left:edge], side)


@center_crop_resize.mistake(
    "half the side to both directions of the middle loses a pixel",
    "`edge // 2` up and down is one row short where `edge` is odd. Take a start and a length.",
)
def around_the_middle(image, side):
    h, w, _ = image.shape
    half = min(h, w) // 2
    return _window(image[h // 2 - half : h // 2 + half, w // 2 - half : w // 2 + half], side)


@center_crop_resize.mistake(
    "what is left is no square if the rest is odd",
    "You cut the same number off at both ends: of 7 pixels 3 and 3, and one too many stays. Take a start and a length.",
)
def both_ends_alike(image, side):
    h, w, _ = image.shape
    top, left, _ = _middle(image)
    return _window(image[top : h - top, left : w - left], side)


@center_crop_resize.mistake(
    "pixels were picked, not blended",
    "Taking every second or third pixel is not bicubic resampling: use Pillow's `resize`.",
)
def picked(image, side):
    top, left, edge = _middle(image)
    places = np.arange(side) * edge // side
    return image[top : top + edge, left : left + edge][places][:, places]


@center_crop_resize.mistake(
    "you cut out `side` pixels, and start before the image where it is smaller",
    "`(h - side) // 2` is negative in a small image, and counts from the end. Cut the largest square, then resample it.",
)
def window_of_side_negative(image, side):
    h, w, _ = image.shape
    top, left = (h - side) // 2, (w - side) // 2
    return image[top : top + side, left : left + side]


@center_crop_resize.mistake(
    "width and height are exchanged", "Pillow's `size` is `(width, height)`, NumPy's `shape` has the height first."
)
def size_exchanged(image, side):
    from PIL import Image

    photo = Image.fromarray(image)
    h, w = photo.size
    edge = min(h, w)
    left, top = (w - edge) // 2, (h - edge) // 2
    box = (left, top, left + edge, top + edge)
    return np.asarray(photo.crop(box).resize((side, side), Image.Resampling.BICUBIC))


@center_crop_resize.mistake(
    "high photographs are squashed", "Wide ones are cut well. A photograph that is higher than wide loses rows."
)
def high_squashed(image, side):
    h, w, _ = image.shape
    left = max(0, (w - h) // 2)
    return _window(image[:, left : left + h], side)


@center_crop_resize.mistake(
    "wide photographs are squashed", "High ones are cut well. A photograph that is wider than high loses columns."
)
def wide_squashed(image, side):
    h, w, _ = image.shape
    top = max(0, (h - w) // 2)
    return _window(image[top : top + w], side)


@center_crop_resize.mistake(
    "the square has three pixels", "`min(image.shape)` finds the 3 channels. Only rows and columns count: `shape[:2]`."
)
def three_pixels(image, side):
    h, w, _ = image.shape
    edge = min(image.shape)
    return _cut(image, (h - edge) // 2, (w - edge) // 2, edge, side)


@center_crop_resize.mistake(
    "black bars in place of a cut: the longer side was taken",
    "The largest square that fits has the *shorter* side. Pillow's `crop` fills with black what lies outside.",
)
def bars_by_pillow(image, side):
    from PIL import Image

    h, w, _ = image.shape
    edge = max(h, w)
    left, top = (w - edge) // 2, (h - edge) // 2
    box = (left, top, left + edge, top + edge)
    return np.asarray(Image.fromarray(image).crop(box).resize((side, side), Image.Resampling.BICUBIC))


@center_crop_resize.mistake(
    "the slice is empty where nothing is cut off",
    "`image[top:-top]` with top = 0 ends before row 0. Take a start and a length: `top : top + edge`.",
)
def empty_slice(image, side):
    top, left, _ = _middle(image)
    return _window(image[top:-top, left:-left], side)


@center_crop_resize.mistake(
    "that is another bicubic resampling",
    "Keras and TensorFlow look at a few neighbors only and leave out pixels when they shrink; Pillow blends them all.",
)
def keras_resized(image, side):
    import keras

    top, left, edge = _middle(image)
    square = image[None, top : top + edge, left : left + edge].astype(np.float32)
    found = keras.ops.image.resize(square, (side, side), interpolation="bicubic")[0]
    return np.uint8(np.clip(np.round(np.asarray(found)), 0, 255))
