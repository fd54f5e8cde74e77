"""`conv_macs`: reference, cases, slips and hints."""

from cnncourse.autocheck import exercise


@exercise(points=1, minutes=3)
def conv_macs(out_h: int, out_w: int, kh: int, kw: int, c_in: int, c_out: int) -> int:
    """Multiply-accumulates of a convolution layer on one image.

    Args:
        out_h: rows of the map that goes out. `out_w`: its columns.
        kh: rows of the window. `kw`: its columns.
        c_in: channels that come in.
        c_out: maps that go out.

    Returns:
        How often a weight is multiplied by a value and added to a sum; the biases are left out.
    """
    # BEGIN SOLUTION
    return out_h * out_w * kh * kw * c_in * c_out
    # END SOLUTION


@conv_macs.cases
def _(rng):
    yield "one place", (1, 1, 2, 3, 4, 5)
    yield "one channel, one kernel", (4, 6, 3, 2, 1, 1)
    yield "color", (30, 20, 3, 3, 3, 8)
    yield "1×1", (7, 5, 1, 1, 64, 16)
    sides = tuple(int(n) for n in rng.integers(3, 30, 6))
    yield "×".join(map(str, sides)), sides


@conv_macs.mistake(
    "you counted multiplications and additions by themselves",
    "A multiply-accumulate is one of each, taken together. Papers that count both report twice as many FLOPs as MACs.",
)
def doubled(out_h, out_w, kh, kw, c_in, c_out):
    return 2 * out_h * out_w * kh * kw * c_in * c_out


@conv_macs.mistake("that is the number of weights", "Each weight is used once at every place of the map that goes out.")
def weights_only(out_h, out_w, kh, kw, c_in, c_out):
    return kh * kw * c_in * c_out


@conv_macs.mistake(
    "the channels that come in do not count", "At each place a kernel multiplies `kh · kw` values of every channel."
)
def no_channels_in(out_h, out_w, kh, kw, c_in, c_out):
    return out_h * out_w * kh * kw * c_out


@conv_macs.mistake("you counted one kernel", "All `c_out` kernels visit all places.")
def no_channels_out(out_h, out_w, kh, kw, c_in, c_out):
    return out_h * out_w * kh * kw * c_in


@conv_macs.mistake("the window does not count", "At one place a kernel multiplies `kh · kw · c_in` values.")
def no_window(out_h, out_w, kh, kw, c_in, c_out):
    return out_h * out_w * c_in * c_out


@conv_macs.mistake(
    "you shrank the map once more",
    "`out_h` and `out_w` are the sides of the map that goes out: they are places already.",
)
def shrunk_again(out_h, out_w, kh, kw, c_in, c_out):
    return (out_h - kh + 1) * (out_w - kw + 1) * kh * kw * c_in * c_out


@conv_macs.mistake(
    "you counted by the size of the image that comes in",
    "A place of the map that goes out is where work is done. With a stride or without padding there are fewer of those than pixels.",
)
def input_side(out_h, out_w, kh, kw, c_in, c_out):
    return (out_h + kh - 1) * (out_w + kw - 1) * kh * kw * c_in * c_out


@conv_macs.mistake("the biases are counted", "Adding a bias multiplies nothing. By custom it is left out.")
def with_bias(out_h, out_w, kh, kw, c_in, c_out):
    return out_h * out_w * (kh * kw * c_in + 1) * c_out


@conv_macs.mistake("the biases are counted", "Adding a bias multiplies nothing. By custom it is left out.")
def with_biases_once(out_h, out_w, kh, kw, c_in, c_out):
    return out_h * out_w * kh * kw * c_in * c_out + c_out


@conv_macs.mistake(
    "you counted multiplications and additions by themselves",
    "A multiply-accumulate is one of each, taken together; the first addition, to a sum of 0, is counted as well.",
)
def exact_operations(out_h, out_w, kh, kw, c_in, c_out):
    return out_h * out_w * c_out * (2 * kh * kw * c_in - 1)


@conv_macs.mistake(
    "you counted additions",
    "Adding up `m` products takes `m − 1` additions, but `m` multiplications. A MAC is a product added to a sum that begins at 0: `m` of them.",
)
def additions(out_h, out_w, kh, kw, c_in, c_out):
    return out_h * out_w * c_out * (kh * kw * c_in - 1)


@conv_macs.mistake("the map is taken to be square", "It has `out_h` rows and `out_w` columns.")
def square_map(out_h, out_w, kh, kw, c_in, c_out):
    return out_h * out_h * kh * kw * c_in * c_out


@conv_macs.mistake("the window is taken to be square", "It has `kh` rows and `kw` columns.")
def square_window(out_h, out_w, kh, kw, c_in, c_out):
    return out_h * out_w * kh * kh * c_in * c_out


@conv_macs.mistake(
    "channels in and maps out are added", "Each of the `c_out` kernels works on each of the `c_in` channels: a product."
)
def channels_plus_maps(out_h, out_w, kh, kw, c_in, c_out):
    return out_h * out_w * kh * kw * (c_in + c_out)


conv_macs.hint(
    "How many products does it take to fill one place of one map?",
    "`kh · kw · c_in` for one place of one map. Now count places and maps.",
    "It is the number of weights times the number of places.",
)
