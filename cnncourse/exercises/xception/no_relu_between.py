"""`no_relu_between`: a question with one right option."""

from cnncourse.autocheck import choice

no_relu_between = choice(
    "no_relu_between",
    """
    Inception has a ReLU behind every convolution. Xception has none between the depthwise half and the pointwise half. What
    follows from that, whatever training makes of it?
    """,
    right="b",
    a=(
        "The two halves could be left out: two linear steps in a row do nothing.",
        "They do something: together they are one convolution. What they cannot do is more than one linear step can.",
    ),
    b=(
        "Together they are one ordinary convolution, whose kernel has fewer free numbers.",
        "Yes: `as_one_kernel` writes that kernel down. Each channel is looked at with one small picture, the same for all "
        "filters, only stronger or weaker.",
    ),
    c=(
        "The network as a whole is linear.",
        "There is a ReLU before each separable convolution. Only *within* one there is none.",
    ),
    d=(
        "The order of the halves no longer matters.",
        "Merge first, and other kernels can be written: one small picture for each *filter*, the same for all channels. The section on the order shows the difference.",
    ),
)
