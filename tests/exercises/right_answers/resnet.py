"""Right answers to the exercises on ResNet, each written in another way."""

import keras
import numpy as np
import tensorflow as tf
from keras import layers

from cnncourse import nets, ops
from cnncourse.experiments.resnet import kernel_gradients
from cnncourse.nets.resnet import basic_block
from cnncourse.nets.resnet import bottleneck_block as package_bottleneck


def _by_ops(x, gamma, beta, mean, var, momentum, training):
    return ops.batch_norm(x, gamma, beta, mean, var, momentum, training)


def _channel_by_channel(x, gamma, beta, mean, var, momentum, training):
    y, mean, var = np.empty_like(x), mean.copy(), var.copy()
    for c in range(x.shape[3]):
        values = x[..., c]
        m, v = (values.mean(), values.var()) if training else (mean[c], var[c])
        y[..., c] = gamma[c] * (values - m) / (v + 1e-3) ** 0.5 + beta[c]
        if training:
            mean[c] += (1 - momentum) * (m - mean[c])
            var[c] += (1 - momentum) * (v - var[c])
    return y, mean, var


def _asked_keras(x, gamma, beta, mean, var, momentum, training):
    layer = layers.BatchNormalization(momentum=momentum, dtype="float64")
    layer.build(x.shape)
    layer.set_weights([gamma, beta, mean, var])
    y = np.asarray(layer(x, training=training))
    return (y, *(weight.numpy() for weight in layer.non_trainable_weights))


def _as_one_line(x, gamma, beta, mean, var, momentum, training):
    """A scale and a shift for each channel; variance as mean square less squared mean."""
    flat, m, v = x.reshape(-1, x.shape[-1]), mean, var
    if training:
        m = flat.sum(0) / len(flat)
        v = (flat**2).sum(0) / len(flat) - m**2
        mean, var = mean - (1 - momentum) * (mean - m), var - (1 - momentum) * (var - v)
    scale = gamma / np.sqrt(v + 1e-3)
    return (flat * scale + (beta - m * scale)).reshape(x.shape), mean, var


def _by_tensorflow(x, gamma, beta, mean, var, momentum, training):
    if not training:
        return tf.nn.batch_normalization(x, mean, var, beta, gamma, 1e-3).numpy(), mean, var
    m, v = tf.nn.moments(tf.constant(x), [0, 1, 2])
    y = tf.nn.batch_normalization(x, m, v, beta, gamma, 1e-3)
    return y, momentum * mean + (1 - momentum) * m, momentum * var + (1 - momentum) * v


class _Normalized(layers.Layer):
    """A convolution with its BatchNorm, as one layer."""

    def __init__(self, filters, kernel, stride):
        super().__init__()
        self.convolution = layers.Conv2D(filters, kernel, strides=stride, use_bias=False)
        self.norm = layers.BatchNormalization(epsilon=1e-5)

    def call(self, x):
        return self.norm(self.convolution(x))


def _with_layers_of_ones_own(x, filters, stride):
    y = keras.ops.relu(_Normalized(filters, 3, stride)(layers.ZeroPadding2D(1)(x)))
    y = _Normalized(filters, 3, 1)(layers.ZeroPadding2D(1)(y))
    same = stride == 1 and x.shape[-1] == filters
    return keras.ops.relu(y + (x if same else _Normalized(filters, 1, stride)(x)))


def _branch_in_sequence(x, filters, stride):
    branch = keras.Sequential(
        [
            layers.ZeroPadding2D(1),
            layers.Conv2D(filters, 3, strides=stride, use_bias=False),
            layers.BatchNormalization(epsilon=1.001e-5),
            layers.Activation("relu"),
            layers.Conv2D(filters, 3, padding="same", use_bias=False),
            layers.BatchNormalization(epsilon=1.001e-5),
        ]
    )
    shortcut = x
    if (stride, x.shape[-1]) != (1, filters):
        shortcut = layers.Conv2D(filters, (1, 1), (stride, stride), use_bias=False)(x)
        shortcut = layers.BatchNormalization(epsilon=1.001e-5)(shortcut)
    return layers.Activation("relu")(layers.add([branch(x), shortcut]))


def _subsampled_first(x, filters, stride):
    """The shortcut takes every `stride`-th place by slicing; its 1×1 then has stride 1."""
    y = keras.ops.relu(_Normalized(filters, 3, stride)(layers.ZeroPadding2D(1)(x)))
    y = _Normalized(filters, 3, 1)(layers.ZeroPadding2D(1)(y))
    if x.shape != y.shape:
        x = _Normalized(filters, 1, 1)(x[:, ::stride, ::stride])
    return keras.ops.maximum(y + x, 0)


def _narrow_subsampled_once(x, filters, stride):
    """Both paths start from the maps that the stride leaves over."""
    kept = x[:, ::stride, ::stride]
    y = keras.ops.relu(_Normalized(filters, 1, 1)(kept))
    y = keras.ops.relu(_Normalized(filters, 3, 1)(layers.ZeroPadding2D(1)(y)))
    y = _Normalized(4 * filters, 1, 1)(y)
    if stride != 1 or x.shape[-1] != 4 * filters:
        kept = _Normalized(4 * filters, 1, 1)(kept)
    return keras.activations.relu(keras.ops.add(kept, y))


def _narrow_with_layers(x, filters, stride):
    y = keras.ops.relu(_Normalized(filters, 1, stride)(x))
    y = keras.ops.relu(_Normalized(filters, 3, 1)(layers.ZeroPadding2D(1)(y)))
    y = _Normalized(4 * filters, 1, 1)(y)
    same = y.shape == x.shape
    return keras.ops.relu((x if same else _Normalized(4 * filters, 1, stride)(x)) + y)


