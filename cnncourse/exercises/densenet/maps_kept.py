"""`maps_kept`: reference, cases, slips and hints."""

from cnncourse.autocheck import exercise


@exercise(points=2, minutes=6)
def maps_kept(c_in: int, layers: int, growth: int) -> tuple[int, int]:
    """Maps that training keeps for the backward pass of a dense block *without* bottleneck.

    A layer reads c channels, normalizes and bends them (BatchNorm · ReLU) and makes `growth` maps by
    a 3×3 convolution.

    *Apart*: for each layer, c maps joined in one piece of memory, and c maps that BatchNorm and ReLU
    made of them.

    *Shared*: each map that is read, once, where it was made. The rest is made again when it is needed.

    What the last layer adds is read by no layer of the block, so neither way counts it.

    Args:
        c_in: channels of the block's input.
        layers: layers of the block, at least 1.
        growth: maps that each layer adds.

    Returns:
        `(apart, shared)`, in maps.
    """
    # BEGIN SOLUTION
    apart = sum(2 * (c_in + number * growth) for number in range(layers))
    return apart, c_in + (layers - 1) * growth
    # END SOLUTION


@maps_kept.cases
def _(rng):
    yield "three layers", (6, 3, 2)
    yield "one layer", (5, 1, 3)
    yield "the block of the figure", (24, 4, 12)
    yield "a long block", (16, 40, 12)
    yield "numbers of the day", tuple(int(n) for n in rng.integers(5, 40, 3))


def _kept(c_in, layers, growth, copies=2, first=0, extra=0):
    return sum(copies * (c_in + (number + first) * growth) for number in range(layers + extra))


@maps_kept.mistake(
    "each layer keeps two versions of what it reads", "The joined maps, and what BatchNorm and ReLU made of them."
)
def one_copy(c_in, layers, growth):
    return _kept(c_in, layers, growth, copies=1), c_in + (layers - 1) * growth


@maps_kept.mistake(
    "a layer does not read its own maps", "The first layer reads `c_in` channels. You gave it `growth` more."
)
def own_maps(c_in, layers, growth):
    return _kept(c_in, layers, growth, first=1), c_in + (layers - 1) * growth


@maps_kept.mistake(
    "what leaves the block is not read by a layer of it", "One piece too many: there are as many readers as layers."
)
def output_counted(c_in, layers, growth):
    return _kept(c_in, layers, growth, extra=1), c_in + (layers - 1) * growth


@maps_kept.mistake(
    "every layer reads as much as the first", "The second reads `growth` channels more, the third twice as many more, …"
)
def never_grows(c_in, layers, growth):
    return 2 * layers * c_in, c_in + (layers - 1) * growth


@maps_kept.mistake("every layer reads as much as the last", "Earlier layers read fewer channels. Add up one by one.")
def as_the_last(c_in, layers, growth):
    return 2 * layers * (c_in + (layers - 1) * growth), c_in + (layers - 1) * growth


@maps_kept.mistake("the block's input is kept as well", "*Shared*: its maps once, and those of each layer.")
def input_forgotten(c_in, layers, growth):
    return _kept(c_in, layers, growth), (layers - 1) * growth


@maps_kept.mistake(
    "the last layer's maps are not read",
    "*Shared* counts what the layers of the block read. Nobody in the block reads what the last one made.",
)
def last_counted(c_in, layers, growth):
    return _kept(c_in, layers, growth), c_in + layers * growth


@maps_kept.mistake(
    "joined copies are not shared", "Half of *apart* is still one copy for each layer. *Shared*: each map once."
)
def one_copy_each(c_in, layers, growth):
    return _kept(c_in, layers, growth), _kept(c_in, layers, growth, copies=1)


@maps_kept.mistake("the two have changed places", "`(apart, shared)`: the larger one first.")
def exchanged(c_in, layers, growth):
    return c_in + (layers - 1) * growth, _kept(c_in, layers, growth)


@maps_kept.mistake(
    "the block's input is not counted", "The first layer reads it, and all the others read it as well: in both counts."
)
def no_input_at_all(c_in, layers, growth):
    return _kept(0, layers, growth), (layers - 1) * growth


@maps_kept.mistake(
    "what leaves the block is counted in both",
    "No layer of the block reads what the last one adds: leave it out, twice.",
)
def output_counted_twice(c_in, layers, growth):
    return _kept(c_in, layers, growth, extra=1), c_in + layers * growth


@maps_kept.mistake(
    "you counted after each layer, not before",
    "A layer reads what was there before it made its own maps: the first `c_in`, the last not its own.",
)
def counted_after(c_in, layers, growth):
    return _kept(c_in, layers, growth, first=1), c_in + layers * growth


@maps_kept.mistake("*shared* is counted twice", "Each map once; what BatchNorm and ReLU make of it is made again.")
def shared_twice(c_in, layers, growth):
    return _kept(c_in, layers, growth), 2 * (c_in + (layers - 1) * growth)


@maps_kept.mistake(
    "*shared* has the block's input alone", "The maps that the layers make are read as well, all but the last layer's."
)
def input_alone(c_in, layers, growth):
    return _kept(c_in, layers, growth), c_in


@maps_kept.mistake(
    "the first layer's input is counted once",
    "By the rule above each layer keeps two versions, the first as well: 24 maps as they came and 24 bent.",
)
def first_once(c_in, layers, growth):
    return _kept(c_in, layers, growth) - c_in, c_in + (layers - 1) * growth


@maps_kept.mistake(
    "*apart* has the last layer alone", "Every layer keeps its own two versions: add them up over the layers."
)
def last_layer_alone(c_in, layers, growth):
    return 2 * (c_in + (layers - 1) * growth), c_in + (layers - 1) * growth


@maps_kept.mistake(
    "the bent maps are counted once",
    "Each layer has a BatchNorm of its own, so it keeps its own version of *all* that it reads, the old maps too.",
)
def bent_once(c_in, layers, growth):
    read = c_in + (layers - 1) * growth
    return _kept(c_in, layers, growth, copies=1) + read, read


@maps_kept.mistake("one layer too few", "The last layer reads, too, and keeps what it read.")
def one_reader_less(c_in, layers, growth):
    return _kept(c_in, layers, growth, extra=-1), c_in + (layers - 2) * growth


maps_kept.hint(
    "Layer 0 reads `c_in` channels, layer 1 reads `c_in + growth`. What does layer `number` read?",
    "*Apart*: add up twice what each layer reads. *Shared*: the last layer reads all the maps in question.",
    "`sum(2 * (c_in + number * growth) for number in range(layers))`, and `dense_channels(c_in, layers - 1, growth)`.",
)
