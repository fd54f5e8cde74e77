"""Exercises of the lesson on pretrained models."""

import numpy as np

from cnncourse.autocheck import Unusable, choice, exercise


@exercise(points=2, minutes=6, seconds=60)
def center_crop_resize(image: np.ndarray, side: int) -> np.ndarray:
    """The largest square in the middle of a photograph, resampled to the side that a network expects.

    First the square is cut out: its side is the shorter side of the image. If the number of pixels left over is odd, one
    pixel fewer falls away at the top, or at the left, than on the other side. Then Pillow resamples it, bicubic:
    `Image.fromarray(square).resize((side, side), Image.Resampling.BICUBIC)`, with `from PIL import Image`.

    Args:
        image: `(h, w, 3)`, uint8.
        side: of the result, in pixels.

    Returns:
        `(side, side, 3)`, uint8.
    """
    # BEGIN SOLUTION
    from PIL import Image

    h, w, _ = image.shape
    edge = min(h, w)
    top, left = (h - edge) // 2, (w - edge) // 2
    square = image[top : top + edge, left : left + edge]
    return np.asarray(Image.fromarray(square).resize((side, side), Image.Resampling.BICUBIC))
    # END SOLUTION


@center_crop_resize.cases
def _(rng):
    def draw(h, w):
        return rng.integers(0, 256, (h, w, 3)).astype(np.uint8)

    yield "wider than high", (draw(5, 12), 4)
    yield "higher than wide", (draw(17, 8), 5)
    yield "a small one is blown up", (draw(6, 9), 11)
    yield "a square", (draw(10, 10), 7)


@center_crop_resize.observe
def _(answer, args):
    from PIL import Image

    found = answer(*args)
    if isinstance(found, Image.Image):
        raise Unusable("it returned Pillow's image", "`np.asarray(…)` makes an array of it.")
    return found


def _cut(image, top, left, edge, side, method="BICUBIC"):
    """A window of an image, resampled."""
    from PIL import Image

    square = np.ascontiguousarray(image[top : top + edge, left : left + edge])
    return np.asarray(Image.fromarray(square).resize((side, side), getattr(Image.Resampling, method)))


def _window(window, side):
    """Any window, resampled; where it is empty an error, as Pillow has it."""
    from PIL import Image

    return np.asarray(Image.fromarray(np.ascontiguousarray(window)).resize((side, side), Image.Resampling.BICUBIC))


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


center_crop_resize.hint(
    "Which side is shorter? How many pixels of the longer one are left over, and how many of these go in front?",
    "`edge = min(h, w)`, and `(h - edge) // 2` rows go at the top, `(w - edge) // 2` columns at the left.",
    "`image[top : top + edge, left : left + edge]` is the square; then the line of the docstring, and `np.asarray`.",
)


MEANS = (123.68, 116.779, 103.939)  # red, green, blue; as in Keras' imagenet_utils


@exercise(points=3, minutes=8)
def preprocess(x: np.ndarray, mode: str) -> np.ndarray:
    """Scale images as a family of networks was trained to see them.

    - `"caffe"` (ResNet, VGG): channels turned from RGB to BGR, then from each its mean subtracted. The means are
      123.68 for red, 116.779 for green, 103.939 for blue. Nothing is divided.
    - `"tf"` (Xception, Inception, MobileNet): divided by 127.5, then 1 subtracted: −1 … 1.
    - `"torch"` (DenseNet): divided by 255, then 0.485, 0.456, 0.406 subtracted, then divided by 0.229, 0.224, 0.225
      (red, green, blue). The channels stay RGB.
    - `"lite"` (EfficientNet-Lite): 127 subtracted, then divided by 128.
    - `"none"` (EfficientNet, MobileNet v3, ConvNeXt in Keras): the numbers stay; the network scales inside.

    Args:
        x: RGB images, `(n, h, w, 3)`, uint8 or float32, 0–255. It must not be changed.
        mode: one of the five.

    Returns:
        Floats, `(n, h, w, 3)`.

    Raises:
        ValueError: `mode` is something else.
    """
    # BEGIN SOLUTION
    x = x.astype(np.float32)  # a new array
    if mode == "caffe":
        return x[..., ::-1] - np.array([103.939, 116.779, 123.68], np.float32)
    if mode == "tf":
        return x / 127.5 - 1
    if mode == "torch":
        mean, std = np.array([[0.485, 0.456, 0.406], [0.229, 0.224, 0.225]], np.float32)
        return (x / 255 - mean) / std
    if mode == "lite":
        return (x - 127) / 128
    if mode == "none":
        return x
    raise ValueError(f"there is no mode {mode!r}")
    # END SOLUTION


@preprocess.cases
def _(rng):
    def draw(n, h, w, dtype):
        return rng.integers(0, 256, (n, h, w, 3)).astype(dtype)

    yield "caffe", (draw(2, 3, 4, np.float32), "caffe")
    yield "tf, bytes", (draw(2, 4, 3, np.uint8), "tf")
    yield "torch", (draw(1, 3, 5, np.float32), "torch")
    yield "lite, bytes", (draw(2, 3, 2, np.uint8), "lite")
    yield "lite", (draw(1, 2, 4, np.float32), "lite")
    yield "none", (draw(2, 3, 5, np.float32), "none")
    yield "caffe, bytes", (draw(1, 3, 5, np.uint8), "caffe")
    yield "no such mode", (draw(1, 2, 3, np.uint8), "keras")


def _but(wrong):
    """The right answer but for the modes in `wrong`, functions of the images as float32."""

    def answer(x, mode):
        return wrong[mode](x.astype(np.float32)) if mode in wrong else preprocess.reference(x, mode)

    return answer


_TORCH_MEAN, _TORCH_STD = np.array([0.485, 0.456, 0.406]), np.array([0.229, 0.224, 0.225])
_RGB = np.array(MEANS)


def _slip(name, headline, look="", **wrong):
    """Declare a mistake that differs from the right answer in some modes only."""
    answer = _but(wrong)
    answer.__name__ = name
    preprocess.mistake(headline, look)(answer)


