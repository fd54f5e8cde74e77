"""What a network costs: parameters, multiply-accumulates, and the milliseconds that this machine takes."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass

import keras
import numpy as np

from cnncourse.ops import model_geometry


@dataclass(frozen=True)
class Cost:
    """Cost of one image.

    Attributes:
        parameters: numbers that the network holds, moving statistics included.
        macs: multiply-accumulates of convolutions and dense layers.
        milliseconds: measured for one image of a batch; the best of several tries.
    """

    parameters: int
    macs: int
    milliseconds: float

    @property
    def gigamacs_per_second(self) -> float:
        """How fast the machine gets through the network's multiply-accumulates."""
        return self.macs / self.milliseconds / 1e6


def cost(model: keras.Model, batch: int = 32, tries: int = 5) -> Cost:
    """Count a network and time its answer to a batch of random images, as one compiled function.

    Args:
        model: with one input of fixed sides.
        batch: images that are answered together.
        tries: batches that are timed, after one that compiles.

    Raises:
        ValueError: `batch` or `tries` is below 1, or the model's sides are not fixed.
    """
    if batch < 1 or tries < 1:
        raise ValueError(f"batch and tries are at least 1, got {batch} and {tries}")
    import tensorflow as tf

    macs = model_geometry.macs(model)
    shape = (batch, *model.input_shape[1:])
    images = tf.constant(np.random.default_rng(0).normal(size=shape).astype("float32"))
    answer = tf.function(lambda x: model(x, training=False), reduce_retracing=True)
    answer(images)
    best = float("inf")
    for _ in range(tries):
        started = time.perf_counter()
        np.asarray(answer(images))
        best = min(best, time.perf_counter() - started)
    return Cost(model_geometry.parameters(model), macs, 1000 * best / batch)


def cost_table(models: Mapping[str, keras.Model], batch: int = 32, tries: int = 5) -> str:
    """Costs of networks side by side, a line for each; print it in a cell tagged `timed`.

    Args:
        models: by the name that the table shows.
        batch: images that are answered together. `tries` likewise as in `cost`.
    """
    wide = max(map(len, models), default=0)
    lines = [f"{'':{wide}}  parameters           MACs  ms/image  10⁹ MACs/s"]
    for name, model in models.items():
        one = cost(model, batch, tries)
        counts = f"{name:{wide}}  {one.parameters:10,} {one.macs:14,}"
        lines.append(f"{counts} {one.milliseconds:9.3f}  {one.gigamacs_per_second:10.1f}")
    return "\n".join(lines)
