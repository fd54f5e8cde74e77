"""Figures on PSPNet draw the regions and means that the operators give, and the stored predictions."""

import numpy as np
import pytest

from cnncourse import data, ops
from cnncourse.experiments import pspnet as runs
from cnncourse.figures import pspnet
from cnncourse.figures.style import to_png


@pytest.mark.parametrize(("n", "bins"), [(10, 4), (5, 2), (6, 3), (7, 7), (3, 5), (64, 6)])
def test_edges_cover_every_pixel_and_are_those_of_the_operator(n, bins):
    pieces = pspnet.edges(n, bins)
    assert {pixel for a, b in pieces for pixel in range(a, b)} == set(range(n))
    row = np.random.default_rng(n).normal(size=(1, 1, n, 1))
    expected = ops.adaptive_avg_pool(row, (1, bins)).ravel()
    assert np.allclose([row[0, 0, a:b].mean() for a, b in pieces], expected)


def test_pixels_of_two_regions_are_orange():
    from matplotlib.colors import to_rgb

    from cnncourse.figures.style import ORANGE

    axes = pspnet.regions(10, [2, 4]).axes
    shared = [[k for k, patch in enumerate(ax.patches) if patch.get_facecolor()[:3] == to_rgb(ORANGE)] for ax in axes]
    assert shared == [[], [2, 7]]
    assert [len(ax.get_lines()) for ax in axes] == [2, 4]


def test_means_and_what_becomes_of_them():
    x = np.random.default_rng(0).uniform(size=(6, 10, 3))
    means, large = pspnet.cells(x, 2)
    assert means.shape == (2, 2, 3) and large.shape == x.shape
    assert np.allclose(means[0, 1], x[:3, 5:].mean(axis=(0, 1)))
    assert np.allclose(pspnet.cells(x, 1)[1], x.mean(axis=(0, 1)))
    assert [ax.get_title(loc="left") for ax in pspnet.pyramid(x, [1, 2]).axes[:3]] == ["the scene", "1 mean", "4 means"]


def test_the_sentence_tells_regions_and_color():
    x = np.random.default_rng(0).uniform(size=(10, 10, 3))
    sentence = pspnet.behind(x, 4, 2, 4)[1]
    assert "regions (0, 1) and (1, 1);" in sentence
    color = pspnet.cells(x, 4)[1][2, 4]
    assert ", ".join(f"{value:.2f}" for value in color) in sentence
    for wrong in ({"row": 10}, {"column": -1}, {"bins": 0}, {"bins": 11}):
        with pytest.raises(ValueError, match=r"rows 0 to 9|1 to 10 regions"):
            pspnet.behind(x, **({"bins": 2, "row": 1, "column": 1} | wrong))


def test_every_seed_is_a_dot_and_the_mean_a_stroke():
    ax = pspnet.ious(["no pyramid", "bin 1"], np.array([[20.0, 24], [21, 25]])).axes[0]
    stroke, seeds = ax.get_lines()[2:]
    assert list(stroke.get_xdata()) == [23, 23] and list(seeds.get_xdata()) == [21, 25]


def test_classes_are_sorted_by_the_first_network():
    values = np.zeros((2, 3, 11))
    values[0] = np.arange(11)
    values[1, :, 10] = 60
    figure = pspnet.by_class(["a", "b"], values)
    first, second = figure.axes[0].get_lines()
    assert list(first.get_ydata()) == list(range(10, -1, -1)) and second.get_ydata()[0] == 60
    assert figure.axes[0].get_xticklabels()[0].get_text() == data.SCENE_CLASSES[10]


def test_run_lengths_come_back():
    labels = np.random.default_rng(0).integers(0, 3, (2, 4, 5))
    assert np.array_equal(runs.from_run_lengths(runs.run_lengths(labels), labels.shape), labels)
    assert runs.run_lengths(np.array([[4, 4], [4, 0]])) == [4, 3, 0, 1]


def test_stored_predictions_are_as_good_as_stored_runs_say():
    from cnncourse.experiments import stored

    one = stored("pspnet_context").runs["bins 1, 2, 4", 0]
    _, labels = runs.small_scenes(runs.SHOWN, split="validation")
    predicted = runs.from_run_lengths(one["predicted"], labels.shape)
    counted = labels != data.IGNORE
    assert abs(100 * (predicted == labels)[counted].mean() - one["accuracy"]) < 25
    assert len(pspnet.predicted(["no pyramid", "bins 1, 2, 4"], 3).axes) == 12


def test_the_control_has_every_weight_and_no_context():
    counts = [runs.network(bins).count_params() for bins in ((1, 2, 4), (runs.WHOLE,) * 3)]
    assert counts[0] == counts[1] > runs.network(()).count_params()
    control = runs.network((runs.WHOLE,) * 3)
    pools = [layer for layer in control.layers if "pooling" in layer.name and "max" not in layer.name]
    assert len(pools) == 3 and all(layer.input.shape == layer.output.shape for layer in pools)


def test_the_experiments_network_is_the_packages():
    import keras

    from cnncourse import nets
    from cnncourse.nets.facts import model_facts

    ours = model_facts(runs.network())
    theirs = model_facts(nets.small_pspnet(width=runs.WIDTH, classifier_activation=None))
    assert ours["trainable parameters"] == theirs["trainable parameters"]
    assert np.allclose(ours["response"], theirs["response"], atol=1e-4)
    two = runs.network(auxiliary=True)
    assert keras.Model(two.input, two.outputs[0]).count_params() == runs.network().count_params() < two.count_params()


def test_figures_are_small():
    for figure in (pspnet.explorer(1, 6, 3, 3)[0], pspnet.pyramid(pspnet.scene(1), [1, 2, 3, 6])):
        assert len(to_png(figure)) < 40_000
