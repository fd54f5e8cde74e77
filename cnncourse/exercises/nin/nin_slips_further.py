"""Further slips of `nin`, each with the words that a reader is told."""

from .nin import nin
from .nin_slips import _network


@nin.mistake(
    "the 5×5 windows lose pixels at the edge",
    "They pad, as the 3×3 of the last block does.",
)
def blocks_valid(input_shape, widths, classes):
    return _network(input_shape, widths, classes, same="valid")


@nin.mistake(
    "the pools have a window of 2 and drop the edge",
    "Three wide, stride 2, and with padding: neighboring windows overlap by a pixel.",
)
def two_valid(input_shape, widths, classes):
    return _network(input_shape, widths, classes, pool=2, padding="valid")


@nin.mistake(
    "the convolutions have no bias",
    "All of them have one; it is the default in Keras.",
)
def no_biases_at_all(input_shape, widths, classes):
    return _network(input_shape, widths, classes, bias=False)


@nin.mistake(
    "the blocks move by two pixels",
    "Only the pools do. The convolutions move by one.",
)
def steps_in_blocks(input_shape, widths, classes):
    return _network(input_shape, widths, classes, step=2)


@nin.mistake(
    "there is a ReLU behind the mean",
    "The scores may be negative: no ReLU behind the last 1×1, neither before the mean nor after it.",
)
def relu_on_means(input_shape, widths, classes):
    from keras import layers

    return _network(input_shape, widths, classes, after=layers.ReLU())


@nin.mistake(
    "the maps are summed",
    "Asked for is the mean of each map; a sum grows with the number of pixels.",
)
def summed(input_shape, widths, classes):
    import keras

    return _network(input_shape, widths, classes, top=None, after=lambda x: keras.ops.sum(x, axis=(1, 2)))


@nin.mistake(
    "the mean keeps two axes of length one",
    "The scores are `(n, classes)`: no `keepdims`.",
)
def axes_kept(input_shape, widths, classes):
    import keras

    return _network(
        input_shape, widths, classes, top=None, after=lambda x: keras.ops.mean(x, axis=(1, 2), keepdims=True)
    )


@nin.mistake(
    "the last block is as wide as the first",
    "It has `widths[-1]` filters, not `widths[0]`.",
)
def first_width_last(input_shape, widths, classes):
    return _network(input_shape, widths, classes, last_width=widths[0])


@nin.mistake(
    "the last block has a layer too many",
    "A 3×3, one 1×1 as wide, and the 1×1 that gives class maps. Behind a whole `nin_block` there would be four.",
)
def four_layers_last(input_shape, widths, classes):
    return _network(input_shape, widths, classes, more=1)


@nin.mistake(
    "the last block is a NiN block with one filter for each class",
    "Its 3×3 and its first 1×1 have `widths[-1]` filters, and the last 1×1 has no ReLU.",
)
def narrow_last_with_relu(input_shape, widths, classes):
    return _network(input_shape, widths, classes, last_width=classes, relu=True)


@nin.mistake(
    "there is one pooling for all blocks",
    "Behind *each* block of `widths` stands one: it belongs into the loop.",
)
def pooled_once(input_shape, widths, classes):
    return _network(input_shape, widths, classes, behind=lambda place, places: place == places - 1)


@nin.mistake(
    "a pooling is missing before the last block",
    "Behind each block of `widths` stands one, the last of them included.",
)
def last_pool_missing(input_shape, widths, classes):
    return _network(input_shape, widths, classes, behind=lambda place, places: place < places - 1)


@nin.mistake(
    "there is a pooling in the last block",
    "The last pooling stands before its 3×3.",
)
def pooled_before_maps(input_shape, widths, classes):
    return _network(input_shape, widths, classes, pool_before=True)


@nin.mistake(
    "the second 1×1 of the blocks has no ReLU",
    "Only the very last 1×1 of the network goes without.",
)
def blocks_end_linear(input_shape, widths, classes):
    return _network(input_shape, widths, classes, relus=(True, True, False))


@nin.mistake(
    "the first 1×1 of the blocks has no ReLU",
    "It and the second 1×1 are one matrix then.",
)
def blocks_linear_inside(input_shape, widths, classes):
    return _network(input_shape, widths, classes, relus=(True, False, True))


@nin.mistake(
    "the 5×5 convolutions have no ReLU",
    "Without one a window and the 1×1 behind it are one linear layer.",
)
def windows_linear(input_shape, widths, classes):
    return _network(input_shape, widths, classes, relus=(False, True, True))


@nin.mistake(
    "the last block has no ReLU at all",
    "Only its last 1×1 goes without. The 3×3 and the 1×1 before it have one.",
)
def last_linear(input_shape, widths, classes):
    return _network(input_shape, widths, classes, last_relus=(False, False))


@nin.mistake(
    "the first 1×1 of the last block has no ReLU",
    "Only the very last 1×1 goes without. These two are one matrix now.",
)
def last_point_linear(input_shape, widths, classes):
    return _network(input_shape, widths, classes, last_relus=(True, False))


@nin.mistake(
    "the 3×3 of the last block has no ReLU",
    "Only the very last 1×1 goes without.",
)
def last_window_linear(input_shape, widths, classes):
    return _network(input_shape, widths, classes, last_relus=(False, True))


@nin.mistake(
    "there are ten scores whatever `classes` says",
    "Fashion-MNIST has ten classes; the function is asked for others too.",
)
def always_ten(input_shape, widths, classes):
    return _network(input_shape, widths, 10)


@nin.mistake(
    "one block is missing",
    "`widths` counts the blocks *before* the last: a block for each, none left out.",
)
def block_too_few(input_shape, widths, classes):
    return _network(input_shape, widths[:-1], classes, last_width=widths[-1])
