"""Figures of the capstone draw what was counted and measured."""

import numpy as np
import pytest

from cnncourse.exercises.capstone import unbeaten as exercise
from cnncourse.experiments.capstone import BUDGET, FULL, SMALL, small_network
from cnncourse.figures import capstone
from cnncourse.figures.style import to_png


def test_every_network_that_is_counted_is_described_once():
    names = [known.name for known in capstone.NETWORKS]
    assert sorted(names) == sorted(set(FULL) - {"DeepLab v3+", "PSPNet-50"})
    assert {known.small for known in capstone.NETWORKS if known.small} == set(SMALL)
    assert [known.year for known in capstone.NETWORKS] == sorted(known.year for known in capstone.NETWORKS)
    assert all(("not published" in known.source or "top-5" in known.source) == (known.top1 is None)
               for known in capstone.NETWORKS)  # fmt: skip


def test_unbeaten_is_what_the_exercise_asks_for():
    rng = np.random.default_rng(0)
    for _ in range(50):
        cost, accuracy = rng.integers(1, 6, 8).astype(float), rng.integers(1, 6, 8).astype(float)
        np.testing.assert_array_equal(capstone.unbeaten(cost, accuracy), exercise(cost, accuracy))


def test_disks_stand_at_their_networks():
    ax = capstone.imagenet(["a", "b"], [1e9, 4e9], [1e6, 9e6], [60, 70]).axes[0]
    np.testing.assert_allclose(ax.collections[0].get_offsets(), [[1, 60], [4, 70]])
    small, large = ax.collections[0].get_sizes()
    assert large == 9 * small


def test_unbeaten_networks_are_joined_in_the_order_of_their_cost():
    accuracy = np.array([[80.0, 82], [70, 72], [90, 92]])
    ax = capstone.within_budget(["a", "b", "c"], [2e6, 3e6, 1e6], accuracy, np.array([True, False, True])).axes[0]
    line = ax.get_lines()[0]
    assert list(line.get_xdata()) == [1, 2] and list(line.get_ydata()) == [91, 81]
    assert [text.get_text() for text in ax.texts] == ["c", "a", "b"], "from the best down"


def test_the_explorer_says_what_does_not_fit():
    bars = capstone.explorer("plain", 8, 3, 1)[0].axes[0].patches
    assert sum(bar.get_width() for bar in bars[:5]) == pytest.approx(100 * 19_314 / capstone.PARAMETERS)
    assert sum(bar.get_width() for bar in bars[5:]) == pytest.approx(100 * 2_314_688 / capstone.MACS)
    assert "19,314 parameters, 2,314,688 MACs: within the budget" in capstone.explorer("plain", 8, 3, 1)[1]
    assert "over the budget in MACs;" in capstone.explorer("separable", 24, 3, 2)[1]
    figure, sentence = capstone.explorer("gated", 48, 4, 4)
    assert "over the budget in parameters and MACs" in sentence
    assert all("% →" in text.get_text() for text in figure.axes[0].texts if text.get_text()[0].isdigit())


def test_the_board_has_the_best_first_and_points_at_the_readers_own():
    lines = capstone.board([("a", 80.0, 10, 20), ("you", 90.0, 5, 7), ("b", 90.0, 5, 6)], {1}).splitlines()
    assert [line.split()[0] for line in lines[1:]] == ["b", "→", "a"] and "90.0 %" in lines[2]


@pytest.mark.parametrize("name", ["LeNet-5", "VGG", "Xception"])
def test_small_networks_keep_the_budget(name):
    from cnncourse import ops

    model = small_network(name)
    assert ops.parameters(model) <= BUDGET["parameters"] == capstone.PARAMETERS
    assert ops.macs(model) <= BUDGET["macs"] == capstone.MACS
    assert model.input_shape[1:] == (28, 28, 1) and model.output_shape[1:] == (10,)


def test_figures_are_small():
    assert len(to_png(capstone.explorer("gated", 12, 4, 2)[0])) < 40_000
