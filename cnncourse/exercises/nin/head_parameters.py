"""`head_parameters`: reference, cases, slips and hints."""

from cnncourse.autocheck import exercise


@exercise(points=2, minutes=5)
def head_parameters(side: int, channels: int, classes: int) -> tuple[int, int]:
    """Numbers that two heads learn behind the same maps of `side` × `side` pixels; biases count.

    *Dense*: flatten, then a dense layer with one unit for each class. *Pooled*: a 1×1 convolution with one filter for
    each class, then the mean of each map.

    Args:
        side: of the last maps, in pixels.
        channels: how many maps there are.
        classes: how many scores come out.

    Returns:
        `(dense, pooled)`.
    """
    # BEGIN SOLUTION
    dense = (side * side * channels + 1) * classes
    pooled = (channels + 1) * classes  # the mean learns nothing, and the side does not enter
    return dense, pooled
    # END SOLUTION


@head_parameters.cases
def _(rng):
    yield "small enough to count", (2, 3, 4)
    yield "Fashion-MNIST", (7, 24, 10)
    yield "the authors' last maps", (6, 1024, 1000)
    yield "one pixel: both heads alike", (1, 5, 7)
    yield "drawn by lot", tuple(int(rng.integers(low, 40)) for low in (3, 11, 20))


@head_parameters.explain
def _(args, expected, index):
    side, channels, classes = args
    return f"dense: ({side}·{side}·{channels} + 1)·{classes} = {expected[0]:,}    pooled: ({channels} + 1)·{classes} = {expected[1]:,}"


@head_parameters.mistake("the biases are missing", "Each class has one bias in either head.")
def no_biases(side, channels, classes):
    return side * side * channels * classes, channels * classes


@head_parameters.mistake(
    "one bias for the layer", "A bias belongs to a unit, or to a filter: as many as there are classes."
)
def one_bias(side, channels, classes):
    return side * side * channels * classes + 1, channels * classes + 1


@head_parameters.mistake(
    "a bias for each map, where there is one for each class", "Biases belong to what is computed: the class scores."
)
def bias_of_maps(side, channels, classes):
    return (side * side * channels + 1) * classes, channels * classes + channels


@head_parameters.mistake(
    "maps have two sides", "Flatten makes side · side · channels numbers, height times width times maps."
)
def one_side(side, channels, classes):
    return (side * channels + 1) * classes, (channels + 1) * classes


@head_parameters.mistake(
    "a 1×1 filter is used at every place and counted once",
    "The pooled head shares its weights over all pixels (lesson 04): the side does not enter.",
)
def not_shared(side, channels, classes):
    dense = (side * side * channels + 1) * classes
    return dense, dense


@head_parameters.mistake(
    "a 1×1 filter spans all channels", "It has one weight for each of the maps before it, not one in all, and a bias."
)
def flat_filter(side, channels, classes):
    return (side * side * channels + 1) * classes, 2 * classes


@head_parameters.mistake(
    "pooling learns nothing, the 1×1 before it does",
    "Count the 1×1 convolution: it is the head's only layer with weights.",
)
def nothing_learned(side, channels, classes):
    return (side * side * channels + 1) * classes, 0


@head_parameters.mistake("the two numbers are exchanged", "First the dense head, then the pooled one.")
def exchanged(side, channels, classes):
    return (channels + 1) * classes, (side * side * channels + 1) * classes


@head_parameters.mistake(
    "there is one dense layer behind both",
    "The 1×1 of the pooled head already gives one map for each class; nothing dense comes after the mean.",
)
def dense_after_mean(side, channels, classes):
    return (side * side * channels + 1) * classes, (channels + 1) * classes + (classes + 1) * classes


@head_parameters.mistake("the pooled head has biases too", "Each 1×1 filter has one, as each dense unit has.")
def bias_in_dense_only(side, channels, classes):
    return (side * side * channels + 1) * classes, channels * classes


@head_parameters.mistake("the dense head has biases too", "Each dense unit has one, as each 1×1 filter has.")
def bias_in_pooled_only(side, channels, classes):
    return side * side * channels * classes, (channels + 1) * classes


@head_parameters.mistake(
    "a bias for each map before",
    "Biases belong to what comes out: one for each class, not for each of the maps that go in.",
)
def bias_per_map(side, channels, classes):
    return side * side * channels * classes + channels, channels * classes + channels


@head_parameters.mistake("the filters are 1×1", "Nine weights for each map would be a 3×3.")
def window_of_three(side, channels, classes):
    return (side * side * channels + 1) * classes, (9 * channels + 1) * classes


@head_parameters.mistake("you added the two heads up", "Asked for are two numbers, as a tuple.")
def added_up(side, channels, classes):
    return (side * side * channels + 1) * classes + (channels + 1) * classes


@head_parameters.mistake(
    "a 1×1 filter is used at every place and counted once, bias and all",
    "You counted it anew for each pixel. The pooled head shares its weights over all pixels (lesson 04).",
)
def counted_anew(side, channels, classes):
    return (side * side * channels + 1) * classes, (channels + 1) * classes * side * side


@head_parameters.mistake(
    "that is one class", "Each class has a unit, or a filter, of its own: multiply by the number of classes."
)
def one_class(side, channels, classes):
    return side * side * channels + 1, channels + 1


@head_parameters.mistake(
    "brackets are missing", "`a + 1 * k` is a + k in Python. Weights *and* bias come once for each class."
)
def no_brackets(side, channels, classes):
    return side * side * channels + 1 * classes, channels + 1 * classes


@head_parameters.mistake(
    "the 1×1 before the mean has weights", "Only its biases are counted. Each filter has a weight for each map, too."
)
def biases_alone(side, channels, classes):
    return (side * side * channels + 1) * classes, classes


@head_parameters.mistake("`^` is no power in Python", "It compares bits. A square is `side**2` or `side * side`.")
def caret(side, channels, classes):
    return ((side ^ 2) * channels + 1) * classes, (channels + 1) * classes


@head_parameters.mistake("that is the dense head alone", "Asked for are two numbers, `(dense, pooled)`.")
def dense_alone(side, channels, classes):
    return (side * side * channels + 1) * classes


@head_parameters.mistake(
    "a bias for each number that goes in", "A unit adds up all it sees and then one bias: one for each class."
)
def bias_for_inputs(side, channels, classes):
    return side * side * channels * (classes + 1), channels * (classes + 1)


head_parameters.hint(
    "For each head: how many numbers does one score see with a weight of its own?",
    "Dense: all `side · side · channels`. A 1×1 filter: the channels of one pixel, with the same weights everywhere.",
    "And one bias for each class, in both.",
)
