"""`dropout_at_test_time`: a question with one right option."""

from cnncourse.autocheck import choice

dropout_at_test_time = choice(
    "dropout_at_test_time",
    """
    A Keras network with `Dropout(0.5)` behind its dense layers is trained. Now you call `model.predict(images)`. What does the dropout layer do?
    """,
    right="c",
    a=(
        "It drops half of the values, as in training: the network has learned to live with that.",
        "Then two calls would give two answers. `fit` calls the layers with `training=True`, `predict` and `evaluate` with `training=False`.",
    ),
    b=(
        "It drops nothing and multiplies by 0.5, since twice as many values are alive as in training.",
        "That is what the paper of 2012 did. Keras has multiplied by 1 / (1 − 0.5) = 2 while training, so the means agree already; "
        "half of it again would be half too little.",
    ),
    c=(
        "Nothing at all.",
        "It has enlarged what was left while training, so that the mean stayed; with all values alive the next layer sees what it is used to.",
    ),
    d=(
        "It drops the half that was dropped most often in training.",
        "Nothing is remembered: dropout has no weights and draws anew at every step. What was dropped before does not matter.",
    ),
)
