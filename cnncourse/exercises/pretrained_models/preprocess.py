"""`preprocess`: reference, cases, slips and hints."""

import numpy as np

from cnncourse.autocheck import exercise


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


preprocess.hint(
    "Begin with `x = x.astype(np.float32)`. That is a new array, and floats have a sign.",
    "A vector of three numbers is laid along the last axis: `x - np.array([a, b, c])` subtracts one from each color.",
    "Caffe: `x[..., ::-1]` puts blue first, so the means are `[103.939, 116.779, 123.68]`.",
    "At the end, behind all modes: `raise ValueError(...)`.",
)
