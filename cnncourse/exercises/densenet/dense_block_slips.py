"""Slips of `dense_block`, each with the words that a reader is told."""

from .basis import _unit
from .dense_block import dense_block


def _block(
    x, layers, growth, bottleneck=4, reads="all", leaves="all", order=1, join="Concatenate", narrow=None, wide=None,
    squared=False, **parts,
):  # fmt: skip
    """A block that resembles the dense one.

    Args:
        bottleneck: maps of the 1×1 as a multiple of the growth, 0 for none, or a function of the channels read.
        reads: what a layer reads: `"all"`, the `"last"` maps alone, or the block's `"input"`.
        leaves: `"all"`, `"new"` without the block's input, `"last"` maps alone, or all `"but last"`.
        narrow: parts of the 1×1, `wide` those of the 3×3; `squared` makes both 3×3.
    """
    import keras

    def joined(pieces):
        return pieces[0] if len(pieces) == 1 else getattr(keras.layers, join)()(pieces[::order])

    pieces = [x]
    for _ in range(layers):
        y = {"all": lambda: joined(pieces), "last": lambda: pieces[-1], "input": lambda: x}[reads]()
        if bottleneck:
            filters = bottleneck(y.shape[-1]) if callable(bottleneck) else bottleneck * growth
            y = _unit(y, filters, 3 if squared else 1, **(narrow or parts))
        pieces.append(_unit(y, growth, 3, **(wide or parts)))
    kept = {"all": pieces, "new": pieces[1:], "last": pieces[-1:], "but last": pieces[:-1]}[leaves]
    return joined(kept)


@dense_block.mistake(
    "nothing is joined",
    "That is a plain stack: each layer replaces what it read. Put its maps behind the old ones and hand both on.",
)
def plain_stack(x, layers, growth):
    return _block(x, layers, growth, reads="last", leaves="last")


@dense_block.mistake(
    "each layer reads only the maps of the one before",
    "They are joined at the end, but a layer has to read everything before it: its input grows from layer to layer.",
)
def reads_the_last(x, layers, growth):
    return _block(x, layers, growth, reads="last")


@dense_block.mistake(
    "each layer reads only the block's input",
    "Your layers stand side by side, like the paths of an Inception module (lesson 12). Here they come one after the other.",
)
def side_by_side(x, layers, growth):
    return _block(x, layers, growth, reads="input")


@dense_block.mistake(
    "the block's input is not in what leaves it", "It was read by every layer; it leaves as well, as the first maps."
)
def input_dropped(x, layers, growth):
    return _block(x, layers, growth, leaves="new")


@dense_block.mistake("the last layer's maps are not joined", "Every layer adds `growth` maps, the last one, too.")
def last_dropped(x, layers, growth):
    return _block(x, layers, growth, leaves="but last")


@dense_block.mistake(
    "the new maps stand before the old ones",
    "Asked for is the other order: what was there first stays first, `[x, y]`.",
)
def new_first(x, layers, growth):
    return _block(x, layers, growth, order=-1)


@dense_block.mistake(
    "Keras was handed shapes that do not fit",
    'Join along the channels, the last axis, and keep the sides, `padding="same"`. Maps are not added here, and a Keras layer that '
    "was made outside the loop cannot read more channels the next time.",
)
def added(x, layers, growth):
    return _block(x, layers, growth, join="Add")


@dense_block.mistake(
    "the bottleneck is missing", "Before the 3×3 stands a 1×1 to `4 · growth` maps, with its own BatchNorm and ReLU."
)
def no_bottleneck(x, layers, growth):
    return _block(x, layers, growth, bottleneck=0)


@dense_block.mistake("the bottleneck has `growth` maps", "It makes four times as many: `4 · growth`.")
def narrow_bottleneck(x, layers, growth):
    return _block(x, layers, growth, bottleneck=1)


@dense_block.mistake(
    "the bottleneck counts from the channels that it reads",
    "Four times the *growth*, whatever comes in. So the 3×3 costs the same in every layer.",
)
def bottleneck_of_input(x, layers, growth):
    return _block(x, layers, growth, bottleneck=lambda c: 4 * c)


@dense_block.mistake(
    "the convolution comes first",
    "The order is BatchNorm, ReLU, convolution: what is joined is the convolution's output.",
)
def convolution_first(x, layers, growth):
    return _block(x, layers, growth, after=True)


@dense_block.mistake(
    "the convolution comes first, and BatchNorm has another epsilon",
    "The order is BatchNorm, ReLU, convolution; and the layer takes 0.001 unless told `epsilon=1.001e-5`.",
)
def convolution_first_with_default_epsilon(x, layers, growth):
    return _block(x, layers, growth, after=True, eps=1e-3)


