"""`gradient_norms`: reference, cases, slips and hints."""

import re

import numpy as np

from cnncourse.autocheck import Unusable, exercise

from .basis import _conv_bn, _relu


def _probe(kind: str, classes: int):
    """A small uncompiled network with moved statistics; ends in logits."""
    import keras
    from keras import layers

    from cnncourse.nets.facts import set_weights_by_shape

    images = keras.Input((6, 5, 2))
    x = _relu(_conv_bn(images, 3, 3, norm=kind != "plain", bias=kind == "plain"))
    y = _conv_bn(x, 3, 3, norm=kind != "plain", bias=kind == "plain")
    x = _relu(layers.Add()([x, y]) if kind == "residual, BatchNorm" else y)
    model = keras.Model(images, layers.Dense(classes)(layers.GlobalAveragePooling2D()(x)))
    set_weights_by_shape(model)
    return model


@exercise(points=2, minutes=10, seconds=60, tolerance=1e-4)
def gradient_norms(model, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """How long the gradient of the loss is at each kernel of a network.

    The loss is cross-entropy from logits, averaged over the images, and the model runs as in
    training (`training=True`). Kernels are the trainable weights with two or more axes; biases,
    gammas and betas are left out. The length of a gradient is the root of the sum of its
    squares. `tf.GradientTape` (TensorFlow is `tf` in the set-up cell) records what is computed
    inside `with`, and `tape.gradient(loss, list)` gives the gradients afterwards; a weight's
    tensor is `weight.value`.

    Args:
        model: gives logits, `(n, classes)`.
        x: images, `(n, h, w, c)`.
        y: their classes, whole numbers `(n,)`.

    Returns:
        One number for each kernel, in the order of `model.trainable_weights`, a NumPy array.
    """
    # BEGIN SOLUTION
    import keras
    import tensorflow as tf

    kernels = [weight.value for weight in model.trainable_weights if len(weight.shape) > 1]
    with tf.GradientTape() as tape:
        scores = model(x, training=True)
        loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)(y, scores)
    return np.array([np.linalg.norm(gradient) for gradient in map(np.ravel, tape.gradient(loss, kernels))])
    # END SOLUTION


@gradient_norms.cases
def _(rng):
    for kind in ("plain", "BatchNorm", "residual, BatchNorm"):
        images = rng.normal(size=(5, 6, 5, 2)).astype("float32").round(2)
        yield kind, (kind, images, np.array([0, 2, 1, 1, 3]))


@gradient_norms.observe
def _(answer, args):
    kind, x, y = args
    try:
        return answer(_probe(kind, 4), x, y)
    except (TypeError, ValueError, AttributeError) as error:
        if not re.search("NoneType|convert a value \\(None\\)|no attribute '_id'", str(error)):
            raise
    raise Unusable(
        "the tape knows no way from the loss to the kernels",
        "`tape.gradient` finds only what was computed inside `with`, by TensorFlow or Keras. `model.predict` and NumPy "
        "leave no trace on the tape.",
    )


def _measured(
    model, x, y, training=True, keep=lambda weight: len(weight.shape) > 1, logits=True, size=np.linalg.norm, times=1.0,
    loss=None,
):  # fmt: skip
    import keras
    import tensorflow as tf

    kernels = [weight.value for weight in model.trainable_weights if keep(weight)]
    with tf.GradientTape() as tape:
        scores = model(x, training=training)
        if loss is None:
            loss = keras.losses.SparseCategoricalCrossentropy(from_logits=logits)(y, scores) * times
        else:
            loss = loss(y, scores)
    return np.array([size(np.ravel(gradient)) for gradient in tape.gradient(loss, kernels)])


@gradient_norms.mistake(
    "biases, gammas and betas are in the list", "Asked for are kernels: trainable weights with two axes or more."
)
def all_weights(model, x, y):
    return _measured(model, x, y, keep=lambda weight: True)


@gradient_norms.mistake("the dense layer is missing", "Its kernel has two axes and counts, too.")
def convolutions_only(model, x, y):
    return _measured(model, x, y, keep=lambda weight: len(weight.shape) == 4)


@gradient_norms.mistake(
    "the model ran as in inference",
    "Then BatchNorm uses its moving statistics, and no gradient flows through those of the batch. Call `model(x, training=True)`.",
)
def as_in_inference(model, x, y):
    return _measured(model, x, y, training=False)