def _narrow_in_a_loop(x, filters, stride):
    y = x
    for number, (width, kernel) in enumerate([(filters, 1), (filters, 3), (4 * filters, 1)]):
        y = layers.Conv2D(width, kernel, strides=1 if number else stride, padding="same", use_bias=False)(y)
        y = layers.BatchNormalization(epsilon=1.001e-5)(y)
        y = layers.ReLU()(y) if number < 2 else y
    if y.shape[1:] != x.shape[1:]:
        x = layers.Conv2D(4 * filters, 1, strides=stride, use_bias=False)(x)
        x = layers.BatchNormalization(epsilon=1.001e-5)(x)
    return layers.ReLU()(layers.Add()([y, x]))


def _from_own_blocks(blocks, width, input_shape, classes):
    images = keras.Input(input_shape)
    x = _Normalized(width, 3, 1)(layers.ZeroPadding2D(1)(images))
    x = keras.ops.relu(x)
    strides = [2 if stage and not number else 1 for stage, n in enumerate(blocks) for number in range(n)]
    filters = [width << stage for stage, n in enumerate(blocks) for _ in range(n)]
    for block in zip(filters, strides, strict=True):
        x = _with_layers_of_ones_own(x, *block)
    return keras.Model(images, layers.Dense(classes)(keras.ops.mean(x, axis=(1, 2))))


def _first_stage_apart(blocks, width, input_shape, classes):
    images = keras.Input(shape=input_shape)
    x = layers.Conv2D(width, 3, padding="same", use_bias=False)(images)
    x = layers.Activation("relu")(layers.BatchNormalization(epsilon=1.001e-5)(x))
    for _ in range(blocks[0]):
        x = _branch_in_sequence(x, width, 1)
    for count in blocks[1:]:
        width *= 2
        x = _branch_in_sequence(x, width, 2)
        for _ in range(count - 1):
            x = _branch_in_sequence(x, width, 1)
    x = layers.AveragePooling2D(x.shape[1:3])(x)[:, 0, 0]
    return keras.Model(inputs=images, outputs=layers.Dense(classes)(x))


def _the_packages(blocks, width, input_shape, classes):
    return nets.resnet(
        blocks, width, input_shape, classes, None, block="basic", stem_size="small", conv_bias=False, momentum=0.9
    )


def _asks_twice(block):
    block.set_weights([np.zeros(w.shape) if w.trainable else w.numpy() for w in block.weights])
    x = np.arange(np.prod(block.input_shape[1:])).reshape(1, *block.input_shape[1:])
    y = block.predict(x, verbose=0)
    return x.shape == y.shape and np.allclose(x, y, atol=1e-5)


def _with_statistics_too(block):
    for weight in block.weights:
        weight.assign(0.0 * weight)
    x = np.abs(np.random.default_rng(3).normal(size=(3, *block.input_shape[1:]))).astype("float32")
    try:
        return float(np.abs(block(x) - x).max()) < 1e-5
    except (ValueError, tf.errors.InvalidArgumentError):
        return False


def _layer_by_layer(block):
    for layer in block.layers:
        learned = {id(weight) for weight in layer.trainable_weights}
        layer.set_weights([np.zeros(w.shape) if id(w) in learned else w.numpy() for w in layer.weights])
    x = keras.random.uniform((4, *block.input_shape[1:]), seed=1)
    y = block(x, training=False)
    return x.shape == y.shape and keras.ops.max(keras.ops.abs(x - y)).numpy() < 1e-5


def _one_hot_and_a_tensor(model, x, y):
    kernels = [weight for weight in model.trainable_weights if len(weight.shape) > 1]
    with tf.GradientTape() as tape:
        scores = model(x, training=True)
        loss = keras.losses.CategoricalCrossentropy(from_logits=True)(tf.one_hot(y, scores.shape[1]), scores)
    return tf.stack([tf.norm(gradient) for gradient in tape.gradient(loss, kernels)])


def _through_all_weights(model, x, y):
    with tf.GradientTape() as tape:
        logs = tf.nn.log_softmax(model(x, training=True))
        loss = -tf.reduce_mean(tf.gather(logs, y, axis=1, batch_dims=1))
    pairs = zip(model.trainable_weights, tape.gradient(loss, model.trainable_variables), strict=True)
    return np.array(
        [tf.linalg.global_norm([gradient]).numpy() for weight, gradient in pairs if "kernel" in weight.path]
    )


RIGHT = {
    "batch_norm": [_by_ops, _channel_by_channel, _asked_keras, _as_one_line, _by_tensorflow],
    "residual_block": [
        _with_layers_of_ones_own,
        _branch_in_sequence,
        _subsampled_first,
        lambda x, filters, stride: basic_block(x, filters, stride, conv_bias=False),
    ],
    "bottleneck_block": [
        _narrow_with_layers,
        _narrow_in_a_loop,
        _narrow_subsampled_once,
        lambda x, filters, stride: package_bottleneck(x, filters, stride, conv_bias=False),
    ],
    "resnet50_stage_shapes": [[(112, 112, 64), (56, 56, 256), (28, 28, 512), (14, 14, 1024), (7, 7, 2048)]],
    "resnet": [_from_own_blocks, _the_packages, _first_stage_apart],
    "is_identity": [_asks_twice, _with_statistics_too, _layer_by_layer],
    "gradient_norms": [kernel_gradients, _through_all_weights, _one_hot_and_a_tensor],
}
