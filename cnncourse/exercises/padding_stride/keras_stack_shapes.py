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


@keras_stack_shapes.mistake(
    "rows and columns of layer 3 are exchanged",
    "`(1, 3)` is one pixel high and three wide, and `(1, 2)` moves by one row and two columns: rows come first.",
)
def _third_turned():
    return ((24, 16), (12, 8), (5, 8), (2, 3))


@keras_stack_shapes.mistake(
    "the window of layer 3 is one pixel high",
    "`(1, 3)` gives rows first: it costs no row, and two columns before the stride counts.",
)
def _third_window_turned():
    return ((24, 16), (12, 8), (10, 4), (4, 2))


@keras_stack_shapes.mistake(
    "the stride of layer 3 is for columns",
    "`strides=(1, 2)` gives rows first: every row, every second column.",
)
def _third_stride_turned():
    return ((24, 16), (12, 8), (6, 6), (2, 2))


@keras_stack_shapes.mistake(
    "layer 3 has a stride of 2 in columns",
    "`strides=(1, 2)`: rows one by one, columns two by two.",
)
def _third_crawls():
    return ((24, 16), (12, 8), (12, 6), (4, 2))


@keras_stack_shapes.mistake(
    "layer 3 leaves the rows alone",
    "You took its window for 3×3. `(1, 3)` is one pixel high: no row is lost.",
)
def _third_square_window():
    return ((24, 16), (12, 8), (10, 3), (4, 1))


@keras_stack_shapes.mistake(
    "layer 3 leaves the rows alone",
    "You took its stride for 2 in both directions. `strides=(1, 2)` is rows first.",
)
def _third_square_stride():
    return ((24, 16), (12, 8), (6, 3), (2, 1))


@keras_stack_shapes.mistake(
    "the first place is missing in layer 3",
    "On 8 pixels a window of 3 has room for two steps of 2. It also stands somewhere before the first.",
)
def _third_forgot_first():
    return ((24, 16), (12, 8), (12, 2), (4, 1))


@keras_stack_shapes.mistake(
    "layer 4 does give a column",
    'Its window is wider than its three columns, but "same" adds what is missing: divide by the stride and round up.',
)
def _last_floored():
    return ((24, 16), (12, 8), (12, 3), (4, 0))


@keras_stack_shapes.mistake(
    "layer 4 divides by its stride, whatever its window",
    'Its padding is "same", so no row is lost to the window: divide by the stride and round up.',
)
def _last_valid_clipped():
    return ((24, 16), (12, 8), (12, 3), (3, 1))


@keras_stack_shapes.mistake(
    "layer 4 has a stride of 3",
    '"same" keeps the size only at stride 1. Otherwise it divides by the stride.',
)
def _last_crawls():
    return ((24, 16), (12, 8), (12, 3), (12, 3))


@keras_stack_shapes.mistake(
    "layer 4 gives one column less",
    "The three columns that it gets divide by 3 without a rest: nothing is rounded up.",
)
def _last_one_more():
    return ((24, 16), (12, 8), (12, 3), (4, 2))


@keras_stack_shapes.mistake(
    "you left the strides out",
    "Layers 2, 3 and 4 jump: each divides the size by its stride.",
)
def _no_strides():
    return ((24, 16), (24, 16), (24, 14), (24, 14))


@keras_stack_shapes.mistake(
    "layer 2 has a stride of 2",
    '"same" keeps the size only at stride 1: 24 pixels at stride 2 become 12.',
)
def _second_crawls():
    return ((24, 16), (24, 16), (24, 7), (8, 3))


@keras_stack_shapes.mistake(
    "layer 2 gives no extra place",
    "24 and 16 divide by 2 without a rest, so nothing is rounded up.",
)
def _second_one_more():
    return ((24, 16), (13, 9), (13, 4), (5, 2))


@keras_stack_shapes.mistake(
    "the first place is missing in layer 1",
    "On 28 pixels a window of 5 has 23 pixels of room: 23 steps, and the place before the first.",
)
def _forgot_first():
    return ((23, 15), (12, 8), (12, 3), (4, 1))


@keras_stack_shapes.mistake(
    "a window of 5 costs four rows, not two",
    "It must fit above and below: two rows are lost on each side. So it is with columns.",
)
def _half_window():
    return ((26, 18), (13, 9), (13, 4), (5, 2))


@keras_stack_shapes.mistake(
    "every layer looks at the map before it",
    "You worked each of them out from the image. The layers stand one after another.",
)
def _all_from_image():
    return ((24, 16), (14, 10), (28, 9), (10, 7))


@keras_stack_shapes.mistake(
    "height and width only",
    "Leave out the number of kernels: a pair for each layer.",
)
def _channels_too():
    return ((24, 16, 8), (12, 8, 8), (12, 3, 8), (4, 1, 8))


@keras_stack_shapes.mistake(
    "four layers, four pairs",
    "The size of the image is no layer's answer: begin with what comes out of layer 1.",
)
def _image_too():
    return ((28, 20), (24, 16), (12, 8), (12, 3), (4, 1))


@keras_stack_shapes.mistake(
    "four pairs, not eight numbers",
    "Put each layer's height and width in parentheses of their own.",
)
def _flat():
    return (24, 16, 12, 8, 12, 3, 4, 1)


@keras_stack_shapes.mistake(
    "the widths are missing",
    "Each layer gives a pair: height and width.",
)
def _heights_only():
    return (24, 12, 12, 4)


@keras_stack_shapes.mistake(
    "the last layer alone is not enough",
    "One pair for each of the four layers was asked.",
)
def _last_only():
    return (4, 1)


@keras_stack_shapes.mistake(
    "that is the example",
    "It only shows the form. Begin with layer 1: 28 pixels, a window of 5, nothing added.",
)
def _example():
    return ((30, 30), (28, 28), (14, 14), (12, 12))


keras_stack_shapes.hint(
    "Work on the height first, all four layers; then on the width.",
    '"valid" is your `output_size` with padding 0. "same" is `ceil(n / stride)`, whatever the window.',
    "Heights: 28 − 5 + 1 = 24, then 24 / 2 = 12, then a window one pixel high at stride 1 changes nothing, then ceil(12 / 3).",
)
