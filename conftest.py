"""Tests keep no progress and see no start-up log of TensorFlow."""

import os

os.environ["CNNCOURSE_HOME"] = "off"
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
