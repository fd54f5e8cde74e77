"""LeCun, Bottou, Bengio, Haffner (1998), "Gradient-Based Learning Applied to Document Recognition": LeNet."""

from collections.abc import Callable

import keras
from keras import layers

from cnncourse.nets.blueprint import check_choice, check_input, scaled

POOLS = {"average": layers.AveragePooling2D, "max": layers.MaxPooling2D}


@keras.saving.register_keras_serializable(package="cnncourse")
def scaled_tanh(x):
    """The paper's squashing function, `1.7159 tanh(2x / 3)`: it maps ±1 to ±1.

    Args:
        x: numbers, any shape.

    Returns:
        Numbers between -1.7159 and 1.7159, of the same shape.

    Source: equation 6 and appendix A.

    >>> round(float(scaled_tanh(1.0)), 3)
    1.0
    """
    return 1.7159 * keras.ops.tanh(2 / 3 * x)


def lenet5(
    input_shape: tuple[int, int, int] = (28, 28, 1), classes: int = 10,
    classifier_activation: str | None = "softmax", *, activation: str | Callable = "sigmoid",
    pooling: str = "average", width: float = 1.0, name: str = "lenet5",
) -> keras.Model:
    """Build LeNet-5 as it is taught today: convolution, pooling, convolution, pooling, three dense layers.

    The paper's network differs in C3 (each map saw 3, 4 or 6 of the 6 maps), in S2 and S4 (pooling with a
    learned factor and bias), in its `scaled_tanh` and in its last layer (fixed radial basis functions).

    Args:
        input_shape: `(height, width, channels)` in pixels. The first convolution pads 28×28 as the paper's
            32×32.
        classes: number of outputs.
        classifier_activation: of the outputs; `None` gives logits.
        activation: of the hidden layers: `"sigmoid"`, `"relu"`, `scaled_tanh` …
        pooling: `"average"` or `"max"`.
        width: factor on the number of channels and hidden units.
        name: name of the model.

    Returns:
        An uncompiled model, `(n, height, width, channels)` to `(n, classes)`.

    Raises:
        ValueError: an image smaller than 12×12, or a pooling that does not exist.

    Source: section II.B and figure 2.

    >>> lenet5().count_params()
    61706
    """
    check_input(name, input_shape, classes, least=12)
    check_choice(name, "pooling", pooling, tuple(POOLS))
    pool = POOLS[pooling]

    images = keras.Input(input_shape)
    x = layers.Conv2D(scaled(6, width), 5, padding="same", activation=activation, name="conv1")(images)
    x = pool(2, 2, name="pool1")(x)
    x = layers.Conv2D(scaled(16, width), 5, activation=activation, name="conv2")(x)
    x = pool(2, 2, name="pool2")(x)
    x = layers.Flatten(name="flatten")(x)
    x = layers.Dense(scaled(120, width), activation=activation, name="fc1")(x)
    x = layers.Dense(scaled(84, width), activation=activation, name="fc2")(x)
    scores = layers.Dense(classes, activation=classifier_activation, name="predictions")(x)
    return keras.Model(images, scores, name=name)
