"""Exercises of the lesson on the receptive field."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cnncourse.autocheck import Unusable, choice, exercise, predict

from . import _probes

if TYPE_CHECKING:
    import keras


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


@predict(points=1, minutes=3)
def fields_of_four_strides():
    """
    Two 3×3 layers, as in the experiment of lesson 02. How many pixels does one unit of the second layer see along one side, for
    the strides 1 and 1, 1 and 2, 2 and 1, 2 and 2? Write the four sizes in that order, for example `(3, 3, 3, 3)`.
    """
    return (5, 5, 7, 7)


@fields_of_four_strides.mistake(
    "the second stride does not widen the second field",
    "A stride moves the next window. What one window of the second layer sees is settled before it is moved.",
)
def _own_stride_counts():
    return (5, 7, 7, 9)


@fields_of_four_strides.mistake(
    "the first stride is the one that counts",
    "After a stride in the first layer, the units that the second layer reads stand two pixels apart.",
)
def _second_counts():
    return (5, 7, 5, 7)


@fields_of_four_strides.mistake(
    "a stride spreads the units that the next layer reads",
    "Without a stride the second window adds one pixel on each side; where the units stand two pixels apart, it adds two.",
)
def _no_jump():
    return (5, 5, 5, 5)


@fields_of_four_strides.mistake(
    "windows overlap", "Neighboring 3×3 windows share pixels: a second layer adds 2 pixels, it does not multiply by 3."
)
def _multiplied():
    return (9, 9, 9, 9)


@fields_of_four_strides.mistake(
    "the second stride does not widen the second field",
    "Three of the four are right. After strides 2 and 2 the second window is as wide as after 2 and 1; only its places are fewer.",
)
def _both_widen():
    return (5, 5, 7, 9)


@fields_of_four_strides.mistake(
    "the jump *before* a layer is the one that counts",
    "You multiplied by the jump after it. The first layer reads pixels: its gaps are one pixel long, whatever its stride.",
)
def _jump_after():
    return (5, 7, 9, 13)


@fields_of_four_strides.mistake(
    "a window of three has two gaps", "The second layer adds two gaps to what is seen already, not three."
)
def _whole_windows():
    return (6, 6, 9, 9)


@fields_of_four_strides.mistake(
    "windows overlap", "The second window adds one unit on each side of one that is seen already: 3 + 2, not 3 + 3."
)
def _summed():
    return (6, 6, 6, 6)


@fields_of_four_strides.mistake("a pixel sees itself", "The size starts at 1 before the first layer, not at 0.")
def _from_zero():
    return (4, 4, 6, 6)


@fields_of_four_strides.mistake("that is the first layer alone", "What does the second layer's window add to these 3?")
def _first_layer():
    return (3, 3, 3, 3)


@fields_of_four_strides.mistake("those are the jumps", "Asked for is the size: how many pixels one unit sees.")
def _jumps():
    return (1, 2, 2, 4)


@fields_of_four_strides.mistake("along one side only", "You gave the pixels of the whole square.")
def _squares():
    return (25, 25, 49, 49)


fields_of_four_strides.hint(
    "After the first layer a unit sees 3 pixels, whatever the stride.",
    "The second window has two gaps between its three units. How many pixels long is a gap, with the first stride 1 and with 2?",
)


@exercise(points=1, minutes=3)
def stack_of_3x3(field: int) -> int:
    """The fewest 3×3 layers with stride 1 that let a unit see at least `field` pixels in a row.

    Args:
        field: pixels to be seen, at least 1.

    Returns:
        The number of layers; 0 when a single pixel is enough.
    """
    # BEGIN SOLUTION
    layers = 0
    while 1 + 2 * layers < field:
        layers += 1
    return layers
    # END SOLUTION


@stack_of_3x3.cases
def _(rng):
    yield "what one layer sees", (3,)
    yield "what a 5×5 window sees", (5,)
    yield "what a 7×7 window sees", (7,)
    yield "an even number of pixels", (6,)
    yield "one pixel", (1,)
    yield "two pixels", (2,)
    yield "an image of 224 pixels", (224,)
    yield "a large odd field", (int(2 * rng.integers(150, 400) + 1),)
    yield "a large even field", (int(2 * rng.integers(150, 400)),)


@stack_of_3x3.mistake(
    "you rounded down", "The field must be reached: 6 pixels need as many layers as 7, since two layers see only 5."
)
def rounded_down(field):
    return (field - 1) // 2


@stack_of_3x3.mistake(
    "each layer adds 2 pixels, not 3",
    "Only the first window brings three pixels. Every further layer adds one pixel on each side.",
)
def three_each(field):
    return -(-field // 3)


@stack_of_3x3.mistake(
    "fields add, they do not multiply",
    "Windows overlap: the field grows 3, 5, 7, 9 and not 3, 9, 27. There is no logarithm here.",
)
def powers(field):
    layers = 0
    while 3**layers < field:
        layers += 1
    return layers


@stack_of_3x3.mistake(
    "the first layer is missing",
    "`field − 3` is what the layers after the first have to bring. Count the first one too.",
)
def without_first(field):
    return max(-(-(field - 3) // 2), 0)


@stack_of_3x3.mistake(
    "one layer too many for odd fields",
    "Without any layer a pixel sees itself. So the layers have to bring `field − 1` pixels, two each, and no more.",
)
def from_zero_up(field):
    return -(-(field + 1) // 2) if field > 1 else 0


@stack_of_3x3.mistake(
    "one layer too many for odd fields",
    "You let the layers bring `field` pixels. One pixel is there before the first layer.",
)
def without_start(field):
    return -(-field // 2)


@stack_of_3x3.mistake(
    "one layer too many", "Try it by hand: one layer sees 3 pixels, two see 5. How many does your answer use for these?"
)
def one_too_many(field):
    return field // 2 + 1


@stack_of_3x3.mistake("one pixel needs no layer", "A pixel sees itself: for a field of 1, the answer is 0.")
def at_least_one(field):
    return max(field // 2, 1)


@stack_of_3x3.mistake(
    "`round` goes to the even neighbor when it stands half-way",
    "`round(2.5)` is 2. Here a half has to go up every time.",
)
def rounded(field):
    return round((field - 1) / 2)


@stack_of_3x3.mistake(
    "there are no half layers",
    "`/` gives fractions for even fields, and a float for all. Which way must a half layer go?",
)
def halves(field):
    return (field - 1) / 2


@stack_of_3x3.mistake(
    "without a stride nothing doubles", "Each layer adds two pixels, however many there are: 3, 5, 7, 9, not 2, 4, 8."
)
def doubled(field):
    return int(field - 1).bit_length()


@stack_of_3x3.mistake("each layer adds 2 pixels, not 1", "One on the left and one on the right.")
def one_each(field):
    return field - 1


@stack_of_3x3.mistake(
    "the other way round",
    "That is what `field` layers see. Given is what has to be seen; how many layers does it take?",
)
def inverse(field):
    return 2 * field + 1


stack_of_3x3.hint(
    "Write down the field after 1, 2, 3 and 4 layers: 3, 5, …",
    "After `n` layers it is `1 + 2·n`. You look for the smallest `n` at which this reaches `field`.",
    "A `while` loop will do. So will `(field - 1) / 2`, rounded up.",
)


@exercise(points=1, minutes=4)
def compare_5x5_with_two_3x3(channels: int) -> tuple[int, int]:
    """Numbers to learn in one 5×5 layer, and in two 3×3 layers that see as much.

    Args:
        channels: channels in, between and out. Every layer has that many kernels, each with a bias.

    Returns:
        `(numbers in the 5×5 layer, numbers in the two 3×3 layers together)`.
    """
    # BEGIN SOLUTION
    five = channels * (5 * 5 * channels + 1)  # kernels, each with its weights and a bias
    two = 2 * channels * (3 * 3 * channels + 1)
    return five, two
    # END SOLUTION


@compare_5x5_with_two_3x3.cases
def _(rng):
    yield "one channel", (1,)
    yield "two channels", (2,)
    yield "16 channels", (16,)
    channels = int(rng.integers(20, 300))
    yield f"{channels} channels", (channels,)


@compare_5x5_with_two_3x3.mistake(
    "the biases are missing", "Each kernel has one bias, so each layer has `channels` of them."
)
def no_bias(channels):
    return 25 * channels**2, 18 * channels**2


@compare_5x5_with_two_3x3.mistake("you counted one 3×3 layer", "It takes two of them to see five pixels.")
def one_layer(channels):
    return 25 * channels**2 + channels, 9 * channels**2 + channels


@compare_5x5_with_two_3x3.mistake(
    "a kernel reads all channels", "Every kernel has one 5×5 (or 3×3) sheet of weights for each channel that comes in."
)
def one_sheet(channels):
    return 25 * channels + channels, 2 * (9 * channels + channels)


@compare_5x5_with_two_3x3.mistake(
    "the second 3×3 layer has biases too", "Each of the two layers has `channels` kernels, and each kernel a bias."
)
def one_bias_short(channels):
    return 25 * channels**2 + channels, 18 * channels**2 + channels


@compare_5x5_with_two_3x3.mistake(
    "a 5×5 window has 25 weights", "The sides multiply: 5·5 and 3·3, not 5 + 5 and 3 + 3, nor 5 and 3."
)
def sides(channels):
    return 5 * channels**2 + channels, 2 * (3 * channels**2 + channels)


@compare_5x5_with_two_3x3.mistake(
    "one bias for a whole layer is too few",
    "Each of the `channels` kernels has its own bias; a layer has as many as kernels.",
)
def single_bias(channels):
    return 25 * channels**2 + 1, 2 * (9 * channels**2 + 1)


@compare_5x5_with_two_3x3.mistake("a 5×5 window has 25 weights", "Its sides multiply, they do not add up: 5·5 and 3·3.")
def sides_added(channels):
    return 10 * channels**2 + channels, 2 * (6 * channels**2 + channels)


@compare_5x5_with_two_3x3.mistake(
    "one bias for each kernel, not for each of its sheets",
    "A kernel adds up what all its sheets give, and then adds one bias to the sum.",
)
def bias_per_sheet(channels):
    return 26 * channels**2, 20 * channels**2


@compare_5x5_with_two_3x3.mistake(
    "the channels are missing",
    "That is one channel in and one out, as in the text above. Here a layer has more of both.",
)
def no_channels(channels):
    return 26, 20


@compare_5x5_with_two_3x3.mistake(
    "the first layer reads `channels` channels, too",
    "You let it read one channel, as from a gray image. All layers have `channels` channels in and out.",
)
def gray_image(channels):
    return 26 * channels, 10 * channels + channels * (9 * channels + 1)


@compare_5x5_with_two_3x3.mistake(
    "the first layer reads `channels` channels, too",
    "You let the first 3×3 layer read one channel. All layers have `channels` channels in and out.",
)
def gray_first(channels):
    return 25 * channels**2 + channels, 10 * channels + channels * (9 * channels + 1)


@compare_5x5_with_two_3x3.mistake(
    "two layers add up, they do not multiply", "The second layer learns as many numbers as the first one."
)
def squared(channels):
    return 25 * channels**2 + channels, (9 * channels**2 + channels) ** 2


compare_5x5_with_two_3x3.hint(
    "One kernel first: how many weights does it have if it reads `channels` channels through a 5×5 window? And its bias?",
    "A layer has `channels` kernels. So a 5×5 layer has `25 * channels * channels` weights and `channels` biases.",
    "The same with 9 in place of 25, twice.",
)


@exercise(points=1, minutes=3)
def dilated_size(k: int, dilation: int) -> int:
    """Pixels that a window spans whose `k` taps stand `dilation` pixels apart.

    Args:
        k: taps, the pixels that the window reads.
        dilation: pixels from one tap to the next; 1 for an ordinary window.

    Returns:
        The pixels from the first tap to the last one, both included.
    """
    # BEGIN SOLUTION
    return (k - 1) * dilation + 1
    # END SOLUTION


@dilated_size.cases
def _(rng):
    yield "an ordinary window", (3, 1)
    yield "three taps, every second pixel", (3, 2)
    yield "five taps, every third pixel", (5, 3)
    yield "a single tap", (1, 4)
    yield "an even number of taps", (4, 2)
    k, dilation = int(rng.integers(6, 12)), int(rng.integers(5, 30))
    yield f"k={k}, dilation={dilation}", (k, dilation)


@dilated_size.mistake(
    "you counted a gap after the last tap", "Three taps have two gaps between them. Nothing comes after the last one."
)
def taps_times(k, dilation):
    return k * dilation


@dilated_size.mistake(
    "one end is missing", "You counted the steps from the first tap to the last; the first pixel counts as well."
)
def no_end(k, dilation):
    return (k - 1) * dilation


@dilated_size.mistake(
    "a dilation of 1 is an ordinary window",
    "You took the dilation for the number of pixels left out between two taps. It is the step from one tap to the next.",
)
def pixels_between(k, dilation):
    return k + (k - 1) * dilation


@dilated_size.mistake("you widened one gap only", "Every gap between two taps grows, and there are `k − 1` of them.")
def one_gap(k, dilation):
    return k + dilation - 1


@dilated_size.mistake("you counted the pixels left out", "The taps themselves lie in the span too.")
def holes(k, dilation):
    return (k - 1) * (dilation - 1)


@dilated_size.mistake(
    "one gap too many", "`k` taps have `k − 1` gaps. You counted `k` of them, and the first pixel on top."
)
def gap_and_end(k, dilation):
    return k * dilation + 1


@dilated_size.mistake(
    "the step from tap to tap is `dilation`, not `dilation − 1`",
    "`dilation − 1` pixels are left out between two taps. From one tap to the next it is one more.",
)
def short_steps(k, dilation):
    return (k - 1) * (dilation - 1) + 1


@dilated_size.mistake(
    "the one to take off belongs to the taps", "`k` taps have `k − 1` gaps, and each is `dilation` pixels long."
)
def exchanged(k, dilation):
    return k * (dilation - 1) + 1


@dilated_size.mistake(
    "gaps before the first tap or after the last one", "The span begins and ends with a tap; the gaps lie in between."
)
def gaps_outside(k, dilation):
    return k + (k + 1) * (dilation - 1)


@dilated_size.mistake("you always widened two gaps", "That is right for three taps. `k` taps have `k − 1` gaps.")
def two_gaps(k, dilation):
    return k + 2 * (dilation - 1)


@dilated_size.mistake("are the parentheses missing?", "`k - 1 * dilation` multiplies first and subtracts then.")
def no_parentheses(k, dilation):
    return k - 1 * dilation + 1


@dilated_size.mistake(
    "the gaps multiply by the dilation", "`**` raises to a power. Every gap is `dilation` pixels long: a product."
)
def power(k, dilation):
    return (k - 1) ** dilation + 1


@dilated_size.mistake("along one side only", "You gave the pixels of the square that a k×k window spans.")
def square(k, dilation):
    return ((k - 1) * dilation + 1) ** 2


dilated_size.hint(
    "Draw three taps with one empty pixel between neighbors: x . x . x. How many pixels is that?",
    "`k` taps have `k − 1` gaps. Each step from one tap to the next is `dilation` pixels.",
    "The steps lead from the first pixel to the last. Add the first pixel itself.",
)


@exercise(points=2, minutes=8)
def corr2d_dilated(x: np.ndarray, k: np.ndarray, dilation: int) -> np.ndarray:
    """Cross-correlate an image with a kernel whose taps stand apart, without padding, at stride 1.

    `y[i, j] = Σ x[i + u·d, j + v·d] · k[u, v]`, summed over `u, v`, for a dilation `d`.

    Args:
        x: the image, `(h, w)`.
        k: the kernel, `(kh, kw)`.
        dilation: pixels from one tap to the next, down and across.

    Returns:
        The feature map, `(h − (kh − 1)·d, w − (kw − 1)·d)`.
    """
    # BEGIN SOLUTION
    kh, kw = k.shape
    out_h = x.shape[0] - (kh - 1) * dilation
    out_w = x.shape[1] - (kw - 1) * dilation
    y = np.zeros((out_h, out_w))
    for u in range(kh):
        for v in range(kw):
            top, left = u * dilation, v * dilation
            y += k[u, v] * x[top : top + out_h, left : left + out_w]
    return y
    # END SOLUTION


@corr2d_dilated.cases
def _(rng):
    def image(h, w):
        return rng.integers(-4, 10, (h, w)).astype(float)

    kernel = np.array([[1.0, 0, 2], [0, 3, -1]])
    yield "dilation one", (image(4, 5), kernel, 1)
    yield "dilation two", (image(5, 7), kernel, 2)
    yield "dilation three", (image(6, 9), kernel, 3)
    yield "a tall kernel", (image(9, 6), rng.integers(-3, 4, (4, 2)).astype(float), 2)
    yield "a map of one row", (image(3, 8), kernel, 2)
    yield "fractions", (image(5, 6) / 4, kernel, 2)


@corr2d_dilated.explain
def _(args, expected, index):
    x, k, dilation = args
    if len(index) != 2:
        return ""
    i, j = index
    terms, total = [], 0.0
    for (u, v), weight in np.ndenumerate(k):
        terms.append(f"{x[i + u * dilation, j + v * dilation]:g}·{weight:g}")
        total += x[i + u * dilation, j + v * dilation] * weight
    rows = ", ".join(str(i + u * dilation) for u in range(k.shape[0]))
    columns = ", ".join(str(j + v * dilation) for v in range(k.shape[1]))
    return f"rows {rows}, columns {columns} of x:   " + " + ".join(terms) + f" = {total:g}"


def _dilated(x, k, dilation):
    """The right map of somebody who changed `x`, `k` or the dilation first."""
    wide = np.zeros(tuple((side - 1) * dilation + 1 for side in k.shape))
    wide[::dilation, ::dilation] = k
    return np.einsum("ijuv,uv->ij", np.lib.stride_tricks.sliding_window_view(x, wide.shape), wide)


@corr2d_dilated.mistake(
    "you left the dilation out", "The taps stand `dilation` pixels apart: `x[i + u * dilation, …]`."
)
def undilated(x, k, dilation):
    return _dilated(x, k, 1)


@corr2d_dilated.mistake(
    "you moved the window, not its taps",
    "That is a stride. A dilation spreads the taps inside one window; the window itself still stops at every pixel.",
)
def strided(x, k, dilation):
    return _dilated(x, k, 1)[::dilation, ::dilation]


@corr2d_dilated.mistake(
    "both a dilation and a stride",
    "The taps are right, but the window stops at every pixel: the stride is 1, whatever the dilation.",
)
def strided_too(x, k, dilation):
    return _dilated(x, k, dilation)[::dilation, ::dilation]


@corr2d_dilated.mistake(
    "you made the kernel larger, not its gaps",
    "Each weight was repeated. A dilated kernel has the same few weights as before, and zeros between them.",
)
def repeated(x, k, dilation):
    return _dilated(x, np.repeat(np.repeat(k, dilation, 0), dilation, 1), 1)


@corr2d_dilated.mistake(
    "zeros after the last tap as well",
    "`k` taps have `k − 1` gaps. With a gap after the last one, the map loses rows and columns at its end.",
)
def trailing_zeros(x, k, dilation):
    return _dilated(x, np.kron(k, np.eye(1, dilation**2).reshape(dilation, dilation)), 1)


@corr2d_dilated.mistake(
    "the kernel is flipped",
    "Deep learning slides the kernel as it is. Turned by half a turn, it is the convolution of signal processing.",
)
def flipped(x, k, dilation):
    return _dilated(x, k[::-1, ::-1], dilation)


@corr2d_dilated.mistake(
    "the last row and column are missing",
    "A map has `h − (kh − 1)·d` rows: the first place counts as well as the steps from it.",
)
def one_short(x, k, dilation):
    return _dilated(x, k, dilation)[:-1, :-1]


@corr2d_dilated.mistake("you took the mean", "A window gives the sum of its products, not their mean.")
def mean(x, k, dilation):
    return _dilated(x, k, dilation) / k.size


@corr2d_dilated.mistake(
    "you stretched the rows only",
    "The taps stand apart in both directions: down by `u * dilation`, across by `v * dilation`.",
)
def rows_only(x, k, dilation):
    wide = np.zeros(((k.shape[0] - 1) * dilation + 1, k.shape[1]))
    wide[::dilation] = k
    return _dilated(x, wide, 1)


@corr2d_dilated.mistake(
    "you stretched the columns only",
    "The taps stand apart in both directions: down by `u * dilation`, across by `v * dilation`.",
)
def columns_only(x, k, dilation):
    wide = np.zeros((k.shape[0], (k.shape[1] - 1) * dilation + 1))
    wide[:, ::dilation] = k
    return _dilated(x, wide, 1)


@corr2d_dilated.mistake(
    "the map is too small",
    "A window spans `(kh − 1)·d + 1` rows, not `kh·d`: nothing comes after its last tap. Some places at the end are missing.",
)
def short_map(x, k, dilation):
    rows, columns = (max(0, n - taps * dilation + 1) for n, taps in zip(x.shape, k.shape, strict=True))
    return _dilated(x, k, dilation)[:rows, :columns]


def _empty_without_room(x, k, dilation):
    """As somebody's loop does it: no place, no error."""
    rows, columns = (n - (taps - 1) * dilation for n, taps in zip(x.shape, k.shape, strict=True))
    return _dilated(x, k, dilation) if rows > 0 and columns > 0 else np.zeros((max(rows, 0), max(columns, 0)))


