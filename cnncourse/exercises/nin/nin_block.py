"""`nin_block`: reference, cases, slips and hints."""

from cnncourse.autocheck import exercise

from .basis import _block


@exercise(points=2, minutes=6, seconds=60, tolerance=1e-4)
def nin_block(x, filters: int, kernel: int, stride: int):
    """A convolution, then two 1×1 convolutions: a small dense network that slides over the maps.

    All three have `filters` filters, biases and a ReLU. The first has a window of `kernel` × `kernel`, moves by
    `stride` and pads "same"; the two 1×1 move by one pixel.

    Args:
        x: maps, a Keras tensor `(n, h, w, c)`.
        filters: of each of the three convolutions.
        kernel: side of the first window in pixels.
        stride: of the first convolution, in pixels.

    Returns:
        A Keras tensor, `(n, ceil(h / stride), ceil(w / stride), filters)`.
    """
    # BEGIN SOLUTION
    from keras import layers

    x = layers.Conv2D(filters, kernel, strides=stride, padding="same", activation="relu")(x)
    x = layers.Conv2D(filters, 1, activation="relu")(x)
    return layers.Conv2D(filters, 1, activation="relu")(x)
    # END SOLUTION


@nin_block.cases
def _(rng):
    yield "5 filters on 3 maps", ((8, 10, 3), 5, 3, 1)
    yield "stride 2 on an even side", ((8, 10, 3), 5, 3, 2)
    yield "a window of 5 on an odd side", ((9, 7, 2), 4, 5, 2)
    yield "stride 4", ((14, 11, 1), 6, 5, 4)


@nin_block.observe
def _(answer, args):
    from cnncourse.nets.facts import block_facts

    shape, filters, kernel, stride = args
    return block_facts(answer, shape, filters, kernel, stride)


@nin_block.mistake(
    "the first window loses pixels at the edge", 'A layer without `padding=` is "valid". Here the maps keep their side.'
)
def valid_window(x, filters, kernel, stride):
    return _block(x, filters, kernel, stride, padding="valid")


@nin_block.mistake(
    "the last ReLU is missing",
    "All three convolutions have one, the second 1×1 too. Only the scores are another story.",
)
def last_linear(x, filters, kernel, stride):
    return _block(x, filters, kernel, stride, relus=(True, True, False))


@nin_block.mistake(
    "the 1×1 layers have no activation",
    "Two 1×1 layers without a ReLU between them are one matrix (lesson 04). The small network needs its kinks.",
)
def linear_points(x, filters, kernel, stride):
    return _block(x, filters, kernel, stride, relus=(True, False, False))


@nin_block.mistake(
    "the first convolution has no activation", "Without a ReLU it and the 1×1 behind it are one linear layer."
)
def linear_window(x, filters, kernel, stride):
    return _block(x, filters, kernel, stride, relus=(False, True, True))


@nin_block.mistake(
    "there is no activation at all",
    "A convolution in Keras has none unless you ask for it; each of the three gets a ReLU.",
)
def all_linear(x, filters, kernel, stride):
    return _block(x, filters, kernel, stride, relus=(False, False, False))


@nin_block.mistake(
    "all three windows are large",
    "That is a VGG block (lesson 10). In NiN only the first layer looks at neighbors; the other two stay at their pixel.",
)
def three_windows(x, filters, kernel, stride):
    return _block(x, filters, kernel, stride, kernels=(None, None, None))


@nin_block.mistake(
    "there is only one 1×1",
    "A convolution and two 1×1 layers. If you wrote three: is the result of each kept, and the last one returned?",
)
def one_point(x, filters, kernel, stride):
    return _block(x, filters, kernel, stride, relus=(True, True))


@nin_block.mistake(
    "the stride is not used", "`stride` belongs to the first convolution; without it no map gets smaller."
)
def no_stride(x, filters, kernel, stride):
    return _block(x, filters, kernel, 1)


@nin_block.mistake(
    "every layer takes the stride",
    "Three strides of 2 shrink the map eightfold. Only the first convolution moves by `stride`.",
)
def stride_everywhere(x, filters, kernel, stride):
    return _block(x, filters, kernel, stride, strides=(None, None, None))


@nin_block.mistake(
    "right shape, but the windows stand at other pixels",
    'Is the stride on the first convolution, and is its padding the "same" of Keras? At a stride it pads less at the top and '
    "left (lesson 02) than `ZeroPadding2D` would, or than a 1×1 that steps over pixels afterwards.",
)
def stride_on_a_point(x, filters, kernel, stride):
    return _block(x, filters, kernel, stride, strides=(1, 1, None))


@nin_block.mistake("no layer has a bias", "All three convolutions have one; it is the default in Keras.")
def no_bias_at_all(x, filters, kernel, stride):
    return _block(x, filters, kernel, stride, window_bias=False, bias=False)


