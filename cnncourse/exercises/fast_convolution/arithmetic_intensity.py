"""`arithmetic_intensity`: reference, cases, slips and hints."""

from cnncourse.autocheck import exercise


@exercise(points=2, minutes=6)
def arithmetic_intensity(n: int, h: int, w: int, c: int, f: int, k: int) -> float:
    """Operations that a convolution layer takes for each byte that must move: the layer's arithmetic intensity.

    A multiplication and an addition count as two operations. Images, kernels and maps are float32; each number crosses
    between memory and processor once. Stride 1, and maps as large as the images.

    Args:
        n: images.
        h: rows. `w`: columns, of images and maps.
        c: channels.
        f: filters.
        k: side of the kernel.

    Returns:
        Operations per byte.
    """
    # BEGIN SOLUTION
    operations = 2 * n * h * w * f * k * k * c
    numbers = n * h * w * c + k * k * c * f + n * h * w * f
    return operations / (4 * numbers)
    # END SOLUTION


@arithmetic_intensity.cases
def _(rng):
    yield "one pixel, one weight", (1, 1, 1, 1, 1, 1)
    yield "a dense layer, one image", (1, 1, 1, 4096, 1000, 1)
    yield "the same, 64 images", (64, 1, 1, 4096, 1000, 1)
    yield "3×3 on a map", (1, 56, 48, 64, 32, 3)
    yield "7×7, first layer", (8, 224, 200, 3, 64, 7)


def _ratio(args, multiply=2, size=4, images=1, kernels=1, maps=1):
    n, h, w, c, f, k = args
    numbers = images * n * h * w * c + kernels * k * k * c * f + maps * n * h * w * f
    return multiply * n * h * w * f * k * k * c / (size * numbers)


@arithmetic_intensity.mistake(
    "exactly half of it",
    "Either the additions are missing (each product is added to a sum: two operations), or a number was taken for eight bytes, which is float64.",
)
def half_of_it(*args):
    return _ratio(args, multiply=1)


@arithmetic_intensity.mistake("you divided by numbers, not by bytes", "A float32 takes four bytes.")
def by_numbers(*args):
    return _ratio(args, size=1)


@arithmetic_intensity.mistake(
    "the kernels do not move in your count",
    "The weights come from memory as well; in a dense layer they are nearly everything.",
)
def no_kernels(*args):
    return _ratio(args, kernels=0)


@arithmetic_intensity.mistake(
    "the maps do not move in your count", "What was computed must be written: add the maps to what moves."
)
def no_maps(*args):
    return _ratio(args, maps=0)


@arithmetic_intensity.mistake(
    "every image brings its own kernels in your count",
    "The weights are read once for the whole batch. That is what a batch is good for. (Without `n` the count is that of a single image, which comes to the same.)",
)
def kernels_for_each(*args):
    return _ratio(args, kernels=args[0])


@arithmetic_intensity.mistake("it stands upside down", "Operations over bytes: a busy layer has a high intensity.")
def upside_down(*args):
    return 1 / _ratio(args)


@arithmetic_intensity.mistake(
    "a kernel has k·k weights for each channel", "Each place takes `k * k * c` multiplications for a filter."
)
def one_k(n, h, w, c, f, k):
    return 2 * n * h * w * f * k * c / (4 * (n * h * w * c + k * c * f + n * h * w * f))


@arithmetic_intensity.mistake(
    "the operations are missing a factor k",
    "Each place takes `k * k * c` multiplications for a filter: the window has rows and columns.",
)
def one_k_above(n, h, w, c, f, k):
    return _ratio((n, h, w, c, f, k)) / k


@arithmetic_intensity.mistake(
    "the images do not move in your count", "The pixels come from memory as well: `n·h·w·c` numbers."
)
def no_images(*args):
    return _ratio(args, images=0)


@arithmetic_intensity.mistake(
    "above the line stands one image, below it all of them", "The operations grow with `n` as the pixels do."
)
def one_image_above(*args):
    return _ratio(args) / args[0]


@arithmetic_intensity.mistake(
    "the filters are missing above the line", "Each filter takes `k * k * c` multiplications at every place."
)
def no_filters_above(*args):
    return _ratio(args) / args[4]


@arithmetic_intensity.mistake(
    "the kernels of one filter only", "Each of the `f` filters has `k * k * c` weights, and all of them are read."
)
def one_kernel(*args):
    return _ratio(args, kernels=1 / args[4])


@arithmetic_intensity.mistake(
    "`a / 4 * b` divides by 4 and then multiplies", "What stands below the line needs brackets: `a / (4 * b)`."
)
def no_brackets(n, h, w, c, f, k):
    return 2 * n * h * w * f * k * k * c / 4 * (n * h * w * c + k * k * c * f + n * h * w * f)


@arithmetic_intensity.mistake(
    "only the pixels take four bytes", "All three kinds of numbers do: `4 * (pixels + weights + maps)`."
)
def four_once(*args):
    return _ratio(args, size=1, images=4)


@arithmetic_intensity.mistake("you divided whole numbers", "`//` drops what is behind the point. Use `/`.")
def floored(*args):
    return float(_ratio(args) // 1)


@arithmetic_intensity.mistake("you rounded", "The digits behind the point count. Leave rounding to whoever prints it.")
def to_a_tenth(*args):
    return round(_ratio(args), 1)


@arithmetic_intensity.mistake(
    "your maps are smaller than the images",
    "The layer is padded: maps have `h` rows and `w` columns, as the images do.",
)
def no_padding(n, h, w, c, f, k):
    places = n * (h - k + 1) * (w - k + 1)
    return 2 * places * f * k * k * c / (4 * (n * h * w * c + k * k * c * f + places * f))


@arithmetic_intensity.mistake(
    "every pixel moves `k * k` times in your count",
    "That is what `im2col` does. Here each number crosses once, however many windows it lies in.",
)
def copied(*args):
    return _ratio(args, images=args[5] ** 2)


arithmetic_intensity.hint(
    "Two counts and a division. First the operations: two for each multiplication of lesson 04's `conv_macs`.",
    "Then the numbers that move: `n·h·w·c` pixels, `k·k·c·f` weights, `n·h·w·f` values of the maps.",
    "Four bytes each: `operations / (4 * numbers)`.",
)
