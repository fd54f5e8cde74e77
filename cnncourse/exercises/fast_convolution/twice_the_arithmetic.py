"""`twice_the_arithmetic`: a question with one right option."""

from cnncourse.autocheck import choice

twice_the_arithmetic = choice(
    "twice_the_arithmetic",
    """
    A dense layer answers for one image at a time: half an operation for each byte. You replace the processor by one that computes
    twice as fast, with the same memory. How much sooner is the answer there?
    """,
    right="c",
    a=(
        "In half the time: the layer does nothing but multiply and add.",
        "It waits. At half an operation a byte, a memory of 16 GB/s feeds 8 billion operations a second, and the old processor could do "
        "many times that already.",
    ),
    b=(
        "In three quarters of the time: arithmetic and memory take turns.",
        "They do not take turns: while one weight is used the next is on its way. The slower of the two sets the pace, and here that is the memory by far.",
    ),
    c=(
        "At the same time as before.",
        "The layer stands under the slanted part of the roof. Each weight is read and used once, so memory sets the pace; "
        "what helps is to use a weight more often once it is there (a batch), or to make it smaller (float16).",
    ),
    d=(
        "Later, since the faster processor has to wait more often.",
        "It waits for a larger part of the time, but the last weight arrives when it did before.",
    ),
)
