"""`small_alexnet`: reference, cases, slips and hints."""

import numpy as np

from cnncourse.autocheck import exercise


@exercise(points=3, minutes=12, seconds=60, tolerance=1e-4)
def small_alexnet(groups: int = 2):
    """AlexNet for gray images of 28×28 pixels and ten classes: a quarter of the paper's filters, no local response normalization.

    1. convolution, 24 filters of 5×5; maximum of 3×3 windows, stride 2
    2. convolution, 64 filters of 5×5, in `groups` groups; maximum of 3×3 windows, stride 2
    3. convolution, 96 filters of 3×3, all channels see each other
    4. convolution, 96 filters of 3×3, in `groups` groups
    5. convolution, 64 filters of 3×3, in `groups` groups; maximum of 3×3 windows, stride 2
    6. flatten; twice a dense layer of 256 units with a dropout of rate 0.5 **behind** it
    7. dense layer of 10 units without activation: logits

    Every convolution has stride 1 and `padding="same"`, the maxima have no padding. All convolutions and the two hidden
    dense layers have biases and end in a ReLU.

    Args:
        groups: 1 or 2.

    Returns:
        An uncompiled model, `(n, 28, 28, 1)` to `(n, 10)`.
    """
    # BEGIN SOLUTION
    import keras
    from keras import layers

    def conv(filters, kernel, groups=1):
        return layers.Conv2D(filters, kernel, padding="same", groups=groups, activation="relu")

    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            conv(24, 5),
            layers.MaxPooling2D(3, 2),
            conv(64, 5, groups),
            layers.MaxPooling2D(3, 2),
            conv(96, 3),
            conv(96, 3, groups),
            conv(64, 3, groups),
            layers.MaxPooling2D(3, 2),
            layers.Flatten(),
            layers.Dense(256, activation="relu"),
            layers.Dropout(0.5),
            layers.Dense(256, activation="relu"),
            layers.Dropout(0.5),
            layers.Dense(10),
        ]
    )
    # END SOLUTION


@small_alexnet.cases
def _(rng):
    yield "two groups: shapes, parameters, the answer to given weights", (2,)
    yield "one group", (1,)


def _dropouts(model) -> tuple:
    """What each dropout layer sees and its rate, in any order: `"256 values, rate 0.5"`."""
    found = []
    for layer in model._flatten_layers(include_self=False):
        rate = getattr(layer, "rate", None)
        if "Dropout" in type(layer).__name__ and rate:
            found.append(f"{int(np.prod(layer.output.shape[1:]))} values, rate {rate:g}")
    return tuple(sorted(found))


@small_alexnet.observe
def _(answer, args):
    from cnncourse.nets.facts import model_facts

    model = answer(*args)
    facts = model_facts(model)
    image = np.random.default_rng(1).normal(size=(1, *model.input_shape[1:])).astype("float32")
    called = [np.asarray(model(image)) for _ in range(2)]
    # The flattened maps and the hidden layers are 256 numbers wide: only their order tells where dropout stands.
    order = [type(layer).__name__ for layer in model._flatten_layers(include_self=False)]
    kinds = [kind for kind in order if kind == "Dense" or "Dropout" in kind]
    return (
        {"input shape": tuple(model.input_shape[1:])}
        | facts
        | {
            "dropout": _dropouts(model),
            "dense layers and dropout, in order": tuple(kinds),
            "two calls of the model agree": bool(np.array_equal(*called)),
        }
    )


_FILTERS = (24, 64, 96, 96, 64)


def _small(
    groups=2, filters=_FILTERS, kernels=(5, 5, 3, 3, 3), padding="same", pool="MaxPooling2D", window=3, stride=2,
    pool_padding="valid", pools=(1, 2, 5), grouped=(2, 4, 5), activation="relu", bare=(), bias=True, normed=False,
    bridge="Flatten", hidden=2, units=256, dense_activation="relu", dense_bias=True, early=False, rate=0.5,
    drops=(0, 1), convolution_dropout=False, flat_dropout=False, top=None, classes=10, image=(28, 28, 1),
):  # fmt: skip
    """A network that resembles the small AlexNet, put together from its parts."""
    import keras
    from keras import layers

    parts = [keras.Input(image)]
    for number, (maps, size) in enumerate(zip(filters, kernels, strict=True), 1):
        parts.append(
            layers.Conv2D(
                maps, size, padding=padding, groups=groups if number in grouped else 1, use_bias=bias,
                activation=None if number in bare else activation,
            )
        )  # fmt: skip
        parts += [layers.BatchNormalization()] * normed
        if number in pools:
            parts.append(getattr(layers, pool)(window, stride, padding=pool_padding))
            parts += [layers.Dropout(rate)] * convolution_dropout
    parts.append(getattr(layers, bridge)())
    parts += [layers.Dropout(rate)] * flat_dropout
    for number in range(hidden):
        dense = layers.Dense(units, activation=dense_activation, use_bias=dense_bias)
        drop = [layers.Dropout(rate)] * (number in drops)
        parts += [*drop, dense] if early else [dense, *drop]
    return keras.Sequential([*parts, layers.Dense(classes, activation=top)])