_slip(
    "not_turned",
    "the channels are still RGB",
    "The Caffe networks read blue first. The means go with their colors.",
    caffe=lambda x: x - _RGB,
)
_slip(
    "means_not_turned",
    "the channels are turned, the means are not",
    "After `[..., ::-1]` blue comes first, and so must its mean.",
    caffe=lambda x: x[..., ::-1] - _RGB,
)
_slip(
    "means_turned_only",
    "the means are turned, the channels are not",
    "Blue's mean was subtracted from red. Turn the channels, too.",
    caffe=lambda x: x - _RGB[::-1],
)
_slip(
    "means_missing",
    "the means are still in it",
    "Turning the channels is half of it: subtract the mean of each color.",
    caffe=lambda x: x[..., ::-1],
)
_slip(
    "width_turned",
    "the images are mirrored",
    "Colors are the last axis: `x[..., ::-1]`. `x[:, :, ::-1]` turns the columns round.",
    caffe=lambda x: x[:, :, ::-1] - _RGB[::-1],
)
_slip(
    "batch_turned",
    "the order of the images is turned",
    "`x[::-1]` reverses the first axis. Colors are the last one.",
    caffe=lambda x: x[::-1] - _RGB[::-1],
)
_slip(
    "caffe_divided",
    "Caffe's images are not divided",
    "They keep their size: after the means go, numbers reach from about −124 to 151.",
    caffe=lambda x: (x[..., ::-1] - _RGB[::-1]) / 255,
)
_slip(
    "caffe_divided_first",
    "divided by 255, and then the means of 0–255 subtracted",
    "Every number lies near −100 then, and the picture is gone. Caffe's images are not divided.",
    caffe=lambda x: x[..., ::-1] / 255 - _RGB[::-1],
)
_slip(
    "own_means",
    "that is the mean of these images",
    "The means are those of ImageNet, the same for every image: the network was trained with them.",
    caffe=lambda x: x[..., ::-1] - x[..., ::-1].mean(axis=(0, 1, 2)),
)
_slip("to_one", "0 … 1 in place of −1 … 1", "Black has to become −1 and white 1.", tf=lambda x: x / 255)
_slip("to_two", "0 … 2 in place of −1 … 1", "The division is right; then 1 is subtracted.", tf=lambda x: x / 127.5)
_slip(
    "one_from_pixels",
    "1 was subtracted from the pixels",
    "Divide first: one less than a pixel is hardly any difference.",
    tf=lambda x: (x - 1) / 127.5,
)
_slip(
    "tf_is_lite",
    "127 and 128 are Lite's numbers",
    "`tf` takes the exact half, 127.5, so that white is 1 and black −1.",
    tf=lambda x: (x - 127) / 128,
)
_slip(
    "lite_is_tf",
    "127.5 is the number of `tf`",
    "Lite subtracts 127 and divides by 128. The difference is small, and it is there.",
    lite=lambda x: (x - 127.5) / 127.5,
)
_slip("lite_exchanged", "127 and 128 are exchanged", "127 is subtracted.", lite=lambda x: (x - 128) / 127)
_slip(
    "lite_brackets",
    "brackets are missing",
    "`x - 127 / 128` divides first: it takes 0.99 off each pixel.",
    lite=lambda x: x - 127 / 128,
)
_slip(
    "lite_divided_twice",
    "divided by 255 before",
    "127 belongs to pixels in 0–255. After a division by 255 all pixels are alike.",
    lite=lambda x: (x / 255 - 127) / 128,
)
_slip(
    "torch_not_divided",
    "the division by 255 is missing",
    "0.485 is the mean of pixels in 0–1.",
    torch=lambda x: (x - _TORCH_MEAN) / _TORCH_STD,
)
_slip(
    "torch_no_spread",
    "the second division is missing",
    "After the means go, each color is divided by its spread.",
    torch=lambda x: x / 255 - _TORCH_MEAN,
)
_slip(
    "torch_not_centered",
    "the means of `torch` are not subtracted",
    "Divide by 255, subtract 0.485, 0.456, 0.406, and then divide again.",
    torch=lambda x: x / 255 / _TORCH_STD,
)
_slip(
    "torch_brackets",
    "the means of `torch` are subtracted last",
    "The order counts: means first, then the spread. Are brackets missing?",
    torch=lambda x: x / 255 - _TORCH_MEAN / _TORCH_STD,
)
_slip(
    "torch_spread_first",
    "the spread is divided out before the mean goes",
    "First subtract, then divide.",
    torch=lambda x: x / 255 / _TORCH_STD - _TORCH_MEAN,
)
_slip(
    "torch_turned",
    "only Caffe's networks read BGR",
    "In `torch` red stays first.",
    torch=lambda x: (x[..., ::-1] / 255 - _TORCH_MEAN) / _TORCH_STD,
)
_slip(
    "torch_exchanged",
    "means and spreads are exchanged",
    "0.485, 0.456, 0.406 are subtracted.",
    torch=lambda x: (x / 255 - _TORCH_STD) / _TORCH_MEAN,
)
_slip(
    "none_divided",
    "`none` divides",
    "These networks have the division inside. A second one leaves them an almost black picture.",
    none=lambda x: x / 255,
)
_slip(
    "unknown_goes_on",
    "an unknown mode goes through",
    'A typing error such as `"cafe"` must not pass silently: raise a ValueError.',
    keras=lambda x: x,
)
_slip(
    "unknown_is_none",
    "an unknown mode gives None",
    "The function ends without `return` then. Raise a ValueError, so that a typing error is seen.",
    keras=lambda x: None,
)


_slip(
    "height_turned",
    "the images stand on their heads",
    "Colors are the last axis: `x[..., ::-1]`. `x[:, ::-1]` turns the rows round.",
    caffe=lambda x: x[:, ::-1] - _RGB[::-1],
)
_slip(
    "red_lost",
    "red is lost",
    "Blue was written over red before red was read, so both are blue. `x[..., ::-1]` turns all at once.",
    caffe=lambda x: x[..., [2, 1, 2]] - _RGB[::-1],
)
_slip("to_zero", "−1 … 0 in place of −1 … 1", "255 has to become 2 before 1 is subtracted.", tf=lambda x: x / 255 - 1)
_slip("tf_127", "the divisor is 127", "`tf` divides by the exact half of 255: 127.5.", tf=lambda x: x / 127 - 1)
_slip("tf_128", "the divisor is 128", "`tf` divides by the exact half of 255: 127.5.", tf=lambda x: x / 128 - 1)
_slip(
    "torch_multiplied",
    "the spread is multiplied, not divided",
    "After the division every color has a spread of about 1.",
    torch=lambda x: (x / 255 - _TORCH_MEAN) * _TORCH_STD,
)
_slip(
    "lite_order",
    "divided first, then 127 subtracted",
    "127 belongs to pixels in 0–255: subtract it first.",
    lite=lambda x: x / 128 - 127,
)
_slip("lite_128", "128 twice", "127 is subtracted, and then it is divided by 128.", lite=lambda x: (x - 128) / 128)
_slip("lite_127", "127 twice", "127 is subtracted, and then it is divided by 128.", lite=lambda x: (x - 127) / 127)


@preprocess.mistake(
    "bytes wrap around",
    "uint8 has nothing below 0: 100 − 127 becomes 229. Make floats of the pixels first.",
)
def wrapped(x, mode):
    if mode == "lite":
        return (x - (np.uint8(127) if x.dtype == np.uint8 else 127)) / 128
    return preprocess.reference(x, mode)


@preprocess.mistake(
    "it changes `x` in place",
    "`x -= …` and `x /= …` write into the caller's array. Whoever calls twice gets another answer. Begin with a copy.",
)
def in_place(x, mode):
    y = preprocess.reference(x, mode)
    if x.dtype == np.float32 and mode in ("caffe", "torch", "lite"):
        x[...] = y[..., ::-1] if mode == "caffe" else y
    return y


@preprocess.mistake(
    "Keras changes `x` in place",
    "Its `preprocess_input` writes into an array of floats. Hand over a copy: `x.astype(np.float32)` is one.",
)
def keras_in_place(x, mode):
    y = preprocess.reference(x, mode)
    if x.dtype == np.float32 and mode in ("caffe", "torch"):
        x[...] = y[..., ::-1] if mode == "caffe" else y
    return y


@preprocess.mistake(
    "it changes Caffe's `x` in place",
    "`x[..., ::-1]` is a view: what is subtracted from it is subtracted from `x`, too. Begin with a copy.",
)
def view_in_place(x, mode):
    y = preprocess.reference(x, mode)
    if x.dtype == np.float32 and mode == "caffe":
        x[...] = y[..., ::-1]
    return y


@preprocess.mistake(
    "the result is bytes", "Means and divisions leave fractions and negative numbers, and uint8 has neither."
)
def bytes_again(x, mode):
    return preprocess.reference(x, mode).astype(np.int64).astype(np.uint8)


