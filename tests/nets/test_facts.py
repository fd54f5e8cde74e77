"""Two models show the same facts exactly if they compute the same function, however they are written."""

import keras
import numpy as np
import pytest

from cnncourse.autocheck import Unusable
from cnncourse.autocheck.compare import difference
from cnncourse.nets.facts import block_facts, model_facts

LAYERS = keras.layers


def functional(order=(0, 1), pool="max"):
    x = keras.Input((9, 7, 2))
    paths = [LAYERS.Conv2D(4, 3, padding="same", activation="relu"), LAYERS.Conv2D(3, 1, activation="relu")]
    outputs = {i: paths[i](x) for i in order}
    y = LAYERS.Concatenate()([outputs[0], outputs[1]])
    y = LAYERS.BatchNormalization()(y)
    y = (LAYERS.GlobalMaxPooling2D if pool == "max" else LAYERS.GlobalAveragePooling2D)()(y)
    return keras.Model(x, LAYERS.Dense(5)(y))


def test_names_order_and_initial_weights_do_not_matter():
    first, second = model_facts(functional((0, 1))), model_facts(functional((1, 0)))
    assert difference(second, first) is None
    assert first["trainable parameters"] == 4 * 19 + 3 * 3 + 14 + 40 and first["other parameters"] == 14


def test_another_function_of_the_same_weights_differs():
    found = difference(model_facts(functional(pool="mean")), model_facts(functional()))
    assert found.path == ("response",)


def test_separable_is_depthwise_and_pointwise():
    one = block_facts(LAYERS.SeparableConv2D(6, 3, use_bias=False), (8, 8, 4))

    def two(x):
        return LAYERS.Conv2D(6, 1, use_bias=False)(LAYERS.DepthwiseConv2D(3, use_bias=False)(x))

    assert difference(block_facts(two, (8, 8, 4)), one, 1e-5) is None

    def between(x):
        return LAYERS.Conv2D(6, 1, use_bias=False)(LAYERS.ReLU()(LAYERS.DepthwiseConv2D(3, use_bias=False)(x)))

    assert difference(block_facts(between, (8, 8, 4)), one, 1e-5) is not None


def test_a_dense_layer_at_every_pixel_is_a_1x1_convolution():
    facts = [block_facts(layer, (5, 4, 3)) for layer in (LAYERS.Dense(6), LAYERS.Conv2D(6, 1))]
    assert difference(*facts, 1e-5) is None
    assert difference(block_facts(LAYERS.Conv2D(6, 3, padding="same"), (5, 4, 3)), facts[0], 1e-5) is not None


def test_batch_norm_statistics_are_seen():
    def block(epsilon):
        return lambda x: LAYERS.BatchNormalization(epsilon=epsilon)(x)

    assert difference(block_facts(block(1e-3), (4, 4, 3)), block_facts(block(1e-1), (4, 4, 3))) is not None


def compiled():
    model = functional()
    model.compile(loss="mse")
    return model


def two_inputs():
    a, b = keras.Input((3,)), keras.Input((3,))
    return keras.Model([a, b], LAYERS.Add()([a, b]))


@pytest.mark.parametrize(
    ("build", "words"),
    [
        (lambda: None, "returned None"), (lambda: [1], "returned a list"), (compiled, "compiled already"),
        (lambda: keras.Input((3,)), "a tensor, not a model"), (lambda: keras.Model, "a class"),
        (lambda: keras.Sequential([LAYERS.Dense(3)]), "does not know its input"), (two_inputs, "2 inputs"),
        (lambda: LAYERS.Dense(3), "returned a Dense"),
    ],
)  # fmt: skip
def test_what_is_no_model_gets_its_own_sentence(build, words):
    with pytest.raises(Unusable) as caught:
        model_facts(build())
    assert words in caught.value.args[0]


@pytest.mark.parametrize(
    ("block", "words"),
    [
        (lambda x: None, "returned None"), (lambda x: LAYERS.Conv2D(3, 1), "the layer Conv2D, not a tensor"),
        (lambda x: [x, x], "returned 2 things"), (lambda x: np.zeros(3), "a ndarray"), (lambda x: functional(), "returned a model"),
        (lambda x: LAYERS.ReLU()(keras.Input((4, 4, 3))), "does not come from its input"),
    ],
)  # fmt: skip
def test_what_is_no_tensor_gets_its_own_sentence(block, words):
    with pytest.raises(Unusable) as caught:
        block_facts(block, (4, 4, 3))
    assert words in caught.value.args[0]
