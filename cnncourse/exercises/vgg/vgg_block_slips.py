"""Slips of `vgg_block`, each with the words that a reader is told."""

from .basis import _block
from .vgg_block import vgg_block


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
