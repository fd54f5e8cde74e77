"""`fair_race`: a question with one right option."""

from cnncourse.autocheck import choice

fair_race = choice(
    "fair_race",
    """
    Two networks differ in their activation alone, ReLU or tanh. Both are trained with the step size 0.01, and tanh gets to 25 % training error first.
    What has been shown?
    """,
    right="b",
    a=(
        "That tanh learns faster in this network.",
        "It did at 0.01. At another step size the order may turn around, and nobody is bound to 0.01.",
    ),
    b=(
        "That tanh is faster at this step size. For more, each needs the step size that is best for it, and several seeds.",
        "The paper says so of its figure 1: the learning rates were chosen for each network by itself, to make training as fast as possible.",
    ),
    c=(
        "That tanh will give the better network in the end.",
        "The race was to a given *training* error. What is reached on other images, and later, was not measured.",
    ),
    d=(
        "Nothing, since the first weights were drawn at random.",
        "That is what several seeds are for. But with a thousand seeds it would still be a race at one step size.",
    ),
)