_SLIPS = [
    ("softmax_on_top", "there is a softmax on top", "Asked for are logits: the loss takes the softmax (lesson 08).", {"top": "softmax"}),
    ("relu_on_top", "the last layer has a ReLU", "Scores may be negative. A ReLU there makes the smallest ones equal and passes no gradient on.", {"top": "relu"}),
    ("side_by_side", "the pooling windows are 2×2", "AlexNet's are 3×3 with stride 2: they overlap.", {"window": 2}),
    ("pool_stride_three", "the pooling steps by 3", "`MaxPooling2D(3)` takes its window for its stride. The stride is 2.", {"stride": None}),
    ("mean_pooling", "it takes the mean where the maximum was asked for", "`MaxPooling2D`.", {"pool": "AveragePooling2D"}),
    ("no_groups", "the groups do not show", "Convolutions 2, 4 and 5 take `groups=groups`. Without it each filter sees all channels.", {"grouped": ()}),
    ("third_grouped", "the third convolution is grouped too", "It is the one place where the two towers meet: there each filter sees all channels.", {"grouped": (2, 3, 4, 5)}),
    ("second_alone", "only the second convolution is grouped", "So are the fourth and the fifth.", {"grouped": (2,)}),
    ("two_and_four", "the fifth convolution is not grouped", "It sees its own tower only, like the fourth and the second.", {"grouped": (2, 4)}),
    ("four_and_five", "the second convolution is not grouped", "It sees its own tower only, like the fourth and the fifth.", {"grouped": (4, 5)}),
    ("three_by_three", "the first kernels are 3×3", "Convolutions 1 and 2 have windows of 5×5.", {"kernels": (3, 3, 3, 3, 3)}),
    ("tanh", "tanh in place of ReLU", "ReLU is what the paper is known for.", {"activation": "tanh", "dense_activation": "tanh"}),
    ("linear_convolutions", "the convolutions have no activation", "Each ends in a ReLU; without it two in a row are one linear step.", {"activation": None}),
    ("linear_dense", "the hidden dense layers have no activation", "Both end in a ReLU, like the convolutions.", {"dense_activation": None}),
    ("no_last_pool", "the last pooling is missing", "There are three: behind convolutions 1, 2 and 5.", {"pools": (1, 2)}),
    ("no_dropout", "there is no dropout", "It has no weights, so shapes and counts do not miss it. One behind each hidden dense layer.", {"drops": ()}),
    ("dropout_before", "dropout stands before the dense layers", "That is torchvision's order: it drops from the flattened maps as well. Here it stands behind each of the two.", {"early": True}),
    ("dropout_on_maps", "dropout behind the convolutions too", "The paper drops in the dense layers only: that is where the weights are.", {"convolution_dropout": True}),
    ("other_rate", "the dropout has another rate", "Half of the values: 0.5.", {"rate": 0.25}),
    ("global_pooling", "global pooling in place of flatten", "That came later (lesson 11). Here all 2 · 2 · 64 numbers reach the dense layer.", {"bridge": "GlobalAveragePooling2D"}),
    ("narrow_dense", "the dense layers are not 256 wide", "Two hidden layers of 256 units.", {"units": 128}),
    ("sigmoid_on_top", "there is a sigmoid on top", "Asked for are logits: scores of any size, of either sign.", {"top": "sigmoid"}),
    ("padded_pools", "the poolings have padding", 'The maxima have none: `padding="same"` is for the convolutions. Sides go 28 → 13 → 6 → 2.', {"pool_padding": "same"}),
    ("first_drop_only", "the second dropout is missing", "Each of the two hidden dense layers has one behind it.", {"drops": (0,)}),
    ("second_drop_only", "the first dropout is missing", "Each of the two hidden dense layers has one behind it.", {"drops": (1,)}),
    ("flat_dropout", "one dropout too many", "The flattened maps are handed on as they are: two dropouts, behind the hidden layers.", {"flat_dropout": True}),
    ("one_hidden", "a hidden dense layer is missing", "Two of 256 units, then the ten logits.", {"hidden": 1}),
    ("thousand_classes", "there are too many classes", "1,000 is ImageNet. Clothes come in ten classes.", {"classes": 1000}),
    ("wide_dense", "the dense layers are not 256 wide", "4,096 is the paper's. Here there are 256 units.", {"units": 4096}),
    ("no_conv_bias", "the convolutions have no biases", "All layers with weights have biases: leave `use_bias` as it is.", {"bias": False}),
    ("no_dense_bias", "the hidden dense layers have no biases", "All layers with weights have biases: leave `use_bias` as it is.", {"dense_bias": False}),
    ("normed", "there is batch normalization", "That came later (lesson 13). Nothing in the list asks for it.", {"normed": True}),
    ("filters_of_the_paper", "these are the paper's filters", "A quarter of them: 24, 64, 96, 96, 64.", {"filters": (96, 256, 384, 384, 256)}),
    ("last_not_64", "the fifth convolution has 64 filters", "96 are what the third and fourth have.", {"filters": (24, 64, 96, 96, 96)}),
    ("third_for_fourth", "the third convolution is grouped, the fourth is not", "It is the other way around: in the third all channels meet.", {"grouped": (2, 3, 5)}),
    ("first_grouped", "the first convolution is grouped", "Its image has one channel: there is nothing to divide. Convolutions 2, 4 and 5 have groups.", {"grouped": (1, 2, 4, 5)}),
    ("second_three", "the second kernel is not 5×5", "Windows of 5×5 in convolutions 1 *and* 2, then 3×3.", {"kernels": (5, 3, 3, 3, 3)}),
    ("first_eleven", "the first kernel is not 5×5", "11×11 is for photographs of 227 pixels.", {"kernels": (11, 5, 3, 3, 3)}),
    ("third_bare", "the third convolution has no activation", "Each of the five ends in a ReLU, those without a pooling too.", {"bare": (3,)}),
    ("fourth_bare", "the fourth convolution has no activation", "Each of the five ends in a ReLU, those without a pooling too.", {"bare": (4,)}),
    ("conv_tanh", "tanh in place of ReLU", "It is in the convolutions. All hidden layers end in a ReLU.", {"activation": "tanh"}),
    ("color", "the images are gray", "One channel: `keras.Input((28, 28, 1))`.", {"image": (28, 28, 3)}),
    ("image_of_32", "the images are 28 pixels wide", "32 is CIFAR-10. Fashion-MNIST has 28×28.", {"image": (32, 32, 1)}),
]  # fmt: skip