@corr2d_dilated.mistake(
    "one pixel too many between the taps",
    "From one tap to the next it is `dilation` pixels, so `dilation − 1` are left out. A dilation of 1 is an ordinary window.",
)
def zeros_between(x, k, dilation):
    return _empty_without_room(x, k, dilation + 1)


@corr2d_dilated.mistake(
    "one pixel too many between the taps",
    "From one tap to the next it is `dilation` pixels, so `dilation − 1` are left out; now the window does not even fit.",
)
def zeros_between_and_no_room(x, k, dilation):
    return _dilated(x, k, dilation + 1)


@corr2d_dilated.mistake("only the last tap arrived", "Does your loop over the taps say `=` where it should add (`+=`)?")
def last_tap(x, k, dilation):
    only = np.zeros_like(k)
    only[-1, -1] = k[-1, -1]
    return _dilated(x, only, dilation)


@corr2d_dilated.mistake(
    "there is padding in it",
    "The map came out as large as the image. Here it is smaller: the whole window has to stand on the image.",
)
def padded(x, k, dilation):
    room = [(side - 1) * dilation for side in k.shape]
    return _dilated(np.pad(x, [(r // 2, r - r // 2) for r in room]), k, dilation)


@corr2d_dilated.mistake(
    "the map is as large as the image, and its end is empty",
    "Make it as large as there are places: `h − (kh − 1)·d` rows, not `np.zeros_like(x)`.",
)
def empty_end(x, k, dilation):
    y, places = np.zeros_like(x), _dilated(x, k, dilation)
    y[: places.shape[0], : places.shape[1]] = places
    return y


@corr2d_dilated.mistake(
    "the fractions are cut off", "An array of whole numbers (`dtype=int`) drops what is put behind the point."
)
def whole_numbers(x, k, dilation):
    return _dilated(x, k, dilation).astype(int)


corr2d_dilated.hint(
    "Start from your `corr2d`. Only the pixels that are multiplied change, and with them the size of the map.",
    "Tap `(u, v)` of the window at `(i, j)` reads pixel `(i + u·d, j + v·d)`. The window spans `(kh − 1)·d + 1` rows.",
    "With slices: `x[i : i + span_h : dilation, j : j + span_w : dilation]` has the shape of `k`.",
    "Or tap by tap: for every `u, v` add `k[u, v]` times the image, shifted by `u * dilation` and `v * dilation`.",
)


@predict(points=1, minutes=3)
def pixels_really_seen():
    """
    Two 3×3 layers, *both* with dilation 2. The field spans 9×9 pixels. How many of these 81 pixels can change the unit at the top?
    Write one whole number.
    """
    return 25


@pixels_really_seen.mistake(
    "some pixels in the span are never read",
    "Follow the taps: the second layer reads units two apart, and each of those reads pixels two apart. Can an odd step come out of that?",
)
def _all():
    return 81


@pixels_really_seen.mistake(
    "that is two layers' taps added up",
    "Each of the nine units that the second layer reads has nine taps of its own, many of them shared.",
)
def _added():
    return 18


@pixels_really_seen.mistake(
    "taps are shared",
    "9·9 = 81 ways lead down, but many of them end in the same pixel. Mark the pixels along one row first.",
)
def _along_one_row():
    return 5


@pixels_really_seen.mistake(
    "that is one layer",
    "One dilated layer reads nine pixels. The unit at the top reads nine such units, at nine places.",
)
def _one_layer():
    return 9


@pixels_really_seen.mistake(
    "that would be dilations 1 and 2",
    "With dilations 1 and 2 the field is 7×7 and has no holes. Here both layers have dilation 2.",
)
def _seven():
    return 49


@pixels_really_seen.mistake(
    "not a checkerboard",
    "Every second pixel of a row, and of the rows every second one too: about a quarter of 81. Mark them along one row first.",
)
def _checkerboard():
    return 41


@pixels_really_seen.mistake(
    "not every second one of the 81",
    "Every second pixel of a row, and of the rows every second one too: about a quarter of 81. Mark them along one row first.",
)
def _half():
    return 40


@pixels_really_seen.mistake(
    "a quarter is close, but count",
    "The grid begins and ends with a pixel that is read. How many are that along one row?",
)
def _quarter():
    return 20


@pixels_really_seen.mistake(
    "both ends are read", "Along one row of nine pixels: begin at the first and take steps of two."
)
def _four_each():
    return 16


@pixels_really_seen.mistake(
    "holes across as well", "You left out every second row. In the rows that are left, how many?"
)
def _whole_rows():
    return 45


@pixels_really_seen.mistake("those are the pixels that are never read", "Asked for are the others.")
def _holes():
    return 56


@pixels_really_seen.mistake(
    "the middle is read too", "A window of three has a tap in its middle, so no step at all is one of the steps."
)
def _around():
    return 24


pixels_really_seen.hint(
    "Take one row. The unit reads units at −2, 0 and 2. Which pixels do these three read?",
    "Along one row: −4, −2, 0, 2, 4. In the plane, every such row meets every such column.",
)


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


why_field_beats_image = choice(
    "why_field_beats_image",
    """
    A unit in the last stage of ResNet-50 has a receptive field of 483 pixels along each side. The network is used on images of
    224 pixels. What does that mean?
    """,
    right="c",
    a=(
        "The sum must be wrong: no unit can see more pixels than there are.",
        "The sum follows the layers' windows, and those do not know the image. Where a window hangs over the edge it reads the zeros "
        "that padding put there. 483 is the span; at most 224 of it are pixels.",
    ),
    b=(
        "Every unit sees the whole image equally well, so it does not matter which place of the last map one looks at.",
        "Each unit sees the image through a window around its own place, and the middle of the window weighs far more than its rim. "
        "The places stay different: lesson 11 will draw from them where in the image a class was seen.",
    ),
    c=(
        "The windows hang over the edge. To see the opposite corner, a unit in the corner needs nearly twice the side of the image.",
        "All of it was measured above. The field belongs to the layers, not to the image: a unit in the middle needs 224 pixels, a unit in "
        "the corner 447, and what the rim contributes is close to nothing.",
    ),
    d=(
        "The layers after the field has reached 224 pixels are wasted and can be left out.",
        "16 of ResNet-50's 49 convolutions come after that point. They see no new pixel, but they combine what was seen in new ways, "
        "open more ways for the rim of the field, and bring the units near the border to see the far side as well.",
    ),
)
