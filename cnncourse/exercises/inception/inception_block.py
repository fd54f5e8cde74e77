"""`inception_block`: reference, cases, slips and hints."""

from cnncourse.autocheck import exercise

from .basis import _facts


@exercise(points=3, minutes=10, seconds=60, tolerance=1e-4)
def inception_block(x, widths: tuple[int, int, int, int, int, int]):
    """GoogLeNet's block: four paths from the same `x`, joined by channel in this order.

    1. a 1×1 convolution, `widths[0]` filters
    2. a 1×1 convolution, `widths[1]` filters; then a 3×3 convolution, `widths[2]` filters
    3. a 1×1 convolution, `widths[3]` filters; then a 5×5 convolution, `widths[4]` filters
    4. the maximum of 3×3 pixels, stride 1; then a 1×1 convolution, `widths[5]` filters

    Every convolution has a bias and a ReLU, the 1×1 too. There is no BatchNorm. All windows pad "same", so
    that height and width stay.

    Args:
        x: maps, a Keras tensor `(n, h, w, c)`.
        widths: filters of the six convolutions, in the order of table 1 of the paper.

    Returns:
        A Keras tensor, `(n, h, w, widths[0] + widths[2] + widths[4] + widths[5])`.
    """
    # BEGIN SOLUTION
    from keras import layers

    def conv(x, filters, kernel):
        return layers.Conv2D(filters, kernel, padding="same", activation="relu")(x)

    one, reduce3, three, reduce5, five, projection = widths
    pooled = layers.MaxPooling2D(3, strides=1, padding="same")(x)
    return layers.Concatenate()(
        [
            conv(x, one, 1),
            conv(conv(x, reduce3, 1), three, 3),
            conv(conv(x, reduce5, 1), five, 5),
            conv(pooled, projection, 1),
        ]
    )
    # END SOLUTION


@inception_block.cases
def _(rng):
    yield "six different widths", ((6, 7, 5), (3, 2, 5, 4, 6, 7))
    yield "four paths of one width", ((6, 7, 4), (4, 3, 4, 2, 4, 4))
    yield "reductions wider than the input", ((7, 5, 2), (2, 5, 4, 3, 5, 1))


@inception_block.observe
def _(answer, args):
    return _facts(answer, *args)


inception_block.hint(
    "Six convolutions and a pool. Write one line for each path and give each result a name of its own.",
    'A small function `conv(x, filters, kernel)` with `padding="same"` and `activation="relu"` saves most of the typing.',
    'The pool: `keras.layers.MaxPooling2D(3, strides=1, padding="same")(x)`. Without `strides=1` it moves by three.',
    "The end: `keras.layers.Concatenate()([a, b, c, d])`.",
)
