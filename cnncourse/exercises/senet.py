"""Exercises of the lesson on SE-Net."""

import numpy as np

from cnncourse.autocheck import choice, exercise, predict


@exercise(points=1, minutes=4)
def squeeze(x: np.ndarray) -> np.ndarray:
    """One number for each channel of each image: the mean over all its places.

    Args:
        x: maps, `(n, h, w, c)`.

    Returns:
        The means, `(n, c)`.
    """
    # BEGIN SOLUTION
    return x.mean(axis=(1, 2))
    # END SOLUTION


@squeeze.cases
def _(rng):
    yield "one image, two channels", (np.array([[[[1.0, -2], [3, 0]], [[5, 0], [7, 6]]]]),)
    yield "two images", (rng.normal(size=(2, 3, 4, 5)).round(2),)
    yield "one row", (rng.normal(size=(3, 1, 6, 2)).round(2),)


@squeeze.mistake(
    "you averaged over the channels", "Then every place has one number. Asked for is one number a channel: what goes?"
)
def over_channels(x):
    return x.mean(axis=3)


@squeeze.mistake(
    "the images are averaged too", "Every image has means of its own. Otherwise no gate could depend on the image."
)
def over_images(x):
    return x.mean(axis=(0, 1, 2))


@squeeze.mistake("one number for the whole image", "The channels stay apart: `c` numbers for each image.")
def over_all_but_images(x):
    return x.mean(axis=(1, 2, 3))


@squeeze.mistake("that is the sum", "A sum grows with the size of the map. The mean does not.")
def added(x):
    return x.sum(axis=(1, 2))


@squeeze.mistake("that is the maximum", "The block takes the mean of all places. (The paper tried both, section 6.2.)")
def largest(x):
    return x.max(axis=(1, 2))


@squeeze.mistake(
    "two axes of length 1 are left",
    "The numbers are right. `keepdims=True` keeps (n, 1, 1, c); the dense layers of the next step want (n, c).",
)
def kept(x):
    return x.mean(axis=(1, 2), keepdims=True)


@squeeze.mistake("one axis too few", "Height *and* width go. You averaged over one of them.")
def rows_only(x):
    return x.mean(axis=1)


@squeeze.mistake("the channels come last here", "Axes 2 and 3 are width and channels. Height and width are 1 and 2.")
def channels_first(x):
    return x.mean(axis=(2, 3))


@squeeze.mistake(
    "the places were miscounted", "There are `h · w` places. You divided by `h · h`; the maps are not square."
)
def height_squared(x):
    return x.sum(axis=(1, 2)) / x.shape[1] ** 2


@squeeze.mistake("the sides were added", "There are `h · w` places, not `h + w`.")
def sides_added(x):
    return x.sum(axis=(1, 2)) / (x.shape[1] + x.shape[2])


@squeeze.mistake(
    "`reshape` mixed the channels",
    "It keeps the order of the numbers, and the channels come last: one row of (n, c, h·w) then holds numbers of several channels.",
)
def reshaped(x):
    return x.reshape(len(x), x.shape[3], -1).mean(axis=2)


@squeeze.mistake("that is the median", "The block takes the mean: the sum divided by the number of places.")
def median(x):
    return np.median(x, axis=(1, 2))


@squeeze.mistake("one number for everything", "`x.mean()` averages all axes. Images and channels stay: `(n, c)`.")
def all_in_one(x):
    return x.mean()


@squeeze.mistake("the means were rounded down", "`//` drops the fraction. Divide with `/`.")
def rounded_down(x):
    return x.sum(axis=(1, 2)) // (x.shape[1] * x.shape[2])


@squeeze.mistake("images and channels are exchanged", "A row for each image, a column for each channel: `(n, c)`.")
def turned(x):
    return x.mean(axis=(1, 2)).T


@squeeze.mistake("only the first image was looked at", "There are `n` images, and every one has means of its own.")
def first_alone(x):
    return x[0].mean(axis=(0, 1))


@squeeze.mistake("the signs are lost", "Negative numbers count as they are: they pull the mean down.")
def of_sizes(x):
    return np.abs(x).mean(axis=(1, 2))


squeeze.hint(
    "It is global average pooling (lesson 11).",
    "Of the axes (n, h, w, c) two disappear.",
    "`x.mean(axis=…)` takes a pair of axes.",
)


@exercise(points=2, minutes=6)
def excite(s: np.ndarray, w1: np.ndarray, b1: np.ndarray, w2: np.ndarray, b2: np.ndarray) -> np.ndarray:
    """Gates from means: dense layer, ReLU, dense layer, sigmoid.

    A dense layer multiplies from the right, `s @ w + b`.

    Args:
        s: means, `(n, c)`.
        w1: first kernel, `(c, hidden)`.
        b1: first bias, `(hidden,)`.
        w2: second kernel, `(hidden, c)`.
        b2: second bias, `(c,)`.

    Returns:
        Gates between 0 and 1, `(n, c)`.
    """
    # BEGIN SOLUTION
    hidden = np.maximum(s @ w1 + b1, 0)
    return 1 / (1 + np.exp(-(hidden @ w2 + b2)))
    # END SOLUTION


@excite.cases
def _(rng):
    def draw(n, c, hidden):
        sizes = [(n, c), (c, hidden), (hidden,), (hidden, c), (c,)]
        return tuple((1.5 * rng.normal(size=size)).round(1) for size in sizes)

    first = [
        np.array([[4.0, 2]]),
        np.array([[0.5], [-0.5]]),
        np.array([0.0]),
        np.array([[2.0, -2]]),
        np.array([-1.0, 1]),
    ]
    yield "the numbers of the lesson", tuple(first)
    yield "two images, four channels", draw(2, 4, 3)
    yield "more images", draw(5, 6, 2)


def _gates(s, w1, b1, w2, b2, inner=lambda z: np.maximum(z, 0), outer=lambda z: 1 / (1 + np.exp(-z))):
    return outer(inner(s @ w1 + b1) @ w2 + b2)


@excite.mistake("the ReLU is missing", "Two dense layers with nothing bent between them are one.")
def no_relu(*args):
    return _gates(*args, inner=lambda z: z)


@excite.mistake("a sigmoid inside", "The hidden layer has a ReLU. Only the gates are squashed.")
def sigmoid_inside(*args):
    return _gates(*args, inner=lambda z: 1 / (1 + np.exp(-z)))


@excite.mistake("the sigmoid is missing", "These numbers can be negative or large. A gate lies between 0 and 1.")
def no_sigmoid(*args):
    return _gates(*args, outer=lambda z: z)


@excite.mistake(
    "there is a ReLU before the sigmoid",
    "Then no gate can fall below 0.5, and none can close. The ReLU belongs to the hidden layer alone.",
)
def relu_twice(*args):
    return _gates(*args, outer=lambda z: 1 / (1 + np.exp(-np.maximum(z, 0))))


@excite.mistake("the gates end in a ReLU", "A ReLU has no upper end. The paper tried it: worse than no gates.")
def relu_at_the_end(*args):
    return _gates(*args, outer=lambda z: np.maximum(z, 0))


@excite.mistake(
    "the gates add up to 1",
    "That is a softmax: channels compete. Several channels may be open at once, so each has a sigmoid of its own.",
)
def softmax(*args):
    return _gates(*args, outer=lambda z: np.exp(z) / np.exp(z).sum(axis=1, keepdims=True))


@excite.mistake("that is a tanh", "Its values go from −1 to 1. A sigmoid goes from 0 to 1.")
def tanh(*args):
    return _gates(*args, outer=np.tanh)


@excite.mistake("a sign is wrong in the sigmoid", "1 / (1 + e to the power of *minus* z): large z open the gate.")
def wrong_sign(*args):
    return _gates(*args, outer=lambda z: 1 / (1 + np.exp(z)))


