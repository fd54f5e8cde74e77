"""The embedded Fashion-MNIST and the search for the full one."""

import gzip
import hashlib
import io
import subprocess
import sys
import urllib.request
import zipfile
import zlib

import numpy as np
import pytest

from cnncourse import data
from cnncourse.data import fashion, make_subset, store

DEBIAN = fashion.DEBIAN_FOLDER
debian = pytest.mark.skipif(not DEBIAN.is_dir(), reason="dataset-fashion-mnist not installed")


@pytest.fixture
def nowhere(monkeypatch, tmp_path):
    """No cache, no Debian folder, and a network that refuses at once; returns the list of what was asked."""
    asked = []

    def refuse(url, timeout):
        asked.append((url, timeout))
        raise OSError("no route")

    monkeypatch.setenv("KERAS_HOME", str(tmp_path / "keras"))
    monkeypatch.setattr(fashion, "DEBIAN_FOLDER", tmp_path / "debian")
    monkeypatch.setattr(urllib.request, "urlopen", refuse)
    return asked


def test_importing_data_imports_no_framework():
    code = "import sys, cnncourse.data; sys.exit(bool({'keras', 'tensorflow', 'skimage'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_subset_is_balanced_scaled_and_fresh_each_time():
    (x_train, y_train), (x_test, y_test) = data.fashion_mnist()
    assert x_train.shape == (12000, 28, 28, 1) and x_test.shape == (2000, 28, 28, 1)
    assert x_train.dtype == np.float32 and x_train.min() == 0 and x_train.max() == 1
    assert np.bincount(y_train).tolist() == [1200] * 10 and np.bincount(y_test).tolist() == [200] * 10
    x_train[:] = 7
    assert data.fashion_mnist()[0][0].max() == 1


def test_bytes_are_the_scaled_images_times_255():
    scaled, raw = data.fashion_mnist()[1], data.fashion_mnist(scaled=False)[1]
    assert raw[0].shape == (2000, 28, 28) and raw[0].dtype == np.uint8 and raw[0].flags.writeable
    np.testing.assert_array_equal(np.round(scaled[0][..., 0] * 255).astype(np.uint8), raw[0])
    np.testing.assert_array_equal(scaled[1], raw[1])


def test_no_test_image_is_in_the_training_set():
    train, test = data.fashion_mnist(scaled=False)
    assert not {image.tobytes() for image in train[0]} & {image.tobytes() for image in test[0]}


def test_ten_names_in_both_languages():
    assert len(set(data.CLASS_NAMES)) == len(set(data.CLASS_NAMES_ZH)) == 10


@debian
def test_subset_is_remade_byte_for_byte():
    """Every array, and the packed form of all but the training images, which take four seconds to pack."""
    arrays = make_subset.subset()
    with np.load(fashion.SUBSET_FILE) as embedded:
        assert embedded.files == list(arrays)
        for name, array in arrays.items():
            np.testing.assert_array_equal(embedded[name], array)
    del arrays["x_train"]
    with (
        zipfile.ZipFile(fashion.SUBSET_FILE) as embedded,
        zipfile.ZipFile(io.BytesIO(make_subset.pack(arrays))) as remade,
    ):
        for entry in remade.infolist():
            there = embedded.getinfo(entry.filename)
            assert (entry.CRC, entry.date_time, entry.create_system) == (there.CRC, (1980, 1, 1, 0, 0, 0), 3)
            if "ng" not in zlib.ZLIB_RUNTIME_VERSION:  # zlib-ng packs the same arrays into other bytes
                assert entry.compress_size == there.compress_size


@debian
def test_full_set_from_debian(nowhere, monkeypatch):
    monkeypatch.setattr(fashion, "DEBIAN_FOLDER", DEBIAN)
    (x_train, y_train), (x_test, y_test) = data.fashion_mnist(full=True, scaled=False)
    assert x_train.shape == (60000, 28, 28) and np.bincount(y_test).tolist() == [1000] * 10
    assert y_train[:5].tolist() == [9, 0, 0, 3, 0]  # as keras.datasets.fashion_mnist documents them
    assert nowhere == []


def test_error_names_the_places_looked_in(nowhere, tmp_path):
    with pytest.raises(FileNotFoundError) as error:
        data.fashion_mnist(full=True)
    message = str(error.value)
    cache = tmp_path / "keras" / "datasets" / "fashion-mnist"
    for place in (cache, tmp_path / "debian", "storage.googleapis.com"):
        assert str(place) in message
    assert "no route" in message and "dataset-fashion-mnist" in message
    assert len(nowhere) == 1 and nowhere[0][1] <= 30  # one attempt, with a time-out


def test_a_half_written_file_in_the_cache_is_not_used(nowhere, tmp_path):
    cache = tmp_path / "keras" / "datasets" / "fashion-mnist"
    cache.mkdir(parents=True)
    for name in fashion._UNPACKED_SHA256:
        (cache / name).write_bytes(gzip.compress(bytes(1000))[:-9])
    with pytest.raises(FileNotFoundError, match="damaged"):
        data.fashion_mnist(full=True)


def test_download_is_verified_before_it_is_kept(monkeypatch, tmp_path):
    content = b"four files of this"
    monkeypatch.setattr(fashion, "_UNPACKED_SHA256", {"a.gz": hashlib.sha256(content).hexdigest()})
    monkeypatch.setattr(store, "download", lambda url, file: file.write(gzip.compress(b"something else")))
    with pytest.raises(store.DamagedFile):
        fashion._fetched("a.gz", tmp_path)
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setattr(store, "download", lambda url, file: file.write(gzip.compress(content)))
    assert gzip.decompress(fashion._fetched("a.gz", tmp_path)) == content
    assert [path.name for path in tmp_path.iterdir()] == ["a.gz"]


def cut_short(content: bytes) -> bytes:
    return content[:-1]


def one_bit_flipped(content: bytes) -> bytes:
    return content[:100] + bytes([content[100] ^ 1]) + content[101:]


@pytest.mark.parametrize("damage", [cut_short, one_bit_flipped])
def test_a_damaged_subset_is_refused(monkeypatch, tmp_path, damage):
    broken = tmp_path / "subset.npz"
    broken.write_bytes(damage(fashion.SUBSET_FILE.read_bytes()))
    monkeypatch.setattr(fashion, "SUBSET_FILE", broken)
    fashion._subset.cache_clear()
    with pytest.raises(store.DamagedFile, match="SHA256"):
        data.fashion_mnist()
