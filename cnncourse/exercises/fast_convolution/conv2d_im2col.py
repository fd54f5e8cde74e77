"""`conv2d_im2col`: reference, cases, slips and hints."""

import numpy as np

from cnncourse import ops
from cnncourse.autocheck import exercise

from .basis import _explain_place, _stride_cases


@exercise(points=2, minutes=6)
def conv2d_im2col(x: np.ndarray, kernel: np.ndarray, stride: int = 1) -> np.ndarray:
    """Convolve by one matrix product.

    `y = rows · kernels`, with the rows of `im2col` and the kernels as columns, folded back into maps.

    Args:
        x: images, `(n, h, w, c)`.
        kernel: weights, `(kh, kw, c, f)`.
        stride: pixels from one place to the next, in both directions.

    Returns:
        Feature maps, `(n, out_h, out_w, f)`.
    """
    # BEGIN SOLUTION
    n, h, w, c = x.shape
    kh, kw, _, f = kernel.shape
    out_h, out_w = (h - kh) // stride + 1, (w - kw) // stride + 1
    rows = ops.im2col(x, kh, kw, stride)  # n·out_h·out_w, kh·kw·c
    return (rows @ kernel.reshape(kh * kw * c, f)).reshape(n, out_h, out_w, f)
    # END SOLUTION


conv2d_im2col.cases(_stride_cases)


@conv2d_im2col.mistake(
    "the kernels are scrambled",
    "`kernel.reshape(f, …)` cuts the numbers up in the order in which they are stored, and there the filter changes fastest. Keep the last axis last.",
)
def scrambled(x, kernel, stride):
    return ops.conv2d_im2col(x, kernel.reshape(kernel.shape[3], -1).T.reshape(kernel.shape), stride)


@conv2d_im2col.mistake(
    "height and width of the map are exchanged",
    "The rows of the matrix run along the first row of places first: fold them as `(n, out_h, out_w, f)`.",
)
def folded_wrong(x, kernel, stride):
    y = ops.conv2d_im2col(x, kernel, stride)
    return y.reshape(y.shape[0], y.shape[2], y.shape[1], y.shape[3])


@conv2d_im2col.mistake(
    "it is still a matrix", "Fold the product back into maps: `(n, out_h, out_w, f)`, one row of it at each place."
)
def still_a_matrix(x, kernel, stride):
    y = ops.conv2d_im2col(x, kernel, stride)
    return y.reshape(-1, y.shape[3])


@conv2d_im2col.mistake(
    "reshape is not a transpose",
    "You reshaped the product to filters first, which scrambles it. It has a row for each place: `(n, out_h, out_w, f)`.",
)
def filters_first(x, kernel, stride):
    y = ops.conv2d_im2col(x, kernel, stride)
    return y.reshape(y.shape[0], y.shape[3], y.shape[1], y.shape[2])


@conv2d_im2col.mistake(
    "you turned the kernel over",
    "Deep learning does not: the row of a window meets the kernel as both are stored.",
)
def flipped(x, kernel, stride):
    return ops.conv2d_im2col(x, kernel[::-1, ::-1], stride)


@conv2d_im2col.mistake("the stride is not used", "Pass it on to `im2col`, and let it shrink the map.")
def no_stride(x, kernel, stride):
    return ops.conv2d_im2col(x, kernel, 1)


@conv2d_im2col.mistake(
    "the channels are not added up",
    "A kernel is as deep as the image: one number for each place and filter, summed over all channels.",
)
def first_channel(x, kernel, stride):
    return ops.conv2d_im2col(x[..., :1], kernel[:, :, :1], stride)


@conv2d_im2col.mistake(
    "reshape is not a transpose",
    "You folded the product with the filters in front and moved them back, which scrambles it: in each row of the product the filters stand last already.",
)
def filters_first_and_back(x, kernel, stride):
    return filters_first(x, kernel, stride).transpose(0, 2, 3, 1)


@conv2d_im2col.mistake(
    "reshape is not a transpose",
    "You multiplied the other way round, which gives a row for each *filter*, and folded that into maps. Transpose it first, or multiply rows by kernels.",
)
def product_on_its_side(x, kernel, stride):
    y = ops.conv2d_im2col(x, kernel, stride)
    return y.reshape(-1, y.shape[3]).T.reshape(y.shape)


@conv2d_im2col.mistake(
    "the order of the kernel is not that of the rows",
    "In a row the channel changes fastest, as in the kernel as it is stored. You put the channels first on one side only.",
)
def kernel_channels_first(x, kernel, stride):
    return ops.conv2d_im2col(x, kernel.transpose(2, 0, 1, 3).reshape(kernel.shape), stride)


@conv2d_im2col.mistake(
    "the images are mixed up",
    "The rows of the product run through the first image, then the second: fold with `n` in front.",
)
def images_mixed(x, kernel, stride):
    y = ops.conv2d_im2col(x, kernel, stride)
    n, out_h, out_w, f = y.shape
    return y.reshape(out_h, out_w, n, f).transpose(2, 0, 1, 3)


@conv2d_im2col.mistake(
    "the sides of the window are exchanged", "`kernel.shape` begins with its rows: `kh, kw, c, f`, in this order."
)
def sides_exchanged(x, kernel, stride):
    kh, kw, c, f = kernel.shape
    return ops.conv2d_im2col(x, kernel.reshape(kw, kh, c, f), stride)


@conv2d_im2col.mistake(
    "you padded the image",
    "The window stays inside here (`VALID`): `(h - kh) // stride + 1` rows, not one for every `stride` rows of the image.",
)
def padded(x, kernel, stride):
    frame = []
    for side, k in zip(x.shape[1:3], kernel.shape, strict=False):
        missing = max((-(-side // stride) - 1) * stride + k - side, 0)
        frame.append((missing // 2, missing - missing // 2))
    return ops.conv2d_im2col(np.pad(x, ((0, 0), *frame, (0, 0))), kernel, stride)


conv2d_im2col.explain(_explain_place)


conv2d_im2col.hint(
    "`ops.im2col(x, kh, kw, stride)` gives the rows (so does yours). What shape must the kernel have to be multiplied from the right?",
    "Rows are `kh·kw·c` long, in the order row, column, channel: the order in which the kernel's first three axes are stored.",
    "`rows @ kernel.reshape(kh * kw * c, f)`, then `.reshape(n, out_h, out_w, f)`.",
)
