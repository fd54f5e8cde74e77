"""`training_false`: a question with one right option."""

from cnncourse.autocheck import choice

training_false = choice(
    "training_false",
    """
    A base with BatchNorm layers, none of them frozen, becomes a part of a functional model: `maps = base(images, training=False)`. You compile the model
    and call `fit`. What becomes of the base's moving statistics?
    """,
    right="b",
    a=(
        "They stay: `training=False` was passed where the base is called.",
        "It was, when the model was drawn. But in `fit` the outer model is called with `training=True` and hands that on to every layer that it contains. The measurement follows.",
    ),
    b=(
        "They move: `fit` overrules what was passed when the model was drawn.",
        "In `fit` the outer model is called with `training=True` and hands that on to each layer. What `fit` does not overrule is a BatchNorm layer with `trainable = False`. (A model that you write as a "
        "class and that passes `training=False` itself, at every call, is not overruled either.)",
    ),
    c=(
        "They stay, and gamma and beta stay, too.",
        "Neither stays. And gamma and beta would learn in any case: nothing was frozen.",
    ),
    d=(
        "Keras raises an error, since the base is not frozen.",
        "No error and no warning. It trains, and the accuracy tells you later, if you look.",
    ),
)