@dense_block.mistake("the ReLU stands before BatchNorm", "BatchNorm first, then ReLU, then the convolution.")
def relu_first(x, layers, growth):
    return _block(x, layers, growth, swapped=True)


@dense_block.mistake("there is no BatchNorm", "Each convolution has BatchNorm and ReLU before it.")
def no_norm(x, layers, growth):
    return _block(x, layers, growth, norm=False)


@dense_block.mistake("there is no ReLU", "Each convolution has BatchNorm and ReLU before it.")
def no_relu(x, layers, growth):
    return _block(x, layers, growth, act=False)


@dense_block.mistake(
    "nothing stands between the two convolutions",
    "A 1×1 and a 3×3 with nothing bent between them are one linear step. BatchNorm and ReLU come before *each*.",
)
def nothing_between(x, layers, growth):
    return _block(x, layers, growth, wide={"norm": False, "act": False})


@dense_block.mistake(
    "the 1×1 has no BatchNorm and ReLU before it", "Both convolutions have their own, the first one as well."
)
def bare_bottleneck(x, layers, growth):
    return _block(x, layers, growth, narrow={"norm": False, "act": False})


@dense_block.mistake("the bottleneck is a 3×3", "It is a 1×1. Its job is to mix channels at little cost (lesson 04).")
def wide_bottleneck(x, layers, growth):
    return _block(x, layers, growth, squared=True)


@dense_block.mistake("the convolutions have a bias", "Asked for are convolutions without: `use_bias=False`.")
def with_bias(x, layers, growth):
    return _block(x, layers, growth, bias=True)


@dense_block.mistake(
    "BatchNorm has another epsilon", "Keras' layer takes 0.001 unless told; the block asks for `epsilon=1.001e-5`."
)
def default_epsilon(x, layers, growth):
    return _block(x, layers, growth, eps=1e-3)


@dense_block.mistake("the second ReLU is missing", "BatchNorm *and* ReLU stand before each of the two convolutions.")
def no_second_relu(x, layers, growth):
    return _block(x, layers, growth, wide={"act": False})


@dense_block.mistake(
    "the second BatchNorm is missing", "BatchNorm *and* ReLU stand before each of the two convolutions."
)
def no_second_norm(x, layers, growth):
    return _block(x, layers, growth, wide={"norm": False})


@dense_block.mistake("the first ReLU is missing", "BatchNorm *and* ReLU stand before each of the two convolutions.")
def no_first_relu(x, layers, growth):
    return _block(x, layers, growth, narrow={"act": False})


@dense_block.mistake(
    "the first BatchNorm is missing", "BatchNorm *and* ReLU stand before each of the two convolutions."
)
def no_first_norm(x, layers, growth):
    return _block(x, layers, growth, narrow={"norm": False})


@dense_block.mistake(
    "the old maps are handed on normalized and bent",
    "`x` was overwritten by its own BatchNorm and ReLU. Give the layer's result another name and join it to `x` as it came.",
)
def overwritten(x, layers, growth):
    import keras

    for _ in range(layers):
        x = keras.layers.ReLU()(keras.layers.BatchNormalization(epsilon=1.001e-5)(x))
        y = _unit(keras.layers.Conv2D(4 * growth, 1, use_bias=False)(x), growth, 3)
        x = keras.layers.Concatenate()([x, y])
    return x


@dense_block.mistake("the 3×3 comes before the 1×1", "The 1×1 is there to make the 3×3 cheap, so it has to come first.")
def exchanged_kernels(x, layers, growth):
    import keras

    for _ in range(layers):
        x = keras.layers.Concatenate()([x, _unit(_unit(x, 4 * growth, 3), growth, 1)])
    return x


@dense_block.mistake(
    "the bottleneck makes a quarter of what it reads",
    "So does ResNet's. Here it makes `4 · growth`, whatever it reads.",
)
def quarter(x, layers, growth):
    import keras

    for _ in range(layers):
        x = keras.layers.Concatenate()([x, _unit(_unit(x, max(1, x.shape[-1] // 4), 1), growth, 3)])
    return x


@dense_block.mistake(
    "`layers` and `growth` have changed places", "`layers` says how often, `growth` how many maps each time."
)
def counts_changed(x, layers, growth):
    return _block(x, growth, layers)


@dense_block.mistake(
    "only the last layer's maps leave the block", "Every layer read the right maps. Now hand on all of them, joined."
)
def last_alone(x, layers, growth):
    return _block(x, layers, growth, leaves="last")


@dense_block.mistake(
    "BatchNorm and ReLU stand behind the block",
    "The block ends with a join. Whoever reads it brings its own BatchNorm and ReLU.",
)
def bent_at_the_end(x, layers, growth):
    import keras

    x = _block(x, layers, growth)
    return keras.layers.ReLU()(keras.layers.BatchNormalization(epsilon=1.001e-5)(x))
