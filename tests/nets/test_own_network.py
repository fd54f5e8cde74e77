"""A network within a budget: what is let in, begun anew, trained and asked."""

import keras
import numpy as np
import pytest
from keras import layers

from cnncourse.autocheck import Unusable
from cnncourse.nets import own_network
from cnncourse.ops import model_geometry


def stacked(*parts, sides=(28, 28, 1)):
    return keras.Sequential([keras.Input(sides), *parts])


def small():
    return stacked(layers.Conv2D(8, 4, strides=4, activation="relu"), layers.Flatten(), layers.Dense(10))


@pytest.fixture(scope="module")
def images():
    rng = np.random.default_rng(0)
    y = np.arange(512) % 10
    x = rng.normal(0, 0.1, (512, 28, 28, 1)).astype("float32")
    x[np.arange(512), :, 2 * y + 3] += 1  # each class has a bright column of its own
    return (x[:400], y[:400]), (x[400:], y[400:])


@pytest.mark.usefixtures("own_start")
def test_a_network_is_trained_and_asked(images):
    for compiled in (False, True):
        model = small()
        if compiled:
            model.compile(keras.optimizers.Adam(0.01), keras.losses.SparseCategoricalCrossentropy(from_logits=True))
        own_network.looked_at(model)
        fresh = own_network.begun_anew(model)
        assert own_network.percent(fresh, *images, epochs=10) > 60
        assert int(fresh.optimizer.iterations) == 40  # 10 epochs of 4 batches, the last one smaller


def test_the_same_network_comes_to_the_same_percentage(images):
    found = {own_network.percent(own_network.begun_anew(small()), *images, epochs=1) for _ in range(2)}
    assert len(found) == 1


def test_weights_that_are_brought_along_do_not_count():
    model = small()
    fresh = own_network.begun_anew(model)
    model.set_weights([0 * weight for weight in model.get_weights()])
    again = own_network.begun_anew(model)
    for first, second in zip(fresh.get_weights(), again.get_weights(), strict=True):
        np.testing.assert_array_equal(first, second)


def test_optimizer_schedule_and_loss_are_kept():
    model = stacked(layers.Flatten(), layers.Dense(10, activation="softmax"))
    rate = keras.optimizers.schedules.CosineDecay(0.1, 50)
    model.compile(keras.optimizers.SGD(rate, momentum=0.8), "sparse_categorical_crossentropy", metrics=["accuracy"])
    fresh = own_network.begun_anew(model)
    assert fresh.optimizer.momentum == 0.8 and fresh.loss == "sparse_categorical_crossentropy"
    assert fresh.optimizer.get_config()["learning_rate"]["config"]["decay_steps"] == 50


@pytest.mark.parametrize("top", ["softmax", None, "layer"])
def test_the_courses_recipe_sees_whether_there_is_a_softmax(top):
    model = stacked(layers.Flatten(), layers.Dense(10, activation=None if top == "layer" else top))
    if top == "layer":
        model.add(layers.Softmax())
    own_network.compile_as_the_course(model, 100)
    assert model.loss.get_config()["from_logits"] is (top is None)


def _with_two_outputs():
    x = keras.Input((28, 28, 1))
    flat = layers.Flatten()(x)
    return keras.Model(x, [layers.Dense(10)(flat), layers.Dense(10)(flat)])


class Own(layers.Layer):
    def call(self, x):
        return x


class Whole(keras.Model):
    def call(self, x):
        return x


