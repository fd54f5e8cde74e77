"""`why_not_pool_more`: a question with one right option."""

from cnncourse.autocheck import choice

why_not_pool_more = choice(
    "why_not_pool_more",
    """
    A network that names images pools until one place sees everything. For a label at every pixel, why not do the same and enlarge the scores at the end?
    """,
    right="b",
    a=(
        "Pooling costs multiplications: each layer more works on all places of the image once again.",
        "It saves them: maps with half the side have a quarter of the places. Dilating instead of striding is what is dear.",
    ),
    b=(
        "A place of the last maps stands for a large square; where in it an edge runs is lost, and enlarging does not bring it back.",
        "With output stride 32 a place stands for 32×32 pixels. That is why DeepLab keeps the stride at 16 or 8, dilates to see as far, and fetches the edges from early maps.",
    ),
    c=(
        "A pooled network does not see far enough: its places are many pixels apart, so its windows leave gaps between them.",
        "It sees farther with each stride, and the windows overlap. The question is how to see as far *without* the coarse maps.",
    ),
    d=(
        "Enlarging the scores cannot be trained through: bilinear resizing has no weights, so it has no gradient either.",
        "Each new value is a weighted mean of four old ones, so gradients pass through it with those weights. Our network is trained through it.",
    ),
)
