"""Tables of layers against numbers of published networks and against Keras."""

import keras

from cnncourse import ops
from cnncourse.ops import Layer

LENET = [
    Layer("conv", 6, 5, padding="same", name="C1"),
    Layer("pool", kernel=2, name="S2"),
    Layer("conv", 16, 5, name="C3"),
    Layer("pool", kernel=2, name="S4"),
    Layer("flatten"),
    Layer("dense", 120, name="F5"),
    Layer("dense", 84, name="F6"),
    Layer("dense", 10, name="out"),
]


def test_lenet_is_the_published_one():
    rows = ops.stack_table(LENET, (28, 28, 1))
    assert sum(row.parameters for row in rows) == 61_706
    assert sum(row.macs for row in rows) == 416_520
    assert [row.field for row in rows[:4]] == [(5, 5), (6, 6), (14, 14), (16, 16)]
    assert [row.field for row in rows[4:]] == [None] * 4
    assert [row.shape for row in rows] == [
        (28, 28, 6),
        (14, 14, 6),
        (10, 10, 16),
        (5, 5, 16),
        (400,),
        (120,),
        (84,),
        (10,),
    ]


def test_alexnet_in_two_groups_is_the_published_one():
    pool = Layer("pool", kernel=3, stride=2)
    layers = [
        Layer("conv", 96, 11, 4), pool, Layer("conv", 256, 5, padding="same", groups=2), pool,
        Layer("conv", 384, 3, padding="same"), Layer("conv", 384, 3, padding=1, groups=2),
        Layer("conv", 256, 3, padding=((1, 1), (1, 1)), groups=2), pool,
        Layer("flatten"), Layer("dense", 4096), Layer("dense", 4096), Layer("dense", 1000),
    ]  # fmt: skip
    rows = ops.stack_table(layers, (227, 227, 3))
    assert sum(row.parameters for row in rows) == 60_965_224
    assert sum(row.macs for row in rows) == 724_406_816
    assert rows[7].field == (195, 195)
    assert rows[0].name == "conv"


def test_every_kind_of_layer_is_keras_own():
    layers = [
        Layer("conv", 4, (3, 5), (2, 1), padding="same", bias=False, name="a"),
        Layer("depthwise", 2, (3, 2), dilation=(1, 2), padding=((0, 0), (0, 0)), name="b"),
        Layer("pool", kernel=(2, 3), stride=(1, 2), padding="same", name="c"),
        Layer("global_pool", name="d"),
        Layer("dense", 7, bias=False, name="e"),
    ]
    model = keras.Sequential(
        [
            keras.Input((15, 18, 3)),
            keras.layers.Conv2D(4, (3, 5), strides=(2, 1), padding="same", use_bias=False, name="a"),
            # Keras has no uneven dilation for a depthwise layer; the same span with one tap more gives the same shapes
            keras.layers.DepthwiseConv2D((3, 3), depth_multiplier=2, name="b"),
            keras.layers.MaxPooling2D((2, 3), strides=(1, 2), padding="same", name="c"),
            keras.layers.GlobalAveragePooling2D(name="d"),
            keras.layers.Dense(7, use_bias=False, name="e"),
        ]
    )
    ours, theirs = ops.stack_table(layers, (15, 18, 3)), ops.layer_table(model)
    assert [row.shape for row in ours] == [row.shape for row in theirs]
    assert [row.field for row in ours[:4]] == [row.field for row in theirs[:4]]
    for a, b in zip(ours, theirs, strict=True):
        if a.name != "b":
            assert (a.parameters, a.macs) == (b.parameters, b.macs)
    assert ours[1].parameters == 3 * 2 * 8 + 8
    assert ours[1].macs == 6 * 16 * 3 * 2 * 8


def test_the_printed_table_lines_up_and_adds_up():
    lines = ops.format_table(ops.stack_table(LENET, (28, 28, 1))).split("\n")
    assert len({len(line) for line in lines}) == 1
    assert lines[-1].split() == ["total", "61,706", "416,520"]
    assert lines[5].split() == ["flatten", "400", "–", "0", "0"]