@preprocess.mistake("every mode does the same", "`mode` is not used: what you return is the scaling of `tf`.")
def always_tf(x, mode):
    return preprocess.reference(x, "tf")


preprocess.hint(
    "Begin with `x = x.astype(np.float32)`. That is a new array, and floats have a sign.",
    "A vector of three numbers is laid along the last axis: `x - np.array([a, b, c])` subtracts one from each color.",
    "Caffe: `x[..., ::-1]` puts blue first, so the means are `[103.939, 116.779, 123.68]`.",
    "At the end, behind all modes: `raise ValueError(...)`.",
)


which_preprocessing = choice(
    "which_preprocessing",
    """
    `model = keras.applications.EfficientNetB0()` has its ImageNet weights, and `x` holds photographs as float32, 0–255.
    What does it expect?
    """,
    right="c",
    a=(
        "`model(x / 255)`",
        "The network divides by 255 itself, in its first layers. After two divisions every pixel is below 0.004: an almost black picture.",
    ),
    b=(
        "`model(keras.applications.resnet.preprocess_input(x))`",
        "That is the scaling of another family: blue first, means gone. It runs without a complaint, and that is the danger.",
    ),
    c=(
        "`model(x)`: `efficientnet.preprocess_input` exists and returns `x` as it is",
        "In Keras' EfficientNet, MobileNet v3 and ConvNeXt the scaling is part of the model. Calling their `preprocess_input` is harmless, and a good habit.",
    ),
    d=(
        "`model(x / 127.5 - 1)`, as all of Google's networks",
        "Xception, Inception and MobileNet v1 and v2 want −1 … 1. EfficientNet in Keras scales inside, so here it would be scaled twice.",
    ),
)


@exercise(points=1, minutes=4, seconds=60, tolerance=1e-4)
def preprocess_without_side_effects(x: np.ndarray) -> np.ndarray:
    """What `keras.applications.resnet.preprocess_input` makes of images, while `x` stays as it is.

    Args:
        x: RGB images, `(n, h, w, 3)`, 0–255, uint8, float32 or float64.

    Returns:
        The scaled images, `(n, h, w, 3)`.
    """
    # BEGIN SOLUTION
    import keras

    return keras.applications.resnet.preprocess_input(x.copy())
    # END SOLUTION


@preprocess_without_side_effects.cases
def _(rng):
    yield "float32", (rng.uniform(0, 255, (2, 3, 4, 3)).astype(np.float32),)
    yield "bytes", (rng.integers(0, 256, (1, 4, 3, 3)).astype(np.uint8),)
    yield "float64", (rng.uniform(0, 255, (2, 2, 5, 3)),)


def _keras_scaled(x, family="resnet"):
    import keras

    return np.asarray(getattr(keras.applications, family).preprocess_input(np.array(x)))


@preprocess_without_side_effects.mistake(
    "`x` is changed in place",
    "`preprocess_input` writes into an array of floats. What you hand over must be a copy. `np.asarray(x)`, `x[:]` and "
    "`astype(…, copy=False)` are none.",
)
def handed_over(x):
    import keras

    return keras.applications.resnet.preprocess_input(x)


@preprocess_without_side_effects.mistake(
    "a float64 array is still changed", "Copy it whatever its type is; a test for float32 alone lets others through."
)
def float32_only(x):
    import keras

    return keras.applications.resnet.preprocess_input(x.copy() if x.dtype == np.float32 else x)


@preprocess_without_side_effects.mistake(
    "a float32 array is still changed",
    "`np.asarray(x, np.float32)` and `astype(np.float32, copy=False)` copy only if the type differs. `x.copy()` always does.",
)
def as_array(x):
    import keras

    return keras.applications.resnet.preprocess_input(np.asarray(x, np.float32))


@preprocess_without_side_effects.mistake(
    "the fractions are gone", "Converting to uint8 does make a copy, but it rounds. Copy with `x.copy()`."
)
def through_bytes(x):
    return _keras_scaled(x.astype(np.uint8))


@preprocess_without_side_effects.mistake(
    "that is the scaling of Xception", "Asked for is ResNet's: `keras.applications.resnet.preprocess_input`."
)
def other_family(x):
    return _keras_scaled(x, "xception")


@preprocess_without_side_effects.mistake(
    "that is the scaling of DenseNet", "Asked for is ResNet's: `keras.applications.resnet.preprocess_input`."
)
def third_family(x):
    return _keras_scaled(x, "densenet")


@preprocess_without_side_effects.mistake(
    "that is the identity", "EfficientNet's `preprocess_input` changes nothing. Asked for is ResNet's."
)
def no_scaling(x):
    return x.copy()


@preprocess_without_side_effects.mistake(
    "divided by 255 before", "`preprocess_input` expects pixels in 0–255; its means are about 100."
)
def divided_before(x):
    return _keras_scaled(x / 255)


@preprocess_without_side_effects.mistake("it was scaled twice", "Is `preprocess_input` called once only?")
def scaled_twice(x):
    return _keras_scaled(_keras_scaled(x))


@preprocess_without_side_effects.mistake(
    "the copy came too late",
    "You returned a copy that was taken before the scaling, or scaled `x` and kept the copy. Scale the copy.",
)
def late_copy(x):
    import keras

    kept = x.copy()
    keras.applications.resnet.preprocess_input(x)
    return kept


@preprocess_without_side_effects.mistake(
    "the means are gone, the channels are not turned",
    "That is what an array looks like after it was scaled in place. Return what `preprocess_input` returns.",
)
def result_dropped(x):
    copy = x.astype(np.result_type(x, np.float32))
    return copy - _RGB


@preprocess_without_side_effects.mistake(
    "the copy was scaled, and the copy was returned",
    "ResNet's function turns the channels in a view, so the copy keeps its order, and bytes are not even changed. "
    "Return what `preprocess_input` returns.",
)
def copy_returned(x):
    import keras

    copy = x.copy()
    keras.applications.resnet.preprocess_input(copy)
    return copy


@preprocess_without_side_effects.mistake(
    "putting `x` back has changed the result",
    "What `preprocess_input` returns is a view of what it was given: both are the same memory. Hand over a copy.",
)
def put_back(x):
    import keras

    kept = x.copy()
    scaled = keras.applications.resnet.preprocess_input(x)
    x[...] = kept
    return scaled


@preprocess_without_side_effects.mistake(
    "the channels are turned, the means are still in it", "That is half of it; let `preprocess_input` do all."
)
def turned_only(x):
    return x[..., ::-1]


preprocess_without_side_effects.hint(
    "Some other array has to be handed to `preprocess_input`.",
    "`x.copy()` is a new array with the same numbers, whatever its type.",
    "`return keras.applications.resnet.preprocess_input(x.copy())`",
)


@exercise(points=2, minutes=4)
def top_k(probabilities: np.ndarray, k: int) -> np.ndarray:
    """The numbers of the `k` most probable classes of each image, the best first.

    Args:
        probabilities: `(n, classes)`; no two of an image are equal.
        k: how many, at most as many as there are classes.

    Returns:
        Whole numbers, `(n, k)`. Classes count from 0.
    """
    # BEGIN SOLUTION
    return np.argsort(-probabilities, axis=1)[:, :k]
    # END SOLUTION


