"""`small_xception`: reference, cases, slips and hints."""

from cnncourse.autocheck import exercise

from .basis import _in_training


@exercise(points=3, minutes=10, seconds=60, tolerance=1e-4)
def small_xception(widths: tuple, middle: int, input_shape: tuple, classes: int):
    """An Xception for small images.

    1. an ordinary 3×3 convolution to `widths[0]` channels, stride 1; BatchNorm; ReLU
    2. for each further width one entry block, `xception_block(x, filters, first_relu=...)`; only
       the first of them has no ReLU at its start
    3. `middle` blocks of the middle flow: three times ReLU · separable 3×3 convolution to as many
       channels as came in · BatchNorm; then the block's input is added, as it is
    4. a separable 3×3 convolution to `2 · widths[-1]` channels; BatchNorm; ReLU
    5. global average pooling; a dense layer of `classes` units without activation

    All convolutions have `padding="same"` and no bias, BatchNorm has its default epsilon. The entry
    block is `entry_block` from the set-up cell (`cnncourse.nets.xception.xception_block`); your own
    does the same.

    Args:
        widths: channels of the first convolution, then of each entry block, for example
            `(8, 16, 32)`.
        middle: blocks of the middle flow, possibly 0.
        input_shape: `(h, w, c)`.
        classes: how many outputs.

    Returns:
        An uncompiled model, `(n, h, w, c)` to `(n, classes)`; the outputs are logits.
    """
    # BEGIN SOLUTION
    import keras
    from keras import layers

    from cnncourse.nets.xception import xception_block as entry_block

    def separable(x, filters):
        x = layers.SeparableConv2D(filters, 3, padding="same", use_bias=False)(x)
        return layers.BatchNormalization()(x)

    images = keras.Input(input_shape)
    x = layers.Conv2D(widths[0], 3, padding="same", use_bias=False)(images)
    x = layers.ReLU()(layers.BatchNormalization()(x))
    for number, filters in enumerate(widths[1:]):
        x = entry_block(x, filters, first_relu=number > 0)
    for _ in range(middle):
        y = x
        for _ in range(3):
            y = separable(layers.ReLU()(y), x.shape[-1])
        x = layers.Add()([y, x])
    x = layers.ReLU()(separable(x, 2 * widths[-1]))
    x = layers.GlobalAveragePooling2D()(x)
    return keras.Model(images, layers.Dense(classes)(x))
    # END SOLUTION


@small_xception.cases
def _(rng):
    yield "one entry block, no middle", ((3, 4), 0, (6, 8, 2), 3)
    yield "three entry blocks, one in the middle", ((3, 4, 6, 5), 1, (17, 12, 1), 4)
    yield "one entry block, two in the middle", ((2, 3), 2, (5, 6, 1), 3)


@small_xception.observe
def _(answer, args):
    from cnncourse.nets.facts import model_facts

    model = answer(*args)
    facts = model_facts(model)
    return {**facts, "response in training": _in_training(model)}


small_xception.hint(
    "Five parts, in the order of the list. Begin with `images = keras.Input(input_shape)`, end with `keras.Model`.",
    "Entry: `for number, filters in enumerate(widths[1:])`, and `first_relu=number > 0`.",
    "Middle: keep the block's input, `y = x`, work on `y` three times, then `x = layers.Add()([y, x])`.",
    "A small function for \"separable convolution, BatchNorm\" is used four times over.",
)  # fmt: skip