@excite.mistake("the first bias is missing", "Both dense layers have one.")
def no_first_bias(s, w1, b1, w2, b2):
    return _gates(s, w1, 0 * b1, w2, b2)


@excite.mistake("the second bias is missing", "Both dense layers have one.")
def no_second_bias(s, w1, b1, w2, b2):
    return _gates(s, w1, b1, w2, 0 * b2)


@excite.mistake(
    "the gates have been multiplied already", "Here only the gates are asked for. What they weigh is the maps, later."
)
def times_means(s, *args):
    return s * _gates(s, *args)


@excite.mistake("both biases are missing", "Each dense layer adds its bias: `s @ w1 + b1`, then `… @ w2 + b2`.")
def no_biases_at_all(s, w1, b1, w2, b2):
    return _gates(s, w1, 0 * b1, w2, 0 * b2)


@excite.mistake("the first bias comes too late", "The ReLU bends the finished sum. The bias is part of that sum.")
def bias_behind_relu(s, w1, b1, w2, b2):
    return 1 / (1 + np.exp(-((np.maximum(s @ w1, 0) + b1) @ w2 + b2)))


@excite.mistake("the second bias comes too late", "Added after the sigmoid, it pushes gates out of the range 0 to 1.")
def bias_behind_sigmoid(s, w1, b1, w2, b2):
    return _gates(s, w1, b1, w2, 0 * b2) + b2


@excite.mistake(
    "the kernels multiply from the left",
    "`w @ s` is how the formula writes it, for one column of means. Here each image is a row: the kernels stand on the right.",
)
def from_the_left(s, w1, b1, w2, b2):
    return 1 / (1 + np.exp(-(w2.T @ np.maximum(w1.T @ s + b1, 0) + b2)))


@excite.mistake(
    "the kernels multiply from the left",
    "Each image is a row of means: the kernels stand on the right. (From the left it only goes through where sizes happen to agree.)",
)
def from_the_left_untransposed(s, w1, b1, w2, b2):
    return 1 / (1 + np.exp(-(w2 @ np.maximum(w1 @ s + b1, 0) + b2)))


@excite.mistake(
    "the hidden units were returned", "They are the first half. The second dense layer makes gates of them."
)
def stopped_halfway(s, w1, b1, w2, b2):
    return np.maximum(s @ w1 + b1, 0)


@excite.mistake("negative hidden units were turned around", "A ReLU sets them to 0. `abs` makes them positive.")
def absolute(*args):
    return _gates(*args, inner=np.abs)


@excite.mistake(
    "the ReLU keeps the wrong half", "`minimum` keeps the negative numbers. A ReLU keeps the positive ones."
)
def negative_half(*args):
    return _gates(*args, inner=lambda z: np.minimum(z, 0))


@excite.mistake(
    "`max` took one number of many",
    "`np.max(z, 0)` is the largest number of each column. `np.maximum(z, 0)` compares every number with 0.",
)
def largest_of_all(*args):
    return _gates(*args, inner=lambda z: np.max(z, 0))


@excite.mistake("`*` multiplies number by number", "A dense layer is a matrix product: `@`.")
def number_by_number(s, w1, b1, w2, b2):
    return 1 / (1 + np.exp(-(np.maximum(s * w1 + b1, 0) * w2 + b2)))


@excite.mistake("the gates are either open or closed", "A gate of 0.3 lets 30 % through. Nothing is rounded.")
def rounded_gates(*args):
    return np.round(_gates(*args))


@excite.mistake(
    "half of the sigmoid is missing", "`e` to the power of z has no upper end. A sigmoid is 1 / (1 + e to the −z)."
)
def only_exp(*args):
    return _gates(*args, outer=np.exp)


@excite.mistake("the ReLU came too early", "It bends what the first dense layer gives, not the means that go in.")
def relu_on_means(s, w1, b1, w2, b2):
    return _gates(np.maximum(s, 0), w1, b1, w2, b2, inner=lambda z: z)


excite.hint(
    "Two lines: the hidden layer, then the gates.",
    "Hidden: `np.maximum(s @ w1 + b1, 0)`.",
    "Sigmoid of z: `1 / (1 + np.exp(-z))`.",
)


@exercise(points=2, minutes=5)
def recalibrate(x: np.ndarray, gates: np.ndarray) -> np.ndarray:
    """Multiply every channel of every image by its gate.

    Args:
        x: maps, `(n, h, w, c)`.
        gates: one number for each channel of each image, `(n, c)`.

    Returns:
        Maps, `(n, h, w, c)`: at every place of image `i`, channel `k` has been multiplied by
        `gates[i, k]`.
    """
    # BEGIN SOLUTION
    return x * gates[:, None, None, :]
    # END SOLUTION


@recalibrate.cases
def _(rng):
    def draw(*shape):
        return rng.normal(size=shape).round(2), rng.uniform(0.05, 0.95, (shape[0], shape[3])).round(2)

    yield "all sizes differ", draw(2, 3, 4, 5)
    yield "as many images as columns", draw(3, 2, 3, 4)
    yield "as many images as rows", draw(3, 3, 2, 4)
    yield "as many columns as channels", draw(2, 3, 4, 4)
    yield "as many rows as channels", draw(2, 4, 3, 4)


@recalibrate.mistake(
    "the gates were laid under the columns",
    "NumPy compares shapes from the right: the `n` of (n, c) meets the width. Mostly that is an error. Where there are as many images as columns "
    "it goes through, and column j is scaled by the gates of image j.",
)
def not_reshaped(x, gates):
    return x * gates


@recalibrate.mistake(
    "the gates were laid under the rows",
    "With one axis added the `n` of (n, 1, c) meets the height. There are *two* axes between images and channels.",
)
def one_axis(x, gates):
    return x * gates[:, None]


@recalibrate.mistake(
    "the gates lie along the width",
    "The new axes stand in the wrong places: (n, 1, c, 1). Where there are as many columns as channels nobody complains, and column j is "
    "scaled by the gate of channel j.",
)
def along_width(x, gates):
    return x * gates[:, None, :, None]


@recalibrate.mistake(
    "the gates lie along the height", "(n, c, 1, 1) is for maps whose channels come second. Here they come last."
)
def along_height(x, gates):
    return x * gates[:, :, None, None]


@recalibrate.mistake("all images share their gates", "Image i has gates of its own, `gates[i]`.")
def shared(x, gates):
    return x * gates.mean(axis=0)


@recalibrate.mistake("every image has the gates of the first", "Image i has gates of its own, `gates[i]`.")
def first(x, gates):
    return x * gates[0]


@recalibrate.mistake("the gates are added", "A gate of 0 must silence its channel: multiply.")
def added_gates(x, gates):
    return x + gates[:, None, None, :]


@recalibrate.mistake("the gates are either open or closed", "A gate of 0.3 lets 30 % through. Nothing is rounded.")
def hard(x, gates):
    return x * (gates[:, None, None, :] > 0.5)


@recalibrate.mistake("the input is added once more", "x · (1 + gate) is another block. Here it is x · gate.")
def with_input(x, gates):
    return x * (1 + gates[:, None, None, :])


@recalibrate.mistake("the gates are upside down", "A gate of 1 lets everything through, a gate of 0 nothing: x · gate.")
def one_minus(x, gates):
    return x * (1 - gates[:, None, None, :])


@recalibrate.mistake("a second sigmoid", "`gates` are gates already, between 0 and 1. They come out of `excite`.")
def squashed_again(x, gates):
    return x / (1 + np.exp(-gates[:, None, None, :]))


@recalibrate.mistake("divided by the gates", "A closing gate must turn its channel down: multiply.")
def divided(x, gates):
    return x / gates[:, None, None, :]


