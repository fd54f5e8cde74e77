"""Slips of `my_network`, each with the words that a reader is told."""

import numpy as np

from .my_network import my_network


def _stacked(*parts, input_shape=(28, 28, 1)):
    import keras

    return keras.Sequential([keras.Input(input_shape), *parts])


def _plain_layers():
    from keras import layers

    return layers.Flatten(), layers.Dense(10)


@my_network.mistake(
    "it was trained and still guesses",
    "Loss and last layer fit: that was looked at. So look at the step size (Adam learns with 0.001 to 0.01), at ReLUs that a large step has killed, and "
    "at pixels that were made tiny: they come as numbers in [0, 1].",
)
def large_step():
    import keras
    from keras import layers

    model = _stacked(layers.Conv2D(8, 3, strides=2, activation="relu"), layers.Flatten(), layers.Dense(10))
    model.compile(keras.optimizers.SGD(100.0), keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    return model


@my_network.mistake(
    "its loss takes logits for probabilities",
    "`Dense(10)` without an activation gives logits, and the loss has to be told: `from_logits=True`. Or let the last layer end in a softmax. "
    "It was not trained.",
)
def logits_taken_for_probabilities():
    model = _stacked(*_plain_layers())
    model.compile("adam", "sparse_categorical_crossentropy")
    return model


@my_network.mistake(
    "its loss wants ten zeros and ones, or numbers",
    "It is given the class as a number from 0 to 9, which `SparseCategoricalCrossentropy` takes. It was not trained.",
)
def loss_of_other_labels():
    model = _stacked(*_plain_layers())
    model.compile("adam", "categorical_crossentropy")
    return model


@my_network.mistake(
    "its scores end in a ReLU",
    "A score below zero is cut off, and where all ten are, nothing is learned. The last layer gives logits, without an activation, or probabilities, "
    "by a softmax. It was not trained.",
)
def relu_on_scores():
    from keras import layers

    return _stacked(layers.Flatten(), layers.Dense(10, activation="relu"))


@my_network.mistake(
    "its scores end in a sigmoid",
    "That answers ten times yes or no. Of one class among ten the last layer gives logits, without an activation, or probabilities, by a softmax. "
    "It was not trained.",
)
def sigmoid_on_scores():
    from keras import layers

    return _stacked(layers.Flatten(), layers.Dense(10, activation="sigmoid"))


@my_network.mistake(
    "a softmax stands on a softmax",
    "The second one is given numbers between 0 and 1 and makes them nearly equal: the network learns slowly. One is enough. It was not trained.",
)
def softmax_twice():
    from keras import layers

    return _stacked(layers.Flatten(), layers.Dense(10, activation="softmax"), layers.Softmax())


@my_network.mistake("none of its weights can be trained", "Look for `trainable = False`. It was not trained.")
def frozen():
    model = _stacked(*_plain_layers())
    model.trainable = False
    return model


@my_network.mistake(
    "it learns, and stays below the first bar",
    "A linear network ends there, at about 85 %. If yours has both convolutions and ReLUs: do its steps become small at the end, are the pixels scaled "
    "once only, and does it still see where something is before the last layer?",
)
def linear():
    return _stacked(*_plain_layers())


@my_network.mistake(
    "it reaches the first bar, and two more are above it",
    "A single dense hidden layer of 120 units on the pixels gets further: 87.3 %. BatchNorm, more channels at fewer places, and steps that become small at "
    "the end are each worth something. Is the budget used up?",
)
def first_bar():
    from keras import layers

    return _stacked(layers.Conv2D(8, 3, activation="relu"), layers.MaxPooling2D(4), layers.Flatten(), layers.Dense(10))


@my_network.mistake(
    "two bars are reached, the last one is not",
    "Look first at the loss on the images trained on. High: more channels, BatchNorm, and `Flatten` on small maps in place of their mean, which forgets "
    "where something is. Low: the images are learned by heart (lesson 08's second rung); what makes more of them, or keeps a network from leaning on "
    "single units?",
)
def two_bars():
    from keras import layers

    return _stacked(layers.Flatten(), layers.Dense(120, activation="relu"), layers.Dense(10))


@my_network.mistake("it returned nothing", "The last line has to be `return model`.")
def forgotten_return():
    my_network.reference()


@my_network.mistake(
    "too many parameters: a dense layer stands on flattened maps",
    "28×28 maps of 32 channels are 25,088 numbers, and each of 64 units has a weight for each of them. Shrink the maps first (stride, pooling, the mean "
    "of each channel). It was not trained.",
)
def dense_on_large_maps():
    from keras import layers

    return _stacked(layers.Conv2D(32, 3, padding="same"), layers.Flatten(), layers.Dense(64), layers.Dense(10))


@my_network.mistake(
    "few parameters, and too many MACs",
    "A convolution uses each weight at every place of its output (`plain_cost`): at 28×28 that is 784 times. Do the wide convolutions on smaller maps. It "
    "was not trained.",
)
def wide_at_full_size():
    from keras import layers

    return _stacked(
        *(layers.Conv2D(32, 3, padding="same") for _ in "ab"), layers.GlobalMaxPooling2D(), layers.Dense(10)
    )


@my_network.mistake(
    "it comes trained",
    "The check trains it, with new weights, and for as many epochs as every other. Build it, compile it if you like, and return it.",
)
def trained_already():
    import keras

    model = _stacked(keras.layers.Flatten(), keras.layers.Dense(10))
    model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    model.train_on_batch(np.zeros((2, 28, 28, 1), "float32"), np.array([0, 1]))
    return model


@my_network.mistake(
    "its images have no channel axis",
    "Images come as `(28, 28, 1)`. A first layer `Reshape((28, 28, 1))` is not needed; begin with `keras.Input((28, 28, 1))`.",
)
def images_without_channel():
    from keras import layers

    return _stacked(layers.Flatten(), layers.Dense(10), input_shape=(28, 28))


@my_network.mistake("it gives eleven scores", "There are ten classes, counted from 0 to 9.")
def eleven_scores():
    from keras import layers

    return _stacked(layers.Flatten(), layers.Dense(11))


@my_network.mistake("it gives one number", "A class is not a number to be guessed: ten scores, one for each class.")
def one_score():
    from keras import layers

    return _stacked(layers.Flatten(), layers.Dense(1))


@my_network.mistake(
    "it gives scores for every place", "Flatten the maps, or take the mean of each channel, before the last layer."
)
def never_flattened():
    from keras import layers

    return _stacked(layers.Conv2D(8, 3, strides=3), layers.Dense(10))


@my_network.mistake(
    "the model does not know what comes in",
    "Begin the Sequential with `keras.Input((28, 28, 1))`, else it has no weights to count.",
)
def no_input():
    import keras

    return keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(10)])


@my_network.mistake("these are layers, not a model", "Put them into `keras.Sequential([...])`.")
def list_of_layers():
    import keras

    return [keras.Input((28, 28, 1)), keras.layers.Flatten(), keras.layers.Dense(10)]
