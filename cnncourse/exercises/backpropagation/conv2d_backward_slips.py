"""Slips of `conv2d_backward`, each with the words that a reader is told."""

import numpy as np

from .basis import _last
from .conv2d_backward import conv2d_backward


def _back(dy, x, kernel, stride=1, padding=0, scatter=np.add, back=None, step=None, gather=np.add):
    """`(dx, dk, db)` of somebody who goes back with another kernel, moves the window otherwise or does not add up."""
    back = kernel if back is None else back
    step = step or stride
    (h, w), (kh, kw) = x.shape[1:3], kernel.shape[:2]
    padded = np.pad(x, ((0, 0), (padding, padding), (padding, padding), (0, 0)))
    dpadded, dk = np.zeros(padded.shape), np.zeros(kernel.shape)
    for i, j in np.ndindex(dy.shape[1:3]):
        at = (slice(None), slice(i * step, i * step + kh), slice(j * step, j * step + kw))
        dk = gather(dk, np.einsum("nuvc,nf->uvcf", padded[at], dy[:, i, j]))
        dpadded[at] = scatter(dpadded[at], np.einsum("uvcf,nf->nuvc", back, dy[:, i, j]))
    return dpadded[:, padding : padding + h, padding : padding + w], dk, dy.sum((0, 1, 2)), dpadded


@conv2d_backward.mistake(
    "the image's gradient went back through a turned kernel",
    "If you scatter, each output returns by the very weights it came by: no turning. If you slide the kernel over a padded `dy` "
    "instead, then it has to be turned by half a turn, both axes: look at the row worked by hand.",
)
def turned(dy, x, kernel, stride=1, padding=0):
    dx, dk, db, _ = _back(dy, x, kernel, stride, padding, back=kernel[::-1, ::-1])
    return dx, dk, db


@conv2d_backward.mistake(
    "the kernel's gradient is turned over",
    "Weight `(u, v)` met the pixel `u` rows and `v` columns into each window. Its slope sums over those pixels, so it needs no turning.",
)
def turned_dk(dy, x, kernel, stride=1, padding=0):
    dx, dk, db, _ = _back(dy, x, kernel, stride, padding)
    return dx, dk[::-1, ::-1], db


@conv2d_backward.mistake(
    "where windows overlap, the last one wins",
    "A pixel in two windows moves the loss in two ways, and they add up: `+=`, not `=`.",
)
def overwrites(dy, x, kernel, stride=1, padding=0):
    dx, dk, db, _ = _back(dy, x, kernel, stride, padding, scatter=_last)
    return dx, dk, db


@conv2d_backward.mistake(
    "the kernel's gradient knows the last place only",
    "The same weight is used at every place, and each place has its say: add up with `+=`.",
)
def last_place(dy, x, kernel, stride=1, padding=0):
    dx, dk, db, _ = _back(dy, x, kernel, stride, padding, gather=_last)
    return dx, dk, db


@conv2d_backward.mistake(
    "the frame of zeros is still around the image's gradient",
    "Zeros were added before the forward step. They have slopes, too, but nobody wants them: cut the frame off.",
)
def uncropped(dy, x, kernel, stride=1, padding=0):
    _, dk, db, dpadded = _back(dy, x, kernel, stride, padding)
    return dpadded, dk, db


@conv2d_backward.mistake(
    "the frame was cut off on one side only",
    "The image begins at row `padding` and column `padding` of the padded one, not at its corner.",
)
def cropped_at_corner(dy, x, kernel, stride=1, padding=0):
    _, dk, db, dpadded = _back(dy, x, kernel, stride, padding)
    return dpadded[:, : x.shape[1], : x.shape[2]], dk, db


@conv2d_backward.mistake(
    "the window crawls",
    "Place `(i, j)` begins at row `i * stride`, column `j * stride` of the padded image, backward as forward.",
)
def crawls(dy, x, kernel, stride=1, padding=0):
    dx, dk, db, _ = _back(dy, x, kernel, stride, padding, step=1)
    return dx, dk, db


@conv2d_backward.mistake(
    "you divided by the number of images",
    "The division by `n` is in `dy` already: the loss is a mean, and its gradient brings the `1 / n` along. Here one only adds up.",
)
def averaged_again(dy, x, kernel, stride=1, padding=0):
    dx, dk, db, _ = _back(dy, x, kernel, stride, padding)
    return dx, dk / len(x), db / len(x)


@conv2d_backward.mistake(
    "only the first image has a say in the kernel",
    "All images went through the same kernel: sum over the batch as well.",
)
def first_image(dy, x, kernel, stride=1, padding=0):
    dx, _, db, _ = _back(dy, x, kernel, stride, padding)
    return dx, _back(dy[:1], x[:1], kernel, stride, padding)[1], db


@conv2d_backward.mistake(
    "the bias's gradient is a mean", "A bias is added at every place of every map, and each place has its say: a sum."
)
def mean_bias(dy, x, kernel, stride=1, padding=0):
    dx, dk, _, _ = _back(dy, x, kernel, stride, padding)
    return dx, dk, dy.mean((0, 1, 2))