@top_k.cases
def _(rng):
    def draw(n, classes):
        return rng.permuted(np.tile(np.arange(1.0, classes + 1), (n, 1)), axis=1) / (classes * (classes + 1) / 2)

    yield "two of five", (np.array([[0.1, 0.4, 0.05, 0.15, 0.3], [0.5, 0.02, 0.28, 0.08, 0.12]]), 2)
    yield "the best alone", (draw(3, 7), 1)
    yield "five of twenty", (draw(4, 20).astype(np.float32), 5)
    yield "all of them", (draw(2, 6), 6)
    yield "a thousand of five thousand", (draw(2, 5000), 1000)


@top_k.observe
def _(answer, args):
    found = answer(*args)
    if isinstance(found, np.ndarray) and found.dtype.kind == "f" and np.array_equal(found, np.round(found)):
        raise Unusable("the right kind of numbers, but floats", "An index has to be whole: what did the conversion?")
    return found


@top_k.mistake(
    "the best comes last", "`argsort` goes from small to large. You have the right classes in the wrong order."
)
def best_last(probabilities, k):
    return np.argsort(probabilities, axis=1)[:, -k:]


@top_k.mistake("those are the least probable", "`argsort` starts with the smallest. Turn it round.")
def least(probabilities, k):
    return np.argsort(probabilities, axis=1)[:, :k]


@top_k.mistake(
    "those are the least probable, the very least last",
    "You took the first `k` and turned them round afterwards. Turn first.",
)
def least_turned(probabilities, k):
    return np.argsort(probabilities, axis=1)[:, :k][:, ::-1]


@top_k.mistake("those are probabilities, not classes", "`sort` gives the values in order, `argsort` where they stood.")
def values(probabilities, k):
    return np.sort(probabilities, axis=1)[:, ::-1][:, :k]


@top_k.mistake("the images are sorted, not the classes", "Classes are the second axis: `axis=1`.")
def over_images(probabilities, k):
    return np.argsort(-probabilities, axis=0)[:, :k]


@top_k.mistake(
    "the order of the images is turned",
    "`[::-1]` reverses the first axis. The classes are the second one: `[:, ::-1]`.",
)
def images_turned(probabilities, k):
    return np.argsort(probabilities, axis=1)[::-1][:, -k:]


@top_k.mistake(
    "`[::-1]` turned the images, not the classes", "`argsort` is ascending along axis 1: turn that one, `[:, ::-1]`."
)
def images_turned_least(probabilities, k):
    return np.argsort(probabilities, axis=1)[::-1][:, :k]


@top_k.mistake(
    "`k` images were taken in place of `k` classes", "The first axis is images. Slice the second: `[:, :k]`."
)
def k_images(probabilities, k):
    return np.argsort(-probabilities, axis=1)[:k]


@top_k.mistake("only the first image is answered", "There are `n` images, and each gets its `k` classes.")
def first_image(probabilities, k):
    return np.argsort(-probabilities[0])[:k]


@top_k.mistake("one class too many", "A slice excludes its end: `[:k]` is `k` of them.")
def one_more(probabilities, k):
    return np.argsort(-probabilities, axis=1)[:, : k + 1]


@top_k.mistake(
    "one class is missing", "Counting back with `[:-k:-1]` stops one early: a slice excludes its end, backward, too."
)
def one_fewer(probabilities, k):
    return np.argsort(probabilities, axis=1)[:, :-k:-1]


@top_k.mistake("classes count from 0", "You added 1. The numbers are used as indices into the list of labels.")
def from_one(probabilities, k):
    return np.argsort(-probabilities, axis=1)[:, :k] + 1


@top_k.mistake(
    "that is the rank of each class",
    "`argsort` twice gives ranks. Asked for are the classes in the order of their rank.",
)
def ranks(probabilities, k):
    return np.argsort(np.argsort(-probabilities, axis=1), axis=1)[:, :k]


@top_k.mistake(
    "the classes are in the order of their numbers", "The `k` are right, but the most probable has to come first."
)
def by_number(probabilities, k):
    return np.sort(np.argsort(-probabilities, axis=1)[:, :k], axis=1)


@top_k.mistake("all classes are still there", "Sorted well; now keep the first `k`.")
def everything(probabilities, k):
    return np.argsort(-probabilities, axis=1)


@top_k.mistake("that is the best class alone", "`argmax` knows one. Asked for are `k` of them, in order.")
def best_alone(probabilities, k):
    return probabilities.argmax(axis=1)


@top_k.mistake("the first class is skipped", "Python counts from 0: `[:k]`, not `[1:k + 1]`.")
def skipped(probabilities, k):
    return np.argsort(-probabilities, axis=1)[:, 1 : k + 1]


@top_k.mistake("rows and columns are exchanged", "Asked for is `(n, k)`: a row for each image.")
def transposed(probabilities, k):
    return np.argsort(-probabilities, axis=1)[:, :k].T


@top_k.mistake("all images were thrown together", "Without `axis=1`, or after `ravel`, images compete with each other.")
def thrown_together(probabilities, k):
    return np.argsort(-probabilities, axis=None)[:k]


@top_k.mistake(
    "those are negative probabilities, not classes", "`sort` gives the values in order, `argsort` where they stood."
)
def negative_values(probabilities, k):
    return np.sort(-probabilities, axis=1)[:, :k]


@top_k.mistake(
    "those are probabilities, not classes, the best one last", "`sort` gives values, `argsort` where they stood."
)
def values_ascending(probabilities, k):
    return np.sort(probabilities, axis=1)[:, -k:]


@top_k.mistake(
    "that is one class of each image", "`[:, k]` is the column number k alone. The first `k` columns are `[:, :k]`."
)
def one_column(probabilities, k):
    order = np.argsort(-probabilities, axis=1)
    return order[:, min(k, order.shape[1] - 1)]


@top_k.mistake(
    "the right classes, but not in order", "`argpartition` only gathers the `k` best. They still have to be sorted."
)
def gathered(probabilities, k):
    return np.argpartition(-probabilities, k - 1, axis=1)[:, :k]


@top_k.mistake("the images are sorted, and rows were taken", "Classes are the second axis: `axis=1`, then `[:, :k]`.")
def rows_over_images(probabilities, k):
    return np.argsort(-probabilities, axis=0)[:k]


@top_k.mistake(
    "the images are sorted, and turned", "Classes are the second axis: `axis=1`, and nothing has to be turned."
)
def over_images_turned(probabilities, k):
    return np.argsort(-probabilities, axis=0)[:k].T


@top_k.mistake(
    "the best class is missing", "`[:, -k:-1]` stops before the last one, and that is the best. Write `[:, -k:]`."
)
def best_missing(probabilities, k):
    return np.argsort(probabilities, axis=1)[:, -k:-1][:, ::-1]


@top_k.mistake("there are always five", "`k` says how many.")
def always_five(probabilities, k):
    return np.argsort(-probabilities, axis=1)[:, :5]


@top_k.mistake(
    "`top_k` gives two things", "First the probabilities, then the classes. Return the second: `[1]`, or `.indices`."
)
def pair(probabilities, k):
    order = np.argsort(-probabilities, axis=1)[:, :k]
    return np.take_along_axis(probabilities, order, axis=1), order


@top_k.mistake(
    "the last `k` images were taken, not classes", "The first axis is images. Slice the second: `[:, -k:][:, ::-1]`."
)
def last_images(probabilities, k):
    return np.argsort(probabilities, axis=1)[-k:][::-1]


@top_k.mistake("the right kind of numbers, but floats", "An index has to be whole: what did the conversion?")
def as_floats(probabilities, k):
    return np.argsort(-probabilities, axis=1)[:, :k].astype(float)


