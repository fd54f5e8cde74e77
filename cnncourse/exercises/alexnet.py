"""Exercises of the lesson on AlexNet."""

import math

import numpy as np

from cnncourse.autocheck import Unusable, choice, exercise, predict


@exercise(points=1, minutes=3)
def alexnet_first_map(side: int, padding: int) -> int:
    """Side of the map that AlexNet's first convolution makes: a window of 11×11 with stride 4.

    Args:
        side: of the square image, in pixels.
        padding: pixels of zeros on each side of the image.

    Returns:
        Places of the window along one side; one that hangs over the edge is dropped.
    """
    # BEGIN SOLUTION
    return (side + 2 * padding - 11) // 4 + 1
    # END SOLUTION


@alexnet_first_map.cases
def _(rng):
    yield "one place only", (11, 0)
    yield "227, no padding", (227, 0)
    yield "224, no padding", (224, 0)
    yield "224, two pixels of padding", (224, 2)
    yield "a window that three quarters fit", (226, 0)
    yield "one pixel of padding", (13, 1)
    for side in rng.integers(60, 400, 3):
        yield f"side {side}", (int(side), int(rng.integers(1, 6)))


@alexnet_first_map.mistake(
    "you rounded up", "A window that hangs over the edge is dropped (lesson 02): the division rounds down."
)
def rounded_up(side, padding):
    return math.ceil((side + 2 * padding - 11) / 4) + 1


@alexnet_first_map.mistake(
    "you rounded to the nearest number", "Three quarters of a step are no step (lesson 02): round down."
)
def rounded(side, padding):
    return round((side + 2 * padding - 11) / 4) + 1


@alexnet_first_map.mistake(
    "the first place is missing", "The division counts steps. The place before the first step counts too."
)
def no_first(side, padding):
    return (side + 2 * padding - 11) // 4


@alexnet_first_map.mistake(
    "the image is padded on both sides", "`padding` pixels are added at the left *and* at the right."
)
def padded_once(side, padding):
    return (side + padding - 11) // 4 + 1


@alexnet_first_map.mistake(
    "the padding does not show", "Your answer does not depend on `padding`. The padded image is wider."
)
def not_padded(side, padding):
    return (side - 11) // 4 + 1


@alexnet_first_map.mistake(
    "the window's own width does not show",
    "Side divided by stride is what “same” padding gives. Here a window of 11 must fit.",
)
def side_by_stride(side, padding):
    return (side + 2 * padding) // 4


@alexnet_first_map.mistake(
    "that is “same” padding",
    "Side divided by stride, rounded up: but here the padding is given, and 11 wide windows must fit.",
)
def same_padding(side, padding):
    return math.ceil((side + 2 * padding) / 4)


@alexnet_first_map.mistake(
    "the stride is 4", "With stride 1 there would be that many places. AlexNet skips three of four."
)
def stride_one(side, padding):
    return side + 2 * padding - 11 + 1


@alexnet_first_map.mistake(
    "the 1 stands inside the division", "Divide the room first. The place before the first step is added afterward."
)
def one_inside(side, padding):
    return (side + 2 * padding - 11 + 1) // 4


@alexnet_first_map.mistake("window and stride are exchanged", "The window is 11 wide and walks 4 pixels at a time.")
def exchanged(side, padding):
    return (side + 2 * padding - 4) // 11 + 1


@alexnet_first_map.mistake("the padding was taken away", "Zeros make the image wider: the padding is added.")
def padding_taken_away(side, padding):
    return (side - 2 * padding - 11) // 4 + 1


