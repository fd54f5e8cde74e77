"""Right answers, differently written."""

import math

import numpy as np

from cnncourse import ops


def cost_by_stages(width, stages, blocks):
    channels = [width * 2**s for s in range(stages)]
    sides = [math.ceil(28 / 2**s) for s in range(stages)]
    parameters, macs = 13 * width, 9 * width * 28 * 28
    for s, (c, n) in enumerate(zip(channels, sides, strict=True)):
        c_in = channels[s - 1] if s else width
        inner = 2 * blocks - 1
        parameters += 9 * c_in * c + 4 * c + inner * (9 * c * c + 4 * c)
        macs += (9 * c_in * c + inner * 9 * c * c) * n * n
    return parameters + 10 * channels[-1] + 10, macs + 10 * channels[-1]


def cost_with_ops(width, stages, blocks):
    parameters = macs = 0
    c_in, side = 1, 28
    plan = [(width, 1)] + [(width << s, 2 if s and not b else 1) for s in range(stages) for b in range(2 * blocks)]
    for c_out, stride in plan:
        side = ops.same_output_size(side, stride)
        parameters += ops.conv_parameters(3, 3, c_in, c_out, bias=False) + 4 * c_out
        macs += ops.conv_macs(side, side, 3, 3, c_in, c_out)
        c_in = c_out
    return parameters + 10 * (c_in + 1), macs + 10 * c_in


def cost_recursive(width, stages, blocks):
    def follow(stage, number, c_in, side):
        if stage == stages:
            return np.array([10 * c_in + 10, 10 * c_in])
        c_out = width * 2**stage
        if stage and number == 0:
            side = -(-side // 2)
        here = np.array([9 * c_in * c_out + 4 * c_out, 9 * c_in * c_out * side**2])
        after = (stage + 1, 0) if number == 2 * blocks - 1 else (stage, number + 1)
        return here + follow(*after, c_out, side)

    parameters, macs = follow(0, 0, width, 28) + [13 * width, 9 * width * 784]
    return int(parameters), int(macs)


def unbeaten_broadcast(cost, accuracy):
    no_worse = (cost[:, None] <= cost) & (accuracy[:, None] >= accuracy)
    better = (cost[:, None] < cost) | (accuracy[:, None] > accuracy)
    return ~(no_worse & better).any(axis=0)


def unbeaten_row_by_row(cost, accuracy):
    kept = np.ones(len(cost), bool)
    for i in range(len(cost)):
        for j in range(len(cost)):
            if cost[j] < cost[i] and accuracy[j] >= accuracy[i] or cost[j] == cost[i] and accuracy[j] > accuracy[i]:
                kept[i] = False
    return kept


def unbeaten_by_best(cost, accuracy):
    return np.array(
        [
            a == accuracy[cost <= c].max() and (cost[(cost <= c) & (accuracy == a)]).min() == c
            for c, a in zip(cost, accuracy, strict=True)
        ]
    )


def cost_counting_as_it_goes(width, stages, blocks):
    total = {"parameters": 0, "macs": 0}

    def convolve(c_in, c_out, side):
        total["parameters"] += (9 * c_in + 4) * c_out
        total["macs"] += 9 * c_in * c_out * side * side
        return c_out

    side, channels = 28, convolve(1, width, 28)
    for stage in range(stages):
        side = side if stage == 0 else -(-side // 2)
        for _ in range(2 * blocks):
            channels = convolve(channels, width << stage, side)
    return [total["parameters"] + 11 * channels - channels + 10, total["macs"] + channels * 10]


def unbeaten_by_walking(cost, accuracy):
    kept, best = np.zeros(len(cost), bool), (None, -np.inf)
    for i in np.lexsort((-accuracy, cost)):
        if accuracy[i] > best[1] or (cost[i], accuracy[i]) == best:
            kept[i], best = True, (cost[i], accuracy[i])
    return kept


RIGHT = {
    "plain_cost": [cost_by_stages, cost_with_ops, cost_recursive, cost_counting_as_it_goes],
    "unbeaten": [unbeaten_broadcast, unbeaten_row_by_row, unbeaten_by_best, unbeaten_by_walking],
}
ENOUGH = {"my_network": 1}  # each trains for half a minute: tests/nets/test_own_network.py tries the path on less
