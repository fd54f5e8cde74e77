"""Right answers to the exercises on LeNet, each written in another way."""

import math

import keras
import numpy as np
from keras import layers

from cnncourse import nets, ops
from cnncourse.nets.lenet5 import scaled_tanh


def _by_output_size(side):
    for k, padding, stride in [(5, 2, 1), (2, 0, 2), (5, 0, 1), (2, 0, 2)]:
        side = ops.output_size(side, k, padding, stride)
    return 16 * side**2


def _asked_keras(side):
    return nets.lenet5((side, side, 1)).get_layer("flatten").output.shape[1]


def _asked_keras_by_hand(side):
    parts = [
        keras.Input((side, side, 1)), layers.Conv2D(6, 5, padding="same"), layers.AveragePooling2D(2),
        layers.Conv2D(16, 5), layers.AveragePooling2D(2), layers.Flatten(),
    ]  # fmt: skip
    return keras.Sequential(parts).output_shape[-1]


def _functional():
    images = keras.Input((28, 28, 1), name="pictures")
    x = layers.ZeroPadding2D(2)(images)
    x = layers.Activation("sigmoid")(layers.Conv2D(6, 5, name="second_in_the_alphabet")(x))
    x = layers.AveragePooling2D(2, strides=2)(x)
    x = layers.Conv2D(16, (5, 5), activation=keras.ops.sigmoid, name="a")(x)
    x = layers.AvgPool2D((2, 2))(x)
    x = layers.Reshape((400,))(x)
    for units in (120, 84):
        x = layers.Dense(units, "sigmoid")(x)
    return keras.Model(images, layers.Dense(10, name="scores")(x))


def _layer_by_layer():
    model = keras.Sequential([keras.Input((28, 28, 1))])
    model.add(layers.Conv2D(6, 5, padding="same"))
    model.add(layers.Activation("sigmoid"))
    model.add(layers.AveragePooling2D((2, 2)))
    model.add(layers.Conv2D(16, 5, activation="sigmoid"))
    model.add(layers.AveragePooling2D((2, 2)))
    model.add(layers.Flatten())
    model.add(layers.Dense(120, activation="sigmoid"))
    model.add(layers.Dropout(0.0))
    model.add(layers.Dense(84, activation="sigmoid"))
    model.add(layers.Dense(10))
    return model


def _loss_by_ops(classes):
    return ops.softmax_cross_entropy(np.zeros((1, classes)), np.array([0]))[0]


def _loss_by_keras(classes):
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    return loss(np.zeros(1, int), np.zeros((1, classes), "float32"))


def _overfits_with_fit(model, x, y):
    model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    model.optimizer.learning_rate = 0.01
    again = np.tile(np.arange(len(x)), 100)
    model.fit(x[again], y[again], batch_size=len(x), shuffle=False, verbose=0)
    return model.evaluate(x, y, verbose=0)[1] == 1.0


def _overfits_until_done(model, x, y):
    one_hot = np.eye(y.max() + 1)[y]
    model.compile(keras.optimizers.Adam(0.01), keras.losses.CategoricalCrossentropy(from_logits=True))
    for _ in range(10):
        for _ in range(10):
            model.train_on_batch(x, one_hot)
        if (np.asarray(model(x)).argmax(-1) == y).all():
            return True
    return False


def _papers_activation(x, y):
    model = nets.lenet5(activation=scaled_tanh, pooling="max")
    rate = keras.optimizers.schedules.PolynomialDecay(0.003, 3 * len(x) // 64, 0.0)
    model.compile(keras.optimizers.Adam(rate), "sparse_categorical_crossentropy")
    model.fit(x, y, batch_size=64, epochs=3, verbose=0)
    return model


RIGHT = {
    "flattened_features": [
        _by_output_size,
        _asked_keras,
        _asked_keras_by_hand,
        lambda side: (side // 2 // 2 - 2) ** 2 * 16,
    ],
    "lenet_parameters": [[156, 2416, 48_120, 10_164, 850]],
    "lenet5": [_functional, _layer_by_layer, lambda: nets.lenet5(classifier_activation=None)],
    "initial_loss": [
        _loss_by_ops,
        _loss_by_keras,
        lambda classes: -np.log(1 / classes),
        lambda classes: math.log2(classes) * math.log(2),
    ],
    "overfits": [_overfits_with_fit, _overfits_until_done],
    "lenet_accuracy": [_papers_activation],
}
ENOUGH = {"lenet_accuracy": 2}  # each trains for real