@alexnet_first_map.mistake("that is all places of the map", "Asked for is one side: the places along one row.")
def whole_map(side, padding):
    return ((side + 2 * padding - 11) // 4 + 1) ** 2


@alexnet_first_map.mistake(
    "that is “same” padding",
    "Side divided by stride, rounded up, takes neither `padding` nor the width of the window into account.",
)
def same_as_keras(side, padding):
    return math.ceil(side / 4)


@alexnet_first_map.mistake("it is always the same number", "55 is for 227 pixels. The answer depends on `side`.")
def always_55(side, padding):
    return 55


alexnet_first_map.hint(
    "It is the formula of lesson 02 with k = 11 and s = 4.",
    "How wide is the padded image? How many pixels of room are left beside a window of 11?",
    "room // 4 steps, and the place before the first step.",
)


@predict(points=2, minutes=5)
def alexnet_sides():
    """An image of 251×251 pixels goes through AlexNet: the side of the map after each of the three poolings, and how many numbers
    reach the first dense layer. A tuple of four, such as `(40, 20, 10, 5000)`.

    1. convolution, 96 filters of 11×11, stride 4, no padding; maximum of **3×3, stride 2**
    2. convolution, 256 filters of 5×5, `"same"`; maximum of 3×3, stride 2
    3. three convolutions of 3×3, `"same"`, the last with 256 filters; maximum of 3×3, stride 2
    4. flatten
    """
    return (30, 14, 6, 9216)


@alexnet_sides.mistake(
    "a window is missing in the first map", "(251 − 11) / 4 steps, and the place before the first step."
)
def _first_map_60():
    return (29, 14, 6, 9216)


@alexnet_sides.mistake("the maps are missing", "Flatten lays all 256 maps of 6×6 in one row.")
def _one_map():
    return (30, 14, 6, 36)


@alexnet_sides.mistake("you counted one side", "256 maps have height and width.")
def _one_side():
    return (30, 14, 6, 1536)


@alexnet_sides.mistake(
    "the windows step by 2, not by 3", "Windows of 3 that lie side by side would shrink faster. These overlap."
)
def _side_by_side():
    return (20, 6, 2, 1024)


@alexnet_sides.mistake(
    'the later convolutions are "same"',
    "Only the first one shrinks its map. Convolutions 2 to 5 keep the side, the poolings shrink it.",
)
def _valid():
    return (30, 12, 2, 1024)


@alexnet_sides.mistake(
    "you halved, or rounded up",
    "A window of 3 on 30 pixels: (30 − 3) / 2 steps, rounded down, and the first place. A window that does not fit is dropped.",
)
def _halved():
    return (30, 15, 7, 12544)


@alexnet_sides.mistake("the last convolution has 256 filters", "384 maps are what convolutions 3 and 4 make.")
def _384():
    return (30, 14, 6, 13824)


@alexnet_sides.mistake(
    "the first of the four is the side behind the first *pooling*", "61 is what the convolution makes. Pool it once."
)
def _convolution_first():
    return (61, 30, 14, 9216)


@alexnet_sides.mistake(
    "each pooling misses its first place", "(61 − 3) / 2 = 29 steps, and the place before the first of them."
)
def _pooled_without_first():
    return (29, 13, 5, 6400)


@alexnet_sides.mistake(
    "each layer misses its first place",
    "The division counts steps. The place before the first one is added every time.",
)
def _never_first():
    return (28, 12, 4, 4096)


@alexnet_sides.mistake("you rounded up", "The poolings have no padding: a window that hangs over the edge is dropped.")
def _same_poolings():
    return (31, 16, 8, 16384)


@alexnet_sides.mistake(
    "these are the sides for 227 pixels", "The image here has 251×251: the first map is larger than 55×55."
)
def _for_227():
    return (27, 13, 6, 9216)


@alexnet_sides.mistake(
    "the last convolution has 256 filters", "96 maps are what the *first* one makes. Flatten meets those of the last."
)
def _96():
    return (30, 14, 6, 3456)


@alexnet_sides.mistake(
    "the first convolution does not show", "Before the first pooling the image has become a map of another side."
)
def _not_convolved():
    return (125, 62, 30, 230400)


@alexnet_sides.mistake("the first convolution has stride 4", "241 places are what stride 1 would give.")
def _stride_one():
    return (120, 59, 29, 215296)


alexnet_sides.hint(
    "The first convolution as in the exercise above; convolutions 2 to 5 keep the side. So then only the poolings count.",
    "The first map is 61×61. A window of 3, stride 2, on 61 pixels: (61 − 3) // 2 + 1.",
    "The same step twice more; then the last side, squared, times 256 maps.",
)


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


@exercise(points=3, minutes=12)
def local_response_norm(x: np.ndarray, n: int, k: float, alpha: float, beta: float) -> np.ndarray:
    """Divide each value by the activity of its neighboring channels at the same pixel, as the paper writes it:

    `y[..., c] = x[..., c] / (k + alpha · Σ x[..., j]²) ** beta`

    The sum goes over the `n` channels whose middle is `c`, from `c - n // 2` to `c + n // 2`, both ends and `c` itself
    included. Channels that do not exist are left out. The sum is *not* divided by `n`.

    Args:
        x: maps, `(images, h, w, channels)`; they keep their values.
        n: channels in the neighborhood, odd.
        k, alpha, beta: constants of the formula.

    Returns:
        A new array in the shape of `x`.
    """
    # BEGIN SOLUTION
    y = np.empty(x.shape)
    for c in range(x.shape[-1]):
        first, last = max(0, c - n // 2), c + n // 2
        energy = (x[..., first : last + 1] ** 2).sum(axis=-1)
        y[..., c] = x[..., c] / (k + alpha * energy) ** beta
    return y
    # END SOLUTION


@local_response_norm.cases
def _(rng):
    counting = np.array([1.0, -2, 3, 4, -1, 2, 5])
    yield "one pixel, seven channels, n = 3", (counting[None, None, None], 3, 1.0, 1.0, 1.0)
    yield "n = 5", (counting[None, None, None], 5, 2.0, 0.5, 1.0)
    yield "beta = 3/4", (counting[None, None, None] * 2, 5, 1.0, 1.0, 0.75)
    yield "n = 1: each channel for itself", (rng.normal(size=(1, 2, 3, 4)), 1, 1.5, 2.0, 0.75)
    yield "fewer channels than n", (rng.normal(size=(1, 3, 2, 3)), 7, 1.0, 1.0, 0.5)
    yield "two images, rows and columns", (rng.normal(size=(2, 4, 3, 9)), 5, 2.0, 0.7, 0.75)
    yield (
        "the paper's constants, activations in the hundreds",
        (300 * rng.normal(size=(2, 3, 4, 8)), 5, 2.0, 1e-4, 0.75),
    )


@local_response_norm.explain
def _(args, expected, index):
    x, n, k, alpha, beta = args
    c = index[-1]
    seen = x[index[:-1]][max(0, c - n // 2) : c + n // 2 + 1]
    squares = " + ".join(f"{v:.4g}²" for v in seen)
    return f"channel {c}: {x[index]:.4g} / ({k:g} + {alpha:g} · ({squares})) ** {beta:g} = {expected[index]:.4g}"


def _normalized(x, n, k, alpha, beta, window=None, energy=None, apply=None):
    """The formula with one of its parts exchanged; NaN and warnings are the reader's, so they are kept quiet."""
    window = window or (lambda c: [j for j in range(c - n // 2, c + n // 2 + 1) if 0 <= j < x.shape[-1]])
    energy = energy or (lambda some: (some**2).sum(axis=-1))
    apply = apply or (lambda value, total: value / (k + alpha * total) ** beta)
    with np.errstate(all="ignore"):
        parts = [apply(x[..., c], energy(x[..., window(c)])) for c in range(x.shape[-1])]
    return np.stack(parts, axis=-1)


@local_response_norm.mistake(
    "you divided the sum by n",
    "So do Caffe and PyTorch. The paper's formula has the sum itself; the next paragraph is about this.",
)
def divided_by_n(x, n, k, alpha, beta):
    return _normalized(x, n, k, alpha / n, beta)


@local_response_norm.mistake(
    "you took the mean of the squares",
    "At the border that divides by fewer channels than n. The formula has a sum: it divides by nothing.",
)
def mean_of_squares(x, n, k, alpha, beta):
    return _normalized(x, n, k, alpha, beta, energy=lambda some: (some**2).mean(axis=-1))


@local_response_norm.mistake(
    "the squares are missing", "Σ x[j]²: each value is squared before the sum, so that signs cannot cancel."
)
def no_squares(x, n, k, alpha, beta):
    return _normalized(x, n, k, alpha, beta, energy=lambda some: some.sum(axis=-1))


@local_response_norm.mistake(
    "you squared the sum", "Each value is squared for itself, then added. (1 − 2)² is not 1² + 2²."
)
def squared_sum(x, n, k, alpha, beta):
    return _normalized(x, n, k, alpha, beta, energy=lambda some: some.sum(axis=-1) ** 2)


@local_response_norm.mistake(
    "you multiplied where the formula divides", "An active neighborhood makes a value *smaller*."
)
def multiplied_by_it(x, n, k, alpha, beta):
    return _normalized(x, n, k, alpha, beta, apply=lambda value, total: value * (k + alpha * total) ** beta)


@local_response_norm.mistake(
    "`k` and the sum are raised to beta together", "The parentheses close after the sum; `** beta` comes after them."
)
def beta_inside(x, n, k, alpha, beta):
    return _normalized(x, n, k, alpha, beta, apply=lambda value, total: value / (k + alpha * total**beta))


@local_response_norm.mistake("beta does not show", "The parenthesis is raised to `beta` before it divides.")
def no_beta(x, n, k, alpha, beta):
    return _normalized(x, n, k, alpha, beta, apply=lambda value, total: value / (k + alpha * total))


@local_response_norm.mistake(
    "`k` does not show", "It is added to the sum. Without it a quiet neighborhood divides by almost nothing."
)
def no_k(x, n, k, alpha, beta):
    return _normalized(x, n, 0.0, alpha, beta)


@local_response_norm.mistake(
    "the last neighbor is missing", "`c - 2:c + 2` ends before c + 2: a slice does not include its end."
)
def slice_end(x, n, k, alpha, beta):
    return _normalized(x, n, k, alpha, beta, window=lambda c: slice(max(0, c - n // 2), c + n // 2))


@local_response_norm.mistake(
    "a slice that starts below zero counts from the end",
    "For the first channels `c - n // 2` is negative, and Python takes that for the end of the array. Stop at 0.",
)
def negative_start(x, n, k, alpha, beta):
    return _normalized(x, n, k, alpha, beta, window=lambda c: slice(c - n // 2, c + n // 2 + 1))


@local_response_norm.mistake(
    "the neighborhood reaches n channels to each side",
    "n counts the whole neighborhood: n // 2 to each side of c, and c.",
)
def twice_as_wide(x, n, k, alpha, beta):
    return _normalized(x, n, k, alpha, beta, window=lambda c: slice(max(0, c - n), c + n + 1))


@local_response_norm.mistake(
    "the neighborhood begins at c", "It has its middle at `c`: as many channels before it as after it."
)
def not_centered(x, n, k, alpha, beta):
    return _normalized(x, n, k, alpha, beta, window=lambda c: slice(c, c + n))


@local_response_norm.mistake(
    "the last channel is no neighbor of the first",
    "`np.roll` and negative indices go around. Channels that do not exist are left out.",
)
def goes_around(x, n, k, alpha, beta):
    return _normalized(
        x, n, k, alpha, beta, window=lambda c: [j % x.shape[-1] for j in range(c - n // 2, c + n // 2 + 1)]
    )


@local_response_norm.mistake(
    "the channel itself belongs to the sum", "From c − n // 2 to c + n // 2, and c is in between."
)
def itself_left_out(x, n, k, alpha, beta):
    def others(c):
        return [j for j in range(c - n // 2, c + n // 2 + 1) if 0 <= j < x.shape[-1] and j != c]

    return _normalized(x, n, k, alpha, beta, window=others)


@local_response_norm.mistake("you summed over all channels", "Only n of them are neighbors.")
def all_channels(x, n, k, alpha, beta):
    return _normalized(x, n, k, alpha, beta, window=lambda c: slice(None))


@local_response_norm.mistake(
    "the neighbors are channels, not pixels",
    "Nothing is added across rows or columns: the sum stays at one pixel, along the last axis.",
)
def neighbors_in_space(x, n, k, alpha, beta):
    return np.moveaxis(_normalized(np.moveaxis(x, 2, -1), n, k, alpha, beta), -1, 2)


@local_response_norm.mistake(
    "you summed what was normalized already",
    "The squares are those of `x`. If you write into the array that you read from, the next channel meets changed neighbors.",
)
def in_place(x, n, k, alpha, beta):
    y = x.astype(float)
    for c in range(x.shape[-1]):
        y[..., c] = _normalized(y, n, k, alpha, beta)[..., c]
    return y


@local_response_norm.mistake(
    "the neighbors are channels, not pixels", "The sum stays at one pixel and goes along the last axis, not over rows."
)
def neighbors_in_rows(x, n, k, alpha, beta):
    return np.moveaxis(_normalized(np.moveaxis(x, 1, -1), n, k, alpha, beta), -1, 1)


@local_response_norm.mistake(
    "one sum served for all pixels and images",
    "`.sum()` without an axis adds everything up. Each pixel of each image has its own sum: `axis=-1`.",
)
def summed_over_everything(x, n, k, alpha, beta):
    return _normalized(x, n, k, alpha, beta, energy=np.square, apply=lambda v, e: v / (k + alpha * e.sum()) ** beta)


@local_response_norm.mistake(
    "`k` and the sum are raised to beta together", "`(k + alpha * total) ** beta`: only the sum was raised, without k."
)
def beta_on_the_sum(x, n, k, alpha, beta):
    return _normalized(x, n, k, alpha, beta, apply=lambda value, total: value / (k + (alpha * total) ** beta))


@local_response_norm.mistake(
    "parentheses are missing", "`x / k + …` divides by k alone. The whole of k + α Σ, raised to beta, is the divisor."
)
def no_parentheses(x, n, k, alpha, beta):
    return _normalized(x, n, k, alpha, beta, apply=lambda value, total: value / k + alpha * total**beta)


@local_response_norm.mistake("that is the divisor alone", "`x` is to be divided by it.")
def divisor_alone(x, n, k, alpha, beta):
    return _normalized(x, n, k, alpha, beta, apply=lambda value, total: (k + alpha * total) ** beta)


@local_response_norm.mistake(
    "a root was taken", "The formula has the sum of the squares as it is; the only power is `beta`."
)
def rooted(x, n, k, alpha, beta):
    return _normalized(x, n, k, alpha, beta, apply=lambda value, total: value / (k + alpha * np.sqrt(total)) ** beta)


@local_response_norm.mistake(
    "the last channel is nobody's neighbor",
    "`min(channels - 1, …)` is an index. As the end of a slice it leaves the last channel out.",
)
def last_left_out(x, n, k, alpha, beta):
    end = x.shape[-1] - 1
    return _normalized(x, n, k, alpha, beta, window=lambda c: slice(max(0, c - n // 2), min(end, c + n // 2 + 1)))


@local_response_norm.mistake(
    "the last neighbor is missing",
    "The paper's sum includes its upper limit min(N − 1, c + n/2). The end of a slice is not included: add 1.",
)
def both_ends_short(x, n, k, alpha, beta):
    end = x.shape[-1] - 1
    return _normalized(x, n, k, alpha, beta, window=lambda c: slice(max(0, c - n // 2), min(end, c + n // 2)))


@local_response_norm.mistake(
    "the last channel was not worked on", "`range(channels - 1)` ends one early: channels begin at 0."
)
def last_not_done(x, n, k, alpha, beta):
    y = _normalized(x, n, k, alpha, beta)
    y[..., -1] = 0
    return y


@local_response_norm.mistake(
    "the neighborhood ends at c", "It has its middle at `c`: as many channels behind it as before it."
)
def only_before(x, n, k, alpha, beta):
    return _normalized(x, n, k, alpha, beta, window=lambda c: slice(max(0, c - n + 1), c + 1))


@local_response_norm.mistake(
    "the constants are the paper's, whatever is asked for", "n, k, alpha and beta come from whoever calls."
)
def always_the_paper(x, n, k, alpha, beta):
    return _normalized(x, 5, 2.0, 1e-4, 0.75)


@local_response_norm.mistake(
    "the channels came out in front", "`np.stack` puts a new first axis unless told otherwise. Channels are the last."
)
def channels_in_front(x, n, k, alpha, beta):
    return np.moveaxis(_normalized(x, n, k, alpha, beta), -1, 0)


local_response_norm.hint(
    "One loop over the channels is enough: `y[..., c]` at a time, for all images and pixels at once.",
    "The neighbors of channel c are a slice of the last axis. What does Python make of a slice that begins at −2?",
    "`first = max(0, c - n // 2)`, and the slice ends at `c + n // 2 + 1`.",
    "`(x[..., first:end] ** 2).sum(axis=-1)` is the sum at every pixel.",
)


def _snapped(share: float, rate: float, within: float = 0.04) -> float:
    """A measured share, or the number that it means: the rate, what is left of it, nothing, all."""
    near = [value for value in (rate, 1 - rate, 0.0, 1.0) if abs(share - value) < within]
    return round(near[0], 3) if near else round(share, 1)


def _dropped(answer, x, rate, training) -> np.ndarray:
    y = answer(x, rate, np.random.default_rng(3), training)
    if y is None:
        raise Unusable("it returned None", "A function without `return` gives None.")
    y = np.asarray(y)
    if y.shape != x.shape or y.dtype.kind not in "fiub":
        raise Unusable(
            f"it returned {'an array of shape ' + str(y.shape) if y.ndim else 'a single number'} for {x.shape}",
            "Every value stays at its place, dropped or not.",
        )
    if training and np.unique(y[y != 0]).size == 1:
        raise Unusable("it returned the mask", "The mask says which values stay. Multiply `x` by it.")
    return y


@exercise(points=2, minutes=8)
def dropout(x: np.ndarray, rate: float, rng: np.random.Generator, training: bool) -> np.ndarray:
    """Inverted dropout: while training, drop values at random and enlarge the rest so that the mean stays.

    While training each value is set to zero with probability `rate`, by itself, whatever the others do; what is left is divided
    by `1 - rate`. Otherwise nothing happens: the values come back as they are.

    Args:
        x: outputs of a layer, any shape; they keep their values.
        rate: probability that a value is dropped, at least 0 and below 1.
        rng: where all randomness comes from, as in `rng.random(shape)`.
        training: whether to drop at all.

    Returns:
        An array in the shape of `x`.
    """
    # BEGIN SOLUTION
    if not training:
        return x.copy()
    keep = rng.random(x.shape) >= rate
    return x * keep / (1 - rate)
    # END SOLUTION


@dropout.cases
def _(rng):
    x = rng.uniform(1, 9, (40, 25, 4)) * rng.choice([-1, 1], (40, 25, 4))
    yield "training, rate 0.2", (x, 0.2, True)
    yield "not training", (x, 0.2, False)
    yield "training, rate 0.7", (x, 0.7, True)
    yield "training, rate 0: nothing to drop", (x, 0.0, True)
    yield "not training, rate 0.7", (x[0], 0.7, False)


@dropout.observe
def _(answer, args):
    x, rate, training = args
    before = x.copy()
    y = _dropped(answer, x, rate, training)
    untouched = bool((x == before).all())
    x = before
    mask = y == 0
    factors = (y / x)[~mask]
    others = _dropped(answer, np.sign(x) * (10 - np.abs(x)), rate, training) == 0
    generator = np.random.default_rng(3)
    calls = [np.asarray(answer(x.copy(), rate, generator, training)) for _ in range(4)]
    shared = [axis for axis in range(x.ndim) if (mask == mask.take([0], axis)).all()]
    counts = {int((call == 0).sum()) for call in calls}
    decided = "by itself"
    if 0 < mask.mean() < 1 and shared:
        decided = f"together with the others along axis {shared[0]}"
    elif 0 < mask.mean() < 1 and len(counts) == 1:
        decided = "so that their number is always the same"
    return {
        "share of values set to zero": _snapped(float(mask.mean()), rate),
        "the rest was multiplied by": round(float(np.median(factors)), 3) if factors.size else 0.0,
        "all by the same factor": bool(factors.size and np.ptp(factors) < 1e-6 * abs(np.median(factors))),
        "each value is decided": decided,
        "the values themselves do not matter": bool((mask == others).all()),
        "the next call drops others": bool((calls[0] != calls[1]).any()),
        "the same generator, the same answer": bool(np.array_equal(y, calls[0])),
        "x keeps its values": untouched,
    }


def _drop(x, rate, mask, factor):
    return x * mask * factor


@dropout.mistake(
    "the rest was not enlarged",
    "With a fifth of the values gone the sums that the next layer sees shrink by a fifth. Divide what is left.",
)
def not_enlarged(x, rate, rng, training):
    return _drop(x, rate, rng.random(x.shape) >= rate, 1) if training else x


@dropout.mistake(
    "that is the dropout of 2012: the scale is put right at test time",
    "Its authors multiplied by 1 − rate when they *used* the network. Inverted dropout divides while training and then leaves the network alone.",
)
def of_2012(x, rate, rng, training):
    return x * (rng.random(x.shape) >= rate) if training else x * (1 - rate)


@dropout.mistake(
    "it drops outside training too",
    "A network that is used has to give its best answer, and the same one twice. What is `training` for?",
)
def always(x, rate, rng, training):
    return _drop(x, rate, rng.random(x.shape) >= rate, 1 / (1 - rate))


@dropout.mistake("it drops when it is not training", "The two branches are exchanged.")
def exchanged_branches(x, rate, rng, training):
    return x if training else _drop(x, rate, rng.random(x.shape) >= rate, 1 / (1 - rate))


@dropout.mistake(
    "it is enlarged outside training too",
    "Where nothing is dropped there is nothing to make up for: the values come back as they are.",
)
def enlarged_at_test(x, rate, rng, training):
    return (x * (rng.random(x.shape) >= rate) if training else x) / (1 - rate)


@dropout.mistake(
    "`rate` is the share that goes, not the share that stays",
    "In Keras and here it is the probability to drop. (TensorFlow 1 had `keep_prob`, and much old code does.)",
)
def rate_stays(x, rate, rng, training):
    with np.errstate(all="ignore"):
        return np.nan_to_num(_drop(x, rate, rng.random(x.shape) < rate, 1 / rate if rate else 0)) if training else x


@dropout.mistake(
    "the comparison is the wrong way around",
    "A number between 0 and 1 is below 0.2 in one case of five. Should these values stay, or go?",
)
def wrong_way(x, rate, rng, training):
    return _drop(x, rate, rng.random(x.shape) < rate, 1 / (1 - rate)) if training else x


@dropout.mistake(
    "it was divided by the wrong number", "A share of 1 − rate is left, so that is what it is divided by, not `rate`."
)
def divided_by_rate(x, rate, rng, training):
    return _drop(x, rate, rng.random(x.shape) >= rate, 1 / rate if rate else 1) if training else x


@dropout.mistake(
    "all images drop the same values",
    "The mask has to be drawn in the shape of the whole `x`, the first axis included.",
)
def one_mask(x, rate, rng, training):
    return _drop(x, rate, rng.random(x.shape[1:]) >= rate, 1 / (1 - rate)) if training else x


@dropout.mistake(
    "whole rows are dropped together", "The mask has to be drawn in the shape of the whole `x`, the last axis included."
)
def whole_rows(x, rate, rng, training):
    return _drop(x, rate, rng.random((*x.shape[:-1], 1)) >= rate, 1 / (1 - rate)) if training else x


@dropout.mistake(
    "exactly the same number of values is dropped each time",
    "Each value is to be decided by itself, like the toss of a coin; then the number dropped varies a little.",
)
def exact_number(x, rate, rng, training):
    if not training:
        return x
    keep = np.ones(x.size)
    keep[rng.choice(x.size, round(rate * x.size), replace=False)] = 0
    return _drop(x, rate, keep.reshape(x.shape), 1 / (1 - rate))


@dropout.mistake(
    "it drops the same values at each call",
    "A generator that is made inside starts over each time. Use the `rng` that you are given.",
)
def own_seed(x, rate, rng, training):
    return _drop(x, rate, np.random.default_rng(0).random(x.shape) >= rate, 1 / (1 - rate)) if training else x


@dropout.mistake(
    "the randomness does not come from `rng`", "Two runs from the same state of `rng` have to drop the same values."
)
def other_generator(x, rate, rng, training):
    return _drop(x, rate, np.random.default_rng().random(x.shape) >= rate, 1 / (1 - rate)) if training else x


@dropout.mistake(
    "`x` was changed", "`x *= …` and `x[…] = 0` write into the array of whoever called you. Make a new one."
)
def changed_in_place(x, rate, rng, training):
    if training:
        x[rng.random(x.shape) < rate] = 0
        x /= 1 - rate
    return x


@dropout.mistake(
    "it was scaled down",
    "A share of 1 − rate is left, and a *product* with that makes the rest smaller still. Divide by it.",
)
def multiplied_instead(x, rate, rng, training):
    return _drop(x, rate, rng.random(x.shape) >= rate, 1 - rate) if training else x


@dropout.mistake(
    "the factor is there twice",
    "The division while training makes up for the drop already: outside training the values come back as they are.",
)
def both_factors(x, rate, rng, training):
    return x * (rng.random(x.shape) >= rate) / (1 - rate) if training else x * (1 - rate)


@dropout.mistake(
    "the factor belongs to training",
    "What is left is enlarged while values are dropped. Outside training nothing is missing.",
)
def enlarged_in_use_only(x, rate, rng, training):
    return x * (rng.random(x.shape) >= rate) if training else x / (1 - rate)


@dropout.mistake(
    "the draws are not spread evenly between 0 and 1",
    "A normal number is below 0.2 in 58 % of cases. `rng.random(shape)` is below 0.2 in 20 %.",
)
def normal_draws(x, rate, rng, training):
    return _drop(x, rate, rng.normal(size=x.shape) >= rate, 1 / (1 - rate)) if training else x


@dropout.mistake(
    "`rate` is the share that goes, not the share that stays",
    "With 0.2 a fifth is dropped and four fifths stay, divided by 0.8.",
)
def rate_stays_if_any(x, rate, rng, training):
    return _drop(x, rate, rng.random(x.shape) < rate, 1 / rate) if training and rate else x


@dropout.mistake(
    "one draw decides for all values", "`rng.random()` is a single number. Draw one for each value: `x.shape`."
)
def one_draw(x, rate, rng, training):
    return _drop(x, rate, rng.random() >= rate, 1 / (1 - rate)) if training else x


@dropout.mistake(
    "a mask for the last axis alone", "Everything with the same last index goes together. Draw in the shape of `x`."
)
def last_axis_alone(x, rate, rng, training):
    return _drop(x, rate, rng.random(x.shape[-1]) >= rate, 1 / (1 - rate)) if training else x


@dropout.mistake(
    "whole images are dropped", "Draw one number for each value, not one for each entry of the first axis."
)
def whole_images(x, rate, rng, training):
    shape = (len(x),) + (1,) * (x.ndim - 1)
    return _drop(x, rate, rng.random(shape) >= rate, 1 / (1 - rate)) if training else x


@dropout.mistake(
    "some places were drawn twice", "`rng.choice` draws with replacement. Decide for each value by itself instead."
)
def with_replacement(x, rate, rng, training):
    keep = np.ones(x.size)
    keep[rng.choice(x.size, int(rate * x.size))] = 0
    return _drop(x, rate, keep.reshape(x.shape), 1 / (1 - rate)) if training else x


@dropout.mistake("`rate` does not show", "0.5 is written into it. Somebody may want 0.2.")
def always_half(x, rate, rng, training):
    return _drop(x, rate, rng.random(x.shape) >= 0.5, 2) if training else x


@dropout.mistake(
    "half of the values go, whatever `rate` is", "The factor knows the rate, the mask does not: compare with `rate`."
)
def mask_of_half(x, rate, rng, training):
    return _drop(x, rate, rng.random(x.shape) >= 0.5, 1 / (1 - rate)) if training else x


@dropout.mistake(
    "it drops the smallest values",
    "Large or small, each value goes with the same probability. Chance comes from `rng`.",
)
def smallest(x, rate, rng, training):
    return _drop(x, rate, np.abs(x) >= np.quantile(np.abs(x), rate), 1 / (1 - rate)) if training else x


@dropout.mistake(
    "the values were compared with `rate`", "`x < rate` asks about the values. Compare random numbers with `rate`."
)
def compared_itself(x, rate, rng, training):
    return _drop(x, rate, x >= rate, 1 / (1 - rate)) if training else x


@dropout.mistake(
    "the factor hangs on the draw",
    "It is 1 / (1 − rate) each time. Divided by the share that *happened* to stay, values lean on one another.",
)
def by_the_count(x, rate, rng, training):
    keep = rng.random(x.shape) >= rate
    return _drop(x, rate, keep, 1 / max(keep.mean(), 1e-9)) if training else x


@dropout.mistake("a root was taken", "The sum is to stay, not the sum of squares: divide by 1 − rate itself.")
def rooted_factor(x, rate, rng, training):
    return _drop(x, rate, rng.random(x.shape) >= rate, 1 / np.sqrt(1 - rate)) if training else x


dropout.hint(
    "First the easy branch: what comes back when `training` is False?",
    "`rng.random(x.shape)` gives one number between 0 and 1 for each value. Which of them let their value stay?",
    "`keep = rng.random(x.shape) >= rate` is True with probability 1 − rate.",
    "A product with `keep` drops; a division by `1 - rate` makes up for it.",
)


dropout_at_test_time = choice(
    "dropout_at_test_time",
    """
    A Keras network with `Dropout(0.5)` behind its dense layers is trained. Now you call `model.predict(images)`. What does the dropout layer do?
    """,
    right="c",
    a=(
        "It drops half of the values, as in training: the network has learned to live with that.",
        "Then two calls would give two answers. `fit` calls the layers with `training=True`, `predict` and `evaluate` with `training=False`.",
    ),
    b=(
        "It drops nothing and multiplies by 0.5, since twice as many values are alive as in training.",
        "That is what the paper of 2012 did. Keras has multiplied by 1 / (1 − 0.5) = 2 while training, so the means agree already; "
        "half of it again would be half too little.",
    ),
    c=(
        "Nothing at all.",
        "It has enlarged what was left while training, so that the mean stayed; with all values alive the next layer sees what it is used to.",
    ),
    d=(
        "It drops the half that was dropped most often in training.",
        "Nothing is remembered: dropout has no weights and draws anew at every step. What was dropped before does not matter.",
    ),
)


def _numbered(h: int, w: int) -> np.ndarray:
    """An image whose values say where they are: hundreds of rows, columns, and the channel behind the point."""
    rows, columns, channels = np.meshgrid(np.arange(h), np.arange(w), [0.1, 0.2, 0.3], indexing="ij")
    return 100.0 * rows + columns + channels


def _decoded(y: np.ndarray, image: np.ndarray, size: int) -> tuple:
    """`(top, left, how)` of a crop of a numbered image."""
    channels = np.round(10 * (y % 1)).astype(int)
    if (channels != np.array([1, 2, 3])).any():
        how = "channels reversed" if (channels == np.array([3, 2, 1])).all() else "no window"
        if how == "channels reversed" and y[0, 0, 0] > y[-1, 0, 0]:
            how = "rows and channels reversed"
        return None, None, how
    rows, columns = np.floor(y[..., 0] / 100).astype(int), np.floor(y[..., 0] % 100).astype(int)
    top, left = int(rows.min()), int(columns.min())
    window = image[top : top + size, left : left + size]
    for how, turned in (
        ("as it is", window), ("left and right exchanged", window[:, ::-1]), ("upside down", window[::-1]),
        ("turned by half a turn", window[::-1, ::-1]),
    ):  # fmt: skip
        if np.array_equal(y, turned):
            return top, left, how
    if y.shape[0] == y.shape[1] and np.array_equal(y, window.transpose(1, 0, 2)):
        return top, left, "rows and columns exchanged"
    return top, left, "no window"


@exercise(points=2, minutes=8)
def random_crop_flip(image: np.ndarray, size: int, rng: np.random.Generator) -> np.ndarray:
    """A random square window of an image, in half of the cases mirrored: the paper's augmentation.

    Every window that fits is equally likely, those at the edges included; rows and columns are drawn independently. With
    probability 1/2 left and right are exchanged.

    Args:
        image: `(h, w, channels)`; `h` and `w` may differ and are at least `size`. It keeps its values.
        size: side of the window in pixels.
        rng: where all randomness comes from, as in `rng.integers(low, high)` and `rng.random()`.

    Returns:
        The window, `(size, size, channels)`.
    """
    # BEGIN SOLUTION
    h, w, _ = image.shape
    top = rng.integers(0, h - size + 1)
    left = rng.integers(0, w - size + 1)
    crop = image[top : top + size, left : left + size]
    if rng.random() < 0.5:
        crop = crop[:, ::-1]
    return crop
    # END SOLUTION


@random_crop_flip.cases
def _(rng):
    yield "an image larger than the window", (7, 9, 5)
    yield "as high as the window, and wider", (6, 8, 6)
    yield "as wide as the window, and higher", (8, 5, 5)
    yield "exactly the window", (4, 4, 4)


@random_crop_flip.observe
def _(answer, args):
    h, w, size = args
    image = _numbered(h, w)
    kept = image.copy()

    def draw(generator, times):
        made = []
        for _ in range(times):
            y = answer(image, size, generator)
            if y is None:
                raise Unusable("it returned None", "A function without `return` gives None.")
            made.append(np.array(y))
            if made[-1].shape != (size, size, 3):
                raise Unusable(
                    f"a window of shape {made[-1].shape} where {(size, size, 3)} was expected",
                    f"The image is {h}×{w}. Is `size` a side, and does every window fit into it?",
                )
        return made

    crops = draw(np.random.default_rng(5), 900)
    again = draw(np.random.default_rng(5), 40)
    found = [_decoded(crop, kept, size) for crop in crops]
    share = np.mean([how != "as it is" for *_, how in found])
    places = {(top, left) for top, left, _ in found}
    return {
        "what was done to windows": tuple(sorted({how for *_, how in found})),
        "share that was changed": _snapped(float(share), 0.5, within=0.12),
        "rows at which windows begin": tuple(sorted({top for top, _ in places if top is not None})),
        "columns at which they begin": tuple(sorted({left for _, left in places if left is not None})),
        "different places": len(places),
        "place and mirroring are independent": len(set(found)) == 2 * (h - size + 1) * (w - size + 1),
        "each place is equally likely": _evenly([top for top, *_ in found]) and _evenly([left for _, left, _ in found]),
        "the same generator, the same windows": all(map(np.array_equal, crops[:40], again)),
        "the image keeps its values": bool((image == kept).all()),
    }


def _evenly(drawn: list) -> bool:
    """Whether what came up came up about equally often: no share further off than chance gives once in a million."""
    counts = np.unique([-1 if one is None else one for one in drawn], return_counts=True)[1]
    share = 1 / len(counts)
    return bool(np.abs(counts / len(drawn) - share).max() <= 5 * np.sqrt(share * (1 - share) / len(drawn)))


def _window(image, size, top, left, flip, axis=1):
    crop = image[top : top + size, left : left + size]
    return np.flip(crop, axis) if flip else crop


def _places(image, size, rng, more=1):
    return tuple(int(rng.integers(0, side - size + more)) if side - size + more > 0 else 0 for side in image.shape[:2])


@random_crop_flip.mistake(
    "the last row and column of places never come up",
    "`rng.integers(low, high)` never gives `high`. Seven rows have three places for a window of five: 0, 1 and 2.",
)
def last_place_missing(image, size, rng):
    return _window(image, size, *_places(image, size, rng, more=0), rng.random() < 0.5)


@random_crop_flip.mistake("it is never mirrored", "In half of the cases left and right are exchanged.")
def never_mirrored(image, size, rng):
    return _window(image, size, *_places(image, size, rng), False)


@random_crop_flip.mistake("it is always mirrored", "Only in half of the cases: draw that as well.")
def always_mirrored(image, size, rng):
    return _window(image, size, *_places(image, size, rng), True)


@random_crop_flip.mistake(
    "it stands on its head", "The first axis counts rows. Left and right are columns: the second axis."
)
def upside_down(image, size, rng):
    return _window(image, size, *_places(image, size, rng), rng.random() < 0.5, axis=0)


@random_crop_flip.mistake(
    "the channels were mirrored: red became blue",
    "`[..., ::-1]` turns the last axis around. Left and right are columns: the second axis.",
)
def channels_mirrored(image, size, rng):
    return _window(image, size, *_places(image, size, rng), rng.random() < 0.5, axis=2)


@random_crop_flip.mistake(
    "it was turned by half a turn", "`[::-1, ::-1]` turns rows and columns around. Only the columns are mirrored."
)
def half_turn(image, size, rng):
    return _window(image, size, *_places(image, size, rng), rng.random() < 0.5, axis=(0, 1))


@random_crop_flip.mistake(
    "rows and columns were exchanged",
    "A transposed image lies on its side. Mirroring turns the columns around and leaves them columns.",
)
def transposed(image, size, rng):
    crop = _window(image, size, *_places(image, size, rng), False)
    return crop.transpose(1, 0, 2) if rng.random() < 0.5 else crop


@random_crop_flip.mistake(
    "the window is always the middle one", "That is the crop for testing. For training its place is drawn."
)
def middle(image, size, rng):
    top, left = ((side - size) // 2 for side in image.shape[:2])
    return _window(image, size, top, left, rng.random() < 0.5)


@random_crop_flip.mistake(
    "the window always begins at the corner", "Its place is drawn: one number for the row, one for the column."
)
def corner(image, size, rng):
    return _window(image, size, 0, 0, rng.random() < 0.5)


@random_crop_flip.mistake(
    "one number served for row and column", "Then windows lie on the diagonal only. Draw a row, and draw a column."
)
def on_the_diagonal(image, size, rng):
    place = int(rng.integers(0, min(image.shape[:2]) - size + 1))
    return _window(image, size, place, place, rng.random() < 0.5)


@random_crop_flip.mistake(
    "only the corners and the middle come up",
    "Those are the paper's five windows for *testing*. For training every window is equally likely.",
)
def five_windows(image, size, rng):
    h, w = (side - size for side in image.shape[:2])
    places = [(0, 0), (0, w), (h, 0), (h, w), (h // 2, w // 2)]
    return _window(image, size, *places[rng.integers(0, 5)], rng.random() < 0.5)


@random_crop_flip.mistake(
    "the same window comes back at each call",
    "A generator that is made inside starts over each time. Use the `rng` that you are given.",
)
def starts_over(image, size, rng):
    rng = np.random.default_rng(0)
    return _window(image, size, *_places(image, size, rng), rng.random() < 0.5)


@random_crop_flip.mistake(
    "the randomness does not come from `rng`", "Two runs from the same state of `rng` have to give the same windows."
)
def other_source(image, size, rng):
    rng = np.random.default_rng()
    return _window(image, size, *_places(image, size, rng), rng.random() < 0.5)


@random_crop_flip.mistake(
    "the image itself was changed",
    "The mirrored window was written back into the image of whoever called you. Return a new array or a view.",
)
def written_back(image, size, rng):
    top, left = _places(image, size, rng)
    if rng.random() < 0.5:
        image[top : top + size, left : left + size] = image[top : top + size, left : left + size][:, ::-1].copy()
    return image[top : top + size, left : left + size].copy()


@random_crop_flip.mistake(
    "the last row and column of places never come up",
    "`rng.integers(0, h - size)` never gives `h - size`, and has nothing to give where the window just fits.",
)
def last_place_raises(image, size, rng):
    h, w = image.shape[:2]
    return _window(image, size, rng.integers(0, h - size), rng.integers(0, w - size), rng.random() < 0.5)


@random_crop_flip.mistake("the first row and column of places never come up", "Places begin at 0, not at 1.")
def first_place_missing(image, size, rng):
    h, w = image.shape[:2]
    return _window(image, size, rng.integers(1, h - size + 1), rng.integers(1, w - size + 1), rng.random() < 0.5)


@random_crop_flip.mistake(
    "places at the edge come up half as often as others",
    "`round` gives 0 and the last place half as much room as those between. `rng.integers` is even.",
)
def edges_rarer(image, size, rng):
    h, w = image.shape[:2]
    top, left = round(rng.random() * (h - size)), round(rng.random() * (w - size))
    return _window(image, size, top, left, rng.random() < 0.5)


@random_crop_flip.mistake(
    "the columns were drawn by the height", "An image may be wider than high: its columns have places of their own."
)
def height_for_both(image, size, rng):
    top, left = (rng.integers(0, image.shape[0] - size + 1) for _ in range(2))
    return _window(image, size, top, left, rng.random() < 0.5)


@random_crop_flip.mistake(
    "the rows were drawn by the width", "An image may be higher than wide: its rows have places of their own."
)
def width_for_both(image, size, rng):
    top, left = (rng.integers(0, image.shape[1] - size + 1) for _ in range(2))
    return _window(image, size, top, left, rng.random() < 0.5)


@random_crop_flip.mistake("height and width are exchanged", "`image.shape` begins with the rows: h, w, channels.")
def exchanged_sides(image, size, rng):
    w, h = image.shape[:2]
    return _window(image, size, rng.integers(0, h - size + 1), rng.integers(0, w - size + 1), rng.random() < 0.5)


@random_crop_flip.mistake(
    "windows hang over the edge", "The last window begins at h − size, not at the last row. Slices end without a word."
)
def over_the_edge(image, size, rng):
    h, w = image.shape[:2]
    return _window(image, size, rng.integers(0, h), rng.integers(0, w), rng.random() < 0.5)


@random_crop_flip.mistake(
    "it is mirrored in both directions", "Only left and right are exchanged: a cat on its head is another picture."
)
def both_directions(image, size, rng):
    crop = _window(image, size, *_places(image, size, rng), rng.random() < 0.5)
    return crop[::-1] if rng.random() < 0.5 else crop


@random_crop_flip.mistake(
    "all three axes were turned around",
    "`np.flip(crop)` turns rows, columns and channels. Give it the axis of columns.",
)
def all_axes(image, size, rng):
    return _window(image, size, *_places(image, size, rng), rng.random() < 0.5, axis=None)


@random_crop_flip.mistake(
    "place and mirroring hang together",
    "One random number served twice. Three draws: a row, a column, whether to mirror.",
)
def one_number_twice(image, size, rng):
    number = rng.random()
    top, left = int(number * (image.shape[0] - size + 1)), rng.integers(0, image.shape[1] - size + 1)
    return _window(image, size, top, left, number < 0.5)


@random_crop_flip.mistake(
    "the window has one row and one column too many",
    "A slice does not include its end: `top : top + size` is `size` rows.",
)
def one_larger(image, size, rng):
    top, left = _places(image, size, rng)
    return _window(image, size + 1, top, left, rng.random() < 0.5)


@random_crop_flip.mistake(
    "the slice ends at `size`, wherever it begins", "A window that begins at `top` ends at `top + size`."
)
def ends_at_size(image, size, rng):
    top, left = _places(image, size, rng)
    crop = image[top:size, left:size]
    return crop[:, ::-1] if rng.random() < 0.5 else crop


@random_crop_flip.mistake("the image was not cut", "`size` rows and `size` columns of it are asked for.")
def not_cut(image, size, rng):
    return image[:, ::-1] if rng.random() < 0.5 else image


@random_crop_flip.mistake(
    "one number served for row and column",
    "`top = left = …` keeps windows on the diagonal, and past the edge where the image is not square. Draw twice.",
)
def diagonal_of_rows(image, size, rng):
    place = rng.integers(0, image.shape[0] - size + 1)
    return _window(image, size, place, place, rng.random() < 0.5)


random_crop_flip.hint(
    "Three draws: a row, a column, and whether to mirror.",
    "How many places has a window of 5 along 7 pixels? `rng.integers(0, n)` gives 0 … n − 1.",
    "`image[top : top + size, left : left + size]` keeps all channels.",
    "`crop[:, ::-1]` mirrors; do it if `rng.random() < 0.5`.",
)


@exercise(points=3, minutes=12, seconds=60, tolerance=1e-4)
def small_alexnet(groups: int = 2):
    """AlexNet for gray images of 28×28 pixels and ten classes: a quarter of the paper's filters, no local response normalization.

    1. convolution, 24 filters of 5×5; maximum of 3×3 windows, stride 2
    2. convolution, 64 filters of 5×5, in `groups` groups; maximum of 3×3 windows, stride 2
    3. convolution, 96 filters of 3×3, all channels see each other
    4. convolution, 96 filters of 3×3, in `groups` groups
    5. convolution, 64 filters of 3×3, in `groups` groups; maximum of 3×3 windows, stride 2
    6. flatten; twice a dense layer of 256 units with a dropout of rate 0.5 **behind** it
    7. dense layer of 10 units without activation: logits

    Every convolution has stride 1 and `padding="same"`, the maxima have no padding. All convolutions and the two hidden
    dense layers have biases and end in a ReLU.

    Args:
        groups: 1 or 2.

    Returns:
        An uncompiled model, `(n, 28, 28, 1)` to `(n, 10)`.
    """
    # BEGIN SOLUTION
    import keras
    from keras import layers

    def conv(filters, kernel, groups=1):
        return layers.Conv2D(filters, kernel, padding="same", groups=groups, activation="relu")

    return keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            conv(24, 5),
            layers.MaxPooling2D(3, 2),
            conv(64, 5, groups),
            layers.MaxPooling2D(3, 2),
            conv(96, 3),
            conv(96, 3, groups),
            conv(64, 3, groups),
            layers.MaxPooling2D(3, 2),
            layers.Flatten(),
            layers.Dense(256, activation="relu"),
            layers.Dropout(0.5),
            layers.Dense(256, activation="relu"),
            layers.Dropout(0.5),
            layers.Dense(10),
        ]
    )
    # END SOLUTION


@small_alexnet.cases
def _(rng):
    yield "two groups: shapes, parameters, the answer to given weights", (2,)
    yield "one group", (1,)


def _dropouts(model) -> tuple:
    """What each dropout layer sees and its rate, in any order: `"256 values, rate 0.5"`."""
    found = []
    for layer in model._flatten_layers(include_self=False):
        rate = getattr(layer, "rate", None)
        if "Dropout" in type(layer).__name__ and rate:
            found.append(f"{int(np.prod(layer.output.shape[1:]))} values, rate {rate:g}")
    return tuple(sorted(found))


@small_alexnet.observe
def _(answer, args):
    from cnncourse.nets.facts import model_facts

    model = answer(*args)
    facts = model_facts(model)
    image = np.random.default_rng(1).normal(size=(1, *model.input_shape[1:])).astype("float32")
    called = [np.asarray(model(image)) for _ in range(2)]
    # The flattened maps and the hidden layers are 256 numbers wide: only their order tells where dropout stands.
    order = [type(layer).__name__ for layer in model._flatten_layers(include_self=False)]
    kinds = [kind for kind in order if kind == "Dense" or "Dropout" in kind]
    return (
        {"input shape": tuple(model.input_shape[1:])}
        | facts
        | {
            "dropout": _dropouts(model),
            "dense layers and dropout, in order": tuple(kinds),
            "two calls of the model agree": bool(np.array_equal(*called)),
        }
    )


_FILTERS = (24, 64, 96, 96, 64)


def _small(
    groups=2, filters=_FILTERS, kernels=(5, 5, 3, 3, 3), padding="same", pool="MaxPooling2D", window=3, stride=2,
    pool_padding="valid", pools=(1, 2, 5), grouped=(2, 4, 5), activation="relu", bare=(), bias=True, normed=False,
    bridge="Flatten", hidden=2, units=256, dense_activation="relu", dense_bias=True, early=False, rate=0.5,
    drops=(0, 1), convolution_dropout=False, flat_dropout=False, top=None, classes=10, image=(28, 28, 1),
):  # fmt: skip
    """A network that resembles the small AlexNet, put together from its parts."""
    import keras
    from keras import layers

    parts = [keras.Input(image)]
    for number, (maps, size) in enumerate(zip(filters, kernels, strict=True), 1):
        parts.append(
            layers.Conv2D(
                maps, size, padding=padding, groups=groups if number in grouped else 1, use_bias=bias,
                activation=None if number in bare else activation,
            )
        )  # fmt: skip
        parts += [layers.BatchNormalization()] * normed
        if number in pools:
            parts.append(getattr(layers, pool)(window, stride, padding=pool_padding))
            parts += [layers.Dropout(rate)] * convolution_dropout
    parts.append(getattr(layers, bridge)())
    parts += [layers.Dropout(rate)] * flat_dropout
    for number in range(hidden):
        dense = layers.Dense(units, activation=dense_activation, use_bias=dense_bias)
        drop = [layers.Dropout(rate)] * (number in drops)
        parts += [*drop, dense] if early else [dense, *drop]
    return keras.Sequential([*parts, layers.Dense(classes, activation=top)])


_SLIPS = [
    ("softmax_on_top", "there is a softmax on top", "Asked for are logits: the loss takes the softmax (lesson 08).", {"top": "softmax"}),
    ("relu_on_top", "the last layer has a ReLU", "Scores may be negative. A ReLU there makes the smallest ones equal and passes no gradient on.", {"top": "relu"}),
    ("side_by_side", "the pooling windows are 2×2", "AlexNet's are 3×3 with stride 2: they overlap.", {"window": 2}),
    ("pool_stride_three", "the pooling steps by 3", "`MaxPooling2D(3)` takes its window for its stride. The stride is 2.", {"stride": None}),
    ("mean_pooling", "it takes the mean where the maximum was asked for", "`MaxPooling2D`.", {"pool": "AveragePooling2D"}),
    ("no_groups", "the groups do not show", "Convolutions 2, 4 and 5 take `groups=groups`. Without it each filter sees all channels.", {"grouped": ()}),
    ("third_grouped", "the third convolution is grouped too", "It is the one place where the two towers meet: there each filter sees all channels.", {"grouped": (2, 3, 4, 5)}),
    ("second_alone", "only the second convolution is grouped", "So are the fourth and the fifth.", {"grouped": (2,)}),
    ("two_and_four", "the fifth convolution is not grouped", "It sees its own tower only, like the fourth and the second.", {"grouped": (2, 4)}),
    ("four_and_five", "the second convolution is not grouped", "It sees its own tower only, like the fourth and the fifth.", {"grouped": (4, 5)}),
    ("three_by_three", "the first kernels are 3×3", "Convolutions 1 and 2 have windows of 5×5.", {"kernels": (3, 3, 3, 3, 3)}),
    ("tanh", "tanh in place of ReLU", "ReLU is what the paper is known for.", {"activation": "tanh", "dense_activation": "tanh"}),
    ("linear_convolutions", "the convolutions have no activation", "Each ends in a ReLU; without it two in a row are one linear step.", {"activation": None}),
    ("linear_dense", "the hidden dense layers have no activation", "Both end in a ReLU, like the convolutions.", {"dense_activation": None}),
    ("no_last_pool", "the last pooling is missing", "There are three: behind convolutions 1, 2 and 5.", {"pools": (1, 2)}),
    ("no_dropout", "there is no dropout", "It has no weights, so shapes and counts do not miss it. One behind each hidden dense layer.", {"drops": ()}),
    ("dropout_before", "dropout stands before the dense layers", "That is torchvision's order: it drops from the flattened maps as well. Here it stands behind each of the two.", {"early": True}),
    ("dropout_on_maps", "dropout behind the convolutions too", "The paper drops in the dense layers only: that is where the weights are.", {"convolution_dropout": True}),
    ("other_rate", "the dropout has another rate", "Half of the values: 0.5.", {"rate": 0.25}),
    ("global_pooling", "global pooling in place of flatten", "That came later (lesson 11). Here all 2 · 2 · 64 numbers reach the dense layer.", {"bridge": "GlobalAveragePooling2D"}),
    ("narrow_dense", "the dense layers are not 256 wide", "Two hidden layers of 256 units.", {"units": 128}),
    ("sigmoid_on_top", "there is a sigmoid on top", "Asked for are logits: scores of any size, of either sign.", {"top": "sigmoid"}),
    ("padded_pools", "the poolings have padding", 'The maxima have none: `padding="same"` is for the convolutions. Sides go 28 → 13 → 6 → 2.', {"pool_padding": "same"}),
    ("first_drop_only", "the second dropout is missing", "Each of the two hidden dense layers has one behind it.", {"drops": (0,)}),
    ("second_drop_only", "the first dropout is missing", "Each of the two hidden dense layers has one behind it.", {"drops": (1,)}),
    ("flat_dropout", "one dropout too many", "The flattened maps are handed on as they are: two dropouts, behind the hidden layers.", {"flat_dropout": True}),
    ("one_hidden", "a hidden dense layer is missing", "Two of 256 units, then the ten logits.", {"hidden": 1}),
    ("thousand_classes", "there are too many classes", "1,000 is ImageNet. Clothes come in ten classes.", {"classes": 1000}),
    ("wide_dense", "the dense layers are not 256 wide", "4,096 is the paper's. Here there are 256 units.", {"units": 4096}),
    ("no_conv_bias", "the convolutions have no biases", "All layers with weights have biases: leave `use_bias` as it is.", {"bias": False}),
    ("no_dense_bias", "the hidden dense layers have no biases", "All layers with weights have biases: leave `use_bias` as it is.", {"dense_bias": False}),
    ("normed", "there is batch normalization", "That came later (lesson 13). Nothing in the list asks for it.", {"normed": True}),
    ("filters_of_the_paper", "these are the paper's filters", "A quarter of them: 24, 64, 96, 96, 64.", {"filters": (96, 256, 384, 384, 256)}),
    ("last_not_64", "the fifth convolution has 64 filters", "96 are what the third and fourth have.", {"filters": (24, 64, 96, 96, 96)}),
    ("third_for_fourth", "the third convolution is grouped, the fourth is not", "It is the other way around: in the third all channels meet.", {"grouped": (2, 3, 5)}),
    ("first_grouped", "the first convolution is grouped", "Its image has one channel: there is nothing to divide. Convolutions 2, 4 and 5 have groups.", {"grouped": (1, 2, 4, 5)}),
    ("second_three", "the second kernel is not 5×5", "Windows of 5×5 in convolutions 1 *and* 2, then 3×3.", {"kernels": (5, 3, 3, 3, 3)}),
    ("first_eleven", "the first kernel is not 5×5", "11×11 is for photographs of 227 pixels.", {"kernels": (11, 5, 3, 3, 3)}),
    ("third_bare", "the third convolution has no activation", "Each of the five ends in a ReLU, those without a pooling too.", {"bare": (3,)}),
    ("fourth_bare", "the fourth convolution has no activation", "Each of the five ends in a ReLU, those without a pooling too.", {"bare": (4,)}),
    ("conv_tanh", "tanh in place of ReLU", "It is in the convolutions. All hidden layers end in a ReLU.", {"activation": "tanh"}),
    ("color", "the images are gray", "One channel: `keras.Input((28, 28, 1))`.", {"image": (28, 28, 3)}),
    ("image_of_32", "the images are 28 pixels wide", "32 is CIFAR-10. Fashion-MNIST has 28×28.", {"image": (32, 32, 1)}),
]  # fmt: skip


def _declare(name, slip, look, parts):
    def answer(groups=2):
        return _small(groups, **parts)

    answer.__name__ = name
    small_alexnet.mistake(slip, look)(answer)


for _slip in _SLIPS:
    _declare(*_slip)


@small_alexnet.mistake("there are always two groups", "`groups` is a parameter: with 1 every filter sees all channels.")
def always_two_groups(groups=2):
    return _small(2)


@small_alexnet.mistake(
    "the filters were multiplied by the groups", "`Conv2D` is given the filters of all groups together: 64, 96, 64."
)
def filters_times_groups(groups=2):
    return _small(groups, [f * groups if number in (1, 3, 4) else f for number, f in enumerate(_FILTERS)])


@small_alexnet.mistake(
    "the filters were divided by the groups", "`Conv2D` is given the filters of all groups together: 64, 96, 64."
)
def filters_by_groups(groups=2):
    return _small(groups, [f // groups if number in (1, 3, 4) else f for number, f in enumerate(_FILTERS)])


@small_alexnet.mistake(
    "dropout stands behind the logits", "Behind the last layer half of the classes would lose their score. It has none."
)
def dropped_scores(groups=2):
    from keras import layers

    model = _small(groups)
    model.add(layers.Dropout(0.5))
    return model


@small_alexnet.mistake(
    "dropout acts outside training too",
    "`training=True` is built in, so that a call of the model drops. Leave it out: `fit` switches dropout on by itself.",
)
def dropout_built_in(groups=2):
    import keras
    from keras import layers

    model = _small(groups)
    images = x = keras.Input((28, 28, 1))
    for layer in model.layers:
        x = layer(x, training=True) if isinstance(layer, layers.Dropout) else layer(x)
    return keras.Model(images, x)


small_alexnet.hint(
    "Write the list down line by line, as for LeNet: `keras.Sequential([keras.Input((28, 28, 1)), …])`.",
    '`layers.Conv2D(64, 5, padding="same", groups=groups, activation="relu")` is the second convolution. Which ones have no `groups`?',
    "`layers.MaxPooling2D(3, 2)`: window 3, stride 2, no padding.",
    "Behind the flatten: Dense, Dropout, Dense, Dropout, Dense.",
)


fair_race = choice(
    "fair_race",
    """
    Two networks differ in their activation alone, ReLU or tanh. Both are trained with the step size 0.01, and tanh gets to 25 % training error first.
    What has been shown?
    """,
    right="b",
    a=(
        "That tanh learns faster in this network.",
        "It did at 0.01. At another step size the order may turn around, and nobody is bound to 0.01.",
    ),
    b=(
        "That tanh is faster at this step size. For more, each needs the step size that is best for it, and several seeds.",
        "The paper says so of its figure 1: the learning rates were chosen for each network by itself, to make training as fast as possible.",
    ),
    c=(
        "That tanh will give the better network in the end.",
        "The race was to a given *training* error. What is reached on other images, and later, was not measured.",
    ),
    d=(
        "Nothing, since the first weights were drawn at random.",
        "That is what several seeds are for. But with a thousand seeds it would still be a race at one step size.",
    ),
)
