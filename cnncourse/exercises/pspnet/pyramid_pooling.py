"""`pyramid_pooling`: reference, cases, slips and hints."""

from cnncourse.autocheck import exercise


@exercise(points=3, minutes=10, seconds=60, tolerance=1e-4)
def pyramid_pooling(x, bins: tuple[int, ...], filters: int):
    """Behind the maps, their means over the whole scene and over smaller and smaller parts.

    For each `b` in `bins`: the means of `b × b` regions, as in `adaptive_avg_pool`
    (`layers.AdaptiveAveragePooling2D`); a 1×1 convolution without bias; BatchNorm with
    `epsilon=1.001e-5`; ReLU; bilinear resizing to the height and width of `x`
    (`layers.Resizing`). Last, `x` and all levels are joined by channel: `x` first, then the
    levels in the order of `bins`.

    Args:
        x: maps, a Keras tensor `(n, h, w, c)`.
        bins: regions along each side, one number for each level.
        filters: channels of *each* level.

    Returns:
        Maps, a Keras tensor `(n, h, w, c + len(bins) * filters)`.
    """
    # BEGIN SOLUTION
    from keras import layers

    _, h, w, _ = x.shape
    levels = [x]
    for b in bins:
        y = layers.AdaptiveAveragePooling2D(b)(x)
        y = layers.Conv2D(filters, 1, use_bias=False)(y)
        y = layers.BatchNormalization(epsilon=1.001e-5)(y)
        y = layers.ReLU()(y)
        levels.append(layers.Resizing(h, w, interpolation="bilinear")(y))
    return layers.Concatenate()(levels)
    # END SOLUTION


@pyramid_pooling.cases
def _(rng):
    yield "one bin", ((4, 6, 5), (1,), 3)
    yield "bins 1, 2 and 3", ((6, 9, 6), (1, 2, 3), 4)
    yield "sides that do not divide", ((7, 10, 4), (4, 2), 3)
    yield "as many bins as places", ((3, 3, 5), (3,), 2)


@pyramid_pooling.observe
def _(answer, args):
    from cnncourse.nets.facts import block_facts

    shape, *rest = args
    return block_facts(answer, shape, *rest)


pyramid_pooling.hint(
    "A list that begins with `x`; each round of the loop appends one level, made from `x`.",
    "`layers.AdaptiveAveragePooling2D(b)` pools *to* b × b.",
    "Order inside a level: pool, `Conv2D(filters, 1, use_bias=False)`, BatchNorm, ReLU, `Resizing(h, w)`.",
)
