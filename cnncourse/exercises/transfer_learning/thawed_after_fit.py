"""`thawed_after_fit`: a question with one right option."""

from cnncourse.autocheck import choice

thawed_after_fit = choice(
    "thawed_after_fit",
    """
    You compile a model with a frozen base and fit it. Then you write `base.trainable = True` and call `fit` again. You did not compile again. What does the second `fit` do?
    """,
    right="c",
    a=(
        "It trains the base, too: `model.trainable_weights` lists its weights now.",
        "It lists them, and the summary counts them. But the training step was made in the first `fit`, for the weights that were free then.",
    ),
    b=(
        "It raises an error: the optimizer does not know these weights.",
        "Earlier versions of Keras did in some cases. The one that this course was written with says nothing; the measurement follows.",
    ),
    c=(
        "It trains the head alone, and says nothing.",
        "The training step was made in the first `fit` and is kept. Only `compile` throws it away. So: set `trainable`, then compile, then fit, each time.",
    ),
    d=(
        "It warns that `trainable` was changed and trains the head alone.",
        "The second half is right. But no warning comes.",
    ),
)
