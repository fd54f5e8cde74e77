"""`se_block`: reference, cases, slips and hints."""

from cnncourse.autocheck import exercise

from .basis import _gate


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
