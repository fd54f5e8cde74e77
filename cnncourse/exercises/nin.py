"""Exercises of the lesson on NiN."""

import numpy as np

from cnncourse.autocheck import choice, exercise, predict


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


def _block(
    x, filters, kernel, stride, padding="same", relus=(True, True, True), kernels=(None, 1, 1), strides=(None, 1, 1),
    last=None, bias=True, window_bias=True,
):  # fmt: skip
    """A block that resembles NiN's, put together from its parts."""
    from keras import layers

    for place, relu in enumerate(relus):
        x = layers.Conv2D(
            last if last and place == len(relus) - 1 else filters,
            kernels[place] or kernel,
            strides=strides[place] or stride,
            padding=padding,
            activation="relu" if relu else None,
            use_bias=bias if place else window_bias,
        )(x)
    return x


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


@predict(points=1, minutes=4)
def nin_sides():
    """Sides of the maps in the authors' network for ImageNet, as a tuple of four: after `conv1`, `pool1`, `pool2` and
    `pool3`. For example `(60, 30, 15, 7)`.

    The image is 224×224. `conv1` has a window of 11, stride 4 and no padding. The pools have a window of 3 and
    stride 2, and what lies between them keeps the side. One thing is unusual: Caffe, in which it was written,
    **rounds pooling up**. A last window that hangs over the edge stays.
    """
    return (54, 27, 13, 6)


@nin_sides.mistake(
    "the pools round up here", "(54 − 3) / 2 = 25.5: half a step counts in Caffe, so 26 steps and 27 places."
)
def _floor():
    return (54, 26, 12, 5)


@nin_sides.mistake(
    "the convolution does not round up", "Only the pools do. (224 − 11) / 4 = 53.25, so 53 steps and 54 places."
)
def _ceil_everywhere():
    return (55, 27, 13, 6)


@nin_sides.mistake("the first place is free", "The room divided by the stride counts steps; places are one more.")
def _steps():
    return (53, 25, 11, 4)


@nin_sides.mistake(
    "that is a window of 2",
    "The pools are 3 wide with stride 2 and overlap by a pixel. 27 − 3 = 24 pixels of room, 12 steps, 13 places.",
)
def _halves():
    return (54, 27, 14, 7)


@nin_sides.mistake("the first convolution has no padding", '224 / 4 = 56 would be "same".')
def _same():
    return (56, 28, 14, 7)


@nin_sides.mistake("the pools move by two pixels", "Their window is 3 and their stride 2, so that neighbors overlap.")
def _stride_three():
    return (54, 18, 6, 2)


@nin_sides.mistake(
    "that is the example", "Its numbers are made up. Here conv1 leaves (224 − 11) / 4 steps and one place more."
)
def _example():
    return (60, 30, 15, 7)


@nin_sides.mistake("the first place is free in conv1 too", "53 steps: 54 places.")
def _steps_in_conv():
    return (53, 26, 13, 6)


@nin_sides.mistake(
    "the list starts after `conv1`", "The side of the image is not asked for; four sides, `pool3` the last."
)
def _with_image():
    return (224, 54, 27, 13)


@nin_sides.mistake("the list starts with `conv1`", "Its side is missing, and the mean at the end is not asked for.")
def _from_pool():
    return (27, 13, 6, 1)


nin_sides.hint(
    "Places = room / stride + 1; room is the side minus the window.",
    "conv1: (224 − 11) / 4 = 53.25, rounded down, plus 1.",
    "pool1: (54 − 3) / 2 = 25.5, rounded **up**, plus 1.",
)


