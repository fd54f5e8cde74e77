"""`where_the_relu_goes`: a question with one right option."""

from cnncourse.autocheck import choice

where_the_relu_goes = choice(
    "where_the_relu_goes",
    """
    Somebody moves the last ReLU of the block from behind the addition to the end of the branch, before it: `x + relu(F(x))`.
    The shapes agree and the network trains. What is wrong?
    """,
    right="c",
    a=(
        "Nothing: ReLU(x + F) and x + ReLU(F) are the same, since x is not negative.",
        "Take x = 3 and F = −2. The first gives 1, the second 3.",
    ),
    b=(
        "The gradient no longer reaches the first layers.",
        "It does, and more directly than before: on the path of the additions there is no ReLU left at all.",
    ),
    c=(
        "A block can only add, never take away: from block to block no number ever falls.",
        "The branch gives 0 or more, so what the shortcut carries only grows. He et al. (2016, section 4.1) tried it with "
        "110 layers: on CIFAR-10 the error rose from 6.61 to 7.84 % (table 2).",
    ),
    d=(
        "BatchNorm would have to come after the ReLU then.",
        "It could stay where it is. What matters is which signs the branch can have when it meets the shortcut.",
    ),
)
