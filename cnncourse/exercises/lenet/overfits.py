"""`overfits`: reference, cases, slips and hints."""

import numpy as np

from cnncourse.autocheck import exercise


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
