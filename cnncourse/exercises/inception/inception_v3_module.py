"""`inception_v3_module`: reference, cases, slips and hints."""

from cnncourse.autocheck import exercise

from .basis import _facts


@exercise(points=4, minutes=14, seconds=90, tolerance=1e-4)
def inception_v3_module(x, kind: str):
    """The three modules of Inception v3, with a sixteenth of the network's channels.

    Each row is a path; all begin at `x` and are joined by channel in this order. `3×3 6` is a convolution
    with a window of 3×3 and 6 filters, `→` goes on, windows are height×width.

        a:  1×1 4
            1×1 3 → 5×5 4
            1×1 4 → 3×3 6 → 3×3 6
            mean → 1×1 2

        b:  1×1 12
            1×1 8 → 1×7 8 → 7×1 12
            1×1 8 → 7×1 8 → 1×7 8 → 7×1 8 → 1×7 12
            mean → 1×1 12

        c:  1×1 20
            1×1 24 → (1×3 24 beside 3×1 24)
            1×1 28 → 3×3 24 → (1×3 24 beside 3×1 24)
            mean → 1×1 12

    "Beside" means: both begin at the same maps, and both are joined, the 1×3 first. `mean` is the mean of
    3×3 pixels, stride 1, "same". Every convolution is: `Conv2D` without bias, stride 1, "same"; then
    `BatchNormalization(scale=False)`, all else as Keras has it; then ReLU.

    Args:
        x: maps, a Keras tensor `(n, h, w, c)`.
        kind: `"a"`, `"b"` or `"c"`.

    Returns:
        A Keras tensor, `(n, h, w, f)` with f = 16, 48 or 128.
    """
    # BEGIN SOLUTION
    from keras import layers

    def conv(x, filters, *window):
        x = layers.Conv2D(filters, window, padding="same", use_bias=False)(x)
        return layers.ReLU()(layers.BatchNormalization(scale=False)(x))

    mean = layers.AveragePooling2D(3, strides=1, padding="same")(x)
    if kind == "a":
        paths = [conv(x, 4, 1, 1), conv(conv(x, 3, 1, 1), 4, 5, 5)]
        paths += [conv(conv(conv(x, 4, 1, 1), 6, 3, 3), 6, 3, 3), conv(mean, 2, 1, 1)]
    elif kind == "b":
        long = conv(x, 8, 1, 1)
        for filters, window in [(8, (7, 1)), (8, (1, 7)), (8, (7, 1)), (12, (1, 7))]:
            long = conv(long, filters, *window)
        short = conv(conv(conv(x, 8, 1, 1), 8, 1, 7), 12, 7, 1)
        paths = [conv(x, 12, 1, 1), short, long, conv(mean, 12, 1, 1)]
    else:
        short, long = conv(x, 24, 1, 1), conv(conv(x, 28, 1, 1), 24, 3, 3)
        paths = [conv(x, 20, 1, 1), conv(short, 24, 1, 3), conv(short, 24, 3, 1)]
        paths += [conv(long, 24, 1, 3), conv(long, 24, 3, 1), conv(mean, 12, 1, 1)]
    return layers.Concatenate()(paths)
    # END SOLUTION


@inception_v3_module.cases
def _(rng):
    yield "a: a 5×5 and two 3×3", ((6, 8, 5), "a")
    yield "b: 1×7 and 7×1", ((8, 9, 4), "b")
    yield "c: side by side", ((5, 6, 7), "c")


@inception_v3_module.observe
def _(answer, args):
    return _facts(answer, *args)


inception_v3_module.hint(
    "Write `conv(x, filters, height, width)` first: Conv2D, BatchNormalization, ReLU. The rest are lists of calls.",
    '`Conv2D(filters, (height, width), padding="same", use_bias=False)` and `BatchNormalization(scale=False)`.',
    "Three branches of an `if`, each makes a list of paths; one `Concatenate()` at the end serves all.",
    "In c keep the maps before the strips in a variable: `s = conv(x, 24, 1, 1)`, then `conv(s, 24, 1, 3)` and `conv(s, 24, 3, 1)`.",
)
