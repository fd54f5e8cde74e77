"""Slips of `lenet5`, each with the words that a reader is told."""

from .lenet5 import lenet5


def _variant(
    side=28, kernel=5, paddings=("same", "valid"), widths=(6, 16), units=(120, 84), activation="sigmoid",
    dense_activation=None, pool="AveragePooling2D", bridge="Flatten", top=None, strides=(2, 2), bias=True, late=False,
):  # fmt: skip
    """A network that resembles LeNet, put together from its parts.

    Args:
        activation: of the hidden layers, or a pair: of the first and of the second convolution.
        dense_activation: of the dense layers where it differs, or a pair.
        strides: of the two poolings; 0 leaves a pooling out.
        late: whether the activation of a convolution comes after its pooling.
        side, kernel, paddings, widths, units, pool, bridge, top, bias: as their names say.
    """
    import keras
    from keras import layers

    def pair(one):
        return one if isinstance(one, tuple) else (one, one)

    parts = [keras.Input((side, side, 1))]
    for width, padding, act, stride in zip(widths, paddings, pair(activation), strides, strict=True):
        parts.append(layers.Conv2D(width, kernel, padding=padding, activation=None if late else act, use_bias=bias))
        parts += [getattr(layers, pool)(2, strides=stride)] if stride else []
        parts += [layers.Activation(act)] if late else []
    if bridge:
        parts.append(getattr(layers, bridge)())
    inner = pair(dense_activation or activation)
    parts += [layers.Dense(width, activation=act, use_bias=bias) for width, act in zip(units, inner, strict=False)]
    return keras.Sequential([*parts, layers.Dense(10, activation=top, use_bias=bias)])


@lenet5.mistake(
    "there is a softmax on top",
    "Asked for are logits: the last dense layer has no activation, and the loss takes the softmax.",
)
def softmax_on_top():
    return _variant(top="softmax")


@lenet5.mistake(
    "the last layer has a sigmoid", "Its ten outputs are scores of any size: no activation there, for they are logits."
)
def sigmoid_on_top():
    return _variant(top="sigmoid")


@lenet5.mistake(
    "the first convolution lost a frame of two pixels",
    'Without `padding=` a layer is "valid". Its map has to be 28×28, as if the image were the paper\'s 32×32.',
)
def first_valid_too():
    return _variant(paddings=("valid", "valid"))


@lenet5.mistake("the second convolution is padded", "Only the first one is. The second goes from 14×14 to 10×10.")
def both_same():
    return _variant(paddings=("same", "same"))


@lenet5.mistake("it takes the largest where the mean was asked for", "LeNet's pooling is a mean: `AveragePooling2D`.")
def max_pooling():
    return _variant(pool="MaxPooling2D")


@lenet5.mistake("the kernels are 3×3", "LeNet's are 5×5. Small kernels came into fashion with VGG (lesson 10).")
def three_by_three():
    return _variant(kernel=3)


@lenet5.mistake(
    "ReLU in place of the sigmoid",
    "That is today's choice, and the experiment below tries it. Here every hidden layer has a sigmoid.",
)
def with_relu():
    return _variant(activation="relu")


@lenet5.mistake(
    "tanh in place of the sigmoid",
    "You know your history: the paper's function is a scaled tanh. Here every hidden layer has a sigmoid.",
)
def with_tanh():
    return _variant(activation="tanh")


@lenet5.mistake(
    "the convolutions have no activation",
    "A convolution, a mean and a convolution without anything between them are one linear step. Each gets a sigmoid.",
)
def linear_convolutions():
    return _variant(activation=None, dense_activation="sigmoid")


@lenet5.mistake(
    "the dense layers have no activation",
    "The layers of 120 and 84 units each have a sigmoid; only the last one has none.",
)
def linear_dense():
    return _variant(dense_activation="linear")


@lenet5.mistake(
    "there is no flatten",
    "A dense layer on a map works on its channels, at every place by itself: ten scores for each of 5×5 places.",
)
def never_flattened():
    return _variant(bridge=None)


@lenet5.mistake(
    "global pooling in place of flatten",
    "One mean for each map leaves 16 numbers. LeNet hands all 400 to its first dense layer.",
)
def global_pooling():
    return _variant(bridge="GlobalAveragePooling2D")


