"""Further slips of `plain_cost`, each with the words that a reader is told."""

from .plain_cost import plain_cost
from .plain_cost_slips import _designed


def _stage_weights(width, stages, blocks, early=0):
    """Weights and side of each convolution behind the first; sides are halved `early` stages too early."""
    before = width
    for stage in range(stages):
        for _ in range(2 * blocks):
            yield 9 * before * width * 2**stage, -(-28 // 2 ** (stage + early))
            before = width * 2**stage


@plain_cost.mistake(
    "the image has one channel", "The first convolution has 9 · 1 · width weights; color would have 27."
)
def color(width, stages, blocks):
    return _designed(width, stages, blocks, channels=3)


@plain_cost.mistake(
    "each weight is multiplied once only", "A convolution uses each of its weights at every place of its output."
)
def once_each(width, stages, blocks):
    return _designed(width, stages, blocks, places=lambda new, old: 1)


@plain_cost.mistake("a side in place of an area", "Maps of 28×28 have 784 places.")
def one_side(width, stages, blocks):
    return _designed(width, stages, blocks, places=lambda new, old: new)


@plain_cost.mistake(
    "every block halves the side",
    "Only the first convolution of a further stage has stride 2, and only there do the channels double.",
)
def every_block_shrinks(width, stages, blocks):
    return _designed(width, stages * blocks, 1)


@plain_cost.mistake(
    "the first stage doubles and strides already",
    "It has `width` channels and 28×28 places; doubling starts at the second.",
)
def starts_too_early(width, stages, blocks):
    whole = _designed(width, stages + 1, blocks)
    first = _designed(width, 1, blocks, scores=False)
    stem = 9 * width + 4 * width, 9 * width * 784
    return tuple(a - b + c for a, b, c in zip(whole, first, stem, strict=True))


@plain_cost.mistake(
    "the maps are flattened", "The dense layer sees one mean for each channel, not every place of every channel."
)
def flattened(width, stages, blocks):
    parameters, macs = _designed(width, stages, blocks, scores=False)
    wide, side = width * 2 ** (stages - 1), -(-28 // 2 ** (stages - 1))
    return parameters + 10 * wide * side * side + 10, macs + 10 * wide * side * side


@plain_cost.mistake(
    "multiplications and additions are counted apart",
    "A multiply-accumulate is one multiplication with its addition; you have twice as many.",
)
def operations(width, stages, blocks):
    parameters, macs = _designed(width, stages, blocks)
    return parameters, 2 * macs


@plain_cost.mistake("BatchNorm stands behind the convolution", "It has four numbers for each channel that comes *out*.")
def norm_before(width, stages, blocks):
    parameters, macs = _designed(width, stages, blocks, norm=0)
    every = [width * 2**stage for stage in range(stages) for _ in range(2 * blocks)]
    return parameters + 4 * (1 + width + sum(every[:-1])), macs


@plain_cost.mistake(
    "the windows do not reach over the edge",
    'Padded "same", a window of stride 1 stands at every pixel, also at the edge.',
)
def not_padded(width, stages, blocks):
    return _designed(width, stages, blocks, places=lambda new, old: (new - 2) ** 2)


@plain_cost.mistake(
    "BatchNorm's multiplications are in it", "MACs are those of convolutions and of the dense layer alone."
)
def norm_multiplied(width, stages, blocks):
    parameters, macs = _designed(width, stages, blocks)
    each = [(width, 28)] + [
        (width * 2**stage, -(-28 // 2**stage)) for stage in range(stages) for _ in range(2 * blocks)
    ]
    return parameters, macs + sum(wide * side * side for wide, side in each)


@plain_cost.mistake(
    "a window has nine taps", "3×3 = 9 weights for each pair of a channel in and a channel out. You have three."
)
def three_taps(width, stages, blocks):
    parameters, macs = _designed(width, stages, blocks, norm=0, scores=False)
    norms = _designed(width, stages, blocks)[0] - parameters
    return parameters // 3 + norms, macs // 3 + 10 * width * 2 ** (stages - 1)


@plain_cost.mistake(
    "weights alone are not all parameters", "BatchNorm and the bias of the dense layer hold numbers, too."
)
def weights_alone(width, stages, blocks):
    return _designed(width, stages, blocks, norm=0, score_bias=0)


@plain_cost.mistake(
    "BatchNorm's four numbers a channel are no multiplications",
    "Its numbers are parameters. MACs are those of convolutions and of the dense layer alone.",
)
def norm_numbers_multiplied(width, stages, blocks):
    parameters, macs = _designed(width, stages, blocks)
    return parameters, macs + 4 * (norm_multiplied.function(width, stages, blocks)[1] - macs)


@plain_cost.mistake(
    "the first stage has stride 2 already", "It has 28×28 places; the side is halved at the second stage and later."
)
def halves_at_once(width, stages, blocks):
    parameters, macs = _designed(width, stages, blocks)
    stem, scores = 9 * width * 784, 10 * width * 2 ** (stages - 1)
    return parameters, stem + scores + sum(
        row * side * side for row, side in _stage_weights(width, stages, blocks, early=1)
    )


@plain_cost.mistake(
    "one stage is missing", "`stages` counts the first one, too: with two stages the channels double once."
)
def stage_too_few(width, stages, blocks):
    return _designed(width, max(stages - 1, 1), blocks)


@plain_cost.mistake("one stage too many", "`stages` counts the first one, too: with one stage nothing doubles.")
def stage_too_many(width, stages, blocks):
    return _designed(width, stages + 1, blocks)


@plain_cost.mistake(
    "every block of a further stage halves the side", "Only the *first* convolution of a stage has stride 2."
)
def strides_in_every_block(width, stages, blocks):
    parameters, macs = _designed(width, stages, blocks)
    total, side, before = 9 * width * 784 + 10 * width * 2 ** (stages - 1), 28, width
    for stage in range(stages):
        wide = width * 2**stage
        for number in range(2 * blocks):
            side = -(-side // 2) if stage and number % 2 == 0 else side
            total, before = total + 9 * before * wide * side * side, wide
    return parameters, total
