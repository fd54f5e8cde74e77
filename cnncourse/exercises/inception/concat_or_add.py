"""`concat_or_add`: a question with one right option."""

from cnncourse.autocheck import choice

concat_or_add = choice(
    "concat_or_add",
    """
    The four paths of an Inception block could also be *added*, if they had equal widths. Why are they joined by channel?
    """,
    right="c",
    a=(
        "Because adding would need more parameters.",
        "Neither adding nor joining has any. It is the layer *after* a join that has more, since it sees more maps.",
    ),
    b=(
        "Because no gradient passes a sum.",
        "The opposite: a sum hands its gradient on to every path unchanged (lesson 06). ResNet lives on that (lesson 13).",
    ),
    c=(
        "Joined, the next layer can weigh each scale by itself; a sum has given all of them the weight 1 already.",
        "The next 1×1 computes Σ over all joined maps, each with a weight of its own. Equal weights for the maps at the same place of four paths "
        "would be the sum. So joining can do all that adding can, and it costs the next layer more weights.",
    ),
    d=(
        "Because a 5×5 window and a 1×1 window give maps of different sizes.",
        'With "same" padding and stride 1 all four keep height and width. They have to, or they could not be joined either.',
    ),
)
