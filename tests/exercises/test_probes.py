"""Small networks named by a line of text are what the text says."""

import numpy as np
import pytest

from cnncourse import ops
from cnncourse.exercises import _probes


def test_layers_are_read_from_the_text():
    model = _probes.network("15×17×2, conv 3×5 stride 2, same conv 3×3 dilation 2 relu")
    first, second = model.layers
    assert model.input_shape == (None, 15, 17, 2)
    assert (first.kernel_size, first.strides, first.padding) == ((3, 5), (2, 2), "valid")
    assert (second.dilation_rate, second.padding, second.activation.__name__) == ((2, 2), "same", "relu")
    assert ops.receptive_field_of(model, second.name) == (11, 13)


def test_words_shape_the_weights():
    edge = _probes.network("9×9×1, conv 4×3 edge").layers[0].get_weights()[0]
    assert (edge[:2] > 0).all() and (edge[2:] < 0).all()
    opposite = _probes.network("9×9×2, conv 3×3 opposite").layers[0].get_weights()[0]
    np.testing.assert_array_equal(opposite[:, :, 0], -opposite[:, :, 1])
    narrow = _probes.network("9×9×2, conv 5×3 narrow").layers[0].get_weights()[0]
    assert not narrow[[0, 1, 3, 4], :, :, 0].any() and not narrow[:, [0, 2], 0].any() and narrow[:, :, 1, 1:].all()


def test_the_same_text_gives_the_same_weights():
    one, other = (_probes.network("9×9×1, conv 3×3, conv 3×3").get_weights() for _ in range(2))
    for a, b in zip(one, other, strict=True):
        np.testing.assert_array_equal(a, b)


def test_a_layer_that_cannot_be_read_is_named():
    with pytest.raises(ValueError, match="'conv 3'"):
        _probes.network("9×9×1, conv 3×3, conv 3")
