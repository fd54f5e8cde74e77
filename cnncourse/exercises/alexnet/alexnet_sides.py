"""`alexnet_sides`: a prediction, and what leads to wrong ones."""

from cnncourse.autocheck import predict


@predict(points=2, minutes=5)
def alexnet_sides():
    """An image of 251×251 pixels goes through AlexNet: the side of the map after each of the three poolings, and how many numbers
    reach the first dense layer. A tuple of four, such as `(40, 20, 10, 5000)`.

    1. convolution, 96 filters of 11×11, stride 4, no padding; maximum of **3×3, stride 2**
    2. convolution, 256 filters of 5×5, `"same"`; maximum of 3×3, stride 2
    3. three convolutions of 3×3, `"same"`, the last with 256 filters; maximum of 3×3, stride 2
    4. flatten
    """
    return (30, 14, 6, 9216)


@alexnet_sides.mistake(
    "a window is missing in the first map", "(251 − 11) / 4 steps, and the place before the first step."
)
def _first_map_60():
    return (29, 14, 6, 9216)


@alexnet_sides.mistake("the maps are missing", "Flatten lays all 256 maps of 6×6 in one row.")
def _one_map():
    return (30, 14, 6, 36)


@alexnet_sides.mistake("you counted one side", "256 maps have height and width.")
def _one_side():
    return (30, 14, 6, 1536)


@alexnet_sides.mistake(
    "the windows step by 2, not by 3", "Windows of 3 that lie side by side would shrink faster. These overlap."
)
def _side_by_side():
    return (20, 6, 2, 1024)


@alexnet_sides.mistake(
    'the later convolutions are "same"',
    "Only the first one shrinks its map. Convolutions 2 to 5 keep the side, the poolings shrink it.",
)
def _valid():
    return (30, 12, 2, 1024)


@alexnet_sides.mistake(
    "you halved, or rounded up",
    "A window of 3 on 30 pixels: (30 − 3) / 2 steps, rounded down, and the first place. A window that does not fit is dropped.",
)
def _halved():
    return (30, 15, 7, 12544)


@alexnet_sides.mistake("the last convolution has 256 filters", "384 maps are what convolutions 3 and 4 make.")
def _384():
    return (30, 14, 6, 13824)


@alexnet_sides.mistake(
    "the first of the four is the side behind the first *pooling*", "61 is what the convolution makes. Pool it once."
)
def _convolution_first():
    return (61, 30, 14, 9216)


@alexnet_sides.mistake(
    "each pooling misses its first place", "(61 − 3) / 2 = 29 steps, and the place before the first of them."
)
def _pooled_without_first():
    return (29, 13, 5, 6400)


@alexnet_sides.mistake(
    "each layer misses its first place",
    "The division counts steps. The place before the first one is added every time.",
)
def _never_first():
    return (28, 12, 4, 4096)


@alexnet_sides.mistake("you rounded up", "The poolings have no padding: a window that hangs over the edge is dropped.")
def _same_poolings():
    return (31, 16, 8, 16384)


@alexnet_sides.mistake(
    "these are the sides for 227 pixels", "The image here has 251×251: the first map is larger than 55×55."
)
def _for_227():
    return (27, 13, 6, 9216)


@alexnet_sides.mistake(
    "the last convolution has 256 filters", "96 maps are what the *first* one makes. Flatten meets those of the last."
)
def _96():
    return (30, 14, 6, 3456)


@alexnet_sides.mistake(
    "the first convolution does not show", "Before the first pooling the image has become a map of another side."
)
def _not_convolved():
    return (125, 62, 30, 230400)


@alexnet_sides.mistake("the first convolution has stride 4", "241 places are what stride 1 would give.")
def _stride_one():
    return (120, 59, 29, 215296)


alexnet_sides.hint(
    "The first convolution as in the exercise above; convolutions 2 to 5 keep the side. So then only the poolings count.",
    "The first map is 61×61. A window of 3, stride 2, on 61 pixels: (61 − 3) // 2 + 1.",
    "The same step twice more; then the last side, squared, times 256 maps.",
)
