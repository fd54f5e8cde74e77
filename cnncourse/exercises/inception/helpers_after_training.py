"""`helpers_after_training`: a question with one right option."""

from cnncourse.autocheck import choice

helpers_after_training = choice(
    "helpers_after_training",
    """
    GoogLeNet with its two auxiliary classifiers has 13,378,280 parameters. How many does one need to name what is in a photograph, once it
    is trained?
    """,
    right="b",
    a=(
        "13,378,280: they have been trained, so they are used.",
        "They help the training. Nothing of the main classifier comes from them: they hang beside the way from image to scores.",
    ),
    b=(
        "6,998,552: the heads are cut off.",
        "The heads have 3,188,840 and 3,190,888 parameters, two thirds of them in a dense layer from 2,048 to 1,024 numbers. In the end nearly half of what was "
        "trained is thrown away.",
    ),
    c=(
        "All of them: the three answers are averaged, with weights 1, 0.3 and 0.3.",
        "0.3 weighs the heads' *losses* in training. At inference only the last classifier is asked (section 5 of the paper).",
    ),
    d=(
        "It depends on how sure the first head is.",
        "Stopping early at a sure head is an idea of its own, and a later one. GoogLeNet always goes to the end.",
    ),
)
