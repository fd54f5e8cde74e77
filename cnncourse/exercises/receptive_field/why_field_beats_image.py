"""`why_field_beats_image`: a question with one right option."""

from __future__ import annotations

from cnncourse.autocheck import choice

why_field_beats_image = choice(
    "why_field_beats_image",
    """
    A unit in the last stage of ResNet-50 has a receptive field of 483 pixels along each side. The network is used on images of
    224 pixels. What does that mean?
    """,
    right="c",
    a=(
        "The sum must be wrong: no unit can see more pixels than there are.",
        "The sum follows the layers' windows, and those do not know the image. Where a window hangs over the edge it reads the zeros "
        "that padding put there. 483 is the span; at most 224 of it are pixels.",
    ),
    b=(
        "Every unit sees the whole image equally well, so it does not matter which place of the last map one looks at.",
        "Each unit sees the image through a window around its own place, and the middle of the window weighs far more than its rim. "
        "The places stay different: lesson 11 will draw from them where in the image a class was seen.",
    ),
    c=(
        "The windows hang over the edge. To see the opposite corner, a unit in the corner needs nearly twice the side of the image.",
        "All of it was measured above. The field belongs to the layers, not to the image: a unit in the middle needs 224 pixels, a unit in "
        "the corner 447, and what the rim contributes is close to nothing.",
    ),
    d=(
        "The layers after the field has reached 224 pixels are wasted and can be left out.",
        "16 of ResNet-50's 49 convolutions come after that point. They see no new pixel, but they combine what was seen in new ways, "
        "open more ways for the rim of the field, and bring the units near the border to see the far side as well.",
    ),
)
