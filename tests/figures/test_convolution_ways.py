"""Figures on how a convolution is laid out show the numbers that the operators compute."""

import numpy as np
import pytest

from cnncourse import ops
from cnncourse.figures import convolution_ways
from cnncourse.figures.style import to_png

rng = np.random.default_rng(0)
IMAGE, KERNEL = rng.integers(-4, 10, (5, 6)).astype(float), rng.integers(-3, 4, (2, 3)).astype(float)


def numbers(ax):
    return [float(text.get_text().replace("−", "-")) for text in ax.texts]


def frames(ax):
    return [p.get_bbox().bounds for p in ax.patches if p.get_facecolor()[3] == 0 and p.get_linewidth() == 2]


def test_operands_are_image_kernel_and_map():
    left, middle, right = convolution_ways.operands(IMAGE, KERNEL).axes
    np.testing.assert_array_equal(numbers(left), IMAGE.ravel())
    np.testing.assert_array_equal(numbers(middle), KERNEL.ravel())
    np.testing.assert_array_equal(numbers(right), ops.corr2d(IMAGE, KERNEL).ravel())


@pytest.mark.parametrize("stride", [1, 2, 3])
def test_the_framed_row_is_the_framed_window(stride):
    out_h, out_w = (5 - 2) // stride + 1, (6 - 3) // stride + 1
    for row, column in {(0, 0), (out_h - 1, out_w - 1)}:
        figure, sentence = convolution_ways.windows_as_rows(IMAGE, KERNEL, stride, row, column)
        image, matrix, _, result = figure.axes
        np.testing.assert_array_equal(numbers(matrix), ops.im2col(IMAGE[None, ..., None], 2, 3, stride).ravel())
        value = ops.corr2d(IMAGE, KERNEL, stride=stride)[row, column]
        assert f"= {value:.0f}.".replace("-", "−") in sentence
        assert numbers(result)[row * out_w + column] == value
        assert frames(image) == [(column * stride, row * stride, 3, 2)]
        assert frames(matrix) == [(0, row * out_w + column, 6, 1)]


def test_the_worked_line_is_a_sum_that_holds():
    _, sentence = convolution_ways.windows_as_rows(IMAGE, KERNEL, 1, 1, 2)
    left, right = sentence.split(": ", 1)[1].split(". ")[0].split(" = ")
    assert eval(left.replace("·", "*").replace("−", "-")) == float(right.replace("−", "-"))


def test_what_cannot_be_drawn_is_refused_in_words():
    with pytest.raises(ValueError, match="4 rows and 4 columns of places"):
        convolution_ways.windows_as_rows(IMAGE, KERNEL, 1, 4, 0)
    with pytest.raises(ValueError, match="does not fit"):
        convolution_ways.windows_as_rows(IMAGE[:1], KERNEL)


def test_the_crops_add_up_to_the_map():
    axes = {ax.get_label(): ax for ax in convolution_ways.shifted_crops(IMAGE, KERNEL).axes}
    total = np.zeros((4, 4))
    for (u, v), weight in np.ndenumerate(KERNEL):
        ax = axes[f"{u},{v}"]
        assert ax.get_title(loc="center") == f"{weight:.0f} times".replace("-", "−")
        ((left, top, width, height),) = frames(ax)
        assert (left, top, width, height) == (v, u, 4, 4)
        total += weight * IMAGE[u : u + 4, v : v + 4]
    np.testing.assert_array_equal(numbers(axes["="]), total.ravel())


def test_hatched_places_are_those_that_wrap():
    figure = convolution_ways.wrapped(np.ones((12, 10)), np.ones((12, 10)), (5, 3))
    hatched = [patch for patch in figure.axes[1].patches if patch.get_hatch()]
    assert sum(patch.get_width() * patch.get_height() for patch in hatched) == 12 * 10 - 8 * 8


def test_tiles_cover_the_map():
    for h, w, count in ((4, 6, 6), (5, 7, 12), (1, 1, 1)):
        _, right = convolution_ways.tiles(h, w).axes
        assert f"{count} tiles" in right.get_title(loc="center")
        assert len(right.patches) == 4 * count


def test_figures_are_small():
    photo = rng.random((64, 64))
    for figure in (
        convolution_ways.windows_as_rows(IMAGE, KERNEL)[0],
        convolution_ways.shifted_crops(IMAGE, KERNEL),
        convolution_ways.wrapped(photo, photo, (17, 17)),
        convolution_ways.tiles(5, 7),
    ):
        assert len(to_png(figure)) < 40_000
