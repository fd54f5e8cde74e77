"""The speed of the embedded ImageNet network: `python tests/benchmarks/test_pretrained_speed.py`.

Photographs at 224×224 go through it in batches, scaling and softmax included; what counts is the median batch. Under pytest
this runs only where CNNCOURSE_BENCHMARKS is set: no ordinary test depends on the clock.
"""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import argparse  # noqa: E402
import time  # noqa: E402

import numpy as np  # noqa: E402
import pytest  # noqa: E402

from cnncourse import data, pretrained  # noqa: E402

SIDE, BATCHES = 224, (1, 8, 32)
LEAST = 20  # images a second that we accept, with the batch that suits the machine best


def photographs(count: int) -> np.ndarray:
    """Some of the course's photographs as bytes, `(count, 224, 224, 3)`, as a reader hands them over."""
    names = data.photo_names()
    return np.stack([np.uint8(255 * data.photos(names[i % len(names)], side=SIDE)) for i in range(count)])


def images_per_second(network, images: np.ndarray, seconds: float) -> float:
    """Images a second in the median batch, warm."""

    def run():
        return network.predict_on_batch(pretrained.preprocess(images))

    for _ in range(2):
        assert run().shape == (len(images), 1000)
    times, end = [], time.perf_counter() + seconds
    while len(times) < 5 or time.perf_counter() < end:
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    return len(images) / float(np.median(times))


def measure(seconds: float) -> float:
    """Print a line for each size of batch; return the best number of images a second."""
    start = time.perf_counter()
    network = pretrained.efficientnet_lite0()
    print(f"\nKeras imported, network built, weights read and checked in {time.perf_counter() - start:.2f} s")
    print(f"batch   images/s   (at least {LEAST})")
    found = []
    for count in BATCHES:
        found.append(images_per_second(network, photographs(count), seconds))
        print(f"{count:5d}   {found[-1]:8.1f}", flush=True)
    return max(found)


@pytest.mark.skipif(not os.environ.get("CNNCOURSE_BENCHMARKS"), reason="set CNNCOURSE_BENCHMARKS=1 to time")
def test_the_embedded_network_names_twenty_photographs_a_second():
    assert measure(1.0) >= LEAST


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--seconds", type=float, default=3.0, help="time for each size of batch")
    measure(parser.parse_args().seconds)
