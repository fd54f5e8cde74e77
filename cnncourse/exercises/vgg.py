"""Exercises of the lesson on VGG."""

import math

import numpy as np

from cnncourse.autocheck import choice, exercise


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


def _block(
    x, convolutions, filters, kernel=3, padding="same", activation="relu", bias=True, pool="MaxPooling2D", window=2, stride=2,
    pool_padding="valid", norm=False,
):  # fmt: skip
    """A block that resembles VGG's, put together from its parts."""
    from keras import layers

    for _ in range(convolutions):
        x = layers.Conv2D(filters, kernel, padding=padding, use_bias=bias, activation=None if norm else activation)(x)
        if norm:
            x = layers.Activation(activation)(layers.BatchNormalization()(x))
    return getattr(layers, pool)(window, stride, padding=pool_padding)(x) if pool else x


@vgg_block.mistake(
    "the convolutions have no activation", "Two of them in a row would be one linear step. Each gets a ReLU."
)
def no_relu(x, convolutions, filters):
    return _block(x, convolutions, filters, activation=None)


@vgg_block.mistake("only the last convolution has a ReLU", "Every one of them has, not the block as a whole.")
def last_relu(x, convolutions, filters):
    from keras import layers

    for number in range(convolutions):
        last = number == convolutions - 1
        x = layers.Conv2D(filters, 3, padding="same", activation="relu" if last else None)(x)
    return layers.MaxPooling2D(2)(x)


@vgg_block.mistake(
    "each convolution costs a frame of one pixel",
    'Without `padding=` a layer is "valid". In a VGG block the sides change in the pooling alone.',
)
def valid(x, convolutions, filters):
    return _block(x, convolutions, filters, padding="valid")


@vgg_block.mistake("there is no pooling", "A block ends with half the side.")
def no_pooling(x, convolutions, filters):
    return _block(x, convolutions, filters, pool=None)


@vgg_block.mistake(
    "it takes the mean where the largest was asked for", "LeNet's pooling was a mean. VGG's is a maximum."
)
def mean_pooling(x, convolutions, filters):
    return _block(x, convolutions, filters, pool="AveragePooling2D")


@vgg_block.mistake(
    "the pooling windows overlap", "3×3 with stride 2 is AlexNet's pooling. VGG's windows are 2×2 and lie side by side."
)
def overlapping(x, convolutions, filters):
    return _block(x, convolutions, filters, window=3)


@vgg_block.mistake("a pooling window that does not fit whole is dropped", "Seven pixels become three, not four.")
def pool_same(x, convolutions, filters):
    return _block(x, convolutions, filters, pool_padding="same")


@vgg_block.mistake(
    "the pooling has a stride",
    "A window of 2 that moves by 1 leaves the map nearly as large as it was. It should halve it.",
)
def pool_stride_one(x, convolutions, filters):
    return _block(x, convolutions, filters, stride=1)


@vgg_block.mistake(
    "there is a pooling behind every convolution", "Convolutions first, all of them, and one pooling at the end."
)
def pool_each(x, convolutions, filters):
    for _ in range(convolutions):
        x = _block(x, 1, filters)
    return x


@vgg_block.mistake("the pooling comes first", "It is the end of the block: the convolutions work at the full side.")
def pool_first(x, convolutions, filters):
    from keras import layers

    return _block(layers.MaxPooling2D(2)(x), convolutions, filters, pool=None)


@vgg_block.mistake(
    "every convolution starts from the block's input",
    "In a loop each layer has to be given what the one before it returned. Otherwise only the last one counts.",
)
def no_chain(x, convolutions, filters):
    return _block(x, 1, filters)


@vgg_block.mistake("there is one convolution too many", "Count them: is there one before the loop?")
def one_more(x, convolutions, filters):
    return _block(x, convolutions + 1, filters)


@vgg_block.mistake("one convolution is missing", "`range(1, convolutions)` counts one too few.")
def one_less(x, convolutions, filters):
    return _block(x, convolutions - 1, filters)


@vgg_block.mistake(
    "the width grows inside the block",
    "All convolutions of a block have the same number of filters. It grows from block to block.",
)
def growing(x, convolutions, filters):
    for number in range(convolutions):
        x = _block(x, 1, filters * 2**number, pool=None)
    return _block(x, 0, filters)


@vgg_block.mistake("the last convolution has no ReLU", "Every one of them has, the one before the pooling too.")
def last_linear(x, convolutions, filters):
    from keras import layers

    return layers.MaxPooling2D(2)(
        _block(_block(x, convolutions - 1, filters, pool=None), 1, filters, activation=None, pool=None)
    )


@vgg_block.mistake(
    "a convolution with a stride stands where the pooling should be",
    "All convolutions look at every place. Then a pooling keeps the largest of four.",
)
def strided(x, convolutions, filters):
    from keras import layers

    x = _block(x, convolutions - 1, filters, pool=None)
    return layers.Conv2D(filters, 3, strides=2, padding="same", activation="relu")(x)


