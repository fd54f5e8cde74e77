"""Further slips of `preprocess`, each with the words that a reader is told."""

import numpy as np

from .basis import _RGB
from .preprocess import preprocess
from .preprocess_slips import _TORCH_MEAN, _TORCH_STD, _slip

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
