"""Right answers to the exercises on transfer learning, each written in another way."""

from collections import Counter

import keras
import numpy as np
from keras import layers


def _pooled_by_a_layer(model, images):
    pooled = layers.GlobalAveragePooling2D()(model.output)
    return keras.Model(model.input, pooled).predict(images, verbose=0)


def _image_by_image(model, images):
    return np.stack([np.asarray(model(image[None], training=False))[0].mean(axis=(0, 1)) for image in images])


def _by_reshape(model, images):
    maps = model(images)
    return keras.ops.mean(keras.ops.reshape(maps, (len(images), -1, maps.shape[-1])), axis=1)


def _added_up_and_divided(model, images):
    maps = np.asarray(model(images, training=False))
    n, h, w, c = maps.shape
    return maps.reshape(n, h * w, c).sum(axis=1) / (h * w)


def _walk(model):
    stack = list(reversed(model.layers))
    while stack:
        layer = stack.pop()
        yield layer
        if isinstance(layer, keras.Model):
            stack.extend(reversed(layer.layers))


def _freeze_with_a_flag(model, until):
    simple = [layer for layer in _walk(model) if not isinstance(layer, keras.Model)]
    if not any(layer.name == until for layer in simple):
        raise ValueError("no layer of that name")
    model.trainable = False
    model.trainable = True
    learns = False
    for layer in simple:
        layer.trainable = learns
        learns = learns or layer.name == until
    return sum(weight.numpy().size for weight in model.trainable_weights)


def _freeze_by_sets(model, until):
    names = [layer.name for layer in _walk(model)]
    place = names.index(until)  # raises ValueError by itself
    model.trainable = True
    for number, layer in enumerate(_walk(model)):
        if isinstance(layer, keras.Model):
            layer.trainable = True
        if not isinstance(layer, keras.Model):
            layer.trainable = number > place
    return int(sum(keras.ops.size(weight) for weight in model.trainable_weights))


def _norm_by_walking(model):
    found = [layer for layer in _walk(model) if isinstance(layer, layers.BatchNormalization)]
    for layer in found:
        layer.trainable = False
    return len(found)


def _norm_by_flattening(model):
    count = 0
    for layer in model._flatten_layers():
        if type(layer).__name__ == "BatchNormalization":
            layer.trainable = False
            count += 1
    return count


def _norm_with_a_list_of_what_is_left(model):
    left, found = [model], 0
    while left:
        one = left.pop()
        if isinstance(one, layers.BatchNormalization):
            one.trainable = False
            found += 1
        left += getattr(one, "layers", [])
    return found


def _split_by_permutation(groups, fraction, rng):
    names = rng.permutation(sorted(set(groups.tolist())))
    held_out = set(names[: round(len(names) * fraction)].tolist())
    train = [i for i, group in enumerate(groups) if group not in held_out]
    return np.array(train), np.array([i for i, group in enumerate(groups) if group in held_out])


def _split_by_shuffling(groups, fraction, rng):
    names, which = np.unique(groups, return_inverse=True)
    order = np.arange(len(names))
    rng.shuffle(order)
    chosen = np.zeros(len(names), bool)
    chosen[order[len(names) - round(fraction * len(names)) :]] = True
    return np.where(~chosen[which])[0], np.where(chosen[which])[0]


def _head_by_ops(features, classes):
    pooled = keras.ops.mean(features, axis=(1, 2))
    return layers.Dense(classes, kernel_initializer=keras.initializers.Zeros())(pooled)


def _head_by_average_pooling(features, classes):
    pooled = layers.Flatten()(layers.AveragePooling2D(features.shape[1:3])(features))
    return layers.Dense(classes, activation="linear", kernel_initializer=keras.initializers.Constant(0))(pooled)


def _head_by_convolution(features, classes):
    pooled = layers.GlobalAveragePooling2D(keepdims=True)(features)
    return layers.Flatten()(layers.Conv2D(classes, 1, kernel_initializer="zeros")(pooled))


def _head_at_each_place(features, classes):
    return layers.GlobalAveragePooling2D()(layers.Dense(classes, kernel_initializer="zeros")(features))


def _tuned_in_one_go(model, x, y):
    model.trainable = True
    for layer in model.layers:
        layer.trainable = layer.name == "head_conv"
    scores = layers.Dense(16, "softmax", kernel_initializer="zeros")(layers.GlobalAveragePooling2D()(model.output))
    whole = keras.Model(model.input, scores)
    whole.compile(keras.optimizers.Adam(0.0005), "sparse_categorical_crossentropy")
    whole.fit(x, y, batch_size=16, epochs=8, verbose=0)
    return whole


RIGHT = {
    "extract_features": [_pooled_by_a_layer, _image_by_image, _by_reshape, _added_up_and_divided],
    "freeze": [_freeze_with_a_flag, _freeze_by_sets],
    "freeze_batch_norm": [_norm_by_walking, _norm_by_flattening, _norm_with_a_list_of_what_is_left],
    "split_without_leakage": [_split_by_permutation, _split_by_shuffling],
    "new_head": [_head_by_ops, _head_by_average_pooling, _head_by_convolution, _head_at_each_place],
    "fine_tune": [_tuned_in_one_go],
    "majority_accuracy": [
        lambda y_train, y_test: np.mean(y_test == sorted(Counter(sorted(y_train)).items(), key=lambda p: -p[1])[0][0]),
        lambda y_train, y_test: (
            sum(y == min(set(y_train), key=lambda c: (-sum(y_train == c), c)) for y in y_test) / len(y_test)
        ),
    ],
}
ENOUGH = {"fine_tune": 2}  # each trains for real
