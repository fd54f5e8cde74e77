"""`learn_kernel`: reference, cases, slips and hints."""

import numpy as np

from cnncourse.autocheck import exercise

from .basis import _correlate, _windows


@exercise(points=3, minutes=12)
def learn_kernel(x: np.ndarray, y: np.ndarray, size: int, steps: int, lr: float) -> tuple[np.ndarray, float]:
    """Find the kernel and the bias that turn image `x` into map `y`, by gradient descent from zero.

    Each step works out the error map `e = corr2d(x, kernel) + bias − y` and then moves kernel *and* bias downhill,
    by `lr` times their gradients. The loss is `mean(e²)`.

    Args:
        x: the image, `(h, w)`.
        y: the map to reach, `(h − size + 1, w − size + 1)`.
        size: side of the square kernel, in pixels.
        steps: how many steps to take.
        lr: learning rate, the length of a step.

    Returns:
        `(kernel, bias)` after the last step: `(size, size)` and one number.
    """
    # BEGIN SOLUTION
    out_h, out_w = y.shape
    kernel, bias = np.zeros((size, size)), 0.0
    for _ in range(steps):
        e = np.full(y.shape, bias) - y
        for u in range(size):
            for v in range(size):
                e += kernel[u, v] * x[u : u + out_h, v : v + out_w]
        gradient = np.zeros((size, size))
        for u in range(size):
            for v in range(size):
                gradient[u, v] = 2 * (e * x[u : u + out_h, v : v + out_w]).mean()
        kernel -= lr * gradient
        bias -= lr * 2 * e.mean()
    return kernel, float(bias)
    # END SOLUTION


@learn_kernel.cases
def _(rng):
    def teacher(h, w, size, bias):
        x, kernel = rng.normal(size=(h, w)), rng.integers(-4, 5, (size, size)) / 2
        return x, _correlate(x, kernel) + bias, size

    yield "one step, one weight", (np.array([[1.0, 2, 3]]), np.array([[3.0, 5, 7]]), 1, 1, 0.05)
    yield "one step", (*teacher(4, 5, 2, 1.5), 1, 0.1)
    yield "two steps", (*teacher(5, 4, 2, -0.75), 2, 0.1)
    yield "until it has the hidden kernel", (*teacher(12, 10, 3, 0.5), 100, 0.15)


def _descend(x, y, size, steps, lr, kernel_step=None, bias_step=None):
    """Gradient descent with another rule for the kernel's or the bias' step; both get windows and error."""
    kernel_step = kernel_step or (lambda windows, e: 2 * np.einsum("ij,ijuv->uv", e, windows) / e.size)
    bias_step = bias_step or (lambda windows, e: 2 * e.mean())
    windows, kernel, bias = _windows(x, (size, size)), np.zeros((size, size)), 0.0
    for _ in range(steps):
        e = np.einsum("ijuv,uv->ij", windows, kernel) + bias - y
        kernel, bias = kernel - lr * kernel_step(windows, e), bias - lr * bias_step(windows, e)
    return kernel, float(bias)


@learn_kernel.mistake(
    "you climb instead of going down",
    "The loss grows with each step. The error is prediction *minus* target, and the step is *subtracted*; with one of the two the other way round, everything runs away.",
)
def uphill(x, y, size, steps, lr):
    return _descend(x, y, size, steps, -lr)


@learn_kernel.mistake(
    "the 2 is missing",
    "The derivative of `e²` is `2·e`, times the derivative of `e`. Without it each step is half as long.",
)
def half_step(x, y, size, steps, lr):
    return _descend(x, y, size, steps, lr / 2)


@learn_kernel.mistake(
    "you summed over the map instead of taking the mean",
    "The loss is `mean(e²)`, so both gradients are means. With sums, a larger map means longer steps, until they overshoot.",
)
def summed_gradient(x, y, size, steps, lr):
    return _descend(x, y, size, steps, lr * y.size)


