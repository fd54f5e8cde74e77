"""`pooling_parameters`: a question with one right option."""

from cnncourse.autocheck import choice

pooling_parameters = choice(
    "pooling_parameters",
    """
    A network of `Conv2D(16, 3, padding="same")`, `Conv2D(32, 3, padding="same")`, `Flatten()` and `Dense(10)` works on 28×28 images.
    You put a `MaxPooling2D(2)` between the two convolutions. What happens to the number of parameters?
    """,
    right="c",
    a=(
        "It grows by 4 for each channel: the pooling window has four weights.",
        "A maximum has nothing to weigh with, and a mean has 1/4 four times, fixed. The layer's summary says 0 parameters.",
    ),
    b=(
        "Nothing: pooling has no parameters.",
        "It has none, but it is not alone. Look at the layer behind `Flatten`: how many numbers does it get before and after?",
    ),
    c=(
        "It falls, in the dense layer only.",
        "The dense layer has a weight for every number that it is given, and gets a quarter as many. "
        "The second convolution keeps its 3·3·16·32 weights: the same kernel slides over a smaller map.",
    ),
    d=(
        "It falls in the second convolution and in the dense layer.",
        "A kernel's weights do not depend on the size of the map it slides over: the second convolution has 3·3·16·32 of them "
        "either way. It does a quarter of the work with the same weights.",
    ),
)
