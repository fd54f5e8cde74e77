"""`what_a_check_sees`: a question with one right option."""

from cnncourse.autocheck import choice

what_a_check_sees = choice(
    "what_a_check_sees",
    "You are stuck on an exercise and write a loop where the solution has one NumPy call. Your loop is right. What does the check say?",
    right="b",
    a=(
        "It fails, because the code differs from the solution.",
        "No check here compares code. It calls your function on images that it brought along and looks at what comes back.",
    ),
    b=(
        "It passes: it calls the function on several inputs and compares what comes back.",
        "What counts is what your function gives back: for every named case, and without changing what it was given.",
    ),
    c=(
        "It passes if the result for the photo in this notebook is right.",
        "The check brings inputs of its own, chosen so that common slips show: images that are not square, ties, negative numbers.",
    ),
    d=(
        "It depends on what the function prints.",
        "What is printed is shown to you below the verdict and otherwise ignored. The value after `return` counts.",
    ),
)
