"""Every network of the course: counted as in its paper, and squeezed into one budget and trained alike."""

from __future__ import annotations

from functools import lru_cache

from .define import experiment
from .training import first_images, percent_right

BUDGET = {"parameters": 100_000, "macs": 5_000_000}  # of `my_network`
FULL = (
    "LeNet-5", "AlexNet", "VGG-16", "NiN", "GoogLeNet", "Inception v3", "Inception v4", "ResNet-50", "DenseNet-121",
    "Xception", "SE-ResNet-50", "DeepLab v3+", "PSPNet-50",
)  # fmt: skip
SMALL = (
    "LeNet-5", "AlexNet", "VGG", "NiN", "GoogLeNet", "Inception v3", "ResNet", "DenseNet", "Xception", "SE-ResNet",
)  # fmt: skip


@lru_cache(maxsize=1)  # some take half a minute and a gigabyte
def full_network(name: str):
    """A network in the size of its paper; of several asked for, the last one is kept.

    Args:
        name: one of `FULL`.
    """
    from cnncourse import keras, nets

    keras.backend.clear_session()
    builders = {
        "LeNet-5": nets.lenet5, "AlexNet": nets.alexnet, "VGG-16": nets.vgg16, "NiN": nets.nin,
        "GoogLeNet": nets.googlenet, "Inception v3": nets.inception_v3, "Inception v4": nets.inception_v4,
        "ResNet-50": nets.resnet50, "DenseNet-121": nets.densenet121, "Xception": nets.xception,
        "SE-ResNet-50": nets.se_resnet50, "DeepLab v3+": nets.deeplab_v3_plus, "PSPNet-50": nets.pspnet50,
    }  # fmt: skip
    return builders[name]()


def small_network(name: str):
    """A network of one family for 28×28 pixels, as large as 100,000 parameters and 5 million MACs allow, with logits.

    Args:
        name: one of `SMALL`.
    """
    from cnncourse import nets

    image, tail = (28, 28, 1), {"classifier_activation": None}
    modules = ("3a", "pool3", "4a", "4b", "pool4", "5a")
    fresh = {"stem_size": "small", "momentum": 0.9}
    basic = {"block": "basic", "conv_bias": False} | fresh
    builders = {
        "LeNet-5": lambda: nets.lenet5(width=1.25, activation="relu", pooling="max", **tail),
        "AlexNet": lambda: nets.small_alexnet(width=0.14, dense=96, dropout=0.0, **tail),
        "VGG": lambda: nets.vgg((2, 2, 2), image, 10, None, width=0.2, dense=92, dropout=0.0),
        "NiN": lambda: nets.small_nin(widths=(16, 36), dropout=0.0, relu_on_scores=False, **tail),
        "GoogLeNet": lambda: nets.small_googlenet(width=0.12, modules=modules, dropout=0.0, **tail),
        "Inception v3": lambda: nets.small_inception_v3(width=0.085, momentum=0.9, **tail),
        "ResNet": lambda: nets.resnet((1, 2, 2), 8, image, 10, None, **basic),
        "DenseNet": lambda: nets.densenet((2, 3, 8), 6, image, 10, None, **fresh),
        "Xception": lambda: nets.small_xception(widths=(15, 32, 64), middle=2, momentum=0.9, **tail),
        "SE-ResNet": lambda: nets.se_resnet((1, 2, 2), 8, image, 10, None, ratio=4, **basic),
    }
    return builders[name]()


def field_before_the_scores(model) -> int:
    """Pixels along a side that a unit of the last maps sees, before they are flattened or averaged as a whole.

    Args:
        model: a built classifier.
    """
    from cnncourse import ops

    ends = [one.name for one in model.layers if type(one).__name__ in ("Flatten", "GlobalAveragePooling2D")]
    rows = ops.layer_table(model)
    return rows[[row.name for row in rows].index(ends[-1]) - 1].field[0]


def weighted_layers(model) -> int:
    """Convolutions and dense layers; a separable convolution is one.

    Args:
        model: a built network.
    """
    return sum("Conv" in type(one).__name__ or type(one).__name__ == "Dense" for one in model.layers)


@experiment(
    settings={name: {"name": name} for name in FULL},
    short={},
    plausible={
        "parameters": (6e4, 2e8), "trained": (6e4, 2e8), "macs": (4e5, 2e11), "field": (0, 3000),
        "layers": (5, 200), "milliseconds": (0, 1e5),
    },
)  # fmt: skip
def capstone_counts(seed, name):
    """What a network of the paper's size holds and costs; the three runs differ in the milliseconds alone."""
    from cnncourse import ops
    from cnncourse.nets.cost import cost

    model = full_network(name)
    one = cost(model, batch=1, tries=2)
    return {
        "parameters": one.parameters,
        "trained": ops.parameters(model, trainable=True),
        "macs": one.macs,
        "field": 0 if name in ("DeepLab v3+", "PSPNet-50") else field_before_the_scores(model),  # they see all of it
        "layers": weighted_layers(model),
        "milliseconds": one.milliseconds,
    }


@experiment(
    settings={name: {"name": name} for name in SMALL},
    short={"count": 320, "epochs": 1},
    plausible={"accuracy": (5, 100), "trained": (5, 100), "loss": (0, 10)},
)
def capstone_families(seed, name, count=8000, epochs=3):
    """Accuracy of every family within one budget, after the same few passes over the same images."""
    from cnncourse import keras

    (x, y), (x_test, y_test) = first_images(count)
    model = small_network(name)
    rate = keras.optimizers.schedules.CosineDecay(0.003, epochs * (count // 32))
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(rate), loss, jit_compile=False)
    kept = model.fit(x, y, batch_size=32, epochs=epochs, verbose=0).history["loss"][-1]
    return {"accuracy": percent_right(model, x_test, y_test), "trained": percent_right(model, x, y), "loss": kept}
