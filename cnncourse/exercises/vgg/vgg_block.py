"""`vgg_block`: reference, cases, slips and hints."""

from cnncourse.autocheck import exercise


@exercise(points=2, minutes=6, seconds=60, tolerance=1e-4)
def vgg_block(x, convolutions: int, filters: int):
    """One block of VGG: 3×3 convolutions of one width, then half the side.

    Each convolution has stride 1, `padding="same"`, a bias and a ReLU behind it. After the last one, maximum pooling:
    windows of 2×2 that lie side by side; one that does not fit whole is dropped.

    Args:
        x: maps, a Keras tensor `(n, h, w, c)`.
        convolutions: how many, at least 1.
        filters: of each of them.

    Returns:
        A Keras tensor, `(n, h // 2, w // 2, filters)`.
    """
    # BEGIN SOLUTION
    from keras import layers

    for _ in range(convolutions):
        x = layers.Conv2D(filters, 3, padding="same", activation="relu")(x)
    return layers.MaxPooling2D(2)(x)
    # END SOLUTION


@vgg_block.cases
def _(rng):
    yield "one convolution", ((8, 10, 3), 1, 4)
    yield "two convolutions", ((6, 8, 2), 2, 5)
    yield "odd sides", ((7, 9, 2), 3, 4)
    yield "as many filters as channels", ((6, 4, 3), 2, 3)


@vgg_block.observe
def _(answer, args):
    from cnncourse.nets.facts import block_facts

    return block_facts(answer, *args)


vgg_block.hint(
    "A loop over the convolutions, and one pooling after the loop.",
    "In the loop, `x = layer(x)`: each layer takes what the one before it gave. A new layer in each round.",
    '`Conv2D(filters, 3, padding="same", activation="relu")` in the loop, `MaxPooling2D(2)` behind it; return the tensor.',
)
