"""Figures on DenseNet count as Keras does, and draw the numbers that they are given."""

import numpy as np
import pytest

from cnncourse import nets, ops
from cnncourse.figures import densenet
from cnncourse.figures.style import to_png


def total(steps, classes):
    last = steps[-1].leaves
    parameters = sum(step.parameters for step in steps) + densenet.head(last, classes)
    return parameters, sum(step.macs for step in steps) + last * classes


@pytest.mark.parametrize("bottleneck", [True, False])
def test_counts_are_those_of_the_network(bottleneck):
    model = nets.densenet(
        (2, 1, 3), 5, (18, 18, 2), 7, compression=0.3, bottleneck=bottleneck, stem_size="small", momentum=0.9
    )
    steps = densenet.count((2, 1, 3), 5, 0.3, bottleneck, side=18, c_in=2)
    learned = sum(int(np.prod(weight.shape)) for weight in model.trainable_weights)
    assert total(steps, 7) == (learned, ops.macs(model))
    assert steps[-1].leaves == model.get_layer("relu").output.shape[-1]


def test_densenet_121_to_the_last_weight():
    """Keras' summary gives 7,978,856 trained parameters."""
    parameters, _ = total(densenet.count((6, 12, 24, 16), 32, side=56), 1000)
    assert parameters + (49 - 9) * 3 * 64 == 7_978_856


def test_what_cannot_be_built_is_refused():
    for blocks, growth, compression, side in [((1, 1), 0, 0.5, 8), ((1, 1), 1, 0.0, 8), ((1, 1, 1), 2, 0.5, 3)]:
        with pytest.raises(ValueError):
            densenet.count(blocks, growth, compression, side=side)
    with pytest.raises(ValueError, match="compress less"):
        densenet.count((1, 1), 1, 0.1)


def test_kept_maps_add_up_layer_by_layer():
    apart, shared = densenet.kept(24, 5, 12)
    steps = densenet.count((5,), 12, bottleneck=False, side=1)[1:]
    assert apart == sum(step.apart for step in steps) == 2 * (24 + 36 + 48 + 60 + 72)
    assert shared == 72


def test_bars_stand_on_what_was_read():
    steps = densenet.count((2, 1), 3, side=8)
    ax = densenet.channels(steps).axes[0]
    assert [text.get_text() for text in ax.texts] == [str(step.leaves) for step in steps] == ["6", "9", "12", "6", "9"]
    heights = [bar.get_height() for bar in ax.patches]
    assert heights == [6, 9, 6, 3, 3, 3, 6, 6]  # read, made, first layer and transition


def test_the_bottleneck_pays_from_7_2_times_the_growth_on():
    alone, narrowed = densenet.layer_weights(np.array([71, 72, 73]), 10)
    assert list(np.sign(alone - narrowed)) == [-1, 0, 1]
    lines = densenet.bottleneck(10, {"a": (20, 50), "b": (40, 90)}).axes[0].get_lines()
    assert lines[0].get_ydata()[72] == lines[1].get_ydata()[72] == 6.48


def test_memory_draws_lines_and_dots():
    lines = densenet.memory([1, 2], [4, 10], [2, 3], {2: (10, 3)}).axes[0].get_lines()
    assert [list(np.atleast_1d(line.get_ydata())) for line in lines] == [[4, 10], [2, 3], [10], [3]]


def test_reading_is_relative_and_hides_what_is_not_connected():
    weights = np.array([[[2.0, 0], [1, 3]]])
    shares = densenet.relative(weights)
    assert shares[0, 0, 0] == 1 and np.isnan(shares[0, 0, 1]) and list(shares[0, 1]) == [0.5, 1.5]
    figure = densenet.reading(weights, ["block 1"])
    assert [text.get_text() for text in figure.axes[0].texts] == ["1.00", "0.50", "1.50"]


def test_removed_and_race_draw_every_seed():
    without = np.array([[10.0, 80], [20, 84], [30, 82]])
    ax = densenet.removed(85.0, without, ["a", "b"]).axes[0]
    assert [bar.get_width() for bar in ax.patches] == [20, 82]
    assert [list(line.get_xdata()) for line in ax.get_lines()[:2]] == [[10, 20, 30], [80, 84, 82]]
    axes = densenet.race(["dense", "plain"], without[:2], np.array([5e4, 6e4]), np.array([3e6, 1e6])).axes
    dots = np.concatenate([line.get_xdata() for line in axes[0].get_lines() if line.get_marker() == "o"])
    assert list(dots) == list(without[:2].ravel())
    assert [bar.get_width() for bar in axes[2].patches] == [3, 1]


def test_figures_are_small():
    figures = [
        densenet.explorer(32, 48, 1.0, False)[0],
        densenet.reading(np.random.default_rng(0).uniform(0.5, 1, (3, 6, 6)), ["1", "2", "3"]),
        densenet.channels(densenet.count((16, 16, 16), 12)),
    ]
    for figure in figures:
        assert len(to_png(figure)) < 40_000