@learn_kernel.mistake(
    "the gradient of the kernel is a sum, that of the bias a mean",
    "Both belong to the same loss, `mean(e²)`. A cross-correlation adds up over all places of the map and does not divide by their number.",
)
def kernel_summed(x, y, size, steps, lr):
    return _descend(x, y, size, steps, lr, lambda windows, e: 2 * np.einsum("ij,ijuv->uv", e, windows))


@learn_kernel.mistake(
    "the bias never moves",
    "The layer adds a bias, and it is learned like the weights. Its gradient: what happens to `e` when the bias grows by one?",
)
def no_bias_learned(x, y, size, steps, lr):
    return _descend(x, y, size, steps, lr, bias_step=lambda windows, e: 0.0)


@learn_kernel.mistake(
    "the gradient of the bias is a sum, that of the kernel a mean",
    "Both belong to the same loss, `mean(e²)`: both are means.",
)
def bias_summed(x, y, size, steps, lr):
    return _descend(x, y, size, steps, lr, bias_step=lambda windows, e: 2 * e.sum())


@learn_kernel.mistake(
    "the 2 is missing in the bias", "Its gradient is the mean of `2·e`: the derivative of `e²` once more."
)
def bias_half(x, y, size, steps, lr):
    return _descend(x, y, size, steps, lr, bias_step=lambda windows, e: e.mean())


@learn_kernel.mistake(
    "the gradient of the kernel is turned over",
    "The gradient of weight `[u, v]` asks what that weight looked at: `x[u : u + out_h, v : v + out_w]`. Nothing is flipped, since the layer itself flips nothing.",
)
def gradient_flipped(x, y, size, steps, lr):
    return _descend(
        x, y, size, steps, lr, lambda windows, e: 2 * np.einsum("ij,ijuv->uv", e, windows)[::-1, ::-1] / e.size
    )


@learn_kernel.mistake(
    "rows and columns of the gradient are exchanged",
    "The gradient of weight `[u, v]` looks `u` rows down and `v` columns to the right.",
)
def gradient_transposed(x, y, size, steps, lr):
    return _descend(x, y, size, steps, lr, lambda windows, e: 2 * np.einsum("ij,ijuv->vu", e, windows) / e.size)


@learn_kernel.mistake(
    "your bias sees the new kernel",
    "You worked the error out again between the two moves. Kernel and bias move together, both by the error of where they stood.",
)
def in_turns(x, y, size, steps, lr):
    windows, kernel, bias = _windows(x, (size, size)), np.zeros((size, size)), 0.0
    for _ in range(steps):
        e = np.einsum("ijuv,uv->ij", windows, kernel) + bias - y
        kernel = kernel - lr * 2 * np.einsum("ij,ijuv->uv", e, windows) / e.size
        bias -= lr * 2 * (np.einsum("ijuv,uv->ij", windows, kernel) + bias - y).mean()
    return kernel, float(bias)


@learn_kernel.mistake("one step is missing", "`range(1, steps)` takes one step too few.")
def one_step_short(x, y, size, steps, lr):
    return _descend(x, y, size, steps - 1, lr)


@learn_kernel.mistake(
    "you took one step only", "Is the `return` inside the loop? Or does the loop begin at zero again each time?"
)
def one_step_only(x, y, size, steps, lr):
    return _descend(x, y, size, 1, lr)


@learn_kernel.mistake(
    "you solved it at once",
    "That is the exact answer of least squares, and here it exists. No such shortcut exists for a network; the exercise asks for the steps.",
)
def least_squares(x, y, size, steps, lr):
    windows = _windows(x, (size, size)).reshape(y.size, -1)
    found = np.linalg.lstsq(np.column_stack([windows, np.ones(y.size)]), y.ravel(), rcond=None)[0]
    return found[:-1].reshape(size, size), float(found[-1])


@learn_kernel.mistake("the bias is not returned", "Return both: `return kernel, bias`.")
def kernel_only(x, y, size, steps, lr):
    return _descend(x, y, size, steps, lr)[0]


@learn_kernel.mistake("you took one step too many", "`range(steps)` takes `steps` of them, from 0 to `steps - 1`.")
def one_step_more(x, y, size, steps, lr):
    return _descend(x, y, size, steps + 1, lr)