@gradient_norms.mistake(
    "scores were taken for probabilities", "The model gives logits: `from_logits=True` (lesson 08)."
)
def not_from_logits(model, x, y):
    return _measured(model, x, y, logits=False)


@gradient_norms.mistake(
    "the losses are added, not averaged",
    "Keras' loss object averages over the images. With a sum, every gradient is n times as long.",
)
def summed(model, x, y):
    return _measured(model, x, y, times=float(len(y)))


@gradient_norms.mistake("the root is missing", "You added the squares. The length is the root of that sum.")
def squared(model, x, y):
    return _measured(model, x, y, size=lambda g: float((g**2).sum()))


@gradient_norms.mistake("that is the largest entry", "The length takes all entries: the root of the sum of squares.")
def largest(model, x, y):
    return _measured(model, x, y, size=lambda g: np.abs(g).max())


@gradient_norms.mistake("that is the mean size of the entries", "The length is the root of the *sum* of squares.")
def mean_size(model, x, y):
    return _measured(model, x, y, size=lambda g: np.abs(g).mean())


@gradient_norms.mistake(
    "you divided by the number of entries", "The length is the root of the sum of squares, not of their mean."
)
def root_mean_square(model, x, y):
    return _measured(model, x, y, size=lambda g: np.sqrt((g**2).mean()))


@gradient_norms.mistake(
    "the order is turned around", "From the image to the scores, as `model.trainable_weights` has them."
)
def reversed_order(model, x, y):
    return _measured(model, x, y)[::-1]


@gradient_norms.mistake(
    "the softmax is applied twice", "With `from_logits=True` the loss applies it. The scores go in as they are."
)
def softmax_twice(model, x, y):
    import keras
    import tensorflow as tf

    def loss(y, scores):
        return keras.losses.SparseCategoricalCrossentropy(from_logits=True)(y, tf.nn.softmax(scores))

    return _measured(model, x, y, loss=loss)


@gradient_norms.mistake(
    "that is the gradient of the right classes' scores",
    "The loss is the cross-entropy: the other scores count in it, too.",
)
def of_the_right_scores(model, x, y):
    import tensorflow as tf

    return _measured(model, x, y, loss=lambda y, s: tf.reduce_mean(tf.gather(s, y, axis=1, batch_dims=1)))


@gradient_norms.mistake(
    "that is the gradient of the scores", "What is asked for is the gradient of the *loss*: it knows `y`."
)
def of_the_scores(model, x, y):
    return _measured(model, x, y, loss=lambda y, scores: scores)


@gradient_norms.mistake(
    "that is the sum of the sizes", "The length squares the entries, adds, and takes the root: `np.linalg.norm`."
)
def sum_of_sizes(model, x, y):
    return _measured(model, x, y, size=lambda g: np.abs(g).sum())


@gradient_norms.mistake("that is the sum of the entries", "Signs cancel in it. The length squares first.")
def plain_sum(model, x, y):
    return _measured(model, x, y, size=np.sum)


@gradient_norms.mistake(
    "that is the mean of the entries", "Signs cancel in it. The length is the root of the sum of squares."
)
def plain_mean(model, x, y):
    return _measured(model, x, y, size=np.mean)


@gradient_norms.mistake(
    "that is the spread of the entries", "`std` subtracts the mean and divides by the number of entries."
)
def spread(model, x, y):
    return _measured(model, x, y, size=np.std)


@gradient_norms.mistake(
    "that is the length of the kernels", "Asked for is the length of the *gradient* at each of them."
)
def of_the_kernels(model, x, y):
    return np.array([np.linalg.norm(np.ravel(w.numpy())) for w in model.trainable_weights if len(w.shape) > 1])


@gradient_norms.mistake(
    "you divided by the length of the kernel", "The length of the gradient itself is asked for, not in proportion."
)
def in_proportion(model, x, y):
    return _measured(model, x, y) / of_the_kernels(model, x, y)


@gradient_norms.mistake("there is one number for the whole network", "One for each kernel, in an array.")
def total(model, x, y):
    return float(np.linalg.norm(_measured(model, x, y)))


gradient_norms.hint(
    "Collect the kernels first: `[weight.value for weight in model.trainable_weights if len(weight.shape) > 1]`.",
    "Inside `with tf.GradientTape() as tape:` compute scores and loss; behind it, `tape.gradient(loss, kernels)`.",
    "The loss: `keras.losses.SparseCategoricalCrossentropy(from_logits=True)(y, model(x, training=True))`.",
    "The length of one: `np.linalg.norm(np.ravel(gradient))`.",
)
