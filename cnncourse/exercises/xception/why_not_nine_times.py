"""`why_not_nine_times`: a question with one right option."""

from cnncourse.autocheck import choice

why_not_nine_times = choice(
    "why_not_nine_times",
    """
    With 256 channels the depthwise half of a separable convolution does 3 % of the multiplications, and takes about three times
    that share of the time. Why?
    """,
    right="c",
    a=(
        "It has more weights to read than the 1×1.",
        "It has fewer by far: 9·256 = 2,304 against 256² = 65,536.",
    ),
    b=(
        "It cannot be written as a matrix product, so it is computed by slow loops.",
        "It is no large matrix product, true. But the clock shows it close to its floor: hardly any routine could do much better.",
    ),
    c=(
        "It does 18 operations for each 8 bytes that it moves, and the machine could do more in that time: it waits for memory.",
        "2.25 operations a byte, for any number of channels, lie below the bend of the roof. Each number that the 1×1 reads serves "
        "256 filters, so the 1×1 lies far above it.",
    ),
    d=(
        "It must add over all channels at every place.",
        "It adds over none. That is just what makes its work so small for each number that it fetches.",
    ),
)