top_k.hint(
    "`np.argsort` tells where the smallest stood, then the next.",
    "Sort the negative probabilities, and the largest comes first. Which axis holds the classes?",
    "`np.argsort(-probabilities, axis=1)`, and of each row the first `k`: `[:, :k]`.",
)


answer_for_the_moon = choice(
    "answer_for_the_moon",
    """
    The Moon is none of the thousand classes. The network gets a photograph of it. What will its softmax answer?
    """,
    right="b",
    a=(
        "Small numbers everywhere, with a sum far below 1",
        "A softmax divides by the sum of what it has. The sum is 1 for any image, noise included.",
    ),
    b=(
        "Numbers with the sum 1, some class ahead of the others",
        "It can say how probable each class is *if the image shows one of the thousand*. Whether it does, nobody asks.",
    ),
    c=(
        "One thousandth for each class",
        "That would need a thousand equal scores. The Moon is round and bright on black, and some classes are, too.",
    ),
    d=(
        "Class 1,000, which means *something else*",
        "Classes count from 0 to 999, and none of them is *none*. ImageNet has no such images to learn it from.",
    ),
)


def _network(head):
    """A small network with weights that depend on their shapes alone; `head` is mean or flat."""
    import keras
    from keras import layers

    from cnncourse.nets.facts import set_weights_by_shape

    images = x = keras.Input((8, 11, 3))
    x = layers.Conv2D(4, 3, padding="same", name="near")(x)
    x = layers.ReLU(name="relu")(layers.BatchNormalization(name="norm")(x))
    x = layers.MaxPooling2D(2, padding="same", name="pool")(x)
    x = layers.Conv2D(5, 3, activation="relu", padding="same", name="far")(x)
    x = (layers.Flatten(name="flat") if head == "flat" else layers.GlobalAveragePooling2D(name="mean"))(x)
    model = keras.Model(images, layers.Dense(4, name="scores")(x))
    set_weights_by_shape(model, 5)
    return model


def _branched():
    """A small network with a shortcut, and behind it a layer with a single map."""
    import keras
    from keras import layers

    from cnncourse.nets.facts import set_weights_by_shape

    images = keras.Input((8, 11, 3))
    x = layers.Conv2D(4, 3, padding="same", name="near")(images)
    x = layers.Add(name="join")([layers.Conv2D(4, 1, name="norm")(x), x])
    x = layers.Conv2D(1, 3, padding="same", name="single")(x)
    x = layers.Conv2D(5, 3, padding="same", name="far")(x)
    model = keras.Model(images, layers.Dense(4, name="scores")(layers.GlobalAveragePooling2D(name="mean")(x)))
    set_weights_by_shape(model, 5)
    return model


def _picture(rng):
    return rng.normal(size=(8, 11, 3)).astype(np.float32)


@exercise(points=2, minutes=6, seconds=60, tolerance=1e-4)
def feature_maps(model, layer: str, image: np.ndarray) -> np.ndarray:
    """The maps that one layer of a network makes of an image, as in use, not in training.

    Args:
        model: a Keras model built with `keras.Model(inputs, outputs)`. It has one input.
        layer: name of the layer whose output is asked for.
        image: one image, scaled already, `(h, w, c)`.

    Returns:
        The output of the layer as an array, without an axis for the batch, `(rows, columns, maps)`.
    """
    # BEGIN SOLUTION
    import keras

    part = keras.Model(model.input, model.get_layer(layer).output)
    return np.asarray(part(image[None], training=False))[0]
    # END SOLUTION


@feature_maps.cases
def _(rng):
    yield "the first convolution", ("mean", "near", _picture(rng))
    yield "a layer with negative values", ("mean", "norm", _picture(rng))
    yield "a later convolution", ("flat", "far", _picture(rng))
    yield "where a shortcut ends", ("branched", "join", _picture(rng))
    yield "a layer with a single map", ("branched", "single", _picture(rng))


@feature_maps.observe
def _(answer, args):
    head, layer, image = args
    try:
        found = answer(_branched() if head == "branched" else _network(head), layer, image)
    except ValueError as error:
        _explain_missing_batch(error, image)
        raise
    return _numbers(found)


def _explain_missing_batch(error, image):
    """Say in words what Keras says of one image where a batch was expected."""
    if "incompatible with the layer" in str(error) and f"found shape={image.shape}" in str(error):
        raise Unusable(
            "a model takes a batch", "One image needs an axis in front: `image[None]`, `(1, h, w, c)`."
        ) from None


def _numbers(found):
    """What an answer returned, if it is no mere promise of numbers."""
    import keras

    if isinstance(found, keras.KerasTensor):
        raise Unusable(
            "it returned a promise of numbers",
            "The `.output` of a layer is symbolic. Make a model that ends there, call it on the image, and go on from what comes out.",
        )
    if isinstance(found, keras.Model):
        raise Unusable("it returned a model", "Call it on the image, and go on from what comes out.")
    return found


def _maps(model, layer, image, training=False):
    import keras

    return np.asarray(keras.Model(model.input, model.get_layer(layer).output)(image[None], training=training))[0]


@feature_maps.mistake(
    "the axis of the batch is still there", "One image went in as a batch of one: take number 0 of what comes out."
)
def batch_left(model, layer, image):
    return _maps(model, layer, image)[None]


@feature_maps.mistake("that is the output of the network", "Asked for is what comes out of one layer inside.")
def scores_instead(model, layer, image):
    return np.asarray(model(image[None]))[0]


@feature_maps.mistake(
    "that is the output of the network, batch and all",
    "Asked for is what comes out of one layer inside, for one image.",
)
def scores_of_batch(model, layer, image):
    return np.asarray(model(image[None]))


@feature_maps.mistake(
    "that is what goes into the layer", "`.input` is what the layer gets. Asked for is its `.output`."
)
def goes_in(model, layer, image):
    import keras

    return np.asarray(keras.Model(model.input, model.get_layer(layer).input)(image[None]))[0]


@feature_maps.mistake(
    "the network is in training", "BatchNorm then takes the mean of this one image. Call with `training=False`."
)
def in_training(model, layer, image):
    return _maps(model, layer, image, training=True)


@feature_maps.mistake(
    "the layer was called on the image itself",
    "A layer in the middle needs the maps of the layer before, not the image. Make a model that ends at the layer.",
)
def called_directly(model, layer, image):
    return np.asarray(model.get_layer(layer)(image[None]))[0]


@feature_maps.mistake("the maps were averaged", "All maps of the layer are asked for, not their mean.")
def averaged(model, layer, image):
    return _maps(model, layer, image).mean(axis=-1)


@feature_maps.mistake("that is one map of many", "Keep the last axis: it counts the maps.")
def first_map(model, layer, image):
    return _maps(model, layer, image)[..., 0]


@feature_maps.mistake(
    "that is the layer behind", "A model that ends at `layers[i + 1]` has gone one step too far. Fetch it by its name."
)
def layer_behind(model, layer, image):
    names = [each.name for each in model.layers]
    return _maps(model, names[names.index(layer) + 1], image)


@feature_maps.mistake("each map is scaled to 0 … 1", "For a picture that is fine; asked for are the values themselves.")
def scaled_maps(model, layer, image):
    maps = _maps(model, layer, image)
    low, high = maps.min(axis=(0, 1)), maps.max(axis=(0, 1))
    return (maps - low) / np.where(high > low, high - low, 1)


