"""`receptive_field`: reference, cases, slips and hints."""

from __future__ import annotations

from cnncourse.autocheck import exercise


@exercise(points=3, minutes=8)
def receptive_field(layers: list[tuple[int, int, int]]) -> tuple[int, int]:
    """How many pixels a unit of the last layer sees along one axis, and how far apart units are.

    Args:
        layers: `(kernel, stride, dilation)` of each layer, the one that reads the image first.
            Pooling is a layer too. (Dilations come later; multiply by them, as the formula does.)

    Returns:
        `(size, jump)`, in input pixels; `(1, 1)` without layers: a pixel sees itself.
    """
    # BEGIN SOLUTION
    size = jump = 1
    for kernel, stride, dilation in layers:
        size += (kernel - 1) * dilation * jump
        jump *= stride
    return size, jump
    # END SOLUTION


@receptive_field.cases
def _(rng):
    yield "one layer", ([(3, 1, 1)],)
    yield "two layers, no stride", ([(3, 1, 1), (3, 1, 1)],)
    yield "no layer at all", ([],)
    yield "a stride in the first layer", ([(3, 2, 1), (3, 1, 1)],)
    yield "a stride in the last layer", ([(3, 1, 1), (5, 2, 1)],)
    yield "strides 2 and 3, then two more layers", ([(3, 2, 1), (5, 3, 1), (3, 1, 1), (2, 2, 1)],)
    yield "LeNet: two convolutions, two poolings", ([(5, 1, 1), (2, 2, 1), (5, 1, 1), (2, 2, 1)],)
    yield "dilations 1, 2 and 4", ([(3, 1, 1), (3, 1, 2), (3, 1, 4)],)
    yield "dilation after a stride", ([(4, 2, 1), (3, 1, 3)],)
    for _ in range(2):
        layers = [tuple(int(rng.integers(1, high)) for high in (8, 4, 4)) for _ in range(5)]
        yield ", ".join(f"{k}/{s}/{d}" for k, s, d in layers), (layers,)


@receptive_field.mistake(
    "you left the jump out",
    "After a stride of 2, neighbors in the map stand two pixels apart, so a window on that map spreads twice as far over the image. "
    "What each layer adds has to be multiplied by the jump it works at.",
)
def no_jump(layers):
    size = jump = 1
    for kernel, stride, dilation in layers:
        size += (kernel - 1) * dilation
        jump *= stride
    return size, jump


@receptive_field.mistake(
    "the layer's own stride came too early",
    "A layer reads the map before it, where the units stand as far apart as the earlier strides have set them. Its own stride "
    "only counts for the layers after it: change the jump after the size.",
)
def own_stride_first(layers):
    size = jump = 1
    for kernel, stride, dilation in layers:
        jump *= stride
        size += (kernel - 1) * dilation * jump
    return size, jump


@receptive_field.mistake(
    "strides multiply, they do not replace each other",
    "Every second unit of a map that kept every second pixel: that is every fourth pixel. You kept the last stride only.",
)
def last_stride_only(layers):
    size = jump = 1
    for kernel, stride, dilation in layers:
        size += (kernel - 1) * dilation * jump
        jump = stride
    return size, jump


@receptive_field.mistake(
    "strides multiply, they do not add up",
    "Every second unit of every third pixel is every sixth pixel, not every fifth.",
)
def added_strides(layers):
    size = jump = 1
    for kernel, stride, dilation in layers:
        size += (kernel - 1) * dilation * jump
        jump += stride - 1
    return size, jump


@receptive_field.mistake(
    "you multiplied the windows",
    "Neighboring windows overlap. A second 3×3 layer adds one pixel on each side, so 3 becomes 5 and not 9.",
)
def multiplied(layers):
    size = jump = 1
    for kernel, stride, dilation in layers:
        size *= (kernel - 1) * dilation + 1
        jump *= stride
    return size, jump


@receptive_field.mistake(
    "each layer adds `kernel − 1`, not `kernel`",
    "The unit in the middle of the window was seen already. Only its neighbors are new.",
)
def whole_kernel(layers):
    size, jump = 0, 1
    for kernel, stride, dilation in layers:
        size += kernel * dilation * jump
        jump *= stride
    return size, jump


@receptive_field.mistake("you started at 0", "Before the first layer, a pixel sees itself: the size starts at 1.")
def from_zero(layers):
    size, jump = 0, 1
    for kernel, stride, dilation in layers:
        size += (kernel - 1) * dilation * jump
        jump *= stride
    return size, jump


@receptive_field.mistake("you left the dilation out", "A window with dilation 2 reaches twice as far from its middle.")
def no_dilation(layers):
    size = jump = 1
    for kernel, stride, _ in layers:
        size += (kernel - 1) * jump
        jump *= stride
    return size, jump


