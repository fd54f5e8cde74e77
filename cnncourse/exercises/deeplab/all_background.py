"""`all_background`: a prediction, and what leads to wrong ones."""

from cnncourse.autocheck import predict


@predict(points=1, minutes=3)
def all_background():
    """A scene has 90 pixels of background and 10 of a shirt. A network says "background" everywhere: 90 % of the pixels are right.
    What is its mIoU, in percent? A whole number, for example `60`.
    """
    return 45


@all_background.mistake("that is pixel accuracy", "mIoU is the mean of two ratios, one for each class.")
def _accuracy():
    return 90


@all_background.mistake(
    "the background is not perfect", "All 90 pixels were found, but 100 were painted: its union is 100, not 90."
)
def _perfect_background():
    return 50


@all_background.mistake("the shirt counts, too", "Its IoU is 0 of 10. And the background's is not 0.")
def _nothing():
    return 0


@all_background.mistake("that is the mean Dice score", "IoU is 90 / 100 for the background, not 2 · 90 / 190.")
def _dice():
    return 47


@all_background.mistake(
    "classes that do not occur took part", "Only background and shirt occur in this scene: the mean is over two."
)
def _eleven():
    return 8


@all_background.mistake(
    "the shirt counts as found", "10 pixels are a shirt, none was given to it: its IoU is 0, not 1."
)
def _shirt_found():
    return 95