@feature_maps.mistake(
    "all maps are scaled together", "For a picture that is fine; asked for are the values themselves."
)
def scaled_together(model, layer, image):
    maps = _maps(model, layer, image)
    return (maps - maps.min()) / (maps.max() - maps.min())


@feature_maps.mistake("negative values are cut off", "Not every layer ends in a ReLU. Return what comes out.")
def cut_off(model, layer, image):
    return np.maximum(_maps(model, layer, image), 0)


@feature_maps.mistake("the maps come first", "In Keras channels are the last axis: `(rows, columns, maps)`.")
def maps_first(model, layer, image):
    return _maps(model, layer, image).transpose(2, 0, 1)


@feature_maps.mistake(
    "those are the weights of the layer", "They are the same for every image. Asked for is what they make of this one."
)
def weights_instead(model, layer, image):
    return model.get_layer(layer).get_weights()[0]


@feature_maps.mistake(
    "the layer was called on the image itself, and the axis of the batch is left",
    "A layer in the middle needs the maps of the layer before, not the image. Make a model that ends at the layer.",
)
def called_directly_batch(model, layer, image):
    return np.asarray(model.get_layer(layer)(image[None]))


@feature_maps.mistake(
    "that is one map of many, batch and all", "Keep the last axis: it counts the maps. Drop the first."
)
def first_map_of_batch(model, layer, image):
    return _maps(model, layer, image)[None, ..., 0]


@feature_maps.mistake("the maps were added up", "All maps of the layer are asked for, not their sum.")
def added_up(model, layer, image):
    return _maps(model, layer, image).sum(axis=-1)


@feature_maps.mistake("only the strongest map counts at each place", "All maps of the layer are asked for.")
def strongest(model, layer, image):
    return _maps(model, layer, image).max(axis=-1)


@feature_maps.mistake("`layer` is not used", "Those are the maps of the last convolution, whichever was asked for.")
def always_the_last(model, layer, image):
    return _maps(model, "far", image)


@feature_maps.mistake("`layer` is not used: the first convolution", "Fetch the layer by the name that was handed over.")
def always_the_first(model, layer, image):
    return _maps(model, "near", image)


@feature_maps.mistake("the sign is gone", "Maps may be negative where no ReLU stands. Return what comes out.")
def signless_maps(model, layer, image):
    return np.abs(_maps(model, layer, image))


@feature_maps.mistake("the image was scaled again", "It is scaled already: hand it over as it is.")
def scaled_again(model, layer, image):
    return _maps(model, layer, image / 255)


@feature_maps.mistake(
    "that is the layer before", "In the list of layers it stands one place earlier. Fetch it by its name: `get_layer`."
)
def layer_before(model, layer, image):
    import keras

    number = [each.name for each in model.layers].index(layer)
    return np.asarray(keras.Model(model.input, model.layers[number - 1].output)(image[None]))[0]


@feature_maps.mistake(
    "an axis of length one too many is gone",
    "`np.squeeze` takes away every axis of length one, also that of a single map. Take number 0: `[0]`.",
)
def squeezed(model, layer, image):
    return np.squeeze(_maps(model, layer, image)[None])


@feature_maps.mistake(
    "the layers were called one after the other",
    "That ends where a shortcut joins two paths. A model from `model.input` to the layer knows the way.",
)
def walked(model, layer, image):
    x = image[None]
    for each in model.layers[1:]:
        x = each(x)
        if each.name == layer:
            break
    return np.asarray(x)[0]


@feature_maps.mistake("a model takes a batch", "One image needs an axis in front: `image[None]`, `(1, h, w, c)`.")
def without_batch(model, layer, image):
    import keras

    return np.asarray(keras.Model(model.input, model.get_layer(layer).output)(image))


feature_maps.hint(
    "Any two tensors of a network make a model: from `model.input` to the output of the layer.",
    "`model.get_layer(layer).output` is where it ends.",
    "The model wants a batch: `image[None]`. Of the answer take number 0, and make it an array: `np.asarray`.",
)


@exercise(points=3, minutes=12, seconds=60, tolerance=1e-4)
def grad_cam(model, image: np.ndarray, label: int, layer: str) -> np.ndarray:
    """Where in an image the maps of a layer speak for a class (Grad-CAM, Selvaraju et al., arXiv:1610.02391).

    1. The score is output number `label` of `model`, a logit: no softmax. The network is in use, not in training.
    2. The weight of each map: the slope of the score by every pixel of the map, averaged over its pixels.
    3. The result: the maps times their weights, summed over the maps, negative places set to 0. It is neither
       enlarged nor scaled.

    `import tensorflow as tf`; `tf.GradientTape` gives the slopes of what was computed inside it.

    Args:
        model: a Keras model, `(n, h, w, c)` to logits `(n, classes)`.
        image: one image, scaled already, `(h, w, c)`.
        label: number of the class.
        layer: name of the layer whose maps are used.

    Returns:
        `(rows, columns)`, as large as the maps of the layer.
    """
    # BEGIN SOLUTION
    import keras
    import tensorflow as tf

    both = keras.Model(model.input, [model.get_layer(layer).output, model.output])
    with tf.GradientTape() as tape:
        maps, scores = both(image[None], training=False)
        score = scores[0, label]
    slopes = tape.gradient(score, maps)[0]  # (rows, columns, maps)
    weights = tf.reduce_mean(slopes, axis=(0, 1))
    return np.maximum(np.asarray(maps)[0] @ np.asarray(weights), 0)
    # END SOLUTION


@grad_cam.cases
def _(rng):
    yield "a mean behind the maps", ("mean", _picture(rng), 1, "far")
    yield "dense weights behind the maps", ("flat", _picture(rng), 2, "far")
    yield "a layer with negative values, farther back", ("flat", _picture(rng), 0, "norm")
    yield "a class that wins", ("mean", _picture(rng), 3, "far")


@grad_cam.observe
def _(answer, args):
    head, image, label, layer = args
    try:
        found = answer(_network(head), image, label, layer)
    except (AttributeError, TypeError, ValueError) as error:
        _explain_missing_batch(error, image)
        if isinstance(error, AttributeError) and "numpy" in str(error) and "_id" in str(error):
            raise Unusable(
                "an array was handed to the tape",
                "A tape follows tensors. `predict` and `.numpy()` make arrays: inside it call the model itself, `both(image[None])`.",
            ) from None
        if "None" not in str(error):
            raise
        raise Unusable(
            "there is None where numbers should be; perhaps it is the slope",
            "A slope is None if the tape saw no way from the maps to the score. Maps and scores have to come out of one call of "
            "one model, inside the tape, and the one score is picked inside it, too.",
        ) from None
    return _numbers(found)


def _slopes(model, image, label, layer, score=None, training=False):
    """Maps of a layer and the slopes of a score by them, `(rows, columns, maps)` each."""
    import keras
    import tensorflow as tf

    both = keras.Model(model.input, [model.get_layer(layer).output, model.output])
    with tf.GradientTape() as tape:
        images = tf.constant(image[None])
        tape.watch(images)
        maps, scores = both(images, training=training)
        asked = score(scores[0], label) if score else scores[0, label]
    return np.asarray(maps)[0], np.asarray(tape.gradient(asked, maps))[0]


def _joined(maps, slopes):
    return np.maximum(maps @ slopes.mean(axis=(0, 1)), 0)


def _of_score(name, headline, look, score):
    """Declare a mistake that starts from another score."""

    def answer(model, image, label, layer):
        return _joined(*_slopes(model, image, label, layer, score))

    answer.__name__ = name
    grad_cam.mistake(headline, look)(answer)