@recalibrate.mistake("the channels were added up", "Each stays, louder or softer: the answer has the shape of `x`.")
def summed(x, gates):
    return np.einsum("nhwc,nc->nhw", x, gates)


@recalibrate.mistake(
    "`reshape` does not turn the axes",
    "`gates` are (n, c) already: of `gates.T` the same reshape gives numbers of other images. Leave the `.T` out.",
)
def transposed_first(x, gates):
    return x * gates.T.reshape(len(x), 1, 1, -1)


@recalibrate.mistake("only gates came back", "They are at their places, but the maps were never multiplied by them.")
def gates_spread(x, gates):
    return np.ones_like(x) * gates[:, None, None, :]


@recalibrate.mistake("one gate for the whole image", "Channel `k` of image `i` has its own gate, `gates[i, k]`.")
def one_for_all_channels(x, gates):
    return x * gates.mean(axis=1)[:, None, None, None]


@recalibrate.mistake("the means were weighed, not the maps", "Every place keeps its number, times the gate.")
def weighed_means(x, gates):
    return np.ones_like(x) * x.mean(axis=(1, 2), keepdims=True) * gates[:, None, None, :]


@recalibrate.explain
def _(args, expected, index):
    x, gates = args
    i, _, _, k = index
    return f"x{list(map(int, index))} · gates[{i}, {k}] = {x[tuple(index)]:g} · {gates[i, k]:g} = {expected[tuple(index)]:.4g}"


recalibrate.hint(
    "Write the two shapes below one another, right-aligned. What must the gates' shape be for them to fit?",
    "(n, 1, 1, c) fits (n, h, w, c).",
    "`None` in an index makes an axis of length 1: `gates[:, None, …]`.",
)


