"""`resnet`: reference, cases, slips and hints."""

from cnncourse.autocheck import exercise

from .basis import _conv_bn, _relu


@exercise(points=2, minutes=8, seconds=60, tolerance=1e-4)
def resnet(blocks: tuple, width: int, input_shape: tuple, classes: int):
    """A residual network for small images, after the paper's for CIFAR-10 (section 4.2).

    1. 3×3 convolution to `width` channels, `padding="same"`, without bias; BatchNorm with
       `epsilon=1.001e-5`; ReLU
    2. the stages, one after the other: `blocks[i]` residual blocks of `width · 2ⁱ` filters. The
       first block of every stage but the first has stride 2, all others stride 1
    3. global average pooling; a dense layer of `classes` units without activation

    A residual block is `basic_block(x, filters, stride, conv_bias=False)` from the set-up cell;
    your own `residual_block` does the same. (Where shapes change, both project. The paper
    appended channels of zeros for CIFAR-10.)

    Args:
        blocks: how many blocks each stage has, for example `(3, 3, 3)`.
        width: channels of the first stage.
        input_shape: `(h, w, c)`.
        classes: how many outputs.

    Returns:
        An uncompiled model, `(n, h, w, c)` to `(n, classes)`; the outputs are logits.
    """
    # BEGIN SOLUTION
    import keras
    from keras import layers

    from cnncourse.nets.resnet import basic_block

    images = keras.Input(input_shape)
    x = layers.Conv2D(width, 3, padding="same", use_bias=False)(images)
    x = layers.ReLU()(layers.BatchNormalization(epsilon=1.001e-5)(x))
    for stage, count in enumerate(blocks):
        for number in range(count):
            stride = 2 if stage > 0 and number == 0 else 1
            x = basic_block(x, width * 2**stage, stride, conv_bias=False)
    x = layers.GlobalAveragePooling2D()(x)
    return keras.Model(images, layers.Dense(classes)(x))
    # END SOLUTION


@resnet.cases
def _(rng):
    yield "one stage", ((1,), 4, (6, 8, 3), 5)
    yield "two stages, three blocks in the first", ((3, 1), 3, (9, 6, 1), 4)
    yield "four stages", ((1, 2, 1, 1), 2, (8, 10, 2), 3)


@resnet.observe
def _(answer, args):
    from cnncourse.nets.facts import model_facts

    return model_facts(answer(*args))


def _network(
    blocks, width, input_shape, classes, stride=lambda stage, number: 2 if stage and not number else 1,
    filters=lambda width, stage, number: width * 2**stage, stem=None, bend=True, pool="GlobalAveragePooling2D", top=None,
    early_pool=False, **options,
):  # fmt: skip
    """A network that resembles the residual one."""
    import keras
    from keras import layers

    from cnncourse.nets.resnet import basic_block

    images = keras.Input(input_shape)
    x = _conv_bn(images, width, **{"kernel": 3, **(stem or {})})
    x = _relu(x) if bend else x
    x = layers.MaxPooling2D(3, 2, padding="same")(x) if early_pool else x
    for stage, count in enumerate(blocks):
        for number in range(count):
            x = basic_block(x, filters(width, stage, number), stride(stage, number), **{"conv_bias": False, **options})
    x = getattr(layers, pool)()(x) if pool else x
    return keras.Model(images, layers.Dense(classes, activation=top)(x))


@resnet.mistake(
    "the first stage strides, too", "Its maps stay as large as the image. Only the stages after it begin with stride 2."
)
def first_stage_strides(*args):
    return _network(*args, stride=lambda stage, number: 1 if number else 2)


@resnet.mistake("every block of a later stage strides", "Only the first block of a stage halves the side.")
def all_stride(*args):
    return _network(*args, stride=lambda stage, number: 2 if stage else 1)


@resnet.mistake(
    "the sides are never halved", "From stage to stage channels double *and* sides halve: the first block has stride 2."
)
def no_strides(*args):
    return _network(*args, stride=lambda stage, number: 1)


@resnet.mistake(
    "the last block of a stage strides",
    "The first one does. (Keras' ResNet50V2 strides at the end of a stage; the paper at its beginning.)",
)
def last_strides(blocks, *args):
    return _network(
        blocks, *args, stride=lambda stage, number: 2 if stage + 1 < len(blocks) and number == blocks[stage] - 1 else 1
    )


@resnet.mistake("the channels stay the same", "Stage i has `width · 2ⁱ` filters.")
def same_width(*args):
    return _network(*args, filters=lambda width, stage, number: width)


@resnet.mistake("every stage has as many blocks as the first", "`blocks[i]` belongs to stage i.")
def first_count(blocks, *args):
    return _network((blocks[0],) * len(blocks), *args)


@resnet.mistake("a stage has one block too many", "`blocks[i]` counts the block with the stride, too.")
def one_too_many(blocks, *args):
    return _network(tuple(count + 1 for count in blocks), *args)


@resnet.mistake("there is a softmax on top", "Asked for are logits: the dense layer has no activation.")
def softmax(*args):
    return _network(*args, top="softmax")


@resnet.mistake("flatten in place of global pooling", "Each map gives one number, its mean: `GlobalAveragePooling2D`.")
def flattened(*args):
    return _network(*args, pool="Flatten")


