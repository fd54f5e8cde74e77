"""`aspp`: reference, cases, slips and hints."""

from cnncourse.autocheck import exercise


@exercise(points=3, minutes=12, seconds=60, tolerance=1e-4)
def aspp(x, filters: int, rates: tuple[int, ...]):
    """Atrous spatial pyramid pooling: several scales side by side, then joined.

    Every convolution here has no bias and "same" padding, and is followed by BatchNorm with
    `epsilon=1e-5` and a ReLU. The paths, in this order:

    1. the mean of each channel over the whole map, kept as `(n, 1, 1, c)`; a 1×1 convolution
       (BatchNorm, ReLU); bilinear resizing to the height and width of `x`;
    2. a 1×1 convolution of `x`;
    3. for each rate, a 3×3 convolution of `x` with that rate (`dilation_rate=`).

    Each path has `filters` channels. They are joined by channel; a 1×1 convolution (BatchNorm,
    ReLU) makes `filters` channels of them. No dropout.

    Args:
        x: maps, a Keras tensor `(n, h, w, c)`.
        filters: channels of each path and of the output.
        rates: of the 3×3 convolutions, one path for each.

    Returns:
        Maps, a Keras tensor `(n, h, w, filters)`.
    """
    # BEGIN SOLUTION
    from keras import layers

    def unit(x, kernel=1, rate=1):
        x = layers.Conv2D(filters, kernel, padding="same", dilation_rate=rate, use_bias=False)(x)
        return layers.ReLU()(layers.BatchNormalization(epsilon=1e-5)(x))

    pooled = unit(layers.GlobalAveragePooling2D(keepdims=True)(x))
    paths = [layers.Resizing(*x.shape[1:3], interpolation="bilinear")(pooled), unit(x)]
    paths += [unit(x, 3, rate) for rate in rates]
    return unit(layers.Concatenate()(paths))
    # END SOLUTION


@aspp.cases
def _(rng):
    yield "rates 2 and 3", ((7, 9, 5), 4, (2, 3))
    yield "one rate, beyond the map", ((5, 6, 4), 3, (7,))
    yield "rates out of order", ((8, 6, 3), 5, (3, 1, 2))
    yield "as many filters as channels", ((6, 8, 4), 4, (2, 4))


@aspp.observe
def _(answer, args):
    from cnncourse.nets.facts import block_facts

    shape, *rest = args
    return block_facts(answer, shape, *rest)


aspp.hint(
    "Write a small function `unit(x, kernel, rate)` first: convolution, BatchNorm, ReLU. Every path uses it.",
    "A list of paths: mean, 1×1, and one for each rate, all made from `x`.",
    "The mean: `layers.GlobalAveragePooling2D(keepdims=True)(x)`, a unit, `layers.Resizing(*x.shape[1:3])`.",
    "Last `unit(layers.Concatenate()(paths))`.",
)
