"""`local_response_norm`: reference, cases, slips and hints."""

import numpy as np

from cnncourse.autocheck import exercise


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
