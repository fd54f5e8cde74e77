"""`center_crop_resize`: reference, cases, slips and hints."""

import numpy as np

from cnncourse.autocheck import Unusable, exercise


@exercise(points=2, minutes=6, seconds=60)
def center_crop_resize(image: np.ndarray, side: int) -> np.ndarray:
    """The largest square in the middle of a photograph, resampled to the side that a network expects.

    First the square is cut out: its side is the shorter side of the image. If the number of pixels left over is odd, one
    pixel fewer falls away at the top, or at the left, than on the other side. Then Pillow resamples it, bicubic:
    `Image.fromarray(square).resize((side, side), Image.Resampling.BICUBIC)`, with `from PIL import Image`.

    Args:
        image: `(h, w, 3)`, uint8.
        side: of the result, in pixels.

    Returns:
        `(side, side, 3)`, uint8.
    """
    # BEGIN SOLUTION
    from PIL import Image

    h, w, _ = image.shape
    edge = min(h, w)
    top, left = (h - edge) // 2, (w - edge) // 2
    square = image[top : top + edge, left : left + edge]
    return np.asarray(Image.fromarray(square).resize((side, side), Image.Resampling.BICUBIC))
    # END SOLUTION


@center_crop_resize.cases
def _(rng):
    def draw(h, w):
        return rng.integers(0, 256, (h, w, 3)).astype(np.uint8)

    yield "wider than high", (draw(5, 12), 4)
    yield "higher than wide", (draw(17, 8), 5)
    yield "a small one is blown up", (draw(6, 9), 11)
    yield "a square", (draw(10, 10), 7)


@center_crop_resize.observe
def _(answer, args):
    from PIL import Image

    found = answer(*args)
    if isinstance(found, Image.Image):
        raise Unusable("it returned Pillow's image", "`np.asarray(…)` makes an array of it.")
    return found


center_crop_resize.hint(
    "Which side is shorter? How many pixels of the longer one are left over, and how many of these go in front?",
    "`edge = min(h, w)`, and `(h - edge) // 2` rows go at the top, `(w - edge) // 2` columns at the left.",
    "`image[top : top + edge, left : left + edge]` is the square; then the line of the docstring, and `np.asarray`.",
)
