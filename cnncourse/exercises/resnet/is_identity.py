"""`is_identity`: reference, cases, slips and hints."""

import numpy as np

from cnncourse.autocheck import exercise

from .basis import _conv_bn, _relu


def _branch(x, channels, stride=1):
    return _conv_bn(_relu(_conv_bn(x, channels, 3, stride)), channels, 3)


def _block(kind: str):
    """A small block with weights that are not its first ones."""
    import keras
    from keras import layers

    from cnncourse.nets.facts import set_weights_by_shape

    x = keras.Input((5, 6, 4))
    if kind == "no shortcut":
        y = _relu(_branch(x, 4))
    elif kind == "a projection on the shortcut":
        y = _relu(layers.Add()([_conv_bn(x, 4, 1), _branch(x, 4)]))
    elif kind == "stride 2":
        y = _relu(layers.Add()([layers.AveragePooling2D(2, padding="same")(x), _branch(x, 4, 2)]))
    elif kind == "a blurred shortcut":
        y = _relu(layers.Add()([layers.AveragePooling2D(3, 1, padding="same")(x), _branch(x, 4)]))
    elif kind == "the shortcut loses the last row and column":
        cut = layers.Cropping2D(((0, 1), (0, 1)))(x)
        y = _relu(layers.Add()([layers.ZeroPadding2D(((0, 1), (0, 1)))(cut), _branch(x, 4)]))
    elif kind == "the shortcut loses the last channel":
        y = _relu(layers.Add()([keras.ops.pad(x[..., :3], ((0, 0), (0, 0), (0, 0), (0, 1))), _branch(x, 4)]))
    elif kind == "a shortcut that is a little too short":
        y = _relu(layers.Add()([layers.Rescaling(0.999)(x), _branch(x, 4)]))
    elif kind == "BatchNorm without beta":
        y = layers.BatchNormalization(center=False)(_conv_bn(x, 4, 3, norm=False))
        y = _relu(layers.Add()([x, y]))
    elif kind == "nothing but Dropout":
        y = layers.Dropout(0.5)(x)
    elif kind == "a mirrored shortcut":
        y = _relu(layers.Add()([keras.ops.flip(x, axis=2), _branch(x, 4)]))
    elif kind == "no ReLU behind the addition":
        y = layers.Add()([x, _branch(x, 4)])
    elif kind == "BatchNorm behind the addition":
        y = _relu(layers.BatchNormalization()(layers.Add()([x, _conv_bn(_branch(x, 4), 4, 3, norm=False)])))
    elif kind == "BatchNorm and ReLU first":
        y = layers.Add()([x, _conv_bn(_relu(layers.BatchNormalization()(x)), 4, 3, norm=False)])
    else:
        y = _relu(layers.Add()([x, _branch(x, 4)]))
    model = keras.Model(x, y)
    set_weights_by_shape(model)
    return model


@exercise(points=2, minutes=8, seconds=60)
def is_identity(block) -> bool:
    """Whether a block whose learned numbers are all 0 hands its input on unchanged.

    Set every trainable weight of the block to 0 (kernels, biases, gammas, betas). Then send maps
    through it that a ReLU could have made: no negative numbers, no two places alike. Use it as
    in inference (`training=False`).

    Args:
        block: a `keras.Model` from maps `(n, h, w, c)` to maps. It is changed in place.

    Returns:
        True if what comes out has the shape of what went in and the same numbers (to 0.00001),
        else False.
    """
    # BEGIN SOLUTION
    for weight in block.trainable_weights:
        weight.assign(np.zeros(weight.shape))
    x = np.random.default_rng(0).uniform(size=(2, *block.input_shape[1:])).astype("float32")
    y = np.asarray(block(x, training=False))
    return y.shape == x.shape and bool(np.abs(y - x).max() < 1e-5)
    # END SOLUTION


@is_identity.cases
def _(rng):
    yield "a residual block", ("a residual block",)
    for kind in (
        "no shortcut",
        "a projection on the shortcut",
        "BatchNorm and ReLU first",
        "no ReLU behind the addition",
        "BatchNorm behind the addition",
        "a blurred shortcut",
        "a mirrored shortcut",
        "the shortcut loses the last row and column",
        "the shortcut loses the last channel",
        "a shortcut that is a little too short",
        "BatchNorm without beta",
        "nothing but Dropout",
        "stride 2",
    ):
        yield kind, (kind,)


@is_identity.observe
def _(answer, args):
    return answer(_block(args[0]))


def _tried(block, zero=lambda weight: True, make=None, same=None, training=False):
    for weight in block.trainable_weights:
        if zero(weight):
            weight.assign(np.zeros(weight.shape))
    rng = np.random.default_rng(0)
    shape = (2, *block.input_shape[1:])
    x = (make(rng, shape) if make else rng.uniform(size=shape)).astype("float32")
    y = np.asarray(block(x, training=training))
    if same:
        return bool(same(x, y))
    return y.shape == x.shape and bool(np.abs(y - x).max() < 1e-5)


@is_identity.mistake(
    "the weights are still what they were",
    "The question is what the block does when it has learned nothing: set the weights to 0 first.",
)
def untouched(block):
    return _tried(block, zero=lambda weight: False)


