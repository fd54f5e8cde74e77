"""`answer_for_the_moon`: a question with one right option."""

from cnncourse.autocheck import choice

answer_for_the_moon = choice(
    "answer_for_the_moon",
    """
    The Moon is none of the thousand classes. The network gets a photograph of it. What will its softmax answer?
    """,
    right="b",
    a=(
        "Small numbers everywhere, with a sum far below 1",
        "A softmax divides by the sum of what it has. The sum is 1 for any image, noise included.",
    ),
    b=(
        "Numbers with the sum 1, some class ahead of the others",
        "It can say how probable each class is *if the image shows one of the thousand*. Whether it does, nobody asks.",
    ),
    c=(
        "One thousandth for each class",
        "That would need a thousand equal scores. The Moon is round and bright on black, and some classes are, too.",
    ),
    d=(
        "Class 1,000, which means *something else*",
        "Classes count from 0 to 999, and none of them is *none*. ImageNet has no such images to learn it from.",
    ),
)
