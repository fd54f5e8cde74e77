"""`which_preprocessing`: a question with one right option."""

from cnncourse.autocheck import choice

which_preprocessing = choice(
    "which_preprocessing",
    """
    `model = keras.applications.EfficientNetB0()` has its ImageNet weights, and `x` holds photographs as float32, 0–255.
    What does it expect?
    """,
    right="c",
    a=(
        "`model(x / 255)`",
        "The network divides by 255 itself, in its first layers. After two divisions every pixel is below 0.004: an almost black picture.",
    ),
    b=(
        "`model(keras.applications.resnet.preprocess_input(x))`",
        "That is the scaling of another family: blue first, means gone. It runs without a complaint, and that is the danger.",
    ),
    c=(
        "`model(x)`: `efficientnet.preprocess_input` exists and returns `x` as it is",
        "In Keras' EfficientNet, MobileNet v3 and ConvNeXt the scaling is part of the model. Calling their `preprocess_input` is harmless, and a good habit.",
    ),
    d=(
        "`model(x / 127.5 - 1)`, as all of Google's networks",
        "Xception, Inception and MobileNet v1 and v2 want −1 … 1. EfficientNet in Keras scales inside, so here it would be scaled twice.",
    ),
)
