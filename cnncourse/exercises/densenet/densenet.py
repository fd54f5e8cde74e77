"""`densenet`: reference, cases, slips and hints."""

from cnncourse.autocheck import exercise


@exercise(points=3, minutes=10, seconds=60, tolerance=1e-4)
def densenet(blocks: tuple[int, ...], growth: int, input_shape: tuple[int, int, int], classes: int):
    """A DenseNet for small images.

    1. 3×3 convolution to `2 · growth` maps, `padding="same"`, no bias; BatchNorm
       (`epsilon=1.001e-5`); ReLU
    2. dense blocks with bottleneck, one for each number in `blocks`; between two of them a
       transition with compression 0.5
    3. BatchNorm (`epsilon=1.001e-5`), ReLU, global mean pooling
    4. dense layer without activation: the outputs are logits

    Use your own `dense_block(x, layers, growth)` and `transition(x, compression)`, or
    `cnncourse.nets.densenet.dense_block` and `.transition`, which take the same arguments.

    Args:
        blocks: number of layers in each dense block.
        growth: maps that each layer adds, the same in all blocks.
        input_shape: `(h, w, c)` in pixels.
        classes: number of outputs.

    Returns:
        An uncompiled model, `(n, h, w, c)` to `(n, classes)`.
    """
    # BEGIN SOLUTION
    import keras
    from keras import layers

    from cnncourse.nets.densenet import dense_block, transition

    images = keras.Input(input_shape)
    x = layers.Conv2D(2 * growth, 3, padding="same", use_bias=False)(images)
    x = layers.ReLU()(layers.BatchNormalization(epsilon=1.001e-5)(x))
    for number, repeats in enumerate(blocks):
        if number > 0:
            x = transition(x, 0.5)
        x = dense_block(x, repeats, growth)
    x = layers.ReLU()(layers.BatchNormalization(epsilon=1.001e-5)(x))
    x = layers.GlobalAveragePooling2D()(x)
    return keras.Model(images, layers.Dense(classes)(x))
    # END SOLUTION


@densenet.cases
def _(rng):
    yield "two blocks", ((1, 2), 5, (6, 7, 2), 4)
    yield "three blocks, another growth", ((2, 1, 1), 3, (9, 8, 1), 6)


@densenet.observe
def _(answer, args):
    from cnncourse.nets.facts import model_facts

    return model_facts(answer(*args))


def _whole(
    blocks, growth, input_shape, classes, first=None, stem=True, compression=0.5, after_last=False, between=True,
    norm_last=True, act_last=True, pool="GlobalAveragePooling2D", top=None, grow=lambda growth, number: growth,
    bias=False, bottleneck=True, kernel=3, strides=1, padding="same", eps=1.001e-5, before_first=False, behind=False,
    exchanged=False,
):  # fmt: skip
    """A network that resembles DenseNet, put together from its parts."""
    import keras
    from keras import layers

    from cnncourse.nets.densenet import dense_block, transition

    def norm(x):
        return layers.BatchNormalization(epsilon=eps)(x)

    images = keras.Input(input_shape)
    filters = first(growth) if first else 2 * growth
    x = layers.Conv2D(filters, kernel, strides=strides, padding=padding, use_bias=bias)(images)
    x = norm(x) if stem else x
    x = layers.ReLU()(x) if stem is True else x
    for number, repeats in enumerate(blocks):
        if before_first and number == 0:
            x = transition(x, compression)
        counts = (repeats, grow(growth, number))
        x = dense_block(x, *(counts[::-1] if exchanged else counts), bottleneck=bottleneck)
        if between and (after_last or number < len(blocks) - 1):
            x = transition(x, compression)
    x = norm(x) if norm_last else x
    x = layers.ReLU()(x) if act_last else x
    x = getattr(layers, pool)()(x)
    x = layers.ReLU()(norm(x)) if behind else x
    return keras.Model(images, layers.Dense(classes, activation=top)(x))


@densenet.mistake(
    "there is a transition behind the last block",
    "Transitions stand *between* blocks: one fewer than there are blocks.",
)
def transition_after_last(*args):
    return _whole(*args, after_last=True)


@densenet.mistake("there are no transitions", "Between two blocks the side is halved and half of the maps go.")
def never_smaller(*args):
    return _whole(*args, between=False)


@densenet.mistake("the transitions keep all maps", "Compression 0.5: half of the maps stay.")
def keeps_all(*args):
    return _whole(*args, compression=1.0)


@densenet.mistake(
    "the first convolution makes 16 maps",
    "That is the paper's DenseNet without bottleneck. With bottleneck and compression it makes twice the growth.",
)
def sixteen(*args):
    return _whole(*args, first=lambda growth: 16)


@densenet.mistake("the first convolution makes `growth` maps", "It makes twice as many: `2 · growth`.")
def growth_alone(*args):
    return _whole(*args, first=lambda growth: growth)


