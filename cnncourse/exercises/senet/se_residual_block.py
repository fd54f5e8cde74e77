"""`se_residual_block`: reference, cases, slips and hints."""

from cnncourse.autocheck import exercise


@exercise(points=3, minutes=10, seconds=60, tolerance=1e-4)
def se_residual_block(x, filters: int, ratio: int):
    """The residual block of lesson 13 at stride 1, with a gate on its branch.

    The branch: 3×3 convolution · BatchNorm · ReLU · 3×3 convolution · BatchNorm · `se_block`.
    The shortcut: `x` itself; where the number of channels changes, a 1×1 convolution, then
    BatchNorm. The output: branch plus shortcut, then ReLU.

    Convolutions have no bias and pad "same". BatchNorm has `epsilon=1.001e-5`. The gate is the
    one of the exercise before: `from cnncourse.nets.senet import se_block` gives the package's,
    which is called likewise.

    Args:
        x: maps, a Keras tensor `(n, h, w, c)`.
        filters: channels of both 3×3 convolutions.
        ratio: of the gate.

    Returns:
        Maps, a Keras tensor `(n, h, w, filters)`.
    """
    # BEGIN SOLUTION
    from keras import layers

    from cnncourse.nets.senet import se_block

    y = layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
    y = layers.BatchNormalization(epsilon=1.001e-5)(y)
    y = layers.ReLU()(y)
    y = layers.Conv2D(filters, 3, padding="same", use_bias=False)(y)
    y = layers.BatchNormalization(epsilon=1.001e-5)(y)
    y = se_block(y, ratio)
    if x.shape[-1] != filters:
        x = layers.Conv2D(filters, 1, use_bias=False)(x)
        x = layers.BatchNormalization(epsilon=1.001e-5)(x)
    return layers.ReLU()(layers.Add()([x, y]))
    # END SOLUTION


@se_residual_block.cases
def _(rng):
    yield "channels stay", ((5, 6, 8), 8, 2)
    yield "more channels", ((5, 6, 4), 34, 4)


@se_residual_block.observe
def _(answer, args):
    from cnncourse.nets.facts import block_facts

    shape, *rest = args
    return block_facts(answer, shape, *rest)


se_residual_block.hint(
    "Take your `residual_block` of lesson 13 and find the line where the branch is finished.",
    "Behind the second BatchNorm: `y = se_block(y, ratio)`.",
    "The shortcut: a 1×1 convolution with BatchNorm where `x.shape[-1] != filters`.",
    "The end stays `layers.ReLU()(layers.Add()([x, y]))`.",
)