def _by_softmax(scores, label):
    import tensorflow as tf

    return tf.nn.softmax(scores)[label]


def _by_log_softmax(scores, label):
    import tensorflow as tf

    return tf.nn.log_softmax(scores)[label]


def _by_sum(scores, label):
    import tensorflow as tf

    return tf.reduce_sum(scores)


def _by_largest(scores, label):
    import tensorflow as tf

    return tf.reduce_max(scores)


_of_score(
    "softmax_taken",
    "the slope is that of a probability",
    "Behind a softmax a class also wins by the others' loss. Asked for is the logit, as the model gives it.",
    _by_softmax,
)
_of_score(
    "log_softmax_taken",
    "the slope is that of a log-probability",
    "All classes have a part in it. Asked for is the logit of one class, as the model gives it.",
    _by_log_softmax,
)
_of_score(
    "slope_of_loss",
    "that is the slope of a loss",
    "A loss falls where the score rises, and a softmax is inside it. Take the score itself.",
    lambda scores, label: -_by_log_softmax(scores, label),
)
_of_score(
    "sign_turned",
    "the sign is turned",
    "The slope of the score itself is asked for: where it is positive, more of the map means more of the class.",
    lambda scores, label: -scores[label],
)
_of_score(
    "all_scores",
    "the slopes of all classes are added up",
    "A tape sums over what it is given. Pick the one score before you ask for its slope.",
    _by_sum,
)
_of_score(
    "winner",
    "that is the class that wins",
    "Asked for is the class `label`, also where another has the larger score.",
    _by_largest,
)
_of_score("label_unused", "`label` is not used", "This is the map of class 0.", lambda scores, label: scores[0])
_of_score("class_before", "that is the class before", "Classes count from 0.", lambda scores, label: scores[label - 1])


def _of_parts(name, headline, look, join):
    """Declare a mistake that joins the right maps and slopes in another way."""

    def answer(model, image, label, layer):
        return join(*_slopes(model, image, label, layer))

    answer.__name__ = name
    grad_cam.mistake(headline, look)(answer)


_of_parts(
    "negatives_left",
    "negative places are still there",
    "They speak for other classes. Grad-CAM sets them to 0, after the sum over the maps.",
    lambda maps, slopes: maps @ slopes.mean(axis=(0, 1)),
)
_of_parts(
    "weights_cut",
    "negative weights were cut off",
    "A map may speak against the class. The ReLU comes once, at the very end.",
    lambda maps, slopes: np.maximum(maps @ np.maximum(slopes.mean(axis=(0, 1)), 0), 0),
)
_of_parts(
    "slopes_cut",
    "negative slopes were cut off before the mean",
    "Slopes keep their sign. The ReLU comes once, at the very end.",
    lambda maps, slopes: np.maximum(maps @ np.maximum(slopes, 0).mean(axis=(0, 1)), 0),
)
_of_parts(
    "cut_before_sum",
    "the ReLU stands before the sum over the maps",
    "Maps for and against the class have to meet first. Sum, then cut off.",
    lambda maps, slopes: np.maximum(maps * slopes.mean(axis=(0, 1)), 0).sum(axis=-1),
)
_of_parts(
    "absolute",
    "the sign is gone",
    "A negative place speaks against the class: it becomes 0, not positive.",
    lambda maps, slopes: np.abs(maps @ slopes.mean(axis=(0, 1))),
)
_of_parts(
    "not_averaged",
    "the slopes were not averaged",
    "You multiplied pixel by pixel. In Grad-CAM each map has one weight: the mean of its slopes.",
    lambda maps, slopes: np.maximum((maps * slopes).sum(axis=-1), 0),
)
_of_parts(
    "slopes_summed",
    "the slopes were summed, not averaged",
    "The weight of a map is the mean of its slopes.",
    lambda maps, slopes: np.maximum(maps @ slopes.sum(axis=(0, 1)), 0),
)
_of_parts(
    "maps_averaged",
    "the mean over the maps was taken",
    "The maps times their weights are summed. The mean is smaller by the number of maps.",
    lambda maps, slopes: _joined(maps, slopes) / maps.shape[-1],
)
_of_parts(
    "scaled_to_one",
    "the map was divided by its largest value",
    "For a picture that is fine; asked for is the map as it is.",
    lambda maps, slopes: _joined(maps, slopes) / max(_joined(maps, slopes).max(), 1e-9),
)
_of_parts(
    "scaled_and_shifted",
    "the map was scaled before its negative places were cut off",
    "Nothing is scaled here: neither by the largest value nor to 0 … 1.",
    lambda maps, slopes: (lambda m: (m - m.min()) / (m.max() - m.min()))(maps @ slopes.mean(axis=(0, 1))),
)
_of_parts(
    "slopes_alone",
    "those are the slopes alone",
    "They say what each map is worth. What the maps show at each place is missing.",
    lambda maps, slopes: np.maximum(slopes.sum(axis=-1), 0),
)
_of_parts(
    "slopes_alone_mean",
    "those are the slopes alone, averaged over the maps",
    "They say what each map is worth. What the maps show at each place is missing.",
    lambda maps, slopes: np.maximum(slopes.mean(axis=-1), 0),
)
_of_parts(
    "maps_alone",
    "the maps are not weighed",
    "Each has a weight for this class: the mean of its slopes.",
    lambda maps, slopes: np.maximum(maps.sum(axis=-1), 0),
)
_of_parts(
    "mean_over_maps",
    "the slopes were averaged over the maps",
    "Average over the pixels of each map, its rows and columns. One weight for each map remains.",
    lambda maps, slopes: np.maximum((maps * slopes.mean(axis=-1, keepdims=True)).sum(axis=-1), 0),
)
_of_parts(
    "largest_slope",
    "the largest slope in place of the mean",
    "The weight of a map is the mean of its slopes.",
    lambda maps, slopes: np.maximum(maps @ slopes.max(axis=(0, 1)), 0),
)
_of_parts(
    "batch_axis",
    "the axis of the batch is still there",
    "One image was asked for: `(rows, columns)`.",
    lambda maps, slopes: _joined(maps, slopes)[None],
)
_of_parts(
    "third_axis",
    "there is a third axis left",
    "`maps @ weights[:, None]` leaves an axis of length one. Asked for is `(rows, columns)`.",
    lambda maps, slopes: _joined(maps, slopes)[..., None],
)
_of_parts(
    "not_summed",
    "the maps are weighed but not added",
    "The sum over the maps is missing: `(rows, columns)` is asked for.",
    lambda maps, slopes: np.maximum(maps * slopes.mean(axis=(0, 1)), 0),
)
_of_parts(
    "absolute_weights",
    "the sign of the weights is gone",
    "A map may speak against the class: its weight is negative then, and stays so.",
    lambda maps, slopes: np.maximum(maps @ np.abs(slopes.mean(axis=(0, 1))), 0),
)
_of_parts(
    "zero_to_one",
    "the map was scaled to 0 … 1",
    "For a picture that is fine; asked for is the map as it is.",
    lambda maps, slopes: (lambda m: (m - m.min()) / (m.max() - m.min()))(_joined(maps, slopes)),
)
_of_parts(
    "columns_kept",
    "the slopes were averaged over the rows only",
    "With the batch in front, rows and columns are axes 1 and 2: `axis=(0, 1)` averages over the batch and the rows.",
    lambda maps, slopes: np.maximum((maps * slopes.mean(axis=0)).sum(axis=-1), 0),
)
_of_parts(
    "rows_kept",
    "the slopes were averaged over the columns only",
    "One weight for each map is asked for: the mean over rows and columns.",
    lambda maps, slopes: np.maximum((maps * slopes.mean(axis=1, keepdims=True)).sum(axis=-1), 0),
)
_of_parts(
    "one_weight",
    "all maps have the same weight",
    "A mean without `axis` is one number for all maps. Average over rows and columns, and each map keeps its own.",
    lambda maps, slopes: np.maximum((maps * slopes.mean()).sum(axis=-1), 0),
)
_of_parts(
    "maps_pooled",
    "the maps were averaged, not the slopes",
    "It is the other way round: the mean slope of each map weighs the map at every place.",
    lambda maps, slopes: np.maximum(slopes @ maps.mean(axis=(0, 1)), 0),
)
_of_parts(
    "products_averaged",
    "the slopes were not averaged, and the mean over the maps was taken",
    "First one weight for each map, the mean of its slopes. Then maps times weights, summed over the maps.",
    lambda maps, slopes: np.maximum((maps * slopes).mean(axis=-1), 0),
)
_of_parts(
    "weights_scaled",
    "the weights were divided by the largest one",
    "The weight of a map is the mean of its slopes, as it is.",
    lambda maps, slopes: np.maximum(maps @ (slopes.mean(axis=(0, 1)) / np.abs(slopes.mean(axis=(0, 1))).max()), 0),
)
_of_parts(
    "averaged_with_negatives",
    "the mean over the maps was taken, and negative places are still there",
    "Maps times weights are summed over the maps, and then negative places become 0.",
    lambda maps, slopes: maps @ slopes.mean(axis=(0, 1)) / maps.shape[-1],
)
_of_parts(
    "features_cut",
    "the maps are cut off at zero",
    "Take them as the layer gives them. The ReLU comes after the sum.",
    lambda maps, slopes: np.maximum(np.maximum(maps, 0) @ slopes.mean(axis=(0, 1)), 0),
)
_of_parts(
    "transposed",
    "rows and columns are exchanged",
    "The map lies as the image does.",
    lambda maps, slopes: _joined(maps, slopes).T,
)


