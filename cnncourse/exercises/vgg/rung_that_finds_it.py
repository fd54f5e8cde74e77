"""`rung_that_finds_it`: a question with one right option."""

from cnncourse.autocheck import choice

rung_that_finds_it = choice(
    "rung_that_finds_it",
    """
    The weights of a network of 16 layers are drawn with a standard deviation so small that every layer makes the signal several times smaller. Which rung of the
    ladder is the first to find that?
    """,
    right="b",
    a=(
        "The first: the loss at the start is not log C.",
        "It is log C, to many decimals. Scores that are all nearly 0 make the most even softmax there is.",
    ),
    b=(
        "The second: a hundred images are not learned by heart.",
        "The scores are nearly 0 for every image, so the first rung is passed. But hardly a gradient gets through, and the network does not "
        "learn to tell one image from another.",
    ),
    c=(
        "The third: it stays below a bar set before.",
        "It does, but you would have trained on everything before you knew. The second rung finds it in seconds.",
    ),
    d=(
        "None: it only takes longer.",
        "How much longer? If the gradient is a million times smaller, a million times. The cell below tries it.",
    ),
)
