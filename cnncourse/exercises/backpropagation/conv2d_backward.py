"""`conv2d_backward`: reference, cases, slips and hints."""

import numpy as np

from cnncourse.autocheck import exercise


@exercise(points=3, minutes=15)
def conv2d_backward(
    dy: np.ndarray, x: np.ndarray, kernel: np.ndarray, stride: int = 1, padding: int = 0
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Carry a gradient back through a convolution layer, to its images, its kernels and its bias.

    The layer computed `y[n, i, j, f] = Σ padded[n, i·s + u, j·s + v, c] · kernel[u, v, c, f] + bias[f]`.

    Args:
        dy: slope of the loss by each output, `(n, out_h, out_w, f)`.
        x: the images, not yet padded, `(n, h, w, c)`.
        kernel: the weights, `(kh, kw, c, f)`.
        stride: step of the window, both ways.
        padding: zeros that the layer put on each of the four sides.

    Returns:
        `(dx, dk, db)`, the slopes of the loss in the shapes of `x`, `kernel` and bias: `(n, h, w, c)`,
        `(kh, kw, c, f)`, `(f,)`.
    """
    # BEGIN SOLUTION
    h, w = x.shape[1:3]
    kh, kw = kernel.shape[:2]
    padded = np.pad(x, ((0, 0), (padding, padding), (padding, padding), (0, 0)))
    dpadded, dk = np.zeros(padded.shape), np.zeros(kernel.shape)
    for i in range(dy.shape[1]):
        for j in range(dy.shape[2]):
            rows = slice(i * stride, i * stride + kh)
            columns = slice(j * stride, j * stride + kw)
            slopes = dy[:, i, j]  # (n, f): one place, all images, all filters
            dk += np.einsum("nuvc,nf->uvcf", padded[:, rows, columns], slopes)
            dpadded[:, rows, columns] += np.einsum("uvcf,nf->nuvc", kernel, slopes)
    dx = dpadded[:, padding : padding + h, padding : padding + w]
    return dx, dk, dy.sum(axis=(0, 1, 2))
    # END SOLUTION


@conv2d_backward.cases
def _(rng):
    def maps(*shape):
        return rng.integers(-3, 5, shape).astype(float)

    def bank(*shape):  # no number twice, so that no kernel looks the same when it is turned
        return rng.permutation(np.arange(np.prod(shape)) - 2.0).reshape(shape)

    black, blank = np.zeros((1, 3, 4, 1)), np.zeros((2, 2, 1, 1))
    yield "the bias alone: image and kernel are 0", (maps(2, 2, 3, 2), np.zeros((2, 3, 4, 1)), np.zeros((2, 2, 1, 2)))
    yield "the kernel: its own weights are 0", (maps(1, 2, 3, 1), maps(1, 3, 4, 1), blank)
    yield "the image: its pixels are 0", (maps(1, 2, 3, 1), black, np.array([[1.0, 2], [3, -1]])[..., None, None])
    yield "a window of 2×3", (maps(1, 3, 2, 1), maps(1, 4, 4, 1), bank(2, 3, 1, 1))
    yield "stride 2 on sides it does not divide", (maps(1, 2, 3, 1), maps(1, 6, 7, 1), bank(3, 2, 1, 1), 2)
    yield "padding", (maps(1, 4, 3, 1), maps(1, 4, 3, 1), bank(3, 3, 1, 1), 1, 1)
    yield "channels and filters", (maps(1, 2, 2, 2), maps(1, 3, 4, 3), bank(2, 3, 3, 2))
    yield "a batch of three", (maps(3, 2, 3, 1), maps(3, 3, 4, 1), bank(2, 2, 1, 1))
    yield "everything together", (maps(2, 3, 4, 3), maps(2, 6, 7, 2), bank(3, 2, 2, 3), 2, 1)


@conv2d_backward.observe
def _(answer, args):
    """Names for the three gradients, so that a verdict can say which of them is wrong."""
    found = answer(*args)
    return dict(zip(("dx", "dk", "db"), found, strict=False)) if isinstance(found, (tuple, list)) else {"dx": found}


@conv2d_backward.explain
def _(args, expected, index):
    dy, x, kernel = args[:3]
    if len(index) != 4 or len(args) > 3 or dy.shape[0] > 1 or dy.shape[3] > 1:
        return ""
    if not kernel.any():
        u, v = index[:2]
        terms = [(x[0, i + u, j + v, 0], dy[0, i, j, 0]) for i, j in np.ndindex(dy.shape[1:3])]
        words, total = f"weight ({u}, {v}) at all {len(terms)} places, pixel · dy", expected["dk"][index]
    elif not x.any():
        row, column = index[1:3]
        inside = [(row - i, column - j, dy[0, i, j, 0]) for i, j in np.ndindex(dy.shape[1:3])]
        terms = [(d, kernel[u, v, 0, 0]) for u, v, d in inside if 0 <= u < kernel.shape[0] and 0 <= v < kernel.shape[1]]
        words, total = (
            f"pixel ({row}, {column}) lies in {len(terms)} window{'s' * (len(terms) != 1)}, dy · weight",
            expected["dx"][index],
        )
    else:
        return ""
    return f"{words}: {' + '.join(f'{a:g}·{b:g}' for a, b in terms)} = {total:g}"


conv2d_backward.hint(
    "Walk over the places `(i, j)` as the forward step does, and ask at each: what does this one output say to its window of pixels, and to the kernel?",
    "The bias: every output has the slope 1 by it, so its gradient is a sum of `dy`. Over which axes?",
    "At one place, `slopes = dy[:, i, j]` is `(n, f)`. The kernel gets window times slopes, summed over images; the window's pixels get kernel times slopes, summed over filters.",
    '`dk += np.einsum("nuvc,nf->uvcf", window, slopes)`, and for the pixels `np.einsum("uvcf,nf->nuvc", kernel, slopes)` is *added* to the same window of an array of zeros.',
    "Work on padded arrays throughout, with windows that begin at `i * stride` and `j * stride`. Cut the frame off `dx` at the very end.",
)
