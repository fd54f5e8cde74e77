"""Further slips of `pspnet`, each with the words that a reader is told."""

from .basis import _levels, _max_to, _normed
from .pspnet import pspnet
from .pspnet_slips import _network


@pspnet.mistake("the convolutions have a bias", "All but the last have none.")
def biases(*args):
    return _network(*args, parts={"bias": True})


@pspnet.mistake("BatchNorm is missing", "Every convolution but the last has one behind it.")
def unnormed(*args):
    return _network(*args, parts={"norm": False})


@pspnet.mistake("the ReLUs are missing", "Convolution, BatchNorm, ReLU.")
def linear(*args):
    return _network(*args, parts={"relu": False})


@pspnet.mistake("BatchNorm has another epsilon", "Keras takes 0.001 unless told: `epsilon=1.001e-5`.")
def keras_epsilon(*args):
    return _network(*args, parts={"eps": 1e-3})


@pspnet.mistake(
    "the strided windows were padded by hand",
    'Zeros on every side and "valid" look at other pixels than `padding="same"`, which is asked for here.',
)
def padded_by_hand(input_shape, classes, width, bins):
    import keras
    from keras import layers

    images = keras.Input(input_shape)
    x = images
    for factor in (1, 2):
        x = _normed(layers.ZeroPadding2D(1)(x), factor * width, 3, 2, padding="valid")
    x = _normed(x, 4 * width, 3, dilation=2)
    x = _normed(_levels(x, bins, 4 * width // len(bins)), 2 * width, 3)
    x = layers.Resizing(*input_shape[:2])(layers.Conv2D(classes, 1)(x))
    return keras.Model(images, layers.Softmax()(x))


@pspnet.mistake("the dilation is 4", "`dilation_rate=2`: one stride was replaced.")
def dilated_by_four(*args):
    return _network(*args, dilation=4)


@pspnet.mistake("only the second convolution has a stride", "The first has stride 2 as well.")
def second_stride_only(*args):
    return _network(*args, strides=(1, 2))


@pspnet.mistake("a stride is 4", "Two convolutions with stride 2 each.")
def stride_of_four(*args):
    return _network(*args, strides=(4, 1))


@pspnet.mistake("everything is twice as wide", "The first convolution has `width` filters.")
def twice_as_wide(input_shape, classes, width, bins):
    return _network(input_shape, classes, 2 * width, bins)


@pspnet.mistake("the convolution behind the pyramid has `width` filters", "Step 5 has `2 * width`.")
def narrow_head(*args):
    return _network(*args, widths=(1, 2, 4, 1))


@pspnet.mistake("the third convolution has `2 * width` filters", "The width doubles twice: `4 * width`.")
def narrow_third(*args):
    return _network(*args, widths=(1, 2, 2, 2))


@pspnet.mistake("the third convolution has `3 * width` filters", "The width doubles twice: `4 * width`.")
def tripled_third(*args):
    return _network(*args, widths=(1, 2, 3, 2))


@pspnet.mistake("classes and width are exchanged", "The order is `input_shape, classes, width, bins`.")
def classes_as_width(input_shape, classes, width, bins):
    return _network(input_shape, width, classes, bins)


@pspnet.mistake(
    "the padding is missing", 'Every 3×3 convolution has `padding="same"`; Keras\' default drops the edges.'
)
def unpadded(*args):
    return _network(*args, parts={"padding": "valid"})


@pspnet.mistake("the scores are resized bicubically", '`interpolation="bilinear"`.')
def bicubic_scores(*args):
    return _network(*args, how="bicubic")


@pspnet.mistake(
    "the pyramid stands behind step 5", "It stands on the maps of the third convolution; the fourth joins what it says."
)
def pyramid_late(input_shape, classes, width, bins):
    import keras
    from keras import layers

    images = keras.Input(input_shape)
    x = _normed(_normed(images, width, 3, 2), 2 * width, 3, 2)
    x = _levels(_normed(_normed(x, 4 * width, 3, dilation=2), 2 * width, 3), bins, 4 * width // len(bins))
    x = layers.Resizing(*input_shape[:2])(layers.Conv2D(classes, 1)(x))
    return keras.Model(images, layers.Softmax()(x))


@pspnet.mistake("step 5 is dilated, too", "Only the third convolution is.")
def dilated_head(*args):
    return _network(*args, head_dilation=2)


@pspnet.mistake("step 5 is 1×1", "The convolution behind the pyramid is 3×3; only the scores are 1×1.")
def small_head(*args):
    return _network(*args, head_kernel=1)


@pspnet.mistake(
    "the first three convolutions have the same width",
    "`width`, `2 * width`, `4 * width`: they grow as the maps shrink.",
)
def flat_backbone(*args):
    return _network(*args, widths=(1, 1, 1, 2))


@pspnet.mistake(
    "the scores are resized to 64×64", "To the height and width of the image, whatever it is: `input_shape[:2]`."
)
def fixed_size(*args):
    return _network(*args, sides=(64, 64))


@pspnet.mistake("the number of classes is fixed", "11 are those of the scenes. The argument `classes` says how many.")
def fixed_classes(input_shape, classes, width, bins):
    return _network(input_shape, 11, width, bins)


@pspnet.mistake("`width` does not show", "The first convolution has `width` filters, whatever it is.")
def fixed_width(input_shape, classes, width, bins):
    return _network(input_shape, classes, 16, bins)


@pspnet.mistake(
    "the scores are enlarged by 4",
    "The image has 18 rows and the maps 5: 4 · 5 are 20. Resize to the image's size instead of by a factor.",
)
def enlarged_by_four(*args):
    return _network(*args, end=("factor", "softmax"))


@pspnet.mistake(
    "classes came back in place of probabilities", "No `argmax`: training needs the probabilities of all the classes."
)
def decided(*args):
    import keras

    plain = _network(*args)
    return keras.Model(plain.input, keras.ops.argmax(plain.output, axis=-1))


@pspnet.mistake("the pyramid's levels stand in another order", "The order of `bins` is the order of the levels.")
def levels_reversed(*args):
    return _network(*args, pyramid=lambda x, b, f: _levels(x, b, f, keep="reversed"))


@pspnet.mistake("the pyramid takes maxima", "It takes the mean of each region.")
def pyramid_of_maxima(*args):
    return _network(*args, pyramid=lambda x, b, f: _levels(x, b, f, pool=_max_to))
