"""`why_float64`: a question with one right option."""

from cnncourse.autocheck import choice

why_float64 = choice(
    "why_float64",
    """
    A colleague checks a layer in float32 with `eps = 1e-6` and measures relative errors above 0.01. The same code in
    float64 gives less than 1e-7. The loss is about 2.3. What happened in float32?
    """,
    right="b",
    a=(
        "The layer's gradient is too inexact in float32: networks should be trained in float64.",
        "The analytic gradient is good to six or seven digits in float32, which is plenty: nearly all networks are trained in float32 or less. "
        "It is the *measurement* that fails, not the gradient.",
    ),
    b=(
        "Two losses that agree in nearly all their digits were subtracted: what is left is mostly rounding.",
        "Near 2.3 neighboring float32 numbers are 2.4e-7 apart, and moving a weight by 1e-6 changes the loss by hardly more. "
        "The difference keeps one digit or none, and dividing by 2e-6 makes the rounding huge. In float64 the neighbors are 4.4e-16 apart.",
    ),
    c=(
        "The step is too large: the error of a central difference grows with `eps²`, so 1e-9 would do better.",
        "That error is about 1e-12 here. A smaller step makes the other one worse: the rounding is divided by a smaller number. "
        "Look at the left arm of the V.",
    ),
    d=(
        "float32 has no numbers as small as 1e-6, so the weight did not move at all.",
        "float32 reaches down to 1e-38. What is coarse is the *spacing* near larger numbers: near 2.3 it is 2.4e-7. It is the loss that hardly moved.",
    ),
)
