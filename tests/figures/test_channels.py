"""Figures on channels draw what the operators compute, and refuse what cannot be."""

from math import prod

import numpy as np
import pytest

from cnncourse import ops
from cnncourse.figures import channels
from cnncourse.figures.style import to_png

RNG = np.random.default_rng(4)
IMAGE, KERNEL = RNG.integers(-3, 9, (3, 5, 3)), RNG.integers(-2, 3, (2, 3, 3))
PHOTO = RNG.random((24, 30, 3)).astype("float32")


def texts(ax):
    return [text.get_text() for text in ax.texts]


@pytest.mark.parametrize("depth", [1, 2, 3])
@pytest.mark.parametrize("place", [(0, 0), (1, 2)])
def test_slices_and_bias_add_up_to_the_layer_s_number(depth, place):
    image, kernel = IMAGE[..., :depth], KERNEL[..., :depth]
    y = ops.conv2d(image[None], kernel[..., None])[0, ..., 0] + 7
    words = texts(channels.kernel_through_channels(image, kernel, 7, place).axes[0])
    found = [int(text[2:]) for text in words if text.startswith("= ")]
    assert len(found) == depth
    assert sum(found) + 7 == y[place]
    assert any(text.endswith(f"+ bias 7 = {y[place]}") for text in words)
    assert all(str(value) in words for value in y.ravel())


def test_a_kernel_of_another_depth_is_refused():
    with pytest.raises(ValueError, match="got 3 and 2"):
        channels.kernel_through_channels(IMAGE, KERNEL[..., :2], 0, (0, 0))
    with pytest.raises(ValueError, match="at most 4"):
        channels.kernel_through_channels(np.ones((3, 3, 5)), np.ones((2, 2, 5)), 0, (0, 0))


def test_photos_keep_their_shades_and_signed_maps_their_zero():
    signed = np.array([[-2.0, 0.0], [1.0, 2.0]])
    small = np.array([[0.0, 0.1], [0.2, 0.4]])
    colored, negative, faint = channels.photos_beside([np.ones((2, 2, 3)) * 0.5, signed, small], ["a", "b", "c"]).axes
    np.testing.assert_allclose(colored.images[0].get_array(), 0.5, atol=0.03)
    np.testing.assert_allclose(negative.images[0].get_array(), [[0, 0.5], [0.75, 1]], atol=0.03)
    np.testing.assert_allclose(faint.images[0].get_array(), [[0, 0.25], [0.5, 1]], atol=0.03)
    assert [ax.get_title(loc="left") or ax.get_title() for ax in (colored, negative, faint)] == ["a", "b", "c"]
    with pytest.raises(ValueError, match="one size"):
        channels.photos_beside([signed, PHOTO], ["a", "b"])


@pytest.mark.parametrize("weights", [(1, 0, 0), (-1, -1, -1), (0, 0, 0), (1, -0.5, -0.5)])
@pytest.mark.parametrize("bias", [-0.2, 0, 0.7])
def test_the_share_is_what_a_relu_lets_through(weights, bias):
    figure, share = channels.mixed(PHOTO, weights, bias)
    kept = ops.relu(ops.conv1x1(PHOTO[None], np.array(weights)[:, None], np.array([bias])))
    assert share == pytest.approx((kept > 0).mean(), abs=0.002)
    np.testing.assert_allclose(figure.axes[2].images[0].get_array(), kept[0, ..., 0], atol=1e-6)


def test_the_stack_is_the_one_that_keras_builds():
    import keras

    L = keras.layers
    for strides in [(1,) * 6, (2, 1, 1, 1, 1, 1), (1, 1, 1, 2, 1, 2)]:
        model = keras.Sequential([keras.Input((48, 48, 3))])
        for number, stride in enumerate(strides):
            model.add(L.Conv2D((32, 64, 128)[number // 2], 3, strides=stride, padding="same"))
            if number % 2:
                model.add(L.MaxPooling2D(2))
        model.add(L.GlobalAveragePooling2D())
        model.add(L.Dense(10))
        rows = channels.small_stack(48, strides)
        assert [row.shape for row in rows] == [layer.output.shape[1:] for layer in model.layers]
        assert sum(row.parameters for row in rows) == model.count_params()
        assert sum(row.macs for row in rows) == ops.macs(model)


def test_shares_of_the_stack_add_up():
    rows = channels.small_stack()
    for ax, number in zip(
        channels.costs_by_layer(rows).axes,
        (lambda row: row.parameters, lambda row: row.macs, lambda row: prod(row.shape)),
        strict=True,
    ):
        widths = np.array([bar.get_width() for bar in ax.patches])
        maps = np.array([number(row) for row in rows if len(row.shape) == 3])
        np.testing.assert_allclose(widths, 100 * maps / maps.sum())


@pytest.mark.parametrize(("side", "stride"), [(32, 1), (64, 2), (80, 3), (256, 4)])
def test_the_largest_batch_is_drawn_and_one_more_is_refused(side, stride):
    shapes = [(side, side, 3), *(r.shape for r in channels.small_stack(side, (stride, 1, 1, 1, 1, 1)))]
    most = ops.largest_batch(128 * 2**20, shapes)
    figure = channels.memory_by_layer(most, side, stride, 128)
    widths = [bar.get_width() for bar in figure.axes[0].patches]
    assert sum(widths) == pytest.approx(ops.activation_bytes(most, shapes) / 2**20)
    with pytest.raises(ValueError, match=f"at most {most:,} images"):
        channels.memory_by_layer(most + 1, side, stride, 128)


def test_lines_bars_and_dots_are_the_given_numbers():
    curves = {"one": np.array([1.0, 2]), "other": np.array([0.5, 1])}
    lines = channels.memory_by_batch([1, 2], curves, 2).axes[0].get_lines()
    assert [list(line.get_ydata()) for line in lines[:2]] == [[1, 2], [0.5, 1]]
    accuracy = np.array([[[40.0, 30, 20], [44, 31, 25]], [[70, 10, 50], [72, 12, 60]]])  # (variants, seeds, tests)
    panels = channels.several_tests(["a", "b"], accuracy, ["x", "y", "z"], 10).axes
    assert len(panels) == 3
    for number, ax in enumerate(panels):
        assert [bar.get_width() for bar in ax.patches] == list(accuracy[..., number].mean(axis=1))
        assert [list(line.get_xdata()) for line in ax.get_lines()[:2]] == accuracy[..., number].tolist()


def test_figures_are_small():
    photos = [RNG.random((144, 144)) * np.linspace(0, 1, 144) for _ in range(2)]
    for figure in (
        channels.kernel_through_channels(IMAGE, KERNEL, 1, (0, 0)),
        channels.photos_beside(photos, ["one", "other"]),
        channels.costs_by_layer(channels.small_stack()),
        channels.memory_by_layer(64, 64, 1, 256),
    ):
        assert len(to_png(figure)) < 40_000
