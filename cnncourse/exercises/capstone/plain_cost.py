"""`plain_cost`: reference, cases, slips and hints."""

from cnncourse.autocheck import exercise


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


plain_cost.hint(
    "Follow two numbers along the network: the side of the maps and the channels that come in. A loop over stages, in it one over 2 · blocks convolutions.",
    "A convolution from c_in to c_out channels: 9·c_in·c_out weights, 4·c_out numbers in its BatchNorm, and 9·c_in·c_out multiplications at each of its side·side places.",
    "At the first convolution of a stage other than the first: `side = (side + 1) // 2` and the channels out double, *before* you count it. Afterwards c_in = c_out.",
    "At the end: (channels + 1) · 10 parameters and channels · 10 multiplications.",
)
