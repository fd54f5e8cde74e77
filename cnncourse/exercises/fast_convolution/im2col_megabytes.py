"""`im2col_megabytes`: a prediction, and what leads to wrong ones."""

from cnncourse.autocheck import predict


@predict(points=1, minutes=3, tolerance=5e-3)  # unrounded is right, too
def im2col_megabytes():
    """The second convolution of VGG-16 slides 3×3 windows over one map of 224×224 pixels and 64 channels, padded so that there
    are 224×224 places again. How many megabytes is the map, and how many the matrix that `im2col` makes of it? Numbers are
    float32, a megabyte is 10⁶ bytes, the frame of zeros does not count; one decimal each, as a pair, for example `(3.1, 9.3)`.
    """
    return (12.8, 115.6)


@im2col_megabytes.mistake("you counted numbers, not bytes", "A float32 is four bytes.")
def _numbers():
    return (3.2, 28.9)


@im2col_megabytes.mistake("that is float64", "A float32 is four bytes, not eight.")
def _doubles():
    return (25.7, 231.2)


@im2col_megabytes.mistake(
    "the channels are missing", "Every place holds 64 numbers, and every row of the matrix 3·3·64."
)
def _one_channel():
    return (0.2, 1.8)


@im2col_megabytes.mistake(
    "the matrix holds more than the map",
    "Each pixel lies in nine windows, and every window has a row of its own: nothing is shared.",
)
def _as_large():
    return (12.8, 12.8)


@im2col_megabytes.mistake(
    "a window has nine pixels", "Three rows *and* three columns: a row of the matrix is 3·3·64 numbers."
)
def _thrice():
    return (12.8, 38.5)


@im2col_megabytes.mistake("those are mebibytes", "A megabyte is 10⁶ bytes here, not 2²⁰.")
def _mebibytes():
    return (12.25, 110.25)


@im2col_megabytes.mistake("those are bits", "A float32 is four bytes of eight bits; bytes were asked for.")
def _bits():
    return (102.8, 924.8)


@im2col_megabytes.mistake("those are bytes", "A megabyte is 10⁶ of them.")
def _bytes():
    return (12845056, 115605504)


@im2col_megabytes.mistake(
    "too few places", "Padded, the window has 224×224 places, not 222×222: each of them has its row."
)
def _unpadded():
    return (12.8, 113.55)


@im2col_megabytes.mistake(
    "the matrix has lost the channels", "A window is 3×3 pixels of 64 numbers each: a row is 3·3·64 numbers long."
)
def _flat_window():
    return (12.8, 1.8)


@im2col_megabytes.mistake(
    "that is the first convolution", "The photo has three channels, but the second convolution reads maps of 64."
)
def _photo():
    return (0.6, 5.4)


@im2col_megabytes.mistake(
    "the filters are in it",
    "The matrix holds windows only. The filters are in the other factor, whatever their number.",
)
def _by_filters():
    return (12.8, 7398.8)


@im2col_megabytes.mistake(
    "map and matrix together", "The matrix alone was asked for; it is the nine copies, without the map itself."
)
def _both():
    return (12.8, 128.5)


@im2col_megabytes.mistake("rounded too far", "One decimal each, as in `(3.1, 9.3)`.")
def _whole():
    return (13, 116)


im2col_megabytes.hint(
    "The map holds 224·224·64 numbers of four bytes.",
    "The matrix has a row for each of the 224·224 places.",
    "A row is 3·3·64 numbers, so the matrix is nine times the map.",
)
