"""`decoder`: reference, cases, slips and hints."""

from cnncourse.autocheck import exercise


@exercise(points=3, minutes=12, seconds=60, tolerance=1e-4)
def decoder(x, low_level, classes: int):
    """Bring deep maps to the size of early ones, refine their edges with those, and score.

    Convolutions have "same" padding; all but the last have no bias and are followed by
    BatchNorm with `epsilon=1e-5` and a ReLU. In this order:

    1. a 1×1 convolution cuts `low_level` to 48 channels (BatchNorm, ReLU);
    2. `x` is resized bilinearly to the height and width of `low_level`;
    3. both are joined by channel, `x` first;
    4. two 3×3 convolutions (BatchNorm, ReLU each), each with as many filters as `x` has channels;
    5. a 1×1 convolution *with* bias to `classes` channels. Nothing behind it: logits.

    Args:
        x: deep maps, a Keras tensor `(n, h, w, c)`.
        low_level: early maps, a Keras tensor `(n, H, W, d)`.
        classes: scores for each pixel.

    Returns:
        Logits, a Keras tensor `(n, H, W, classes)`.
    """
    # BEGIN SOLUTION
    from keras import layers

    def unit(x, filters, kernel):
        x = layers.Conv2D(filters, kernel, padding="same", use_bias=False)(x)
        return layers.ReLU()(layers.BatchNormalization(epsilon=1e-5)(x))

    filters = x.shape[-1]
    low_level = unit(low_level, 48, 1)
    x = layers.Resizing(*low_level.shape[1:3], interpolation="bilinear")(x)
    x = layers.Concatenate()([x, low_level])
    x = unit(unit(x, filters, 3), filters, 3)
    return layers.Conv2D(classes, 1)(x)
    # END SOLUTION


@decoder.cases
def _(rng):
    yield "four times as large", ((8, 12, 5), (4, 4), 7, 3)
    yield "sides that do not divide", ((7, 10, 6), (3, 4), 8, 4)


@decoder.observe
def _(answer, args):
    from keras import layers

    from cnncourse.nets.facts import block_facts

    shape, strides, channels, classes = args

    def both(low_level):  # deep maps come from the early ones by a convolution that every answer shares
        deep = layers.Conv2D(channels, 2, strides, "same", use_bias=False)(low_level)
        return answer(deep, low_level, classes)

    return block_facts(both, shape)


decoder.hint(
    "Keep `x.shape[-1]` under a name before `x` changes.",
    '`layers.Resizing(*low_level.shape[1:3], interpolation="bilinear")(x)` brings `x` to the early maps\' size.',
    "Join, two 3×3 units, then `layers.Conv2D(classes, 1)`.",
)