REFUSED = {
    "a ReLU on the scores": (lambda: stacked(layers.Flatten(), layers.Dense(10), layers.ReLU()), "end in relu"),
    "a sigmoid on the scores": (
        lambda: stacked(layers.Flatten(), layers.Dense(10, activation="sigmoid")),
        "end in sigmoid",
    ),
    "two softmaxes": (
        lambda: stacked(layers.Flatten(), layers.Dense(10, activation="softmax"), layers.Softmax()),
        "softmax stands on a softmax",
    ),
    "frozen": (lambda: _frozen(), "none of its weights"),
    "None": (lambda: None, "NoneType"),
    "a list": (lambda: [layers.Flatten()], "list"),
    "a class of one's own": (Whole, "class of your own"),
    "no input": (lambda: keras.Sequential([layers.Flatten(), layers.Dense(10)]), "does not know its input"),
    "two outputs": (_with_two_outputs, "several inputs or outputs"),
    "flat images": (lambda: stacked(layers.Flatten(), layers.Dense(10), sides=(28, 28)), r"from \(28, 28\)"),
    "eleven": (lambda: stacked(layers.Flatten(), layers.Dense(11)), r"\(11,\)"),
    "a layer of one's own": (lambda: stacked(Own(), layers.Flatten(), layers.Dense(10)), "layer of your own"),
    "a Lambda": (
        lambda: stacked(layers.Lambda(lambda x: x, output_shape=(28, 28, 1)), layers.Flatten(), layers.Dense(10)),
        "layer of your own",
    ),
    "a recurrent layer": (lambda: stacked(layers.Reshape((28, 28)), layers.LSTM(8), layers.Dense(10)), "not counted"),
    "too large": (lambda: stacked(layers.Flatten(), layers.Dense(256), layers.Dense(10)), "103,530 too many"),
    "too dear": (
        lambda: stacked(layers.Conv2D(80, 3), layers.Conv2D(16, 3), layers.GlobalMaxPooling2D(), layers.Dense(10)),
        "7,122,400 MACs, 2,122,400 too many",
    ),
}


@pytest.mark.parametrize("name", list(REFUSED))
def test_what_cannot_be_trained_or_is_too_large_is_told(name):
    build, said = REFUSED[name]
    with pytest.raises(Unusable, match=said):
        own_network.looked_at(build())


def test_a_loss_of_ones_own_is_told():
    def mean_score(y, scores):
        return keras.ops.mean(scores)

    model = small()
    model.compile("adam", loss=mean_score)
    with pytest.raises(Unusable, match="compiled a second time"):
        own_network.begun_anew(model)


LOSSES = {
    "one-hot labels": ("linear", "categorical_crossentropy", "does not take class numbers"),
    "numbers": ("linear", "mse", "does not take class numbers"),
    "logits for probabilities, by name": ("linear", "sparse_categorical_crossentropy", "logits for probabilities"),
    "logits for probabilities": ("linear", keras.losses.SparseCategoricalCrossentropy(), "logits for probabilities"),
}


@pytest.mark.parametrize("name", list(LOSSES))
def test_a_loss_that_does_not_fit_is_told(name):
    end, loss, said = LOSSES[name]
    model = stacked(layers.Flatten(), layers.Dense(10, activation=end))
    model.compile("adam", loss)
    with pytest.raises(Unusable, match=said):
        own_network.begun_anew(model)


@pytest.mark.parametrize("loss", ["sparse_categorical_crossentropy", keras.losses.SparseCategoricalCrossentropy()])
def test_a_softmax_with_a_loss_of_probabilities_is_let_in(loss):
    model = stacked(layers.Flatten(), layers.Dense(10, activation="softmax"))
    model.compile("adam", loss)
    assert own_network.begun_anew(model).compiled


def _frozen():
    model = small()
    model.trainable = False
    return model


def test_the_reference_keeps_the_budget():
    from cnncourse.exercises.capstone import my_network

    model = my_network.reference()
    own_network.looked_at(model)
    assert model.count_params() <= 100_000 and model_geometry.macs(model) <= 5_000_000


def test_measuring_prints_size_and_bars(images, capsys):
    share = own_network.measure(small, *images, epochs=2)
    said = capsys.readouterr().out
    assert "MACs, 2 epochs" in said and f"{share:.2f} % of 112 held-out images right; bars reached:" in said
