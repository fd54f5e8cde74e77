"""`activation_bytes`: reference, cases, slips and hints."""

import numpy as np

from cnncourse.autocheck import exercise

from .basis import _values


@exercise(points=1, minutes=4)
def activation_bytes(batch: int, shapes: list[tuple[int, ...]], bytes_per_value: int = 4) -> int:
    """Memory of all feature maps of a network, which training keeps until the backward pass has used them.

    Args:
        batch: images in a batch.
        shapes: what each layer gives for one image, such as `(28, 28, 6)` or `(10,)`.
        bytes_per_value: 4 for float32, 2 for float16.

    Returns:
        Bytes.
    """
    # BEGIN SOLUTION
    values = 0
    for shape in shapes:
        values += int(np.prod(shape))
    return batch * values * bytes_per_value
    # END SOLUTION


@activation_bytes.cases
def _(rng):
    yield "one image, one layer", (1, [(4, 5, 3)], 4)
    yield "a batch", (16, [(4, 5, 3)], 4)
    yield "two layers", (1, [(4, 5, 3), (2, 2, 8)], 4)
    yield "float16", (8, [(6, 4, 3), (3, 2, 10)], 2)
    yield "a dense layer at the end", (3, [(8, 6, 4), (4, 3, 7), (10,)], 4)
    shapes = [tuple(int(n) for n in rng.integers(2, 30, 3)) for _ in range(4)]
    yield "four layers", (32, shapes, 4)


@activation_bytes.mistake("the batch does not count", "Every image has maps of its own.")
def one_image(batch, shapes, bytes_per_value):
    return sum(_values(shapes)) * bytes_per_value


@activation_bytes.mistake("you counted values, not bytes", "A float32 takes 4 bytes: multiply by `bytes_per_value`.")
def values_only(batch, shapes, bytes_per_value):
    return batch * sum(_values(shapes))


@activation_bytes.mistake("you counted bits", "The result is in bytes; eight bits are one byte.")
def bits(batch, shapes, bytes_per_value):
    return 8 * batch * sum(_values(shapes)) * bytes_per_value


@activation_bytes.mistake("4 bytes are built in", "`bytes_per_value` may be 2 as well: use the argument.")
def always_four(batch, shapes, bytes_per_value):
    return batch * sum(_values(shapes)) * 4


@activation_bytes.mistake(
    "only the last layer is counted", "The backward pass needs what every layer gave, so all of it is kept."
)
def last_layer(batch, shapes, bytes_per_value):
    return batch * _values(shapes)[-1] * bytes_per_value


@activation_bytes.mistake(
    "only the largest layer is counted",
    "That is nearer to *using* a network, where a map may be forgotten once the next one is made. Training keeps them all.",
)
def largest_layer(batch, shapes, bytes_per_value):
    return batch * max(_values(shapes)) * bytes_per_value


@activation_bytes.mistake("the layers are multiplied", "Each layer's maps lie beside the others: their sizes add up.")
def multiplied(batch, shapes, bytes_per_value):
    return batch * int(np.prod(_values(shapes))) * bytes_per_value


@activation_bytes.mistake(
    "the channels do not count", "A layer gives a map for each channel: `h · w · c` values, all sides multiplied."
)
def maps_only(batch, shapes, bytes_per_value):
    return batch * sum(int(np.prod(shape[:2])) for shape in shapes) * bytes_per_value


@activation_bytes.mistake(
    "the sides are added", "A map of 4 rows and 5 columns has 20 values, not 9: multiply the sides."
)
def sides_added(batch, shapes, bytes_per_value):
    return batch * sum(sum(shape) for shape in shapes) * bytes_per_value


@activation_bytes.mistake(
    "only the first layer is counted",
    "Does your loop `return` in its first round? Add up first, and return after the loop.",
)
def first_layer(batch, shapes, bytes_per_value):
    return batch * _values(shapes)[0] * bytes_per_value


@activation_bytes.mistake("the first layer is left out", "Every shape in the list is kept, the first one as well.")
def without_first(batch, shapes, bytes_per_value):
    return batch * sum(_values(shapes)[1:]) * bytes_per_value


@activation_bytes.mistake(
    "a dense layer has no rows and columns",
    "Its shape is `(10,)`, so `h, w, c = shape` finds one side. Multiply however many there are.",
)
def three_sides(batch, shapes, bytes_per_value):
    return batch * sum(h * w * c for h, w, c in shapes) * bytes_per_value


@activation_bytes.mistake("the dense layer is left out", "What it gives is kept as well: `(10,)` is 10 values.")
def maps_alone(batch, shapes, bytes_per_value):
    return batch * sum(int(np.prod(shape)) for shape in shapes if len(shape) == 3) * bytes_per_value


@activation_bytes.mistake(
    "twice as many bytes as the maps take", "Gradients come on top in the way back; here only the maps are asked for."
)
def with_gradients(batch, shapes, bytes_per_value):
    return 2 * batch * sum(_values(shapes)) * bytes_per_value


@activation_bytes.mistake("that is in MiB", "Bytes are asked for: leave out the division by 2²⁰.")
def in_mebibytes(batch, shapes, bytes_per_value):
    return batch * sum(_values(shapes)) * bytes_per_value / 2**20


@activation_bytes.mistake(
    "divided by the bytes of a value", "Each value takes `bytes_per_value` bytes: that is a factor."
)
def divided(batch, shapes, bytes_per_value):
    return batch * sum(_values(shapes)) / bytes_per_value


activation_bytes.hint(
    "How many values has one layer's output for one image? Multiply its sides.",
    "Add that up over the layers: training keeps them all at once.",
    "Then times the images in the batch, times the bytes of a value.",
)