@exercise(points=2, minutes=5)
def head_parameters(side: int, channels: int, classes: int) -> tuple[int, int]:
    """Numbers that two heads learn behind the same maps of `side` × `side` pixels; biases count.

    *Dense*: flatten, then a dense layer with one unit for each class. *Pooled*: a 1×1 convolution with one filter for
    each class, then the mean of each map.

    Args:
        side: of the last maps, in pixels.
        channels: how many maps there are.
        classes: how many scores come out.

    Returns:
        `(dense, pooled)`.
    """
    # BEGIN SOLUTION
    dense = (side * side * channels + 1) * classes
    pooled = (channels + 1) * classes  # the mean learns nothing, and the side does not enter
    return dense, pooled
    # END SOLUTION


@head_parameters.cases
def _(rng):
    yield "small enough to count", (2, 3, 4)
    yield "Fashion-MNIST", (7, 24, 10)
    yield "the authors' last maps", (6, 1024, 1000)
    yield "one pixel: both heads alike", (1, 5, 7)
    yield "drawn by lot", tuple(int(rng.integers(low, 40)) for low in (3, 11, 20))


@head_parameters.explain
def _(args, expected, index):
    side, channels, classes = args
    return f"dense: ({side}·{side}·{channels} + 1)·{classes} = {expected[0]:,}    pooled: ({channels} + 1)·{classes} = {expected[1]:,}"


@head_parameters.mistake("the biases are missing", "Each class has one bias in either head.")
def no_biases(side, channels, classes):
    return side * side * channels * classes, channels * classes


@head_parameters.mistake(
    "one bias for the layer", "A bias belongs to a unit, or to a filter: as many as there are classes."
)
def one_bias(side, channels, classes):
    return side * side * channels * classes + 1, channels * classes + 1


@head_parameters.mistake(
    "a bias for each map, where there is one for each class", "Biases belong to what is computed: the class scores."
)
def bias_of_maps(side, channels, classes):
    return (side * side * channels + 1) * classes, channels * classes + channels


@head_parameters.mistake(
    "maps have two sides", "Flatten makes side · side · channels numbers, height times width times maps."
)
def one_side(side, channels, classes):
    return (side * channels + 1) * classes, (channels + 1) * classes


@head_parameters.mistake(
    "a 1×1 filter is used at every place and counted once",
    "The pooled head shares its weights over all pixels (lesson 04): the side does not enter.",
)
def not_shared(side, channels, classes):
    dense = (side * side * channels + 1) * classes
    return dense, dense


@head_parameters.mistake(
    "a 1×1 filter spans all channels", "It has one weight for each of the maps before it, not one in all, and a bias."
)
def flat_filter(side, channels, classes):
    return (side * side * channels + 1) * classes, 2 * classes


@head_parameters.mistake(
    "pooling learns nothing, the 1×1 before it does",
    "Count the 1×1 convolution: it is the head's only layer with weights.",
)
def nothing_learned(side, channels, classes):
    return (side * side * channels + 1) * classes, 0


@head_parameters.mistake("the two numbers are exchanged", "First the dense head, then the pooled one.")
def exchanged(side, channels, classes):
    return (channels + 1) * classes, (side * side * channels + 1) * classes


@head_parameters.mistake(
    "there is one dense layer behind both",
    "The 1×1 of the pooled head already gives one map for each class; nothing dense comes after the mean.",
)
def dense_after_mean(side, channels, classes):
    return (side * side * channels + 1) * classes, (channels + 1) * classes + (classes + 1) * classes


@head_parameters.mistake("the pooled head has biases too", "Each 1×1 filter has one, as each dense unit has.")
def bias_in_dense_only(side, channels, classes):
    return (side * side * channels + 1) * classes, channels * classes


@head_parameters.mistake("the dense head has biases too", "Each dense unit has one, as each 1×1 filter has.")
def bias_in_pooled_only(side, channels, classes):
    return side * side * channels * classes, (channels + 1) * classes


@head_parameters.mistake(
    "a bias for each map before",
    "Biases belong to what comes out: one for each class, not for each of the maps that go in.",
)
def bias_per_map(side, channels, classes):
    return side * side * channels * classes + channels, channels * classes + channels


