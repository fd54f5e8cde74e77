"""Slips of `nin`, each with the words that a reader is told."""

from .basis import _block
from .nin import nin


def _network(
    input_shape, widths, classes, relu=False, top="GlobalAveragePooling2D", last_kernel=3, pool=3, stride=2,
    pooling="MaxPooling2D", padding="same", dense=False, softmax=False, points=2, inner="relu", pool_last=False,
    last_width=None, pool_first=False, last_padding="same", last_point=True, softmax_inside=False, kernel=5,
    relus=(True, True, True), same="same", bias=True, step=1, pool_before=False, last_relus=(True, True), more=0,
    behind=lambda place, places: True, after=None,
):  # fmt: skip
    """A network that resembles the small NiN, put together from its parts."""
    import keras
    from keras import layers

    images = x = keras.Input(input_shape)
    first, *others = [relus[0], *[inner and relu for relu in relus[1:]]]
    shape = {"relus": (first, *others[:points]), "kernels": (None, 1, 1), "strides": (None, 1, 1)}
    for place, filters in enumerate(widths):
        if pool_first:
            x = layers.MaxPooling2D(pool, stride, padding=padding)(x)
        x = _block(x, filters, kernel, step, padding=same, window_bias=bias, bias=bias, **shape)
        if pooling and not pool_first and behind(place, len(widths)):
            x = getattr(layers, pooling)(pool, stride, padding=padding)(x)
    width, relus = last_width or widths[-1], [inner and "relu" if relu else None for relu in last_relus]
    x = layers.Conv2D(
        width, last_kernel, padding=last_padding, use_bias=bias, activation=last_relus[0] and "relu" or None
    )(x)
    for _ in range(more + bool(last_point)):
        x = layers.Conv2D(width, 1, use_bias=bias, activation=relus[1])(x)
    if pool_before:
        x = layers.MaxPooling2D(pool, stride, padding=padding)(x)
    if dense == "instead":
        return keras.Model(images, layers.Dense(classes)(getattr(layers, top)()(x)))
    x = layers.Conv2D(classes, 1, use_bias=bias, activation="relu" if relu else None)(x)
    if pool_last:
        x = layers.MaxPooling2D(pool, stride, padding=padding)(x)
    if softmax_inside:
        x = layers.Softmax()(x)
    x = getattr(layers, top)()(x) if top else x
    if dense:
        x = layers.Dense(classes)(x)
    x = after(x) if after else x
    return keras.Model(images, layers.Softmax()(x) if softmax else x)


@nin.mistake(
    "there is a ReLU on the class maps",
    "The authors' network has it, and the experiment below tries it. Asked for are scores that may be negative.",
)
def relu_left(input_shape, widths, classes):
    return _network(input_shape, widths, classes, relu=True)


@nin.mistake("there is a softmax on top", "Asked for are logits; the loss takes the softmax (lesson 08).")
def softmax_on_top(input_shape, widths, classes):
    return _network(input_shape, widths, classes, softmax=True)


@nin.mistake("a dense layer follows the means", "The means are the scores already. NiN has no dense layer at all.")
def dense_too(input_shape, widths, classes):
    return _network(input_shape, widths, classes, dense=True)


@nin.mistake(
    "flatten and a dense layer stand where the class maps belong",
    "That is the head NiN did away with. A 1×1 gives a map for each class, and its mean is the score.",
)
def dense_head(input_shape, widths, classes):
    return _network(input_shape, widths, classes, top="Flatten", dense="instead")


@nin.mistake("flatten in place of the mean", "Each class has a whole map now. Its score is the mean of it, one number.")
def flattened(input_shape, widths, classes):
    return _network(input_shape, widths, classes, top="Flatten")


@nin.mistake(
    "the largest value of a map in place of its mean", "Asked for is `GlobalAveragePooling2D`: every place has a say."
)
def largest(input_shape, widths, classes):
    return _network(input_shape, widths, classes, top="GlobalMaxPooling2D")


@nin.mistake("the last block has a 5×5 window", "On the small last maps it is 3×3; only the blocks before have 5×5.")
def large_last(input_shape, widths, classes):
    return _network(input_shape, widths, classes, last_kernel=5)


