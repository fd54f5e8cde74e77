"""From a photograph to what a network expects: cut, resample, and each family's own scaling."""

import numpy as np

from cnncourse.pretrained.applications import known


def center_crop(image: np.ndarray, side: int = 224) -> np.ndarray:
    """Cut the largest square out of the middle of a photograph and resample it, bicubic, to the network's side.

    Args:
        image: `(h, w, 3)`, uint8 in 0–255 or floats in [0, 1].
        side: pixels along the result.

    Returns:
        float32 in [0, 1], `(side, side, 3)`.

    Raises:
        ValueError: the shape or the range is another, or `side` is below 1.

    >>> center_crop(np.zeros((427, 640, 3), np.uint8)).shape
    (224, 224, 3)
    """
    from PIL import Image

    if side < 1:
        raise ValueError(f"side is a number of pixels, at least 1; got {side}.")
    pixels = np.round(_in_255ths(image, 3)).astype(np.uint8)
    h, w, _ = pixels.shape
    edge = min(h, w)
    top, left = (h - edge) // 2, (w - edge) // 2
    square = Image.fromarray(pixels[top : top + edge, left : left + edge])
    return np.asarray(square.resize((side, side), Image.Resampling.BICUBIC), np.float32) / np.float32(255)


def preprocess(images: np.ndarray, network: str = "efficientnet_lite0") -> np.ndarray:
    """Scale images as the network was trained to see them. The images themselves stay as they are.

    `efficientnet_lite0`: `(255 · x − 127) / 128`. The others: the `preprocess_input` of their family in
    `keras.applications`, called on a copy, because some of them write into what they are given.

    Args:
        images: `(n, h, w, 3)`, uint8 in 0–255 or floats in [0, 1].
        network: a name that `load` knows.

    Returns:
        float32, `(n, h, w, 3)`.

    Raises:
        ValueError: the shape or the range is another, or the network is unknown.

    Source: github.com/tensorflow/tpu, models/official/efficientnet/lite/efficientnet_lite_builder.py, MEAN_RGB and
    STDDEV_RGB.

    >>> preprocess(np.full((1, 1, 1, 3), 127, np.uint8)).tolist()
    [[[[0.0, 0.0, 0.0]]]]
    """
    family = known(network).family
    pixels = _in_255ths(images, 4)
    if family is None:
        return (pixels - np.float32(127)) / np.float32(128)
    import keras

    scaled = getattr(keras.applications, family).preprocess_input(pixels)
    return np.ascontiguousarray(scaled, np.float32)  # some turn the channels round by a view


def _in_255ths(images: np.ndarray, rank: int) -> np.ndarray:
    """A new array, float32 in 0–255, from either of the two ranges in use."""
    images = np.asarray(images)
    if images.ndim != rank or images.shape[-1] != 3 or 0 in images.shape:
        shape = "(h, w, 3)" if rank == 3 else "(n, h, w, 3)"
        raise ValueError(f"Expected color images of shape {shape}; got {images.shape}.")
    if images.dtype == np.uint8:
        return images.astype(np.float32)
    if not np.issubdtype(images.dtype, np.floating) or not (images.min() >= 0 and images.max() <= 1):
        raise ValueError(
            f"Expected uint8 in 0–255 or floats in [0, 1]; got {images.dtype} from {images.min()} to "
            f"{images.max()}. Divide by 255 or convert to uint8, and preprocess once only."
        )
    return images.astype(np.float32) * np.float32(255)
