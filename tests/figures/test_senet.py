"""Figures on SE-Net draw the numbers that they are given, and the stored ones."""

import numpy as np
import pytest

from cnncourse.experiments.senet import KINDS, block_names, class_share
from cnncourse.figures import senet
from cnncourse.figures.style import to_png


def test_every_number_stands_in_its_place_before_and_after():
    x = np.array([[[1.0, 2], [3, 0]], [[5, 0], [7, 6]]])
    axes = senet.by_hand(x, np.array([0.5, 0.25])).axes
    assert [text.get_text() for text in axes[0].texts] == ["1", "3", "5", "7"]
    assert [text.get_text() for text in axes[2].texts] == ["0.5", "1.5", "2.5", "3.5"]
    assert [text.get_text() for text in axes[3].texts] == ["0.5", "0", "0", "1.5"]
    assert axes[0].get_title(loc="left") == "channel 0, mean 4"


def test_gates_and_the_rest_are_bars():
    ax = senet.where(["stage 2", "stage 3"], [1_000_000, 3_000_000], [2_000_000, 8_000_000]).axes[0]
    assert [bar.get_width() for bar in ax.patches] == [2, 8, 1, 3]
    assert [text.get_text() for text in ax.texts] == ["1,000,000 = 25 % of all gates", "3,000,000 = 75 % of all gates"]


def test_channels_are_sorted_and_two_classes_are_dots():
    by_class = np.array([[0.1, 0.9, 0.5], [0.3, 0.7, 0.5], [0.2, 0.8, 0.8]])
    first, second, _ = senet.gates(by_class, 0, 2, ("a", "b", "c")).axes[0].get_lines()
    assert list(first.get_ydata()) == [0.9, 0.5, 0.1] and list(second.get_ydata()) == [0.8, 0.8, 0.2]


def test_the_explorer_shows_stored_gates_and_refuses_what_is_not_stored():
    kept = senet.stored_gates()
    assert len(kept) == 3 and [block.shape for block in kept[0]] == [(10, c) for c in (8, 8, 16, 16, 32, 32)]
    assert all(block.min() > 0 and block.max() < 1 for blocks in kept for block in blocks)
    sentence = senet.explorer(6, 1, 7, 0)[1]
    apart = np.abs(kept[0][5][1] - kept[0][5][7])
    assert f"Trouser and Sneaker differ by {apart.mean():.3f}" in sentence
    with pytest.raises(ValueError, match="two different classes"):
        senet.explorer(1, 3, 3, 0)
    with pytest.raises(ValueError, match="blocks 1 to 6 of networks 0 to 2"):
        senet.explorer(7, 1, 2, 0)


def test_seeds_are_thin_and_the_mean_is_thick():
    values = np.array([[1.0, 2, 3], [3, 4, 5]])
    left, right = senet.by_depth({"a": values, "b": 2 * values}, (0, 0), (9, 9)).axes
    assert list(left.get_lines()[2].get_ydata()) == [2, 3, 4] and list(right.get_lines()[2].get_ydata()) == [4, 6, 8]


def test_every_seed_is_a_dot_and_the_mean_a_stroke():
    ax = senet.accuracies(["no gate", "gate"], np.array([[80.0, 82], [81, 85]]), np.array([[80.0, 82], [80, 84]])).axes[
        0
    ]
    stroke, seeds, fixed = ax.get_lines()[3:]
    assert (
        list(stroke.get_xdata()) == [83, 83]
        and list(seeds.get_xdata()) == [81, 85]
        and list(fixed.get_xdata()) == [80, 84]
    )


def test_the_class_accounts_for_all_or_for_nothing():
    labels = np.repeat(np.arange(10), 4)
    assert class_share(labels[:, None] / 10.0, labels) == pytest.approx(100)
    within = np.tile([0.0, 1, 0, 1], 10)[:, None]
    assert class_share(within, labels) == pytest.approx(0)
    assert class_share(np.full((40, 3), 0.5), labels) == 0


def test_the_experiment_compares_networks_that_differ_in_the_gate_alone():
    import keras

    from cnncourse.experiments.senet import network
    from cnncourse.nets import se_resnet

    counts = {kind: network(kind).count_params() for kind in KINDS}
    plain = counts.pop("no gate")
    assert len(set(counts.values())) == 1
    package = se_resnet(
        (2, 2, 2), 8, (14, 14, 1), 10, None, block="basic", stem_size="small", ratio=4, momentum=0.9
    )  # fmt: skip
    assert counts["gate"] == package.count_params() > plain
    fixed = network("fixed gate")
    assert sum(int(keras.ops.size(w)) for w in fixed.trainable_weights) < plain
    assert [fixed.get_layer(f"{name}_gates").units for name in block_names()] == [8, 8, 16, 16, 32, 32]


def test_figures_are_small():
    for figure in (senet.explorer(6, 1, 7, 0)[0], senet.by_hand(np.ones((4, 4, 3)), np.ones(3))):
        assert len(to_png(figure)) < 40_000
