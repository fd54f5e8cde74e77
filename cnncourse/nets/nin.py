"""Lin, Chen & Yan (2013), "Network In Network", arXiv:1312.4400: NiN."""

from collections.abc import Sequence

import keras
from keras import KerasTensor, layers

from cnncourse.nets.blueprint import check_input, scaled


def nin_block(
    x: KerasTensor, filters: int | Sequence[int], kernel: int, stride: int = 1, padding: str = "same",
    *, names: Sequence[str | None] = (None, None, None), last_relu: bool = True,
) -> KerasTensor:
    """A convolution, then two 1×1 convolutions: a small dense network that slides over the maps.

    Args:
        x: maps, `(n, h, w, c)`.
        filters: channels of the three convolutions, or one number for all.
        kernel, stride, padding: of the first convolution.
        names: of the three layers.
        last_relu: whether a ReLU follows the last convolution as it does the others.

    Returns:
        Maps, `(n, h, w, filters)` with `"same"` and stride 1.

    Source: section 3.1 and figure 2.

    >>> nin_block(keras.Input((28, 28, 1)), (96, 96, 64), 5).shape
    (None, 28, 28, 64)
    """
    first, second, third = [filters] * 3 if isinstance(filters, int) else filters
    x = layers.Conv2D(first, kernel, stride, padding, activation="relu", name=names[0])(x)
    x = layers.Conv2D(second, 1, activation="relu", name=names[1])(x)
    return layers.Conv2D(third, 1, activation="relu" if last_relu else None, name=names[2])(x)


def ceil_max_pool(x: KerasTensor, size: int, stride: int, name: str) -> KerasTensor:
    """Max pooling that also keeps a last window which hangs over the edge, as Caffe does.

    Args:
        x: maps without a negative number, `(n, h, w, c)`: the edge is filled with zeros.
        size, stride: of the window, in pixels.
        name: name of the pool.

    Returns:
        Maps, `(n, ceil((h - size) / stride) + 1, ceil((w - size) / stride) + 1, c)`.

    Source: Caffe's pooling_layer.cpp.

    >>> ceil_max_pool(keras.Input((54, 54, 96)), 3, 2, "pool").shape
    (None, 27, 27, 96)
    """
    missing = [(size - side) % stride for side in x.shape[1:3]]
    if any(missing):
        x = layers.ZeroPadding2D([(0, pixels) for pixels in missing], name=f"{name}_pad")(x)
    return layers.MaxPooling2D(size, stride, name=name)(x)


def nin(
    input_shape: tuple[int, int, int] = (224, 224, 3), classes: int = 1000,
    classifier_activation: str | None = "softmax", *, width: float = 1.0, dropout: float = 0.5,
    relu_on_scores: bool = True, name: str = "nin",
) -> keras.Model:
    """Build NiN for ImageNet: four blocks, whose last maps are averaged into the scores. No dense layer.

    Args:
        input_shape: `(height, width, channels)` in pixels.
        classes: number of outputs.
        classifier_activation: of the outputs; `None` gives the averaged maps.
        width: factor on the number of channels.
        dropout: rate before the last block.
        relu_on_scores: whether the ReLU of the last 1×1 stays, which keeps every score from going below zero.
        name: name of the model.

    Returns:
        An uncompiled model, `(n, height, width, channels)` to `(n, classes)`.

    Raises:
        ValueError: an image smaller than 39×39.

    Source: the authors' network nin_imagenet in Caffe's model zoo; sections 3.2 and 3.3.

    >>> nin(classes=10, width=0.25).get_layer("pool3").output.shape
    (None, 6, 6, 96)
    """
    check_input(name, input_shape, classes, least=39)
    w96, w256, w384, w1024 = (scaled(channels, width) for channels in (96, 256, 384, 1024))
    images = keras.Input(input_shape)
    x = nin_block(images, w96, 11, 4, "valid", names=("conv1", "cccp1", "cccp2"))
    x = ceil_max_pool(x, 3, 2, "pool1")
    x = nin_block(x, w256, 5, names=("conv2", "cccp3", "cccp4"))
    x = ceil_max_pool(x, 3, 2, "pool2")
    x = nin_block(x, w384, 3, names=("conv3", "cccp5", "cccp6"))
    x = ceil_max_pool(x, 3, 2, "pool3")
    x = layers.Dropout(dropout, name="drop")(x)
    names = ("conv4", "cccp7", "cccp8")
    x = nin_block(x, (w1024, w1024, classes), 3, names=names, last_relu=relu_on_scores)
    return _scored(images, x, classifier_activation, "pool4", name)


def small_nin(
    input_shape: tuple[int, int, int] = (28, 28, 1), classes: int = 10,
    classifier_activation: str | None = "softmax", *, widths: Sequence[int] = (64, 96), dropout: float = 0.5,
    relu_on_scores: bool = True, name: str = "small_nin",
) -> keras.Model:
    """Build NiN for small images: three blocks, a pool of stride 2 and dropout after all but the last.

    Args:
        input_shape, classes, classifier_activation, dropout, relu_on_scores, name: as in `nin`.
        widths: channels of the blocks before the last.

    Returns:
        An uncompiled model, `(n, height, width, channels)` to `(n, classes)`.

    Raises:
        ValueError: an image smaller than `2 ** len(widths)` pixels.

    Source: section 4.1, the networks for CIFAR and MNIST.

    >>> small_nin(widths=(16, 24)).get_layer("pool2").output.shape
    (None, 7, 7, 24)
    """
    check_input(name, input_shape, classes, least=2 ** len(widths))
    images = x = keras.Input(input_shape)
    for number, filters in enumerate(widths, 1):
        x = nin_block(x, filters, 5, names=_names(number))
        x = ceil_max_pool(x, 3, 2, f"pool{number}")
        x = layers.Dropout(dropout, name=f"drop{number}")(x)
    last = len(widths) + 1
    x = nin_block(x, (widths[-1], widths[-1], classes), 3, names=_names(last), last_relu=relu_on_scores)
    return _scored(images, x, classifier_activation, f"pool{last}", name)


def _names(number):
    return f"conv{number}", f"cccp{2 * number - 1}", f"cccp{2 * number}"


def _scored(images, maps, classifier_activation, pool, name):
    """Average each class's map into its score (section 3.2)."""
    scores = layers.GlobalAveragePooling2D(name=pool)(maps)
    if classifier_activation is not None:
        scores = layers.Activation(classifier_activation, name="predictions")(scores)
    return keras.Model(images, scores, name=name)
