"""`residual_block`: reference, cases, slips and hints."""

import re

from cnncourse.autocheck import Unusable, exercise


@exercise(points=3, minutes=10, seconds=60, tolerance=1e-4)
def residual_block(x, filters: int, stride: int):
    """Two 3×3 convolutions, and around them the input.

    The branch: 3×3 convolution with `stride` · BatchNorm · ReLU · 3×3 convolution · BatchNorm.
    The shortcut: `x` itself; where its shape differs from the branch's (channels *or*
    side), a 1×1 convolution with `stride`, then BatchNorm.
    The output: branch plus shortcut, then ReLU.

    Convolutions have no bias. BatchNorm has `epsilon=1.001e-5`. A 3×3 window pads one pixel of
    zeros on every side, at stride 2 too: there `padding="same"` would pad otherwise, so use
    `keras.layers.ZeroPadding2D(1)` and no padding.

    Args:
        x: maps, a Keras tensor `(n, h, w, c)`.
        filters: channels of both convolutions.
        stride: of the block, in pixels, 1 or 2.

    Returns:
        Maps, `(n, ⌈h / stride⌉, ⌈w / stride⌉, filters)`, a Keras tensor.
    """
    # BEGIN SOLUTION
    from keras import layers

    y = layers.ZeroPadding2D(1)(x)
    y = layers.Conv2D(filters, 3, strides=stride, use_bias=False)(y)
    y = layers.BatchNormalization(epsilon=1.001e-5)(y)
    y = layers.ReLU()(y)
    y = layers.Conv2D(filters, 3, padding="same", use_bias=False)(y)
    y = layers.BatchNormalization(epsilon=1.001e-5)(y)
    if stride > 1 or x.shape[-1] != filters:
        x = layers.Conv2D(filters, 1, strides=stride, use_bias=False)(x)
        x = layers.BatchNormalization(epsilon=1.001e-5)(x)
    return layers.ReLU()(layers.Add()([x, y]))
    # END SOLUTION


@residual_block.cases
def _(rng):
    yield "nothing changes shape", ((8, 10, 6), 6, 1)
    yield "more channels", ((8, 10, 6), 9, 1)
    yield "stride 2, channels as they were", ((8, 10, 6), 6, 2)
    yield "stride 2 and more channels", ((7, 9, 5), 8, 2)


@residual_block.observe
def _(answer, args):
    from cnncourse.nets.facts import block_facts

    shape, filters, stride = args
    try:
        return block_facts(answer, shape, filters, stride)
    except ValueError as error:
        sizes = re.findall(r"[\[(](?:None, )?(\d+), (\d+), (\d+)[\])]", str(error))
        if len(sizes) != 2 or not re.search("incompatible shapes|Cannot broadcast", str(error)):
            raise
        clash = " and ".join(sorted("×".join(size) for size in sizes))
    raise Unusable(f"two maps that do not fit are joined: {clash}", "Print the shapes of both paths before they meet.")


residual_block.hint(
    "Write the branch first, under another name than `x`. Then the shortcut, then the sum.",
    "`stride > 1 or x.shape[-1] != filters` tells when the shortcut needs its own convolution.",
    "The strided one: `y = layers.ZeroPadding2D(1)(x)`, then `layers.Conv2D(filters, 3, strides=stride, use_bias=False)(y)`.",
    "The end: `layers.ReLU()(layers.Add()([x, y]))`.",
)
