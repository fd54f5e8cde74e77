"""`pspnet`: reference, cases, slips and hints."""

from cnncourse.autocheck import exercise


@exercise(points=4, minutes=15, seconds=60, tolerance=1e-4)
def pspnet(input_shape: tuple[int, int, int], classes: int, width: int, bins: tuple[int, ...]):
    """A small PSPNet for training and use, without an auxiliary classifier.

    Every convolution but the last has no bias, and BatchNorm (`epsilon=1.001e-5`) and ReLU
    behind it; every 3×3 convolution has `padding="same"`.

    1. 3×3 convolution, stride 2, `width` filters
    2. 3×3 convolution, stride 2, `2 * width` filters
    3. 3×3 convolution, dilation 2, `4 * width` filters
    4. `pyramid_pooling` with `bins`; each level has `4 * width // len(bins)` filters
    5. 3×3 convolution, `2 * width` filters
    6. 1×1 convolution *with* bias, `classes` filters, no BatchNorm, no ReLU
    7. bilinear resizing to the height and width of the image
    8. softmax over the classes

    `from cnncourse.nets.pspnet import pyramid_pooling` gives the package's, called likewise.
    (PSPNet has dropout behind step 5. It does nothing outside training, so the check does not
    see it: leave it out.)

    Args:
        input_shape: `(height, width, channels)` of the images.
        classes: scores for each pixel.
        width: filters of the first convolution.
        bins: regions along each side, one number for each level of the pyramid.

    Returns:
        An uncompiled `keras.Model`, `(n, height, width, channels)` to
        `(n, height, width, classes)`.
    """
    # BEGIN SOLUTION
    import keras
    from keras import layers

    from cnncourse.nets.pspnet import pyramid_pooling

    def convolve(x, filters, **how):
        x = layers.Conv2D(filters, 3, padding="same", use_bias=False, **how)(x)
        x = layers.BatchNormalization(epsilon=1.001e-5)(x)
        return layers.ReLU()(x)

    images = keras.Input(input_shape)
    x = convolve(images, width, strides=2)
    x = convolve(x, 2 * width, strides=2)
    x = convolve(x, 4 * width, dilation_rate=2)
    x = pyramid_pooling(x, bins, 4 * width // len(bins))
    x = convolve(x, 2 * width)
    x = layers.Conv2D(classes, 1)(x)
    x = layers.Resizing(input_shape[0], input_shape[1], interpolation="bilinear")(x)
    return keras.Model(images, layers.Softmax()(x))
    # END SOLUTION


@pspnet.cases
def _(rng):
    yield "two bins", ((32, 40, 3), 4, 3, (1, 2))
    yield "sides that do not divide, three bins", ((18, 27, 2), 5, 2, (1, 2, 3))


@pspnet.observe
def _(answer, args):
    from cnncourse.nets.facts import model_facts

    return model_facts(answer(*args))


pspnet.hint(
    "Write a small function for convolution, BatchNorm and ReLU; use it four times.",
    '`layers.Conv2D(filters, 3, padding="same", use_bias=False, strides=…)`, and `dilation_rate=2` for the third.',
    "Behind the pyramid: convolution, `Conv2D(classes, 1)`, `Resizing(height, width)`, `Softmax()`.",
)
