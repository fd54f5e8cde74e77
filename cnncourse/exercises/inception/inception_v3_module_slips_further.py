"""Further slips of `inception_v3_module`, each with the words that a reader is told."""

from .inception_v3_module import inception_v3_module
from .inception_v3_module_slips import _module, _unit


@inception_v3_module.mistake(
    "a bias and a factor too many",
    "Those are the defaults of Keras. `use_bias=False` and `scale=False` leave both out.",
)
def defaults(x, kind):
    return _module(x, kind, bias=True, scale=True)


@inception_v3_module.mistake("the ReLU stands before the BatchNorm", "Convolution, BatchNorm, ReLU, in this order.")
def relu_first(x, kind):
    return _module(x, kind, relu="before")


@inception_v3_module.mistake("there is no ReLU", "Each BatchNorm is followed by one.")
def no_relu(x, kind):
    return _module(x, kind, relu="never")


@inception_v3_module.mistake(
    "there are two ReLUs", "One in the convolution and one behind the BatchNorm. Only the last one belongs there."
)
def relu_twice(x, kind):
    return _module(x, kind, relu="twice")


@inception_v3_module.mistake(
    "BatchNorm has another epsilon",
    "Leave it at Keras's default of 0.001. PyTorch's is 0.00001, and the difference shows.",
)
def other_epsilon(x, kind):
    return _module(x, kind, epsilon=1e-5)


def _ends(x, kind, conv=_unit):
    """The ends of the paths of a module, in their order, made with a convolution of one's own."""
    from keras import layers

    def row(y, *steps):
        for filters, *window in steps:
            y = conv(y, filters, *window)
        return y

    mean = layers.AveragePooling2D(3, strides=1, padding="same")(x)
    if kind == "a":
        five, threes = [(3, 1, 1), (4, 5, 5)], [(4, 1, 1), (6, 3, 3), (6, 3, 3)]
        return [row(x, (4, 1, 1)), row(x, *five), row(x, *threes), row(mean, (2, 1, 1))]
    if kind == "b":
        short = [(8, 1, 1), (8, 1, 7), (12, 7, 1)]
        long = [(8, 1, 1), (8, 7, 1), (8, 1, 7), (8, 7, 1), (12, 1, 7)]
        return [row(x, (12, 1, 1)), row(x, *short), row(x, *long), row(mean, (12, 1, 1))]
    starts = [row(x, (24, 1, 1)), row(x, (28, 1, 1), (24, 3, 3))]
    sides = [row(start, (24, *window)) for start in starts for window in ((1, 3), (3, 1))]
    return [row(x, (20, 1, 1)), *sides, row(mean, (12, 1, 1))]


def _joined(ends):
    from keras import layers

    return layers.Concatenate()(ends)


@inception_v3_module.mistake(
    "the mean comes behind its 1×1",
    "Path by path: `mean → 1×1`. The ReLU stands between the two, so the order matters.",
)
def mean_last(x, kind):
    from keras import layers

    filters = {"a": 2, "b": 12, "c": 12}[kind]
    mean = layers.AveragePooling2D(3, strides=1, padding="same")(_unit(x, filters, 1, 1))
    return _joined([*_ends(x, kind)[:-1], mean])


@inception_v3_module.mistake("the path with the mean comes first", "It is the last row of each table.")
def mean_first(x, kind):
    ends = _ends(x, kind)
    return _joined([ends[-1], *ends[:-1]])


@inception_v3_module.mistake(
    "in c the 3×1 is joined before the 1×3",
    "The docstring puts the lying strip first. The next layer's weights depend on it.",
)
def upright_first(x, kind):
    ends = _ends(x, kind)
    return _joined([ends[0], ends[2], ends[1], ends[4], ends[3], ends[5]] if kind == "c" else ends)


@inception_v3_module.mistake(
    "in c the 3×1 looks at what the 1×3 made",
    "Both are joined, as they should be, but they stand in a row. Beside each other, both begin at the same maps.",
)
def series_and_joined(x, kind):
    ends = _ends(x, kind)
    if kind == "c":
        ends[2], ends[4] = _unit(ends[1], 24, 3, 1), _unit(ends[3], 24, 3, 1)
    return _joined(ends)


@inception_v3_module.mistake(
    "in c the two strips share the filters", "Each of the two has 24, so that 48 come out of the pair."
)
def halved_strips(x, kind):
    def conv(y, filters, *window):
        return _unit(y, filters // 2 if 3 in window and 1 in window else filters, *window)

    return _joined(_ends(x, kind, conv))


@inception_v3_module.mistake(
    "each strip has become a square", "`1×7` is one pixel high: `(1, 7)`, not 7. A lone number makes both sides equal."
)
def square_strips(x, kind):
    def conv(y, filters, *window):
        return _unit(y, filters, max(window), max(window))

    return _joined(_ends(x, kind, conv))


@inception_v3_module.mistake(
    "there are two 3×3 in place of a's 5×5", "Module a has both: a path with a 5×5, and one with two 3×3."
)
def five_in_threes(x, kind):
    ends = _ends(x, kind)
    if kind == "a":
        ends[1] = _unit(_unit(_unit(x, 3, 1, 1), 4, 3, 3), 4, 3, 3)
    return _joined(ends)


@inception_v3_module.mistake(
    "the long path of b has two strips", "It has four behind its 1×1: 7×1, 1×7, and both once more."
)
def short_long(x, kind):
    ends = _ends(x, kind)
    if kind == "b":
        ends[2] = _unit(_unit(_unit(x, 8, 1, 1), 8, 7, 1), 12, 1, 7)
    return _joined(ends)


@inception_v3_module.mistake(
    "there is one BatchNorm for all paths",
    "Each convolution has a BatchNorm and a ReLU of its own, also inside a path.",
)
def common_norm(x, kind):
    from keras import layers

    def conv(y, filters, *window):
        return _unit(y, filters, *window, norm=False, relu="never")

    return layers.ReLU()(layers.BatchNormalization(scale=False)(_joined(_ends(x, kind, conv))))


@inception_v3_module.mistake(
    "the channels are those of the whole network", "Here each number is a sixteenth of it: 4 in place of 64."
)
def sixteenfold(x, kind):
    def conv(y, filters, *window):
        return _unit(y, 16 * filters, *window)

    return _joined(_ends(x, kind, conv))


@inception_v3_module.mistake(
    "every kind gives module b", 'The three differ. Ask `kind` with `if kind == "a"` and so on: a text, in quotes.'
)
def always_b(x, kind):
    return _joined(_ends(x, "b"))


@inception_v3_module.mistake("the mean is one of 2×2 pixels", "It is the mean of 3×3 pixels.")
def mean_of_two(x, kind):
    from keras import layers

    mean = layers.AveragePooling2D(2, strides=1, padding="same")(x)
    return _joined([*_ends(x, kind)[:-1], _unit(mean, {"a": 2, "b": 12, "c": 12}[kind], 1, 1)])


@inception_v3_module.mistake("every kind gives module a", "The three differ: ask `kind` which one is wanted.")
def always_a(x, kind):
    return _joined(_ends(x, "a"))


@inception_v3_module.mistake("every kind gives module c", "The three differ: ask `kind` which one is wanted.")
def always_c(x, kind):
    return _joined(_ends(x, "c"))


@inception_v3_module.mistake(
    "the 1×1 have no ReLU", "Every convolution is followed by BatchNorm and ReLU, the 1×1 too."
)
def linear_ones(x, kind):
    def conv(y, filters, *window):
        return _unit(y, filters, *window, relu="never" if window == (1, 1) else "after")

    return _joined(_ends(x, kind, conv))
