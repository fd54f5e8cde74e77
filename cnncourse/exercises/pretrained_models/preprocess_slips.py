"""Slips of `preprocess`, each with the words that a reader is told."""

import numpy as np

from .basis import _RGB
from .preprocess import preprocess


def _but(wrong):
    """The right answer but for the modes in `wrong`, functions of the images as float32."""

    def answer(x, mode):
        return wrong[mode](x.astype(np.float32)) if mode in wrong else preprocess.reference(x, mode)

    return answer


_TORCH_MEAN, _TORCH_STD = np.array([0.485, 0.456, 0.406]), np.array([0.229, 0.224, 0.225])


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
