"""One network in memory at a time, and no time spent on random kernels that a proof replaces."""

import gc
import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import pytest


@pytest.fixture(autouse=True)
def one_network_at_a_time():
    yield
    keras.utils.clear_session()
    gc.collect()


@pytest.fixture(autouse=True)
def kernels_from_zero(monkeypatch):
    """Kernels start at zero, as random ones take a quarter of the time: every proof sets all weights itself."""

    def zeros(self, shape, dtype=None):
        return keras.ops.zeros(shape, dtype)

    monkeypatch.setattr(keras.initializers.VarianceScaling, "__call__", zeros)