@is_identity.mistake(
    "only the kernels are 0", "BatchNorm still adds its beta. All trainable weights go to 0, those with one axis too."
)
def kernels_only(block):
    return _tried(block, zero=lambda weight: len(weight.shape) > 1)


@is_identity.mistake(
    "your maps have negative numbers",
    "A block that ends in a ReLU cannot give those back. What comes from the block before has been through a ReLU, too: send numbers of 0 and above.",
)
def with_negatives(block):
    return _tried(block, make=lambda rng, shape: rng.normal(size=shape))


@is_identity.mistake(
    "your maps are the same everywhere",
    "On a constant map a blur is the identity, too. Send numbers that differ from place to place.",
)
def constant_maps(block):
    return _tried(block, make=lambda rng, shape: np.ones(shape))


@is_identity.mistake(
    "your test cannot tell a plain block from a residual one",
    "A plain block keeps the shape and gives zeros. Compare number by number, with maps that are not all 0.",
)
def shapes_only(block):
    return _tried(block, same=lambda x, y: x.shape == y.shape)


@is_identity.mistake("you compare means", "A mirrored map has the same mean. Compare number by number.")
def means_only(block):
    return _tried(block, same=lambda x, y: x.shape == y.shape and abs(x.mean() - y.mean()) < 1e-5)


@is_identity.mistake(
    "shapes that differ break the comparison",
    "A block with stride 2 gives smaller maps. That is a False, not an error: compare shapes first.",
)
def shapes_not_compared(block):
    return _tried(block, same=lambda x, y: np.allclose(x, y, atol=1e-5))


@is_identity.mistake(
    "you look for an addition",
    "A block may add and still change its input: by a projection, a blur, a BatchNorm behind. Send numbers through.",
)
def has_an_addition(block):
    return any("Add" in type(layer).__name__ for layer in block.layers)


@is_identity.mistake(
    "only the gammas are 0", "BatchNorm still adds its beta. All trainable weights go to 0, not the gammas alone."
)
def gammas_only(block):
    return _tried(block, zero=lambda weight: "gamma" in weight.path)


@is_identity.mistake(
    "the block runs as in training",
    "In training, Dropout drops and BatchNorm uses the batch: `block(x, training=False)`.",
)
def as_in_training(block):
    return _tried(block, training=True)


@is_identity.mistake(
    "it is True for every block", "A plain block, for example, gives zeros: compare what comes out with what went in."
)
def always_true(block):
    return True


@is_identity.mistake(
    "it is False for every block", "A residual block does hand its input on. Is the comparison stricter than 0.00001?"
)
def always_false(block):
    return False


@is_identity.mistake("True and False have changed places", "True means: unchanged.")
def inverted(block):
    return not _tried(block)


@is_identity.mistake(
    "an array comes back",
    "`x == y` compares number by number. One answer is asked for: are all of them the same?",
)
def array_of_answers(block):
    for weight in block.trainable_weights:
        weight.assign(np.zeros(weight.shape))
    x = np.random.default_rng(0).uniform(size=(2, *block.input_shape[1:])).astype("float32")
    y = np.asarray(block(x, training=False))
    return x == y if x.shape == y.shape else False


@is_identity.mistake(
    "you ask whether zeros come out",
    "A branch of 0 is not the question. What leaves the block is to be what entered it.",
)
def zeros_come_out(block):
    return _tried(block, same=lambda x, y: np.allclose(y, 0))


@is_identity.mistake(
    "differences below 0 do not count",
    "`(y - x).max()` overlooks numbers that have become smaller. Take `np.abs` first.",
)
def no_absolute(block):
    return _tried(block, same=lambda x, y: x.shape == y.shape and (y - x).max() < 1e-5)


@is_identity.mistake(
    "the comparison is too loose", "A shortcut that hands on 99.9 % of a number changes it. To 0.00001, says the task."
)
def too_loose(block):
    return _tried(block, same=lambda x, y: x.shape == y.shape and np.abs(y - x).max() < 0.1)


@is_identity.mistake(
    "one equal number is enough for you",
    "All numbers have to agree, at every place and in every channel: `all`, not `any`.",
)
def any_number(block):
    return _tried(block, same=lambda x, y: x.shape == y.shape and np.isclose(x, y).any())


@is_identity.mistake(
    "you look at one place only", "A block may keep the corner and change the rest. Compare all places."
)
def one_place(block):
    return _tried(block, same=lambda x, y: x.shape == y.shape and np.allclose(x[:, 0, 0], y[:, 0, 0], atol=1e-5))


@is_identity.mistake("you look at one channel only", "A block may keep the first channel and change another.")
def one_channel(block):
    return _tried(block, same=lambda x, y: x.shape == y.shape and np.allclose(x[..., 0], y[..., 0], atol=1e-5))


is_identity.hint(
    "Three steps: weights to 0, maps through the block, compare.",
    "`for weight in block.trainable_weights: weight.assign(np.zeros(weight.shape))`",
    "`x = np.random.default_rng(0).uniform(size=(2, *block.input_shape[1:])).astype('float32')`",
    "Shapes first, since arrays of different shapes cannot be subtracted; then `np.abs(y - x).max() < 1e-5`.",
)