@vgg_block.mistake("the convolutions have a stride of 2", "Their stride is 1. The pooling alone halves the sides.")
def stride_two(x, convolutions, filters):
    from keras import layers

    for _ in range(convolutions):
        x = layers.Conv2D(filters, 3, strides=2, padding="same", activation="relu")(x)
    return layers.MaxPooling2D(2)(x)


@vgg_block.mistake(
    "`Conv2D` got its arguments in the other order", "First how many filters, then the side of the window."
)
def arguments_exchanged(x, convolutions, filters):
    from keras import layers

    for _ in range(convolutions):
        x = layers.Conv2D(3, filters, padding="same", activation="relu")(x)
    return layers.MaxPooling2D(2)(x)


@vgg_block.mistake(
    "`convolutions` and `filters` are exchanged",
    "`convolutions` says how many layers, `filters` how wide each of them is.",
)
def exchanged_numbers(x, convolutions, filters):
    return _block(x, filters, convolutions)


@vgg_block.mistake(
    "one layer is used again and again",
    "A layer that is called twice has one set of weights. Make a new one in each round of the loop.",
)
def one_layer_for_all(x, convolutions, filters):
    from keras import layers

    layer = layers.Conv2D(filters, 3, padding="same", activation="relu")
    for _ in range(convolutions):
        x = layer(x)
    return layers.MaxPooling2D(2)(x)


@vgg_block.mistake(
    "the convolutions behind the first share one layer",
    "A layer that is called twice has one set of weights. Make a new one in each round of the loop.",
)
def one_layer_for_the_rest(x, convolutions, filters):
    from keras import layers

    x = _block(x, 1, filters, pool=None)
    layer = layers.Conv2D(filters, 3, padding="same", activation="relu")
    for _ in range(convolutions - 1):
        x = layer(x)
    return layers.MaxPooling2D(2)(x)


@vgg_block.mistake("there are always two convolutions", "Some blocks have one, some three. `convolutions` says it.")
def always_two(x, convolutions, filters):
    return _block(x, 2, filters)


@vgg_block.mistake(
    "only the first convolution has `filters` filters",
    "It widens the maps, and the others keep what *it* gave, not what the block was given.",
)
def first_widens_alone(x, convolutions, filters):
    channels = x.shape[-1]
    for number in range(convolutions):
        x = _block(x, 1, channels if number else filters, pool=None)
    return _block(x, 0, filters)


@vgg_block.mistake(
    "the maps get wider at the end only", "The first convolution widens them already. The others keep that width."
)
def last_widens_alone(x, convolutions, filters):
    return _block(_block(x, convolutions - 1, x.shape[-1], pool=None), 1, filters)


@vgg_block.mistake("pooling over the whole map", "Windows of 2×2: half the side is left, not one number.")
def global_maximum(x, convolutions, filters):
    from keras import layers

    return layers.GlobalMaxPooling2D()(_block(x, convolutions, filters, pool=None))


@vgg_block.mistake("the windows are 1×1", "VGG's are 3×3: a place and its eight neighbors.")
def ones(x, convolutions, filters):
    return _block(x, convolutions, filters, kernel=1)


@vgg_block.mistake(
    "the convolutions are separable",
    "An ordinary convolution: each filter has a 3×3 window for *every* channel (lesson 04).",
)
def separable(x, convolutions, filters):
    from keras import layers

    for _ in range(convolutions):
        x = layers.SeparableConv2D(filters, 3, padding="same", activation="relu")(x)
    return layers.MaxPooling2D(2)(x)


@vgg_block.mistake(
    "the pooling windows overlap, and are padded", "VGG's windows are 2×2 and lie side by side, without padding."
)
def overlapping_padded(x, convolutions, filters):
    return _block(x, convolutions, filters, window=3, pool_padding="same")


@vgg_block.mistake("the windows are 5×5", "VGG's are 3×3, everywhere. That is the point of it.")
def five(x, convolutions, filters):
    return _block(x, convolutions, filters, kernel=5)


@vgg_block.mistake(
    "the biases are missing", "VGG of 2014 knows no batch normalization, so each convolution has its bias."
)
def no_bias(x, convolutions, filters):
    return _block(x, convolutions, filters, bias=False)


@vgg_block.mistake(
    "there is a batch normalization",
    "It came a year after VGG (lesson 13). Here: convolution, ReLU, and nothing between.",
)
def normalized(x, convolutions, filters):
    return _block(x, convolutions, filters, norm=True)


vgg_block.hint(
    "A loop over the convolutions, and one pooling after the loop.",
    "In the loop, `x = layer(x)`: each layer takes what the one before it gave. A new layer in each round.",
    '`Conv2D(filters, 3, padding="same", activation="relu")` in the loop, `MaxPooling2D(2)` behind it; return the tensor.',
)


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


@exercise(points=1, minutes=5)
def stacked_3x3_parameters(count: int, channels: int) -> tuple[int, int]:
    """Weights of a stack of 3×3 convolutions, and of the one convolution that sees as far.

    All layers have stride 1 and take and give `channels` maps. Biases are not counted.

    Args:
        count: 3×3 convolutions in the stack, at least 1.
        channels: maps before and after every layer.

    Returns:
        `(stack, single)`: weights of the whole stack; weights of a single convolution whose (square) window is as wide
        as the stack's receptive field.
    """
    # BEGIN SOLUTION
    field = 1 + 2 * count  # each 3×3 adds one pixel at each side
    return count * 9 * channels**2, field**2 * channels**2
    # END SOLUTION