@head_parameters.mistake("the filters are 1×1", "Nine weights for each map would be a 3×3.")
def window_of_three(side, channels, classes):
    return (side * side * channels + 1) * classes, (9 * channels + 1) * classes


@head_parameters.mistake("you added the two heads up", "Asked for are two numbers, as a tuple.")
def added_up(side, channels, classes):
    return (side * side * channels + 1) * classes + (channels + 1) * classes


@head_parameters.mistake(
    "a 1×1 filter is used at every place and counted once, bias and all",
    "You counted it anew for each pixel. The pooled head shares its weights over all pixels (lesson 04).",
)
def counted_anew(side, channels, classes):
    return (side * side * channels + 1) * classes, (channels + 1) * classes * side * side


@head_parameters.mistake(
    "that is one class", "Each class has a unit, or a filter, of its own: multiply by the number of classes."
)
def one_class(side, channels, classes):
    return side * side * channels + 1, channels + 1


@head_parameters.mistake(
    "brackets are missing", "`a + 1 * k` is a + k in Python. Weights *and* bias come once for each class."
)
def no_brackets(side, channels, classes):
    return side * side * channels + 1 * classes, channels + 1 * classes


@head_parameters.mistake(
    "the 1×1 before the mean has weights", "Only its biases are counted. Each filter has a weight for each map, too."
)
def biases_alone(side, channels, classes):
    return (side * side * channels + 1) * classes, classes


@head_parameters.mistake("`^` is no power in Python", "It compares bits. A square is `side**2` or `side * side`.")
def caret(side, channels, classes):
    return ((side ^ 2) * channels + 1) * classes, (channels + 1) * classes


@head_parameters.mistake("that is the dense head alone", "Asked for are two numbers, `(dense, pooled)`.")
def dense_alone(side, channels, classes):
    return (side * side * channels + 1) * classes


@head_parameters.mistake(
    "a bias for each number that goes in", "A unit adds up all it sees and then one bias: one for each class."
)
def bias_for_inputs(side, channels, classes):
    return side * side * channels * (classes + 1), channels * (classes + 1)


head_parameters.hint(
    "For each head: how many numbers does one score see with a weight of its own?",
    "Dense: all `side · side · channels`. A 1×1 filter: the channels of one pixel, with the same weights everywhere.",
    "And one bias for each class, in both.",
)


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


nin.hint(
    "A loop over `widths`, a last block outside of it, one mean. Start from `images = x = keras.Input(input_shape)`.",
    'Your `nin_block(x, filters, 5, 1)` does the convolutions of the loop; `MaxPooling2D(3, 2, padding="same")` follows.',
    "The last block is not quite a `nin_block`: other widths, and its last 1×1 is `Conv2D(classes, 1)`.",
    "`keras.Model(images, keras.layers.GlobalAveragePooling2D()(x))`",
)


@exercise(points=2, minutes=6)
def class_activation_map(features: np.ndarray, weights: np.ndarray, label: int) -> np.ndarray:
    """How much each place speaks for one class, in a network that ends in a global mean and one dense layer.

    `map[i, j] = Σ features[i, j, k] · weights[k, label]`, summed over the maps `k`. No bias, no ReLU, no scaling to 0 … 1:
    so the mean of the map is the score of the class, but for the bias.

    Args:
        features: the last maps of one image, `(h, w, c)`.
        weights: of the dense layer, `(c, classes)`.
        label: the class.

    Returns:
        The map, `(h, w)`.
    """
    # BEGIN SOLUTION
    return features @ weights[:, label]
    # END SOLUTION


@class_activation_map.cases
def _(rng):
    features = np.array([[[1.0, 0.0], [0.0, 2.0], [3.0, 1.0]]])  # (1, 3, 2)
    yield "three pixels by hand", (features, np.array([[1.0, -2.0, 0.5], [0.0, 3.0, 1.0]]), 1)
    yield "another class", (features, np.array([[1.0, -2.0, 0.5], [0.0, 3.0, 1.0]]), 2)
    yield "negative places", (rng.normal(size=(4, 5, 3)), rng.normal(size=(3, 6)), 4)
    yield "as many classes as maps", (rng.normal(size=(3, 2, 4)), rng.normal(size=(4, 4)), 1)