@nin.mistake("the pools have a window of 2", "Three wide at stride 2: neighboring windows overlap by a pixel.")
def window_of_two(input_shape, widths, classes):
    return _network(input_shape, widths, classes, pool=2)


@nin.mistake("the pools drop the edge", 'With "same" a window that hangs over the edge stays: 7 pixels become 4.')
def pool_valid(input_shape, widths, classes):
    return _network(input_shape, widths, classes, padding="valid")


@nin.mistake(
    "the pools move by three pixels",
    "Without `strides=` a pooling moves by its own window. Here it is 3 wide and moves by 2.",
)
def pool_by_three(input_shape, widths, classes):
    return _network(input_shape, widths, classes, stride=None)


@nin.mistake(
    "the mean is pooled where the maximum was asked for",
    "Between the blocks it is the maximum; the mean comes at the end.",
)
def mean_pools(input_shape, widths, classes):
    return _network(input_shape, widths, classes, pooling="AveragePooling2D")


@nin.mistake("there is no pooling", "Behind each block but the last stands a max pooling of stride 2.")
def no_pools(input_shape, widths, classes):
    return _network(input_shape, widths, classes, pooling=None)


@nin.mistake("a pooling stands behind the last block too", "Behind the class maps comes only their mean.")
def pooled_last(input_shape, widths, classes):
    return _network(input_shape, widths, classes, pool_last=True)


@nin.mistake("a block has only one 1×1", "Each block is a convolution and two 1×1 layers.")
def one_point_each(input_shape, widths, classes):
    return _network(input_shape, widths, classes, points=1)


@nin.mistake(
    "the 1×1 layers inside have no ReLU",
    "Only the very last 1×1 goes without; the others need it, or they are one matrix.",
)
def linear_inside(input_shape, widths, classes):
    return _network(input_shape, widths, classes, inner=None)


@nin.mistake(
    "the last block is as wide as there are classes",
    "Its 3×3 and its first 1×1 have `widths[-1]` filters; only the last 1×1 has one for each class.",
)
def narrow_last(input_shape, widths, classes):
    return _network(input_shape, widths, classes, last_width=classes)


@nin.mistake("the pools come before the blocks", "First the block on the large maps, then the pooling behind it.")
def pools_first(input_shape, widths, classes):
    return _network(input_shape, widths, classes, pool_first=True)


@nin.mistake("the 3×3 of the last block loses the edge", 'It pads too: "same".')
def last_valid(input_shape, widths, classes):
    return _network(input_shape, widths, classes, last_padding="valid")


@nin.mistake(
    "a 1×1 of the last block is missing",
    "It has three layers: a 3×3, a 1×1 as wide, and the 1×1 that gives class maps.",
)
def last_point_missing(input_shape, widths, classes):
    return _network(input_shape, widths, classes, last_point=False)


@nin.mistake(
    "a softmax is taken at every pixel",
    "The class maps are scores. No softmax in the model, neither there nor at the end.",
)
def softmax_at_pixels(input_shape, widths, classes):
    return _network(input_shape, widths, classes, softmax_inside=True)


@nin.mistake(
    "there is no mean", "What comes out are the class maps still. The score of a class is the mean of its map."
)
def no_mean(input_shape, widths, classes):
    return _network(input_shape, widths, classes, top=None)


@nin.mistake("the widths come in the wrong order", "The first of `widths` belongs to the block next to the image.")
def widths_reversed(input_shape, widths, classes):
    return _network(input_shape, widths[::-1], classes)


@nin.mistake(
    "the blocks come in the wrong order",
    "The first of `widths` belongs to the block next to the image, the last stays last.",
)
def blocks_reversed(input_shape, widths, classes):
    return _network(input_shape, widths[::-1], classes, last_width=widths[-1])


@nin.mistake("there is only one block before the last", "One for each of `widths`: is the loop left too early?")
def one_block(input_shape, widths, classes):
    return _network(input_shape, widths[:1], classes)


@nin.mistake(
    "the blocks have a 3×3 window",
    "Before the last block the windows are 5×5; only the last one has 3×3.",
)
def small_windows(input_shape, widths, classes):
    return _network(input_shape, widths, classes, kernel=3)
