"""Slips of `plain_cost`, each with the words that a reader is told."""

from .plain_cost import plain_cost


def _designed(width, stages, blocks, *, side=28, channels=1, bias=0, norm=4, scores=True, score_bias=1, grow=2,
              stem=True, places=None, convolutions=2, shrink=lambda n: -(-n // 2), first_in=None):  # fmt: skip
    """Parameters and MACs of a plain design, with one thing or another done differently."""
    before, wide = channels, width
    rows = [(before, wide, side, side)] if stem else []
    before = wide if stem else channels
    for stage in range(stages):
        for number in range(convolutions * blocks):
            old = side
            if stage and not number:
                side, wide = shrink(side), wide * grow
            rows.append((before if first_in is None else first_in(before, wide), wide, side, old))
            before = wide
    at = places or (lambda new, old: new * new)
    parameters = sum(9 * c_in * c_out + (bias + norm) * c_out for c_in, c_out, _, _ in rows)
    macs = sum(9 * c_in * c_out * at(new, old) for c_in, c_out, new, old in rows)
    if scores:
        parameters, macs = parameters + (wide + score_bias) * 10, macs + wide * 10
    return parameters, macs


@plain_cost.mistake("the pair is the wrong way around", "Parameters first, then MACs.")
def macs_first(width, stages, blocks):
    return _designed(width, stages, blocks)[::-1]


@plain_cost.mistake(
    "two of BatchNorm's four numbers are missing",
    "Training changes two for each channel; two more, the moving mean and variance, are held and counted by Keras.",
)
def half_a_norm(width, stages, blocks):
    return _designed(width, stages, blocks, norm=2)


@plain_cost.mistake("BatchNorm is missing", "Four numbers for each channel of each convolution's output.")
def no_norm(width, stages, blocks):
    return _designed(width, stages, blocks, norm=0)


@plain_cost.mistake(
    "a convolution has no bias here", "Its BatchNorm adds a number to each channel already, so the bias would be idle."
)
def with_bias(width, stages, blocks):
    return _designed(width, stages, blocks, bias=1)


@plain_cost.mistake("biases in place of BatchNorm", "No convolution has a bias, and each has a BatchNorm behind it.")
def bias_only(width, stages, blocks):
    return _designed(width, stages, blocks, bias=1, norm=0)


@plain_cost.mistake(
    "BatchNorm stands behind the first convolution too", "Every convolution has one, also that on the image."
)
def stem_without_norm(width, stages, blocks):
    parameters, macs = _designed(width, stages, blocks)
    return parameters - 4 * width, macs


@plain_cost.mistake(
    "the multiplications of a stage's first convolution are four times too many",
    "With stride 2 its window stands at a quarter of the places. Count places of the *output*.",
)
def places_before(width, stages, blocks):
    return _designed(width, stages, blocks, places=lambda new, old: old * old)


@plain_cost.mistake(
    "sides are rounded down",
    'With padding "same" and stride 2 a side of 7 becomes 4: the window still stands at the end.',
)
def rounded_down(width, stages, blocks):
    return _designed(width, stages, blocks, shrink=lambda n: n // 2)


@plain_cost.mistake(
    "the side does not shrink", "The first convolution of each further stage has stride 2: 28, 14, 7, 4."
)
def never_smaller(width, stages, blocks):
    return _designed(width, stages, blocks, shrink=lambda n: n)


@plain_cost.mistake("the channels never double", "Each further stage has twice the channels of the one before.")
def never_wider(width, stages, blocks):
    return _designed(width, stages, blocks, grow=1)


@plain_cost.mistake(
    "a stage's first convolution has too many weights",
    "It reads the channels of the stage *before*, half as many as it writes: 9 · c_in · c_out with two different numbers.",
)
def reads_its_own_width(width, stages, blocks):
    return _designed(width, stages, blocks, first_in=lambda c_in, c_out: c_out)


@plain_cost.mistake("the scores are missing", "Behind the means stands a dense layer for 10 classes, with a bias.")
def no_scores(width, stages, blocks):
    return _designed(width, stages, blocks, scores=False)


@plain_cost.mistake("the dense layer's bias is missing", "(channels + 1) · 10 numbers: ten of them are its bias.")
def no_score_bias(width, stages, blocks):
    return _designed(width, stages, blocks, score_bias=0)


@plain_cost.mistake(
    "the multiplications of the dense layer are missing", "It uses each of its weights once: channels · 10."
)
def no_score_macs(width, stages, blocks):
    parameters, macs = _designed(width, stages, blocks)
    return parameters, macs - 10 * width * 2 ** (stages - 1)


@plain_cost.mistake(
    "the dense layer's bias is no multiplication",
    "A bias is added. MACs of the dense layer: its weights, channels · 10.",
)
def bias_multiplied(width, stages, blocks):
    parameters, macs = _designed(width, stages, blocks)
    return parameters, macs + 10


@plain_cost.mistake(
    "the first convolution is missing",
    "Before the first stage a 3×3 convolution goes from the image to `width` channels.",
)
def no_stem(width, stages, blocks):
    return _designed(width, stages, blocks, stem=False)


@plain_cost.mistake(
    "the first convolution is missing", "One more 3×3 convolution stands before the first stage: 9 · 1 · width weights."
)
def no_stem_but_its_channels(width, stages, blocks):
    parameters, macs = _designed(width, stages, blocks)
    return parameters - 13 * width, macs - 9 * width * 784


@plain_cost.mistake("one convolution a block", "A block is *two* 3×3 convolutions.")
def one_convolution(width, stages, blocks):
    return _designed(width, stages, blocks, convolutions=1)