@class_activation_map.mistake(
    "that is the row of the weights",
    "A class is a column of `weights`: `(c, classes)`. The row of a number belongs to a map.",
)
def row_of_weights(features, weights, label):
    return features @ weights[label]


@class_activation_map.mistake(
    "negative places are cut off", "A place may speak against the class. (Grad-CAM, lesson 19, has a ReLU here.)"
)
def cut_off(features, weights, label):
    return np.maximum(features @ weights[:, label], 0)


@class_activation_map.mistake(
    "the map was scaled", "For a picture that is fine, but then its mean is no longer the score. Return it as it is."
)
def scaled(features, weights, label):
    cam = features @ weights[:, label]
    return (cam - cam.min()) / (cam.max() - cam.min())


@class_activation_map.mistake(
    "that is the score", "One number for the class is the mean of the map. Asked for is the map itself."
)
def score_only(features, weights, label):
    return features.mean(axis=(0, 1)) @ weights[:, label]


@class_activation_map.mistake(
    "all classes are still there", "Only the column of the one class is asked for: the result is `(h, w)`."
)
def all_classes(features, weights, label):
    return features @ weights


@class_activation_map.mistake(
    "that is one of the maps, weighed",
    "All maps take part, each with its weight for this class. Sum over the channels.",
)
def one_map(features, weights, label):
    k = label % features.shape[2]
    return features[:, :, k] * weights[k, label]


@class_activation_map.mistake(
    "the maps are weighed but not added", "You have `(h, w, c)` still: the sum over the maps is missing."
)
def not_summed(features, weights, label):
    return features * weights[:, label]


@class_activation_map.mistake("you averaged over the maps", "It is a sum; the mean is smaller by the number of maps.")
def averaged(features, weights, label):
    return (features * weights[:, label]).mean(axis=-1)


@class_activation_map.mistake(
    "that is the plain sum of the maps", "Where are the weights? They say how much each map speaks for this class."
)
def plain_sum(features, weights, label):
    return features.sum(axis=-1)


@class_activation_map.mistake(
    "you divided by the number of pixels", "The mean is taken afterwards, of the map; the map itself is not divided."
)
def divided(features, weights, label):
    return features @ weights[:, label] / (features.shape[0] * features.shape[1])


@class_activation_map.mistake("rows and columns are exchanged", "The map lies as the image does: `(h, w)`.")
def transposed(features, weights, label):
    return (features @ weights[:, label]).T


@class_activation_map.mistake("the map is still a list of pixels", "Give it back the shape `(h, w)`.")
def flattened(features, weights, label):
    return features.reshape(-1, features.shape[2]) @ weights[:, label]


@class_activation_map.mistake("there is a third axis left", "Asked for is `(h, w)`, without an axis of length one.")
def third_axis(features, weights, label):
    return features @ weights[:, [label]]


@class_activation_map.mistake(
    "a softmax over the classes was taken",
    "That makes shares of the scores at each place. Asked for are the scores themselves.",
)
def softmax_taken(features, weights, label):
    powers = np.exp(features @ weights)
    return (powers / powers.sum(axis=-1, keepdims=True))[..., label]


@class_activation_map.mistake(
    "the features are cut off at zero", "Take them as they come. Where a ReLU belongs the network has it."
)
def features_cut(features, weights, label):
    return np.maximum(features, 0) @ weights[:, label]


@class_activation_map.mistake(
    "the map was divided by its largest value", "Return it as it is: its mean has to be the score."
)
def divided_by_largest(features, weights, label):
    cam = features @ weights[:, label]
    return cam / np.abs(cam).max()


