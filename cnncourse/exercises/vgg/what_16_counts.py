"""`what_16_counts`: a question with one right option."""

from cnncourse.autocheck import choice

what_16_counts = choice(
    "what_16_counts",
    "`keras.applications.VGG16()` lists 23 layers, its input among them. What does the 16 count?",
    right="c",
    a=(
        "The convolutions.",
        "There are 13 of them: 2 + 2 + 3 + 3 + 3. The 16 counts three more layers.",
    ),
    b=(
        "Convolutions and poolings, up to flatten.",
        "That would be 13 + 5 = 18. Poolings learn nothing, and the paper's numbers leave them out.",
    ),
    c=(
        "The layers that hold weights: convolutions and dense layers.",
        "13 convolutions and 3 dense layers. Input, 5 poolings and flatten are the other 7 of the 23.",
    ),
    d=(
        "The blocks.",
        "There are 5. The number of convolutions in them is what tells VGG-11, 13, 16 and 19 apart.",
    ),
    e=(
        "The channels of the first layer.",
        "That is 64. The widths are the same in VGG-11, 13, 16 and 19.",
    ),
)