@learn_kernel.mistake("your kernel begins at one", "Start from zero: `np.zeros((size, size))`, and a bias of 0.")
def from_ones(x, y, size, steps, lr):
    kernel, bias = _descend(x, y - _windows(x, (size, size)).sum(axis=(2, 3)), size, steps, lr)
    return kernel + 1, bias


@learn_kernel.mistake(
    "the bias is missing in your error",
    "It is learned, but not used: the layer's answer is `corr2d(x, kernel) + bias`.",
)
def bias_unused(x, y, size, steps, lr):
    windows, kernel, bias = _windows(x, (size, size)), np.zeros((size, size)), 0.0
    for _ in range(steps):
        e = np.einsum("ijuv,uv->ij", windows, kernel) - y
        kernel, bias = kernel - lr * 2 * np.einsum("ij,ijuv->uv", e, windows) / e.size, bias - lr * 2 * e.mean()
    return kernel, float(bias)


@learn_kernel.mistake(
    "you divided the kernel's gradient by the number of pixels",
    "The loss is a mean over the *map*, which is smaller than the image: divide by `y.size`.",
)
def divided_by_pixels(x, y, size, steps, lr):
    return _descend(x, y, size, steps, lr, lambda windows, e: 2 * np.einsum("ij,ijuv->uv", e, windows) / x.size)


@learn_kernel.mistake(
    "you divided the kernel's gradient by the number of weights",
    "The loss is a mean over the places of the map: divide by `y.size`.",
)
def divided_by_weights(x, y, size, steps, lr):
    return _descend(x, y, size, steps, lr, lambda windows, e: 2 * np.einsum("ij,ijuv->uv", e, windows) / size**2)


@learn_kernel.mistake(
    "your learned kernel is turned over",
    "The layer of this exercise slides its kernel as it stands. Yours turns it over, as a true convolution does.",
)
def convolves(x, y, size, steps, lr):
    kernel, bias = _descend(x, y, size, steps, lr)
    return kernel[::-1, ::-1], bias


@learn_kernel.mistake(
    "all weights move by the same amount",
    "Each has a gradient of its own: multiply the error by the pixels which *that* weight meets, then take the mean.",
)
def one_gradient(x, y, size, steps, lr):
    return _descend(x, y, size, steps, lr, lambda windows, e: 2 * e.mean() * x.mean())


@learn_kernel.mistake("kernel and bias are swapped", "The kernel comes first: `return kernel, bias`.")
def bias_first(x, y, size, steps, lr):
    return _descend(x, y, size, steps, lr)[::-1]


@learn_kernel.mistake("the 2 is there twice", "The derivative of `e²` is `2·e`, once.")
def double_step(x, y, size, steps, lr):
    return _descend(x, y, size, steps, lr * 2)


@learn_kernel.mistake("the 2 is there twice in the bias", "Its gradient is the mean of `2·e`, once.")
def bias_double(x, y, size, steps, lr):
    return _descend(x, y, size, steps, lr, bias_step=lambda windows, e: 4 * e.mean())


@learn_kernel.explain
def _(args, expected, index):
    x, y, size, steps, lr = args
    if steps != 1:
        return ""
    (u, v), (h, w) = index, y.shape
    mean = (y * x[u : u + h, v : v + w]).mean()
    return (
        f"from zero e is −y, so weight {list(index)} moves by {lr:g} · 2 · mean(y · what it looks at) "
        f"= {lr:g} · 2 · {mean:.4g} = {expected[0][index]:.4g}"
    )


learn_kernel.hint(
    "Write the error map first: your `corr2d(x, kernel) + bias - y`. All the rest uses it.",
    "If weight `[u, v]` grows by a little, `e[i, j]` grows by that times `x[i + u, j + v]`. So its gradient is the mean of `2 * e * x[u : u + out_h, v : v + out_w]`.",
    "If the bias grows by a little, every `e[i, j]` grows by just that. So its gradient is the mean of `2 * e`.",
    "All nine gradients at once: `2 * corr2d(x, e) / e.size`. The error map slides over the image like a kernel.",
)