def _declare(name, slip, look, parts):
    def answer(groups=2):
        return _small(groups, **parts)

    answer.__name__ = name
    small_alexnet.mistake(slip, look)(answer)


for _slip in _SLIPS:
    _declare(*_slip)


@small_alexnet.mistake("there are always two groups", "`groups` is a parameter: with 1 every filter sees all channels.")
def always_two_groups(groups=2):
    return _small(2)


@small_alexnet.mistake(
    "the filters were multiplied by the groups", "`Conv2D` is given the filters of all groups together: 64, 96, 64."
)
def filters_times_groups(groups=2):
    return _small(groups, [f * groups if number in (1, 3, 4) else f for number, f in enumerate(_FILTERS)])


@small_alexnet.mistake(
    "the filters were divided by the groups", "`Conv2D` is given the filters of all groups together: 64, 96, 64."
)
def filters_by_groups(groups=2):
    return _small(groups, [f // groups if number in (1, 3, 4) else f for number, f in enumerate(_FILTERS)])


@small_alexnet.mistake(
    "dropout stands behind the logits", "Behind the last layer half of the classes would lose their score. It has none."
)
def dropped_scores(groups=2):
    from keras import layers

    model = _small(groups)
    model.add(layers.Dropout(0.5))
    return model


@small_alexnet.mistake(
    "dropout acts outside training too",
    "`training=True` is built in, so that a call of the model drops. Leave it out: `fit` switches dropout on by itself.",
)
def dropout_built_in(groups=2):
    import keras
    from keras import layers

    model = _small(groups)
    images = x = keras.Input((28, 28, 1))
    for layer in model.layers:
        x = layer(x, training=True) if isinstance(layer, layers.Dropout) else layer(x)
    return keras.Model(images, x)


small_alexnet.hint(
    "Write the list down line by line, as for LeNet: `keras.Sequential([keras.Input((28, 28, 1)), …])`.",
    '`layers.Conv2D(64, 5, padding="same", groups=groups, activation="relu")` is the second convolution. Which ones have no `groups`?',
    "`layers.MaxPooling2D(3, 2)`: window 3, stride 2, no padding.",
    "Behind the flatten: Dense, Dropout, Dense, Dropout, Dense.",
)
