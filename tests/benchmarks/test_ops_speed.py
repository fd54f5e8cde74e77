"""The speed of our convolution beside TensorFlow's: `python tests/benchmarks/test_ops_speed.py`.

Each pair of runs is timed back to back and only their ratio counts, so that a machine that is busy slows both. Above 1 we are
faster. Under pytest this runs only where CNNCOURSE_BENCHMARKS is set: no ordinary test depends on the clock.
"""

import os

for name in ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"):
    os.environ.pop(name, None)  # settings for other machines
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import argparse  # noqa: E402
import time  # noqa: E402

import numpy as np  # noqa: E402
import pytest  # noqa: E402

from cnncourse import ops  # noqa: E402

# name: images, kernel (sides, filters), stride, padding
LAYERS = {
    "LeNet C1": ((32, 28, 28, 1), (5, 6), 1, "same"),
    "LeNet C3": ((32, 14, 14, 6), (5, 16), 1, "valid"),
    "small net": ((32, 32, 32, 3), (3, 32), 1, "same"),
    "ResNet conv2 3×3": ((8, 56, 56, 64), (3, 64), 1, "same"),
    "ResNet conv3 3×3/2": ((8, 56, 56, 64), (3, 128), 2, "same"),
    "ResNet conv4 3×3": ((8, 14, 14, 256), (3, 256), 1, "same"),
    "ResNet conv4 1×1": ((8, 14, 14, 256), (1, 1024), 1, "valid"),
    "ResNet stem 7×7/2": ((1, 224, 224, 3), (7, 64), 2, "same"),
}
FORWARD, BACKWARD = 0.8, 0.5  # the least geometric means that we accept


def paired(ours, theirs, seconds: float) -> tuple[float, float, float]:
    """Time two functions by turns; the median of their ratios, and the median seconds of each."""
    for warm in (ours, theirs) * 2:
        warm()
    times, end = [], time.perf_counter() + seconds
    while len(times) < 9 or time.perf_counter() < end:
        order = (ours, theirs) if len(times) % 2 else (theirs, ours)
        pair = {}
        for run in order:
            start = time.perf_counter()
            run()
            pair[run] = time.perf_counter() - start
        times.append((pair[ours], pair[theirs]))
    mine, other = np.array(times).T
    return float(np.median(other / mine)), float(np.median(mine)), float(np.median(other))


def contestants(layer: str, backward: bool):
    """Two functions of no arguments that do the same work, ours and TensorFlow's."""
    import tensorflow as tf

    shape, (k, f), stride, padding = LAYERS[layer]
    rng = np.random.default_rng(0)
    x = rng.normal(size=shape).astype("float32")
    kernel = rng.normal(size=(k, k, shape[3], f)).astype("float32")
    tx, tk = tf.constant(x), tf.constant(kernel)
    y = tf.nn.conv2d(tx, tk, stride, padding.upper())
    if not backward:
        return lambda: ops.conv2d(x, kernel, None, stride, padding), lambda: tf.nn.conv2d(
            tx, tk, stride, padding.upper()
        )
    dy = rng.normal(size=y.shape).astype("float32")
    tdy, settings = tf.constant(dy), {"strides": (1, stride, stride, 1), "padding": padding.upper()}

    def theirs():
        tf.raw_ops.Conv2DBackpropInput(input_sizes=x.shape, filter=tk, out_backprop=tdy, **settings)
        tf.raw_ops.Conv2DBackpropFilter(input=tx, filter_sizes=kernel.shape, out_backprop=tdy, **settings)
        tf.reduce_sum(tdy, (0, 1, 2))

    return lambda: ops.conv2d_backward(dy, x, kernel, stride, padding), theirs


def measure(backward: bool, seconds: float) -> float:
    """Print a line for each layer; return the geometric mean of the ratios."""
    print(f"\n{'backward' if backward else 'forward':18s}   ratio     ours       TF   (ms, medians)")
    ratios = []
    for layer in LAYERS:
        ratio, mine, other = paired(*contestants(layer, backward), seconds)
        ratios.append(ratio)
        print(f"{layer:18s}  {ratio:6.2f}  {mine * 1e3:7.2f}  {other * 1e3:7.2f}", flush=True)
    mean = float(np.exp(np.mean(np.log(ratios))))
    print(f"{'geometric mean':18s}  {mean:6.2f}")
    return mean


@pytest.mark.skipif(not os.environ.get("CNNCOURSE_BENCHMARKS"), reason="set CNNCOURSE_BENCHMARKS=1 to time")
@pytest.mark.parametrize(("backward", "least"), [(False, FORWARD), (True, BACKWARD)], ids=["forward", "backward"])
def test_convolution_keeps_up_with_tensorflow(backward, least):
    assert measure(backward, 1.0) >= least


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seconds", type=float, default=1.5, help="time for each layer and direction")
    chosen = parser.parse_args()
    for backward in (False, True):
        measure(backward, chosen.seconds)
