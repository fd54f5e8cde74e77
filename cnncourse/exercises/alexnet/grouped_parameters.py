"""`grouped_parameters`: reference, cases, slips and hints."""

from cnncourse.autocheck import exercise


@exercise(points=1, minutes=4)
def grouped_parameters(kh: int, kw: int, c_in: int, c_out: int, groups: int) -> int:
    """Numbers that a grouped convolution learns, biases included.

    The channels are cut into `groups` equal parts. Each part of the filters sees its own part of the input channels and
    no other. `groups` divides `c_in` and `c_out`.

    Args:
        kh, kw: height and width of the window.
        c_in: input channels, all groups together.
        c_out: filters, all groups together; each has one bias.
        groups: number of parts; 1 is an ordinary convolution.

    Returns:
        Weights and biases.
    """
    # BEGIN SOLUTION
    return c_out * (kh * kw * (c_in // groups) + 1)
    # END SOLUTION


@grouped_parameters.cases
def _(rng):
    yield "one group: an ordinary convolution", (2, 3, 4, 6, 1)
    yield "two groups", (2, 3, 4, 6, 2)
    yield "AlexNet's second convolution", (5, 5, 96, 256, 2)
    yield "a group for each channel", (3, 5, 8, 8, 8)
    yield "more filters than channels", (1, 3, 6, 24, 3)
    for _ in range(2):
        groups = int(rng.integers(3, 6))
        kh, kw, a, b = (int(v) for v in rng.integers(2, 8, 4))
        yield f"{groups} groups, {kh}×{kw}", (kh, kw + 7, a * groups, (b + 8) * groups, groups)


@grouped_parameters.mistake("the biases are missing", "Each filter has one, in whatever group it is.")
def no_bias(kh, kw, c_in, c_out, groups):
    return kh * kw * c_in * c_out // groups


@grouped_parameters.mistake(
    "the groups do not show", "That is an ordinary convolution: there each filter sees all channels."
)
def ungrouped(kh, kw, c_in, c_out, groups):
    return c_out * (kh * kw * c_in + 1)


@grouped_parameters.mistake(
    "that is one group alone",
    "A group has its part of the channels and its part of the filters. There are `groups` of them.",
)
def one_group(kh, kw, c_in, c_out, groups):
    return c_out // groups * (kh * kw * (c_in // groups) + 1)


@grouped_parameters.mistake(
    "you divided twice",
    "Filters see fewer channels, but there are not fewer filters: only one of the two is divided in the end.",
)
def divided_twice(kh, kw, c_in, c_out, groups):
    return kh * kw * (c_in // groups) * (c_out // groups) + c_out


@grouped_parameters.mistake(
    "the biases do not become fewer",
    "The weights are divided by `groups`. A filter keeps its one bias, in whatever group it is.",
)
def biases_divided(kh, kw, c_in, c_out, groups):
    return kh * kw * c_in * c_out // groups + c_out // groups


@grouped_parameters.mistake(
    "a bias for each filter, not for each group", "Count the filters: `c_out` of them, each with a bias."
)
def bias_for_group(kh, kw, c_in, c_out, groups):
    return kh * kw * c_in * c_out // groups + groups


@grouped_parameters.mistake(
    "groups make it cheaper, not dearer", "You multiplied by `groups`. Each filter sees fewer channels than before."
)
def multiplied(kh, kw, c_in, c_out, groups):
    return c_out * (kh * kw * c_in * groups + 1)


@grouped_parameters.mistake("the window need not be square", "`kh` rows and `kw` columns.")
def square(kh, kw, c_in, c_out, groups):
    return c_out * (kh * kh * (c_in // groups) + 1)


@grouped_parameters.mistake(
    "the biases do not grow with the groups", "There are `c_out` filters all together, and each has one bias."
)
def bias_in_each_group(kh, kw, c_in, c_out, groups):
    return kh * kw * c_in * c_out // groups + c_out * groups


@grouped_parameters.mistake("a bias belongs to a filter", "Count `c_out` biases. Input channels have none.")
def bias_of_channel(kh, kw, c_in, c_out, groups):
    return kh * kw * c_in * c_out // groups + c_in


@grouped_parameters.mistake("there is more than one bias", "Each of the `c_out` filters has its own.")
def one_bias(kh, kw, c_in, c_out, groups):
    return kh * kw * c_in * c_out // groups + 1


@grouped_parameters.mistake("there need not be two groups", "AlexNet has two. Here `groups` says how many.")
def always_halved(kh, kw, c_in, c_out, groups):
    return kh * kw * c_in * c_out // 2 + c_out


@grouped_parameters.mistake(
    "the filters are missing", "kh · kw · c_in / groups weights are one filter. There are `c_out` of them."
)
def one_filter(kh, kw, c_in, c_out, groups):
    return kh * kw * (c_in // groups) + c_out


@grouped_parameters.mistake(
    "one filter has one bias alone", "The bias is there once for the filter, not once for each channel that it sees."
)
def bias_for_pair(kh, kw, c_in, c_out, groups):
    return c_out * (kh * kw + 1) * (c_in // groups)


@grouped_parameters.mistake(
    "pixels and channels are multiplied, not added", "A filter holds kh · kw weights for *each* channel that it sees."
)
def channels_added(kh, kw, c_in, c_out, groups):
    return c_out * (kh * kw + c_in // groups + 1)


grouped_parameters.hint(
    "Count one filter first: how many channels does it see?",
    "A filter holds kh · kw weights for each of its c_in / groups channels, and one bias.",
    "There are c_out filters, however they are grouped.",
)
