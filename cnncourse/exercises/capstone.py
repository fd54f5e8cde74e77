"""Exercises of the capstone: a network of your own, and what helps to design one."""

import numpy as np

from cnncourse.autocheck import choice, exercise

# What the last check of `my_network` measured: accuracy in percent, parameters, macs. The leaderboard keeps it.
MEASURED: dict[str, float] = {}


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


def _stage_weights(width, stages, blocks, early=0):
    """Weights and side of each convolution behind the first; sides are halved `early` stages too early."""
    before = width
    for stage in range(stages):
        for _ in range(2 * blocks):
            yield 9 * before * width * 2**stage, -(-28 // 2 ** (stage + early))
            before = width * 2**stage


@exercise(points=3, minutes=12)
def plain_cost(width: int, stages: int, blocks: int) -> tuple[int, int]:
    """Parameters and multiply-accumulates of a plain network, by arithmetic, before anything is built.

    It takes images of 28×28 pixels and one channel, and consists of

    - a 3×3 convolution to `width` channels;
    - `stages` stages of `blocks` blocks each; a block is two 3×3 convolutions. The first stage has `width` channels
      and 28×28 places. Each further stage has twice the channels of the one before, and its very first convolution
      has stride 2;
    - the mean of each channel, and a dense layer with a bias for 10 classes.

    Every convolution is padded `"same"`, so that its maps have ceil(side / stride) places a side. It has no bias, and a
    BatchNorm behind it, of which all four numbers a channel are counted, as Keras' `count_params` does.

    Args:
        width: channels of the first stage.
        stages: number of stages, at least 1.
        blocks: number of blocks in each stage, at least 1.

    Returns:
        `(parameters, macs)`, whole numbers, MACs of convolutions and of the dense layer for one image.
    """
    # BEGIN SOLUTION
    side, before, wide = 28, 1, width
    layers = [(before, wide, side)]
    before = wide
    for stage in range(stages):
        for number in range(2 * blocks):
            if stage > 0 and number == 0:
                side, wide = (side + 1) // 2, 2 * wide
            layers.append((before, wide, side))
            before = wide
    parameters = sum(9 * c_in * c_out + 4 * c_out for c_in, c_out, _ in layers) + (wide + 1) * 10
    macs = sum(9 * c_in * c_out * n * n for c_in, c_out, n in layers) + wide * 10
    return parameters, macs
    # END SOLUTION


@plain_cost.cases
def _(rng):
    yield "one stage, one block", (4, 1, 1)
    yield "two blocks", (5, 1, 2)
    yield "two stages", (8, 2, 1)
    yield "sides 28, 14, 7 and 4", (3, 4, 2)
    yield "a design of the day", (int(rng.integers(6, 20)), 3, int(rng.integers(2, 5)))


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


plain_cost.hint(
    "Follow two numbers along the network: the side of the maps and the channels that come in. A loop over stages, in it one over 2 · blocks convolutions.",
    "A convolution from c_in to c_out channels: 9·c_in·c_out weights, 4·c_out numbers in its BatchNorm, and 9·c_in·c_out multiplications at each of its side·side places.",
    "At the first convolution of a stage other than the first: `side = (side + 1) // 2` and the channels out double, *before* you count it. Afterwards c_in = c_out.",
    "At the end: (channels + 1) · 10 parameters and channels · 10 multiplications.",
)


@exercise(points=2, minutes=8)
def unbeaten(cost: np.ndarray, accuracy: np.ndarray) -> np.ndarray:
    """Which networks no other one beats.

    A network is beaten if another costs at most as much and is at least as accurate, and is better in one of the two:
    cheaper or more accurate. Two that are equal in both do not beat each other.

    Args:
        cost: of each network, `(n,)`.
        accuracy: of each network, `(n,)`.

    Returns:
        Booleans `(n,)`, in the order given: True where no other network beats this one.
    """
    # BEGIN SOLUTION
    beaten = [
        any(c <= cost[i] and a >= accuracy[i] and (c < cost[i] or a > accuracy[i])
            for c, a in zip(cost, accuracy, strict=True))
        for i in range(len(cost))
    ]  # fmt: skip
    return ~np.array(beaten)
    # END SOLUTION


@unbeaten.cases
def _(rng):
    yield "cheap, good, between, and neither", (np.array([3.0, 1, 2, 2.5]), np.array([90.0, 80, 85, 70]))
    yield "the best is not the dearest", (np.array([1.0, 4, 2, 3]), np.array([81.0, 86, 80, 88]))
    yield "equal cost", (np.array([2.0, 2, 1, 3]), np.array([85.0, 87, 80, 90]))
    yield "equal accuracy", (np.array([3.0, 2, 1, 4]), np.array([85.0, 85, 80, 90]))
    yield "one is best in both", (np.array([2.0, 1, 3]), np.array([85.0, 90, 86]))
    yield "twins", (np.array([2.0, 2, 3, 1]), np.array([85.0, 85, 84, 80]))
    yield "ten networks", (rng.integers(1, 8, 10).astype(float), rng.integers(80, 90, 10).astype(float))


def _beats(c, a, c0, a0):
    return c <= c0 and a >= a0 and (c < c0 or a > a0)


def _front(cost, accuracy, beats):
    pairs = list(zip(cost, accuracy, strict=True))
    return np.array([not any(beats(c, a, c0, a0) for c, a in pairs) for c0, a0 in pairs])


@unbeaten.mistake(
    "that marks the beaten ones", "True stands for a network that *nobody* beats: turn the answer around."
)
def turned_around(cost, accuracy):
    return ~unbeaten.reference(cost, accuracy)


@unbeaten.mistake(
    "everybody is beaten, by themselves",
    "A network costs as much as itself and is as accurate. To beat it, another has to be *better* in one of the two.",
)
def beaten_by_itself(cost, accuracy):
    return _front(cost, accuracy, lambda c, a, c0, a0: c <= c0 and a >= a0)


@unbeaten.mistake(
    "a tie in one of the two lets it off",
    "At equal cost the more accurate one wins, and at equal accuracy the cheaper. You asked for better in both.",
)
def better_in_both(cost, accuracy):
    return _front(cost, accuracy, lambda c, a, c0, a0: c < c0 and a > a0)


@unbeaten.mistake("equal accuracy was overlooked", "Of two equally accurate networks the cheaper one beats the dearer.")
def strict_accuracy(cost, accuracy):
    return _front(cost, accuracy, lambda c, a, c0, a0: c <= c0 and a > a0)


@unbeaten.mistake(
    "equal cost was overlooked", "Of two networks that cost the same the more accurate one beats the other."
)
def strict_cost(cost, accuracy):
    return _front(cost, accuracy, lambda c, a, c0, a0: c < c0 and a >= a0)


@unbeaten.mistake(
    "better in one thing is not enough",
    "A cheaper network that is less accurate beats nobody. It must not be worse in either.",
)
def better_in_one(cost, accuracy):
    return _front(cost, accuracy, lambda c, a, c0, a0: c < c0 or a > a0)


@unbeaten.mistake(
    "cost was taken for a merit",
    "A network beats another with *less* cost, not with more. Accuracy goes the other way.",
)
def dear_is_good(cost, accuracy):
    return unbeaten.reference(-cost, accuracy)


@unbeaten.mistake("low accuracy was taken for a merit", "A network beats another by being *more* accurate, or cheaper.")
def poor_is_good(cost, accuracy):
    return unbeaten.reference(cost, -accuracy)


@unbeaten.mistake(
    "only one network is left",
    "The most accurate one is unbeaten, and so is each cheaper one that nobody cheaper matches.",
)
def most_accurate(cost, accuracy):
    return accuracy == accuracy.max()


@unbeaten.mistake(
    "only the cheapest is left", "Whoever is dearer and *more accurate than all cheaper ones* is unbeaten, too."
)
def cheapest(cost, accuracy):
    return cost == cost.min()


@unbeaten.mistake(
    "the answer is in another order",
    "You sorted by cost. The answer is wanted in the order in which the networks came.",
)
def left_sorted(cost, accuracy):
    order = np.argsort(cost, kind="stable")
    return unbeaten.reference(cost, accuracy)[order]


@unbeaten.mistake(
    "these are positions", "Asked for is True or False for each network; `np.flatnonzero` is one step too far."
)
def positions(cost, accuracy):
    return np.flatnonzero(unbeaten.reference(cost, accuracy))


@unbeaten.mistake(
    "one of two twins is lost", "Networks that are equal in both do not beat each other: both stay, or neither."
)
def twin_lost(cost, accuracy):
    best, kept = -np.inf, np.zeros(len(cost), bool)
    for i in np.lexsort((-accuracy, cost)):
        kept[i], best = accuracy[i] > best, max(best, accuracy[i])
    return kept


@unbeaten.mistake(
    "one of two twins is lost, and equal costs are not compared by accuracy",
    "You walk along the costs and keep what is better than all before. At equal cost the order of walking decides; look at all networks instead.",
)
def walked(cost, accuracy):
    best, kept = -np.inf, np.zeros(len(cost), bool)
    for i in np.argsort(cost, kind="stable"):
        kept[i], best = accuracy[i] > best, max(best, accuracy[i])
    return kept


@unbeaten.mistake(
    "twins beat each other",
    "Of two networks that are equal in both, neither is better in one. To leave a network out of its own comparison does not leave out its twin.",
)
def twins_beat(cost, accuracy):
    n = len(cost)
    pairs = [[j != i and cost[j] <= cost[i] and accuracy[j] >= accuracy[i] for j in range(n)] for i in range(n)]
    return ~np.array(pairs).any(axis=1)


@unbeaten.mistake(
    "these are the networks that beat nobody",
    "The comparisons are right, and then taken along the other axis: for each network ask whether *it is beaten*.",
)
def beats_nobody(cost, accuracy):
    return ~np.array(
        [
            any(_beats(c, a, c0, a0) for c0, a0 in zip(cost, accuracy, strict=True))
            for c, a in zip(cost, accuracy, strict=True)
        ]
    )


@unbeaten.mistake(
    "each is compared with the next cheaper one alone",
    "Who beats it may be cheaper by far. Compare with all others, or with the best accuracy so far.",
)
def next_cheaper(cost, accuracy):
    order, kept = np.argsort(cost, kind="stable"), np.ones(len(cost), bool)
    for one, other in zip(order[:-1], order[1:], strict=True):
        kept[other] = accuracy[other] > accuracy[one]
    return kept


@unbeaten.mistake(
    "only the two ends are left",
    "The cheapest and the most accurate are unbeaten; so is everybody between them whom no cheaper one matches.",
)
def both_ends(cost, accuracy):
    return (cost == cost.min()) | (accuracy == accuracy.max())


@unbeaten.mistake("nobody is beaten", "Look for one that is dearer *and* worse than some other.")
def nobody(cost, accuracy):
    return np.ones(len(cost), bool)


@unbeaten.mistake("these are accuracies", "Asked for is True or False for each network, not the numbers of those left.")
def their_accuracies(cost, accuracy):
    return accuracy[unbeaten.reference(cost, accuracy)]


@unbeaten.mistake(
    "accuracy per cost is another question",
    "It ranks by a ratio, and a bad network can be cheap enough to win. Compare pairs: cost with cost, accuracy with accuracy.",
)
def by_ratio(cost, accuracy):
    ratio = accuracy / cost
    return ratio >= ratio.mean()


unbeaten.hint(
    "For each network ask: is there any other that is no worse in cost and no worse in accuracy, and better in one?",
    "`no_worse = (cost <= cost[i]) & (accuracy >= accuracy[i])`, and `better = (cost < cost[i]) | (accuracy > accuracy[i])`.",
    "It is beaten if `(no_worse & better).any()`; the answer for it is the opposite.",
)


BARS = (86.0, 87.0, 88.5)  # percent, on the images that travel with the course


@exercise(points=6, minutes=45, seconds=600)
def my_network():
    """A network of your own for Fashion-MNIST, with at most 100,000 parameters and 5,000,000 MACs.

    Parameters are counted by `count_params()`, MACs by `ops.macs`. The check does the rest, so that every network gets the same
    chance on every machine: it gives yours new weights, trains it for 15 epochs on the 12,000 training images that
    `data.fashion_mnist()` returns, in batches of 128 (1,410 steps), and asks about the 2,000 held-out ones. There are two points
    for each bar that is reached: 86 %, 87 %, and 88.5 % right. The speed of a machine does not enter. On two idle cores it takes
    half a minute or so; a network of the permitted size whose layers are slow may take two.

    A network over the budget is not trained. What you decide:

    - the layers. Keras' own only, in a `Sequential` or functional model: the network is built again where your code does not run.
      Layers for augmentation and `Rescaling` may be among them; pixels come as numbers in [0, 1].
    - the recipe, if you like: a compiled model keeps its optimizer, with its schedule, and its loss, which is given class numbers.
      One that is not compiled gets Adam, rising to 0.005 and falling to 0, and the cross-entropy.

    `own_network.measure(my_network, *data.fashion_mnist(full=True))`, with `from cnncourse.nets import own_network`, tries it on all
    70,000 images, where 88, 90 and 91.5 % are the bars. That earns nothing.

    Returns:
        The model, not trained, `(n, 28, 28, 1)` to `(n, 10)`; logits or probabilities.
    """
    # BEGIN SOLUTION
    import keras
    from keras import layers

    model = keras.Sequential([keras.Input((28, 28, 1)), layers.RandomFlip("horizontal"), layers.Rescaling(3, -0.9)])
    for width, kernel in ((32, 5), (64, 3), (96, 3)):  # maps of 14×14, 7×7 and 4×4
        model.add(layers.Conv2D(width, kernel, strides=2, padding="same", use_bias=False))
        model.add(layers.BatchNormalization(momentum=0.9))
        model.add(layers.Activation("relu"))
    model.add(layers.Flatten())  # clothes lie in the middle of the image: where something is tells what it is
    model.add(layers.Dropout(0.2))
    model.add(layers.Dense(10))
    return model
    # END SOLUTION


@my_network.cases
def _(rng):
    for bar in BARS:
        yield f"at least {bar:g} % right", (bar,)


_tried: list = []  # what the answer that is being judged came to: percent right, or the error


@my_network.observe
def _(answer, args):
    from cnncourse.nets import own_network

    (bar,) = args
    mistakes = {mistake.name: mistake.function for mistake in my_network.mistakes}
    if answer is my_network.reference:  # what is asked for; a solved notebook trains it for real
        share = 100.0
    elif any(answer is mistakes.get(name) for name in _SHARES):
        share = _SHARES[answer.__name__]
    else:
        if bar == BARS[0]:
            of_a_mistake = any(
                answer is function for function in mistakes.values()
            )  # run to compare: keep what was measured
            _tried[:] = [_try(answer, own_network, {} if of_a_mistake else MEASURED)]
        share = _tried[0]
    if isinstance(share, Exception):
        raise share
    return {"it was trained": True, "better than guessing": share >= 30, "right often enough": share >= bar}


def _try(answer, own_network, measured: dict) -> float | Exception:
    """Percent right after the training, or what kept it from being trained; fills `measured`."""
    from cnncourse import data, ops

    measured.clear()
    try:
        model = answer()
        own_network.looked_at(model)
        fresh = own_network.begun_anew(model)
        if getattr(answer, "describes", False):
            return 0.0  # the grader trains it elsewhere
        share = own_network.percent(fresh, *data.fashion_mnist(), own_network.EPOCHS)
    except Exception as reason:
        return reason
    measured.update(accuracy=share, parameters=model.count_params(), macs=ops.macs(model))
    print(f"measured: {share:.2f} % of the held-out images right, {model.count_params():,} parameters")
    return share


_SHARES = {  # what these come to; a check trains the reader's network alone
    "large_step": 10.0,
    "linear": 85.0,
    "first_bar": BARS[0],
    "two_bars": BARS[1],
}


def _stacked(*parts, input_shape=(28, 28, 1)):
    import keras

    return keras.Sequential([keras.Input(input_shape), *parts])


def _plain_layers():
    from keras import layers

    return layers.Flatten(), layers.Dense(10)


@my_network.mistake(
    "it was trained and still guesses",
    "Loss and last layer fit: that was looked at. So look at the step size (Adam learns with 0.001 to 0.01), at ReLUs that a large step has killed, and "
    "at pixels that were made tiny: they come as numbers in [0, 1].",
)
def large_step():
    import keras
    from keras import layers

    model = _stacked(layers.Conv2D(8, 3, strides=2, activation="relu"), layers.Flatten(), layers.Dense(10))
    model.compile(keras.optimizers.SGD(100.0), keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    return model


@my_network.mistake(
    "its loss takes logits for probabilities",
    "`Dense(10)` without an activation gives logits, and the loss has to be told: `from_logits=True`. Or let the last layer end in a softmax. "
    "It was not trained.",
)
def logits_taken_for_probabilities():
    model = _stacked(*_plain_layers())
    model.compile("adam", "sparse_categorical_crossentropy")
    return model


@my_network.mistake(
    "its loss wants ten zeros and ones, or numbers",
    "It is given the class as a number from 0 to 9, which `SparseCategoricalCrossentropy` takes. It was not trained.",
)
def loss_of_other_labels():
    model = _stacked(*_plain_layers())
    model.compile("adam", "categorical_crossentropy")
    return model


@my_network.mistake(
    "its scores end in a ReLU",
    "A score below zero is cut off, and where all ten are, nothing is learned. The last layer gives logits, without an activation, or probabilities, "
    "by a softmax. It was not trained.",
)
def relu_on_scores():
    from keras import layers

    return _stacked(layers.Flatten(), layers.Dense(10, activation="relu"))


@my_network.mistake(
    "its scores end in a sigmoid",
    "That answers ten times yes or no. Of one class among ten the last layer gives logits, without an activation, or probabilities, by a softmax. "
    "It was not trained.",
)
def sigmoid_on_scores():
    from keras import layers

    return _stacked(layers.Flatten(), layers.Dense(10, activation="sigmoid"))


@my_network.mistake(
    "a softmax stands on a softmax",
    "The second one is given numbers between 0 and 1 and makes them nearly equal: the network learns slowly. One is enough. It was not trained.",
)
def softmax_twice():
    from keras import layers

    return _stacked(layers.Flatten(), layers.Dense(10, activation="softmax"), layers.Softmax())


@my_network.mistake("none of its weights can be trained", "Look for `trainable = False`. It was not trained.")
def frozen():
    model = _stacked(*_plain_layers())
    model.trainable = False
    return model


@my_network.mistake(
    "it learns, and stays below the first bar",
    "A linear network ends there, at about 85 %. If yours has both convolutions and ReLUs: do its steps become small at the end, are the pixels scaled "
    "once only, and does it still see where something is before the last layer?",
)
def linear():
    return _stacked(*_plain_layers())


@my_network.mistake(
    "it reaches the first bar, and two more are above it",
    "A single dense hidden layer of 120 units on the pixels gets further: 87.3 %. BatchNorm, more channels at fewer places, and steps that become small at "
    "the end are each worth something. Is the budget used up?",
)
def first_bar():
    from keras import layers

    return _stacked(layers.Conv2D(8, 3, activation="relu"), layers.MaxPooling2D(4), layers.Flatten(), layers.Dense(10))


@my_network.mistake(
    "two bars are reached, the last one is not",
    "Look first at the loss on the images trained on. High: more channels, BatchNorm, and `Flatten` on small maps in place of their mean, which forgets "
    "where something is. Low: the images are learned by heart (lesson 08's second rung); what makes more of them, or keeps a network from leaning on "
    "single units?",
)
def two_bars():
    from keras import layers

    return _stacked(layers.Flatten(), layers.Dense(120, activation="relu"), layers.Dense(10))


@my_network.mistake("it returned nothing", "The last line has to be `return model`.")
def forgotten_return():
    my_network.reference()


@my_network.mistake(
    "too many parameters: a dense layer stands on flattened maps",
    "28×28 maps of 32 channels are 25,088 numbers, and each of 64 units has a weight for each of them. Shrink the maps first (stride, pooling, the mean "
    "of each channel). It was not trained.",
)
def dense_on_large_maps():
    from keras import layers

    return _stacked(layers.Conv2D(32, 3, padding="same"), layers.Flatten(), layers.Dense(64), layers.Dense(10))


@my_network.mistake(
    "few parameters, and too many MACs",
    "A convolution uses each weight at every place of its output (`plain_cost`): at 28×28 that is 784 times. Do the wide convolutions on smaller maps. It "
    "was not trained.",
)
def wide_at_full_size():
    from keras import layers

    return _stacked(
        *(layers.Conv2D(32, 3, padding="same") for _ in "ab"), layers.GlobalMaxPooling2D(), layers.Dense(10)
    )


@my_network.mistake(
    "it comes trained",
    "The check trains it, with new weights, and for as many epochs as every other. Build it, compile it if you like, and return it.",
)
def trained_already():
    import keras

    model = _stacked(keras.layers.Flatten(), keras.layers.Dense(10))
    model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    model.train_on_batch(np.zeros((2, 28, 28, 1), "float32"), np.array([0, 1]))
    return model


@my_network.mistake(
    "its images have no channel axis",
    "Images come as `(28, 28, 1)`. A first layer `Reshape((28, 28, 1))` is not needed; begin with `keras.Input((28, 28, 1))`.",
)
def images_without_channel():
    from keras import layers

    return _stacked(layers.Flatten(), layers.Dense(10), input_shape=(28, 28))


@my_network.mistake("it gives eleven scores", "There are ten classes, counted from 0 to 9.")
def eleven_scores():
    from keras import layers

    return _stacked(layers.Flatten(), layers.Dense(11))


@my_network.mistake("it gives one number", "A class is not a number to be guessed: ten scores, one for each class.")
def one_score():
    from keras import layers

    return _stacked(layers.Flatten(), layers.Dense(1))


@my_network.mistake(
    "it gives scores for every place", "Flatten the maps, or take the mean of each channel, before the last layer."
)
def never_flattened():
    from keras import layers

    return _stacked(layers.Conv2D(8, 3, strides=3), layers.Dense(10))


@my_network.mistake(
    "the model does not know what comes in",
    "Begin the Sequential with `keras.Input((28, 28, 1))`, else it has no weights to count.",
)
def no_input():
    import keras

    return keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(10)])


