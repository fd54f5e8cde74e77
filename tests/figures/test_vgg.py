"""Figures on VGG count as the networks do, and draw every layer once."""

import numpy as np
import pytest

from cnncourse import nets, ops
from cnncourse.figures import vgg
from cnncourse.figures.style import to_png
from cnncourse.nets.vgg import CONFIGURATIONS

WIDTHS = (64, 128, 256, 512, 512)
PAPER = {"A": 132_863_336, "B": 133_047_848, "D": 138_357_544, "E": 143_667_240}


@pytest.mark.parametrize("letter", PAPER)
def test_the_list_of_layers_has_the_parameters_of_the_paper(letter):
    rows = ops.stack_table(vgg.layers_of(list(zip(CONFIGURATIONS[letter], WIDTHS, strict=True))), (224, 224, 3))
    assert sum(row.parameters for row in rows) == PAPER[letter]


def test_the_list_of_layers_is_the_network():
    blocks = list(zip(CONFIGURATIONS["D"], (4, 8, 16, 32, 32), strict=True))
    listed = ops.stack_table(vgg.layers_of(blocks, dense=20, classes=7), (64, 64, 3))
    built = ops.layer_table(nets.vgg("D", (64, 64, 3), 7, width=1 / 16, dense=20))
    count = [(row.shape, row.parameters, row.macs) for row in listed if row.parameters]
    assert count == [(row.shape, row.parameters, row.macs) for row in built if row.parameters]


def test_the_table_has_a_box_for_each_layer():
    figure = vgg.table({"one": (1, 2), "other": (2, 1)}, (8, 16))
    words = [text.get_text() for text in figure.axes[0].texts]
    assert words.count("3×3, 8") == 3 and words.count("3×3, 16") == 3 and words.count("pool") == 4
    assert words.count("3 + 3 = 6") == 2


def test_bars_are_as_long_as_the_numbers():
    rows = ops.stack_table(vgg.layers_of([(1, 4)], dense=5, classes=3), (8, 8, 3))
    learned, work = vgg.weights_and_work(rows).axes
    assert [bar.get_width() for bar in learned.patches] == [row.parameters / 1e6 for row in rows if row.parameters]
    assert [bar.get_width() for bar in work.patches] == [row.macs / 1e9 for row in rows if row.parameters]


def test_the_explorer_makes_the_four_networks_of_the_table():
    for letter, (early, late) in {"A": (1, 2), "B": (2, 2), "D": (2, 3), "E": (2, 4)}.items():
        if letter != "E":
            counts = (early, early, late, late, late)
            assert counts == CONFIGURATIONS[letter]
        figure, sentence = vgg.explorer(224, 5, early, late, 64, 4096)
        assert f"{PAPER[letter]:,} parameters" in sentence
    assert (
        "16 layers" in vgg.explorer(224, 5, 2, 3, 64, 4096)[1]
        and "212×212" in vgg.explorer(224, 5, 2, 3, 64, 4096)[1]
    )
    texts = [text.get_text() for text in figure.axes[0].texts]
    assert "7×7×512" in texts and "102,764,544" in texts


def test_an_image_too_small_is_refused_in_words():
    with pytest.raises(ValueError, match="5 poolings leave nothing of 24 pixels"):
        vgg.explorer(24, 5, 2, 3, 64, 4096)


def test_growth_is_what_layers_of_noise_do():
    rng = np.random.default_rng(0)
    x = rng.normal(size=(200, 300))
    sizes = []
    for _ in range(4):
        x = np.maximum(x @ rng.normal(scale=0.05, size=(300, 300)), 0)
        sizes.append(np.sqrt((x**2).mean()))
    np.testing.assert_allclose(vgg.growth(0.05, [300] * 4), sizes, rtol=0.15)
    np.testing.assert_allclose(vgg.growth(None, [7, 300, 9]), 1)


def test_the_gradient_of_b_is_that_of_the_paper():
    """He et al. (2015), section 2.2: 1 / (1.7 · 10⁴)."""
    back = vgg.growth(0.01, [9 * f for f in (64, 128, 128, 256, 256, 512, 512, 512, 512)])[-1]
    assert 1 / back == pytest.approx(1.7e4, rel=0.05)


def test_signals_and_losses_are_drawn_as_given():
    ax = vgg.signals({"one": [1, 0.1], "other": [1, 10]}).axes[0]
    assert [list(line.get_ydata()) for line in ax.get_lines()[:2]] == [[1, 0.1], [1, 10]]
    runs = {f"variant {n}": np.full((3, 4), n / 2) for n in range(5)}
    panels = vgg.starts(runs, every=10, levels={"log 10": 2.3}, high=3).axes
    assert [list(line.get_ydata()) for line in panels[1].get_lines()] == [[0.5] * 4] * 3 + [[2.3, 2.3]]
    assert list(panels[1].get_lines()[0].get_xdata()) == [0, 10, 20, 30]


def test_figures_are_small():
    columns = {letter: CONFIGURATIONS[letter] for letter in PAPER}
    for figure in (vgg.table(columns, WIDTHS), vgg.explorer(384, 5, 4, 4, 128, 4096)[0]):
        assert len(to_png(figure)) < 40_000
