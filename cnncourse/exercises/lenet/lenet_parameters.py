"""`lenet_parameters`: a prediction, and what leads to wrong ones."""

from cnncourse.autocheck import predict


@predict(points=2, minutes=5)
def lenet_parameters():
    """Numbers that each of LeNet's five layers learns, as a tuple of five, biases included. For example
    `(30, 400, 5000, 900, 110)`. The image is 28×28 with one channel.

    1. convolution, 6 filters of 5×5, `padding="same"`; then 2×2 mean pooling
    2. convolution, 16 filters of 5×5, no padding; then 2×2 mean pooling, flatten
    3. dense, 120 units
    4. dense, 84 units
    5. dense, 10 units
    """
    return (156, 2416, 48120, 10164, 850)


@lenet_parameters.mistake("the biases are missing", "Each filter and each unit has one bias beside its weights.")
def _no_biases():
    return (150, 2400, 48000, 10080, 840)


@lenet_parameters.mistake(
    "one bias for each layer", "Each of 6 filters has a bias of its own, and so has each unit of a dense layer."
)
def _one_bias():
    return (151, 2401, 48001, 10081, 841)


@lenet_parameters.mistake(
    "a filter spans all channels",
    "The second layer sees 6 maps: each of its filters holds 5 · 5 · 6 weights (lesson 04).",
)
def _flat_filters():
    return (156, 416, 48120, 10164, 850)


@lenet_parameters.mistake(
    'you took the first layer for a "valid" one',
    'With "same" the maps are 28×28, so 5×5 of them reach the dense layers.',
)
def _first_valid():
    return (156, 2416, 30840, 10164, 850)


@lenet_parameters.mistake(
    "the first dense layer sees all 16 maps",
    "Flatten gives it 16 · 5 · 5 numbers, and each unit has a weight for each of them.",
)
def _one_map():
    return (156, 2416, 3120, 10164, 850)


@lenet_parameters.mistake(
    "the first convolution shares its weights",
    "A filter uses the same 25 weights at all its places; the size of the image does not enter.",
)
def _every_place():
    return (122304, 2416, 48120, 10164, 850)


@lenet_parameters.mistake(
    "convolutions share their weights",
    "A filter uses the same weights at all its places; how many there are (28×28, 10×10) does not enter.",
)
def _every_place_twice():
    return (122304, 241600, 48120, 10164, 850)


@lenet_parameters.mistake(
    "a dense layer has a bias for each unit, not for each number it is given",
    "120 units, 400 numbers each: 120 · 400 weights and 120 biases.",
)
def _bias_of_inputs():
    return (156, 2416, 48400, 10200, 924)


@lenet_parameters.mistake(
    "the dense layers have biases as well", "One for each of their 120, 84 and 10 units, beside the weights."
)
def _dense_without():
    return (156, 2416, 48000, 10080, 840)


@lenet_parameters.mistake("the convolutions have biases as well", "One for each of their 6 and 16 filters.")
def _convolutions_without():
    return (150, 2400, 48120, 10164, 850)


@lenet_parameters.mistake(
    "a filter has one bias, not one for each map it looks at",
    "It adds up over its 6 maps and then adds one number: 5 · 5 · 6 + 1.",
)
def _bias_of_pairs():
    return (156, 2496, 48120, 10164, 850)


@lenet_parameters.mistake(
    "that is the paper's third layer", "There each map saw only some of the 6 maps before it. Here each sees all."
)
def _papers():
    return (156, 1516, 48120, 10164, 850)


@lenet_parameters.mistake(
    'you took the second layer for a "same" one',
    "Without padding 14 pixels become 10, and pooling leaves 5×5, not 7×7.",
)
def _second_same():
    return (156, 2416, 94200, 10164, 850)


@lenet_parameters.mistake(
    "the second pooling is missing", "It halves 10 to 5 before the flatten: 400 numbers, not 1,600."
)
def _unpooled():
    return (156, 2416, 192120, 10164, 850)


@lenet_parameters.mistake(
    "the first dense layer sees places, not maps alone",
    "16 numbers would come of global pooling; flatten hands on 16 · 5 · 5.",
)
def _maps_alone():
    return (156, 2416, 2040, 10164, 850)


@lenet_parameters.mistake(
    "the order is turned around", "From the image to the scores: the first convolution comes first."
)
def _turned():
    return (850, 10164, 48120, 2416, 156)


@lenet_parameters.mistake(
    "only the five layers that learn", "Pooling and flatten have nothing to learn; leave them out of the tuple."
)
def _with_pooling():
    return (156, 0, 2416, 0, 48120, 10164, 850)


@lenet_parameters.mistake("that is their sum", "Asked for are the five numbers, one for each layer.")
def _sum():
    return 61706


lenet_parameters.hint(
    "A filter holds kh · kw · channels weights and one bias. A unit holds one weight for each number it is given, and one bias.",
    "Layer 1: 6 · (5 · 5 · 1 + 1). Layer 2 sees 6 channels.",
    "Layer 3 is given `flattened_features(28)` = 400 numbers: 120 · (400 + 1).",
)
