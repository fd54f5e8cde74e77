"""Exercises of the lesson on LeNet."""

import math

import numpy as np

from cnncourse.autocheck import Unusable, choice, exercise, predict


@exercise(points=1, minutes=4)
def flattened_features(side: int) -> int:
    """Numbers that LeNet's first dense layer is given, for an image of `side` × `side` pixels.

    On the way there: a 5×5 convolution with `padding="same"`, 6 maps · 2×2 pooling · a 5×5 convolution without padding,
    16 maps · 2×2 pooling · flatten. Pooling windows lie side by side, and one that does not fit whole is dropped.

    Args:
        side: of the image, in pixels, at least 12.

    Returns:
        How many numbers come out of the flatten layer.
    """
    # BEGIN SOLUTION
    side = side // 2  # "same" keeps the side, pooling halves it
    side = (side - 4) // 2  # a 5×5 window costs four pixels, then the second pooling
    return 16 * side * side
    # END SOLUTION


@flattened_features.cases
def _(rng):
    yield "Fashion-MNIST", (28,)
    yield "an odd side", (33,)
    yield "a pixel lost at each pooling", (31,)
    yield "the paper's 32", (32,)
    yield "the smallest image", (12,)
    for side in rng.integers(40, 200, 2):
        yield f"side {side}", (int(side),)