@grad_cam.mistake(
    "the network is in training", "BatchNorm then takes mean and spread of this one image. Call with `training=False`."
)
def in_training_mode(model, image, label, layer):
    return _joined(*_slopes(model, image, label, layer, training=True))


@grad_cam.mistake(
    "the map was enlarged to the image", "For a picture that comes later. Asked for is the map as large as the layer's."
)
def enlarged(model, image, label, layer):
    from cnncourse import ops

    found = _joined(*_slopes(model, image, label, layer))
    return ops.bilinear_resize(found[None, :, :, None], *image.shape[:2])[0, :, :, 0]


@grad_cam.mistake(
    "that is the last convolution, whatever `layer` says", "Fetch the layer by the name that was handed over."
)
def always_far(model, image, label, layer):
    return _joined(*_slopes(model, image, label, "far"))


@grad_cam.mistake(
    "those are slopes by the pixels of the image",
    "Grad-CAM stops at a layer inside: ask the tape for the slope by its maps.",
)
def by_pixels(model, image, label, layer):
    return np.abs(_slopes_by_image(model, image, label)).max(axis=-1)


@grad_cam.mistake(
    "those are slopes by the pixels of the image, summed over the colors",
    "Grad-CAM stops at a layer inside: ask the tape for the slope by its maps.",
)
def by_pixels_summed(model, image, label, layer):
    return np.maximum(_slopes_by_image(model, image, label).sum(axis=-1), 0)


@grad_cam.mistake("a model takes a batch", "One image needs an axis in front: `image[None]`, `(1, h, w, c)`.")
def image_alone(model, image, label, layer):
    return np.asarray(model(image))


def _slopes_by_image(model, image, label):
    import tensorflow as tf

    with tf.GradientTape() as tape:
        images = tf.constant(image[None])
        tape.watch(images)
        score = model(images, training=False)[0, label]
    return np.asarray(tape.gradient(score, images))[0]


grad_cam.hint(
    "Make one model with two outputs: the maps of the layer, and the scores. Call it inside a `tf.GradientTape`.",
    "`keras.Model(model.input, [model.get_layer(layer).output, model.output])`; the score is `scores[0, label]`.",
    "`tape.gradient(score, maps)` has the shape of the maps, `(1, rows, columns, maps)`. Average it over axes 1 and 2.",
    "Then the maps times these weights, summed over the last axis, and `np.maximum(…, 0)`.",
)


@exercise(points=3, minutes=10)
def occlusion_map(predict, image: np.ndarray, label: int, size: int) -> np.ndarray:
    """How much the probability of a class falls when a part of the image is covered, part by part.

    The image is divided into tiles of `size` × `size` pixels, from the top left corner on, without gaps. At the right and
    at the bottom tiles may be smaller. One tile at a time is set to 0 in all channels, and all the others stay as they are.

    Args:
        predict: takes images `(n, h, w, c)`, returns probabilities `(n, classes)`.
        image: one image, scaled already, `(h, w, c)`. It must not be changed.
        label: number of the class.
        size: side of a tile in pixels.

    Returns:
        For each tile: the probability of the class for the image as it is, minus that with the tile covered.
        `(ceil(h / size), ceil(w / size))`.
    """
    # BEGIN SOLUTION
    h, w, _ = image.shape
    rows, columns = -(-h // size), -(-w // size)
    covered = np.repeat(image[None], rows * columns, axis=0)
    for i in range(rows):
        for j in range(columns):
            covered[i * columns + j, i * size : (i + 1) * size, j * size : (j + 1) * size] = 0
    whole = predict(image[None])[0, label]
    return whole - predict(covered)[:, label].reshape(rows, columns)
    # END SOLUTION


@occlusion_map.cases
def _(rng):
    def draw(h, w, c):
        return rng.normal(size=(h, w, c)) + 0.5

    yield "six tiles", (3, draw(4, 6, 2), 1, 2)
    yield "a half tile at the right and at the bottom", (4, draw(5, 7, 1), 2, 3)
    yield "another class", (5, draw(6, 4, 3), 4, 2)
    yield "tiles of one pixel", (3, draw(2, 3, 2), 0, 1)


@occlusion_map.observe
def _(answer, args):
    classes, image, label, size = args
    return answer(_predictor(image.shape, classes), image, label, size)


def _predictor(shape, classes):
    """A network of one dense layer and a softmax, with weights that depend on the shape."""
    weights = np.random.default_rng([classes, *shape]).normal(scale=0.5, size=(int(np.prod(shape)), classes))

    def predict(images):
        images = np.asarray(images)
        if images.ndim != 4 or images.shape[1:] != shape:
            raise Unusable(
                "`predict` takes a batch", "One image needs an axis in front: `image[None]`, `(1, h, w, c)`."
            )
        scores = images.reshape(len(images), -1) @ weights
        powers = np.exp(scores - scores.max(axis=1, keepdims=True))
        return powers / powers.sum(axis=1, keepdims=True)

    return predict


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


occlusion_map.hint(
    "How many rows and columns of tiles are there? Half a tile counts: `-(-h // size)` rounds up.",
    "For each tile: `copy = image.copy()`, then `copy[top : top + size, left : left + size] = 0`.",
    "`predict` takes a batch, `copy[None]`, or all copies at once, `np.array(copies)`; the class is column `label`.",
    "The result is `predict(image[None])[0, label]` minus that of each copy.",
)
