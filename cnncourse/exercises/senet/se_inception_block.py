"""`se_inception_block`: reference, cases, slips and hints."""

from cnncourse.autocheck import exercise

from .basis import _gate


def _paths(
    x, widths, order=(0, 1, 2, 3), each=lambda y: y, relu=True, bias=True, pool="MaxPooling2D", size=3, kernels=(3, 5),
    narrow=lambda y: y,
):  # fmt: skip
    """The four paths of lesson 12, with parts to exchange; `each` is done to ends of paths, `narrow` to reductions."""
    from keras import layers

    def conv(x, filters, kernel):
        return layers.Conv2D(filters, kernel, padding="same", activation="relu" if relu else None, use_bias=bias)(x)

    one, reduce3, three, reduce5, five, projection = widths
    pooled = getattr(layers, pool)(size, strides=1, padding="same")(x)
    paths = [
        conv(x, one, 1),
        conv(narrow(conv(x, reduce3, 1)), three, kernels[0]),
        conv(narrow(conv(x, reduce5, 1)), five, kernels[1]),
        conv(pooled, projection, 1),
    ]
    return layers.Concatenate()([each(paths[number]) for number in order])


@exercise(points=2, minutes=6, seconds=60, tolerance=1e-4)
def se_inception_block(x, widths: tuple[int, int, int, int, int, int], ratio: int):
    """GoogLeNet's block with one gate on its joined maps.

    `from cnncourse.nets.googlenet import inception_block` gives the block of lesson 12, called
    `inception_block(x, widths)`; `from cnncourse.nets.senet import se_block` gives the gate. Or
    write both yourself: four paths joined by channel, each convolution with a bias and a ReLU.

    Args:
        x: maps, a Keras tensor `(n, h, w, c)`.
        widths: filters of the 1×1; of the 3×3's reduction and the 3×3; of the 5×5's reduction
            and the 5×5; of the projection behind the pool.
        ratio: of the gate.

    Returns:
        Maps, a Keras tensor `(n, h, w, widths[0] + widths[2] + widths[4] + widths[5])`.
    """
    # BEGIN SOLUTION
    from cnncourse.nets.googlenet import inception_block
    from cnncourse.nets.senet import se_block

    return se_block(inception_block(x, widths), ratio)
    # END SOLUTION


@se_inception_block.cases
def _(rng):
    yield "six different widths", ((6, 7, 5), (5, 2, 6, 3, 7, 8), 4)
    yield "a ratio that does not divide", ((6, 5, 9), (4, 3, 5, 2, 8, 6), 3)


@se_inception_block.observe
def _(answer, args):
    from cnncourse.nets.facts import block_facts

    shape, *rest = args
    return block_facts(answer, shape, *rest)


@se_inception_block.mistake(
    "every path has a gate of its own",
    "Then no gate knows what the other paths found. One gate looks at all joined maps.",
)
def gate_each(x, widths, ratio):
    return _paths(x, widths, each=lambda y: _gate(y, ratio))


@se_inception_block.mistake("the gate weighs the input", "It comes last: it weighs the joined maps.")
def gate_first(x, widths, ratio):
    return _paths(_gate(x, ratio), widths)


@se_inception_block.mistake("there is no gate", "The joined maps still go through the gate.")
def no_gate_at_all(x, widths, ratio):
    return _paths(x, widths)


@se_inception_block.mistake(
    "the gates look at the input", "The squeeze averages the joined maps, not the block's input."
)
def looks_at_the_input(x, widths, ratio):
    return _gate(x, ratio, weigh=_paths(x, widths))


@se_inception_block.mistake(
    "the input is added as well",
    "That is the residual unit. An Inception block has no shortcut: the gate weighs all there is.",
)
def with_a_shortcut(x, widths, ratio):
    from keras import layers

    y = _gate(_paths(x, widths), ratio)
    return layers.Add()([y, layers.Conv2D(y.shape[-1], 1, use_bias=False)(x)])


@se_inception_block.mistake("the ratio became the number of units", "The hidden layer has `channels // ratio` units.")
def ratio_hidden(x, widths, ratio):
    return _gate(_paths(x, widths), ratio, units=lambda c, r: r)


