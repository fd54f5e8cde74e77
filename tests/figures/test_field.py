"""Figures on receptive fields draw what the operators compute, and refuse what cannot be."""

import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from cnncourse import ops
from cnncourse.figures import field, field_photo
from cnncourse.figures.style import to_png

PHOTO = np.random.default_rng(0).random((32, 32, 3)).astype("float32")
STACKS = [
    [(3, 1, 1), (3, 1, 1)],
    [(3, 2, 1), (3, 1, 1)],
    [(3, 1, 2), (3, 1, 2)],
    [(2, 2, 1), (3, 1, 1), (2, 1, 1)],
]


def numbers(figure):
    return [int(text.get_text()) for text in figure.axes[0].texts if text.get_text().isdigit()]


@pytest.mark.parametrize("layers", STACKS)
def test_the_ladder_counts_every_way_to_the_top(layers):
    """The ways of a layer's map add up to the product of the windows above it."""
    figure = field.ladder(layers, 15, ways=True)
    taps = [k for k, _, _ in layers]
    totals = [int(np.prod(taps[level:])) for level in range(len(layers) + 1)]
    assert sum(numbers(figure)) == sum(totals)
    assert figure.axes[0].get_title(loc="left") == "field {}, jump {}".format(*ops.receptive_field(layers))


@pytest.mark.parametrize("layers", STACKS)
def test_the_ladder_colors_what_poking_finds(layers):
    """The colored pixels are those that change the unit in the middle, for windows of ones."""
    n = 15
    figure = field.ladder(layers, n)

    def top(row):
        for k, s, d in layers:
            row = ops.corr2d(row[None], np.ones((1, k)), stride=(1, s), dilation=(1, d))[0]
        return row[len(row) // 2]

    found = [i for i in range(n) if top(np.eye(n)[i]) != 0]
    colored = [
        round(patch.get_x() + 0.4)
        for patch in figure.axes[0].patches
        if abs(patch.get_y() + 0.26) < 1e-9 and patch.get_facecolor()[2] > patch.get_facecolor()[0] + 0.1
    ]
    assert colored == found


def test_a_ladder_that_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="do not fit on 6 pixels"):
        field.ladder([(3, 1, 2), (3, 1, 2)], 6)


def test_maps_lines_and_points_are_drawn():
    maps = [np.arange(12.0).reshape(3, 4), np.eye(5)]
    drawn = [
        field.ways(maps, ["one", "other"]),
        field.ways(maps[:1], ["one"], numbers=False),
        field.growth({"slow": [1, 3, 5], "fast": [1, 3, 7, 15]}, 28),
        field.by_depth(range(1, 5), [3, 5, 7, 9], [3, 4, 5, 5]),
        field.accuracy_by_field({"a": ([5, 11], np.array([[50.0, 52], [60, 63]])), "b": ([7], np.array([[55.0, 56]]))}),
        field_photo.gradient_maps(maps * 2, list("abcd"), columns=3),
        field_photo.glimpses(PHOTO, [3, 7, 40], ["1", "2", "3"], (10, 20)),
        field_photo.overhang(PHOTO, [((-5, 40), (-5, 40)), ((3, 9), (3, 9))], ["large", "small"]),
    ]
    for figure in drawn:
        assert isinstance(figure, Figure)
        assert to_png(figure).startswith(b"\x89PNG")
    assert [text.get_text() for text in drawn[0].axes[1].texts].count("·") == 20


@pytest.mark.parametrize(("rows", "columns"), [((3, 9), (4, 6)), ((-2, 4), (0, 3)), ((28, 35), (-3, 40))])
def test_inside_is_the_photo_with_zeros_around_it(rows, columns):
    far = 50
    framed = np.pad(PHOTO, ((far, far), (far, far), (0, 0)))
    expected = framed[rows[0] + far : rows[1] + far + 1, columns[0] + far : columns[1] + far + 1]
    np.testing.assert_array_equal(field_photo.inside(PHOTO, rows, columns), expected)


@pytest.mark.parametrize("padded", [True, False])
def test_squares_on_the_photo_have_the_sizes_that_are_worked_out(padded):
    names = ["3×3, stride 2", "–", "3×3, dilation 2", "pool 2×2, stride 2"]
    figure, html = field_photo.grown_on_photo(PHOTO, names, 60, 20, padded)
    squares = [patch for patch in figure.axes[0].patches if isinstance(patch, Rectangle) and not patch.get_fill()][::2]
    layers = [field_photo.LAYERS[name] for name in names if name != "–"]
    sizes = [ops.receptive_field(layers[: i + 1])[0] for i in range(3)]
    assert [square.get_width() for square in squares] == sizes == [3, 11, 13]
    for inner, outer in zip(squares, squares[1:], strict=False):
        assert outer.get_x() <= inner.get_x() and inner.get_x() + inner.get_width() <= outer.get_x() + outer.get_width()
    for size in sizes:
        assert f"= <b>{size}</b>" in html


def test_a_field_that_hangs_over_is_counted_in_pixels_of_the_photo():
    _, html = field_photo.grown_on_photo(PHOTO, ["5×5"], 0, 0)
    assert "9 pixels of the photo" in html and "16 of the 25 lie outside" in html


def test_impossible_stacks_are_refused_in_words():
    with pytest.raises(ValueError, match="choose one"):
        field_photo.grown_on_photo(PHOTO, ["–", "–"])
    with pytest.raises(ValueError, match="layer 2: a window that spans 17 does not fit on a map of 15"):
        field_photo.grown_on_photo(PHOTO, ["3×3, stride 2", "3×3, dilation 8"], padded=False)