@lenet5.mistake("120 and 84 are exchanged", "The wider of the two dense layers comes first.")
def exchanged_units():
    return _variant(units=(84, 120))


@lenet5.mistake("the layer of 84 units is missing", "Three dense layers: 120, 84 and 10 units.")
def no_84():
    return _variant(units=(120,))


@lenet5.mistake(
    "the image is 32×32",
    "The paper's images are. Ours have 28×28 pixels, and the padding of the first layer makes up for it.",
)
def papers_image():
    return _variant(side=32, paddings=("valid", "valid"))


@lenet5.mistake("the last layer has a ReLU", "A score may be negative: the ten outputs have no activation.")
def relu_on_top():
    return _variant(top="relu")


@lenet5.mistake("the first convolution has no activation", "A sigmoid stands behind each of the two convolutions.")
def first_linear():
    return _variant(activation=(None, "sigmoid"), dense_activation="sigmoid")


@lenet5.mistake("the second convolution has no activation", "A sigmoid stands behind each of the two convolutions.")
def second_linear():
    return _variant(activation=("sigmoid", None), dense_activation="sigmoid")


@lenet5.mistake("the layer of 120 units has no activation", "A sigmoid each: 120 and 84. Only the last layer has none.")
def linear_120():
    return _variant(dense_activation=(None, "sigmoid"))


@lenet5.mistake("the layer of 84 units has no activation", "A sigmoid each: 120 and 84. Only the last layer has none.")
def linear_84():
    return _variant(dense_activation=("sigmoid", None))


@lenet5.mistake(
    "no layer has an activation", "Then the whole network is one linear step. All but the last layer get a sigmoid."
)
def all_linear():
    return _variant(activation=None)


@lenet5.mistake("the convolutions have ReLU", "All four hidden layers have a sigmoid, convolutions included.")
def relu_convolutions():
    return _variant(activation="relu", dense_activation="sigmoid")


@lenet5.mistake("the dense layers have ReLU", "All four hidden layers have a sigmoid, the dense ones included.")
def relu_dense():
    return _variant(dense_activation="relu")


@lenet5.mistake(
    "the sigmoid comes after the pooling",
    "Convolution, sigmoid, then the mean. For a mean the order matters; only the maximum would not mind.",
)
def sigmoid_after_pooling():
    return _variant(late=True)


@lenet5.mistake(
    "6 and 16 filters are exchanged", "The first convolution has 6, the second 16: sides shrink, maps grow."
)
def exchanged_filters():
    return _variant(widths=(16, 6))


@lenet5.mistake("the second pooling is missing", "A 2×2 mean behind each convolution: 10×10 becomes 5×5.")
def no_second_pooling():
    return _variant(strides=(2, 0))


@lenet5.mistake("the first pooling is missing", "A 2×2 mean behind each convolution: 28×28 becomes 14×14.")
def no_first_mean():
    return _variant(strides=(0, 2))


@lenet5.mistake("there is no pooling", "A 2×2 mean behind each convolution: 28 → 14, and 10 → 5.")
def no_pooling():
    return _variant(strides=(0, 0))


@lenet5.mistake(
    "the pooling windows overlap",
    "They lie side by side: stride 2, which is what Keras takes if `strides` is left out.",
)
def overlapping():
    return _variant(strides=(1, 1))


@lenet5.mistake(
    "the biases are missing", "Every filter and every unit has one, as Keras gives it: no `use_bias=False`."
)
def no_biases():
    return _variant(bias=False)


@lenet5.mistake(
    "the paddings are exchanged",
    'The first convolution is the one with `padding="same"`; the second goes from 14 to 10.',
)
def exchanged_paddings_too():
    return _variant(paddings=("valid", "same"))


@lenet5.mistake(
    "the layer of 120 units is a convolution",
    "The paper has it so (C5), and on 5×5 maps it computes the same. Asked for is today's way: flatten, then a dense layer.",
)
def papers_c5():
    import keras
    from keras import layers

    model = _variant(bridge=None, units=())
    x = layers.Conv2D(120, 5, activation="sigmoid")(model.layers[-2].output)
    x = layers.Dense(84, activation="sigmoid")(layers.Flatten()(x))
    return keras.Model(model.inputs, layers.Dense(10)(x))


@lenet5.mistake("the layer of 120 units is missing", "Three dense layers: 120, 84 and 10 units.")
def no_120():
    return _variant(units=(84,))
