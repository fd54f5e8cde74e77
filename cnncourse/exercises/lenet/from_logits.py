"""`from_logits`: a question with one right option."""

from cnncourse.autocheck import choice

from_logits = choice(
    "from_logits",
    """
    A fresh model for ten classes ends in `Dense(10)` without activation. You write `loss=keras.losses.SparseCategoricalCrossentropy()`
    and forget `from_logits=True`. What happens?
    """,
    right="d",
    a=(
        "An error: logits can be negative, probabilities cannot.",
        "Nothing checks. Keras divides the ten numbers by their sum and cuts what lies outside 0 … 1 off, silently.",
    ),
    b=(
        "Nothing: Keras sees that there is no softmax and adds one.",
        "It does see a softmax that is there (next paragraph). One that is missing it does not miss: without `from_logits=True` it "
        "takes whatever comes for probabilities.",
    ),
    c=(
        "The loss starts at log 10 = 2.30 and falls more slowly than it should.",
        "You would be lucky: at log 10 it starts when the loss is told the truth. Here the loss takes scores for probabilities, and a negative "
        "score for the right class counts as probability 0, cut off at 0.0000001: a loss of 16 for that image.",
    ),
    d=(
        "The loss starts far above log 10, and the network does not learn.",
        "A negative score for the right class is taken for a probability of 0, cut off at 0.0000001: a loss of 16 for that image. And where a number "
        "is cut off its gradient is 0, so nothing pulls it back. The first rung of the ladder finds it before training.",
    ),
)
