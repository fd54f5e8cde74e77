"""`dilate_instead_of_stride`: reference, cases, slips and hints."""

from cnncourse.autocheck import exercise


@exercise(points=3, minutes=10)
def dilate_instead_of_stride(layers: list[tuple[int, int]], output_stride: int) -> list[tuple[int, int, int]]:
    """Stop striding at an output stride, and dilate so that every layer still sees what it saw.

    From the image on, strides are kept until their product is `output_stride`. Each stride
    after that becomes 1. A stride that became 1 leaves maps that are finer by as much: every
    layer *behind* it must step over as many places, so its rate is multiplied by the strides
    that were taken away in layers *before* it.

    Args:
        layers: `(kernel, stride)` from the image on. The strides of the first layers reach
            `output_stride` exactly, or all of them together stay below it.
        output_stride: image side over the side of the last maps.

    Returns:
        `(kernel, stride, rate)` for each layer, a list of as many.
    """
    # BEGIN SOLUTION
    changed, total, rate = [], 1, 1
    for kernel, stride in layers:
        if total == output_stride:
            changed.append((kernel, 1, rate))
            rate *= stride
        else:
            changed.append((kernel, stride, 1))
            total *= stride
    return changed
    # END SOLUTION


@dilate_instead_of_stride.cases
def _(rng):
    yield "four layers, output stride 4", ([(3, 2), (3, 2), (3, 2), (3, 1)], 4)
    yield "two strides taken away", ([(3, 2), (3, 1), (5, 2), (3, 2), (1, 1), (3, 2), (3, 1)], 4)
    yield "ResNet's stages, output stride 16", ([(7, 2), (3, 2), (3, 1), (3, 2), (3, 2), (3, 2), (3, 1)], 16)
    yield "nothing to take away", ([(3, 2), (3, 1), (3, 2)], 8)
    yield "a stride of three", ([(3, 2), (5, 3), (3, 3), (3, 1), (3, 2), (3, 1)], 6)
    yield "output stride 1", ([(5, 2), (3, 1), (3, 2), (3, 1)], 1)


dilate_instead_of_stride.hint(
    "Two numbers go along the layers: the product of the strides kept, and the product of the strides taken away.",
    "If the first has reached `output_stride`: append `(kernel, 1, rate)`, and *then* multiply the rate.",
    "Otherwise: append `(kernel, stride, 1)` and multiply the first.",
)
