"""`max_or_mean`: a question with one right option."""

from cnncourse.autocheck import choice

max_or_mean = choice(
    "max_or_mean",
    """
    A kernel answers 1 wherever it finds a button and 0 everywhere else. One coat has two buttons, another has eight. Its map is
    pooled globally, and a dense layer behind must tell the two coats apart. Which pooling does it need?
    """,
    right="b",
    a=(
        "The maximum: it usually does better.",
        "The maximum is 1 for two buttons and 1 for eight: after it, the coats are the same. “Usually” was measured on other questions.",
    ),
    b=(
        "The mean.",
        "The mean grows with the number of buttons, 2/(h·w) against 8/(h·w); times the number of places it is the count itself. "
        "The maximum tells *whether*, the mean *how much*. Had the question been “is there a button at all?” in a noisy map, the "
        "maximum would be the better one.",
    ),
    c=(
        "Either: both keep what the kernel found.",
        "The maximum keeps *that* something was found. From two buttons and from eight it makes the same 1.",
    ),
    d=(
        "Neither: a pooled map has forgotten how many there were.",
        "It has forgotten where they were. The mean is the sum divided by a fixed number of places, and the sum counts the buttons.",
    ),
)
