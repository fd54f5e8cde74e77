"""One network in memory at a time."""

import gc
import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import pytest

gc.collect()
gc.freeze()  # what the imports made stays: each collection then looks at the networks alone


@pytest.fixture(autouse=True)
def one_network_at_a_time():
    yield
    keras.utils.clear_session()
    gc.collect()