@receptive_field.mistake(
    "the dilation spreads the gaps, not the pixels",
    "Three taps have two gaps between them, so a window of 3 with dilation 2 spans 2·2 + 1 = 5 pixels, not 2·3 = 6.",
)
def dilated_kernel(layers):
    size = jump = 1
    for kernel, stride, dilation in layers:
        size += (kernel * dilation - 1) * jump
        jump *= stride
    return size, jump


@receptive_field.mistake(
    "you went through the layers from the wrong end",
    "The list starts with the layer that reads the image. A stride widens what comes after it.",
)
def backwards(layers):
    return receptive_field.reference(layers[::-1])


@receptive_field.mistake(
    "the last stride is missing from the jump",
    "The last layer's stride does not widen its own field, but its units stand that much further apart: it belongs into the jump.",
)
def jump_before_last(layers):
    size, _ = receptive_field.reference(layers)
    return size, receptive_field.reference(layers[:-1])[1]


@receptive_field.mistake(
    "each layer adds `kernel − 1`, not `kernel`",
    "Three units in a row have two gaps between them. The first of the three is no gap; it is in the 1 you started from.",
)
def whole_kernel_after_one(layers):
    size = jump = 1
    for kernel, stride, dilation in layers:
        size += kernel * dilation * jump
        jump *= stride
    return size, jump


@receptive_field.mistake(
    "strides multiply, they do not add up",
    "A layer with stride 1 leaves the jump as it is. Yours grows there.",
)
def summed_strides(layers):
    size = jump = 1
    for kernel, stride, dilation in layers:
        size += (kernel - 1) * dilation * jump
        jump += stride
    return size, jump


@receptive_field.mistake(
    "you multiplied by the layer's own stride, not by the jump",
    "The gaps in a window are as long as all the strides *before* this layer have made them. Its own stride does not stretch it.",
)
def own_stride_for_jump(layers):
    size = jump = 1
    for kernel, stride, dilation in layers:
        size += (kernel - 1) * dilation * stride
        jump *= stride
    return size, jump


@receptive_field.mistake(
    "only the first layer was counted",
    "Does your `return` stand inside the loop? Then the loop ends in its first round.",
)
def returned_at_once(layers):
    return receptive_field.reference(layers[:1])


@receptive_field.mistake(
    "you took the stride for the kernel and the kernel for the stride",
    "Each layer is `(kernel, stride, dilation)`, in this order.",
)
def kernel_for_stride(layers):
    return receptive_field.reference([(stride, kernel, dilation) for kernel, stride, dilation in layers])


@receptive_field.mistake(
    "you took the dilation for the stride and the stride for the dilation",
    "Each layer is `(kernel, stride, dilation)`, in this order.",
)
def dilation_for_stride(layers):
    return receptive_field.reference([(kernel, dilation, stride) for kernel, stride, dilation in layers])


@receptive_field.mistake(
    "a dilation does not move the window",
    "It spreads the taps of one window. The next place of that window is still `stride` units away: leave it out of the jump.",
)
def dilated_jump(layers):
    size = jump = 1
    for kernel, stride, dilation in layers:
        size += (kernel - 1) * dilation * jump
        jump *= stride * dilation
    return size, jump


@receptive_field.mistake(
    "the dilation widens every gap of a window, not one of them",
    "With dilation 2, each of the `kernel − 1` gaps is twice as long.",
)
def one_dilated_gap(layers):
    size = jump = 1
    for kernel, stride, dilation in layers:
        size += (kernel - 1 + dilation - 1) * jump
        jump *= stride
    return size, jump


@receptive_field.mistake(
    "you multiplied the windows",
    "Neighboring windows overlap. A second 3×3 layer adds one pixel on each side, so 3 becomes 5 and not 9.",
)
def multiplied_kernels(layers):
    size = jump = 1
    for kernel, stride, _ in layers:
        size *= kernel
        jump *= stride
    return size, jump


@receptive_field.mistake(
    "a pooling widens the field too", "It has nothing to learn, but it reads a window like any other layer."
)
def without_poolings(layers):
    size = jump = 1
    for kernel, stride, dilation in layers:
        if kernel != stride:
            size += (kernel - 1) * dilation * jump
        jump *= stride
    return size, jump


receptive_field.hint(
    "Keep two numbers as you go from layer to layer: how many pixels a unit sees, and how many pixels lie between two units.",
    "A window of `k` units has `k − 1` gaps. Each gap is `jump` pixels long (times the dilation).",
    "The size first, with the jump that the layer finds; then the jump: `jump *= stride`.",
    "`size += (kernel - 1) * dilation * jump`.",
)
