"""Dense against residual and plain networks at equal parameters or equal work, and what the layers of a block read."""

from __future__ import annotations

import numpy as np

from .define import experiment
from .training import percent_right, small_images, train

GROWTH, LAYERS = 6, 5  # of the network whose connections are looked at
PARTS = {
    "dense": {"kind": "dense", "width": 8},
    "residual, same parameters": {"kind": "residual", "width": 6},
    "plain, same parameters": {"kind": "plain", "width": 6},
    "residual, same MACs": {"kind": "residual", "width": 9},
    "plain, same MACs": {"kind": "plain", "width": 9},
}


def network(kind: str, width: int):
    """A network for images of 14×14 with three stages: 29 convolutions if dense, 25 otherwise.

    Args:
        kind: `"dense"`, `"residual"` or `"plain"`.
        width: growth of the dense layers, or channels of the first stage.
    """
    from cnncourse import nets

    if kind == "dense":
        return nets.densenet((4, 4, 5), width, (14, 14, 1), 10, None, stem_size="small", momentum=0.9)
    return nets.resnet(
        (4, 4, 4), width, (14, 14, 1), 10, None, block="basic", stem_size="small", option="A",
        shortcut=kind == "residual", conv_bias=False, momentum=0.9,
    )  # fmt: skip


def dense_kernels(model) -> list:
    """3×3 kernels of the layers of dense blocks without bottleneck, block by block, `(blocks, layers)` as lists."""
    names = [[f"conv{stage}_block{number}_1_conv" for number in range(1, LAYERS + 1)] for stage in (2, 3, 4)]
    return [[model.get_layer(name).kernel for name in row] for row in names]


def by_source(kernel: np.ndarray, c_in: int, growth: int) -> np.ndarray:
    """Mean absolute weight of a kernel for each source: the block's input first, then each layer before.

    Args:
        kernel: `(kh, kw, c, filters)`, where `c` is `c_in` and a whole number of times `growth`.
        c_in: channels of the block's input.
        growth: channels that a layer adds.
    """
    starts = [0, *range(c_in, kernel.shape[2], growth)]
    sizes = np.diff([*starts, kernel.shape[2]])
    sums = np.add.reduceat(np.abs(kernel).mean(axis=(0, 1, 3)), starts)
    return sums / sizes


def read(model) -> np.ndarray:
    """`by_source` of every layer, `(blocks, layers, sources)`, 0 where there is no connection."""
    found = np.zeros((3, LAYERS, LAYERS))
    for block, kernels in enumerate(dense_kernels(model)):
        c_in = kernels[0].shape[2]
        for layer, kernel in enumerate(kernels):
            found[block, layer, : layer + 1] = by_source(np.asarray(kernel), c_in, GROWTH)
    return found


def without(model, gone, x, y) -> float:
    """Percent right after some connections have been set to 0; the weights are put back.

    Args:
        model: as in `dense_kernels`.
        gone: tells for `(block, layer, source)` whether a connection is removed; source 0 is the block's input and
            source 1 layer 0, so the layer right before has the number of the layer that reads it.
        x: images. `y`: their classes.
    """
    kept = []
    for block, kernels in enumerate(dense_kernels(model)):
        c_in = kernels[0].shape[2]
        for layer, kernel in enumerate(kernels):
            values = np.asarray(kernel).copy()
            kept.append((kernel, values.copy()))
            for source in range(layer + 1):
                if gone(block, layer, source):
                    end = c_in + source * GROWTH
                    values[:, :, end - GROWTH if source else 0 : end] = 0
            kernel.assign(values)
    right = percent_right(model, x, y)
    for kernel, values in kept:
        kernel.assign(values)
    return right


@experiment(
    settings=PARTS,
    short={"count": 240, "epochs": 1},
    plausible={"accuracy": (5, 95), "trained": (5, 100), "parameters": (4e4, 2e5), "macs": (1e6, 5e6)},
)
def densenet_race(seed, kind, width, count=2400, epochs=6):
    """Held-out accuracy, accuracy on the images trained on, parameters and multiplications."""
    from cnncourse import ops

    (x, y), (x_test, y_test) = small_images(count)
    model = network(kind, width)
    train(model, x, y, epochs, batch=48)
    return {
        "accuracy": percent_right(model, x_test, y_test),
        "trained": percent_right(model, x, y),
        "parameters": sum(int(np.prod(weight.shape)) for weight in model.trainable_weights),
        "macs": ops.macs(model),
    }


@experiment(
    settings={"dense, no bottleneck": {}},
    short={"count": 240, "epochs": 1},
    plausible={"accuracy": (5, 95), "before": (0, 1), "after": (0, 2), "without": (0, 95), "input_hidden": (0, 95)},
)
def densenet_reuse(seed, count=4000, epochs=8):
    """What the layers of three blocks read before and after training, and accuracy without some connections."""
    from cnncourse import keras, nets

    (x, y), (x_test, y_test) = small_images(count)
    model = nets.densenet(
        (LAYERS,) * 3, GROWTH, (14, 14, 1), 10, None, compression=1.0, bottleneck=False, stem_size="small", momentum=0.9
    )
    before = read(model)
    rate = keras.optimizers.schedules.CosineDecay(0.003, epochs * len(x) // 60)
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.AdamW(rate, weight_decay=1.0), loss, jit_compile=False)
    model.fit(x, y, batch_size=60, epochs=epochs, verbose=0)
    return {
        "accuracy": percent_right(model, x_test, y_test),
        "before": before,
        "after": read(model),
        "without": [
            without(model, lambda block, layer, source, far=far: layer + 1 - source == far, x_test, y_test)
            for far in range(1, LAYERS + 1)
        ],
        "input_hidden": [
            without(model, lambda block, layer, source, at=at: block == at and layer and not source, x_test, y_test)
            for at in range(3)
        ],
    }