@exercise(points=1, minutes=4)
def se_parameters(channels: int, ratio: int) -> int:
    """Numbers that one squeeze-and-excitation block learns.

    Two dense layers with biases: from `channels` to the hidden units, and back. There are
    `channels / ratio` hidden units, rounded down, but at least one.

    Args:
        channels: of the maps.
        ratio: by which the hidden layer is narrower.

    Returns:
        Weights and biases of both layers together.
    """
    # BEGIN SOLUTION
    hidden = max(1, channels // ratio)
    return 2 * channels * hidden + hidden + channels
    # END SOLUTION


@se_parameters.cases
def _(rng):
    yield "64 channels", (64, 16)
    yield "the last stage of ResNet-50", (2048, 16)
    yield "a ratio that does not divide", (110, 16)
    yield "fewer channels than the ratio", (10, 16)
    yield "ratio 4", (4 * int(rng.integers(5, 15)) + 1, 4)


@se_parameters.explain
def _(args, expected, index):
    channels, ratio = args
    hidden = max(1, channels // ratio)
    return (
        f"{hidden} hidden: {channels}·{hidden} + {hidden} and {hidden}·{channels} + {channels}, together {expected:,}"
    )


@se_parameters.mistake(
    "the biases are missing", "2C²/r counts weights alone. Each hidden unit and each gate has a bias as well."
)
def no_biases(channels, ratio):
    return 2 * channels * max(1, channels // ratio)


@se_parameters.mistake(
    "that counts weights alone, and parts of units",
    "2C²/r has no biases in it, and where the ratio does not divide it counts a part of a unit. `hidden` comes first.",
)
def formula_of_the_paper(channels, ratio):
    return 2 * channels**2 // ratio


@se_parameters.mistake(
    "that counts weights alone, and parts of units",
    "2C²/r has no biases in it, and where the ratio does not divide it counts a part of a unit. `hidden` comes first.",
)
def formula_with_fractions(channels, ratio):
    return 2 * channels**2 / ratio


@se_parameters.mistake("only one layer", "There are two: down to the hidden units and up again.")
def one_layer(channels, ratio):
    hidden = max(1, channels // ratio)
    return channels * hidden + hidden


@se_parameters.mistake("one layer lacks its bias", "Hidden units have a bias and gates have one: hidden + channels.")
def gates_without_bias(channels, ratio):
    hidden = max(1, channels // ratio)
    return 2 * channels * hidden + hidden


@se_parameters.mistake(
    "the ratio is not the number of hidden units",
    "There are `channels // ratio` of them: 4 for 64 channels and ratio 16.",
)
def ratio_units(channels, ratio):
    return 2 * channels * ratio + ratio + channels


@se_parameters.mistake("the hidden layer is as wide as the maps", "It is narrower by `ratio`.")
def not_reduced(channels, ratio):
    return 2 * channels * channels + 2 * channels


@se_parameters.mistake("units are whole numbers", "Round the number of hidden units down before you go on.")
def fraction(channels, ratio):
    return 2 * channels * channels / ratio + channels / ratio + channels


@se_parameters.mistake("you rounded up", "The number of hidden units is rounded down (but never to 0).")
def rounded_up(channels, ratio):
    hidden = -(-channels // ratio)
    return 2 * channels * hidden + hidden + channels


@se_parameters.mistake("no hidden unit is left", "Fewer channels than the ratio still have one hidden unit.")
def none_left(channels, ratio):
    hidden = channels // ratio
    return 2 * channels * hidden + hidden + channels


@se_parameters.mistake("you rounded to the nearest", "The number of hidden units is rounded down: 6.9 is 6.")
def rounded_to_nearest(channels, ratio):
    hidden = max(1, round(channels / ratio))
    return 2 * channels * hidden + hidden + channels


@se_parameters.mistake(
    "rounded too late",
    "Round the hidden units first. Half a unit has no weights, and neither has its rest in the products.",
)
def rounded_last(channels, ratio):
    return int(2 * channels * channels / ratio + channels / ratio + channels)


@se_parameters.mistake(
    "each term was rounded for itself",
    "`2 * channels * channels // ratio` still counts parts of a unit. `hidden` comes first.",
)
def rounded_each(channels, ratio):
    return 2 * channels * channels // ratio + channels // ratio + channels


@se_parameters.mistake("one layer lacks its bias", "The hidden units have one each, too: hidden + channels.")
def hidden_without_bias(channels, ratio):
    return 2 * channels * max(1, channels // ratio) + channels


@se_parameters.mistake(
    "the layers have different biases", "One bias a unit: `hidden` in the first layer, `channels` in the second."
)
def biases_of_gates_twice(channels, ratio):
    return 2 * channels * max(1, channels // ratio) + 2 * channels


@se_parameters.mistake(
    "the layers are not twins", "Weights are alike, biases not: the second layer has one for each channel."
)
def first_layer_twice(channels, ratio):
    hidden = max(1, channels // ratio)
    return 2 * (channels * hidden + hidden)


@se_parameters.mistake("one bias a layer", "A layer has one for each of its units, not one altogether.")
def one_bias_a_layer(channels, ratio):
    return 2 * channels * max(1, channels // ratio) + 2


@se_parameters.mistake(
    "the weights of one layer are missing", "Down to the hidden units, and up again: channels · hidden, twice."
)
def weights_once(channels, ratio):
    hidden = max(1, channels // ratio)
    return channels * hidden + hidden + channels


@se_parameters.mistake(
    "the hidden layer became wider", "Divide by the ratio: it says how much *narrower* the layer is."
)
def multiplied(channels, ratio):
    return 2 * channels * channels * ratio + channels * ratio + channels


@se_parameters.mistake("channels and ratio are exchanged", "The order is `channels`, `ratio`.")
def arguments_turned(channels, ratio):
    hidden = max(1, ratio // channels)
    return 2 * ratio * hidden + hidden + ratio


@se_parameters.mistake("the ratio was not used", "16 is the paper's choice. Here it is an argument.")
def always_sixteen(channels, ratio):
    hidden = max(1, channels // 16)
    return 2 * channels * hidden + hidden + channels


se_parameters.hint(
    "A dense layer from a to b units has a · b weights and b biases.",
    "First `channels` → `hidden`, then `hidden` → `channels`.",
    "`hidden = max(1, channels // ratio)`",
)


def _gate(
    x, ratio, units=lambda c, r: max(1, c // r), inner="relu", outer="sigmoid", bias=True, mean=True, weigh=None, times=1,
    norm=False, join="Multiply", keep=True,
):  # fmt: skip
    """Squeeze and excitation with parts to exchange; `weigh` is what is multiplied, `x` what is looked at."""
    from keras import layers

    pool = layers.GlobalAveragePooling2D if mean else layers.GlobalMaxPooling2D
    weigh = x if weigh is None else weigh
    channels = weigh.shape[-1]
    s = pool(keepdims=True)(x)
    s = layers.Dense(units(channels, ratio), activation=inner, use_bias=bias)(s)
    s = layers.BatchNormalization()(s) if norm else s
    s = layers.Dense(channels, activation=outer, use_bias=bias)(s)
    if not keep:
        return s
    for _ in range(times):
        weigh = getattr(layers, join)()([weigh, s])
    return weigh


@exercise(points=2, minutes=8, seconds=60, tolerance=1e-4)
def se_block(x, ratio: int):
    """Squeeze and excitation, as Keras layers.

    The mean of each channel over all places; a dense layer with `c / ratio` units (rounded
    down, at least one) and a ReLU; a dense layer with `c` units and a sigmoid; `x` times that,
    channel by channel. Both dense layers have a bias. There is no BatchNorm.

    Args:
        x: maps, a Keras tensor `(n, h, w, c)`.
        ratio: by which the hidden layer is narrower.

    Returns:
        Maps, a Keras tensor of the shape of `x`.
    """
    # BEGIN SOLUTION
    from keras import layers

    channels = x.shape[-1]
    s = layers.GlobalAveragePooling2D(keepdims=True)(x)
    s = layers.Dense(max(1, channels // ratio), activation="relu")(s)
    s = layers.Dense(channels, activation="sigmoid")(s)
    return layers.Multiply()([x, s])
    # END SOLUTION


@se_block.cases
def _(rng):
    yield "eight channels, ratio 2", ((5, 6, 8), 2)
    yield "a ratio that does not divide", ((4, 6, 11), 4)
    yield "fewer channels than the ratio", ((6, 4, 3), 16)
    yield "as many columns as channels", ((4, 6, 6), 2)
    yield "as many columns as images", ((4, 2, 9), 4)


@se_block.observe
def _(answer, args):
    from cnncourse.nets.facts import block_facts

    shape, ratio = args
    return block_facts(answer, shape, ratio)


@se_block.mistake(
    "the ratio became the number of units", "The hidden layer has `c // ratio` units: 4 for 64 channels and ratio 16."
)
def ratio_as_units(x, ratio):
    return _gate(x, ratio, units=lambda c, r: r)


@se_block.mistake("the hidden layer is not narrower", "It has `c // ratio` units. Without that the block costs 2c².")
def no_reduction(x, ratio):
    return _gate(x, ratio, units=lambda c, r: c)


@se_block.mistake("the number of units was rounded up", "Round down, and never below one.")
def units_rounded_up(x, ratio):
    return _gate(x, ratio, units=lambda c, r: -(-c // r))


@se_block.mistake(
    "no hidden unit is left", "With fewer channels than the ratio, `c // ratio` is 0. At least one unit stays."
)
def no_units(x, ratio):
    return _gate(x, ratio, units=lambda c, r: c // r)


@se_block.mistake("you return the gates", "They still have to weigh the maps: `x` times the gates.")
def gates_only(x, ratio):
    return _gate(x, ratio, keep=False)


@se_block.mistake(
    "the means were weighed, not the maps",
    "After `x = pool(x)` the maps are gone. Keep them under a name of their own: it is they that are multiplied.",
)
def means_weighed(x, ratio):
    from keras import layers

    s = layers.GlobalAveragePooling2D(keepdims=True)(x)
    return _gate(s, ratio)


@se_block.mistake("the gates are added", "A gate of 0 must silence its channel: `Multiply`.")
def gates_added(x, ratio):
    return _gate(x, ratio, join="Add")


@se_block.mistake("the maps are multiplied twice", "Once is enough; twice squares the gate.")
def gates_squared(x, ratio):
    return _gate(x, ratio, times=2)


@se_block.mistake("the ReLU is missing", "The first dense layer has one.")
def no_inner_relu(x, ratio):
    return _gate(x, ratio, inner=None)


@se_block.mistake("a sigmoid in the hidden layer", "It has a ReLU. Only the gates have a sigmoid.")
def inner_sigmoid(x, ratio):
    return _gate(x, ratio, inner="sigmoid")


@se_block.mistake("the sigmoid is missing", "Gates lie between 0 and 1; the second dense layer needs its activation.")
def no_outer_sigmoid(x, ratio):
    return _gate(x, ratio, outer=None)


@se_block.mistake("a ReLU in place of the sigmoid", "A gate that can grow without end is none. It is a sigmoid.")
def outer_relu(x, ratio):
    return _gate(x, ratio, outer="relu")


@se_block.mistake("a softmax in place of the sigmoid", "Channels do not compete: several may be open at once.")
def outer_softmax(x, ratio):
    return _gate(x, ratio, outer="softmax")


@se_block.mistake("the squeeze takes the maximum", "It takes the mean: `GlobalAveragePooling2D`.")
def max_squeeze(x, ratio):
    return _gate(x, ratio, mean=False)


@se_block.mistake("the dense layers have no bias", "Both have one here.")
def without_bias(x, ratio):
    return _gate(x, ratio, bias=False)


@se_block.mistake("there is a BatchNorm inside", "Two dense layers, nothing else.")
def with_norm(x, ratio):
    return _gate(x, ratio, norm=True)


@se_block.mistake(
    "nothing was squeezed",
    "Dense layers on maps work at each place by itself: every pixel gets gates of its own. First the mean over all places.",
)
def not_squeezed(x, ratio):
    from keras import layers

    channels = x.shape[-1]
    s = layers.Dense(max(1, channels // ratio), activation="relu")(x)
    return layers.Multiply()([x, layers.Dense(channels, activation="sigmoid")(s)])


@se_block.mistake(
    "the gates were laid under the columns",
    "Without `keepdims=True` they are (n, c), and `x * s` lays n under the width. That is an error unless there are as many images as columns; then it is silently "
    "wrong.",
)
def axes_lost(x, ratio):
    from keras import layers

    channels = x.shape[-1]
    s = layers.GlobalAveragePooling2D()(x)
    s = layers.Dense(max(1, channels // ratio), activation="relu")(s)
    return x * layers.Dense(channels, activation="sigmoid")(s)


@se_block.mistake(
    "the gates lie along the width",
    "They were given the shape (1, c, 1). Where there are as many columns as channels nobody complains. It has to be (1, 1, c).",
)
def gates_along_width(x, ratio):
    from keras import layers

    channels = x.shape[-1]
    s = layers.GlobalAveragePooling2D()(x)
    s = layers.Dense(max(1, channels // ratio), activation="relu")(s)
    s = layers.Dense(channels, activation="sigmoid")(s)
    return x * layers.Reshape((1, channels, 1))(s)


@se_block.mistake("the hidden layer became wider", "Divide by the ratio: `c // ratio` units.")
def units_multiplied(x, ratio):
    return _gate(x, ratio, units=lambda c, r: c * r)


@se_block.mistake("the ratio was not used", "16 is the paper's choice. Here it is an argument.")
def sixteen(x, ratio):
    return _gate(x, 16)


@se_block.mistake("the units were not counted in channels", "`c` is the last number of the shape: `x.shape[-1]`.")
def units_of_the_height(x, ratio):
    return _gate(x, ratio, units=lambda c, r: max(1, x.shape[1] // r))


@se_block.mistake("units are whole numbers", "`c / ratio` is a float even where it divides. Use `//`.")
def units_as_float(x, ratio):
    return _gate(x, ratio, units=lambda c, r: c / r)


@se_block.mistake("a tanh in place of the sigmoid", "Its values go from −1 to 1: it would turn signs around.")
def outer_tanh(x, ratio):
    return _gate(x, ratio, outer="tanh")


@se_block.mistake(
    "a broken line in place of the sigmoid", "`hard_sigmoid` only resembles it. (MobileNetV3 takes that one.)"
)
def outer_hard(x, ratio):
    return _gate(x, ratio, outer="hard_sigmoid")


@se_block.mistake("the activations are exchanged", "First the ReLU, for the hidden units; the sigmoid makes the gates.")
def activations_exchanged(x, ratio):
    return _gate(x, ratio, inner="sigmoid", outer="relu")


@se_block.mistake("the input is added once more", "x + x · gate is another block. Here it is x · gate.")
def input_kept(x, ratio):
    from keras import layers

    return layers.Add()([x, _gate(x, ratio)])


@se_block.mistake("the input came back", "The gates were computed, but what you return does not pass through them.")
def input_returned(x, ratio):
    return x


@se_block.mistake(
    "the squeeze went along the channels",
    "Then every place has one number. Asked for is one number a channel: height and width go.",
)
def squeezed_channels(x, ratio):
    import keras
    from keras import layers

    s = keras.ops.mean(x, axis=-1, keepdims=True)
    s = layers.Dense(max(1, x.shape[-1] // ratio), activation="relu")(s)
    return x * layers.Dense(x.shape[-1], activation="sigmoid")(s)


@se_block.mistake(
    "nothing was averaged", "`Flatten` hands every pixel to the dense layer. The squeeze leaves one number a channel."
)
def flattened(x, ratio):
    from keras import layers

    s = layers.Dense(max(1, x.shape[-1] // ratio), activation="relu")(layers.Flatten()(x))
    return layers.Multiply()([x, layers.Dense(x.shape[-1], activation="sigmoid")(s)])


@se_block.mistake("the hidden layer is missing", "Two dense layers: down to `c // ratio` units, then up to `c` gates.")
def single_layer(x, ratio):
    from keras import layers

    s = layers.GlobalAveragePooling2D(keepdims=True)(x)
    return layers.Multiply()([x, layers.Dense(x.shape[-1], activation="sigmoid")(s)])


@se_block.mistake("a ReLU at the end", "Scaling is the last step. What is negative in the maps stays negative.")
def relu_behind(x, ratio):
    from keras import layers

    return layers.ReLU()(_gate(x, ratio))


@se_block.mistake(
    "the images were averaged, too", "Axis 0 counts images. Every image has means of its own: axes 1 and 2."
)
def images_averaged(x, ratio):
    import keras
    from keras import layers

    s = keras.ops.mean(x, axis=(0, 1, 2), keepdims=True)
    s = layers.Dense(max(1, x.shape[-1] // ratio), activation="relu")(s)
    return x * layers.Dense(x.shape[-1], activation="sigmoid")(s)


@se_block.mistake("the number of units was rounded to the nearest", "Round down: 2.75 units are 2. Use `//`.")
def units_rounded_to_nearest(x, ratio):
    return _gate(x, ratio, units=lambda c, r: max(1, round(c / r)))


se_block.hint(
    "Four layers: `GlobalAveragePooling2D`, `Dense`, `Dense`, `Multiply`.",
    "`GlobalAveragePooling2D(keepdims=True)` gives (n, 1, 1, c). Dense layers work on the last axis.",
    "`max(1, channels // ratio)` hidden units, `channels = x.shape[-1]`.",
    "Keep `x` as it is and name the rest `s`; at the end `layers.Multiply()([x, s])`.",
)


where_the_gate_sits = choice(
    "where_the_gate_sits",
    """
    A residual block has learned nothing yet: its branch gives 0 (lesson 13). Its gate is fresh, too, so every gate is 0.5. Sixteen such blocks
    stand in a row. Where must the gate sit, so that they hand the input on unchanged?
    """,
    right="b",
    a=(
        "On the sum, after the addition.",
        "0.5 · (x + 0) is half of x, and sixteen halvings leave 0.000015. The gate stands on the path that should be free. In the paper this place was the worst of the four that were tried "
        "(SE-POST, section 6.5).",
    ),
    b=(
        "On the branch, right before the addition.",
        "x + 0.5 · 0 = x. Whatever the gate says, it weighs only what the branch adds. The shortcut stays free. Keep in mind that this argument is about the start: the paper found three of the four places about equally good "
        "after training.",
    ),
    c=(
        "On the shortcut, so that it weighs the input.",
        "0.5 · x + 0 halves the input as well. (Trained to the end it did no harm: SE-Identity has the lowest error of section 6.5. Being the identity at the start is one argument, not the only one.)",
    ),
    d=(
        "It does not matter: a gate of 0.5 only scales, and BatchNorm scales back.",
        "BatchNorm sits inside the branches. Nothing in a ResNet normalizes what goes along the shortcuts, so what is halved there stays halved.",
    ),
)


def _conv_bn(x, filters, kernel, relu=False, eps=1.001e-5, bias=False, norm=True):
    from keras import layers

    x = layers.Conv2D(filters, kernel, padding="same", use_bias=bias)(x)
    x = layers.BatchNormalization(epsilon=eps)(x) if norm else x
    return layers.ReLU()(x) if relu else x


@exercise(points=3, minutes=10, seconds=60, tolerance=1e-4)
def se_residual_block(x, filters: int, ratio: int):
    """The residual block of lesson 13 at stride 1, with a gate on its branch.

    The branch: 3×3 convolution · BatchNorm · ReLU · 3×3 convolution · BatchNorm · `se_block`.
    The shortcut: `x` itself; where the number of channels changes, a 1×1 convolution, then
    BatchNorm. The output: branch plus shortcut, then ReLU.

    Convolutions have no bias and pad "same". BatchNorm has `epsilon=1.001e-5`. The gate is the
    one of the exercise before: `from cnncourse.nets.senet import se_block` gives the package's,
    which is called likewise.

    Args:
        x: maps, a Keras tensor `(n, h, w, c)`.
        filters: channels of both 3×3 convolutions.
        ratio: of the gate.

    Returns:
        Maps, a Keras tensor `(n, h, w, filters)`.
    """
    # BEGIN SOLUTION
    from keras import layers

    from cnncourse.nets.senet import se_block

    y = layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
    y = layers.BatchNormalization(epsilon=1.001e-5)(y)
    y = layers.ReLU()(y)
    y = layers.Conv2D(filters, 3, padding="same", use_bias=False)(y)
    y = layers.BatchNormalization(epsilon=1.001e-5)(y)
    y = se_block(y, ratio)
    if x.shape[-1] != filters:
        x = layers.Conv2D(filters, 1, use_bias=False)(x)
        x = layers.BatchNormalization(epsilon=1.001e-5)(x)
    return layers.ReLU()(layers.Add()([x, y]))
    # END SOLUTION


@se_residual_block.cases
def _(rng):
    yield "channels stay", ((5, 6, 8), 8, 2)
    yield "more channels", ((5, 6, 4), 34, 4)


@se_residual_block.observe
def _(answer, args):
    from cnncourse.nets.facts import block_facts

    shape, *rest = args
    return block_facts(answer, shape, *rest)


def _unit(
    x, filters, ratio, before=False, middle=False, branch=True, unnormed=False, shortcut=False, after=False, last=False,
    relu=True, early_relu=False, project=None, bare=False, add=True, gate=_gate, overwritten=False, first_relu=True,
    kernels=(3, 3, 1), **parts,
):  # fmt: skip
    """A residual block with its gate somewhere."""
    from keras import layers

    y = gate(x, ratio) if before else x
    y = _conv_bn(y, filters, kernels[0], relu=first_relu, **parts)
    y = gate(y, ratio) if middle else y
    if unnormed:
        y = layers.Conv2D(filters, 3, padding="same", use_bias=False)(y)
        y = layers.BatchNormalization(epsilon=1.001e-5)(gate(y, ratio))
    else:
        y = _conv_bn(y, filters, kernels[1], **parts)
    y = layers.ReLU()(y) if early_relu else y
    y = gate(y, ratio) if branch else y
    if overwritten:
        x = y
    elif x.shape[-1] != filters if project is None else project:
        x = _conv_bn(x, filters, kernels[2], **{**parts, "norm": not bare})
    x = gate(x, ratio) if shortcut else x
    y = layers.Add()([x, y]) if add else y
    y = gate(y, ratio) if after else y
    y = layers.ReLU()(y) if relu else y
    return gate(y, ratio) if last else y


@se_residual_block.mistake(
    "the gate stands after the addition",
    "There it weighs the shortcut as well. It belongs to the branch, right before the addition.",
)
def gate_on_the_sum(x, filters, ratio):
    return _unit(x, filters, ratio, branch=False, after=True)


@se_residual_block.mistake(
    "the gate stands after the last ReLU", "There it weighs the shortcut as well. It is the last step of the branch."
)
def gate_at_the_end(x, filters, ratio):
    return _unit(x, filters, ratio, branch=False, last=True)


@se_residual_block.mistake(
    "the gate weighs the input of the branch", "That is a variant of section 6.5. Here it is the branch's last step."
)
def gate_at_the_start(x, filters, ratio):
    return _unit(x, filters, ratio, branch=False, before=True)


@se_residual_block.mistake("the gate stands on the shortcut", "The shortcut stays free. The branch gets the gate.")
def gate_on_the_shortcut(x, filters, ratio):
    return _unit(x, filters, ratio, branch=False, shortcut=True)


@se_residual_block.mistake("the gate stands in the middle of the branch", "It comes after the second BatchNorm.")
def gate_in_the_middle(x, filters, ratio):
    return _unit(x, filters, ratio, branch=False, middle=True)


@se_residual_block.mistake(
    "the gate stands before the second BatchNorm", "Convolution, BatchNorm, then the gate: the last word is the gate's."
)
def gate_before_norm(x, filters, ratio):
    return _unit(x, filters, ratio, branch=False, unnormed=True)


@se_residual_block.mistake(
    "the gates were multiplied with the input",
    "They are computed from the branch, and it is the branch that they weigh. You weighed `x` and added that.",
)
def gates_on_the_input(x, filters, ratio):
    from keras import layers

    y = _conv_bn(_conv_bn(x, filters, 3, relu=True), filters, 3)
    x = _conv_bn(x, filters, 1) if x.shape[-1] != filters else x
    return layers.ReLU()(layers.Add()([y, _gate(y, ratio, weigh=x)]))


@se_residual_block.mistake(
    "the gates look at the input",
    "The squeeze averages what the branch has computed, its last maps, not the block's input.",
)
def gates_from_the_input(x, filters, ratio):
    return _unit(x, filters, ratio, gate=lambda y, ratio: _gate(x, ratio, weigh=y))


@se_residual_block.mistake("there is no gate", "This is the block of lesson 13. The branch ends in a gate.")
def no_gate(x, filters, ratio):
    return _unit(x, filters, ratio, branch=False)


@se_residual_block.mistake(
    "a ReLU stands before the gate", "The branch ends in BatchNorm and gate; what it adds may be negative."
)
def relu_before_gate(x, filters, ratio):
    return _unit(x, filters, ratio, early_relu=True)


@se_residual_block.mistake("the last ReLU is missing", "After the addition comes a ReLU.")
def no_last_relu(x, filters, ratio):
    return _unit(x, filters, ratio, relu=False)


@se_residual_block.mistake("nothing is added", "Branch and gate are there. The shortcut around them is not.")
def no_shortcut(x, filters, ratio):
    return _unit(x, filters, ratio, add=False)


@se_residual_block.mistake(
    "the input was overwritten", "Keep the input under a name of its own: it is added at the end."
)
def input_overwritten(x, filters, ratio):
    return _unit(x, filters, ratio, overwritten=True)


@se_residual_block.mistake("the shortcut is always projected", "Where the channels agree, the input is added as it is.")
def always_projected(x, filters, ratio):
    return _unit(x, filters, ratio, project=True)


@se_residual_block.mistake(
    "the channels do not fit", "Where `c` differs from `filters`, the input needs a 1×1 convolution."
)
def never_projected(x, filters, ratio):
    return _unit(x, filters, ratio, project=False)


@se_residual_block.mistake("no BatchNorm on the projection", "The 1×1 convolution is followed by BatchNorm, too.")
def bare_projection(x, filters, ratio):
    return _unit(x, filters, ratio, bare=True)


@se_residual_block.mistake("BatchNorm has another epsilon", "Keras takes 0.001 unless told: `epsilon=1.001e-5`.")
def default_epsilon(x, filters, ratio):
    return _unit(x, filters, ratio, eps=1e-3)


@se_residual_block.mistake("the convolutions have a bias", "BatchNorm subtracts it again: `use_bias=False`.")
def with_bias(x, filters, ratio):
    return _unit(x, filters, ratio, bias=True)


@se_residual_block.mistake(
    "the ratio became the number of units", "The gate's hidden layer has `filters // ratio` units."
)
def ratio_in_the_gate(x, filters, ratio):
    return _unit(x, filters, ratio, gate=lambda y, ratio: _gate(y, ratio, units=lambda c, r: r))


@se_residual_block.mistake(
    "the gate stands in the middle of the branch",
    "It even stands before the first ReLU. Its place is after the second BatchNorm.",
)
def gate_before_first_relu(x, filters, ratio):
    from keras import layers

    y = layers.ReLU()(_gate(_conv_bn(x, filters, 3), ratio))
    y = _conv_bn(y, filters, 3)
    x = _conv_bn(x, filters, 1) if x.shape[-1] != filters else x
    return layers.ReLU()(layers.Add()([x, y]))


@se_residual_block.mistake("there are two gates on the branch", "One, behind the second BatchNorm.")
def gate_in_the_middle_too(x, filters, ratio):
    return _unit(x, filters, ratio, middle=True)


@se_residual_block.mistake("the shortcut has a gate as well", "It stays free. One gate, at the end of the branch.")
def gate_on_both(x, filters, ratio):
    return _unit(x, filters, ratio, shortcut=True)


@se_residual_block.mistake("the sum has a gate as well", "The one on the branch is enough, and the sum stays free.")
def gate_on_the_sum_too(x, filters, ratio):
    return _unit(x, filters, ratio, after=True)


@se_residual_block.mistake(
    "the gates look at the shortcut", "The squeeze averages what the branch has computed, its last maps."
)
def gates_from_the_shortcut(x, filters, ratio):
    from keras import layers

    y = _conv_bn(_conv_bn(x, filters, 3, relu=True), filters, 3)
    x = _conv_bn(x, filters, 1) if x.shape[-1] != filters else x
    return layers.ReLU()(layers.Add()([x, _gate(x, ratio, weigh=y)]))


@se_residual_block.mistake(
    "the gates were added, not the weighed branch", "The branch times its gates is what meets the shortcut."
)
def gates_without_branch(x, filters, ratio):
    return _unit(x, filters, ratio, gate=lambda y, ratio: _gate(y, ratio, keep=False))


@se_residual_block.mistake("the branch is added once more", "The branch is y · gate, not y + y · gate.")
def branch_kept(x, filters, ratio):
    from keras import layers

    return _unit(x, filters, ratio, gate=lambda y, ratio: layers.Add()([y, _gate(y, ratio)]))


@se_residual_block.mistake("the ReLU of the branch is missing", "It stands behind the first BatchNorm.")
def no_first_relu(x, filters, ratio):
    return _unit(x, filters, ratio, first_relu=False)


@se_residual_block.mistake("the second convolution sees one pixel", "Both convolutions of the branch are 3×3.")
def second_one_by_one(x, filters, ratio):
    return _unit(x, filters, ratio, kernels=(3, 1, 1))


@se_residual_block.mistake("the projection sees too much", "The convolution on the shortcut is 1×1.")
def wide_projection(x, filters, ratio):
    return _unit(x, filters, ratio, kernels=(3, 3, 3))


@se_residual_block.mistake("the ratio was not handed on", "`se_block(y)` takes 16 unless told: `se_block(y, ratio)`.")
def ratio_forgotten(x, filters, ratio):
    return _unit(x, filters, 16)


@se_residual_block.mistake(
    "the gate was given the filters as its ratio", "`se_block(y, ratio)`; its channels it finds in `y`."
)
def filters_as_ratio(x, filters, ratio):
    return _unit(x, filters, filters)


@se_residual_block.mistake(
    "the middle of the branch was added", "The shortcut starts at the block's input, before the first convolution."
)
def shortcut_from_the_middle(x, filters, ratio):
    from keras import layers

    y = _conv_bn(x, filters, 3, relu=True)
    return layers.ReLU()(layers.Add()([y, _gate(_conv_bn(y, filters, 3), ratio)]))


@se_residual_block.mistake("branch and shortcut were joined", "They are added: the number of channels does not grow.")
def joined(x, filters, ratio):
    from keras import layers

    return layers.ReLU()(layers.Concatenate()([x, _unit(x, filters, ratio, relu=False)]))


@se_residual_block.mistake(
    "there are two ReLUs at the end", "First the sum, then one ReLU: what the branch adds may be negative."
)
def relus_before_the_sum(x, filters, ratio):
    from keras import layers

    y = _unit(x, filters, ratio, add=False)
    x = _conv_bn(x, filters, 1) if x.shape[-1] != filters else x
    return layers.Add()([layers.ReLU()(x), y])


@se_residual_block.mistake(
    "the convolutions make the input's channels",
    "They make `filters`, and where that differs the shortcut is projected.",
)
def filters_ignored(x, filters, ratio):
    return _unit(x, x.shape[-1], ratio)


@se_residual_block.mistake(
    "the maps shrink", 'Without `padding="same"` branch and shortcut do not fit onto each other.'
)
def unpadded(x, filters, ratio):
    from keras import layers

    y = layers.ReLU()(layers.BatchNormalization()(layers.Conv2D(filters, 3)(x)))
    y = layers.BatchNormalization()(layers.Conv2D(filters, 3)(y))
    return layers.Add()([x, _gate(y, ratio)])


se_residual_block.hint(
    "Take your `residual_block` of lesson 13 and find the line where the branch is finished.",
    "Behind the second BatchNorm: `y = se_block(y, ratio)`.",
    "The shortcut: a 1×1 convolution with BatchNorm where `x.shape[-1] != filters`.",
    "The end stays `layers.ReLU()(layers.Add()([x, y]))`.",
)


def _paths(
    x, widths, order=(0, 1, 2, 3), each=lambda y: y, relu=True, bias=True, pool="MaxPooling2D", size=3, kernels=(3, 5),
    narrow=lambda y: y,
):  # fmt: skip
    """The four paths of lesson 12, with parts to exchange; `each` is done to ends of paths, `narrow` to reductions."""
    from keras import layers

    def conv(x, filters, kernel):
        return layers.Conv2D(filters, kernel, padding="same", activation="relu" if relu else None, use_bias=bias)(x)

    one, reduce3, three, reduce5, five, projection = widths
    pooled = getattr(layers, pool)(size, strides=1, padding="same")(x)
    paths = [
        conv(x, one, 1),
        conv(narrow(conv(x, reduce3, 1)), three, kernels[0]),
        conv(narrow(conv(x, reduce5, 1)), five, kernels[1]),
        conv(pooled, projection, 1),
    ]
    return layers.Concatenate()([each(paths[number]) for number in order])


@exercise(points=2, minutes=6, seconds=60, tolerance=1e-4)
def se_inception_block(x, widths: tuple[int, int, int, int, int, int], ratio: int):
    """GoogLeNet's block with one gate on its joined maps.

    `from cnncourse.nets.googlenet import inception_block` gives the block of lesson 12, called
    `inception_block(x, widths)`; `from cnncourse.nets.senet import se_block` gives the gate. Or
    write both yourself: four paths joined by channel, each convolution with a bias and a ReLU.

    Args:
        x: maps, a Keras tensor `(n, h, w, c)`.
        widths: filters of the 1×1; of the 3×3's reduction and the 3×3; of the 5×5's reduction
            and the 5×5; of the projection behind the pool.
        ratio: of the gate.

    Returns:
        Maps, a Keras tensor `(n, h, w, widths[0] + widths[2] + widths[4] + widths[5])`.
    """
    # BEGIN SOLUTION
    from cnncourse.nets.googlenet import inception_block
    from cnncourse.nets.senet import se_block

    return se_block(inception_block(x, widths), ratio)
    # END SOLUTION


@se_inception_block.cases
def _(rng):
    yield "six different widths", ((6, 7, 5), (5, 2, 6, 3, 7, 8), 4)
    yield "a ratio that does not divide", ((6, 5, 9), (4, 3, 5, 2, 8, 6), 3)


@se_inception_block.observe
def _(answer, args):
    from cnncourse.nets.facts import block_facts

    shape, *rest = args
    return block_facts(answer, shape, *rest)


@se_inception_block.mistake(
    "every path has a gate of its own",
    "Then no gate knows what the other paths found. One gate looks at all joined maps.",
)
def gate_each(x, widths, ratio):
    return _paths(x, widths, each=lambda y: _gate(y, ratio))


@se_inception_block.mistake("the gate weighs the input", "It comes last: it weighs the joined maps.")
def gate_first(x, widths, ratio):
    return _paths(_gate(x, ratio), widths)


@se_inception_block.mistake("there is no gate", "The joined maps still go through the gate.")
def no_gate_at_all(x, widths, ratio):
    return _paths(x, widths)


@se_inception_block.mistake(
    "the gates look at the input", "The squeeze averages the joined maps, not the block's input."
)
def looks_at_the_input(x, widths, ratio):
    return _gate(x, ratio, weigh=_paths(x, widths))


@se_inception_block.mistake(
    "the input is added as well",
    "That is the residual unit. An Inception block has no shortcut: the gate weighs all there is.",
)
def with_a_shortcut(x, widths, ratio):
    from keras import layers

    y = _gate(_paths(x, widths), ratio)
    return layers.Add()([y, layers.Conv2D(y.shape[-1], 1, use_bias=False)(x)])


@se_inception_block.mistake("the ratio became the number of units", "The hidden layer has `channels // ratio` units.")
def ratio_hidden(x, widths, ratio):
    return _gate(_paths(x, widths), ratio, units=lambda c, r: r)


@se_inception_block.mistake(
    "the hidden layer was sized by the input", "Count the channels of the *joined* maps, then divide by the ratio."
)
def sized_by_the_input(x, widths, ratio):
    return _gate(_paths(x, widths), ratio, units=lambda c, r: max(1, x.shape[-1] // r))


@se_inception_block.mistake("the paths are joined in another order", "1×1, 3×3, 5×5, pool.")
def other_order(x, widths, ratio):
    return _gate(_paths(x, widths, order=(3, 0, 1, 2)), ratio)


@se_inception_block.mistake("the paths have no ReLU", "Every convolution of the block has one.")
def linear_paths(x, widths, ratio):
    return _gate(_paths(x, widths, relu=False), ratio)


@se_inception_block.mistake("the gate is there twice", "One gate, behind the block.")
def two_gates(x, widths, ratio):
    return _gate(_gate(_paths(x, widths), ratio), ratio)


@se_inception_block.mistake(
    "the gates stand behind the reductions", "One gate, and it comes last: it weighs the joined maps."
)
def gates_on_reductions(x, widths, ratio):
    return _paths(x, widths, narrow=lambda y: _gate(y, ratio))


@se_inception_block.mistake(
    "only the pooled path has a gate", "The gate weighs all joined maps, not the path that was written last."
)
def gate_on_the_last_path(x, widths, ratio):
    from keras import layers

    paths = [_paths(x, widths, order=(number,)) for number in range(4)]
    return layers.Concatenate()([*paths[:3], _gate(paths[3], ratio)])


@se_inception_block.mistake("5×5 and 3×3 are exchanged", "The joined order is 1×1, 3×3, 5×5, pool.")
def middle_exchanged(x, widths, ratio):
    return _gate(_paths(x, widths, order=(0, 2, 1, 3)), ratio)


@se_inception_block.mistake("the paths are joined backwards", "1×1, 3×3, 5×5, pool.")
def backwards(x, widths, ratio):
    return _gate(_paths(x, widths, order=(3, 2, 1, 0)), ratio)


@se_inception_block.mistake("a path is missing", "Four paths are joined. The fourth pools, then projects.")
def three_paths(x, widths, ratio):
    return _gate(_paths(x, widths, order=(0, 1, 2)), ratio)


@se_inception_block.mistake("the pool takes means", "The fourth path takes the maximum. (The mean is the squeeze's.)")
def mean_pool(x, widths, ratio):
    return _gate(_paths(x, widths, pool="AveragePooling2D"), ratio)


@se_inception_block.mistake("nothing is pooled", "The fourth path starts with a 3×3 maximum of stride 1.")
def no_pool(x, widths, ratio):
    return _gate(_paths(x, widths, size=1), ratio)


@se_inception_block.mistake("the pool's window is too small", "It is 3 wide, with stride 1.")
def small_pool(x, widths, ratio):
    return _gate(_paths(x, widths, size=2), ratio)


@se_inception_block.mistake("the kernels are exchanged", "The second path ends in 3×3, the third in 5×5.")
def kernels_exchanged(x, widths, ratio):
    return _gate(_paths(x, widths, kernels=(5, 3)), ratio)


@se_inception_block.mistake("the convolutions have no bias", "Here they have one: there is no BatchNorm behind them.")
def paths_without_bias(x, widths, ratio):
    return _gate(_paths(x, widths, bias=False), ratio)


@se_inception_block.mistake(
    "the reductions are missing", "3×3 and 5×5 are each preceded by a 1×1: `widths[1]` and `widths[3]` filters."
)
def no_reductions(x, widths, ratio):
    from keras import layers

    def conv(x, filters, kernel):
        return layers.Conv2D(filters, kernel, padding="same", activation="relu")(x)

    pooled = layers.MaxPooling2D(3, strides=1, padding="same")(x)
    paths = [conv(x, widths[0], 1), conv(x, widths[2], 3), conv(x, widths[4], 5), conv(pooled, widths[5], 1)]
    return _gate(layers.Concatenate()(paths), ratio)


@se_inception_block.mistake(
    "the projection comes too early", "First the maximum, then the 1×1: its negative sums must meet the ReLU last."
)
def projected_first(x, widths, ratio):
    from keras import layers

    paths = [_paths(x, widths, order=(number,)) for number in range(3)]
    last = layers.Conv2D(widths[5], 1, activation="relu")(x)
    paths.append(layers.MaxPooling2D(3, strides=1, padding="same")(last))
    return _gate(layers.Concatenate()(paths), ratio)


@se_inception_block.mistake("the ratio was not handed on", "`se_block(y)` takes 16 unless told: `se_block(y, ratio)`.")
def ratio_not_handed_on(x, widths, ratio):
    return _gate(_paths(x, widths), 16)


@se_inception_block.mistake("the maps are added once more", "y + y · gate is another block. Here it is y · gate.")
def maps_kept(x, widths, ratio):
    from keras import layers

    y = _paths(x, widths)
    return layers.Add()([y, _gate(y, ratio)])


@se_inception_block.mistake("you return the gates", "They still have to weigh the joined maps.")
def gates_alone(x, widths, ratio):
    return _gate(_paths(x, widths), ratio, keep=False)


@se_inception_block.mistake(
    "the gates look at the input", "Their hidden layer was sized by it, too. The squeeze averages the joined maps."
)
def looks_at_the_input_and_sized_by_it(x, widths, ratio):
    return _gate(x, ratio, units=lambda c, r: max(1, x.shape[-1] // r), weigh=_paths(x, widths))


@se_inception_block.mistake(
    "the input was joined as well", "That is a dense block (lesson 14). Here four paths are joined."
)
def input_joined(x, widths, ratio):
    from keras import layers

    return _gate(layers.Concatenate()([_paths(x, widths), x]), ratio)


@se_inception_block.mistake(
    "the input is added as well",
    "That is the residual unit, here with a bias on its projection. An Inception block has no shortcut.",
)
def with_a_biased_shortcut(x, widths, ratio):
    from keras import layers

    y = _gate(_paths(x, widths), ratio)
    return layers.Add()([y, layers.Conv2D(y.shape[-1], 1)(x)])


se_inception_block.hint(
    "Two calls, one inside the other.",
    "First the four paths, joined; the gate comes behind them.",
    "`inception_block(x, widths)` is what the gate gets.",
)


@predict(points=1, minutes=4)
def last_stage_percent():
    """SE-ResNet-50 has a gate with ratio 16 in each of its 16 blocks: 3 blocks with 256 channels, 4 with 512, 6 with 1024, 3 with 2048.
    Of all weights and biases of the gates, how many percent sit in the last stage? A whole number, rounded, for example `25`.
    """
    return 62


@last_stage_percent.mistake(
    "that is the share of the blocks", "3 of 16 blocks. But a gate's size grows with the square of its channels."
)
def _by_blocks():
    return 19


@last_stage_percent.mistake(
    "that is the share of the channels",
    "Weights grow with the *square* of the channels: 2048 counts 64 times as much as 256.",
)
def _by_channels():
    return 41


@last_stage_percent.mistake(
    "those are single gates", "One gate of each stage was compared. Count 3, 4, 6 and 3 of them."
)
def _one_of_each():
    return 75


@last_stage_percent.mistake(
    "that is the share of the weights",
    "Within half a percent. With the biases, of which the early stages have relatively more, it is a little less.",
)
def _weights_alone():
    return 63


@last_stage_percent.mistake("a whole number was asked for", "The value is right. Round it.")
def _not_rounded():
    return 62.4


@last_stage_percent.mistake("that is a fraction", "In percent it is a hundred times as much.")
def _fraction():
    return 0.62


@last_stage_percent.mistake(
    "that is the share of all other stages", "Asked for is the last stage: what is left to 100."
)
def _the_others():
    return 38


@last_stage_percent.mistake(
    "that is one of four stages",
    "A gate's size grows with the square of its channels, and the last stage has the most.",
)
def _a_quarter():
    return 25


@last_stage_percent.mistake(
    "those are channels of single gates",
    "Count 3, 4, 6 and 3 of them, and count weights: they grow with the *square* of the channels.",
)
def _channels_of_one_each():
    return 53


@last_stage_percent.mistake(
    "that is its share of the whole network", "About 1.6 of 25.6 million. Divide by the numbers in gates alone."
)
def _of_the_network():
    return 6
