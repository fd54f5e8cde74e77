"""`shared_pixels`: a prediction, and what leads to wrong ones."""

from cnncourse.autocheck import predict


@predict(points=1, minutes=3)
def shared_pixels():
    """A row of 10 pixels is cut into 4 regions. How many of the 10 pixels belong to two regions? For example `5`."""
    return 2


@shared_pixels.mistake(
    "4 does not divide 10", "Write the four starts and ends down: 10/4 = 2.5 is rounded down and up."
)
def _none_shared():
    return 0


@shared_pixels.mistake(
    "one border needs no rounding",
    "There are three borders: 2.5, 5 and 7.5. Two regions share a pixel only where the border cuts one in half.",
)
def _each_border():
    return 3


@shared_pixels.mistake(
    "you counted each shared pixel twice",
    "Four times three pixels are 12 places for 10 pixels. How many pixels are counted twice?",
)
def _counted_twice():
    return 4


@shared_pixels.mistake(
    "three borders, each counted twice",
    "A pixel of two regions is one pixel; and a border between two pixels cuts none.",
)
def _borders_twice():
    return 6


@shared_pixels.mistake(
    "that is how often pixels are counted in all",
    "Four regions of three pixels. There are 10 pixels; how many of them lie in two regions?",
)
def _region_size():
    return 12
