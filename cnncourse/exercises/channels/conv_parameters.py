"""`conv_parameters`: reference, cases, slips and hints."""

from cnncourse.autocheck import exercise


@exercise(points=1, minutes=3)
def conv_parameters(kh: int, kw: int, c_in: int, c_out: int, bias: bool) -> int:
    """Numbers that a convolution layer learns.

    Args:
        kh: rows of the window. `kw`: its columns.
        c_in: channels that come in.
        c_out: kernels, and so maps that go out.
        bias: whether each kernel has one.

    Returns:
        Weights and biases together.
    """
    # BEGIN SOLUTION
    weights = kh * kw * c_in * c_out
    return weights + (c_out if bias else 0)
    # END SOLUTION


@conv_parameters.cases
def _(rng):
    yield "one channel, one kernel", (2, 3, 1, 1, False)
    yield "color", (3, 3, 3, 8, False)
    yield "with a bias", (3, 3, 3, 8, True)
    yield "a window that is not square", (1, 7, 16, 24, True)
    yield "1×1", (1, 1, 64, 16, True)
    kh, kw, c_in, c_out = (int(n) for n in rng.integers(2, 40, 4))
    yield f"{kh}×{kw}, {c_in} to {c_out}", (kh, kw, c_in, c_out, True)


@conv_parameters.mistake("the biases are missing", "With `bias=True`, each kernel has one more number.")
def without_bias(kh, kw, c_in, c_out, bias):
    return kh * kw * c_in * c_out


@conv_parameters.mistake("the biases are always counted", "With `bias=False` there are none.")
def always_bias(kh, kw, c_in, c_out, bias):
    return (kh * kw * c_in + 1) * c_out


@conv_parameters.mistake(
    "the channels that come in do not count",
    "Every kernel is as deep as its input: `kh · kw` weights for each channel.",
)
def flat_kernels(kh, kw, c_in, c_out, bias):
    return (kh * kw + bool(bias)) * c_out


@conv_parameters.mistake("you counted one kernel", "There are `c_out` kernels, each with all its weights.")
def one_kernel(kh, kw, c_in, c_out, bias):
    return kh * kw * c_in + bool(bias)


@conv_parameters.mistake("one bias for the whole layer", "Each kernel has its own bias, so there are `c_out`.")
def single_bias(kh, kw, c_in, c_out, bias):
    return kh * kw * c_in * c_out + bool(bias)


@conv_parameters.mistake(
    "a bias for each slice",
    "A kernel sums its slices first and adds one bias to the sum: `c_out` biases, not `c_in · c_out`.",
)
def bias_per_slice(kh, kw, c_in, c_out, bias):
    return (kh * kw + bool(bias)) * c_in * c_out


@conv_parameters.mistake("as many biases as channels come in", "Biases belong to the maps that go out.")
def bias_per_input(kh, kw, c_in, c_out, bias):
    return kh * kw * c_in * c_out + (c_in if bias else 0)


@conv_parameters.mistake("the window is taken to be square", "It has `kh` rows and `kw` columns.")
def squared(kh, kw, c_in, c_out, bias):
    return kh * kh * c_in * c_out + (c_out if bias else 0)


@conv_parameters.mistake("the window is taken to be square", "It has `kh` rows and `kw` columns.")
def squared_columns(kh, kw, c_in, c_out, bias):
    return kw * kw * c_in * c_out + (c_out if bias else 0)


@conv_parameters.mistake(
    "you counted the weights of one kernel, and the biases of all",
    "There are `c_out` kernels, each with `kh · kw · c_in` weights of its own.",
)
def weights_of_one(kh, kw, c_in, c_out, bias):
    return kh * kw * c_in + (c_out if bias else 0)


@conv_parameters.mistake(
    "channels in and maps out are added",
    "Each of the `c_out` kernels has weights for each of the `c_in` channels: that is a product.",
)
def channels_added(kh, kw, c_in, c_out, bias):
    return kh * kw * (c_in + c_out) + (c_out if bias else 0)


conv_parameters.hint(
    "How many weights has one kernel? It is a block: rows, columns, channels.",
    "There are `c_out` such blocks, and one bias for each block.",
    "Neither the image's size nor the batch matters: the same numbers are used at every place.",
)
