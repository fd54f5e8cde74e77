"""Figures on Inception draw what the networks count."""

import keras
import numpy as np
import pytest

from cnncourse import ops
from cnncourse.experiments.inception import BLOCKS, small_network
from cnncourse.figures import inception
from cnncourse.figures.style import to_png
from cnncourse.nets.googlenet import MODULES, WIDTHS, inception_block


def block(side, channels, widths):
    x = keras.Input((side, side, channels))
    return keras.Model(x, inception_block(x, widths))


@pytest.mark.parametrize(("side", "channels", "widths"), [(28, 192, WIDTHS["3a"]), (5, 7, (3, 2, 5, 4, 6, 1))])
def test_a_block_costs_what_keras_counts(side, channels, widths):
    model = block(side, channels, widths)
    out, learned, small, large = np.sum(inception.block_costs(side, channels, widths), axis=0)
    assert model.output_shape[-1] == out
    assert model.count_params() == learned
    assert ops.macs(model) == small + large
    _, sentence = inception.explorer(side, channels, widths)
    assert f"{learned:,} parameters, {small + large:,} MACs" in sentence


def test_a_block_without_channels_is_refused():
    for wrong in [(0, 3, (1,) * 6), (4, 0, (1,) * 6), (4, 3, (1, 1, 0, 1, 1, 1)), (4, 3, (1,) * 5)]:
        with pytest.raises(ValueError, match="at least 1"):
            inception.block_costs(*wrong)


def test_without_reductions_is_a_block_of_four_single_layers():
    x = keras.Input((6, 6, 5))
    conv = keras.layers.Conv2D
    paths = [conv(3, 1)(x), conv(4, 3, padding="same")(x), conv(2, 5, padding="same")(x), conv(7, 1)(x)]
    model = keras.Model(x, keras.layers.Concatenate()(paths))
    assert ops.macs(model) == inception.without_reductions(6, 5, (3, 9, 4, 9, 2, 7))


def test_scales_reach_from_the_narrowest_way_to_the_widest():
    ways = inception.scales()
    assert sum(ways.values()) == 4**9
    assert (min(ways), max(ways)) == (75, 715)  # the widest is the receptive field of inception_5b
    assert len(MODULES) == len(inception.MODULES)
    assert ways[75] == ways[715] == 1


def test_the_bars_are_the_ways():
    ax = inception.scales_mixed({10: 1000, 30: 3000}, 20).axes[0]
    assert [bar.get_height() for bar in ax.patches] == [1, 3]


def test_strips_are_cheaper_from_three_on():
    square, strips = (line.get_ydata() for line in inception.windows(5).axes[0].get_lines()[:2])
    assert list(square) == [1, 4, 9, 16, 25]
    assert list(strips) == [2, 4, 6, 8, 10]


@pytest.mark.parametrize("epsilon", [0.05, 0.1, 0.3])
def test_the_best_gap_is_the_lowest_point(epsilon):
    gaps = np.linspace(0, 12, 2401)
    lowest = gaps[inception.smoothed_loss(gaps, epsilon, 10).argmin()]
    assert lowest == pytest.approx(inception.best_gap(epsilon, 10), abs=0.01)
    labels = np.full(10, epsilon / 10) + np.eye(10)[0] * (1 - epsilon)
    scores = 3.0 * np.eye(10)[0]
    expected = -(labels * np.log(ops.softmax(scores[None])[0])).sum()
    assert inception.smoothed_loss(3.0, epsilon, 10) == pytest.approx(expected)


def test_every_run_is_a_line_and_a_dot():
    runs = np.array([[2.0, 1.0], [1.5, 0.5]])
    lines = inception.by_pass({"a": runs, "b": runs + 1}).axes[0].get_lines()
    assert [list(line.get_ydata()) for line in lines] == [[2, 1], [1.5, 0.5], [3, 2], [2.5, 1.5]]
    ax = inception.smoothed_runs(["a"], np.array([[80.0, 82]]), np.array([[90.0, 92]])).axes[0]
    drawn = [list(line.get_xdata()) for line in ax.get_lines()]
    assert drawn == [[81], [80, 82], [91], [90, 92]]


def test_blocks_of_the_experiment_cost_about_the_same():
    macs = [ops.macs(small_network(**setting)) for setting in BLOCKS.values()]
    assert max(macs) / min(macs) < 1.04


def test_figures_are_small():
    figures = [inception.explorer(56, 832, (384,) * 6)[0], inception.scales_mixed(inception.scales(), 224)]
    figures += [inception.windows(), inception.loss_by_gap((0.0, 0.1, 0.3), 10)]
    assert max(len(to_png(figure)) for figure in figures) < 40_000