@se_inception_block.mistake(
    "the hidden layer was sized by the input", "Count the channels of the *joined* maps, then divide by the ratio."
)
def sized_by_the_input(x, widths, ratio):
    return _gate(_paths(x, widths), ratio, units=lambda c, r: max(1, x.shape[-1] // r))


@se_inception_block.mistake("the paths are joined in another order", "1×1, 3×3, 5×5, pool.")
def other_order(x, widths, ratio):
    return _gate(_paths(x, widths, order=(3, 0, 1, 2)), ratio)


@se_inception_block.mistake("the paths have no ReLU", "Every convolution of the block has one.")
def linear_paths(x, widths, ratio):
    return _gate(_paths(x, widths, relu=False), ratio)


@se_inception_block.mistake("the gate is there twice", "One gate, behind the block.")
def two_gates(x, widths, ratio):
    return _gate(_gate(_paths(x, widths), ratio), ratio)


@se_inception_block.mistake(
    "the gates stand behind the reductions", "One gate, and it comes last: it weighs the joined maps."
)
def gates_on_reductions(x, widths, ratio):
    return _paths(x, widths, narrow=lambda y: _gate(y, ratio))


@se_inception_block.mistake(
    "only the pooled path has a gate", "The gate weighs all joined maps, not the path that was written last."
)
def gate_on_the_last_path(x, widths, ratio):
    from keras import layers

    paths = [_paths(x, widths, order=(number,)) for number in range(4)]
    return layers.Concatenate()([*paths[:3], _gate(paths[3], ratio)])


@se_inception_block.mistake("5×5 and 3×3 are exchanged", "The joined order is 1×1, 3×3, 5×5, pool.")
def middle_exchanged(x, widths, ratio):
    return _gate(_paths(x, widths, order=(0, 2, 1, 3)), ratio)


@se_inception_block.mistake("the paths are joined backwards", "1×1, 3×3, 5×5, pool.")
def backwards(x, widths, ratio):
    return _gate(_paths(x, widths, order=(3, 2, 1, 0)), ratio)


@se_inception_block.mistake("a path is missing", "Four paths are joined. The fourth pools, then projects.")
def three_paths(x, widths, ratio):
    return _gate(_paths(x, widths, order=(0, 1, 2)), ratio)


@se_inception_block.mistake("the pool takes means", "The fourth path takes the maximum. (The mean is the squeeze's.)")
def mean_pool(x, widths, ratio):
    return _gate(_paths(x, widths, pool="AveragePooling2D"), ratio)


@se_inception_block.mistake("nothing is pooled", "The fourth path starts with a 3×3 maximum of stride 1.")
def no_pool(x, widths, ratio):
    return _gate(_paths(x, widths, size=1), ratio)


@se_inception_block.mistake("the pool's window is too small", "It is 3 wide, with stride 1.")
def small_pool(x, widths, ratio):
    return _gate(_paths(x, widths, size=2), ratio)


@se_inception_block.mistake("the kernels are exchanged", "The second path ends in 3×3, the third in 5×5.")
def kernels_exchanged(x, widths, ratio):
    return _gate(_paths(x, widths, kernels=(5, 3)), ratio)


@se_inception_block.mistake("the convolutions have no bias", "Here they have one: there is no BatchNorm behind them.")
def paths_without_bias(x, widths, ratio):
    return _gate(_paths(x, widths, bias=False), ratio)


@se_inception_block.mistake(
    "the reductions are missing", "3×3 and 5×5 are each preceded by a 1×1: `widths[1]` and `widths[3]` filters."
)
def no_reductions(x, widths, ratio):
    from keras import layers

    def conv(x, filters, kernel):
        return layers.Conv2D(filters, kernel, padding="same", activation="relu")(x)

    pooled = layers.MaxPooling2D(3, strides=1, padding="same")(x)
    paths = [conv(x, widths[0], 1), conv(x, widths[2], 3), conv(x, widths[4], 5), conv(pooled, widths[5], 1)]
    return _gate(layers.Concatenate()(paths), ratio)


@se_inception_block.mistake(
    "the projection comes too early", "First the maximum, then the 1×1: its negative sums must meet the ReLU last."
)
def projected_first(x, widths, ratio):
    from keras import layers

    paths = [_paths(x, widths, order=(number,)) for number in range(3)]
    last = layers.Conv2D(widths[5], 1, activation="relu")(x)
    paths.append(layers.MaxPooling2D(3, strides=1, padding="same")(last))
    return _gate(layers.Concatenate()(paths), ratio)


@se_inception_block.mistake("the ratio was not handed on", "`se_block(y)` takes 16 unless told: `se_block(y, ratio)`.")
def ratio_not_handed_on(x, widths, ratio):
    return _gate(_paths(x, widths), 16)


@se_inception_block.mistake("the maps are added once more", "y + y · gate is another block. Here it is y · gate.")
def maps_kept(x, widths, ratio):
    from keras import layers

    y = _paths(x, widths)
    return layers.Add()([y, _gate(y, ratio)])


@se_inception_block.mistake("you return the gates", "They still have to weigh the joined maps.")
def gates_alone(x, widths, ratio):
    return _gate(_paths(x, widths), ratio, keep=False)


@se_inception_block.mistake(
    "the gates look at the input", "Their hidden layer was sized by it, too. The squeeze averages the joined maps."
)
def looks_at_the_input_and_sized_by_it(x, widths, ratio):
    return _gate(x, ratio, units=lambda c, r: max(1, x.shape[-1] // r), weigh=_paths(x, widths))


@se_inception_block.mistake(
    "the input was joined as well", "That is a dense block (lesson 14). Here four paths are joined."
)
def input_joined(x, widths, ratio):
    from keras import layers

    return _gate(layers.Concatenate()([_paths(x, widths), x]), ratio)


@se_inception_block.mistake(
    "the input is added as well",
    "That is the residual unit, here with a bias on its projection. An Inception block has no shortcut.",
)
def with_a_biased_shortcut(x, widths, ratio):
    from keras import layers

    y = _gate(_paths(x, widths), ratio)
    return layers.Add()([y, layers.Conv2D(y.shape[-1], 1)(x)])


se_inception_block.hint(
    "Two calls, one inside the other.",
    "First the four paths, joined; the gate comes behind them.",
    "`inception_block(x, widths)` is what the gate gets.",
)
