"""Slips of `dropout`, each with the words that a reader is told."""

import numpy as np

from .dropout import dropout


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
