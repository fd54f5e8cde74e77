"""One network in memory at a time, and no time spent on random kernels that a proof replaces."""

import gc
import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
import pytest


@pytest.fixture(autouse=True)
def one_network_at_a_time():
    yield
    keras.utils.clear_session()
    gc.collect()


@pytest.fixture
def own_start():
    """Asked for by a test whose network learns from where it starts."""


@pytest.fixture(autouse=True)
def kernels_without_a_start(request, monkeypatch):
    """Kernels start as NaN: random ones take a quarter of the time, and a proof that forgets to set a weight shows."""

    def unknown(self, shape, dtype=None):
        return keras.ops.full(shape, np.nan, dtype)

    if "own_start" not in request.fixturenames:
        monkeypatch.setattr(keras.initializers.VarianceScaling, "__call__", unknown)
