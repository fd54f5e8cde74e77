"""`where_the_gate_sits`: a question with one right option."""

from cnncourse.autocheck import choice

where_the_gate_sits = choice(
    "where_the_gate_sits",
    """
    A residual block has learned nothing yet: its branch gives 0 (lesson 13). Its gate is fresh, too, so every gate is 0.5. Sixteen such blocks
    stand in a row. Where must the gate sit, so that they hand the input on unchanged?
    """,
    right="b",
    a=(
        "On the sum, after the addition.",
        "0.5 · (x + 0) is half of x, and sixteen halvings leave 0.000015. The gate stands on the path that should be free. In the paper this place was the worst of the four that were tried "
        "(SE-POST, section 6.5).",
    ),
    b=(
        "On the branch, right before the addition.",
        "x + 0.5 · 0 = x. Whatever the gate says, it weighs only what the branch adds. The shortcut stays free. Keep in mind that this argument is about the start: the paper found three of the four places about equally good "
        "after training.",
    ),
    c=(
        "On the shortcut, so that it weighs the input.",
        "0.5 · x + 0 halves the input as well. (Trained to the end it did no harm: SE-Identity has the lowest error of section 6.5. Being the identity at the start is one argument, not the only one.)",
    ),
    d=(
        "It does not matter: a gate of 0.5 only scales, and BatchNorm scales back.",
        "BatchNorm sits inside the branches. Nothing in a ResNet normalizes what goes along the shortcuts, so what is halved there stays halved.",
    ),
)
