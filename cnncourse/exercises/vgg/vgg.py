"""`vgg`: reference, cases, slips and hints."""

from cnncourse.autocheck import exercise

from .basis import _block


@exercise(points=3, minutes=10, seconds=60, tolerance=1e-4)
def vgg(configuration: list, input_shape: tuple, classes: int, dense: int):
    """Any VGG, from one line of a table.

    One block for each pair of the configuration, in order: 3×3 convolutions ("same", bias, ReLU), then 2×2 maximum
    pooling, as `vgg_block` builds it (yours, or `from cnncourse.nets.vgg import vgg_block`). Then flatten, two dense
    layers of `dense` units with ReLU, and a dense layer of `classes` units without activation. You may put dropout
    behind the two hidden dense layers; it is not judged.

    Args:
        configuration: pairs `(convolutions, filters)`, as `[(1, 64), (1, 128), (2, 256)]`.
        input_shape: `(h, w, c)`.
        classes: number of outputs, logits.
        dense: units of each of the two hidden dense layers.

    Returns:
        An uncompiled model, `(n, h, w, c)` to `(n, classes)`.
    """
    # BEGIN SOLUTION
    import keras
    from keras import layers

    from cnncourse.nets.vgg import vgg_block

    images = x = keras.Input(input_shape)
    for convolutions, filters in configuration:
        x = vgg_block(x, convolutions, filters)
    x = layers.Flatten()(x)
    for _ in range(2):
        x = layers.Dense(dense, activation="relu")(x)
    return keras.Model(images, layers.Dense(classes)(x))
    # END SOLUTION


@vgg.cases
def _(rng):
    yield "one block", ([(2, 3)], (6, 8, 2), 4, 5)
    yield "two blocks", ([(1, 4), (2, 6)], (12, 9, 2), 3, 7)
    yield "three blocks, two of one width", ([(2, 2), (1, 5), (2, 5)], (17, 8, 1), 3, 6)
    yield "blocks that do not double", ([(1, 6), (2, 3)], (8, 12, 3), 5, 4)


@vgg.observe
def _(answer, args):
    from cnncourse.nets.facts import model_facts

    return model_facts(answer(*args))


def _network(
    configuration, input_shape, classes, dense, bridge="Flatten", hidden=2, hidden_activation="relu", top=None,
    block=_block,
):  # fmt: skip
    """A network that resembles VGG, put together from its parts."""
    import keras
    from keras import layers

    images = x = keras.Input(input_shape)
    for convolutions, filters in configuration:
        x = block(x, convolutions, filters)
    if bridge:
        x = getattr(layers, bridge)()(x)
    for _ in range(hidden):
        x = layers.Dense(dense, activation=hidden_activation)(x)
    return keras.Model(images, layers.Dense(classes, activation=top)(x))


@vgg.mistake("there is a softmax on top", "Asked for are logits: the last dense layer has no activation.")
def softmax_on_top(configuration, input_shape, classes, dense):
    return _network(configuration, input_shape, classes, dense, top="softmax")


@vgg.mistake("the last layer has a ReLU", "Scores can be negative. Only the two hidden dense layers have a ReLU.")
def relu_on_top(configuration, input_shape, classes, dense):
    return _network(configuration, input_shape, classes, dense, top="relu")


@vgg.mistake(
    "the hidden dense layers have no activation", "Three dense layers in a row would be one. The first two have a ReLU."
)
def linear_dense(configuration, input_shape, classes, dense):
    return _network(configuration, input_shape, classes, dense, hidden_activation=None)


@vgg.mistake("one hidden dense layer is missing", "Two of `dense` units, and then the one with the classes.")
def one_hidden(configuration, input_shape, classes, dense):
    return _network(configuration, input_shape, classes, dense, hidden=1)


@vgg.mistake("there is one hidden dense layer too many", "Three dense layers in all: two hidden ones and the classes.")
def three_hidden(configuration, input_shape, classes, dense):
    return _network(configuration, input_shape, classes, dense, hidden=3)