@flattened_features.mistake(
    "one side in place of two", "Maps have height and width: 16 maps of 5×5 hold 16 · 5 · 5 numbers."
)
def not_squared(side):
    return 16 * ((side // 2 - 4) // 2)


@flattened_features.mistake(
    "you counted one map", "Flatten lays all 16 maps in one row, so each of them counts with all its places."
)
def one_map(side):
    return ((side // 2 - 4) // 2) ** 2


@flattened_features.mistake(
    "you counted the 6 maps of the first convolution",
    "What is flattened are the maps of the last pooling: there are 16.",
)
def first_maps(side):
    return 6 * ((side // 2 - 4) // 2) ** 2


@flattened_features.mistake(
    "the maps of both convolutions are multiplied",
    "Each of the 16 filters adds up over all 6 maps (lesson 04). After it there are 16 maps, not 96.",
)
def maps_multiplied(side):
    return 96 * ((side // 2 - 4) // 2) ** 2


@flattened_features.mistake(
    "the first convolution has a padding", 'It is "same": 28 pixels stay 28. Only the second one costs four pixels.'
)
def first_valid(side):
    return 16 * (((side - 4) // 2 - 4) // 2) ** 2


@flattened_features.mistake(
    "the second convolution has no padding",
    "A 5×5 window on 14 pixels has 10 places. Only the first layer keeps the side.",
)
def second_same(side):
    return 16 * (side // 2 // 2) ** 2


@flattened_features.mistake("the second pooling is missing", "Two convolutions, and a pooling behind each of them.")
def one_pooling(side):
    return 16 * (side // 2 - 4) ** 2


@flattened_features.mistake(
    "a pooling window that does not fit whole is dropped", "So the halves round down: 13 pixels become 6."
)
def rounded_up(side):
    return 16 * math.ceil((math.ceil(side / 2) - 4) / 2) ** 2


@flattened_features.mistake(
    "you divided first and rounded at the end",
    "Each pooling gives whole pixels: round down at each of them, with `//`.",
)
def rounded_last(side):
    return int(16 * ((side / 2 - 4) / 2) ** 2)


@flattened_features.mistake(
    "the first pooling is missing",
    "The side is halved behind each convolution: 28 becomes 14 before the second one. "
    "Or is it `a - 4 // 2`? That takes 2 off: division binds closer than the minus.",
)
def no_first_pooling(side):
    return 16 * ((side - 4) // 2) ** 2


@flattened_features.mistake(
    "that is the number for 28 pixels alone",
    "Sixteen maps of 5×5 are what a 28×28 image leaves. Follow `side` through the layers.",
)
def of_28(side):
    return 400


@flattened_features.mistake(
    "one pixel too few behind the second convolution",
    "The first place of a 5×5 window is free: on 14 pixels there are 14 − 5 + 1 = 10.",
)
def five_off(side):
    return 16 * ((side // 2 - 5) // 2) ** 2


@flattened_features.mistake(
    "both poolings came before the second convolution",
    "Its window of 5 walks over the half side, not over the quarter.",
)
def pooled_early(side):
    return 16 * (side // 2 // 2 - 4) ** 2


@flattened_features.mistake(
    "two pixels too many behind the second convolution, as if the two paddings were exchanged",
    'The first convolution is the one with "same". The second goes without, from 14 to 10.',
)
def exchanged_paddings(side):
    return 16 * ((side - 4) // 2 // 2) ** 2


@flattened_features.mistake(
    "only one of the poolings drops its remainder",
    "Both do: 31 pixels become 15, the convolution leaves 11, and these become 5.",
)
def second_rounded_up(side):
    return 16 * math.ceil((side // 2 - 4) / 2) ** 2


@flattened_features.mistake(
    "the 16 is squared too", "Sixteen maps of 5×5 are 16 · 5 · 5: the square is the side's alone."
)
def all_squared(side):
    return (16 * ((side // 2 - 4) // 2)) ** 2


@flattened_features.mistake(
    "those are the weights of the dense layer", "Asked for is what it is *given*, so the 120 units do not enter."
)
def weights_after(side):
    return 120 * 16 * ((side // 2 - 4) // 2) ** 2


@flattened_features.mistake(
    "those are the parameters of the dense layer", "Asked for is what it is *given*, so neither units nor biases enter."
)
def parameters_after(side):
    return 120 * (16 * ((side // 2 - 4) // 2) ** 2 + 1)


flattened_features.hint(
    "Follow the side alone through the four layers, one after the other; maps come last.",
    '"same" keeps the side. A 5×5 window without padding has `side − 4` places. Each pooling halves, rounded down.',
    "28 → 28 → 14 → 10 → 5, then 16 maps of 5×5.",
)


@predict(points=2, minutes=5)
def lenet_parameters():
    """Numbers that each of LeNet's five layers learns, as a tuple of five, biases included. For example
    `(30, 400, 5000, 900, 110)`. The image is 28×28 with one channel.

    1. convolution, 6 filters of 5×5, `padding="same"`; then 2×2 mean pooling
    2. convolution, 16 filters of 5×5, no padding; then 2×2 mean pooling, flatten
    3. dense, 120 units
    4. dense, 84 units
    5. dense, 10 units
    """
    return (156, 2416, 48120, 10164, 850)


@lenet_parameters.mistake("the biases are missing", "Each filter and each unit has one bias beside its weights.")
def _no_biases():
    return (150, 2400, 48000, 10080, 840)


@lenet_parameters.mistake(
    "one bias for each layer", "Each of 6 filters has a bias of its own, and so has each unit of a dense layer."
)
def _one_bias():
    return (151, 2401, 48001, 10081, 841)


@lenet_parameters.mistake(
    "a filter spans all channels",
    "The second layer sees 6 maps: each of its filters holds 5 · 5 · 6 weights (lesson 04).",
)
def _flat_filters():
    return (156, 416, 48120, 10164, 850)


@lenet_parameters.mistake(
    'you took the first layer for a "valid" one',
    'With "same" the maps are 28×28, so 5×5 of them reach the dense layers.',
)
def _first_valid():
    return (156, 2416, 30840, 10164, 850)


@lenet_parameters.mistake(
    "the first dense layer sees all 16 maps",
    "Flatten gives it 16 · 5 · 5 numbers, and each unit has a weight for each of them.",
)
def _one_map():
    return (156, 2416, 3120, 10164, 850)


@lenet_parameters.mistake(
    "the first convolution shares its weights",
    "A filter uses the same 25 weights at all its places; the size of the image does not enter.",
)
def _every_place():
    return (122304, 2416, 48120, 10164, 850)


@lenet_parameters.mistake(
    "convolutions share their weights",
    "A filter uses the same weights at all its places; how many there are (28×28, 10×10) does not enter.",
)
def _every_place_twice():
    return (122304, 241600, 48120, 10164, 850)


@lenet_parameters.mistake(
    "a dense layer has a bias for each unit, not for each number it is given",
    "120 units, 400 numbers each: 120 · 400 weights and 120 biases.",
)
def _bias_of_inputs():
    return (156, 2416, 48400, 10200, 924)


@lenet_parameters.mistake(
    "the dense layers have biases as well", "One for each of their 120, 84 and 10 units, beside the weights."
)
def _dense_without():
    return (156, 2416, 48000, 10080, 840)


@lenet_parameters.mistake("the convolutions have biases as well", "One for each of their 6 and 16 filters.")
def _convolutions_without():
    return (150, 2400, 48120, 10164, 850)


@lenet_parameters.mistake(
    "a filter has one bias, not one for each map it looks at",
    "It adds up over its 6 maps and then adds one number: 5 · 5 · 6 + 1.",
)
def _bias_of_pairs():
    return (156, 2496, 48120, 10164, 850)


@lenet_parameters.mistake(
    "that is the paper's third layer", "There each map saw only some of the 6 maps before it. Here each sees all."
)
def _papers():
    return (156, 1516, 48120, 10164, 850)


@lenet_parameters.mistake(
    'you took the second layer for a "same" one',
    "Without padding 14 pixels become 10, and pooling leaves 5×5, not 7×7.",
)
def _second_same():
    return (156, 2416, 94200, 10164, 850)


@lenet_parameters.mistake(
    "the second pooling is missing", "It halves 10 to 5 before the flatten: 400 numbers, not 1,600."
)
def _unpooled():
    return (156, 2416, 192120, 10164, 850)


@lenet_parameters.mistake(
    "the first dense layer sees places, not maps alone",
    "16 numbers would come of global pooling; flatten hands on 16 · 5 · 5.",
)
def _maps_alone():
    return (156, 2416, 2040, 10164, 850)


@lenet_parameters.mistake(
    "the order is turned around", "From the image to the scores: the first convolution comes first."
)
def _turned():
    return (850, 10164, 48120, 2416, 156)


@lenet_parameters.mistake(
    "only the five layers that learn", "Pooling and flatten have nothing to learn; leave them out of the tuple."
)
def _with_pooling():
    return (156, 0, 2416, 0, 48120, 10164, 850)


@lenet_parameters.mistake("that is their sum", "Asked for are the five numbers, one for each layer.")
def _sum():
    return 61706


lenet_parameters.hint(
    "A filter holds kh · kw · channels weights and one bias. A unit holds one weight for each number it is given, and one bias.",
    "Layer 1: 6 · (5 · 5 · 1 + 1). Layer 2 sees 6 channels.",
    "Layer 3 is given `flattened_features(28)` = 400 numbers: 120 · (400 + 1).",
)


@exercise(points=3, minutes=10, seconds=60, tolerance=1e-4)
def lenet5():
    """LeNet-5 as it is taught today, for gray images of 28×28 pixels and ten classes.

    1. convolution, 6 filters of 5×5, `padding="same"`, sigmoid; 2×2 mean pooling
    2. convolution, 16 filters of 5×5, no padding, sigmoid; 2×2 mean pooling
    3. flatten; dense layers of 120 and of 84 units, sigmoid both
    4. dense layer of 10 units without activation: the outputs are logits

    Returns:
        An uncompiled model, `(n, 28, 28, 1)` to `(n, 10)`.
    """
    # BEGIN SOLUTION
    import keras
    from keras import layers

    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            layers.Conv2D(6, 5, padding="same", activation="sigmoid"),
            layers.AveragePooling2D(2),
            layers.Conv2D(16, 5, activation="sigmoid"),
            layers.AveragePooling2D(2),
            layers.Flatten(),
            layers.Dense(120, activation="sigmoid"),
            layers.Dense(84, activation="sigmoid"),
            layers.Dense(10),
        ]
    )
    # END SOLUTION


@lenet5.cases
def _(rng):
    yield "shapes, parameters, and the answer to given weights", ()


@lenet5.observe
def _(answer, args):
    from cnncourse.nets.facts import model_facts

    model = answer(*args)
    facts = model_facts(model)
    return {"input shape": tuple(model.input_shape[1:])} | facts


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


lenet5.hint(
    "Write the list down line by line: `keras.Sequential([keras.Input(…), keras.layers.Conv2D(…), …])`.",
    'The first convolution: `Conv2D(6, 5, padding="same", activation="sigmoid")`. Which of these does the second one not have?',
    "`AveragePooling2D(2)` behind each convolution, `Flatten()` before the first dense layer.",
    "The last layer is `Dense(10)`, and the model is neither compiled nor trained.",
)


@exercise(points=1, minutes=3)
def initial_loss(classes: int) -> float:
    """Cross-entropy of a classifier that gives every class the same probability.

    Args:
        classes: how many classes there are.

    Returns:
        The loss, with the natural logarithm, as Keras counts it.
    """
    # BEGIN SOLUTION
    return float(np.log(classes))
    # END SOLUTION


@initial_loss.cases
def _(rng):
    yield "ten classes", (10,)
    yield "two classes", (2,)
    yield "ImageNet", (1000,)
    yield "one class, nothing to guess", (1,)
    yield "a number of classes of the day", (int(rng.integers(20, 400)),)


@initial_loss.mistake(
    "that is the probability, not the loss", "The loss is −log of the probability of the right class."
)
def probability(classes):
    return 1 / classes


@initial_loss.mistake("a bit too many: you took the logarithm to base 2", "Keras and NumPy count with the natural one.")
def bits(classes):
    return math.log2(classes)


@initial_loss.mistake("you took the logarithm to base 10", "Keras counts with the natural one: `math.log` or `np.log`.")
def decades(classes):
    return math.log10(classes)


@initial_loss.mistake("only the sign differs", "log(1 / 10) is negative. The loss has a minus before it.")
def minus(classes):
    return math.log(1 / classes)


@initial_loss.mistake(
    "you averaged over the classes",
    "Of all classes only the right one enters, with its −log p. The mean goes over images, and all images give the same here.",
)
def averaged(classes):
    return math.log(classes) / classes


@initial_loss.mistake(
    "that is the share of wrong answers",
    "A guess is wrong in 9 of 10 cases. The loss asks how improbable the right class seemed.",
)
def share_wrong(classes):
    return 1 - 1 / classes


@initial_loss.mistake("that is the loss of ten classes", "Right for ten. Use `classes`: ImageNet has a thousand.")
def of_ten(classes):
    return math.log(10)


@initial_loss.mistake("you rounded", "Round when you print. The function returns the number as it is.")
def to_three_places(classes):
    return round(math.log(classes), 3)


@initial_loss.mistake("you rounded", "Round when you print. The function returns the number as it is.")
def to_two_places(classes):
    return round(math.log(classes), 2)


@initial_loss.mistake(
    "you summed over the classes", "Only the right class enters, with its −log p; the others have no share in the loss."
)
def summed(classes):
    return classes * math.log(classes)


@initial_loss.mistake("one class too many", "`log1p(n)` is log(1 + n). The probability of each class is 1 / classes.")
def one_more(classes):
    return math.log1p(classes)


@initial_loss.mistake(
    "that is the binary cross-entropy, summed over the classes",
    "It asks about each class by itself, yes or no. Here one of the classes is right, and only its −log p enters.",
)
def binary(classes):
    wrong = 1 - 1 / classes
    return math.log(classes) - ((classes - 1) * math.log(wrong) if wrong else 0.0)


@initial_loss.mistake(
    "that is the perplexity, e to the power of the loss",
    "It counts among how many classes the model is torn. The loss is its logarithm.",
)
def perplexity(classes):
    return classes


initial_loss.hint(
    "Every class has the probability 1 / classes, the right one too.",
    "The loss of an image is −log(probability of the right class).",
    "−log(1 / classes) = log(classes)",
)


from_logits = choice(
    "from_logits",
    """
    A fresh model for ten classes ends in `Dense(10)` without activation. You write `loss=keras.losses.SparseCategoricalCrossentropy()`
    and forget `from_logits=True`. What happens?
    """,
    right="d",
    a=(
        "An error: logits can be negative, probabilities cannot.",
        "Nothing checks. Keras divides the ten numbers by their sum and cuts what lies outside 0 … 1 off, silently.",
    ),
    b=(
        "Nothing: Keras sees that there is no softmax and adds one.",
        "It does see a softmax that is there (next paragraph). One that is missing it does not miss: without `from_logits=True` it "
        "takes whatever comes for probabilities.",
    ),
    c=(
        "The loss starts at log 10 = 2.30 and falls more slowly than it should.",
        "You would be lucky: at log 10 it starts when the loss is told the truth. Here the loss takes scores for probabilities, and a negative "
        "score for the right class counts as probability 0, cut off at 0.0000001: a loss of 16 for that image.",
    ),
    d=(
        "The loss starts far above log 10, and the network does not learn.",
        "A negative score for the right class is taken for a probability of 0, cut off at 0.0000001: a loss of 16 for that image. And where a number "
        "is cut off its gradient is 0, so nothing pulls it back. The first rung of the ladder finds it before training.",
    ),
)


def _network(kind: str, x: np.ndarray, classes: int):
    """A small uncompiled network that ends in logits; the dead one has biases from which no ReLU comes back."""
    import keras
    from keras import layers

    keras.utils.set_random_seed(1)
    images = keras.Input(x.shape[1:])
    if kind == "convolution":
        h = layers.Flatten()(layers.Conv2D(12, 3, activation="relu")(images))
    elif kind == "dead ReLU":
        h = layers.Dense(16, activation="relu", bias_initializer=keras.initializers.Constant(-100))(
            layers.Flatten()(images)
        )
    else:
        h = layers.GlobalAveragePooling2D()(images)
    return keras.Model(images, layers.Dense(classes)(h))


@exercise(points=2, minutes=8, seconds=60)
def overfits(model, x: np.ndarray, y: np.ndarray) -> bool:
    """Whether a model can learn a few images by heart.

    Train it on all images at once, 100 steps of Adam with learning rate 0.01. `model.train_on_batch(x, y)` is one step.

    Args:
        model: uncompiled; gives logits, `(n, classes)`. It is trained in place.
        x: images, `(n, h, w, c)`.
        y: their classes, whole numbers `(n,)`.

    Returns:
        True if afterwards every one of the `n` images is given its class, else False.
    """
    # BEGIN SOLUTION
    import keras

    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=keras.optimizers.Adam(0.01), loss=loss)
    for _ in range(100):
        model.train_on_batch(x, y)
    answers = model.predict_on_batch(x).argmax(axis=1)
    return bool((answers == y).all())
    # END SOLUTION


@overfits.cases
def _(rng):
    noise = rng.normal(size=(9, 6, 5, 1)).astype("float32")
    labels = np.array([0, 1, 2, 2, 0, 1, 2, 0, 2])  # no pattern in them: they can be known by heart only
    levels = np.repeat(np.array([-1.0, 0, 1], "float32"), 4)[[0, 4, 8, 5, 1, 9, 2, 6, 10, 3, 7, 11]]
    bright = levels[:, None, None, None] + 0.05 * rng.normal(size=(12, 6, 5, 1)).astype("float32")
    twice = noise.copy()
    twice[3] = twice[1]  # one image, under the labels 1 and 2
    even = noise - noise.mean(axis=(1, 2), keepdims=True)
    yield "labels without any pattern", ("convolution", noise, labels)
    yield "dark, gray and bright", ("convolution", bright, (levels + 1).astype(int))
    yield "one image under two labels", ("convolution", twice, labels)
    yield "a ReLU that is dead", ("dead ReLU", noise, labels)
    yield "a network that sees only the mean", ("one number for each image", even, labels)


@overfits.observe
def _(answer, args):
    kind, x, y = args
    return answer(_network(kind, x, int(y.max()) + 1), x, y)


def _fitted(model, x, y, steps=100):
    import keras

    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=keras.optimizers.Adam(0.01), loss=loss)
    losses = [float(model.train_on_batch(x, y)) for _ in range(steps)]
    return losses, model.predict_on_batch(x).argmax(axis=1) == y


@overfits.mistake(
    "a falling loss is not enough",
    "The loss also falls when a network only learns how frequent each class is. Ask for the answers: is every single one right?",
)
def loss_falls(model, x, y):
    losses, _ = _fitted(model, x, y)
    return losses[-1] < losses[0]


@overfits.mistake(
    "most is not all",
    "By heart means every image. One that is never learned points to a bug: here, to an image that stands there under two labels.",
)
def most_right(model, x, y):
    return bool(_fitted(model, x, y)[1].mean() > 0.8)


@overfits.mistake(
    "you stopped too early",
    "One step, or one epoch of all images at once, is one small move of the weights. Learning by heart takes a hundred or more.",
)
def one_step(model, x, y):
    return bool(_fitted(model, x, y, steps=1)[1].all())


@overfits.mistake(
    "you held images back",
    "That tests whether it learned something general. This rung asks less: can it repeat what it was shown? Train and ask on the same images.",
)
def held_out(model, x, y):
    half = len(x) // 2
    _fitted(model, x[half:], y[half:])
    return bool((model.predict_on_batch(x[:half]).argmax(axis=1) == y[:half]).all())


overfits.hint(
    "Three parts: compile, train on `x` and `y` again and again, then compare the answers with `y`.",
    "The model gives logits: `keras.losses.SparseCategoricalCrossentropy(from_logits=True)`.",
    "`for _ in range(100): model.train_on_batch(x, y)`; the answers are `model.predict_on_batch(x).argmax(axis=1)`.",
    "All of them right: `bool((answers == y).all())`.",
)


BARS = (30, 60, 85)  # percent


@exercise(points=3, minutes=12, seconds=120)
def lenet_accuracy(x: np.ndarray, y: np.ndarray):
    """Build a LeNet, train it, and hand it back: at least 85 % of 2,000 held-out images of clothes must come out right.

    Activation, pooling, optimizer, step size, batch and number of epochs are your choice; convolutions, widths and dense
    layers are LeNet's, so that it has 61,706 parameters. The check trains for real: 15 seconds are enough, and it gives up
    after 120.

    Args:
        x: training images in [0, 1], `(12000, 28, 28, 1)`.
        y: their classes, `(12000,)`.

    Returns:
        The trained model, `(n, 28, 28, 1)` to `(n, 10)`; logits or probabilities, both will do.
    """
    # BEGIN SOLUTION
    import keras

    from cnncourse import nets

    model = nets.lenet5(classifier_activation=None, activation="tanh", pooling="max")
    rate = keras.optimizers.schedules.CosineDecay(0.004, 3 * len(x) // 64)  # falls to 0 in as many steps
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=keras.optimizers.Adam(rate), loss=loss)
    model.fit(x, y, batch_size=64, epochs=3, verbose=0)
    return model
    # END SOLUTION


@lenet_accuracy.cases
def _(rng):
    yield "trained on 12,000 images, asked about 2,000 others", ()


@lenet_accuracy.observe
def _(answer, args):
    if answer is lenet_accuracy.reference:  # what is asked for; a solved notebook trains it for real
        return {"parameters": 61_706, "it was trained": True} | {f"at least {bar} % right": True for bar in BARS}
    import keras

    from cnncourse import data

    train, (x_test, y_test) = data.fashion_mnist()
    keras.utils.set_random_seed(0)
    model = answer(*train)
    if isinstance(model, keras.callbacks.History):
        raise Unusable("it returned a History", "That is what `fit` returns. Return the model itself.")
    if not isinstance(model, keras.Model):
        raise Unusable(
            f"it returned a {type(model).__name__}, not a model", "Return the trained model; the check measures it."
        )
    if model.input_shape[1:] != (28, 28, 1) or model.output_shape[1:] != (10,):
        raise Unusable(
            f"the model goes from {model.input_shape[1:]} to {model.output_shape[1:]}",
            "Asked for is (28, 28, 1) to (10,).",
        )
    share = 100 * float((model.predict(x_test, batch_size=500, verbose=0).argmax(axis=1) == y_test).mean())
    print(f"measured: {share:.1f} % of the held-out images right")
    steps = getattr(model, "optimizer", None) is not None and int(model.optimizer.iterations)
    facts = {"parameters": model.count_params(), "it was trained": bool(steps) or share >= BARS[0]}
    return facts | {f"at least {bar} % right": share >= bar for bar in BARS}


def _trained(images, labels, optimizer, epochs=1, batch=64, **parts):
    import keras

    from cnncourse import nets

    model = nets.lenet5(classifier_activation=None, **parts)
    model.compile(optimizer=optimizer, loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    model.fit(images, labels, batch_size=batch, epochs=epochs, verbose=0)
    return model


@lenet_accuracy.mistake(
    "the model has not been trained", "`compile` only sets up. `fit` on `x` and `y` is what changes the weights."
)
def untrained(x, y):
    from cnncourse import nets

    return nets.lenet5(classifier_activation=None, activation="relu", pooling="max")


@lenet_accuracy.mistake(
    "it was trained and still guesses",
    "Is its loss still near log 10 = 2.30? Small steps from a flat start look like this: sigmoids, or plain gradient descent at its default step. "
    "If the loss began far from 2.30, look at `from_logits`.",
)
def still_guessing(x, y):
    return _trained(x[:640], y[:640], "sgd")


@lenet_accuracy.mistake(
    "it learns, and stops too early",
    "It is well above guessing and below 85 %. More passes over the images, or larger steps.",
)
def one_pass(x, y):
    return _trained(x[:6000], y[:6000], "adam", activation="relu", pooling="max")


lenet_accuracy.hint(
    "Build, compile, fit, return the model. Start from what the experiment found: not the sigmoid.",
    "`nets.lenet5(classifier_activation=None, activation=…, pooling=…)`, and a loss with `from_logits=True`.",
    "Adam at 0.002, batches of 32 and four passes come close. Large steps at first and small ones at the end do better.",
    "tanh and the maximum, batches of 64, three passes, and `keras.optimizers.schedules.CosineDecay(0.004, steps)` as the step size.",
)
