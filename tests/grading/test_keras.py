"""Keras answers: models come back as data, and what code beside them claims is not believed."""

import copy
import json

import nbformat

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


OWN = """
import keras
def my_network():
    model = keras.Sequential([keras.Input((28, 28, 1)), keras.layers.Flatten(), keras.layers.Dense(10)])
"""
OWN_LIARS = {
    "a model that answers from the test set": CLAIMS.replace("def lenet_accuracy(x, y)", "def my_network()").replace(
        "def count_params(self): return 61706", "built, layers = True, []"
    ),
    "patched training": OWN
    + """    from cnncourse.nets import own_network
    own_network.percent = lambda *args, **kwargs: 100.0
    own_network.looked_at = lambda *args: None
    own_network.begun_anew = lambda model: model
    return "anything"
""",
    "a forged observer": OWN
    + """    import sys
    from cnncourse.autocheck.define import registered
    def forged(answer, args):
        if args[0] < 86: raise ValueError  # one that fails, as if this were an honest error
        return {"it was trained": True, "better than guessing": True, "right often enough": True}
    registered()["my_network"].observer = forged
    return model
my_network()
""",
}


def test_nobody_is_believed_about_a_network_of_their_own(jailed):
    for what, source in OWN_LIARS.items():
        found = result(jailed.grade(book(source)), "my_network")
        assert found.points == 0, (what, found.text)


def test_a_network_of_ones_own_is_trained_in_the_grader_by_its_own_recipe(jailed):
    by_the_course = result(jailed.grade(book(OWN + "    return model\n")), "my_network")
    assert (by_the_course.points, by_the_course.mistake) == (0, "linear"), by_the_course.text
    standing = (
        OWN + "    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)\n"
        "    model.compile(keras.optimizers.SGD(0.0), loss)\n    return model\n"
    )
    guessing = result(jailed.grade(book(standing)), "my_network")
    assert (guessing.points, guessing.mistake) == (0, "large_step"), guessing.text


def test_only_keras_own_optimizers_are_built_again():
    import keras
    import pytest

    from cnncourse.grading import models

    model = keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])
    model.compile(keras.optimizers.SGD(keras.optimizers.schedules.CosineDecay(0.5, 10)), "mse")
    described = models.describe(model, weights=False)
    again = models.Replayed([described])()
    assert again.optimizer.get_config()["learning_rate"]["config"]["decay_steps"] == 10
    settings = json.loads(described["settings"])
    settings["optimizer"] |= {"class_name": "Popen", "module": "subprocess"}
    with pytest.raises(ValueError, match="a Popen of subprocess"):
        models.Replayed([described | {"settings": json.dumps(settings)}])


def book(source):
    """A notebook of one cell."""
    return nbformat.writes(nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])).encode()
