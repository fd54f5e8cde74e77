"""`new_head`: reference, cases, slips and hints."""

import numpy as np

from cnncourse.autocheck import exercise

from .basis import _set_weights


@exercise(points=2, minutes=6, seconds=60, tolerance=1e-4)
def new_head(features, classes: int):
    """A new last layer for a network that knows how to see: mean over places, one dense layer.

    The dense layer gives logits: it has a bias and no activation. Its kernel starts at zero, so
    that every class begins with the same score.

    Args:
        features: the last maps of a network, a Keras tensor `(n, h, w, c)`.
        classes: how many classes there are.

    Returns:
        Logits, a Keras tensor `(n, classes)`.
    """
    # BEGIN SOLUTION
    from keras import layers

    pooled = layers.GlobalAveragePooling2D()(features)
    return layers.Dense(classes, kernel_initializer="zeros")(pooled)
    # END SOLUTION


@new_head.cases
def _(rng):
    yield "six channels, four classes", ((3, 2, 6), 4)
    yield "more classes than channels", ((2, 5, 3), 7)


@new_head.observe
def _(answer, args):
    import keras

    from cnncourse.nets.facts import block_facts

    shape, classes = args
    before = {}

    def watched(x, classes):
        y = answer(x, classes)
        if isinstance(y, keras.KerasTensor):
            images = np.random.default_rng(1).normal(size=(2, *shape)).astype("float32")
            try:
                model = keras.Model(x, y)
                scores = np.asarray(model(images))
                before["at the start all classes have the same score"] = bool(np.ptp(scores, axis=-1).max() < 1e-6)
                before["at the start all images have the same scores"] = bool(np.ptp(scores, axis=0).max() < 1e-6)
                started = model.get_weights()
                _set_weights(model)
                pair = [np.asarray(model(images, training=training)) for training in (False, True)]
                before["it does the same in training and in use"] = bool(np.allclose(*pair, atol=1e-5))
                model.set_weights(started)
            except ValueError:
                pass  # block_facts says what is wrong
        return y

    return block_facts(watched, shape, classes) | before


def _head(x, classes, pool="GlobalAveragePooling2D", start="zeros", activation=None, bias=True, hidden=None):
    from keras import layers

    x = getattr(layers, pool)()(x) if pool else x
    x = layers.Dense(hidden, activation="relu")(x) if hidden else x
    return layers.Dense(classes, activation, bias, kernel_initializer=start)(x)


@new_head.mistake(
    "the maps were flattened",
    "That gives every place weights of its own: 49 times as many on 7×7 maps, to be learned from a few images.",
)
def flat_head(features, classes):
    return _head(features, classes, pool="Flatten")


@new_head.mistake(
    "nothing is pooled", "A dense layer on maps works at each place by itself. First the mean over the places."
)
def unpooled(features, classes):
    return _head(features, classes, pool=None)


@new_head.mistake("that is the maximum over the places", "Asked for is the mean.")
def max_head(features, classes):
    return _head(features, classes, pool="GlobalMaxPooling2D")


@new_head.mistake("it ends in a softmax", "Asked for are logits; the loss takes the softmax (lesson 08).")
def softmax_head(features, classes):
    return _head(features, classes, activation="softmax")


@new_head.mistake("it ends in a ReLU", "A logit may be negative. The last layer has no activation.")
def relu_head(features, classes):
    return _head(features, classes, activation="relu")


@new_head.mistake("it ends in a sigmoid", "Asked for are logits. The last layer has no activation.")
def sigmoid_head(features, classes):
    return _head(features, classes, activation="sigmoid")


@new_head.mistake(
    "the kernel starts at random",
    "Then the head begins with opinions, and its first gradients shake the network below. `kernel_initializer` decides what it starts from.",
)
def random_head(features, classes):
    return _head(features, classes, start="glorot_uniform")


@new_head.mistake(
    "it starts at one, not at zero",
    "Then all classes are equal, but the score hangs on the features. Zero was asked for.",
)
def ones_head(features, classes):
    return _head(features, classes, start="ones")


@new_head.mistake("there is a hidden layer", "One dense layer: with a few labels more weights are more to get wrong.")
def hidden_head(features, classes):
    return _head(features, classes, hidden=16)


@new_head.mistake("the bias is missing", "The dense layer has one.")
def unbiased(features, classes):
    return _head(features, classes, bias=False)


@new_head.mistake("it has the classes of ImageNet", "1,000 classes are what the old head had. Yours has `classes`.")
def imagenet_head(features, classes):
    return _head(features, 1000)


@new_head.mistake("it has as many units as there were channels", "The dense layer has one unit for each class.")
def channel_units(features, classes):
    return _head(features, features.shape[-1])


@new_head.mistake(
    "a BatchNorm stands in the head", "With a few labels its statistics are guesses. Mean, then the dense layer."
)
def normed_head(features, classes):
    from keras import layers

    return _head(layers.BatchNormalization()(features), classes)


@new_head.mistake("there is dropout in the head", "Asked for are two layers: the mean over places and one dense layer.")
def dropped(features, classes):
    from keras import layers

    return _head(layers.Dropout(0.5)(features), classes)


@new_head.mistake(
    "the bias does not start at zero", "Then one class leads before anything was learned. Leave it as it comes."
)
def random_bias(features, classes):
    from keras import layers

    pooled = layers.GlobalAveragePooling2D()(features)
    return layers.Dense(classes, kernel_initializer="zeros", bias_initializer="random_normal")(pooled)


@new_head.mistake("that is the sum over the places", "Then larger maps give larger scores. Asked for is the mean.")
def summed_head(features, classes):
    from keras import layers, ops

    return layers.Dense(classes, kernel_initializer="zeros")(ops.sum(features, axis=(1, 2)))


@new_head.mistake("it ends in a tanh", "Asked for are logits. The last layer has no activation.")
def tanh_head(features, classes):
    return _head(features, classes, activation="tanh")


@new_head.mistake("it has 16 classes, whatever was asked", "Use `classes`: the head serves for any task.")
def sixteen(features, classes):
    return _head(features, 16)


@new_head.mistake("the head is frozen", "It is the one layer that must learn: leave `trainable` as it is.")
def frozen_head(features, classes):
    from keras import layers

    pooled = layers.GlobalAveragePooling2D()(features)
    return layers.Dense(classes, kernel_initializer="zeros", trainable=False)(pooled)


@new_head.mistake("one axis is left over", "Height *and* width go. You averaged over one of them.")
def one_axis_pooled(features, classes):
    from keras import layers, ops

    return layers.Dense(classes, kernel_initializer="zeros")(ops.mean(features, axis=1))


@new_head.mistake(
    "places were averaged by twos",
    "Pooling with a window of 2×2 leaves one place only where there were 2×2. The head must fit maps of any size.",
)
def by_twos_pooled(features, classes):
    from keras import layers

    pooled = layers.Flatten()(layers.AveragePooling2D(2)(features))
    return layers.Dense(classes, kernel_initializer="zeros")(pooled)


new_head.hint(
    "Two layers, one after the other.",
    "The mean over places is `keras.layers.GlobalAveragePooling2D()`.",
    '`keras.layers.Dense(classes, kernel_initializer="zeros")`, called on what the pooling gives.',
)
