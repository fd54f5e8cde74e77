"""`what_bin_one_sees`: a question with one right option."""

from cnncourse.autocheck import choice

what_bin_one_sees = choice(
    "what_bin_one_sees",
    """
    The level with one bin: maps of 16×16 places and 48 channels are pooled to 1×1, convolved, and resized to 16×16 again. What does this level put
    behind a place?
    """,
    right="c",
    a=(
        "The mean of the place and its neighbors, so something else at every place.",
        "That would be a window of a few places that slides. A bin does not slide. With one bin the region is the whole map.",
    ),
    b=(
        "The place itself, unchanged: a 1×1 region is one pixel.",
        "The common mix-up. Bins = 1 means *one region*, not regions one pixel wide. (Sixteen bins a side would give single places.)",
    ),
    c=(
        "The same numbers behind every place, made from the mean of each channel over the whole map.",
        "One mean for each channel, a 1×1 convolution, and bilinear resizing of a 1×1 map, which repeats it. It tells every place what the scene is like, and nothing about where.",
    ),
    d=(
        "The global mean, the stronger the nearer the place lies to the middle.",
        "Bilinear resizing between *several* means fades. A 1×1 map has nothing to fade to: it is repeated.",
    ),
)
