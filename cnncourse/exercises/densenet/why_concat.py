"""`why_concat`: a question with one right option."""

from cnncourse.autocheck import choice

why_concat = choice(
    "why_concat",
    """
    ResNet adds what a block computes to its input. DenseNet joins the two. What does a later layer gain by that?
    """,
    right="c",
    a=(
        "A direct way for the gradient, which an addition does not give.",
        "An addition gives it as well: its derivative with respect to the input is 1. In that the two are alike.",
    ),
    b=(
        "Fewer parameters, for joining has no weights.",
        "Neither has adding. And what comes after has more channels to read, so its kernels are larger. Parameters are saved elsewhere: a layer "
        "can do with few new maps, since it need not carry the old ones along.",
    ),
    c=(
        "It can still read every earlier map by itself.",
        "A sum of two maps cannot be taken apart again: many pairs have the same sum. Joined, each map is there as it was made, and the "
        "next layer has a weight for each.",
    ),
    d=(
        "Memory: joined maps need not be kept for the backward pass.",
        "On the contrary. Joining copies, and the copies are kept unless somebody takes care (later in this lesson).",
    ),
)
