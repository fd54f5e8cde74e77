"""`dense_block`: reference, cases, slips and hints."""

from cnncourse.autocheck import exercise


@exercise(points=3, minutes=12, seconds=60, tolerance=1e-4)
def dense_block(x, layers: int, growth: int):
    """Layers that each read everything before them and put `growth` maps behind it.

    One layer: BatchNorm · ReLU · 1×1 convolution to `4 · growth` maps · BatchNorm · ReLU · 3×3
    convolution to `growth` maps, `padding="same"`. Its maps are joined to all that there were, the
    old ones first, and the next layer reads the result.

    Convolutions have no bias. BatchNorm has `epsilon=1.001e-5`.

    Args:
        x: maps, a Keras tensor `(n, h, w, c)`.
        layers: number of layers, at least 1.
        growth: maps that each layer adds.

    Returns:
        Maps, `(n, h, w, c + layers · growth)`, a Keras tensor.
    """
    # BEGIN SOLUTION
    import keras

    for _ in range(layers):
        y = keras.layers.BatchNormalization(epsilon=1.001e-5)(x)
        y = keras.layers.ReLU()(y)
        y = keras.layers.Conv2D(4 * growth, 1, use_bias=False)(y)
        y = keras.layers.BatchNormalization(epsilon=1.001e-5)(y)
        y = keras.layers.ReLU()(y)
        y = keras.layers.Conv2D(growth, 3, padding="same", use_bias=False)(y)
        x = keras.layers.Concatenate()([x, y])
    return x
    # END SOLUTION


@dense_block.cases
def _(rng):
    yield "one layer", ((6, 5, 7), 1, 3)
    yield "three layers", ((6, 5, 4), 3, 2)


@dense_block.observe
def _(answer, args):
    from cnncourse.nets.facts import block_facts

    shape, layers, growth = args
    return block_facts(answer, shape, layers, growth)


dense_block.hint(
    "A loop over the layers. `x` is all there is so far, `y` what the present layer makes of it.",
    "Six layers make `y`: BatchNorm, ReLU, 1×1, BatchNorm, ReLU, 3×3.",
    "Then `x = keras.layers.Concatenate()([x, y])`, and the next layer reads that `x`.",
    'The convolutions: `Conv2D(4 * growth, 1, use_bias=False)` and `Conv2D(growth, 3, padding="same", use_bias=False)`.',
)
