"""`keras_stack_shapes`: a prediction, and what leads to wrong ones."""

from cnncourse.autocheck import predict


@predict(points=2, minutes=4)
def keras_stack_shapes():
    """Height and width of the feature map after each of the four layers, as a tuple of four pairs, for example
    `((30, 30), (28, 28), (14, 14), (12, 12))`. The image is 28 pixels high and 20 wide.

    1. `Conv2D(8, 5)`: window 5×5, stride 1, `padding="valid"`
    2. `Conv2D(8, 3, strides=2, padding="same")`
    3. `Conv2D(8, (1, 3), strides=(1, 2))`: one pixel high, three wide, `"valid"`
    4. `Conv2D(8, 4, strides=3, padding="same")`
    """
    return ((24, 16), (12, 8), (12, 3), (4, 1))


@keras_stack_shapes.mistake(
    "layer 4 divides by its stride, whatever its window", '"same" at stride 3: 12 rows become 4, 3 columns become 1.'
)
def _last_valid():
    return ((24, 16), (12, 8), (12, 3), (3, 0))


@keras_stack_shapes.mistake(
    'layer 2 is a "same" layer', '"same" loses nothing to the window: 24 pixels at stride 2 become 12.'
)
def _second_valid():
    return ((24, 16), (11, 7), (11, 3), (4, 1))


@keras_stack_shapes.mistake(
    "layer 3 leaves the rows alone",
    "Its window is one pixel high and its stride for rows is 1: `strides=(1, 2)` is rows first.",
)
def _third_shrinks_rows():
    return ((24, 16), (12, 8), (5, 3), (2, 1))


@keras_stack_shapes.mistake("the image is 20 pixels wide, not square", "Work on the width by itself, from 20.")
def _square():
    return ((24, 24), (12, 12), (12, 5), (4, 2))


@keras_stack_shapes.mistake(
    "you rounded up in layer 3",
    'Layer 3 is "valid": on 8 pixels a window of 3 has 5 pixels of room, and 5 // 2 steps fit.',
)
def _rounded_up():
    return ((24, 16), (12, 8), (12, 4), (4, 2))


@keras_stack_shapes.mistake(
    "width comes second", "Keras gives height before width, as NumPy gives rows before columns."
)
def _width_first():
    return ((16, 24), (8, 12), (3, 12), (1, 4))


@keras_stack_shapes.mistake(
    'you took "same" to mean "as large as the input"',
    '"same" divides by the stride and rounds up: 24 pixels at stride 2 become 12.',
)
def _same_keeps():
    return ((24, 16), (24, 16), (24, 7), (24, 7))


@keras_stack_shapes.mistake(
    'you took layer 1 for a "same" layer',
    "Without `padding=` a Keras layer is `valid`: a 5×5 window costs four rows and four columns.",
)
def _first_same():
    return ((28, 20), (14, 10), (14, 4), (5, 2))


keras_stack_shapes.hint(
    "Work on the height first, all four layers; then on the width.",
    '"valid" is your `output_size` with padding 0. "same" is `ceil(n / stride)`, whatever the window.',
    "Heights: 28 − 5 + 1 = 24, then 24 / 2 = 12, then a window one pixel high at stride 1 changes nothing, then ceil(12 / 3).",
)
