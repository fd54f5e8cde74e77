"""What is read from Keras models against published numbers, and against small models worked by hand."""

import keras
import pytest
from keras import layers

from cnncourse import ops

# name, parameters, trainable, MACs, fields. Sources: keras.applications' documentation; fields of Araujo, Norris & Sim (2019).
PUBLISHED = {
    "VGG16": (138_357_544, 138_357_544, 15_470_264_320, {"block3_pool": 44, "block5_conv3": 196, "block5_pool": 212}),
    "ResNet50": (
        25_636_712,
        25_583_592,
        3_857_973_248,
        {"pool1_pool": 11, "conv4_block6_out": 291, "conv5_block3_out": 483},
    ),
    "Xception": (
        22_910_480,
        22_855_952,
        8_357_403_496,
        {"block2_pool": 19, "block13_pool": 955, "block14_sepconv2_act": 1083},
    ),
    "MobileNet": (4_253_864, 4_231_976, 568_740_352, {"conv_pw_13_relu": 315}),
}


@pytest.fixture(autouse=True, scope="module")
def _forget_models():
    yield
    keras.backend.clear_session()


@pytest.mark.parametrize("name", PUBLISHED)
def test_published_networks(name):
    total, trainable, macs, fields = PUBLISHED[name]
    model = getattr(keras.applications, name)(weights=None)
    assert ops.parameters(model) == total == model.count_params()
    assert ops.parameters(model, trainable=True) == trainable
    assert ops.macs(model) == macs
    assert {layer: ops.receptive_field_of(model, layer) for layer in fields} == {k: (v, v) for k, v in fields.items()}
    table = ops.layer_table(model)
    assert sum(row.parameters for row in table) == total
    assert sum(row.macs for row in table) == macs
    assert [row.shape for row in table if row.name == model.layers[-1].name] == [(1000,)]


def small(*stack, shape=(16, 20, 3)):
    return keras.Sequential([keras.Input(shape), *stack])


@pytest.mark.parametrize(
    ("layer", "expected"),
    [
        (layers.Conv2D(4, (3, 2), strides=2, padding="same"), 8 * 10 * 3 * 2 * 3 * 4),
        (layers.Conv2D(6, 3, groups=3, dilation_rate=2), 12 * 16 * 9 * 1 * 6),
        (layers.DepthwiseConv2D(3, depth_multiplier=2), 14 * 18 * 9 * 3 * 2),
        (layers.SeparableConv2D(5, 3, depth_multiplier=2), 14 * 18 * (9 * 3 * 2 + 6 * 5)),
        (layers.Conv2DTranspose(4, 3, strides=2, padding="same"), 16 * 20 * 9 * 3 * 4),
        (layers.Dense(7), 16 * 20 * 3 * 7),
        (layers.MaxPooling2D(2), 0),
        (layers.BatchNormalization(), 0),
    ],
)
def test_macs_of_one_layer(layer, expected):
    assert ops.macs(small(layer)) == expected


def test_a_class_made_from_a_layer_counts_as_that_layer():
    class Mine(layers.Conv2D):
        pass

    assert ops.macs(small(Mine(4, 1))) == 16 * 20 * 3 * 4


def test_a_layer_called_twice_works_twice_and_is_held_once():
    image = keras.Input((8, 9, 3))
    shared = layers.Conv2D(3, 3, padding="same", name="shared")
    model = keras.Model(image, shared(shared(image)))
    once = 8 * 9 * 9 * 9
    assert ops.macs(model) == 2 * once
    assert [row.parameters for row in ops.layer_table(model)] == [84, 0]
    assert ops.receptive_field_of(model, "shared") == (5, 5)


def test_models_inside_models_are_opened():
    inner = small(layers.Conv2D(4, 3, name="in"), layers.MaxPooling2D(2, name="pool"), shape=(None, None, 3))
    image = keras.Input((17, 20, 3))
    x = layers.Conv2D(3, 3, strides=2, padding="same", name="before")(image)  # 9 × 10
    model = keras.Model(image, layers.Conv2D(5, 1, name="after")(inner(x)))
    assert [row.shape for row in ops.layer_table(model)] == [(9, 10, 3), (7, 8, 4), (3, 4, 4), (3, 4, 5)]
    assert ops.receptive_field_of(model, "in") == (7, 7)
    assert ops.receptive_field_of(model, "after") == (9, 9)
    assert ops.macs(model) == 90 * 27 * 3 + 56 * 27 * 4 + 12 * 4 * 5