@my_network.mistake("these are layers, not a model", "Put them into `keras.Sequential([...])`.")
def list_of_layers():
    import keras

    return [keras.Input((28, 28, 1)), keras.layers.Flatten(), keras.layers.Dense(10)]


my_network.hint(
    "Count first, with `plain_cost` or `ops.macs`: an early stride or pooling makes room for channels.",
    "Clothes lie in the middle of their image. `Flatten` on small maps keeps where something is; the mean of each channel forgets it.",
    "A 5×5 convolution and two 3×3 ones, each with stride 2, BatchNorm (momentum 0.9: 1,410 steps are few) and ReLU, do it within 2 million MACs.",
    'Against learning by heart: `RandomFlip("horizontal")` as the first layer, `Dropout` before the last.',
)


which_network = choice(
    "which_network",
    """
    A hospital has 200 microscope images with labels, 224×224 pixels, two classes. A workstation with two CPU cores is to sort new ones, and wrong
    answers are looked at one by one afterwards. How do you begin?
    """,
    right="c",
    a=(
        "VGG-16 from scratch: its 138 million parameters leave room for everything.",
        "Room is what you must not have: 138 million parameters and 200 images, and each answer costs 15 billion multiplications. Learned by heart, "
        "as in lesson 08's second rung, and nothing said about new images.",
    ),
    b=(
        "A network of 100,000 parameters from scratch, as in this lesson: few images call for few parameters.",
        "Better than a large one, but its first layers still have to learn edges and textures from 200 images. Lesson 20 measured what features that "
        "were learned on a million others are worth at so few labels.",
    ),
    c=(
        "A small pretrained network, frozen, and one dense layer on its features; then see what is wrong, and perhaps fine-tune.",
        "Few labels: features that others learned (lesson 19), one layer of your own (lesson 20). It trains in seconds on a CPU, gives a bar that anything "
        "more ambitious must beat, and its mistakes can be looked at with Grad-CAM. Hold images of whole patients out, not single images.",
    ),
    d=(
        "DeepLab v3+: microscope images have to be looked at pixel by pixel.",
        "It answers a question that was not asked, and needs a label for every pixel, which nobody has drawn. If somebody asks later *where* the cells "
        "are, it is the place to go (lesson 17).",
    ),
    e=(
        "The network with the highest ImageNet accuracy in the table.",
        "The order on ImageNet is one of a million labeled photographs. Section by section this course found that it need not hold on other data; and the top "
        "of the table costs tens of times more than a small network on two cores.",
    ),
)


@my_network.right
def _(verdict):
    """Note what an answer came to that earned points, beside the reader's progress."""
    from cnncourse.autocheck import leaderboard

    if MEASURED:
        leaderboard.add("my_network", **MEASURED)
