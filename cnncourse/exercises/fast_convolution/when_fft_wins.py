"""`when_fft_wins`: a question with one right option."""

from cnncourse.autocheck import choice

when_fft_wins = choice(
    "when_fft_wins",
    """
    Which of these layers gains most from the FFT, compared with a matrix product?
    """,
    right="b",
    a=(
        "A 1×1 layer from 256 to 64 channels on a 56×56 map.",
        "The FFT's cost does not depend on the kernel, so the smallest kernel gains least: a 1×1 layer *is* a matrix product already, "
        "and 256 + 64 maps would be transformed and multiplied in complex numbers for nothing.",
    ),
    b=(
        "A 31×31 kernel on a photo with three channels.",
        "Every place takes 31·31 = 961 multiplications for each channel directly. The transforms take a few dozen for each pixel, whatever the kernel.",
    ),
    c=(
        "A 3×3 layer from 512 to 512 channels on a 14×14 map.",
        "A 3×3 kernel takes 9 multiplications for a place, channel and filter; the FFT takes about two "
        "(a complex product is four, and half of the frequencies are mirrored), so it does win by the count. But it must lay out "
        "512·512 kernels as 14×8 complex numbers each, 25 times what the kernels themselves take, and then waits for memory.",
    ),
    d=(
        "A 7×7 layer with stride 2, the first of a ResNet.",
        "The FFT computes all places. With stride 2 it then throws three in four of them away, and most of its advantage with them.",
    ),
)
