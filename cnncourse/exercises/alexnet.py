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
        return None, None, "channels reversed" if (channels == np.array([3, 2, 1])).all() else "no window"
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
        "the same generator, the same windows": all(map(np.array_equal, crops[:40], again)),
        "the image keeps its values": bool((image == kept).all()),
    }


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
    # The flattened maps and the hidden layers are 256 numbers wide: only their order tells where dropout stands.
    order = [type(layer).__name__ for layer in model._flatten_layers(include_self=False)]
    kinds = [kind for kind in order if kind == "Dense" or "Dropout" in kind]
    return facts | {"dropout": _dropouts(model), "dense layers and dropout, in order": tuple(kinds)}


def _small(
    groups=2, kernel=5, padding="same", pool="MaxPooling2D", window=3, stride=2, grouped=(2, 4, 5), activation="relu",
    last_pool=True, early=False, rate=0.5, units=256, dense_activation="relu", top=None, bridge="Flatten",
    dropouts=True, convolution_dropout=False,
):  # fmt: skip
    """A network that resembles the small AlexNet, put together from its parts."""
    import keras
    from keras import layers

    parts = [keras.Input((28, 28, 1))]
    for number, (filters, size) in enumerate([(24, kernel), (64, kernel), (96, 3), (96, 3), (64, 3)], 1):
        parts.append(
            layers.Conv2D(
                filters, size, padding=padding, groups=groups if number in grouped else 1, activation=activation
            )
        )
        if number in (1, 2) or (number == 5 and last_pool):
            parts.append(getattr(layers, pool)(window, stride))
            parts += [layers.Dropout(rate)] * convolution_dropout
    parts.append(getattr(layers, bridge)())
    for _ in range(2):
        hidden, drop = layers.Dense(units, activation=dense_activation), layers.Dropout(rate)
        parts += ([drop, hidden] if early else [hidden, drop]) if dropouts else [hidden]
    return keras.Sequential([*parts, layers.Dense(10, activation=top)])


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
    ("three_by_three", "the first kernels are 3×3", "Convolutions 1 and 2 have windows of 5×5.", {"kernel": 3}),
    ("tanh", "tanh in place of ReLU", "ReLU is what the paper is known for.", {"activation": "tanh", "dense_activation": "tanh"}),
    ("linear_convolutions", "the convolutions have no activation", "Each ends in a ReLU; without it two in a row are one linear step.", {"activation": None}),
    ("linear_dense", "the hidden dense layers have no activation", "Both end in a ReLU, like the convolutions.", {"dense_activation": None}),
    ("no_last_pool", "the last pooling is missing", "There are three: behind convolutions 1, 2 and 5.", {"last_pool": False}),
    ("no_dropout", "there is no dropout", "It has no weights, so shapes and counts do not miss it. One behind each hidden dense layer.", {"dropouts": False}),
    ("dropout_before", "dropout stands before the dense layers", "That is torchvision's order: it drops from the flattened maps as well. Here it stands behind each of the two.", {"early": True}),
    ("dropout_on_maps", "dropout behind the convolutions too", "The paper drops in the dense layers only: that is where the weights are.", {"convolution_dropout": True}),
    ("other_rate", "the dropout has another rate", "Half of the values: 0.5.", {"rate": 0.25}),
    ("global_pooling", "global pooling in place of flatten", "That came later (lesson 11). Here all 2 · 2 · 64 numbers reach the dense layer.", {"bridge": "GlobalAveragePooling2D"}),
    ("narrow_dense", "the dense layers are not 256 wide", "Two hidden layers of 256 units.", {"units": 128}),
]  # fmt: skip


def _declare(name, slip, look, parts):
    def answer(groups=2):
        return _small(groups, **parts)

    answer.__name__ = name
    small_alexnet.mistake(slip, look)(answer)


for _slip in _SLIPS:
    _declare(*_slip)


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
