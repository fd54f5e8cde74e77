"""`reduction_block`: reference, cases, slips and hints."""

from cnncourse.autocheck import exercise

from .basis import _facts


@exercise(points=2, minutes=8, seconds=60, tolerance=1e-4)
def reduction_block(x, direct: int, reduced: int, double: int):
    """Halve the side without a bottleneck: three paths with stride 2, joined by channel in this order.

    1. a 3×3 convolution, stride 2, no padding, `direct` filters
    2. a 1×1 convolution, `reduced` filters; a 3×3 convolution, "same", `double` filters; a 3×3 convolution,
       stride 2, no padding, `double` filters
    3. the maximum of 3×3 pixels, stride 2, no padding; nothing behind it

    Every convolution has a bias and a ReLU.

    Args:
        x: maps, a Keras tensor `(n, h, w, c)`, height and width at least 3.
        direct: filters of path 1.
        reduced: filters of the 1×1 in path 2.
        double: filters of both 3×3 in path 2.

    Returns:
        A Keras tensor, `(n, (h − 1) // 2, (w − 1) // 2, direct + double + c)`.
    """
    # BEGIN SOLUTION
    from keras import layers

    def conv(x, filters, kernel, stride=1, padding="same"):
        return layers.Conv2D(filters, kernel, stride, padding, activation="relu")(x)

    a = conv(x, direct, 3, 2, "valid")
    b = conv(conv(x, reduced, 1), double, 3)
    b = conv(b, double, 3, 2, "valid")
    c = layers.MaxPooling2D(3, strides=2)(x)
    return layers.Concatenate()([a, b, c])
    # END SOLUTION


@reduction_block.cases
def _(rng):
    yield "odd sides", ((9, 7, 3), 4, 2, 5)
    yield "even sides: a pixel is left over", ((8, 10, 4), 3, 5, 2)
    yield "equal widths", ((7, 9, 4), 4, 3, 4)


@reduction_block.observe
def _(answer, args):
    return _facts(answer, *args)


reduction_block.hint(
    "Three paths, each begins at `x`. Which layer of each one has the stride?",
    'Stride and "valid" go together: `Conv2D(direct, 3, strides=2, activation="relu")` pads nothing by default.',
    'Path 2: `Conv2D(reduced, 1, …)`, `Conv2D(double, 3, padding="same", …)`, `Conv2D(double, 3, strides=2, …)`.',
    "Path 3: `MaxPooling2D(3, strides=2)`. Then `Concatenate()([a, b, c])`.",
)
