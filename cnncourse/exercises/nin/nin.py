"""`nin`: reference, cases, slips and hints."""

from cnncourse.autocheck import exercise


@exercise(points=3, minutes=12, seconds=60, tolerance=1e-4)
def nin(input_shape: tuple[int, int, int], widths: tuple[int, ...], classes: int):
    """A small NiN for small images.

    1. for each of `widths` a NiN block: a 5×5 convolution with "same" padding, then two 1×1, all three with this many
       filters, biases and a ReLU; then max pooling, window 3×3, stride 2, padding "same"
    2. the last block: a 3×3 convolution ("same") and a 1×1, both with `widths[-1]` filters and a ReLU, then a
       1×1 with one filter for each class and **no** ReLU
    3. the mean of each of these maps: the scores. They are logits, no softmax

    Dropout does nothing outside training, so the check does not see it: leave it out.

    Args:
        input_shape: of an image, `(h, w, c)`.
        widths: filters of each block but the last.
        classes: how many scores come out.

    Returns:
        An uncompiled model, `(n, h, w, c)` to `(n, classes)`.
    """
    # BEGIN SOLUTION
    import keras
    from keras import layers

    images = x = keras.Input(input_shape)
    for filters in widths:
        x = layers.Conv2D(filters, 5, padding="same", activation="relu")(x)
        x = layers.Conv2D(filters, 1, activation="relu")(x)
        x = layers.Conv2D(filters, 1, activation="relu")(x)
        x = layers.MaxPooling2D(3, 2, padding="same")(x)
    x = layers.Conv2D(widths[-1], 3, padding="same", activation="relu")(x)
    x = layers.Conv2D(widths[-1], 1, activation="relu")(x)
    x = layers.Conv2D(classes, 1)(x)
    return keras.Model(images, layers.GlobalAveragePooling2D()(x))
    # END SOLUTION


@nin.cases
def _(rng):
    yield "two blocks and the last", ((12, 9, 2), (4, 6), 3)
    yield "one block and the last, an odd side", ((7, 10, 1), (5,), 4)


@nin.observe
def _(answer, args):
    from cnncourse.nets.facts import model_facts

    return model_facts(answer(*args))


nin.hint(
    "A loop over `widths`, a last block outside of it, one mean. Start from `images = x = keras.Input(input_shape)`.",
    'Your `nin_block(x, filters, 5, 1)` does the convolutions of the loop; `MaxPooling2D(3, 2, padding="same")` follows.',
    "The last block is not quite a `nin_block`: other widths, and its last 1×1 is `Conv2D(classes, 1)`.",
    "`keras.Model(images, keras.layers.GlobalAveragePooling2D()(x))`",
)