@stacked_3x3_parameters.cases
def _(rng):
    yield "two layers, three channels", (2, 3)
    yield "one layer", (1, 4)
    yield "three layers, ten channels", (3, 10)
    yield "four layers", (4, 64)
    yield "a width of the day", (int(rng.integers(5, 9)), int(rng.integers(20, 300)))


@stacked_3x3_parameters.explain
def _(args, expected, index):
    count, channels = args
    return f"{count} · 3·3·{channels}·{channels} = {expected[0]:,}; the field of the stack is {1 + 2 * count}×{1 + 2 * count}"


@stacked_3x3_parameters.mistake(
    "the windows side by side, not on top of each other",
    "Three 3×3 windows do not see 9 pixels: neighbors overlap. Each layer adds one pixel at each side (lesson 03).",
)
def side_by_side(count, channels):
    return count * 9 * channels**2, (3 * count) ** 2 * channels**2


@stacked_3x3_parameters.mistake(
    "the field grows by two a layer", "One pixel at each side: a 3×3 layer has *two* gaps (lesson 03)."
)
def by_one(count, channels):
    return count * 9 * channels**2, (count + 2) ** 2 * channels**2


@stacked_3x3_parameters.mistake("the field is two pixels too small", "One layer sees 3 pixels already, not 1.")
def starts_below(count, channels):
    return count * 9 * channels**2, (2 * count - 1) ** 2 * channels**2


@stacked_3x3_parameters.mistake(
    "the middle pixel is missing", "One layer sees 3 pixels: one at each side, *and* the one between them."
)
def even_field(count, channels):
    return count * 9 * channels**2, (2 * count) ** 2 * channels**2


@stacked_3x3_parameters.mistake(
    "the field does not multiply",
    "It grows by the same number of pixels with each layer: 3, 5, 7 (see the figure above).",
)
def tripled_field(count, channels):
    return count * 9 * channels**2, 9**count * channels**2


@stacked_3x3_parameters.mistake(
    "the single window is always 7×7", "That is the field of three layers. Here `count` says how many there are."
)
def always_seven(count, channels):
    return count * 9 * channels**2, 49 * channels**2


@stacked_3x3_parameters.mistake("there are always three layers", "`count` says how many there are.")
def always_three(count, channels):
    return 27 * channels**2, 49 * channels**2


@stacked_3x3_parameters.mistake(
    "`^` is not a power in Python", "It compares bits. A square is `channels**2`, or `channels * channels`."
)
def bits(count, channels):
    return count * 9 * channels ^ 2, (1 + 2 * count) ^ 2 * channels ^ 2


@stacked_3x3_parameters.mistake("`count` stands under the square", "Only the channels come twice: once in, once out.")
def squared_count(count, channels):
    return 9 * (count * channels) ** 2, (1 + 2 * count) ** 2 * channels**2


@stacked_3x3_parameters.mistake(
    "the channels multiply from layer to layer", "Every layer is given `channels` maps and gives `channels` maps back."
)
def channels_multiplied(count, channels):
    return count * 9 * channels ** (count + 1), (1 + 2 * count) ** 2 * channels**2


@stacked_3x3_parameters.mistake(
    "the large window is counted `count` times", "There is one single layer beside the stack."
)
def many_large(count, channels):
    return count * 9 * channels**2, count * (1 + 2 * count) ** 2 * channels**2


@stacked_3x3_parameters.mistake("the large window has two sides", "A 7×7 window has 49 weights for each map, not 7.")
def one_large_side(count, channels):
    return count * 9 * channels**2, (1 + 2 * count) * channels**2


@stacked_3x3_parameters.mistake("the small window has two sides", "A 3×3 window has 9 weights for each map, not 3.")
def one_small_side(count, channels):
    return count * 3 * channels**2, (1 + 2 * count) ** 2 * channels**2


@stacked_3x3_parameters.mistake("the field starts at one pixel", "No layer sees 1, one layer sees 3, two see 5.")
def starts_at_three(count, channels):
    return count * 9 * channels**2, (3 + 2 * count) ** 2 * channels**2


@stacked_3x3_parameters.mistake(
    "each filter reads all channels",
    "`channels` filters, and each holds 3·3 weights for *each* of `channels` maps (lesson 04).",
)
def one_channel_factor(count, channels):
    return count * 9 * channels, (1 + 2 * count) ** 2 * channels


@stacked_3x3_parameters.mistake(
    "the channels are missing", "One 3×3 window for one map has 9 weights. How many maps go in, and how many out?"
)
def no_channels(count, channels):
    return count * 9, (1 + 2 * count) ** 2


@stacked_3x3_parameters.mistake(
    "you counted the biases", "They are left out here, so that the ratio does not depend on the channels."
)
def biases(count, channels):
    return count * (9 * channels**2 + channels), (1 + 2 * count) ** 2 * channels**2 + channels


@stacked_3x3_parameters.mistake("the window has two sides", "A 7×7 window has 49 weights for each map, not 7.")
def one_side(count, channels):
    return count * 3 * channels**2, (1 + 2 * count) * channels**2