@class_activation_map.mistake(
    "that says where the class wins", "True and False leave out by how much. Asked for is the sum at each place."
)
def where_it_wins(features, weights, label):
    return (features @ weights).argmax(axis=-1) == label


@class_activation_map.mistake(
    "the map was divided by its largest value, sign and all", "Return it as it is: its mean has to be the score."
)
def divided_by_maximum(features, weights, label):
    cam = features @ weights[:, label]
    return cam / cam.max()


@class_activation_map.mistake(
    "negative weights are cut off", "A map may speak against the class. Take the weights with their sign."
)
def weights_cut(features, weights, label):
    return features @ np.maximum(weights[:, label], 0)


@class_activation_map.mistake("the sign is gone", "Negative means: speaks against the class. Leave it as it is.")
def signless(features, weights, label):
    return np.abs(features @ weights[:, label])


@class_activation_map.mistake("that is the class before", "Classes count from 0, as columns do.")
def class_before(features, weights, label):
    return features @ weights[:, label - 1]


@class_activation_map.mistake("`label` is not used", "This is the map of class 0, whichever was asked for.")
def first_class(features, weights, label):
    return features @ weights[:, 0]


@class_activation_map.mistake(
    "that is the map of the class that wins", "Asked for is the class `label`, also where another has the larger score."
)
def winner(features, weights, label):
    return features @ weights[:, (features.mean(axis=(0, 1)) @ weights).argmax()]


@class_activation_map.mistake(
    "only one map counts at each place", "You took the largest contribution. All maps take part: their sum."
)
def strongest_map(features, weights, label):
    return (features * weights[:, label]).max(axis=-1)


@class_activation_map.mistake(
    "sums first, product afterwards", "Each map has a weight of its own: multiply first, then add up over the maps."
)
def sums_multiplied(features, weights, label):
    return features.sum(axis=-1) * weights[:, label].sum()


@class_activation_map.mistake(
    "the pixels are mixed up", "`reshape(c, -1)` belongs to maps in the order `(c, h, w)`. Here channels come last."
)
def channels_first(features, weights, label):
    h, w, c = features.shape
    return (weights[:, label] @ features.reshape(c, h * w)).reshape(h, w)


@class_activation_map.mistake(
    "`label` picks a class, not a map", "The maps are no classes yet: the column of the weights makes one out of them."
)
def map_of_label(features, weights, label):
    return features[..., label]


class_activation_map.hint(
    "One weight for each map; multiply, add up over the maps, keep rows and columns.",
    "The weights of the class are a column: `weights[:, label]`, `(c,)`.",
    "`@` sums over the last axis of the left and multiplies: `(h, w, c) @ (c,)` → `(h, w)`.",
)


relu_on_scores = choice(
    "relu_on_scores",
    """
    The last 1×1 has a ReLU, and then comes the mean. During training the map of the class *bag* gets below zero
    everywhere, on every image. What happens to this class?
    """,
    right="c",
    a=(
        "Nothing: the softmax only compares scores, and 0 compares as well as any number.",
        "It compares, but the score is 0 on every image, bag or not. What never changes cannot tell bags from boots.",
    ),
    b=(
        "The loss of the bags is large, so large gradients soon bring it back.",
        "The loss is large, and its gradient arrives at the score. From there it has to pass a ReLU that stands at zero at "
        "every pixel: it is multiplied by 0.",
    ),
    c=(
        "Its weights get no gradient any more. It comes back only if the layers below change by chance in its favor.",
        "The slope of a ReLU below zero is 0, at every pixel and on every image, so the filter of this class stands still. Layers "
        "below still move, on account of the other classes, and may lift it. Nothing pulls in that direction.",
    ),
    d=(
        "Its score becomes negative, and the class is never the answer.",
        "A mean of numbers that are at least zero is not negative. It stops at 0, and that is the trouble: a score of −5 would "
        "still have a slope.",
    ),
)
