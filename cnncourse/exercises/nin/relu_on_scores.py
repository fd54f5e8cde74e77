"""`relu_on_scores`: a question with one right option."""

from cnncourse.autocheck import choice

relu_on_scores = choice(
    "relu_on_scores",
    """
    The last 1×1 has a ReLU, and then comes the mean. During training the map of the class *bag* gets below zero
    everywhere, on every image. What happens to this class?
    """,
    right="c",
    a=(
        "Nothing: the softmax only compares scores, and 0 compares as well as any number.",
        "It compares, but the score is 0 on every image, bag or not. What never changes cannot tell bags from boots.",
    ),
    b=(
        "The loss of the bags is large, so large gradients soon bring it back.",
        "The loss is large, and its gradient arrives at the score. From there it has to pass a ReLU that stands at zero at "
        "every pixel: it is multiplied by 0.",
    ),
    c=(
        "Its weights get no gradient any more. It comes back only if the layers below change by chance in its favor.",
        "The slope of a ReLU below zero is 0, at every pixel and on every image, so the filter of this class stands still. Layers "
        "below still move, on account of the other classes, and may lift it. Nothing pulls in that direction.",
    ),
    d=(
        "Its score becomes negative, and the class is never the answer.",
        "A mean of numbers that are at least zero is not negative. It stops at 0, and that is the trouble: a score of −5 would "
        "still have a slope.",
    ),
)
