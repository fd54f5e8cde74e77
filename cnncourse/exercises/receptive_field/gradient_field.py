"""`gradient_field`: reference, cases, slips and hints."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cnncourse.autocheck import Unusable, exercise
from cnncourse.exercises import _probes

if TYPE_CHECKING:
    import keras


@exercise(points=3, minutes=12, seconds=30)  # the first check may have to start TensorFlow
def gradient_field(model: keras.Model, unit: tuple[int, int]) -> tuple[int, int]:
    """Sides of the part of the image that one place of a model sees, measured by gradients.

    Pixel `(r, q)` is seen if `∂ y[0, i, j, f] / ∂ x[0, r, q, c]` is not zero for some image,
    some filter `f` and some channel `c`.

    Args:
        model: turns images `(n, h, w, c)` into maps `(n, out_h, out_w, f)`;
            `model.input_shape` is `(None, h, w, c)`.
        unit: `(i, j)`, row and column of the place in the map. All its filters count.

    Returns:
        `(rows, columns)`, each counted from the first that is seen to the last.
        Gaps in between count; what hangs over the image does not.
    """
    # BEGIN SOLUTION
    import tensorflow as tf

    x = tf.random.uniform((1, *model.input_shape[1:]), seed=3)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = tf.reduce_sum(model(x)[0, unit[0], unit[1]])
    gradient = tape.gradient(y, x).numpy()[0]  # (h, w, c)
    rows, columns = np.nonzero(np.abs(gradient).sum(axis=2))
    return int(rows.max() - rows.min() + 1), int(columns.max() - columns.min() + 1)
    # END SOLUTION


@gradient_field.cases
def _(rng):
    yield "one layer", ("9×11×1, conv 3×5", (2, 3))
    yield "a layer after a stride", ("16×18×1, conv 3×5 stride 2, conv 3×3", (1, 2))
    yield "dilation leaves gaps", ("14×15×1, conv 3×3 dilation 2, conv 3×3 dilation 2", (1, 3))
    yield "a place at the edge", ("12×10×1, same conv 3×3, same conv 5×3", (0, 4))
    yield "a field larger than the image", ("5×8×1, same conv 7×5, same conv 3×3", (2, 2))
    yield "ReLU between the layers", ("11×15×3, conv 3×3 relu, conv 3×5 relu, conv 1×3", (3, 2))
    yield "weights below zero", ("12×9×1, conv 5×3 edge", (4, 1))
    yield "red against green", ("10×12×2, conv 3×3 opposite, conv 3×1", (2, 5))
    yield "filters and channels that differ", ("9×8×2, conv 5×3 narrow", (1, 3))


@gradient_field.observe
def _(answer, args):
    text, unit = args
    try:
        return answer(_probes.network(text), unit)
    except (TypeError, AttributeError) as error:
        raise _in_words(error) from None


def _in_words(error):
    """What it means when None turned up where numbers were needed; any other error as it is."""
    if "NoneType" not in str(error):
        return error
    if "integer" in str(error):
        return Unusable("`model.input_shape` begins with None", "It leaves the number of images open. Choose one.")
    return Unusable(
        "`tape.gradient` gave None",
        "The tape saw no way from `x` to `y`. It follows what it watches, from before the model is called, and only "
        "through calls of TensorFlow: `predict` and `numpy()` cut the way.",
    )


def _gradient(model, unit, start=None, filters=slice(None)):
    """Gradient of one place with respect to the image, `(h, w, c)`."""
    import tensorflow as tf

    shape = (1, *model.input_shape[1:])
    x = tf.constant(np.random.default_rng(1).random(shape) if start is None else np.full(shape, start), "float32")
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = tf.reduce_sum(model(x)[0][(*unit, filters)])
    return tape.gradient(y, x).numpy()[0]


def _sides(seen):
    rows, columns = np.nonzero(seen)  # no pixel at all: the maximum below raises, as it does in the reader's code
    return int(rows.max() - rows.min() + 1), int(columns.max() - columns.min() + 1)


@gradient_field.mistake(
    "you took the gradient of the whole map",
    "Summed over all places, every pixel that any of them sees shows up. Pick the one place first: `model(x)[0, i, j]`.",
)
def whole_map(model, unit):
    return _sides(np.abs(_gradient(model, (slice(None), slice(None)))).sum(axis=2))


@gradient_field.mistake(
    "row and column of the place are exchanged", "`unit` is `(row, column)`, and so are the axes of the map."
)
def turned_unit(model, unit):
    try:
        return _sides(np.abs(_gradient(model, unit[::-1])).sum(axis=2))
    except Exception as error:
        raise type(error)("the place is outside the map") from None


@gradient_field.mistake("columns come second", "Return rows first, then columns, as `shape` does.")
def turned_sides(model, unit):
    return gradient_field.reference(model, unit)[::-1]


@gradient_field.mistake(
    "you counted the rows that are seen; the field is what they span",
    "With a dilation, rows in between are skipped. From the first seen row to the last one, all of them count.",
)
def without_gaps(model, unit):
    seen = np.abs(_gradient(model, unit)).sum(axis=2) > 0
    return int(seen.any(axis=1).sum()), int(seen.any(axis=0).sum())


@gradient_field.mistake(
    "one row and one column are missing", "From row 3 to row 5 there are three rows: last − first + 1."
)
def one_less(model, unit):
    rows, columns = gradient_field.reference(model, unit)
    return rows - 1, columns - 1


@gradient_field.mistake(
    "gradients of opposite sign have canceled out",
    "A unit that compares red with green has gradients `+a` and `−a` in the same pixel. Take absolute values before you add the channels.",
)
def signed(model, unit):
    return _sides(_gradient(model, unit).sum(axis=2))


@gradient_field.mistake(
    "you kept the positive gradients only", "A pixel that lowers the unit changes it as well: take the absolute value."
)
def positive(model, unit):
    return _sides(_gradient(model, unit).max(axis=2) > 0)


@gradient_field.mistake(
    "you looked at the first filter only", "A place has several filters, and another one may see more."
)
def first_filter(model, unit):
    return _sides(np.abs(_gradient(model, unit, filters=0)).sum(axis=2))


@gradient_field.mistake(
    "you looked at the first channel of the image only", "Another channel may be read more widely. Combine them all."
)
def first_channel(model, unit):
    return _sides(_gradient(model, unit)[:, :, 0])


@gradient_field.mistake(
    "you fed an image of zeros",
    "At zero a ReLU is off, and nothing gets back through it. Take random pixels, so that some units are on.",
)
def zeros(model, unit):
    return _sides(np.abs(_gradient(model, unit, start=0.0)).sum(axis=2))


@gradient_field.mistake(
    "you worked it out from the layers; it was to be measured",
    "The layers' sizes know nothing of the image. At its edge a part of the field hangs over, and no pixel is there to be seen.",
)
def from_layers(model, unit):
    sides = []
    for axis in (0, 1):
        size = jump = 1
        for layer in model.layers:
            size += (layer.kernel_size[axis] - 1) * layer.dilation_rate[axis] * jump
            jump *= layer.strides[axis]
        sides.append(size)
    return tuple(sides)


@gradient_field.mistake(
    "you worked it out from the layers; it was to be measured",
    "And from one side of their windows only: these windows are not square. The gradient tells both sides, and what the image cuts off.",
)
def from_square_layers(model, unit):
    size = jump = 1
    for layer in model.layers:
        size += (layer.kernel_size[0] - 1) * layer.dilation_rate[0] * jump
        jump *= layer.strides[0]
    return size, size


@gradient_field.mistake(
    "you took the middle of the map, not `unit`",
    "Which place it is makes a difference at the edge, where the field hangs over.",
)
def middle_unit(model, unit):
    _, rows, columns, _ = model.output_shape
    return _sides(np.abs(_gradient(model, (rows // 2, columns // 2))).sum(axis=2))


@gradient_field.mistake(
    "those are the sides of the image",
    "The gradient has the shape of `x`, with zeros for what is not seen. Leave these out.",
)
def image_sides(model, unit):
    return model.input_shape[1:3]


@gradient_field.mistake(
    "you counted from the edge of the image",
    "The last row that is seen, plus one, is the number of rows from the image's edge. Where does the field begin?",
)
def from_the_edge(model, unit):
    rows, columns = np.nonzero(np.abs(_gradient(model, unit)).sum(axis=2))
    return int(rows.max() + 1), int(columns.max() + 1)


@gradient_field.mistake("not every field is square", "You gave the rows twice. Look at the columns by themselves.")
def rows_twice(model, unit):
    return (gradient_field.reference(model, unit)[0],) * 2


@gradient_field.mistake(
    "the signs still count",
    "Gradients of several channels can cancel out, and a pixel that lowers the unit is seen as well: absolute values first.",
)
def positive_sum(model, unit):
    return _sides(_gradient(model, unit).sum(axis=2) > 1e-6)


gradient_field.hint(
    "Make a random image, `x = tf.random.uniform((1, *model.input_shape[1:]))`, and record what the model does to it with `tf.GradientTape()`.",
    "`x` is no variable: say `tape.watch(x)`. Then pick the place, `model(x)[0, unit[0], unit[1]]`, and add its filters with `tf.reduce_sum`.",
    "`tape.gradient(y, x)` has the shape of `x`. Take absolute values, add up the channels, and see which pixels are not zero.",
    "`np.nonzero` gives the rows and the columns of these pixels. The field goes from the smallest to the largest.",
)
