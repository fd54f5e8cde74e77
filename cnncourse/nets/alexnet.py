"""Krizhevsky, Sutskever & Hinton (2012), "ImageNet Classification with Deep CNNs", NeurIPS 25: AlexNet."""

import keras
import tensorflow as tf
from keras import KerasTensor, layers

from cnncourse.nets.blueprint import check_choice, check_input, scaled

# Factor on the sum of squares, and what is added to it. Caffe divides by five channels, the paper does not.
LRN = {"paper": (1e-4, 2.0), "caffe": (1e-4 / 5, 1.0)}


@keras.saving.register_keras_serializable(package="cnncourse")
class LocalResponseNormalization(layers.Layer):
    """Divides each value by the energy of five neighboring channels at the same pixel.

    `y[c] = x[c] / (k + alpha · Σ x[j]²) ** 0.75`, summed over `j` from `c - 2` to `c + 2`.

    Args:
        convention: `"paper"` (k = 2, alpha = 1e-4) or `"caffe"` (k = 1, alpha = 1e-4 / 5).

    Source: section 3.3; Caffe's lrn_layer.cpp.

    >>> LocalResponseNormalization()(keras.ops.ones((1, 4, 4, 3))).shape
    TensorShape([1, 4, 4, 3])
    """

    def __init__(self, convention: str = "paper", **kwargs):
        super().__init__(**kwargs)
        check_choice("LocalResponseNormalization", "convention", convention, tuple(LRN))
        self.convention = convention

    def call(self, x):
        """Normalize `x`, `(n, h, w, c)`."""
        alpha, k = LRN[self.convention]
        return tf.nn.local_response_normalization(x, depth_radius=2, bias=k, alpha=alpha, beta=0.75)

    def get_config(self) -> dict:
        """Settings from which Keras builds the layer again."""
        return super().get_config() | {"convention": self.convention}


def _features(x: KerasTensor, width: float, groups: int, lrn: str | None) -> KerasTensor:
    """Convolutions 2 to 5 and their pools, from the output of convolution 1."""
    norm = (lambda x, name: LocalResponseNormalization(lrn, name=name)(x)) if lrn else (lambda x, name: x)

    def conv(x, filters, kernel, groups, name):
        filters = scaled(filters, width, multiple=groups)
        return layers.Conv2D(filters, kernel, padding="same", groups=groups, activation="relu", name=name)(x)

    x = layers.MaxPooling2D(3, 2, name="pool1")(norm(x, "norm1"))
    x = conv(x, 256, 5, groups, "conv2")
    x = layers.MaxPooling2D(3, 2, name="pool2")(norm(x, "norm2"))
    x = conv(x, 384, 3, 1, "conv3")  # the one layer in which the two towers meet
    x = conv(x, 384, 3, groups, "conv4")
    x = conv(x, 256, 3, groups, "conv5")
    return layers.MaxPooling2D(3, 2, name="pool5")(x)


def _network(images, first, *, classes, classifier_activation, width, dense, groups, lrn, dropout, name):
    """Everything behind the first convolution."""
    x = _features(first, width, groups, lrn)
    x = layers.Flatten(name="flatten")(x)
    for number in (6, 7):
        x = layers.Dense(dense, activation="relu", name=f"fc{number}")(x)
        x = layers.Dropout(dropout, name=f"drop{number}")(x)
    scores = layers.Dense(classes, activation=classifier_activation, name="fc8")(x)
    return keras.Model(images, scores, name=name)


def alexnet(
    input_shape: tuple[int, int, int] = (227, 227, 3), classes: int = 1000,
    classifier_activation: str | None = "softmax", *, groups: int = 2, lrn: str | None = "paper",
    dropout: float = 0.5, width: float = 1.0, dense: int = 4096, name: str = "alexnet",
) -> keras.Model:
    """Build AlexNet: five convolutions, three overlapping pools, three dense layers.

    The paper speaks of 224×224 images; its 55×55 maps need 227 (or two pixels of padding).

    Args:
        input_shape: `(height, width, channels)` in pixels.
        classes: number of outputs.
        classifier_activation: of the outputs; `None` gives logits.
        groups: 2 keeps the paper's two towers apart in convolutions 2, 4 and 5; 1 is one tower.
        lrn: convention of the normalization, `"paper"` or `"caffe"`; `None` leaves it out.
        dropout: rate after the hidden dense layers (section 4.2).
        width: factor on the number of channels.
        dense: units of the hidden dense layers.
        name: name of the model.

    Returns:
        An uncompiled model, `(n, height, width, channels)` to `(n, classes)`.

    Raises:
        ValueError: an image smaller than 67×67, or a convention that does not exist.

    Source: section 3.5 and figure 2.

    >>> alexnet(dense=64).get_layer("pool5").output.shape
    (None, 6, 6, 256)
    """
    check_input(name, input_shape, classes, least=67)
    check_choice(name, "groups", groups, (1, 2))
    images = keras.Input(input_shape)
    first = layers.Conv2D(scaled(96, width), 11, 4, activation="relu", name="conv1")(images)
    return _network(
        images, first, classes=classes, classifier_activation=classifier_activation, width=width, dense=dense,
        groups=groups, lrn=lrn, dropout=dropout, name=name,
    )


def small_alexnet(
    input_shape: tuple[int, int, int] = (28, 28, 1), classes: int = 10,
    classifier_activation: str | None = "softmax", *, groups: int = 1, lrn: str | None = "paper",
    dropout: float = 0.5, width: float = 0.25, dense: int = 256, name: str = "small_alexnet",
) -> keras.Model:
    """Build AlexNet for small images: its first convolution is 5×5 without a stride, the rest is the paper's.

    Args:
        input_shape, classes, classifier_activation, groups, lrn, dropout, width, dense, name: as in
            `alexnet`.

    Returns:
        An uncompiled model, `(n, height, width, channels)` to `(n, classes)`.

    Raises:
        ValueError: an image smaller than 15×15, or a convention that does not exist.

    >>> small_alexnet().get_layer("pool5").output.shape
    (None, 2, 2, 64)
    """
    check_input(name, input_shape, classes, least=15)
    check_choice(name, "groups", groups, (1, 2))
    images = keras.Input(input_shape)
    first = layers.Conv2D(scaled(96, width), 5, padding="same", activation="relu", name="conv1")(images)
    return _network(
        images, first, classes=classes, classifier_activation=classifier_activation, width=width, dense=dense,
        groups=groups, lrn=lrn, dropout=dropout, name=name,
    )
