"""`a_larger_image`: a question with one right option."""

from cnncourse.autocheck import choice

a_larger_image = choice(
    "a_larger_image",
    """
    A network with bins 1, 2 and 4 was trained on images of 64×64 pixels. Built again for images of 64×96 pixels, it gets the trained weights. What happens?
    """,
    right="d",
    a=(
        "The weights do not fit: the pyramid has more regions now.",
        "It has as many as before: 1, 4 and 16. And no weight knows how many places there are; the convolutions of the pyramid are 1×1.",
    ),
    b=(
        "The weights fit. The regions keep their size in pixels, so there are more of them along the width.",
        "Windows would behave so. Bins keep their *number*.",
    ),
    c=(
        "The weights fit, and every pixel of the left 64×64 gets the prediction that it had before.",
        "The means are taken over wider regions now, so what stands behind every place has changed. A pixel's prediction depends on the whole image.",
    ),
    d=(
        "The weights fit. There are as many regions as before, each wider, so the network meets means over areas that it was not trained on.",
        "That is the price of bins. The authors' published evaluation code cuts a large image into overlapping pieces of the size that was trained on, and averages where they overlap.",
    ),
)  # fmt: skip
