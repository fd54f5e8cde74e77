"""Keras' own networks by name: the table against Keras' source, the cache, and life without a network."""

import hashlib
import inspect
import subprocess
import sys
import urllib.request

import keras
import numpy as np
import pytest

from cnncourse import pretrained
from cnncourse.pretrained import applications
from cnncourse.pretrained.applications import NETWORKS

KERAS = sorted(set(NETWORKS) - {"efficientnet_lite0"})


@pytest.fixture
def cache(monkeypatch, tmp_path):
    """An empty cache, and a network that refuses."""

    def refuse(url, timeout):
        raise OSError("no route")

    monkeypatch.setenv("KERAS_HOME", str(tmp_path))
    monkeypatch.setattr(urllib.request, "urlopen", refuse)
    (tmp_path / "models").mkdir()
    return tmp_path / "models"


def test_importing_pretrained_imports_no_framework():
    code = "import sys, cnncourse.pretrained; sys.exit(bool({'keras', 'tensorflow'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize("name", KERAS)
def test_the_table_says_what_keras_says(name):
    network = NETWORKS[name]
    build = getattr(keras.applications, network.builder)
    assert inspect.signature(build).parameters["weights"].default == "imagenet"
    source = inspect.getsource(inspect.getmodule(build)).replace('"\n', "").replace("\n", "")
    for digest in (network.digest, network.headless_digest):
        assert digest is None or digest in source
    assert network.folder.rstrip("/").rsplit("/", 1)[1] in source
    assert hasattr(getattr(keras.applications, network.family), "preprocess_input")


def test_files_are_named_as_keras_asks_for_them(cache, monkeypatch):
    """Keras' builder itself is asked for two networks, and stopped where it would download."""
    from keras.src.utils import file_utils

    class Stop(Exception):
        pass

    def asked(fname, origin, cache_subdir, file_hash=None):
        raise Stop(fname, origin, cache_subdir, file_hash)

    monkeypatch.setattr(file_utils, "get_file", asked)
    for name, top in (("mobilenet_v3_small", True), ("mobilenet_v3_small", False), ("mobilenet", True)):
        network = NETWORKS[name]
        path, digest = applications._cached(network, top)
        with pytest.raises(Stop) as stop:
            getattr(keras.applications, network.builder)(weights="imagenet", include_top=top, input_shape=(224, 224, 3))
        assert stop.value.args == (path.name, network.folder + path.name, "models", digest)
        assert path.parent == cache


@pytest.mark.parametrize("name", ["resnet50", "mobilenet"])
def test_one_clear_sentence_when_out_of_reach(cache, name):
    assert not pretrained.at_hand(name)
    with pytest.raises(FileNotFoundError) as error:
        pretrained.load(name)
    message = str(error.value)
    assert name in message and str(cache) in message and "no route" in message and "efficientnet_lite0" in message
    assert message.count("\n") == 0 and error.value.__suppress_context__
    assert list(cache.iterdir()) == []


def test_a_damaged_file_in_the_cache_is_never_loaded(cache):
    (cache / NETWORKS["resnet50"].file).write_bytes(b"half of it")
    with pytest.raises(FileNotFoundError, match="is damaged"):
        pretrained.load("resnet50")


@pytest.mark.filterwarnings("ignore")
def test_a_whole_file_in_the_cache_is_loaded(cache, monkeypatch):
    small = {"alpha": 0.25, "input_shape": (32, 32, 3), "pooling": "avg"}
    source = keras.applications.MobileNet(weights=None, include_top=False, **small)
    path = cache / NETWORKS["mobilenet"].headless_file
    source.save(path)
    assert pretrained.at_hand("mobilenet", include_top=False)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    monkeypatch.setitem(NETWORKS, "mobilenet", NETWORKS["mobilenet"]._replace(headless_digest=digest))
    loaded = pretrained.load("mobilenet", include_top=False, **small)
    images = np.random.default_rng(0).random((1, 32, 32, 3)).astype(np.float32)
    np.testing.assert_array_equal(np.asarray(loaded(images)), np.asarray(source(images)))


def test_the_embedded_network_by_name():
    model = pretrained.load("efficientnet_lite0", include_top=False, input_shape=(64, 64, 3))
    assert model.output_shape == (None, 2, 2, 1280)


def test_unknown_names_list_the_known():
    for ask in (pretrained.load, pretrained.at_hand, lambda name: pretrained.preprocess(np.zeros((1, 1, 1, 3)), name)):
        with pytest.raises(ValueError, match="'alexnet'.*resnet50.*xception"):
            ask("alexnet")