@conv2d_backward.mistake(
    "the bias's gradient is one number",
    "Each filter has its own bias: sum over images, rows and columns, not over filters.",
)
def one_bias(dy, x, kernel, stride=1, padding=0):
    dx, dk, _, _ = _back(dy, x, kernel, stride, padding)
    return dx, dk, float(dy.sum())


@conv2d_backward.mistake(
    "the bias's gradient still has rows and columns",
    "One bias serves every place of its map: sum over images, rows and columns.",
)
def map_bias(dy, x, kernel, stride=1, padding=0):
    dx, dk, _, _ = _back(dy, x, kernel, stride, padding)
    return dx, dk, dy.sum(axis=0)


@conv2d_backward.mistake(
    "the three gradients are right, their order is not",
    "First the images', then the kernel's, then the bias's: `dx, dk, db`.",
)
def other_order(dy, x, kernel, stride=1, padding=0):
    dx, dk, db, _ = _back(dy, x, kernel, stride, padding)
    return dk, dx, db


@conv2d_backward.mistake(
    "the three gradients are right, their order is not",
    "First the images', then the kernel's, then the bias's: `dx, dk, db`.",
)
def backward_order(dy, x, kernel, stride=1, padding=0):
    return _back(dy, x, kernel, stride, padding)[2::-1]


@conv2d_backward.mistake(
    "you divided by the number of images",
    "The division by `n` is in `dy` already: the loss is a mean, and its gradient brings the `1 / n` along. Here one only adds up.",
)
def averaged_kernel(dy, x, kernel, stride=1, padding=0):
    dx, dk, db, _ = _back(dy, x, kernel, stride, padding)
    return dx, dk / len(x), db


@conv2d_backward.mistake(
    "you divided the bias's gradient by the number of images",
    "The division by `n` is in `dy` already. Here one only adds up.",
)
def averaged_bias(dy, x, kernel, stride=1, padding=0):
    dx, dk, db, _ = _back(dy, x, kernel, stride, padding)
    return dx, dk, db / len(x)


@conv2d_backward.mistake(
    "the bias's gradient still has a row for each image",
    "One bias serves all images: sum over images, rows and columns.",
)
def image_bias(dy, x, kernel, stride=1, padding=0):
    dx, dk, _, _ = _back(dy, x, kernel, stride, padding)
    return dx, dk, dy.sum(axis=(1, 2))


@conv2d_backward.mistake(
    "without padding nothing is left of the image's gradient",
    "`a[padding:-padding]` is `a[0:0]` when the padding is 0, which is empty. Say where the cut ends: `padding + h`.",
)
def cut_to_nothing(dy, x, kernel, stride=1, padding=0):
    _, dk, db, dpadded = _back(dy, x, kernel, stride, padding)
    return dpadded[:, padding:-padding, padding:-padding], dk, db


def _unframed(dy, x, kernel, stride, padding):
    """`dx` and `dk` of somebody who takes the image for the padded one; what lies outside it is skipped."""
    below, right = (
        max((n - 1) * stride + k - side, 0)
        for n, k, side in zip(dy.shape[1:3], kernel.shape[:2], x.shape[1:3], strict=True)
    )
    wide = np.pad(x, ((0, 0), (0, below), (0, right), (0, 0)))
    dx, dk, _, _ = _back(dy, wide, kernel, stride)
    return dx[:, : x.shape[1], : x.shape[2]], dk


@conv2d_backward.mistake(
    "the kernel met the image without its frame",
    "Forward, the windows stood on the *padded* image, with row 0 in the frame. Pad before you cut windows out.",
)
def unframed_dk(dy, x, kernel, stride=1, padding=0):
    dx, _, db, _ = _back(dy, x, kernel, stride, padding)
    return dx, _unframed(dy, x, kernel, stride, padding)[1], db


@conv2d_backward.mistake(
    "you left the padding out",
    "Forward, the windows stood on the *padded* image, with row 0 in the frame. Work on padded arrays, cut `dx` at the end.",
)
def unframed(dy, x, kernel, stride=1, padding=0):
    return *_unframed(dy, x, kernel, stride, padding), dy.sum((0, 1, 2))


@conv2d_backward.mistake(
    "the image's gradient does not know the stride",
    "Output `(i, j)` came from the window at row `i * stride`. Slid over `dy`, a kernel also needs `stride - 1` zeros between its numbers.",
)
def crawling_dx(dy, x, kernel, stride=1, padding=0):
    _, dk, db, _ = _back(dy, x, kernel, stride, padding)
    return _back(dy, x, kernel, stride, padding, step=1)[0], dk, db


@conv2d_backward.mistake(
    "the kernel's gradient does not know the stride",
    "Place `(i, j)` saw the window at row `i * stride`, column `j * stride`: multiply `dy` by *those* pixels.",
)
def crawling_dk(dy, x, kernel, stride=1, padding=0):
    dx, _, db, _ = _back(dy, x, kernel, stride, padding)
    return dx, _back(dy, x, kernel, stride, padding, step=1)[1], db