@resnet.mistake("the first convolution is a 7×7", "That is ImageNet's. Small images get a 3×3 with stride 1.")
def large_kernel(*args):
    return _network(*args, stem={"kernel": 7})


@resnet.mistake("no BatchNorm behind the first convolution", "It has one like all others.")
def bare_stem(*args):
    return _network(*args, stem={"norm": False})


@resnet.mistake("no ReLU behind the first convolution", "Convolution, BatchNorm, ReLU, then the first block.")
def linear_stem(*args):
    return _network(*args, bend=False)


@resnet.mistake("the shortcuts are missing", "This is the plain network that the paper compares with.")
def plain(*args):
    return _network(*args, shortcut=False)


@resnet.mistake(
    "the convolutions have biases", "Did you forget `conv_bias=False` (blocks) or `use_bias=False` (first convolution)?"
)
def biased(*args):
    return _network(*args, stem={"bias": True}, conv_bias=True)


@resnet.mistake("the blocks have biases", "`basic_block` has them unless it is told `conv_bias=False`.")
def biased_blocks(*args):
    return _network(*args, conv_bias=True)


@resnet.mistake("the first convolution has a bias", "BatchNorm follows, so it is left out: `use_bias=False`.")
def biased_stem(*args):
    return _network(*args, stem={"bias": True})


@resnet.mistake(
    "the first BatchNorm has another epsilon", "Keras' layer takes 0.001 unless told; asked for is `epsilon=1.001e-5`."
)
def stem_epsilon(*args):
    return _network(*args, stem={"eps": 1e-3})


@resnet.mistake("the first convolution strides", "Small images keep their side until the second stage.")
def stem_strides(*args):
    return _network(*args, stem={"stride": 2, "same": True})


@resnet.mistake(
    "there is a max pooling behind the first convolution", "ResNet-50 has one, for large images. Here there is none."
)
def pooled_stem(*args):
    return _network(*args, early_pool=True)


@resnet.mistake("the channels grow by `width` a stage", "They double: `width · 2ⁱ`, so 1, 2, 4, 8 times `width`.")
def grows_by_one(*args):
    return _network(*args, filters=lambda width, stage, number: width * (stage + 1))


@resnet.mistake(
    "the first stage has doubled already", "Stages count from 0: the first has `width · 2⁰ = width` filters."
)
def doubled_at_once(*args):
    return _network(*args, filters=lambda width, stage, number: width * 2 ** (stage + 1))


@resnet.mistake(
    "the shortcuts append zeros",
    "So did the paper for CIFAR-10 (option A). Here `basic_block` projects, as it does unless it is told otherwise.",
)
def appends_zeros(*args):
    return _network(*args, option="A")


@resnet.mistake("a stage has one block too few", "`blocks[i]` counts all of them, the one with the stride as well.")
def one_too_few(blocks, *args):
    return _network(tuple(count - 1 for count in blocks), *args)


@resnet.mistake("every stage has one block", "`blocks[i]` says how many: a second loop inside the first.")
def one_each(blocks, *args):
    return _network((1,) * len(blocks), *args)


@resnet.mistake("there are never more than three stages", "As many as `blocks` has numbers.")
def three_stages(blocks, *args):
    return _network(blocks[:3], *args)


@resnet.mistake(
    "each block of a stage starts from the same maps",
    "Only the last block of the stage is used: `x` has to be replaced in the *inner* loop.",
)
def not_handed_on(blocks, *args):
    def stride(stage, number):
        return 2 if stage and blocks[stage] == 1 else 1

    return _network((1,) * len(blocks), *args, stride=stride)


@resnet.mistake(
    "blocks of one stage share their weights",
    "The block was built once and called several times. Each needs layers of its own.",
)
def shared_blocks(blocks, width, input_shape, classes):
    import keras
    from keras import layers

    from cnncourse.nets.resnet import basic_block

    images = keras.Input(input_shape)
    x = _relu(_conv_bn(images, width, 3))
    for stage, count in enumerate(blocks):
        x = basic_block(x, width * 2**stage, 2 if stage else 1, conv_bias=False)
        if count > 1:
            maps = keras.Input(x.shape[1:])
            again = keras.Model(maps, basic_block(maps, width * 2**stage, 1, conv_bias=False))
        for _ in range(count - 1):
            x = again(x)
    return keras.Model(images, layers.Dense(classes)(layers.GlobalAveragePooling2D()(x)))


@resnet.mistake("there is a ReLU on top", "Asked for are logits, which may be negative: no activation.")
def relu_on_top(*args):
    return _network(*args, top="relu")


@resnet.mistake("the largest number of each map is taken", "Global *average* pooling takes the mean.")
def max_pooled(*args):
    return _network(*args, pool="GlobalMaxPooling2D")


@resnet.mistake("the pooling is missing", "Each map becomes one number before the dense layer.")
def unpooled(*args):
    return _network(*args, pool=None)


resnet.hint(
    "Two loops: over the stages, and in each over its blocks.",
    "The stride is 2 for the first block of a stage, unless it is the first stage.",
    "`basic_block(x, width * 2**stage, stride, conv_bias=False)`",
    "The end: `GlobalAveragePooling2D()`, `Dense(classes)`, `keras.Model(images, scores)`.",
)
