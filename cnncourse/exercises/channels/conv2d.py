"""`conv2d`: reference, cases, slips and hints."""

import numpy as np

from cnncourse import ops
from cnncourse.autocheck import exercise

from .basis import _signed


@exercise(points=3, minutes=12)
def conv2d(x: np.ndarray, kernel: np.ndarray, bias: np.ndarray, stride: int = 1, padding: str = "valid") -> np.ndarray:
    """Slide a bank of kernels over a batch of images with any number of channels.

    `y[n, i, j, f] = Σ padded[n, i·s + u, j·s + v, c] · kernel[u, v, c, f] + bias[f]`, summed over `u, v, c`.

    Args:
        x: images, `(n, h, w, c)`.
        kernel: weights, `(kh, kw, c, f)`: `f` kernels, each as deep as the image.
        bias: one number for each kernel, `(f,)`.
        stride: pixels from one place to the next, down and across.
        padding: `"valid"` or `"same"`; `ops.same_padding(side, kernel_side, stride)` gives the zeros before and after.

    Returns:
        Feature maps, `(n, out_h, out_w, f)`.
    """
    # BEGIN SOLUTION
    n, h, w, c = x.shape
    kh, kw, c, f = kernel.shape
    if padding == "same":
        x = np.pad(x, ((0, 0), ops.same_padding(h, kh, stride), ops.same_padding(w, kw, stride), (0, 0)))
    out_h = (x.shape[1] - kh) // stride + 1
    out_w = (x.shape[2] - kw) // stride + 1
    y = np.zeros((n, out_h, out_w, f))
    for i in range(out_h):
        for j in range(out_w):
            top, left = i * stride, j * stride
            window = x[:, top : top + kh, left : left + kw]  # (n, kh, kw, c)
            y[:, i, j] = np.tensordot(window, kernel, axes=3) + bias  # sums kh, kw and c: (n, f)
    return y
    # END SOLUTION


@conv2d.cases
def _(rng):
    def whole(*shape):
        return rng.integers(-4, 6, shape).astype(float)

    yield "two channels, one kernel", (whole(1, 3, 4, 2), whole(2, 3, 2, 1), np.zeros(1), 1, "valid")
    yield "three kernels, a bias each", (whole(1, 4, 3, 2), whole(2, 2, 2, 3), np.array([1.0, -2, 5]), 1, "valid")
    yield "a batch of two", (whole(2, 4, 5, 3), whole(3, 2, 3, 2), np.array([2.0, -1]), 1, "valid")
    yield "stride two", (whole(1, 6, 8, 2), whole(2, 3, 2, 3), np.array([0.5, 3, -1]), 2, "valid")
    yield "same", (whole(1, 4, 5, 2), whole(3, 2, 2, 3), np.array([1.0, 0, 4]), 1, "same")
    yield "same at stride two", (whole(2, 6, 8, 3), whole(3, 3, 3, 2), np.array([-2.0, 1]), 2, "same")


def _padded(x, kernel, stride, padding, odd_first=False):
    if padding != "same":
        return x
    pads = [ops.same_padding(side, k, stride) for side, k in zip(x.shape[1:3], kernel.shape[:2], strict=True)]
    return np.pad(x, ((0, 0), *(pair[::-1] if odd_first else pair for pair in pads), (0, 0)))


def _windows(x, kernel, stride=1, start=0):
    """Every window of padded images, `(n, out_h, out_w, c, kh, kw)`."""
    views = np.lib.stride_tricks.sliding_window_view(x, kernel.shape[:2], axis=(1, 2))
    return views[:, start::stride, start::stride]


@conv2d.explain
def _(args, expected, index):
    x, kernel, bias, stride, padding = args
    n, i, j, f = index
    window = _windows(_padded(x, kernel, stride, padding), kernel, stride)[n, i, j]
    found = np.einsum("cuv,uvc->c", window, kernel[..., f])
    channels = ", ".join(f"channel {c} gives {value:g}" for c, value in enumerate(found))
    total = " + ".join(_signed(value) for value in (*found, bias[f]))
    return f"place [{i}, {j}], kernel {f}: {channels}; with the bias {total} = {expected[index]:g}"


conv2d.hint(
    "Pad, find the size of the map, fill it place by place: as in lesson 02, only that a window is now a block, `(kh, kw, c)`.",
    "For one kernel: multiply the block by `kernel[..., f]`, which has the same shape, and add up all of it.",
    "`x[:, top : top + kh, left : left + kw]` is the window of every image of the batch at once, `(n, kh, kw, c)`.",
    "`np.tensordot(window, kernel, axes=3)` sums the last three axes of the window against the first three of the kernel: `(n, f)`. The bias comes after the sum.",
)
