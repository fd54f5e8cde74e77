"""`nin_sides`: a prediction, and what leads to wrong ones."""

from cnncourse.autocheck import predict


@predict(points=1, minutes=4)
def nin_sides():
    """Sides of the maps in the authors' network for ImageNet, as a tuple of four: after `conv1`, `pool1`, `pool2` and
    `pool3`. For example `(60, 30, 15, 7)`.

    The image is 224×224. `conv1` has a window of 11, stride 4 and no padding. The pools have a window of 3 and
    stride 2, and what lies between them keeps the side. One thing is unusual: Caffe, in which it was written,
    **rounds pooling up**. A last window that hangs over the edge stays.
    """
    return (54, 27, 13, 6)


@nin_sides.mistake(
    "the pools round up here", "(54 − 3) / 2 = 25.5: half a step counts in Caffe, so 26 steps and 27 places."
)
def _floor():
    return (54, 26, 12, 5)


@nin_sides.mistake(
    "the convolution does not round up", "Only the pools do. (224 − 11) / 4 = 53.25, so 53 steps and 54 places."
)
def _ceil_everywhere():
    return (55, 27, 13, 6)


@nin_sides.mistake("the first place is free", "The room divided by the stride counts steps; places are one more.")
def _steps():
    return (53, 25, 11, 4)


@nin_sides.mistake(
    "that is a window of 2",
    "The pools are 3 wide with stride 2 and overlap by a pixel. 27 − 3 = 24 pixels of room, 12 steps, 13 places.",
)
def _halves():
    return (54, 27, 14, 7)


@nin_sides.mistake("the first convolution has no padding", '224 / 4 = 56 would be "same".')
def _same():
    return (56, 28, 14, 7)


@nin_sides.mistake("the pools move by two pixels", "Their window is 3 and their stride 2, so that neighbors overlap.")
def _stride_three():
    return (54, 18, 6, 2)


@nin_sides.mistake(
    "that is the example", "Its numbers are made up. Here conv1 leaves (224 − 11) / 4 steps and one place more."
)
def _example():
    return (60, 30, 15, 7)


@nin_sides.mistake("the first place is free in conv1 too", "53 steps: 54 places.")
def _steps_in_conv():
    return (53, 26, 13, 6)


@nin_sides.mistake(
    "the list starts after `conv1`", "The side of the image is not asked for; four sides, `pool3` the last."
)
def _with_image():
    return (224, 54, 27, 13)


@nin_sides.mistake("the list starts with `conv1`", "Its side is missing, and the mean at the end is not asked for.")
def _from_pool():
    return (27, 13, 6, 1)


nin_sides.hint(
    "Places = room / stride + 1; room is the side minus the window.",
    "conv1: (224 − 11) / 4 = 53.25, rounded down, plus 1.",
    "pool1: (54 − 3) / 2 = 25.5, rounded **up**, plus 1.",
)