def test_the_longest_path_counts():
    image = keras.Input((16, 16, 3))
    long = layers.Conv2D(3, 3, padding="same")(layers.Conv2D(3, 5, padding="same")(image))
    model = keras.Model(image, layers.Add(name="sum")([image, long]))
    assert ops.receptive_field_of(model, "sum") == (7, 7)


def test_paths_side_by_side_see_the_union():
    """One path looks at the pixel on the left, the other at the one on the right: together they span three."""
    image = keras.Input((8, 8, 1))
    left = layers.Cropping2D(((0, 0), (0, 2)))(image)
    right = layers.Cropping2D(((0, 0), (2, 0)))(image)
    model = keras.Model(image, layers.Add(name="both")([left, right]))
    assert ops.receptive_field_of(model, "both") == (1, 3)


def test_a_gate_sees_everything_and_is_counted_on_request():
    image = keras.Input((16, 20, 4))
    x = layers.Conv2D(4, 3, padding="same")(image)
    gate = layers.Dense(4, activation="sigmoid")(layers.GlobalAveragePooling2D(keepdims=True)(x))
    model = keras.Model(image, layers.Multiply(name="scaled")([x, gate]))
    assert ops.receptive_field_of(model, "scaled") == (3, 3)
    assert ops.receptive_field_of(model, "scaled", gates=True) == (18, 22)


@pytest.mark.parametrize(
    ("stack", "expected"),
    [
        ([layers.Conv2D(2, 3, dilation_rate=(2, 1), name="q")], (5, 3)),
        ([layers.ZeroPadding2D(3), layers.Conv2D(2, 7, strides=2), layers.AveragePooling2D(3, 2, name="q")], (11, 11)),
        ([layers.MaxPooling2D(2), layers.UpSampling2D(2, name="q")], (2, 2)),
        ([layers.MaxPooling2D(2), layers.UpSampling2D(2), layers.Conv2D(2, 3, name="q")], (4, 4)),
        ([layers.MaxPooling2D(2), layers.UpSampling2D(2, interpolation="bilinear", name="q")], (4, 4)),
        ([layers.AveragePooling2D(4), layers.Resizing(16, 20, name="q")], (8, 8)),
        ([layers.MaxPooling2D(2), layers.Conv2DTranspose(2, 2, strides=2, name="q")], (2, 2)),
        ([layers.MaxPooling2D(2), layers.Conv2DTranspose(2, 4, strides=2, padding="same", name="q")], (4, 4)),
        ([layers.Conv2D(2, 3), layers.GlobalMaxPooling2D(name="q")], (16, 20)),
        ([layers.Conv2D(2, 3), layers.BatchNormalization(), layers.ReLU(), layers.Dense(3, name="q")], (3, 3)),
    ],
)
def test_fields_of_small_stacks(stack, expected):
    assert ops.receptive_field_of(small(*stack), "q") == expected


def test_activation_bytes_count_the_images_and_each_layers_output_but_no_views():
    model = small(layers.Conv2D(2, 3), layers.ReLU(), layers.Dropout(0.5), layers.Flatten(), layers.Dense(10))
    values = 16 * 20 * 3 + 2 * (14 * 18 * 2) + 10
    assert ops.activation_bytes_of(model, 1) == 4 * values
    assert ops.activation_bytes_of(model, 32, bytes_per_value=2) == 64 * values


def test_refusals_say_what_to_do():
    model = small(layers.Conv2D(2, 3, name="c"), layers.Flatten(), layers.Dense(10, name="scores"))
    with pytest.raises(ValueError, match=r"no layer 'd'; it has .*c, flatten.*summary"):
        ops.receptive_field_of(model, "d")
    with pytest.raises(ValueError, match=r"scores gives \(10,\), no image"):
        ops.receptive_field_of(model, "scores")
    with pytest.raises(ValueError, match=r"gives \(None, None, 3\).*fixed input_shape"):
        ops.macs(small(layers.Conv2D(2, 3), shape=(None, None, 3)))
    with pytest.raises(ValueError, match=r"got Sequential without a graph.*keras.Input"):
        ops.macs(keras.Sequential([layers.Dense(3)]))
