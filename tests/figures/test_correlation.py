"""Figures of the lesson on cross-correlation show what was computed, and refuse what cannot be."""

import doctest

import numpy as np
import pytest
from matplotlib.figure import Figure

from cnncourse import ops
from cnncourse.figures import correlation, spectrum
from cnncourse.figures.style import to_png

PHOTO = np.random.default_rng(0).random((12, 14))
EDGES = np.array([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]])


def texts(ax) -> list[str]:
    return [text.get_text() for text in ax.texts]


def title(ax) -> str:
    return ax.get_title("left") or ax.get_title()


@pytest.mark.parametrize("module", [correlation, spectrum])
def test_examples_in_docstrings(module):
    found = doctest.testmod(module)
    assert found.attempted > 0 and found.failed == 0


def test_dot_product_shows_products_and_the_whole_map():
    x, k = np.arange(1, 21).reshape(4, 5), np.array([[1, 0, 2], [0, 3, 0]])
    axes = correlation.dot_product(x, k, 1, 2).axes
    assert texts(axes[2]) == [correlation.number(v) for v in (x[1:3, 2:5] * k).ravel()]
    assert texts(axes[3]) == [correlation.number(v) for v in ops.corr2d(x, k).ravel()]
    assert title(axes[3]) == f"sum: {ops.corr2d(x, k)[1, 2]}"
    frame = axes[0].patches[0]
    assert (*frame.get_xy(), frame.get_width(), frame.get_height()) == (1.5, 0.5, 3, 2)


@pytest.mark.parametrize("place", [(3, 0), (0, 3), (-1, 0)])
def test_a_place_without_a_window_is_refused(place):
    with pytest.raises(ValueError, match="the map has 3 rows and 3 columns"):
        correlation.dot_product(np.ones((4, 5)), np.ones((2, 3)), *place)


def test_editor_works_the_sum_out():
    figure, sentence = correlation.editor(PHOTO, tuple(EDGES.ravel()), 4, 7)
    y = ops.corr2d(PHOTO, EDGES)[4, 7]
    assert f"= <b>{correlation.number(y)}</b>" in sentence
    assert sentence.count("·") == 6  # the zeros of the kernel are left out
    assert "sum " + correlation.number(y) in title(figure.axes[1])
    assert len(texts(figure.axes[1])) == 9


def test_a_picture_like_map_is_gray_and_an_edge_map_is_not():
    assert correlation.is_gray(ops.corr2d(PHOTO, ops.box_blur(3)))
    assert not correlation.is_gray(ops.corr2d(PHOTO, EDGES))
    assert correlation.is_gray(np.zeros((2, 2)))


def test_as_dense_is_the_same_layer():
    kernel, image = np.random.default_rng(1).normal(size=(3, 2)), np.random.default_rng(2).normal(size=(5, 5))
    figure, matrix = correlation.as_dense(kernel, 5)
    np.testing.assert_allclose((matrix @ image.ravel()).reshape(3, 4), ops.corr2d(image, kernel))
    assert np.count_nonzero(matrix) == matrix.shape[0] * kernel.size
    assert isinstance(figure, Figure)


def test_every_figure_can_be_drawn_small():
    kernels = {"edges": EDGES, "blur": ops.box_blur(3), "large": ops.box_blur(5)}
    drawn = [
        correlation.kernels_on_photo(PHOTO, kernels),
        correlation.grids([EDGES, EDGES[:1]], ["a", "b"]),
        correlation.changed([PHOTO, PHOTO], [PHOTO > 0.5], ["before", "after", "changed"]),
        correlation.curves(np.array([1, 10, 100]), {"a": np.ones((3, 3)), "b": np.zeros((3, 3))}, "x", "y", log=True),
        spectrum.rows_of_stripes([2, 3], np.ones(3) / 3),
        spectrum.plane(),
        spectrum.responses(kernels),
        spectrum.stars([PHOTO, PHOTO], ["a", "b"], 4),
    ]
    for figure in drawn:
        assert 1_000 < len(to_png(figure)) < 40_000


@pytest.mark.parametrize(("wavelength", "angle"), [(2, 0), (3, 90), (4.5, 30), (11, 135)])
@pytest.mark.parametrize("k", [EDGES, ops.box_blur(3), np.array([[1.0, 2], [0, 3], [-1, 4]])])
def test_stripes_pass_as_the_plane_says(k, wavelength, angle):
    down, across = np.sin(np.deg2rad(angle)) / wavelength, np.cos(np.deg2rad(angle)) / wavelength
    u, v = np.indices(k.shape)
    expected = abs((k * np.exp(-2j * np.pi * (down * u + across * v))).sum())
    assert spectrum.passed(k, wavelength, angle) == pytest.approx(expected, abs=1e-9)


def test_stripes_lie_where_the_plane_puts_them():
    upright = spectrum.stripes(4, 0, 16)
    strength = np.abs(np.fft.fftshift(np.fft.fft2(upright)))
    assert sorted(map(tuple, np.argwhere(strength > 1))) == [(8, 4), (8, 12)]
    np.testing.assert_allclose(spectrum.stripes(4, 90, 16), upright.T, atol=1e-9)


def test_a_box_exchanges_fine_spokes_and_keeps_coarse_ones():
    wheel = spectrum.star(80, 20)
    boxed = ops.corr2d(np.pad(wheel, 4, mode="edge"), ops.box_blur(9))
    column = 39  # along a column, below the hub: a spoke's crest or trough
    for radius, sign in ((21, -1), (36, 1)):
        assert np.sign(boxed[40 + radius, column] - 0.5) == sign * np.sign(wheel[40 + radius, column] - 0.5)


def test_photo_spectrum_keeps_the_mean_in_the_middle():
    _, strength = spectrum.photo_spectrum(PHOTO)
    assert strength[6, 7] == pytest.approx(PHOTO.mean())
    assert (strength**2).sum() == pytest.approx((PHOTO**2).mean())


def test_rows_of_stripes_name_the_factor():
    axes = spectrum.rows_of_stripes([2, 3, 6], np.ones(3) / 3).axes
    assert [title(ax) for ax in axes] == [
        "2 pixels long: times −0.33",
        "3 pixels long: times 0",
        "6 pixels long: times 0.67",
    ]
