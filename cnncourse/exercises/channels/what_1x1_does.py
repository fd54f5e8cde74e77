"""`what_1x1_does`: a question with one right option."""

from cnncourse.autocheck import choice

what_1x1_does = choice(
    "what_1x1_does",
    """
    A feature map is `(1, 28, 28, 64)`. It goes through `Conv2D(256, kernel_size=1)`, stride 1. What can the layer do?
    """,
    right="d",
    a=(
        "Nothing but scale: a 1×1 kernel multiplies the map by one number.",
        "It would be so with one channel. Here each kernel is 1×1×64: it weighs 64 channels against each other, and there are 256 such mixes.",
    ),
    b=(
        "Reduce the channels; for more channels than came in, a larger window is needed.",
        "It often is used to reduce, but the number of kernels is free. This one goes up, from 64 to 256, as the last layer of every ResNet-50 block does.",
    ),
    c=(
        "Find small patterns, such as an edge between two neighboring pixels.",
        "It sees one pixel at a time. Shuffle the pixels, and it gives the same numbers, shuffled: neighbors never meet.",
    ),
    d=(
        "Make 256 new channels, each a weighted sum of the 64, from one pixel at a time.",
        "It is one matrix product, (784 × 64) by (64 × 256), the same as `Dense(256)` on the last axis. It mixes channels, changes their number up or down, and sees no pattern in space.",
    ),
    e=(
        "Turn the map into 256 numbers, one for each kernel.",
        "Each kernel visits all 28·28 places, so the output is `(1, 28, 28, 256)`. A global pooling would give 256 numbers.",
    ),
)