@densenet.mistake(
    "the first convolution has no BatchNorm and ReLU",
    "Here it has both, as ImageNet's networks do. (The first layer that reads it has its own as well.)",
)
def bare_stem(*args):
    return _whole(*args, stem=False)


@densenet.mistake(
    "BatchNorm and ReLU before the pooling are missing",
    "In a block they stand *before* each convolution, so behind the last one there is nothing yet. The dense layer needs them.",
)
def bare_end(*args):
    return _whole(*args, norm_last=False, act_last=False)


@densenet.mistake("the last ReLU is missing", "Before the pooling stand BatchNorm *and* ReLU.")
def no_last_relu(*args):
    return _whole(*args, act_last=False)


@densenet.mistake("the last BatchNorm is missing", "Before the pooling stand BatchNorm *and* ReLU.")
def no_last_norm(*args):
    return _whole(*args, norm_last=False)


@densenet.mistake("there is a softmax on top", "Asked for are logits: the dense layer has no activation.")
def softmax_on_top(*args):
    return _whole(*args, top="softmax")


@densenet.mistake("flattened, not pooled", "Global mean pooling: one number for each map (lesson 11).")
def flattened(*args):
    return _whole(*args, pool="Flatten")


@densenet.mistake("the largest of each map in place of the mean", "Global *mean* pooling.")
def largest(*args):
    return _whole(*args, pool="GlobalMaxPooling2D")


@densenet.mistake(
    "the growth doubles from block to block",
    "ResNet doubles its widths where the side halves. DenseNet's growth is the same in all blocks.",
)
def growing_growth(*args):
    return _whole(*args, grow=lambda growth, number: growth * 2**number)


@densenet.mistake("the blocks have no bottleneck", "Each layer has a 1×1 to `4 · growth` before its 3×3.")
def without_bottleneck(*args):
    return _whole(*args, bottleneck=False)


@densenet.mistake("the first convolution has a bias", "BatchNorm would subtract it again: `use_bias=False`.")
def biased_stem(*args):
    return _whole(*args, bias=True)


@densenet.mistake("the first convolution has no ReLU", "Convolution, BatchNorm *and* ReLU, then the first block.")
def no_first_relu_here(*args):
    return _whole(*args, stem="norm")


@densenet.mistake("the first convolution is a 7×7", "That is for ImageNet. Small images begin with a 3×3.")
def seven(*args):
    return _whole(*args, kernel=7)


@densenet.mistake(
    "the first convolution halves the side", "That is for ImageNet. On small images it looks at every place: stride 1."
)
def strided_stem(*args):
    return _whole(*args, strides=2)


@densenet.mistake("the first convolution loses the border", '`padding="same"`: the side stays as it is.')
def valid_stem(*args):
    return _whole(*args, padding="valid")


@densenet.mistake(
    "a BatchNorm outside the blocks has another epsilon", "Keras' layer takes 0.001 unless told: `epsilon=1.001e-5`."
)
def other_epsilon(*args):
    return _whole(*args, eps=1e-3)


@densenet.mistake("all blocks are as long as the first", "`blocks` has a number of layers for each of them.")
def all_alike(blocks, *args):
    return _whole((blocks[0],) * len(blocks), *args)


@densenet.mistake(
    "the last block is missing", "Did the loop end one too early? The last block is only without a transition."
)
def last_block_missing(blocks, *args):
    return _whole(blocks[:-1], *args)


@densenet.mistake("the blocks come in reverse order", "`blocks[0]` belongs to the block right behind the beginning.")
def backwards(blocks, *args):
    return _whole(blocks[::-1], *args)


@densenet.mistake(
    "there is a transition before the first block",
    "Transitions stand *between* blocks: one fewer than there are blocks.",
)
def transition_first(*args):
    return _whole(*args, before_first=True)


@densenet.mistake(
    "BatchNorm and ReLU come after the pooling", "They come before it: each place is bent, then the mean is taken."
)
def pooled_before_bent(*args):
    return _whole(*args, norm_last=False, act_last=False, behind=True)


@densenet.mistake(
    "a transition stands where the last BatchNorm and ReLU belong",
    "Behind the last block come BatchNorm, ReLU and the pooling over the whole map; transitions stand *between* blocks.",
)
def transition_for_the_end(*args):
    return _whole(*args, after_last=True, norm_last=False, act_last=False)


@densenet.mistake(
    "`layers` and `growth` have changed places",
    "`dense_block(x, layers, growth)`: first how often, then how many maps.",
)
def counts_changed_here(*args):
    return _whole(*args, exchanged=True)


densenet.hint(
    "Four parts: beginning, blocks, end, dense layer. Write the first and the last, then the loop between them.",
    "In the loop: a transition first, except before the first block; then the block.",
    "`for number, layers in enumerate(blocks): if number > 0: x = transition(x, 0.5)`, then `x = dense_block(x, layers, growth)`.",
    "Behind the loop: BatchNorm, ReLU, `GlobalAveragePooling2D`, `Dense(classes)`; then `keras.Model(images, scores)`.",
)