@vgg.mistake(
    "there is no flatten", "A dense layer on a map works at every place by itself. Lay the maps in one row first."
)
def never_flattened(configuration, input_shape, classes, dense):
    return _network(configuration, input_shape, classes, dense, bridge=None)


@vgg.mistake(
    "global pooling in place of flatten",
    "That is what came next (lesson 11). VGG hands every place of the last maps on.",
)
def global_pooling(configuration, input_shape, classes, dense):
    return _network(configuration, input_shape, classes, dense, bridge="GlobalAveragePooling2D")


@vgg.mistake(
    "the widths of the configuration are not used",
    "Doubling from 64 is the paper's table. Here the second number of each pair says how wide.",
)
def doubling(configuration, input_shape, classes, dense):
    pairs = [(count, 64 * 2 ** min(number, 3)) for number, (count, _) in enumerate(configuration)]
    return _network(pairs, input_shape, classes, dense)


@vgg.mistake(
    "the widths double from the first one on", "Not every configuration doubles. Each pair brings its own width."
)
def doubling_from_first(configuration, input_shape, classes, dense):
    first = configuration[0][1]
    pairs = [(count, first * 2**number) for number, (count, _) in enumerate(configuration)]
    return _network(pairs, input_shape, classes, dense)


@vgg.mistake("each block has one convolution", "The first number of each pair says how many.")
def one_each(configuration, input_shape, classes, dense):
    return _network([(1, filters) for _, filters in configuration], input_shape, classes, dense)


@vgg.mistake(
    "convolutions and filters are exchanged", "A pair is `(convolutions, filters)`: first how many, then how wide."
)
def exchanged(configuration, input_shape, classes, dense):
    return _network([(filters, count) for count, filters in configuration], input_shape, classes, dense)


@vgg.mistake("every block starts from the image", "The next block has to be given what the last one returned.")
def no_chain_of_blocks(configuration, input_shape, classes, dense):
    return _network(configuration[-1:], input_shape, classes, dense)


@vgg.mistake("the last block is missing", "One block for each pair, the last one too.")
def last_block_missing(configuration, input_shape, classes, dense):
    return _network(configuration[:-1], input_shape, classes, dense)


@vgg.mistake("the last block has no pooling", "All blocks are alike: the last one ends with a pooling, too.")
def last_unpooled(configuration, input_shape, classes, dense):
    left = [len(configuration)]

    def block(x, convolutions, filters):
        left[0] -= 1
        return _block(x, convolutions, filters, pool="MaxPooling2D" if left[0] else None)

    return _network(configuration, input_shape, classes, dense, block=block)


@vgg.mistake("the convolutions are not padded", '"same", as in `vgg_block`: the sides change in the poolings alone.')
def unpadded(configuration, input_shape, classes, dense):
    return _network(configuration, input_shape, classes, dense, block=lambda *a: _block(*a, padding="valid"))


@vgg.mistake("the convolutions have no activation", "Each has a ReLU, as in `vgg_block`.")
def linear_blocks(configuration, input_shape, classes, dense):
    return _network(configuration, input_shape, classes, dense, block=lambda *a: _block(*a, activation=None))


@vgg.mistake(
    "of blocks that are equally wide only one is left",
    "VGG-16 has two blocks of 512. A dictionary keeps one value for each key: go through the pairs themselves.",
)
def by_width(configuration, input_shape, classes, dense):
    kept = {filters: count for count, filters in configuration}
    return _network([(count, filters) for filters, count in kept.items()], input_shape, classes, dense)


@vgg.mistake(
    "of blocks that are equally long only one is left",
    "VGG-16 has three blocks of three. A dictionary keeps one value for each key: go through the pairs themselves.",
)
def by_count(configuration, input_shape, classes, dense):
    return _network(list(dict(configuration).items()), input_shape, classes, dense)


@vgg.mistake("there is no hidden dense layer", "Two of `dense` units stand between flatten and the classes.")
def none_hidden(configuration, input_shape, classes, dense):
    return _network(configuration, input_shape, classes, dense, hidden=0)


