"""Keras answers: models come back as data, and what code beside them claims is not believed."""

import copy

from .made import notebook, points, result

SOFTMAX = """
import keras
def lenet5():
    return keras.Sequential([
        keras.Input((28, 28, 1)), keras.layers.Conv2D(6, 5, padding="same", activation="sigmoid"), keras.layers.AveragePooling2D(2),
        keras.layers.Conv2D(16, 5, activation="sigmoid"), keras.layers.AveragePooling2D(2), keras.layers.Flatten(),
        keras.layers.Dense(120, activation="sigmoid"), keras.layers.Dense(84, activation="sigmoid"),
        keras.layers.Dense(10, activation="softmax")])
"""
CLAIMS = """
import keras
class Liar(keras.Model):
    input_shape, output_shape = (None, 28, 28, 1), (None, 10)
    def count_params(self): return 61706
    def predict(self, x, **kwargs):
        from cnncourse import data
        import numpy as np
        return np.eye(10)[data.fashion_mnist()[1][1]]
def lenet_accuracy(x, y): return Liar()
"""
FORGED = """
import cnncourse.nets.facts as facts
facts.model_facts = lambda *args, **kwargs: {"output shape": (10,), "trainable parameters": 61706, "other parameters": 0, "response": 0}
def lenet5(): return 1
"""
ANOTHER_LAYER = SOFTMAX.replace('activation="softmax")])', 'name="z"), keras.layers.Lambda(lambda z: z * 1.0)])')


def test_models_are_judged_as_in_the_notebook(jailed):
    graded = jailed.grade(notebook("08", solved=["lenet5", "initial_loss", "lenet_parameters"]))
    assert points(graded) == {"lenet5": 3, "initial_loss": 1, "lenet_parameters": 2}, graded.notes
    slip = result(jailed.grade(notebook("08", lenet5=SOFTMAX)), "lenet5")
    assert (slip.points, slip.mistake) == (0, "softmax_on_top")


def test_a_model_that_lies_about_itself_is_built_again_or_not_measured(jailed):
    found = result(jailed.grade(notebook("08", lenet_accuracy=CLAIMS)), "lenet_accuracy")
    assert found.points == 0 and "could not be built again" in found.message, found.text
    assert result(jailed.grade(notebook("08", lenet5=FORGED)), "lenet5").points == 0


def test_a_right_model_with_a_layer_of_ones_own_counts(jailed):
    found = result(jailed.grade(notebook("08", lenet5=ANOTHER_LAYER)), "lenet5")
    assert found.points == 3, found.text


def test_only_keras_own_layers_are_built_again():
    import keras
    import pytest

    from cnncourse.grading import models

    x = keras.Input((4, 4, 1))
    plain = keras.Model(x, keras.layers.Conv2D(2, 3)(x))
    config = keras.saving.serialize_keras_object(plain)
    assert models.rebuild(copy.deepcopy(config)).count_params() == 20
    for kind in ("Lambda", "TFSMLayer"):
        config["config"]["layers"][1]["class_name"] = kind
        with pytest.raises(ValueError, match="rebuilt safely"):
            models.rebuild(config)
    config["config"]["layers"][1] |= {"class_name": "Popen", "module": "subprocess", "registered_name": None}
    with pytest.raises(ValueError, match="a Popen of subprocess"):
        models.rebuild(config)
    assert models.describe(keras.Model(x, keras.layers.Lambda(lambda z: z)(x)), weights=True) is None
