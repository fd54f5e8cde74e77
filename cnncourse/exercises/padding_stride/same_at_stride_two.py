"""`same_at_stride_two`: a question with one right option."""

from cnncourse.autocheck import choice

same_at_stride_two = choice(
    "same_at_stride_two",
    """
    A row has 224 pixels, an even number. One layer is PyTorch's `Conv2d(…, kernel_size=3, stride=2, padding=1)`, the other Keras'
    `Conv2D(…, 3, strides=2, padding="same")`. Both get the same weights. What do they give?
    """,
    right="c",
    a=(
        "Maps of different sizes: 112 and 113.",
        "Both give 112 places: (224 + 2 − 3) // 2 + 1 = 112, and ceil(224 / 2) = 112. The difference hides in the numbers.",
    ),
    b=(
        "The same map, to the last digit.",
        'The shapes agree, and that is the trap. "same" needs only one zero here and puts it after the row, so its first window '
        "begins on pixel 1. `padding=1` begins one pixel earlier, on a zero. Every window of one lies one pixel beside the other's.",
    ),
    c=(
        "Maps of the same size with different numbers: every window of one lies one pixel beside the other's.",
        '"same" needs a total of one zero at stride 2, and puts it after the row: windows begin on pixels 1, 3, 5, … '
        "With `padding=1` they begin on the zero before pixel 1, then on 2, 4, … That is why weights that move from one framework to the other need "
        '`ZeroPadding2D(1)` and "valid" instead.',
    ),
    d=(
        "The same map, except along the border.",
        "At stride 1 even the border agrees: both add one zero on each side. At stride 2 every window stands elsewhere, not only "
        "those at the border.",
    ),
)
