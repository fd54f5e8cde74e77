"""`shifted_input`: a question with one right option."""

from cnncourse.autocheck import choice

shifted_input = choice(
    "shifted_input",
    """
    A camera turns a little, and everything in its picture moves five pixels to the right; something new comes in at the left edge. A layer with 3×3 kernels
    and zeros around the image (map as large as the picture) sees the picture before and after. What happens to its map?
    """,
    right="c",
    a=(
        "Nothing: convolutions do not care where something is.",
        "That would be *invariance*: the same answer wherever the thing stands. A map says where its pattern was found, so it has to move along. Compare the maps of the cat above.",
    ),
    b=(
        "It moves five pixels to the right, and every number arrives unchanged.",
        "Almost. In the middle it does, to the last digit. But near the left and right edges some windows now show other pixels, or zeros: look at the bright strips in the figure.",
    ),
    c=(
        "It moves five pixels to the right, unchanged except near the edges.",
        "That is *equivariance*: move the input and the output moves along. It holds wherever a window shows the same pixels as before, and at the edges it cannot: "
        "new pixels come in, old ones leave, and the frame of zeros does not move with the scene.",
    ),
    d=(
        "Its numbers change everywhere, since every pixel now meets other weights.",
        "So it is in a dense layer, where each pixel has weights of its own. Here one kernel serves all places.",
    ),
)