@stacked_3x3_parameters.mistake(
    "the weights of one layer of the stack", "A stack of three holds three layers' weights."
)
def one_layer(count, channels):
    return 9 * channels**2, (1 + 2 * count) ** 2 * channels**2


@stacked_3x3_parameters.mistake(
    "the layers add up, they do not multiply",
    "The second layer's windows are new weights beside the first's: 9 + 9, not 9 · 9.",
)
def multiplied(count, channels):
    return 9**count * channels**2, (1 + 2 * count) ** 2 * channels**2


@stacked_3x3_parameters.mistake("the two numbers are exchanged", "First the stack, then the single window.")
def swapped(count, channels):
    return (1 + 2 * count) ** 2 * channels**2, count * 9 * channels**2


stacked_3x3_parameters.hint(
    "One 3×3 convolution from `channels` to `channels` maps: how many weights? A stack has `count` of them.",
    "The field of the stack: 3 for one layer, 5 for two, 7 for three.",
    "Two layers and C channels: 2 · 9 · C² against 5² · C².",
)


@exercise(points=3, minutes=10, seconds=60)  # whoever builds the network and asks it is right, too
def share_of_first_dense(side: int, channels: int, units: int) -> float:
    """Which part of all parameters of a VGG-16 its first dense layer holds.

    The network: five blocks of 2, 2, 3, 3, 3 convolutions (3×3, "same"), each block ending with a 2×2 pooling that
    rounds down; widths `channels / 8`, `channels / 4`, `channels / 2`, `channels`, `channels`; an image with 3 channels.
    Then flatten, two dense layers of `units` units and one of 1,000. Every filter and every unit has a bias.

    Args:
        side: of the image in pixels, at least 32.
        channels: width of the last two blocks, a multiple of 8.
        units: of each hidden dense layer.

    Returns:
        A number between 0 and 1. For `(224, 512, 4096)`, which is VGG-16 itself, about 0.74.
    """
    # BEGIN SOLUTION
    convolutions, before = 0, 3
    for count, part in zip((2, 2, 3, 3, 3), (8, 4, 2, 1, 1), strict=True):
        for _ in range(count):
            convolutions += (9 * before + 1) * (channels // part)
            before = channels // part
        side //= 2
    first = (side * side * channels + 1) * units
    rest = (units + 1) * units + (units + 1) * 1000
    return first / (convolutions + first + rest)
    # END SOLUTION


def _share(
    side, channels, units, counts=(2, 2, 3, 3, 3), parts=(8, 4, 2, 1, 1), bias=1, dense_bias=None, first_bias=None,
    places=None, image=3, window=9, chained=True, depth=None, classes=1000, total="cfhs", top="f",
):  # fmt: skip
    """The share with one part of the count changed: `c`onvolutions, `f`irst dense, second `h`idden, `s`cores."""
    dense_bias = bias if dense_bias is None else dense_bias
    first_bias = dense_bias if first_bias is None else first_bias
    convolutions, before = 0, image
    for count, part in zip(counts, parts, strict=True):
        width = int(channels / part)
        for number in range(count):
            convolutions += (window * before + bias) * width
            before = width if chained or number == count - 1 else before
    places = (side // 32) ** 2 if places is None else places
    first = (places * (before if depth is None else depth) + first_bias) * units
    sizes = {"c": convolutions, "f": first, "h": (units + dense_bias) * units, "s": (units + dense_bias) * classes}
    return sum(sizes[part] for part in top) / sum(sizes[part] for part in total)


@share_of_first_dense.cases
def _(rng):
    yield "VGG-16", (224, 512, 4096)
    yield "small images", (32, 512, 4096)
    yield "a side that pooling rounds", (95, 64, 40)
    yield "thin", (64, 16, 30)
    for number in (1, 2):
        yield (
            f"sizes of the day, {number}",
            (int(rng.integers(70, 300)), 8 * int(rng.integers(3, 40)), int(rng.integers(20, 900))),
        )


@share_of_first_dense.explain
def _(args, expected, index):
    side, channels, units = args
    last = side // 32
    return f"last maps {last}×{last}×{channels}; first dense layer ({last}·{last}·{channels} + 1) · {units} = {(last * last * channels + 1) * units:,}"


@share_of_first_dense.mistake(
    "the biases are missing", "One for each filter and each unit. They are few, and the share is wanted exactly."
)
def without_biases(side, channels, units):
    return _share(side, channels, units, bias=0)


@share_of_first_dense.mistake(
    "the convolutions are missing in the total", "The share is of *all* parameters: 13 convolutions and 3 dense layers."
)
def no_convolutions(side, channels, units):
    return _share(side, channels, units, total="fhs")


@share_of_first_dense.mistake(
    "the other dense layers are missing in the total", "All parameters: two more dense layers come after the first."
)
def no_dense(side, channels, units):
    return _share(side, channels, units, total="cf")


@share_of_first_dense.mistake(
    "one side in place of two", "The last maps have height and width, and flatten lays all places in a row."
)
def one_side_only(side, channels, units):
    return _share(side, channels, units, places=side // 32)


@share_of_first_dense.mistake(
    "the first dense layer sees all places", "Flatten gives it side · side numbers for each channel, not one."
)
def one_place(side, channels, units):
    return _share(side, channels, units, places=1)


@share_of_first_dense.mistake(
    "the last block has a pooling as well", "Five blocks, five poolings: 224 becomes 7, not 14."
)
def four_poolings(side, channels, units):
    return _share(side, channels, units, places=(side // 16) ** 2)


@share_of_first_dense.mistake(
    "the image reaches the dense layer unpooled", "Five blocks end with a pooling each. What is left of the side then?"
)
def no_poolings(side, channels, units):
    return _share(side, channels, units, places=side**2)


@share_of_first_dense.mistake("the side stays whole", "Each pooling rounds down: 95 becomes 47, 23, 11, 5, 2.")
def fractions(side, channels, units):
    return _share(side, channels, units, places=(side / 32) ** 2)


@share_of_first_dense.mistake("you rounded up", "Each pooling rounds down: 95 becomes 47, 23, 11, 5, 2.")
def rounded_up(side, channels, units):
    return _share(side, channels, units, places=math.ceil(side / 32) ** 2)


@share_of_first_dense.mistake("you rounded to the nearest", "Each pooling rounds down: 95 becomes 47, 23, 11, 5, 2.")
def rounded(side, channels, units):
    return _share(side, channels, units, places=round(side / 32) ** 2)


@share_of_first_dense.mistake(
    "you rounded the places, not the side", "The side becomes whole in every pooling, long before it is squared."
)
def rounded_late(side, channels, units):
    return _share(side, channels, units, places=int((side / 32) ** 2))


@share_of_first_dense.mistake("there are five poolings, not six", "One for each block: 224 becomes 7, not 3.")
def six_poolings(side, channels, units):
    return _share(side, channels, units, places=(side // 64) ** 2)


@share_of_first_dense.mistake(
    "each convolution costs a frame of one pixel", '"same" keeps the sides. The poolings alone change them.'
)
def frames_lost(side, channels, units):
    for count in (2, 2, 3, 3, 3):
        side = max(0, side - 2 * count) // 2
    return _share(side, channels, units, places=side**2)


@share_of_first_dense.mistake(
    "the last maps are always 7×7", "That is so for an image of 224. `side` says how large it is here."
)
def always_seven_wide(side, channels, units):
    return _share(side, channels, units, places=49)


@share_of_first_dense.mistake("the dense layers always have 4,096 units", "Here `units` says how many.")
def always_4096(side, channels, units):
    return _share(side, channels, 4096)


@share_of_first_dense.mistake(
    "the widths are always 64 to 512", "Here `channels` says how wide the last two blocks are."
)
def always_512(side, channels, units):
    return _share(side, 512, units)


@share_of_first_dense.mistake(
    "the convolutions are always 64 to 512 wide",
    "Their widths follow from `channels`, as the first dense layer's inputs do.",
)
def convolutions_of_512(side, channels, units):
    return _share(side, 512, units, depth=channels)


@share_of_first_dense.mistake(
    "flatten lays all channels in the row", "The last maps have side · side places *and* `channels` channels."
)
def one_channel(side, channels, units):
    return _share(side, channels, units, depth=1)


@share_of_first_dense.mistake(
    "the biases of the convolutions are missing", "One for each filter. They are few, and the share is wanted exactly."
)
def filters_without_bias(side, channels, units):
    return _share(side, channels, units, bias=0, dense_bias=1)


@share_of_first_dense.mistake(
    "the biases of the dense layers are missing", "One for each unit. They are few, and the share is wanted exactly."
)
def units_without_bias(side, channels, units):
    return _share(side, channels, units, dense_bias=0)


@share_of_first_dense.mistake(
    "the biases of the first dense layer are missing", "Each of its units has one, like all the others."
)
def first_without_bias(side, channels, units):
    return _share(side, channels, units, first_bias=0)


@share_of_first_dense.mistake("one bias for a whole layer", "Each *filter* and each *unit* has its own.")
def a_bias_a_layer(side, channels, units):
    share = _share(side, channels, units, bias=0)
    first = (side // 32) ** 2 * channels * units
    return (first + 1) / (first / share + 16)


@share_of_first_dense.mistake("the last layer is missing in the total", "1,000 units read the second hidden layer.")
def no_scores(side, channels, units):
    return _share(side, channels, units, total="cfh")


@share_of_first_dense.mistake(
    "the second dense layer is missing in the total",
    "There are two of `units` units. One more stands behind the first.",
)
def no_second(side, channels, units):
    return _share(side, channels, units, total="cfs")


@share_of_first_dense.mistake(
    "that is the share of all dense layers", "Only the layer right behind flatten is asked for."
)
def all_dense(side, channels, units):
    return _share(side, channels, units, top="fhs")


@share_of_first_dense.mistake("that is the share of the convolutions", "Asked for is the first dense layer's.")
def convolutions_share(side, channels, units):
    return _share(side, channels, units, top="c")


@share_of_first_dense.mistake(
    "you divided by the rest", "The first dense layer is a part of the whole: it stands below the line as well."
)
def by_the_rest(side, channels, units):
    return _share(side, channels, units, total="chs")


@share_of_first_dense.mistake("the last layer has 1,000 units", "Only the two hidden ones have `units`.")
def scores_of_units(side, channels, units):
    return _share(side, channels, units, classes=units)


@share_of_first_dense.mistake("the last layer has 1,000 units, not 10", "ImageNet has 1,000 classes.")
def ten_classes(side, channels, units):
    return _share(side, channels, units, classes=10)


@share_of_first_dense.mistake("a window has nine weights for each map", "3 · 3, not 3.")
def three_weights(side, channels, units):
    return _share(side, channels, units, window=3)


@share_of_first_dense.mistake(
    "the width does not double any more in the last block",
    "An eighth, a quarter, a half, the whole, and the whole again.",
)
def doubled_to_the_end(side, channels, units):
    return _share(side, channels, units, parts=(16, 8, 4, 2, 1))


@share_of_first_dense.mistake(
    "the last block is twice as wide", "`channels` is the width of the last *two* blocks: the doubling stops there."
)
def doubled_beyond(side, channels, units):
    return _share(side, channels, units, parts=(8, 4, 2, 1, 0.5))


@share_of_first_dense.mistake(
    "the first convolution of a block reads what the block before gave",
    "Half as many channels as it gives, mostly. Keep the width before in a variable.",
)
def own_width(side, channels, units):
    total = _share(side, channels, units, top="cfhs", total="f")  # in units of the first dense layer
    first = ((side // 32) ** 2 * channels + 1) * units
    widths = [channels // part for part in (8, 4, 2, 1)]
    more = sum(9 * (after - before) * after for before, after in zip(widths, widths[1:], strict=False))
    return first / (total * first + more)


@share_of_first_dense.mistake(
    "the image has three channels, not `channels / 8`", "Each filter of the very first layer holds 3 · 3 · 3 weights."
)
def wide_image(side, channels, units):
    return _share(side, channels, units, image=channels // 8)


@share_of_first_dense.mistake(
    "that is the number of its parameters", "Its share is asked for: divide by the number of all."
)
def not_divided(side, channels, units):
    return ((side // 32) ** 2 * channels + 1) * units


@share_of_first_dense.mistake("`//` drops what is behind the point", "A share is a fraction: divide with `/`.")
def whole_share(side, channels, units):
    return 0


@share_of_first_dense.mistake("you rounded the share", "It is wanted in full. Rounding is for printing.")
def two_digits(side, channels, units):
    return round(_share(side, channels, units), 2)


@share_of_first_dense.mistake("that is in percent", "The share is a number between 0 and 1.")
def percent(side, channels, units):
    return 100 * _share(side, channels, units)


@share_of_first_dense.mistake(
    "you counted the second dense layer with the first", "Only the layer right behind flatten is asked for."
)
def both_hidden(side, channels, units):
    return _share(side, channels, units, top="fh")


@share_of_first_dense.mistake(
    "the image has three channels", "Each filter of the very first layer holds 3 · 3 · 3 weights."
)
def gray_image(side, channels, units):
    return _share(side, channels, units, image=1)


@share_of_first_dense.mistake(
    "within a block the channels change once",
    "The first convolution of a block widens the maps. The next one is already given the new width.",
)
def not_chained(side, channels, units):
    return _share(side, channels, units, chained=False)


@share_of_first_dense.mistake("those are the convolutions of VGG-19", "2, 2, 3, 3, 3: thirteen of them.")
def nineteen(side, channels, units):
    return _share(side, channels, units, counts=(2, 2, 4, 4, 4))


@share_of_first_dense.mistake("those are the convolutions of VGG-11", "2, 2, 3, 3, 3: thirteen of them.")
def eleven(side, channels, units):
    return _share(side, channels, units, counts=(1, 1, 2, 2, 2))


@share_of_first_dense.mistake("those are the convolutions of VGG-13", "2, 2, 3, 3, 3: thirteen of them.")
def thirteen(side, channels, units):
    return _share(side, channels, units, counts=(2, 2, 2, 2, 2))


@share_of_first_dense.mistake("every block has three convolutions", "The first two have two: 2, 2, 3, 3, 3.")
def three_each(side, channels, units):
    return _share(side, channels, units, counts=(3, 3, 3, 3, 3))


@share_of_first_dense.mistake("every block has one convolution", "2, 2, 3, 3, 3: thirteen of them.")
def one_in_each(side, channels, units):
    return _share(side, channels, units, counts=(1, 1, 1, 1, 1))


@share_of_first_dense.mistake("that is everything but the first dense layer", "Asked for is the part that it holds.")
def the_rest(side, channels, units):
    return 1 - _share(side, channels, units)


share_of_first_dense.hint(
    "Three sums: all convolutions, the first dense layer, the two other dense layers.",
    "A convolution from `a` to `b` maps: `(9 * a + 1) * b`. Keep the width before in a variable as you go through the blocks.",
    "The side after five poolings is `side // 32`. The first dense layer: `(last * last * channels + 1) * units`.",
    "VGG-16: 14,714,688 in the convolutions, 102,764,544 in the first dense layer, 20,878,312 in the two others.",
)


what_16_counts = choice(
    "what_16_counts",
    "`keras.applications.VGG16()` lists 23 layers, its input among them. What does the 16 count?",
    right="c",
    a=(
        "The convolutions.",
        "There are 13 of them: 2 + 2 + 3 + 3 + 3. The 16 counts three more layers.",
    ),
    b=(
        "Convolutions and poolings, up to flatten.",
        "That would be 13 + 5 = 18. Poolings learn nothing, and the paper's numbers leave them out.",
    ),
    c=(
        "The layers that hold weights: convolutions and dense layers.",
        "13 convolutions and 3 dense layers. Input, 5 poolings and flatten are the other 7 of the 23.",
    ),
    d=(
        "The blocks.",
        "There are 5. The number of convolutions in them is what tells VGG-11, 13, 16 and 19 apart.",
    ),
    e=(
        "The channels of the first layer.",
        "That is 64. The widths are the same in VGG-11, 13, 16 and 19.",
    ),
)


@exercise(points=2, minutes=6)
def signal_factor(spread: float, fan_ins: list) -> float:
    """By which factor a signal grows on its way through freshly drawn layers with ReLU.

    A unit adds up `fan_in` numbers, each times a weight of mean 0 and standard deviation `spread`. If `q` is the mean
    square of the numbers, it is `q · fan_in · spread² / 2` behind the unit's ReLU, which takes half away. The *size* of
    the signal is the root of its mean square.

    Args:
        spread: standard deviation of the weights, in every layer.
        fan_ins: for each layer the weights of one unit, `9 * channels` for a 3×3 convolution.

    Returns:
        Size of the signal behind the last layer, divided by its size before the first one.
    """
    # BEGIN SOLUTION
    factor = 1.0
    for fan_in in fan_ins:
        factor *= spread * np.sqrt(fan_in / 2)
    return float(factor)
    # END SOLUTION


@signal_factor.cases
def _(rng):
    yield "one layer", (0.1, [576])
    yield "two layers", (0.2, [27, 72])
    yield "three layers of one width", (0.05, [288, 288, 288])
    yield "a layer that keeps the size", (0.5, [8])
    yield "layers of the day", (0.3, [int(n) for n in rng.integers(9, 90, 4)])
    yield "thirteen convolutions of VGG-16", (0.01, [9 * c for c in (3, 64, 64, 128, 128, *[256] * 3, *[512] * 5)])


@signal_factor.mistake("that is the mean square", "It grows by fan_in · spread² / 2 a layer. Its root is asked for.")
def mean_square(spread, fan_ins):
    return math.prod(spread**2 * fan_in / 2 for fan_in in fan_ins)


@signal_factor.mistake(
    "the ReLU takes half away", "Half of the outputs become 0, and with them half of the mean square."
)
def no_half(spread, fan_ins):
    return math.prod(spread * math.sqrt(fan_in) for fan_in in fan_ins)


@signal_factor.mistake(
    "the half stands under the root", "The ReLU halves the mean square, so the size falls by √2, not by 2."
)
def half_outside(spread, fan_ins):
    return math.prod(spread * math.sqrt(fan_in) / 2 for fan_in in fan_ins)


@signal_factor.mistake("the factors multiply", "Each layer works on what the one before it has left over.")
def added(spread, fan_ins):
    return sum(spread * math.sqrt(fan_in / 2) for fan_in in fan_ins)


@signal_factor.mistake("you took `spread` for a variance", "It is the standard deviation; its square is the variance.")
def as_variance(spread, fan_ins):
    return math.prod(math.sqrt(spread * fan_in / 2) for fan_in in fan_ins)


@signal_factor.mistake("only the last layer counts in that", "Does the loop start again from 1 in each round?")
def last_only(spread, fan_ins):
    return spread * math.sqrt(fan_ins[-1] / 2)


@signal_factor.mistake("only the first layer counts in that", "Is there a `return` inside the loop?")
def first_only(spread, fan_ins):
    return spread * math.sqrt(fan_ins[0] / 2)


@signal_factor.mistake("the last layer is missing", "One factor for each entry of `fan_ins`, the last one too.")
def last_missing(spread, fan_ins):
    return math.prod(spread * math.sqrt(fan_in / 2) for fan_in in fan_ins[:-1])


@signal_factor.mistake("the first layer is missing", "One factor for each entry of `fan_ins`, the first one too.")
def first_missing(spread, fan_ins):
    return math.prod(spread * math.sqrt(fan_in / 2) for fan_in in fan_ins[1:])


@signal_factor.mistake("`spread` comes once for each layer", "Each layer multiplies its signal by its weights.")
def spread_once(spread, fan_ins):
    return spread * math.sqrt(math.prod(fan_in / 2 for fan_in in fan_ins))


@signal_factor.mistake("`spread` is missing", "The larger the weights, the larger the sum.")
def no_spread(spread, fan_ins):
    return math.prod(math.sqrt(fan_in / 2) for fan_in in fan_ins)


@signal_factor.mistake(
    "`spread` is squared outside the root",
    "The variance stands under the root; outside of it the standard deviation is left.",
)
def spread_squared(spread, fan_ins):
    return math.prod(spread**2 * math.sqrt(fan_in / 2) for fan_in in fan_ins)


@signal_factor.mistake("the half comes once for each layer", "Each layer has a ReLU of its own.")
def half_once(spread, fan_ins):
    return math.prod(spread * math.sqrt(fan_in) for fan_in in fan_ins) / math.sqrt(2)


@signal_factor.mistake(
    "the last layer has a ReLU, too",
    "Asked for is the size behind the last layer's ReLU: one half more under the root.",
)
def last_without_relu(spread, fan_ins):
    return math.prod(spread * math.sqrt(fan_in / 2) for fan_in in fan_ins) * math.sqrt(2)


@signal_factor.mistake("the ReLU halves, it does not double", "Half of the outputs become 0.")
def doubled(spread, fan_ins):
    return math.prod(spread * math.sqrt(2 * fan_in) for fan_in in fan_ins)


@signal_factor.mistake(
    "you multiplied by the spread that would be right",
    "√(2 / n) is the spread that keeps the size. How does the given one compare to it?",
)
def times_right_spread(spread, fan_ins):
    return math.prod(spread * math.sqrt(2 / fan_in) for fan_in in fan_ins)


@signal_factor.mistake(
    "the mean of the fan-ins in every layer", "Layers differ: each has a factor of its own, and they multiply."
)
def mean_fan_in(spread, fan_ins):
    return (spread * math.sqrt(sum(fan_ins) / len(fan_ins) / 2)) ** len(fan_ins)


@signal_factor.mistake("the first fan-in in every layer", "Layers differ: each has a fan-in of its own.")
def first_fan_in(spread, fan_ins):
    return (spread * math.sqrt(fan_ins[0] / 2)) ** len(fan_ins)


@signal_factor.mistake("the last fan-in in every layer", "Layers differ: each has a fan-in of its own.")
def last_fan_in(spread, fan_ins):
    return (spread * math.sqrt(fan_ins[-1] / 2)) ** len(fan_ins)


@signal_factor.mistake("the fan-ins do not add up", "They belong to layers that follow each other: a factor for each.")
def summed_fan_ins(spread, fan_ins):
    return spread * math.sqrt(sum(fan_ins) / 2)


@signal_factor.mistake("the nine is in the fan-in already", "`fan_ins` holds `9 * channels`, all weights of one unit.")
def nine_again(spread, fan_ins):
    return math.prod(spread * math.sqrt(9 * fan_in / 2) for fan_in in fan_ins)


@signal_factor.mistake("half of 27 is 13.5", "`//` drops the half. Divide with `/`.")
def whole_half(spread, fan_ins):
    return math.prod(spread * math.sqrt(fan_in // 2) for fan_in in fan_ins)


@signal_factor.mistake(
    "the product of the fan-ins is too large for a whole number of NumPy",
    "Past 2⁶³ it starts again from below, without a word. Multiply numbers with a point, a layer at a time.",
)
def overflown(spread, fan_ins):
    return float(spread ** len(fan_ins) * np.sqrt(np.prod(fan_ins, dtype=np.int64) / 2.0 ** len(fan_ins)))


@signal_factor.mistake("you rounded", "A signal may be as small as 0.00001, and that is what matters.")
def rounded_factor(spread, fan_ins):
    return round(math.prod(spread * math.sqrt(fan_in / 2) for fan_in in fan_ins), 3)


@signal_factor.mistake(
    "the inputs do not enter with a root",
    "A sum of n numbers of mean 0 is √n times as large as one of them, not n times.",
)
def no_root(spread, fan_ins):
    return math.prod(spread * fan_in / 2 for fan_in in fan_ins)


@signal_factor.mistake("it is the other way round", "Behind the last layer, divided by before the first.")
def inverted(spread, fan_ins):
    return 1 / math.prod(spread * math.sqrt(fan_in / 2) for fan_in in fan_ins)


signal_factor.hint(
    "First one layer: the mean square becomes `fan_in * spread**2 / 2` times what it was. What becomes of its root?",
    "One layer: `spread * np.sqrt(fan_in / 2)`.",
    "The factors of all layers multiply: begin with 1.0 and go through `fan_ins`.",
)


rung_that_finds_it = choice(
    "rung_that_finds_it",
    """
    The weights of a network of 16 layers are drawn with a standard deviation so small that every layer makes the signal several times smaller. Which rung of the
    ladder is the first to find that?
    """,
    right="b",
    a=(
        "The first: the loss at the start is not log C.",
        "It is log C, to many decimals. Scores that are all nearly 0 make the most even softmax there is.",
    ),
    b=(
        "The second: a hundred images are not learned by heart.",
        "The scores are nearly 0 for every image, so the first rung is passed. But hardly a gradient gets through, and the network does not "
        "learn to tell one image from another.",
    ),
    c=(
        "The third: it stays below a bar set before.",
        "It does, but you would have trained on everything before you knew. The second rung finds it in seconds.",
    ),
    d=(
        "None: it only takes longer.",
        "How much longer? If the gradient is a million times smaller, a million times. The cell below tries it.",
    ),
)