def _with_head(configuration, input_shape, units, activations, **settings):
    """The blocks, and dense layers of these widths and activations."""
    import keras
    from keras import layers

    images = x = keras.Input(input_shape)
    for convolutions, filters in configuration:
        x = _block(x, convolutions, filters)
    x = layers.Flatten()(x)
    for width, activation in zip(units, activations, strict=True):
        x = layers.Dense(width, activation=activation, **settings)(x)
    return keras.Model(images, x)


@vgg.mistake("the second hidden dense layer has no activation", "Both of them have a ReLU, the scores alone have none.")
def second_linear(configuration, input_shape, classes, dense):
    return _with_head(configuration, input_shape, (dense, dense, classes), ("relu", None, None))


@vgg.mistake("the dense layers have no biases", "Every filter and every unit has one.")
def dense_without_bias(configuration, input_shape, classes, dense):
    return _with_head(configuration, input_shape, (dense, dense, classes), ("relu", "relu", None), use_bias=False)


@vgg.mistake(
    "`classes` and `dense` are exchanged", "The two hidden layers have `dense` units, the last layer `classes`."
)
def head_exchanged(configuration, input_shape, classes, dense):
    return _network(configuration, input_shape, dense, classes)


@vgg.mistake("the second hidden layer has `classes` units", "Both hidden layers have `dense` units.")
def second_of_classes(configuration, input_shape, classes, dense):
    return _with_head(configuration, input_shape, (dense, classes, classes), ("relu", "relu", None))


@vgg.mistake("there are 1,000 classes", "ImageNet has 1,000. Here `classes` says how many.")
def thousand_classes(configuration, input_shape, classes, dense):
    return _network(configuration, input_shape, 1000, dense)


@vgg.mistake("there is a pooling behind every convolution", "One for each block, behind the last of its convolutions.")
def pooled_each(configuration, input_shape, classes, dense):
    return _network([(1, f) for count, f in configuration for _ in range(count)], input_shape, classes, dense)


@vgg.mistake("each block is pooled twice", "`vgg_block` ends with a pooling of its own.")
def pooled_twice(configuration, input_shape, classes, dense):
    return _network(configuration, input_shape, classes, dense, block=lambda x, *pair: _block(_block(x, *pair), 0, 0))


@vgg.mistake("there is no pooling", "Each block ends with one: 2×2, side by side.")
def never_pooled(configuration, input_shape, classes, dense):
    return _network(configuration, input_shape, classes, dense, block=lambda *a: _block(*a, pool=None))


@vgg.mistake("there is one pooling, at the end", "Each block ends with one, not the stack of all blocks.")
def pooled_once(configuration, input_shape, classes, dense):
    left = [len(configuration)]

    def block(x, convolutions, filters):
        left[0] -= 1
        return _block(x, convolutions, filters, pool=None if left[0] else "MaxPooling2D")

    return _network(configuration, input_shape, classes, dense, block=block)


@vgg.mistake("the pooling takes the mean", "VGG's takes the largest of the four.")
def mean_pooled(configuration, input_shape, classes, dense):
    return _network(configuration, input_shape, classes, dense, block=lambda *a: _block(*a, pool="AveragePooling2D"))


@vgg.mistake("a pooling window that does not fit whole is dropped", "Nine places become four, not five.")
def pooled_up(configuration, input_shape, classes, dense):
    return _network(configuration, input_shape, classes, dense, block=lambda *a: _block(*a, pool_padding="same"))


@vgg.mistake("the blocks stand in another order", "In the order of the configuration, the first pair at the image.")
def backward(configuration, input_shape, classes, dense):
    return _network(configuration[::-1], input_shape, classes, dense)


@vgg.mistake("only the first block is there", "One block for each pair. Is there a `return` inside the loop?")
def first_block_alone(configuration, input_shape, classes, dense):
    return _network(configuration[:1], input_shape, classes, dense)


vgg.hint(
    "`images = x = keras.Input(input_shape)`, then a loop over the pairs in which `x` becomes what a block returns.",
    "`for convolutions, filters in configuration: x = vgg_block(x, convolutions, filters)`",
    'Then `Flatten()`, twice `Dense(dense, activation="relu")`, once `Dense(classes)`.',
    "`keras.Model(images, x)`, neither compiled nor trained.",
)
