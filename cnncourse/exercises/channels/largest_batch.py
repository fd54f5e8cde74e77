"""`largest_batch`: reference, cases, slips and hints."""

import numpy as np

from cnncourse.autocheck import exercise

from .basis import _values


@exercise(points=1, minutes=3)
def largest_batch(memory_bytes: int, shapes: list[tuple[int, ...]], bytes_per_value: int = 4) -> int:
    """The most images that fit, when all feature maps must be in memory at once.

    Args:
        memory_bytes: bytes at hand for feature maps.
        shapes: what each layer gives for one image.
        bytes_per_value: 4 for float32, 2 for float16.

    Returns:
        A whole number of images; 0 if not even one fits.
    """
    # BEGIN SOLUTION
    one = sum(int(np.prod(shape)) for shape in shapes) * bytes_per_value  # bytes of one image
    return memory_bytes // one
    # END SOLUTION


@largest_batch.cases
def _(rng):
    yield "fits exactly", (2400, [(4, 5, 3)], 4)
    yield "some bytes left over", (2399, [(4, 5, 3)], 4)
    yield "two layers", (9_000, [(4, 5, 3), (2, 2, 8)], 4)
    yield "float16", (9_000, [(4, 5, 3), (2, 2, 8)], 2)
    yield "not even one", (300, [(6, 4, 3), (3, 2, 10)], 4)
    shapes = [tuple(int(n) for n in rng.integers(2, 30, 3)) for _ in range(4)]
    yield "four layers in 8 MiB", (8 * 2**20, shapes, 4)


@largest_batch.mistake(
    "you rounded up", "A part of an image does not fit. Round down, or the last image runs out of memory."
)
def round_up(memory_bytes, shapes, bytes_per_value):
    return -(-memory_bytes // (sum(_values(shapes)) * bytes_per_value))


@largest_batch.mistake("you rounded to the nearest", "Nine tenths of an image do not fit: round down, always.")
def round_nearest(memory_bytes, shapes, bytes_per_value):
    return round(memory_bytes / (sum(_values(shapes)) * bytes_per_value))


@largest_batch.mistake("a batch is a whole number", "`/` gives a float; `//` divides and rounds down.")
def fraction(memory_bytes, shapes, bytes_per_value):
    return memory_bytes / (sum(_values(shapes)) * bytes_per_value)


@largest_batch.mistake("right value, but a float", "`int(a / b)` or, better, `a // b` gives a whole number.")
def floored_float(memory_bytes, shapes, bytes_per_value):
    return float(memory_bytes // (sum(_values(shapes)) * bytes_per_value))


@largest_batch.mistake("only the largest layer is counted", "Training keeps what every layer gave: add the layers up.")
def largest_only(memory_bytes, shapes, bytes_per_value):
    return memory_bytes // (max(_values(shapes)) * bytes_per_value)


@largest_batch.mistake("only the last layer is counted", "Training keeps what every layer gave: add the layers up.")
def last_only(memory_bytes, shapes, bytes_per_value):
    return memory_bytes // (_values(shapes)[-1] * bytes_per_value)


@largest_batch.mistake("you counted values, not bytes", "A value takes `bytes_per_value` bytes.")
def values_not_bytes(memory_bytes, shapes, bytes_per_value):
    return memory_bytes // sum(_values(shapes))


@largest_batch.mistake("4 bytes are built in", "`bytes_per_value` may be 2 as well: use the argument.")
def four_built_in(memory_bytes, shapes, bytes_per_value):
    return memory_bytes // (sum(_values(shapes)) * 4)


@largest_batch.mistake("one image at least?", "If not even one fits, the honest answer is 0.")
def at_least_one(memory_bytes, shapes, bytes_per_value):
    return max(memory_bytes // (sum(_values(shapes)) * bytes_per_value), 1)


@largest_batch.mistake(
    "you rounded down to a power of two", "That is a custom, not a limit: any whole number of images may be a batch."
)
def power_of_two(memory_bytes, shapes, bytes_per_value):
    most = memory_bytes // (sum(_values(shapes)) * bytes_per_value)
    return 1 << (most.bit_length() - 1) if most else 0


@largest_batch.mistake(
    "one too few where the memory fits exactly", "If the last image takes the last byte, it still fits: `<=`, not `<`."
)
def strictly(memory_bytes, shapes, bytes_per_value):
    return (memory_bytes - 1) // (sum(_values(shapes)) * bytes_per_value)


@largest_batch.mistake(
    "one too many",
    "That is the first batch that does *not* fit. Where a loop stops, the batch before it was the last to fit.",
)
def first_too_large(memory_bytes, shapes, bytes_per_value):
    return memory_bytes // (sum(_values(shapes)) * bytes_per_value) + 1


@largest_batch.mistake(
    "the bytes of a value are a factor where they should divide",
    "`a // b * c` is `(a // b) * c`. Put one image's bytes in parentheses, or in a variable of their own.",
)
def no_parentheses(memory_bytes, shapes, bytes_per_value):
    return memory_bytes // sum(_values(shapes)) * bytes_per_value


@largest_batch.mistake(
    "divided the wrong way round", "How often does one image fit into the memory, not the memory into it."
)
def upside_down(memory_bytes, shapes, bytes_per_value):
    return sum(_values(shapes)) * bytes_per_value // memory_bytes


@largest_batch.mistake(
    "room for gradients was not asked for",
    "`memory_bytes` is what is at hand for feature maps. Nothing is doubled here.",
)
def doubled_bytes(memory_bytes, shapes, bytes_per_value):
    return memory_bytes // (2 * sum(_values(shapes)) * bytes_per_value)


largest_batch.hint(
    "How many bytes does one image need? `activation_bytes` with a batch of 1.",
    "How many times do those bytes fit into the memory, in whole numbers?",
    "`memory_bytes // one`: the division rounds down, and gives 0 where nothing fits.",
)
