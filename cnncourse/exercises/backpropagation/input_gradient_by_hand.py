"""`input_gradient_by_hand`: a prediction, and what leads to wrong ones."""

from cnncourse.autocheck import predict


@predict(points=1, minutes=4)
def input_gradient_by_hand():
    """A kernel `(3, 1, 2)` slid over five pixels with stride 2: two places. The loss has the slopes `dy = (1, −2)` by the two
    outputs. Which slope does it have by each of the five pixels? Write five numbers, as `(0, 0, 0, 0, 0)`.
    """
    return (3.0, 1.0, -4.0, -2.0, -4.0)


@input_gradient_by_hand.mistake(
    "the second window overwrote the first",
    "The middle pixel lies in both windows, and moves the loss in two ways. Two effects add up.",
)
def _overwritten():
    return (3, 1, -6, -2, -4)


@input_gradient_by_hand.mistake(
    "the first window kept its pixel for itself",
    "The middle pixel lies in both windows, and moves the loss in two ways. Two effects add up.",
)
def _kept():
    return (3, 1, 2, -2, -4)


@input_gradient_by_hand.mistake(
    "you turned the kernel around",
    "Each output goes back through the weights that made it: the first pixel of a window met the first weight, 3.",
)
def _turned():
    return (2, 1, -1, -2, -6)


@input_gradient_by_hand.mistake(
    "the second window stands one pixel further only", "The stride is 2: the second window begins at the third pixel."
)
def _stride_one():
    return (3, -5, 0, -4, 0)


@input_gradient_by_hand.mistake(
    "the slopes `dy` are missing", "Each window's weights come back multiplied by the slope of that window's output."
)
def _unweighted():
    return (3, 1, 5, 1, 2)


@input_gradient_by_hand.mistake(
    "the weights are missing", "Each slope goes back times the weight on its line: 1 · (3, 1, 2), then −2 · (3, 1, 2)."
)
def _weightless():
    return (1, 1, -1, -2, -2)


@input_gradient_by_hand.mistake("a minus sign got lost", "The second slope is −2: its window gets −2 · (3, 1, 2).")
def _positive():
    return (3, 1, 8, 2, 4)


@input_gradient_by_hand.mistake(
    "you counted windows", "A count is right where all weights and all `dy` are 1. Here each line carries weight · dy."
)
def _counted():
    return (1, 1, 2, 1, 1)


@input_gradient_by_hand.mistake(
    "the weights of one window are mixed up", "Pixels 3, 4 and 5 met the weights 3, 1 and 2, in this order: −6, −2, −4."
)
def _second_turned():
    return (3, 1, -2, -2, -6)


input_gradient_by_hand.hint(
    "Draw the five pixels. The first window covers pixels 1 to 3, the second 3 to 5.",
    "From the first output: 1 · (3, 1, 2) on its three pixels. From the second: −2 · (3, 1, 2) on its own.",
    "The third pixel gets something from both. Add.",
)