@nin_block.mistake("the 1×1 layers have no bias", "All three convolutions have one; it is the default in Keras.")
def no_bias(x, filters, kernel, stride):
    return _block(x, filters, kernel, stride, bias=False)


@nin_block.mistake(
    "one ReLU at the very end", "Each of the three layers has its own. Linear layers in a row are one linear layer."
)
def relu_at_the_end(x, filters, kernel, stride):
    return _block(x, filters, kernel, stride, relus=(False, False, True))


@nin_block.mistake("there are three 1×1", "A convolution and two 1×1 layers: three layers in all.")
def three_points(x, filters, kernel, stride):
    return _block(x, filters, kernel, stride, relus=(True,) * 4, kernels=(None, 1, 1, 1), strides=(None, 1, 1, 1))


@nin_block.mistake(
    "the 1×1 layers come first", "First the window looks at neighbors, then the small network works on what it saw."
)
def points_first(x, filters, kernel, stride):
    return _block(x, filters, kernel, stride, kernels=(1, 1, None), strides=(1, 1, None))


@nin_block.mistake(
    "`filters` and `kernel` are exchanged", "`Conv2D` takes the number of filters first, then the window."
)
def exchanged(x, filters, kernel, stride):
    return _block(x, kernel, filters, stride)


@nin_block.mistake(
    "each layer starts from `x` again",
    "A layer has to get the output of the one before: is its result kept and passed on?",
)
def not_chained(x, filters, kernel, stride):
    return _block(x, filters, kernel, stride, relus=(True,), kernels=(1,), strides=(1,))


@nin_block.mistake(
    "there is a batch normalization", "It came two years later (lesson 13). Here it is convolution and ReLU alone."
)
def normalized(x, filters, kernel, stride):
    from keras import layers

    for k, step in ((kernel, stride), (1, 1), (1, 1)):
        x = layers.ReLU()(layers.BatchNormalization()(layers.Conv2D(filters, k, step, "same")(x)))
    return x


@nin_block.mistake(
    "the first 1×1 has no activation",
    "It and the 1×1 behind it are one matrix then. Each of the three layers has a ReLU.",
)
def linear_in_the_middle(x, filters, kernel, stride):
    return _block(x, filters, kernel, stride, relus=(True, False, True))


@nin_block.mistake(
    "the window is left out of the chain", "The first 1×1 gets `x` again. It has to work on what the window saw."
)
def window_lost(x, filters, kernel, stride):
    return _block(x, filters, kernel, stride, relus=(True, True), kernels=(1, 1), strides=(1, 1))


@nin_block.mistake(
    "there is a pooling", "It stands between blocks, not in them. Only the stride makes maps smaller here."
)
def pooled(x, filters, kernel, stride):
    from keras import layers

    return layers.MaxPooling2D(2)(_block(x, filters, kernel, stride))


@nin_block.mistake(
    "a pooling does the work of the stride", "The first convolution itself moves by `stride`: `strides=` in Keras."
)
def pooled_by_stride(x, filters, kernel, stride):
    from keras import layers

    return layers.MaxPooling2D(stride, padding="same")(_block(x, filters, kernel, 1))


@nin_block.mistake("the window is 5 whatever `kernel` says", "Its side is an argument.")
def always_five(x, filters, kernel, stride):
    return _block(x, filters, 5, stride)


@nin_block.mistake(
    "`kernel` and `stride` are exchanged", "`Conv2D` takes filters, window, strides, in this order. Or name them."
)
def window_and_stride_exchanged(x, filters, kernel, stride):
    return _block(x, filters, stride, kernel)


@nin_block.mistake(
    "one 1×1 layer is used twice", "The two 1×1 learn weights of their own: make a layer for each, not one for both."
)
def one_layer_twice(x, filters, kernel, stride):
    from keras import layers

    point = layers.Conv2D(filters, 1, activation="relu")
    return point(point(_block(x, filters, kernel, stride, relus=(True,))))


@nin_block.mistake(
    "the first convolution keeps the maps apart",
    "A depthwise layer filters each map for itself. Here each filter sees all maps of `x`.",
)
def depthwise(x, filters, kernel, stride):
    from keras import layers

    x = layers.DepthwiseConv2D(kernel, stride, "same", activation="relu")(x)
    return _block(x, filters, 1, 1, relus=(True, True), kernels=(1, 1), strides=(1, 1))


nin_block.hint(
    "Three calls of `keras.layers.Conv2D`, each on the output of the one before.",
    "A dense network at each pixel is a convolution with a window of 1.",
    'The first: `Conv2D(filters, kernel, strides=stride, padding="same", activation="relu")(x)`.',
    'The other two are alike: `Conv2D(filters, 1, activation="relu")(x)`.',
)
