"""`resnet50_stage_shapes`: a prediction, and what leads to wrong ones."""

from cnncourse.autocheck import predict


@predict(points=1, minutes=4)
def resnet50_stage_shapes():
    """ResNet-50 on an image of 224×224. Five shapes, `(height, width, channels)` each, as a tuple of five tuples:

    1. after the first convolution, 7×7 with 64 filters and stride 2;
    2. after stage two: a 3×3 pooling with stride 2, then 3 bottlenecks with `filters=64`;
    3. after stage three: 4 bottlenecks with `filters=128`;
    4. after stage four: 6 bottlenecks with `filters=256`;
    5. after stage five: 3 bottlenecks with `filters=512`.

    Everything is padded so that stride 2 halves a side exactly. The first block of the stages three, four and five has
    stride 2, every other block stride 1.
    """
    return ((112, 112, 64), (56, 56, 256), (28, 28, 512), (14, 14, 1024), (7, 7, 2048))


@resnet50_stage_shapes.mistake(
    "the expansion by four is missing",
    "A bottleneck with `filters=64` gives 4 · 64 channels. The narrow part is inside.",
)
def _narrow_stages():
    return ((112, 112, 64), (56, 56, 64), (28, 28, 128), (14, 14, 256), (7, 7, 512))


@resnet50_stage_shapes.mistake(
    "the pooling's stride is forgotten", "After 112 comes a pooling with stride 2, before the first block."
)
def _no_pool():
    return ((112, 112, 64), (112, 112, 256), (56, 56, 512), (28, 28, 1024), (14, 14, 2048))


@resnet50_stage_shapes.mistake(
    "stage two strides as well", "The pooling has halved already: the first block of stage two has stride 1."
)
def _stage_two_strides():
    return ((112, 112, 64), (28, 28, 256), (14, 14, 512), (7, 7, 1024), (4, 4, 2048))


@resnet50_stage_shapes.mistake(
    "the first convolution's stride is forgotten", "It halves 224 to 112 before anything else happens."
)
def _first_without_stride():
    return ((224, 224, 64), (112, 112, 256), (56, 56, 512), (28, 28, 1024), (14, 14, 2048))


@resnet50_stage_shapes.mistake(
    "the first window has no padding",
    "7×7 with stride 2 and no padding has 109 places. It is padded by 3 on every side, so 112.",
)
def _valid_stem():
    return ((109, 109, 64), (54, 54, 256), (27, 27, 512), (14, 14, 1024), (7, 7, 2048))


@resnet50_stage_shapes.mistake(
    "the channels only double", "After stage two there are 4 · 64 = 256; from there on they double."
)
def _doubled_channels():
    return ((112, 112, 64), (56, 56, 128), (28, 28, 256), (14, 14, 512), (7, 7, 1024))


@resnet50_stage_shapes.mistake(
    "the first convolution is widened by four, too",
    "It has 64 filters. The factor of four belongs to the bottlenecks alone.",
)
def _wide_stem():
    return ((112, 112, 256), (56, 56, 256), (28, 28, 512), (14, 14, 1024), (7, 7, 2048))


@resnet50_stage_shapes.mistake(
    "every block halves", "Only the first block of a stage has stride 2, the others stride 1."
)
def _all_blocks_stride():
    return ((112, 112, 64), (56, 56, 256), (4, 4, 512), (1, 1, 1024), (1, 1, 2048))


@resnet50_stage_shapes.mistake(
    "stage three does not halve", "Three stages begin with stride 2: the third, the fourth and the fifth."
)
def _stage_three_keeps():
    return ((112, 112, 64), (56, 56, 256), (56, 56, 512), (28, 28, 1024), (14, 14, 2048))


@resnet50_stage_shapes.mistake("channels first", "That is PyTorch's order. Keras has `(height, width, channels)`.")
def _channels_first():
    return ((64, 112, 112), (256, 56, 56), (512, 28, 28), (1024, 14, 14), (2048, 7, 7))


@resnet50_stage_shapes.mistake("the batch axis is there, too", "Three numbers each, without the `None` of the batch.")
def _with_batch():
    return tuple(
        (None, *shape) for shape in ((112, 112, 64), (56, 56, 256), (28, 28, 512), (14, 14, 1024), (7, 7, 2048))
    )


resnet50_stage_shapes.hint(
    "Sides: one halving for the first convolution, one for the pooling, one for each of the last three stages.",
    "Channels after a stage: four times its `filters`.",
    "The first two: (112, 112, 64) and (56, 56, 256).",
)
